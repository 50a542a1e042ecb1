//! What one place of a phrase may hold: a word, its inflections, a pattern.

use std::{collections::BTreeSet, fmt, ops::Range};

use regex::Regex;

use super::{error::distance, inflect};
use crate::index::analyzer;

/// What matches one word of a text. Words are as the analyzer makes them.
#[derive(Debug, Clone)]
pub enum Slot {
    /// The word and its inflections.
    Inflected(String),
    /// The word itself.
    Exact(String),
    /// A word with `*` (any run of characters) and `?` (one character).
    Wildcard(String),
    /// A word that the whole of an expression matches.
    Regex(String, Regex),
    /// A word within so many letters of this one; the first letter is the same.
    Fuzzy(String, u8),
}

/// The words of a dictionary that a slot may match.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Candidates {
    /// These.
    Words(Vec<String>),
    /// Those in a range that also pass [`Slot::matches`].
    Range(Range<String>),
    /// Those that pass, of all.
    All,
}

impl fmt::Display for Slot {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inflected(word) | Self::Wildcard(word) => write!(out, "{word}"),
            Self::Exact(word) => write!(out, "\"{word}\""),
            Self::Regex(expression, _) => write!(out, "/{expression}/"),
            Self::Fuzzy(word, distance) => write!(out, "{word}~{distance}"),
        }
    }
}

impl Slot {
    /// A slot for a regular expression that must match a whole word.
    pub(super) fn regex(expression: &str) -> Result<Self, String> {
        let anchored = format!("^(?:{expression})$");
        let built = regex::RegexBuilder::new(&anchored).case_insensitive(true).size_limit(1 << 22).build();
        built.map(|regex| Self::Regex(expression.to_owned(), regex)).map_err(|error| {
            error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
        })
    }

    /// Whether it matches a word.
    #[must_use]
    pub fn matches(&self, word: &str) -> bool {
        match self {
            Self::Inflected(base) => base == word || inflect::forms(base).iter().any(|form| form == word),
            Self::Exact(exact) => exact == word,
            Self::Wildcard(pattern) => wildcard(pattern.as_bytes(), word.as_bytes()),
            Self::Regex(_, regex) => regex.is_match(word),
            Self::Fuzzy(near, allowed) => {
                let close = near.len().abs_diff(word.len()) <= usize::from(*allowed) * 4;
                close && near.chars().next() == word.chars().next() && distance(near, word) <= usize::from(*allowed)
            }
        }
    }

    /// The words it stands for, where they are known without a dictionary.
    pub(crate) fn words(&self) -> Option<Vec<String>> {
        match self.candidates() {
            Candidates::Words(words) => Some(words),
            Candidates::Range(_) | Candidates::All => None,
        }
    }

    pub(super) fn candidates(&self) -> Candidates {
        let range = |prefix: &str| {
            if prefix.is_empty() { Candidates::All } else { Candidates::Range(prefix.to_owned()..after(prefix)) }
        };
        match self {
            Self::Inflected(word) => Candidates::Words(inflect::forms(word)),
            Self::Exact(word) => Candidates::Words(vec![word.clone()]),
            Self::Wildcard(pattern) => range(pattern.split(['*', '?']).next().unwrap_or_default()),
            Self::Regex(expression, _) => range(&literal_prefix(expression)),
            Self::Fuzzy(word, _) => range(&word[..word.chars().next().map_or(0, char::len_utf8)]),
        }
    }

    /// The slots of a bare word: one, or several where the analyzer cuts it.
    pub(super) fn of_word(word: &str) -> Vec<Self> {
        if word.contains(['*', '?']) {
            return Self::of_pattern(word, &['*', '?']);
        }
        let mut words = analyzer::words(word);
        if words.len() == 1
            && let Some(only) = words.pop()
        {
            return vec![Self::Inflected(only.text)];
        }
        words.into_iter().map(|word| Self::Exact(word.text)).collect()
    }

    /// The slots of the words in quotes, and how far each stands from the first; `*` for itself is
    /// any one word.
    pub(super) fn of_phrase(text: &str) -> Vec<(u32, Self)> {
        let mut slots = Vec::new();
        let mut offset = 0;
        for piece in text.split_whitespace() {
            if piece == "*" {
                offset += 1;
                continue;
            }
            let pieces = if piece.contains('*') {
                Self::of_pattern(piece, &['*'])
            } else {
                analyzer::words(piece).into_iter().map(|word| Self::Exact(word.text)).collect()
            };
            for slot in pieces {
                slots.push((offset, slot));
                offset += 1;
            }
        }
        let first = slots.first().map_or(0, |(offset, _)| *offset);
        slots.iter_mut().for_each(|(offset, _)| *offset -= first);
        slots
    }

