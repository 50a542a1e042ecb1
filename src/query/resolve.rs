//! From the tree of a query to its meaning: names are looked up, values are read.

mod exact;
mod metrics;
mod names;
mod text;

pub(crate) use self::metrics::metrics;
pub(super) use self::{
    metrics::metric_called,
    names::{one_of, synonym},
};

use self::{
    exact::exact,
    names::presence,
    text::{shape, words},
};
use super::{
    ast::{Ast, Node, Value},
    error::{QueryError, nearest},
    pattern::Slot,
    plan::{Filter, Plan, Target, TextMatch},
    range,
};
use crate::{
    index::{
        canonical, column,
        schema::{self, FIELDS, FieldSpec, Form, SCOPES, SECTIONS, Storage, Text, Values},
        text_of,
    },
    model::{Date, Polarity, SectionKind, Span},
};

type Resolved<T = Plan> = Result<T, QueryError>;

/// Reads names and values of a query; `today` is what relative dates count from.
///
/// # Errors
/// The first name or value that is not known, with what is.
pub fn resolve(ast: &Ast, today: Date) -> Resolved {
    let scope = Target::Document { texts: vec![Text::Narrative], sections: Vec::new() };
    Resolver { today }.plan(ast, &scope)
}

struct Resolver {
    today: Date,
}

/// A field of a query: its spec, and where it stands.
pub(super) struct Named<'a> {
    pub spec: &'static FieldSpec,
    pub part: Option<&'a str>,
    pub name_span: Span,
    pub value: &'a Value,
    pub value_span: Span,
}

impl Resolver {
    fn plan(&self, ast: &Ast, scope: &Target) -> Resolved {
        match &ast.node {
            Node::All => Ok(Plan::All),
            Node::Word(word) if cashtag(word).is_some() => {
                let symbols = cashtag(word).map(|symbol| canonical(Form::Ticker, symbol));
                Ok(Plan::Filter(Filter::Issuer(symbols.into_iter().collect())))
            }
            Node::Word(_) | Node::Fuzzy(..) | Node::Phrase(..) | Node::Regex(_) | Node::Near { .. } => {
                let shape = shape(ast)?;
                let symbol = symbol(&ast.node);
                Ok(Plan::Text(TextMatch { target: scope.clone(), shape, symbol }))
            }
            Node::And(parts) => self.group(parts, scope),
            Node::Or(parts) => {
                parts.iter().map(|part| self.plan(part, scope)).collect::<Resolved<Vec<_>>>().map(Plan::Or)
            }
            Node::Not(inner) => Ok(Plan::Not(Box::new(self.plan(inner, scope)?))),
            Node::Boost(inner, factor) => Ok(Plan::Boost(Box::new(self.plan(inner, scope)?), *factor)),
            Node::Field { .. } => self.field(&named(ast)?),
        }
    }

    /// `section:` and `in:` say where the words of their group are looked for.
    fn group(&self, parts: &[Ast], outer: &Target) -> Resolved {
        let mut scope = None;
        let words = parts.iter().any(has_text);
        let mut plans = Vec::new();
        for part in parts {
            let Some(target) = narrowing(part)? else { continue };
            if !words {
                continue;
            }
            if scope.as_ref().is_some_and(|known| *known != target) {
                return Err(QueryError::at(part.span, "a second place to look in")
                    .hint("use parentheses, `(section:outlook strong) (section:headline weak)`, or a set, `section:(outlook,body)`"));
            }
            scope = Some(target);
        }
        let scope = scope.as_ref().unwrap_or(outer);
        for part in parts {
            if words && (narrowing(part)?.is_some() || leaves_out_boilerplate(part, scope)?) {
                continue;
            }
            plans.push(self.plan(part, scope)?);
        }
        Ok(if plans.len() == 1 { plans.remove(0) } else { Plan::And(plans) })
    }

