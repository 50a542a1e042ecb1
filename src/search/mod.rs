//! From a query to hits, with snippets, in a stated order.
//!
//! [`search`] answers a [`Request`] over an [`Index`] in one pass; [`stream`] gives every hit, one by
//! one, in constant memory. Totals are exact. Equal requests give equal answers, however the index
//! was built.
//!
//! What the command line does over many releases is one call here too: [`get`] looks up a quarter,
//! [`panel`] and [`tally`] make tables, [`trend`] follows a company, [`similar`] and [`diff`] compare,
//! [`count_terms`] counts; [`Column`] reads values of hits by name, [`crate::print`] writes them.
//!
//! ```
//! use filings::{Index, Request, ingest, search};
//!
//! let folder = tempfile::tempdir()?;
//! let release = |quarter: &str, day: &str, figures: &str| format!(
//!     "Acme Valves Announces {quarter} Quarter Results\n\n\
//!      SPRINGFIELD, Ohio--(BUSINESS WIRE)--{day}, 2005--Acme Valves (Nasdaq: ACVV), a maker of valves,\n\
//!      today announced results for the {quarter} quarter of 2005. {figures}\n"
//! );
//! std::fs::write(folder.path().join("a.txt"), release("first", "April 18", "Revenue was $30.5 million."))?;
//! std::fs::write(folder.path().join("b.txt"), release("second", "July 18", "Revenue was $32.5 million."))?;
//! let place = folder.path().join("index");
//! ingest::run(&[folder.path().to_owned()], &place, &ingest::Options::default(), &Default::default())?;
//!
//! let index = Index::open(&place)?;
//! let answer = index.search(&Request::new("ticker:ACVV revenue:32M..34M"))?;
//! assert_eq!((answer.total, answer.hits[0].record.company.as_deref()), (1, Some("Acme Valves")));
//!
//! let quarter = search::get(&index, "acme valves", Some("Q1 2005"))?;
//! let (record, _text) = quarter.chosen.as_ref().ok_or("no release")?;
//! assert_eq!(record.revenue.as_ref().and_then(|revenue| revenue.low), Some(30.5e6));
//!
//! let panel = search::panel(&index, &Request::new("kind:earnings"))?;
//! assert_eq!(panel.table.value(1, "revenue_low"), Some(&32.5e6.into()));
//! let tally = search::tally(&index, &Request::new("*"), "year", "USD")?;
//! assert_eq!(tally.table.value(0, "revenue_mean"), Some(&31.5e6.into()));
//! let trend = search::trend(&index, "ACVV")?;
//! assert_eq!(trend.quarters.len(), 2);
//!
//! let later = search::get(&index, "ACVV", Some("2005Q2"))?.chosen.ok_or("no release")?;
//! let changes = search::diff((record, &quarter.chosen.as_ref().ok_or("none")?.1), (&later.0, &later.1));
//! assert!(changes.facts.iter().any(|fact| fact.field == "revenue"));
//! let like = index.search(&search::similar(&index, &record.id)?);
//! assert!(like.is_ok());
//!
//! let terms = search::Terms::read(["valves", "pumps"])?;
//! let (_, mut rows) = search::count_terms(&index, &Request::new("period:2005Q1"), &terms)?;
//! assert_eq!(rows.next().ok_or("no row")??[8], 0_u64.into());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod advice;
mod best;
mod collect;
mod columns;
mod company;
mod diff;
mod facet;
mod get;
mod group;
mod hit;
mod low;
mod names;
mod order;
mod panel;
mod places;
mod release;
mod similar;
mod snippet;
mod steps;
mod table;
mod tally;
mod terms;
mod trend;
mod windows;

pub use advice::{advise, unknown_values};
pub use columns::{Column, DEFAULT as DEFAULT_COLUMNS};
pub use company::Company;
pub use diff::{Change, Difference, FactChange, Piece, diff};
pub use facet::{FACETS, Facet, FacetRequest};
pub use get::{Lookup, get, is_period};
pub use group::Group;
pub use hit::Hit;
pub use order::Sort;
pub use panel::{Panel, panel};
pub use release::{rank_of, records};
pub use similar::similar;
pub use snippet::Snippet;
pub use steps::Step;
pub use table::{Cell, CellKind, Head, Table};
pub use tally::{Tally, tally};
pub use terms::{Terms, count_terms};
pub use trend::{Promise, Quarter, Trend, trend};

use jiff::Zoned;
use rayon::prelude::*;
use serde::Serialize;
use tantivy::Searcher;

use self::{
    advice::{Understood, advise_on},
    collect::{Collection, Collector, Entry, Keep},
    hit::Loader,
    order::Key,
    steps::Clock,
};
use crate::{
    diag::{Error, Result},
    index::{Index, short_hash},
    model::Date,
    query::{self, Absent, Ast, Expansion, Plan},
};

