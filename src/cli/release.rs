//! Which release is meant: an id, a path, an accession number, or a company and a quarter.

use std::path::Path;

use super::show;
use crate::{
    diag::{Error, Result},
    index::Index,
    model::Record,
    search,
};

/// The release that an id, a path, an accession number, or a company and quarter name: of several documents
/// the one that tells most.
pub fn named(which: &str, directory: &Path) -> Result<(Record, String)> {
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
    let best = found.into_iter().rev().max_by_key(|(record, _)| search::rank_of(record));
    best.ok_or_else(|| Error::message(format!("there is no document in `{which}`")))
}

/// The same, every document of a file or submission.
pub fn all(which: &str, directory: &Path) -> Result<Vec<(Record, String)>> {
    match company_and_period(which) {
        Some(_) if !Path::new(which).exists() => Ok(vec![named(which, directory)?]),
        _ => show::find(which, directory),
    }
}

/// `SONS 2005Q1`, `sonus networks Q1 2005`: parted at the last space that leaves a period.
pub fn company_and_period(text: &str) -> Option<(&str, &str)> {
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
