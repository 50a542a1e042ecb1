//! What bytes are, told by how they begin: names and endings lie.
//!
//! Everything here looks at a few kilobytes at most, so that pictures and spreadsheets, a tenth of
//! a submission's bytes and often far more, cost nothing.

use memchr::memmem;

use crate::diag::SkipReason;

/// Whether the bytes of a body are no text that could be read, found without decoding them.
///
/// ```
/// use filings::{diag::SkipReason, ingest::parse::unreadable};
/// assert_eq!(unreadable(b"\nbegin 644 chart.jpg\nM_]C_X\n"), Some(SkipReason::Uuencoded));
/// assert_eq!(unreadable(b"<PDF>\n%PDF-1.4"), Some(SkipReason::Binary));
/// assert_eq!(unreadable(b" \n"), Some(SkipReason::Empty));
/// assert_eq!(unreadable(b"Good news.\n"), None);
/// ```
#[must_use]
pub fn unreadable(body: &[u8]) -> Option<SkipReason> {
    let body = unwrapped(body);
    if body.is_empty() {
        return Some(SkipReason::Empty);
    }
    if is_uuencoded(body) {
        return Some(SkipReason::Uuencoded);
    }
    if is_binary(body) {
        return Some(SkipReason::Binary);
    }
    is_xbrl(body).then_some(SkipReason::Xbrl)
}

/// Whether a whole file is a page about filings, or the refusal to hand one out.
pub(super) fn page(bytes: &[u8]) -> Option<SkipReason> {
    let head = &bytes[..bytes.len().min(16 << 10)];
    if is_dissemination_index(head) {
        return Some(SkipReason::IndexPage);
    }
    let titles = titles(head);
    if titles.iter().any(|title| INDEX_TITLES.iter().any(|words| title.starts_with(words))) {
        return Some(SkipReason::IndexPage);
    }
    let refuses = |title: &String| is_status(title) || ERROR_TITLES.iter().any(|words| title.contains(words));
    let refused = titles.iter().any(refuses);
    (refused && bytes.len() < MAX_ERROR_PAGE).then_some(SkipReason::ErrorPage)
}

/// The root element of an XML or XHTML body, without its name space; `None` where a body does not
/// begin with mark-up.
pub(super) fn root_element(body: &[u8]) -> Option<&[u8]> {
    let mut rest = unwrapped(body);
    loop {
        rest = rest.trim_ascii_start();
        let end: &[u8] = match rest {
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'!', ..] => b">",
            [b'<', ..] => break,
            _ => return None,
        };
        rest = &rest[memmem::find(&rest[..rest.len().min(64 << 10)], end)? + end.len()..];
    }
    let name = &rest[1..rest.len().min(80)];
    let len = name.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b":_-.".contains(byte))?;
    name[..len].rsplit(|byte| *byte == b':').next().filter(|local| !local.is_empty())
}

/// Whether a body says of itself that it is XML.
pub(super) fn declares_xml(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<XML>") || unwrapped(body).starts_with(b"<?xml")
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A body without blanks, a byte order mark and the tags that EDGAR puts around what is not text.
fn unwrapped(body: &[u8]) -> &[u8] {
    const WRAPPERS: [&[u8]; 7] = [b"<XBRL>", b"<XML>", b"<PDF>", b"<GRAPHIC>", b"<ZIP>", b"<EXCEL>", b"<R>"];
    let mut rest = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body).trim_ascii_start();
    while let Some(wrapper) = WRAPPERS.iter().find(|wrapper| rest.starts_with(wrapper)) {
        rest = rest[wrapper.len()..].trim_ascii_start();
        rest = rest.strip_prefix(BYTE_ORDER_MARK).unwrap_or(rest);
        let closes = rest.strip_prefix(b"</").is_some_and(|name| name.starts_with(&wrapper[1..]));
        if closes {
            return &[];
        }
    }
    rest
}

