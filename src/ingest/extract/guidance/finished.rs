//! Revenue of the finished period that a table gives as a range before it is final: columns `Low` and `High`, or a
//! range in a cell, headed by the headline period.

use std::sync::LazyLock;

use super::{
    promise::Context,
    table::{self, Above},
    when::Clock,
};
use crate::{
    ingest::{
        extract::{Facts, Input, evidence},
        words::Phrases,
    },
    model::{Amount, BlockKind, Fact, FactRole, Metric, Period, Role},
};

/// Reads it into `facts`, where neither prose nor statement gave a figure.
pub(super) fn read(input: Input<'_>, clock: &Clock, facts: &mut Facts) {
    let Some(period) = facts.period.clone().filter(|_| facts.amounts.revenue.is_none()) else { return };
    let clock = clock.before_the_last();
    let Some(amount) = range(input, &clock, &period) else { return };
    facts.facts.push(Fact {
        metric: Metric::Revenue,
        role: FactRole::Preliminary,
        period: Some(period.label),
        low: amount.low,
        high: amount.high,
        currency: Some(amount.currency.clone()),
        evidence: amount.evidence.clone(),
    });
    facts.amounts.revenue = Some(amount);
    facts.missing.remove("revenue");
}

/// The first range of revenue that a table headed as an estimate gives for the period.
fn range(input: Input<'_>, clock: &Clock, period: &Period) -> Option<Amount> {
    static ESTIMATES: LazyLock<Phrases> =
        LazyLock::new(|| Phrases::new(["estimate", "preliminary", "range", "expected", "low", "anticipated"]));
    let mut above = "";
    for block in input.content.blocks.iter().take(120) {
        let text = input.content.slice(block.span);
        let BlockKind::Table(number) = block.kind else {
            above = text;
            continue;
        };
        // `Low`, but not the `flow` of a statement of cash flows
        if !ESTIMATES.any(&text[..text.floor_char_boundary(400)]) {
            continue;
        }
        let context = Context { forward: true, ..Context::default() };
        let scale = if above.len() < 240 { table::scale_of(above) } else { 1.0 };
        let found = table::promises(input.content, number, clock, &Above { context, scale });
        let told = found.into_iter().find(|one| {
            let ranged = one.low.is_some() && one.high.is_some() && one.low < one.high;
            one.metric == Metric::Revenue && one.period.as_ref() == Some(&period.label) && ranged
        });
        if let Some(one) = told {
            return Some(Amount {
                low: one.low,
                high: one.high,
                currency: one.currency.unwrap_or_else(|| "USD".to_owned()),
                role: Role::Preliminary,
                evidence: evidence(one.evidence.span?, "table_range"),
            });
        }
    }
    None
}
