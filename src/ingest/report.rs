//! What became of every file: a line for each, and the sums.

use std::{collections::BTreeMap, time::Duration};

use serde::Serialize;

use crate::{
    diag::{Result, SkipReason},
    index::Index,
};

/// What became of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// The file, `archive.tar.gz!member` for a member of an archive.
    pub path: String,
    /// Exactly one of indexed, unchanged, skipped, failed.
    #[serde(flatten)]
    pub outcome: FileOutcome,
    /// Its documents, in order; empty for a file that was not read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentReport>,
    /// What was odd.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

impl FileReport {
    /// The report of a file whose documents were not read.
    #[must_use]
    pub fn without_documents(path: &str, outcome: FileOutcome) -> Self {
        Self { path: path.to_owned(), outcome, documents: Vec::new(), warnings: Vec::new() }
    }
}

/// The outcomes of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum FileOutcome {
    /// Read; its documents are in the index.
    Indexed,
    /// In the index already, as it is.
    Unchanged,
    /// Nothing in it to read.
    Skipped {
        /// Why.
        reason: SkipReason,
    },
    /// It could not be read.
    Failed {
        /// What went wrong.
        error: String,
    },
}

impl FileOutcome {
    /// `indexed`, `skipped:empty` ...
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Indexed => "indexed".to_owned(),
            Self::Unchanged => "unchanged".to_owned(),
            Self::Skipped { reason } => format!("skipped:{}", reason.name()),
            Self::Failed { .. } => "failed".to_owned(),
        }
    }
}

/// What became of one document of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentReport {
    /// `<SEQUENCE>`, where the envelope gives one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sequence: Option<u32>,
    /// `<TYPE>`.
    #[serde(rename = "type", skip_serializing_if = "String::is_empty")]
    pub document_type: String,
    /// Exactly one of record, duplicate, skipped.
    #[serde(flatten)]
    pub fate: Fate,
    /// Names the variant among the claims of the run.
    #[serde(skip)]
    pub uid: u64,
}

/// The outcomes of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Fate {
    /// It is a record of the index.
    Record {
        /// The record's id.
        id: String,
    },
    /// The same document was met elsewhere, and that copy makes the record.
    Duplicate {
        /// The id it would have had.
        id: String,
    },
    /// Nothing in it to read.
    Skipped {
        /// Why.
        reason: SkipReason,
    },
}

/// The sums of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Files met: indexed + unchanged + skipped + failed.
    pub files: u64,
    /// Files read into the index.
    pub indexed: u64,
    /// Files that were in the index as they are.
    pub unchanged: u64,
    /// Files with nothing to read, by reason.
    pub skipped: BTreeMap<String, u64>,
    /// Files that could not be read.
    pub failed: u64,
    /// Documents found in the files that were read.
    pub documents: u64,
    /// Documents that are records now.
    pub records: u64,
    /// Documents that other copies stand for.
    pub duplicates: u64,
    /// Documents with nothing to read, by reason.
    pub documents_skipped: BTreeMap<String, u64>,
    /// Files whose records were dropped because they are gone.
    pub pruned: u64,
    /// Warnings by kind.
    pub warnings: BTreeMap<String, u64>,
    /// Records of the index, by form.
    pub forms: BTreeMap<String, u64>,
    /// Records of the index, by document type.
    pub exhibits: BTreeMap<String, u64>,
    /// Bytes of the index on disk; not part of the JSON, which is the same for equal runs.
    #[serde(skip)]
    pub index_bytes: u64,
    /// Bytes read, after unpacking.
    pub bytes: u64,
    /// Time taken; not part of the JSON, which is the same for equal runs.
    #[serde(skip)]
    pub elapsed: Duration,
    /// Whether the run was stopped before its end.
    pub interrupted: bool,
}

impl Summary {
    /// Adds one file.
    pub fn add(&mut self, report: &FileReport) {
        self.files += 1;
        match &report.outcome {
            FileOutcome::Indexed => self.indexed += 1,
            FileOutcome::Unchanged => self.unchanged += 1,
            FileOutcome::Skipped { reason } => *self.skipped.entry(reason.name().to_owned()).or_default() += 1,
            FileOutcome::Failed { .. } => self.failed += 1,
        }
        for document in &report.documents {
            self.documents += 1;
            match &document.fate {
                Fate::Record { .. } => self.records += 1,
                Fate::Duplicate { .. } => self.duplicates += 1,
                Fate::Skipped { reason } => *self.documents_skipped.entry(reason.name().to_owned()).or_default() += 1,
            }
        }
        for warning in &report.warnings {
            *self.warnings.entry(warning_kind(warning)).or_default() += 1;
        }
    }
}

impl Summary {
    /// Counts records that a better copy took the place of as a duplicate.
    pub(super) fn demote(&mut self, records: u64) {
        self.records = self.records.saturating_sub(records);
        self.duplicates += records;
    }

    /// Adds what the index holds at the end of the run.
    pub(super) fn describe(&mut self, index: &Index) -> Result<()> {
        let stats = index.stats()?;
        self.forms = stats.forms;
        self.exhibits = stats.exhibits;
        self.index_bytes = stats.bytes;
        Ok(())
    }

    /// Adds the sums of a part of the run.
    pub fn merge(&mut self, other: &Self) {
        let counts = [
            (&mut self.files, other.files),
            (&mut self.indexed, other.indexed),
            (&mut self.unchanged, other.unchanged),
            (&mut self.failed, other.failed),
            (&mut self.documents, other.documents),
            (&mut self.records, other.records),
            (&mut self.duplicates, other.duplicates),
            (&mut self.bytes, other.bytes),
        ];
        for (sum, count) in counts {
            *sum += count;
        }
        let maps = [
            (&mut self.skipped, &other.skipped),
            (&mut self.documents_skipped, &other.documents_skipped),
            (&mut self.warnings, &other.warnings),
        ];
        for (sums, counts) in maps {
            for (name, count) in counts {
                *sums.entry(name.clone()).or_default() += count;
            }
        }
    }
}

/// The kind of a warning: its words, every number written `N`.
#[must_use]
pub fn warning_kind(warning: &str) -> String {
    let mut kind = String::with_capacity(warning.len());
    for c in warning.chars() {
        match c.is_ascii_digit() {
            true if kind.ends_with('N') => {}
            true => kind.push('N'),
            false => kind.push(c),
        }
    }
    kind
}
