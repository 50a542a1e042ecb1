//! From a record, a file or a place to the document that tantivy indexes.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use tantivy::schema::Field;

use super::{
    analyzer, bucket,
    document::{Entry, Stored},
    schema::{Form, Layout, ends, layout},
};
use crate::model::{Amount, Date, Guidance, Metric, Polarity, Record, Section, SectionKind, Span};

/// Where a record came from, and what it is called among other readings of the same document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Variant {
    /// The file on disk; for a member of an archive the archive. Replacing that file replaces all
    /// that came from it.
    pub file: String,
    /// Unique among all records of the index, those of the same id included.
    pub uid: String,
    /// Hash by which the same release filed twice is known.
    pub content: u64,
}

/// What is known of a file that was ingested.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileEntry {
    /// Path as it was walked.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// Time of the last change, nanoseconds since 1970.
    pub modified_ns: i64,
    /// Hash of the content.
    pub hash: u64,
    /// Members of an archive; zero for a file that is none.
    pub members: u64,
    /// Stands for the settings it was read under.
    pub settings: u64,
    /// `indexed`, or `skipped:` and the reason, or `failed`.
    pub outcome: String,
    /// What was odd about it.
    pub warnings: Vec<String>,
}

/// Another place where the document of a record was met.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The record's id.
    pub id: String,
    /// The path, `archive!member` for a member.
    pub path: String,
    /// The file on disk.
    pub file: String,
}

/// What a tantivy document is.
pub(crate) mod sort {
    pub const RECORD: &str = "record";
    pub const FILE: &str = "file";
    pub const PLACE: &str = "place";
}

/// Accession numbers in the order column are below this; what has none comes after.
const PAST_ACCESSIONS: u64 = 1_000_000_000_000_000_000;

/// Texts shorter than this are not taken for the same release because they are equal.
const TELLING: usize = 400;

/// Codes of metrics in the guidance column.
pub(crate) const fn metric_code(metric: Metric) -> u64 {
    metric as u64
}

/// The name of a metric in queries.
pub(crate) fn metric_name(metric: Metric) -> String {
    name_of(&metric)
}

