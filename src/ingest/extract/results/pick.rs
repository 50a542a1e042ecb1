//! One figure from the statement's and the prose's.

use super::{
    currency,
    sight::Sighting,
    tabled::{Lack, Tabled},
    when::When,
};
use crate::{
    ingest::extract::{
        Input, evidence,
        money::Unit,
        sentence::{kind_at, sentences},
        statement::Statement,
    },
    model::{Amount, Amounts, FactRole, Metric, Role, SectionKind, Ticker},
};

/// What holds for the whole document.
pub(super) struct Setting {
    /// Whether the title or the first paragraph calls the figures preliminary.
    preliminary: bool,
    /// The currency of a bare `$` or of a table that names none.
    currency: &'static str,
}

/// A chosen figure.
pub(super) struct Found {
    pub amount: Amount,
    pub prior: Option<Amount>,
    pub warning: Option<String>,
}

/// Reads what holds for the whole document.
pub(super) fn setting(
    input: Input<'_>,
    statements: &[Statement],
    sightings: &[Sighting],
    tickers: &[Ticker],
) -> Setting {
    let lead = input
        .content
        .blocks
        .iter()
        .map(|block| input.content.slice(block.span))
        .filter(|text| text.len() > 120)
        .take(2);
    let mut called = lead.flat_map(sentences_of).chain(titles(input)).filter(|text| is_preliminary(text)).peekable();
    let expected = |text: &str| ["expect", "estimate", "anticipat", "unaudited"].iter().any(|word| holds(text, word));
    let dollar = statements.iter().find_map(|statement| statement.currency);
    let spoken =
        sightings.iter().filter(|seen| seen.metric == Metric::Revenue).find_map(|seen| seen.quantity.currency());
    // British companies call the results of a year preliminary that are final
    let british = spoken == Some("GBP");
    let preliminary = called.peek().is_some() && (!british || called.any(expected));
    let named = spoken.filter(|code| *code != "USD").or(dollar);
    let canadian = || currency::is_canadian(tickers, &input.content.text).then_some("CAD");
    let named = named.or_else(|| currency::declared(&input.content.text)).or_else(canadian).or(spoken);
    Setting { preliminary, currency: named.unwrap_or("USD") }
}

/// The title lines.
fn titles(input: Input<'_>) -> impl Iterator<Item = &str> {
    let blocks = input.content.blocks.iter().take(14);
    blocks
        .filter(move |block| kind_at(input.sections, block.span.start) == SectionKind::Headline)
        .map(move |block| input.content.slice(block.span))
}

/// Whether a text holds a word in letters of any case.
fn holds(text: &str, word: &str) -> bool {
    text.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}

fn sentences_of(text: &str) -> impl Iterator<Item = &str> {
    sentences(text).into_iter().take(4).map(|(start, end)| &text[start..end])
}

/// Whether words call the figures of a period preliminary.
fn is_preliminary(text: &str) -> bool {
    const FIGURES: [&str; 8] =
        ["result", "revenue", "sales", "figures", "estimate", "earnings", "financial", "information"];
    const SAYS: [&str; 12] = [
        "announc",
        "report",
        "expect",
        "provid",
        "today",
        "estimate",
        "based on",
        "release",
        "anticipat",
        "on preliminary",
        "according to",
        "indicat",
    ];
    let lower = text.to_ascii_lowercase();
    // `is preliminary and subject to change until our Form 10-Q is filed`: a standing note
    let until_filed =
        lower.contains("until ") && ["10-q", "10-k", "is filed", "are filed"].iter().any(|form| lower.contains(form));
    lower.contains("preliminary")
        && !until_filed
        && (text.len() < 120 || SAYS.iter().any(|word| lower.contains(word)))
        && !lower.contains("available")
        && !lower.contains("preliminary pro")
        && FIGURES.iter().any(|word| lower.contains(word))
}

