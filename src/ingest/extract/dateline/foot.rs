//! The date at the foot of a release: `was submitted for publication at 8.40 CET on 6 March 2019`, as
//! the rules of European exchanges ask, or a place and a date in a line of its own.

use super::{Found, dates, is_place, is_time, shifted};

/// How far from the end it is looked for.
const FOOT: usize = 6000;

/// Finds it.
pub(super) fn find(text: &str) -> Option<Found> {
    let from = text.floor_char_boundary(text.len().saturating_sub(FOOT));
    let foot = &text[from..];
    published(foot).or_else(|| signed(foot)).map(|found| shifted(found, from))
}

/// The date of publication that a regulatory note gives, a time of day beside it.
fn published(foot: &str) -> Option<Found> {
    const WORDS: [&str; 3] = ["for publication", "made public", "make public"];
    const FAR: usize = 320;
    WORDS.iter().find_map(|words| {
        let at = memchr::memmem::find(foot.as_bytes(), words.as_bytes())? + words.len();
        let note = &foot[at..foot.floor_char_boundary(at + FAR)];
        let note = note.split("\n\n").next().unwrap_or(note);
        let timed = note.split_whitespace().any(|word| is_time(word.trim_end_matches([',', '.'])));
        let on = |found: &Found| {
            let before = note[..found.span.start].trim_end();
            before.ends_with(" on") || before.ends_with("CET") || before.ends_with("CEST") || before.ends_with("EET")
        };
        let found = dates(note).into_iter().find(|found| found.year.is_some() && on(found)).filter(|_| timed)?;
        Some(shifted(found, at))
    })
}

/// The date after a place, at the beginning of a line: `Cardiff, United Kingdom 3rd June 2021`.
fn signed(foot: &str) -> Option<Found> {
    const PLACE: usize = 50;
    const BEHIND: usize = 40;
    let mut at = 0;
    let mut found = None;
    for line in foot.split('\n') {
        let start = at;
        at += line.len() + 1;
        let head = &line[..line.floor_char_boundary(PLACE + 20)];
        let Some(date) = dates(head).into_iter().next().filter(|date| date.year.is_some()) else { continue };
        let place = line[..date.span.start].trim_end();
        let named = place.len() > 3 && place.len() < PLACE && place.contains(',') && is_place(place);
        let behind = line[date.span.end..].trim();
        let closes = behind.len() < BEHIND && !behind.contains([':', '$', '|']) && is_place(behind);
        let digits = place.bytes().any(|byte| byte.is_ascii_digit());
        if named && closes && !digits {
            found = Some(shifted(date, start));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_may_be_dated_at_its_foot() {
        let date = |text: &str| find(text).and_then(|found| found.date()).map(|date| date.to_string());
        let note = "Sales rose.\n\nThis information was submitted for publication, through the contact set out above, \
                    at 8.40 CET on 6 March 2019.\n";
        assert_eq!(date(note).as_deref(), Some("2019-03-06"));
        let signed = "Sales rose.\n\nCardiff, United Kingdom 3rd June 2021 Orvane Ltd\n\nhttps://example.org";
        assert_eq!(date(signed).as_deref(), Some("2021-06-03"));
        assert_eq!(date("The plan was made public on 3 May 2024 and is under way."), None);
        assert_eq!(date("In Boise, Idaho the plant opened on May 3, 2024 and closed."), None);
    }
}
