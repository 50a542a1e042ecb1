//! From pieces of the source to the text: references decoded, white space folded, every byte mapped.

use super::{flow::Kind, reference, scan, shape, style::Style};
use crate::model::{Block, BlockKind, Content, Row, SourceMap, Span, Table};

/// What has to stand between the text so far and the next visible character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// Nothing: a unit of text (block or cell) is being written.
    None,
    /// A blank line: a block begins.
    Block,
    /// A line break: a row begins.
    Row,
    /// ` | `: a cell begins.
    Cell,
}

/// Writes the text of a document.
#[derive(Debug)]
pub struct Writer<'a> {
    source: &'a str,
    content: Content,
    /// Where the block or cell at hand begins, once [`Lead::None`].
    start: usize,
    lead: Lead,
    /// White space not yet written: where it stands in the source.
    gap: Option<Span>,
    kind: Kind,
    look: Look,
    /// The line of the block at hand, lines parted by `<br>`.
    line: Line,
    broken: bool,
    raised: bool,
}

/// How the letters of a block look.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    emphasised: bool,
    plain: bool,
    centered: bool,
}

impl Look {
    const fn is_emphasis(self) -> bool {
        self.emphasised && !self.plain
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Line {
    start: usize,
    look: Look,
}

/// A place to go back to.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    text: usize,
    blocks: usize,
}

impl<'a> Writer<'a> {
    /// Writes from `source`.
    pub fn new(source: &'a str) -> Self {
        let content = Content { text: String::with_capacity(source.len() / 4), ..Content::default() };
        Self {
            source,
            content,
            start: 0,
            lead: Lead::Block,
            gap: None,
            kind: Kind::Plain,
            look: Look::default(),
            line: Line::default(),
            broken: false,
            raised: false,
        }
    }

    /// Ends the document.
    pub fn finish(mut self) -> Content {
        self.end_block();
        self.content
    }

    /// What has been written so far.
    pub fn written(&self) -> &str {
        &self.content.text
    }

    /// Remembers where the next block will begin.
    pub fn mark(&self) -> Mark {
        Mark { text: self.content.text.len(), blocks: self.content.blocks.len() }
    }

    /// Forgets all that was written since.
    pub fn go_back(&mut self, mark: Mark) {
        self.content.text.truncate(mark.text);
        self.content.map.truncate(mark.text);
        self.content.blocks.truncate(mark.blocks);
        self.begin(Lead::Block);
    }

    /// Begins a unit: what `lead` says stands before its first visible character.
    pub fn begin(&mut self, lead: Lead) {
        self.lead = lead;
        self.gap = None;
        self.look = Look::default();
        self.line = Line::default();
        self.broken = false;
        self.raised = false;
    }

    /// The words written since [`Self::begin`], if there are any.
    pub fn unit(&self) -> Option<Span> {
        (self.lead == Lead::None).then(|| Span::new(self.start, self.content.text.len()))
    }

    /// Moves the words written last, at `span`, so that they follow those at `before` at once;
    /// returns where both stand.
    pub fn join(&mut self, before: Span, span: Span) -> Span {
        let end = before.end;
        self.start = before.start;
        let source = self.content.map.source(span);
        let words = self.content.text.split_off(span.start);
        self.content.text.truncate(end);
        self.content.map.truncate(end);
        if source.len() == words.len() {
            self.content.map.copied(end, source.start, words.len());
        } else {
            self.content.map.replaced(end, source.start, source.len());
        }
        self.content.text.push_str(&words);
        Span::new(before.start, self.content.text.len())
    }

    /// Adds the table of the rows that have been written last.
    pub fn add_table(&mut self, rows: Vec<Row>) {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
        let span = Span::new(first.span.start, last.span.end);
        let kind = BlockKind::Table(self.content.tables.len());
        self.content.tables.push(Table { rows });
        self.content.blocks.push(Block { kind, span, emphasis: false, centered: false });
        self.begin(Lead::Block);
    }

