//! What a page brings along that is none of the text: its number, heads and feet that come again
//! on every page, the empty lines of double spacing. All of it is taken out of the lines.

use rustc_hash::FxHashMap;

use super::lines::{Line, LineKind};

/// Takes out of `lines` what is not there to the reader.
pub(super) fn clear(source: &str, lines: &mut Vec<Line>) {
    clear_numbers(source, lines);
    clear_repeated(source, lines);
    clear_double_spacing(source, lines);
    lines.retain(|line| line.kind != LineKind::Void);
}

/// Page numbers: beside a page break in any form, elsewhere only when nothing else looks like them.
fn clear_numbers(source: &str, lines: &mut [Line]) {
    for at in 0..lines.len() {
        let line = lines[at];
        if !line.is_text() || line.words > 4 || line.columns() > 20 {
            continue;
        }
        let words = line.of(source);
        let Some(form) = number_form(words) else { continue };
        let before = neighbour(lines[..at].iter().rev());
        let after = neighbour(lines[at + 1..].iter());
        let beside_break = before.kind == Some(LineKind::PageBreak) || after.kind == Some(LineKind::PageBreak);
        let alone = before.blanks > 0 && after.blanks > 0 && before.kind != Some(LineKind::Rule);
        let sure = form == NumberForm::Marked || (line.indent >= 25 && form == NumberForm::Bare);
        let parted = before.blanks > 0 && (after.blanks > 0 || after.kind == Some(LineKind::PageBreak));
        if (beside_break && (form != NumberForm::Other || parted)) || (alone && sure) {
            lines[at].kind = LineKind::Void;
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NumberForm {
    /// `12`
    Bare,
    /// `-12-`, `Page 12 of 14`
    Marked,
    /// `F-3`, `iv`, `(2)`
    Other,
}

fn number_form(words: &str) -> Option<NumberForm> {
    let is_short = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_short(words) {
        return Some(NumberForm::Bare);
    }
    let inner = words.trim_matches(['-', ' ', '\u{2013}', '\u{2014}']);
    if inner.len() < words.len() && is_short(inner) && words.starts_with('-') == words.ends_with('-') {
        return Some(NumberForm::Marked);
    }
    let lower = words.to_ascii_lowercase();
    if let Some(rest) = lower.strip_prefix("page ") {
        let mut parts = rest.split_ascii_whitespace().filter(|part| *part != "of");
        return parts.all(|part| is_short(part.trim_matches('-'))).then_some(NumberForm::Marked);
    }
    let roman = lower.len() <= 5 && !lower.is_empty() && lower.bytes().all(|byte| b"ivx".contains(&byte));
    let lettered = words.split_once('-').is_some_and(|(letters, number)| {
        letters.len() <= 3
            && letters.bytes().all(|byte| byte.is_ascii_uppercase())
            && !letters.is_empty()
            && is_short(number)
    });
    let parenthesised = words.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).is_some_and(is_short);
    (roman || lettered || parenthesised).then_some(NumberForm::Other)
}

/// The next line that is not blank, and the blank ones before it. The ends of the text are blank.
struct Neighbour {
    kind: Option<LineKind>,
    blanks: usize,
}

fn neighbour<'l>(lines: impl Iterator<Item = &'l Line>) -> Neighbour {
    let mut blanks = 0;
    for line in lines.take(12) {
        match line.kind {
            LineKind::Blank => blanks += 1,
            LineKind::Void => {}
            kind => return Neighbour { kind: Some(kind), blanks },
        }
    }
    Neighbour { kind: None, blanks: blanks.max(1) }
}

/// Feet before page breaks and heads after them that come again and again; the first of each stays.
fn clear_repeated(source: &str, lines: &mut [Line]) {
    let mut seen: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for at in 0..lines.len() {
        if lines[at].kind != LineKind::PageBreak {
            continue;
        }
        let foot = lines[..at].iter().rposition(|line| !matches!(line.kind, LineKind::Blank | LineKind::Void));
        let head = lines[at + 1..].iter().position(|line| !matches!(line.kind, LineKind::Blank | LineKind::Void));
        for place in [foot, head.map(|offset| at + 1 + offset)].into_iter().flatten() {
            let line = &lines[place];
            let alone = place > 0 && lines.get(place + 1).is_none_or(|next| !next.is_text());
            if line.is_text() && line.cells < 3 && line.columns() < 75 && alone && line.figures == 0 {
                let places = seen.entry(line.of(source)).or_default();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
    }
    for places in seen.values().filter(|places| places.len() > 2) {
        for place in &places[1..] {
            lines[*place].kind = LineKind::Void;
        }
    }
}

/// Takes out the single empty line between lines that go on from each other.
fn clear_double_spacing(source: &str, lines: &mut [Line]) {
    let texts: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].kind != LineKind::Blank).collect();
    let is_single = |pair: &[usize]| pair[1] == pair[0] + 2 && lines[pair[0]].is_text() && lines[pair[1]].is_text();
    let goes_on = |pair: &[usize]| {
        is_single(pair)
            && lines[pair[1]].of(source).starts_with(|char: char| char.is_ascii_lowercase())
            && lines[pair[0]].columns() > 40
    };
    let pairs = texts.windows(2);
    let adjacent = pairs.clone().filter(|pair| pair[1] == pair[0] + 1).count();
    let single = pairs.clone().filter(|pair| is_single(pair)).count();
    let going_on = pairs.filter(|pair| goes_on(pair)).count();
    let everywhere = single >= 8 && adjacent * 20 <= texts.len() && going_on * 6 >= single;
    let mut blanks = Vec::new();
    for run in texts.chunk_by(|a, b| is_single(&[*a, *b])) {
        let going_on = run.windows(2).filter(|pair| goes_on(pair)).count();
        if run.len() > 1 && (everywhere || (going_on >= 2 && going_on * 10 >= run.len() * 3)) {
            blanks.extend(run[..run.len() - 1].iter().map(|at| at + 1));
        }
    }
    for at in blanks {
        lines[at].kind = LineKind::Void;
    }
}
