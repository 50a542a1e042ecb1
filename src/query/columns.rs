//! Conditions over columns, over ranges of terms, or over a field's whole dictionary.

use std::{cell::OnceCell, fmt, io, ops::RangeInclusive, sync::Arc};

use tantivy::{
    BitSet, DocId, DocSet, InvertedIndexReader, Score, SeekDangerResult, SegmentReader, TERMINATED, TantivyError,
    postings::TermInfo,
    query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight},
    schema::{Field, IndexRecordOption},
};

use super::{
    pattern::{Candidates, Slot},
    plan::{Bounds, Measure},
};
use crate::{
    index::{List, Lists, bucket, days, ends, layout, metric_code, name_of},
    model::{Date, Metric},
};

/// Records whose day lies between two, both in.
pub(super) fn days_between(name: &'static str, first: Option<Date>, last: Option<Date>) -> BucketQuery {
    let range = first.map_or(i64::MIN, days)..=last.map_or(i64::MAX, days);
    BucketQuery {
        name: name.to_owned(),
        first: first.map_or(0, bucket::of_day),
        last: last.map_or(u16::MAX, bucket::of_day),
        condition: Condition::Days(name, range),
    }
}

/// Records whose range of amounts shares a value with the bounds.
pub(super) fn amount(name: &'static str, bounds: Bounds) -> BucketQuery {
    BucketQuery {
        name: name.to_owned(),
        first: bucket::of_number(bounds.low),
        last: bucket::of_number(bounds.high),
        condition: Condition::Amount(name, bounds),
    }
}

/// Records with guidance for a metric that overlaps the bounds.
pub(super) fn guidance(metric: Metric, measure: Measure, bounds: Bounds) -> BucketQuery {
    let mark = if measure == Measure::Percent { "%" } else { "" };
    BucketQuery {
        name: format!("guidance.{}{mark}", name_of(&metric)),
        first: bucket::of_number(bounds.low),
        last: bucket::of_number(bounds.high),
        condition: Condition::Guidance(metric, measure, bounds),
    }
}

/// What a record is asked, bucket by bucket: who stands in one between the first and the last
/// fulfils it, the others are looked at.
#[derive(Debug, Clone)]
pub(super) struct BucketQuery {
    name: String,
    first: u16,
    last: u16,
    condition: Condition,
}

