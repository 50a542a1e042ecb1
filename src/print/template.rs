//! Lines made to measure: `{ticker}\t{period}\t{revenue.low}`.

use std::io::{self, Write};

use super::one_line;
use crate::{
    diag::{Error, Result},
    search::{Column, Hit},
};

/// A line with places for values of a hit.
#[derive(Debug, Clone)]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone)]
enum Piece {
    Literal(String),
    Value(Column),
}

impl Template {
    /// Reads a template: names in braces, `{{` and `}}` for braces, and the escapes `\t`, `\n`,
    /// `\r`, `\0`, `\\`.
    ///
    /// # Errors
    /// A name that is none, or a brace without its other.
    ///
    /// ```
    /// use filings::print::template::Template;
    /// assert!(Template::read(r"{ticker}\t{period}").is_ok());
    /// assert!(Template::read("{tickr}").is_err());
    /// assert!(Template::read("{ticker").is_err());
    /// ```
    pub fn read(text: &str) -> Result<Self> {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            rest = &rest[c.len_utf8()..];
            match c {
                '\\' => rest = escape(rest, &mut literal),
                '{' | '}' if rest.starts_with(c) => {
                    literal.push(c);
                    rest = &rest[1..];
                }
                '{' => {
                    let (name, after) = rest.split_once('}').ok_or_else(|| unclosed('{'))?;
                    pieces.push(Piece::Literal(std::mem::take(&mut literal)));
                    pieces.push(Piece::Value(Column::named(name)?));
                    rest = after;
                }
                '}' => return Err(unclosed('}')),
                other => literal.push(other),
            }
        }
        pieces.push(Piece::Literal(literal));
        Ok(Self { pieces })
    }

    /// Writes the line of a hit, without an end.
    ///
    /// # Errors
    /// What `out` says.
    pub fn write(&self, out: &mut dyn Write, hit: &Hit) -> io::Result<()> {
        for piece in &self.pieces {
            match piece {
                Piece::Literal(text) => write!(out, "{text}")?,
                Piece::Value(column) => write!(out, "{}", one_line(&column.of(hit).plain()))?,
            }
        }
        Ok(())
    }
}

/// Adds what an escape stands for; gives what follows it.
fn escape<'a>(rest: &'a str, literal: &mut String) -> &'a str {
    let known = [('t', '\t'), ('n', '\n'), ('r', '\r'), ('0', '\0'), ('\\', '\\')];
    let next = rest.chars().next();
    match known.iter().find(|(name, _)| Some(*name) == next) {
        Some((_, meant)) => {
            literal.push(*meant);
            &rest[1..]
        }
        None => {
            literal.push('\\');
            rest
        }
    }
}

fn unclosed(brace: char) -> Error {
    Error::message(format!("a `{brace}` of the template stands alone"))
        .hint("a value is written `{ticker}`, a brace itself twice: `{{`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Record, Ticker};

    #[test]
    fn values_escapes_and_braces() {
        let ticker = Ticker { symbol: "ACME".to_owned(), exchange: None };
        let hit = Hit {
            rank: 3,
            score: 0.0,
            record: Record { tickers: vec![ticker], ..Record::default() },
            headline: None,
            same_as: Vec::new(),
            snippets: Vec::new(),
        };
        let mut out = Vec::new();
        Template::read(r"{rank}\t{{{ticker}}} {revenue.low}|\q\0").unwrap().write(&mut out, &hit).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "3\t{ACME} |\\q\0");
    }
}
