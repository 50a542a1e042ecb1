//! Looking at the words before and after a place in a text.

/// Whether `text` ends with `form` as written, no letter or digit standing right before it.
pub(super) fn ends_with_word(text: &str, form: &str) -> bool {
    text.as_bytes().last() == form.as_bytes().last()
        && text.ends_with(form)
        && !joined(text, text.len() - form.len(), form.as_bytes()[0])
}

/// Whether a letter or digit stands right before `at`, where a word that starts with `first` begins.
fn joined(text: &str, at: usize, first: u8) -> bool {
    first.is_ascii_alphabetic() && at > 0 && text.as_bytes()[at - 1].is_ascii_alphanumeric()
}

/// Whether `text` starts with `form` in any case, no letter or digit standing right after it.
pub(super) fn starts_with_word(text: &str, form: &str) -> bool {
    let (text, form) = (text.as_bytes(), form.as_bytes());
    text.len() >= form.len()
        && text[0].eq_ignore_ascii_case(&form[0])
        && text[..form.len()].eq_ignore_ascii_case(form)
        && !text.get(form.len()).is_some_and(u8::is_ascii_alphanumeric)
}

/// Whether `text` ends with the words `phrase` in any case.
pub(super) fn ends_with_phrase(text: &str, phrase: &str) -> bool {
    let (bytes, form) = (text.as_bytes(), phrase.as_bytes());
    // nearly all phrases are told apart by their last letter
    if bytes.len() < form.len()
        || !bytes[bytes.len() - 1].eq_ignore_ascii_case(&form[form.len() - 1])
        || !bytes[bytes.len() - form.len()..].eq_ignore_ascii_case(form)
    {
        return false;
    }
    let at = bytes.len() - form.len();
    at == 0 || !(bytes[at - 1].is_ascii_alphanumeric() && form[0].is_ascii_alphanumeric())
}

/// The last `len` bytes of `text` before `at`, moved to a character boundary.
pub(super) fn window_before(text: &str, at: usize, len: usize) -> &str {
    let mut start = at.saturating_sub(len);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..at]
}

/// Up to `len` bytes of `text` from `at`, moved to a character boundary.
pub(super) fn window_after(text: &str, at: usize, len: usize) -> &str {
    let mut end = (at + len).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[at..end]
}

/// The number of bytes of white space that `text` starts with, a no-break space counted.
pub(super) fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The last word of `text`, letters only, and whether only space stands after it.
pub(super) fn last_word(text: &str) -> &str {
    let text = text.trim_end();
    let start = text
        .rfind(|c: char| !c.is_ascii_alphabetic() && c != '-')
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    &text[start..]
}
