//! The names of exhibits' files to exhibit types.
//!
//! Filing agents build names by habits of their own: `dex991.htm`, `a05-6713_1ex99d1.htm`,
//! `y79730exv99w1.htm` (`v` for the dash, `w` for the point), `ex99-1.txt`. All have `ex`, then a
//! number of the list in Regulation S-K 601, then perhaps its part.

/// The exhibit type that a file's name tells, or `None` where it tells none or could mean two.
///
/// ```
/// use filings::ingest::parse::path::guess_type;
/// assert_eq!(guess_type("dex991.htm").as_deref(), Some("EX-99.1"));
/// assert_eq!(guess_type("y79730exv99w1.htm").as_deref(), Some("EX-99.1"));
/// assert_eq!(guess_type("EX-21_0000014693-19-000099.txt").as_deref(), Some("EX-21"));
/// assert_eq!(guess_type("index5.htm"), None);
/// ```
#[must_use]
pub fn guess_type(name: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    let stem = lower.find(".htm").or_else(|| lower.find(".txt")).map_or(lower.as_str(), |at| &lower[..at]);
    stem.match_indices("ex").filter(|(at, _)| begins_exhibit(&stem[..*at])).find_map(|(at, _)| number(&stem[at + 2..]))
}

/// Whether `ex` after these letters can stand for "exhibit": behind a word that ends in letters
/// (`index`, `apex`, `annex`) it is a part of that word.
fn begins_exhibit(before: &str) -> bool {
    const AGENTS: [&str; 8] = ["d", "z", "x", "k", "q", "ka", "qa", "form"];
    let letters = before.len() - before.trim_end_matches(|letter: char| letter.is_ascii_alphabetic()).len();
    let word = &before[before.len() - letters..];
    word.is_empty() || AGENTS.contains(&word)
}

/// Numbers of the list that could as well be a number and its part.
const EITHER: [&str; 10] = ["11", "12", "22", "25", "31", "32", "33", "34", "35", "36"];

/// Reads the exhibit's number from what follows `ex`.
fn number(rest: &str) -> Option<String> {
    let rest = ["hibit", "hib", "h", ""].iter().find_map(|word| rest.strip_prefix(word))?;
    // Where `v` stands for the dash, `w` stands for the point.
    let point = if rest.starts_with('v') { 'w' } else { 'd' };
    let rest = rest.trim_start_matches(['-', '_', '.', ' ', 'v']);
    let digits = &rest[..rest.bytes().take_while(u8::is_ascii_digit).count()];
    let rest = &rest[digits.len()..];
    // `ex9918-k` is 99.1 of an 8-K.
    let form = ["8", "10"].iter().find(|form| digits.ends_with(**form) && digits.len() > 2 && is_form_end(rest));
    if let Some(form) = form {
        return glued(&digits[..digits.len() - form.len()]);
    }
    if let Some(part) = part(rest, point).filter(|_| is_listed(digits)) {
        return Some(format!("EX-{digits}.{part}"));
    }
    if rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        // A part named by letters, written in too many ways: `ex10y3` is some EX-10.
        return digits
            .get(..2)
            .filter(|number| is_listed(number) && !EITHER.contains(number))
            .map(|number| format!("EX-{number}"));
    }
    glued(digits)
}

fn is_form_end(rest: &str) -> bool {
    ["k", "q", "-k", "-q"].iter().any(|end| rest.starts_with(end))
}

/// A part behind a separator: `-1`, `_01`, `d1`, `w1`.
fn part(rest: &str, point: char) -> Option<&str> {
    let rest = rest.strip_prefix(['-', '_', '.', 'x', point])?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let ends = !rest[digits..].starts_with(|letter: char| letter.is_ascii_alphanumeric());
    ((1..=2).contains(&digits) && ends).then(|| &rest[..digits])
}

/// `991` to 99.1, `1029` to 10.29, `0401` to 4.01, `51` to 5.1. Two digits that could be a number, or
/// a number and its part, tell nothing: `ex31` is a certification or a charter.
fn glued(digits: &str) -> Option<String> {
    let split = match digits.as_bytes() {
        [b'0', _, _, _] => return parted(&digits[1..2], &digits[2..]),
        [_] => return is_listed(digits).then(|| format!("EX-{digits}")),
        [_, _] if EITHER.contains(&digits) => return None,
        [_, _] if is_listed(digits) => return Some(format!("EX-{digits}")),
        [_, _] => 1,
        [_, _, _] | [_, _, _, _] => 2,
        _ => return None,
    };
    parted(&digits[..split], &digits[split..])
}

fn parted(number: &str, part: &str) -> Option<String> {
    (is_listed(number) && part != "0").then(|| format!("EX-{number}.{part}"))
}

/// Whether the list of exhibits has such a number.
fn is_listed(digits: &str) -> bool {
    !digits.starts_with('0')
        && digits.len() <= 2
        && digits.parse::<u8>().is_ok_and(|number| matches!(number, 1..=28 | 31..=36 | 95..=99))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: &str) {
        assert_eq!(guess_type(name).as_deref().unwrap_or("-"), expected, "{name}");
    }

    #[test]
    fn habits_of_agents_are_read() {
        check("a05-6713_1ex99d1.htm", "EX-99.1");
        check("ex99-1.txt", "EX-99.1");
        check("exh_991.htm", "EX-99.1");
        check("exhibit99_2.htm", "EX-99.2");
        check("acme_10k08ex311.txt", "EX-31.1");
        check("ex9901.htm", "EX-99.01");
        check("a2196380zex-10_7.htm", "EX-10.7");
        check("d435686dex991.htm", "EX-99.1");
        check("ex1029.htm", "EX-10.29");
        check("tm2412345d1_ex99-1.htm", "EX-99.1");
        check("lamp-20240331xex991.htm", "EX-99.1");
        check("a03312024ex9918-k.htm", "EX-99.1");
        check("d123dex10y3.htm", "EX-10");
        check("lamp_ex0401.htm", "EX-4.01");
        check("d123dex51.htm", "EX-5.1");
    }

    #[test]
    fn two_meanings_are_none() {
        check("d123dex31.htm", "-");
        check("d123dex11.htm", "-");
        check("d123dex99.htm", "EX-99");
    }

    #[test]
    fn words_with_ex_in_them_are_no_exhibits() {
        check("index99.htm", "-");
        check("annex1.htm", "-");
        check("text2.txt", "-");
        check("excel.txt", "-");
        check("mexico99.htm", "-");
    }
}
