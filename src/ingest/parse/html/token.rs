//! HTML to tokens: text, start tags with the attributes that matter, end tags.
//!
//! As the tokenizer of the HTML standard (13.2.5) does it, but for two mercies to old files: an
//! unclosed comment or quote ends at the next `>`, and an unclosed `<title>` hides nothing. Every
//! byte is looked at a bounded number of times.

use memchr::{memchr2, memmem};

use super::{scan, tag::Tag};
use crate::model::Span;

/// A piece of an HTML file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// Text as it stands, character references not decoded.
    Text(Span),
    /// A start tag, and where it stands; [`Tokens::attributes`] has its attributes.
    Start(Tag, Span),
    /// An end tag, and where it stands.
    End(Tag, Span),
}

/// The values of the attributes that matter; empty where absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attributes<'a> {
    /// Inline style.
    pub style: &'a [u8],
    /// `left`, `center` ...
    pub align: &'a [u8],
    /// Size of a font: `5`, `+2`.
    pub size: &'a [u8],
    /// Family of a font.
    pub face: &'a [u8],
    /// Columns of a cell.
    pub colspan: &'a [u8],
    /// Rows of a cell.
    pub rowspan: &'a [u8],
}

/// Reads tokens from a text.
#[derive(Debug, Clone)]
pub struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The attributes of the start tag that was read last.
    attributes: Attributes<'a>,
    /// From here on no comment is closed.
    no_comment_end: bool,
    /// From here on no raw element is closed, by first letter.
    unclosed: [bool; 26],
}

impl<'a> Tokens<'a> {
    /// Reads `text` from its beginning.
    pub fn new(text: &'a str) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: 0,
            attributes: Attributes::default(),
            no_comment_end: false,
            unclosed: [false; 26],
        }
    }

    /// The attributes of the start tag that was read last.
    pub const fn attributes(&self) -> &Attributes<'a> {
        &self.attributes
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// Text from `start` up to the next mark-up, the `<` of which is not at `start`.
    fn text(&mut self, start: usize) -> Token {
        self.at = scan::find(self.bytes, start + 1, b'<').unwrap_or(self.bytes.len());
        Token::Text(Span::new(start, self.at))
    }

    /// Just past the next `>`, or the end.
    fn past_angle(&self, from: usize) -> usize {
        scan::find(self.bytes, from, b'>').map_or(self.bytes.len(), |at| at + 1)
    }

    /// Just past a comment, doctype or processing instruction that begins at `start`.
    #[cold]
    fn past_declaration(&mut self, start: usize) -> usize {
        if self.bytes[start..].starts_with(b"<!--") && !self.no_comment_end {
            match memmem::find(&self.bytes[start + 2..], b"-->") {
                Some(offset) => return start + 2 + offset + 3,
                None => self.no_comment_end = true,
            }
        }
        self.past_angle(start)
    }

    fn name(&self, start: usize) -> &'a [u8] {
        let rest = &self.bytes[start..];
        let len = rest.iter().position(|byte| matches!(byte, b' ' | b'\t'..=b'\r' | b'/' | b'>')).unwrap_or(rest.len());
        &rest[..len]
    }

    fn start_tag(&mut self, start: usize) -> Token {
        let name = self.name(start + 1);
        let tag = Tag::of(name);
        self.attributes = Attributes::default();
        self.at = self.attributes.read(self.bytes, start + 1 + name.len());
        if tag == Tag::Raw {
            self.skip_raw(name);
        }
        Token::Start(tag, Span::new(start, self.at))
    }

    fn end_tag(&mut self, start: usize) -> Token {
        let name = self.name(start + 2);
        self.at = self.past_angle(start + 2 + name.len());
        Token::End(Tag::of(name), Span::new(start, self.at))
    }

    /// Goes past the end tag of a raw element, if there is one.
    #[cold]
    fn skip_raw(&mut self, name: &[u8]) {
        let slot = usize::from(name[0].to_ascii_lowercase().wrapping_sub(b'a')).min(25);
        if self.unclosed[slot] {
            return;
        }
        let rest = &self.bytes[self.at..];
        let closing = memmem::find_iter(rest, b"</")
            .find(|offset| rest[offset + 2..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)));
        match closing {
            Some(offset) => self.at = self.past_angle(self.at + offset + 2),
            None => self.unclosed[slot] = true,
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let start = self.at;
            if self.byte(start) != b'<' {
                return (start < self.bytes.len()).then(|| self.text(start));
            }
            match self.byte(start + 1) {
                b'a'..=b'z' | b'A'..=b'Z' => return Some(self.start_tag(start)),
                b'/' if self.byte(start + 2).is_ascii_alphabetic() => return Some(self.end_tag(start)),
                b'/' | b'?' if self.byte(start + 2) != b' ' => self.at = self.past_angle(start),
                b'!' => self.at = self.past_declaration(start),
                _ => return Some(self.text(start)),
            }
        }
    }
}

