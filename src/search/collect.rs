//! One pass over what matches: the best, how many, and counts by field.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, HashSet},
};

use rustc_hash::FxHashMap;

use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector as TantivyCollector, SegmentCollector},
    columnar::Column,
};

use super::{
    facet::{Counting, Facet, Prepared},
    order::{Key, SegmentOrder, Sorter},
};

/// How many hits to keep.
#[derive(Debug, Clone, Copy)]
pub(super) enum Keep {
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

impl TantivyCollector for Collector {
    type Fruit = Collection;
    type Child = Segment;

    fn for_segment(&self, ordinal: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<Segment> {
        let counting = self.facets.iter().map(|facet| Counting::open(facet, reader)).collect::<tantivy::Result<_>>()?;
        Ok(Segment {
            ordinal,
            order: SegmentOrder::open(&self.sorter, ordinal, reader)?,
            twins: reader.fast_fields().u64("_twin")?,
            seen: Vec::new(),
            kept: match self.keep {
                Keep::Best(limit) => Kept::Best(Best::new(limit)),
                Keep::All => Kept::All(Vec::new()),
            },
            counting,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.sorter.scores()
    }

    fn merge_fruits(&self, fruits: Vec<Fruit>) -> tantivy::Result<Collection> {
        let mut seen = Vec::new();
        let mut entries = Vec::new();
        let mut counts: Vec<BTreeMap<String, u64>> = vec![BTreeMap::new(); self.facets.len()];
        for fruit in fruits {
            seen.extend(fruit.seen);
            entries.extend(fruit.entries);
            for (sum, counted) in counts.iter_mut().zip(fruit.counts) {
                for (value, count) in counted? {
                    *sum.entry(value).or_default() += count;
                }
            }
        }
        let records = seen.len() as u64;
        let total = distinct(&mut seen);
        entries.sort_unstable_by_key(|entry| (entry.key, entry.address));
        let mut texts = HashSet::new();
        entries.retain(|entry| texts.insert(entry.twin));
        if let Keep::Best(limit) = self.keep {
            entries.truncate(limit);
        }
        let facets = self.facets.iter().zip(counts).map(|(facet, counts)| facet.facet(counts)).collect();
        Ok(Collection { entries, total, records, facets })
    }
}

pub(super) struct Segment {
    ordinal: SegmentOrdinal,
    order: SegmentOrder,
    twins: Column<u64>,
    seen: Vec<u64>,
    kept: Kept,
    counting: Vec<Counting>,
}

pub(super) struct Fruit {
    seen: Vec<u64>,
    entries: Vec<Entry>,
    counts: Vec<tantivy::Result<BTreeMap<String, u64>>>,
}

enum Kept {
    Best(Best),
    All(Vec<Entry>),
}

impl SegmentCollector for Segment {
    type Fruit = Fruit;

    #[inline]
    fn collect(&mut self, doc: DocId, score: Score) {
        let twin = self.twins.first(doc).unwrap_or_default();
        self.seen.push(twin);
        for counting in &mut self.counting {
            counting.count(doc);
        }
        let score = self.order.weighed(doc, score);
        let first = self.order.first(doc, score);
        if let Kept::Best(best) = &self.kept
            && best.is_past(doc, first, &self.order)
        {
            return;
        }
        let address = DocAddress::new(self.ordinal, doc);
        let entry = Entry { key: self.order.key(doc, first), address, twin, score };
        match &mut self.kept {
            Kept::Best(best) => best.offer(entry),
            Kept::All(entries) => entries.push(entry),
        }
    }

    fn harvest(self) -> Fruit {
        let entries = match self.kept {
            Kept::Best(best) => best.entries.into_values().collect(),
            Kept::All(entries) => entries,
        };
        let counts = self.counting.into_iter().map(Counting::finish).collect();
        Fruit { seen: self.seen, entries, counts }
    }
}

/// The best entries of a segment, one for each text.
struct Best {
    limit: usize,
    entries: BTreeMap<(Key, DocId), Entry>,
    places: FxHashMap<u64, (Key, DocId)>,
}

impl Best {
    fn new(limit: usize) -> Self {
        Self { limit, entries: BTreeMap::new(), places: FxHashMap::default() }
    }

    /// Whether a document whose key begins so cannot be among the best; reads no more of the key
    /// than it must.
    #[inline]
    fn is_past(&self, doc: DocId, first: u64, order: &SegmentOrder) -> bool {
        if self.entries.len() < self.limit {
            return false;
        }
        let Some((&(worst, worst_doc), _)) = self.entries.last_key_value() else { return true };
        match first.cmp(&worst.first) {
            Ordering::Greater => true,
            Ordering::Less => false,
            Ordering::Equal => order.newest(doc) > worst.newest || (order.key(doc, first), doc) > (worst, worst_doc),
        }
    }

    fn offer(&mut self, entry: Entry) {
        let place = (entry.key, entry.address.doc_id);
        match self.places.get(&entry.twin) {
            Some(known) if *known <= place => return,
            Some(known) => {
                self.entries.remove(known);
            }
            None => {}
        }
        self.places.insert(entry.twin, place);
        self.entries.insert(place, entry);
        if self.entries.len() > self.limit
            && let Some((_, worst)) = self.entries.pop_last()
        {
            self.places.remove(&worst.twin);
        }
    }
}

/// How many different numbers there are. Only those are sorted that share a bit of a table with
/// another.
fn distinct(numbers: &mut Vec<u64>) -> u64 {
    let bits = (numbers.len() * 8).next_power_of_two().max(64) as u64;
    let place = |number: u64| {
        let bit = (number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20) & (bits - 1);
        ((bit / 64) as usize, 1_u64 << (bit % 64))
    };
    let mut once = vec![0_u64; (bits / 64) as usize];
    let mut more = once.clone();
    for &number in &*numbers {
        let (word, bit) = place(number);
        more[word] |= once[word] & bit;
        once[word] |= bit;
    }
    let all = numbers.len() as u64;
    numbers.retain(|&number| {
        let (word, bit) = place(number);
        more[word] & bit != 0
    });
    let alone = all - numbers.len() as u64;
    numbers.sort_unstable();
    numbers.dedup();
    alone + numbers.len() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_numbers_are_counted() {
        assert_eq!(distinct(&mut vec![]), 0);
        assert_eq!(distinct(&mut vec![7, 7, 7, 8]), 2);
        assert_eq!(distinct(&mut (0..10_000).map(|number| (number % 777) << 40).collect()), 777);
    }
}
