//! Telephone numbers.

/// Whether a text is a telephone number.
pub(super) fn is_phone(text: &str) -> bool {
    phones(text.as_bytes()) > 0
}

/// Counts telephone numbers: runs of digit groups whose last two have three and four digits, or
/// that begin with `+`.
pub(super) fn phones(bytes: &[u8]) -> usize {
    let mut count = 0;
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(|byte| byte.is_ascii_digit() || *byte == b'+') {
        let start = at + start;
        let length = bytes[start..]
            .iter()
            .position(|byte| !byte.is_ascii_digit() && !b"+()-./ ".contains(byte))
            .unwrap_or(bytes.len() - start);
        count += usize::from(is_number(&bytes[start..start + length]));
        at = start + length.max(1);
    }
    count
}

/// Seven digits in two groups.
const SHORTEST: usize = 8;

fn is_number(run: &[u8]) -> bool {
    if run.len() < SHORTEST {
        return false;
    }
    let groups: Vec<usize> =
        run.split(|byte| !byte.is_ascii_digit()).map(<[u8]>::len).filter(|length| *length > 0).collect();
    let digits: usize = groups.iter().sum();
    let foreign = run.first() == Some(&b'+') && groups.len() >= 2 && (8..=15).contains(&digits);
    let national = run.first() == Some(&b'0') && groups.len() >= 2 && (9..=12).contains(&digits) && run.contains(&b' ');
    foreign || national || groups.windows(2).any(|pair| pair == [3, 4]) && (7..=15).contains(&digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phone_numbers_are_told_from_years_dates_and_amounts() {
        for phone in ["(512) 555-0199", "707.555.0171", "+1 713-555-8609", "0191 555 0136", "617-555-0119 x12"] {
            assert!(is_phone(phone), "{phone}");
        }
        for other in ["2004-2005", "07/22/2004", "1,234", "10.1", "31 December 2014"] {
            assert!(!is_phone(other), "{other}");
        }
    }
}
