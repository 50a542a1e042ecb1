//! Whether words tell an amount of the year before: `Net income in the year-earlier quarter was`, `in the same
//! quarter last year`.

use super::sentence::Sentence;
use crate::ingest::extract::results::when::year_ago;

/// Words between a metric, or the start of a clause, and the name of the earlier period.
const FILL: [&str; 18] = [
    "in",
    "for",
    "during",
    "of",
    "the",
    "its",
    "our",
    "a",
    "one",
    "same",
    "quarter",
    "period",
    "s",
    "company",
    "reported",
    "from",
    "that",
    "comparable",
];

impl Sentence<'_> {
    /// Whether the words before an amount, or those after the last that says it again, name the year before.
    pub(super) fn is_told_of_a_year_ago(&self, index: usize) -> bool {
        let first = self.quantities[self.first_again(index)].span.start;
        let Some(head) = self.heads.iter().rev().find(|head| head.end <= first) else { return false };
        // `Net income in the year-earlier quarter was`
        if is_named(self.lower(head.end, first), true) {
            return true;
        }
        // `The year-earlier quarter's net income was`
        let clause = self.lower(self.start, head.start);
        let clause = clause.rfind([';', ',']).map_or(clause, |at| &clause[at + 1..]);
        if clause.len() < 60 && is_named(clause, false) && clause.split_whitespace().count() < 9 {
            return true;
        }
        let tail = without_share(self.tail(self.last_again(index))).trim_start_matches([',', ')', ' ']);
        let tail = tail.strip_prefix("was reported ").or_else(|| tail.strip_prefix("were reported ")).unwrap_or(tail);
        let opens =
            ["in ", "for ", "during ", "a year ", "one year ", "last year"].iter().any(|open| tail.starts_with(open));
        opens && is_named(tail, true)
    }
}

/// The words after an amount without `per diluted share`.
pub(super) fn without_share(tail: &str) -> &str {
    const SHARES: [&str; 7] = [
        "per diluted share",
        "per basic and diluted share",
        "per diluted common share",
        "per common share",
        "per fully diluted share",
        "per share",
        "a share",
    ];
    let words = tail.trim_start_matches([',', ' ']);
    SHARES.iter().find_map(|share| words.strip_prefix(share)).unwrap_or(tail)
}

/// Whether words open with the name of the year before, nothing but small words in front of it.
fn is_named(words: &str, after: bool) -> bool {
    let Some(at) = year_ago(words) else { return false };
    let before = &words[..at];
    let plain = |word: &str| FILL.contains(&word);
    let mut small = before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // `income from the prior year` has come from there
    let moved = before.trim_end().ends_with("from") || before.trim_end().ends_with("from the");
    let fits = before.len() < 28 && !moved && small.all(plain);
    fits && (!after || !words.starts_with(|c: char| c.is_alphanumeric()) || before.is_empty() || before.contains(' '))
}
