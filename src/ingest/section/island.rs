//! Sections that are none: a line or a table that interrupts the part around it.
//!
//! A release that has come to its statements or its boilerplate does not go back to the news. What
//! looks like that is a table among the news, a note below a statement or the furniture of a page.

use std::ops::Range;

use super::{
    cue::Scores,
    score::STATEMENT,
    unit::{Form, Unit},
};
use crate::model::{
    Content,
    SectionKind::{self, Body, Contact, Headline, Legal, NonGaap, Other, Outlook, SafeHarbor, Tables},
};

/// Longest interruption by a line or two of a kind of its own.
const SHORT: usize = 300;
/// What a heading scores that opens a section in earnest.
const OPENS: f32 = 3.0;
/// Running text that makes up a part of the news.
const NEWS: usize = 200;

/// Gives interruptions the kind of what they interrupt.
pub(super) fn absorb(content: &Content, units: &[Unit], scores: &[Scores], kinds: &mut [SectionKind]) {
    furniture(units, kinds);
    names(content, units, kinds);
    lines(units, scores, kinds);
    for window in runs(kinds).windows(3) {
        let [before, run, after] = [&window[0], &window[1], &window[2]];
        let news = |run: &Range<usize>| matches!(kinds[run.start], Body | Outlook);
        // a statement with its title stands for itself wherever it stands
        let titled = scores[run.clone()].iter().any(|scores| scores[Tables as usize] >= STATEMENT);
        if kinds[run.start] == Tables && !titled && news(before) && news(after) && prose(units, after) >= NEWS {
            let around = kinds[before.start];
            kinds[run.clone()].fill(around);
        }
    }
}

/// A line or two that are faintly of another kind belong to what they interrupt.
fn lines(units: &[Unit], scores: &[Scores], kinds: &mut [SectionKind]) {
    for window in runs(kinds).windows(3) {
        let [before, run, after] = [&window[0], &window[1], &window[2]];
        let (around, kind) = (kinds[before.start], kinds[run.start]);
        let news = |kind: SectionKind| matches!(kind, Body | Outlook | Tables);
        let inside = around == kinds[after.start] || news(around) && news(kinds[after.start]);
        let small = matches!(kind, Other | NonGaap | Legal | Contact | SafeHarbor)
            && length(units, run) <= SHORT
            && !headed(units, scores, kind, run)
            && is_faint(scores, kind, run);
        if inside && small {
            kinds[run.clone()].fill(around);
        }
    }
}

/// Furniture belongs to what stands before it.
fn furniture(units: &[Unit], kinds: &mut [SectionKind]) {
    for index in 1..kinds.len().min(units.len()) {
        if units[index].form == Form::Furniture {
            kinds[index] = kinds[index - 1];
        }
    }
}

/// The names and posts right above a telephone number or a department are those of the contact.
fn names(content: &Content, units: &[Unit], kinds: &mut [SectionKind]) {
    const LINES: usize = 4;
    for index in 2..kinds.len().min(units.len()) {
        if kinds[index] != Contact || kinds[index - 1] == Contact || !matches!(kinds[index - 1], Headline | SafeHarbor)
        {
            continue;
        }
        let first = content.slice(units[index].span).trim();
        if first.to_ascii_lowercase().starts_with("contact") || first.len() > LINE {
            continue;
        }
        let line = |at: usize| content.slice(units[at].span).trim();
        let named = |at: usize| units[at].form != Form::Figures && is_name_or_post(line(at));
        for above in (1..index).rev().take(LINES) {
            // the employer's name between a person and a post
            let between = line(above).len() < LINE && kinds[above] == Headline && above > 1 && named(above - 1);
            if kinds[above] == Contact || !named(above) && !between {
                break;
            }
            kinds[above] = Contact;
        }
    }
}

/// Longest line of a contact.
const LINE: usize = 60;

/// `Ada Bergmann`, `Chief Financial Officer`, `AT THE COMPANY:`.
fn is_name_or_post(line: &str) -> bool {
    const POSTS: [&str; 8] =
        ["officer", "president", "director", "treasurer", "controller", "relations", "chairman", "secretary"];
    const NO_NAMES: [&str; 12] = [
        "release",
        "press",
        "news",
        "exhibit",
        "immediate",
        "results",
        "report",
        "inc",
        "corp",
        "ltd",
        "announces",
        "company",
    ];
    let lower = line.to_ascii_lowercase();
    if line.len() > LINE || line.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    if lower.starts_with("at ") && lower.ends_with(':') {
        return true;
    }
    let posted = POSTS.iter().any(|post| lower.contains(post));
    let words = line.split_whitespace();
    let named = (2..=4).contains(&words.clone().count())
        && !line.contains([',', ':', '$', '%'])
        && words.clone().all(|word| word.starts_with(char::is_uppercase))
        && line.contains(char::is_lowercase)
        && !lower.split([' ', '.']).any(|word| NO_NAMES.contains(&word));
    posted || named
}

/// The stretches of one kind.
fn runs(kinds: &[SectionKind]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (index, kind) in kinds.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if kinds[run.start] == *kind => run.end = index + 1,
            _ => runs.push(index..index + 1),
        }
    }
    runs
}

fn length(units: &[Unit], run: &Range<usize>) -> usize {
    units[run.clone()].iter().map(|unit| unit.span.len()).sum()
}

fn prose(units: &[Unit], run: &Range<usize>) -> usize {
    let running = units[run.clone()].iter().filter(|unit| matches!(unit.form, Form::Prose | Form::Item));
    running.map(|unit| unit.span.len()).sum()
}

fn headed(units: &[Unit], scores: &[Scores], kind: SectionKind, run: &Range<usize>) -> bool {
    units[run.clone()]
        .iter()
        .zip(&scores[run.clone()])
        .any(|(unit, scores)| unit.form == Form::Heading && scores[kind as usize] >= OPENS)
}

/// Whether nothing of a run says more than in passing what it is.
fn is_faint(scores: &[Scores], kind: SectionKind, run: &Range<usize>) -> bool {
    const STRONG: f32 = 4.0;
    scores[run.clone()].iter().all(|scores| scores[kind as usize] < STRONG)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_posts_are_told_from_mastheads() {
        for line in ["Ada Marlow", "Chief Financial Officer", "AT THE COMPANY:"] {
            assert!(is_name_or_post(line), "{line}");
        }
        for line in ["News Release", "MARLOW PIGMENTS", "Duluth, Minnesota", "June 4, 2003", "Marlow Pigments Inc."] {
            assert!(!is_name_or_post(line), "{line}");
        }
    }
}