/// The name serde gives a value.
pub(crate) fn name_of(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// Days since 1970-01-01.
pub(crate) fn days(date: Date) -> i64 {
    i64::from(date.since(jiff::civil::date(1970, 1, 1)).map_or(0, |span| span.get_days()))
}

/// The day that is so many days after 1970-01-01; the nearest that can be named.
pub(crate) fn date(days: i64) -> Date {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.saturating_add(jiff::Span::new().days(days.clamp(-4_000_000, 4_000_000)))
}

/// Brings a value that is compared whole to its canonical form.
pub(crate) fn canonical(form: Form, value: &str) -> String {
    let lower = value.trim().to_lowercase();
    match form {
        Form::Plain => lower,
        Form::Ticker => lower.replace(['-', '/'], "."),
        Form::Cik => {
            let digits = lower.trim_start_matches("cik").trim_start_matches('0');
            if digits.is_empty() { "0".to_owned() } else { digits.to_owned() }
        }
        Form::Accession => accession(&lower),
        Form::Exhibit => exhibit(&lower),
        Form::Item => super::items::number(&lower).unwrap_or(&lower).to_owned(),
    }
}

fn accession(lower: &str) -> String {
    let bare = lower.len() == 18 && lower.bytes().all(|byte| byte.is_ascii_digit());
    if bare { format!("{}-{}-{}", &lower[..10], &lower[10..12], &lower[12..]) } else { lower.to_owned() }
}

fn exhibit(lower: &str) -> String {
    let bare = lower.strip_prefix("ex").map_or(lower, |rest| rest.trim_start_matches(['-', ' ']));
    let is_number = bare.starts_with(|first: char| first.is_ascii_digit()) && !bare.contains('-');
    if is_number { format!("ex-{bare}") } else { lower.to_owned() }
}

/// Orders records whose other keys are equal: by accession number, what has none by its hash.
pub(crate) fn accession_order(record: &Record) -> u64 {
    let digits = record.accession.as_deref().map(|accession| accession.replace('-', ""));
    if let Some(order) = digits.and_then(|digits| digits.parse::<u64>().ok()).filter(|&order| order < PAST_ACCESSIONS) {
        return order;
    }
    let hash = record.id.strip_prefix("x-").and_then(|hex| u64::from_str_radix(hex, 16).ok());
    PAST_ACCESSIONS + (hash.unwrap_or_else(|| short_hash(record.id.as_bytes())) & 0xffff_ffff_ffff)
}

/// The first eight bytes of a content hash.
pub fn short_hash(bytes: &[u8]) -> u64 {
    let hash = blake3::hash(bytes);
    hash.as_bytes()[..8].iter().fold(0, |number, &byte| number << 8 | u64::from(byte))
}

/// A record as tantivy indexes it.
pub(crate) fn record_entry(record: &Record, text: String, variant: &Variant, run: &str) -> Entry {
    let length = text.len();
    let mut builder = Builder { entry: Entry::of(text), layout: layout() };
    builder.bookkeeping(sort::RECORD, run, &variant.file);
    builder.identity(record, variant);
    builder.twin(record, length, variant);
    builder.dates(record);
    builder.periods(record);
    builder.amounts(record);
    builder.guidance(record);
    builder.judgements(record);
    builder.presence(record);
    builder.sections(&record.sections, length);
    builder.stored(record);
    builder.entry
}

/// A file as tantivy indexes it.
pub(crate) fn file_entry(file: &FileEntry, run: &str) -> Entry {
    let mut builder = Builder { entry: Entry::default(), layout: layout() };
    builder.bookkeeping(sort::FILE, run, &file.path);
    let (entry, layout) = (&mut builder.entry, builder.layout);
    entry.add(layout.file_size, Stored::U64(file.size));
    entry.add(layout.file_modified, Stored::I64(file.modified_ns));
    entry.add(layout.file_hash, Stored::U64(file.hash));
    entry.add(layout.file_members, Stored::U64(file.members));
    entry.add(layout.file_settings, Stored::U64(file.settings));
    entry.add(layout.entry, Stored::Text(serde_json::to_string(file).unwrap_or_default()));
    builder.entry
}

/// A place as tantivy indexes it.
pub(crate) fn place_entry(place: &Place, run: &str) -> Entry {
    let mut builder = Builder { entry: Entry::default(), layout: layout() };
    builder.bookkeeping(sort::PLACE, run, &place.file);
    let (entry, layout) = (&mut builder.entry, builder.layout);
    entry.text(layout.place_of, place.id.as_str());
    entry.add(layout.entry, Stored::Text(serde_json::to_string(place).unwrap_or_default()));
    builder.entry
}

struct Builder {
    entry: Entry,
    layout: &'static Layout,
}

impl Builder {
    fn bookkeeping(&mut self, sort: &'static str, run: &str, file: &str) {
        self.entry.add(self.layout.sort, Stored::Static(sort));
        self.entry.text(self.layout.run, run);
        self.entry.text(self.layout.file, file);
    }

    fn field(&self, name: &str) -> Option<Field> {
        self.layout.terms(name)
    }

    /// A term of a field compared whole.
    fn term(&mut self, name: &str, value: impl Into<String>) {
        if let Some(field) = self.field(name) {
            self.entry.text(field, value);
        }
    }

    /// A field's value for sorting and facets.
    fn column(&mut self, name: &str, value: impl Into<String>) {
        if let Some(field) = self.layout.column(name) {
            self.entry.text(field, value);
        }
    }

    fn identity(&mut self, record: &Record, variant: &Variant) {
        self.entry.text(self.layout.uid, variant.uid.as_str());
        self.entry.add(self.layout.content, Stored::U64(variant.content));
        self.entry.add(self.layout.accession_order, Stored::U64(accession_order(record)));
        self.entry.add(self.layout.sequence, Stored::U64(record.sequence.map_or(0, u64::from)));
        self.term("id", record.id.to_lowercase());
        for path in record.also_at.iter().chain([&record.path]) {
            self.term("path", path.to_lowercase());
        }
        if let Some(accession) = &record.accession {
            self.term("accession", canonical(Form::Accession, accession));
        }
        self.company(record);
        self.document_type(record);
        for cik in &record.cik {
            self.term("cik", cik.to_string());
            self.column("cik", cik.to_string());
        }
        if let Some(sic) = record.sic {
            self.term("sic", sic.to_string());
            self.column("sic", sic.to_string());
        }
    }

    /// What records that show as one have in common.
    fn twin(&mut self, record: &Record, length: usize, variant: &Variant) {
        let twin = if length < TELLING { short_hash(record.id.as_bytes()) } else { variant.content };
        self.entry.add(self.layout.twin, Stored::U64(twin));
    }

    fn company(&mut self, record: &Record) {
        for name in record.company.iter().chain(&record.other_names) {
            self.term("company", name.as_str());
        }
        if let Some(name) = record.company.as_ref().or(record.other_names.first()) {
            self.column("company", name.as_str());
        }
        let mut exchanges: Vec<&str> = Vec::new();
        for ticker in &record.tickers {
            let symbol = canonical(Form::Ticker, &ticker.symbol);
            if let Some(cik) = record.cik.first() {
                self.entry.text(self.layout.issuer, format!("{}{cik}", filers_of(&symbol)));
                self.entry.text(self.layout.issuer, format!("{}{symbol}", symbols_of(&cik.to_string())));
            }
            self.term("ticker", symbol);
            self.column("ticker", ticker.symbol.as_str());
            let exchange = ticker.exchange.as_deref().filter(|exchange| !exchanges.contains(exchange));
            if let Some(exchange) = exchange {
                self.term("exchange", canonical(Form::Plain, exchange));
                self.column("exchange", exchange);
                exchanges.push(exchange);
            }
        }
        for symbol in &record.mentioned_tickers {
            self.term("mentioned", canonical(Form::Ticker, symbol));
        }
    }

    fn document_type(&mut self, record: &Record) {
        if let Some(form) = &record.form {
            self.term("form", canonical(Form::Plain, form));
            self.column("form", form.as_str());
        }
        if let Some(exhibit) = &record.exhibit {
            let canonical = canonical(Form::Exhibit, exhibit);
            let family = canonical.split(['.', '(']).next().unwrap_or_default();
            self.entry.text(self.layout.exhibit_family, family);
            self.column("exhibit", exhibit.as_str());
            self.term("exhibit", canonical);
        }
        let mut items: Vec<String> = record.items.iter().map(|item| canonical(Form::Item, item)).collect();
        let mut known = BTreeSet::new();
        items.retain(|item| known.insert(item.clone()));
        for item in items {
            self.column("item", item.as_str());
            self.term("item", item);
        }
    }

    fn dates(&mut self, record: &Record) {
        let end = record.period.as_ref().and_then(|period| period.end);
        let dates =
            [("date", record.date), ("filed", record.filed), ("released", record.released), ("period_end", end)];
        for (name, date) in dates {
            if let (Some(date), Some(field)) = (date, self.field(name)) {
                self.entry.add(field, Stored::I64(days(date)));
                self.entry.text(self.layout.buckets, bucket::term(name, bucket::of_day(date)));
            }
        }
    }

    fn periods(&mut self, record: &Record) {
        if let Some(period) = &record.period {
            self.term("period", period.label.to_lowercase());
            self.column("period", period.label.as_str());
            if let Some(calendar) = &period.calendar {
                self.term("calendar", calendar.to_lowercase());
                self.column("calendar", calendar.as_str());
            }
        }
        if let Some(also) = &record.period_also {
            self.term("period", also.to_lowercase());
            self.column("period", also.as_str());
        }
    }

    fn amounts(&mut self, record: &Record) {
        let amounts = [
            ("revenue", &record.revenue),
            ("revenue_prior", &record.revenue_prior),
            ("eps", &record.eps),
            ("net_income", &record.net_income),
            ("cash", &record.cash),
        ];
        for (name, amount) in amounts {
            let Some((low, high)) = amount.as_ref().and_then(range_of) else { continue };
            self.range(name, low, high);
            for (column, end) in ends(name).iter().zip([low, high]) {
                if let Some(field) = self.field(column) {
                    self.entry.add(field, Stored::F64(end));
                }
            }
        }
        if let Some(revenue) = &record.revenue {
            let role = name_of(&revenue.role);
            self.column("role", role.as_str());
            self.term("role", role);
            if !revenue.currency.is_empty() {
                self.column("currency", revenue.currency.as_str());
                self.term("currency", revenue.currency.to_lowercase());
            }
        }
    }

    /// The terms of the buckets that a range lies in.
    fn range(&mut self, name: &str, low: f64, high: f64) {
        for term in bucket::of_range(name, low, high) {
            self.entry.text(self.layout.buckets, term);
        }
    }

    /// The columns are read by position: entry `i` of each is of the same guidance.
    fn guidance(&mut self, record: &Record) {
        for guidance in &record.guidance {
            let (low, high) = promised(guidance);
            let name = format!("guidance.{}", metric_name(guidance.metric));
            self.range(&name, low, high);
            let (pct_low, pct_high) = promised_percent(guidance);
            self.range(&format!("{name}%"), pct_low, pct_high);
            self.entry.add(self.layout.guidance_metric, Stored::U64(metric_code(guidance.metric)));
            self.entry.add(self.layout.guidance_low, Stored::F64(low));
            self.entry.add(self.layout.guidance_high, Stored::F64(high));
            self.entry.add(self.layout.guidance_pct_low, Stored::F64(pct_low));
            self.entry.add(self.layout.guidance_pct_high, Stored::F64(pct_high));
            if let Some(period) = &guidance.period {
                self.term("guidance_period", period.to_lowercase());
            }
        }
    }

    fn judgements(&mut self, record: &Record) {
        let tone = record.tone.map(|tone| name_of(&tone.label));
        let labels = [
            ("kind", Some(name_of(&record.kind))),
            ("guidance_action", Some(name_of(&record.guidance_action))),
            ("tone", tone),
        ];
        for (name, label) in labels {
            if let Some(label) = label {
                self.column(name, label.as_str());
                self.term(name, label);
            }
        }
        if let Some(tone) = record.tone {
            self.entry.add(self.layout.tone_score, Stored::F64(tone.score));
        }
        for phrase in &record.phrases {
            self.entry.add(self.layout.phrases, Stored::Static(analyzer::ANY_SECTION));
            self.entry.add(self.layout.phrases, Stored::Static(polarity_mark(phrase.polarity)));
            self.entry.text(self.layout.phrases, phrase.text.as_str());
        }
    }

    fn presence(&mut self, record: &Record) {
        for name in super::presence::present(record) {
            self.term("has", name);
        }
        for name in super::presence::absent(record) {
            self.term("missing", name);
        }
    }

    fn sections(&mut self, sections: &[Section], length: usize) {
        for section in sections {
            let span = Span::new(section.start, section.end.min(length));
            let field = self.layout.of_text(text_of(section.kind));
            self.entry.add(field, Stored::Static(analyzer::ANY_SECTION));
            self.entry.add(field, Stored::Static(analyzer::marker(section.kind)));
            self.entry.add(field, Stored::Slice(span));
            if section.kind == SectionKind::Headline {
                self.entry.add(self.layout.headline, Stored::Slice(span));
            }
        }
    }

    fn stored(&mut self, record: &Record) {
        let json = if record.text.is_some() {
            serde_json::to_string(&Record { text: None, ..record.clone() })
        } else {
            serde_json::to_string(record)
        };
        self.entry.add(self.layout.record, Stored::Text(json.unwrap_or_default()));
        self.entry.add(self.layout.text, Stored::Whole);
    }
}

/// What the terms begin with that name the first filers of records that print a symbol.
pub(crate) fn filers_of(symbol: &str) -> String {
    format!("t:{symbol} ")
}

/// What the terms begin with that name the symbols that records of a first filer print.
pub(crate) fn symbols_of(cik: &str) -> String {
    format!("c:{cik} ")
}

/// The marker before a phrase of one polarity.
pub(crate) const fn polarity_mark(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Positive => "\u{1}+",
        Polarity::Negative => "\u{1}-",
    }
}

