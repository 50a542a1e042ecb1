//! The nouns of the program: what the stages hand to each other. Imports nothing of ours.
//!
//! A [`Submission`] is what was filed under one accession number; it holds documents. The body of a
//! document becomes [`Content`] (text, blocks, tables), the content is cut into [`Section`]s, the
//! facts read from it make a [`Record`].

mod content;
mod month;
mod record;
mod sentence;
mod source_map;
mod span;
mod submission;

pub use content::{Block, BlockKind, Cell, Content, Row, Table};
pub use month::{MONTHS, begins_like_month, month};
pub use record::{
    Amount, Amounts, Evidence, Exchange, Fact, FactRole, Guidance, GuidanceAction, Kind, Metric, Period, Phrase,
    Polarity, Record, Role, Section, SectionKind, Ticker, Tone, ToneLabel, content_id,
};
pub use sentence::sentences;
pub use source_map::SourceMap;
pub use span::Span;
pub use submission::{Dialect, Filer, FilerRole, FormerName, Header, Identity, RawDocument, Submission};

/// A calendar date without a time zone.
pub use jiff::civil::Date;
