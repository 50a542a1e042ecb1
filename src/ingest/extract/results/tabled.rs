//! The figures of the headline period in the statements.

use super::{sight::Sighting, when::Scope};
use crate::{
    ingest::extract::{
        period::Length,
        statement::{Columns, Head, Line, Statement, Statements, Target, columns},
    },
    model::{Metric, Span},
};

/// A figure of a statement, in absolute units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tabled {
    pub value: f64,
    pub span: Span,
    /// The figure of a year before, and where it stands.
    pub prior: Option<(f64, Span)>,
    pub currency: Option<&'static str>,
    /// How much speaks for its table being the income statement.
    pub weight: i32,
    /// How it is known in which unit it is written.
    pub rule: &'static str,
}

/// Why the statements gave no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lack {
    /// No row of that name.
    NoRow,
    /// No column is that of the period.
    NoColumn,
    /// Several columns are, and differ.
    TwoColumns,
    /// Nothing says whether it is written in thousands.
    NoScale,
}

impl Lack {
    pub const fn reason(self) -> &'static str {
        match self {
            Self::NoRow => "no_row_in_statements",
            Self::NoColumn => "no_column_for_period",
            Self::TwoColumns => "two_equal_candidates",
            Self::NoScale => "scale_unknown",
        }
    }
}

/// The figure of a metric in the statement that most looks like one of income.
pub(super) fn tabled(
    statements: &[Statement],
    metric: Metric,
    scope: &Scope,
    mixed: bool,
    sightings: &[Sighting],
) -> Result<Tabled, Lack> {
    let target = Target {
        length: scope.length,
        end: scope.end.map(|end| {
            let late = end.day() <= 10;
            let month = end.month().unsigned_abs();
            match (late, month) {
                (true, 1) => (end.year() - 1, 12),
                (true, month) => (end.year(), month - 1),
                (false, month) => (end.year(), month),
            }
        }),
        year: Some(scope.year),
        mixed: mixed || matches!(scope.length, Length::Quarter(Some(4))),
    };
    let mut order: Vec<&Statement> =
        statements.iter().filter(|statement| statement.kind == Statements::Income && statement.weight > 0).collect();
    order.sort_by_key(|statement| std::cmp::Reverse(statement.weight));
    let mut lack = Lack::NoRow;
    let mut found: Option<Tabled> = None;
    for statement in order {
        match in_statement(statement, metric, &target, sightings, common(statement, statements)) {
            // A part of the company may head a table of its own before the whole does.
            Ok(other) => match &found {
                None => found = Some(other),
                Some(first) if metric == Metric::Revenue && is_whole(&other, first, sightings) => found = Some(other),
                Some(_) => {}
            },
            Err(reason) => lack = lack.max(reason),
        }
    }
    found.ok_or(lack)
}

/// The cash of the balance sheet on the last day of the headline period.
pub(super) fn cash(statements: &[Statement], scope: &Scope) -> Result<Tabled, Lack> {
    let balance = |statement: &&Statement| statement.kind == Statements::Balance;
    let holds = |statement: &Statement| statement.lines.iter().any(|line| line.measure == Metric::Cash);
    let told = || statements.iter().filter(balance).any(holds);
    let Some(end) = scope.end else { return Err(if told() { Lack::NoColumn } else { Lack::NoRow }) };
    let scales: Vec<f64> = statements.iter().filter_map(|statement| statement.scale).collect();
    let common = scales.first().copied().filter(|first| scales.iter().all(|scale| scale == first));
    let mut lack = Lack::NoRow;
    for statement in statements.iter().filter(balance) {
        let line = statement.lines.iter().filter(|line| line.measure == Metric::Cash).min_by_key(|line| line.rank);
        let Some(line) = line else { continue };
        let on_end = |head: &Head| {
            let day = head.day.filter(|_| !head.barred)?;
            let months = |year: i16, month: i32| i32::from(year) * 12 + month;
            let apart = months(head.year?, i32::from(day.month)) - months(end.year(), i32::from(end.month()));
            let near =
                day.day.is_none_or(|number| apart == 0 || end.day() > 24 && number < 7 || end.day() < 7 && number > 24);
            Some(apart.abs() <= 1 && near && (apart == 0 || day.day.is_some()))
        };
        let mut fitting = line.values.iter().filter(|value| on_end(&value.head) == Some(true) && !value.figure.percent);
        let Some(first) = fitting.next() else {
            lack = lack.max(Lack::NoColumn);
            continue;
        };
        if fitting.any(|value| value.figure.value != first.figure.value && !value.head.converted) {
            lack = lack.max(Lack::TwoColumns);
            continue;
        }
        let Some(scale) = statement.scale.or(common) else {
            lack = lack.max(Lack::NoScale);
            continue;
        };
        let value = rounded(first.figure.value * scale);
        if value > 0.0 {
            let (span, currency) = (first.figure.span, statement.currency);
            return Ok(Tabled { value, span, prior: None, currency, weight: 9, rule: "balance_sheet" });
        }
    }
    Err(lack)
}

