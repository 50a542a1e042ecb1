//! Numbers as readers write them.

use crate::model::Amount;

/// `1,234,567` or `0.89`.
#[must_use]
pub fn plain(value: f64) -> String {
    let digits =
        if value.fract() == 0.0 { format!("{:.0}", value.abs()) } else { trim(&format!("{:.4}", value.abs())) };
    let (whole, fraction) = digits.split_once('.').map_or((digits.as_str(), None), |(a, b)| (a, Some(b)));
    let mut out = String::from(if value < 0.0 { "-" } else { "" });
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// `30M`, `1.25B`, `450K`: up to four significant digits, as a query takes them.
#[must_use]
pub fn short(value: f64) -> String {
    let (scaled, unit) = match value.abs() {
        size if size >= 1e9 => (value / 1e9, "B"),
        size if size >= 1e6 => (value / 1e6, "M"),
        size if size >= 1e4 => (value / 1e3, "K"),
        _ => (value, ""),
    };
    format!("{}{unit}", trim(&format!("{scaled:.3}")))
}

/// `USD 30M..34M`, `USD 12.9B`; an open end is left out.
#[must_use]
pub fn amount(amount: &Amount) -> String {
    format!("{} {}", amount.currency, range(amount.low, amount.high))
}

/// `30M..34M`, `30M`, `30M..`, `..34M`.
#[must_use]
pub fn range(low: Option<f64>, high: Option<f64>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => short(low),
        (low, high) => format!("{}..{}", low.map(short).unwrap_or_default(), high.map(short).unwrap_or_default()),
    }
}

/// The same in percent: `5..7%`, `7%..` where one end is open.
#[must_use]
pub fn percents(low: Option<f64>, high: Option<f64>) -> String {
    match (low, high) {
        (Some(low), None) => format!("{}%..", short(low)),
        (low, high) => format!("{}%", range(low, high)),
    }
}

fn trim(digits: &str) -> String {
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.').to_owned() } else { digits.to_owned() }
}

/// Bytes as `12.3 MB` (powers of ten).
#[must_use]
pub fn bytes(count: u64) -> String {
    match count {
        0..1_000 => format!("{count} B"),
        1_000..1_000_000 => format!("{:.1} KB", count as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", count as f64 / 1e6),
        _ => format!("{:.2} GB", count as f64 / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(plain(-1_234_567.0), "-1,234,567");
        assert_eq!(plain(0.89), "0.89");
        assert_eq!(short(30e6), "30M");
        assert_eq!(short(1.25e9), "1.25B");
        assert_eq!(short(-0.12), "-0.12");
        assert_eq!(range(Some(30e6), None), "30M..");
        assert_eq!(bytes(12_345_678), "12.3 MB");
    }
}
