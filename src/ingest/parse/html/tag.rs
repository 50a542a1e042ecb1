//! The elements that matter for reading, by what they do to the text.

/// What an element is to us. Elements of one kind close each other (`<b>..</strong>` is no harm).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// Without effect: inline elements of no style, inline XBRL, unknown names.
    Other,
    /// `b`, `strong`.
    Bold,
    /// `u`, `ins`.
    Underline,
    /// `i`, `em`.
    Italic,
    /// `sup`: raised, often a footnote mark.
    Raised,
    /// `font`.
    Font,
    /// `span`.
    Span,
    /// `p`: a block that other blocks end.
    Paragraph,
    /// `div`.
    Division,
    /// `center`.
    Center,
    /// Any other element that stands on its own lines.
    Block,
    /// `h1` to `h6`.
    Heading,
    /// `li`, `dd`, `dt`.
    Item,
    /// `br`.
    Break,
    /// `hr`, `page`: ends a block and holds nothing.
    Rule,
    /// `table`.
    Table,
    /// `thead`, `tbody`, `tfoot`.
    Rows,
    /// `tr`.
    Row,
    /// `td`.
    Cell,
    /// `th`.
    HeaderCell,
    /// `caption` of a table.
    Caption,
    /// `pre`.
    Preformatted,
    /// `script`, `style`, `title` and the like: no mark-up in it, nothing to read.
    Raw,
    /// `ix:header`: what inline XBRL keeps out of sight.
    Hidden,
    /// `s`, `c`, `fn`, `page` and the like of EDGAR's text tables.
    TextTable,
}

const fn key(name: &[u8]) -> u64 {
    let mut key = 0;
    let mut at = 0;
    while at < name.len() {
        key = key << 8 | (name[at] | 0x20) as u64;
        at += 1;
    }
    key
}

macro_rules! kinds {
    ($key:expr, $($($name:literal)|+ => $kind:ident,)+) => {
        let found = $key;
        $(if $(found == const { key($name) })||+ {
            return Tag::$kind;
        })+
        Tag::Other
    };
}

impl Tag {
    /// The kind of the element of this name, in any case.
    pub fn of(name: &[u8]) -> Self {
        if name.len() > 8 {
            return Self::of_long(name);
        }
        kinds! { key(name),
            b"td" => Cell,
            b"font" => Font,
            b"p" => Paragraph,
            b"div" => Division,
            b"tr" => Row,
            b"br" => Break,
            b"b" | b"strong" => Bold,
            b"table" => Table,
            b"span" => Span,
            b"hr" => Rule,
            b"u" | b"ins" => Underline,
            b"i" | b"em" => Italic,
            b"th" => HeaderCell,
            b"center" => Center,
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Heading,
            b"sup" => Raised,
            b"li" | b"dd" | b"dt" => Item,
            b"thead" | b"tbody" | b"tfoot" => Rows,
            b"caption" => Caption,
            b"pre" | b"listing" => Preformatted,
            b"script" | b"style" | b"title" | b"textarea" | b"noframes" => Raw,
            b"ul" | b"ol" | b"dl" | b"html" | b"head" | b"body" | b"section" | b"article" | b"header" | b"footer"
                | b"main" | b"aside" | b"nav" | b"address" | b"form" | b"fieldset" | b"figure" | b"dir" | b"menu"
                | b"text" => Block,
            b"s" | b"c" | b"fn" | b"page" | b"f1" | b"f2" | b"f3" | b"f4" | b"f5" => TextTable,
        }
    }

    fn of_long(name: &[u8]) -> Self {
        if name.eq_ignore_ascii_case(b"blockquote") || name.eq_ignore_ascii_case(b"figcaption") {
            return Self::Block;
        }
        if name.eq_ignore_ascii_case(b"ix:header") { Self::Hidden } else { Self::Other }
    }

    /// Whether it begins and ends lines of its own.
    pub const fn is_block(self) -> bool {
        matches!(
            self,
            Self::Paragraph | Self::Division | Self::Center | Self::Block | Self::Heading | Self::Item | Self::Caption
        )
    }

    /// Whether it is a part of a table that ends what stands open in the part before.
    pub const fn is_of_table(self) -> bool {
        matches!(self, Self::Table | Self::Rows | Self::Row | Self::Cell | Self::HeaderCell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_any_case() {
        assert_eq!(Tag::of(b"TD"), Tag::Cell);
        assert_eq!(Tag::of(b"Strong"), Tag::Bold);
        assert_eq!(Tag::of(b"H3"), Tag::Heading);
        assert_eq!(Tag::of(b"BlockQuote"), Tag::Block);
        assert_eq!(Tag::of(b"IX:HEADER"), Tag::Hidden);
        assert_eq!(Tag::of(b"ix:nonNumeric"), Tag::Other);
        assert_eq!(Tag::of(b""), Tag::Other);
    }
}
