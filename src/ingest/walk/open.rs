//! A file to its bytes, or to the archive it is: told by its first bytes.

use std::{
    fs::File,
    io::{self, Cursor, Read, Seek},
};

use super::{
    Entry,
    archive::{Archive, Seekable},
    guard::{Counted, Guarded, MAX_FILE, read_to_end},
};
use crate::diag::{Error, Result};

/// A file that was opened.
#[derive(Debug)]
pub enum Opened {
    /// One file; its bytes, unpacked if they were packed as `.gz` or `.zst`.
    Bytes(Vec<u8>),
    /// An archive; its members are still to be read.
    Archive(Archive),
}

/// Opens a file that [`super::entries`] listed.
///
/// # Errors
/// When the file cannot be read (it may be gone), is larger than [`MAX_FILE`], or is damaged.
pub fn open(entry: &Entry) -> Result<Opened> {
    File::open(entry.file())
        .and_then(|file| unpack(&entry.path, file, entry.size))
        .map_err(|cause| Error::Io { path: entry.file().to_owned(), cause })
}

/// How bytes are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    None,
    Gzip,
    Zstd,
    Zip,
    Tar,
}

/// The bytes of a tar header, and enough of any other.
const HEAD: usize = 512;

/// Tells the packing by the first [`HEAD`] bytes.
pub(super) fn packing(head: &[u8]) -> Packing {
    match head {
        [0x1f, 0x8b, 8, ..] => Packing::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Packing::Zstd,
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Packing::Zip,
        _ if is_tar(head) => Packing::Tar,
        _ => Packing::None,
    }
}

/// A tar header has its mark, or (before 1988) a sum that is right.
fn is_tar(head: &[u8]) -> bool {
    let Some(head) = head.get(..HEAD) else { return false };
    if &head[257..262] == b"ustar" {
        return true;
    }
    let stated = std::str::from_utf8(&head[148..156])
        .ok()
        .and_then(|sum| u32::from_str_radix(sum.trim_matches(['\0', ' ']), 8).ok());
    let fields = head.iter().enumerate();
    let sum = fields.map(|(at, byte)| if (148..156).contains(&at) { 32 } else { u32::from(*byte) }).sum();
    stated == Some(sum)
}

/// Opens what a reader gives, by its packing.
pub(super) fn unpack<R: Read + Seek + 'static>(path: &str, mut reader: R, size: u64) -> io::Result<Opened> {
    let head = head(&mut reader)?;
    reader.rewind()?;
    match packing(&head) {
        Packing::None => read_to_end(&mut reader, size, MAX_FILE).map(Opened::Bytes),
        Packing::Tar => Ok(Opened::Archive(Archive::tar(path, Box::new(reader)))),
        Packing::Zip => zip(path, Box::new(reader), size),
        Packing::Gzip => {
            let (counted, taken) = Counted::new(reader);
            stream(path, Box::new(Guarded::new(flate2::read::MultiGzDecoder::new(counted), taken)))
        }
        Packing::Zstd => {
            let (counted, taken) = Counted::new(reader);
            stream(path, Box::new(Guarded::new(zstd::stream::read::Decoder::new(counted)?, taken)))
        }
    }
}

fn head(reader: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD);
    reader.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// A `.zip`; one that is an office document is a file, not an archive of filings.
fn zip(path: &str, mut reader: Box<dyn Seekable>, size: u64) -> io::Result<Opened> {
    let office = zip::ZipArchive::new(&mut reader).is_ok_and(|zip| zip.index_for_name("[Content_Types].xml").is_some());
    reader.rewind()?;
    if office {
        return read_to_end(&mut reader, size, MAX_FILE).map(Opened::Bytes);
    }
    Ok(Opened::Archive(Archive::zip(path, reader, size)))
}

/// What a `.gz` or `.zst` stream unpacks to: a file, or a tar archive, read on as a stream.
fn stream(path: &str, mut reader: Box<dyn Read>) -> io::Result<Opened> {
    let head = head(&mut reader)?;
    let packing = packing(&head);
    let mut whole = Cursor::new(head).chain(reader);
    if packing == Packing::Tar {
        return Ok(Opened::Archive(Archive::tar(path, Box::new(whole))));
    }
    let bytes = read_to_end(&mut whole, 0, MAX_FILE)?;
    let size = bytes.len() as u64;
    if packing == Packing::Zip {
        return zip(path, Box::new(Cursor::new(bytes)), size);
    }
    Ok(Opened::Bytes(bytes))
}
