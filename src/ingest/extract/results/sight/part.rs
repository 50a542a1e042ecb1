//! The part that the words around an amount give it: reported, expected, a change, compared with,
//! of another basis.

use crate::{
    ingest::extract::{money::Quantity, results::when::When},
    model::{FactRole, Metric},
};

/// Whether the words before an amount are `(1997:`, as British companies give the year before.
pub(super) fn is_year_gloss(gap: &str) -> bool {
    let Some((_, inside)) = gap.trim_end().rsplit_once('(') else { return false };
    let Some(year) = inside.strip_suffix(':') else { return false };
    let digits = year.trim_start_matches(|c: char| !c.is_ascii_digit());
    digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
        || matches!(year.trim(), "prior year" | "last year")
}

/// Whether words speak of the year that the release names elsewhere: `sales for the year were`.
pub(super) fn is_for_the_year(words: &str) -> bool {
    const YEARS: [&str; 5] =
        ["for the year", "for the full year", "for the fiscal year", "for the entire year", "for the year as a whole"];
    YEARS.iter().any(|year| {
        words.rfind(year).is_some_and(|at| {
            let rest = words[at + year.len()..].trim_start();
            !rest.starts_with(|c: char| c.is_ascii_digit())
                && !rest.starts_with("to date")
                && !rest.starts_with("-to-date")
        })
    })
}

/// The end of a range that the words before it take: `at the low end of its range of`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Low,
    High,
}

pub(super) fn named_end(gap: &str) -> Option<End> {
    let says = |words: [&str; 4]| words.iter().any(|word| gap.contains(word));
    if says(["low end of", "lower end of", "bottom end of", "bottom of"]) {
        return Some(End::Low);
    }
    says(["high end of", "upper end of", "top end of", "top of"]).then_some(End::High)
}

impl End {
    pub fn of(self, range: &Quantity) -> Quantity {
        let end = if self == Self::Low { range.low } else { range.high };
        Quantity { low: end, high: end, ..range.clone() }
    }
}

/// Whether an amount and a period after it belong together: `for the`, `in the`.
pub(super) fn is_joint(between: &str) -> bool {
    let words: Vec<&str> = between.split_whitespace().collect();
    words.len() <= 5
        && !between.contains([';', ':'])
        && words.iter().any(|word| matches!(*word, "for" | "in" | "during" | "of" | "reported" | "the" | "recorded"))
        && !words.iter().any(|word| matches!(*word, "compared" | "versus" | "from" | "over" | "and"))
}

/// Whether an amount is a change: `increased $4 million`, `a decrease of`, `up by`.
pub(super) fn is_delta(gap: &str, quantity: &Quantity) -> bool {
    const CHANGES: [&str; 30] = [
        "increased",
        "increase of",
        "decreased",
        "decrease of",
        "rose",
        "grew",
        "fell",
        "declined",
        "decline of",
        "dropped",
        "up",
        "down",
        "growth of",
        "improvement of",
        "improved",
        "by",
        "by approximately",
        "by about",
        "reduction of",
        "drop of",
        "increase",
        "decrease",
        "climbed",
        "gained",
        "shortfall of",
        "rise of",
        "gain of",
        "increases of",
        "decreases of",
        "by more than",
    ];
    let words = gap.trim_end();
    !quantity.from && CHANGES.iter().any(|change| ends_with_words(words, change))
}

pub(super) fn ends_with_words(text: &str, words: &str) -> bool {
    text.ends_with(words) && !text[..text.len() - words.len()].ends_with(|c: char| c.is_alphanumeric())
}

/// Whether the figure leaves something out or is of another basis.
pub(super) fn is_aside(lead: &str, clause: &str, metric: Metric) -> bool {
    const BASES: [&str; 13] = [
        "excluding",
        "exclusive of",
        "adjusted",
        "non-gaap",
        "pro forma",
        "proforma",
        "before the",
        "before special",
        "before one-time",
        "core ",
        "if not for",
        "would have",
        "without the",
    ];
    const CLAUSE: [&str; 6] = ["segment", "division", "same-store", "comparable", "subsidiary", "backlog"];
    let per_income = matches!(metric, Metric::Eps | Metric::NetIncome);
    BASES.iter().any(|basis| if per_income { lead.contains(basis) } else { clause.contains(basis) })
        || metric == Metric::Revenue && CLAUSE.iter().any(|word| clause.contains(word))
        || per_income && (clause.contains("continuing operations") || clause.contains("discontinued"))
}

