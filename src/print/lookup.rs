//! A looked-up quarter: for a reader with the words that prove each value, and as JSON.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{DIM, NAME, document, facts, one_line};
use crate::{
    model::Record,
    search::{Column, Hit, Lookup},
};

/// What is shown where nothing is asked for by name.
pub const USUAL: &[&str] =
    &["kind", "revenue", "revenue_prior", "eps", "net_income", "guidance", "guidance_action", "tone"];

/// Other releases that are listed for a reader.
const OTHERS: usize = 8;

/// Writes the chosen release, the values asked for, and the other releases.
///
/// # Errors
/// What `out` says.
pub fn write(out: &mut dyn Write, lookup: &Lookup, fields: &[String]) -> io::Result<()> {
    let Some((record, text)) = &lookup.chosen else { return Ok(()) };
    document::title(out, record)?;
    let calendar = if lookup.by_calendar { " (by the calendar; no release declares it)" } else { "" };
    writeln!(out, "{NAME}period{NAME:#}           {}{calendar}", lookup.period)?;
    writeln!(out, "{NAME}chosen{NAME:#}           {} {DIM}[{}]{DIM:#}", lookup.why, lookup.company.how)?;
    for field in fields {
        if facts::one(out, record, text, field)? {
            continue;
        }
        let reason = record.missing.get(field).map_or("no value", String::as_str);
        let value = plain(record, text, field).filter(|value| !value.is_empty());
        match value {
            Some(value) => writeln!(out, "{NAME}{field:16}{NAME:#} {}", one_line(&value))?,
            None => writeln!(out, "{NAME}{field:16}{NAME:#} {DIM}missing: {reason}{DIM:#}")?,
        }
    }
    for other in lookup.others.iter().take(OTHERS) {
        let date = other.date.map(|date| date.to_string()).unwrap_or_default();
        let exhibit = other.exhibit.as_deref().unwrap_or_default();
        let kind = facts::name(&other.kind);
        writeln!(out, "{DIM}also             {date}  {kind}  {}  {}{DIM:#}", one_line(exhibit), one_line(&other.id))?;
    }
    if lookup.others.len() > OTHERS {
        writeln!(out, "{DIM}also             {} more; `--json` lists all{DIM:#}", lookup.others.len() - OTHERS)?;
    }
    Ok(())
}

fn plain(record: &Record, text: &str, field: &str) -> Option<String> {
    Some(Column::named(field).ok()?.of(&Hit::of(record, text)).plain())
}

/// The lookup as a JSON object: what was chosen and why, the values asked for with their proof,
/// the others.
#[must_use]
pub fn json(lookup: &Lookup, fields: &[String]) -> Value {
    let brief = |record: &Record| {
        json!({
            "id": record.id,
            "date": record.date,
            "kind": record.kind,
            "form": record.form,
            "exhibit": record.exhibit,
            "path": record.path,
        })
    };
    let chosen = lookup.chosen.as_ref().map(|(record, _)| record);
    let values = lookup.chosen.as_ref().map(|(record, text)| {
        let whole = serde_json::to_value(record).unwrap_or_default();
        let value = |field: &String| {
            let value = whole.get(field).cloned();
            value.unwrap_or_else(|| plain_value(record, text, field))
        };
        fields.iter().map(|field| (field.clone(), value(field))).collect::<Map<String, Value>>()
    });
    let missing = chosen.map(|record| {
        let asked = fields.iter().filter_map(|field| Some((field.clone(), json!(record.missing.get(field)?))));
        asked.collect::<Map<String, Value>>()
    });
    json!({
        "company": chosen.and_then(|record| record.company.clone()),
        "ticker": chosen.and_then(|record| Some(record.tickers.first()?.symbol.clone())),
        "cik": chosen.and_then(|record| record.cik.first().copied()),
        "known_by": lookup.company.how,
        "period": lookup.period,
        "period_end": chosen.and_then(|record| record.period.as_ref()?.end),
        "by_calendar": lookup.by_calendar,
        "chosen": chosen.map(brief),
        "why": chosen.map(|_| &lookup.why),
        "values": values,
        "missing": missing,
        "others": lookup.others.iter().map(brief).collect::<Vec<_>>(),
        "nearest": lookup.nearest,
    })
}

fn plain_value(record: &Record, text: &str, field: &str) -> Value {
    let column = Column::named(field).ok();
    column.map_or(Value::Null, |column| serde_json::to_value(column.of(&Hit::of(record, text))).unwrap_or_default())
}
