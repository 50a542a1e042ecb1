//! The sentences of a block of prose, and the section a place lies in.

pub use crate::model::sentences;
use crate::model::{Section, SectionKind};

/// The kind of the section that holds a place.
#[must_use]
pub fn kind_at(sections: &[Section], offset: usize) -> SectionKind {
    let after = sections.partition_point(|section| section.start <= offset);
    after.checked_sub(1).map_or(SectionKind::Body, |index| sections[index].kind)
}
