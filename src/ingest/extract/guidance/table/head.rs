//! What stands over a figure of a table of promises: a period, which promise it is, which end of a range, a metric.

use super::{
    super::{metric::metrics, when::Clock},
    figure::plain,
};
use crate::{
    ingest::{
        extract::money::{self, Unit},
        parse::table::parse_number,
    },
    model::{Cell, Content, Guidance, Metric, Table, month},
};

/// Which promise a column or a group of rows holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Standing {
    #[default]
    Current,
    Previous,
    /// Results, changes, what others expect.
    Ignored,
}

/// Which end of a range a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Low,
    Middle,
    High,
}

/// What the heads over a figure say.
#[derive(Debug, Clone, Default)]
pub(super) struct Column {
    pub period: Option<String>,
    pub standing: Standing,
    pub end: Option<End>,
    pub metric: Option<Metric>,
    /// The words of all heads.
    pub words: String,
}

/// What the rows read so far say of the rows below.
#[derive(Debug, Default)]
pub(super) struct Heads {
    /// Cells over columns, row by row.
    rows: Vec<Vec<Cell>>,
    /// Where the columns of figures begin.
    first: u32,
    /// Whether columns count characters, so that a head may stand a little beside its figures.
    text: bool,
    /// Whether a row of figures has followed the heads.
    closed: bool,
    /// The words of the rows of one cell that stand right above one another.
    group: String,
    standing: Standing,
    /// The period of the rows below.
    pub period: Option<String>,
    /// The metric of the rows below.
    pub metric: Option<Metric>,
    /// Whether the rows below are of amounts per share: `Results (per diluted share)`.
    pub per_share: bool,
    /// What groups of rows above say was promised before.
    pub earlier: Vec<(Metric, String, Guidance)>,
}

/// The most figures that a row of a table holds beside its label.
pub(super) fn values(content: &Content, table: &Table) -> usize {
    let figure = |cell: &&Cell| content.slice(cell.span).bytes().any(|byte| byte.is_ascii_digit());
    let rows = table.rows.iter().filter(|row| row.cells.len() > 1);
    rows.map(|row| super::joined(content, row).iter().skip(1).filter(figure).count()).max().unwrap_or(0)
}

/// Whether a label is that of an effect on a metric rather than of the metric.
pub(super) fn is_effect(lower: &str) -> bool {
    const EFFECTS: [&str; 9] = [
        "impact",
        "effect of",
        "headwind",
        "tailwind",
        "adjustment",
        "contribution",
        "excluded",
        "translation",
        "reconcil",
    ];
    EFFECTS.iter().any(|word| lower.contains(word))
}

/// Whether a label is that of the growth of the row above: `Change from 2003`, `% growth`.
pub(super) fn is_change(lower: &str) -> bool {
    let words = lower.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    [
        "change",
        "growth",
        "percent change",
        "year-over-year",
        "year over year",
        "y/y",
        "yoy",
        "increase from",
        "increase over",
    ]
    .iter()
    .any(|change| words.starts_with(change))
}

/// A label without the marks of notes behind its words: `net sales3`, `eps (basic)1,3`.
pub(super) fn without_marks(lower: &str) -> String {
    const SHORTEST: usize = 3;
    let mut words: Vec<&str> = Vec::new();
    for word in lower.split(' ') {
        let bare = word.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '*'));
        let letters = bare.bytes().rev().skip_while(|byte| *byte == b')').take_while(u8::is_ascii_alphabetic).count();
        let marked = letters >= SHORTEST && bare.len() < word.len() && word.len() - bare.len() < 6;
        words.push(if marked { bare } else { word });
    }
    words.join(" ")
}

/// Whether a row that promises nothing holds amounts, and so is no head of those below.
pub(super) fn holds_amounts(content: &Content, cells: &[Cell]) -> bool {
    cells.iter().skip(1).any(|cell| {
        let text = content.slice(cell.span);
        let plain = plain(text);
        let figure = || parse_number(&plain).is_some_and(|value| !(1990.0..2060.0).contains(&value));
        let amounts = money::amounts(&plain);
        amounts.iter().any(|amount| matches!(amount.unit, Unit::Money(_) | Unit::Percent)) || figure()
    })
}

/// Whether a label or a caption is of amounts per share.
pub(super) fn is_per_share(lower: &str) -> bool {
    ["per share", "per diluted share", "per common share"].iter().any(|per| lower.contains(per))
        && !["except per", "other than per", "excluding per"].iter().any(|other| lower.contains(other))
}

