//! The best release of a company and quarter.

use std::{cmp::Reverse, collections::BTreeSet};

use super::{
    Company, Request, Sort, records,
    release::{Merit, why},
};
use crate::{
    diag::{Error, Result},
    index::Index,
    model::{Amount, Fact, FactRole, Kind, Metric, Record, Role},
    query::{labels_of_year, period_label, period_year},
};

/// What is known of a company and a period.
#[derive(Debug, Clone)]
pub struct Lookup {
    /// The company that was meant.
    pub company: Company,
    /// The period that was meant, `2005Q1`; the latest one where none was named.
    pub period: String,
    /// Whether no release declares the period, and the calendar's quarter of this name was taken.
    pub by_calendar: bool,
    /// The best release, its text with it.
    pub chosen: Option<(Record, String)>,
    /// Why it was taken.
    pub why: String,
    /// The others of the period, best first.
    pub others: Vec<Record>,
    /// Where there is none: the nearest periods that there are releases of, in order.
    pub nearest: Vec<String>,
}

/// Looks up the best release of a company and period: actual results before preliminary ones,
/// those before guidance; the one with the most values; the earliest. The period is the fiscal one
/// as the company names it, in any spelling (`2005Q1`, `Q1 2005`, `1Q05`, `FY2005`); the latest
/// where there is none.
///
/// # Errors
/// The period cannot be read, the name fits several companies, or the index cannot be read.
pub fn get(index: &Index, company: &str, period: Option<&str>) -> Result<Lookup> {
    let wanted = period.map(label).transpose()?;
    let company = Company::named(index, company)?;
    let mut found = Vec::new();
    let request = Request { sort: Sort::Newest, ..Request::new(company.query.as_str()) };
    for record in records(index, &request)?.1 {
        let record = record?;
        if record.period.is_some() {
            found.push(record);
        }
    }
    let all: BTreeSet<String> = found.iter().filter_map(declared).map(str::to_owned).collect();
    let wanted = match wanted.or_else(|| latest(&found)) {
        Some(label) => label,
        None => return Ok(nothing(company, period.unwrap_or_default().to_owned(), Vec::new())),
    };
    let is_also = |record: &Record| declared(record) == Some(&wanted) || record.period_also.as_deref() == Some(&wanted);
    let mut of_period: Vec<Record> = found.iter().filter(|record| is_also(record)).cloned().collect();
    let by_calendar = of_period.is_empty();
    if by_calendar {
        let calendar =
            |record: &&Record| record.period.as_ref().and_then(|period| period.calendar.as_deref()) == Some(&wanted);
        of_period = found.iter().filter(calendar).cloned().collect();
    }
    // the year of a fourth quarter is told by a release of its own first
    let is_release = |record: &Record| record.kind != Kind::NotRelease;
    of_period.sort_by_cached_key(|record| {
        Reverse((is_release(record), declared(record) == Some(&wanted), Merit::of(record)))
    });
    if of_period.is_empty() {
        return Ok(nothing(company, wanted.clone(), near(&wanted, &all)));
    }
    let best = of_period.remove(0);
    let mut reason = why(&best, of_period.first());
    if let Some(label) = declared(&best).filter(|label| *label != wanted && !by_calendar) {
        reason = format!("{reason}; it is about {label} and tells {wanted} beside it");
    }
    let best = if by_calendar { best } else { as_of(best, &wanted) };
    let text = index.record(&best.id)?.map(|stored| stored.text).unwrap_or_default();
    Ok(Lookup {
        company,
        period: wanted,
        by_calendar,
        chosen: Some((best, text)),
        why: reason,
        others: of_period,
        nearest: Vec::new(),
    })
}

