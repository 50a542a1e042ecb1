//! The difference of two releases: facts, then sentences, changed words marked `[-old-]{+new+}`.

use std::io::{self, Write};

use super::{DIM, MARK, NAME, document, number, one_line, wrap};
use crate::{
    model::Record,
    search::{Cell, Change, Difference, Piece},
};

/// What is new.
const NEW: anstyle::Style = anstyle::AnsiColor::Green.on_default();

/// Writes the difference of two records.
///
/// # Errors
/// What `out` says.
pub fn write(
    out: &mut dyn Write,
    before: &Record,
    after: &Record,
    difference: &Difference,
    width: usize,
) -> io::Result<()> {
    writeln!(out, "{MARK}---{MARK:#} {}", named(before))?;
    writeln!(out, "{NEW}+++{NEW:#} {}\n", named(after))?;
    for fact in &difference.facts {
        let value = |cell: &Cell| if cell.is_missing() { "none".to_owned() } else { readable(cell) };
        writeln!(out, "{NAME}{:16}{NAME:#} {} -> {}", fact.field, value(&fact.before), value(&fact.after))?;
    }
    if !difference.facts.is_empty() {
        writeln!(out)?;
    }
    for change in &difference.changes {
        let (sign, section, text) = match change {
            Change::Added { section, text } => ('+', section, one_line(text)),
            Change::Dropped { section, text } => ('-', section, one_line(text)),
            Change::Altered { section, pieces } => ('~', section, altered(pieces)),
        };
        let style = match sign {
            '+' => NEW,
            '-' => MARK,
            _ => anstyle::Style::new(),
        };
        for (number, line) in wrap(&text, width.min(100).saturating_sub(2)).into_iter().enumerate() {
            let sign = if number == 0 { sign } else { ' ' };
            writeln!(out, "{style}{sign} {line}{style:#}")?;
        }
        writeln!(out, "  {DIM}[{}]{DIM:#}", document::section_name(*section))?;
    }
    let count = |wanted: fn(&Change) -> bool| difference.changes.iter().filter(|change| wanted(change)).count();
    writeln!(
        out,
        "{DIM}{} added, {} dropped, {} altered, {} unchanged; boilerplate and tables left aside{DIM:#}",
        count(|change| matches!(change, Change::Added { .. })),
        count(|change| matches!(change, Change::Dropped { .. })),
        count(|change| matches!(change, Change::Altered { .. })),
        difference.unchanged
    )
}

fn readable(cell: &Cell) -> String {
    let plain = |end: &Option<f64>| end.map(number::plain).unwrap_or_default();
    match cell {
        Cell::Number(number) => number::plain(*number),
        Cell::Range { low, high } => format!("{}..{}", plain(low), plain(high)),
        other => one_line(&other.plain()),
    }
}

fn named(record: &Record) -> String {
    let period = record.period.as_ref().map(|period| period.label.clone());
    let parts = [record.company.clone(), period, record.date.map(|date| date.to_string()), Some(record.id.clone())];
    one_line(&parts.into_iter().flatten().collect::<Vec<_>>().join("  "))
}

fn altered(pieces: &[Piece]) -> String {
    let words = pieces.iter().map(|piece| match piece.mark {
        '-' => format!("[-{}-]", one_line(&piece.text)),
        '+' => format!("{{+{}+}}", one_line(&piece.text)),
        _ => one_line(&piece.text),
    });
    words.collect::<Vec<_>>().join(" ")
}
