//! Tables: the grid with its spans resolved, rows as lines `a | b | c`, and telling tables of data
//! from those that only lay out a page.

use super::{
    flow::Item,
    shape,
    write::{Lead, Writer},
};
use crate::model::{Cell, Row, Span, Table};

/// Writes the table whose items follow `items[0]`; returns how many items it took, or `None`,
/// nothing written, where it is a layout of paragraphs.
pub fn write(writer: &mut Writer<'_>, items: &[Item]) -> Option<usize> {
    let len = items.iter().position(|item| *item == Item::TableEnd).unwrap_or(items.len());
    let mark = writer.mark();
    let mut reader = Reader { writer, rows: vec![], row: Row::default(), grid: Grid::default(), long: 0 };
    for item in &items[1..len] {
        reader.item(*item);
    }
    reader.end_row();
    let Reader { rows, long, .. } = reader;
    if !is_data(writer.written(), &rows, long) {
        writer.go_back(mark);
        return None;
    }
    let start = rows.first().map_or(0, |row| row.span.start);
    writer.add_table(start, Table { rows });
    Some(len)
}

struct Reader<'w, 'a> {
    writer: &'w mut Writer<'a>,
    rows: Vec<Row>,
    row: Row,
    grid: Grid,
    /// Breaks inside cells.
    long: usize,
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
    fn item(&mut self, item: Item) {
        match item {
            Item::Text(start, end, style) => {
                self.writer.text(Span::new(start as usize, end as usize), style);
            }
            Item::Break(at) => {
                self.writer.space(at as usize);
                self.long += 1;
            }
            Item::Block(_) => self.writer.space(0),
            Item::Row => {
                self.end_row();
                self.grid.next_row();
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
        let first_row = self.rows.is_empty();
        self.writer.begin(match self.row.cells.last() {
            Some(_) => Lead::Cell,
            None if first_row => Lead::Block,
            None => Lead::Row,
        });
    }

    fn end_cell(&mut self) {
        let Some(span) = self.writer.unit() else { return };
        if let Some(last) = self.row.cells.last_mut()
            && last.span.start == span.start
        {
            last.span = span;
            last.right = self.grid.right as u32;
            return;
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
            self.rows.push(std::mem::take(&mut self.row));
        }
        self.begin_cell();
    }
}

/// Whether rows are data rather than a page's layout.
fn is_data(text: &str, rows: &[Row], breaks: usize) -> bool {
    let cells = || rows.iter().flat_map(|row| &row.cells).map(|cell| &text[cell.span.range()]);
    let columns = rows.iter().filter(|row| row.cells.len() > 1).count();
    if columns == 0 {
        return false;
    }
    let figures = cells().filter(|cell| is_figure(cell)).count();
    let listed = rows.iter().filter(|row| is_listed(text, row)).count();
    if listed == columns {
        return false;
    }
    let count = cells().count();
    if figures >= 2 && figures * 5 >= count {
        return true;
    }
    let long = cells().filter(|cell| cell.len() > 150).count();
    rows.len() > 1 && columns > 1 && breaks * 2 < count && long * 6 < count
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
    let letters = cell.chars().filter(|letter| letter.is_alphabetic()).count();
    digits > letters || matches!(cell, "-" | "–" | "—" | "--" | "$" | "N/A" | "NM" | "nm" | "n/a")
}
