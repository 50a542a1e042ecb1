//! Tables: the grid with its spans resolved, rows as lines `a | b | c`, and telling tables of data
//! from those that only lay out a page.

use super::{
    flow::Item,
    layout, shape,
    write::{Lead, Writer},
};
use crate::model::{Cell, Row, Span};

/// Writes the table whose items follow `items[0]`; returns how many items it took, or `None`,
/// nothing written, where it is a layout of paragraphs.
pub fn write(writer: &mut Writer<'_>, items: &[Item]) -> Option<usize> {
    let len = items.iter().position(|item| *item == Item::TableEnd).unwrap_or(items.len());
    let items = &items[1..len];
    let mark = writer.mark();
    let read = read(writer, items);
    if !is_data(writer.written(), &read) {
        writer.go_back(mark);
        return None;
    }
    let prose: Vec<bool> = read.rows.iter().map(|row| is_prose(writer.written(), row)).collect();
    if prose.contains(&true) {
        writer.go_back(mark);
        write_parts(writer, items, &read.begins, &prose);
    } else {
        writer.add_table(read.rows);
    }
    Some(len)
}

/// Writes a table in which notes run across the rows: rows of cells as tables, notes as paragraphs.
fn write_parts(writer: &mut Writer<'_>, items: &[Item], begins: &[usize], prose: &[bool]) {
    let mut row = 0;
    while row < prose.len() {
        let rows = prose[row..].iter().take_while(|&&other| other == prose[row]).count();
        let begin = if row == 0 { 0 } else { begins[row] };
        let end = begins.get(row + rows).copied().unwrap_or(items.len());
        if prose[row] {
            layout::write_paragraphs(writer, &items[begin..end]);
        } else {
            let rows = read(writer, &items[begin..end]).rows;
            writer.add_table(rows);
        }
        row += rows;
    }
}

/// Rows as they were written.
#[derive(Debug, Default)]
struct Read {
    rows: Vec<Row>,
    /// The item that each row begins with.
    begins: Vec<usize>,
    /// Line breaks inside cells.
    breaks: usize,
}

/// Writes items as rows.
fn read(writer: &mut Writer<'_>, items: &[Item]) -> Read {
    let mut reader = Reader { writer, read: Read::default(), row: Row::default(), grid: Grid::default(), begin: 0 };
    for (at, item) in items.iter().enumerate() {
        reader.item(at, *item);
    }
    reader.end_row();
    reader.read
}

struct Reader<'w, 'a> {
    writer: &'w mut Writer<'a>,
    read: Read,
    row: Row,
    grid: Grid,
    /// The item that the row at hand begins with.
    begin: usize,
}

/// Which columns are free: those that no cell of an earlier row reaches into.
#[derive(Debug, Default)]
struct Grid {
    /// Rows that each column is still taken for.
    taken: Vec<u16>,
    column: usize,
    /// The columns of the cell at hand.
    left: usize,
    right: usize,
}

impl Grid {
    fn next_row(&mut self) {
        (self.column, self.left, self.right) = (0, 0, 0);
        for rows in &mut self.taken {
            *rows = rows.saturating_sub(1);
        }
    }

    fn place(&mut self, columns: u16, rows: u16) {
        /// More columns than any real table has.
        const MOST: usize = 4096;
        while self.taken.get(self.column).is_some_and(|&rows| rows > 0) {
            self.column += 1;
        }
        self.left = self.column;
        self.right = (self.column + usize::from(columns)).min(MOST.max(self.column + 1));
        self.column = self.right;
        // Only cells that reach down cost anything.
        if rows > 1 && self.right <= MOST {
            self.taken.resize(self.taken.len().max(self.right), 0);
            for taken in &mut self.taken[self.left..self.right] {
                *taken = rows;
            }
        }
    }
}

