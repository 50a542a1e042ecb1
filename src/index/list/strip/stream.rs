//! A few blocks of the stream of positions, unpacked.

use bitpacking::BitPacker4x;

use super::{
    super::{BLOCK, places::Places},
    ROOM,
};

/// Blocks that are kept, if no document needs more.
const KEPT: usize = 8;

#[derive(Default)]
pub(super) struct Stream {
    first: usize,
    count: usize,
    numbers: Vec<u32>,
}

impl Stream {
    /// Reads numbers from a place later than those before.
    #[inline]
    pub fn read(&mut self, places: &mut Places, packer: BitPacker4x, from: u64, count: usize) -> (&[u32], usize) {
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
