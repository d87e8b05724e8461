//! Every setting of Lotse, in one struct; the doc comments are the help texts.
//!
//! A setting has one name in three spellings: `--rate-chat` as a flag, `LOTSE_RATE_CHAT` in the environment, and
//! `rate_chat` (or `chat` below `[rate]`) in the settings file. A flag wins over the environment, the environment over
//! the file, the file over the default. clap keeps that order by itself, because [`mod@file`] hands it what the file
//! says as defaults; [`places`] what depends on where Lotse is called; [`shown`] tells the effective values and where each comes from. Secrets are no settings: a setting
//! only names the file that holds one ([`secrets`](super::secrets)).

pub mod file;
pub mod places;
pub mod shown;

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{FalseyValueParser, Resettable};
use clap::{Arg, ColorChoice, Command};

use super::logs::{self, LogFormat};
use crate::answer::Operator;
use crate::knowledge::GuideFolder;
use crate::time_zone::{self, TimeZone};

/// All settings, for what deals with them as a whole.
#[derive(Debug, Clone, clap::Args)]
pub struct Settings {
    /// What all commands share.
    #[command(flatten)]
    pub shared: Shared,
    /// What only serving needs.
    #[command(flatten)]
    pub serving: Serving,
}

/// What all commands share.
#[derive(Debug, Clone, clap::Args)]
pub struct Shared {
    /// Settings file; `lotse.toml` is read if it is there.
    #[arg(long, global = true, value_name = "FILE", env = "LOTSE_CONFIG")]
    pub config: Option<PathBuf>,
    /// Folder of the guide; without `knowledge` here this folder, if `guide.yaml` lies in it, or else `built-in`, the one
    /// inside the program.
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        default_value = places::KNOWLEDGE,
        env = "LOTSE_KNOWLEDGE"
    )]
    pub knowledge: GuideFolder,
    /// Folder the search index is built in: `index` where the guide is `knowledge` here, else one of its own among the
    /// caches of whoever calls.
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        default_value = places::INDEX,
        hide_default_value = true,
        env = "LOTSE_INDEX"
    )]
    pub index: PathBuf,
    /// Folder of the journal; only `serve`, `backup` and `gaps` open it.
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        default_value = "data",
        env = "LOTSE_DATA"
    )]
    pub data: PathBuf,
    /// What understands questions by meaning: the model inside the program, `off` for words alone, or a file of the same
    /// form.
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        value_name = "built-in|off|FILE",
        default_value = "built-in",
        env = "LOTSE_ENCODER"
    )]
    pub encoder: EncoderChoice,
    /// When to use colours; NO_COLOR is obeyed too.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
    /// How many days without use a chat is kept (0 = for ever); its people are warned 30 and 7 days before the end.
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        value_name = "DAYS",
        default_value_t = 365,
        value_parser = clap::value_parser!(u32).range(..=36_500),
        env = "LOTSE_KEEP_DAYS"
    )]
    pub keep_days: u32,
    /// Where people are, as the tz database calls it: by its clocks a day begins, files say when they were made, and
    /// reminders come in working hours.
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        value_name = "ZONE",
        default_value = time_zone::USUAL,
        env = "LOTSE_TIME_ZONE"
    )]
    pub time_zone: TimeZone,
    /// Who is responsible.
    #[command(flatten)]
    pub responsible: Responsible,
    /// For tests and measurements.
    #[command(flatten)]
    pub limits: Limits,
}

/// What understands questions by meaning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum EncoderChoice {
    /// The model inside the program.
    #[default]
    BuiltIn,
    /// Nothing: words alone rank.
    Off,
    /// The model in this file.
    File(PathBuf),
}

impl FromStr for EncoderChoice {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "built-in" => Self::BuiltIn,
            "off" => Self::Off,
            file => Self::File(file.into()),
        })
    }
}

impl std::fmt::Display for EncoderChoice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::BuiltIn => f.write_str("built-in"),
            Self::Off => f.write_str("off"),
            Self::File(file) => write!(f, "{}", file.display()),
        }
    }
}

