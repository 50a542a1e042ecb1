//! `filings show ID|PATH`: one exhibit, readable.

use std::{
    collections::BTreeSet,
    io::Write,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use clap::ValueEnum;

use super::{Found, release};
use crate::{
    diag::{Error, Result},
    index::Index,
    ingest::{
        self, Filter,
        walk::{self, MemberContent, Opened},
    },
    model::{Record, SectionKind},
    print,
};

/// Print one exhibit readably: its sections marked, its tables in columns.
///
/// PATH may be the path of an indexed file, or any file on disk, which is then read without the
/// index.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Arguments {
    /// The id of a record, a path, an accession number, or a company and a quarter: 'SONS 2005Q1'.
    #[arg(value_name = "ID|PATH")]
    which: String,
    /// Where the index is.
    #[arg(long, value_name = "DIR", default_value = "index", env = "FILINGS_INDEX", value_parser = super::place())]
    index: PathBuf,
    /// Print only sections of this kind.
    #[arg(long, value_name = "KIND")]
    section: Option<SectionName>,
    /// Print every value with its sentence, the value marked in it.
    #[arg(long, conflicts_with_all = ["text", "raw", "section"])]
    facts: bool,
    /// Print the plain text that the spans are of.
    #[arg(long, conflicts_with = "raw")]
    text: bool,
    /// Print the document's bytes as they were filed.
    #[arg(long)]
    raw: bool,
    /// Print the record as JSON; with --text, its text in it.
    #[arg(long, conflicts_with_all = ["facts", "raw"])]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  filings show 0000950123-05-004711:2 --facts
  filings show 'SONS 2005Q1' --section outlook
  filings show 0000950123-05-004711 --text      every document of the submission
  filings show exhibit.htm --json | jq .revenue
  filings search ticker:SONS --format ids | xargs -n 1 filings show --raw";

/// The kinds of sections, as `--section` takes them.
#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum SectionName {
    Headline,
    Body,
    Outlook,
    ConferenceCall,
    About,
    SafeHarbor,
    NonGaap,
    Contact,
    Tables,
    Legal,
    Other,
}

impl From<SectionName> for SectionKind {
    fn from(name: SectionName) -> Self {
        match name {
            SectionName::Headline => Self::Headline,
            SectionName::Body => Self::Body,
            SectionName::Outlook => Self::Outlook,
            SectionName::ConferenceCall => Self::ConferenceCall,
            SectionName::About => Self::About,
            SectionName::SafeHarbor => Self::SafeHarbor,
            SectionName::NonGaap => Self::NonGaap,
            SectionName::Contact => Self::Contact,
            SectionName::Tables => Self::Tables,
            SectionName::Legal => Self::Legal,
            SectionName::Other => Self::Other,
        }
    }
}

pub fn run(arguments: &Arguments) -> Result<Found> {
    let documents = release::all(&arguments.which, &arguments.index)?;
    let exact = arguments.raw || arguments.json;
    let mut out: Box<dyn Write> = if exact { Box::new(super::data()) } else { Box::new(super::output()) };
    let mut found = false;
    for (record, text) in documents {
        let lacking = arguments.section.map(|only| without_section(&record, only.into()));
        let written = write(&mut out, arguments, record, text)?;
        if let Some(lacking) = lacking.filter(|_| !written) {
            super::say(&lacking);
        }
        found |= written;
    }
    out.flush()?;
    Ok(Found::when(found))
}

fn write(out: &mut impl Write, arguments: &Arguments, mut record: Record, text: String) -> Result<bool> {
    let only = arguments.section.map(SectionKind::from);
    if arguments.raw {
        out.write_all(&raw(&record)?)?;
        return Ok(true);
    }
    if arguments.json {
        record.text = arguments.text.then_some(text);
        serde_json::to_writer(&mut *out, &record).map_err(std::io::Error::from)?;
        writeln!(out)?;
        return Ok(true);
    }
    if arguments.text {
        return plain(out, &record, &text, only);
    }
    print::document::title(out, &record)?;
    if arguments.facts {
        print::facts::write(out, &record, &text)?;
        return Ok(true);
    }
    Ok(print::document::write(out, &record, &text, only, print::terminal_width())?)
}