    /// Adds blocks that were read elsewhere, from a text that `outer` maps to the source.
    pub fn add_content(&mut self, inner: Content, outer: &SourceMap) {
        self.end_block();
        if inner.text.trim().is_empty() {
            return;
        }
        self.lead_in(outer.source(Span::new(0, 0)).start);
        let base = self.content.text.len();
        self.content.map.append(base, inner.text.len(), &inner.map, outer);
        self.content.text.push_str(&inner.text);
        let tables = self.content.tables.len();
        self.content.blocks.extend(inner.blocks.into_iter().map(|block| Block {
            kind: match block.kind {
                BlockKind::Table(index) => BlockKind::Table(tables + index),
                kind => kind,
            },
            span: block.span.shifted(base),
            ..block
        }));
        self.content.tables.extend(inner.tables.into_iter().map(|table| shifted(table, base)));
        self.content.warnings.extend(inner.warnings);
        self.begin(Lead::Block);
    }

    /// What kind of block the mark-up makes of the next words.
    pub fn set_kind(&mut self, kind: Kind) {
        self.kind = kind;
    }

    /// Ends the block at hand, unless it is but a bullet whose words are still to come.
    pub fn end_block_after_words(&mut self) {
        if self.lead == Lead::None && shape::is_marker(&self.content.text[self.start..]) {
            self.kind = Kind::ListItem;
            self.broken = false;
            self.gap = self.gap.or(Some(Span::new(0, 0)));
            return;
        }
        self.end_block();
    }

    /// Ends the block at hand.
    pub fn end_block(&mut self) {
        if self.lead == Lead::None {
            let span = Span::new(self.start, self.content.text.len());
            let words = &self.content.text[span.range()];
            let emphasis = self.look.is_emphasis();
            let kind = match self.kind {
                Kind::Heading => BlockKind::Heading,
                Kind::ListItem => BlockKind::ListItem,
                Kind::Plain if shape::is_list_item(words) => BlockKind::ListItem,
                Kind::Plain if shape::is_heading(words, emphasis, self.look.centered) => BlockKind::Heading,
                Kind::Plain => BlockKind::Paragraph,
            };
            self.content.blocks.push(Block { kind, span, emphasis, centered: self.look.centered });
        }
        self.kind = Kind::Plain;
        self.begin(Lead::Block);
    }

    /// A `<br>` at `at` in the source: an empty line ends the block.
    pub fn line_break(&mut self, at: usize) {
        if self.broken {
            return self.end_block_after_words();
        }
        if self.lead == Lead::None {
            self.broken = true;
            self.gap = self.gap.or(Some(Span::new(at, at)));
        }
    }

    /// White space at `at` in the source.
    pub fn space(&mut self, at: usize) {
        self.gap = self.gap.or(Some(Span::new(at, at)));
    }

    /// Writes a part of the source.
    pub fn text(&mut self, span: Span, style: Style) {
        if style.has(Style::SYMBOL) {
            return self.symbol(span, style);
        }
        let source = self.source;
        if style.has(Style::RAISED) && matches!(&source[span.range()], "TM" | "SM" | "tm" | "sm") {
            self.space(span.start);
        }
        let bytes = &source.as_bytes()[..span.end];
        let mut at = span.start;
        while let Some(&byte) = bytes.get(at) {
            match CLASS[usize::from(byte)] {
                PLAIN => {
                    let end = end_of_run(bytes, at);
                    self.copy(at, &source[at..end], style);
                    at = end;
                }
                SPACE => {
                    self.gap_at(at, 1);
                    at += 1;
                }
                LETTER => {
                    let Some(letter) = source[at..].chars().next() else { return };
                    self.character(letter, at, letter.len_utf8(), style);
                    at += letter.len_utf8();
                }
                REFERENCE => at += self.reference(at, bytes, style),
                _ => at += 1,
            }
        }
    }

