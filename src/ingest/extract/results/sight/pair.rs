//! Amounts side by side: two given for two periods, one set against that of a year before, one with
//! the figure of a year before in brackets.

use super::{Sighting, part::is_joint, sentence::Sentence};
use crate::{
    ingest::extract::{
        money::{Per, Quantity, Unit},
        period::Mention,
        results::when::{Scope, When},
    },
    model::{FactRole, Span},
};

/// An amount of two that `respectively` parts.
pub(super) enum Respective<'a> {
    /// The first, and the words behind the second.
    First(&'a str),
    Second,
}

impl Sentence<'_> {
    /// The figure of a year before in brackets behind one, as Nordic companies print it: `SEK 234 M (246)`.
    pub(super) fn bracketed_prior(&self, index: usize, seen: &Sighting) -> Option<Sighting> {
        let figure = self.quantities[index].span;
        let own = matches!(seen.role, FactRole::Actual | FactRole::Preliminary) && seen.when != When::YearAgo;
        if !own || seen.quantity.currency() == Some("USD") {
            return None;
        }
        let rest = self.text[figure.end..self.end].strip_prefix(" (")?;
        let inside = rest.split(')').next().filter(|inside| inside.len() < rest.len() && inside.len() < 12)?;
        let number = |text: &str| text.replace([',', ' '], "").parse::<f64>().ok();
        // of a range, its last figure
        let figures = &self.text[figure.range()];
        let figures = figures.rsplit_once(['-', '\u{2013}']).map_or(figures, |(_, last)| last);
        let figures = figures.rsplit_once(" to ").map_or(figures, |(_, last)| last);
        let printed: String = figures.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
        let (value, printed) = (number(inside)?, number(printed.trim_matches(['.', ',']))?);
        let scale = seen.quantity.high? / printed;
        if printed <= 0.0 || !(0.2..5.0).contains(&(value / printed)) || inside.len() < 2 {
            return None;
        }
        let start = figure.end + 2 + self.place.offset;
        let value = (value * scale * 1e4).round() / 1e4;
        let quantity = Quantity { low: Some(value), high: Some(value), ..seen.quantity.clone() };
        let span = Span::new(start, start + inside.len());
        let when = if seen.when == When::Current { When::YearAgo } else { seen.when };
        Some(Sighting { role: FactRole::Prior, when, quantity, span, ..seen.clone() })
    }

    /// The period of an amount among two that go with two periods named side by side: `for the three and
    /// six months ended June 30 was $5 million and $9 million, respectively`. An amount alone is of both,
    /// the shorter one above all.
    pub(super) fn paired(&self, index: usize) -> Option<&Mention> {
        let (at, [first, second]) = self.mentions.windows(2).enumerate().find_map(|(at, pair)| {
            let [first, second] = pair else { return None };
            let between = self.text.get(first.span.end..second.span.start)?;
            let joined = between.trim_start().to_ascii_lowercase().starts_with("and") && between.len() < 24;
            let same_end = second.end.is_none() || first.end.is_none() || first.end == second.end;
            (joined && same_end && !first.length.is_like(second.length)).then_some((at, [first, second]))
        })?;
        let money = |quantity: &&&Quantity| matches!(quantity.unit, Unit::Money(_)) && quantity.per == Per::None;
        let own = self.quantities[index];
        if own.per != Per::None {
            return None;
        }
        if own.span.start >= second.span.end {
            let until = self.mentions.get(at + 2).map_or(self.end, |next| next.span.start);
            let place = self
                .quantities
                .iter()
                .filter(money)
                .filter(|quantity| quantity.span.start >= second.span.end && quantity.span.start < until)
                .position(|quantity| quantity.span == own.span)?;
            let told = self.lower(own.span.end, self.end).contains("respectively");
            let alone = place == 0 && !self.tail(index).trim_start().starts_with("and");
            return match (told, place) {
                (true, 0) => Some(first),
                (true, 1) => Some(second),
                (false, 0) if alone => Some(first),
                _ => None,
            };
        }
        let mut before: Vec<&&Quantity> =
            self.quantities.iter().filter(money).filter(|quantity| quantity.span.end <= first.span.start).collect();
        let last = before.pop()?;
        let next_to_last = before.pop()?;
        let gap = self.lower(next_to_last.span.end, last.span.start);
        let joint = gap.trim() == "and"
            && is_joint(
                self.lower(last.span.end, first.span.start)
                    .trim_start_matches([',', ' '])
                    .trim_start_matches("respectively"),
            );
        match joint {
            true if next_to_last.span == own.span => Some(first),
            true if last.span == own.span => Some(second),
            _ => None,
        }
    }

    /// Whether an amount is one of two that `respectively` gives two periods named before.
    pub(super) fn respective(&self, index: usize, scope: &Scope) -> Option<Respective<'_>> {
        let behind = |index: usize| self.tail(index + 1).trim_start_matches([',', ' ']);
        let joins = |index: usize| {
            self.quantities.get(index + 1).is_some()
                && self.tail(index).trim() == "and"
                && (behind(index).starts_with("respectively")
                    || self.is_compared(index) && scope.of_words(behind(index), true) == Some(When::YearAgo))
        };
        if joins(index) {
            return Some(Respective::First(behind(index).trim_start_matches("respectively")));
        }
        let paired = self.carried.is_some() && self.mentions.is_empty() || self.mentions.len() > 1;
        (paired && index.checked_sub(1).is_some_and(joins)).then_some(Respective::Second)
    }

    /// Whether the next amount of its kind is compared with it, of the same period a year before:
    /// `was $.12 compared to $.05 a share in the second quarter of 2001`.
    pub(super) fn is_set_against_a_year_ago(&self, index: usize, scope: &Scope) -> bool {
        let own = self.quantities[index];
        let alike = |other: &Quantity| other.unit == own.unit && (other.per == own.per || other.low < Some(100.0));
        let next = (index + 1..self.quantities.len()).find(|next| alike(self.quantities[*next]));
        let Some(next) = next.filter(|next| self.is_compared(*next)) else { return false };
        let figure = self.quantities[next].span;
        let until = self.quantities.get(next + 1).map_or(self.end, |after| after.span.start);
        let after = self.mentions.iter().find(|mention| figure.end <= mention.span.start && mention.span.start < until);
        let named = after.is_some_and(|mention| mention.year.is_some() && scope.when(mention, "") == When::YearAgo);
        let aside = self.carried.is_some_and(|mention| scope.when(&mention, "") != When::Current);
        named || !aside && scope.of_words(self.tail(next), true) == Some(When::YearAgo)
    }
}
