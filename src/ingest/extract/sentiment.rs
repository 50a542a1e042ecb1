//! Telling phrases and the tone of the narrative.

use super::{Facts, Input};

/// Reads it from `input` into `facts`.
pub fn read(_input: Input<'_>, _facts: &mut Facts) {}