    /// A bullet for the letters of a symbol font, if any is to be seen.
    fn symbol(&mut self, span: Span, style: Style) {
        let words = self.source[span.range()].trim();
        if !words.is_empty() && words != "&nbsp;" && words != "&#160;" {
            self.replace('•', span.start, span.len(), style);
        }
    }

    fn reference(&mut self, at: usize, bytes: &[u8], style: Style) -> usize {
        let Some(found) = reference::read(&bytes[at..]) else {
            self.copy(at, "&", style);
            return 1;
        };
        self.character(found.first, at, found.len, style);
        if let Some(second) = found.second {
            self.character(second, at, found.len, style);
        }
        found.len
    }

    /// Writes a character that stands for `len` bytes at `at` in the source, as it should be read.
    fn character(&mut self, letter: char, at: usize, len: usize, style: Style) {
        match letter {
            ' '
            | '\t'
            | '\n'
            | '\r'
            | '\u{a0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200a}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{202f}'
            | '\u{205f}'
            | '\u{3000}' => self.gap_at(at, len),
            '\u{80}'..='\u{9f}' => {
                let letter = reference::windows_1252(letter as u8);
                if letter != '\0' {
                    self.replace(letter, at, len, style);
                }
            }
            '\0'..'\u{20}'
            | '\u{7f}'
            | '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffc}' => {}
            // Symbol fonts: bullets and check marks.
            '\u{f000}'..='\u{f0ff}' => self.replace('•', at, len, style),
            _ if letter.len_utf8() == len => self.copy(at, &self.source[at..at + len], style),
            _ => self.replace(letter, at, len, style),
        }
    }

    fn gap_at(&mut self, at: usize, len: usize) {
        let start = self.gap.map_or(at, |gap| if gap.is_empty() { at } else { gap.start });
        self.gap = Some(Span::new(start, at + len));
    }

    fn replace(&mut self, letter: char, at: usize, len: usize, style: Style) {
        self.before(letter, at, style);
        self.content.map.replaced(self.content.text.len(), at, len);
        self.content.text.push(letter);
        let is_sign = matches!(letter, '\u{a0}'..='\u{bf}' | '\u{2000}'..='\u{2bff}');
        self.see(!is_sign && letter.is_alphanumeric(), style);
    }

    fn copy(&mut self, at: usize, words: &str, style: Style) {
        let Some(first) = words.chars().next() else { return };
        self.before(first, at, style);
        self.content.map.copied(self.content.text.len(), at, words.len());
        self.content.text.push_str(words);
        let has_letters = words.bytes().any(|byte| byte.is_ascii_alphanumeric() || byte >= 0xc3);
        self.see(has_letters, style);
    }

    fn see(&mut self, has_letters: bool, style: Style) {
        if has_letters {
            let emphasised = style.has(Style::EMPHASIS);
            for look in [&mut self.look, &mut self.line.look] {
                look.emphasised |= emphasised;
                look.plain |= !emphasised;
            }
        }
    }

    /// Settles what stands between the text so far and `first`.
    fn before(&mut self, first: char, at: usize, style: Style) {
        if self.broken {
            self.broken = false;
            self.decide_break(first, style);
        }
        if self.lead != Lead::None {
            self.lead_in(at);
            self.look.centered = style.has(Style::CENTER);
        } else if self.is_footnote_mark(first, style) || (first.is_alphanumeric() && self.is_bullet_alone()) {
            self.gap = self.gap.or(Some(Span::new(at, at)));
        }
        self.raised = style.has(Style::RAISED);
        if let Some(gap) = self.gap.take() {
            let end = self.content.text.len();
            match gap.len() {
                1 => self.content.map.copied(end, gap.start, 1),
                _ => self.content.map.replaced(end, if gap.is_empty() { at } else { gap.start }, gap.len()),
            }
            self.content.text.push(' ');
        }
    }

    /// Whether nothing but a bullet has been written of the block at hand.
    fn is_bullet_alone(&self) -> bool {
        self.gap.is_none() && shape::is_bullet_alone(&self.content.text[self.start..])
    }

