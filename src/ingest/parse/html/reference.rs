//! Character references (`&amp;`, `&#8217;`, `&#x2019;`) to characters, as HTML 13.2.5.72 does it.
//!
//! Numbers 128 to 159 mean windows-1252, as browsers and the filers of two decades agree.

/// What a reference stands for; a few names stand for two characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// The character, `\0` where the reference is to nothing that could be shown.
    pub first: char,
    /// The second of two.
    pub second: Option<char>,
    /// The bytes that the reference takes up.
    pub len: usize,
}

/// Reads the reference at the start of `text`, which is a `&`; `None` where the `&` is only that.
pub fn read(text: &[u8]) -> Option<Reference> {
    if text.get(1) == Some(&b'#') { number(text) } else { name(text) }
}

fn number(text: &[u8]) -> Option<Reference> {
    let hex = matches!(text.get(2), Some(b'x' | b'X'));
    let start = if hex { 3 } else { 2 };
    let radix = if hex { 16 } else { 10 };
    let mut code = 0u32;
    let mut at = start;
    while let Some(digit) = text.get(at).and_then(|&byte| char::from(byte).to_digit(radix)) {
        code = code.saturating_mul(radix).saturating_add(digit);
        at += 1;
    }
    if at == start {
        return None;
    }
    let len = at + usize::from(text.get(at) == Some(&b';'));
    Some(Reference { first: character(code), second: None, len })
}

fn character(code: u32) -> char {
    match u8::try_from(code) {
        Ok(byte @ 0x80..=0x9f) => windows_1252(byte),
        _ => char::from_u32(code).unwrap_or('\0'),
    }
}

/// The character of a byte from 0x80 to 0x9f in windows-1252.
pub fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”',
        '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    HIGH[usize::from(byte & 0x1f)]
}

fn name(text: &[u8]) -> Option<Reference> {
    if text.starts_with(b"&nbsp;") {
        return Some(Reference { first: '\u{a0}', second: None, len: 6 });
    }
    if text.starts_with(b"&amp;") {
        return Some(Reference { first: '&', second: None, len: 5 });
    }
    /// The longest name that needs no semicolon, its `&` counted.
    const BARE: usize = 7;
    let letters = text[1..].iter().take(htmlize::ENTITY_MAX_LENGTH).take_while(|byte| byte.is_ascii_alphanumeric());
    let end = 1 + letters.count();
    let closed = (text.get(end) == Some(&b';')).then_some(end + 1);
    let bare = (3..=end.min(BARE)).rev();
    closed.into_iter().chain(bare).find_map(|len| {
        let expansion = std::str::from_utf8(htmlize::ENTITIES.get(&text[..len])?).ok()?;
        let mut chars = expansion.chars();
        Some(Reference { first: chars.next()?, second: chars.next(), len })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str, len: usize) {
        let found = read(text.as_bytes()).expect(text);
        let mut words = found.first.to_string();
        words.extend(found.second);
        assert_eq!((words.as_str(), found.len), (expected, len), "{text}");
    }

    #[test]
    fn numbers_and_names_are_read() {
        check("&#58; ", ":", 5);
        check("&#x2019;s", "’", 8);
        check("&#160A", "\u{a0}", 5);
        check("&eacute;", "é", 8);
        check("&lt;", "<", 4);
        check("&NotEqualTilde;", "≂̸", 15);
    }

    #[test]
    fn names_of_old_need_no_semicolon() {
        check("&nbsp12", "\u{a0}", 5);
        check("&copy2005", "©", 5);
        check("&amp", "&", 4);
    }

    #[test]
    fn c1_numbers_mean_windows_1252() {
        check("&#146;", "’", 6);
        check("&#150;", "–", 6);
        check("&#x97;", "—", 6);
    }

    #[test]
    fn a_bare_ampersand_is_no_reference() {
        for text in ["&", "& Co", "&T", "&#;", "&#x", "&unknown;", "&é"] {
            assert_eq!(read(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn impossible_numbers_stand_for_nothing() {
        check("&#99999999999;", "\0", 14);
        check("&#xD800;", "\0", 8);
    }
}
