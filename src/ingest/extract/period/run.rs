//! Runs of words that can belong to the name of a period, read as units, years and end dates.

use super::{
    day::{Day, date},
    mention::Length,
    token::{Token, Word, century},
};

/// A part of a run of period words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    Unit {
        length: Length,
        weeks: Option<u8>,
    },
    Year(i16),
    Date {
        day: Day,
        ending: bool,
    },
    And,
    /// `fiscal` or `full` before `year`.
    Qualifier,
}

pub(super) struct Run {
    pub items: Vec<(Item, usize, usize)>,
    pub first: usize,
    pub next: usize,
}

/// The few items that a word or two make.
#[derive(Clone, Copy)]
struct Items {
    list: [Item; 3],
    count: usize,
}

impl Items {
    const NONE: Self = Self { list: [Item::And; 3], count: 0 };

    fn of<const N: usize>(items: [Item; N]) -> Self {
        let mut all = Self::NONE;
        all.extend(items);
        all
    }

    fn extend(&mut self, items: impl IntoIterator<Item = Item>) {
        for (place, item) in self.list[self.count..].iter_mut().zip(items) {
            *place = item;
            self.count += 1;
        }
    }

    fn all(&self) -> &[Item] {
        &self.list[..self.count]
    }
}

/// Reads the run of period words that starts at `at`; without items where there is none.
pub(super) fn run(tokens: &[Token], at: usize) -> Run {
    let mut run = Run { items: vec![], first: at, next: at };
    let mut at = at;
    let mut idle = 0;
    while at < tokens.len() && idle < 5 {
        let (items, used) = step(tokens, at, &run);
        if used == 0 {
            break;
        }
        if items.all().is_empty() {
            if run.items.is_empty() {
                run.next = at + used;
                return run;
            }
            idle += 1;
        } else {
            if run.items.is_empty() {
                run.first = at;
            }
            if items.all()[0] == Item::And {
                idle += 1;
            } else {
                idle = 0;
                run.next = at + used;
            }
        }
        let (start, end) = (tokens[at].start, tokens[at + used - 1].end);
        run.items.extend(items.all().iter().map(|item| (*item, start, end)));
        at += used;
    }
    run.next = run.next.max(run.first + 1);
    run
}

/// What stands at `at`, and how many tokens it takes; none where it cannot belong to the run.
fn step(tokens: &[Token], at: usize, run: &Run) -> (Items, usize) {
    let word = |index: usize| tokens.get(at + index).map_or(Word::Other, |token| token.word);
    let unit = |length, weeks| Item::Unit { length, weeks };
    let started = !run.items.is_empty();
    match word(0) {
        Word::Ordinal(n) => ordinal(tokens, at, n),
        Word::QuarterOf(n, year) => {
            let mut items = Items::of([unit(Length::Quarter(Some(n)), None)]);
            let (year, used) = short_year(tokens, at, year);
            items.extend(year.map(Item::Year));
            (items, used)
        }
        Word::HalfOf(n, year) => {
            let mut items = Items::of([unit(Length::Half(Some(n)), None)]);
            items.extend(year.map(Item::Year));
            (items, 1)
        }
        Word::NineMonths(year) => {
            let mut items = Items::of([unit(Length::NineMonths, None)]);
            items.extend(year.map(Item::Year));
            (items, 1)
        }
        Word::Number(_) | Word::Month(_) if !started && let Some(found) = days(tokens, at) => found,
        Word::Number(_) => spans(tokens, at, started),
        Word::Quarter => (Items::of([unit(Length::Quarter(None), None)]), 1),
        Word::Half if word(1) == Word::YearUnit => (Items::of([unit(Length::Half(None), None)]), 2),
        // `Interim report January - September 2024`
        Word::Interim if (1..3).any(|index| matches!(word(index), Word::Month(_))) => (Items::NONE, 1),
        Word::Interim => (Items::of([unit(Length::Half(None), None)]), 1),
        Word::Full if word(1) == Word::Fiscal && word(2) == Word::YearUnit => {
            (Items::of([unit(Length::Year, None)]), 3)
        }
        Word::Full if word(1) == Word::YearUnit => (Items::of([unit(Length::Year, None)]), 2),
        Word::Full if word(1) == Word::Fiscal => (Items::of([unit(Length::Year, None)]), 2),
        Word::Fiscal if word(1) == Word::YearUnit => (Items::of([Item::Qualifier, unit(Length::Year, None)]), 2),
        Word::Fiscal => match word(1) {
            Word::Number(n) if (80..100).contains(&n) || n < 40 && matches!(word(2), Word::Other | Word::Filler) => {
                (Items::of([Item::Qualifier, Item::Year(century(u32::from(n)))]), 2)
            }
            Word::Year(year) if run.units() == 0 && ends_on_a_day(tokens, at + 2) => (dated_year(year), 2),
            Word::Year(_) | Word::Quarter | Word::Ordinal(_) | Word::QuarterOf(..) | Word::Half => {
                (Items::of([Item::Qualifier]), 1)
            }
            _ if started => (Items::NONE, 1),
            _ => (Items::NONE, 0),
        },
        Word::FiscalYear(Some(year)) if run.units() == 0 && ends_on_a_day(tokens, at + 1) => (dated_year(year), 1),
        Word::FiscalYear(Some(year)) => (Items::of([Item::Qualifier, Item::Year(year)]), 1),
        Word::FiscalYear(None) => match word(1) {
            Word::Year(year) if run.units() == 0 && ends_on_a_day(tokens, at + 2) => (dated_year(year), 2),
            Word::Number(n @ 0..100) => (Items::of([Item::Qualifier, Item::Year(century(u32::from(n)))]), 2),
            Word::Year(_) => (Items::of([Item::Qualifier]), 1),
            _ => (Items::NONE, 0),
        },
        Word::YearUnit => year_word(tokens, at, started),
        Word::Year(year) => (Items::of([Item::Year(year)]), 1),
        Word::Ended | Word::Ending | Word::To if started => ended(tokens, at),
        Word::Will if started && word(1) == Word::Ending => (Items::NONE, 1),
        Word::Month(_) => month(tokens, at, run),
        Word::And if started => (Items::of([Item::And]), 1),
        Word::Filler | Word::On if started => (Items::NONE, 1),
        _ => (Items::NONE, 0),
    }
}

