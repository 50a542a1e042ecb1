//! From the list of files to jobs for the workers: blocks of files that follow each other by path,
//! and blocks of members of an archive, read in a stream.
//!
//! One thread fills the queue. It opens no plain file: the workers read those themselves. The
//! members of an archive pass through the queue with their bytes, so its length is kept small.

use std::{
    ops::ControlFlow,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};

use crossbeam_channel::Sender;

use super::walk::{self, Entry, Member};
use crate::diag::Error;

/// A block ends when it holds this many bytes or files.
const BLOCK_BYTES: u64 = 4 << 20;
const BLOCK_FILES: usize = 64;

/// A piece of work for one worker.
#[derive(Debug)]
pub enum Job {
    /// Files to be read.
    Files(Vec<Entry>),
    /// Members of an archive, by the archive's place in the list of files.
    Members { archive: usize, members: Vec<Member> },
}

/// An archive whose members were all handed out.
#[derive(Debug)]
pub struct Streamed {
    /// Its place in the list of files.
    pub archive: usize,
    /// The number of members handed out.
    pub members: u64,
    /// Why it could not be read to its end.
    pub error: Option<Error>,
}

/// What the filler and the workers share.
#[derive(Debug, Default)]
pub struct Gauge {
    /// Set to stop early.
    pub stop: AtomicBool,
    /// Jobs handed out for the archive that is being streamed, and not done yet.
    pub bytes_of_archives: AtomicU64,
}

/// Fills the queue from `entries`; says when an archive has been streamed.
pub fn fill(entries: &[Entry], jobs: &Sender<Job>, gauge: &Gauge, streamed: &mut dyn FnMut(Streamed)) {
    let mut block = Vec::new();
    let mut size = 0;
    for (place, entry) in entries.iter().enumerate() {
        if gauge.stop.load(Ordering::Relaxed) {
            return;
        }
        if walk::is_archive(entry) {
            streamed(stream(place, entry, jobs, gauge));
            continue;
        }
        size += entry.size;
        block.push(entry.clone());
        if size >= BLOCK_BYTES || block.len() >= BLOCK_FILES {
            size = 0;
            if jobs.send(Job::Files(std::mem::take(&mut block))).is_err() {
                return;
            }
        }
    }
    if !block.is_empty() {
        let _ = jobs.send(Job::Files(block));
    }
}

fn stream(archive: usize, entry: &Entry, jobs: &Sender<Job>, gauge: &Gauge) -> Streamed {
    let mut members = Vec::new();
    let mut size = 0;
    let mut count = 0;
    let result = walk::members(entry, &mut |member| {
        count += 1;
        size += member.bytes.len() as u64;
        members.push(member);
        if size < BLOCK_BYTES && members.len() < BLOCK_FILES {
            return ControlFlow::Continue(());
        }
        size = 0;
        let sent = jobs.send(Job::Members { archive, members: std::mem::take(&mut members) });
        match sent.is_err() || gauge.stop.load(Ordering::Relaxed) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    });
    if !members.is_empty() {
        let _ = jobs.send(Job::Members { archive, members });
    }
    Streamed { archive, members: count, error: result.err() }
}
