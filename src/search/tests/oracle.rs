//! Random queries over random records give what a naive scan gives.

use std::fmt::Write as _;

use tempfile::TempDir;

use super::{Request, Sort, amount, day, ids, index_of, search, sectioned};
use crate::{
    dice::Dice,
    index::{Index, analyzer, tests::run},
    model::{Guidance, Metric, Record, Role, SectionKind, Ticker, Tone, ToneLabel},
    search::{Entry, Keep, find_keeping},
};

/// Words of which none is an inflection of another.
const WORDS: [&str; 8] = ["alpha", "bravo", "delta", "omega", "kappa", "sigma", "theta", "1,500"];
const KINDS: [SectionKind; 6] = [
    SectionKind::Headline,
    SectionKind::Body,
    SectionKind::Outlook,
    SectionKind::SafeHarbor,
    SectionKind::About,
    SectionKind::Tables,
];
const TICKERS: [&str; 3] = ["AAA", "BBB", "CC.A"];

struct Document {
    record: Record,
    /// Kind and words of each section.
    sections: Vec<(SectionKind, Vec<String>)>,
}

type Check = Box<dyn Fn(&Document) -> bool>;

fn document(dice: &mut Dice, number: usize) -> (Document, String) {
    let mut parts = Vec::new();
    for _ in 0..1 + dice.roll(4) {
        let mut text = String::new();
        for _ in 0..1 + dice.roll(9) {
            write!(text, "{}{}", dice.pick(&WORDS), dice.pick(&[" ", ", ", ". ", "\n"])).unwrap();
        }
        parts.push((*dice.pick(&KINDS), text));
    }
    let borrowed: Vec<_> = parts.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
    let (mut record, text) = sectioned(&format!("x-{number:012x}"), &borrowed);
    if dice.roll(4) > 0 {
        record.tickers = vec![Ticker { symbol: (*dice.pick(&TICKERS)).to_owned(), exchange: None }];
    }
    if dice.roll(3) > 0 {
        // the first symbol is of one filer, mostly; the second is of two
        let symbol = record.tickers.first().map(|ticker| ticker.symbol.as_str());
        let own = if symbol == Some(TICKERS[1]) { 2 + dice.roll(2) as u64 } else { 1 };
        record.cik = vec![if dice.roll(16) == 0 { 9 } else { own }];
    }
    if dice.roll(4) > 0 {
        let low = dice.roll(20) as f64 * 1e6;
        record.revenue = amount(low, low + dice.roll(5) as f64 * 1e6, *dice.pick(&[Role::Actual, Role::Preliminary]));
    }
    for _ in 0..dice.roll(4) {
        let low = dice.roll(20) as f64;
        let metric = *dice.pick(&[Metric::Revenue, Metric::Eps]);
        record.guidance.push(Guidance { metric, low: Some(low), high: Some(low + 2.0), ..Guidance::default() });
    }
    if dice.roll(2) > 0 {
        let low = dice.roll(20) as f64 - 4.0;
        let (pct_low, pct_high) = (Some(low), Some(low + dice.roll(3) as f64));
        let metric = *dice.pick(&[Metric::Revenue, Metric::TaxRate]);
        record.guidance.push(Guidance { metric, pct_low, pct_high, ..Guidance::default() });
    }
    if dice.roll(3) > 0 {
        record.date = Some(day(&format!("2005-{:02}-15", 1 + dice.roll(12))));
    }
    let score = dice.roll(5) as f64 / 2.0 - 1.0;
    record.tone = Some(Tone { label: ToneLabel::Neutral, score, positive: 0, negative: 0 });
    let words = |text: &String| analyzer::words(text).into_iter().map(|word| word.text).collect();
    let sections = parts.iter().map(|(kind, text)| (*kind, words(text))).collect();
    (Document { record, sections }, text)
}

fn is_narrative(kind: SectionKind) -> bool {
    matches!(kind, SectionKind::Headline | SectionKind::Body | SectionKind::Outlook)
}

/// A text condition as it is typed, and as a scan over one section's words.
type InSection = (String, Box<dyn Fn(&[String]) -> bool>);

fn plain(word: &str) -> String {
    word.replace(',', "")
}

