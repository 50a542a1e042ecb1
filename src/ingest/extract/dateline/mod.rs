//! When the document was released: the dateline of the wire, the masthead.
//!
//! A dateline is a place and a date before a dash or a wire's mark at the beginning of a paragraph;
//! a masthead's date stands in a line of its own. Dates inside the narrative are never taken. A
//! year that is not printed is settled by the filing date, by the wire's trailer (`-0- 07/22/2004`)
//! or by the latest date that the opening names as past.

mod date;
mod foot;
pub mod report;

use super::{
    Facts, Input, outside,
    period::{Length, mentions},
};
use crate::{
    ingest::words::{self, WIRES},
    model::{BlockKind, Date, SectionKind, Span},
};
use date::{Found, dates};

const DAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Blocks of the opening that are looked at.
const BLOCKS: usize = 60;
/// Bytes of the opening that are looked at.
const OPENING: usize = 12_000;

/// Reads it from `input` into `facts`.
pub fn read(input: Input<'_>, facts: &mut Facts) {
    let Some((found, rule)) = find(input) else { return facts.lack("released", "no_dateline_or_masthead_date") };
    if let Some(date) = found.date() {
        facts.released = Some(date);
        return facts.prove("released", found.span, rule);
    }
    match year(input, &found) {
        Some((date, how)) => {
            facts.released = Some(date);
            facts.prove("released", found.span, how);
        }
        None => facts.lack("released", "year_not_printed"),
    }
}

/// The date of release, its year perhaps missing: a dateline, else a masthead's date.
fn find(input: Input<'_>) -> Option<(Found, &'static str)> {
    if is_cover(input) {
        return None;
    }
    let end = narrative(input) + 2500;
    let line = opening(input).take_while(|(_, span)| span.start < end).find_map(|(kind, span)| {
        let head = head(input, span, 420);
        let found = dateline(head).filter(|found| found.span.start > 3 || !matches!(kind, BlockKind::Table(_)))?;
        let told = input.content.text.get(span.start + found.span.end..span.end).map_or(0, str::len);
        let heads = span.start <= narrative(input) && head[..found.span.start].contains(',');
        let wired = || head[..found.span.start].contains(',') && wire(head).is_some();
        (told >= 40 || heads || wired()).then(|| shifted(found, span.start))
    });
    let mast = if line.is_some_and(|line| line.year.is_some()) { None } else { masthead(input) };
    match (line, mast) {
        (Some(line), Some(mast)) if (line.month, line.day) == (mast.month, mast.day) => Some((mast, "masthead_date")),
        (Some(line), _) => Some((line, "dateline_date")),
        (None, Some(mast)) => Some((mast, "masthead_date")),
        (None, None) => {
            let text = &input.content.text;
            let opening = &text[..text.floor_char_boundary(PAGE)];
            let inside = || inside(opening).map(|found| (found, "dateline_inside_paragraph"));
            let foot = || foot::find(&input.content.text).map(|found| (found, "date_at_the_foot"));
            inside().or_else(foot).or_else(|| today(input).map(|found| (found, "today_beside_date")))
        }
    }
}

/// How far into the text of a page its dateline may stand.
const PAGE: usize = 2500;

/// Where a dateline begins that a title in the same paragraph goes before.
pub fn start_inside(text: &str) -> Option<usize> {
    let found = inside(&text[..text.floor_char_boundary(PAGE.min(text.len()))])?;
    let place = text[..found.span.start].trim_end_matches(|char: char| !char.is_alphanumeric() && char != '.');
    let from = place.len() - place.rsplit(", ").next().map_or(0, str::len);
    // the city before a state that a comma parts from it
    let is_state = from > 2 && place[from..].len() <= STATE && !place[from..].contains(' ');
    let city = if is_state { &place[..from - 2] } else { place };
    let mut words = city.rsplit(' ');
    let mut start = city.len() - words.next().map_or(0, str::len);
    let parts = |word: &&str| CITIES.iter().any(|first| word.eq_ignore_ascii_case(first));
    while let Some(first) = words.next().filter(parts) {
        start -= first.len() + 1;
    }
    (start > 0).then_some(start)
}

