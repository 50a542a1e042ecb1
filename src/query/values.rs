//! What values of fields say: amounts, days, fiscal periods.

use jiff::{Span as Time, ToSpan};

use crate::{index::schema::Values, model::Date};

/// An amount as typed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Money {
    /// In absolute units.
    pub value: f64,
    /// Half of the last digit given: `32M` stands for 31.5 to 32.5 million.
    pub half: f64,
    /// ISO 4217 code, where one was typed.
    pub currency: Option<&'static str>,
}

/// Currencies by what is typed for them; a dollar sign says nothing of which dollar.
const CURRENCIES: &[(&str, &str)] = &[
    ("us$", "USD"),
    ("c$", "CAD"),
    ("a$", "AUD"),
    ("hk$", "HKD"),
    ("nt$", "TWD"),
    ("usd", "USD"),
    ("eur", "EUR"),
    ("gbp", "GBP"),
    ("jpy", "JPY"),
    ("cad", "CAD"),
    ("aud", "AUD"),
    ("chf", "CHF"),
    ("cny", "CNY"),
    ("rmb", "CNY"),
    ("inr", "INR"),
    ("ils", "ILS"),
    ("krw", "KRW"),
    ("twd", "TWD"),
    ("hkd", "HKD"),
    ("sek", "SEK"),
    ("nok", "NOK"),
    ("dkk", "DKK"),
    ("mxn", "MXN"),
    ("brl", "BRL"),
    ("sgd", "SGD"),
    ("\u{20ac}", "EUR"),
    ("\u{a3}", "GBP"),
    ("\u{a5}", "JPY"),
    ("$", ""),
];

const SCALES: &[(&str, f64)] = &[
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("mm", 1e6),
    ("mn", 1e6),
    ("bn", 1e9),
    ("tn", 1e12),
    ("k", 1e3),
    ("m", 1e6),
    ("b", 1e9),
    ("t", 1e12),
];

/// Reads `30M`, `$1.2bn`, `1,500,000`, `EUR 12m`, `-0.05`.
pub(super) fn amount(text: &str) -> Option<Money> {
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
    let number = grouped(number)?;
    let scale = match scale.trim() {
        "" => None,
        name => Some(SCALES.iter().find(|(known, _)| *known == name)?.1),
    };
    let value = number.parse::<f64>().ok()? * scale.unwrap_or(1.0);
    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let half = scale.map_or(0.0, |scale| scale * 0.5 / 10f64.powi(i32::try_from(decimals).unwrap_or(0)));
    let value = if negative { -value } else { value };
    let currency = currency.or(trailing).filter(|code| !code.is_empty());
    value.is_finite().then_some(Money { value, half, currency })
}

/// Reads `30-50M`, `30M-50M`, `between 30M and 50M`, `30 to 50 million`: two amounts; a scale after the
/// second is that of the first too, where that has none.
pub(super) fn amounts_between(text: &str) -> Option<(Money, Money)> {
    let lower = text.trim().to_lowercase();
    let rest = ["between ", "from "].iter().find_map(|lead| lower.strip_prefix(lead)).unwrap_or(&lower);
    let words = [" and ", " to ", " - "].iter().find_map(|word| rest.split_once(word));
    let (low, high) = words.or_else(|| {
        let at = rest.char_indices().skip(1).find(|(_, c)| matches!(c, '-' | '\u{2013}'))?.0;
        let dash = rest[at..].chars().next()?.len_utf8();
        Some((&rest[..at], &rest[at + dash..]))
    })?;
    let high_money = amount(high)?;
    let unit = high.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let is_bare = low.trim().ends_with(|c: char| c.is_ascii_digit());
    let low_money = if is_bare { amount(&format!("{} {unit}", low.trim())) } else { None };
    Some((low_money.or_else(|| amount(low))?, high_money))
}

fn prefix_currency(text: &str) -> (Option<&'static str>, &str) {
    for (typed, code) in CURRENCIES {
        if let Some(rest) = text.strip_prefix(typed) {
            let rest = rest.trim_start();
            if rest.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.') {
                return (Some(code), rest);
            }
        }
    }
    (None, text)
}

