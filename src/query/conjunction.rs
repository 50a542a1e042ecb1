//! What a query asks of a record, all of it, and the walk over one segment's records that fulfil it.
//!
//! Matching and scoring are apart: the walk gives each document that matches, and a bound that its
//! score cannot exceed. Only those that may be among the best are scored. tantivy's own conjunction
//! scores every document, and prunes only where all words are single terms.

use std::{ops::Range, sync::Arc};

use tantivy::{
    DocId, DocSet, Score, Searcher, SeekDangerResult, SegmentReader, TERMINATED, Term,
    fastfield::AliveBitSet,
    query::{Bm25StatisticsProvider, EnableScoring, Query, Scorer, Weight},
    schema::{Field, IndexRecordOption},
};

use super::leaf::{Ceiling, Leaf, PlaceScorer, WordScorer};
use crate::index::{List, Lists};

/// Clauses of which every one has to match, and others of which none may.
#[derive(Default)]
pub(crate) struct Conjunction {
    /// Words and phrases.
    pub(super) leaves: Vec<Arc<Leaf>>,
    /// What scores beside them.
    pub(super) texts: Vec<Box<dyn Query>>,
    /// Terms of fields that select and do not score.
    pub(super) terms: Vec<(Field, String)>,
    /// Where terms are read.
    pub(super) lists: Arc<Lists>,
    /// What else selects and does not score.
    pub(super) conditions: Vec<Box<dyn Query>>,
    /// What must not match.
    pub(super) without: Vec<Box<dyn Query>>,
    /// Words that are neighbours in the query: where they are so in the text it adds to the score.
    /// They select nothing.
    pub(super) pairs: Vec<Neighbours>,
}

/// Two words side by side.
pub(super) struct Neighbours {
    /// As a phrase.
    pub leaf: Arc<Leaf>,
    /// Which leaves of the conjunction they are.
    pub words: [usize; 2],
}

/// A conjunction over one index.
pub(crate) struct Prepared<'a> {
    conjunction: &'a Conjunction,
    scored: bool,
    texts: Vec<Box<dyn Weight>>,
    conditions: Vec<Box<dyn Weight>>,
    without: Vec<Box<dyn Weight>>,
}

impl Conjunction {
    /// Makes it ready for the segments of an index.
    pub fn prepare<'a>(&'a self, searcher: &Searcher, scored: bool) -> tantivy::Result<Prepared<'a>> {
        let scoring = match scored {
            true => EnableScoring::enabled_from_statistics_provider(&NoStatistics, searcher),
            false => EnableScoring::disabled_from_searcher(searcher),
        };
        let selecting = EnableScoring::disabled_from_searcher(searcher);
        let weights = |queries: &[Box<dyn Query>], scoring: EnableScoring<'_>| {
            queries.iter().map(|query| query.weight(scoring)).collect::<tantivy::Result<Vec<_>>>()
        };
        Ok(Prepared {
            conjunction: self,
            scored,
            texts: weights(&self.texts, scoring)?,
            conditions: weights(&self.conditions, selecting)?,
            without: weights(&self.without, selecting)?,
        })
    }
}

impl Prepared<'_> {
    /// Stands at the first match among some documents of a segment.
    pub fn open<'r>(&self, reader: &'r SegmentReader, documents: Range<DocId>) -> tantivy::Result<Matches<'r>> {
        let boost = self.scored.then_some(1.0);
        let mut parts = Vec::new();
        for leaf in &self.conjunction.leaves {
            parts.push(match leaf.is_word() {
                true => Part::Word(Box::new(WordScorer::open(leaf, reader, boost)?)),
                false => Part::Place(Box::new(PlaceScorer::open(leaf, reader, boost)?)),
            });
        }
        for weight in &self.texts {
            parts.push(Part::Text(weight.scorer(reader, 1.0)?, 0.0));
        }
        for (field, term) in &self.conjunction.terms {
            let list = self.conjunction.lists.list(reader, *field, term, IndexRecordOption::Basic)?;
            parts.push(Part::Term(Box::new(list.unwrap_or_else(List::empty))));
        }
        for weight in &self.conditions {
            parts.push(Part::Condition(weight.scorer(reader, 1.0)?));
        }
        let (order, mut parts) = cheapest_first(parts);
        if let Some((lead, others)) = parts.split_first_mut() {
            let count = u32::try_from(lead.cost()).unwrap_or(u32::MAX);
            others.iter_mut().for_each(|part| part.expect(count, reader.max_doc()));
        }
        let without = self.without.iter().map(|weight| weight.scorer(reader, 1.0)).collect::<tantivy::Result<_>>()?;
        let mut pairs = Vec::new();
        for pair in self.conjunction.pairs.iter().filter(|_| self.scored) {
            let words = pair.words.map(|word| order.iter().position(|&place| place == word).unwrap_or_default());
            pairs.push(Pair { scorer: PlaceScorer::open(&pair.leaf, reader, boost)?, words });
        }
        let alive = reader.alive_bitset();
        let mut matches = Matches { parts, without, pairs, alive, doc: TERMINATED, end: documents.end };
        matches.start(documents.start);
        Ok(matches)
    }
}

