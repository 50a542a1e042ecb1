//! What rules a sentence out before it is read closely: contracts and reports are full of "will"
//! and "may", and promise nothing to a reader of results.

use std::sync::LazyLock;

use super::cue::{FORWARD, HAD_EXPECTED};
use crate::ingest::words::Groups;

/// Words without one of which no sentence speaks of an earlier or a new promise.
const OF_PROMISES: &[&str] = &[
    "guidance",
    "outlook",
    "forecast",
    "expect",
    "estimate",
    "target",
    "projection",
    "prognosis",
    "range",
    "previously",
    "previous ",
    "consensus",
    "objective",
    "still put",
    "continue to put",
    "continues to put",
    "still anticipate",
    "still look",
    "still project",
    "still sees",
    "still on track",
    "on track",
    "continue to anticipate",
    "to look for",
    "to project",
    "view of",
    "continues to anticipate",
    "continues to project",
    "continues to look",
    "view that",
    "no longer the case",
    "planned",
    "anticipated",
    "reaffirm",
    "continues to see",
    "continues to believe",
];

/// What a sentence may hold, as far as a look at its words tells.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// An amount, in figures or in words.
    pub counts: bool,
    /// The name of a period.
    pub names_time: bool,
    /// The memory of a promise: `It had guided to sales of $172 million`.
    pub recalls: bool,
    /// A word that looks ahead.
    pub forward: bool,
    /// A word without which nothing is said of earlier or new promises.
    pub promises: bool,
}

/// Words that recall a promise, beside [`HAD_EXPECTED`].
const RECALLS: [&str; 34] = [
    "given on",
    "issued on",
    "provided on",
    "had guided",
    "guided for",
    "guided to",
    "had forecast",
    "had previously",
    "had expected",
    "had projected",
    "had estimated",
    "previously guided",
    "previous guidance",
    "prior guidance",
    "earlier guidance",
    "provided guidance",
    "previous range",
    "prior range",
    "gave guidance",
    "announced guidance",
    "issued guidance",
    "original guidance",
    "initial guidance",
    "previous outlook",
    "prior outlook",
    "previous forecast",
    "prior forecast",
    "earlier forecast",
    "guidance, provided",
    "earlier projection",
    "earlier estimate",
    "previous projection",
    "previous estimate",
    "prior estimate",
];

static WORDS: LazyLock<Groups<6>> = LazyLock::new(|| {
    let recalls: Vec<&str> = RECALLS.into_iter().chain(HAD_EXPECTED).collect();
    Groups::new([
        &["percent", "million", "billion", "trillion", "dollar", "cent", "digit"],
        &["quarter", "year", "fiscal", "half"],
        &recalls,
        &["analyst"],
        FORWARD,
        OF_PROMISES,
    ])
});

/// Looks at a sentence.
pub fn look(text: &str) -> Look {
    let held = WORDS.of(text);
    Look {
        counts: held.has(0) || text.bytes().any(|byte| byte.is_ascii_digit()),
        names_time: held.has(1),
        recalls: held.has(2) && !held.has(3),
        forward: held.has(4),
        promises: held.has(5),
    }
}

/// Forward words that are as common in contracts as in promises.
pub fn is_weak(cue: &str) -> bool {
    matches!(
        cue,
        "will" | "should" | "would" | "likely" | "plans" | "to be" | "to report" | "to grow" | "is now" | "are now"
    )
}
