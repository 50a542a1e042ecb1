//! From the words of a question to fields: `companies that lowered guidance in 2005`.

use super::{is_function_word, joined, narrows};
use crate::{
    index::schema,
    query::{self, Ast, Node, Value},
};

/// A question read as fields.
pub(super) struct Reading {
    /// Words that name no field.
    pub words: Vec<Ast>,
    /// Fields that words name, and those that stood there.
    pub fields: Vec<Ast>,
    /// Whether a word names more than a day or a tone, which a text may speak of too.
    pub is_sure: bool,
}

/// How verbs that are said of guidance begin, and the action.
const ACTIONS: [(&str, &str); 20] = [
    ("lower", "lower"),
    ("cut", "lower"),
    ("reduc", "lower"),
    ("slash", "lower"),
    ("trim", "lower"),
    ("rais", "raise"),
    ("increas", "raise"),
    ("boost", "raise"),
    ("hik", "raise"),
    ("lift", "raise"),
    ("reaffirm", "reaffirm"),
    ("reiterat", "reaffirm"),
    ("maintain", "reaffirm"),
    ("confirm", "reaffirm"),
    ("affirm", "reaffirm"),
    ("withdr", "withdraw"),
    ("suspend", "withdraw"),
    ("narrow", "narrow"),
    ("initiat", "initiate"),
    ("introduc", "initiate"),
];

/// What is promised.
const PROMISES: [&str; 6] = ["guidance", "outlook", "forecast", "forecasts", "outlooks", "projections"];

/// Words between the verb and what is promised.
const BETWEEN: [&str; 18] = [
    "full",
    "year",
    "full-year",
    "annual",
    "quarter",
    "quarterly",
    "its",
    "their",
    "the",
    "our",
    "revenue",
    "earnings",
    "sales",
    "fiscal",
    "eps",
    "previous",
    "prior",
    "earlier",
];

/// How words for early figures begin.
const EARLY: [&str; 5] = ["pre-announc", "preannounc", "preliminary", "prelim", "pre-release"];

/// Reads parts of a query as a question; none where no word names a field.
pub(super) fn in_fields(parts: &[Ast]) -> Option<Reading> {
    if parts.iter().any(narrows) {
        return None;
    }
    let words: Vec<Option<String>> = parts
        .iter()
        .map(|part| match &part.node {
            Node::Word(word) => Some(word.trim_matches([',', '.', ';', '?']).to_lowercase()),
            _ => None,
        })
        .collect();
    let mut reading = Reading { words: Vec::new(), fields: Vec::new(), is_sure: false };
    let mut named = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let found = written_out(&parts[at..], &words[at..]).or_else(|| field_at(&words[at..]));
        if let Some((field, width)) = found {
            named.push(field);
            at += width;
            continue;
        }
        match words[at] {
            Some(_) if is_function_word(&parts[at]) => {}
            Some(_) => reading.words.push(parts[at].clone()),
            None => reading.fields.push(parts[at].clone()),
        }
        at += 1;
    }
    let strong = named.iter().any(|field| !field.starts_with("tone:"));
    if !strong {
        return None;
    }
    if named.iter().any(|field| field.starts_with("revenue:")) {
        reading
            .words
            .retain(|word| !matches!(joined(std::slice::from_ref(word)).as_str(), "revenue" | "revenues" | "sales"));
    }
    reading.is_sure = named.iter().any(|field| !field.starts_with("tone:") && !field.starts_with("date:"));
    named.dedup();
    reading.fields.extend(named.iter().filter_map(|field| query::parse(field).ok()));
    Some(reading)
}

/// The field that the next words name, and how many words it takes.
fn field_at(words: &[Option<String>]) -> Option<(String, usize)> {
    let first = words.first()?.as_deref()?;
    action(words)
        .or_else(|| measured(words))
        .or_else(|| sum(words))
        .or_else(|| EARLY.iter().any(|early| first.starts_with(early)).then(|| ("kind:preliminary".to_owned(), 1)))
        .or_else(|| {
            let warning = first == "profit" && words.get(1)?.as_deref()?.starts_with("warning");
            warning.then(|| ("kind:preliminary".to_owned(), 2))
        })
        .or_else(|| matches!(first, "negative" | "positive").then(|| (format!("tone:{first}"), 1)))
        .or_else(|| day(words))
}

