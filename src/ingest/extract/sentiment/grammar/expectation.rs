//! What was expected, and how things stand against it or against another time.

use super::{EXPECTATION_WEIGHT, METRIC_WEIGHT, Moved, Sentence, UNNAMED_WEIGHT};
use crate::ingest::extract::sentiment::{
    lexicon::Classes,
    tokens::{Item, ItemKind},
};

impl Sentence<'_> {
    /// "lower than anticipated", "short of our plan", "ahead of expectations".
    pub(super) fn expectation(&mut self, at: usize) {
        let (above, below) = (self.is(at, Classes::ABOVE), self.is(at, Classes::BELOW));
        if above == below {
            return;
        }
        let vague = self.is_word(at, &["over", "under", "more than", "less than", "up from", "down from", "behind"]);
        let reach = if vague { 3 } else { 7 };
        let Some(last) = self.expected_after(at, reach) else { return };
        let judges = self.is_word(at, &["better than", "worse than", "stronger than", "weaker than", "softer than"]);
        // "under the plan" says by which, not how much
        if self.is_word(at, &["under"]) && self.is_word(at + 1, &["the", "our", "its", "this", "a", "these", "that"]) {
            return;
        }
        if at > 0 && self.is_word(at - 1, &["the", "these", "those"]) && self.is_word(at, &["above", "below"]) {
            return;
        }
        let cost =
            !judges && !self.is_pace(at) && self.measured(at, last).is_some_and(|moved| matches!(moved, Moved::Bad));
        let negated = self.negated(at);
        self.push(at, last, above ^ cost ^ negated, EXPECTATION_WEIGHT, "expectation", negated);
    }

    /// "costs came down by a fifth, faster than planned": the pace of what is good.
    fn is_pace(&self, at: usize) -> bool {
        let pace = self.is_word(at, &["faster than", "sooner than", "quicker than", "earlier than", "ahead of"]);
        let fell = |subject: usize| (subject.saturating_sub(3)..at).any(|between| self.is(between, Classes::DOWN));
        pace && self.subject(at).is_some_and(|(subject, _)| fell(subject))
    }

    /// What is set against the expectation: "lower than expected orders", else the subject.
    fn measured(&self, at: usize, last: usize) -> Option<Moved> {
        let content = |next: &usize| self.items.get(*next).is_some_and(Item::is_content);
        let own = (last + 1..last + 4).take_while(content).find_map(|next| self.moved_at(next));
        own.or_else(|| self.subject(at).map(|(_, moved)| moved))
    }

    pub(super) fn expected_after(&self, at: usize, reach: usize) -> Option<usize> {
        for next in at + 1..(at + 1 + reach).min(self.items.len()) {
            let item = &self.items[next];
            if item.is(Classes::EXPECT) {
                let more = next + 1 < self.items.len() && self.items[next + 1].is(Classes::EXPECT);
                return Some(if more { next + 1 } else { next });
            }
            let blocks = matches!(item.kind, ItemKind::Break | ItemKind::Open | ItemKind::Close | ItemKind::Comma)
                || self.is_word(next, &["and", "but", "was", "were", "which"])
                || item.is(Classes::COMPARE);
            if blocks {
                return None;
            }
        }
        None
    }

    /// "below those of the third quarter", "12 per cent lower than a year ago".
    pub(super) fn level(&mut self, at: usize) {
        let (above, below) = (self.is(at, Classes::ABOVE), self.is(at, Classes::BELOW));
        let judges = self.is_word(at, &["better than", "worse than", "stronger than", "weaker than"]);
        let measured = judges
            || self.word(at).ends_with(" below")
            || self.word(at).ends_with(" above")
            || self.is_word(
                at,
                &["above", "below", "higher than", "lower than", "greater than", "less than", "fewer than"],
            );
        if above == below || self.tells_a_rate(at, above) || !measured {
            return;
        }
        let past =
            (at + 1..(at + 8).min(self.items.len())).take_while(|&next| self.items[next].is_words()).find(|&next| {
                self.is_word(
                    next,
                    &["year", "quarter", "period", "last", "previous", "prior", "ago", "levels", "normal", "usual"],
                )
            });
        let negated = self.negated(at);
        if let Some(last) = past.filter(|_| judges) {
            self.push(at, last, above ^ negated, METRIC_WEIGHT, "direction", negated);
            return;
        }
        let Some((last, (_, moved))) = past.zip(self.subject(at)) else { return };
        self.moved(at, at, last, above, moved, negated);
    }

    /// "40% less than the $104 million of last year", "cost $0.8 million more than a year ago": by how much.
    fn tells_a_rate(&mut self, at: usize, above: bool) -> bool {
        const LEVELS: [&str; 11] = [
            "ahead of",
            "above",
            "below",
            "higher than",
            "lower than",
            "greater than",
            "more than",
            "less than",
            "fewer than",
            "larger than",
            "smaller than",
        ];
        const LENDING: [&str; 6] = ["libor", "prime", "sofr", "euribor", "base", "market"];
        let Some(first) = at.checked_sub(1).filter(|_| self.is_word(at, &LEVELS)) else { return false };
        let ago = (at + 1..at + 5).any(|next| self.is_word(next, &["ago", "last", "previous", "prior", "before"]));
        let rate = self.items[first].number().is_some_and(|number| number.percent || number.amount && ago);
        let lent = (at + 1..at + 4).any(|next| self.is_word(next, &LENDING));
        if !rate || lent || self.used[first] {
            return false;
        }
        let negated = self.negated(at);
        match self.subject(at) {
            Some((_, moved)) => self.moved(first, at, at, above, moved, negated),
            None => self.push(first, at, above ^ negated, UNNAMED_WEIGHT, "direction", negated),
        }
        true
    }
}
