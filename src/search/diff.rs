//! What changed in wording and facts between two releases: sentences added, dropped, altered.
//!
//! Only the narrative is compared; safe harbor, About, contacts, tables are left aside. Two sentences
//! that share most of their words are one that was altered; one that only moved is unchanged.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Cell, Column, Hit};
use crate::{
    index::{schema::Text, text_of},
    model::{Record, SectionKind, sentences},
};

/// What changed from one release to another.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Difference {
    /// Facts whose values differ.
    pub facts: Vec<FactChange>,
    /// Sentences that differ, in the order of the second release; dropped ones where they stood.
    pub changes: Vec<Change>,
    /// Sentences that are in both.
    pub unchanged: usize,
}

/// A fact whose value differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FactChange {
    /// Its name.
    pub field: String,
    /// The value in the first release.
    pub before: Cell,
    /// The value in the second.
    pub after: Cell,
}

/// A sentence that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// Only in the second release.
    Added {
        /// Where it stands.
        section: SectionKind,
        /// Its words.
        text: String,
    },
    /// Only in the first release.
    Dropped {
        /// Where it stood.
        section: SectionKind,
        /// Its words.
        text: String,
    },
    /// In both, in other words.
    Altered {
        /// Where it stands in the second release.
        section: SectionKind,
        /// The sentence in pieces.
        pieces: Vec<Piece>,
    },
}

/// Words of an altered sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// `=` in both, `-` in the first, `+` in the second.
    pub mark: char,
    /// The words.
    pub text: String,
}

struct Sentence {
    section: SectionKind,
    text: String,
    /// The words in small letters, by which two are the same.
    key: Vec<String>,
}

/// The facts that are compared.
const FACTS: &[&str] = &[
    "period",
    "kind",
    "revenue",
    "eps",
    "net_income",
    "cash",
    "guidance.period",
    "guidance",
    "guidance.eps",
    "guidance_action",
    "tone",
];

/// Compares two releases, each a record and its text.
#[must_use]
pub fn diff(before: (&Record, &str), after: (&Record, &str)) -> Difference {
    let (old, new) = (read(before), read(after));
    let pairs = pairs(&old, &new);
    let taken: BTreeMap<usize, usize> = pairs.iter().map(|pair| (pair.old, pair.new)).collect();
    let by_new: HashMap<usize, &Pair> = pairs.iter().map(|pair| (pair.new, pair)).collect();
    let mut changes = Vec::new();
    let mut unchanged = 0;
    let mut at = 0;
    for (place, sentence) in new.iter().enumerate() {
        let Some(pair) = by_new.get(&place) else {
            changes.push(Change::Added { section: sentence.section, text: sentence.text.clone() });
            continue;
        };
        if pair.old >= at {
            dropped(&old, at..pair.old, &taken, &mut changes);
            at = pair.old + 1;
        }
        if pair.same {
            unchanged += 1;
        } else {
            let pieces = pieces(&old[pair.old].text, &sentence.text);
            changes.push(Change::Altered { section: sentence.section, pieces });
        }
    }
    dropped(&old, at..old.len(), &taken, &mut changes);
    Difference { facts: facts(before.0, after.0), changes, unchanged }
}

fn dropped(old: &[Sentence], range: std::ops::Range<usize>, taken: &BTreeMap<usize, usize>, changes: &mut Vec<Change>) {
    for place in range.filter(|place| !taken.contains_key(place)) {
        changes.push(Change::Dropped { section: old[place].section, text: old[place].text.clone() });
    }
}

fn read((record, text): (&Record, &str)) -> Vec<Sentence> {
    let mut all = Vec::new();
    for section in record.sections.iter().filter(|section| text_of(section.kind) == Text::Narrative) {
        let body = text.get(section.span().range()).unwrap_or_default();
        // rows of tables that stand in the prose are no sentences
        for paragraph in body.split("\n\n").filter(|paragraph| !paragraph.contains(" | ")) {
            for (start, end) in sentences(paragraph) {
                let words: Vec<&str> = paragraph.get(start..end).unwrap_or_default().split_whitespace().collect();
                if words.is_empty() {
                    continue;
                }
                let key = words.iter().map(|word| bare(word)).filter(|word| !word.is_empty()).collect();
                all.push(Sentence { section: section.kind, text: words.join(" "), key });
            }
        }
    }
    all
}

/// A word in small letters without the signs around it.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '$' && c != '%').to_lowercase()
}

/// A sentence of the first release and one of the second that say the same or nearly so.
struct Pair {
    old: usize,
    new: usize,
    same: bool,
}

