//! Words of one field as tantivy's query: what is found, and what it counts.
//!
//! All forms of a word are one word: their frequencies add up, and its rarity is that of all of them
//! together (BM25, k1 1.2, b 0.75). A headline or a telling phrase that has the word too adds to it. Rarity is counted
//! over records that are not deleted and lengths are measured against a constant, so that a score
//! does not depend on segments. Scores are whole multiples of 1/4096: sums of such numbers are
//! exact, in whatever order they are added.

use std::{fmt, sync::Arc};

use tantivy::{
    DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError,
    fieldnorm::FieldNormReader,
    query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight},
    schema::{Field, IndexRecordOption},
};

use super::{
    postings::Union,
    spans::{Match, Scratch, Tree},
};
use crate::index::analyzer;

/// A shape whose slots have been looked up in the dictionary.
#[derive(Debug)]
pub(super) enum Words {
    One(Vec<String>),
    Sequence(Vec<(u32, Vec<String>)>),
    Window(Vec<Vec<String>>, u32),
    Near { left: Box<Words>, right: Box<Words>, distance: u32, ordered: bool },
    Any(Vec<Words>),
}

/// Words of one field, and their weight.
#[derive(Debug)]
pub(super) struct Leaf {
    pub field: Field,
    pub words: Words,
    /// Markers of the sections that count; empty: all of the field.
    pub markers: Vec<String>,
    /// Rarity.
    pub weight: f32,
    /// Length of a usual text of this field.
    pub usual_length: f32,
    /// Fields that add to the score of documents that have the word there too, and how much, in
    /// parts of the weight.
    pub bonuses: Vec<(Field, f32)>,
}

/// Scores are multiples of this.
const GRAIN: f32 = 4096.0;

/// [`Leaf`] as tantivy's query.
#[derive(Clone)]
pub(super) struct LeafQuery(pub Arc<Leaf>);

impl fmt::Debug for LeafQuery {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?}", self.0.words)
    }
}

impl Query for LeafQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(LeafWeight { leaf: Arc::clone(&self.0), scored: scoring.is_scoring_enabled() }))
    }
}

struct LeafWeight {
    leaf: Arc<Leaf>,
    scored: bool,
}

impl Weight for LeafWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let leaf = &*self.leaf;
        let scale = if self.scored { Some(Scale::open(leaf, reader, boost)?) } else { None };
        if let (Words::One(words), true) = (&leaf.words, leaf.markers.is_empty()) {
            let option = if self.scored { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
            let union = Union::open(reader, leaf.field, words, option)?;
            return Ok(Box::new(WordScorer { union, scale }));
        }
        let tree = open(&leaf.words, leaf.field, reader)?;
        let sections = Sections::open(leaf, reader)?;
        let mut scorer = PlaceScorer { tree, sections, doc: 0, found: Vec::new(), scale };
        if scorer.tree.size() == 0 {
            return Ok(Box::new(EmptyScorer));
        }
        scorer.find(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("words", scorer.score()))
    }
}

fn open(words: &Words, field: Field, reader: &SegmentReader) -> tantivy::Result<Tree> {
    let union = |words: &[String]| Union::open(reader, field, words, IndexRecordOption::WithFreqsAndPositions);
    Ok(match words {
        Words::One(words) => Tree::Word(union(words)?, Vec::new()),
        Words::Sequence(slots) => {
            let opened = slots.iter().map(|(offset, words)| Ok((*offset, union(words)?)));
            let mut slots = opened.collect::<tantivy::Result<Vec<_>>>()?;
            slots.sort_by_key(|(offset, union)| (union.size(), *offset));
            Tree::Sequence(slots, Scratch::default())
        }
        Words::Window(slots, slop) => {
            Tree::Window(slots.iter().map(|words| union(words)).collect::<tantivy::Result<_>>()?, *slop)
        }
        Words::Near { left, right, distance, ordered } => Tree::Near {
            left: Box::new(open(left, field, reader)?),
            right: Box::new(open(right, field, reader)?),
            distance: *distance,
            ordered: *ordered,
        },
        Words::Any(parts) => {
            Tree::Any(parts.iter().map(|part| open(part, field, reader)).collect::<tantivy::Result<_>>()?)
        }
    })
}

/// From how often a document has the words to its score.
struct Scale {
    norms: FieldNormReader,
    table: Vec<f32>,
    weight: f32,
    bonuses: Vec<(Union, f32)>,
}