/// Who answers for what Lotse does with personal data; `/datenschutz` shows it.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Responsible {
    /// The body that is responsible for this Lotse, as `/datenschutz` names it.
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        value_name = "TEXT",
        env = "LOTSE_RESPONSIBLE_NAME"
    )]
    pub responsible_name: Option<String>,
    /// How people reach it.
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        value_name = "TEXT",
        env = "LOTSE_RESPONSIBLE_CONTACT"
    )]
    pub responsible_contact: Option<String>,
    /// Its imprint, as an address or as text.
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        value_name = "TEXT",
        env = "LOTSE_RESPONSIBLE_IMPRINT"
    )]
    pub responsible_imprint: Option<String>,
}

/// How much Lotse sends and takes; for tests and measurements.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Limits {
    /// Messages per second in one chat (0 = no limit).
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        value_name = "N",
        default_value_t = 1,
        env = "LOTSE_RATE_CHAT"
    )]
    pub rate_chat: u32,
    /// Messages per minute in one group (0 = no limit).
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        value_name = "N",
        default_value_t = 20,
        env = "LOTSE_RATE_GROUP"
    )]
    pub rate_group: u32,
    /// Messages per second in all chats together (0 = no limit).
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        value_name = "N",
        default_value_t = 30,
        env = "LOTSE_RATE_ALL"
    )]
    pub rate_all: u32,
    /// Messages and taps per minute that are answered, per person and per chat (0 = no limit).
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        value_name = "N",
        default_value_t = 60,
        env = "LOTSE_QUOTA"
    )]
    pub quota: u32,
}

/// What only serving needs.
#[derive(Debug, Clone, clap::Args)]
pub struct Serving {
    /// Takes updates at this address instead of asking Telegram for them; needs `--listen`.
    #[arg(long, value_name = "URL", env = "LOTSE_WEBHOOK")]
    pub webhook: Option<String>,
    /// Address and port that Telegram's updates are taken at; without `--webhook` the same as `--health-listen`.
    #[arg(long, value_name = "ADDR", env = "LOTSE_LISTEN", value_parser = address)]
    pub listen: Option<SocketAddr>,
    /// Address and port of /healthz, /readyz and /metrics; with `--webhook` they are shown nowhere else.
    #[arg(long, value_name = "ADDR", env = "LOTSE_HEALTH_LISTEN", value_parser = address)]
    pub health_listen: Option<SocketAddr>,
    /// The form of the log on standard error.
    #[arg(
        long,
        value_name = "FORM",
        default_value = "text",
        env = "LOTSE_LOG_FORMAT"
    )]
    pub log: LogFormat,
    /// What is logged, such as `debug` or `lotse::telegram=debug`; SIGHUP takes it up anew.
    #[arg(
        long,
        value_name = "FILTER",
        default_value = "info,tantivy=warn",
        value_parser = logs::filter,
        env = "LOTSE_LOG"
    )]
    pub log_filter: String,
    /// File that holds the bot's token, where TELOXIDE_TOKEN is not set; must not be readable by everybody.
    #[arg(long, value_name = "FILE", env = "LOTSE_TOKEN_FILE")]
    pub token_file: Option<PathBuf>,
    /// File that holds the webhook's secret; without one it is derived from the token.
    #[arg(long, value_name = "FILE", env = "LOTSE_WEBHOOK_SECRET_FILE")]
    pub webhook_secret_file: Option<PathBuf>,
    /// A local Bot API server instead of Telegram's own.
    #[arg(
        long,
        value_name = "URL",
        default_value = "https://api.telegram.org",
        env = "TELEGRAM_API_URL"
    )]
    pub telegram_api_url: String,
    /// File with certificates (PEM) that are trusted beside those of the machine, such as the one of a proxy that looks
    /// into TLS.
    #[arg(long, value_name = "FILE", env = "LOTSE_CA_FILE")]
    pub ca_file: Option<PathBuf>,
    /// Leaves the content as it was read at the start until SIGHUP asks to read it again.
    #[arg(long, env = "LOTSE_NO_WATCH", value_parser = FalseyValueParser::new())]
    pub no_watch: bool,
    /// Numbers of the people who may use /status, /wartung and /neuladen in their private chat, with commas between.
    #[arg(long, value_name = "NUMBERS", env = "LOTSE_ADMINS")]
    pub admins: Option<AdminIds>,
    /// Answers everybody with this text instead of answering.
    #[arg(long, value_name = "TEXT", env = "LOTSE_MAINTENANCE")]
    pub maintenance: Option<String>,
    /// While this file exists, everybody is answered with the text in it; no restart is needed.
    #[arg(long, value_name = "FILE", env = "LOTSE_MAINTENANCE_FILE")]
    pub maintenance_file: Option<PathBuf>,
}

