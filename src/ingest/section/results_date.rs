//! Whether a paragraph tells when results will come out. Such a paragraph goes with the conference call, though
//! it may name none.

use crate::model::MONTHS;

/// Longest paragraph that does nothing else.
const SHORT: usize = 350;

/// Whether the first words of a text say that results are to be published, and when.
pub(super) fn dates_results(text: &str) -> bool {
    let named = || ["esult", "arnings", "eport", "ESULT"].iter().any(|word| text.contains(word));
    if text.len() > SHORT || !named() || text.contains(['$', '€', '£', '%', '"', '“']) {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    if ["per share", "a share", " cents", " million", " billion"].iter().any(|amount| lower.contains(amount)) {
        return false;
    }
    let sentence = lower.split(". ").next().unwrap_or_default();
    names_results(sentence) && promises(sentence) && dates(sentence)
}

fn names_results(sentence: &str) -> bool {
    ["result", "earnings", "interim report", "annual report"].iter().any(|word| sentence.contains(word))
}

/// "will report", "plans to announce", "will be published".
fn promises(sentence: &str) -> bool {
    const VERBS: [&str; 6] = ["report", "announc", "releas", "publish", "issu", "post"];
    const AHEAD: [&str; 10] = [
        "will be ",
        "will ",
        "plans to ",
        "expects to ",
        "intends to ",
        "expected to be ",
        "expected to ",
        "scheduled to be ",
        "scheduled to ",
        "to be ",
    ];
    AHEAD.iter().flat_map(|ahead| sentence.match_indices(ahead)).any(|(at, ahead)| {
        let rest = &sentence[at + ahead.len()..];
        VERBS.iter().any(|verb| rest.starts_with(verb))
    })
}

/// A month with a day, a day of the week, or a time told from the market's.
fn dates(sentence: &str) -> bool {
    const TIMES: [&str; 9] = [
        "after the market",
        "before the market",
        "after the close",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "later this month",
    ];
    // `may` is a verb too, unless more follows
    let named = |month: &&str| match *month {
        "may" => sentence.contains("may "),
        month => sentence.contains(month),
    };
    MONTHS.iter().any(named) || TIMES.iter().any(|words| sentence.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_of_results_is_told_from_results() {
        for text in [
            "Marlow Pigments plans to release its third quarter results on October 24.",
            "Results for the year will be published in mid-March.",
            "The Company will announce its fourth quarter earnings before the market opens on February 3, 2004.",
        ] {
            assert!(dates_results(text), "{text}");
        }
        for text in [
            "The Company expects to report a loss for the quarter ended March 31.",
            "Results for the quarter ended June 30 were better than in any quarter since 1998.",
            "Marlow will issue 400,000 shares on May 1.",
            "Marlow expects to report earnings of 7 to 9 cents for the quarter ending March 31.",
        ] {
            assert!(!dates_results(text), "{text}");
        }
    }
}
