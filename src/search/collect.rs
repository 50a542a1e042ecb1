//! One pass over what matches: the best, how many, and counts by field.

use std::collections::{BTreeMap, HashMap, HashSet};

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
        seen.sort_unstable();
        seen.dedup();
        entries.sort_unstable_by_key(|entry| (entry.key, entry.address));
        let mut texts = HashSet::new();
        entries.retain(|entry| texts.insert(entry.twin));
        if let Keep::Best(limit) = self.keep {
            entries.truncate(limit);
        }
        let facets = self.facets.iter().zip(counts).map(|(facet, counts)| facet.facet(counts)).collect();
        Ok(Collection { entries, total: seen.len() as u64, records, facets })
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
        let first = self.order.first(doc, score);
        if let Kept::Best(best) = &self.kept
            && best.is_past(first)
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
    places: HashMap<u64, (Key, DocId)>,
}

impl Best {
    fn new(limit: usize) -> Self {
        Self { limit, entries: BTreeMap::new(), places: HashMap::new() }
    }

    /// Whether a key that begins so cannot be among the best.
    #[inline]
    fn is_past(&self, first: u64) -> bool {
        let full = self.entries.len() >= self.limit;
        full && self.entries.last_key_value().is_none_or(|((worst, _), _)| first > worst.first)
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