impl Heads {
    pub(super) fn of(content: &Content, table: &Table) -> Self {
        let figure = |cell: &&Cell| content.slice(cell.span).bytes().any(|byte| byte.is_ascii_digit());
        let labelled = table.rows.iter().filter(|row| {
            let words = row.cells.first().map_or("", |cell| content.slice(cell.span));
            words.bytes().any(|byte| byte.is_ascii_alphabetic()) && money::amounts(words).is_empty()
        });
        let first =
            labelled.flat_map(|row| row.cells.iter().skip(1).filter(figure).take(1)).map(|cell| cell.left).min();
        let long = |cell: &&Cell| cell.span.len() > 8;
        let cells = || table.rows.iter().flat_map(|row| &row.cells).filter(long).take(8);
        let counted = |cell: &Cell| (cell.right - cell.left) as usize == content.slice(cell.span).chars().count();
        let text = cells().next().is_some() && cells().all(counted);
        Self { first: first.unwrap_or(1), text, ..Self::default() }
    }

    /// Notes that a row of figures was read: heads below it begin anew.
    pub(super) fn close(&mut self) {
        self.closed = true;
        self.group.clear();
    }

    /// Reads a row without promises as heads of columns, or as the head of the rows below.
    pub(super) fn read(&mut self, content: &Content, cells: &[Cell], clock: &Clock) {
        let first = self.first;
        let over = |cell: &Cell| cell.left + cell.right >= 2 * first;
        if let [cell] = cells {
            self.group(content.slice(cell.span), clock);
            if !over(cell) || self.closed {
                return;
            }
        } else if let Some(label) = cells.first().filter(|cell| !over(cell)) {
            self.group.clear();
            self.group(content.slice(label.span), clock);
        }
        if std::mem::take(&mut self.closed) {
            self.rows.clear();
        }
        self.rows.push(cells.iter().filter(|cell| over(cell)).copied().collect());
    }

    /// The head of a group of rows: a period, a metric, a standing.
    fn group(&mut self, text: &str, clock: &Clock) {
        if self.group.is_empty() {
            self.metric = None;
        } else {
            self.group.push(' ');
        }
        self.group.push_str(text);
        let lower = self.group.to_ascii_lowercase();
        if let Some(named) = clock.named(&self.group, &lower).pop() {
            self.period = named.ahead.then_some(named.label);
        }
        self.per_share = is_per_share(&lower);
        if lower.len() < 60 {
            self.metric = metrics(&lower).into_iter().find_map(|named| named.metric).or(self.metric);
        }
        if let Some(standing) = standing(&lower).filter(|standing| *standing != Standing::Ignored) {
            self.standing = standing;
        }
    }

    /// What stands over one of the values of a row. `alone` where no row has two figures.
    pub(super) fn column(&self, content: &Content, values: &[Cell], at: usize, clock: &Clock, alone: bool) -> Column {
        let cell = &values[at];
        let over = |row: &Vec<Cell>| self.numbered(row, values, at).or_else(|| self.over(row, cell).copied());
        let words: Vec<&str> = self.rows.iter().filter_map(over).map(|head| content.slice(head.span)).collect();
        let text = words.join(" ");
        let lower = text.to_ascii_lowercase();
        let mut column = Column { standing: self.standing, ..Column::default() };
        let named = clock.named(&text, &lower);
        let ahead = named.iter().rev().find(|named| named.ahead);
        column.period = ahead.map(|named| named.label.clone());
        column.end = words.iter().rev().find_map(|word| end(&word.to_ascii_lowercase()));
        column.metric = metrics(&lower).into_iter().find_map(|named| named.metric).filter(|_| lower.len() < 60);
        let is_past = ahead.is_none() && !named.is_empty();
        let said = standing(&lower).filter(|said| *said != Standing::Ignored || !alone || lower.contains("actual"));
        column.standing = match said {
            Some(standing) => standing,
            None if is_past => Standing::Ignored,
            None if self.is_replaced(content, &text, cell, clock) || self.is_dated_before(content, &text, cell) => {
                Standing::Previous
            }
            None if column.period.is_some() && self.is_beside_a_forecast(content, &column, &text, clock) => {
                Standing::Ignored
            }
            None => column.standing,
        };
        Column { words: text, ..column }
    }

    /// The head with the number of a value, where there are as many of both and the columns lay two values under one.
    fn numbered(&self, row: &[Cell], values: &[Cell], at: usize) -> Option<Cell> {
        if row.len() != values.len() || row.len() < 2 {
            return None;
        }
        let own = |(head, value): (&Cell, &Cell)| self.over(row, value) == Some(head);
        (!row.iter().zip(values).all(own)).then(|| row[at])
    }

