//! A document for a reader: sections marked, paragraphs wrapped, tables in columns.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::{DIM, NAME, TITLE, clean, one_line, wrap};
use crate::model::{Record, Section, SectionKind};

/// The widest line of running text.
const WIDEST: usize = 100;
/// What parts the cells of a table in the text.
const CELL: &str = " | ";

/// Writes the document, or only its sections of one kind; returns whether there was anything.
///
/// # Errors
/// What `out` says.
pub fn write(
    out: &mut dyn Write,
    record: &Record,
    text: &str,
    only: Option<SectionKind>,
    width: usize,
) -> io::Result<bool> {
    let mut found = false;
    for section in record.sections.iter().filter(|section| only.is_none_or(|kind| kind == section.kind)) {
        let Some(words) = text.get(section.span().range()) else { continue };
        if words.trim().is_empty() {
            continue;
        }
        found = true;
        let name = section_name(section.kind);
        writeln!(out, "{NAME}-- {name} {}{NAME:#}", "-".repeat(width.min(WIDEST).saturating_sub(name.len() + 4)))?;
        body(out, words, width)?;
        writeln!(out)?;
    }
    Ok(found)
}

/// Writes who filed what and when, in three lines at most.
///
/// # Errors
/// What `out` says.
pub fn title(out: &mut dyn Write, record: &Record) -> io::Result<()> {
    let company = record.company.as_deref().unwrap_or("(no company)");
    writeln!(out, "{TITLE}{}{TITLE:#}{}", one_line(company), tickers(record))?;
    let parts = [
        record.form.clone(),
        record.exhibit.clone(),
        record.filed.map(|date| format!("filed {date}")),
        record.released.map(|date| format!("released {date}")),
        record.period.as_ref().map(|period| period.label.clone()),
        Some(record.id.clone()),
    ];
    writeln!(out, "{}", one_line(&parts.into_iter().flatten().collect::<Vec<_>>().join("  ")))?;
    writeln!(out, "{DIM}{}{DIM:#}", one_line(&record.path))?;
    for path in &record.also_at {
        writeln!(out, "{DIM}also at {}{DIM:#}", one_line(path))?;
    }
    writeln!(out)
}

/// ` (NASDAQ: SONS)`.
#[must_use]
pub fn tickers(record: &Record) -> String {
    let each = record.tickers.iter().map(|ticker| match &ticker.exchange {
        Some(exchange) => format!("{exchange}: {}", ticker.symbol),
        None => ticker.symbol.clone(),
    });
    let all = each.collect::<Vec<_>>().join("; ");
    if all.is_empty() { all } else { format!(" ({})", one_line(&all)) }
}

/// The name of a kind of section, as JSON and queries write it.
#[must_use]
pub const fn section_name(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Headline => "headline",
        SectionKind::Body => "body",
        SectionKind::Outlook => "outlook",
        SectionKind::ConferenceCall => "conference_call",
        SectionKind::About => "about",
        SectionKind::SafeHarbor => "safe_harbor",
        SectionKind::NonGaap => "non_gaap",
        SectionKind::Contact => "contact",
        SectionKind::Tables => "tables",
        SectionKind::Legal => "legal",
        SectionKind::Other => "other",
    }
}

/// The section that holds a byte of the text.
#[must_use]
pub fn section_at(record: &Record, offset: usize) -> Option<&Section> {
    record.sections.iter().find(|section| section.span().holds(offset))
}

fn body(out: &mut dyn Write, words: &str, width: usize) -> io::Result<()> {
    let words = clean(words);
    let mut rows: Vec<&str> = Vec::new();
    for line in words.trim_matches('\n').split('\n') {
        if line.contains(CELL) {
            rows.push(line);
            continue;
        }
        columns(out, &std::mem::take(&mut rows))?;
        let is_aligned = line.trim_start().contains("   ") || line.starts_with("     ");
        if is_aligned {
            writeln!(out, "{line}")?;
            continue;
        }
        for part in wrap(line, width.min(WIDEST)) {
            writeln!(out, "{part}")?;
        }
    }
    columns(out, &rows)
}

/// The cells of a row; a sign of currency or an opening parenthesis goes with the number after it, a
/// closing one or a per cent sign with the number before.
fn joined(row: &str) -> Vec<String> {
    let mut cells: Vec<String> = Vec::new();
    let mut before = String::new();
    for (place, cell) in row.split(CELL).map(str::trim).enumerate() {
        let opens = matches!(cell, "$" | "US$" | "C$" | "\u{20ac}" | "\u{a3}" | "\u{a5}" | "(" | "$ (" | "$(" | "-$");
        if opens && place > 0 {
            before.push_str(&cell.replace(' ', ""));
            continue;
        }
        match cells.last_mut().filter(|_| place > 1 && matches!(cell, ")" | "%" | ")%" | "%)")) {
            Some(number) if before.is_empty() => number.push_str(cell),
            _ => cells.push(format!("{}{cell}", std::mem::take(&mut before))),
        }
    }
    if !before.is_empty() {
        cells.push(before);
    }
    cells
}

/// Writes rows of cells so that the last cells of each row stand under each other.
fn columns(out: &mut dyn Write, rows: &[&str]) -> io::Result<()> {
    const LABEL: std::ops::RangeInclusive<usize> = 24..=64;
    let joined: Vec<Vec<String>> = rows.iter().map(|row| joined(row)).collect();
    let cells: Vec<Vec<&str>> = joined.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let labels = cells.iter().filter(|row| row.len() > 1).filter_map(|row| row.first()).map(|label| label.width());
    let label_wide = labels.max().unwrap_or(0).clamp(*LABEL.start(), *LABEL.end());
    let most = cells.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (1..most)
        .map(|from_end| {
            cells
                .iter()
                .filter(|row| row.len() > from_end)
                .map(|row| row[row.len() - from_end].width())
                .max()
                .unwrap_or(0)
        })
        .collect();
    for row in &cells {
        let label = row.first().copied().unwrap_or_default();
        write!(out, "{label}{}", " ".repeat(label_wide.saturating_sub(label.width())))?;
        for (index, cell) in row.iter().enumerate().skip(1) {
            let wide = widths.get(row.len() - index - 1).copied().unwrap_or(0);
            write!(out, "  {}{cell}", " ".repeat(wide.saturating_sub(cell.width())))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn signs_go_with_their_numbers() {
        assert_eq!(joined("Net loss | $ | (1,234 | ) | $ | 56 | 7 | %"), ["Net loss", "$(1,234)", "$56", "7%"]);
        assert_eq!(joined("$ | Total | $"), ["$", "Total", "$"]);
    }
}
