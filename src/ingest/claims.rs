//! The same document met twice is one record: which sighting makes it.
//!
//! A document may be met loose, in its submission, in a mirror and in a feed file. Two sightings are
//! of one document when they share accession and sequence, or when their texts are equal and no
//! accession tells them apart. The one that knows most of itself makes the record; among equals the
//! first by path. The outcome does not depend on the order of meeting.

use rustc_hash::{FxHashMap, FxHashSet};

/// One meeting with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// Names this sighting among all: a hash of path and ordinal.
    pub uid: u64,
    /// The record's id: `ACCESSION:SEQUENCE`, else `x-` and the content's hash.
    pub id: String,
    /// The accession number, where known.
    pub accession: Option<String>,
    /// Hash of the text.
    pub content: u64,
    /// Where it was met.
    pub path: String,
    /// The file on disk; for a member of an archive the archive.
    pub file: String,
    /// Its place in the file.
    pub ordinal: u32,
}

impl Sighting {
    /// Whether this one rather than `other` makes the record.
    fn beats(&self, other: &Self) -> bool {
        (other.rank(), &self.path, self.ordinal) < (self.rank(), &other.path, other.ordinal)
    }

    /// How much it knows of itself.
    fn rank(&self) -> u8 {
        u8::from(self.accession.is_some()) + u8::from(!self.id.starts_with("x-"))
    }

    fn is_same_document(&self, other: &Self) -> bool {
        let told_apart = matches!((&self.accession, &other.accession), (Some(a), Some(b)) if a != b);
        !told_apart && (self.id == other.id || self.content == other.content)
    }
}

/// What to do with a sighting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Whether it makes a record.
    pub wins: bool,
    /// Those whose records it replaces.
    pub replaced: Vec<Sighting>,
}

/// The sightings that make the records.
#[derive(Debug, Default)]
pub struct Claims {
    holders: FxHashMap<u64, Sighting>,
    by_id: FxHashMap<String, Vec<u64>>,
    by_content: FxHashMap<u64, Vec<u64>>,
    beaten: FxHashSet<u64>,
    recalled: FxHashSet<u64>,
    demoted: u64,
}

impl Claims {
    /// Meets a document: the sighting wins unless a holder of the same document is better.
    pub fn meet(&mut self, sighting: Sighting) -> Claim {
        let rivals = self.rivals(&sighting);
        if rivals.iter().any(|uid| !sighting.beats(&self.holders[uid])) {
            return Claim { wins: false, replaced: Vec::new() };
        }
        let replaced = rivals.into_iter().filter_map(|uid| self.unseat(uid)).collect();
        self.seat(sighting);
        Claim { wins: true, replaced }
    }

    /// Takes in a sighting that holds a record in the index already, unless it was beaten since.
    pub fn recall(&mut self, sighting: Sighting) {
        if !self.holders.contains_key(&sighting.uid) && !self.beaten.contains(&sighting.uid) {
            self.recalled.insert(sighting.uid);
            self.seat(sighting);
        }
    }

    /// How many that had won since the start were beaten later.
    #[must_use]
    pub const fn demoted(&self) -> u64 {
        self.demoted
    }

    /// Whether the sighting makes a record.
    #[must_use]
    pub fn holds(&self, uid: u64) -> bool {
        self.holders.contains_key(&uid)
    }

    fn seat(&mut self, sighting: Sighting) {
        self.by_id.entry(sighting.id.clone()).or_default().push(sighting.uid);
        self.by_content.entry(sighting.content).or_default().push(sighting.uid);
        self.holders.insert(sighting.uid, sighting);
    }

    fn unseat(&mut self, uid: u64) -> Option<Sighting> {
        let sighting = self.holders.remove(&uid)?;
        for uids in [self.by_id.get_mut(&sighting.id), self.by_content.get_mut(&sighting.content)].into_iter().flatten()
        {
            uids.retain(|other| *other != uid);
        }
        self.beaten.insert(uid);
        self.demoted += u64::from(!self.recalled.contains(&uid));
        Some(sighting)
    }

    fn rivals(&self, sighting: &Sighting) -> Vec<u64> {
        let named = self.by_id.get(&sighting.id);
        let alike = self.by_content.get(&sighting.content);
        let mut uids: Vec<u64> = named.into_iter().chain(alike).flatten().copied().collect();
        uids.sort_unstable();
        uids.dedup();
        uids.retain(|uid| sighting.is_same_document(&self.holders[uid]));
        uids
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::content_id;

    fn sighting(uid: u64, path: &str, accession: Option<&str>, sequence: Option<u32>) -> Sighting {
        let id = match (accession, sequence) {
            (Some(accession), Some(sequence)) => format!("{accession}:{sequence}"),
            _ => content_id(7 << 16),
        };
        let accession = accession.map(str::to_owned);
        Sighting { uid, id, accession, content: 7 << 16, path: path.into(), file: path.into(), ordinal: 0 }
    }

    #[test]
    fn a_submission_takes_the_record_from_a_loose_copy() {
        let mut claims = Claims::default();
        assert!(claims.meet(sighting(1, "a.htm", None, None)).wins);
        let claim = claims.meet(sighting(2, "b.txt", Some("5"), Some(2)));
        assert_eq!(claim.replaced.iter().map(|replaced| replaced.uid).collect::<Vec<_>>(), [1]);
        assert!(!claims.meet(sighting(3, "c.htm", None, None)).wins);
    }

    #[test]
    fn equal_texts_of_two_filings_stay_two_records() {
        let mut claims = Claims::default();
        assert!(claims.meet(sighting(1, "a.txt", Some("5"), Some(2))).wins);
        assert_eq!(claims.meet(sighting(2, "b.txt", Some("6"), Some(2))), Claim { wins: true, replaced: vec![] });
    }

    #[test]
    fn the_outcome_does_not_depend_on_the_order() {
        let sightings = [
            sighting(1, "a.htm", None, None),
            sighting(2, "m/x.htm", Some("5"), None),
            sighting(3, "z.txt", Some("5"), Some(2)),
            sighting(4, "y.txt", Some("5"), Some(2)),
            sighting(5, "b.txt", Some("6"), Some(1)),
        ];
        for order in [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 3, 1, 4], [1, 4, 0, 3, 2], [3, 0, 4, 2, 1]] {
            let mut claims = Claims::default();
            for index in order {
                let _ = claims.meet(sightings[index].clone());
            }
            let held: Vec<u64> = (1..=5).filter(|uid| claims.holds(*uid)).collect();
            assert_eq!(held, [4, 5]);
        }
    }

    #[test]
    fn a_beaten_sighting_is_not_recalled() {
        let mut claims = Claims::default();
        claims.recall(sighting(1, "a.htm", None, None));
        assert!(claims.meet(sighting(2, "b.txt", Some("5"), Some(2))).wins);
        claims.recall(sighting(1, "a.htm", None, None));
        assert!(!claims.holds(1));
    }
}
