//! The fields of a header, in any dialect, to what they say.

use super::fields::{Field, Form, fields, text};
use crate::{
    ingest::parse::path,
    model::{Date, Dialect, Filer, FilerRole, FormerName, Header},
};

const PEM: &[u8] = b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----";

/// Whether a file without documents begins as a submission does.
pub(super) fn starts(bytes: &[u8]) -> bool {
    const STARTS: [&[u8]; 5] = [PEM, b"<SEC-DOCUMENT>", b"<IMS-DOCUMENT>", b"<SEC-HEADER>", b"<SUBMISSION>"];
    let bytes = bytes.trim_ascii_start();
    STARTS.iter().any(|start| bytes.starts_with(start))
}

/// Reads everything before the first document.
pub(super) fn read(bytes: &[u8]) -> Header {
    let mut reader = Reader::default();
    reader.header.pem = bytes.trim_ascii_start().starts_with(PEM);
    reader.header.dialect = Dialect::NoHeader;
    for field in fields(bytes) {
        reader.field(&field);
    }
    let Reader { mut header, members, envelope, .. } = reader;
    header.filers.extend(members);
    header.accession = header.accession.or(envelope.0);
    header.filed = header.filed.or(envelope.1);
    header
}

#[derive(Default)]
struct Reader {
    header: Header,
    /// The group of a filer that later fields belong to.
    filer: Group,
    /// GROUP MEMBERS: named, nothing else known of them.
    members: Vec<Filer>,
    /// What `<SEC-DOCUMENT>` itself says: accession number and date.
    envelope: (Option<String>, Option<Date>),
}

#[derive(Default, PartialEq, Eq)]
enum Group {
    /// Not in a filer's group yet.
    #[default]
    None,
    /// In the group of the last filer.
    Filer,
    /// Past all of them: series and classes of funds have keys of the same names.
    Past,
}

impl Reader {
    fn field(&mut self, field: &Field<'_>) {
        let key = field.key.name();
        if field.form == Form::Close {
            return;
        }
        if let Some(role) = role(key).filter(|_| field.value.is_empty()) {
            return self.open(role);
        }
        self.dialect(key, field.form);
        if !self.of_submission(key, field) && !self.of_envelope(key, field.value) {
            self.of_filer(key, field.value);
        }
    }

    fn open(&mut self, role: FilerRole) {
        self.header.filers.push(Filer { role, ..Filer::default() });
        self.filer = Group::Filer;
    }

    fn dialect(&mut self, key: &str, form: Form) {
        let dialect = match (key, form) {
            ("IMSDOCUMENT" | "IMSHEADER", Form::Open) => Dialect::ImsDocument,
            ("SECDOCUMENT" | "SECHEADER", Form::Open) | ("ACCESSIONNUMBER", Form::Colon) => Dialect::SecDocument,
            ("SUBMISSION" | "ACCESSIONNUMBER", Form::Open) => Dialect::Tags,
            _ => return,
        };
        if self.header.dialect == Dialect::NoHeader {
            self.header.dialect = dialect;
        }
    }

    /// Takes a field of the submission as a whole.
    fn of_submission(&mut self, key: &str, field: &Field<'_>) -> bool {
        let header = &mut self.header;
        let value = field.value;
        match key {
            "ACCESSIONNUMBER" => fill(&mut header.accession, || path::accession(&text(value))),
            "CONFORMEDSUBMISSIONTYPE" | "SUBMISSIONTYPE" => fill(&mut header.form, || present(value)),
            "TYPE" if field.form == Form::Open => fill(&mut header.form, || present(value)),
            "PUBLICDOCUMENTCOUNT" => fill(&mut header.stated_documents, || text(value).parse().ok()),
            "CONFORMEDPERIODOFREPORT" | "PERIOD" => fill(&mut header.period_of_report, || date(value)),
            "FILEDASOFDATE" | "FILINGDATE" => fill(&mut header.filed, || date(value)),
            "RECEIVEDDATE" | "RECIEVEDDATE" => fill(&mut self.envelope.1, || date(value)),
            "ACCEPTANCEDATETIME" => fill(&mut header.accepted, || moment(value)),
            "ITEMINFORMATION" | "ITEMS" => header.items.extend(present(value)),
            "GROUPMEMBERS" => self.members.extend(present(value).map(|name| Filer {
                role: FilerRole::Other,
                name: Some(name),
                ..Filer::default()
            })),
            "SERIESANDCLASSESCONTRACTSDATA" => self.filer = Group::Past,
            _ => return false,
        }
        true
    }

