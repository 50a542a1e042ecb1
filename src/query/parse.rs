//! From the text of a query to its tree.
//!
//! ```text
//! or    = and { ("OR" | "|") and }
//! and   = near { ["AND"] near }
//! near  = unary { ("w/5" | "pre/5" | "NEAR(5)") unary }
//! unary = ("-" | "NOT" | "+") unary | atom [ "^2" ]
//! atom  = "(" or ")" | "\"words\"" [ "~5" ] | "/regex/" | name ":" value | name ">" value | "Q1 2005" | word [ "~1" ]
//! ```
//! Only operators in capitals are operators: `or` is a word, and a note says so.

mod bare;
mod connector;
mod lexical;
mod name;
mod note;
mod operator;
mod question;
mod set;
mod value;

pub(crate) use name::is_exchange;
pub(crate) use note::notes;
pub(crate) use value::is_thousands;

use self::operator::Operator;
use super::{
    ast::{Ast, Node},
    error::QueryError,
};
use crate::model::Span;

/// Parentheses and signs nest no deeper.
const DEEPEST: usize = 64;

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
    Ok(question::without_helpers(text, ast))
}

/// The tree of a query without periods and numbers told by their looks: words where words are wanted.
pub(crate) fn as_words(text: &str, ast: Ast) -> Ast {
    Parser { text, at: 0, depth: 0 }.as_words(ast)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
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
            self.no_foreign()?;
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
        without_and(&mut parts);
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
        while let Some((Operator::Near { distance, ordered }, width)) = self.operator_after(&left)? {
            let operator = self.here(width);
            if !(1..=FARTHEST).contains(&distance) {
                return Err(QueryError::at(operator, format!("a distance is from 1 to {FARTHEST} words")));
            }
            self.at += width;
            self.need_operand(operator)?;
            let right = self.unary()?;
            let right = self.as_words(right);
            let span = Span::new(start, right.span.end);
            left = self.as_words(left);
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
            _ => {
                if let Some(implied) = self.implied() {
                    return Ok(implied);
                }
                match self.field_name()? {
                    Some(name) => return self.field(&name),
                    None => self.word()?,
                }
            }
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
}

/// Leaves out `and` in small letters beside a field: words are joined by it, conditions are not.
fn without_and(parts: &mut Vec<Ast>) {
    for at in (1..parts.len().saturating_sub(1)).rev() {
        let is_and = matches!(&parts[at].node, Node::Word(word) if word.eq_ignore_ascii_case("and"));
        if is_and && (is_condition(&parts[at - 1]) || is_condition(&parts[at + 1])) {
            parts.remove(at);
        }
    }
}

fn is_condition(part: &Ast) -> bool {
    match &part.node {
        Node::Field { .. } => true,
        Node::Not(inner) | Node::Boost(inner, _) => is_condition(inner),
        Node::Or(parts) => parts.iter().any(is_condition),
        _ => false,
    }
}

/// What cannot be part of a bare word.
fn ends_word(character: char) -> bool {
    character.is_whitespace() || matches!(character, '(' | ')' | '"' | '\u{201c}' | '\u{201d}' | '^')
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
        check("form:8-K and item:2.02", "form:8-K item:2.02");
        check("profit and (tone:negative OR tone:mixed)", "profit (tone:negative OR tone:mixed)");
        check("profit and loss", "profit and loss");
        check("johnson & johnson", "johnson johnson");
        check("is there doubt", "is there doubt");
        check("merg?r merg?? \"why?\" (a? b)", "merg?r merg?? \"why?\" (a b)");
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
    fn connectors_of_westlaw_and_lexis() {
        check("indemnif! claim", "indemnif* claim");
        check("dividend /5 declared", "dividend w/5 declared");
        check("dividend +5 declared", "dividend pre/5 declared");
        check("dividend /s declared /p paid", "dividend w/15 declared w/50 paid");
        check("dividend +s declared w/p paid", "dividend pre/15 declared w/50 paid");
        check("(a OR b) /3 (c OR d)", "(a OR b) w/3 (c OR d)");
        check("+5 a +tariff", "5 a tariff");
        check("a +2024 b ticker:A +5 b +5", "a 2024 b ticker:A 5 b 5");
        check("a /p(rofit|loss)/", "a /p(rofit|loss)/");
        check("Q1 2003 /3 loss", "\"Q1 2003\" w/3 loss");
        wrong("a /500 b", "/500", "a distance is from 1 to 200 words");
        wrong("a /5", "/5", "nothing follows `/5`");
    }

    #[test]
    fn words_of_a_question_are_left_out() {
        check("what did Chevron say about Hess", "Chevron say Hess");
        check("How many vehicles did Tesla deliver in Q2 2025?", "vehicles Tesla deliver period:2025Q2");
        check("which companies withdrew guidance in 2020", "withdrew guidance 2020");
        check("is there doubt?", "doubt");
        check("who is ON", "ON");
        for kept in ["WHO guidance", "what is", "how", "orders in the quarter", "what -tariff", "\"what did\" x"] {
            check(kept, kept);
        }
    }

    #[test]
    fn patterns() {
        check("indemn* reve?ue quartr~1 word~ /rev.*s/", "indemn* reve?ue quartr~1 word~1 /rev.*s/");
    }

    #[test]
    fn values_of_fields() {
        check("ticker:(SONS, CSCO)", "ticker:(SONS,CSCO)");
        check("ticker:(SONS OR CSCO)", "ticker:(SONS,CSCO)");
        check("revenue:$30-50 million x", "revenue:$30-50 million x");
        check("revenue:30M to 50M x", "revenue:30M to 50M x");
        check("revenue:30 million 50", "revenue:30 million 50");
        check("date:June 5, 2024 x", "date:June 5, 2024 x");
        check("date:2004-05 to 2004-07 x", "date:2004-05..2004-07 x");
        check("date:2004,2006", "date:(2004,2006)");
        check("date:-90d..now", "date:-90d..now");
        check("quarter:first quarter of fiscal 2005 loss", "quarter:first quarter of fiscal 2005 loss");
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
    fn words_that_can_mean_one_field_only_are_that_field() {
        for quarter in ["Q1 2003", "1Q03", "Q1'03", "2003 Q1", "2003-Q1", "q1-2003", "FQ1 2003", "Q1 FY03", "Q1 2003,"]
        {
            check(&format!("loss {quarter} orders"), "loss period:2003Q1 orders");
        }
        check("-FY2003", "-period:2003FY");
        check("(1H14 OR 2014H2)", "period:2014H1 OR period:2014H2");
        check("2004Q3..2005Q2 x", "period:2004Q3..2005Q2 x");
        check("2004Q3-2005Q2 x", "period:2004Q3..2005Q2 x");
        check("\"Q1 2003\" \"FY2003\"", "\"Q1 2003\" \"FY2003\"");
        check("Q1 2003 w/3 loss", "\"Q1 2003\" w/3 loss");
        check("loss w/3 (2003Q1 OR 1Q03)", "loss w/3 (2003Q1 OR 1Q03)");
        check("Q3 2 H100 10-Q", "Q3 2 H100 10-Q");
        check("first quarter fiscal 2003", "first quarter fiscal 2003");
        check("Q1 AND 2003 period:FY05 AND Q1", "Q1 AND 2003 period:FY05 AND Q1");
        check("what was earned in Q3 2024?", "earned period:2024Q3");
        check("loss 2024-10-29, 2024-13-29", "loss date:2024-10-29 2024-13-29");
        check("0009990001-24-000188", "accession:0009990001-24-000188");
        check("000999000124000188", "accession:000999000124000188");
        check("0009990001-24-000188:2", "id:0009990001-24-000188:2");
        check("x-0123456789ab", "id:x-0123456789ab");
        check("0009990001-24-00018 x-ray", "0009990001-24-00018 x-ray");
    }

    #[test]
    fn names_of_fields_in_other_spellings() {
        check("guidance-action:raise", "guidance_action:raise");
        check("net-income:<0", "net_income:<0");
        check("-guidance-action:raise", "-guidance_action:raise");
        check("revenue>30M revenue >= 1bn", "revenue:>30M revenue:>=1bn");
        check("revenue=30M date>2005 ticker=ACME", "revenue:30M date:>2005 ticker:ACME");
        check("since:2005 until:2006-03 after:2004 before:2007", "date:>=2005 date:<=2006-03 date:>2004 date:<2007");
        check("NASDAQ:ACME (NYSE: ACMX)", "ticker:ACME ticker:ACMX");
        check("title >x", "title AND >x");
    }

    #[test]
    fn operators_inside_the_parentheses_of_a_field() {
        check("revenue:(>1bn <20bn)", "revenue:{1bn TO 20bn}");
        check("revenue:(>=1bn AND <=20bn)", "revenue:1bn..20bn");
        check("revenue:(<1bn OR >20bn)", "revenue:(<1bn,>20bn)");
        check("date:(>=2004 <2006)", "date:[2004 TO 2006}");
        check("form:(8-K NOT 8-K/A)", "form:8-K -form:8-K/A");
        check("form:(8-K* -8-K/A)", "form:8-K* -form:8-K/A");
        check("company:(acme AND (rockets OR valves))", "company:acme company:(rockets,valves)");
        check("ticker:(A, B OR C)", "ticker:(A,B,C)");
        check("net_income:(-5M, -2M)", "net_income:(-5M,-2M)");
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
        wrong("interest not w/5 rate", "not", "a distance cannot be denied");
        wrong("interest NOT w/5 rate", "NOT", "a distance cannot be denied");
        wrong("interest NEAR5 rate", "NEAR5", "`NEAR5` is no operator here");
        wrong("interest adj5 rate", "adj5", "`adj5` is no operator here");
        wrong("interest w/seg rate", "w/seg", "`w/seg` is no operator here");
        wrong("interest w/ rate", "w/", "`w/` is no operator here");
        wrong("interest w/-1 rate", "w/-1", "`w/-1` is no operator here");
        wrong("a ANDNOT b", "ANDNOT", "`ANDNOT` is no operator here");
        wrong("NEAR(interest rate, 5)", "NEAR", "`NEAR` stands between two parts");
        wrong("a NEAR(b OR c)", "NEAR", "`NEAR` stands between two parts");
        wrong("//", "//", "an empty regular expression");
        wrong(
            "/net income/",
            "/net income/",
            "a regular expression is held against single words, which hold no spaces",
        );
        wrong("eps:(0.12)", "(0.12)", "`(0.12)` may be 0.12 or a loss of it");
        wrong("since:2004..2005", "2004..2005", "one day, month or year goes with this name");
        wrong("revenue!=30M", "!=", "`!=` is no sign here");
        wrong("tone:!=neutral", "!=", "`!=` is no sign here");
        wrong("form:!8-K", "!", "`!` is no sign here");
        for (query, hint) in [
            ("revenue!=30M x", "write `-revenue:30M`"),
            ("tone:!=neutral", "write `-tone:neutral`"),
            ("ticker:!PFE date:2004", "write `-ticker:PFE`"),
            ("type: !(8-K)", "write `-type:` and the value"),
        ] {
            assert_eq!(parse(query).unwrap_err().hint.as_deref(), Some(hint));
        }
        wrong("form:(8-K AND)", "AND", "nothing follows `AND`");
        wrong("a^x", "^", "a boost is a number from 0.01 to 100, as in `word^2`");
    }
}
