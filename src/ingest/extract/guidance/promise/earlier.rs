//! What was promised before: `from $5 million to a range of`, `compared with earlier guidance of`.

use super::Sentence;
use crate::{
    ingest::{
        extract::{
            guidance::cue::{Cue, is_whole},
            money::{Quantity, Unit},
        },
        words,
    },
    model::{Guidance, Metric, Span},
};

impl Sentence<'_> {
    /// "raising its guidance from $5 million to $6 million": the first is replaced by the next.
    pub(super) fn is_replaced(&self, lead: Span, next: Option<&Quantity>) -> bool {
        let words = without_motion(self.lower[lead.range()].trim_end());
        let from = words.ends_with(" from") || words.ends_with(" from a range of");
        let to = next.is_some_and(|next| {
            let between = without_motion(self.lower[lead.end..self.figure_start(next)].trim_end());
            between.ends_with(" to") || between.ends_with("to between") || between.ends_with("to a range of")
        });
        let changed = next.is_some_and(|next| self.is_changed(&self.lower[lead.end..self.figure_start(next)]));
        (from && to || changed) && self.speaks_of_promise(lead.end)
    }

    /// Whether an amount is the step that a promise is moved by, its end told next: `guidance increased $.14 to a range of`.
    pub(super) fn is_step(&self, quantity: &Quantity, lead: Span, next: Option<&Quantity>) -> bool {
        const MOVES: [&str; 12] = [
            "raise",
            "raises",
            "raised",
            "raising",
            "increases",
            "increased",
            "increasing",
            "lowers",
            "lowered",
            "lowering",
            "reduced",
            "cut",
        ];
        const TO: [&str; 7] =
            ["to", "to a range of", "to the range of", "to a new range of", "to between", "per share to", "a share to"];
        let money = |quantity: &Quantity| matches!(quantity.unit, Unit::Money(_));
        let Some(next) = next.filter(|next| money(quantity) && money(next) && quantity.low == quantity.high) else {
            return false;
        };
        let verb = self.lower[lead.range()].split_whitespace().next_back().unwrap_or_default();
        let between = self.lower[quantity.span.end..self.figure_start(next)].trim();
        let small = || quantity.high.zip(next.low).is_some_and(|(step, end)| step < 0.5 * end);
        MOVES.contains(&verb)
            && TO.contains(&between)
            && (next.is_range() || small())
            && self.speaks_of_promise(lead.end)
    }

    /// An amount with the sign that the word before it gives, and the level that ends its range: `down two percent to
    /// in-line`, `a decline of 45% to 52%`.
    pub(super) fn moved(&self, quantity: &Quantity, lead: Span) -> Quantity {
        const FALLS: [&str; 9] = [
            "down",
            "decline of",
            "decrease of",
            "decline in the range of",
            "decrease in the range of",
            "declining",
            "decreasing",
            "drop of",
            "loss of",
        ];
        const LEVELS: [&str; 5] = ["to in-line", "to in line", "to flat", "to even", "to unchanged"];
        let words = self.lower[lead.range()].trim_end();
        let own = &self.lower[quantity.span.start.min(lead.end)..lead.end];
        let words = if own.is_empty() { words } else { words.strip_suffix(own.trim_end()).unwrap_or(words).trim_end() };
        let loss = |fall: &str| fall.starts_with("loss") == matches!(quantity.unit, Unit::Money(_));
        let falls = FALLS.iter().any(|fall| loss(fall) && (words.ends_with(fall) || own.starts_with(fall)));
        let positive = quantity.low.is_none_or(|low| low > 0.0) && quantity.high.is_none_or(|high| high > 0.0);
        let mut moved = quantity.clone();
        if falls && positive {
            (moved.low, moved.high) = (quantity.high.map(|high| -high), quantity.low.map(|low| -low));
        }
        let level = LEVELS.iter().any(|level| self.lower[quantity.span.end..].trim_start().starts_with(level));
        if level && matches!(quantity.unit, Unit::Percent) {
            (moved.low, moved.high) = (moved.low.map(|low| low.min(0.0)), moved.high.map(|high| high.max(0.0)));
        }
        moved
    }

    /// Whether the words between two amounts put the second in place of the first: `has been lowered to`.
    fn is_changed(&self, between: &str) -> bool {
        const CHANGED: [&str; 10] = [
            "lowered",
            "raised",
            "increased",
            "reduced",
            "revised",
            "cut",
            "changed",
            "decreased",
            "adjusted",
            "narrowed",
        ];
        const BEEN: [&str; 5] = ["has been ", "have been ", "is being ", "are being ", "is now "];
        // `guidance, which was $60 million, is now $56 million`
        if [" is now", " are now"].iter().any(|now| between.trim_end().ends_with(now)) {
            return true;
        }
        let to = [" to", " to between", " to a range of", " to approximately", " to about"]
            .iter()
            .any(|to| between.trim_end().ends_with(to));
        to && BEEN
            .iter()
            .any(|been| between.find(been).is_some_and(|at| CHANGED.iter().any(|verb| between[at..].contains(verb))))
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
        let past = || {
            ["ago", "year", "quarter", "in 19", "in 20", "reported"]
                .iter()
                .any(|word| self.lower[near.range()].contains(word))
        };
        let revised = bare && !past() && self.speaks_of_promise(lead.start);
        const HAD: [&str; 7] = [
            "had expected",
            "had forecast",
            "had projected",
            "had anticipated",
            "had estimated",
            "had guided",
            "had said",
        ];
        const PREVIOUSLY: [&str; 10] = [
            "previously:",
            "formerly",
            "previously",
            "previously a",
            "previously an",
            "previously at",
            "previously of",
            "previously about",
            "prior:",
            "previous:",
        ];
        // `the $78 million it had expected in April, and for all of 2002,`: another promise begins
        let had = HAD.iter().any(|had| {
            let at = words::last(&self.lower[lead.range()], had);
            at.is_some_and(|at| {
                let rest = &self.lower[lead.start + at..lead.end];
                let fresh = [", and we expect", ", and it expects", ", and expects", ", and now"];
                !self.turns_to_another(lead.start + at, lead.end) && !fresh.iter().any(|fresh| rest.contains(fresh))
            })
        });
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

    /// Whether an amount says in other terms what the one before it said: `$21 million, or $.21 per share`.
    pub(super) fn says_again(&self, lead: Span) -> bool {
        matches!(self.lower[lead.range()].trim_matches([',', ' ', '\n']), "or" | "or about" | "or approximately" | "(")
    }

    /// Whether `to` joins the second half of a change to its first: `from $10 million to $12 million`.
    pub(super) fn ends_change(&self, first: &Quantity, next: &Quantity) -> bool {
        let between = self.lower.get(first.span.end..next.span.start).unwrap_or_default();
        first.from && !first.is_range() && between.trim() == "to"
    }

    /// "expects $2.10 to $2.25 per share, up from $1.85 to $2.05": what was is a single figure, a range
    /// was promised.
    pub(super) fn replaces_range(
        &self,
        quantity: &Quantity,
        next: Option<&Quantity>,
        lead: Span,
        found: &[Guidance],
    ) -> bool {
        const INSTEAD: [&str; 16] = [
            "from",
            "up from",
            "down from",
            "raised from",
            "increased from",
            "lowered from",
            "reduced from",
            "revised from",
            "narrowed from",
            "instead of",
            "rather than",
            "in place of",
            "compared with",
            "compared to",
            "versus",
            "replacing",
        ];
        const RANGES: [&str; 6] = ["a range of", "the range of", "in the range of", "between", "the", "approximately"];
        const OTHERS: [&str; 14] = [
            "ago",
            "last year",
            "prior year",
            "year-earlier",
            "previous year",
            "year earlier",
            "in 19",
            "in 20",
            "in fiscal",
            "reported",
            "analyst",
            "consensus",
            "first call",
            "street",
        ];
        let ranged = |low: Option<f64>, high: Option<f64>| low.zip(high).is_some_and(|(low, high)| low != high);
        let Some(last) = found.last() else { return false };
        let second = next.filter(|next| self.ends_change(quantity, next));
        if !(ranged(last.low, last.high) || ranged(last.pct_low, last.pct_high))
            || !(quantity.is_range() || second.is_some())
        {
            return false;
        }
        let words = self.lower[lead.range()].trim_matches([',', ' ', '\n', '(']);
        let words = RANGES.iter().find_map(|range| words.strip_suffix(range)).unwrap_or(words).trim_end();
        let words = ["per share", "per diluted share", "a share", "a diluted share"]
            .iter()
            .find_map(|share| words.strip_prefix(share))
            .unwrap_or(words);
        let end = second.map_or(quantity.span.end, |second| second.span.end);
        let tail = &self.lower[end..self.lower.floor_char_boundary(self.lower.len().min(end + 60))];
        // `$290 to $295 million in 2004 instead of $300 to $305 million`
        let behind_a_period = || {
            let plain = |phrase: &&&str| phrase.contains(' ') && !phrase.starts_with("compared");
            INSTEAD.iter().filter(plain).find_map(|phrase| words.strip_suffix(*phrase)).is_some_and(|before| {
                let before = before.trim_end_matches([',', ' ']);
                before.len() < 30
                    && !before.contains([',', ';'])
                    && ["in ", "for "].iter().any(|word| before.starts_with(word))
            })
        };
        (INSTEAD.contains(&words.trim_start_matches([',', ' '])) || behind_a_period())
            && !OTHERS.iter().any(|other| tail.contains(other))
    }

    /// The open amount that is promised by the figure of a year before: `to top last year's $118 million`.
    pub(super) fn beside_last_year(&self, quantity: &Quantity, lead: Span, tail: Span) -> Option<Quantity> {
        const OVER: [&str; 15] = [
            "top",
            "exceed",
            "exceeds",
            "exceeding",
            "surpass",
            "surpasses",
            "surpassing",
            "beat",
            "better than",
            "above",
            "higher than",
            "more than",
            "greater than",
            "ahead of",
            "in excess of",
        ];
        const UNDER: [&str; 6] = ["below", "lower than", "less than", "short of", "under", "not match"];
        if !matches!(quantity.unit, Unit::Money(_)) || quantity.low != quantity.high {
            return None;
        }
        let words = self.lower[lead.range()].trim_end();
        let last = |list: &[&str]| {
            let places = list.iter().filter_map(|word| {
                let at = words::last(words, word).filter(|at| is_whole(words, *at, at + word.len()))?;
                Some((at, at + word.len()))
            });
            places.max_by_key(|(_, end)| *end)
        };
        let (over, under) = (last(&OVER), last(&UNDER));
        let (at, end) = over.max(under)?;
        // `15 percent less than the $88 million of last year` is told by the percentage
        if lead.start > 0 && words[..at].trim().is_empty() {
            return None;
        }
        let of_last_year = is_of_a_year_before(words[end..].trim(), self.lower[tail.range()].trim_start());
        self.last_cue(lead.end, Cue::Forward).filter(|_| of_last_year)?;
        let (low, high) = if over > under { (quantity.low, None) } else { (None, quantity.high) };
        Some(Quantity { low, high, ..quantity.clone() })
    }

    /// The one end of a range that is moved: `raised the low end of its revenue guidance to $61 million`.
    pub(super) fn moved_end(&self, quantity: &Quantity, lead: Span) -> Option<Quantity> {
        const LOW: [&str; 4] = ["low end of", "lower end of", "bottom end of", "bottom of"];
        const HIGH: [&str; 4] = ["high end of", "upper end of", "top end of", "top of"];
        let words = self.lower[lead.range()].trim_end();
        if quantity.low != quantity.high || !words.ends_with(" to") {
            return None;
        }
        let last = |list: &[&str]| list.iter().filter_map(|word| words::last(words, word)).max();
        let (low, high) = (last(&LOW), last(&HIGH));
        let at = low.max(high).filter(|at| !words[*at..].contains([',', ';']))?;
        let promised =
            ["guidance", "range", "outlook", "forecast", "estimate"].iter().any(|word| words[at..].contains(word));
        let open = if low > high {
            Quantity { high: None, ..quantity.clone() }
        } else {
            Quantity { low: None, ..quantity.clone() }
        };
        promised.then_some(open)
    }

    /// The end of an earlier range that is promised now: `at the low end of its previous guidance of`.
    pub(super) fn end_of_promise(&self, quantity: &Quantity, lead: Span) -> Option<Quantity> {
        const LOW: [&str; 3] = ["low end of", "lower end of", "bottom end of"];
        const HIGH: [&str; 4] = ["high end of", "higher end of", "upper end of", "top end of"];
        const OFF: [&str; 7] = ["above", "below", "exceed", "beyond", "under", "over", "than"];
        const FAR: usize = 90;
        if !quantity.is_range() {
            return None;
        }
        let words = &self.lower[lead.range()];
        let last = |list: &[&str]| list.iter().filter_map(|word| words::last(words, word)).max();
        let (low, high) = (last(&LOW), last(&HIGH));
        let at = low.max(high).filter(|at| words.len() - at < FAR)?;
        self.last_cue(lead.start + at, Cue::Forward)?;
        let before = &words[words.floor_char_boundary(at.saturating_sub(20))..at];
        let place = Span::new(lead.start, lead.start + at);
        let against = self.cues.iter().any(|found| found.cue == Cue::Compared && place.covers(found.span));
        let off = against || OFF.iter().any(|off| before.contains(off));
        let promised = self.speaks_of_promise(lead.end) || within_reach(&self.lower[quantity.span.end..]);
        let end = if low > high { quantity.low } else { quantity.high };
        (promised && !off).then(|| Quantity { low: end, high: end, ..quantity.clone() })
    }

    /// Whether an amount is by how much another, told next, is missed or passed: `$2 million below the $14 million`.
    pub(super) fn is_difference(&self, quantity: &Quantity, next: Option<&Quantity>, tail: Span) -> bool {
        const OFF: [&str; 9] = [
            "below",
            "above",
            "less than",
            "more than",
            "lower than",
            "higher than",
            "short of",
            "under",
            "better than",
        ];
        const OTHERS: [&str; 8] = [
            " those of",
            " that of",
            " the same",
            " last year",
            " the year-ago",
            " the prior",
            " the corresponding",
            " year-ago",
        ];
        let words = self.lower[tail.range()].trim_start();
        let money = |quantity: &Quantity| matches!(quantity.unit, Unit::Money(_));
        // `about 10 cents below those of the same quarter a year ago`
        let off = OFF.iter().find_map(|off| words.strip_prefix(off));
        if money(quantity) && off.is_some_and(|rest| OTHERS.iter().any(|other| rest.starts_with(other))) {
            return true;
        }
        money(quantity) && next.is_some_and(money) && words.len() < 40 && OFF.iter().any(|off| words.starts_with(off))
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

/// Words without the one that says which way an amount after them goes: `from a range of down`.
fn without_motion(words: &str) -> &str {
    ["down", "up", "a decline of", "a decrease of", "an increase of"]
        .iter()
        .find_map(|motion| words.strip_suffix(motion).filter(|before| before.ends_with(' ')))
        .unwrap_or(words)
        .trim_end()
}

/// Whether words right behind a range call it one that was promised: `$2 to $3 million forecast range`.
fn within_reach(tail: &str) -> bool {
    let near = &tail[..tail.floor_char_boundary(40)];
    ["range", "increase", "growth", "guidance"].iter().any(|word| near.contains(word))
}

/// Whether the words around a figure make it that of a year before: `last year's record`, `the` ...
/// `recorded in 2003`.
fn is_of_a_year_before(before: &str, after: &str) -> bool {
    const OWNERS: [&str; 8] = [
        "last year's",
        "last year\u{2019}s",
        "the prior year's",
        "the prior year\u{2019}s",
        "prior year's",
        "prior-year",
        "the year-ago",
        "the previous year's",
    ];
    const TOLD: [&str; 12] = [
        "of last year",
        "in last year",
        "last year",
        "of a year ago",
        "a year ago",
        "of the prior year",
        "in the prior year",
        "in the same quarter",
        "in the same period",
        "of the year before",
        "reported ",
        "recorded ",
    ];
    let year = |words: &str| {
        let words = words.trim_start_matches("fiscal ").trim_start_matches("the ");
        words.get(..4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()))
            && (words[4..].starts_with("'s") || words[4..].starts_with('\u{2019}'))
    };
    let owned = OWNERS.iter().any(|owner| before.starts_with(owner)) || year(before);
    let told = before == "the" && TOLD.iter().any(|told| after.starts_with(told));
    before.len() < 50 && !before.contains([',', ';']) && (owned || told)
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
    // revenue of a quarter does not replace that of a year
    let like = if promise.metric == Metric::Revenue { 0.33..3.0 } else { 0.1..10.0 };
    small == [true, true] || small == [false, false] && like.contains(&(now / was).abs())
}

/// Notes what a promise replaces.
pub fn replace(last: &mut Guidance, quantity: &Quantity) {
    let amount = last.low.is_some() || last.high.is_some();
    let same = if amount { matches!(quantity.unit, Unit::Money(_)) } else { matches!(quantity.unit, Unit::Percent) };
    if same {
        (last.was_low, last.was_high) = (quantity.low, quantity.high);
    }
}
