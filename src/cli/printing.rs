//! How hits and tables are printed: the formats, and the flags that choose among them.

use std::io::Write;

use crate::{
    diag::{Error, Result},
    ingest::walk,
    print::{
        self,
        rows::{self, RowFormat, RowWriter},
        template::Template,
    },
    search::{Cell, Column, DEFAULT_COLUMNS, Head, Hit, Response, Table},
};

/// A form of output.
#[derive(Debug, Clone)]
pub enum Format {
    /// For reading.
    Table,
    /// One object with the total and every hit.
    Json,
    /// Rows: CSV, TSV, or a JSON object a line.
    Rows(RowFormat),
    /// An id a line.
    Ids,
    /// A path a line.
    Paths,
    /// A line of the user's own making.
    Template(Template),
}

/// How hits are printed.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output")]
pub struct Printing {
    /// table, json (one object), jsonl, csv, tsv, ids, paths, or a line with fields in braces:
    /// '{ticker}\t{period}\t{revenue.low}'.
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = format)]
    format: Format,
    /// Print one JSON object; the same as --format json.
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Print these fields, in this order: ticker,period,revenue.low,revenue.quote. Goes with table,
    /// csv, tsv, json and jsonl; `filings fields` lists them.
    #[arg(long, value_name = "FIELD,...", value_parser = columns)]
    fields: Option<Fields>,
    /// End lines with a zero byte instead of a line break, for `xargs -0`; goes with ids, paths and
    /// lines in braces.
    #[arg(short = '0', long)]
    null: bool,
    /// Snippets of a hit at most.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub snippets: usize,
}

/// The columns of `--fields`.
#[derive(Debug, Clone)]
struct Fields(Vec<Column>);

const NAMES: [&str; 7] = ["table", "json", "jsonl", "csv", "tsv", "ids", "paths"];

fn format(text: &str) -> Result<Format, String> {
    Ok(match text {
        "table" => Format::Table,
        "json" => Format::Json,
        "jsonl" | "ndjson" => Format::Rows(RowFormat::Jsonl),
        "csv" => Format::Rows(RowFormat::Csv),
        "tsv" => Format::Rows(RowFormat::Tsv),
        "ids" => Format::Ids,
        "paths" => Format::Paths,
        template if template.contains(['{', '}']) => Format::Template(Template::read(template).map_err(spoken)?),
        _ => return Err(format!("one of {}, or a line with fields in braces, '{{ticker}}'", NAMES.join(", "))),
    })
}

fn columns(text: &str) -> Result<Fields, String> {
    let columns = Column::list(text).map_err(spoken)?;
    if columns.is_empty() { Err("no field is named".to_owned()) } else { Ok(Fields(columns)) }
}

/// An error and its hint in one line.
fn spoken(error: Error) -> String {
    match error.hint_text() {
        Some(hint) => format!("{error}; {hint}"),
        None => error.to_string(),
    }
}

impl Printing {
    /// The format that was asked for.
    pub fn format(&self) -> Format {
        if self.json { Format::Json } else { self.format.clone() }
    }

    /// Whether the flags go together.
    pub fn check(&self) -> Result<()> {
        let lines = matches!(self.format(), Format::Ids | Format::Paths | Format::Template(_));
        if self.null && !lines {
            return Err(Error::message("`--null` goes with `--format ids`, `paths` or a line in braces"));
        }
        if self.fields.is_some() && lines {
            return Err(Error::message("`--fields` goes with table, csv, tsv, json and jsonl")
                .hint("a line in braces names its fields itself"));
        }
        Ok(())
    }

    /// Whether hits can be printed one by one as they are loaded.
    pub fn is_line_by_line(&self) -> bool {
        match self.format() {
            Format::Json => false,
            Format::Table => self.fields.is_none(),
            _ => true,
        }
    }

    /// Whether it is meant for reading.
    pub fn is_table(&self) -> bool {
        matches!(self.format(), Format::Table)
    }

    /// How rows are written where there is nothing but rows: CSV unless said otherwise.
    pub fn row_format(&self) -> RowFormat {
        match self.format() {
            Format::Rows(format) => format,
            Format::Json => RowFormat::Jsonl,
            _ => RowFormat::Csv,
        }
    }

    /// Whether it is one object with everything in it.
    pub fn is_object(&self) -> bool {
        matches!(self.format(), Format::Json)
    }

    /// Whether counts by value have a place in it.
    pub fn shows_facets(&self) -> bool {
        self.is_table() || self.is_object()
    }

    /// Where it goes: colours are for reading only.
    pub fn output(&self) -> Box<dyn Write> {
        if self.is_table() { Box::new(super::output()) } else { Box::new(super::data()) }
    }

