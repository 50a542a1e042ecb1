//! Finds any of many fixed phrases in a text, only where a word begins.
//!
//! An automaton looks at every byte through tables that outgrow the caches. A phrase begins where
//! a word does, so it is enough to look at each word's first letters: nearly all words begin no
//! phrase and are left at once. Where words begin is told for eight bytes at a time.

use std::{ops::ControlFlow, sync::LazyLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// The spellings of the wires' names.
pub static WIRES: LazyLock<Phrases> = LazyLock::new(|| {
    let spellings = include_str!("extract/data/wires.tsv").lines().filter(|line| !line.starts_with('#'));
    Phrases::new(spellings.filter_map(|line| line.split_once('\t')).map(|(_, spelling)| spelling))
});

/// A list of phrases to be found, letters in any case.
#[derive(Debug)]
pub struct Phrases {
    /// Those of four bytes and more, by their first four.
    long: Index,
    /// Those of two and three bytes, by their first two.
    short: Index,
    /// The bytes other than letters and digits that any begin with.
    odd: Vec<u8>,
}

/// Phrases by a key of their first bytes. Those of other bytes with an equal key are told apart by comparing.
#[derive(Debug)]
struct Index {
    /// Which of the first four bytes make the key.
    kept: u32,
    /// By key a bit: whether any phrase has it.
    begun: [u64; KEYS / 64],
    /// By the highest bits of the key, the range of its phrases; how many bits are left out.
    ranges: Vec<(u16, u16)>,
    left_out: u32,
    /// The phrases, longest first among those with one key.
    entries: Vec<Entry>,
    /// Their letters, in lower case, one after the other.
    letters: Vec<u8>,
}

#[derive(Debug)]
struct Entry {
    /// Its first eight bytes, as [`first_eight`] has them.
    head: u64,
    /// Which of them it has.
    mask: u64,
    /// The eight bytes after those, in the same way.
    tail: u64,
    /// Its place in the letters, and its length.
    start: u32,
    length: u32,
    /// Its place in the list.
    phrase: usize,
}

/// How many keys there are.
const KEYS: usize = 1 << 12;

impl Index {
    fn new(mut phrases: Vec<(Box<[u8]>, usize)>, kept: u32) -> Self {
        let bits = (4 * phrases.len()).clamp(1, KEYS).ilog2();
        let mut index = Self {
            kept,
            begun: [0; KEYS / 64],
            ranges: vec![(0, 0); 1 << bits],
            left_out: KEYS.ilog2() - bits,
            entries: Vec::new(),
            letters: Vec::new(),
        };
        let place = |phrase: &[u8]| index.key(first_four(phrase)) >> index.left_out;
        phrases.sort_by_key(|(phrase, number)| (place(phrase), usize::MAX - phrase.len(), *number));
        for (at, (phrase, number)) in (0u16..).zip(&phrases) {
            let key = index.key(first_four(phrase));
            index.begun[key / 64] |= 1 << (key % 64);
            let range = &mut index.ranges[key >> index.left_out];
            *range = if range.1 == 0 { (at, at + 1) } else { (range.0, at + 1) };
            index.entries.push(Entry {
                head: first_eight(phrase),
                mask: u64::MAX >> (64 - 8 * phrase.len().min(8)),
                tail: first_eight(phrase.get(8..).unwrap_or_default()),
                start: index.letters.len() as u32,
                length: phrase.len() as u32,
                phrase: *number,
            });
            index.letters.extend_from_slice(phrase);
        }
        index
    }

    /// A key of the first four bytes, the same for letters of both cases.
    #[inline]
    fn key(&self, first: u32) -> usize {
        const SPREAD: u32 = 0x9E37_79B1;
        (((first | 0x2020_2020) & self.kept).wrapping_mul(SPREAD) >> (u32::BITS - KEYS.ilog2())) as usize
    }

    /// Whether any phrase may begin with these four bytes.
    #[inline]
    fn may(&self, first: u32) -> bool {
        let key = self.key(first);
        self.begun[key / 64] >> (key % 64) & 1 == 1
    }

    /// Visits the phrases that begin at `start`, longest first.
    #[inline]
    fn at(&self, first: u32, bytes: &[u8], start: usize, visit: &mut impl FnMut(Found) -> Flow) -> Flow {
        if self.entries.is_empty() || !self.may(first) {
            return Flow::Continue(());
        }
        let (from, to) = self.ranges[self.key(first) >> self.left_out];
        let head = first_eight(&bytes[start..]);
        let begun = |entry: &&Entry| (entry.head ^ head) & entry.mask == 0;
        for entry in self.entries[usize::from(from)..usize::from(to)].iter().filter(begun) {
            let (at, length) = (entry.start as usize, entry.length as usize);
            let goes_on = |rest: &[u8]| {
                first_eight(rest) == entry.tail
                    && (rest.len() <= 8 || rest[8..].eq_ignore_ascii_case(&self.letters[at + 16..at + length]))
            };
            let same = length <= 8 || bytes.get(start + 8..start + length).is_some_and(goes_on);
            if same {
                visit(Found { start, end: start + length, phrase: entry.phrase })?;
            }
        }
        Flow::Continue(())
    }
}

/// Bytes whose classes are told at once.
const BLOCK: usize = 64;

/// For each byte of a block a bit, the first one lowest: whether it is an ASCII letter or digit.
#[inline]
fn letters_and_digits(block: &[u8; BLOCK]) -> u64 {
    places(block, |byte| byte.is_ascii_alphanumeric())
}

/// For each byte of a block a bit, the first one lowest: whether it is of a class.
#[inline]
fn places(block: &[u8; BLOCK], class: impl Fn(u8) -> bool) -> u64 {
    /// Gathers the lowest bits of eight bytes in the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let classes = block.map(|byte| u8::from(class(byte)));
    let (eights, _) = classes.as_chunks::<8>();
    let bytes = eights.iter().map(|eight| (u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56) as u8);
    bytes.zip(0_u32..).fold(0, |bits, (byte, place)| bits | u64::from(byte) << (8 * place))
}

/// For each byte of the block of a text from `from` on a bit, the first one lowest: whether it is an
/// ASCII letter or digit, or one of some others.
#[inline(never)]
fn letters_from(bytes: &[u8], from: usize, odd: &[u8]) -> (u64, u64) {
    let of = |block: &[u8; BLOCK]| {
        let odd = odd.iter().fold(0, |odd, first| odd | places(block, |byte| byte == *first));
        (letters_and_digits(block), odd)
    };
    let rest = &bytes[from..];
    if let Some(block) = rest.first_chunk() {
        of(block)
    } else if let Some(block) = bytes.last_chunk() {
        // what stands before the rest is shifted out
        let (letters, odd) = of(block);
        (letters >> (BLOCK - rest.len()), odd >> (BLOCK - rest.len()))
    } else {
        let mut block = [0; BLOCK];
        block[..rest.len()].copy_from_slice(rest);
        of(&block)
    }
}

/// Visits the words of a text, runs of ASCII letters and digits: where each begins and ends.
#[inline]
pub fn each_word(text: &str, mut word: impl FnMut(usize, usize)) {
    let bytes = text.as_bytes();
    let (mut begun, mut inside) = (usize::MAX, 0);
    for from in (0..bytes.len()).step_by(BLOCK) {
        let (letters, _) = letters_from(bytes, from, &[]);
        let mut borders = letters ^ (letters << 1 | inside);
        inside = letters >> (BLOCK - 1);
        while borders != 0 {
            let at = from + borders.trailing_zeros() as usize;
            borders &= borders - 1;
            if begun == usize::MAX {
                begun = at;
            } else {
                word(begun, at);
                begun = usize::MAX;
            }
        }
    }
    if begun != usize::MAX {
        word(begun, bytes.len());
    }
}

/// Whether to look on.
type Flow = ControlFlow<()>;

/// A phrase in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The place of the phrase in the list.
    pub phrase: usize,
}

