//! Values that are one of a few names: kinds, actions, tones, names of fields.

use super::{Named, Resolved, listed, metric_called, metrics, singles, terms, text_of_value};
use crate::{
    index::schema::{self, SECTIONS},
    query::error::{QueryError, nearest},
};

/// What people also call the values of a field.
const SYNONYMS: &[(&str, &[(&str, &str)])] = &[
    (
        "kind",
        &[
            ("results", "earnings"),
            ("pre_announcement", "preliminary"),
            ("preannouncement", "preliminary"),
            ("prelim", "preliminary"),
            ("warning", "preliminary"),
            ("outlook", "guidance"),
            ("other", "other_release"),
        ],
    ),
    (
        "guidance_action",
        &[
            ("raised", "raise"),
            ("raises", "raise"),
            ("up", "raise"),
            ("increase", "raise"),
            ("lowered", "lower"),
            ("lowers", "lower"),
            ("cut", "lower"),
            ("cuts", "lower"),
            ("down", "lower"),
            ("reduce", "lower"),
            ("reaffirmed", "reaffirm"),
            ("reiterate", "reaffirm"),
            ("maintain", "reaffirm"),
            ("confirm", "reaffirm"),
            ("affirm", "reaffirm"),
            ("narrowed", "narrow"),
            ("initiated", "initiate"),
            ("introduce", "initiate"),
            ("withdrawn", "withdraw"),
            ("suspend", "withdraw"),
        ],
    ),
    ("tone", &[("pos", "positive"), ("neg", "negative")]),
];

/// The name of a value by another that people use for it.
pub(in crate::query) fn synonym(field: &str, typed: &str) -> Option<&'static str> {
    let (_, names) = SYNONYMS.iter().find(|(name, _)| *name == field)?;
    names.iter().find(|(other, _)| *other == typed).map(|(_, name)| *name)
}

/// Values among a few names.
pub(in crate::query) fn one_of(field: &Named<'_>, names: &[&str]) -> Resolved<Vec<String>> {
    let mut found = Vec::new();
    for value in singles(field) {
        let typed = text_of_value(field, value)?.trim().to_lowercase().replace([' ', '-'], "_");
        let text = synonym(field.spec.name, &typed).map_or(typed, str::to_owned);
        if !names.contains(&text.as_str()) {
            let hint = match nearest(&text, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("one of {}", listed(names.iter().copied())),
            };
            return Err(
                QueryError::at(field.value_span, format!("`{}` has no value `{text}`", field.spec.name)).hint(hint)
            );
        }
        found.push(text);
    }
    Ok(found)
}

pub(super) fn presence(field: &Named<'_>, kind: &'static str) -> Resolved {
    let mut names = Vec::new();
    for value in singles(field) {
        let text = text_of_value(field, value)?.trim().to_lowercase();
        names.push(presence_term(field, kind, &text)?);
    }
    Ok(terms(kind, names))
}

/// The term for `revenue`, `guidance.eps`, `section.outlook`, `revenue=reason`, `reason`.
fn presence_term(field: &Named<'_>, kind: &str, text: &str) -> Resolved<String> {
    let (name, reason) = text.split_once('=').map_or((text, None), |(name, reason)| (name, Some(reason)));
    if let Some((group, part)) = name.split_once('.')
        && reason.is_none()
        && kind == "has"
    {
        let known = match group {
            "guidance" => metrics().iter().any(|(metric, _)| metric == part),
            "section" => SECTIONS.contains(&part),
            _ => false,
        };
        if known {
            return Ok(name.to_owned());
        }
    }
    let key = schema::field(name).map(|spec| spec.json.split('.').next().unwrap_or_default());
    let key = key.or_else(|| crate::index::presence_fields().contains(&name).then_some(name));
    match (key.filter(|key| crate::index::presence_fields().contains(key)), reason) {
        (Some(key), None) => Ok(key.to_owned()),
        (Some(key), Some(reason)) if kind == "missing" => Ok(format!("{key}={reason}")),
        (None, None) if kind == "missing" && name.contains('_') => Ok(format!("={name}")),
        _ => {
            let known = crate::index::presence_fields();
            let metric = metric_called(name);
            if metrics().iter().any(|(known, _)| known == metric) {
                return Err(QueryError::at(field.value_span, format!("`{kind}` knows no field `{text}`"))
                    .hint(format!("did you mean `{kind}:guidance.{metric}`?")));
            }
            let hint = nearest(name, known.iter().copied()).map_or_else(
                || format!("one of {}", listed(known.iter().copied())),
                |near| format!("did you mean `{near}`?"),
            );
            Err(QueryError::at(field.value_span, format!("`{kind}` knows no field `{text}`")).hint(hint))
        }
    }
}
