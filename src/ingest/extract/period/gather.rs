//! The periods that a document names, with where it names them.

use std::sync::LazyLock;

use super::{
    Length, Mention,
    fiscal::{self, YearEnd},
    mentions,
};
use crate::{
    ingest::{
        extract::{
            Input,
            sentence::{kind_at, sentences},
            statement::{Statement, Statements},
        },
        words::{self, Groups},
    },
    model::{BlockKind, Date, SectionKind, Span},
};

/// A period that the document names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Named {
    /// What is said of it, its span in the document's text.
    pub mention: Mention,
    /// Where.
    pub zone: Zone,
    /// Whether its sentence speaks of results.
    pub results: bool,
    /// Whether its sentence says that they are reported, or have ended.
    pub reported: bool,
    /// Whether it is only expected to be: `anticipates a loss in the third quarter`.
    pub expected: bool,
    /// Whether its sentence looks ahead.
    pub ahead: bool,
    /// Whether its sentence tells what has been.
    pub past: bool,
    /// Whether the narrative opens with its sentence.
    pub opens: bool,
}

/// Where a period is named, the most telling place first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Zone {
    /// In the title.
    Headline,
    /// In the first paragraphs.
    Lead,
    /// Further on.
    Body,
    /// Over a column of an income statement.
    Column,
}

/// No more of the text than this is read for periods.
const MOST_BYTES: usize = 24_000;

/// The periods of sentences that were read, by where those begin.
#[derive(Debug, Clone, Default)]
pub struct Sentences(Vec<(usize, Vec<Mention>)>);

impl Sentences {
    /// The periods that the sentence `text` names, spans within it; known where it was read, told by its beginning.
    #[must_use]
    pub fn mentions(&self, start: usize, text: &str) -> Vec<Mention> {
        let known = self.0.binary_search_by_key(&start, |(start, _)| *start);
        known.map_or_else(|_| mentions(text), |at| self.0[at].1.clone())
    }
}

/// Every period that is named in the title, the first pages and over the columns of statements; notes those of each
/// sentence.
pub(super) fn gather(input: Input<'_>, statements: &[Statement], read: &mut Sentences) -> Vec<Named> {
    let mut found = Vec::new();
    let mut paragraphs = 0;
    let mut bytes = 0;
    for block in &input.content.blocks {
        if matches!(block.kind, BlockKind::Table(_)) && !is_layout(input, block.span) {
            continue;
        }
        let text = input.content.slice(block.span);
        let kind = kind_at(input.sections, block.span.start);
        let zone = match kind {
            SectionKind::Headline => Zone::Headline,
            _ if paragraphs < 4 && block.span.start < 6000 => Zone::Lead,
            SectionKind::Body | SectionKind::Outlook => Zone::Body,
            _ => continue,
        };
        if zone != Zone::Headline && text.len() > 120 {
            paragraphs += 1;
        }
        let known = found.len();
        read_text(text, block.span.start, zone, read, &mut found);
        if zone == Zone::Lead && paragraphs == 1 && text.len() > 120 {
            let end = sentences(text).first().map_or(0, |(_, end)| block.span.start + end);
            found[known..].iter_mut().for_each(|named| named.opens = named.mention.span.start < end);
        }
        bytes += text.len();
        if bytes > MOST_BYTES {
            break;
        }
    }
    columns(statements, &mut found);
    found
}

/// The title of the document.
pub(super) fn title(input: Input<'_>) -> String {
    let blocks = input.content.blocks.iter().take(16);
    let titles = blocks.filter(|block| kind_at(input.sections, block.span.start) == SectionKind::Headline);
    titles.map(|block| input.content.slice(block.span)).collect::<Vec<_>>().join(" ")
}

/// Whether a table near the start only lays out words.
fn is_layout(input: Input<'_>, span: Span) -> bool {
    span.start < 4000 && !input.content.slice(span).bytes().any(|byte| byte == b'$')
}

