//! What rules a sentence out before it is read closely: contracts and reports are full of "will"
//! and "may", and promise nothing to a reader of results.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// Words without one of which no sentence speaks of an earlier or a new promise.
const PROMISES: [&str; 11] = [
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
];

static OF_PROMISES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(PROMISES).ok());

/// Whether a text in lower case may speak of promises.
pub fn speaks_of_promises(lower: &str) -> bool {
    OF_PROMISES.as_ref().is_none_or(|words| words.is_match(lower))
}

/// Whether a text may hold an amount, in figures or in words.
pub fn counts(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
        || ["ercent", "illion", "ollar", " cent", "digit"].iter().any(|word| text.contains(word))
}

/// Whether a text without figures may name a period.
pub fn names_time(text: &str) -> bool {
    ["uarter", "year", "iscal", "Year", "half"].iter().any(|word| text.contains(word))
}

/// Forward words that are as common in contracts as in promises.
pub fn is_weak(cue: &str) -> bool {
    matches!(
        cue,
        "will" | "should" | "would" | "likely" | "plans" | "to be" | "to report" | "to grow" | "is now" | "are now"
    )
}
