//! The one pass over a text that finds its numbers, in digits and in words.

use super::number::{self, Part};

/// Every number of the text, in order.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let bytes = text.as_bytes();
    let mut parts = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_digit() || byte == b'.' && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
            at = digits(text, at, &mut parts);
        } else if byte.is_ascii_alphabetic() {
            at = word(text, at, &mut parts);
        } else {
            at += 1;
        }
    }
    parts
}

/// Reads a number at `at`; where to go on.
fn digits(text: &str, at: usize, parts: &mut Vec<Part>) -> usize {
    let bytes = text.as_bytes();
    if let Some(part) = number::part(text, at) {
        let end = part.end.max(at + 1);
        // the unit of `148.2 million pounds (1999: 133.5)` is none of the year's
        let taken = parts.last().is_some_and(|last| part.start < last.end) && text[part.start..at].contains('(');
        if !taken {
            parts.push(part);
        }
        return end;
    }
    at + bytes[at..].iter().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')).count()
}

/// Passes a word at `at`, or reads it as a number; where to go on.
fn word(text: &str, at: usize, parts: &mut Vec<Part>) -> usize {
    let bytes = text.as_bytes();
    let len = letters(&bytes[at..]);
    let end = at + len;
    if !bytes.get(end).is_some_and(u8::is_ascii_digit) && !may_be_number(bytes[at], len) {
        return end;
    }
    let even = break_even(&bytes[at..end], &bytes[end..]);
    let end = end + even.unwrap_or(0);
    let value = match len {
        _ if even.is_some() => Some(0),
        1 if bytes[at].eq_ignore_ascii_case(&b'a') => Some(1),
        3..=9 => small_number(&bytes[at..end]),
        _ => None,
    };
    let Some(mut value) = value else {
        // Q3, FY05, 4Q: digits written against letters belong to the word, unless the letters are
        // those of a currency (US$30 has its mark between; RMB214, EUR12 and NIS163 have not).
        let digits = bytes[end..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let is_currency = len >= 2 && bytes[at..end].iter().all(u8::is_ascii_uppercase) && {
            super::currency::before(&text[..end]).is_some_and(|mark| mark.len == len)
        };
        return if is_currency { end } else { end + digits };
    };
    let mut stop = end;
    // twenty-five, twenty five
    if (20..100).contains(&value) && value % 10 == 0 && matches!(bytes.get(end), Some(b'-' | b' ')) {
        let more = letters(&bytes[end + 1..]);
        if let Some(ones) = small_number(&bytes[end + 1..end + 1 + more]).filter(|ones| (1..10).contains(ones)) {
            value += ones;
            stop = end + 1 + more;
        }
    }
    let part = number::worded(text, at, stop, value);
    let ends_range =
        value == 0 && (text[..at].ends_with("% to ") || is_even(&bytes[at..stop]) && ends_pair(&text[..at]));
    if !part.has_unit() && !may_start_range(&bytes[stop..]) && !ends_range || len == 1 && part.power.is_none() {
        return stop;
    }
    let end = part.end;
    parts.push(part);
    end
}

/// Whether a word of so many letters can be a number in words: nearly all are told by their first.
const fn may_be_number(first: u8, len: usize) -> bool {
    match first.to_ascii_lowercase() {
        b'a' => len == 1,
        b'b' | b'e' | b'f' | b'n' | b'o' | b's' | b't' | b'z' => len >= 3,
        _ => false,
    }
}

/// Whether a word is `breakeven` in any spelling.
fn is_even(word: &[u8]) -> bool {
    word.len() >= 9 && word[..5].eq_ignore_ascii_case(b"break")
}

/// Whether a number's unit and a word that joins it to the next stand before: `cents to`, `$0.04 per share and`.
fn ends_pair(before: &str) -> bool {
    let words = before.trim_end();
    let joined = ["to", "and"]
        .iter()
        .any(|joint| words.strip_suffix(joint).is_some_and(|rest| rest.ends_with(char::is_whitespace)));
    let near = &words[words.floor_char_boundary(words.len().saturating_sub(28))..];
    joined && (near.contains("cent") || near.contains(|c: char| c.is_ascii_digit()))
}

/// The length of `-even` after `break`.
fn break_even(word: &[u8], rest: &[u8]) -> Option<usize> {
    let even = rest.get(1..5)?;
    let joined = matches!(rest[0], b'-' | b' ') && !rest.get(5).is_some_and(u8::is_ascii_alphabetic);
    (word.eq_ignore_ascii_case(b"break") && even.eq_ignore_ascii_case(b"even") && joined).then_some(5)
}

fn letters(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count()
}

/// Whether `five to ...` goes on as the first end of a range.
fn may_start_range(rest: &[u8]) -> bool {
    rest.starts_with(b" to ") || rest.starts_with(b" and ") || rest.starts_with(b"-to-")
}

fn small_number(word: &[u8]) -> Option<u64> {
    const LONGEST: usize = 9;
    if word.len() > LONGEST {
        return None;
    }
    let mut lower = [0; LONGEST];
    for (to, from) in lower.iter_mut().zip(word) {
        *to = from.to_ascii_lowercase();
    }
    Some(match &lower[..word.len()] {
        b"zero" | b"breakeven" | b"flat" | b"nil" => 0,
        b"one" => 1,
        b"two" => 2,
        b"three" => 3,
        b"four" => 4,
        b"five" => 5,
        b"six" => 6,
        b"seven" => 7,
        b"eight" => 8,
        b"nine" => 9,
        b"ten" => 10,
        b"eleven" => 11,
        b"twelve" => 12,
        b"thirteen" => 13,
        b"fourteen" => 14,
        b"fifteen" => 15,
        b"sixteen" => 16,
        b"seventeen" => 17,
        b"eighteen" => 18,
        b"nineteen" => 19,
        b"twenty" => 20,
        b"thirty" => 30,
        b"forty" | b"fourty" => 40,
        b"fifty" => 50,
        b"sixty" => 60,
        b"seventy" => 70,
        b"eighty" => 80,
        b"ninety" | b"ninty" => 90,
        _ => return None,
    })
}
