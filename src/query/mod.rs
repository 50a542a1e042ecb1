//! The query language: from what was typed to what it means to the engine's query.
//!
//! [`parse`] makes an [`Ast`] that knows its places in the text and prints back to itself;
//! [`resolve`] reads names and values against the table of fields and gives a [`Plan`]; `lower` turns
//! that, over one index, into tantivy's query. Nothing is ever dropped: what cannot be understood is
//! a [`QueryError`] with its place and a hint.

mod absent;
mod ast;
mod columns;
mod conjunction;
mod cursor;
mod error;
mod expand;
mod inflect;
mod issuer;
mod leaf;
mod lower;
mod matches;
mod parse;
mod pattern;
mod plan;
mod postings;
mod prospect;
mod range;
mod ranges;
mod resolve;
mod saved;
mod scale;
mod spans;
mod spelling;
mod sweep;
mod values;

pub use ast::{Ast, Node, Place, Value};
pub use error::QueryError;
pub use parse::parse;
pub use pattern::Slot;
pub use plan::{Bounds, Filter, Measure, Plan, Shape, Target, TextMatch};
pub use resolve::resolve;
pub use saved::Saved;

pub use expand::Expansion;

pub(crate) use absent::{Absent, Place as Looked};
pub(crate) use conjunction::Conjunction;
pub(crate) use error::{distance, nearest};
pub(crate) use lower::{Lowered, lower};
pub(crate) use matches::Matches;
pub(crate) use parse::{as_words, is_exchange, is_thousands as parts_thousands, notes};
pub(crate) use prospect::{Verdict, Wanted};
pub(crate) use resolve::metrics;
pub(crate) use spans::matches_among;
pub(crate) use values::{labels_of as labels_of_year, period as period_label, year as period_year};
pub(crate) use values::{sum, sum_between as amounts_between};
