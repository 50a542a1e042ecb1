//! From a sentence's text to items: entries of the lexicon, other words, numbers, marks.

use super::lexicon::{Classes, Lexicon, MARK, NUMBER, UNKNOWN, WordId};
use crate::model::Span;

/// A piece of a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Item {
    /// Where it stands in the text.
    pub span: Span,
    /// What it is.
    pub kind: ItemKind,
}

/// The kinds of [`Item`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ItemKind {
    /// A word or several, with the classes the lexicon gives them.
    Words(Classes),
    /// A number with its unit.
    Number(Number),
    /// A comma.
    Comma,
    /// A mark that parts clauses: semicolon, colon, dash.
    Break,
    /// An opening parenthesis.
    Open,
    /// A closing parenthesis.
    Close,
    /// A quotation mark or another sign without meaning here.
    Sign,
}

/// A number with its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// In absolute units.
    pub value: f64,
    /// Whether it is a share of a hundred.
    pub percent: bool,
    /// Whether a currency or a unit such as `million` stands with it.
    pub amount: bool,
}

impl Item {
    /// The classes of words, none for everything else.
    #[must_use]
    pub const fn classes(&self) -> Classes {
        match self.kind {
            ItemKind::Words(classes) => classes,
            _ => Classes::NONE,
        }
    }

    /// Whether it belongs to any of the classes.
    #[must_use]
    pub const fn is(&self, classes: Classes) -> bool {
        self.classes().any(classes)
    }

    /// The number, where it is one.
    #[must_use]
    pub const fn number(&self) -> Option<Number> {
        match self.kind {
            ItemKind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether it is words that are not mere filler.
    #[must_use]
    pub const fn is_content(&self) -> bool {
        matches!(self.kind, ItemKind::Words(classes) if !classes.any(Classes::FILLER))
    }

    /// Whether it is words.
    #[must_use]
    pub const fn is_words(&self) -> bool {
        matches!(self.kind, ItemKind::Words(_))
    }
}

/// One word, number or mark, before entries of several words are put together.
#[derive(Debug, Clone, Copy)]
struct Token {
    span: Span,
    word: WordId,
    kind: ItemKind,
    ends_sentence: bool,
}

/// Units that follow a number, and what they multiply it by.
const UNITS: [(&str, f64); 14] = [
    ("million", 1e6),
    ("millions", 1e6),
    ("mln", 1e6),
    ("mn", 1e6),
    ("m", 1e6),
    ("mm", 1e6),
    ("billion", 1e9),
    ("billions", 1e9),
    ("bn", 1e9),
    ("b", 1e9),
    ("bln", 1e9),
    ("thousand", 1e3),
    ("k", 1e3),
    ("trillion", 1e12),
];

/// Words before a number that make it an amount of money.
const CURRENCIES: [&str; 22] = [
    "eur", "usd", "us", "sek", "nok", "dkk", "gbp", "chf", "cad", "aud", "rmb", "cny", "inr", "rs", "jpy", "nis",
    "ils", "hk", "nt", "euro", "mxn", "brl",
];

/// Cuts `text` (a block, standing at `offset`) into sentences of items and hands each to `sentence`.
pub fn sentences(text: &str, offset: usize, lexicon: &Lexicon, mut sentence: impl FnMut(&[Item])) {
    let tokens = tokens(text, offset, lexicon);
    let mut items = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let token = tokens[at];
        if token.ends_sentence {
            sentence(&items);
            items.clear();
            at += 1;
            continue;
        }
        let entry = match token.kind {
            ItemKind::Words(_) => lexicon.longest(tokens[at..].iter().map(|token| token.word)),
            _ => None,
        };
        let (words, kind) = entry.map_or((1, token.kind), |(words, classes)| (words, ItemKind::Words(classes)));
        items.push(Item { span: Span::new(token.span.start, tokens[at + words - 1].span.end), kind });
        at += words;
    }
    sentence(&items);
}

fn tokens(text: &str, offset: usize, lexicon: &Lexicon) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut folded = String::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let byte = bytes[at];
        if byte.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        // `o  Deposits rose`: the bullet of a list
        if byte == b'o' && bytes[..start].iter().all(u8::is_ascii_whitespace) && bytes.get(at + 1) == Some(&b' ') {
            at += 1;
            continue;
        }
        let (end, token) =
            if byte.is_ascii_digit() || (byte == b'.' && digit_at(bytes, at + 1) && !digit_before(bytes, at)) {
                number(text, at, &tokens, &mut folded)
            } else if byte.is_ascii_alphabetic() || byte >= 0x80 {
                word(text, at, lexicon, &mut folded)
            } else {
                mark(bytes, at)
            };
        at = end.max(start + 1);
        let Some(kind) = token else { continue };
        let word = match kind {
            (ItemKind::Number(_), _) => NUMBER,
            (_, word) => word,
        };
        let ends_sentence = kind.0 == ItemKind::Break && ends_sentence(text, start, at, &tokens, offset);
        if !ends_sentence && is_full_stop(byte) && kind.0 == ItemKind::Break {
            continue;
        }
        let mut span = Span::new(offset + start, offset + at);
        if let ItemKind::Number(number) = kind.0 {
            span.start = begins(text, start, number, &mut tokens, offset) + offset;
        }
        tokens.push(Token { span, word, kind: kind.0, ends_sentence });
    }
    tokens
}

