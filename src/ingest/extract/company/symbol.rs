//! Trading symbols: where a text names a market and the symbols after it.
//!
//! `(Nasdaq: SONS)`, `(NYSE/LSE: CCL)`, `NYSE American - X`, `Nasdaq National Market under the symbol
//! "X"`, `(X: NYSE)`. Spellings of markets are data, `data/exchanges.tsv`.

use std::{cell::OnceCell, sync::LazyLock};

use super::name;
use crate::{
    ingest::words::{Found, Phrases},
    model::{Cell, Content, Row, Span, Table},
};

/// One symbol in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// Upper case, classes written `BRK.B`, without the suffixes of quote services.
    pub symbol: String,
    /// Canonical name of the market.
    pub exchange: Option<&'static str>,
    /// The symbol in the text.
    pub span: Span,
    /// Where the remark that holds it begins: its opening bracket, else the market's name.
    pub group: usize,
    /// Whether it stands in the table of listed classes on a report's cover.
    pub cover: bool,
    /// The name before the remark, once it was looked for.
    beside: OnceCell<Option<Span>>,
}

impl Mention {
    /// The name that stands before the remark.
    pub fn beside(&self, text: &str) -> Option<Span> {
        *self.beside.get_or_init(|| name::before_symbol(text, self.group))
    }
}

struct Exchanges {
    names: Vec<&'static str>,
    spellings: Phrases,
}

