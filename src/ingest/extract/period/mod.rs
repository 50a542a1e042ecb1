//! Which fiscal period a release is about.
//!
//! The title and the first paragraphs name it; further on, and over the columns of the statements,
//! stand its end date, its year and the length of its fiscal year. The label that the company
//! declares wins; what can be computed from the dates fills in what it leaves out.

mod bare;
mod choose;
mod day;
mod fiscal;
mod gather;
mod mention;
mod open;
mod run;
mod token;
mod units;

pub use day::{Day, dates, years};
pub use gather::Sentences;
pub use mention::{Length, Mention, Names, mentions, names};

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::{
    Facts, Input,
    statement::{Statement, Statements},
};
use crate::{
    ingest::words::Groups,
    model::{Date, MONTHS, Period},
};

/// Reads it from `input` into `facts`; the periods that its sentences name.
pub fn read(input: Input<'_>, statements: &[Statement], facts: &mut Facts) -> Sentences {
    let mut read = Sentences::default();
    if let Some(reason) = not_about_results(input, statements) {
        facts.lack("period", reason);
        return read;
    }
    let reference = facts.released.or(input.header.filed).or(input.identity.filed);
    let named = gather::gather(input, statements, &mut read);
    let header = input.header.filers.iter().find_map(|filer| filer.fiscal_year_end);
    let header = header.map(|(month, day)| fiscal::YearEnd::of(fiscal::month_of(month, day)));
    let reference = settled(reference, &named);
    let (title, year_to_date) = (gather::title(input), gather::has_year_to_date(statements));
    match choose::choose(&named, reference, header, &choose::Opening { title: &title, year_to_date }) {
        Ok(mut chosen) => {
            if chosen.period.end.is_none() {
                printed_end(&input.content.text, facts.released, &mut chosen);
            }
            facts.prove("period", chosen.span, chosen.rule);
            // `record results for 1996`, its last quarter told further on
            let last = chosen.also.is_none() && chosen.period.label.ends_with("Q4");
            let beside = || bare::year(input, reference).map(|(year, _)| year.label);
            let year = || beside().filter(|label| label[..4] == chosen.period.label[..4]);
            facts.period_also = chosen.also.clone().or_else(|| if last { year() } else { None });
            facts.period = Some(chosen.period);
        }
        Err(reason) => {
            match Some(reason).filter(|reason| *reason == "no_period_named").and_then(|_| bare::year(input, reference))
            {
                Some((period, span)) => {
                    facts.prove("period", span, "bare_year");
                    facts.period = Some(period);
                }
                None => facts.lack("period", reason),
            }
        }
    }
    read
}

/// The day of release, a year later where the lead reports a period that ended after it and within
/// the months before that: a new year is often misprinted as the old one.
fn settled(reference: Option<Date>, named: &[gather::Named]) -> Option<Date> {
    let printed = reference?;
    let ended = named
        .iter()
        .filter(|named| named.zone <= gather::Zone::Lead && !named.mention.compared && !named.mention.ending)
        .filter(|named| named.reported || named.past)
        .filter_map(|named| fiscal::date(named.mention.end?, None));
    let late = ended.clone().filter(|end| *end > printed).max();
    let just = |end: Date, day: Date| {
        end <= day && end.checked_add(jiff::Span::new().days(130)).is_ok_and(|latest| day <= latest)
    };
    let fits = ended.clone().any(|end| just(end, printed));
    let Some(late) = late.filter(|_| !fits) else { return reference };
    let next = printed.checked_add(jiff::Span::new().years(1)).ok()?;
    if just(late, next) { Some(next) } else { reference }
}

/// Words in the opening of what is no release; and the names of forms.
static OPENINGS: LazyLock<Groups<2>> = LazyLock::new(|| {
    Groups::new([
        &[
            "section 906",
            "section 302 of the sarbanes",
            "18 u.s.c",
            "consent of independent",
            "consent to the incorporation",
        ],
        &["form 10-k", "form 10-q", "form 8-k"],
    ])
});

