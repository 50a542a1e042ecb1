//! Words of one field as tantivy's query: what is found, and what it counts.
//!
//! All forms of a word are one word: their frequencies add up, and its rarity is that of all of them
//! together (BM25, k1 1.2, b 0.75). A headline or a telling phrase that has the word too adds to it. Rarity is counted
//! over records that are not deleted and lengths are measured against a constant, so that a score
//! does not depend on segments. Scores are whole multiples of 1/4096: sums of such numbers are
//! exact, in whatever order they are added.

use std::{fmt, sync::Arc};

use tantivy::{
    DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, TantivyError,
    query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight},
    schema::{Field, IndexRecordOption},
};

use super::{
    cursor::Cursor,
    postings::Union,
    scale::{Lacking, Scale},
    spans::{Match, Scratch, Tree, in_sections},
};
use crate::index::{Lists, analyzer};

/// A shape whose slots have been looked up in the dictionary.
#[derive(Debug)]
pub(super) enum Words {
    One(Vec<String>),
    Sequence(Vec<(u32, Vec<String>)>),
    Window(Vec<Vec<String>>, u32),
    Near { left: Box<Words>, right: Box<Words>, distance: u32, ordered: bool },
    Any(Vec<Words>),
}

impl Words {
    /// Whether each place has a word of the index.
    pub fn can_match(&self) -> bool {
        match self {
            Self::One(words) => !words.is_empty(),
            Self::Sequence(slots) => slots.iter().all(|(_, words)| !words.is_empty()),
            Self::Window(slots, _) => slots.iter().all(|words| !words.is_empty()),
            Self::Near { left, right, .. } => left.can_match() && right.can_match(),
            Self::Any(parts) => parts.iter().any(Self::can_match),
        }
    }

    /// Every word.
    pub fn all(&self) -> Vec<&String> {
        match self {
            Self::One(words) => words.iter().collect(),
            Self::Sequence(slots) => slots.iter().flat_map(|(_, words)| words).collect(),
            Self::Window(slots, _) => slots.iter().flatten().collect(),
            Self::Near { left, right, .. } => [left, right].into_iter().flat_map(|words| words.all()).collect(),
            Self::Any(parts) => parts.iter().flat_map(Self::all).collect(),
        }
    }
}

/// Words of one field, and their weight.
#[derive(Debug)]
pub(super) struct Leaf {
    pub field: Field,
    pub words: Words,
    /// Where the words are read.
    pub lists: Arc<Lists>,
    /// Markers of the sections that count; empty: all of the field.
    pub markers: Vec<String>,
    /// Rarity.
    pub weight: f32,
    /// Records that have one of its words at most; of words that stand together, of the rarest.
    pub records: u64,
    /// Length of a usual text of this field.
    pub usual_length: f32,
    /// Fields that add to the score of documents that have the word there too, and how much, in
    /// parts of the weight.
    pub bonuses: Vec<Bonus>,
}

/// What documents get that have the word, or others that stand for it, in another field too.
#[derive(Debug, Clone)]
pub(super) struct Bonus {
    pub field: Field,
    /// In parts of the leaf's weight.
    pub share: f32,
    /// Where they are not those of the leaf.
    pub words: Option<Vec<String>>,
}

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
        if leaf.is_word() {
            return Ok(Box::new(WordScorer::open(leaf, reader, self.scored.then_some(boost))?));
        }
        let mut scorer = PlaceScorer::open(leaf, reader, self.scored.then_some(boost))?;
        if scorer.tree.size() == 0 {
            return Ok(Box::new(EmptyScorer));
        }
        scorer.start();
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