/// The longest state behind a city.
const STATE: usize = 14;

/// Words with which the names of cities begin that have several.
const CITIES: [&str; 33] = [
    "new", "san", "santa", "los", "las", "st.", "saint", "fort", "ft.", "el", "palo", "salt", "lake", "grand", "north",
    "south", "east", "west", "mount", "mountain", "baton", "cedar", "kansas", "oklahoma", "redwood", "foster",
    "little", "des", "long", "sunny", "isles", "hong", "port",
];

/// The date of a dateline that a title in the same paragraph goes before: `Pinyon Names Director
/// RENO, Nev., May 2, 2011 - Pinyon Corp. today announced`.
fn inside(opening: &str) -> Option<Found> {
    const SAYS: [&str; 9] =
        ["announced", "today", "reported", "declared", "elected", " said", "reiterated", "updated", "reaffirmed"];
    dates(opening).into_iter().find(|found| {
        let before = opening[..found.span.start].trim_end();
        let Some(place) = before.strip_suffix(',').or_else(|| before_dash(before)) else { return false };
        let word = place.rsplit([' ', '\n']).next().unwrap_or("");
        let named = word.starts_with(|char: char| char.is_uppercase()) && is_place(word);
        let after = opening[found.span.end..].trim_start();
        let marked =
            ["\u{2013}", "\u{2014}", "--", "- ", ". . .", "...", "\u{2026}"].iter().any(|mark| after.starts_with(mark));
        let news = &after[..after.floor_char_boundary(260)];
        found.year.is_some() && named && marked && SAYS.iter().any(|word| news.contains(word))
    })
}

/// A state after its city, before a dash: `ROCHESTER, N.Y.--`.
fn before_dash(before: &str) -> Option<&str> {
    let place = ["--", "\u{2013}", "\u{2014}", " -"].iter().find_map(|dash| before.strip_suffix(dash))?.trim_end();
    let mut words = place.rsplit([' ', '\n']);
    let state = words.next()?;
    let city = words.find(|word| !word.is_empty())?;
    (state.len() <= 8 && city.ends_with(',') && city.starts_with(|char: char| char.is_uppercase())).then_some(place)
}

/// The date beside `today`, as in `a conference call today, May 9, 2005`.
fn today(input: Input<'_>) -> Option<Found> {
    const FAR: usize = 60_000;
    let text = &input.content.text;
    let text = &text[..text.floor_char_boundary(FAR.min(text.len()))];
    text.match_indices("today, ").find_map(|(at, words)| {
        let start = at + words.len();
        let tail = &text[start..text.floor_char_boundary((start + 32).min(text.len()))];
        let found = dates(tail).into_iter().next().filter(|found| found.year.is_some())?;
        let weekday = tail[..found.span.start].trim_end_matches([' ', ',']);
        (weekday.is_empty() || DAYS.contains(&weekday.to_lowercase().as_str())).then(|| shifted(found, start))
    })
}

/// Whether the document is the cover of a report, whose dates are those of events and signatures.
fn is_cover(input: Input<'_>) -> bool {
    let text = &input.content.text;
    outside::is_cover(&text[..text.floor_char_boundary(3000)])
}

/// The first blocks: their kind and place.
fn opening(input: Input<'_>) -> impl Iterator<Item = (BlockKind, Span)> {
    input
        .content
        .blocks
        .iter()
        .take(BLOCKS)
        .take_while(|block| block.span.start < OPENING)
        .map(|block| (block.kind, block.span))
}

fn head(input: Input<'_>, span: Span, length: usize) -> &str {
    let text = input.content.slice(span);
    &text[..text.floor_char_boundary(length.min(text.len()))]
}

fn shifted(found: Found, by: usize) -> Found {
    Found { span: found.span.shifted(by), ..found }
}

