//! How answers are written: documents and facts for readers, JSON and lines for scripts.
//!
//! Text of filings is untrusted: what goes to a terminal passes [`clean`] first.

pub mod bars;
pub mod diff;
pub mod document;
pub mod facts;
pub mod hits;
pub mod link;
pub mod lookup;
pub mod number;
pub mod panel;
pub mod parquet;
pub mod rows;
pub mod svg;
pub mod template;
pub mod trend;

use std::borrow::Cow;

/// Marks matched or quoted words. Colours are dropped by `anstream` where the output is no terminal.
pub const MARK: anstyle::Style = anstyle::AnsiColor::Red.on_default().bold();
/// Names of fields and sections.
pub const NAME: anstyle::Style = anstyle::AnsiColor::Cyan.on_default();
/// What matters less.
pub const DIM: anstyle::Style = anstyle::Style::new().dimmed();
/// Titles of hits.
pub const TITLE: anstyle::Style = anstyle::Style::new().bold();

/// Text without the control characters that could drive a terminal; line breaks and tabs stay.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    let is_control = |c: char| (c.is_control() && c != '\n' && c != '\t') || is_direction(c);
    if !text.chars().any(is_control) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| if is_control(c) { '\u{FFFD}' } else { c }).collect::<String>().into()
}

/// Whether a character turns the direction of writing, which can hide what a line says.
const fn is_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}')
}

/// One line: every run of whitespace a space, control characters gone.
#[must_use]
pub fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Columns of the terminal; where there is none what `COLUMNS` says, else 100.
#[must_use]
pub fn terminal_width() -> usize {
    let said = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let of_terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    of_terminal.or_else(said).unwrap_or(100).clamp(40, 1000)
}

/// Breaks one line of text at spaces so that no line is wider than `width`.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ') {
        let wide = unicode_width::UnicodeWidthStr::width(word);
        if used > 0 && used + 1 + wide > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += wide;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_never_reach_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mb\u{202E}c\n\td"), "a\u{FFFD}[31mb\u{FFFD}c\n\td");
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("unbreakable", 4), ["unbreakable"]);
    }
}