fn open(words: &Words, field: Field, lists: &Lists, reader: &SegmentReader) -> tantivy::Result<Tree> {
    let union = |words: &[String]| Union::open(lists, reader, field, words, IndexRecordOption::WithFreqsAndPositions);
    Ok(match words {
        Words::One(words) => Tree::Word(union(words)?, Vec::new()),
        Words::Sequence(slots) => {
            let opened = slots.iter().map(|(offset, words)| Ok((*offset, union(words)?)));
            let mut slots = opened.collect::<tantivy::Result<Vec<_>>>()?;
            slots.sort_by_key(|(offset, union)| (union.size(), *offset));
            if let Some(((_, lead), others)) = slots.split_first_mut() {
                others.iter_mut().for_each(|(_, other)| other.expect(lead.size(), reader.max_doc()));
            }
            Tree::Sequence(slots, Scratch::default())
        }
        Words::Window(slots, slop) => {
            Tree::Window(slots.iter().map(|words| union(words)).collect::<tantivy::Result<_>>()?, *slop, Vec::new())
        }
        Words::Near { left, right, distance, ordered } => Tree::Near {
            left: Box::new(open(left, field, lists, reader)?),
            right: Box::new(open(right, field, lists, reader)?),
            distance: *distance,
            ordered: *ordered,
            found: Default::default(),
        },
        Words::Any(parts) => {
            Tree::Any(parts.iter().map(|part| open(part, field, lists, reader)).collect::<tantivy::Result<_>>()?)
        }
    })
}

impl Leaf {
    /// Whether it asks for a word anywhere in the field, and nothing else.
    pub fn is_word(&self) -> bool {
        matches!(self.words, Words::One(_)) && self.markers.is_empty()
    }

    /// What its words score in a segment.
    pub fn scale(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Scale> {
        Scale::open(self, reader, boost)
    }
}

/// What no document of a stretch scores more than.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ceiling {
    /// The last document of the stretch.
    pub last: DocId,
    /// For a document without bonuses.
    pub plain: Score,
    /// What bonuses add at most.
    pub bonuses: Score,
    /// Whether few documents have one.
    pub few_bonuses: bool,
}

/// No share of frequency to damping is greater, as far as a score tells.
const GREAT: f32 = 1e9;

/// A word has far more documents that has so many times as many.
const FAR: u64 = 3;

/// As many times as there are about documents in a stretch.
const MUCH_FARTHER: u64 = 40;

/// Few is one of so many.
const FEW: u64 = 8;

/// Documents that have a word, anywhere in the field.
pub(super) struct WordScorer {
    cursor: Cursor,
    scale: Option<Scale>,
    /// The greatest share of frequency to damping among the documents of the stretch reached last.
    reached: f32,
    /// Whether it has so many more documents than others that its stretches are too short to be looked at.
    is_far: bool,
}

impl WordScorer {
    /// Opens a leaf that is a word; it scores where it has a boost.
    pub fn open(leaf: &Leaf, reader: &SegmentReader, boost: Option<Score>) -> tantivy::Result<Self> {
        let Words::One(words) = &leaf.words else {
            return Err(TantivyError::InvalidArgument("a word is one word".to_owned()));
        };
        let cursor = Cursor::open(&leaf.lists, reader, leaf.field, words)?;
        let scale = boost.map(|boost| Scale::open(leaf, reader, boost)).transpose()?;
        Ok(Self { cursor, scale, reached: 0.0, is_far: false })
    }

    /// The same for those who look at few of the documents.
    pub fn open_scattered(leaf: &Leaf, reader: &SegmentReader, boost: Score) -> tantivy::Result<Self> {
        let words = if let Words::One(words) = &leaf.words { words.as_slice() } else { &[] };
        let cursor = Cursor::open_scattered(&leaf.lists, reader, leaf.field, words)?;
        Ok(Self { cursor, scale: Some(Scale::open(leaf, reader, boost)?), reached: 0.0, is_far: false })
    }

    /// Looks at no stretches of the word where so few documents match that there are hardly any in each, or
    /// where the rarest of the words that score has shorter ones.
    pub fn expect(&mut self, matches: u64, rarest: u64) {
        let size = u64::from(self.cursor.size());
        self.is_far = size / FAR > rarest || size / MUCH_FARTHER > matches;
    }