/// Where the news begins in a paragraph that a dateline opens: past its last mark.
pub(super) fn past_dateline(text: &str) -> Option<usize> {
    let head = &text[..text.floor_char_boundary(420.min(text.len()))];
    let date = dateline(head).map(|found| found.span.end);
    let wire = wire(head).map(|span| span.end);
    let from = date.into_iter().chain(wire).max().or_else(|| place(head))?;
    let rest = &head[from..];
    let skipped = rest.trim_start_matches(|char: char| !char.is_alphanumeric());
    Some(head.len() - skipped.len())
}

/// The end of a place name before a dash, as in `CUPERTINO, CALIFORNIA — `.
fn place(head: &str) -> Option<usize> {
    let end = ["—", "–", "--", " - "].iter().filter_map(|mark| head.find(mark)).min()?;
    (end > 2 && end <= 90 && is_place(&head[..end])).then_some(end)
}

/// Whether a paragraph begins with a dateline.
#[must_use]
pub fn is_dateline(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(420.min(text.len()))];
    wire(head).is_some_and(|wire| wire.start < 200) || dateline(head).is_some()
}

/// The date of a dateline at the beginning of a paragraph.
fn dateline(head: &str) -> Option<Found> {
    const NEAR: usize = 220;
    const LONGEST_DATE: usize = 80;
    let near = &head[..head.floor_char_boundary(NEAR + LONGEST_DATE)];
    dates(near).into_iter().find(|found| {
        let (before, after) = (&head[..found.span.start], &head[found.span.end..]);
        let wired = || {
            wire(head).is_some_and(|wire| {
                let gap = wire.start.saturating_sub(found.span.end) + found.span.start.saturating_sub(wire.end);
                gap <= 25 && wire.start < 220
            })
        };
        let written =
            !head[found.span.range()].starts_with(|char: char| char.is_ascii_digit()) || !is_numeric(head, found);
        // `(Reno, NV - 10/22/98) Pinyon Corp.`
        let enclosed =
            before.trim_start().starts_with('(') && before.contains(',') && after.trim_start().starts_with(')');
        before.len() <= NEAR && is_place(before) && (wired() || (written || enclosed) && closes(before, after))
    })
}

