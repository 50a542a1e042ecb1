//! The words that speak for a kind of section, from `cues.tsv`, found in one pass.

use std::sync::LazyLock;

use crate::{ingest::words::Phrases, model::SectionKind};

/// How many kinds of section there are.
pub(super) const KINDS: usize = 11;
/// The score of a kind that is ruled out.
pub(super) const NEVER: f32 = -1e6;
/// A score for each kind.
pub(super) type Scores = [f32; KINDS];

/// Where a cue must stand to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In a heading.
    Head,
    /// At the beginning of a heading.
    Title,
    /// At the beginning of a paragraph.
    Start,
    /// Anywhere.
    Any,
}

#[derive(Debug, Clone, Copy)]
struct Cue {
    kind: SectionKind,
    place: Place,
    weight: f32,
}

struct Cues {
    /// By pattern: the cues with these words.
    cues: Vec<Vec<Cue>>,
    phrases: Phrases,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let mut words: Vec<&str> = Vec::new();
    let mut cues: Vec<Vec<Cue>> = Vec::new();
    for (text, cue) in include_str!("cues.tsv").lines().filter_map(parse) {
        match words.iter().position(|word| *word == text) {
            Some(index) => cues[index].push(cue),
            None => {
                words.push(text);
                cues.push(vec![cue]);
            }
        }
    }
    Cues { cues, phrases: Phrases::new(words) }
});

fn parse(line: &str) -> Option<(&str, Cue)> {
    let mut columns = line.split('\t');
    let kind = kind(columns.next()?)?;
    let place = match columns.next()? {
        "head" => Place::Head,
        "title" => Place::Title,
        "start" => Place::Start,
        _ => Place::Any,
    };
    let weight = columns.next()?.parse().ok()?;
    Some((columns.next()?, Cue { kind, place, weight }))
}

fn kind(name: &str) -> Option<SectionKind> {
    Some(match name {
        "headline" => SectionKind::Headline,
        "body" => SectionKind::Body,
        "outlook" => SectionKind::Outlook,
        "conference_call" => SectionKind::ConferenceCall,
        "about" => SectionKind::About,
        "safe_harbor" => SectionKind::SafeHarbor,
        "non_gaap" => SectionKind::NonGaap,
        "contact" => SectionKind::Contact,
        "tables" => SectionKind::Tables,
        "legal" => SectionKind::Legal,
        "other" => SectionKind::Other,
        _ => return None,
    })
}

/// How many numbers of 64 bits hold a bit for every pattern.
const SEEN: usize = 12;

/// Adds up the cues of `text`, of which the first `head` bytes are its heading. Words that occur
/// twice count once; the strongest heading cue of a kind counts alone.
pub(super) fn add(text: &str, head: usize, scores: &mut Scores) {
    let first = text.len() - text.trim_start_matches(|char: char| !char.is_alphanumeric() && char != '©').len();
    let mut seen = [0u64; SEEN];
    let mut heads = [0f32; KINDS];
    CUES.phrases.each(text, |found| {
        let (at, pattern) = (found.start, found.phrase);
        let (word, bit) = (pattern / 64 % SEEN, 1u64 << (pattern % 64));
        let again = seen[word] & bit != 0;
        seen[word] |= bit;
        for cue in &CUES.cues[pattern] {
            let kind = cue.kind as usize;
            match cue.place {
                Place::Any if !again => scores[kind] += cue.weight,
                Place::Start if at <= first + 3 => scores[kind] += cue.weight,
                Place::Head if found.end <= head => heads[kind] = heads[kind].max(cue.weight),
                Place::Title if found.end <= head && at <= first + 3 => heads[kind] = heads[kind].max(cue.weight),
                _ => {}
            }
        }
    });
    for (score, head) in scores.iter_mut().zip(heads) {
        *score += head;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_read() {
        let lines = include_str!("cues.tsv").lines().filter(|line| !line.starts_with('#'));
        for line in lines {
            assert!(parse(line).is_some(), "{line}");
        }
    }

    #[test]
    fn patterns_fit_the_set_of_seen_ones() {
        assert!(CUES.cues.len() <= SEEN * 64);
    }

    #[test]
    fn a_cue_begins_at_the_start_of_a_word() {
        let mut scores = Scores::default();
        add("the roundabout is closed", 0, &mut scores);
        assert_eq!(scores[SectionKind::About as usize], 0.0);
    }
}
