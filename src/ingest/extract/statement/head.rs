//! What the headings over a column say of it: how long a period, ended when, or a change in per cent.

use std::{rc::Rc, sync::LazyLock};

use rustc_hash::FxHashMap;

use super::super::period::{Day, Length, Names, names};
use crate::{
    ingest::{parse::table, words::Parts},
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
    /// Whether it is headed `As restated`.
    pub restated: bool,
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
        is_year(text) || is_unit(text) || table::parse_number(text).is_none() && (has_words(text) || is_dated(text))
    })
}

/// Whether a cell is `US$000` or the like: thousands of a currency, and no figure.
fn is_unit(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).count() == 3 && text.contains("000") && !text.contains(['.', ','])
}

fn has_words(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_alphabetic).count() >= 3
        || text.contains("000") && !text.contains(',')
        || text.starts_with("(")
}

fn is_year(text: &str) -> bool {
    let begins = text.as_bytes().first_chunk::<4>().is_some_and(|four| four.iter().all(u8::is_ascii_digit));
    let bare = || text.split('(').next().unwrap_or(text).trim().trim_end_matches(|c: char| !c.is_ascii_digit());
    begins && bare().len() == 4 && matches!(bare().parse::<u32>(), Ok(1980..=2079))
}

fn is_dated(text: &str) -> bool {
    let names = names(text);
    !names.days.is_empty() || !names.periods.is_empty()
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

/// A heading or caption, and what it says of time.
pub(super) struct Heading<'a> {
    text: &'a str,
    names: Rc<Names>,
}

/// What headings say of time that were read: many stand over several columns, or once over each.
#[derive(Debug, Default)]
pub(super) struct Known(FxHashMap<String, Rc<Names>>);

impl Known {
    fn heading<'a>(&mut self, text: &'a str) -> Heading<'a> {
        if let Some(names) = self.0.get(text) {
            return Heading { text, names: Rc::clone(names) };
        }
        let heading = Heading::of(text);
        self.0.insert(text.to_owned(), Rc::clone(&heading.names));
        heading
    }
}

impl<'a> Heading<'a> {
    pub fn of(text: &'a str) -> Self {
        Self { text, names: Rc::new(names(text)) }
    }

    /// The one period it names: its length, its weeks, and its year where it has no date.
    fn unit(&self) -> Option<(Length, Option<u8>, Option<i16>)> {
        let [first, rest @ ..] = self.names.periods.as_slice() else { return None };
        // `three months ended` beside `six months ended` in one cell says nothing of one column
        if rest.iter().any(|other| !other.length.is_like(first.length)) {
            return None;
        }
        let year = if rest.is_empty() && first.end.is_none() { first.year } else { None };
        Some((first.length, first.weeks, year))
    }

    /// Its year, where it names one only.
    fn only_year(&self) -> Option<i16> {
        let (first, rest) = self.names.years.split_first()?;
        rest.iter().all(|year| year == first).then_some(*first)
    }
}

/// Reads what stands over a column: the captions of the table, the nearest first, and the cells
/// over the column from the top down, each with whether it stands over all columns. `known` are headings read before.
pub(super) fn read<'a>(
    content: &Content,
    captions: impl Iterator<Item = &'a Heading<'a>> + Clone,
    cells: &[(&str, bool)],
    known: &mut Known,
) -> Head {
    let headings: Vec<Heading> = cells.iter().map(|(text, _)| known.heading(text)).collect();
    let joined = if cells.len() == 1 {
        String::new()
    } else {
        cells.iter().map(|(text, _)| *text).collect::<Vec<_>>().join(" ")
    };
    let together = known.heading(&joined);
    let all = if let [only] = headings.as_slice() { only } else { &together };
    let own = || headings.iter().zip(cells).filter(|(_, (_, alone))| !alone).map(|(heading, _)| heading);
    let said: Vec<u8> = own().map(|heading| said(heading.text)).collect();
    let mut head = Head {
        barred: own().zip(&said).any(|(heading, said)| is_barred(heading, *said)),
        total: is_total(cells),
        converted: said.iter().any(|said| said & CONVERTED != 0),
        restated: said.iter().any(|said| said & RESTATED != 0),
        to_date: said.iter().any(|said| said & TO_DATE != 0 && said & CHANGE == 0),
        ..Head::default()
    };
    // The lowest heading that names a period alone, else all of them together, else a caption.
    let named = headings.iter().rev().find_map(Heading::unit).or_else(|| all.unit());
    let named =
        named.or_else(|| captions.clone().find_map(Heading::unit).map(|(length, weeks, _)| (length, weeks, None)));
    if let Some((length, weeks, year)) = named {
        (head.length, head.weeks, head.year) = (Some(length), weeks, year);
        head.named = year.is_some();
    }
    let own_year = own().rev().find_map(Heading::only_year).or_else(|| all.only_year());
    // `2Q21` names its period whole: the date of a caption is that of another
    let numbered = head.named && matches!(head.length, Some(Length::Quarter(Some(_))));
    let dated = captions.clone().filter(|_| !numbered);
    if let Some(day) = day(dated, all, own_year) {
        head.day = Some(day);
        if day.year.is_some() {
            (head.year, head.named) = (day.year, false);
        }
    } else if !head.named && own_year.is_some() {
        (head.year, head.named) = (own_year, true);
    }
    head.span = naming(content, captions, &headings);
    head
}

