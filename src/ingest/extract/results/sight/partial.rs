//! Whether the words between `sales` and their verb make them those of a customer, a product or a place.

use crate::ingest::words::first;

/// The words that a part of the sales is told by.
const LEADS: [&str; 7] = ["to ", "of ", "in ", "at ", "outside ", "within ", "under "];

/// The verbs that tell what sales were.
const VERBS: [&str; 16] = [
    " was ",
    " were ",
    " totaled ",
    " totalled ",
    " increased",
    " decreased",
    " rose",
    " fell",
    " grew",
    " declined",
    " dropped",
    " improved",
    " climbed",
    " amounted",
    " accounted",
    " represented",
];

/// Words that name no part: of time, of the company, of how sales are counted, or verbs.
const WHOLE: [&str; 52] = [
    "quarter",
    "quarters",
    "year",
    "years",
    "half",
    "period",
    "periods",
    "month",
    "months",
    "week",
    "weeks",
    "fiscal",
    "date",
    "company",
    "company's",
    "group",
    "group's",
    "corporation",
    "partnership",
    "continuing",
    "line",
    "excess",
    "total",
    "aggregate",
    "general",
    "addition",
    "all",
    "which",
    "both",
    "local",
    "constant",
    "dollars",
    "dollar",
    "terms",
    "that",
    "be",
    "reach",
    "grow",
    "increase",
    "decrease",
    "decline",
    "fall",
    "exceed",
    "approximately",
    "about",
    "over",
    "more",
    "less",
    "record",
    "levels",
    "nearly",
    "operations",
];

/// `Sales to telecommunications customers were`, `Sales of replacement filters were`, `Sales in the Far East totaled`:
/// `rest` are the words behind `sales`.
pub(super) fn is_told_of_a_part(rest: &str, company: Option<&str>) -> bool {
    const LONGEST: usize = 80;
    let near = &rest[..rest.floor_char_boundary(LONGEST)];
    let Some(object) = LEADS.iter().find_map(|lead| near.strip_prefix(lead)) else { return false };
    let object = object.split([',', ';', ':', '$', '(']).next().unwrap_or(object);
    let lower = object.to_ascii_lowercase();
    let Some(verb) = VERBS.iter().filter_map(|verb| first(&lower, verb)).min() else { return false };
    let words = lower[..verb].split([' ', '\n']).filter(|word| !word.is_empty());
    let issuer = company.and_then(|name| name.split(' ').next()).unwrap_or_default().to_ascii_lowercase();
    let whole = |word: &str| {
        word.bytes().any(|byte| byte.is_ascii_digit())
            || WHOLE.contains(&word)
            || crate::model::month(word).is_some()
            || issuer.len() > 2 && word.starts_with(&issuer)
    };
    let mut words = words.peekable();
    words.peek().is_some() && !words.any(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sales_to_in_and_of_something_are_a_part() {
        let told = |rest: &str| is_told_of_a_part(rest, Some("Orvane Systems"));
        for part in [
            "to hospital customers were $1.3 million",
            "of spare filters rose to $2.4 million",
            "in the Far East totaled $1.1 million",
            "in our Gulf stores increased 4% to $7 million",
            "outside the United States were $3 million",
        ] {
            assert!(told(part), "{part}");
        }
        for whole in [
            "in the quarter were $5 million",
            "to date were $5 million",
            "of $5 million were up",
            "in the Company's first quarter were $5 million",
            "of Orvane Systems were $5 million",
            "to be $5 million",
            "in local currencies increased 5% to $3 million",
            "in June were $5 million",
        ] {
            assert!(!told(whole), "{whole}");
        }
    }
}
