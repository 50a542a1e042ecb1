//! What a document does to earlier promises: by its words, checked against its numbers.

mod units;
mod verb;
mod worded;
mod words;

use super::{
    super::{
        Facts, Input,
        money::{self, Quantity, Unit},
    },
    gate,
    when::Clock,
};
use crate::model::{Guidance, GuidanceAction, Metric, Role, SectionKind, Span};
use verb::{changes_costs, is_of_costs, statement};
use words::{
    AGAINST, DROPPED, HELD, MEASURES, MISSED, PROMISED, PROMISES, STANDS, STILL, TURNED, TURNS, VERB_LIST,
    VERB_PHRASES, WORDS, Words,
};

/// A statement of an action, and how much it counts.
#[derive(Debug, Clone, Copy)]
struct Said {
    action: GuidanceAction,
    revenue: bool,
    headline: bool,
    /// Whether results are held against a promise rather than a promise is changed.
    measures: bool,
    span: Span,
}

/// What the sentences gave that were read for promises.
#[derive(Debug, Clone, Copy)]
pub struct Before<'a> {
    /// Those that may speak of promises, with their sections.
    pub speaking: &'a [(SectionKind, Span)],
    /// Amounts that they say were promised before.
    pub earlier: &'a [Quantity],
}

/// Reads the action into `facts`, with a warning where words and numbers disagree.
pub fn read(input: Input<'_>, clock: &Clock, guidance: &[Guidance], before: &Before<'_>, facts: &mut Facts) {
    let mut said = said(input, clock, before.speaking);
    // a finished quarter that beat its promise raises none of those for the next
    let fresh = guidance.iter().any(|one| one.metric == Metric::Revenue && one.was_low.is_none());
    let told = facts.amounts.revenue.as_ref().filter(|amount| amount.role == Role::Preliminary);
    if fresh && told.is_some() {
        said.retain(|said| !said.measures);
    }
    let beaten = |(action, _): &(GuidanceAction, Span)| *action == GuidanceAction::Raise && fresh;
    let missed = missed(facts, before.earlier).filter(|missed| !beaten(missed));
    let counted = counted(guidance).or(missed).or_else(|| worsened(input, guidance));
    let chosen = choose(&said);
    // what is given up is not measured by what the last quarter was to be
    let given_up = said.iter().find(|said| said.action == GuidanceAction::Withdraw);
    let by_title = chosen.is_some_and(|chosen| chosen.headline);
    if let Some(given_up) = given_up.filter(|given_up| given_up.headline || !by_title) {
        facts.guidance_action = GuidanceAction::Withdraw;
        facts.prove("guidance_action", given_up.span, "words");
        return;
    }
    let (action, span, rule) = match (chosen, counted) {
        (Some(chosen), Some((by_numbers, span))) if chosen.action == by_numbers => {
            (chosen.action, chosen.span.or_else(|| span), "words and numbers")
        }
        (Some(chosen), Some((by_numbers, span))) => {
            // `in line with our previous guidance`, and closer
            if chosen.action == GuidanceAction::Reaffirm && is_inside(guidance, span) {
                facts.guidance_action = chosen.action;
                facts.prove("guidance_action", chosen.span.or_else(|| span), "words");
                return;
            }
            // `narrows its outlook`, to a higher middle
            if chosen.action == GuidanceAction::Narrow {
                facts.guidance_action = by_numbers;
                facts.prove("guidance_action", span, "numbers");
                return;
            }
            facts.warnings.push(format!(
                "guidance is said to be `{}` but its numbers say `{}`",
                name(chosen.action),
                name(by_numbers)
            ));
            // a title on earnings leaves it to the numbers of revenue what is done to that
            let revenue = |one: &Guidance| one.metric == Metric::Revenue && one.was_low.or(one.was_high).is_some();
            let on_revenue = chosen.revenue || !guidance.iter().any(revenue);
            if chosen.headline && on_revenue {
                (chosen.action, chosen.span, "words")
            } else {
                (by_numbers, span, "numbers")
            }
        }
        (Some(chosen), None) => (chosen.action, chosen.span, "words"),
        (None, Some((GuidanceAction::Narrow, span))) => (GuidanceAction::Reaffirm, span, "numbers"),
        (None, Some((by_numbers, span))) => (by_numbers, span, "numbers"),
        (None, None) if let Some((action, span)) = units::changed(input) => (action, span, "units"),
        (None, None)
            if !guidance.is_empty()
                && let Some((action, span)) = turned(input) =>
        {
            (action, span, "words of a revision")
        }
        (None, None) => match guidance
            .iter()
            .find(|one| one.metric == Metric::Revenue)
            .or_else(|| guidance.iter().find(|one| matters(one)))
            .or_else(|| {
                let mut funds = guidance.iter().filter(|one| is_per_share(one) && one.period.is_some());
                funds.next().filter(|first| !is_renewed(input, first) && !funds.any(|one| is_renewed(input, one)))
            }) {
            Some(first) => {
                (GuidanceAction::Initiate, first.evidence.span.unwrap_or_default(), "a promise where none is changed")
            }
            None => {
                facts.lack("guidance_action", "nothing_said_of_guidance");
                return;
            }
        },
    };
    facts.guidance_action = action;
    facts.prove("guidance_action", span, rule);
}