    /// `<SEC-DOCUMENT>0000950150-03-000957.txt : 20030714`
    fn of_envelope(&mut self, key: &str, value: &[u8]) -> bool {
        if !matches!(key, "SECDOCUMENT" | "IMSDOCUMENT" | "SECHEADER" | "IMSHEADER") {
            return false;
        }
        let value = text(value);
        let (name, day) = value.split_once(':').unwrap_or((&value, ""));
        fill(&mut self.envelope.0, || path::accession(name));
        fill(&mut self.envelope.1, || date(day.as_bytes()));
        true
    }

    fn of_filer(&mut self, key: &str, value: &[u8]) {
        // A second COMPANY DATA without a group of its own is somebody else.
        let begins = matches!(key, "COMPANYDATA" | "OWNERDATA");
        let taken = self.header.filers.last().is_some_and(|filer| filer.name.is_some() || filer.cik.is_some());
        if begins && self.filer != Group::Past && (self.filer == Group::None || taken) {
            return self.open(FilerRole::Other);
        }
        if self.filer != Group::Filer {
            return;
        }
        if let Some(filer) = self.header.filers.last_mut() {
            take(filer, key, value);
        }
    }
}

/// The role that a group's key gives to those in it.
fn role(key: &str) -> Option<FilerRole> {
    Some(match key {
        "FILER" => FilerRole::Filer,
        "SUBJECTCOMPANY" => FilerRole::SubjectCompany,
        "FILEDBY" => FilerRole::FiledBy,
        "REPORTINGOWNER" => FilerRole::ReportingOwner,
        "ISSUER" => FilerRole::Issuer,
        "FILEDFOR" | "SERIALCOMPANY" | "DEPOSITOR" | "SECURITIZER" | "ISSUINGENTITY" | "UNDERWRITER" => {
            FilerRole::Other
        }
        _ => return None,
    })
}

fn take(filer: &mut Filer, key: &str, value: &[u8]) {
    match key {
        "COMPANYCONFORMEDNAME" | "CONFORMEDNAME" => fill(&mut filer.name, || present(value)),
        "CENTRALINDEXKEY" | "CIK" => fill(&mut filer.cik, || text(value).parse().ok().filter(|cik| *cik > 0)),
        "STANDARDINDUSTRIALCLASSIFICATION" | "ASSIGNEDSIC" => fill(&mut filer.sic, || industry(value)),
        "STATEOFINCORPORATION" => fill(&mut filer.state, || present(value)),
        "FISCALYEAREND" => fill(&mut filer.fiscal_year_end, || month_and_day(value)),
        "SECFILENUMBER" | "FILENUMBER" => fill(&mut filer.file_number, || present(value)),
        "FORMERCONFORMEDNAME" => {
            filer.former.extend(present(value).map(|name| FormerName { name, changed: None }));
        }
        "DATEOFNAMECHANGE" | "DATECHANGED" => {
            if let Some(former) = filer.former.last_mut() {
                fill(&mut former.changed, || date(value));
            }
        }
        _ => {}
    }
}

/// Sets what is not set: the first of several values counts.
fn fill<T>(slot: &mut Option<T>, value: impl FnOnce() -> Option<T>) {
    if slot.is_none() {
        *slot = value();
    }
}

