//! Words that say how an amount is meant: promised, reported, compared with, given up.

use std::sync::LazyLock;

use crate::{
    ingest::{extract::money::denies_a_bound, words::Phrases},
    model::Span,
};

/// What a word makes of the amounts after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cue {
    /// They are expected.
    Forward,
    /// They were reported.
    Past,
    /// They are what others are compared with.
    Compared,
    /// They were promised before.
    Before,
    /// They are what analysts expect.
    Analyst,
    /// They are a part of something.
    Part,
    /// They come of one deal, may come or will not.
    Source,
}

/// A cue in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Where, in the text that was read.
    pub span: Span,
    /// What.
    pub cue: Cue,
}

/// Words that recall what was expected.
pub(super) const HAD_EXPECTED: [&str; 7] = [
    "company expected",
    "we expected",
    "it expected",
    "management expected",
    "company anticipated",
    "company estimated",
    "company projected",
];

/// Words that look ahead.
pub(super) const FORWARD: &[&str] = &[
    "expect",
    "expects",
    "expected",
    "expecting",
    "anticipate",
    "anticipates",
    "anticipated",
    "anticipating",
    "forecast",
    "forecasts",
    "forecasting",
    "project",
    "projects",
    "projected",
    "projecting",
    "projection",
    "projections",
    "on pace",
    "estimate",
    "estimates",
    "estimated",
    "estimating",
    "guidance",
    "guiding",
    "guide to",
    "guides to",
    "outlook",
    "target",
    "targets",
    "targeting",
    "targeted",
    "predict",
    "predicts",
    "sees",
    "we see",
    "now sees",
    "now seen",
    "are now seen",
    "continues to see",
    "continue to see",
    "is seen at",
    "are seen at",
    "is now seen",
    "guidance includes",
    "outlook includes",
    "forecast includes",
    "should",
    "will",
    "would",
    "likely",
    "calls for",
    "call for",
    "plans",
    "planning for",
    "planning on",
    "on course",
    "believes",
    "believe",
    "on track",
    "comfortable with",
    "foresee",
    "foresees",
    "expectation",
    "expectations",
    "looking for",
    "looks for",
    "look for",
    "foreseeing",
    "now looks",
    "intends",
    "aims",
    "goal",
    "goals",
    "objective",
    "objectives",
    "was expected",
    "were expected",
    "expects to report",
    "expect to report",
    "to report",
    "assumes",
    "assume",
    "implies",
    "expectations for",
    "prognosis",
    "view of",
    "view that",
    "is now",
    "are now",
    "to grow",
    "to be",
    "affirms",
    "reaffirms",
    "reaffirmed",
    "reaffirming",
    "reiterates",
    "reiterated",
    "reiterating",
    "revenue range",
    "sales range",
    "earnings range",
    "eps range",
];

const WORDS: [(Cue, &[&str]); 8] = [
    (Cue::Before, &HAD_EXPECTED),
    (Cue::Forward, FORWARD),
    (
        Cue::Past,
        &[
            "was",
            "were",
            "totaled",
            "totalled",
            "reported",
            "amounted to",
            "achieved",
            "generated",
            "posted",
            "recorded",
            "earned",
            "had",
            "ended",
            "grew",
            "rose",
            "fell",
            "increased to",
            "decreased to",
            "declined to",
            "came in",
        ],
    ),
    (
        Cue::Compared,
        &[
            "compared to",
            "compared with",
            "versus",
            "vs",
            "against",
            "as against",
            "from",
            "up from",
            "down from",
            "than",
            "instead of",
            "in place of",
            "rather than",
            "as opposed to",
            "above",
            "below",
            "over",
            "as compared",
            "comparable to",
            "in comparison",
        ],
    ),
    (
        Cue::Before,
        &[
            "previous",
            "previously",
            "prior",
            "earlier",
            "original",
            "originally",
            "initial",
            "it forecast",
            "it estimated",
            "it projected",
            "it gave",
            "it provided",
            "it issued",
            "it had",
            "company gave",
            "company provided",
            "company had",
            "company forecast",
            "former",
            "given on",
            "given in",
            "provided on",
            "issued on",
            "announced on",
            "announced in",
            "the range",
            "its range",
            "prior range",
            "previous range",
        ],
    ),
    (
        Cue::Analyst,
        &[
            "consensus",
            "analysts",
            "analyst",
            "first call",
            "wall street",
            "street estimates",
            "the street",
            "factset",
            "thomson",
            "zacks",
            "i/b/e/s",
        ],
    ),
    (
        Cue::Part,
        &[
            "including",
            "includes",
            "include",
            "included",
            "excluding",
            "excludes",
            "exclude",
            "of which",
            "impact of",
            "charge of",
            "charges of",
            "before charges",
            "attributable to",
            "impact from",
            "headwind of",
            "benefit of",
            "mid-point",
            "midpoint",
            "adding",
            "net of",
            "adds",
        ],
    ),
    (
        Cue::Source,
        &[
            "contribute",
            "contributes",
            "contributing",
            "contribution of",
            "to add",
            "will add",
            "add approximately",
            "contract",
            "contracts",
            "annualized",
            "annualised",
            "run rate",
            "run-rate",
            "annually",
            "over the next",
            "over a",
            "per month",
            "acquisition of",
            "acquired",
            "purchase",
            "each year",
            "breakeven at",
            "could",
            "might",
            "may",
            "if",
            "accounted for",
            "account for",
            "long-term",
            "long term",
            "credit facility",
            "would have",
            "no longer expects",
            "no longer expect",
            "no longer anticipates",
            "not expect",
            "not anticipate",
            "will not",
            "fall short",
            "falls short",
            "not be able",
            "acquisition is",
            "agreement is",
            "to be acquired",
            "withdraw",
            "withdraws",
            "withdrew",
            "withdrawn",
            "withdrawing",
            "suspend",
            "suspends",
            "suspended",
            "suspending",
            "rescinds",
            "rescinded",
        ],
    ),
];

