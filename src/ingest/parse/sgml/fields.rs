//! Lines of a header to fields: `KEY: VALUE` and `<KEY>VALUE`, as filed over thirty years.
//!
//! Keys are compared by their letters and digits alone, so that `PUBLIC DOCUMENT COUNT`,
//! `<PUBLIC-DOCUMENT-COUNT>` and the misspelt `public-document_count` are one key.

/// A field of a header.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field<'a> {
    pub key: Key,
    pub form: Form,
    pub value: &'a [u8],
}

/// How a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `KEY: VALUE`.
    Colon,
    /// `<KEY>VALUE`.
    Open,
    /// `</KEY>`.
    Close,
}

const KEY_LEN: usize = 40;

/// The letters and digits of a key, in upper case.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    bytes: [u8; KEY_LEN],
    len: usize,
}

impl Key {
    fn new(raw: &[u8]) -> Self {
        let mut key = Self { bytes: [0; KEY_LEN], len: 0 };
        for byte in raw.iter().filter(|byte| byte.is_ascii_alphanumeric()).take(KEY_LEN) {
            key.bytes[key.len] = byte.to_ascii_uppercase();
            key.len += 1;
        }
        key
    }

    /// The key, as `PUBLICDOCUMENTCOUNT`.
    pub fn name(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The fields of a header in order. Lines that are none are passed over.
pub(super) fn fields(bytes: &[u8]) -> impl Iterator<Item = Field<'_>> {
    let mut rest = bytes;
    let mut tags: &[u8] = &[];
    std::iter::from_fn(move || {
        loop {
            if let Some((field, after)) = tag(tags) {
                tags = after;
                return Some(field);
            }
            if rest.is_empty() {
                return None;
            }
            let (line, after) = logical_line(rest);
            rest = after;
            // A `]` alone is the end of an industry's name that was broken over two lines.
            let line = line.trim_ascii();
            let line = line.strip_prefix(b"]").unwrap_or(line).trim_ascii_start();
            if line.starts_with(b"<") {
                tags = line;
            } else if let Some(field) = colon(line) {
                return Some(field);
            }
        }
    })
}

/// Lines of 1,023 bytes go on in the next one, broken inside a word.
const WRAPPED: usize = 1023;

/// The first line, with those it was wrapped over, and what follows.
fn logical_line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut start = 0;
    loop {
        let end = memchr::memchr2(b'\n', b'\r', &bytes[start..]).map_or(bytes.len(), |at| start + at);
        let next = (end + 1).min(bytes.len());
        let goes_on = end - start >= WRAPPED && bytes.get(next).is_some_and(|byte| !b"<\t\r\n".contains(byte));
        if !goes_on || next == bytes.len() {
            return (&bytes[..end], &bytes[next..]);
        }
        start = next;
    }
}

/// `KEY: VALUE`, its key short and of the letters that keys are made of.
fn colon(line: &[u8]) -> Option<Field<'_>> {
    let at = memchr::memchr(b':', &line[..line.len().min(60)])?;
    let raw = &line[..at];
    let is_key = raw.iter().all(|byte| byte.is_ascii_alphanumeric() || b" -_/.&'".contains(byte));
    (is_key && !raw.is_empty()).then(|| Field {
        key: Key::new(raw),
        form: Form::Colon,
        value: line[at + 1..].trim_ascii(),
    })
}

/// The first tag of a line with its value, and what follows.
fn tag(line: &[u8]) -> Option<(Field<'_>, &[u8])> {
    let (start, name_end) = find_tag(line)?;
    let value = &line[name_end + 1..];
    let value_len = find_tag(value).map_or(value.len(), |(next, _)| next);
    let raw = &line[start + 1..name_end];
    let (form, raw) = raw.strip_prefix(b"/").map_or((Form::Open, raw), |name| (Form::Close, name));
    let field = Field { key: Key::new(raw), form, value: value[..value_len].trim_ascii() };
    Some((field, &value[value_len..]))
}

/// The offsets of `<` and `>` of the first tag with a name that a header's tag could have.
fn find_tag(line: &[u8]) -> Option<(usize, usize)> {
    memchr::memchr_iter(b'<', line).find_map(|start| {
        let name = &line[start + 1..line.len().min(start + 2 + KEY_LEN)];
        let len = memchr::memchr(b'>', name)?;
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_/".contains(byte);
        (len > 1 && name[..len].iter().all(is_name)).then_some((start, start + 1 + len))
    })
}

/// A value as text: breaks of wrapped lines taken out, runs of blanks made one.
pub(super) fn text(value: &[u8]) -> String {
    let joined: Vec<u8> = value.iter().copied().filter(|byte| !matches!(byte, b'\n' | b'\r')).collect();
    let decoded = std::str::from_utf8(&joined)
        .map_or_else(|_| encoding_rs::WINDOWS_1252.decode_without_bom_handling(&joined).0.into_owned(), str::to_owned);
    let words: Vec<&str> = decoded.split_whitespace().collect();
    words.join(" ").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &str) -> Vec<(String, String)> {
        fields(bytes.as_bytes()).map(|field| (field.key.name().to_owned(), text(field.value))).collect()
    }

    fn check(bytes: &str, expected: &[(&str, &str)]) {
        let expected: Vec<_> = expected.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        assert_eq!(read(bytes), expected, "{bytes:?}");
    }

    #[test]
    fn keys_are_compared_by_letters_alone() {
        check(
            "PUBLIC DOCUMENT COUNT:\t3\n<PUBLIC-DOCUMENT-COUNT>3\npublic-document_count: 3",
            &[("PUBLICDOCUMENTCOUNT", "3"); 3],
        );
    }

    #[test]
    fn tags_of_one_line_are_parted() {
        check(
            "<CIK>1<STATE>DE</FILER><PHONE>(2) 3",
            &[("CIK", "1"), ("STATE", "DE"), ("FILER", ""), ("PHONE", "(2) 3")],
        );
    }

    #[test]
    fn blank_lines_and_prose_are_passed_over() {
        check("\n\nACT:\n\n\nno key here\nPERIOD: 5\r\n", &[("ACT", ""), ("PERIOD", "5")]);
    }

    #[test]
    fn lines_wrapped_at_1023_bytes_are_rejoined() {
        let item = format!("ITEM:{}", "x".repeat(1018));
        let lines = format!("{item}yz\n\tACT:\t34");
        let wrapped = format!("{item}\nyz\n\tACT:\t34");
        assert_eq!(read(&wrapped), read(&lines));
    }

    #[test]
    fn an_industry_broken_before_its_bracket_hides_no_key() {
        check("SIC:\t [3281\n]\t\tIRS NUMBER:\t7", &[("SIC", "[3281"), ("IRSNUMBER", "7")]);
    }
}