    /// Prints a whole answer.
    pub fn answer(&self, out: &mut impl Write, response: &Response) -> Result<()> {
        match self.format() {
            Format::Json => self.object(out, response),
            Format::Table if self.fields.is_some() => self.columns_of(out, &response.hits),
            _ => {
                let hits = response.hits.iter().map(Ok);
                self.lines(out, hits)
            }
        }
    }

    fn object(&self, out: &mut impl Write, response: &Response) -> Result<()> {
        let Some(Fields(columns)) = &self.fields else {
            serde_json::to_writer(&mut *out, response).map_err(std::io::Error::from)?;
            return Ok(writeln!(out)?);
        };
        let heads = heads(columns);
        let rows = response.hits.iter().map(|hit| rows::value(&heads, &cells(columns, hit)));
        let rows: serde_json::Value = rows.collect();
        let mut object =
            serde_json::to_value(Response { hits: Vec::new(), ..response.clone() }).map_err(std::io::Error::from)?;
        if let Some(hits) = object.get_mut("hits") {
            *hits = rows;
        }
        serde_json::to_writer(&mut *out, &object).map_err(std::io::Error::from)?;
        Ok(writeln!(out)?)
    }

    fn columns_of(&self, out: &mut impl Write, hits: &[Hit]) -> Result<()> {
        let columns = self.fields.as_ref().map(|fields| fields.0.as_slice()).unwrap_or_default();
        let rows = hits.iter().map(|hit| cells(columns, hit)).collect();
        let left_out = rows::aligned(out, &Table { heads: heads(columns), rows }, print::terminal_width())?;
        say_left_out(&left_out);
        Ok(())
    }

    /// Prints hits one by one.
    pub fn lines<H: std::borrow::Borrow<Hit>>(
        &self,
        out: &mut impl Write,
        hits: impl Iterator<Item = Result<H>>,
    ) -> Result<()> {
        let end = if self.null { '\0' } else { '\n' };
        match self.format() {
            Format::Rows(RowFormat::Jsonl) if self.fields.is_none() => {
                for hit in hits {
                    serde_json::to_writer(&mut *out, hit?.borrow()).map_err(std::io::Error::from)?;
                    writeln!(out)?;
                }
            }
            Format::Rows(format) => self.rows(out, format, hits)?,
            Format::Ids => {
                for hit in hits {
                    write!(out, "{}{end}", print::one_line(&hit?.borrow().record.id))?;
                }
            }
            Format::Paths => {
                for hit in hits {
                    self.path(out, &hit?.borrow().record.path)?;
                    write!(out, "{end}")?;
                }
            }
            Format::Template(template) => {
                for hit in hits {
                    template.write(out, hit?.borrow())?;
                    write!(out, "{end}")?;
                }
            }
            Format::Table | Format::Json => {
                for hit in hits {
                    print::hits::write(out, hit?.borrow(), print::terminal_width())?;
                    writeln!(out)?;
                }
            }
        }
        Ok(())
    }

    /// Writes a path as programs take it: as the system has it, where it is no text or lines end otherwise.
    fn path(&self, out: &mut impl Write, path: &str) -> Result<()> {
        let place = walk::on_disk(path);
        if self.null || place.to_str().is_none() {
            return Ok(out.write_all(place.as_os_str().as_encoded_bytes())?);
        }
        Ok(write!(out, "{}", print::one_line(path))?)
    }

    fn rows<H: std::borrow::Borrow<Hit>>(
        &self,
        out: &mut impl Write,
        format: RowFormat,
        hits: impl Iterator<Item = Result<H>>,
    ) -> Result<()> {
        let standard;
        let columns = match &self.fields {
            Some(Fields(columns)) => columns,
            None => {
                standard = DEFAULT_COLUMNS.iter().map(|name| Column::named(name)).collect::<Result<Vec<_>>>()?;
                &standard
            }
        };
        let heads = heads(columns);
        let mut writer = RowWriter::new(out, format, &heads)?;
        for hit in hits {
            writer.row(&cells(columns, hit?.borrow()))?;
        }
        Ok(writer.finish()?)
    }
}

fn heads(columns: &[Column]) -> Vec<Head> {
    columns.iter().map(|column| Head::new(column.name(), column.kind())).collect()
}

fn cells(columns: &[Column], hit: &Hit) -> Vec<Cell> {
    columns.iter().map(|column| column.of(hit)).collect()
}

/// Says which columns of a table had no room.
pub fn say_left_out(names: &[String]) {
    if !names.is_empty() {
        let width = crate::print::terminal_width();
        super::say(&format!("{width} columns have no room for {}; `--format csv` has all", names.join(", ")));
    }
}
