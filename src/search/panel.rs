//! One row for each company and fiscal period: the figures, the promises and the tone of its best
//! release.

use std::collections::{BTreeMap, HashMap};

use super::{Cell, CellKind, Head, Request, Sort, Table, company::plain_name, records, release::Merit};
use crate::{
    diag::Result,
    index::{Index, name_of},
    model::{Amount, Date, Guidance, Metric, Record},
    query,
};

/// A panel, and what it was made of.
#[derive(Debug, Clone, Default)]
pub struct Panel {
    /// One row for each company and period, by company, then by period.
    pub table: Table,
    /// Releases that match.
    pub releases: u64,
    /// Those that have no row because their company or period is unknown.
    pub without_row: u64,
}

type Read = fn(&Record) -> Cell;

/// The columns: names, kinds, values.
#[rustfmt::skip]
const COLUMNS: &[(&str, CellKind, Read)] = &[
    ("ticker", CellKind::Text, |record| record.tickers.first().map(|ticker| ticker.symbol.as_str()).into()),
    ("cik", CellKind::Integer, |record| record.cik.first().copied().into()),
    ("company", CellKind::Text, |record| record.company.as_deref().into()),
    ("period", CellKind::Text, |record| record.period.as_ref().map(|period| period.label.as_str()).into()),
    ("period_end", CellKind::Day, |record| record.period.as_ref().and_then(|period| period.end).into()),
    ("calendar", CellKind::Text, |record| record.period.as_ref().and_then(|period| period.calendar.as_deref()).into()),
    ("released", CellKind::Day, |record| record.date.into()),
    ("kind", CellKind::Text, |record| name_of(&record.kind).into()),
    ("revenue_low", CellKind::Number, |record| low(record.revenue.as_ref())),
    ("revenue_high", CellKind::Number, |record| high(record.revenue.as_ref())),
    ("revenue_role", CellKind::Text, |record| record.revenue.as_ref().map(|amount| name_of(&amount.role)).into()),
    ("currency", CellKind::Text, |record| record.revenue.as_ref().map(|amount| amount.currency.as_str()).filter(|code| !code.is_empty()).into()),
    ("revenue_prior_low", CellKind::Number, |record| low(record.revenue_prior.as_ref())),
    ("revenue_prior_high", CellKind::Number, |record| high(record.revenue_prior.as_ref())),
    ("eps_low", CellKind::Number, |record| low(record.eps.as_ref())),
    ("eps_high", CellKind::Number, |record| high(record.eps.as_ref())),
    ("net_income_low", CellKind::Number, |record| low(record.net_income.as_ref())),
    ("net_income_high", CellKind::Number, |record| high(record.net_income.as_ref())),
    ("guidance_period", CellKind::Text, |record| promise(record, Metric::Revenue).and_then(|guidance| guidance.period.as_deref()).into()),
    ("guidance_revenue_low", CellKind::Number, |record| promise(record, Metric::Revenue).and_then(|guidance| guidance.low).into()),
    ("guidance_revenue_high", CellKind::Number, |record| promise(record, Metric::Revenue).and_then(|guidance| guidance.high).into()),
    ("guidance_eps_low", CellKind::Number, |record| promise(record, Metric::Eps).and_then(|guidance| guidance.low).into()),
    ("guidance_eps_high", CellKind::Number, |record| promise(record, Metric::Eps).and_then(|guidance| guidance.high).into()),
    ("guidance_action", CellKind::Text, |record| name_of(&record.guidance_action).into()),
    ("tone", CellKind::Text, |record| record.tone.map(|tone| name_of(&tone.label)).into()),
    ("tone_score", CellKind::Number, |record| record.tone.map(|tone| tone.score).into()),
    ("accession", CellKind::Text, |record| record.accession.as_deref().into()),
    ("id", CellKind::Text, |record| record.id.as_str().into()),
    ("path", CellKind::Text, |record| record.path.as_str().into()),
];

fn low(amount: Option<&Amount>) -> Cell {
    amount.and_then(|amount| amount.low).into()
}

fn high(amount: Option<&Amount>) -> Cell {
    amount.and_then(|amount| amount.high).into()
}

/// The first promise for a measure that has an amount.
fn promise(record: &Record, metric: Metric) -> Option<&Guidance> {
    record.guidance.iter().find(|one| one.metric == metric && (one.low.is_some() || one.high.is_some()))
}