fn present(value: &[u8]) -> Option<String> {
    Some(text(value)).filter(|text| !text.is_empty())
}

/// `N` decimal digits from `at` on as a number.
fn digits(value: &[u8], at: usize, len: usize) -> Option<i16> {
    let digits = value.get(at..at + len)?;
    let all = digits.iter().all(u8::is_ascii_digit);
    all.then(|| std::str::from_utf8(digits).ok()?.parse().ok()).flatten()
}

/// `YYYYMMDD`, and anything after it.
fn date(value: &[u8]) -> Option<Date> {
    let value = value.trim_ascii();
    let (month, day) = (digits(value, 4, 2)?, digits(value, 6, 2)?);
    let date = Date::new(digits(value, 0, 4)?, month as i8, day as i8).ok()?;
    (date.year() >= 1900).then_some(date)
}

/// `YYYYMMDDHHMMSS` to `YYYY-MM-DDTHH:MM:SS`.
fn moment(value: &[u8]) -> Option<String> {
    let value = value.trim_ascii();
    let (hour, minute, second) = (digits(value, 8, 2)?, digits(value, 10, 2)?, digits(value, 12, 2)?);
    (hour < 24 && minute < 60 && second < 61)
        .then(|| Some(format!("{}T{hour:02}:{minute:02}:{second:02}", date(value)?)))?
}

/// `SERVICES-PREPACKAGED SOFTWARE [7372]`, or the code alone.
fn industry(value: &[u8]) -> Option<u16> {
    let start = memchr::memrchr(b'[', value).map_or(0, |at| at + 1);
    let code = value[start..].trim_ascii();
    let code = code.strip_suffix(b"]").unwrap_or(code);
    (code.len() <= 4).then(|| text(code).parse().ok().filter(|code| *code > 0))?
}

