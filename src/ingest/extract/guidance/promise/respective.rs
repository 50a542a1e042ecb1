//! Two amounts that `respectively` gives to two metrics, or to two periods.

use super::Sentence;
use crate::{
    ingest::extract::guidance::{metric, when},
    model::Span,
};

impl Sentence<'_> {
    /// Which of two such amounts the one between these words is.
    fn place_of(&self, lead: Span, tail: Span) -> Option<usize> {
        const FAR: usize = 90;
        let behind = &self.lower[tail.end..self.lower.floor_char_boundary(self.lower.len().min(tail.end + FAR))];
        let clause = behind.split([';', '\n']).next().unwrap_or(behind);
        if self.lower[tail.range()].trim() == "and" && clause.contains("respectively") {
            return Some(0);
        }
        let behind = &self.lower[tail.start..self.lower.floor_char_boundary(self.lower.len().min(tail.start + FAR))];
        let told = behind.find("respectively").is_some_and(|at| !behind[..at].contains(['$', '%', ';', '\n']));
        (self.lower[lead.range()].trim() == "and" && told).then_some(1)
    }

    /// The metric of one of two amounts, both named before them: `revenue and EBITDA of A and B, respectively`.
    pub(super) fn metric_respectively(&self, lead: Span, tail: Span) -> Option<&metric::Named> {
        let place = self.place_of(lead, tail)?;
        let end = self.first_end(place, lead);
        let mut before = self.metrics.iter().filter(|named| named.span.end <= end).rev();
        let (second, first) = (before.next()?, before.next()?);
        let between = self.lower.get(first.span.end..second.span.start)?.trim();
        let joined = between == "and" || between.starts_with("and ") && between.len() < 20 && !between.contains(',');
        joined.then_some(if place == 0 { first } else { second })
    }

    /// The period of one of two amounts, both named before them or both behind: `for the first quarter and full year`.
    pub(super) fn period_respectively(&self, lead: Span, tail: Span) -> Option<&when::Named> {
        let place = self.place_of(lead, tail)?;
        let end = self.first_end(place, lead);
        let mut behind = self.periods.iter().filter(|named| !named.compared && named.span.start >= tail.start);
        if let (Some(first), Some(second), None) = (behind.next(), behind.next(), behind.next()) {
            // of the first of two, the second stands before the periods too
            let told = &self.lower[tail.start..first.span.start];
            let amounts = told.matches(['$', '%']).count() + told.matches("percent").count();
            if amounts <= 1 - place && told.len() < 60 && !told.contains(';') {
                return Some(if place == 0 { first } else { second });
            }
        }
        let mut before = self.periods.iter().filter(|named| !named.compared && named.span.end <= end).rev();
        let (second, first) = (before.next()?, before.next()?);
        let between = self.lower.get(first.span.end..second.span.start)?.trim();
        matches!(between, "and" | "and the" | "and for the" | "and for").then_some(if place == 0 {
            first
        } else {
            second
        })
    }

    /// Where the words before the first of the two amounts end.
    fn first_end(&self, place: usize, lead: Span) -> usize {
        if place == 0 {
            return lead.end;
        }
        // the first amount ends where the words between the two begin
        let head = &self.lower[..lead.start];
        head.rfind(['$', '\u{20ac}', '\u{a3}']).map_or(lead.start, |last| {
            // of a range, its first end
            let near = head[..last].trim_end();
            let ranged = ["to", "-", "and"].iter().any(|word| near.ends_with(word));
            let before = if ranged { near.rfind(['$', '\u{20ac}', '\u{a3}']) } else { None };
            before.unwrap_or(last)
        })
    }
}
