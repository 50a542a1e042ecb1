//! Fields with an order: dates, amounts, guidance, periods, tone.

use super::{
    ast::Value,
    error::QueryError,
    plan::{Bounds, Filter, Measure, Plan},
    resolve::{Named, listed, metric_called, metrics, one_of, singles, synonym, terms},
    values::{self, Money},
};
use crate::{
    index::schema::{ACTIONS, TONES, Values},
    model::{Date, Metric},
};

type Resolved<T = Plan> = Result<T, QueryError>;

/// Joins what the values of a set mean.
fn each(field: &Named<'_>, one: impl Fn(&Value) -> Resolved) -> Resolved {
    let mut plans = singles(field).into_iter().map(one).collect::<Resolved<Vec<_>>>()?;
    Ok(if plans.len() == 1 { plans.remove(0) } else { Plan::Or(plans) })
}

fn bad(field: &Named<'_>, text: &str, what: &str, hint: &str) -> QueryError {
    QueryError::at(field.value_span, format!("`{text}` is no {what}")).hint(hint.to_owned())
}

fn shapeless(field: &Named<'_>) -> QueryError {
    QueryError::at(field.value_span, format!("`{}` takes a value, a range or a set of these", field.spec.name))
}

pub(super) fn date(field: &Named<'_>, today: Date) -> Resolved {
    let read = |text: &str| {
        values::days(text, today).ok_or_else(|| {
            bad(
                field,
                text,
                "date",
                "as in `2005`, `2005-04`, `2005-04-18`, `April 18, 2005`, `2005Q1`, `last 90 days`",
            )
        })
    };
    each(field, |value| {
        let spread = spread(value, Values::Date);
        let (first, last) = match spread.as_ref().unwrap_or(value) {
            Value::Plain(text) | Value::Quoted(text, 0) => {
                let (first, last) = read(text)?;
                (Some(first), Some(last))
            }
            Value::Range { low, low_in, high, high_in } => {
                let low = low.as_deref().map(read).transpose()?;
                let high = high.as_deref().map(read).transpose()?;
                let first = low.map(|(first, last)| if *low_in { first } else { last.tomorrow().unwrap_or(last) });
                let last = high.map(|(first, last)| if *high_in { last } else { first.yesterday().unwrap_or(first) });
                (first, last)
            }
            _ => return Err(shapeless(field)),
        };
        in_order(field, first.zip(last).is_none_or(|(first, last)| first <= last))?;
        Ok(Plan::Filter(Filter::Days(field.spec.name, first, last)))
    })
}

/// A range that is written as one text, `"2004 to 2005"`.
fn spread(value: &Value, values: Values) -> Option<Value> {
    let (Value::Plain(text) | Value::Quoted(text, 0)) = value else { return None };
    if values::is_value(values, text) {
        return None;
    }
    let (low, high) = values::ends_of(text).or_else(|| match values {
        Values::Period => values::periods_joined(text),
        _ => None,
    })?;
    let end = |text: &str| (!text.is_empty() && text != "*").then(|| text.to_owned());
    Some(Value::Range { low: end(low), low_in: true, high: end(high), high_in: true })
}

fn in_order(field: &Named<'_>, ordered: bool) -> Resolved<()> {
    let error = || QueryError::at(field.value_span, "the range ends before it begins").hint("turn its ends round");
    if ordered { Ok(()) } else { Err(error()) }
}

fn money(field: &Named<'_>, text: &str) -> Resolved<Money> {
    let money = values::amount(text).ok_or_else(|| {
        bad(field, text, "amount", "as in `30M`, `$1.2bn`, `1,500,000`, `EUR 12m`, `30M..34M`, `>=1bn`")
    })?;
    only_guidance_in_percent(field, &money).map(|()| money)
}