trait OrSpan {
    fn or_else(self, other: impl FnOnce() -> Self) -> Self;
}

impl OrSpan for Span {
    fn or_else(self, other: impl FnOnce() -> Self) -> Self {
        if self.is_empty() { other() } else { self }
    }
}

/// Whether a promise is one of a trust's funds from operations per share.
pub(super) fn is_per_share(one: &Guidance) -> bool {
    one.metric == Metric::Other && one.currency.is_some() && one.low.is_some_and(|low| (0.0..100.0).contains(&low))
}

fn matters(one: &Guidance) -> bool {
    matches!(
        one.metric,
        Metric::Eps | Metric::NetIncome | Metric::OperatingIncome | Metric::Ebitda | Metric::ComparableSales
    )
}

/// Whether the words before a promise make it one in place of another: `the Company now expects`.
fn is_renewed(input: Input<'_>, one: &Guidance) -> bool {
    const NEAR: usize = 60;
    let at = one.evidence.span.map_or(0, |span| span.start);
    let text = &input.content.text;
    let lead = &text[text.floor_char_boundary(at.saturating_sub(NEAR))..at];
    [" now ", "still", "continues"].iter().any(|word| lead.contains(word))
}

/// The action that the words speak for: of revenue first, in the headline first.
fn choose(said: &[Said]) -> Option<Said> {
    said.iter().copied().min_by_key(|said| {
        let weak = said.action == GuidanceAction::Initiate;
        // what is changed tells more than what is kept
        let kept = said.action == GuidanceAction::Reaffirm && !said.headline;
        (weak, !said.headline, !said.revenue, kept, said.span.start)
    })
}

/// The action that the numbers speak for.
fn counted(guidance: &[Guidance]) -> Option<(GuidanceAction, Span)> {
    let told = |one: &&Guidance| one.metric == Metric::Revenue || matters(one);
    let mut replaced: Vec<&Guidance> =
        guidance.iter().filter(|one| one.was_low.is_some() || one.was_high.is_some()).filter(told).collect();
    replaced.sort_by_key(|one| one.metric != Metric::Revenue);
    let funds = || guidance.iter().filter(|one| is_per_share(one)).find(|one| one.was_low.is_some());
    let first = replaced.first().copied().or_else(funds)?;
    let (low, high) = if first.low.is_some() || first.high.is_some() {
        (first.low, first.high)
    } else {
        (first.pct_low, first.pct_high)
    };
    let span = first.evidence.span.unwrap_or_default();
    // `approximately 4%` after `at least 4%` is less, `at least` after `approximately` more
    let same = low.is_some() && low == first.was_low;
    if same && high.is_some() && first.was_high.is_none() {
        return Some((GuidanceAction::Lower, span));
    }
    if same && high.is_none() && first.was_high.is_some() {
        return Some((GuidanceAction::Raise, span));
    }
    let (now, was) = (middle(low, high)?, middle(first.was_low, first.was_high)?);
    let width = |low: Option<f64>, high: Option<f64>| high.zip(low).map_or(0.0, |(high, low)| high - low);
    let was_width = width(first.was_low, first.was_high);
    // the middle decides, however much narrower the range is
    let action = if (now - was).abs() <= (1e-6 * was.abs().max(1e-3)).max(0.02 * was_width) {
        let narrower = width(low, high) < 0.999 * was_width;
        if narrower { GuidanceAction::Narrow } else { GuidanceAction::Reaffirm }
    } else if now > was {
        GuidanceAction::Raise
    } else {
        GuidanceAction::Lower
    };
    Some((action, span))
}

