//! Amounts: `30M`, `$1.2bn`, `1,500,000`, `between 30 and 50 million`.

/// An amount as typed.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::query) struct Money {
    /// In absolute units.
    pub value: f64,
    /// Half of the last digit given: `32M` stands for 31.5 to 32.5 million.
    pub half: f64,
    /// What `M` or `bn` stands for, where it was typed.
    pub scale: Option<f64>,
    /// Whether it is in percent.
    pub percent: bool,
    /// Whether commas part its thousands: nobody writes `5,000` for millions.
    pub parted: bool,
    /// ISO 4217 codes of the currencies that are meant, where one was typed.
    pub currencies: Option<&'static [&'static str]>,
}

/// What `$` stands for: it says nothing of which dollar.
const DOLLARS: &[&str] = &["usd", "cad", "aud", "nzd", "hkd", "sgd", "twd"];

/// Currencies by what is typed for them.
const CURRENCIES: &[(&str, &[&str])] = &[
    ("us$", &["usd"]),
    ("c$", &["cad"]),
    ("a$", &["aud"]),
    ("nz$", &["nzd"]),
    ("s$", &["sgd"]),
    ("hk$", &["hkd"]),
    ("nt$", &["twd"]),
    ("usd", &["usd"]),
    ("eur", &["eur"]),
    ("gbp", &["gbp"]),
    ("jpy", &["jpy"]),
    ("cad", &["cad"]),
    ("aud", &["aud"]),
    ("nzd", &["nzd"]),
    ("chf", &["chf"]),
    ("cny", &["cny"]),
    ("rmb", &["cny"]),
    ("inr", &["inr"]),
    ("ils", &["ils"]),
    ("krw", &["krw"]),
    ("twd", &["twd"]),
    ("hkd", &["hkd"]),
    ("sek", &["sek"]),
    ("nok", &["nok"]),
    ("dkk", &["dkk"]),
    ("mxn", &["mxn"]),
    ("brl", &["brl"]),
    ("sgd", &["sgd"]),
    ("\u{20ac}", &["eur"]),
    ("\u{a3}", &["gbp"]),
    ("\u{a5}", &["jpy"]),
    ("$", DOLLARS),
];

const SCALES: &[(&str, f64)] = &[
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("mm", 1e6),
    ("mn", 1e6),
    ("mil", 1e6),
    ("bil", 1e9),
    ("bn", 1e9),
    ("tn", 1e12),
    ("k", 1e3),
    ("m", 1e6),
    ("b", 1e9),
    ("t", 1e12),
];

/// What stands after a number in percent.
const PERCENT: [&str; 4] = ["%", "percent", "per cent", "pct"];

impl Money {
    /// Whether it is a small number without a scale, as in `30` where 30 million may be meant.
    pub fn is_bare(&self) -> bool {
        const SMALL: f64 = 1000.0;
        self.scale.is_none() && !self.percent && self.value.abs() < SMALL
    }

    /// Whether it is no sum of a company without the unit that it lacks: `5000` is 5,000 million more often.
    pub fn lacks_unit(&self) -> bool {
        const LEAST: f64 = 1e6;
        self.scale.is_none() && !self.percent && !self.parted && self.value.abs() < LEAST
    }

    fn scaled(&mut self, scale: f64) {
        self.value *= scale;
        self.half = scale * 0.5;
        self.scale = Some(scale);
    }
}

/// Gives a small number the scale of the other end of its range: `30..34M`, `30M..34`, `5..7%`.
pub(in crate::query) fn share_scale(low: &mut Money, high: &mut Money) {
    match (low.percent, high.percent) {
        (false, true) if low.is_bare() => low.percent = true,
        (true, false) if high.is_bare() => high.percent = true,
        _ => {}
    }
    match (low.scale, high.scale) {
        (None, Some(scale)) if low.is_bare() => low.scaled(scale),
        (Some(scale), None) if high.is_bare() => high.scaled(scale),
        _ => {}
    }
}

/// Reads `30M`, `$1.2bn`, `1,500,000`, `EUR 12m`, `-0.05`, `12.5%`.
pub(in crate::query) fn amount(text: &str) -> Option<Money> {
    let lower = text.trim().to_lowercase();
    let (negative, rest) = match lower.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, lower.as_str()),
    };
    let (currency, rest) = prefix_currency(rest);
    let (negative, rest) = match rest.strip_prefix('-') {
        Some(rest) if !negative => (true, rest),
        _ => (negative, rest),
    };
    let (rest, trailing) = suffix_currency(rest);
    let digits = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(rest.len());
    let (number, scale) = rest.split_at(digits);
    let percent = PERCENT.contains(&scale.trim());
    let parted = number.contains(',');
    let number = grouped(number)?;
    let scale = match scale.trim() {
        "" => None,
        _ if percent => None,
        name => Some(SCALES.iter().find(|(known, _)| *known == name)?.1),
    };
    let value = number.parse::<f64>().ok()? * scale.unwrap_or(1.0);
    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let unit = if percent { Some(1.0) } else { scale };
    let half = unit.map_or(0.0, |unit| unit * 0.5 / 10f64.powi(i32::try_from(decimals).unwrap_or(0)));
    let value = if negative { -value } else { value };
    value.is_finite().then_some(Money { value, half, scale, percent, parted, currencies: currency.or(trailing) })
}

