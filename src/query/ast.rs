//! What was typed, as a tree that knows its places and prints back to itself.

use std::fmt;

use super::values;
use crate::{
    index::schema::{self, Values},
    model::Span,
};

/// A part of a query and its place in the text.
#[derive(Debug, Clone)]
pub struct Ast {
    /// What it is.
    pub node: Node,
    /// Its bytes.
    pub span: Span,
}

/// Two are equal when they say the same, wherever they stand.
impl PartialEq for Ast {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

/// A place in the text that makes no difference to what is said.
#[derive(Debug, Clone, Copy)]
pub struct Place(pub Span);

impl PartialEq for Place {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The forms a part of a query can have.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// `*`: every record.
    All,
    /// A bare word, which may hold `*` and `?`.
    Word(String),
    /// `word~1`.
    Fuzzy(String, u8),
    /// `"words"`, and the number of other words that may stand among them.
    Phrase(String, u32),
    /// `/expression/` over words.
    Regex(String),
    /// `a w/5 b`, in this order where `ordered`: `a pre/5 b`.
    Near {
        /// What stands left of the operator.
        left: Box<Ast>,
        /// What stands right of it.
        right: Box<Ast>,
        /// The greatest distance, 1 for neighbours.
        distance: u32,
        /// Whether the left one comes first.
        ordered: bool,
    },
    /// `name:value` or `name.part:value`.
    Field {
        /// As typed.
        name: String,
        /// What follows a point in the name.
        part: Option<String>,
        /// The bytes of name and part.
        name_span: Place,
        /// What follows the colon.
        value: Value,
        /// The bytes of the value.
        value_span: Place,
    },
    /// All of them.
    And(Vec<Ast>),
    /// At least one of them.
    Or(Vec<Ast>),
    /// What does not match it.
    Not(Box<Ast>),
    /// `part^2`: counts more, or less, in the order of hits.
    Boost(Box<Ast>, f32),
}

/// What follows the colon of a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `*`: any value.
    Any,
    /// A value without quotes.
    Plain(String),
    /// A value in quotes, and its slop.
    Quoted(String, u32),
    /// `a..b`, `[a TO b]`, `{a TO b}`, `>a`, `<=b`.
    Range {
        /// Lower end.
        low: Option<String>,
        /// Whether the lower end itself is in.
        low_in: bool,
        /// Upper end.
        high: Option<String>,
        /// Whether the upper end itself is in.
        high_in: bool,
    },
    /// `(a,b)`, `(a OR b)`: any of them.
    AnyOf(Vec<Value>),
    /// `(a b)`.
    AllOf(Vec<Value>),
    /// `/expression/`.
    Regex(String),
}

/// Binding strength, so that parentheses are printed only where they are needed.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Level {
    Or,
    And,
    Near,
    Unary,
}

impl fmt::Display for Ast {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(out, Level::Or)
    }
}

impl Ast {
    fn level(&self) -> Level {
        match self.node {
            Node::Or(_) => Level::Or,
            Node::And(_) => Level::And,
            Node::Near { .. } => Level::Near,
            _ => Level::Unary,
        }
    }

    fn write(&self, out: &mut fmt::Formatter<'_>, outer: Level) -> fmt::Result {
        let bare = self.level() >= outer;
        if !bare {
            write!(out, "(")?;
        }
        self.write_bare(out)?;
        if !bare {
            write!(out, ")")?;
        }
        Ok(())
    }

    fn write_bare(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.node {
            Node::All => write!(out, "*"),
            Node::Word(word) => write!(out, "{word}"),
            Node::Fuzzy(word, distance) => write!(out, "{word}~{distance}"),
            Node::Phrase(words, slop) => write_quoted(out, words, *slop),
            Node::Regex(expression) => write_regex(out, expression),
            Node::Near { left, right, distance, ordered } => {
                left.write(out, Level::Near)?;
                write!(out, " {}/{distance} ", if *ordered { "pre" } else { "w" })?;
                right.write(out, Level::Unary)
            }
            Node::Field { name, part, value, .. } => {
                write!(out, "{name}")?;
                if let Some(part) = part {
                    write!(out, ".{part}")?;
                }
                write!(out, ":{value}")
            }
            Node::And(parts) => write_all(out, parts),
            Node::Or(parts) => write_joined(out, parts, " OR ", Level::And),
            Node::Not(inner) => {
                write!(out, "-")?;
                inner.write(out, Level::Unary)
            }
            Node::Boost(inner, factor) => {
                let nested = matches!(inner.node, Node::Not(_) | Node::Boost(..));
                if nested {
                    write!(out, "({inner})")?;
                } else {
                    inner.write(out, Level::Unary)?;
                }
                write!(out, "^{factor}")
            }
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => write!(out, "*"),
            Self::Plain(text) => write!(out, "{text}"),
            Self::Quoted(text, slop) => write_quoted(out, text, *slop),
            Self::Regex(expression) => write_regex(out, expression),
            Self::Range { low, low_in, high, high_in } => {
                write_range(out, low.as_deref(), *low_in, high.as_deref(), *high_in)
            }
            Self::AnyOf(values) => write_set(out, values, ","),
            Self::AllOf(values) => write_set(out, values, " "),
        }
    }
}

