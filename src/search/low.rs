//! What need not be scored: stretches of documents none of which can be among the best.
//!
//! Postings tell for each block what none of its documents can exceed. Where that is less than the worst of
//! the best so far, the documents of the block are counted and not looked at; so are those without a
//! bonus (a word in the headline, say) where only a bonus could help.

use tantivy::DocId;

use super::order::Key;
use crate::query::Matches;

/// Stretches none of whose documents can be among the best.
#[derive(Default)]
pub(super) struct Low {
    /// Up to here there is none.
    end: DocId,
    /// Up to here it was found out which documents may be.
    known: DocId,
    /// Whether these are those alone that have a bonus.
    by_bonus: bool,
    /// Records before the stretch looked at last.
    records: u64,
    /// Whether that look told nothing.
    failed: bool,
    /// Whether there was no look since, which does not pay where stretches are short.
    paused: bool,
    /// Documents that the last pause took.
    pause: DocId,
}

/// A look at a stretch has to spare the looks at so many records.
const WORTHWHILE: u64 = 4;

impl Low {
    /// Whether a document is known to be none of the best.
    #[inline]
    pub const fn has(&self, doc: DocId) -> bool {
        doc < self.end
    }

    /// Whether the present document, after so many others, cannot be among the best, by what is known of a
    /// stretch of them; `worst` is the last of these.
    #[inline]
    pub fn reaches(&mut self, records: u64, matches: &mut Matches<'_>, worst: Option<Key>) -> bool {
        let doc = matches.doc();
        if doc >= self.known {
            self.look(records, matches, worst);
        }
        if self.by_bonus && self.end <= doc {
            self.end = matches.next_bonus().min(self.known);
        }
        doc < self.end
    }

    #[inline(never)]
    fn look(&mut self, records: u64, matches: &Matches<'_>, worst: Option<Key>) {
        let doc = matches.doc();
        self.by_bonus = false;
        let is_poor = self.failed || records - self.records < WORTHWHILE;
        if is_poor && !self.paused {
            self.paused = true;
            self.pause = (self.pause * 2).clamp(1 << 8, 1 << 14);
            self.known = doc.saturating_add(self.pause);
            return;
        }
        if !is_poor && !self.paused {
            self.pause = 0;
        }
        (self.paused, self.failed, self.records) = (false, true, records);
        let Some(ceiling) = matches.ceiling() else {
            self.known = doc.saturating_add(1 << 14);
            return;
        };
        let is_low = |score| worst.is_some_and(|worst| Key::of_score(score) > worst.first);
        self.known = ceiling.last.saturating_add(1);
        if is_low(ceiling.plain + ceiling.bonuses) {
            (self.end, self.failed) = (self.known, false);
        } else if ceiling.few_bonuses && is_low(ceiling.plain) {
            (self.by_bonus, self.failed) = (true, false);
        }
    }
}
