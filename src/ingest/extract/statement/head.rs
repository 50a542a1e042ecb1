//! What the headings over a column say of it: how long a period, ended when, or a change in per cent.

use super::super::period::{Day, Length, dates, mentions, years};
use crate::{
    ingest::parse::table,
    model::{Cell, Content, Row, Span},
};

/// What stands over a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    /// The length of its period, where a heading gives it.
    pub length: Option<Length>,
    /// Weeks, where the length is given in them.
    pub weeks: Option<u8>,
    /// The last day of its period, as far as written.
    pub day: Option<Day>,
    /// The year of its period, by its date or its name.
    pub year: Option<i16>,
    /// Whether the year is that of a named quarter or fiscal year (`1Q22`), not of a date.
    pub named: bool,
    /// Whether it holds something else: a change, a share, a forecast, pro forma figures.
    pub barred: bool,
    /// Whether it is headed `Total` or `Consolidated`, beside columns of parts.
    pub total: bool,
    /// Whether it is headed `Year to date`.
    pub to_date: bool,
    /// Whether it is headed by US dollars, which may be a translation of another column.
    pub converted: bool,
    /// The heading that names its period, or the caption that does.
    pub span: Option<Span>,
}

/// Whether a row can stand over columns: it has words or years, but no figures of its own.
pub(super) fn is_head(content: &Content, row: &Row) -> bool {
    row.cells.iter().all(|cell| {
        let text = content.slice(cell.span).trim();
        if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return !table::is_nil(text);
        }
        is_year_or_date(text) || is_unit(text) || has_words(text) && table::parse_number(text).is_none()
    })
}

/// Whether a cell is `US$000` or the like: thousands of a currency, and no figure.
fn is_unit(text: &str) -> bool {
    text.contains("000") && !text.contains(['.', ',']) && text.bytes().filter(u8::is_ascii_digit).count() == 3
}

fn has_words(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_alphabetic).count() >= 3
        || text.contains("000") && !text.contains(',')
        || text.starts_with("(")
}

fn is_year_or_date(text: &str) -> bool {
    let bare = text.split('(').next().unwrap_or(text).trim().trim_end_matches(|c: char| !c.is_ascii_digit());
    let year = matches!(bare.parse::<u32>(), Ok(1980..=2079)) && bare.len() == 4;
    year || !dates(text).is_empty() || !mentions(text).is_empty()
}

/// The texts of the headings over the columns from `left` to `right`, from the top down.
pub(super) fn over<'a>(
    content: &'a Content,
    heads: &[&Row],
    labels: u32,
    (left, right): (u32, u32),
) -> Vec<(&'a str, bool)> {
    heads.iter().filter_map(|row| nearest(content, row, labels, left, right)).collect()
}

/// The cell of a heading row that stands over a column, and whether it stands over others too.
fn nearest<'a>(content: &'a Content, row: &Row, labels: u32, left: u32, right: u32) -> Option<(&'a str, bool)> {
    let middle = (left + right) / 2;
    let distance = |cell: &Cell| {
        let apart = if cell.right <= left {
            left - cell.right + 1
        } else if right <= cell.left {
            cell.left - right + 1
        } else {
            0
        };
        let centre = (cell.left + cell.right) / 2;
        (apart, centre.abs_diff(middle))
    };
    // A cell that ends before the figures begin names the rows, not a column.
    let over_figures = || row.cells.iter().filter(|cell| cell.right > labels);
    let alone = over_figures().count() == 1;
    // `2Q` and `2005`, cut apart over one figure
    let mut inside = over_figures().filter(|cell| left <= cell.left && cell.right <= right);
    if let (Some(first), Some(last)) = (inside.next(), inside.next_back()) {
        return Some((content.slice(Span::new(first.span.start, last.span.end)), alone));
    }
    let cell = over_figures().min_by_key(|cell| distance(cell))?;
    let reach = (cell.right - cell.left).max(12);
    let quarter = over_figures().find(|before| is_cut_from(content, before, cell));
    let start = quarter.unwrap_or(cell).span.start;
    (distance(cell).0 <= reach).then(|| (content.slice(Span::new(start, cell.span.end)), alone))
}

/// Whether a cell is the `2Q` that a year right behind it was cut from.
fn is_cut_from(content: &Content, before: &Cell, year: &Cell) -> bool {
    let words = content.slice(before.span).trim();
    let quarter = words.len() == 2 && words.bytes().any(|byte| byte.eq_ignore_ascii_case(&b'q'));
    quarter
        && before.right <= year.left
        && year.left - before.right <= 1
        && matches!(content.slice(year.span).trim().parse::<u32>(), Ok(1980..=2079))
}