    /// How many documents have the word.
    pub fn size(&self) -> u64 {
        u64::from(self.cursor.size())
    }

    /// Reads what is known of the stretch that the first document at or after `target` is in, and gives its
    /// last document; nothing where little is known. Later documents alone may be sought then.
    pub fn reach(&mut self, target: DocId) -> Option<DocId> {
        let (last, share) = match self.is_far {
            true => (TERMINATED, GREAT),
            false => self.cursor.reach(target)?,
        };
        self.reached = share;
        Some(last)
    }

    /// What no document of the stretch reached last scores more than that lacks some bonuses.
    pub fn most(&self, lacking: Lacking) -> Score {
        self.scale.as_ref().map_or(0.0, |scale| scale.most(self.reached, lacking))
    }

    /// The score of the present document, of which others know the bonuses.
    #[inline]
    pub fn score_with(&mut self, has: impl Fn(usize) -> bool) -> Score {
        let (doc, frequency) = (self.cursor.doc(), self.cursor.frequency());
        self.scale.as_ref().map_or(0.0, |scale| scale.score_with(doc, frequency, has))
    }

    /// The greatest share of frequency to damping in the stretch reached last.
    pub const fn reached(&self) -> f32 {
        self.reached
    }

    /// No less than the score of the present document.
    #[inline]
    pub fn bound(&mut self) -> Score {
        let Some(scale) = &self.scale else { return 0.0 };
        scale.bound(self.cursor.doc(), self.cursor.frequency())
    }

    /// The document, if it has the word, else one after it that is not past the next that has: for those who
    /// ask about ever later documents.
    #[inline]
    pub fn find(&mut self, doc: DocId) -> DocId {
        self.cursor.find(doc)
    }

    /// Prepares for being asked about `count` of a segment's `documents`.
    pub fn be_asked(&mut self, count: u32, documents: DocId) {
        self.cursor.expect(count, documents);
    }

    /// The greatest share of frequency to damping among the documents of a stretch that begins with the
    /// present one, where that is known.
    pub fn share(&self) -> Option<f32> {
        Some(self.cursor.stretch()?.1)
    }

    /// What is known of a stretch that begins with the present document.
    pub fn ceiling(&self) -> Option<Ceiling> {
        let (last, share) = self.cursor.stretch()?;
        let (plain, bonuses) =
            self.scale.as_ref().map_or((0.0, 0.0), |scale| (scale.ceiling(share), scale.bonuses_at_most()));
        let with_bonus = self.scale.iter().flat_map(|scale| &scale.bonuses).map(|(bonus, _)| u64::from(bonus.size()));
        let few_bonuses = with_bonus.sum::<u64>() * FEW <= u64::from(self.cursor.size());
        Some(Ceiling { last, plain, bonuses, few_bonuses })
    }

    /// The first document from `doc` on that has a bonus; ask for ever later documents.
    pub fn next_bonus(&mut self, doc: DocId) -> DocId {
        let bonuses = self.scale.iter_mut().flat_map(|scale| &mut scale.bonuses);
        bonuses.map(|(cursor, _)| cursor.seek(doc)).min().unwrap_or(TERMINATED)
    }

    /// How often the word is in the present document.
    #[inline]
    pub fn frequency(&mut self) -> u32 {
        self.cursor.frequency()
    }
}

impl DocSet for WordScorer {
    #[inline]
    fn advance(&mut self) -> DocId {
        self.cursor.advance()
    }

    #[inline]
    fn seek(&mut self, target: DocId) -> DocId {
        self.cursor.seek(target)
    }

    #[inline]
    fn doc(&self) -> DocId {
        self.cursor.doc()
    }

    fn size_hint(&self) -> u32 {
        self.cursor.size()
    }
}

