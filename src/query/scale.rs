//! What the words of a leaf count in one segment.

use tantivy::{DocId, Score, SegmentReader, fieldnorm::FieldNormReader};

use super::{
    cursor::Cursor,
    leaf::{Leaf, Words},
};
use crate::index::{Lists, damping};

/// Scores are multiples of this.
const GRAIN: f32 = 4096.0;

/// From how often a document has the words to its score.
pub(super) struct Scale {
    norms: FieldNormReader,
    lengths: Vec<f32>,
    weight: f32,
    pub bonuses: Vec<(Cursor, f32)>,
    usual_length: f32,
    mean_length: f32,
}

impl Scale {
    pub fn open(leaf: &Leaf, reader: &SegmentReader, boost: Score) -> tantivy::Result<Self> {
        let lengths = (0..=u8::MAX).map(|id| damping(id, leaf.usual_length)).collect();
        let weight = leaf.weight * boost;
        let mut bonuses = Vec::new();
        if let Words::One(words) = &leaf.words {
            for bonus in &leaf.bonuses {
                let words = bonus.words.as_ref().unwrap_or(words);
                let cursor = Cursor::open(&leaf.lists, reader, bonus.field, words)?;
                if cursor.size() > 0 {
                    bonuses.push((cursor, weight * bonus.share));
                }
            }
        }
        Ok(Self {
            norms: reader.get_fieldnorms_reader(leaf.field)?,
            lengths,
            weight,
            bonuses,
            usual_length: leaf.usual_length,
            mean_length: Lists::mean_length(reader, leaf.field)?,
        })
    }

    /// What no document scores more than whose share of frequency to damping is not greater. Shares of
    /// blocks are told by the mean length; by the usual one they are greater by no more than these two
    /// differ.
    pub fn ceiling(&self, share: f32) -> Score {
        let share = share * (self.usual_length / self.mean_length).max(1.0);
        rounded(self.weight * 2.2 * share / (share + 1.0) * 1.0001)
    }

    /// The same of documents that have bonuses.
    pub fn most(&self, share: f32, lacking: Lacking) -> Score {
        let share = share * (self.usual_length / self.mean_length).max(1.0);
        let is_there = |bonus: usize| match lacking {
            Lacking::None => true,
            Lacking::One(other) => bonus != other,
            Lacking::All => false,
        };
        let bonuses: f32 = (0..).zip(&self.bonuses).filter(|(at, _)| is_there(*at)).map(|(_, (_, bonus))| bonus).sum();
        rounded((self.weight * 2.2 * share / (share + 1.0) + bonuses) * 1.0001)
    }

    /// The score of a document of which others know the bonuses.
    #[inline]
    pub fn score_with(&self, doc: DocId, frequency: u32, has: impl Fn(usize) -> bool) -> Score {
        let mut score = self.plain(doc, frequency);
        for (at, (_, bonus)) in self.bonuses.iter().enumerate() {
            if has(at) {
                score += *bonus;
            }
        }
        rounded(score)
    }

    /// What bonuses add at most.
    pub fn bonuses_at_most(&self) -> Score {
        let sum: f32 = self.bonuses.iter().map(|(_, bonus)| bonus).sum();
        if sum > 0.0 { rounded(sum * 1.0001) + 1.0 / GRAIN } else { 0.0 }
    }

    /// The score without bonuses.
    #[inline]
    fn plain(&self, doc: DocId, frequency: u32) -> f32 {
        let length = self.lengths.get(usize::from(self.norms.fieldnorm_id(doc))).copied().unwrap_or(1.0);
        let frequency = frequency as f32;
        self.weight * 2.2 * frequency / (frequency + length)
    }

    /// No less than the score.
    #[inline]
    pub fn bound(&self, doc: DocId, frequency: u32) -> Score {
        rounded(self.bonuses.iter().fold(self.plain(doc, frequency), |score, (_, bonus)| score + bonus))
    }

    #[inline]
    pub fn score(&mut self, doc: DocId, frequency: u32) -> Score {
        let mut score = self.plain(doc, frequency);
        for (cursor, bonus) in &mut self.bonuses {
            if cursor.seek(doc) == doc {
                score += *bonus;
            }
        }
        rounded(score)
    }
}

/// The nearest multiple of the grain.
#[inline]
pub(super) fn rounded(score: f32) -> Score {
    (score * GRAIN + 0.5) as i32 as f32 / GRAIN
}

/// Which bonuses a document does not have.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lacking {
    None,
    One(usize),
    All,
}
