//! Values that are compared whole: tickers, forms, numbers of items.

use super::{Named, Resolved, singles, terms, text_of_value};
use crate::{
    index::{canonical, item_numbers, schema::Form},
    query::{
        ast::Value,
        error::QueryError,
        parse::is_exchange,
        pattern::Slot,
        plan::{Filter, Plan},
        values::ends_of,
    },
};

/// What the values of a field come to: terms, families of exhibits, patterns.
#[derive(Default)]
struct Found {
    plain: Vec<String>,
    families: Vec<String>,
    patterns: Vec<Slot>,
}

pub(super) fn exact(field: &Named<'_>, form: Form) -> Resolved {
    let mut found = Found::default();
    for value in singles(field) {
        if let Value::Regex(expression) = value {
            found.patterns.push(pattern(field, expression)?);
        } else if let Some(numbers) = industries(field, value)? {
            found.plain.extend(numbers);
        } else {
            read(field, form, text_of_value(field, value)?, &mut found)?;
        }
    }
    let name = field.spec.name;
    let mut plans: Vec<Plan> =
        found.patterns.into_iter().map(|slot| Plan::Filter(Filter::Pattern(name, slot))).collect();
    if !found.plain.is_empty() {
        plans.push(match form == Form::Ticker && field.part.is_none() && name == "ticker" {
            true => Plan::Filter(Filter::Issuer(found.plain)),
            false => terms(name, found.plain),
        });
    }
    if !found.families.is_empty() {
        plans.push(terms("_exhibit_family", found.families));
    }
    Ok(if plans.len() == 1 { plans.remove(0) } else { Plan::Or(plans) })
}

fn pattern(field: &Named<'_>, expression: &str) -> Resolved<Slot> {
    Slot::regex(expression).map_err(|reason| QueryError::at(field.value_span, reason))
}

fn read(field: &Named<'_>, form: Form, typed: &str, found: &mut Found) -> Resolved<()> {
    let text = match form {
        Form::Ticker => canonical(form, symbol(typed)),
        Form::Item if typed.len() == 3 && typed.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{}.{}", &typed[..1], &typed[1..])
        }
        _ => canonical(form, typed),
    };
    if field.spec.name == "path" {
        found.patterns.push(Slot::Wildcard(format!("*{text}*")));
    } else if text.contains(['*', '?']) {
        found.patterns.push(Slot::Wildcard(text));
    } else if form == Form::Exhibit && !text.contains(['.', '(']) {
        found.families.push(text);
    } else if form == Form::Cik && !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(QueryError::at(field.value_span, format!("`{typed}` is no central index key"))
            .hint("it is a number, as in `cik:1009672`; `company:` takes names, `ticker:` trading symbols"));
    } else if let Some(expression) = joined_form(field, &text) {
        found.patterns.push(pattern(field, &expression)?);
    } else if form == Form::Item && !text.starts_with(|c: char| c.is_ascii_digit()) {
        found.plain.extend(item_numbers(&text));
        found.plain.push(text);
    } else {
        found.plain.push(text);
    }
    Ok(())
}

/// The symbol of `$ACME`, `NASDAQ:ACME`.
fn symbol(typed: &str) -> &str {
    let typed = typed.trim();
    let bare = typed.split_once(':').filter(|(market, _)| is_exchange(market)).map_or(typed, |(_, symbol)| symbol);
    let bare = bare.trim();
    bare.strip_prefix('$').unwrap_or(bare)
}

/// `8K`, `10KSB`, `8KA`: a form's name without its marks, as an expression for the name with them.
fn joined_form(field: &Named<'_>, text: &str) -> Option<String> {
    let is_form =
        field.spec.name == "form" && text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let mixed = text.contains(|c: char| c.is_ascii_digit()) && text.contains(|c: char| c.is_ascii_alphabetic());
    if !is_form || !mixed {
        return None;
    }
    let letters: Vec<String> = text.chars().map(String::from).collect();
    Some(letters.join("[-/ ]?"))
}

/// The numbers of a range of `sic:`, the one field of these whose values are in an order that is asked for.
fn industries(field: &Named<'_>, value: &Value) -> Resolved<Option<Vec<String>>> {
    const MOST: u32 = 9999;
    if field.spec.name != "sic" {
        return Ok(None);
    }
    let (low, high) = match value {
        Value::Plain(text) | Value::Quoted(text, 0) => match ends_of(text).or_else(|| text.split_once('-')) {
            Some((low, high)) => ((Some(low), true), (Some(high), true)),
            None => return Ok(None),
        },
        Value::Range { low, low_in, high, high_in } => ((low.as_deref(), *low_in), (high.as_deref(), *high_in)),
        _ => return Ok(None),
    };
    let read = |end: Option<&str>, open: u32| match end.map(str::trim).filter(|text| !text.is_empty() && *text != "*") {
        None => Ok(open),
        Some(text) => text.parse::<u32>().ok().filter(|number| *number <= MOST).ok_or_else(|| {
            QueryError::at(field.value_span, format!("`{text}` is no industry"))
                .hint("as in `sic:2900..2999`, `sic:29*`")
        }),
    };
    let first = read(low.0, 0)? + u32::from(!low.1);
    let last = (read(high.0, MOST)? + u32::from(high.1)).saturating_sub(1);
    if first > last {
        return Err(QueryError::at(field.value_span, "the range ends before it begins").hint("turn its ends round"));
    }
    Ok(Some((first..=last).map(|number| number.to_string()).collect()))
}
