//! One hit for each company, or for each company and fiscal quarter: the best.

use std::hash::{BuildHasher, BuildHasherDefault};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use tantivy::{SegmentReader, columnar::StrColumn};

use super::{collect::Entry, company::plain_name, segments};
use crate::index::{Index, column};

/// What hits are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// By company: the central index key, else the ticker, else the name without its legal form.
    Company,
    /// By company and fiscal quarter or year.
    Quarter,
}

/// Keeps the first entry of each group; entries are in order.
pub(super) fn keep_best(index: &Index, group: Group, entries: &mut Vec<Entry>) -> tantivy::Result<()> {
    let mut keys =
        segments(&index.searcher).iter().map(|reader| Keys::open(reader, group)).collect::<Result<Vec<_>, _>>()?;
    let mut seen = FxHashSet::default();
    let mut kept = Vec::with_capacity(entries.len().min(1 << 16));
    for entry in entries.drain(..) {
        let key = match keys.get_mut(entry.address.segment_ord as usize) {
            Some(keys) => keys.of(entry.address.doc_id)?,
            None => None,
        };
        if key.is_none_or(|key| seen.insert(key)) {
            kept.push(entry);
        }
    }
    *entries = kept;
    Ok(())
}

/// Reads the group of a document of one segment.
struct Keys {
    companies: Vec<Texts>,
    period: Option<Texts>,
}

impl Keys {
    fn open(reader: &SegmentReader, group: Group) -> tantivy::Result<Self> {
        let companies = ["cik", "ticker", "company"].into_iter().map(|name| Texts::open(reader, name));
        let period = (group == Group::Quarter).then(|| Texts::open(reader, "period")).transpose()?;
        Ok(Self { companies: companies.collect::<tantivy::Result<_>>()?, period })
    }

    /// A hash of the group; nothing where the company is unknown, which is a group of its own.
    fn of(&mut self, doc: u32) -> tantivy::Result<Option<u64>> {
        for (place, texts) in (0_u64..).zip(&mut self.companies) {
            if let Some(company) = texts.hash(doc)? {
                let period = match &mut self.period {
                    Some(texts) => texts.hash(doc)?,
                    None => None,
                };
                return Ok(Some(BuildHasherDefault::<FxHasher>::default().hash_one((place, company, period))));
            }
        }
        Ok(None)
    }
}

/// A column of texts as hashes, each text hashed once.
struct Texts {
    column: Option<StrColumn>,
    /// Whether legal forms make no difference.
    is_name: bool,
    hashes: FxHashMap<u64, u64>,
    text: String,
}

impl Texts {
    fn open(reader: &SegmentReader, name: &str) -> tantivy::Result<Self> {
        let is_name = name == "company";
        let column = reader.fast_fields().str(&column(name))?;
        Ok(Self { column, is_name, hashes: FxHashMap::default(), text: String::new() })
    }

    fn hash(&mut self, doc: u32) -> tantivy::Result<Option<u64>> {
        let Some(column) = &self.column else { return Ok(None) };
        let Some(ord) = column.ords().first(doc) else { return Ok(None) };
        if let Some(&known) = self.hashes.get(&ord) {
            return Ok(Some(known));
        }
        self.text.clear();
        column.ord_to_str(ord, &mut self.text)?;
        let text = if self.is_name { plain_name(&self.text) } else { self.text.to_lowercase() };
        let hash = BuildHasherDefault::<FxHasher>::default().hash_one(text);
        self.hashes.insert(ord, hash);
        Ok((!self.text.is_empty()).then_some(hash))
    }
}
