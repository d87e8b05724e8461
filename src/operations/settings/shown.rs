//! The effective settings, each with where it comes from.

use clap::parser::ValueSource;
use clap::{ArgAction, ArgMatches};

use super::all;
use super::file::SettingsFile;

/// A setting as it is in effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownSetting {
    /// Its name in the settings file.
    pub name: String,
    /// What it is for.
    pub help: String,
    /// Its value; `None` if it is not set.
    pub value: Option<String>,
    /// Where the value comes from: a flag, a variable of the environment, a line of the file, or `default`.
    pub origin: String,
}

/// All settings as a command line that was read together with the environment and this file has them.
pub fn shown(matches: &ArgMatches, file: &SettingsFile) -> Vec<ShownSetting> {
    let known = all();
    let settings = known.get_arguments();
    settings
        .filter(|arg| matches.try_contains_id(arg.get_id().as_str()).is_ok())
        .map(|arg| {
            let name = arg.get_id().as_str();
            let mut values = matches.get_raw(name).into_iter().flatten();
            let value = match arg.get_action() {
                ArgAction::SetTrue => Some(matches.get_flag(name).to_string()),
                _ => values
                    .next()
                    .map(|value| value.to_string_lossy().into_owned()),
            };
            let origin = match matches.value_source(name) {
                Some(ValueSource::CommandLine) => {
                    format!("--{}", arg.get_long().unwrap_or(name))
                }
                Some(ValueSource::EnvVariable) => arg.get_env().map_or_else(
                    || "environment".to_owned(),
                    |variable| variable.to_string_lossy().into_owned(),
                ),
                Some(_) => file.place(name).unwrap_or_else(|| "default".to_owned()),
                None => "not set".to_owned(),
            };
            ShownSetting {
                name: name.to_owned(),
                help: arg.get_help().map(ToString::to_string).unwrap_or_default(),
                value,
                origin,
            }
        })
        .collect()
}
