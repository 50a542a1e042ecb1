//! The whole write side: walk, recognise what is known, read the rest in parallel, commit.
//!
//! Every worker reads, parses, finds facts and indexes into a segment of its own. From time to time
//! the run asks all workers for what they have and commits it in one step, records and bookkeeping
//! together, so a killed run leaves an index that says itself what it holds, and the next run goes
//! on from there.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use rustc_hash::FxHashSet;

use super::{
    claims::Claims,
    extract::sentiment::Lexicon,
    plan::{self, Plan},
    report::{Fate, FileOutcome, FileReport, Summary},
    walk::Filter,
    worker::{Member, Worker},
};
use crate::{
    diag::{Error, Result},
    index::{self, Deletes, FileEntry, Finished, Index, Writer},
    model::RawDocument,
};

/// What was read is committed after this time for the first time, then each time after twice as long
/// as before, up to the second: a short run that is killed loses little, a long one has few segments.
const COMMIT_FIRST: Duration = Duration::from_secs(4);
const COMMIT_EVERY: Duration = Duration::from_secs(30);

/// Bytes a worker's segment may take in memory before it is written out, unless told otherwise.
pub const MEMORY_PER_THREAD: usize = 128 << 20;

/// What a run is to do.
#[derive(Debug, Clone)]
pub struct Options {
    /// Worker threads.
    pub threads: usize,
    /// Bytes of memory for segments being built, all workers together.
    pub memory: usize,
    /// Which files are looked at.
    pub filter: Filter,
    /// Document types wanted, as prefixes (`EX-99`); all where empty.
    pub only: Vec<String>,
    /// Whether records of files that are gone are dropped.
    pub prune: bool,
    /// Whether the index is thrown away and built anew.
    pub rebuild: bool,
    /// Whether a report of every file is kept.
    pub keep_reports: bool,
    /// The words that make the tone, where they are not ours alone.
    pub lexicon: Option<Arc<Lexicon>>,
}

/// As many threads as there are cores, every file, an index that is brought up to date.
impl Default for Options {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            threads,
            memory: threads * MEMORY_PER_THREAD,
            filter: Filter::default(),
            only: Vec::new(),
            prune: false,
            rebuild: false,
            keep_reports: false,
            lexicon: None,
        }
    }
}

impl Options {
    /// The words that make the tone.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        match &self.lexicon {
            Some(lexicon) => lexicon,
            None => Lexicon::own(),
        }
    }

    /// Whether a document is of a type that is wanted.
    #[must_use]
    pub fn wants(&self, document: &RawDocument) -> bool {
        let is_of = |prefix: &String| {
            document.document_type.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        };
        self.only.is_empty() || self.only.iter().any(is_of)
    }

    /// Stands for what decides which documents of a file are read and how: a file read under other
    /// settings, or by a program with other rules, is not up to date.
    pub(super) fn settings(&self) -> u64 {
        const RULES: &str = env!("FILINGS_RULES");
        let mut only = self.only.clone();
        only.sort();
        only.dedup();
        let documents = if only.is_empty() { 0 } else { index::short_hash(only.join("\n").as_bytes()) };
        index::short_hash(RULES.as_bytes())
            ^ documents
            ^ self.lexicon.as_ref().map_or(0, |lexicon| lexicon.fingerprint())
    }
}

/// What a run did.
#[derive(Debug, Default)]
pub struct Run {
    /// The sums.
    pub summary: Summary,
    /// What became of every file, by path, where asked for.
    pub reports: Vec<FileReport>,
    /// What could not be read, by path.
    pub failures: Vec<(String, Error)>,
}

/// How far a run is; read by a progress bar while it goes on.
#[derive(Debug, Default)]
pub struct Progress {
    /// Bytes on disk to be read.
    pub bytes_to_read: AtomicU64,
    /// Bytes on disk done.
    pub bytes: AtomicU64,
    /// Files done, members of archives included.
    pub files: AtomicU64,
    /// Records made.
    pub records: AtomicU64,
    /// Set from outside to stop after what is being read.
    pub stop: AtomicBool,
    /// Set when there is nothing more to draw.
    pub done: AtomicBool,
}

