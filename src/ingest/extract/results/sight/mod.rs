//! Amounts in prose and what they measure: revenue, net income, per share, of which period.
//!
//! Each amount takes the last metric word before it in its sentence, the period named beside it,
//! and the part that the words between give it: reported, expected, compared with.
mod ago;
mod behind;
mod issuer;
mod label;
mod pair;
mod part;
mod partial;
mod sentence;
mod time;
mod unit;
mod whole;

use std::sync::LazyLock;

use super::when::{Scope, When};
use crate::{
    ingest::{
        extract::{
            Input,
            money::{self, Quantity, Unit},
            period::{Length, Mention, Sentences, mentions},
            sentence::{kind_at, sentences},
        },
        words::Phrases,
    },
    model::{BlockKind, FactRole, Metric, SectionKind, Span},
};
use sentence::Sentence;

/// An amount of prose, placed.
#[derive(Debug, Clone)]
pub(super) struct Sighting {
    pub metric: Metric,
    pub role: FactRole,
    pub when: When,
    pub quantity: Quantity,
    /// Where the amount stands in the document's text.
    pub span: Span,
    /// What makes it a part of the revenue, where it is one of a kind of sale.
    pub part: Option<String>,
    /// Whether another amount is measured by it.
    pub compared: bool,
    /// Whether its sentence looks ahead.
    pub expected: bool,
    /// Whether it is one of two amounts given for two periods side by side.
    pub paired: bool,
    /// Whether the words call it total, or the whole company's.
    pub total: bool,
    /// Whether the title or the first paragraphs hold it.
    pub early: bool,
    /// Whether it is said to be diluted.
    pub diluted: bool,
    /// Whether the words make it a loss.
    pub loss: bool,
    /// Whether the sentence before names the headline period.
    pub carried: bool,
    /// Whether it stands under a heading of the headline period and no other period is named beside it.
    pub headed: bool,
    /// The label of its period, where that is another than the headline's and the words tell it.
    pub label: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Revenue,
    Income,
    Share,
    Cash,
    Other,
}

struct Heads {
    phrases: Phrases,
    classes: Vec<Class>,
}

static HEADS: LazyLock<Heads> = LazyLock::new(|| {
    let (mut words, mut classes) = (Vec::new(), Vec::new());
    for line in include_str!("../heads.tsv").lines().filter(|line| !line.starts_with('#')) {
        let Some((class, word)) = line.split_once('\t') else { continue };
        words.push(word);
        classes.push(match class {
            "revenue" => Class::Revenue,
            "income" => Class::Income,
            "share" => Class::Share,
            "cash" => Class::Cash,
            _ => Class::Other,
        });
    }
    Heads { phrases: Phrases::new(words), classes }
});

#[derive(Debug, Clone, Copy)]
struct Head {
    class: Class,
    start: usize,
    end: usize,
}

/// No more prose than this is read for figures.
const MOST_BYTES: usize = 48_000;

/// Every amount of the title, narrative and outlook that a metric word goes with.
pub(super) fn sightings(input: Input<'_>, read: &Sentences, scope: &Scope, company: Option<&str>) -> Vec<Sighting> {
    let mut found = Vec::new();
    let (mut bytes, mut paragraphs) = (0, 0);
    let (mut context, mut lead) = (None, None);
    for block in &input.content.blocks {
        if matches!(block.kind, BlockKind::Table(_)) {
            continue;
        }
        let kind = kind_at(input.sections, block.span.start);
        if !matches!(kind, SectionKind::Headline | SectionKind::Body | SectionKind::Outlook) && paragraphs > 2 {
            continue;
        }
        let text = input.content.slice(block.span);
        paragraphs += usize::from(text.len() > 120 && kind != SectionKind::Headline);
        bytes += text.len();
        let early = kind == SectionKind::Headline || paragraphs <= 3;
        let place = Place { offset: block.span.start, early, company, context, heading: None, read };
        // `For the first six months:` holds for what follows, up to the next such line.
        let heads = block.kind == BlockKind::Heading || text.trim_end().ends_with(':');
        if text.len() < 120 && heads && kind != SectionKind::Headline {
            context = mentions(text).into_iter().find(|mention| !mention.compared);
        } else if block.kind == BlockKind::Paragraph && kind != SectionKind::Headline && is_title(text) {
            context = titled(text).or(context);
        }
        // What the lead says of its period holds for the entries of the list that follows it.
        let entry = block.kind == BlockKind::ListItem || (text.len() < 200 || early) && kind != SectionKind::Headline;
        let place = Place { context: context.or(lead.filter(|_| entry)), heading: context, ..place };
        if text.bytes().any(|byte| byte.is_ascii_digit()) || text.contains("illion") {
            let carried = block_sightings(text, place, scope, &mut found);
            if paragraphs <= 3 && text.len() > 120 {
                lead = carried.filter(|mention| scope.when(mention, "") == When::Current).or(lead);
            }
        }
        if bytes > MOST_BYTES {
            break;
        }
    }
    found
}

