//! Fields of a query: the value or range after the name.

use super::{Parsed, Parser, ends_word, name::Name};
use crate::{
    index::schema::{Form, Values},
    model::Span,
    query::{
        ast::{Ast, Node, Place, Value},
        error::QueryError,
        values,
    },
};

impl<'a> Parser<'a> {
    /// A field; its name has been read.
    pub(super) fn field(&mut self, name: &Name) -> Parsed<Ast> {
        if name.known.is_none() && self.rest().starts_with("//") {
            return Err(QueryError::at(name.span, format!("`{}:` looks like a field", name.name))
                .hint("put an address in quotes to search for its words"));
        }
        self.skip_space();
        let value_start = self.at;
        if self.rest().is_empty() || self.rest().starts_with(')') {
            return Err(QueryError::at(name.span, format!("`{}:` without a value", name.name))
                .hint(format!("`{}:*` asks for any value", name.name)));
        }
        if self.rest().starts_with('(') && name.bound.is_none() {
            return self.set(name);
        }
        let value = self.single(name, &[])?;
        let value_span = Span::new(value_start, self.at);
        let value = match name.bound {
            Some(sign) => compared(sign, value).ok_or_else(|| {
                QueryError::at(value_span, "one day, month or year goes with this name")
                    .hint("as in `since:2005-04`, `date:2004..2005`")
            })?,
            None => value,
        };
        let node = Node::Field {
            name: name.name.clone(),
            part: name.part.clone(),
            name_span: Place(name.span),
            value,
            value_span: Place(value_span),
        };
        Ok(Ast { node, span: Span::new(name.span.start, self.at) })
    }

    /// A value that is no set.
    pub(super) fn single(&mut self, name: &Name, stops: &[char]) -> Parsed<Value> {
        let values = name.known.map(|field| field.values);
        let is_path = name.known.is_some_and(|field| field.name == "path");
        if name.known.is_some() && !is_path {
            self.no_denial(name)?;
        }
        match self.peek() {
            Some('[' | '{') => self.bracketed(),
            Some('>' | '<' | '=') => self.comparison(values, stops),
            Some('/') if !is_path => Ok(Value::Regex(self.regex()?)),
            _ => self.plain(values, stops),
        }
    }

    /// `[a TO b]`, `{a TO b}`, with either bracket on either side.
    fn bracketed(&mut self) -> Parsed<Value> {
        let open = self.here(1);
        let low_in = self.rest().starts_with('[');
        let Some(width) = self.rest().find([']', '}']) else {
            return Err(
                QueryError::at(open, "the range is not closed").hint("as in `[30M TO 34M]`, or write `30M..34M`")
            );
        };
        let high_in = self.rest()[width..].starts_with(']');
        let inside = &self.rest()[1..width];
        self.at += width + 1;
        let place = Span::new(open.start, self.at);
        let Some((low, high)) = inside.split_once(" TO ") else {
            return Err(QueryError::at(place, "a range in brackets has `TO` in it").hint("as in `[30M TO 34M]`"));
        };
        let end = |text: &str| {
            let text = text.trim_matches(|character: char| character.is_whitespace() || character == '"');
            (text != "*" && !text.is_empty()).then(|| text.to_owned())
        };
        let (low, high) = (end(low), end(high));
        if low.is_none() && high.is_none() {
            return Ok(Value::Any);
        }
        let (low_in, high_in) = (low_in || low.is_none(), high_in || high.is_none());
        Ok(Value::Range { low, low_in, high, high_in })
    }

    fn comparison(&mut self, values: Option<Values>, stops: &[char]) -> Parsed<Value> {
        let start = self.at;
        let operator = ["=>", ">=", "=<", "<=", ">", "<", "="].into_iter().find(|operator| self.eat(operator));
        self.skip_space();
        let place = Span::new(start, self.at);
        if self.rest().is_empty() || self.rest().starts_with(')') {
            return Err(QueryError::at(place, "nothing to compare with"));
        }
        let value = match self.plain(values, stops)? {
            Value::Plain(text) | Value::Quoted(text, 0) if !text.is_empty() => text,
            Value::Quoted(..) => return Err(QueryError::at(place, "nothing to compare with")),
            _ => return Err(QueryError::at(Span::new(start, self.at), "one value is compared, not a range")),
        };
        let plain = Value::Plain(value);
        Ok(operator.and_then(|sign| compared(sign, plain.clone())).unwrap_or(plain))
    }

    /// A value without parentheses: quoted or bare, alone or as a range with `..`.
    fn plain(&mut self, values: Option<Values>, stops: &[char]) -> Parsed<Value> {
        let start = self.at;
        let (low, quoted) = self.end(values, stops)?;
        if !self.eat("..") && !self.eat_to(values, stops) {
            return match (low.as_str(), quoted) {
                ("", false) => Err(QueryError::at(self.here(1), "a value is missing here")),
                ("*", false) => Ok(Value::Any),
                (_, false) => Ok(listed(low, values, stops)),
                (_, true) => Ok(Value::Quoted(low, self.slop()?)),
            };
        }
        let (high, _) = self.end(values, stops)?;
        let end = |text: String| (!text.is_empty() && text != "*").then_some(text);
        let (low, high) = (end(low), end(high));
        if low.is_none() && high.is_none() {
            return Err(
                QueryError::at(Span::new(start, self.at), "a range without ends").hint("`*` asks for any value")
            );
        }
        Ok(Value::Range { low, low_in: true, high, high_in: true })
    }

