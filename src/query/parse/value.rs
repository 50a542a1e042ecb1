//! Fields of a query: the name before the colon, and the value, range or set after it.

use super::{Operator, Parsed, Parser, ends_word};
use crate::{
    index::schema::{self, Form, Values},
    model::Span,
    query::{
        ast::{Ast, Node, Place, Value},
        error::QueryError,
        values::goes_on,
    },
};

impl<'a> Parser<'a> {
    /// A name and part before a colon, if that is what comes next; moves past the colon.
    pub(super) fn field_name(&mut self) -> Option<(&'a str, Option<&'a str>)> {
        let rest = self.rest();
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let name = rest.bytes().take_while(|&byte| is_name(byte)).count();
        if name == 0 || !rest.as_bytes()[0].is_ascii_alphabetic() {
            return None;
        }
        let part = match rest[name..].strip_prefix('.') {
            Some(after) => after.bytes().take_while(|&byte| is_name(byte)).count() + 1,
            None => 0,
        };
        if !rest[name + part..].starts_with(':') || part == 1 {
            return None;
        }
        self.at += name + part + 1;
        Some((&rest[..name], (part > 0).then(|| &rest[name + 1..name + part])))
    }

    pub(super) fn field(&mut self, start: usize, name: &str, part: Option<&str>) -> Parsed<Ast> {
        let name_span = Span::new(start, self.at - 1);
        let known = schema::field(name);
        if known.is_none() && self.rest().starts_with("//") {
            return Err(QueryError::at(name_span, format!("`{name}:` looks like a field"))
                .hint("put an address in quotes to search for its words"));
        }
        self.skip_space();
        let value_start = self.at;
        let values = known.map(|field| field.values);
        let value = if self.rest().is_empty() || self.rest().starts_with(')') {
            return Err(QueryError::at(name_span, format!("`{name}:` without a value"))
                .hint(format!("`{name}:*` asks for any value")));
        } else {
            self.value(values, known.is_some_and(|field| field.name == "path"))?
        };
        let value_span = Span::new(value_start, self.at);
        let node = Node::Field {
            name: name.to_owned(),
            part: part.map(str::to_owned),
            name_span: Place(name_span),
            value,
            value_span: Place(value_span),
        };
        Ok(Ast { node, span: Span::new(start, self.at) })
    }

    fn value(&mut self, values: Option<Values>, is_path: bool) -> Parsed<Value> {
        if self.rest().starts_with('(') {
            return self.set(values, is_path);
        }
        self.single(values, is_path, &[])
    }

    /// A value that is no set.
    fn single(&mut self, values: Option<Values>, is_path: bool, stops: &[char]) -> Parsed<Value> {
        match self.peek() {
            Some('[' | '{') => self.bracketed(),
            Some('>' | '<' | '=') => self.comparison(values, stops),
            Some('/') if !is_path => Ok(Value::Regex(self.regex()?)),
            _ => self.plain(values, stops),
        }
    }

    fn set(&mut self, values: Option<Values>, is_path: bool) -> Parsed<Value> {
        let open = self.here(1);
        self.at += 1;
        let mut items = Vec::new();
        let mut any = false;
        loop {
            self.skip_space();
            while self.eat(",") {
                any = true;
                self.skip_space();
            }
            if self.eat(")") {
                break;
            }
            if self.rest().is_empty() {
                return Err(QueryError::at(open, "`(` without a `)` after it"));
            }
            if let Some((Operator::Or, width)) = self.operator()? {
                any = true;
                self.at += width;
                continue;
            }
            items.push(self.single(values, is_path, &[','])?);
        }
        match items.len() {
            0 => Err(QueryError::at(open, "nothing between `(` and `)`")),
            1 => Ok(items.remove(0)),
            _ if any => Ok(Value::AnyOf(items)),
            _ => Ok(Value::AllOf(items)),
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
        let range =
            |low: Option<String>, low_in, high: Option<String>, high_in| Value::Range { low, low_in, high, high_in };
        Ok(match operator {
            Some(">=" | "=>") => range(Some(value), true, None, true),
            Some(">") => range(Some(value), false, None, true),
            Some("<=" | "=<") => range(None, true, Some(value), true),
            Some("<") => range(None, true, Some(value), false),
            _ => Value::Plain(value),
        })
    }

    /// A value without parentheses: quoted or bare, alone or as a range with `..`.
    fn plain(&mut self, values: Option<Values>, stops: &[char]) -> Parsed<Value> {
        let start = self.at;
        let (low, quoted) = self.end(values, stops)?;
        if !self.eat("..") {
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
        let mut text = self.piece(stops, whole).to_owned();
        while let Some(values) = values
            && !text.is_empty()
            && self.rest().starts_with(' ')
        {
            let before = self.at;
            self.skip_space();
            let next = self.piece(stops, whole);
            if next.is_empty() || !goes_on(values, &text, next) {
                self.at = before;
                break;
            }
            text.push(' ');
            text.push_str(next);
        }
        Ok((text, false))
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

/// `SONS,CSCO` is a set of values, where values hold no commas themselves.
fn listed(text: String, values: Option<Values>, stops: &[char]) -> Value {
    let has_lists = match values {
        Some(Values::Exact(form)) => form != Form::Plain || !text.contains('/'),
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
