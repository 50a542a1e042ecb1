//! The walk over one segment's records that fulfil a query.
//!
//! Matching and scoring are apart: the walk gives each document that matches, or the sweep each window of them,
//! and a bound that a score cannot exceed. Only those that may be among the best are scored. tantivy's own
//! conjunction scores every document, and prunes only where all words are single terms.

use std::ops::Range;

use tantivy::{BitSet, DocId, DocSet, Score, SeekDangerResult, TERMINATED, fastfield::AliveBitSet, query::Scorer};

use super::{
    leaf::{Ceiling, PlaceScorer, WordScorer},
    prospect::{Extras, Hopes},
    scale::Scale,
    sweep::{Form, Sweep},
};
use crate::index::List;

/// The parts by their cost, and at which place each stood before.
pub(super) fn cheapest_first(parts: Vec<Part>) -> (Vec<usize>, Vec<Part>) {
    let mut parts: Vec<_> = parts.into_iter().enumerate().collect();
    parts.sort_by_key(|(place, part)| (part.cost(), *place));
    parts.into_iter().unzip()
}

/// The documents of a segment that match, in order.
pub(crate) struct Matches<'a> {
    /// Where they are walked through, the cheapest leads.
    pub(super) parts: Vec<Part>,
    without: Vec<Box<dyn Scorer>>,
    pub(super) pairs: Vec<Pair>,
    alive: Option<&'a AliveBitSet>,
    doc: DocId,
    /// What comes from here on is left out.
    end: DocId,
    pub(super) sweep: Option<Box<Sweep<'a>>>,
    pub(super) extras: Extras,
    /// Where they are swept: what is known of a stretch, and the score of the present document without
    /// neighbours.
    pub(super) hopes: Hopes,
    pub(super) alone: Score,
}

/// Words that score more where they are neighbours.
pub(super) struct Pair {
    pub form: Form,
    pub scale: Scale,
    /// Which parts its words are.
    pub words: [usize; 2],
}

/// What a document is asked or scored by.
pub(super) enum Part {
    Word(Box<WordScorer>),
    Place(Box<PlaceScorer>),
    /// With its score of the present document, once it was asked for.
    Text(Box<dyn Scorer>, Score),
    Term(Box<List>),
    Condition(Box<dyn Scorer>),
    /// Words that a sweep has counted, with their number among its forms.
    Counted(Box<Scale>, usize),
}

impl<'a> Matches<'a> {
    /// Asks about each document of the first part.
    pub(super) fn walk(
        parts: Vec<Part>,
        pairs: Vec<Pair>,
        without: Vec<Box<dyn Scorer>>,
        alive: Option<&'a AliveBitSet>,
        documents: Range<DocId>,
    ) -> Self {
        let extras = Extras::default();
        let mut matches = Self {
            parts,
            without,
            pairs,
            alive,
            doc: TERMINATED,
            end: documents.end,
            sweep: None,
            extras,
            hopes: Hopes::default(),
            alone: 0.0,
        };
        matches.start(documents.start);
        matches
    }

    /// Goes window by window.
    pub(super) fn sweep(mut parts: Vec<Part>, pairs: Vec<Pair>, sweep: Sweep<'a>, extras: Extras) -> Self {
        let size = |part: &Part| match part {
            Part::Word(scorer) => Some(scorer.size()),
            _ => None,
        };
        let rarest = parts.iter().filter_map(size).min().unwrap_or(0);
        for part in &mut parts {
            if let Part::Word(scorer) = part {
                scorer.expect(sweep.least(), rarest);
            }
        }
        let (without, sweep) = (Vec::new(), Some(Box::new(sweep)));
        Self {
            parts,
            without,
            pairs,
            alive: None,
            doc: 0,
            end: TERMINATED,
            sweep,
            extras,
            hopes: Hopes::default(),
            alone: 0.0,
        }
    }

    /// Whether there are windows, by which one has to go.
    pub const fn is_swept(&self) -> bool {
        self.sweep.is_some()
    }

    /// Goes to the next window.
    pub fn next_window(&mut self) -> bool {
        self.extras.forget();
        let has_more = self.sweep.as_mut().is_some_and(|sweep| sweep.advance());
        if !has_more {
            self.doc = TERMINATED;
        }
        has_more
    }

    /// How many documents of the window match.
    pub fn count(&self) -> u32 {
        self.sweep.as_ref().map_or(0, |sweep| sweep.count())
    }

    /// The documents of the window that match; those in a set where one is given.
    pub fn in_window(&self, among: Option<&BitSet>) -> impl Iterator<Item = DocId> + use<> {
        self.sweep.as_ref().map(|sweep| sweep.docs(among)).into_iter().flatten()
    }

