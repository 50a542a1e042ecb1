//! From a trading symbol to the filer it is of: who asks for a symbol means the company.
//!
//! Most filings print no symbol. The index holds which first filers the records have that print one; where one
//! filer has four times as many of them as any other, and the symbol is no stray one among its own, all its
//! records are the symbol's. A symbol that went from one company to another is thus taken by its letter.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};

use tantivy::{SegmentReader, Term, schema::Field};

use super::{
    expand::Expansion,
    plan::{Filter, Plan},
};
use crate::index::{Index, alive_in, filers_of, layout, symbols_of};

/// The filer of a symbol has so many times the records that print it of any other.
const SURE: u64 = 4;

/// A symbol is no stray one if a filer's usual one is printed by at most so many times the records.
const STRAY: u64 = 10;

/// For more symbols than this all are read in one go.
const MANY: usize = 64;

/// A symbol and the filer whose records are meant by it too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Filer {
    symbol: String,
    cik: String,
    /// Records of the filer.
    records: u64,
}

impl Filer {
    /// What the symbol stands for.
    pub fn expansion(&self) -> Expansion {
        let words = [(format!("cik:{}", self.cik), self.records)].into();
        Expansion { typed: format!("ticker:{}", self.symbol.to_uppercase()), words }
    }
}

/// The plan in which symbols stand for their filers too, and these.
pub(super) fn widened<'p>(index: &Index, plan: &'p Plan) -> tantivy::Result<(Cow<'p, Plan>, Vec<Filer>)> {
    let mut symbols = Vec::new();
    gather(plan, &mut symbols);
    if symbols.is_empty() {
        return Ok((Cow::Borrowed(plan), Vec::new()));
    }
    let filers = filers(index, &symbols)?;
    Ok((Cow::Owned(with_filers(plan, &filers)), filers))
}

/// Says which filers were taken for the symbols of a query; nothing where they add nothing.
pub(super) fn note(filers: &[Filer]) -> Option<String> {
    const SHOWN: usize = 3;
    let first = filers.first()?;
    let named = |filer: &Filer| format!("`ticker:{}` for cik {}", filer.symbol.to_uppercase(), filer.cik);
    let mut said: Vec<String> = filers.iter().take(SHOWN).map(named).collect();
    if filers.len() > SHOWN {
        said.push(format!("{} more", filers.len() - SHOWN));
    }
    Some(format!(
        "records of the same filers that print no symbol count too: {}; `ticker.printed:{}` leaves them out",
        said.join(", "),
        first.symbol.to_uppercase()
    ))
}

fn gather<'p>(plan: &'p Plan, symbols: &mut Vec<&'p str>) {
    match plan {
        Plan::Filter(Filter::Issuer(found)) => symbols.extend(found.iter().map(String::as_str)),
        Plan::And(parts) | Plan::Or(parts) => parts.iter().for_each(|part| gather(part, symbols)),
        Plan::Not(inner) | Plan::Boost(inner, _) => gather(inner, symbols),
        Plan::All | Plan::Text(_) | Plan::Filter(_) => {}
    }
}

fn with_filers(plan: &Plan, filers: &[Filer]) -> Plan {
    let all = |parts: &[Plan]| parts.iter().map(|part| with_filers(part, filers)).collect();
    match plan {
        Plan::Filter(Filter::Issuer(symbols)) => {
            let printed = Plan::Filter(Filter::Terms("ticker", symbols.clone()));
            let of_these = filers.iter().filter(|filer| symbols.contains(&filer.symbol));
            let ciks: Vec<String> = of_these.map(|filer| filer.cik.clone()).collect();
            match ciks.is_empty() {
                true => printed,
                false => Plan::Or(vec![printed, Plan::Filter(Filter::Terms("cik", ciks))]),
            }
        }
        Plan::And(parts) => Plan::And(all(parts)),
        Plan::Or(parts) => Plan::Or(all(parts)),
        Plan::Not(inner) => Plan::Not(Box::new(with_filers(inner, filers))),
        Plan::Boost(inner, factor) => Plan::Boost(Box::new(with_filers(inner, filers)), *factor),
        other => other.clone(),
    }
}

