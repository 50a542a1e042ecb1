//! The statements among a document's tables: which rows hold revenue, net income, earnings per
//! share and cash, what stands over their columns, and in what unit they are written.
//!
//! A table is looked at only where its labels name one of these; the rest costs a scan of its
//! first cells. Nothing is chosen here: [`super::period`] reads the heads, [`super::results`] the
//! figures.

mod column;
mod head;
mod label;
mod line;
mod scale;

use std::sync::LazyLock;

pub use column::{Columns, Target, columns};
pub use head::Head;
pub use line::{Line, Measure, Value};

use crate::{
    ingest::{parse::table, words::Parts},
    model::{BlockKind, Content, Metric, Row, Span, Table},
};

/// A table that holds figures of interest.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The table in the text.
    pub span: Span,
    /// What it is, by its caption and its rows.
    pub kind: Statements,
    /// The factor of its amounts, where it says one.
    pub scale: Option<f64>,
    /// Its currency, where it names one beyond `$`.
    pub currency: Option<&'static str>,
    /// The rows of interest.
    pub lines: Vec<Line>,
    /// How much speaks for an income statement; more is better.
    pub weight: i32,
}

/// The kinds of statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statements {
    /// Of income, operations or earnings, or a summary of it.
    Income,
    /// Assets and liabilities.
    Balance,
    /// Cash flows.
    CashFlow,
    /// Segments, reconciliations, guidance, pro forma figures.
    Aside,
}

/// No more tables than these are read, and no more rows of each.
const MOST_TABLES: usize = 48;
const MOST_ROWS: usize = 160;

static WANTED: LazyLock<Parts> = LazyLock::new(|| {
    Parts::new([
        "revenue",
        "sales",
        "net income",
        "net loss",
        "net earnings",
        "net (loss",
        "profit",
        "per share",
        "turnover",
        "investment income",
        "cash and",
        "diluted",
        "per common",
    ])
});

/// The statements of a document, in order; rows may be called by the name of the `company`.
#[must_use]
pub fn statements(content: &Content, company: Option<&str>) -> Vec<Statement> {
    let company = company.map(label::normal).unwrap_or_default();
    let mut found = Vec::new();
    for (place, block) in content.blocks.iter().enumerate() {
        let BlockKind::Table(index) = block.kind else { continue };
        let Some(table) = content.tables.get(index) else { continue };
        if !is_wanted(content, table) {
            continue;
        }
        found.extend(statement(content, place, table, &company));
        if found.len() >= MOST_TABLES {
            break;
        }
    }
    found
}

fn is_wanted(content: &Content, table: &Table) -> bool {
    table.rows.len() > 1 && table.rows.iter().take(MOST_ROWS).any(|row| WANTED.any(table::label(content, row)))
}

fn statement(content: &Content, place: usize, table: &Table, company: &str) -> Option<Statement> {
    let caption = caption(content, place);
    let above = rows_above(content, place, table);
    let read = line::lines(content, table, &caption, above, company);
    if read.lines.is_empty() {
        return None;
    }
    let top = format!("{} {}", read.top, caption.join(" "));
    let (kind, weight) = kind(&top, &read);
    let own = scale::factor(&read.top);
    let scale = own.or_else(|| caption.iter().find_map(|text| scale::factor(text)));
    let currency = scale::currency(&read.top).or_else(|| caption.iter().find_map(|text| scale::currency(text)));
    let span = content.blocks[place].span;
    Some(Statement { span, kind, scale, currency, lines: read.lines, weight })
}

/// The short texts right above a table, the nearest first.
fn caption(content: &Content, place: usize) -> Vec<&str> {
    let mut found = Vec::new();
    for block in content.blocks[..place].iter().rev().take(6) {
        let text = content.slice(block.span);
        match block.kind {
            BlockKind::Table(index) => {
                let figures = content.tables.get(index).is_some_and(|table| {
                    table.rows.len() > 4
                        || table.rows.iter().any(|row| row.cells.len() > 1 && !head::is_head(content, row))
                });
                if figures {
                    break;
                }
            }
            _ if text.len() > 260 || is_prose(text) => break,
            _ => {}
        }
        found.push(text);
    }
    found
}

