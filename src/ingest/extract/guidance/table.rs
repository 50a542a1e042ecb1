//! Promises in tables: a metric a row, a period or a standing ("previous", "current") a column.

use super::{forecast, metric::metrics, promise::Context, when::Clock};
use crate::{
    ingest::extract::money::{self, Quantity, Unit},
    model::{Cell, Content, Guidance, Metric, Row, Span},
};

/// What a column of the table stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    Period(String),
    /// What was promised before, for a period where the head names it.
    Previous(Option<String>),
    Ignored,
}

/// What the rows read so far say of the rows below.
struct Heads {
    columns: Vec<(Cell, Column)>,
    /// Columns headed `Low` and `High`, and whether it is the higher end.
    ends: Vec<(Cell, bool)>,
    period: Option<String>,
    scale: f64,
    /// Whether the head of the table calls it a promise.
    named: bool,
}

/// Reads the promises of the table with this number.
pub fn promises(content: &Content, table: usize, clock: &Clock, context: &Context) -> Vec<Guidance> {
    let Some(table) = content.tables.get(table).filter(|table| table.rows.len() < 60) else { return Vec::new() };
    let head: String = table
        .rows
        .iter()
        .take(3)
        .map(|row| content.slice(row.span))
        .collect::<Vec<_>>()
        .join("\n")
        .to_ascii_lowercase();
    let named = ["guidance", "outlook", "forecast", "expected"].iter().any(|word| head.contains(word));
    if !context.forward && !named {
        return Vec::new();
    }
    let revised = forecast::revised(content, table, clock, context);
    if !revised.is_empty() {
        return revised;
    }
    let (period, scale) = (context.period.clone(), scale_of(&head));
    let mut heads = Heads { columns: Vec::new(), ends: Vec::new(), period, scale, named };
    let mut found = Vec::new();
    for row in &table.rows {
        let before = found.len();
        heads.row_promises(content, row, &mut found);
        if found.len() == before {
            let text = content.slice(row.span);
            heads.scale = heads.scale.max(scale_of(&text.to_ascii_lowercase()));
            heads.read(content, row, clock);
        }
    }
    found
}

impl Heads {
    /// Reads a row without promises as the heads of columns, or as the period of the rows below.
    fn read(&mut self, content: &Content, row: &Row, clock: &Clock) {
        for (at, cell) in row.cells.iter().enumerate() {
            let text = content.slice(cell.span);
            let lower = text.to_ascii_lowercase();
            if let Some(high) = end_named(&lower) {
                self.ends.push((*cell, high));
                continue;
            }
            let named = clock.named(text, &lower).pop();
            let previous = ["previous", "prior", "old "].iter().any(|word| lower.contains(word));
            let column = match named {
                named if previous => Column::Previous(named.map(|named| named.label)),
                // the rows below are of this period, and promise nothing where it is over
                Some(named) if at == 0 || row.cells.len() == 1 => {
                    self.period = named.ahead.then_some(named.label);
                    continue;
                }
                Some(named) if named.ahead => Column::Period(named.label),
                Some(_) => Column::Ignored,
                None if ["actual", "impact", "change", "increase"].iter().any(|word| lower.contains(word)) => {
                    Column::Ignored
                }
                None => continue,
            };
            self.columns.retain(|(known, _)| !overlap(known, cell));
            self.columns.push((*cell, column));
        }
    }

