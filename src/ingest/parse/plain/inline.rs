//! What inside a line is not written as it stands: white space, entities, stray mark-up.

/// What to write in place of some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// Nothing.
    Nothing,
    /// One character.
    Char(char),
    /// As many spaces.
    Spaces(usize),
}

/// Whether gaps between words are closed to one space (running text) or kept (tables).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spaces {
    /// One space.
    Closed,
    /// As they stand.
    Kept,
}

/// What begins at `at` that is not written as it stands: its length in bytes, and what is written.
pub(super) fn special(words: &str, at: usize, spaces: Spaces) -> Option<(usize, Stand)> {
    let rest = words.get(at..)?;
    match rest.as_bytes()[0] {
        0x00..=b' ' | 0x7f | 0xc2 | 0xe2 | 0xe3 | 0xef => white(rest, spaces),
        b'&' => entity(rest).map(|(length, char)| (length, stand_for(char))),
        b'<' => tag(rest, spaces),
        _ => None,
    }
}

fn stand_for(char: char) -> Stand {
    match char {
        '\u{a0}' => Stand::Char(' '),
        '\u{ad}' | '\u{200b}' => Stand::Nothing,
        char if char.is_control() => Stand::Nothing,
        char => Stand::Char(char),
    }
}

fn white(rest: &str, spaces: Spaces) -> Option<(usize, Stand)> {
    let mut chars = rest.chars();
    let first = chars.next()?;
    if matches!(first, '\u{ad}' | '\u{200b}' | '\u{feff}') {
        return Some((first.len_utf8(), Stand::Nothing));
    }
    if !is_white(first) {
        return None;
    }
    if spaces == Spaces::Kept {
        return if matches!(first, ' ' | '\t') { None } else { Some((first.len_utf8(), Stand::Char(' '))) };
    }
    let length = rest.find(|char| !is_white(char)).unwrap_or(rest.len());
    if length == 1 && first == ' ' { None } else { Some((length, Stand::Char(' '))) }
}

/// Spaces of every width, and control characters that have no business in a text.
fn is_white(char: char) -> bool {
    matches!(char, ' ' | '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' | '\0'..='\x1f' | '\x7f')
}

/// An entity at the start of `rest`: its length and the character. Only the ones EDGAR's text
/// documents use (`&amp;` and the like); a lone `&` is one.
fn entity(rest: &str) -> Option<(usize, char)> {
    let end = memchr::memchr(b';', &rest.as_bytes()[..rest.len().min(10)])?;
    let char = match &rest[1..end] {
        "amp" | "AMP" => '&',
        "lt" | "LT" => '<',
        "gt" | "GT" => '>',
        "quot" | "QUOT" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "reg" => '\u{ae}',
        "copy" => '\u{a9}',
        "trade" => '\u{2122}',
        "sect" => '\u{a7}',
        "bull" => '\u{2022}',
        "ndash" => '\u{2013}',
        "mdash" => '\u{2014}',
        "lsquo" => '\u{2018}',
        "rsquo" => '\u{2019}',
        "ldquo" => '\u{201c}',
        "rdquo" => '\u{201d}',
        "cent" => '\u{a2}',
        "pound" => '\u{a3}',
        "yen" => '\u{a5}',
        "euro" => '\u{20ac}',
        "frac12" => '\u{bd}',
        "frac14" => '\u{bc}',
        "frac34" => '\u{be}',
        "eacute" => '\u{e9}',
        name => numbered(name)?,
    };
    Some((end + 1, char))
}

/// `#146` and `#x2019`; the numbers 128 to 159 mean windows-1252, as browsers have it.
fn numbered(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    if let byte @ 0x80..=0x9f = code {
        let byte = [byte as u8];
        return encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte).0.chars().next();
    }
    char::from_u32(code)
}

/// Mark-up of tables and pages met inside a line. Any other word in angle brackets is the text's own.
fn tag(rest: &str, spaces: Spaces) -> Option<(usize, Stand)> {
    let close = memchr::memchr(b'>', &rest.as_bytes()[..rest.len().min(12)])?;
    let name = rest[1..close].to_ascii_uppercase();
    let name = name.strip_prefix('/').unwrap_or(&name);
    let known = matches!(name, "S" | "C" | "FN" | "R" | "CAPTION" | "TABLE" | "PAGE" | "B" | "I" | "U" | "BR")
        || name
            .strip_prefix('F')
            .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    let columns = matches!(name, "S" | "C") && spaces == Spaces::Kept;
    known.then(|| (close + 1, if columns { Stand::Spaces(close + 1) } else { Stand::Nothing }))
}