/// Pairs equal sentences, first come first served; then those that share most of their words.
fn pairs(old: &[Sentence], new: &[Sentence]) -> Vec<Pair> {
    let mut waiting: HashMap<&[String], Vec<usize>> = HashMap::new();
    for (place, sentence) in old.iter().enumerate().rev() {
        waiting.entry(&sentence.key).or_default().push(place);
    }
    let mut pairs = Vec::new();
    let mut left_new = Vec::new();
    for (place, sentence) in new.iter().enumerate() {
        match waiting.get_mut(sentence.key.as_slice()).and_then(Vec::pop) {
            Some(old) => pairs.push(Pair { old, new: place, same: true }),
            None => left_new.push(place),
        }
    }
    let mut left_old: Vec<usize> = waiting.into_values().flatten().collect();
    left_old.sort_unstable();
    pairs.extend(alike(old, new, &left_old, &left_new));
    pairs.sort_by_key(|pair| pair.new);
    pairs
}

/// So many comparisons of sentences at most; very long documents are paired less well.
const MOST: usize = 4_000_000;

/// Two sentences are one that was altered from this share of common words on.
const ALIKE: f64 = 0.55;

fn alike(old: &[Sentence], new: &[Sentence], left_old: &[usize], left_new: &[usize]) -> Vec<Pair> {
    let reach = (MOST / left_old.len().max(1)).max(1);
    let mut scored = Vec::new();
    for &one in left_old {
        for &two in left_new.iter().take(reach) {
            let share = share(&old[one].key, &new[two].key);
            if share >= ALIKE {
                scored.push((share, one, two));
            }
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut used_old, mut used_new) = (std::collections::HashSet::new(), std::collections::HashSet::new());
    let mut pairs = Vec::new();
    for (_, old, new) in scored {
        if !used_old.contains(&old) && !used_new.contains(&new) {
            used_old.insert(old);
            used_new.insert(new);
            pairs.push(Pair { old, new, same: false });
        }
    }
    pairs
}

/// The share of words that two sentences have in common, each word as often as it stands in both.
fn share(one: &[String], two: &[String]) -> f64 {
    let (shorter, longer) = if one.len() < two.len() { (one, two) } else { (two, one) };
    // cannot be reached any more
    if (2 * shorter.len()) as f64 / ((one.len() + two.len()).max(1) as f64) < ALIKE {
        return 0.0;
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in longer {
        *counts.entry(word).or_default() += 1;
    }
    let mut common = 0;
    for word in shorter {
        if let Some(count) = counts.get_mut(word.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            common += 1;
        }
    }
    (2 * common) as f64 / (one.len() + two.len()).max(1) as f64
}

/// The words that stayed, went and came.
fn pieces(before: &str, after: &str) -> Vec<Piece> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.split(' ').collect(), after.split(' ').collect());
    let mut pieces: Vec<Piece> = Vec::new();
    let mut add = |mark: char, words: &[&str]| {
        if !words.is_empty() {
            pieces.push(Piece { mark, text: words.join(" ") });
        }
    };
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        match op {
            DiffOp::Equal { new_index, len, .. } => add('=', &new[new_index..new_index + len]),
            DiffOp::Delete { old_index, old_len, .. } => add('-', &old[old_index..old_index + old_len]),
            DiffOp::Insert { new_index, new_len, .. } => add('+', &new[new_index..new_index + new_len]),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                add('-', &old[old_index..old_index + old_len]);
                add('+', &new[new_index..new_index + new_len]);
            }
        }
    }
    pieces
}

fn facts(before: &Record, after: &Record) -> Vec<FactChange> {
    let (before, after) = (Hit::of(before, ""), Hit::of(after, ""));
    let changes = FACTS.iter().filter_map(|field| {
        let column = Column::named(field).ok()?;
        let (before, after) = (column.of(&before), column.of(&after));
        (before != after).then(|| FactChange { field: (*field).to_owned(), before, after })
    });
    changes.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Section;

    fn release(text: &str) -> Record {
        let section = |kind, start, end| Section { kind, heading: None, start, end };
        let body = text.find("Safe harbor").unwrap_or(text.len());
        Record {
            sections: vec![section(SectionKind::Body, 0, body), section(SectionKind::SafeHarbor, body, text.len())],
            ..Record::default()
        }
    }

    #[test]
    fn sentences_are_added_dropped_altered_and_moved() {
        let old = "Orders were strong in Europe. We hired forty people. Margins fell a little in the quarter.\n\n\
                   Safe harbor words.";
        let new = "We hired forty people. Orders were weak in Europe. A new plant was opened in Ohio.\n\n\
                   Safe harbor said otherwise.";
        let (one, two) = (release(old), release(new));
        let found = diff((&one, old), (&two, new));
        assert_eq!(found.unchanged, 1);
        let piece = |mark, text: &str| Piece { mark, text: text.to_owned() };
        let altered =
            vec![piece('=', "Orders were"), piece('-', "strong"), piece('+', "weak"), piece('=', "in Europe.")];
        assert_eq!(
            found.changes,
            [
                Change::Altered { section: SectionKind::Body, pieces: altered },
                Change::Added { section: SectionKind::Body, text: "A new plant was opened in Ohio.".to_owned() },
                Change::Dropped {
                    section: SectionKind::Body,
                    text: "Margins fell a little in the quarter.".to_owned()
                },
            ]
        );
        assert_eq!(diff((&one, old), (&one, old)).changes, []);
    }
}
