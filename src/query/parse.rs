//! From the text of a query to its tree.
//!
//! ```text
//! or    = and { ("OR" | "|") and }
//! and   = near { ["AND"] near }
//! near  = unary { ("w/5" | "pre/5" | "NEAR(5)") unary }
//! unary = ("-" | "NOT" | "+") unary | atom [ "^2" ]
//! atom  = "(" or ")" | "\"words\"" [ "~5" ] | "/regex/" | name ":" value | word [ "~1" ]
//! ```
//! Only operators in capitals are operators: `or` is a word.

use super::{
    ast::{Ast, Node, Place, Value},
    error::QueryError,
};
use crate::{
    index::schema::{self, Values},
    model::Span,
};

/// Parentheses and signs nest no deeper.
const DEEPEST: usize = 64;

/// No operator has more letters and digits.
const LONGEST_OPERATOR: usize = 20;

/// The distance of `NEAR` without a number.
const NEAR: u32 = 10;

/// The greatest distance of words, below the gap between sections.
pub(super) const FARTHEST: u32 = 200;

/// Reads a query. An empty one means every record.
///
/// # Errors
/// The first place that cannot be understood.
///
/// ```
/// let query = filings::query::parse("(shortfall OR miss) -ticker:ACME \"order activity\"~3")?;
/// assert_eq!(query.to_string(), "(shortfall OR miss) -ticker:ACME \"order activity\"~3");
/// # Ok::<(), filings::query::QueryError>(())
/// ```
pub fn parse(text: &str) -> Result<Ast, QueryError> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    parser.skip_space();
    if parser.rest().is_empty() {
        return Ok(Ast { node: Node::All, span: Span::new(0, text.len()) });
    }
    let ast = parser.or()?;
    parser.skip_space();
    if parser.rest().starts_with(')') {
        return Err(QueryError::at(parser.here(1), "`)` without a `(` before it"));
    }
    Ok(ast)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

/// An operator between or before parts.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Operator {
    And,
    Or,
    Not,
    Near { distance: u32, ordered: bool },
}

