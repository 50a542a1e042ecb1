//! The units of a run, each given the year and the end date that belong to it.

use super::{
    day::Day,
    mention::{Length, Mention},
    run::{Item, Run},
};
use crate::model::Span;

impl Run {
    pub fn units(&self) -> usize {
        self.items.iter().filter(|(item, ..)| matches!(item, Item::Unit { .. })).count()
    }

    /// Gives each unit its year and its date, and adds it to those found.
    pub fn mentions(mut self, compared: bool, found: &mut Vec<Mention>) {
        self.drop_naming_years();
        self.join_lengths();
        let places: Vec<usize> =
            (0..self.items.len()).filter(|&place| matches!(self.items[place].0, Item::Unit { .. })).collect();
        for (index, &place) in places.iter().enumerate() {
            let Item::Unit { length, weeks } = self.items[place].0 else { continue };
            let until = places.get(index + 1).copied().unwrap_or(self.items.len());
            let from = if index == 0 { 0 } else { places[index - 1] + 1 };
            let own = &self.items[place + 1..until];
            let year =
                first_year(own).or_else(|| last_year(&self.items[from..place])).or_else(|| self.shared_year(place));
            let date = first_date(own).or_else(|| self.shared_date(place, until));
            let (year, date) = match newest(own) {
                Some((day, ending)) => (None, Some((day, ending))),
                None => (year, date),
            };
            let last = own.iter().rev().find(|(item, ..)| matches!(item, Item::Year(_) | Item::Date { .. }));
            let span = Span::new(
                if index == 0 { self.items[0].1 } else { self.items[place].1 },
                last.map_or(self.items[place].2, |&(_, _, end)| end),
            );
            let (end, ending) = date.map_or((None, false), |(day, ending)| (Some(day), ending));
            // `2005` alone after `ended March 31,` belongs to the date.
            let end = end.map(|day| Day { year: day.year, ..day });
            found.push(Mention { span, length, year, end, weeks, compared, ending });
        }
    }

    /// `first quarter of fiscal year 2005`: the year only says whose quarter it is.
    fn drop_naming_years(&mut self) {
        let is_year = |item: &Item| matches!(item, Item::Unit { length: Length::Year, .. });
        let mut place = 0;
        while place < self.items.len() {
            if is_year(&self.items[place].0) && self.items.len() > 1 && self.names_another(place) {
                self.items.remove(place);
            } else {
                place += 1;
            }
        }
    }

    /// `13-week fiscal quarter`: one unit said twice.
    fn join_lengths(&mut self) {
        let mut place = 1;
        while place < self.items.len() {
            let before = self.items[..place].iter().rposition(|(item, ..)| *item != Item::Qualifier);
            let joined = before
                .and_then(|before| joined(&self.items[before].0, &self.items[place].0).map(|item| (before, item)));
            if let Some((before, item)) = joined {
                self.items[before] = (item, self.items[before].1, self.items[place].2);
                self.items.remove(place);
            } else {
                place += 1;
            }
        }
    }

    /// Whether the year unit at `place` stands beside a quarter or half, no `and` between them.
    fn names_another(&self, place: usize) -> bool {
        let part =
            |item: &Item| matches!(item, Item::Unit { length: Length::Quarter(Some(_)) | Length::Half(Some(_)), .. });
        let has_date = self.items[place + 1..]
            .iter()
            // `of the fiscal year 2003, ended September 30`: named by its number, the end is the quarter's
            .take_while(|(item, ..)| !matches!(item, Item::Unit { .. } | Item::Year(_)))
            .any(|(item, ..)| matches!(item, Item::Date { .. }));
        let before =
            self.items[..place].iter().rev().take_while(|(item, ..)| *item != Item::And).any(|(item, ..)| part(item));
        if before && has_date {
            return false;
        }
        let after =
            self.items[place + 1..].iter().take_while(|(item, ..)| *item != Item::And).any(|(item, ..)| part(item));
        before || after && first_year(&self.items[place + 1..]).is_some()
    }

    fn shared_year(&self, place: usize) -> Option<i16> {
        first_year(&self.items[place + 1..]).or_else(|| last_year(&self.items[..place]))
    }

    /// The date of a later unit that `and` joins to this one.
    fn shared_date(&self, place: usize, until: usize) -> Option<(Day, bool)> {
        let joined =
            self.items[place + 1..until].iter().any(|(item, ..)| *item == Item::And) || self.items.get(until).is_none();
        let rest = &self.items[place + 1..];
        if joined { first_date(rest) } else { None }
    }
}

/// The one unit that two units side by side are.
fn joined(before: &Item, after: &Item) -> Option<Item> {
    let (Item::Unit { length: a, weeks: v }, Item::Unit { length: b, weeks: w }) = (before, after) else { return None };
    let length = match (a, b) {
        (Length::Quarter(m), Length::Quarter(n)) if m.is_none() || n.is_none() => Length::Quarter(m.or(*n)),
        (Length::Half(m), Length::Half(n)) if m.is_none() || n.is_none() => Length::Half(m.or(*n)),
        (Length::Year, Length::Year) => Length::Year,
        _ => return None,
    };
    Some(Item::Unit { length, weeks: v.or(*w) })
}

/// The last day of the newest of several years that end on one day: `years ended December 31, 1991, 1992 and 1993`.
fn newest(own: &[(Item, usize, usize)]) -> Option<(Day, bool)> {
    let at = own.iter().position(|(item, ..)| matches!(item, Item::Date { .. }))?;
    let (Item::Date { day, ending }, rest) = (own[at].0, &own[at + 1..]) else { return None };
    let mut newest = day.year?;
    for (item, ..) in rest {
        match item {
            Item::Year(year) if (newest - year).abs() == 1 || (day.year? - year).abs() == 1 => {
                newest = newest.max(*year)
            }
            Item::And => {}
            _ => return None,
        }
    }
    // two may be told of in turn: `$5 million and $6 million for the quarters ended March 31, 2003 and 2004`
    let listed = rest.iter().filter(|(item, ..)| matches!(item, Item::Year(_))).count() > 1;
    (listed && first_year(&own[..at]).is_none()).then_some((Day { year: Some(newest), ..day }, ending))
}

fn first_year(items: &[(Item, usize, usize)]) -> Option<i16> {
    items.iter().find_map(|(item, ..)| match item {
        Item::Year(year) => Some(*year),
        _ => None,
    })
}

fn last_year(items: &[(Item, usize, usize)]) -> Option<i16> {
    items.iter().rev().find_map(|(item, ..)| match item {
        Item::Year(year) => Some(*year),
        _ => None,
    })
}

fn first_date(items: &[(Item, usize, usize)]) -> Option<(Day, bool)> {
    items.iter().find_map(|(item, ..)| match item {
        Item::Date { day, ending } => Some((*day, *ending)),
        _ => None,
    })
}
