//! A question in plain words: those that make it one need not be in a release.
//!
//! `what did Chevron say about Hess` looks for `Chevron say Hess`, and a note says what was left out.

use super::lexical::asked;
use crate::query::ast::{Ast, Node};

/// Words that begin a question.
const ASKING: [&str; 11] = ["what", "which", "who", "whom", "whose", "when", "where", "why", "how", "did", "does"];

/// Words that begin one only where a `?` ends it.
const INVERTED: [&str; 9] = ["is", "are", "was", "were", "do", "has", "have", "will", "can"];

/// Words beside them that say nothing of what is asked.
const HELPING: [&str; 22] = [
    "a", "about", "an", "any", "at", "be", "been", "by", "could", "for", "had", "in", "its", "many", "much", "of",
    "on", "the", "their", "there", "with", "would",
];

/// The words of a query that are left out, as typed; none where it is no question or nothing would be left.
pub(super) fn helpers(text: &str) -> Vec<&str> {
    let is_operator = |word: &str| matches!(word, "AND" | "OR" | "NOT" | "NEAR");
    let plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || ".,;-'\u{2019}$%&".contains(c);
    let bare = text.trim().trim_end_matches('?');
    let words: Vec<&str> = bare.split_whitespace().collect();
    let Some(first) = words.first().filter(|_| bare.chars().all(plain)) else { return Vec::new() };
    // all in capitals it is a name: `WHO`
    let opening = first.to_lowercase();
    let is_name = first.chars().skip(1).any(char::is_uppercase);
    let is_mark =
        asked(text.split_whitespace().next_back().unwrap_or_default()).is_some() || text.trim().ends_with('?');
    let asks = ASKING.contains(&opening.as_str()) || (is_mark && INVERTED.contains(&opening.as_str()));
    if is_name || !asks || words.iter().any(|word| is_operator(word) || word.starts_with('-')) {
        return Vec::new();
    }
    let helps = |place: usize| {
        let word = words[place];
        let before = place.checked_sub(1).map(|before| words[before].to_lowercase());
        let counted = matches!(before.as_deref(), Some("which" | "what" | "whose" | "many"));
        place == 0
            || [ASKING.as_slice(), &INVERTED, &HELPING].iter().any(|list| list.contains(&word))
            || (counted && matches!(word, "companies" | "company"))
    };
    let (left_out, kept): (Vec<usize>, Vec<usize>) = (0..words.len()).partition(|&place| helps(place));
    if kept.is_empty() { Vec::new() } else { left_out.into_iter().map(|place| words[place]).collect() }
}

/// The tree of a query without the words that only make it a question.
pub(super) fn without_helpers(text: &str, ast: Ast) -> Ast {
    let helpers = helpers(text);
    let Ast { node: Node::And(mut parts), span } = ast else { return ast };
    if !helpers.is_empty() {
        let helps = |part: &Ast| matches!(&part.node, Node::Word(word) if helpers.contains(&word.as_str()));
        parts.retain(|part| !helps(part));
    }
    match parts.len() {
        1 => parts.remove(0),
        _ => Ast { node: Node::And(parts), span },
    }
}
