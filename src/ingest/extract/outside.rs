//! Documents that plainly are no release: told early and cheaply, so that no figures, promises or
//! tone are read from contracts, reports and data, where they would be wrong more often than right.

use std::sync::LazyLock;

use memchr::memmem;

use super::{
    Facts, Input, company,
    statement::{self, Statements},
};
use crate::{
    ingest::{section, words::Parts},
    model::{Block, BlockKind, Content, Kind, RawDocument, Section, Span},
};

/// Document types (EDGAR Filer Manual, exhibit table of Regulation S-K item 601) that never carry a
/// release; each stands for all that begin so and go on with no letter or digit.
const TYPES: &[&str] = &[
    "10-K",
    "10-K405",
    "10-KSB",
    "10KSB",
    "10KSB40",
    "10-KT",
    "10-Q",
    "10-QSB",
    "10QSB",
    "10-QT",
    "11-K",
    "20-F",
    "40-F",
    "ARS",
    "3",
    "4",
    "5",
    "144",
    "13F-HR",
    "13F-NT",
    "INFORMATION TABLE",
    "SC 13D",
    "SC 13G",
    "SCHEDULE 13D",
    "SCHEDULE 13G",
    "SC TO-T",
    "SC TO-I",
    "SC TO-C",
    "SC 14D9",
    "S-1",
    "S-2",
    "S-3",
    "S-3ASR",
    "S-4",
    "S-8",
    "S-11",
    "F-1",
    "F-3",
    "F-4",
    "F-6",
    "N-1A",
    "N-2",
    "N-CSR",
    "N-CSRS",
    "N-PX",
    "N-Q",
    "N-CEN",
    "NPORT-P",
    "NSAR-A",
    "NSAR-B",
    "485BPOS",
    "485APOS",
    "497",
    "424A",
    "424B1",
    "424B2",
    "424B3",
    "424B4",
    "424B5",
    "424B7",
    "424B8",
    "FWP",
    "D",
    "EFFECT",
    "CORRESP",
    "UPLOAD",
    "DEF 14A",
    "DEFA14A",
    "DEFM14A",
    "PRE 14A",
    "PREM14A",
    "ABS-15G",
    "ABS-EE",
    "EX-1",
    "EX-2",
    "EX-3",
    "EX-4",
    "EX-5",
    "EX-8",
    "EX-9",
    "EX-10",
    "EX-11",
    "EX-12",
    "EX-14",
    "EX-15",
    "EX-16",
    "EX-18",
    "EX-21",
    "EX-22",
    "EX-23",
    "EX-24",
    "EX-25",
    "EX-26",
    "EX-27",
    "EX-31",
    "EX-32",
    "EX-33",
    "EX-34",
    "EX-35",
    "EX-36",
    "EX-95",
    "EX-96",
    "EX-97",
    "EX-98",
    "EX-107",
    "EX-FILING FEES",
    "INTERNAL CONTROL RPT",
];

/// Words that open contracts, as written.
const CONTRACT: &[&str] = &[
    "WHEREAS",
    "WITNESSETH",
    "W I T N E S S E T H",
    "NOW, THEREFORE",
    "(this \"Agreement\")",
    "(this “Agreement”)",
    "(the \"Agreement\")",
    "(the “Agreement”)",
    "by and between",
    "by and among",
    "hereinafter",
    "ARTICLE I",
    "Definitions.",
    "DEFINITIONS",
    "entered into as of",
    "made and entered into",
    "dated as of",
    "Lender",
    "Borrower",
];

/// How far into a document its opening is looked at.
const OPENING: usize = 6_000;

/// Documents shorter than this are always read in full.
const SHORT: usize = 12_000;

/// Why a document is taken for no release without being read in full; `None` where it may be one.
#[must_use]
pub fn no_release(document: &RawDocument, content: &Content) -> Option<&'static str> {
    if is_of(&document.document_type) {
        return Some("document_type");
    }
    let opening = &content.text[..content.text.floor_char_boundary(OPENING)];
    if is_contract(&content.text, opening) {
        return Some("contract");
    }
    if is_report(opening) {
        return Some("report");
    }
    (is_cover(opening) && !holds_release(content)).then_some("cover")
}

/// Whether a long document opens with the words of a contract, or lays down duties all through: no
/// release says `shall` over and over.
fn is_contract(text: &str, opening: &str) -> bool {
    /// Bytes looked at, twice.
    const WINDOW: usize = 10_000;
    /// Duties in as many bytes; one in 400 and more is usual.
    const DUTIES: usize = 10;
    if text.len() <= SHORT {
        return false;
    }
    let duties = |from: usize| {
        let window = &text[text.floor_char_boundary(from)..text.floor_char_boundary(from + WINDOW)];
        memmem::find_iter(window.as_bytes(), " shall ").count()
    };
    let lays_down_duties = |from: usize| duties(from) * text.len().min(WINDOW) >= DUTIES * WINDOW;
    CONTRACT.iter().filter(|words| opening.contains(**words)).count() > 2
        || lays_down_duties(text.len() / 2) && lays_down_duties(text.len() / 4)
}

