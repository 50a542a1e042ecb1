//! Documents that speak of the same things: those that share the words that tell one apart.

use std::collections::HashMap;

use tantivy::Term;

use super::Request;
use crate::{
    diag::{Error, Result},
    index::{Index, Stored, alive_in, analyzer, layout, schema::Text, text_of},
};

/// So many words stand for a document.
const WORDS: usize = 25;

/// The query that finds documents like the one of an id: the words of its narrative that are frequent
/// in it and rare elsewhere, each with its weight. The document itself is not among the hits.
///
/// # Errors
/// There is no such record, it has no words of its own, or the index cannot be read.
pub fn similar(index: &Index, id: &str) -> Result<Request> {
    let stored = index.record(id)?.ok_or_else(|| {
        Error::message(format!("no record has the id `{id}`")).hint("`filings search --format ids` prints ids")
    })?;
    let mut weighed = weights(index, &stored)?;
    weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    weighed.truncate(WORDS);
    let Some((_, heaviest)) = weighed.first().cloned() else {
        return Err(Error::message(format!("`{id}` has no words that others share")));
    };
    let words: Vec<String> =
        weighed.iter().map(|(word, weight)| format!("\"{word}\"^{:.2}", (weight / heaviest * 4.0).max(0.01))).collect();
    let twins = index.alike(&stored.record.id, stored.variant.content)?;
    let others: Vec<String> = twins.iter().map(|twin| format!("-id:\"{}\"", twin.id)).collect();
    Ok(Request::new(format!("({}) {}", words.join(" OR "), others.join(" "))))
}

/// Frequent here, rare elsewhere, and in at least one other document.
fn weights(index: &Index, stored: &Stored) -> Result<Vec<(String, f64)>> {
    let mut counts: HashMap<String, u32> = HashMap::new();
    for section in stored.record.sections.iter().filter(|section| text_of(section.kind) == Text::Narrative) {
        let body = stored.text.get(section.span().range()).unwrap_or_default();
        analyzer::each_word(body, |word, _| {
            if word.len() > 2 && word.chars().all(char::is_alphabetic) {
                *counts.entry(word.to_owned()).or_default() += 1;
            }
        });
    }
    let records = index.records()? as f64;
    let mut weighed = Vec::new();
    for (word, count) in counts {
        let mut documents = 0;
        let term = Term::from_field_text(layout().of_text(Text::Narrative), &word);
        for reader in index.searcher.segment_readers() {
            documents += alive_in(reader, &term).map_err(|error| index.wrap(&error))?;
        }
        if documents > 1 {
            let documents = documents as f64;
            let rarity = ((records - documents + 0.5).max(0.0) / (documents + 0.5)).ln_1p();
            weighed.push((word, (1.0 + f64::from(count).ln()) * rarity));
        }
    }
    weighed.retain(|(_, weight)| *weight > 0.0);
    Ok(weighed)
}
