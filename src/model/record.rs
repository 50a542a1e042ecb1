//! The record: one document with every field typed, and the evidence for each value.
//!
//! Its JSON form is a contract: keys stay in the order of the struct, absent values are left out.
//! Amounts are in absolute units (dollars, not thousands); dates are `YYYY-MM-DD`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Date, Span};

/// One document and what was read from it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// Where the document was met; a member of an archive is written `archive.tar.gz!member`.
    pub path: String,
    /// Every other place the same document was met.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_at: Vec<String>,
    /// `ACCESSION:SEQUENCE`, else `x-` and 12 hex digits of the content's hash.
    pub id: String,
    /// Accession number with its dashes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accession: Option<String>,
    /// Place among the documents of the submission, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sequence: Option<u32>,
    /// Submission type, `8-K`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// Document type, `EX-99.1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exhibit: Option<String>,
    /// What the filer called the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// File name of the document as filed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
    /// Where the document's body lies in the file (for a member of an archive: in the member).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Span>,
    /// Items of an 8-K.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
    /// The issuer, as the document names it, else as the header does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// Names from the header: the filers and what they were called before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_names: Vec<String>,
    /// Central index keys of the filers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cik: Vec<u64>,
    /// The issuer's own trading symbols.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tickers: Vec<Ticker>,
    /// Symbols of others that the document names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentioned_tickers: Vec<String>,
    /// Standard industrial classification of the first filer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sic: Option<u16>,
    /// `released`, else `filed`, else the date on the cover of a report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Day of filing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filed: Option<Date>,
    /// Day of the release as it prints it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub released: Option<Date>,
    /// Moment of acceptance, Eastern time, `YYYY-MM-DDTHH:MM:SS`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<String>,
    /// The period that the release is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The label of a second period reported beside it, the year of a fourth quarter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period_also: Option<String>,
    /// What the document is, by its content.
    pub kind: Kind,
    /// Total revenue of the period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revenue: Option<Amount>,
    /// Total revenue of the same period a year before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revenue_prior: Option<Amount>,
    /// Diluted earnings per share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eps: Option<Amount>,
    /// Net income, a loss negative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_income: Option<Amount>,
    /// Cash, with what the document counts to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cash: Option<Amount>,
    /// What is promised for periods not yet finished.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub guidance: Vec<Guidance>,
    /// What the document does to earlier guidance.
    pub guidance_action: GuidanceAction,
    /// The tone of the narrative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tone: Option<Tone>,
    /// The words that make the tone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phrases: Vec<Phrase>,
    /// The parts of the document.
    pub sections: Vec<Section>,
    /// Every amount read, with its part in the text, those not chosen above too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// The evidence for the values above that are not amounts, by field.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub evidence: BTreeMap<String, Evidence>,
    /// Why a field has no value, by field.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub missing: BTreeMap<String, String>,
    /// What was odd.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// The document's text, where asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Proof of a value: where it was read, by which rule, in which words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Evidence {
    /// In the document's text; absent for a value from the header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// In the file as it lay on disk (for a member of an archive: in the member).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Span>,
    /// The rule that found it.
    pub rule: String,
    /// The words of the span.
    pub quote: String,
}

/// An amount or a range of amounts, with its evidence.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Amount {
    /// Lower end; absent where open ("up to").
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "whole_as_integer")]
    pub low: Option<f64>,
    /// Upper end, the same as `low` for a single figure; absent where open ("at least").
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "whole_as_integer")]
    pub high: Option<f64>,
    /// ISO 4217 code.
    pub currency: String,
    /// Whether the figure is final.
    pub role: Role,
    /// Where it was read.
    #[serde(flatten)]
    pub evidence: Evidence,
}

/// The amounts of the headline period, as the extractor hands them over.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Amounts {
    /// Total revenue.
    pub revenue: Option<Amount>,
    /// Total revenue a year before.
    pub revenue_prior: Option<Amount>,
    /// Diluted earnings per share.
    pub eps: Option<Amount>,
    /// Net income.
    pub net_income: Option<Amount>,
    /// Cash.
    pub cash: Option<Amount>,
}

/// Whether a reported figure is final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reported for a finished period.
    #[default]
    Actual,
    /// Expected for a finished period whose books are not closed.
    Preliminary,
}

/// A forward-looking range.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Guidance {
    /// What it is about.
    pub metric: Metric,
    /// The period it is for, `2005Q2` or `2005FY`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Lower end of the amount.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "whole_as_integer")]
    pub low: Option<f64>,
    /// Upper end of the amount.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "whole_as_integer")]
    pub high: Option<f64>,
    /// Lower end of the growth, in per cent, a decline negative.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "whole_as_integer")]
    pub pct_low: Option<f64>,
    /// Upper end of the growth, in per cent.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "whole_as_integer")]
    pub pct_high: Option<f64>,
    /// ISO 4217 code of the amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Lower end of the range that this one replaces, where the text gives it.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "whole_as_integer")]
    pub was_low: Option<f64>,
    /// Upper end of the range that this one replaces.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "whole_as_integer")]
    pub was_high: Option<f64>,
    /// Where it was read.
    #[serde(flatten)]
    pub evidence: Evidence,
}

