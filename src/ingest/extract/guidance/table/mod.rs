//! Promises in tables: a metric a row and a period or a standing ("previous", "current") a column, or the other way round.
//!
//! [`head`] says what stands over a figure, [`figure`] what a cell promises. What heads, labels and the text above do
//! not settle is left out: of two amounts for one period that nothing tells apart, neither is a promise.

mod figure;
mod head;

pub(super) use figure::{amount, of, scale_of};

use super::{base::Base, forecast, metric::metrics, promise::Context, when::Clock};
use crate::{
    ingest::extract::money::{Quantity, Unit},
    model::{Cell, Content, Guidance, Metric, Row, Span, Table},
};
use figure::{joined, previously, quantity_of};
use head::{End, Heads, Standing};

/// Longer tables are statements.
const LONGEST: usize = 60;

/// What stands above a table and bears on it.
#[derive(Debug, Clone, Default)]
pub struct Above {
    /// What headings and leads say.
    pub context: Context,
    /// What the line above multiplies figures by: `(in millions, except per share data)`.
    pub scale: f64,
}

/// A figure of a row, and what its heads and its row say of it.
#[derive(Debug, Clone)]
struct Entry {
    metric: Metric,
    base: Base,
    period: String,
    standing: Standing,
    end: Option<End>,
    quantity: Quantity,
    was: Option<Quantity>,
    /// Whether the cell says what its figures are multiplied by.
    has_unit: bool,
    cell: Cell,
    /// The words over it.
    head: String,
}

impl Entry {
    /// A quantity of this entry as a promise, where the table multiplies figures by `scale`.
    fn promise(&self, quantity: &Quantity, scale: f64, label: &str) -> Guidance {
        of(quantity, self.metric, if self.has_unit { 1.0 } else { scale }, label)
    }
}

/// Reads the promises of the table with this number.
pub fn promises(content: &Content, table: usize, clock: &Clock, above: &Above) -> Vec<Guidance> {
    let Some(table) = content.tables.get(table).filter(|table| table.rows.len() < LONGEST) else { return Vec::new() };
    let rows = table.rows.iter().take(3);
    let head = rows.map(|row| content.slice(row.span)).collect::<Vec<_>>().join("\n").to_ascii_lowercase();
    let named = ["guidance", "outlook", "forecast", "expected"].iter().any(|word| head.contains(word));
    let named = named || above.context.forward && head.contains("target");
    if !above.context.forward && !named {
        return Vec::new();
    }
    let revised = forecast::revised(content, table, clock, &above.context);
    if !revised.is_empty() {
        return revised;
    }
    let scale = scale_of(&head).max(above.scale);
    let mut reader = Reader {
        content,
        clock,
        above,
        named,
        scale,
        alone: head::values(content, table) < 2,
        heads: Heads::of(content, table),
        last: None,
        found: Vec::new(),
    };
    reader.read(table);
    reader.found
}

struct Reader<'a> {
    content: &'a Content,
    clock: &'a Clock,
    above: &'a Above,
    /// Whether the head of the table calls it a promise.
    named: bool,
    scale: f64,
    /// Whether no row holds two figures.
    alone: bool,
    heads: Heads,
    /// What the row of promises above is of.
    last: Option<(Metric, Base)>,
    found: Vec<Guidance>,
}

