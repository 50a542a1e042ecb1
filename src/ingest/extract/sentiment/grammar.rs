//! From a sentence's items to what they speak for.
//!
//! A direction ("rose", "lower") says nothing before it is known what moves: the subject on its
//! left, or the object on its right. Words that judge by themselves ("disappointing", "defaulted")
//! are turned round by a negation near before them. What stands after "despite" or "could" is
//! found too, but weighs little.

mod direction;
mod expectation;
mod judgement;

use super::{
    compare,
    lexicon::Classes,
    tokens::{Item, ItemKind},
};
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
        .or(Classes::USER_GOOD)
        .or(Classes::USER_BAD);
    let held = items.iter().fold(Classes::NONE, |held, item| held.or(item.classes()));
    if !held.any(spoken) {
        return Vec::new();
    }
    let mut sentence = Sentence { text, items, used: vec![false; items.len()], found: Vec::new() };
    sentence.comparisons();
    for (classes, rule) in Sentence::RULES {
        if held.any(classes) {
            sentence.each(rule);
        }
    }
    sentence.weigh();
    sentence.found.sort_by_key(|finding| (finding.span.start, finding.span.end));
    sentence.found
}

/// Reads what an item says in its sentence.
type Rule<S> = fn(&mut S, usize);

pub(super) struct Sentence<'a> {
    pub(super) text: &'a str,
    pub(super) items: &'a [Item],
    used: Vec<bool>,
    found: Vec<Finding>,
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
    const RULES: [(Classes, Rule<Self>); 8] = [
        (LEVELS, Self::expectation),
        (DIRECTIONS, Self::direction),
        (LEVELS, Self::level),
        (Classes::WIN, Self::award),
        (Classes::RETRACT, Self::retraction),
        (Classes::RELIEF.or(Classes::DEPRIVE), Self::relief),
        (JUDGING, Self::judgement),
        (Classes::DEFICIT, Self::loss),
    ];

    fn each(&mut self, rule: Rule<Self>) {
        for at in 0..self.items.len() {
            if !self.used[at] && self.items[at].is_words() {
                rule(self, at);
            }
        }
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.items.get(at).and_then(|item| self.text.get(item.span.range())).unwrap_or_default()
    }

    pub(super) fn is_word(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.word(at).eq_ignore_ascii_case(word))
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
        let span = Span::new(self.items[first].span.start, self.items[last].span.end);
        let polarity = if good { Polarity::Positive } else { Polarity::Negative };
        self.found.push(Finding { span, polarity, rule, negated, weight });
    }

    /// Whether a thing is only named to say what another leaves out or is measured by: "profit before
    /// taxes", "excluding expenses", "as a percentage of revenues".
    pub(super) fn is_set_aside(&self, at: usize) -> bool {
        const ASIDE: [&str; 5] = ["before", "excluding", "exclusive of", "net of", "adjusted for"];
        let share = |of: usize| {
            of > 0
                && self.is_word(of, &["of"])
                && self.is_word(of - 1, &["percentage", "percent", "proportion", "share"])
        };
        for before in (at.saturating_sub(7)..at).rev() {
            if self.is_word(before, &ASIDE) || share(before) {
                return true;
            }
            let item = &self.items[before];
            let verb = self.is_word(before, &["was", "were", "is", "are", "of", "to", "from", "for", "in"]);
            let noun = item.is_words() && !verb && !item.is(DIRECTIONS.or(Classes::CONTRAST));
            if !(noun || item.kind == ItemKind::Comma) {
                return false;
            }
        }
        false
    }

    /// Whether a negation stands close before `at`.
    fn negated(&self, at: usize) -> bool {
        self.negator(at).is_some()
    }

    /// Whether a negation before a comparative says that nothing is more so: "has never been stronger".
    pub(super) fn is_superlative(&self, negator: usize, at: usize) -> bool {
        let comparative = self.word(at).split(' ').next().is_some_and(|word| word.ends_with("er") && word.len() > 4)
            || at > 0 && self.is_word(at - 1, &["more"]);
        let apart = negator + 1 < at;
        comparative
            && (self.is_word(negator, &["never", "couldn't", "can't", "nobody", "nothing"])
                || apart && self.is_word(negator, &["no", "none"]))
    }

    /// The negation before `at`, with at most two words of content between.
    fn negator(&self, at: usize) -> Option<usize> {
        let mut content = 0;
        for before in (at.saturating_sub(6)..at).rev() {
            let item = &self.items[before];
            if item.is(Classes::NEGATOR) {
                return Some(before);
            }
            content += usize::from(item.is_content());
            if !item.is_words()
                || content > 2
                || self.is_word(before, &["but", "and", "that", "which", "who", "because", "as"])
            {
                return None;
            }
        }
        None
    }

    // ---- figures beside each other

    fn comparisons(&mut self) {
        for found in compare::comparisons(self) {
            let weight = if found.profit { PROFIT_WEIGHT } else { METRIC_WEIGHT };
            self.push(found.first, found.last, found.good, weight, "figures compared", false);
        }
    }

    // ---- scope

    /// Words of illness in what a drug is for say nothing of the company that makes it.
    fn drop_subject_matter(&mut self) {
        const REACH: usize = 12;
        if !self.items.iter().any(|item| item.is(Classes::TOPIC)) {
            return;
        }
        let mut told: Vec<Span> = Vec::new();
        for (at, item) in self.items.iter().enumerate().filter(|(_, item)| item.is(Classes::TOPIC)) {
            let after = &self.items[at..(at + REACH).min(self.items.len())];
            let end = after.iter().find(|item| item.kind == ItemKind::Break).or(after.last());
            told.push(Span::new(item.span.start, end.map_or(item.span.end, |end| end.span.end)));
        }
        self.found.retain(|finding| {
            let worded = matches!(finding.rule, "word" | "mild word" | "event" | "trouble ended");
            !worded || !told.iter().any(|told| told.holds(finding.span.start))
        });
    }

    /// Lessens the weight of what stands after "despite", "offset by", "could", "if" in its clause.
    fn weigh(&mut self) {
        let mut aside: Vec<Span> = Vec::new();
        let mut open = None;
        for item in self.items {
            match item.kind {
                ItemKind::Comma | ItemKind::Break | ItemKind::Close => {
                    if let Some(start) = open.take() {
                        aside.push(Span::new(start, item.span.start));
                    }
                }
                _ if item.is(Classes::CONTRAST.or(Classes::HYPOTHETICAL)) && open.is_none() => {
                    open = Some(item.span.start)
                }
                _ => {}
            }
        }
        aside.extend(open.map(|start| Span::new(start, usize::MAX)));
        self.drop_subject_matter();
        for finding in &mut self.found {
            if aside.iter().any(|aside| aside.holds(finding.span.start)) {
                finding.weight *= BESIDE_THE_POINT;
            }
        }
    }
}
