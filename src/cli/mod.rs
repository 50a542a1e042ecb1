//! The command line: arguments in, exit code out. One file a subcommand.
//!
//! Exit codes are grep's: 0 something was found, 1 nothing was, 2 an error. Answers go to standard
//! output, talk to standard error.

mod asking;
mod complete;
mod config;
mod diff;
mod get;
mod index;
mod inspect;
mod list;
mod minus;
mod narrow;
mod panel;
mod printing;
mod release;
mod search;
mod show;
mod similar;
mod stats;
mod tables;
mod tally;
mod trend;

use std::{
    io::{BufWriter, ErrorKind, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{CommandFactory, Parser, Subcommand, builder::TypedValueParser as _};

use crate::diag::{Error, Result};

/// Full-text search over archives of SEC filings, with the facts of every exhibit and their proof.
#[derive(Debug, Parser)]
#[command(name = "filings", version, about, infer_subcommands = false, arg_required_else_help = true)]
#[command(after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
First steps:
  filings index ~/edgar                      read an archive; the index goes into ./index
  filings search 'order shortfall'           words, in any inflection
  filings search 'kind:preliminary tone:negative revenue:30M..50M date:2005'
                                             negative pre-announcements between 30 and 50 million in 2005
  filings get SONS 2005Q1 revenue guidance   what a company said of a quarter, with its words
  filings show ID --facts                    every value of an exhibit with its proof
`filings fields` lists what a query can name, `filings COMMAND --help` has more examples.

Exit codes: 0 found, 1 nothing found, 2 error.";

#[derive(Debug, Subcommand)]
enum Command {
    #[command(visible_alias = "ingest")]
    Index(index::Arguments),
    #[command(visible_alias = "query")]
    Search(Box<search::Arguments>),
    Get(get::Arguments),
    Panel(Box<panel::Arguments>),
    Trend(trend::Arguments),
    Similar(similar::Arguments),
    Diff(diff::Arguments),
    Show(show::Arguments),
    Inspect(inspect::Arguments),
    Stats(Box<tally::Arguments>),
    Fields(stats::FieldsArguments),
    Check(stats::CheckArguments),
    Completions(complete::Arguments),
    /// Print the manual page.
    Man,
}

/// Runs the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse_from(minus::readable(std::env::args_os())) {
        Ok(arguments) => arguments,
        Err(error) => {
            let printed = error.print();
            if minus::is_left_out(&error, std::env::args_os()) {
                say("words to leave out go after `--`: filings search -- '-inventory shortfall'");
            }
            let failed = error.use_stderr() || printed.is_err_and(|cause| cause.kind() != ErrorKind::BrokenPipe);
            return ExitCode::from(if failed { ERROR } else { FOUND });
        }
    };
    std::panic::set_hook(Box::new(|fault| say(&format!("a fault of the program: {fault}"))));
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| dispatch(arguments.command))) {
        Ok(outcome) => exit_code(outcome),
        Err(_) => {
            say("`filings check` looks for damage; if the index is sound, please report this");
            ExitCode::from(ERROR)
        }
    }
}

fn dispatch(command: Command) -> Result<Found> {
    match command {
        Command::Index(arguments) => index::run(&arguments),
        Command::Search(arguments) => search::run(&arguments),
        Command::Get(arguments) => get::run(&arguments),
        Command::Panel(arguments) => panel::run(&arguments),
        Command::Trend(arguments) => trend::run(&arguments),
        Command::Similar(arguments) => similar::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Show(arguments) => show::run(&arguments),
        Command::Stats(arguments) => tally::run(&arguments),
        Command::Fields(arguments) => stats::fields(&arguments),
        Command::Check(arguments) => stats::check(&arguments),
        Command::Inspect(arguments) => inspect::run(&arguments),
        Command::Completions(arguments) => complete::run(&arguments),
        Command::Man => complete::man(),
    }
}

/// Whether a command found what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Something,
    Nothing,
    /// Something, but a part of the work failed and was reported.
    WithErrors,
    /// Stopped by the user before the end.
    Interrupted,
}

impl Found {
    const fn when(found: bool) -> Self {
        if found { Self::Something } else { Self::Nothing }
    }
}

const FOUND: u8 = 0;
const NOTHING: u8 = 1;
const ERROR: u8 = 2;
/// As shells have it for an interrupt.
const INTERRUPTED: u8 = 130;

/// The one place where outcomes become exit codes.
fn exit_code(outcome: Result<Found>) -> ExitCode {
    let code = match outcome {
        Ok(Found::Something) => FOUND,
        Ok(Found::Nothing) => NOTHING,
        Ok(Found::WithErrors) => ERROR,
        Ok(Found::Interrupted) => INTERRUPTED,
        Err(Error::Output(cause)) if cause.kind() == ErrorKind::BrokenPipe => FOUND,
        Err(error) => {
            complain(&error);
            ERROR
        }
    };
    ExitCode::from(code)
}

/// Says an error, and what to do about it, on standard error.
fn complain(error: &Error) {
    let mut err = anstream::stderr().lock();
    let _ = writeln!(err, "{}filings: {error}{:#}", crate::print::MARK, crate::print::MARK);
    if let Some(hint) = error.hint_text() {
        let _ = writeln!(err, "  hint: {hint}");
    }
}

/// Says a line of talk on standard error.
fn say(line: &str) {
    let _ = writeln!(anstream::stderr(), "filings: {}", crate::print::one_line(line));
}

/// Says several lines of talk.
fn say_all(lines: &[String]) {
    lines.iter().for_each(|line| say(line));
}

/// Says what went wrong with one file of many.
fn complain_of(path: &str, error: &Error) {
    say(&format!("{path}: {error}"));
}

/// Standard output for answers: buffered, colours only on a terminal that wants them.
fn output() -> impl Write {
    BufWriter::with_capacity(1 << 16, anstream::stdout().lock())
}

/// Standard output for programs: buffered, every byte as it is.
fn data() -> impl Write {
    BufWriter::with_capacity(1 << 16, std::io::stdout().lock())
}

/// Reads where the index is; an empty variable of the environment is none.
fn place() -> impl clap::builder::TypedValueParser<Value = PathBuf> {
    clap::builder::OsStringValueParser::new()
        .map(|text| PathBuf::from(if text.is_empty() { "index".into() } else { text }))
}

fn command() -> clap::Command {
    Arguments::command()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_consistent() {
        super::command().debug_assert();
    }
}