/// What is said of a record that lacks the section that was asked for.
fn without_section(record: &Record, only: SectionKind) -> String {
    let kinds: BTreeSet<String> = record.sections.iter().map(|section| crate::index::name_of(&section.kind)).collect();
    let kinds: Vec<String> = kinds.into_iter().collect();
    format!("{} has no section `{}`; it has {}", record.id, crate::index::name_of(&only), kinds.join(", "))
}

/// The text as it is, or the parts of it that are of one kind.
fn plain(out: &mut impl Write, record: &Record, text: &str, only: Option<SectionKind>) -> Result<bool> {
    let Some(only) = only else {
        writeln!(out, "{}", print::clean(text))?;
        return Ok(!text.is_empty());
    };
    let mut found = false;
    for section in record.sections.iter().filter(|section| section.kind == only) {
        writeln!(out, "{}", print::clean(text.get(section.span().range()).unwrap_or_default()).trim_end())?;
        found = true;
    }
    Ok(found)
}

/// The records that an id or a path names: of the index, else of the file.
pub fn find(which: &str, directory: &Path) -> Result<Vec<(Record, String)>> {
    let index = Index::open(directory);
    if let Ok(index) = &index {
        let found = indexed(index, which)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    if Path::new(which).is_file() {
        return unindexed(which);
    }
    index?;
    Err(Error::message(format!("no record has the id or path `{}`", print::one_line(which)))
        .hint("`filings search` prints ids and paths; a new file needs `filings index` first"))
}

fn indexed(index: &Index, which: &str) -> Result<Vec<(Record, String)>> {
    let ids = match index.record(which)? {
        Some(_) => vec![which.to_owned()],
        None => index.records_at(which)?,
    };
    let ids = if ids.is_empty() { index.records_of(which)? } else { ids };
    let mut found = Vec::new();
    for id in ids {
        let Some(stored) = index.record(&id)? else { continue };
        let mut record = stored.record;
        record.also_at = index.paths_of(&record)?.split_off(1);
        index.locate(&mut record);
        found.push((record, stored.text));
    }
    Ok(found)
}

fn unindexed(path: &str) -> Result<Vec<(Record, String)>> {
    let mut found = Vec::new();
    super::inspect::each_file(&[path.into()], &Filter::default(), &mut |path, bytes| {
        let read = ingest::file(path, bytes, &|_| true)
            .map_err(|reason| Error::message(format!("there is nothing to read in `{path}`: {}", reason.name())))?;
        let documents = read.documents.into_iter().filter_map(|outcome| outcome.result.ok());
        found.extend(documents.map(|document| (document.record, document.text)));
        Ok(())
    })?;
    Ok(found)
}

/// The document's bytes, from the file as it lies on disk now.
fn raw(record: &Record) -> Result<Vec<u8>> {
    let (file, is_member) = match record.path.split_once('!') {
        Some((file, _)) => (file, true),
        None => (record.path.as_str(), false),
    };
    let listing = walk::entries(&[walk::on_disk(file)], &Filter::default());
    if let Some((_, error)) = listing.failed.into_iter().next() {
        return Err(error);
    }
    let entry = listing.entries.first().ok_or_else(|| Error::message(format!("`{file}` is no file any more")))?;
    let bytes = match walk::open(entry)? {
        Opened::Bytes(bytes) if !is_member => bytes,
        Opened::Archive(archive) if is_member => {
            let mut found = None;
            archive.members(&Filter::default(), &mut |member| match member.content {
                MemberContent::Bytes(bytes) if member.path == record.path => {
                    found = Some(bytes);
                    ControlFlow::Break(())
                }
                _ => ControlFlow::Continue(()),
            })?;
            found.ok_or_else(|| Error::message(format!("`{}` is not in the archive any more", record.path)))?
        }
        _ => return Err(Error::message(format!("`{file}` changed since it was indexed"))),
    };
    let place = record.source.unwrap_or_default();
    bytes.get(place.range()).map(<[u8]>::to_vec).ok_or_else(|| {
        Error::message(format!("`{file}` changed since it was indexed")).hint("run `filings index` on it again")
    })
}
