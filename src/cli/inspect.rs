//! `filings inspect PATH...`: prints records without an index.

use std::{io::Write, path::PathBuf};

use super::Found;
use crate::{
    diag::{Error, Result},
    ingest::{self, Document},
    print,
};

/// Read files and print the record of every document in them, without an index.
///
/// This is how extraction is tried and trusted: every value is shown with the words it was read
/// from.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Files, folders and archives to read.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print one JSON object a line; the keys are a contract.
    #[arg(long)]
    json: bool,
    /// Add the text that the spans are of.
    #[arg(long)]
    text: bool,
}

pub fn run(arguments: &Arguments) -> Result<Found> {
    let mut out = super::output();
    let mut found = false;
    for root in &arguments.paths {
        for entry in walkdir::WalkDir::new(root).sort_by_file_name() {
            let entry = entry.map_err(|error| Error::message(error.to_string()))?;
            if !entry.file_type().is_file() {
                continue;
            }
            let bytes = std::fs::read(entry.path()).map_err(|cause| Error::io(entry.path(), cause))?;
            let path = entry.path().to_string_lossy();
            match ingest::file(&path, &bytes, &|_| true) {
                Err(reason) => writeln!(std::io::stderr(), "filings: {path}: skipped: {}", reason.name())?,
                Ok(read) => {
                    for document in read.documents.into_iter().filter_map(|outcome| outcome.result.ok()) {
                        found = true;
                        write(&mut out, arguments, *document)?;
                    }
                }
            }
        }
    }
    out.flush()?;
    Ok(Found::when(found))
}

fn write(out: &mut impl Write, arguments: &Arguments, document: Document) -> Result<()> {
    let Document { mut record, text, .. } = document;
    if !arguments.json {
        print::document::title(out, &record)?;
        print::facts::write(out, &record, &text)?;
        if arguments.text {
            print::document::write(out, &record, &text, None, print::terminal_width())?;
        }
        return Ok(writeln!(out)?);
    }
    record.text = arguments.text.then_some(text);
    serde_json::to_writer(&mut *out, &record).map_err(std::io::Error::from)?;
    Ok(writeln!(out)?)
}
