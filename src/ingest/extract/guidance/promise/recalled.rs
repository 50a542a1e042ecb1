//! Amounts that a sentence says were promised before: `which was forecast at`, `no longer attainable`.

use std::sync::LazyLock;

use super::{Sentence, may_replace};
use crate::{
    ingest::{
        extract::{
            guidance::cue::{Cue, is_whole},
            money::{Quantity, Unit},
        },
        words::{Groups, Held, Parts, last},
    },
    model::{Guidance, Metric, Span, begins_like_month},
};

/// An amount that was promised before, and of what.
#[derive(Debug, Clone)]
pub struct Recalled {
    /// What it is of, where that is said.
    pub metric: Option<Metric>,
    /// For which period, where that is said.
    pub period: Option<String>,
    /// How much.
    pub quantity: Quantity,
}

/// What tells of an earlier promise, before its amounts.
const PAST: &[&str] = &[
    "had earlier forecast",
    "had earlier project",
    "had earlier expect",
    "had earlier estimat",
    "had previously forecast",
    "had previously project",
    "had previously expect",
    "had previously estimat",
    "had previously anticipat",
    "had previously guided",
    "which called for",
    "previous guidance was",
    "prior guidance was",
    "earlier guidance was",
    "original guidance was",
    "initial guidance was",
    "guidance was for",
    "guidance had been",
    "outlook had been",
    "previous outlook was",
    "previous forecast was",
    "previous estimate was",
    "prior estimate was",
    "had expected",
    "had been expect",
    "had forecast",
    "had been forecast",
    "had projected",
    "had been projected",
    "had anticipated",
    "had been anticipat",
    "had estimated",
    "had been estimated",
    "had guided",
    "had said",
    "had indicated",
    "had stated",
    "previously indicated",
    "previously stated",
    "had been looking",
    "had looked for",
    "had called for",
    "was forecast",
    "were forecast",
    "was projected",
    "were projected",
    "which was expected",
    "which were expected",
    "was previously",
    "were previously",
    "was originally",
    "were originally",
    "originally expected",
    "originally forecast",
    "originally projected",
    "previously expected",
    "previously forecast",
    "previously projected",
    "previously estimated",
    "previously anticipated",
    "previously guided",
    "previously, the company expected",
    "previously, the company anticipated",
    "previously, the company projected",
    "previously, we expected",
    "previously, it expected",
    "previously, management expected",
    "forecast called for",
    "guidance called for",
    "outlook called for",
    "estimate called for",
    "estimates called for",
];

/// What a promise is given up with.
const GIVEN_UP: &[&str] = &[
    "no longer",
    "not be relied",
    "not be met",
    "not be reached",
    "not be achieved",
    "not attainable",
    "not achievable",
    "unattainable",
    "not be attained",
    "miss its",
    "miss our",
];

/// What was done to a promise at another time.
const DONE: &[&str] = &[
    "said it expected",
    "said that it expected",
    "announced that it expected",
    "announced it expected",
    "raised its",
    "lowered its",
    "reduced its",
    "increased its",
    "forecast ",
    "issued guidance",
    "gave guidance",
    "provided guidance",
    "projected",
    "predicted",
    "estimated",
];

/// Words before an amount that take it back.
const TAKEN_BACK: &[&str] =
    &["withdrawing", "withdraws", "withdrawn", "withdrew", "withdraw ", "not rely on", "no longer rely"];

/// Words that take back all amounts of their sentence.
const DISOWNED: &[&str] = &[
    "disregard",
    "no longer stand",
    "not reaffirm",
    "not be relied",
    "no longer be relied",
    "no longer valid",
    "no longer be considered",
    "not be considered current",
    "no longer appl",
    "no longer in effect",
    "rescind",
    "is withdrawn",
    "been withdrawn",
    "not comfortable with",
];

static WORDS: LazyLock<Groups<5>> = LazyLock::new(|| Groups::new([PAST, GIVEN_UP, DONE, TAKEN_BACK, DISOWNED]));

/// The words of a sentence that tell of earlier promises.
#[derive(Debug, Clone)]
pub(super) struct Memory {
    held: Held<5>,
    past: bool,
    given_up: bool,
    done: bool,
}

impl Memory {
    /// Looks for them in a text in lower case.
    pub(super) fn of(lower: &str) -> Self {
        let held = WORDS.of(lower);
        let done = held.has(2) && names_a_past_time(lower);
        Self { past: held.has(0), given_up: held.has(1), done, held }
    }

    /// Whether an amount that begins at `start` is taken back, by the clause that promises it.
    pub(super) fn takes_back(&self, lower: &str, clause: usize, start: usize) -> bool {
        let before = || clause == 0 || WORDS.of(lower.get(clause..start).unwrap_or_default()).has(3);
        self.held.has_within(start, 3) && before() || self.held.has(4)
    }
}

