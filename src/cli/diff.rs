//! `filings diff A B`: what changed between two releases.

use std::{io::Write, path::PathBuf};

use super::{Found, release};
use crate::{diag::Result, print, search};

/// Say what changed in facts and wording between two releases: sentences added, dropped, altered.
///
/// A and B are ids, paths, accession numbers, or a company and a quarter: 'SONS 2005Q1'. Safe harbor, About, contacts and
/// tables are left aside; a sentence that only moved is no change. Changed words stand as
/// [-old-]{+new+}. Exit code 1 where nothing differs.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Example:\n  filings diff 'SONS 2005Q1' 'SONS 2005Q2'")]
pub struct Arguments {
    /// The earlier release.
    #[arg(value_name = "A")]
    before: String,
    /// The later one.
    #[arg(value_name = "B")]
    after: String,
    /// Where the index is.
    #[arg(long, value_name = "DIR", default_value = "index", env = "FILINGS_INDEX", value_parser = super::place())]
    index: PathBuf,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

pub fn run(arguments: &Arguments) -> Result<Found> {
    let (before, before_text) = release::named(&arguments.before, &arguments.index)?;
    let (after, after_text) = release::named(&arguments.after, &arguments.index)?;
    let difference = search::diff((&before, &before_text), (&after, &after_text));
    if arguments.json {
        let mut out = super::data();
        let object = serde_json::json!({
            "before": before.id,
            "after": after.id,
            "facts": difference.facts,
            "changes": difference.changes,
            "unchanged": difference.unchanged,
        });
        serde_json::to_writer(&mut out, &object).map_err(std::io::Error::from)?;
        writeln!(out)?;
        out.flush()?;
    } else {
        let mut out = super::output();
        print::diff::write(&mut out, &before, &after, &difference, print::terminal_width())?;
        out.flush()?;
    }
    Ok(Found::when(!difference.facts.is_empty() || !difference.changes.is_empty()))
}
