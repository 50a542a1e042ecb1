//! The write side: from a path to records. Only this module knows the order of the stages.

pub mod decode;
pub mod extract;
pub mod parse;
pub mod section;
pub mod walk;

mod assemble;
mod claims;
mod plan;
mod pool;
mod report;
mod words;
mod worker;

pub use assemble::{Document, FileRead, Outcome, Wanted, file, file_guarded, file_with};
pub use pool::{MEMORY_PER_THREAD, Options, Progress, Run, run};
pub use report::{DocumentReport, Fate, FileOutcome, FileReport, Summary};
pub use walk::Filter;
