//! The members of tar and zip archives, handed over one by one, never unpacked to disk.

use std::{
    io::{self, Cursor, ErrorKind, Read, Seek},
    ops::ControlFlow,
};

use super::{
    Filter,
    guard::{MAX_FILE, grows_too_much, read_to_end},
    open::{Opened, Packing, packing, unpack},
};
use crate::diag::{Error, Result, SkipReason};

/// A file that holds files.
pub struct Archive {
    path: String,
    source: Source,
}

enum Source {
    Tar(Box<dyn Read>),
    Zip { reader: Box<dyn Seekable>, size: u64 },
}

/// What a zip archive is read from.
pub(super) trait Seekable: Read + Seek {}
impl<R: Read + Seek> Seekable for R {}

/// A file in an archive.
#[derive(Debug)]
pub struct Member {
    /// `archive.tar.gz!folder/name`.
    pub path: String,
    /// Its bytes, or why there are none.
    pub content: MemberContent,
}

/// What was found of a [`Member`].
#[derive(Debug)]
pub enum MemberContent {
    /// Its bytes, unpacked.
    Bytes(Vec<u8>),
    /// It was left out.
    Skipped(SkipReason),
    /// It could not be read; the archive goes on behind it.
    Failed(Error),
}

/// What takes the members; [`ControlFlow::Break`] ends the reading early.
pub type Visit<'a> = &'a mut dyn FnMut(Member) -> ControlFlow<()>;

/// How deep archives in archives are read.
const MAX_DEPTH: usize = 2;

impl std::fmt::Debug for Archive {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Archive").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Archive {
    pub(super) fn tar(path: &str, reader: Box<dyn Read>) -> Self {
        Self { path: path.to_owned(), source: Source::Tar(reader) }
    }

    pub(super) fn zip(path: &str, reader: Box<dyn Seekable>, size: u64) -> Self {
        Self { path: path.to_owned(), source: Source::Zip { reader, size } }
    }

    /// Hands over every file in the archive, in its order; archives in it are opened too.
    ///
    /// # Errors
    /// When the archive is damaged or cut off. The members before the damage were handed over.
    pub fn members(self, filter: &Filter, visit: Visit<'_>) -> Result<()> {
        let path = self.path.clone();
        let mut reading = Reading { filter, visit, depth: 1 };
        let read = reading.archive(self);
        read.map(drop).map_err(|cause| Error::Io { path: path.into(), cause })
    }
}

struct Reading<'a, 'b> {
    filter: &'a Filter,
    visit: Visit<'b>,
    depth: usize,
}

/// Whether to go on, unless the archive cannot be read any further.
type Flow = io::Result<ControlFlow<()>>;

impl Reading<'_, '_> {
    fn archive(&mut self, archive: Archive) -> Flow {
        match archive.source {
            Source::Tar(reader) => self.tar(&archive.path, reader),
            Source::Zip { reader, size } => self.zip(&archive.path, reader, size),
        }
    }

