//! The documents that have one of several words, as one list.

use tantivy::{
    DocId, SegmentReader, TERMINATED,
    schema::{Field, IndexRecordOption},
};

use crate::index::{List, Lists};

/// More lists than this are poured into a table of the whole segment.
const FEW: usize = 24;

/// The union of the postings of some words of a field.
pub(super) struct Union {
    lists: Vec<List>,
    doc: DocId,
    size: u32,
    /// Where there are many lists: how often each document has one of the words.
    table: Option<Vec<u16>>,
}

impl Union {
    /// Opens the postings of those words that the segment knows.
    pub fn open(
        lists: &Lists,
        reader: &SegmentReader,
        field: Field,
        words: &[String],
        option: IndexRecordOption,
    ) -> tantivy::Result<Self> {
        let all = lists;
        let mut lists = Vec::with_capacity(words.len().min(FEW));
        let mut size = 0_u32;
        let mut table = (words.len() > FEW).then(|| vec![0_u16; reader.max_doc() as usize]);
        for word in words {
            let Some(list) = all.list(reader, field, word, option)? else { continue };
            size = size.saturating_add(list.size());
            if let Some(table) = &mut table {
                pour(list.clone(), table);
            }
            if table.is_none() || option.has_positions() {
                lists.push(list);
            }
        }
        let mut union = Self { lists, doc: 0, size: size.min(reader.max_doc()), table };
        union.doc = union.least(0);
        Ok(union)
    }

    /// The first document at or after `target` that has one of the words.
    fn least(&self, target: DocId) -> DocId {
        match &self.table {
            Some(table) => {
                let rest = table.get(target as usize..).unwrap_or_default();
                rest.iter().position(|&count| count > 0).map_or(TERMINATED, |ahead| target + ahead as DocId)
            }
            None => self.lists.iter().map(List::doc).min().unwrap_or(TERMINATED),
        }
    }

    pub const fn doc(&self) -> DocId {
        self.doc
    }

    pub const fn size(&self) -> u32 {
        self.size
    }

    /// Moves to the first document at or after `target`; stays where it is if it is there already.
    #[inline]
    pub fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        if let (None, [list]) = (&self.table, self.lists.as_mut_slice()) {
            self.doc = list.seek(target);
            return self.doc;
        }
        if self.table.is_none() {
            for list in &mut self.lists {
                list.seek(target);
            }
        }
        self.doc = if target >= TERMINATED { TERMINATED } else { self.least(target) };
        self.doc
    }

    /// The document, if it has one of the words, else one after it that is not past the next that has: for
    /// those who ask about ever later documents.
    #[inline]
    pub fn find(&mut self, doc: DocId) -> DocId {
        match (&self.table, self.lists.as_mut_slice()) {
            (None, [list]) if self.doc < doc => {
                let found = list.find(doc);
                if found == doc {
                    self.doc = doc;
                }
                found
            }
            _ => self.seek(doc),
        }
    }

    /// Prepares for being asked about `count` of a segment's `documents`.
    pub fn expect(&mut self, count: u32, documents: DocId) {
        if let (None, [list]) = (&self.table, self.lists.as_mut_slice()) {
            list.expect(count, documents);
        }
    }

    /// Whether it is a table of the whole segment.
    pub const fn is_table(&self) -> bool {
        self.table.is_some()
    }

    /// Calls `visit` with the documents from `start` to before `end` and how often each list has them,
    /// list by list, and moves the lists past them. Returns what no share of frequency to damping among
    /// them is greater than, where that is known.
    pub fn pour(&mut self, start: DocId, end: DocId, mut visit: impl FnMut(DocId, u32)) -> Option<f32> {
        let mut shares = Some(0.0);
        for list in &mut self.lists {
            list.seek(start);
            let share = list.pour(end, &mut visit);
            shares = shares.zip(share).map(|(sum, share)| sum + share);
        }
        shares
    }

    /// The last document of a stretch that the present one is in, and what no share of frequency to damping
    /// among those to come is greater than, where that is known.
    pub fn stretch(&self) -> Option<(DocId, f32)> {
        if self.table.is_some() {
            return None;
        }
        let (mut last, mut sum) = (TERMINATED, 0.0);
        for list in self.lists.iter().filter(|list| list.doc() != TERMINATED) {
            let (end, share) = list.stretch()?;
            last = last.min(end);
            sum += share;
        }
        Some((last, sum))
    }

    /// As [`Union::seek`], after [`Union::pour`].
    pub fn seek_from_here(&mut self, target: DocId) -> DocId {
        for list in &mut self.lists {
            list.seek(target);
        }
        self.doc = self.least(target);
        self.doc
    }

    /// How often the present document has one of the words.
    #[inline]
    pub fn frequency(&mut self) -> u32 {
        match &self.table {
            Some(table) => table.get(self.doc as usize).map_or(0, |&count| u32::from(count)),
            None => self.lists.iter_mut().filter(|list| list.doc() == self.doc).map(List::frequency).sum(),
        }
    }

    /// The positions of the words in the present document, in order.
    pub fn positions(&mut self, positions: &mut Vec<u32>) {
        positions.clear();
        let doc = self.doc;
        let mut found = 0;
        for list in &mut self.lists {
            if list.seek(doc) == doc {
                list.positions(positions);
                found += 1;
            }
        }
        if found > 1 {
            positions.sort_unstable();
        }
    }
}

fn pour(mut list: List, table: &mut [u16]) {
    list.pour(TERMINATED, |doc, frequency| {
        if let Some(count) = table.get_mut(doc as usize) {
            *count = count.saturating_add(u16::try_from(frequency).unwrap_or(u16::MAX).max(1));
        }
    });
}