/// Picks the figure of a metric, or says why there is none.
pub(super) fn pick(
    metric: Metric,
    table: Result<Tabled, Lack>,
    sightings: &[Sighting],
    setting: &Setting,
) -> Result<Found, &'static str> {
    let prose = said(metric, sightings, setting);
    if metric == Metric::Revenue
        && table.is_err()
        && prose.is_none()
        && let Some(whole) = lone_part(sightings)
        && let Some(seen) = said(metric, &whole, setting)
    {
        return Ok(of_prose(metric, seen, &whole, setting));
    }
    match (table, prose) {
        (Ok(table), Some(seen)) => Ok(both(metric, table, seen, sightings, setting)),
        (Ok(table), None) => Ok(of_table(table, setting, None)),
        (Err(_), Some(seen)) => Ok(of_prose(metric, seen, sightings, setting)),
        (Err(lack), None) if lack != Lack::NoRow => Err(lack.reason()),
        (Err(_), None) if sightings.iter().any(|seen| is_expected_range(metric, seen)) => {
            Err("only_a_range_of_the_period")
        }
        (Err(_), None) if sightings.iter().any(|seen| seen.metric == metric) => Err("no_amount_of_the_period"),
        (Err(_), None) => Err(match metric {
            Metric::Revenue => "no_amount_near_revenue",
            Metric::Eps => "no_amount_per_share",
            Metric::NetIncome => "no_amount_near_net_income",
            _ => "no_amount_near_cash",
        }),
    }
}

/// Whether an amount is a range that the headline period's figure is expected in; it is kept among the facts.
fn is_expected_range(metric: Metric, seen: &Sighting) -> bool {
    let ranged = seen.quantity.low.is_some() && seen.quantity.high.is_some();
    seen.metric == metric && ranged && seen.when == When::Current && seen.role == FactRole::Preliminary
}

/// The amount of the headline period that the prose gives for a metric.
fn said<'a>(metric: Metric, sightings: &'a [Sighting], setting: &Setting) -> Option<&'a Sighting> {
    let fits = |seen: &&Sighting| {
        let role = match seen.role {
            FactRole::Actual => true,
            FactRole::Preliminary => seen.when == When::Current || seen.early && (setting.preliminary || seen.carried),
            _ => false,
        };
        // A range or an open end of earnings is an outlook on them, not the figure.
        let exact = metric == Metric::Revenue || seen.quantity.low.is_some() && seen.quantity.low == seen.quantity.high;
        let when = match seen.when {
            When::Current => true,
            When::Unsaid => seen.early || seen.headed,
            When::YearAgo | When::Later | When::Other => false,
        };
        seen.metric == metric && role && when && exact
    };
    let rank = |seen: &Sighting| {
        (seen.when == When::Current) as u8 * 4
            + seen.early as u8 * 2
            + (seen.total || metric == Metric::Eps && seen.diluted) as u8
    };
    let mut best: Option<&Sighting> = None;
    for seen in sightings.iter().filter(fits) {
        if best.is_none_or(|best| rank(seen) > rank(best)) {
            best = Some(seen);
        }
    }
    best
}

/// Kinds of sale that a company may live on alone.
const TRADES: [&str; 36] = [
    "homebuilding",
    "service",
    "services",
    "voyage",
    "charter",
    "contract",
    "license",
    "rental",
    "collaboration",
    "collaborative",
    "research",
    "production",
    "patient",
    "gaming",
    "passenger",
    "freight",
    "tuition",
    "product",
    "advertising",
    "subscription",
    "fee",
    "casino",
    "transportation",
    "oil",
    "gas",
    "property",
    "hotel",
    "store",
    "franchise",
    "royalty",
    "housing",
    "home",
    "consulting",
    "trucking",
    "operating",
    "merchandise",
];

