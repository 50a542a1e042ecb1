//! edgar-crawler's JSON (one filing a file, its items as text) to a submission and its content.

use serde_json::{Map, Value};

use super::{path, plain};
use crate::{
    diag::SkipReason,
    model::{Block, BlockKind, Content, Date, Dialect, Filer, Header, RawDocument, Span, Submission},
};

/// Reads a file that is JSON: the filing it holds, or why it holds none. `None` for other files.
pub(super) fn file(bytes: &[u8]) -> Option<Result<Submission, SkipReason>> {
    if !is_json(bytes) {
        return None;
    }
    let Some(values) = filing(bytes) else {
        let metadata = ["accession-number", "accessionNumber", "accessionNo", "filing_date", "filedAt", "filing-date"];
        let object = serde_json::from_slice::<Map<String, Value>>(bytes).unwrap_or_default();
        let about_filing = metadata.iter().any(|key| object.contains_key(*key));
        return Some(Err(if about_filing { SkipReason::Metadata } else { SkipReason::UnknownFormat }));
    };
    let header = header(&values);
    let document = RawDocument {
        document_type: header.form.clone().unwrap_or_default().to_uppercase(),
        sequence: Some(1),
        filename: words(&values, "filename"),
        body: Span::new(0, bytes.len()),
        ..RawDocument::default()
    };
    Some(Ok(Submission { header, documents: vec![document], warnings: vec![] }))
}

/// Reads the items of a filing's JSON as one text; `None` for any other text.
pub(super) fn body(text: &str) -> Option<Content> {
    if !is_json(text.as_bytes()) {
        return None;
    }
    let values = filing(text.as_bytes())?;
    let mut content = Content::default();
    for (key, item) in items(&values) {
        let source = value_span(text, key);
        append(&mut content, &heading(&title(key)), source);
        append(&mut content, &plain::parse(item), source);
    }
    Some(content)
}

/// Whether a file's first value is a JSON object, or a list of them.
fn is_json(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    let after = start.get(1..).unwrap_or_default().trim_ascii_start();
    let begins = match start.first() {
        Some(b'{') => after.first().is_some_and(|byte| b"\"}".contains(byte)),
        Some(b'[') => after.first().is_some_and(|byte| b"{]".contains(byte)),
        _ => false,
    };
    begins
        && serde_json::Deserializer::from_slice(start)
            .into_iter::<serde::de::IgnoredAny>()
            .next()
            .is_some_and(|first| first.is_ok())
}

/// The object of a filing: it has a CIK and items.
fn filing(bytes: &[u8]) -> Option<Map<String, Value>> {
    let values: Map<String, Value> = serde_json::from_slice(bytes).ok()?;
    let is_filing = values.contains_key("cik") && items(&values).next().is_some();
    is_filing.then_some(values)
}

/// The items that hold text, in the order of the file.
fn items(values: &Map<String, Value>) -> impl Iterator<Item = (&str, &str)> {
    values.iter().filter_map(|(key, value)| {
        let text = value.as_str().filter(|text| !text.trim().is_empty())?;
        (key.starts_with("item_") || key.starts_with("part_") || key == "SIGNATURE").then_some((key.as_str(), text))
    })
}

/// `item_2.02` to `2.02`.
fn number(key: &str) -> Option<&str> {
    key.rsplit_once("item_").map(|(_, number)| number)
}

fn title(key: &str) -> String {
    number(key).map_or_else(|| key.to_owned(), |number| format!("Item {number}"))
}

fn header(values: &Map<String, Value>) -> Header {
    let day = |key| words(values, key).and_then(|day| day.get(..10)?.parse::<Date>().ok());
    let links = ["complete_text_filing_link", "htm_filing_link", "filing_html_index", "filename"];
    let filer = Filer {
        name: words(values, "company"),
        cik: words(values, "cik").and_then(|cik| cik.parse().ok()),
        sic: words(values, "sic").and_then(|sic| sic.parse().ok()),
        state: words(values, "state_of_inc"),
        fiscal_year_end: words(values, "fiscal_year_end").as_deref().and_then(month_and_day),
        ..Filer::default()
    };
    Header {
        dialect: Dialect::NoHeader,
        accession: links.iter().find_map(|key| path::accession_in(&words(values, key)?)),
        form: words(values, "filing_type"),
        filed: day("filing_date"),
        period_of_report: day("period_of_report"),
        items: items(values).filter_map(|(key, _)| number(key)).map(str::to_owned).collect(),
        filers: vec![filer],
        ..Header::default()
    }
}

