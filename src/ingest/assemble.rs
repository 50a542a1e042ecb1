//! From a file's bytes to records: every stage in its order.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{
    decode::{Escaping, decode},
    extract::{self, Facts, sentiment::Lexicon},
    parse::{self, Body},
    section,
};
use crate::{
    diag::{Error, SkipReason},
    index::short_hash,
    model::{Content, Evidence, Header, Identity, Kind, RawDocument, Record, SourceMap, Span, Submission, content_id},
};

/// What became of one document of a file.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The document's own lines of the envelope.
    pub raw: RawDocument,
    /// Its record, or why there is none.
    pub result: Result<Box<Document>, SkipReason>,
}

/// A document that was read: its record, and the text that the spans are of.
#[derive(Debug, Clone)]
pub struct Document {
    /// Facts and identity.
    pub record: Record,
    /// The text.
    pub text: String,
    /// Hash by which the same document is known elsewhere.
    pub content: u64,
}

/// What a file holds.
#[derive(Debug, Clone, Default)]
pub struct FileRead {
    /// Its documents, in order.
    pub documents: Vec<Outcome>,
    /// What was odd about the file as a whole.
    pub warnings: Vec<String>,
}

/// Which documents of a file are wanted.
pub type Wanted<'a> = &'a (dyn Fn(&RawDocument) -> bool + Sync);

/// Reads a file: its envelope, then every document that is wanted.
///
/// # Errors
/// The reason why the file as a whole holds nothing to read.
pub fn file(path: &str, bytes: &[u8], wanted: Wanted<'_>) -> Result<FileRead, SkipReason> {
    file_with(path, bytes, wanted, Lexicon::own())
}

/// Reads a file as [`file_with`] does; a fault of the reader costs this file alone.
///
/// # Errors
/// The reader stopped at something that it did not expect.
pub fn file_guarded(
    path: &str,
    bytes: &[u8],
    wanted: Wanted<'_>,
    lexicon: &Lexicon,
) -> Result<Result<FileRead, SkipReason>, Error> {
    const FAULT: &str = "the reader stopped at something it did not expect; please report the file";
    catch_unwind(AssertUnwindSafe(|| file_with(path, bytes, wanted, lexicon))).map_err(|_| Error::message(FAULT))
}

/// Reads a file as [`file()`] does, its tone with a lexicon that is not ours alone.
///
/// # Errors
/// The reason why the file as a whole holds nothing to read.
pub fn file_with(path: &str, bytes: &[u8], wanted: Wanted<'_>, lexicon: &Lexicon) -> Result<FileRead, SkipReason> {
    let submissions = parse::file(path, bytes)?;
    let identity = parse::path::identity(path);
    let mut read = FileRead::default();
    for submission in &submissions {
        let first = read.documents.len();
        read.documents.extend(submission.documents.iter().map(|raw| {
            let result = match wanted(raw) {
                true => document(path, bytes, submission, &identity, raw, lexicon),
                false => Err(SkipReason::Filtered),
            };
            Outcome { raw: raw.clone(), result }
        }));
        if let ([_], [cover, exhibits @ ..]) = (submission.header.filers.as_slice(), &mut read.documents[first..]) {
            share_tickers(cover, exhibits);
        }
        read.warnings.extend(submission.warnings.iter().cloned());
    }
    Ok(read)
}

/// The cover of a report lists its one filer's symbols; exhibits that print none are of the same issuer.
fn share_tickers(cover: &Outcome, exhibits: &mut [Outcome]) {
    let Ok(cover) = cover.result.as_ref().map(|document| &document.record) else { return };
    let Some(proof) = cover.evidence.get("tickers").filter(|_| cover.kind == Kind::NotRelease) else { return };
    let records = exhibits.iter_mut().filter_map(|outcome| outcome.result.as_mut().ok());
    for record in records.map(|document| &mut document.record).filter(|record| record.tickers.is_empty()) {
        record.tickers.clone_from(&cover.tickers);
        record.mentioned_tickers.retain(|symbol| cover.tickers.iter().all(|ticker| ticker.symbol != *symbol));
        let proof = Evidence { span: None, rule: "cover_of_submission".to_owned(), ..proof.clone() };
        record.evidence.insert("tickers".to_owned(), proof);
        record.missing.remove("tickers");
    }
}

