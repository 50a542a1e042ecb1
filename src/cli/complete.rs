//! `filings completions SHELL` and `filings man`: made from the command line itself.

use std::io::Write;

use clap_complete::Shell;

use super::Found;
use crate::diag::Result;

/// Print a completion script for a shell.
///
/// For bash: `filings completions bash > ~/.local/share/bash-completion/completions/filings`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The shell.
    shell: Shell,
}

pub fn run(arguments: &Arguments) -> Result<Found> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::command(), "filings", &mut script);
    super::output().write_all(&script)?;
    Ok(Found::Something)
}

/// Prints the manual page: the program's, then one for every subcommand.
pub fn man() -> Result<Found> {
    let mut page = Vec::new();
    let mut command = super::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set()) {
        clap_mangen::Man::new(subcommand.clone()).render(&mut page)?;
    }
    super::output().write_all(&page)?;
    Ok(Found::Something)
}
