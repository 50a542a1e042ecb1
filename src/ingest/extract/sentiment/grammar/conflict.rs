//! Findings that contradict each other at one place, and which of them is meant.
//!
//! "could not overcome the negative effects", "weak demand in our best markets": what governs speaks, what is
//! governed does not.

use super::{Finding, Found, JUDGEMENT_WEIGHT, Sentence};
use crate::{ingest::extract::sentiment::lexicon::Classes, model::Polarity};

impl Sentence<'_> {
    /// Puts the findings in order, and leaves out those that another of the opposite polarity governs.
    pub(super) fn take_sides(&mut self) {
        self.found.sort_by_key(|found| (found.first, found.last));
        let mut dropped = vec![false; self.found.len()];
        for at in 0..self.found.len() {
            let one = self.found[at];
            for next in at + 1..self.found.len() {
                let other = self.found[next];
                if dropped[at] || other.first > one.last + REACH {
                    break;
                }
                if dropped[next] || one.finding.polarity == other.finding.polarity {
                    continue;
                }
                if self.is_predicate(&one, &other) {
                    dropped[at] = true;
                    self.found[next] = self.begun(other, one.first);
                } else if other.first <= one.last {
                    dropped[if gives_way(&one, &other) { at } else { next }] = true;
                } else if self.governs(&one, &other) {
                    dropped[next] = true;
                    if self.is_inability(one.last) {
                        self.found[at] = self.widened(one, other.last);
                    }
                }
            }
        }
        let mut keep = dropped.into_iter().map(|dropped| !dropped);
        self.found.retain(|_| keep.next().unwrap_or(true));
    }

    /// "could not", "unable to": what follows is what does not happen.
    fn is_inability(&self, at: usize) -> bool {
        const INABLE: [&str; 12] = [
            "could not",
            "cannot",
            "unable to",
            "unable",
            "inability",
            "failed to",
            "fails to",
            "fail to",
            "failing to",
            "not be able to",
            "failure",
            "no longer expects",
        ];
        self.is_word(at, &INABLE)
    }

    fn last_word(&self, at: usize) -> &str {
        self.word(at).rsplit(' ').next().unwrap_or_default()
    }

    /// "revenue growth has stalled": what is said of a thing outweighs its name.
    fn is_predicate(&self, one: &Found, other: &Found) -> bool {
        let gap = one.last + 1..other.first;
        let verb = Classes::UP.or(Classes::DOWN).or(Classes::BETTER).or(Classes::WORSE);
        other.first > one.last
            && one.finding.rule != "trouble ended"
            && !other.finding.negated
            && gap.len() <= 3
            && gap.clone().all(|between| self.links(between))
            && (gap.is_empty() && self.is(other.first, verb) && !self.is_adjective(other.first)
                || !gap.is_empty() && !self.is_word(gap.start, &["to"]))
    }

    fn begun(&self, mut found: Found, first: usize) -> Found {
        found.first = first;
        found.finding.span = self.quoted(first, found.last);
        found
    }

    fn widened(&self, mut found: Found, last: usize) -> Found {
        found.last = last;
        found.finding.span = self.quoted(found.first, last);
        found
    }

    /// What moved and is neither good nor bad by itself takes the side of what it causes: "sales fell on lower
    /// oil prices".
    pub(super) fn causes(&mut self) {
        for (first, last) in std::mem::take(&mut self.undecided) {
            let Some(cause) = self.cause(first).filter(|_| !self.used[first..=last].contains(&true)) else { continue };
            let offset = self.is(cause, Classes::CONTRAST);
            let firm = |found: &&Found| found.finding.weight > JUDGEMENT_WEIGHT;
            let effect = self.found.iter().filter(firm).min_by_key(|found| found.first.abs_diff(cause));
            if let Some(polarity) = effect.map(|effect| effect.finding.polarity) {
                let good = (polarity == Polarity::Positive) ^ offset;
                self.push(first, last, good, JUDGEMENT_WEIGHT, "cause", false);
            }
        }
    }

    /// The word before `at` that makes it the cause of something, or what something is offset by.
    fn cause(&self, at: usize) -> Option<usize> {
        let causal = |before: &usize| {
            self.is(*before, Classes::CAUSE.or(Classes::CONTRAST)) || self.is_word(*before, &["on", "by"])
        };
        let mut before = (at.saturating_sub(6)..at).rev().take_while(|&before| self.items[before].is_words());
        before.find(causal).filter(|&cause| !self.is(cause, Classes::CONTRAST) || self.word(cause).ends_with("by"))
    }

    /// Whether what `one` says holds for the words of `other` after it.
    fn governs(&self, one: &Found, other: &Found) -> bool {
        let bad = one.finding.polarity == Polarity::Negative;
        let next = one.last + 1;
        if next == other.first {
            let worded = matches!(other.finding.rule, "word" | "mild word" | "event");
            return bad && (worded || self.is_inability(one.last));
        }
        let links: &[&str] = if bad { &["to", "on", "of", "in", "from"] } else { &["by", "from", "of"] };
        let worded = one.finding.negated || matches!(one.finding.rule, "word" | "mild word" | "event" | "verdict");
        worded
            && other.finding.weight <= one.finding.weight.max(Finding::COLOUR * 2.0)
            && (self.is_word(next, links) || links.contains(&self.last_word(one.last)))
            && self.items[next..other.first].iter().all(|item| item.is_words())
            && !(next..other.first)
                .any(|between| self.is_word(between, &["and", "but", "that", "which", "as", "while"]))
    }
}

/// How many items a word governs after it.
const REACH: usize = 5;

/// Whether the earlier of two that share words is the one that is not meant.
fn gives_way(earlier: &Found, later: &Found) -> bool {
    if earlier.finding.negated != later.finding.negated {
        return later.finding.negated;
    }
    let (one, other) = (earlier.finding.weight, later.finding.weight);
    one < Finding::COLOUR && other >= Finding::COLOUR
}
