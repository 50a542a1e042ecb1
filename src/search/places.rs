//! Where the words of a query stand in a piece of text.

use std::{borrow::Cow, collections::HashMap};

use rustc_hash::FxHashMap;

use crate::{
    index::analyzer,
    model::Span,
    query::{Shape, Slot, matches_among},
};

/// The slots of a query, ready to be looked for.
#[derive(Default)]
pub(super) struct Finder {
    /// Slots by how they print.
    slots: HashMap<String, usize>,
    /// Slots that stand for words known beforehand, by word.
    words: FxHashMap<String, Vec<usize>>,
    /// What those words begin with and how long they are: most others are told by that.
    looks: Looks,
    /// Slots that have to be tried on each word.
    patterns: Vec<(usize, Slot)>,
}

impl Finder {
    pub fn of<'a>(shapes: impl Iterator<Item = &'a Shape>) -> Self {
        let mut finder = Self::default();
        shapes.for_each(|shape| finder.gather(shape));
        finder
    }

    fn gather(&mut self, shape: &Shape) {
        match shape {
            Shape::Word(slot) => self.add(slot),
            Shape::Sequence(slots) => slots.iter().for_each(|(_, slot)| self.add(slot)),
            Shape::Window(slots, _) => slots.iter().for_each(|slot| self.add(slot)),
            Shape::Near { left, right, .. } => [left, right].into_iter().for_each(|part| self.gather(part)),
            Shape::Any(parts) => parts.iter().for_each(|part| self.gather(part)),
        }
    }

    fn add(&mut self, slot: &Slot) {
        let place = self.slots.len();
        if self.slots.contains_key(&slot.to_string()) {
            return;
        }
        self.slots.insert(slot.to_string(), place);
        match slot.words() {
            Some(words) => {
                for word in words {
                    self.looks.add(word.as_bytes());
                    self.words.entry(word).or_default().push(place);
                }
            }
            None => self.patterns.push((place, slot.clone())),
        }
    }

    /// Reads a piece of text.
    pub fn places(&self, text: &str) -> Places<'_> {
        let mut places = Places { finder: self, of_slot: vec![Vec::new(); self.slots.len()], spans: Vec::new() };
        let mut at = 0;
        analyzer::each_spelling(text, |word, span| {
            at += 1;
            if self.patterns.is_empty() && !self.looks.may_be(word.as_bytes()) {
                return;
            }
            let word = word.as_str();
            let known = self.words.get(word).into_iter().flatten().copied();
            let tried = self.patterns.iter().filter(|(_, slot)| slot.matches(word)).map(|(place, _)| *place);
            let mut found = false;
            for place in known.chain(tried) {
                places.of_slot[place].push(at - 1);
                found = true;
            }
            if found {
                places.spans.push((at - 1, span));
            }
        });
        places
    }
}

/// By first byte, the lengths that words have.
struct Looks(Box<[u64; 256]>);

impl Default for Looks {
    fn default() -> Self {
        Self(Box::new([0; 256]))
    }
}

impl Looks {
    fn add(&mut self, word: &[u8]) {
        self.0[usize::from(word.first().copied().unwrap_or(0))] |= 1 << word.len().min(63);
    }

    /// Whether a word can be one of those added.
    fn may_be(&self, word: &[u8]) -> bool {
        self.0[usize::from(word.first().copied().unwrap_or(0))] & 1 << word.len().min(63) != 0
    }
}

/// What stands where in a piece of text.
pub(super) struct Places<'a> {
    finder: &'a Finder,
    of_slot: Vec<Vec<u32>>,
    spans: Vec<(u32, Span)>,
}

impl Places<'_> {
    /// Whether no word of the query is there.
    pub const fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The words and phrases of a shape to be marked, where it matches.
    pub fn marks(&self, shape: &Shape) -> Vec<Span> {
        let mut found = Vec::new();
        self.gather(shape, None, &mut found);
        found
            .into_iter()
            .filter_map(|(first, last)| Some(Span::new(self.span(first)?.start, self.span(last)?.end)))
            .collect()
    }

    /// How often a shape matches.
    pub fn count(&self, shape: &Shape) -> u64 {
        self.matches(shape).len() as u64
    }

    fn span(&self, at: u32) -> Option<Span> {
        let place = self.spans.binary_search_by_key(&at, |(at, _)| *at).ok()?;
        Some(self.spans[place].1)
    }

    fn of_slot(&self, slot: &Slot) -> Cow<'_, [u32]> {
        let place = self.finder.slots.get(&slot.to_string());
        place.and_then(|&place| self.of_slot.get(place)).map_or(Cow::Borrowed(&[]), |at| Cow::Borrowed(at))
    }

    fn matches(&self, shape: &Shape) -> Vec<(u32, u32)> {
        matches_among(shape, &|slot| self.of_slot(slot).into_owned())
    }

    fn gather(&self, shape: &Shape, within: Option<&[(u32, u32)]>, found: &mut Vec<(u32, u32)>) {
        let inside =
            |at: &(u32, u32)| within.is_none_or(|spans| spans.iter().any(|span| span.0 <= at.0 && at.1 <= span.1));
        match shape {
            Shape::Word(_) | Shape::Sequence(_) => found.extend(self.matches(shape).into_iter().filter(inside)),
            Shape::Any(parts) => parts.iter().for_each(|part| self.gather(part, within, found)),
            Shape::Window(slots, _) => {
                let spans: Vec<_> = self.matches(shape).into_iter().filter(inside).collect();
                for slot in slots.iter().filter(|_| !spans.is_empty()) {
                    self.gather(&Shape::Word(slot.clone()), Some(&spans), found);
                }
            }
            Shape::Near { left, right, .. } => {
                let spans: Vec<_> = self.matches(shape).into_iter().filter(inside).collect();
                for part in [left, right].into_iter().filter(|_| !spans.is_empty()) {
                    self.gather(part, Some(&spans), found);
                }
            }
        }
    }
}
