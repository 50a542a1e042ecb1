//! What the postings say of each full block of documents before it is read.

use tantivy::{DocId, schema::IndexRecordOption};

use super::BLOCK;

/// What is known of a block before it is read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entry {
    pub last: DocId,
    pub bits: u8,
    /// Whether distances are one less than they are.
    pub strict: bool,
    pub frequency_bits: u8,
    pub positions: u32,
    /// The length's id and the frequency of the best document, where they are known.
    pub best: Option<(u8, u8)>,
}

impl Entry {
    pub fn read(bytes: &[u8], option: IndexRecordOption) -> Option<Self> {
        let number = |at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
        let width = *bytes.get(4)?;
        let mut entry = Self { last: number(0)?, bits: width & 0x1f, strict: width & 0x40 != 0, ..Self::default() };
        if option == IndexRecordOption::Basic {
            return Some(entry);
        }
        entry.frequency_bits = (*bytes.get(5)?).min(32);
        let best = if option.has_positions() {
            entry.positions = number(6)?;
            10
        } else {
            6
        };
        let (length, frequency) = (*bytes.get(best)?, *bytes.get(best + 1)?);
        entry.best = (frequency > 0).then_some((length, frequency));
        Some(entry)
    }

    pub const fn size(option: IndexRecordOption) -> usize {
        match option {
            IndexRecordOption::Basic => 5,
            IndexRecordOption::WithFreqs => 8,
            IndexRecordOption::WithFreqsAndPositions => 12,
        }
    }

    /// Bytes of the block.
    pub const fn length(&self) -> usize {
        (self.bits as usize + self.frequency_bits as usize) * BLOCK / 8
    }
}
