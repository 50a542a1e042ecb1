//! What a file's place says of it: the folders of mirrors, the file names of downloaders.
//!
//! Read only where the content is silent: a header always knows better.

mod exhibit;

pub use exhibit::guess_type;

use crate::model::{Date, Identity};

/// Reads accession number, CIK, form and the like from a path.
///
/// ```
/// use filings::ingest::parse::path::identity;
/// let place = identity("edgar/data/777/000000077705000002/ex991.htm");
/// assert_eq!(place.cik, Some(777));
/// assert_eq!(place.accession.as_deref(), Some("0000000777-05-000002"));
/// let place = identity("sec-edgar-filings/LAMP/8-K/0000000777-05-000002/full-submission.txt");
/// assert_eq!((place.ticker.as_deref(), place.form.as_deref()), (Some("LAMP"), Some("8-K")));
/// ```
#[must_use]
pub fn identity(path: &str) -> Identity {
    let parts: Vec<&str> = path.split(['/', '\\', '!']).filter(|part| !part.is_empty()).collect();
    let Some((name, folders)) = parts.split_last() else { return Identity::default() };
    let mut identity = of_name(name);
    identity.accession = parts.iter().rev().find_map(|part| accession_in(part));
    identity.form = identity.form.or_else(|| folders.iter().rev().find_map(|folder| folder_form(folder)));
    of_folders(folders, &mut identity);
    identity
}

/// What a loose document is, by the name of its file.
#[must_use]
pub fn document_type(path: &str) -> Option<String> {
    let name = file_name(path);
    guess_type(name).or_else(|| {
        let lower = name.to_ascii_lowercase();
        let is_primary = ["primary-document", "primary_doc"].iter().any(|start| lower.starts_with(start));
        if is_primary { identity(path).form } else { of_name(name).form }
    })
}

/// Whether a file could hold a filing, so far as its name says: programs, notes and tables of data
/// lie about in corpora, but none of them was filed.
#[must_use]
pub fn may_hold_a_filing(path: &str) -> bool {
    const OTHERS: [&str; 17] = [
        "md", "css", "js", "py", "rs", "sh", "toml", "yaml", "yml", "csv", "tsv", "ipynb", "jsonl", "lock", "db",
        "sqlite", "xsl",
    ];
    let name = file_name(path);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    !name.starts_with('.') && !ending.is_some_and(|ending| OTHERS.contains(&ending.as_str()))
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\', '!']).next().unwrap_or(path)
}

/// `{CIK}_8K_{YEAR}_{ACCESSION}.htm`, `{DATE}_8-K_{ACCESSION}.html`, `{CIK}_{DATE}_{TITLE}.txt`
fn of_name(name: &str) -> Identity {
    let mut identity = Identity::default();
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    let mut parts = stem.split('_');
    let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    if let Some(cik) = cik(first).filter(|_| first.len() > 3) {
        identity.filed = second.parse().ok();
        identity.form = short_form(second);
        let known = identity.filed.is_some() || identity.form.is_some();
        identity.cik = known.then_some(cik);
    } else if let Ok(day) = first.parse::<Date>() {
        identity.form = short_form(second);
        identity.filed = identity.form.is_some().then_some(day);
    }
    identity
}

/// `edgar/data/{CIK}/...`, `sec-edgar-filings/{TICKER or CIK}/{FORM}/...`, `{CIK}/{ACCESSION}/...`
fn of_folders(folders: &[&str], identity: &mut Identity) {
    for (index, folder) in folders.iter().enumerate() {
        let next = folders.get(index + 1).copied().unwrap_or_default();
        let before_accession = accession_in(next).is_some_and(|_| next.len() <= 20);
        if folder.eq_ignore_ascii_case("data") || (before_accession && folder.len() < 12) {
            let owner = if before_accession { folder } else { next };
            identity.cik = identity.cik.or_else(|| cik(owner));
        }
        if *folder == "sec-edgar-filings" && !next.is_empty() {
            match cik(next) {
                Some(cik) => identity.cik = Some(cik),
                None => identity.ticker = Some(next.to_uppercase()),
            }
        }
    }
}

fn cik(text: &str) -> Option<u64> {
    let is_number = (1..=10).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok().filter(|cik| *cik > 0)).flatten()
}

/// The submission types that folders and file names are called by.
const FORMS: [&str; 17] = [
    "8-K", "10-K", "10-Q", "6-K", "20-F", "40-F", "10-KT", "10-K405", "S-1", "S-3", "S-4", "F-1", "13F-HR", "DEF 14A",
    "DEFM14A", "424B5", "11-K",
];

fn folder_form(folder: &str) -> Option<String> {
    FORMS.iter().find(|form| form.eq_ignore_ascii_case(folder)).map(|form| (*form).to_owned())
}

