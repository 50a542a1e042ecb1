//! Items of an 8-K: from a title to its number.
//!
//! Form 8-K, General Instructions; numbers changed on 2004-08-23. The numbers of before that day
//! are single (`12` for results); their titles that live on have the number of today.

/// The number of an item given by number or by title, in lower case.
pub(crate) fn number(item: &str) -> Option<&str> {
    let bare = item.trim_start_matches("item").trim();
    if !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return Some(bare);
    }
    TITLES.iter().find(|(title, _)| item.starts_with(title)).map(|&(_, number)| number)
}

/// The numbers of the items whose titles hold these words, in lower case: `regulation fd`.
pub(crate) fn numbers_titled(words: &str) -> Vec<String> {
    const SHORTEST: usize = 5;
    let titled = TITLES.iter().filter(|(title, _)| words.len() >= SHORTEST && title.contains(words));
    let mut numbers: Vec<String> = titled.map(|(_, number)| (*number).to_owned()).collect();
    numbers.dedup();
    numbers
}

/// How a title begins, and its number.
const TITLES: &[(&str, &str)] = &[
    ("entry into a material definitive", "1.01"),
    ("termination of a material definitive", "1.02"),
    ("bankruptcy or receivership", "1.03"),
    ("completion of acquisition or disposition", "2.01"),
    ("acquisition or disposition of assets", "2.01"),
    ("results of operations and financial condition", "2.02"),
    ("creation of a direct financial obligation", "2.03"),
    ("triggering events that accelerate", "2.04"),
    ("cost associated with exit or disposal", "2.05"),
    ("costs associated with exit or disposal", "2.05"),
    ("material impairment", "2.06"),
    ("notice of delisting", "3.01"),
    ("unregistered sale", "3.02"),
    ("material modification", "3.03"),
    ("changes in registrant's certifying accountant", "4.01"),
    ("non-reliance on previously issued", "4.02"),
    ("changes in control of registrant", "5.01"),
    ("departure of directors", "5.02"),
    ("amendments to articles", "5.03"),
    ("submission of matters to a vote", "5.07"),
    ("regulation fd disclosure", "7.01"),
    ("other events", "8.01"),
    ("financial statements and exhibits", "9.01"),
    ("financial statements, pro forma financial", "9.01"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_have_numbers_and_numbers_stay() {
        assert_eq!(number("results of operations and financial condition"), Some("2.02"));
        assert_eq!(number("item 2.02"), Some("2.02"));
        assert_eq!(number("12"), Some("12"));
        assert_eq!(number("something else"), None);
        assert_eq!(numbers_titled("regulation fd"), ["7.01"]);
        assert_eq!(numbers_titled("exhibits"), ["9.01"]);
    }
}