fn document(
    path: &str,
    bytes: &[u8],
    submission: &Submission,
    identity: &Identity,
    raw: &RawDocument,
    lexicon: &Lexicon,
) -> Result<Box<Document>, SkipReason> {
    let body = &bytes[raw.body.range()];
    if let Some(reason) = parse::unreadable(body) {
        return Err(reason);
    }
    let escaping = if submission.header.pem { Escaping::Dashes } else { Escaping::None };
    let decoded = decode(body, escaping);
    let mut content = match parse::body(&decoded.text) {
        Body::Content(content) => content,
        Body::Skipped(reason) => return Err(reason),
    };
    section::cut_pages(&mut content);
    let outside = extract::outside::no_release(raw, &content);
    let sections = match outside {
        Some(_) => section::plain(&content),
        None => section::sections(&content),
    };
    let header = &submission.header;
    let input =
        extract::Input { content: &content, sections: &sections, header, document: raw, identity, outside, lexicon };
    let mut facts = extract::extract(input);
    Place { content: &content, decoded: &decoded.map, offset: raw.body.start }.complete_all(&mut facts);
    let hash = content_hash(&content.text, body);
    let record = record(path, input, facts, content_id(hash));
    Ok(Box::new(Document { record, text: content.text, content: hash }))
}

/// Texts shorter than this may be equal by chance; the bodies they come from must be equal too.
const TELLING: usize = 400;

fn content_hash(text: &str, body: &[u8]) -> u64 {
    let told = if text.len() < TELLING { body.trim_ascii() } else { text.as_bytes() };
    short_hash(told)
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

    /// Adds quotes and places to all evidence.
    fn complete_all(&self, facts: &mut Facts) {
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
            .for_each(|evidence| self.complete(evidence));
        for phrase in &mut facts.phrases {
            phrase.source = self.source(phrase.span);
        }
    }

    fn complete(&self, evidence: &mut Evidence) {
        let Some(span) = evidence.span else { return };
        evidence.source = Some(self.source(span));
        self.content.slice(span).clone_into(&mut evidence.quote);
    }
}

/// Every filer's CIK once, in the order of the header; the path's, where the header has none.
fn ciks(header: &Header, identity: &Identity) -> Vec<u64> {
    let mut ciks = Vec::new();
    for cik in header.filers.iter().filter_map(|filer| filer.cik) {
        if !ciks.contains(&cik) {
            ciks.push(cik);
        }
    }
    if ciks.is_empty() { identity.cik.into_iter().collect() } else { ciks }
}

/// What else the header calls its filers, now and before, and what the path calls the company: each
/// name once, EDGAR's suffix (`/DE/`) left out, other than the name the document gives.
fn other_names(header: &Header, identity: &Identity, company: Option<&str>) -> Vec<String> {
    let current = header.filers.iter().filter_map(|filer| filer.name.as_deref());
    let former = header.filers.iter().flat_map(|filer| filer.former.iter().map(|former| former.name.as_str()));
    let mut names: Vec<String> = Vec::new();
    for name in current.chain(former).chain(identity.company.as_deref()) {
        let name = name.split(['/', '\\']).next().unwrap_or(name).trim();
        let is_known = |known: &str| known.eq_ignore_ascii_case(name);
        if !name.is_empty() && !company.is_some_and(is_known) && !names.iter().any(|known| is_known(known)) {
            names.push(name.to_owned());
        }
    }
    names
}

