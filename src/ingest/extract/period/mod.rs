//! Which fiscal period a release is about.
//!
//! The title and the first paragraphs name it; further on, and over the columns of the statements,
//! stand its end date, its year and the length of its fiscal year. The label that the company
//! declares wins; what can be computed from the dates fills in what it leaves out.

mod choose;
mod fiscal;
mod gather;
mod mention;
mod token;

pub use mention::{Day, Length, Mention, dates, mentions, years};

use super::{Facts, Input, statement::Statement};
use crate::model::Period;

/// Reads it from `input` into `facts`.
pub fn read(input: Input<'_>, statements: &[Statement], facts: &mut Facts) {
    let reference = facts.released.or(input.header.filed).or(input.identity.filed);
    let named = gather::gather(input, statements);
    let header = input.header.filers.iter().find_map(|filer| filer.fiscal_year_end);
    let header = header.map(|(month, day)| fiscal::month_of(month, day));
    match choose::choose(&named, reference, header) {
        Ok(chosen) => {
            facts.prove("period", chosen.span, chosen.rule);
            facts.period_also = chosen.also;
            facts.period = Some(chosen.period);
        }
        Err(reason) => facts.lack("period", reason),
    }
}

/// The length of a period, from its label.
#[must_use]
pub fn length(period: &Period) -> Option<Length> {
    let (_, code) = period.label.split_at_checked(4)?;
    match code.as_bytes() {
        b"FY" => Some(Length::Year),
        b"9M" => Some(Length::NineMonths),
        [b'H', n] => Some(Length::Half(Some(n.wrapping_sub(b'0')))),
        [b'Q', n] => Some(Length::Quarter(Some(n.wrapping_sub(b'0')))),
        _ => None,
    }
}

/// The year of a period's label.
#[must_use]
pub fn year(period: &Period) -> Option<i16> {
    period.label.get(..4)?.parse().ok()
}

#[cfg(test)]
mod tests;
