//! The periods that a sentence names, and whether they lie ahead of the release.

use std::{borrow::Cow, sync::LazyLock};

use super::{
    compared::is_compared,
    year::{bare_years, coded_years, fiscal_years},
};
use crate::{
    ingest::{
        extract::period::{self, Length, Mention},
        words::Groups,
    },
    model::{Date, Period, Span},
};

/// A period named in a text, with its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Where, in the text that was read.
    pub span: Span,
    /// `2005Q2`, `2005FY`.
    pub label: String,
    /// Whether it was not over when the release was written.
    pub ahead: bool,
    /// Whether another is compared with it.
    pub compared: bool,
}

/// What is known of the time of the release.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    /// The last finished quarter, counted from year 0, where known.
    last: Option<i32>,
    /// The last day of that quarter.
    end: Option<Date>,
    /// Whether the last quarter comes from the headline period rather than from the calendar.
    told: bool,
    /// Whether the text says which quarter was the last, be it by the one under way.
    known: bool,
    /// The month that the fiscal year ends in.
    year_end: i32,
    /// When the release was written.
    reference: Option<Date>,
    /// Whether the results of the last quarter are not final yet.
    preliminary: bool,
    /// The fiscal year of the quarter that the opening speaks of, where no headline period gives it.
    of_year: Option<i32>,
    /// Whether fiscal years that end in winter are called by their end.
    by_end: bool,
}

impl Clock {
    /// The clock of a document: its headline period, the day of its release, and the end of the
    /// fiscal year as the header has it.
    #[must_use]
    pub fn of(headline: Option<&Period>, reference: Option<Date>, fiscal_year_end: Option<(u8, u8)>) -> Self {
        let header = fiscal_year_end
            .map_or(12, |(month, day)| if day > 10 { i32::from(month) } else { (i32::from(month) + 10) % 12 + 1 });
        let counted = headline.and_then(|period| Some((last_quarter(&period.label)?, period.end)));
        if let Some((last, end)) = counted {
            let pending = end.zip(reference).is_some_and(|(end, reference)| end > reference);
            let year_end =
                end.map_or(header, |end| (month_of(end) + 3 * (3 - last.rem_euclid(4)) - 1).rem_euclid(12) + 1);
            let end = end.filter(|_| !pending);
            return Self {
                last: Some(last - i32::from(pending)),
                end,
                told: !pending,
                known: !pending,
                year_end,
                reference,
                preliminary: false,
                of_year: None,
                by_end: false,
            };
        }
        let last = reference.map(|date| quarter_of(i32::from(date.year()), i32::from(date.month()), header) - 1);
        Self {
            last,
            end: None,
            told: false,
            known: false,
            year_end: header,
            reference,
            preliminary: false,
            of_year: None,
            by_end: false,
        }
    }

    /// The clock of a release whose figures are preliminary: "the full year" then is the one
    /// that the fourth quarter closed.
    #[must_use]
    pub const fn closing(self, preliminary: bool) -> Self {
        Self { preliminary, ..self }
    }

    /// The clock that takes the headline period for one to come, as a table of estimates of it does.
    #[must_use]
    pub fn before_the_last(self) -> Self {
        let last = self.last.map(|last| last - 1);
        Self { last, end: None, told: false, known: true, reference: None, ..self }
    }

    /// The clock of a release on a quarter under way: one of these, numbered, that ends later.
    #[must_use]
    pub fn towards(self, named: &[Mention]) -> Self {
        let under_way =
            named.iter().filter(|mention| !mention.compared && self.ends_later(mention)).find_map(|mention| {
                let Length::Quarter(Some(quarter)) = mention.length else { return None };
                self.quarter_index(i32::from(quarter), mention)
            });
        under_way.map_or(self, |index| Self { last: Some(index - 1), known: true, ..self })
    }

    /// The clock of a release whose opening names a quarter or a year with its fiscal year: that year is this one.
    #[must_use]
    pub fn in_year(self, named: &[Mention]) -> Self {
        let first = named.iter().find(|mention| {
            let whole = matches!(mention.length, Length::Quarter(Some(_)) | Length::Year);
            !mention.compared && mention.year.is_some() && whole
        });
        let told = first.and_then(|mention| mention.year);
        let now = self.reference.map(Date::year);
        let fits = told.zip(now).is_some_and(|(told, now)| (0..=1).contains(&(told - now)));
        Self { of_year: told.filter(|_| fits).map(i32::from), ..self }
    }