impl Reader<'_> {
    fn read(&mut self, table: &Table) {
        self.heads.period = self.above.context.period.clone();
        for row in &table.rows {
            let cells = joined(self.content, row);
            let entries = self.entries(row, &cells);
            if entries.is_empty() {
                let text = self.content.slice(row.span);
                self.scale = self.scale.max(scale_of(text));
                if head::holds_amounts(self.content, &cells) {
                    self.last = None;
                    self.heads.close();
                } else {
                    self.heads.read(self.content, &cells, self.clock);
                }
                continue;
            }
            self.heads.close();
            self.last = entries.first().map(|entry| (entry.metric, entry.base));
            self.settle(row, entries);
        }
    }

    /// The figures of a row that its label and its heads make promises.
    fn entries(&self, row: &Row, cells: &[Cell]) -> Vec<Entry> {
        let Some((label, values)) = cells.split_first().filter(|_| row.cells.len() > 1) else { return Vec::new() };
        let lower = head::without_marks(&self.content.slice(label.span).to_ascii_lowercase());
        if head::is_effect(&lower) {
            return Vec::new();
        }
        let own = metrics(&lower).into_iter().find_map(|named| named.metric);
        // `Net earnings (per diluted share)`
        let share = own == Some(Metric::NetIncome) && (self.heads.per_share || head::is_per_share(&lower));
        let own = if share { Some(Metric::Eps) } else { own };
        // `Change from 2003` is that of the row above
        let above = self.last.filter(|_| own.is_none() && head::is_change(&lower));
        let (own, base) = above.map_or((own, Base::of(&lower)), |(metric, base)| (Some(metric), base));
        let of_row = self.period_of_row(if above.is_some() { values } else { cells });
        if of_row.as_ref().is_some_and(|period| period.is_none()) {
            return Vec::new();
        }
        let of_row = of_row.flatten();
        let mut entries = Vec::new();
        for (at, cell) in values.iter().enumerate() {
            let text = self.content.slice(cell.span);
            let column = self.heads.column(self.content, values, at, self.clock, self.alone);
            let group = || self.heads.metric.or(self.above.context.titled).filter(|_| of_row.is_some());
            let Some(metric) = own.or(column.metric).or_else(group) else { continue };
            let Some(quantity) = quantity_of(text, metric, self.scale) else { continue };
            if above.is_some() && quantity.unit != Unit::Percent {
                continue;
            }
            let tells = self.named
                || column.end.is_some()
                || quantity.is_range()
                || text.bytes().any(|byte| byte.is_ascii_alphabetic());
            if !tells || column.standing == Standing::Ignored {
                continue;
            }
            let Some(period) = of_row.clone().or(column.period).or_else(|| self.heads.period.clone()) else { continue };
            let was = previously(text, metric, self.scale);
            entries.push(Entry {
                metric,
                base,
                period,
                standing: column.standing,
                end: column.end,
                quantity,
                was,
                has_unit: figure::has_unit(text),
                cell: *cell,
                head: column.words,
            });
        }
        entries
    }

    /// The period that a cell of a row names, for `Third quarter | Revenue | $40 million`; `Some(None)` where it is over.
    fn period_of_row(&self, cells: &[Cell]) -> Option<Option<String>> {
        cells.iter().find_map(|cell| {
            let text = self.content.slice(cell.span);
            // `$44.9M` holds no nine months
            if text.contains(['$', '%', '€', '£']) {
                return None;
            }
            let named = self.clock.named(text, &text.to_ascii_lowercase()).pop()?;
            Some(named.ahead.then_some(named.label))
        })
    }

    /// The promises of a row: ends put together, what was promised before beside what is now.
    fn settle(&mut self, row: &Row, entries: Vec<Entry>) {
        let label = row.cells.first().map_or("", |cell| self.content.slice(cell.span)).to_ascii_lowercase();
        let scale = self.scale.max(scale_of(&label));
        let start = row.cells.first().map_or(row.span.start, |cell| cell.span.start);
        let from = self.found.len();
        let mut taken: Vec<(Metric, String, Standing)> = Vec::new();
        for entry in &entries {
            let key = (entry.metric, entry.period.clone(), entry.standing);
            if entry.standing != Standing::Current || taken.contains(&key) {
                continue;
            }
            let Some((quantity, end)) = whole(entry, &entries) else { continue };
            taken.push(key);
            let mut guidance = entry.promise(&quantity, scale, &label);
            if figure::is_without_scale(&guidance) {
                continue;
            }
            let before = |other: &&Entry| {
                other.standing == Standing::Previous && other.metric == entry.metric && other.period == entry.period
            };
            let earlier = entries.iter().find(before).and_then(|earlier| Some(whole(earlier, &entries)?.0));
            if let Some(earlier) = earlier.or_else(|| entry.was.clone()) {
                replaces(&mut guidance, &entry.promise(&earlier, scale, &label));
            }
            guidance.period = Some(entry.period.clone());
            guidance.evidence.rule = entry.base.rule("table");
            guidance.evidence.span = Some(Span::new(start.min(entry.cell.span.start), end));
            self.found.push(guidance);
        }
        self.keep(row, &entries, scale, &label);
        self.replace_grouped(from, &entries, scale, &label);
    }

    /// The promises of a row whose column of what holds now says that what was promised before is kept: `Unchanged`.
    fn keep(&mut self, row: &Row, entries: &[Entry], scale: f64, label: &str) {
        let kept = |cell: &&Cell| {
            let text = self.content.slice(cell.span).trim().to_ascii_lowercase();
            matches!(text.as_str(), "unchanged" | "no change" | "reaffirmed" | "maintained")
        };
        let Some(cell) = row.cells.iter().skip(1).find(kept) else { return };
        if entries.iter().any(|entry| entry.standing != Standing::Previous) {
            return;
        }
        for entry in entries {
            let Some((quantity, end)) = whole(entry, entries) else { continue };
            let mut guidance = entry.promise(&quantity, scale, label);
            if entry.cell.left > cell.left || figure::is_without_scale(&guidance) {
                continue;
            }
            let was = guidance.clone();
            replaces(&mut guidance, &was);
            guidance.period = Some(entry.period.clone());
            guidance.evidence.rule = entry.base.rule("table");
            guidance.evidence.span = Some(Span::new(row.span.start.min(entry.cell.span.start), end.max(cell.span.end)));
            self.found.push(guidance);
        }
    }

    /// Notes what a group of rows below the fresh ones says was promised before, or the other way round.
    fn replace_grouped(&mut self, from: usize, entries: &[Entry], scale: f64, label: &str) {
        let (known, fresh) = self.found.split_at_mut(from);
        // of costs a table has several
        let grouped = |entry: &&Entry| {
            entry.standing == Standing::Previous && !matches!(entry.metric, Metric::Expenses | Metric::Other)
        };
        for entry in entries.iter().filter(grouped) {
            let same = |one: &&mut Guidance| {
                one.metric == entry.metric && one.period.as_deref() == Some(&entry.period) && one.was_low.is_none()
            };
            let Some((quantity, _)) = whole(entry, entries).filter(|_| fresh.is_empty()) else { continue };
            let was = entry.promise(&quantity, scale, label);
            match known.iter_mut().find(same) {
                Some(one) => replaces(one, &was),
                None => self.heads.earlier.push((entry.metric, entry.period.clone(), was)),
            }
        }
        for one in fresh.iter_mut().filter(|one| one.was_low.is_none() && one.was_high.is_none()) {
            let same = |was: &&(Metric, String, Guidance)| was.0 == one.metric && one.period.as_ref() == Some(&was.1);
            if let Some((.., was)) = self.heads.earlier.iter().find(same) {
                replaces(one, was);
            }
        }
    }
}

