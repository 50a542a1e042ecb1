//! Preformatted text: its lines are read as those of a text exhibit.

use super::{flow::Item, reference, write::Writer};
use crate::{
    ingest::parse::plain,
    model::{SourceMap, Span},
};

/// Writes preformatted items up to their end; returns how many they were.
pub fn write(source: &str, writer: &mut Writer<'_>, items: &[Item]) -> usize {
    let len = items.iter().position(|item| *item == Item::PreformattedEnd).unwrap_or(items.len());
    let mut lines = Lines { source, text: String::new(), map: SourceMap::default(), at: 0 };
    for item in &items[..len] {
        match *item {
            Item::Text(start, end, _) => lines.text(Span::new(start as usize, end as usize)),
            Item::Break(at) => lines.line_break(at as usize),
            Item::Block(_) | Item::Row | Item::Table(_) => lines.line_break(lines.at),
            _ => {}
        }
    }
    let Lines { text, map, .. } = lines;
    writer.add_content(plain::parse(&text), &map);
    len
}

/// The lines of preformatted text, with a map to the source.
struct Lines<'a> {
    source: &'a str,
    text: String,
    map: SourceMap,
    /// Where the source was last read.
    at: usize,
}

impl Lines<'_> {
    fn text(&mut self, span: Span) {
        let bytes = &self.source.as_bytes()[..span.end];
        let mut at = span.start;
        // The standard drops the line break right after `<pre>`.
        if self.text.is_empty() && bytes.get(at) == Some(&b'\n') {
            at += 1;
        }
        while at < span.end {
            let end = memchr::memchr(b'&', &bytes[at..]).map_or(span.end, |offset| at + offset);
            self.copy(at, end);
            at = end;
            if at < span.end {
                at += self.reference(at, &bytes[at..]);
            }
        }
        self.at = span.end;
    }

    fn reference(&mut self, at: usize, bytes: &[u8]) -> usize {
        let Some(found) = reference::read(bytes) else {
            self.copy(at, at + 1);
            return 1;
        };
        self.map.replaced(self.text.len(), at, found.len);
        self.text.push(if found.first == '\0' { ' ' } else { found.first });
        self.text.extend(found.second);
        found.len
    }

    fn copy(&mut self, start: usize, end: usize) {
        self.map.copied(self.text.len(), start, end - start);
        self.text.push_str(&self.source[start..end]);
    }

    fn line_break(&mut self, at: usize) {
        self.map.replaced(self.text.len(), at, 0);
        self.text.push('\n');
    }
}
