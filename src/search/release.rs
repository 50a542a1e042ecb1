//! Records without their text, and which of several releases tells a quarter best.

use std::cmp::Reverse;

use super::{Request, collect::Entry, find, loaded};
use crate::{
    diag::Result,
    index::Index,
    model::{Date, Kind, Record},
};

/// Every matching record in the order of the request, without text and snippets; releases of the
/// same text count once. Limit and cursor are ignored.
///
/// # Errors
/// The query cannot be understood, or the index cannot be read.
pub fn records<'a>(
    index: &'a Index,
    request: &Request,
) -> Result<(u64, impl Iterator<Item = Result<Record>> + use<'a>)> {
    let found = find(index, &Request { limit: 0, cursor: None, facets: Vec::new(), ..request.clone() })?;
    let total = found.collection.entries.len() as u64;
    let load = |_, entry: &Entry| {
        let mut record = index.record_at(entry.address)?;
        index.locate(&mut record);
        Ok(record)
    };
    Ok((total, loaded(found.collection.entries, 0, load)))
}

/// What makes one release of a quarter tell more than another; the greatest is the best.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Merit {
    kind: u8,
    /// How many of revenue, earnings per share and net income have a value.
    values: u8,
    exhibit: bool,
    /// The first to say it.
    date: Reverse<Option<Date>>,
    id: Reverse<String>,
}

impl Merit {
    pub fn of(record: &Record) -> Self {
        let values = [&record.revenue, &record.eps, &record.net_income];
        Self {
            kind: rank(record.kind),
            values: values.into_iter().map(|value| u8::from(value.is_some())).sum(),
            exhibit: is_release_exhibit(record),
            date: Reverse(record.date),
            id: Reverse(record.id.clone()),
        }
    }
}

const fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Earnings => 4,
        Kind::Preliminary => 3,
        Kind::Guidance => 2,
        Kind::OtherRelease => 1,
        Kind::NotRelease => 0,
    }
}

fn is_release_exhibit(record: &Record) -> bool {
    record.exhibit.as_deref().is_some_and(|exhibit| exhibit.to_uppercase().starts_with("EX-99"))
}

/// How much a document tells of a quarter; the greatest is the best of several.
#[must_use]
pub fn rank_of(record: &Record) -> impl Ord + use<> {
    Merit::of(record)
}

/// Why the first is taken before the second.
pub(super) fn why(best: &Record, other: Option<&Record>) -> String {
    let what = match best.kind {
        Kind::Earnings => "a release of results",
        Kind::Preliminary => "a release of preliminary results",
        Kind::Guidance => "a release of guidance",
        Kind::OtherRelease => "another release",
        Kind::NotRelease => "a document that is no release",
    };
    let Some(other) = other else { return format!("{what}, the only document of this period") };
    let (one, two) = (Merit::of(best), Merit::of(other));
    if one.kind != two.kind {
        return format!("{what}, the only one before documents of other kinds");
    }
    if one.values != two.values {
        return format!("{what}, with the most of revenue, eps and net_income");
    }
    if one.exhibit != two.exhibit {
        return format!("{what}, filed as an exhibit 99");
    }
    if one.date != two.date {
        return format!("{what}, the first of them");
    }
    format!("{what}, the first by its id")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_before_warnings_and_the_first_before_later_ones() {
        let record = |kind, day, id: &str| Record {
            kind,
            date: Some(jiff::civil::date(2005, 4, day)),
            id: id.to_owned(),
            ..Record::default()
        };
        let mut all = [
            record(Kind::Preliminary, 1, "a"),
            record(Kind::Earnings, 20, "c"),
            record(Kind::Earnings, 19, "d"),
            record(Kind::NotRelease, 2, "e"),
        ];
        all.sort_by_key(|record| Reverse(Merit::of(record)));
        assert_eq!(all.each_ref().map(|record| record.id.as_str()), ["d", "c", "a", "e"]);
        assert!(why(&all[0], Some(&all[1])).ends_with("the first of them"));
        assert!(why(&all[0], Some(&all[2])).contains("other kinds"));
    }
}