/// The amounts with those of the only kind of sale that a release speaks of taken for all its
/// revenue: `homebuilding revenue was approximately $251 million` where no other revenue is named.
fn lone_part(sightings: &[Sighting]) -> Option<Vec<Sighting>> {
    let told = |seen: &&Sighting| {
        let promised = matches!(seen.role, FactRole::Guidance | FactRole::PriorGuidance | FactRole::Analyst);
        seen.metric == Metric::Revenue && !promised
    };
    let mut parts = sightings.iter().filter(told);
    let first = parts.clone().find_map(|seen| seen.part.as_deref())?;
    let trade = first.strip_prefix("from ").unwrap_or(first);
    let alone = parts.all(|seen| seen.role == FactRole::Segment && seen.part.as_deref() == Some(first));
    let whole = |seen: &Sighting| {
        let role = match (seen.compared, seen.expected) {
            (true, _) => FactRole::Prior,
            (false, true) => FactRole::Preliminary,
            (false, false) => FactRole::Actual,
        };
        if seen.role == FactRole::Segment { Sighting { role, ..seen.clone() } } else { seen.clone() }
    };
    (alone && TRADES.contains(&trade)).then(|| sightings.iter().map(whole).collect())
}

/// Statement and prose side by side.
fn both(metric: Metric, table: Tabled, seen: &Sighting, sightings: &[Sighting], setting: &Setting) -> Found {
    let (low, high) = seen.ends();
    let near = |value: f64| {
        let slack = if metric == Metric::Eps { 0.0051 } else { rounding(value).max(0.006 * table.value.abs()) };
        (table.value.abs() - value.abs()).abs() <= slack
    };
    let says = |seen: &Sighting| {
        let (low, high) = seen.ends();
        low.is_some_and(near) || high.is_some_and(near)
    };
    // The same sentence may give another measure first, as adjusted earnings before those reported.
    let agree = within(table.value, low, high) || sightings.iter().any(|seen| seen.metric == metric && says(seen));
    if agree {
        let currency = seen.quantity.currency().filter(|code| *code != "USD");
        return of_table(table, setting, currency);
    }
    // The figure that only the table has may be of another row or column: the prose is heard where
    // it names the period, and the table is no titled statement.
    let prose_is_sure = seen.when == When::Current && seen.early && seen.role == FactRole::Actual;
    let mut found = if table.weight < 3 && prose_is_sure {
        of_prose(metric, seen, sightings, setting)
    } else {
        of_table(table, setting, None)
    };
    let said = low.or(high).unwrap_or_default();
    let contradicts = metric != Metric::Cash && seen.when == When::Current && is_comparable(said, table.value);
    found.warning = contradicts
        .then(|| format!("{metric:?}: prose has {said}, the statement {}", table.value).to_ascii_lowercase());
    found
}

/// Whether two figures can be two readings of one: of like size, or one of them in thousands or
/// millions of the other. Else one is of a part, or of another measure.
fn is_comparable(said: f64, printed: f64) -> bool {
    let ratio = (said / printed).abs();
    [1e-6, 1e-3, 1e3, 1e6].iter().any(|scale| (ratio / scale - 1.0).abs() < 0.02) || (0.5..=2.0).contains(&ratio)
}

/// By how much a figure may be off that was rounded, or cut, to the digits it is said with.
fn rounding(value: f64) -> f64 {
    let mut unit = 1.0;
    while value.abs() >= 10.0 * unit && value % (10.0 * unit) == 0.0 {
        unit *= 10.0;
    }
    if unit > 1.0 { unit } else { 0.0 }
}

fn within(value: f64, low: Option<f64>, high: Option<f64>) -> bool {
    match (low, high) {
        (Some(low), Some(high)) => low <= value && value <= high,
        (Some(low), None) => low <= value && value <= low * 2.0,
        (None, Some(high)) => value <= high && high <= value * 2.0,
        (None, None) => false,
    }
}

fn of_table(table: Tabled, setting: &Setting, currency: Option<&'static str>) -> Found {
    let role = if setting.preliminary { Role::Preliminary } else { Role::Actual };
    let currency = table.currency.or(currency).unwrap_or(setting.currency);
    let amount = |value: f64, span| Amount {
        low: Some(value),
        high: Some(value),
        currency: currency.to_owned(),
        role,
        evidence: evidence(span, table.rule),
    };
    let prior = table.prior.map(|(value, span)| Amount { role: Role::Actual, ..amount(value, span) });
    Found { amount: amount(table.value, table.span), prior, warning: None }
}