/// What was reported stands in the index as amounts.
fn only_guidance_in_percent(field: &Named<'_>, money: &Money) -> Resolved<()> {
    if !money.percent || field.spec.name == "guidance" {
        return Ok(());
    }
    Err(QueryError::at(field.value_span, format!("`{}` is no amount in percent", field.spec.name))
        .hint("percents go with guidance: `guidance.gross_margin:30%..40%`, `guidance:5%..7%` for growth of revenue"))
}

type Currencies = Option<&'static [&'static str]>;

/// An end of a range, open or an amount, and whether it is in.
type End = (Option<Money>, bool);

/// The ends that a value names; a single amount is none.
fn amounts(field: &Named<'_>, value: &Value) -> Resolved<Option<(End, End)>> {
    match value {
        Value::Plain(text) | Value::Quoted(text, 0) => {
            if let Some((low, high)) = values::amounts_between(text) {
                only_guidance_in_percent(field, &low)?;
                return Ok(Some(((Some(low), true), (Some(high), true))));
            }
            Ok(None)
        }
        Value::Range { low, low_in, high, high_in } => {
            let mut low = low.as_deref().map(|text| money(field, text)).transpose()?;
            let mut high = high.as_deref().map(|text| money(field, text)).transpose()?;
            if let (Some(low), Some(high)) = (&mut low, &mut high) {
                values::share_scale(low, high);
            }
            Ok(Some(((low, *low_in), (high, *high_in))))
        }
        _ => Err(shapeless(field)),
    }
}

/// The bounds that a value stands for, and what it says of their measure.
struct Stretch {
    bounds: Bounds,
    currencies: Currencies,
    percent: bool,
    /// Whether its ends are small numbers without a unit.
    bare: bool,
}

fn stretch(field: &Named<'_>, value: &Value) -> Resolved<Stretch> {
    if let Some(((low, low_in), (high, high_in))) = amounts(field, value)? {
        no_small_sums(field, [low.as_ref(), high.as_ref()])?;
        let bounds = Bounds {
            low: low.as_ref().map_or(f64::NEG_INFINITY, |money| money.value),
            low_in,
            high: high.as_ref().map_or(f64::INFINITY, |money| money.value),
            high_in,
        };
        in_order(field, bounds.low <= bounds.high)?;
        let ends = || [&low, &high].into_iter().flatten();
        return Ok(Stretch {
            bounds,
            currencies: ends().find_map(|money| money.currencies),
            percent: ends().any(|money| money.percent),
            bare: ends().all(Money::is_bare),
        });
    }
    let (Value::Plain(text) | Value::Quoted(text, _)) = value else { return Err(shapeless(field)) };
    let money = money(field, text)?;
    no_small_sums(field, [Some(&money), None])?;
    let bare = money.is_bare();
    let Money { value, half, currencies, percent, .. } = money;
    let bounds = Bounds { low: value - half, low_in: true, high: value + half, high_in: half == 0.0 };
    Ok(Stretch { bounds, currencies, percent, bare })
}

/// Whether a field holds sums, of which nobody means single dollars.
fn holds_sums(field: &Named<'_>) -> bool {
    match (field.spec.name, field.part.map(str::to_lowercase).as_deref()) {
        ("revenue" | "revenue_prior" | "net_income" | "cash", _) | ("guidance", None) => true,
        ("guidance", Some(part)) => !matches!(
            part,
            "eps" | "gross_margin" | "operating_margin" | "tax_rate" | "shares" | "comparable_sales" | "other"
        ),
        _ => false,
    }
}

