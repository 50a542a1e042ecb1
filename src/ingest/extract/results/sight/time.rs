//! Of which period an amount of a sentence is: by the period beside it, by words for the year before, by the
//! sentence before.

use super::{
    pair::Respective,
    part::{is_for_the_year, is_year_gloss},
    sentence::Sentence,
};
use crate::ingest::{
    extract::{
        period::{Length, Mention},
        results::when::{Scope, When},
    },
    words,
};

impl Sentence<'_> {
    /// Of which period an amount is.
    pub(super) fn when(&self, index: usize, scope: &Scope, tail: &str, compared: bool) -> When {
        let figure = self.quantities[index].span;
        // `$9 million, or $.47 per share, in the third quarter of 2004`: the period is that of both
        let behind = self.behind(index);
        let words = |mention: &Mention| {
            let from = self.text.floor_char_boundary(mention.span.start.saturating_sub(24).max(self.start));
            let to = self.text.floor_char_boundary((mention.span.end + 28).min(self.end));
            self.lower(from, to)
        };
        if let Some(mention) = self.paired(index) {
            return scope.when(mention, words(mention));
        }
        if let Some(mention) = behind.period {
            return scope.when(mention, words(mention));
        }
        if scope.length != Length::Year && self.is_to_date(figure.start, tail) {
            return When::Other;
        }
        if behind.for_the_year {
            return if scope.length == Length::Year { When::Current } else { When::Other };
        }
        if !compared && self.is_told_of_a_year_ago(index) {
            return When::YearAgo;
        }
        if is_year_gloss(self.gap(index)) || self.is_of_last_year(index) {
            // `second quarter revenue below last year's $75 million`: a year before a period to come
            let later = |mention: &&Mention| mention.span.end <= figure.start && scope.when(mention, "") == When::Later;
            let ahead = self.mentions.iter().any(|mention| later(&mention));
            return if ahead { When::Other } else { When::YearAgo };
        }
        match self.respective(index, scope) {
            Some(Respective::Second) => return When::Other,
            Some(Respective::First(tail)) if compared => {
                return scope.of_words(tail, compared).unwrap_or(When::Unsaid);
            }
            _ => {}
        }
        let lead = self.lower(self.start, figure.start);
        if compared && lead.rsplit([',', ';', '(']).next().is_some_and(|clause| clause.contains("sequential")) {
            return When::Other;
        }
        if let Some(when) = scope.of_words(tail, compared) {
            return when;
        }
        if compared {
            // `versus second quarter revenues of`: of a quarter by another number
            let named = self.mentions.iter().rev().find(|mention| {
                mention.span.end <= figure.start && figure.start - mention.span.end <= self.gap(index).len()
            });
            // `and first quarter 2001 revenues of`: of a quarter by its year
            let dated = named.filter(|mention| mention.year.is_some()).map(|mention| scope.when(mention, ""));
            let other = named.filter(|mention| mention.year.is_none() && !mention.length.is_like(scope.length));
            return match dated {
                Some(when @ (When::YearAgo | When::Other)) => when,
                _ if other.is_some() => When::Other,
                _ => When::Unsaid,
            };
        }
        let own = |mention: &&Mention| {
            mention.span.end <= figure.start
                && !mention.compared
                && !self.is_left(mention, figure.start)
                && !self.is_of_the_comparison(mention, index)
        };
        let before = self.mentions.iter().rev().find(own);
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
        // `Quarterly net loss was $1.5 million`
        if before.is_none() && matches!(scope.length, Length::Quarter(_)) && self.is_called_quarterly(figure.start) {
            return When::Current;
        }
        // One period in the sentence, named after its last amount, holds for all of them.
        let only = || match self.mentions.as_slice() {
            [mention] if !mention.compared && scope.when(mention, words(mention)) == When::Current => Some(mention),
            _ => None,
        };
        if let Some(mention) = before.or_else(only) {
            return scope.when(mention, words(mention));
        }
        if self.is_set_against_a_year_ago(index, scope) {
            return When::Current;
        }
        self.carried.map_or(When::Unsaid, |mention| match scope.when(&mention, "") {
            When::Current => When::Unsaid,
            other => other,
        })
    }

    /// Whether the words right before an amount make it that of the year before: `and last year's loss of`.
    fn is_of_last_year(&self, index: usize) -> bool {
        const NEAR: usize = 48;
        let gap = self.gap(index);
        let said = ["last year's ", "last year\u{2019}s ", "prior year's ", "prior year\u{2019}s "];
        let at = said.iter().filter_map(|words| words::last(gap, words)).max();
        // `from last year's second quarter to $158 million`: what follows `to` is another period's
        let closed = gap.trim_end().ends_with(" to");
        at.is_some_and(|at| !closed && gap.len() - at < NEAR && !gap[at..].contains([',', ';']))
    }

    /// Whether an amount is that of the year up to a day: `Year-to-date revenue was`, `$323 million year to date`.
    fn is_to_date(&self, figure: usize, tail: &str) -> bool {
        const WORDS: [&str; 4] = ["year-to-date", "year to date", "to date this year", "so far this year"];
        let named = self.mentions.iter().rev().find(|mention| mention.span.end <= figure);
        let lead = self.lower(named.map_or(self.start, |mention| mention.span.end), figure);
        let lead = lead.rsplit(';').next().unwrap_or(lead);
        let near = tail.split([',', ';']).next().unwrap_or(tail);
        let near = near.split(" and ").next().unwrap_or(near);
        let may = |words: &str| words.contains("date") || words.contains("so far");
        [lead, near].into_iter().filter(|words| may(words)).any(|said| WORDS.iter().any(|words| said.contains(words)))
    }

    /// Whether a period is the one that an amount has come from: `from last year's second quarter to $158 million`.
    fn is_left(&self, mention: &Mention, figure: usize) -> bool {
        let between = self.lower(mention.span.end, figure).trim();
        let arrives = between == "to" || between.starts_with("to ") && between.split(' ').count() < 4;
        arrives && self.lower(self.start, mention.span.start).contains(" from ")
    }

    /// Whether a period is that of an amount compared with, behind which a range is told of the first one again: `$7
    /// million, compared with $11 million for the fourth quarter of 1996, and a net loss of $.35 to $.42 per share`.
    fn is_of_the_comparison(&self, mention: &Mention, index: usize) -> bool {
        let Some(before) = index.checked_sub(1).filter(|before| self.is_compared(*before)) else { return false };
        let figure = self.quantities[index];
        let turns = self.lower(mention.span.end, figure.span.start);
        figure.is_range()
            && self.quantities[before].span.end <= mention.span.start
            && [", and ", "; ", ", with "].iter().any(|turn| turns.starts_with(turn))
            && ![" was ", " were ", " had "].iter().any(|verb| turns.contains(verb))
    }

    /// The year that stands for a period of its own before an amount, and where: `For fiscal 2003`.
    fn year_before(&self, until: usize) -> Option<(usize, i16)> {
        const LEADS: [&str; 4] = ["fiscal ", "fiscal year ", "for ", "calendar "];
        let text = &self.text.as_bytes()[self.start..until];
        let of = |first: u8, second: u8| {
            memchr::memrchr_iter(first, text)
                .filter(move |at| text[..*at].ends_with(b" ") && text.get(at + 1) == Some(&second))
        };
        of(b'2', b'0').chain(of(b'1', b'9')).find_map(|at| {
            let at = self.start + at;
            let year = self.text.get(at..at + 4)?.parse().ok()?;
            let alone = !self.text[at + 4..].starts_with(|c: char| c.is_alphanumeric());
            let lead = self.lower(self.start, at);
            let own = !self.mentions.iter().any(|mention| mention.span.start <= at && at < mention.span.end);
            let heads = || self.heads.iter().any(|head| head.end <= until && self.is_year_of(at + 4, head.start));
            (alone && own && (LEADS.iter().any(|word| lead.ends_with(word)) || heads())).then_some((at, year))
        })
    }

    /// Whether nothing but small words stands between a year and a metric: `2006 total revenue`.
    fn is_year_of(&self, year: usize, metric: usize) -> bool {
        const BETWEEN: [&str; 9] =
            ["", "total", "net", "consolidated", "full-year", "full year", "annual", "gaap", "total net"];
        year < metric && BETWEEN.contains(&self.lower(year, metric).trim())
    }

    /// Whether the metric of an amount is called quarterly.
    fn is_called_quarterly(&self, figure: usize) -> bool {
        const NEAR: usize = 24;
        let head = self.heads.iter().rev().find(|head| head.end <= figure);
        head.is_some_and(|head| {
            let lead = self.lower(self.start, head.start);
            lead.rfind("quarterly ").is_some_and(|at| lead.len() - at < NEAR)
        })
    }
}
