//! What has to stand in the text: words, phrases, patterns, distances.

use super::{Named, Resolved, singles};
use crate::{
    model::Span,
    query::{
        ast::{Ast, Node, Value},
        error::QueryError,
        pattern::Slot,
        plan::{Plan, Shape, Target, TextMatch},
        spelling::{self, Other},
    },
};

/// Words of the company's name or of a phrase.
pub(super) fn words(field: &Named<'_>, target: &Target, bare: fn(String) -> Slot) -> Resolved {
    let plans = singles(field)
        .into_iter()
        .map(|value| {
            let shape = match value {
                Value::Plain(text) => bare_shape(text, bare),
                Value::Quoted(text, slop) => phrase_shape(text, *slop),
                Value::Regex(expression) => Some(Shape::Word(
                    Slot::regex(expression).map_err(|reason| QueryError::at(field.value_span, reason))?,
                )),
                _ => return Err(QueryError::at(field.value_span, format!("`{}` takes words here", field.spec.name))),
            };
            let shape = shape.ok_or_else(|| nothing(field.value_span))?;
            Ok(Plan::Text(TextMatch { target: target.clone(), shape, symbol: None }))
        })
        .collect::<Resolved<Vec<_>>>()?;
    Ok(match field.value {
        Value::AllOf(_) => Plan::And(plans),
        Value::AnyOf(_) => Plan::Or(plans),
        _ => plans.into_iter().next().unwrap_or(Plan::All),
    })
}

fn bare_shape(text: &str, bare: fn(String) -> Slot) -> Option<Shape> {
    let slots = Slot::of_word(text).into_iter().map(|slot| match slot {
        Slot::Inflected(word) => bare(word),
        other => other,
    });
    let typed = sequence(slots.zip(0..).map(|(slot, offset)| (offset, slot)).collect())?;
    Some(match spelling::other(text) {
        None => typed,
        Some(Other::Joined(word)) => Shape::Any(vec![typed, Shape::Word(bare(word))]),
        Some(Other::Parted(first, rest)) => {
            Shape::Any(vec![typed, Shape::Sequence(vec![(0, Slot::Exact(first)), (1, bare(rest))])])
        }
    })
}

fn phrase_shape(text: &str, slop: u32) -> Option<Shape> {
    let slots = Slot::of_phrase(text);
    if slop > 0 && slots.len() > 1 {
        return Some(Shape::Window(slots.into_iter().map(|(_, slot)| slot).collect(), slop));
    }
    sequence(slots)
}

fn sequence(mut slots: Vec<(u32, Slot)>) -> Option<Shape> {
    match slots.len() {
        0 => None,
        1 => slots.pop().map(|(_, slot)| Shape::Word(slot)),
        _ => Some(Shape::Sequence(slots)),
    }
}

fn nothing(span: Span) -> QueryError {
    QueryError::at(span, "there is no word in this").hint("words are made of letters and digits")
}

/// What has to stand in the text for a word, phrase or distance.
pub(super) fn shape(ast: &Ast) -> Resolved<Shape> {
    let found = match &ast.node {
        Node::Word(word) => bare_shape(word, Slot::Inflected),
        Node::Phrase(words, slop) => phrase_shape(words, *slop),
        Node::Fuzzy(word, distance) => match Slot::of_word(word).as_slice() {
            [Slot::Inflected(word)] => Some(Shape::Word(Slot::Fuzzy(word.clone(), *distance))),
            [] => None,
            _ => return Err(QueryError::at(ast.span, "`~` goes with a single word")),
        },
        Node::Regex(expression) => {
            Some(Shape::Word(Slot::regex(expression).map_err(|reason| QueryError::at(ast.span, reason))?))
        }
        Node::Near { left, right, distance, ordered } => Some(Shape::Near {
            left: Box::new(shape(left)?),
            right: Box::new(shape(right)?),
            distance: *distance,
            ordered: *ordered,
        }),
        Node::Or(parts) => Some(Shape::Any(parts.iter().map(shape).collect::<Resolved<_>>()?)),
        Node::And(parts)
            if parts.iter().any(|part| matches!(&part.node, Node::Word(word) if word.eq_ignore_ascii_case("or"))) =>
        {
            return Err(QueryError::at(ast.span, "a distance is between words, phrases, or these joined by `OR`")
                .hint("write `OR` in capitals: `a w/5 (b OR c)`"));
        }
        _ => {
            return Err(QueryError::at(ast.span, "a distance is between words, phrases, or these joined by `OR`")
                .hint("put fields and `-` outside: `(a w/5 b) -c`"));
        }
    };
    found.ok_or_else(|| nothing(ast.span))
}
