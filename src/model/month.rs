//! The months by their English names.

/// The names of the twelve months, in lower case.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month, 1 to 12, that a word names in whole or by its usual short form (`jan`, `sept`),
/// letter case aside.
pub fn month(word: &str) -> Option<i8> {
    let month = beginning(word.as_bytes())?;
    let whole = word.len() == 3 || MONTHS[month as usize - 1].eq_ignore_ascii_case(word);
    (whole || word.eq_ignore_ascii_case("sept")).then_some(month)
}

/// Whether a text begins with the first three letters of a month, letter case aside.
pub fn begins_like_month(text: &str) -> bool {
    beginning(text.as_bytes()).is_some()
}

fn beginning(text: &[u8]) -> Option<i8> {
    let head = text.first_chunk::<3>()?.map(|byte| byte.to_ascii_lowercase());
    Some(match &head {
        b"jan" => 1,
        b"feb" => 2,
        b"mar" => 3,
        b"apr" => 4,
        b"may" => 5,
        b"jun" => 6,
        b"jul" => 7,
        b"aug" => 8,
        b"sep" => 9,
        b"oct" => 10,
        b"nov" => 11,
        b"dec" => 12,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_named_whole_or_short() {
        assert_eq!(
            ["May", "JUNE", "jan", "Sept", "december"].map(month),
            [Some(5), Some(6), Some(1), Some(9), Some(12)]
        );
        assert_eq!(["Marc", "Septem", "ma", "", "Mayor", "Juné"].map(month), [None; 6]);
        assert!(begins_like_month("Octob. 3") && !begins_like_month("én"));
    }
}