/// The record with the amounts of a period that it reports beside its own: those that it says of that
/// period, in one voice; the others are left out.
fn as_of(mut record: Record, wanted: &str) -> Record {
    let Some(label) = declared(&record).filter(|label| *label != wanted).map(str::to_owned) else { return record };
    let of = |metric: Metric| {
        let reported = |fact: &&Fact| matches!(fact.role, FactRole::Actual | FactRole::Preliminary);
        let said = record.facts.iter().filter(|fact| fact.metric == metric && fact.period.as_deref() == Some(wanted));
        let mut said = said.filter(reported);
        let first = said.next()?;
        let agree = said.all(|fact| (fact.low, fact.high) == (first.low, first.high));
        agree.then(|| Amount {
            low: first.low,
            high: first.high,
            currency: first.currency.clone().unwrap_or_default(),
            role: if first.role == FactRole::Preliminary { Role::Preliminary } else { Role::Actual },
            evidence: first.evidence.clone(),
        })
    };
    let (revenue, eps, net_income) = (of(Metric::Revenue), of(Metric::Eps), of(Metric::NetIncome));
    for (field, value) in [("revenue", &revenue), ("eps", &eps), ("net_income", &net_income)] {
        if value.is_none() {
            record.missing.insert(field.to_owned(), format!("known_for_{label}_only"));
        }
    }
    record.missing.insert("revenue_prior".to_owned(), format!("known_for_{label}_only"));
    Record { revenue, eps, net_income, revenue_prior: None, ..record }
}

fn nothing(company: Company, period: String, nearest: Vec<String>) -> Lookup {
    Lookup { company, period, by_calendar: false, chosen: None, why: String::new(), others: Vec::new(), nearest }
}

/// Reads a period in any spelling; a year alone is the fiscal year.
fn label(text: &str) -> Result<String> {
    let year = period_year(text).and_then(|year| labels_of_year(year).into_iter().find(|label| label.ends_with("FY")));
    period_label(text).or(year).ok_or_else(|| {
        Error::message(format!("`{text}` is no period")).hint("as in `2005Q1`, `Q1 2005`, `1Q05`, `FY2005`, `2005H1`")
    })
}

/// Whether a text names a period.
#[must_use]
pub fn is_period(text: &str) -> bool {
    label(text).is_ok()
}

fn declared(record: &Record) -> Option<&str> {
    record.period.as_ref().map(|period| period.label.as_str())
}

/// The period that ended last.
fn latest(found: &[Record]) -> Option<String> {
    let ends = found.iter().filter_map(|record| {
        let period = record.period.as_ref()?;
        Some((Merit::of(record) >= Merit::of(&Record::default()), period.end, record.date, period.label.clone()))
    });
    ends.max().map(|(.., label)| label)
}

/// The three periods before and the three after that there are.
fn near(wanted: &str, all: &BTreeSet<String>) -> Vec<String> {
    const EACH: usize = 3;
    let before = all.range(..wanted.to_owned()).rev().take(EACH);
    let mut near: Vec<String> = before.chain(all.range(wanted.to_owned()..).take(EACH)).cloned().collect();
    near.sort();
    near
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Period;

    #[test]
    fn periods_are_read_in_any_spelling() {
        for (text, meant) in [("1Q05", "2005Q1"), ("q1 2005", "2005Q1"), ("FY2005", "2005FY"), ("2005", "2005FY")] {
            assert_eq!(label(text).unwrap(), meant, "{text}");
        }
        assert!(label("soon").is_err());
    }

    #[test]
    fn the_year_beside_a_quarter_has_no_figures_of_the_quarter() {
        let amount = |value| Amount { low: Some(value), high: Some(value), ..Amount::default() };
        let fact =
            Fact { metric: Metric::Revenue, period: Some("2005FY".to_owned()), low: Some(120e6), ..Fact::default() };
        let record = Record {
            period: Some(Period { label: "2005Q4".to_owned(), ..Period::default() }),
            period_also: Some("2005FY".to_owned()),
            revenue: Some(amount(32e6)),
            eps: Some(amount(0.1)),
            facts: vec![fact],
            ..Record::default()
        };
        let year = as_of(record.clone(), "2005FY");
        assert_eq!(year.revenue.and_then(|revenue| revenue.low), Some(120e6));
        assert_eq!((year.eps, year.missing.get("eps").map(String::as_str)), (None, Some("known_for_2005Q4_only")));
        assert_eq!(as_of(record.clone(), "2005Q4"), record);
    }

    #[test]
    fn the_nearest_periods_stand_on_both_sides() {
        let all = ["2004Q1", "2004Q2", "2004Q3", "2004Q4", "2006Q1"].map(str::to_owned).into();
        assert_eq!(near("2005Q1", &all), ["2004Q2", "2004Q3", "2004Q4", "2006Q1"]);
    }
}
