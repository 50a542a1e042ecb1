//! From bytes to UTF-8, by evidence, with a map back to the bytes.
//!
//! What a filing declares of its charset is often wrong, so the bytes decide: valid UTF-8 is UTF-8
//! and borrowed; a byte order mark is believed; a declared charset counts where the bytes are clean
//! in it; everything else is windows-1252, the charset of the filers' word processors. Text that
//! was encoded twice is set right (`repair`).

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::model::SourceMap;

mod repair;

/// A decoded text.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    /// The text; borrowed where the bytes were UTF-8 already.
    pub text: Cow<'a, str>,
    /// From the text to the bytes.
    pub map: SourceMap,
    /// The name of the encoding it was read as (encoding_rs).
    pub charset: &'static str,
}

/// Whether lines of a body stand dash-escaped (RFC 1421, 4.3.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Escaping {
    /// As they were written.
    None,
    /// `- ` put before lines that begin with a dash.
    Dashes,
}

/// Decodes a document's body.
///
/// ```
/// use filings::{ingest::decode::{Escaping, decode}, model::Span};
/// let text = decode(b"Acme\x92s quarter", Escaping::None);
/// assert_eq!(text.text, "Acme\u{2019}s quarter");
/// assert_eq!(text.map.source(Span::new(4, 7)), Span::new(4, 5));
/// ```
#[must_use]
pub fn decode(bytes: &[u8], escaping: Escaping) -> Text<'_> {
    if let Some(text) = utf16(bytes) {
        return text;
    }
    let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let lines = match escaping {
        Escaping::None => Cow::Borrowed(&[][..]),
        Escaping::Dashes => escapes(bytes).into(),
    };
    let whole = std::str::from_utf8(&bytes[mark..]);
    if let Ok(text) = whole
        && lines.is_empty()
        && !repair::is_needed(text)
    {
        let mut map = SourceMap::default();
        if mark > 0 {
            map.copied(0, mark, text.len());
        }
        return Text { text: Cow::Borrowed(text), map, charset: UTF_8.name() };
    }
    let charset = if whole.is_ok() { Charset::Utf8 } else { charset(bytes) };
    let mut made = Made::new(bytes, whole.is_ok_and(repair::is_needed));
    let mut from = mark;
    for at in lines.iter().copied().filter(|at| *at >= mark) {
        made.append(from, at, charset);
        from = at + 2;
    }
    made.append(from, bytes.len(), charset);
    Text { text: Cow::Owned(made.text), map: made.map, charset: charset.name() }
}

/// How bytes are read.
#[derive(Debug, Clone, Copy)]
enum Charset {
    /// UTF-8; bytes that are not are read as windows-1252.
    Utf8,
    /// One byte a character.
    Windows1252,
    /// As the document declares.
    Declared(&'static Encoding),
}

impl Charset {
    fn name(self) -> &'static str {
        match self {
            Self::Utf8 => UTF_8.name(),
            Self::Windows1252 => WINDOWS_1252.name(),
            Self::Declared(encoding) => encoding.name(),
        }
    }
}

/// The charset of bytes that are not all UTF-8.
fn charset(bytes: &[u8]) -> Charset {
    let (mut right, mut wrong) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().bytes().filter(|byte| *byte >= 0xc2).count();
        wrong += chunk.invalid().len();
    }
    if right >= 3 && right > wrong * 4 {
        return Charset::Utf8;
    }
    match declared(bytes) {
        Some(encoding) if encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some() => {
            Charset::Declared(encoding)
        }
        _ => Charset::Windows1252,
    }
}

/// The charset that an HTML `meta` or an XML prolog declares, if it is one in which ASCII is ASCII.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    const WINDOW: usize = 4096;
    let head = bytes[..bytes.len().min(WINDOW)].to_ascii_lowercase();
    let value = [&b"charset="[..], b"encoding="].iter().find_map(|key| {
        let at = memchr::memmem::find(&head, key)? + key.len();
        let rest = &head[at..];
        let quoted = usize::from(rest.first().is_some_and(|byte| matches!(byte, b'"' | b'\'')));
        let rest = &rest[quoted..];
        let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte));
        rest.get(..end.unwrap_or(rest.len()))
    })?;
    let encoding = Encoding::for_label(value)?;
    let usable = encoding.is_ascii_compatible() && encoding != UTF_8 && encoding != WINDOWS_1252;
    usable.then_some(encoding)
}

