//! The same document met twice is one record: who holds it.
//!
//! A document may be met loose, in its submission, in a mirror and in a feed file. Each meeting is a
//! variant. Variants are the same document when they share accession and sequence, or when their
//! texts are equal and no accession tells them apart. The variant that knows most of itself makes
//! the record; among equals the first by path. The outcome does not depend on the order of meeting.

use rustc_hash::FxHashMap;

/// One meeting with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// Names this variant in the index: a hash of path and ordinal.
    pub uid: u64,
    /// Hash of `ACCESSION:SEQUENCE`, where both are known.
    pub identity: Option<u64>,
    /// Hash of the accession number, where known.
    pub accession: Option<u64>,
    /// Hash of the text.
    pub content: u64,
    /// How much it knows of itself; more is better.
    pub rank: u8,
    /// Where it was met.
    pub path: Box<str>,
    /// Its place in the file.
    pub ordinal: u32,
}

impl Variant {
    /// Whether this one rather than `other` makes the record.
    fn beats(&self, other: &Self) -> bool {
        (other.rank, &self.path, self.ordinal) < (self.rank, &other.path, other.ordinal)
    }

    fn is_same_document(&self, other: &Self) -> bool {
        let named = self.identity.is_some() && self.identity == other.identity;
        let told_apart = matches!((self.accession, other.accession), (Some(a), Some(b)) if a != b);
        named || (self.content == other.content && !told_apart)
    }
}

/// What to do with a variant that was just met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Whether it makes a record.
    pub wins: bool,
    /// The variants whose records it replaces.
    pub replaced: Vec<u64>,
}

/// The variants that hold a record.
#[derive(Debug, Default)]
pub struct Claims {
    holders: FxHashMap<u64, Variant>,
    by_identity: FxHashMap<u64, Vec<u64>>,
    by_content: FxHashMap<u64, Vec<u64>>,
}

impl Claims {
    /// Meets a variant: it wins unless a holder of the same document is better.
    pub fn meet(&mut self, variant: Variant) -> Claim {
        let rivals = self.rivals(&variant);
        if rivals.iter().any(|uid| !variant.beats(&self.holders[uid])) {
            return Claim { wins: false, replaced: Vec::new() };
        }
        for uid in &rivals {
            self.drop_holder(*uid);
        }
        self.hold(variant);
        Claim { wins: true, replaced: rivals }
    }

    /// Takes in a variant known to hold a record, from an index.
    pub fn hold(&mut self, variant: Variant) {
        if let Some(identity) = variant.identity {
            self.by_identity.entry(identity).or_default().push(variant.uid);
        }
        self.by_content.entry(variant.content).or_default().push(variant.uid);
        self.holders.insert(variant.uid, variant);
    }

    /// Forgets a holder whose file changed or is gone.
    pub fn drop_holder(&mut self, uid: u64) {
        let Some(variant) = self.holders.remove(&uid) else { return };
        let keys = [(&mut self.by_identity, variant.identity), (&mut self.by_content, Some(variant.content))];
        for (map, key) in keys {
            if let Some(uids) = key.and_then(|key| map.get_mut(&key)) {
                uids.retain(|other| *other != uid);
            }
        }
    }

    /// Whether the variant holds a record.
    #[must_use]
    pub fn holds(&self, uid: u64) -> bool {
        self.holders.contains_key(&uid)
    }

    fn rivals(&self, variant: &Variant) -> Vec<u64> {
        let named = variant.identity.and_then(|identity| self.by_identity.get(&identity));
        let alike = self.by_content.get(&variant.content);
        let mut uids: Vec<u64> = named.into_iter().chain(alike).flatten().copied().collect();
        uids.sort_unstable();
        uids.dedup();
        uids.retain(|uid| variant.is_same_document(&self.holders[uid]));
        uids
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variant(uid: u64, path: &str, accession: Option<u64>, sequence: Option<u64>, rank: u8) -> Variant {
        let identity = accession.zip(sequence).map(|(accession, sequence)| accession * 100 + sequence);
        Variant { uid, identity, accession, content: 7, rank, path: path.into(), ordinal: 0 }
    }

    #[test]
    fn a_submission_takes_the_record_from_a_loose_copy() {
        let mut claims = Claims::default();
        assert!(claims.meet(variant(1, "a.htm", None, None, 0)).wins);
        let claim = claims.meet(variant(2, "b.txt", Some(5), Some(2), 3));
        assert_eq!(claim, Claim { wins: true, replaced: vec![1] });
        assert!(!claims.meet(variant(3, "c.htm", None, None, 0)).wins);
    }

    #[test]
    fn equal_texts_of_two_filings_stay_two_records() {
        let mut claims = Claims::default();
        assert!(claims.meet(variant(1, "a.txt", Some(5), Some(2), 3)).wins);
        let claim = claims.meet(variant(2, "b.txt", Some(6), Some(2), 3));
        assert_eq!(claim, Claim { wins: true, replaced: vec![] });
    }

    #[test]
    fn the_outcome_does_not_depend_on_the_order() {
        let variants = [
            variant(1, "a.htm", None, None, 0),
            variant(2, "m/x.htm", Some(5), None, 2),
            variant(3, "z.txt", Some(5), Some(2), 3),
            variant(4, "y.txt", Some(5), Some(2), 3),
            variant(5, "b.txt", Some(6), Some(1), 3),
        ];
        let mut orders = vec![vec![0, 1, 2, 3, 4], vec![4, 3, 2, 1, 0], vec![2, 0, 3, 1, 4], vec![1, 4, 0, 3, 2]];
        orders.push(vec![3, 0, 4, 2, 1]);
        for order in orders {
            let mut claims = Claims::default();
            for index in order {
                let _ = claims.meet(variants[index].clone());
            }
            let held: Vec<u64> = (1..=5).filter(|uid| claims.holds(*uid)).collect();
            assert_eq!(held, vec![4, 5]);
        }
    }
}