/// Reads an address to listen at; for what is none it shows one with the same port.
fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| {
        let port = text.rsplit(':').next().unwrap_or_default();
        let port: u16 = port.parse().unwrap_or(8080);
        format!("it is a number and a port: `127.0.0.1:{port}` for this machine alone, `0.0.0.0:{port}` for all")
    })
}

/// The people who run a Lotse, by their numbers at Telegram.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AdminIds(pub BTreeSet<i64>);

impl FromStr for AdminIds {
    type Err = NoAdmin;

    fn from_str(text: &str) -> Result<Self, NoAdmin> {
        let parts = text.split([',', ' ']).map(str::trim);
        let numbers = parts.filter(|part| !part.is_empty()).map(|part| {
            let number = part.parse().ok().filter(|number| *number > 0);
            number.ok_or_else(|| NoAdmin(part.to_owned()))
        });
        numbers.collect::<Result<_, _>>().map(Self)
    }
}

/// What is no person's number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no person's number at Telegram, such as 123456789")]
pub struct NoAdmin(String);

impl Responsible {
    /// As `/datenschutz` shows it.
    pub fn operator(&self) -> Operator {
        let said = |text: &Option<String>| {
            let text = text.as_deref().map(str::trim).unwrap_or_default();
            (!text.is_empty()).then(|| text.to_owned())
        };
        Operator {
            responsible: said(&self.responsible_name),
            contact: said(&self.responsible_contact),
            imprint: said(&self.responsible_imprint),
            keep_days: None,
            messenger: None,
        }
    }

    /// The settings that `/datenschutz` still lacks.
    pub fn missing(&self) -> Vec<&'static str> {
        let operator = self.operator();
        let parts = [
            ("responsible_name", operator.responsible),
            ("responsible_contact", operator.contact),
            ("responsible_imprint", operator.imprint),
        ];
        let missing = parts.into_iter().filter(|(_, said)| said.is_none());
        missing.map(|(name, _)| name).collect()
    }

    /// The settings that still say what an example says, and whom nobody can reach.
    pub fn placeholders(&self) -> Vec<&'static str> {
        let is_made_up = |said: &Option<String>| {
            let said = said.as_deref().unwrap_or_default().to_lowercase();
            [
                "musterhausen",
                "musterstadt",
                "musterstraße",
                ".example",
                "example.org",
            ]
            .iter()
            .any(|sign| said.contains(sign))
        };
        let parts = [
            ("responsible_name", &self.responsible_name),
            ("responsible_contact", &self.responsible_contact),
            ("responsible_imprint", &self.responsible_imprint),
        ];
        let made_up = parts.into_iter().filter(|(_, said)| is_made_up(said));
        made_up.map(|(name, _)| name).collect()
    }
}

/// Takes variables of the environment that are empty for unset.
pub fn without_empty_variables(command: Command) -> Command {
    let is_empty = |arg: &Arg| {
        let variable = arg.get_env().and_then(std::env::var_os);
        variable.is_some_and(|value| value.is_empty())
    };
    command
        .mut_args(|arg| {
            if is_empty(&arg) {
                arg.env(Resettable::Reset)
            } else {
                arg
            }
        })
        .mut_subcommands(without_empty_variables)
}

/// A command that takes all settings as flags and nothing else.
fn all() -> Command {
    <Settings as clap::Args>::augment_args(Command::new("settings").no_binary_name(true))
}
