//! Lines that are no text: rules, and the mark-up of text-era filings.

use super::lines::LineKind;

/// Rules: three or more marks of one kind side by side, or parted by single spaces (`* * *`).
pub(super) fn is_rule(words: &str) -> bool {
    let bytes = words.as_bytes();
    if !bytes
        .iter()
        .all(|byte| matches!(byte, b'-' | b'=' | b'_' | b'*' | b'~' | b'+' | b'|' | b' ' | b'\t' | b'#' | b'.'))
    {
        return false;
    }
    let marks = bytes.iter().filter(|byte| !matches!(byte, b' ' | b'\t')).count();
    let long = bytes.windows(3).any(|three| three[0] != b' ' && three[0] == three[1] && three[1] == three[2]);
    long || (marks >= 3 && memchr::memmem::find(bytes, b"  ").is_none())
}

/// What a line that begins with `<` is.
pub(super) fn tag(words: &str) -> LineKind {
    let Some(close) = memchr::memchr(b'>', &words.as_bytes()[..words.len().min(16)]) else { return LineKind::Text };
    let name = words[1..close].to_ascii_uppercase();
    let rest = words[close + 1..].trim_start();
    match name.as_str() {
        "PAGE" if is_page_label(rest) => LineKind::PageBreak,
        "TABLE" if rest.is_empty() => LineKind::TableStart,
        "/TABLE" if rest.is_empty() => LineKind::TableEnd,
        "S" | "C" if rest.split_ascii_whitespace().all(|next| matches!(next, "<C>" | "<S>" | "<c>" | "<s>")) => {
            LineKind::Columns
        }
        "CAPTION" | "/CAPTION" | "FN" | "/FN" | "R" | "/R" | "TEXT" | "/TEXT" | "/PAGE" | "S" | "C" | "MULTIPLIER"
            if rest.is_empty() =>
        {
            LineKind::Tag
        }
        _ => LineKind::Text,
    }
}

/// What may stand after `<PAGE>`: nothing, or the page's number.
fn is_page_label(rest: &str) -> bool {
    rest.len() < 24 && !rest.contains("  ")
}
