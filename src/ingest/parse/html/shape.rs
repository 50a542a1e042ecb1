//! What the form of a line says: a bullet, a list entry, a heading, a line of its own.

/// Whether a block is but a bullet or number, its words still to come.
pub fn is_marker(words: &str) -> bool {
    if words.len() > 8 {
        return false;
    }
    let mut chars = words.chars();
    match (chars.next(), chars.next()) {
        (Some(only), None) => is_bullet(only) || matches!(only, '-' | '–' | '*' | 'o' | '§' | 'Ø' | 'ü' | '†' | '‡'),
        (Some(_), Some(_)) => is_number(words),
        _ => false,
    }
}

/// Whether a block is but a bullet so far, which needs a space after it.
pub fn is_bullet_alone(words: &str) -> bool {
    let mut chars = words.chars();
    chars.next().is_some_and(is_bullet) && chars.next().is_none()
}

fn is_bullet(letter: char) -> bool {
    matches!(
        letter,
        '•' | '·'
            | '●'
            | '○'
            | '■'
            | '□'
            | '◦'
            | '▪'
            | '▫'
            | '►'
            | '▶'
            | '‣'
            | '∙'
            | '◆'
            | '➢'
            | '❖'
            | '✓'
    )
}

/// `(1)`, `1.`, `1)`, `(a)`, `(iv)`, `a.`
fn is_number(words: &str) -> bool {
    let inner = words.trim_start_matches('(').trim_end_matches([')', '.']);
    let closed = words.ends_with([')', '.']);
    let digits = inner.len() <= 2 && inner.bytes().all(|byte| byte.is_ascii_digit());
    let letter = inner.len() == 1 && inner.bytes().all(|byte| byte.is_ascii_lowercase());
    let roman = inner.len() <= 4 && inner.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    closed && !inner.is_empty() && (digits || letter || roman)
}

/// Whether a block begins with a bullet.
pub fn is_list_item(words: &str) -> bool {
    let mut chars = words.chars();
    let Some(first) = chars.next() else { return false };
    let rest = chars.as_str();
    if is_bullet(first) {
        return !rest.trim().is_empty();
    }
    matches!(first, '-' | '–' | '*' | 'o' | '§')
        && rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(|next: char| next.is_alphabetic()))
        && (first != 'o' || rest.trim_start().starts_with(|next: char| next.is_uppercase()))
}

/// Whether a block reads as a heading: short, set off, and no sentence.
pub fn is_heading(words: &str, emphasis: bool, centered: bool) -> bool {
    /// Bytes: about two lines.
    const LONG: usize = 160;
    if words.len() > LONG || !words.contains(|letter: char| letter.is_alphabetic()) {
        return false;
    }
    let words = words.trim_end_matches(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '.' | ',' | ';'));
    if words.ends_with([',', ';']) || (words.ends_with('.') && !ends_in_abbreviation(words)) {
        return false;
    }
    emphasis || (centered && is_upper(words))
}

/// `Inc.`, `Corp.`, `U.S.`: a full stop that ends no sentence.
fn ends_in_abbreviation(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or_default();
    let stem = last.trim_end_matches('.');
    stem.contains('.') || matches!(stem, "Inc" | "INC" | "Corp" | "CORP" | "Co" | "CO" | "Ltd" | "LTD" | "N.A" | "L.P")
}

fn is_upper(words: &str) -> bool {
    words.contains(|letter: char| letter.is_uppercase()) && !words.contains(|letter: char| letter.is_lowercase())
}

/// Whether a line that ends in a `<br>` stands for itself, given the next line's first letter.
pub fn is_own_line(line: &str, emphasis: bool, next: char, next_emphasis: bool) -> bool {
    /// Lines wrapped by hand are shorter.
    const WRAPPED: usize = 120;
    if is_bullet(next) {
        return true;
    }
    if emphasis && !next_emphasis && is_heading(line, true, false) {
        return true;
    }
    line.len() > WRAPPED && line.ends_with(['.', '!', '?', ':', '”', '"'])
}

/// Whether a cell belongs to the one before it: `(1,234` and `)`, `12` and `%`, `(` and `1,234`.
pub fn closes_figure(before: &str, words: &str) -> bool {
    match words {
        ")" | ")%" | "%)" | ") %" => before.rfind('(') > before.rfind(')'),
        "%" => before.trim_end_matches(')').ends_with(|letter: char| letter.is_ascii_digit()),
        _ => before.ends_with('(') && words.starts_with(|letter: char| letter.is_ascii_digit()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_and_numbers_are_markers() {
        for words in ["•", "-", "o", "(1)", "1.", "(iv)", "a)"] {
            assert!(is_marker(words), "{words}");
        }
        for words in ["—", "12", "A", "2005.", "-1-", "$", "(5"] {
            assert!(!is_marker(words), "{words}");
        }
    }

    #[test]
    fn headings_are_short_set_off_and_no_sentence() {
        assert!(is_heading("About Larkfield Systems, Inc.", true, false));
        assert!(is_heading("Business Outlook:", true, false));
        assert!(is_heading("BALANCE SHEETS", false, true));
        assert!(!is_heading("Sales rose sharply.", true, false));
        assert!(!is_heading("Balance sheets", false, true));
        assert!(!is_heading("1,234", true, true));
    }

    #[test]
    fn what_closes_a_figure_belongs_to_it() {
        for (before, words) in [("(1,234", ")"), ("(5.2", ")%"), ("12", "%"), ("(7)", "%"), ("$ (", "8")] {
            assert!(closes_figure(before, words), "{before} {words}");
        }
        for (before, words) in [("2014", "% of sales"), ("(7)", ")"), ("Return (ROCE)", "%"), ("Sales", "8")] {
            assert!(!closes_figure(before, words), "{before} {words}");
        }
    }

    #[test]
    fn a_bold_line_before_plain_text_is_its_own() {
        assert!(is_own_line("About Larkfield", true, 'L', false));
        assert!(!is_own_line("Larkfield Systems Reports", true, 'T', true));
        assert!(!is_own_line("Sales rose to a new", false, 'h', false));
    }
}
