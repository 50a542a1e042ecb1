//! Counting matching records by the values of a field.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Serialize;
use tantivy::{
    DocId, SegmentReader,
    columnar::{Column, StrColumn},
};

use super::{names, unknown};
use crate::{
    diag::Result,
    index::{
        column, date,
        schema::{self, FIELDS, Storage},
    },
};

/// Names beside those of fields that records can be counted by.
pub const FACETS: &[&str] = &["year", "month"];

/// What to count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetRequest {
    /// A field's name, or one of [`FACETS`].
    pub field: String,
    /// Values at most, the most frequent; 0 is every value.
    pub limit: usize,
}

/// Counts by value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// What was counted.
    pub field: String,
    /// Different values.
    pub values: u64,
    /// Releases with each value, most frequent first, then by value. Where a field has several values,
    /// a release counts with each of them, so that they add up to more than the total.
    pub counts: Vec<(String, u64)>,
}

/// A facet whose name has been looked up.
pub(super) struct Prepared {
    field: String,
    source: Source,
    limit: usize,
}

#[derive(Clone)]
enum Source {
    Texts(String),
    /// Names of companies, those of one filer together.
    Companies,
    Year,
    Month,
}

pub(super) fn prepare(requests: &[FacetRequest]) -> Result<Vec<Prepared>> {
    requests.iter().map(one).collect()
}

fn one(request: &FacetRequest) -> Result<Prepared> {
    let has_column = |storage| matches!(storage, Storage::TermsAndColumn | Storage::WordsAndColumn);
    let field = schema::field(&request.field).filter(|field| has_column(field.storage));
    let (name, source) = match (request.field.as_str(), field) {
        ("year", _) => ("year", Source::Year),
        ("month", _) => ("month", Source::Month),
        (_, Some(field)) if field.name == "company" => (field.name, Source::Companies),
        (_, Some(field)) => (field.name, Source::Texts(column(field.name))),
        (name, None) => {
            let known = FIELDS.iter().filter(|field| has_column(field.storage)).map(|field| field.name);
            let known: Vec<_> = known.chain(FACETS.iter().copied()).collect();
            return Err(unknown("facet", name, &known));
        }
    };
    Ok(Prepared { field: name.to_owned(), source, limit: request.limit })
}

impl Prepared {
    pub fn facet(&self, counts: BTreeMap<String, u64>) -> Facet {
        let mut counts: Vec<_> = match self.source {
            Source::Companies => names::folded(counts, |count| *count, |sum, more| *sum += more),
            _ => counts.into_iter().collect(),
        };
        let values = counts.len() as u64;
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        if self.limit > 0 {
            counts.truncate(self.limit);
        }
        Facet { field: self.field.clone(), values, counts }
    }
}

/// The filer and the name of a segment's documents, by their numbers in the columns.
pub(super) struct Companies {
    ciks: Option<StrColumn>,
    names: StrColumn,
}

impl Companies {
    /// The first filer and the name of a document; nothing where it has no name.
    fn of(&self, doc: DocId) -> Option<(Option<u64>, u64)> {
        let name = self.names.ords().first(doc)?;
        Some((self.ciks.as_ref().and_then(|ciks| ciks.ords().first(doc)), name))
    }

    fn written(&self, (cik, name): (Option<u64>, u64)) -> tantivy::Result<String> {
        let (mut key, mut text) = (String::new(), String::new());
        if let Some((ciks, cik)) = self.ciks.as_ref().zip(cik) {
            ciks.ord_to_str(cik, &mut key)?;
        }
        self.names.ord_to_str(name, &mut text)?;
        Ok(names::written(&key, &text))
    }
}

/// More days than this lie between no two dates that can be named.
const MOST_DAYS: usize = 8_000_000;

/// Counts in one segment.
pub(super) enum Counting {
    Texts(StrColumn, Vec<u64>),
    /// A count for every filer and name.
    Companies(Companies, FxHashMap<(Option<u64>, u64), u64>),
    Nothing,
    /// A count for every day from the first on, and whether years are meant.
    Days(Column<i64>, bool, i64, Vec<u64>),
}