impl Scorer for WordScorer {
    fn score(&mut self) -> Score {
        let (doc, frequency) = (self.cursor.doc(), self.cursor.frequency());
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
        let any = Union::open(&leaf.lists, reader, leaf.field, &[analyzer::ANY_SECTION.to_owned()], option)?;
        let wanted = Union::open(&leaf.lists, reader, leaf.field, &leaf.markers, option)?;
        Ok(Some(Self { any, wanted, starts: Vec::new(), kinds: Vec::new() }))
    }

    /// Keeps the matches that stand in a section that counts; [`Sections::align`] has given the document.
    fn retain(&mut self, doc: DocId, found: &mut Vec<Match>) {
        self.wanted.positions(&mut self.kinds);
        let first = self.kinds.first().copied().unwrap_or(u32::MAX);
        found.retain(|&(start, _)| start > first);
        if found.is_empty() || self.any.seek(doc) != doc {
            found.clear();
            return;
        }
        self.any.positions(&mut self.starts);
        in_sections(found, &self.starts, &self.kinds);
    }

    /// The first document at or after `target` that has a section that counts.
    fn align(&mut self, target: DocId) -> DocId {
        self.wanted.seek(target)
    }
}

/// Documents in which words stand in some order or place.
pub(super) struct PlaceScorer {
    tree: Tree,
    sections: Option<Sections>,
    doc: DocId,
    found: Vec<Match>,
    scale: Option<Scale>,
}

impl PlaceScorer {
    /// Opens a leaf; it scores where it has a boost. It stands before the first document: only
    /// [`DocSet::seek_danger`] may be asked of it until it is started.
    pub fn open(leaf: &Leaf, reader: &SegmentReader, boost: Option<Score>) -> tantivy::Result<Self> {
        let tree = open(&leaf.words, leaf.field, &leaf.lists, reader)?;
        let sections = Sections::open(leaf, reader)?;
        let scale = boost.map(|boost| Scale::open(leaf, reader, boost)).transpose()?;
        Ok(Self { tree, sections, doc: TERMINATED, found: Vec::new(), scale })
    }

    /// Goes to the first document.
    pub fn start(&mut self) {
        self.find(0);
    }

    /// No less than the score of the present document.
    pub fn bound(&self) -> Score {
        let frequency = u32::try_from(self.found.len()).unwrap_or(u32::MAX);
        self.scale.as_ref().map_or(0.0, |scale| scale.bound(self.doc, frequency))
    }

    /// The first document at or after `target` that has all the words, and sections that count.
    fn align(&mut self, target: DocId) -> DocId {
        let mut doc = self.tree.align(target);
        while let Some(sections) = &mut self.sections {
            let other = sections.align(doc);
            if other == doc {
                break;
            }
            doc = self.tree.align(other);
        }
        doc
    }

    /// Whether words stand in their places in a document that [`PlaceScorer::align`] has given.
    fn holds(&mut self, doc: DocId) -> bool {
        self.tree.matches(doc, &mut self.found);
        if let Some(sections) = &mut self.sections
            && !self.found.is_empty()
        {
            sections.retain(doc, &mut self.found);
        }
        !self.found.is_empty()
    }

    fn find(&mut self, target: DocId) -> DocId {
        let mut doc = target;
        loop {
            doc = self.align(doc);
            if doc >= TERMINATED {
                self.doc = TERMINATED;
                return TERMINATED;
            }
            if self.holds(doc) {
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

    /// Looks at one document only.
    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if target >= TERMINATED {
            return SeekDangerResult::SeekLowerBound(TERMINATED);
        }
        if self.doc == target {
            return SeekDangerResult::Found;
        }
        let doc = self.align(target);
        if doc != target {
            return SeekDangerResult::SeekLowerBound(doc);
        }
        if !self.holds(doc) {
            return SeekDangerResult::SeekLowerBound(doc + 1);
        }
        self.doc = doc;
        SeekDangerResult::Found
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
