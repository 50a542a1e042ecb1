//! Which words of a query are in no record: what may be misspelt.

use rustc_hash::FxHashMap;
use tantivy::schema::Field;

use super::{
    pattern::Slot,
    plan::{Shape, Target},
};
use crate::index::layout;

/// Where the words of a query are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Place {
    /// The document's text.
    Text,
    /// The names of the company.
    Company,
    /// Telling phrases.
    Phrases,
}

impl Place {
    /// Where a field of the index is one of.
    pub(super) fn of(field: Field) -> Self {
        match field {
            field if Some(field) == layout().terms("company") => Self::Company,
            field if field == layout().phrases => Self::Phrases,
            _ => Self::Text,
        }
    }

    /// Where a match looks.
    pub fn of_target(target: &Target) -> Self {
        match target {
            Target::Document { .. } => Self::Text,
            Target::Company => Self::Company,
            Target::Phrases(_) => Self::Phrases,
        }
    }
}

/// Words and patterns of a query that stand for no word of the index, in one of its texts at least.
#[derive(Debug, Default)]
pub(crate) struct Absent(FxHashMap<(Place, String), bool>);

impl Absent {
    /// Notes that a word is in a text, or is not.
    pub(super) fn note(&mut self, place: Place, slot: &Slot, is_absent: bool) {
        let everywhere = self.0.entry((place, slot.to_string())).or_insert(true);
        *everywhere &= is_absent;
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        !self.0.values().any(|absent| *absent)
    }

    /// The words of a shape without which it cannot match; of several spellings those of the first.
    pub fn of<'s>(&self, place: Place, shape: &'s Shape) -> Vec<&'s Slot> {
        let is_absent = |slot: &&Slot| self.0.get(&(place, slot.to_string())) == Some(&true);
        match shape {
            Shape::Word(slot) => Some(slot).into_iter().filter(is_absent).collect(),
            Shape::Sequence(slots) => slots.iter().map(|(_, slot)| slot).filter(is_absent).collect(),
            Shape::Window(slots, _) => slots.iter().filter(is_absent).collect(),
            Shape::Near { left, right, .. } => [left, right].iter().flat_map(|part| self.of(place, part)).collect(),
            Shape::Any(parts) => {
                let mut of_parts = parts.iter().map(|part| self.of(place, part));
                let first = of_parts.next().unwrap_or_default();
                if of_parts.any(|absent| absent.is_empty()) { Vec::new() } else { first }
            }
        }
    }
}
