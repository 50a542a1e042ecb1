//! One worker of a run: takes files, reads them, indexes what it finds into a segment of its own.
//!
//! A file that turns out to be an archive is streamed by the worker that opened it: its members are
//! offered to the others in blocks, and read here when nobody is free to take them.

use std::{
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
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
    index::{FileEntry, Known, Place, SegmentBuilder, Segments, Variant, short_hash},
    model::{RawDocument, content_id},
};

/// Files are taken in blocks of this many, so that neighbours stand in one segment.
const BLOCK: u64 = 32;
/// Members are offered in blocks of about this many bytes.
const OFFER: usize = 2 << 20;
/// Records wait until they have about this many bytes of text, and are indexed in a row: reading and
/// indexing each want the processor's caches for themselves.
const WAITING: usize = 4 << 20;
/// How long a worker with nothing to do waits before it looks again.
const IDLE: Duration = Duration::from_millis(5);

/// A member of an archive on its way to whoever reads it.
pub(super) struct Member {
    inner: walk::Member,
    /// Its place in the archive, which tells members of one name apart.
    place: u64,
    archive: Arc<Stream>,
}

/// An archive that is being streamed.
struct Stream {
    entry: Entry,
    settings: u64,
    /// Members not yet read, and one for the streaming itself.
    pending: AtomicU64,
    members: AtomicU64,
    broken: AtomicBool,
}

/// A file, or a member of an archive, as a worker reads it.
#[derive(Clone, Copy)]
struct Source<'a> {
    /// Its path, `archive.tar.gz!member` for a member.
    path: &'a str,
    /// The file on disk.
    file: &'a str,
    /// A member's place in its archive, from 1; 0 for a file.
    place: u64,
}

/// See the module.
pub(super) struct Worker<'a> {
    shared: &'a Shared<'a>,
    segments: Segments,
    builder: SegmentBuilder,
    budget: usize,
    waiting: Vec<(Box<Document>, Variant)>,
    waiting_bytes: usize,
    batch: Batch,
    epoch: u64,
}

impl<'a> Worker<'a> {
    /// A worker that writes a segment out when it takes more than `budget` bytes of memory.
    pub fn new(shared: &'a Shared<'a>, segments: Segments, budget: usize) -> Result<Self> {
        let builder = segments.start()?;
        let (waiting, batch) = (Vec::new(), Batch::default());
        Ok(Self { shared, segments, builder, budget, waiting, waiting_bytes: 0, batch, epoch: 0 })
    }

    /// Works until there is nothing left; returns what was not handed over, and the last epoch that
    /// was answered.
    pub fn run(mut self) -> Result<(Batch, u64)> {
        while !self.stopped() {
            self.answer()?;
            if let Ok(members) = self.shared.members.1.try_recv() {
                self.members(members)?;
                continue;
            }
            if self.files()? {
                continue;
            }
            if self.shared.streaming.load(Ordering::Acquire) == 0 {
                match self.shared.members.1.try_recv() {
                    Ok(members) => self.members(members)?,
                    Err(_) => break,
                }
            } else if let Ok(members) = self.shared.members.1.recv_timeout(IDLE) {
                self.members(members)?;
            }
        }
        self.close_segment()?;
        Ok((self.batch, self.epoch))
    }

    fn stopped(&self) -> bool {
        self.shared.progress.stop.load(Ordering::Relaxed)
    }

    /// Hands over everything when the run asks for it.
    fn answer(&mut self) -> Result<()> {
        let epoch = self.shared.epoch.load(Ordering::Acquire);
        if epoch > self.epoch {
            self.epoch = epoch;
            self.close_segment()?;
            self.shared.hand_over(std::mem::take(&mut self.batch));
        }
        Ok(())
    }

    /// Indexes the records that wait.
    fn index_waiting(&mut self) -> Result<()> {
        self.waiting_bytes = 0;
        for (document, variant) in std::mem::take(&mut self.waiting) {
            let Document { record, text, .. } = *document;
            self.builder.add_record(&record, text, &variant)?;
            if self.builder.memory() > self.budget {
                self.write_segment()?;
            }
        }
        Ok(())
    }

