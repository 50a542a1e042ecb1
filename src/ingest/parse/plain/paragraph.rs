//! Lines of prose to paragraphs, headings and entries of lists.
//!
//! Where a paragraph ends is mostly told by one question: would the next word have fitted on the
//! line before? If so the break was meant. Indents, marks and blank lines answer the rest.

use super::{
    form, hyphen,
    lines::{Line, LineKind},
    token::is_mark,
    write::Writer,
};

/// What the lines around a run of prose say of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'a> {
    /// The body.
    pub source: &'a str,
    /// The column that full lines of the body end at.
    pub margin: u16,
}

/// What stands between two lines of text.
#[derive(Debug, Clone, Copy, Default)]
struct Between {
    blanks: usize,
    rule: bool,
    page: bool,
    tag: bool,
}

/// The paragraph that is being read.
#[derive(Debug, Clone, Copy)]
struct Open {
    /// Its first line.
    first: usize,
    /// Its last line so far.
    last: usize,
    /// The column its words begin at after the mark of a list entry.
    hang: Option<u16>,
    /// The column that its full lines end at.
    margin: u16,
}

/// Writes the paragraphs of a run of lines.
pub(super) fn write(setting: Setting<'_>, lines: &[Line], table_follows: bool, writer: &mut Writer<'_>) {
    let mut open: Option<Open> = None;
    let mut between = Between::default();
    for (at, line) in lines.iter().enumerate() {
        match line.kind {
            LineKind::Text => {}
            LineKind::Blank => between.blanks += 1,
            LineKind::Rule => between.rule = true,
            LineKind::PageBreak => between.page = true,
            _ => between.tag = true,
        }
        if !line.is_text() {
            continue;
        }
        open = match open {
            Some(paragraph) if goes_on(setting, lines, paragraph, at, between) => {
                let margin = if at == paragraph.last + 1 { paragraph.margin } else { local_margin(setting, lines, at) };
                Some(Open { last: at, margin, ..paragraph })
            }
            before => {
                if let Some(paragraph) = before {
                    close(setting, lines, paragraph, table_follows, writer);
                }
                let margin = match before {
                    Some(paragraph) if at == paragraph.last + 1 => paragraph.margin,
                    _ => local_margin(setting, lines, at),
                };
                Some(Open { first: at, last: at, hang: hang(setting, line), margin })
            }
        };
        between = Between::default();
    }
    if let Some(paragraph) = open {
        close(setting, lines, paragraph, table_follows, writer);
    }
}

fn close(setting: Setting<'_>, lines: &[Line], paragraph: Open, table_follows: bool, writer: &mut Writer<'_>) {
    let own = &lines[paragraph.first..=paragraph.last];
    let after = &lines[paragraph.last + 1..];
    let shape = form::shape(setting, own, after, paragraph.hang.is_some(), table_follows);
    let start = writer.open(&own[0]);
    writer.prose(own.iter().filter(|line| line.is_text()));
    writer.close(start, shape.kind, shape.emphasis, shape.centered);
}

/// The column after the mark, if a line begins with one.
fn hang(setting: Setting<'_>, line: &Line) -> Option<u16> {
    let words = line.of(setting.source);
    if let [first, second, ..] = words.as_bytes()
        && first.is_ascii_alphabetic()
        && second.is_ascii_alphabetic()
    {
        return None;
    }
    let mark = words.split([' ', '\t', '\u{a0}']).next().unwrap_or("");
    if mark.len() == words.len() || !is_mark(mark.as_bytes()) {
        return None;
    }
    let rest = &words[mark.len()..];
    let white = rest.len() - rest.trim_start().len();
    // `J. Smith` and `A new plan` begin no entry; `a.  text` and `(a) text` do
    let initial = mark.len() <= 2 && mark.starts_with(|char: char| char.is_ascii_uppercase());
    if white < 2 && (initial || mark == "o") {
        return None;
    }
    Some(line.indent.saturating_add((mark.chars().count() + white).min(60) as u16))
}

/// The column that lines end at around `at`: their own, if they fill it, else that of the body.
fn local_margin(setting: Setting<'_>, lines: &[Line], at: usize) -> u16 {
    let run = lines[at..].iter().take_while(|line| line.is_text()).take(60);
    let (mut widest, mut count) = (0, 0);
    for line in run.clone() {
        widest = widest.max(line.width);
        count += 1;
    }
    let full = run.filter(|line| line.width + 12 >= widest).count();
    let filled = count >= 3 && widest >= 40 && full * 10 >= count * 6;
    if filled { widest } else { setting.margin.max(widest) }
}

