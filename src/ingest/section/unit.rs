//! What is classified as a whole: a block, or a row of a table that only lays out words.

use super::furniture;
use crate::model::{Block, BlockKind, Content, Span, Table};

/// The form of a [`Unit`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A title line.
    Heading,
    /// Running text.
    Prose,
    /// An entry of a list.
    Item,
    /// A table of figures.
    Figures,
    /// A table of words, or a row of one.
    Words,
    /// A line of the page, not of the text.
    Furniture,
}

/// A piece of the document that belongs to one section.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    /// Where it stands.
    pub span: Span,
    /// What it looks like.
    pub form: Form,
    /// Whether it goes on with a sentence of the unit before it.
    pub continues: bool,
}

impl Unit {
    const fn new(span: Span, form: Form) -> Self {
        Self { span, form, continues: false }
    }
}

/// Longest heading.
const HEADING: usize = 110;
/// A table of words longer than this is taken row by row.
const ROWS: usize = 300;

/// A block as one unit, figures told from words and nothing more.
pub(super) fn plain(content: &Content, block: &Block) -> Unit {
    let figures = match block.kind {
        BlockKind::Table(index) => content.tables.get(index).is_some_and(|table| is_figures(content, table)),
        _ => false,
    };
    Unit::new(block.span, if figures { Form::Figures } else { Form::Prose })
}

/// The units of these blocks of a document, in order.
pub(super) fn units(content: &Content, blocks: &[Block]) -> Vec<Unit> {
    let mut units = Vec::with_capacity(blocks.len());
    for block in blocks.iter().filter(|block| !block.span.is_empty()) {
        match block.kind {
            BlockKind::Table(index) => match content.tables.get(index) {
                Some(table) => of_table(content, block, table, &mut units),
                None => units.push(Unit::new(block.span, Form::Words)),
            },
            _ => {
                let form = form(content, block);
                let led_in = form == Form::Heading && units.last().is_some_and(|last| leads_in(content, last));
                units.push(if led_in {
                    Unit { span: block.span, form: Form::Prose, continues: true }
                } else {
                    Unit::new(block.span, form)
                });
            }
        }
    }
    furniture::mark(content, &mut units);
    units
}

fn form(content: &Content, block: &Block) -> Form {
    match block.kind {
        BlockKind::ListItem => Form::Item,
        _ if furniture::is_furniture(content.slice(block.span)) => Form::Furniture,
        _ if is_marked(content.slice(block.span)) => Form::Item,
        _ if is_address(content.slice(block.span)) => Form::Prose,
        BlockKind::Heading => Form::Heading,
        _ if is_title(content.slice(block.span)) => Form::Heading,
        _ => Form::Prose,
    }
}

/// Whether a line begins with a mark of a list, written against its words or before them.
fn is_marked(text: &str) -> bool {
    const MARKS: [char; 8] = ['–', '—', '•', '▪', '■', '●', '○', '◦'];
    let words = text.trim_start().strip_prefix(MARKS).map(str::trim_start);
    words.is_some_and(|words| words.starts_with(char::is_alphanumeric))
}

/// Whether a paragraph ends with a colon, so that what follows is said by it and no title.
fn leads_in(content: &Content, unit: &Unit) -> bool {
    unit.form == Form::Prose && unit.span.len() > HEADING && content.slice(unit.span).trim_end().ends_with(':')
}

/// Whether a paragraph is short and has no stop at its end, as titles are.
fn is_title(text: &str) -> bool {
    let text = text.trim();
    text.len() <= HEADING && !text.ends_with(['.', ';', ',', '?', '!', '"', '”']) && !text.contains('@')
}

/// Whether a line tells where somebody can be reached: it governs nothing.
fn is_address(text: &str) -> bool {
    let link = || ["http", "www."].iter().any(|start| text.starts_with(start)) && !text.trim().contains(' ');
    text.len() <= 400 && (text.contains('@') || super::phone::is_phone(text) || link())
}

fn of_table(content: &Content, block: &Block, table: &Table, units: &mut Vec<Unit>) {
    if is_figures(content, table) {
        return units.push(Unit::new(block.span, Form::Figures));
    }
    if block.span.len() <= ROWS || table.rows.len() < 2 {
        return units.push(Unit::new(block.span, Form::Words));
    }
    let mut start = block.span.start;
    for row in &table.rows {
        let end = row.span.end.clamp(start, block.span.end);
        units.push(Unit::new(Span::new(start, end), Form::Words));
        start = end;
    }
}

/// Whether at least a quarter of the cells (of two rows or more) hold figures.
fn is_figures(content: &Content, table: &Table) -> bool {
    let cells = || table.rows.iter().flat_map(|row| &row.cells);
    let figures = cells().filter(|cell| is_figure(content.slice(cell.span))).count();
    figures >= 3 && figures * 4 >= cells().count()
}

fn is_figure(cell: &str) -> bool {
    let cell = cell.trim();
    if matches!(cell, "$" | "%" | ")" | "-" | "—" | "–") {
        return true;
    }
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let letters = cell.bytes().filter(u8::is_ascii_alphabetic).count();
    digits > 0 && letters <= 4 && cell.len() <= 24 && !super::phone::is_phone(cell)
}