impl Counting {
    pub fn open(facet: &Prepared, reader: &SegmentReader) -> tantivy::Result<Self> {
        let columns = reader.fast_fields();
        Ok(match &facet.source {
            Source::Texts(name) => columns.str(name)?.map_or(Self::Nothing, |column| {
                let values = column.num_terms();
                Self::Texts(column, vec![0; values])
            }),
            Source::Companies => match columns.str(&column("company"))? {
                Some(names) => {
                    let companies = Companies { ciks: columns.str(&column("cik"))?, names };
                    Self::Companies(companies, FxHashMap::default())
                }
                None => Self::Nothing,
            },
            Source::Year => Self::days(columns.i64("date")?, true),
            Source::Month => Self::days(columns.i64("date")?, false),
        })
    }

    fn days(column: Column<i64>, years: bool) -> Self {
        let (first, last) = (column.min_value(), column.max_value());
        let days = usize::try_from(last.saturating_sub(first)).map_or(0, |days| days.min(MOST_DAYS) + 1);
        Self::Days(column, years, first, vec![0; days])
    }

    #[inline]
    pub fn count(&mut self, doc: DocId) {
        match self {
            Self::Texts(column, counts) => {
                for ord in column.ords().values_for_doc(doc) {
                    if let Some(count) = counts.get_mut(ord as usize) {
                        *count += 1;
                    }
                }
            }
            Self::Companies(companies, counts) => {
                if let Some(company) = companies.of(doc) {
                    *counts.entry(company).or_default() += 1;
                }
            }
            Self::Days(column, _, first, counts) => {
                let day = column.first(doc).and_then(|day| usize::try_from(day - *first).ok());
                if let Some(count) = day.and_then(|day| counts.get_mut(day)) {
                    *count += 1;
                }
            }
            Self::Nothing => {}
        }
    }

    /// The values of one document.
    pub fn values(&self, doc: DocId) -> tantivy::Result<Vec<String>> {
        match self {
            Self::Texts(column, _) => {
                let value = |ord| {
                    let mut value = String::new();
                    column.ord_to_str(ord, &mut value)?;
                    Ok(value)
                };
                column.ords().values_for_doc(doc).map(value).collect()
            }
            Self::Companies(companies, _) => {
                companies.of(doc).map(|company| companies.written(company)).into_iter().collect()
            }
            Self::Days(column, years, ..) => Ok(column.first(doc).map(|day| named(day, *years)).into_iter().collect()),
            Self::Nothing => Ok(Vec::new()),
        }
    }

    pub fn finish(self) -> tantivy::Result<BTreeMap<String, u64>> {
        let mut by_value = BTreeMap::new();
        match self {
            Self::Texts(column, counts) => {
                let found: Vec<_> = (0_u64..).zip(counts).filter(|&(_, count)| count > 0).collect();
                let ords: Vec<_> = found.iter().map(|&(ord, _)| ord).collect();
                let mut counts = found.iter().map(|&(_, count)| count);
                column.dictionary().sorted_ords_to_term_cb(&ords, |value| {
                    let value = String::from_utf8_lossy(value).into_owned();
                    *by_value.entry(value).or_default() += counts.next().unwrap_or_default();
                })?;
            }
            Self::Companies(companies, counts) => {
                for (company, count) in counts {
                    *by_value.entry(companies.written(company)?).or_default() += count;
                }
            }
            Self::Days(_, years, first, counts) => {
                for (day, count) in (first..).zip(counts).filter(|&(_, count)| count > 0) {
                    *by_value.entry(named(day, years)).or_default() += count;
                }
            }
            Self::Nothing => {}
        }
        Ok(by_value)
    }
}

/// The year or the month of a day.
fn named(day: i64, years: bool) -> String {
    date(day).strftime(if years { "%Y" } else { "%Y-%m" }).to_string()
}
