//! What a query may not have meant: operators in small letters, an amount in parentheses.

use super::{FARTHEST, connector, ends_word, lexical::asked, question};
use crate::{
    index::schema::{self, Form, TONES, Values},
    query::{
        ast::{Ast, Node, Value},
        values::amounts_between,
    },
};

/// What a reader of the answer should know of how a query, `text`, was read.
pub(crate) fn notes(text: &str, ast: &Ast) -> Vec<String> {
    let mut notes = Vec::new();
    let outside = text.split(['"', '\u{201c}', '\u{201d}']).step_by(2);
    let words: Vec<&str> = outside.flat_map(|part| part.split(ends_word)).filter(|word| !word.contains(':')).collect();
    if let Some(word) = words.iter().filter_map(|word| asked(word)).next_back() {
        notes.push(format!("the `?` after `{word}` was left out; inside a word it stands for one letter"));
    }
    helpers(text, &mut notes);
    let printed = ast.to_string();
    words.iter().for_each(|word| connected(word, &printed, &mut notes));
    gather(ast, &mut notes);
    notes.dedup();
    notes
}

/// `what`, `did`, `about` in a question.
fn helpers(text: &str, notes: &mut Vec<String>) {
    let mut helpers: Vec<&str> = Vec::new();
    for word in question::helpers(text) {
        if !helpers.contains(&word) {
            helpers.push(word);
        }
    }
    let names = helpers.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    match helpers.as_slice() {
        [] => {}
        [_] => notes.push(format!("{names} was left out, a word of the question; in quotes it is searched for")),
        _ => notes.push(format!("{names} were left out, words of the question; in quotes they are searched for")),
    }
}

/// `/s`, `indemnif!`, and what looks like another program's operator and was read as a word.
fn connected(word: &str, printed: &str, notes: &mut Vec<String>) {
    if let Some(distance) = connector::taken_for(word).filter(|distance| printed.contains(distance.as_str())) {
        let unit = if word.ends_with(['p', 'P', 'a', 'A']) { "paragraph" } else { "sentence" };
        notes.push(format!("`{word}` was taken for `{distance}`: distances are in words, not within a {unit}"));
    } else if let Some(stem) = connector::stem(word) {
        notes
            .push(format!("`{word}` was taken for `{stem}*`, the words that begin so; `\"{stem}\"` is the word alone"));
    } else if word.len() > 1 && word.ends_with('!') {
        notes.push(format!("the `!` of `{word}` was left out; `*` after three letters stands for any others"));
    } else if let Some(letters) = word.strip_prefix('#').filter(|rest| rest.starts_with(char::is_alphabetic)) {
        notes.push(format!("the `#` of `{word}` was left out; `\"{letters}\"` asks for exactly this word"));
    }
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let idle = word.strip_prefix('+').filter(|digits| {
        is_number(digits)
            && digits.parse().is_ok_and(|distance: u32| distance <= FARTHEST)
            && !printed.contains(&format!("pre/{digits}"))
    });
    if let Some(digits) = idle {
        notes.push(format!("`{word}` was searched as the word `{digits}`; a distance is written `a pre/5 b`"));
    }
}

fn gather(ast: &Ast, notes: &mut Vec<String>) {
    match &ast.node {
        Node::And(parts) => {
            for (place, part) in parts.iter().enumerate() {
                operator(parts, place, notes);
                gather(part, notes);
            }
        }
        Node::Or(parts) => {
            parts.windows(2).for_each(|pair| alternatives(&pair[0], &pair[1], notes));
            parts.iter().for_each(|part| gather(part, notes));
        }
        Node::Not(inner) | Node::Boost(inner, _) => gather(inner, notes),
        Node::Word(word) => {
            amended_form(word, notes);
            sum(word, notes);
            signed(word, notes);
        }
        _ => {}
    }
}

/// `ticker:ACME OR BRLP`, `ticker:ACME 2024Q3 OR 2024Q4`: what binds tighter than was meant.
fn alternatives(left: &Ast, right: &Ast, notes: &mut Vec<String>) {
    let last = match &left.node {
        Node::And(parts) => parts.last().unwrap_or(left),
        _ => left,
    };
    let Node::Field { name, part: None, value: Value::Plain(value), .. } = &last.node else { return };
    match (&right.node, &left.node) {
        (Node::Word(word), _) if is_likely(name, word) => {
            notes.push(format!("`{word}` was searched as a word; `{name}:({value},{word})` asks for either"));
        }
        (Node::Field { name: other, value: Value::Plain(second), .. }, Node::And(parts)) if name == other => {
            let before = parts.iter().take(parts.len() - 1).map(ToString::to_string).collect::<Vec<_>>().join(" ");
            notes.push(format!(
                "`OR` parts all that stands before it; `{before} {name}:({value},{second})` keeps `{before}`"
            ));
        }
        _ => {}
    }
}

/// Whether a word may be a value of a field.
fn is_likely(name: &str, word: &str) -> bool {
    match schema::field(name).map(|field| field.values) {
        Some(Values::Exact(Form::Ticker)) => {
            word.len() <= 6 && word.starts_with(|c: char| c.is_ascii_uppercase()) && word == word.to_uppercase()
        }
        Some(Values::Exact(_)) => word.contains(|c: char| c.is_ascii_digit()),
        Some(Values::OneOf(names)) => names.contains(&word.to_lowercase().as_str()),
        Some(Values::Tone) => TONES.contains(&word.to_lowercase().as_str()),
        _ => false,
    }
}

