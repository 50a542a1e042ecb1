//! From a sentence to the promises in it.

mod amount;
mod clause;
mod earlier;
mod firm;
mod level;
mod partner;
mod period;
mod recalled;
mod respective;

pub(super) use earlier::may_replace;
pub use recalled::Recalled;
pub(super) use recalled::names_a_past_time;

use std::borrow::Cow;

use amount::{complements, negative};
use earlier::replace;
use level::level;
use recalled::Memory;

use super::{
    cue::{Cue, Found, HAD_EXPECTED, cues, is_whole},
    gate::{self, Look},
    metric::{self, metrics},
    when::{self, Clock},
};
use crate::{
    ingest::{
        extract::{
            money::{self, Per, Quantity, Unit},
            supposed::is_supposed,
        },
        words,
    },
    model::{Guidance, Metric, Span},
};

/// What stands before a sentence and bears on it.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// Whether what is said here is expected, by a heading or a lead such as "the Company expects:".
    pub forward: bool,
    /// The period that was spoken of last.
    pub period: Option<String>,
    /// What the sentence before promised or recalled, for `it now expects $14 million`.
    pub metric: Option<Metric>,
    /// What the heading above is about: `Revenue guidance` over `Third quarter: $40 million`.
    pub titled: Option<Metric>,
}

/// What a sentence holds.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// Its promises, spans within it.
    pub promises: Vec<Guidance>,
    /// Amounts that it says were promised before, and that none of these replaces.
    pub recalled: Vec<Recalled>,
    /// The period that it leaves for the next sentence.
    pub period: Option<String>,
    /// Whether it looks ahead.
    pub forward: bool,
}

/// A sentence taken apart.
struct Sentence<'a> {
    lower: &'a str,
    text: &'a str,
    cues: Vec<Found>,
    metrics: Vec<metric::Named>,
    periods: Vec<when::Named>,
    context: &'a Context,
    memory: Memory,
    /// Where the clause begins that promises: `Because the trial will not go on, Tarnby now expects`.
    main: usize,
}

/// Reads the promises of a sentence.
///
/// What is cheap to look at and rules most sentences out comes first.
pub fn promises(text: &str, look: Look, clock: &Clock, context: &Context) -> Told {
    if !context.forward && !look.forward {
        return Told::default();
    }
    let lower = text.to_ascii_lowercase();
    let cues = cues(&lower);
    let ahead = |found: &Found| found.cue == Cue::Forward;
    let firmly = |found: &Found| ahead(found) && !gate::is_weak(&lower[found.span.range()]);
    let forward = context.forward || cues.iter().any(ahead);
    // `In April the Company said it expected revenue of $60 million`
    let recalls = || cues.iter().any(|found| HAD_EXPECTED.contains(&&lower[found.span.range()]));
    if !forward && !recalls() {
        return Told::default();
    }
    let quantities = if look.counts { money::amounts(text) } else { Vec::new() };
    // `earnings for its fiscal year ending June 30 will be below those of the year before`
    let compares =
        || lower.contains(" will be ") && [" below ", " lower ", " above "].iter().any(|off| lower.contains(off));
    if quantities.is_empty()
        && !context.forward
        && !cues.iter().any(firmly)
        && level(&lower).is_none()
        && !(look.names_time && compares())
    {
        return Told::default();
    }
    let mut periods = clock.named(text, &lower);
    of_the_quarter_told(&lower, context, &mut periods);
    let period = periods.iter().rev().find(|named| named.ahead && !named.compared).map(|named| named.label.clone());
    let memory = Memory::of(&lower);
    let (main, cues) = clause::promising(&lower, cues);
    let sentence = Sentence { lower: &lower, text, cues, metrics: metrics(&lower), periods, context, memory, main };
    let (promises, mut recalled) = sentence.read(&quantities);
    if !forward {
        // a memory without a period of its own may be of the results told before it
        recalled.retain(|one| one.period.is_some());
        let period = recalled.last().and(period);
        return Told { promises, recalled, period, forward };
    }
    Told { promises, recalled, period, forward }
}

