//! From the table of fields to tantivy's schema, and the names a query may use.
//!
//! A field exists once: here. What tantivy stores, the query's names and spellings, the JSON keys,
//! `filings fields` and the README table all derive from [`FIELDS`].

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use tantivy::schema::{Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions};

use super::analyzer;

/// A field that a query can name.
#[derive(Debug, Clone, Copy)]
pub struct FieldSpec {
    /// The name in queries and on the command line.
    pub name: &'static str,
    /// Other spellings of the name.
    pub aliases: &'static [&'static str],
    /// The key (or path of keys) in a record's JSON; empty where there is none.
    pub json: &'static str,
    /// What values look like and mean.
    pub values: Values,
    /// How the index keeps it.
    pub storage: Storage,
    /// One line for people.
    pub help: &'static str,
    /// A query that uses it.
    pub example: &'static str,
}

/// What the values of a field look like in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Values {
    /// A word compared whole, letter case aside.
    Exact(Form),
    /// One of a few names.
    OneOf(&'static [&'static str]),
    /// Words of a text.
    Words,
    /// A day, month or year.
    Date,
    /// An amount of money or a plain number, compared by overlap of ranges.
    Amount,
    /// An amount promised for a period to come.
    Guidance,
    /// A fiscal or calendar quarter or year.
    Period,
    /// A label, or a number from -1 to 1.
    Tone,
    /// Words of a telling phrase.
    Phrase,
    /// Words of the headline.
    Headline,
    /// A kind of section: narrows the words that follow.
    Section,
    /// What bare words are looked for in.
    Scope,
    /// The name of a field that has a value.
    Has,
    /// The name of a field that has none.
    Missing,
}

/// How a value compared whole is brought to its canonical form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Lower case.
    Plain,
    /// `BRK/B` and `brk-b` are `brk.b`.
    Ticker,
    /// Digits without leading zeros.
    Cik,
    /// With its dashes.
    Accession,
    /// `99.1` is `ex-99.1`.
    Exhibit,
    /// `results of operations and financial condition` is `2.02`.
    Item,
}

/// How the index keeps a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// Terms compared whole.
    Terms,
    /// Terms compared whole, and the first value in a column for sorting and facets.
    TermsAndColumn,
    /// Words with positions.
    Words,
    /// Words with positions, and the first value in a column for sorting and facets.
    WordsAndColumn,
    /// Days since 1970-01-01 in a column.
    Days,
    /// Two columns: lower and upper end; an open end reaches as far beyond the known one as that is from
    /// zero, or half as far below it.
    Range,
    /// Made of other fields' storage.
    Derived,
}

/// Kinds of documents, in the order and spelling of the record.
pub const KINDS: &[&str] = &["earnings", "preliminary", "guidance", "other_release", "not_release"];
/// What a document does to earlier guidance.
pub const ACTIONS: &[&str] = &["raise", "lower", "reaffirm", "narrow", "initiate", "withdraw", "none"];
/// Roles of reported figures.
pub const ROLES: &[&str] = &["actual", "preliminary"];
/// Labels of tone.
pub const TONES: &[&str] = &["positive", "negative", "mixed", "neutral"];
/// Kinds of sections.
pub const SECTIONS: &[&str] = &[
    "headline",
    "body",
    "outlook",
    "conference_call",
    "about",
    "safe_harbor",
    "non_gaap",
    "contact",
    "tables",
    "legal",
    "other",
];
/// What bare words may be looked for in.
pub const SCOPES: &[&str] = &["narrative", "headline", "boilerplate", "tables", "all"];

macro_rules! field {
    ($name:literal, [$($alias:literal),*], $json:literal, $values:expr, $storage:ident, $help:literal, $example:literal) => {
        FieldSpec {
            name: $name,
            aliases: &[$($alias),*],
            json: $json,
            values: $values,
            storage: Storage::$storage,
            help: $help,
            example: $example,
        }
    };
}

