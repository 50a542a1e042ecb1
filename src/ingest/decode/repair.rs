//! Text that was encoded twice: UTF-8 read as windows-1252 and written as UTF-8 again, so that
//! `\u{2019}` has become `\u{e2}\u{20ac}\u{2122}`.

/// How `\u{e2}\u{20ac}` looks in UTF-8: the beginning of a quote, dash or bullet encoded twice.
const PUNCTUATION: &[u8] = b"\xc3\xa2\xe2\x82\xac";

/// Whether a text holds characters encoded twice. `\u{e2}\u{20ac}` stands in no language; of the
/// letters (`\u{c3}\u{a9}`) it takes two of them.
pub(super) fn is_needed(text: &str) -> bool {
    if memchr::memchr(0xc3, text.as_bytes()).is_none() {
        return false;
    }
    if memchr::memmem::find(text.as_bytes(), PUNCTUATION).is_some() {
        return true;
    }
    let first = next(text, 0);
    first.and_then(|(at, length, _)| next(text, at + length)).is_some()
}

/// The next character encoded twice: where it stands, how many bytes it takes, what it means.
pub(super) fn next(text: &str, from: usize) -> Option<(usize, usize, char)> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(0xc3, &bytes[from..]).find_map(|offset| {
        let at = from + offset;
        // every lead byte of UTF-8, taken for a character above U+00BF, begins with 0xc3
        character(text.get(at..)?).map(|(length, char)| (at, length, char))
    })
}

/// Undoes the second encoding of the character at the start of a text.
fn character(text: &str) -> Option<(usize, char)> {
    let mut raw = [0; 4];
    let mut chars = text.chars();
    let lead = byte(chars.next()?)?;
    let count = match lead {
        0xc2 | 0xc3 => 2,
        0xe2 => 3,
        0xf0 => 4,
        _ => return None,
    };
    raw[0] = lead;
    for slot in &mut raw[1..count] {
        *slot = byte(chars.next()?).filter(|byte| (0x80..0xc0).contains(byte))?;
    }
    let char = std::str::from_utf8(&raw[..count]).ok()?.chars().next()?;
    Some((text.len() - chars.as_str().len(), char))
}

/// The windows-1252 byte of a character.
fn byte(char: char) -> Option<u8> {
    if (0x80..=0xff).contains(&u32::from(char)) {
        return u8::try_from(u32::from(char)).ok();
    }
    let mut text = [0; 4];
    let (bytes, _, unmapped) = encoding_rs::WINDOWS_1252.encode(char.encode_utf8(&mut text));
    match (&bytes[..], unmapped) {
        ([byte], false) if !byte.is_ascii() => Some(*byte),
        _ => None,
    }
}