/// `or` and `not` between parts, which were searched as words.
fn operator(parts: &[Ast], place: usize, notes: &mut Vec<String>) {
    let Node::Word(word) = &parts[place].node else { return };
    let follows = parts.get(place + 1);
    match (word.as_str(), follows) {
        ("or" | "Or", Some(_)) if place > 0 => {
            notes.push(format!("`{word}` was searched as a word; write `OR` to ask for either"));
        }
        ("not" | "Not", Some(next)) => {
            notes.push(format!("`{word}` was searched as a word; write `-{next}` or `NOT {next}` to leave it out"));
        }
        ("BUT", Some(Ast { node: Node::Not(_), .. })) if place > 0 => {
            notes.push("`BUT` was searched as a word; `NOT` alone leaves out what follows".to_owned());
        }
        _ => {}
    }
}

/// `~5`, `@5`: a sign that is none here before a number.
fn signed(word: &str, notes: &mut Vec<String>) {
    let Some(digits) = word.strip_prefix(['~', '@', '%', '=']) else { return };
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        notes.push(format!(
            "`{word}` was searched as the word `{digits}`; a distance is written `a w/5 b` or `\"a b\"~5`"
        ));
    }
}

/// `30M..50M` without a field.
fn sum(word: &str, notes: &mut Vec<String>) {
    const LEAST: f64 = 1e4;
    if amounts_between(word).is_some_and(|(low, high)| low.value <= high.value && high.value >= LEAST) {
        notes.push(format!("`{word}` was searched as words; `revenue:{word}` asks for amounts"));
    }
}

/// `8-K/A` in a text is the letters 8, k and a.
fn amended_form(word: &str, notes: &mut Vec<String>) {
    let Some(form) = word.strip_suffix("/A").or(word.strip_suffix("/a")) else { return };
    let known = ["8-k", "10-k", "10-q", "20-f", "s-1", "s-3", "s-4", "10-ksb", "10-qsb", "6-k"];
    if known.contains(&form.to_lowercase().as_str()) {
        notes.push(format!("`{word}` was searched as words; `form:{word}` asks for the form"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_have_been_meant_is_noted() {
        let noted = |query: &str| notes(query, &crate::query::parse(query).unwrap());
        assert_eq!(noted("interest or rate"), ["`or` was searched as a word; write `OR` to ask for either"]);
        assert_eq!(
            noted("(interest not rate) OR x"),
            ["`not` was searched as a word; write `-rate` or `NOT rate` to leave it out"]
        );
        assert_eq!(noted("$30M..$50M"), ["`$30M..$50M` was searched as words; `revenue:$30M..$50M` asks for amounts"]);
        assert_eq!(
            noted("ticker:ACME OR BRLP"),
            ["`BRLP` was searched as a word; `ticker:(ACME,BRLP)` asks for either"]
        );
        assert_eq!(
            noted("ticker:ACME 2024Q3 OR 2024Q4"),
            ["`OR` parts all that stands before it; `ticker:ACME period:(2024Q3,2024Q4)` keeps `ticker:ACME`"]
        );
        assert_eq!(noted("8-K/A"), ["`8-K/A` was searched as words; `form:8-K/A` asks for the form"]);
        assert_eq!(noted("why?"), ["the `?` after `why` was left out; inside a word it stands for one letter"]);
        assert_eq!(noted("(why?)"), noted("why?"));
        assert_eq!(
            noted("indemnif! claim"),
            ["`indemnif!` was taken for `indemnif*`, the words that begin so; `\"indemnif\"` is the word alone"]
        );
        assert_eq!(
            noted("dividend /s declared w/p paid"),
            [
                "`/s` was taken for `w/15`: distances are in words, not within a sentence",
                "`w/p` was taken for `w/50`: distances are in words, not within a paragraph"
            ]
        );
        let word = |typed: &str| {
            format!("`{typed}` was searched as the word `5`; a distance is written `a w/5 b` or `\"a b\"~5`")
        };
        assert_eq!(noted("interest ~5 rate"), [word("~5")]);
        assert_eq!(noted("\"a b\"@5"), [word("@5")]);
        assert_eq!(noted("a +5"), ["`+5` was searched as the word `5`; a distance is written `a pre/5 b`"]);
        assert_eq!(
            noted("tariff BUT NOT china"),
            ["`BUT` was searched as a word; `NOT` alone leaves out what follows"]
        );
        assert_eq!(
            noted("what did Hess say what"),
            ["`what`, `did` were left out, words of the question; in quotes they are searched for"]
        );
        assert!(noted("\"why not? he said\"").is_empty());
        for plain in [
            "interest OR rate",
            "\"or\"",
            "or",
            "rate or",
            "10-K 2005-2006 1-800-555",
            "8-K",
            "x -rate",
            "ticker:A OR ticker:B",
            "kind:earnings OR \"net loss\"",
            "tone:negative OR shortfall",
            "dividend /5 declared",
            "dividend +5 declared",
            "\"a b\"~5",
        ] {
            assert!(noted(plain).is_empty(), "{plain}");
        }
    }
}
