//! One sentence: which of its amounts measures what, of which period, in which part.

use super::{
    Class, Head, Place, Sighting,
    part::{
        Said, is_aside, is_aside_after, is_compared, is_delta, is_for_the_year, is_joint, is_year_gloss, named_end,
        role,
    },
};
use crate::{
    ingest::extract::{
        money::{self, Per, Quantity, Unit},
        period::{Length, Mention},
        results::when::{Scope, When},
    },
    model::{FactRole, Metric},
};

/// A sentence of a block, with what was found in it.
pub(super) struct Sentence<'a> {
    pub text: &'a str,
    /// The sentence itself in lower case.
    pub lower: String,
    pub start: usize,
    pub end: usize,
    pub heads: Vec<Head>,
    pub quantities: Vec<&'a Quantity>,
    pub mentions: Vec<Mention>,
    /// The period of the sentence before.
    pub carried: Option<Mention>,
    pub place: Place,
}

impl Sentence<'_> {
    /// Places every amount of the sentence that a metric word goes with.
    pub fn read(&self, scope: &Scope, found: &mut Vec<Sighting>) {
        for index in 0..self.quantities.len() {
            found.extend(self.sighting(index, scope));
        }
    }

    fn sighting(&self, index: usize, scope: &Scope) -> Option<Sighting> {
        let quantity = self.quantities[index];
        let figure = quantity.span;
        if !matches!(quantity.unit, Unit::Money(_)) {
            return None;
        }
        if quantity.per == Per::Other {
            return None;
        }
        let (head, after) = self.head(index)?;
        let metric = self.metric(quantity, &head)?;
        let gap = self.gap(index);
        let lead = self.lower(self.start, figure.start);
        let tail = self.tail(index);
        let clause = self.lower(head.start.min(figure.start), figure.start);
        let said = Said::of(lead, gap, clause);
        if is_delta(gap, quantity)
            || self.is_difference(index)
            || is_aside(&said, metric)
            || is_aside_after(tail, metric)
        {
            return None;
        }
        let segment = metric == Metric::Revenue && !self.is_total(&head, after);
        let compared = self.is_compared(index);
        let when = self.when(index, scope, tail, compared);
        let end = named_end(gap);
        let role =
            if end.is_some() && !segment { FactRole::Preliminary } else { role(&said, tail, segment, compared, when) };
        Some(Sighting {
            metric,
            role,
            when,
            quantity: end.map_or_else(|| quantity.clone(), |end| end.of(quantity)),
            span: figure.shifted(self.place.offset),
            total: metric == Metric::Revenue
                && self.words_before(&head).iter().any(|word| matches!(*word, "total" | "consolidated" | "overall")),
            early: self.place.early,
            diluted: clause.contains("dilut") || tail.contains("dilut"),
            loss: self.is_loss(&head, quantity, clause),
            carried: self.carried.is_some_and(|mention| scope.when(&mention, "") == When::Current),
        })
    }

    /// The words between the amount before, or the start of the sentence, and an amount.
    fn gap(&self, index: usize) -> &str {
        let figure = self.quantities[index].span;
        let from = index.checked_sub(1).map_or(self.start, |before| self.quantities[before].span.end).min(figure.start);
        self.lower(from, figure.start)
    }

    /// Whether an amount is what another is compared with: by the words before it, or because it
    /// says in other terms (`, or $.03 per share`) what the amount before it says.
    fn is_compared(&self, index: usize) -> bool {
        let gap = self.gap(index);
        if is_compared(gap, self.quantities[index]) || is_year_gloss(gap) {
            return true;
        }
        let again = gap.trim_start_matches(',').trim();
        index > 0 && matches!(again, "or" | "and" | "(") && self.is_compared(index - 1)
    }

    /// Whether an amount is by how much another is `higher than` a third.
    fn is_difference(&self, index: usize) -> bool {
        const WORDS: [&str; 8] = ["higher", "lower", "more than", "less than", "greater", "above", "below", "better"];
        let tail = self.tail(index);
        let again = tail.trim_start_matches(',').trim() == "or";
        // `$2 million, or 5%, higher`; but `$26 million, lower than forecast` is a figure and a remark
        let words = if again && index + 1 < self.quantities.len() {
            self.tail(index + 1).trim_start_matches([',', ' '])
        } else {
            tail.trim_start()
        };
        WORDS.iter().any(|word| words.starts_with(word))
    }

    /// The words after an amount, up to the next one.
    fn tail(&self, index: usize) -> &str {
        let from = self.quantities[index].span.end;
        let until = self.quantities.get(index + 1).map_or(self.end, |next| next.span.start).max(from);
        self.lower(from, until)
    }

    /// Words of the sentence in lower case, by their place in the text.
    fn lower(&self, from: usize, until: usize) -> &str {
        &self.lower[from - self.start..until - self.start]
    }

    /// The metric word that an amount goes with, and whether it stands after the amount.
    fn head(&self, index: usize) -> Option<(Head, bool)> {
        let figure = self.quantities[index].span;
        // $5.2 million in revenue
        let tail = self.tail(index);
        let next = self.heads.iter().find(|head| head.start >= figure.end);
        if let Some(head) = next {
            let between = self.lower(figure.end, head.start).trim_start();
            let joined = between.starts_with("in ") || between.starts_with("of ");
            if joined && between.split_whitespace().count() <= 3 && tail.len() >= head.start - figure.end {
                return Some((*head, true));
            }
        }
        let before = |head: &&Head| head.end <= figure.start && !self.is_closed(head, figure.start);
        let last = *self.heads.iter().rev().find(before)?;
        if last.class == Class::Revenue && !self.is_total(&last, false) {
            // Total revenues, consisting mainly of license revenue, fell to
            let whole = self
                .heads
                .iter()
                .rev()
                .filter(before)
                .skip(1)
                .find(|head| head.class == Class::Revenue && self.is_total(head, false));
            if let Some(head) = whole.filter(|head| self.is_explained(head, &last, figure.start)) {
                return Some((*head, false));
            }
        }
        Some((last, false))
    }

    /// Whether a bracket that holds the head closes before `until`.
    fn is_closed(&self, head: &Head, until: usize) -> bool {
        let between = &self.text[head.end..until.max(head.end)];
        between.find(')').is_some_and(|close| !between[..close].contains('('))
    }

    /// Whether the part named by `part` only explains the whole named before it.
    fn is_explained(&self, whole: &Head, part: &Head, figure: usize) -> bool {
        const WORDS: [&str; 8] =
            ["consisting", "including", "comprised", "comprising", "primarily", "principally", "mainly", "which"];
        let between = self.lower(whole.end, part.start);
        between.starts_with(',')
            && WORDS.iter().any(|word| between.contains(word))
            && self.text[part.end..figure].contains(',')
    }

    fn metric(&self, quantity: &Quantity, head: &Head) -> Option<Metric> {
        let small = quantity.low.or(quantity.high).is_some_and(|value| value.abs() < 100.0);
        if quantity.per == Per::Share {
            return matches!(head.class, Class::Income | Class::Share).then_some(Metric::Eps);
        }
        match head.class {
            Class::Share => small.then_some(Metric::Eps),
            Class::Income if small => {
                let clause = self.lower(head.start, quantity.span.start.max(head.start));
                clause.contains("share").then_some(Metric::Eps)
            }
            Class::Revenue => Some(Metric::Revenue),
            Class::Income => Some(Metric::NetIncome).filter(|_| self.is_net(head)),
            Class::Cash => self.is_held(quantity, head).then_some(Metric::Cash),
            Class::Other => None,
        }
    }

    fn when(&self, index: usize, scope: &Scope, tail: &str, compared: bool) -> When {
        let figure = self.quantities[index].span;
        let until = self.quantities.get(index + 1).map_or(self.end, |next| next.span.start);
        let after = self.mentions.iter().find(|mention| {
            figure.end <= mention.span.start
                && mention.span.start < until
                && is_joint(self.lower(figure.end, mention.span.start))
        });
        let words = |mention: &Mention| {
            let from = self.text.floor_char_boundary(mention.span.start.saturating_sub(24).max(self.start));
            let to = self.text.floor_char_boundary((mention.span.end + 28).min(self.end));
            self.lower(from, to)
        };
        if let Some(mention) = after {
            return scope.when(mention, words(mention));
        }
        if is_year_gloss(self.gap(index)) {
            return When::YearAgo;
        }
        let lead = self.lower(self.start, figure.start);
        if compared && lead.rsplit([',', ';', '(']).next().is_some_and(|clause| clause.contains("sequential")) {
            return When::Other;
        }
        if let Some(when) = scope.of_words(tail, compared) {
            return when;
        }
        if compared {
            return When::Unsaid;
        }
        let before = self.mentions.iter().rev().find(|mention| mention.span.end <= figure.start && !mention.compared);
        if let Some((_, year)) =
            self.year_before(figure.start).filter(|(at, _)| before.is_none_or(|m| m.span.start < *at))
        {
            return scope.of_year(year);
        }
        let from = before.map_or(self.start, |mention| mention.span.end);
        if is_for_the_year(self.lower(from, figure.start)) {
            return if scope.length == Length::Year { When::Current } else { When::Other };
        }
        if before.is_none() && scope.opens_a_year_ago(lead) {
            return When::YearAgo;
        }
        // One period in the sentence, named after its last amount, holds for all of them.
        let only = || match self.mentions.as_slice() {
            [mention] if !mention.compared && scope.when(mention, words(mention)) == When::Current => Some(mention),
            _ => None,
        };
        if let Some(mention) = before.or_else(only) {
            return scope.when(mention, words(mention));
        }
        self.carried.map_or(When::Unsaid, |mention| match scope.when(&mention, "") {
            When::Current => When::Unsaid,
            other => other,
        })
    }

    /// The year that stands for a period of its own before an amount, and where: `For fiscal 2003`.
    fn year_before(&self, until: usize) -> Option<(usize, i16)> {
        const LEADS: [&str; 4] = ["fiscal ", "fiscal year ", "for ", "calendar "];
        let text = &self.text.as_bytes()[self.start..until];
        memchr::memmem::rfind_iter(text, b" 20").chain(memchr::memmem::rfind_iter(text, b" 19")).find_map(|at| {
            let at = self.start + at + 1;
            let year = self.text.get(at..at + 4)?.parse().ok()?;
            let alone = !self.text[at + 4..].starts_with(|c: char| c.is_alphanumeric());
            let lead = self.lower(self.start, at);
            let own = !self.mentions.iter().any(|mention| mention.span.start <= at && at < mention.span.end);
            (alone && own && LEADS.iter().any(|word| lead.ends_with(word))).then_some((at, year))
        })
    }

    fn is_loss(&self, head: &Head, quantity: &Quantity, clause: &str) -> bool {
        let word = self.lower(head.start, head.end);
        let said = word.contains("loss") && !word.contains("income");
        said || money::is_called_loss(self.text, quantity)
            || clause.contains("net loss") && !clause.contains("net income")
    }
}