/// The periods of a block, sentence by sentence.
fn read_text(text: &str, offset: usize, zone: Zone, read: &mut Sentences, found: &mut Vec<Named>) {
    for (start, end) in sentences(text) {
        let sentence = &text[start..end];
        let mentions = mentions(sentence);
        read.0.push((offset + start, mentions.clone()));
        if mentions.is_empty() {
            continue;
        }
        let named = glossed(mentions, sentence);
        let said = CUES.of(sentence);
        let says = |cue: Cue| said.has(cue as usize);
        let results = speaks_of_results(says);
        let reported = says(Cue::Reports) || says(Cue::Expects);
        let expected = says(Cue::Expects) && !says(Cue::Reports);
        let ahead = says(Cue::Ahead);
        let past = !ahead && !says(Cue::Will) && says(Cue::Past);
        let against = said.first(Cue::Against as usize).filter(|at| *at > 4);
        let figures = sentence.contains(['$', '€', '£', '¥']) || says(Cue::Figures);
        let first = named.first().map(|mention| mention.span.start);
        let titled = zone == Zone::Lead && is_title_of(text, &named);
        let changed = |mention: &Mention| mention.length == Length::Year && is_change(&sentence[..mention.span.start]);
        found.extend(named.into_iter().filter(|mention| !changed(mention)).map(|mention| {
            // `flat with the first quarter's $18 million`
            let rest = &sentence[mention.span.end..];
            let owned = ["'s $", "\u{2019}s $"].iter().any(|owner| rest.starts_with(owner));
            let against = against.or_else(|| first.filter(|first| owned && *first < mention.span.start));
            let before = sentence[..mention.span.start].trim_end();
            // `orders that it had hoped to book during the fourth quarter`
            let named_aside = ["during the", "during its", "during our"].iter().any(|words| before.ends_with(words));
            // `when it released second-quarter results`
            let told_before = TOLD_BEFORE.iter().any(|words| before.ends_with(words));
            // `First quarter revenue, reported on April 23, was`
            const TOLD: [&str; 4] = [", reported on ", ", announced on ", ", as reported on ", ", previously reported"];
            let near = &rest[..rest.floor_char_boundary(60)];
            let told_before = told_before || TOLD.iter().any(|told| near.contains(told));
            let of_another = words::last(before, ", which had ").is_some_and(|at| !before[at + 2..].contains(", "));
            // `updated its guidance for its third quarter, which ended December 31, 2011`
            let guided = ahead && mention.end.is_some() && !mention.ending && !mention.compared;
            let results = (results || guided || titled) && (figures || !named_aside) && !told_before && !of_another;
            let compared = mention.compared || against.is_some_and(|at| at < mention.span.start) || is_base(before);
            let mention = Mention { compared, span: mention.span.shifted(offset + start), ..mention };
            Named { mention, zone, results, reported, expected, ahead, past, opens: false }
        }));
    }
}

/// Whether a short line is nothing but the name of a period over its figures: `The quarter from October to December`.
fn is_title_of(text: &str, named: &[Mention]) -> bool {
    const LONGEST: usize = 64;
    const MORE: usize = 14;
    let words = text.trim_matches(|c: char| c.is_whitespace() || c == '*');
    let ends = named.first().zip(named.last());
    words.len() < LONGEST
        && !words.ends_with(['.', ',', ';'])
        && ends.is_some_and(|(first, last)| words.len() <= last.span.end - first.span.start + MORE)
        && !["call", "webcast", "outlook", "guidance"].iter().any(|word| words.to_ascii_lowercase().contains(word))
}

/// Words between a promise and the results it was once given with.
const TOLD_BEFORE: [&str; 12] = [
    "when it released",
    "when it reported",
    "when it announced",
    "when we reported",
    "provided with its",
    "provided with",
    "given with its",
    "given with",
    "issued with its",
    "announced with its",
    "gave with its",
    "published with its",
];

/// Whether words say that the fiscal year itself is changed.
fn is_change(before: &str) -> bool {
    let before = before.trim_end().to_ascii_lowercase();
    ["changes", "changes its", "change in", "changed its", "change of", "changing its", "change its", "change in its"]
        .iter()
        .any(|words| before.ends_with(words))
}

/// Whether the words before a period make it that of an amount which another is measured by: `up
/// 12 percent from the $310 million of sales in the`, `20% below the $18.6 million reported for the`.
fn is_base(before: &str) -> bool {
    const BASES: [&str; 6] = [" from ", " below ", " above ", " than ", " over ", " against "];
    const JOINTS: [&str; 9] =
        ["for the", "for its", "in the", "of the", "in its", "during the", "for our", "for", "in"];
    // `20% below the third quarter`
    const BESIDE: [&str; 8] =
        ["below the", "above the", "below its", "above its", "below our", "above our", "that of the", "those of the"];
    if BESIDE.iter().any(|words| before.ends_with(words)) {
        return true;
    }
    if !JOINTS.iter().any(|joint| before.ends_with(joint)) {
        return false;
    }
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(90))..];
    let clause = near.rsplit([';', ':', '(', '\u{2014}']).next().unwrap_or(near);
    let Some(at) = clause.rfind(['$', '€', '£']) else { return false };
    // another verb or clause between the amount and the period makes it one of its own
    let between = &clause[at..];
    if between.contains(", ") || between.split_whitespace().count() > 12 {
        return false;
    }
    let lead = clause[..at].trim_end_matches(|c: char| c.is_alphabetic() && c.is_uppercase());
    BASES.iter().any(|base| {
        lead.rfind(base).is_some_and(|start| {
            let words = lead[start + base.len()..].trim();
            matches!(words, "" | "the" | "its" | "our" | "a" | "approximately" | "about" | "revenue of" | "revenues of")
        })
    })
}