impl Phrases {
    /// A list of at most 65,534 phrases of two bytes or more; shorter ones are never found.
    #[must_use]
    pub fn new<'a>(list: impl IntoIterator<Item = &'a str>) -> Self {
        let (long, short): (Vec<_>, Vec<_>) = list
            .into_iter()
            .take(usize::from(u16::MAX) - 1)
            .enumerate()
            .map(|(number, phrase)| (phrase.to_ascii_lowercase().into_bytes().into_boxed_slice(), number))
            .filter(|(phrase, _)| phrase.len() >= 2)
            .partition(|(phrase, _)| phrase.len() >= 4);
        let all = || long.iter().chain(&short).map(|(phrase, _)| phrase);
        let mut odd: Vec<u8> = all().map(|phrase| phrase[0]).filter(|byte| !byte.is_ascii_alphanumeric()).collect();
        odd.sort_unstable();
        odd.dedup();
        Self { long: Index::new(long, u32::MAX), short: Index::new(short, 0xFFFF), odd }
    }

    /// Every phrase of `text` that begins where a word does, overlapping ones too, by their starts.
    pub fn each(&self, text: &str, mut found: impl FnMut(Found)) {
        let bytes = text.as_bytes();
        let mut visit = |one| {
            found(one);
            Flow::Continue(())
        };
        let _ = self.starts(bytes, |first, start| self.at(first, bytes, start, &mut visit));
    }

    /// The phrases of `text` that are whole words, the longest at each place, not overlapping.
    pub fn whole(&self, text: &str, mut found: impl FnMut(Found)) {
        let bytes = text.as_bytes();
        let mut taken = 0;
        let _ = self.starts(bytes, |first, start| {
            if start >= taken
                && let Some(one) = self.whole_at(first, bytes, start)
            {
                taken = one.end;
                found(one);
            }
            Flow::Continue(())
        });
    }

    /// Whether any phrase is found, where a word begins.
    #[must_use]
    pub fn any(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        self.starts(bytes, |first, start| self.at(first, bytes, start, &mut |_| Flow::Break(()))).is_break()
    }

    /// Visits the places where words begin whose first letters are those of a phrase.
    #[inline]
    fn starts(&self, bytes: &[u8], mut visit: impl FnMut(u32, usize) -> Flow) -> Flow {
        let has_short = !self.short.entries.is_empty();
        let mut inside = 0;
        for from in (0..bytes.len()).step_by(BLOCK) {
            let (letters, odd) = letters_from(bytes, from, &self.odd);
            let mut begins = !(letters << 1 | inside) & (letters | odd);
            inside = letters >> (BLOCK - 1);
            while begins != 0 {
                let start = from + begins.trailing_zeros() as usize;
                begins &= begins - 1;
                let first = first_four(&bytes[start..]);
                if self.long.may(first) || has_short && self.short.may(first) {
                    visit(first, start)?;
                }
            }
        }
        Flow::Continue(())
    }

    /// Whether a text begins with a phrase of whole words.
    #[must_use]
    pub fn begins(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        self.whole_at(first_four(bytes), bytes, 0).is_some()
    }

    /// The longest phrase of whole words that begins at `start`.
    #[inline]
    fn whole_at(&self, first: u32, bytes: &[u8], start: usize) -> Option<Found> {
        let mut longest = None;
        let _ = self.at(first, bytes, start, &mut |one| {
            if bytes.get(one.end).is_some_and(u8::is_ascii_alphanumeric) {
                return Flow::Continue(());
            }
            longest = Some(one);
            Flow::Break(())
        });
        longest
    }

    /// Visits the phrases that begin at `start`, longest first.
    #[inline]
    fn at(&self, first: u32, bytes: &[u8], start: usize, visit: &mut impl FnMut(Found) -> Flow) -> Flow {
        self.long.at(first, bytes, start, visit)?;
        self.short.at(first, bytes, start, visit)
    }
}

