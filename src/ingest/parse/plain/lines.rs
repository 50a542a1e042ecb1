//! The lines of a text body and what each looks like: where it stands, how its words are spaced,
//! whether figures end it. One pass over the bytes; every later question is asked of these.

use super::{
    markup::{is_rule, tag},
    token::{is_figure, is_figure_part, is_mark, is_nil},
};

/// What a line is by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    /// White space only.
    Blank,
    /// Words or figures.
    Text,
    /// Dashes, equals signs or underscores: a rule, or the underlines of columns.
    Rule,
    /// `<PAGE>` or a form feed.
    PageBreak,
    /// Not there to the reader: a page number, a running head, the blank line of double spacing.
    Void,
    /// `<TABLE>`.
    TableStart,
    /// `</TABLE>`.
    TableEnd,
    /// `<S> <C> <C>`: where the columns of a table begin.
    Columns,
    /// Other mark-up: `<CAPTION>`, `<FN>`, `<R>`.
    Tag,
}

/// A line without its terminator. Columns count characters, a tab going on to the next eighth.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// First byte of the line.
    pub head: u32,
    /// First byte that is not white.
    pub start: u32,
    /// Past the last byte that is not white.
    pub end: u32,
    /// The column of `start`.
    pub indent: u16,
    /// The column past `end`.
    pub width: u16,
    /// What it is.
    pub kind: LineKind,
    /// Tokens with letters in them; where single spaces part them, all tokens.
    pub words: u8,
    /// Figures at its end, nothing but figures, `$` and the like after the first of them.
    pub figures: u8,
    /// The white columns before those figures; [`LEADER`] where dots lead to them.
    pub figures_gap: u8,
    /// Cells, parted by three or more white columns or leader dots.
    pub cells: u8,
    /// The column where the second cell begins.
    pub second: u16,
    /// The widest white gap between two words.
    pub gap: u8,
    /// Whether running text of it has gaps to close.
    pub gaps: bool,
    /// Whether it holds entities, spaces that are not ASCII, control characters.
    pub special: bool,
    /// Whether it holds something like a mark-up tag.
    pub angle: bool,
}

/// The gap of figures that leader dots run up to.
pub(super) const LEADER: u8 = u8::MAX;

const SPACE: u8 = 1;
const LETTER: u8 = 2;
const DIGIT: u8 = 4;
/// What stands in and around figures: `$ ( ) , . - % * +`.
const FIGURE: u8 = 8;
const DOT: u8 = 16;
const ROUGH: u8 = 32;
const OTHER: u8 = 64;
/// A byte inside a character.
const INNER: u8 = 128;

const CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [OTHER; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            0..=b' ' | 0x7f => SPACE,
            b'A'..=b'Z' | b'a'..=b'z' => LETTER,
            b'0'..=b'9' => DIGIT,
            b'$' | b'(' | b')' | b',' | b'-' | b'%' | b'*' | b'+' => FIGURE,
            b'.' => DOT,
            b'&' => OTHER | ROUGH,
            0x80..=0xbf => INNER,
            0xc0..=0xff => OTHER | ROUGH,
            _ => OTHER,
        };
        byte += 1;
    }
    table
}

impl Line {
    /// The words of the line.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// Whether it holds words or figures.
    pub fn is_text(&self) -> bool {
        self.kind == LineKind::Text
    }

    /// The columns its words take.
    pub fn columns(&self) -> u16 {
        self.width.saturating_sub(self.indent)
    }
}

/// Cuts a text into its lines. Any of LF, CRLF, CRCRLF and CR ends a line; a form feed is one by itself.
pub(super) fn split(text: &str) -> Vec<Line> {
    let bytes = text.as_bytes();
    let simple = memchr::memchr2(b'\r', b'\x0c', bytes).is_none();
    let mut lines = Vec::with_capacity(bytes.len() / 40 + 8);
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let found = if simple { memchr::memchr(b'\n', rest) } else { memchr::memchr3(b'\n', b'\r', b'\x0c', rest) };
        let end = found.map_or(bytes.len(), |offset| at + offset);
        if end > at || bytes.get(end) != Some(&b'\x0c') {
            lines.push(read(text, at, end));
        }
        if bytes.get(end) == Some(&b'\x0c') {
            lines.push(empty(end, LineKind::PageBreak));
        }
        at = end + terminator(&bytes[end..]);
    }
    lines
}

