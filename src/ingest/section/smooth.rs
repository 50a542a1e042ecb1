//! From scores of single units to the likeliest sequence of kinds.
//!
//! Viterbi over the units: a change of kind costs, less at a heading, much just after one, so that
//! a heading governs what follows and an unmarked paragraph stays with its neighbours.

use super::{
    cue::{KINDS, NEVER, Scores},
    unit::{Form, Unit},
};
use crate::model::SectionKind::{
    self, About, Body, ConferenceCall, Contact, Headline, Legal, NonGaap, Other, Outlook, SafeHarbor, Tables,
};

/// The kinds by their discriminants.
const ALL: [SectionKind; KINDS] =
    [Headline, Body, Outlook, ConferenceCall, About, SafeHarbor, NonGaap, Contact, Tables, Legal, Other];

/// The kind of each unit.
pub(super) fn smooth(units: &[Unit], scores: &[Scores]) -> Vec<SectionKind> {
    let Some(first) = scores.first() else { return Vec::new() };
    let mut best = *first;
    let mut from: Vec<[u8; KINDS]> = Vec::with_capacity(units.len());
    from.push([0; KINDS]);
    for (pair, score) in units.windows(2).zip(&scores[1..]) {
        let opening = score[Headline as usize] > NEVER / 2.0;
        let change = if opening { 1.2 } else { change(pair[0].form, &pair[1]) };
        let mut next = [f32::MIN; KINDS];
        let mut origin = [0u8; KINDS];
        for to in 0..KINDS {
            let entry = entry(ALL[to], &pair[1], score, opening);
            for (before, reached) in best.iter().enumerate() {
                let passed = change + TOLLS[before][to] + entry;
                let value = reached - if before == to { 0.0 } else { passed };
                if value > next[to] {
                    next[to] = value;
                    origin[to] = before as u8;
                }
            }
            next[to] += score[to];
        }
        best = next;
        from.push(origin);
    }
    trace(best, &from)
}

/// Follows the best path back.
fn trace(last: Scores, from: &[[u8; KINDS]]) -> Vec<SectionKind> {
    let mut state = (0..KINDS).fold(1, |best, kind| if last[kind] > last[best] { kind } else { best });
    let mut kinds = Vec::with_capacity(from.len());
    for origin in from.iter().rev() {
        kinds.push(ALL[state]);
        state = origin[state] as usize;
    }
    kinds.reverse();
    kinds
}

/// What a change of kind costs between two units of these forms.
fn change(before: Form, unit: &Unit) -> f32 {
    if unit.continues {
        return 5.0;
    }
    match (before, unit.form) {
        (Form::Heading, Form::Heading) => 2.0,
        (Form::Heading, _) => 3.5,
        // where a page ends says nothing of where a section does
        (_, Form::Furniture) => 5.0,
        (_, Form::Heading) => 1.0,
        (_, Form::Item) => 2.8,
        _ => 1.8,
    }
}

/// What it costs beyond that where a section would begin with a paragraph that says nothing of it: boilerplate
/// announces itself, the narrative does not.
fn entry(to: SectionKind, unit: &Unit, score: &Scores, opening: bool) -> f32 {
    let announced = matches!(to, Headline | Body | Tables) || score[to as usize] >= 0.5;
    match unit.form {
        _ if opening || announced => 0.0,
        Form::Prose | Form::Item => UNANNOUNCED,
        // a heading that says nothing of it rather belongs to what stands before
        Form::Heading if to == Other => 0.9,
        _ => 0.0,
    }
}

/// What an unannounced beginning costs.
const UNANNOUNCED: f32 = 1.5;

/// [`toll`] of every change.
static TOLLS: [[f32; KINDS]; KINDS] = {
    let mut tolls = [[0.0; KINDS]; KINDS];
    let mut at = 0;
    while at < KINDS * KINDS {
        tolls[at / KINDS][at % KINDS] = toll(ALL[at / KINDS], ALL[at % KINDS]);
        at += 1;
    }
    tolls
};

/// What it costs beyond that to go from one kind to another: boilerplate rarely turns to narrative.
const fn toll(before: SectionKind, to: SectionKind) -> f32 {
    match (before, to) {
        (SafeHarbor | About | Legal | Contact, Body) => 1.0,
        (Tables, Body | Outlook) => 1.2,
        (SafeHarbor, Outlook) => 2.5,
        (_, Other) => 0.5,
        _ => 0.0,
    }
}