struct Cues {
    phrases: Phrases,
    cues: Vec<Cue>,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let all = || WORDS.iter().flat_map(|(cue, words)| words.iter().map(move |word| (*cue, *word)));
    Cues { phrases: Phrases::new(all().map(|(_, word)| word)), cues: all().map(|(cue, _)| cue).collect() }
});

/// The cues of a text, in order, the longest at each place.
#[must_use]
pub fn cues(text: &str) -> Vec<Found> {
    let mut cues = Vec::new();
    CUES.phrases.whole(text, |found| {
        // `a year earlier` recalls no promise
        let ago =
            ["year ", "years ", "quarter ", "months ", "year-"].iter().any(|time| text[..found.start].ends_with(time));
        let word = &text[found.start..found.end];
        let time = word.len() <= 8 && is_of_time(&text[found.start + word.len()..]);
        if ago && matches!(word, "earlier" | "prior") || time && matches!(word, "prior" | "previous" | "earlier") {
            return;
        }
        if word == "may" && is_month(text, found.start, found.end) {
            return;
        }
        if word == "over" && is_of_growth(text, found.start, found.end) {
            return;
        }
        if word == "reported" && is_kind_of_measure(text, found.start, found.end) {
            return;
        }
        let cue = match CUES.cues[found.phrase] {
            Cue::Source if denies_a_bound(word, &text[found.end..]) => Cue::Forward,
            Cue::Before if tells_what_was(text, found.start, found.end) => Cue::Past,
            cue => cue,
        };
        cues.push(Found { span: Span::new(found.start, found.end), cue });
    });
    cues
}

/// Whether `may` is the month: `DAYTON, Ohio, May 20`, `in May`.
fn is_month(text: &str, start: usize, end: usize) -> bool {
    const BEFORE: [&str; 10] =
        ["in ", "of ", "on ", "ended ", "ending ", "since ", "late ", "early ", "until ", "through "];
    let rest = text[end..].trim_start_matches(['.', ',']).trim_start();
    rest.starts_with(|c: char| c.is_ascii_digit()) || BEFORE.iter().any(|word| text[..start].ends_with(word))
}

/// Whether `over` stands in the name of a growth: `year-over-year`, `year over year`.
fn is_of_growth(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].ends_with(['-', '\u{2010}', '\u{2011}']);
    before
        || ["year ", "quarter "]
            .iter()
            .any(|time| text[..start].ends_with(time) && text[end..].trim_start().starts_with(time.trim_end()))
}

/// Whether `reported` names a kind of measure: `expects total reported revenue of`.
fn is_kind_of_measure(text: &str, start: usize, end: usize) -> bool {
    const BEFORE: [&str; 9] =
        ["total", "expects", "expect", "anticipates", "forecasts", "growth in", "that", "full-year", "projects"];
    const MEASURES: [&str; 6] = ["revenue", "net sales", "sales", "eps", "earnings", "diluted"];
    let head = text[..start].trim_end();
    BEFORE.iter().any(|word| head.ends_with(word))
        && MEASURES.iter().any(|word| text[end..].trim_start().starts_with(word))
}

/// Whether a word like `prior` is said of a time: `for the prior year comparable quarter`.
fn is_of_time(rest: &str) -> bool {
    const TIMES: [&str; 9] =
        [" year", "-year", " fiscal", " quarter", "-quarter", " period", " month", " comparable", " corresponding"];
    TIMES.iter().any(|time| rest.starts_with(time))
}

/// Whether `the company had` goes on with what it had, rather than with what it had promised.
fn tells_what_was(text: &str, start: usize, end: usize) -> bool {
    const HELD: [&str; 12] =
        ["revenue", "sales", "net ", "total ", "earnings", "income", "a ", "an ", "loss", "$", "record", "turnover"];
    let rest = text[end..].trim_start();
    text[start..end].ends_with(" had") && HELD.iter().any(|held| rest.starts_with(held))
}

/// Whether `[start, end)` is cut at the borders of words.
#[must_use]
pub fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let before = start == 0 || !bytes[start - 1].is_ascii_alphanumeric();
    let after = bytes.get(end).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    before && after
}