/// `MMDD`, if there is such a day.
fn month_and_day(value: &[u8]) -> Option<(u8, u8)> {
    let (month, day) = (digits(value, 0, 2)?, digits(value, 2, 2)?);
    Date::new(2000, month as i8, day as i8).ok().filter(|_| value.len() == 4).map(|_| (month as u8, day as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLON: &str = "<SEC-DOCUMENT>0000000001-05-000002.txt : 20050419
<SEC-HEADER>0000000001-05-000002.hdr.sgml : 20050419
<ACCEPTANCE-DATETIME>20050418163005
ACCESSION NUMBER:\t\t0000000001-05-000002
CONFORMED SUBMISSION TYPE:\t8-K
PUBLIC DOCUMENT COUNT:\t\t2
CONFORMED PERIOD OF REPORT:\t20050331
ITEM INFORMATION:\t\tResults of Operations and Financial Condition
ITEM INFORMATION:\t\t
FILED AS OF DATE:\t\t20050418

FILER:

\tCOMPANY DATA:\t
\t\tCOMPANY CONFORMED NAME:\t\t\tBRIGHT LAMPS INC /DE/
\t\tCENTRAL INDEX KEY:\t\t\t0000000777
\t\tSTANDARD INDUSTRIAL CLASSIFICATION:\tLAMPS & SUCH [3640]
\t\tSTATE OF INCORPORATION:\t\t\tDE
\t\tFISCAL YEAR END:\t\t\t0930

\tFILING VALUES:
\t\tFORM TYPE:\t\t8-K
\t\tSEC FILE NUMBER:\t000-00777

\tFORMER COMPANY:\t
\t\tFORMER CONFORMED NAME:\tDIM LAMPS INC
\t\tDATE OF NAME CHANGE:\t19990102
";

    const TAGS: &str = "<SUBMISSION><ACCESSION-NUMBER>0000000001-05-000002<TYPE>8-K<PUBLIC-DOCUMENT-COUNT>2\
<PERIOD>20050331<ITEMS>2.02<FILING-DATE>20050418<FILER><COMPANY-DATA><CONFORMED-NAME>BRIGHT LAMPS INC /DE/\
<CIK>0000000777<ASSIGNED-SIC>3640<STATE-OF-INCORPORATION>DE<FISCAL-YEAR-END>0930</COMPANY-DATA><FILING-VALUES>\
<FORM-TYPE>8-K<FILE-NUMBER>000-00777</FILING-VALUES><FORMER-COMPANY><FORMER-CONFORMED-NAME>DIM LAMPS INC\
<DATE-CHANGED>19990102</FORMER-COMPANY></FILER>";

    #[test]
    fn colon_and_tag_dialects_say_the_same() {
        let colon = read(COLON.as_bytes());
        let tags = read(TAGS.as_bytes());
        assert_eq!(colon.dialect, Dialect::SecDocument);
        assert_eq!(tags.dialect, Dialect::Tags);
        assert_eq!(colon.accepted.as_deref(), Some("2005-04-18T16:30:05"));
        assert_eq!(colon.items, ["Results of Operations and Financial Condition"]);
        let same =
            Header { dialect: colon.dialect, accepted: colon.accepted.clone(), items: colon.items.clone(), ..tags };
        assert_eq!(colon, same);
        let filer = &colon.filers[0];
        assert_eq!((filer.cik, filer.sic, filer.fiscal_year_end), (Some(777), Some(3640), Some((9, 30))));
        assert_eq!(filer.former[0].changed, Date::new(1999, 1, 2).ok());
    }

    #[test]
    fn doubled_newlines_change_nothing() {
        assert_eq!(read(COLON.replace('\n', "\n\n").as_bytes()), read(COLON.as_bytes()));
        assert_eq!(read(COLON.replace('\n', "\r\n").as_bytes()), read(COLON.as_bytes()));
    }

    #[test]
    fn a_message_with_privacy_lines_is_told_by_its_first_line() {
        let wrapped = format!("-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nProc-Type: 2001,MIC-CLEAR\n\n{COLON}");
        assert_eq!(read(wrapped.as_bytes()), Header { pem: true, ..read(COLON.as_bytes()) });
    }

    #[test]
    fn every_filer_is_kept_with_its_role() {
        let header = read(
            b"<SUBMISSION>\n<GROUP-MEMBERS>ODD LLC\n<SUBJECT-COMPANY>\n<COMPANY-DATA>\n<CONFORMED-NAME>A\n<CIK>1\n\
              </SUBJECT-COMPANY>\n<FILED-BY>\n<COMPANY-DATA>\n<CONFORMED-NAME>B\n<CIK>2\n</FILED-BY>\n",
        );
        let filers: Vec<_> = header.filers.iter().map(|filer| (filer.role, filer.cik)).collect();
        let expected = [(FilerRole::SubjectCompany, Some(1)), (FilerRole::FiledBy, Some(2)), (FilerRole::Other, None)];
        assert_eq!(filers, expected);
    }

    #[test]
    fn series_of_a_fund_are_no_filers() {
        let header = read(
            b"<FILER>\n<COMPANY-DATA>\n<CIK>1\n</FILER>\n<SERIES-AND-CLASSES-CONTRACTS-DATA>\n<MERGER>\n\
              <ACQUIRING-DATA>\n<CIK>2\n",
        );
        assert_eq!(header.filers.len(), 1);
        assert_eq!(header.filers[0].cik, Some(1));
    }

    #[test]
    fn impossible_values_are_left_out() {
        let header = read(b"FILER:\nCOMPANY DATA:\nFISCAL YEAR END: 0000\nSTANDARD INDUSTRIAL CLASSIFICATION: []\nFILED AS OF DATE: 20051345\n");
        assert_eq!(header.filers[0], Filer::default());
        assert_eq!(header.filed, None);
    }

    #[test]
    fn a_bare_industry_code_is_read() {
        assert_eq!(industry(b"3571"), Some(3571));
        assert_eq!(industry(b"STATE COMMERCIAL BANKS [6022"), Some(6022));
    }
}
