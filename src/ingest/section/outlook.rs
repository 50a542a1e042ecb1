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
        "looking for",
        "calling for",
        "calls for",
        "view of",
        "of the view that",
        "on track to",
        "aims to",
        "looking ahead",
        "sees ",
        "should be",
        "will be in the neighborhood",
        "will be between",
        "will be in the range",
        "will be approximately",
        "believes",
        "comfortable with",
        "would finish",
        "would bring",
        "likely to be",
        "assumes that",
        "affirms",
        "affirmed",
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
        "free cash flow",
        "cash-flow positive",
        "cash flow positive",
        "to produce ",
        "cash cost",
        "to ship ",
        "shipments",
    ]);
    if !expects || !measure || any(&["record a charge", "record charges", "restructuring charge", "take a charge"]) {
        return 0.0;
    }
    if any(&[
        "expects to report",
        "expected to report",
        "preliminary",
        "quarter ended",
        "quarter just ended",
        "which ended",
    ]) || sentence.contains("consensus") && !sentence.contains("comfortable with")
    {
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
        "by 20",
        "longer term",
    ]) || names_year(sentence);
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
        "still looking for",
        "now calling for",
        "maintains its",
        "remains of the view",
        "remains on track",
        "looking ahead",
        "guidance",
        "outlook",
        "reaffirm",
    ]);
    1.0 + if coming { 1.3 } else { 0.0 } + if range { 0.7 } else { 0.0 } + if firm { 1.2 } else { 0.0 }
}

/// Whether a year stands before what is measured: `looking for 2007 revenue of`.
fn names_year(sentence: &str) -> bool {
    const MEASURES: [&str; 5] = ["revenue", "sales", "earnings", "net ", "production"];
    [" 19", " 20"].iter().flat_map(|century| sentence.match_indices(century)).any(|(at, _)| {
        let rest = &sentence[at + 3..];
        let year = rest.get(..2).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
        year && rest
            .get(2..)
            .and_then(|rest| rest.strip_prefix(' '))
            .is_some_and(|rest| MEASURES.iter().any(|measure| rest.starts_with(measure)))
    })
}

/// Whether a sentence, in lower case, says that the guidance stands: `also reiterated the guidance given in May`.
pub(super) fn keeps(sentence: &str) -> bool {
    const NEAR: usize = 48;
    ["reaffirmed ", "reiterated ", "reaffirms ", "reiterates "].iter().any(|verb| {
        let Some((_, rest)) = sentence.split_once(verb) else { return false };
        let near = &rest[..rest.floor_char_boundary(NEAR.min(rest.len()))];
        ["guidance", "outlook", "forecast"].iter().any(|what| near.contains(what))
    })
}

/// Whether a sentence, in lower case, says that no outlook is given.
pub(super) fn withholds(sentence: &str) -> bool {
    let any = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    if any(&["should be disregarded", "should no longer be relied", "no longer stands behind"])
        && any(&["estimate", "guidance", "forecast", "projection", "range"])
    {
        return true;
    }
    let position =
        any(&["not in a position to estimate", "not in a position to forecast", "not in a position to predict"]);
    position
        || any(&["makes no estimate", "gives no estimate", "makes no projection"])
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
                "makes no",
                "gives no",
                "cannot give",
            ])
            && !any(&["withdrawal", "withdrawn", "gaap", "reconcil"])
}

/// How much a sentence without figures, in lower case, sounds like an outlook.
pub(super) fn hope(sentence: &str) -> f32 {
    let any = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    const OPENINGS: [&str; 4] = ["looking ahead", "looking to the", "looking forward to", "looking into"];
    let opened = OPENINGS.iter().any(|words| sentence.trim_start_matches(['"', '\u{201c}']).starts_with(words));
    let expects = opened
        || any(&[
            "assumes that",
            "likely to be",
            "should be",
            "affirms",
            "expect",
            "anticipat",
            "foresee",
            "looks for",
            " look for ",
            "sees ",
            "looking forward",
        ]);
    let ahead = || {
        any(&[
            "for the remainder",
            "balance of",
            "second half of",
            "new financial year",
            "new fiscal year",
            "new year",
            "looking ahead to 20",
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
        assert!(withholds("its earlier estimate of net income for 2011 should be disregarded"));
        assert!(hope("looking to the new financial year, orders may be slower") > 0.0);
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
            "management is still looking for 2011 revenue of $210 million",
            "looking ahead, the company said it expects net sales to grow 8% in 2003, and is comfortable with the consensus",
        ] {
            assert!(promise(sentence) > 2.0, "{sentence}");
        }
        assert!(promise("revenue for the third quarter rose to $4 million") <= 0.0);
    }
}