/// The value of an attribute whose name ends at `at`, and where it ends.
fn value(bytes: &[u8], name_end: usize) -> (&[u8], usize) {
    let space = |mut at: usize| {
        while let Some(b' ' | b'\t'..=b'\r') = bytes.get(at) {
            at += 1;
        }
        at
    };
    let at = space(name_end);
    if bytes.get(at) != Some(&b'=') {
        return (b"", name_end);
    }
    let at = space(at + 1);
    if let Some(&quote @ (b'"' | b'\'')) = bytes.get(at) {
        let start = at + 1;
        if let Some(end) = scan::find(bytes, start, quote) {
            return (&bytes[start..end], end + 1);
        }
        let end = scan::find(bytes, start, b'>').unwrap_or(bytes.len());
        return (&bytes[start..end], end);
    }
    let mut end = at;
    while let Some(byte) = bytes.get(end)
        && !matches!(byte, b' ' | b'\t'..=b'\r' | b'>')
    {
        end += 1;
    }
    (&bytes[at..end], end)
}

impl<'a> Attributes<'a> {
    /// Reads attributes from `at` on; returns the place just past the tag's `>`.
    fn read(&mut self, bytes: &'a [u8], mut at: usize) -> usize {
        loop {
            while let Some(b' ' | b'\t'..=b'\r' | b'/') = bytes.get(at) {
                at += 1;
            }
            match bytes.get(at) {
                None => return bytes.len(),
                Some(b'>') => return at + 1,
                Some(_) => {}
            }
            let start = at;
            at += 1;
            while let Some(byte) = bytes.get(at)
                && !matches!(byte, b' ' | b'\t'..=b'\r' | b'/' | b'>' | b'=')
            {
                at += 1;
            }
            let (value, end) = value(bytes, at);
            self.set(&bytes[start..at], value);
            at = end;
        }
    }

    fn set(&mut self, name: &[u8], value: &'a [u8]) {
        let slot = match (name.len(), name[0] | 0x20) {
            (5, b's') if name.eq_ignore_ascii_case(b"style") => &mut self.style,
            (4, b's') if name.eq_ignore_ascii_case(b"size") => &mut self.size,
            (4, b'f') if name.eq_ignore_ascii_case(b"face") => &mut self.face,
            (5, b'a') if name.eq_ignore_ascii_case(b"align") => &mut self.align,
            (7, b'c') if name.eq_ignore_ascii_case(b"colspan") => &mut self.colspan,
            (7, b'r') if name.eq_ignore_ascii_case(b"rowspan") => &mut self.rowspan,
            _ => return,
        };
        if slot.is_empty() {
            *slot = value;
        }
    }
}

/// Whether one of EDGAR's tags for text tables (`<S>`, `<C>`) stands in the table that is open at
/// `at`, before any row: then it is no HTML table but one drawn with spaces.
pub fn is_text_table(text: &str, at: usize) -> bool {
    /// Far enough for a caption and the column heads.
    const FAR: usize = 8 * 1024;
    let bytes = &text.as_bytes()[at.min(text.len())..];
    let bytes = &bytes[..bytes.len().min(FAR)];
    for offset in memchr::memchr_iter(b'<', bytes) {
        let rest = &bytes[offset + 1..];
        let name_end = memchr2(b'>', b' ', rest).unwrap_or(rest.len());
        match Tag::of(&rest[..name_end]) {
            Tag::TextTable => return true,
            Tag::Table | Tag::Rows | Tag::Row | Tag::Cell | Tag::HeaderCell => return false,
            _ if rest.len() > 6 && rest[..6].eq_ignore_ascii_case(b"/table") => return false,
            _ => {}
        }
    }
    false
}