/// The text field that a kind of section belongs to.
pub(crate) const fn text_of(kind: SectionKind) -> super::schema::Text {
    use super::schema::Text;
    match kind {
        SectionKind::Headline | SectionKind::Body | SectionKind::Outlook | SectionKind::Other => Text::Narrative,
        SectionKind::Tables => Text::Tables,
        SectionKind::ConferenceCall
        | SectionKind::About
        | SectionKind::SafeHarbor
        | SectionKind::NonGaap
        | SectionKind::Contact
        | SectionKind::Legal => Text::Boilerplate,
    }
}

/// Lower and upper end for looking up; nothing where both are open.
///
/// `At least $33 million` is no answer to who looks for billions: an open end reaches as far beyond the
/// known one as that is from zero, or half as far below it.
pub(crate) fn range_of(amount: &Amount) -> Option<(f64, f64)> {
    closed(amount.low, amount.high)
}

fn closed(low: Option<f64>, high: Option<f64>) -> Option<(f64, f64)> {
    match (low, high) {
        (Some(low), Some(high)) => Some((low, high)),
        (Some(low), None) => Some((low, beyond(low))),
        (None, Some(high)) => Some((beneath(high), high)),
        (None, None) => None,
    }
}

/// The upper end of what has none: no number that a document says, as it is off by the least there is.
fn beyond(low: f64) -> f64 {
    if low == 0.0 { f64::INFINITY } else { (low + low.abs()).next_up() }
}