/// What to search for and what to give.
#[derive(Debug, Clone)]
pub struct Request {
    /// In the query language.
    pub query: String,
    /// Hits at most; 0 is every hit.
    pub limit: usize,
    /// Hits to leave out at the beginning.
    pub offset: usize,
    /// Go on after the page that gave this cursor; `offset` is then ignored.
    pub cursor: Option<String>,
    /// The order of hits.
    pub sort: Sort,
    /// Keep only the best hit of each company, or of each company and quarter.
    pub group: Option<Group>,
    /// What to count over all matching records.
    pub facets: Vec<FacetRequest>,
    /// Snippets of a hit at most.
    pub snippets: usize,
    /// The day that relative dates count from.
    pub today: Date,
    /// Tell how the query was understood.
    pub explain: bool,
    /// Say in the answer's warnings, where nothing is found, what would be.
    pub advice: bool,
}

impl Request {
    /// A request for the ten best hits, with a snippet each; relative dates count from today.
    #[must_use]
    pub fn new(query: impl Into<String>) -> Self {
        Self {
            query: query.into(),
            limit: 10,
            offset: 0,
            cursor: None,
            sort: Sort::Relevance,
            group: None,
            facets: Vec::new(),
            snippets: 1,
            today: Zoned::now().date(),
            explain: false,
            advice: false,
        }
    }
}

/// The answer to a [`Request`].
#[derive(Debug, Clone, Serialize)]
pub struct Response {
    /// The query as it was understood; reads back to the same.
    pub query: String,
    /// The order of the hits.
    pub sort: Sort,
    /// Releases that match: the same text filed twice counts once.
    pub total: u64,
    /// Records that match.
    pub records: u64,
    /// Groups of these, where hits are grouped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<u64>,
    /// Whether every hit is here.
    pub complete: bool,
    /// In order.
    pub hits: Vec<Hit>,
    /// In the order they were asked for, over all matching records.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<Facet>,
    /// What the reader should know: words that may have been meant as operators, and, where asked for, what
    /// would have been found.
    pub warnings: Vec<String>,
    /// Gives the next page, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// How the request was understood and how long it took, where asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explain: Option<Explain>,
}

/// How a request was understood, and how long it took.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Explain {
    /// The fields and texts that were searched.
    pub searched: Vec<String>,
    /// The words of the index that stand for those of the query.
    pub expansions: Vec<Expansion>,
    /// The steps in their order; the only thing that differs between equal runs.
    pub steps: Vec<Step>,
}

/// Answers a request.
///
/// # Errors
/// The query cannot be understood, or the index cannot be read.
pub fn search(index: &Index, request: &Request) -> Result<Response> {
    let mut found = find(index, request)?;
    let total = found.collection.total;
    let groups = request.group.map(|_| found.collection.entries.len() as u64);
    let mark = mark(&found.tree.to_string(), request);
    let after = request.cursor.as_deref().map(|cursor| resumed(cursor, mark)).transpose()?;
    let page = page(std::mem::take(&mut found.collection.entries), request, after);
    let more = page.before + (page.entries.len() as u64) < groups.unwrap_or(total);
    let loader = Loader::new(index, &found.plan, request.snippets);
    let places = (page.before + 1..).zip(&page.entries);
    let hits = places.map(|(rank, entry)| loader.load(rank, entry)).collect::<Result<Vec<_>>>()?;
    found.clock.ends("load");
    let explain = request.explain.then(|| Explain {
        searched: found.plan.searched(),
        expansions: found.expansions,
        steps: found.clock.steps,
    });
    let warnings = match request.advice {
        true => {
            let read = Understood { ast: &found.tree, absent: &found.absent, note: found.note.as_deref() };
            advise_on(index, request, &read, total)?
        }
        false => query::notes(&request.query, &found.tree),
    };
    Ok(Response {
        query: found.tree.to_string(),
        warnings,
        sort: request.sort.clone(),
        total,
        records: found.collection.records,
        groups,
        complete: hits.len() as u64 == groups.unwrap_or(total),
        cursor: more.then(|| page.entries.last().map(|entry| format!("{mark:x}-{}", entry.key.written()))).flatten(),
        hits,
        facets: found.collection.facets,
        explain,
    })
}

/// Stands for what a page is a page of: the query, its order, its groups.
fn mark(query: &str, request: &Request) -> u64 {
    let group = request.group.map(|group| format!("{group:?}")).unwrap_or_default();
    short_hash(format!("{query}\n{}\n{group}", request.sort).as_bytes()) >> 32
}

/// The place that a cursor gives, where it is of the same query.
fn resumed(cursor: &str, mark: u64) -> Result<Key> {
    let (head, key) = cursor.split_once('-').unwrap_or((cursor, ""));
    let key = Key::read(key).map_err(|_| {
        Error::message(format!("`{cursor}` is no cursor"))
            .hint("take it from `cursor` of the page before, which `--json` prints")
    })?;
    match u64::from_str_radix(head, 16) {
        Ok(known) if known == mark => Ok(key),
        _ => Err(Error::message(format!("the cursor `{cursor}` is of another query"))
            .hint("go on with the same query, `--sort` and `--group` as the page that gave it")),
    }
}

