//! The figures of a table's rows, and the labels they stand beside: one reading for text and HTML tables.
//!
//! A figure is often cut over cells: `$`, `(12`, `)`, `%` each in its own. [`figures`] puts them
//! together again and says which columns the whole takes, so that it can be laid under a heading.

use std::borrow::Cow;

use crate::model::{Cell, Content, Row, Span, Table};

/// A number in a row of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// The number as printed, negative where it stands in parentheses; no scale is applied. 0 where `nil`.
    pub value: f64,
    /// Whether a dash stands for the number.
    pub nil: bool,
    /// Whether it is a percentage.
    pub percent: bool,
    /// Where it stands in the text, currency sign and closing parenthesis included.
    pub span: Span,
    /// The first column.
    pub left: u32,
    /// The column after the last.
    pub right: u32,
}

impl Figure {
    /// Whether it shares a column with a cell, of a row of headings for instance.
    #[must_use]
    pub const fn is_under(&self, cell: &Cell) -> bool {
        self.left < cell.right && cell.left < self.right
    }
}

/// The figures of a row, from left to right. Cells that hold words are passed over.
#[must_use]
pub fn figures(content: &Content, row: &Row) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < row.cells.len() {
        match figure_at(content, &row.cells[at..]) {
            Some((figure, taken)) => {
                found.push(figure);
                at += taken;
            }
            None => at += 1,
        }
    }
    found
}

/// The words that name a row: its first cell, unless that is a figure. Leader dots are left off.
#[must_use]
pub fn label<'a>(content: &'a Content, row: &Row) -> &'a str {
    let Some(first) = row.cells.first() else { return "" };
    let words = content.slice(first.span);
    if is_sign(words) || number(words).is_some() {
        return "";
    }
    let bare = words.trim_end_matches([' ', '.', '\u{2026}']);
    // `admin.` keeps its full stop
    if words.len() - bare.len() == 1 && words.ends_with('.') { words } else { bare }
}

/// The label of a row with the lines before it that it goes on from, joined by spaces:
/// `Cost of sales, buying` over `and occupancy  6,282` names that row with all of it.
#[must_use]
pub fn whole_label<'a>(content: &'a Content, table: &Table, row: usize) -> Cow<'a, str> {
    let Some(last) = table.rows.get(row) else { return Cow::Borrowed("") };
    let own = label(content, last);
    let mut parts = Vec::new();
    let mut next = own;
    for before in table.rows[..row].iter().rev().take(3) {
        let words = label(content, before);
        if before.cells.len() != 1 || words.is_empty() || !goes_on(words, next) {
            break;
        }
        parts.push(words);
        next = words;
    }
    if parts.is_empty() {
        return Cow::Borrowed(own.trim());
    }
    parts.reverse();
    parts.push(own);
    Cow::Owned(parts.join(" ").trim().to_owned())
}

/// Whether a label that stands alone on its line is finished by the next one.
fn goes_on(words: &str, next: &str) -> bool {
    const CONNECTIVES: [&str; 14] =
        ["and", "of", "the", "for", "in", "on", "to", "from", "before", "per", "by", "with", "or", "&"];
    if words.ends_with([':', ';']) {
        return false;
    }
    let last = words.rsplit(' ').next().unwrap_or("");
    next.starts_with(|char: char| char.is_lowercase()) || words.ends_with([',', '-']) || CONNECTIVES.contains(&last)
}

/// Reads one cell's number: `$ 1,234`, `(0.05)`, `US$12.5`, `4.5%`, `1,234(1)`. An open parenthesis
/// makes it negative though the closing one stands elsewhere. A dash is 0. Words are `None`.
///
/// ```
/// use filings::ingest::parse::table::parse_number;
/// assert_eq!(parse_number("$(1,234)"), Some(-1234.0));
/// assert_eq!(parse_number("7.5%"), Some(7.5));
/// assert_eq!(parse_number("June 30"), None);
/// ```
#[must_use]
pub fn parse_number(text: &str) -> Option<f64> {
    number(text).map(|number| number.value)
}