/// `Revenue for the quarter` is of the quarter that was spoken of.
fn of_the_quarter_told(lower: &str, context: &Context, periods: &mut [when::Named]) {
    let Some(told) = context.period.as_ref().filter(|label| label.get(4..5) == Some("Q")) else { return };
    for named in
        periods.iter_mut().filter(|named| matches!(&lower[named.span.range()], "for the quarter" | "in the quarter"))
    {
        named.label.clone_from(told);
    }
}

impl Sentence<'_> {
    fn read(&self, quantities: &[Quantity]) -> (Vec<Guidance>, Vec<Recalled>) {
        let mut found: Vec<Guidance> = Vec::new();
        let mut recalled: Vec<Recalled> = Vec::new();
        let mut from = 0;
        let mut open = false;
        let mut pending: Option<Quantity> = None;
        let mut skip = false;
        let mut compared = false;
        let mut told_before = false;
        let mut changes = false;
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
                pending = Some(self.moved(quantity, lead));
                from = lead.start;
                continue;
            }
            let next = quantities.get(at + 1);
            if self.is_step(quantity, lead, next) {
                from = lead.start;
                continue;
            }
            if self.is_difference(quantity, next, tail) {
                skip = true;
                continue;
            }
            if let Some(end) = self.end_of_promise(quantity, lead) {
                self.promise(&end, lead, tail, recalled.last(), &mut found);
                continue;
            }
            if self.is_other_end(quantity, lead, found.last_mut()) {
                continue;
            }
            if let Some(end) = self.moved_end(quantity, lead) {
                self.promise(&end, lead, tail, recalled.last(), &mut found);
                continue;
            }
            // `will reduce net income by $8 million to $10 million, or $.40 to $.50 per share`
            changes = is_change(&self.lower[lead.range()]) || changes && self.says_again(lead);
            if changes && self.says_again(lead) {
                continue;
            }
            let again = std::mem::take(&mut told_before) && self.says_again(lead);
            if again || self.is_earlier(lead, tail, open) || open && self.replaces_range(quantity, next, lead, &found) {
                told_before = true;
                let open_one =
                    |one: &&mut Guidance| one.was_low.is_none() && one.was_high.is_none() && may_replace(one, quantity);
                if let Some(last) = found.iter_mut().rev().find(open_one) {
                    let other = next.filter(|next| self.ends_change(quantity, next));
                    replace(last, &self.moved(quantity, lead));
                    skip = other.is_some();
                    if let Some(other) = other.filter(|_| last.was_low.is_some()) {
                        last.was_high = other.high;
                    }
                }
                continue;
            }
            if self.is_recalled(lead, tail) || found.is_empty() && self.goes_on_recalling(recalled.last(), lead) {
                let named =
                    self.metrics.iter().rev().find(|named| named.metric.is_some() && named.span.end <= lead.end);
                let share = quantity.per == Per::Share;
                let metric = if share { Some(Metric::Eps) } else { named.and_then(|named| named.metric) };
                if let Some(open) = self.off_the_mark(quantity, lead) {
                    self.promise(&open, lead, tail, recalled.last(), &mut found);
                }
                compared = self.cues.iter().any(|found| found.cue == Cue::Compared && lead.covers(found.span));
                let period = self.period_recalled(lead, tail);
                recalled.push(Recalled { metric, period, quantity: quantity.clone() });
                continue;
            }
            if compared && self.goes_on_comparing(lead) {
                continue;
            }
            compared = self.cues.iter().any(|found| found.cue == Cue::Compared && lead.covers(found.span));
            let before = found.len();
            let (bounded, tail) = match self.beside_last_year(quantity, lead, tail) {
                Some(bounded) => (Cow::Owned(bounded), Span::new(tail.start, tail.start)),
                None => (Cow::Borrowed(quantity), tail),
            };
            self.promise(&bounded, lead, tail, recalled.last(), &mut found);
            let fresh = found.len() > before;
            if let Some(last) = found.last_mut().filter(|_| fresh)
                && let Some(earlier) = pending.take()
            {
                replace(last, &earlier);
            }
            open = found.len() > before || (open && !matches!(quantity.unit, Unit::Money(_)));
        }
        if recalled.is_empty() {
            self.words_only(quantities, &mut found);
        }
        Self::replace_recalled(&mut recalled, &mut found);
        (found, recalled)
    }

    /// Takes the second of two figures for the other end of what was promised: `$0.27 or $0.28 per share`.
    fn is_other_end(&self, quantity: &Quantity, lead: Span, last: Option<&mut Guidance>) -> bool {
        let Some(last) = last.filter(|last| last.low.is_some() && last.low == last.high) else { return false };
        let follows = last.evidence.span.is_some_and(|span| span.end == lead.start);
        let near = last.low.zip(quantity.low).is_some_and(|(low, high)| low > 0.0 && high > low && high < 1.25 * low);
        let money = matches!(quantity.unit, Unit::Money(_)) && quantity.low == quantity.high;
        if !(follows && near && money && self.lower[lead.range()].trim() == "or") {
            return false;
        }
        last.high = quantity.high;
        last.evidence.span = last.evidence.span.map(|span| joined(span, quantity.span));
        true
    }

    /// "compared to guidance of $10 million and third quarter revenue of $9 million": the second is
    /// of another period, and compared with too.
    fn goes_on_comparing(&self, lead: Span) -> bool {
        let named = self.periods.iter().find(|named| lead.covers(named.span));
        let first = self.periods.first().map(|first| &first.label);
        self.lower[lead.range()].trim_start().starts_with("and ")
            && named.is_some_and(|named| Some(&named.label) != first)
            && self.last_cue(lead.end, Cue::Forward).is_none_or(|at| at < lead.start)
    }

    /// Where the figure of a quantity starts, the words that belong to it left out.
    fn figure_start(&self, quantity: &Quantity) -> usize {
        let words = &self.lower[quantity.span.range()];
        let digit = words.find(|c: char| c.is_ascii_digit() || matches!(c, '$' | '€' | '£' | '.'));
        let digit = digit.or_else(|| number_in_words(words)).unwrap_or(0);
        // `from DKK 450 million`: the currency belongs to the figure
        let before = self.text[quantity.span.start..quantity.span.start + digit].trim_end();
        let code = before.bytes().rev().take_while(u8::is_ascii_uppercase).count();
        let alone = before[..before.len() - code].bytes().next_back().is_none_or(|byte| !byte.is_ascii_alphanumeric());
        let own = (2..=4).contains(&code) && alone;
        quantity.span.start + if own { before.len() - code } else { digit }
    }

    fn last_cue(&self, end: usize, cue: Cue) -> Option<usize> {
        self.cues.iter().rev().find(|found| found.cue == cue && found.span.end <= end).map(|found| found.span.start)
    }

    fn promise(
        &self,
        quantity: &Quantity,
        lead: Span,
        tail: Span,
        recalled: Option<&Recalled>,
        found: &mut Vec<Guidance>,
    ) {
        if !self.is_promised(quantity, lead, tail) {
            return;
        }
        let last = found.last().map(|last| (last.metric, last.low.is_some() || last.high.is_some()));
        let of_context = || self.context.metric.filter(|_| self.lower.contains("now "));
        let unnamed = || !self.metrics.iter().any(|named| lead.covers(named.span));
        let said_before =
            || recalled.and_then(|recalled| recalled.metric).or_else(of_context).map(|metric| (metric, None));
        let metric = self.metric(quantity, lead, tail, last);
        let titled = || self.context.titled.filter(|_| self.metrics.is_empty()).map(|metric| (metric, None));
        let Some((metric, at)) =
            metric.or_else(|| said_before().or_else(titled).filter(|_| last.is_none() && unnamed()))
        else {
            return;
        };
        if metric == Metric::Revenue && is_supposed(&self.lower[lead.range()], &self.lower[tail.range()]) {
            return;
        }
        let grown = || self.grown_too(quantity, metric, lead, found.last());
        let Some(mut guidance) = self.amount(quantity, metric, at).or_else(grown) else { return };
        // `a net loss of $4 million, or $.44 per share`
        let again = matches!(self.lower[lead.range()].trim_matches([',', ' ', '\n']), "or" | "(" | "or about");
        let loses =
            found.last().is_some_and(|last| last.metric != Metric::Eps && last.high.is_some_and(|high| high < 0.0));
        if metric == Metric::Eps && again && loses && guidance.low.or(guidance.high).is_some_and(|value| value > 0.0) {
            (guidance.low, guidance.high) = negative(guidance.low, guidance.high);
        }
        let periods = self.periods_of(quantity.span, lead, tail);
        let Some(first) = periods.first() else { return };
        const BURDENS: [&str; 3] = ["saving", "headwind", "tailwind"];
        let head = &self.lower[..quantity.span.start];
        if self.is_aside(metric) || metric == Metric::Expenses && BURDENS.iter().any(|word| head.contains(word)) {
            return;
        }
        let start = at.map_or(quantity.span.start, |at| at.min(quantity.span.start));
        guidance.evidence.span = Some(Span::new(start, quantity.span.end));
        let same = found.last_mut().filter(|last| last.metric == metric && last.period.as_deref() == Some(first));
        // `no less than $33 million and no more than $35 million`
        let bounds = |last: &&mut Guidance| {
            let open = last.high.is_none() && guidance.low.is_none();
            open && last.low.zip(guidance.high).is_some_and(|(low, high)| low < high)
        };
        let joins = matches!(self.lower[lead.range()].split_whitespace().next(), Some("and" | "but"));
        let same = match same {
            Some(last) if joins && bounds(&last) => {
                last.high = guidance.high;
                last.evidence.span = last.evidence.span.map(|span| joined(span, quantity.span));
                return;
            }
            other => other,
        };
        if let Some(last) = same.filter(|last| complements(last, &guidance)) {
            // `at least $8.15, a 7 percent increase` is open above in both
            last.pct_low = last.pct_low.or(guidance.pct_low).filter(|_| last.low.is_some());
            last.pct_high = last.pct_high.or(guidance.pct_high).filter(|_| last.high.is_some());
            last.evidence.span = last.evidence.span.map(|span| joined(span, quantity.span));
            return;
        }
        let partners = self.partners(quantity, metric, at, lead, tail);
        for period in periods {
            let with = partners.iter().chain([&guidance]);
            found.extend(with.map(|one| Guidance { period: Some(period.clone()), ..one.clone() }));
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

    /// What an amount is about, and where that is said.
    fn metric(
        &self,
        quantity: &Quantity,
        lead: Span,
        tail: Span,
        previous: Option<(Metric, bool)>,
    ) -> Option<(Metric, Option<usize>)> {
        if let Some(named) = self.metric_respectively(lead, tail) {
            return Some((named.metric?, Some(named.span.start)));
        }
        let share = quantity.per == Per::Share;
        let named =
            self.metrics.iter().rev().find(|named| lead.covers(named.span) && !self.is_closed(named.span, lead));
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
                // `flat to down 2% and total sales growth of 1%`
                && !between.starts_with("and")
                && between.split_whitespace().count() <= 3
                && !between.contains(['.', ',', ';', '('])
        });
        // `sales growth of 6% to 8% on comparable store sales growth of 1%`
        let own = named.filter(|named| {
            let between = self.lower[named.span.end..lead.end].trim();
            let between = between.strip_suffix("of").unwrap_or(between).trim_end();
            named.metric.is_some() && matches!(between, "growth" | "increase" | "decline" | "decrease" | "to grow")
        });
        if let Some(grown) = grown.filter(|_| own.is_none()) {
            return Some((grown.metric?, None));
        }
        if let Some(of) = self.of_period(tail).filter(|_| named.is_none()) {
            return Some((of.metric?, None));
        }
        let risen = after.filter(|named| {
            let between = self.lower[tail.start..named.span.start].trim();
            matches!(quantity.unit, Unit::Percent)
                && (grows_the(between)
                    || ["increase in", "growth in", "rise in", "decline in", "decrease in"]
                        .iter()
                        .any(|growth| between.starts_with(growth)))
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
            Metric::NetIncome | Metric::Revenue | Metric::Shares | Metric::OperatingIncome if share => Metric::Eps,
            metric => metric,
        };
        // `earnings, which exclude the costs of the closing, of $1.95 to $2.10 per share`
        let earns = |named: &&metric::Named| {
            matches!(named.metric, Some(Metric::NetIncome | Metric::Eps | Metric::OperatingIncome))
        };
        let chosen = chosen.map(|named| {
            let costs = share && named.metric == Some(Metric::Expenses);
            let before = || self.metrics.iter().rev().filter(|one| lead.covers(one.span)).find(earns);
            before().filter(|_| costs).unwrap_or(named)
        });
        if let Some(named) = chosen {
            return Some((per_share(named.metric?), Some(named.span.start)));
        }
        if share {
            return Some((Metric::Eps, None));
        }
        // `its estimate of revenue by 10%, to $14 million`, `was $5 million, in line with guidance of $20 million`
        let words = self.lower[lead.range()].trim_matches([',', ' ', '\n']);
        let again = matches!(
            words,
            "is now"
                | "are now"
                | "to"
                | "to between"
                | "to a range of"
                | "to the range of"
                | "in a range of"
                | "to approximately"
                | "to about"
        );
        let of_guidance = ["consistent with", "in line with", "within"].iter().any(|with| words.contains(with))
            && ["guidance", "outlook", "range"].iter().any(|promise| words.contains(promise));
        if again || of_guidance {
            let before = self.metrics.iter().rev().find(|named| named.span.end <= lead.start);
            if let Some((metric, before)) = before.and_then(|before| Some((before.metric?, before))) {
                return Some((metric, Some(before.span.start).filter(|_| again)));
            }
        }
        let percent = matches!(quantity.unit, Unit::Percent);
        let near = self.lower[lead.range()].rfind(" and for ").map_or(lead.len(), |at| lead.len() - at);
        let short = near < 60;
        let carried = previous.filter(|(_, amount)| {
            short && (*amount == percent || [" and ", " and,"].iter().any(|and| self.lower[lead.range()].contains(and)))
        });
        carried.map(|(metric, _)| (metric, None))
    }
}