/// Parts of words to be found anywhere in a text, letters in any case.
#[derive(Debug)]
pub struct Parts(Option<AhoCorasick>);

impl Parts {
    /// A list of parts.
    #[must_use]
    pub fn new<'a>(list: impl IntoIterator<Item = &'a str>) -> Self {
        let kind = Some(AhoCorasickKind::DFA);
        Self(AhoCorasick::builder().ascii_case_insensitive(true).kind(kind).build(list).ok())
    }

    /// Whether a text holds any.
    #[must_use]
    pub fn any(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|parts| parts.is_match(text))
    }

    /// Those that a text holds, by their places in the list, overlapping ones too.
    pub fn of<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        let found = self.0.iter().flat_map(move |parts| parts.find_overlapping_iter(text));
        found.map(|found| found.pattern().as_usize())
    }
}

/// Groups of phrases, of which a text is asked at once which it holds.
#[derive(Debug)]
pub struct Groups<const N: usize> {
    phrases: Phrases,
    /// The group of each phrase.
    groups: Vec<usize>,
}

/// Where a text holds the phrases of each group.
#[derive(Debug, Clone)]
pub struct Held<const N: usize> {
    starts: [usize; N],
    ends: [usize; N],
    lasts: [usize; N],
}

impl<const N: usize> Groups<N> {
    /// Groups of phrases of two bytes or more, numbered as they stand.
    #[must_use]
    pub fn new(groups: [&[&str]; N]) -> Self {
        let all = || groups.iter().enumerate().flat_map(|(group, words)| words.iter().map(move |word| (group, *word)));
        Self { phrases: Phrases::new(all().map(|(_, word)| word)), groups: all().map(|(group, _)| group).collect() }
    }

