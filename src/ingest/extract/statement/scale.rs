//! In what unit a table is written: `(in thousands, except per share data)`, `RMB millions`.

use std::sync::LazyLock;

use super::super::money::{self, Quantity};
use crate::ingest::words::Phrases;

/// The factor that a caption gives the figures under it, 1 where it says whole units.
///
/// Only words that stand as a statement of scale count: `(in thousands`, `$ millions`, `$000`.
pub(super) fn factor(text: &str) -> Option<f64> {
    let lower = text.to_ascii_lowercase();
    let bytes = lower.as_bytes();
    if !["000", "thousand", "million", "billion"].iter().any(|word| lower.contains(word)) {
        return whole_units(&lower).then_some(1.0);
    }
    const WORDS: [(&str, f64); 16] = [
        ("us$ 000", 1e3),
        ("(pound)000", 1e3),
        ("(pounds)000", 1e3),
        ("pounds 000", 1e3),
        ("thousand", 1e3),
        ("million", 1e6),
        ("billion", 1e9),
        ("'000", 1e3),
        ("000's", 1e3),
        ("000\u{2019}s", 1e3),
        ("\u{2019}000", 1e3),
        ("000s", 1e3),
        ("$000", 1e3),
        ("\u{a3}000", 1e3),
        ("(000)", 1e3),
        ("000 omitted", 1e3),
    ];
    let mut found: Option<(usize, f64)> = None;
    let zeros = lower.contains("000");
    let may = |word: &str| (zeros || !word.contains("000")) && lower.contains(word);
    for (word, factor) in WORDS.into_iter().filter(|(word, _)| may(word)) {
        for (at, _) in lower.match_indices(word) {
            let number_before = lower[..at].trim_end().ends_with(|c: char| c.is_ascii_digit());
            let word_of_scale = bytes[at].is_ascii_alphabetic();
            if word_of_scale && (number_before || !says_scale(&lower, at, word.len())) {
                continue;
            }
            if !word_of_scale && at > 0 && bytes[at - 1].is_ascii_digit() {
                continue;
            }
            if found.is_none_or(|(place, _)| at < place) {
                found = Some((at, factor));
            }
        }
    }
    found.map(|(_, factor)| factor).or_else(|| whole_units(&lower).then_some(1.0))
}

/// Whether the word at `at` stands as a caption has it: after `in`, a currency or a bracket.
fn says_scale(text: &str, at: usize, len: usize) -> bool {
    const BEFORE: [&str; 33] = [
        "unit:",
        "units:",
        ";",
        "in",
        "$",
        "(",
        "dollars",
        "dollar",
        "amounts",
        "u.s.",
        "us",
        "us$",
        "rmb",
        "nis",
        "eur",
        "euro",
        "euros",
        "\u{20ac}",
        "\u{a3}",
        "cdn$",
        "c$",
        "a$",
        "stated",
        "expressed",
        "usd",
        "yen",
        "\u{a5}",
        "of",
        "figures",
        "-",
        "gbp",
        "chf",
        "nt$",
    ];
    const AFTER: [&str; 7] = ["of", "except", ")", ",", "omitted", "dollars", "$"];
    let before = text[..at].trim_end();
    let rest = text[at + len..].trim_start_matches('s').trim_start();
    let led = before.is_empty() || BEFORE.iter().any(|word| before.ends_with(word));
    led && (rest.is_empty()
        || before.ends_with("in")
        || before.ends_with('(')
        || AFTER.iter().any(|word| rest.starts_with(word))
        || !rest.starts_with(|c: char| c.is_ascii_lowercase())
        || rest.starts_with("us")
        || rest.starts_with("unless"))
}

fn whole_units(text: &str) -> bool {
    let may = text.contains("dollars") || text.contains("us$");
    may && [
        "in whole dollars",
        "in dollars",
        "(in us dollars",
        "(in u.s. dollars",
        "(expressed in u.s. dollars",
        "amounts in dollars",
        "(in us$)",
        "(dollars)",
    ]
    .iter()
    .any(|form| text.contains(form))
}

/// Words for currencies.
const NAMED: [(&str, &str); 28] = [
    ("billions of won", "KRW"),
    ("millions of won", "KRW"),
    ("korean won", "KRW"),
    ("krw", "KRW"),
    ("(pound)", "GBP"),
    ("swedish kronor", "SEK"),
    ("canadian dollar", "CAD"),
    ("cdn", "CAD"),
    ("c$", "CAD"),
    ("a$", "AUD"),
    ("australian dollar", "AUD"),
    ("rmb", "CNY"),
    ("renminbi", "CNY"),
    ("\u{a3}", "GBP"),
    ("pounds sterling", "GBP"),
    ("\u{20ac}", "EUR"),
    ("euro", "EUR"),
    ("nis", "ILS"),
    ("new israeli shekel", "ILS"),
    ("\u{a5}", "JPY"),
    ("yen", "JPY"),
    ("nt$", "TWD"),
    ("hk$", "HKD"),
    ("swiss franc", "CHF"),
    ("chf", "CHF"),
    ("u.s. dollar", "USD"),
    ("us$", "USD"),
    ("us dollar", "USD"),
];

static WORDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(NAMED.map(|(word, _)| word)));

/// The currency that a caption names, other than by a bare `$`.
pub(super) fn currency(text: &str) -> Option<&'static str> {
    let mut found = None;
    WORDS.each(text, |word| {
        let (form, code) = NAMED[word.phrase];
        // `euros`, `Swiss francs`; but not `European`
        let rest = &text.as_bytes()[word.end..];
        let rest = if form.len() >= 4 { rest.strip_prefix(b"s").unwrap_or(rest) } else { rest };
        if !rest.first().is_some_and(u8::is_ascii_alphabetic) {
            found = found.or(Some(code));
        }
    });
    found.or_else(|| {
        let amounts = if text.bytes().any(|byte| byte.is_ascii_digit()) { money::amounts(text) } else { Vec::new() };
        amounts.iter().find_map(Quantity::currency).filter(|code| *code != "USD")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_names_a_currency_by_whole_words() {
        let named = ["(in millions of euros)", "European operations", "(Swiss francs)", "NISSAN"].map(currency);
        assert_eq!(named, [Some("EUR"), None, Some("CHF"), None]);
    }

    #[test]
    fn a_caption_gives_its_scale() {
        let cases = [
            ("(In thousands, except per share data)", Some(1e3)),
            ("(unaudited; in millions)", Some(1e6)),
            ("(Dollars in thousands)", Some(1e3)),
            ("($ in billions)", Some(1e9)),
            ("(RMB thousands)", Some(1e3)),
            ("(millions, except earnings per common share)", Some(1e6)),
            ("6 months to 30.9.98 \u{a3}000", Some(1e3)),
            ("$000", Some(1e3)),
            ("(Unit: billions of Won)", Some(1e9)),
            ("(US$ 000)", Some(1e3)),
            ("(Unaudited; thousands)", Some(1e3)),
            ("six months (pound)000", Some(1e3)),
            ("(000's omitted)", Some(1e3)),
            ("Thousands of dollars", Some(1e3)),
            ("serving a billion users; (in thousands)", Some(1e3)),
            ("we shipped 3 million units", None),
            ("Three Months Ended", None),
        ];
        for (text, want) in cases {
            assert_eq!(factor(text), want, "{text}");
        }
    }
}