    fn close_segment(&mut self) -> Result<()> {
        self.index_waiting()?;
        self.write_segment()
    }

    fn write_segment(&mut self) -> Result<()> {
        let builder = std::mem::replace(&mut self.builder, self.segments.start()?);
        self.batch.segments.extend(builder.finish()?);
        Ok(())
    }

    /// Takes and reads the next block of files; whether there was one.
    fn files(&mut self) -> Result<bool> {
        let shared = self.shared;
        let first = shared.next.fetch_add(BLOCK, Ordering::Relaxed) as usize;
        let entries = shared.plan.entries.get(first..).unwrap_or_default();
        for entry in entries.iter().take(BLOCK as usize) {
            if self.stopped() {
                break;
            }
            self.entry(entry)?;
            self.answer()?;
        }
        Ok(!entries.is_empty())
    }

    fn entry(&mut self, entry: &Entry) -> Result<()> {
        let source = Source { path: &entry.path, file: &entry.path, place: 0 };
        match walk::open(entry) {
            Ok(Opened::Bytes(bytes)) => self.file(entry, &bytes)?,
            Ok(Opened::Archive(archive)) => self.stream(entry, archive)?,
            Err(error) => self.failed(source, &error),
        }
        self.shared.progress.bytes.fetch_add(entry.size, Ordering::Relaxed);
        Ok(())
    }

    /// Reads a file that is no archive, unless its content is known.
    fn file(&mut self, entry: &Entry, bytes: &[u8]) -> Result<()> {
        let source = Source { path: &entry.path, file: &entry.path, place: 0 };
        let hash = short_hash(bytes);
        if self.recognise(entry, hash)? {
            return Ok(());
        }
        let outcome = self.read(source, bytes)?;
        let settings = self.shared.options.settings();
        self.batch.deletes.files.push(entry.path.clone());
        self.builder.add_file(&file_entry(entry, hash, settings, 0, &outcome))
    }

    /// A touched file is known by its content; so is a copy of one that comes before it by path: its place is
    /// noted. A copy that comes first is read, for it makes the record ([`crate::ingest::claims`]).
    fn recognise(&mut self, entry: &Entry, hash: u64) -> Result<bool> {
        let shared = self.shared;
        let Some(first) = shared.plan.by_hash.get(&hash) else { return Ok(false) };
        let is_touched = shared.before.file(&entry.path)?.is_some_and(|file| file.hash == hash);
        let known = if is_touched { &entry.path } else { first };
        let is_moved = *known != entry.path;
        let comes_first = entry.path < *known;
        if is_moved && (comes_first || parse::path::identity(known) != parse::path::identity(&entry.path)) {
            return Ok(false);
        }
        let Some(file) = shared.before.file(known)? else { return Ok(false) };
        if file.hash != hash || file.settings != shared.options.settings() || file.members > 0 {
            return Ok(false);
        }
        if is_moved {
            for id in shared.before.ids_in(known)? {
                self.builder.add_place(&Place { id, path: entry.path.clone(), file: entry.path.clone() })?;
            }
        }
        self.batch.deletes.entries.push(entry.path.clone());
        let file = FileEntry { path: entry.path.clone(), size: entry.size, modified_ns: entry.modified_ns, ..file };
        self.builder.add_file(&file)?;
        self.report(FileReport::without_documents(&entry.path, FileOutcome::Unchanged));
        Ok(true)
    }

    /// Streams an archive: offers its members to other workers, reads those nobody takes.
    fn stream(&mut self, entry: &Entry, archive: Archive) -> Result<()> {
        let shared = self.shared;
        self.batch.deletes.files.push(entry.path.clone());
        let stream = Arc::new(Stream {
            entry: entry.clone(),
            settings: shared.options.settings(),
            pending: AtomicU64::new(1),
            members: AtomicU64::new(0),
            broken: AtomicBool::new(false),
        });
        shared.streaming.fetch_add(1, Ordering::AcqRel);
        let streamed = self.offer_members(archive, &stream);
        shared.streaming.fetch_sub(1, Ordering::AcqRel);
        if self.stopped() {
            stream.broken.store(true, Ordering::Relaxed);
        }
        match streamed? {
            Ok(()) => {}
            Err(error) => {
                stream.broken.store(true, Ordering::Relaxed);
                self.failed(Source { path: &entry.path, file: &entry.path, place: 0 }, &error);
            }
        }
        self.member_done(&stream);
        Ok(())
    }