/// `begin 644 name`, then lines that say their length by their first letter.
fn is_uuencoded(body: &[u8]) -> bool {
    let Some(rest) = body.strip_prefix(b"begin ") else { return false };
    let mode = rest.iter().take_while(|byte| (b'0'..=b'7').contains(*byte)).count();
    let is_mode = mode == 3 || (mode == 4 && rest[0] == b'0');
    if !is_mode || rest.get(mode) != Some(&b' ') {
        return false;
    }
    let Some(name_len) = memchr::memchr2(b'\n', b'\r', &rest[..rest.len().min(512)]) else { return false };
    let data = rest[name_len..].trim_ascii_start();
    let Some(first) = data.first() else { return true };
    // 45 bytes a line, three bytes in four letters; blanks at the end of a line may be cut off.
    let letters = usize::from(first.wrapping_sub(b' ') & 63).div_ceil(3) * 4;
    let line = memchr::memchr2(b'\n', b'\r', &data[..data.len().min(128)]).unwrap_or(data.len());
    (b' '..=b'`').contains(first) && line <= letters + 2
}

/// How much of a body is looked at for bytes that no text has.
const SAMPLE: usize = 4096;

fn is_binary(body: &[u8]) -> bool {
    const MAGIC: [&[u8]; 22] = [
        b"%PDF-",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\xFF\xD8\xFF",
        b"\x89PNG",
        b"GIF87a",
        b"GIF89a",
        b"II*\0",
        b"MM\0*",
        b"RIFF",
        b"\xD0\xCF\x11\xE0",
        b"\x1F\x8B",
        b"\x1F\x9D",
        b"BZh",
        b"\xFD7zXZ",
        b"7z\xBC\xAF",
        b"Rar!",
        b"\x28\xB5\x2F\xFD",
        b"\x37\xA4\x30\xEC",
        b"{\\rtf",
        b"%!PS",
        b"PAR1",
    ];
    if MAGIC.iter().any(|magic| body.starts_with(magic)) {
        return true;
    }
    if body.starts_with(b"\xFF\xFE") || body.starts_with(b"\xFE\xFF") {
        return false;
    }
    let sample = &body[..body.len().min(SAMPLE)];
    let odd = sample.iter().filter(|byte| matches!(byte, 0..=6 | 14..=25 | 27..=31 | 127)).count();
    odd * 20 > sample.len()
}

/// XBRL data, and the pages, scripts and lists that are made of it.
fn is_xbrl(body: &[u8]) -> bool {
    const RENDERED: [&[u8]; 3] = [b"// Edgar(tm) Renderer", b"/* Updated 20", b"/* Do Not Remove This Comment */"];
    if RENDERED.iter().any(|start| body.starts_with(start)) {
        return true;
    }
    let head = &body[..body.len().min(2048)];
    if body.starts_with(b"{") {
        return memmem::find(head, b"\"instance\"").is_some() && memmem::find(head, b"\"nsprefix\"").is_some();
    }
    match root_element(body) {
        Some(b"xbrl" | b"schema" | b"linkbase" | b"FilingSummary" | b"InstanceReport") => true,
        Some(b"html" | b"HTML") => {
            memmem::find(head, b"report.css\"").is_some() && memmem::find(head, b"Show.js\"").is_some()
        }
        _ => false,
    }
}

/// Titles of pages that list filings or their documents.
const INDEX_TITLES: [&str; 4] =
    ["edgar filing documents for", "edgar filing index", "edgar search results", "directory listing"];

/// Words in titles of pages that refuse.
const ERROR_TITLES: [&str; 10] = [
    "undeclared automated tool",
    "request rate threshold exceeded",
    "access denied",
    "page not found",
    "file not found",
    "file unavailable",
    "too many requests",
    "service unavailable",
    "site maintenance",
    "request blocked",
];

/// Error pages are small.
const MAX_ERROR_PAGE: usize = 64 << 10;

/// `403 Forbidden`, `error 429`
fn is_status(title: &str) -> bool {
    let code = title.strip_prefix("error ").or(title.strip_prefix("http error ")).unwrap_or(title);
    let mut words = code.split(|letter: char| !letter.is_ascii_alphanumeric());
    let number = words.next().and_then(|word| word.parse::<u16>().ok());
    number.is_some_and(|number| (400..600).contains(&number)) && title.len() < 80
}

/// The lists of all filings of a quarter: `master.idx`, `company.idx`, `form.idx`.
fn is_dissemination_index(head: &[u8]) -> bool {
    let head = &head[..head.len().min(200)];
    head.starts_with(b"Description:") && memmem::find(head, b" EDGAR Dissemination Feed").is_some()
}

