//! What a run has to do: which files are known as they are, which must be read, which are gone.

use std::path::{Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    pool::Options,
    walk::{self, Entry},
};
use crate::{
    diag::{Error, Result, SkipReason},
    index::{FileState, Index},
};

/// The work of a run.
#[derive(Debug, Default)]
pub struct Plan {
    /// Files to read, by path.
    pub entries: Vec<Entry>,
    /// Files that are in the index as they are: path and, for an archive, its number of members.
    pub unchanged: Vec<(String, u64)>,
    /// Files of the index that are gone and whose records are to be dropped.
    pub gone: Vec<String>,
    /// Files that are not looked at.
    pub skipped: Vec<(String, SkipReason)>,
    /// What could not be looked at.
    pub failed: Vec<(String, Error)>,
    /// What the index knows of the files it holds, those that are gone left out, by content hash: of copies
    /// the first by path.
    pub by_hash: FxHashMap<u64, String>,
}

impl Plan {
    fn knows(&mut self, state: &FileState) {
        let known = self.by_hash.entry(state.hash).or_insert_with(|| state.path.clone());
        if state.path < *known {
            known.clone_from(&state.path);
        }
    }

    /// The files whose records are replaced or dropped by the run.
    pub fn rereads(&self) -> FxHashSet<&str> {
        self.entries.iter().map(|entry| entry.path.as_str()).chain(self.gone.iter().map(String::as_str)).collect()
    }
}

/// Walks `roots` and holds what is found against what the index knows.
///
/// # Errors
/// The index cannot be read.
pub fn plan(roots: &[PathBuf], index: &Index, options: &Options) -> Result<Plan> {
    let base = index.base();
    let roots = &base.reached(roots);
    let mut listing = walk::entries(roots, &options.filter);
    let own = own_places(roots, index.directory());
    listing.entries.retain(|entry| !is_below(&own, &entry.path));
    listing.skipped.retain(|(path, _)| !is_below(&own, path));
    let kept = |entry: Entry| match base.kept(&entry.path) {
        Some(path) => entry.named(path),
        None => entry,
    };
    listing.entries = listing.entries.into_iter().map(kept).collect();
    let mut known: FxHashMap<String, FileState> =
        index.files()?.into_iter().map(|state| (state.path.clone(), state)).collect();
    let mut plan = Plan { skipped: listing.skipped, failed: listing.failed, ..Plan::default() };
    let settings = [options.settings(), Options { only: Vec::new(), ..options.clone() }.settings()];
    let mut replaced = Vec::new();
    let mut kept = Vec::new();
    for entry in listing.entries {
        match known.remove(&entry.path) {
            Some(state) if is_as_it_was(&state, &entry, &settings) => {
                plan.knows(&state);
                kept.push((entry, state.members));
            }
            Some(state) => {
                plan.knows(&state);
                match walk::is_whole(&entry) {
                    Ok(()) => {
                        replaced.push(entry.path.clone());
                        plan.entries.push(entry);
                    }
                    // what was read before stays until there is something to replace it
                    Err(error) => plan.failed.push((entry.path, error)),
                }
            }
            None => plan.entries.push(entry),
        }
    }
    for (path, state) in known {
        let place = base.located(&path);
        if options.prune && is_below(roots, &place) && is_gone(&place, roots, &plan.failed) {
            plan.gone.push(path);
        } else {
            plan.knows(&state);
        }
    }
    plan.failed.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    plan.gone.sort_unstable();
    let orphans = orphans(index, replaced.iter().chain(&plan.gone))?;
    for (entry, members) in kept {
        if orphans.contains(&entry.path) {
            plan.by_hash.retain(|_, path| *path != entry.path);
            plan.entries.push(entry);
        } else {
            plan.unchanged.push((entry.path, members));
        }
    }
    plan.entries.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(plan)
}

/// Whether a file did not change and was read under these settings, or under those that want all
/// documents: what is there already stays.
fn is_as_it_was(state: &FileState, entry: &Entry, settings: &[u64]) -> bool {
    state.size == entry.size && state.modified_ns == entry.modified_ns && settings.contains(&state.settings)
}

/// Whether a file is no more, rather than out of reach: what it lay in could be walked.
fn is_gone(path: &str, roots: &[PathBuf], failed: &[(String, Error)]) -> bool {
    let within = |place: &Path| Path::new(path).starts_with(place);
    let unreached = failed.iter().any(|(place, _)| within(Path::new(place)));
    let walked = roots.iter().any(|root| within(root) && root.exists());
    walked && !unreached && matches!(Path::new(path).try_exists(), Ok(false))
}

/// Where the index itself lies, as paths under the roots have it: its files are no filings.
fn own_places(roots: &[PathBuf], directory: &Path) -> Vec<PathBuf> {
    let Ok(own) = directory.canonicalize() else { return Vec::new() };
    let place = |root: &PathBuf| Some(root.join(own.strip_prefix(root.canonicalize().ok()?).ok()?));
    roots.iter().filter_map(place).filter(|place| place.file_name().is_some()).collect()
}

fn is_below(roots: &[PathBuf], path: &str) -> bool {
    roots.iter().any(|root| Path::new(path).starts_with(root))
}

/// Files that hold copies of documents whose records may go: they must be read again, since one of
/// the copies may have to make the record now.
fn orphans<'a>(index: &Index, files: impl Iterator<Item = &'a String>) -> Result<FxHashSet<String>> {
    let mut orphans = FxHashSet::default();
    if !index.has_places()? {
        return Ok(orphans);
    }
    for file in files {
        orphans.extend(index.sharing(file)?);
    }
    Ok(orphans)
}
