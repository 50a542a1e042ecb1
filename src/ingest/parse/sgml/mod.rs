//! The envelope of a submission: its header in every dialect, and where each document stands.
//!
//! EDGAR has written submissions in several ways since 1993 (DOMAIN 3.2), but documents always the
//! same one: a line `<DOCUMENT>`, a few tags, `<TEXT>`, the body, `</TEXT>`, `</DOCUMENT>`. So one
//! search for `DOCUMENT>` finds the ends of all of them in a single pass over the bytes, whatever
//! stands in the bodies, and the header is what comes before the first. Closing tags may be missing
//! in damaged files: the next document, or the end of the file, closes what is open.

mod document;
mod fields;
mod header;

use memchr::memmem;

use crate::model::{Dialect, Filer, Header, RawDocument, Span, Submission};

/// Cuts a file into its submissions and their documents. There is one submission, unless files were
/// joined; a file without an envelope is one document.
///
/// ```
/// use filings::ingest::parse::sgml;
/// let file = b"<DOCUMENT>\n<TYPE>EX-99.1\n<SEQUENCE>2\n<TEXT>\nGood news.\n</TEXT>\n</DOCUMENT>\n";
/// let submissions = sgml::split(file);
/// let document = &submissions[0].documents[0];
/// assert_eq!(document.document_type, "EX-99.1");
/// assert_eq!(&file[document.body.range()], b"Good news.\n");
/// ```
#[must_use]
pub fn split(bytes: &[u8]) -> Vec<Submission> {
    let blocks = blocks(bytes);
    let Some(first) = blocks.first() else { return vec![without_documents(bytes)] };
    let mut submissions = Vec::with_capacity(1);
    let mut header = header(&bytes[..first.start]);
    let mut from = 0;
    for index in 1..blocks.len() {
        if let Some(next) = next_header(bytes, &blocks[index - 1], &blocks[index]) {
            submissions.push(submission(bytes, std::mem::replace(&mut header, next), &blocks[from..index]));
            from = index;
        }
    }
    submissions.push(submission(bytes, header, &blocks[from..]));
    submissions
}

fn submission(bytes: &[u8], header: Header, blocks: &[Block]) -> Submission {
    let mut warnings = Vec::new();
    let documents: Vec<_> = blocks
        .iter()
        .enumerate()
        .map(|(index, block)| {
            let (document, missing) = document::read(bytes, block);
            warnings.extend(missing.map(|tag| format!("document {} has no {tag}", index + 1)));
            document
        })
        .collect();
    if let Some(stated) = header.stated_documents
        && stated as usize != documents.len()
    {
        let found = documents.len();
        warnings.push(format!("`PUBLIC DOCUMENT COUNT` is {stated}, the file holds {found}"));
    }
    Submission { header, documents, warnings }
}

/// The header of another submission between two documents, where files were joined.
fn next_header(bytes: &[u8], before: &Block, block: &Block) -> Option<Header> {
    let between = &bytes[before.end..block.start];
    let between = between.strip_prefix(b"</DOCUMENT>").unwrap_or(between).trim_ascii();
    if between.is_empty() {
        return None;
    }
    let start = memchr::memchr2_iter(b'<', b'-', between).find(|at| header::starts(&between[*at..]))?;
    Some(header::read(&between[start..]))
}

/// Where a `<DOCUMENT>` stands.
#[derive(Debug, Clone, Copy)]
struct Block {
    /// Offset of `<DOCUMENT>`.
    start: usize,
    /// Offset of `</DOCUMENT>`, or of what ends an unclosed document.
    end: usize,
    /// Whether `</DOCUMENT>` is there.
    closed: bool,
}

const NAME: &[u8] = b"DOCUMENT>";
const OPEN_LEN: usize = NAME.len() + 1;

fn blocks(bytes: &[u8]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<usize> = None;
    for at in memmem::find_iter(bytes, NAME) {
        if bytes[..at].ends_with(b"</") {
            let Some(start) = open else { continue };
            if is_close(bytes, at - 2) {
                blocks.push(Block { start, end: at - 2, closed: true });
                open = None;
            }
        } else if bytes[..at].ends_with(b"<") && is_open(bytes, at - 1, open.is_some()) {
            if let Some(start) = open {
                blocks.push(Block { start, end: at - 1, closed: false });
            }
            open = Some(at - 1);
        }
    }
    if let Some(start) = open {
        blocks.push(Block { start, end: unclosed_end(bytes, start), closed: false });
    }
    blocks
}

