//! From all the periods a document names to the one it is about.

use super::{
    Length, fiscal,
    fiscal::YearEnd,
    gather::{Named, Zone},
};
use std::sync::LazyLock;

use crate::{
    ingest::words::Parts,
    model::{Date, Period, Span},
};

/// The period a document is about.
pub(super) struct Chosen {
    pub period: Period,
    pub also: Option<String>,
    pub span: Span,
    pub rule: &'static str,
    /// About when the period ends, by its label.
    pub about: Option<Date>,
}

/// What the document says besides the periods it names.
pub(super) struct Opening<'a> {
    pub title: &'a str,
    /// Whether columns of statements are headed `Year to date`.
    pub year_to_date: bool,
}

/// What is known when choosing.
pub(super) struct Knowledge<'a> {
    pub(super) named: &'a [Named],
    pub(super) reference: Option<Date>,
    /// When the fiscal years end and how they are named, as the document or its header says.
    pub(super) year_end: Option<YearEnd>,
    pub(super) from_header: bool,
    /// Whether the title is of something else than results: a merger, a restatement.
    pub(super) other_matter: bool,
    /// Whether columns of statements are headed `Year to date`.
    pub(super) year_to_date: bool,
}

/// Chooses the period, or says why there is none.
pub(super) fn choose(
    named: &[Named],
    reference: Option<Date>,
    header: Option<YearEnd>,
    opening: &Opening<'_>,
) -> Result<Chosen, &'static str> {
    let title = opening.title;
    let told = told_year_end(named, reference, title);
    let known = Knowledge {
        named,
        reference,
        year_end: told.or(header),
        from_header: told.is_none(),
        other_matter: is_other_matter(title),
        year_to_date: opening.year_to_date,
    };
    let (primary, rule) = known.primary()?;
    if primary.ahead
        && primary.mention.end.is_none()
        && (primary.mention.year.is_none() || primary.zone > Zone::Headline)
        && is_on_a_month(title)
        && !known.has_just_ended(&primary)
    {
        return Err("period_not_over");
    }
    if known.looks_ahead_first(&primary, title) {
        return Err("period_not_over");
    }
    let chosen = known.complete(primary, rule)?;
    if known.is_long_past(&primary, &chosen) || known.is_told_beside_an_outlook(&primary, &chosen, title) {
        return Err("period_not_over");
    }
    Ok(chosen)
}

/// Whether a title is on the sales of a month or season, beside which a quarter is rather under way.
fn is_on_a_month(title: &str) -> bool {
    let title = title.to_ascii_lowercase();
    let words: Vec<&str> = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(2).any(|pair| {
        (crate::model::month(pair[0]).is_some() || matches!(pair[0], "holiday" | "christmas")) && pair[1] == "sales"
    })
}

/// Whether a title is of something else than results.
fn is_other_matter(title: &str) -> bool {
    static MATTERS: LazyLock<Parts> = LazyLock::new(|| {
        Parts::new([
            "merge",
            "acqui",
            "combin",
            "agreement",
            "restat",
            "to sell",
            "sale of",
            "appoint",
            "resign",
            "names ",
            "elect",
            "offering",
            "dividend",
            "default",
            "delist",
            "bankruptcy",
            "chapter 11",
            "patent",
            "approv",
            "restructur",
            "to be acquired",
            "tender",
        ])
    });
    static RESULTS: LazyLock<Parts> = LazyLock::new(|| {
        Parts::new([
            "result",
            "earnings",
            "income",
            "revenue",
            "sales",
            "profit",
            " loss",
            "ffo",
            "year-end report",
            "interim report",
            "half-year report",
            "quarterly report",
            "quarter report",
            "quarterly net",
            " net up",
            " net down",
            " net rises",
            " net falls",
        ])
    });
    if !MATTERS.any(title) {
        return false;
    }
    let title = title.to_ascii_lowercase();
    // `releases restated and second quarter results` has both
    let restates = ["restates", "to restate", "restated", "restatement of"].iter().any(|word| title.contains(word))
        && !["restated and ", "restatement and "].iter().any(|word| title.contains(word))
        && !reports_restated(&title);
    restates || !RESULTS.any(&title)
}

