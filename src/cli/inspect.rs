//! `filings inspect PATH...`: prints records without an index.

use std::{
    io::{Read as _, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use super::{Found, index::Reading};
use crate::{
    diag::{Error, Result, SkipReason},
    ingest::{
        self, Document, FileRead, Filter,
        walk::{self, MemberContent, Opened},
    },
    print,
};

/// Files read at once; output is in the order of the files.
const BLOCK: usize = 64;

/// Read files and print the record of every document in them, without an index.
///
/// This is how extraction is tried and trusted: every value is shown with the words it was read
/// from.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Arguments {
    /// Files, folders and archives to read; `-` for a file on standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print one JSON object a line; the keys are a contract.
    #[arg(long)]
    json: bool,
    /// Add the text that the spans are of.
    #[arg(long)]
    text: bool,
    #[command(flatten)]
    reading: Reading,
}

const EXAMPLES: &str = "\
Examples:
  filings inspect exhibit.htm
  filings inspect --json ~/edgar/2005 | jq -c '[.company, .period.label, .revenue.low]'
  curl -s https://example.org/release.htm | filings inspect -
  filings inspect --json --text exhibit.htm | jq -r .text";

/// A file as it was read, or the fault that the reader stopped with.
type Read = (String, Result<Result<FileRead, SkipReason>>);

pub fn run(arguments: &Arguments) -> Result<Found> {
    let options = arguments.reading.options()?;
    let threads = rayon::ThreadPoolBuilder::new().num_threads(options.threads).build();
    let threads = threads.map_err(|error| Error::message(format!("cannot start threads: {error}")))?;
    let mut out = super::output();
    let mut found = false;
    let mut faults = Vec::new();
    let mut block: Vec<(String, Vec<u8>)> = Vec::new();
    let mut flush = |block: &mut Vec<(String, Vec<u8>)>, out: &mut dyn Write| -> Result<()> {
        let files = std::mem::take(block);
        let read: Vec<Read> = threads.install(|| {
            let each = files.into_par_iter().map(|(path, bytes)| {
                let read = ingest::file_guarded(&path, &bytes, &|raw| options.wants(raw), options.lexicon());
                (path, read)
            });
            each.collect()
        });
        for (path, read) in read {
            match read {
                Ok(read) => found |= write_file(out, arguments, &path, read)?,
                Err(fault) => faults.push((path, fault)),
            }
        }
        Ok(())
    };
    let mut errors = each_file(&arguments.paths, &options.filter, &mut |path, bytes| {
        block.push((path.to_owned(), bytes.to_vec()));
        if block.len() >= BLOCK { flush(&mut block, &mut out) } else { Ok(()) }
    })?;
    flush(&mut block, &mut out)?;
    errors.append(&mut faults);
    out.flush()?;
    for (path, error) in &errors {
        super::complain_of(path, error);
    }
    Ok(if errors.is_empty() { Found::when(found) } else { Found::WithErrors })
}

/// Hands over every file below the paths, members of archives included, in order, after the one on
/// standard input where `-` is a path; returns those that could not be read.
pub fn each_file(
    paths: &[PathBuf],
    filter: &Filter,
    visit: &mut dyn FnMut(&str, &[u8]) -> Result<()>,
) -> Result<Vec<(String, Error)>> {
    let (input, paths): (Vec<_>, Vec<_>) = paths.iter().cloned().partition(|path| path.as_os_str() == "-");
    let listing = walk::entries(&paths, filter);
    let mut errors = listing.failed;
    if !input.is_empty() {
        let mut bytes = Vec::new();
        match std::io::stdin().lock().take(walk::MAX_FILE).read_to_end(&mut bytes) {
            Ok(_) => visit("-", &bytes)?,
            Err(cause) => errors.push(("-".to_owned(), Error::io(Path::new("-"), cause))),
        }
    }
    for entry in &listing.entries {
        match walk::open(entry) {
            Ok(Opened::Bytes(bytes)) => visit(&entry.path, &bytes)?,
            Ok(Opened::Archive(archive)) => {
                let mut outcome = Ok(());
                let read = archive.members(filter, &mut |member| {
                    match member.content {
                        MemberContent::Bytes(bytes) => outcome = visit(&member.path, &bytes),
                        MemberContent::Skipped(_) => {}
                        MemberContent::Failed(error) => errors.push((member.path, error)),
                    }
                    if outcome.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
                });
                outcome?;
                errors.extend(read.err().map(|error| (entry.path.clone(), error)));
            }
            Err(error) => errors.push((entry.path.clone(), error)),
        }
    }
    Ok(errors)
}

fn write_file(
    out: &mut dyn Write,
    arguments: &Arguments,
    path: &str,
    read: Result<FileRead, SkipReason>,
) -> Result<bool> {
    let read = match read {
        Ok(read) => read,
        Err(reason) => {
            super::say(&format!("{path}: nothing to read: {}", reason.name()));
            return Ok(false);
        }
    };
    let mut found = false;
    for document in read.documents.into_iter().filter_map(|outcome| outcome.result.ok()) {
        found = true;
        write(out, arguments, *document)?;
    }
    Ok(found)
}

fn write(out: &mut dyn Write, arguments: &Arguments, document: Document) -> Result<()> {
    let Document { mut record, text, .. } = document;
    if !arguments.json {
        print::document::title(out, &record)?;
        print::facts::write(out, &record, &text)?;
        if arguments.text {
            writeln!(out)?;
            print::document::write(out, &record, &text, None, print::terminal_width())?;
        }
        return Ok(writeln!(out)?);
    }
    record.text = arguments.text.then_some(text);
    serde_json::to_writer(&mut *out, &record).map_err(std::io::Error::from)?;
    Ok(writeln!(out)?)
}
