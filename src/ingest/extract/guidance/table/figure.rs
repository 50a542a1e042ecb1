//! The cells of a row as figures: ranges that were cut over cells joined, their sign and their scale.

use std::sync::LazyLock;

use crate::{
    ingest::{
        extract::money::{self, Per, Quantity, Unit},
        parse::table::parse_number,
        words::Parts,
    },
    model::{Cell, Content, Guidance, Metric, Row, Span},
};

/// The cells of a row, the ends of a range that were taken for two figures joined again, a sign with its figure:
/// `$.11 - $.13`, `$ | 91 | - | $ | 93`.
pub(super) fn joined(content: &Content, row: &Row) -> Vec<Cell> {
    const NEAR: u32 = 4;
    let digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    let dash = |text: &str| matches!(text, "-" | "–" | "—" | "to" | "--");
    let sign = |text: &str| matches!(text, "$" | "(" | "$(" | "US$" | "€" | "£" | "~");
    let mut cells: Vec<Cell> = Vec::with_capacity(row.cells.len());
    for cell in &row.cells {
        let text = content.slice(cell.span).trim();
        let count = cells.len();
        let joins = cells.last().is_some_and(|last| {
            let before = content.slice(last.span).trim();
            let near = cell.left.saturating_sub(last.right) <= NEAR;
            let open = before.ends_with(['-', '–', '—']) && before.len() > 1 || before.ends_with(" to");
            let goes_on = ["- ", "– ", "-$", "to ", "+/-", "\u{b1}"].iter().any(|mark| text.starts_with(mark));
            let ranged = digit(before) && (dash(text) || open && (digit(text) || sign(text)) || goes_on && !open);
            let signed = sign(before) || before.ends_with(['$', '(', '€', '£']) && before.len() < 40 && digit(before);
            let closed = matches!(text, ")" | "%" | ")%" | "%)") && digit(before);
            count > 1 && near && (ranged || signed && (digit(text) || text.starts_with('(')) || closed)
        });
        match cells.last_mut().filter(|_| joins) {
            Some(last) => {
                *last =
                    Cell { span: Span::new(last.span.start, cell.span.end), right: cell.right.max(last.right), ..*last }
            }
            None => cells.push(*cell),
        }
    }
    cells
}

/// What a cell promises of a metric. A bare number is one where the table says what it multiplies, or of a share.
pub(super) fn quantity_of(text: &str, metric: Metric, scale: f64) -> Option<Quantity> {
    const MOVES: [&str; 8] = [
        "up ",
        "down ",
        "increase of ",
        "decrease of ",
        "growth of ",
        "decline of ",
        "approximately up ",
        "approximately down ",
    ];
    let plain = plain(text);
    let bared = MOVES.iter().find_map(|word| {
        let head = plain.get(..word.len())?;
        head.eq_ignore_ascii_case(word).then(|| &plain[word.len()..])
    });
    let read = bracketed(&plain).or_else(|| amount(bared.unwrap_or(&plain), metric));
    let read = read.filter(|read| !is_bare_year(&plain, read));
    let bare = bare(&plain).filter(|_| metric == Metric::Eps || scale > 1.0);
    // of `2,140 to 2,210` the first number alone is an amount
    let ranged = || bare.as_ref().is_some_and(Quantity::is_range);
    let read = read.filter(|read| read.unit != Unit::Number || !ranged()).or(bare)?;
    const FALLS: [&str; 6] = ["down ", "decline", "decrease", "lower", "(loss", "loss of"];
    let lower = plain.to_ascii_lowercase();
    let falls = FALLS.iter().any(|word| lower.contains(word)) && !lower.contains(" up ");
    let ends = || [read.low, read.high].into_iter().flatten();
    let positive = ends().all(|value| value >= 0.0) && ends().any(|value| value > 0.0);
    if falls && positive {
        let (low, high) = (read.high.map(|value| 0.0 - value), read.low.map(|value| 0.0 - value));
        return Some(Quantity { low, high, ..read });
    }
    Some(read)
}