/// Reads `30-50M`, `30M-50M`, `between 30M and 50M`, `30 to 50 million`: two amounts that share a scale.
pub(in crate::query) fn amounts_between(text: &str) -> Option<(Money, Money)> {
    let lower = text.trim().to_lowercase();
    let rest = ["between ", "from "].iter().find_map(|lead| lower.strip_prefix(lead)).unwrap_or(&lower);
    let words = ["..", " and ", " to ", " - ", " \u{2013} "].iter().find_map(|word| rest.split_once(word));
    let (low, high) = words.or_else(|| {
        let at = rest.char_indices().skip(1).find(|(_, c)| matches!(c, '-' | '\u{2013}'))?.0;
        let dash = rest[at..].chars().next()?.len_utf8();
        Some((&rest[..at], &rest[at + dash..]))
    })?;
    let (mut low, mut high) = (amount(low)?, amount(high)?);
    share_scale(&mut low, &mut high);
    Some((low, high))
}

fn prefix_currency(text: &str) -> (Option<&'static [&'static str]>, &str) {
    for (typed, codes) in CURRENCIES {
        if let Some(rest) = text.strip_prefix(typed) {
            let rest = rest.trim_start();
            if rest.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.') {
                return (Some(codes), rest);
            }
        }
    }
    (None, text)
}

fn suffix_currency(text: &str) -> (&str, Option<&'static [&'static str]>) {
    for (typed, codes) in CURRENCIES.iter().filter(|(typed, _)| typed.len() == 3 && typed.is_ascii()) {
        if let Some(rest) = text.strip_suffix(typed).filter(|rest| rest.ends_with([' ', 'm', 'n'])) {
            return (rest.trim_end(), Some(codes));
        }
    }
    (text, None)
}

/// A number without its separators of thousands; nothing where they stand wrong.
fn grouped(number: &str) -> Option<String> {
    let whole = number.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<_> = groups.collect();
    let wrong = rest.iter().any(|group| group.len() != 3) || (!rest.is_empty() && !(1..=3).contains(&first.len()));
    let plain = number.replace(',', "");
    (!wrong && plain.bytes().any(|byte| byte.is_ascii_digit())).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_every_spelling() {
        let value = |text| amount(text).map(|money| money.value);
        assert_eq!(value("30M"), Some(30e6));
        assert_eq!(value("$1.2bn"), Some(1.2e9));
        assert_eq!(value("1,500,000"), Some(1.5e6));
        assert_eq!(value("-$5 million"), Some(-5e6));
        assert_eq!(value("0.12"), Some(0.12));
        assert_eq!(amount("EUR 12m").and_then(|money| money.currencies), Some(&["eur"][..]));
        assert_eq!(amount("12m eur").and_then(|money| money.currencies), Some(&["eur"][..]));
        for wrong in ["", "M", "1,50", "30X", "..", "1.2.3", "12,3456"] {
            assert_eq!(amount(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_dollar_sign_is_any_dollar_and_no_euro() {
        let codes = amount("$30M").and_then(|money| money.currencies).unwrap_or_default();
        assert!(codes.contains(&"usd") && codes.contains(&"cad") && !codes.contains(&"eur"));
        assert_eq!(amount("US$30M").and_then(|money| money.currencies), Some(&["usd"][..]));
        assert_eq!(amount("30M").and_then(|money| money.currencies), None);
    }

    #[test]
    fn two_amounts_share_a_scale() {
        let between = |text| amounts_between(text).map(|(low, high)| (low.value, high.value));
        for text in [
            "30-50M",
            "30M-50M",
            "$30-$50M",
            "$30-50 million",
            "between 30 and 50 million",
            "from $30M to $50M",
            "30\u{2013}50m",
            "30M-50",
            "30 to 50 million",
        ] {
            assert_eq!(between(text), Some((30e6, 50e6)), "{text}");
        }
        assert_eq!(between("-5M"), None);
        assert_eq!(between("500,000 to 2M"), Some((500_000.0, 2e6)));
        assert_eq!(between("2005-04"), Some((2005.0, 4.0)));
    }

    #[test]
    fn a_scaled_amount_stands_for_what_rounds_to_it() {
        assert_eq!(amount("32M").map(|money| money.half), Some(0.5e6));
        assert_eq!(amount("1.25bn").map(|money| money.half), Some(5e6));
        assert_eq!(amount("32000000").map(|money| money.half), Some(0.0));
    }
}
