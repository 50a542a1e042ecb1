//! Reads `corpus/` as the program does and checks every record against `corpus/labels.jsonl`.
//!
//! Each field is counted as the labels' own scorer counts it: right, emitted, labelled. The floors
//! are what was measured when they were last raised; a change that falls below one is a regression.

mod evidence;

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fs,
    ops::ControlFlow,
    path::Path,
};

use filings::ingest::{
    self,
    walk::{Filter, MemberContent, Opened, entries, open},
};
use serde_json::{Value, json};

/// Field, least precision, least recall.
const FLOORS: [(&str, f64, f64); 14] = [
    ("record", 1.0, 1.0),
    ("kind", 0.98, 0.98),
    ("company", 0.98, 0.98),
    ("tickers", 1.0, 0.98),
    ("released", 1.0, 0.98),
    ("period", 1.0, 0.98),
    ("period_end", 1.0, 0.98),
    ("revenue", 1.0, 0.97),
    ("guidance", 0.93, 0.95),
    ("guidance_action", 0.95, 0.93),
    ("eps", 1.0, 0.97),
    ("net_income", 1.0, 0.97),
    ("tone", 0.93, 0.93),
    ("section", 0.92, 0.92),
];

type Outcome = Result<(), Box<dyn Error>>;

#[test]
fn records_agree_with_their_labels() -> Outcome {
    let records = read_corpus()?;
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for label in labels()? {
        let record = records.get(key(&label)).unwrap_or(&Value::Null);
        tallies.entry("record").or_default().add(true, record.is_object(), record.is_object());
        for (field, labelled, emitted, right) in verdicts(&label, record) {
            tallies.entry(field).or_default().add(labelled, emitted, right);
        }
    }
    let mut failures = Vec::new();
    for (field, precision, recall) in FLOORS {
        let tally = tallies.remove(field).unwrap_or_default();
        println!("{field:16} {tally}");
        if tally.precision() < precision || tally.recall() < recall {
            failures.push(format!("{field}: {tally}, below {precision:.2} / {recall:.2}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    Ok(())
}

#[test]
fn labels_are_enough_and_their_words_are_in_the_documents() -> Outcome {
    let (records, labels) = (read_corpus()?, labels()?);
    assert!(labels.len() >= 64, "only {} labels", labels.len());
    let mut seen = BTreeSet::new();
    for label in &labels {
        let id = key(label);
        assert!(seen.insert(id), "`{id}` is labelled twice");
        let text = normal(records.get(id).and_then(|record| record["text"].as_str()).unwrap_or_default());
        let phrases = items(label, "phrases").map(|phrase| &phrase["text"]);
        let starts = items(label, "outline").map(|start| &start[0]);
        let quotes = items(label, "guidance").map(|guidance| &guidance["quote"]);
        for words in phrases.chain(starts).chain(quotes).filter_map(Value::as_str) {
            assert!(text.contains(&normal(words)), "`{id}` does not hold `{words}`");
        }
    }
    Ok(())
}

#[test]
fn every_value_is_in_the_words_that_prove_it() -> Outcome {
    let records = read_corpus()?;
    let violations = records.iter().flat_map(|(id, record)| {
        let found = record["violations"].as_array().into_iter().flatten();
        found.map(move |violation| format!("`{id}` {violation}"))
    });
    let violations: Vec<String> = violations.collect();
    assert!(violations.is_empty(), "{}", violations.join("\n"));
    Ok(())
}

#[test]
fn a_refusal_saved_as_a_filing_makes_no_record() -> Outcome {
    assert!(!read_corpus()?.contains_key("0009900419-21-000003"));
    Ok(())
}

/// What a label is matched by: the record's id, or the stem of a file that holds one document.
fn key(label: &Value) -> &str {
    label["document"].as_str().or(label["id"].as_str()).unwrap_or_default()
}

fn labels() -> Result<Vec<Value>, Box<dyn Error>> {
    let lines = fs::read_to_string(corpus().join("labels.jsonl"))?;
    Ok(lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

fn corpus() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))
}

/// Every record of the corpus with its text, by id and by the stem of its file.
fn read_corpus() -> Result<BTreeMap<String, Value>, Box<dyn Error>> {
    let filter = Filter::default();
    let mut records = BTreeMap::new();
    for entry in entries(&[corpus().to_owned()], &filter).entries {
        match open(&entry)? {
            Opened::Bytes(bytes) => read_file(&entry.path, &bytes, &mut records)?,
            Opened::Archive(archive) => {
                let mut read = Ok(());
                archive.members(&filter, &mut |member| {
                    if let MemberContent::Bytes(bytes) = &member.content {
                        read = read_file(&member.path, bytes, &mut records);
                    }
                    if read.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
                })?;
                read?;
            }
        }
    }
    Ok(records)
}

fn read_file(path: &str, bytes: &[u8], records: &mut BTreeMap<String, Value>) -> Outcome {
    let Ok(file) = ingest::file(path, bytes, &|_| true) else { return Ok(()) };
    let name = path.rsplit(['/', '!']).next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    for document in file.documents.into_iter().filter_map(|outcome| outcome.result.ok()) {
        let mut record = serde_json::to_value(&document.record)?;
        record["text"] = Value::String(document.text);
        record["violations"] = json!(evidence::violations(&record, bytes));
        records.entry(stem.to_owned()).or_insert_with(|| record.clone());
        records.entry(document.record.id).or_insert(record);
    }
    Ok(())
}

/// Right, emitted and labelled values of a field.
#[derive(Debug, Default)]
struct Tally {
    right: u32,
    emitted: u32,
    labelled: u32,
}

impl Tally {
    /// A value, or its absence, that the label accepts as another right answer counts as nothing.
    fn add(&mut self, labelled: bool, emitted: bool, right: bool) {
        if right && !(labelled && emitted) {
            return;
        }
        self.right += u32::from(right);
        self.emitted += u32::from(emitted);
        self.labelled += u32::from(labelled);
    }

    fn precision(&self) -> f64 {
        f64::from(self.right) / f64::from(self.emitted.max(1))
    }

    fn recall(&self) -> f64 {
        f64::from(self.right) / f64::from(self.labelled.max(1))
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { right, emitted, labelled } = self;
        write!(f, "precision {:.3} recall {:.3} ", self.precision(), self.recall())?;
        write!(f, "(right {right}, emitted {emitted}, labelled {labelled})")
    }
}

/// Field, whether it is labelled, whether the record has it, whether both agree.
fn verdicts(label: &Value, record: &Value) -> Vec<(&'static str, bool, bool, bool)> {
    let mut verdicts = Vec::new();
    let is_release = label["kind"] != "not_release";
    let of_releases = [("company", same_company as Same), ("tone", same as Same), ("guidance_action", same as Same)];
    let of_all = [
        ("kind", same as Same),
        ("tickers", same),
        ("released", same),
        ("period", same),
        ("period_end", same),
        ("revenue", same_amount),
        ("eps", same),
        ("net_income", same),
    ];
    for (field, agree) in of_all.into_iter().chain(of_releases.into_iter().filter(|_| is_release)) {
        let (gold, found) = (told(label, field), read(record, field));
        let right = accepted(label, field).iter().any(|gold| agree(gold, &found));
        verdicts.push((field, !gold.is_null(), !found.is_null(), right));
    }
    guidance(label, record, &mut verdicts);
    outline(label, record, &mut verdicts);
    verdicts
}

type Same = fn(&Value, &Value) -> bool;

/// A field of a label; what says nothing is null.
fn told(label: &Value, field: &str) -> Value {
    plain(field, label[field].clone())
}

/// The same field of a record.
fn read(record: &Value, field: &str) -> Value {
    let value = match field {
        "period" => record["period"]["label"].clone(),
        "period_end" => record["period"]["end"].clone(),
        "tone" => record["tone"]["label"].clone(),
        "eps" | "net_income" => record[field]["low"].clone(),
        "tickers" => items(record, field).map(|ticker| ticker["symbol"].clone()).collect(),
        _ => record[field].clone(),
    };
    plain(field, value)
}

fn plain(field: &str, value: Value) -> Value {
    match value {
        Value::String(action) if field == "guidance_action" && action == "none" => Value::Null,
        Value::Array(list) if list.is_empty() => Value::Null,
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect::<BTreeSet<_>>().into_iter().collect(),
        other => other,
    }
}

/// The value of a label with every other one that counts as right.
fn accepted(label: &Value, field: &str) -> Vec<Value> {
    let also = match field {
        "revenue" => items(label, "revenue_alt").map(|amount| amount_of(label, amount)).collect(),
        "period" => items(label, "period_alt").cloned().collect(),
        _ => Vec::new(),
    };
    let alternatives = items(&label["alt"], field).map(|value| plain(field, value.clone()));
    [told(label, field)].into_iter().chain(also).chain(alternatives).collect()
}

/// An alternative of the revenue: a figure, or a range of its own.
fn amount_of(label: &Value, amount: &Value) -> Value {
    let (low, high) = if amount.is_object() { (&amount["low"], &amount["high"]) } else { (amount, amount) };
    json!({ "low": low, "high": high, "currency": label["revenue"]["currency"] })
}

fn same(gold: &Value, found: &Value) -> bool {
    match (gold.as_f64(), found.as_f64()) {
        (Some(gold), Some(found)) => (gold - found).abs() <= 0.000_5 * gold.abs().max(found.abs()),
        _ => gold == found,
    }
}

fn same_amount(gold: &Value, found: &Value) -> bool {
    if !gold.is_object() || !found.is_object() {
        return gold == found;
    }
    same(&gold["low"], &found["low"]) && same(&gold["high"], &found["high"]) && gold["currency"] == found["currency"]
}

/// One name is the other, or its beginning, when articles and legal forms are left out.
fn same_company(gold: &Value, found: &Value) -> bool {
    const FORMS: [&str; 16] = [
        "the",
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "company",
        "co",
        "ltd",
        "limited",
        "llc",
        "plc",
        "sa",
        "nv",
        "ag",
        "holdings",
        "group",
    ];
    let words = |name: &Value| -> Vec<String> {
        let name = normal(name.as_str().unwrap_or_default()).replace('\'', "").replace('&', " and ");
        let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        words.filter(|word| !FORMS.contains(word)).map(str::to_owned).collect()
    };
    let (gold, found) = (words(gold), words(found));
    !gold.is_empty() && !found.is_empty() && (gold.starts_with(&found) || found.starts_with(&gold))
}

/// Each promised range against the ranges read, one for one; those left over are wrong.
fn guidance(label: &Value, record: &Value, verdicts: &mut Vec<(&'static str, bool, bool, bool)>) {
    const WAYS: [[&str; 2]; 2] = [["low", "high"], ["pct_low", "pct_high"]];
    let says = |item: &Value, way: &[&str; 2]| way.iter().any(|end| !item[end].is_null());
    let revenue = |item: &&Value| item["metric"] == "revenue" && WAYS.iter().any(|way| says(item, way));
    let mut left: Vec<&Value> = items(record, "guidance").filter(revenue).collect();
    for gold in items(label, "guidance") {
        let hit = left.iter().position(|found| {
            let in_time = found["period"].is_null()
                || found["period"] == gold["period"]
                || items(gold, "period_alt").any(|period| *period == found["period"]);
            let agrees = |way: &&[&str; 2]| says(gold, way) && way.iter().all(|end| same(&gold[end], &found[end]));
            in_time && WAYS.iter().any(|way| agrees(&way))
        });
        verdicts.push(("guidance", true, hit.is_some(), hit.is_some()));
        hit.map(|place| left.remove(place));
    }
    verdicts.extend(left.iter().map(|_| ("guidance", false, true, false)));
}

/// Whether each section of the label begins in a section of that kind.
fn outline(label: &Value, record: &Value, verdicts: &mut Vec<(&'static str, bool, bool, bool)>) {
    let (text, offsets) = normal_with_offsets(record["text"].as_str().unwrap_or_default());
    let mut from = 0;
    for start in items(label, "outline") {
        let words = normal(start[0].as_str().unwrap_or_default());
        let found = text[from..].find(&words).map(|at| at + from).or_else(|| text.find(&words));
        from = found.unwrap_or(from);
        let place = found.and_then(|at| offsets.get(at + words.len().min(2)));
        let kind = place.and_then(|place| kind_at(record, *place)).unwrap_or(&Value::Null);
        verdicts.push(("section", true, !kind.is_null(), *kind == start[1]));
    }
}

fn kind_at(record: &Value, place: u64) -> Option<&Value> {
    let holds = |section: &&Value| {
        section["start"].as_u64().is_some_and(|start| start <= place)
            && section["end"].as_u64().is_some_and(|end| place < end)
    };
    items(record, "sections").filter(holds).last().map(|section| &section["kind"])
}

fn items<'a>(value: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> {
    value[field].as_array().into_iter().flatten()
}

/// Lower case, plain quotes and dashes, single spaces instead of white space and cell borders.
fn normal(text: &str) -> String {
    normal_with_offsets(text).0
}

/// The same, with the place in `text` that each byte of it comes from.
fn normal_with_offsets(text: &str) -> (String, Vec<u64>) {
    let (mut out, mut offsets) = (String::new(), Vec::new());
    for (at, found) in text.char_indices() {
        let plain = match found {
            '\u{ad}' | '\u{200b}' => continue,
            '|' => ' ',
            found if found.is_whitespace() => ' ',
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            '\u{2013}' | '\u{2014}' => '-',
            other => other,
        };
        if plain == ' ' && (out.is_empty() || out.ends_with(' ')) {
            continue;
        }
        out.extend(plain.to_lowercase());
        offsets.resize(out.len(), at as u64);
    }
    out.truncate(out.trim_end().len());
    (out, offsets)
}
