//! How much is promised: amounts and growth, with their signs.

use super::Sentence;
use crate::{
    ingest::{
        extract::{
            guidance::base::Base,
            money::{Quantity, Unit, is_called_loss},
        },
        words,
    },
    model::{Guidance, Metric, Span},
};

impl Sentence<'_> {
    pub(super) fn amount(&self, quantity: &Quantity, metric: Metric, at: Option<usize>) -> Option<Guidance> {
        let mut guidance = Guidance { metric, ..Guidance::default() };
        let base = if metric == Metric::Revenue { self.base(quantity, at) } else { Base::Reported };
        guidance.evidence.rule = base.rule("promise");
        let share_of = matches!(metric, Metric::GrossMargin | Metric::OperatingMargin | Metric::TaxRate);
        match quantity.unit {
            Unit::Money(currency) if !share_of => {
                let small = quantity.low.or(quantity.high).is_some_and(|value| value.abs() < 100.0);
                if metric == Metric::NetIncome && small {
                    guidance.metric = Metric::Eps;
                } else if small && metric != Metric::Eps && metric != Metric::Other {
                    return None;
                }
                // `a loss of $.02 to breakeven`: the ends have their signs
                let crossed = quantity.low.is_some_and(|low| low < 0.0) && quantity.high >= Some(0.0);
                let called = is_called_loss(self.text, quantity) || (at.is_some() && self.called_loss(at, quantity));
                let loss = called && !crossed;
                (guidance.low, guidance.high) =
                    if loss { negative(quantity.low, quantity.high) } else { (quantity.low, quantity.high) };
                guidance.currency = Some(currency.code.to_owned());
            }
            Unit::Percent if share_of || self.grows(quantity, at)? => {
                let falls = !share_of && self.falls(quantity, at);
                (guidance.pct_low, guidance.pct_high) =
                    if falls { negative(quantity.low, quantity.high) } else { (quantity.low, quantity.high) };
            }
            Unit::Number if metric == Metric::Shares => (guidance.low, guidance.high) = (quantity.low, quantity.high),
            _ => return None,
        }
        Some(guidance)
    }

    /// What a promise of revenue is measured by.
    fn base(&self, quantity: &Quantity, at: Option<usize>) -> Base {
        if at.is_some_and(|at| self.lower[at..].starts_with("organic")) {
            return Base::Organic;
        }
        if !matches!(quantity.unit, Unit::Percent) {
            return Base::Reported;
        }
        // what `and` joins is another growth: `sales growth of 1% and organic growth of 3%`
        let words = self.growth_span(quantity, at);
        let behind = &self.lower[quantity.span.end..words.end];
        let end = quantity.span.end + behind.find(" and ").unwrap_or(behind.len());
        Base::of(&self.lower[words.start..end])
    }

    /// A growth that is told with that of another metric: `comparable sales to rise 2% and total sales 6%`.
    pub(super) fn grown_too(
        &self,
        quantity: &Quantity,
        metric: Metric,
        lead: Span,
        last: Option<&Guidance>,
    ) -> Option<Guidance> {
        const FAR: usize = 40;
        let words = &self.lower[lead.range()];
        let words = words.rfind(" and ").map_or("", |and| words[and..].trim_start());
        let last = last.filter(|last| last.low.is_none() && last.high.is_none());
        let (low, high) = last.map(|last| (last.pct_low, last.pct_high))?;
        let grows = |other| other == metric || matches!(other, Metric::Revenue | Metric::ComparableSales);
        let close = words.starts_with("and ") && words.len() < FAR && !words.contains(" of ");
        if !close || !matches!(quantity.unit, Unit::Percent) || !grows(last?.metric) {
            return None;
        }
        let falls = low.or(high)? < 0.0;
        let (pct_low, pct_high) =
            if falls { negative(quantity.low, quantity.high) } else { (quantity.low, quantity.high) };
        let mut guidance = Guidance { metric, pct_low, pct_high, ..Guidance::default() };
        guidance.evidence.rule = "promise".to_owned();
        Some(guidance)
    }

    fn called_loss(&self, at: Option<usize>, quantity: &Quantity) -> bool {
        let words = &self.lower[at.unwrap_or(quantity.span.start).min(quantity.span.start)..quantity.span.start];
        ["net loss", "loss", "operating loss", "will lose", "to lose"].iter().any(|loss| {
            words.starts_with(loss) || words.starts_with("adjusted ebitda loss") || words.starts_with("ebitda loss")
        })
    }

    /// Whether a percentage is a growth of what it is about; `None` where it is a share of it.
    fn grows(&self, quantity: &Quantity, at: Option<usize>) -> Option<bool> {
        const GROWTH: [&str; 20] = [
            "grow", "increas", "rise", "rising", "up ", "higher", "improv", "advanc", "change", "decreas", "declin",
            "down", "lower", "fall", "drop", "reduc", "contract", "flat", "below", "above",
        ];
        let words = self.growth_words(quantity, at);
        if self.is_off(quantity, &["less than", "more than"]) && !self.measures_a_promise(quantity) {
            return Some(true);
        }
        (GROWTH.iter().any(|word| begins_a_word(words, word)) && !self.measures_a_promise(quantity)).then_some(true)
    }

    /// "15% below analysts' estimates": how far an amount is off another promise, not a growth.
    fn measures_a_promise(&self, quantity: &Quantity) -> bool {
        const OFF: [&str; 8] =
            ["below", "above", "under", "short of", "lower than", "higher than", "less than", "ahead of"];
        const PROMISES: [&str; 10] = [
            "estimate",
            "expectation",
            "expected",
            "anticipated",
            "consensus",
            "guidance",
            "forecast",
            "target",
            "plan",
            "range",
        ];
        let tail = self.lower[quantity.span.end..].trim_start();
        let near = &tail[..tail.floor_char_boundary(70)];
        let near = near.find([',', ';', '(']).map_or(near, |end| &near[..end]);
        OFF.iter().any(|off| near.starts_with(off)) && PROMISES.iter().any(|promise| near.contains(promise))
    }

    /// Whether an amount is by how much another is `less than` a third.
    fn is_off(&self, quantity: &Quantity, words: &[&str]) -> bool {
        let tail = self.lower[quantity.span.end..].trim_start();
        words.iter().any(|word| tail.starts_with(word))
    }

    fn falls(&self, quantity: &Quantity, at: Option<usize>) -> bool {
        const FALL: [&str; 9] = ["decreas", "declin", "down", "lower", "fall", "drop", "reduc", "contract", "below"];
        let words = self.growth_words(quantity, at);
        if self.is_off(quantity, &["less than"]) {
            return true;
        }
        quantity.low.is_none_or(|low| low >= 0.0) && FALL.iter().any(|word| begins_a_word(words, word))
    }

    /// Where `a decline in` stands before a metric, `from` elsewhere: `a decline in net sales of 5 percent`.
    fn growth_before(&self, from: usize, at: Option<usize>) -> usize {
        const NOUNS: [&str; 9] = [
            "decline in",
            "decrease in",
            "increase in",
            "growth in",
            "drop in",
            "rise in",
            "reduction in",
            "improvement in",
            "change in",
        ];
        let Some(at) = at else { return from };
        let near = self.lower.floor_char_boundary(at.saturating_sub(50));
        let clause = self.lower[near..at].rfind([',', ';', ':', '%']).map_or(near, |cut| near + cut + 1);
        let words = self.lower[clause..at].trim_end();
        let noun = NOUNS.iter().filter_map(|noun| words::last(words, noun)).max();
        // `expects to increase its total revenues by 20%`
        const VERBS: [&str; 8] =
            ["to increase", "to grow", "to raise", "to boost", "to improve", "to decrease", "to reduce", "to lower"];
        let bare = [" its", " our", " the company's", " total", " net", " overall", " annual"]
            .iter()
            .rev()
            .fold(words, |words, word| words.strip_suffix(word).unwrap_or(words));
        let verb = || VERBS.iter().find(|verb| bare.ends_with(**verb)).map(|verb| bare.len() - verb.len());
        noun.or_else(verb).map_or(from, |noun| from.min(clause + noun))
    }

    fn growth_words(&self, quantity: &Quantity, at: Option<usize>) -> &str {
        &self.lower[self.growth_span(quantity, at).range()]
    }

    /// The words from the metric to a little after the amount.
    fn growth_span(&self, quantity: &Quantity, at: Option<usize>) -> Span {
        let from =
            at.unwrap_or_else(|| quantity.span.start.saturating_sub(40)).min(quantity.span.start.saturating_sub(30));
        let from = self.growth_before(self.lower.floor_char_boundary(from), at);
        let rest = &self.lower
            [quantity.span.end..self.lower.floor_char_boundary(self.lower.len().min(quantity.span.end + 26))];
        let end = rest.find([',', ';', '.', '(']).unwrap_or(rest.len());
        let from = self.lower[from..quantity.span.start].rfind([';', '%']).map_or(from, |cut| from + cut + 1);
        Span::new(from, quantity.span.end + end)
    }
}

/// Whether `start` stands in `words` where a word begins.
fn begins_a_word(words: &str, start: &str) -> bool {
    words.match_indices(start).any(|(at, _)| !words[..at].ends_with(|before: char| before.is_alphanumeric()))
}

/// Whether a growth is that of an amount just read, or the other way round.
pub fn complements(last: &Guidance, next: &Guidance) -> bool {
    let amount = |guidance: &Guidance| guidance.low.is_some() || guidance.high.is_some();
    let growth = |guidance: &Guidance| guidance.pct_low.is_some() || guidance.pct_high.is_some();
    amount(last) && !growth(last) && growth(next) && !amount(next) && Base::told(last) == Base::told(next)
}

/// A loss of so much: both ends below zero.
pub fn negative(low: Option<f64>, high: Option<f64>) -> (Option<f64>, Option<f64>) {
    let (low, high) = (low.map(|low| -low.abs()), high.map(|high| -high.abs()));
    match (low, high) {
        (Some(a), Some(b)) => (Some(a.min(b)), Some(a.max(b))),
        // an upper bound of a loss is a lower bound of the result
        _ => (high, low),
    }
}