/// Whether the range at a place lies within the earlier one, about where that lay.
fn is_inside(guidance: &[Guidance], span: Span) -> bool {
    guidance.iter().filter(|one| one.evidence.span == Some(span)).any(|one| {
        let (Some(low), Some(high)) = (one.low.or(one.pct_low), one.high.or(one.pct_high)) else { return false };
        let (Some(was_low), Some(was_high)) = (one.was_low, one.was_high) else { return false };
        let shift = f64::midpoint(low, high) - f64::midpoint(was_low, was_high);
        low >= was_low && high <= was_high && shift.abs() <= 0.15 * (was_high - was_low)
    })
}

/// What preliminary revenue is beside that promised before.
fn missed(facts: &Facts, earlier: &[Quantity]) -> Option<(GuidanceAction, Span)> {
    let told = facts.amounts.revenue.as_ref().filter(|amount| amount.role == Role::Preliminary)?;
    let now = middle(told.low, told.high)?;
    let like = |was: &&Quantity| middle(was.low, was.high).is_some_and(|was| (0.2..5.0).contains(&(now / was)));
    let was = earlier.iter().find(like)?;
    let (low, high) = (was.low.or(was.high)?, was.high.or(was.low)?);
    let action = match (told.low.or(told.high)?, told.high.or(told.low)?) {
        (_, most) if most < low => GuidanceAction::Lower,
        (least, _) if least > high => GuidanceAction::Raise,
        _ => return None,
    };
    Some((action, told.evidence.span?))
}

/// The middle of a range, or its one end.
fn middle(low: Option<f64>, high: Option<f64>) -> Option<f64> {
    Some((low.or(high)? + high.or(low)?) / 2.0)
}

/// "now expects revenue to decrease": whatever was promised before was better.
fn worsened(input: Input<'_>, guidance: &[Guidance]) -> Option<(GuidanceAction, Span)> {
    let fallen = guidance.iter().filter(|one| {
        one.pct_high.or(one.pct_low).is_some_and(|high| high < 0.0)
            && matches!(one.metric, Metric::Revenue | Metric::ComparableSales | Metric::Eps)
            || one.high.is_some_and(|high| high < 0.0) && matches!(one.metric, Metric::Eps | Metric::NetIncome)
    });
    fallen.filter_map(|one| one.evidence.span).find_map(|span| {
        let text = input.content.text.get(..span.start)?;
        let sentence = text.rfind(['.', '\n']).map_or(text, |stop| &text[stop..]);
        let tail = input.content.text.get(span.end..)?;
        let tail = &tail[..tail.floor_char_boundary(tail.len().min(160))];
        let tail = tail.find(['\n']).map_or(tail, |end| &tail[..end]);
        // `down 8% to 10%, rather than flat as previously forecast`
        let instead = ["rather than", "instead of"].iter().any(|word| tail.contains(word))
            && ["previously", "had ", "forecast", "earlier", "expected"].iter().any(|word| tail.contains(word));
        (sentence.contains("now ") || instead).then_some((GuidanceAction::Lower, span))
    })
}