/// Whether the year that is named before `at` is said to end on a day: `fiscal 2009, which ends April 30`.
fn ends_on_a_day(tokens: &[Token], at: usize) -> bool {
    let passed = |word: Word| matches!(word, Word::And | Word::Filler | Word::Will);
    let skipped = tokens.iter().skip(at).take(3).take_while(|token| passed(token.word)).count();
    let verb = tokens.get(at + skipped).map(|token| token.word);
    matches!(verb, Some(Word::Ended | Word::Ending)) && end_date(tokens, at + skipped + 1).is_some()
}

/// A fiscal year named by its number.
fn dated_year(year: i16) -> Items {
    Items::of([Item::Qualifier, Item::Unit { length: Length::Year, weeks: None }, Item::Year(year)])
}

/// `first quarter`, `first fiscal quarter`, `first and second quarters`, `first nine months`.
fn ordinal(tokens: &[Token], at: usize, n: u8) -> (Items, usize) {
    let word = |index: usize| tokens.get(at + index).map_or(Word::Other, |token| token.word);
    let mut skip = 1;
    while skip < 4 && matches!(word(skip), Word::Fiscal | Word::FiscalYear(None) | Word::Year(_)) {
        skip += 1;
    }
    let year = (1..skip).find_map(|index| match word(index) {
        Word::Year(year) => Some(Item::Year(year)),
        _ => None,
    });
    // first six fiscal months
    let months = |at: usize| word(at) == Word::Months || word(at) == Word::Fiscal && word(at + 1) == Word::Months;
    let unit = match word(skip) {
        Word::Quarter => Some(Length::Quarter(Some(n))),
        Word::Half if n < 3 => Some(Length::Half(Some(n))),
        Word::Number(3) if n == 1 && months(skip + 1) => Some(Length::Quarter(Some(1))),
        Word::Number(6) if n == 1 && months(skip + 1) => Some(Length::Half(Some(1))),
        Word::Number(9) if n == 1 && months(skip + 1) => Some(Length::NineMonths),
        Word::Number(3) if n == 1 && word(skip + 1) == Word::Quarter => Some(Length::NineMonths),
        _ => None,
    };
    if let Some(length) = unit {
        let used = skip + if matches!(word(skip), Word::Number(_)) { 2 } else { 1 };
        let mut items = Items::of([Item::Unit { length, weeks: None }]);
        items.extend(year);
        return (items, used);
    }
    // first and second quarters, first and the second quarters
    let next = if word(2) == Word::Filler { 3 } else { 2 };
    if word(1) == Word::And
        && let Word::Ordinal(_) = word(next)
        && matches!(word(next + 1), Word::Quarter | Word::Half)
    {
        let length = if word(next + 1) == Word::Quarter { Length::Quarter(Some(n)) } else { Length::Half(Some(n)) };
        return (Items::of([Item::Unit { length, weeks: None }]), 1);
    }
    (Items::NONE, 0)
}

