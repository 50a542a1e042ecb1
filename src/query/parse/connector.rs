//! What Westlaw and Lexis write: `a /5 b`, `a +5 b`, `a /s b`, `word!`.
//!
//! A sign before a number is theirs only between blanks and two words; `+5` elsewhere asks for the word.

use super::{FARTHEST, Parsed, Parser, is_condition, operator::Operator};
use crate::query::ast::Ast;

/// Words that stand for the same sentence, and for the same paragraph.
const SENTENCE: u32 = 15;
const PARAGRAPH: u32 = 50;

/// A stem with fewer letters before `!` is left as it is.
const SHORTEST: usize = 3;

impl Parser<'_> {
    /// An operator between two parts, those of Westlaw among them.
    pub(super) fn operator_after(&mut self, left: &Ast) -> Parsed<Option<(Operator, usize)>> {
        let found = self.operator()?;
        if found.is_some() || !self.text[..self.at].ends_with(char::is_whitespace) {
            return Ok(found);
        }
        let rest = self.rest();
        let word = rest.split(char::is_whitespace).next().unwrap_or_default();
        let follows = rest[word.len()..].trim_start();
        let Some((distance, ordered)) = connector(word) else { return Ok(None) };
        if is_condition(&self.as_words(left.clone())) {
            return Ok(None);
        }
        if ordered && (distance > FARTHEST || follows.is_empty() || follows.starts_with(')')) {
            return Ok(None);
        }
        let start = self.at;
        self.at += word.len();
        let two = self.operator();
        self.at = start;
        let is_lone = matches!(two, Ok(None)) || !ordered;
        Ok(is_lone.then_some((Operator::Near { distance, ordered }, word.len())))
    }
}

/// The distance of `/5`, `+5`, `/s`, and whether the order counts.
pub(super) fn connector(word: &str) -> Option<(u32, bool)> {
    let unordered = word.strip_prefix('/').and_then(within).map(|distance| (distance, false));
    unordered.or_else(|| word.strip_prefix('+').and_then(within).map(|distance| (distance, true)))
}

/// The words within a number, a sentence or a paragraph.
pub(super) fn within(unit: &str) -> Option<u32> {
    match unit {
        "s" | "sent" => Some(SENTENCE),
        "p" | "para" => Some(PARAGRAPH),
        digits if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(digits.parse().unwrap_or(u32::MAX))
        }
        _ => None,
    }
}

/// What `/s`, `+p`, `w/s`, `pre/p` are taken for.
pub(super) fn taken_for(word: &str) -> Option<String> {
    let lower = word.to_ascii_lowercase();
    let (name, unit) = lower.split_once('/').or_else(|| lower.strip_prefix('+').map(|unit| ("pre", unit)))?;
    if unit.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let distance = within(unit)?;
    match name {
        "" | "w" | "near" => Some(format!("w/{distance}")),
        "pre" | "onear" => Some(format!("pre/{distance}")),
        _ => None,
    }
}

/// The stem of `indemnif!`.
pub(super) fn stem(word: &str) -> Option<&str> {
    let stem = word.strip_suffix('!')?;
    (stem.chars().count() >= SHORTEST && stem.chars().all(char::is_alphanumeric)).then_some(stem)
}
