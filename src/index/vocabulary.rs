//! The distinct words of a segment in the making, each under a number.

use std::{cmp::Ordering, hash::Hasher};

use hashbrown::HashTable;
use rustc_hash::FxHasher;

/// Numbers words in the order in which they are met first.
#[derive(Default)]
pub(super) struct Vocabulary {
    table: HashTable<Slot>,
    words: Words,
}

/// Kept beside the number, so that most probes and all growth need not look at the words.
struct Slot {
    bits: u64,
    word: u32,
    length: u8,
}

impl Slot {
    const fn key(&self) -> Key {
        Key { bits: self.bits, length: self.length }
    }
}

/// What is compared before, and mostly instead of, the bytes: all of a word of up to eight bytes,
/// a hash of a longer one.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key {
    bits: u64,
    /// Up to 255.
    length: u8,
}

/// Words up to this length are their key.
const SHORT: usize = 8;

impl Key {
    /// `first`: the first eight bytes, zeros after a shorter word.
    #[inline]
    fn of(word: &[u8], first: [u8; 8]) -> Self {
        let bits = if word.len() <= SHORT {
            u64::from_le_bytes(first)
        } else {
            let mut hasher = FxHasher::default();
            hasher.write(word);
            hasher.finish()
        };
        Self { bits, length: word.len().min(255) as u8 }
    }

    /// The table takes its slot from the low bits and its tags from the high ones.
    #[inline]
    const fn hash(self) -> u64 {
        let mixed = (self.bits ^ (self.length as u64) << 56).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ mixed >> 32
    }

    const fn is_whole(self) -> bool {
        self.length as usize <= SHORT
    }
}

/// The bytes of all words, one after the other.
#[derive(Default)]
struct Words {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl Words {
    fn get(&self, word: u32) -> &[u8] {
        let word = word as usize;
        let start = if word == 0 { 0 } else { self.ends[word - 1] as usize };
        &self.bytes[start..self.ends[word] as usize]
    }

    fn push(&mut self, word: &[u8]) -> u32 {
        self.bytes.extend_from_slice(word);
        self.ends.push(self.bytes.len() as u32);
        self.ends.len() as u32 - 1
    }
}

impl Vocabulary {
    /// The number of a word.
    pub fn number(&mut self, word: &[u8]) -> u32 {
        self.number_of(word, first(word))
    }

    /// The number of a word whose first eight bytes are at hand, zeros after a shorter word.
    #[inline]
    pub fn number_of(&mut self, word: &[u8], first: [u8; 8]) -> u32 {
        let (words, key) = (&mut self.words, Key::of(word, first));
        let is_it = |slot: &Slot| slot.key() == key && (key.is_whole() || words.get(slot.word) == word);
        if let Some(slot) = self.table.find(key.hash(), is_it) {
            return slot.word;
        }
        let number = words.push(word);
        self.table.insert_unique(key.hash(), Slot { bits: key.bits, word: number, length: key.length }, |slot| {
            slot.key().hash()
        });
        number
    }

    /// The word of a number.
    pub fn word(&self, number: u32) -> &[u8] {
        self.words.get(number)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.words.ends.len()
    }

    /// The numbers in the order of their words' bytes.
    pub fn sorted(&self) -> Vec<u32> {
        let mut keyed: Vec<(u64, u32)> =
            (0..self.len() as u32).map(|number| (u64::from_be_bytes(first(self.word(number))), number)).collect();
        keyed.sort_unstable_by(|one, other| match one.0.cmp(&other.0) {
            Ordering::Equal => self.word(one.1).cmp(self.word(other.1)),
            order => order,
        });
        keyed.into_iter().map(|(_, number)| number).collect()
    }

    /// Bytes of memory in use.
    pub fn memory(&self) -> usize {
        self.table.capacity() * (size_of::<Slot>() + 1)
            + self.words.bytes.capacity()
            + self.words.ends.capacity() * size_of::<u32>()
    }
}

/// The first eight bytes, zeros after a shorter word. As a big-endian number they order as words do.
fn first(word: &[u8]) -> [u8; 8] {
    let mut first = [0; 8];
    let length = word.len().min(8);
    first[..length].copy_from_slice(&word[..length]);
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_number_and_words_sort_by_their_bytes() {
        let mut vocabulary = Vocabulary::default();
        let words = ["revenue", "", "guidance", "revenues", "revenu", "guidance-of-2005", "guidance", "\0", "revenue"];
        let numbers: Vec<_> = words.iter().map(|word| vocabulary.number(word.as_bytes())).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 2, 6, 0]);
        let mut expected: Vec<_> = words.to_vec();
        expected.sort_unstable();
        expected.dedup();
        let sorted: Vec<_> = vocabulary.sorted().into_iter().map(|number| vocabulary.word(number).to_vec()).collect();
        assert_eq!(sorted, expected.iter().map(|word| word.as_bytes().to_vec()).collect::<Vec<_>>());
    }
}