/// The year that two digits after `Q1` give.
fn short_year(tokens: &[Token], at: usize, year: Option<i16>) -> (Option<i16>, usize) {
    if year.is_some() {
        return (year, 1);
    }
    let mark = usize::from(matches!(tokens.get(at + 1).map(|token| token.word), Some(Word::Mark(_))));
    match tokens.get(at + 1 + mark).map(|token| (token.word, token.end - token.start)) {
        Some((Word::Number(n), 2)) => (Some(century(u32::from(n))), 2 + mark),
        _ => (None, 1),
    }
}

/// `three months`, `thirteen weeks`, `26-week`, `fifty-two weeks`, `three and nine months`.
fn spans(tokens: &[Token], at: usize, started: bool) -> (Items, usize) {
    let word = |index: usize| tokens.get(at + index).map_or(Word::Other, |token| token.word);
    let Some((number, used)) = number(tokens, at) else { return (Items::NONE, 0) };
    let after = (used..used + 4).find(|&index| matches!(word(index), Word::Months | Word::Weeks));
    let between_fits = |after: usize| (used..after).all(|index| matches!(word(index), Word::And | Word::Number(_)));
    let Some(after) = after.filter(|&after| between_fits(after)) else {
        // 30 September 1998 after `to`, or a day that is no part of a name
        return if started { ended_by_date(tokens, at) } else { (Items::NONE, 0) };
    };
    let is_weeks = word(after) == Word::Weeks;
    let length = match (is_weeks, number) {
        (false, 3) | (true, 11..=17) => Length::Quarter(None),
        (false, 6) | (true, 24..=28) => Length::Half(None),
        (false, 9) | (true, 35..=42) => Length::NineMonths,
        (false, 12) | (true, 50..=53) => Length::Year,
        // `four-month transition period ended`; `the past four months` is none
        (false, 2 | 4 | 5 | 7 | 8 | 10 | 11) if (after..after + 4).any(|index| word(index) == Word::Ended) => {
            Length::Months(number as u8)
        }
        _ => return (Items::NONE, 0),
    };
    let weeks = is_weeks.then(|| u8::try_from(number).ok()).flatten();
    let mut used = if after == used { used + 1 } else { used };
    if word(used) == Word::Quarter && matches!(length, Length::Quarter(_)) {
        used += 1;
    }
    (Items::of([Item::Unit { length, weeks }]), used)
}

fn ended_by_date(tokens: &[Token], at: usize) -> (Items, usize) {
    date(tokens, at).map_or((Items::NONE, 0), |(day, used)| (Items::of([Item::Date { day, ending: false }]), used))
}

/// A number, `thirty-nine` in two words counted as one.
fn number(tokens: &[Token], at: usize) -> Option<(u16, usize)> {
    let Word::Number(number) = tokens.get(at)?.word else { return None };
    if number >= 20
        && number % 10 == 0
        && let Some(Word::Number(ones @ 1..=9)) = tokens.get(at + 1).map(|token| token.word)
    {
        return Some((number + ones, 2));
    }
    Some((number, 1))
}

/// `year ended`, `year 2005`, `year-end`; a bare `year` is no name of a period.
fn year_word(tokens: &[Token], at: usize, started: bool) -> (Items, usize) {
    let word = |index: usize| tokens.get(at + index).map_or(Word::Other, |token| token.word);
    let year = Item::Unit { length: Length::Year, weeks: None };
    let before = at.checked_sub(1).map_or(Word::Other, |at| tokens[at].word);
    match word(1) {
        Word::Ended | Word::Year(_) => (Items::of([year]), 1),
        Word::To if matches!(word(2), Word::Number(_) | Word::Month(_)) => (Items::of([year]), 1),
        Word::Ending if date(tokens, at + 2).is_some() => (Items::of([year]), 1),
        Word::Ending => (Items::of([year]), 2),
        _ if started && before == Word::And => (Items::of([year]), 1),
        _ if started && before == Word::Fiscal => (Items::NONE, 1),
        _ => (Items::NONE, 0),
    }
}

