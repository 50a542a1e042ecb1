//! HTML of every decade to text, blocks and tables.

use crate::model::Content;

/// Whether a body is HTML rather than plain text.
#[must_use]
pub fn is_html(text: &str) -> bool {
    let head: String = text.chars().take(2000).collect::<String>().to_ascii_lowercase();
    head.contains("<html") || head.contains("<body") || head.contains("<div") || head.contains("<p>")
}

/// Reads an HTML body.
#[must_use]
pub fn parse(text: &str) -> Content {
    super::plain::parse(text)
}
