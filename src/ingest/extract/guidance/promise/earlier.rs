//! What was promised before: `from $5 million to a range of`, `compared with earlier guidance of`.

use super::Sentence;
use crate::{
    ingest::extract::{
        guidance::cue::Cue,
        money::{Quantity, Unit},
    },
    model::{Guidance, Span},
};

impl Sentence<'_> {
    /// "raising its guidance from $5 million to $6 million": the first is replaced by the next.
    pub(super) fn is_replaced(&self, lead: Span, next: Option<&Quantity>) -> bool {
        let words = self.lower[lead.range()].trim_end();
        let from = words.ends_with(" from") || words.ends_with(" from a range of");
        let to = next.is_some_and(|next| {
            let between = self.lower[lead.end..self.figure_start(next)].trim_end();
            between.ends_with(" to") || between.ends_with("to between") || between.ends_with("to a range of")
        });
        from && to && self.speaks_of_promise(lead.end)
    }

    /// Whether a promise is spoken of before `end`.
    pub(super) fn speaks_of_promise(&self, end: usize) -> bool {
        const PROMISES: [&str; 8] =
            ["guidance", "outlook", "forecast", "target", "estimate", "projection", "expectation", "range"];
        PROMISES.iter().any(|word| self.lower[..end].contains(word))
    }

    /// Whether an amount is the one that was promised before.
    pub(super) fn is_earlier(&self, lead: Span, tail: Span, open: bool) -> bool {
        let within = |span: Span, cue: Cue| self.cues.iter().any(|found| found.cue == cue && span.covers(found.span));
        let near = Span::new(tail.start, self.lower.floor_char_boundary(tail.end.min(tail.start + 60)));
        // what `and` joins speaks of the next amount
        let end = self.lower[near.range()].find(" and ").map_or(near.end, |and| near.start + and);
        let near = Span::new(near.start, end);
        let before =
            within(lead, Cue::Before) || (within(near, Cue::Before) && !self.lower[near.range()].contains(';'));
        let against = within(lead, Cue::Compared);
        let fresh = self
            .last_cue(lead.end, Cue::Forward)
            .is_some_and(|at| lead.holds(at) && self.lower[lead.range()].contains("now "));
        let words = self.lower[lead.range()].trim();
        let bare = matches!(
            words,
            "from"
                | "up from"
                | "down from"
                | ", up from"
                | ", down from"
                | "from a range of"
                | ", from"
                | "and down from"
        );
        let past = ["ago", "year", "quarter", "in 19", "in 20", "reported"]
            .iter()
            .any(|word| self.lower[near.range()].contains(word));
        let revised = bare && !past && self.speaks_of_promise(lead.start);
        const HAD: [&str; 7] = [
            "had expected",
            "had forecast",
            "had projected",
            "had anticipated",
            "had estimated",
            "had guided",
            "had said",
        ];
        const PREVIOUSLY: [&str; 8] = [
            "previously",
            "previously a",
            "previously an",
            "previously at",
            "previously of",
            "previously about",
            "prior:",
            "previous:",
        ];
        let had = HAD.iter().any(|had| self.lower[lead.range()].contains(had));
        const ABOUT: [&str; 8] =
            ["approximately", "about", "around", "at least", "up to", "between", "in the range of", "a range of"];
        let bare_words = ABOUT.iter().find_map(|about| words.strip_suffix(about)).unwrap_or(words).trim_end();
        if PREVIOUSLY.iter().any(|previously| bare_words.ends_with(previously)) {
            return true;
        }
        const WAS: [&str; 7] = [
            "estimate was",
            "guidance was",
            "forecast was",
            "range was",
            "outlook was",
            "estimate had been",
            "guidance had been",
        ];
        let was = within(lead, Cue::Before) && WAS.iter().any(|was| bare_words.ends_with(was));
        (open && was) || (open && against && before && !fresh) || (open && (revised || had)) || self.is_struck(lead)
    }

    /// "from its previous guidance of $5 million to a range of ...": the earlier one comes first.
    pub(super) fn is_struck(&self, lead: Span) -> bool {
        const STRUCK: [&str; 12] = [
            "previous guidance of",
            "prior guidance of",
            "previous range of",
            "prior range of",
            "earlier guidance of",
            "previous outlook of",
            "previously announced range of",
            "previous estimate of",
            "prior outlook of",
            "previous forecast of",
            "previous guidance range of",
            "prior guidance range of",
        ];
        let words = self.lower[lead.range()].trim_end();
        STRUCK.iter().any(|struck| words.ends_with(struck))
    }
}

/// Whether an amount promised before is of the same thing as a promise: of like size.
pub fn may_replace(promise: &Guidance, earlier: &Quantity) -> bool {
    let middle = |low: Option<f64>, high: Option<f64>| Some((low.or(high)? + high.or(low)?) / 2.0);
    if !matches!(earlier.unit, Unit::Money(_)) {
        return true;
    }
    let Some((now, was)) = middle(promise.low, promise.high).zip(middle(earlier.low, earlier.high)) else {
        return true;
    };
    // amounts per share may change their sign
    let small = [now.abs() < 100.0, was.abs() < 100.0];
    small == [true, true] || small == [false, false] && (0.1..10.0).contains(&(now / was).abs())
}

/// Notes what a promise replaces.
pub fn replace(last: &mut Guidance, quantity: &Quantity) {
    let amount = last.low.is_some() || last.high.is_some();
    let same = if amount { matches!(quantity.unit, Unit::Money(_)) } else { matches!(quantity.unit, Unit::Percent) };
    if same {
        (last.was_low, last.was_high) = (quantity.low, quantity.high);
    }
}
