//! A document as a reader sees it: text, and the blocks and tables in it.

use super::{SourceMap, Span};

/// What a parser makes of a document's body.
///
/// The text is UTF-8. Blocks stand in it in order, parted by a blank line (`\n\n`); lines inside a
/// paragraph have been joined by single spaces. A table of an HTML document is written one row a
/// line, its cells parted by ` | `; a table of a text document keeps its lines as they were filed.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// The whole text.
    pub text: String,
    /// Headings, paragraphs, list entries and tables, in order, not overlapping.
    pub blocks: Vec<Block>,
    /// The tables that [`BlockKind::Table`] points to.
    pub tables: Vec<Table>,
    /// From the text to the body the parser was given.
    pub map: SourceMap,
    /// What was odd about the body.
    pub warnings: Vec<String>,
}

impl Content {
    /// The words of a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }
}

/// A piece of a document: a heading, paragraph, list entry or table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the text.
    pub span: Span,
    /// Whether all of it is bold, underlined or the like, as headings often are.
    pub emphasis: bool,
    /// Whether it is centred.
    pub centered: bool,
}

/// The kinds of [`Block`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A line that the mark-up or its form (short, emphasised, no full stop) makes a heading.
    Heading,
    /// Running text.
    Paragraph,
    /// An entry of a list, its bullet or number included in the text.
    ListItem,
    /// A table: its place in [`Content::tables`].
    Table(usize),
}

/// A table of figures or words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The rows in order, without empty ones.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The line of the text.
    pub span: Span,
    /// The cells that hold something, from left to right.
    pub cells: Vec<Cell>,
}

/// A cell of a table: its words and the columns it stands in.
///
/// Columns are those of the HTML grid (spans resolved), or the character columns of a text table.
/// Two cells of different rows belong to one column when `[left, right)` overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Where its words stand in the text.
    pub span: Span,
    /// The first column.
    pub left: u32,
    /// The column after the last.
    pub right: u32,
}