/// `lowered its full year guidance`, `guidance cut`.
fn action(words: &[Option<String>]) -> Option<(String, usize)> {
    let first = words.first()?.as_deref()?;
    let verb = |word: &str| ACTIONS.iter().find(|(stem, _)| word.starts_with(stem)).map(|(_, action)| *action);
    if PROMISES.contains(&first) {
        let next = words.get(1)?.as_deref()?;
        return verb(next).map(|action| (format!("guidance:{action}"), 2));
    }
    let action = verb(first)?;
    for (place, word) in words.iter().enumerate().skip(1) {
        match word.as_deref() {
            Some(word) if PROMISES.contains(&word) => return Some((format!("guidance:{action}"), place + 1)),
            Some(word) if BETWEEN.contains(&word) => {}
            _ => return None,
        }
    }
    None
}

/// What is measured, as words name it, and its field.
const MEASURES: [(&[&str], &str); 8] = [
    (&["eps"], "eps"),
    (&["earnings", "per", "share"], "eps"),
    (&["net", "income"], "net_income"),
    (&["net", "profit"], "net_income"),
    (&["net", "earnings"], "net_income"),
    (&["profit"], "net_income"),
    (&["cash", "balance"], "cash"),
    (&["cash"], "cash"),
];

/// `EPS above $2`, `net income below zero`, `cash of at least 1bn`.
fn measured(words: &[Option<String>]) -> Option<(String, usize)> {
    let is_said = |names: &[&str]| {
        names.iter().enumerate().all(|(place, name)| words.get(place).and_then(Option::as_deref) == Some(name))
    };
    let (names, field) = MEASURES.iter().find(|(names, _)| is_said(names))?;
    let links = |word: &Option<String>| matches!(word.as_deref(), Some("of" | "is" | "was" | "were"));
    let lead = names.len() + usize::from(words.get(names.len()).is_some_and(links));
    let fits = |amount: f64| amount == 0.0 || *field == "eps" || is_large(amount);
    let rest = words.get(lead..)?;
    let (value, width) = between(rest, fits).or_else(|| compared(rest, fits))?;
    Some((format!("{field}:{value}"), lead + width))
}

/// `between 30 and 50 million`, `less than 1bn`: without a name it is revenue.
fn sum(words: &[Option<String>]) -> Option<(String, usize)> {
    let (value, width) = between(words, is_large).or_else(|| compared(words, is_large))?;
    Some((format!("revenue:{value}"), width))
}

/// Whether an amount is a sum of a company.
fn is_large(amount: f64) -> bool {
    amount.abs() >= 1e4
}

/// `between 30 and 50 million`.
fn between(words: &[Option<String>], fits: impl Fn(f64) -> bool) -> Option<(String, usize)> {
    const LONGEST: usize = 7;
    if !matches!(words.first()?.as_deref()?, "between" | "from") {
        return None;
    }
    let said: Vec<&str> = words.iter().take(LONGEST).map_while(Option::as_deref).collect();
    (4..=said.len()).rev().find_map(|width| {
        let (low, high) = query::amounts_between(&said[..width].join(" "))?;
        (fits(high) && low <= high).then(|| (format!("{}..{}", short(low), short(high)), width))
    })
}

/// `less than 1bn`, `over 30 million`.
fn compared(words: &[Option<String>], fits: impl Fn(f64) -> bool) -> Option<(String, usize)> {
    const SIGNS: [(&[&str], &str); 10] = [
        (&["less", "than"], "<"),
        (&["more", "than"], ">"),
        (&["greater", "than"], ">"),
        (&["at", "least"], ">="),
        (&["at", "most"], "<="),
        (&["over"], ">"),
        (&["above"], ">"),
        (&["exceeding"], ">"),
        (&["below"], "<"),
        (&["under"], "<"),
    ];
    let said: Vec<&str> = words.iter().take(4).map_while(Option::as_deref).collect();
    let (lead, sign) = SIGNS.iter().find(|(lead, _)| said.starts_with(lead))?;
    (lead.len() + 1..=said.len()).rev().find_map(|width| {
        let text = said[lead.len()..width].join(" ");
        let amount = if text == "zero" { Some(0.0) } else { query::sum(&text) }.filter(|&amount| fits(amount))?;
        Some((format!("{sign}{}", short(amount)), width))
    })
}

