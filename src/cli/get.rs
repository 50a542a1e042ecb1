//! `filings get COMPANY PERIOD [FIELD...]`: what a company said of a quarter.

use std::{io::Write, path::PathBuf};

use super::{Found, release::company_and_period};
use crate::{
    diag::{Error, Result},
    index::Index,
    print::{lookup, template::Template},
    search::{self, Column, Lookup},
};

/// Look up a company's quarter: the best release, its values and the words that prove them.
///
/// Results come before preliminary results, those before guidance; of several the one with the most
/// values, then the earliest. It says which it chose and why, and lists the others. COMPANY is a
/// ticker, a central index key or a name, or one of these as a query has it (cik:1105472,
/// company:"sonus networks"); PERIOD the fiscal quarter or year as the company names it
/// (2005Q1, "Q1 2005", 1Q05, FY2005), the latest if left out or said. Without FIELDs the usual ones are
/// printed.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Arguments {
    /// Ticker, central index key or name.
    company: String,
    /// Period, then fields: 2005Q1 revenue guidance tone.
    #[arg(value_name = "PERIOD|FIELD")]
    rest: Vec<String>,
    /// Where the index is.
    #[arg(long, value_name = "DIR", default_value = "index", env = "FILINGS_INDEX", value_parser = super::place())]
    index: PathBuf,
    /// Print one JSON object, with spans, rules and quotes.
    #[arg(long)]
    json: bool,
    /// Print a line with fields in braces: '{ticker}\t{period}\t{revenue.low}'.
    #[arg(long, value_name = "LINE", conflicts_with = "json")]
    format: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  filings get SONS 2005Q1
  filings get 'sonus networks' Q1 2005 revenue guidance tone
  filings get SONS latest eps
  filings get SONS 2005Q1 revenue --json | jq .values.revenue.low
  filings get SONS 2005Q1 --format '{revenue.low}\\t{revenue.quote}'

Exit code 1 where there is no release of the period; the nearest periods are named then.";

/// What stands for the period that ended last.
const LATEST: &str = "latest";

/// The company's words where it has several, the period, the fields.
struct Asked {
    company: String,
    period: Option<String>,
    fields: Vec<String>,
}

impl Arguments {
    /// Tells the period, in one word or two or as `latest`, from what stands before and after it.
    fn asked(&self) -> Result<Asked> {
        let typed: Vec<&str> = self.rest.iter().map(String::as_str).collect();
        let (company, first) = match company_and_period(&self.company) {
            Some((company, period)) if !typed.iter().any(|word| search::is_period(word)) => (company, vec![period]),
            _ => (self.company.as_str(), Vec::new()),
        };
        let words = [first, typed].concat();
        for at in 0..words.len() {
            for width in [2, 1] {
                let Some(part) = words.get(at..at + width) else { continue };
                let period = part.join(" ");
                if !search::is_period(&period) && !period.eq_ignore_ascii_case(LATEST) {
                    continue;
                }
                let company = [&[company], &words[..at]].concat().join(" ");
                let period = (!period.eq_ignore_ascii_case(LATEST)).then_some(period);
                return Ok(Asked { company, period, fields: fields(&words[at + width..])? });
            }
        }
        Ok(Asked { company: company.to_owned(), period: None, fields: fields(&words)? })
    }
}

fn fields(words: &[&str]) -> Result<Vec<String>> {
    let named: Vec<String> = words.iter().flat_map(|word| word.split(',')).map(str::to_lowercase).collect();
    let named: Vec<String> = named.into_iter().filter(|name| !name.is_empty()).collect();
    for name in &named {
        Column::named(name).map_err(|error| match error.hint_text() {
            Some(hint) if hint.starts_with("did you") => error,
            _ => Error::message(format!("`{name}` is neither a period nor a field"))
                .hint("as in `2005Q1`, `Q1 2005`, `FY2005`; `filings fields` lists the fields"),
        })?;
    }
    Ok(if named.is_empty() { lookup::USUAL.iter().map(|name| (*name).to_owned()).collect() } else { named })
}

pub fn run(arguments: &Arguments) -> Result<Found> {
    let asked = arguments.asked()?;
    let template = arguments.format.as_deref().map(Template::read).transpose()?;
    let index = Index::open(&arguments.index)?;
    let found = search::get(&index, &asked.company, asked.period.as_deref())?;
    if arguments.json {
        let mut out = super::data();
        serde_json::to_writer(&mut out, &lookup::json(&found, &asked.fields)).map_err(std::io::Error::from)?;
        writeln!(out)?;
        out.flush()?;
    } else if let (Some(template), Some((record, text))) = (template, &found.chosen) {
        let mut out = super::data();
        template.write(&mut out, &search::Hit::of(record, text))?;
        writeln!(out)?;
        out.flush()?;
    } else {
        let mut out = super::output();
        lookup::write(&mut out, &found, &asked.fields)?;
        out.flush()?;
    }
    if found.chosen.is_none() {
        say_nearest(&found);
    }
    Ok(Found::when(found.chosen.is_some()))
}

fn say_nearest(found: &Lookup) {
    if found.company.how.starts_with("any company") {
        super::say(&format!("no record is of {}; `filings search` finds names by parts of them", found.company.how));
        return;
    }
    let nearest = match found.nearest.as_slice() {
        [] => "no release of it names a period".to_owned(),
        near => format!("the nearest are {}", near.join(", ")),
    };
    let period = if found.period.is_empty() { String::new() } else { format!(" for {}", found.period) };
    super::say(&format!("nothing of {}{period}; {nearest}", found.company.how));
}
