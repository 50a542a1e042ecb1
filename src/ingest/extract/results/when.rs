//! Of which period an amount in prose is, seen from the headline period.

use std::sync::LazyLock;

use crate::{
    ingest::{
        extract::period::{self, Length, Mention},
        words::Groups,
    },
    model::{Date, Period},
};

/// Of which period an amount is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// The headline period, by name.
    Current,
    /// The same period a year before.
    YearAgo,
    /// A period not yet over.
    Later,
    /// Any other.
    Other,
    /// Nothing says which.
    Unsaid,
}

/// The headline period.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope {
    pub length: Length,
    pub year: i16,
    pub end: Option<Date>,
}

/// Words for the periods that amounts are compared with.
static COMPARED: LazyLock<Groups<2>> = LazyLock::new(|| Groups::new([&YEAR_AGO, &SEQUENTIAL]));

/// Words for the same period a year before.
const YEAR_AGO: [&str; 22] = [
    "year ago",
    "year-ago",
    "last year",
    "prior year",
    "prior-year",
    "previous year",
    "year earlier",
    "year-earlier",
    "same quarter",
    "same period",
    "comparable quarter",
    "comparable period",
    "corresponding quarter",
    "corresponding period",
    "comparable prior",
    "preceding year",
    "prior fiscal year",
    "same three-month",
    "same three month",
    "previous fiscal year",
    "like quarter",
    "like period",
];

/// Where a text in lower case first names the same period a year before.
pub(super) fn year_ago(lower: &str) -> Option<usize> {
    COMPARED.of(lower).first(0)
}

/// Words for the period right before.
const SEQUENTIAL: [&str; 9] = [
    "prior quarter",
    "previous quarter",
    "preceding quarter",
    "last quarter",
    "sequential",
    "linked quarter",
    "quarter ago",
    "immediately preceding",
    "quarter earlier",
];

impl Scope {
    /// The scope that a period gives.
    pub fn of(period: &Period) -> Option<Self> {
        Some(Self { length: period::length(period)?, year: period::year(period)?, end: period.end })
    }

    /// The label of the longer period that ends with this one: of the year with its last quarter, of nine months with
    /// the third, of the half with the second.
    pub fn of_length(&self, length: Length) -> Option<String> {
        let code = match (self.length, length) {
            (Length::Quarter(Some(4)), Length::Year) => "FY",
            (Length::Quarter(Some(3)), Length::NineMonths) => "9M",
            (Length::Quarter(Some(2)), Length::Half(None | Some(1))) => "H1",
            _ => return None,
        };
        Some(format!("{}{code}", self.year))
    }

    /// Of which period a mention is; `words` are those around it.
    pub fn when(&self, mention: &Mention, words: &str) -> When {
        let said = COMPARED.of(words);
        let (year_ago, sequential) = (said.has(0), said.has(1));
        if sequential && !year_ago {
            return When::Other;
        }
        let like = mention.length.is_like(self.length);
        let year = mention.year.map(|year| i32::from(year) - i32::from(self.year));
        let end = self.distance(mention);
        // `for the quarter ending June 30`, told after that day, has ended
        let ending = mention.ending && end.is_none_or(|months| months > 0);
        if ending || year.is_some_and(|by| by > 0) || end.is_some_and(|months| months > 1) {
            return When::Later;
        }
        if !like {
            return if is_after(mention.length, self.length) && year.unwrap_or(0) == 0 && end.is_none() {
                When::Later
            } else {
                When::Other
            };
        }
        match (end, year) {
            (Some(months), _) if months.abs() <= 1 => When::Current,
            (Some(months), _) if (months + 12).abs() <= 1 => When::YearAgo,
            (Some(_), _) => When::Other,
            (None, Some(0)) => When::Current,
            (None, Some(-1)) => When::YearAgo,
            (None, Some(_)) => When::Other,
            (None, None) if year_ago => When::YearAgo,
            (None, None) if mention.compared => When::Other,
            (None, None) => When::Current,
        }
    }

    /// How many months after the headline period a mention ends.
    fn distance(&self, mention: &Mention) -> Option<i32> {
        let (day, end) = (mention.end?, self.end?);
        let months = |year: i16, month: i32| i32::from(year) * 12 + month;
        let ours = months(end.year(), i32::from(end.month()));
        match day.year {
            Some(year) => Some(months(year, i32::from(day.month)) - ours),
            None if i32::from(day.month) == i32::from(end.month()) => {
                // `the March quarter of 2000`: the year is the month's, or the fiscal one
                let apart = mention.year.filter(|year| *year != self.year).unwrap_or(end.year());
                Some(12 * (i32::from(apart) - i32::from(end.year())))
            }
            None => None,
        }
    }

    /// What a year by itself, as a period, is to the headline period.
    pub fn of_year(&self, year: i16) -> When {
        match (self.length == Length::Year, year - self.year) {
            (true, 0) => When::Current,
            (true, -1) => When::YearAgo,
            (_, 1..) | (false, 0) => When::Later,
            _ => When::Other,
        }
    }

    /// Whether a sentence opens with the period a year before: `In the same quarter last year it earned`.
    pub fn opens_a_year_ago(&self, lead: &str) -> bool {
        let lead = lead.trim_start();
        let opening = &lead[..lead.floor_char_boundary(48)];
        let opens = ["in the ", "for the ", "during the ", "a year", "last year", "in last year"]
            .iter()
            .any(|open| opening.starts_with(open));
        opens && COMPARED.of(opening).has(0) && !lead.contains(';')
    }

    /// What the words after an amount say without naming a period: `a year ago`, `in 2003`.
    pub fn of_words(&self, tail: &str, compared: bool) -> Option<When> {
        let near = tail.split([';', ':']).next().unwrap_or(tail);
        let near = &near[..near.floor_char_boundary(60)];
        // `remained at $0.22 as compared to the prior year`: what comes after is what it is set beside
        const BESIDE: [&str; 8] = [
            "as compared",
            "as against",
            "against",
            "level with",
            "in line with",
            "down from",
            "the same as",
            "identical",
        ];
        let beside = !compared && BESIDE.iter().any(|words| near.trim_start().starts_with(words));
        if beside {
            return None;
        }
        let said = COMPARED.of(near);
        if said.has(0)
            && (compared || !near.trim_start().starts_with("from "))
            && (compared || near.trim_start().starts_with(['i', 'a', 'f', 'l', 'd', 'r']))
        {
            return Some(When::YearAgo);
        }
        if said.has(1) && compared {
            return Some(When::Other);
        }
        // `a net loss of $0.05 per share in 1996`
        const SHARES: [&str; 5] =
            ["per diluted share", "per share", "a share", "per diluted common share", "per common share"];
        let rest = near.trim_start();
        let rest = SHARES.iter().find_map(|share| rest.strip_prefix(share)).unwrap_or(rest).trim_start();
        let year = ["in ", "for ", "during ", "in fiscal ", "for fiscal "].iter().rev().find_map(|lead| {
            let digits = rest.strip_prefix(lead)?.get(..4)?;
            digits.parse::<i16>().ok()
        })?;
        match year - self.year {
            -1 if compared => Some(When::YearAgo),
            0 if self.length == Length::Year => Some(When::Current),
            1.. => Some(When::Later),
            -1 if self.length == Length::Year => Some(When::YearAgo),
            _ if compared => Some(When::Other),
            _ => None,
        }
    }
}

/// Whether a numbered part of a year comes after another.
fn is_after(length: Length, than: Length) -> bool {
    matches!((length, than), (Length::Quarter(Some(a)), Length::Quarter(Some(b))) if a > b)
}
