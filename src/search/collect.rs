//! One pass over what matches: the best, how many, and counts by field.

use std::{collections::BTreeMap, ops::Range};

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use tantivy::{BitSet, DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, TERMINATED, columnar::Column};

use super::{
    best::Best,
    facet::{Counting, Facet, Prepared},
    low::Low,
    names,
    order::{Key, SegmentOrder, Sorter},
};
use crate::{
    index::{Index, Newest, keep_likely},
    query::{Conjunction, Matches},
};

/// How many hits to keep.
#[derive(Debug, Clone, Copy)]
pub(super) enum Keep {
    /// None: they are counted.
    None,
    /// The best so many.
    Best(usize),
    /// Every one.
    All,
}

/// A hit before it is loaded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub key: Key,
    pub address: DocAddress,
    pub twin: u64,
    pub score: Score,
}

/// What a pass found.
#[derive(Debug, Default)]
pub(super) struct Collection {
    /// In order; of records with the same text the first.
    pub entries: Vec<Entry>,
    /// Different texts.
    pub total: u64,
    /// Records.
    pub records: u64,
    pub facets: Vec<Facet>,
}

pub(super) struct Collector {
    pub keep: Keep,
    pub sorter: Sorter,
    pub facets: Vec<Prepared>,
}

/// More documents than this are looked at by several threads.
const MANY: u64 = if cfg!(test) { 8 } else { 12_000 };

impl Collector {
    /// Goes over everything that matches.
    pub fn collect(&self, index: &Index, query: &Conjunction) -> tantivy::Result<Collection> {
        let query = query.prepare(&index.searcher, self.sorter.scores() && !matches!(self.keep, Keep::None))?;
        let (shared, newest) = (index.shared(), index.newest());
        let mut opened = Vec::new();
        for (ordinal, reader) in (0..).zip(index.searcher.segment_readers()) {
            let whole = query.open(reader, 0..reader.max_doc())?;
            if whole.doc() == TERMINATED {
                continue;
            }
            let known = Known {
                shared: shared.and_then(|segments| segments.get(ordinal as usize)),
                newest: newest.and_then(|segments| segments.get(ordinal as usize)),
            };
            let mut parts = vec![whole];
            if parts[0].cost() > MANY {
                parts = ranges(reader.max_doc()).map(|range| query.open(reader, range)).collect::<Result<_, _>>()?;
            }
            for matches in parts {
                opened.push((self.segment(ordinal, reader, known)?, matches));
            }
        }
        let pass = |(mut segment, mut matches): (Segment<'_>, Matches<'_>)| {
            if matches.is_swept() {
                segment.collect_windows(&mut matches);
            }
            while matches.doc() != TERMINATED {
                segment.collect(&mut matches);
                matches.advance();
            }
            segment.harvest()
        };
        let cost: u64 = opened.iter().map(|(_, matches)| matches.cost()).sum();
        let fruits = match cost > MANY {
            true => opened.into_par_iter().map(pass).collect(),
            false => opened.into_iter().map(pass).collect(),
        };
        let collection = self.merge(fruits)?;
        index.note_matches(collection.records);
        Ok(collection)
    }