    fn field(&self, field: &Named<'_>) -> Resolved {
        let spec = field.spec;
        no_unknown_part(field)?;
        if *field.value == Value::Any {
            return any_value(field);
        }
        match spec.values {
            Values::Exact(form) => exact(field, form),
            Values::OneOf(names) => one_of(field, names).map(|names| terms(spec.name, names)),
            Values::Words => words(field, &Target::Company, Slot::Exact),
            Values::Headline => words(field, &headline(), Slot::Inflected),
            Values::Phrase => words(field, &Target::Phrases(polarity(field)), Slot::Inflected),
            Values::Date => range::date(field, self.today),
            Values::Amount => range::amount(field),
            Values::Guidance => range::guidance(field),
            Values::Period => range::period(field),
            Values::Tone => range::tone(field),
            Values::Section => sections(field).map(|kinds| Plan::Filter(Filter::HasSection(kinds))),
            Values::Scope => Err(QueryError::at(field.name_span, "there are no words here that could be looked for")
                .hint("put `in:` beside the words it is for")),
            Values::Has => presence(field, "has"),
            Values::Missing => presence(field, "missing"),
        }
    }
}

/// What other programs write into the query and here is a flag.
const FLAGS: [(&str, &str); 8] = [
    ("sort", "the order is a flag: `--sort newest`, `--sort -revenue`"),
    ("order", "the order is a flag: `--sort newest`, `--sort -revenue`"),
    ("limit", "the number of hits is a flag: `-n 20`"),
    ("size", "the number of hits is a flag: `-n 20`"),
    ("group", "groups are a flag: `--group company`, `--group quarter`"),
    ("facet", "counts are a flag: `--facet ticker`"),
    ("fields", "columns are a flag: `--fields ticker,period,revenue.low`"),
    ("format", "the format is a flag: `--format csv`"),
];

/// The field that a node names.
fn named(ast: &Ast) -> Resolved<Named<'_>> {
    let Node::Field { name, part, name_span, value, value_span } = &ast.node else {
        return Err(QueryError::at(ast.span, "not a field"));
    };
    let Some(spec) = schema::field(name) else {
        let names = FIELDS.iter().flat_map(|field| field.aliases.iter().chain([&field.name]).copied());
        if let Some((_, flag)) = FLAGS.iter().find(|(flag, _)| flag.eq_ignore_ascii_case(name)) {
            return Err(QueryError::at(name_span.0, format!("there is no field `{name}`")).hint(*flag));
        }
        let hint = nearest(name, names).map_or_else(
            || "`filings fields` lists them; put the text in quotes to search for its words".to_owned(),
            |near| format!("did you mean `{near}:`? Put the text in quotes to search for its words"),
        );
        return Err(QueryError::at(name_span.0, format!("there is no field `{name}`")).hint(hint));
    };
    Ok(Named { spec, part: part.as_deref(), name_span: name_span.0, value, value_span: value_span.0 })
}

/// The symbol of `$ACME`: a dollar sign before letters is how people write a ticker.
fn cashtag(word: &str) -> Option<&str> {
    let symbol = word.strip_prefix('$')?;
    let is_symbol = (1..=6).contains(&symbol.len())
        && symbol.starts_with(|c: char| c.is_ascii_alphabetic())
        && symbol.chars().all(|c| c.is_ascii_alphabetic() || c == '.');
    is_symbol.then_some(symbol)
}

