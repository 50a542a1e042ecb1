//! From tokens to a flat flow of items: what is shown, in its look, and where blocks, rows and
//! cells begin. Elements that were never closed, or closed in the wrong order, are settled here.

use super::{
    style::{Style, change},
    tag::Tag,
    token::{Attributes, Token, Tokens, is_text_table},
};
use crate::model::Span;

/// A step of the flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// Text that is shown; in the source.
    Text(u32, u32, Style),
    /// `<br>`, and its place in the source.
    Break(u32),
    /// A block begins; what was open ends.
    Block(Kind),
    /// A table begins, its place in [`Flow::tables`]; what was open ends.
    Table(u32),
    /// A row of the innermost table begins.
    Row,
    /// A cell begins: the columns and rows it takes up.
    Cell(u16, u16),
    /// The innermost table ends.
    TableEnd,
    /// Text whose lines and spaces are as they stand.
    Preformatted,
    /// It ends.
    PreformattedEnd,
}

/// The kinds of blocks that mark-up tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Any.
    #[default]
    Plain,
    /// `<li>`.
    ListItem,
    /// `<h1>` and the like.
    Heading,
}

/// What is known of a table before its words are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TableInfo {
    /// Whether it holds another.
    pub nests: bool,
    /// Whether some row has two cells that hold something.
    pub has_columns: bool,
}

/// The flow of a document.
#[derive(Debug, Clone, Default)]
pub struct Flow {
    /// The steps.
    pub items: Vec<Item>,
    /// The tables in the order of their beginning.
    pub tables: Vec<TableInfo>,
}

/// Reads the flow of a text.
pub fn read(text: &str) -> Flow {
    let mut reader = Reader { text, ..Reader::default() };
    let mut tokens = Tokens::new(text);
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(span) => reader.text(span),
            Token::Start(tag, span) => reader.start(tag, tokens.attributes(), span),
            Token::End(tag, span) => reader.end(tag, span),
        }
    }
    reader.flow
}

/// An open element and the look of its text.
#[derive(Debug, Clone, Copy)]
struct Open {
    tag: Tag,
    change: super::style::Change,
    style: Style,
}

/// An open table.
#[derive(Debug, Clone, Copy)]
struct OpenTable {
    /// Its place in [`Flow::tables`].
    index: usize,
    /// Its element's place among the open ones.
    depth: usize,
    /// Cells with words in the row at hand, and whether the cell at hand has been counted.
    filled: u8,
    counted: bool,
}

#[derive(Debug, Default)]
struct Reader<'a> {
    text: &'a str,
    flow: Flow,
    open: Vec<Open>,
    tables: Vec<OpenTable>,
    /// In preformatted text, and the kind of element that ends it.
    preformatted: Option<Tag>,
    /// Open tables that are not shown.
    hidden_tables: usize,
}