impl Reader<'_, '_> {
    fn item(&mut self, at: usize, item: Item) {
        match item {
            Item::Text(start, end, style) => {
                self.writer.text(Span::new(start as usize, end as usize), style);
            }
            Item::Break(place) => {
                self.writer.space(place as usize);
                self.read.breaks += 1;
            }
            Item::Block(_) => self.writer.space(0),
            Item::Row => {
                self.end_row();
                self.grid.next_row();
                self.begin = at;
            }
            Item::Cell(columns, rows) => {
                self.end_cell();
                self.grid.place(columns, rows);
                self.begin_cell();
            }
            Item::Table(_) | Item::TableEnd | Item::Preformatted | Item::PreformattedEnd => {}
        }
    }

    fn begin_cell(&mut self) {
        let first_row = self.read.rows.is_empty();
        self.writer.begin(match self.row.cells.last() {
            Some(_) => Lead::Cell,
            None if first_row => Lead::Block,
            None => Lead::Row,
        });
    }

    fn end_cell(&mut self) {
        let Some(span) = self.writer.unit() else { return };
        if let Some(last) = self.row.cells.last_mut() {
            let text = self.writer.written();
            if last.span.start == span.start {
                // The words of a bullet.
                last.span = span;
                last.right = self.grid.right as u32;
                return;
            }
            if shape::closes_figure(&text[last.span.range()], &text[span.range()]) {
                last.span = self.writer.join(last.span, span);
                last.right = self.grid.right as u32;
                return;
            }
        }
        self.row.cells.push(Cell {
            span,
            left: self.grid.left as u32,
            right: self.grid.right.max(self.grid.left + 1) as u32,
        });
    }

    fn end_row(&mut self) {
        self.end_cell();
        if let (Some(first), Some(last)) = (self.row.cells.first(), self.row.cells.last()) {
            self.row.span = Span::new(first.span.start, last.span.end);
            self.read.rows.push(std::mem::take(&mut self.row));
            self.read.begins.push(self.begin);
        }
        self.begin_cell();
    }
}

/// Whether rows are data rather than a page's layout: figures, or short words in columns.
fn is_data(text: &str, read: &Read) -> bool {
    /// Bytes a cell: words in columns are short, prose set in columns is not.
    const SHORT: usize = 60;
    let rows = &read.rows;
    let cells = || rows.iter().flat_map(|row| &row.cells).map(|cell| &text[cell.span.range()]);
    let columns = rows.iter().filter(|row| row.cells.len() > 1).count();
    let listed = rows.iter().filter(|row| is_listed(text, row)).count();
    if columns == listed {
        return false;
    }
    let count = cells().count();
    let figures = cells().filter(|cell| is_figure(cell)).count();
    if figures >= 2 && figures * 5 >= count {
        return true;
    }
    let bytes: usize = cells().map(str::len).sum();
    columns > 1 && read.breaks * 2 < count && bytes < count * SHORT
}

/// A note that runs across a table.
fn is_prose(text: &str, row: &Row) -> bool {
    /// Bytes: labels of statements are shorter.
    const LONG: usize = 160;
    row.cells.len() == 1 && row.span.len() > LONG && text[row.span.range()].contains(". ")
}

/// A row that is a bullet or number and its words.
fn is_listed(text: &str, row: &Row) -> bool {
    match row.cells.as_slice() {
        [marker, words] => shape::is_marker(&text[marker.span.range()]) && !is_figure(&text[words.span.range()]),
        _ => false,
    }
}

/// `$ 1,234`, `(5.2)%`, `—`: a cell that holds a number or says that there is none.
fn is_figure(cell: &str) -> bool {
    /// No number is longer.
    const LONG: usize = 24;
    if cell.len() > LONG {
        return false;
    }
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    // Of what is not ASCII, 0xc2 and 0xe2 begin signs: currencies, dashes, spaces.
    let is_letter = |byte: &&u8| byte.is_ascii_alphabetic() || (**byte >= 0xc3 && **byte != 0xe2);
    let letters = cell.as_bytes().iter().filter(is_letter).count();
    digits > letters || matches!(cell, "-" | "–" | "—" | "--" | "$" | "N/A" | "NM" | "nm" | "n/a")
}