/// Notes what a promise replaces.
fn replaces(fresh: &mut Guidance, was: &Guidance) {
    (fresh.was_low, fresh.was_high) = (was.low.or(was.pct_low), was.high.or(was.pct_high));
}

/// What an entry promises with the other end of its range, and where that ends; `None` where another amount stands for
/// the same and nothing tells them apart.
fn whole(entry: &Entry, entries: &[Entry]) -> Option<(Quantity, usize)> {
    let alike = |other: &&Entry| {
        other.cell != entry.cell
            && other.metric == entry.metric
            && other.period == entry.period
            && other.standing == entry.standing
    };
    let of_end =
        |end: End| entries.iter().find(|other| (alike(other) || other.cell == entry.cell) && other.end == Some(end));
    if entry.end.is_some() {
        let (low, high) = (of_end(End::Low)?, of_end(End::High)?);
        let (least, most) = (low.quantity.low.or(low.quantity.high)?, high.quantity.high.or(high.quantity.low)?);
        let unit = if matches!(low.quantity.unit, Unit::Money(_)) { low.quantity.unit } else { high.quantity.unit };
        let quantity =
            Quantity { low: Some(least.min(most)), high: Some(least.max(most)), unit, ..low.quantity.clone() };
        return Some((quantity, low.cell.span.end.max(high.cell.span.end)));
    }
    let kind = |quantity: &Quantity| matches!(quantity.unit, Unit::Percent | Unit::Points);
    let rival = entries.iter().filter(alike).any(|other| {
        other.head == entry.head
            && kind(&other.quantity) == kind(&entry.quantity)
            && (other.quantity.low, other.quantity.high) != (entry.quantity.low, entry.quantity.high)
    });
    (!rival).then(|| (entry.quantity.clone(), entry.cell.span.end))
}
