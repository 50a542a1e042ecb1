//! What values of fields say: amounts, days, fiscal periods.

mod days;
mod money;
mod period;

pub(super) use days::days;
pub(super) use money::{Money, amount, amounts_between, share_scale};
pub(super) use period::labels_between;
pub(crate) use period::{bare_period, labels_of, period, year};

use crate::index::schema::Values;

/// Words that part the ends of a range.
const BETWEEN: [&str; 4] = ["..", " to ", " through ", " - "];

/// Most words of a value without quotes: `between 30 million and 50 million`.
pub(super) const LONGEST: usize = 7;

/// Whether words without quotes are one value of a field.
pub(super) fn is_value(values: Values, text: &str) -> bool {
    match values {
        Values::Period => period(text).is_some() || year(text).is_some(),
        Values::Date => days(text, jiff::civil::date(2000, 1, 1)).is_some(),
        Values::Amount | Values::Guidance => amount(text).is_some() || amounts_between(text).is_some(),
        _ => false,
    }
}

/// Whether a word can go on a value of several words: single letters, signs and operators do not.
pub(super) fn goes_on(values: Values, next: &str) -> bool {
    let sign = next.starts_with(['-', '+', '<', '>', '=', '*']);
    let dash = matches!(next, "-" | "\u{2013}");
    let letter = next.len() == 1 && next.starts_with(|c: char| c.is_ascii_alphabetic());
    let has_words = matches!(values, Values::Period | Values::Date | Values::Amount | Values::Guidance);
    let says = next.contains(char::is_alphanumeric);
    has_words && (dash || (says && !sign)) && !letter && !matches!(next, "OR" | "AND" | "NOT" | "|" | "||" | "&&")
}

/// The ends of a range that is written as one text, `2004 to 2005`; empty where open.
pub(super) fn ends_of(text: &str) -> Option<(&str, &str)> {
    let lower = text.to_ascii_lowercase();
    BETWEEN.iter().find_map(|word| {
        let at = lower.find(word)?;
        Some((text[..at].trim(), text[at + word.len()..].trim()))
    })
}

/// The ends of `2024Q3-2024Q4`.
pub(super) fn periods_joined(text: &str) -> Option<(&str, &str)> {
    let mut dashes = text.match_indices(['-', '\u{2013}']).map(|(at, dash)| (&text[..at], &text[at + dash.len()..]));
    dashes.find(|(low, high)| bare_period(low).is_some() && bare_period(high).is_some())
}

/// An amount in words: `30 million`.
pub(crate) fn sum(text: &str) -> Option<f64> {
    amount(text).filter(|money| !money.percent).map(|money| money.value)
}

/// The ends of a range of amounts in words: `between 30 and 50 million`.
pub(crate) fn sum_between(text: &str) -> Option<(f64, f64)> {
    amounts_between(text).map(|(low, high)| (low.value, high.value))
}
