//! From what a query means to what is looked up in one index.

use std::{collections::BTreeMap, sync::Arc};

use tantivy::{
    Term,
    query::{
        BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, ExistsQuery, Occur, Query, TermQuery, TermSetQuery,
    },
    schema::{Field, IndexRecordOption},
};

use super::{
    absent::{Absent, Place},
    columns::{self, BucketQuery},
    conjunction::{Conjunction, Neighbours},
    expand::{self, Expansion},
    issuer,
    leaf::{Bonus, Leaf, LeafQuery, Words},
    pattern::{Slot, distinct},
    plan::{Bounds, Filter, Plan, Shape, Target, TextMatch},
    ranges::ColumnRange,
};
use crate::{
    diag::Result,
    index::{Index, analyzer, layout, name_of, polarity_mark, schema::Text, sort, text_of},
    model::SectionKind,
};

/// What a word in the headline adds, in parts of its weight.
const HEADLINE: f32 = 0.8;

/// What a word in a telling phrase adds.
const TELLING: f32 = 0.5;

/// What a word that is the issuer's trading symbol adds.
const SYMBOL: f32 = 4.0;

/// What words add that are neighbours in the query and in the text, in parts of their weight: once
/// is as much as finding each of them.
const NEIGHBOURS: f32 = 1.0;

/// Neighbours are not looked for where both words stand in more records than this: they tell little,
/// and places are dear.
const USUAL: u64 = 250_000;

/// Neighbours are looked for among so many forms of a word at most.
const FORMS: usize = 16;

/// What is looked up, and the words that stand for what was typed.
pub(crate) struct Lowered {
    pub query: Conjunction,
    pub expansions: Vec<Expansion>,
    pub absent: Absent,
    /// What a reader should know of how it was read.
    pub note: Option<String>,
}

/// Makes of a plan what is looked up.
pub(crate) fn lower(index: &Index, plan: &Plan) -> Result<Lowered> {
    let records = index.records()?;
    let mut lowering = Lowering { index, records, expansions: Vec::new(), absent: Absent::default(), rarest: u64::MAX };
    let mut query = Conjunction { lists: Arc::clone(&index.lists), ..Conjunction::default() };
    let (plan, filers) = issuer::widened(index, plan).map_err(|error| index.wrap(&error))?;
    lowering.expansions.extend(filers.iter().map(issuer::Filer::expansion));
    lowering.gather(std::slice::from_ref(plan.as_ref()), &mut query)?;
    let selects_nothing = query.terms.is_empty() && query.ranges.is_empty() && query.conditions.is_empty();
    if query.leaves.is_empty() && query.texts.is_empty() && selects_nothing {
        query.terms.push(record_term());
    }
    let note = issuer::note(&filers);
    Ok(Lowered { query, expansions: lowering.expansions, absent: lowering.absent, note })
}

struct Lowering<'a> {
    index: &'a Index,
    records: u64,
    expansions: Vec<Expansion>,
    absent: Absent,
    /// Records that have the rarest of the words looked up last.
    rarest: u64,
}

type Boxed = Box<dyn Query>;

/// A condition: it selects and does not score.
fn condition(query: impl Query) -> Boxed {
    Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
}

fn term(field: Field, text: &str) -> TermQuery {
    TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic)
}

/// The term that every record has.
fn record_term() -> (Field, String) {
    (layout().sort, sort::RECORD.to_owned())
}

fn every_record() -> Boxed {
    condition(term(layout().sort, sort::RECORD))
}

/// The one term that a condition asks for, if it is one.
fn single_term(plan: &Plan) -> Option<(Field, String)> {
    match plan {
        Plan::All => Some(record_term()),
        Plan::Filter(Filter::Terms(name, values)) => match values.as_slice() {
            [value] => Some((layout().terms(name)?, value.clone())),
            _ => None,
        },
        Plan::Filter(Filter::HasSection(kinds)) => match kinds.as_slice() {
            [kind] => Some((layout().terms("has")?, has_section(*kind))),
            _ => None,
        },
        Plan::Filter(Filter::HasPhrase(polarity)) => Some((layout().phrases, polarity_mark(*polarity).to_owned())),
        _ => None,
    }
}