fn goes_on(setting: Setting<'_>, lines: &[Line], open: Open, at: usize, between: Between) -> bool {
    let (last, next) = (&lines[open.last], &lines[at]);
    let words = next.of(setting.source);
    let lower = words.starts_with(|char: char| char.is_lowercase());
    let ended = is_ended(last.of(setting.source));
    let mark = hang(setting, next).is_some();
    if between.rule || (between.tag && !between.page) {
        return false;
    }
    let prose = last.words >= 5 && last.columns() * 2 >= open.margin;
    if between.page {
        let full = !fits(last, next, words, open.margin);
        return prose
            && !ended
            && !mark
            && (lower || (full && next.words >= 4 && next.indent <= lines[open.first].indent));
    }
    if between.blanks > 0 {
        let full = !fits(last, next, words, open.margin);
        return prose && full && lower && !ended && !mark && next.indent <= last.indent + 1 && between.blanks < 3;
    }
    if hyphen::is_cut(last.of(setting.source)) {
        return true;
    }
    if is_unwrapped(last) {
        return lower && !ended && !mark;
    }
    if let Some(told) = told_by_words(last.of(setting.source), words).filter(|_| !mark && !ended) {
        return told;
    }
    adjacent(setting, lines, open, next, &Break { words, lower, ended, mark })
}

/// Whether the words at a break say by themselves that a paragraph goes on, or that another begins:
/// no title ends in "of", and none is in capitals up to the middle of a sentence.
fn told_by_words(last: &str, next: &str) -> Option<bool> {
    const OPEN: [&str; 17] =
        ["a", "an", "the", "of", "to", "for", "in", "as", "and", "or", "by", "with", "at", "from", "its", "on", "that"];
    let end = last.rsplit(' ').next().unwrap_or_default();
    let bracket = last.rfind('(').is_some_and(|open| open + 24 > last.len() && !last[open..].contains(')'));
    let shouting = is_shouted(last);
    if bracket || (!shouting && OPEN.iter().any(|word| end.eq_ignore_ascii_case(word))) {
        return Some(true);
    }
    let spoken = next.split(' ').filter(|word| word.starts_with(|char: char| char.is_lowercase())).take(4).count();
    let contact = ["Contact:", "CONTACT:", "Contacts:", "CONTACTS:"].iter().any(|start| next.starts_with(start));
    (shouting && spoken >= 4 || contact || is_city_and_wire(next)).then_some(false)
}

/// Whether a line of three words or more is in capitals.
fn is_shouted(words: &str) -> bool {
    !words.contains(|char: char| char.is_lowercase())
        && words.split(' ').filter(|word| word.contains(|char: char| char.is_uppercase())).take(3).count() == 3
}

/// Whether a line begins as first lines do: `SEATTLE, Aug. 9 /Newswire/ -- `.
fn is_city_and_wire(words: &str) -> bool {
    let city = words.bytes().take_while(|byte| byte.is_ascii_uppercase() || matches!(byte, b' ' | b'.')).count();
    city >= 4
        && words.as_bytes().get(city) == Some(&b',')
        && words[city..].contains(|char: char| char.is_lowercase())
        && words.find(" -- ").is_some_and(|dash| dash < 70)
        && words[..words.find(" -- ").unwrap_or(0)].contains(|char: char| char.is_ascii_digit())
}

/// What the break between two adjacent lines looks like.
struct Break<'a> {
    words: &'a str,
    lower: bool,
    ended: bool,
    mark: bool,
}

fn adjacent(setting: Setting<'_>, lines: &[Line], open: Open, next: &Line, at: &Break<'_>) -> bool {
    let last = &lines[open.last];
    let first = open.first == open.last;
    let fits = fits(last, next, at.words, open.margin);
    if at.mark && (fits || at.ended || ends_clause(last.of(setting.source))) {
        return false;
    }
    if next.indent > last.indent + 1 {
        if first && open.hang.is_some_and(|column| next.indent <= column + 2) {
            return true;
        }
        return (at.lower && !at.ended) || (first && !fits && !at.ended) || form::are_centered(setting, last, next);
    }
    if next.indent + 1 < last.indent {
        if first {
            let listed = open.hang.is_some() && !at.ended && last.words > 5;
            // `--Pinyon Corporation,` in a first line, its place before
            let open_clause = last.words > 3 && last.of(setting.source).ends_with(',') && !at.mark;
            return !fits
                || listed
                || open_clause
                || (at.lower && !at.ended)
                || form::are_centered(setting, last, next);
        }
        return at.lower && !at.ended;
    }
    if !fits || (at.lower && !at.ended) {
        return true;
    }
    let slack = open.margin.saturating_sub(last.width);
    if at.ended {
        return slack < 12 && !first;
    }
    last.columns() * 5 >= open.margin * 3 || form::are_centered(setting, last, next)
}

/// Whether the first word of the next line would have fitted on the line before.
fn fits(last: &Line, next: &Line, words: &str, margin: u16) -> bool {
    if last.indent > 20 && last.columns() < margin / 2 {
        // set to the right or the middle: it fills no line
        return true;
    }
    let word = words.bytes().take(40).position(|byte| byte == b' ').unwrap_or(40).min(next.columns() as usize);
    last.width as usize + 1 + word + 1 < margin as usize
}

/// A line so long that nobody wrapped it.
fn is_unwrapped(line: &Line) -> bool {
    line.columns() > 200
}

fn is_ended(words: &str) -> bool {
    words.trim_end_matches(['"', '\'', ')', '\u{201d}', '\u{2019}']).ends_with(['.', '!', '?', ':'])
}

fn ends_clause(words: &str) -> bool {
    words.ends_with([';', ':', '.']) || words.ends_with("; and") || words.ends_with("; or")
}
