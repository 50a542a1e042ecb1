//! The directory of an index: files are mapped into memory, but stored records are read.
//!
//! Whoever lists a million hits touches every page of the store. Mapped, these would all count as
//! memory of the process; read, a record is gone once it is printed.

use std::{
    fmt,
    fs::{self, File},
    io::{self, Write},
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use tantivy::{
    HasLen,
    directory::{
        Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback, WatchHandle, WritePtr,
        error::{DeleteError, LockError, OpenReadError, OpenWriteError},
    },
};

/// A directory whose stored records are read and not mapped.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    path: PathBuf,
    mapped: MmapDirectory,
    /// Whether it is opened for reading alone.
    reads: bool,
}

impl Shelf {
    /// Opens a directory, for reading alone where `reads` says so.
    pub fn open(path: &Path, reads: bool) -> Result<Self, tantivy::TantivyError> {
        Ok(Self { path: path.to_owned(), mapped: MmapDirectory::open(path)?, reads })
    }
}

fn forbids_writing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

impl Directory for Shelf {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let mapped = self.mapped.get_file_handle(path)?;
        let is_store = path.extension().is_some_and(|extension| extension == "store");
        match is_store.then(|| File::open(self.path.join(path))) {
            Some(Ok(file)) => Ok(Arc::new(Store { file, mapped })),
            _ => Ok(mapped),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.mapped.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    /// Writes beside the file and renames; the file has the rights that the user's mask gives.
    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        let place = self.path.join(path);
        let mut name = place.file_name().unwrap_or_default().to_owned();
        name.push(".new");
        let beside = place.with_file_name(name);
        let mut file = File::create(&beside)?;
        file.write_all(data)?;
        file.sync_all()?;
        fs::rename(&beside, &place)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.mapped.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.mapped.acquire_lock(lock) {
            // Who may not write need not lock: opening takes the lock only against the deletion of old files.
            Err(LockError::IoError(error)) if self.reads && forbids_writing(&error) => {
                Ok(DirectoryLock::from(Box::new(())))
            }
            locked => locked,
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
    }
}

/// More than this at once is no record, and is mapped.
const RECORDS: usize = 256 << 10;

struct Store {
    file: File,
    mapped: Arc<dyn FileHandle>,
}

impl fmt::Debug for Store {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.mapped.fmt(out)
    }
}

impl HasLen for Store {
    fn len(&self) -> usize {
        self.mapped.len()
    }
}

impl FileHandle for Store {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.len() > RECORDS || range.end > self.len() {
            return self.mapped.read_bytes(range);
        }
        match read_at(&self.file, range.clone()) {
            Some(bytes) => Ok(OwnedBytes::new(bytes)),
            None => self.mapped.read_bytes(range),
        }
    }
}

#[cfg(unix)]
fn read_at(file: &File, range: Range<usize>) -> Option<Vec<u8>> {
    use std::os::unix::fs::FileExt;
    let mut bytes = vec![0; range.len()];
    file.read_exact_at(&mut bytes, range.start as u64).ok()?;
    Some(bytes)
}

#[cfg(not(unix))]
fn read_at(_: &File, _: Range<usize>) -> Option<Vec<u8>> {
    None
}