/// Who a row is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Who {
    Cik(u64),
    Ticker(String),
    Name(String),
}

fn who(record: &Record) -> Option<Who> {
    match (record.cik.first(), record.tickers.first(), record.company.as_deref()) {
        (Some(cik), ..) => Some(Who::Cik(*cik)),
        (None, Some(ticker), _) => Some(Who::Ticker(ticker.symbol.clone())),
        (None, None, Some(name)) => Some(Who::Name(plain_name(name))),
        _ => None,
    }
}

/// The best release of a row so far.
struct Best {
    merit: Merit,
    cells: Vec<Cell>,
    releases: i64,
}

/// Makes the panel of a query; documents that are no releases have rows only where the query names
/// kinds. A release that names no central index key goes to the one company
/// that has its ticker, or its name, in others.
///
/// # Errors
/// The query cannot be understood, or the index cannot be read.
pub fn panel(index: &Index, request: &Request) -> Result<Panel> {
    let query = of_releases(&request.query, request.today);
    let (releases, found) = records(index, &Request { query, sort: Sort::Newest, ..request.clone() })?;
    let mut rows: BTreeMap<(Who, String), Best> = BTreeMap::new();
    let mut known: HashMap<Who, Option<u64>> = HashMap::new();
    let mut without_row = 0;
    for record in found {
        let record = record?;
        if let Some(&cik) = record.cik.first() {
            let ticker = record.tickers.first().map(|ticker| Who::Ticker(ticker.symbol.clone()));
            let name = record.company.as_deref().map(|name| Who::Name(plain_name(name)));
            for who in ticker.into_iter().chain(name) {
                let only = known.entry(who).or_insert(Some(cik));
                *only = only.filter(|only| *only == cik);
            }
        }
        let label = record.period.as_ref().map(|period| period.label.clone());
        let Some(key) = who(&record).zip(label) else {
            without_row += 1;
            continue;
        };
        let cells = COLUMNS.iter().map(|(.., read)| read(&record)).collect();
        offer(&mut rows, key, Best { merit: Merit::of(&record), cells, releases: 1 });
    }
    let mut joined = BTreeMap::new();
    for ((who, label), best) in rows {
        let filer = known.get(&who).copied().flatten().map(Who::Cik);
        offer(&mut joined, (filer.unwrap_or(who), label), best);
    }
    Ok(Panel { table: table(joined), releases, without_row })
}

/// The query without documents that are no releases, unless it says itself which kinds it wants.
fn of_releases(text: &str, today: Date) -> String {
    let plan = query::parse(text).and_then(|ast| query::resolve(&ast, today));
    match plan {
        Ok(plan) if !plan.searched().iter().any(|name| name == "kind") => match text.trim() {
            "" => "-kind:not_release".to_owned(),
            text => format!("({text}) -kind:not_release"),
        },
        _ => text.to_owned(),
    }
}

fn offer(rows: &mut BTreeMap<(Who, String), Best>, key: (Who, String), best: Best) {
    match rows.entry(key) {
        std::collections::btree_map::Entry::Vacant(place) => {
            place.insert(best);
        }
        std::collections::btree_map::Entry::Occupied(mut place) => {
            let known = place.get_mut();
            let releases = known.releases + best.releases;
            if best.merit > known.merit {
                *known = best;
            }
            known.releases = releases;
        }
    }
}

fn table(rows: BTreeMap<(Who, String), Best>) -> Table {
    let mut heads: Vec<Head> = COLUMNS.iter().map(|(name, kind, _)| Head::new(*name, *kind)).collect();
    heads.push(Head::new("releases", CellKind::Integer));
    let mut table = Table::new(heads);
    for best in rows.into_values() {
        let mut cells = best.cells;
        cells.push(best.releases.into());
        table.rows.push(cells);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_releases_have_rows_unless_kinds_are_named() {
        let of = |text| of_releases(text, Date::default());
        assert_eq!(of("a OR b"), "(a OR b) -kind:not_release");
        assert_eq!(of("a kind:not_release"), "a kind:not_release");
        assert_eq!(of(" "), "-kind:not_release");
        assert_eq!(of("(a"), "(a");
    }
}