    fn segment<'a>(
        &self,
        ordinal: SegmentOrdinal,
        reader: &SegmentReader,
        known: Known<'a>,
    ) -> tantivy::Result<Segment<'a>> {
        let counting = self.facets.iter().map(|facet| Counting::open(facet, reader)).collect::<tantivy::Result<_>>()?;
        Ok(Segment {
            ordinal,
            scores: self.sorter.scores(),
            order: SegmentOrder::open(&self.sorter, ordinal, reader)?,
            twins: reader.fast_fields().u64("_twin")?,
            known,
            records: 0,
            seen: Vec::new(),
            uncounted: Vec::new(),
            kept: match self.keep {
                Keep::None => Kept::None,
                Keep::Best(limit) => Kept::Best(Best::new(limit)),
                Keep::All => Kept::All(Vec::new()),
            },
            counting,
            low: Low::default(),
        })
    }

    fn merge(&self, mut fruits: Vec<Fruit>) -> tantivy::Result<Collection> {
        let (mut seen, mut entries) = (Vec::new(), Vec::new());
        let (mut records, mut total) = (0, 0);
        let mut counts = self.count_once(&mut fruits)?;
        for fruit in fruits {
            records += fruit.records;
            total += fruit.records - fruit.seen.len() as u64;
            append(&mut seen, fruit.seen);
            append(&mut entries, fruit.entries);
            for (sum, counting) in counts.iter_mut().zip(fruit.counting) {
                for (value, count) in counting.finish()? {
                    *sum.entry(value).or_default() += count;
                }
            }
        }
        total += distinct(&mut seen);
        entries.sort_unstable_by_key(|entry: &Entry| (entry.key, entry.address));
        if total < records {
            let mut texts = FxHashSet::default();
            entries.retain(|entry| texts.insert(entry.twin));
        }
        if let Keep::Best(limit) = self.keep {
            entries.truncate(limit);
        }
        let facets = self.facets.iter().zip(counts).map(|(facet, counts)| facet.facet(counts)).collect();
        Ok(Collection { entries, total, records, facets })
    }
}

impl Collector {
    /// Counts the documents whose text others may have: each text once for each value. Gives the
    /// counts of those that others have; the rest is counted where it was met.
    fn count_once(&self, fruits: &mut [Fruit]) -> tantivy::Result<Vec<BTreeMap<String, u64>>> {
        let mut counts = vec![BTreeMap::new(); self.facets.len()];
        if self.facets.is_empty() {
            return Ok(counts);
        }
        let repeated = repeated(fruits.iter().flat_map(|fruit| fruit.seen.iter().copied()).collect());
        let mut known = FxHashSet::default();
        for fruit in fruits {
            for (&twin, &doc) in fruit.seen.iter().zip(&fruit.uncounted) {
                if !repeated.contains(&twin) {
                    fruit.counting.iter_mut().for_each(|counting| counting.count(doc));
                    continue;
                }
                for (facet, counting) in fruit.counting.iter().enumerate() {
                    for value in counting.values(doc)? {
                        if known.insert((facet, twin, names::key(&value).to_owned())) {
                            *counts[facet].entry(value).or_default() += 1;
                        }
                    }
                }
            }
        }
        Ok(counts)
    }
}

/// The numbers that stand more than once.
fn repeated(mut numbers: Vec<u64>) -> FxHashSet<u64> {
    keep_likely(&mut numbers);
    numbers.sort_unstable();
    numbers.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
}

/// Parts of a segment of so many documents, one for each thread.
fn ranges(documents: DocId) -> impl Iterator<Item = Range<DocId>> {
    let width = documents.div_ceil(rayon::current_num_threads() as u32).next_multiple_of(64).max(64);
    (0..documents).step_by(width as usize).map(move |start| start..documents.min(start + width))
}

/// Moves the values of one list to the end of another.
fn append<T>(all: &mut Vec<T>, mut more: Vec<T>) {
    if all.is_empty() {
        *all = more;
    } else {
        all.append(&mut more);
    }
}

/// What an index knows of a segment beside its postings and columns, as far as it is worth knowing.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    /// Documents whose text others have too.
    pub shared: Option<&'a BitSet>,
    /// The latest days.
    pub newest: Option<&'a Newest>,
}

pub(super) struct Segment<'a> {
    ordinal: SegmentOrdinal,
    pub scores: bool,
    pub order: SegmentOrder,
    twins: Column<u64>,
    pub known: Known<'a>,
    pub records: u64,
    /// Of those whose text others may have.
    seen: Vec<u64>,
    pub kept: Kept,
    counting: Vec<Counting>,
    /// The documents of `seen`, which count once for each text: known when all segments are passed.
    uncounted: Vec<DocId>,
    low: Low,
}

struct Fruit {
    records: u64,
    seen: Vec<u64>,
    entries: Vec<Entry>,
    counting: Vec<Counting>,
    uncounted: Vec<DocId>,
}

