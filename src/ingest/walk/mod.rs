//! From paths to files: folders walked in order, members of archives read in a stream.
//!
//! [`entries`] looks at names, sizes and times alone, so that an unchanged corpus costs no reading; a packed file
//! that has changed is gone through once before ([`is_whole`]), so that a damaged one drops nothing.
//! [`open`] then says by content, never by a name's ending, whether a file is bytes to read or an
//! archive of more files; [`Archive::members`] hands those over one by one, in the archive's order.

mod archive;
mod filter;
mod guard;
mod open;

use std::{
    fs::Metadata,
    io,
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

pub use archive::{Archive, Member, MemberContent};
pub use filter::Filter;
pub use guard::MAX_FILE;
pub use open::{Opened, open};

use crate::diag::{Error, Result, SkipReason};

/// A file as its folder lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it is: below the path that was asked for, as text.
    pub path: String,
    /// Its length in bytes.
    pub size: u64,
    /// When it was last changed, in nanoseconds since 1970; zero where the system does not say.
    pub modified_ns: i64,
    /// The path as the system knows it, where that is not text.
    raw: Option<PathBuf>,
}

impl Entry {
    /// The path to open.
    #[must_use]
    pub fn file(&self) -> &Path {
        self.raw.as_deref().unwrap_or_else(|| Path::new(&self.path))
    }
}

impl Entry {
    /// The same file under another path.
    #[must_use]
    pub fn named(self, path: String) -> Self {
        let raw = self.raw.or_else(|| Some(PathBuf::from(self.path)));
        Self { path, raw, ..self }
    }
}

/// Whether a packed file can be read to its end; others are not looked at.
///
/// # Errors
/// It is damaged or cut off.
pub fn is_whole(entry: &Entry) -> Result<()> {
    const PACKED: [&str; 5] = ["gz", "tgz", "zst", "zip", "tar"];
    let ending = entry.file().extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if !PACKED.iter().any(|known| known.eq_ignore_ascii_case(ending)) {
        return Ok(());
    }
    match open(entry)? {
        Opened::Bytes(_) => Ok(()),
        Opened::Archive(archive) => archive.members(&Filter::default(), &mut |_| ControlFlow::Continue(())),
    }
}

/// A path as the system has it, of its text: one whose name is no text is looked for among its neighbours.
#[must_use]
pub fn on_disk(path: &str) -> PathBuf {
    let (plain, lost) = (PathBuf::from(path), '\u{fffd}');
    let Some(parent) = plain.parent().filter(|_| path.contains(lost) && !plain.exists()) else { return plain };
    let folder = on_disk(&parent.to_string_lossy());
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    let wanted = plain.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let found = std::fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok);
    let mut found = found.filter(|entry| entry.file_name().to_string_lossy() == wanted);
    found.next().map_or(plain, |entry| entry.path())
}

/// What [`entries`] found. Each list is sorted by path, byte by byte.
#[derive(Debug, Default)]
pub struct Listing {
    /// Files to read.
    pub entries: Vec<Entry>,
    /// Files left out by the filter, and pipes, sockets and devices.
    pub skipped: Vec<(String, SkipReason)>,
    /// What could not be looked at: missing paths, links in a loop, folders without permission.
    pub failed: Vec<(String, Error)>,
}

/// Lists every file at or below `roots`. Nothing is opened; links are followed.
///
/// ```
/// use filings::ingest::walk::{Filter, entries};
/// let listing = entries(&["src".into()], &Filter::default());
/// assert!(listing.entries.iter().any(|entry| entry.path == "src/lib.rs"));
/// ```
#[must_use]
pub fn entries(roots: &[PathBuf], filter: &Filter) -> Listing {
    let mut listing = Listing::default();
    for root in roots {
        for found in walkdir::WalkDir::new(root).follow_links(true) {
            match found {
                Ok(found) if found.file_type().is_dir() => {}
                Ok(found) => listing.add(&found, filter),
                Err(error) => listing.fail(root, error),
            }
        }
    }
    listing.entries.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    listing.entries.dedup_by(|a, b| a.path == b.path);
    listing.skipped.sort_unstable();
    listing.skipped.dedup();
    listing.failed.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    listing.failed.dedup_by(|a, b| a.0 == b.0);
    listing
}

impl Listing {
    fn add(&mut self, found: &walkdir::DirEntry, filter: &Filter) {
        let path = found.path().to_string_lossy().into_owned();
        if !found.file_type().is_file() {
            return self.skipped.push((path, SkipReason::UnknownFormat));
        }
        if !filter.takes_file(&path) {
            return self.skipped.push((path, SkipReason::Filtered));
        }
        match found.metadata() {
            Ok(metadata) => self.entries.push(entry(found.path(), path, &metadata)),
            Err(error) => self.fail(found.path(), error),
        }
    }

    fn fail(&mut self, root: &Path, error: walkdir::Error) {
        let path = error.path().unwrap_or(root).to_owned();
        let cause = match error.loop_ancestor() {
            Some(ancestor) => io::Error::other(format!("it links back to `{}`", ancestor.display())),
            None => error.into_io_error().unwrap_or_else(|| io::Error::other("the folder cannot be listed")),
        };
        self.failed.push((path.to_string_lossy().into_owned(), Error::Io { path, cause }));
    }
}

fn entry(file: &Path, path: String, metadata: &Metadata) -> Entry {
    let raw = file.to_str().is_none().then(|| file.to_owned());
    let modified_ns = metadata.modified().map_or(0, |time| match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |ns| -ns),
    });
    Entry { path, size: metadata.len(), modified_ns, raw }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(listing: &Listing, root: &Path) -> Vec<String> {
        let root = format!("{}/", root.display());
        listing.entries.iter().map(|entry| entry.path.replace(&root, "")).collect()
    }

    #[test]
    fn files_come_sorted_by_path_whatever_the_roots() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        std::fs::create_dir(root.join("b")).expect("a folder");
        for name in ["b/2.txt", "b/10.txt", "a.txt", "b.txt"] {
            std::fs::write(root.join(name), name).expect("a file");
        }
        let listing = entries(&[root.join("b"), root.to_owned(), root.join("b")], &Filter::default());
        assert_eq!(paths(&listing, root), ["a.txt", "b.txt", "b/10.txt", "b/2.txt"]);
        assert_eq!(listing.entries[0].size, 5);
    }

    #[test]
    fn a_missing_path_fails_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("a.txt"), "a").expect("a file");
        let listing = entries(&[folder.path().join("none"), folder.path().to_owned()], &Filter::default());
        assert_eq!(listing.entries.len(), 1);
        assert_eq!(listing.failed.len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_loop_fail_and_the_rest_is_listed() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        std::fs::write(root.join("a.txt"), "a").expect("a file");
        std::os::unix::fs::symlink(root, root.join("loop")).expect("a link");
        let listing = entries(&[root.to_owned()], &Filter::default());
        assert_eq!(paths(&listing, root), ["a.txt"]);
        assert!(listing.failed[0].1.to_string().contains("links back"), "{}", listing.failed[0].1);
    }

    #[cfg(unix)]
    #[test]
    fn sockets_are_skipped_without_being_opened() {
        let folder = tempfile::tempdir().expect("a folder");
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("s")).expect("a socket");
        let listing = entries(&[folder.path().to_owned()], &Filter::default());
        assert!(listing.entries.is_empty());
        assert_eq!(listing.skipped[0].1, SkipReason::UnknownFormat);
    }
}
