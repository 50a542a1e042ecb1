#![doc = include_str!("README.md")]

pub mod cli;
pub mod diag;
#[cfg(test)]
mod dice;
pub mod index;
pub mod ingest;
pub mod model;
pub mod print;
pub mod query;
pub mod search;

pub use index::Index;
pub use search::{Request, Response};
