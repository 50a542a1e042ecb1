//! Words that are written with a hyphen and without: `e-commerce` and `ecommerce` are one.

/// The other way to write a word.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Other {
    /// In one.
    Joined(String),
    /// In two.
    Parted(String, String),
}

/// What is joined to any word.
const ALWAYS: [&str; 3] = ["non", "multi", "anti"];

/// What is joined to some words, by their beginnings: `pre` of `present` is none.
const SOMETIMES: [(&str, &[&str]); 2] = [
    (
        "e",
        &[
            "bank", "bill", "book", "business", "cig", "commerce", "learn", "mail", "market", "reader", "sign",
            "sport", "tail", "trad",
        ],
    ),
    (
        "pre",
        &[
            "announc",
            "approv",
            "clinical",
            "close",
            "construct",
            "exist",
            "fund",
            "ipo",
            "lease",
            "market",
            "merger",
            "need",
            "open",
            "order",
            "own",
            "pay",
            "production",
            "releas",
            "sale",
            "sold",
            "tax",
        ],
    ),
];

/// The shortest word that something is joined to.
const SHORTEST: usize = 3;

/// The other way to write a word, where there may be one.
pub(super) fn other(word: &str) -> Option<Other> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    let is_plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    if let Some((first, second)) = word.split_once(['-', '\u{2010}', '\u{2011}']) {
        let both = is_plain(first) && is_plain(second) && second.len() >= SHORTEST;
        return both.then(|| Other::Joined(format!("{first}{second}")));
    }
    if !is_plain(&word) {
        return None;
    }
    let always = ALWAYS.iter().filter_map(|first| Some((*first, word.strip_prefix(first)?)));
    let sometimes = SOMETIMES.iter().filter_map(|(first, words)| {
        let rest = word.strip_prefix(first)?;
        words.iter().any(|stem| rest.starts_with(stem)).then_some((*first, rest))
    });
    let (first, rest) = always.chain(sometimes).find(|(_, rest)| rest.len() >= SHORTEST)?;
    Some(Other::Parted(first.to_owned(), rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_come_and_go() {
        let joined = |word: &str| Some(Other::Joined(word.to_owned()));
        let parted = |first: &str, rest: &str| Some(Other::Parted(first.to_owned(), rest.to_owned()));
        assert_eq!(other("E-commerce,"), joined("ecommerce"));
        assert_eq!(other("pre-announcement"), joined("preannouncement"));
        assert_eq!(other("ecommerce"), parted("e", "commerce"));
        assert_eq!(other("preannounced"), parted("pre", "announced"));
        assert_eq!(other("nonrecurring"), parted("non", "recurring"));
        for word in ["present", "prevent", "earnings", "10-K", "COVID-19", "year-over-year", "AT&T", "none", "8-K", ""]
        {
            assert_eq!(other(word), None, "{word}");
        }
    }
}
