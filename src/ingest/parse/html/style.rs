//! What mark-up says of the look of text: emphasis, centring, hiding, raising.

use super::{tag::Tag, token::Attributes};

/// A set of looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style(u8);

impl Style {
    /// Bold.
    pub const BOLD: Self = Self(1);
    /// Underlined.
    pub const UNDERLINE: Self = Self(2);
    /// Italic.
    pub const ITALIC: Self = Self(4);
    /// Centred.
    pub const CENTER: Self = Self(8);
    /// Not shown.
    pub const HIDDEN: Self = Self(16);
    /// Raised above the line.
    pub const RAISED: Self = Self(32);
    /// In letters larger than those of running text.
    pub const LARGE: Self = Self(64);
    /// In a font of symbols: its letters are bullets and check marks.
    pub const SYMBOL: Self = Self(128);
    /// Set off from running text as headings are.
    pub const EMPHASIS: Self = Self(1 | 2 | 4 | 64);

    /// Whether it has any of the looks of `other`.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What an element changes: the looks it speaks of, and their values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Change {
    mask: u8,
    value: u8,
}

impl Change {
    fn set(&mut self, style: Style, on: bool) {
        self.mask |= style.0;
        self.value = if on { self.value | style.0 } else { self.value & !style.0 };
    }

    /// The look of the element's text, given that of the text around it.
    pub const fn apply(self, outer: Style) -> Style {
        Style(outer.0 & !self.mask | self.value)
    }
}

/// What an element changes, by its name and attributes. Nothing inside a hidden element is shown.
pub fn change(tag: Tag, attributes: &Attributes<'_>) -> Change {
    let mut change = Change::default();
    match tag {
        Tag::Bold | Tag::Heading => change.set(Style::BOLD, true),
        Tag::HeaderCell => {
            change.set(Style::BOLD, true);
            change.set(Style::CENTER, true);
        }
        Tag::Underline => change.set(Style::UNDERLINE, true),
        Tag::Italic => change.set(Style::ITALIC, true),
        Tag::Center => change.set(Style::CENTER, true),
        Tag::Raised => change.set(Style::RAISED, true),
        Tag::Hidden => change.set(Style::HIDDEN, true),
        // Quirks mode: a table takes neither centring nor weight from around it.
        Tag::Table => {
            change.set(Style::CENTER, false);
            change.set(Style::BOLD, false);
        }
        _ => {}
    }
    if !attributes.align.is_empty() && tag != Tag::Table {
        change.set(Style::CENTER, is_center(attributes.align));
    }
    if tag == Tag::Font {
        font(attributes, &mut change);
    }
    if !attributes.style.is_empty() {
        declarations(tag, attributes.style, &mut change);
    }
    change
}

fn font(attributes: &Attributes<'_>, change: &mut Change) {
    match attributes.size {
        [] => {}
        [b'5' | b'6' | b'7'] | [b'+', b'2'..=b'7'] => change.set(Style::LARGE, true),
        _ => change.set(Style::LARGE, false),
    }
    if !attributes.face.is_empty() {
        change.set(Style::SYMBOL, is_symbol(attributes.face));
    }
}

/// Wingdings and its kin; in `Symbol` a bullet is a bullet in Unicode too.
fn is_symbol(family: &[u8]) -> bool {
    let family = family.trim_ascii_start();
    let family = family.strip_prefix(b"'").or_else(|| family.strip_prefix(b"\"")).unwrap_or(family);
    family.get(..8).is_some_and(|name| name.eq_ignore_ascii_case(b"wingding") || name.eq_ignore_ascii_case(b"webdings"))
}

/// Points from which on letters are larger than running text.
const LARGE: f32 = 14.0;

/// Whether `14pt`, `20px`, `1.5em` is large.
fn is_large(size: &[u8]) -> bool {
    let digits = size.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    let number: f32 = std::str::from_utf8(&size[..digits]).ok().and_then(|digits| digits.parse().ok()).unwrap_or(0.0);
    match size.get(digits..digits + 2) {
        Some(b"pt") => number >= LARGE,
        Some(b"px") => number * 0.75 >= LARGE,
        _ => false,
    }
}

fn is_center(value: &[u8]) -> bool {
    value.get(..6).is_some_and(|word| word.eq_ignore_ascii_case(b"center"))
        || value.get(..6).is_some_and(|word| word.eq_ignore_ascii_case(b"middle"))
}

/// Reads the declarations of an inline style. Only names that begin with one of five letters matter.
fn declarations(tag: Tag, style: &[u8], change: &mut Change) {
    let mut rest = style;
    while !rest.is_empty() {
        let end = memchr::memchr(b';', rest).unwrap_or(rest.len());
        let declaration = rest[..end].trim_ascii_start();
        rest = &rest[(end + 1).min(rest.len())..];
        let Some(first) = declaration.first() else { continue };
        if matches!(first | 0x20, b'f' | b'd' | b'v' | b't' | b'b') {
            let colon = memchr::memchr(b':', declaration).unwrap_or(declaration.len());
            let name = declaration[..colon].trim_ascii_end();
            declare(tag, name, declaration.get(colon + 1..).unwrap_or_default().trim_ascii(), change);
        }
    }
}