fn text_query(dice: &mut Dice) -> InSection {
    let (a, b, c) = (*dice.pick(&WORDS), *dice.pick(&WORDS), *dice.pick(&WORDS));
    let (x, y, z) = (plain(a), plain(b), plain(c));
    let places = |words: &[String], word: &str| -> Vec<i64> {
        (0..).zip(words).filter(|(_, other)| *other == word).map(|(at, _)| at).collect()
    };
    match dice.roll(7) {
        0 | 1 => (a.to_owned(), Box::new(move |words| words.contains(&x))),
        2 => (format!("\"{a} {b}\""), Box::new(move |words| words.windows(2).any(|pair| pair[0] == x && pair[1] == y))),
        3 => {
            (format!("\"{a} * {b}\""), Box::new(move |words| words.windows(3).any(|pair| pair[0] == x && pair[2] == y)))
        }
        4 => {
            let slop = 1 + dice.roll(3);
            let near = move |words: &[String]| {
                let (xs, ys, zs) = (places(words, &x), places(words, &y), places(words, &z));
                xs.iter().any(|&i| {
                    ys.iter().any(|&j| {
                        zs.iter().any(|&k| {
                            let span = i.max(j).max(k) - i.min(j).min(k) + 1;
                            i != j && j != k && i != k && span <= 3 + slop as i64
                        })
                    })
                })
            };
            (format!("\"{a} {b} {c}\"~{slop}"), Box::new(near))
        }
        5 => {
            let distance = 1 + dice.roll(4);
            let ordered = dice.roll(2) == 0;
            let near = move |words: &[String]| {
                let (xs, ys) = (places(words, &x), places(words, &y));
                xs.iter()
                    .any(|&i| ys.iter().any(|&j| i != j && (j - i).abs() <= distance as i64 && (!ordered || j > i)))
            };
            (format!("{a} {}/{distance} {b}", if ordered { "pre" } else { "w" }), Box::new(near))
        }
        _ => {
            let prefix = x[..2].to_owned();
            (format!("{prefix}*"), Box::new(move |words| words.iter().any(|word| word.starts_with(&prefix))))
        }
    }
}

fn prints(document: &Document, symbol: &str) -> bool {
    document.record.tickers.iter().any(|ticker| ticker.symbol == symbol)
}

/// The filer that a symbol stands for too: it has four times as many of the records that print it as any other.
fn filer_of(all: &[(Document, String)], symbol: &str) -> Option<u64> {
    let mut counts = std::collections::BTreeMap::<u64, usize>::new();
    for (document, _) in all.iter().filter(|(document, _)| prints(document, symbol)) {
        document.record.cik.first().into_iter().for_each(|cik| *counts.entry(*cik).or_default() += 1);
    }
    let mut counts: Vec<_> = counts.into_iter().map(|(cik, count)| (count, cik)).collect();
    counts.sort_unstable();
    let (most, cik) = counts.pop()?;
    let next = counts.pop().map_or(0, |(next, _)| next);
    let of_filer =
        |symbol| all.iter().filter(|(document, _)| document.record.cik == [cik] && prints(document, symbol)).count();
    let usual = TICKERS.iter().map(|symbol| of_filer(symbol)).max().unwrap_or(0);
    (most >= 4 * next && most * 10 >= usual).then_some(cik)
}

