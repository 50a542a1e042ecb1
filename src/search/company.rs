//! Which company a person means: a ticker, a central index key, or words of a name.

use std::collections::{BTreeMap, BTreeSet};

use super::{Request, Sort, records};
use crate::{
    diag::{Error, Result},
    index::{Index, schema},
    model::Record,
    query::{self, Node, Value},
};

/// A company as it was named, and the query that finds its records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    /// `ticker:SONS`, in the query language.
    pub query: String,
    /// How it was known: `ticker SONS`, `cik 1105472`, `name "sonus networks"`.
    pub how: String,
}

impl Company {
    /// A company that no record is of.
    fn unknown(typed: &str) -> Self {
        Self { query: format!("company:{}", quoted(typed)), how: format!("any company {}", quoted(typed)) }
    }

    /// Finds the company that a text names; a ticker comes before words of a name. Where no record is
    /// of such a company, its query finds nothing.
    ///
    /// # Errors
    /// The words fit several companies, or the index cannot be read.
    pub fn named(index: &Index, text: &str) -> Result<Self> {
        let typed = text.trim();
        if let Some((field, value)) = as_field(typed) {
            return match field.as_str() {
                "cik" => Self::named(index, &value),
                "ticker" => Ok(by_ticker(index, &value)?.unwrap_or_else(|| Self::unknown(&value))),
                _ => by_name(index, &value),
            };
        }
        if typed.is_empty() {
            return Err(Error::message("no company is named").hint("a ticker, a central index key or a name"));
        }
        let digits = typed.strip_prefix("CIK").or(typed.strip_prefix("cik")).unwrap_or(typed).trim_start_matches('0');
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Self { query: format!("cik:{digits}"), how: format!("cik {digits}") });
        }
        if let Some(company) = by_ticker(index, typed)? {
            return Ok(company);
        }
        by_name(index, typed)
    }
}

/// The field and value of `company:"acme rockets"`, `cik:1`, `ticker:ACME`, `NASDAQ:ACME`.
fn as_field(text: &str) -> Option<(String, String)> {
    let Node::Field { name, part: None, value, .. } = query::parse(text).ok()?.node else { return None };
    let field = schema::field(&name).filter(|field| matches!(field.name, "company" | "cik" | "ticker"))?;
    match value {
        Value::Plain(value) | Value::Quoted(value, 0) => Some((field.name.to_owned(), value)),
        _ => None,
    }
}

/// Quotes for the query language.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Records of the ticker, and of the filer it is of.
fn by_ticker(index: &Index, typed: &str) -> Result<Option<Company>> {
    if typed.contains(char::is_whitespace) || typed.chars().count() > 8 {
        return Ok(None);
    }
    let symbol = typed.trim_start_matches('$').to_uppercase();
    let query = format!("ticker:{}", quoted(&symbol));
    let (found, _) = super::count(index, &Request::new(query.as_str()))?;
    Ok((found > 0).then(|| Company { query, how: format!("ticker {symbol}") }))
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
        let mut companies = Companies::default();
        for record in found.take(MANY) {
            companies.add(&record?);
        }
        return match companies.chosen(typed) {
            Ok(None) => Ok(Company { query: companies.widened(query), how }),
            Ok(Some(keys)) => Ok(Company { query: format!("({query}) ({keys})"), how }),
            Err(names) => Err(Error::message(format!("`{typed}` is in the name of several companies"))
                .hint(format!("say which: {}", names.join("; ")))),
        };
    }
    Ok(Company::unknown(typed))
}

/// Records of a name are looked through up to this number.
const MANY: usize = 5000;

/// Companies told apart: what shares a central index key, a ticker or a name is one.
#[derive(Debug, Default)]
struct Companies {
    groups: Vec<Known>,
}

/// One company as its records name it.
#[derive(Debug, Default)]
struct Known {
    /// Conditions that find it: `cik:1`, `ticker:ACME`, `company:"acme"`.
    keys: BTreeSet<String>,
    /// Names as they are written, by their plain form.
    names: BTreeMap<String, String>,
}

