//! Periods still under way: a quarter said to end after the day of release is not what a release
//! reports on, nor is the same one of a year before, which is only named to compare.

use super::{
    Day, Length,
    choose::Knowledge,
    fiscal::{self, YearEnd},
    gather::{Named, Zone},
};
use crate::model::Date;

impl Knowledge<'_> {
    /// Whether a year is the one before that which the text opens with as still under way.
    pub(super) fn is_before_an_open_year(&self, named: &Named) -> bool {
        let (Length::Year, Some(reference)) = (named.mention.length, self.reference) else { return false };
        let Some(end) = named.end(self.reference).filter(|_| !named.reported && named.zone <= Zone::Lead) else {
            return false;
        };
        self.named.iter().take_while(|other| other.mention.span.start < named.mention.span.start).any(|other| {
            let open = other.end(None).filter(|open| *open > reference && other.mention.length == Length::Year);
            open.is_some_and(|open| open.year() - end.year() == 1 && open.month() == end.month())
        })
    }

    /// The quarters of the title and lead that are said to end after the day of release.
    fn open_quarters(&self) -> impl Iterator<Item = (&Named, Date)> {
        self.named.iter().filter(|other| other.zone <= Zone::Lead && !other.mention.compared).filter_map(|other| {
            let (reference, Length::Quarter(_)) = (self.reference?, other.mention.length) else { return None };
            let day = other.mention.end?;
            let late = match fiscal::date(day, None) {
                Some(end) => end,
                None if other.mention.ending => {
                    let this = fiscal::date(Day { year: Some(reference.year()), ..day }, None)?;
                    let next = || fiscal::date(Day { year: Some(reference.year() + 1), ..day }, None);
                    if this > reference { this } else { next()? }
                }
                None => return None,
            };
            (late > reference).then_some((other, late))
        })
    }

    /// Whether a quarter named by its number alone is one that is said to end after the day of
    /// release, and not one that has just ended.
    pub(super) fn is_open(&self, named: &Named) -> bool {
        named.mention.end.is_none()
            && named.mention.year.is_none()
            && matches!(named.mention.length, Length::Quarter(Some(_)))
            && !self.has_just_ended(named)
            && self.open_quarters().any(|(other, _)| other.mention.length == named.mention.length)
    }

    /// Whether a quarter is the same one as a quarter under way, of a year before: named to compare.
    pub(super) fn is_years_before_an_open_one(&self, named: &Named) -> bool {
        let (Length::Quarter(Some(_)), Some(year)) = (named.mention.length, named.mention.year) else { return false };
        let end = fiscal::about(named.mention.length, year, self.year_end.unwrap_or(YearEnd::CALENDAR));
        end.is_some_and(|end| {
            self.open_quarters().any(|(other, late)| {
                let months = (i32::from(late.year()) - i32::from(end.year())) * 12 + i32::from(late.month())
                    - i32::from(end.month());
                other.mention.length.is_like(named.mention.length) && months >= 11 && matches!(months % 12, 0 | 1 | 11)
            })
        })
    }

    /// Whether a period like another is named with a last day not long before the release.
    pub(super) fn has_just_ended(&self, named: &Named) -> bool {
        let Some(reference) = self.reference else { return false };
        self.like(named).filter(|other| other.zone <= Zone::Lead && !other.mention.ending).any(|other| {
            other.end(self.reference).is_some_and(|end| {
                end <= reference && end.checked_add(jiff::Span::new().days(130)).is_ok_and(|late| reference <= late)
            })
        })
    }
}
