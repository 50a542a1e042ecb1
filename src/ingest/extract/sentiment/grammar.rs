//! From a sentence's items to what they speak for.
//!
//! A direction ("rose", "lower") says nothing before it is known what moves: the subject on its
//! left, or the object on its right. Words that judge by themselves ("disappointing", "defaulted")
//! are turned round by a negation near before them. What stands after "despite" or "could" is
//! found too, but weighs little.

mod conflict;
mod direction;
mod expectation;
mod judgement;
mod scope;

use super::{compare, lexicon::Classes, tokens::Item};
use crate::model::{Polarity, Span};

/// Words that speak for or against the issuer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Finding {
    /// Where they stand.
    pub span: Span,
    /// What they speak for.
    pub polarity: Polarity,
    /// The rule that found them.
    pub rule: &'static str,
    /// Whether a negation turned them round.
    pub negated: bool,
    /// How much they say of the sentence; below [`Finding::COLOUR`] they only colour it.
    pub weight: f32,
}

impl Finding {
    /// The least weight of words that carry a sentence.
    pub const COLOUR: f32 = 0.5;
    /// The least weight of what shakes a company.
    pub const GRAVE: f32 = GRAVE_WEIGHT;

    /// The weight, negative for what is bad.
    #[must_use]
    pub const fn signed(&self) -> f32 {
        match self.polarity {
            Polarity::Positive => self.weight,
            Polarity::Negative => -self.weight,
        }
    }
}

/// What a word that moves is to the issuer.
const GOOD_METRIC: Classes = Classes::METRIC;
const BAD_METRIC: Classes = Classes::METRIC_BAD;
const DIRECTIONS: Classes = Classes::UP.or(Classes::UP_ADJECTIVE).or(Classes::DOWN).or(Classes::DOWN_ADJECTIVE);
const LEVELS: Classes = Classes::ABOVE.or(Classes::BELOW);
const JUDGING: Classes = TROUBLE
    .or(ASSET)
    .or(Classes::WORSE)
    .or(Classes::BETTER)
    .or(Classes::PRAISE_MILD)
    .or(Classes::USER_BAD)
    .or(Classes::USER_GOOD);
const TROUBLE: Classes = Classes::BLAME.or(Classes::EVENT_BAD).or(Classes::BLAME_MILD).or(Classes::GRAVE);
const ASSET: Classes = Classes::PRAISE.or(Classes::EVENT_GOOD);

/// Weight of a change of profit, of revenue and the like, of costs, and of something unnamed.
const PROFIT_WEIGHT: f32 = 3.0;
const METRIC_WEIGHT: f32 = 2.0;
const COST_WEIGHT: f32 = 1.5;
const UNNAMED_WEIGHT: f32 = 1.0;
const EXPECTATION_WEIGHT: f32 = 3.0;
const EVENT_WEIGHT: f32 = 1.5;
const GRAVE_WEIGHT: f32 = 4.0;
const JUDGEMENT_WEIGHT: f32 = 1.0;
const MILD_WEIGHT: f32 = 0.3;
/// What remains of a weight after "despite", "offset by", "could" ...
const BESIDE_THE_POINT: f32 = 0.3;

/// Finds what a sentence's items speak for, in order.
#[must_use]
pub fn findings(text: &str, items: &[Item]) -> Vec<Finding> {
    let spoken = DIRECTIONS
        .or(TROUBLE)
        .or(ASSET)
        .or(Classes::PRAISE_MILD)
        .or(Classes::BETTER)
        .or(Classes::WORSE)
        .or(Classes::ABOVE)
        .or(Classes::BELOW)
        .or(Classes::COMPARE)
        .or(Classes::DEFICIT)
        .or(Classes::RELIEF)
        .or(Classes::DEPRIVE)
        .or(Classes::WIN)
        .or(Classes::RETRACT)
        .or(Classes::CLOSE)
        .or(Classes::GIVE)
        .or(Classes::USER_GOOD)
        .or(Classes::USER_BAD);
    let held = items.iter().fold(Classes::NONE, |held, item| held.or(item.classes()));
    let over = held.any(Classes::OVER) && held.any(BAD_METRIC.or(GOOD_METRIC));
    if !held.any(spoken) && !over {
        return Vec::new();
    }
    let used = vec![false; items.len()];
    let mut sentence = Sentence { text, items, held, used, found: Vec::new(), undecided: Vec::new() };
    sentence.comparisons();
    for (classes, rule) in Sentence::RULES {
        if held.any(classes) {
            sentence.each(classes, rule);
        }
    }
    sentence.causes();
    sentence.take_sides();
    sentence.weigh();
    sentence.found.into_iter().map(|found| found.finding).collect()
}

/// Reads what an item says in its sentence.
type Rule<S> = fn(&mut S, usize);