    /// The clock of a company that calls years ending in winter by their end, as the opening shows: `fiscal 2010`
    /// beside `the year ending January 30, 2010`, or that year compared with `fiscal 2009`.
    #[must_use]
    pub fn called(self, named: &[Mention], opening: &str) -> Self {
        let ends = named.iter().filter_map(|mention| {
            let (day, year) = (mention.end?, mention.end?.year?);
            let last = matches!(mention.length, Length::Year | Length::Quarter(Some(4)));
            let winter = day.month == 1 || day.month == 2 && day.day.is_some_and(|day| day <= 10);
            (last && winter).then_some((mention, year))
        });
        let called = ends.into_iter().find_map(|(mention, year)| {
            if let Some(name) = mention.year {
                return Some(name == year);
            }
            let names: Vec<(i16, bool)> = fiscal_years(opening).collect();
            // where both are named, `fiscal 2009` raised beside the year ending in January of 2010 is that year
            let by_start = names.contains(&(year - 1, false)) && !names.contains(&(year, false));
            let by_end = names.contains(&(year, false)) || names.contains(&(year - 1, true));
            (by_start || by_end).then_some(!by_start)
        });
        let by_end = called.unwrap_or(false);
        let last = self.last.map(|last| last + 4 * i32::from(by_end && self.year_end == 1 && self.end.is_none()));
        Self { by_end, last, ..self }
    }

    /// The year that "the full year" means, where nothing names it.
    fn this_year(&self) -> Option<i32> {
        if self.of_year.is_some() {
            return self.of_year;
        }
        self.last.map(|last| (last + i32::from(!self.preliminary)).div_euclid(4))
    }

    /// Every period that `text` names and that can be labelled, in order.
    #[must_use]
    pub fn named(&self, text: &str, lower: &str) -> Vec<Named> {
        let text = &*without_comma(text);
        let mentions = self.with_years(text, mentions_by_clause(text));
        let mut found: Vec<Named> = mentions.iter().filter_map(|mention| self.of_mention(mention, lower)).collect();
        let relative: Vec<Named> = self.relative(lower).collect();
        // `next fiscal year` is read as a whole, not as `fiscal year`
        found.retain(|named| {
            !relative
                .iter()
                .any(|other| lower[other.span.range()].starts_with("next") && other.span.overlaps(named.span))
        });
        let free = |span: Span| !mentions.iter().any(|mention| mention.span.overlaps(span));
        found.extend(bare_years(lower).chain(coded_years(lower)).filter(|(span, _)| free(*span)).map(
            |(span, year)| {
                let index = i32::from(year) * 4 + 3;
                Named {
                    span,
                    label: format!("{year}FY"),
                    ahead: self.is_ahead(index),
                    compared: is_compared(lower, span.start),
                }
            },
        ));
        let mut relative = relative;
        relative.retain(|named| !found.iter().any(|known| known.span.overlaps(named.span)));
        for index in (0..relative.len()).rev() {
            // `fiscal year` inside `next fiscal year`
            let span = relative[index].span;
            if relative.iter().any(|other| other.span != span && other.span.covers(span)) {
                relative.remove(index);
            }
        }
        found.append(&mut relative);
        found.sort_by_key(|named| named.span.start);
        found
    }

    /// The day, or the month and day 0, on which promises were made that stand below a head, where it is one before the
    /// release; of a day without a year the last such day. The end of a period is none.
    #[must_use]
    pub fn day_of_promise(&self, head: &str) -> Option<(i16, u8, u8)> {
        let lower = head.to_ascii_lowercase();
        if ["ended", "ending", "ends"].iter().any(|word| lower.contains(word)) {
            return None;
        }
        let now = self.reference.map(|now| (now.year(), now.month().unsigned_abs(), now.day().unsigned_abs()));
        let day = period::dates(head).into_iter().next()?;
        match (day.year, day.day) {
            (Some(year), Some(of_month)) => Some((year, day.month, of_month)),
            (Some(year), None) => Some((year, day.month, 0)).filter(|own| now.is_some_and(|now| *own < now)),
            (None, of_month) => {
                let now = now?;
                let own = |year| (year, day.month, of_month.unwrap_or(0));
                Some(if own(now.0) <= now { own(now.0) } else { own(now.0 - 1) })
            }
        }
    }

    /// Whether a month is that of the release, or the one before.
    pub fn is_of_late(&self, year: i16, month: u8) -> bool {
        let count = |year: i16, month: i32| i32::from(year) * 12 + month;
        self.reference.is_some_and(|now| {
            (0..=1).contains(&(count(now.year(), i32::from(now.month())) - count(year, i32::from(month))))
        })
    }

