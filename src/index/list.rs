//! The postings of one word in one segment, read as they lie on disk.
//!
//! tantivy's own reader hides what a fast walk needs: where the positions of a block begin, what a
//! block's best document is, how often a document has the word only where that is asked for. This
//! one decodes documents block by block, frequencies and positions when they are wanted.
//!
//! On disk (tantivy's format): an entry for each full block of 128 documents, which holds the last
//! document, widths in bits, the number of positions, the length and frequency of the best document;
//! then the blocks; then the rest, packed by bytes. Positions lie in a file of their own in the same
//! way, as distances. What is damaged reads as the list's end.

mod bits;
mod entry;
mod places;
mod sieve;
mod station;
mod strip;
#[cfg(test)]
mod tests;
mod varint;

pub(crate) use bits::{Bits, WIDTH};
pub(super) use station::Timetable;
pub(crate) use strip::{ROOM, Strip};

use bitpacking::{BitPacker, BitPacker4x};
use tantivy::{DocId, TERMINATED, directory::OwnedBytes, fieldnorm::FieldNormReader, schema::IndexRecordOption};

use self::{
    entry::Entry,
    places::Places,
    sieve::Sieve,
    station::{STRIDE, Station, Stations},
    varint::{number, take},
};

/// Documents in a block.
const BLOCK: usize = BitPacker4x::BLOCK_LEN;

/// Stands for frequencies that are greater than an entry can tell.
const GREAT: f32 = 1e9;

/// What a frequency is damped with in a text whose length has this id, where others are usually so long
/// (BM25, k1 1.2, b 0.75).
pub(crate) fn damping(length: u8, usual: f32) -> f32 {
    1.2 * (0.25 + 0.75 * FieldNormReader::id_to_fieldnorm(length) as f32 / usual)
}

/// A cursor over the documents that have a word.
#[derive(Clone)]
pub(crate) struct List {
    entries: OwnedBytes,
    data: OwnedBytes,
    option: IndexRecordOption,
    size: u32,
    /// What lengths are measured against where best documents are told.
    mean_length: f32,
    packer: BitPacker4x,
    entry: Entry,
    /// Documents of this block and of those after it.
    left: u32,
    /// Where the block begins in the data.
    start: usize,
    /// The last document before the block.
    before: DocId,
    docs: [DocId; BLOCK],
    frequencies: [u32; BLOCK],
    /// Whether the block's frequencies are decoded.
    counted: bool,
    at: usize,
    doc: DocId,
    /// Whether the entry is of a block that is not decoded.
    stale: bool,
    places: Option<Places>,
    sieve: Option<Box<Sieve>>,
    stations: Option<Stations>,
}

impl List {
    /// Reads `size` documents from bytes written with `option`; their positions from others.
    pub fn new(size: u32, mut data: OwnedBytes, option: IndexRecordOption, places: Option<OwnedBytes>) -> Self {
        let mut entries = OwnedBytes::empty();
        if size as usize >= BLOCK {
            let (length, prefix) = number(&data);
            let end = (prefix + length).min(data.len());
            entries = data.slice(prefix.min(end)..end);
            data = data.slice(end..data.len());
        }
        let mut list = Self {
            entries,
            data,
            option,
            size,
            mean_length: 1.0,
            packer: BitPacker4x::new(),
            entry: Entry::default(),
            left: size,
            start: 0,
            before: 0,
            docs: [TERMINATED; BLOCK],
            frequencies: [1; BLOCK],
            counted: true,
            at: 0,
            doc: TERMINATED,
            stale: false,
            places: places.map(Places::new),
            sieve: None,
            stations: None,
        };
        list.enter();
        list.load();
        list
    }

    /// Without documents.
    pub fn empty() -> Self {
        Self::new(0, OwnedBytes::empty(), IndexRecordOption::Basic, None)
    }

    /// With the length that the engine has measured lengths against.
    pub fn with_mean_length(self, mean_length: f32) -> Self {
        Self { mean_length, ..self }
    }

