//! The smallest parts of a query: words, text in quotes, regular expressions.

use super::{FARTHEST, Parsed, Parser, connector::stem, ends_word, operator::foreign};
use crate::{
    model::Span,
    query::{ast::Node, error::QueryError},
};

impl Parser<'_> {
    /// The text between quotes; `\"` is a quote.
    pub(super) fn quoted(&mut self) -> Parsed<String> {
        let straight = self.rest().starts_with('"');
        let quote = self.peek().map_or(1, char::len_utf8);
        let open = self.here(quote);
        self.at += quote;
        let mut words = String::new();
        let mut characters = self.rest().char_indices();
        while let Some((offset, character)) = characters.next() {
            match character {
                '"' | '\u{201c}' | '\u{201d}' if character == '"' || !straight => {
                    self.at += offset + character.len_utf8();
                    return Ok(words);
                }
                '\\' => words.extend(characters.next().map(|(_, escaped)| escaped)),
                other => words.push(other),
            }
        }
        Err(QueryError::at(open, "the quote is not closed").hint("close it, or take it away"))
    }

    pub(super) fn slop(&mut self) -> Parsed<u32> {
        if !self.rest().starts_with('~') {
            return Ok(0);
        }
        let start = self.at;
        self.at += 1;
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let slop = self.rest()[..digits].parse().ok().filter(|slop| *slop <= FARTHEST);
        self.at += digits;
        slop.ok_or_else(|| {
            QueryError::at(Span::new(start, self.at), format!("`~` after a phrase takes a number up to {FARTHEST}"))
        })
    }

    pub(super) fn regex(&mut self) -> Parsed<String> {
        let open = self.here(1);
        self.at += 1;
        let mut expression = String::new();
        let mut characters = self.rest().char_indices();
        while let Some((offset, character)) = characters.next() {
            match character {
                '/' => {
                    self.at += offset + 1;
                    return self.one_word(open.start, expression);
                }
                '\\' => match characters.next() {
                    Some((_, '/')) => expression.push('/'),
                    Some((_, other)) => expression.extend(['\\', other]),
                    None => {}
                },
                other => expression.push(other),
            }
        }
        Err(QueryError::at(open, "the regular expression is not closed")
            .hint("close it with `/`, or quote the text; a distance is written `a w/5 b`"))
    }

    /// A regular expression is held against one word at a time.
    fn one_word(&self, start: usize, expression: String) -> Parsed<String> {
        let place = Span::new(start, self.at);
        if expression.is_empty() {
            return Err(QueryError::at(place, "an empty regular expression").hint("as in `/indemn.*/`"));
        }
        if expression.contains(char::is_whitespace) {
            return Err(QueryError::at(
                place,
                "a regular expression is held against single words, which hold no spaces",
            )
            .hint("put words side by side in quotes, with `*` at their ends: \"net incom*\""));
        }
        Ok(expression)
    }

    pub(super) fn word(&mut self) -> Parsed<Node> {
        let start = self.at;
        let rest = self.rest();
        let width = rest.find(ends_word).unwrap_or(rest.len());
        let word = &rest[..width];
        self.at += width;
        let word = asked(word).unwrap_or(word);
        if word == "*" {
            return Ok(Node::All);
        }
        if let Some(stem) = stem(word) {
            return Ok(Node::Word(format!("{stem}*")));
        }
        if let Some(instead) = foreign(word) {
            return Err(QueryError::at(Span::new(start, self.at), format!("`{word}` is no operator here"))
                .hint(format!("{instead}; write \"{}\" in quotes to search for the word", word.to_lowercase())));
        }
        if let Some((stem, distance)) = fuzzy(word) {
            return match distance {
                1 | 2 => Ok(Node::Fuzzy(stem.to_owned(), distance)),
                _ => Err(QueryError::at(Span::new(start, self.at), "`~` after a word takes 1 or 2")
                    .hint("it is the number of letters that may differ; for distances between words write `a w/5 b`")),
            };
        }
        if word.is_empty() {
            let width = self.peek().map_or(1, char::len_utf8);
            return Err(QueryError::at(self.here(width), "cannot be read here"));
        }
        Ok(Node::Word(word.to_owned()))
    }
}

/// A plain word with the mark of a question after it, without that: `?` is a sign inside a word alone.
pub(super) fn asked(word: &str) -> Option<&str> {
    let bare = word.strip_suffix('?')?;
    (bare.chars().all(char::is_alphabetic) && bare.contains(char::is_lowercase)).then_some(bare)
}

/// `word~`, `word~1`.
fn fuzzy(word: &str) -> Option<(&str, u8)> {
    let (stem, number) = word.rsplit_once('~')?;
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    if stem.is_empty() || !digits {
        return None;
    }
    Some((stem, if number.is_empty() { 1 } else { number.parse().unwrap_or(u8::MAX) }))
}
