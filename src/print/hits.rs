//! Hits for a reader: who, which period, what was said, the matched words marked.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::{DIM, MARK, NAME, TITLE, clean, document, facts, link, number, one_line, rows, wrap};
use crate::{
    model::{Kind, Record, Role, Span},
    search::{Hit, Snippet},
};

/// Writes one hit: a title line with its facts, its snippets, its id and path.
///
/// # Errors
/// What `out` says.
pub fn write(out: &mut dyn Write, hit: &Hit, width: usize) -> io::Result<()> {
    let record = &hit.record;
    title(out, hit, width)?;
    for snippet in &hit.snippets {
        passage(out, snippet, width)?;
    }
    let also = if record.also_at.is_empty() { String::new() } else { format!("  +{} more", record.also_at.len()) };
    let path = link::file(&record.path, &one_line(&record.path));
    writeln!(out, "    {DIM}{}  {path}{also}{DIM:#}", one_line(&record.id))
}

/// Rank, company and facts on a line; where that is too narrow the facts come on lines of their own.
fn title(out: &mut dyn Write, hit: &Hit, width: usize) -> io::Result<()> {
    const INDENT: usize = 4;
    let record = &hit.record;
    let company = record.company.as_deref().or(record.filename.as_deref()).unwrap_or("(no company)");
    let (company, tickers) = (one_line(company), document::tickers(record));
    let labels = labels(record).join("  ");
    let room = width.saturating_sub(INDENT);
    let fits = [&company, &tickers, &labels].into_iter().map(|text| text.width()).sum::<usize>() + 2 <= room;
    if fits {
        return writeln!(out, "{DIM}{:>3}{DIM:#} {TITLE}{company}{TITLE:#}{tickers}  {NAME}{labels}{NAME:#}", hit.rank);
    }
    let company = rows::cut(&company, room.saturating_sub(tickers.width()).max(8));
    writeln!(out, "{DIM}{:>3}{DIM:#} {TITLE}{company}{TITLE:#}{tickers}", hit.rank)?;
    for line in wrap(&labels, room) {
        writeln!(out, "{:INDENT$}{NAME}{}{NAME:#}", "", line.trim())?;
    }
    Ok(())
}

/// The facts that a reader chooses by, those that are there.
fn labels(record: &Record) -> Vec<String> {
    let mut labels = Vec::new();
    labels.extend(record.date.map(|date| date.to_string()));
    labels.extend(match (&record.form, &record.exhibit) {
        (Some(form), Some(exhibit)) if form != exhibit => Some(format!("{} {}", one_line(form), one_line(exhibit))),
        (Some(one), _) | (None, Some(one)) => Some(one_line(one)),
        (None, None) => None,
    });
    labels.extend(record.period.as_ref().map(|period| period.label.clone()));
    if record.kind != Kind::NotRelease {
        labels.push(facts::name(&record.kind));
    }
    if let Some(revenue) = &record.revenue {
        let role = if revenue.role == Role::Preliminary { " preliminary" } else { "" };
        labels.push(format!("revenue {}{role}", number::amount(revenue)));
    }
    labels.extend(record.tone.filter(|_| record.kind != Kind::NotRelease).map(|tone| facts::name(&tone.label)));
    labels
}

fn passage(out: &mut dyn Write, snippet: &Snippet, width: usize) -> io::Result<()> {
    const INDENT: usize = 4;
    let marked = marked(&snippet.text, &snippet.marks);
    let section = document::section_name(snippet.section);
    let lines = wrap(&format!("{marked} [{section}]"), width.min(100).saturating_sub(INDENT));
    let mut is_marked = false;
    for line in lines {
        write!(out, "{:INDENT$}", "")?;
        for piece in line.split_inclusive([OPEN, CLOSE]) {
            let words = piece.trim_end_matches([OPEN, CLOSE]);
            match (is_marked, words) {
                (_, "") => {}
                (true, words) => write!(out, "{MARK}{words}{MARK:#}")?,
                (false, words) => write!(out, "{words}")?,
            }
            is_marked = if piece.ends_with(OPEN) { true } else { is_marked && !piece.ends_with(CLOSE) };
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Stand for the ends of a mark while lines are broken; filings cannot hold them, [`clean`] drops
/// them.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

fn marked(text: &str, marks: &[Span]) -> String {
    let mut out = String::with_capacity(text.len() + 2 * marks.len());
    let mut at = 0;
    for mark in marks {
        let (Some(before), Some(words)) = (text.get(at..mark.start), text.get(mark.range())) else { continue };
        out.push_str(&clean(before));
        out.push(OPEN);
        out.push_str(&clean(words));
        out.push(CLOSE);
        at = mark.end;
    }
    out.push_str(&clean(text.get(at..).unwrap_or_default()));
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
