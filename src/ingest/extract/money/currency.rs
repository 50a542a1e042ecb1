//! The currencies that amounts are written in: a table kept as data, `currencies.tsv`.

use std::sync::LazyLock;

use super::text::{ends_with_word, starts_with_word};

/// How a currency is written.
struct Forms {
    before: Vec<(&'static str, &'static str)>,
    after: Vec<(&'static str, &'static str)>,
    hundredths: Vec<(&'static str, &'static str)>,
    /// The last bytes of the forms that stand before an amount.
    last_bytes: [bool; 256],
}

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    let mut forms = Forms { before: vec![], after: vec![], hundredths: vec![], last_bytes: [false; 256] };
    for line in include_str!("currencies.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let Some(code) = columns.next() else { continue };
        for list in [&mut forms.before, &mut forms.after, &mut forms.hundredths] {
            let words = columns.next().unwrap_or_default();
            list.extend(words.split('|').filter(|word| !word.is_empty()).map(|word| (word, code)));
        }
    }
    for list in [&mut forms.before, &mut forms.after, &mut forms.hundredths] {
        list.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    }
    for (form, _) in &forms.before {
        if let Some(last) = form.as_bytes().last() {
            forms.last_bytes[usize::from(*last)] = true;
        }
    }
    forms
});

/// A currency mark that was met: its ISO 4217 code and its length in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub code: &'static str,
    pub len: usize,
}

/// The currency that the text ends with, where an amount follows.
pub(super) fn before(text: &str) -> Option<Mark> {
    let last = *text.as_bytes().last()?;
    if !FORMS.last_bytes[usize::from(last)] {
        return None;
    }
    FORMS.before.iter().find(|(form, _)| ends_with_word(text, form)).map(|&(form, code)| Mark { code, len: form.len() })
}

/// The currency that the text starts with, where an amount stands before it.
pub(super) fn after(text: &str) -> Option<Mark> {
    first(&FORMS.after, text)
}

/// The hundredth (cents, pence) that the text starts with.
pub(super) fn hundredth(text: &str) -> Option<Mark> {
    first(&FORMS.hundredths, text)
}

fn first(forms: &[(&'static str, &'static str)], text: &str) -> Option<Mark> {
    forms.iter().find(|(form, _)| starts_with_word(text, form)).map(|&(form, code)| Mark { code, len: form.len() })
}
