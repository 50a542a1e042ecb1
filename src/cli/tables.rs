//! How tables are printed: for reading, as CSV, TSV, JSON, or into a Parquet file.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use clap::ValueEnum;
use serde_json::json;

use crate::{
    diag::{Error, Result},
    print::{
        self, parquet,
        rows::{self, RowFormat},
    },
    search::Table,
};

/// How a table is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// For reading, as wide as the terminal.
    Table,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// One object with the rows in it.
    Json,
    /// An object a line.
    Jsonl,
    /// A Parquet file; goes with --output.
    Parquet,
}

/// Where a table goes, and in which form.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output")]
pub struct TablePrinting {
    /// How the table is printed; by the ending of --output where that is given.
    #[arg(long, value_name = "FORMAT", value_enum)]
    format: Option<TableFormat>,
    /// Print one JSON object; the same as --format json.
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Write to FILE instead of standard output: .csv, .tsv, .json, .jsonl, .parquet.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl TablePrinting {
    /// The format that was asked for.
    pub fn format(&self) -> Option<TableFormat> {
        if self.json {
            return Some(TableFormat::Json);
        }
        let by_name = self.output.as_deref().and_then(|path| path.extension()?.to_str());
        self.format.or_else(|| TableFormat::from_str(by_name?, true).ok())
    }

    /// Whether it is meant for reading.
    pub fn is_table(&self) -> bool {
        self.format().is_none_or(|format| format == TableFormat::Table)
    }

    /// Writes a table for programs; one that is for reading is written by `readable`.
    pub fn write(&self, table: &Table, readable: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
        if let Some(path) = self.output.as_deref().filter(|_| self.format().is_none())
            && let Some(ending) = path.extension().filter(|ending| *ending != "txt")
        {
            let error = Error::message(format!("`.{}` names no format", ending.to_string_lossy()));
            return Err(error.hint("one of .csv, .tsv, .json, .jsonl, .parquet, .txt; or say it with `--format`"));
        }
        let format = self.format().unwrap_or(TableFormat::Table);
        if format == TableFormat::Parquet && self.output.is_none() {
            return Err(Error::message("a Parquet file needs a name").hint("as in `-o panel.parquet`"));
        }
        let Some(path) = &self.output else {
            if format == TableFormat::Table {
                let mut out = super::output();
                readable(&mut out)?;
                return Ok(out.flush()?);
            }
            return write(&mut super::data(), format, table);
        };
        let file = File::create(path).map_err(|cause| unwritten(path, &cause))?;
        let mut file = BufWriter::new(file);
        match format {
            TableFormat::Parquet => parquet::write(&mut file, table)?,
            TableFormat::Table => readable(&mut anstream::StripStream::new(&mut file as &mut dyn Write))?,
            other => write(&mut file, other, table)?,
        }
        Ok(file.flush()?)
    }
}

/// The error of a file that cannot be written.
pub fn unwritten(path: &Path, cause: &std::io::Error) -> Error {
    Error::message(format!("cannot write `{}`: {cause}", path.display()))
}

fn write(out: &mut impl Write, format: TableFormat, table: &Table) -> Result<()> {
    match format {
        TableFormat::Csv => rows::write(out, RowFormat::Csv, table)?,
        TableFormat::Tsv => rows::write(out, RowFormat::Tsv, table)?,
        TableFormat::Json => {
            let rows: Vec<_> = table.rows.iter().map(|row| rows::value(&table.heads, row)).collect();
            let object = json!({ "total": rows.len(), "rows": rows });
            serde_json::to_writer(&mut *out, &object).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        TableFormat::Jsonl | TableFormat::Table | TableFormat::Parquet => rows::write(out, RowFormat::Jsonl, table)?,
    }
    Ok(out.flush()?)
}

/// Writes a table in columns as wide as the terminal, and says what had no room.
pub fn aligned(out: &mut dyn Write, table: &Table) -> Result<()> {
    let left_out = rows::aligned(out, table, print::terminal_width())?;
    super::printing::say_left_out(&left_out);
    Ok(())
}
