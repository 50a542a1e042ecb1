//! What a file's place says of it: the folders of mirrors, the file names of downloaders.

use crate::model::Identity;

/// Reads accession number, CIK, form and the like from a path.
#[must_use]
pub fn identity(_path: &str) -> Identity {
    Identity::default()
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
    let digits = |range: std::ops::Range<usize>| {
        bytes
            .get(range)
            .filter(|part| part.iter().all(u8::is_ascii_digit))
            .and_then(|part| std::str::from_utf8(part).ok())
    };
    let dashed = bytes.get(10) == Some(&b'-') && bytes.get(13) == Some(&b'-');
    let (parts, len) = if dashed {
        ([digits(0..10)?, digits(11..13)?, digits(14..20)?], 20)
    } else {
        ([digits(0..10)?, digits(10..12)?, digits(12..18)?], 18)
    };
    let ends = bytes.get(len).is_none_or(|byte| !byte.is_ascii_digit());
    ends.then(|| parts.join("-"))
}
