//! Periods still under way: a quarter said to end after the day of release is not what a release
//! reports on, nor is the same one of a year before, which is only named to compare.

use super::{
    Day, Length,
    choose::{Chosen, Knowledge},
    fiscal::{self, YearEnd},
    gather::{Named, Zone},
};
use crate::model::Date;

impl Knowledge<'_> {
    /// Whether the lead looks ahead to a period still open, under a title that reports nothing, and the
    /// period only stands in a later sentence: what it was is told beside what is expected.
    pub(super) fn looks_ahead_first(&self, primary: &Named, title: &str) -> bool {
        let lower = title.to_ascii_lowercase();
        let told = ["result", "report", "earns ", "earned", "posts "].iter().any(|word| lower.contains(word));
        if told || primary.ahead || primary.zone == Zone::Headline || primary.zone == Zone::Column {
            return false;
        }
        self.named
            .iter()
            .filter(|other| other.zone == Zone::Lead && other.ahead && !other.mention.compared)
            .any(|other| other.mention.span.end + 40 < primary.mention.span.start && self.is_still_open(other))
    }

    /// Whether a title looks ahead and a period of months ago is only told of further on: pre-announcements
    /// come within weeks of the end of their period.
    pub(super) fn is_told_beside_an_outlook(&self, primary: &Named, chosen: &Chosen, title: &str) -> bool {
        const DAYS: i32 = 45;
        const AHEAD: [&str; 16] = [
            " sees ",
            "outlook",
            "guidance",
            "on track",
            "forecast",
            " expects ",
            "view of",
            "estimate",
            "warns",
            "lowers ",
            "raises ",
            "updates ",
            "comments on",
            "targets",
            "anticipates ",
            "shortfall",
        ];
        const TOLD: [&str; 6] = ["result", "report", "earns ", "earned", "posts ", "announces sales"];
        let lower = title.to_ascii_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        if primary.zone == Zone::Headline || primary.ahead || !says(&AHEAD) || says(&TOLD) {
            return false;
        }
        let end = chosen.period.end.or(chosen.about);
        end.zip(self.reference).is_some_and(|(end, reference)| {
            end.checked_add(jiff::Span::new().days(DAYS)).is_ok_and(|latest| latest < reference)
        })
    }

    /// Whether a period is surely not over: by its last day, or by a year that has not ended.
    fn is_still_open(&self, named: &Named) -> bool {
        let Some(reference) = self.reference else { return named.mention.ending };
        if let Some(end) = named.mention.end.and_then(|day| fiscal::date(day, None)) {
            return end > reference;
        }
        let year = named.mention.year.filter(|_| !self.is_over(named));
        year.is_some_and(|year| year >= reference.year()) || named.mention.ending
    }

    /// Whether the same period of the next year is what a release looks ahead to: this one is then
    /// what that is compared with.
    pub(super) fn is_long_past(&self, primary: &Named, chosen: &Chosen) -> bool {
        const DAYS: i32 = 240;
        let told = primary.zone == Zone::Headline && (primary.mention.year.is_some() || primary.mention.end.is_some());
        let (Some(reference), Length::Quarter(_)) = (self.reference, primary.mention.length) else { return false };
        let Some(end) = chosen.period.end.or(chosen.about).filter(|_| !told) else { return false };
        let past = end.checked_add(jiff::Span::new().days(DAYS)).is_ok_and(|latest| latest < reference);
        past && self
            .named
            .iter()
            .any(|other| other.ahead && other.mention.length.is_like(primary.mention.length) && !other.mention.compared)
    }

    /// Whether a period named without its end is elsewhere said to end after the day of release.
    pub(super) fn is_said_to_end_later(&self, named: &Named) -> bool {
        let (Some(reference), Some(year), None) = (self.reference, named.mention.year, named.mention.end) else {
            return false;
        };
        let Some(about) = fiscal::about(named.mention.length, year, self.year_end.unwrap_or(YearEnd::CALENDAR)) else {
            return false;
        };
        let latest = about.checked_add(jiff::Span::new().days(10)).unwrap_or(about);
        self.named.iter().any(|other| {
            other.mention.length.is_like(named.mention.length)
                && other.end(self.reference).is_some_and(|end| end > reference && end <= latest)
        })
    }

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
