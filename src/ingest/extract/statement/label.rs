//! What a row of a statement measures, from its label: a table kept as data, `labels.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::{
    ingest::words::{self, Parts, Phrases},
    model::Metric,
};

/// One line of the table.
struct Entry {
    metric: Metric,
    rank: u8,
    /// The label cut at its stars.
    pattern: Vec<&'static str>,
}

/// The table as a label is looked up in it.
struct Labels {
    entries: Vec<Entry>,
    /// The entries without stars, by their label.
    whole: FxHashMap<&'static str, Vec<usize>>,
    /// The entries with stars, by the first byte that they ask for; under 0 those that ask for none.
    starred: Box<[Vec<usize>; 256]>,
}

static LABELS: LazyLock<Labels> = LazyLock::new(|| {
    let lines = include_str!("labels.tsv").lines().filter(|line| !line.starts_with('#'));
    let entries: Vec<Entry> = lines.filter_map(entry).collect();
    let mut labels = Labels { entries, whole: FxHashMap::default(), starred: Box::new([const { Vec::new() }; 256]) };
    for (place, entry) in labels.entries.iter().enumerate() {
        match entry.pattern.as_slice() {
            [whole] => labels.whole.entry(whole).or_default().push(place),
            [first, ..] => labels.starred[usize::from(first.bytes().next().unwrap_or(0))].push(place),
            [] => {}
        }
    }
    labels
});

impl Labels {
    /// The wanted entries that a label fits, in no order.
    fn fitting<'a>(
        &'a self,
        label: &'a str,
        wanted: impl Fn(&Entry) -> bool + 'a,
    ) -> impl Iterator<Item = (usize, &'a Entry)> {
        let first = label.bytes().next().unwrap_or(0);
        let open = self.starred[0].iter().filter(move |_| first != 0);
        let starred = self.starred[usize::from(first)].iter().chain(open);
        let whole = self.whole.get(label).into_iter().flatten();
        let whole = whole.map(|place| (*place, &self.entries[*place], true));
        let all = whole.chain(starred.map(|place| (*place, &self.entries[*place], false)));
        let fitting = move |entry: &Entry, whole: bool| wanted(entry) && (whole || fits(label, &entry.pattern));
        all.filter(move |(_, entry, whole)| fitting(entry, *whole)).map(|(place, entry, _)| (place, entry))
    }
}

fn entry(line: &'static str) -> Option<Entry> {
    let mut columns = line.split('\t');
    let metric = match columns.next()? {
        "revenue" => Metric::Revenue,
        "net_income" => Metric::NetIncome,
        "cash" => Metric::Cash,
        _ => return None,
    };
    let rank = columns.next()?.parse().ok()?;
    Some(Entry { metric, rank, pattern: columns.next()?.split('*').collect() })
}

/// The rank of a label that is never the metric, whatever else it matches.
const NEVER: u8 = 9;

/// The metric that a normal label names, and its rank; 1 is best.
pub(super) fn metric(label: &str) -> Option<(Metric, u8)> {
    let taken = LABELS.fitting(label, |entry| entry.rank != NEVER);
    let (_, found) = taken.min_by_key(|(place, _)| *place)?;
    let bars = |entry: &Entry| entry.rank == NEVER && entry.metric == found.metric;
    let barred = LABELS.fitting(label, bars).next().is_some();
    (!barred).then_some((found.metric, found.rank))
}