/// Where a number written in words begins: `from a range of two to four percent`.
fn number_in_words(words: &str) -> Option<usize> {
    const NUMBERS: [&str; 16] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen",
        "twenty", "thirty", "half",
    ];
    let whole = |at: usize, length: usize| is_whole(words, at, at + length);
    NUMBERS.iter().filter_map(|number| words.find(number).filter(|at| whole(*at, number.len()))).min()
}

/// Whether words end so that an amount after them is a change: "by more than", "an additional".
fn is_change(words: &str) -> bool {
    const ABOUT: [&str; 10] =
        ["some", "more than", "at least", "about", "approximately", "nearly", "over", "up to", "as much as", "roughly"];
    let words = words.trim_end();
    let words = ABOUT.iter().find_map(|about| words.strip_suffix(about)).unwrap_or(words).trim_end();
    words.ends_with(" by") || words.ends_with(" additional")
}

/// Whether words between a percentage and a metric are `sequential increase in Pinyon's overall`.
fn grows_the(between: &str) -> bool {
    ["increase in ", "growth in ", "rise in ", "decline in ", "decrease in ", "drop in "].iter().any(|growth| {
        words::first(between, growth).is_some_and(|at| {
            let (before, of) = (&between[..at], &between[at + growth.len()..]);
            before.split_whitespace().count() <= 2
                && of.split_whitespace().count() <= 3
                && !between.contains([',', ';', '.'])
        })
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
        promises(text, gate::look(text), &clock, &Context::default()).promises
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
