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

mod value;

pub(crate) use value::is_thousands;

use super::{
    ast::{Ast, Node},
    error::QueryError,
};
use crate::model::Span;

/// Parentheses and signs nest no deeper.
const DEEPEST: usize = 64;

/// No operator has more letters and digits.
const LONGEST_OPERATOR: usize = 20;

/// Operators of other programs, which would be taken for words, and what to write instead.
const FOREIGN: [(&str, &str); 5] = [
    ("WITHIN", "a distance is written `a w/5 b`"),
    ("ADJ", "neighbours are written \"a b\" or `a pre/1 b`"),
    ("ANDANY", "`a (b OR c)` asks for one of them, `--count-terms` counts all"),
    ("XOR", "write `(a -b) OR (b -a)`"),
    ("TO", "a range is written `30M..34M` or `[30M TO 34M]`"),
];

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

    fn word(&mut self) -> Parsed<Node> {
        let start = self.at;
        let rest = self.rest();
        let width = rest.find(ends_word).unwrap_or(rest.len());
        let word = &rest[..width];
        self.at += width;
        if word == "*" {
            return Ok(Node::All);
        }
        if let Some((_, instead)) = FOREIGN.iter().find(|(operator, _)| *operator == word) {
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
        check("ticker:SONS,CSCO -form:8-K,10-K", "ticker:(SONS,CSCO) -form:(8-K,10-K)");
        check("revenue:between 30 and 50 million loss", "revenue:between 30 and 50 million loss");
        check("revenue:30-50M x", "revenue:30-50M x");
        check("company:Acme,Inc", "company:Acme,Inc");
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
        wrong("a WITHIN 5 b", "WITHIN", "`WITHIN` is no operator here");
        wrong("a^x", "^", "a boost is a number from 0.01 to 100, as in `word^2`");
    }
}
