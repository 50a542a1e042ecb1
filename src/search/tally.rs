//! Counts, sums and means of what matches, by the values of a field.

use std::collections::{BTreeMap, hash_map::Entry};

use rustc_hash::FxHashMap;
use tantivy::{
    SegmentReader,
    columnar::{Column, StrColumn},
};

use super::{Cell, CellKind, Head, Request, Sort, Table, find, names, segments, unknown};
use crate::{
    diag::Result,
    index::{
        Index, column, date, ends,
        schema::{self, FIELDS, Storage},
        told,
    },
};

/// What [`tally`] gives.
#[derive(Debug, Clone)]
pub struct Tally {
    /// A row for each value: how many releases, how many of them negative and positive in tone,
    /// the mean tone, counts, sums and means of revenue, earnings per share and net income.
    pub table: Table,
    /// Releases that match.
    pub releases: u64,
    /// The currency of the revenues in the sums.
    pub currency: String,
    /// Revenues in other currencies, in no sum.
    pub other_currencies: u64,
}

/// What records are counted by.
enum By {
    Texts(&'static str),
    Year,
    Month,
}

impl By {
    fn named(name: &str) -> Result<(Self, String)> {
        match name {
            "year" => return Ok((Self::Year, name.to_owned())),
            "month" => return Ok((Self::Month, name.to_owned())),
            _ => {}
        }
        let has_column = |storage| matches!(storage, Storage::TermsAndColumn | Storage::WordsAndColumn);
        match schema::field(name).filter(|field| has_column(field.storage)) {
            Some(field) => Ok((Self::Texts(field.name), field.name.to_owned())),
            None => {
                let known = FIELDS.iter().filter(|field| has_column(field.storage)).map(|field| field.name);
                Err(unknown("field to count by", name, &known.chain(["year", "month"]).collect::<Vec<_>>()))
            }
        }
    }

    fn is_period(&self) -> bool {
        matches!(self, Self::Texts("period"))
    }

    /// Whether the values have an order of their own.
    fn is_time(&self) -> bool {
        matches!(self, Self::Year | Self::Month | Self::Texts("period" | "calendar"))
    }
}

/// Counts, sums and means of all matching releases by a field, by `year` or by `month`. A range counts
/// with its middle; revenues in another currency than `currency` are left out of sums and means. A
/// release that tells of a longer period too counts there as well, its figures only in its own.
///
/// # Errors
/// There is no such field, the query cannot be understood, or the index cannot be read.
pub fn tally(index: &Index, request: &Request, by: &str, currency: &str) -> Result<Tally> {
    let (by, name) = By::named(by)?;
    let all = Request { limit: 0, cursor: None, facets: Vec::new(), sort: Sort::Newest, ..request.clone() };
    let entries = find(index, &all)?.collection.entries;
    let releases = entries.len() as u64;
    let columns = segments(&index.searcher).iter().map(|reader| Columns::open(reader, &by, currency));
    let mut columns = columns.collect::<tantivy::Result<Vec<_>>>().map_err(|error| index.wrap(&error))?;
    let mut groups: BTreeMap<Option<String>, Sums> = BTreeMap::new();
    let mut other_currencies = 0;
    for entry in entries {
        let Some(columns) = columns.get_mut(entry.address.segment_ord as usize) else { continue };
        let doc = entry.address.doc_id;
        let values = columns.values(doc).map_err(|error| index.wrap(&error))?;
        let mut is_other = false;
        for (place, value) in values.into_iter().enumerate() {
            let sums = match groups.get_mut(&value) {
                Some(sums) => sums,
                None => groups.entry(value).or_default(),
            };
            columns.count(doc, sums);
            // the first period is that of the figures
            if place == 0 || !by.is_period() {
                is_other |= columns.add(doc, sums);
            }
        }
        other_currencies += u64::from(is_other);
    }
    let mut rows: Vec<(Option<String>, Sums)> = match by {
        By::Texts("company") => by_company(groups),
        _ => groups.into_iter().collect(),
    };
    if by.is_time() {
        rows.sort_by(|a, b| a.0.is_none().cmp(&b.0.is_none()).then(a.0.cmp(&b.0)));
    } else {
        rows.sort_by(|a, b| b.1.releases.cmp(&a.1.releases).then_with(|| a.0.cmp(&b.0)));
    }
    let mut table = Table::new(heads(&name));
    table.rows = rows.into_iter().map(|(value, sums)| sums.row(value)).collect();
    Ok(Tally { table, releases, currency: currency.to_owned(), other_currencies })
}

/// What was counted by filer and name, by company.
fn by_company(mut groups: BTreeMap<Option<String>, Sums>) -> Vec<(Option<String>, Sums)> {
    let unknown = groups.remove(&None);
    let named = groups.into_iter().filter_map(|(name, sums)| Some((name?, sums)));
    let folded = names::folded(named, |sums| sums.releases, |sums, more| sums.merge(&more));
    let known = folded.into_iter().map(|(name, sums)| (Some(name), sums));
    known.chain(unknown.map(|sums| (None, sums))).collect()
}

fn heads(by: &str) -> Vec<Head> {
    use CellKind::{Integer, Number};
    let figures = [
        ("releases", Integer),
        ("negative", Integer),
        ("positive", Integer),
        ("tone_mean", Number),
        ("revenue_n", Integer),
        ("revenue_sum", Number),
        ("revenue_mean", Number),
        ("eps_n", Integer),
        ("eps_mean", Number),
        ("net_income_n", Integer),
        ("net_income_sum", Number),
        ("net_income_mean", Number),
    ];
    let figures = figures.into_iter().map(|(name, kind)| Head::new(name, kind));
    std::iter::once(Head::new(by, CellKind::Text)).chain(figures).collect()
}

#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    count: u64,
    sum: f64,
}