/// Where the words stand that name a column's period: the heading with its length, else its date
/// or year, else the caption that has them.
fn naming<'a>(
    content: &Content,
    captions: impl Iterator<Item = &'a Heading<'a>> + Clone,
    headings: &[Heading],
) -> Option<Span> {
    let long = |heading: &Heading| heading.unit().is_some().then(|| place(content, heading));
    let dated = |heading: &Heading| {
        (!heading.names.days.is_empty() || !heading.names.years.is_empty()).then(|| place(content, heading))
    };
    let found = headings.iter().rev().find_map(long).or_else(|| captions.clone().find_map(long));
    found.or_else(|| headings.iter().rev().find_map(dated)).or_else(|| captions.clone().find_map(dated))?
}

/// Where a heading stands in the text that it was cut from.
fn place(content: &Content, heading: &Heading) -> Option<Span> {
    let text = heading.text;
    let start = (text.as_ptr() as usize).checked_sub(content.text.as_ptr() as usize)?;
    (start + text.len() <= content.text.len()).then(|| Span::new(start, start + text.len()))
}

/// The last day of a column's period: its own date, else that of a caption with its own year.
fn day<'a>(captions: impl Iterator<Item = &'a Heading<'a>>, all: &Heading, own_year: Option<i16>) -> Option<Day> {
    let days = &all.names.days;
    let fits = |day: &&Day| own_year.is_none() || day.year == own_year;
    let own =
        days.iter().rev().find(fits).or_else(|| days.iter().rev().find(|day| day.year.is_none())).or(days.first());
    if let Some(day) = own {
        return Some(Day { year: own_year.or(day.year), ..*day });
    }
    let mut captions = captions;
    let of_caption = captions.find_map(|caption| caption.names.periods.iter().find_map(|period| period.end))?;
    Some(Day { year: own_year.or(of_caption.year), ..of_caption })
}

/// Whether the column is the sum of those beside it.
fn is_total(cells: &[(&str, bool)]) -> bool {
    cells.iter().any(|(text, alone)| {
        let text = text.trim();
        !alone && ["total", "consolidated", "total company"].iter().any(|word| text.eq_ignore_ascii_case(word))
    })
}

/// Whether a heading at the left of the figures names one period, with its end: `Six months ended June 30:`.
pub(super) fn names_one_period(text: &str) -> bool {
    const LONGEST: usize = 70;
    text.len() < LONGEST && {
        let heading = Heading::of(text);
        heading.unit().is_some() && heading.names.periods.first().is_some_and(|period| period.end.is_some())
    }
}

/// It bars the column from being an amount of a period.
const BARS: u8 = 1;
/// It speaks of a change.
const CHANGE: u8 = 2;
const PRO_FORMA: u8 = 4;
/// The column holds the year up to a day.
const TO_DATE: u8 = 8;
/// The column is in US dollars by its own heading.
const CONVERTED: u8 = 16;
const RESTATED: u8 = 32;

/// Parts of words that a heading may hold, and what they say.
const SAID: [(&str, u8); 31] = [
    ("change", BARS | CHANGE),
    ("%", BARS),
    ("percent", BARS),
    ("increase", BARS),
    ("decrease", BARS),
    ("inc.", BARS),
    ("(dec", BARS),
    ("variance", BARS),
    ("growth", BARS),
    ("pro forma", BARS | PRO_FORMA),
    ("proforma", BARS),
    ("adjust", BARS),
    ("non-gaap", BARS),
    ("forecast", BARS),
    ("guidance", BARS),
    ("outlook", BARS),
    ("estimate", BARS),
    ("budget", BARS),
    ("year-to-date", BARS | TO_DATE),
    ("year to date", BARS | TO_DATE),
    ("ytd", BARS | TO_DATE),
    ("o/(u)", BARS),
    ("margin", BARS),
    ("constant", BARS),
    ("us$", CONVERTED),
    ("u.s.$", CONVERTED),
    ("u.s. $", CONVERTED),
    ("usd", CONVERTED),
    ("u.s. dollar", CONVERTED),
    ("convenience", CONVERTED),
    ("restated", RESTATED),
];

/// What the words of a heading say.
fn said(text: &str) -> u8 {
    static WORDS: LazyLock<Parts> = LazyLock::new(|| Parts::new(SAID.map(|(word, _)| word)));
    WORDS.of(text).fold(0, |said, place| said | SAID[place].1)
}

/// Whether a heading bars its column; `2005 % of sales` stands over an amount and its share: the
/// figures tell them apart.
fn is_barred(heading: &Heading, said: u8) -> bool {
    said & BARS != 0 && (heading.names.years.is_empty() || said & (CHANGE | PRO_FORMA) != 0)
}
