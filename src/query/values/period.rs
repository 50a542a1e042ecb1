//! Fiscal and calendar periods: quarters, halves, nine months, years, transition periods.

/// Reads `2005Q1`, `Q1 2005`, `1Q05`, `Q1'05`, `Q1FY05`, `FY05Q1`, `FY2005`, `2005FY`, `2005H1`, `9M 2005`, `1999T4`,
/// `first quarter of fiscal 2005`; gives the canonical label. A bare year is no period: see [`year`].
pub(crate) fn period(text: &str) -> Option<String> {
    if text.len() > 60 {
        return None;
    }
    let squeezed = squeezed(text);
    let (first, rest) = match squeezed.strip_prefix("FY") {
        Some(rest) => ("FY", rest),
        None => part_first(&squeezed).unwrap_or(("", squeezed.as_str())),
    };
    if first.is_empty() || first == "FY" {
        // the year comes first
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        for length in [4, 2] {
            let Some((year, part)) = rest.split_at_checked(length).filter(|_| digits >= length) else { continue };
            if let Some(year) = full_year(year).filter(|_| length == 4 || first == "FY") {
                let part = if part.is_empty() { Some(first).filter(|part| !part.is_empty()) } else { whole_part(part) };
                if let Some(part) = part {
                    return Some(format!("{year}{part}"));
                }
            }
        }
        return None;
    }
    let rest = rest.strip_prefix("FY").or(rest.strip_prefix('F')).or(rest.strip_prefix("CY")).unwrap_or(rest);
    full_year(rest).map(|year| format!("{year}{first}"))
}

/// Capital letters and digits without spaces, the words of a period as their marks.
fn squeezed(text: &str) -> String {
    const WORDS: &[(&str, &str)] = &[
        ("FIRST", "1"),
        ("1ST", "1"),
        ("SECOND", "2"),
        ("2ND", "2"),
        ("THIRD", "3"),
        ("3RD", "3"),
        ("FOURTH", "4"),
        ("4TH", "4"),
        ("QUARTER", "Q"),
        ("QTR", "Q"),
        ("HALF", "H"),
        ("NINE", "9"),
        ("MONTHS", "M"),
        ("FULL", ""),
        ("FISCAL", "FY"),
        ("YEAR", "FY"),
        ("OF", ""),
        ("THE", ""),
    ];
    let upper = text.to_uppercase();
    let marks = |c: char| c.is_whitespace() || matches!(c, '-' | '\'' | '\u{2019}' | '.' | '_' | '/');
    let mut out = String::with_capacity(upper.len());
    for word in upper.split(marks) {
        let mark = WORDS.iter().find(|(name, _)| *name == word).map_or(word, |(_, mark)| mark);
        if !(mark == "FY" && out.ends_with("FY")) {
            out.push_str(mark);
        }
    }
    out
}

/// A part of a year at the beginning, and what follows it.
fn part_first(text: &str) -> Option<(&'static str, &str)> {
    const MARKS: &[(&str, &str)] = &[
        ("FQ1", "Q1"),
        ("FQ2", "Q2"),
        ("FQ3", "Q3"),
        ("FQ4", "Q4"),
        ("Q1", "Q1"),
        ("Q2", "Q2"),
        ("Q3", "Q3"),
        ("Q4", "Q4"),
        ("1Q", "Q1"),
        ("2Q", "Q2"),
        ("3Q", "Q3"),
        ("4Q", "Q4"),
        ("H1", "H1"),
        ("H2", "H2"),
        ("1H", "H1"),
        ("2H", "H2"),
        ("9M", "9M"),
        ("T2", "T2"),
        ("T4", "T4"),
        ("T5", "T5"),
        ("T7", "T7"),
        ("T8", "T8"),
        ("T10", "T10"),
        ("T11", "T11"),
    ];
    MARKS.iter().find_map(|(mark, part)| Some((*part, text.strip_prefix(mark)?)))
}

fn whole_part(text: &str) -> Option<&'static str> {
    if text == "FY" {
        return Some("FY");
    }
    part_first(text).filter(|(_, rest)| rest.is_empty()).map(|(part, _)| part)
}

/// Reads a period where no field says that one is meant: spellings that could be something else (`H100`, `Q1 05`)
/// are none.
pub(crate) fn bare_period(text: &str) -> Option<String> {
    let mut letters = text.split(|c: char| !c.is_alphabetic()).filter(|letters| !letters.is_empty());
    if letters.any(|letters| !["Q", "H", "M", "FY", "FQ"].iter().any(|mark| mark.eq_ignore_ascii_case(letters))) {
        return None;
    }
    let bytes = text.as_bytes();
    let sure = match bytes {
        [b'1'..=b'4', b'Q' | b'q', b'0'..=b'9', b'0'..=b'9']
        | [b'1'..=b'2', b'H' | b'h', b'0'..=b'9', b'0'..=b'9']
        | [b'F' | b'f', b'Y' | b'y', b'0'..=b'9', b'0'..=b'9'] => true,
        _ => {
            let years = text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() >= 4);
            let upper = text.to_ascii_uppercase();
            let marked = upper.contains("FY") || text.contains(['\'', '\u{2019}']);
            let is_numeral = bytes.iter().all(|byte| byte.is_ascii_digit());
            (years || marked) && !is_numeral
        }
    };
    if sure { period(text) } else { None }
}

