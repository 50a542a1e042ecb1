//! Which company a person means: a ticker, a central index key, or words of a name.

use std::collections::{BTreeMap, BTreeSet};

use super::{FacetRequest, Request, Sort, count, records};
use crate::{
    diag::{Error, Result},
    index::Index,
    model::Record,
};

/// A company as it was named, and the query that finds its records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    /// `ticker:SONS OR cik:1105472`, in the query language.
    pub query: String,
    /// How it was known: `ticker SONS`, `cik 1105472`, `name "sonus networks"`.
    pub how: String,
}

impl Company {
    /// Finds the company that a text names; a ticker comes before words of a name.
    ///
    /// # Errors
    /// No record is of such a company, or the words fit several.
    pub fn named(index: &Index, text: &str) -> Result<Self> {
        let typed = text.trim();
        if typed.is_empty() {
            return Err(Error::message("no company is named").hint("a ticker, a central index key or a name"));
        }
        let digits = typed.strip_prefix("CIK").or(typed.strip_prefix("cik")).unwrap_or(typed).trim_start_matches('0');
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            let company = Self { query: format!("cik:{digits}"), how: format!("cik {digits}") };
            return if company.has_records(index)? { Ok(company) } else { Err(unknown(typed)) };
        }
        if let Some(company) = by_ticker(index, typed)? {
            return Ok(company);
        }
        by_name(index, typed)
    }

    fn has_records(&self, index: &Index) -> Result<bool> {
        Ok(count(index, &Request::new(self.query.as_str()))?.0 > 0)
    }
}

fn unknown(typed: &str) -> Error {
    Error::message(format!("no record is of a company `{typed}`"))
        .hint("`filings search` finds names by their words; `filings stats --by company` lists them")
}

/// Quotes for the query language.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Records that name the ticker, and others of the same filer, where all of them have one.
fn by_ticker(index: &Index, typed: &str) -> Result<Option<Company>> {
    if typed.contains(char::is_whitespace) || typed.chars().count() > 8 {
        return Ok(None);
    }
    let symbol = typed.trim_start_matches('$').to_uppercase();
    let query = format!("ticker:{}", quoted(&symbol));
    let request = Request {
        facets: vec![FacetRequest { field: "cik".to_owned(), limit: 2 }],
        limit: 1,
        snippets: 0,
        sort: Sort::Newest,
        ..Request::new(query.as_str())
    };
    let response = super::search(index, &request)?;
    if response.total == 0 {
        return Ok(None);
    }
    let query = match response.facets.first().map(|facet| facet.counts.as_slice()) {
        Some([(cik, _)]) => format!("{query} OR cik:{cik}"),
        _ => query,
    };
    Ok(Some(Company { query, how: format!("ticker {symbol}") }))
}

fn by_name(index: &Index, typed: &str) -> Result<Company> {
    let how = format!("name {}", quoted(typed));
    for query in
        [format!("company:{}", quoted(typed)), format!("company:({})", typed.replace(['(', ')', '"', ','], " "))]
    {
        let request = Request { sort: Sort::Newest, ..Request::new(query.as_str()) };
        let Ok((total, found)) = records(index, &request) else { continue };
        if total == 0 {
            continue;
        }
        let mut companies: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for record in found.take(MANY) {
            let record = record?;
            companies.entry(identity(&record)).or_default().extend(record.company);
        }
        return match chosen(&companies, typed) {
            Ok(None) => Ok(Company { query, how }),
            Ok(Some(key)) => Ok(Company { query: format!("({query}) {key}"), how }),
            Err(names) => Err(Error::message(format!("`{typed}` is in the name of several companies"))
                .hint(format!("say which: {}", names.join("; ")))),
        };
    }
    Err(unknown(typed))
}

/// Records of a name are looked through up to this number.
const MANY: usize = 5000;

/// The condition that keeps to one company, where the name alone does not; the companies where none
/// is meant more than others.
fn chosen(companies: &BTreeMap<String, BTreeSet<String>>, typed: &str) -> Result<Option<String>, Vec<String>> {
    if companies.len() <= 1 {
        return Ok(None);
    }
    let wanted = plain_name(typed);
    let exact: Vec<&String> = companies
        .iter()
        .filter(|(_, names)| names.iter().any(|name| plain_name(name) == wanted))
        .map(|(key, _)| key)
        .collect();
    if let [one] = exact.as_slice() {
        return Ok(Some((*one).clone()));
    }
    const SHOWN: usize = 8;
    let names = companies.iter().map(|(key, names)| match names.first() {
        Some(name) => format!("{name} ({key})"),
        None => key.clone(),
    });
    Err(names.take(SHOWN).collect())
}

/// A condition that finds the company of a record.
fn identity(record: &Record) -> String {
    match (record.cik.first(), record.tickers.first()) {
        (Some(cik), _) => format!("cik:{cik}"),
        (None, Some(ticker)) => format!("ticker:{}", ticker.symbol),
        (None, None) => format!("company:{}", quoted(record.company.as_deref().unwrap_or_default())),
    }
}

/// A name in small letters without what says its legal form.
pub(super) fn plain_name(name: &str) -> String {
    const FORMS: [&str; 13] = [
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "co",
        "company",
        "ltd",
        "limited",
        "llc",
        "lp",
        "plc",
        "the",
        "nv",
    ];
    let lower = name.to_lowercase().replace(['\'', '\u{2019}', '.'], "");
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !FORMS.contains(word));
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_forms_make_no_difference() {
        assert_eq!(plain_name("The Acme Rocket's Co., Inc."), "acme rockets");
    }

    #[test]
    fn an_exact_name_is_chosen_before_longer_ones() {
        let names = |name: &str| BTreeSet::from([name.to_owned()]);
        let companies = BTreeMap::from([
            ("cik:1".to_owned(), names("Acme Rockets, Inc.")),
            ("cik:2".to_owned(), names("Acme Rockets Finance LLC")),
        ]);
        assert_eq!(chosen(&companies, "acme rockets"), Ok(Some("cik:1".to_owned())));
        assert_eq!(chosen(&companies, "acme").unwrap_err().len(), 2);
    }
}
