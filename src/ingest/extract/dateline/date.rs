//! Dates as releases print them: `April 18, 2005`, `Sept. 29`, `18 April 2005`, `04/18/05`.

use crate::{
    ingest::words::each_word,
    model::{Date, Span},
};

/// A date in the text; the year may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it stands.
    pub span: Span,
    /// Year in full.
    pub year: Option<i16>,
    /// From 1.
    pub month: i8,
    /// From 1.
    pub day: i8,
}

impl Found {
    /// The date, where its year is printed.
    pub fn date(&self) -> Option<Date> {
        self.in_year(self.year?)
    }

    /// The date in a year.
    pub fn in_year(&self, year: i16) -> Option<Date> {
        Date::new(year, self.month, self.day).ok()
    }
}

/// The dates of a text, in order.
pub(super) fn dates(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let bytes = text.as_bytes();
    if !bytes.iter().any(u8::is_ascii_digit) {
        return found;
    }
    each_word(text, |at, _| {
        if found.last().is_some_and(|last| at < last.span.end) {
            return;
        }
        found.extend(if bytes[at].is_ascii_digit() {
            day_first(bytes, at).or_else(|| numeric(bytes, at))
        } else {
            month_first(bytes, at)
        });
    });
    found
}

fn word(bytes: &[u8], at: usize) -> &[u8] {
    let end = bytes[at.min(bytes.len())..].iter().position(|byte| !byte.is_ascii_alphabetic());
    &bytes[at.min(bytes.len())..end.map_or(bytes.len(), |end| at + end)]
}

fn number(bytes: &[u8], at: usize) -> Option<(i16, usize)> {
    let tail = bytes.get(at..)?;
    let length = tail.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let value = || tail[..length].iter().fold(0, |value, digit| value * 10 + i16::from(digit - b'0'));
    (1..=4).contains(&length).then(|| (value(), at + length))
}

fn spaces(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|byte| matches!(byte, b' ' | b'\n' | b'\t'))
        || bytes.get(at..at + 2) == Some(&[0xC2, 0xA0])
    {
        at += 1;
    }
    at
}

/// The month that begins at `at` and where it ends, its stop included.
fn month(bytes: &[u8], at: usize) -> Option<(i8, usize)> {
    // most words are told by their first letter
    if !matches!(bytes.get(at)?, b'A' | b'D' | b'F' | b'J' | b'M' | b'N' | b'O' | b'S') {
        return None;
    }
    let name = word(bytes, at);
    let month = crate::model::month(std::str::from_utf8(name).ok()?)?;
    let end = at + name.len();
    let stop = usize::from(bytes.get(end) == Some(&b'.'));
    Some((month, end + stop))
}

fn month_first(bytes: &[u8], start: usize) -> Option<Found> {
    let (month, end) = month(bytes, start)?;
    let (day, end) = number(bytes, spaces(bytes, end))?;
    let end = ordinal(bytes, end);
    let (year, end) = year_after(bytes, end);
    found(start, end, year, month, day)
}

fn day_first(bytes: &[u8], start: usize) -> Option<Found> {
    let (day, end) = number(bytes, start)?;
    let end = spaces(bytes, ordinal(bytes, end));
    let end = if bytes.get(end) == Some(&b'-') { end + 1 } else { end };
    let (month, end) = month(bytes, end)?;
    let end = if bytes.get(end) == Some(&b'-') { end + 1 } else { end };
    let (year, end) = year_after(bytes, end);
    found(start, end, Some(year?), month, day)
}

/// `1st`, `22nd`.
fn ordinal(bytes: &[u8], end: usize) -> usize {
    let suffix = word(bytes, end);
    if suffix.len() == 2 && [b"st", b"nd", b"rd", b"th"].iter().any(|form| suffix.eq_ignore_ascii_case(*form)) {
        end + 2
    } else {
        end
    }
}

/// The year after a day, and where the date ends.
fn year_after(bytes: &[u8], end: usize) -> (Option<i16>, usize) {
    let mut at = spaces(bytes, end);
    if matches!(bytes.get(at), Some(b',' | b'.')) {
        at = spaces(bytes, at + 1);
    }
    match number(bytes, at) {
        Some((year @ 1980..=2099, after)) => (Some(year), after),
        _ => (None, end),
    }
}

/// `04/18/2005`, `7/22/04`, `2005-04-18`, `30.9.1998`.
fn numeric(bytes: &[u8], start: usize) -> Option<Found> {
    let (first, end) = number(bytes, start)?;
    let mark = *bytes.get(end).filter(|byte| matches!(byte, b'/' | b'-' | b'.'))?;
    let (second, end) = number(bytes, end + 1)?;
    if bytes.get(end) != Some(&mark) {
        return None;
    }
    let (third, end) = number(bytes, end + 1)?;
    if bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    match (mark, first, third) {
        (b'-', 1980..=2099, 1..=31) => found(start, end, Some(first), i8::try_from(second).ok()?, third),
        (b'.', 1..=31, 10..) => found(start, end, Some(century(third)?), i8::try_from(second).ok()?, first),
        (b'/' | b'-', 1..=12, _) => found(start, end, Some(century(third)?), i8::try_from(first).ok()?, second),
        _ => None,
    }
}

fn century(year: i16) -> Option<i16> {
    match year {
        0..=49 => Some(2000 + year),
        80..=99 => Some(1900 + year),
        1980..=2099 => Some(year),
        _ => None,
    }
}

fn found(start: usize, end: usize, year: Option<i16>, month: i8, day: i16) -> Option<Found> {
    let day = i8::try_from(day).ok()?;
    Date::new(year.unwrap_or(2000), month, day).ok()?;
    Some(Found { span: Span::new(start, end), year, month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_form() {
        for (text, expected) in [
            ("April 18, 2005--", "2005-04-18"),
            ("Sept. 29, 1997", "1997-09-29"),
            ("18 April 2005", "2005-04-18"),
            ("19th November, 1998", "1998-11-19"),
            ("04/18/05", "2005-04-18"),
            ("2005-04-18", "2005-04-18"),
            ("30.9.98", "1998-09-30"),
            ("JANUARY 5, 2000", "2000-01-05"),
            ("18-Apr-2005", "2005-04-18"),
        ] {
            let first = dates(text).first().and_then(Found::date).map(|date| date.to_string());
            assert_eq!(first.as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_year_may_be_missing() {
        let found = dates("LAS VEGAS, Jan. 7 /PRNewswire/");
        assert_eq!(found.first().map(|date| (date.year, date.month, date.day)), Some((None, 1, 7)));
    }

    #[test]
    fn words_that_begin_like_months_are_no_dates() {
        assert!(dates("Marchbanks 12, may be 40 percent, Decline 3, 555-0137 1-800").is_empty());
    }
}