impl Reader<'_> {
    fn style(&self) -> Style {
        self.open.last().map_or(Style::default(), |open| open.style)
    }

    fn text(&mut self, span: Span) {
        let style = self.style();
        if style.has(Style::HIDDEN) {
            return;
        }
        if self.preformatted.is_none() && self.is_blank(span) {
            // Between blocks it is nothing, within one it is a space.
            if matches!(self.flow.items.last(), Some(Item::Text(..))) {
                self.push_text(span, style);
            }
            return;
        }
        if let Some(table) = self.tables.last_mut()
            && !table.counted
        {
            table.counted = true;
            table.filled += 1;
            self.flow.tables[table.index].has_columns |= table.filled > 1;
        }
        self.push_text(span, style);
    }

    fn push_text(&mut self, span: Span, style: Style) {
        self.flow.items.push(Item::Text(span.start as u32, span.end as u32, style));
    }

    /// Whether nothing of a text would be seen: white space, and the references to it.
    fn is_blank(&self, span: Span) -> bool {
        let bytes = &self.text.as_bytes()[span.range()];
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let rest = &bytes[at..];
            at += match byte {
                b' ' | b'\t'..=b'\r' => 1,
                b'&' if rest.starts_with(b"&#160;") || rest.starts_with(b"&nbsp;") => 6,
                0xc2 if rest.get(1) == Some(&0xa0) => 2,
                _ => return false,
            };
        }
        true
    }

    fn start(&mut self, tag: Tag, attributes: &Attributes<'_>, span: Span) {
        if self.preformatted.is_some() && self.start_in_preformatted(tag, span) {
            return;
        }
        match tag {
            Tag::Other | Tag::Raw | Tag::TextTable => {}
            Tag::Break => self.line_break(span),
            Tag::Rule => self.block(Kind::Plain),
            Tag::Preformatted => self.start_preformatted(Tag::Preformatted, attributes),
            Tag::Table if is_text_table(self.text, span.end) => self.start_preformatted(Tag::Table, attributes),
            Tag::Table => self.start_table(attributes),
            Tag::Row | Tag::Rows => self.start_row(tag, attributes),
            Tag::Cell | Tag::HeaderCell => self.start_cell(tag, attributes),
            _ if tag.is_block() => self.start_block(tag, attributes),
            _ => self.push(tag, attributes),
        }
    }

    /// Inside preformatted text the mark-up of text tables is text, real tables end it.
    fn start_in_preformatted(&mut self, tag: Tag, span: Span) -> bool {
        match tag {
            Tag::TextTable | Tag::Caption => self.push_text(span, self.style()),
            Tag::Table if is_text_table(self.text, span.end) => self.push_text(span, self.style()),
            Tag::Table | Tag::Row | Tag::Cell | Tag::HeaderCell => {
                self.end_preformatted();
                return false;
            }
            Tag::Break => self.line_break(span),
            Tag::Preformatted => {}
            _ if tag.is_block() => self.line_break(Span::new(span.start, span.start)),
            _ => return false,
        }
        true
    }

    fn push(&mut self, tag: Tag, attributes: &Attributes<'_>) {
        let change = change(tag, attributes);
        let mut style = change.apply(self.style());
        if self.style().has(Style::HIDDEN) {
            style = self.style();
        }
        self.open.push(Open { tag, change, style });
    }

    fn line_break(&mut self, span: Span) {
        if !self.style().has(Style::HIDDEN) {
            self.flow.items.push(Item::Break(span.start as u32));
        }
    }

    /// A block begins or ends here. A list entry's own paragraph is that entry.
    fn block(&mut self, kind: Kind) {
        if self.style().has(Style::HIDDEN) {
            return;
        }
        match self.flow.items.last_mut() {
            Some(Item::Block(last)) => *last = if kind == Kind::Plain { *last } else { kind },
            _ => self.flow.items.push(Item::Block(kind)),
        }
    }

    fn start_block(&mut self, tag: Tag, attributes: &Attributes<'_>) {
        self.close_implied(tag);
        self.push(tag, attributes);
        self.block(match tag {
            Tag::Heading => Kind::Heading,
            Tag::Item => Kind::ListItem,
            _ => Kind::Plain,
        });
    }

    /// A block ends the paragraph before it, a list entry the entry before it. The looks that were
    /// begun in it go on, as browsers have it.
    fn close_implied(&mut self, tag: Tag) {
        if let Some(at) = self.find(Tag::Paragraph) {
            self.remove(at);
        }
        if tag == Tag::Item
            && let Some(at) = self.find(Tag::Item)
        {
            self.open.truncate(at);
        }
    }

    /// The innermost open element of a kind, not looking beyond the cell at hand.
    fn find(&self, tag: Tag) -> Option<usize> {
        /// Elements looked through: real pages nest some 30, hostile ones without end.
        const FAR: usize = 256;
        let floor = self.open.len().saturating_sub(FAR);
        let inner = self.open[floor..].iter().rposition(|open| open.tag == tag || open.tag.is_of_table())?;
        (self.open[floor + inner].tag == tag).then_some(floor + inner)
    }

    /// Takes out an element that others were opened in.
    fn remove(&mut self, at: usize) {
        self.open.remove(at);
        for index in at..self.open.len() {
            let outer = index.checked_sub(1).map_or(Style::default(), |outer| self.open[outer].style);
            self.open[index].style = self.open[index].change.apply(outer);
        }
    }

    fn end(&mut self, tag: Tag, span: Span) {
        if self.preformatted.is_some() && self.end_in_preformatted(tag, span) {
            return;
        }
        match tag {
            Tag::Other | Tag::Raw | Tag::Rule | Tag::TextTable | Tag::Preformatted => {}
            Tag::Break => self.line_break(span),
            Tag::Table => self.end_table(),
            Tag::Rows | Tag::Row | Tag::Cell | Tag::HeaderCell => {}
            _ if tag.is_block() => {
                self.block_end();
                if let Some(at) = self.find(tag) {
                    self.open.truncate(at);
                }
            }
            _ => {
                if let Some(at) = self.find(tag) {
                    self.remove(at);
                }
            }
        }
    }

    fn block_end(&mut self) {
        if !self.style().has(Style::HIDDEN) {
            match self.flow.items.last_mut() {
                Some(Item::Block(kind)) => *kind = Kind::Plain,
                _ => self.flow.items.push(Item::Block(Kind::Plain)),
            }
        }
    }

    fn end_in_preformatted(&mut self, tag: Tag, span: Span) -> bool {
        if self.preformatted == Some(tag) {
            self.end_preformatted();
            return true;
        }
        match tag {
            Tag::Table => self.push_text(span, self.style()),
            _ if tag.is_block() => {}
            _ => return false,
        }
        true
    }

    fn start_preformatted(&mut self, ended_by: Tag, attributes: &Attributes<'_>) {
        self.close_implied(Tag::Preformatted);
        self.push(Tag::Preformatted, attributes);
        self.preformatted = Some(ended_by);
        self.flow.items.push(Item::Preformatted);
    }

    fn end_preformatted(&mut self) {
        self.preformatted = None;
        self.flow.items.push(Item::PreformattedEnd);
        if let Some(at) = self.find(Tag::Preformatted) {
            self.open.truncate(at);
        }
    }

    fn start_table(&mut self, attributes: &Attributes<'_>) {
        self.close_implied(Tag::Table);
        self.push(Tag::Table, attributes);
        if self.style().has(Style::HIDDEN) {
            self.hidden_tables += 1;
            return;
        }
        if let Some(outer) = self.tables.last() {
            self.flow.tables[outer.index].nests = true;
        }
        let index = self.flow.tables.len();
        self.flow.tables.push(TableInfo::default());
        self.tables.push(OpenTable { index, depth: self.open.len() - 1, filled: 0, counted: true });
        self.flow.items.push(Item::Table(index as u32));
    }

    /// Closes all that stands open in the innermost table but the table itself.
    fn close_in_table(&mut self) {
        if let Some(table) = self.tables.last() {
            self.open.truncate(table.depth + 1);
        }
    }

    fn start_row(&mut self, tag: Tag, attributes: &Attributes<'_>) {
        if self.tables.is_empty() {
            return self.block(Kind::Plain);
        }
        if self.table_is_hidden() {
            return;
        }
        self.close_in_table();
        self.push(tag, attributes);
        if let Some(table) = self.tables.last_mut() {
            table.filled = 0;
            table.counted = true;
        }
        self.flow.items.push(Item::Row);
    }

    fn start_cell(&mut self, tag: Tag, attributes: &Attributes<'_>) {
        let Some(depth) = self.tables.last().map(|table| table.depth) else {
            return self.block(Kind::Plain);
        };
        if self.table_is_hidden() {
            return;
        }
        let in_row = self.open.get(depth + 1).is_some_and(|open| matches!(open.tag, Tag::Row | Tag::Rows));
        self.open.truncate(depth + 1 + usize::from(in_row));
        self.push(tag, attributes);
        if self.style().has(Style::HIDDEN) {
            return;
        }
        if let Some(table) = self.tables.last_mut() {
            table.counted = false;
            table.filled = table.filled.min(2);
        }
        self.flow.items.push(Item::Cell(span_of(attributes.colspan), span_of(attributes.rowspan)));
    }

    /// Whether the innermost open table is one that is not shown.
    fn table_is_hidden(&mut self) -> bool {
        if !self.style().has(Style::HIDDEN) {
            self.hidden_tables = 0;
        }
        self.hidden_tables > 0
    }

    fn end_table(&mut self) {
        if self.table_is_hidden() {
            self.hidden_tables -= 1;
            if let Some(at) = self.find(Tag::Table) {
                self.open.truncate(at);
            }
            return;
        }
        if let Some(table) = self.tables.pop() {
            self.open.truncate(table.depth);
            self.flow.items.push(Item::TableEnd);
        }
    }
}

/// The value of `colspan` or `rowspan`: 1 where absent or absurd.
fn span_of(value: &[u8]) -> u16 {
    /// More columns than any real table has.
    const MOST: u16 = 1000;
    let digits = value.trim_ascii().split(|byte| !byte.is_ascii_digit()).next().unwrap_or_default();
    let number = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()).unwrap_or(1);
    if number > MOST { 1 } else { number.max(1) }
}
