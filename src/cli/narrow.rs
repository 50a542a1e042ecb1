//! Conditions as flags; each is the field of the same name, and becomes a part of the query.

use std::{path::PathBuf, sync::OnceLock};

use super::list;
use crate::{diag::Result, index::Index, query, search};

/// Conditions as flags; each is the field of the same name.
#[derive(Debug, Default, clap::Args)]
#[command(
    next_help_heading = "Conditions, each the field of the same name: --guidance-action lower is guidance_action:lower, --since 2005 is since:2005"
)]
pub struct Narrow {
    /// Trading symbol of the issuer.
    #[arg(long, value_name = "SYMBOL")]
    ticker: Vec<String>,
    /// Central index key.
    #[arg(long, value_name = "CIK")]
    cik: Vec<String>,
    /// Trading symbols of a file, one a line or parted by commas, `#` begins a remark; `-` is
    /// standard input.
    #[arg(long, value_name = "FILE")]
    tickers_from: Vec<PathBuf>,
    /// Central index keys of a file, as for --tickers-from.
    #[arg(long, value_name = "FILE")]
    ciks_from: Vec<PathBuf>,
    /// Words of a company's name.
    #[arg(long, value_name = "NAME")]
    company: Vec<String>,
    /// Fiscal quarter or year as the company names it: 2005Q1, 'Q1 2005', 1Q05, FY2005, 2004Q3..2005Q2.
    #[arg(long, value_name = "PERIOD")]
    quarter: Vec<String>,
    /// Calendar quarter or year.
    #[arg(long, value_name = "PERIOD")]
    calendar: Vec<String>,
    /// On this day or later: 2005-04-18, 'April 18, 2005', 2005-04, 2005, '90 days ago'.
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    since: Option<String>,
    /// On this day or earlier.
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    until: Option<String>,
    /// Submission type, 8-K.
    #[arg(long, value_name = "FORM")]
    form: Vec<String>,
    /// Document type, EX-99.1; EX-99 for the family.
    #[arg(long, value_name = "TYPE")]
    exhibit: Vec<String>,
    /// Item of an 8-K, 2.02.
    #[arg(long, value_name = "ITEM")]
    item: Vec<String>,
    /// earnings, preliminary (pre-announcements, warnings), guidance, other_release, not_release.
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Revenue that overlaps a range: 30M..34M, 30-34M, '>=1bn'. `At least 33M` counts as 33M..66M.
    #[arg(long, value_name = "RANGE", allow_hyphen_values = true)]
    revenue: Vec<String>,
    /// raise, lower, reaffirm, narrow, initiate, withdraw.
    #[arg(long, value_name = "ACTION")]
    guidance_action: Vec<String>,
    /// positive, negative, mixed, neutral, or a range of scores.
    #[arg(long, value_name = "TONE", allow_hyphen_values = true)]
    tone: Vec<String>,
    /// Words of a telling phrase.
    #[arg(long, value_name = "WORDS")]
    phrase: Vec<String>,
    /// What was read from files: tickers, central index keys.
    #[arg(skip)]
    listed: OnceLock<[Vec<String>; 2]>,
}

/// How the values of a flag are told apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listed {
    /// By commas.
    Commas,
    /// By commas that part no thousands.
    Amounts,
    /// Each flag has one value.
    Whole,
}

impl Narrow {
    /// The conditions in the query language.
    ///
    /// # Errors
    /// A list cannot be read, or is empty.
    pub fn terms(&self) -> Result<Vec<String>> {
        let mut tickers = values(&self.ticker, Listed::Commas);
        let mut ciks = values(&self.cik, Listed::Commas);
        let [listed_tickers, listed_ciks] = self.listed()?;
        tickers.extend(listed_tickers.iter().cloned());
        ciks.extend(listed_ciks.iter().cloned());
        let sets = [
            ("ticker", tickers),
            ("cik", ciks),
            ("company", values(&self.company, Listed::Whole)),
            ("period", values(&self.quarter, Listed::Commas)),
            ("calendar", values(&self.calendar, Listed::Commas)),
            ("form", values(&self.form, Listed::Commas)),
            ("exhibit", values(&self.exhibit, Listed::Commas)),
            ("item", values(&self.item, Listed::Commas)),
            ("kind", values(&self.kind, Listed::Commas)),
            ("revenue", values(&self.revenue, Listed::Amounts)),
            ("guidance_action", values(&self.guidance_action, Listed::Commas)),
            ("tone", values(&self.tone, Listed::Commas)),
            ("phrase", values(&self.phrase, Listed::Whole)),
        ];
        let mut terms: Vec<String> = sets.into_iter().filter_map(|(field, values)| any_of(field, &values)).collect();
        if self.since.is_some() || self.until.is_some() {
            let end = |day: &Option<String>| day.as_deref().map(|day| quoted(day.trim())).unwrap_or_default();
            terms.push(format!("date:{}..{}", end(&self.since), end(&self.until)));
        }
        Ok(terms)
    }
}

