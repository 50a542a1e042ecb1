//! A window of documents, a bit for each.

use tantivy::DocId;

/// Documents in a window.
pub(crate) const WIDTH: u32 = 64 * WORDS as u32;

const WORDS: usize = 64;

/// Which documents of a window, the first of which is known to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bits(pub [u64; WORDS]);

impl Bits {
    /// None of the documents.
    pub const NONE: Self = Self([0; WORDS]);

    /// Every document of the window.
    pub const ALL: Self = Self([u64::MAX; WORDS]);

    /// The window that begins with `start`, a multiple of 64, out of windows that follow each other from 0 on.
    pub fn of(windows: &[Self], start: DocId) -> Self {
        let (first, shift) = ((start / WIDTH) as usize, (start % WIDTH) as usize / 64);
        let words = |at: usize| windows.get(at).unwrap_or(&Self::NONE).0;
        let mut bits = Self(words(first));
        if shift > 0 {
            bits.0.copy_within(shift.., 0);
            bits.0[WORDS - shift..].copy_from_slice(&words(first + 1)[..shift]);
        }
        bits
    }

    /// Every document of the window from one place to before another.
    pub fn between(from: u32, to: u32) -> Self {
        let mut bits = Self::NONE;
        for (word, first) in bits.0.iter_mut().zip((0_u32..).step_by(64)) {
            let below = |end: u32| match end.saturating_sub(first) {
                count @ 0..64 => (1_u64 << count) - 1,
                _ => u64::MAX,
            };
            *word = below(to) & !below(from);
        }
        bits
    }

    /// Whether a place is in.
    #[inline]
    pub const fn has(&self, place: u32) -> bool {
        self.0[place as usize / 64 % WORDS] & 1 << (place % 64) != 0
    }

    /// Takes a place out.
    #[inline]
    pub const fn remove(&mut self, place: u32) {
        self.0[place as usize / 64 % WORDS] &= !(1 << (place % 64));
    }

    /// Adds ordered documents of a window that begins with `start`. No other of the words they are in may be
    /// in yet but those of documents before them: words are written and not read.
    #[inline]
    pub fn add_ordered(&mut self, docs: &[DocId], start: DocId) {
        let Some(&first) = docs.first() else { return };
        let mut word = first.wrapping_sub(start) as usize / 64 % WORDS;
        let mut sum = self.0[word];
        for &doc in docs {
            let place = doc.wrapping_sub(start);
            let next = place as usize / 64 % WORDS;
            sum = if next == word { sum } else { 0 } | 1 << (place % 64);
            self.0[next] = sum;
            word = next;
        }
    }

    /// Adds documents of a window that begins with `start`, whatever is in already.
    #[inline]
    pub fn add_docs(&mut self, docs: &[DocId], start: DocId) {
        for &doc in docs {
            let place = doc.wrapping_sub(start);
            self.0[place as usize / 64 % WORDS] |= 1 << (place % 64);
        }
    }

    /// Keeps what is in both.
    #[inline]
    pub fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    /// Takes out what is in the other.
    #[inline]
    pub fn keep_without(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= !other);
    }

    /// Adds what is in the other.
    #[inline]
    pub fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    /// How many are in.
    pub fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// Whether none is in.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|&word| word == 0)
    }

    /// The first place from `place` on that is in.
    #[inline]
    pub fn next(&self, place: u32) -> Option<u32> {
        let mut word = place as usize / 64;
        let mut rest = *self.0.get(word)? & (u64::MAX << (place % 64));
        while rest == 0 {
            word += 1;
            rest = *self.0.get(word)?;
        }
        Some(word as u32 * 64 + rest.trailing_zeros())
    }

    /// The first place from `place` on that is in both.
    #[inline]
    pub fn next_in_both(&self, other: &Self, place: u32) -> Option<u32> {
        let mut word = place as usize / 64;
        let mut mask = u64::MAX << (place % 64);
        loop {
            let rest = self.0.get(word)? & other.0.get(word)? & mask;
            if rest != 0 {
                return Some(word as u32 * 64 + rest.trailing_zeros());
            }
            (word, mask) = (word + 1, u64::MAX);
        }
    }

    /// The places that are in.
    pub fn places(&self) -> impl Iterator<Item = u32> + use<> {
        (0_u32..).step_by(64).zip(self.0).flat_map(|(first, mut word)| {
            std::iter::from_fn(move || {
                let place = (word != 0).then(|| first + word.trailing_zeros());
                word &= word.wrapping_sub(1);
                place
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;

    #[test]
    fn bits_are_what_was_added() {
        let mut dice = Dice(3);
        for round in 1..60 {
            let mut docs: Vec<DocId> = (0..round * 7).map(|_| 900 + dice.roll(WIDTH as usize) as u32).collect();
            docs.sort_unstable();
            docs.dedup();
            let mut bits = Bits::NONE;
            docs.chunks(9).for_each(|docs| bits.add_ordered(docs, 900));
            assert!(bits.places().eq(docs.iter().map(|doc| doc - 900)));
            assert_eq!(bits.count() as usize, docs.len());
            let mut place = Some(0);
            for doc in docs {
                place = bits.next(place.unwrap_or(WIDTH));
                assert_eq!(place, Some(doc - 900));
                assert!(bits.has(doc - 900));
                place = Some(doc - 900 + 1);
            }
            assert_eq!(bits.next(place.unwrap_or(0)), None);
        }
    }

    #[test]
    fn a_window_may_begin_in_another() {
        let windows = [Bits::between(70, 4000), Bits::between(64, 130)];
        assert_eq!(Bits::of(&windows, 0), windows[0]);
        assert_eq!(Bits::of(&windows, WIDTH), windows[1]);
        assert_eq!(Bits::of(&windows, 2 * WIDTH), Bits::NONE);
        let mut expected = Bits::between(0, 4000 - 128);
        expected.add(&Bits::between(4096 - 128 + 64, 4096));
        assert_eq!(Bits::of(&windows, 128), expected);
    }

    #[test]
    fn between_is_from_one_to_before_the_other() {
        for (from, to) in [(0, 0), (0, 1), (5, 64), (63, 65), (64, 128), (100, 4096), (0, 4096), (4095, 9000)] {
            assert!(Bits::between(from, to).places().eq(from..to.min(WIDTH)));
        }
    }
}