fn record(path: &str, input: extract::Input<'_>, facts: Facts, content_id: String) -> Record {
    let extract::Input { header, identity, document: raw, .. } = input;
    let accession = header.accession.clone().or_else(|| identity.accession.clone());
    let id = match (&accession, raw.sequence) {
        (Some(accession), Some(sequence)) => format!("{accession}:{sequence}"),
        _ => content_id,
    };
    let filed = header.filed.or(identity.filed);
    let mut warnings = input.content.warnings.clone();
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
        source: Some(raw.body),
        items: header.items.clone(),
        other_names: other_names(header, identity, facts.company.as_deref()),
        company: facts.company,
        cik: ciks(header, identity),
        tickers: facts.tickers,
        mentioned_tickers: facts.mentioned_tickers,
        sic: header.filers.iter().find_map(|filer| filer.sic),
        date: facts.released.or(filed).or(facts.reported),
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
        sections: input.sections.to_vec(),
        facts: facts.facts,
        evidence: facts.evidence,
        missing: facts.missing,
        warnings,
        ..Record::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Filer, FormerName};

    #[test]
    fn the_headers_names_are_kept_beside_the_documents() {
        let filer = |name: &str, former: &[&str]| Filer {
            name: Some(name.to_owned()),
            former: former.iter().map(|name| FormerName { name: (*name).to_owned(), changed: None }).collect(),
            ..Filer::default()
        };
        let header = Header {
            filers: vec![filer("PINYON CORP /DE/", &["NUT HOLDINGS INC", "PINYON CORP"]), filer("CONE CO", &[])],
            ..Header::default()
        };
        let names = other_names(&header, &Identity::default(), Some("Pinyon Foods"));
        assert_eq!(names, ["PINYON CORP", "CONE CO", "NUT HOLDINGS INC"]);
        let names = other_names(&header, &Identity::default(), Some("Pinyon Corp"));
        assert_eq!(names, ["CONE CO", "NUT HOLDINGS INC"]);
    }

    #[test]
    fn an_exhibit_that_prints_no_symbol_has_the_one_of_its_cover() {
        let table = "<table><tr><td>Title of each class</td><td>Trading symbol</td><td>Name of each exchange</td></tr>\
            <tr><td>Common Stock</td><td>PNYN</td><td>The Nasdaq Stock Market LLC</td></tr></table>";
        let submission = |filers: &str| {
            format!(
                "<SEC-DOCUMENT>0009990001-24-000001.txt : 20240201\n<SEC-HEADER>\nACCESSION NUMBER: 0009990001-24-000001\n\
                {filers}</SEC-HEADER>\n<DOCUMENT>\n<TYPE>8-K\n<SEQUENCE>1\n<TEXT>\n<html><p>FORM 8-K</p><p>Pinyon Corp.</p>\
                <p>(Exact name of registrant as specified in its charter)</p>{table}</html>\n</TEXT>\n</DOCUMENT>\n\
                <DOCUMENT>\n<TYPE>EX-99.1\n<SEQUENCE>2\n<TEXT>\n<html><p>Pinyon Corp. today announced a new plant.</p></html>\n\
                </TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>\n"
            )
        };
        let filer =
            "FILER:\n\tCOMPANY DATA:\n\t\tCOMPANY CONFORMED NAME: PINYON CORP\n\t\tCENTRAL INDEX KEY: 0009990001\n";
        let symbols = |text: String| -> Vec<Vec<String>> {
            let read = file("a.txt", text.as_bytes(), &|_| true).unwrap();
            let records = read.documents.iter().map(|outcome| &outcome.result.as_ref().unwrap().record);
            records.map(|record| record.tickers.iter().map(|ticker| ticker.symbol.clone()).collect()).collect()
        };
        assert_eq!(symbols(submission(filer)), [["PNYN"], ["PNYN"]]);
        let two = format!("{filer}\n{}", filer.replace("9990001", "9990002"));
        assert_eq!(symbols(submission(&two)), [vec!["PNYN".to_owned()], vec![]]);
    }
}
