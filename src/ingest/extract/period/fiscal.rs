//! Fiscal arithmetic: from the end of a period and of the fiscal year to quarter, year and label.

use super::{Day, Length};
use crate::model::Date;

/// When the fiscal years of a company end, and how it names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct YearEnd {
    /// The month, 1 to 12.
    pub month: u8,
    /// Whether a year is named by the calendar year it starts in rather than by that it ends in.
    pub by_start: bool,
}

impl YearEnd {
    /// The end of December: the fiscal year is the calendar's.
    pub const CALENDAR: Self = Self { month: 12, by_start: false };

    /// Years that end in a month, named by their end; those that end in January by their start, as
    /// retailers do.
    pub const fn of(month: u8) -> Self {
        Self { month, by_start: month == 1 }
    }

    /// The year by the name it has where one that ends on `end` is called `name`: only years that
    /// end in winter are named by their start.
    pub fn called(self, name: i16, end: Date) -> Option<Self> {
        let by_end = year_by_end(end, self.month);
        let by_start = matches!(self.month, 1 | 2) && name == by_end - 1;
        (by_start || name == by_end).then_some(Self { by_start, ..self })
    }
}

/// The month a period counts as ending in: a quarter of 13 weeks may end up to ten days late.
pub(super) fn month_of(month: u8, day: u8) -> u8 {
    if day > 10 {
        return month;
    }
    if month == 1 { 12 } else { month - 1 }
}

/// Year and month that a date counts to as the end of a period.
fn year_month(end: Date) -> (i16, u8) {
    let month = month_of(end.month().unsigned_abs(), end.day().unsigned_abs());
    let late = month == 12 && end.month() == 1;
    (end.year() - i16::from(late), month)
}

/// The fiscal years of which quarter `quarter` ends in `month`.
pub(super) const fn year_end_of(quarter: u8, month: u8) -> YearEnd {
    YearEnd::of((month + 3 * (4 - quarter) - 1) % 12 + 1)
}

/// Which quarter of the fiscal year ends on `end`; `None` where none does.
pub(super) fn quarter(end: Date, year_end: YearEnd) -> Option<u8> {
    let (_, month) = year_month(end);
    let after = (month + 12 - year_end.month) % 12;
    match after {
        0 => Some(4),
        3 | 6 | 9 => Some(after / 3),
        _ => None,
    }
}

/// The fiscal year that `end` lies in, by its name.
pub(super) fn year(end: Date, year_end: YearEnd) -> i16 {
    year_by_end(end, year_end.month) - i16::from(year_end.by_start)
}

/// The calendar year that the fiscal year in which `end` lies ends in.
pub(super) fn year_by_end(end: Date, month_of_end: u8) -> i16 {
    let (year, month) = year_month(end);
    year + i16::from(month > month_of_end)
}

/// About when a named quarter ends: the last day of its month.
pub(super) fn about(length: Length, year: i16, year_end: YearEnd) -> Option<Date> {
    let (quarter, months) = match length {
        Length::Quarter(n) => (n?, 3),
        Length::Half(n) => (n.unwrap_or(1), 6),
        Length::NineMonths => (1, 9),
        Length::Year => (1, 12),
        Length::Months(_) => return None,
    };
    let year = year + i16::from(year_end.by_start);
    let total = i32::from(year - 1) * 12 + i32::from(year_end.month) - 1 + i32::from(quarter) * months;
    let (year, month) = (total.div_euclid(12) as i16, total.rem_euclid(12) as i8 + 1);
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}

/// The date of a day whose year is written, or else is the last one before `reference`.
pub(super) fn date(day: Day, reference: Option<Date>) -> Option<Date> {
    let month = i8::try_from(day.month).ok()?;
    let number = i8::try_from(day.day?).ok()?;
    if let Some(year) = day.year {
        return Date::new(year, month, number).ok();
    }
    let reference = reference?;
    let this = Date::new(reference.year(), month, number).ok()?;
    if this <= reference { Some(this) } else { Date::new(reference.year() - 1, month, number).ok() }
}