/// A year by itself, `2005`.
pub(crate) fn year(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|year| (1900..=2200).contains(year))
}

/// `05` is 2005, `97` is 1997.
fn full_year(digits: &str) -> Option<u16> {
    let number: u16 = digits.parse().ok()?;
    match digits.len() {
        2 if number >= 70 => Some(1900 + number),
        2 => Some(2000 + number),
        4 => year(digits),
        _ => None,
    }
}

/// The parts of a year, in the order in which they end, and the transition periods.
const PARTS: [&str; 15] = ["Q1", "Q2", "H1", "Q3", "9M", "Q4", "H2", "FY", "T2", "T4", "T5", "T7", "T8", "T10", "T11"];

/// Every label of a year.
pub(crate) fn labels_of(year: u16) -> Vec<String> {
    PARTS.iter().map(|part| format!("{year}{part}")).collect()
}

/// Labels of one sort (quarters, years, halves) from one to another, both in.
pub(in crate::query) fn labels_between(low: &str, high: &str) -> Option<Vec<String>> {
    let split = |label: &str| Some((label.get(..4)?.parse::<u16>().ok()?, label.get(4..)?.to_owned()));
    let ((from, first), (to, last)) = (split(low)?, split(high)?);
    let sort = |part: &str| part.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    if sort(&first) != sort(&last) {
        return None;
    }
    let parts: Vec<_> = PARTS.iter().filter(|part| sort(part) == sort(&first)).collect();
    let all = (from..=to).flat_map(|year| parts.iter().map(move |part| format!("{year}{part}")));
    Some(all.filter(|label| label.as_str() >= low && label.as_str() <= high).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_in_every_spelling() {
        for text in [
            "2005Q1",
            "2005 Q1",
            "Q1 2005",
            "1Q05",
            "1Q2005",
            "Q1'05",
            "Q105",
            "q1fy05",
            "Q1 FY2005",
            "Q1 FY05",
            "2005-q1",
            "q1-2005",
            "FQ1 2005",
            "FY05Q1",
            "FY2005 Q1",
            "first quarter 2005",
            "1st quarter of fiscal 2005",
            "first quarter of fiscal year 2005",
        ] {
            assert_eq!(period(text).as_deref(), Some("2005Q1"), "{text}");
        }
        for (text, label) in [
            ("FY97", "1997FY"),
            ("FY2005", "2005FY"),
            ("2005FY", "2005FY"),
            ("fiscal 2005", "2005FY"),
            ("full year 2005", "2005FY"),
            ("fiscal year 2005", "2005FY"),
            ("1999T4", "1999T4"),
            ("T10 2004", "2004T10"),
            ("9M 2005", "20059M"),
            ("9M2008", "20089M"),
            ("nine months 2005", "20059M"),
            ("1H14", "2014H1"),
            ("2014H1", "2014H1"),
            ("first half 2014", "2014H1"),
        ] {
            assert_eq!(period(text).as_deref(), Some(label), "{text}");
        }
        for wrong in ["2005", "Q5 2005", "Q1", "FY", "05Q1", "first", "quarter", "FY20055", "\u{e9}Q1 2005", ""] {
            assert_eq!(period(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn bare_periods_are_sure_ones() {
        for text in ["Q1 2003", "1Q03", "Q1'03", "2003 Q1", "2003-Q1", "q1-2003", "FQ1 2003", "Q1 FY03", "2003Q1"] {
            assert_eq!(bare_period(text).as_deref(), Some("2003Q1"), "{text}");
        }
        assert_eq!(bare_period("FY2003").as_deref(), Some("2003FY"));
        assert_eq!(bare_period("1H14").as_deref(), Some("2014H1"));
        for word in [
            "H100",
            "Q103",
            "Q1 05",
            "Q3",
            "2003",
            "9M05",
            "H2",
            "10Q",
            "10-Q",
            "20030101",
            "fiscal 2003",
            "first quarter 2003",
        ] {
            assert_eq!(bare_period(word), None, "{word}");
        }
    }

    #[test]
    fn ranges_of_periods_keep_to_one_sort() {
        let labels = labels_between("2004Q3", "2005Q2").unwrap();
        assert_eq!(labels, ["2004Q3", "2004Q4", "2005Q1", "2005Q2"]);
        assert_eq!(labels_between("2004FY", "2005FY").unwrap(), ["2004FY", "2005FY"]);
        assert_eq!(labels_between("2004FY", "2005Q2"), None);
    }
}
