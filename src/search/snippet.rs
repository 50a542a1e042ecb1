//! The passage of a document that shows best why it was found.
//!
//! The words, phrases and distances of the query are looked for again in the stored text, section by
//! section, with the same matching as in the index. A query without words shows what its conditions
//! are about: the revenue's sentence, the telling phrases; else how the document begins.

use std::collections::BTreeMap;

use serde::Serialize;

use super::places::{Finder, Places};

use crate::{
    index::{promised, promised_percent, schema::Text, text_of},
    model::{Polarity, Record, Section, SectionKind, Span},
    query::{Filter, Measure, Plan, Shape, Target, TextMatch},
};

/// A passage, and what is to be marked in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Snippet {
    /// The kind of section it stands in.
    pub section: SectionKind,
    /// First byte in the document's text.
    pub start: usize,
    /// Just past the last byte in the document's text.
    pub end: usize,
    /// The words as they stand.
    pub text: String,
    /// Byte ranges of `text` that match.
    pub marks: Vec<Span>,
}

/// A passage is about so many bytes long.
const LENGTH: usize = 240;

/// Finds the passages of one query.
pub(super) struct Marker {
    texts: Vec<TextMatch>,
    filters: Vec<Filter>,
    finder: Finder,
    limit: usize,
}

/// A section is read in pieces of about so many bytes.
const PIECE: usize = 64 << 10;

/// Once every part of the query was found, reading stops after so many bytes.
const ENOUGH: usize = 256 << 10;

/// A match in the text: which part of the query, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    span: Span,
    part: usize,
    section: usize,
}

impl Marker {
    pub fn new(plan: &Plan, limit: usize) -> Self {
        let mut marker = Self { texts: Vec::new(), filters: Vec::new(), finder: Finder::default(), limit };
        marker.gather(plan);
        marker.finder = Finder::of(marker.texts.iter().map(|text| &text.shape));
        marker
    }

    fn gather(&mut self, plan: &Plan) {
        match plan {
            Plan::Text(text) => self.texts.push(text.clone()),
            Plan::Filter(filter) => self.filters.push(filter.clone()),
            Plan::And(parts) | Plan::Or(parts) => parts.iter().for_each(|part| self.gather(part)),
            Plan::Boost(inner, _) => self.gather(inner),
            Plan::Not(_) | Plan::All => {}
        }
    }

    /// The best passages of a document, best first.
    pub fn snippets(&self, record: &Record, text: &str) -> Vec<Snippet> {
        if self.limit == 0 || text.is_empty() {
            return Vec::new();
        }
        let mut marks = self.marks(record, text);
        if marks.is_empty() {
            marks = self.evidence(record);
        }
        marks.sort_unstable();
        marks.dedup();
        if marks.is_empty() {
            return lead(record, text).into_iter().collect();
        }
        passages(record, text, &marks, self.limit)
    }

