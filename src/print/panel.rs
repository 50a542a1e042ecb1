//! A panel for a reader.

use super::number;
use crate::search::{Cell, CellKind, Head, Table};

/// The panel for a reader: ranges in one column, what identifies a file left out.
#[must_use]
pub fn readable(panel: &Table) -> Table {
    let text = |name: &str| Head::new(name, CellKind::Text);
    let mut table = Table::new(vec![
        text("company"),
        text("period"),
        Head::new("released", CellKind::Day),
        text("kind"),
        text("revenue"),
        text("eps"),
        text("guidance"),
        text("action"),
        text("tone"),
    ]);
    for row in 0..panel.rows.len() {
        let cell = |name: &str| panel.value(row, name).cloned().unwrap_or_default();
        let company = if cell("ticker").is_missing() { cell("company") } else { cell("ticker") };
        let range = |low: &str, high: &str| {
            let (low, high) = (cell(low).number(), cell(high).number());
            let some = low.is_some() || high.is_some();
            Cell::from(some.then(|| number::range(low, high)))
        };
        let revenue = match (range("revenue_low", "revenue_high"), cell("currency")) {
            (Cell::Text(range), Cell::Text(code)) if code != "USD" => Cell::Text(format!("{code} {range}")),
            (range, _) => range,
        };
        let guidance = match (cell("guidance_period"), range("guidance_revenue_low", "guidance_revenue_high")) {
            (Cell::Text(period), Cell::Text(range)) => Cell::Text(format!("{period} {range}")),
            (_, range) => range,
        };
        let action =
            if cell("guidance_action") == Cell::from("none") { Cell::Missing } else { cell("guidance_action") };
        table.rows.push(vec![
            company,
            cell("period"),
            cell("released"),
            cell("kind"),
            revenue,
            range("eps_low", "eps_high"),
            guidance,
            action,
            cell("tone"),
        ]);
    }
    table
}