/// Every statement of an action in headline and narrative.
fn said(input: Input<'_>, clock: &Clock, speaking: &[(SectionKind, Span)]) -> Vec<Said> {
    let mut found = Vec::new();
    for (number, &(section, span)) in speaking.iter().enumerate() {
        if !matches!(section, SectionKind::Headline | SectionKind::Body | SectionKind::Outlook | SectionKind::Other) {
            continue;
        }
        let headline = section == SectionKind::Headline;
        let (text, offset) = (input.content.slice(span), span.start);
        let lower = text.to_ascii_lowercase();
        let before =
            number.checked_sub(1).map(|before| speaking[before].1).filter(|before| span.start <= before.end + 2);
        found.extend(before.and_then(|before| reversed(input.content.slice(before), &lower, headline, offset)));
        let held = WORDS.of(text);
        let has = |words: Words| held.has(words as usize);
        let worded = if has(Words::Previously) || has(Words::Against) { worded::worded(&lower) } else { None };
        const SAYING: [Words; 6] =
            [Words::Promise, Words::Still, Words::Missed, Words::Dropped, Words::Held, Words::Against];
        if SAYING.into_iter().any(has) {
            let kept = worded.is_none();
            let said = said_in(&lower, has, headline, offset).into_iter();
            found.extend(said.filter(|said| kept || said.action != GuidanceAction::Reaffirm));
        }
        if let Some((action, from, to)) = worded {
            let span = Span::new(offset + from, offset + to);
            found.push(Said { action, revenue: true, headline, measures: false, span });
        }
        if has(Words::Promised) {
            found.extend(against_promise(text, &lower, clock, headline, offset));
        }
        if has(Words::Against) {
            found.extend(replaced(text, &lower, headline, offset));
        }
    }
    found
}

fn said_in(lower: &str, has: impl Fn(Words) -> bool, headline: bool, offset: usize) -> Vec<Said> {
    let mut found = Vec::new();
    VERB_PHRASES.each(lower, |verb| {
        let (action, words) = VERB_LIST[verb.phrase];
        if let Some(span) = statement(lower, verb.start, words, action, headline) {
            let revenue = ["revenue", "sales"].iter().any(|word| lower[span.range()].contains(word));
            let met = words == "exceed" && lower[..verb.start].trim_end().ends_with("meet or");
            let action = if met { GuidanceAction::Reaffirm } else { action };
            let others = words == "comfortable with" && lower[span.range()].contains("consensus");
            let measures = others || matches!(words, "above" | "exceed" | "exceeds" | "exceeding" | "top" | "tops");
            found.push(Said { action, revenue, headline, measures, span: span.shifted(offset) });
        }
    });
    let first = |list: &[&str]| list.iter().find_map(|words| lower.find(words));
    let said = |action, at: usize, length: usize, revenue| {
        let end = lower.ceil_char_boundary(lower.len().min(at + length));
        Said { action, revenue, headline, measures: false, span: Span::new(offset + at, offset + end) }
    };
    if has(Words::Held)
        && let Some(at) = first(HELD)
        && !is_of_costs(lower, at)
    {
        let revenue = lower[at..].contains("revenue") || lower[at..].contains("sales");
        found.push(said(GuidanceAction::Reaffirm, at, 18, revenue));
    }
    if has(Words::Still)
        && !lower.contains("long-term")
        && let Some(at) = first(STILL)
        && lower[if lower[at..].starts_with("still expected") { 0 } else { at }..]
            .bytes()
            .any(|byte| byte.is_ascii_digit())
        && MEASURES.iter().any(|measure| lower.contains(measure))
        && !is_of_costs(lower, at)
    {
        let revenue = lower[at..].contains("revenue") || lower[at..].contains("sales");
        found.push(said(GuidanceAction::Reaffirm, at, 18, revenue));
    }
    if has(Words::Stands)
        && let Some((at, end)) = stands(lower)
    {
        found.push(said(GuidanceAction::Reaffirm, at, end - at, false));
    }
    if has(Words::End)
        && let Some((at, end)) = kept(lower, headline)
    {
        found.push(said(GuidanceAction::Reaffirm, at, end - at, lower[..at].contains("revenue")));
    }
    if has(Words::Dropped)
        && let Some(at) = first(DROPPED)
        // statements to be restated are no promises
        && (!lower.contains("financial statements") || PROMISES.iter().any(|promise| lower.contains(promise)))
    {
        found.push(said(GuidanceAction::Withdraw, at, 14, false));
    }
    if has(Words::Against)
        && let Some((at, end)) = loss_for_profit(lower)
    {
        found.push(said(GuidanceAction::Lower, at, end - at, false));
    }
    if has(Words::Revised) {
        found.extend(revised(lower, headline, offset));
    }
    if has(Words::Missed)
        && let Some(at) = first(MISSED)
        && MEASURES.iter().chain(&PROMISES).any(|measure| lower.contains(measure))
    {
        found.push(said(GuidanceAction::Lower, at, 16, false));
    }
    found
}

