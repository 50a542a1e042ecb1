//! What must hold of every value: its words are the text at its span, the value is in those words,
//! and the bytes of the file that it points to hold them.

use serde_json::Value;

/// Fields with an amount and its proof.
const AMOUNTS: [&str; 5] = ["revenue", "revenue_prior", "eps", "net_income", "cash"];

/// What does not hold of a record that was read from a file of these bytes.
pub fn violations(record: &Value, bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let lists = ["facts", "guidance"].into_iter().flat_map(|list| items(record, list).map(move |item| (list, item)));
    for (name, amount) in AMOUNTS.into_iter().map(|name| (name, &record[name])).chain(lists) {
        let quote = proof(name, amount, record, bytes, &mut found);
        for end in ["low", "high"] {
            let value = amount[end].as_f64().filter(|value| !holds(quote, *value));
            found.extend(value.map(|value| format!("{name}: {value} is not in `{quote}`")));
        }
    }
    for (name, evidence) in record["evidence"].as_object().into_iter().flatten() {
        let quote = proof(name, evidence, record, bytes, &mut found);
        let told = match name.as_str() {
            "company" => record["company"].as_str().unwrap_or_default().to_owned(),
            "tickers" => record["tickers"][0]["symbol"].as_str().unwrap_or_default().to_owned(),
            "released" => day(record["released"].as_str().unwrap_or_default()),
            _ => String::new(),
        };
        if !bare(quote).contains(&bare(&told)) {
            found.push(format!("{name}: {told} is not in `{quote}`"));
        }
    }
    found
}

/// The words of a proof, after they were compared with the text and the file.
fn proof<'a>(name: &str, evidence: &'a Value, record: &Value, bytes: &[u8], found: &mut Vec<String>) -> &'a str {
    let quote = evidence["quote"].as_str().unwrap_or_default();
    let range = |field: &str| {
        let end = |index: usize| evidence[field][index].as_u64().map(|at| at as usize);
        Some(end(0)?..end(1)?)
    };
    let Some(span) = range("span") else { return quote };
    if record["text"].as_str().and_then(|text| text.get(span)) != Some(quote) {
        found.push(format!("{name}: `{quote}` is not the text at its span"));
    }
    let source = range("source").and_then(|range| bytes.get(range)).unwrap_or_default();
    let mut marks = source.iter().map(u8::to_ascii_lowercase);
    if !bare(quote).bytes().all(|letter| marks.any(|mark| mark == letter)) {
        found.push(format!("{name}: the file does not hold `{quote}` at its place"));
    }
    quote
}

/// Whether words hold a number that a unit makes the value: `$30` of 30 million, `12` cents of 0.12.
fn holds(quote: &str, value: f64) -> bool {
    const UNITS: [f64; 8] = [1.0, 0.01, 1e3, 1e6, 1e9, 1e12, 1e5, 1e7];
    let near = |number: f64| UNITS.iter().any(|unit| (number * unit - value.abs()).abs() <= 1e-6 * value.abs());
    value == 0.0 || numbers(quote).any(near) || quote.contains("plus or minus")
}

/// The numbers written in digits.
fn numbers(quote: &str) -> impl Iterator<Item = f64> {
    let parts = quote.split(|char: char| !char.is_ascii_digit() && char != '.' && char != ',');
    parts.filter_map(|part| part.trim_end_matches(['.', ',']).replace(',', "").parse().ok())
}

/// The day of a date, without a leading zero.
fn day(date: &str) -> String {
    date.rsplit('-').next().unwrap_or_default().trim_start_matches('0').to_owned()
}

/// ASCII letters and digits alone, lower case.
fn bare(words: &str) -> String {
    words.chars().filter(char::is_ascii_alphanumeric).map(|char| char.to_ascii_lowercase()).collect()
}

fn items<'a>(record: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> {
    record[field].as_array().into_iter().flatten()
}
