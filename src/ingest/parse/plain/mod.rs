//! Text exhibits to blocks: paragraphs reflowed, tables kept.
//!
//! Text-era filings wrap their lines by hand. The body is cut into lines ([`lines`]); lines that
//! stand in columns are tables; the rest is cut into paragraphs and written with its line breaks
//! as spaces ([`write`]). Mark-up, page furniture and rules are cues, and are left out.

mod hyphen;
mod inline;
mod lines;
mod paragraph;
mod write;

use crate::model::Content;

/// Reads a plain-text body.
///
/// ```
/// use filings::ingest::parse::plain;
/// let content = plain::parse("    Acme said revenue was $30\nmillion.\n    It expects more.\n");
/// assert_eq!(content.text, "Acme said revenue was $30 million.\n\nIt expects more.");
/// ```
#[must_use]
pub fn parse(text: &str) -> Content {
    let lines = lines::split(text);
    let mut writer = write::Writer::new(text);
    paragraph::write(text, &lines, &mut writer);
    writer.finish()
}