/// A symbol, and the filer it stands for too.
type Symbols = [(&'static str, Option<u64>); 3];

fn leaf(dice: &mut Dice, symbols: &Symbols) -> (String, Check) {
    match dice.roll(12) {
        0 => {
            let (ticker, filer) = *dice.pick(symbols);
            let of_filer = move |d: &Document| filer.is_some_and(|filer| d.record.cik.contains(&filer));
            (format!("ticker:{ticker}"), Box::new(move |d| prints(d, ticker) || of_filer(d)))
        }
        10 => {
            let (ticker, _) = *dice.pick(symbols);
            (format!("ticker.printed:{ticker}"), Box::new(move |d| prints(d, ticker)))
        }
        11 => {
            let low = dice.roll(20) as f64 - 4.0;
            let high = low + dice.roll(4) as f64;
            let metric = *dice.pick(&[Metric::Revenue, Metric::TaxRate]);
            let check: Check = Box::new(move |d| {
                let of_metric = d.record.guidance.iter().filter(|g| g.metric == metric);
                let mut percents = of_metric.filter_map(|g| Some((g.pct_low?, g.pct_high?)));
                percents.any(|percent| percent.0 <= high && percent.1 >= low)
            });
            let text = match metric {
                Metric::TaxRate => format!("guidance.tax_rate:{low}..{high}"),
                _ => format!("guidance:{low}%..{high}%"),
            };
            (text, check)
        }
        1 => {
            let low = dice.roll(20) as f64;
            let high = low + dice.roll(6) as f64;
            let check: Check = Box::new(move |d| {
                d.record
                    .revenue
                    .as_ref()
                    .is_some_and(|amount| amount.low.unwrap() <= high * 1e6 && amount.high.unwrap() >= low * 1e6)
            });
            (format!("revenue:{low}M..{high}M"), check)
        }
        2 => {
            let low = dice.roll(20) as f64;
            let check: Check = Box::new(move |d| {
                d.record
                    .guidance
                    .iter()
                    .any(|g| g.metric == Metric::Eps && g.low < Some(low) && g.high >= Some(low - 3.0))
            });
            (format!("guidance.eps:[{} TO {low}}}", low - 3.0), check)
        }
        3 => {
            let month = 1 + dice.roll(12);
            let first = day(&format!("2005-{month:02}-01"));
            (format!("date:>=2005-{month:02}"), Box::new(move |d| d.record.date.is_some_and(|date| date >= first)))
        }
        4 => ("has:revenue".to_owned(), Box::new(|d| d.record.revenue.is_some())),
        5 => ("tone:<0".to_owned(), Box::new(|d| d.record.tone.unwrap().score < 0.0)),
        6 => {
            let kind = *dice.pick(&KINDS);
            let name = crate::index::name_of(&kind);
            let (text, inside) = text_query(dice);
            let check: Check = Box::new(move |d| d.sections.iter().any(|(k, words)| *k == kind && inside(words)));
            (format!("(section:{name} {text})"), check)
        }
        7 => {
            let (text, inside) = text_query(dice);
            (format!("(in:all {text})"), Box::new(move |d| d.sections.iter().any(|(_, words)| inside(words))))
        }
        _ => {
            let (text, inside) = text_query(dice);
            let check: Check = Box::new(move |d| d.sections.iter().any(|(k, words)| is_narrative(*k) && inside(words)));
            (format!("({text})"), check)
        }
    }
}

fn query(dice: &mut Dice, symbols: &Symbols, depth: usize) -> (String, Check) {
    if depth == 0 {
        return leaf(dice, symbols);
    }
    match dice.roll(5) {
        0 => {
            let (text, check) = query(dice, symbols, depth - 1);
            (format!("-({text})"), Box::new(move |d| !check(d)))
        }
        1 => {
            let ((a, left), (b, right)) = (query(dice, symbols, depth - 1), query(dice, symbols, depth - 1));
            (format!("({a} OR {b})"), Box::new(move |d| left(d) || right(d)))
        }
        2 | 3 => {
            let ((a, left), (b, right)) = (query(dice, symbols, depth - 1), query(dice, symbols, depth - 1));
            (format!("({a}) ({b})"), Box::new(move |d| left(d) && right(d)))
        }
        _ => leaf(dice, symbols),
    }
}

#[test]
fn hits_are_those_of_a_naive_scan() {
    for seed in 1..=6 {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(seed));
        let count = if seed == 1 { 400 } else { 40 };
        let made: Vec<_> = (0..count).map(|number| document(&mut dice, number)).collect();
        let symbols = TICKERS.map(|symbol| (symbol, filer_of(&made, symbol)));
        assert_eq!((symbols[0].1, symbols[1].1), (Some(1), None), "seed {seed}");
        let records: Vec<_> = made.iter().map(|(document, text)| (document.record.clone(), text.clone())).collect();
        let directory = TempDir::new().unwrap();
        for piece in records.chunks(count * 2 / 3) {
            run(directory.path(), piece);
        }
        run(directory.path(), &records[..count / 10]);
        let index = Index::open(directory.path()).unwrap();
        for _ in 0..300 {
            let depth = dice.roll(4);
            let (text, check) = query(&mut dice, &symbols, depth);
            let mut found: Vec<_> = search(&index, &Request { limit: 0, snippets: 0, ..Request::new(text.as_str()) })
                .unwrap_or_else(|error| panic!("{error}"))
                .hits
                .into_iter()
                .map(|hit| hit.record.id)
                .collect();
            found.sort();
            let scanned = made.iter().filter(|(document, _)| check(document));
            let expected: Vec<_> = scanned.map(|(document, _)| document.record.id.clone()).collect();
            assert_eq!(found, expected, "seed {seed}: {text}");
            let parsed = crate::query::parse(&text).unwrap();
            assert_eq!(crate::query::parse(&parsed.to_string()), Ok(parsed), "{text}");
        }
    }
}

/// Words of which the first are in most texts.
fn common(dice: &mut Dice) -> &'static str {
    WORDS[dice.roll(8).min(dice.roll(8)).min(dice.roll(8))]
}

