//! Days, months, years and stretches of days, as people write them.

use jiff::{Span as Time, ToSpan, civil::Weekday};

use super::period::period;
use crate::model::{Date, month};

/// A stretch of days, both ends in.
pub(in crate::query) type Days = (Date, Date);

/// Reads `2005`, `2005-04`, `2005-04-18`, `20050418`, `04/18/2005`, `April 18, 2005`, `2005Q1`, `H1 2005`, `April
/// 2005`, `1990s`, `today`, `this month`, `last year` (the calendar's), `past year`, `last 90 days`.
pub(in crate::query) fn days(text: &str, today: Date) -> Option<Days> {
    let lower = text.trim().to_lowercase();
    relative(&lower, today)
        .or_else(|| slashed(&lower))
        .or_else(|| numeric(&lower.replace('/', "-")))
        .or_else(|| month_and_year(&lower))
        .or_else(|| named_day(&lower))
        .or_else(|| decade(&lower))
        .or_else(|| calendar_part(&lower))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn numeric(text: &str) -> Option<Days> {
    let bare = text.len() == 8 && is_number(text);
    let parts: Vec<&str> = if bare { vec![&text[..4], &text[4..6], &text[6..]] } else { text.split('-').collect() };
    if !parts.iter().all(|part| is_number(part)) || parts[0].len() != 4 {
        return None;
    }
    let year = parts[0].parse().ok()?;
    let month = parts.get(1).map(|month| month.parse::<i8>().ok());
    let day = parts.get(2).map(|day| day.parse::<i8>().ok());
    match (month, day, parts.len()) {
        (None, None, 1) => year_of(year),
        (Some(Some(month)), None, 2) => month_of(year, month),
        (Some(Some(month)), Some(Some(day)), 3) => one_day(year, month, day),
        _ => None,
    }
}

/// `04/18/2005`, `4-18-2005`, `18.04.2005`, `04/2005`: the month first, unless it cannot be one or points part them.
fn slashed(text: &str) -> Option<Days> {
    let mark = text.chars().find(|c| matches!(c, '/' | '-' | '.'))?;
    let parts: Vec<&str> = text.split(mark).collect();
    if !parts.iter().all(|part| is_number(part)) || parts.last()?.len() != 4 {
        return None;
    }
    let year = parts.last()?.parse().ok()?;
    match parts.as_slice() {
        [month, _] => month_of(year, month.parse().ok()?),
        [first, second, _] => {
            let (first, second) = (first.parse::<i8>().ok()?, second.parse::<i8>().ok()?);
            let (month, day) = if mark == '.' || first > 12 { (second, first) } else { (first, second) };
            one_day(year, month, day)
        }
        _ => None,
    }
}

fn one_day(year: i16, month: i8, day: i8) -> Option<Days> {
    Date::new(year, month, day).ok().map(|date| (date, date))
}

fn month_of(year: i16, month: i8) -> Option<Days> {
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

fn year_of(year: i16) -> Option<Days> {
    Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
}

fn full_year(text: &str) -> Option<i16> {
    text.trim().parse().ok().filter(|year| (1900..=2200).contains(year))
}

fn month_and_year(text: &str) -> Option<Days> {
    let (name, year) = text.split_once([' ', '-', ','])?;
    month_of(full_year(year)?, month(name.trim_end_matches('.'))?)
}

/// `june 5, 2024`, `5 june 2024`, `5-jun-2024`, `june 5th, 2024`.
fn named_day(text: &str) -> Option<Days> {
    let parts: Vec<&str> = text.split([' ', ',', '-']).filter(|part| !part.is_empty()).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let (name, day) = if first.starts_with(|c: char| c.is_ascii_digit()) { (second, first) } else { (first, second) };
    let day = ["st", "nd", "rd", "th"].iter().find_map(|ending| day.strip_suffix(ending)).unwrap_or(day);
    one_day(full_year(year)?, month(name.trim_end_matches('.'))?, day.parse().ok()?)
}

/// `1990s`.
fn decade(text: &str) -> Option<Days> {
    let first = full_year(text.strip_suffix('s')?).filter(|year| year % 10 == 0)?;
    Some((Date::new(first, 1, 1).ok()?, Date::new(first + 9, 12, 31).ok()?))
}

/// Quarters and halves of the calendar.
fn calendar_part(text: &str) -> Option<Days> {
    let label = period(text)?;
    let (year, kind) = label.split_at_checked(4)?;
    let year: i16 = year.parse().ok()?;
    let (length, number) = match kind.split_at_checked(1)? {
        ("Q", number) => (3, number.parse::<i8>().ok()?),
        ("H", number) => (6, number.parse::<i8>().ok()?),
        _ => return None,
    };
    let first = Date::new(year, number * length - length + 1, 1).ok()?;
    Some((first, Date::new(year, number * length, 1).ok()?.last_of_month()))
}

fn relative(text: &str, today: Date) -> Option<Days> {
    let back = |span: Time| today.checked_sub(span).ok();
    match text {
        "today" | "now" => return Some((today, today)),
        "yesterday" => return back(1.day()).map(|day| (day, day)),
        _ => {}
    }
    if let Some(unit) = text.strip_prefix("this ") {
        return this(unit, today);
    }
    if let Some(unit) = text.strip_prefix("last ").or(text.strip_prefix("previous "))
        && let Some((first, _)) = this(unit, today)
    {
        return this(unit, first.yesterday().ok()?);
    }
    if let Some(ago) = text.strip_suffix(" ago") {
        return back(stretch(ago)?).map(|day| (day, day));
    }
    let lead = ["last", "past", "previous", "-"].iter().find_map(|lead| text.strip_prefix(lead))?;
    back(stretch(lead)?).map(|first| (first, today))
}

/// The calendar's week, month, quarter or year around a day.
fn this(unit: &str, today: Date) -> Option<Days> {
    let month = today.month();
    match unit {
        "week" => {
            let monday = today.checked_sub(i64::from(today.weekday().since(Weekday::Monday)).days()).ok()?;
            Some((monday, monday.checked_add(6.days()).ok()?))
        }
        "month" => month_of(today.year(), month),
        "quarter" => {
            let first = (month - 1) / 3 * 3 + 1;
            Some((Date::new(today.year(), first, 1).ok()?, Date::new(today.year(), first + 2, 1).ok()?.last_of_month()))
        }
        "year" => year_of(today.year()),
        _ => None,
    }
}

/// `90 days`, `90d`, `week`.
fn stretch(text: &str) -> Option<Time> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let count: i32 = if digits == 0 { 1 } else { text[..digits].parse().ok().filter(|count| *count < 100_000)? };
    let unit = text[digits..].trim();
    Some(match unit {
        "d" if digits > 0 => count.days(),
        "w" if digits > 0 => count.weeks(),
        "m" if digits > 0 => count.months(),
        "y" if digits > 0 => count.years(),
        _ => match unit.strip_suffix('s').unwrap_or(unit) {
            "day" => count.days(),
            "week" => count.weeks(),
            "month" => count.months(),
            "quarter" => (count * 3).months(),
            "year" => count.years(),
            _ => return None,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_every_spelling() {
        let today = jiff::civil::date(2005, 4, 18);
        let days = |text| days(text, today).map(|(first, last)| format!("{first} {last}"));
        let cases = [
            ("2005", "2005-01-01 2005-12-31"),
            ("2004-02", "2004-02-01 2004-02-29"),
            ("04/2005", "2005-04-01 2005-04-30"),
            ("April 2005", "2005-04-01 2005-04-30"),
            ("Sept 2005", "2005-09-01 2005-09-30"),
            ("2005Q1", "2005-01-01 2005-03-31"),
            ("H1 2004", "2004-01-01 2004-06-30"),
            ("2H04", "2004-07-01 2004-12-31"),
            ("1990s", "1990-01-01 1999-12-31"),
            ("this year", "2005-01-01 2005-12-31"),
            ("this quarter", "2005-04-01 2005-06-30"),
            ("this month", "2005-04-01 2005-04-30"),
            ("this week", "2005-04-18 2005-04-24"),
            ("last year", "2004-01-01 2004-12-31"),
            ("last quarter", "2005-01-01 2005-03-31"),
            ("previous month", "2005-03-01 2005-03-31"),
            ("last week", "2005-04-11 2005-04-17"),
            ("past year", "2004-04-18 2005-04-18"),
            ("last 1 year", "2004-04-18 2005-04-18"),
            ("90 days ago", "2005-01-18 2005-01-18"),
            ("now", "2005-04-18 2005-04-18"),
        ];
        for (text, expected) in cases {
            assert_eq!(days(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["20050418", "04/18/2005", "4-18-2005", "18.04.2005", "18/4/2005", "April 18, 2005", "18 Apr 2005"]
        {
            assert_eq!(days(text).as_deref(), Some("2005-04-18 2005-04-18"), "{text}");
        }
        for text in ["last 7 days", "past 7 days", "-7d", "last7days", "past week"] {
            assert_eq!(days(text).as_deref(), Some("2005-04-11 2005-04-18"), "{text}");
        }
        for wrong in
            ["2005-13", "soon", "13/13/2005", "marc 45, 2005", "last", "this", "2005 2006", "may 2005 18", "-5"]
        {
            assert_eq!(days(wrong), None, "{wrong}");
        }
    }
}