impl Sum {
    fn add(&mut self, value: Option<f64>) {
        if let Some(value) = value {
            self.count += 1;
            self.sum += value;
        }
    }

    fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.sum += other.sum;
    }

    fn total(&self) -> Cell {
        if self.count == 0 { Cell::Missing } else { self.sum.into() }
    }

    fn mean(&self) -> Cell {
        if self.count == 0 { Cell::Missing } else { (self.sum / self.count as f64).into() }
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    releases: u64,
    negative: u64,
    positive: u64,
    revenue: Sum,
    eps: Sum,
    net_income: Sum,
    tone: Sum,
}

impl Sums {
    fn merge(&mut self, other: &Self) {
        self.releases += other.releases;
        self.negative += other.negative;
        self.positive += other.positive;
        let pairs = [
            (&mut self.revenue, &other.revenue),
            (&mut self.eps, &other.eps),
            (&mut self.net_income, &other.net_income),
            (&mut self.tone, &other.tone),
        ];
        pairs.into_iter().for_each(|(sum, more)| sum.merge(more));
    }

    fn row(&self, value: Option<String>) -> Vec<Cell> {
        vec![
            value.into(),
            self.releases.into(),
            self.negative.into(),
            self.positive.into(),
            self.tone.mean(),
            self.revenue.count.into(),
            self.revenue.total(),
            self.revenue.mean(),
            self.eps.count.into(),
            self.eps.mean(),
            self.net_income.count.into(),
            self.net_income.total(),
            self.net_income.mean(),
        ]
    }
}

/// The columns of one segment.
struct Columns {
    by: Values,
    currency: Texts,
    wanted: String,
    tone: Texts,
    score: Column<f64>,
    revenue: [Column<f64>; 2],
    eps: [Column<f64>; 2],
    net_income: [Column<f64>; 2],
}

