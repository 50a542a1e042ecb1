//! Tells which documents of a window are in a list, for those who ask about many and are mostly refused.

use tantivy::{DocId, TERMINATED};

use super::{
    List,
    bits::{Bits, WIDTH},
};

#[derive(Clone)]
pub(super) struct Sieve {
    list: List,
    /// The first document of the window; as yet there is none where it is [`TERMINATED`].
    start: DocId,
    present: Bits,
}

impl Sieve {
    /// Over a list of its own.
    pub fn new(list: List) -> Self {
        Self { list, start: TERMINATED, present: Bits::NONE }
    }

    #[inline]
    pub fn has(&mut self, doc: DocId) -> bool {
        let mut at = doc.wrapping_sub(self.start);
        if at >= WIDTH {
            self.fill(doc);
            at = 0;
        }
        self.present.has(at)
    }

    #[inline(never)]
    fn fill(&mut self, start: DocId) {
        self.start = start;
        self.present = Bits::NONE;
        self.list.mark(start, &mut self.present);
    }
}
