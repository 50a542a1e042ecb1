//! What a document is, by its content.

use super::{Facts, Input};

/// Reads it from `input` into `facts`.
pub fn read(_input: Input<'_>, _facts: &mut Facts) {}