/// "The Board expected sales to be higher. That is no longer the case."
fn reversed(before: &str, lower: &str, headline: bool, offset: usize) -> Option<Said> {
    const OVER: &str = "no longer the case";
    const WORSE: [&str; 5] = ["lower", "decrease", "decline", "fall", "loss"];
    const BETTER: [&str; 6] = ["higher", "increase", "grow", "improve", "rise", "profit"];
    let at = lower.find(OVER)?;
    let before = before.to_ascii_lowercase();
    let has = |list: &[&str]| list.iter().any(|word| before.contains(word));
    let action = match (has(&WORSE), has(&BETTER)) {
        (false, true) => GuidanceAction::Lower,
        (true, false) => GuidanceAction::Raise,
        _ => return None,
    };
    let promised =
        has(&MEASURES) && ["expect", "forecast", "outlook", "guidance"].iter().any(|word| before.contains(word));
    let span = Span::new(offset + at, offset + at + OVER.len());
    promised.then(|| Said { action, revenue: has(&["revenue", "sales"]), headline, measures: false, span })
}

/// "a net loss rather than the small profit it had expected".
fn loss_for_profit(lower: &str) -> Option<(usize, usize)> {
    const FAR: usize = 70;
    let (at, words) = ["rather than ", "instead of "].iter().find_map(|words| Some((lower.find(words)?, words)))?;
    let rest = &lower[at..lower.floor_char_boundary(lower.len().min(at + words.len() + FAR))];
    let rest = rest.split([';', '.']).next().unwrap_or(rest);
    let profit = ["profit", "net income", "earnings", "breakeven", "break-even"].iter().any(|word| rest.contains(word));
    let planned =
        ["expected", "anticipated", "forecast", "planned", "projected"].iter().any(|word| rest.contains(word));
    (profit && planned && lower[..at].contains("loss")).then_some((at, at + rest.len()))
}

/// "The forecast from July stands", "leaves its guidance of $60 million to $64 million unchanged".
fn stands(lower: &str) -> Option<(usize, usize)> {
    const BEFORE: usize = 14;
    let (verb, words) = STANDS.iter().find_map(|words| Some((lower.find(words)?, words)))?;
    let end = verb + words.len();
    let head = lower[..verb].trim_end();
    let promise = head.rsplit(|c: char| c.is_whitespace()).take(BEFORE).find(|word| {
        PROMISES.contains(word) && !matches!(*word, "forecasts" | "estimates" | "targets" | "consensus")
    })?;
    let at = head.rfind(promise)?;
    let own = &head[head.floor_char_boundary(at.saturating_sub(40))..at];
    let others = ["market", "industry", "rating", "credit", "analyst"].iter().any(|other| own.contains(other));
    // `sales unchanged from last year`
    let level = ["from", "compared", "versus", "on "].iter().any(|word| lower[end..].trim_start().starts_with(word));
    let cut =
        head[at..].contains([';', ':']) || ["as it", "as", "not", "longer"].iter().any(|word| head.ends_with(word));
    (!cut && !level && !others && !is_of_costs(lower, at) && !is_of_costs(own, 0)).then_some((at, end))
}

