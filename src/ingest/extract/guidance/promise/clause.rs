//! Which clause of a sentence promises: in `Because the funding will not go on, Tarnby now expects sales of $5 million`
//! the first takes nothing back.

use super::super::{
    cue::{Cue, Found},
    gate,
};

/// Where the clause begins that promises, and the cues without what clauses before it deny, doubt or speak of.
pub(super) fn promising(lower: &str, mut cues: Vec<Found>) -> (usize, Vec<Found>) {
    let Some(main) = behind_the_reason(lower, &cues).or_else(|| behind_a_denial(lower, &cues)) else {
        return (0, cues);
    };
    cues.retain(|found| found.span.start >= main || !matches!(found.cue, Cue::Source | Cue::Part));
    (main, cues)
}

/// Where the clause ends that a sentence opens with to give the reason of a promise.
fn behind_the_reason(lower: &str, cues: &[Found]) -> Option<usize> {
    const OPENS: [&str; 10] = [
        "because ",
        "as ",
        "since ",
        "although ",
        "though ",
        "even though ",
        "while ",
        "given that ",
        "now that ",
        "due to ",
    ];
    let head = lower.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    if !OPENS.iter().any(|open| head.starts_with(open)) {
        return None;
    }
    let main = lower.find(", ")? + 2;
    cues.iter().any(|found| found.cue == Cue::Forward && found.span.start >= main).then_some(main)
}

/// Where the clause begins that follows a denial and promises: `the trial will not go on, and Tarnby now expects`.
fn behind_a_denial(lower: &str, cues: &[Found]) -> Option<usize> {
    const DENIALS: [&str; 10] =
        ["will not", "not ", "may", "might", "could", "fall", "suspend", "withdr", "rescind", "no longer"];
    const TURNS: [&str; 5] = [", and ", ", so ", ", but ", "; ", ", therefore "];
    let denies = |found: &&Found| {
        found.cue == Cue::Source && DENIALS.iter().any(|word| lower[found.span.range()].starts_with(word))
    };
    let denial = cues.iter().find(denies)?.span.end;
    let firm = |found: &&Found| {
        found.cue == Cue::Forward && found.span.start > denial && !gate::is_weak(&lower[found.span.range()])
    };
    let promise = cues.iter().find(firm)?.span.start;
    let between = lower.get(denial..promise)?;
    let turn = TURNS.iter().filter_map(|turn| Some(denial + between.rfind(turn)? + turn.len())).max();
    // `does not expect to buy vessels and anticipates`: a second verb of the same subject
    let second = [" and ", " but ", " and now ", " but now "].iter().any(|joint| between.ends_with(joint));
    turn.or_else(|| second.then_some(promise))
}