    fn row_promises(&self, content: &Content, row: &Row, found: &mut Vec<Guidance>) {
        let cells = joined_ranges(content, row);
        let Some((label, cells)) = cells.split_first() else { return };
        let lower = content.slice(label.span).to_ascii_lowercase();
        let first = metrics(&lower).into_iter().find(|named| named.metric.is_some());
        let Some(metric) = first.and_then(|named| named.metric) else { return };
        let scale = self.scale.max(scale_of(&lower));
        let mut was: Vec<(Option<String>, Quantity)> = Vec::new();
        let from = found.len();
        for (at, cell) in cells.iter().enumerate() {
            let text = content.slice(cell.span);
            let Some(quantity) = self.quantity(content, cells, at, metric) else { continue };
            let label = match self.columns.iter().rev().find(|(head, _)| overlap(head, cell)).map(|(_, column)| column)
            {
                Some(Column::Ignored) => continue,
                Some(Column::Previous(label)) => {
                    was.push((label.clone(), quantity));
                    continue;
                }
                Some(Column::Period(label)) => Some(label.as_str()),
                None => self.period.as_deref(),
            };
            let told =
                |label: &&str| found[from..].iter().any(|known: &Guidance| known.period.as_deref() == Some(*label));
            let Some(label) = label.filter(|label| !told(label)) else { continue };
            let mut guidance = of(&quantity, metric, scale, &lower);
            if is_without_scale(&guidance) {
                continue;
            }
            guidance.period = Some(label.to_owned());
            if let Some(earlier) = previously(text, metric) {
                replaces(&mut guidance, &of(&earlier, metric, scale, &lower));
            }
            guidance.evidence.rule = "table".to_owned();
            guidance.evidence.span = Some(Span::new(label_start(row), self.last_of(cells, at).span.end));
            found.push(guidance);
        }
        let fresh = &mut found[from..];
        let alone = fresh.len() == 1;
        for (label, earlier) in was {
            let is_it = |one: &&mut Guidance| label.as_ref().map_or(alone, |label| one.period.as_ref() == Some(label));
            if let Some(one) = fresh.iter_mut().find(is_it) {
                replaces(one, &of(&earlier, metric, scale, &lower));
            }
        }
    }

    /// Which end of a range a cell holds, where its column is headed so: whether it is the higher one.
    fn end_of(&self, cell: &Cell) -> Option<bool> {
        self.ends.iter().find(|(head, _)| overlap(head, cell)).map(|(_, high)| *high)
    }

    /// The cell with the last end of what a cell begins.
    fn last_of<'a>(&self, cells: &'a [Cell], at: usize) -> &'a Cell {
        let next = cells.get(at + 1).filter(|_| self.end_of(&cells[at]) == Some(false));
        next.filter(|next| self.end_of(next) == Some(true)).unwrap_or(&cells[at])
    }

    /// What a cell promises, with the one beside it where they are the ends of a range.
    fn quantity(&self, content: &Content, cells: &[Cell], at: usize, metric: Metric) -> Option<Quantity> {
        let text = content.slice(cells[at].span);
        let own = amount(text, metric);
        match self.end_of(&cells[at]) {
            Some(true) => None,
            Some(false) => {
                let (own, high) = (own?, amount(content.slice(self.last_of(cells, at).span), metric)?);
                let (low, high) = (own.low?, high.high?);
                Some(Quantity { low: Some(low.min(high)), high: Some(high.max(low)), ..own })
            }
            None => own.filter(|quantity| {
                self.named || quantity.is_range() || text.bytes().any(|byte| byte.is_ascii_alphabetic())
            }),
        }
    }
}

/// Whether one of two cells stands over the other.
const fn overlap(one: &Cell, other: &Cell) -> bool {
    one.left < other.right && other.left < one.right
}

/// Whether a head is that of the lower or of the higher ends of ranges.
fn end_named(lower: &str) -> Option<bool> {
    match lower.trim() {
        "low" | "low end" | "minimum" | "from" => Some(false),
        "high" | "high end" | "maximum" | "to" => Some(true),
        _ => None,
    }
}

/// Notes what was promised before.
fn replaces(one: &mut Guidance, before: &Guidance) {
    (one.was_low, one.was_high) = (before.low.or(before.pct_low), before.high.or(before.pct_high));
}

