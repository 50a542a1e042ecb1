//! Looking for bytes eight at a time, where what is looked for is near: a call of `memchr` costs
//! more than most texts between tags are long. (Measured: a fifth of the time of [`super::parse`].)

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The place of `needle` in `bytes`, from `from` on.
#[inline]
pub fn find(bytes: &[u8], from: usize, needle: u8) -> Option<usize> {
    let mut at = from;
    for _ in 0..3 {
        let Some(word) = word(bytes, at) else { break };
        let hits = equal(word, needle);
        if hits != 0 {
            return Some(at + hits.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    memchr::memchr(needle, bytes.get(at..)?).map(|offset| at + offset)
}

/// How many of the bytes from `at` on are ASCII text that needs no second look: no controls, no
/// `&`, no two spaces in a row, no space last. It may stop short; `at` is no space.
#[inline]
pub fn plain_run(bytes: &[u8], at: usize) -> usize {
    let mut len = 0;
    while let Some(word) = word(bytes, at + len) {
        let spaces = equal(word, b' ');
        let below = word.wrapping_sub(ONES * 0x20) & !word & HIGH;
        let odd = (word & HIGH) | below | equal(word, b'&') | equal(word, 0x7f) | (spaces & (spaces << 8));
        if odd != 0 {
            return len;
        }
        len += 8 - (spaces >> 63) as usize;
    }
    len
}

#[inline]
fn word(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..at + 8)?.try_into().ok().map(u64::from_le_bytes)
}

/// The high bit of each byte that is `needle`, exactly.
#[inline]
const fn equal(word: u64, needle: u8) -> u64 {
    let differences = word ^ (ONES * needle as u64);
    !(((differences & !HIGH) + !HIGH) | differences | !HIGH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_is_found_near_and_far() {
        for len in [0, 1, 7, 8, 9, 23, 24, 25, 100] {
            let text = format!("{}<{}<", "a".repeat(len), "é".repeat(9));
            assert_eq!(find(text.as_bytes(), 0, b'<'), Some(len));
            assert_eq!(find(text.as_bytes(), len + 1, b'<'), Some(text.len() - 1));
            assert_eq!(find(text.as_bytes(), text.len(), b'<'), None);
        }
    }

    #[test]
    fn a_run_ends_before_what_needs_a_second_look() {
        for odd in ["&", "  ", "\n", "\u{7f}", "é", "\0"] {
            let text = format!("one two three four{odd}five six seven eight");
            let len = plain_run(text.as_bytes(), 0);
            assert!(len > 8 && len <= 18, "{odd:?}: {len}");
            assert!(!text[..len].ends_with(' '));
        }
        assert_eq!(plain_run(b"abcdefg hijklmno", 0), 15);
    }
}