/// Whether a date has no letters: such a number may be a revision or a paragraph.
fn is_numeric(text: &str, found: &Found) -> bool {
    !text[found.span.range()].bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Whether what follows a date closes a dateline.
fn closes(before: &str, after_date: &str) -> bool {
    let after = after_date.trim_start_matches([' ', '\n', '\t', '\u{a0}', '\u{202f}', ')', ']']);
    let dash = after.starts_with(['-', '–', '—', ':', '/', '(', '…', '―', '−', '*', '[']);
    if before.trim().is_empty() {
        return dash && !after.starts_with(['(', ':']) || is_place_behind(after);
    }
    // (San Diego, California - July 5, 2001)
    let enclosed = before.trim_start().starts_with('(') && !before.contains(')') && before.contains(',');
    if enclosed && after_date.trim_start().starts_with(')') {
        return true;
    }
    let bracketed =
        before.trim_end().ends_with('(') && after_date.trim_start().starts_with(')') && before.contains(',');
    // `RENO, NV - July 5, 2001, Pinyon Corp. (Nasdaq: PNYN) today`
    let dashed = before.trim_end().ends_with(['-', '–', '—']) && before.contains(',');
    let goes_on = || {
        let rest = after.strip_prefix(',').map(str::trim_start);
        rest.is_some_and(|rest| rest.starts_with(|char: char| char.is_uppercase()) && rest.len() > 40)
    };
    bracketed
        || dash
        || dashed && goes_on()
        || after.starts_with('.')
        || after.is_empty()
        || before.trim_end().ends_with('(') && after.starts_with(',')
}

/// Whether a place and a colon stand behind a date: `July 5, 2001, San Diego, CA: `.
fn is_place_behind(after: &str) -> bool {
    let Some((place, _)) = after.strip_prefix(',').and_then(|rest| rest.split_once(':')) else { return false };
    place.len() < 40 && place.contains(',') && is_place(place)
}

/// Words with which a sentence about a date begins, not a dateline.
const NO_PLACES: &[&str] = &[
    "on",
    "as",
    "in",
    "at",
    "for",
    "since",
    "by",
    "from",
    "dated",
    "until",
    "through",
    "during",
    "effective",
    "after",
    "before",
    "between",
    "ended",
    "ending",
    "quarter",
    "year",
    "months",
    "fiscal",
    "weeks",
    "period",
    "net",
    "total",
    "results",
    "date",
    "dated",
    "rev",
    "revised",
    "amended",
    "amendment",
    "adopted",
    "section",
    "exhibit",
    "restated",
    "record",
    "annual",
    "q1",
    "q2",
    "q3",
    "q4",
    "when",
    "where",
    "date:",
    "page",
    "note",
    "dear",
    "item",
];

/// Whether words can be the place before a date: capitals and what joins them.
fn is_place(words: &str) -> bool {
    const JOINTS: &[&str] = &["and", "of", "de", "la", "the", "via", "et", "le", "du", "del", "am", "a", "al", "y"];
    let mut after_comma = false;
    words.split(|char: char| char.is_whitespace() || matches!(char, '-' | '–' | '—' | '/' | '|' | '(' | ')')).all(
        |word| {
            let core = word.trim_matches(|char: char| !char.is_alphanumeric());
            let lower = core.to_lowercase();
            // Toronto, ON
            let province = after_comma && core.len() == 2 && core.bytes().all(|byte| byte.is_ascii_uppercase());
            after_comma = word.ends_with(',');
            core.is_empty()
                || province
                || JOINTS.contains(&core)
                || (core.starts_with(|char: char| char.is_uppercase() || char.is_ascii_digit())
                    && !NO_PLACES.contains(&lower.as_str()))
                || lower.ends_with("wire")
        },
    )
}

/// Where the narrative begins.
fn narrative(input: Input<'_>) -> usize {
    let mut sections = input.sections.iter();
    sections
        .find(|section| !matches!(section.kind, SectionKind::Headline | SectionKind::Contact))
        .map_or(OPENING, |section| section.start)
}

/// The date that stands in a line of its own above the narrative.
fn masthead(input: Input<'_>) -> Option<Found> {
    let limit = narrative(input).clamp(600, OPENING);
    opening(input).take_while(|(_, span)| span.start < limit).find_map(|(_, span)| {
        let head = head(input, span, 700);
        let all = dates(head);
        // A row of dates heads the columns of a statement.
        let alone = all.len() <= 2;
        let found = all.iter().find(|found| alone && !is_of_span(head, found, &all) && is_masthead(head, found))?;
        Some(shifted(*found, span.start))
    })
}

/// Whether a date is the first or last day of a span of days: `1 January to 31 December 2024`.
fn is_of_span(text: &str, found: &Found, all: &[Found]) -> bool {
    const JOINTS: [&str; 6] = ["-", "\u{2013}", "\u{2014}", "to", "through", "until"];
    let joined = |first: &Found, last: &Found| {
        let between = text.get(first.span.end..last.span.start).map(str::trim);
        between.is_some_and(|between| JOINTS.iter().any(|joint| between.eq_ignore_ascii_case(joint)))
    };
    all.iter().any(|other| joined(other, found) || joined(found, other))
}

fn is_masthead(text: &str, found: &Found) -> bool {
    let before = text[..found.span.start].trim_end();
    let after = text[found.span.end..].trim_start();
    let tail = before.to_ascii_lowercase();
    let tail = tail.trim_end_matches([':', '-', '–', '—', ' ', '|', ',', '\n']);
    const LEADS: &[&str] = &[
        "release",
        "immediate release",
        "released",
        "date",
        "issued",
        "news release",
        "press release",
        "date of release",
    ];
    const NOT: &[&str] =
        &["ended", "ending", "as of", "dated", "through", "until", "amended", "effective", "on", "call", "record date"];
    let tail =
        DAYS.iter().fold(tail, |tail, day| tail.strip_suffix(day).unwrap_or(tail).trim_end_matches([' ', ',', ':']));
    let ends_with = |word: &&str| {
        let rest = tail.strip_suffix(*word);
        rest.is_some_and(|rest| !rest.ends_with(|char: char| char.is_alphanumeric()))
    };
    if NOT.iter().any(ends_with) {
        return false;
    }
    if LEADS.iter().any(|lead| tail.ends_with(lead)) && !tail.ends_with("ended date") {
        return true;
    }
    // `FOR RELEASE AT 11:30 A.M., TUESDAY, OCTOBER 21, 1997`
    let line = tail.rsplit(['\n', '|']).next().unwrap_or(tail);
    if found.year.is_some() && line.len() < 60 && line.trim_start().starts_with("for ") && line.contains("release") {
        return true;
    }
    if found.year.is_some() && line.len() < 60 && line.trim_start().starts_with("embargo") {
        return true;
    }
    let alone = |rest: &str| {
        rest.is_empty() || rest.starts_with(['|', '\n', '\t', '(']) || rest.starts_with("  ") || rest.starts_with("No")
    };
    let line = text[found.span.end..].split('\n').next().unwrap_or("");
    let own = text[..found.span.start].rsplit('\n').next().unwrap_or("").to_ascii_lowercase();
    let own = own.trim_matches([' ', ',']);
    let opened = tail.is_empty()
        || DAYS.contains(&own)
        || text[..found.span.start].ends_with(['\n', '|'])
        || text[..found.span.start].ends_with("| ")
        || text[..found.span.start].ends_with("   ");
    let timed_after = after.strip_prefix("at ").unwrap_or(after);
    let time = timed_after.split_whitespace().next().is_some_and(is_time);
    let split =
        text[found.span.range()].contains('\n') || !time && after.starts_with(|char: char| char.is_ascii_digit());
    if found.year.is_none() || split {
        return false;
    }
    let timed = || time && (line.trim_start().len() <= 24 || is_clock(line));
    // a field to the right of another, its line run together: `FOR RELEASE: A. Smith Immediately May 2, 1996`
    let fields = || {
        text.len() < 200
            && text.to_ascii_lowercase().contains("release")
            && before.split_whitespace().all(|word| !word.starts_with(|char: char| char.is_lowercase()))
            && after.split_whitespace().all(|word| !word.starts_with(|char: char| char.is_lowercase()))
    };
    (opened && (alone(after) || alone(line) || timed()))
        || fields()
        || (text.len() <= 110 && after.is_empty() && is_place(before) && text.len() < 90)
}

/// Whether a word is a time of day: `13:30:00`, `7:30`, `8.30`.
fn is_time(word: &str) -> bool {
    [':', '.'].iter().any(|mark| {
        word.contains(*mark)
            && word.split(*mark).all(|part| part.len() <= 2 && part.parse::<u8>().is_ok_and(|n| n < 60))
    })
}

/// Whether a line is a time of day and its zone: `06:30 AM Eastern Standard Time`.
fn is_clock(line: &str) -> bool {
    const ZONE: &str = "time";
    let line = line.trim();
    line.len() <= 40
        && line
            .split(' ')
            .all(|word| !word.starts_with(|char: char| char.is_lowercase()) || word == "a.m." || word == "p.m.")
        && line.rsplit(' ').next().is_some_and(|zone| zone.eq_ignore_ascii_case(ZONE))
}

/// A wire's mark: its name in brackets or between strokes.
fn wire(head: &str) -> Option<Span> {
    let bytes = head.as_bytes();
    let marked = |hit: words::Found| {
        let open = bytes[..hit.start].last().is_some_and(|byte| matches!(byte, b'(' | b'/' | b'[' | b'-' | b' '));
        let end =
            head[hit.end..].find([')', '/', ']', '-', '—', '–']).filter(|gap| *gap <= 40).map(|gap| hit.end + gap + 1);
        let end = end.map(|end| head.ceil_char_boundary(end))?;
        let marked = bytes[..hit.start].last().is_some_and(|byte| *byte != b' ')
            || head[..hit.start].trim_end().ends_with(['(', '/', '-', '—', '–']);
        (open && marked).then(|| Span::new(hit.start, end))
    };
    let mut wire = None;
    WIRES.whole(head, |hit| wire = wire.or_else(|| marked(hit)));
    wire
}

/// The date in the year it must be of.
fn year(input: Input<'_>, found: &Found) -> Option<(Date, &'static str)> {
    if let Some(filed) = input.header.filed.or(input.identity.filed) {
        let near = [filed.year(), filed.year() - 1].into_iter().filter_map(|year| found.in_year(year)).find(|date| {
            let days = days_between(*date, filed);
            (0..=10).contains(&days)
        });
        return near.map(|date| (date, "dateline_year_from_filing_date"));
    }
    let text = &input.content.text;
    let from = text.floor_char_boundary(text.len().saturating_sub(1500));
    let trailer = dates(&text[from..])
        .into_iter()
        .filter_map(|date| date.date())
        .find(|date| (date.month(), date.day()) == (found.month, found.day));
    if let Some(date) = trailer {
        return Some((date, "dateline_year_from_trailer"));
    }
    let opening = &text[..text.floor_char_boundary(OPENING.min(text.len()))];
    let printed = dates(opening);
    let near: Vec<Date> =
        printed.iter().filter(|other| ended(opening, other.span.start)).filter_map(|other| other.date()).collect();
    let follows = |last: Date| {
        let years = [last.year(), last.year() + 1].into_iter().filter_map(|year| found.in_year(year));
        years.into_iter().find(|date| (0..=100).contains(&days_between(last, *date)))
    };
    if let Some(last) = near.iter().max() {
        return follows(*last).map(|date| (date, "dateline_year_from_period_end"));
    }
    // `for the quarter ending June 30, 1998`: of the months before that day
    let due = printed.iter().filter(|other| ending(opening, other.span.start)).find_map(|other| other.date());
    let due = due.or_else(|| pending(opening));
    let precedes = |last: Date| {
        let years = [last.year(), last.year() - 1].into_iter().filter_map(|year| found.in_year(year));
        years.into_iter().find(|date| (0..=92).contains(&days_between(*date, last)))
    };
    if let Some(date) = due.and_then(precedes) {
        return Some((date, "dateline_year_from_period_end"));
    }
    // `the guidance given on July 22, 2002`: the year of the one date that is told of as past
    let told = |at: usize| {
        let before = opening[..at].trim_end();
        ["on", "On", "of", "dated"].iter().any(|word| before.ends_with(word))
    };
    let mut past = printed.iter().filter(|other| told(other.span.start)).filter_map(|other| other.date());
    let last = past.next()?;
    past.all(|other| other == last)
        .then(|| follows(last))
        .flatten()
        .map(|date| (date, "dateline_year_from_a_past_date"))
}

/// Whether the words before a date say that something ended on it.
fn ended(text: &str, at: usize) -> bool {
    let head = text[..at].trim_end();
    head.ends_with("ended") || head.ends_with("Ended") || head.ends_with("ENDED")
}

/// Whether the words before a date say that a period is to end on it.
fn ending(text: &str, at: usize) -> bool {
    let head = text[..at].trim_end();
    ["ending", "which ends", "will end", "ending on", "which ends on", "will end on"]
        .iter()
        .any(|word| head.ends_with(word))
}

/// The last day of a calendar quarter that is named by its year and said to be under way: `the first quarter of 2001,
/// which ends on March 31`.
fn pending(opening: &str) -> Option<Date> {
    mentions(opening).into_iter().filter(|mention| mention.ending && !mention.compared).find_map(|mention| {
        let Length::Quarter(Some(number)) = mention.length else { return None };
        let (year, day) = (mention.year?, mention.end?);
        let month = i8::try_from(day.month).ok()?;
        let calendar = day.year.is_none() && day.month == 3 * number;
        let date = Date::new(year, month, i8::try_from(day.day?).ok()?).ok()?;
        calendar.then_some(date)
    })
}

/// Days from one date to another.
fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(i64::MAX, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(i8, i8)>) {
        let found = dateline(text).map(|found| (found.month, found.day));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn every_wire_gives_its_date() {
        for text in [
            "DULUTH, Minn. (April 18, 2005) Brightwater Optics, Inc. (NYSE: BWO), today revised",
            "DULUTH, Minn.--(BUSINESS WIRE)--April 18, 2005--Brightwater",
            "DULUTH, Minn., April 18 /PRNewswire-FirstCall/ -- Brightwater",
            "DULUTH, Minn., April 18, 2024 (GLOBE NEWSWIRE) -- Brightwater",
            "DULUTH, MN--(Marketwire - Apr 18, 2011) - Brightwater",
            "DULUTH, Minn. and RENO, Nev., April 18, 2011 – Brightwater",
            "DULUTH, MINN. (April 18, 2003) – Brightwater",
            "Duluth, Minnesota, 18 April 2003 - Brightwater",
            "DULUTH, Minn., Monday, April 18, 2005 — Brightwater",
            "DULUTH, Minn., April 18, 2005 /CNW/ - Brightwater",
            "April 18, 2005 -- Brightwater Optics today",
            "(Duluth, Minnesota - April 18, 2001) Brightwater Optics today announced",
            "April 18, 2001, Duluth, MN: Brightwater Optics today announced",
            "DULUTH, MN \u{2013} April 18, 2026, Brightwater Optics, Inc. (Nasdaq: BWTR), a maker of lenses, today announced",
            "Toronto, ON and Duluth, MN \u{2013} (CNW Group) \u{2013} April 18, 2009 \u{2013} Brightwater",
        ] {
            check(text, Some((4, 18)));
        }
    }

    #[test]
    fn a_date_in_a_sentence_is_no_dateline() {
        check("On April 18, 2005, the company sold its plant.", None);
        check("As of April 18, 2005 - the last day - shares were held by few.", None);
        check("Revenue for the quarter ended April 18, 2005 - was $4 million.", None);
        check("The meeting of April 18, 2005 -- was adjourned.", None);
    }

    #[test]
    fn days_of_a_span_are_no_dates_of_release() {
        let text = "PINYON GROUP RELEASE 1 APRIL 2021 TO 30 JUNE 2021";
        let all = dates(text);
        assert!(all.len() == 2 && all.iter().all(|found| is_of_span(text, found, &all)));
    }

    #[test]
    fn a_masthead_date_stands_beside_other_fields() {
        let told = |text: &str| dates(text).first().is_some_and(|found| is_masthead(text, found));
        assert!(told("Stock exchange release\nMarch 3, 2021 at 9.15 a.m. CET"));
        assert!(told("Press Information 14 September 1999"));
        assert!(told("18.11.2008 13:30:00"));
        assert!(told("September 17, 1996 06:30 AM Eastern Standard Time"));
        assert!(told("FOR RELEASE: Ada Quist Immediately President September 17, 1996 (414) 555-0101"));
        assert!(!told("The meeting on September 17, 1996 was adjourned."));
    }

    #[test]
    fn the_news_begins_past_the_dateline() {
        let text = "DULUTH, Minn.--(BUSINESS WIRE)--April 18, 2005--Brightwater Optics";
        assert_eq!(past_dateline(text).map(|at| &text[at..]), Some("Brightwater Optics"));
        let text = "DULUTH, MINNESOTA — Brightwater today";
        assert_eq!(past_dateline(text).map(|at| &text[at..]), Some("Brightwater today"));
    }
}