/// Whether an amount of the whole company is so small that its unit must stand elsewhere.
fn is_without_scale(one: &Guidance) -> bool {
    let whole = !matches!(one.metric, Metric::Eps | Metric::Shares | Metric::Other);
    let most = one
        .low
        .into_iter()
        .chain(one.high)
        .map(f64::abs)
        .fold(None, |most: Option<f64>, value| Some(most.map_or(value, |most| most.max(value))));
    whole && one.currency.is_some() && most.is_some_and(|most| most > 0.0 && most < 1000.0)
}

/// The cells of a row, the ends of a range that were taken for two figures joined again: `$.11 - $.13`.
fn joined_ranges(content: &Content, row: &Row) -> Vec<Cell> {
    const NEAR: u32 = 2;
    let digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    let dash = |text: &str| matches!(text, "-" | "–" | "—" | "to");
    let mut cells: Vec<Cell> = Vec::with_capacity(row.cells.len());
    for cell in &row.cells {
        let text = content.slice(cell.span).trim();
        let count = cells.len();
        let joins = cells.last().is_some_and(|last| {
            let before = content.slice(last.span).trim();
            let near = cell.left.saturating_sub(last.right) <= NEAR;
            let open = before.ends_with(['-', '–', '—']) || before.ends_with(" to");
            let goes_on = ["- ", "– ", "-$", "to "].iter().any(|mark| text.starts_with(mark));
            count > 1 && near && digit(before) && (dash(text) || open && digit(text) || goes_on && !open)
        });
        match cells.last_mut().filter(|_| joins) {
            Some(last) => *last = Cell { span: Span::new(last.span.start, cell.span.end), right: cell.right, ..*last },
            None => cells.push(*cell),
        }
    }
    cells
}

fn label_start(row: &Row) -> usize {
    row.cells.first().map_or(row.span.start, |cell| cell.span.start)
}

pub(super) fn amount(text: &str, metric: Metric) -> Option<Quantity> {
    let text = &text[..text.floor_char_boundary(120)];
    let first = money::amounts(text).into_iter().next()?;
    let share = matches!(metric, Metric::GrossMargin | Metric::OperatingMargin | Metric::TaxRate);
    let fits = match first.unit {
        Unit::Money(_) | Unit::Number => !share,
        Unit::Percent => true,
        Unit::Points => false,
    };
    fits.then_some(first)
}

/// The amount that a cell says it replaces: `$4.1 to $4.3 billion (previously $3.9 to $4.2 billion)`.
fn previously(text: &str, metric: Metric) -> Option<Quantity> {
    let at = text.to_ascii_lowercase().find("previously")?;
    amount(text.get(at..)?, metric)
}

pub(super) fn of(quantity: &Quantity, metric: Metric, scale: f64, label: &str) -> Guidance {
    let mut guidance = Guidance { metric, ..Guidance::default() };
    let small = [quantity.low, quantity.high].iter().flatten().all(|value| value.abs() < 1e5);
    let scale = if small && metric != Metric::Eps && !label.contains("per share") { scale } else { 1.0 };
    match quantity.unit {
        Unit::Percent => (guidance.pct_low, guidance.pct_high) = (quantity.low, quantity.high),
        unit => {
            (guidance.low, guidance.high) =
                (quantity.low.map(|low| low * scale), quantity.high.map(|high| high * scale));
            guidance.currency = match unit {
                Unit::Money(currency) => Some(currency.code.to_owned()),
                _ if metric == Metric::Shares => None,
                _ => Some("USD".to_owned()),
            };
        }
    }
    guidance
}

/// What "(in millions)" multiplies by; 1 where nothing is said.
pub(super) fn scale_of(lower: &str) -> f64 {
    [
        ("in billions", 1e9),
        ("in millions", 1e6),
        ("in thousands", 1e3),
        ("$ millions", 1e6),
        ("(millions", 1e6),
        ("(000", 1e3),
    ]
    .iter()
    .find(|(words, _)| lower.contains(words))
    .map_or(1.0, |(_, scale)| *scale)
}
