//! `filings panel QUERY`: one row for each company and fiscal quarter.

use super::{
    Found,
    asking::Asking,
    tables::{TablePrinting, aligned},
};
use crate::{
    diag::Result,
    print,
    search::{self, Request},
};

/// Make a panel: one row for each company and fiscal quarter, with the figures of its best release.
///
/// Columns: ticker, cik, company, period, period_end, calendar, released, kind, revenue, prior
/// revenue, eps and net income as low and high, role and currency of the revenue, guidance for revenue and
/// eps, guidance_action, tone, tone_score, accession, id, path, and how many releases there are.
/// Amounts are in absolute units, days ISO dates; what is unknown is empty. Results come before
/// preliminary results, those before guidance; documents that are no releases count only where the
/// query names kinds.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Arguments {
    #[command(flatten)]
    asking: Asking,
    #[command(flatten)]
    printing: TablePrinting,
}

const EXAMPLES: &str = "\
Examples:
  filings panel 'ticker:SONS kind:(earnings,preliminary)'
  filings panel 'kind:earnings date:2005' --format csv > panel.csv
  filings panel --tickers-from watchlist.txt -o panel.parquet
  duckdb -c \"select ticker, period, revenue_low from 'panel.parquet'\"";

pub fn run(arguments: &Arguments) -> Result<Found> {
    let request = Request::new(arguments.asking.some_query()?);
    let index = arguments.asking.open()?;
    let panel = search::panel(&index, &request)?;
    arguments.printing.write(&panel.table, |out| aligned(out, &print::panel::readable(&panel.table)))?;
    let rows = panel.table.rows.len();
    let without = match panel.without_row {
        0 => String::new(),
        count => format!(", {count} without a company or period left out"),
    };
    super::say(&format!("{rows} rows of {} releases{without}", panel.releases));
    super::say_all(&search::advise(&index, &request, panel.releases)?);
    Ok(Found::when(rows > 0))
}