/// Where `- ` was put before a line that begins with a dash.
fn escapes(bytes: &[u8]) -> Vec<usize> {
    let starts = |at: usize| at == 0 || matches!(bytes[at - 1], b'\n' | b'\r');
    memchr::memmem::find_iter(bytes, b"- -").filter(|at| starts(*at)).collect()
}

/// A text with a byte order mark of UTF-16.
fn utf16(bytes: &[u8]) -> Option<Text<'_>> {
    let (unit, charset): (fn([u8; 2]) -> u16, _) = match bytes {
        [0xff, 0xfe, ..] => (u16::from_le_bytes, "UTF-16LE"),
        [0xfe, 0xff, ..] => (u16::from_be_bytes, "UTF-16BE"),
        _ => return None,
    };
    let units = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut made = Made::new(bytes, false);
    let mut at = 2;
    for char in char::decode_utf16(units) {
        let char = char.unwrap_or(char::REPLACEMENT_CHARACTER);
        let length = char.len_utf16() * 2;
        made.replace(char, at, length);
        at += length;
    }
    Some(Text { text: Cow::Owned(made.text), map: made.map, charset })
}

/// A text that is being made.
struct Made<'a> {
    bytes: &'a [u8],
    text: String,
    map: SourceMap,
    /// Whether characters encoded twice are set right.
    repair: bool,
}

impl<'a> Made<'a> {
    fn new(bytes: &'a [u8], repair: bool) -> Self {
        Self { bytes, text: String::with_capacity(bytes.len() + bytes.len() / 16), map: SourceMap::default(), repair }
    }

    /// Reads the bytes of a range.
    fn append(&mut self, from: usize, to: usize, charset: Charset) {
        let Some(bytes) = self.bytes.get(from..to) else { return };
        match charset {
            Charset::Utf8 => {
                let mut at = from;
                for chunk in bytes.utf8_chunks() {
                    self.utf8(chunk.valid(), at);
                    at += chunk.valid().len();
                    self.single_bytes(chunk.invalid(), at);
                    at += chunk.invalid().len();
                }
            }
            Charset::Windows1252 => self.single_bytes(bytes, from),
            Charset::Declared(encoding) => self.words(bytes, from, encoding),
        }
    }

    fn utf8(&mut self, text: &str, source: usize) {
        let mut from = 0;
        while self.repair
            && let Some((at, length, char)) = repair::next(text, from)
        {
            self.copy(&text[from..at], source + from);
            self.replace(char, source + at, length);
            from = at + length;
        }
        self.copy(&text[from..], source + from);
    }

