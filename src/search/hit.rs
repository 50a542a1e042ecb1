//! Loading hits: the record, where else it is, its snippets.

use serde::Serialize;
use tantivy::Term;

use super::{
    collect::Entry,
    snippet::{Marker, Snippet},
};
use crate::{
    diag::Result,
    index::{Index, layout},
    model::{Record, SectionKind},
    query::Plan,
};

/// A record that matches.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// Place in the order, from 1.
    pub rank: u64,
    /// How well it matches; 0 where hits are in another order.
    pub score: f32,
    /// The record, with every path where it was met, without its text.
    #[serde(flatten)]
    pub record: Record,
    /// Its title, in one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// Ids of other records with the same text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub same_as: Vec<String>,
    /// The places that match best.
    pub snippets: Vec<Snippet>,
}

impl Hit {
    /// A record as the only hit, without passages.
    #[must_use]
    pub fn of(record: &Record, text: &str) -> Self {
        let headline = headline(record, text);
        Self { rank: 1, score: 0.0, record: record.clone(), headline, same_as: Vec::new(), snippets: Vec::new() }
    }
}

/// What stands in the headline of a document, in one line; the beginning of a long one.
fn headline(record: &Record, text: &str) -> Option<String> {
    const LONGEST: usize = 300;
    let section = record.sections.iter().find(|section| section.kind == SectionKind::Headline)?;
    let words: Vec<&str> = text.get(section.span().range())?.split_whitespace().collect();
    let line = words.join(" ");
    let end = line.char_indices().nth(LONGEST).map_or(line.len(), |(at, _)| at);
    let end = if end < line.len() { line[..end].rfind(' ').unwrap_or(end) } else { end };
    (end > 0).then(|| line[..end].to_owned())
}

/// Loads hits of one query.
pub(super) struct Loader<'a> {
    index: &'a Index,
    marker: Marker,
    /// Whether any document was met in more than one place.
    has_places: bool,
}

impl<'a> Loader<'a> {
    pub fn new(index: &'a Index, plan: &Plan, snippets: usize) -> Self {
        let has_places = index.has_places().unwrap_or(true);
        Self { index, marker: Marker::new(plan, snippets), has_places }
    }

    pub fn load(&self, rank: u64, entry: &Entry) -> Result<Hit> {
        let (mut record, text) = self.index.record_and_text(entry.address)?;
        let snippets = self.marker.snippets(&record, &text);
        if self.has_places {
            let mut paths = self.index.paths_of(&record)?;
            record.also_at = paths.split_off(1);
        } else {
            let Record { path, also_at, .. } = &mut record;
            also_at.retain(|other| other != path);
            also_at.sort();
            also_at.dedup();
        }
        let same_as = self.twins(entry)?;
        let headline = headline(&record, &text);
        Ok(Hit { rank, score: entry.score, record, headline, same_as, snippets })
    }

    /// Other records with the same text.
    fn twins(&self, entry: &Entry) -> Result<Vec<String>> {
        let shared = self.index.shared().and_then(|segments| segments.get(entry.address.segment_ord as usize));
        if shared.is_some_and(|shared| !shared.contains(entry.address.doc_id)) {
            return Ok(Vec::new());
        }
        let term = Term::from_field_u64(layout().content, entry.twin);
        let others = self.index.with_term(&term)?.into_iter().filter(|address| *address != entry.address);
        let mut ids = others.map(|address| Ok(self.index.record_at(address)?.id)).collect::<Result<Vec<_>>>()?;
        ids.sort();
        Ok(ids)
    }
}