fn declare(tag: Tag, name: &[u8], value: &[u8], change: &mut Change) {
    let is = |word: &[u8]| value.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let inline = matches!(tag, Tag::Font | Tag::Span | Tag::Raised | Tag::Other);
    match name.len() {
        11 if name.eq_ignore_ascii_case(b"font-weight") => {
            change.set(Style::BOLD, is(b"bold") || is(b"6") || is(b"7") || is(b"8") || is(b"9"));
        }
        10 if name.eq_ignore_ascii_case(b"font-style") => change.set(Style::ITALIC, is(b"italic") || is(b"oblique")),
        10 if name.eq_ignore_ascii_case(b"text-align") && tag != Tag::Table => {
            change.set(Style::CENTER, is_center(value));
        }
        15 if name.eq_ignore_ascii_case(b"text-decoration") && is(b"underline") => change.set(Style::UNDERLINE, true),
        7 if name.eq_ignore_ascii_case(b"display") && is(b"none") => change.set(Style::HIDDEN, true),
        10 if name.eq_ignore_ascii_case(b"visibility") && (is(b"hidden") || is(b"collapse")) => {
            change.set(Style::HIDDEN, true);
        }
        14 if inline
            && name.eq_ignore_ascii_case(b"vertical-align")
            && (is(b"super") || is(b"top") || is(b"text-top")) =>
        {
            change.set(Style::RAISED, true);
        }
        // Raised by hand: `position:relative;top:-3pt`, `bottom:.8ex`.
        3 if inline && name.eq_ignore_ascii_case(b"top") && is(b"-") => change.set(Style::RAISED, true),
        6 if inline && name.eq_ignore_ascii_case(b"bottom") && matches!(value, [b'1'..=b'9' | b'.', ..]) => {
            change.set(Style::RAISED, true);
        }
        9 if name.eq_ignore_ascii_case(b"font-size") => change.set(Style::LARGE, is_large(value)),
        11 if name.eq_ignore_ascii_case(b"font-family") => change.set(Style::SYMBOL, is_symbol(value)),
        4 if name.eq_ignore_ascii_case(b"font") => shorthand(value, change),
        _ => {}
    }
}

/// `font: italic bold 10pt Times`: the words before the size.
fn shorthand(value: &[u8], change: &mut Change) {
    change.set(Style::BOLD, false);
    change.set(Style::ITALIC, false);
    for word in value.split(u8::is_ascii_whitespace) {
        if word.eq_ignore_ascii_case(b"bold") || word == b"700" {
            change.set(Style::BOLD, true);
        } else if word.eq_ignore_ascii_case(b"italic") {
            change.set(Style::ITALIC, true);
        } else if word.first().is_some_and(u8::is_ascii_digit) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(tag: Tag, style: &str) -> Style {
        change(tag, &Attributes { style: style.as_bytes(), ..Attributes::default() }).apply(Style::default())
    }

    #[test]
    fn inline_styles_of_every_maker_are_read() {
        assert!(style(Tag::Font, "font-family:Times;font-size:10pt;font-weight:bold;").has(Style::BOLD));
        assert!(style(Tag::Span, "FONT-WEIGHT: 700").has(Style::BOLD));
        assert!(style(Tag::Paragraph, "font: bold 10pt Times New Roman").has(Style::BOLD));
        assert!(!style(Tag::Paragraph, "font: 10pt Bold Antiqua").has(Style::BOLD));
        assert!(style(Tag::Division, "text-align : center; margin:0").has(Style::CENTER));
        assert!(style(Tag::Division, "Display: None").has(Style::HIDDEN));
        assert!(style(Tag::Font, "vertical-align:super;font-size:6pt").has(Style::RAISED));
        assert!(!style(Tag::Cell, "vertical-align:top").has(Style::RAISED));
        assert!(style(Tag::Font, "font-size:5pt;position:relative;top:-3.15pt").has(Style::RAISED));
        assert!(style(Tag::Font, "FONT-SIZE: 70%; VERTICAL-ALIGN: text-top").has(Style::RAISED));
        assert!(style(Tag::Font, "font-family:'Wingdings',sans-serif").has(Style::SYMBOL));
        assert!(style(Tag::Font, "font-size:16pt").has(Style::LARGE));
        assert!(!style(Tag::Font, "font-size:14px").has(Style::LARGE));
        assert_eq!(style(Tag::Division, "margin:0;;:;font"), Style::default());
    }

    #[test]
    fn an_inner_normal_weight_ends_the_bold_around_it() {
        let inner = change(Tag::Span, &Attributes { style: b"font-weight:normal", ..Attributes::default() });
        assert!(!inner.apply(Style::BOLD).has(Style::BOLD));
    }
}