    /// Runs of ASCII are copied, every other byte is a character.
    fn single_bytes(&mut self, bytes: &[u8], source: usize) {
        let mut at = 0;
        while at < bytes.len() {
            let ascii = bytes[at..].iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len() - at);
            // ASCII is UTF-8
            self.copy(std::str::from_utf8(&bytes[at..at + ascii]).unwrap_or_default(), source + at);
            at += ascii;
            if let Some(byte) = bytes.get(at) {
                let (text, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(byte));
                self.replace(text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER), source + at, 1);
                at += 1;
            }
        }
    }

    /// Reads word by word: bytes up to the space are never part of a character of two bytes.
    fn words(&mut self, bytes: &[u8], source: usize, encoding: &'static Encoding) {
        let mut at = 0;
        for word in bytes.split_inclusive(|byte| *byte <= b' ') {
            match std::str::from_utf8(word) {
                Ok(ascii) if word.is_ascii() => self.copy(ascii, source + at),
                _ => {
                    self.map.replaced(self.text.len(), source + at, word.len());
                    self.text.push_str(&encoding.decode_without_bom_handling(word).0);
                }
            }
            at += word.len();
        }
    }

    fn copy(&mut self, text: &str, source: usize) {
        self.map.copied(self.text.len(), source, text.len());
        self.text.push_str(text);
    }

    fn replace(&mut self, char: char, source: usize, length: usize) {
        self.map.replaced(self.text.len(), source, length);
        self.text.push(char);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    /// Decodes, and checks that every word of the text maps to bytes that decode to that word.
    fn read(bytes: &[u8], escaping: Escaping) -> Text<'_> {
        let text = decode(bytes, escaping);
        let mut at = 0;
        for word in text.text.split([' ', '\n']) {
            let source = text.map.source(Span::new(at, at + word.len()));
            let again = decode(&bytes[source.range()], Escaping::None);
            let again =
                if text.charset.starts_with("UTF-16") || text.charset == "Shift_JIS" { word } else { &again.text };
            assert_eq!(again.trim_end(), word.trim_end(), "{source:?}");
            at += word.len() + 1;
        }
        text
    }

    #[test]
    fn utf8_is_borrowed() {
        let text = read("caf\u{e9} \u{2019} plain".as_bytes(), Escaping::None);
        assert!(matches!(text.text, Cow::Borrowed(_)));
        assert!(text.map.is_identity());
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        let text = read(b"\xef\xbb\xbfnet sales", Escaping::None);
        assert_eq!(text.text, "net sales");
        assert_eq!(text.map.source(Span::new(4, 9)), Span::new(7, 12));
    }

    #[test]
    fn bytes_that_are_no_utf8_are_windows_1252() {
        let text = read(b"Acme\x92s \x93strong\x94 quarter \x97 \xa9", Escaping::None);
        assert_eq!(text.text, "Acme\u{2019}s \u{201c}strong\u{201d} quarter \u{2014} \u{a9}");
        assert_eq!(text.charset, "windows-1252");
    }

    #[test]
    fn a_declared_charset_counts_where_the_bytes_are_clean_in_it() {
        let text = read(b"<meta charset=\"shift_jis\"> \x93\xfa\x96\x7b sales", Escaping::None);
        assert_eq!(text.charset, "Shift_JIS");
        assert!(text.text.ends_with("\u{65e5}\u{672c} sales"));
        let text = decode(b"<meta charset=\"shift_jis\"> Acme\x92\x00s \xfd", Escaping::None);
        assert_eq!(text.charset, "windows-1252");
    }

    #[test]
    fn utf16_is_read_by_its_mark() {
        let bytes: Vec<u8> =
            [0xff, 0xfe].into_iter().chain("up 5%".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let text = read(&bytes, Escaping::None);
        assert_eq!(text.text, "up 5%");
        assert_eq!(text.map.source(Span::new(3, 5)), Span::new(8, 12));
    }

    #[test]
    fn one_stray_byte_does_not_spoil_utf8() {
        let text = read("\u{201c}a\u{201d} \u{201c}b\u{201d} \u{2014} \u{2014} ~".as_bytes(), Escaping::None);
        assert_eq!(text.charset, "UTF-8");
        let mut bytes = text.text.as_bytes().to_vec();
        bytes.push(0x92);
        assert!(decode(&bytes, Escaping::None).text.ends_with("\u{2014} ~\u{2019}"));
    }

    #[test]
    fn text_encoded_twice_is_set_right() {
        let twice = "Acme\u{e2}\u{20ac}\u{2122}s \u{e2}\u{20ac}\u{153}caf\u{c3}\u{a9}\u{e2}\u{20ac}\u{9d} fin";
        let text = decode(twice.as_bytes(), Escaping::None);
        assert_eq!(text.text, "Acme\u{2019}s \u{201c}caf\u{e9}\u{201d} fin");
        let at = text.text.find("fin").unwrap_or(0);
        assert_eq!(text.map.source(Span::new(at, at + 3)), Span::new(twice.len() - 3, twice.len()));
        assert_eq!(decode("p\u{e2}t\u{e9} \u{c3}O".as_bytes(), Escaping::None).text, "p\u{e2}t\u{e9} \u{c3}O");
    }

    #[test]
    fn dash_escapes_are_undone_inside_a_pem_message_only() {
        let bytes = b"- -----\nnet - - sales\n- - item\r\n- -- end";
        assert_eq!(decode(bytes, Escaping::None).text.len(), bytes.len());
        let text = read(bytes, Escaping::Dashes);
        assert_eq!(text.text, "-----\nnet - - sales\n- item\r\n-- end");
        let at = text.text.find("end").unwrap_or(0);
        assert_eq!(text.map.source(Span::new(at, at + 3)), Span::new(bytes.len() - 3, bytes.len()));
    }
}
