//! Goes through windows of matches: all are counted, those that may be among the best are looked at.
//!
//! Postings tell for each block what none of its documents can exceed, and the index which day none of a few
//! documents is later than. A stretch of documents that cannot be among the best is passed over.

use tantivy::DocId;

use super::{
    collect::{Kept, Segment},
    order::Key,
};
use crate::query::{Matches, Verdict, Wanted};

/// What is known of some documents.
#[derive(Default)]
struct Stretch {
    /// The document after them.
    next: DocId,
    /// Whether none can be among the best.
    is_low: bool,
    /// What the best among them have.
    wanted: Wanted,
}

/// Documents about which as little is known are looked at before one tries again.
const UNKNOWN: DocId = 1 << 14;

impl Segment<'_> {
    /// Takes every match of a sweep.
    pub fn collect_windows(&mut self, matches: &mut Matches<'_>) {
        let mut stretch = Stretch::default();
        while matches.next_window() {
            self.count_window(matches);
            if matches!(self.kept, Kept::None) {
                continue;
            }
            let mut from = 0;
            while let Some(doc) = matches.next_with(Wanted::default(), from) {
                from = self.look(doc, matches, &mut stretch);
            }
        }
    }

    fn count_window(&mut self, matches: &Matches<'_>) {
        self.records += u64::from(matches.count());
        let shared = self.known.shared;
        if shared.is_none_or(|shared| shared.len() > 0) {
            matches.in_window(shared).for_each(|doc| self.count_shared(doc));
        }
        if shared.is_some() && self.counts() {
            let is_alone = |doc: &DocId| shared.is_none_or(|shared| !shared.contains(*doc));
            matches.in_window(None).filter(is_alone).for_each(|doc| self.count_lone(doc));
        }
    }

    /// Looks at a match, or at the next one that may be among the best, and tells where to go on.
    #[inline]
    fn look(&mut self, doc: DocId, matches: &mut Matches<'_>, stretch: &mut Stretch) -> DocId {
        let mut doc = doc;
        if let Some(worst) = self.worst() {
            if doc >= stretch.next {
                *stretch = self.stretch(doc, matches, worst);
            }
            doc = match matches.next_with(stretch.wanted, doc) {
                Some(doc) if doc < stretch.next && !stretch.is_low => doc,
                _ => return stretch.next,
            };
        }
        matches.stand_at(doc);
        self.weigh(matches);
        doc + 1
    }

    /// The last of the best, if there are as many as are wanted and they are in an order that is known
    /// beforehand.
    #[inline]
    fn worst(&self) -> Option<Key> {
        match &self.kept {
            Kept::Best(best) if self.scores || self.order.is_newest() => best.worst.map(|(worst, _)| worst),
            _ => None,
        }
    }

    #[inline(never)]
    fn stretch(&self, doc: DocId, matches: &mut Matches<'_>, worst: Key) -> Stretch {
        let (last, verdict) = match self.scores {
            true => match matches.prospect(doc, worst.score()) {
                Some(prospect) => (prospect.last, prospect.verdict),
                None => (doc.saturating_add(UNKNOWN), Verdict::More(Wanted::default())),
            },
            false => (DocId::MAX, Verdict::Equal),
        };
        let next = last.saturating_add(1);
        match verdict {
            Verdict::Less => Stretch { next, is_low: true, wanted: Wanted::default() },
            Verdict::More(wanted) => Stretch { next, is_low: false, wanted },
            Verdict::Equal => match self.known.newest {
                Some(newest) => {
                    let (end, is_low) = newest.until(doc, worst.day());
                    Stretch { next: end.min(next), is_low, wanted: Wanted::default() }
                }
                None => Stretch { next, is_low: false, wanted: Wanted::default() },
            },
        }
    }
}