enum Values {
    Texts(Texts),
    /// Filers and names.
    Companies(Texts, Texts),
    Days(Column<i64>, &'static str),
}

impl Columns {
    fn open(reader: &SegmentReader, by: &By, currency: &str) -> tantivy::Result<Self> {
        let columns = reader.fast_fields();
        let range = |name: &str| -> tantivy::Result<[Column<f64>; 2]> {
            let [low, high] = ends(name);
            Ok([columns.f64(&low)?, columns.f64(&high)?])
        };
        Ok(Self {
            by: match by {
                By::Texts("company") => Values::Companies(Texts::open(reader, "cik")?, Texts::open(reader, "company")?),
                By::Texts(name) => Values::Texts(Texts::open(reader, name)?),
                By::Year => Values::Days(columns.i64("date")?, "%Y"),
                By::Month => Values::Days(columns.i64("date")?, "%Y-%m"),
            },
            currency: Texts::open(reader, "currency")?,
            wanted: currency.to_uppercase(),
            tone: Texts::open(reader, "tone")?,
            score: columns.f64("_tone_score")?,
            revenue: range("revenue")?,
            eps: range("eps")?,
            net_income: range("net_income")?,
        })
    }

    /// What a document counts under: each of its values, or none.
    fn values(&mut self, doc: u32) -> tantivy::Result<Vec<Option<String>>> {
        match &mut self.by {
            Values::Texts(texts) => texts.all(doc),
            Values::Companies(ciks, names) => {
                let cik = ciks.of(doc)?.unwrap_or_default();
                Ok(vec![names.of(doc)?.map(|name| names::written(cik, name))])
            }
            Values::Days(days, format) => Ok(vec![days.first(doc).map(|day| date(day).strftime(format).to_string())]),
        }
    }

    /// Counts a document and its tone.
    fn count(&mut self, doc: u32, sums: &mut Sums) {
        sums.releases += 1;
        match self.tone.of(doc) {
            Ok(Some("negative")) => sums.negative += 1,
            Ok(Some("positive")) => sums.positive += 1,
            _ => {}
        }
        sums.tone.add(self.score.first(doc));
    }

    /// Adds the figures of a document; gives whether its revenue is in another currency.
    fn add(&mut self, doc: u32, sums: &mut Sums) -> bool {
        sums.eps.add(middle(&self.eps, doc));
        let revenue = middle(&self.revenue, doc);
        let is_other = match self.currency.of(doc) {
            Ok(Some(currency)) => !currency.eq_ignore_ascii_case(&self.wanted),
            _ => false,
        };
        if !is_other {
            sums.revenue.add(revenue);
            sums.net_income.add(middle(&self.net_income, doc));
        }
        is_other && revenue.is_some()
    }
}

/// The middle of a range, or the end that was said of one that is open.
fn middle([low, high]: &[Column<f64>; 2], doc: u32) -> Option<f64> {
    let one = told((low.first(doc)?, high.first(doc)?));
    one.is_finite().then_some(one)
}

/// A column of texts, each read once.
struct Texts {
    column: Option<StrColumn>,
    known: FxHashMap<u64, String>,
}

impl Texts {
    fn open(reader: &SegmentReader, name: &str) -> tantivy::Result<Self> {
        Ok(Self { column: reader.fast_fields().str(&column(name))?, known: FxHashMap::default() })
    }

    /// Every value of a document, `None` where it has none.
    fn all(&mut self, doc: u32) -> tantivy::Result<Vec<Option<String>>> {
        let ords: Vec<u64> = self.column.iter().flat_map(|column| column.ords().values_for_doc(doc)).collect();
        let mut values = Vec::with_capacity(ords.len().max(1));
        for ord in ords {
            values.extend(self.text(ord)?.map(|text| Some(text.to_owned())));
        }
        if values.is_empty() {
            values.push(None);
        }
        Ok(values)
    }

    /// The first value of a document.
    fn of(&mut self, doc: u32) -> tantivy::Result<Option<&str>> {
        let ord = self.column.as_ref().and_then(|column| column.ords().first(doc));
        ord.map_or(Ok(None), |ord| self.text(ord))
    }

    fn text(&mut self, ord: u64) -> tantivy::Result<Option<&str>> {
        let Some(column) = &self.column else { return Ok(None) };
        let text = match self.known.entry(ord) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let mut text = String::new();
                column.ord_to_str(ord, &mut text)?;
                place.insert(text)
            }
        };
        Ok(Some(text.as_str()).filter(|text| !text.is_empty()))
    }
}