    fn tar(&mut self, path: &str, reader: Box<dyn Read>) -> Flow {
        for entry in tar::Archive::new(reader).entries()? {
            let mut entry = entry?;
            let kind = entry.header().entry_type();
            if !(kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse()) {
                continue;
            }
            let name = format!("{path}!{}", String::from_utf8_lossy(&entry.path_bytes()));
            let flow = if self.takes(&name) {
                match tar_member(&mut entry) {
                    Ok(bytes) => self.member(name, bytes),
                    Err(cause) if cause.kind() == ErrorKind::FileTooLarge => (self.visit)(failed(name, cause)),
                    Err(cause) => return Err(cause),
                }
            } else {
                self.skip(name)
            };
            if flow.is_break() {
                return Ok(flow);
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn zip(&mut self, path: &str, reader: Box<dyn Seekable>, size: u64) -> Flow {
        let mut zip = zip::ZipArchive::new(reader).map_err(io::Error::from)?;
        let mut unpacked = 0;
        for index in 0..zip.len() {
            let Some(name) = zip.name_for_index(index).filter(|name| !name.ends_with('/')) else { continue };
            let name = format!("{path}!{name}");
            let flow = if self.takes(&name) {
                let bytes = zip_member(&mut zip, index);
                unpacked += bytes.as_ref().map_or(0, |bytes| bytes.len() as u64);
                if grows_too_much(size, unpacked) {
                    return Err(io::Error::new(ErrorKind::FileTooLarge, "it unpacks to far more than its size"));
                }
                match bytes {
                    Ok(bytes) => self.member(name, bytes),
                    // Members of a zip stand apart: one that is damaged says nothing of the others.
                    Err(cause) => (self.visit)(failed(name, cause)),
                }
            } else {
                self.skip(name)
            };
            if flow.is_break() {
                return Ok(flow);
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn takes(&self, name: &str) -> bool {
        self.filter.takes_file(name)
    }

    fn skip(&mut self, path: String) -> ControlFlow<()> {
        (self.visit)(Member { path, content: MemberContent::Skipped(SkipReason::Filtered) })
    }

    /// Hands over a member, or what an archive in the archive holds.
    fn member(&mut self, path: String, bytes: Vec<u8>) -> ControlFlow<()> {
        if packing(&bytes) == Packing::None {
            return (self.visit)(Member { path, content: MemberContent::Bytes(bytes) });
        }
        let size = bytes.len() as u64;
        match unpack(&path, Cursor::new(bytes), size) {
            Ok(Opened::Bytes(bytes)) => (self.visit)(Member { path, content: MemberContent::Bytes(bytes) }),
            Ok(Opened::Archive(archive)) => self.nested(path, archive),
            Err(cause) => (self.visit)(failed(path, cause)),
        }
    }

    fn nested(&mut self, path: String, archive: Archive) -> ControlFlow<()> {
        if self.depth == MAX_DEPTH {
            let cause = io::Error::other("archives are read at most two deep");
            return (self.visit)(failed(path, cause));
        }
        self.depth += 1;
        let flow = self.archive(archive);
        self.depth -= 1;
        flow.unwrap_or_else(|cause| (self.visit)(failed(path, cause)))
    }
}

fn tar_member(entry: &mut tar::Entry<'_, Box<dyn Read>>) -> io::Result<Vec<u8>> {
    let size = entry.size();
    let bytes = read_to_end(entry, size, MAX_FILE)?;
    if (bytes.len() as u64) < size {
        return Err(io::Error::new(ErrorKind::UnexpectedEof, "the archive is cut off"));
    }
    Ok(bytes)
}

fn zip_member(zip: &mut zip::ZipArchive<Box<dyn Seekable>>, index: usize) -> io::Result<Vec<u8>> {
    let mut file = zip.by_index(index)?;
    let stated = file.size();
    read_to_end(&mut file, stated, MAX_FILE)
}

fn failed(path: String, cause: io::Error) -> Member {
    let error = Error::Io { path: path.as_str().into(), cause };
    Member { path, content: MemberContent::Failed(error) }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    /// The members of packed bytes as `name: content`, and the error that ended the reading.
    fn read(bytes: Vec<u8>) -> (Vec<String>, Option<String>) {
        let size = bytes.len() as u64;
        let mut found = Vec::new();
        let archive = match unpack("a", Cursor::new(bytes), size) {
            Ok(Opened::Archive(archive)) => archive,
            Ok(Opened::Bytes(bytes)) => return (vec![String::from_utf8_lossy(&bytes).into_owned()], None),
            Err(error) => return (vec![], Some(error.to_string())),
        };
        let result = archive.members(&Filter::default(), &mut |member| {
            found.push(match member.content {
                MemberContent::Bytes(bytes) => format!("{}: {}", member.path, String::from_utf8_lossy(&bytes)),
                MemberContent::Skipped(reason) => format!("{}: {}", member.path, reason.name()),
                MemberContent::Failed(error) => error.to_string(),
            });
            ControlFlow::Continue(())
        });
        (found, result.err().map(|error| error.to_string()))
    }

    fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut tar = tar::Builder::new(Vec::new());
        for (name, bytes) in files {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_cksum();
            tar.append_data(&mut header, name, *bytes).expect("a member");
        }
        tar.into_inner().expect("an archive")
    }

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a member");
            zip.write_all(bytes).expect("a member");
        }
        zip.finish().expect("an archive").into_inner()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).expect("bytes");
        encoder.finish().expect("a stream")
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        zstd::stream::encode_all(bytes, 1).expect("a stream")
    }

    const FILES: [(&str, &[u8]); 2] = [("d/1.txt", b"one"), ("2.nc", b"two")];

    #[test]
    fn every_packing_gives_the_same_members() {
        let expected = ["a!d/1.txt: one", "a!2.nc: two"];
        for packed in [tar(&FILES), gzip(&tar(&FILES)), zstd(&tar(&FILES)), zip(&FILES), gzip(&zip(&FILES))] {
            let (found, error) = read(packed);
            assert_eq!((found, error), (expected.map(str::to_owned).to_vec(), None));
        }
    }

    #[test]
    fn a_packed_file_is_a_file() {
        for packed in [gzip(b"news"), zstd(b"news"), [gzip(b"ne"), gzip(b"ws")].concat(), b"news".to_vec()] {
            assert_eq!(read(packed), (vec!["news".to_owned()], None));
        }
    }

    #[test]
    fn packed_members_are_unpacked() {
        let inner = tar(&FILES);
        let outer = tar(&[("1.txt.gz", &gzip(b"one")), ("in.tar", &inner)]);
        assert_eq!(read(outer).0, ["a!1.txt.gz: one", "a!in.tar!d/1.txt: one", "a!in.tar!2.nc: two"]);
    }

    #[test]
    fn archives_three_deep_are_told_of() {
        let deep = tar(&[("1.tar", &tar(&[("2.tar", &tar(&FILES))])), ("after.txt", b"x")]);
        let (found, error) = read(deep);
        assert_eq!(found, ["cannot read `a!1.tar!2.tar`: archives are read at most two deep", "a!after.txt: x"]);
        assert_eq!(error, None);
    }

    #[test]
    fn what_was_read_of_a_cut_archive_stays() {
        let long = "x".repeat(5000);
        let whole = tar(&[("1.txt", b"one"), ("2.txt", long.as_bytes())]);
        let (found, error) = read(whole[..3000].to_vec());
        assert_eq!(found, ["a!1.txt: one"]);
        assert_eq!(error.as_deref(), Some("cannot read `a`: the archive is cut off"));
        let packed = gzip(&whole);
        let (found, error) = read(packed[..packed.len() - 12].to_vec());
        assert_eq!(found.first().map(String::as_str), Some("a!1.txt: one"));
        assert!(error.is_some());
    }

    #[test]
    fn an_absurd_size_in_a_header_fails_alone() {
        let mut header = tar::Header::new_gnu();
        header.set_path("1.txt").expect("a name");
        header.set_size(1 << 60);
        header.set_cksum();
        let (found, error) = read([header.as_bytes().as_slice(), b"one"].concat());
        assert_eq!(found, ["cannot read `a!1.txt`: it is larger than 1 GiB"]);
        assert!(error.is_some());
    }

    #[test]
    fn an_office_document_is_no_archive_of_filings() {
        let (found, error) = read(zip(&[("xl/a.xml", b"<a/>"), ("[Content_Types].xml", b"<b/>")]));
        assert!(found[0].starts_with("PK"));
        assert_eq!(error, None);
    }

    #[test]
    fn reading_ends_where_the_visitor_breaks() {
        let packed = tar(&FILES);
        let Ok(Opened::Archive(archive)) = unpack("a", Cursor::new(packed), 0) else { panic!("an archive") };
        let mut count = 0;
        let result = archive.members(&Filter::default(), &mut |_| {
            count += 1;
            ControlFlow::Break(())
        });
        assert!(result.is_ok());
        assert_eq!(count, 1);
    }
}