/// Whether `<DOCUMENT>` at `at` begins a document. Words in a body may quote the tag: a real one
/// begins a line or follows another tag, and inside a document it is followed by tags of its own.
fn is_open(bytes: &[u8], at: usize, inside: bool) -> bool {
    let after = bytes[at + OPEN_LEN..].trim_ascii_start();
    let tags = [&b"<TYPE>"[..], b"<SEQUENCE>", b"<FILENAME>", b"<TEXT>"];
    let has_tags = tags.iter().any(|tag| after.starts_with(tag));
    match bytes[..at].last() {
        None | Some(b'\n' | b'\r') => has_tags || !inside,
        Some(b'>') => has_tags && !inside,
        _ => false,
    }
}

/// Whether `</DOCUMENT>` at `at` ends a document: at the start of a line, or after `</TEXT>`.
fn is_close(bytes: &[u8], at: usize) -> bool {
    let before = bytes[..at].trim_ascii_end();
    before.len() < at && matches!(bytes[before.len()..at].last(), Some(b'\n' | b'\r')) || before.ends_with(b">")
}

/// Where a last document without `</DOCUMENT>` ends: before the trailer of the envelope, if any.
fn unclosed_end(bytes: &[u8], start: usize) -> usize {
    const TRAILERS: [&[u8]; 4] =
        [b"-----END PRIVACY-ENHANCED MESSAGE-----", b"</SEC-DOCUMENT>", b"</IMS-DOCUMENT>", b"</SUBMISSION>"];
    let mut end = bytes.len();
    for trailer in TRAILERS {
        let rest = bytes[start..end].trim_ascii_end();
        if rest.ends_with(trailer) {
            end = start + rest.len() - trailer.len();
        }
    }
    end
}

fn header(bytes: &[u8]) -> Header {
    if let Some(name) = vendor_title(bytes) {
        let filer = Filer { name: Some(name), ..Filer::default() };
        return Header { dialect: Dialect::NoHeader, filers: vec![filer], ..Header::default() };
    }
    header::read(bytes)
}

/// The company named by a `<TITLE>` line that a vendor put before a lone document.
fn vendor_title(bytes: &[u8]) -> Option<String> {
    let rest = bytes.trim_ascii().strip_prefix(b"<TITLE>")?.strip_suffix(b"</TITLE>")?;
    let name = fields::text(rest);
    let name = name.strip_prefix("KXNAME ").unwrap_or(&name).trim();
    (!name.is_empty() && !name.contains(['<', '\n'])).then(|| name.to_owned())
}

/// A file without `<DOCUMENT>`: a header cut off before its documents, or no envelope at all.
fn without_documents(bytes: &[u8]) -> Submission {
    if header::starts(bytes) {
        let warnings = vec!["the file ends before its first `<DOCUMENT>`".to_owned()];
        return Submission { header: header::read(bytes), documents: vec![], warnings };
    }
    Submission { documents: vec![loose(bytes)], ..Submission::default() }
}

