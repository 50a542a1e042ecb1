//! One company under the spellings of its name: by the filer's key, else by the name without its legal form.

use std::collections::{BTreeMap, BTreeSet};

use super::company::plain_name;

/// How often each spelling was met, and what was counted under all.
type Company<T> = (BTreeMap<String, u64>, Option<T>);

/// A company's key and name in one text: the key is empty where it is unknown.
pub(super) fn written(cik: &str, name: &str) -> String {
    format!("{cik}\0{name}")
}

/// What two spellings of one company have in common, as far as one of them tells.
pub(super) fn key(written: &str) -> &str {
    match written.split_once('\0') {
        Some((cik, _)) if !cik.is_empty() => cik,
        _ => written,
    }
}

/// Joins what was counted under several spellings. Each company has its commonest one; a name without a key goes
/// to the one key that has it.
pub(super) fn folded<T>(
    counted: impl IntoIterator<Item = (String, T)>,
    count: impl Fn(&T) -> u64,
    add: impl Fn(&mut T, T),
) -> Vec<(String, T)> {
    let counted: Vec<(String, String, T)> = counted
        .into_iter()
        .map(|(text, value)| {
            let (cik, name) = text.split_once('\0').unwrap_or(("", &text));
            (cik.to_owned(), name.to_owned(), value)
        })
        .collect();
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (cik, name, _) in counted.iter().filter(|(cik, ..)| !cik.is_empty()) {
        keys.entry(plain_name(name)).or_default().insert(cik.clone());
    }
    let mut companies: BTreeMap<(String, String), Company<T>> = BTreeMap::new();
    for (cik, name, value) in counted {
        let plain = plain_name(&name);
        let only = keys.get(&plain).filter(|keys| keys.len() == 1).and_then(|keys| keys.first().cloned());
        let company = match (cik.is_empty(), only) {
            (false, _) => (cik, String::new()),
            (true, Some(cik)) => (cik, String::new()),
            (true, None) => (String::new(), if plain.is_empty() { name.to_lowercase() } else { plain }),
        };
        let (spellings, sum) = companies.entry(company).or_default();
        *spellings.entry(name).or_default() += count(&value);
        match sum {
            Some(sum) => add(sum, value),
            None => *sum = Some(value),
        }
    }
    let mut shown = BTreeSet::new();
    let named = companies.into_iter().filter_map(|((cik, _), (spellings, sum))| {
        // the first of the commonest
        let (name, _) = spellings.into_iter().rev().max_by_key(|(_, count)| *count)?;
        let name = if shown.insert(name.clone()) { name } else { format!("{name} (cik {cik})") };
        Some((name, sum?))
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_company_are_one() {
        let counted = [
            written("1", "ACME ROCKETS INC"),
            written("1", "Acme Rockets, Inc."),
            written("1", "Acme Rockets, Inc."),
            written("", "Acme Rockets"),
            written("2", "Borealis Foods"),
            written("3", "Borealis Foods"),
            written("", "Borealis Foods Ltd"),
            written("", "Cumulus Corp."),
            written("", "CUMULUS CORP"),
        ];
        let found = folded(counted.map(|text| (text, 1_u64)), |count| *count, |sum, more| *sum += more);
        let found: Vec<(&str, u64)> = found.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        assert_eq!(
            found,
            [
                ("Borealis Foods Ltd", 1),
                ("CUMULUS CORP", 2),
                ("Acme Rockets, Inc.", 4),
                ("Borealis Foods", 1),
                ("Borealis Foods (cik 3)", 1),
            ]
        );
        assert_eq!((key(&written("1", "Acme")), key("plain")), ("1", "plain"));
    }
}