pub(super) struct Sentence<'a> {
    pub(super) text: &'a str,
    pub(super) items: &'a [Item],
    /// The classes of all its words.
    held: Classes,
    used: Vec<bool>,
    found: Vec<Found>,
    /// What moved and is neither good nor bad by itself: "lower gas prices".
    undecided: Vec<(usize, usize)>,
}

/// A finding and the items it stands on.
#[derive(Clone, Copy)]
struct Found {
    first: usize,
    last: usize,
    finding: Finding,
}

fn ends_with(words: &str, end: &str) -> bool {
    let start = words.len().saturating_sub(end.len());
    start > 0 && words.as_bytes()[start..].eq_ignore_ascii_case(end.as_bytes())
}

/// What a direction word is said of.
#[derive(Clone, Copy)]
enum Moved {
    Good,
    Bad,
    Neutral,
}

impl Sentence<'_> {
    /// The rules in their order, each with the classes of the words that it starts from.
    const RULES: [(Classes, Rule<Self>); 11] = [
        (LEVELS, Self::expectation),
        (DIRECTIONS, Self::direction),
        (LEVELS, Self::level),
        (Classes::WIN, Self::award),
        (Classes::RETRACT, Self::retraction),
        (Classes::GIVE, Self::refusal),
        (Classes::CLOSE, Self::closing),
        (Classes::RELIEF.or(Classes::DEPRIVE), Self::relief),
        (Classes::OVER, Self::over),
        (JUDGING, Self::judgement),
        (Classes::DEFICIT, Self::loss),
    ];

    fn each(&mut self, classes: Classes, rule: Rule<Self>) {
        for at in 0..self.items.len() {
            if self.items[at].is(classes) && !self.used[at] {
                rule(self, at);
            }
        }
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.items.get(at).and_then(|item| self.text.get(item.span.range())).unwrap_or_default()
    }

    /// The words of the sentence.
    pub(super) fn said(&self) -> &str {
        let (first, last) = (self.items.first(), self.items.last());
        let span = first.zip(last).map(|(first, last)| first.span.start..last.span.end);
        span.and_then(|span| self.text.get(span)).unwrap_or_default()
    }

    pub(super) fn is_word(&self, at: usize, words: &[&str]) -> bool {
        let length = self.items.get(at).map_or(0, |item| item.span.len());
        let mut alike = words.iter().filter(|word| word.len() == length);
        alike.any(|word| self.word(at).eq_ignore_ascii_case(word))
    }

    pub(super) fn is(&self, at: usize, classes: Classes) -> bool {
        self.items.get(at).is_some_and(|item| item.is(classes))
    }

    fn is_amount(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.number().is_some_and(|number| number.amount))
    }

    fn push(&mut self, first: usize, last: usize, good: bool, weight: f32, rule: &'static str, negated: bool) {
        self.note(first, last, good, weight, rule, negated);
        self.used[first..=last].fill(true);
    }

    /// Notes a finding, and leaves its words for others.
    fn note(&mut self, first: usize, last: usize, good: bool, weight: f32, rule: &'static str, negated: bool) {
        let span = self.quoted(first, last);
        let polarity = if good { Polarity::Positive } else { Polarity::Negative };
        self.found.push(Found { first, last, finding: Finding { span, polarity, rule, negated, weight } });
    }

    /// The words of items, without a preposition that they end in nor a copula that they begin with, and with
    /// the whole of words that a hyphen joins them to.
    fn quoted(&self, first: usize, last: usize) -> Span {
        const LOOSE: [&str; 10] = [" in", " of", " to", " by", " on", " for", " from", " with", " at", " and"];
        const COPULAS: [&str; 4] = ["is ", "are ", "was ", "were "];
        let (mut start, mut end) = (self.items[first].span.start, self.items[last].span.end);
        let words = self.text.get(start..end).unwrap_or_default();
        let copula = COPULAS.iter().find(|copula| words.starts_with(**copula)).map_or(0, |copula| copula.len());
        if words[copula..].contains(' ') {
            start += copula;
        }
        let words = self.text.get(start..end).unwrap_or_default();
        if let Some(loose) = LOOSE.iter().find(|loose| ends_with(words, loose)) {
            return Span::new(start, end - loose.len());
        }
        while let Some(after) = self.text.get(end..).and_then(|after| after.strip_prefix('-')) {
            let letters = after.bytes().take_while(u8::is_ascii_alphabetic).count();
            if letters == 0 {
                break;
            }
            end += letters + 1;
        }
        let before = self.text.get(..start).unwrap_or_default();
        let letters = before
            .strip_suffix('-')
            .map_or(0, |before| before.bytes().rev().take_while(u8::is_ascii_alphanumeric).count());
        Span::new(if letters > 0 { start - letters - 1 } else { start }, end)
    }

    // ---- figures beside each other

    fn comparisons(&mut self) {
        for found in compare::comparisons(self) {
            let weight = if found.profit { PROFIT_WEIGHT } else { METRIC_WEIGHT };
            self.push(found.first, found.last, found.good, weight, "figures compared", false);
        }
    }
}