/// A cell's words without the bars between the cells that were joined to it.
pub(super) fn plain(text: &str) -> String {
    let text = &text[..text.floor_char_boundary(120)];
    let mut plain = String::with_capacity(text.len());
    for word in text.split(['|', ' ', '\n', '\u{a0}']).filter(|word| !word.is_empty()) {
        let glued = plain.ends_with(['$', '(', '~']) || matches!(word, ")" | "%" | ")%" | "%)");
        if !plain.is_empty() && !glued {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    plain.trim_start_matches('~').to_owned()
}

/// A range of rates of which one end at least stands in brackets, and so is below zero: `(1.5%) - 2.5%`.
fn bracketed(text: &str) -> Option<Quantity> {
    let end = |text: &str| {
        let text = text.trim();
        let bare = text.trim_matches(['(', ')', '%']);
        let value: f64 = bare.strip_prefix('-').unwrap_or(bare).parse().ok()?;
        Some(if text.starts_with('(') || bare.len() < text.len() && bare.starts_with('-') {
            0.0 - value
        } else {
            value
        })
    };
    if !(text.starts_with('(') || text.ends_with(')')) || !text.contains('%') {
        return None;
    }
    let (low, high) = [" - ", " – ", " — ", " to ", "–", "—"].iter().find_map(|mark| text.split_once(mark))?;
    let (low, high) = (end(low)?, end(high)?);
    Some(Quantity {
        span: Span::new(0, text.len()),
        low: Some(low.min(high)),
        high: Some(low.max(high)),
        unit: Unit::Percent,
        per: Per::None,
        approximate: false,
        from: false,
    })
}

/// Whether a cell says what its figures are multiplied by: `$31.5 million`, `$32M`.
pub(super) fn has_unit(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let coded = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        digits.ends_with(|c: char| c.is_ascii_digit()) && matches!(&word[digits.len()..], "m" | "mm" | "b" | "bn" | "k")
    };
    ["thousand", "million", "billion", "trillion"].iter().any(|unit| lower.contains(unit))
        || lower.split(|c: char| !c.is_ascii_alphanumeric()).any(coded)
}

/// Figures without a unit: `91.0`, `91 - 93`, `355 to 361`.
fn bare(text: &str) -> Option<Quantity> {
    let (low, high) = match [" - ", " – ", " — ", " to ", "–", "—"].iter().find_map(|mark| text.split_once(mark))
    {
        Some((low, high)) => (parse_number(low.trim())?, parse_number(high.trim())?),
        None => {
            let value = parse_number(text).filter(|_| text.bytes().any(|byte| byte.is_ascii_digit()))?;
            (value, value)
        }
    };
    let year = |value: f64| value.fract() == 0.0 && (1990.0..2060.0).contains(&value) && !text.contains(',');
    let span = Span::new(0, text.len());
    (low <= high && !year(low)).then_some(Quantity {
        span,
        low: Some(low),
        high: Some(high),
        unit: Unit::Number,
        per: Per::None,
        approximate: false,
        from: false,
    })
}

/// Whether an amount is the name of a year: `2019`.
fn is_bare_year(text: &str, read: &Quantity) -> bool {
    let plain = read.unit == Unit::Number && !text.contains([',', '$', '.']);
    plain && read.low.is_some_and(|value| value.fract() == 0.0 && (1990.0..2060.0).contains(&value))
}

/// The first amount of a text, where it may be one of this metric.
pub(in super::super) fn amount(text: &str, metric: Metric) -> Option<Quantity> {
    let text = &text[..text.floor_char_boundary(120)];
    let first = money::amounts(text).into_iter().next()?;
    let share = matches!(metric, Metric::GrossMargin | Metric::OperatingMargin | Metric::TaxRate);
    let fits = match first.unit {
        Unit::Money(_) | Unit::Number => !share,
        Unit::Percent => true,
        Unit::Points => false,
    };
    fits.then_some(first)
}

/// The amount that a cell says it replaces: `$4.1 to $4.3 billion (previously $3.9 to $4.2 billion)`.
pub(super) fn previously(text: &str, metric: Metric, scale: f64) -> Option<Quantity> {
    let lower = text.to_ascii_lowercase();
    let at =
        ["previously", "(prior", "(previous", "(was ", "(from "].iter().filter_map(|word| lower.find(word)).min()?;
    let words = text.get(at..)?.trim_start_matches('(');
    let words = words.find(|c: char| c.is_ascii_digit() || c == '$').map_or(words, |from| &words[from..]);
    quantity_of(words.trim_end_matches(')'), metric, scale)
}

pub(in super::super) fn of(quantity: &Quantity, metric: Metric, scale: f64, label: &str) -> Guidance {
    let mut guidance = Guidance { metric, ..Guidance::default() };
    // figures written out in full are not multiplied
    let most = if scale < 1e6 { 1e7 } else { 1e5 };
    let small = [quantity.low, quantity.high].iter().flatten().all(|value| value.abs() < most);
    let scale = if small && metric != Metric::Eps && !label.contains("per share") { scale } else { 1.0 };
    match quantity.unit {
        Unit::Percent => (guidance.pct_low, guidance.pct_high) = (quantity.low, quantity.high),
        unit => {
            (guidance.low, guidance.high) =
                (quantity.low.map(|low| low * scale), quantity.high.map(|high| high * scale));
            guidance.currency = match unit {
                Unit::Money(currency) => Some(currency.code.to_owned()),
                _ if metric == Metric::Shares => None,
                _ => Some("USD".to_owned()),
            };
        }
    }
    guidance
}

/// What "(in millions)" multiplies by; 1 where nothing is said.
pub(in super::super) fn scale_of(text: &str) -> f64 {
    const SCALES: [(&str, f64); 13] = [
        ("in billions", 1e9),
        ("in millions", 1e6),
        ("in thousands", 1e3),
        ("$ millions", 1e6),
        ("(millions", 1e6),
        ("($m)", 1e6),
        ("($ m)", 1e6),
        ("($mm", 1e6),
        ("(mm)", 1e6),
        ("$ in mm", 1e6),
        ("($ mil", 1e6),
        ("($000", 1e3),
        ("(000", 1e3),
    ];
    static WORDS: LazyLock<Parts> = LazyLock::new(|| Parts::new(SCALES.map(|(words, _)| words)));
    WORDS.of(text).min().map_or(1.0, |first| SCALES[first].1)
}

/// Whether an amount of the whole company is so small that its unit must stand elsewhere.
pub(super) fn is_without_scale(one: &Guidance) -> bool {
    let whole = !matches!(one.metric, Metric::Eps | Metric::Shares | Metric::Other);
    let most = one
        .low
        .into_iter()
        .chain(one.high)
        .map(f64::abs)
        .fold(None, |most: Option<f64>, value| Some(most.map_or(value, |most| most.max(value))));
    whole && one.currency.is_some() && most.is_some_and(|most| most > 0.0 && most < 1000.0)
}