/// Whether a sentence opens with a month gone by: `In April, the Company`, `On May 3`.
pub(in super::super) fn names_a_past_time(lower: &str) -> bool {
    const OPENINGS: [&str; 6] = ["in ", "on ", "last ", "back in ", "in early ", "in late "];
    let head = lower.trim_start();
    OPENINGS.iter().filter_map(|opening| head.strip_prefix(opening)).any(|rest| {
        // `On 30 July`
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        begins_like_month(rest) || ["month", "quarter", "week", "its "].iter().any(|word| rest.starts_with(word))
    }) && !lower.contains("today")
}

impl Sentence<'_> {
    /// Whether an amount is said to have been promised before.
    pub(super) fn is_recalled(&self, lead: Span, tail: Span) -> bool {
        let head = &self.lower[..lead.end];
        let words = &self.lower[lead.range()];
        let latest = |list: &[&str]| list.iter().filter_map(|word| last(head, word)).max();
        let renewed = latest(&["now ", "today "]);
        // a promise in the present after it is a fresh one
        let fresh = |at: usize| {
            let present = self.cues.iter().rev().find(|found| {
                found.cue == Cue::Forward
                    && found.span.end <= lead.end
                    && ["expects", "expect", "anticipates", "estimates", "projects", "believes", "sees"]
                        .contains(&&self.lower[found.span.range()])
            });
            renewed.is_some_and(|now| now > at) || present.is_some_and(|found| found.span.start > at + 24)
        };
        if self.memory.past && latest(PAST).is_some_and(|at| !fresh(at) && !self.turns_to_another(at, lead.end)) {
            return true;
        }
        if self.memory.done && renewed.is_none() && latest(DONE).is_some_and(|at| !fresh(at)) {
            return true;
        }
        if self.memory.given_up {
            let behind = self.lower[tail.start..].split_once("now ").map_or(&self.lower[tail.start..], |cut| cut.0);
            let before = latest(GIVEN_UP).is_some_and(|at| renewed.is_none_or(|now| now < at));
            if before || GIVEN_UP.iter().any(|word| behind.contains(word)) && self.speaks_of_promise(lead.end) {
                return true;
            }
        }
        measure(words).is_some() || told_earlier(&self.lower[tail.start..])
    }

    /// Whether an amount is the next of a list of what was promised: `compares with earlier guidance of sales of $9
    /// million and earnings of $.20 per share`.
    pub(super) fn goes_on_recalling(&self, last: Option<&Recalled>, lead: Span) -> bool {
        const FAR: usize = 60;
        let words = &self.lower[lead.range()];
        let follows = last.is_some_and(|last| last.quantity.span.end == lead.start);
        let joined = words.starts_with(" and ") || words.starts_with(", ");
        let anew = self.cues.iter().any(|found| found.cue == Cue::Forward && lead.covers(found.span));
        let named = self.metrics.iter().any(|named| lead.covers(named.span));
        follows && joined && !anew && named && words.len() < FAR
    }

    /// Whether a period to come is turned to after a place: `it had expected in October, and for all of 2002,`.
    pub(super) fn turns_to_another(&self, from: usize, until: usize) -> bool {
        let mut named = self.periods.iter().filter(|named| named.ahead && !named.compared);
        named.any(|named| {
            let between = self.lower.get(from..named.span.start).unwrap_or_default();
            named.span.end <= until && [" and for", "; for", ", for"].iter().any(|turn| between.contains(turn))
        })
    }

    /// The period that a recalled amount was for, where the sentence names it.
    pub(super) fn period_recalled(&self, lead: Span, tail: Span) -> Option<String> {
        let named = || self.periods.iter().filter(|named| !named.compared);
        let before = named().rfind(|named| named.span.end <= lead.end);
        before.or_else(|| named().find(|named| tail.covers(named.span))).map(|named| named.label.clone())
    }

    /// Gives fresh promises what they replace, where the sentence recalls it.
    pub(super) fn replace_recalled(recalled: &mut Vec<Recalled>, found: &mut [Guidance]) {
        recalled.retain(|earlier| !earlier.take_place(found.iter_mut()));
    }
}

impl Recalled {
    /// Stands as what the first of these promises, of its kind and fresh, replaces; whether there is one.
    pub fn take_place<'a>(&self, mut found: impl Iterator<Item = &'a mut Guidance>) -> bool {
        let replaced = found.find(|one| {
            one.was_low.is_none()
                && one.was_high.is_none()
                && self.metric.is_none_or(|metric| metric == one.metric)
                && self.period.as_ref().is_none_or(|period| one.period.as_ref().is_none_or(|own| own == period))
                && self.is_like(one)
                && may_replace(one, &self.quantity)
        });
        let Some(one) = replaced else { return false };
        (one.was_low, one.was_high) = (self.quantity.low, self.quantity.high);
        true
    }

    /// Whether both are money, or both growth.
    fn is_like(&self, one: &Guidance) -> bool {
        match self.quantity.unit {
            Unit::Money(_) => one.low.or(one.high).is_some(),
            Unit::Percent => one.low.or(one.high).is_none(),
            Unit::Number | Unit::Points => false,
        }
    }
}

