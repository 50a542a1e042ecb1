//! Telling phrases and the tone of the narrative.
//!
//! Words are looked up in our own lexicon (`data/lexicon.txt`), a small grammar decides what they
//! speak for where they stand ([`grammar`]), and the tone of a document is what its phrases speak
//! for together ([`tone`]). Boilerplate never counts.

pub mod compare;
pub mod grammar;
pub mod lexicon;
pub mod tokens;
mod tone;

pub use lexicon::Lexicon;

use super::{Facts, Input};
use std::hash::Hasher;

use crate::model::{Amount, Amounts, BlockKind, Kind, Phrase, Polarity, SectionKind, Span};
use grammar::Finding;

/// Contracts and reports have no tone; what is shorter than this is read whatever it is.
const SHORT: usize = 1_000;

/// Reads it from `input` into `facts`.
pub fn read(input: Input<'_>, facts: &mut Facts) {
    if facts.kind == Kind::NotRelease && input.content.text.len() > SHORT {
        return facts.lack("tone", "no_release");
    }
    let mut voices = Vec::new();
    let mut words = 0;
    let brand = facts.company.as_deref().and_then(|company| telling_brand(company, input.lexicon));
    let short = input.content.text.len() <= SHORT;
    // what has a narrative tells boilerplate from it, however short
    let all = short && !input.sections.iter().any(|section| is_narrative(section.kind));
    for passage in passages(input, all) {
        let text = &input.content.text;
        tokens::sentences(&text[passage.span.range()], passage.span.start, input.lexicon, |items| {
            words += items.len();
            voices.extend(
                grammar::findings(text, items)
                    .into_iter()
                    .filter(|finding| !names_issuer(text, finding, brand.as_deref()))
                    .map(|finding| tone::Voice {
                        finding,
                        section: passage.section,
                        words: stands_for(text, &finding),
                    }),
            );
        });
    }
    facts.phrases = voices.iter().map(|voice| phrase(input, voice.section, &voice.finding)).collect();
    if words == 0 {
        facts.lack("tone", "no_narrative");
        return;
    }
    let loss = |amount: &Option<Amount>| amount.as_ref().and_then(|amount| amount.high).is_some_and(|high| high < 0.0);
    let lost = loss(&facts.amounts.net_income) || facts.amounts.net_income.is_none() && loss(&facts.amounts.eps);
    let fell = revenue_fell(&facts.amounts);
    facts.tone = Some(tone::tone(&voices, tone::Standing { words, action: facts.guidance_action, lost, fell }));
}

/// Whether revenue is a twelfth or more below that of the year before, and of like size.
fn revenue_fell(amounts: &Amounts) -> bool {
    let (Some(now), Some(before)) = (&amounts.revenue, &amounts.revenue_prior) else { return false };
    let ratio = now.high.or(now.low).zip(before.low).map_or(1.0, |(now, before)| now / before);
    now.currency == before.currency && (0.2..0.917).contains(&ratio)
}

/// A number that stands for the words of a finding, whatever their case.
fn stands_for(text: &str, finding: &Finding) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    for byte in text.get(finding.span.range()).unwrap_or_default().bytes() {
        hasher.write_u8(byte.to_ascii_lowercase());
    }
    hasher.finish()
}

/// The first word of a company's name, where the lexicon would hear praise or blame in it.
fn telling_brand(company: &str, lexicon: &Lexicon) -> Option<String> {
    let name = company.strip_prefix("The ").unwrap_or(company);
    let word = name.split(|c: char| !c.is_alphanumeric()).next().filter(|word| word.len() >= 4)?;
    let mut telling = false;
    tokens::sentences(word, 0, lexicon, |items| telling |= !grammar::findings(word, items).is_empty());
    telling.then(|| word.to_owned())
}

/// Whether words are found for the name of the issuer: `Progress expects`.
fn names_issuer(text: &str, finding: &Finding, brand: Option<&str>) -> bool {
    let Some(brand) = brand else { return false };
    let words = text.get(finding.span.range()).unwrap_or_default().split(|c: char| !c.is_alphanumeric());
    finding.rule.ends_with("word")
        && words.into_iter().any(|word| word.eq_ignore_ascii_case(brand) && word.starts_with(char::is_uppercase))
}

/// What a single sentence says to an investor: good, bad, or (`None`) neither.
///
/// ```
/// use filings::{ingest::extract::sentiment::sentence_polarity, model::Polarity};
/// let polarity = sentence_polarity("Operating profit fell to EUR 3.1 mn from EUR 4.9 mn.");
/// assert_eq!(polarity, Some(Polarity::Negative));
/// assert_eq!(sentence_polarity("The company makes valves and pumps."), None);
/// ```
#[must_use]
pub fn sentence_polarity(sentence: &str) -> Option<Polarity> {
    let mut sum = 0.0;
    tokens::sentences(sentence, 0, Lexicon::own(), |items| {
        sum += grammar::findings(sentence, items)
            .iter()
            .filter(|finding| finding.weight >= Finding::COLOUR)
            .map(Finding::signed)
            .sum::<f32>();
    });
    match sum {
        sum if sum >= Finding::COLOUR => Some(Polarity::Positive),
        sum if sum <= -Finding::COLOUR => Some(Polarity::Negative),
        _ => None,
    }
}

/// A block of the narrative.
struct Passage {
    span: Span,
    section: SectionKind,
}

/// The blocks that speak for the issuer on this occasion: neither boilerplate nor tables. All blocks
/// of a short text that has no narrative.
fn passages(input: Input<'_>, all: bool) -> impl Iterator<Item = Passage> {
    let mut sections = input.sections.iter().peekable();
    input.content.blocks.iter().filter_map(move |block| {
        while sections.next_if(|section| section.end <= block.span.start).is_some() {}
        let section = sections.peek().filter(|section| section.start <= block.span.start)?.kind;
        let running = !matches!(block.kind, BlockKind::Table(_));
        (all || is_narrative(section) && running).then_some(Passage { span: block.span, section })
    })
}

const fn is_narrative(section: SectionKind) -> bool {
    matches!(section, SectionKind::Headline | SectionKind::Body | SectionKind::Outlook | SectionKind::Other)
}

fn phrase(input: Input<'_>, section: SectionKind, finding: &Finding) -> Phrase {
    Phrase {
        text: input.content.slice(finding.span).to_owned(),
        polarity: finding.polarity,
        section,
        span: finding.span,
        source: Span::default(),
        rule: finding.rule.to_owned(),
        negated: finding.negated,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_say_what_an_investor_hears() {
        let mut wrong = Vec::new();
        for line in include_str!("sentences.txt").lines().filter(|line| !line.starts_with('#')) {
            let (expected, sentence) = line.split_at(1);
            let got = match sentence_polarity(sentence.trim()) {
                Some(Polarity::Positive) => "+",
                Some(Polarity::Negative) => "-",
                None => "0",
            };
            if got != expected {
                wrong.push(format!("{line}   got {got}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
