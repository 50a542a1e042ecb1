//! From a sentence to the promises in it.

mod amount;
mod earlier;
mod level;
mod period;

pub(super) use earlier::may_replace;

use amount::{complements, negative};
use earlier::replace;
use level::level;

use super::{
    cue::{Cue, Found, cues},
    gate::{self, Look},
    metric::{self, metrics},
    when::{self, Clock},
};
use crate::{
    ingest::extract::money::{self, Per, Quantity, Unit},
    model::{Guidance, Metric, Span},
};

/// What stands before a sentence and bears on it.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// Whether what is said here is expected, by a heading or a lead such as "the Company expects:".
    pub forward: bool,
    /// The period that was spoken of last.
    pub period: Option<String>,
}

/// A sentence taken apart.
struct Sentence<'a> {
    lower: &'a str,
    text: &'a str,
    cues: Vec<Found>,
    metrics: Vec<metric::Named>,
    periods: Vec<when::Named>,
    context: &'a Context,
}

/// Reads the promises of a sentence, spans within it, and the period it leaves for the next one.
///
/// What is cheap to look at and rules most sentences out comes first.
pub fn promises(text: &str, look: Look, clock: &Clock, context: &Context) -> (Vec<Guidance>, Option<String>) {
    let lower = text.to_ascii_lowercase();
    let cues = cues(&lower);
    let ahead = |found: &Found| found.cue == Cue::Forward;
    let firmly = |found: &Found| ahead(found) && !gate::is_weak(&lower[found.span.range()]);
    if !context.forward && !cues.iter().any(ahead) {
        return (Vec::new(), None);
    }
    let quantities = if look.counts { money::amounts(text) } else { Vec::new() };
    if quantities.is_empty() && !context.forward && !cues.iter().any(firmly) && level(&lower).is_none() {
        return (Vec::new(), None);
    }
    let periods = clock.named(text, &lower);
    let left = periods.iter().rev().find(|named| named.ahead && !named.compared).map(|named| named.label.clone());
    let sentence = Sentence { lower: &lower, text, cues, metrics: metrics(&lower), periods, context };
    (sentence.read(&quantities), left)
}

