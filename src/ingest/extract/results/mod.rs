//! The figures of the headline period: revenue, earnings, cash; from prose and statements.
//!
//! The statement gives the precise figure where its column, row and unit are certain; the prose
//! gives it where there is no statement, and checks it where there is one. A disagreement is a
//! warning. Every amount read is kept among the record's facts with the part it has.

pub(super) mod currency;
mod pick;
mod sight;
mod tabled;
mod when;

use super::{
    Facts, Input, evidence,
    period::{self, Sentences},
    sentence,
    statement::Statement,
};
use crate::model::{Amount, Fact, FactRole, Metric, Period, SectionKind};
use pick::Found;
use sight::Sighting;
use when::{Scope, When};

/// The fields read here, with the metric of each.
const FIELDS: [(&str, Metric); 4] =
    [("revenue", Metric::Revenue), ("eps", Metric::Eps), ("net_income", Metric::NetIncome), ("cash", Metric::Cash)];

/// No more amounts than these are kept.
const MOST_FACTS: usize = 120;

/// Reads it from `input` into `facts`.
pub fn read(input: Input<'_>, statements: &[Statement], sentences: &Sentences, facts: &mut Facts) {
    let Some(scope) = facts.period.as_ref().and_then(Scope::of) else {
        for (field, _) in FIELDS {
            facts.lack(field, "no_period");
        }
        return;
    };
    if is_disowned(input) {
        for (field, _) in FIELDS {
            facts.lack(field, "results_not_to_be_relied_on");
        }
        return;
    }
    let (mut sightings, mut picked) = read_of(input, statements, sentences, &scope, facts);
    if tells_nothing(&picked)
        && let Some(year) = year_beside(facts)
        && let Some(scope) = Scope::of(&year)
    {
        let (seen, told) = read_of(input, statements, sentences, &scope, facts);
        if !tells_nothing(&told) {
            (sightings, picked) = (seen, told);
            (facts.period, facts.period_also) = (Some(year), None);
        }
    }
    let mut year_ago = Vec::new();
    for ((field, metric), picked) in FIELDS.into_iter().zip(picked) {
        match picked {
            Ok(found) => year_ago.extend(keep(found, field, facts).map(|prior| (metric, prior))),
            Err(reason) => facts.lack(field, reason),
        }
    }
    if pick::settle_signs(&mut facts.amounts) {
        // nothing says whether the year before was a loss too
        year_ago.retain(|(metric, _)| *metric != Metric::Eps);
    }
    let label = facts.period.clone();
    note(input, &sightings, &year_ago, label.as_ref(), facts);
    note_beside(statements, &sightings, facts);
}

/// Whether a release on a report that is late or will be restated says not to rely on results told before.
fn is_disowned(input: Input<'_>) -> bool {
    const MATTERS: [&str; 5] = ["delay", "restat", "inquiry", "investigation", "non-reliance"];
    const FAR: usize = 12_000;
    const NEAR: usize = 160;
    let titles = input.content.blocks.iter().take(14).map(|block| (block.span.start, input.content.slice(block.span)));
    let titled = titles
        .filter(|(at, text)| text.len() < 400 && sentence::kind_at(input.sections, *at) == SectionKind::Headline)
        .any(|(_, text)| {
            let lower = text.to_ascii_lowercase();
            MATTERS.iter().any(|word| lower.contains(word))
        });
    titled && {
        let text = &input.content.text[..input.content.text.floor_char_boundary(FAR)];
        memchr::memmem::find_iter(text.as_bytes(), b"be relied").any(|at| {
            let before = &text[text.floor_char_boundary(at.saturating_sub(NEAR))..at];
            before.trim_end().ends_with("no longer")
                && ["results", "figures", "earnings"].iter().any(|word| before.contains(word))
        })
    }
}

/// What was picked for each field.
type Picked = Vec<Result<Found, &'static str>>;

