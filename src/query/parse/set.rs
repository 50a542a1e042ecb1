//! Several values of a field in parentheses: a set, a range by its two ends, or values joined by operators.

use super::{DEEPEST, Parsed, Parser, name::Name, operator::Operator};
use crate::{
    index::schema::Values,
    model::Span,
    query::{
        ast::{Ast, Node, Place, Value},
        error::QueryError,
    },
};

/// How the values of a set stand beside each other.
#[derive(Default)]
struct Run {
    values: Vec<Value>,
    /// Whether `,` or `OR` stands between any of them.
    any: bool,
}

impl Run {
    fn value(mut self) -> Option<Value> {
        if self.values.len() == 1 {
            return self.values.pop();
        }
        if self.values.is_empty() {
            return None;
        }
        if self.any {
            return Some(Value::AnyOf(self.values));
        }
        Some(between(&self.values).unwrap_or(Value::AllOf(self.values)))
    }
}

/// `>1bn <20bn`: two open ends make a range.
fn between(values: &[Value]) -> Option<Value> {
    let [first, second] = values else { return None };
    let ends = |value: &Value| match value {
        Value::Range { low, low_in, high, high_in } => Some(((low.clone(), *low_in), (high.clone(), *high_in))),
        _ => None,
    };
    let (low, high) = match (ends(first)?, ends(second)?) {
        ((low, (None, _)), ((None, _), high)) | (((None, _), high), (low, (None, _))) => (low, high),
        _ => return None,
    };
    Some(Value::Range { low: low.0, low_in: low.1, high: high.0, high_in: high.1 })
}

