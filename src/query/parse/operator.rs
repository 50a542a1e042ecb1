//! Operators between and before parts, and those of other programs that are none here.

use super::{Parsed, Parser, connector::within, ends_word};
use crate::{model::Span, query::error::QueryError};

/// No operator has more letters and digits.
const LONGEST_OPERATOR: usize = 20;

/// The distance of `NEAR` without a number.
const NEAR: u32 = 10;

/// An operator between or before parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Operator {
    And,
    Or,
    Not,
    Near { distance: u32, ordered: bool },
}

/// Operators of other programs, which would be taken for words, and what to write instead.
const FOREIGN: [(&str, &str); 9] = [
    ("WITHIN", DISTANCE),
    ("ADJ", NEIGHBOURS),
    ("ANDANY", "`a (b OR c)` asks for one of them, `--count-terms` counts all"),
    ("ANDNOT", "write `a -b` or `a NOT b`"),
    ("BUTNOT", "write `a -b` or `a NOT b`"),
    ("XOR", "write `(a -b) OR (b -a)`"),
    ("TO", "a range is written `30M..34M` or `[30M TO 34M]`"),
    ("NOTNEAR", APART),
    ("NOTW", APART),
];

const DISTANCE: &str = "a distance is written `a w/5 b`";
const NEIGHBOURS: &str = "neighbours are written \"a b\" or `a pre/1 b`";
const APART: &str = "`a -(a w/5 b)` leaves out the documents where they stand together";
const UNITS: &str = "distances are in words, `a w/20 b`; a sentence has some twenty";

/// What to write instead of a word that is an operator elsewhere: `NEAR5`, `adj5`, `w/s`, `w/`.
pub(super) fn foreign(word: &str) -> Option<&'static str> {
    if let Some((_, instead)) = FOREIGN.iter().find(|(operator, _)| *operator == word) {
        return Some(instead);
    }
    let lower = word.to_ascii_lowercase();
    let numbered = |name: &str| {
        let digits = lower.strip_prefix(name).unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    if numbered("near") || numbered("within") || numbered("onear") {
        return Some(DISTANCE);
    }
    if numbered("adj") {
        return Some(NEIGHBOURS);
    }
    let (name, unit) = lower.split_once('/')?;
    if !matches!(name, "w" | "pre" | "near" | "onear" | "within") {
        return None;
    }
    match unit {
        "s" | "p" | "sent" | "para" | "seg" => Some(UNITS),
        _ if unit.is_empty() || unit.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+')) => {
            Some(DISTANCE)
        }
        _ => None,
    }
}

impl Parser<'_> {
    /// The operator that comes next and its width, without moving past it.
    pub(super) fn operator(&mut self) -> Parsed<Option<(Operator, usize)>> {
        self.skip_space();
        let rest = self.rest();
        // no operator is longer; a set of thousands of values is read in time
        let near = &rest[..rest.floor_char_boundary(LONGEST_OPERATOR)];
        let word = &near[..near.find(ends_word).unwrap_or(near.len())];
        let plain = match word {
            "AND" => Some((Operator::And, 3)),
            "&&" => Some((Operator::And, 2)),
            "&" => Some((Operator::And, 1)),
            "OR" => Some((Operator::Or, 2)),
            "||" => Some((Operator::Or, 2)),
            "|" => Some((Operator::Or, 1)),
            "NOT" => Some((Operator::Not, 3)),
            _ => None,
        };
        if plain.is_some() {
            return Ok(plain);
        }
        self.distance(word)
    }

    fn distance(&self, word: &str) -> Parsed<Option<(Operator, usize)>> {
        let lower = word.to_ascii_lowercase();
        let Some((name, ordered)) = [("near", false), ("onear", true), ("pre", true), ("w", false)]
            .into_iter()
            .find(|(name, _)| lower.starts_with(name) && !lower[name.len()..].starts_with(char::is_alphanumeric))
        else {
            return Ok(None);
        };
        let capital = word.starts_with("NEAR") || word.starts_with("ONEAR");
        let after = &self.rest()[name.len()..];
        if let Some(inside) = after.strip_prefix('(').filter(|_| capital) {
            let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
            if digits > 0 && inside[digits..].starts_with(')') {
                let distance = inside[..digits].parse().unwrap_or(u32::MAX);
                return Ok(Some((Operator::Near { distance, ordered }, name.len() + digits + 2)));
            }
            return Err(QueryError::at(
                self.here(name.len()),
                format!("`{}` stands between two parts", &word[..name.len()]),
            )
            .hint("as in `interest NEAR(5) rate` or `interest w/5 rate`"));
        }
        if let Some(distance) = lower[name.len()..].strip_prefix('/').and_then(within) {
            return Ok(Some((Operator::Near { distance, ordered }, word.len())));
        }
        let bare = word == "NEAR" && !after.starts_with('(');
        Ok(bare.then_some((Operator::Near { distance: NEAR, ordered }, name.len())))
    }

    /// `not w/5` between parts, `NEAR(a b, 5)`: what other programs have and this one has not.
    pub(super) fn no_foreign(&mut self) -> Parsed<()> {
        self.skip_space();
        let start = self.at;
        let rest = self.rest();
        let word = &rest[..rest.find(ends_word).unwrap_or(rest.len())];
        if !word.eq_ignore_ascii_case("not") {
            return Ok(());
        }
        self.at += word.len();
        let place = Span::new(start, self.at);
        let near = matches!(self.operator(), Ok(Some((Operator::Near { .. }, _))));
        self.at = start;
        if near {
            return Err(QueryError::at(place, "a distance cannot be denied").hint(APART));
        }
        Ok(())
    }
}