    /// Gives a quarter the year it is said to be of: `the fourth quarter of its fiscal year ending June 30, 1998`.
    fn with_years(&self, text: &str, mut mentions: Vec<Mention>) -> Vec<Mention> {
        for index in (1..mentions.len()).rev() {
            let (quarter, year) = (mentions[index - 1], mentions[index]);
            let between = text.get(quarter.span.end..year.span.start).unwrap_or_default().trim();
            let of_it = matches!((quarter.length, year.length), (Length::Quarter(Some(_)), Length::Year))
                && quarter.year.is_none()
                && quarter.end.is_none()
                && matches!(between, "of its" | "of the" | "of our" | "of" | "of the Company's" | "of its current");
            let named = if of_it { self.year(&year).and_then(|year| i16::try_from(year).ok()) } else { None };
            if named.is_some() {
                let span = Span::new(quarter.span.start, year.span.end);
                mentions[index - 1] = Mention { span, year: named, ending: false, ..quarter };
                mentions.remove(index);
            }
        }
        mentions
    }

    fn is_ahead(&self, index: i32) -> bool {
        self.last.is_none_or(|last| index > last - i32::from(!self.known && self.is_closing()))
    }

    /// Whether no headline period is known and the release is of January, when retailers' fourth quarters run on.
    fn is_closing(&self) -> bool {
        let january = self.reference.is_some_and(|reference| reference.month() == 1);
        !self.known && january && self.year_end == 12 && self.end.is_none()
    }

    fn of_mention(&self, mention: &Mention, lower: &str) -> Option<Named> {
        let (label, index) = match mention.length {
            Length::Quarter(Some(quarter)) => {
                let index = self.quarter_index(i32::from(quarter), mention)?;
                (quarter_label(index), index)
            }
            Length::Quarter(None) => {
                let index = self.of_end(mention)?;
                (quarter_label(index), index)
            }
            Length::Year => {
                let year = self.year(mention)?;
                (format!("{year}FY"), year * 4 + 3)
            }
            Length::Half(Some(half)) => {
                let year = mention.year.map(i32::from).or_else(|| {
                    self.last.map(|last| {
                        (last + 3 - 2 * i32::from(half)).div_euclid(4) + i32::from(half == 2 && last.rem_euclid(4) == 3)
                    })
                })?;
                (format!("{year}H{half}"), year * 4 + 2 * i32::from(half) - 1)
            }
            Length::Half(None) => {
                let quarter = self.of_end(mention)?;
                let (year, half) = (quarter.div_euclid(4), quarter.rem_euclid(4) / 2 + 1);
                (format!("{year}H{half}"), quarter)
            }
            Length::NineMonths => {
                let year = self.year(mention)?;
                (format!("{year}9M"), year * 4 + 2)
            }
            // nobody promises anything for it
            Length::Months(_) => return None,
        };
        let pending = mention.ending || self.ends_later(mention);
        let over = !pending && self.ended(mention);
        let ahead = pending || (!over && self.is_ahead(index));
        let compared = (mention.compared && !ahead) || is_compared(lower, mention.span.start);
        Some(Named { span: mention.span, label, ahead, compared })
    }

    /// Whether its end date lies after the release.
    fn ends_later(&self, mention: &Mention) -> bool {
        self.end_against_release(mention) == Some(std::cmp::Ordering::Greater)
    }

    /// Whether its end date lies before the release.
    fn ended(&self, mention: &Mention) -> bool {
        self.end_against_release(mention).is_some_and(std::cmp::Ordering::is_le)
    }

    fn end_against_release(&self, mention: &Mention) -> Option<std::cmp::Ordering> {
        let day = mention.end?;
        let end = (day.year?, day.month, day.day.unwrap_or(28));
        let reference = self.reference?;
        Some(end.cmp(&(reference.year(), reference.month().unsigned_abs(), reference.day().unsigned_abs())))
    }

    /// The count of a numbered quarter.
    fn quarter_index(&self, quarter: i32, mention: &Mention) -> Option<i32> {
        if let Some(year) = mention.year {
            return Some(i32::from(year) * 4 + quarter - 1);
        }
        let counted = self.end.and_then(|_| self.of_end(mention));
        if let Some(index) = counted.filter(|index| index.rem_euclid(4) == quarter - 1) {
            return Some(index);
        }
        if let Some((year, month)) = mention.end.and_then(|day| Some((i32::from(day.year?), i32::from(day.month)))) {
            // a quarter of 13 weeks may end in the first days of a month
            let early = mention.end.and_then(|day| day.day).is_some_and(|day| day <= 10);
            let (year, month) =
                (year - i32::from(early && month == 1), (month - i32::from(early) - 1).rem_euclid(12) + 1);
            let year_end = (month + 3 * (4 - quarter) - 1).rem_euclid(12) + 1;
            return Some(
                (year + i32::from(month > year_end) - i32::from(year_end == 1 && !self.by_end)) * 4 + quarter - 1,
            );
        }
        let last = self.last?;
        // a quarter with the number of the headline's is the headline's, and in the weeks after a quarter that
        // may not be over yet one of its number is that quarter
        let from = if self.known || self.is_closing() { last } else { last + 1 };
        Some(from + (quarter - 1 - from).rem_euclid(4))
    }

