//! `filings stats [QUERY] --by FIELD`: counts, sums and means of what matches; without, what the index
//! holds.

use std::io::Write;

use super::{
    Found,
    asking::Asking,
    stats,
    tables::{TablePrinting, aligned},
};
use crate::{
    diag::{Error, Result},
    print::{self, DIM, NAME},
    search::{self, Cell, CellKind, Request, Tally},
};

/// What the flags are unless they are given.
const ROWS: usize = 40;
const PLOT: &str = "releases";
const CURRENCY: &str = "USD";

/// Say what is in the index; with a query or --by, count, sum and average what matches.
///
/// Alone: records by form, type and year, and how often each field has a value and why not. With a
/// QUERY or --by: for each value of the field the releases, how many are negative and positive in tone,
/// counts, sums and means of revenue, eps and net income, the mean tone, and a bar for each. A range
/// counts with its middle; sums hold one currency only.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Arguments {
    /// quarter, calendar, month, year, ticker, cik, company, kind, tone, form, exhibit, item, exchange,
    /// sic, guidance_action ...; year where only a query is given.
    #[arg(long, value_name = "FIELD")]
    by: Option<String>,
    /// Rows at most for reading; 0 for all.
    #[arg(short = 'n', long, value_name = "N", default_value_t = ROWS)]
    limit: usize,
    /// The column that is drawn as bars.
    #[arg(long, value_name = "COLUMN", default_value = PLOT)]
    plot: String,
    /// The currency of the revenues that are summed.
    #[arg(long, value_name = "CODE", default_value = CURRENCY)]
    currency: String,
    #[command(flatten)]
    asking: Asking,
    #[command(flatten)]
    printing: TablePrinting,
}

const EXAMPLES: &str = "\
Examples:
  filings stats
  filings stats 'kind:preliminary' --by quarter
  filings stats 'kind:earnings' --by tone --format csv
  filings stats 'ticker:SONS' --by quarter --plot revenue_mean";

pub fn run(arguments: &Arguments) -> Result<Found> {
    let query = arguments.asking.query()?;
    let alone = query.trim().is_empty() && arguments.by.is_none();
    if alone && (arguments.plot != PLOT || arguments.limit != ROWS || arguments.currency != CURRENCY) {
        return Err(Error::message("`--plot`, `--currency` and `-n` go with a query or `--by`"));
    }
    let currency = arguments.currency.to_uppercase();
    if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Err(Error::message(format!("`{}` is no currency", arguments.currency))
            .hint("its code of three letters, as in USD, EUR, GBP"));
    }
    let index = arguments.asking.open()?;
    if alone {
        return stats::holdings(&index, arguments.printing.format());
    }
    let by = arguments.by.as_deref().unwrap_or("year");
    let request = Request::new(query);
    let tally = search::tally(&index, &request, by, &currency)?;
    let plotted = tally.table.heads.iter().position(|head| {
        head.name.eq_ignore_ascii_case(&arguments.plot) && matches!(head.kind, CellKind::Integer | CellKind::Number)
    });
    let plotted = plotted.ok_or_else(|| {
        let known = tally.table.heads.iter().skip(1).map(|head| head.name.as_str()).collect::<Vec<_>>().join(", ");
        Error::message(format!("there is no column `{}` to draw", arguments.plot)).hint(format!("one of {known}"))
    })?;
    arguments.printing.write(&tally.table, |out| readable(out, &tally, plotted, arguments.limit))?;
    if tally.other_currencies > 0 {
        let count = tally.other_currencies;
        let revenues =
            if count == 1 { "1 revenue in another currency" } else { &format!("{count} revenues in other currencies") };
        super::say(&format!("{revenues} than {} counts in no sum", tally.currency));
    }
    super::say_all(&search::advise(&index, &request, tally.releases)?);
    Ok(Found::when(tally.releases > 0))
}

/// Columns that are left out for reading.
const QUIET: [&str; 4] = ["revenue_n", "eps_n", "net_income_n", "net_income_mean"];

fn readable(out: &mut dyn Write, tally: &Tally, plotted: usize, limit: usize) -> Result<()> {
    let all = tally.table.rows.len();
    let limit = if limit == 0 { all } else { limit };
    let mut table = tally.table.clone();
    table.rows.truncate(limit);
    let bars: Vec<(String, Option<f64>)> =
        table.rows.iter().map(|row| (name(&row[0]), row[plotted].number())).collect();
    for column in (0..table.heads.len()).rev() {
        if QUIET.contains(&table.heads[column].name.as_str()) {
            table.heads.remove(column);
            table.rows.iter_mut().for_each(|row| drop(row.remove(column)));
        }
    }
    for row in &mut table.rows {
        row[0] = name(&row[0]).into();
    }
    aligned(out, &table)?;
    writeln!(out, "\n{NAME}{}{NAME:#}", tally.table.heads[plotted].name)?;
    print::bars::bars(out, &bars, print::terminal_width())?;
    if all > limit {
        writeln!(out, "  {DIM}and {} more rows; `-n 0` prints all{DIM:#}", all - limit)?;
    }
    writeln!(out, "{DIM}{} releases{DIM:#}", tally.releases)?;
    Ok(())
}

fn name(cell: &Cell) -> String {
    if cell.is_missing() { "(none)".to_owned() } else { cell.plain() }
}