    /// One end of a range, or the whole of a value; whether it was quoted.
    fn end(&mut self, values: Option<Values>, stops: &[char]) -> Parsed<(String, bool)> {
        if self.rest().starts_with(['"', '\u{201c}', '\u{201d}']) {
            return Ok((self.quoted()?, true));
        }
        let whole = matches!(values, Some(Values::Exact(_) | Values::Words | Values::Phrase | Values::Headline));
        let start = self.at;
        let mut text = self.piece(stops, whole).to_owned();
        let Some(values) = values.filter(|_| !text.is_empty() && self.rest().starts_with(' ')) else {
            return Ok((text, false));
        };
        // the longest run of words that is one value
        let mut longest = (self.at, text.clone());
        for _ in 1..values::LONGEST {
            if !self.rest().starts_with(' ') {
                break;
            }
            self.skip_space();
            let next = self.piece(stops, whole);
            if next.is_empty() || !values::goes_on(values, next) {
                break;
            }
            text.push(' ');
            text.push_str(next);
            if next.contains(char::is_alphanumeric) && values::is_value(values, &text) {
                longest = (self.at, text.clone());
            }
        }
        self.at = longest.0.max(start);
        Ok((longest.1, false))
    }

    /// `to` and `-` between two days or periods.
    fn eat_to(&mut self, values: Option<Values>, stops: &[char]) -> bool {
        let start = self.at;
        let Some(values @ (Values::Date | Values::Period)) = values else { return false };
        self.skip_space();
        let word = ["to ", "through ", "- ", "\u{2013} "].into_iter().find(|word| self.eat(word));
        let after = self.at;
        let follows = word.is_some()
            && self.end(Some(values), stops).is_ok_and(|(text, quoted)| !quoted && values::is_value(values, &text));
        self.at = if follows { after } else { start };
        if follows {
            self.skip_space();
        }
        follows
    }

    /// Up to the next space, parenthesis, quote or stop; up to `..` too unless such values have no
    /// ranges.
    fn piece(&mut self, stops: &[char], whole: bool) -> &'a str {
        let rest = self.rest();
        let mut end = rest.len();
        for (offset, character) in rest.char_indices() {
            let stop = ends_word(character) || stops.contains(&character);
            let dots = !whole && rest[offset..].starts_with("..") && !rest[offset..].starts_with("...");
            let thousands = character == ',' && is_thousands(rest, offset);
            if (stop && !thousands) || dots {
                end = offset;
                break;
            }
        }
        self.at += end;
        &rest[..end]
    }
}

/// What a sign before a value makes of it.
fn compared(sign: &str, value: Value) -> Option<Value> {
    let (Value::Plain(text) | Value::Quoted(text, 0)) = value else { return None };
    let range =
        |low: Option<String>, low_in, high: Option<String>, high_in| Value::Range { low, low_in, high, high_in };
    Some(match sign {
        ">=" | "=>" => range(Some(text), true, None, true),
        ">" => range(Some(text), false, None, true),
        "<=" | "=<" => range(None, true, Some(text), true),
        "<" => range(None, true, Some(text), false),
        _ => Value::Plain(text),
    })
}

/// `SONS,CSCO` is a set of values, where values hold no commas themselves.
fn listed(text: String, values: Option<Values>, stops: &[char]) -> Value {
    let has_lists = match values {
        Some(Values::Exact(form)) => form != Form::Plain || !text.contains('/'),
        Some(Values::Date) => !text.contains(' '),
        Some(Values::OneOf(_) | Values::Period | Values::Tone | Values::Has | Values::Missing | Values::Section) => {
            true
        }
        _ => false,
    };
    if !has_lists || !stops.is_empty() {
        return Value::Plain(text);
    }
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(',').filter(|&(at, _)| !is_thousands(&text, at)) {
        parts.push(&text[start..at]);
        start = at + 1;
    }
    parts.push(&text[start..]);
    parts.retain(|part| !part.is_empty());
    if parts.len() > 1 && parts.iter().all(|part| is_plain(part)) {
        return Value::AnyOf(parts.into_iter().map(|part| Value::Plain(part.to_owned())).collect());
    }
    Value::Plain(text)
}

/// Whether a value reads the same inside a set.
fn is_plain(part: &str) -> bool {
    let known = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | '&' | '=');
    part.chars().all(known) && !part.starts_with(['/', '=']) && part != "OR"
}

/// Whether a comma stands inside a number: three digits after it and one before.
pub(crate) fn is_thousands(text: &str, comma: usize) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    comma > 0 && digit(comma - 1) && (1..=3).all(|ahead| digit(comma + ahead)) && !digit(comma + 4)
}
