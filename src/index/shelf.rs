//! The directory of an index: files are mapped into memory, but stored records are read.
//!
//! Whoever lists a million hits touches every page of the store. Mapped, these would all count as
//! memory of the process; read, a record is gone once it is printed.

use std::{
    fmt,
    fs::File,
    io,
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
}

impl Shelf {
    pub fn open(path: &Path) -> Result<Self, tantivy::TantivyError> {
        Ok(Self { path: path.to_owned(), mapped: MmapDirectory::open(path)? })
    }
}

impl Directory for Shelf {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let mapped = self.mapped.get_file_handle(path)?;
        let is_store = path.extension().is_some_and(|extension| extension == "store");
        match File::open(self.path.join(path)) {
            Ok(file) if is_store => Ok(Arc::new(Store { file, mapped })),
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

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.mapped.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.mapped.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.mapped.acquire_lock(lock)
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
