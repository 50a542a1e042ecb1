//! Walks the documents that have one of several words, with how often, without places.
//!
//! One word, the usual case, is read block by block as it lies on disk. The postings of several forms of
//! a word are poured into a window of documents while the walk is dense, and sought one by one while it leaps.

use tantivy::{
    DocId, SegmentReader, TERMINATED,
    schema::{Field, IndexRecordOption},
};

use super::postings::Union;
use crate::index::{List, Lists};

/// The documents of a segment that have a word, in order.
pub(super) enum Cursor {
    One(Box<List>),
    Many(Box<Window>),
    /// Several lists and a document that was sought.
    Scattered(Vec<List>, DocId),
}

impl Cursor {
    /// Opens the postings of those words that the segment knows.
    pub fn open(lists: &Lists, reader: &SegmentReader, field: Field, words: &[String]) -> tantivy::Result<Self> {
        let option = IndexRecordOption::WithFreqs;
        if let [word] = words {
            let list = lists.list(reader, field, word, option)?;
            return Ok(Self::One(Box::new(list.unwrap_or_else(List::empty))));
        }
        Ok(Self::Many(Box::new(Window::new(Union::open(lists, reader, field, words, option)?))))
    }

    /// The same for those who only seek documents that have one of the words.
    pub fn open_scattered(
        lists: &Lists,
        reader: &SegmentReader,
        field: Field,
        words: &[String],
    ) -> tantivy::Result<Self> {
        if words.len() == 1 {
            return Self::open(lists, reader, field, words);
        }
        let opened = words.iter().map(|word| lists.list(reader, field, word, IndexRecordOption::WithFreqs));
        let opened: Vec<_> = opened.collect::<tantivy::Result<_>>()?;
        Ok(Self::Scattered(opened.into_iter().flatten().collect(), 0))
    }

    #[inline]
    pub fn doc(&self) -> DocId {
        match self {
            Self::One(list) => list.doc(),
            Self::Many(window) => window.doc,
            Self::Scattered(_, doc) => *doc,
        }
    }

    /// What [`Cursor::stretch`] tells of the stretch that `target` is in; nothing is decoded, and only later
    /// documents may be sought then.
    pub fn reach(&mut self, target: DocId) -> Option<(DocId, f32)> {
        match self {
            Self::One(list) => list.reach(target),
            Self::Many(_) => None,
            Self::Scattered(lists, _) => lists.iter_mut().try_fold((TERMINATED, 0.0), |(last, sum), list| {
                let (end, share) = list.reach(target)?;
                Some((last.min(end), sum + share))
            }),
        }
    }

    /// The last document of a stretch that the present one is in, and the greatest share of frequency to
    /// damping among those to come, where that is known.
    pub fn stretch(&self) -> Option<(DocId, f32)> {
        match self {
            Self::One(list) => list.stretch(),
            Self::Many(window) => window.stretch(),
            Self::Scattered(..) => None,
        }
    }

    pub fn size(&self) -> u32 {
        match self {
            Self::One(list) => list.size(),
            Self::Many(window) => window.union.size(),
            Self::Scattered(lists, _) => lists.iter().fold(0, |sum, list| sum.saturating_add(list.size())),
        }
    }

    #[inline]
    pub fn advance(&mut self) -> DocId {
        match self {
            Self::One(list) => list.advance(),
            Self::Many(window) if window.doc == TERMINATED => TERMINATED,
            Self::Many(window) => window.seek(window.doc + 1),
            Self::Scattered(_, doc) => {
                *doc = TERMINATED;
                TERMINATED
            }
        }
    }

