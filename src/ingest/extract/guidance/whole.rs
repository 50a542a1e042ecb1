//! Revenue that a company calls by its one source: where `revenue from services` is all of it, promises of
//! `revenue from services` are of the whole company.

use std::{borrow::Cow, sync::LazyLock};

use crate::{
    ingest::{
        extract::{Facts, Input},
        words::{self, Parts},
    },
    model::Span,
};

/// The source that the revenue of the headline period is called by: `from services`.
pub(super) fn source(input: Input<'_>, facts: &Facts) -> Option<String> {
    const FAR: usize = 100;
    const NAMES: [&str; 3] = ["revenue from ", "revenues from ", "sales from "];
    let text = &input.content.text;
    let Some(revenue) = facts.amounts.revenue.as_ref() else { return alone(text) };
    let until = revenue.evidence.span?.start;
    let from = text.floor_char_boundary(until.saturating_sub(FAR));
    let line = text.get(from..until)?.rsplit('\n').next()?.to_ascii_lowercase();
    let at = NAMES.iter().filter_map(|name| Some(words::last(&line, name)? + name.len())).max()?;
    let ends = [
        "  ", " |", "...", " was", " were", " of ", " for ", " in ", " rose", " fell", " incr", " decr", " tot",
        " grew", ",",
    ];
    let rest = &line[at..];
    let end = ends.iter().filter_map(|end| words::first(rest, end)).min().unwrap_or(rest.len());
    let name = rest[..end].trim();
    let plain = name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ');
    (plain && (4..=24).contains(&name.len()) && name.split(' ').count() < 3).then(|| format!(" from {name}"))
}

/// The one source that a text without a figure of all revenue names, more than once, with no other total beside it.
fn alone(text: &str) -> Option<String> {
    const REACH: usize = 8000;
    static TOTALS: LazyLock<Parts> = LazyLock::new(|| {
        Parts::new([
            "total revenue",
            "total net",
            "total sales",
            "net sales",
            "net revenue",
            "revenue of $",
            "revenues of $",
            "sales of $",
            "revenue was $",
            "revenues were $",
            "sales were $",
        ])
    });
    let text = &text[..text.floor_char_boundary(REACH)];
    let places = || memchr::memmem::find_iter(text.as_bytes(), b"evenue from ").map(|at| at + 12);
    let name = |at: usize| {
        text[at..].split(|c: char| !c.is_ascii_lowercase()).next().filter(|name| name.len() > 3 && name.ends_with('s'))
    };
    let first = name(places().next()?)?;
    let same = places().count() > 1 && places().all(|at| name(at) == Some(first));
    (same && !TOTALS.any(text)).then(|| format!(" from {first}"))
}

/// A sentence with the source of revenue blanked out, and `from continuing operations` with it.
pub(super) fn masked<'t>(sentence: &'t str, source: Option<&str>) -> Cow<'t, str> {
    let whole = [Some(" from continuing operations"), source];
    let Some(first) = memchr::memmem::find(sentence.as_bytes(), b" from ") else { return Cow::Borrowed(sentence) };
    let lower = sentence.to_ascii_lowercase();
    let held: Vec<Span> =
        whole.into_iter().flatten().filter_map(|words| behind_revenue(&lower, first, words)).collect();
    if held.is_empty() {
        return Cow::Borrowed(sentence);
    }
    let mut masked = sentence.to_owned();
    for span in held {
        masked.replace_range(span.range(), &" ".repeat(span.len()));
    }
    Cow::Owned(masked)
}

/// Where words stand right behind `revenue` or `sales` first, no sooner than `from`.
fn behind_revenue(lower: &str, from: usize, words: &str) -> Option<Span> {
    let at = from + lower[from..].find(words)?;
    let end = at + words.len();
    let named = ["revenue", "revenues", "sales"].iter().any(|name| lower[..at].ends_with(name));
    let alone = lower[end..].chars().next().is_none_or(|next| !next.is_alphanumeric());
    (named && alone).then(|| Span::new(at, end))
}
