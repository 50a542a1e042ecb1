//! The words that tell kinds apart: a table kept as data, `kinds.tsv`.

use std::{collections::BTreeMap, sync::LazyLock};

static GROUPS: LazyLock<BTreeMap<&str, Vec<String>>> = LazyLock::new(|| {
    let mut groups: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for line in include_str!("../data/kinds.tsv").lines().filter(|line| !line.starts_with('#')) {
        let Some((group, words)) = line.split_once('\t') else { continue };
        groups.entry(group).or_default().push(words.replace('_', " "));
    }
    groups
});

/// The words of a group.
pub(super) fn group(name: &str) -> &'static [String] {
    GROUPS.get(name).map_or(&[], Vec::as_slice)
}

/// Whether a text, in lower case, holds words of a group.
pub(super) fn says(text: &str, name: &str) -> bool {
    group(name).iter().any(|words| text.contains(words.as_str()))
}

/// How many of a group's words a text holds.
pub(super) fn count(text: &str, name: &str) -> i32 {
    group(name).iter().filter(|words| text.contains(words.as_str())).count() as i32
}

/// Whether one of a group's words stands in a text from the beginning of a word on.
pub(super) fn begins(text: &str, name: &str) -> bool {
    let starts = |at: usize| at == 0 || !text.as_bytes()[at - 1].is_ascii_alphabetic();
    group(name).iter().any(|words| text.match_indices(words.as_str()).any(|(at, _)| starts(at)))
}
