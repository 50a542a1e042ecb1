//! Periods that others are compared with: `from the second quarter`, `compared to $.61 for the year`.

use crate::ingest::words;

/// Whether the words before a period make it one that another is compared with.
pub(super) fn is_compared(lower: &str, start: usize) -> bool {
    const COMPARED: [&str; 38] = [
        "recorded in the",
        "recorded in its",
        "recorded in",
        "recorded for the",
        "reported in the",
        "reported in its",
        "reported in",
        "achieved in the",
        "achieved in",
        "posted in the",
        "earned in the",
        "earned in",
        "generated in the",
        "prior",
        "previous",
        "preceding",
        "last",
        "year-ago",
        "with the",
        "from",
        "from the",
        "over",
        "over the",
        "compared to",
        "compared with",
        "compared to the",
        "compared with the",
        "versus",
        "versus the",
        "than in",
        "than",
        "than the",
        "with",
        "against the",
        "against",
        "higher than",
        "in line with",
        "reported for the",
    ];
    let mut head = &lower[..start];
    if head.len() > 40 {
        let mut cut = head.len() - 40;
        while !head.is_char_boundary(cut) {
            cut += 1;
        }
        head = &head[cut..];
    }
    let head = head.trim_end();
    // `lower than in fiscal 2003`
    let head = ["fiscal year", "fiscal", "calendar"].iter().find_map(|word| head.strip_suffix(word)).unwrap_or(head);
    let head = head.trim_end();
    if closes_a_comparison(head) || measures_another(&lower[..start]) {
        return true;
    }
    COMPARED.iter().any(|phrase| {
        head.as_bytes().last() == phrase.as_bytes().last()
            && head.ends_with(phrase)
            && head[..head.len() - phrase.len()].chars().next_back().is_none_or(|before| !before.is_alphanumeric())
    })
}

/// Whether words end in an amount that another is compared with, and `for`: `compared to $.61 for the`.
fn closes_a_comparison(head: &str) -> bool {
    const AGAINST: [&str; 7] =
        ["compared to $", "compared with $", "versus $", "against $", "up from $", "down from $", "rather than $"];
    let head = [" the", " its", " our"].iter().find_map(|word| head.strip_suffix(word)).unwrap_or(head);
    let Some(before) = [" for", " in"].iter().find_map(|word| head.strip_suffix(word)) else { return false };
    let amount = AGAINST.iter().find_map(|against| Some(&before[words::first(before, against)? + against.len()..]));
    amount.is_some_and(|amount| {
        let plain = |word: &str| matches!(word, "million" | "billion" | "per" | "a" | "share" | "diluted");
        amount.split_whitespace().all(|word| plain(word) || word.starts_with(|c: char| c.is_ascii_digit() || c == '.'))
    })
}

/// Whether words end in the level of a period that another is held beside: `11% above the amount that is expected for`.
fn measures_another(head: &str) -> bool {
    const BESIDE: [&str; 5] = ["above ", "below ", "than ", "over ", "under "];
    const LEVELS: [&str; 6] = ["the amount ", "the level ", "the figure ", "that ", "those ", "what "];
    const FAR: usize = 80;
    let near = &head[head.floor_char_boundary(head.len().saturating_sub(FAR))..];
    let clause = near.rsplit([',', ';']).next().unwrap_or(near);
    let level = |rest: &str| LEVELS.iter().any(|level| rest.starts_with(level));
    BESIDE.iter().any(|word| words::last(clause, word).is_some_and(|at| level(&clause[at + word.len()..])))
}
