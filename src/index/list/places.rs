//! The positions of a list: for each document the distances from the one before, in blocks of their own.

use bitpacking::{BitPacker, BitPacker4x};
use tantivy::directory::OwnedBytes;

use super::{
    BLOCK,
    varint::{number, take},
};

/// The positions of a list.
#[derive(Clone)]
pub(super) struct Places {
    /// Widths of the blocks in bits.
    widths: OwnedBytes,
    data: OwnedBytes,
    /// Positions before the list's present block.
    pub before: u64,
    /// Positions of its documents before the one up to which they are summed.
    pub within: u64,
    pub summed: usize,
    /// The block that is decoded; none at first.
    block: Option<usize>,
    /// The block whose first byte is known, and that byte.
    known: (usize, usize),
    distances: [u32; BLOCK],
}

impl Places {
    pub fn new(data: OwnedBytes) -> Self {
        let (blocks, prefix) = number(&data);
        let end = (prefix + blocks).min(data.len());
        Self {
            widths: data.slice(prefix.min(end)..end),
            data: data.slice(end..data.len()),
            before: 0,
            within: 0,
            summed: 0,
            block: None,
            known: (0, 0),
            distances: [0; BLOCK],
        }
    }

    /// Blocks of positions, the rest counted as one.
    pub fn blocks(&self) -> usize {
        self.widths.len() + 1
    }

    /// Appends `count` positions, which are sums of the distances from the one at `offset` on.
    pub fn read(&mut self, offset: u64, mut count: usize, packer: BitPacker4x, positions: &mut Vec<u32>) {
        let (mut block, mut from) = (offset as usize / BLOCK, offset as usize % BLOCK);
        let mut position = 0_u32;
        while count > 0 {
            if self.block != Some(block) {
                self.load(block, packer);
            }
            let to = BLOCK.min(from + count);
            positions.extend(self.distances[from..to].iter().map(|&distance| {
                position = position.wrapping_add(distance);
                position
            }));
            count -= to - from;
            (block, from) = (block + 1, 0);
        }
    }

    #[inline(never)]
    fn load(&mut self, block: usize, packer: BitPacker4x) {
        let mut distances = [0; BLOCK];
        self.unpack(block, packer, &mut distances);
        (self.block, self.distances) = (Some(block), distances);
    }

    /// Unpacks a block of distances.
    pub fn unpack(&mut self, block: usize, packer: BitPacker4x, distances: &mut [u32; BLOCK]) {
        let (from, mut start) = if self.known.0 <= block { self.known } else { (0, 0) };
        let passed = self.widths.get(from..block.min(self.widths.len())).unwrap_or_default();
        start += passed.iter().map(|&width| usize::from(width)).sum::<usize>() * BLOCK / 8;
        self.known = (block, start);
        let mut rest = self.data.get(start..).unwrap_or_default();
        let width = self.widths.get(block).map(|&width| width.min(32));
        match width {
            Some(width) if rest.len() >= usize::from(width) * BLOCK / 8 => {
                packer.decompress(rest, distances, width);
            }
            _ => distances.iter_mut().for_each(|place| *place = take(&mut rest).unwrap_or(0)),
        }
    }
}
