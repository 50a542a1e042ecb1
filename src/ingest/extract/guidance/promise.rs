//! From a sentence to the promises in it.

use super::{
    cue::{Cue, Found, cues},
    gate,
    metric::{self, metrics},
    when::{self, Clock},
};
use crate::{
    ingest::extract::money::{self, Per, Quantity, Unit, is_called_loss},
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
pub fn promises(text: &str, clock: &Clock, context: &Context) -> (Vec<Guidance>, Option<String>) {
    let counted = gate::counts(text);
    if !counted && !gate::names_time(text) {
        return (Vec::new(), None);
    }
    let lower = text.to_ascii_lowercase();
    let cues = cues(&lower);
    let ahead = |found: &Found| found.cue == Cue::Forward;
    let firmly = |found: &Found| ahead(found) && !gate::is_weak(&lower[found.span.range()]);
    if !context.forward && !cues.iter().any(ahead) {
        return (Vec::new(), None);
    }
    let quantities = if counted { money::amounts(text) } else { Vec::new() };
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

    /// "raising its guidance from $5 million to $6 million": the first is replaced by the next.
    fn is_replaced(&self, lead: Span, next: Option<&Quantity>) -> bool {
        let words = self.lower[lead.range()].trim_end();
        let from = words.ends_with(" from") || words.ends_with(" from a range of");
        let to = next.is_some_and(|next| {
            let between = self.lower[lead.end..self.figure_start(next)].trim_end();
            between.ends_with(" to") || between.ends_with("to between") || between.ends_with("to a range of")
        });
        from && to && self.speaks_of_promise(lead.end)
    }

    /// Whether a promise is spoken of before `end`.
    fn speaks_of_promise(&self, end: usize) -> bool {
        const PROMISES: [&str; 8] =
            ["guidance", "outlook", "forecast", "target", "estimate", "projection", "expectation", "range"];
        PROMISES.iter().any(|word| self.lower[..end].contains(word))
    }

    /// Whether an amount is the one that was promised before.
    fn is_earlier(&self, lead: Span, tail: Span, open: bool) -> bool {
        let within = |span: Span, cue: Cue| self.cues.iter().any(|found| found.cue == cue && span.covers(found.span));
        let near = Span::new(tail.start, self.lower.floor_char_boundary(tail.end.min(tail.start + 60)));
        let before =
            within(lead, Cue::Before) || (within(near, Cue::Before) && !self.lower[near.range()].contains(';'));
        let against = within(lead, Cue::Compared);
        let fresh = self
            .last_cue(lead.end, Cue::Forward)
            .is_some_and(|at| lead.holds(at) && self.lower[lead.range()].contains("now "));
        let words = self.lower[lead.range()].trim();
        let bare = matches!(
            words,
            "from"
                | "up from"
                | "down from"
                | ", up from"
                | ", down from"
                | "from a range of"
                | ", from"
                | "and down from"
        );
        let past = ["ago", "year", "quarter", "in 19", "in 20", "reported"]
            .iter()
            .any(|word| self.lower[near.range()].contains(word));
        let revised = bare && !past && self.speaks_of_promise(lead.start);
        const HAD: [&str; 7] = [
            "had expected",
            "had forecast",
            "had projected",
            "had anticipated",
            "had estimated",
            "had guided",
            "had said",
        ];
        const PREVIOUSLY: [&str; 8] = [
            "previously",
            "previously a",
            "previously an",
            "previously at",
            "previously of",
            "previously about",
            "prior:",
            "previous:",
        ];
        let had = HAD.iter().any(|had| self.lower[lead.range()].contains(had));
        const ABOUT: [&str; 8] =
            ["approximately", "about", "around", "at least", "up to", "between", "in the range of", "a range of"];
        let bare_words = ABOUT.iter().find_map(|about| words.strip_suffix(about)).unwrap_or(words).trim_end();
        if PREVIOUSLY.iter().any(|previously| bare_words.ends_with(previously)) {
            return true;
        }
        const WAS: [&str; 7] = [
            "estimate was",
            "guidance was",
            "forecast was",
            "range was",
            "outlook was",
            "estimate had been",
            "guidance had been",
        ];
        let was = within(lead, Cue::Before) && WAS.iter().any(|was| bare_words.ends_with(was));
        (open && was) || (open && against && before && !fresh) || (open && (revised || had)) || self.is_struck(lead)
    }

    /// "from its previous guidance of $5 million to a range of ...": the earlier one comes first.
    fn is_struck(&self, lead: Span) -> bool {
        const STRUCK: [&str; 12] = [
            "previous guidance of",
            "prior guidance of",
            "previous range of",
            "prior range of",
            "earlier guidance of",
            "previous outlook of",
            "previously announced range of",
            "previous estimate of",
            "prior outlook of",
            "previous forecast of",
            "previous guidance range of",
            "prior guidance range of",
        ];
        let words = self.lower[lead.range()].trim_end();
        STRUCK.iter().any(|struck| words.ends_with(struck))
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

    fn amount(&self, quantity: &Quantity, metric: Metric, at: Option<usize>) -> Option<Guidance> {
        let mut guidance = Guidance { metric, ..Guidance::default() };
        guidance.evidence.rule = "promise".to_owned();
        let share_of = matches!(metric, Metric::GrossMargin | Metric::OperatingMargin | Metric::TaxRate);
        match quantity.unit {
            Unit::Money(currency) if !share_of => {
                let small = quantity.low.or(quantity.high).is_some_and(|value| value.abs() < 100.0);
                if metric == Metric::NetIncome && small {
                    guidance.metric = Metric::Eps;
                } else if small && metric != Metric::Eps && metric != Metric::Other {
                    return None;
                }
                let loss = is_called_loss(self.text, quantity) || (at.is_some() && self.called_loss(at, quantity));
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

    fn called_loss(&self, at: Option<usize>, quantity: &Quantity) -> bool {
        let words = &self.lower[at.unwrap_or(quantity.span.start).min(quantity.span.start)..quantity.span.start];
        ["net loss", "loss", "operating loss", "will lose", "to lose"].iter().any(|loss| words.starts_with(loss))
    }

    /// Whether a percentage is a growth of what it is about; `None` where it is a share of it.
    fn grows(&self, quantity: &Quantity, at: Option<usize>) -> Option<bool> {
        const GROWTH: [&str; 19] = [
            "grow", "growth", "increase", "rise", "up ", "higher", "improve", "change", "decrease", "decline", "down",
            "lower", "fall", "drop", "reduc", "contract", "flat", "below", "above",
        ];
        let words = self.growth_words(quantity, at);
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

    fn falls(&self, quantity: &Quantity, at: Option<usize>) -> bool {
        const FALL: [&str; 9] = ["decrease", "decline", "down", "lower", "fall", "drop", "reduc", "contract", "below"];
        let words = self.growth_words(quantity, at);
        quantity.low.is_none_or(|low| low >= 0.0) && FALL.iter().any(|word| begins_a_word(words, word))
    }

    /// The words from the metric to a little after the amount.
    fn growth_words(&self, quantity: &Quantity, at: Option<usize>) -> &str {
        let from =
            at.unwrap_or_else(|| quantity.span.start.saturating_sub(40)).min(quantity.span.start.saturating_sub(30));
        let from = self.lower.floor_char_boundary(from);
        let rest = &self.lower
            [quantity.span.end..self.lower.floor_char_boundary(self.lower.len().min(quantity.span.end + 26))];
        let end = rest.find([',', ';', '.', '(']).unwrap_or(rest.len());
        let from = self.lower[from..quantity.span.start].rfind([';', '%']).map_or(from, |cut| from + cut + 1);
        &self.lower[from..quantity.span.end + end]
    }

    /// The periods an amount is for: the nearest before it, else after it, else the context's.
    fn periods_of(&self, quantity: Span, lead: Span, tail: Span) -> Vec<String> {
        let usable = |named: &&when::Named| !named.compared;
        let near = Span::new(tail.start, self.lower.floor_char_boundary(tail.end.min(tail.start + 70)));
        let mut after: Vec<&when::Named> =
            self.periods.iter().filter(usable).filter(|named| near.covers(named.span)).collect();
        let bound = after.first().is_some_and(|first| {
            let between =
                self.lower[near.start..first.span.start].trim_matches(|c: char| c.is_whitespace() || c == ',');
            let words: Vec<&str> = between.split_whitespace().collect();
            let joined = words.len() <= 9 && !between.contains([';', ',']);
            joined && (words.is_empty() || words.iter().any(|word| matches!(*word, "for" | "in" | "during")))
        });
        let before = self.periods.iter().filter(usable).rfind(|named| named.span.start < quantity.start);
        let own = before.is_some_and(|named| lead.covers(named.span));
        if bound && !(own && self.lower[near.start..after[0].span.start].contains(" and")) {
            let second = after.get(1).filter(|second| {
                matches!(self.lower[after[0].span.end..second.span.start].trim(), "and" | "and the" | "and for the")
            });
            after.truncate(1 + usize::from(second.is_some()));
            if let Some(pair) = after.first().filter(|named| named.ahead).and_then(|named| self.numbered_pair(named)) {
                return pair;
            }
            return after.iter().filter(|named| named.ahead).map(|named| named.label.clone()).collect();
        }
        match before {
            Some(named) if named.ahead => self.with_partner(named),
            Some(_) => Vec::new(),
            None => self.only_period().or_else(|| self.context.period.clone()).into_iter().collect(),
        }
    }

    /// The one period to come that the sentence names.
    fn only_period(&self) -> Option<String> {
        let mut ahead = self.periods.iter().filter(|named| named.ahead && !named.compared).map(|named| &named.label);
        let first = ahead.next()?;
        ahead.all(|label| label == first).then(|| first.clone())
    }

    /// "both the third and the fourth quarters": the first number stands without its noun.
    fn numbered_pair(&self, named: &when::Named) -> Option<Vec<String>> {
        const ORDINALS: [(&str, &str); 3] = [("first", "1"), ("second", "2"), ("third", "3")];
        let (year, number) = named.label.split_once('Q')?;
        let words = &self.lower[self.lower.floor_char_boundary(named.span.start.saturating_sub(16))..named.span.end];
        let (_, first) = ORDINALS.iter().find(|(word, _)| words.contains(&format!("{word} and")))?;
        (*first < number).then(|| vec![format!("{year}Q{first}"), named.label.clone()])
    }

    /// "for each of the third and fourth quarters of 2005" names two.
    fn with_partner(&self, named: &when::Named) -> Vec<String> {
        let head = &self.lower[..named.span.start];
        if let Some(pair) = self.numbered_pair(named) {
            return pair;
        }
        let both = ["each of the", "both the", "each of"]
            .iter()
            .any(|both| head[head.floor_char_boundary(head.len().saturating_sub(60))..].contains(both));
        let partner = self
            .periods
            .iter()
            .rfind(|other| both && other.ahead && other.span.end <= named.span.start && other.label != named.label);
        partner.into_iter().chain([named]).map(|named| named.label.clone()).collect()
    }

    /// Revenue promised in words: "broadly in line with FY14", "flat compared with 2004".
    fn words_only(&self, quantities: &[Quantity], found: &mut Vec<Guidance>) {
        if !found.is_empty() || !quantities.is_empty() {
            return;
        }
        let Some((at, words)) = level(self.lower) else { return };
        let revenue = self.metrics.iter().rev().find(|named| named.span.end <= at);
        let Some(revenue) = revenue.filter(|named| named.metric == Some(Metric::Revenue) && at - named.span.end < 40)
        else {
            return;
        };
        let line = words.contains("line with") || words.contains("level with");
        let rest = &self.lower[at + words.len()..];
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
fn level(lower: &str) -> Option<(usize, &'static str)> {
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
    LEVEL.iter().find_map(|words| Some((lower.find(words)?, *words)))
}

/// Whether words end so that an amount after them is a change: "by more than", "an additional".
fn is_change(words: &str) -> bool {
    const ABOUT: [&str; 9] =
        ["more than", "at least", "about", "approximately", "nearly", "over", "up to", "as much as", "roughly"];
    let words = words.trim_end();
    let words = ABOUT.iter().find_map(|about| words.strip_suffix(about)).unwrap_or(words).trim_end();
    words.ends_with(" by") || words.ends_with(" additional")
}

/// Whether `start` stands in `words` where a word begins.
fn begins_a_word(words: &str, start: &str) -> bool {
    words.match_indices(start).any(|(at, _)| !words[..at].ends_with(|before: char| before.is_alphanumeric()))
}

/// Whether a growth is that of an amount just read, or the other way round.
fn complements(last: &Guidance, next: &Guidance) -> bool {
    let amount = |guidance: &Guidance| guidance.low.is_some() || guidance.high.is_some();
    let growth = |guidance: &Guidance| guidance.pct_low.is_some() || guidance.pct_high.is_some();
    amount(last) && !growth(last) && growth(next) && !amount(next)
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

/// Whether an amount promised before is of the same thing as a promise: of like size.
pub(super) fn may_replace(promise: &Guidance, earlier: &Quantity) -> bool {
    let middle = |low: Option<f64>, high: Option<f64>| Some((low.or(high)? + high.or(low)?) / 2.0);
    if !matches!(earlier.unit, Unit::Money(_)) {
        return true;
    }
    let Some((now, was)) = middle(promise.low, promise.high).zip(middle(earlier.low, earlier.high)) else {
        return true;
    };
    // amounts per share may change their sign
    let small = [now.abs() < 100.0, was.abs() < 100.0];
    small == [true, true] || small == [false, false] && (0.1..10.0).contains(&(now / was).abs())
}

/// Notes what a promise replaces.
fn replace(last: &mut Guidance, quantity: &Quantity) {
    let amount = last.low.is_some() || last.high.is_some();
    let same = if amount { matches!(quantity.unit, Unit::Money(_)) } else { matches!(quantity.unit, Unit::Percent) };
    if same {
        (last.was_low, last.was_high) = (quantity.low, quantity.high);
    }
}

fn negative(low: Option<f64>, high: Option<f64>) -> (Option<f64>, Option<f64>) {
    let (low, high) = (low.map(|low| -low.abs()), high.map(|high| -high.abs()));
    match (low, high) {
        (Some(a), Some(b)) => (Some(a.min(b)), Some(a.max(b))),
        // an upper bound of a loss is a lower bound of the result
        _ => (high, low),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Period;

    fn read(text: &str) -> Vec<Guidance> {
        let period = Period { label: "2004Q4".to_owned(), end: "2004-12-31".parse().ok(), ..Period::default() };
        let clock = Clock::of(Some(&period), "2005-02-10".parse().ok(), None);
        promises(text, &clock, &Context::default()).0
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
