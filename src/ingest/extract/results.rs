//! The figures of the headline period: revenue, earnings, cash; from prose and statements.

use super::{Facts, Input, statement::Statement};

/// Reads it from `input` into `facts`.
pub fn read(_input: Input<'_>, _statements: &[Statement], _facts: &mut Facts) {}
