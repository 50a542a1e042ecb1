//! From a file's bytes to records: every stage in its order.

use super::{
    decode::{Escaping, decode},
    extract::{self, Facts},
    parse::{self, Body},
    section,
};
use crate::{
    diag::SkipReason,
    model::{Content, Evidence, Header, Identity, RawDocument, Record, Section, SourceMap, Span, Submission},
};

/// What became of one document of a file.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// It was read.
    Read(Box<Document>),
    /// It holds nothing to read.
    Skipped(SkipReason),
}

/// A document that was read: its record, and the text that the spans are of.
#[derive(Debug, Clone)]
pub struct Document {
    /// Facts and identity.
    pub record: Record,
    /// The text.
    pub text: String,
}

/// Reads every document of a submission that was cut from `bytes`, in the order of the file.
pub fn documents<'a>(path: &'a str, bytes: &'a [u8], submission: &'a Submission) -> impl Iterator<Item = Outcome> + 'a {
    let identity = parse::path::identity(path);
    submission.documents.iter().map(move |raw| document(path, bytes, submission, &identity, raw))
}

fn document(path: &str, bytes: &[u8], submission: &Submission, identity: &Identity, raw: &RawDocument) -> Outcome {
    let body = &bytes[raw.body.range()];
    if let Some(reason) = parse::unreadable(body) {
        return Outcome::Skipped(reason);
    }
    let escaping = if submission.header.pem { Escaping::Dashes } else { Escaping::None };
    let decoded = decode(body, escaping);
    let content = match parse::body(&decoded.text) {
        Body::Content(content) => content,
        Body::Skipped(reason) => return Outcome::Skipped(reason),
    };
    let sections = section::sections(&content);
    let header = &submission.header;
    let facts =
        extract::extract(extract::Input { content: &content, sections: &sections, header, document: raw, identity });
    let place = Place { content: &content, decoded: &decoded.map, offset: raw.body.start };
    let record = record(path, header, identity, raw, sections, facts, &place);
    Outcome::Read(Box::new(Document { record, text: content.text }))
}

/// From spans of the text to quotes and places in the file.
struct Place<'a> {
    content: &'a Content,
    decoded: &'a SourceMap,
    offset: usize,
}

impl Place<'_> {
    fn source(&self, span: Span) -> Span {
        self.decoded.source(self.content.map.source(span)).shifted(self.offset)
    }

    fn complete(&self, evidence: &mut Evidence) {
        let Some(span) = evidence.span else { return };
        evidence.source = Some(self.source(span));
        self.content.slice(span).clone_into(&mut evidence.quote);
    }
}

fn record(
    path: &str,
    header: &Header,
    identity: &Identity,
    raw: &RawDocument,
    sections: Vec<Section>,
    mut facts: Facts,
    place: &Place<'_>,
) -> Record {
    let amounts = &mut facts.amounts;
    let of_amounts = [
        &mut amounts.revenue,
        &mut amounts.revenue_prior,
        &mut amounts.eps,
        &mut amounts.net_income,
        &mut amounts.cash,
    ];
    of_amounts
        .into_iter()
        .flatten()
        .map(|amount| &mut amount.evidence)
        .chain(facts.guidance.iter_mut().map(|guidance| &mut guidance.evidence))
        .chain(facts.facts.iter_mut().map(|fact| &mut fact.evidence))
        .chain(facts.evidence.values_mut())
        .for_each(|evidence| place.complete(evidence));
    for phrase in &mut facts.phrases {
        phrase.source = place.source(phrase.span);
    }
    let accession = header.accession.clone().or_else(|| identity.accession.clone());
    let id = match (&accession, raw.sequence) {
        (Some(accession), Some(sequence)) => format!("{accession}:{sequence}"),
        _ => format!("x-{}", &blake3::hash(place.content.text.as_bytes()).to_hex()[..12]),
    };
    let filed = header.filed.or(identity.filed);
    let mut warnings = place.content.warnings.clone();
    warnings.extend(facts.warnings);
    Record {
        path: path.to_owned(),
        id,
        accession,
        sequence: raw.sequence,
        form: header.form.clone().or_else(|| identity.form.clone()),
        exhibit: Some(raw.document_type.clone()).filter(|name| !name.is_empty()),
        description: raw.description.clone(),
        filename: raw.filename.clone(),
        items: header.items.clone(),
        company: facts.company,
        cik: header.filers.iter().filter_map(|filer| filer.cik).chain(identity.cik).collect(),
        tickers: facts.tickers,
        mentioned_tickers: facts.mentioned_tickers,
        sic: header.filers.iter().find_map(|filer| filer.sic),
        date: facts.released.or(filed),
        filed,
        released: facts.released,
        accepted: header.accepted.clone(),
        period: facts.period,
        period_also: facts.period_also,
        kind: facts.kind,
        revenue: facts.amounts.revenue,
        revenue_prior: facts.amounts.revenue_prior,
        eps: facts.amounts.eps,
        net_income: facts.amounts.net_income,
        cash: facts.amounts.cash,
        guidance: facts.guidance,
        guidance_action: facts.guidance_action,
        tone: facts.tone,
        phrases: facts.phrases,
        sections,
        facts: facts.facts,
        evidence: facts.evidence,
        missing: facts.missing,
        warnings,
        ..Record::default()
    }
}
