//! Conditions that are checked document by document, or over a field's whole dictionary.

use std::{fmt, sync::Arc};

use tantivy::{
    BitSet, DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError,
    query::{
        BitSetDocSet, ConstScoreQuery, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight,
        doc_predicate_query::{DocPredicateQuery, FunctionPredicate},
    },
    schema::{Field, IndexRecordOption},
};

use super::{
    pattern::{Candidates, Slot},
    plan::Bounds,
};
use crate::{index::metric_code, model::Metric};

/// Records with guidance for a metric that overlaps the bounds. Entries of the three columns belong
/// together by position.
pub(super) fn guidance(metric: Metric, bounds: Bounds) -> Box<dyn Query> {
    let wanted = metric_code(metric);
    let predicate = FunctionPredicate::from(move |reader: &SegmentReader| {
        let columns = reader.fast_fields();
        let metrics = columns.u64("_guidance_metric")?;
        let lows = columns.f64("_guidance_low")?;
        let highs = columns.f64("_guidance_high")?;
        Ok(move |doc: DocId| {
            let ranges = lows.values_for_doc(doc).zip(highs.values_for_doc(doc));
            metrics
                .values_for_doc(doc)
                .zip(ranges)
                .any(|(metric, (low, high))| metric == wanted && bounds.overlaps(low, high))
        })
    });
    Box::new(ConstScoreQuery::new(Box::new(DocPredicateQuery::from(predicate)), 0.0))
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