/// Whether a cell is a dash that stands for nothing or zero.
#[must_use]
pub fn is_nil(text: &str) -> bool {
    if text.len() > LONGEST_NIL || text.starts_with(|char: char| char.is_ascii_digit()) {
        return false;
    }
    is_dash(strip_currency(text))
}

/// Whether what is left of a cell without its currency is a dash.
fn is_dash(text: &str) -> bool {
    let text = text.strip_prefix('(').map_or(text, |inner| trimmed(inner.trim_end_matches(')')));
    matches!(
        text,
        "-" | "--" | "---" | "\u{2014}" | "\u{2013}" | "\u{2212}" | "\u{2014}\u{2014}" | "-0-" | "nil" | "Nil"
    )
}

/// No cell that stands for nothing is longer.
const LONGEST_NIL: usize = 16;

/// A number as one cell has it.
struct Number {
    value: f64,
    percent: bool,
    /// Its parenthesis is not closed yet.
    open: bool,
}

/// The figure that begins in the first of `cells`, and how many cells it takes.
fn figure_at(content: &Content, cells: &[Cell]) -> Option<(Figure, usize)> {
    let first = cells.first()?;
    let mut words = trimmed(content.slice(first.span));
    let mut taken = 1;
    let mut negative = false;
    while is_sign(words) {
        negative |= words.contains('(');
        words = trimmed(content.slice(cells.get(taken)?.span));
        taken += 1;
    }
    let nil = is_nil(words);
    let mut number = match (nil, negative) {
        (true, _) => Number { value: 0.0, percent: false, open: negative },
        (false, true) => number(&format!("({words}"))?,
        (false, false) => number(words)?,
    };
    while let Some(cell) = cells.get(taken) {
        match trimmed(content.slice(cell.span)) {
            ")" if number.open => number.open = false,
            ")%" | "%)" | ") %" if number.open => (number.open, number.percent) = (false, true),
            "%" if !number.percent => number.percent = true,
            _ => break,
        }
        taken += 1;
    }
    let last = &cells[taken - 1];
    let figure = Figure {
        value: number.value,
        nil,
        percent: number.percent,
        span: Span::new(first.span.start, last.span.end),
        left: first.left,
        right: last.right,
    };
    Some((figure, taken))
}

/// Whether a cell holds only what may come before a figure: a currency, an open parenthesis.
fn is_sign(words: &str) -> bool {
    let words = trimmed(words);
    !words.is_empty()
        && words.len() <= 8
        && !words.starts_with(|char: char| char.is_ascii_digit())
        && strip_currency(words).trim_matches(['(', ' ']).is_empty()
}

fn number(text: &str) -> Option<Number> {
    let text = trimmed(text);
    // most cells that are asked are labels
    if text.len() > 40 || text.ends_with(|char: char| char.is_ascii_alphabetic() && char != 'l') {
        return None;
    }
    let bare = strip_currency(text);
    if text.len() <= LONGEST_NIL && is_dash(bare) {
        return Some(Number { value: 0.0, percent: false, open: false });
    }
    let (open, bare) = match bare.strip_prefix('(') {
        Some(inner) => (true, strip_currency(inner)),
        None => (false, bare),
    };
    let (minus, bare) = match bare.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        Some(inner) => (true, strip_currency(inner)),
        None => (false, bare.strip_prefix('+').unwrap_or(bare).trim_start()),
    };
    let (value, rest) = digits(bare)?;
    let (closed, percent) = tail(rest, open)?;
    let value = if open || minus { -value } else { value };
    Some(Number { value, percent, open: open && !closed })
}