/// The parts by their cost, and at which place each stood before.
fn cheapest_first(parts: Vec<Part>) -> (Vec<usize>, Vec<Part>) {
    let mut parts: Vec<_> = parts.into_iter().enumerate().collect();
    parts.sort_by_key(|(place, part)| (part.cost(), *place));
    parts.into_iter().unzip()
}

/// The documents of a segment that match, in order.
pub(crate) struct Matches<'a> {
    /// The cheapest leads.
    parts: Vec<Part>,
    without: Vec<Box<dyn Scorer>>,
    pairs: Vec<Pair>,
    alive: Option<&'a AliveBitSet>,
    doc: DocId,
    /// What comes from here on is left out.
    end: DocId,
}

struct Pair {
    scorer: PlaceScorer,
    /// Which parts its words are.
    words: [usize; 2],
}

enum Part {
    Word(Box<WordScorer>),
    Place(Box<PlaceScorer>),
    /// With its score of the present document, once it was asked for.
    Text(Box<dyn Scorer>, Score),
    Term(Box<List>),
    Condition(Box<dyn Scorer>),
}

impl Matches<'_> {
    fn start(&mut self, at: DocId) {
        let Some(lead) = self.parts.first_mut() else { return };
        if let Part::Place(scorer) = lead {
            scorer.start();
        }
        let first = match lead.doc() {
            doc if doc < at => lead.seek(at),
            doc => doc,
        };
        self.doc = self.settle(first);
    }

    /// The present document.
    #[inline]
    pub const fn doc(&self) -> DocId {
        self.doc
    }

    /// About how many documents will be looked at.
    pub fn cost(&self) -> u64 {
        self.parts.first().map_or(0, Part::cost)
    }

    /// Goes to the next document.
    #[inline]
    pub fn advance(&mut self) -> DocId {
        let Some((lead, _)) = self.parts.split_first_mut() else { return TERMINATED };
        let next = lead.advance();
        self.doc = self.settle(next);
        self.doc
    }

    /// The first match at or after a document of the lead.
    #[inline]
    fn settle(&mut self, mut doc: DocId) -> DocId {
        let Some((lead, others)) = self.parts.split_first_mut() else { return TERMINATED };
        'next: while doc < self.end {
            for other in others.iter_mut() {
                if let SeekDangerResult::SeekLowerBound(least) = other.find(doc) {
                    doc = lead.seek(least.max(doc + 1));
                    continue 'next;
                }
            }
            let is_alive = self.alive.is_none_or(|alive| alive.is_alive(doc));
            if is_alive && !self.without.iter_mut().any(|scorer| scorer.seek_danger(doc) == SeekDangerResult::Found) {
                return doc;
            }
            doc = lead.advance();
        }
        TERMINATED
    }

    /// No less than the score of the present document.
    #[inline]
    pub fn bound(&mut self) -> Score {
        let mut sum = 0.0;
        for part in &mut self.parts {
            sum += match part {
                Part::Word(scorer) => scorer.bound(),
                Part::Place(scorer) => scorer.bound(),
                Part::Text(scorer, score) => {
                    *score = scorer.score();
                    *score
                }
                Part::Term(_) | Part::Condition(_) => 0.0,
            };
        }
        sum + self.bound_of_pairs()
    }

    /// What none of the documents of a stretch that begins with the present one scores more than, where that
    /// is known without looking at each.
    pub fn ceiling(&self) -> Option<Ceiling> {
        let mut whole = Ceiling { last: TERMINATED, plain: 0.0, bonuses: 0.0, few_bonuses: true };
        for part in &self.parts {
            match part {
                Part::Word(scorer) => {
                    let ceiling = scorer.ceiling()?;
                    whole.last = whole.last.min(ceiling.last);
                    whole.plain += ceiling.plain;
                    whole.bonuses += ceiling.bonuses;
                    whole.few_bonuses &= ceiling.few_bonuses;
                }
                Part::Term(_) | Part::Condition(_) => {}
                Part::Place(_) | Part::Text(..) => return None,
            }
        }
        for Pair { scorer, words } in &self.pairs {
            let ceilings = words.iter().filter_map(|&word| match self.parts.get(word)? {
                Part::Word(word) => Some(scorer.ceiling(word.share()?)),
                _ => None,
            });
            whole.plain += ceilings.min_by(f32::total_cmp)?;
        }
        Some(whole)
    }

    /// The first document from the present one on that has a word of the query in a place that adds to its
    /// score.
    pub fn next_bonus(&mut self) -> DocId {
        let doc = self.doc;
        let words = self.parts.iter_mut().filter_map(|part| match part {
            Part::Word(scorer) => Some(scorer.next_bonus(doc)),
            _ => None,
        });
        words.min().unwrap_or(TERMINATED)
    }

    /// Words are neighbours at most as often as the one of them that is less often there.
    #[inline]
    fn bound_of_pairs(&mut self) -> Score {
        let Self { parts, pairs, doc, .. } = self;
        let mut frequency = |word: usize| match parts.get_mut(word) {
            Some(Part::Word(scorer)) => scorer.frequency(),
            _ => u32::MAX,
        };
        let bound = |pair: &Pair| {
            let [left, right] = pair.words.map(&mut frequency);
            pair.scorer.bound_of(*doc, left.min(right))
        };
        pairs.iter().map(bound).sum()
    }

    /// The score of the present document, after [`Matches::bound`]; where it is less than `least`
    /// something between them.
    pub fn score(&mut self, least: Score) -> Score {
        let mut sum = 0.0;
        for part in &mut self.parts {
            sum += match part {
                Part::Word(scorer) => scorer.score(),
                Part::Place(scorer) => scorer.score(),
                Part::Text(_, score) => *score,
                Part::Term(_) | Part::Condition(_) => 0.0,
            };
        }
        if self.pairs.is_empty() || sum + self.bound_of_pairs() < least {
            return sum;
        }
        for Pair { scorer, .. } in &mut self.pairs {
            let frequency = scorer.frequency_in(self.doc);
            sum += scorer.score_of(self.doc, frequency);
        }
        sum
    }
}

