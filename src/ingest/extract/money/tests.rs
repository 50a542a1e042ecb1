//! The cases of `cases.txt`.

use super::{Per, Quantity, Unit, amounts};

fn shown(found: &[Quantity]) -> String {
    let one = |quantity: &Quantity| {
        let unit = match quantity.unit {
            Unit::Money(currency) => currency.code,
            Unit::Percent => "%",
            Unit::Points => "pt",
            Unit::Number => "#",
        };
        let per = match quantity.per {
            Per::None => "",
            Per::Share => "/share",
            Per::Other => "/other",
        };
        let about = if quantity.approximate { "~" } else { "" };
        let figure = match (quantity.low, quantity.high) {
            (Some(low), Some(high)) if low == high => low.to_string(),
            (low, high) => {
                let end = |end: Option<f64>| end.map(|value| value.to_string()).unwrap_or_default();
                format!("{}..{}", end(low), end(high))
            }
        };
        format!("{about}{figure} {unit}{per}")
    };
    found.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[test]
fn amounts_are_read_as_the_cases_say() {
    let mut wrong = String::new();
    for line in include_str!("cases.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (text, want) = line.split_once("=>").expect("a case has an arrow");
        let want = want.trim().replace("-0.10", "-0.1");
        let got = shown(&amounts(text));
        if got != want {
            wrong += &format!("{text}\n   want {want}\n   got  {got}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn hostile_text_does_no_harm() {
    for text in [
        "$",
        "$\u{a0}5 million€",
        "5%é",
        "£é5m",
        "(((((5",
        "99999999999999999999999",
        "1,2,3,4",
        "$5 ¢",
        "\u{2013}5",
        "5\u{2013}",
        "5 –é 6",
    ] {
        for found in amounts(text) {
            assert!(text.get(found.span.range()).is_some(), "{text}");
        }
    }
}