    fn marks(&self, record: &Record, text: &str) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut read = 0;
        for (place, section) in record.sections.iter().enumerate() {
            let kind = section.kind;
            if !self.texts.iter().any(|part| looks_in(&part.target, kind)) {
                continue;
            }
            let mut rest = Span::new(section.start, section.end.min(text.len()));
            while !rest.is_empty() && (read <= ENOUGH || !self.all_found(&marks)) {
                let piece = Span::new(rest.start, piece_end(text, rest));
                self.piece_marks(place, kind, text, piece, &mut marks);
                read += piece.len();
                rest.start = piece.end;
            }
        }
        for (part, wanted) in self.texts.iter().enumerate() {
            if let Target::Phrases(polarity) = wanted.target {
                self.phrase_marks(record, part, &wanted.shape, polarity, &mut marks);
            }
        }
        marks
    }

    /// Whether every part that looks in the document has a match.
    fn all_found(&self, marks: &[Mark]) -> bool {
        (0..).zip(&self.texts).all(|(part, wanted)| {
            !matches!(wanted.target, Target::Document { .. }) || marks.iter().any(|mark| mark.part == part)
        })
    }

    fn piece_marks(&self, place: usize, kind: SectionKind, text: &str, piece: Span, marks: &mut Vec<Mark>) {
        let Some(body) = text.get(piece.range()) else { return };
        let places = self.finder.places(body);
        if places.is_empty() {
            return;
        }
        for (part, wanted) in self.texts.iter().enumerate().filter(|(_, part)| looks_in(&part.target, kind)) {
            for span in places.marks(&wanted.shape) {
                marks.push(Mark { span: span.shifted(piece.start), part, section: place });
            }
        }
    }

    fn phrase_marks(
        &self,
        record: &Record,
        part: usize,
        shape: &Shape,
        polarity: Option<Polarity>,
        marks: &mut Vec<Mark>,
    ) {
        for phrase in record.phrases.iter().filter(|phrase| polarity.is_none_or(|wanted| wanted == phrase.polarity)) {
            let places: Places<'_> = self.finder.places(&phrase.text);
            let section = record.sections.iter().position(|section| section.span().covers(phrase.span));
            if let Some(section) = section.filter(|_| !places.marks(shape).is_empty()) {
                marks.push(Mark { span: phrase.span, part, section });
            }
        }
    }

    /// Where the values stand that the conditions are about.
    fn evidence(&self, record: &Record) -> Vec<Mark> {
        let mut spans = Vec::new();
        for filter in &self.filters {
            spans.extend(evidence_of(filter, record));
        }
        let section_of = |span: Span| record.sections.iter().position(|section| section.span().covers(span));
        spans.into_iter().filter_map(|span| Some(Mark { span, part: 0, section: section_of(span)? })).collect()
    }
}

pub(super) fn looks_in(target: &Target, kind: SectionKind) -> bool {
    match target {
        Target::Document { texts, sections } => {
            texts.contains(&text_of(kind)) && (sections.is_empty() || sections.contains(&kind))
        }
        Target::Company | Target::Phrases(_) => false,
    }
}

fn evidence_of(filter: &Filter, record: &Record) -> Vec<Span> {
    let phrases = |polarity: Polarity| {
        record.phrases.iter().filter(|phrase| phrase.polarity == polarity).map(|phrase| phrase.span).collect()
    };
    match filter {
        Filter::Amount(name, _) => {
            let amount = match *name {
                "revenue" => &record.revenue,
                "revenue_prior" => &record.revenue_prior,
                "eps" => &record.eps,
                "net_income" => &record.net_income,
                _ => &record.cash,
            };
            amount.iter().filter_map(|amount| amount.evidence.span).collect()
        }
        Filter::Guidance(metric, measure, bounds) => record
            .guidance
            .iter()
            .filter(|guidance| guidance.metric == *metric)
            .filter(|guidance| {
                let (low, high) = match measure {
                    Measure::Amount => promised(guidance),
                    Measure::Percent => promised_percent(guidance),
                };
                bounds.overlaps(low, high)
            })
            .filter_map(|guidance| guidance.evidence.span)
            .collect(),
        Filter::Terms("guidance_action", _) => {
            record.evidence.get("guidance_action").and_then(|evidence| evidence.span).into_iter().collect()
        }
        Filter::Terms("tone", labels) if labels.iter().any(|label| label == "negative") => phrases(Polarity::Negative),
        Filter::Terms("tone", labels) if labels.iter().any(|label| label == "positive") => phrases(Polarity::Positive),
        Filter::HasPhrase(polarity) => phrases(*polarity),
        _ => Vec::new(),
    }
}

/// Where a piece of a section ends: at the end of a paragraph, or at least of a word.
fn piece_end(text: &str, rest: Span) -> usize {
    if rest.len() <= PIECE {
        return rest.end;
    }
    let limit = text.floor_char_boundary(rest.start + PIECE);
    let body = text.get(rest.start..limit).unwrap_or_default();
    let end = body.rfind("\n\n").or_else(|| body.rfind(['\n', ' '])).filter(|&end| end > 0);
    end.map_or(limit, |end| rest.start + end)
}