    /// Cuts a word with wildcards where the analyzer would.
    fn of_pattern(word: &str, wild: &[char]) -> Vec<Self> {
        let mut slots = Vec::new();
        for piece in
            word.split(|c: char| !(c.is_alphanumeric() || wild.contains(&c) || matches!(c, '.' | '&' | '\'' | ',')))
        {
            let piece = piece.trim_matches(['.', ',', '\'', '&']);
            if piece.contains(wild) {
                let folded: String = piece
                    .split(wild)
                    .map(fold)
                    .zip(separators(piece, wild))
                    .flat_map(|(text, mark)| [text, mark])
                    .collect();
                slots.push(Self::Wildcard(folded));
            } else {
                slots.extend(analyzer::words(piece).into_iter().map(|word| Self::Exact(word.text)));
            }
        }
        slots
    }
}

/// The wildcards of a word in order, then nothing.
fn separators(piece: &str, wild: &[char]) -> impl Iterator<Item = String> {
    let marks: Vec<String> = piece.matches(wild).map(str::to_owned).collect();
    marks.into_iter().chain([String::new()])
}

/// A part of a word as the analyzer writes it, cut or not.
fn fold(part: &str) -> String {
    let words: Vec<_> = analyzer::words(part).into_iter().map(|word| word.text).collect();
    let ends_open = part.ends_with(['.', '&']);
    let folded = words.concat();
    if ends_open { format!("{folded}{}", &part[part.len() - 1..]) } else { folded }
}

/// The least text that is greater than every text with this prefix.
fn after(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}

/// The letters and digits that every match of an expression begins with.
fn literal_prefix(expression: &str) -> String {
    if expression.contains('|') {
        return String::new();
    }
    let mut prefix: String =
        expression.chars().take_while(|c| c.is_ascii_alphanumeric()).flat_map(char::to_lowercase).collect();
    if expression[prefix.len()..].starts_with(['*', '?', '{', '+']) {
        prefix.pop();
    }
    prefix
}

/// Whether a word matches a pattern with `*` and `?`.
pub(super) fn wildcard(pattern: &[u8], word: &[u8]) -> bool {
    let (mut p, mut w) = (0, 0);
    let mut star = None;
    while w < word.len() {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p, w));
                p += 1;
            }
            Some(b'?') => {
                p += 1;
                w += 1;
                while word.get(w).is_some_and(|byte| byte & 0xc0 == 0x80) {
                    w += 1;
                }
            }
            Some(&byte) if byte == word[w] => {
                p += 1;
                w += 1;
            }
            _ => match star {
                Some((at, from)) => {
                    star = Some((at, from + 1));
                    p = at + 1;
                    w = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|&byte| byte == b'*')
}

/// The different words among several lists.
pub(super) fn distinct(words: impl IntoIterator<Item = String>) -> Vec<String> {
    words.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_match_runs_and_single_characters() {
        let matches = |pattern: &str, word: &str| wildcard(pattern.as_bytes(), word.as_bytes());
        assert!(matches("indemn*", "indemnify") && matches("reve?ue", "revenue") && matches("*ing", "pricing"));
        assert!(matches("a*b*c", "axxbyyc") && matches("*", "") && matches("caf?", "caf\u{e9}"));
        assert!(!matches("indemn*", "indem") && !matches("reve?ue", "reveue") && !matches("a*b", "abc"));
    }

    #[test]
    fn words_are_cut_as_the_analyzer_cuts_them() {
        let printed = |word: &str| format!("{:?}", Slot::of_word(word));
        assert_eq!(printed("Revenues,"), r#"[Inflected("revenues")]"#);
        assert_eq!(printed("year-over-year"), r#"[Exact("year"), Exact("over"), Exact("year")]"#);
        assert_eq!(printed("Non-GAAP*"), r#"[Exact("non"), Wildcard("gaap*")]"#);
        assert_eq!(printed("99.*"), r#"[Wildcard("99.*")]"#);
        assert_eq!(printed("--"), "[]");
    }

    #[test]
    fn a_star_in_a_phrase_is_any_word() {
        let slots: Vec<_> = Slot::of_phrase("lower * anticipated").into_iter().map(|(offset, _)| offset).collect();
        assert_eq!(slots, [0, 2]);
    }

    #[test]
    fn expressions_match_whole_words_and_know_their_beginning() {
        let slot = Slot::regex("rev.*s").unwrap();
        assert!(slot.matches("revenues") && !slot.matches("xrevenues"));
        assert_eq!(slot.candidates(), Candidates::Range("rev".to_owned().."rev\u{10ffff}".to_owned()));
        assert_eq!(
            Slot::regex("colou?r").unwrap().candidates(),
            Candidates::Range("colo".to_owned().."colo\u{10ffff}".to_owned())
        );
        assert!(Slot::regex("(").is_err());
    }
}
