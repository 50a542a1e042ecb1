//! Rows of cells: CSV, TSV and JSON for programs, columns under each other for readers.
//!
//! CSV is that of RFC 4180 with line feeds; TSV has no quoting, so tabs and line breaks in a value
//! become spaces there. A missing value is empty, in JSON `null`.

use std::io::{self, Write};

use serde::ser::{SerializeMap, Serializer};
use unicode_width::UnicodeWidthStr;

use super::{NAME, clean, number, one_line};
use crate::search::{Cell, CellKind, Head, Table};

/// How rows are written one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFormat {
    /// Comma-separated values under a line of names.
    Csv,
    /// Tab-separated values under a line of names.
    Tsv,
    /// A JSON object a line.
    Jsonl,
}

/// Writes rows as they come.
pub struct RowWriter<'a, W: Write> {
    heads: &'a [Head],
    sink: Sink<W>,
}

enum Sink<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Tsv(W),
    Jsonl(W),
}

impl<'a, W: Write> RowWriter<'a, W> {
    /// Begins with the line of names, where the format has one.
    ///
    /// # Errors
    /// What `out` says.
    pub fn new(mut out: W, format: RowFormat, heads: &'a [Head]) -> io::Result<Self> {
        let names = heads.iter().map(|head| head.name.as_str());
        let sink = match format {
            RowFormat::Csv => {
                let mut writer = csv::Writer::from_writer(out);
                writer.write_record(names).map_err(broken)?;
                Sink::Csv(Box::new(writer))
            }
            RowFormat::Tsv => {
                writeln!(out, "{}", names.collect::<Vec<_>>().join("\t"))?;
                Sink::Tsv(out)
            }
            RowFormat::Jsonl => Sink::Jsonl(out),
        };
        Ok(Self { heads, sink })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// What `out` says.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        match &mut self.sink {
            Sink::Csv(writer) => {
                let texts: Vec<String> = cells.iter().map(|cell| clean(&cell.plain()).into_owned()).collect();
                writer.write_record(&texts).map_err(broken)
            }
            Sink::Tsv(out) => {
                let texts: Vec<String> = cells.iter().map(|cell| one_line(&cell.plain())).collect();
                writeln!(out, "{}", texts.join("\t"))
            }
            Sink::Jsonl(out) => {
                object(&mut *out, self.heads, cells)?;
                writeln!(out)
            }
        }
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// What `out` says.
    pub fn finish(mut self) -> io::Result<()> {
        match &mut self.sink {
            Sink::Csv(writer) => writer.flush(),
            Sink::Tsv(out) | Sink::Jsonl(out) => out.flush(),
        }
    }
}

fn broken(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A row as a JSON object, its keys in the order of the columns.
fn object(out: impl Write, heads: &[Head], cells: &[Cell]) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::new(out);
    let mut map = serializer.serialize_map(Some(cells.len())).map_err(io::Error::from)?;
    for (head, cell) in heads.iter().zip(cells) {
        map.serialize_entry(&head.name, cell).map_err(io::Error::from)?;
    }
    map.end().map_err(io::Error::from)
}

/// A row as a JSON value.
#[must_use]
pub fn value(heads: &[Head], cells: &[Cell]) -> serde_json::Value {
    let entries = heads.iter().zip(cells);
    let entries = entries.map(|(head, cell)| (head.name.clone(), serde_json::to_value(cell).unwrap_or_default()));
    serde_json::Value::Object(entries.collect())
}

/// Writes a whole table in a format for programs.
///
/// # Errors
/// What `out` says.
pub fn write(out: &mut impl Write, format: RowFormat, table: &Table) -> io::Result<()> {
    let mut writer = RowWriter::new(out, format, &table.heads)?;
    for row in &table.rows {
        writer.row(row)?;
    }
    writer.finish()
}

/// Between columns.
const GAP: usize = 2;
/// A text is not made narrower than this.
const NARROWEST: usize = 8;
/// The widest a text column gets while others need room.
const WIDEST: usize = 44;

/// Writes a table in columns that fit a width, names above; returns the names of the columns for
/// which there was no room.
///
/// # Errors
/// What `out` says.
pub fn aligned(out: &mut dyn Write, table: &Table, width: usize) -> io::Result<Vec<String>> {
    let texts: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(shown).collect()).collect();
    let mut widths: Vec<usize> = (0..table.heads.len()).map(|column| wide(table, &texts, column)).collect();
    let shown = fit(table, &mut widths, width);
    let heads: Vec<&str> = table.heads.iter().map(|head| head.name.as_str()).collect();
    writeln!(out, "{NAME}{}{NAME:#}", line(table, &heads, &widths[..shown]))?;
    for row in &texts {
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        writeln!(out, "{}", line(table, &cells, &widths[..shown]))?;
    }
    Ok(heads[shown..].iter().map(|name| (*name).to_owned()).collect())
}

