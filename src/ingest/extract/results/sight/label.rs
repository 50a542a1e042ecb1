//! The label of the longer period that an amount is of: the year beside its last quarter, the year to date.

use super::{part::is_for_the_year, sentence::Sentence};
use crate::ingest::extract::{
    period::{Length, Mention},
    results::when::Scope,
};

impl Sentence<'_> {
    /// The label of the period of an amount that is not of the headline period.
    pub(super) fn label(&self, index: usize, scope: &Scope) -> Option<String> {
        let figure = self.quantities[index].span;
        let behind = self.behind(index);
        if let Some(mention) = self.paired(index).or(behind.period) {
            return of_mention(mention, scope);
        }
        let own = |mention: &&Mention| mention.span.end <= figure.start && !mention.compared;
        let before = self.mentions.iter().rev().find(own);
        let from = before.map_or(self.start, |mention| mention.span.end);
        if behind.for_the_year || is_for_the_year(self.lower(from, figure.start)) {
            return scope.of_length(Length::Year);
        }
        if self.is_compared(index) {
            return None;
        }
        let mention = before.or(self.carried.as_ref().filter(|_| self.mentions.is_empty()))?;
        of_mention(mention, scope)
    }
}

/// The label of a period that is longer than the headline's and ends with it, or does so a year before.
fn of_mention(mention: &Mention, scope: &Scope) -> Option<String> {
    let label = scope.of_length(mention.length)?;
    let ended = mention.end.zip(scope.end);
    let same_month = ended.is_none_or(|(day, end)| i8::try_from(day.month) == Ok(end.month()));
    let by_end = ended.and_then(|(day, end)| Some(day.year? - end.year()));
    let by_name = mention.year.map(|year| year - scope.year);
    let years = by_end.or(by_name).unwrap_or(0);
    let told = by_end.is_none() || by_name.is_none() || by_end == by_name;
    (same_month && told && matches!(years, -1 | 0)).then_some(())?;
    Some(format!("{}{}", scope.year + years, label.get(4..)?))
}