/// The trading symbol that a word in capitals may be: `SONS`.
fn symbol(node: &Node) -> Option<String> {
    let Node::Word(word) = node else { return None };
    let is_symbol = (1..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    is_symbol.then(|| canonical(Form::Ticker, word))
}

/// Whether a part looks for words of the text.
fn has_text(ast: &Ast) -> bool {
    match &ast.node {
        Node::Word(word) => cashtag(word).is_none(),
        Node::Fuzzy(..) | Node::Phrase(..) | Node::Regex(_) | Node::Near { .. } => true,
        Node::And(parts) | Node::Or(parts) => parts.iter().any(has_text),
        Node::Not(inner) | Node::Boost(inner, _) => has_text(inner),
        Node::All | Node::Field { .. } => false,
    }
}

/// The headline as a place to look in.
fn headline() -> Target {
    Target::Document { texts: vec![Text::Narrative], sections: vec![SectionKind::Headline] }
}

/// Where a `section:` or `in:` says to look.
fn narrowing(ast: &Ast) -> Resolved<Option<Target>> {
    let Node::Field { name, .. } = &ast.node else { return Ok(None) };
    let Some(spec) = schema::field(name) else { return Ok(None) };
    match spec.values {
        Values::Section => section_target(&named(ast)?).map(Some),
        Values::Scope => scope_target(&named(ast)?).map(Some),
        _ => Ok(None),
    }
}

/// `-section:boilerplate` beside words that are not looked for there anyway.
fn leaves_out_boilerplate(ast: &Ast, scope: &Target) -> Resolved<bool> {
    let Node::Not(inner) = &ast.node else { return Ok(false) };
    let Some(Target::Document { texts, .. }) = narrowing(inner)? else { return Ok(false) };
    let looked_in = match scope {
        Target::Document { texts, .. } => texts.as_slice(),
        _ => &[],
    };
    Ok(texts == [Text::Boilerplate] && !looked_in.contains(&Text::Boilerplate))
}

fn section_target(field: &Named<'_>) -> Resolved<Target> {
    no_unknown_part(field)?;
    if *field.value == Value::Any {
        return Ok(Target::Document { texts: Text::ALL.to_vec(), sections: Vec::new() });
    }
    let sections = sections(field)?;
    let mut texts: Vec<_> = sections.iter().map(|&kind| text_of(kind)).collect();
    texts.sort();
    texts.dedup();
    Ok(Target::Document { texts, sections })
}

fn scope_target(field: &Named<'_>) -> Resolved<Target> {
    no_unknown_part(field)?;
    let any = [SCOPES[SCOPES.len() - 1].to_owned()];
    let names = if *field.value == Value::Any { any.to_vec() } else { one_of(field, SCOPES)? };
    let (mut texts, mut sections) = (Vec::new(), Vec::new());
    for name in &names {
        match name.as_str() {
            "narrative" => texts.push(Text::Narrative),
            "boilerplate" => texts.push(Text::Boilerplate),
            "tables" => texts.push(Text::Tables),
            "headline" => sections.push(SectionKind::Headline),
            _ => texts.extend(Text::ALL),
        }
    }
    if !sections.is_empty() && !texts.is_empty() {
        return Err(QueryError::at(field.value_span, "`headline` is a part of `narrative` and stands alone here"));
    }
    if !sections.is_empty() {
        texts.push(Text::Narrative);
    }
    texts.sort();
    texts.dedup();
    Ok(Target::Document { texts, sections })
}

/// Names that stand for several kinds of sections.
const SECTION_GROUPS: [&str; 2] = ["narrative", "boilerplate"];

fn section_kind(name: &str) -> Option<SectionKind> {
    serde_json::from_value(name.into()).ok()
}

fn section_kinds() -> impl Iterator<Item = SectionKind> {
    SECTIONS.iter().filter_map(|name| section_kind(name))
}

fn sections(field: &Named<'_>) -> Resolved<Vec<SectionKind>> {
    let groups: Vec<&str> = SECTIONS.iter().chain(&SECTION_GROUPS).copied().collect();
    let mut kinds = Vec::new();
    for name in one_of(field, &groups)? {
        let of_group = |text: Text| section_kinds().filter(move |&kind| text_of(kind) == text);
        match name.as_str() {
            "boilerplate" => kinds.extend(of_group(Text::Boilerplate)),
            "narrative" => kinds.extend(of_group(Text::Narrative)),
            name => kinds.extend(section_kind(name)),
        }
    }
    kinds.sort();
    kinds.dedup();
    Ok(kinds)
}

/// The parts that a field's name can have after a point.
fn parts_of(spec: &FieldSpec) -> Vec<String> {
    match spec.name {
        "revenue" => vec!["actual".to_owned(), "preliminary".to_owned(), "prior".to_owned()],
        "phrase" => vec!["negative".to_owned(), "positive".to_owned()],
        "ticker" => vec!["printed".to_owned()],
        "guidance" => metrics().into_iter().map(|(name, _)| name).collect(),
        _ => Vec::new(),
    }
}

fn no_unknown_part(field: &Named<'_>) -> Resolved<()> {
    let Some(part) = field.part else { return Ok(()) };
    let known = parts_of(field.spec);
    let part = if field.spec.values == Values::Guidance { metric_called(part) } else { part };
    if known.iter().any(|name| name.eq_ignore_ascii_case(part)) {
        return Ok(());
    }
    let error = QueryError::at(field.name_span, format!("`{}` has no part `{part}`", field.spec.name));
    let near = nearest(part, known.iter().map(String::as_str))
        .map(|near| format!("did you mean `{}.{near}:`?", field.spec.name));
    if matches!(field.spec.values, Values::Amount | Values::Guidance) && ["low", "high"].contains(&part) {
        return Err(error.hint(format!("a range finds either end: `{0}:>30M`, `{0}:30M..34M`", field.spec.name)));
    }
    Err(match (near, known.is_empty()) {
        (Some(near), _) => error.hint(near),
        (None, true) => error.hint(format!("write `{}:`", field.spec.name)),
        (None, false) => error.hint(format!("it has {}", listed(known.iter().map(String::as_str)))),
    })
}

pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn polarity(field: &Named<'_>) -> Option<Polarity> {
    match field.part.map(str::to_lowercase).as_deref() {
        Some("negative") => Some(Polarity::Negative),
        Some("positive") => Some(Polarity::Positive),
        _ => None,
    }
}

pub(super) fn terms(name: &'static str, values: Vec<String>) -> Plan {
    Plan::Filter(Filter::Terms(name, values))
}

/// `field:*`.
fn any_value(field: &Named<'_>) -> Resolved {
    let spec = field.spec;
    let has = |name: &str| Ok(terms("has", vec![name.to_owned()]));
    match (spec.values, spec.storage) {
        (Values::Phrase, _) => match polarity(field) {
            Some(polarity) => Ok(Plan::Filter(Filter::HasPhrase(polarity))),
            None => has("phrases"),
        },
        (Values::Guidance, _) => match field.part {
            Some(metric) => has(&format!("guidance.{}", metric_called(metric).to_lowercase())),
            None => has("guidance"),
        },
        (Values::Amount, _) => match field.part.map(str::to_lowercase).as_deref() {
            Some("prior") => has("revenue_prior"),
            Some(role) => Ok(terms("role", vec![role.to_owned()])),
            None => has(spec.name),
        },
        (Values::Headline, _) => has("section.headline"),
        // every record has one of them, `none` where there is no guidance
        _ if spec.name == "guidance_action" => has("guidance_action"),
        (Values::Has | Values::Missing | Values::Scope | Values::Section, _) => {
            Err(QueryError::at(field.value_span, format!("`{}:` needs a name", spec.name)))
        }
        (_, Storage::TermsAndColumn | Storage::WordsAndColumn) => Ok(Plan::Filter(Filter::Exists(column(spec.name)))),
        (_, Storage::Days) => Ok(Plan::Filter(Filter::Exists(spec.name.to_owned()))),
        _ if spec.name == "mentioned" => has("mentioned_tickers"),
        _ if spec.name == "accession" => has("accession"),
        _ => Ok(Plan::Filter(Filter::Pattern(spec.name, Slot::Wildcard("*".to_owned())))),
    }
}

/// The single values of a value that may be a set.
pub(super) fn singles<'a>(field: &Named<'a>) -> Vec<&'a Value> {
    match field.value {
        Value::AnyOf(values) | Value::AllOf(values) => values.iter().collect(),
        single => vec![single],
    }
}

/// The text of a value that can have no ends.
fn text_of_value<'a>(field: &Named<'_>, value: &'a Value) -> Resolved<&'a str> {
    match value {
        Value::Plain(text) if text.contains("..") && field.spec.name != "path" => Err(no_order(field)),
        Value::Plain(text) | Value::Quoted(text, 0) if !text.trim().is_empty() => Ok(text),
        Value::Quoted(_, 0) => Err(QueryError::at(field.value_span, "an empty value")),
        Value::Quoted(..) => {
            Err(QueryError::at(field.value_span, format!("`{}` has single values, not phrases", field.spec.name)))
        }
        Value::Range { .. } => Err(no_order(field)),
        _ => Err(QueryError::at(
            field.value_span,
            format!("`{}` takes a value or a set of values here", field.spec.name),
        )),
    }
}

fn no_order(field: &Named<'_>) -> QueryError {
    QueryError::at(field.value_span, format!("`{}` has no order, so no ranges", field.spec.name))
        .hint("name the values in a set: `(a,b)`")
}
