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
    match choose::choose(&named, reference, header, &gather::title(input)) {
        Ok(mut chosen) => {
            if chosen.period.end.is_none() {
                printed_end(&input.content.text, &mut chosen);
            }
            facts.prove("period", chosen.span, chosen.rule);
            facts.period_also = chosen.also;
            facts.period = Some(chosen.period);
        }
        Err(reason) => facts.lack("period", reason),
    }
}

/// Looks all through the text for a date within ten days of when the period must end.
fn printed_end(text: &str, chosen: &mut choose::Chosen) {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let Some(about) = chosen.about else { return };
    let earliest = about.checked_sub(jiff::Span::new().days(7)).unwrap_or(about);
    let latest = about.checked_add(jiff::Span::new().days(7)).unwrap_or(about);
    let months = [earliest.month(), latest.month()].map(|month| MONTHS[(month as usize - 1) % 12]);
    let Ok(finder) = aho_corasick::AhoCorasick::builder().ascii_case_insensitive(true).build(months) else { return };
    let head = &text[..super::sentence::floor(text, 400_000)];
    for found in finder.find_iter(head) {
        let from = found.start();
        let window = &text[from..super::sentence::floor(text, from + 40)];
        let Some(day) = dates(window).first().copied() else { continue };
        let year = day.year.or_else(|| years(window).first().copied());
        let Some(date) = fiscal::date(Day { year, ..day }, None) else { continue };
        if (earliest..=latest).contains(&date) {
            chosen.period.end = Some(date);
            if let Some(length) = length(&chosen.period) {
                chosen.period.calendar = fiscal::calendar(length, date, chosen.period.weeks);
            }
            return;
        }
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