/// "expects earnings at the high end of its previous guidance": what was promised is kept.
fn kept(lower: &str, headline: bool) -> Option<(usize, usize)> {
    const ENDS: [&str; 6] =
        ["high end of", "upper end of", "top end of", "low end of", "lower end of", "bottom end of"];
    const OWNERS: [&str; 10] = [
        "our ",
        "its ",
        "the company's ",
        "the company\u{2019}s ",
        "previous",
        "prior ",
        "earlier ",
        "guidance",
        "original ",
        "the previous",
    ];
    const OFF: [&str; 9] = ["above", "below", "exceed", "beyond", "over", "under", "short of", "than", "top "];
    let (at, words) = ENDS.iter().find_map(|words| Some((lower.find(words)?, words)))?;
    let head = &lower[..at];
    let near = &head[head.floor_char_boundary(head.len().saturating_sub(20))..];
    let rest = lower[at + words.len()..].trim_start();
    let near_rest = &rest[..rest.floor_char_boundary(60)];
    let promise = ["guidance", "range", "outlook", "forecast"]
        .iter()
        .filter_map(|word| near_rest.find(word).map(|at| at + word.len()))
        .min()?;
    let of_results = MEASURES.iter().any(|measure| lower.contains(measure)) && !lower.contains("capital");
    let ahead = headline || ["expect", "anticipate", "will ", "believe"].iter().any(|cue| head.contains(cue));
    let past = [" was ", " were ", " came in "].iter().any(|verb| head.contains(verb));
    // `the $30 million to $32 million range that it provided on May 2`
    let given = ["that it", "it provided", "provided", "announced", "issued", "given", "forecast", "gave"];
    let amount = near_rest.starts_with("the $") && given.iter().any(|word| rest.contains(word));
    let own = amount || OWNERS.iter().any(|owner| near_rest.starts_with(owner));
    let held = own && of_results && ahead && !past && !OFF.iter().any(|off| near.contains(off));
    held.then(|| (at, lower.len() - rest.len() + promise))
}

/// A change that the title announces and the narrative names: `revises its outlook`, for `lower than
/// anticipated revenue`.
fn turned(input: Input<'_>) -> Option<(GuidanceAction, Span)> {
    const NARRATIVE: usize = 5000;
    let section = input.sections.first().filter(|section| section.kind == SectionKind::Headline)?;
    let title = input.content.text.get(section.start..section.end)?.to_ascii_lowercase();
    if !TURNS.iter().any(|turn| title.contains(turn)) || !gate::look(&title).promises && !title.contains("shortfall") {
        return None;
    }
    let end = input.content.text.floor_char_boundary(input.content.text.len().min(section.end + NARRATIVE));
    let narrative = input.content.text.get(section.end..end)?;
    let held = TURNED.of(narrative);
    let (group, action) = match (held.has(0), held.has(1)) {
        (true, false) => (0, GuidanceAction::Lower),
        (false, true) => (1, GuidanceAction::Raise),
        _ => return None,
    };
    let start = section.end + held.first(group)?;
    let stop = input.content.text.floor_char_boundary(start + 20);
    Some((action, Span::new(start, stop.max(start))))
}