impl Narrow {
    /// What stands in the lists; standard input is read once.
    fn listed(&self) -> Result<&[Vec<String>; 2]> {
        if let Some(known) = self.listed.get() {
            return Ok(known);
        }
        let read =
            [list::read(&self.tickers_from, list::Listed::Tickers)?, list::read(&self.ciks_from, list::Listed::Ciks)?];
        Ok(self.listed.get_or_init(|| read))
    }

    /// Says which entries of lists are in no record; nothing is left out without a word.
    ///
    /// # Errors
    /// A list or the index cannot be read.
    pub fn unknown(&self, index: &Index) -> Result<Option<String>> {
        const SHOWN: usize = 20;
        let [tickers, ciks] = self.listed()?;
        let mut unknown = Vec::new();
        for (field, values) in [("ticker", tickers), ("cik", ciks)] {
            if !values.is_empty() {
                unknown.extend(search::unknown_values(index, field, values)?);
            }
        }
        let shown = unknown.iter().take(SHOWN).map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
        let more = match unknown.len().saturating_sub(SHOWN) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        Ok((!unknown.is_empty()).then(|| format!("of the list in no record: {shown}{more}")))
    }
}

/// The single values of a flag that may be given several times.
fn values(flags: &[String], listed: Listed) -> Vec<String> {
    let mut values = Vec::new();
    for flag in flags {
        if listed == Listed::Whole || flag.contains(['"', '[', '{']) {
            values.push(flag.trim().to_owned());
            continue;
        }
        let mut start = 0;
        for (at, _) in flag.match_indices(',') {
            if listed == Listed::Amounts && query::parts_thousands(flag, at) {
                continue;
            }
            values.push(flag[start..at].trim().to_owned());
            start = at + 1;
        }
        values.push(flag[start..].trim().to_owned());
    }
    values
}

/// `ticker:A`, `ticker:(A,B)`.
fn any_of(field: &str, values: &[String]) -> Option<String> {
    let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    match values.as_slice() {
        [] => None,
        [one] => Some(format!("{field}:{one}")),
        many => Some(format!("{field}:({})", many.join(", "))),
    }
}

/// A value with what the language would read otherwise in quotes; ranges stay as they are.
fn quoted(value: &str) -> String {
    let odd = |c: char| c.is_whitespace() || "(),\"\u{201c}\u{201d}^".contains(c);
    let is_range = value.starts_with(['[', '{', '<', '>', '=']) || value.contains("..");
    let bare = !value.is_empty() && (!value.contains(odd) || is_range);
    if bare || value.starts_with('"') {
        return value.to_owned();
    }
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_become_conditions() {
        let narrow = Narrow {
            ticker: vec!["SONS,csco".to_owned(), "BRK.B".to_owned()],
            company: vec!["Acme, Inc.".to_owned()],
            revenue: vec!["1,500,000..2,000,000".to_owned(), ">= 30M".to_owned(), "[1M TO 2M]".to_owned()],
            since: Some("April 2005".to_owned()),
            ..Narrow::default()
        };
        let terms = narrow.terms().unwrap();
        assert_eq!(
            terms,
            [
                "ticker:(SONS, csco, BRK.B)",
                "company:\"Acme, Inc.\"",
                "revenue:(1,500,000..2,000,000, >= 30M, [1M TO 2M])",
                "date:\"April 2005\"..",
            ]
        );
        assert!(crate::query::parse(&terms.join(" ")).is_ok());
    }
}
