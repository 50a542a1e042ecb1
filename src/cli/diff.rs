//! `filings diff A B`: what changed between two releases.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use super::{Found, show};
use crate::{
    diag::{Error, Result},
    index::Index,
    model::Record,
    print, search,
};

/// Say what changed in facts and wording between two releases: sentences added, dropped, altered.
///
/// A and B are ids, paths, or a company and a quarter: 'SONS 2005Q1'. Safe harbor, About, contacts and
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
    let (before, before_text) = release(&arguments.before, &arguments.index)?;
    let (after, after_text) = release(&arguments.after, &arguments.index)?;
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

/// The release that an id, a path, or a company and quarter name.
fn release(which: &str, directory: &Path) -> Result<(Record, String)> {
    if let Some((company, period)) = company_and_period(which)
        && !Path::new(which).exists()
    {
        let found = search::get(&Index::open(directory)?, company, Some(period))?;
        return found.chosen.ok_or_else(|| {
            let error = Error::message(format!("there is no release of {} for {}", found.company.how, found.period));
            if found.nearest.is_empty() {
                return error;
            }
            error.hint(format!("the nearest are {}", found.nearest.join(", ")))
        });
    }
    let found = show::find(which, directory)?;
    found.into_iter().next().ok_or_else(|| Error::message(format!("there is no document in `{which}`")))
}

/// `SONS 2005Q1`, `sonus networks Q1 2005`: parted at the last space that leaves a period.
fn company_and_period(text: &str) -> Option<(&str, &str)> {
    let spaces: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
    let last = spaces.iter().rev().take(2).rev();
    last.map(|&at| (text[..at].trim(), text[at + 1..].trim()))
        .find(|(company, period)| !company.is_empty() && search::is_period(period))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_period_stands_after_the_company() {
        assert_eq!(company_and_period("SONS 2005Q1"), Some(("SONS", "2005Q1")));
        assert_eq!(company_and_period("sonus networks Q1 2005"), Some(("sonus networks", "Q1 2005")));
        assert_eq!(company_and_period("0000950123-05-004711:2"), None);
    }
}
