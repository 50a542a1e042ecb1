//! Whether a document is a release or a letter at all, or an agreement, a report, statements alone.

use super::{
    Words, cut,
    words::{begins, count, says},
};
use crate::{
    ingest::extract::{Facts, Input},
    model::{BlockKind, SectionKind},
};

/// Weighs what speaks for a release against what speaks for another document.
pub(super) fn is_release(input: Input<'_>, facts: &Facts, words: &Words) -> bool {
    let has = |kind: SectionKind| i32::from(input.sections.iter().any(|section| section.kind == kind));
    let proven = |field: &str| facts.evidence.get(field);
    let dated = proven("released").is_some_and(|evidence| evidence.rule.starts_with("dateline"));
    let listed = proven("tickers").and_then(|evidence| evidence.span).is_some_and(|span| span.start < 2500);
    let title = format!("{} {}", cut(&words.opening, 0, 120), cut(&words.headline, 0, 500));
    let parts = [
        SectionKind::About,
        SectionKind::SafeHarbor,
        SectionKind::ConferenceCall,
        SectionKind::Contact,
        SectionKind::NonGaap,
    ];
    let mut points = if dated { 4 } else { 0 };
    points += if says(&words.opening, "mastheads") { 3 } else { 0 };
    points += if says(cut(&words.opening, 0, 2500), "news") { 3 } else { 0 };
    points += if says(&words.headline, "headlines") { 1 } else { 0 };
    points += if says(cut(&words.lead, 0, 300), "announces") { 2 } else { 0 };
    points += if says(&words.opening, "letters") { 4 } else { 0 };
    points += if listed { 2 } else { 0 };
    // parts that only look like those of a release do not make one
    points += parts.into_iter().map(has).sum::<i32>().min(if points > 0 { 3 } else { 2 });
    points -= if begins(&title, "titles") && (!dated || is_titled_agreement(&words.opening)) { 5 } else { 0 };
    points -= if is_slides(input) { 6 } else { 0 };
    points -= if is_other_exhibit(&input.document.document_type, &words.opening) { 6 } else { 0 };
    points -= if says(&words.opening, "covers") { 9 } else { 0 };
    points -= count(&words.opening, "terms").min(4) * if dated { 1 } else { 2 };
    points -= if prose_share(input) < 0.1 { 3 } else { 0 };
    points >= 3
}

/// Whether the exhibit's number, of the envelope or at its head, is one of contracts, consents,
/// annual reports, certifications and the like (Regulation S-K, item 601).
fn is_other_exhibit(document_type: &str, opening: &str) -> bool {
    let printed = cut(opening, 0, 40).trim_start().strip_prefix("exhibit").map_or("", str::trim_start);
    let number = document_type.strip_prefix("EX-").unwrap_or(printed);
    let digits = number.find(|char: char| !char.is_ascii_digit()).unwrap_or(number.len());
    matches!(number[..digits].parse(), Ok(1u8..=5 | 8..=18 | 21..=25 | 31 | 32 | 95 | 101))
}

/// Whether the first line is nothing but `Credit Agreement` and the like.
fn is_titled_agreement(opening: &str) -> bool {
    opening.trim_start().lines().next().is_some_and(|line| line.len() <= 60 && line.trim_end().ends_with("agreement"))
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