impl Sentence<'_> {
    fn read(&self, quantities: &[Quantity]) -> Vec<Guidance> {
        let mut found: Vec<Guidance> = Vec::new();
        let mut from = 0;
        let mut open = false;
        let mut pending: Option<&Quantity> = None;
        let mut skip = false;
        for (at, quantity) in quantities.iter().enumerate() {
            let until = quantities.get(at + 1).map_or(self.text.len(), |next| next.span.start);
            if std::mem::take(&mut skip) {
                from = quantity.span.end;
                continue;
            }
            let figure = self.figure_start(quantity);
            let lead = Span::new(from.min(figure), figure);
            let tail = Span::new(quantity.span.end, until.max(quantity.span.end));
            from = quantity.span.end;
            if !open && self.is_replaced(lead, quantities.get(at + 1)) {
                pending = Some(quantity);
                from = lead.start;
                continue;
            }
            if self.is_earlier(lead, tail, open) {
                let open_one =
                    |one: &&mut Guidance| one.was_low.is_none() && one.was_high.is_none() && may_replace(one, quantity);
                if let Some(last) = found.iter_mut().rev().find(open_one) {
                    let other = quantities.get(at + 1).filter(|next| {
                        let between = self.lower.get(quantity.span.end..next.span.start).unwrap_or_default();
                        quantity.from && !quantity.is_range() && between.trim() == "to"
                    });
                    replace(last, quantity);
                    skip = other.is_some();
                    if let Some(other) = other.filter(|_| last.was_low.is_some()) {
                        last.was_high = other.high;
                    }
                }
                continue;
            }
            let before = found.len();
            self.promise(quantity, lead, tail, &mut found);
            let fresh = found.len() > before;
            if let (Some(last), Some(earlier)) = (found.last_mut().filter(|_| fresh), pending) {
                replace(last, earlier);
                pending = None;
            }
            open = found.len() > before || (open && !matches!(quantity.unit, Unit::Money(_)));
        }
        self.words_only(quantities, &mut found);
        found
    }

    /// Where the figure of a quantity starts, the words that belong to it left out.
    fn figure_start(&self, quantity: &Quantity) -> usize {
        let words = &self.lower[quantity.span.range()];
        let digit = words.find(|c: char| c.is_ascii_digit() || matches!(c, '$' | '€' | '£' | '.')).unwrap_or(0);
        quantity.span.start + digit
    }

    fn last_cue(&self, end: usize, cue: Cue) -> Option<usize> {
        self.cues.iter().rev().find(|found| found.cue == cue && found.span.end <= end).map(|found| found.span.start)
    }

    fn promise(&self, quantity: &Quantity, lead: Span, tail: Span, found: &mut Vec<Guidance>) {
        if !self.is_promised(quantity, lead, tail) {
            return;
        }
        let previous = found.last().map(|last| (last.metric, last.low.is_some() || last.high.is_some()));
        let Some((metric, at)) = self.metric(quantity, lead, tail, previous) else { return };
        let Some(mut guidance) = self.amount(quantity, metric, at) else { return };
        // `a net loss of $4 million, or $.44 per share`
        let again = matches!(self.lower[lead.range()].trim_matches([',', ' ', '\n']), "or" | "(" | "or about");
        let loses =
            found.last().is_some_and(|last| last.metric != Metric::Eps && last.high.is_some_and(|high| high < 0.0));
        if metric == Metric::Eps && again && loses && guidance.low.or(guidance.high).is_some_and(|value| value > 0.0) {
            (guidance.low, guidance.high) = negative(guidance.low, guidance.high);
        }
        let periods = self.periods_of(quantity.span, lead, tail);
        let Some(first) = periods.first() else { return };
        if self.is_aside(metric) || metric == Metric::Expenses && self.lower[..quantity.span.start].contains("saving") {
            return;
        }
        let start = at.map_or(quantity.span.start, |at| at.min(quantity.span.start));
        guidance.evidence.span = Some(Span::new(start, quantity.span.end));
        let same = found.last_mut().filter(|last| last.metric == metric && last.period.as_deref() == Some(first));
        if let Some(last) = same.filter(|last| complements(last, &guidance)) {
            last.pct_low = last.pct_low.or(guidance.pct_low);
            last.pct_high = last.pct_high.or(guidance.pct_high);
            last.evidence.span = last.evidence.span.map(|span| joined(span, quantity.span));
            return;
        }
        for period in periods {
            found.push(Guidance { period: Some(period), ..guidance.clone() });
        }
    }

    /// Whether a metric counts only beside a period of its own: costs and cash are spoken of often.
    fn is_aside(&self, metric: Metric) -> bool {
        let plain = matches!(
            metric,
            Metric::Expenses
                | Metric::Cash
                | Metric::CapitalExpenditure
                | Metric::Shares
                | Metric::Bookings
                | Metric::Other
        );
        plain && !self.context.forward && !self.periods.iter().any(|named| named.ahead && !named.compared)
    }

    /// Whether the words around an amount make it one that is promised.
    fn is_promised(&self, quantity: &Quantity, lead: Span, tail: Span) -> bool {
        let start = lead.end;
        let forward = self.last_cue(start, Cue::Forward);
        const TAKEN_BACK: [&str; 4] = ["withdrawing", "withdraws", "withdrawn", "withdrew"];
        if TAKEN_BACK.iter().any(|word| self.lower[..start].contains(word))
            && !self.lower[..start].contains("now expect")
        {
            return false;
        }
        if self.is_object(tail) || (!self.context.forward && forward.is_none() && !self.passive(tail)) {
            return false;
        }
        let past = self.last_cue(start, Cue::Past);
        if past.is_some_and(|past| forward.is_none_or(|forward| past > forward)) && !self.passive(tail) {
            return false;
        }
        let words = &self.lower[lead.range()];
        let of = |cue: Cue| self.cues.iter().any(|found| found.cue == cue && lead.covers(found.span));
        let compared = self
            .cues
            .iter()
            .rev()
            .find(|found| found.cue == Cue::Compared && lead.covers(found.span) && !self.opens_range(found.span));
        let close = compared.is_some_and(|compared| {
            start - compared.span.end < 45
                && ![" to ", ", at ", " range of "]
                    .iter()
                    .any(|word| self.lower[compared.span.end..start].contains(word))
        });
        let rise = matches!(quantity.unit, Unit::Money(_)) && is_change(words);
        let bound = quantity.low.is_none() || quantity.high.is_none();
        let vague = ["mid-", "low-", "high-"].iter().any(|word| words.ends_with(word));
        !(of(Cue::Source)
            || vague
            || self.in_part(lead)
            || (of(Cue::Analyst) && !words.contains("comfortable with"))
            || (close && !bound)
            || rise
            || self.lower[tail.range()].trim_start().starts_with("of "))
    }

    /// "range from $14 million": the word compares with nothing.
    fn opens_range(&self, word: Span) -> bool {
        let before = self.lower[..word.start].trim_end();
        &self.lower[word.range()] == "from"
            && ["range", "ranges", "ranging"].iter().any(|range| before.ends_with(range))
    }

    /// Whether words of the same clause make what follows only a part: "including", "contract".
    fn in_part(&self, lead: Span) -> bool {
        let clause = self.lower[..lead.start].rfind([';', ':']).map_or(0, |at| at + 1);
        let is_part = |cue: Cue| matches!(cue, Cue::Part | Cue::Source);
        let part = self
            .cues
            .iter()
            .rev()
            .find(|found| is_part(found.cue) && found.span.start >= clause && found.span.end <= lead.end);
        part.is_some_and(|part| {
            !self
                .metrics
                .iter()
                .any(|named| named.metric.is_some() && named.span.start > part.span.end && named.span.end <= lead.end)
        })
    }

    /// "sales of $5 million are expected": the cue follows the amount.
    fn passive(&self, tail: Span) -> bool {
        self.after_passive(tail).is_some()
    }

    /// "the backlog of $5 million is expected to be shipped": the amount itself is not expected.
    fn is_object(&self, tail: Span) -> bool {
        const DONE: [&str; 5] = [" to be ", " to ship", " to close", " to result", " to occur"];
        let after = self.after_passive(tail);
        after.is_some_and(|after| DONE.iter().any(|done| after.starts_with(done)))
    }

    /// The words after "is expected", where that closely follows an amount.
    fn after_passive(&self, tail: Span) -> Option<&str> {
        const CUES: [&str; 6] =
            ["is expected", "are expected", "is anticipated", "are anticipated", "is projected", "is forecast"];
        let near = &self.lower[tail.start..self.lower.floor_char_boundary(tail.end.min(tail.start + 60))];
        CUES.iter().find_map(|cue| Some(&near[near.find(cue)? + cue.len()..]))
    }

    /// What an amount is about, and where that is said.
    fn metric(
        &self,
        quantity: &Quantity,
        lead: Span,
        tail: Span,
        previous: Option<(Metric, bool)>,
    ) -> Option<(Metric, Option<usize>)> {
        let share = quantity.per == Per::Share;
        let named = self.metrics.iter().rev().find(|named| lead.covers(named.span));
        let after = self.metrics.iter().find(|named| tail.covers(named.span)).filter(|named| {
            let between = self.lower[tail.start..named.span.start].trim();
            [
                "in",
                "of",
                "for",
                "in total",
                "in net",
                "of total",
                "per share",
                "per diluted share",
                "growth in",
                "increase in",
                "decrease in",
                "rise in",
                "decline in",
                "of annual",
            ]
            .contains(&between)
                || between.strip_suffix(" in").is_some_and(|words| words.len() < 24 && !words.contains([',', ';']))
                || grows_the(between)
        });
        let grown = self.metrics.iter().find(|named| tail.covers(named.span)).filter(|named| {
            let between = self.lower[tail.start..named.span.start].trim();
            let growth = ["growth", "increase", "decline", "decrease"]
                .iter()
                .any(|word| self.lower[named.span.end..].trim_start().starts_with(word));
            matches!(quantity.unit, Unit::Percent)
                && growth
                && between.split_whitespace().count() <= 3
                && !between.contains(['.', ',', ';', '('])
        });
        if let Some(grown) = grown {
            return Some((grown.metric?, None));
        }
        let risen = after.filter(|named| {
            let between = self.lower[tail.start..named.span.start].trim();
            matches!(quantity.unit, Unit::Percent)
                && ["increase in", "growth in", "rise in", "decline in", "decrease in"]
                    .iter()
                    .any(|growth| between.starts_with(growth))
        });
        if let Some(metric) = risen.and_then(|named| named.metric) {
            return Some((metric, None));
        }
        let chosen = match (after, named) {
            (Some(after), _) if named.is_none() || self.lower[tail.start..after.span.start].trim().len() < 14 => {
                Some(after)
            }
            (_, named) => named,
        };
        let per_share = |metric: Metric| match metric {
            Metric::NetIncome | Metric::Revenue | Metric::Shares if share => Metric::Eps,
            metric => metric,
        };
        if let Some(named) = chosen {
            return Some((per_share(named.metric?), Some(named.span.start)));
        }
        if share {
            return Some((Metric::Eps, None));
        }
        let percent = matches!(quantity.unit, Unit::Percent);
        let short = lead.len() < 60;
        let carried =
            previous.filter(|(_, amount)| short && (*amount == percent || self.lower[lead.range()].contains(" and ")));
        carried.map(|(metric, _)| (metric, None))
    }
}