/// The words of `<title>` and of the first `<h1>`, in lower case; none where no page begins.
fn titles(head: &[u8]) -> Vec<String> {
    let lower = head.to_ascii_lowercase();
    let begins = lower.trim_ascii_start().starts_with(b"<");
    let page = memmem::find(&lower, b"<html").or_else(|| memmem::find(&lower, b"<!doctype html"));
    let Some(page) = page.filter(|_| begins) else { return Vec::new() };
    let words = |open: &[u8], close: &[u8]| {
        let start = page + memmem::find(&lower[page..], open)? + open.len();
        let len = memmem::find(&lower[start..], close)?;
        Some(String::from_utf8_lossy(&lower[start..start + len]).trim().to_owned())
    };
    [words(b"<title>", b"</title>"), words(b"<h1>", b"</h1>")].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_told_by_content() {
        let cases: [(&[u8], Option<SkipReason>); 14] = [
            (b"<XBRL>\n<?xml version=\"1.0\"?>\n<!-- made by us -->\n<xbrli:xbrl>", Some(SkipReason::Xbrl)),
            (b"<XBRL>\n<?xml version='1.0'?><html xmlns:ix='x'><body>", None),
            (b"<?xml version=\"1.0\"?><link:linkbase xmlns='x'>", Some(SkipReason::Xbrl)),
            (b"<html>\n<link href=\"include/report.css\"><script src=\"Show.js\">", Some(SkipReason::Xbrl)),
            (b"{\n \"version\": \"2.2\",\n \"instance\": {\n  \"a\": { \"nsprefix\"", Some(SkipReason::Xbrl)),
            (b"<XML>\n<?xml version=\"1.0\"?><ownershipDocument>", None),
            (b"<PDF>\nbegin 644 a.pdf\nM)5!\n", Some(SkipReason::Uuencoded)),
            (b"<PDF>\n</PDF>\n", Some(SkipReason::Empty)),
            (b"begin 644 reasons\n", Some(SkipReason::Uuencoded)),
            (b"begin 2005 well\n", None),
            (b"\x37\xA4\x30\xEC\0\0", Some(SkipReason::Binary)),
            (b"a\0b\0c\0d\0", Some(SkipReason::Binary)),
            (b"a\x0cpage\x0c two\x1a", None),
            (b"", Some(SkipReason::Empty)),
        ];
        for (body, expected) in cases {
            assert_eq!(unreadable(body), expected, "{}", String::from_utf8_lossy(body));
        }
    }

    #[test]
    fn refusals_and_lists_are_told_by_their_titles() {
        let page_of = |title: &str| page(format!("<!DOCTYPE html>\n<html><head><title>{title}</title>").as_bytes());
        assert_eq!(page_of("SEC.gov | Request Rate Threshold Exceeded"), Some(SkipReason::ErrorPage));
        assert_eq!(page_of("403 Forbidden"), Some(SkipReason::ErrorPage));
        assert_eq!(page_of("Error 429 (Too Many)"), Some(SkipReason::ErrorPage));
        assert_eq!(page_of("EDGAR Filing Documents for 0000000001-05-000002"), Some(SkipReason::IndexPage));
        assert_eq!(page_of("424B5"), None);
        assert_eq!(page_of("Bright Lamps reports its 500 best shops"), None);
        assert_eq!(page(b"We were told: <html><title>403 Forbidden</title>"), None);
    }

    #[test]
    fn a_refusal_is_told_by_its_heading_whatever_its_title() {
        let titled = b"<html><title>Request held</title><h1>403 Forbidden</h1>";
        assert_eq!(page(titled), Some(SkipReason::ErrorPage));
        let bytes = b"<html><body><h1>Your Request Originates from an Undeclared Automated Tool</h1>";
        assert_eq!(page(bytes), Some(SkipReason::ErrorPage));
    }

    #[test]
    fn the_root_element_stands_behind_comments() {
        assert_eq!(root_element(b"<?xml?><!DOCTYPE a><!-- b --><n:c d='e'>"), Some(&b"c"[..]));
        assert_eq!(root_element(b"plain"), None);
        assert_eq!(root_element(b"<!-- unclosed"), None);
    }
}