    /// The head in a row that stands over a cell; in text the nearest, elsewhere the one before, where none does.
    fn over<'r>(&self, row: &'r [Cell], cell: &Cell) -> Option<&'r Cell> {
        const BESIDE: u32 = 8;
        const BEHIND: u32 = 2;
        let under = row.iter().find(|head| head.left < cell.right && cell.left < head.right);
        let gap = |head: &&Cell| head.left.saturating_sub(cell.right).max(cell.left.saturating_sub(head.right));
        let nearest = || row.iter().min_by_key(gap).filter(|head| self.text && gap(head) <= BESIDE);
        let before =
            || row.iter().rfind(|head| head.right <= cell.left).filter(|head| gap(head) < BEHIND && !self.text);
        under.or_else(nearest).or_else(before)
    }

    /// Whether a column is headed by a day or a month, and another by a later one that the release follows: `as of April
    /// 25` beside `as of July 25`, `January 2006` beside `July 2006`.
    fn is_replaced(&self, content: &Content, head: &str, cell: &Cell, clock: &Clock) -> bool {
        let Some(own) = clock.day_of_promise(head) else { return false };
        let others = self.rows.iter().flatten().filter(|other| other.left >= cell.right || other.right <= cell.left);
        let days = others.filter_map(|other| clock.day_of_promise(content.slice(other.span)));
        days.into_iter().any(|other| other > own && (other.2 > 0 || clock.is_of_late(other.0, other.1)))
    }

    /// Whether a column is of a period before that of another, which alone is called a forecast: `Q2 2004` beside `Q3 2004
    /// forecast`.
    fn is_beside_a_forecast(&self, content: &Content, column: &Column, head: &str, clock: &Clock) -> bool {
        if is_called_forecast(head) {
            return false;
        }
        let later = |other: &Cell| {
            let text = content.slice(other.span);
            let named = || clock.named(text, &text.to_ascii_lowercase()).pop().map(|named| named.label);
            is_called_forecast(text) && named().is_some_and(|label| column.period.as_ref() < Some(&label))
        };
        self.rows.iter().flatten().any(later)
    }

    /// Whether a column is headed by the month of a promise, and another as the one that holds now: `July 2006
    /// Projections` beside `Current Projections`.
    fn is_dated_before(&self, content: &Content, head: &str, cell: &Cell) -> bool {
        let dated = head.split_whitespace().next().is_some_and(|word| month(word.trim_end_matches('.')).is_some());
        let mut others =
            self.rows.iter().flatten().filter(|other| other.left >= cell.right || other.right <= cell.left);
        let current =
            |other: &Cell| standing(&content.slice(other.span).to_ascii_lowercase()) == Some(Standing::Current);
        dated && others.any(current)
    }
}

/// Whether the head of a column calls it one of promises.
fn is_called_forecast(head: &str) -> bool {
    let lower = head.to_ascii_lowercase();
    ["forecast", "estimate", "guidance", "outlook", "projected"].iter().any(|word| lower.contains(word))
}

/// Which promise a head says that its column holds.
fn standing(lower: &str) -> Option<Standing> {
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    const OTHERS: [&str; 18] = [
        "actual",
        "impact",
        "change",
        "increase",
        "prior year",
        "prior-year",
        "previous year",
        "last year",
        "year ago",
        "year-ago",
        "consensus",
        "y/y",
        "yoy",
        "growth",
        "variance",
        "prior period",
        "% of",
        "prior quarter",
    ];
    if says(&OTHERS) {
        return Some(Standing::Ignored);
    }
    if says(&["previous", "prior", "old ", "former", "original", "initial"])
        && !says(&["updated", "revised", "current"])
    {
        return Some(Standing::Previous);
    }
    says(&["updated", "revised", "current", "new ", "raised", "latest"]).then_some(Standing::Current)
}

/// Which end of a range a head names.
fn end(lower: &str) -> Option<End> {
    let words = lower.trim();
    if matches!(words, "from") {
        return Some(End::Low);
    }
    if matches!(words, "to") {
        return Some(End::High);
    }
    let has = |wanted: &[&str]| words.split(|c: char| !c.is_alphanumeric()).any(|word| wanted.contains(&word));
    if words.len() > 40 || has(&["low", "bottom"]) && has(&["high", "top"]) {
        return None;
    }
    if has(&["midpoint", "mid", "middle"]) {
        return Some(End::Middle);
    }
    if has(&["low", "minimum", "min"]) {
        return Some(End::Low);
    }
    has(&["high", "maximum", "max"]).then_some(End::High)
}
