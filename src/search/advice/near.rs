//! What is nearest to a word or a value that is in no record.

use std::collections::BTreeMap;

use tantivy::schema::Field;

use super::{expansions, plain, unreadable};
use crate::{
    diag::Result,
    index::{
        Index, canonical, layout,
        schema::{self, Form, Values},
    },
    query::{Ast, Node, distance},
};

/// Candidates that are counted at most.
const MOST: usize = 3;

/// Queries near to a part that nothing has, the likeliest first.
pub(super) fn nearest_to(index: &Index, part: &Ast) -> Result<Vec<String>> {
    Ok(match &part.node {
        Node::Word(word) if word.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            words_like(index, &word.to_lowercase())?
        }
        Node::Phrase(words, 0) => phrases_like(words),
        Node::Field { name, value, .. } => match plain(value) {
            Some(text) => values_like(index, name, text)?,
            None => Vec::new(),
        },
        Node::Boost(inner, _) => nearest_to(index, inner)?,
        _ => Vec::new(),
    })
}

/// Words of the index one letter away, else two, else with the same beginning.
fn words_like(index: &Index, word: &str) -> Result<Vec<String>> {
    const SHORTEST: usize = 4;
    let length = word.len();
    if length < SHORTEST {
        return Ok(Vec::new());
    }
    let mut tries = vec![format!("{word}~1")];
    if length > 7 {
        tries.push(format!("{word}~2"));
        tries.push(format!("{}*", &word[..(length - 4).max(5)]));
    }
    for pattern in tries {
        let mut found: Vec<(u64, String)> = Vec::new();
        for expansion in expansions(index, &pattern)? {
            let words = expansion.words.into_iter().filter(|(near, count)| *count > 0 && near != word);
            found.extend(words.map(|(near, count)| (count, near)));
        }
        found.retain(|(_, near)| near.bytes().all(|byte| byte.is_ascii_alphabetic()));
        if !found.is_empty() {
            found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
            found.truncate(MOST);
            return Ok(found.into_iter().map(|(_, near)| near).collect());
        }
    }
    Ok(Vec::new())
}

/// A phrase with any word in the place of one of its inner words.
fn phrases_like(words: &str) -> Vec<String> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let inner = 1..words.len().saturating_sub(1);
    let with_gap = |gap: usize| {
        let text: Vec<&str> = words.iter().enumerate().map(|(at, word)| if at == gap { "*" } else { word }).collect();
        format!("\"{}\"", text.join(" ").replace(['\\', '"'], ""))
    };
    if words.len() <= 8 { inner.map(with_gap).collect() } else { Vec::new() }
}

/// Values of the same field that are spelt alike.
fn values_like(index: &Index, name: &str, typed: &str) -> Result<Vec<String>> {
    let Some(spec) = schema::field(name) else { return Ok(Vec::new()) };
    let form = match spec.values {
        Values::Exact(Form::Accession) => return Ok(Vec::new()),
        Values::Exact(form) if !matches!(spec.name, "id" | "path" | "cik" | "sic") => form,
        Values::Words => Form::Plain,
        _ => return Ok(Vec::new()),
    };
    let Some(field) = layout().terms(spec.name) else { return Ok(Vec::new()) };
    let typed = canonical(form, typed);
    let bare = |text: &str| text.replace(['-', '/', ' ', '.'], "");
    let allowed = if typed.len() > 5 { 2 } else { 1 };
    let known = dictionary(index, field).map_err(unreadable(index))?;
    let mut found: Vec<(usize, u64, String)> = known
        .into_iter()
        .filter(|(term, count)| *count > 0 && term.len().abs_diff(typed.len()) <= allowed + 2)
        .map(|(term, count)| {
            let away = distance(&bare(&term), &bare(&typed)).min(distance(&term, &typed));
            (away, count, term)
        })
        .filter(|(away, ..)| *away <= allowed)
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then_with(|| a.2.cmp(&b.2)));
    found.truncate(MOST);
    let shown = |term: String| if matches!(spec.values, Values::Words) { term } else { term.to_uppercase() };
    let value = |term: String| {
        let text = shown(term);
        let quote = if text.contains([' ', '(', ')', ',', '"', '^']) { "\"" } else { "" };
        format!("{}:{quote}{}{quote}", spec.name, text.replace('"', ""))
    };
    Ok(found.into_iter().map(|(.., term)| value(term)).collect())
}

/// The terms of a field and how many records have each.
pub(super) fn dictionary(index: &Index, field: Field) -> tantivy::Result<BTreeMap<String, u64>> {
    let mut terms = BTreeMap::new();
    for reader in index.searcher.segment_readers() {
        let inverted = reader.inverted_index(field)?;
        let mut stream = inverted.terms().stream()?;
        while stream.advance() {
            if let Ok(term) = std::str::from_utf8(stream.key()) {
                *terms.entry(term.to_owned()).or_insert(0) += u64::from(stream.value().doc_freq);
            }
        }
    }
    Ok(terms)
}