/// Brings the index in `directory` up to date with `paths`.
///
/// # Errors
/// Another writer is at work, the index has another format, or the disk fails. What cannot be read
/// among the files is no error but a [`Run::failures`] entry.
pub fn run(paths: &[PathBuf], directory: &Path, options: &Options, progress: &Progress) -> Result<Run> {
    let started = Instant::now();
    within_reach(paths, options)?;
    let mut writer = Writer::open(directory, index::Options { rebuild: options.rebuild })?;
    let before = Index::open(directory)?;
    let plan = plan::plan(paths, &before, options)?;
    progress.bytes_to_read.store(plan.entries.iter().map(|entry| entry.size).sum(), Ordering::Relaxed);
    let shared = Shared::new(&plan, &before, options, progress);
    let mut run = Run::default();
    shared.known(&mut run);
    if !plan.entries.is_empty() || !plan.gone.is_empty() {
        shared.work(&mut writer, &mut run)?;
        writer.tidy()?;
    }
    shared.settle(&mut run);
    let after = Index::open(directory)?;
    run.summary.describe(&after)?;
    run.summary.elapsed = started.elapsed();
    Ok(run)
}

/// Nothing is made or thrown away for paths of which none is there, nor thrown away if any is not.
fn within_reach(paths: &[PathBuf], options: &Options) -> Result<()> {
    let mut missing = paths.iter().filter(|path| !path.exists());
    let count = missing.clone().count();
    match missing.next() {
        Some(first) if count == paths.len() || options.rebuild => {
            Err(Error::io(first, std::io::ErrorKind::NotFound.into()))
        }
        _ => Ok(()),
    }
}

/// What all workers of a run look at.
pub(super) struct Shared<'a> {
    pub plan: &'a Plan,
    pub before: &'a Index,
    pub options: &'a Options,
    pub progress: &'a Progress,
    pub claims: Mutex<Claims>,
    /// The next entry of the plan that nobody took.
    pub next: AtomicU64,
    /// Members of archives that are being streamed, for whoever is free.
    pub members: (crossbeam_channel::Sender<Vec<Member>>, crossbeam_channel::Receiver<Vec<Member>>),
    /// Workers that may still hand out members.
    pub streaming: AtomicU64,
    /// Raised when all workers are to hand over what they have.
    pub epoch: AtomicU64,
    /// Whether the index holds nothing yet.
    pub is_first_run: bool,
    rereads: FxHashSet<&'a str>,
    handover: Mutex<Handover>,
    changed: Condvar,
}

/// What workers hand over to be committed.
#[derive(Default)]
struct Handover {
    batches: Vec<Batch>,
    /// Workers that have not answered the current epoch.
    awaited: usize,
    live: usize,
    /// Archives all of whose members were read, to be noted in the next commit but one at the latest.
    archives: Vec<FileEntry>,
    error: Option<Error>,
}

