//! Counts as bars.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::{DIM, NAME, number, one_line, rows::cut};
use crate::search::Facet;

/// Writes the counts of a facet, a bar a value.
///
/// # Errors
/// What `out` says.
pub fn facet(out: &mut dyn Write, facet: &Facet, width: usize) -> io::Result<()> {
    writeln!(out, "{NAME}{}{NAME:#} {DIM}{} values{DIM:#}", facet.field, facet.values)?;
    let counts: Vec<(String, Option<f64>)> =
        facet.counts.iter().map(|(value, count)| (value.clone(), Some(*count as f64))).collect();
    bars(out, &counts, width)?;
    let rest = facet.values - facet.counts.len() as u64;
    if rest > 0 {
        writeln!(out, "  {DIM}and {rest} more values; `{}:0` lists all{DIM:#}", facet.field)?;
    }
    writeln!(out)
}

/// The widest name before a bar.
const NAMES: usize = 32;

/// Writes names, values and bars in proportion to the greatest value; an unknown one has neither.
///
/// # Errors
/// What `out` says.
pub fn bars(out: &mut dyn Write, values: &[(String, Option<f64>)], width: usize) -> io::Result<()> {
    let names: Vec<String> = values.iter().map(|(name, _)| cut(&one_line(name), NAMES.min(width / 3))).collect();
    let figures: Vec<String> = values.iter().map(|(_, value)| value.map_or("-".to_owned(), figure)).collect();
    let widest = |texts: &[String]| texts.iter().map(|text| text.width()).max().unwrap_or(0);
    let (names_wide, figures_wide) = (widest(&names), widest(&figures));
    let room = width.saturating_sub(names_wide + figures_wide + 6).max(1);
    let greatest = values.iter().filter_map(|(_, value)| *value).map(f64::abs).fold(0.0, f64::max);
    for ((name, figure), (_, value)) in names.iter().zip(&figures).zip(values) {
        let pad = " ".repeat(names_wide - name.width());
        writeln!(out, "  {name}{pad}  {figure:>figures_wide$}  {}", bar(value.unwrap_or_default(), greatest, room))?;
    }
    Ok(())
}

fn figure(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e6 { number::plain(value) } else { number::short(value) }
}

/// A bar of eighths of a column; one of a loss is hollow.
#[must_use]
pub fn bar(value: f64, greatest: f64, room: usize) -> String {
    const EIGHTHS: [char; 8] =
        ['\u{2588}', '\u{258f}', '\u{258e}', '\u{258d}', '\u{258c}', '\u{258b}', '\u{258a}', '\u{2589}'];
    if greatest <= 0.0 || !value.is_finite() || value == 0.0 {
        return String::new();
    }
    let eighths = ((value.abs() / greatest) * room as f64 * 8.0).round().max(1.0) as usize;
    if value < 0.0 {
        return "\u{2591}".repeat(eighths.div_ceil(8));
    }
    let mut bar = EIGHTHS[0].to_string().repeat(eighths / 8);
    if !eighths.is_multiple_of(8) {
        bar.push(EIGHTHS[eighths % 8]);
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_in_proportion() {
        assert_eq!(bar(8.0, 8.0, 4), "\u{2588}".repeat(4));
        assert_eq!(bar(1.0, 16.0, 2), "\u{258f}");
        assert_eq!(bar(-4.0, 8.0, 4), "\u{2591}\u{2591}");
        assert_eq!(bar(0.0, 8.0, 4), "");
    }

    #[test]
    fn figures_stand_under_each_other() {
        let mut out = Vec::new();
        bars(&mut out, &[("8-K".to_owned(), Some(1200.0)), ("10-Q/A".to_owned(), Some(3.0))], 40).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("  8-K     1,200  \u{2588}"), "{text}");
        assert!(text.contains("\n  10-Q/A      3  \u{258f}"), "{text}");
    }
}