/// `ended March 31, 2005`, `to 30 September 1998`.
fn ended(tokens: &[Token], at: usize) -> (Items, usize) {
    let ending = tokens[at].word == Word::Ending;
    match end_date(tokens, at + 1) {
        Some((day, used)) => (Items::of([Item::Date { day, ending }]), used + 1),
        None if tokens[at].word == Word::To => (Items::NONE, 0),
        None => (Items::NONE, 1),
    }
}

/// The date after `ended`, `on` and the name of the day before it; and how many tokens it all takes.
fn end_date(tokens: &[Token], at: usize) -> Option<(Day, usize)> {
    let passed = |word: Word| matches!(word, Word::Filler | Word::On | Word::Weekday);
    let after_weekday = |at: usize| at > 0 && tokens[at - 1].word == Word::Weekday;
    let mut from = at;
    while from < at + 4
        && let Some(token) = tokens.get(from)
        && (passed(token.word) || token.word == Word::And && after_weekday(from))
    {
        from += 1;
    }
    date(tokens, from).map(|(day, used)| (day, used + from - at))
}

/// A month in a run: an end date without `ended`, or `March quarter`.
fn month(tokens: &[Token], at: usize, run: &Run) -> (Items, usize) {
    let word = |index: usize| tokens.get(at + index).map_or(Word::Other, |token| token.word);
    let Word::Month(month) = word(0) else { return (Items::NONE, 0) };
    if at > 0 && tokens[at - 1].word == Word::On {
        return (Items::NONE, 0);
    }
    let (year, next) = match word(1) {
        Word::Year(year) => (Some(year), 2),
        _ => (None, 1),
    };
    // `January - March 2003`
    let joint = usize::from(word(1) == Word::To);
    if let (false, Word::Month(last), Word::Year(year)) = (run.units() > 0, word(1 + joint), word(2 + joint))
        && let Some(length) = months_from(month, last)
    {
        let day = Day { year: Some(year), month: last, day: Some(last_day(last)) };
        return (Items::of([Item::Unit { length, weeks: None }, Item::Date { day, ending: false }]), 3 + joint);
    }
    if word(next) == Word::Quarter {
        let unit = Item::Unit { length: Length::Quarter(None), weeks: None };
        return (Items::of([unit, Item::Date { day: Day { year, month, day: None }, ending: false }]), next + 1);
    }
    match (run.items.last(), date(tokens, at)) {
        (Some((Item::Unit { .. } | Item::And, ..)), Some((day, used))) if day.day.is_some() => {
            (Items::of([Item::Date { day, ending: false }]), used)
        }
        _ => (Items::NONE, 0),
    }
}

/// The days from the first of a month to the last of another: `1 January to 31 December 2024`.
fn days(tokens: &[Token], at: usize) -> Option<(Items, usize)> {
    let word = |at: usize| tokens.get(at).map_or(Word::Other, |token| token.word);
    let day = |at: usize| match (word(at), word(at + 1)) {
        (Word::Number(day), Word::Month(month)) | (Word::Month(month), Word::Number(day)) => Some((day, month)),
        _ => None,
    };
    let passed = |at: usize, is: fn(Word) -> bool| at + usize::from(is(word(at)));
    let (_, from) = day(at).filter(|(day, _)| *day == 1)?;
    let next = passed(passed(at + 2, |word| word == Word::And), |word| matches!(word, Word::Year(_)));
    let next = passed(next, |word| word == Word::To);
    let (last, to) = day(next)?;
    let next = passed(next + 2, |word| word == Word::And);
    let Word::Year(year) = word(next) else { return None };
    let closes = u16::from(last_day(to)) == last || to == 2 && last == 29;
    let length = months_from(from, to).filter(|_| closes)?;
    let day = Day { year: Some(year), month: to, day: u8::try_from(last).ok() };
    Some((Items::of([Item::Unit { length, weeks: None }, Item::Date { day, ending: false }]), next + 1 - at))
}

/// The length of the months from one to another.
const fn months_from(first: u8, last: u8) -> Option<Length> {
    match (last + 12 - first) % 12 {
        2 => Some(Length::Quarter(None)),
        5 => Some(Length::Half(None)),
        8 => Some(Length::NineMonths),
        11 => Some(Length::Year),
        _ => None,
    }
}

/// The last day of a month, that of February without a leap.
const fn last_day(month: u8) -> u8 {
    match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