/// Every field, in the order they are listed for people.
#[rustfmt::skip]
pub const FIELDS: &[FieldSpec] = &[
    field!("company", ["co", "name", "issuer", "companyname", "company_name", "entityname", "entity"], "company", Values::Words, WordsAndColumn, "words of the issuer's name, of any filer's, of former names", "company:\"acme rockets\""),
    field!("ticker", ["symbol", "tickers"], "tickers.symbol", Values::Exact(Form::Ticker), TermsAndColumn, "the issuer's trading symbol; records of the same filer that print none are found too, `ticker.printed` leaves them out", "ticker:(ACME,BRK.B)"),
    field!("mentioned", ["mentioned_ticker", "mentioned_tickers"], "mentioned_tickers", Values::Exact(Form::Ticker), Terms, "a trading symbol of somebody else that the document names", "mentioned:ACME"),
    field!("exchange", ["market"], "tickers.exchange", Values::Exact(Form::Plain), TermsAndColumn, "the market of the issuer's trading symbol", "exchange:nasdaq"),
    field!("cik", ["ciks"], "cik", Values::Exact(Form::Cik), TermsAndColumn, "central index key of a filer", "cik:1009672"),
    field!("sic", [], "sic", Values::Exact(Form::Plain), TermsAndColumn, "standard industrial classification of the first filer", "sic:3600..3699"),
    field!("form", ["form_type", "formtype", "forms", "type"], "form", Values::Exact(Form::Plain), TermsAndColumn, "submission type", "form:8-K"),
    field!("exhibit", ["ex", "exhibits", "doctype", "doc"], "exhibit", Values::Exact(Form::Exhibit), TermsAndColumn, "document type; without a number after the point, the whole family", "exhibit:99.1"),
    field!("item", ["items"], "items", Values::Exact(Form::Item), TermsAndColumn, "item of an 8-K", "item:2.02"),
    field!("date", ["on", "year", "month"], "date", Values::Date, Days, "day of the release, else of the filing, else on the cover of a report; `since:`, `until:`, `after:`, `before:` a day too", "date:2005-04..2005-06"),
    field!("filed", ["filing_date", "filed_at", "filedat", "filingdate", "fileddate", "filed_date", "file_date", "filedate"], "filed", Values::Date, Days, "day of filing", "filed:2005-04-18"),
    field!("released", ["release_date"], "released", Values::Date, Days, "day that the release prints", "released:>=2005-04-01"),
    field!("period", ["quarter", "fq", "q", "fiscal"], "period.label", Values::Period, TermsAndColumn, "fiscal quarter or year, as the company names it; `Q1 2005`, `1Q05`, `FY2005` alone mean it too", "period:2005Q1..2005Q4"),
    field!("calendar", ["cq", "calendar_quarter"], "period.calendar", Values::Period, TermsAndColumn, "calendar quarter in which the middle of the period falls", "calendar:2005Q1"),
    field!("period_end", ["ended"], "period.end", Values::Date, Days, "last day of the period", "period_end:2005-03"),
    field!("kind", ["what", "is"], "kind", Values::OneOf(KINDS), TermsAndColumn, "what the document is", "kind:preliminary"),
    field!("revenue", ["sales", "rev", "revenues", "net_sales", "turnover"], "revenue", Values::Amount, Range, "total revenue; `revenue.actual`, `revenue.preliminary` ask for one role; `$` is any dollar, US$ or EUR one currency", "revenue:30..34M"),
    field!("revenue_prior", ["prior_revenue"], "revenue_prior", Values::Amount, Range, "total revenue a year before", "revenue_prior:>1bn"),
    field!("eps", [], "eps", Values::Amount, Range, "diluted earnings per share", "eps:<0"),
    field!("net_income", ["income", "profit", "netincome", "net_profit"], "net_income", Values::Amount, Range, "net income, a loss negative", "net_income:-5M..0"),
    field!("cash", [], "cash", Values::Amount, Range, "cash, with what the document counts to it", "cash:>300M"),
    field!("role", [], "revenue.role", Values::OneOf(ROLES), TermsAndColumn, "whether the reported revenue is final", "role:preliminary"),
    field!("currency", [], "revenue.currency", Values::Exact(Form::Plain), TermsAndColumn, "currency of the reported revenue", "currency:EUR"),
    field!("guidance", ["outlook"], "guidance", Values::Guidance, Derived, "promised revenue; `guidance.eps` and so on for another measure, `5%..7%` for growth and shares; an action's name works too", "guidance.eps:0.10..0.12"),
    field!("guidance_action", ["action"], "guidance_action", Values::OneOf(ACTIONS), TermsAndColumn, "what the document does to earlier guidance", "guidance_action:lower"),
    field!("guidance_period", ["guides"], "guidance.period", Values::Period, Terms, "a period that guidance is for", "guidance_period:2005Q2"),
    field!("tone", ["sentiment"], "tone", Values::Tone, TermsAndColumn, "tone of the narrative: a label, or a score from -1 to 1", "tone:negative"),
    field!("phrase", ["phrases"], "phrases", Values::Phrase, Derived, "words of a telling phrase; `phrase.negative`, `phrase.positive`", "phrase.negative:\"lower than anticipated\""),
    field!("headline", ["title", "subject"], "", Values::Headline, Derived, "words of the headline; the same as `in:headline` before them", "headline:preliminary"),
    field!("section", ["sec"], "sections.kind", Values::Section, Derived, "look for the next word, phrase or group in one kind of section", "section:outlook \"order activity\""),
    field!("in", ["scope"], "", Values::Scope, Derived, "what bare words are looked for in: narrative (the default), headline, boilerplate, tables, all", "in:all forward-looking"),
    field!("has", [], "", Values::Has, Terms, "the field has a value", "has:guidance"),
    field!("missing", ["no"], "missing", Values::Missing, Terms, "the field has no value", "missing:revenue"),
    field!("path", ["file"], "path", Values::Exact(Form::Plain), Terms, "a part of the path, `*` for any run of characters", "path:data/1009672/"),
    field!("id", [], "id", Values::Exact(Form::Plain), Terms, "the record's own name", "id:0000950150-03-000957:2"),
    field!("accession", ["acc", "accession_number", "accessionno", "accession_no", "accessionnumber"], "accession", Values::Exact(Form::Accession), Terms, "accession number of the submission", "accession:0000950150-03-000957"),
];

