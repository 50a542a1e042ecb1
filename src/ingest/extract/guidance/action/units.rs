//! Promises in units that were changed: homes to be sold, ounces to be mined. `It now expects to close 3,300 to 3,700
//! homes`, where it had said 4,600.

use super::{super::sentences, middle};
use crate::{
    ingest::{
        extract::{
            Input,
            money::{self, Quantity, Unit},
            sentence::kind_at,
        },
        words::Groups,
    },
    model::{BlockKind, GuidanceAction, SectionKind, Span},
};

/// What stands before an amount that was promised before, and that is promised now.
static WORDS: std::sync::LazyLock<Groups<2>> = std::sync::LazyLock::new(|| Groups::new([NOW, BEFORE]));

const NOW: &[&str] = &[
    "now expect",
    "now anticipate",
    "now project",
    "now forecast",
    "now plan",
    "now estimate",
    "now sees",
    "now see ",
    "now believe",
    "now looks",
    "is now",
    "are now",
    "reduced its",
    "lowered its",
    "raised its",
    "increased its",
];

const BEFORE: &[&str] = &[
    "said that it expected",
    "said it expected",
    "had expected",
    "had said",
    "had forecast",
    "had planned",
    "had projected",
    "had anticipated",
    "had estimated",
    "previous",
    "earlier",
    "prior ",
    "original",
    "forecast called for",
    "guidance called for",
];

/// Units that no promise of results is in.
const OTHERS: [&str; 14] = [
    "shares",
    "employees",
    "people",
    "jobs",
    "workers",
    "positions",
    "square",
    "options",
    "warrants",
    "holders",
    "persons",
    "associates",
    "days",
    "years",
];

/// The change that the first such pair of amounts tells, and where.
pub(super) fn changed(input: Input<'_>) -> Option<(GuidanceAction, Span)> {
    for block in input.content.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Table(_))) {
        let kind = kind_at(input.sections, block.span.start);
        let text = input.content.slice(block.span);
        if !matches!(kind, SectionKind::Headline | SectionKind::Body | SectionKind::Outlook) || !WORDS.of(text).has(0) {
            continue;
        }
        let cuts = sentences(text);
        for (number, &(start, end)) in cuts.iter().enumerate() {
            let Some(now) = WORDS.of(&text[start..end]).first(0) else { continue };
            let from = number.checked_sub(1).map_or(start, |before| cuts[before].0);
            if let Some((action, span)) = told(&text[from..end], start + now - from) {
                return Some((action, span.shifted(block.span.start + from)));
            }
        }
    }
    None
}

/// What a promise renewed at a place does to one of the same unit, in its sentence or in that before.
fn told(text: &str, at: usize) -> Option<(GuidanceAction, Span)> {
    const NEAR: usize = 90;
    let lower = text.to_ascii_lowercase();
    let counted: Vec<(Quantity, &str)> = money::amounts(text)
        .into_iter()
        .filter(|amount| amount.unit == Unit::Number)
        .filter_map(|amount| {
            let unit = unit(&lower[amount.span.end..])?;
            Some((amount, unit))
        })
        .collect();
    let (now, unit) = counted.iter().find(|(amount, _)| amount.span.start >= at && amount.span.start - at < NEAR)?;
    let was = counted.iter().find(|(amount, other)| {
        let from = if amount.span.start > now.span.end { now.span.end } else { 0 };
        let own = amount.span != now.span && (amount.span.end <= at || amount.span.start > now.span.end);
        let head = &lower[from..amount.span.start];
        let head = &head[head.floor_char_boundary(head.len().saturating_sub(NEAR))..];
        own && other == unit && WORDS.of(head).has(1)
    });
    let (was, _) = was?;
    let (fresh, old) = (middle(now.low, now.high)?, middle(was.low, was.high)?);
    let like = old > 0.0 && (0.2..5.0).contains(&(fresh / old)) && (fresh / old - 1.0).abs() > 1e-6;
    let action = if fresh < old { GuidanceAction::Lower } else { GuidanceAction::Raise };
    like.then(|| (action, Span::new(now.span.start.min(was.span.start), now.span.end.max(was.span.end))))
}

/// The unit that follows an amount: a word in the plural.
fn unit(after: &str) -> Option<&str> {
    let word = after.trim_start().split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    (word.len() > 3 && word.ends_with('s') && !OTHERS.contains(&word)).then_some(word)
}
