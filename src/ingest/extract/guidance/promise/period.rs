//! Which period a promise is for.

use super::{Sentence, when};
use crate::model::Span;

impl Sentence<'_> {
    /// The periods an amount is for: the nearest before it, else after it, else the context's.
    pub(super) fn periods_of(&self, quantity: Span, lead: Span, tail: Span) -> Vec<String> {
        if let Some(named) = self.period_respectively(lead, tail) {
            return Some(named).filter(|named| named.ahead).map(|named| named.label.clone()).into_iter().collect();
        }
        let usable = |named: &&when::Named| !named.compared;
        let near = Span::new(tail.start, self.lower.floor_char_boundary(tail.end.min(tail.start + 70)));
        let mut after: Vec<&when::Named> =
            self.periods.iter().filter(usable).filter(|named| near.covers(named.span)).collect();
        let bound = after.first().is_some_and(|first| {
            let between =
                self.lower[near.start..first.span.start].trim_matches(|c: char| c.is_whitespace() || c == ',');
            let words: Vec<&str> = between.split_whitespace().collect();
            // `and provided guidance for fiscal 2006 of`: another promise begins
            let turns = words.len() > 2 && words[0] == "and" && words.iter().any(|word| word.ends_with("ed"));
            let turns = turns || words.first() == Some(&"which");
            let joined = words.len() <= 9 && !between.contains([';', ',']) && !turns && !self.begins_anew(near, first);
            joined && (words.is_empty() || words.iter().any(|word| matches!(*word, "for" | "in" | "during")))
        });
        let before = self.periods.iter().filter(usable).rfind(|named| named.span.start < quantity.start);
        let own = before.is_some_and(|named| lead.covers(named.span));
        // `Third quarter: $40 million` over `Full year: $150 million`
        let labels = own && before.is_some_and(|named| self.lower[named.span.end..].trim_start().starts_with(':'));
        if bound && !labels && !(own && self.lower[near.start..after[0].span.start].contains(" and")) {
            let second = after.get(1).filter(|second| {
                matches!(self.lower[after[0].span.end..second.span.start].trim(), "and" | "and the" | "and for the")
                    && !self.heads_an_amount(second)
            });
            after.truncate(1 + usize::from(second.is_some()));
            if let Some(pair) = after.first().filter(|named| named.ahead).and_then(|named| self.numbered_pair(named)) {
                return pair;
            }
            return after.iter().filter(|named| named.ahead).map(|named| named.label.clone()).collect();
        }
        match before {
            Some(named) if named.ahead => self.with_partner(named),
            Some(named) => self.resumed(named, quantity).into_iter().collect(),
            // goals for the long term are not for the quarter that was spoken of
            None => {
                let told = || {
                    self.context
                        .period
                        .clone()
                        .filter(|_| !["long-term", "long term"].iter().any(|far| self.lower.contains(far)))
                };
                let only =
                    self.only_period().filter(|_| !after.first().is_some_and(|first| self.begins_anew(near, first)));
                only.or_else(told).into_iter().collect()
            }
        }
    }

    /// Whether a period opens a line of its own behind an amount: `EPS of $.10 to $.12` and on the next line `For the
    /// full year the Company expects:`.
    fn begins_anew(&self, near: Span, named: &when::Named) -> bool {
        let between = self.text.get(near.start..named.span.start).unwrap_or_default();
        between.split_whitespace().any(|word| word == "For")
    }

    /// Whether a period is that of the metric and amount right behind it: `and full year revenue of $34 million`.
    fn heads_an_amount(&self, named: &when::Named) -> bool {
        const JOINTS: [&str; 6] = ["", "total", "net", "consolidated", "'s", "\u{2019}s"];
        let metric = self.metrics.iter().find(|one| one.span.start >= named.span.end);
        metric.is_some_and(|metric| {
            let between = self.lower.get(named.span.end..metric.span.start).map(str::trim);
            let rest = self.lower[metric.span.end..].trim_start();
            let told = ["of ", "to ", "will ", "at ", "in the ", "between ", "should "];
            between.is_some_and(|between| JOINTS.contains(&between))
                && told.iter().any(|word| rest.starts_with(word))
                && rest.bytes().any(|byte| byte.is_ascii_digit())
        })
    }

    /// The period to come that a range goes back to behind a comparison: `$18 million, compared with $21 million
    /// in the third quarter of 1996, and earnings of $.05 to $.08`.
    fn resumed(&self, past: &when::Named, quantity: Span) -> Option<String> {
        let between = self.lower.get(past.span.end..quantity.start)?;
        let turns = [", and ", "; ", ", with "].iter().any(|turn| between.starts_with(turn));
        let told = [" was ", " were ", " had ", "earned", "reported"].iter().any(|verb| between.contains(verb));
        let figures = &self.text[quantity.range()];
        let ranged = figures.contains(" to ") || figures.contains(" and ") || figures.contains('-');
        let mut ahead = self.periods.iter().rev().filter(|named| named.ahead && !named.compared);
        let before = ahead.find(|named| named.span.end <= past.span.start).map(|named| named.label.clone());
        before.or_else(|| self.context.period.clone()).filter(|_| turns && ranged && !told)
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
}
