//! The lines of a text body and what each looks like: where it stands, how its words are spaced,
//! whether figures end it. One pass over the bytes; every later question is asked of these.

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
    /// Whether writing it out needs more than a copy: gaps to close, entities, tabs.
    pub rough: bool,
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
        rough: false,
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
    let (mut at, mut column, mut all) = (0, 0_usize, 0_u8);
    loop {
        let before = column;
        let mut tabs = false;
        while let Some(&byte) = bytes.get(at)
            && CLASS[byte as usize] == SPACE
        {
            tabs |= byte != b' ';
            column = if byte == b'\t' { (column / 8 + 1) * 8 } else { column + 1 };
            at += 1;
        }
        let token = at;
        let mut mask = 0;
        while let Some(&byte) = bytes.get(at) {
            let class = CLASS[byte as usize];
            if class == SPACE {
                break;
            }
            mask |= class;
            column += usize::from(class != INNER);
            at += 1;
        }
        if at == token {
            break;
        }
        let from = column - width_of(&bytes[token..at], mask);
        let gap = (from - before).min(254) as u8;
        if line.end as usize == head {
            line.start = (head + token) as u32;
            line.indent = from.min(u16::MAX as usize) as u16;
            tally.cells = 1;
        } else {
            line.rough |= gap > 1 || tabs;
            tally.gap = tally.gap.max(gap);
            tally.space(gap, from);
        }
        tally.token(&bytes[token..at], mask, gap);
        all |= mask;
        line.end = (head + at) as u32;
        line.width = column.min(u16::MAX as usize) as u16;
    }
    if line.end as usize == head && line.start as usize == head {
        return line;
    }
    line.rough |= all & ROUGH != 0;
    finish(text, &mut line, &tally, all);
    line
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

/// Whether a token is a bullet or the number of a list's entry.
pub(super) fn is_mark(token: &[u8]) -> bool {
    match token {
        [b'*' | b'-' | b'o' | b'+' | b'>'] | b"--" | b"**" | [0xe2, 0x80, 0xa2] | [0xc2, 0xb7] => true,
        [b'(', inner @ .., b')'] => is_number(inner),
        [inner @ .., b')' | b'.'] => is_number(inner),
        _ => false,
    }
}

/// Up to two digits, a letter, or a small roman number.
fn is_number(inner: &[u8]) -> bool {
    match inner {
        [letter] if letter.is_ascii_alphanumeric() => true,
        [_, _] if inner.iter().all(u8::is_ascii_digit) => true,
        _ => inner.len() < 6 && !inner.is_empty() && inner.iter().all(|byte| b"ivxIVX".contains(byte)),
    }
}

/// Whether a token is a figure as tables have them: `1,234`, `$(0.05)`, `12.5%`, `33 1/3`, `7(1)`.
pub(super) fn is_figure(token: &[u8]) -> bool {
    let mut at = 0;
    while matches!(token.get(at), Some(b'$' | b'(' | b'-' | b'+')) {
        at += 1;
    }
    let digits = at;
    let (mut dots, mut seen) = (0, false);
    while let Some(&byte) = token.get(at) {
        match byte {
            b'0'..=b'9' => seen = true,
            b',' => {}
            b'.' => dots += 1,
            _ => break,
        }
        at += 1;
    }
    if !seen || dots > 1 || digits > 3 || token[at - 1] == b',' || (token[at - 1] == b'.' && at == token.len()) {
        return false;
    }
    let tail = &token[at..];
    match tail {
        [] | [b')' | b'%' | b'*'] | [b')', b'%' | b'*'] | [b'%', b')'] | b"**" => true,
        [b'(', inner @ .., b')'] | [b')', b'(', inner @ .., b')'] => is_number(inner),
        _ => false,
    }
}

/// A sign that stands by itself beside a figure, or for one.
fn is_figure_part(token: &[u8]) -> bool {
    is_nil(token) || matches!(token, b"$" | b"(" | b"$(" | b")" | b"%" | b")%" | b"*" | b"(*)")
}

fn is_nil(token: &[u8]) -> bool {
    matches!(token, b"-" | b"--" | b"-0-" | b"$-" | b"$--" | b"(-)")
}

/// Rules: three or more marks of one kind side by side, or parted by single spaces (`* * *`).
fn is_rule(words: &str) -> bool {
    let bytes = words.as_bytes();
    if !bytes
        .iter()
        .all(|byte| matches!(byte, b'-' | b'=' | b'_' | b'*' | b'~' | b'+' | b'|' | b' ' | b'\t' | b'#' | b'.'))
    {
        return false;
    }
    let marks = bytes.iter().filter(|byte| !matches!(byte, b' ' | b'\t')).count();
    let long = bytes.windows(3).any(|three| three[0] != b' ' && three[0] == three[1] && three[1] == three[2]);
    long || (marks >= 3 && memchr::memmem::find(bytes, b"  ").is_none())
}

/// What a line that begins with `<` is.
fn tag(words: &str) -> LineKind {
    let Some(close) = memchr::memchr(b'>', &words.as_bytes()[..words.len().min(16)]) else { return LineKind::Text };
    let name = words[1..close].to_ascii_uppercase();
    let rest = words[close + 1..].trim_start();
    match name.as_str() {
        "PAGE" if is_page_label(rest) => LineKind::PageBreak,
        "TABLE" if rest.is_empty() => LineKind::TableStart,
        "/TABLE" if rest.is_empty() => LineKind::TableEnd,
        "S" | "C" if rest.split_ascii_whitespace().all(|next| matches!(next, "<C>" | "<S>" | "<c>" | "<s>")) => {
            LineKind::Columns
        }
        "CAPTION" | "/CAPTION" | "FN" | "/FN" | "R" | "/R" | "TEXT" | "/TEXT" | "/PAGE" | "S" | "C" | "MULTIPLIER"
            if rest.is_empty() =>
        {
            LineKind::Tag
        }
        _ => LineKind::Text,
    }
}

/// What may stand after `<PAGE>`: nothing, or the page's number.
fn is_page_label(rest: &str) -> bool {
    rest.len() < 24 && !rest.contains("  ")
}
