//! What can go wrong, and what is only odd: errors, reasons for skipping.

use std::path::PathBuf;

use serde::Serialize;

/// Why a document or file gives no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// A uuencoded body: a picture, PDF, spreadsheet or zip.
    Uuencoded,
    /// Bytes that are no text.
    Binary,
    /// XBRL data: instances, schemas, linkbases, rendered reports.
    Xbrl,
    /// Nothing in it.
    Empty,
    /// An HTML error page saved in place of a filing.
    ErrorPage,
    /// EDGAR's list of a filing's documents, or of filings.
    IndexPage,
    /// A downloader's notes on a filing, such as `metadata.json`.
    Metadata,
    /// Left out by `--include`, `--exclude` or `--only`.
    Filtered,
    /// Not a kind of file that can hold a filing.
    UnknownFormat,
}

impl SkipReason {
    /// The name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Uuencoded => "uuencoded",
            Self::Binary => "binary",
            Self::Xbrl => "xbrl",
            Self::Empty => "empty",
            Self::ErrorPage => "error_page",
            Self::IndexPage => "index_page",
            Self::Metadata => "metadata",
            Self::Filtered => "filtered",
            Self::UnknownFormat => "unknown_format",
        }
    }
}

/// A failure of the world outside: files, the index, a query that cannot be understood.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("cannot read `{}`: {cause}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The answer could not be written; a closed pipe is no failure.
    #[error("cannot write the answer: {0}")]
    Output(#[from] std::io::Error),
    /// Anything that needs no more than its message, with a hint for the next action.
    #[error("{message}")]
    Message {
        /// Lower case, no full stop.
        message: String,
        /// What to do next.
        hint: Option<String>,
    },
}

impl Error {
    /// An error with a message alone.
    pub fn message(message: impl Into<String>) -> Self {
        Self::Message { message: message.into(), hint: None }
    }

    /// A file or folder that could not be read or written.
    pub fn io(path: impl Into<PathBuf>, cause: std::io::Error) -> Self {
        Self::Io { path: path.into(), cause }
    }

    /// What to do next, where there is something to say.
    #[must_use]
    pub fn hint_text(&self) -> Option<&str> {
        match self {
            Self::Message { hint, .. } => hint.as_deref(),
            _ => None,
        }
    }

    /// The same error with a hint.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        match self {
            Self::Message { message, .. } => Self::Message { message, hint: Some(hint.into()) },
            other => other,
        }
    }
}

/// The result of what touches the world outside.
pub type Result<T, E = Error> = std::result::Result<T, E>;