/// The work of one worker since its last handover.
#[derive(Default)]
pub(super) struct Batch {
    pub segments: Vec<Finished>,
    pub deletes: Deletes,
    pub run: Run,
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'a> Shared<'a> {
    fn new(plan: &'a Plan, before: &'a Index, options: &'a Options, progress: &'a Progress) -> Self {
        let is_first_run = before.holds_nothing();
        let rereads = if is_first_run { FxHashSet::default() } else { plan.rereads() };
        Self {
            is_first_run,
            rereads,
            plan,
            before,
            options,
            progress,
            claims: Mutex::default(),
            next: AtomicU64::new(0),
            members: crossbeam_channel::bounded(options.threads),
            streaming: AtomicU64::new(0),
            epoch: AtomicU64::new(0),
            handover: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    /// Whether what the index holds of a file is replaced by this run.
    pub fn rereads(&self, file: &str) -> bool {
        self.rereads.contains(file)
    }

    /// Notes the files that need no reading.
    fn known(&self, run: &mut Run) {
        let mut note = |path: &str, outcome: FileOutcome, files: u64| {
            let report = FileReport::without_documents(path, outcome);
            for _ in 0..files {
                run.summary.add(&report);
            }
            if self.options.keep_reports {
                run.reports.push(report);
            }
        };
        for (path, members) in &self.plan.unchanged {
            note(path, FileOutcome::Unchanged, (*members).max(1));
        }
        for (path, reason) in &self.plan.skipped {
            note(path, FileOutcome::Skipped { reason: *reason }, 1);
        }
        for (path, error) in &self.plan.failed {
            note(path, FileOutcome::Failed { error: error.to_string() }, 1);
            run.failures.push((path.clone(), Error::message(error.to_string())));
        }
    }

    /// Reads and commits everything in the plan.
    fn work(&self, writer: &mut Writer, run: &mut Run) -> Result<()> {
        let gone = Deletes { files: self.plan.gone.clone(), ..Deletes::default() };
        run.summary.pruned = gone.files.len() as u64;
        lock(&self.handover).batches.push(Batch { deletes: gone, ..Batch::default() });
        let threads = self.options.threads.max(1);
        lock(&self.handover).live = threads;
        let budget = self.options.memory / threads;
        std::thread::scope(|scope| {
            for _ in 0..threads {
                let segments = writer.segments();
                scope.spawn(move || self.finish(Worker::new(self, segments, budget).and_then(Worker::run)));
            }
            let result = self.commit_until_done(writer, run);
            if result.is_err() {
                self.progress.stop.store(true, Ordering::Relaxed);
            }
            result
        })
    }

    fn commit_until_done(&self, writer: &mut Writer, run: &mut Run) -> Result<()> {
        let mut wait = COMMIT_FIRST;
        loop {
            let handover = lock(&self.handover);
            let waited = self.changed.wait_timeout_while(handover, wait, |handover| handover.live > 0);
            wait = (wait * 2).min(COMMIT_EVERY);
            let (mut handover, _) = waited.unwrap_or_else(PoisonError::into_inner);
            let archives = std::mem::take(&mut handover.archives);
            handover.awaited = handover.live;
            self.epoch.fetch_add(1, Ordering::Release);
            let all = self.changed.wait_while(handover, |handover| handover.awaited > 0);
            let mut handover = all.unwrap_or_else(PoisonError::into_inner);
            if let Some(error) = handover.error.take() {
                return Err(error);
            }
            let done = handover.live == 0;
            let batches = std::mem::take(&mut handover.batches);
            let late = if done { std::mem::take(&mut handover.archives) } else { Vec::new() };
            drop(handover);
            commit(writer, run, batches, archives.into_iter().chain(late).collect())?;
            if done {
                return Ok(());
            }
        }
    }

    /// A worker's answer to an epoch.
    pub fn hand_over(&self, batch: Batch) {
        let mut handover = lock(&self.handover);
        handover.batches.push(batch);
        handover.awaited = handover.awaited.saturating_sub(1);
        self.changed.notify_all();
    }

    /// An archive whose members were all read.
    pub fn archive_done(&self, file: FileEntry) {
        lock(&self.handover).archives.push(file);
    }

    /// The end of a worker.
    fn finish(&self, result: Result<(Batch, u64)>) {
        let mut handover = lock(&self.handover);
        handover.live -= 1;
        match result {
            Ok((batch, epoch)) => {
                handover.batches.push(batch);
                if epoch < self.epoch.load(Ordering::Acquire) {
                    handover.awaited = handover.awaited.saturating_sub(1);
                }
            }
            Err(error) => {
                handover.awaited = handover.awaited.saturating_sub(1);
                handover.error.get_or_insert(error);
                self.progress.stop.store(true, Ordering::Relaxed);
            }
        }
        self.changed.notify_all();
    }

    /// Brings fates up to date with the claims at the end of the run, and all lists into order.
    fn settle(&self, run: &mut Run) {
        let claims = lock(&self.claims);
        run.summary.demote(claims.demoted());
        for document in run.reports.iter_mut().flat_map(|report| &mut report.documents) {
            if let Fate::Record { id } = &document.fate
                && !claims.holds(document.uid)
            {
                document.fate = Fate::Duplicate { id: id.clone() };
            }
        }
        run.reports.sort_by(|a, b| a.path.cmp(&b.path));
        run.failures.sort_by(|a, b| a.0.cmp(&b.0));
        run.summary.interrupted = self.progress.stop.load(Ordering::Relaxed);
    }
}

/// Publishes what the workers handed over.
fn commit(writer: &mut Writer, run: &mut Run, batches: Vec<Batch>, archives: Vec<FileEntry>) -> Result<()> {
    let mut segments = Vec::new();
    let mut deletes = Deletes::default();
    for mut batch in batches {
        segments.append(&mut batch.segments);
        deletes.append(&mut batch.deletes);
        run.summary.merge(&batch.run.summary);
        run.reports.append(&mut batch.run.reports);
        run.failures.append(&mut batch.run.failures);
    }
    if !archives.is_empty() {
        let mut builder = writer.segment()?;
        for archive in &archives {
            builder.add_file(archive)?;
        }
        segments.extend(builder.finish()?);
    }
    writer.commit(segments, deletes)
}
