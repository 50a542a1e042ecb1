//! A company's quarters, drawn in the terminal: what was promised, what came, in which tone.

use std::io::{self, Write};

use super::{DIM, MARK, NAME, TITLE, number, one_line};
use crate::search::{Quarter, Trend};

/// Columns before the drawing: period, day, revenue, tone.
const LEFT: usize = 48;

/// Writes the quarters, one a line, revenue drawn on one scale: `\u{2588}` what was reported, `\u{2591}`
/// the range that had been promised.
///
/// # Errors
/// What `out` says.
pub fn write(out: &mut dyn Write, trend: &Trend, width: usize) -> io::Result<()> {
    writeln!(out, "{TITLE}{}{TITLE:#} {DIM}[{}]{DIM:#}", one_line(&trend.name), one_line(&trend.company.how))?;
    let room = width.saturating_sub(LEFT + 1);
    let scale = Scale::of(&trend.quarters, room);
    writeln!(out, "{NAME}{:7} {:10} {:15} {:8} {:6}{NAME:#}", "period", "released", "revenue", "guidance", "tone")?;
    for quarter in &trend.quarters {
        line(out, quarter, scale.as_ref())?;
    }
    if let Some(scale) = scale {
        let (low, high) = (number::short(scale.low), number::short(scale.high));
        let gap = " ".repeat(room.saturating_sub(low.len() + high.len()));
        writeln!(out, "{DIM}{:LEFT$} {low}{gap}{high}{DIM:#}", "")?;
        writeln!(out, "{DIM}\u{2588} reported  \u{2592} preliminary  \u{2591} promised before{DIM:#}")?;
    }
    Ok(())
}

fn line(out: &mut dyn Write, quarter: &Quarter, scale: Option<&Scale>) -> io::Result<()> {
    let record = &quarter.record;
    let label = record.period.as_ref().map(|period| period.label.as_str()).unwrap_or_default();
    let date = record.date.map(|date| date.to_string()).unwrap_or_default();
    let revenue = record.revenue.as_ref().map_or_else(String::new, |revenue| {
        let code = if revenue.currency == "USD" { String::new() } else { format!("{} ", revenue.currency) };
        format!("{code}{}", number::range(revenue.low, revenue.high))
    });
    let action = super::facts::name(&record.guidance_action);
    let action = if action == "none" { "" } else { action.as_str() };
    let score = record.tone.map(|tone| format!("{:+.2}", tone.score)).unwrap_or_default();
    let style = if record.tone.is_some_and(|tone| tone.score < 0.0) { MARK } else { anstyle::Style::new() };
    let drawn = scale.map(|scale| scale.draw(quarter)).unwrap_or_default();
    let line = format!("{NAME}{label:7}{NAME:#} {date:10} {revenue:15} {action:8.8} {style}{score:6}{style:#} {drawn}");
    writeln!(out, "{}", line.trim_end())
}

/// From amounts to columns.
struct Scale {
    low: f64,
    high: f64,
    room: usize,
}

impl Scale {
    /// From zero, or the least amount where all are alike, to the greatest.
    fn of(quarters: &[Quarter], room: usize) -> Option<Self> {
        let all = quarters.iter().flat_map(ends).collect::<Vec<_>>();
        let high = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let least = all.iter().copied().fold(f64::INFINITY, f64::min);
        let low = if least > high / 2.0 { least - (high - least) * 0.1 } else { least.min(0.0) };
        let low = if high > low { low } else { low - 1.0 };
        (!all.is_empty() && room >= 8).then_some(Self { low, high, room })
    }

    fn column(&self, amount: f64) -> usize {
        let share = (amount - self.low) / (self.high - self.low);
        ((share * (self.room - 1) as f64).round().max(0.0) as usize).min(self.room - 1)
    }

    fn draw(&self, quarter: &Quarter) -> String {
        let mut line = vec![' '; self.room];
        let mut fill = |range: Option<(f64, f64)>, sign: char| {
            let Some((low, high)) = range else { return };
            if let Some(columns) = line.get_mut(self.column(low)..=self.column(high)) {
                columns.fill(sign);
            }
        };
        fill(promised(quarter), '\u{2591}');
        let is_preliminary =
            quarter.record.revenue.as_ref().is_some_and(|revenue| revenue.role == crate::model::Role::Preliminary);
        fill(reported(quarter), if is_preliminary { '\u{2592}' } else { '\u{2588}' });
        line.into_iter().collect::<String>().trim_end().to_owned()
    }
}

/// Both ends of a range; one stands for the other where it is open.
fn closed(low: Option<f64>, high: Option<f64>) -> Option<(f64, f64)> {
    Some((low.or(high)?, high.or(low)?))
}

/// The revenue of a quarter.
#[must_use]
pub fn reported(quarter: &Quarter) -> Option<(f64, f64)> {
    quarter.record.revenue.as_ref().and_then(|revenue| closed(revenue.low, revenue.high))
}

/// The range promised for it before.
#[must_use]
pub fn promised(quarter: &Quarter) -> Option<(f64, f64)> {
    quarter.promised.as_ref().and_then(|promise| closed(promise.low, promise.high))
}

/// Every amount that is drawn of a quarter.
pub fn ends(quarter: &Quarter) -> Vec<f64> {
    [reported(quarter), promised(quarter)].into_iter().flatten().flat_map(|(low, high)| [low, high]).collect()
}