/// Where a number begins with the words that only say that it is not exact, which are taken off the
/// tokens: `about 340`, `nearly $3 million`.
fn begins(text: &str, start: usize, number: Number, tokens: &mut Vec<Token>, offset: usize) -> usize {
    const INEXACT: [&str; 6] = ["about", "approximately", "roughly", "nearly", "almost", "around"];
    // "enthusiastic about 2004"
    if !number.amount && !number.percent && (1900.0..2100.0).contains(&number.value) {
        return start;
    }
    let Some(before) = tokens.last().map(|last| (last.span.start - offset, last.span.end - offset)) else {
        return start;
    };
    let word = text.get(before.0..before.1).unwrap_or_default();
    let between = text.get(before.1..start).unwrap_or_default().trim_start();
    let inexact = INEXACT.iter().any(|inexact| word.eq_ignore_ascii_case(inexact));
    if !inexact || !matches!(between, "" | "$" | "€" | "£" | "¥") {
        return start;
    }
    tokens.pop();
    before.0
}

type Read = (usize, Option<(ItemKind, WordId)>);

const fn is_full_stop(byte: u8) -> bool {
    matches!(byte, b'.' | b'!' | b'?')
}

fn digit_at(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_digit)
}

fn digit_before(bytes: &[u8], at: usize) -> bool {
    at > 0 && bytes[at - 1].is_ascii_digit()
}

/// A word of letters with apostrophes inside; a trailing 's is left off.
fn word(text: &str, start: usize, lexicon: &Lexicon, folded: &mut String) -> Read {
    if let Some(end) = initials(text.as_bytes(), start) {
        return (end, Some((ItemKind::Words(Classes::NONE), UNKNOWN)));
    }
    let letters = text.as_bytes()[start..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let next = text.as_bytes().get(start + letters);
    if letters > 0 && next.is_none_or(|next| next.is_ascii() && !is_apostrophe(char::from(*next))) {
        return (start + letters, Some((ItemKind::Words(Classes::NONE), lexicon.plain_word(&text[start..], letters))));
    }
    folded.clear();
    let mut end = start;
    let mut chars = text[start..].char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        if char.is_alphabetic() {
            folded.extend(char.to_lowercase());
        } else if is_apostrophe(char) && at > 0 && chars.peek().is_some_and(|(_, next)| next.is_alphabetic()) {
            folded.push('\'');
        } else {
            break;
        }
        end = start + at + char.len_utf8();
    }
    if end == start {
        let width = text[start..].chars().next().map_or(1, char::len_utf8);
        let dash = text[start..].starts_with(['–', '—']);
        if text[start..].starts_with('’') {
            return (start + width, None);
        }
        return (start + width, Some((if dash { ItemKind::Break } else { ItemKind::Sign }, MARK)));
    }
    let stem = folded.strip_suffix("'s").unwrap_or(folded);
    (end, Some((ItemKind::Words(Classes::NONE), lexicon.word(stem))))
}

/// The end of `R&D`, `U.S.`: single capitals that signs put together to one word.
fn initials(bytes: &[u8], start: usize) -> Option<usize> {
    let capital = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_uppercase);
    let sign = |at: usize| matches!(bytes.get(at), Some(b'&' | b'.'));
    let mut at = start;
    while capital(at) && sign(at + 1) && capital(at + 2) {
        at += 2;
    }
    if at == start || !capital(at) || bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    Some(if bytes[start + 1] == b'.' && bytes.get(at + 1) == Some(&b'.') { at + 2 } else { at + 1 })
}

const fn is_apostrophe(char: char) -> bool {
    matches!(char, '\'' | '’' | '`')
}

/// A number, with the unit or per cent sign after it and the currency before it.
fn number(text: &str, start: usize, before: &[Token], folded: &mut String) -> Read {
    let bytes = text.as_bytes();
    let mut end = start;
    folded.clear();
    let digits = &mut *folded;
    while end < bytes.len() {
        match bytes[end] {
            digit @ b'0'..=b'9' => digits.push(char::from(digit)),
            b',' if digit_at(bytes, end + 1) => {}
            b'.' if digit_at(bytes, end + 1) && !digits.contains('.') => digits.push('.'),
            b' ' if bytes.get(end + 1) == Some(&b'.') && digit_at(bytes, end + 2) && !digits.contains('.') => {}
            _ => break,
        }
        end += 1;
    }
    let mut value: f64 = digits.parse().unwrap_or(0.0);
    let mut percent = false;
    let money = start > 0 && matches!(text[..start].trim_end().chars().next_back(), Some('$' | '€' | '£' | '¥'));
    let mut amount = money || before.last().is_some_and(|last| is_currency(text, last, start, folded));
    let after = &text[end..];
    let skipped = after.len() - after.trim_start_matches([' ', '-']).len();
    let rest = &after[skipped..];
    let unit: usize = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, behind) = rest.split_at(unit);
    let is = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known));
    if rest.starts_with('%') {
        percent = true;
        end += skipped + 1;
    } else if is(&["percent", "pct", "percentage", "bps", "basis"]) {
        percent = true;
        end += skipped + unit;
        let points = &text[end..];
        end += if is(&["basis"]) && points.trim_start().starts_with("point") {
            points.len() - points.trim_start().len()
                + points.trim_start().bytes().take_while(u8::is_ascii_alphabetic).count()
        } else {
            0
        };
    } else if is(&["per"]) && behind.trim_start().get(..4).is_some_and(|next| next.eq_ignore_ascii_case("cent")) {
        percent = true;
        end += skipped + unit + (behind.len() - behind.trim_start().len()) + 4;
    } else if let Some((_, scale)) = UNITS.iter().find(|(name, _)| is(&[name])) {
        value *= scale;
        amount = true;
        end += skipped + unit;
    } else if is(&["cents", "euro", "euros", "dollars", "eur", "usd"]) {
        amount = true;
        end += skipped + unit;
    }
    (end, Some((ItemKind::Number(Number { value, percent, amount }), NUMBER)))
}