static EXCHANGES: LazyLock<Exchanges> = LazyLock::new(|| {
    let rows = || {
        include_str!("../data/exchanges.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
    };
    Exchanges {
        names: rows().map(|(name, _)| name).collect(),
        spellings: Phrases::new(rows().map(|(_, spelling)| spelling)),
    }
});

/// Words that may stand between a market and its symbols.
const FILLERS: &[&str] = &[
    "national",
    "market",
    "markets",
    "system",
    "global",
    "select",
    "capital",
    "smallcap",
    "small",
    "cap",
    "bulletin",
    "board",
    "nms",
    "nnm",
    "nm",
    "gs",
    "gm",
    "cm",
    "sc",
    "bb",
    "pk",
    "under",
    "the",
    "its",
    "new",
    "trading",
    "ticker",
    "stock",
    "symbol",
    "symbols",
    "common",
    "exchange",
    "tier",
    "i",
    "ii",
    "1",
    "2",
    "adr",
    "adrs",
    "ads",
    "adss",
    "r",
    "inc",
    "llc",
    "composite",
    "venture",
    "listed",
    "as",
    "trades",
    "traded",
    "shares",
    "share",
    "and",
    "or",
    "code",
];

/// Capitals that are never a symbol unless a colon stands before them.
const NO_SYMBOLS: &[&str] = &[
    "GAAP", "CEO", "CFO", "COO", "EST", "EDT", "PST", "PDT", "CST", "CDT", "ET", "PT", "CT", "USA", "US", "SEC", "THE",
    "INC", "ADR", "ADS", "AND", "OR", "A", "I", "UK", "NEWS", "FOR", "NA", "N", "OTC", "NYSE", "AMEX",
];

/// The symbols of a text, in order.
pub(super) fn mentions(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut done = 0;
    // A market whose symbols stand after the next market: `NYSE/LSE: CCL`.
    let mut waiting: Option<(usize, &'static str)> = None;
    EXCHANGES.spellings.whole(text, |Found { start, end, phrase }| {
        if start < done {
            return;
        }
        let name = EXCHANGES.names[phrase];
        let first = waiting.take().filter(|(end, _)| is_joint(&text[*end..start])).map(|(_, name)| name);
        let exchange = first.unwrap_or(name);
        let after = symbols(text, start, end);
        if let Some(last) = after.last() {
            done = last.end;
        } else {
            waiting = Some((end, exchange));
        }
        let before = if after.is_empty() { symbol_before(text, start, end) } else { None };
        // `TSX: PNY / NYSE MKT: PNYN` in a masthead is one remark
        let group = found
            .last()
            .filter(|last: &&Mention| {
                last.span.end <= start
                    && matches!(text[last.span.end..start].trim(), "/" | "|" | ";" | "," | "and" | "&")
            })
            .map_or_else(|| group(text, start), |last| last.group);
        found.extend(after.into_iter().chain(before).map(|span| Mention {
            symbol: canonical(&text[span.range()]),
            exchange: Some(exchange).filter(|name| !name.is_empty()),
            span,
            group,
            cover: false,
            beside: OnceCell::new(),
        }));
    });
    found
}

/// The symbols of shares in the table `Title of each class | Trading symbol | Name of each exchange`.
pub(super) fn cover(content: &Content) -> Vec<Mention> {
    const FAR: usize = 20_000;
    let near = |table: &&Table| table.rows.first().is_some_and(|row| row.span.start < FAR);
    content
        .tables
        .iter()
        .take_while(near)
        .find_map(|table| {
            let title = |row: &Row| row.cells.iter().find(|cell| announces(content.slice(cell.span))).copied();
            let (index, column) =
                table.rows.iter().take(6).enumerate().find_map(|(index, row)| Some((index, title(row)?)))?;
            Some(table.rows[index + 1..].iter().filter_map(|row| listed(content, row, column)).collect())
        })
        .unwrap_or_default()
}

fn announces(title: &str) -> bool {
    static SYMBOL: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(["symbol"]));
    SYMBOL.any(title) && (title.trim().eq_ignore_ascii_case("symbol") || title.to_ascii_lowercase().contains("trading"))
}

/// The symbol of a row of shares.
fn listed(content: &Content, row: &Row, column: Cell) -> Option<Mention> {
    let line = content.slice(row.span).to_ascii_lowercase();
    let shares =
        ["common", "ordinary", "depositary", "class a", "class b", "units"].iter().any(|word| line.contains(word));
    if !shares || line.contains("preferred") || line.contains("notes due") {
        return None;
    }
    let cell = row.cells.iter().find(|cell| cell.left < column.right && column.left < cell.right)?;
    let words = content.slice(cell.span);
    let start = cell.span.start + (words.len() - words.trim_start_matches([' ', '“', '"']).len());
    let end = symbol(&content.text[..cell.span.end], start, false)?;
    // The market stands in a cell of its own, after the title: `Common Stock | PNYN | Nasdaq Global Market`.
    let mut exchange = None;
    EXCHANGES.spellings.whole(&line, |found| {
        exchange = Some(EXCHANGES.names[found.phrase]).filter(|name| !name.is_empty()).or(exchange);
    });
    let span = Span::new(start, end);
    let symbol = canonical(content.slice(span));
    Some(Mention { symbol, exchange, span, group: start, cover: true, beside: OnceCell::new() })
}

/// Whether the words between two markets join them.
fn is_joint(between: &str) -> bool {
    matches!(between.trim(), "/" | "&" | "and" | "," | "-" | ", and")
}

/// Where the bracket around a market opens, else the market itself.
fn group(text: &str, at: usize) -> usize {
    let from = text.floor_char_boundary(at.saturating_sub(120));
    match text[from..at].rfind(['(', ')', '[']) {
        Some(bracket) if text.as_bytes()[from + bracket] != b')' => from + bracket,
        _ => at,
    }
}

/// The symbols that follow a market.
fn symbols(text: &str, start: usize, end: usize) -> Vec<Span> {
    let bytes = text.as_bytes();
    let limit = text.floor_char_boundary((end + 90).min(text.len()));
    let mut at = end;
    let word = &text[start..end];
    let mut announced = word.eq_ignore_ascii_case("symbol") || word.eq_ignore_ascii_case("symbols");
    let mut colon = false;
    let mut under = false;
    while at < limit {
        let rest = &text[at..limit];
        let Some(char) = rest.chars().next() else { break };
        match char {
            ':' => (announced, colon) = (true, true),
            // `(AMEX; PNY)`
            ';' if is_bracketed(bytes, start) && at == end => (announced, colon) = (true, true),
            '"' | '“' | '”' | '\'' | '‘' | '’' | '`' => announced = true,
            '-' | '‐' | '–' | '—' if !announced => announced = is_bracketed(bytes, start),
            ' ' | '\n' | '\t' | '®' | '™' | '(' | ',' | '\u{a0}' | '|' | '-' | '‐' | '–' | '—' => {}
            ')' if text[..at].ends_with("(R") || text[..at].ends_with("(r") || text[..at].ends_with("TM") => {}
            '/' | '.' | ')' if !announced && rest[1..].starts_with(|next: char| next.is_ascii_alphanumeric()) => {}
            _ if char.is_ascii_alphanumeric() => {
                if announced {
                    return list(text, at, colon);
                }
                let length = rest.find(|next: char| !next.is_ascii_alphanumeric()).unwrap_or(rest.len());
                let word = &rest[..length];
                if !FILLERS.iter().any(|filler| word.eq_ignore_ascii_case(filler)) {
                    // `(OTC Bulletin Board PNYN)`, `(NASDAQ, PNYN)`
                    let alone = is_bracketed(bytes, start)
                        && (2..=5).contains(&length)
                        && word.bytes().all(|byte| byte.is_ascii_uppercase())
                        && rest[length..].starts_with(')');
                    // `trades on Nasdaq under PNYN.`
                    let named = under
                        && (3..=5).contains(&length)
                        && word.bytes().all(|byte| byte.is_ascii_uppercase())
                        && (rest.len() == length || rest[length..].starts_with(['.', ',', ';', ')', '\n']));
                    return if (alone || named) && !is_exchange(rest) { list(text, at, false) } else { Vec::new() };
                }
                under = word.eq_ignore_ascii_case("under");
                announced |= word.len() >= 6 && word[..6].eq_ignore_ascii_case("symbol");
                announced |= word.eq_ignore_ascii_case("ticker") && is_capitals(&rest[length..]);
                at += length;
                continue;
            }
            _ => return Vec::new(),
        }
        at += char.len_utf8();
    }
    Vec::new()
}

/// Whether a word in capitals, as symbols are, comes next.
fn is_capitals(rest: &str) -> bool {
    let word = rest.trim_start_matches([' ', '\n', ':', '"', '“']);
    let length = word.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(word.len());
    (2..=6).contains(&length) && word.bytes().take(length).all(|byte| byte.is_ascii_uppercase())
}

fn is_bracketed(bytes: &[u8], start: usize) -> bool {
    start.checked_sub(1).and_then(|at| bytes.get(at)) == Some(&b'(')
}

/// A list of symbols that begins at `at`; words that still announce them are passed over.
fn list(text: &str, mut at: usize, colon: bool) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    loop {
        let Some(end) = symbol(text, at, colon) else { return spans };
        spans.push(Span::new(at, end));
        let rest = &text[end..];
        let skipped = rest.trim_start_matches(['"', '”', '’', '\'', ' ', ',', '/', '&', '“', '‘', '\n', ';']);
        let skipped = match skipped.strip_prefix("and ").or_else(|| skipped.strip_prefix("or ")) {
            Some(after) => after.trim_start_matches(['"', '“', '‘', '\'', ' ']),
            None => skipped,
        };
        if skipped.len() == rest.len() || spans.len() >= 6 {
            return spans;
        }
        // white space alone parts columns of a masthead: `NYSE: PNYN        NEWS RELEASE`
        let parting = &rest[..rest.len() - skipped.len()];
        let wide = parting.trim().is_empty() && (parting.len() > 1 || parting.contains('\n'));
        at = text.len() - skipped.len();
        let next = skipped.find(|char: char| !char.is_ascii_alphanumeric()).unwrap_or(skipped.len());
        if next == 0
            || wide
            || NO_SYMBOLS.contains(&&skipped[..next])
            || is_exchange(skipped)
            || !ends_well(&skipped[next..])
        {
            return spans;
        }
    }
}

