//! Words of a query that no record has, wherever they stand in it, and what they may have been meant for.

use super::{
    Advisor, Understood, is_function_word, named,
    near::{words_like, written},
    proposed, releases,
};
use crate::{
    diag::Result,
    model::Span,
    query::{self, Absent, Ast, Looked, Node, Plan, Slot, Value},
};

/// Parts that are looked at, in the order of the query.
const MOST: usize = 4;

/// A word, phrase or single value of a query, and which of its words are in no record.
struct Misspelt {
    part: Ast,
    place: Looked,
    /// As the index would have them; patterns are none.
    words: Vec<String>,
}

impl Advisor<'_> {
    /// Says which words are in no record and what is near to them; gives the places of what was named.
    pub(super) fn misspelt(&self, read: &Understood<'_>, total: u64, said: &mut Vec<String>) -> Result<Vec<Span>> {
        if read.absent.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        self.gather(read.ast, read.absent, &mut found);
        let mut places = Vec::new();
        let mut mended = Vec::new();
        for one in found.into_iter().take(MOST) {
            let meant = self.nearest(self.meant(&one)?)?;
            let near = proposed(meant.as_ref());
            mended.extend(meant.map(|(_, text)| (one.part.span, text)));
            let text = one.part.to_string();
            let line = match one.words.as_slice() {
                [word] if text.contains(' ') => format!("in no record: {} of {}{near}", named(word), named(&text)),
                _ => format!("in no record: {}{near}", named(&text)),
            };
            places.push(one.part.span);
            if !said.contains(&line) {
                said.push(line);
            }
        }
        if total == 0 && mended.len() > 1 {
            said.extend(self.all_mended(mended)?);
        }
        Ok(places)
    }

    /// The whole query with several parts mended, where it finds something.
    fn all_mended(&self, mut mended: Vec<(Span, String)>) -> Result<Option<String>> {
        mended.sort_by_key(|(span, _)| span.start);
        let mut query = self.request.query.clone();
        let is_apart = mended.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start);
        if !is_apart || mended.iter().any(|(span, _)| query.get(span.range()).is_none()) {
            return Ok(None);
        }
        for (span, text) in mended.iter().rev() {
            query.replace_range(span.range(), text);
        }
        let found = self.count(&query)?;
        Ok((found > 0).then(|| format!("did you mean {} ({})?", named(&query), releases(found))))
    }

    fn gather(&self, ast: &Ast, absent: &Absent, found: &mut Vec<Misspelt>) {
        match &ast.node {
            Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| self.gather(part, absent, found)),
            Node::Near { left, right, .. } => [left, right].iter().for_each(|part| self.gather(part, absent, found)),
            Node::Not(inner) | Node::Boost(inner, _) => self.gather(inner, absent, found),
            Node::Field { value: Value::AnyOf(values) | Value::AllOf(values), .. } => {
                values.iter().for_each(|value| found.extend(self.of_part(&with_value(ast, value.clone()), absent)));
            }
            // a number is more than a word, `with` is none that is looked for
            Node::Word(word) if word.starts_with(|c: char| c.is_ascii_digit() || c == '$') || is_function_word(ast) => {
            }
            _ => found.extend(self.of_part(ast, absent)),
        }
    }

    /// What a single part lacks.
    fn of_part(&self, part: &Ast, absent: &Absent) -> Option<Misspelt> {
        let Ok(Plan::Text(text)) = query::resolve(part, self.request.today) else { return None };
        let place = Looked::of_target(&text.target);
        let slots = absent.of(place, &text.shape);
        if slots.is_empty() {
            return None;
        }
        let words = slots.into_iter().filter_map(|slot| match slot {
            Slot::Inflected(word) | Slot::Exact(word) => Some(word.clone()),
            Slot::Wildcard(_) | Slot::Regex(..) | Slot::Fuzzy(..) => None,
        });
        Some(Misspelt { part: part.clone(), place, words: words.collect() })
    }

    /// The part with other words in the place of those that are in no record.
    fn meant(&self, one: &Misspelt) -> Result<Vec<String>> {
        let mut texts = vec![text_of(&one.part)];
        for word in &one.words {
            let near = words_like(self.index, one.place, word)?;
            let typed = texts.iter().flat_map(|text| near.iter().filter_map(|near| replaced(text, word, near)));
            texts = typed.collect();
        }
        if one.words.is_empty() {
            return Ok(Vec::new());
        }
        Ok(texts.into_iter().map(|text| written(&one.part, &text)).collect())
    }
}

/// The same field with one of its values.
fn with_value(field: &Ast, single: Value) -> Ast {
    let mut one = field.clone();
    if let Node::Field { value, .. } = &mut one.node {
        *value = single;
    }
    one
}

/// The words of a part.
fn text_of(part: &Ast) -> String {
    match &part.node {
        Node::Word(text) | Node::Phrase(text, _) => text.clone(),
        Node::Field { value: Value::Plain(text) | Value::Quoted(text, _), .. } => text.clone(),
        _ => String::new(),
    }
}

/// A text with another word in the place of one.
fn replaced(text: &str, word: &str, other: &str) -> Option<String> {
    let at = text.to_lowercase().find(word).filter(|_| text.is_ascii())?;
    Some(format!("{}{other}{}", &text[..at], &text[at + word.len()..]))
}
