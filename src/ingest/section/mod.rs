//! From blocks to sections: headline, body, outlook, boilerplate.

use crate::model::{Content, Section, SectionKind};

/// Cuts a document into sections that cover all of its text.
#[must_use]
pub fn sections(content: &Content) -> Vec<Section> {
    vec![Section { kind: SectionKind::Body, heading: None, start: 0, end: content.text.len() }]
}