    /// The count of a quarter known by its end date alone.
    fn of_end(&self, mention: &Mention) -> Option<i32> {
        let day = mention.end?;
        let early = day.day.is_some_and(|day| day <= 10);
        let month = (i32::from(day.month) - i32::from(early) - 1).rem_euclid(12) + 1;
        let year = day.year.map(|year| i32::from(year) - i32::from(early && day.month == 1)).or_else(|| {
            let reference = self.reference?;
            Some(
                i32::from(reference.year()) + i32::from(month < i32::from(reference.month()) - 6)
                    - i32::from(month > i32::from(reference.month()) + 6),
            )
        })?;
        match (self.end, self.last) {
            (Some(end), Some(last)) => {
                let months = year * 12 + month - (i32::from(end.year()) * 12 + month_of(end));
                Some(last + (f64::from(months) / 3.0).round() as i32)
            }
            _ => Some(quarter_of(year, month, self.year_end) + 4 * i32::from(self.by_end && self.year_end == 1)),
        }
    }

    fn year(&self, mention: &Mention) -> Option<i32> {
        if let Some(year) = mention.year {
            return Some(i32::from(year));
        }
        if let Some((year, month)) = mention.end.and_then(|day| Some((i32::from(day.year?), i32::from(day.month)))) {
            if self.end.is_some() {
                return self.of_end(mention).map(|quarter| quarter.div_euclid(4));
            }
            let early = mention.end.and_then(|day| day.day).is_some_and(|day| day <= 10);
            return Some(year - i32::from((month == 1 || month == 2 && early) && !self.by_end));
        }
        self.this_year()
    }

    /// Periods named from where the writer stands: "the current quarter", "next year".
    fn relative<'a>(&'a self, lower: &'a str) -> impl Iterator<Item = Named> + 'a {
        const PHRASES: [(&str, i32, bool); 28] = [
            ("finish the year", 0, true),
            ("end the year", 0, true),
            ("close the year", 0, true),
            ("current quarter", 0, false),
            ("this quarter", 0, false),
            ("next quarter", 0, false),
            ("coming quarter", 0, false),
            ("current fiscal quarter", 0, false),
            ("upcoming quarter", 0, false),
            ("next fiscal quarter", 0, false),
            ("for the quarter", 0, false),
            ("in the quarter", 0, false),
            ("current year", 0, true),
            ("this year", 0, true),
            ("for the year", 0, true),
            ("current fiscal year", 0, true),
            ("the fiscal year", 0, true),
            ("this fiscal year", 0, true),
            ("the full year", 0, true),
            ("full-year", 0, true),
            ("full year", 0, true),
            ("next year", 1, true),
            ("next fiscal year", 1, true),
            ("coming year", 0, true),
            ("year as a whole", 0, true),
            ("fiscal year", 0, true),
            ("the entire year", 0, true),
            ("year-end", 0, true),
        ];
        static WORDS: LazyLock<Groups<28>> =
            LazyLock::new(|| Groups::new(PHRASES.each_ref().map(|(phrase, ..)| std::slice::from_ref(phrase))));
        let last = self.last;
        let held = WORDS.of(lower);
        PHRASES.iter().enumerate().filter_map(move |(number, &(phrase, step, year))| {
            let start = held.first(number)?;
            let vague = matches!(phrase, "for the quarter" | "in the quarter" | "for the year");
            let span = Span::new(start, start + phrase.len());
            if is_year_of_a_day(&lower[..start]) {
                return None;
            }
            // `$.10 for the year prior`
            let rest = &lower[span.end..];
            if [" prior", " before", " ago", " earlier"].iter().any(|word| rest.starts_with(word)) {
                return None;
            }
            let last = last?;
            let reports =
                self.told && ["expects to report", "expected to report"].iter().any(|words| lower.contains(words));
            let this_year = if reports { last.div_euclid(4) } else { self.this_year()? };
            let label = if year { format!("{}FY", this_year + step) } else { quarter_label(last + 1 + step) };
            let closed = year && !self.is_ahead((this_year + step) * 4 + 3);
            // in the release of a finished period, "for the year" may be that one
            let ahead = !(vague && self.told);
            (ahead || phrase == "for the year").then_some(Named {
                span,
                label,
                ahead: !closed,
                compared: is_compared(lower, start),
            })
        })
    }
}

