//! How much a sentence sounds like an outlook.

/// How much a sentence, in lower case, promises of a period to come.
pub(super) fn promise(sentence: &str) -> f32 {
    let any = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    let expects = any(&[
        "expect",
        "anticipat",
        "forecast",
        "guidance",
        "outlook",
        "projects",
        "project ",
        "estimates",
        "lowered its estimate",
        "raised its estimate",
        "increased its estimate",
        "reduced its estimate",
        "target",
        "foresee",
        "looks for",
        "sees ",
        "should be",
        "will be between",
        "will be in the range",
        "will be approximately",
        "believes",
        "comfortable with",
        "would finish",
        "would bring",
    ]);
    let measure = any(&[
        "revenue",
        "sales",
        "earnings",
        "net loss",
        "net income",
        "ebitda",
        "per share",
        "profit",
        "margin",
        "ffo",
        "eps",
        "to earn ",
        "break-even",
        "breakeven",
        "cash-flow positive",
        "cash flow positive",
    ]);
    if !expects || !measure {
        return 0.0;
    }
    if any(&[
        "expects to report",
        "expected to report",
        "preliminary",
        "quarter ended",
        "quarter just ended",
        "which ended",
        "consensus",
    ]) {
        return -0.5;
    }
    let coming = any(&[
        "full year",
        "full-year",
        "fourth-quarter",
        "third-quarter",
        "second-quarter",
        "first-quarter",
        "balance of",
        "in 19",
        "in the current",
        "for the year",
        "for fiscal",
        "for the fiscal",
        "for 19",
        "for 20",
        "next quarter",
        "in fiscal",
        "second half",
        "fourth quarter",
        "third quarter",
        "second quarter",
        "first quarter",
        "coming",
        "quarter ending",
        "year ending",
        "fiscal year",
        "for the remainder",
        "current quarter",
        "next year",
        "in 20",
        "for the quarter",
        "fiscal 20",
        "for calendar",
        "of the quarter remain",
        "rest of the year",
    ]);
    let range = any(&["between $", "range of", "million to $", " to $", "percent to", "% to", " to ", "approximately"]);
    let firm = any(&[
        "now expect",
        "we expect",
        "now believes",
        "company expects",
        "no longer expects",
        "lowered its",
        "raised its",
        "increased its",
        "looks for",
        "continues to expect",
        "continue to expect",
        "currently expect",
        "still expect",
        "guidance",
        "outlook",
        "reaffirm",
    ]);
    1.0 + if coming { 1.3 } else { 0.0 } + if range { 0.7 } else { 0.0 } + if firm { 1.2 } else { 0.0 }
}

/// Whether a sentence, in lower case, says that no outlook is given.
pub(super) fn withholds(sentence: &str) -> bool {
    let any = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    let position =
        any(&["not in a position to estimate", "not in a position to forecast", "not in a position to predict"]);
    position
        || any(&["guidance", "outlook", "forecast"])
            && any(&[
                "not in a position",
                "not able to",
                "unable to give",
                "not provid",
                "not be provid",
                "not giv",
                "not be giv",
                "suspend",
                "withdraw",
                "no longer provid",
                "discontinu",
            ])
            && !any(&["withdrawal", "withdrawn", "gaap", "reconcil"])
}

/// How much a sentence without figures, in lower case, sounds like an outlook.
pub(super) fn hope(sentence: &str) -> f32 {
    let any = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    let expects = any(&["expect", "anticipat", "foresee", "looks for", " look for ", "sees ", "looking forward"]);
    let ahead = || {
        any(&[
            "for the remainder",
            "balance of",
            "second half of",
            "next year",
            "for the year",
            "for the full year",
            "for fiscal",
            "in fiscal",
            "next quarter",
            "coming",
            "for 19",
            "for 20",
            "in 19",
            "in 20",
        ])
    };
    if expects && ahead() && !any(&["ended", "last year", "expected to be completed", "expects to complete", "clos"]) {
        2.0
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlook_may_have_no_figures() {
        assert!(withholds("in view of its markets the company is suspending its guidance"));
        assert!(hope("for 2009 the company sees a decline in orders") > 0.0);
        assert!(!withholds("guidance for the year is raised"));
        assert_eq!(hope("the plant opened in 2004"), 0.0);
    }

    #[test]
    fn an_outlook_needs_no_heading() {
        for sentence in [
            "for the third quarter of 1998, the company believes that sales will be in the range of $7 million",
            "in 1999 the company looks for revenue of $104 million to $107 million",
            "for the third quarter, the company expects to earn between 29 and 33 cents",
        ] {
            assert!(promise(sentence) > 2.0, "{sentence}");
        }
        assert!(promise("revenue for the third quarter rose to $4 million") <= 0.0);
    }
}
