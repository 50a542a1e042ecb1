//! Limits that keep a hostile archive from filling memory or running for ever.

use std::{
    cell::Cell,
    io::{self, ErrorKind, Read},
    rc::Rc,
};

/// The most bytes a file or member may hold, unpacked: 1 GiB.
pub const MAX_FILE: u64 = 1 << 30;

/// How much a packed stream may grow; filings shrink to a tenth or so.
const MAX_RATIO: u64 = 400;

/// Streams may grow without a limit up to here.
const FREE: u64 = 64 << 20;

/// How many bytes have been taken from a source.
pub(super) type Taken = Rc<Cell<u64>>;

/// Counts the bytes read from a source.
pub(super) struct Counted<R> {
    inner: R,
    taken: Taken,
}

impl<R> Counted<R> {
    pub fn new(inner: R) -> (Self, Taken) {
        let taken = Taken::default();
        (Self { inner, taken: taken.clone() }, taken)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.inner.read(buffer)?;
        self.taken.set(self.taken.get() + len as u64);
        Ok(len)
    }
}

/// An unpacking reader that stops when it has given far more than it took.
pub(super) struct Guarded<R> {
    inner: R,
    taken: Taken,
    given: u64,
}

impl<R> Guarded<R> {
    pub fn new(inner: R, taken: Taken) -> Self {
        Self { inner, taken, given: 0 }
    }
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.inner.read(buffer)?;
        self.given += len as u64;
        if grows_too_much(self.taken.get(), self.given) {
            return Err(too_large(&format!("it unpacks to more than {MAX_RATIO} times its size")));
        }
        Ok(len)
    }
}

/// Whether so much from so little is an attack rather than a filing.
pub(super) fn grows_too_much(packed: u64, unpacked: u64) -> bool {
    unpacked > FREE && unpacked / MAX_RATIO > packed
}

/// Reads to the end, up to `limit`. The stated size is a hint that need not be true.
pub(super) fn read_to_end(reader: &mut dyn Read, stated: u64, limit: u64) -> io::Result<Vec<u8>> {
    if stated > limit {
        return Err(too_large("it is larger than 1 GiB"));
    }
    let mut bytes = Vec::with_capacity(stated.min(8 << 20) as usize);
    reader.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(too_large("it is larger than 1 GiB"));
    }
    Ok(bytes)
}

fn too_large(words: &str) -> io::Error {
    io::Error::new(ErrorKind::FileTooLarge, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_that_grows_without_end_is_stopped() {
        let (mut source, taken) = Counted::new(&b"bomb"[..]);
        source.read_to_end(&mut Vec::new()).expect("four bytes");
        let mut bomb = Guarded::new(io::repeat(0), taken);
        let error = io::copy(&mut bomb, &mut io::sink()).expect_err("a limit");
        assert_eq!(error.kind(), ErrorKind::FileTooLarge);
    }

    #[test]
    fn a_stated_size_is_not_trusted() {
        assert_eq!(read_to_end(&mut &b"abc"[..], 1 << 29, MAX_FILE).expect("three bytes"), b"abc");
        assert!(read_to_end(&mut &b"abc"[..], u64::MAX, MAX_FILE).is_err());
        assert!(read_to_end(&mut &b"abc"[..], 0, 2).is_err());
    }
}