impl Parser<'_> {
    /// What stands in parentheses after a field's colon.
    pub(super) fn set(&mut self, name: &Name) -> Parsed<Ast> {
        let open = self.here(1);
        self.at += 1;
        let ast = self.any_of(name, open)?;
        self.skip_space();
        if !self.eat(")") {
            return Err(QueryError::at(open, "`(` without a `)` after it"));
        }
        if self.rest().starts_with("..") {
            return Err(QueryError::at(
                Span::new(open.start, self.at + 2),
                "an end of a range stands in no parentheses",
            )
            .hint("a loss has a minus: `eps:-0.5..0`"));
        }
        let Some(mut ast) = ast else { return Err(QueryError::at(open, "nothing between `(` and `)`")) };
        ast.span = Span::new(name.span.start, self.at);
        if let Node::Field { value, value_span, .. } = &mut ast.node {
            *value_span = Place(Span::new(open.start, self.at));
            no_loss(name, value, Span::new(open.start, self.at))?;
        }
        Ok(ast)
    }

    /// The operator that comes next; there are no distances between values.
    fn joining(&mut self) -> Parsed<Option<(Operator, usize)>> {
        Ok(self.operator()?.filter(|(operator, _)| !matches!(operator, Operator::Near { .. })))
    }

    fn past(&mut self, width: usize) -> Parsed<()> {
        let operator = self.here(width);
        self.at += width;
        self.need_operand(operator)
    }

    fn any_of(&mut self, name: &Name, open: Span) -> Parsed<Option<Ast>> {
        let mut parts = Vec::new();
        // single values beside `OR` are one set
        let mut singles = Vec::new();
        loop {
            match self.all_of(name, open)? {
                Some(Ast {
                    node:
                        Node::Field {
                            value:
                                single @ (Value::Plain(_) | Value::Quoted(..) | Value::Range { .. } | Value::Regex(_)),
                            ..
                        },
                    ..
                }) => {
                    singles.push(single);
                }
                Some(Ast { node: Node::Field { value: Value::AnyOf(values), .. }, .. }) => singles.extend(values),
                part => parts.extend(part),
            }
            match self.joining()? {
                Some((Operator::Or, width)) => self.past(width)?,
                _ => break,
            }
        }
        if let Some(value) = (Run { values: singles, any: true }).value() {
            parts.insert(0, self.field_of(name, value, open.start));
        }
        Ok(joined(parts, Node::Or))
    }

    fn all_of(&mut self, name: &Name, open: Span) -> Parsed<Option<Ast>> {
        let mut parts = Vec::new();
        loop {
            self.skip_space();
            if self.rest().is_empty() {
                return Err(QueryError::at(open, "`(` without a `)` after it"));
            }
            match self.joining()? {
                Some((Operator::Or, _)) => break,
                Some((Operator::And, width)) => self.past(width)?,
                _ if self.rest().starts_with(')') => break,
                _ => parts.extend(self.denied(name, open)?),
            }
        }
        Ok(match ends(&parts) {
            Some(range) => Some(self.field_of(name, range, open.start)),
            None => joined(parts, Node::And),
        })
    }

    /// `NOT a`, `-a`, `(a OR b)`, or values side by side.
    fn denied(&mut self, name: &Name, open: Span) -> Parsed<Option<Ast>> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(QueryError::at(self.here(1), "nested too deeply"));
        }
        let start = self.at;
        let found = match self.joining()? {
            Some((Operator::Not, width)) => {
                self.at += width;
                self.leaving_out(name, open, start)
            }
            _ if self.rest().starts_with('-') && !is_signed(name) => {
                self.at += 1;
                self.leaving_out(name, open, start)
            }
            _ if self.rest().starts_with('(') => self.set(name).map(Some),
            _ => self.run(name),
        };
        self.depth -= 1;
        found
    }

    fn leaving_out(&mut self, name: &Name, open: Span, start: usize) -> Parsed<Option<Ast>> {
        self.skip_space();
        if self.rest().is_empty() || self.rest().starts_with(')') {
            return Err(QueryError::at(Span::new(start, self.at), "nothing follows what leaves out"));
        }
        let inner = match self.rest().starts_with('(') {
            true => self.denied(name, open)?,
            false => {
                let value = self.single(name, &[','])?;
                Some(self.field_of(name, value, start))
            }
        };
        Ok(inner.map(|inner| Ast { span: Span::new(start, self.at), node: Node::Not(Box::new(inner)) }))
    }

    /// Values up to an operator or parenthesis.
    fn run(&mut self, name: &Name) -> Parsed<Option<Ast>> {
        let start = self.at;
        let mut run = Run::default();
        loop {
            self.skip_space();
            while self.eat(",") {
                run.any = true;
                self.skip_space();
            }
            let rest = self.rest();
            let leaves_out = rest.starts_with('-') && !is_signed(name) && !run.any;
            if rest.is_empty() || rest.starts_with([')', '(']) || leaves_out || self.joining()?.is_some() {
                break;
            }
            run.values.push(self.single(name, &[','])?);
        }
        Ok(run.value().map(|value| self.field_of(name, value, start)))
    }

    fn field_of(&self, name: &Name, value: Value, start: usize) -> Ast {
        let place = Span::new(start, self.at);
        let node = Node::Field {
            name: name.name.clone(),
            part: name.part.clone(),
            name_span: Place(name.span),
            value,
            value_span: Place(place),
        };
        Ast { node, span: place }
    }
}

/// `eps:(0.12)`: a loss in a table, and 0.12 in a set.
fn no_loss(name: &Name, value: &Value, place: Span) -> Parsed<()> {
    let Value::Plain(text) = value else { return Ok(()) };
    let is_amount = name.known.is_some_and(|field| matches!(field.values, Values::Amount | Values::Guidance));
    if !is_amount || text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return Ok(());
    }
    Err(QueryError::at(place, format!("`({text})` may be {text} or a loss of it"))
        .hint(format!("write `-{text}` or `{text}`, without parentheses")))
}

/// Two open ends joined by `AND`.
fn ends(parts: &[Ast]) -> Option<Value> {
    let values: Option<Vec<Value>> = parts
        .iter()
        .map(|part| match &part.node {
            Node::Field { value, .. } => Some(value.clone()),
            _ => None,
        })
        .collect();
    between(&values?)
}

/// Whether `-` before a value is a part of it.
fn is_signed(name: &Name) -> bool {
    let values = name.known.map(|field| field.values);
    matches!(values, Some(Values::Amount | Values::Guidance | Values::Tone | Values::Date) | None)
}

fn joined(mut parts: Vec<Ast>, node: fn(Vec<Ast>) -> Node) -> Option<Ast> {
    if parts.len() < 2 {
        return parts.pop();
    }
    let span = Span::new(parts[0].span.start, parts[parts.len() - 1].span.end);
    Some(Ast { node: node(parts), span })
}
