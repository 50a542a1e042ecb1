//! The order of hits: a key for every record, least first, in which no two are equal.
//!
//! After what was asked for come the newest, then the accession number, then the place in the
//! submission. Records without a value come last, whichever way the order runs.

use std::collections::BTreeSet;

use serde::{Serialize, Serializer};
use tantivy::{DocId, Score, SegmentReader, columnar::Column};

use super::{segments, unknown};
use crate::{
    diag::{Error, Result},
    index::{
        Index, column, ends, name_of,
        schema::{self, FIELDS, FieldSpec, Storage},
    },
    model::Kind,
};

/// The order of hits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// By `date`, latest first.
    Newest,
    /// By `date`, earliest first.
    Oldest,
    /// By a field.
    Field {
        /// Its name.
        name: String,
        /// Greatest first.
        descending: bool,
    },
}

impl Sort {
    /// Reads `relevance`, `newest`, `oldest`, a field's name, or `-` and a field's name.
    ///
    /// # Errors
    /// There is no such field, or it has no order.
    pub fn read(text: &str) -> Result<Self> {
        let text = &text.trim().to_lowercase();
        match text.as_str() {
            "relevance" | "score" | "best" => return Ok(Self::Relevance),
            "newest" => return Ok(Self::Newest),
            "oldest" => return Ok(Self::Oldest),
            _ => {}
        }
        let (name, descending) = text.strip_prefix('-').map_or((text.as_str(), false), |name| (name, true));
        // a range stands where its nearer end does
        let name = [".low", ".high", ".score"].iter().find_map(|part| name.strip_suffix(part)).unwrap_or(name);
        let name = &name.replace('-', "_");
        let field = schema::field(name).filter(|field| is_ordered(field)).ok_or_else(|| {
            let known: Vec<_> = ["relevance", "newest", "oldest"]
                .into_iter()
                .chain(FIELDS.iter().filter(|field| is_ordered(field)).map(|field| field.name))
                .collect();
            let error = unknown("order", text, &known);
            if text.contains(',') {
                error.hint("one field gives the order; the newest come first of equals")
            } else {
                error
            }
        })?;
        Ok(Self::Field { name: field.name.to_owned(), descending })
    }
}

impl std::fmt::Display for Sort {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Relevance => write!(out, "relevance"),
            Self::Newest => write!(out, "newest"),
            Self::Oldest => write!(out, "oldest"),
            Self::Field { name, descending } => write!(out, "{}{name}", if *descending { "-" } else { "" }),
        }
    }
}

impl Serialize for Sort {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn is_ordered(field: &FieldSpec) -> bool {
    field.name == "tone"
        || matches!(field.storage, Storage::Days | Storage::Range | Storage::TermsAndColumn | Storage::WordsAndColumn)
}

/// Where a record stands: what was asked for, then newest, accession, sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub first: u64,
    pub newest: u64,
    accession: u64,
    sequence: u64,
}

impl Key {
    /// The first part, where hits are in the order of their scores.
    #[inline]
    pub fn of_score(score: Score) -> u64 {
        u64::from(!score.max(0.0).to_bits())
    }

    /// The score that the first part stands for, where hits are in the order of their scores.
    pub fn score(&self) -> Score {
        Score::from_bits(!(self.first as u32))
    }

    /// The day of a record with this key; of those without one the first of all days.
    pub fn day(&self) -> i64 {
        match self.newest {
            ABSENT => i64::MIN,
            newest => i64::try_from(ABSENT - 1 - newest).unwrap_or(i64::MAX).saturating_sub(EPOCH),
        }
    }

    /// As a cursor.
    pub fn written(&self) -> String {
        format!("{:x}-{:x}-{:x}-{:x}", self.first, self.newest, self.accession, self.sequence)
    }

    /// Reads a cursor.
    pub fn read(text: &str) -> Result<Self> {
        let parts: Vec<_> = text.split('-').filter_map(|part| u64::from_str_radix(part, 16).ok()).collect();
        match parts.as_slice() {
            &[first, newest, accession, sequence] => Ok(Self { first, newest, accession, sequence }),
            _ => Err(Error::message(format!("`{text}` is no cursor")).hint("take it from `cursor` of the page before")),
        }
    }
}

/// What the score of a document that is no release is multiplied with: who looks for words looks
/// for releases first, contracts and reports after.
const NO_RELEASE: Score = 0.6;

/// No value: after all others.
const ABSENT: u64 = u64::MAX;

/// What makes first parts of keys, one for each segment.
pub(super) enum Sorter {
    Score,
    Days {
        name: String,
        descending: bool,
    },
    Numbers {
        name: String,
        /// The other end of a range, which stands for an open one.
        other: Option<String>,
        descending: bool,
    },
    /// Texts, by their ordinals in each segment, ranked over all segments.
    Texts {
        name: String,
        ranks: Vec<Vec<u64>>,
        descending: bool,
    },
}

impl Sorter {
    pub const fn scores(&self) -> bool {
        matches!(self, Self::Score)
    }
}

pub(super) fn sorter(index: &Index, sort: &Sort) -> Result<Sorter> {
    let (name, descending) = match sort {
        Sort::Relevance => return Ok(Sorter::Score),
        Sort::Newest => return Ok(Sorter::Days { name: "date".to_owned(), descending: true }),
        Sort::Oldest => return Ok(Sorter::Days { name: "date".to_owned(), descending: false }),
        Sort::Field { name, descending } => (name.as_str(), *descending),
    };
    let spec = schema::field(name).filter(|field| is_ordered(field)).ok_or_else(|| unknown("order", name, &[]))?;
    if spec.name == "tone" {
        return Ok(Sorter::Numbers { name: "_tone_score".to_owned(), other: None, descending });
    }
    match spec.storage {
        Storage::Days => Ok(Sorter::Days { name: spec.name.to_owned(), descending }),
        Storage::Range => {
            let [low, high] = ends(spec.name);
            let (name, other) = if descending { (high, low) } else { (low, high) };
            Ok(Sorter::Numbers { name, other: Some(other), descending })
        }
        _ => {
            let name = column(spec.name);
            let ranks = ranks(index, &name).map_err(|error| index.wrap(&error))?;
            Ok(Sorter::Texts { name, ranks, descending })
        }
    }
}

