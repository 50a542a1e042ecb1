//! The documents of a list in a window, each with the place of its positions.

use tantivy::DocId;

use super::{
    super::{
        BLOCK, List,
        bits::{Bits, WIDTH},
        first_from,
        places::Places,
    },
    ROOM,
};

pub(super) struct Window {
    start: DocId,
    pub bits: Bits,
    /// The place of a document among those of the window.
    ranks: [u16; WIDTH as usize],
    /// Positions up to and with each document of the window, after a zero; counted from the beginning of the
    /// block that the first of them is in.
    sums: Vec<u32>,
    /// That block.
    first_block: usize,
    /// Blocks before it have been unpacked or are not asked for any more.
    next_block: usize,
    distances: Vec<u32>,
}

impl Window {
    pub fn new() -> Self {
        Self {
            start: 0,
            bits: Bits::NONE,
            ranks: [0; WIDTH as usize],
            sums: Vec::new(),
            first_block: 0,
            next_block: 0,
            distances: Vec::new(),
        }
    }

    /// Takes the documents of the window that begins with `start`.
    pub fn fill(&mut self, list: &mut List, start: DocId) {
        (self.start, self.bits) = (start, Bits::NONE);
        self.sums.clear();
        list.seek(start);
        let end = start.saturating_add(WIDTH);
        while list.doc() < end {
            self.take_block(list, end);
        }
        let blocks = list.places.as_ref().map_or(0, Places::blocks);
        let last = self.sums.last().copied().unwrap_or_default() as usize;
        let needed = last.div_ceil(BLOCK).min(blocks.saturating_sub(self.first_block)) * BLOCK + ROOM;
        if self.distances.len() < needed {
            self.distances.resize(needed, 0);
        }
    }

    /// Takes the documents of the list's block that lie before `end`.
    fn take_block(&mut self, list: &mut List, end: DocId) {
        let from = list.at;
        let to = if list.entry.last < end { BLOCK } else { first_from(&list.docs, from, end) };
        let mut sums = [0; BLOCK];
        list.sum(&mut sums);
        let passed = from.checked_sub(1).map_or(0, |last| sums[last]);
        if self.sums.is_empty() {
            let origin = list.places.as_ref().map_or(0, |places| places.before) + u64::from(passed);
            self.first_block = origin as usize / BLOCK;
            self.next_block = self.first_block;
            self.sums.push((origin % BLOCK as u64) as u32);
        }
        let docs = &list.docs[from..to];
        self.bits.add_ordered(docs, self.start);
        for (rank, &doc) in (self.sums.len() - 1..).zip(docs) {
            self.ranks[doc.wrapping_sub(self.start) as usize % WIDTH as usize] = rank as u16;
        }
        let sum = self.sums.last().copied().unwrap_or_default().wrapping_sub(passed);
        self.sums.extend(sums[from..to].iter().map(|within| sum.wrapping_add(*within)));
        list.at = to - 1;
        list.advance();
    }

    #[inline]
    pub fn has(&self, doc: DocId) -> bool {
        self.bits.has(doc.wrapping_sub(self.start))
    }

    /// The distances between the positions of a document, and how many there are.
    #[inline]
    pub fn distances(&mut self, list: &mut List, doc: DocId) -> (&[u32], usize) {
        let rank = usize::from(self.ranks[doc.wrapping_sub(self.start) as usize % WIDTH as usize]);
        let Some(&[from, to]) = self.sums.get(rank..).and_then(|sums| sums.first_chunk()) else { return (&[], 0) };
        let (from, to) = (from as usize, to as usize);
        if from > to || to + ROOM > self.distances.len() {
            return (&[], 0);
        }
        if self.first_block + to.div_ceil(BLOCK) > self.next_block {
            self.unpack(list, from, to);
        }
        (&self.distances[from..], to - from)
    }

    /// Unpacks the blocks from one number to before another, those alone that are not yet unpacked.
    #[inline(never)]
    fn unpack(&mut self, list: &mut List, from: usize, to: usize) {
        let Some(places) = &mut list.places else { return };
        let past = self.first_block + to.div_ceil(BLOCK);
        for block in self.next_block.max(self.first_block + from / BLOCK)..past {
            let at = (block - self.first_block) * BLOCK;
            if let Some(distances) = self.distances.get_mut(at..).and_then(|rest| rest.first_chunk_mut()) {
                places.unpack(block, list.packer, distances);
            }
        }
        self.next_block = past;
    }
}