/// Whether words end so that an amount after them is a change: "by more than", "an additional".
fn is_change(words: &str) -> bool {
    const ABOUT: [&str; 9] =
        ["more than", "at least", "about", "approximately", "nearly", "over", "up to", "as much as", "roughly"];
    let words = words.trim_end();
    let words = ABOUT.iter().find_map(|about| words.strip_suffix(about)).unwrap_or(words).trim_end();
    words.ends_with(" by") || words.ends_with(" additional")
}

/// Whether words between a percentage and a metric are `increase in Pinyon's overall`.
fn grows_the(between: &str) -> bool {
    ["increase in ", "growth in ", "rise in ", "decline in ", "decrease in "].iter().any(|growth| {
        between
            .strip_prefix(growth)
            .is_some_and(|of| of.split_whitespace().count() <= 3 && !of.contains([',', ';', '.']))
    })
}

/// The span from the first of two to the last.
pub(super) fn joined(one: Span, other: Span) -> Span {
    Span::new(one.start.min(other.start), one.end.max(other.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Period;

    fn read(text: &str) -> Vec<Guidance> {
        let period = Period { label: "2004Q4".to_owned(), end: "2004-12-31".parse().ok(), ..Period::default() };
        let clock = Clock::of(Some(&period), "2005-02-10".parse().ok(), None);
        promises(text, gate::look(text), &clock, &Context::default()).0
    }

    fn shown(text: &str) -> String {
        let show = |value: Option<f64>| value.map_or("-".to_owned(), |value| value.to_string());
        let all = read(text).into_iter().map(|found| {
            let period = found.period.unwrap_or_default();
            let amount = format!("{}..{}", show(found.low), show(found.high));
            let growth = format!("{}..{}%", show(found.pct_low), show(found.pct_high));
            let was = format!("was {}..{}", show(found.was_low), show(found.was_high));
            let parts = [amount, growth, was].into_iter().filter(|part| !part.contains("-..-"));
            format!("{:?} {period} {}", found.metric, parts.collect::<Vec<_>>().join(" "))
        });
        all.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn promises_are_read_as_the_cases_say() {
        for case in include_str!("promises.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (text, expected) = case.split_once("=>").expect("a case has an arrow");
            assert_eq!(shown(text.trim()), expected.trim(), "{text}");
        }
    }
}
