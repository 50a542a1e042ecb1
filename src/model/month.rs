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
    let place = MONTHS.iter().position(|name| begins(word, &name[..3]))?;
    let whole = [&MONTHS[place][..3], MONTHS[place]].iter().any(|name| name.eq_ignore_ascii_case(word));
    (whole || word.eq_ignore_ascii_case("sept")).then_some(place as i8 + 1)
}

/// Whether a text begins with the first three letters of a month, letter case aside.
pub fn begins_like_month(text: &str) -> bool {
    MONTHS.iter().any(|name| begins(text, &name[..3]))
}

fn begins(text: &str, head: &str) -> bool {
    text.as_bytes().get(..head.len()).is_some_and(|bytes| bytes.eq_ignore_ascii_case(head.as_bytes()))
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
