//! Days and amounts as terms: a term stands for a month, or for a sixteenth of the way from a number to its
//! double. A range of values is then a range of terms, and only what lies in the first and the last of
//! them has to be looked at more closely.

use crate::model::Date;

/// A range that lies in more buckets than this is in a bucket of its own.
const MOST: u16 = 64;

/// The bucket of a number; greater numbers are in the same or a greater one.
pub(crate) fn of_number(number: f64) -> u16 {
    (tantivy::f64_to_u64(number + 0.0) >> 48) as u16
}

/// The bucket of a day: its month.
pub(crate) fn of_day(day: Date) -> u16 {
    let month = i32::from(day.year()) * 12 + i32::from(day.month());
    u16::try_from(month.max(0)).unwrap_or(u16::MAX)
}

/// The term of a bucket; terms of one name are in the order of their buckets.
pub(crate) fn term(name: &str, bucket: u16) -> String {
    format!("{name}:{bucket:04x}")
}

/// The term of ranges that lie in very many buckets.
pub(crate) fn wide(name: &str) -> String {
    format!("{name}:~")
}

/// The terms of a range of numbers; none where it ends before it begins.
pub(crate) fn of_range(name: &str, low: f64, high: f64) -> Vec<String> {
    if low > high {
        return Vec::new();
    }
    let (first, last) = (of_number(low), of_number(high));
    if last - first > MOST || low.is_infinite() || high.is_infinite() {
        return vec![wide(name)];
    }
    (first..=last).map(|bucket| term(name, bucket)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_in_the_order_of_numbers() {
        let numbers = [f64::NEG_INFINITY, -3e9, -1.0, -0.04, 0.0, 0.04, 1.0, 30e6, 34e6, 1e12, f64::INFINITY];
        assert!(numbers.windows(2).all(|pair| of_number(pair[0]) < of_number(pair[1])));
        assert_eq!(of_number(-0.0), of_number(0.0));
    }

    #[test]
    fn ranges_are_in_every_bucket_they_touch_or_in_one_of_their_own() {
        assert_eq!(of_range("x", 30e6, 30e6).len(), 1);
        assert!((3..=5).contains(&of_range("x", 30e6, 34e6).len()));
        assert_eq!(of_range("x", -5.0, 5.0), ["x:~"]);
        assert_eq!(of_range("x", 5.0, f64::INFINITY), ["x:~"]);
        assert_eq!(of_range("x", 5.0, 4.0), [] as [&str; 0]);
    }

    #[test]
    fn days_of_a_month_share_a_bucket() {
        let bucket = |year, month, day| of_day(jiff::civil::date(year, month, day));
        assert_eq!(bucket(2005, 4, 1), bucket(2005, 4, 30));
        assert!(bucket(2005, 4, 30) < bucket(2005, 5, 1));
        assert!(bucket(-44, 3, 15) <= bucket(9999, 1, 1));
    }
}