    /// A raised mark must not be read as a part of the number or word before it; `1st` and `M`
    /// with a raised `c` are words.
    fn is_footnote_mark(&self, first: char, style: Style) -> bool {
        if self.raised == style.has(Style::RAISED) {
            return false;
        }
        let last = self.content.text.chars().next_back().unwrap_or(' ');
        if self.raised {
            return matches!(last, '0'..='9' | ')' | ']' | '*') && first.is_alphanumeric();
        }
        !matches!(last, ' ' | '(' | '$' | '-' | '/')
            && (first.is_ascii_digit() || matches!(first, '(' | '*' | '[' | '†' | '‡'))
    }

    /// A single `<br>` joins two lines of a paragraph, unless their form says that they are two.
    fn decide_break(&mut self, first: char, style: Style) {
        let line = &self.content.text[self.line.start.max(self.start)..];
        let ends = shape::is_own_line(line, self.line.look.is_emphasis(), first, style.has(Style::EMPHASIS));
        if ends {
            self.end_block();
            return;
        }
        self.line = Line { start: self.content.text.len(), look: Look::default() };
    }

    /// Writes what the lead asks for; the unit begins here. The words of a bullet follow it as one.
    fn lead_in(&mut self, at: usize) {
        if self.lead == Lead::Cell && shape::is_bullet_alone(&self.content.text[self.start..]) {
            self.lead = Lead::None;
            self.gap = Some(Span::new(at, at));
            return;
        }
        let lead = match self.lead {
            Lead::Block if self.content.text.is_empty() => "",
            Lead::Block => "\n\n",
            Lead::Row => "\n",
            Lead::Cell => " | ",
            Lead::None => "",
        };
        if !lead.is_empty() {
            self.content.map.replaced(self.content.text.len(), at, 0);
            self.content.text.push_str(lead);
        }
        self.lead = Lead::None;
        self.gap = None;
        self.start = self.content.text.len();
        self.line = Line { start: self.start, look: Look::default() };
    }
}

fn shifted(mut table: Table, by: usize) -> Table {
    for row in &mut table.rows {
        row.span = row.span.shifted(by);
        for cell in &mut row.cells {
            cell.span = cell.span.shifted(by);
        }
    }
    table
}

/// The end of a run of bytes that are copied as they stand: single spaces inside it belong to it.
fn end_of_run(bytes: &[u8], start: usize) -> usize {
    let class = |at: usize| bytes.get(at).map_or(DROPPED, |&byte| CLASS[usize::from(byte)]);
    let mut at = start + scan::plain_run(bytes, start);
    loop {
        if class(at) == PLAIN {
            at += 1;
        } else if bytes.get(at) == Some(&b' ') && class(at + 1) == PLAIN {
            at += 2;
            at += scan::plain_run(bytes, at);
        } else {
            return at;
        }
    }
}

const PLAIN: u8 = 0;
const SPACE: u8 = 1;
const REFERENCE: u8 = 2;
/// The first byte of a character that may be a space, invisible or a symbol font's.
const LETTER: u8 = 3;
const DROPPED: u8 = 4;

const CLASS: [u8; 256] = {
    let mut class = [PLAIN; 256];
    let mut byte = 0;
    while byte < 0x20 {
        class[byte] = DROPPED;
        byte += 1;
    }
    class[0x7f] = DROPPED;
    class[b' ' as usize] = SPACE;
    class[b'\t' as usize] = SPACE;
    class[b'\n' as usize] = SPACE;
    class[0x0b] = SPACE;
    class[0x0c] = SPACE;
    class[b'\r' as usize] = SPACE;
    class[b'&' as usize] = REFERENCE;
    class[0xc2] = LETTER;
    class[0xe1] = LETTER;
    class[0xe2] = LETTER;
    class[0xe3] = LETTER;
    class[0xef] = LETTER;
    class
};