/// The condition as buckets, if it is a range.
fn range(filter: &Filter) -> Option<BucketQuery> {
    match filter {
        Filter::Days(name, first, last) => Some(columns::days_between(name, *first, *last)),
        Filter::Amount(name, bounds) => Some(columns::amount(name, *bounds)),
        Filter::Guidance(metric, measure, bounds) => Some(columns::guidance(*metric, *measure, *bounds)),
        _ => None,
    }
}

fn has_section(kind: SectionKind) -> String {
    format!("section.{}", name_of(&kind))
}

/// Whether it selects and does not score.
fn is_condition(plan: &Plan) -> bool {
    match plan {
        Plan::All | Plan::Filter(_) => true,
        Plan::And(parts) | Plan::Or(parts) => parts.iter().all(is_condition),
        Plan::Text(_) | Plan::Not(_) | Plan::Boost(..) => false,
    }
}

/// What is found beside each other gets more; these are words that stand beside each other.
fn neighbours(left: &Leaf, right: &Leaf) -> Option<Arc<Leaf>> {
    let (Words::One(first), Words::One(second)) = (&left.words, &right.words) else { return None };
    let few = |words: &[String]| (1..=FORMS).contains(&words.len());
    let is_narrative = |leaf: &Leaf| leaf.field == layout().narrative && leaf.markers.is_empty();
    let records = left.records.min(right.records);
    if records > USUAL || !few(first) || !few(second) || !is_narrative(left) || !is_narrative(right) {
        return None;
    }
    Some(Arc::new(Leaf {
        field: left.field,
        words: Words::Sequence(vec![(0, first.clone()), (1, second.clone())]),
        lists: Arc::clone(&left.lists),
        markers: Vec::new(),
        weight: (left.weight + right.weight) * NEIGHBOURS,
        records,
        usual_length: left.usual_length,
        bonuses: Vec::new(),
    }))
}