/// For each segment, the place of each of a column's texts among the texts of all segments.
fn ranks(index: &Index, name: &str) -> tantivy::Result<Vec<Vec<u64>>> {
    let mut of_segments = Vec::new();
    for reader in segments(&index.searcher) {
        let mut texts = Vec::new();
        if let Some(column) = reader.fast_fields().str(name)? {
            let mut stream = column.dictionary().stream()?;
            while stream.advance() {
                texts.push(String::from_utf8_lossy(stream.key()).to_lowercase());
            }
        }
        of_segments.push(texts);
    }
    let all: BTreeSet<&String> = of_segments.iter().flatten().collect();
    let all: Vec<_> = all.into_iter().collect();
    let rank = |text: &String| all.binary_search(&text).unwrap_or_default() as u64;
    Ok(of_segments.iter().map(|texts| texts.iter().map(rank).collect()).collect())
}

/// Makes the keys of one segment.
pub(super) struct SegmentOrder {
    first: First,
    is_newest: bool,
    dates: Column<i64>,
    accessions: Column<u64>,
    sequences: Column<u64>,
    kinds: Option<(Column<u64>, u64)>,
}

enum First {
    Score,
    Days(Column<i64>, bool),
    Numbers(Column<f64>, Option<Column<f64>>, bool),
    Texts(Option<Column<u64>>, Vec<u64>, bool),
}

impl SegmentOrder {
    pub fn open(sorter: &Sorter, ordinal: u32, reader: &SegmentReader) -> tantivy::Result<Self> {
        let columns = reader.fast_fields();
        let first = match sorter {
            Sorter::Score => First::Score,
            Sorter::Days { name, descending } => First::Days(columns.i64(name)?, *descending),
            Sorter::Numbers { name, other, descending } => {
                let other = other.as_ref().map(|name| columns.f64(name)).transpose()?;
                First::Numbers(columns.f64(name)?, other, *descending)
            }
            Sorter::Texts { name, ranks, descending } => {
                let ords = columns.str(name)?.map(|column| column.ords().clone());
                First::Texts(ords, ranks.get(ordinal as usize).cloned().unwrap_or_default(), *descending)
            }
        };
        let is_newest = matches!(sorter, Sorter::Days { name, descending: true } if name == "date");
        Ok(Self {
            first,
            is_newest,
            dates: columns.i64("date")?,
            accessions: columns.u64("_accession_order")?,
            sequences: columns.u64("_sequence")?,
            kinds: no_release(reader)?,
        })
    }

    /// A document's score, less where it is no release.
    #[inline]
    pub fn weighed(&self, doc: DocId, score: Score) -> Score {
        match &self.kinds {
            Some((kinds, ord)) if kinds.first(doc) == Some(*ord) => score * NO_RELEASE,
            _ => score,
        }
    }

    /// The first part of a record's key.
    #[inline]
    pub fn first(&self, doc: DocId, score: Score) -> u64 {
        let turned = |value: u64, descending: bool| if descending { ABSENT - 1 - value } else { value };
        match &self.first {
            First::Score => Key::of_score(score),
            First::Days(column, descending) => day(column.first(doc)).map_or(ABSENT, |day| turned(day, *descending)),
            First::Numbers(column, other, descending) => {
                let number = column.first(doc).map(|number| match other {
                    Some(other) if number.is_infinite() => other.first(doc).unwrap_or(number),
                    _ => number,
                });
                number.map_or(ABSENT, |number| turned(tantivy::f64_to_u64(number) >> 1, *descending))
            }
            First::Texts(ords, ranks, descending) => ords
                .as_ref()
                .and_then(|ords| ranks.get(ords.first(doc)? as usize))
                .map_or(ABSENT, |&rank| turned(rank, *descending)),
        }
    }

    /// Whether the latest come first, and nothing else counts before that.
    pub const fn is_newest(&self) -> bool {
        self.is_newest
    }

    /// The second part of a record's key.
    #[inline]
    pub fn newest(&self, doc: DocId) -> u64 {
        day(self.dates.first(doc)).map_or(ABSENT, |day| ABSENT - 1 - day)
    }

    /// The whole key of a record.
    pub fn key(&self, doc: DocId, first: u64) -> Key {
        Key {
            first,
            newest: self.newest(doc),
            accession: self.accessions.first(doc).unwrap_or(ABSENT),
            sequence: self.sequences.first(doc).unwrap_or(ABSENT),
        }
    }
}

/// The column of kinds and what stands in it for no release.
fn no_release(reader: &SegmentReader) -> tantivy::Result<Option<(Column<u64>, u64)>> {
    let Some(column) = reader.fast_fields().str(&column("kind"))? else { return Ok(None) };
    let ord = column.dictionary().term_ord(name_of(&Kind::NotRelease))?;
    Ok(ord.map(|ord| (column.ords().clone(), ord)))
}

/// Days before this one are the same day.
const EPOCH: i64 = 1 << 32;

/// A day as a number that is never negative.
fn day(days: Option<i64>) -> Option<u64> {
    days.map(|days| u64::try_from(days.saturating_add(EPOCH)).unwrap_or(0))
}