/// Whether the words right after an amount per share or a net figure give it another basis.
pub(super) fn is_aside_after(tail: &str, metric: Metric) -> bool {
    const BASES: [&str; 13] = [
        "related to",
        "associated with",
        "due to",
        "from the sale",
        "as adjusted",
        "on an adjusted",
        "excluding",
        "before",
        "on a pro forma",
        "on a non-gaap",
        "pro forma",
        "exclusive of",
        "(adjusted",
    ];
    let share = ["per diluted share", "per share", "a share", "per diluted common share", "per common share"];
    let mut rest = tail.trim_start_matches([',', ' ']);
    for words in share {
        rest = rest.strip_prefix(words).unwrap_or(rest).trim_start_matches([',', ' ']);
    }
    matches!(metric, Metric::Eps | Metric::NetIncome) && BASES.iter().any(|basis| rest.starts_with(basis))
}

/// Whether an amount is what another is compared with.
pub(super) fn is_compared(gap: &str, quantity: &Quantity) -> bool {
    const WORDS: [&str; 10] = [
        "compared",
        "compares",
        "versus",
        "vs.",
        "vs ",
        "against",
        "as opposed to",
        "instead of",
        "up from",
        "down from",
    ];
    if quantity.from {
        return true;
    }
    let words = gap.trim_end();
    let place = WORDS.iter().filter_map(|word| gap.rfind(word).map(|at| at + word.len())).max();
    if let Some(at) = place {
        let rest = &gap[at..];
        let new_clause = rest.find(',').is_some_and(|comma| {
            ["was", "were", "increased", "decreased", "rose", "fell", "totaled", "declined", "grew"]
                .iter()
                .any(|verb| rest[comma..].contains(verb))
        });
        return !new_clause;
    }
    ["than", "over", "from"].iter().any(|word| ends_with_words(words, word))
        || [
            "from revenues of",
            "from revenue of",
            "from net sales of",
            "from sales of",
            "from a net loss of",
            "from net income of",
            "from a loss of",
            "over revenues of",
            "over revenue of",
            "over net sales of",
            "over sales of",
            "from total revenues of",
            "from total revenue of",
            "from net revenues of",
            "from net revenue of",
            "from earnings of",
            "from a profit of",
            "than the",
        ]
        .iter()
        .any(|phrase| ends_with_words(words, phrase))
}

pub(super) fn role(lead: &str, gap: &str, tail: &str, segment: bool, compared: bool, when: When) -> FactRole {
    const EXPECTS: [&str; 20] = [
        "expect",
        "anticipat",
        "estimate",
        "believes",
        "project",
        "forecast",
        "preliminar",
        "should be",
        "will be",
        "guidance",
        "outlook",
        "target",
        "would be",
        "to be in the range",
        "likely",
        "to range",
        "to report",
        "plans to",
        "is looking for",
        "will exceed",
    ];
    const ANALYST: [&str; 7] =
        ["analyst", "consensus", "first call", "wall street", "street estimate", "the street", "zacks"];
    const BEFORE: [&str; 10] = [
        "previous",
        "prior guidance",
        "prior outlook",
        "prior range",
        "earlier",
        "original",
        "prior expectation",
        "prior forecast",
        "had been looking",
        "prior estimate",
    ];
    const PROMISES: [&str; 9] =
        ["guidance", "forecast", "expectation", "estimate", "outlook", " range", "plan of", "target", "projection"];
    if segment {
        return FactRole::Segment;
    }
    // `consensus is for revenue of $24 million and EPS of`: of both amounts
    let analysts = ANALYST.iter().filter_map(|word| Some(lead.rfind(word)? + word.len())).max();
    let theirs = analysts.is_some_and(|at| lead.len() - at < 60 && !lead[at..].contains([',', ';']));
    if theirs || ANALYST.iter().any(|word| gap.contains(word)) || tail.starts_with(" consensus") {
        return FactRole::Analyst;
    }
    let expects = EXPECTS.iter().any(|word| lead.contains(word));
    if BEFORE.iter().any(|word| gap.contains(word)) && !gap.contains("than previous") && !gap.contains("than original")
    {
        return FactRole::PriorGuidance;
    }
    if compared && PROMISES.iter().any(|word| gap.contains(word)) {
        return FactRole::PriorGuidance;
    }
    if compared {
        return FactRole::Prior;
    }
    if matches!(when, When::YearAgo) {
        return FactRole::Prior;
    }
    match (expects, when) {
        (true, When::Later) => FactRole::Guidance,
        (true, _) => FactRole::Preliminary,
        (false, _) => FactRole::Actual,
    }
}