/// Whether a further symbol of a list is followed by what may follow one.
fn ends_well(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([')', ',', ';', '"', '”', '’', '/', '.', ' ', '-'])
}

fn is_exchange(text: &str) -> bool {
    EXCHANGES.spellings.begins(text)
}

/// The end of the symbol that begins at `at`.
fn symbol(text: &str, at: usize, colon: bool) -> Option<usize> {
    let rest = &text[at..];
    let length = rest.find(|char: char| !char.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let word = &rest[..length];
    let after = &rest[length..];
    let closed = after.starts_with([')', '"', '”', ',', ';']) || after.is_empty();
    let market = word.eq_ignore_ascii_case("nasdaq");
    if market || !is_symbol(word, colon && closed) || (!colon && NO_SYMBOLS.contains(&word)) {
        return None;
    }
    Some(at + length + class(after))
}

fn is_symbol(word: &str, any_case: bool) -> bool {
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
    match word.len() {
        0 => false,
        1..=6 if letters == word.len() => capitals == letters || any_case && letters <= 5,
        1..=5 if letters == 0 => any_case,
        1..=6 => capitals == letters && any_case,
        _ => false,
    }
}

/// The length of a class or a quote service's suffix after a symbol: `.B`, `/A`, `-B`, ` WS`, ` PrB`.
fn class(after: &str) -> usize {
    let mut chars = after.chars();
    let Some(mark) = chars.next() else { return 0 };
    let tail = chars.as_str();
    let length = tail.find(|char: char| !char.is_ascii_alphanumeric()).unwrap_or(tail.len());
    let word = &tail[..length];
    let capitals = word.bytes().all(|byte| byte.is_ascii_uppercase());
    let fits = match mark {
        '.' => (1..=3).contains(&length) && capitals,
        '/' | '-' => (1..=2).contains(&length) && capitals && !is_exchange(tail),
        // `(Nasdaq Stockholm: PNYN B)`
        ' ' if matches!(word, "A" | "B" | "C") => tail[1..].starts_with([')', ';', ',', '.']) || tail.len() == 1,
        ' ' => matches!(word, "WS" | "U" | "PR" | "UN") || word.len() == 3 && word[..2].eq_ignore_ascii_case("pr"),
        _ => false,
    };
    if fits { 1 + length } else { 0 }
}

/// `(SONS: Nasdaq)`, `(SONS - Nasdaq)`: the symbol before a market that a bracket follows.
fn symbol_before(text: &str, start: usize, end: usize) -> Option<Span> {
    if let Some(listed) = symbol_listed(&text[..start]) {
        return Some(listed);
    }
    if !text[end..].trim_start().starts_with([')', ']', ';']) {
        return None;
    }
    let head = text[..start].trim_end();
    let head = head.strip_suffix([':', '-', '–', '—', ',', '/']).unwrap_or("").trim_end();
    let from = head.rfind(|char: char| !char.is_ascii_alphanumeric() && char != '.')? + 1;
    let word = head.get(from..)?;
    (head[..from].ends_with(['(', '[', ';', ' ']) && is_symbol(word, false) && !NO_SYMBOLS.contains(&word))
        .then(|| Span::new(from, head.len()))
}

/// `The share (PNYN) is listed on Nasdaq`: the symbol in brackets before the words that name its market.
fn symbol_listed(head: &str) -> Option<Span> {
    const LISTED: [&str; 6] =
        ["is listed on", "are listed on", "is traded on", "are traded on", "is quoted on", "are quoted on"];
    let head = head.trim_end();
    let head = head.strip_suffix(" the").unwrap_or(head);
    let head = LISTED.iter().find_map(|listed| head.strip_suffix(listed))?.trim_end().strip_suffix(')')?;
    let open = head.rfind('(')?;
    let word = &head[open + 1..];
    let share = ["share", "shares", "stock"].iter().any(|share| head[..open].trim_end().ends_with(share));
    (share && (2..=6).contains(&word.len()) && is_symbol(word, false) && !NO_SYMBOLS.contains(&word))
        .then(|| Span::new(open + 1, head.len()))
}

/// Upper case, `.` before a class, no suffix of a quote service.
fn canonical(symbol: &str) -> String {
    let upper = symbol.to_ascii_uppercase().replace(['/', '-'], ".");
    match upper.split_once('.') {
        Some((
            base,
            "OB" | "PK" | "OTC" | "BB" | "L" | "TO" | "V" | "N" | "O" | "OQ" | "AX" | "HK" | "PA" | "DE" | "QB" | "QX",
        )) => base.to_owned(),
        _ => upper,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = mentions(text);
        let found: Vec<_> = found.iter().map(|found| (found.symbol.as_str(), found.exchange.unwrap_or(""))).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn every_spelling_gives_the_symbol_and_the_market() {
        check("Pinyon Corp. (Nasdaq: PNYN) said", &[("PNYN", "NASDAQ")]);
        check("Pinyon (NASDAQ/NMS:PNYN) said", &[("PNYN", "NASDAQ")]);
        check("Pinyon (Nasdaq-NNM:PNYN) said", &[("PNYN", "NASDAQ")]);
        check("Pinyon (NasdaqGS:PNYN) said", &[("PNYN", "NASDAQ")]);
        check("Pinyon (NASDAQ Global Select Market under the symbol “PNYN”) said", &[("PNYN", "NASDAQ")]);
        check("Pinyon (Nasdaq National Market: PNYN) said", &[("PNYN", "NASDAQ")]);
        check("Pinyon (OTC Bulletin Board: PNYN.OB) said", &[("PNYN", "OTC")]);
        check("Pinyon (Pink Sheets: PNYN.PK) said", &[("PNYN", "OTC")]);
        check("Pinyon (NYSE MKT: PNY) said", &[("PNY", "NYSE American")]);
        check("Pinyon (NYSE-PNY) said", &[("PNY", "NYSE")]);
        check("Pinyon (TSX \u{2010} PNY) said", &[("PNY", "TSX")]);
        check("Pinyon (NYSE: PNY, AEX: PNYA) said", &[("PNY", "NYSE"), ("PNYA", "Euronext")]);
        check("Pinyon (PNYN: Nasdaq) said", &[("PNYN", "NASDAQ")]);
        check("Pinyon (SEHK: 0700) said", &[("0700", "SEHK")]);
        check("Pinyon (Nasdaq:\nPNYN) said", &[("PNYN", "NASDAQ")]);
        check("Pinyon (OTC Bulletin Board PNYN) said", &[("PNYN", "OTC")]);
        check("Pinyon (NASDAQ, PNYN) said", &[("PNYN", "NASDAQ")]);
        check("Pinyon (NASDAQ Small-Cap: PNYN) said", &[("PNYN", "NASDAQ")]);
        check("Pinyon (Nasdaq, AMEX) said", &[]);
        check("Pinyon makes pumps and trades on Nasdaq under PNYN.", &[("PNYN", "NASDAQ")]);
        check("securities listed on Nasdaq under SEC rules", &[]);
    }

    #[test]
    fn several_markets_and_classes_are_read() {
        check("(NYSE: PNY; TSX: PN)", &[("PNY", "NYSE"), ("PN", "TSX")]);
        check("(NYSE/LSE: CCP; NYSE: CUQ)", &[("CCP", "NYSE"), ("CUQ", "NYSE")]);
        check("(NYSE & TSX: PNY)", &[("PNY", "NYSE")]);
        check("(NYSE: PNY.A, PNY.B)", &[("PNY.A", "NYSE"), ("PNY.B", "NYSE")]);
        check("(NYSE:PF/A)", &[("PF.A", "NYSE")]);
        check("(NASDAQ: PNYA and PNYB)", &[("PNYA", "NASDAQ"), ("PNYB", "NASDAQ")]);
        check("(London: PNDK; NYSE ADRs: PUK)", &[("PNDK", "LSE"), ("PUK", "NYSE")]);
        check("(Stockholm: PNYN B; NYSE: PNY)", &[("PNYN B", "Stockholm"), ("PNY", "NYSE")]);
        check("NYSE MKT: PNYN          NEWS RELEASE 12-04", &[("PNYN", "NYSE American")]);
        check("TSX: PNY FOR IMMEDIATE RELEASE", &[("PNY", "TSX")]);
        check("listed on the Oslo Stock Exchange under the ticker PNDRA and", &[("PNDRA", "Oslo")]);
        check("The share (PNDK) is listed on Nasdaq Stockholm.", &[("PNDK", "Stockholm")]);
    }

    #[test]
    fn the_cover_of_a_report_names_the_market_in_its_own_cell() {
        let text = "<table><tr><td>Title of each class</td><td>Trading Symbol(s)</td><td>Name of each exchange</td></tr>\
            <tr><td>Common Stock, $.01 par value</td><td>PNYN</td><td>Nasdaq Global Select Market</td></tr></table>";
        let crate::ingest::parse::Body::Content(content) = crate::ingest::parse::body(text) else { return };
        let found = cover(&content);
        let found: Vec<_> = found.iter().map(|found| (found.symbol.as_str(), found.exchange)).collect();
        assert_eq!(found, [("PNYN", Some("NASDAQ"))]);
    }

    #[test]
    fn other_capitals_are_no_symbols() {
        check("earnings (GAAP), the chairman (CEO) at 5 p.m. (EST) of Nasdaq companies", &[]);
        check("listed on the Nasdaq National Market since 1996", &[]);
        check("offices in London and Toronto: Canada", &[]);
    }
}
