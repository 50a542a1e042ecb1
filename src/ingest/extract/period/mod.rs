//! Which fiscal period a release is about.

mod mention;
mod token;

pub use mention::{Day, Length, Mention, dates, mentions, years};

use super::{Facts, Input};

/// Reads it from `input` into `facts`.
pub fn read(_input: Input<'_>, _facts: &mut Facts) {}

#[cfg(test)]
mod tests;
