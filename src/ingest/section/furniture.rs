//! Lines that belong to the page and not to the text: its number, `(more)`, a running head or foot.
//!
//! They stand wherever a page happened to end, often in the middle of a sentence, so they neither
//! open nor name a section.

use super::unit::{Form, Unit};
use crate::model::Content;

/// Longest running head.
const RUNNING_HEAD: usize = 160;

/// Whether a line belongs to the page by its words alone: its number, `(more)`, `***`, `A - 5`.
pub(super) fn is_furniture(text: &str) -> bool {
    let text = text.trim();
    if text.len() > RUNNING_HEAD {
        return false;
    }
    if ends_in_a_page(text) {
        return true;
    }
    text.len() <= 30
        && !super::phone::is_phone(text)
        && (!text.contains(char::is_alphabetic)
            || matches!(bare(text), "more" | "MORE" | "More")
            || is_page_number(text))
}

/// A text without the digits and signs around its words.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphabetic())
}

/// `A-5`, `F - 12`, `Page 3 of 7`: one letter or the word, and numbers.
fn is_page_number(text: &str) -> bool {
    let digits = text.bytes().any(|byte| byte.is_ascii_digit());
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    let lettered = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none() && text.contains('-');
    digits && (lettered && text.len() <= 7 || text.to_ascii_lowercase().contains("page "))
}

/// Whether a line ends in `Page 7` or `Page 7 of 9`, as running heads do.
fn ends_in_a_page(text: &str) -> bool {
    let head = text.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ')' | '-' | '–'));
    let head =
        head.strip_suffix(" of").map_or(head, |head| head.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '));
    let page =
        head.len().checked_sub(4).and_then(|at| head.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case("page"));
    page && head.len() < text.len() && text[head.len()..].contains(|c: char| c.is_ascii_digit())
}

/// Tells the furniture among units by where it stands, and the units that go on with a sentence.
pub(super) fn mark(content: &Content, units: &mut [Unit]) {
    let mut named = Vec::new();
    for unit in units.iter_mut().filter(|unit| unit.form == Form::Heading) {
        let text = content.slice(unit.span).trim();
        if is_masthead(text) {
            if named.contains(&text) {
                unit.form = Form::Furniture;
            } else {
                named.push(text);
            }
        }
    }
    let mut broken: Option<usize> = None;
    for index in 0..units.len() {
        let (unit, text) = (units[index], content.slice(units[index].span).trim());
        if let Some(before) = broken
            && unit.form == Form::Prose
            && (goes_on(text) || leaves_open(content.slice(units[before].span)))
        {
            units[index].continues = true;
            for between in &mut units[before + 1..index] {
                between.form = Form::Furniture;
                between.continues = true;
            }
            broken = None;
        }
        broken = match unit.form {
            Form::Prose if text.len() >= SENTENCE && breaks_off(text) => Some(index),
            Form::Prose | Form::Heading | Form::Furniture | Form::Words if text.len() <= FOOT => {
                broken.filter(|before| index - before <= FOOT_LINES)
            }
            _ => None,
        };
    }
}

/// Shortest text that can be half a sentence.
const SENTENCE: usize = 60;
/// Longest line of a page's foot, and the most lines it has.
const FOOT: usize = 200;
const FOOT_LINES: usize = 7;

/// What stands at the head of every page of some releases.
fn is_masthead(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.starts_with("exhibit 99") || matches!(&*text, "news release" | "press release" | "news" | "exhibit")
}

/// Whether a text stops before its sentence does.
fn breaks_off(text: &str) -> bool {
    text.ends_with(|c: char| c.is_lowercase() || c == ',')
        || text.ends_with(|c: char| c.is_ascii_digit()) && text.contains(". ")
}

/// Whether a text ends with a word that another must follow: `of the`, `the Company’s`.
fn leaves_open(text: &str) -> bool {
    const WORDS: [&str; 12] = ["the", "a", "an", "of", "and", "or", "to", "in", "for", "with", "by", "our"];
    let word = text.trim_end().rsplit(char::is_whitespace).next().unwrap_or("");
    WORDS.contains(&word) || word.ends_with("’s") || word.ends_with("'s")
}

/// Whether a text begins in the middle of a sentence.
fn goes_on(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    let second = chars.next();
    first.is_some_and(|c| c.is_lowercase() || c == ')') && second.is_some_and(|c| c.is_lowercase() || c == ' ')
        || first.is_some_and(|c| c.is_ascii_digit())
            && second.is_some_and(|c| matches!(c, ',' | '0'..='9'))
            && !super::phone::is_phone(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_and_running_heads_are_furniture() {
        for line in ["- 2 -", "A - 5", "(more) 12", "***", "Page 3 of 7", "Orlindo Reports Record Sales - Page 2"] {
            assert!(is_furniture(line), "{line}");
        }
        for line in
            ["Outlook", "Q2 2024", "Orders rose 5%", "A page in our history", "Series A-5 notes", "(512) 555-0199"]
        {
            assert!(!is_furniture(line), "{line}");
        }
    }
}