/// Finds a field by its name or another spelling of it, letter case aside.
#[must_use]
pub fn field(name: &str) -> Option<&'static FieldSpec> {
    FIELDS.iter().find(|field| {
        field.name.eq_ignore_ascii_case(name) || field.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    })
}

/// The text fields of a record, and what they hold.
///
/// Words, phrases and sections are found in three fields: a kind of section belongs to one. Inside
/// a field each section begins with a marker, so that a search in one kind of section checks
/// positions, and one in the whole narrative reads a single list of postings a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Text {
    /// Headline, body, outlook and other sections.
    Narrative,
    /// About, safe harbor, conference call, non-GAAP, contact and legal sections.
    Boilerplate,
    /// Tables.
    Tables,
}

impl Text {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Narrative, Self::Boilerplate, Self::Tables];

    /// Words that a usual record has in it, which lengths are measured against.
    pub(crate) const fn usual_length(self) -> u32 {
        match self {
            Self::Narrative => 600,
            Self::Boilerplate => 400,
            Self::Tables => 1000,
        }
    }
}

/// Names of tantivy fields that no query names.
pub(crate) mod hidden {
    /// `record`, `file` or `place`: what a tantivy document is.
    pub const SORT: &str = "_sort";
    /// The ingest run that wrote a document.
    pub const RUN: &str = "_run";
    /// The file on disk that a document was made from.
    pub const FILE: &str = "_file";
    /// Names one variant of a record among all.
    pub const UID: &str = "_uid";
    /// Hash of a record's text.
    pub const CONTENT: &str = "_content";
    /// What records that show as one in searches have in common.
    pub const TWIN: &str = "_twin";
    /// The id that a place is a place of.
    pub const PLACE_OF: &str = "_place_of";
}

/// tantivy's fields, for those that read and write them.
#[derive(Debug)]
pub(crate) struct Layout {
    pub schema: Schema,
    pub sort: Field,
    pub run: Field,
    pub file: Field,
    pub uid: Field,
    pub content: Field,
    pub twin: Field,
    pub place_of: Field,
    pub record: Field,
    pub text: Field,
    pub entry: Field,
    pub headline: Field,
    pub narrative: Field,
    pub boilerplate: Field,
    pub tables: Field,
    pub phrases: Field,
    pub accession_order: Field,
    pub sequence: Field,
    pub tone_score: Field,
    pub guidance_metric: Field,
    pub guidance_low: Field,
    pub guidance_high: Field,
    pub guidance_pct_low: Field,
    pub guidance_pct_high: Field,
    pub issuer: Field,
    pub exhibit_family: Field,
    pub buckets: Field,
    pub file_size: Field,
    pub file_modified: Field,
    pub file_hash: Field,
    pub file_members: Field,
    pub file_settings: Field,
    columns: FxHashMap<&'static str, Field>,
}

/// The layout of this program's format.
pub(crate) fn layout() -> &'static Layout {
    static LAYOUT: LazyLock<Layout> = LazyLock::new(build);
    &LAYOUT
}

impl Layout {
    /// tantivy's field of a queryable field's terms or words.
    pub fn terms(&self, name: &str) -> Option<Field> {
        self.schema.get_field(name).ok()
    }

    /// tantivy's field of a queryable field's column.
    pub fn column(&self, name: &str) -> Option<Field> {
        self.columns.get(name).copied()
    }

    /// The kind of text that a field of tantivy's holds.
    pub fn text(&self, field: Field) -> Option<Text> {
        Text::ALL.into_iter().find(|&text| self.of_text(text) == field)
    }

    /// tantivy's field of a kind of text.
    pub fn of_text(&self, text: Text) -> Field {
        match text {
            Text::Narrative => self.narrative,
            Text::Boilerplate => self.boilerplate,
            Text::Tables => self.tables,
        }
    }
}

