//! The envelope of a submission: its header in every dialect, and where each document stands.

use crate::model::{RawDocument, Span, Submission};

/// Cuts a file into its documents. A file without an envelope is one document.
#[must_use]
pub fn split(bytes: &[u8]) -> Submission {
    let document = RawDocument { body: Span::new(0, bytes.len()), ..RawDocument::default() };
    Submission { documents: vec![document], ..Submission::default() }
}
