//! The command line: arguments in, exit code out. One file a subcommand.

mod inspect;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "filings", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Inspect(inspect::Arguments),
}

/// Runs the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Inspect(arguments) => inspect::run(&arguments),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            anstream::eprintln!("filings: {error}");
            ExitCode::from(2)
        }
    }
}