fn is_currency(text: &str, last: &Token, start: usize, folded: &mut String) -> bool {
    let width = last.span.len();
    let Some(word) = text
        .get(..start)
        .map(str::trim_end)
        .and_then(|head| head.len().checked_sub(width).map(|at| &head.as_bytes()[at..]))
    else {
        return false;
    };
    folded.clear();
    folded.extend(word.iter().map(|byte| char::from(byte.to_ascii_lowercase())));
    CURRENCIES.contains(&&**folded)
}

/// A mark of punctuation.
fn mark(bytes: &[u8], at: usize) -> Read {
    let kind = match bytes[at] {
        b',' => ItemKind::Comma,
        b'.' | b'!' | b'?' | b';' | b':' | b'|' => ItemKind::Break,
        b'(' => ItemKind::Open,
        b')' => ItemKind::Close,
        b'-' if bytes.get(at + 1) == Some(&b'-') => return (at + 2, Some((ItemKind::Break, MARK))),
        b'-' if bytes.get(at + 1) == Some(&b' ') => ItemKind::Break,
        b'"' | b'*' | b'/' | b'[' | b']' => ItemKind::Sign,
        _ => return (at + 1, None),
    };
    (at + 1, Some((kind, MARK)))
}

/// Words that a full stop abbreviates rather than ends a sentence after.
const ABBREVIATIONS: [&str; 19] = [
    "inc", "corp", "co", "ltd", "mr", "mrs", "ms", "dr", "no", "vs", "st", "jan", "feb", "aug", "sept", "oct", "nov",
    "dec", "approx",
];

fn ends_sentence(text: &str, start: usize, end: usize, before: &[Token], offset: usize) -> bool {
    if !is_full_stop(text.as_bytes()[start]) {
        return false;
    }
    let mut rest = text[end..].chars();
    let spaced = match rest.next() {
        None => true,
        Some(next) => next.is_whitespace() || matches!(next, '"' | '”' | ')' | '\'' | '’'),
    };
    let next = rest.find(|next| next.is_alphanumeric());
    let capital = next.is_none_or(|next| !next.is_lowercase());
    let abbreviation = before.last().is_some_and(|last| {
        let word = text.get(last.span.start.saturating_sub(offset)..start).unwrap_or_default();
        word.len() == 1 && last.kind == ItemKind::Words(Classes::NONE)
            || ABBREVIATIONS.iter().any(|short| word.eq_ignore_ascii_case(short))
    });
    spaced && capital && !abbreviation
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences_of(text: &str) -> Vec<Vec<&str>> {
        let mut all = Vec::new();
        sentences(text, 0, Lexicon::own(), |items| {
            all.push(items.iter().map(|item| &text[item.span.range()]).collect());
        });
        all.retain(|items: &Vec<&str>| !items.is_empty());
        all
    }

    #[test]
    fn numbers_take_their_units() {
        assert_eq!(
            sentences_of("net sales of EUR131m, up 5.2 % from $1.2 billion"),
            [["net sales", "of", "EUR", "131m", ",", "up", "5.2 %", "from", "1.2 billion"]]
        );
    }

    #[test]
    fn what_says_that_a_number_is_not_exact_belongs_to_it() {
        assert_eq!(sentences_of("about 340 jobs"), [["about 340", "jobs"]]);
        assert_eq!(sentences_of("nearly $3 million"), [["nearly $3 million"]]);
        assert_eq!(sentences_of("Thoughts about 2004"), [["Thoughts", "about", "2004"]]);
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        assert_eq!(sentences_of("Velmar Inc. Results rose. Costs fell.").len(), 2);
    }

    #[test]
    fn initials_are_one_word() {
        assert_eq!(sentences_of("R&D in the U.S. market rose"), [["R&D", "in", "the", "U.S.", "market", "rose"]]);
    }

    #[test]
    fn hostile_text_is_cut_without_panic() {
        sentences_of("A& B. U. A&B&C A.B ’s é’ — 9. .5 5..5 \u{301}x %% $ 1,2,, ½ . ");
    }
}
