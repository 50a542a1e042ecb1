//! A year that stands for itself: `reports results for 2011`, `1998 earnings`.

use super::{Length, fiscal};
use crate::{
    ingest::extract::{Input, sentence::kind_at},
    model::{BlockKind, Date, Period, SectionKind, Span},
};

/// The calendar year whose results a release of the months after it reports, and where it names it.
///
/// Only where no period is named in any other way: a bare year is as often one of history.
pub(super) fn year(input: Input<'_>, reference: Option<Date>) -> Option<(Period, Span)> {
    const BLOCKS: usize = 12;
    const FAR: usize = 3000;
    let reference = reference.filter(|reference| reference.month() <= 6)?;
    let year = reference.year() - 1;
    let text = &input.content.text;
    if !text[..text.floor_char_boundary(FAR)].contains(&year.to_string()) {
        return None;
    }
    let mut reports = false;
    let mut found = None;
    for block in input.content.blocks.iter().take(BLOCKS).take_while(|block| block.span.start < FAR) {
        if matches!(block.kind, BlockKind::Table(_)) {
            continue;
        }
        let text = input.content.slice(block.span).to_ascii_lowercase();
        let kind = kind_at(input.sections, block.span.start);
        if !matches!(kind, SectionKind::Headline | SectionKind::Body) {
            continue;
        }
        let title = kind == SectionKind::Headline;
        reports |= REPORTS.iter().any(|word| text.contains(word));
        found = found.or_else(|| named(&text, year, title).map(|span| span.shifted(block.span.start)));
    }
    let span = found.filter(|_| reports)?;
    let label = fiscal::label(Length::Year, year)?;
    Some((
        Period { label: label.clone(), calendar: Some(label), how: "declared".to_owned(), ..Period::default() },
        span,
    ))
}

/// What reports results.
const REPORTS: [&str; 9] = [
    "today reported",
    "reported today",
    "today announced",
    "announced today",
    "reports ",
    "reported ",
    "announced results",
    "posted ",
    "record earnings",
];

/// Where words tell the figures of a year: `results for 2011`, `sales in 1998 were`, `2011 revenue was`.
fn named(lower: &str, year: i16, title: bool) -> Option<Span> {
    const FIGURES: [&str; 11] =
        ["results", "earnings", "sales", "revenue", "revenues", "income", "loss", "profit", "record", "profits", "ffo"];
    let digits = year.to_string();
    lower.match_indices(&digits).find_map(|(at, digits)| {
        let (before, after) = (&lower[..at], &lower[at + digits.len()..]);
        let whole = !before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '$' | ',' | '.' | '/' | '-'))
            && !after.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-'));
        let last = before.trim_end();
        let led = ["for", "in"].iter().find_map(|word| last.strip_suffix(word)).filter(|rest| rest.ends_with(' '));
        let noun = |words: &str| {
            let word = words.trim_end().rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
            FIGURES.contains(&word)
        };
        let told = |rest: &str| {
            let rest = rest.trim_start();
            title
                || ["was", "were", "totaled", "increased", "rose", "grew", "fell", "decreased", "declined", "of"]
                    .iter()
                    .any(|verb| rest.starts_with(verb))
        };
        let behind = led.is_some_and(|rest| noun(rest) && told(after));
        let next = after.trim_start();
        let next = ["total ", "net ", "annual "].iter().find_map(|word| next.strip_prefix(word)).unwrap_or(next);
        let front = FIGURES.iter().find_map(|word| next.strip_prefix(word)).is_some_and(told);
        // `fourth quarter 2011 net sales`
        let before = last.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let part = matches!(before, "quarter" | "half" | "of" | "months" | "quarters" | "month" | "since")
            || crate::model::month(before).is_some();
        (whole && (behind || front && !part)).then(|| Span::new(at, at + digits.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_named_beside_its_figures() {
        let named = |text, title| named(text, 2011, title).is_some();
        assert!(named("tarnby reports record earnings for 2011", true));
        assert!(named("2011 revenue was $44 million", false));
        assert!(named("sales in 2011 were $61 million", false));
        assert!(!named("the contract, signed in 2011, earned", false));
        assert!(!named("tarnby expects sales for 2011 and beyond", false));
        assert!(!named("fourth quarter 2011 net sales of $7 million", false));
        assert!(!named("on may 3, 2011, sales", false));
    }
}
