//! Words without a field that can mean the value of one only: `Q1 2005`, `2005-04-18`, an accession
//! number, a record's id.

use super::{Parser, ends_word};
use crate::{
    model::{Date, Span},
    query::{
        ast::{Ast, Node, Place, Value},
        values::{bare_period, periods_joined},
    },
};

/// Most words of a bare period: `Q1 FY 2005`.
const LONGEST: usize = 3;

impl Parser<'_> {
    /// The field that the next words mean, if they can mean nothing else; moves past them.
    pub(super) fn implied(&mut self) -> Option<Ast> {
        let rest = self.rest();
        let known = |c: char| c.is_ascii_digit() || matches!(c, 'F' | 'f' | 'Q' | 'q' | 'H' | 'h' | 'x');
        if !rest.starts_with(known) {
            return None;
        }
        let (width, name, value) = self.period().or_else(|| {
            let word = &rest[..rest.find(ends_word).unwrap_or(rest.len())];
            let bare = word.trim_end_matches([',', ';', '.', '?']);
            Some((word.len(), identity(bare)?, Value::Plain(bare.to_lowercase())))
        })?;
        let start = self.at;
        self.at += width;
        let place = Span::new(start, self.at);
        let name_span = Place(Span::new(start, start));
        let node = Node::Field { name: name.to_owned(), part: None, name_span, value, value_span: Place(place) };
        Some(Ast { node, span: place })
    }

    /// A period or a range of them, and the bytes it takes.
    fn period(&self) -> Option<(usize, &'static str, Value)> {
        let rest = self.rest();
        let mut widths = Vec::new();
        let mut at = 0;
        while widths.len() < LONGEST {
            let word = &rest[at..];
            let width = word.find(ends_word).unwrap_or(word.len());
            if width == 0 {
                break;
            }
            at += width;
            widths.push(at);
            let next = rest[at..].trim_start_matches(' ');
            if next.len() == rest.len() - at {
                break;
            }
            at = rest.len() - next.len();
        }
        widths.into_iter().rev().find_map(|width| {
            let text = rest[..width].trim_end_matches([',', ';', '?']);
            let value = match text.split_once("..").or_else(|| periods_joined(text)) {
                Some((low, high)) => range(low, high)?,
                None => Value::Plain(bare_period(text)?),
            };
            Some((width, "period", value))
        })
    }

    /// What was read as a field without its name, as words again: distances are between words.
    pub(super) fn as_words(&self, ast: Ast) -> Ast {
        let inner = |part: Ast| self.as_words(part);
        let node = match ast.node {
            Node::Field { name_span, .. } if name_span.0.is_empty() => {
                let text = &self.text[ast.span.range()];
                match text.contains(' ') {
                    true => Node::Phrase(text.to_owned(), 0),
                    false => Node::Word(text.to_owned()),
                }
            }
            Node::Or(parts) => Node::Or(parts.into_iter().map(inner).collect()),
            other => other,
        };
        Ast { node, span: ast.span }
    }
}

fn range(low: &str, high: &str) -> Option<Value> {
    let end = |text: &str| bare_period(text);
    let open = |text: &str| if text.is_empty() { Some(None) } else { end(text).map(Some) };
    let (low, high) = (open(low)?, open(high)?);
    (low.is_some() || high.is_some()).then_some(Value::Range { low, low_in: true, high, high_in: true })
}

/// The field that a number names: `0000950123-05-004711` a submission, `0000950123-05-004711:2` and
/// `x-0123456789ab` a record, `2005-04-18` a day.
fn identity(word: &str) -> Option<&'static str> {
    if word.len() == 10 && word.parse::<Date>().is_ok() {
        return Some("date");
    }
    if let Some(hash) = word.strip_prefix("x-") {
        return (hash.len() == 12 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some("id");
    }
    let (accession, sequence) = word.split_once(':').map_or((word, None), |(left, right)| (left, Some(right)));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = accession.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let is_accession = parts.iter().all(|part| digits(part)) && (lengths == [10, 2, 6] || lengths == [18]);
    match sequence {
        None if is_accession => Some("accession"),
        Some(sequence) if is_accession && lengths.len() == 3 && digits(sequence) => Some("id"),
        _ => None,
    }
}
