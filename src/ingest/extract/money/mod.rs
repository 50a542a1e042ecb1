//! Amounts in running text: currency, number, unit, and the ranges made of them.
//!
//! One pass over the text finds every number; what stands around it gives its unit; two numbers
//! that `to`, a dash or `between ... and` joins become a range and share the unit that only one of
//! them carries. `increased from $4 million to $5 million` is no range but a change.

mod currency;
mod lead;
mod number;
mod range;
mod text;
mod words;

use crate::model::Span;
pub use lead::denies_a_bound;
use lead::{Bound, Lead};
use number::{Form, Part, Sign};

/// An amount, a range or a percentage, as the text has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// From the first word that bears on the amount (`between`, `at least`, `$`) to its unit.
    pub span: Span,
    /// Lower end; absent where open (`up to`). Absolute: `$30 million` is 30000000, `12 cents` 0.12.
    pub low: Option<f64>,
    /// Upper end; the same as `low` for a single figure, absent where open (`at least`).
    pub high: Option<f64>,
    /// What it counts.
    pub unit: Unit,
    /// What it is for each of.
    pub per: Per,
    /// `approximately`, `about`, `roughly`.
    pub approximate: bool,
    /// `from` stood before it: the first half of a change, or of a range that words part.
    pub from: bool,
}

/// What a [`Quantity`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Money of an ISO 4217 currency.
    Money(Currency),
    /// Per cent: `5%` is 5.
    Percent,
    /// Percentage points, from points or basis points: `50 basis points` is 0.5.
    Points,
    /// A number with no unit but its magnitude (`12 million`) or its commas (`3,214,000`).
    Number,
}

/// A currency as an amount names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency {
    /// ISO 4217 code.
    pub code: &'static str,
    /// Whether only `$`, `dollars` or `cents` says so: another dollar where the document has one.
    pub plain: bool,
}

/// What an amount is for each of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Per {
    /// Nothing: a whole amount.
    #[default]
    None,
    /// A share, unit or depositary share.
    Share,
    /// Anything else: `per ton`, `per day`.
    Other,
}

impl Quantity {
    /// The ISO 4217 code, for money.
    #[must_use]
    pub fn currency(&self) -> Option<&'static str> {
        match self.unit {
            Unit::Money(currency) => Some(currency.code),
            Unit::Percent | Unit::Points | Unit::Number => None,
        }
    }

    /// Whether both ends are known and differ.
    #[must_use]
    pub fn is_range(&self) -> bool {
        self.low.is_some() && self.high.is_some() && self.low != self.high
    }
}

/// Whether the words right before an amount make it a loss or deficit: `a net loss of $0.05`.
/// The amount itself is not negative then, as [`amounts`] reads it.
#[must_use]
pub fn is_called_loss(text: &str, quantity: &Quantity) -> bool {
    const FILL: [&str; 17] = [
        "of",
        "was",
        "were",
        "is",
        "be",
        "to",
        "a",
        "per",
        "share",
        "diluted",
        "basic",
        "approximately",
        "totaled",
        "range",
        "the",
        "in",
        "from",
    ];
    let before = text::window_before(text, quantity.span.start, 60);
    let before = before.rsplit(['.', ';', ',']).next().unwrap_or(before);
    let mut words = before.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).rev();
    let told = words.find(|word| !FILL.iter().any(|fill| word.eq_ignore_ascii_case(fill)));
    told.is_some_and(|word| ["loss", "losses", "deficit"].iter().any(|loss| word.eq_ignore_ascii_case(loss)))
}

/// Every amount of a text, in order, not overlapping.
///
/// ```
/// use filings::ingest::extract::money::amounts;
/// let found = amounts("We expect revenue of between $30 million to $34 million, up 5-7 percent.");
/// assert_eq!((found[0].low, found[0].high), (Some(30e6), Some(34e6)));
/// assert_eq!((found[1].low, found[1].high), (Some(5.0), Some(7.0)));
/// ```
#[must_use]
pub fn amounts(text: &str) -> Vec<Quantity> {
    let parts = words::parts(text);
    let mut found = Vec::with_capacity(parts.len() / 2);
    let mut index = 0;
    while index < parts.len() {
        let (quantity, taken) = quantity(text, &parts[index..]);
        found.extend(quantity);
        index += taken;
    }
    found
}

/// The quantity that the first part starts, and how many parts it takes.
fn quantity(text: &str, parts: &[Part]) -> (Option<Quantity>, usize) {
    let first = &parts[0];
    let next = parts.get(1).filter(|next| next.start.saturating_sub(first.end) <= range::LONGEST_GAP);
    if !first.has_unit() && !first.grouped && next.is_none() {
        return (None, 1);
    }
    if first.is_year() && next.is_none_or(|next| !next.is_year()) {
        return (None, 1);
    }
    let mut lead = lead::before(text, signed_start(text, first));
    lead.range |= lead.from && range::is_two(text, parts);
    if let Some(next) = next
        && let Some(range) = range::join(text, &lead, first, next)
    {
        return (range, 2);
    }
    if let Some(range) = range::around(text, &lead, parts) {
        return (Some(range), 3);
    }
    if !first.has_unit() && !first.grouped {
        return (None, 1);
    }
    if let Some(next) = next
        && let Some(range) = range::spread(text, &lead, first, next)
    {
        return (Some(range), 2);
    }
    (Some(single(text, &lead, first)), 1)
}

/// Where a part starts, its dash or sign word counted.
fn signed_start(text: &str, part: &Part) -> usize {
    let before = text[..part.start].trim_end();
    match part.sign {
        Sign::Dash => text[..part.start].char_indices().next_back().map_or(part.start, |(at, _)| at),
        Sign::Negative | Sign::Positive => ["minus", "negative", "plus", "positive"]
            .iter()
            .find(|word| text::ends_with_phrase(before, word))
            .map_or(part.start, |word| before.len() - word.len()),
        Sign::None => part.start,
    }
}

fn single(text: &str, lead: &Lead, part: &Part) -> Quantity {
    let (after, end) = lead::after(text, part.end);
    let bound = if lead.bound == Bound::None { after } else { lead.bound };
    let value = match part.sign {
        Sign::Dash => -part.value(0),
        _ => part.value(0),
    };
    Quantity {
        span: Span::new(lead.start, if after == Bound::None { part.end } else { end }),
        low: (bound != Bound::Ceiling).then_some(value),
        high: (bound != Bound::Floor).then_some(value),
        unit: unit(part),
        per: part.per,
        approximate: lead.approximate,
        from: lead.from,
    }
}

fn unit(part: &Part) -> Unit {
    match (part.form, part.currency) {
        (Form::Percent, _) => Unit::Percent,
        (Form::Points | Form::BasisPoints, _) => Unit::Points,
        (Form::Plain | Form::Cents, Some(code)) => Unit::Money(Currency { code, plain: part.plain }),
        (Form::Plain | Form::Cents, None) => Unit::Number,
    }
}

#[cfg(test)]
mod tests;
