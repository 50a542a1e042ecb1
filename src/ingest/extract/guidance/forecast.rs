//! Tables of a forecast that was changed: a metric a column, `Previous forecast` and `Revised forecast` the rows,
//! as companies listed in Tokyo print them.

use super::{
    metric::metrics,
    promise::Context,
    table::{amount, of, scale_of},
    when::Clock,
};
use crate::model::{Cell, Content, Guidance, Metric, Row, Span, Table};

/// Which forecast a row holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Previous,
    Revised,
}

/// The promises of such a table; none where it is another.
pub fn revised(content: &Content, table: &Table, clock: &Clock, context: &Context) -> Vec<Guidance> {
    let standing = |row: &Row| row.cells.first().and_then(|cell| standing(content.slice(cell.span)));
    let row_of = |wanted: Standing| table.rows.iter().find(|row| standing(row) == Some(wanted) && row.cells.len() > 1);
    let Some(row) = row_of(Standing::Revised) else { return Vec::new() };
    let Some(columns) = table.rows.iter().map(|row| columns(content, row)).find(|columns| columns.len() > 1) else {
        return Vec::new();
    };
    let head = content.slice(Span::new(table.rows[0].span.start, row.span.start));
    let lower = head.to_ascii_lowercase();
    let named = clock.named(head, &lower).into_iter().rev().find(|named| named.ahead).map(|named| named.label);
    let Some(period) = named.or_else(|| context.period.clone()) else { return Vec::new() };
    let before = row_of(Standing::Previous);
    let figure = |row: &Row, column: &Cell, metric: Metric| {
        let under = |cell: &&Cell| cell.left < column.right && column.left < cell.right;
        let cell = row.cells.iter().skip(1).find(under)?;
        amount(content.slice(cell.span), metric).map(|quantity| (quantity, cell.span))
    };
    let scale = scale_of(&lower);
    let promise = |(column, metric): (Cell, Metric)| {
        let (quantity, span) = figure(row, &column, metric)?;
        let mut guidance = of(&quantity, metric, scale, &lower);
        if let Some((earlier, _)) = before.and_then(|row| figure(row, &column, metric)) {
            let was = of(&earlier, metric, scale, &lower);
            (guidance.was_low, guidance.was_high) = (was.low, was.high);
        }
        guidance.currency = guidance.currency.map(|code| currency(&lower).map_or(code, str::to_owned));
        guidance.period = Some(period.clone());
        guidance.evidence.rule = "table of a revised forecast".to_owned();
        guidance.evidence.span = Some(Span::new(row.cells[0].span.start, span.end));
        Some(guidance)
    };
    columns.into_iter().filter_map(promise).collect()
}

/// Which forecast a row's label names.
fn standing(label: &str) -> Option<Standing> {
    let lower = label.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if lower.len() > 60 || !says(&["forecast", "projection", "estimate", "outlook", "guidance", "plan"]) {
        return None;
    }
    if says(&["previous", "prior", "initial", "original", "earlier", "last"]) {
        return Some(Standing::Previous);
    }
    says(&["revised", "new ", "current", "updated", "latest", "this "]).then_some(Standing::Revised)
}

/// The columns of a row of heads, each a metric's.
fn columns(content: &Content, row: &Row) -> Vec<(Cell, Metric)> {
    let metric = |cell: &Cell| {
        let lower = content.slice(cell.span).to_ascii_lowercase();
        let figures = lower.bytes().any(|byte| byte.is_ascii_digit());
        metrics(&lower).into_iter().find_map(|named| named.metric).filter(|_| !figures)
    };
    row.cells.iter().filter_map(|cell| Some((*cell, metric(cell)?))).collect()
}

/// The currency that a table's caption names.
fn currency(lower: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 4] = [("yen", "JPY"), ("euro", "EUR"), ("won", "KRW"), ("rmb", "CNY")];
    NAMES.iter().find(|(name, _)| lower.contains(name)).map(|(_, code)| *code)
}