/// The label of a period: `2005Q1`, `2005FY`, `2005H1`, `20059M`, `2005T4` for a transition period of four months.
pub(super) fn label(length: Length, year: i16) -> Option<String> {
    Some(match length {
        Length::Quarter(n) => format!("{year}Q{}", n?),
        Length::Half(n) => format!("{year}H{}", n.unwrap_or(1)),
        Length::NineMonths => format!("{year}9M"),
        Length::Months(months) => format!("{year}T{months}"),
        Length::Year => format!("{year}FY"),
    })
}

/// The calendar period in which the middle of a period falls.
pub(super) fn calendar(length: Length, end: Date, weeks: Option<u8>) -> Option<String> {
    let days = weeks.map_or_else(
        || match length {
            Length::Quarter(_) => 91,
            Length::Half(_) => 182,
            Length::NineMonths => 273,
            Length::Months(months) => i64::from(months) * 365 / 12,
            Length::Year => 365,
        },
        |weeks| i64::from(weeks) * 7,
    );
    let middle = end.checked_sub(jiff::Span::new().days(days / 2)).ok()?;
    let quarter = (middle.month() - 1) / 3 + 1;
    Some(match length {
        Length::Quarter(_) => format!("{}Q{quarter}", middle.year()),
        Length::Half(_) => format!("{}H{}", middle.year(), if is_first_half(end) { 1 } else { 2 }),
        Length::NineMonths => format!("{}9M", middle.year()),
        Length::Year => format!("{}FY", middle.year()),
        Length::Months(_) => return None,
    })
}

/// Whether the middle of the half-year that ends on `end` falls in the first half of a year.
fn is_first_half(end: Date) -> bool {
    let (_, month) = year_month(end);
    (4..10).contains(&month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as on;

    #[test]
    fn a_fiscal_quarter_follows_from_its_end_and_the_year_end() {
        let cases = [
            (on(2005, 1, 29), 1, 4, 2004), // retailer, named by start
            (on(2006, 4, 2), 12, 1, 2006),
            (on(2024, 11, 2), 1, 3, 2024),
            (on(2005, 9, 30), 6, 1, 2006),
            (on(2003, 1, 25), 4, 3, 2003),
            (on(2005, 10, 1), 3, 2, 2006),
            (on(2004, 1, 3), 12, 4, 2003),
        ];
        for (end, year_end, number, named) in cases {
            let year_end = YearEnd::of(year_end);
            assert_eq!((quarter(end, year_end), year(end, year_end)), (Some(number), named), "{end}");
        }
    }

    #[test]
    fn a_year_that_ends_in_winter_is_called_by_its_start_or_by_its_end() {
        let january = YearEnd::of(1);
        let called = |name| january.called(name, on(2005, 7, 31)).map(|year_end| year_end.by_start);
        assert_eq!([2004, 2005, 2006].map(called), [None, Some(true), Some(false)]);
        assert_eq!(YearEnd::of(6).called(2005, on(2005, 9, 30)), None);
    }

    #[test]
    fn a_calendar_quarter_is_that_of_the_middle() {
        let quarter = Length::Quarter(None);
        assert_eq!(calendar(quarter, on(2005, 1, 29), None).as_deref(), Some("2004Q4"));
        assert_eq!(calendar(quarter, on(2022, 7, 2), Some(13)).as_deref(), Some("2022Q2"));
        assert_eq!(calendar(Length::Year, on(2005, 6, 30), None).as_deref(), Some("2004FY"));
    }

    #[test]
    fn a_named_quarter_ends_about_its_month() {
        assert_eq!(about(Length::Quarter(Some(2)), 2006, YearEnd::of(3)), Some(on(2005, 9, 30)));
        assert_eq!(about(Length::Quarter(Some(4)), 2004, YearEnd::of(1)), Some(on(2005, 1, 31)));
        assert_eq!(about(Length::Year, 2004, YearEnd::CALENDAR), Some(on(2004, 12, 31)));
    }
}