/// Takes off a currency in front: `$`, `US$`, `RMB`.
fn strip_currency(text: &str) -> &str {
    const SIGNS: [char; 6] = ['$', '\u{20ac}', '\u{a3}', '\u{a5}', '\u{20a9}', '\u{20b9}'];
    const CODES: [&str; 12] = ["USD", "RMB", "EUR", "GBP", "CHF", "CAD", "JPY", "NIS", "Rs.", "Rs", "SEK", "MXN"];
    let text = trimmed(text);
    if text.starts_with(|char: char| char.is_ascii_digit() || char.is_ascii_lowercase() || char == '(') {
        return text;
    }
    let capitals = text.bytes().take_while(u8::is_ascii_uppercase).count();
    if capitals <= 3 && text[capitals..].starts_with(SIGNS) {
        return text[capitals..].trim_start_matches(SIGNS).trim_start();
    }
    if capitals == 0 {
        return text;
    }
    let code = CODES.iter().find_map(|code| text.strip_prefix(code));
    code.filter(|rest| !rest.starts_with(|char: char| char.is_alphabetic())).unwrap_or(text).trim_start()
}

/// Digits with commas between groups of three, a decimal point; what follows them.
fn digits(text: &str) -> Option<(f64, &str)> {
    let end = text.bytes().position(|byte| !matches!(byte, b'0'..=b'9' | b',' | b'.')).unwrap_or(text.len());
    let (written, rest) = text.split_at(end);
    let written = written.strip_suffix('.').unwrap_or(written);
    let (mut group, mut grouped, mut point, mut decimals) = (0, false, false, 0);
    for byte in written.bytes() {
        match byte {
            b',' if !point && (group == 3 || !grouped && (1..3).contains(&group)) => (group, grouped) = (0, true),
            b'.' if !point => point = true,
            b',' | b'.' => return None,
            _ if point => decimals += 1,
            _ => group += 1,
        }
    }
    if grouped && group != 3 || group + decimals == 0 {
        return None;
    }
    Some((value(written, decimals)?, rest))
}

/// The value of digits, commas and at most one point, so many digits behind it.
fn value(written: &str, decimals: usize) -> Option<f64> {
    /// A number of no more digits, and a power of ten up to there, is exact, and so their quotient is the nearest.
    const EXACT: usize = 15;
    let digits = || written.bytes().filter(u8::is_ascii_digit);
    if written.len() <= EXACT {
        let whole = digits().fold(0_u64, |whole, digit| whole * 10 + u64::from(digit - b'0'));
        let tens = (0..decimals).fold(1_u64, |tens, _| tens * 10);
        return Some(whole as f64 / tens as f64);
    }
    let plain: String = written.chars().filter(|char| *char != ',').collect();
    plain.parse().ok()
}

/// A text without the white space around it, which few have.
fn trimmed(text: &str) -> &str {
    let bare = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if bare(text.as_bytes().first()) && bare(text.as_bytes().last()) { text } else { text.trim() }
}

/// What may follow the digits: a closing parenthesis, a per cent sign, marks of footnotes. Whether
/// the parenthesis was closed, and whether it is a percentage; `None` for anything else.
fn tail(rest: &str, open: bool) -> Option<(bool, bool)> {
    let (mut closed, mut percent) = (false, false);
    let mut rest = trimmed(rest);
    loop {
        let mut chars = rest.chars();
        match chars.next() {
            None => return Some((closed, percent)),
            Some(')') if open && !closed => closed = true,
            Some('%') if !percent => percent = true,
            Some('*' | '\u{2020}' | '\u{2021}' | '\u{a7}' | '\u{b9}' | '\u{b2}' | '\u{b3}') => {}
            Some('(' | '[') => {
                let end = rest.find([')', ']'])?;
                if !is_note(&rest[1..end]) {
                    return None;
                }
                chars = rest[end + 1..].chars();
            }
            Some(_) => return None,
        }
        rest = chars.as_str().trim_start();
    }
}