/// The passages with the most different parts of the query, then the most marks, then the earliest.
fn passages(record: &Record, text: &str, marks: &[Mark], limit: usize) -> Vec<Snippet> {
    let mut ranked: Vec<(usize, usize, usize)> = Vec::new();
    for (first, mark) in marks.iter().enumerate() {
        let close = |other: &&Mark| other.section == mark.section && other.span.end <= mark.span.start + LENGTH;
        let inside: Vec<_> = marks[first..].iter().take_while(close).collect();
        let mut parts: Vec<_> = inside.iter().map(|mark| mark.part).collect();
        parts.sort_unstable();
        parts.dedup();
        let count = inside.len().max(1);
        ranked.push((parts.len().max(1), count, first));
    }
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.min(6).cmp(&a.1.min(6))).then(a.2.cmp(&b.2)));
    let mut snippets: Vec<Snippet> = Vec::new();
    for (_, count, first) in ranked {
        if snippets.len() == limit {
            break;
        }
        let Some(snippet) = passage(record, text, &marks[first..first + count], marks) else { continue };
        if !snippets.iter().any(|other| other.start < snippet.end && snippet.start < other.end) {
            snippets.push(snippet);
        }
    }
    snippets
}

fn passage(record: &Record, text: &str, chosen: &[Mark], marks: &[Mark]) -> Option<Snippet> {
    let section = record.sections.get(chosen.first()?.section)?;
    let covered = Span::new(chosen.first()?.span.start, chosen.iter().map(|mark| mark.span.end).max()?);
    let whole = Span::new(section.start, section.end.min(text.len()));
    let span = widened(text, whole, covered)?;
    let inside = marks.iter().filter(|mark| span.covers(mark.span));
    let relative = inside.map(|mark| Span::new(mark.span.start - span.start, mark.span.end - span.start));
    Some(Snippet {
        section: section.kind,
        start: span.start,
        end: span.end,
        text: text.get(span.range())?.to_owned(),
        marks: joined(relative.collect()),
    })
}

/// Marks in order, those that overlap made one.
fn joined(mut marks: Vec<Span>) -> Vec<Span> {
    marks.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for mark in marks {
        match joined.last_mut() {
            Some(last) if mark.start < last.end => last.end = last.end.max(mark.end),
            _ => joined.push(mark),
        }
    }
    joined
}

/// The covered words with what stands around them: from the beginning of the sentence if it is
/// near, to the length of a passage.
fn widened(text: &str, whole: Span, covered: Span) -> Option<Span> {
    let room = LENGTH.saturating_sub(covered.len());
    let before = text.get(whole.start..covered.start)?;
    let reach = ceil(before, before.len().saturating_sub(room * 2 / 3));
    let near = &before[reach..];
    let sentence = [". ", "! ", "? ", "\n"].iter().filter_map(|end| near.rfind(end).map(|at| at + end.len())).max();
    let start = match sentence {
        Some(at) => covered.start - near.len() + at,
        None if reach == 0 => whole.start,
        None => covered.start - near.len() + near.find(' ').map_or(0, |at| at + 1),
    };
    let limit = (start + LENGTH).max(covered.end).min(whole.end);
    let after = text.get(covered.end..whole.end)?;
    let reach = after.floor_char_boundary(limit - covered.end);
    let end = if covered.end + reach == whole.end {
        whole.end
    } else {
        covered.end + after[..reach].rfind([' ', '\n']).unwrap_or(0)
    };
    let trimmed = text.get(start..end)?;
    let start = start + trimmed.len() - trimmed.trim_start().len();
    Some(Span::new(start, (start + trimmed.trim().len()).max(covered.end)))
}

fn ceil(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// How the narrative begins.
fn lead(record: &Record, text: &str) -> Option<Snippet> {
    let has_words =
        |section: &&Section| text.get(section.start..section.end).is_some_and(|body| !body.trim().is_empty());
    let by_kind: BTreeMap<bool, &Section> = record
        .sections
        .iter()
        .rev()
        .filter(has_words)
        .map(|section| (text_of(section.kind) != Text::Narrative, section))
        .collect();
    let section = by_kind.into_values().next()?;
    let body = text.get(section.start..section.end)?;
    let start = section.start + body.len() - body.trim_start().len();
    let span = widened(text, Span::new(start, section.end), Span::new(start, start))?;
    Some(Snippet {
        section: section.kind,
        start: span.start,
        end: span.end,
        text: text.get(span.range())?.to_owned(),
        marks: Vec::new(),
    })
}