/// Reads what stands over a column: the captions of the table, the nearest first, and the cells
/// over the column from the top down, each with whether it stands over all columns.
pub(super) fn read(content: &Content, captions: &[&str], cells: &[(&str, bool)]) -> Head {
    let texts: Vec<&str> = cells.iter().map(|(text, _)| *text).collect();
    let joined = texts.join(" ");
    let mut head =
        Head { barred: is_barred(cells), total: is_total(cells), converted: is_converted(cells), ..Head::default() };
    head.to_date = is_to_date(cells);
    // The lowest heading that names a period alone, else all of them together, else a caption.
    let named = texts.iter().rev().find_map(|text| unit(text)).or_else(|| unit(&joined));
    let named =
        named.or_else(|| captions.iter().find_map(|text| unit(text)).map(|(length, weeks, _)| (length, weeks, None)));
    if let Some((length, weeks, year)) = named {
        (head.length, head.weeks, head.year) = (Some(length), weeks, year);
        head.named = year.is_some();
    }
    let narrow = cells.iter().rev().filter(|(_, alone)| !alone).find_map(|(text, _)| only_year(text));
    let own_year = narrow.or_else(|| only_year(&joined));
    // `2Q21` names its period whole: the date of a caption is that of another
    let numbered = head.named && matches!(head.length, Some(Length::Quarter(Some(_))));
    if let Some(day) = day(if numbered { &[] } else { captions }, &joined, own_year) {
        head.day = Some(day);
        if day.year.is_some() {
            (head.year, head.named) = (day.year, false);
        }
    } else if !head.named && own_year.is_some() {
        (head.year, head.named) = (own_year, true);
    }
    head.span = naming(content, captions, &texts);
    head
}

/// Where the words stand that name a column's period: the heading with its length, else its date
/// or year, else the caption that has them.
fn naming(content: &Content, captions: &[&str], texts: &[&str]) -> Option<Span> {
    let long = |text: &&&str| unit(text).is_some();
    let dated = |text: &&&str| !dates(text).is_empty() || !years(text).is_empty();
    let found = texts.iter().rev().find(long).or_else(|| captions.iter().find(long));
    let text = found.or_else(|| texts.iter().rev().find(dated)).or_else(|| captions.iter().find(dated))?;
    let start = (text.as_ptr() as usize).checked_sub(content.text.as_ptr() as usize)?;
    (start + text.len() <= content.text.len()).then(|| Span::new(start, start + text.len()))
}

/// The last day of a column's period: its own date, else that of a caption with its own year.
fn day(captions: &[&str], joined: &str, own_year: Option<i16>) -> Option<Day> {
    let days = dates(joined);
    let fits = |day: &&Day| own_year.is_none() || day.year == own_year;
    let own =
        days.iter().rev().find(fits).or_else(|| days.iter().rev().find(|day| day.year.is_none())).or(days.first());
    if let Some(day) = own {
        return Some(Day { year: own_year.or(day.year), ..*day });
    }
    let of_caption = captions.iter().find_map(|text| mentions(text).iter().find_map(|mention| mention.end))?;
    Some(Day { year: own_year.or(of_caption.year), ..of_caption })
}

/// Whether the column holds the year up to a day.
fn is_to_date(cells: &[(&str, bool)]) -> bool {
    cells.iter().filter(|(_, alone)| !alone).any(|(text, _)| {
        let lower = text.to_ascii_lowercase();
        ["year to date", "year-to-date", "ytd"].iter().any(|word| lower.contains(word)) && !lower.contains("change")
    })
}

/// Whether the column is the sum of those beside it.
fn is_total(cells: &[(&str, bool)]) -> bool {
    cells.iter().any(|(text, alone)| {
        let text = text.trim();
        !alone && ["total", "consolidated", "total company"].iter().any(|word| text.eq_ignore_ascii_case(word))
    })
}

/// Whether the column is in US dollars by its own heading.
fn is_converted(cells: &[(&str, bool)]) -> bool {
    const WORDS: [&str; 6] = ["us$", "u.s.$", "u.s. $", "usd", "u.s. dollar", "convenience"];
    cells.iter().filter(|(_, alone)| !alone).any(|(text, _)| {
        let lower = text.to_ascii_lowercase();
        WORDS.iter().any(|word| lower.contains(word))
    })
}

/// The year of a text that names one only.
fn only_year(text: &str) -> Option<i16> {
    let years = years(text);
    match years.as_slice() {
        [year] => Some(*year),
        [first, rest @ ..] if rest.iter().all(|year| year == first) => Some(*first),
        _ => None,
    }
}

/// Whether a heading at the left of the figures names one period, with its end: `Six months ended June 30:`.
pub(super) fn names_one_period(text: &str) -> bool {
    text.len() < 70 && unit(text).is_some() && mentions(text).first().is_some_and(|mention| mention.end.is_some())
}

fn unit(text: &str) -> Option<(Length, Option<u8>, Option<i16>)> {
    let found = mentions(text);
    let [first, rest @ ..] = found.as_slice() else { return None };
    // `three months ended` beside `six months ended` in one cell says nothing of one column
    if rest.iter().any(|other| !other.length.is_like(first.length)) {
        return None;
    }
    let year = if rest.is_empty() && first.end.is_none() { first.year } else { None };
    Some((first.length, first.weeks, year))
}

fn is_barred(texts: &[(&str, bool)]) -> bool {
    const WORDS: [&str; 24] = [
        "change",
        "%",
        "percent",
        "increase",
        "decrease",
        "inc.",
        "(dec",
        "variance",
        "growth",
        "pro forma",
        "proforma",
        "adjust",
        "non-gaap",
        "forecast",
        "guidance",
        "outlook",
        "estimate",
        "budget",
        "year-to-date",
        "year to date",
        "ytd",
        "o/(u)",
        "margin",
        "constant",
    ];
    texts.iter().filter(|(_, alone)| !alone).any(|(text, _)| {
        let lower = text.to_ascii_lowercase();
        // `2005 % of sales` stands over an amount and its share: the figures tell them apart
        WORDS.iter().any(|word| lower.contains(word))
            && (years(text).is_empty() || lower.contains("change") || lower.contains("pro forma"))
    })
}