/// A file without an envelope, as one document. A page saver may have written the tags of an
/// exhibit in lower case: they still say what it is.
fn loose(bytes: &[u8]) -> RawDocument {
    let lead = bytes.len() - bytes.trim_ascii_start().len();
    let head = &bytes[lead..bytes.len().min(lead + OPEN_LEN)];
    if head.eq_ignore_ascii_case(b"<DOCUMENT>") {
        return document::read(bytes, &Block { start: lead, end: bytes.len(), closed: true }).0;
    }
    RawDocument { body: Span::new(0, bytes.len()), ..RawDocument::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(file: &[u8]) -> Submission {
        split(file).remove(0)
    }

    fn bodies(file: &str) -> Vec<(String, &str)> {
        split(file.as_bytes())
            .into_iter()
            .flat_map(|submission| submission.documents)
            .map(|document| (document.document_type, &file[document.body.range()]))
            .collect()
    }

    fn check(file: &str, expected: &[(&str, &str)]) {
        let found = bodies(file);
        let found: Vec<_> = found.iter().map(|(name, body)| (name.as_str(), *body)).collect();
        assert_eq!(found, expected, "{file}");
    }

    #[test]
    fn a_file_without_envelope_is_one_document() {
        check("Good news.\n", &[("", "Good news.\n")]);
        check("", &[("", "")]);
    }

    #[test]
    fn documents_end_where_the_next_begins_when_unclosed() {
        check(
            "<DOCUMENT>\n<TYPE>8-K\n<TEXT>\none\n<DOCUMENT>\n<TYPE>EX-99\n<TEXT>\ntwo\n",
            &[("8-K", "one\n"), ("EX-99", "two\n")],
        );
    }

    #[test]
    fn unclosed_last_document_ends_before_the_trailer() {
        check(
            "<SEC-DOCUMENT>x\n<DOCUMENT>\n<TYPE>8-K\n<TEXT>\none\n</SEC-DOCUMENT>\n-----END PRIVACY-ENHANCED MESSAGE-----\n",
            &[("8-K", "one\n")],
        );
    }

    #[test]
    fn a_missing_text_close_is_told() {
        let submission = first(b"<DOCUMENT>\n<TYPE>8-K\n<TEXT>\none\n</DOCUMENT>\n");
        assert_eq!(submission.warnings, ["document 1 has no `</TEXT>`"]);
    }

    #[test]
    fn quoted_tags_are_words_of_the_body() {
        let body = "Each <DOCUMENT> begins so:\n<DOCUMENT>\nand ends so: </DOCUMENT> or \"</DOCUMENT>\"\n";
        check(&format!("<DOCUMENT>\n<TYPE>8-K\n<TEXT>\n{body}</TEXT>\n</DOCUMENT>\n"), &[("8-K", body)]);
    }

    #[test]
    fn a_whole_file_on_one_line_is_cut() {
        check(
            "<SUBMISSION><TYPE>8-K<FILER></FILER><DOCUMENT><TYPE>8-K<TEXT>one</TEXT></DOCUMENT><DOCUMENT><TYPE>EX-99<TEXT>two</TEXT></DOCUMENT>",
            &[("8-K", "one"), ("EX-99", "two")],
        );
    }

    #[test]
    fn carriage_returns_alone_end_lines() {
        check("<DOCUMENT>\r<TYPE>8-K\r<TEXT>\rone\r</TEXT>\r</DOCUMENT>\r", &[("8-K", "one\r")]);
    }

    #[test]
    fn a_type_may_stand_on_the_next_line() {
        check("<DOCUMENT>\n<TYPE>\nex-99.1\n<TEXT>\none\n</TEXT>\n</DOCUMENT>", &[("EX-99.1", "one\n")]);
    }

    #[test]
    fn a_document_without_text_tag_begins_after_its_tags() {
        check("<DOCUMENT>\n<TYPE>EX-99\n<SEQUENCE>2\nGood news.\n</DOCUMENT>\n", &[("EX-99", "Good news.\n")]);
    }

    #[test]
    fn descriptions_go_on_over_lines() {
        let file =
            b"<DOCUMENT>\n<TYPE>EX-99\n<SEQUENCE>3\n<FILENAME>a.txt\n<DESCRIPTION>NEWS OF\nAPRIL\n<TEXT>\n</TEXT>\n";
        let document = first(file).documents.remove(0);
        assert_eq!((document.sequence, document.filename.as_deref()), (Some(3), Some("a.txt")));
        assert_eq!(document.description.as_deref(), Some("NEWS OF APRIL"));
    }

    #[test]
    fn a_stated_count_that_differs_is_told() {
        let submission = first(b"PUBLIC DOCUMENT COUNT: 2\n<DOCUMENT>\n<TYPE>8-K\n<TEXT>\n</TEXT>\n</DOCUMENT>\n");
        assert_eq!(submission.warnings, ["`PUBLIC DOCUMENT COUNT` is 2, the file holds 1"]);
    }

    #[test]
    fn a_header_cut_off_before_its_documents_is_no_text() {
        let submission = first(b"<SEC-DOCUMENT>0000000001-05-000002.txt : 20050418\n<SEC-HEADER>");
        assert!(submission.documents.is_empty());
        assert_eq!(submission.header.accession.as_deref(), Some("0000000001-05-000002"));
    }

    #[test]
    fn a_title_before_a_lone_document_names_the_company() {
        let submission = first(b"<TITLE> KXNAME BRIGHT LAMPS INC</TITLE> \n<DOCUMENT>\n<TYPE>EX-99\n<TEXT>\n");
        assert_eq!(submission.header.filers[0].name.as_deref(), Some("BRIGHT LAMPS INC"));
    }

    #[test]
    fn joined_files_keep_their_own_headers() {
        let one = "<SEC-DOCUMENT>0000000001-05-00000N.txt : 20050418\n<SEC-HEADER>\nACCESSION NUMBER: 0000000001-05-00000N\n\
                   </SEC-HEADER>\n<DOCUMENT>\n<TYPE>8-K\n<TEXT>\none\n</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>\n";
        let joined = ["1", "2"].map(|number| one.replace("00000N", &format!("00000{number}"))).concat();
        let found: Vec<_> =
            split(joined.as_bytes()).into_iter().map(|submission| submission.header.accession).collect();
        assert_eq!(found, ["0000000001-05-000001", "0000000001-05-000002"].map(|number| Some(number.to_owned())));
    }
}
