//! The write side: from a path to records. Only this module knows the order of the stages.

pub mod decode;
pub mod extract;
pub mod parse;
pub mod section;
pub mod walk;

mod assemble;
mod claims;

pub use assemble::{Document, FileRead, Outcome, Wanted, file};
