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

use bitpacking::{BitPacker, BitPacker4x};
use tantivy::{DocId, TERMINATED, directory::OwnedBytes, fieldnorm::FieldNormReader, schema::IndexRecordOption};

/// Documents in a block.
const BLOCK: usize = BitPacker4x::BLOCK_LEN;

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
    places: Option<Places>,
    sieve: Option<Box<Sieve>>,
}

/// What is known of a block before it is read.
#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    last: DocId,
    bits: u8,
    /// Whether distances are one less than they are.
    strict: bool,
    frequency_bits: u8,
    positions: u32,
    /// The length's id and the frequency of the best document, where they are known.
    best: Option<(u8, u8)>,
}

impl Entry {
    fn read(bytes: &[u8], option: IndexRecordOption) -> Option<Self> {
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

    const fn bytes(option: IndexRecordOption) -> usize {
        match option {
            IndexRecordOption::Basic => 5,
            IndexRecordOption::WithFreqs => 8,
            IndexRecordOption::WithFreqsAndPositions => 12,
        }
    }

    /// Bytes of the block.
    const fn length(&self) -> usize {
        (self.bits as usize + self.frequency_bits as usize) * BLOCK / 8
    }
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
            places: places.map(Places::new),
            sieve: None,
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
        let frequency = if frequency == u8::MAX { f32::MAX } else { f32::from(frequency) };
        Some((self.entry.last, frequency / damping(length, self.mean_length)))
    }

    /// Goes to the next document.
    #[inline]
    pub fn advance(&mut self) -> DocId {
        self.at += 1;
        if self.at >= BLOCK {
            self.leave();
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
            while self.entry.last < target {
                self.leave();
            }
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
            self.sieve = Some(Box::new(Sieve { list, start: TERMINATED, present: [0; WORDS] }));
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
            let width = Entry::bytes(self.option);
            let past = (self.size - self.left) as usize / BLOCK * width;
            match self.entries.get(past..past + width).and_then(|bytes| Entry::read(bytes, self.option)) {
                Some(entry) => self.entry = entry,
                None => self.left = 0,
            }
        }
    }

