//! What was filed under one accession number, before its documents are read.

use super::{Date, Span};

/// How a file wraps its documents (the EDGAR dissemination formats).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// `<SEC-DOCUMENT>` with a `<SEC-HEADER>` of `KEY: VALUE` lines.
    SecDocument,
    /// `<IMS-DOCUMENT>`, 1993 to 1995.
    ImsDocument,
    /// `<SUBMISSION>` with a tag a value: `.nc` feed and PDS files.
    Tags,
    /// `<DOCUMENT>` blocks and no header.
    NoHeader,
    /// No envelope: the file is one document.
    #[default]
    Loose,
}

/// One file cut into its documents.
#[derive(Debug, Clone, Default)]
pub struct Submission {
    /// What the envelope says of itself.
    pub header: Header,
    /// The documents in the order of the file.
    pub documents: Vec<RawDocument>,
    /// What was odd about the envelope.
    pub warnings: Vec<String>,
}

/// The header of a submission. Absent values are `None` or empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// The dialect the header is written in.
    pub dialect: Dialect,
    /// Whether the file stands in a privacy-enhanced message (RFC 1421), its lines dash-escaped.
    pub pem: bool,
    /// The accession number with its dashes, `0000950150-03-000957`.
    pub accession: Option<String>,
    /// The submission type, `8-K/A`.
    pub form: Option<String>,
    /// FILED AS OF DATE.
    pub filed: Option<Date>,
    /// ACCEPTANCE-DATETIME as `YYYY-MM-DDTHH:MM:SS`, Eastern time.
    pub accepted: Option<String>,
    /// CONFORMED PERIOD OF REPORT: for an 8-K the date of the event, not the end of a quarter.
    pub period_of_report: Option<Date>,
    /// Items of an 8-K as written: numbers (`2.02`) or titles.
    pub items: Vec<String>,
    /// PUBLIC DOCUMENT COUNT, which need not be right.
    pub stated_documents: Option<u32>,
    /// Everybody named in the header, in order.
    pub filers: Vec<Filer>,
}

/// Somebody named in a header.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filer {
    /// Its part in the submission.
    pub role: FilerRole,
    /// COMPANY CONFORMED NAME, as written.
    pub name: Option<String>,
    /// CENTRAL INDEX KEY.
    pub cik: Option<u64>,
    /// STANDARD INDUSTRIAL CLASSIFICATION code.
    pub sic: Option<u16>,
    /// State or country of incorporation, EDGAR's code.
    pub state: Option<String>,
    /// FISCAL YEAR END as month and day; `None` where absent or impossible.
    pub fiscal_year_end: Option<(u8, u8)>,
    /// SEC FILE NUMBER.
    pub file_number: Option<String>,
    /// Names it had before, the latest first as the header lists them.
    pub former: Vec<FormerName>,
}

/// The part a filer has in a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FilerRole {
    /// FILER: the registrant.
    #[default]
    Filer,
    /// SUBJECT COMPANY of a tender offer or ownership report.
    SubjectCompany,
    /// FILED BY.
    FiledBy,
    /// REPORTING-OWNER.
    ReportingOwner,
    /// ISSUER of an ownership report.
    Issuer,
    /// Any other: depositor, securitizer, serial company ...
    Other,
}

/// A name a company had before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerName {
    /// The name as written.
    pub name: String,
    /// When it was given up.
    pub changed: Option<Date>,
}

/// One `<DOCUMENT>`, its body not yet read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawDocument {
    /// `<TYPE>`, upper case: `EX-99.1`, `8-K`; guessed from the name for a loose file, or empty.
    pub document_type: String,
    /// `<SEQUENCE>`.
    pub sequence: Option<u32>,
    /// `<FILENAME>`.
    pub filename: Option<String>,
    /// `<DESCRIPTION>`.
    pub description: Option<String>,
    /// What stands between `<TEXT>` and `</TEXT>`, in the file.
    pub body: Span,
}

/// What the place of a file says of it (a mirror's folders, a downloader's file names).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// The accession number with its dashes.
    pub accession: Option<String>,
    /// The central index key.
    pub cik: Option<u64>,
    /// The submission type.
    pub form: Option<String>,
    /// The date of filing.
    pub filed: Option<Date>,
    /// The company's name.
    pub company: Option<String>,
    /// A trading symbol that a user gave as a folder's name.
    pub ticker: Option<String>,
}