    /// With what was noted of it before.
    pub fn with_stations(self, stations: Option<Stations>) -> Self {
        Self { stations, ..self }
    }

    /// Notes where some of its blocks begin, from the first on.
    pub fn stations(&self) -> Stations {
        let mut list = Self { places: None, sieve: None, ..self.clone() };
        let (mut stations, mut positions) = (Vec::new(), 0);
        while list.left as usize >= BLOCK {
            if ((list.size - list.left) as usize / BLOCK).is_multiple_of(STRIDE) {
                stations.push(Station { before: list.before, start: list.start, positions });
            }
            positions += u64::from(list.entry.positions);
            list.leave();
        }
        stations.into()
    }

    /// Documents in all.
    pub const fn size(&self) -> u32 {
        self.size
    }

    /// The present document.
    #[inline]
    pub const fn doc(&self) -> DocId {
        self.doc
    }

    /// The last document of the present block, and the greatest share of frequency to damping among its
    /// documents where that is known. Of the rest, where no best document is told, it is as if its texts
    /// were of no length.
    pub fn stretch(&self) -> Option<(DocId, f32)> {
        if self.entry.last == TERMINATED && self.option != IndexRecordOption::Basic {
            let docs = self.docs.iter().zip(&self.frequencies).filter(|(doc, _)| **doc != TERMINATED);
            let greatest = docs.map(|(_, frequency)| *frequency).max().unwrap_or(0);
            return Some((TERMINATED, greatest as f32 / damping(0, self.mean_length)));
        }
        let (length, frequency) = self.entry.best?;
        let frequency = if frequency == u8::MAX { GREAT } else { f32::from(frequency) };
        Some((self.entry.last, frequency / damping(length, self.mean_length)))
    }

    /// Goes to the next document.
    #[inline]
    pub fn advance(&mut self) -> DocId {
        self.at += 1;
        if self.at >= BLOCK {
            if !self.stale {
                self.leave();
            }
            self.load();
        } else {
            self.doc = self.docs[self.at];
        }
        self.doc
    }

