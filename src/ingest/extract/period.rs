//! Which fiscal period a release is about.

use super::{Facts, Input};

/// Reads it from `input` into `facts`.
pub fn read(_input: Input<'_>, _facts: &mut Facts) {}
