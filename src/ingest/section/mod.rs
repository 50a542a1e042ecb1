//! From blocks to sections: headline, body, outlook, boilerplate.
//!
//! Each unit of the document (a block, or a row of a table that only lays out words) is scored by
//! what it says ([`cue`], words as data) and how it looks ([`score`]); then the likeliest sequence
//! of kinds is taken ([`smooth`]), so that a heading governs what follows until something else
//! speaks up. Works with and without headings.

mod cue;
mod furniture;
mod island;
mod opening;
mod outlook;
mod page;
mod phone;
mod portrait;
mod results_date;
mod score;
mod smooth;
mod unit;

use crate::model::{Content, Section, SectionKind};
pub(crate) use opening::opens;
pub use page::cut as cut_pages;
use unit::{Form, Unit};

/// Cuts a document into sections that cover all of its text, each byte in exactly one. A new
/// section begins where the kind changes.
///
/// ```
/// use filings::{ingest::{parse, section}, model::SectionKind};
/// let parse::Body::Content(content) = parse::body("Conference Call\n\nDial 800-555-0100.") else { panic!() };
/// let sections = section::sections(&content);
/// assert_eq!(sections.last().map(|section| section.end), Some(content.text.len()));
/// ```
#[must_use]
pub fn sections(content: &Content) -> Vec<Section> {
    let units = unit::units(content, &content.blocks);
    let scores = score::scores(content, &units);
    let mut kinds = smooth::smooth(&units, &scores);
    island::absorb(content, &units, &scores, &mut kinds);
    merge(content, &units, &kinds)
}

/// How much of a document that is no release is read for its title.
const OPENING: usize = 2_000;

/// The sections of a document that is no release: a title, then words and tables of figures.
/// Contracts and reports hold no outlook and no boilerplate that would have to be told apart.
#[must_use]
pub fn plain(content: &Content) -> Vec<Section> {
    let opening = content.blocks.partition_point(|block| block.span.start < OPENING);
    let (opening, rest) = content.blocks.split_at(opening);
    let mut units = unit::units(content, opening);
    let scores = score::scores(content, &units);
    let mut kinds = smooth::smooth(&units, &scores);
    for (kind, unit) in kinds.iter_mut().zip(&units).filter(|(kind, _)| **kind != SectionKind::Headline) {
        *kind = if unit.form == Form::Figures { SectionKind::Tables } else { SectionKind::Body };
    }
    for unit in rest.iter().filter(|block| !block.span.is_empty()).map(|block| unit::plain(content, block)) {
        kinds.push(if unit.form == Form::Figures { SectionKind::Tables } else { SectionKind::Body });
        units.push(unit);
    }
    merge(content, &units, &kinds)
}

/// Joins neighbours of one kind and gives each gap to the section before it.
fn merge(content: &Content, units: &[Unit], kinds: &[SectionKind]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for (unit, &kind) in units.iter().zip(kinds) {
        if sections.last().is_some_and(|last| last.kind == kind) {
            continue;
        }
        let start = sections.last_mut().map_or(0, |last| {
            last.end = unit.span.start;
            unit.span.start
        });
        let heading = heading(content, unit).filter(|_| kind != SectionKind::Headline);
        sections.push(Section { kind, heading, start, end: content.text.len() });
    }
    if sections.is_empty() {
        let end = content.text.len();
        sections.push(Section { kind: SectionKind::Body, heading: None, start: 0, end });
    }
    sections
}

/// The heading that a section begins with.
fn heading(content: &Content, unit: &Unit) -> Option<String> {
    (unit.form == Form::Heading).then(|| content.slice(unit.span).trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests;
