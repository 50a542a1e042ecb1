//! The whole write side: walk, recognise what is known, read the rest in parallel, commit.
//!
//! Every worker reads, parses, finds facts and indexes into a segment of its own. From time to time
//! the run asks all workers for what they have and commits it in one step, records and bookkeeping
//! together, so a killed run leaves an index that says itself what it holds, and the next run goes
//! on from there.

use std::{
    collections::{BTreeSet, HashMap},
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use crossbeam_channel::{Receiver, RecvTimeoutError};

use super::{
    assemble::{self, Document, Wanted},
    claims::{Claims, Variant},
    queue::{self, Job, Streamed},
    report::{DocumentReport, Fate, FileOutcome, FileReport, Summary},
    walk::{self, Entry, Filter},
};
use crate::{
    diag::{Error, Result},
    index::{Batch, FileEntry, SegmentBuilder, Writer},
};

/// How often what was read is committed.
const COMMIT_EVERY: Duration = Duration::from_secs(30);

/// What a run is to do.
#[derive(Debug, Clone)]
pub struct Options {
    /// Worker threads.
    pub threads: usize,
    /// Bytes of memory for segments being built, for all workers together.
    pub memory: usize,
    /// Which files are looked at.
    pub filter: Filter,
    /// Document types wanted (`EX-99`, as prefixes); all where empty.
    pub only: Vec<String>,
    /// Whether records of files that are gone are dropped.
    pub prune: bool,
    /// Whether a report of every file is kept.
    pub report: bool,
}

/// What a run did.
#[derive(Debug, Default)]
pub struct Done {
    /// The sums.
    pub summary: Summary,
    /// A line a file, by path, where asked for.
    pub reports: Vec<FileReport>,
    /// Files and archives that could not be read.
    pub failures: Vec<(String, Error)>,
}

/// How far a run is; for a progress bar.
#[derive(Debug, Default)]
pub struct Progress {
    /// Files to look at, members of archives not counted.
    pub files_to_read: AtomicU64,
    /// Bytes of them on disk.
    pub bytes_to_read: AtomicU64,
    /// Files done, members included.
    pub files: AtomicU64,
    /// Bytes on disk done.
    pub bytes: AtomicU64,
    /// Bytes read, after unpacking.
    pub unpacked: AtomicU64,
    /// Records made.
    pub records: AtomicU64,
    /// Set from outside to stop after what is being read.
    pub stop: AtomicBool,
}
