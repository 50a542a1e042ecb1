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
        parts.push(part);
        return end;
    }
    at + bytes[at..].iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count()
}

/// Passes a word at `at`, or reads it as a number; where to go on.
fn word(text: &str, at: usize, parts: &mut Vec<Part>) -> usize {
    let bytes = text.as_bytes();
    let len = letters(&bytes[at..]);
    let end = at + len;
    let value = match len {
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
    if !part.has_unit() && !may_start_range(&bytes[stop..]) || len == 1 && part.power.is_none() {
        return stop;
    }
    let end = part.end;
    parts.push(part);
    end
}

fn letters(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count()
}

/// Whether `five to ...` goes on as the first end of a range.
fn may_start_range(rest: &[u8]) -> bool {
    rest.starts_with(b" to ") || rest.starts_with(b" and ") || rest.starts_with(b"-to-")
}

fn small_number(word: &[u8]) -> Option<u64> {
    const NUMBERS: [(&str, u64); 33] = [
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("eleven", 11),
        ("twelve", 12),
        ("thirteen", 13),
        ("fourteen", 14),
        ("fifteen", 15),
        ("sixteen", 16),
        ("seventeen", 17),
        ("eighteen", 18),
        ("nineteen", 19),
        ("twenty", 20),
        ("thirty", 30),
        ("forty", 40),
        ("fifty", 50),
        ("sixty", 60),
        ("seventy", 70),
        ("eighty", 80),
        ("ninety", 90),
        ("zero", 0),
        ("breakeven", 0),
        ("flat", 0),
        ("fourty", 40),
        ("ninty", 90),
        ("nil", 0),
    ];
    if !matches!(word.first()?.to_ascii_lowercase(), b'o' | b't' | b'f' | b's' | b'e' | b'n' | b'z' | b'b') {
        return None;
    }
    NUMBERS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name.as_bytes())).map(|&(_, value)| value)
}
