//! `filings search QUERY`: ranked hits.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::ValueEnum;

use super::{Found, index::Reading};
use crate::{
    diag::{Error, Result},
    index::Index,
    print,
    search::{self, Hit, Request, Response, Sort},
};

/// Find exhibits: ranked hits with their facts and the words that matched.
///
/// Words match in any inflection; all of them must be there. `"exact words"`, `a OR b`, `-word`,
/// `field:value`, `revenue:30M..34M` and parentheses combine freely; `filings fields` lists the
/// fields. Every flag below is the same as writing its field into the query.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Arguments {
    /// What to look for; several arguments are taken as one query. One that begins with `-` goes
    /// after `--`.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    narrow: Narrow,
    /// Where the index is.
    #[arg(long, value_name = "DIR", default_value = "index", env = "FILINGS_INDEX")]
    index: PathBuf,
    /// First bring the index up to date with this directory or archive.
    #[arg(long, value_name = "PATH")]
    corpus: Vec<PathBuf>,
    /// Hits at most; 0 for all of them.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Go on after the page that printed this cursor.
    #[arg(long, value_name = "CURSOR")]
    cursor: Option<String>,
    /// relevance, newest, oldest, a field, or `-` and a field for the greatest first.
    #[arg(long, value_name = "ORDER", default_value = "relevance", allow_hyphen_values = true)]
    sort: String,
    /// How hits are printed.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Print one JSON object; the same as --format json.
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Print only the number of matching releases.
    #[arg(short, long)]
    count: bool,
    /// Print nothing; the exit code tells.
    #[arg(short, long)]
    quiet: bool,
    /// Snippets of a hit at most.
    #[arg(long, value_name = "N", default_value_t = 1)]
    snippets: usize,
    /// Say how the query was understood.
    #[arg(long)]
    explain: bool,
}

const EXAMPLES: &str = "\
Examples:
  filings search 'shortfall tone:negative'
  filings search --quarter 2005Q1 'revenue.preliminary:30M..50M tone:negative'
  filings search --ticker SONS --since 2005-01-01 '\"lower than anticipated\"'
  filings search --json 'kind:preliminary' | jq -r '.hits[].id'";

/// Conditions as flags; each is the field of the same name.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Conditions, each the field of the same name")]
struct Narrow {
    /// Trading symbol of the issuer.
    #[arg(long, value_name = "SYMBOL")]
    ticker: Vec<String>,
    /// Central index key.
    #[arg(long, value_name = "CIK")]
    cik: Vec<String>,
    /// Words of a company's name.
    #[arg(long, value_name = "NAME")]
    company: Vec<String>,
    /// Fiscal quarter or year as the company names it, 2005Q1.
    #[arg(long, value_name = "PERIOD")]
    quarter: Vec<String>,
    /// Calendar quarter or year.
    #[arg(long, value_name = "PERIOD")]
    calendar: Vec<String>,
    /// On this day or later.
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// On this day or earlier.
    #[arg(long, value_name = "DATE")]
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
    /// earnings, preliminary, guidance, other_release, not_release.
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Revenue that overlaps a range, 30M..34M.
    #[arg(long, value_name = "RANGE")]
    revenue: Vec<String>,
    /// raise, lower, reaffirm, narrow, initiate, withdraw.
    #[arg(long, value_name = "ACTION")]
    guidance_action: Vec<String>,
    /// positive, negative, mixed, neutral, or a range of scores.
    #[arg(long, value_name = "TONE")]
    tone: Vec<String>,
    /// Words of a telling phrase.
    #[arg(long, value_name = "WORDS")]
    phrase: Vec<String>,
}

/// How hits are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading.
    Table,
    /// One object with the total and every hit.
    Json,
    /// A hit a line.
    Jsonl,
    /// An id a line.
    Ids,
    /// A path a line.
    Paths,
}

impl Narrow {
    /// The conditions in the query language.
    fn terms(&self) -> Vec<String> {
        let sets = [
            ("ticker", &self.ticker),
            ("cik", &self.cik),
            ("company", &self.company),
            ("period", &self.quarter),
            ("calendar", &self.calendar),
            ("form", &self.form),
            ("exhibit", &self.exhibit),
            ("item", &self.item),
            ("kind", &self.kind),
            ("revenue", &self.revenue),
            ("guidance_action", &self.guidance_action),
            ("tone", &self.tone),
            ("phrase", &self.phrase),
        ];
        let mut terms: Vec<String> = sets.into_iter().filter_map(|(field, values)| any_of(field, values)).collect();
        match (&self.since, &self.until) {
            (None, None) => {}
            (since, until) => terms.push(format!(
                "date:{}..{}",
                since.as_deref().unwrap_or_default().trim(),
                until.as_deref().unwrap_or_default().trim()
            )),
        }
        terms
    }
}