/// On which side of an earlier promise the fresh one lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Below,
    Above,
    /// It stands in its place.
    Instead,
}

/// Where an amount stands as the measure of another: `below its guidance range of`, `in place of the`.
fn measure(words: &str) -> Option<Side> {
    const OFF: [(Side, &str); 20] = [
        (Side::Instead, "compared with"),
        (Side::Instead, "compares with"),
        (Side::Instead, "compared to"),
        (Side::Instead, "compares to"),
        (Side::Instead, "versus"),
        (Side::Instead, "against"),
        (Side::Below, "below"),
        (Side::Below, "less than"),
        (Side::Below, "lower than"),
        (Side::Below, "short of"),
        (Side::Below, "under"),
        (Side::Above, "above"),
        (Side::Above, "exceed"),
        (Side::Above, "exceeding"),
        (Side::Above, "higher than"),
        (Side::Above, "better than"),
        (Side::Above, "in excess of"),
        (Side::Above, "ahead of"),
        (Side::Above, "top"),
        (Side::Instead, "in place of"),
    ];
    static PROMISES: LazyLock<Parts> = LazyLock::new(|| {
        Parts::new(["guidance", "range", "forecast", "outlook", "estimate", "expectation", "projection", "target"])
    });
    const OWNERS: [&str; 10] = [
        "its ",
        "our ",
        "the company's ",
        "the company\u{2019}s ",
        "previous ",
        "prior ",
        "earlier ",
        "original ",
        "guidance",
        "the previous",
    ];
    if !PROMISES.any(words) {
        return None;
    }
    let measures = OFF.iter().filter_map(|(side, off)| {
        let at = last(words, off).filter(|at| is_whole(words, *at, at + off.len()))?;
        Some((words[at + off.len()..].trim_start(), *side))
    });
    let nearest = measures.min_by_key(|(rest, _)| rest.len());
    nearest
        .filter(|(rest, _)| {
            let rest = ["the low end of ", "the high end of ", "the bottom of ", "the top of ", "the "]
                .iter()
                .fold(*rest, |rest, end| rest.strip_prefix(end).unwrap_or(rest));
            rest.len() < 80
                && OWNERS.iter().any(|owner| rest.starts_with(owner))
                && PROMISES.any(rest)
                && !rest.contains([';', ','])
        })
        .map(|(_, side)| side)
}

impl Sentence<'_> {
    /// The open amount that `below its guidance range of A to B` promises: at most A.
    pub(super) fn off_the_mark(&self, quantity: &Quantity, lead: Span) -> Option<Quantity> {
        self.last_cue(lead.end, Cue::Forward)?;
        let open = |low, high| Some(Quantity { low, high, ..quantity.clone() });
        match measure(&self.lower[lead.range()])? {
            Side::Below => open(None, Some(quantity.low?)),
            Side::Above => open(Some(quantity.high?), None),
            Side::Instead => None,
        }
    }
}

/// Whether the words after an amount say when it was promised: `$15.5 million it forecast in April`.
fn told_earlier(tail: &str) -> bool {
    const TOLD: [&str; 20] = [
        "we gave",
        "we provided",
        "we issued",
        "we had forecast",
        "we had expected",
        "we forecast in",
        "it forecast",
        "it had forecast",
        "it estimated",
        "it had estimated",
        "it projected",
        "it had projected",
        "it had expected",
        "it expected in",
        "it gave in",
        "it gave on",
        "the company had",
        "the company forecast",
        "forecast in ",
        "estimated in ",
    ];
    let near = tail[..tail.floor_char_boundary(48)].split([',', ';', '.']).next().unwrap_or_default();
    // `the $36 million Tarnby had expected in October`
    const HAD: [&str; 8] = [
        " had expected",
        " had forecast",
        " had projected",
        " had anticipated",
        " had estimated",
        "guidance it provided",
        "guidance it gave",
        "guidance it issued",
    ];
    if HAD.iter().any(|had| near.contains(had)) {
        return true;
    }
    let tail = tail.trim_start();
    let tail = ["per share ", "per diluted share ", "a share ", "range ", "that ", "which "]
        .iter()
        .fold(tail, |tail, word| tail.strip_prefix(word).unwrap_or(tail));
    TOLD.iter().any(|told| tail.starts_with(told))
}
