//! What each unit says and looks like, as a score for every kind of section.

use super::{
    cue::{self, Scores},
    unit::{Form, Unit},
};
use crate::model::{
    Content,
    SectionKind::{About, Body, ConferenceCall, Contact, Headline, Legal, NonGaap, Other, Outlook, SafeHarbor, Tables},
};

/// How much of a unit is read; what follows says little new.
const WINDOW: usize = 1200;
/// A kind that is ruled out.
const NEVER: f32 = -1e6;

/// Scores every unit.
pub(super) fn scores(content: &Content, units: &[Unit]) -> Vec<Scores> {
    let start = body_start(content, units);
    let total = content.text.len().max(1) as f32;
    let mut scores: Vec<Scores> = units.iter().map(|unit| score(content, unit)).collect();
    for (index, (unit, scores)) in units.iter().zip(&mut scores).enumerate() {
        if index < start {
            before_body(unit, scores);
            continue;
        }
        scores[Headline as usize] = NEVER;
        if index == start {
            scores[Body as usize] += 12.0;
        }
        let place = unit.span.start as f32 / total;
        if place < 0.3 && unit.form != Form::Heading {
            for kind in [About, SafeHarbor, Contact, Legal] {
                scores[kind as usize] -= 1.0;
            }
        }
    }
    titles_of_tables(units, &mut scores);
    scores
}

/// Title lines and a masthead's contacts are all there can be.
fn before_body(unit: &Unit, scores: &mut Scores) {
    for kind in [Body, Outlook, ConferenceCall, NonGaap, Tables, Legal, Other] {
        scores[kind as usize] -= 30.0;
    }
    scores[About as usize] -= 6.0;
    scores[SafeHarbor as usize] -= 4.0;
    if unit.form == Form::Heading {
        scores[Headline as usize] += 0.5;
    }
}

/// A heading right before figures is their title.
fn titles_of_tables(units: &[Unit], scores: &mut [Scores]) {
    let mut ahead = usize::MAX;
    for index in (0..units.len()).rev() {
        match units[index].form {
            Form::Figures => ahead = 0,
            Form::Heading | Form::Words if ahead < 4 => {
                ahead += 1;
                scores[index][Tables as usize] += 1.0;
            }
            _ => ahead = usize::MAX,
        }
    }
}

fn score(content: &Content, unit: &Unit) -> Scores {
    let mut scores = Scores::default();
    let text = window(content.slice(unit.span));
    let head = match unit.form {
        Form::Heading => text.len(),
        Form::Figures => 0,
        _ => run_in(text),
    };
    cue::add(text, head, &mut scores);
    let shape = Shape::of(text);
    match unit.form {
        Form::Heading => {}
        Form::Figures => figures(&mut scores),
        _ => outlook(text, &shape, &mut scores),
    }
    if unit.form != Form::Figures {
        contact(text, &shape, &mut scores);
    }
    scores
}

fn figures(scores: &mut Scores) {
    for score in scores.iter_mut() {
        *score *= 0.3;
    }
    scores[Tables as usize] += 2.5;
}

/// The beginning of a text, whole characters.
fn window(text: &str) -> &str {
    let mut end = text.len().min(WINDOW);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The length of the words before the first stop where they are few, as in `Outlook. We expect`.
fn run_in(text: &str) -> usize {
    const LONGEST: usize = 70;
    let bytes = text.as_bytes();
    let end = (0..bytes.len().min(LONGEST)).find(|&at| {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        matches!(bytes[at], b'.' | b':' | b'|') && next == b' '
            || bytes[at] == b'-' && (next == b'-' || at > 0 && bytes[at - 1] == b' ' && next == b' ')
            || text.is_char_boundary(at) && text[at..].starts_with(['–', '—'])
    });
    match end {
        Some(end) if text.as_bytes()[..end].iter().filter(|byte| **byte == b' ').count() < 8 => end,
        _ => 0,
    }
}

/// What a text is made of.
struct Shape {
    phones: usize,
    mails: usize,
    amounts: usize,
}

impl Shape {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let amounts = memchr::memchr2_iter(b'$', b'%', bytes).count();
        let mails = memchr::memchr_iter(b'@', bytes).count();
        Self { phones: phones(bytes), mails, amounts }
    }
}

/// Telephone numbers and addresses in few words are contacts; in many, a call to dial.
fn contact(text: &str, shape: &Shape, scores: &mut Scores) {
    let marks = (shape.phones + shape.mails) as f32;
    if marks == 0.0 {
        return;
    }
    let density = marks * 120.0 / text.len().max(40) as f32;
    scores[Contact as usize] += (density * 2.0).min(3.0) + shape.mails.min(2) as f32 * 0.7;
    scores[ConferenceCall as usize] += shape.phones.min(2) as f32 * 0.5;
}

