//! Metrics that share one verb and one growth: `sales and traffic to fall by 3% to 6%`.

use super::Sentence;
use crate::{
    ingest::extract::money::{Quantity, Unit},
    model::{Guidance, Metric, Span},
};

impl Sentence<'_> {
    /// The promises of the metrics that stand with one whose growth was read, that one begun at `at`; without periods.
    pub(super) fn partners(
        &self,
        quantity: &Quantity,
        metric: Metric,
        at: Option<usize>,
        lead: Span,
        tail: Span,
    ) -> Vec<Guidance> {
        let share = |metric: Metric| matches!(metric, Metric::GrossMargin | Metric::OperatingMargin | Metric::TaxRate);
        let rival = self.lower[tail.range()].trim() == "and" || self.metric_respectively(lead, tail).is_some();
        let Some(end) = at.filter(|_| matches!(quantity.unit, Unit::Percent) && !share(metric) && !rival) else {
            return Vec::new();
        };
        let (mut found, mut from) = (Vec::new(), end);
        for named in self.metrics.iter().rev().filter(|named| named.span.end <= end && lead.start <= named.span.start) {
            let joined = joint(&self.lower[named.span.end..from]);
            let Some(partner) = named.metric.filter(|partner| !share(*partner)) else { break };
            let (Some(joint), false) = (joined, partner == metric || self.is_weighed(named.span)) else { break };
            if joint == Joint::Comma && found.is_empty() || self.is_aside(partner) {
                break;
            }
            let Some(mut guidance) = self.amount(quantity, partner, Some(named.span.start)) else { break };
            guidance.evidence.span = Some(Span::new(named.span.start, quantity.span.end));
            found.insert(0, guidance);
            from = named.span.start;
        }
        found
    }

    /// Whether a metric has a comparison of its own before it: `higher earnings and revenue growth of 5%`.
    fn is_weighed(&self, metric: Span) -> bool {
        const WEIGHTS: [&str; 12] = [
            "higher",
            "lower",
            "improved",
            "better",
            "strong",
            "stronger",
            "solid",
            "record",
            "increased",
            "reduced",
            "continued",
            "increase",
        ];
        let word = self.lower[..metric.start].split_whitespace().next_back().unwrap_or_default();
        WEIGHTS.contains(&word)
    }
}

/// What stands between two metrics of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    And,
    Comma,
}

/// How words join two metrics, those aside that only describe the second.
fn joint(between: &str) -> Option<Joint> {
    const DESCRIBE: [&str; 13] = [
        "its",
        "our",
        "the",
        "total",
        "net",
        "adjusted",
        "non-gaap",
        "gaap",
        "diluted",
        "reported",
        "consolidated",
        "core",
        "full-year",
    ];
    let mut words = between.trim_start_matches(',').split_whitespace().peekable();
    let and = words.next_if(|word| matches!(*word, "and" | "&")).is_some();
    let plain = words.all(|word| DESCRIBE.contains(&word));
    let comma = between.starts_with(',');
    (plain && (and || comma)).then_some(if and { Joint::And } else { Joint::Comma })
}