    /// Moves to the first document at or after `target`; stays where it is if it is there already.
    #[inline]
    pub fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        if self.advance() >= target {
            return self.doc;
        }
        if self.entry.last < target {
            self.pass(target);
            self.load();
        }
        if self.doc < target {
            self.at = match self.docs.get(self.at..self.at + NEAR) {
                Some(near) if near[NEAR - 1] >= target => self.at + near.iter().filter(|&&doc| doc < target).count(),
                _ => first_from(&self.docs, self.at, target),
            };
            self.doc = self.docs[self.at];
        }
        self.doc
    }

    /// Tells [`List::stretch`] of the block where the first document at or after `target` is, and decodes
    /// nothing; then only documents from there on may be sought.
    #[inline]
    pub fn reach(&mut self, target: DocId) -> Option<(DocId, f32)> {
        if self.entry.last < target {
            self.pass(target);
            (self.stale, self.at) = (true, BLOCK - 1);
            if self.entry.last == TERMINATED {
                self.load();
            }
        }
        self.stretch()
    }

    /// The document, if it is in the list, else one after it that is not past the list's next: for those
    /// who ask about ever later documents.
    #[inline]
    pub fn find(&mut self, doc: DocId) -> DocId {
        if let Some(sieve) = &mut self.sieve
            && !sieve.has(doc)
        {
            return doc + 1;
        }
        self.seek(doc)
    }

    /// Prepares for being asked about `count` of a segment's `documents`. Where the list has as many and
    /// most answers will be no, a table tells faster than a search.
    pub fn expect(&mut self, count: u32, documents: DocId) {
        let is_sparse = self.size <= documents / 3;
        let is_longer = self.size / 16 > count;
        if is_sparse && !is_longer && self.size as usize > BLOCK {
            let list = Self { places: None, ..self.clone() };
            self.sieve = Some(Box::new(Sieve::new(list)));
        }
    }

    /// How often the present document has the word.
    #[inline]
    pub fn frequency(&mut self) -> u32 {
        if !self.counted {
            self.count();
        }
        self.frequencies[self.at & (BLOCK - 1)]
    }

    /// Appends the positions of the word in the present document.
    pub fn positions(&mut self, positions: &mut Vec<u32>) {
        let count = self.frequency() as usize;
        let at = self.at & (BLOCK - 1);
        let Some(places) = &mut self.places else { return };
        if places.summed < at {
            places.within += self.frequencies[places.summed..at].iter().map(|&count| u64::from(count)).sum::<u64>();
            places.summed = at;
        }
        places.read(places.before + places.within, count, self.packer, positions);
    }

    /// Calls `visit` with the documents from the present one to before `end` and how often they have
    /// the word, and stands at the first after them. Returns what no share of frequency to damping among
    /// them is greater than, where that is known.
    #[inline]
    pub fn pour(&mut self, end: DocId, mut visit: impl FnMut(DocId, u32)) -> Option<f32> {
        let mut greatest = Some(0.0_f32);
        while self.doc < end {
            greatest = greatest.zip(self.stretch()).map(|(greatest, (_, share))| greatest.max(share));
            if !self.counted {
                self.count();
            }
            let from = self.at;
            let to = if self.entry.last < end { BLOCK } else { first_from(&self.docs, from, end) };
            for (&doc, &frequency) in self.docs[from..to].iter().zip(&self.frequencies[from..to]) {
                visit(doc, frequency);
            }
            self.at = to - 1;
            self.advance();
        }
        greatest
    }

    /// Adds the documents of the window that begins with `start`, later than those before, and stands at the
    /// first after them.
    pub fn mark(&mut self, start: DocId, bits: &mut Bits) {
        let is_empty = bits.is_empty();
        let end = start.saturating_add(WIDTH).min(TERMINATED);
        self.seek(start);
        while self.doc < end {
            let to = if self.entry.last < end { BLOCK } else { first_from(&self.docs, self.at, end) };
            let docs = &self.docs[self.at..to];
            match is_empty {
                true => bits.add_ordered(docs, start),
                false => bits.add_docs(docs, start),
            }
            self.at = to - 1;
            self.advance();
        }
    }

    /// Unpacks how often the documents of the block have the word, each and those before it together.
    fn sum(&self, sums: &mut [u32; BLOCK]) {
        let Entry { bits, strict, frequency_bits, last, .. } = self.entry;
        let start = self.start + bits as usize * BLOCK / 8;
        match self.data.get(start..start + frequency_bits as usize * BLOCK / 8) {
            Some(bytes) if last != TERMINATED && self.option != IndexRecordOption::Basic => {
                if strict {
                    self.packer.decompress_strictly_sorted(Some(0), bytes, sums, frequency_bits);
                } else {
                    self.packer.decompress_sorted(0, bytes, sums, frequency_bits);
                }
            }
            _ => {
                let mut sum = 0_u32;
                for (place, frequency) in sums.iter_mut().zip(&self.frequencies) {
                    sum = sum.wrapping_add(*frequency);
                    *place = sum;
                }
            }
        }
    }

    /// Goes past the blocks that end before `target`; the next one is yet to be loaded.
    #[inline]
    fn pass(&mut self, target: DocId) {
        self.leave();
        if self.entry.last < target {
            self.jump(target);
        }
        while self.entry.last < target {
            self.leave();
        }
    }

    /// Goes to the last station before `target`, if one lies ahead.
    fn jump(&mut self, target: DocId) {
        let Some(stations) = &self.stations else { return };
        let here = (self.size - self.left) as usize / BLOCK / STRIDE;
        let ahead = stations.get(here + 1..).unwrap_or_default();
        let past = ahead.partition_point(|station| station.before < target);
        let Some(&Station { before, start, positions }) = past.checked_sub(1).and_then(|last| ahead.get(last)) else {
            return;
        };
        if let Some(places) = &mut self.places {
            places.before = positions;
        }
        (self.start, self.before) = (start, before);
        self.left = self.size - ((here + past) * STRIDE * BLOCK) as u32;
        self.enter();
    }

    /// Goes past the block; the next one is yet to be loaded.
    fn leave(&mut self) {
        if let Some(places) = &mut self.places {
            places.before += u64::from(self.entry.positions);
        }
        self.start += self.entry.length();
        self.before = self.entry.last;
        self.left = self.left.saturating_sub(BLOCK as u32);
        self.enter();
    }

    /// Reads what is known of the next block; there is none for the rest.
    fn enter(&mut self) {
        self.entry = Entry { last: TERMINATED, ..Entry::default() };
        if self.left as usize >= BLOCK {
            let width = Entry::size(self.option);
            let past = (self.size - self.left) as usize / BLOCK * width;
            match self.entries.get(past..past + width).and_then(|bytes| Entry::read(bytes, self.option)) {
                Some(entry) => self.entry = entry,
                None => self.left = 0,
            }
        }
    }

    /// Decodes the documents of the block and stands at the first.
    fn load(&mut self) {
        (self.at, self.stale, self.counted) = (0, false, self.option == IndexRecordOption::Basic);
        if let Some(places) = &mut self.places {
            (places.summed, places.within) = (0, 0);
        }
        let last = self.entry.last;
        if last == TERMINATED {
            self.load_rest();
        } else if !self.load_block() || self.docs[BLOCK - 1] != last {
            // a block that does not end with the document that its entry says is damaged
            self.left = 0;
            self.entry.last = TERMINATED;
            self.docs = [TERMINATED; BLOCK];
        }
        self.doc = self.docs[0];
    }

    /// Decodes the documents of a full block; whether they are there.
    fn load_block(&mut self) -> bool {
        let Entry { bits, strict, .. } = self.entry;
        let width = bits as usize * BLOCK / 8;
        let Some(bytes) = self.data.get(self.start..self.start + width) else { return false };
        if strict {
            let before = (self.before > 0).then_some(self.before);
            self.packer.decompress_strictly_sorted(before, bytes, &mut self.docs, bits);
        } else {
            self.packer.decompress_sorted(self.before, bytes, &mut self.docs, bits);
        }
        true
    }

    /// Decodes the documents after the last full block, and their frequencies.
    fn load_rest(&mut self) {
        self.docs = [TERMINATED; BLOCK];
        self.counted = true;
        let mut rest = self.data.get(self.start..).unwrap_or_default();
        let count = (self.left as usize).min(BLOCK - 1);
        let mut doc = self.before;
        for place in &mut self.docs[..count] {
            let Some(distance) = take(&mut rest) else { return };
            doc = doc.saturating_add(distance).min(TERMINATED);
            *place = doc;
        }
        if self.option != IndexRecordOption::Basic {
            for place in &mut self.frequencies[..count] {
                *place = take(&mut rest).unwrap_or(1);
            }
        }
    }

    /// Decodes the frequencies of the block.
    #[inline(never)]
    fn count(&mut self) {
        self.counted = true;
        let Entry { bits, strict, frequency_bits, .. } = self.entry;
        let start = self.start + bits as usize * BLOCK / 8;
        let Some(bytes) = self.data.get(start..start + frequency_bits as usize * BLOCK / 8) else {
            self.frequencies = [1; BLOCK];
            return;
        };
        self.packer.decompress(bytes, &mut self.frequencies, frequency_bits);
        if strict {
            self.frequencies.iter_mut().for_each(|frequency| *frequency += 1);
        }
    }
}

/// The place of the first document at or after `target`, which is in the block, where that at `from` is
/// before it: not further on than the two are apart. Takes steps of halves without a branch.
#[inline]
fn first_from(docs: &[DocId; BLOCK], from: usize, target: DocId) -> usize {
    let reach = target.saturating_sub(docs[from & (BLOCK - 1)]).min(BLOCK as u32);
    let mut step = reach.next_power_of_two() as usize / 2;
    let mut place = from;
    while step > 0 {
        let next = place + step;
        place = if docs[next.min(BLOCK - 1)] < target { next } else { place };
        step /= 2;
    }
    (place + 1).min(BLOCK - 1)
}

/// Documents that are looked at together where a search begins.
const NEAR: usize = 8;