#[test]
fn the_best_are_the_first_of_all() {
    let mut dice = Dice(77);
    let mut records = Vec::new();
    for number in 0..5000 {
        let mut text = String::new();
        for _ in 0..1 + dice.roll(30) {
            write!(text, "{} ", common(&mut dice)).unwrap();
        }
        let headline = (SectionKind::Headline, *dice.pick(&["alpha", "omega kappa", "-"]));
        let (mut record, text) = sectioned(&format!("x-{number:012x}"), &[headline, (SectionKind::Outlook, &text)]);
        record.date = Some(day(&format!("20{:02}-{:02}-15", dice.roll(30), 1 + dice.roll(12))));
        if dice.roll(2) > 0 {
            record.tickers = vec![Ticker { symbol: (*dice.pick(&TICKERS)).to_owned(), exchange: None }];
        }
        records.push((record, text));
    }
    let (_directory, index) = index_of(&records);
    for _ in 0..150 {
        let (a, b) = (common(&mut dice), common(&mut dice));
        let query = match dice.roll(7) {
            0 => a.to_owned(),
            1 => format!("\"{a} {b}\""),
            2 => format!("{a} {b} ticker:AAA"),
            3 => format!("{a} date:2005..2011"),
            4 => format!("section:outlook {a} {b}"),
            5 => format!("{a} {b} -{}", common(&mut dice)),
            _ => format!("{a} {b}"),
        };
        for sort in [Sort::Relevance, Sort::Newest] {
            let request = Request { sort, ..Request::new(query.as_str()) };
            let found = |keep| find_keeping(&index, &request, keep).unwrap().collection;
            let (best, every) = (found(Keep::Best(10)), found(Keep::All));
            let told = |entry: &Entry| (entry.address, entry.key, entry.score.to_bits());
            assert_eq!((best.total, best.records), (every.entries.len() as u64, every.records), "{query}");
            assert!(best.entries.iter().map(told).eq(every.entries.iter().take(10).map(told)), "{query}");
        }
    }
}

#[test]
fn an_index_of_nothing_answers() {
    let (_directory, index) = index_of(&[]);
    assert!(ids(&index, "alpha \"bravo delta\" revenue:1M..2M guidance:1M..2M date:2005").is_empty());
}

/// Pieces of queries, right and wrong.
const PIECES: [&str; 60] = [
    "alpha",
    "Zürich",
    "1,500",
    "(",
    ")",
    "\"",
    "\u{201c}",
    "OR",
    "AND",
    "NOT",
    "-",
    "+",
    "*",
    "?",
    "~",
    "~2",
    "^",
    "^2",
    "/",
    "w/3",
    "NEAR(2)",
    "pre/",
    ":",
    "ticker:",
    "revenue:",
    "revenue.x:",
    "date:",
    "last 3 days",
    "quarter:",
    "Q1 2005",
    "..",
    "[1 TO 2}",
    "{",
    "]",
    ">=",
    "<",
    "30M",
    "EUR",
    "section:",
    "outlook",
    "in:",
    "all",
    "é\u{301}",
    "\u{200b}",
    "Q1",
    "2005",
    "FY05",
    "1Q05",
    "to",
    "not",
    "since:",
    "NYSE:",
    "form:",
    "8-K",
    "eps>",
    "company:(",
    "x-0123456789ab",
    "0000000001-05-000001:2",
    "June 5,",
    "guidance-action:",
];

#[test]
fn no_text_is_too_odd_for_a_query() {
    let (_directory, index) =
        index_of(&[sectioned("x-1", &[(SectionKind::Body, "alpha Zürich – “bravo” é\u{301}\u{200b}1,500")])]);
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let mut understood = 0;
    for _ in 0..60000 {
        let mut text = String::new();
        for _ in 0..1 + dice.roll(7) {
            write!(text, "{}{}", dice.pick(&PIECES), dice.pick(&["", " ", " "])).unwrap();
        }
        let Ok(ast) = crate::query::parse(&text) else { continue };
        let printed = ast.to_string();
        assert_eq!(crate::query::parse(&printed).as_ref(), Ok(&ast), "`{text}` prints `{printed}`");
        understood += usize::from(search(&index, &Request::new(text)).is_ok());
    }
    assert!(understood > 100, "{understood}");
}
