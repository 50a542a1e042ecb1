//! A line of a table to its cells, with the columns they stand in.

use crate::{
    ingest::parse::table::parse_number,
    model::{Cell, Row, Span, Table, month},
};

/// White columns that part two cells.
const GAP: u32 = 2;

/// The cells of a line that begins at `start` in the text.
pub(super) fn cells(line: &str, start: usize) -> Vec<Cell> {
    let mut found = Vec::new();
    for (range, left) in pieces(line) {
        split_figures(&line[range.clone()], start + range.start, left, &mut found);
    }
    found
}

/// What stands between gaps and leader dots, and its first column.
fn pieces(line: &str) -> Vec<(std::ops::Range<usize>, u32)> {
    let mut found = Vec::new();
    // the piece that is open: first byte, first column, past its last byte that is not white
    let mut open: Option<(usize, u32, usize)> = None;
    let mut column = 0;
    let mut white = 0;
    let mut at = 0;
    let bytes = line.as_bytes();
    while at < bytes.len() {
        let byte = bytes[at];
        let dots = leader(&bytes[at..]);
        if byte == b' ' || byte == b'\t' || dots > 0 {
            let length = dots.max(1);
            let wide = if byte == b'\t' { 8 - column % 8 } else { length as u32 };
            white += if dots > 0 || byte == b'\t' { wide.max(GAP) } else { wide };
            column += wide;
            at += length;
            if white >= GAP
                && let Some((from, left, end)) = open.take()
            {
                found.push((from..end, left));
            }
            continue;
        }
        let length = utf8_length(byte);
        let end = (at + length).min(bytes.len());
        open = Some(open.map_or((at, column, end), |(from, left, _)| (from, left, end)));
        white = 0;
        column += 1;
        at = end;
    }
    if let Some((from, left, end)) = open {
        found.push((from..end, left));
    }
    found
}

/// How many bytes at the start are leader dots: `....`, or `. . .`.
fn leader(bytes: &[u8]) -> usize {
    if !matches!(bytes, [b'.', b'.', b'.', ..] | [b'.', b' ', b'.', b' ', b'.', ..]) {
        return 0;
    }
    let length = bytes.iter().position(|byte| !matches!(byte, b'.' | b' ')).unwrap_or(bytes.len());
    // `.05` after the dots keeps its point
    let digit = bytes.get(length).is_some_and(u8::is_ascii_digit);
    if digit && bytes[length - 1] == b'.' && length > 1 && bytes[length - 2] == b' ' { length - 1 } else { length }
}

const fn utf8_length(byte: u8) -> usize {
    match byte {
        0..=0xbf => 1,
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    }
}

/// A piece that is nothing but figures with single spaces between them is a cell for each.
fn split_figures(piece: &str, start: usize, left: u32, found: &mut Vec<Cell>) {
    let whole = |found: &mut Vec<Cell>| {
        let right = left + piece.chars().count() as u32;
        found.push(Cell { span: Span::new(start, start + piece.len()), left, right });
    };
    if !piece.contains(' ') || !piece.bytes().any(|byte| byte.is_ascii_digit()) || parse_number(piece).is_some() {
        return whole(found);
    }
    let signs = |word: &str| matches!(word, "$" | "(" | "$(");
    let words = piece.split(' ');
    if !words.clone().all(|word| parse_number(word).is_some() || signs(word) || is_day(word)) {
        return whole(found);
    }
    // figures are ASCII, a byte is a column
    let mut from = None;
    let mut at = 0;
    for word in words {
        let begins = *from.get_or_insert(at);
        at += word.len() + 1;
        if signs(word) {
            continue;
        }
        let span = Span::new(start + begins, start + at - 1);
        found.push(Cell { span, left: left + begins as u32, right: left + at as u32 - 1 });
        from = None;
    }
    if let Some(begins) = from {
        let span = Span::new(start + begins, start + piece.len());
        found.push(Cell { span, left: left + begins as u32, right: left + piece.len() as u32 });
    }
}

/// Whether a word is a day in figures, as over columns: `12/31/05`.
fn is_day(word: &str) -> bool {
    (6..=10).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/')
        && word.bytes().filter(|byte| *byte == b'/').count() == 2
}

/// Parts a long label from the figure that only one space keeps it from: the figure ends where
/// figures of other rows end, and the row lacks one.
pub(super) fn part_labels<'t>(table: &mut Table, words: impl Fn(Span) -> &'t str) {
    let is_figure = |cell: &Cell| parse_number(words(cell.span)).is_some();
    let edges: Vec<u32> =
        table.rows.iter().flat_map(|row| &row.cells).filter(|cell| is_figure(cell)).map(|cell| cell.right).collect();
    let count = |row: &Row| row.cells.iter().filter(|cell| is_figure(cell)).count();
    let full = table.rows.iter().map(count).max().unwrap_or(0);
    let edges = {
        let mut edges = edges;
        edges.sort_unstable();
        edges
    };
    let is_edge =
        |right: u32| edges.partition_point(|edge| *edge <= right) - edges.partition_point(|edge| *edge < right) > 1;
    for row in &mut table.rows {
        if row.cells.is_empty() || count(row) >= full || !is_edge(row.cells[0].right) {
            continue;
        }
        if let Some((label, figure)) = part(row.cells[0], words(row.cells[0].span)) {
            row.cells[0] = label;
            row.cells.insert(1, figure);
        }
    }
}

/// A label and the figure after its last space.
fn part(cell: Cell, words: &str) -> Option<(Cell, Cell)> {
    let (label, figure) = words.rsplit_once(' ')?;
    let letters = label.ends_with(|char: char| char.is_alphabetic() || char == ')');
    // `30 Sept 2000`
    let dated = figure.len() == 4 && label.rsplit(' ').next().is_some_and(|word| month(word).is_some());
    if !letters || dated || !figure.bytes().any(|byte| byte.is_ascii_digit()) || !figure.is_ascii() {
        return None;
    }
    parse_number(figure)?;
    let middle = cell.span.end - figure.len();
    let left = cell.right - figure.len() as u32;
    let figure = Cell { span: Span::new(middle, cell.span.end), left, right: cell.right };
    Some((Cell { span: Span::new(cell.span.start, middle - 1), left: cell.left, right: left - 1 }, figure))
}
