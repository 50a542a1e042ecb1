//! The figures of the headline period: revenue, earnings, cash; from prose and statements.

use super::{Facts, Input};

/// Reads it from `input` into `facts`.
pub fn read(_input: Input<'_>, _facts: &mut Facts) {}