type Parsed<T> = Result<T, QueryError>;

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn here(&self, width: usize) -> Span {
        Span::new(self.at, (self.at + width).min(self.text.len()))
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn eat(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn or(&mut self) -> Parsed<Ast> {
        let start = self.at;
        let mut parts = vec![self.and()?];
        while let Some((Operator::Or, width)) = self.operator()? {
            let operator = self.here(width);
            self.at += width;
            self.need_operand(operator)?;
            parts.push(self.and()?);
        }
        Ok(self.joined(start, parts, Node::Or))
    }

    fn and(&mut self) -> Parsed<Ast> {
        let start = self.at;
        let mut parts = vec![self.near()?];
        loop {
            self.skip_space();
            if self.rest().is_empty() || self.rest().starts_with(')') {
                break;
            }
            match self.operator()? {
                Some((Operator::Or, _)) => break,
                Some((Operator::And, width)) => {
                    let operator = self.here(width);
                    self.at += width;
                    self.need_operand(operator)?;
                }
                _ => {}
            }
            parts.push(self.near()?);
        }
        Ok(self.joined(start, parts, Node::And))
    }

    fn joined(&self, start: usize, mut parts: Vec<Ast>, node: fn(Vec<Ast>) -> Node) -> Ast {
        if parts.len() == 1
            && let Some(only) = parts.pop()
        {
            return only;
        }
        let end = parts.last().map_or(self.at, |last| last.span.end);
        Ast { node: node(parts), span: Span::new(start, end) }
    }

    fn near(&mut self) -> Parsed<Ast> {
        let start = self.at;
        let mut left = self.unary()?;
        while let Some((Operator::Near { distance, ordered }, width)) = self.operator()? {
            let operator = self.here(width);
            if !(1..=FARTHEST).contains(&distance) {
                return Err(QueryError::at(operator, format!("a distance is from 1 to {FARTHEST} words")));
            }
            self.at += width;
            self.need_operand(operator)?;
            let right = self.unary()?;
            let span = Span::new(start, right.span.end);
            left = Ast { node: Node::Near { left: Box::new(left), right: Box::new(right), distance, ordered }, span };
        }
        Ok(left)
    }

    fn need_operand(&mut self, operator: Span) -> Parsed<()> {
        self.skip_space();
        let name = &self.text[operator.range()];
        if self.rest().is_empty() || self.rest().starts_with(')') {
            return Err(QueryError::at(operator, format!("nothing follows `{name}`"))
                .hint(format!("write \"{}\" in quotes to search for the word", name.to_lowercase())));
        }
        Ok(())
    }

    /// The operator that comes next and its width, without moving past it.
    fn operator(&mut self) -> Parsed<Option<(Operator, usize)>> {
        self.skip_space();
        let rest = self.rest();
        // no operator is longer; a set of thousands of values is read in time
        let near = &rest[..rest.floor_char_boundary(LONGEST_OPERATOR)];
        let word = &near[..near.find(ends_word).unwrap_or(near.len())];
        let plain = match word {
            "AND" | "&&" => Some((Operator::And, 3)),
            "OR" => Some((Operator::Or, 2)),
            "||" => Some((Operator::Or, 2)),
            "|" => Some((Operator::Or, 1)),
            "NOT" => Some((Operator::Not, 3)),
            _ => None,
        };
        if let Some((operator, width)) = plain {
            let width = if word.starts_with("&&") { 2 } else { width };
            return Ok(Some((operator, width)));
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
        }
        if let Some(digits) = lower[name.len()..].strip_prefix('/')
            && !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_digit())
        {
            let distance = digits.parse().unwrap_or(u32::MAX);
            return Ok(Some((Operator::Near { distance, ordered }, word.len())));
        }
        let bare = word == "NEAR" && !after.starts_with('(');
        Ok(bare.then_some((Operator::Near { distance: NEAR, ordered }, name.len())))
    }

    fn unary(&mut self) -> Parsed<Ast> {
        self.skip_space();
        let start = self.at;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(QueryError::at(self.here(1), "nested too deeply"));
        }
        let ast = self.signed(start);
        self.depth -= 1;
        ast
    }

    fn signed(&mut self, start: usize) -> Parsed<Ast> {
        if let Some((operator, width)) = self.operator()? {
            let place = self.here(width);
            if operator != Operator::Not {
                let name = &self.text[place.range()];
                return Err(QueryError::at(place, format!("`{name}` needs something on its left"))
                    .hint(format!("write \"{}\" in quotes to search for the word", name.to_lowercase())));
            }
            self.at += width;
            self.need_operand(place)?;
            let inner = self.unary()?;
            let span = Span::new(start, inner.span.end);
            return Ok(Ast { node: Node::Not(Box::new(inner)), span });
        }
        let sign = self.peek().filter(|sign| matches!(sign, '-' | '+' | '!' | '\u{2212}'));
        let Some(sign) = sign else { return self.boosted() };
        let place = self.here(sign.len_utf8());
        self.at += sign.len_utf8();
        if self.rest().is_empty() || self.rest().starts_with(|next: char| next.is_whitespace() || next == ')') {
            return Err(QueryError::at(place, format!("nothing follows `{sign}`"))
                .hint("put the sign right before what it is for"));
        }
        let inner = self.unary()?;
        let span = Span::new(start, inner.span.end);
        Ok(if sign == '+' { inner } else { Ast { node: Node::Not(Box::new(inner)), span } })
    }

    fn boosted(&mut self) -> Parsed<Ast> {
        let mut inner = self.atom()?;
        while self.rest().starts_with('^') {
            let start = self.at;
            self.at += 1;
            let number: &str =
                &self.rest()[..self.rest().bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count()];
            self.at += number.len();
            let factor = number.parse::<f32>().ok().filter(|factor| (0.01..=100.0).contains(factor));
            let Some(factor) = factor else {
                return Err(QueryError::at(
                    Span::new(start, self.at),
                    "a boost is a number from 0.01 to 100, as in `word^2`",
                ));
            };
            let span = Span::new(inner.span.start, self.at);
            inner = Ast { node: Node::Boost(Box::new(inner), factor), span };
        }
        Ok(inner)
    }

    fn atom(&mut self) -> Parsed<Ast> {
        let start = self.at;
        let node = match self.peek() {
            Some('(') => return self.group(),
            Some('"' | '\u{201c}' | '\u{201d}') => {
                let words = self.quoted()?;
                let slop = self.slop()?;
                Node::Phrase(words, slop)
            }
            Some('/') => Node::Regex(self.regex()?),
            _ => match self.field_name() {
                Some((name, part)) => return self.field(start, name, part),
                None => self.word()?,
            },
        };
        Ok(Ast { node, span: Span::new(start, self.at) })
    }

    fn group(&mut self) -> Parsed<Ast> {
        let open = self.here(1);
        self.at += 1;
        self.skip_space();
        if self.rest().starts_with(')') {
            return Err(QueryError::at(open, "nothing between `(` and `)`"));
        }
        if self.rest().is_empty() {
            return Err(QueryError::at(open, "`(` without a `)` after it"));
        }
        let mut inner = self.or()?;
        self.skip_space();
        if !self.eat(")") {
            return Err(QueryError::at(open, "`(` without a `)` after it"));
        }
        inner.span = Span::new(open.start, self.at);
        Ok(inner)
    }

    /// The text between quotes; `\"` is a quote.
    fn quoted(&mut self) -> Parsed<String> {
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

    fn slop(&mut self) -> Parsed<u32> {
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

    fn regex(&mut self) -> Parsed<String> {
        let open = self.here(1);
        self.at += 1;
        let mut expression = String::new();
        let mut characters = self.rest().char_indices();
        while let Some((offset, character)) = characters.next() {
            match character {
                '/' => {
                    self.at += offset + 1;
                    return Ok(expression);
                }
                '\\' => match characters.next() {
                    Some((_, '/')) => expression.push('/'),
                    Some((_, other)) => expression.extend(['\\', other]),
                    None => {}
                },
                other => expression.push(other),
            }
        }
        Err(QueryError::at(open, "the regular expression is not closed").hint("close it with `/`, or quote the text"))
    }

    /// A name and part before a colon, if that is what comes next; moves past the colon.
    fn field_name(&mut self) -> Option<(&'a str, Option<&'a str>)> {
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

    fn field(&mut self, start: usize, name: &str, part: Option<&str>) -> Parsed<Ast> {
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
                (_, false) => Ok(Value::Plain(low)),
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
        let whole = matches!(values, Some(Values::Exact(_) | Values::Words | Values::Phrase));
        let mut text = self.piece(stops, whole).to_owned();
        while let Some(values) = values
            && !text.is_empty()
            && self.rest().starts_with(' ')
        {
            let before = self.at;
            self.skip_space();
            let next = self.piece(stops, whole);
            if next.is_empty() || !super::values::goes_on(values, &text, next) {
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

    fn word(&mut self) -> Parsed<Node> {
        let start = self.at;
        let rest = self.rest();
        let width = rest.find(ends_word).unwrap_or(rest.len());
        let word = &rest[..width];
        self.at += width;
        if word == "*" {
            return Ok(Node::All);
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

/// What cannot be part of a bare word.
fn ends_word(character: char) -> bool {
    character.is_whitespace() || matches!(character, '(' | ')' | '"' | '\u{201c}' | '\u{201d}' | '^')
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

/// Whether a comma stands inside a number: three digits after it and one before.
pub(crate) fn is_thousands(text: &str, comma: usize) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    comma > 0 && digit(comma - 1) && (1..=3).all(|ahead| digit(comma + ahead)) && !digit(comma + 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, printed: &str) {
        let ast = parse(query).unwrap_or_else(|error| panic!("{}", error.render(query)));
        assert_eq!(ast.to_string(), printed);
        assert_eq!(parse(printed).as_ref(), Ok(&ast), "printed form reads back");
    }

    #[track_caller]
    fn wrong(query: &str, place: &str, message: &str) {
        let error = parse(query).unwrap_err();
        assert_eq!((&query[error.span.range()], error.message.as_str()), (place, message));
    }

    #[test]
    fn words_groups_and_operators() {
        check("a b", "a b");
        check("a AND b OR c", "a b OR c");
        check("(a OR b) c -d", "(a OR b) c -d");
        check("a NOT (b c)", "a -(b c)");
        check("a | b", "a OR b");
        check("--a", "--a");
        check("or and not", "or and not");
        check("", "*");
        check("(a^2 OR b)^0.5", "(a^2 OR b)^0.5");
    }

    #[test]
    fn phrases_and_distances() {
        check("\"order activity\"~3", "\"order activity\"~3");
        check("\u{201c}order activity\u{201d}", "\"order activity\"");
        check("a NEAR(5) b", "a w/5 b");
        check("a NEAR b", "a w/10 b");
        check("a W/3 b PRE/4 (c OR d)", "a w/3 b pre/4 (c OR d)");
        check("\"say \\\"no\\\"\"", "\"say \\\"no\\\"\"");
    }

    #[test]
    fn patterns() {
        check("indemn* reve?ue quartr~1 word~ /rev.*s/", "indemn* reve?ue quartr~1 word~1 /rev.*s/");
    }

    #[test]
    fn values_of_fields() {
        check("ticker:(SONS, CSCO)", "ticker:(SONS,CSCO)");
        check("ticker:(SONS OR CSCO)", "ticker:(SONS,CSCO)");
        check("revenue:30M..34M", "revenue:30M..34M");
        check("revenue:[30M TO 34M]", "revenue:30M..34M");
        check("revenue:{30M TO 34M]", "revenue:{30M TO 34M]");
        check("revenue:..34M", "revenue:<=34M");
        check("revenue: >= 30M", "revenue:>=30M");
        check("revenue.preliminary:30 million..34 million x", "revenue.preliminary:\"30 million\"..\"34 million\" x");
        check("revenue:EUR 12m x", "revenue:EUR 12m x");
        check("revenue:1,500,000", "revenue:1,500,000");
        check("quarter:Q1 2005 loss", "quarter:Q1 2005 loss");
        check("date:last 90 days", "date:last 90 days");
        check("has:* path:/data/*", "has:* path:/data/*");
        check("section:outlook \"order activity\"", "section:outlook \"order activity\"");
        check("net_income:-5M..0", "net_income:-5M..0");
    }

    #[test]
    fn errors_name_the_place() {
        wrong("a \"b", "\"", "the quote is not closed");
        wrong("(a b", "(", "`(` without a `)` after it");
        wrong("a b)", ")", "`)` without a `(` before it");
        wrong("a OR", "OR", "nothing follows `OR`");
        wrong("AND a", "AND", "`AND` needs something on its left");
        wrong("http://x.org", "http", "`http:` looks like a field");
        wrong("ticker:", "ticker", "`ticker:` without a value");
        wrong("a w/500 b", "w/500", "a distance is from 1 to 200 words");
        wrong("a -", "-", "nothing follows `-`");
        wrong("a^x", "^", "a boost is a number from 0.01 to 100, as in `word^2`");
    }
}