    /// The outer result is of the index, the inner one of the archive.
    fn offer_members(&mut self, archive: Archive, stream: &Arc<Stream>) -> Result<Result<()>> {
        let mut block = Vec::new();
        let mut bytes = 0;
        let mut outcome = Ok(());
        let read = archive.members(&self.shared.options.filter, &mut |inner| {
            bytes += size_of(&inner);
            stream.pending.fetch_add(1, Ordering::AcqRel);
            let place = stream.members.fetch_add(1, Ordering::Relaxed) + 1;
            block.push(Member { inner, place, archive: Arc::clone(stream) });
            if bytes < OFFER && block.len() < BLOCK as usize {
                return ControlFlow::Continue(());
            }
            bytes = 0;
            outcome = self.offer(std::mem::take(&mut block)).and_then(|()| self.answer());
            if outcome.is_err() || self.stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        outcome?;
        self.members(block)?;
        Ok(read)
    }

    fn offer(&mut self, block: Vec<Member>) -> Result<()> {
        match self.shared.members.0.try_send(block) {
            Ok(()) => Ok(()),
            Err(returned) => self.members(returned.into_inner()),
        }
    }

    fn members(&mut self, members: Vec<Member>) -> Result<()> {
        for Member { inner, place, archive } in members {
            let source = Source { path: &inner.path, file: &archive.entry.path, place };
            match inner.content {
                MemberContent::Bytes(bytes) => drop(self.read(source, &bytes)?),
                MemberContent::Skipped(reason) => {
                    self.report(FileReport::without_documents(source.path, FileOutcome::Skipped { reason }));
                }
                MemberContent::Failed(error) => self.failed(source, &error),
            }
            self.member_done(&archive);
        }
        Ok(())
    }

    fn member_done(&self, stream: &Stream) {
        if stream.pending.fetch_sub(1, Ordering::AcqRel) > 1 || stream.broken.load(Ordering::Relaxed) {
            return;
        }
        let members = stream.members.load(Ordering::Relaxed);
        let outcome = FileOutcome::Indexed;
        self.shared.archive_done(file_entry(&stream.entry, 0, stream.settings, members.max(1), &outcome));
    }

    /// Reads the bytes of a file or member into records.
    fn read(&mut self, source: Source<'_>, bytes: &[u8]) -> Result<FileOutcome> {
        let options = self.shared.options;
        self.batch.run.summary.bytes += bytes.len() as u64;
        let read = assemble::file_guarded(source.path, bytes, &|raw| options.wants(raw), options.lexicon());
        let outcome = match read {
            Ok(Ok(read)) => return self.documents(source, read),
            Ok(Err(reason)) => FileOutcome::Skipped { reason },
            Err(error) => {
                self.failed(source, &error);
                return Ok(FileOutcome::Failed { error: error.to_string() });
            }
        };
        self.report(FileReport::without_documents(source.path, outcome.clone()));
        Ok(outcome)
    }

    fn documents(&mut self, source: Source<'_>, read: FileRead) -> Result<FileOutcome> {
        let mut reports = Vec::with_capacity(read.documents.len());
        let mut warnings = read.warnings;
        for (ordinal, outcome) in (0..).zip(read.documents) {
            let (fate, uid) = match outcome.result {
                Ok(document) => {
                    warnings.extend(document.record.warnings.iter().cloned());
                    self.document(source, ordinal, document)?
                }
                Err(reason) => (Fate::Skipped { reason }, 0),
            };
            let RawDocument { sequence, document_type, .. } = outcome.raw;
            reports.push(DocumentReport { sequence, document_type, fate, uid });
        }
        let outcome = outcome_of(&reports);
        self.report(FileReport {
            path: source.path.to_owned(),
            outcome: outcome.clone(),
            documents: reports,
            warnings,
        });
        Ok(outcome)
    }

    fn document(&mut self, source: Source<'_>, ordinal: u32, document: Box<Document>) -> Result<(Fate, u64)> {
        let Document { record, text, content } = &*document;
        let sighting = Sighting {
            uid: uid(source, ordinal),
            id: record.id.clone(),
            accession: record.accession.clone(),
            content: *content,
            path: source.path.to_owned(),
            file: source.file.to_owned(),
            ordinal,
        };
        let uid = sighting.uid;
        let id = record.id.clone();
        let Claim { wins, replaced } = self.shared.meet(sighting.clone())?;
        if !wins {
            self.builder.add_place(&place(&sighting))?;
            return Ok((Fate::Duplicate { id }, uid));
        }
        for beaten in &replaced {
            self.withdraw(name_of(beaten.uid));
            self.builder.add_place(&place(beaten))?;
        }
        let variant = Variant { file: source.file.to_owned(), uid: name_of(uid), content: *content };
        self.waiting_bytes += text.len();
        self.waiting.push((document, variant));
        if self.waiting_bytes > WAITING {
            self.index_waiting()?;
        }
        self.shared.progress.records.fetch_add(1, Ordering::Relaxed);
        Ok((Fate::Record { id }, uid))
    }

    /// Takes a record away, whether it waits here or was indexed by whomever.
    fn withdraw(&mut self, uid: String) {
        let waiting = self.waiting.len();
        self.waiting.retain(|(_, variant)| variant.uid != uid);
        if self.waiting.len() == waiting {
            self.batch.deletes.uids.push(uid);
        }
    }

    fn failed(&mut self, source: Source<'_>, error: &Error) {
        let error = error.to_string();
        self.batch.run.failures.push((source.path.to_owned(), Error::message(error.clone())));
        self.report(FileReport::without_documents(source.path, FileOutcome::Failed { error }));
    }

    fn report(&mut self, report: FileReport) {
        self.shared.progress.files.fetch_add(1, Ordering::Relaxed);
        self.batch.run.summary.add(&report);
        if self.shared.options.keep_reports {
            self.batch.run.reports.push(report);
        }
    }
}

impl Shared<'_> {
    /// Holds a sighting against those of this run and of the index.
    fn meet(&self, sighting: Sighting) -> Result<Claim> {
        let known = if self.is_first_run { Vec::new() } else { self.before.alike(&sighting.id, sighting.content)? };
        let mut claims = lock(&self.claims);
        for Known { id, accession, path, variant } in known {
            let uid = u64::from_str_radix(&variant.uid, 16).unwrap_or_default();
            if !self.rereads(&variant.file) {
                let Variant { file, content, .. } = variant;
                claims.recall(Sighting { uid, id, accession, content, path, file, ordinal: 0 });
            }
        }
        Ok(claims.meet(sighting))
    }
}

/// What became of a file, by what became of its documents.
fn outcome_of(reports: &[DocumentReport]) -> FileOutcome {
    let mut reason = SkipReason::Empty;
    for report in reports {
        match report.fate {
            Fate::Skipped { reason: skipped } => reason = skipped,
            _ => return FileOutcome::Indexed,
        }
    }
    FileOutcome::Skipped { reason }
}

/// Where a document was met that another sighting makes the record of.
fn place(sighting: &Sighting) -> Place {
    Place { id: content_id(sighting.content), path: sighting.path.clone(), file: sighting.file.clone() }
}

fn size_of(member: &walk::Member) -> usize {
    if let MemberContent::Bytes(bytes) = &member.content { bytes.len() } else { 0 }
}

fn uid(source: Source<'_>, ordinal: u32) -> u64 {
    short_hash(format!("{}\n{}\n{ordinal}", source.path, source.place).as_bytes())
}

/// A sighting's name in the index.
fn name_of(uid: u64) -> String {
    format!("{uid:016x}")
}

fn file_entry(entry: &Entry, hash: u64, settings: u64, members: u64, outcome: &FileOutcome) -> FileEntry {
    FileEntry {
        path: entry.path.clone(),
        size: entry.size,
        modified_ns: entry.modified_ns,
        hash,
        members,
        settings,
        outcome: outcome.name(),
        warnings: Vec::new(),
    }
}