impl Index {
    /// Answers a request: [`search`] as a method.
    ///
    /// # Errors
    /// The query cannot be understood, or the index cannot be read.
    pub fn search(&self, request: &Request) -> Result<Response> {
        search(self, request)
    }
}

/// Number of matching releases, and of records.
///
/// # Errors
/// The query cannot be understood, or the index cannot be read.
pub fn count(index: &Index, request: &Request) -> Result<(u64, u64)> {
    let counting = Request { cursor: None, group: None, facets: Vec::new(), sort: Sort::Newest, ..request.clone() };
    let found = find_keeping(index, &counting, Keep::None)?;
    Ok((found.collection.total, found.collection.records))
}

/// Every hit in order, loaded one at a time; `limit` and `cursor` are ignored.
///
/// # Errors
/// The query cannot be understood, or the index cannot be read.
pub fn stream<'a>(index: &'a Index, request: &Request) -> Result<(u64, impl Iterator<Item = Result<Hit>> + use<'a>)> {
    let found = find(index, &Request { limit: 0, cursor: None, facets: Vec::new(), ..request.clone() })?;
    let Found { plan, collection, .. } = found;
    let loader = Loader::new(index, &plan, request.snippets);
    let before = request.offset;
    let hits = loaded(collection.entries, before, move |place, entry| loader.load(place as u64 + 1, entry));
    Ok((collection.total, hits))
}

/// What is loaded of entries after the first `before`, in their order: at first one by one, so that something
/// is there at once, then by several threads.
fn loaded<T: Send>(
    entries: Vec<Entry>,
    before: usize,
    load: impl Fn(usize, &Entry) -> Result<T> + Sync,
) -> impl Iterator<Item = Result<T>> {
    const ALONE: usize = 16;
    const TOGETHER: usize = 256;
    let mut at = before;
    let mut ready = Vec::new().into_iter();
    std::iter::from_fn(move || {
        if ready.len() == 0 {
            let is_first = at < before + ALONE;
            let end = entries.len().min(if is_first { at + 1 } else { at + TOGETHER });
            let next = (at.min(end)..end).map(|place| (place, &entries[place]));
            let made: Vec<_> = match is_first {
                true => next.map(|(place, entry)| load(place, entry)).collect(),
                false => next.collect::<Vec<_>>().into_par_iter().map(|(place, entry)| load(place, entry)).collect(),
            };
            at = end;
            ready = made.into_iter();
        }
        ready.next()
    })
}

/// What a query found, before anything is loaded.
struct Found {
    tree: Ast,
    plan: Plan,
    collection: Collection,
    expansions: Vec<Expansion>,
    absent: Absent,
    note: Option<String>,
    clock: Clock,
}

fn find(index: &Index, request: &Request) -> Result<Found> {
    let all = request.limit == 0 || request.cursor.is_some() || request.group.is_some();
    let keep = if all { Keep::All } else { Keep::Best(request.limit.saturating_add(request.offset)) };
    find_keeping(index, request, keep)
}

fn find_keeping(index: &Index, request: &Request, keep: Keep) -> Result<Found> {
    let mut clock = Clock::start();
    let text = request.query.as_str();
    let ast = query::parse(text).map_err(|error| error.of(text))?;
    let plan = query::resolve(&ast, request.today).map_err(|error| error.of(text))?;
    clock.ends("parse");
    let lowered = query::lower(index, &plan)?;
    clock.ends("expand");
    let sorter = order::sorter(index, &request.sort)?;
    let collector = Collector { keep, sorter, facets: facet::prepare(&request.facets)? };
    let mut collection = collector.collect(index, &lowered.query).map_err(|error| index.wrap(&error))?;
    if let Some(group) = request.group {
        group::keep_best(index, group, &mut collection.entries).map_err(|error| index.wrap(&error))?;
    }
    clock.ends("match");
    let query::Lowered { expansions, absent, note, .. } = lowered;
    Ok(Found { tree: ast, plan, collection, expansions, absent, note, clock })
}

/// Entries that are shown together.
struct Page {
    entries: Vec<Entry>,
    /// How many stand before.
    before: u64,
}

fn page(mut entries: Vec<Entry>, request: &Request, after: Option<Key>) -> Page {
    let skipped = match after {
        Some(after) => entries.partition_point(|entry| entry.key <= after),
        None => request.offset.min(entries.len()),
    };
    entries.drain(..skipped);
    let limit = if request.limit == 0 { usize::MAX } else { request.limit };
    entries.truncate(limit);
    Page { entries, before: skipped as u64 }
}

/// What a message about an unknown name says.
fn unknown(what: &str, name: &str, known: &[&str]) -> Error {
    Error::message(format!("there is no {what} `{name}`")).hint(format!("one of `{}`", known.join("`, `")))
}

/// The segments of a searcher, for modules that read columns.
fn segments(searcher: &Searcher) -> &[tantivy::SegmentReader] {
    searcher.segment_readers()
}

#[cfg(test)]
mod tests;