fn terminator(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\r', b'\n', ..] => 3,
        [b'\r', b'\n', ..] => 2,
        _ => 1,
    }
}

fn empty(at: usize, kind: LineKind) -> Line {
    let at = at as u32;
    Line {
        head: at,
        start: at,
        end: at,
        indent: 0,
        width: 0,
        kind,
        words: 0,
        figures: 0,
        figures_gap: 0,
        cells: 0,
        second: 0,
        gap: 0,
        gaps: false,
        special: false,
        angle: false,
    }
}

/// What is gathered while the tokens of a line go by.
#[derive(Default)]
struct Tally {
    words: u8,
    figures: u8,
    figures_gap: u8,
    cells: u8,
    second: u16,
    gap: u8,
    led: bool,
    /// Whether figures, or signs before them, have begun.
    run: bool,
    marks_only: bool,
}

fn read(text: &str, head: usize, end: usize) -> Line {
    let bytes = &text.as_bytes()[head..end];
    if let Some(line) = read_prose(bytes, head) {
        return line;
    }
    let mut line = empty(head, LineKind::Blank);
    let mut tally = Tally { marks_only: true, ..Tally::default() };
    let (mut at, mut column, mut all) = (0, 0, 0);
    loop {
        let white = White::at(bytes, at, column);
        let (token, mask) = token(&bytes[white.end..]);
        line.special |= white.odd;
        if token.is_empty() {
            break;
        }
        let gap = (white.column - column).min(254) as u8;
        if tally.cells == 0 {
            line.start = (head + white.end) as u32;
            line.indent = white.column.min(u16::MAX as usize) as u16;
            tally.cells = 1;
        } else {
            line.gaps |= gap > 1 || white.tabs;
            tally.gap = tally.gap.max(gap);
            tally.space(gap, white.column);
        }
        tally.token(token, mask, gap);
        all |= mask;
        at = white.end + token.len();
        column = white.column + width_of(token, mask);
    }
    if tally.cells == 0 {
        return line;
    }
    line.end = (head + at) as u32;
    line.width = column.min(u16::MAX as usize) as u16;
    line.special |= all & ROUGH != 0;
    finish(text, &mut line, &tally, all);
    line
}

/// White space before a token.
struct White {
    /// Past its last byte.
    end: usize,
    /// The column there.
    column: usize,
    /// Whether there is a tab in it.
    tabs: bool,
    /// Whether there is a control character in it.
    odd: bool,
}

impl White {
    fn at(bytes: &[u8], at: usize, column: usize) -> Self {
        let mut white = Self { end: at, column, tabs: false, odd: false };
        while let Some(&byte) = bytes.get(white.end) {
            match byte {
                b' ' => white.column += 1,
                b'\t' => {
                    white.tabs = true;
                    white.column = (white.column / 8 + 1) * 8;
                }
                _ if CLASS[byte as usize] == SPACE => {
                    white.tabs = true;
                    white.odd = true;
                    white.column += 1;
                }
                _ => break,
            }
            white.end += 1;
        }
        white
    }
}

/// The bytes up to the next white space, and the classes they are of.
fn token(bytes: &[u8]) -> (&[u8], u8) {
    let mut mask = 0;
    let end = bytes.iter().position(|byte| {
        let class = CLASS[*byte as usize];
        mask |= class;
        class == SPACE
    });
    (&bytes[..end.unwrap_or(bytes.len())], mask & !SPACE)
}