/// Name of the column of a field kept as terms or words.
pub(crate) fn column(name: &str) -> String {
    format!("{name}_column")
}

/// Names of the columns of a field kept as a range.
pub(crate) fn ends(name: &str) -> [String; 2] {
    [format!("{name}_low"), format!("{name}_high")]
}

fn words(positions: IndexRecordOption) -> TextOptions {
    let indexing =
        TextFieldIndexing::default().set_tokenizer(analyzer::NAME).set_index_option(positions).set_fieldnorms(true);
    TextOptions::default().set_indexing_options(indexing)
}

fn terms() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing)
}

fn column_only() -> TextOptions {
    TextOptions::default().set_fast("raw")
}

fn build() -> Layout {
    let mut builder = Schema::builder();
    let mut columns = FxHashMap::default();
    for spec in FIELDS {
        match spec.storage {
            Storage::Terms | Storage::TermsAndColumn => {
                builder.add_text_field(spec.name, terms());
            }
            Storage::Words | Storage::WordsAndColumn => {
                builder.add_text_field(spec.name, words(IndexRecordOption::WithFreqsAndPositions));
            }
            Storage::Days => {
                builder.add_i64_field(spec.name, NumericOptions::default().set_fast());
            }
            Storage::Range => {
                for end in ends(spec.name) {
                    builder.add_f64_field(&end, NumericOptions::default().set_fast());
                }
            }
            Storage::Derived => {}
        }
        if matches!(spec.storage, Storage::TermsAndColumn | Storage::WordsAndColumn) {
            columns.insert(spec.name, builder.add_text_field(&column(spec.name), column_only()));
        }
    }
    let fast = NumericOptions::default().set_fast();
    let positions = words(IndexRecordOption::WithFreqsAndPositions);
    let stored = || TextOptions::default().set_stored();
    Layout {
        sort: builder.add_text_field(hidden::SORT, terms()),
        run: builder.add_text_field(hidden::RUN, terms()),
        file: builder.add_text_field(hidden::FILE, terms().set_fast("raw")),
        uid: builder.add_text_field(hidden::UID, terms().set_fast("raw")),
        content: builder.add_u64_field(hidden::CONTENT, fast.clone().set_indexed()),
        twin: builder.add_u64_field(hidden::TWIN, fast.clone()),
        place_of: builder.add_text_field(hidden::PLACE_OF, terms().set_fast("raw")),
        record: builder.add_text_field("_record", stored()),
        text: builder.add_text_field("_text", stored()),
        entry: builder.add_text_field("_entry", stored()),
        headline: builder.add_text_field("_headline", words(IndexRecordOption::WithFreqs)),
        narrative: builder.add_text_field("_narrative", positions.clone()),
        boilerplate: builder.add_text_field("_boilerplate", positions.clone()),
        tables: builder.add_text_field("_tables", positions.clone()),
        phrases: builder.add_text_field("_phrases", positions),
        accession_order: builder.add_u64_field("_accession_order", fast.clone()),
        sequence: builder.add_u64_field("_sequence", fast.clone()),
        tone_score: builder.add_f64_field("_tone_score", fast.clone()),
        guidance_metric: builder.add_u64_field("_guidance_metric", fast.clone()),
        guidance_low: builder.add_f64_field("_guidance_low", fast.clone()),
        guidance_high: builder.add_f64_field("_guidance_high", fast.clone()),
        guidance_pct_low: builder.add_f64_field("_guidance_pct_low", fast.clone()),
        guidance_pct_high: builder.add_f64_field("_guidance_pct_high", fast.clone()),
        issuer: builder.add_text_field("_issuer", terms()),
        exhibit_family: builder.add_text_field("_exhibit_family", terms()),
        buckets: builder.add_text_field("_buckets", terms()),
        file_size: builder.add_u64_field("_file_size", fast.clone()),
        file_modified: builder.add_i64_field("_file_modified", fast.clone()),
        file_hash: builder.add_u64_field("_file_hash", fast.clone()),
        file_members: builder.add_u64_field("_file_members", fast.clone()),
        file_settings: builder.add_u64_field("_file_settings", fast),
        schema: builder.build(),
        columns,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_aliases_are_unique() {
        let mut seen = std::collections::BTreeSet::new();
        for name in FIELDS.iter().flat_map(|field| field.aliases.iter().chain([&field.name])) {
            assert!(seen.insert(*name), "`{name}` twice");
        }
    }

    #[test]
    fn fields_are_found_by_any_spelling() {
        assert_eq!(field("Quarter").map(|field| field.name), Some("period"));
        assert!(field("nonsense").is_none());
    }
}