impl Scale {
    fn open(leaf: &Leaf, reader: &SegmentReader, boost: Score) -> tantivy::Result<Self> {
        let length = |id: u8| FieldNormReader::id_to_fieldnorm(id) as f32;
        let table = (0..=u8::MAX).map(|id| 1.2 * (0.25 + 0.75 * length(id) / leaf.usual_length)).collect();
        let mut bonuses = Vec::new();
        if let Words::One(words) = &leaf.words {
            for &(field, share) in &leaf.bonuses {
                bonuses.push((Union::open(reader, field, words, IndexRecordOption::Basic)?, share));
            }
        }
        Ok(Self { norms: reader.get_fieldnorms_reader(leaf.field)?, table, weight: leaf.weight * boost, bonuses })
    }

    #[inline]
    fn score(&mut self, doc: DocId, frequency: u32) -> Score {
        let length = self.table.get(usize::from(self.norms.fieldnorm_id(doc))).copied().unwrap_or(1.0);
        let frequency = frequency as f32;
        let mut score = self.weight * 2.2 * frequency / (frequency + length);
        for (union, share) in &mut self.bonuses {
            if union.seek(doc) == doc {
                score += self.weight * *share;
            }
        }
        (score * GRAIN + 0.5).trunc() / GRAIN
    }
}

/// Documents that have a word, anywhere in the field.
struct WordScorer {
    union: Union,
    scale: Option<Scale>,
}

impl DocSet for WordScorer {
    #[inline]
    fn advance(&mut self) -> DocId {
        self.union.advance()
    }

    #[inline]
    fn seek(&mut self, target: DocId) -> DocId {
        self.union.seek(target)
    }

    #[inline]
    fn doc(&self) -> DocId {
        self.union.doc()
    }

    fn size_hint(&self) -> u32 {
        self.union.size()
    }
}

impl Scorer for WordScorer {
    fn score(&mut self) -> Score {
        let (doc, frequency) = (self.union.doc(), self.union.frequency());
        self.scale.as_mut().map_or(1.0, |scale| scale.score(doc, frequency))
    }
}

/// The sections of a document that count.
struct Sections {
    any: Union,
    wanted: Union,
    starts: Vec<u32>,
    kinds: Vec<u32>,
}

impl Sections {
    fn open(leaf: &Leaf, reader: &SegmentReader) -> tantivy::Result<Option<Self>> {
        if leaf.markers.is_empty() {
            return Ok(None);
        }
        let option = IndexRecordOption::WithFreqsAndPositions;
        let any = Union::open(reader, leaf.field, &[analyzer::ANY_SECTION.to_owned()], option)?;
        let wanted = Union::open(reader, leaf.field, &leaf.markers, option)?;
        Ok(Some(Self { any, wanted, starts: Vec::new(), kinds: Vec::new() }))
    }

    /// Keeps the matches that stand in a section that counts.
    fn retain(&mut self, doc: DocId, found: &mut Vec<Match>) {
        if self.wanted.seek(doc) != doc || self.any.seek(doc) != doc {
            found.clear();
            return;
        }
        self.wanted.positions(&mut self.kinds);
        self.any.positions(&mut self.starts);
        found.retain(|&(start, _)| {
            let section = self.starts.partition_point(|&at| at <= start).checked_sub(1);
            section.is_some_and(|index| self.kinds.binary_search(&(self.starts[index] + KIND_AFTER_ANY)).is_ok())
        });
    }
}

/// From the marker of any section to that of its kind: one position, and tantivy's gap between values.
const KIND_AFTER_ANY: u32 = 2;

/// Documents in which words stand in some order or place.
struct PlaceScorer {
    tree: Tree,
    sections: Option<Sections>,
    doc: DocId,
    found: Vec<Match>,
    scale: Option<Scale>,
}

impl PlaceScorer {
    fn find(&mut self, target: DocId) -> DocId {
        let mut doc = target;
        loop {
            doc = self.tree.align(doc);
            if doc >= TERMINATED {
                self.doc = TERMINATED;
                return TERMINATED;
            }
            self.tree.matches(doc, &mut self.found);
            if let Some(sections) = &mut self.sections
                && !self.found.is_empty()
            {
                sections.retain(doc, &mut self.found);
            }
            if !self.found.is_empty() {
                self.doc = doc;
                return doc;
            }
            doc += 1;
        }
    }
}

impl DocSet for PlaceScorer {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED { TERMINATED } else { self.find(self.doc + 1) }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target { self.doc } else { self.find(target) }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.tree.size() / 2
    }

    /// Positions are dear: other conditions lead.
    fn cost(&self) -> u64 {
        u64::from(self.tree.size()) * 10
    }
}

impl Scorer for PlaceScorer {
    fn score(&mut self) -> Score {
        let frequency = u32::try_from(self.found.len()).unwrap_or(u32::MAX);
        self.scale.as_mut().map_or(1.0, |scale| scale.score(self.doc, frequency))
    }
}
