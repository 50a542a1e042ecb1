//! The words that tell kinds apart: a table kept as data, `kinds.tsv`.

use std::{collections::BTreeMap, sync::LazyLock};

use aho_corasick::AhoCorasick;

static GROUPS: LazyLock<BTreeMap<&str, AhoCorasick>> = LazyLock::new(|| {
    let mut groups: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for line in include_str!("../data/kinds.tsv").lines().filter(|line| !line.starts_with('#')) {
        let Some((group, words)) = line.split_once('\t') else { continue };
        groups.entry(group).or_default().push(words.replace('_', " "));
    }
    groups.into_iter().filter_map(|(name, words)| Some((name, AhoCorasick::new(words).ok()?))).collect()
});

/// Whether a text, in lower case, holds words of a group.
pub(super) fn says(text: &str, name: &str) -> bool {
    GROUPS.get(name).is_some_and(|finder| finder.is_match(text))
}

/// How many of a group's words a text holds.
pub(super) fn count(text: &str, name: &str) -> i32 {
    let Some(finder) = GROUPS.get(name) else { return 0 };
    let mut found = vec![false; finder.patterns_len()];
    finder.find_overlapping_iter(text).for_each(|words| found[words.pattern().as_usize()] = true);
    found.into_iter().map(i32::from).sum()
}

/// Whether one of a group's words stands in a text from the beginning of a word on.
pub(super) fn begins(text: &str, name: &str) -> bool {
    let starts = |at: usize| at == 0 || !text.as_bytes()[at - 1].is_ascii_alphabetic();
    GROUPS.get(name).is_some_and(|finder| finder.find_overlapping_iter(text).any(|words| starts(words.start())))
}
