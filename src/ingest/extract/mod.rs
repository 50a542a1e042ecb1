//! From a document to its facts: one module a kind of fact, each value with its evidence.
//!
//! An extractor fills an [`Evidence`] with the span and the rule; the quote and the place in the
//! file are added for all of them in one place, when the record is made.

pub mod company;
pub mod dateline;
pub mod guidance;
pub mod kind;
pub mod money;
pub mod outside;
pub mod period;
pub mod results;
pub mod sentence;
pub mod sentiment;
pub mod statement;
mod supposed;

use std::collections::BTreeMap;

use crate::model::{
    Amounts, Content, Date, Evidence, Fact, Guidance, GuidanceAction, Header, Identity, Kind, Period, Phrase,
    RawDocument, Section, Span, Ticker, Tone,
};

/// What an extractor may look at.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Text, blocks and tables of the document.
    pub content: &'a Content,
    /// Its sections, in order, covering the text.
    pub sections: &'a [Section],
    /// The header of the submission; empty for a loose exhibit.
    pub header: &'a Header,
    /// The document's own lines of the envelope.
    pub document: &'a RawDocument,
    /// What the path says.
    pub identity: &'a Identity,
    /// Why it is taken for no release without being read in full, as [`outside::no_release`] says.
    pub outside: Option<&'static str>,
    /// The words that make the tone.
    pub lexicon: &'a sentiment::Lexicon,
}

/// What was read from a document. Evidence and reasons go by the record's field names.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(missing_docs, reason = "the fields of the record, documented there")]
pub struct Facts {
    pub company: Option<String>,
    pub tickers: Vec<Ticker>,
    pub mentioned_tickers: Vec<String>,
    pub released: Option<Date>,
    /// The date on a report's cover, where nothing else dates it.
    pub reported: Option<Date>,
    pub kind: Kind,
    pub period: Option<Period>,
    pub period_also: Option<String>,
    pub amounts: Amounts,
    pub guidance: Vec<Guidance>,
    pub guidance_action: GuidanceAction,
    pub tone: Option<Tone>,
    pub phrases: Vec<Phrase>,
    pub facts: Vec<Fact>,
    pub evidence: BTreeMap<String, Evidence>,
    pub missing: BTreeMap<String, String>,
    pub warnings: Vec<String>,
}

impl Facts {
    /// Notes where the value of `field` was read.
    pub fn prove(&mut self, field: &str, span: Span, rule: &str) {
        self.evidence.insert(field.to_owned(), evidence(span, rule));
    }

    /// Notes why `field` has no value.
    pub fn lack(&mut self, field: &str, reason: &str) {
        self.missing.insert(field.to_owned(), reason.to_owned());
    }
}

/// Evidence at a place in the text.
#[must_use]
pub fn evidence(span: Span, rule: &str) -> Evidence {
    Evidence { span: Some(span), rule: rule.to_owned(), ..Evidence::default() }
}

/// Reads every fact of a document. Later extractors see what earlier ones found.
#[must_use]
pub fn extract(input: Input<'_>) -> Facts {
    let mut facts = Facts::default();
    if let Some(rule) = input.outside {
        outside::read(input, rule, &mut facts);
        dateline::report::read(input, &mut facts);
        return facts;
    }
    company::read(input, &mut facts);
    dateline::read(input, &mut facts);
    dateline::report::read(input, &mut facts);
    let statements = statement::statements(input.content, facts.company.as_deref());
    let sentences = period::read(input, &statements, &mut facts);
    results::read(input, &statements, &sentences, &mut facts);
    guidance::read(input, &mut facts);
    kind::read(input, &mut facts);
    if facts.kind == Kind::NotRelease {
        company::doubt(input, &mut facts);
    }
    guidance::withhold(input, &mut facts);
    sentiment::read(input, &mut facts);
    facts
}