fn wide(table: &Table, texts: &[Vec<String>], column: usize) -> usize {
    let name = table.heads[column].name.width();
    let widest = texts.iter().filter_map(|row| row.get(column)).map(|text| text.width()).max().unwrap_or(0);
    let limit = if is_text(table, column) { WIDEST } else { usize::MAX };
    widest.min(limit).max(name)
}

fn is_text(table: &Table, column: usize) -> bool {
    matches!(table.heads[column].kind, CellKind::Text | CellKind::List)
}

/// Narrows the texts, widest first, until all fits; gives the number of columns that then do.
fn fit(table: &Table, widths: &mut [usize], width: usize) -> usize {
    let total = |widths: &[usize]| widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
    while total(widths) > width {
        let texts = (0..widths.len()).filter(|&column| is_text(table, column) && widths[column] > NARROWEST);
        let Some(widest) = texts.max_by_key(|&column| (widths[column], column)) else { break };
        widths[widest] -= 1;
    }
    (1..=widths.len()).rev().find(|&count| total(&widths[..count]) <= width).unwrap_or(1.min(widths.len()))
}

fn line(table: &Table, cells: &[&str], widths: &[usize]) -> String {
    let mut line = String::new();
    for (column, (cell, &width)) in cells.iter().zip(widths).enumerate() {
        let cell = cut(cell, width);
        let pad = " ".repeat(width.saturating_sub(cell.width()));
        let gap = if column > 0 { " ".repeat(GAP) } else { String::new() };
        let (before, after) = if is_number(table, column) { (pad, String::new()) } else { (String::new(), pad) };
        line.extend([gap, before, cell, after]);
    }
    line.truncate(line.trim_end().len());
    line
}

fn is_number(table: &Table, column: usize) -> bool {
    matches!(table.heads[column].kind, CellKind::Number | CellKind::Integer)
}

/// A text that is no wider than `width`, an ellipsis at its end where something was cut.
#[must_use]
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if used > width {
            break;
        }
        kept.push(c);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('\u{2026}');
    kept
}

/// A value as a reader wants it: amounts short.
fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Number(value) => number::short(*value),
        Cell::Range { low, high } => number::range(*low, *high),
        Cell::Percent { low, high } => number::percents(*low, *high),
        other => one_line(&other.plain()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let heads = vec![Head::new("company", CellKind::Text), Head::new("revenue", CellKind::Number)];
        let mut table = Table::new(heads);
        table.rows.push(vec!["Acme, \"Rockets\"\tInc.".into(), 30e6.into()]);
        table.rows.push(vec!["Borealis".into(), Cell::Missing]);
        table
    }

    fn written(format: RowFormat) -> String {
        let mut out = Vec::new();
        write(&mut out, format, &table()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn values_are_quoted_where_they_must_be() {
        assert_eq!(written(RowFormat::Csv), "company,revenue\n\"Acme, \"\"Rockets\"\"\tInc.\",30000000\nBorealis,\n");
        assert_eq!(written(RowFormat::Tsv), "company\trevenue\nAcme, \"Rockets\" Inc.\t30000000\nBorealis\t\n");
        assert_eq!(
            written(RowFormat::Jsonl),
            "{\"company\":\"Acme, \\\"Rockets\\\"\\tInc.\",\"revenue\":30000000}\n{\"company\":\"Borealis\",\"revenue\":null}\n"
        );
    }

    #[test]
    fn ranges_are_short_for_readers() {
        let range = |low, high| shown(&Cell::Range { low: Some(low), high });
        assert_eq!(range(30e6, Some(34e6)), "30M..34M");
        assert_eq!(range(33e6, None), "33M..");
        assert_eq!(shown(&Cell::Percent { low: Some(12.0), high: Some(12.0) }), "12%");
    }

    #[test]
    fn columns_fit_the_width() {
        let mut out = Vec::new();
        let left_out = aligned(&mut out, &table(), 20).unwrap();
        let text = anstream::adapter::strip_str(std::str::from_utf8(&out).unwrap()).to_string();
        assert_eq!(text, "company      revenue\nAcme, \"Roc\u{2026}      30M\nBorealis\n");
        assert!(left_out.is_empty());
        assert_eq!(aligned(&mut Vec::new(), &table(), 12).unwrap(), ["revenue"]);
    }
}