fn words(values: &Map<String, Value>, key: &str) -> Option<String> {
    let words = match values.get(key)? {
        Value::String(words) => words.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!words.is_empty()).then_some(words)
}

fn month_and_day(text: &str) -> Option<(u8, u8)> {
    let (month, day) = (text.get(..2)?.parse().ok()?, text.get(2..)?.parse().ok()?);
    Date::new(2000, month, day).ok().map(|date| (date.month() as u8, date.day() as u8))
}

/// Where the value of a key stands in the JSON: from behind the key to the end of its line. Its
/// escapes are not followed one by one; the span holds all of the value.
fn value_span(text: &str, key: &str) -> Span {
    let quoted = format!("\"{key}\"");
    let start = memchr::memmem::find(text.as_bytes(), quoted.as_bytes()).map_or(0, |at| at + quoted.len());
    let mut value = text[start..].char_indices().skip_while(|(_, letter)| *letter != '"').skip(1);
    let mut escaped = false;
    let end = value.find(|(_, letter)| {
        let closes = *letter == '"' && !escaped;
        escaped = *letter == '\\' && !escaped;
        closes
    });
    Span::new(start, end.map_or(text.len(), |(at, _)| start + at + 1))
}

fn heading(title: &str) -> Content {
    let block = Block { kind: BlockKind::Heading, span: Span::new(0, title.len()), emphasis: false, centered: false };
    Content { text: title.to_owned(), blocks: vec![block], ..Content::default() }
}

/// Puts `part` behind what `content` holds; all of it stands for `source`.
fn append(content: &mut Content, part: &Content, source: Span) {
    if !content.text.is_empty() {
        content.text.push_str("\n\n");
    }
    let offset = content.text.len();
    content.map.replaced(offset, source.start, source.len());
    content.text.push_str(&part.text);
    let first_table = content.tables.len();
    content.tables.extend(part.tables.iter().cloned().map(|mut table| {
        for row in &mut table.rows {
            row.span = row.span.shifted(offset);
            row.cells.iter_mut().for_each(|cell| cell.span = cell.span.shifted(offset));
        }
        table
    }));
    content.blocks.extend(part.blocks.iter().map(|block| Block {
        kind: match block.kind {
            BlockKind::Table(index) => BlockKind::Table(first_table + index),
            other => other,
        },
        span: block.span.shifted(offset),
        ..*block
    }));
    content.warnings.extend(part.warnings.iter().cloned());
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILING: &str = r#"{
  "cik": "777", "company": "Bright Lamps Inc.", "filing_type": "8-K", "filing_date": "2022-05-04",
  "sic": "3640", "fiscal_year_end": "0930", "filename": "777_8K_2022_0000000001-22-000002.htm",
  "item_2.02": "ITEM 2.02\nSales \"rose\" by 5%.", "item_3.01": "", "item_9.01": "Exhibits"
}"#;

    #[test]
    fn keys_tell_who_filed_what() {
        let submission = file(FILING.as_bytes()).expect("JSON").expect("a filing");
        let header = submission.header;
        assert_eq!(header.accession.as_deref(), Some("0000000001-22-000002"));
        assert_eq!(header.items, ["2.02", "9.01"]);
        assert_eq!(header.filers[0].fiscal_year_end, Some((9, 30)));
        assert_eq!(submission.documents[0].document_type, "8-K");
    }

    #[test]
    fn items_become_headed_text_with_their_place() {
        let content = body(FILING).expect("items");
        assert!(content.text.starts_with("Item 2.02\n\n"), "{}", content.text);
        let at = content.text.find("rose").expect("the words");
        let source = content.map.source(Span::new(at, at + 4));
        assert!(FILING[source.range()].contains("rose"), "{}", &FILING[source.range()]);
        assert!(!FILING[source.range()].contains("Exhibits"));
    }

    #[test]
    fn other_json_holds_no_filing() {
        assert_eq!(file(br#"{"accession-number": "x"}"#).expect("JSON").err(), Some(SkipReason::Metadata));
        assert_eq!(file(b"{\"a\": 1}\n{\"b\": 2}\n").expect("JSON").err(), Some(SkipReason::UnknownFormat));
        assert!(file(b"[Letterhead of Bright Lamps]").is_none());
        assert!(file(b"{\"not closed").is_none());
    }
}
