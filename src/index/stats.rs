//! Counting what is in an index.

use std::{collections::BTreeMap, fs};

use serde::Serialize;
use tantivy::{Term, schema::Field};

use super::{
    FORMAT,
    convert::sort,
    presence,
    reader::{Index, alive_in},
    schema::layout,
};
use crate::diag::Result;

/// What is in an index.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Stats {
    /// Version of the format.
    pub format: u32,
    /// Records.
    pub records: u64,
    /// Files that were ingested.
    pub files: u64,
    /// Bytes on disk.
    pub bytes: u64,
    /// Segments.
    pub segments: u64,
    /// Records by submission type.
    pub forms: BTreeMap<String, u64>,
    /// Records by document type.
    pub exhibits: BTreeMap<String, u64>,
    /// Records by year of `date`.
    pub years: BTreeMap<String, u64>,
    /// Records by what they are.
    pub kinds: BTreeMap<String, u64>,
    /// How often each field has a value, and why it has none.
    pub coverage: BTreeMap<String, Coverage>,
}

/// How often a field has a value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Records with a value.
    pub present: u64,
    /// Records without.
    pub missing: u64,
    /// Of those, by reason, where the reason is known.
    pub reasons: BTreeMap<String, u64>,
}

impl Index {
    /// Counts what is in the index.
    ///
    /// # Errors
    /// The disk fails.
    pub fn stats(&self) -> Result<Stats> {
        let layout = layout();
        let upper = |counts: BTreeMap<String, u64>| counts.into_iter().map(|(k, n)| (k.to_uppercase(), n)).collect();
        Ok(Stats {
            format: FORMAT,
            records: self.records()?,
            files: self.alive(layout.sort, sort::FILE)?,
            bytes: self.bytes(),
            segments: self.searcher.segment_readers().len() as u64,
            forms: upper(self.counts_of("form")?),
            exhibits: upper(self.counts_of("exhibit")?),
            years: self.years()?,
            kinds: self.counts_of("kind")?,
            coverage: self.coverage()?,
        })
    }

    fn bytes(&self) -> u64 {
        let Ok(entries) = fs::read_dir(&self.directory) else { return 0 };
        entries
            .filter_map(|entry| entry.ok()?.metadata().ok())
            .filter(fs::Metadata::is_file)
            .map(|meta| meta.len())
            .sum()
    }

    fn counts_of(&self, name: &str) -> Result<BTreeMap<String, u64>> {
        layout().terms(name).map_or_else(|| Ok(BTreeMap::new()), |field| self.counts(field))
    }

    /// The terms of a field and how many documents have each, deleted ones left out.
    pub(crate) fn counts(&self, field: Field) -> Result<BTreeMap<String, u64>> {
        let mut counts = BTreeMap::new();
        for reader in self.searcher.segment_readers() {
            let wrap = |error: tantivy::TantivyError| self.wrap(&error);
            let inverted = reader.inverted_index(field).map_err(wrap)?;
            let mut terms = inverted.terms().stream().map_err(|error| wrap(error.into()))?;
            while terms.advance() {
                let text = String::from_utf8_lossy(terms.key()).into_owned();
                let count = match reader.alive_bitset() {
                    None => u64::from(terms.value().doc_freq),
                    Some(_) => alive_in(reader, &Term::from_field_text(field, &text)).map_err(wrap)?,
                };
                if count > 0 {
                    *counts.entry(text).or_default() += count;
                }
            }
        }
        Ok(counts)
    }

    fn years(&self) -> Result<BTreeMap<String, u64>> {
        let mut years = BTreeMap::new();
        for reader in self.searcher.segment_readers() {
            let days = reader.fast_fields().i64("date").map_err(|error| self.wrap(&error))?;
            for day in reader.doc_ids_alive().filter_map(|doc| days.first(doc)) {
                *years.entry(super::date(day).year().to_string()).or_default() += 1;
            }
        }
        Ok(years)
    }

    fn coverage(&self) -> Result<BTreeMap<String, Coverage>> {
        let has = self.counts_of("has")?;
        let missing = self.counts_of("missing")?;
        let mut coverage = BTreeMap::new();
        for &field in presence::FIELDS {
            let reasons = missing
                .iter()
                .filter_map(|(term, &count)| Some((term.strip_prefix(field)?.strip_prefix('=')?.to_owned(), count)))
                .collect();
            let count = |counts: &BTreeMap<String, u64>| counts.get(field).copied().unwrap_or_default();
            coverage.insert(field.to_owned(), Coverage { present: count(&has), missing: count(&missing), reasons });
        }
        Ok(coverage)
    }
}