/// Whether a text over a table is a paragraph of the narrative, which says nothing of the table.
fn is_prose(text: &str) -> bool {
    let stops = text.trim_end().ends_with(['.', '"', '\u{201d}']);
    stops && (text.len() > 90 || is_sentence(text)) && scale::factor(text).is_none()
}

/// Whether most words of a text are written small, as no title's are.
fn is_sentence(text: &str) -> bool {
    const FEWEST: usize = 5;
    let words = || text.split_whitespace();
    let small = words().filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase())).count();
    text.starts_with(|c: char| c.is_uppercase()) && words().count() >= FEWEST && small * 2 > words().count()
}

/// The rows right above a text table that a blank line parted from it: its heads.
fn rows_above<'a>(content: &'a Content, place: usize, table: &Table) -> Vec<&'a Row> {
    let is_grid = table.rows.iter().take(3).any(|row| content.slice(row.span).contains(" | "));
    if is_grid {
        return vec![];
    }
    let mut found: Vec<&Row> = Vec::new();
    for block in content.blocks[..place].iter().rev().take(6) {
        let BlockKind::Table(index) = block.kind else {
            if block.span.len() > 260 {
                break;
            }
            continue;
        };
        let Some(above) = content.tables.get(index) else { break };
        if above.rows.len() > 6 || above.rows.iter().any(|row| !head::is_head(content, row)) {
            break;
        }
        found.extend(above.rows.iter().rev());
    }
    found.reverse();
    found
}

/// Words of the titles of income statements.
static TITLES: LazyLock<Parts> = LazyLock::new(|| {
    Parts::new([
        "statements of operations",
        "statement of operations",
        "statements of income",
        "statement of income",
        "income statement",
        "statements of earnings",
        "statement of earnings",
        "statements of consolidated",
        "consolidated income",
        "consolidated earnings",
        "results of operations",
        "statements of loss",
        "profit and loss",
        "statements of comprehensive",
        "statement of comprehensive",
        "statements of consolidated income",
        "statement of consolidated",
        "statement of loss",
    ])
});

/// Words over tables that tell of a part, or of another basis.
static ASIDES: LazyLock<Parts> = LazyLock::new(|| {
    Parts::new([
        "reconcil",
        "pro forma",
        "segment",
        "guidance",
        "outlook",
        "non-gaap",
        "supplemental",
        "by product",
        "by region",
        "geographic",
        "discontinued",
        "condensed consolidating",
        "percent of",
        "as a percentage of",
        "same store",
        "comparable store",
        "subsidiary",
    ])
});

/// What a table is, and how much speaks for an income statement.
fn kind(top: &str, read: &line::Lines) -> (Statements, i32) {
    // A table that tells of earnings per share, or of net income and what leads to it, is a summary
    // of them even where it ends with the balance sheet's totals.
    let has = |metric: Metric| read.lines.iter().any(|line| line.measure == metric);
    let earns = has(Metric::Eps) || has(Metric::NetIncome) && read.marks.income > 0;
    if read.marks.assets && read.marks.income < 3 && !earns {
        return (Statements::Balance, 0);
    }
    if read.marks.activities && read.marks.income < 5 {
        return (Statements::CashFlow, 0);
    }
    let (titled, aside) = (TITLES.any(top), ASIDES.any(top));
    let measures = [Metric::Revenue, Metric::NetIncome, Metric::Eps];
    let kinds = measures.iter().filter(|measure| read.lines.iter().any(|line| line.measure == **measure)).count();
    let mut weight = i32::from(titled) * 4 + read.marks.income.min(6) + if kinds > 1 { 1 } else { 0 };
    if aside {
        weight -= 3;
    }
    if aside && !titled && read.marks.income < 4 {
        return (Statements::Aside, weight - 3);
    }
    (Statements::Income, weight)
}

#[cfg(test)]
mod tests;