/// What an amount measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the definitions")]
pub enum Metric {
    #[default]
    Revenue,
    Eps,
    NetIncome,
    OperatingIncome,
    Ebitda,
    GrossMargin,
    OperatingMargin,
    Cash,
    CashFlow,
    CapitalExpenditure,
    Expenses,
    TaxRate,
    Shares,
    ComparableSales,
    Bookings,
    Other,
}

/// What a document does to earlier guidance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuidanceAction {
    /// Higher than before.
    Raise,
    /// Lower than before.
    Lower,
    /// The same as before.
    Reaffirm,
    /// The range is narrower, around the same middle.
    Narrow,
    /// Given for the first time.
    Initiate,
    /// Taken back.
    Withdraw,
    /// Nothing is said.
    #[default]
    None,
}

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A release of actual results of a finished period.
    Earnings,
    /// A release of results that are not yet final.
    Preliminary,
    /// A release that only changes or confirms the outlook.
    Guidance,
    /// A press release or letter about something else.
    OtherRelease,
    /// An agreement, charter, report, slides, statements alone ...
    #[default]
    NotRelease,
}

/// A trading symbol.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Ticker {
    /// Upper case, classes written `BRK.B`, without the suffixes of quote services.
    pub symbol: String,
    /// Canonical name of the market, where the document says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exchange: Option<Exchange>,
}

/// Canonical name of a market: `NASDAQ`, `NYSE`, `NYSE American`, `OTC`, `TSX` ...
pub type Exchange = String;

/// A fiscal period.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Period {
    /// As the company names it: `2005Q1`, `2005FY`, `2005H1`, `20059M`; `2005T4` is a transition period of four
    /// months that ends in 2005.
    pub label: String,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
    /// Calendar quarter or year in which its middle falls: `2005Q1`, `2005FY`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// Length in weeks, where the document says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weeks: Option<u8>,
    /// How the label was known: `declared`, `header+date` or `date`.
    pub how: String,
}

/// The tone of a document's narrative, boilerplate left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tone {
    /// In a word.
    pub label: ToneLabel,
    /// What speaks for the issuer against what speaks against it, each by its weight, from -1 to 1:
    /// above 0 where positive, below 0 where negative, near 0 where mixed, 0 where neutral.
    pub score: f64,
    /// Positive phrases.
    pub positive: u32,
    /// Negative phrases.
    pub negative: u32,
}

/// [`Tone`] in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the definitions")]
pub enum ToneLabel {
    Positive,
    Negative,
    Mixed,
    #[default]
    Neutral,
}

/// A telling phrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// The words as they stand.
    pub text: String,
    /// What they speak for.
    pub polarity: Polarity,
    /// The kind of section they stand in.
    pub section: SectionKind,
    /// In the document's text.
    pub span: Span,
    /// In the file.
    pub source: Span,
    /// The rule that found them.
    pub rule: String,
    /// Whether a negation turned them round.
    pub negated: bool,
}

/// What a phrase speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Polarity {
    /// Good for the issuer.
    #[serde(rename = "+")]
    Positive,
    /// Bad for the issuer.
    #[serde(rename = "-")]
    Negative,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// What it is about.
    pub kind: SectionKind,
    /// Its heading, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// First byte in the text.
    pub start: usize,
    /// Just past the last byte in the text.
    pub end: usize,
}

impl Section {
    /// Its place in the text.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// The kinds of [`Section`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// Title lines, masthead, exhibit number.
    Headline,
    /// The narrative.
    #[default]
    Body,
    /// What is expected of periods to come.
    Outlook,
    /// How to hear the call or the webcast.
    ConferenceCall,
    /// Who the company is.
    About,
    /// Cautions on forward-looking statements.
    SafeHarbor,
    /// What measures outside GAAP mean.
    NonGaap,
    /// Whom to ask.
    Contact,
    /// Financial statements and other tables.
    Tables,
    /// Trademarks, notices, signatures, terms.
    Legal,
    /// None of these.
    Other,
}

/// An amount that was read, whatever became of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fact {
    /// What it measures.
    pub metric: Metric,
    /// Its part in the text.
    pub role: FactRole,
    /// The period it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Lower end.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "whole_as_integer")]
    pub low: Option<f64>,
    /// Upper end.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "whole_as_integer")]
    pub high: Option<f64>,
    /// ISO 4217 code; absent for a percentage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Where it was read.
    #[serde(flatten)]
    pub evidence: Evidence,
}

/// The part an amount has in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactRole {
    /// Reported for a finished period.
    #[default]
    Actual,
    /// Expected for a finished period.
    Preliminary,
    /// Promised for a period to come.
    Guidance,
    /// Of the period it is compared with.
    Prior,
    /// Promised before.
    PriorGuidance,
    /// What analysts expected.
    Analyst,
    /// Of a segment, product or region.
    Segment,
}

/// Writes 12941000000 rather than 12941000000.0.
#[expect(clippy::ref_option, reason = "the signature serde asks for")]
fn whole_as_integer<S: serde::Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    /// Past this an `f64` no longer holds every integer.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match value {
        None => serializer.serialize_none(),
        Some(value) if value.fract() == 0.0 && value.abs() < EXACT => serializer.serialize_i64(*value as i64),
        Some(value) => serializer.serialize_f64(*value),
    }
}

/// The id of a document that has no accession number, and the name under which places of equal
/// content are noted: `x-` and the first 12 hex digits of the content's hash.
#[must_use]
pub fn content_id(content: u64) -> String {
    format!("x-{:012x}", content >> 16)
}
