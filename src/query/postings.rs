//! The documents that have one of several words, as one list.

use tantivy::{
    DocId, DocSet, SegmentReader, TERMINATED, Term,
    postings::{Postings, SegmentPostings},
    schema::{Field, IndexRecordOption},
};

/// More lists than this are poured into a table of the whole segment.
const FEW: usize = 24;

/// The union of the postings of some words of a field.
pub(super) struct Union {
    lists: Vec<SegmentPostings>,
    doc: DocId,
    size: u32,
    /// Where there are many lists: how often each document has one of the words.
    table: Option<Vec<u16>>,
}

impl Union {
    /// Opens the postings of those words that the segment knows.
    pub fn open(
        reader: &SegmentReader,
        field: Field,
        words: &[String],
        option: IndexRecordOption,
    ) -> tantivy::Result<Self> {
        let inverted = reader.inverted_index(field)?;
        let mut lists = Vec::with_capacity(words.len().min(FEW));
        let mut size = 0_u32;
        let mut table = (words.len() > FEW).then(|| vec![0_u16; reader.max_doc() as usize]);
        for word in words {
            let Some(info) = inverted.get_term_info(&Term::from_field_text(field, word))? else { continue };
            size = size.saturating_add(info.doc_freq);
            if let Some(table) = &mut table {
                pour(inverted.read_postings_from_terminfo(&info, IndexRecordOption::WithFreqs)?, table);
            }
            if table.is_none() || option.has_positions() {
                lists.push(inverted.read_postings_from_terminfo(&info, option)?);
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
            None => self.lists.iter().map(DocSet::doc).min().unwrap_or(TERMINATED),
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
        if self.table.is_none() {
            for list in &mut self.lists {
                if list.doc() < target {
                    list.seek(target);
                }
            }
        }
        self.doc = if target >= TERMINATED { TERMINATED } else { self.least(target) };
        self.doc
    }

    /// Whether it is a table of the whole segment.
    pub const fn is_table(&self) -> bool {
        self.table.is_some()
    }

    /// Calls `visit` with the documents from `start` to before `end` and how often each list has them,
    /// list by list, and moves the lists past them.
    pub fn pour(&mut self, start: DocId, end: DocId, mut visit: impl FnMut(DocId, u32)) {
        for list in &mut self.lists {
            let mut doc = if list.doc() < start { list.seek(start) } else { list.doc() };
            while doc < end {
                visit(doc, list.term_freq());
                doc = list.advance();
            }
        }
    }

    /// As [`Union::seek`], after [`Union::pour`].
    pub fn seek_from_here(&mut self, target: DocId) -> DocId {
        for list in &mut self.lists {
            if list.doc() < target {
                list.seek(target);
            }
        }
        self.doc = self.least(target);
        self.doc
    }

    /// How often the present document has one of the words.
    #[inline]
    pub fn frequency(&self) -> u32 {
        match &self.table {
            Some(table) => table.get(self.doc as usize).map_or(0, |&count| u32::from(count)),
            None => self.lists.iter().filter(|list| list.doc() == self.doc).map(Postings::term_freq).sum(),
        }
    }

    /// The positions of the words in the present document, in order.
    pub fn positions(&mut self, positions: &mut Vec<u32>) {
        positions.clear();
        let doc = self.doc;
        let mut found = 0;
        for list in &mut self.lists {
            if list.doc() < doc {
                list.seek(doc);
            }
            if list.doc() == doc {
                list.append_positions_with_offset(0, positions);
                found += 1;
            }
        }
        if found > 1 {
            positions.sort_unstable();
        }
    }
}

fn pour(mut list: SegmentPostings, table: &mut [u16]) {
    while list.doc() != TERMINATED {
        if let Some(count) = table.get_mut(list.doc() as usize) {
            *count = count.saturating_add(u16::try_from(list.term_freq()).unwrap_or(u16::MAX).max(1));
        }
        list.advance();
    }
}
