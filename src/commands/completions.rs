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
    if args.shell == Shell::Bash {
        let lines = String::from_utf8_lossy(&script);
        let lines: String = lines.lines().map(|line| words_first(line) + "\n").collect();
        script = lines.into_bytes();
    }
    io::stdout().write_all(&script)?;
    Ok(Success::Fine)
}

/// Puts the words of a command before its options; bash offers them in the order of the script.
fn words_first(line: &str) -> String {
    let offers = line.split_once("opts=\"");
    let Some((before, words)) =
        offers.and_then(|(before, rest)| Some((before, rest.strip_suffix('"')?)))
    else {
        return line.to_owned();
    };
    let mut words: Vec<&str> = words.split(' ').collect();
    words.sort_by_key(|word| word.starts_with('-'));
    format!("{before}opts=\"{}\"", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bash_offers_words_before_options() {
        let check = |line: &str, expected: &str| assert_eq!(words_first(line), expected);
        check(
            "    opts=\"-h --to --help guide step\"",
            "    opts=\"guide step -h --to --help\"",
        );
        check(
            "    local i cur prev opts cmd",
            "    local i cur prev opts cmd",
        );
    }
}
