//! Whether a document is a release or a letter at all, or an agreement, a report, statements alone.

use super::{Words, cut, words::Group};
use crate::{
    ingest::extract::{Facts, Input},
    model::{Amount, BlockKind, SectionKind},
};

/// Weighs what speaks for a release against what speaks for another document.
pub(super) fn is_release(input: Input<'_>, facts: &Facts, words: &Words) -> bool {
    let has = |kind: SectionKind| i32::from(input.sections.iter().any(|section| section.kind == kind));
    let proven = |field: &str| facts.evidence.get(field);
    let dated = proven("released").is_some_and(|evidence| evidence.rule.starts_with("dateline"));
    let listed = proven("tickers").and_then(|evidence| evidence.span).is_some_and(|span| span.start < 2500);
    let text = input.content.text.as_str();
    let titled = words.opening.says_within(120, Group::Titles) || words.headline.says_within(500, Group::Titles);
    let parts = [
        SectionKind::About,
        SectionKind::SafeHarbor,
        SectionKind::ConferenceCall,
        SectionKind::Contact,
        SectionKind::NonGaap,
    ];
    let mut points = if dated { 4 } else { 0 };
    points += if words.opening.says(Group::Mastheads) { 3 } else { 0 };
    points += if words.opening.says_within(2500, Group::News) { 3 } else { 0 };
    points += if words.headline.says(Group::Headlines) { 1 } else { 0 };
    points += if words.lead.says_within(300, Group::Announces) { 2 } else { 0 };
    points += if words.opening.says(Group::Letters) { 4 } else { 0 };
    points += if listed { 2 } else { 0 };
    let headed = words.headline.says_within(600, Group::ResultTitles);
    let results = headed || words.opening.says_within(300, Group::ResultTitles);
    points += if results && tells_figures(facts, headed) { 4 } else { 0 };
    points += if words.opening.says(Group::Enquiries) { 2 } else { 0 };
    // parts that only look like those of a release do not make one
    points += parts.into_iter().map(has).sum::<i32>().min(if points > 0 { 3 } else { 2 });
    points -= if titled && (!dated || is_titled_agreement(text)) { 5 } else { 0 };
    points -= if is_slides(input) { 6 } else { 0 };
    points -= if is_other_exhibit(&input.document.document_type, text) { 6 } else { 0 };
    points -= if words.opening.says(Group::Covers) { 9 } else { 0 };
    points -= words.opening.terms().min(4) as i32 * if dated { 1 } else { 2 };
    points -= if prose_share(input) < 0.1 { 3 } else { 0 };
    points >= 3
}

/// Whether figures of the headline period, or what is expected, were read from the prose; from
/// tables too under a title of results.
fn tells_figures(facts: &Facts, headed: bool) -> bool {
    let told = |amount: &Amount| headed || amount.evidence.rule.starts_with("prose");
    let figures = [&facts.amounts.revenue, &facts.amounts.net_income, &facts.amounts.eps];
    figures.into_iter().flatten().any(told) || !facts.guidance.is_empty()
}

/// Whether the exhibit's number, of the envelope or at its head, is one of contracts, consents,
/// annual reports, certifications and the like (Regulation S-K, item 601).
fn is_other_exhibit(document_type: &str, opening: &str) -> bool {
    let printed = cut(opening, 0, 40).trim_start();
    let marked = printed.get(..7).is_some_and(|word| word.eq_ignore_ascii_case("exhibit"));
    let printed = if marked { printed[7..].trim_start() } else { "" };
    let number = document_type.strip_prefix("EX-").unwrap_or(printed);
    let digits = number.find(|char: char| !char.is_ascii_digit()).unwrap_or(number.len());
    matches!(number[..digits].parse(), Ok(1u8..=5 | 8..=18 | 21..=25 | 31 | 32 | 95 | 101))
}

/// Whether the first line is nothing but `Credit Agreement` and the like.
fn is_titled_agreement(opening: &str) -> bool {
    opening.trim_start().lines().next().is_some_and(|line| line.len() <= 60 && ends_with_agreement(line.trim_end()))
}

fn ends_with_agreement(line: &str) -> bool {
    const WORD: &str = "agreement";
    line.len().checked_sub(WORD.len()).and_then(|at| line.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(WORD))
}

/// Whether a document is many short lines and hardly a paragraph, as the slides of a talk are.
fn is_slides(input: Input<'_>) -> bool {
    const LINES: usize = 60;
    const PARAGRAPH: usize = 200;
    let lines = || input.content.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Table(_)));
    let (mut count, mut bytes, mut running) = (0, 0, 0);
    for block in lines() {
        count += 1;
        bytes += block.span.len();
        running += if block.span.len() >= PARAGRAPH { block.span.len() } else { 0 };
    }
    count >= LINES && running * 4 < bytes
}

/// How much of the text is neither table nor title.
fn prose_share(input: Input<'_>) -> f32 {
    let total = input.content.text.len().max(1) as f32;
    let tables: usize = input
        .sections
        .iter()
        .filter(|section| section.kind == SectionKind::Tables)
        .map(|section| section.span().len())
        .sum();
    1.0 - tables as f32 / total
}
