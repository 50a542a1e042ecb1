//! Lines of prose to paragraphs, headings and entries of lists.

use super::{
    lines::{Line, is_mark},
    write::Writer,
};
use crate::model::BlockKind;

/// Writes the paragraphs of a run of lines.
pub(super) fn write(source: &str, lines: &[Line], writer: &mut Writer<'_>) {
    let mut first = 0;
    while first < lines.len() {
        if !lines[first].is_text() {
            first += 1;
            continue;
        }
        let mut end = first + 1;
        while end < lines.len() && lines[end].is_text() && lines[end].indent <= lines[end - 1].indent + 1 {
            end += 1;
        }
        let start = writer.open(&lines[first]);
        writer.prose(lines[first..end].iter());
        let mark = lines[first].of(source).split([' ', '\t']).next().unwrap_or("");
        let kind = if is_mark(mark.as_bytes()) { BlockKind::ListItem } else { BlockKind::Paragraph };
        writer.close(start, kind, false, false);
        first = end;
    }
}
