//! `filings similar ID`: exhibits that speak of the same things.

use std::{io::Write, path::PathBuf};

use super::{Found, printing::Printing, release};
use crate::{
    diag::Result,
    index::Index,
    search::{self, Request},
};

/// Find exhibits like one: those that share the words that tell it from others.
///
/// The words that are frequent in its narrative and rare elsewhere are looked for, each with its weight;
/// --explain says which.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Arguments {
    /// The id of a record, a path, an accession number, or a company and a quarter: 'SONS 2005Q1'.
    #[arg(value_name = "ID|PATH")]
    which: String,
    /// Where the index is.
    #[arg(long, value_name = "DIR", default_value = "index", env = "FILINGS_INDEX", value_parser = super::place())]
    index: PathBuf,
    /// Hits at most.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Keep to other companies, or conditions of your own, in the query language.
    #[arg(long, value_name = "QUERY")]
    within: Option<String>,
    /// Say which words were looked for.
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    printing: Printing,
}

const EXAMPLES: &str = "\
Examples:
  filings similar 0000950123-05-004711:2
  filings similar 'SONS 2005Q1' --within 'kind:preliminary -ticker:SONS'
  filings similar 'SONS 2005Q1' --format ids";

pub fn run(arguments: &Arguments) -> Result<Found> {
    arguments.printing.check()?;
    let index = Index::open(&arguments.index)?;
    let (record, _) = release::named(&arguments.which, &arguments.index)?;
    let request = search::similar(&index, &record.id)?;
    let query = match &arguments.within {
        Some(within) => format!("{} ({within})", request.query),
        None => request.query.clone(),
    };
    let request = Request { query, limit: arguments.limit, snippets: arguments.printing.snippets, ..request };
    let response = search::search(&index, &request)?;
    let mut out = arguments.printing.output();
    arguments.printing.answer(&mut out, &response)?;
    out.flush()?;
    if arguments.explain {
        super::say(&response.query);
    }
    Ok(Found::when(response.total > 0))
}