    /// What a text holds, letters in any case, phrases only where a word begins.
    #[must_use]
    pub fn of(&self, text: &str) -> Held<N> {
        let mut held = Held::NONE;
        self.phrases.each(text, |found| held.add(self.groups[found.phrase], &found));
        held
    }
}

impl<const N: usize> Held<N> {
    /// Nothing.
    pub(crate) const NONE: Self = Self { starts: [usize::MAX; N], ends: [usize::MAX; N], lasts: [0; N] };

    /// Adds a phrase of a group.
    pub(crate) fn add(&mut self, group: usize, found: &Found) {
        self.starts[group] = self.starts[group].min(found.start);
        self.ends[group] = self.ends[group].min(found.end);
        self.lasts[group] = self.lasts[group].max(found.end);
    }

    /// Whether the text holds a phrase of a group.
    #[must_use]
    pub const fn has(&self, group: usize) -> bool {
        self.ends[group] != usize::MAX
    }

    /// Whether the first `bytes` of the text hold a phrase of a group.
    #[must_use]
    pub const fn has_within(&self, bytes: usize, group: usize) -> bool {
        self.has(group) && self.ends[group] <= bytes
    }

    /// Where the first phrase of a group begins.
    #[must_use]
    pub const fn first(&self, group: usize) -> Option<usize> {
        if self.has(group) { Some(self.starts[group]) } else { None }
    }

    /// Where the phrase of a group ends that ends last.
    #[must_use]
    pub const fn last_end(&self, group: usize) -> Option<usize> {
        if self.has(group) { Some(self.lasts[group]) } else { None }
    }
}

/// Where some words stand in a text first. A text is asked first whether it holds them at all,
/// which most do not, and which costs far less than to look for a place.
#[must_use]
pub fn first(text: &str, words: &str) -> Option<usize> {
    if text.contains(words) { text.find(words) } else { None }
}

/// Where some words stand in a text last; as [`first`].
#[must_use]
pub fn last(text: &str, words: &str) -> Option<usize> {
    if text.contains(words) { text.rfind(words) } else { None }
}

