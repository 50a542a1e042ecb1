//! The words that tell an action: verbs and what they do, promises, what a promise is held against.

use std::sync::LazyLock;

use crate::{
    ingest::words::{Groups, Phrases},
    model::GuidanceAction,
};

/// Words for a promise.
pub(super) const PROMISES: [&str; 17] = [
    "objective",
    "objectives",
    "guidance",
    "outlook",
    "forecast",
    "forecasts",
    "expectations",
    "expectation",
    "estimate",
    "estimates",
    "target",
    "targets",
    "projections",
    "prognosis",
    "range",
    "projection",
    "consensus",
];

/// What a promise that is exceeded or missed is of.
pub(super) const MEASURES: [&str; 12] = [
    "revenue",
    "sales",
    "earnings",
    "income",
    "profit",
    "eps",
    "per share",
    "result",
    "margin",
    "ebitda",
    "cash flow",
    "loss",
];

/// Verbs, and what they do to the promise after them.
const VERBS: [(GuidanceAction, &[&str]); 6] = [
    (
        GuidanceAction::Raise,
        &[
            "raises",
            "raise",
            "raised",
            "raising",
            "increases",
            "increased",
            "increasing",
            "ups",
            "boosts",
            "boosted",
            "boosting",
            "lifts",
            "lifted",
            "upgrades",
            "upgraded",
            "improves",
            "improved",
            "improving",
            "upwardly revised",
            "hikes",
            "above",
            "exceed",
            "exceeds",
            "exceeding",
            "top",
            "tops",
        ],
    ),
    (
        GuidanceAction::Lower,
        &[
            "lowers",
            "lower",
            "lowered",
            "lowering",
            "cuts",
            "cut",
            "cutting",
            "reduces",
            "reduced",
            "reducing",
            "trims",
            "trimmed",
            "slashes",
            "scales back",
            "scaled back",
            "scaling back",
            "trimming",
            "slashing",
            "paring",
            "pares",
            "pared",
            "tempers",
            "miss",
            "misses",
            "below",
            "downgrades",
            "downgraded",
            "short of",
            "decreases",
            "decreased",
        ],
    ),
    (
        GuidanceAction::Reaffirm,
        &[
            "affirm",
            "affirming",
            "confirm",
            "confirming",
            "sticks with",
            "sticking with",
            "reaffirms",
            "reaffirm",
            "reaffirmed",
            "reaffirming",
            "affirms",
            "affirmed",
            "reiterates",
            "reiterate",
            "reiterated",
            "reiterating",
            "maintains",
            "maintaining",
            "maintained",
            "confirms",
            "confirmed",
            "reconfirms",
            "comfortable with",
            "consistent with its previous",
            "consistent with previous",
            "unchanged",
            "on track to meet",
            "on track to achieve",
            "in line with",
            "in-line with",
            "repeats",
            "repeated",
            "repeating",
            "stands by",
            "stand by",
            "standing by",
            "sticks to",
            "sticking to",
            "making no change to",
            "makes no change to",
            "no change to",
            "no change in",
        ],
    ),
    (GuidanceAction::Narrow, &["narrows", "narrowed", "narrowing", "tightens", "tightened"]),
    (
        GuidanceAction::Withdraw,
        &[
            "withdraws",
            "withdraw",
            "withdrew",
            "withdrawing",
            "withdrawn",
            "suspends",
            "suspended",
            "suspending",
            "rescinds",
            "retracts",
            "retracted",
            "retracting",
            "rescinded",
            "rescinding",
            "pulls",
            "pulling",
            "pulled",
        ],
    ),
    (GuidanceAction::Initiate, &["introduces", "initiates", "issues", "provides initial", "provides", "establishes"]),
];

/// What a promise is kept with.
pub(super) const HELD: &[&str] = &[
    "continues to expect",
    "continue to expect",
    "still expects",
    "continues to anticipate",
    "continues to believe that it will",
    "remains comfortable",
    "no reason to change",
    "sees no need to change",
    "see no need to change",
];

/// What a promise of results is kept with, where an amount or the promise is named.
pub(super) const STILL: &[&str] = &[
    "still expects",
    "still expected",
    "still anticipated",
    "still expect ",
    "still anticipates",
    "still anticipate ",
    "still looks for",
    "still look for",
    "still looking for",
    "still forecasts",
    "still projects",
    "still sees",
    "still believes it will",
    "still believes that it will",
    "still put ",
    "still puts ",
    "continue to put ",
    "continues to put ",
    "still on track",
    "still comfortable",
    "continues to see",
    "continues to believe",
    "remains of the view",
    "remains on track",
    "remain on track",
    "continues to look for",
    "continue to look for",
    "continue to anticipate",
    "continues to project",
    "continues to forecast",
    "continues to estimate",
    "continues to target",
];