/// Why a document is plainly not about the results of a period: told by its type, or by its first
/// words where it has none.
fn not_about_results(input: Input<'_>, statements: &[Statement]) -> Option<&'static str> {
    const TYPES: [&str; 17] = [
        "10-K", "10-Q", "EX-1.", "EX-2", "EX-3", "EX-4", "EX-5", "EX-8", "EX-10", "EX-14", "EX-23", "EX-24", "EX-31",
        "EX-32", "424B", "S-", "DEF",
    ];
    let kind = input.document.document_type.as_str();
    if TYPES.iter().any(|prefix| kind.starts_with(prefix)) {
        return Some("not_a_release");
    }
    let text = &input.content.text;
    let opening = &text[..text.floor_char_boundary(1500)];
    let said = OPENINGS.of(opening);
    let titled = |form: &str| said.has(1) && titled(opening, form);
    if said.has(0) || titled("form 10-k") || titled("form 10-q") {
        return Some("not_a_release");
    }
    let cover = titled("form 8-k");
    let statement = || statements.iter().any(|statement| statement.kind == Statements::Income && statement.weight > 2);
    (cover && !statement()).then_some("cover_of_a_filing")
}

/// Whether a line is the title of a form, as on its cover: a headline or a sentence may name the form too.
fn titled(opening: &str, form: &str) -> bool {
    opening.lines().map(str::trim).any(|line| {
        let rest = line.get(..form.len()).filter(|head| head.eq_ignore_ascii_case(form)).map(|_| &line[form.len()..]);
        rest.is_some_and(|rest| {
            let rest = rest.trim_start_matches("/A").trim_start_matches(['|', ' ', '-', ',']);
            rest.is_empty() || rest.get(..14).is_some_and(|words| words.eq_ignore_ascii_case("current report"))
        })
    })
}

/// Looks all through the text for a date within a week of when the period must end, other than
/// that of the release.
fn printed_end(text: &str, released: Option<Date>, chosen: &mut choose::Chosen) {
    let Some(about) = chosen.about else { return };
    let earliest = about.checked_sub(jiff::Span::new().days(7)).unwrap_or(about);
    let latest = about.checked_add(jiff::Span::new().days(7)).unwrap_or(about);
    let head = &text[..text.floor_char_boundary(400_000)];
    let mut best: Option<(End, Date)> = None;
    let wanted = [earliest.month(), latest.month()].map(|month| (month as usize - 1) % 12);
    let named = NAMES.iter().flat_map(|names| names.find_iter(head));
    for found in named.filter(|found| wanted.contains(&found.pattern().as_usize())) {
        let from = found.start();
        let window = &text[from..text.floor_char_boundary(from + 40)];
        let Some(day) = dates(window).first().copied() else { continue };
        let year = day.year.or_else(|| years(window).first().copied());
        let Some(date) = fiscal::date(Day { year, ..day }, None) else { continue };
        if !(earliest..=latest).contains(&date) || Some(date) == released {
            continue;
        }
        let Some(end) = said_end(&text[..from], date == about) else { continue };
        if best.is_none_or(|(known, _)| end < known) {
            best = Some((end, date));
        }
        if end == End::Said {
            break;
        }
    }
    let Some((_, date)) = best else { return };
    chosen.period.end = Some(date);
    if let Some(length) = length(&chosen.period) {
        chosen.period.calendar = fiscal::calendar(length, date, chosen.period.weeks);
    }
}

/// The short names of months.
static NAMES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let names = MONTHS.map(|month| &month[..3]);
    AhoCorasick::builder().ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA)).build(names).ok()
});

/// How surely a date is the end of a period.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    /// `ended` stands before it.
    Said,
    /// It is the last day of the month that the period must end in.
    Due,
    /// It is a balance date, or stands over a column.
    Balance,
}

/// What the words before a date say of its being an end; `due` where the calendar says so.
fn said_end(before: &str, due: bool) -> Option<End> {
    let before = before[before.floor_char_boundary(before.len().saturating_sub(24))..].to_ascii_lowercase();
    let before = before.trim_end_matches([' ', ',', '$', '-']);
    if before.ends_with("ended") || before.ends_with("ending") {
        return Some(End::Said);
    }
    // `the new areas apply as of January 1`: what begins then
    let begins = ["appl", "effective", "valid", "starting", "beginning"].iter().any(|word| before.contains(word));
    let balance = !begins && ["as of", "as at", "|", "\n"].iter().any(|word| before.ends_with(word));
    if due { Some(End::Due) } else { balance.then_some(End::Balance) }
}

/// The calendar year that most of the year to a day falls in: `2005FY`.
#[must_use]
pub fn calendar_year(end: Date) -> Option<String> {
    fiscal::calendar(Length::Year, end, None)
}

/// The length of a period, from its label.
#[must_use]
pub fn length(period: &Period) -> Option<Length> {
    let (_, code) = period.label.split_at_checked(4)?;
    match code.as_bytes() {
        b"FY" => Some(Length::Year),
        b"9M" => Some(Length::NineMonths),
        [b'H', n] => Some(Length::Half(Some(n.wrapping_sub(b'0')))),
        [b'Q', n] => Some(Length::Quarter(Some(n.wrapping_sub(b'0')))),
        [b'T', ..] => code[1..].parse().ok().map(Length::Months),
        _ => None,
    }
}

/// The year of a period's label.
#[must_use]
pub fn year(period: &Period) -> Option<i16> {
    period.label.get(..4)?.parse().ok()
}

#[cfg(test)]
mod tests;
