//! `filings trend COMPANY`: a company over its quarters.

use std::{fs, path::PathBuf};

use super::{
    Found,
    tables::{TablePrinting, unwritten},
};
use crate::{diag::Result, index::Index, print, search};

/// Draw a company over its fiscal quarters: revenue beside what had been promised for it, guidance, tone.
///
/// The promised range is the last one given before the release of the quarter. COMPANY is a ticker, a
/// central index key or a name.
#[derive(Debug, clap::Args)]
#[command(
    after_long_help = "Examples:\n  filings trend SONS\n  filings trend 'sonus networks' --svg sonus.svg\n  filings trend SONS --format csv"
)]
pub struct Arguments {
    /// Ticker, central index key or name.
    #[arg(required = true, value_name = "COMPANY")]
    company: Vec<String>,
    /// Where the index is.
    #[arg(long, value_name = "DIR", default_value = "index", env = "FILINGS_INDEX", value_parser = super::place())]
    index: PathBuf,
    /// Draw it into FILE as a picture.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    #[command(flatten)]
    printing: TablePrinting,
}

pub fn run(arguments: &Arguments) -> Result<Found> {
    let index = Index::open(&arguments.index)?;
    let trend = search::trend(&index, &arguments.company.join(" "))?;
    if let Some(path) = &arguments.svg {
        fs::write(path, print::svg::trend(&trend)).map_err(|cause| unwritten(path, &cause))?;
    }
    let is_drawn = arguments.svg.is_none() && !trend.quarters.is_empty();
    let is_wanted = is_drawn || !arguments.printing.is_table();
    if is_wanted {
        let table = trend.table();
        arguments.printing.write(&table, |out| Ok(print::trend::write(out, &trend, print::terminal_width())?))?;
    }
    if trend.quarters.is_empty() {
        super::say(&format!("no release of {} names a quarter", trend.company.how));
    }
    Ok(Found::when(!trend.quarters.is_empty()))
}