impl Companies {
    fn add(&mut self, record: &Record) {
        let mut known = Known::default();
        known.keys.extend(record.cik.first().map(|cik| format!("cik:{cik}")));
        known.keys.extend(record.tickers.first().map(|ticker| format!("ticker:{}", quoted(&ticker.symbol))));
        if let Some(name) = &record.company {
            known.names.insert(plain_name(name), name.clone());
            if known.keys.is_empty() {
                known.keys.insert(format!("company:{}", quoted(name)));
            }
        }
        // a header of one filer names no other company
        if record.cik.len() == 1 {
            let others = record.other_names.iter().map(|name| (plain_name(name), name.clone()));
            for (plain, name) in others {
                known.names.entry(plain).or_insert(name);
            }
        }
        let shares = |group: &Known| {
            !group.keys.is_disjoint(&known.keys) || known.names.keys().any(|name| group.names.contains_key(name))
        };
        let (same, others) = std::mem::take(&mut self.groups).into_iter().partition(shares);
        self.groups = others;
        for group in same {
            let group: Known = group;
            known.keys.extend(group.keys);
            known.names.extend(group.names);
        }
        self.groups.push(known);
    }

    /// The query, and all else of the one filer that its records are of.
    fn widened(&self, query: String) -> String {
        let keys = self.groups.iter().flat_map(|group| &group.keys).filter(|key| key.starts_with("cik:"));
        match keys.collect::<Vec<_>>().as_slice() {
            [cik] => format!("{query} OR {cik}"),
            _ => query,
        }
    }

    /// The conditions that keep to one company, where the words alone do not; the companies, where
    /// none is meant more than others.
    fn chosen(&self, typed: &str) -> Result<Option<String>, Vec<String>> {
        if self.groups.len() <= 1 {
            return Ok(None);
        }
        let wanted = plain_name(typed);
        let exact: Vec<&Known> = self.groups.iter().filter(|group| group.names.contains_key(&wanted)).collect();
        if let [one] = exact.as_slice() {
            return Ok(Some(one.keys.iter().cloned().collect::<Vec<_>>().join(" OR ")));
        }
        const SHOWN: usize = 8;
        let mut names: Vec<String> = self.groups.iter().map(Known::named).collect();
        names.sort();
        let rest = names.len().saturating_sub(SHOWN);
        names.truncate(SHOWN);
        if rest > 0 {
            names.push(format!("{rest} more"));
        }
        Err(names)
    }
}

impl Known {
    fn named(&self) -> String {
        let key = self.keys.first().cloned().unwrap_or_default();
        self.names.values().next().map_or(key.clone(), |name| format!("{name} ({key})"))
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
    use crate::model::Ticker;

    #[test]
    fn legal_forms_make_no_difference() {
        assert_eq!(plain_name("The Acme Rocket's Co., Inc."), "acme rockets");
    }

    #[test]
    fn what_shares_a_key_or_a_name_is_one_company() {
        let record = |cik: &[u64], ticker: Option<&str>, name: &str| Record {
            cik: cik.to_vec(),
            tickers: ticker.map(|symbol| Ticker { symbol: symbol.to_owned(), exchange: None }).into_iter().collect(),
            company: Some(name.to_owned()),
            ..Record::default()
        };
        let mut companies = Companies::default();
        companies.add(&record(&[1], None, "ACME ROCKETS INC"));
        companies.add(&record(&[], Some("ACME"), "Acme Rockets, Inc."));
        companies.add(&record(&[], None, "Acme Rockets"));
        assert_eq!(companies.chosen("acme"), Ok(None));
        companies.add(&record(&[2], None, "Acme Rockets Finance LLC"));
        let keys = "cik:1 OR company:\"Acme Rockets\" OR ticker:\"ACME\"";
        assert_eq!(companies.chosen("acme rockets"), Ok(Some(keys.to_owned())));
        assert_eq!(companies.chosen("acme").unwrap_err().len(), 2);
    }
}