/// `revenue:30..50` would be dollars, and millions are meant.
fn no_small_sums(field: &Named<'_>, ends: [Option<&Money>; 2]) -> Resolved<()> {
    let named: Vec<&Money> = ends.into_iter().flatten().collect();
    let wrong =
        holds_sums(field) && named.iter().all(|money| money.lacks_unit()) && named.iter().any(|m| m.value != 0.0);
    if !wrong {
        return Ok(());
    }
    let largest = named.iter().map(|money| money.value).fold(0.0, |a: f64, b| if b.abs() > a.abs() { b } else { a });
    let name = field.spec.name;
    let hint = match name {
        "guidance" => format!("write `{largest}M` for millions, `guidance.eps:` for earnings per share"),
        _ if largest.abs() < 1000.0 => format!("write `{largest}M` for millions, as in `{name}:30M..50M`"),
        _ => format!("write `{largest}M` for millions, `{}k` for thousands", largest / 1000.0),
    };
    Err(QueryError::at(field.value_span, format!("{largest} without a unit is no sum of `{name}`")).hint(hint))
}

pub(super) fn amount(field: &Named<'_>) -> Resolved {
    let part = field.part.map(str::to_lowercase);
    let name = if part.as_deref() == Some("prior") { "revenue_prior" } else { field.spec.name };
    each(field, |value| {
        let Stretch { bounds, currencies, .. } = stretch(field, value)?;
        let mut plans = vec![Plan::Filter(Filter::Amount(name, bounds))];
        if let Some(role) = part.as_deref().filter(|part| *part != "prior") {
            plans.push(terms("role", vec![role.to_owned()]));
        }
        if let Some(codes) = currencies {
            if field.spec.name != "revenue" {
                if codes.len() > 1 {
                    return Ok(Plan::Filter(Filter::Amount(name, bounds)));
                }
                return Err(QueryError::at(
                    field.value_span,
                    format!("the currency of `{}` is not searchable", field.spec.name),
                )
                .hint("leave it out, or add `currency:` for that of the revenue"));
            }
            plans.push(terms("currency", codes.iter().map(|code| (*code).to_owned()).collect()));
        }
        Ok(if plans.len() == 1 { plans.remove(0) } else { Plan::And(plans) })
    })
}

pub(super) fn guidance(field: &Named<'_>) -> Resolved {
    let metric = match field.part.map(str::to_lowercase) {
        None => Metric::Revenue,
        Some(part) => metrics()
            .into_iter()
            .find(|(name, _)| name == metric_called(&part))
            .map_or(Metric::Revenue, |(_, metric)| metric),
    };
    each(field, |value| {
        if let Value::Plain(text) | Value::Quoted(text, 0) = value
            && let typed = text.to_lowercase()
            && let action = synonym("guidance_action", &typed).unwrap_or(&typed)
            && ACTIONS.contains(&action)
        {
            return Ok(terms("guidance_action", vec![action.to_owned()]));
        }
        let found = stretch(field, value).map_err(|error| {
            if error.hint.as_deref().is_some_and(|hint| hint.starts_with("write")) {
                return error;
            }
            let actions = listed(ACTIONS.iter().copied());
            error.hint(format!("an amount as in `30M..34M`, or one of {actions}"))
        })?;
        if found.currencies.is_some_and(|codes| codes.len() == 1) {
            return Err(
                QueryError::at(field.value_span, "the currency of guidance is not searchable").hint("leave it out")
            );
        }
        let percent = found.percent || (found.bare && is_share(metric));
        let measure = if percent { Measure::Percent } else { Measure::Amount };
        Ok(Plan::Filter(Filter::Guidance(metric, measure, found.bounds)))
    })
}

/// Whether a measure is told in percent.
fn is_share(metric: Metric) -> bool {
    use Metric::{ComparableSales, GrossMargin, OperatingMargin, TaxRate};
    matches!(metric, ComparableSales | GrossMargin | OperatingMargin | TaxRate)
}

pub(super) fn tone(field: &Named<'_>) -> Resolved {
    let is_label = |value: &Value| match value {
        Value::Plain(text) | Value::Quoted(text, 0) => values::amount(text).is_none(),
        _ => false,
    };
    let label = singles(field).iter().all(|value| is_label(value));
    if label {
        return one_of(field, TONES).map(|labels| terms("tone", labels));
    }
    each(field, |value| Ok(Plan::Filter(Filter::Score(stretch(field, value)?.bounds))))
}

