//! Preformatted text: its lines are read as those of a text exhibit.

use super::{flow::Item, reference, write::Writer};
use crate::{
    ingest::parse::plain,
    model::{SourceMap, Span},
};

/// Writes items as preformatted text.
pub fn write(source: &str, writer: &mut Writer<'_>, items: &[Item]) {
    let mut lines = Lines { source, text: String::new(), map: SourceMap::default(), at: 0 };
    for item in items {
        match *item {
            Item::Text(start, end, _) => lines.text(Span::new(start as usize, end as usize)),
            Item::Break(at) => lines.line_break(at as usize),
            Item::Block(_) | Item::Row | Item::Table(_) => lines.line_break(lines.at),
            Item::Cell(..) | Item::TableEnd | Item::Preformatted | Item::PreformattedEnd => {}
        }
    }
    let Lines { text, map, .. } = lines;
    writer.add_content(plain::parse(&text), &map);
}

/// Whether the mark-up is but a wrapper around lines of text: hardly a block, and blank lines
/// between paragraphs.
pub fn is_wrapped(source: &str, items: &[Item]) -> bool {
    /// Bytes: paragraphs and cells are shorter.
    const SPARSE: usize = 1500;
    /// Blank lines that show it.
    const ENOUGH: usize = 4;
    let marks = items.iter().filter(|item| !matches!(item, Item::Text(..))).count();
    if items.contains(&Item::Preformatted) || source.len() < SPARSE * (marks + 1) {
        return false;
    }
    let blank = |item: &Item| match *item {
        Item::Text(start, end, _) => blank_lines(&source[start as usize..end as usize]),
        _ => 0,
    };
    items.iter().map(blank).sum::<usize>() > ENOUGH.max(marks)
}

fn blank_lines(text: &str) -> usize {
    text.lines()
        .zip(text.lines().skip(1))
        .filter(|(line, next)| !line.trim().is_empty() && next.trim().is_empty())
        .count()
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