    /// Moves to the first document at or after `target`; stays where it is if it is there already.
    #[inline]
    pub fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Self::One(list) => list.seek(target),
            Self::Many(window) => window.seek(target),
            Self::Scattered(lists, doc) => {
                lists.iter_mut().for_each(|list| {
                    list.seek(target);
                });
                *doc = target;
                target
            }
        }
    }

    /// The document, if it has one of the words, else one after it that is not past the next that has: for
    /// those who ask about ever later documents.
    #[inline]
    pub fn find(&mut self, doc: DocId) -> DocId {
        match self {
            Self::One(list) => list.find(doc),
            Self::Many(window) => window.seek(doc),
            Self::Scattered(..) => self.seek(doc),
        }
    }

    /// Prepares for being asked about `count` of a segment's `documents`.
    pub fn expect(&mut self, count: u32, documents: DocId) {
        if let Self::One(list) = self {
            list.expect(count, documents);
        }
    }

    /// How often the present document has one of the words.
    #[inline]
    pub fn frequency(&mut self) -> u32 {
        match self {
            Self::One(list) => list.frequency(),
            Self::Many(window) => window.frequency(),
            Self::Scattered(lists, doc) => {
                let there = lists.iter_mut().filter(|list| list.doc() == *doc);
                there.map(List::frequency).sum()
            }
        }
    }
}

/// Documents in a window.
const WIDTH: u32 = 1024;

/// Targets that lie closer together than this fill a window.
const CLOSE: u32 = 64;

/// Several words.
pub(super) struct Window {
    union: Union,
    doc: DocId,
    /// First document of the window; as yet there is none where it is [`TERMINATED`].
    start: DocId,
    present: [u64; (WIDTH / 64) as usize],
    frequencies: [u16; WIDTH as usize],
    /// The greatest share among the documents of the window, where that is known.
    share: Option<f32>,
}

impl Window {
    fn new(union: Union) -> Self {
        let doc = union.doc();
        let (present, frequencies) = ([0; (WIDTH / 64) as usize], [0; WIDTH as usize]);
        Self { union, doc, start: TERMINATED, present, frequencies, share: None }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        if target >= TERMINATED {
            self.doc = TERMINATED;
        } else if self.start != TERMINATED {
            self.doc = self.within(target);
        } else if self.union.is_table() || target - self.doc > CLOSE {
            self.doc = self.union.seek(target);
        } else {
            self.fill(target);
            self.doc = self.within(target);
        }
        self.doc
    }

    fn fill(&mut self, target: DocId) {
        self.start = target;
        self.present = [0; (WIDTH / 64) as usize];
        self.frequencies = [0; WIDTH as usize];
        let Self { union, present, frequencies, share, .. } = self;
        *share = union.pour(target, target.saturating_add(WIDTH), |doc, frequency| {
            let at = (doc - target) as usize;
            if let (Some(word), Some(sum)) = (present.get_mut(at / 64), frequencies.get_mut(at)) {
                *word |= 1 << (at % 64);
                *sum = sum.saturating_add(u16::try_from(frequency).unwrap_or(u16::MAX));
            }
        });
    }

    /// The first document at or after `target`, from the window as far as it reaches.
    fn within(&mut self, target: DocId) -> DocId {
        let at = target - self.start;
        let mut word = (at / 64) as usize;
        let mut mask = u64::MAX << (at % 64);
        while let Some(present) = self.present.get(word) {
            let rest = present & mask;
            if rest != 0 {
                return self.start + word as u32 * 64 + rest.trailing_zeros();
            }
            word += 1;
            mask = u64::MAX;
        }
        let is_close = at < WIDTH + CLOSE;
        let next = self.union.seek_from_here(target.max(self.start.saturating_add(WIDTH)));
        self.start = TERMINATED;
        if next != TERMINATED && is_close {
            self.fill(next);
        }
        next
    }

    fn stretch(&self) -> Option<(DocId, f32)> {
        if self.start == TERMINATED {
            return self.union.stretch();
        }
        Some((self.start.saturating_add(WIDTH - 1), self.share?))
    }

    #[inline]
    fn frequency(&mut self) -> u32 {
        if self.start == TERMINATED {
            return self.union.frequency();
        }
        self.frequencies.get((self.doc - self.start) as usize).map_or(0, |&count| u32::from(count))
    }
}