pub(super) enum Kept {
    None,
    Best(Best),
    All(Vec<Entry>),
}

impl Segment<'_> {
    /// Takes what a walk has come to.
    #[inline]
    fn collect(&mut self, matches: &mut Matches<'_>) {
        let doc = matches.doc();
        self.records += 1;
        match self.known.shared {
            Some(shared) if !shared.contains(doc) => self.count_lone(doc),
            _ => self.count_shared(doc),
        }
        if self.low.has(doc) {
            return;
        }
        if let Kept::Best(Best { worst: Some((worst, _)), .. }) = &self.kept
            && self.scores
            && self.low.reaches(self.records, matches, Some(*worst))
        {
            return;
        }
        self.weigh(matches);
    }

    /// Counts values of a document whose text no other has.
    #[inline]
    pub fn count_lone(&mut self, doc: DocId) {
        for counting in &mut self.counting {
            counting.count(doc);
        }
    }

    /// Whether values are counted.
    pub const fn counts(&self) -> bool {
        !self.counting.is_empty()
    }

    /// Notes a document whose text others may have.
    pub fn count_shared(&mut self, doc: DocId) {
        self.seen.push(self.twins.first(doc).unwrap_or_default());
        if self.counts() {
            self.uncounted.push(doc);
        }
    }

    /// Keeps the present document if it is among the best.
    pub fn weigh(&mut self, matches: &mut Matches<'_>) {
        let doc = matches.doc();
        let mut least = 0.0;
        match &self.kept {
            Kept::None => return,
            Kept::Best(best) if best.is_full() => {
                least = best.worst.map_or(0.0, |(worst, _)| worst.score());
                let first = match self.scores {
                    true => matches.bound_above(least).map(Key::of_score),
                    false => Some(self.order.first(doc, 0.0)),
                };
                if first.is_none_or(|first| best.is_past(doc, first, &self.order)) {
                    return;
                }
            }
            Kept::Best(_) | Kept::All(_) if self.scores => {
                matches.bound();
            }
            Kept::Best(_) | Kept::All(_) => {}
        }
        let score = if self.scores { self.order.weighed(doc, matches.score(least)) } else { 0.0 };
        let first = self.order.first(doc, score);
        let address = DocAddress::new(self.ordinal, doc);
        let entry = || {
            let twin = self.twins.first(doc).unwrap_or_default();
            Entry { key: self.order.key(doc, first), address, twin, score }
        };
        match &mut self.kept {
            Kept::None => {}
            Kept::Best(best) if best.is_past(doc, first, &self.order) => {}
            Kept::Best(best) => best.offer(entry()),
            Kept::All(entries) => entries.push(entry()),
        }
    }

    fn harvest(self) -> Fruit {
        let entries = match self.kept {
            Kept::None => Vec::new(),
            Kept::Best(best) => best.entries.into_values().collect(),
            Kept::All(entries) => entries,
        };
        Fruit { records: self.records, seen: self.seen, entries, counting: self.counting, uncounted: self.uncounted }
    }
}

/// How many different numbers there are. Only those are sorted that may stand more than once.
fn distinct(numbers: &mut Vec<u64>) -> u64 {
    let all = numbers.len() as u64;
    keep_likely(numbers);
    let alone = all - numbers.len() as u64;
    numbers.sort_unstable();
    numbers.dedup();
    alone + numbers.len() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_numbers_are_told() {
        let told: Vec<u64> = repeated(vec![7, 8, 7, 9, 9, 9]).into_iter().collect();
        assert_eq!(told.len(), 2);
        assert!(told.contains(&7) && told.contains(&9));
    }

    #[test]
    fn different_numbers_are_counted() {
        assert_eq!(distinct(&mut vec![]), 0);
        assert_eq!(distinct(&mut vec![7, 7, 7, 8]), 2);
        assert_eq!(distinct(&mut (0..10_000).map(|number| (number % 777) << 40).collect()), 777);
    }
}
