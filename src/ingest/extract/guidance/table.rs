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
    Previous,
    Ignored,
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
    let mut columns: Vec<(Cell, Column)> = Vec::new();
    let mut period = context.period.clone();
    let mut scale = scale_of(&head);
    let mut found = Vec::new();
    for row in &table.rows {
        let before = found.len();
        row_promises(content, row, &columns, period.as_deref(), scale, named, &mut found);
        if found.len() == before {
            let text = content.slice(row.span);
            scale = scale.max(scale_of(&text.to_ascii_lowercase()));
            read_heads(content, row, clock, &mut columns, &mut period);
        }
    }
    found
}

/// Reads a row without promises as the heads of columns, or as the period of the rows below.
fn read_heads(
    content: &Content,
    row: &Row,
    clock: &Clock,
    columns: &mut Vec<(Cell, Column)>,
    period: &mut Option<String>,
) {
    for (at, cell) in row.cells.iter().enumerate() {
        let text = content.slice(cell.span);
        let lower = text.to_ascii_lowercase();
        let named = clock.named(text, &lower).pop();
        let previous = ["previous", "prior", "old "].iter().any(|word| lower.contains(word));
        let column = match named {
            _ if previous => Column::Previous,
            // the rows below are of this period, and promise nothing where it is over
            Some(named) if at == 0 || row.cells.len() == 1 => {
                *period = named.ahead.then_some(named.label);
                continue;
            }
            Some(named) if named.ahead => Column::Period(named.label),
            Some(_) => Column::Ignored,
            None if ["actual", "impact", "change", "increase"].iter().any(|word| lower.contains(word)) => {
                Column::Ignored
            }
            None => continue,
        };
        columns.retain(|(known, _)| !(known.left < cell.right && cell.left < known.right));
        columns.push((*cell, column));
    }
}

fn row_promises(
    content: &Content,
    row: &Row,
    columns: &[(Cell, Column)],
    period: Option<&str>,
    scale: f64,
    named: bool,
    found: &mut Vec<Guidance>,
) {
    let cells = joined_ranges(content, row);
    let Some((label, cells)) = cells.split_first() else { return };
    let lower = content.slice(label.span).to_ascii_lowercase();
    let first = metrics(&lower).into_iter().find(|named| named.metric.is_some());
    let Some(metric) = first.and_then(|named| named.metric) else { return };
    let scale = scale.max(scale_of(&lower));
    let mut was = None;
    let from = found.len();
    for cell in cells {
        let column = columns
            .iter()
            .rev()
            .find(|(head, _)| head.left < cell.right && cell.left < head.right)
            .map(|(_, column)| column);
        let text = content.slice(cell.span);
        let Some(quantity) = amount(text, metric)
            .filter(|quantity| named || quantity.is_range() || text.bytes().any(|byte| byte.is_ascii_alphabetic()))
        else {
            continue;
        };
        let label = match column {
            Some(Column::Ignored) => continue,
            Some(Column::Previous) => {
                was = Some(quantity);
                continue;
            }
            Some(Column::Period(label)) => Some(label.as_str()),
            None => period,
        };
        let Some(label) =
            label.filter(|label| !found[from..].iter().any(|known: &Guidance| known.period.as_deref() == Some(*label)))
        else {
            continue;
        };
        let mut guidance = of(&quantity, metric, scale, &lower);
        guidance.period = Some(label.to_owned());
        if let Some(earlier) = previously(text, metric) {
            let before = of(&earlier, metric, scale, &lower);
            (guidance.was_low, guidance.was_high) = (before.low.or(before.pct_low), before.high.or(before.pct_high));
        }
        guidance.evidence.rule = "table".to_owned();
        guidance.evidence.span = Some(Span::new(label_start(row), cell.span.end));
        found.push(guidance);
    }
    if let (Some(was), [only]) = (was, &mut found[from..]) {
        let before = of(&was, metric, scale, &lower);
        (only.was_low, only.was_high) = (before.low.or(before.pct_low), before.high.or(before.pct_high));
    }
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
