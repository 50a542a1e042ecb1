//! From text to structure: the envelope into documents, a body into blocks.

pub mod html;
pub mod path;
pub mod plain;
pub mod sgml;
pub mod table;

use crate::{
    diag::SkipReason,
    model::{Content, Submission},
};

/// What a document's body turned out to be.
#[derive(Debug, Clone)]
pub enum Body {
    /// Something to read.
    Content(Content),
    /// Nothing to read, and why.
    Skipped(SkipReason),
}

/// Cuts a file into its documents.
///
/// # Errors
/// The reason why the file as a whole holds nothing to read.
pub fn file(_path: &str, bytes: &[u8]) -> Result<Submission, SkipReason> {
    Ok(sgml::split(bytes))
}

/// Reads a decoded body as what it is: HTML or plain text.
#[must_use]
pub fn body(text: &str) -> Body {
    if html::is_html(text) { Body::Content(html::parse(text)) } else { Body::Content(plain::parse(text)) }
}

/// Whether the bytes of a body are no text that could be read, found without decoding it.
#[must_use]
pub fn unreadable(_bytes: &[u8]) -> Option<SkipReason> {
    None
}