fn suffix_currency(text: &str) -> (&str, Option<&'static str>) {
    for (typed, code) in CURRENCIES.iter().filter(|(typed, _)| typed.len() == 3 && typed.is_ascii()) {
        if let Some(rest) = text.strip_suffix(typed).filter(|rest| rest.ends_with([' ', 'm', 'n'])) {
            return (rest.trim_end(), Some(code));
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

/// A stretch of days, both ends in.
pub(super) type Days = (Date, Date);

/// Reads `2005`, `2005-04`, `2005-04-18`, `20050418`, `2005Q1`, `April 2005`, `today`, `last 90 days`.
pub(super) fn days(text: &str, today: Date) -> Option<Days> {
    let lower = text.trim().to_lowercase().replace('/', "-");
    relative(&lower, today)
        .or_else(|| numeric(&lower))
        .or_else(|| month_and_year(&lower))
        .or_else(|| calendar_quarter(&lower))
}

fn numeric(text: &str) -> Option<Days> {
    let bare = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = if bare { vec![&text[..4], &text[4..6], &text[6..]] } else { text.split('-').collect() };
    if parts.iter().any(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()))
        || parts[0].len() != 4
    {
        return None;
    }
    let year = parts[0].parse().ok()?;
    let month = parts.get(1).map(|month| month.parse::<i8>().ok());
    let day = parts.get(2).map(|day| day.parse::<i8>().ok());
    match (month, day, parts.len()) {
        (None, None, 1) => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
        (Some(Some(month)), None, 2) => month_of(year, month),
        (Some(Some(month)), Some(Some(day)), 3) => Date::new(year, month, day).ok().map(|date| (date, date)),
        _ => None,
    }
}

fn month_of(year: i16, month: i8) -> Option<Days> {
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn month(name: &str) -> Option<i8> {
    let name = name.trim_end_matches('.');
    let long = name.len() >= 3 && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    let place = MONTHS.iter().position(|month| long && name.starts_with(month))?;
    i8::try_from(place + 1).ok()
}

fn month_and_year(text: &str) -> Option<Days> {
    let (name, year) = text.split_once([' ', '-'])?;
    month_of(year.trim().parse().ok().filter(|year| (1900..=2200).contains(year))?, month(name)?)
}

fn calendar_quarter(text: &str) -> Option<Days> {
    let label = period(text)?;
    let (year, kind) = label.split_at_checked(4)?;
    let year: i16 = year.parse().ok()?;
    let quarter: i8 = kind.strip_prefix('Q')?.parse().ok()?;
    let first = Date::new(year, quarter * 3 - 2, 1).ok()?;
    Some((first, Date::new(year, quarter * 3, 1).ok()?.last_of_month()))
}

fn relative(text: &str, today: Date) -> Option<Days> {
    let back = |span: Time| today.checked_sub(span).ok();
    match text {
        "today" => return Some((today, today)),
        "yesterday" => return back(1.day()).map(|day| (day, day)),
        _ => {}
    }
    let words: Vec<_> = text.strip_prefix("last ")?.split_whitespace().collect();
    let (count, unit) = match words.as_slice() {
        [unit] => (1, *unit),
        [count, unit] => (count.parse::<i32>().ok().filter(|count| (0..100_000).contains(count))?, *unit),
        _ => return None,
    };
    let span = match unit.trim_end_matches('s') {
        "day" => count.days(),
        "week" => count.weeks(),
        "month" => count.months(),
        "quarter" => (count * 3).months(),
        "year" => count.years(),
        _ => return None,
    };
    back(span).map(|first| (first, today))
}

/// Reads `2005Q1`, `Q1 2005`, `1Q05`, `Q1'05`, `Q1FY05`, `FY2005`, `2005FY`, `2005H1`, `9M 2005`; gives
/// the canonical label. A bare year is no period: see [`year`].
pub(crate) fn period(text: &str) -> Option<String> {
    let squeezed: String =
        text.to_uppercase().chars().filter(|c| !matches!(c, ' ' | '-' | '\'' | '\u{2019}' | '.' | '_')).collect();
    let is_part = |part: &str| matches!(part, "Q1" | "Q2" | "Q3" | "Q4" | "FY" | "H1" | "H2" | "9M");
    if let Some((year, part)) = squeezed.split_at_checked(4)
        && year.bytes().all(|byte| byte.is_ascii_digit())
        && is_part(part)
    {
        return Some(squeezed);
    }
    let (part, rest) = squeezed.split_at_checked(2)?;
    let part = match part.as_bytes() {
        [digit @ b'1'..=b'4', b'Q'] => format!("Q{}", char::from(*digit)),
        [digit @ b'1'..=b'2', b'H'] => format!("H{}", char::from(*digit)),
        _ if is_part(part) => part.to_owned(),
        _ => return None,
    };
    let rest = if part == "FY" { rest } else { rest.strip_prefix("FY").unwrap_or(rest) };
    full_year(rest).map(|year| format!("{year}{part}"))
}

/// A year by itself, `2005`.
pub(crate) fn year(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|year| (1900..=2200).contains(year))
}

/// `05` is 2005, `97` is 1997.
fn full_year(digits: &str) -> Option<u16> {
    let number: u16 = digits.parse().ok()?;
    match digits.len() {
        2 if number >= 70 => Some(1900 + number),
        2 => Some(2000 + number),
        4 => year(digits),
        _ => None,
    }
}

/// The parts of a year, in the order in which they end.
const PARTS: [&str; 8] = ["Q1", "Q2", "H1", "Q3", "9M", "Q4", "H2", "FY"];

/// Every label of a year.
pub(crate) fn labels_of(year: u16) -> Vec<String> {
    PARTS.iter().map(|part| format!("{year}{part}")).collect()
}

/// Labels of one sort (quarters, years, halves) from one to another, both in.
pub(super) fn labels_between(low: &str, high: &str) -> Option<Vec<String>> {
    let split = |label: &str| Some((label.get(..4)?.parse::<u16>().ok()?, label.get(4..)?.to_owned()));
    let ((from, first), (to, last)) = (split(low)?, split(high)?);
    let sort = |part: &str| part.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    if sort(&first) != sort(&last) {
        return None;
    }
    let parts: Vec<_> = PARTS.iter().filter(|part| sort(part) == sort(&first)).collect();
    let all = (from..=to).flat_map(|year| parts.iter().map(move |part| format!("{year}{part}")));
    Some(all.filter(|label| label.as_str() >= low && label.as_str() <= high).collect())
}

/// Whether the value that begins with `text` goes on with the next word.
pub(super) fn goes_on(values: Values, text: &str, next: &str) -> bool {
    let lower = text.to_lowercase();
    let next = next.to_lowercase();
    match values {
        Values::Period => period(text).is_none() && year(text).is_none() && period(&format!("{text} {next}")).is_some(),
        Values::Date => match lower.as_str() {
            "last" => {
                next.parse::<u32>().is_ok()
                    || relative(&format!("last {next}"), jiff::civil::date(2000, 1, 1)).is_some()
            }
            _ if lower.starts_with("last ") => {
                relative(&format!("{lower} {next}"), jiff::civil::date(2000, 1, 1)).is_some() && !lower.ends_with('s')
            }
            _ => {
                month_and_year(&format!("{lower} {next}")).is_some()
                    || calendar_quarter(&format!("{lower} {next}")).is_some()
            }
        },
        Values::Amount | Values::Guidance => {
            if let Some(rest) = lower.strip_prefix("between").or(lower.strip_prefix("from")) {
                return goes_on_between(rest.trim_start(), &next);
            }
            let scale = SCALES.iter().any(|(name, _)| name.len() > 4 && *name == next);
            let number = next.starts_with(|c: char| c.is_ascii_digit());
            let currency = CURRENCIES.iter().any(|(typed, _)| *typed == lower);
            (scale && amount(text).is_some()) || (currency && number)
        }
        _ => false,
    }
}

/// Whether `between 30` goes on with `and`, `between 30 and` with `50M`, and so on.
fn goes_on_between(rest: &str, next: &str) -> bool {
    let is_scale = |word: &str| SCALES.iter().any(|(name, _)| name.len() > 2 && *name == word);
    match rest.split_once(" and ").or(rest.split_once(" to ")).map(|(_, high)| high) {
        Some(high) => is_scale(next) && amount(high).is_some() && !high.contains(' '),
        None if rest.is_empty() || rest.ends_with(" and") || rest.ends_with(" to") => amount(next).is_some(),
        None => matches!(next, "and" | "to") || is_scale(next),
    }
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
        assert_eq!(amount("EUR 12m").and_then(|money| money.currency), Some("EUR"));
        assert_eq!(amount("12m eur").and_then(|money| money.currency), Some("EUR"));
        for wrong in ["", "M", "1,50", "30X", "..", "1.2.3", "12,3456"] {
            assert_eq!(amount(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn two_amounts_share_a_scale() {
        let between = |text| amounts_between(text).map(|(low, high)| (low.value, high.value));
        for text in ["30-50M", "30M-50M", "$30-$50M", "between 30 and 50 million", "from $30M to $50M", "30\u{2013}50m"]
        {
            assert_eq!(between(text), Some((30e6, 50e6)), "{text}");
        }
        assert_eq!(between("-5M"), None);
        assert_eq!(between("2005-04"), Some((2005.0, 4.0)));
        assert!(goes_on(Values::Amount, "between", "30") && goes_on(Values::Amount, "between 30", "and"));
        assert!(
            goes_on(Values::Amount, "between 30 and", "50M") && !goes_on(Values::Amount, "between 30 and 50M", "loss")
        );
    }

    #[test]
    fn a_scaled_amount_stands_for_what_rounds_to_it() {
        assert_eq!(amount("32M").map(|money| money.half), Some(0.5e6));
        assert_eq!(amount("1.25bn").map(|money| money.half), Some(5e6));
        assert_eq!(amount("32000000").map(|money| money.half), Some(0.0));
    }

    #[test]
    fn periods_in_every_spelling() {
        for text in ["2005Q1", "Q1 2005", "1Q05", "Q1'05", "q1fy05", "Q1 FY2005", "2005-q1"] {
            assert_eq!(period(text).as_deref(), Some("2005Q1"), "{text}");
        }
        assert_eq!(period("FY97").as_deref(), Some("1997FY"));
        assert_eq!(period("9M 2005").as_deref(), Some("20059M"));
        assert_eq!(period("2005"), None);
        assert_eq!(period("Q5 2005"), None);
    }

    #[test]
    fn ranges_of_periods_keep_to_one_sort() {
        let labels = labels_between("2004Q3", "2005Q2").unwrap();
        assert_eq!(labels, ["2004Q3", "2004Q4", "2005Q1", "2005Q2"]);
        assert_eq!(labels_between("2004FY", "2005FY").unwrap(), ["2004FY", "2005FY"]);
        assert_eq!(labels_between("2004FY", "2005Q2"), None);
    }

    #[test]
    fn days_in_every_spelling() {
        let today = jiff::civil::date(2005, 4, 18);
        let days = |text| days(text, today).map(|(first, last)| format!("{first} {last}"));
        assert_eq!(days("2005").as_deref(), Some("2005-01-01 2005-12-31"));
        assert_eq!(days("2004-02").as_deref(), Some("2004-02-01 2004-02-29"));
        assert_eq!(days("20050418").as_deref(), Some("2005-04-18 2005-04-18"));
        assert_eq!(days("April 2005").as_deref(), Some("2005-04-01 2005-04-30"));
        assert_eq!(days("2005Q1").as_deref(), Some("2005-01-01 2005-03-31"));
        assert_eq!(days("last 7 days").as_deref(), Some("2005-04-11 2005-04-18"));
        assert_eq!(days("2005-13"), None);
        assert_eq!(days("soon"), None);
    }
}