/// What a promise that is kept does.
pub(super) const STANDS: &[&str] =
    &["stands", "still stand", "continue to stand", "remains in place", "remains in effect", "remain in place"];

/// Words of a title that announce a change of what was promised and do not say which.
pub(super) const TURNS: [&str; 8] =
    ["revise", "revising", "updates", "adjusts", "changes", "warns", "shortfall", "comments on"];

/// How results that were promised turn out, said of them in the narrative.
const WORSE: &[&str] = &[
    "lower than expected",
    "lower-than-expected",
    "lower than anticipated",
    "lower-than-anticipated",
    "lower than planned",
    "less than expected",
    "less than anticipated",
    "weaker than expected",
    "weaker-than-expected",
    "weaker than anticipated",
    "slower than expected",
    "slower than anticipated",
    "softer than expected",
    "below expectations",
    "below our expectations",
    "below its expectations",
    "shortfall",
];

/// The same, for the better.
const BETTER: &[&str] = &[
    "higher than expected",
    "higher-than-expected",
    "higher than anticipated",
    "better than expected",
    "better-than-expected",
    "better than anticipated",
    "stronger than expected",
    "stronger-than-expected",
    "stronger than anticipated",
    "above expectations",
    "exceed expectations",
    "exceeded expectations",
    "exceeded our expectations",
];

/// What a promise is given up with.
pub(super) const DROPPED: &[&str] = &[
    "no longer be relied",
    "not be relied",
    "no longer in effect",
    "no longer providing guidance",
    "not providing guidance",
    "not in a position to reaffirm",
    "unable to reaffirm",
    "not reaffirming",
    "no longer applies",
    "no longer apply",
    "no longer valid",
    "no longer be considered",
    "not be considered current",
    "should not rely on",
    "be disregarded",
    "disregard its",
    "disregard the",
    "disregard our",
    "not reaffirm",
    "no longer stand",
];

/// What a promise is broken with.
pub(super) const MISSED: &[&str] = &[
    "not expect to meet",
    "not expect to achieve",
    "will not meet",
    "will not achieve",
    "not be able to meet",
    "no longer expects",
    "no longer expect",
    "no longer anticipates",
    "no longer considers",
    "no longer believes",
    "no longer believe",
    "will not reach",
    "not reach the level",
    "lower than the company had anticipated",
    "lower than the company had expected",
    "lower than the company anticipated",
    "lower than the company expected",
    "lower than it had expected",
    "lower than it had anticipated",
    "lower than we had expected",
    "lower than we had anticipated",
    "below the level it had expected",
    "below the level the company had expected",
    "rather than the profit",
    "rather than a profit",
    "instead of the profit",
    "instead of a profit",
    "not expected to meet",
    "not expected to achieve",
    "not expected to reach",
];

/// What was promised before, as others are measured by it.
pub(super) const PROMISED: &[&str] = &[
    "previous guidance",
    "prior guidance",
    "earlier guidance",
    "previous outlook",
    "than guidance",
    "previously projected",
    "previously expected",
    "previously anticipated",
    "previously announced",
    "previously forecast",
    "earlier expectations",
    "prior expectations",
    "previous expectations",
    "previous estimates",
];

/// What an amount of before stands after.
pub(super) const AGAINST: &[&str] =
    &["compared with ", "compared to ", "versus ", "down from ", "up from ", "rather than ", "instead of ", "from "];

/// The lists of words of which a sentence is asked at once.
#[derive(Clone, Copy)]
pub(super) enum Words {
    Promise,
    Held,
    Dropped,
    Revised,
    Missed,
    Promised,
    Against,
    Still,
    End,
    Previously,
    Stands,
}

pub(super) static WORDS: LazyLock<Groups<11>> = LazyLock::new(|| {
    let promise: Vec<&str> = PROMISES.into_iter().chain(["expect", "view"]).collect();
    let revised = ["revises", "revised", "revising"];
    Groups::new([
        &promise,
        HELD,
        DROPPED,
        &revised,
        MISSED,
        PROMISED,
        AGAINST,
        STILL,
        &["end of"],
        &["previously"],
        STANDS,
    ])
});

pub(super) static TURNED: LazyLock<Groups<2>> = LazyLock::new(|| Groups::new([WORSE, BETTER]));

/// The verbs, and what they do.
pub(super) static VERB_LIST: LazyLock<Vec<(GuidanceAction, &str)>> =
    LazyLock::new(|| VERBS.iter().flat_map(|(action, verbs)| verbs.iter().map(|verb| (*action, *verb))).collect());

pub(super) static VERB_PHRASES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(VERB_LIST.iter().map(|(_, verb)| *verb)));
