//! Promises in words alone: the level of the year before.

use std::sync::LazyLock;

use super::Sentence;
use crate::{
    ingest::{extract::money::Quantity, words::Phrases},
    model::{Guidance, Metric, Span},
};

impl Sentence<'_> {
    /// Revenue promised in words: "broadly in line with FY14", "flat compared with 2004".
    pub(super) fn words_only(&self, quantities: &[Quantity], found: &mut Vec<Guidance>) {
        if !found.is_empty() || !quantities.is_empty() {
            return;
        }
        let Some((at, words)) = level(self.lower) else { return };
        if ["withdraw", "no longer"].iter().any(|word| self.lower.contains(word)) {
            return;
        }
        let revenue = self.metrics.iter().rev().find(|named| named.span.end <= at);
        let Some(revenue) = revenue.filter(|named| named.metric == Some(Metric::Revenue) && at - named.span.end < 40)
        else {
            return;
        };
        let line = words.contains("line with") || words.contains("level with");
        let rest = &self.lower[at + words.len()..];
        // `flat to slightly lower` has an end that no figure tells
        if rest.starts_with(" to ") {
            return;
        }
        let past = rest.contains("year")
            || rest.split_whitespace().take(3).any(|word| word.contains(|c: char| c.is_ascii_digit()));
        if (line && !past) || self.lower[revenue.span.end..at].contains("growth") {
            return;
        }
        let mut ahead = self
            .periods
            .iter()
            .filter(|named| named.ahead && !named.compared && named.span.start < at)
            .map(|named| named.label.clone());
        let Some(period) = ahead.next_back().or_else(|| self.context.period.clone()) else { return };
        let mut guidance = Guidance {
            metric: Metric::Revenue,
            period: Some(period),
            pct_low: Some(0.0),
            pct_high: Some(0.0),
            ..Guidance::default()
        };
        guidance.evidence.rule = "level in words".to_owned();
        guidance.evidence.span = Some(Span::new(revenue.span.start, at + words.len()));
        found.push(guidance);
    }
}

/// Words in a text in lower case that promise the level of before, and where they stand.
pub fn level(lower: &str) -> Option<(usize, &'static str)> {
    const LEVEL: [&str; 9] = [
        "be in line with",
        "broadly in line with",
        "be flat",
        "roughly flat",
        "essentially flat",
        "approximately flat",
        "be unchanged",
        "be level with",
        "relatively flat",
    ];
    static MAY: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(LEVEL));
    if !MAY.any(lower) {
        return None;
    }
    LEVEL.iter().find_map(|words| Some((lower.find(words)?, *words)))
}