/// Whether a label is made of the parts of a pattern, any words between them.
fn fits(label: &str, pattern: &[&str]) -> bool {
    let [first, middle @ .., last] = pattern else { return false };
    let Some(mut rest) = label.strip_prefix(first) else { return false };
    for part in middle {
        let Some(at) = words::first(rest, part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// Whether a label names revenue of some kind: `vessel revenue net`, `revenue from mining operations`.
pub(super) fn is_some_revenue(label: &str) -> bool {
    const NOT: [&str; 14] = [
        "cost",
        "deferred",
        "unearned",
        "per ",
        "percent",
        "growth",
        "before",
        "expense",
        "marketing",
        "tax",
        "gain",
        "sale of",
        "excess",
        "%",
    ];
    let mut words = label.split_whitespace();
    words.any(|word| matches!(word, "revenue" | "revenues" | "sales" | "turnover"))
        && !NOT.iter().any(|word| label.contains(word))
}

/// A label in lower case, without notes, marks and `(loss)`.
///
/// `NET INCOME/ (LOSS) (2)` becomes `net income`, `Sales, net of returns:` `sales net of returns`.
pub(super) fn normal(label: &str) -> String {
    let mut out = String::with_capacity(label.len() + 1);
    let mut word = 0;
    let mut depth = 0_u32;
    for char in label.chars() {
        match char {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            ',' | ':' | '*' | '.' | '/' | '"' | '\u{2020}' | '\u{201c}' | '\u{201d}' | '\u{2013}' | '\u{2014}' => {
                word = end_word(&mut out, word);
            }
            '&' => out.push_str("and"),
            _ if char.is_whitespace() => word = end_word(&mut out, word),
            _ if char.is_ascii() => out.push(char.to_ascii_lowercase()),
            _ => out.extend(char.to_lowercase()),
        }
    }
    end_word(&mut out, word);
    out.truncate(out.trim_end().len());
    let mut label = out;
    // `Profit 1`: the mark of a note set high
    if let [.., b' ', mark] = label.as_bytes()
        && mark.is_ascii_digit()
    {
        label.truncate(label.len() - 2);
    }
    for (said, plain) in
        [("net income loss", "net income"), ("net loss income", "net income"), ("income or loss", "income")]
    {
        if label.starts_with(said) {
            label = label.replacen(said, plain, 1);
        }
    }
    label
}

/// Ends the last word of a label, which begins at `start`, with a space; marks and articles are left out. Where the
/// next one begins.
fn end_word(label: &mut String, start: usize) -> usize {
    let word = label[start..].trim_matches('\'');
    if matches!(word, "" | "-" | "--" | "the") {
        label.truncate(start);
        return start;
    }
    if word.len() < label.len() - start {
        let word = word.to_owned();
        label.replace_range(start.., &word);
    }
    label.push(' ');
    label.len()
}

/// What a row of amounts per share is, from its label and the heading it stands under.
pub(super) fn per_share(label: &str, parent: &str) -> Option<u8> {
    static NEVER: LazyLock<Parts> = LazyLock::new(|| {
        Parts::new([
            "par value",
            "comprehensive",
            "authorized",
            "retained",
            "accumulated",
            "equity",
            "weighted",
            "average",
            "adjusted",
            "non-gaap",
            "nongaap",
            "pro forma",
            "discontinued",
            "excluding",
            "dividend",
            "book value",
            "outstanding",
            "number",
            "cumulative effect",
            "extraordinary",
            "core",
            "cash earnings",
            "before",
            "price",
            "funds from",
        ])
    });
    /// What a row under such a heading may be called.
    const ROWS: [&str; 11] =
        ["dilut", "basic", "primary", "total", "assum", "income", "loss", "earning", "profit", "net", "common"];
    const HEADS: [&str; 8] =
        ["per share", "per common", "per diluted", "per ads", "eps", "per basic", "per unit", "a share"];
    static MAY: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(HEADS));
    if !MAY.any(label) && !MAY.any(parent) {
        return None;
    }
    let heads = |text: &str| HEADS.iter().any(|head| holds_word(text, head));
    let own = heads(label);
    let under = heads(parent) && ROWS.iter().any(|word| label.contains(word));
    if !own && !under || NEVER.any(label) {
        return None;
    }
    if !own && NEVER.any(parent) {
        return None;
    }
    let whole = format!("{parent} {label}");
    let earns = ["income", "loss", "earning", "eps", "profit"].iter().any(|word| whole.contains(word));
    let diluted =
        label.contains("dilut") || label.contains("dilution") || !label.contains("basic") && parent.contains("dilut");
    if !diluted && (label.contains("basic") || parent.contains("basic") && !parent.contains("dilut")) {
        return None;
    }
    let rank = match (diluted, label.contains("primary")) {
        (true, _) => 1,
        (false, true) => 5,
        (false, false) => 3,
    };
    let partly = u8::from(whole.contains("continuing")) * 2;
    earns.then_some(rank + partly)
}

/// Whether a row is called by nothing but what its amounts are for each of: `Per share after dilution, SEK`.
pub(super) fn is_bare_share(label: &str) -> bool {
    const CURRENCIES: [&str; 8] = [" sek", " nok", " dkk", " eur", " chf", " gbp", " usd", " yen"];
    let label = CURRENCIES.iter().find_map(|code| label.strip_suffix(code)).unwrap_or(label);
    matches!(
        label,
        "per share"
            | "per common share"
            | "- per share"
            | "a share"
            | "per share diluted"
            | "per share - diluted"
            | "per diluted share"
            | "per share after dilution"
            | "per share after full dilution"
            | "diluted per share"
            | "diluted"
            | "- diluted"
            | "per share basic and diluted"
            | "basic and diluted per share"
    )
}

/// Whether `text` holds `word` with no letter joined to it in front or behind.
fn holds_word(text: &str, word: &str) -> bool {
    text.contains(word)
        && text.match_indices(word).any(|(at, _)| {
            let before = text[..at].ends_with(|c: char| c.is_alphanumeric());
            let after = text[at + word.len()..].starts_with(|c: char| c.is_alphanumeric());
            !before && (!after || word.contains(' '))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_name_their_metric() {
        let cases = [
            ("Total revenues (1)", Some((Metric::Revenue, 1))),
            ("SALES, Net of returns and allowances", Some((Metric::Revenue, 2))),
            ("Net revenue - reported", Some((Metric::Revenue, 2))),
            ("Cost of revenue", None),
            ("Deferred revenue", None),
            ("NET INCOME/ (LOSS)", Some((Metric::NetIncome, 2))),
            ("Net (loss) income", Some((Metric::NetIncome, 2))),
            ("Net income attributable to noncontrolling interests", None),
            ("Net earnings attributable to Ardwell plc", Some((Metric::NetIncome, 1))),
            ("Net income per share", None),
            ("Cash and cash equivalents", Some((Metric::Cash, 1))),
            ("Cash and cash equivalents, end of period", None),
        ];
        for (label, want) in cases {
            assert_eq!(metric(&normal(label)), want, "{label}: {}", normal(label));
        }
    }

    #[test]
    fn diluted_earnings_come_before_basic_ones() {
        let rank = |label: &str, parent: &str| per_share(&normal(label), &normal(parent));
        assert_eq!(rank("Diluted", "Net income per share:"), Some(1));
        assert_eq!(rank("Basic", "Net income per share:"), None);
        assert_eq!(rank("Net income attributable to Hepsley", ""), None);
        assert_eq!(rank("Diluted", "Weighted average shares outstanding:"), None);
        assert_eq!(rank("Net loss per share", ""), Some(3));
        assert_eq!(rank("Dividends per share", ""), None);
        assert_eq!(rank("Accumulated other comprehensive loss", "Common stock, $0.001 par value per share"), None);
    }
}
