//! Whether an amount of sales is only supposed: what is needed to break even, what a plant could sell, what a day is
//! worth.

use std::sync::LazyLock;

use crate::ingest::words::{Parts, first};

/// Whether an amount of sales is supposed, not made: `our break-even level of about $10 million in sales`, `can
/// support sales of $40 million at full capacity`; `gap` are the words between the amount before it and this one.
pub(super) fn is_supposed(gap: &str, tail: &str) -> bool {
    const LEVELS: [&str; 11] =
        ["level", "point", "revenue", "revenues", "sales", "volume", "at", "threshold", "quarterly", "annual", "run"];
    static COULD: LazyLock<Parts> = LazyLock::new(|| {
        Parts::new([
            "annualized ",
            "cost the company ",
            "cost us ",
            "is worth ",
            "are worth ",
            "can support ",
            "could support ",
            "capacity to ",
            "capacity for ",
            "capable of ",
            "potential of ",
            "potential to ",
            "would require ",
        ])
    });
    const NEEDED: [&str; 6] =
        ["is needed", "are needed", "is required to", "are required to", "would be needed", "at full capacity"];
    let clause = gap.rsplit([',', ';', ':']).next().unwrap_or(gap);
    let breaks = clause.contains("break");
    let even = breaks
        && ["break-even ", "breakeven ", "break even "].iter().any(|words| {
            let after = first(clause, words).map(|at| &clause[at + words.len()..]);
            after.is_some_and(|after| after.split(' ').next().is_some_and(|next| LEVELS.contains(&next)))
        });
    // `to be at breakeven on a pro forma basis at quarterly revenue of`
    let at_even = breaks
        && ["break-even", "breakeven"].iter().any(|words| {
            let after = first(clause, words).map(|at| &clause[at + words.len()..]);
            after.is_some_and(|after| {
                [" at quarterly ", " at annual ", " at revenue", " at sales", " at a revenue"]
                    .iter()
                    .any(|at| after.contains(at))
            })
        });
    let near = tail.split([',', ';', ':']).next().unwrap_or(tail);
    even || at_even || COULD.any(clause) || NEEDED.iter().any(|words| near.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_that_sales_would_have_to_reach_is_none() {
        assert!(is_supposed("we have lowered our quarterly break-even level to approximately ", " in sales"));
        assert!(is_supposed("the plant can support annual sales of ", " at full capacity"));
        assert!(is_supposed("it expects to be at breakeven on a pro forma basis at quarterly revenue of ", ""));
        assert!(is_supposed("the strike cost the company an estimated ", " in sales"));
        assert!(!is_supposed("we reached break-even on revenue of ", ""));
        assert!(!is_supposed("working to break even at home, revenue was ", ""));
    }
}
