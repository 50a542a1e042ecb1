//! Looking at the words before and after a place in a text.

/// Words and phrases in drawers by their first or last byte, so that only those of one drawer are
/// compared with a text. Longest first.
pub(super) struct Drawers<T>(Box<[Vec<(&'static str, T)>; 256]>);

impl<T: Copy> Drawers<T> {
    /// In drawers by their first byte, for [`Drawers::starting`].
    pub fn by_first(forms: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        Self::by(<[u8]>::first, forms)
    }

    /// In drawers by their last byte, for [`Drawers::ending`].
    pub fn by_last(forms: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        Self::by(<[u8]>::last, forms)
    }

    fn by(key: fn(&[u8]) -> Option<&u8>, forms: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        let mut drawers = Box::new([const { Vec::new() }; 256]);
        for (form, value) in forms {
            if let Some(byte) = key(form.as_bytes()) {
                drawers[usize::from(byte.to_ascii_lowercase())].push((form, value));
            }
        }
        drawers.iter_mut().for_each(|drawer: &mut Vec<(&'static str, T)>| {
            drawer.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        });
        Self(drawers)
    }

    fn drawer(&self, byte: Option<&u8>) -> &[(&'static str, T)] {
        byte.map_or(&[], |byte| &self.0[usize::from(byte.to_ascii_lowercase())])
    }

    /// The longest that `text` starts with as whole words in any case; its length, and what goes with it.
    pub fn starting(&self, text: &str) -> Option<(usize, T)> {
        let drawer = self.drawer(text.as_bytes().first());
        drawer.iter().find(|(form, _)| starts_with_word(text, form)).map(|(form, value)| (form.len(), *value))
    }

    /// The longest that `text` ends with as whole words in any case; its length, and what goes with it.
    pub fn ending(&self, text: &str) -> Option<(usize, T)> {
        let drawer = self.drawer(text.as_bytes().last());
        drawer.iter().find(|(form, _)| ends_with_phrase(text, form)).map(|(form, value)| (form.len(), *value))
    }

    /// The longest that `text` ends with as written.
    pub fn ending_as_written(&self, text: &str) -> Option<(usize, T)> {
        let drawer = self.drawer(text.as_bytes().last());
        drawer.iter().find(|(form, _)| ends_with_word(text, form)).map(|(form, value)| (form.len(), *value))
    }
}

/// Whether `text` ends with `form` as written, no letter or digit standing right before it.
fn ends_with_word(text: &str, form: &str) -> bool {
    let last = |text: &str, count: usize| text.len().checked_sub(count).map(|at| text.as_bytes()[at]);
    // nearly all forms are told apart by their last two letters
    last(text, 1) == last(form, 1)
        && (form.len() < 2 || last(text, 2) == last(form, 2))
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