/// Expectation, measure, amount and a period to come, all of them, make an outlook.
fn outlook(text: &str, shape: &Shape, scores: &mut Scores) {
    if shape.amounts == 0 {
        return;
    }
    let lower = text.to_ascii_lowercase();
    let any = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let expects =
        any(&["expect", "anticipat", "forecast", "guidance", "outlook", "projects", "project ", "estimates", "target"]);
    let measure = any(&[
        "revenue",
        "sales",
        "earnings",
        "net loss",
        "net income",
        "ebitda",
        "per share",
        "profit",
        "margin",
        "ffo",
    ]);
    let coming = any(&[
        "full year",
        "full-year",
        "for the year",
        "for fiscal",
        "for 19",
        "for 20",
        "next quarter",
        "in 20",
        "in fiscal",
        "second half",
        "quarter of",
        "fourth quarter",
        "third quarter",
        "second quarter",
        "first quarter",
        "coming",
    ]);
    if !(expects && measure) {
        return;
    }
    scores[Outlook as usize] += 1.0 + if coming { 1.2 } else { 0.0 };
    if any(&["expects to report", "expected to report", "preliminary", "quarter ended", "quarter just ended"]) {
        scores[Outlook as usize] -= 2.0;
    }
    if any(&["between $", "range of $", "million to $", " to $", "percent to", "% to"]) && coming {
        scores[Outlook as usize] += 1.0;
        scores[SafeHarbor as usize] -= 1.0;
    }
}

/// The unit with which the narrative begins: the dateline, else the first paragraph.
fn body_start(content: &Content, units: &[Unit]) -> usize {
    const UNITS: usize = 80;
    const LONG: usize = 1500;
    let mut first = None;
    let mut prose = 0;
    for (index, unit) in units.iter().enumerate().take(UNITS) {
        let text = content.slice(unit.span);
        if unit.form == Form::Figures {
            break;
        }
        if unit.form == Form::Heading || text.len() < 60 {
            continue;
        }
        if opens(window(text)) {
            return index;
        }
        if is_prose(window(text)) {
            first = first.or(Some(index));
            prose += text.len();
        }
        if prose > LONG {
            break;
        }
    }
    first.unwrap_or_else(|| {
        units
            .iter()
            .position(|unit| matches!(unit.form, Form::Figures | Form::Prose) && unit.span.len() >= 60)
            .unwrap_or(units.len().min(1))
    })
}

/// Whether a paragraph is the first of a release: a wire's mark, a date before a dash, `today announced`.
fn opens(text: &str) -> bool {
    let mut end = text.len().min(400);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let lower = text[..end].to_ascii_lowercase();
    const MARKS: &[&str] = &[
        "wire)",
        "newswire",
        "prnewswire",
        "primezone",
        "marketwire",
        "businesswire",
        "/cnw",
        "newsfile",
        "today announced",
        "announced today",
        "today reported",
        "reported today",
        "announces today",
    ];
    MARKS.iter().any(|mark| lower.contains(mark))
}

/// Whether a paragraph is running text rather than a title or an address.
fn is_prose(text: &str) -> bool {
    let upper = text.bytes().filter(u8::is_ascii_uppercase).count();
    let lower = text.bytes().filter(u8::is_ascii_lowercase).count();
    let shape = Shape::of(text);
    text.len() >= 100 && lower > upper * 4 && shape.phones == 0 && shape.mails == 0 && text.contains(['.', ':'])
}

/// Whether a text is a telephone number.
pub(super) fn is_phone(text: &str) -> bool {
    phones(text.as_bytes()) > 0
}

/// Counts telephone numbers: runs of digit groups whose last two have three and four digits, or
/// that begin with `+`.
fn phones(bytes: &[u8]) -> usize {
    let mut count = 0;
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(|byte| byte.is_ascii_digit() || *byte == b'+') {
        let start = at + start;
        let length = bytes[start..]
            .iter()
            .position(|byte| !byte.is_ascii_digit() && !b"+()-./ ".contains(byte))
            .unwrap_or(bytes.len() - start);
        count += usize::from(is_number(&bytes[start..start + length]));
        at = start + length.max(1);
    }
    count
}

fn is_number(run: &[u8]) -> bool {
    let groups: Vec<usize> =
        run.split(|byte| !byte.is_ascii_digit()).map(<[u8]>::len).filter(|length| *length > 0).collect();
    let digits: usize = groups.iter().sum();
    let foreign = run.first() == Some(&b'+') && groups.len() >= 2 && (8..=15).contains(&digits);
    let national = run.first() == Some(&b'0') && groups.len() >= 2 && (9..=12).contains(&digits) && run.contains(&b' ');
    foreign || national || groups.windows(2).any(|pair| pair == [3, 4]) && (7..=15).contains(&digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phone_numbers_are_told_from_years_dates_and_amounts() {
        for phone in ["(512) 555-0199", "707.555.0171", "+1 713-555-8609", "0191 555 0136", "617-555-0119 x12"] {
            assert!(is_phone(phone), "{phone}");
        }
        for other in ["2004-2005", "07/22/2004", "1,234", "10.1", "31 December 2014"] {
            assert!(!is_phone(other), "{other}");
        }
    }

    #[test]
    fn words_before_the_first_stop_are_a_heading_when_few() {
        assert_eq!(run_in("Outlook. We expect sales of $5 million."), 7);
        assert_eq!(run_in("We expect that sales of the whole group will be higher next year."), 0);
    }
}
