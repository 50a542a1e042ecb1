//! Whether an amount is promised: not reported, compared with, a part, an effect, or somebody else's estimate.

use super::{Sentence, is_change, recalled};
use crate::{
    ingest::{
        extract::{
            guidance::{cue::Cue, metric},
            money::{Quantity, Unit},
        },
        words,
    },
    model::{Metric, Span},
};

impl Sentence<'_> {
    /// Whether the words around an amount make it one that is promised.
    pub(super) fn is_promised(&self, quantity: &Quantity, lead: Span, tail: Span) -> bool {
        let start = lead.end;
        let forward = self.last_cue(start, Cue::Forward);
        if self.memory.takes_back(self.lower, self.main, start) && !self.lower[..start].contains("now expect") {
            return false;
        }
        if self.is_object(tail) || (!self.context.forward && forward.is_none() && !self.passive(tail)) {
            return false;
        }
        let past = self.last_cue(start, Cue::Past);
        let past = past.filter(|at| !self.lower[..*at].ends_with("been ") && !self.is_promise_changed(*at));
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
        // `to increase revenue from fiscal 2004 by about 15%`
        let close = close && !(matches!(quantity.unit, Unit::Percent) && is_change(words));
        let rise = matches!(quantity.unit, Unit::Money(_)) && is_change(words);
        let bound = quantity.low.is_none() || quantity.high.is_none();
        // `in the low $30 million range`
        const VAGUE: [&str; 10] =
            ["mid-", "low-", "high-", "upper-", " mid ", " low ", " high ", " upper ", " middle ", " lower "];
        let vague = VAGUE.iter().any(|word| words.ends_with(word));
        !(of(Cue::Source)
            || vague
            || self.is_added_to(tail)
            || matches!(quantity.unit, Unit::Money(_)) && self.is_of_a_source(tail)
            || self.in_part(lead)
            || is_change(words) && self.is_effect(lead)
            || !quantity.is_range() && ["midpoint of", "mid-point of"].iter().any(|middle| words.contains(middle))
            || (of(Cue::Analyst) && !words.contains("comfortable with"))
            || self.is_analysts(tail)
            || (close && !bound)
            || rise
            || self.lower[tail.range()].trim_start().starts_with("of ")
                && self.of_period(tail).is_none()
                && !(quantity.is_range() && self.is_of_all_revenue(tail)))
    }

    /// Whether an amount is what is added to a measure: `to add $2 million to revenue and $4 million to the loss`.
    fn is_added_to(&self, tail: Span) -> bool {
        const TO: [&str; 8] =
            ["to revenue", "to net", "to the ", "to earnings", "to our ", "to its ", "to sales", "to non-gaap"];
        let adds = [" add ", " adds ", " contribute ", " contributes "];
        let words = self.lower[tail.range()].trim_start();
        TO.iter().any(|to| words.starts_with(to)) && adds.iter().any(|verb| self.lower[..tail.start].contains(verb))
    }

    /// Whether an amount comes from a part of the business: `revenue of $5 million from the new contract`.
    fn is_of_a_source(&self, tail: Span) -> bool {
        const SOURCES: [&str; 14] = [
            "contract",
            "contracts",
            "agreement",
            "agreements",
            "order",
            "orders",
            "acquisition",
            "acquisitions",
            "license",
            "licenses",
            "customer",
            "program",
            "project",
            "deal",
        ];
        const FAR: usize = 6;
        let words = self.lower[tail.range()].trim_start();
        let Some(rest) = words.strip_prefix("from ") else { return false };
        let clause = rest.split([',', ';', '.', '(']).next().unwrap_or(rest);
        clause.split_whitespace().take(FAR).any(|word| SOURCES.contains(&word))
    }

    /// "Guidance was raised to $62 million": the change is of today.
    fn is_promise_changed(&self, at: usize) -> bool {
        const CHANGES: [&str; 12] = [
            "raised",
            "increased",
            "lowered",
            "reduced",
            "cut",
            "revised",
            "updated",
            "narrowed",
            "trimmed",
            "adjusted",
            "maintained",
            "reaffirmed",
        ];
        const PROMISES: [&str; 5] = ["guidance", "outlook", "forecast", "estimate", "range"];
        let head = self.lower[..at].trim_end();
        // `Full year outlook increased to $60 million`
        let bare = || Some(&self.lower[at..]).filter(|_| PROMISES.iter().any(|promise| head.ends_with(promise)));
        let rest =
            self.lower[at..].strip_prefix("was ").or_else(|| self.lower[at..].strip_prefix("were ")).or_else(bare);
        let near = &head[head.floor_char_boundary(head.len().saturating_sub(48))..];
        rest.is_some_and(|rest| CHANGES.iter().any(|change| rest.starts_with(change)))
            && PROMISES.iter().any(|promise| near.contains(promise))
            && !recalled::names_a_past_time(self.lower)
    }

    /// "Currency will reduce sales by 2%": what something else does to a metric.
    fn is_effect(&self, lead: Span) -> bool {
        const VERBS: [&str; 11] = [
            " reduce ",
            " lower ",
            " decrease ",
            " increase ",
            " boost ",
            " raise ",
            " hurt ",
            " benefit ",
            " impact ",
            " affect ",
            " depress ",
        ];
        const CAUSES: [&str; 16] = [
            "currency",
            "currencies",
            "exchange",
            "hurricane",
            "storm",
            "strike",
            "extra week",
            "weather",
            "tariff",
            "divest",
            "closure",
            "closing of",
            "sale of",
            "loss of",
            "adoption of",
            "timing of",
        ];
        let words = &self.lower[lead.range()];
        let Some(named) = self.metrics.iter().rev().find(|named| lead.covers(named.span)) else { return false };
        let before = &words[..named.span.start - lead.start];
        let verb = VERBS.iter().filter_map(|verb| words::last(before, verb)).max();
        verb.is_some_and(|verb| CAUSES.iter().any(|cause| before[..verb].contains(cause)))
    }

    /// "$60 million to $64 million of revenue in 2005".
    fn is_of_all_revenue(&self, tail: Span) -> bool {
        const JOINTS: [&str; 4] = ["of", "of total", "of net", "of annual"];
        let named = self.metrics.iter().find(|named| tail.covers(named.span));
        let of = |named: &metric::Named| self.lower.get(tail.start..named.span.start).map(str::trim);
        named.is_some_and(|named| {
            named.metric == Some(Metric::Revenue) && of(named).is_some_and(|of| JOINTS.contains(&of))
        })
    }

    /// "$14 million of third quarter revenue": a period and nothing else stands before the metric.
    pub(super) fn of_period(&self, tail: Span) -> Option<&metric::Named> {
        let named = self.metrics.iter().find(|named| tail.covers(named.span) && named.metric.is_some())?;
        let period = self.periods.iter().find(|period| tail.covers(period.span))?;
        let joint = self.lower.get(tail.start..period.span.start)?.trim();
        let rest = self.lower.get(period.span.end..named.span.start)?.trim();
        (matches!(joint, "of" | "in") && matches!(rest, "" | "total" | "net" | "'s")).then_some(named)
    }

    /// "the $0.12 that analysts expect", "the $5 million consensus".
    fn is_analysts(&self, tail: Span) -> bool {
        let near = Span::new(tail.start, self.lower.floor_char_boundary(tail.end.min(tail.start + 45)));
        let cue = self.cues.iter().find(|found| found.cue == Cue::Analyst && near.covers(found.span));
        cue.is_some_and(|cue| {
            let between = &self.lower[near.start..cue.span.start];
            !between.contains([',', ';', ':', '('])
                && !["below", "above", "than", "versus", "compared", "with", "and"]
                    .iter()
                    .any(|off| between.contains(off))
        })
    }

    /// "range from $14 million", "earnings from continuing operations": the word compares with nothing.
    fn opens_range(&self, word: Span) -> bool {
        let before = self.lower[..word.start].trim_end();
        let after = self.lower[word.end..].trim_start();
        &self.lower[word.range()] == "from"
            && (["range", "ranges", "ranging", "somewhere", "anywhere"].iter().any(|range| before.ends_with(range))
                || ["continuing operations", "operations"].iter().any(|source| after.starts_with(source)))
    }

    /// Whether words of the same clause make what follows only a part: "including", "contract".
    fn in_part(&self, lead: Span) -> bool {
        let clause = self.lower[..lead.start].rfind([';', ':']).map_or(0, |at| at + 1);
        let is_part = |cue: Cue| matches!(cue, Cue::Part | Cue::Source);
        let part = self
            .cues
            .iter()
            .rev()
            .find(|found| is_part(found.cue) && found.span.start >= clause && found.span.end <= lead.end)
            .filter(|found| !self.is_holders(found.span) && !self.is_bracketed(found.span, lead));
        part.is_some_and(|part| {
            !self
                .metrics
                .iter()
                .any(|named| named.metric.is_some() && named.span.start > part.span.end && named.span.end <= lead.end)
        })
    }

    /// Whether a word opens a remark between a metric and its amount: `expenses, excluding restructuring, of $26 million`.
    fn is_bracketed(&self, word: Span, lead: Span) -> bool {
        let Some(before) = self.lower[..word.start].trim_end().strip_suffix(',') else { return false };
        let named = self.metrics.iter().any(|named| named.metric.is_some() && named.span.end == before.len());
        let rest = self.lower.get(word.end..lead.end).unwrap_or_default();
        named && rest.rfind(',').is_some_and(|comma| !rest[comma..].contains("cluding"))
    }

    /// Whether words give a result to the company's holders: `EPS attributable to Tarnby of $.37`.
    fn is_holders(&self, words: Span) -> bool {
        let per_holder = |metric| matches!(metric, Some(Metric::Eps | Metric::NetIncome));
        &self.lower[words.range()] == "attributable to"
            && self.metrics.iter().any(|named| {
                let between = self.lower.get(named.span.end..words.start).map(str::trim);
                per_holder(named.metric) && between == Some("")
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
        CUES.iter().find_map(|cue| Some(&near[words::first(near, cue)? + cue.len()..]))
    }

    /// Whether a bracket that holds words closes before an amount: `free cash flow (cash flow less capital spending)
    /// is expected`.
    pub(super) fn is_closed(&self, words: Span, lead: Span) -> bool {
        let (before, behind) = (&self.lower[lead.start..words.start], &self.lower[words.end..lead.end]);
        let opened = before.rfind('(').is_some_and(|at| !before[at..].contains(')'));
        opened
            && behind.contains(')')
            && self.metrics.iter().any(|named| {
                named.metric.is_some()
                    && named.span.start >= lead.start
                    && named.span.end < lead.start + before.rfind('(').unwrap_or(0)
            })
    }
}
