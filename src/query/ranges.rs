//! Records whose column has a value in a range.
//!
//! tantivy's own range query reads ahead by blocks too, but counts on being asked for ever later
//! documents, which an exclusion inside a conjunction does not do.

use std::{
    fmt::{self, Debug},
    ops::RangeInclusive,
};

use tantivy::{
    DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, TantivyError,
    columnar::Column,
    query::{ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight},
};

use super::plan::Bounds;

/// A range of a column of numbers.
#[derive(Clone)]
pub(super) struct ColumnRange {
    column: String,
    range: RangeInclusive<f64>,
}

impl ColumnRange {
    /// The numbers inside bounds.
    pub fn numbers(column: &str, bounds: Bounds) -> Self {
        let low = if bounds.low_in { bounds.low } else { bounds.low.next_up() };
        let high = if bounds.high_in { bounds.high } else { bounds.high.next_down() };
        Self { column: column.to_owned(), range: low..=high }
    }
}

impl Debug for ColumnRange {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} in {:?}", self.column, self.range)
    }
}

impl Query for ColumnRange {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for ColumnRange {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let column = reader.fast_fields().f64(&self.column)?;
        let scan = InRange::new(column, self.range.clone(), reader.max_doc());
        Ok(Box::new(ConstScorer::new(scan, 0.0)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        if self.scorer(reader, 1.0)?.seek(doc) == doc {
            return Ok(Explanation::new("range", 0.0));
        }
        Err(TantivyError::InvalidArgument(format!("document {doc} does not match")))
    }
}

/// Blocks grow from the one to the other while nothing seeks.
const SHORT: u32 = 128;
const LONG: u32 = 1 << 16;

struct InRange<T> {
    column: Column<T>,
    range: RangeInclusive<T>,
    /// Matching documents of the block read last, and the place among them.
    block: Vec<DocId>,
    at: usize,
    /// The document after the block.
    next: DocId,
    width: u32,
    documents: DocId,
}

impl<T: PartialOrd + Copy + Debug + Send + Sync + 'static> InRange<T> {
    fn new(column: Column<T>, range: RangeInclusive<T>, documents: DocId) -> Self {
        let empty =
            range.start() > range.end() || *range.start() > column.max_value() || *range.end() < column.min_value();
        let documents = if empty { 0 } else { documents };
        let mut scan = Self { column, range, block: Vec::new(), at: 0, next: 0, width: SHORT, documents };
        scan.fetch();
        scan
    }

    /// Reads on until a block has a match or the segment ends.
    fn fetch(&mut self) {
        self.block.clear();
        self.at = 0;
        while self.block.is_empty() && self.next < self.documents {
            let end = self.next.saturating_add(self.width).min(self.documents);
            self.column.get_docids_for_value_range(self.range.clone(), self.next..end, &mut self.block);
            self.next = end;
            self.width = (self.width * 2).min(LONG);
        }
    }

    fn matches(&self, doc: DocId) -> bool {
        self.column.first(doc).is_some_and(|value| self.range.contains(&value))
    }
}

impl<T: PartialOrd + Copy + Debug + Send + Sync + 'static> DocSet for InRange<T> {
    #[inline]
    fn advance(&mut self) -> DocId {
        self.at += 1;
        if self.at >= self.block.len() {
            self.fetch();
        }
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() >= target {
            return self.doc();
        }
        if target < self.next {
            self.at += self.block[self.at..].partition_point(|&doc| doc < target);
            if self.at < self.block.len() {
                return self.doc();
            }
        } else {
            self.next = target.min(self.documents);
            self.width = SHORT;
        }
        self.fetch();
        self.doc()
    }

    /// Looks at one value only.
    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        let doc = self.doc();
        if doc >= target {
            return if doc == target { SeekDangerResult::Found } else { SeekDangerResult::SeekLowerBound(doc) };
        }
        if target >= self.documents {
            return SeekDangerResult::SeekLowerBound(TERMINATED);
        }
        if target < self.next {
            let doc = self.seek(target);
            return if doc == target { SeekDangerResult::Found } else { SeekDangerResult::SeekLowerBound(doc) };
        }
        if !self.matches(target) {
            return SeekDangerResult::SeekLowerBound(target + 1);
        }
        self.block.clear();
        self.block.push(target);
        self.at = 0;
        self.next = target + 1;
        self.width = SHORT;
        SeekDangerResult::Found
    }

    #[inline]
    fn doc(&self) -> DocId {
        self.block.get(self.at).copied().unwrap_or(TERMINATED)
    }

    /// A guess: the column does not know.
    fn size_hint(&self) -> u32 {
        self.documents / 4
    }

    fn cost(&self) -> u64 {
        u64::from(self.documents)
    }
}
