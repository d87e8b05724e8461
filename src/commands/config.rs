//! `lotse config`: the settings in effect, as a settings file that says the same, with the origin of each.
//!
//! Secrets do not appear; of the token only the bot's number does, which is public.

use std::io::{self, Write};

use clap::ArgMatches;

use crate::operations::secrets::TokenSource;
use crate::operations::settings::Serving;
use crate::operations::settings::file::SettingsFile;
use crate::operations::settings::shown::{ShownSetting, shown};

use super::outcome::{Failure, Success};

/// What is shown of the settings.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "\
A flag wins over the environment, the environment over the settings file, the file over the default.

Examples:
  lotse config                             what is in effect, and why
  lotse --config /etc/lotse.toml config    the same with that file
  lotse config --explain > lotse.toml      a settings file to begin with")]
pub struct ConfigArgs {
    /// Says of each setting what it does.
    #[arg(long)]
    pub explain: bool,
    /// The settings of serving.
    #[command(flatten)]
    pub serving: Serving,
}

/// Prints the settings.
///
/// # Errors
/// When standard output cannot be written, or the webhook or token that is set cannot be used.
pub fn run(
    args: &ConfigArgs,
    matches: &ArgMatches,
    file: &SettingsFile,
) -> Result<Success, Failure> {
    // The settings of serving hang on the subcommand; clap hands it the shared ones as well.
    let matches = matches.subcommand().map_or(matches, |(_, inner)| inner);
    let settings = shown(matches, file);
    print(&settings, args.explain)?;
    match TokenSource::find(args.serving.token_file.as_deref()) {
        None => say("# No token is set."),
        Some(source) => {
            let token = source
                .token()
                .map_err(|fault| super::serve::of_secret(&fault))?;
            say(&format!(
                "# The token of bot {} comes from {source}.",
                token.bot_id()
            ))
        }
    }?;
    super::serve::check_webhook(&args.serving)?;
    Ok(Success::Fine)
}

fn print(settings: &[ShownSetting], explain: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for setting in settings {
        if explain {
            writeln!(out, "# {}", setting.help)?;
        }
        writeln!(out, "{}", line(setting))?;
        if explain {
            writeln!(out)?;
        }
    }
    Ok(())
}

/// A setting as a line of a settings file; one that is not set, or that no file may hold, as a comment.
fn line(setting: &ShownSetting) -> String {
    let ShownSetting {
        name,
        value,
        origin,
        ..
    } = setting;
    match value {
        None => format!("# {name} = \"\"  # {origin}"),
        Some(value) if name == "config" => format!("# {name} = {value:?}  # {origin}"),
        Some(value) if value.parse::<u32>().is_ok() || value.parse::<bool>().is_ok() => {
            format!("{name} = {value}  # {origin}")
        }
        Some(value) => format!("{name} = {}  # {origin}", quoted(value)),
    }
}

/// A text as TOML takes it: JSON's escapes are TOML's too, but for the one character JSON leaves alone.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text)
        .to_string()
        .replace('\u{7f}', "\\u007f")
}

fn say(words: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{words}")
}