/// The mark of a footnote: a letter, or a number of up to two digits.
fn is_note(mark: &str) -> bool {
    let mark = mark.trim();
    !mark.is_empty() && mark.len() <= 2 && (mark.len() == 1 || mark.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table whose cells are parted by `|`, every cell one column wide.
    fn table(text: &str) -> (Content, Table) {
        let mut table = Table::default();
        let mut start = 0;
        for line in text.lines() {
            let mut at = start;
            let mut row = Row { span: Span::new(start, start + line.len()), cells: vec![] };
            for (column, part) in line.split('|').enumerate() {
                let from = at + part.len() - part.trim_start().len();
                let span = Span::new(from, from + part.trim().len());
                let left = column as u32;
                if !span.is_empty() {
                    row.cells.push(Cell { span, left, right: left + 1 });
                }
                at += part.len() + 1;
            }
            table.rows.push(row);
            start += line.len() + 1;
        }
        (Content { text: text.to_owned(), ..Content::default() }, table)
    }

    fn values(line: &str) -> Vec<f64> {
        let (content, table) = table(line);
        figures(&content, &table.rows[0]).iter().map(|figure| figure.value).collect()
    }

    #[test]
    fn numbers_are_read_with_sign_currency_and_notes() {
        let cases = [
            ("1,234", Some(1234.0)),
            ("$ 1,234.5", Some(1234.5)),
            ("$(0.05)", Some(-0.05)),
            ("($0.05)", Some(-0.05)),
            ("( 32)", Some(-32.0)),
            ("(32", Some(-32.0)),
            ("-4.1%", Some(-4.1)),
            ("(4.1)%", Some(-4.1)),
            ("\u{2212}7", Some(-7.0)),
            (".05", Some(0.05)),
            ("US$12", Some(12.0)),
            ("RMB1,000", Some(1000.0)),
            ("1,234(1)", Some(1234.0)),
            ("1,234 (a)*", Some(1234.0)),
            ("--", Some(0.0)),
            ("$\u{2014}", Some(0.0)),
            ("12,34", None),
            ("1.2.3", None),
            ("1-800-555", None),
            ("June 30", None),
            ("12 months", None),
            ("", None),
            ("$", None),
            ("12)", None),
            ("Note 3", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_number(text), expected, "{text}");
        }
    }

    #[test]
    fn a_figure_cut_over_cells_is_one() {
        assert_eq!(values("Net loss|$|(12|)|$|(1,450|)"), [-12.0, -1450.0]);
        assert_eq!(values("Net loss|$(|12)|(|3|)"), [-12.0, -3.0]);
        assert_eq!(values("Margin|42.1|%|(3.0|)%"), [42.1, -3.0]);
    }

    #[test]
    fn a_figure_spans_all_its_cells() {
        let (content, table) = table("Net loss|$|(12|)|x");
        let figure = figures(&content, &table.rows[0])[0];
        assert_eq!((figure.left, figure.right), (1, 4));
        assert_eq!(content.slice(figure.span), "$|(12|)");
    }

    #[test]
    fn a_dash_is_a_figure_of_its_column() {
        let (content, table) = table("Special charges|$|--|41|\u{2014}");
        let nil: Vec<bool> = figures(&content, &table.rows[0]).iter().map(|figure| figure.nil).collect();
        assert_eq!(nil, [true, false, true]);
    }

    #[test]
    fn a_percentage_is_told_from_an_amount() {
        let (content, table) = table("Sales|120|4.5%|7|%");
        let percent: Vec<bool> = figures(&content, &table.rows[0]).iter().map(|figure| figure.percent).collect();
        assert_eq!(percent, [false, true, true]);
    }

    #[test]
    fn a_label_is_the_first_cell_without_its_dots() {
        let (content, table) = table("Total revenue ......|12\nSelling and admin.|3\n2004|2003\n$|12");
        let labels: Vec<&str> = table.rows.iter().map(|row| label(&content, row)).collect();
        assert_eq!(labels, ["Total revenue", "Selling and admin.", "", ""]);
    }

    #[test]
    fn a_wrapped_label_is_read_whole() {
        let (content, table) =
            table("Costs:\nCost of sales, buying\nand occupancy|12\nREVENUES\nNet sales|40\nIncome before\nTaxes|3");
        assert_eq!(whole_label(&content, &table, 2), "Cost of sales, buying and occupancy");
        assert_eq!(whole_label(&content, &table, 4), "Net sales");
        assert_eq!(whole_label(&content, &table, 6), "Income before Taxes");
    }
}