/// The first four bytes, zeros where there are fewer.
#[inline]
fn first_four(bytes: &[u8]) -> u32 {
    let four = bytes.first_chunk().copied().unwrap_or_else(|| {
        let mut four = [0; 4];
        four.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        four
    });
    u32::from_le_bytes(four)
}

/// The first eight bytes, ASCII letters in lower case; zeros where there are fewer.
#[inline]
pub(crate) fn first_eight(bytes: &[u8]) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHEST: u64 = ONES << 7;
    let first = bytes.first_chunk().copied().unwrap_or_else(|| {
        let mut first = [0; 8];
        first[..bytes.len()].copy_from_slice(bytes);
        first
    });
    let first = u64::from_le_bytes(first);
    // the sums have the highest bit of a byte set where it is no less than `A`, and than what follows `Z`
    let plain = first & !HIGHEST;
    let from_a = plain + ONES * (0x80 - b'A' as u64);
    let past_z = plain + ONES * (0x7F - b'Z' as u64);
    first | (from_a & !past_z & !first & HIGHEST) >> 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_told_by_their_first_phrases() {
        let groups = Groups::new([&["net sales", "sales"], &["losses"], &["ended "]]);
        let held = groups.of("Wholesales of net SALES ended");
        assert_eq!((held.first(0), held.has(1), held.has(2)), (Some(14), false, false));
        assert!(held.has_within(23, 0) && !held.has_within(22, 0));
    }

    fn words<'a>(list: &[&'a str], text: &'a str, all: bool) -> Vec<&'a str> {
        let mut words = Vec::new();
        let phrases = Phrases::new(list.iter().copied());
        let found = |found: Found| words.push(&text[found.start..found.end]);
        if all {
            phrases.each(text, found)
        } else {
            phrases.whole(text, found)
        }
        words
    }

    #[test]
    fn a_phrase_begins_where_a_word_does() {
        assert_eq!(words(&["about", "about us"], "Roundabout. ABOUT US", true), ["ABOUT US", "ABOUT"]);
        assert_eq!(words(&["©"], "all © Acme", true), ["©"]);
    }

    #[test]
    fn the_longest_whole_phrase_wins() {
        let list = ["net sales", "sales", "net", "if"];
        assert_eq!(words(&list, "Net sales, if netted, of sales; net", false), ["Net sales", "if", "sales", "net"]);
    }

    #[test]
    fn words_begin_at_the_borders_of_blocks_too() {
        for before in 55..75 {
            let text = format!("{} guidance", "x".repeat(before));
            assert_eq!(words(&["guidance"], &text, true), ["guidance"], "{before}");
            assert!(words(&["guidance"], &text.replace(' ', "y"), true).is_empty(), "{before}");
        }
    }

    #[test]
    fn words_are_cut_at_the_borders_of_blocks_too() {
        for before in 55..75 {
            let text = format!("{} Q3, {}", "x".repeat(before), "é7".repeat(before));
            let mut found = Vec::new();
            each_word(&text, |start, end| found.push(&text[start..end]));
            let expected: Vec<&str> =
                text.split(|char: char| !char.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
            assert_eq!(found, expected, "{before}");
        }
    }

    #[test]
    fn only_letters_are_put_in_lower_case() {
        for byte in 0..=u8::MAX {
            let told = first_eight(&[byte, b'A', byte]);
            let lower = byte.to_ascii_lowercase();
            assert_eq!(told, u64::from_le_bytes([lower, b'a', lower, 0, 0, 0, 0, 0]), "{byte}");
        }
        assert_eq!(words(&["net sales", "net sale"], "NET SALES, net [ALES", true), ["NET SALES", "NET SALE"]);
    }

    #[test]
    fn any_text_is_searched_without_panic() {
        for text in ["", "i", "é", "i\u{301}f", "–if", "\u{0}\u{ff}"] {
            words(&["if", "é!"], text, true);
            words(&["if", "é!"], text, false);
        }
    }
}