/// The amounts of prose, and the figures of a period.
fn read_of(
    input: Input<'_>,
    statements: &[Statement],
    sentences: &Sentences,
    scope: &Scope,
    facts: &Facts,
) -> (Vec<Sighting>, Picked) {
    let mixed = facts.period_also.is_some();
    let sightings = sight::sightings(input, sentences, scope, facts.company.as_deref());
    let setting = pick::setting(input, statements, &sightings, &facts.tickers);
    let picked = FIELDS.map(|(_, metric)| {
        let table = match metric {
            Metric::Cash => tabled::cash(statements, scope),
            _ => tabled::tabled(statements, metric, scope, mixed, &sightings),
        };
        pick::pick(metric, table, &sightings, &setting)
    });
    (sightings, picked.into())
}

/// Whether neither revenue nor earnings were found.
fn tells_nothing(picked: &Picked) -> bool {
    picked.iter().take(3).all(Result::is_err)
}

/// The year that ends with the headline quarter and is told of beside it: where a release gives no
/// figure of the quarter it is about the year.
fn year_beside(facts: &Facts) -> Option<Period> {
    let quarter = facts.period.as_ref().filter(|period| period.label.ends_with("Q4"))?;
    let label = facts.period_also.clone().filter(|label| label.ends_with("FY"))?;
    let calendar = quarter.end.and_then(period::calendar_year);
    Some(Period { label, calendar, weeks: None, ..quarter.clone() })
}

/// Puts a figure where the record has it; the figure of the year before that the record has no field for.
fn keep(found: Found, field: &str, facts: &mut Facts) -> Option<Amount> {
    let slot = match field {
        "revenue" => &mut facts.amounts.revenue,
        "eps" => &mut facts.amounts.eps,
        "net_income" => &mut facts.amounts.net_income,
        _ => &mut facts.amounts.cash,
    };
    *slot = Some(found.amount);
    facts.warnings.extend(found.warning);
    if field != "revenue" {
        return found.prior;
    }
    match found.prior {
        Some(prior) => facts.amounts.revenue_prior = Some(prior),
        None => facts.lack("revenue_prior", "no_amount_of_a_year_before"),
    }
    None
}

/// Of which period an amount is: what is set against the figure of another period than the headline's, as the
/// year's beside a quarter, is no year-ago figure of that.
fn when_of(before: &[Sighting], seen: &Sighting) -> When {
    const NEAR: usize = 200;
    let own = |other: &&Sighting| {
        other.metric == seen.metric && matches!(other.role, FactRole::Actual | FactRole::Preliminary) && !other.compared
    };
    let base = before.iter().rev().find(own).filter(|base| seen.span.start < base.span.end + NEAR);
    let of_another = seen.role == FactRole::Prior && base.is_some_and(|base| base.when == When::Other);
    if of_another { When::Other } else { seen.when }
}

/// The label of the period of an amount: the headline's, the one a year before, or a longer one that ends with it.
fn label_at(before: &[Sighting], seen: &Sighting, headline: &Period) -> Option<String> {
    const NEAR: usize = 200;
    let when = when_of(before, seen);
    if when != When::Other {
        return label_of(headline, when);
    }
    if seen.when == When::Other {
        return seen.label.clone();
    }
    // `for the year were $297 million, compared with $318 million last year`
    let base = before.iter().rev().find(|other| other.metric == seen.metric && !other.compared)?;
    let label = base.label.as_ref().filter(|_| seen.span.start < base.span.end + NEAR && seen.when == When::YearAgo)?;
    let year = label.get(..4)?.parse::<i16>().ok()? - 1;
    Some(format!("{year}{}", label.get(4..)?))
}