/// A form as file names shorten it: `8K`, `10-K`, `10KA`.
fn short_form(text: &str) -> Option<String> {
    let letters = |text: &str| text.replace(['-', ' '], "").to_uppercase();
    let text = letters(text);
    let amended = text.strip_suffix("/A").or(text.strip_suffix('A'));
    FORMS.iter().find_map(|form| {
        let form_letters = letters(form);
        if form_letters == text {
            return Some((*form).to_owned());
        }
        (amended == Some(form_letters.as_str())).then(|| format!("{form}/A"))
    })
}

/// The accession number that a text begins with, written with or without its dashes.
///
/// ```
/// use filings::ingest::parse::path::accession;
/// assert_eq!(accession("0000950150-03-000957.txt").as_deref(), Some("0000950150-03-000957"));
/// assert_eq!(accession("000095015003000957").as_deref(), Some("0000950150-03-000957"));
/// assert_eq!(accession("20030714"), None);
/// ```
#[must_use]
pub fn accession(text: &str) -> Option<String> {
    let bytes = text.trim_start().as_bytes();
    let dashed = bytes.get(10) == Some(&b'-') && bytes.get(13) == Some(&b'-');
    let (ranges, len) = if dashed { ([0..10, 11..13, 14..20], 20) } else { ([0..10, 10..12, 12..18], 18) };
    let mut parts = [""; 3];
    for (part, range) in parts.iter_mut().zip(ranges) {
        let digits = bytes.get(range).filter(|digits| digits.iter().all(u8::is_ascii_digit))?;
        *part = std::str::from_utf8(digits).ok()?;
    }
    let ends = bytes.get(len).is_none_or(|byte| !byte.is_ascii_digit());
    ends.then(|| parts.join("-"))
}

/// The first accession number in a text.
pub(super) fn accession_in(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let begins = |at: &usize| bytes[*at].is_ascii_digit() && (*at == 0 || !bytes[at - 1].is_ascii_digit());
    (0..bytes.len()).filter(begins).find_map(|at| accession(&text[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks accession, CIK, form, date and ticker, written with blanks between and `-` for none.
    fn check(path: &str, expected: &str) {
        let found = identity(path);
        let parts = [
            found.accession,
            found.cik.map(|cik| cik.to_string()),
            found.form,
            found.filed.map(|day| day.to_string()),
            found.ticker,
        ];
        let found: Vec<String> = parts.into_iter().map(|part| part.unwrap_or_else(|| "-".to_owned())).collect();
        assert_eq!(found.join(" "), expected, "{path}");
    }

    #[test]
    fn every_layout_tells_what_it_knows() {
        check("edgar/data/777/000000077705000002/d1.htm", "0000000777-05-000002 777 - - -");
        check("edgar/data/777/0000000777-05-000002.txt", "0000000777-05-000002 777 - - -");
        check("m.tar.gz!777/000000077705000002/ex991.htm", "0000000777-05-000002 777 - - -");
        check(
            "sec-edgar-filings/lamp/8-K/0000000777-05-000002/full-submission.txt",
            "0000000777-05-000002 - 8-K - LAMP",
        );
        check(
            "sec-edgar-filings/0000000777/8-K/0000000777-05-000002/primary-document.html",
            "0000000777-05-000002 777 8-K - -",
        );
        check("feed/20050418.nc.tar.gz!0000000777-05-000002.nc", "0000000777-05-000002 - - - -");
        check(
            "RAW_FILINGS/8-K/1005101_8K_2022_0001437749-22-019996.htm",
            "0001437749-22-019996 1005101 8-K 2022-01-01 -".replace("2022-01-01", "-").as_str(),
        );
        check("x/2018-05-01_8-K_000032019318000067.html", "0000320193-18-000067 - 8-K 2018-05-01 -");
        check("contracts/1000453_1997-11-14_CREDIT_AGREEMENT.txt", "- 1000453 - 1997-11-14 -");
        check("x/EX-21_0000014693-19-000099.txt", "0000014693-19-000099 - - - -");
    }

    #[test]
    fn names_that_say_nothing_give_nothing() {
        check("sample/000_329535ecee03a777.txt", "- - - - -");
        check("2005/04/dex991.htm", "- - - - -");
        check("a/1234567_notes.txt", "- - - - -");
        check("", "- - - - -");
        check("edgar/data/unknown/x.txt", "- - - - -");
    }

    #[test]
    fn amended_forms_are_told_from_file_names() {
        assert_eq!(short_form("10KA").as_deref(), Some("10-K/A"));
        assert_eq!(short_form("8-K").as_deref(), Some("8-K"));
        assert_eq!(short_form("KA"), None);
    }

    #[test]
    fn primary_documents_are_of_the_submission_type() {
        assert_eq!(document_type("8-K/0000000777-05-000002/primary-document.html").as_deref(), Some("8-K"));
        assert_eq!(document_type("8-K/1005101_8K_2022_0001437749-22-019996.htm").as_deref(), Some("8-K"));
        assert_eq!(document_type("8-K/ex99-1.txt").as_deref(), Some("EX-99.1"));
        assert_eq!(document_type("8-K/news.txt"), None);
    }
}
