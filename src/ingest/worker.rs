//! One worker of a run: takes files, reads them, indexes what it finds into a segment of its own.
//!
//! A file that turns out to be an archive is streamed by the worker that opened it: its members are
//! offered to the others in blocks, and read here when nobody is free to take them.

use std::{
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use super::{
    assemble::{self, Document, FileRead},
    claims::{Claim, Sighting},
    parse,
    pool::{Batch, Shared, lock},
    report::{DocumentReport, Fate, FileOutcome, FileReport},
    walk::{self, Archive, Entry, MemberContent, Opened},
};
use crate::{
    diag::{Error, Result, SkipReason},
    index::{self, FileEntry, Place, SegmentBuilder, Variant},
    model::RawDocument,
};

/// Files are taken in blocks of this many, so that neighbours stand in one segment.
const BLOCK: u64 = 32;
/// Members are offered in blocks of about this many bytes.
const OFFER: usize = 2 << 20;
/// How long a worker with nothing to do waits before it looks again.
const IDLE: Duration = Duration::from_millis(5);

/// A member of an archive on its way to whoever reads it.
pub(super) struct Member {
    inner: walk::Member,
    archive: Arc<Stream>,
}

/// An archive that is being streamed.
struct Stream {
    file: String,
    /// Members not yet read, and one for the streaming itself.
    pending: AtomicU64,
    members: AtomicU64,
}

/// A file, or a member of an archive, as the worker reads it.
struct Source<'a> {
    path: &'a str,
    file: &'a str,
}

pub(super) struct Worker<'a> {
    shared: &'a Shared<'a>,
    builder: SegmentBuilder,
    new_builder: &'a (dyn Fn() -> Result<SegmentBuilder> + Sync),
    budget: usize,
    batch: Batch,
    epoch: u64,
}
