//! Which fields of a record have a value, and why others have none.

use std::borrow::Cow;

use super::convert::{metric_name, name_of};
use crate::model::{GuidanceAction, Record};

/// Fields that `has:` and `missing:` know by their key in the JSON.
pub(crate) const FIELDS: &[&str] = &[
    "accession",
    "cash",
    "cik",
    "company",
    "date",
    "eps",
    "exhibit",
    "filed",
    "form",
    "guidance",
    "guidance_action",
    "items",
    "mentioned_tickers",
    "net_income",
    "period",
    "period_also",
    "phrases",
    "released",
    "revenue",
    "revenue_prior",
    "sic",
    "tickers",
    "tone",
];

fn has(record: &Record, field: &str) -> bool {
    match field {
        "accession" => record.accession.is_some(),
        "cash" => record.cash.is_some(),
        "cik" => !record.cik.is_empty(),
        "company" => record.company.is_some(),
        "date" => record.date.is_some(),
        "eps" => record.eps.is_some(),
        "exhibit" => record.exhibit.is_some(),
        "filed" => record.filed.is_some(),
        "form" => record.form.is_some(),
        "guidance" => !record.guidance.is_empty(),
        "guidance_action" => record.guidance_action != GuidanceAction::None,
        "items" => !record.items.is_empty(),
        "mentioned_tickers" => !record.mentioned_tickers.is_empty(),
        "net_income" => record.net_income.is_some(),
        "period" => record.period.is_some(),
        "period_also" => record.period_also.is_some(),
        "phrases" => !record.phrases.is_empty(),
        "released" => record.released.is_some(),
        "revenue" => record.revenue.is_some(),
        "revenue_prior" => record.revenue_prior.is_some(),
        "sic" => record.sic.is_some(),
        "tickers" => !record.tickers.is_empty(),
        "tone" => record.tone.is_some(),
        _ => false,
    }
}

/// Terms of `has:`: fields, and kinds of section and of guidance as `section.outlook`,
/// `guidance.eps`.
pub(crate) fn present(record: &Record) -> Vec<Cow<'static, str>> {
    let mut names: Vec<Cow<'_, str>> =
        FIELDS.iter().filter(|field| has(record, field)).map(|&field| field.into()).collect();
    names.extend(record.guidance.iter().map(|guidance| format!("guidance.{}", metric_name(guidance.metric)).into()));
    let mut kinds: Vec<_> = record.sections.iter().map(|section| section.kind).collect();
    kinds.sort_unstable_by_key(|kind| *kind as u8);
    kinds.dedup();
    names.extend(kinds.iter().map(|kind| format!("section.{}", name_of(kind)).into()));
    names.sort_unstable();
    names.dedup();
    names
}

/// Terms of `missing:`: fields without a value, and `field=reason` and `=reason` where the reason is
/// known.
pub(crate) fn absent(record: &Record) -> Vec<Cow<'_, str>> {
    let mut names: Vec<Cow<'_, str>> =
        FIELDS.iter().filter(|field| !has(record, field)).map(|&field| field.into()).collect();
    for (field, reason) in &record.missing {
        names.push(field.into());
        names.push([field, "=", reason].concat().into());
        names.push(["=", reason].concat().into());
    }
    names.sort_unstable();
    names.dedup();
    names
}