fn of_prose(metric: Metric, seen: &Sighting, sightings: &[Sighting], setting: &Setting) -> Found {
    let role = if seen.role == FactRole::Preliminary || setting.preliminary { Role::Preliminary } else { Role::Actual };
    let prior = if metric == Metric::Revenue { prior(seen, sightings, setting) } else { None };
    Found { amount: amount(seen, role, setting), prior, warning: None }
}

fn amount(seen: &Sighting, role: Role, setting: &Setting) -> Amount {
    let (low, high) = seen.ends();
    let rule = match seen.when {
        When::Current => "prose_of_period",
        _ => "prose_lead",
    };
    Amount {
        low,
        high,
        currency: seen.currency(setting.currency).to_owned(),
        role,
        evidence: evidence(seen.span, rule),
    }
}

/// The amount of a year before that the prose sets beside another.
fn prior(current: &Sighting, sightings: &[Sighting], setting: &Setting) -> Option<Amount> {
    let near = |seen: &&Sighting| {
        seen.metric == current.metric
            && seen.role == FactRole::Prior
            && seen.quantity.currency() == current.quantity.currency()
            && seen.span.start > current.span.start
            && seen.span.start - current.span.end < 900
            && !is_of_another(current, seen, sightings)
    };
    let named = sightings.iter().filter(near).find(|seen| seen.when == When::YearAgo);
    let loose = || {
        sightings.iter().filter(near).find(|seen| seen.when == When::Unsaid && seen.span.start - current.span.end < 160)
    };
    named.or_else(loose).map(|seen| amount(seen, Role::Actual, setting))
}

/// Whether another amount that is reported stands between, with which the last is compared.
fn is_of_another(current: &Sighting, prior: &Sighting, sightings: &[Sighting]) -> bool {
    sightings.iter().any(|between| {
        between.metric == current.metric
            && matches!(between.role, FactRole::Actual | FactRole::Preliminary)
            && current.span.end <= between.span.start
            && between.span.end <= prior.span.start
            && between.ends() != current.ends()
            && between.when != When::Current
            && !between.paired
    })
}

/// Makes a loss per share negative where the net result is a loss; whether it was not.
pub(super) fn settle_signs(amounts: &mut Amounts) -> bool {
    let loss = amounts.net_income.as_ref().and_then(|amount| amount.high).is_some_and(|value| value < 0.0);
    let Some(eps) = &mut amounts.eps else { return false };
    let positive = eps.low.is_some_and(|value| value > 0.0) && eps.high.is_some_and(|value| value > 0.0);
    if !loss || !positive {
        return false;
    }
    let (low, high) = (eps.low, eps.high);
    eps.low = high.map(|value| -value);
    eps.high = low.map(|value| -value);
    true
}

impl Sighting {
    /// Low and high, a loss negative.
    pub fn ends(&self) -> (Option<f64>, Option<f64>) {
        let (low, high) = (self.quantity.low, self.quantity.high);
        let positive = low.or(high).is_some_and(|value| value > 0.0);
        if self.loss && positive && matches!(self.metric, Metric::Eps | Metric::NetIncome) {
            return (high.map(|value| -value), low.map(|value| -value));
        }
        (low, high)
    }

    /// The currency, a bare `$` being that of the document.
    fn currency(&self, document: &'static str) -> &'static str {
        match self.quantity.unit {
            Unit::Money(currency) if currency.plain && currency::DOLLARS.contains(&document) => document,
            Unit::Money(currency) => currency.code,
            _ => document,
        }
    }

    /// The dollar of the document, where the amount has a bare `$`.
    pub fn dollars(&self, own: Option<&'static str>) -> Option<&'static str> {
        match self.quantity.unit {
            Unit::Money(currency) if currency.plain => own,
            _ => None,
        }
    }
}
