//! A company over its quarters: revenue against what was promised, guidance, tone.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use super::{Cell, CellKind, Company, Head, Request, Sort, Table, records, release::Merit};
use crate::{
    diag::Result,
    index::{Index, name_of},
    model::{Date, Metric, Record},
};

/// A quarter of a company.
#[derive(Debug, Clone, PartialEq)]
pub struct Quarter {
    /// The best release of the quarter.
    pub record: Record,
    /// The last range promised for its revenue before that release.
    pub promised: Option<Promise>,
}

/// A range that was promised, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Promise {
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Day of the release.
    pub date: Option<Date>,
    /// Its id.
    pub id: String,
}

/// A company's quarters in order.
#[derive(Debug, Clone)]
pub struct Trend {
    /// The company that was meant.
    pub company: Company,
    /// Its name as its latest release has it.
    pub name: String,
    /// One for each fiscal quarter there is a release of.
    pub quarters: Vec<Quarter>,
}

/// Follows a company over its fiscal quarters.
///
/// # Errors
/// The name fits several companies, or the index cannot be read.
pub fn trend(index: &Index, company: &str) -> Result<Trend> {
    let company = Company::named(index, company)?;
    let releases = format!("({}) -kind:not_release", company.query);
    let request = Request { sort: Sort::Newest, ..Request::new(releases) };
    let mut best: BTreeMap<String, Record> = BTreeMap::new();
    let mut promises: HashMap<String, Vec<Promise>> = HashMap::new();
    let mut name = None;
    for record in records(index, &request)?.1 {
        let record = record?;
        name = name.or_else(|| record.company.clone());
        for guidance in record.guidance.iter().filter(|guidance| guidance.metric == Metric::Revenue) {
            if let (Some(period), true) = (&guidance.period, guidance.low.is_some() || guidance.high.is_some()) {
                let promise =
                    Promise { low: guidance.low, high: guidance.high, date: record.date, id: record.id.clone() };
                promises.entry(period.clone()).or_default().push(promise);
            }
        }
        let label = record.period.as_ref().map(|period| period.label.clone()).filter(|label| label.contains('Q'));
        let Some(label) = label.filter(|_| Merit::of(&record) > Merit::of(&Record::default())) else { continue };
        match best.get(&label) {
            Some(known) if Merit::of(known) >= Merit::of(&record) => {}
            _ => {
                best.insert(label, record);
            }
        }
    }
    let quarters = best.into_iter().map(|(label, record)| {
        let earlier = promises.remove(&label).unwrap_or_default().into_iter();
        let earlier = earlier.filter(|promise| promise.date < record.date && promise.id != record.id);
        let promised = earlier.min_by_key(|promise| (Reverse(promise.date), promise.id.clone()));
        Quarter { record, promised }
    });
    Ok(Trend { quarters: quarters.collect(), name: name.unwrap_or_else(|| company.how.clone()), company })
}

impl Trend {
    /// A row for each quarter.
    #[must_use]
    pub fn table(&self) -> Table {
        use CellKind::{Day, Number, Text};
        let heads = [
            ("period", Text),
            ("period_end", Day),
            ("released", Day),
            ("kind", Text),
            ("revenue_low", Number),
            ("revenue_high", Number),
            ("currency", Text),
            ("promised_low", Number),
            ("promised_high", Number),
            ("promised_on", Day),
            ("eps", Number),
            ("guidance_action", Text),
            ("tone", Text),
            ("tone_score", Number),
            ("id", Text),
        ];
        let mut table = Table::new(heads.into_iter().map(|(name, kind)| Head::new(name, kind)).collect());
        table.rows = self.quarters.iter().map(row).collect();
        table
    }
}

fn row(quarter: &Quarter) -> Vec<Cell> {
    let record = &quarter.record;
    let (revenue, promised) = (record.revenue.as_ref(), quarter.promised.as_ref());
    let period = record.period.as_ref();
    vec![
        period.map(|period| period.label.as_str()).into(),
        period.and_then(|period| period.end).into(),
        record.date.into(),
        name_of(&record.kind).into(),
        revenue.and_then(|amount| amount.low).into(),
        revenue.and_then(|amount| amount.high).into(),
        revenue.map(|amount| amount.currency.as_str()).into(),
        promised.and_then(|promise| promise.low).into(),
        promised.and_then(|promise| promise.high).into(),
        promised.and_then(|promise| promise.date).into(),
        record.eps.as_ref().filter(|eps| eps.low == eps.high).and_then(|eps| eps.low).into(),
        name_of(&record.guidance_action).into(),
        record.tone.map(|tone| name_of(&tone.label)).into(),
        record.tone.map(|tone| tone.score).into(),
        record.id.as_str().into(),
    ]
}
