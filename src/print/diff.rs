//! The difference of two releases: facts, then sentences, changed words marked `[-old-]{+new+}`.

use std::io::{self, Write};

use super::{DIM, MARK, NAME, document, number, one_line, wrap};
use crate::{
    model::Record,
    search::{Change, Difference, Piece},
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
        let value = |text: &str| if text.is_empty() { "none".to_owned() } else { readable(text) };
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

/// A value with separators in its numbers.
fn readable(text: &str) -> String {
    let plain = |end: &str| end.parse().map_or_else(|_| end.to_owned(), number::plain);
    let ends: Vec<String> = one_line(text).split("..").map(plain).collect();
    ends.join("..")
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
