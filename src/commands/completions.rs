//! `lotse completions SHELL`: completions for a shell, made from the table of commands.

use std::io::{self, Write};

use clap_complete::Shell;

use super::outcome::{Failure, Success};

/// Which shell.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  lotse completions bash > ~/.local/share/bash-completion/completions/lotse"
)]
pub struct CompletionsArgs {
    /// The shell to complete for.
    pub shell: Shell,
}

/// Prints the completions of a table of commands.
///
/// # Errors
/// When they cannot be written.
pub fn run(args: &CompletionsArgs, mut commands: clap::Command) -> Result<Success, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut commands, "lotse", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Success::Fine)
}
