//! From text to structure: the envelope into documents, a body into blocks.

pub mod html;
mod json;
pub mod path;
pub mod plain;
pub mod sgml;
mod sniff;
pub mod table;
mod title;
pub mod xml;

pub use sniff::unreadable;

use crate::{
    diag::SkipReason,
    model::{Content, Dialect, Submission},
};

/// What a document's body turned out to be.
#[derive(Debug, Clone)]
pub enum Body {
    /// Something to read.
    Content(Content),
    /// Nothing to read, and why.
    Skipped(SkipReason),
}

/// Cuts a file into its submissions (one, unless files were joined) and their documents.
///
/// # Errors
/// The reason why the file as a whole holds nothing to read.
pub fn file(path: &str, bytes: &[u8]) -> Result<Vec<Submission>, SkipReason> {
    if bytes.trim_ascii().is_empty() {
        return Err(SkipReason::Empty);
    }
    let mut submissions = sgml::split(bytes);
    if submissions.iter().any(|submission| submission.header.dialect != Dialect::Loose) {
        return Ok(submissions);
    }
    if let Some(read) = json::file(bytes) {
        return read.map(|submission| vec![submission]);
    }
    if let Some(reason) = unreadable(bytes).or_else(|| sniff::page(bytes)) {
        return Err(reason);
    }
    if !path::may_hold_a_filing(path) {
        return Err(SkipReason::UnknownFormat);
    }
    let documents = submissions.iter_mut().flat_map(|submission| &mut submission.documents);
    for document in documents.filter(|document| document.document_type.is_empty()) {
        document.document_type = path::document_type(path).unwrap_or_default();
    }
    Ok(submissions)
}

/// Reads a decoded body as what it is: HTML, an XML form, a crawler's JSON or plain text.
#[must_use]
pub fn body(text: &str) -> Body {
    if text.trim().is_empty() {
        return Body::Skipped(SkipReason::Empty);
    }
    if sniff::declares_xml(text.as_bytes()) && !sniff::root_element(text.as_bytes()).is_some_and(is_html_element) {
        return Body::Content(xml::parse(text));
    }
    let mut content = match html::is_html(text) {
        true => html::parse(text),
        false => json::body(text).unwrap_or_else(|| plain::parse(text)),
    };
    title::part(&mut content);
    Body::Content(content)
}

/// Elements that an HTML document, or a piece of one, may begin with.
fn is_html_element(name: &[u8]) -> bool {
    const NAMES: [&[u8]; 14] = [
        b"html", b"head", b"body", b"div", b"p", b"table", b"title", b"font", b"center", b"span", b"b", b"h1", b"br",
        b"hr",
    ];
    NAMES.iter().any(|html| html.eq_ignore_ascii_case(name))
}