/// `ticker:A`, `(ticker:A OR ticker:B)`.
fn any_of(field: &str, values: &[String]) -> Option<String> {
    let split = values
        .iter()
        .flat_map(|value| if value.contains('"') { vec![value.as_str()] } else { value.split(',').collect() });
    let terms: Vec<String> = split.map(|value| format!("{field}:{}", quoted(value.trim()))).collect();
    match terms.len() {
        0 => None,
        1 => terms.into_iter().next(),
        _ => Some(format!("({})", terms.join(" OR "))),
    }
}

/// A value with spaces in quotes.
fn quoted(value: &str) -> String {
    let bare = !value.is_empty() && !value.contains([' ', '\t', '(', ')']);
    if bare || value.starts_with('"') { value.to_owned() } else { format!("\"{}\"", value.replace('"', "\\\"")) }
}

impl Arguments {
    /// The whole request in the query language.
    fn query(&self) -> String {
        let words = self.query.join(" ");
        let mut terms = self.narrow.terms();
        if terms.is_empty() {
            return words;
        }
        if !words.trim().is_empty() {
            terms.insert(0, if words.contains(" OR ") { format!("({words})") } else { words });
        }
        terms.join(" ")
    }

    fn request(&self) -> Result<Request> {
        Ok(Request {
            limit: self.limit,
            cursor: self.cursor.clone(),
            sort: Sort::read(&self.sort)?,
            snippets: self.snippets,
            explain: self.explain,
            ..Request::new(self.query())
        })
    }
}

pub fn run(arguments: &Arguments) -> Result<Found> {
    let request = arguments.request()?;
    if request.query.trim().is_empty() {
        return Err(Error::message("there is nothing to look for").hint("give a query; `has:company` matches widely"));
    }
    bring_up_to_date(&arguments.corpus, &arguments.index)?;
    let index = Index::open(&arguments.index)?;
    if arguments.count || arguments.quiet {
        let (total, _) = search::count(&index, &request)?;
        if !arguments.quiet {
            let mut out = super::output();
            writeln!(out, "{total}")?;
            out.flush()?;
        }
        return Ok(Found::when(total > 0));
    }
    let format = if arguments.json { Format::Json } else { arguments.format };
    if format != Format::Json && arguments.limit == 0 {
        return stream(&index, &request, format);
    }
    answer(&search::search(&index, &request)?, format)
}

/// Reads what is new in the directories that the search is over.
fn bring_up_to_date(corpus: &[PathBuf], index: &Path) -> Result<()> {
    if corpus.is_empty() {
        return Ok(());
    }
    let run = super::index::update(corpus, index, &Reading::default().options()?, super::index::Talk::Progress)?;
    for (path, error) in &run.failures {
        super::complain_of(path, error);
    }
    Ok(())
}

fn answer(response: &Response, format: Format) -> Result<Found> {
    let mut out = super::output();
    if format == Format::Json {
        serde_json::to_writer(&mut out, response).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else {
        for hit in &response.hits {
            write(&mut out, hit, format)?;
        }
    }
    out.flush()?;
    if format == Format::Table {
        footer(response);
    }
    Ok(Found::when(response.total > 0))
}

/// Says how many there are, and how to see the rest; nothing is cut off without a word.
fn footer(response: &Response) {
    let shown = response.hits.len() as u64;
    let more = if response.complete { "" } else { "; `-n 0` prints all" };
    super::say(&format!("{shown} of {} shown{more}  [{}]", response.total, response.query));
    for expansion in response.expansions.iter().flatten() {
        let words: Vec<String> = expansion.words.iter().map(|(word, count)| format!("{word} ({count})")).collect();
        super::say(&format!("{} stands for {}", expansion.typed, words.join(" ")));
    }
}

/// Prints every hit as it is loaded, in constant memory.
fn stream(index: &Index, request: &Request, format: Format) -> Result<Found> {
    let (total, hits) = search::stream(index, request)?;
    let mut out = super::output();
    for hit in hits {
        write(&mut out, &hit?, format)?;
    }
    out.flush()?;
    if format == Format::Table {
        super::say(&format!("all {total} shown"));
    }
    Ok(Found::when(total > 0))
}

fn write(out: &mut impl Write, hit: &Hit, format: Format) -> Result<()> {
    match format {
        Format::Table => {
            print::hits::write(out, hit, print::terminal_width())?;
            writeln!(out)?;
        }
        Format::Json | Format::Jsonl => {
            serde_json::to_writer(&mut *out, hit).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        Format::Ids => writeln!(out, "{}", print::one_line(&hit.record.id))?,
        Format::Paths => writeln!(out, "{}", print::one_line(&hit.record.path))?,
    }
    Ok(())
}
