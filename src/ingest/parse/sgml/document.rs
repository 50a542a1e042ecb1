//! A `<DOCUMENT>` block to what its tags say and where its body stands.

use memchr::memmem;

use super::{
    Block, OPEN_LEN,
    fields::{self, Form},
};
use crate::model::{RawDocument, Span};

/// How far into a document `<TEXT>` is looked for.
const HEAD_LEN: usize = 16 << 10;

/// Reads a block, and names the closing tag it lacks.
pub(super) fn read(bytes: &[u8], block: &Block) -> (RawDocument, Option<&'static str>) {
    let inside = &bytes[block.start + OPEN_LEN..block.end];
    let head = head(inside);
    let mut document = RawDocument::default();
    let mut values = values(&inside[..head.tags_end]);
    document.document_type = values[0].take().unwrap_or_default().to_uppercase();
    document.sequence = values[1].take().and_then(|value| value.parse().ok());
    document.filename = values[2].take();
    document.description = values[3].take();
    let (body_end, text_closed) = body_end(&inside[head.body_start..]);
    let offset = block.start + OPEN_LEN + head.body_start;
    document.body = Span::new(offset, offset + body_end);
    let missing = match (block.closed, text_closed || !head.has_text) {
        (false, _) => Some("`</DOCUMENT>`"),
        (true, false) => Some("`</TEXT>`"),
        (true, true) => None,
    };
    (document, missing)
}

/// Where the tags of a document end and its body begins.
struct Head {
    tags_end: usize,
    body_start: usize,
    has_text: bool,
}

fn head(inside: &[u8]) -> Head {
    let window = &inside[..inside.len().min(HEAD_LEN)];
    let found = memmem::find(window, b"<TEXT>").or_else(|| memmem::find(window, b"<text>"));
    if let Some(at) = found {
        return Head { tags_end: at, body_start: at + 6 + line_break(&inside[at + 6..]), has_text: true };
    }
    let tags_end = tags_end(window);
    Head { tags_end, body_start: tags_end, has_text: false }
}

/// Where the tags end when `<TEXT>` is missing: after the last line that begins with one of them.
fn tags_end(window: &[u8]) -> usize {
    let mut end = 0;
    for line in window.split_inclusive(|byte| *byte == b'\n') {
        let words = line.trim_ascii();
        let is_tag = [&b"<TYPE>"[..], b"<SEQUENCE>", b"<FILENAME>", b"<DESCRIPTION>"]
            .iter()
            .any(|tag| words.len() >= tag.len() && words[..tag.len()].eq_ignore_ascii_case(tag));
        if !is_tag && !words.is_empty() {
            break;
        }
        end += line.len();
    }
    end
}

fn line_break(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}

/// The values of `<TYPE>`, `<SEQUENCE>`, `<FILENAME>`, `<DESCRIPTION>`: behind the tag, or on the
/// lines below it.
fn values(tags: &[u8]) -> [Option<String>; 4] {
    let mut values = [const { None }; 4];
    let mut rest = tags;
    while let Some(at) = memchr::memchr(b'<', rest) {
        let tag = &rest[at..];
        let line_len = memchr::memchr2(b'\n', b'\r', tag).unwrap_or(tag.len());
        let name = fields::fields(&tag[..line_len]).next().filter(|field| field.form == Form::Open);
        let slot = name.and_then(|field| match field.key.name() {
            "TYPE" => Some(0),
            "SEQUENCE" => Some(1),
            "FILENAME" => Some(2),
            "DESCRIPTION" => Some(3),
            _ => None,
        });
        let Some(slot) = slot else {
            rest = &tag[1..];
            continue;
        };
        let value = &tag[memchr::memchr(b'>', tag).map_or(tag.len(), |at| at + 1)..];
        let len = next_tag(value);
        values[slot] = Some(lines(&value[..len])).filter(|text| !text.is_empty());
        rest = &value[len..];
    }
    values
}

/// The lines of a value as one.
fn lines(value: &[u8]) -> String {
    let lines: Vec<String> = value.split(|byte| matches!(byte, b'\n' | b'\r')).map(fields::text).collect();
    lines.join(" ").trim().to_owned()
}

/// The length of a value: up to the next tag of a document's head, or all of it.
fn next_tag(value: &[u8]) -> usize {
    const NAMES: [&[u8]; 4] = [b"<TYPE>", b"<SEQUENCE>", b"<FILENAME>", b"<DESCRIPTION>"];
    memchr::memchr_iter(b'<', value)
        .find(|at| {
            NAMES.iter().any(|name| value.get(*at..at + name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name)))
        })
        .unwrap_or(value.len())
}

const TEXT_CLOSE: &[u8] = b"</TEXT>";

/// Where a body ends, and whether `</TEXT>` ends it.
fn body_end(body: &[u8]) -> (usize, bool) {
    let trimmed = body.trim_ascii_end();
    if let Some(inner) = trimmed.strip_suffix(TEXT_CLOSE) {
        return (inner.len(), true);
    }
    memmem::rfind(body, TEXT_CLOSE).map_or((body.len(), false), |at| (at, true))
}