#[derive(Debug, Clone)]
enum Condition {
    Days(&'static str, RangeInclusive<i64>),
    Amount(&'static str, Bounds),
    Guidance(Metric, Measure, Bounds),
}

/// Tells of a document whether it fulfils a condition.
pub(super) type Check = Box<dyn Fn(DocId) -> bool + Send>;

impl Condition {
    fn check(&self, reader: &SegmentReader) -> tantivy::Result<Check> {
        let columns = reader.fast_fields();
        match self.clone() {
            Self::Days(name, range) => {
                let days = columns.i64(name)?;
                Ok(Box::new(move |doc| days.first(doc).is_some_and(|day| range.contains(&day))))
            }
            Self::Amount(name, bounds) => {
                let [low, high] = ends(name);
                let (low, high) = (columns.f64(&low)?, columns.f64(&high)?);
                Ok(Box::new(move |doc| {
                    low.first(doc).zip(high.first(doc)).is_some_and(|(low, high)| bounds.overlaps(low, high))
                }))
            }
            Self::Guidance(metric, measure, bounds) => {
                let wanted = metric_code(metric);
                // entries of the columns belong together by position
                let metrics = columns.u64("_guidance_metric")?;
                let (low, high) = match measure {
                    Measure::Amount => ("_guidance_low", "_guidance_high"),
                    Measure::Percent => ("_guidance_pct_low", "_guidance_pct_high"),
                };
                let (lows, highs) = (columns.f64(low)?, columns.f64(high)?);
                Ok(Box::new(move |doc| {
                    let ranges = lows.values_for_doc(doc).zip(highs.values_for_doc(doc));
                    metrics
                        .values_for_doc(doc)
                        .zip(ranges)
                        .any(|(metric, (low, high))| metric == wanted && bounds.overlaps(low, high))
                }))
            }
        }
    }
}

impl Query for BucketQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl BucketQuery {
    /// The terms of the segment that may fulfil it, and whether they surely do.
    fn terms(&self, inverted: &InvertedIndexReader) -> tantivy::Result<Vec<(TermInfo, bool)>> {
        let (first, last) = (bucket::term(&self.name, self.first), bucket::term(&self.name, self.last));
        let mut found = Vec::new();
        let mut terms = inverted.terms().range().ge(first.as_bytes()).le(last.as_bytes()).into_stream()?;
        while terms.advance() {
            let is_inner = terms.key() != first.as_bytes() && terms.key() != last.as_bytes();
            found.push((terms.value().clone(), is_inner));
        }
        let wide = inverted.terms().get(bucket::wide(&self.name))?;
        found.extend(wide.map(|info| (info, false)));
        Ok(found)
    }

    /// The lists of the segment's documents that fulfil it, of those that may, and what tells about these.
    pub fn lists(&self, lists: &Lists, reader: &SegmentReader) -> tantivy::Result<(Vec<List>, Vec<List>, Check)> {
        let (field, option) = (layout().buckets, IndexRecordOption::Basic);
        let (mut inner, mut outer) = (Vec::new(), Vec::new());
        for (info, is_inner) in self.terms(&*reader.inverted_index(field)?)? {
            let list = lists.list_of(reader, field, &info, option)?;
            if is_inner { &mut inner } else { &mut outer }.extend(list);
        }
        Ok((inner, outer, self.condition.check(reader)?))
    }

    fn open(&self, reader: &SegmentReader) -> tantivy::Result<Buckets> {
        let inverted = reader.inverted_index(layout().buckets)?;
        let terms = self.terms(&inverted)?;
        let size = terms.iter().fold(0_u32, |sum, (info, _)| sum.saturating_add(info.doc_freq));
        let check = self.condition.check(reader)?;
        let documents = reader.max_doc();
        Ok(Buckets { inverted, terms, check, documents, size: size.min(documents), found: OnceCell::new(), at: None })
    }
}

/// The documents of buckets. As long as others lead they are asked one by one, and no postings are read.
struct Buckets {
    inverted: Arc<InvertedIndexReader>,
    /// The terms of the buckets, and whether all their documents are in.
    terms: Vec<(TermInfo, bool)>,
    check: Check,
    documents: DocId,
    size: u32,
    found: OnceCell<BitSetDocSet>,
    /// The document that was asked for last, if it was in.
    at: Option<DocId>,
}

impl Buckets {
    fn found(&self) -> &BitSetDocSet {
        self.found.get_or_init(|| {
            let read = self.read().unwrap_or_else(|_| {
                let mut every = BitSet::with_max_value(self.documents);
                (0..self.documents).filter(|&doc| (self.check)(doc)).for_each(|doc| {
                    every.insert(doc);
                });
                every
            });
            BitSetDocSet::from(read)
        })
    }

    fn read(&self) -> io::Result<BitSet> {
        let mut documents = BitSet::with_max_value(self.documents);
        for (info, all) in &self.terms {
            let mut postings = self.inverted.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            while postings.block_len() > 0 {
                for &doc in &postings.docs()[..postings.block_len()] {
                    if *all || (self.check)(doc) {
                        documents.insert(doc);
                    }
                }
                postings.advance();
            }
        }
        Ok(documents)
    }
}

impl DocSet for Buckets {
    fn advance(&mut self) -> DocId {
        match self.at {
            Some(at) => self.seek(at + 1),
            None => {
                self.found();
                self.found.get_mut().map_or(TERMINATED, DocSet::advance)
            }
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if let Some(at) = self.at.filter(|at| *at >= target) {
            return at;
        }
        self.at = None;
        self.found();
        let Some(found) = self.found.get_mut() else { return TERMINATED };
        if found.doc() < target { found.seek(target) } else { found.doc() }
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        self.at = None;
        if target >= self.documents {
            return SeekDangerResult::SeekLowerBound(TERMINATED);
        }
        if !(self.check)(target) {
            return SeekDangerResult::SeekLowerBound(target + 1);
        }
        self.at = Some(target);
        SeekDangerResult::Found
    }

    fn doc(&self) -> DocId {
        self.at.unwrap_or_else(|| self.found().doc())
    }

    fn size_hint(&self) -> u32 {
        self.size
    }
}

impl Weight for BucketQuery {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(ConstScorer::new(self.open(reader)?, 0.0)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        if self.condition.check(reader)?(doc) {
            return Ok(Explanation::new("range", 0.0));
        }
        Err(TantivyError::InvalidArgument(format!("document {doc} does not match")))
    }
}

/// Records one of whose terms matches a pattern.
pub(super) fn pattern(field: Field, slot: Slot) -> Box<dyn Query> {
    Box::new(PatternQuery { field, slot: Arc::new(slot) })
}

#[derive(Clone)]
struct PatternQuery {
    field: Field,
    slot: Arc<Slot>,
}

impl fmt::Debug for PatternQuery {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.slot)
    }
}

impl Query for PatternQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl PatternQuery {
    fn documents(&self, reader: &SegmentReader) -> tantivy::Result<BitSet> {
        let mut documents = BitSet::with_max_value(reader.max_doc());
        let inverted = reader.inverted_index(self.field)?;
        let range = inverted.terms().range();
        let range = match self.slot.candidates() {
            Candidates::Range(bounds) => range.ge(bounds.start.as_bytes()).lt(bounds.end.as_bytes()),
            _ => range,
        };
        let mut terms = range.into_stream()?;
        while terms.advance() {
            if !std::str::from_utf8(terms.key()).is_ok_and(|term| self.slot.matches(term)) {
                continue;
            }
            let mut postings = inverted.read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
            while postings.doc() != TERMINATED {
                documents.insert(postings.doc());
                postings.advance();
            }
        }
        Ok(documents)
    }
}

impl Weight for PatternQuery {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(self.documents(reader)?), 0.0)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        if self.documents(reader)?.contains(doc) {
            return Ok(Explanation::new("pattern", 0.0));
        }
        Err(TantivyError::InvalidArgument(format!("document {doc} does not match")))
    }
}
