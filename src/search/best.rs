//! The best hits of a segment.

use std::{cmp::Ordering, collections::BTreeMap};

use rustc_hash::FxHashMap;
use tantivy::DocId;

use super::{
    collect::Entry,
    order::{Key, SegmentOrder},
};

/// The best entries of a segment, one for each text.
pub(super) struct Best {
    limit: usize,
    pub entries: BTreeMap<(Key, DocId), Entry>,
    places: FxHashMap<u64, (Key, DocId)>,
    /// The last of them, once there are as many as are wanted.
    pub worst: Option<(Key, DocId)>,
}

impl Best {
    pub fn new(limit: usize) -> Self {
        Self { limit, entries: BTreeMap::new(), places: FxHashMap::default(), worst: None }
    }

    pub const fn is_full(&self) -> bool {
        self.limit == 0 || self.worst.is_some()
    }

    /// Whether a document whose key begins so, or later, cannot be among the best; reads no more of
    /// the key than it must.
    #[inline]
    pub fn is_past(&self, doc: DocId, first: u64, order: &SegmentOrder) -> bool {
        let Some((worst, worst_doc)) = self.worst else { return self.limit == 0 };
        match first.cmp(&worst.first) {
            Ordering::Greater => true,
            Ordering::Less => false,
            Ordering::Equal => order.newest(doc) > worst.newest || (order.key(doc, first), doc) > (worst, worst_doc),
        }
    }

    pub fn offer(&mut self, entry: Entry) {
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
        if self.entries.len() >= self.limit {
            self.worst = self.entries.last_key_value().map(|(place, _)| *place);
        }
    }
}