impl Part {
    fn cost(&self) -> u64 {
        match self {
            Self::Word(scorer) => scorer.cost(),
            Self::Place(scorer) => scorer.cost(),
            Self::Term(list) => u64::from(list.size()),
            Self::Text(scorer, _) | Self::Condition(scorer) => scorer.cost(),
        }
    }

    /// Prepares for being asked about `count` of a segment's `documents`.
    fn expect(&mut self, count: u32, documents: DocId) {
        match self {
            Self::Word(scorer) => scorer.expect(count, documents),
            Self::Term(list) => list.expect(count, documents),
            Self::Place(_) | Self::Text(..) | Self::Condition(_) => {}
        }
    }

    fn doc(&self) -> DocId {
        match self {
            Self::Word(scorer) => scorer.doc(),
            Self::Place(scorer) => scorer.doc(),
            Self::Term(list) => list.doc(),
            Self::Text(scorer, _) | Self::Condition(scorer) => scorer.doc(),
        }
    }

    #[inline]
    fn advance(&mut self) -> DocId {
        match self {
            Self::Word(scorer) => scorer.advance(),
            Self::Place(scorer) => scorer.advance(),
            Self::Term(list) => list.advance(),
            Self::Text(scorer, _) | Self::Condition(scorer) => scorer.advance(),
        }
    }

    #[inline]
    fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Self::Word(scorer) => scorer.seek(target),
            Self::Place(scorer) => scorer.seek(target),
            Self::Term(list) => list.seek(target),
            Self::Text(scorer, _) | Self::Condition(scorer) => scorer.seek(target),
        }
    }

    /// Whether a document, later than those before, is among its own.
    #[inline]
    fn find(&mut self, doc: DocId) -> SeekDangerResult {
        match self {
            Self::Word(scorer) => found_or_after(scorer.find(doc), doc),
            Self::Term(list) => found_or_after(list.find(doc), doc),
            Self::Place(scorer) => scorer.seek_danger(doc),
            Self::Text(scorer, _) | Self::Condition(scorer) => scorer.seek_danger(doc),
        }
    }
}

#[inline]
fn found_or_after(found: DocId, wanted: DocId) -> SeekDangerResult {
    if found == wanted { SeekDangerResult::Found } else { SeekDangerResult::SeekLowerBound(found) }
}

/// Our queries know their own weights; conditions score nothing.
struct NoStatistics;

impl Bm25StatisticsProvider for NoStatistics {
    fn total_num_tokens(&self, _: Field) -> tantivy::Result<u64> {
        Ok(1)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(1)
    }

    fn doc_freq(&self, _: &Term) -> tantivy::Result<u64> {
        Ok(1)
    }
}