/// Whether words before "this year" are a day or a month of it: "on October 30 of", "in May of".
fn is_year_of_a_day(before: &str) -> bool {
    let Some(day) = before.trim_end().strip_suffix(" of") else { return false };
    let word = day.trim_end().rsplit(' ').next().unwrap_or_default();
    let number = (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    number || crate::model::month(word).is_some()
}

/// A heading that names a quarter and its year behind a comma with a space for it: `Third quarter, fiscal 2004`.
fn without_comma(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 60;
    let heading = text.trim().trim_end_matches(':');
    let year = |rest: &str| {
        let rest = rest.trim_start().to_ascii_lowercase();
        let rest = ["fiscal year", "fiscal"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(&rest);
        rest.trim().len() == 4 && rest.trim().bytes().all(|byte| byte.is_ascii_digit())
    };
    let named = heading.len() < LONGEST
        && heading.split_once(',').is_some_and(|(quarter, rest)| quarter.ends_with("uarter") && year(rest));
    if named { Cow::Owned(text.replacen(',', " ", 1)) } else { Cow::Borrowed(text) }
}

/// The periods that a text names. `from the second quarter, and for 2005 revenue` names a quarter, and then a year.
fn mentions_by_clause(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut from = 0;
    // a clause ends with its comma
    let turns = memchr::memchr_iter(b',', text.as_bytes()).filter(|comma| text[*comma..].starts_with(", and for "));
    for end in turns.map(|comma| comma + 1).chain([text.len()]) {
        let named = period::mentions(&text[from..end]).into_iter();
        found.extend(named.map(|one| Mention { span: one.span.shifted(from), ..one }));
        from = end;
    }
    found
}

fn quarter_label(index: i32) -> String {
    format!("{}Q{}", index.div_euclid(4), index.rem_euclid(4) + 1)
}

fn month_of(date: Date) -> i32 {
    let month = i32::from(date.month());
    if date.day() > 10 { month } else { (month + 10) % 12 + 1 }
}

/// The count of the quarter that a calendar month lies in, in a fiscal year that ends in `year_end`.
fn quarter_of(year: i32, month: i32, year_end: i32) -> i32 {
    let fiscal = year + i32::from(month > year_end) - i32::from(year_end == 1);
    fiscal * 4 + (month - year_end - 1).rem_euclid(12) / 3
}

/// The count of the last quarter of a labelled period.
fn last_quarter(label: &str) -> Option<i32> {
    let (year, code) = label.split_at_checked(4)?;
    let year: i32 = year.parse().ok()?;
    let quarter = match code.as_bytes() {
        b"FY" | b"H2" => 3,
        b"9M" => 2,
        b"H1" => 1,
        [b'Q', n @ b'1'..=b'4'] => i32::from(n - b'1'),
        _ => return None,
    };
    Some(year * 4 + quarter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(label: &str, end: &str, released: &str) -> Clock {
        let period = Period { label: label.to_owned(), end: end.parse().ok(), ..Period::default() };
        Clock::of(Some(&period), released.parse().ok(), None)
    }

    fn labels(clock: &Clock, text: &str) -> Vec<(String, bool)> {
        clock.named(text, &text.to_ascii_lowercase()).into_iter().map(|named| (named.label, named.ahead)).collect()
    }

    #[test]
    fn a_quarter_without_a_year_is_the_next_of_its_number() {
        let clock = clock("2004Q4", "2004-12-31", "2005-02-10");
        assert_eq!(labels(&clock, "for the first quarter"), [("2005Q1".to_owned(), true)]);
        assert_eq!(labels(&clock, "in the fourth quarter"), [("2004Q4".to_owned(), false)]);
    }

    #[test]
    fn an_end_date_settles_the_fiscal_year() {
        let clock = Clock::of(None, "2001-03-21".parse().ok(), None);
        assert_eq!(
            labels(&clock, "its third fiscal quarter, which ends on April 1, 2001"),
            [("2001Q3".to_owned(), true)]
        );
    }

    #[test]
    fn a_year_alone_is_the_fiscal_year() {
        let clock = clock("2003Q2", "2003-06-30", "2003-07-20");
        assert_eq!(labels(&clock, "2003 revenue of $40 million"), [("2003FY".to_owned(), true)]);
        assert_eq!(labels(&clock, "on July 20, 2003"), []);
        assert_eq!(labels(&clock, "revenue for the full year"), [("2003FY".to_owned(), true)]);
    }
}
