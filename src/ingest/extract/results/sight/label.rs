//! The label of the longer period that an amount is of: the year beside its last quarter, the year to date.

use super::{
    ago::without_share,
    part::{is_for_the_year, is_joint},
    sentence::Sentence,
};
use crate::ingest::extract::{
    period::{Length, Mention},
    results::when::Scope,
};

impl Sentence<'_> {
    /// The label of the period of an amount that is not of the headline period.
    pub(super) fn label(&self, index: usize, scope: &Scope) -> Option<String> {
        let figure = self.quantities[index].span;
        let last = self.last_again(index);
        let stated = self.quantities[last].span.end;
        let until = self.quantities.get(last + 1).map_or(self.end, |next| next.span.start);
        let after = self.mentions.iter().find(|mention| {
            stated <= mention.span.start
                && mention.span.start < until
                && is_joint(without_share(self.lower(stated, mention.span.start)))
        });
        if let Some(mention) = self.paired(index).or(after) {
            return of_mention(mention, scope);
        }
        let behind = without_share(self.lower(stated, until)).trim_start_matches([',', ' ']);
        let own = |mention: &&Mention| mention.span.end <= figure.start && !mention.compared;
        let before = self.mentions.iter().rev().find(own);
        let from = before.map_or(self.start, |mention| mention.span.end);
        let for_the_year = behind.starts_with("for the ") && behind.len() < 60 && is_for_the_year(behind)
            || is_for_the_year(self.lower(from, figure.start));
        if for_the_year {
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
