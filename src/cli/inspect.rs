//! `filings inspect PATH...`: prints records without an index.

use std::{io::Write, path::PathBuf, process::ExitCode};

use crate::{
    diag::{Error, Result},
    ingest::{Outcome, documents, parse::sgml},
};

/// Read files and print their records, one JSON object a line.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Files and folders to read.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Print JSON, one record a line.
    #[arg(long)]
    json: bool,
    /// Add the text that the spans are of.
    #[arg(long)]
    text: bool,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for root in &arguments.paths {
        for entry in walkdir::WalkDir::new(root).sort_by_file_name().into_iter().filter_map(Result::ok) {
            if !entry.file_type().is_file() {
                continue;
            }
            let bytes =
                std::fs::read(entry.path()).map_err(|cause| Error::Io { path: entry.path().to_owned(), cause })?;
            let path = entry.path().to_string_lossy();
            let submission = sgml::split(&bytes);
            for outcome in documents(&path, &bytes, &submission) {
                let Outcome::Read(document) = outcome else { continue };
                let mut record = document.record;
                record.text = arguments.text.then_some(document.text);
                let line = serde_json::to_string(&record).map_err(|error| Error::message(error.to_string()))?;
                writeln!(out, "{line}").map_err(|cause| Error::Io { path: "<stdout>".into(), cause })?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
