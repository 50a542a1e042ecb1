//! Which column of a row is that of the headline period, and which that of a year before.

use super::{Head, Line, Value};
use crate::ingest::extract::period::Length;

/// The period whose column is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// Its length.
    pub length: Length,
    /// Year and month of its last day, where known.
    pub end: Option<(i16, u8)>,
    /// The year it is named by.
    pub year: Option<i16>,
    /// Whether periods of another length are reported beside it.
    pub mixed: bool,
}

/// The columns that were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Columns {
    /// The place of the current figure among the values.
    pub current: Option<usize>,
    /// The place of that of a year before.
    pub prior: Option<usize>,
    /// Whether several columns fit alike and differ.
    pub doubtful: bool,
}

/// Finds the columns of a row.
#[must_use]
pub fn columns(line: &Line, target: &Target) -> Columns {
    let amounts: Vec<(usize, &Value)> =
        line.values.iter().enumerate().filter(|(_, value)| !value.figure.percent && !value.head.barred).collect();
    let quarterly = matches!(target.length, Length::Quarter(_));
    let amounts: Vec<(usize, &Value)> =
        amounts.into_iter().filter(|(_, value)| !(quarterly && value.head.to_date)).collect();
    let stated: Vec<_> = amounts
        .iter()
        .copied()
        .filter(|(_, value)| value.head.length.is_some_and(|length| length.is_like(target.length)))
        .collect();
    let unstated: Vec<_> = amounts.iter().copied().filter(|(_, value)| value.head.length.is_none()).collect();
    let fitting = if !stated.is_empty() {
        stated
    } else if unstated.len() == amounts.len() && (!target.mixed && unstated.len() <= 3 || dated(&unstated, target)) {
        unstated
    } else {
        return Columns::default();
    };
    let current = match target.end {
        Some(end) => fitting.iter().copied().filter(|(_, value)| is_end(&value.head, end, target)).collect(),
        None => latest(&fitting, target),
    };
    let (place, doubtful) = first_of(&current);
    let prior = place.and_then(|place| year_before(&fitting, &line.values[place].head));
    Columns { current: place, prior, doubtful }
}

/// Whether each column has a full date of its own, and there are but two.
fn dated(values: &[(usize, &Value)], target: &Target) -> bool {
    values.len() == 2
        && target.end.is_some()
        && matches!(target.length, Length::Quarter(_) | Length::Half(_))
        && values.iter().all(|(_, value)| value.head.day.is_some())
}

/// The first of the columns that fit, and whether others differ from it.
fn first_of(values: &[(usize, &Value)]) -> (Option<usize>, bool) {
    // Of parts and their sum side by side the sum is meant.
    if let [(place, _)] = values.iter().filter(|(_, value)| value.head.total).collect::<Vec<_>>().as_slice() {
        return (Some(*place), false);
    }
    // Of a figure as it was reported and as it is restated the latter is meant.
    if let [(place, _)] = values.iter().filter(|(_, value)| value.head.restated).collect::<Vec<_>>().as_slice() {
        return (Some(*place), false);
    }
    // Of an amount and its translation the amount is meant.
    let own: Vec<_> = values.iter().copied().filter(|(_, value)| !value.head.converted).collect();
    let values = if own.is_empty() { values } else { &own };
    let Some((place, first)) = values.first() else { return (None, false) };
    let differs = values[1..].iter().any(|(_, value)| value.figure.value != first.figure.value);
    (Some(*place), differs)
}

/// Whether a column ends with the period.
fn is_end(head: &Head, (year, month): (i16, u8), target: &Target) -> bool {
    if head.named {
        return head.year.is_some() && (head.year == target.year || target.year.is_none() && head.year == Some(year));
    }
    match (head.year, head.day) {
        (Some(head_year), Some(day)) => months(head_year, day.month).abs_diff(months(year, month)) <= 1,
        (Some(head_year), None) => head_year == year,
        _ => false,
    }
}

const fn months(year: i16, month: u8) -> i32 {
    year as i32 * 12 + month as i32
}

/// The columns of the latest period, where the year of the target does not speak against it.
fn latest<'a>(values: &[(usize, &'a Value)], target: &Target) -> Vec<(usize, &'a Value)> {
    let key = |value: &Value| {
        let month = value.head.day.map_or(0, |day| day.month);
        value.head.year.map(|year| months(year, month))
    };
    let Some(best) = values.iter().filter_map(|(_, value)| key(value)).max() else { return vec![] };
    let year = (best - 1).div_euclid(12);
    if target.year.is_some_and(|named| i32::from(named).abs_diff(year) > 1) {
        return vec![];
    }
    values.iter().copied().filter(|(_, value)| key(value) == Some(best)).collect()
}

/// The column of the same period a year before.
fn year_before(values: &[(usize, &Value)], current: &Head) -> Option<usize> {
    let year = current.year? - 1;
    let month = current.day.map(|day| day.month);
    let fits = |head: &Head| {
        let same = match (month, head.day.map(|day| day.month)) {
            (Some(a), Some(b)) => months(head.year.unwrap_or(0), b).abs_diff(months(year, a)) <= 1,
            _ => head.year == Some(year),
        };
        same && head.total == current.total
            && head.length.is_none_or(|length| current.length.is_none_or(|own| own.is_like(length)))
    };
    let mut found = values.iter().filter(|(_, value)| fits(&value.head));
    let first = found.next()?;
    found.all(|(_, value)| value.figure.value == first.1.figure.value).then_some(first.0)
}