/// Whether a title in lower case brings the restated figures themselves: `reports restated results for`.
fn reports_restated(title: &str) -> bool {
    const RESULTS: [&str; 3] = ["restated results", "restated financial results", "restated earnings"];
    ["reports", "announces", "releases"].iter().any(|verb| title.contains(verb))
        && RESULTS.iter().any(|words| title.contains(words))
}

/// The end of the fiscal year, from a numbered quarter or a year whose last day is given.
fn told_year_end(named: &[Named], reference: Option<Date>, headline: &str) -> Option<YearEnd> {
    let month = |named: &Named| {
        let end = named.mention.end?;
        let day = named.end(reference).map_or(28, |date| date.day().unsigned_abs());
        Some(fiscal::month_of(end.month, end.day.unwrap_or(day)))
    };
    let quarter = named.iter().find_map(|named| match named.mention.length {
        Length::Quarter(Some(n)) => Some(fiscal::year_end_of(n, month(named)?)),
        Length::Half(Some(n)) if named.zone != Zone::Column => Some(fiscal::year_end_of(2 * n, month(named)?)),
        _ => None,
    });
    let column = named.iter().filter(|named| named.zone == Zone::Column && is_quarter(named)).filter_map(month).next();
    let titled = named.iter().filter(|named| named.zone <= Zone::Lead && !named.mention.compared && named.results);
    let title = titled.clone().filter_map(|named| match named.mention.length {
        Length::Quarter(number) => number,
        _ => None,
    });
    let paired = || title.clone().next().zip(column).map(|(number, month)| fiscal::year_end_of(number, month));
    let year = || {
        named.iter().filter(|named| named.zone != Zone::Column).find_map(|named| match named.mention.length {
            Length::Year => month(named).map(YearEnd::of),
            _ => None,
        })
    };
    // a quarter of the title that is numbered and the one of the lead whose last day is given
    let led = || {
        let ended = titled.clone().find(|named| named.mention.length == Length::Quarter(None) && !named.ahead)?;
        let numbered = title.clone().next().filter(|_| ended.zone == Zone::Lead)?;
        month(ended).map(|month| fiscal::year_end_of(numbered, month))
    };
    let told = quarter.or_else(paired).or_else(year).or_else(led)?;
    Some(called(told, named, reference, headline))
}

/// A fiscal year as the document calls it: by the first period that is named and dated at once, or
/// by the name in the title of one that is dated further on.
fn called(told: YearEnd, named: &[Named], reference: Option<Date>, title: &str) -> YearEnd {
    let spoken = || named.iter().filter(|named| named.zone != Zone::Column && !named.mention.compared);
    let ends = |named: &Named| fiscal::date(named.mention.end?, reference);
    let is_of_year = |named: &Named, end: Date| match named.mention.length {
        Length::Year => fiscal::quarter(end, told) == Some(4),
        Length::Quarter(Some(number)) => fiscal::quarter(end, told) == Some(number),
        _ => false,
    };
    let at_once = spoken().find_map(|named| {
        let (name, end) = (named.mention.year?, ends(named)?);
        told.called(name, end).filter(|_| is_of_year(named, end))
    });
    let apart = || {
        spoken().filter(|named| named.zone <= Zone::Lead && named.mention.end.is_none()).find_map(|titled| {
            let name = titled.mention.year?;
            let dated = spoken().filter(|other| other.mention.length.is_like(titled.mention.length));
            dated.filter_map(ends).filter(|end| is_of_year(titled, *end)).find_map(|end| told.called(name, end))
        })
    };
    // `first quarter fiscal 2024`, in the title or over a column, beside statements of the three months to April 30, 2023
    let columns = || named.iter().filter(|named| named.zone == Zone::Column);
    let tabled = || {
        let just = |end: &Date| reference.is_none_or(|reference| *end <= reference);
        let last = columns().filter(|column| is_quarter(column)).filter_map(ends).filter(just).max()?;
        let names = spoken().filter(|named| named.zone <= Zone::Lead && !named.expected).chain(columns());
        let numbered = names.filter(|named| is_quarter(named) && named.mention.end.is_none());
        numbered.filter(|named| is_of_year(named, last)).find_map(|named| told.called(named.mention.year?, last))
    };
    // `announces fiscal 1996 results` over `the fiscal year ended January 31, 1996`
    let titled = || {
        let years = spoken().filter(|named| named.mention.length == Length::Year && named.zone <= Zone::Lead);
        let end = years.filter_map(ends).next().filter(|_| told.by_start)?;
        let name = end.year();
        let lower = title.to_ascii_lowercase();
        let called = [format!("fiscal {name}"), format!("fiscal year {name}")].iter().any(|name| lower.contains(name));
        if called { told.called(name, end) } else { None }
    };
    at_once.or_else(apart).or_else(tabled).or_else(titled).unwrap_or(told)
}