/// The year that a fiscal year is called by beside its last day: `fiscal 2000 (year ended March 31, 2001)`.
fn called(mention: Mention, text: &str) -> Option<i16> {
    if mention.length != Length::Year || mention.end.is_none() || mention.year.is_some() {
        return None;
    }
    let before = text[..mention.span.start].trim_end();
    let before = before.strip_suffix("the").unwrap_or(before).trim_end().strip_suffix('(')?.trim_end();
    let from = before.len().checked_sub(4)?;
    let year: i16 = before.get(from..)?.parse().ok()?;
    let lead = before[..from].trim_end();
    let lead = lead.get(lead.len().checked_sub(6)?..)?;
    (lead.eq_ignore_ascii_case("fiscal") && (1980..2080).contains(&year)).then_some(year)
}

/// Joins what is said twice: `the half-year ended 31 December 2013 (1H FY2014)`, `the thirteen weeks
/// ended January 31, 2004, the fourth quarter of fiscal 2003`.
fn glossed(mut found: Vec<Mention>, text: &str) -> Vec<Mention> {
    for mention in &mut found {
        mention.year = mention.year.or_else(|| called(*mention, text));
    }
    for index in 1..found.len() {
        let (first, gloss) = (found[index - 1], found[index]);
        let between = text.get(first.span.end..gloss.span.start).unwrap_or("x").trim();
        let bracketed = matches!(
            between,
            "(" | "(\"" | "(\u{201c}" | "(the" | "(the \u{201c}" | ", the" | ", its" | ", our" | ", or the" | "(its"
        );
        let said_again = bracketed && (!between.starts_with(',') || is_numbered_again(first, gloss));
        if !said_again || !first.length.is_like(gloss.length) || first.end.is_none() || gloss.end.is_some() {
            continue;
        }
        let length = if first.length < gloss.length { gloss.length } else { first.length };
        let year = gloss.year.or(first.year);
        found[index - 1] = Mention { length, year, ..first };
        found[index] = Mention { length, year, end: first.end, ..gloss };
    }
    found
}

/// Whether a quarter told by its last day is told by its number too.
const fn is_numbered_again(first: Mention, gloss: Mention) -> bool {
    matches!((first.length, gloss.length), (Length::Quarter(None), Length::Quarter(Some(_))))
}

/// What the words of a sentence tell of the periods it names.
#[derive(Clone, Copy)]
enum Cue {
    /// It reports.
    Reports,
    /// It looks ahead.
    Ahead,
    /// It tells what has been.
    Past,
    /// It is on results.
    Results,
    /// Results will be told at another time.
    Called,
    /// That time.
    Later,
    /// The release of results itself is announced.
    ToCome,
    /// Words of the kind before that announce nothing.
    ExpectsToReport,
    Will,
    /// A period is compared with another.
    Against,
    /// It gives amounts.
    Figures,
    /// It expects.
    Expects,
}

static CUES: LazyLock<Groups<12>> = LazyLock::new(|| {
    Groups::new([
        &[
            "provid",
            "reported",
            "reports ",
            "report results",
            "to report",
            "announc",
            "result",
            "released",
            "posted",
            "record",
            "issued",
            " in brief",
        ],
        &[
            "guidance",
            "outlook",
            "forecast",
            "expect",
            "estimate",
            "anticipat",
            "lowers",
            "raises",
            "revis",
            "sees ",
            "warn",
            "reaffirm",
            "target",
            "projects",
            "shortfall",
        ],
        &[
            "was ",
            "were ",
            "totaled",
            "increased",
            "decreased",
            "rose ",
            "fell ",
            "declined",
            "reported",
            "grew ",
            "earned",
            "amounted",
            "lost ",
            "came to",
        ],
        &[
            "financial information",
            "preliminary",
            "result",
            "earnings",
            "net income",
            "net loss",
            "revenue",
            "sales",
            "profit",
            "loss",
            "income",
            "turnover",
            "per share",
            "per diluted share",
            "earned ",
            "lost ",
            "performance",
            "funds from operations",
            "ffo",
            "margin",
            "eps",
            "interim report",
            "year-end report",
            "half-year report",
            "half-yearly report",
            "reports for the",
            "financial statement release",
            "financial statements release",
            "financial statements bulletin",
            " in brief",
        ],
        &["expects to", "plans to", "will "],
        &["results on ", "results after ", "results before ", "results in late", "results in early"],
        &[
            "to announce",
            "to report",
            "to release",
            "to host",
            "to webcast",
            "to hold",
            "will announce",
            "will release",
        ],
        &["expects to report"],
        &["will "],
        &["compared", "versus", "vs"],
        &["million", "cents"],
        &["expects", "anticipates"],
    ])
});

