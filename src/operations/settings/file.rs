//! The settings file: TOML, read strictly, every fault at once with its line.
//!
//! Tables only group: `name` below `[responsible]` is the setting `responsible_name`. What is read here becomes the
//! defaults of the command line ([`SettingsFile::install`]), so flags and environment win without further rules.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::error::{ContextKind, ContextValue};
use clap::{Arg, ArgAction, Command};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::all;
use crate::knowledge::suggest::nearest;

/// The file that is read if no other is named.
pub const USUAL: &str = "lotse.toml";
/// What is larger is no settings file.
const LARGEST: u64 = 1 << 20;

/// What a settings file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettingsFile {
    path: PathBuf,
    values: BTreeMap<String, Said>,
}

/// A value with the line it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    value: String,
    line: usize,
}

/// Why a settings file cannot be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// It cannot be read at all.
    #[error("the settings file `{}` cannot be read: {why}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
    /// It was read and has mistakes.
    #[error("the settings file `{}` has mistakes", path.display())]
    Faulty {
        /// The file.
        path: PathBuf,
        /// Each as `line: what is wrong`.
        faults: Vec<String>,
    },
}

impl SettingsFile {
    /// Reads the named file, or the usual one if it is there.
    ///
    /// # Errors
    /// When a named file is missing, or what is there has mistakes.
    pub fn find(named: Option<&Path>) -> Result<Self, FileFault> {
        let path = named.unwrap_or(Path::new(USUAL));
        let unreadable = |why: String| FileFault::Unreadable {
            path: path.to_owned(),
            why,
        };
        match fs::metadata(path) {
            Err(error) if error.kind() == ErrorKind::NotFound && named.is_none() => {
                return Ok(Self::default());
            }
            Err(error) => return Err(unreadable(error.to_string())),
            Ok(data) if !data.is_file() => return Err(unreadable("it is no file".to_owned())),
            Ok(data) if data.len() > LARGEST => {
                return Err(unreadable("it is larger than a settings file".to_owned()));
            }
            Ok(_) => {}
        }
        let text = fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
        Self::parse(path, &text)
    }

    /// Reads the text of a settings file.
    ///
    /// # Errors
    /// When it has mistakes.
    pub fn parse(path: &Path, text: &str) -> Result<Self, FileFault> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reading = Reading {
            text,
            known: all(),
            values: BTreeMap::new(),
            faults: Vec::new(),
        };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let at = error.span().map_or(0, |span| span.start);
            reading.fault(at, error.message());
        }
        if errors.is_empty() {
            reading.table("", table.get_ref());
        }
        if reading.faults.is_empty() {
            return Ok(Self {
                path: path.to_owned(),
                values: reading.values,
            });
        }
        reading.faults.sort();
        Err(FileFault::Faulty {
            path: path.to_owned(),
            faults: reading
                .faults
                .into_iter()
                .map(|(line, what)| format!("{line}: {what}"))
                .collect(),
        })
    }

    /// Makes what the file says the defaults of a command and its subcommands.
    pub fn install(&self, command: Command) -> Command {
        let command = self.values.iter().fold(command, |command, (id, said)| {
            if command.get_arguments().any(|arg| arg.get_id() == id) {
                command.mut_arg(id, |arg| arg.default_value(said.value.clone()))
            } else {
                command
            }
        });
        command.mut_subcommands(|subcommand| self.install(subcommand))
    }

    /// Where the file says something of a setting, as `lotse.toml:3`.
    pub fn place(&self, setting: &str) -> Option<String> {
        let said = self.values.get(setting)?;
        Some(format!("{}:{}", self.path.display(), said.line))
    }
}

/// A file on its way to values.
struct Reading<'a> {
    text: &'a str,
    known: Command,
    values: BTreeMap<String, Said>,
    faults: Vec<(usize, String)>,
}