/// The filers of symbols that have records that do not print them.
fn filers(index: &Index, symbols: &[&str]) -> tantivy::Result<Vec<Filer>> {
    let mut symbols: Vec<String> = symbols.iter().map(|symbol| (*symbol).to_owned()).collect();
    symbols.sort();
    symbols.dedup();
    let by_symbol = pairs(index, &symbols, "t:", filers_of)?;
    let likely: Vec<(String, String, u64)> = symbols
        .into_iter()
        .filter_map(|symbol| {
            let (cik, count) = sure(by_symbol.get(&symbol)?)?;
            Some((symbol, cik, count))
        })
        .collect();
    let ciks: Vec<String> = likely.iter().map(|(_, cik, _)| cik.clone()).collect();
    let by_filer = pairs(index, &ciks, "c:", symbols_of)?;
    let Some(field) = layout().terms("cik") else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for (symbol, cik, count) in likely {
        let usual = by_filer.get(&cik).and_then(|symbols| symbols.values().max().copied()).unwrap_or_default();
        let records = sum(index, |reader| with_term(reader, field, &cik))?;
        if count * STRAY >= usual && records > count {
            found.push(Filer { symbol, cik, records });
        }
    }
    Ok(found)
}

/// The one filer that has far more records than others.
fn sure(filers: &BTreeMap<String, u64>) -> Option<(String, u64)> {
    let mut counts: Vec<(u64, &String)> = filers.iter().map(|(cik, count)| (*count, cik)).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let (most, cik) = counts.first().copied().filter(|(most, _)| *most > 0)?;
    let next = counts.get(1).map_or(0, |(next, _)| *next);
    (most >= SURE * next).then(|| (cik.clone(), most))
}

/// What stands in the index beside each of some names, with the number of records.
fn pairs(
    index: &Index,
    names: &[String],
    lead: &str,
    beginning: fn(&str) -> String,
) -> tantivy::Result<HashMap<String, BTreeMap<String, u64>>> {
    let mut found: HashMap<String, BTreeMap<String, u64>> =
        names.iter().map(|name| (name.clone(), BTreeMap::new())).collect();
    let beginnings: Vec<String> = match names.len() > MANY {
        true => vec![lead.to_owned()],
        false => names.iter().map(|name| beginning(name)).collect(),
    };
    for reader in index.searcher.segment_readers() {
        for beginning in &beginnings {
            each_pair(reader, beginning, &mut |name, other, count| {
                if let Some(others) = found.get_mut(name) {
                    *others.entry(other.to_owned()).or_default() += count;
                }
            })?;
        }
    }
    Ok(found)
}

/// Gives the terms with a beginning, in two parts, and how many records of a segment have each.
fn each_pair(reader: &SegmentReader, beginning: &str, give: &mut dyn FnMut(&str, &str, u64)) -> tantivy::Result<()> {
    let field = layout().issuer;
    let inverted = reader.inverted_index(field)?;
    let end = format!("{beginning}\u{10ffff}");
    let mut stream = inverted.terms().range().ge(beginning.as_bytes()).lt(end.as_bytes()).into_stream()?;
    while stream.advance() {
        let Some((name, other)) =
            std::str::from_utf8(stream.key()).ok().and_then(|term| term.get(2..)?.split_once(' '))
        else {
            continue;
        };
        let count = match reader.alive_bitset() {
            None => u64::from(stream.value().doc_freq),
            Some(_) => with_term(reader, field, &format!("{}{name} {other}", &beginning[..2]))?,
        };
        give(name, other, count);
    }
    Ok(())
}

fn with_term(reader: &SegmentReader, field: Field, text: &str) -> tantivy::Result<u64> {
    alive_in(reader, &Term::from_field_text(field, text))
}

fn sum(index: &Index, count: impl Fn(&SegmentReader) -> tantivy::Result<u64>) -> tantivy::Result<u64> {
    index.searcher.segment_readers().iter().try_fold(0, |sum, reader| Ok(sum + count(reader)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_is_of_one_filer_or_of_none() {
        let filers = |counts: &[(&str, u64)]| sure(&counts.iter().map(|(cik, n)| ((*cik).to_owned(), *n)).collect());
        assert_eq!(filers(&[("1", 39), ("2", 1)]), Some(("1".to_owned(), 39)));
        assert_eq!(filers(&[("1", 3), ("2", 3)]), None);
        assert_eq!(filers(&[("1", 3), ("2", 1)]), None);
        assert_eq!(filers(&[("1", 0)]), None);
        assert_eq!(filers(&[]), None);
    }
}
