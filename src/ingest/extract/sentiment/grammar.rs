//! From a sentence's items to what they speak for.
//!
//! A direction ("rose", "lower") says nothing before it is known what moves: the subject on its
//! left, or the object on its right. Words that judge by themselves ("disappointing", "defaulted")
//! are turned round by a negation near before them. What stands after "despite" or "could" is
//! found too, but weighs little.

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
const TROUBLE: Classes = Classes::BLAME.or(Classes::EVENT_BAD).or(Classes::BLAME_MILD);
const ASSET: Classes = Classes::PRAISE.or(Classes::EVENT_GOOD);

/// Weight of a change of profit, of revenue and the like, of costs, and of something unnamed.
const PROFIT_WEIGHT: f32 = 3.0;
const METRIC_WEIGHT: f32 = 2.0;
const COST_WEIGHT: f32 = 1.5;
const UNNAMED_WEIGHT: f32 = 1.0;
const EXPECTATION_WEIGHT: f32 = 3.0;
const EVENT_WEIGHT: f32 = 1.5;
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
        .or(Classes::USER_GOOD)
        .or(Classes::USER_BAD);
    if !items.iter().any(|item| item.is(spoken)) {
        return Vec::new();
    }
    let mut sentence = Sentence { text, items, used: vec![false; items.len()], found: Vec::new() };
    sentence.comparisons();
    sentence.each(Sentence::expectation);
    sentence.each(Sentence::direction);
    sentence.each(Sentence::level);
    sentence.each(Sentence::relief);
    sentence.each(Sentence::judgement);
    sentence.each(Sentence::loss);
    sentence.weigh();
    sentence.found.sort_by_key(|finding| (finding.span.start, finding.span.end));
    sentence.found
}

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
    fn each(&mut self, rule: fn(&mut Self, usize)) {
        for at in 0..self.items.len() {
            if !self.used[at] && self.items[at].is_words() {
                rule(self, at);
            }
        }
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.items.get(at).and_then(|item| self.text.get(item.span.range())).unwrap_or_default()
    }

    fn is_word(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.word(at).eq_ignore_ascii_case(word))
    }

    pub(super) fn is(&self, at: usize, classes: Classes) -> bool {
        self.items.get(at).is_some_and(|item| item.is(classes))
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

    /// Whether a negation stands close before `at`.
    fn negated(&self, at: usize) -> bool {
        self.negator(at).is_some()
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

    // ---- what was expected

    /// "lower than anticipated", "short of our plan", "ahead of expectations".
    fn expectation(&mut self, at: usize) {
        let (above, below) = (self.is(at, Classes::ABOVE), self.is(at, Classes::BELOW));
        if above == below {
            return;
        }
        let vague = self.is_word(at, &["over", "under", "more than", "less than", "up from", "down from", "behind"]);
        let reach = if vague { 3 } else { 7 };
        let Some(last) = self.expected_after(at, reach) else { return };
        let judges = self.is_word(at, &["better than", "worse than", "stronger than", "weaker than", "softer than"]);
        let cost = !judges && self.subject(at).is_some_and(|(_, moved)| matches!(moved, Moved::Bad));
        let negated = self.negated(at);
        self.push(at, last, above ^ cost ^ negated, EXPECTATION_WEIGHT, "expectation", negated);
    }

    fn expected_after(&self, at: usize, reach: usize) -> Option<usize> {
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
    fn level(&mut self, at: usize) {
        let (above, below) = (self.is(at, Classes::ABOVE), self.is(at, Classes::BELOW));
        let judges = self.is_word(at, &["better than", "worse than", "stronger than", "weaker than"]);
        let measured = judges
            || self.is_word(
                at,
                &["above", "below", "higher than", "lower than", "greater than", "less than", "fewer than"],
            );
        if above == below || !measured {
            return;
        }
        let past =
            (at + 1..(at + 8).min(self.items.len())).take_while(|&next| self.items[next].is_words()).find(|&next| {
                self.is_word(next, &["year", "quarter", "period", "last", "previous", "prior", "ago", "levels"])
            });
        let negated = self.negated(at);
        if let Some(last) = past.filter(|_| judges) {
            self.push(at, last, above ^ negated, METRIC_WEIGHT, "direction", negated);
            return;
        }
        let Some((last, (_, moved))) = past.zip(self.subject(at)) else { return };
        self.moved(at, at, last, above, moved, negated);
    }

    // ---- what moves, and where

    fn direction(&mut self, at: usize) {
        if !self.is(at, DIRECTIONS) || !self.moves(at) {
            return;
        }
        let up = self.is(at, Classes::UP.or(Classes::UP_ADJECTIVE));
        let adjective = self.is_adjective(at);
        let negated = self.negated(at);
        if let Some((last, moved)) = self.object(at) {
            self.moved(at, at, last, up, moved, negated);
            return;
        }
        let describes = self.word(at).ends_with("ing") && self.items.get(at + 1).is_some_and(Item::is_content);
        if (adjective && !self.predicate(at)) || describes {
            return;
        }
        let last = self.amount_after(at);
        match self.subject(at) {
            Some((subject, moved)) => {
                let near = at - subject <= 2 && self.items[subject..at].iter().all(Item::is_words);
                self.moved(if near { subject } else { at }, at, last, up, moved, negated);
            }
            None if last > at && !adjective => {
                self.push(at, last, up ^ negated, UNNAMED_WEIGHT, "direction", negated);
            }
            None => {}
        }
    }

    /// Whether a direction word is an adjective and nothing else.
    fn is_adjective(&self, at: usize) -> bool {
        self.is(at, Classes::UP_ADJECTIVE.or(Classes::DOWN_ADJECTIVE)) && !self.is(at, Classes::UP.or(Classes::DOWN))
    }

    /// Whether a direction word moves something here: "up" and "down" are often mere particles.
    fn moves(&self, at: usize) -> bool {
        if !self.is_word(at, &["up", "down"]) {
            return true;
        }
        let number = (at + 1..=at + 2).any(|next| self.items.get(next).is_some_and(|item| item.number().is_some()));
        let copula = at > 0 && self.is_word(at - 1, &["is", "are", "was", "were", "be", "been", "remain", "remained"]);
        number
            || copula
            || self.is_word(at + 1, &["by", "slightly", "sharply", "significantly", "modestly", "sequentially"])
    }

    /// Whether an adjective is said of something before it: "were lower", "5% higher".
    fn predicate(&self, at: usize) -> bool {
        at > 0
            && (self.items[at - 1].number().is_some_and(|number| number.percent)
                || self.is_word(
                    at - 1,
                    &["is", "are", "was", "were", "be", "been", "slightly", "significantly", "substantially"],
                )
                || self.is_word(
                    at - 1,
                    &["remain", "remained", "remains", "sharply", "even", "much", "somewhat", "came in", "points"],
                ))
    }

    fn moved(&mut self, first: usize, at: usize, last: usize, up: bool, moved: Moved, negated: bool) {
        let profit = (first..=last).any(|at| self.is(at, Classes::PROFIT.or(Classes::DEFICIT)));
        let (good, weight) = match moved {
            Moved::Neutral => return,
            Moved::Good => (up, if profit { PROFIT_WEIGHT } else { METRIC_WEIGHT }),
            Moved::Bad => (!up, if profit { PROFIT_WEIGHT } else { COST_WEIGHT }),
        };
        let rule = if self.is(at, Classes::UP.or(Classes::DOWN)) { "direction" } else { "direction, adjective" };
        self.push(first, last, good ^ negated, weight, rule, negated);
    }

    fn moved_at(&self, at: usize) -> Option<Moved> {
        let item = &self.items[at];
        if item.is(Classes::METRIC_NEUTRAL) {
            return Some(Moved::Neutral);
        }
        if item.is(BAD_METRIC) {
            return Some(Moved::Bad);
        }
        item.is(GOOD_METRIC).then_some(Moved::Good)
    }

    /// What a direction word takes as its object: "raises its full-year outlook", "lower costs".
    fn object(&self, at: usize) -> Option<(usize, Moved)> {
        let promise = (at + 1..(at + 9).min(self.items.len()))
            .take_while(|&next| !matches!(self.items[next].kind, ItemKind::Break | ItemKind::Open))
            .find(|&next| self.items[next].is(Classes::PROMISE));
        let acts = self.is(at, Classes::UP.or(Classes::DOWN)) && !self.amount_follows(at);
        if let Some(promise) = promise.filter(|_| acts) {
            return Some((promise, Moved::Good));
        }
        let adjective = self.is(at, Classes::UP_ADJECTIVE.or(Classes::DOWN_ADJECTIVE));
        let mut found = None;
        for next in at + 1..(at + 6).min(self.items.len()) {
            let item = &self.items[next];
            let listed = adjective && found.is_none() && self.is_word(next, &["and", "or"]);
            let ends = !item.is_words()
                || (item.is(Classes::BARRIER) && !listed)
                || item.is(Classes::UP.or(Classes::DOWN))
                || self.used[next];
            if ends {
                break;
            }
            let moved = self.moved_at(next).or_else(|| {
                let near = next - at <= 2;
                let trouble = item.is(TROUBLE).then_some(Moved::Bad);
                trouble.or_else(|| item.is(ASSET).then_some(Moved::Good)).filter(|_| near)
            });
            match (moved, found) {
                (Some(moved), _) => found = Some((next, moved)),
                (None, Some(_)) => break,
                (None, None) => {}
            }
        }
        found
    }

    fn amount_follows(&self, at: usize) -> bool {
        self.items.get(at + 1).is_some_and(|next| next.number().is_some())
            || self.is_word(at + 1, &["to", "by", "from", "at"])
    }

    /// What a direction word is said of: the nearest thing that can move before it.
    fn subject(&self, at: usize) -> Option<(usize, Moved)> {
        let mut before = at;
        let mut steps = 0;
        while before > 0 && steps < 24 {
            before -= 1;
            steps += 1;
            match self.items[before].kind {
                ItemKind::Break | ItemKind::Open => return None,
                ItemKind::Close => before = self.opening(before)?,
                ItemKind::Comma => before = self.past_aside(before),
                _ => {
                    if let Some(moved) = self.moved_at(before) {
                        return Some((before, moved));
                    }
                }
            }
        }
        None
    }

    fn opening(&self, close: usize) -> Option<usize> {
        self.items[..close].iter().rposition(|item| item.kind == ItemKind::Open)
    }

    /// Before a comma: an aside such as ", excluding restructuring costs," is stepped over.
    fn past_aside(&self, comma: usize) -> usize {
        let Some(open) = self.items[..comma].iter().rposition(|item| item.kind == ItemKind::Comma) else {
            return comma;
        };
        let aside = self.is(open + 1, Classes::CONTRAST)
            || self.is_word(open + 1, &["including", "which", "reflecting", "net of", "before"]);
        if aside { open } else { comma }
    }

    /// The last item of the amount that follows a direction: "rose 5% to $3 million".
    fn amount_after(&self, at: usize) -> usize {
        let mut last = at;
        let mut next = at + 1;
        while next < self.items.len() && next <= at + 5 {
            let item = &self.items[next];
            if item.number().is_some() {
                last = next;
            } else if !item.is_words()
                || !(self.is_word(
                    next,
                    &[
                        "to",
                        "by",
                        "of",
                        "about",
                        "approximately",
                        "nearly",
                        "almost",
                        "more than",
                        "over",
                        "us",
                        "eur",
                        "usd",
                        "a",
                        "record",
                    ],
                ) || self.word(next).ends_with("ly"))
            {
                break;
            }
            next += 1;
        }
        last
    }

    // ---- troubles ended, goods lost

    /// "resolved the delays", "lost market share".
    fn relief(&mut self, at: usize) {
        let (relief, deprive) = (self.is(at, Classes::RELIEF), self.is(at, Classes::DEPRIVE));
        if !relief && !deprive {
            return;
        }
        let target = if relief { TROUBLE.or(BAD_METRIC) } else { GOOD_METRIC.or(Classes::PRAISE) };
        let last = (at + 1..(at + 5).min(self.items.len()))
            .take_while(|&next| self.items[next].is_words() && !self.is(next, Classes::BARRIER))
            .find(|&next| self.is(next, target));
        let Some(last) = last else { return };
        let negated = self.negated(at);
        self.push(
            at,
            last,
            relief ^ negated,
            JUDGEMENT_WEIGHT,
            if relief { "trouble ended" } else { "good lost" },
            negated,
        );
    }

    // ---- words that judge by themselves

    fn judgement(&mut self, at: usize) {
        const JUDGES: [(Classes, bool, f32, &str); 10] = [
            (Classes::EVENT_BAD, false, EVENT_WEIGHT, "event"),
            (Classes::EVENT_GOOD, true, EVENT_WEIGHT, "event"),
            (Classes::WORSE, false, EVENT_WEIGHT, "verdict"),
            (Classes::BETTER, true, EVENT_WEIGHT, "verdict"),
            (Classes::BLAME, false, JUDGEMENT_WEIGHT, "word"),
            (Classes::PRAISE, true, JUDGEMENT_WEIGHT, "word"),
            (Classes::BLAME_MILD, false, MILD_WEIGHT, "mild word"),
            (Classes::PRAISE_MILD, true, MILD_WEIGHT, "mild word"),
            (Classes::USER_BAD, false, JUDGEMENT_WEIGHT, "user's lexicon"),
            (Classes::USER_GOOD, true, JUDGEMENT_WEIGHT, "user's lexicon"),
        ];
        let Some(&(_, good, weight, rule)) = JUDGES.iter().find(|(class, ..)| self.is(at, *class)) else { return };
        let (first, last) = self.reach(at);
        let spoilt = good
            && !self.is(at, Classes::BETTER)
            && (at + 1..=last).any(|next| self.is(next, TROUBLE.or(BAD_METRIC)) && self.items[next].is_content());
        if spoilt {
            self.push(first, last, false, weight, rule, false);
            return;
        }
        self.used[at] = true;
        let less = at > 0 && self.is_word(at - 1, &["less", "fewer"]);
        let negator = if less { Some(at - 1) } else { self.negator(at) };
        self.note(negator.unwrap_or(first), last, good ^ negator.is_some(), weight, rule, negator.is_some());
    }

    /// A loss that is stated and not compared: "a net loss of $3 million", "reports loss".
    fn loss(&mut self, at: usize) {
        if !self.is(at, Classes::DEFICIT) || self.is_word(at, &["losses", "deficit"]) {
            return;
        }
        let amount = (at + 1..(at + 6).min(self.items.len()))
            .take_while(|&next| self.items[next].kind != ItemKind::Break)
            .find(|&next| self.items[next].number().is_some_and(|number| number.amount));
        let reported = (at.saturating_sub(4)..at).any(|before| {
            self.is_word(
                before,
                &[
                    "report", "reports", "reported", "incur", "incurred", "posted", "posts", "record", "quarter",
                    "recorded",
                ],
            )
        });
        if amount.is_none() && !reported {
            return;
        }
        let negator = self.negator(at);
        let first = negator.unwrap_or(at);
        self.push(first, amount.unwrap_or(at), negator.is_some(), JUDGEMENT_WEIGHT, "loss", negator.is_some());
    }

    fn words(&self, first: usize, last: usize) -> usize {
        (first..=last).map(|item| self.word(item).split_whitespace().count()).sum()
    }

    /// The words that a judging word is quoted with: what follows it, else what it follows.
    fn reach(&self, at: usize) -> (usize, usize) {
        let is_words = |next: usize| self.items.get(next).is_some_and(Item::is_words);
        let is_content = |next: usize| self.items.get(next).is_some_and(Item::is_content);
        if self.is(at, Classes::BETTER.or(Classes::WORSE)) {
            let amount = self.amount_after(at);
            if amount > at {
                return (at, amount);
            }
        }
        if self.is_noun(at) && at > 0 && is_content(at - 1) && !self.used[at - 1] && !self.is(at - 1, Classes::CONTRAST)
        {
            return (at - 1, at);
        }
        let mut last = at;
        while self.words(at, last) < 3 && is_content(last + 1) && !self.is_noun(at) {
            last += 1;
        }
        let said_of_it =
            at > 1 && self.is_word(at - 1, &["is", "was"]) && self.is_word(at - 2, &["it", "this", "that"]);
        let link =
            ["in", "for", "with", "by", "of", "to", "that", "about", "our", "the", "its", "and", "at", "across", "on"];
        let linked = self.is_word(last + 1, &link) && is_words(last + 2);
        let paired = !self.is_word(last + 1, &["and"]) || is_content(last + 2);
        if self.words(at, last) < 2 && !said_of_it && linked && paired {
            last += 2;
            if is_words(last + 1) && self.words(at, last) < 4 && !self.items[last].is_content() {
                last += 1;
            }
        }
        let mut first = at;
        if self.words(first, last) < 2
            && at > 0
            && is_words(at - 1)
            && !self.is_word(at - 1, &["a", "an", "the", "our", "its", "and"])
        {
            first -= 1;
        }
        (first, last)
    }

    /// Whether the last word has the ending of a noun.
    fn is_noun(&self, at: usize) -> bool {
        const ENDINGS: [&str; 15] = [
            "ty", "ness", "ment", "ion", "ance", "ence", "cy", "ess", "th", "tum", "down", "fall", "lays", "nds",
            "ties",
        ];
        let word = self.word(at);
        !word.contains(' ') && ENDINGS.iter().any(|ending| word.len() > ending.len() && word.ends_with(ending))
    }

    // ---- scope

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
        for finding in &mut self.found {
            if aside.iter().any(|aside| aside.holds(finding.span.start)) {
                finding.weight *= BESIDE_THE_POINT;
            }
        }
    }
}
