//! What stands behind an amount: the same amount told again, the period of it.

use super::{
    ago::without_share,
    part::{is_for_the_year, is_joint},
    sentence::Sentence,
};
use crate::ingest::extract::period::Mention;

/// What the words behind an amount, up to the next, tell of its time.
pub(super) struct Behind<'a> {
    /// The period beside it: `$9 million, or $.47 per share, in the third quarter of 2004`.
    pub period: Option<&'a Mention>,
    /// Whether it is the year's: `15% to $183.7 million for the year`.
    pub for_the_year: bool,
}

impl Sentence<'_> {
    /// The last of the amounts that say again what an amount says: `$9 million, or $.47 per share`.
    pub(super) fn last_again(&self, index: usize) -> usize {
        let again = |next: usize| {
            let gap = self.gap(next).trim_matches([',', ' ']);
            next < self.quantities.len() && matches!(gap, "or" | "(" | "or about" | "or approximately")
        };
        let mut last = index;
        while last + 1 < self.quantities.len() && again(last + 1) {
            last += 1;
        }
        last
    }

    /// The first of those amounts.
    pub(super) fn first_again(&self, index: usize) -> usize {
        (0..=index).find(|first| self.last_again(*first) >= index).unwrap_or(index)
    }

    /// What stands behind an amount, told again or not.
    pub(super) fn behind(&self, index: usize) -> Behind<'_> {
        let last = self.last_again(index);
        let stated = self.quantities[last].span.end;
        let until = self.quantities.get(last + 1).map_or(self.end, |next| next.span.start);
        let period = self.mentions.iter().find(|mention| {
            stated <= mention.span.start
                && mention.span.start < until
                && is_joint(without_share(self.lower(stated, mention.span.start)))
        });
        let words = without_share(self.lower(stated, until)).trim_start_matches([',', ' ']);
        let for_the_year = words.starts_with("for the ") && words.len() < 60 && is_for_the_year(words);
        Behind { period, for_the_year }
    }
}
