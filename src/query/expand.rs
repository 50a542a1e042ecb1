//! From a word or pattern of a query to the words of an index that it stands for.

use std::collections::BTreeMap;

use serde::Serialize;
use tantivy::{SegmentReader, Term, schema::Field};

use super::pattern::{Candidates, Slot};
use crate::{
    diag::{Error, Result},
    index::{Index, alive_in, layout},
};

/// A pattern may stand for so many words at most.
const MOST: usize = 100_000;

/// A word or pattern of the query and the words of the index it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Expansion {
    /// As it was understood.
    pub typed: String,
    /// Words, and in how many records each stands.
    pub words: BTreeMap<String, u64>,
}

/// The words of a field that a slot stands for, with the number of records that have each.
pub(super) fn words(index: &Index, field: Field, slot: &Slot) -> Result<BTreeMap<String, u64>> {
    let mut words: BTreeMap<String, u64> = BTreeMap::new();
    for reader in index.searcher.segment_readers() {
        expand(reader, field, slot, &mut words).map_err(|error| index.wrap(&error))?;
        if words.len() > MOST {
            return Err(Error::message(format!("`{slot}` stands for more than {MOST} words of the index"))
                .hint("make it longer"));
        }
    }
    if layout().terms("company") == Some(field) {
        legal_forms(index, slot, field, &mut words)?;
    }
    words.retain(|_, count| *count > 0);
    Ok(words)
}

/// In names of companies `Corp` and `Corporation` are one word.
fn legal_forms(index: &Index, slot: &Slot, field: Field, words: &mut BTreeMap<String, u64>) -> Result<()> {
    const FORMS: [&[&str]; 5] = [
        &["corp", "corporation"],
        &["inc", "incorporated"],
        &["co", "company"],
        &["cos", "companies"],
        &["ltd", "limited"],
    ];
    let (Slot::Exact(typed) | Slot::Inflected(typed)) = slot else { return Ok(()) };
    let Some(same) = FORMS.iter().find(|forms| forms.contains(&typed.as_str())) else { return Ok(()) };
    for form in same.iter().filter(|form| *form != typed) {
        for reader in index.searcher.segment_readers() {
            let slot = Slot::Exact((*form).to_owned());
            expand(reader, field, &slot, words).map_err(|error| index.wrap(&error))?;
        }
    }
    Ok(())
}

/// Adds the words of a segment that a slot stands for, with the number of records that have each.
fn expand(reader: &SegmentReader, field: Field, slot: &Slot, words: &mut BTreeMap<String, u64>) -> tantivy::Result<()> {
    let inverted = reader.inverted_index(field)?;
    let mut add = |word: String, frequency: u32| -> tantivy::Result<()> {
        let alive = match reader.alive_bitset() {
            None => u64::from(frequency),
            Some(_) => alive_in(reader, &Term::from_field_text(field, &word))?,
        };
        *words.entry(word).or_default() += alive;
        Ok(())
    };
    let range = match slot.candidates() {
        Candidates::Words(candidates) => {
            for word in candidates {
                if let Some(info) = inverted.get_term_info(&Term::from_field_text(field, &word))? {
                    add(word, info.doc_freq)?;
                }
            }
            return Ok(());
        }
        Candidates::Range(range) => inverted.terms().range().ge(range.start.as_bytes()).lt(range.end.as_bytes()),
        Candidates::All => inverted.terms().range().ge(" "),
    };
    let mut stream = range.into_stream()?;
    let mut found = 0;
    while stream.advance() && found <= MOST {
        if let Ok(word) = std::str::from_utf8(stream.key())
            && slot.matches(word)
        {
            add(word.to_owned(), stream.value().doc_freq)?;
            found += 1;
        }
    }
    Ok(())
}
