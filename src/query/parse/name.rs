//! Names of fields before a value: `name:value`, `name.part:value`, `name>value`, `NASDAQ:ACME`, `since:2005`.

use super::{Parsed, Parser, ends_word};
use crate::{
    index::schema::{self, FieldSpec, Values},
    model::Span,
    query::error::QueryError,
};

/// The name before a value.
pub(super) struct Name {
    /// As it is kept: `_` for `-`.
    pub name: String,
    /// What follows a point in the name.
    pub part: Option<String>,
    /// The bytes of name and part.
    pub span: Span,
    /// The field, where it is known.
    pub known: Option<&'static FieldSpec>,
    /// A sign that stands for the colon and belongs to the value: `revenue>30M`.
    pub compares: bool,
    /// The sign that the name itself says: `since:` is `date:>=`.
    pub bound: Option<&'static str>,
}

/// Markets that a trading symbol is written after, as in `NASDAQ:ACME`.
const EXCHANGES: [&str; 18] = [
    "nasdaq",
    "nyse",
    "amex",
    "nysemkt",
    "nysearca",
    "nyseamerican",
    "arca",
    "bats",
    "cboe",
    "otc",
    "otcbb",
    "otcqb",
    "otcqx",
    "otcmkts",
    "pink",
    "tsx",
    "tsxv",
    "lse",
];

/// Whether a name is that of a market.
pub(crate) fn is_exchange(name: &str) -> bool {
    EXCHANGES.iter().any(|known| known.eq_ignore_ascii_case(name.trim()))
}

/// Names that say how a day is compared.
const BOUNDS: [(&str, &str); 6] =
    [("since", ">="), ("from", ">="), ("until", "<="), ("to", "<="), ("after", ">"), ("before", "<")];

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

impl Parser<'_> {
    /// A name and part before a colon or a sign, if that is what comes next; moves past the colon.
    pub(super) fn field_name(&mut self) -> Parsed<Option<Name>> {
        let rest = self.rest();
        let length = rest.bytes().take_while(|&byte| is_name(byte) || byte == b'-').count();
        if length == 0 || !rest.as_bytes()[0].is_ascii_alphabetic() || rest[..length].ends_with('-') {
            return Ok(None);
        }
        let part = match rest[length..].strip_prefix('.') {
            Some(after) => after.bytes().take_while(|&byte| is_name(byte)).count() + 1,
            None => 0,
        };
        let end = length + part;
        let start = self.at;
        let typed = &rest[..length];
        let underscored = typed.replace('-', "_");
        let known = schema::field(&underscored);
        let mut name = Name {
            name: if known.is_some() { underscored } else { typed.to_owned() },
            part: (part > 1).then(|| rest[length + 1..end].to_owned()),
            span: Span::new(start, start + end),
            known,
            compares: false,
            bound: None,
        };
        if rest[end..].starts_with(':') && part != 1 {
            self.at += end + 1;
            self.other_name(&mut name);
            return Ok(Some(name));
        }
        let Some(spec) = known.filter(|_| part != 1) else { return Ok(None) };
        let Some(width) = sign_after(&rest[end..], spec) else { return Ok(None) };
        self.at += end + width;
        self.no_denial(&name)?;
        name.compares = true;
        Ok(Some(name))
    }

    /// `tone:!=neutral`, `form:!8-K`: what is left out has its sign before the name.
    pub(super) fn no_denial(&self, name: &Name) -> Parsed<()> {
        let Some(after) = self.rest().strip_prefix('!') else { return Ok(()) };
        let (sign, after) = after.strip_prefix('=').map_or(("!", after), |after| ("!=", after));
        let after = after.trim_start();
        let value = &after[..after.find(ends_word).unwrap_or(after.len())];
        let field = &self.text[name.span.range()];
        Err(QueryError::at(self.here(sign.len()), format!("`{sign}` is no sign here")).hint(match value {
            "" => format!("write `-{field}:` and the value"),
            value => format!("write `-{field}:{value}`"),
        }))
    }

    /// `since:` and `NASDAQ:`, which are no fields and mean one.
    fn other_name(&self, name: &mut Name) {
        if name.known.is_some() || name.part.is_some() {
            return;
        }
        if let Some((_, sign)) = BOUNDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(&name.name)) {
            name.bound = Some(sign);
            name.set("date");
        } else if is_exchange(&name.name) && is_symbol(self.rest()) {
            name.set("ticker");
        }
    }
}

impl Name {
    fn set(&mut self, field: &str) {
        field.clone_into(&mut self.name);
        self.known = schema::field(field);
    }
}

/// Whether a trading symbol comes next.
fn is_symbol(text: &str) -> bool {
    let text = text.trim_start();
    let length = text.bytes().take_while(|&byte| is_name(byte) || matches!(byte, b'.' | b'-' | b'$')).count();
    let ends =
        text[length..].is_empty() || text[length..].starts_with(|c: char| ends_word(c) || matches!(c, ',' | ';'));
    (1..=7).contains(&length) && ends && !text[..length].contains("..")
}

/// The spaces before a sign of comparison; after a space only where the field has an order.
fn sign_after(text: &str, spec: &FieldSpec) -> Option<usize> {
    let spaces = text.len() - text.trim_start_matches(' ').len();
    let ordered =
        matches!(spec.values, Values::Amount | Values::Guidance | Values::Date | Values::Period | Values::Tone);
    let after = &text[spaces..];
    let is_sign = after.starts_with(['<', '>', '=']) || after.starts_with("!=");
    (is_sign && (spaces == 0 || ordered)).then_some(spaces)
}