/// `date between 2024-01-01 and 2024-03-31`, `ticker in (PFE, XOM)`: a field's name, and values as other
/// languages have them.
fn written_out(parts: &[Ast], words: &[Option<String>]) -> Option<(String, usize)> {
    let spec = schema::field(words.first()?.as_deref()?)?;
    let joins = |place: usize| matches!(words.get(place).and_then(Option::as_deref), Some("and" | "to"));
    match (words.get(1)?.as_deref()?, parts.get(2..)?) {
        ("between" | "from", [low, _, ..]) => {
            // `and` beside a field was left out
            let last = if joins(3) { 4 } else { 3 };
            let (low, high) = (single(low)?, single(parts.get(last)?)?);
            let is_field = |part: &Ast| matches!(part.node, Node::Field { .. });
            (is_field(&parts[2]) && is_field(&parts[last])).then(|| (format!("{}:{low}..{high}", spec.name), last + 1))
        }
        ("in", [Ast { node: Node::And(values) | Node::Or(values), .. }, ..]) => {
            let values: Vec<&str> = values.iter().map(single).collect::<Option<_>>()?;
            Some((format!("{}:({})", spec.name, values.join(",")), 3))
        }
        _ => None,
    }
}

/// The text of a word, or of a value that stands without its field.
fn single(part: &Ast) -> Option<&str> {
    match &part.node {
        Node::Word(text) => Some(text.trim_matches([',', ';'])),
        Node::Field { name_span, value: Value::Plain(text), .. } if name_span.0.is_empty() => Some(text),
        _ => None,
    }
}

/// `30M`, `1.5bn`.
fn short(amount: f64) -> String {
    for (unit, mark) in [(1e9, "bn"), (1e6, "M"), (1e3, "k")] {
        if amount.abs() >= unit {
            return format!("{}{mark}", amount / unit);
        }
    }
    amount.to_string()
}

/// `in 2005`, `since 2004`, `2005`.
fn day(words: &[Option<String>]) -> Option<(String, usize)> {
    let first = words.first()?.as_deref()?;
    let year = |word: &str| word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1990..2040).contains(&year));
    if year(first) {
        return Some((format!("date:{first}"), 1));
    }
    let sign = match first {
        "in" | "during" | "for" | "of" => "",
        "since" | "from" => ">=",
        "until" | "to" => "<=",
        "before" => "<",
        "after" => ">",
        _ => return None,
    };
    let next = words.get(1)?.as_deref()?;
    year(next).then(|| (format!("date:{sign}{next}"), 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(question: &str, expected: Option<&str>) {
        let ast = query::parse(question).unwrap();
        let found = in_fields(&super::super::parts_of(&ast));
        let text = found.map(|reading| joined(&[reading.words, reading.fields].concat()));
        assert_eq!(text.as_deref(), expected, "{question}");
    }

    #[test]
    fn questions_name_fields() {
        check("companies that lowered guidance in 2005", Some("guidance:lower date:2005"));
        check("lowers full year guidance", Some("guidance:lower"));
        check(
            "negative pre-announcements between 30 and 50 million in 2005",
            Some("tone:negative kind:preliminary revenue:30M..50M date:2005"),
        );
        check("valve makers that raised their outlook", Some("valve makers guidance:raise"));
        check("lower prices", None);
        check("valves outlook cut since 2004", Some("valves guidance:lower date:>=2004"));
        check("profit warnings ticker:ACME", Some("ticker:ACME kind:preliminary"));
        check("order shortfall", None);
        check("in:headline raises guidance", None);
        check("revenue less than 1bn", Some("revenue:<1bn"));
        check("EPS above $2 in 2024", Some("eps:>2 date:2024"));
        check("eps between 1 and 2.50", Some("eps:1..2.5"));
        check("valves net income below zero", Some("valves net_income:<0"));
        check("net income of more than 30 million", Some("net_income:>30M"));
        check("cash over 1bn", Some("cash:>1bn"));
        check("cash over the counter", None);
        check("cash under 5", None);
        check("valves at least 30 million", Some("valves revenue:>=30M"));
        check("date between 2024-01-01 and 2024-03-31", Some("date:2024-01-01..2024-03-31"));
        check("ticker in (ACME, BRLP) valves", Some("valves ticker:(ACME,BRLP)"));
        check("interest in valves", None);
        check("more than this", None);
        check("negative orders", None);
    }
}
