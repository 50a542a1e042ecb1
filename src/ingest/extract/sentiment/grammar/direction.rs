//! Words of direction: what they move, and whether that is good.

use super::{
    ASSET, BAD_METRIC, COST_WEIGHT, DIRECTIONS, GOOD_METRIC, JUDGING, METRIC_WEIGHT, Moved, PROFIT_WEIGHT, Sentence,
    TROUBLE, UNNAMED_WEIGHT,
};
use crate::ingest::extract::sentiment::{
    lexicon::Classes,
    tokens::{Item, ItemKind},
};

/// Words that say something of their own: no object reaches across them.
const VERBS: Classes = Classes::UP
    .or(Classes::DOWN)
    .or(Classes::BETTER)
    .or(Classes::WORSE)
    .or(Classes::RELIEF)
    .or(Classes::ABOVE)
    .or(Classes::BELOW);

/// Whether words between a thing and what it does keep them together.
fn is_plain(item: &Item) -> bool {
    item.is_words() && !item.is(Classes::CONTRAST.or(Classes::HYPOTHETICAL)) || is_year(item)
}

pub(super) fn is_year(item: &Item) -> bool {
    item.number().is_some_and(|number| !number.amount && !number.percent && (1900.0..2100.0).contains(&number.value))
}

impl Sentence<'_> {
    pub(super) fn direction(&mut self, at: usize) {
        if !self.is(at, DIRECTIONS) || !self.moves(at) {
            return;
        }
        let up = self.is(at, Classes::UP.or(Classes::UP_ADJECTIVE));
        let adjective = self.is_adjective(at);
        // `has never been larger` is as large as ever
        let negated = self.negator(at).is_some_and(|negator| !adjective || !self.is_superlative(negator, at));
        if let Some((last, moved)) = self.object(at) {
            self.moved(at, at, last, up, moved, negated);
            return;
        }
        let describes = self.word(at).ends_with("ing") && self.items.get(at + 1).is_some_and(Item::is_content);
        if (adjective && !self.predicate(at)) || describes {
            return;
        }
        let amount = self.amount_after(at);
        let last = if amount == at && self.is_intense(at) { at + 1 } else { amount };
        match self.subject(at) {
            Some((subject, moved)) => {
                let near = at - subject <= 6 && self.items[subject..at].iter().all(is_plain);
                let first = if near { self.whole_name(subject) } else { self.rate_before(at).unwrap_or(at) };
                self.moved(first, at, last, up, moved, negated);
            }
            None if (last > at || self.holds_number(at)) && !adjective => {
                self.push(at, last, up ^ negated, UNNAMED_WEIGHT, "direction", negated);
            }
            None if self.is_multiple(at) => self.push(at, at, up ^ negated, UNNAMED_WEIGHT, "direction", negated),
            None if self.is_rate(at) || adjective && self.rate_before(at).is_some() => {
                self.push(at - 1, at, up ^ negated, UNNAMED_WEIGHT, "direction", negated);
            }
            None => {}
        }
    }

    /// Where the name of a thing begins: "Online sales" at "sales".
    fn whole_name(&self, at: usize) -> usize {
        let named = |before: &usize| {
            self.items[*before].is_content()
                && !self.used[*before]
                && !self
                    .is(*before, DIRECTIONS.or(JUDGING).or(Classes::CONTRAST).or(Classes::COMPARE).or(Classes::BARRIER))
        };
        (at.saturating_sub(2)..at).rev().take_while(named).last().unwrap_or(at)
    }

    /// "off 30 percent": words of direction with their amount in them.
    fn holds_number(&self, at: usize) -> bool {
        let word = self.word(at);
        word.ends_with('%')
            || ["percent", "per cent", " third", " half", " quarter", " thirds"].iter().any(|end| word.ends_with(end))
    }

    /// "fell off sharply": a verb whose adverb says that it matters.
    fn is_intense(&self, at: usize) -> bool {
        const ADVERBS: [&str; 8] = [
            "sharply",
            "dramatically",
            "precipitously",
            "steeply",
            "markedly",
            "considerably",
            "drastically",
            "abruptly",
        ];
        self.is_word(at + 1, &ADVERBS)
    }

    /// "have doubled": a verb that tells by how much.
    fn is_multiple(&self, at: usize) -> bool {
        const MULTIPLES: [&str; 9] = [
            "doubled",
            "tripled",
            "quadrupled",
            "halved",
            "more than doubled",
            "nearly doubled",
            "almost doubled",
            "more than halved",
            "nearly halved",
        ];
        self.is_word(at, &MULTIPLES) && !self.items.get(at + 1).is_some_and(Item::is_content)
    }

    /// The rate right before a word: "12 per cent" in "12 per cent down on last year".
    pub(super) fn rate_before(&self, at: usize) -> Option<usize> {
        at.checked_sub(1).filter(|&rate| self.items[rate].number().is_some_and(|number| number.percent))
    }

    /// "a 63 % growth": a noun with its rate before it.
    fn is_rate(&self, at: usize) -> bool {
        const NOUNS: [&str; 9] =
            ["growth", "increase", "rise", "gain", "decline", "decrease", "drop", "fall", "reduction"];
        let rate = self.rate_before(at).is_some();
        let first = self.word(at).split(' ').next().unwrap_or_default();
        rate && NOUNS.iter().any(|noun| first.eq_ignore_ascii_case(noun))
    }

    /// Whether a direction word is an adjective and nothing else.
    pub(super) fn is_adjective(&self, at: usize) -> bool {
        self.is(at, Classes::UP_ADJECTIVE.or(Classes::DOWN_ADJECTIVE)) && !self.is(at, Classes::UP.or(Classes::DOWN))
    }

    /// Whether a direction word moves something here: "up" and "down" are often mere particles.
    pub(super) fn moves(&self, at: usize) -> bool {
        if self.is_word(at, &["fall", "falls", "fell"]) {
            let season = at > 0 && self.is_word(at - 1, &["our", "the", "this", "last", "its", "each"]);
            let placed = self.is_word(at + 1, &["between", "within", "into", "under", "on", "in", "outside"]);
            // `fall footwear`
            let next = self.items.get(at + 1).is_some_and(Item::is_content) && !self.word(at + 1).ends_with("ly");
            let named = next && self.is_word(at, &["fall"]);
            return !(season || placed || named);
        }
        if self.is_word(at, &["shrink"]) && at > 0 && self.is_word(at - 1, &["the", "and", "our"]) {
            return false;
        }
        if !self.is_word(at, &["up", "down"]) {
            return true;
        }
        let number = (at + 1..=at + 2).any(|next| self.items.get(next).is_some_and(|item| item.number().is_some()));
        let copula = at > 0 && self.is_word(at - 1, &["is", "are", "was", "were", "be", "been", "remain", "remained"]);
        number
            || copula
            || self.rate_before(at).is_some()
            || self.is_word(at + 1, &["by", "slightly", "sharply", "significantly", "modestly", "sequentially"])
    }

    /// Whether an adjective is said of something before it: "were lower", "5% higher".
    pub(super) fn predicate(&self, at: usize) -> bool {
        at > 0
            && (self.rate_before(at).is_some()
                || self.is_word(
                    at - 1,
                    &["is", "are", "was", "were", "be", "been", "slightly", "significantly", "substantially"],
                )
                || self.is_word(
                    at - 1,
                    &["remain", "remained", "remains", "sharply", "even", "much", "somewhat", "came in", "points"],
                ))
    }

    pub(super) fn moved(&mut self, first: usize, at: usize, last: usize, up: bool, moved: Moved, negated: bool) {
        let profit = (first..=last).any(|at| self.is(at, Classes::PROFIT.or(Classes::DEFICIT)));
        let (good, weight) = match moved {
            Moved::Neutral => return self.undecided.push((first, last)),
            Moved::Good => (up, if profit { PROFIT_WEIGHT } else { METRIC_WEIGHT }),
            Moved::Bad => (!up, if profit { PROFIT_WEIGHT } else { COST_WEIGHT }),
        };
        let rule = if self.is(at, Classes::UP.or(Classes::DOWN)) { "direction" } else { "direction, adjective" };
        self.push(first, last, good ^ negated, weight, rule, negated);
    }

    pub(super) fn moved_at(&self, at: usize) -> Option<Moved> {
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
    pub(super) fn object(&self, at: usize) -> Option<(usize, Moved)> {
        let promise = (at + 1..(at + 9).min(self.items.len()))
            .take_while(|&next| {
                let item = &self.items[next];
                !matches!(item.kind, ItemKind::Break | ItemKind::Open)
                    && !item.is(Classes::ABOVE.or(Classes::BELOW))
                    && !self.is_word(next, &["as", "while", "after", "when", "because", "but", "than"])
            })
            .find(|&next| self.items[next].is(Classes::PROMISE));
        let acts = self.is(at, Classes::UP.or(Classes::DOWN)) && !self.amount_follows(at);
        if let Some(promise) = promise.filter(|_| acts) {
            let narrowed = self.is_word(at, &["narrow", "narrows", "narrowed", "narrowing"]);
            return Some((promise, if narrowed { Moved::Neutral } else { Moved::Good }));
        }
        let adjective = self.is(at, Classes::UP_ADJECTIVE.or(Classes::DOWN_ADJECTIVE));
        let mut found = None;
        for next in at + 1..(at + 6).min(self.items.len()) {
            let item = &self.items[next];
            let joins = adjective && self.is_word(next, &["and", "or"]);
            let listed = joins && found.is_none() && self.joined_head(next).is_some();
            if let Some(head) = self.joined_head(next).filter(|_| joins && found.is_some()) {
                return Some((head, Moved::Bad));
            }
            let growth = item.is(Classes::METRIC);
            let ends = !item.is_words()
                || (item.is(Classes::BARRIER) && !listed)
                || item.is(VERBS) && !growth
                || self.used[next];
            if ends {
                break;
            }
            let moved = self.moved_at(next).or_else(|| {
                let near = next - at <= 2;
                let trouble = item.is(TROUBLE).then_some(Moved::Bad);
                let noun = near && !self.word(next).ends_with("ly");
                trouble.or_else(|| item.is(ASSET).then_some(Moved::Good)).filter(|_| noun)
            });
            match (moved, found) {
                (Some(moved), _) => found = Some((next, moved)),
                (None, Some(_)) => break,
                (None, None) => {}
            }
        }
        found
    }

    /// The cost that a list of adjectives ends in: "higher freight and material costs".
    fn joined_head(&self, and: usize) -> Option<usize> {
        const HEADS: [&str; 6] = ["cost", "costs", "expense", "expenses", "charges", "rates"];
        let own =
            |next: usize| self.is(next, DIRECTIONS) || self.is(next, Classes::BARRIER) || !self.items[next].is_words();
        (and + 1..(and + 4).min(self.items.len())).take_while(|&next| !own(next)).find(|&next| {
            let head = self.word(next).rsplit(' ').next().unwrap_or_default();
            self.is(next, BAD_METRIC) && HEADS.iter().any(|word| head.eq_ignore_ascii_case(word))
        })
    }

    pub(super) fn amount_follows(&self, at: usize) -> bool {
        self.items.get(at + 1).is_some_and(|next| next.number().is_some() && !is_year(next))
            || self.is_word(at + 1, &["to", "by", "from", "at"])
    }

    /// What a direction word is said of: the nearest thing that can move before it.
    pub(super) fn subject(&self, at: usize) -> Option<(usize, Moved)> {
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
                    if self.is_overdue(before) {
                        return Some((before, Moved::Bad));
                    }
                    if let Some(moved) = self.moved_at(before).filter(|_| !self.is_set_aside(before)) {
                        return Some(self.measure_of(before).unwrap_or((before, moved)));
                    }
                }
            }
        }
        None
    }

    /// Words that make what they stand with a burden: "loans past due", "the cost of joining".
    fn is_overdue(&self, at: usize) -> bool {
        const OVERDUE: [&str; 6] = ["past due", "delinquent", "in default", "overdue", "in arrears", "losing money"];
        self.is(at, TROUBLE.or(Classes::WORSE)) && self.is_word(at, &OVERDUE) || self.is_cost_of(at)
    }

    fn is_cost_of(&self, at: usize) -> bool {
        self.word(at).len() >= 7 && self.is(at, Classes::FILLER) && self.is_word(at, &["cost of", "costs of"])
    }

    /// What is measured of a thing: "cost" at "customer" in "cost of acquiring a customer", "revenue" in
    /// "revenue per subscriber".
    fn measure_of(&self, thing: usize) -> Option<(usize, Moved)> {
        let first = thing.saturating_sub(5);
        let of = (first..thing)
            .rev()
            .take_while(|&before| self.items[before].is_words() && !self.is(before, DIRECTIONS))
            .find(|&before| {
                self.is(before, Classes::FILLER)
                    && (self.is_word(before, &["of", "per", "in", "at"]) || self.is_cost_of(before))
            })?;
        if self.is_cost_of(of) {
            return Some((of, Moved::Bad));
        }
        let measure = of.checked_sub(1)?;
        let anywhere = self.is_word(of, &["of", "per"]);
        // "losses in the division" are its losses
        let moved = self.moved_at(measure).filter(|moved| match moved {
            Moved::Neutral => false,
            Moved::Good => anywhere,
            Moved::Bad => true,
        })?;
        Some((measure, moved))
    }

    pub(in crate::ingest::extract::sentiment) fn opening(&self, close: usize) -> Option<usize> {
        self.items[..close].iter().rposition(|item| item.kind == ItemKind::Open)
    }

    /// Before a comma: an aside such as ", excluding restructuring costs," is stepped over.
    pub(in crate::ingest::extract::sentiment) fn past_aside(&self, comma: usize) -> usize {
        let Some(open) = self.items[..comma].iter().rposition(|item| item.kind == ItemKind::Comma) else {
            return comma;
        };
        let aside = self.is(open + 1, Classes::CONTRAST)
            || self.is_word(open + 1, &["including", "which", "reflecting", "net of", "before"]);
        if aside { open } else { comma }
    }

    /// The first amount that follows a direction: "rose 5% to $3 million".
    pub(super) fn amount_after(&self, at: usize) -> usize {
        for next in at + 1..(at + 6).min(self.items.len()) {
            let item = &self.items[next];
            if item.number().is_some() {
                return next;
            }
            if !item.is_words()
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
                        "an",
                        "average",
                        "total",
                        "record",
                    ],
                ) || self.word(next).ends_with("ly"))
            {
                break;
            }
        }
        at
    }
}