/// Whether one figure is the whole and another a part of it, which the prose does not name.
fn is_whole(other: &Tabled, first: &Tabled, sightings: &[Sighting]) -> bool {
    let said = sightings.iter().filter(|seen| seen.metric == Metric::Revenue).any(|seen| {
        let value = seen.quantity.low.or(seen.quantity.high).unwrap_or(0.0);
        value > 0.0 && (value - first.value).abs() < 0.02 * value
    });
    !said && other.weight > 2 && first.value > 0.0 && (1.3..60.0).contains(&(other.value / first.value))
}

fn in_statement(
    statement: &Statement,
    metric: Metric,
    target: &Target,
    sightings: &[Sighting],
    common: Option<f64>,
) -> Result<Tabled, Lack> {
    let mut lines: Vec<&Line> = statement.lines.iter().filter(|line| line.measure == metric).collect();
    lines.sort_by_key(|line| line.rank);
    prefer_net(&mut lines);
    if lines.is_empty() {
        return Err(Lack::NoRow);
    }
    let mut lack = Lack::NoColumn;
    for line in lines {
        let found = columns(line, target);
        let Columns { current: Some(place), prior, doubtful } = found else { continue };
        if doubtful {
            lack = lack.max(Lack::TwoColumns);
            continue;
        }
        let figure = &line.values[place].figure;
        if figure.nil && metric != Metric::Revenue {
            continue;
        }
        let (scale, rule) = match metric {
            Metric::Eps => (1.0, "statement_column"),
            _ => match scale(statement, sightings).or_else(|| common.map(|factor| (factor, "statement_column"))) {
                Some(found) => found,
                None => return Err(Lack::NoScale),
            },
        };
        let signed = |value: f64| if line.loss && value > 0.0 { -value } else { value };
        let absolute = |value: f64| rounded(signed(value) * scale);
        let prior = prior.map(|place| &line.values[place].figure).map(|figure| (absolute(figure.value), figure.span));
        return Ok(Tabled {
            value: absolute(figure.value),
            span: figure.span,
            prior,
            currency: statement.currency,
            weight: statement.weight,
            rule,
        });
    }
    Err(lack)
}

/// The factor of the statement of income before one that says none, whose revenue is of like size: the
/// caption over the first of two stands for both.
fn common(statement: &Statement, statements: &[Statement]) -> Option<f64> {
    let revenue = |statement: &Statement| {
        let line = statement.lines.iter().find(|line| line.measure == Metric::Revenue)?;
        line.values.iter().find(|value| !value.figure.percent).map(|value| value.figure.value)
    };
    let own = revenue(statement).filter(|own| *own > 0.0)?;
    let before = statements
        .iter()
        .rfind(|other| other.span.end <= statement.span.start && other.kind == Statements::Income)
        .filter(|other| statement.span.start - other.span.end < 400)?;
    let near = revenue(before).is_some_and(|other| (0.1..10.0).contains(&(other / own)));
    before.scale.filter(|_| near)
}

/// Of gross and net revenue, the net one below, a little smaller, is meant.
fn prefer_net(lines: &mut [&Line]) {
    let value = |line: &Line| line.values.first().map_or(0.0, |value| value.figure.value);
    let [first, second, ..] = lines else { return };
    let smaller = value(second) < value(first) && value(second) > 0.5 * value(first);
    if first.rank == second.rank && first.measure == Metric::Revenue && second.net && !first.net && smaller {
        lines.swap(0, 1);
    }
}

/// Takes off what binary fractions add.
fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

/// The factor of a statement's amounts: its caption's, else what makes them agree with the prose.
fn scale(statement: &Statement, sightings: &[Sighting]) -> Option<(f64, &'static str)> {
    if let Some(scale) = statement.scale {
        return Some((scale, "statement_column"));
    }
    let amounts = || {
        statement
            .lines
            .iter()
            .filter(|line| matches!(line.measure, Metric::Revenue | Metric::NetIncome))
            .flat_map(|line| line.values.iter().map(move |value| (line.measure, value.figure.value.abs())))
    };
    let agrees = |factor: f64| {
        amounts().filter(|(_, value)| *value > 0.0).any(|(measure, value)| {
            sightings.iter().filter(|seen| seen.metric == measure && seen.quantity.low == seen.quantity.high).any(
                |seen| {
                    let said = seen.quantity.low.unwrap_or(0.0).abs();
                    said > 0.0 && (value * factor - said).abs() <= 0.006 * said
                },
            )
        })
    };
    if let Some(factor) = [1.0, 1e3, 1e6].into_iter().find(|factor| agrees(*factor)) {
        return Some((factor, "statement_column_scale_of_prose"));
    }
    amounts().any(|(_, value)| value >= 1e6).then_some((1.0, "statement_column_whole_units"))
}