/// The lower end of what has none; off by another step, so that neither is taken for the other.
fn beneath(high: f64) -> f64 {
    if high == 0.0 { f64::NEG_INFINITY } else { (high - high.abs() / 2.0).next_down().next_down() }
}

/// The one number that stands for a range that was written with [`range_of`]: its middle, or the end that was
/// said of one that is open.
pub(crate) fn told((low, high): (f64, f64)) -> f64 {
    match () {
        () if high == beyond(low) => low,
        () if low == beneath(high) => high,
        () => f64::midpoint(low, high),
    }
}

/// What overlaps nothing.
const EMPTY: (f64, f64) = (f64::INFINITY, f64::NEG_INFINITY);

/// A promised range for looking up; one of growth alone is empty and overlaps nothing.
pub(crate) fn promised(guidance: &Guidance) -> (f64, f64) {
    closed(guidance.low, guidance.high).unwrap_or(EMPTY)
}

/// The same for a promise in percent: of growth, of a margin or rate.
pub(crate) fn promised_percent(guidance: &Guidance) -> (f64, f64) {
    closed(guidance.pct_low, guidance.pct_high).unwrap_or(EMPTY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_range_stands_for_the_end_that_was_said() {
        let said = |low, high| closed(low, high).map(told);
        assert_eq!(said(Some(33e6), None), Some(33e6));
        assert_eq!(said(None, Some(155e6)), Some(155e6));
        assert_eq!(said(None, Some(-0.4)), Some(-0.4));
        assert_eq!(said(Some(33e6), Some(66e6)), Some(49.5e6));
        assert_eq!(said(Some(5e6), Some(5e6)), Some(5e6));
    }
}