impl Lowering<'_> {
    /// Clauses of a conjunction, those of conjunctions inside it too.
    fn gather(&mut self, parts: &[Plan], query: &mut Conjunction) -> Result<()> {
        let mut before: Option<Arc<Leaf>> = None;
        for part in parts {
            let last = before.take();
            match part {
                Plan::And(inner) => self.gather(inner, query)?,
                Plan::Not(inner) => query.without.push(self.plan(inner)?),
                Plan::Text(text) => match self.single(text)? {
                    Some(leaf) => {
                        let words = [query.leaves.len().saturating_sub(1), query.leaves.len()];
                        let pair = last.and_then(|last| neighbours(&last, &leaf));
                        query.pairs.extend(pair.map(|leaf| Neighbours { leaf, words }));
                        query.leaves.push(Arc::clone(&leaf));
                        before = Some(leaf);
                    }
                    None => query.texts.push(self.text(text)?),
                },
                Plan::Filter(filter @ (Filter::Days(..) | Filter::Amount(..) | Filter::Guidance(..))) => {
                    query.ranges.extend(range(filter));
                }
                part if is_condition(part) => match single_term(part) {
                    Some(term) => query.terms.push(term),
                    None => query.conditions.push(self.plan(part)?),
                },
                part => query.texts.push(self.plan(part)?),
            }
        }
        Ok(())
    }

    fn plan(&mut self, plan: &Plan) -> Result<Boxed> {
        match plan {
            Plan::All => Ok(every_record()),
            Plan::Text(text) => self.text(text),
            Plan::Filter(filter) => self.filter(filter),
            Plan::And(parts) => self.and(parts),
            Plan::Or(parts) => {
                let parts =
                    parts.iter().map(|part| Ok((Occur::Should, self.plan(part)?))).collect::<Result<Vec<_>>>()?;
                Ok(Box::new(BooleanQuery::new(parts)))
            }
            Plan::Not(_) => self.and(std::slice::from_ref(plan)),
            Plan::Boost(inner, factor) => Ok(Box::new(BoostQuery::new(self.plan(inner)?, *factor))),
        }
    }

    fn and(&mut self, parts: &[Plan]) -> Result<Boxed> {
        let mut clauses = Vec::with_capacity(parts.len());
        self.clauses(parts, &mut clauses)?;
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, every_record()));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// Clauses of a conjunction, those of conjunctions inside it too.
    fn clauses(&mut self, parts: &[Plan], clauses: &mut Vec<(Occur, Boxed)>) -> Result<()> {
        for part in parts {
            match part {
                Plan::And(inner) => self.clauses(inner, clauses)?,
                Plan::Not(inner) => clauses.push((Occur::MustNot, self.plan(inner)?)),
                Plan::All if parts.len() > 1 => clauses.push((Occur::Must, every_record())),
                other => clauses.push((Occur::Must, self.plan(other)?)),
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &TextMatch) -> Result<Boxed> {
        if let Some(leaf) = self.single(text)? {
            return Ok(Box::new(LeafQuery(leaf)));
        }
        let Target::Document { texts, sections } = &text.target else { return Ok(Box::new(EmptyQuery)) };
        let mut clauses = Vec::new();
        for &part in texts {
            let leaf = self.in_text(text, part, sections)?;
            clauses.push((Occur::Should, Box::new(LeafQuery(leaf)) as Boxed));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// The leaf of words that are looked for in one field.
    fn single(&mut self, text: &TextMatch) -> Result<Option<Arc<Leaf>>> {
        let layout = layout();
        match &text.target {
            Target::Company => match layout.terms("company") {
                Some(field) => self.leaf(text, field, 5.0, Vec::new()).map(Some),
                None => Ok(None),
            },
            Target::Phrases(polarity) => {
                let markers = polarity.iter().map(|&polarity| polarity_mark(polarity).to_owned()).collect();
                self.leaf(text, layout.phrases, 20.0, markers).map(Some)
            }
            Target::Document { texts, sections } => match texts.as_slice() {
                &[part] => self.in_text(text, part, sections).map(Some),
                _ => Ok(None),
            },
        }
    }

    fn in_text(&mut self, text: &TextMatch, part: Text, sections: &[SectionKind]) -> Result<Arc<Leaf>> {
        let kinds = sections.iter().filter(|&&kind| text_of(kind) == part);
        let markers = kinds.map(|&kind| analyzer::marker(kind).to_owned()).collect();
        self.leaf(text, layout().of_text(part), part.usual_length() as f32, markers)
    }

    fn leaf(&mut self, text: &TextMatch, field: Field, usual_length: f32, markers: Vec<String>) -> Result<Arc<Leaf>> {
        let mut weight = 0.0;
        let words = self.shape(&text.shape, field, &mut weight)?;
        let records = std::mem::replace(&mut self.rarest, u64::MAX);
        let mut bonuses = Vec::new();
        if matches!(words, Words::One(_)) && field == layout().narrative && markers.is_empty() {
            bonuses.push(Bonus { field: layout().headline, share: HEADLINE, words: None });
            bonuses.push(Bonus { field: layout().phrases, share: TELLING, words: None });
            if let Some((symbol, field)) = text.symbol.clone().zip(layout().terms("ticker")) {
                bonuses.push(Bonus { field, share: SYMBOL, words: Some(vec![symbol]) });
            }
        }
        let lists = Arc::clone(&self.index.lists);
        Ok(Arc::new(Leaf { field, words, lists, markers, weight: weight as f32, records, usual_length, bonuses }))
    }

    fn shape(&mut self, shape: &Shape, field: Field, weight: &mut f64) -> Result<Words> {
        Ok(match shape {
            Shape::Word(slot) => Words::One(self.slot(slot, field, weight)?),
            Shape::Sequence(slots) => {
                let slots = slots.iter().map(|(offset, slot)| Ok((*offset, self.slot(slot, field, weight)?)));
                Words::Sequence(slots.collect::<Result<_>>()?)
            }
            Shape::Window(slots, slop) => {
                let slots = slots.iter().map(|slot| self.slot(slot, field, weight));
                Words::Window(slots.collect::<Result<_>>()?, *slop)
            }
            Shape::Near { left, right, distance, ordered } => Words::Near {
                left: Box::new(self.shape(left, field, weight)?),
                right: Box::new(self.shape(right, field, weight)?),
                distance: *distance,
                ordered: *ordered,
            },
            Shape::Any(parts) => {
                let (mut heaviest, mut usual) = (0.0_f64, 0);
                let mut words = Vec::new();
                let before = self.rarest;
                for part in parts {
                    let mut own = 0.0;
                    self.rarest = u64::MAX;
                    let found = self.shape(part, field, &mut own)?;
                    if found.can_match() {
                        words.push(found);
                        heaviest = heaviest.max(own);
                        usual = usual.max(self.rarest);
                    }
                }
                self.rarest = before.min(usual);
                *weight += heaviest;
                match words.len() {
                    0 => Words::One(Vec::new()),
                    1 => words.remove(0),
                    _ => Words::Any(words),
                }
            }
        })
    }

    /// The words that a slot stands for in a field, and their rarity.
    fn slot(&mut self, slot: &Slot, field: Field, weight: &mut f64) -> Result<Vec<String>> {
        let words = expand::words(self.index, field, slot)?;
        let documents = words.values().sum::<u64>().min(self.records);
        self.rarest = self.rarest.min(documents);
        let documents = documents as f64;
        let records = self.records as f64;
        *weight += (1.0 + (records - documents + 0.5) / (documents + 0.5)).ln();
        let found: Vec<_> = words.keys().cloned().collect();
        self.absent.note(Place::of(field), slot, found.is_empty());
        self.note(slot, words);
        Ok(found)
    }

    fn note(&mut self, slot: &Slot, words: BTreeMap<String, u64>) {
        let typed = slot.to_string();
        match self.expansions.iter_mut().find(|known| known.typed == typed) {
            Some(known) => words.into_iter().for_each(|(word, count)| *known.words.entry(word).or_default() += count),
            None => self.expansions.push(Expansion { typed, words }),
        }
    }

    fn filter(&self, filter: &Filter) -> Result<Boxed> {
        let layout = layout();
        if let Some(range) = range(filter) {
            return Ok(Box::new(range));
        }
        Ok(match filter {
            Filter::Days(..) | Filter::Amount(..) | Filter::Guidance(..) | Filter::Issuer(_) => Box::new(EmptyQuery),
            Filter::Terms(name, values) => {
                layout.terms(name).map_or_else(|| Box::new(EmptyQuery) as Boxed, |field| any_term(field, values))
            }
            Filter::Pattern(name, slot) => match layout.terms(name) {
                Some(field) => columns::pattern(field, slot.clone()),
                None => Box::new(EmptyQuery),
            },
            Filter::Exists(column) => condition(ExistsQuery::new(column.clone(), false)),
            Filter::Score(bounds) => number_in("_tone_score", *bounds),
            Filter::HasSection(kinds) => match layout.terms("has") {
                Some(field) => {
                    let names: Vec<_> = kinds.iter().map(|&kind| has_section(kind)).collect();
                    any_term(field, &names)
                }
                None => Box::new(EmptyQuery),
            },
            Filter::HasPhrase(polarity) => condition(term(layout.phrases, polarity_mark(*polarity))),
        })
    }
}

fn any_term(field: Field, values: &[String]) -> Boxed {
    match values {
        [one] => condition(term(field, one)),
        many => {
            let words = distinct(many.iter().cloned());
            condition(TermSetQuery::new(words.iter().map(|value| Term::from_field_text(field, value))))
        }
    }
}

fn number_in(column: &str, bounds: Bounds) -> Boxed {
    Box::new(ColumnRange::numbers(column, bounds))
}
