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
    query::{Ast, Looked, Node, Value, distance},
};

/// Candidates that are counted at most.
const MOST: usize = 3;

/// Queries near to a part that nothing has though its words are known, the likeliest first.
pub(super) fn nearest_to(index: &Index, part: &Ast) -> Result<Vec<String>> {
    Ok(match &part.node {
        Node::Phrase(words, 0) => phrases_like(index, Looked::Text, part, words)?,
        Node::Field { name, value, .. } => match (plain(value), schema::field(name).map(|field| field.values)) {
            (Some(words), Some(Values::Words)) => phrases_like(index, Looked::Company, part, words)?,
            (Some(words), Some(Values::Headline)) => phrases_like(index, Looked::Text, part, words)?,
            (Some(words), Some(Values::Phrase)) => phrases_like(index, Looked::Phrases, part, words)?,
            (Some(text), Some(_)) => values_like(index, name, text)?,
            _ => Vec::new(),
        },
        Node::Boost(inner, _) => nearest_to(index, inner)?,
        _ => Vec::new(),
    })
}

/// A part with another text.
pub(super) fn written(part: &Ast, text: &str) -> String {
    let mut part = part.clone();
    match &mut part.node {
        Node::Word(typed) | Node::Phrase(typed, _) => text.clone_into(typed),
        Node::Field { value, .. } => {
            *value = match text.contains(|c: char| !c.is_alphanumeric()) {
                true => Value::Quoted(text.to_owned(), 0),
                false => Value::Plain(text.to_owned()),
            };
        }
        _ => {}
    }
    part.to_string()
}

/// Words of the index one letter away, else two, else with the same beginning.
pub(super) fn words_like(index: &Index, place: Looked, word: &str) -> Result<Vec<String>> {
    // one letter makes another word of a shorter one: `macy`, `may`
    const SHORTEST: usize = 5;
    let length = word.len();
    if length < SHORTEST || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Ok(Vec::new());
    }
    if let Some(stem) = word.strip_suffix("ys") {
        // the commonest slip in a plural: `deliverys`
        let plural = format!("{stem}ies");
        if !similar(index, place, &format!("{plural}*"), word)?.is_empty() {
            return Ok(vec![plural]);
        }
    }
    let mut tries = vec![format!("{word}~1")];
    if length > 5 {
        tries.push(format!("{word}~2"));
    }
    if length > 7 {
        tries.push(format!("{}*", &word[..(length - 4).max(5)]));
    }
    for pattern in tries {
        let found = similar(index, place, &pattern, word)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// The commonest words that a pattern stands for.
fn similar(index: &Index, place: Looked, pattern: &str, word: &str) -> Result<Vec<String>> {
    let query = match place {
        Looked::Text => pattern.to_owned(),
        Looked::Company | Looked::Phrases => return of_dictionary(index, place, pattern, word),
    };
    let mut found: Vec<(u64, String)> = Vec::new();
    for expansion in expansions(index, &query)? {
        let words = expansion.words.into_iter().filter(|(near, count)| *count > 0 && near != word);
        found.extend(words.map(|(near, count)| (count, near)));
    }
    Ok(commonest(found))
}

/// Whether a word is in the index as it is.
fn is_known(index: &Index, place: Looked, word: &str) -> Result<bool> {
    let field = match place {
        Looked::Text => {
            let found = expansions(index, &format!("{word}~1"))?;
            return Ok(found.iter().flat_map(|one| &one.words).any(|(known, count)| *count > 0 && known == word));
        }
        Looked::Phrases => Some(layout().phrases),
        Looked::Company => layout().terms("company"),
    };
    let Some(field) = field else { return Ok(false) };
    Ok(dictionary(index, field).map_err(unreadable(index))?.contains_key(word))
}

/// The same among the names of companies and the telling phrases, of which there are few.
fn of_dictionary(index: &Index, place: Looked, pattern: &str, word: &str) -> Result<Vec<String>> {
    let field = match place {
        Looked::Phrases => Some(layout().phrases),
        _ => layout().terms("company"),
    };
    let Some(field) = field else { return Ok(Vec::new()) };
    let fits = |near: &str| match pattern.split_once('~') {
        Some((_, letters)) => {
            let allowed = letters.parse().unwrap_or(1);
            near.len().abs_diff(word.len()) <= allowed && distance(near, word) <= allowed
        }
        None => near.starts_with(pattern.trim_end_matches('*')),
    };
    let known = dictionary(index, field).map_err(unreadable(index))?;
    let near = known.into_iter().filter(|(near, count)| *count > 0 && near != word && fits(near));
    Ok(commonest(near.map(|(near, count)| (count, near)).collect()))
}

fn commonest(mut found: Vec<(u64, String)>) -> Vec<String> {
    found.retain(|(_, near)| near.bytes().all(|byte| byte.is_ascii_alphabetic()));
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.truncate(MOST);
    found.into_iter().map(|(_, near)| near).collect()
}

/// A phrase with a word near to one of its words.
fn phrases_like(index: &Index, place: Looked, part: &Ast, text: &str) -> Result<Vec<String>> {
    const LONGEST: usize = 6;
    let words: Vec<&str> = text.split_whitespace().collect();
    let with = |gap: usize, other: &str| {
        let text: Vec<&str> = words.iter().enumerate().map(|(at, word)| if at == gap { other } else { word }).collect();
        written(part, &text.join(" "))
    };
    if !(2..=LONGEST).contains(&words.len()) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if word.starts_with(char::is_uppercase) && is_known(index, place, &word.to_lowercase())? {
            continue; // a name, spelt as it is
        }
        let near = words_like(index, place, &word.to_lowercase())?;
        found.extend(near.iter().map(|near| with(at, near)));
    }
    Ok(found)
}

/// A phrase with any word in the place of an inner one.
pub(super) fn with_gaps(part: &Ast) -> Vec<String> {
    const LONGEST: usize = 8;
    let Node::Phrase(words, 0) = &part.node else { return Vec::new() };
    let words: Vec<&str> = words.split_whitespace().collect();
    let with_gap = |gap: usize| {
        let text: Vec<&str> = words.iter().enumerate().map(|(at, word)| if at == gap { "*" } else { word }).collect();
        written(part, &text.join(" "))
    };
    let inner = 1..words.len().saturating_sub(1);
    if words.len() <= LONGEST { inner.map(with_gap).collect() } else { Vec::new() }
}

/// Values of the same field that are spelt alike.
fn values_like(index: &Index, name: &str, typed: &str) -> Result<Vec<String>> {
    let Some(spec) = schema::field(name) else { return Ok(Vec::new()) };
    let form = match spec.values {
        Values::Exact(Form::Accession) => return Ok(Vec::new()),
        Values::Exact(form) if !matches!(spec.name, "id" | "path" | "cik" | "sic") => form,
        _ => return Ok(Vec::new()),
    };
    let Some(field) = layout().terms(spec.name) else { return Ok(Vec::new()) };
    let typed = canonical(form, typed);
    let known = dictionary(index, field).map_err(unreadable(index))?;
    if spec.name == "form" {
        if typed.starts_with("ex-") {
            return Ok(vec![format!("exhibit:{}", typed.to_uppercase())]);
        }
        if known.iter().any(|(term, count)| *count > 0 && term.starts_with(&typed)) {
            return Ok(vec![format!("form:{}*", typed.to_uppercase())]);
        }
    }
    let bare = |text: &str| text.replace(['-', '/', ' ', '.'], "");
    let allowed = if typed.len() > 5 { 2 } else { 1 };
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
    let value = |term: String| {
        let text = term.to_uppercase();
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