/// "of $70 million, compared with prior guidance of $88 million": the amounts say what was done.
fn replaced(text: &str, lower: &str, headline: bool, offset: usize) -> Option<Said> {
    const EARLIER: [&str; 6] = ["prior ", "previous ", "earlier ", "initial ", "original ", "previously "];
    const PROMISED: [&str; 6] = ["guidance", "outlook", "expectation", "forecast", "range", "estimate"];
    let (at, end) = AGAINST.iter().find_map(|against| {
        lower.match_indices(against).find_map(|(at, words)| {
            let rest = &lower[at + words.len()..];
            let rest = &rest[..rest.floor_char_boundary(60)];
            let rest = ["the company's ", "the company\u{2019}s ", "its ", "our ", "the "]
                .iter()
                .find_map(|owner| rest.strip_prefix(owner))
                .unwrap_or(rest);
            let earlier = rest.starts_with("guidance of") || EARLIER.iter().any(|word| rest.starts_with(word));
            let promised = PROMISED.iter().filter_map(|word| Some(rest.find(word)? + word.len())).min()?;
            (earlier && !rest[..promised].contains([',', ';'])).then_some((at, at + words.len()))
        })
    })?;
    let amounts = money::amounts(text);
    let was = amounts.iter().find(|amount| amount.span.start >= end && amount.span.start - end < 90)?;
    let was_middle = middle(was.low, was.high)?;
    let like = |now: &&Quantity| {
        let ratio = middle(now.low, now.high).map_or(0.0, |now| now / was_middle);
        matches!((now.unit, was.unit), (Unit::Money(_), Unit::Money(_)))
            && now.per == was.per
            && (0.1..10.0).contains(&ratio)
            && (ratio - 1.0).abs() > 1e-6
    };
    let near = |amount: &&Quantity| amount.span.end <= at && at - amount.span.end < 120;
    let now = amounts.iter().rev().filter(near).find(like)?;
    if changes_costs(lower, now.span.start) {
        return None;
    }
    let now_middle = middle(now.low, now.high)?;
    let action = if now_middle > was_middle { GuidanceAction::Raise } else { GuidanceAction::Lower };
    let revenue = lower[..at].rfind("revenue").or_else(|| lower[..at].rfind("sales")).is_some();
    let span = Span::new(offset + now.span.start, offset + was.span.end);
    Some(Said { action, revenue, headline, measures: false, span })
}

/// "will be lower than previously projected": of a period to come, what was promised has changed.
fn against_promise(text: &str, lower: &str, clock: &Clock, headline: bool, offset: usize) -> Option<Said> {
    const WORSE: [&str; 7] = ["lower than", "below", "less than", "short of", "weaker than", "worse than", "under its"];
    const BETTER: [&str; 5] = ["higher than", "above", "better than", "in excess of", "ahead of"];
    let promised = PROMISED.iter().find_map(|words| Some((lower.find(words)?, words)))?;
    let head = &lower[..promised.0 + promised.1.len()];
    let last = |words: &[&str]| words.iter().filter_map(|word| head.rfind(word)).max();
    let (worse, better) = (last(&WORSE), last(&BETTER));
    let at = worse.max(better).filter(|at| promised.0.saturating_sub(*at) < 40)?;
    let expected = ["will", "expect", "anticipate", "preliminary"].iter().any(|cue| head.contains(cue));
    let ahead =
        promised.1.contains("guidance") || clock.named(text, lower).iter().any(|named| named.ahead && !named.compared);
    let action = if worse > better { GuidanceAction::Lower } else { GuidanceAction::Raise };
    let span = Span::new(offset + at, offset + promised.0 + promised.1.len());
    let revenue = lower.contains("revenue");
    (expected && ahead).then_some(Said { action, revenue, headline, measures: true, span })
}

/// "revising our outlook upward".
fn revised(lower: &str, headline: bool, offset: usize) -> Option<Said> {
    let at = ["revises", "revised", "revising"].iter().find_map(|verb| lower.find(verb))?;
    let rest = &lower[at..];
    let (words, action) = [("upward", GuidanceAction::Raise), ("downward", GuidanceAction::Lower)]
        .into_iter()
        .find(|(word, _)| rest.find(word).is_some_and(|place| place < 90))?;
    let end = at + rest.find(words)? + words.len();
    let reach = lower.floor_char_boundary(end + 60);
    let of_promise = PROMISES.iter().any(|promise| lower[at..reach].contains(promise));
    of_promise.then(|| Said {
        action,
        revenue: lower[at..end].contains("revenue"),
        headline,
        measures: false,
        span: Span::new(offset + at, offset + end),
    })
}

const fn name(action: GuidanceAction) -> &'static str {
    match action {
        GuidanceAction::Raise => "raise",
        GuidanceAction::Lower => "lower",
        GuidanceAction::Reaffirm => "reaffirm",
        GuidanceAction::Narrow => "narrow",
        GuidanceAction::Initiate => "initiate",
        GuidanceAction::Withdraw => "withdraw",
        GuidanceAction::None => "none",
    }
}
