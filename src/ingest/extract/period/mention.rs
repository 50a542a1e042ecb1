//! The names of periods in running text and in the heads of tables.
//!
//! `third quarter of fiscal 2005 ended January 29, 2005`, `Q1 FY05`, `three and nine months ended
//! September 30, 2003`: a run of words that can belong to such a name is read as units (quarter,
//! half, year ...), years and end dates, which are then given to the units they belong to.

use super::{
    day::{Day, dates_of, years_of},
    run::run,
    token::{Token, Word, may_name_period, tokens},
};
use crate::model::Span;

/// A period that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// The words of its name, in the text that was read.
    pub span: Span,
    /// How long it is, and which of the year.
    pub length: Length,
    /// The year it is named by; not the year of its end date.
    pub year: Option<i16>,
    /// Its last day.
    pub end: Option<Day>,
    /// Its length in weeks, where named by it.
    pub weeks: Option<u8>,
    /// Whether the words before it make it one that another is compared with.
    pub compared: bool,
    /// Whether it is said to end in time to come: `ending`, `which ends`.
    pub ending: bool,
}

/// The length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Length {
    /// A quarter, and which.
    Quarter(Option<u8>),
    /// A half-year, and which.
    Half(Option<u8>),
    /// The first nine months.
    NineMonths,
    /// So many months, as a company reports that changes its fiscal year.
    Months(u8),
    /// A year.
    Year,
}

impl Length {
    /// Whether both are quarters, or both halves ... of whatever number.
    #[must_use]
    pub fn is_like(self, other: Self) -> bool {
        match (self, other) {
            (Self::Quarter(a), Self::Quarter(b)) | (Self::Half(a), Self::Half(b)) => {
                a.is_none() || b.is_none() || a == b
            }
            _ => self == other,
        }
    }
}

/// Every period that a text names, in order.
///
/// ```
/// use filings::ingest::extract::period::{Length, mentions};
/// let found = mentions("Results for the third quarter of fiscal 2005 ended January 29, 2005");
/// assert_eq!((found[0].length, found[0].year), (Length::Quarter(Some(3)), Some(2005)));
/// ```
#[must_use]
pub fn mentions(text: &str) -> Vec<Mention> {
    if may_name_period(text) { mentions_of(text, &tokens(text)) } else { Vec::new() }
}

fn mentions_of(text: &str, tokens: &[Token]) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at].word.may_begin() {
            at += 1;
            continue;
        }
        let run = run(tokens, at);
        at = run.next.max(at + 1);
        if run.units() > 0 {
            // `the period from January to June 2024`
            let from = |token: &Token| text[token.start..token.end].eq_ignore_ascii_case("from");
            let months = matches!(tokens[run.first].word, Word::Month(_) | Word::Number(_));
            let opened = usize::from(months && run.first > 0 && from(&tokens[run.first - 1]));
            let before = tokens[..run.first - opened].iter().rev().take(4);
            let compared = before.into_iter().any(|token| token.word == Word::Compare);
            run.mentions(compared, &mut found);
        }
    }
    found
}

/// All that a text says of time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// The periods it names, as [`mentions`] has them.
    pub periods: Vec<Mention>,
    /// Its dates, as `dates` has them.
    pub days: Vec<Day>,
    /// Its years, as `years` has them.
    pub years: Vec<i16>,
}

/// Reads periods, dates and years of a text at once.
#[must_use]
pub fn names(text: &str) -> Names {
    let tokens = tokens(text);
    Names { periods: mentions_of(text, &tokens), days: dates_of(&tokens), years: years_of(&tokens) }
}