impl Knowledge<'_> {
    pub(super) fn is_over(&self, named: &Named) -> bool {
        named.is_over(self.reference, self.year_end)
            && !self.is_said_to_end_later(named)
            && !self.is_open(named)
            && !self.is_years_before_an_open_one(named)
            && !self.is_before_an_open_year(named)
    }

    /// The mention that the document is about, and the rule that found it.
    fn primary(&self) -> Result<(Named, &'static str), &'static str> {
        let in_zone = |zone: Zone| {
            self.named
                .iter()
                .filter(move |named| named.zone == zone && !named.mention.compared && self.is_telling(named))
        };
        let headline: Vec<&Named> = in_zone(Zone::Headline).collect();
        let lead: Vec<&Named> = in_zone(Zone::Lead).filter(|named| named.results).collect();
        let over = |list: &[&Named]| -> Vec<Named> {
            list.iter().filter(|named| self.is_over(named)).map(|named| **named).collect()
        };
        let tabled = self.named.iter().any(|named| named.zone == Zone::Column);
        let dated = |named: &&Named| named.mention.year.is_some() || named.mention.end.is_some();
        let spoken = headline.iter().any(|named| named.results || tabled && dated(named)) || !lead.is_empty();
        let (titles, leads) = (over(&headline), over(&lead));
        if self.other_matter && (!titles.is_empty() || !leads.is_empty()) {
            return Err("title_of_other_matter");
        }
        if spoken && let Some(found) = titles.iter().find(|named| is_quarter(named) && self.is_now(named)) {
            return Ok((*found, "period_headline"));
        }
        let quarter = leads.iter().find(|named| is_quarter(named)).filter(|named| {
            headline.iter().any(|title| is_quarter(title)) || !self.is_told_beside_the_year(named, &leads)
        });
        if spoken && let Some(title) = titles.iter().find(|named| self.is_now(named)) {
            // A year or half in the title, its last quarter in the lead: the quarter is what is new, unless it is
            // told in passing where the statements are of years alone.
            let parted = title.mention.length == Length::Year || self.has_quarter_columns();
            let passing = |named: &Named| tabled && !named.opens && !self.has_quarter_columns();
            let last =
                quarter.filter(|named| !is_quarter(title) && parted && !passing(named) && self.ends_with(named, title));
            return Ok(last.map_or((*title, "period_headline"), |quarter| (*quarter, "period_lead")));
        }
        let titled_results =
            headline.iter().any(|named| named.results && (named.reported && !named.expected || !named.ahead));
        if !headline.is_empty() && titles.is_empty() && !titled_results {
            // `raises full-year outlook` over a lead that opens with the results of a quarter
            let opening = leads.iter().find(|named| named.opens && named.past && named.reported && !named.ahead);
            let just_reported = || {
                let ended = leads.iter().filter(|named| named.mention.end.is_some_and(|day| day.year.is_some()));
                ended.into_iter().find(|named| named.reported && !named.expected && self.has_just_ended(named))
            };
            return opening.or_else(just_reported).map(|named| (*named, "period_opening")).ok_or("period_not_over");
        }
        let told = quarter
            .filter(|named| named.reported)
            .or_else(|| leads.iter().find(|named| named.reported))
            .or_else(|| leads.iter().find(|named| named.past))
            .copied();
        if let Some(found) = told {
            return Ok((found, "period_lead"));
        }
        if headline.iter().chain(&lead).any(|named| !self.is_over(named)) {
            return Err("period_not_over");
        }
        if let Some(found) = leads.iter().find(|named| is_quarter(named) && dated(named) || named.mention.end.is_some())
        {
            // a year-end report gives the last quarter first
            let last = quarter.filter(|named| dated(named) && !is_quarter(found) && self.ends_with(named, found));
            return Ok((*last.unwrap_or(found), "period_lead"));
        }
        self.column().ok_or("no_period_named")
    }

    /// Whether a quarter is only told of further on, by its number, in a release that opens with the
    /// figures of the year that has ended.
    fn is_told_beside_the_year(&self, quarter: &Named, leads: &[Named]) -> bool {
        let bare = quarter.mention.end.is_none() && quarter.mention.year.is_none();
        let first = leads.iter().find(|named| named.reported || named.past);
        bare && !self.has_quarter_columns()
            && first.is_some_and(|first| {
                first.mention.length == Length::Year
                    && first.mention.end.is_some()
                    && first.mention.span.end + 200 < quarter.mention.span.start
            })
    }

    /// Whether a mention tells which period it is: a number, a year or a date.
    fn is_telling(&self, named: &Named) -> bool {
        let mention = &named.mention;
        mention.end.is_some()
            || mention.year.is_some()
            || !matches!(mention.length, Length::Quarter(None) | Length::Half(None))
    }

    /// Whether a period named in a title, if only by its number, is over: the text that gives its
    /// year or its end says so.
    fn is_now(&self, named: &Named) -> bool {
        if named.mention.end.is_some() || named.mention.year.is_some() {
            return true;
        }
        let mut others =
            self.like(named).filter(|other| other.mention.end.is_some() || other.mention.year.is_some()).peekable();
        others.peek().is_none() || others.any(|other| self.is_over(other))
    }

    /// Whether a statement has columns of a quarter.
    fn has_quarter_columns(&self) -> bool {
        self.named.iter().any(|named| named.zone == Zone::Column && is_quarter(named))
    }

    /// Whether a quarter is the last of the year, half or nine months that a title names.
    fn ends_with(&self, quarter: &Named, year: &Named) -> bool {
        if let Length::Quarter(Some(number)) = quarter.mention.length {
            return match year.mention.length {
                Length::Year => number == 4,
                Length::NineMonths => number == 3,
                Length::Half(half) => number == 2 * half.unwrap_or(1),
                Length::Quarter(_) | Length::Months(_) => false,
            };
        }
        let ends = (quarter.end(self.reference), year.end(self.reference));
        matches!(ends, (Some(a), Some(b)) if a == b)
    }

    /// The mentions, not compared ones, of a period of the same length.
    pub(super) fn like<'b>(&'b self, named: &'b Named) -> impl Iterator<Item = &'b Named> {
        self.named.iter().filter(move |other| {
            !other.mention.compared
                && other.mention.length.is_like(named.mention.length)
                && agree(other, named, self.reference)
        })
    }

    /// The latest and shortest period over the columns of a statement.
    fn column(&self) -> Option<(Named, &'static str)> {
        let columns = || self.named.iter().filter(|named| named.zone == Zone::Column);
        let shortest = columns().map(|named| rank(named.mention.length)).min()?;
        let key = |named: &&Named| {
            let year = named.mention.end.and_then(|day| day.year).or(named.mention.year);
            (year, named.mention.end.map(|day| day.month))
        };
        let found = columns().filter(|named| rank(named.mention.length) == shortest).max_by_key(key)?;
        key(&found).0?;
        Some((*found, "period_column"))
    }

    /// Fills in number, year and end of the chosen mention, and labels it.
    fn complete(&self, primary: Named, rule: &'static str) -> Result<Chosen, &'static str> {
        let mut mention = primary.mention;
        let end = self.end(&primary);
        let mut how = "declared";
        if let Length::Quarter(None) = mention.length {
            let (number, source) = self.number(&primary, end).ok_or("fiscal_year_end_unknown")?;
            mention.length = Length::Quarter(Some(number));
            how = source;
        }
        let numbered = Named { mention, ..primary };
        // a transition period is of neither fiscal year: it is named by the year it ends in
        let transition = end.filter(|_| matches!(mention.length, Length::Months(_))).map(Date::year);
        let declared = transition
            .or(mention.year.filter(|_| primary.zone != Zone::Column || mention.end.is_none()))
            .or_else(|| self.year(&numbered, end));
        let year = match declared {
            Some(year) => year,
            None => {
                let found = end.or_else(|| self.column_month(&numbered));
                how = if found.is_none() { "date" } else { how };
                let end = found.or_else(|| self.just_ended(mention.length)).ok_or("no_year_of_period")?;
                let year_end = self.year_end_for(mention.length, end);
                if self.from_header && how == "declared" && !matches!(mention.length, Length::Quarter(_)) {
                    how = if self.year_end.is_some() { "header+date" } else { "date" };
                }
                fiscal::year(end, year_end)
            }
        };
        let end = end.filter(|end| (i32::from(end.year()) - i32::from(year)).abs() <= 1);
        let half = matches!(mention.length, Length::Half(None));
        let length = if half { Length::Half(Some(self.half(end))) } else { mention.length };
        // `at twelve weeks, half of the patients`: of no period
        let dated = |other: &&Named| {
            let whole = other.mention.weeks.is_some_and(|weeks| weeks.is_multiple_of(13));
            whole || other.mention.end.is_some() || other.zone == Zone::Column || other.results
        };
        let weeks = mention.weeks.or_else(|| self.like(&numbered).filter(dated).find_map(|other| other.mention.weeks));
        let period = Period {
            label: fiscal::label(length, year).ok_or("fiscal_year_end_unknown")?,
            end,
            calendar: end.or_else(|| self.due(length, year)).and_then(|end| fiscal::calendar(length, end, weeks)),
            weeks,
            how: how.to_owned(),
        };
        let about = fiscal::about(length, year, self.year_end.unwrap_or(YearEnd::CALENDAR));
        Ok(Chosen { period, about, also: self.also(&numbered, length, year, end), span: primary.mention.span, rule })
    }

    /// About when a period ends that is named without its end: the fiscal year is known, or the
    /// release follows closely on the end it would have by the calendar.
    fn due(&self, length: Length, year: i16) -> Option<Date> {
        if let Some(year_end) = self.year_end {
            return fiscal::about(length, year, year_end);
        }
        let (end, reference) = (fiscal::about(length, year, YearEnd::CALENDAR)?, self.reference?);
        let latest = end.checked_add(jiff::Span::new().days(62)).ok()?;
        (end <= reference && reference <= latest).then_some(end)
    }

    /// The last day of the chosen period: as named with it, elsewhere in prose, over a column.
    fn end(&self, primary: &Named) -> Option<Date> {
        if let Some(end) = primary.end(self.reference) {
            return Some(end);
        }
        let over = |named: &&Named| self.is_over(named);
        let mut prose: Vec<&Named> =
            self.like(primary).filter(|named| named.zone != Zone::Column).filter(over).collect();
        prose.sort_by_key(|named| named.zone);
        let said = prose.iter().filter(|named| is_numbered(named, primary)).find_map(|named| named.end(self.reference));
        let columns = || {
            self.like(primary)
                .filter(|named| named.zone == Zone::Column)
                .filter(over)
                .filter_map(|named| named.end(self.reference))
                .max()
        };
        let loose = |fresh: bool| {
            let near = prose.iter().filter(|named| named.zone <= Zone::Lead);
            near.filter_map(|named| named.end(self.reference)).find(|end| !fresh || self.is_fresh(*end))
        };
        said.or_else(|| loose(true)).or_else(columns).or_else(|| loose(false))
    }

    /// Whether a day is not that of a year before the release: `the three months ended September 30, 1998`, told in
    /// October 1999.
    fn is_fresh(&self, end: Date) -> bool {
        const OLD: i32 = 300;
        let Some(reference) = self.reference else { return true };
        end.checked_add(jiff::Span::new().days(OLD)).is_ok_and(|last| reference <= last)
    }

    /// A date in the month that a column without a day ends in.
    fn column_month(&self, named: &Named) -> Option<Date> {
        let of = |named: &Named| {
            let day = named.mention.end?;
            Date::new(day.year.or(named.mention.year)?, i8::try_from(day.month).ok()?, 1).ok().map(Date::last_of_month)
        };
        of(named).or_else(|| self.like(named).filter(|named| named.zone == Zone::Column).filter_map(of).max())
    }

    /// Which quarter it is, and how that is known.
    fn number(&self, primary: &Named, end: Option<Date>) -> Option<(u8, &'static str)> {
        let numbered = self
            .like(primary)
            .filter(|named| named.zone <= Zone::Lead || named.mention.end.is_some())
            .find_map(|named| match named.mention.length {
                Length::Quarter(number) if named.mention.end.is_none() || named.end(self.reference) == end => number,
                _ => None,
            });
        if let Some(number) = numbered {
            return Some((number, "declared"));
        }
        let end = end.or_else(|| self.column_month(primary))?;
        if let Some(number) = self.by_companion(end) {
            return Some((number, "declared"));
        }
        if let Some(year_end) = self.year_end {
            let number = fiscal::quarter(end, year_end)?;
            return Some((number, if self.from_header { "header+date" } else { "declared" }));
        }
        fiscal::quarter(end, YearEnd::CALENDAR).map(|number| (number, "date"))
    }

    /// The quarter that nine months, six months or a year to the same day make it.
    fn by_companion(&self, end: Date) -> Option<u8> {
        let same = |named: &Named| {
            named.mention.end.is_some_and(|day| {
                i8::try_from(day.month) == Ok(end.month()) && day.year.is_none_or(|year| year == end.year())
            })
        };
        let mut numbers =
            self.named.iter().filter(|named| same(named)).filter_map(|named| match named.mention.length {
                Length::NineMonths => Some(3),
                Length::Half(_) => Some(2),
                Length::Year => Some(4),
                Length::Quarter(_) | Length::Months(_) => None,
            });
        let first = numbers.next()?;
        numbers.all(|number| number == first).then_some(first)
    }

    /// The year that another mention of the same period is named by.
    fn year(&self, primary: &Named, end: Option<Date>) -> Option<i16> {
        // By its start or by its end: of two years that both fit, the later, for the one before it
        // is that of the period compared with.
        let fits = |year: &i16| {
            end.is_none_or(|end| self.year_end_for(primary.mention.length, end).called(*year, end).is_some())
        };
        let mut like: Vec<&Named> =
            self.like(primary).filter(|named| named.zone != Zone::Column || named.mention.end.is_none()).collect();
        like.sort_by_key(|named| named.zone);
        let over = like.iter().filter(|named| is_numbered(named, primary) && self.is_over(named));
        let named = over.filter_map(|named| named.mention.year).filter(fits).max()?;
        Some(if end.is_none() && self.is_stale(primary, named) { named + 1 } else { named })
    }

    /// Whether a quarter so named lies so far back that the same one of the next year is over too,
    /// which a release on a quarter then is about.
    fn is_stale(&self, primary: &Named, year: i16) -> bool {
        let (Some(reference), Length::Quarter(Some(_))) = (self.reference, primary.mention.length) else {
            return false;
        };
        let next = fiscal::about(primary.mention.length, year + 1, self.year_end.unwrap_or(YearEnd::CALENDAR));
        next.is_some_and(|next| next <= reference)
    }

    /// The end of the fiscal year for a period of this length that ends then.
    fn year_end_for(&self, length: Length, end: Date) -> YearEnd {
        let month = fiscal::month_of(end.month().unsigned_abs(), end.day().unsigned_abs());
        let found = match length {
            Length::Quarter(Some(number)) => fiscal::year_end_of(number, month),
            Length::Year => YearEnd::of(month),
            Length::NineMonths => fiscal::year_end_of(3, month),
            Length::Half(Some(number)) => fiscal::year_end_of(number * 2, month),
            _ => self.year_end.unwrap_or_else(|| fiscal::year_end_of(2, month)),
        };
        // the name the company gives its years is known of that end only
        self.year_end.filter(|known| known.month == found.month).unwrap_or(found)
    }

    /// About when the quarter of this number ended last before the release, if not long before.
    fn just_ended(&self, length: Length) -> Option<Date> {
        let reference = self.reference?;
        let year_end = self.year_end.unwrap_or(YearEnd::CALENDAR);
        let years = (reference.year() - 1)..=(reference.year() + 1);
        let ended =
            years.filter_map(|year| fiscal::about(length, year, year_end)).filter(|end| *end <= reference).max()?;
        let latest = ended.checked_add(jiff::Span::new().days(120)).ok()?;
        (matches!(length, Length::Quarter(Some(_))) && reference <= latest).then_some(ended)
    }

    /// Which half it is.
    fn half(&self, end: Option<Date>) -> u8 {
        let Some((end, year_end)) = end.zip(self.year_end) else { return 1 };
        fiscal::quarter(end, year_end).map_or(1, |quarter| quarter.div_ceil(2))
    }

    /// The part of the year that columns headed `Year to date` beside those of a quarter hold.
    fn to_date(&self, length: Length) -> Option<Length> {
        part_to(length).filter(|_| self.year_to_date)
    }

    /// The label of the longer period that is reported beside it.
    fn also(&self, primary: &Named, length: Length, year: i16, end: Option<Date>) -> Option<String> {
        let beside = |named: &&Named| {
            let same_end = match (named.end(self.reference), end) {
                (Some(a), Some(b)) => a == b,
                _ => named.zone <= Zone::Lead && named.mention.year.is_none_or(|other| other == year),
            };
            !named.mention.compared && same_end && rank(named.mention.length) > rank(primary.mention.length)
        };
        let longer = self
            .named
            .iter()
            .filter(beside)
            .map(|named| named.mention.length)
            .chain(self.to_date(length))
            .find(|other| fits_beside(length, *other))?;
        let longer = if matches!(longer, Length::Half(_)) { Length::Half(Some(1)) } else { longer };
        fiscal::label(longer, year)
    }
}

/// The part of the year up to the end of a quarter.
const fn part_to(length: Length) -> Option<Length> {
    match length {
        Length::Quarter(Some(2)) => Some(Length::Half(None)),
        Length::Quarter(Some(3)) => Some(Length::NineMonths),
        _ => None,
    }
}

/// Whether a longer period can end with the shorter one.
fn fits_beside(short: Length, long: Length) -> bool {
    matches!(
        (short, long),
        (Length::Quarter(Some(4)) | Length::Half(Some(2)), Length::Year)
            | (Length::Quarter(Some(3)), Length::NineMonths)
            | (Length::Quarter(Some(2)), Length::Half(_))
    )
}

fn rank(length: Length) -> u8 {
    match length {
        Length::Quarter(_) => 1,
        Length::Half(_) => 2,
        Length::NineMonths => 3,
        Length::Year => 4,
        Length::Months(_) => 5,
    }
}

fn is_quarter(named: &Named) -> bool {
    matches!(named.mention.length, Length::Quarter(_))
}

/// Whether a mention is numbered as the chosen one is, or neither needs a number.
fn is_numbered(named: &Named, primary: &Named) -> bool {
    match (named.mention.length, primary.mention.length) {
        (Length::Quarter(a), Length::Quarter(b)) => a == b || b.is_none(),
        (a, b) => a.is_like(b),
    }
}

/// Whether two mentions do not contradict each other in year and end.
fn agree(a: &Named, b: &Named, reference: Option<Date>) -> bool {
    let years = a.mention.year.is_none() || b.mention.year.is_none() || a.mention.year == b.mention.year;
    let ends = match (a.end(reference), b.end(reference)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let near = |named: &Named, other: &Named| match (named.mention.year, other.end(reference)) {
        (Some(year), Some(end)) => (i32::from(end.year()) - i32::from(year)).abs() <= 1,
        _ => true,
    };
    years && ends && near(a, b) && near(b, a)
}