/// Keeps every amount that was read.
fn note(
    input: Input<'_>,
    sightings: &[Sighting],
    year_ago: &[(Metric, Amount)],
    headline: Option<&Period>,
    facts: &mut Facts,
) {
    let chosen: Vec<(Metric, Amount)> = [
        (Metric::Revenue, &facts.amounts.revenue),
        (Metric::Revenue, &facts.amounts.revenue_prior),
        (Metric::Eps, &facts.amounts.eps),
        (Metric::NetIncome, &facts.amounts.net_income),
        (Metric::Cash, &facts.amounts.cash),
    ]
    .into_iter()
    .filter_map(|(metric, amount)| amount.clone().map(|amount| (metric, amount)))
    .collect();
    let prior = facts.amounts.revenue_prior.as_ref().and_then(|amount| amount.evidence.span);
    for (metric, amount) in chosen {
        let is_prior = prior.is_some() && amount.evidence.span == prior;
        let role = match (is_prior, amount.role) {
            (true, _) => FactRole::Prior,
            (false, crate::model::Role::Actual) => FactRole::Actual,
            (false, crate::model::Role::Preliminary) => FactRole::Preliminary,
        };
        let period = headline.and_then(|period| label_of(period, if is_prior { When::YearAgo } else { When::Current }));
        facts.facts.push(Fact {
            metric,
            role,
            period,
            low: amount.low,
            high: amount.high,
            currency: Some(amount.currency),
            evidence: amount.evidence,
        });
    }
    facts.facts.extend(year_ago.iter().map(|(metric, amount)| Fact {
        metric: *metric,
        role: FactRole::Prior,
        period: headline.and_then(|period| label_of(period, When::YearAgo)),
        low: amount.low,
        high: amount.high,
        currency: Some(amount.currency.clone()),
        evidence: amount.evidence.clone(),
    }));
    let own_dollar = currency::dollar(&facts.amounts);
    for (at, seen) in sightings.iter().enumerate() {
        if facts.facts.len() >= MOST_FACTS || facts.facts.iter().any(|fact| fact.evidence.span == Some(seen.span)) {
            continue;
        }
        let (low, high) = seen.ends();
        facts.facts.push(Fact {
            metric: seen.metric,
            role: part_of(input, seen),
            period: headline.and_then(|period| label_at(&sightings[..at], seen, period)),
            low,
            high,
            currency: seen.quantity.currency().map(|code| seen.dollars(own_dollar).unwrap_or(code).to_owned()),
            evidence: evidence(seen.span, "prose_amount"),
        });
    }
}

/// Keeps the figures that the statements give of the longer period beside the headline's: the year's beside
/// those of its last quarter.
fn note_beside(statements: &[Statement], sightings: &[Sighting], facts: &mut Facts) {
    let (Some(headline), Some(label)) = (facts.period.clone(), facts.period_also.clone()) else { return };
    let longer = Period { label, ..headline };
    let Some(scope) = Scope::of(&longer) else { return };
    let amounts = &facts.amounts;
    let told =
        [(Metric::Revenue, &amounts.revenue), (Metric::Eps, &amounts.eps), (Metric::NetIncome, &amounts.net_income)];
    let mut found = Vec::new();
    for (metric, own) in told {
        let Some(own) = own.as_ref().filter(|own| own.evidence.rule.starts_with("statement")) else { continue };
        let Ok(table) = tabled::tabled(statements, metric, &scope, true, sightings) else { continue };
        let role = if own.role == crate::model::Role::Actual { FactRole::Actual } else { FactRole::Preliminary };
        let fact = |value: f64, span, role, when| Fact {
            metric,
            role,
            period: label_of(&longer, when),
            low: Some(value),
            high: Some(value),
            currency: Some(own.currency.clone()),
            evidence: evidence(span, table.rule),
        };
        if Some(table.span) == own.evidence.span {
            continue;
        }
        found.push(fact(table.value, table.span, role, When::Current));
        found.extend(table.prior.map(|(value, span)| fact(value, span, FactRole::Prior, When::YearAgo)));
    }
    found.retain(|fact| !facts.facts.iter().any(|known| known.evidence.span == fact.evidence.span));
    facts.facts.extend(found);
}

/// The part an amount has: what is expected in an outlook, of no finished period, is guidance.
fn part_of(input: Input<'_>, seen: &Sighting) -> FactRole {
    let outlook = || sentence::kind_at(input.sections, seen.span.start) == SectionKind::Outlook;
    if seen.role == FactRole::Preliminary && seen.when != When::Current && outlook() {
        return FactRole::Guidance;
    }
    seen.role
}

/// The label of the period that an amount is of, as far as the headline period fixes it.
fn label_of(headline: &Period, when: When) -> Option<String> {
    match when {
        When::Current => Some(headline.label.clone()),
        When::YearAgo => {
            let year = period::year(headline)? - 1;
            Some(format!("{year}{}", headline.label.get(4..)?))
        }
        When::Later | When::Other | When::Unsaid => None,
    }
}

#[cfg(test)]
pub(super) mod tests;
