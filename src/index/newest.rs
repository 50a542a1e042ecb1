//! Which day none of a few documents is later than.
//!
//! Where hits are equal the latest come first. Of words that every record has, all are equal: without this
//! every day would have to be read. It is found out once searches over the same open index have found as
//! many documents as there are.

use tantivy::{DocId, SegmentReader};

/// Documents that share a day.
const GROUP: DocId = 64;

/// The latest days of a segment.
#[derive(Debug)]
pub(crate) struct Newest(Vec<i64>);

impl Newest {
    /// Reads the days of a segment.
    pub fn read(reader: &SegmentReader) -> tantivy::Result<Self> {
        let days = reader.fast_fields().i64("date")?;
        let documents = reader.max_doc();
        let group = |start: DocId| {
            let docs = start..documents.min(start + GROUP);
            docs.filter_map(|doc| days.first(doc)).max().unwrap_or(i64::MIN)
        };
        Ok(Self((0..documents).step_by(GROUP as usize).map(group).collect()))
    }

    /// Up to where documents from `doc` on are all alike: before that day, or not known to be; and whether
    /// they are before it.
    pub fn until(&self, doc: DocId, day: i64) -> (DocId, bool) {
        let groups = self.0.get((doc / GROUP) as usize..).unwrap_or_default();
        match groups.iter().position(|latest| *latest >= day) {
            Some(0) => ((doc / GROUP + 1) * GROUP, false),
            Some(ahead) => ((doc / GROUP + ahead as DocId) * GROUP, true),
            None => (DocId::MAX, true),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_before_a_day_are_told() {
        let newest = Newest(vec![5, 3, 4, 9, i64::MIN]);
        assert_eq!(newest.until(10, 5), (64, false));
        assert_eq!(newest.until(70, 5), (192, true));
        assert_eq!(newest.until(200, 9), (256, false));
        assert_eq!(newest.until(256, 9), (DocId::MAX, true));
        assert_eq!(newest.until(900, 1), (DocId::MAX, true));
    }
}