impl Reading<'_> {
    /// Reads a table whose keys all begin with `prefix`.
    fn table(&mut self, prefix: &str, table: &DeTable<'_>) {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            let name = format!("{prefix}{}", key.get_ref().replace('-', "_"));
            let at = key.span().start;
            match value.get_ref() {
                DeValue::Table(inner) => {
                    let prefix = format!("{name}_");
                    let begins = |arg: &Arg| arg.get_id().as_str().starts_with(&prefix);
                    if self.known.get_arguments().any(begins) {
                        self.table(&prefix, inner);
                    } else {
                        self.unknown(at, &name);
                    }
                }
                _ => self.setting(at, &name, value),
            }
        }
    }

    fn setting(&mut self, at: usize, name: &str, value: &Spanned<DeValue<'_>>) {
        let argument = |arg: &&Arg| arg.get_id() == name && name != "config";
        let Some(known) = self.known.get_arguments().find(argument) else {
            return self.unknown(at, name);
        };
        let long = known.get_long().unwrap_or(name).to_owned();
        let is_switch = matches!(known.get_action(), ArgAction::SetTrue);
        let value = match value.get_ref() {
            DeValue::Boolean(on) if is_switch => on.to_string(),
            DeValue::String(text) if !is_switch => text.clone().into_owned(),
            DeValue::Integer(number) if !is_switch && number.radix() == 10 => {
                number.as_str().replace('_', "")
            }
            other => {
                let kind = other.type_str();
                let takes = if is_switch {
                    "true or false"
                } else {
                    "a text in quotes or a number"
                };
                let what = format!("`{name}` takes {takes}, not this {kind}");
                return self.fault(at, &what);
            }
        };
        if !is_switch && let Err(why) = self.check(&long, &value) {
            return self.fault(at, &format!("`{name}` cannot be `{value}`: {why}"));
        }
        let line = self.line(at);
        if let Some(first) = self.values.insert(name.to_owned(), Said { value, line }) {
            let what = format!("`{name}` is said twice, first in line {}", first.line);
            self.fault(at, &what);
        }
    }

    /// Asks the command line whether a setting takes a value.
    fn check(&self, long: &str, value: &str) -> Result<(), String> {
        let flag = format!("--{long}={value}");
        let Err(error) = self.known.clone().try_get_matches_from([flag]) else {
            return Ok(());
        };
        let source = std::error::Error::source(&error);
        let why = match (source, error.get(ContextKind::ValidValue)) {
            (_, Some(ContextValue::Strings(valid))) if !valid.is_empty() => {
                format!("it is one of {}", valid.join(", "))
            }
            (Some(source), _) => source.to_string(),
            _ => "it does not fit".to_owned(),
        };
        Err(why)
    }

    fn unknown(&mut self, at: usize, name: &str) {
        let hint = match name {
            "token" | "telegram_token" | "teloxide_token" => {
                "the token does not belong here; write it to a file of its own and name that with `token_file`"
                    .to_owned()
            }
            _ => {
                let names = self.known.get_arguments().map(|arg| arg.get_id().as_str());
                match nearest(name, names.filter(|name| *name != "config")) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`lotse config` shows all settings".to_owned(),
                }
            }
        };
        self.fault(at, &format!("there is no setting `{name}`; {hint}"));
    }

    fn fault(&mut self, at: usize, what: &str) {
        let line = self.line(at);
        self.faults.push((line, what.to_owned()));
    }

    fn line(&self, at: usize) -> usize {
        let before = self.text.as_bytes().iter().take(at);
        before.filter(|byte| **byte == b'\n').count() + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let read = SettingsFile::parse(Path::new("lotse.toml"), text);
        match read {
            Ok(file) => {
                let said: Vec<_> = file
                    .values
                    .iter()
                    .map(|(name, said)| format!("{name} = {} ({})", said.value, said.line))
                    .collect();
                assert_eq!(said, expected);
            }
            Err(FileFault::Faulty { faults, .. }) => assert_eq!(faults, expected),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn tables_only_group_and_hyphens_are_underscores() {
        check(
            "quota = 5\nrate-chat = 2\n\n[responsible]\nname = \"Stadt Musterhausen\"\n[rate]\ngroup = 1_0\n",
            &[
                "quota = 5 (1)",
                "rate_chat = 2 (2)",
                "rate_group = 10 (7)",
                "responsible_name = Stadt Musterhausen (5)",
            ],
        );
        check(
            "\u{feff}listen = \"127.0.0.1:8080\"",
            &["listen = 127.0.0.1:8080 (1)"],
        );
        check("no_watch = true", &["no_watch = true (1)"]);
        check("", &[]);
    }

    #[test]
    fn every_mistake_is_told_at_once_with_its_line_and_repair() {
        check(
            "qouta = 5\nlog = \"xml\"\n[responsible]\nnmae = \"x\"\n[rates]\nchat = 1\n",
            &[
                "1: there is no setting `qouta`; did you mean `quota`?",
                "2: `log` cannot be `xml`: it is one of text, json",
                "4: there is no setting `responsible_nmae`; did you mean `responsible_name`?",
                "5: there is no setting `rates`; `lotse config` shows all settings",
            ],
        );
        check(
            "quota = -1\nlisten = \"localhost:8090\"\nrate_chat = true\n",
            &[
                "1: `quota` cannot be `-1`: -1 is not in 0..=4294967295",
                "2: `listen` cannot be `localhost:8090`: it is a number and a port: `127.0.0.1:8090` for this machine alone, \
                 `0.0.0.0:8090` for all",
                "3: `rate_chat` takes a text in quotes or a number, not this boolean",
            ],
        );
        check(
            "no_watch = \"yes\"\n",
            &["1: `no_watch` takes true or false, not this string"],
        );
        check(
            "rate_chat = 1\n[rate]\nchat = 2\n",
            &["3: `rate_chat` is said twice, first in line 1"],
        );
    }

    #[test]
    fn a_token_is_sent_to_a_file_of_its_own_and_not_repeated() {
        check(
            "token = \"123:abc\"\n",
            &[
                "1: there is no setting `token`; the token does not belong here; write it to a file of its own and \
                 name that with `token_file`",
            ],
        );
    }

    #[test]
    fn the_file_itself_names_no_other_file() {
        check(
            "config = \"b.toml\"\n",
            &["1: there is no setting `config`; `lotse config` shows all settings"],
        );
    }

    #[test]
    fn what_is_no_toml_is_told_with_its_line() {
        let read = SettingsFile::parse(Path::new("lotse.toml"), "quota = 5\nlog = text\n");
        let Err(FileFault::Faulty { faults, .. }) = read else {
            panic!("read");
        };
        assert!(faults[0].starts_with("2: "), "{faults:?}");
    }

    #[test]
    fn a_named_file_must_be_there_and_the_usual_one_need_not() {
        assert_eq!(SettingsFile::find(None), Ok(SettingsFile::default()));
        let fault = SettingsFile::find(Some(Path::new("gibt/es/nicht.toml"))).unwrap_err();
        assert!(matches!(fault, FileFault::Unreadable { .. }));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in ".{0,200}|(quota|log|rate)[ =.\\[\\]0-9a-z\"\n]{0,60}") {
            let _ = SettingsFile::parse(Path::new("lotse.toml"), &text);
        }
    }
}