    /// Decodes the documents of the block and stands at the first.
    fn load(&mut self) {
        (self.at, self.counted) = (0, self.option == IndexRecordOption::Basic);
        if let Some(places) = &mut self.places {
            (places.summed, places.within) = (0, 0);
        }
        let Entry { bits, strict, last, .. } = self.entry;
        let width = bits as usize * BLOCK / 8;
        if last == TERMINATED {
            self.load_rest();
        } else if let Some(bytes) = self.data.get(self.start..self.start + width) {
            if strict {
                let before = (self.before > 0).then_some(self.before);
                self.packer.decompress_strictly_sorted(before, bytes, &mut self.docs, bits);
            } else {
                self.packer.decompress_sorted(self.before, bytes, &mut self.docs, bits);
            }
        } else {
            self.left = 0;
            self.entry.last = TERMINATED;
            self.docs = [TERMINATED; BLOCK];
        }
        self.doc = self.docs[0];
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

/// Tells which documents of a stretch are in a list.
#[derive(Clone)]
struct Sieve {
    list: List,
    /// The first document of the stretch; as yet there is none where it is [`TERMINATED`].
    start: DocId,
    present: [u64; WORDS],
}

/// A stretch has 64 times as many documents.
const WORDS: usize = 64;

impl Sieve {
    #[inline]
    fn has(&mut self, doc: DocId) -> bool {
        let mut at = doc.wrapping_sub(self.start) as usize;
        if at >= WORDS * 64 {
            self.fill(doc);
            at = 0;
        }
        self.present[at / 64] & 1 << (at % 64) != 0
    }

    #[inline(never)]
    fn fill(&mut self, start: DocId) {
        self.start = start;
        self.present = [0; WORDS];
        let end = start.saturating_add(64 * WORDS as u32).min(TERMINATED);
        let Self { list, present, .. } = self;
        let mut doc = list.seek(start);
        while doc < end {
            let to = if list.entry.last < end { BLOCK } else { first_from(&list.docs, list.at, end) };
            for &doc in &list.docs[list.at..to] {
                let at = (doc - start) as usize;
                present[at / 64 % WORDS] |= 1 << (at % 64);
            }
            list.at = to - 1;
            doc = list.advance();
        }
    }
}

/// The positions of a list.
#[derive(Clone)]
struct Places {
    /// Widths of the blocks in bits.
    widths: OwnedBytes,
    data: OwnedBytes,
    /// Positions before the list's present block.
    before: u64,
    /// Positions of its documents before the one up to which they are summed.
    within: u64,
    summed: usize,
    /// The block that is decoded; none at first.
    block: Option<usize>,
    /// The block whose first byte is known, and that byte.
    known: (usize, usize),
    distances: [u32; BLOCK],
}

impl Places {
    fn new(data: OwnedBytes) -> Self {
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

    /// Appends `count` positions, which are sums of the distances from the one at `offset` on.
    fn read(&mut self, offset: u64, mut count: usize, packer: BitPacker4x, positions: &mut Vec<u32>) {
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
        let (from, mut start) = if self.known.0 <= block { self.known } else { (0, 0) };
        let passed = self.widths.get(from..block.min(self.widths.len())).unwrap_or_default();
        start += passed.iter().map(|&width| usize::from(width)).sum::<usize>() * BLOCK / 8;
        self.known = (block, start);
        self.block = Some(block);
        let mut rest = self.data.get(start..).unwrap_or_default();
        let width = self.widths.get(block).map(|&width| width.min(32));
        match width {
            Some(width) if rest.len() >= usize::from(width) * BLOCK / 8 => {
                packer.decompress(rest, &mut self.distances, width);
            }
            _ => self.distances.iter_mut().for_each(|place| *place = take(&mut rest).unwrap_or(0)),
        }
    }
}

/// Takes a number of seven bits a byte, the lowest first; the last byte has its highest bit set.
#[inline]
fn take(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0_u32;
    for shift in (0..35).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number = number.wrapping_add(u32::from(byte & 127).wrapping_shl(shift));
        if byte & 128 != 0 {
            return Some(number);
        }
    }
    None
}

/// The number that bytes begin with, and how many bytes it takes.
fn number(bytes: &[u8]) -> (usize, usize) {
    let mut rest = bytes;
    let number = take(&mut rest).unwrap_or(0);
    (number as usize, bytes.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use tantivy::{
        DocSet, SegmentReader, Term,
        postings::Postings,
        schema::{Field, INDEXED, Schema, TextFieldIndexing, TextOptions},
    };

    use super::*;
    use crate::{dice::Dice, index::Lists};

    const OPTIONS: [IndexRecordOption; 3] =
        [IndexRecordOption::Basic, IndexRecordOption::WithFreqs, IndexRecordOption::WithFreqsAndPositions];

    fn index(documents: usize) -> (tantivy::Index, Vec<Field>) {
        let mut builder = Schema::builder();
        let text = |option| {
            let indexing = TextFieldIndexing::default().set_tokenizer("default").set_index_option(option);
            TextOptions::default().set_indexing_options(indexing)
        };
        let fields = OPTIONS.map(|option| builder.add_text_field(&format!("{option:?}"), text(option))).to_vec();
        builder.add_u64_field("number", INDEXED);
        let index = tantivy::Index::create_in_ram(builder.build());
        let mut dice = Dice(documents as u64 + 7);
        let mut writer = index.writer_with_num_threads(1, 50_000_000).unwrap();
        for _ in 0..documents {
            let words: Vec<_> = (0..dice.roll(400)).map(|_| format!("w{}", dice.roll(20) * dice.roll(20))).collect();
            let mut document = tantivy::TantivyDocument::default();
            fields.iter().for_each(|&field| document.add_text(field, words.join(" ")));
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        (index, fields)
    }

    /// Walks a list and the engine's own side by side, now step by step, now by leaps.
    fn compare(
        lists: &Lists,
        reader: &SegmentReader,
        field: Field,
        word: &str,
        option: IndexRecordOption,
        leap: usize,
    ) {
        let term = Term::from_field_text(field, word);
        let theirs = reader.inverted_index(field).unwrap().read_postings(&term, option).unwrap();
        let ours = lists.list(reader, field, word, option).unwrap();
        assert_eq!(ours.is_some(), theirs.is_some());
        let Some((mut ours, mut theirs)) = ours.zip(theirs) else { return };
        let mut dice = Dice(leap as u64 + 1);
        if leap > 1 {
            ours.expect(u32::MAX, DocId::MAX);
        }
        loop {
            assert_eq!(ours.doc(), theirs.doc(), "{word}");
            if ours.doc() == TERMINATED {
                return;
            }
            assert!(ours.stretch().is_none_or(|(last, _)| last >= ours.doc()));
            assert_eq!(ours.frequency(), theirs.term_freq());
            if option.has_positions() && dice.roll(3) > 0 {
                let (mut one, mut other) = (Vec::new(), Vec::new());
                ours.positions(&mut one);
                theirs.positions(&mut other);
                assert_eq!(one, other);
            }
            if dice.roll(4) > 0 {
                assert_eq!(ours.advance(), theirs.advance());
            } else if leap > 1 && dice.roll(2) > 0 {
                let target = ours.doc() + 1 + dice.roll(leap) as DocId;
                let (found, next) = (ours.find(target), theirs.seek(target));
                assert_eq!(found == target, next == target);
                assert!(found <= next);
                ours.seek(next);
            } else {
                let target = ours.doc() + 1 + dice.roll(leap) as DocId;
                assert_eq!(ours.seek(target), theirs.seek(target));
            }
        }
    }

    #[test]
    fn lists_read_as_the_engine_reads_them() {
        for documents in [1, 127, 128, 129, 900, 3000] {
            let (index, fields) = index(documents);
            let searcher = index.reader().unwrap().searcher();
            let lists = Lists::open(&searcher).unwrap();
            for reader in searcher.segment_readers() {
                for (&field, option) in fields.iter().zip(OPTIONS) {
                    for word in ["w0", "w1", "w12", "w36", "w361", "nothing"] {
                        [1, 30, 600].into_iter().for_each(|leap| compare(&lists, reader, field, word, option, leap));
                    }
                }
            }
        }
    }

    #[test]
    fn pouring_gives_what_lies_before_an_end() {
        let (index, fields) = index(3000);
        let searcher = index.reader().unwrap().searcher();
        let lists = Lists::open(&searcher).unwrap();
        for reader in searcher.segment_readers() {
            let open = || lists.list(reader, fields[1], "w12", OPTIONS[1]).unwrap().unwrap();
            let (mut walked, mut poured) = (open(), open());
            for end in [0, 5, 6, 700, 701, 1999, TERMINATED] {
                let mut found = Vec::new();
                poured.pour(end, |doc, frequency| found.push((doc, frequency)));
                for pair in found {
                    assert_eq!((walked.doc(), walked.frequency()), pair);
                    walked.advance();
                }
                assert!(walked.doc() >= end && walked.doc() == poured.doc());
            }
        }
    }

    #[test]
    fn damage_reads_as_the_end() {
        for bytes in [vec![], vec![1], vec![129, 7], vec![255; 40], vec![140, 9, 0, 0, 0, 31, 31, 9, 9, 9, 9, 9, 9]] {
            for option in OPTIONS {
                for size in [1, 128, 300] {
                    let bytes = || OwnedBytes::new(bytes.clone());
                    let mut list = List::new(size, bytes(), option, Some(bytes()));
                    let mut positions = Vec::new();
                    for _ in 0..=size {
                        if list.doc() < TERMINATED {
                            list.positions(&mut positions);
                            positions.clear();
                        }
                        list.advance();
                    }
                    assert_eq!(list.doc(), TERMINATED);
                }
            }
        }
    }
}
