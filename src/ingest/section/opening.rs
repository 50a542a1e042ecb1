//! Where the headline ends and the narrative begins.
//!
//! A dateline says so best. Letters, and the announcements of exchanges that know no datelines, begin
//! with an address, with somebody who speaks, or with their first whole sentence.

use super::{
    cue::Scores,
    score::{Shape, window},
    unit::{Form, Unit},
};
use crate::{
    ingest::extract::dateline,
    model::{Content, SectionKind::Contact},
};

/// How many units are looked at, and how much prose may go before a dateline.
const UNITS: usize = 80;
const LONG: usize = 1500;
/// Shortest paragraph that is read as one, and shortest dateline on a line of its own.
const PARAGRAPH: usize = 60;
const DATELINE: usize = 30;

/// The unit with which the narrative begins: the dateline, else the first paragraph.
pub(super) fn body_start(content: &Content, units: &[Unit], scores: &[Scores]) -> usize {
    let mut first = None;
    let mut prose = 0;
    for (index, unit) in units.iter().enumerate().take(UNITS) {
        let text = content.slice(unit.span);
        if first.is_none() && addresses(text) || is_dateline_alone(text) {
            return index;
        }
        if unit.form == Form::Figures || text.len() < PARAGRAPH {
            first = first.or((unit.form == Form::Figures).then_some(index));
            continue;
        }
        let whole = |first: usize| is_whole_sentence(content, &units[first]);
        if dateline::is_dateline(window(text)) || says_today(text) && !first.is_some_and(whole) {
            return with_place(content, units, index);
        }
        if unit.form != Form::Heading && is_prose(window(text)) && scores[index][Contact as usize] < 3.0 {
            first = first.or(Some(index));
            prose += text.len();
        }
        if prose > LONG {
            break;
        }
    }
    first.unwrap_or_else(|| {
        let long = |unit: &Unit| unit.form == Form::Prose && unit.span.len() >= PARAGRAPH;
        units.iter().position(long).unwrap_or(units.len().min(1))
    })
}

/// Whether a line speaks to the readers of a letter, or brings in somebody's words.
fn addresses(text: &str) -> bool {
    const LINE: usize = 120;
    let text = text.trim();
    if text.len() > LINE {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let letter = lower.starts_with("dear ")
        || ["to our ", "fellow "].iter().any(|opening| lower.starts_with(opening)) && lower.contains("holders");
    letter || ["said:", "says:", "commented:", "stated:"].iter().any(|end| lower.ends_with(end))
}

/// `OSLO, Norway, April 29, 2003 (NEWSWIRE) -- Havn:`: a dateline that the news follows as a list.
fn is_dateline_alone(text: &str) -> bool {
    let text = text.trim();
    (DATELINE..PARAGRAPH).contains(&text.len())
        && ["--", "—", "–"].iter().any(|dash| text.contains(dash))
        && text.ends_with([':', '-', '–', '—'])
        && dateline::is_dateline(text)
}

/// Whether a unit is a paragraph of running text that ends with its sentence.
fn is_whole_sentence(content: &Content, unit: &Unit) -> bool {
    unit.form == Form::Prose && content.slice(unit.span).trim_end().ends_with('.')
}

/// The unit, or the line with the place and the name before it where it goes on in mid-sentence.
fn with_place(content: &Content, units: &[Unit], index: usize) -> usize {
    const LINES: usize = 3;
    const LINE: usize = 60;
    if !content.slice(units[index].span).starts_with(['(', ',', ')']) {
        return index;
    }
    let lines = units[..index].iter().rev().take(LINES);
    index - lines.take_while(|unit| unit.form == Form::Heading && unit.span.len() <= LINE).count()
}

/// Whether a paragraph is the first of a release: a dateline, `today announced`.
pub(crate) fn opens(text: &str) -> bool {
    dateline::is_dateline(text) || says_today(text)
}

/// Whether a paragraph says that something is announced today.
fn says_today(text: &str) -> bool {
    const MARKS: &[&str] = &[
        "today announced",
        "announced today",
        "today reported",
        "reported today",
        "announces today",
        "today provided",
        "today said",
        "said today",
        "today updated",
        "today released",
    ];
    let lower = text[..text.floor_char_boundary(400.min(text.len()))].to_ascii_lowercase();
    MARKS.iter().any(|mark| lower.contains(mark))
}

/// Whether a paragraph is running text rather than a title or an address.
fn is_prose(text: &str) -> bool {
    let upper = text.bytes().filter(u8::is_ascii_uppercase).count();
    let lower = text.bytes().filter(u8::is_ascii_lowercase).count();
    let shape = Shape::of(text);
    text.len() >= 100 && lower > upper * 4 && shape.phones == 0 && shape.mails == 0 && text.contains(['.', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_are_addressed_and_speakers_brought_in() {
        for line in ["Dear Shareholders,", "To our stockholders", "Ada Marlow, Chairman, said:"] {
            assert!(addresses(line), "{line}");
        }
        for line in ["Dearborn Tool Reports Results", "To our new plant", "Highlights of the quarter:"] {
            assert!(!addresses(line), "{line}");
        }
    }
}
