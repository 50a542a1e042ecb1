//! HTML of every decade to text, blocks and tables.
//!
//! `token` cuts the source into tags and text, `flow` settles what elements mean to each other (what
//! is shown, in which look, where blocks, rows and cells begin), `layout` writes the flow down:
//! paragraphs itself, tables by `table`, preformatted text by the parser of text exhibits. Words are
//! decoded once, on their way from the source into the text.
//!
//! The tokenizer is our own because the crates are too slow for what ingest may cost: real HTML is
//! five times its text and more. Over 40 MB of real exhibits on one thread, tags and text counted:
//! lol_html 285 MB/s, html5gum 240 (with spans 196), html5ever 131; tl reaches 650 but builds a tree,
//! quick-xml 1,320 but gives up at the first stray `<`. A scan such as this one for tags and quoted
//! values makes 1,660, and this whole module some 650. The names of characters are a crate's.

mod flow;
mod layout;
mod preformatted;
mod reference;
mod scan;
mod shape;
mod style;
mod table;
mod tag;
mod token;
mod write;

#[cfg(test)]
mod tests;

use crate::model::Content;

/// Whether a body is HTML rather than plain text, or text with EDGAR's own tags for tables.
///
/// ```
/// use filings::ingest::parse::html::is_html;
/// assert!(is_html("<HTML><BODY>..."));
/// assert!(!is_html("<PAGE>\n<TABLE>\n<CAPTION>\n<S>  <C>\n"));
/// ```
#[must_use]
pub fn is_html(text: &str) -> bool {
    /// Where mark-up begins in real files, after mastheads and comments.
    const FAR: usize = 16 * 1024;
    /// Tags that only HTML has, none of which alone would prove it.
    const ENOUGH: usize = 3;
    let bytes = &text.as_bytes()[..text.len().min(FAR)];
    let mut seen = 0;
    for at in memchr::memchr_iter(b'<', bytes) {
        let rest = &bytes[at + 1..];
        let len = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'!').unwrap_or(rest.len());
        let name = &rest[..len.min(8)];
        if ["html", "body", "head", "!doctype", "tr", "td", "div"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
        {
            return true;
        }
        seen += usize::from(
            ["p", "br", "b", "font", "center", "u", "i", "hr", "a", "pre", "h1", "h2", "h3", "h4", "span", "ul", "li"]
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known.as_bytes())),
        );
        if seen >= ENOUGH {
            return true;
        }
    }
    false
}

/// Reads an HTML body.
///
/// ```
/// use filings::ingest::parse::html::parse;
/// let content = parse("<p>Net sales &amp; other</p><table><tr><td>Sales<td>$<td>12<tr><td>Cost<td>$<td>7</table>");
/// assert_eq!(content.text, "Net sales & other\n\nSales | $ | 12\nCost | $ | 7");
/// ```
#[must_use]
pub fn parse(text: &str) -> Content {
    layout::write(text, &flow::read(text))
}