/// A line of ASCII words with one space between them, or a blank one: most lines of most bodies,
/// read without looking at its tokens.
fn read_prose(bytes: &[u8], head: usize) -> Option<Line> {
    let mut line = empty(head, LineKind::Blank);
    let Some(indent) = bytes.iter().position(|byte| *byte != b' ') else { return Some(line) };
    let end = bytes.iter().rposition(|byte| *byte != b' ')? + 1;
    let words = &bytes[indent..end];
    if words.len() > 200 {
        return None;
    }
    let (mut spaces, mut letters, mut odd) = (0_u8, 0_u8, 0_u8);
    for byte in words {
        spaces += u8::from(*byte == b' ');
        letters |= u8::from((byte | 0x20).wrapping_sub(b'a') < 26);
        odd |= u8::from(*byte < b' ')
            | u8::from(*byte > b'~')
            | u8::from(*byte == b'&')
            | u8::from(*byte == b'<')
            | u8::from(*byte == b'[');
    }
    for (byte, next) in words.iter().zip(&words[1..]) {
        odd |= u8::from(*byte == *next) & (u8::from(*byte == b' ') | u8::from(*byte == b'.'));
    }
    if odd != 0 || letters == 0 {
        return None;
    }
    line.kind = LineKind::Text;
    line.start = (head + indent) as u32;
    line.end = (head + end) as u32;
    line.indent = indent.min(u16::MAX as usize) as u16;
    line.width = end.min(u16::MAX as usize) as u16;
    line.words = spaces + 1;
    line.cells = 1;
    line.gap = u8::from(spaces > 0);
    Some(line)
}

fn width_of(token: &[u8], mask: u8) -> usize {
    if mask & INNER == 0 {
        return token.len();
    }
    token.iter().filter(|byte| CLASS[**byte as usize] != INNER).count()
}

fn finish(text: &str, line: &mut Line, tally: &Tally, all: u8) {
    line.words = tally.words;
    line.figures = tally.figures;
    line.figures_gap = tally.figures_gap;
    line.cells = tally.cells;
    line.second = tally.second;
    line.gap = tally.gap;
    let words = line.of(text);
    line.kind = match words.as_bytes() {
        [b'<', ..] => tag(words),
        [b'[', ..] if matches!(words, "[FN]" | "[/FN]" | "[PAGE]") => LineKind::Tag,
        _ => LineKind::Text,
    };
    line.angle = line.kind == LineKind::Text && all & OTHER != 0 && memchr::memchr(b'<', words.as_bytes()).is_some();
    if line.kind == LineKind::Text && all & (LETTER | DIGIT) == 0 && is_rule(words) {
        line.kind = LineKind::Rule;
    }
}

impl Tally {
    /// White columns between two tokens.
    fn space(&mut self, gap: u8, column: usize) {
        if gap >= 3 || self.led {
            // a bullet or number and its text are one cell
            if self.cells == 1 && self.marks_only {
                return;
            }
            self.cells = self.cells.saturating_add(1);
            if self.cells == 2 {
                self.second = column.min(u16::MAX as usize) as u16;
            }
        }
    }

    fn token(&mut self, token: &[u8], mask: u8, gap: u8) {
        if mask & (LETTER | DIGIT | OTHER) == 0 && mask & DOT != 0 && token.iter().all(|byte| *byte == b'.') {
            self.led = true;
            self.break_run();
            return;
        }
        self.marks_only = self.marks_only && is_mark(token);
        let gap = if std::mem::take(&mut self.led) { LEADER } else { gap };
        if mask & (LETTER | OTHER | INNER) == 0 && (mask & DIGIT == 0 || is_figure(token)) {
            if mask & DIGIT == 0 && !is_figure_part(token) {
                self.break_run();
                return;
            }
            if !std::mem::replace(&mut self.run, true) {
                self.figures_gap = gap;
            }
            self.figures = self.figures.saturating_add(u8::from(mask & DIGIT != 0 || is_nil(token)));
            return;
        }
        self.words = self.words.saturating_add(1);
        self.break_run();
        if mask & DOT != 0 && token.len() > 4 {
            self.leader_inside(token);
        }
    }

    fn break_run(&mut self) {
        self.figures = 0;
        self.run = false;
    }

    /// `Total......` and `Total.....$1,234`.
    fn leader_inside(&mut self, token: &[u8]) {
        let Some(dots) = memchr::memmem::find(token, b"...") else { return };
        let after = token[dots..].iter().position(|byte| *byte != b'.').map_or(token.len(), |offset| dots + offset);
        if after == token.len() {
            self.led = dots > 0;
        } else if is_figure(&token[after..]) {
            self.figures = 1;
            self.run = true;
            self.figures_gap = LEADER;
            self.cells = self.cells.saturating_add(1);
        }
    }
}