/// Whether a short line is a title by its looks: no sentence, no entry, no figures.
fn is_title(text: &str) -> bool {
    let words = text.trim_matches(|c: char| c.is_whitespace() || c == '*');
    let opens = words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    text.len() < 110 && opens && !words.ends_with(['.', ',', ';', '-']) && !words.contains(['$', '%', '€', '£', '\n'])
}

/// The period that a title line names: `Six Months 2005`; of one up to a day, no other than that it is no quarter.
fn titled(text: &str) -> Option<Mention> {
    let named = mentions(text).into_iter().find(|mention| !mention.compared);
    named.or_else(|| {
        let lower = text.to_ascii_lowercase();
        let to_date = ["year-to-date", "year to date"].iter().any(|words| lower.contains(words));
        let span = Span::new(0, text.len());
        let (year, end, weeks) = (None, None, None);
        to_date.then_some(Mention {
            span,
            length: Length::Half(None),
            year,
            end,
            weeks,
            compared: false,
            ending: false,
        })
    })
}

#[derive(Clone, Copy)]
struct Place<'a> {
    offset: usize,
    early: bool,
    /// The issuer, where known.
    company: Option<&'a str>,
    /// The period of the line that heads this block.
    context: Option<Mention>,
    /// The same, where a heading or a line with a colon says it.
    heading: Option<Mention>,
    /// The periods of sentences that were read before.
    read: &'a Sentences,
}

/// Reads the amounts of a block; the period that its last sentences speak of.
fn block_sightings(text: &str, place: Place<'_>, scope: &Scope, found: &mut Vec<Sighting>) -> Option<Mention> {
    let heads = heads(text);
    let measures = heads.iter().any(|head| head.class != Class::Other);
    let quantities = if measures { money::amounts(text) } else { Vec::new() };
    if !quantities.iter().any(|quantity| matches!(quantity.unit, Unit::Money(_))) {
        return if place.early { mentions(text).into_iter().find(|mention| !mention.compared) } else { None };
    }
    let mut carried = place.context;
    for (start, end) in sentences(text) {
        let inside = |span: Span| start <= span.start && span.end <= end;
        let sentence = Sentence {
            text,
            lower: text[start..end].to_ascii_lowercase(),
            start,
            end,
            heads: heads.iter().copied().filter(|head| start <= head.start && head.end <= end).collect(),
            quantities: quantities.iter().filter(|quantity| inside(quantity.span)).collect(),
            mentions: named_in(text, start, end, &place),
            carried,
            place,
        };
        sentence.read(scope, found);
        // What a sentence opens with holds for the next; the period of the release wherever it stands;
        // that of a year before nowhere else.
        let opens = |mention: &&Mention| {
            mention.span.start < start + 60 && !mention.compared && scope.when(mention, "") != When::YearAgo
        };
        let current = sentence.mentions.iter().find(|mention| scope.when(mention, "") == When::Current);
        carried = current.or_else(|| sentence.mentions.first().filter(opens)).copied().or(carried);
    }
    carried
}

/// The periods of a sentence, without the year that a quarter is said to be of: `the fourth quarter
/// of its fiscal year ended June 28, 1998`.
fn named_in(text: &str, start: usize, end: usize, place: &Place<'_>) -> Vec<Mention> {
    let mut named: Vec<Mention> = place
        .read
        .mentions(place.offset + start, &text[start..end])
        .into_iter()
        .map(|mention| Mention { span: mention.span.shifted(start), ..mention })
        .collect();
    for index in (1..named.len()).rev() {
        let (quarter, year) = (named[index - 1], named[index]);
        let parts = matches!((quarter.length, year.length), (Length::Quarter(Some(_)), Length::Year));
        let between = text.get(quarter.span.end..year.span.start).unwrap_or_default().trim();
        if parts && matches!(between, "of its" | "of the" | "of our" | "of" | "of the Company's" | "of its current") {
            named.remove(index);
        }
    }
    named
}

fn heads(text: &str) -> Vec<Head> {
    let mut heads = Vec::new();
    HEADS.phrases.whole(text, |found| {
        heads.push(Head { class: HEADS.classes[found.phrase], start: found.start, end: found.end });
    });
    heads
}
