//! From phrases to the tone of a document.

use super::grammar::Finding;
use crate::model::{GuidanceAction, Polarity, SectionKind, Tone, ToneLabel};

/// What a raised or lowered outlook weighs beside the words.
const ACTION_WEIGHT: f64 = 4.0;

/// A finding and the section it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Voice {
    /// What was found.
    pub finding: Finding,
    /// Where.
    pub section: SectionKind,
}

/// Sums up what the phrases of `words` words of narrative speak for.
pub fn tone(voices: &[Voice], words: usize, action: GuidanceAction) -> Tone {
    // what is done to the outlook is news, in however few words it is said
    let (mut good, mut bad) = match action {
        GuidanceAction::Raise => (ACTION_WEIGHT, 0.0),
        GuidanceAction::Lower | GuidanceAction::Withdraw => (0.0, ACTION_WEIGHT),
        _ => (0.0, 0.0),
    };
    let (mut positive, mut negative) = (0, 0);
    let plain = words <= PASSAGE;
    for voice in voices {
        let weight = match voice.section {
            _ if plain => f64::from(voice.finding.weight),
            SectionKind::Headline => 3.0 * f64::from(voice.finding.weight.min(2.0)),
            _ => f64::from(voice.finding.weight.min(2.0)),
        };
        match voice.finding.polarity {
            Polarity::Positive => {
                good += weight;
                positive += 1;
            }
            Polarity::Negative => {
                bad += weight;
                negative += 1;
            }
        }
    }
    let label = if plain { label_of_passage(good, bad) } else { label(good, bad, words) };
    let score = if label == ToneLabel::Neutral { 0.0 } else { (good - bad) / (good + bad) };
    Tone { label, score, positive, negative }
}

/// A text of no more words than this is a passage: a sentence or two, weighed as sentences are.
const PASSAGE: usize = 60;

fn label_of_passage(good: f64, bad: f64) -> ToneLabel {
    let colour = f64::from(Finding::COLOUR);
    match good - bad {
        lean if lean >= colour => ToneLabel::Positive,
        lean if lean <= -colour => ToneLabel::Negative,
        _ if good >= 2.0 * colour => ToneLabel::Mixed,
        _ => ToneLabel::Neutral,
    }
}

fn label(good: f64, bad: f64, words: usize) -> ToneLabel {
    let sum = good + bad;
    if sum < 3.0 || sum / (words as f64) < 0.008 {
        return ToneLabel::Neutral;
    }
    match (good - bad) / sum {
        lean if lean > 0.2 => ToneLabel::Positive,
        lean if lean < -0.2 => ToneLabel::Negative,
        _ => ToneLabel::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    #[test]
    fn label_and_score_say_the_same() {
        let voice = |polarity, weight, section| Voice {
            finding: Finding { span: Span::default(), polarity, rule: "word", negated: false, weight },
            section,
        };
        let (good, bad) = (Polarity::Positive, Polarity::Negative);
        let cases = [
            (vec![], 300, ToneLabel::Neutral),
            (vec![voice(good, 1.0, SectionKind::Body)], 300, ToneLabel::Neutral),
            (vec![voice(good, 2.0, SectionKind::Body); 4], 300, ToneLabel::Positive),
            (
                vec![voice(bad, 2.0, SectionKind::Headline), voice(good, 2.0, SectionKind::Body)],
                300,
                ToneLabel::Negative,
            ),
            (vec![voice(bad, 2.0, SectionKind::Body), voice(good, 2.0, SectionKind::Body)], 300, ToneLabel::Mixed),
        ];
        for (voices, words, label) in cases {
            let tone = tone(&voices, words, GuidanceAction::None);
            assert_eq!(tone.label, label);
            match label {
                ToneLabel::Positive => assert!(tone.score > 0.2),
                ToneLabel::Negative => assert!(tone.score < -0.2),
                ToneLabel::Mixed => assert!(tone.score.abs() <= 0.2),
                ToneLabel::Neutral => assert_eq!(tone.score, 0.0),
            }
        }
    }
}
