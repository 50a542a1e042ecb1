//! A list whose positions are read for many of its documents.
//!
//! Frequencies are unpacked as running sums, which tell where in the stream of positions those of a document
//! lie; of the stream a few blocks are kept unpacked. Where many documents of a window will be asked for, it
//! is filled: the place of each among the sums is then known. Else they are sought.

use bitpacking::BitPacker4x;
use tantivy::DocId;

use super::{
    BLOCK, List,
    bits::{Bits, WIDTH},
    first_from,
    places::Places,
};

/// So many numbers can be read after the distances of a document, whatever they are.
pub(crate) const ROOM: usize = 8;

/// Blocks that are kept, if no document needs more.
const KEPT: usize = 8;

/// A list, of which later and later documents are asked for.
pub(crate) struct Strip {
    list: List,
    /// Positions up to and with each document of the block, or of the window, after a zero.
    sums: Vec<u32>,
    /// Where those of the first begin in the stream.
    origin: u64,
    /// Which block the sums are of: by the documents left from there on.
    summed: Option<u32>,
    window: Option<Box<Window>>,
    /// The place of the document asked for last among the sums.
    at: usize,
    stream: Stream,
}

/// A window that is filled.
struct Window {
    start: DocId,
    bits: Bits,
    /// The places of its documents among the sums.
    ranks: [u16; WIDTH as usize],
}

impl Strip {
    /// Over a list that has positions.
    pub fn new(list: List) -> Self {
        let stream = Stream::default();
        Self { list, sums: Vec::new(), origin: 0, summed: None, window: None, at: 0, stream }
    }

    /// Documents of the list.
    pub const fn size(&self) -> u32 {
        self.list.size()
    }

    /// No document before it, of those not yet filled or sought, is in the list.
    pub const fn doc(&self) -> DocId {
        self.list.doc()
    }

    /// Fills the window that begins with `start`, later than those before, and gives its documents. No others
    /// may then be asked for.
    pub fn fill(&mut self, start: DocId) -> Bits {
        let mut window = self
            .window
            .take()
            .unwrap_or_else(|| Box::new(Window { start, bits: Bits::NONE, ranks: [0; WIDTH as usize] }));
        (window.start, window.bits) = (start, Bits::NONE);
        self.sums.clear();
        self.sums.push(0);
        self.list.seek(start);
        let end = start.saturating_add(WIDTH);
        while self.list.doc() < end {
            self.take_block(end, &mut window);
        }
        self.window.insert(window).bits
    }

    /// Takes the documents of the list's block that lie before `end`.
    fn take_block(&mut self, end: DocId, window: &mut Window) {
        let list = &mut self.list;
        let from = list.at;
        let to = if list.entry.last < end { BLOCK } else { first_from(&list.docs, from, end) };
        let docs = &list.docs[from..to];
        window.bits.add_ordered(docs, window.start);
        let before = self.sums.len() - 1;
        for (rank, &doc) in (before..).zip(docs) {
            window.ranks[doc.wrapping_sub(window.start) as usize % WIDTH as usize] = rank as u16;
        }
        let sums = list.running_sums();
        let passed = from.checked_sub(1).map_or(0, |last| sums[last]);
        if before == 0 {
            self.origin = list.places.as_ref().map_or(0, |places| places.before) + u64::from(passed);
        }
        let sum = self.sums.last().copied().unwrap_or_default().wrapping_sub(passed);
        self.sums.extend(sums[from..to].iter().map(|within| sum.wrapping_add(*within)));
        list.at = to - 1;
        list.advance();
    }

    /// Whether a document is in the list.
    #[inline]
    pub fn has(&mut self, doc: DocId) -> bool {
        match &self.window {
            Some(window) => {
                let place = doc.wrapping_sub(window.start);
                self.at = usize::from(window.ranks[place as usize % WIDTH as usize]);
                window.bits.has(place)
            }
            None => {
                let found = self.list.seek(doc);
                self.at = self.list.at;
                found == doc
            }
        }
    }

    /// The distances between the positions of the document asked for last, which is in the list: the first from
    /// 0; then [`ROOM`] other numbers at least. And how many there are.
    #[inline]
    pub fn distances(&mut self) -> (&[u32], usize) {
        if self.window.is_none() && self.summed != Some(self.list.left) {
            self.sum();
        }
        let Some(&[from, to]) = self.sums.get(self.at..).and_then(|sums| sums.first_chunk()) else { return (&[], 0) };
        let Some(places) = &mut self.list.places else { return (&[], 0) };
        let count = to.wrapping_sub(from) as usize;
        self.stream.read(places, self.list.packer, self.origin + u64::from(from), count)
    }

    #[inline(never)]
    fn sum(&mut self) {
        self.summed = Some(self.list.left);
        self.origin = self.list.places.as_ref().map_or(0, |places| places.before);
        self.sums.clear();
        self.sums.push(0);
        self.sums.extend_from_slice(&self.list.running_sums());
    }

    /// Appends the positions of the document asked for last, which is in the list.
    pub fn positions(&mut self, positions: &mut Vec<u32>) {
        let (distances, count) = self.distances();
        let mut position = 0_u32;
        positions.extend(distances[..count].iter().map(|&distance| {
            position = position.wrapping_add(distance);
            position
        }));
    }
}

/// Some blocks of the stream of positions.
#[derive(Default)]
struct Stream {
    first: usize,
    count: usize,
    numbers: Vec<u32>,
}

impl Stream {
    /// Reads numbers from a place later than those before.
    #[inline]
    fn read(&mut self, places: &mut Places, packer: BitPacker4x, from: u64, count: usize) -> (&[u32], usize) {
        let block = from as usize / BLOCK;
        let past = (from as usize + count).div_ceil(BLOCK);
        if block < self.first || past > self.first + self.count {
            self.unpack(places, packer, block, past);
        }
        let from = (from as usize).saturating_sub(self.first * BLOCK);
        match self.numbers.get(from..) {
            Some(numbers) if numbers.len() >= count + ROOM => (numbers, count),
            _ => (&[], 0),
        }
    }

    /// Unpacks blocks, up to before `past`. What comes before `block` is not needed any more.
    #[inline(never)]
    fn unpack(&mut self, places: &mut Places, packer: BitPacker4x, block: usize, past: usize) {
        let past = past.min(places.blocks());
        if block < self.first || block >= self.first + self.count {
            (self.first, self.count) = (block, 0);
        } else if past.saturating_sub(self.first) > KEPT {
            let passed = block - self.first;
            self.numbers.copy_within(passed * BLOCK..self.count * BLOCK, 0);
            (self.first, self.count) = (block, self.count - passed);
        }
        let needed = past.saturating_sub(self.first).max(KEPT) * BLOCK + ROOM;
        if self.numbers.len() < needed {
            self.numbers.resize(needed, 0);
        }
        for block in self.first + self.count..past {
            let at = (block - self.first) * BLOCK;
            if let Some(numbers) = self.numbers.get_mut(at..).and_then(|rest| rest.first_chunk_mut()) {
                places.unpack(block, packer, numbers);
                self.count += 1;
            }
        }
    }
}
