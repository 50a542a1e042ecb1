//! Words that judge by themselves, and how much around them belongs to them.

use super::{
    BAD_METRIC, EVENT_WEIGHT, GOOD_METRIC, GRAVE_WEIGHT, JUDGEMENT_WEIGHT, MILD_WEIGHT, Moved, Sentence, TROUBLE,
    direction::is_year,
};
use crate::ingest::extract::sentiment::{lexicon::Classes, tokens::ItemKind};

impl Sentence<'_> {
    /// "was awarded a three-year maintenance contract", "has won the order".
    pub(super) fn award(&mut self, at: usize) {
        if !self.is(at, Classes::WIN) {
            return;
        }
        let end = (at + 9).min(self.items.len());
        let near = (at + 1..end).take_while(|&next| {
            let item = &self.items[next];
            (item.is_words() || item.number().is_some() || item.kind == ItemKind::Sign)
                && !self.is_word(next, &["and", "but", "that", "which", "under", "from", "court", "for"])
        });
        let Some(last) = near.filter(|&next| self.is(next, Classes::WON)).last() else { return };
        let negated = self.negated(at);
        self.push(at, last, !negated, EVENT_WEIGHT, "business won", negated);
    }

    /// "withdraws its outlook for the year".
    pub(super) fn retraction(&mut self, at: usize) {
        if !self.is(at, Classes::RETRACT) {
            return;
        }
        let after = (at + 1..(at + 7).min(self.items.len()))
            .take_while(|&next| self.items[next].is_words() || is_year(&self.items[next]));
        let promise =
            after.take_while(|&next| !self.is_word(next, &["and", "or"])).find(|&next| self.is(next, Classes::PROMISE));
        let withdrawn = ["withdrawn", "suspended", "rescinded", "retracted"];
        let said_of = at > 0 && (self.links(at - 1) || self.is(at - 1, Classes::PROMISE));
        let linked = said_of && self.is_word(at, &withdrawn);
        let last = match promise {
            Some(promise) => promise,
            None if linked && (at.saturating_sub(24)..at).any(|before| self.is(before, Classes::PROMISE)) => at,
            None => return,
        };
        let negated = self.negated(at);
        self.push(if last == at { at - 1 } else { at }, last, negated, EVENT_WEIGHT, "promise withdrawn", negated);
    }

    /// "is not providing earnings guidance".
    pub(super) fn refusal(&mut self, at: usize) {
        let Some(negator) = self.negator(at).filter(|_| self.is(at, Classes::GIVE)) else { return };
        // "does not give guidance" is a custom
        let now = self.word(at).ends_with("ing")
            || (negator.saturating_sub(1)..at)
                .any(|word| self.is_word(word, &["will", "won't", "no longer", "cannot"]));
        if !now {
            return;
        }
        let after = (at + 1..(at + 6).min(self.items.len()))
            .take_while(|&next| self.items[next].is_words() && !self.is_word(next, &["and", "or", "reconciliation"]));
        let Some(promise) = after.filter(|&next| self.is(next, Classes::PROMISE)).last() else { return };
        self.push(negator, promise, false, EVENT_WEIGHT, "promise withheld", false);
    }

    /// "closed two of its plants", "six stores will be closed", "the mill will close".
    pub(super) fn closing(&mut self, at: usize) {
        if !self.is(at, Classes::CLOSE) {
            return;
        }
        const OTHER: [&str; 18] = [
            "sale",
            "purchase",
            "acquisition",
            "deal",
            "transaction",
            "merger",
            "offering",
            "on",
            "at",
            "price",
            "bid",
            "and",
            "that",
            "which",
            "when",
            "financing",
            "loan",
            "contract",
        ];
        let goes_on = |next: &usize| {
            let item = &self.items[*next];
            (item.is_words() || item.number().is_some()) && !self.is_word(*next, &OTHER)
        };
        let place = (at + 1..(at + 9).min(self.items.len()))
            .take_while(goes_on)
            .find(|&next| self.is(next, Classes::PLACE) && !self.is(next + 1, Classes::PLACE));
        let closed = self.is_word(at, &["closed", "shut", "shut down", "temporarily closed"]);
        let will = || self.is_word(at, &["close", "shut", "shut down"]) && self.is_word(at - 1, &["will", "to"]);
        let linked = at > 0 && (closed && (self.links(at - 1) || self.is(at - 1, Classes::PLACE)) || will());
        let before = || {
            let words = (at.saturating_sub(6)..at).rev().take_while(|&before| !self.is_word(before, &OTHER));
            let place = words.clone().find(|&before| self.is(before, Classes::PLACE));
            place.filter(|_| words.count() == at.min(6))
        };
        let Some(place) = place.or_else(|| before().filter(|_| linked)) else { return };
        let negated = self.negated(at);
        self.push(at.min(place), at.max(place), negated, EVENT_WEIGHT, "place closed", negated);
    }

    /// "resolved the delays", "lost market share".
    pub(super) fn relief(&mut self, at: usize) {
        let (relief, deprive) = (self.is(at, Classes::RELIEF), self.is(at, Classes::DEPRIVE));
        if !relief && !deprive {
            return;
        }
        let fewer = |next| relief && (self.is_decline(next) || self.is_word(next, &["lower", "reduced"]));
        let target = if relief { TROUBLE.or(BAD_METRIC) } else { GOOD_METRIC.or(Classes::PRAISE) };
        let last = (at + 1..(at + 5).min(self.items.len()))
            .take_while(|&next| self.items[next].is_words() && !self.is(next, Classes::BARRIER))
            .find(|&next| self.is(next, target) || fewer(next));
        let Some(last) = last.or_else(|| self.money_lost(at)) else { return };
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

    /// "lost about $3 million": where an amount of money is what is lost.
    fn money_lost(&self, at: usize) -> Option<usize> {
        if !self.is_word(at, &["lost", "loses", "losing"]) {
            return None;
        }
        let amount = |next: &usize| self.items[*next].number().is_some_and(|number| number.amount);
        (at + 1..(at + 4).min(self.items.len()))
            .take_while(|&next| self.items[next].kind != ItemKind::Break)
            .find(amount)
    }

    pub(super) fn judgement(&mut self, at: usize) {
        const JUDGES: [(Classes, bool, f32, &str); 11] = [
            (Classes::GRAVE, false, GRAVE_WEIGHT, "event"),
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
        let stated = self.is(at, Classes::DEFICIT) && (at + 1..=at + 2).any(|next| self.is_amount(next));
        if stated {
            return;
        }
        let Some(&(_, good, weight, rule)) = JUDGES.iter().find(|(class, ..)| self.is(at, *class)) else { return };
        let good = (good && !self.outdoes_in_cost(at)) ^ self.is_extreme_of_cost(at);
        if matches!(rule, "word" | "mild word" | "verdict") && self.is_in_a_name(at) {
            return;
        }
        if let Some(over) = self.settled(at).filter(|_| self.is(at, TROUBLE)) {
            let weight = weight.min(EVENT_WEIGHT);
            return self.push(at, over, !good, weight, "trouble ended", false);
        }
        let (first, last) = self.reach(at);
        let spoilt = good
            && !self.is(at, Classes::BETTER)
            && (at + 1..=last).any(|next| {
                self.is(next, TROUBLE.or(BAD_METRIC))
                    && self.items[next].is_content()
                    && !self.is_word(next, &["inventory"])
            });
        let spoilt_by = (good && self.is_noun(at) && self.is(at + 1, TROUBLE)).then_some(at + 1);
        if let Some(trouble) = spoilt_by {
            return self.push(first, trouble, false, JUDGEMENT_WEIGHT, "word", false);
        }
        if spoilt {
            self.push(first, last, false, weight, rule, false);
            return;
        }
        self.used[at] = true;
        let less = at > 0 && self.is_word(at - 1, &["less", "fewer"]);
        let negator = if less { Some(at - 1) } else { self.negator(at) };
        let turned = negator.is_some_and(|negator| !self.is_superlative(negator, at));
        self.note(negator.unwrap_or(first), last, good ^ turned, weight, rule, turned);
    }

    /// "expenses outpaced revenue": more of what is bad.
    fn outdoes_in_cost(&self, at: usize) -> bool {
        const MORE: [&str; 5] = ["exceed", "outpac", "outstrip", "surpass", "outran"];
        let word = self.word(at);
        let more = MORE.iter().any(|more| word.get(..more.len()).is_some_and(|head| head.eq_ignore_ascii_case(more)));
        more && self.subject(at).is_some_and(|(_, moved)| matches!(moved, Moved::Bad))
    }

    /// "debt is the lowest in four years": where costs stand.
    fn is_extreme_of_cost(&self, at: usize) -> bool {
        const EXTREMES: [&str; 5] = ["lowest", "fewest", "highest", "at its lowest", "at their lowest"];
        let word = self.word(at);
        let extreme = EXTREMES
            .iter()
            .any(|extreme| word.get(..extreme.len()).is_some_and(|head| head.eq_ignore_ascii_case(extreme)));
        extreme
            && self.subject(at).is_some_and(|(thing, moved)| {
                let mut between = thing + 1..at;
                matches!(moved, Moved::Bad)
                    && between.clone().all(|next| self.items[next].is_words())
                    && between.any(|next| self.links(next) || self.is_word(next, &["at", "to"]))
            })
    }

    /// Whether a word is part of a name: a capital inside running text beside another capital, as in
    /// `the Strategic National Stockpile`, or the legal form `Limited`.
    fn is_in_a_name(&self, at: usize) -> bool {
        let capital = |at: usize| self.word(at).starts_with(char::is_uppercase);
        let before = at.checked_sub(1).is_some_and(&capital);
        if !capital(at) || self.word(at).contains(' ') {
            return false;
        }
        if self.word(at).eq_ignore_ascii_case("limited") {
            return before;
        }
        let words = || self.items.iter().filter(|item| item.is_words());
        let small = words()
            .filter(|item| self.text.get(item.span.range()).is_some_and(|word| word.starts_with(char::is_lowercase)));
        let running = small.count() * 2 > words().count();
        running && at > 0 && (before && at > 1 || capital(at + 1))
    }

    /// A loss that is stated and not compared: "a net loss of $3 million", "reports loss".
    pub(super) fn loss(&mut self, at: usize) {
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
                    "report",
                    "reports",
                    "reported",
                    "incur",
                    "incurred",
                    "posted",
                    "posts",
                    "record",
                    "quarter",
                    "recorded",
                    "expects",
                    "expect",
                    "expected",
                    "anticipates",
                    "sees",
                    "forecasts",
                ],
            )
        });
        let expected = self.is_word(at + 1, &["is", "are"]) && self.is(at + 2, Classes::EXPECT);
        let joined = (at.saturating_sub(3)..at).any(|before| self.is_word(before, &["and"]));
        let reach = if joined { 12 } else { 3 };
        let before = (at.saturating_sub(reach)..at).any(|before| self.is(before, Classes::COMPARE));
        if amount.is_none() && !reported && !expected || before {
            return;
        }
        let negator = self.negator(at);
        let first = negator.unwrap_or(at);
        self.push(first, at, negator.is_some(), JUDGEMENT_WEIGHT, "loss", negator.is_some());
    }

    pub(super) fn words(&self, first: usize, last: usize) -> usize {
        (first..=last).map(|item| self.word(item).split_whitespace().count()).sum()
    }

    /// The words that a judging word is quoted with: the thing it is said of on its right ("strong demand"),
    /// else what makes it up on its left ("currency headwind", "Sales were weak").
    pub(super) fn reach(&self, at: usize) -> (usize, usize) {
        let verb = self.is(at, Classes::BETTER.or(Classes::WORSE));
        if verb {
            let amount = self.amount_after(at);
            if amount > at {
                return (at, amount);
            }
        }
        let noun = self.is_noun(at);
        let event = self.is(at, Classes::EVENT_GOOD.or(Classes::EVENT_BAD));
        if event && !noun && !self.word(at).contains(' ') && self.is_amount_or_count(at + 1) {
            return (at, at + 1);
        }
        let goes_on = self.is_word(at + 1, &["of", "in", "to", "on", "with", "that", "by", "for", "at", "about"]);
        let reported = ["announces", "announced", "reports", "reported", "posts", "posted", "said"];
        let modified = at > 0 && !goes_on && self.joins(at - 1) && !self.is_word(at - 1, &reported);
        if noun && modified {
            return (at - 1, at);
        }
        let mut last = at;
        while !noun && self.words(at, last) < 3 {
            let next = self.past_period(last + 1);
            if !self.joins(next) {
                break;
            }
            last = next;
        }
        let describes = !noun && (!verb || self.word(at).ends_with("ing"));
        let period = ["quarter", "year", "period", "month", "half", "season"];
        if last == at && describes && self.is_word(at + 1, &period) {
            last = at + 1;
        }
        if self.words(at, last) >= 2 {
            return (at, last);
        }
        if modified && !verb {
            return (at - 1, at);
        }
        (self.thing_judged(at).filter(|_| !goes_on).unwrap_or(at), at)
    }

    /// Whether a number tells how many or how much.
    fn is_amount_or_count(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.number().is_some() && !is_year(item))
    }

    /// Whether a word belongs to the thing that its neighbour judges.
    fn joins(&self, at: usize) -> bool {
        let apart =
            Classes::COMPARE.or(Classes::CONTRAST).or(Classes::BARRIER).or(Classes::HYPOTHETICAL).or(Classes::CAUSE);
        let listed = self.is_word(at, &["sales and"]);
        let content = self.items.get(at).is_some_and(|item| item.is_content() && !item.is(apart)) || listed;
        content && !self.used[at] && !self.word(at).bytes().any(|byte| byte == b'\'' || byte == 0xE2)
    }

    /// What follows the name of a period: "reaffirms third quarter 2002 guidance".
    fn past_period(&self, at: usize) -> usize {
        const PERIODS: [&str; 9] = ["first", "second", "third", "fourth", "fiscal", "full", "year", "quarter", "its"];
        if self.joins(at) {
            return at;
        }
        let period = |next: &usize| self.is_word(*next, &PERIODS) || self.items.get(*next).is_some_and(is_year);
        let past = (at..at + 4).find(|next| !period(next)).unwrap_or(at);
        if past > at && self.joins(past) { past } else { at }
    }

    /// What a judging word is said of: "Sales were weak".
    fn thing_judged(&self, at: usize) -> Option<usize> {
        const COPULAS: [&str; 8] = ["is", "are", "was", "were", "has been", "have been", "remains", "remained"];
        let copula = at.checked_sub(1).filter(|copula| self.is_word(*copula, &COPULAS))?;
        copula.checked_sub(1).filter(|thing| self.joins(*thing))
    }

    /// Whether the last word has the ending of a noun.
    pub(super) fn is_noun(&self, at: usize) -> bool {
        const ENDINGS: [&str; 16] = [
            "ery", "ty", "ness", "ment", "ion", "ance", "ence", "cy", "ess", "th", "tum", "down", "fall", "lays",
            "nds", "ties",
        ];
        let word = self.word(at);
        let troubles = self.is(at, TROUBLE) && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
        !word.contains(' ')
            && (troubles || ENDINGS.iter().any(|ending| word.len() > ending.len() && word.ends_with(ending)))
    }
}