/// A label, or every label of a year.
fn labels(field: &Named<'_>, text: &str) -> Resolved<Vec<String>> {
    if let Some(year) = values::year(text) {
        return Ok(values::labels_of(year));
    }
    values::period(text).map(|label| vec![label]).ok_or_else(|| no_period(field, text))
}

fn no_period(field: &Named<'_>, text: &str) -> QueryError {
    if values::period(&format!("{text} 2005")).is_some() {
        let error = QueryError::at(field.value_span, format!("`{text}` lacks the year"));
        return error.hint(format!("as in `{}:{text} 2005`, or `2004Q3..2005Q2` for a range", field.spec.name));
    }
    bad(field, text, "period", "as in `2005Q1`, `Q1 2005`, `1Q05`, `FY2005`, `2005`, `2004Q3..2005Q2`")
}

pub(super) fn period(field: &Named<'_>) -> Resolved {
    let mut found = Vec::new();
    for value in singles(field) {
        let spread = spread(value, Values::Period);
        match spread.as_ref().unwrap_or(value) {
            Value::Plain(text) | Value::Quoted(text, 0) => found.extend(labels(field, text)?),
            Value::Range { low, low_in, high, high_in } => {
                found.extend(between(field, (low.as_deref(), *low_in), (high.as_deref(), *high_in))?);
            }
            _ => return Err(shapeless(field)),
        }
    }
    Ok(terms(field.spec.name, found.into_iter().map(|label| label.to_lowercase()).collect()))
}

/// Labels from one end to the other; years alone take all their labels, years beside quarters
/// their first or last quarter.
fn between(field: &Named<'_>, low: (Option<&str>, bool), high: (Option<&str>, bool)) -> Resolved<Vec<String>> {
    const FIRST: u16 = 1980;
    const LAST: u16 = 2100;
    let year_of = |text: Option<&str>| text.and_then(values::year);
    let all_years = [low.0, high.0].into_iter().flatten().all(|text| values::year(text).is_some());
    if all_years {
        let from = year_of(low.0).map_or(FIRST, |year| year + u16::from(!low.1));
        let to = year_of(high.0).map_or(LAST, |year| year - u16::from(!high.1));
        in_order(field, from <= to)?;
        return Ok((from..=to).flat_map(values::labels_of).collect());
    }
    let read = |text: &str, quarter: &str| match values::year(text) {
        Some(year) => Ok(format!("{year}{quarter}")),
        None => values::period(text).ok_or_else(|| no_period(field, text)),
    };
    let first = low.0.map(|text| read(text, if low.1 { "Q1" } else { "Q4" })).transpose()?;
    let last = high.0.map(|text| read(text, if high.1 { "Q4" } else { "Q1" })).transpose()?;
    let open = |other: &Option<String>, year: u16, highest: bool| {
        let part = other.as_deref().and_then(|label| label.get(4..)).unwrap_or("Q1");
        let digit = if highest {
            part.replace(['1', '2', '3'], "4").replace("H4", "H2")
        } else {
            part.replace(['2', '3', '4'], "1")
        };
        let part = if part == "9M" || part == "FY" { part.to_owned() } else { digit };
        format!("{year}{part}")
    };
    let from = first.clone().unwrap_or_else(|| open(&last, FIRST, false));
    let to = last.clone().unwrap_or_else(|| open(&first, LAST, true));
    in_order(field, from <= to)?;
    let labels = values::labels_between(&from, &to).ok_or_else(|| {
        QueryError::at(field.value_span, "the ends of this range are of different sorts")
            .hint("two quarters, or two years: `2004Q3..2005Q2`, `FY2004..FY2005`")
    })?;
    let excluded =
        |label: &String| (!low.1 && first.as_ref() == Some(label)) || (!high.1 && last.as_ref() == Some(label));
    Ok(labels.into_iter().filter(|label| !excluded(label)).collect())
}