fn speaks_of_results(says: impl Fn(Cue) -> bool) -> bool {
    says(Cue::Results) && !(says(Cue::Called) && says(Cue::Later)) && (!says(Cue::ToCome) || says(Cue::ExpectsToReport))
}

/// Whether columns of an income statement are headed `Year to date`.
pub(super) fn has_year_to_date(statements: &[Statement]) -> bool {
    let income = statements.iter().filter(|statement| statement.kind == Statements::Income && statement.weight > 0);
    income.flat_map(|statement| &statement.lines).flat_map(|line| &line.values).any(|value| value.head.to_date)
}

/// The periods over the columns of income statements.
fn columns(statements: &[Statement], found: &mut Vec<Named>) {
    for statement in statements {
        if statement.kind != Statements::Income || statement.weight < 1 {
            continue;
        }
        for line in &statement.lines {
            for value in line.values.iter().filter(|value| !value.head.barred && !value.figure.percent) {
                let head = &value.head;
                let Some(length) = head.length else { continue };
                let mention = Mention {
                    span: head.span.unwrap_or(line.label),
                    length,
                    year: head.year.filter(|_| head.named),
                    end: head.day,
                    weeks: head.weeks,
                    compared: false,
                    ending: false,
                };
                let named = Named {
                    mention,
                    zone: Zone::Column,
                    results: true,
                    reported: true,
                    expected: false,
                    ahead: false,
                    past: true,
                    opens: false,
                };
                let known = found.iter().rev().take(12).any(|other| {
                    other.zone == Zone::Column && Mention { span: mention.span, ..other.mention } == mention
                });
                if !known {
                    found.push(named);
                }
            }
        }
    }
}

impl Named {
    /// Whether a quarter or half named by its number alone, in words that look ahead, is rather the one
    /// under way than the one of that number that ended last.
    fn is_under_way(&self, reference: Date, year_end: Option<YearEnd>) -> bool {
        // `raises full-year estimates`: of the year that the title does not name
        let title = self.zone == Zone::Headline && self.mention.length == Length::Year;
        if !title && !matches!(self.mention.length, Length::Quarter(Some(_)) | Length::Half(Some(_))) {
            return false;
        }
        if !self.ahead {
            return false;
        }
        let year_end = year_end.unwrap_or(YearEnd::CALENDAR);
        let ended = (-1..=2).filter_map(|by| fiscal::about(self.mention.length, reference.year() + by, year_end));
        let last = ended.filter(|end| *end <= reference).max();
        last.is_none_or(|end| end.checked_add(jiff::Span::new().days(130)).is_ok_and(|latest| latest < reference))
    }

    /// Its last day, where written in full or fixed by the day of the release.
    pub fn end(&self, reference: Option<Date>) -> Option<Date> {
        fiscal::date(self.mention.end?, reference)
    }

    /// Whether it is over by the day of the release, as far as can be told.
    pub fn is_over(&self, reference: Option<Date>, year_end: Option<YearEnd>) -> bool {
        let Some(reference) = reference else { return !self.mention.ending };
        if self.mention.ending && self.mention.end.is_some_and(|day| day.year.is_none()) {
            return false;
        }
        if let Some(end) = self.end(Some(reference)) {
            return end <= reference;
        }
        let Some(year) = self.mention.year else { return !self.is_under_way(reference, year_end) };
        let length = match self.mention.length {
            Length::Quarter(None) => return year <= reference.year(),
            length => length,
        };
        // `first quarter of fiscal 2004` in December 2003: of a fiscal year whose end is not known
        if year_end.is_none() && self.results && self.past && year - reference.year() == 1 {
            return true;
        }
        let Some(end) = fiscal::about(length, year, year_end.unwrap_or(YearEnd::CALENDAR)) else { return true };
        // 52-week years end up to a week before their month does; but what is expected then may be to come.
        let early = if self.ahead { 0 } else { 4 };
        end.checked_sub(jiff::Span::new().days(early)).is_ok_and(|end| end <= reference)
    }
}
