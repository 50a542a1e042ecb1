//! The date on the cover of a current report (Form 8-K, 6-K): that of the earliest event reported.
//!
//! It is not the day of filing, but close to it (four business days at most, Form 8-K general
//! instruction B.1), and all that a report tells that lies without its header.

use super::date::{Found, dates};
use crate::{
    ingest::extract::{Facts, Input},
    model::Date,
};

/// How far into a document its cover goes.
const COVER: usize = 6000;
/// How far from the words the date stands.
const NEAR: usize = 160;

/// Reads it, where nothing else dates the document.
pub fn read(input: Input<'_>, facts: &mut Facts) {
    if facts.released.is_some() || input.header.filed.is_some() || input.identity.filed.is_some() {
        return;
    }
    if let Some((found, date)) = reported(&input.content.text) {
        facts.reported = Some(date);
        facts.prove("date", found.span, "date_of_report");
    }
}

/// The date after the words `Date of report`, else the one right above them.
fn reported(text: &str) -> Option<(Found, Date)> {
    const WORDS: [&[u8]; 3] = [b"ate of report", b"ate of Report", b"ATE OF REPORT"];
    let cover = &text[..text.floor_char_boundary(COVER)];
    let at = WORDS.iter().filter_map(|words| memchr::memmem::find(cover.as_bytes(), words)).min()?;
    let full = |found: Found| Some((found, found.date()?));
    let after = &cover[at..cover.floor_char_boundary(at + NEAR)];
    let next = dates(after).into_iter().find_map(full).map(|found| shifted(found, at));
    next.or_else(|| {
        let from = cover.floor_char_boundary(at.saturating_sub(NEAR));
        dates(&cover[from..at]).into_iter().rev().find_map(full).map(|found| shifted(found, from))
    })
}

fn shifted((found, date): (Found, Date), by: usize) -> (Found, Date) {
    (super::shifted(found, by), date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cover_of_a_report_dates_it() {
        let date = |text: &str| reported(text).map(|(_, date)| date.to_string());
        let after =
            "FORM 8-K\nCURRENT REPORT\nDate of Report (Date of earliest event reported): May 9, 2003\nPinyon Corp.";
        assert_eq!(date(after).as_deref(), Some("2003-05-09"));
        let above = "FORM 8-K\nMay 9, 2003\nDATE OF REPORT\n(Date of earliest event reported)\nPinyon Corp.";
        assert_eq!(date(above).as_deref(), Some("2003-05-09"));
        assert_eq!(date("The date of reporting is not told here."), None);
        assert_eq!(date("On May 9, 2003 Pinyon Corp. reported."), None);
    }
}