    /// Stands at a document of the window, later than those before.
    #[inline]
    pub const fn stand_at(&mut self, doc: DocId) {
        self.doc = doc;
    }

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
        match &self.sweep {
            Some(sweep) => sweep.cost(),
            None => self.parts.first().map_or(0, Part::cost),
        }
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
        if self.is_swept() {
            return self.bound_by_stages(Score::NEG_INFINITY).unwrap_or_default();
        }
        let mut sum = 0.0;
        for part in &mut self.parts {
            sum += match part {
                Part::Word(scorer) => scorer.bound(),
                Part::Place(scorer) => scorer.bound(),
                Part::Text(scorer, score) => {
                    *score = scorer.score();
                    *score
                }
                Part::Term(_) | Part::Condition(_) | Part::Counted(..) => 0.0,
            };
        }
        sum + self.bound_of_pairs()
    }

    /// No less than the score of the present document; nothing where that is found to be less than `least`.
    #[inline]
    pub fn bound_above(&mut self, least: Score) -> Option<Score> {
        match self.is_swept() {
            true => self.bound_by_stages(least),
            false => Some(self.bound()),
        }
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
                Part::Place(_) | Part::Text(..) | Part::Counted(..) => return None,
            }
        }
        for Pair { scale, words, .. } in &self.pairs {
            let ceilings = words.iter().filter_map(|&word| match self.parts.get(word)? {
                Part::Word(word) => Some(scale.ceiling(word.share()?)),
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
    pub(super) fn bound_of_pairs(&mut self) -> Score {
        let Self { parts, pairs, doc, .. } = self;
        let mut frequency = |word: usize| match parts.get_mut(word) {
            Some(Part::Word(scorer)) => scorer.frequency(),
            _ => u32::MAX,
        };
        let bound = |pair: &Pair| {
            let [left, right] = pair.words.map(&mut frequency);
            pair.scale.bound(*doc, left.min(right))
        };
        pairs.iter().map(bound).sum()
    }

    /// The score of the present document, after [`Matches::bound`]; where it is less than `least`
    /// something between them.
    pub fn score(&mut self, least: Score) -> Score {
        let mut sum = self.alone;
        if !self.is_swept() {
            let parts = self.parts.iter_mut().map(|part| match part {
                Part::Word(scorer) => scorer.score(),
                Part::Place(scorer) => scorer.score(),
                Part::Text(_, score) => *score,
                Part::Term(_) | Part::Condition(_) | Part::Counted(..) => 0.0,
            });
            sum = parts.sum();
        }
        if self.pairs.is_empty() || sum + self.bound_of_pairs() < least {
            return sum;
        }
        for Pair { form, scale, .. } in &mut self.pairs {
            let frequency = form.count(self.doc);
            if frequency > 0 {
                sum += scale.score(self.doc, frequency);
            }
        }
        sum
    }
}

impl Part {
    pub fn cost(&self) -> u64 {
        match self {
            Self::Word(scorer) => scorer.cost(),
            Self::Place(scorer) => scorer.cost(),
            Self::Term(list) => u64::from(list.size()),
            Self::Text(scorer, _) | Self::Condition(scorer) => scorer.cost(),
            Self::Counted(..) => 0,
        }
    }

    /// Prepares for being asked about `count` of a segment's `documents`.
    pub fn expect(&mut self, count: u32, documents: DocId) {
        match self {
            Self::Word(scorer) => scorer.be_asked(count, documents),
            Self::Term(list) => list.expect(count, documents),
            Self::Place(_) | Self::Text(..) | Self::Condition(_) | Self::Counted(..) => {}
        }
    }

    fn doc(&self) -> DocId {
        match self {
            Self::Word(scorer) => scorer.doc(),
            Self::Place(scorer) => scorer.doc(),
            Self::Term(list) => list.doc(),
            Self::Text(scorer, _) | Self::Condition(scorer) => scorer.doc(),
            Self::Counted(..) => TERMINATED,
        }
    }

    #[inline]
    fn advance(&mut self) -> DocId {
        match self {
            Self::Word(scorer) => scorer.advance(),
            Self::Place(scorer) => scorer.advance(),
            Self::Term(list) => list.advance(),
            Self::Text(scorer, _) | Self::Condition(scorer) => scorer.advance(),
            Self::Counted(..) => TERMINATED,
        }
    }

    #[inline]
    fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Self::Word(scorer) => scorer.seek(target),
            Self::Place(scorer) => scorer.seek(target),
            Self::Term(list) => list.seek(target),
            Self::Text(scorer, _) | Self::Condition(scorer) => scorer.seek(target),
            Self::Counted(..) => TERMINATED,
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
            Self::Counted(..) => SeekDangerResult::SeekLowerBound(TERMINATED),
        }
    }
}

#[inline]
fn found_or_after(found: DocId, wanted: DocId) -> SeekDangerResult {
    if found == wanted { SeekDangerResult::Found } else { SeekDangerResult::SeekLowerBound(found) }
}