/// Parts side by side; `AND` stands where two of them would be read as one: `Q1 AND 2005`.
fn write_all(out: &mut fmt::Formatter<'_>, parts: &[Ast]) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            write!(out, "{}", if merges(&parts[index - 1], &parts[index..]) { " AND " } else { " " })?;
        }
        part.write(out, Level::Near)?;
    }
    Ok(())
}

/// What stands last in a part, if nothing parts it from what follows.
fn last_atom(ast: &Ast) -> Option<&Node> {
    match &ast.node {
        Node::Near { right, .. } => last_atom(right),
        Node::Not(inner) => last_atom(inner),
        atom @ (Node::Word(_) | Node::Field { .. }) => Some(atom),
        _ => None,
    }
}

/// Whether what a part ends with would go on with the parts after it.
fn merges(left: &Ast, after: &[Ast]) -> bool {
    let (said, values) = match last_atom(left) {
        Some(Node::Word(word)) => (word.as_str(), None),
        Some(Node::Field { name, value, .. }) => {
            let text = match value {
                Value::Plain(text) => text,
                Value::Range { low, high, .. } => match high.as_ref().or(low.as_ref()) {
                    Some(text) => text,
                    None => return false,
                },
                _ => return false,
            };
            let Some(spec) = schema::field(name) else { return false };
            (text.as_str(), Some(spec.values))
        }
        _ => return false,
    };
    let texts = after.iter().take(values::LONGEST).map(Ast::to_string).collect::<Vec<_>>().join(" ");
    let next = texts.split_whitespace().next().unwrap_or_default();
    let mut text = said.to_owned();
    let Some(values) = values else {
        let compares = next.starts_with(['<', '>', '=', '!']) && schema::field(&said.replace('-', "_")).is_some();
        let mut words = texts.split(|c: char| c.is_whitespace() || c == '^').take(2);
        return compares
            || words.any(|word| {
                text.push(' ');
                text.push_str(word);
                values::bare_period(&text).is_some()
            });
    };
    if matches!(values, Values::Date | Values::Period) && matches!(next, "to" | "through" | "-" | "\u{2013}") {
        return true;
    }
    let mut words = texts.split(|c: char| c.is_whitespace() || c == '^').take(values::LONGEST);
    words.any(|word| {
        text.push(' ');
        text.push_str(word);
        values::is_value(values, &text)
    })
}

fn write_joined(out: &mut fmt::Formatter<'_>, parts: &[Ast], between: &str, level: Level) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            write!(out, "{between}")?;
        }
        part.write(out, level)?;
    }
    Ok(())
}

fn write_set(out: &mut fmt::Formatter<'_>, values: &[Value], between: &str) -> fmt::Result {
    write!(out, "(")?;
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            write!(out, "{between}")?;
        }
        write!(out, "{value}")?;
    }
    write!(out, ")")
}

fn write_quoted(out: &mut fmt::Formatter<'_>, text: &str, slop: u32) -> fmt::Result {
    write!(out, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))?;
    if slop > 0 { write!(out, "~{slop}") } else { Ok(()) }
}

fn write_regex(out: &mut fmt::Formatter<'_>, expression: &str) -> fmt::Result {
    write!(out, "/{}/", expression.replace('/', "\\/"))
}

fn write_range(
    out: &mut fmt::Formatter<'_>,
    low: Option<&str>,
    low_in: bool,
    high: Option<&str>,
    high_in: bool,
) -> fmt::Result {
    let end = |text: &str| {
        let odd = |character: char| character.is_whitespace() || "()^,\"\\\u{201c}\u{201d}<>=[{".contains(character);
        match text.contains(odd) || text.contains("..") || text.ends_with('.') || text == "*" {
            true => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
            false => text.to_owned(),
        }
    };
    match (low, high) {
        (Some(low), None) => write!(out, "{}{}", if low_in { ">=" } else { ">" }, end(low)),
        (None, Some(high)) => write!(out, "{}{}", if high_in { "<=" } else { "<" }, end(high)),
        (low, high) => {
            let open = if low_in { '[' } else { '{' };
            let close = if high_in { ']' } else { '}' };
            if let (true, true, Some(low), Some(high)) = (low_in, high_in, low, high) {
                return write!(out, "{}..{}", end(low), end(high));
            }
            write!(out, "{open}{} TO {}{close}", low.unwrap_or("*"), high.unwrap_or("*"))
        }
    }
}
