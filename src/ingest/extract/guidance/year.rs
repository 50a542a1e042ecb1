//! Years as a sentence writes them: by their numbers alone, `FY2009`, `fiscal 2009`.

use crate::model::Span;

/// The fiscal years that a text names by their numbers, and whether others are compared with them.
pub(super) fn fiscal_years(text: &str) -> impl Iterator<Item = (i16, bool)> {
    text.match_indices("fiscal ").filter_map(|(at, word)| {
        let rest = &text[at + word.len()..];
        let year = rest.strip_prefix("year ").unwrap_or(rest).get(..4)?.parse().ok()?;
        let near = &text[text.floor_char_boundary(at.saturating_sub(48))..at];
        let near = near.rsplit('\n').next().unwrap_or(near);
        let near = near.rsplit(". ").next().unwrap_or(near);
        let compared = ["compared", "versus", "against", "from ", "than "].iter().any(|word| near.contains(word));
        Some((year, compared))
    })
}

/// Years that stand for themselves: "for 2001", "2005 revenue".
pub(super) fn bare_years(lower: &str) -> impl Iterator<Item = (Span, i16)> + '_ {
    const BEFORE: [&str; 19] = [
        "in",
        "for",
        "fiscal",
        "during",
        "year",
        "calendar",
        "its",
        "and",
        "company's",
        "our",
        "full-year",
        "of",
        "fy",
        "raises",
        "the",
        "reaffirms",
        "to",
        "into",
        "entering",
    ];
    const AFTER: [&str; 34] = [
        "ongoing",
        "core",
        "recurring",
        "consolidated",
        "gaap",
        "operating",
        "capital",
        "capex",
        "gross",
        "free",
        "ebitda",
        "income",
        "ffo",
        "expenses",
        "organic",
        "comparable",
        "revenue",
        "revenues",
        "net",
        "sales",
        "earnings",
        "guidance",
        "outlook",
        "total",
        "financial",
        "expectations",
        "diluted",
        "adjusted",
        "full-year",
        "full",
        "eps",
        "forecast",
        "tax",
        "effective",
    ];
    memchr::memchr2_iter(b'1', b'2', lower.as_bytes()).filter_map(move |start| {
        let digits = lower.get(start..start + 4)?;
        let whole = super::cue::is_whole(lower, start, start + 4);
        let year: i16 = digits.parse().ok().filter(|year| (1990..2060).contains(year) && whole)?;
        let head = lower[..start].trim_end();
        let tail = lower[start + 4..].trim_start();
        let date = lower[..start].ends_with(", ")
            || head.ends_with(['$', '/', '.'])
            || lower[start + 4..].starts_with([',', '/']) && tail.starts_with(|c: char| c.is_ascii_digit());
        let word = head.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
        let next = tail.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default();
        let named = BEFORE.contains(&word) || AFTER.contains(&next) || head.is_empty();
        (named && !date).then_some((Span::new(start, start + 4), year))
    })
}

/// Years written `FY2009`, `FY09` and `FY '09`.
pub(super) fn coded_years(lower: &str) -> impl Iterator<Item = (Span, i16)> + '_ {
    memchr::memchr_iter(b'f', lower.as_bytes()).filter_map(|start| {
        let rest = lower[start..].strip_prefix("fy")?;
        let digits = rest.trim_start_matches([' ', '\'', '\u{2019}']);
        let skipped = rest.len() - digits.len();
        let length = digits.bytes().take_while(u8::is_ascii_digit).count();
        let number: i16 = digits.get(..length)?.parse().ok()?;
        // `FY 2009` is a year by itself
        let year = match length {
            4 if skipped == 0 => number,
            2 => number + if number < 80 { 2000 } else { 1900 },
            _ => return None,
        };
        let end = start + 2 + skipped + length;
        ((1990..2060).contains(&year) && super::cue::is_whole(lower, start, end))
            .then_some((Span::new(start, end), year))
    })
}