/// Whether a document is an annual or quarterly report, by the words that its form begins with.
fn is_report(opening: &str) -> bool {
    static WORDS: LazyLock<Parts> = LazyLock::new(|| {
        Parts::new(["annual report pursuant to section 13", "quarterly report pursuant to section 13"])
    });
    WORDS.any(opening)
}

/// Whether a document opens with the cover of a report.
pub(super) fn is_cover(opening: &str) -> bool {
    company::exact_name(opening).is_some()
}

/// Whether a release, or a statement with figures, stands in the report itself, as in many before 2003.
fn holds_release(content: &Content) -> bool {
    let opens = |block: &Block| section::opens(content.slice(block.span));
    content.blocks.iter().any(|block| !matches!(block.kind, BlockKind::Table(_)) && opens(block))
        || statement::statements(content, None).iter().any(|statement| statement.kind == Statements::Income)
}

/// Reads who the document is of, and says of the other facts that they were not looked for.
pub fn read(input: Input<'_>, rule: &str, facts: &mut Facts) {
    let excerpt = Excerpt::of(input);
    company::read(excerpt.input(input), facts);
    company::doubt(excerpt.input(input), facts);
    facts.kind = Kind::NotRelease;
    facts.prove("kind", Span::new(0, 0), rule);
    for field in ["released", "period", "revenue", "eps", "net_income", "guidance", "tone"] {
        facts.lack(field, "no_release");
    }
}

fn is_of(document_type: &str) -> bool {
    TYPES.iter().any(|name| {
        document_type.strip_prefix(name).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
    })
}

/// The beginning of a document, enough to read who it is of.
struct Excerpt {
    content: Content,
    sections: Vec<Section>,
}

/// How much of it.
const EXCERPT: usize = 8_000;

impl Excerpt {
    /// Takes whole blocks from the beginning; their spans stay what they were.
    fn of(input: Input<'_>) -> Self {
        let Content { text, blocks, tables, .. } = input.content;
        let blocks: Vec<Block> = blocks.iter().copied().take_while(|block| block.span.end <= EXCERPT).collect();
        let end = blocks.last().map_or(text.floor_char_boundary(EXCERPT), |block| block.span.end);
        let count = blocks.iter().filter(|block| matches!(block.kind, BlockKind::Table(_))).count();
        let tables = tables.iter().take(count).cloned().collect();
        let inside = input.sections.iter().filter(|section| section.start < end).cloned();
        let sections = inside.map(|section| Section { end: section.end.min(end), ..section }).collect();
        Self { content: Content { text: text[..end].to_owned(), blocks, tables, ..Content::default() }, sections }
    }

    /// The input with the beginning in the place of the whole.
    fn input<'a>(&'a self, input: Input<'a>) -> Input<'a> {
        Input { content: &self.content, sections: &self.sections, ..input }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(document_type: &str, text: &str) -> Option<&'static str> {
        let document = RawDocument { document_type: document_type.to_owned(), ..RawDocument::default() };
        no_release(&document, &Content { text: text.to_owned(), ..Content::default() })
    }

    #[test]
    fn a_type_stands_for_its_amendments_and_parts_alone() {
        assert!(told("10-K", "").is_some() && told("10-K/A", "").is_some() && told("EX-10.12", "").is_some());
        assert!(told("EX-3.(I)", "").is_some());
        assert!(told("EX-99.1", "").is_none() && told("8-K", "").is_none() && told("EX-13", "").is_none());
        assert!(told("425", "").is_none() && told("EX-28", "").is_none() && told("", "").is_none());
    }

    #[test]
    fn a_report_without_a_type_is_known_by_its_form() {
        let form =
            "FORM 10-Q\n\n[X] QUARTERLY REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934";
        assert_eq!(told("", form), Some("report"));
    }

    #[test]
    fn a_contract_is_known_by_how_it_opens() {
        let opening =
            "SUPPLY AGREEMENT made and entered into as of May 1 by and between A and B. WHEREAS A makes valves, ";
        assert_eq!(told("", &format!("{opening}{}", "terms ".repeat(4000))), Some("contract"));
        assert_eq!(told("", opening), None);
        let duties = "Seller shall deliver the valves that Buyer has asked for, and Buyer shall pay for them when it has seen them. ";
        assert_eq!(told("", &duties.repeat(300)), Some("contract"));
        let release = "Acme today announced that it has agreed to buy Brill under an agreement dated as of May 1. ";
        assert_eq!(told("", &release.repeat(300)), None);
    }
}
