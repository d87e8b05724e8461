//! The command line: which command was meant, with which folders, and the exit code of its outcome.
//!
//! Each command lives in a file of its own below [`crate::commands`]; here is only the table. Doc comments are the
//! help texts. Exit codes: 0 fine, 1 the content or the answer falls short, 2 wrong use, 3 could not (disk, network).

mod reach;

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::commands::{
    self, ExitKind, Failure, Success, ask, backup, chat, check, completions, config, eval,
    examples, explain, gaps, graph, health, index, init, man, new, preview, schema, serve, test,
};
use crate::knowledge::GuideFolder;
use crate::operations::logs::{self, LogFormat};
use crate::operations::settings::file::{FileFault, SettingsFile};
use crate::operations::settings::{self, Serving, Shared, places};

/// A guidance assistant that knows one guide by heart.
///
/// Answers questions from the guide with the place it quotes, walks people through its steps and finds examples.
/// Without a command Lotse serves Telegram if TELOXIDE_TOKEN is set, and opens the terminal chat otherwise.
#[derive(Debug, Parser)]
#[command(
    version,
    max_term_width = 100,
    after_help = "\
Examples:
  lotse chat                                   talk to Lotse here
  lotse ask wer entscheidet über den Auftrag   one answer
  lotse check                                  all mistakes of the knowledge folder
  LOTSE_TOKEN_FILE=bot.token lotse             serve Telegram with the token in that file

Exit codes: 0 fine, 1 the content or the answer falls short, 2 wrong use, 3 could not (disk, network, port)"
)]
pub struct Cli {
    /// What is to be done.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What all commands share.
    #[command(flatten)]
    pub shared: Shared,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serves Telegram.
    Serve(serve::ServeArgs),
    /// Talks in the terminal; reads lines from a pipe too.
    Chat(chat::ChatArgs),
    /// Answers one question, or one per line.
    Ask(ask::AskArgs),
    /// Finds examples of how municipalities did it.
    Examples(examples::ExamplesArgs),
    /// Says everything that is wrong with the guide; exit code 1 if there is anything.
    Check(check::CheckArgs),
    /// Explains a code that `check` shows, in German; without a code lists them all.
    Explain(explain::ExplainArgs),
    /// Shows a place, example or term as the terminal and as Telegram would.
    Preview(preview::PreviewArgs),
    /// Writes a small guide into a new folder, to be overwritten bit by bit.
    Init(init::InitArgs),
    /// Writes a file to fill in, each key with what it is for, in German.
    New(new::NewArgs),
    /// Prints the JSON Schema of the files, for editors that complete keys.
    Schema(schema::SchemaArgs),
    /// Builds the search index; the other commands do it themselves when it is missing or stale.
    Index(index::IndexArgs),
    /// Asks the guide's golden questions: hit rate, abstention, the misses one by one.
    Eval(eval::EvalArgs),
    /// Plays the conversations that editors wrote: what is not as expected, and what none of them reaches.
    Test(test::TestArgs),
    /// Shows what people look for and do not find, and what they say of the answers.
    Gaps(gaps::GapsArgs),
    /// Draws the guide as a picture: its places in order, and where they send their readers.
    Graph(graph::GraphArgs),
    /// Copies what is kept of all chats to a file; also while `serve` is running.
    Backup(backup::BackupArgs),
    /// Asks a running `serve` how it is; for containers.
    Health(health::HealthArgs),
    /// Shows the settings in effect and where each comes from.
    Config(config::ConfigArgs),
    /// Prints completions for a shell.
    Completions(completions::CompletionsArgs),
    /// Writes the manual pages into a folder.
    #[command(hide = true)]
    Man(man::ManArgs),
}

/// Runs the command that the process arguments name.
pub fn run() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let prelude = may_serve(&arguments).then(serve::Prelude::start);
    if prelude.is_some() && logs::wants_json(&arguments) {
        logs::expect_json();
    }
    let given = match Given::read(arguments) {
        Ok(given) => given,
        Err(Unread::Help(help_or_version)) => {
            // Nobody is left to tell if this cannot be printed.
            let _ = help_or_version.print();
            return ExitCode::SUCCESS;
        }
        Err(Unread::Fault(failure)) => return commands::report(&failure),
    };
    match dispatch(given, prelude) {
        Ok(done) => done.exit_code(),
        Err(failure) => commands::report(&failure),
    }
}

/// Whether `serve` may be meant, told before anything else is read.
fn may_serve(arguments: &[OsString]) -> bool {
    let cli = Cli::command();
    let named = arguments
        .iter()
        .skip(1)
        .find_map(|name| cli.find_subcommand(name));
    named.is_none_or(|command| command.get_name() == "serve")
}

/// What was given: a command with its settings, and where they come from.
pub struct Given {
    /// The command.
    pub cli: Cli,
    /// The same as clap keeps it, which knows origins.
    pub matches: ArgMatches,
    /// The settings file.
    pub file: SettingsFile,
}

/// Why there is no command to run.
#[derive(Debug)]
pub enum Unread {
    /// Help or version was asked for.
    Help(clap::Error),
    /// Something is wrong.
    Fault(Failure),
}

impl Given {
    /// Reads arguments, environment and settings file. Without a command, `serve` is meant if there is a token.
    ///
    /// # Errors
    /// When one of them has mistakes, or when only help was asked for.
    pub fn read(mut arguments: Vec<OsString>) -> Result<Self, Unread> {
        let plain = places::guide_from_here(settings::without_empty_variables(Cli::command()));
        let first = matched(plain.clone(), &arguments)?;
        let named = first.get_one::<std::path::PathBuf>("config");
        let file = SettingsFile::find(named.map(std::path::PathBuf::as_path))
            .map_err(|fault| Unread::Fault(wrong_file(&fault)))?;
        let known = matched(file.install(plain.clone()), &arguments)?;
        let guide = known.get_one("knowledge").unwrap_or(&GuideFolder::BuiltIn);
        let command = file.install(places::index_of(guide, plain));
        if first.subcommand_name().is_none() {
            arguments.push("serve".into());
            let given = Self::parse(command.clone(), &arguments, &file)?;
            if matches!(&given.cli.command, Some(Command::Serve(args)) if args.has_token()) {
                return Ok(given);
            }
            arguments.pop();
        }
        Self::parse(command, &arguments, &file)
    }

    fn parse(
        command: clap::Command,
        arguments: &[OsString],
        file: &SettingsFile,
    ) -> Result<Self, Unread> {
        let matches = matched(command, arguments)?;
        let cli = Cli::from_arg_matches(&matches).map_err(unread)?;
        let file = file.clone();
        Ok(Self { cli, matches, file })
    }
}

fn matched(command: clap::Command, arguments: &[OsString]) -> Result<ArgMatches, Unread> {
    let command = reach::shown_where_they_act(command);
    let read = command.clone().try_get_matches_from(arguments);
    read.map_err(|error| match unread(error) {
        Unread::Fault(failure) => Unread::Fault(naming_variable(failure, &command, arguments)),
        help => help,
    })
}

/// Names the variable of the environment where a value that is refused comes from one.
fn naming_variable(
    mut failure: Failure,
    command: &clap::Command,
    arguments: &[OsString],
) -> Failure {
    let Failure::Told { sentence, .. } = &mut failure else {
        return failure;
    };
    // Only a command that was built can show its arguments.
    let mut command = command.clone();
    command.build();
    let subcommands = command
        .get_subcommands()
        .flat_map(clap::Command::get_arguments);
    for arg in command.get_arguments().chain(subcommands) {
        let (Some(long), Some(variable)) = (arg.get_long(), arg.get_env()) else {
            continue;
        };
        let flag = format!("--{long}");
        let is_given = arguments.iter().any(|argument| {
            let argument = argument.to_string_lossy();
            argument
                .strip_prefix(&flag)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
        });
        if is_given || std::env::var_os(variable).is_none_or(|value| value.is_empty()) {
            continue;
        }
        let shown = format!("'{arg}'");
        *sentence = sentence.replace(&shown, &variable.to_string_lossy());
    }
    failure
}

fn unread(error: clap::Error) -> Unread {
    if error.use_stderr() {
        Unread::Fault(wrong_use(&error))
    } else {
        Unread::Help(error)
    }
}

/// Looks whether a file that cannot be used as a whole asks for a log in JSON.
fn expect_json_as_in(file: &Path) {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let asks = |line: &str| {
        line.split_once('=')
            .is_some_and(|(key, value)| key.trim() == "log" && value.contains("json"))
    };
    if text.lines().any(asks) {
        logs::expect_json();
    }
}

/// What is wrong with the settings file; each mistake is a line of its own.
fn wrong_file(fault: &FileFault) -> Failure {
    if let FileFault::Faulty { path, .. } = fault {
        expect_json_as_in(path);
    }
    let (details, hint) = match fault {
        FileFault::Unreadable { .. } => (
            String::new(),
            "name a file that is there with `--config`, or leave it out",
        ),
        FileFault::Faulty { path, faults } => (
            faults
                .iter()
                .map(|fault| format!("{}:{fault}\n", Path::display(path)))
                .collect(),
            "mend the lines above; `lotse config --explain` shows all settings with what they do",
        ),
    };
    Failure::Told {
        kind: ExitKind::Usage,
        details,
        sentence: fault.to_string(),
        hint: hint.to_owned(),
    }
}

/// What clap found, as one sentence and a hint.
fn wrong_use(error: &clap::Error) -> Failure {
    let rendered = error.render().to_string();
    let mut paragraphs = rendered.split("\n\n").map(|paragraph| {
        let words: Vec<_> = paragraph.split_whitespace().collect();
        words.join(" ")
    });
    let sentence = paragraphs.next().unwrap_or_default();
    let sentence = sentence.strip_prefix("error: ").unwrap_or(&sentence);
    let tip = paragraphs.find_map(|paragraph| paragraph.strip_prefix("tip: ").map(str::to_owned));
    let hint =
        tip.unwrap_or_else(|| "`lotse --help` shows the commands and what they take".to_owned());
    Failure::new(ExitKind::Usage, sentence, hint)
}

/// A variable that says what is logged, and cannot be read.
fn wrong_filter(why: &str) -> Failure {
    let sentence = format!("{} cannot be used: {why}", logs::FILTER_VARIABLE);
    Failure::usage(sentence, "set another one, or none")
}

/// The settings of serving as arguments, environment and settings file have them now.
fn serving_again() -> Result<Serving, Failure> {
    match Given::read(std::env::args_os().collect()) {
        Ok(given) => match given.cli.command {
            Some(Command::Serve(args)) => Ok(args.serving),
            _ => Err(Failure::usage("no token is set any more", "set it again")),
        },
        Err(Unread::Fault(failure)) => Err(failure),
        Err(Unread::Help(_)) => Err(Failure::Unheard),
    }
}

fn dispatch(given: Given, prelude: Option<io::Result<serve::Prelude>>) -> Result<Success, Failure> {
    let Given { cli, matches, file } = given;
    let shared = &cli.shared;
    // `serve` tells more and starts its log itself; whoever else meets a fault of ours says so.
    if !matches!(cli.command, Some(Command::Serve(_))) {
        let filter = logs::filter_or("warn");
        let filter = logs::filter(&filter).map_err(|why| wrong_filter(&why))?;
        logs::start(LogFormat::Text, &filter);
    }
    match cli.command {
        Some(Command::Serve(args)) => {
            let prelude = prelude.unwrap_or_else(serve::Prelude::start);
            serve::run(shared, &args, prelude, serving_again)
        }
        Some(Command::Chat(args)) => chat::run(shared, &args),
        Some(Command::Ask(args)) => ask::run(shared, &args),
        Some(Command::Examples(args)) => examples::run(shared, &args),
        Some(Command::Index(args)) => index::run(shared, &args),
        Some(Command::Check(args)) => check::run(shared, &args),
        Some(Command::Explain(args)) => explain::run(&args),
        Some(Command::Init(args)) => init::run(&args, commands::today()),
        Some(Command::New(args)) => new::run(&args, commands::today()),
        Some(Command::Schema(args)) => schema::run(&args),
        Some(Command::Preview(args)) => preview::run(shared, &args),
        Some(Command::Eval(args)) => eval::run(shared, &args),
        Some(Command::Test(args)) => test::run(shared, &args),
        Some(Command::Gaps(args)) => gaps::run(shared, &args),
        Some(Command::Graph(args)) => graph::run(shared, &args),
        Some(Command::Backup(args)) => backup::run(shared, &args),
        Some(Command::Health(args)) => health::run(&args),
        Some(Command::Config(args)) => config::run(&args, &matches, &file),
        Some(Command::Completions(args)) => {
            completions::run(&args, reach::only_where_they_act(Cli::command()))
        }
        Some(Command::Man(args)) => man::run(&args, reach::only_where_they_act(Cli::command())),
        None => chat::without_command(shared),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn the_table_of_commands_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn folders_and_limits_stand_before_or_behind_the_command() {
        for line in [
            "lotse --index a --quota 0 chat",
            "lotse chat --index a --quota 0",
        ] {
            let cli = Cli::try_parse_from(line.split(' ')).unwrap();
            assert_eq!(cli.shared.index, PathBuf::from("a"));
            assert_eq!(cli.shared.limits.quota, 0);
        }
    }

    #[test]
    fn wrong_use_is_one_sentence_and_a_hint() {
        let check = |line: &str, sentence: &str, hint: &str| {
            let error = Cli::try_parse_from(line.split(' ')).unwrap_err();
            let Failure::Told {
                sentence: told,
                hint: hinted,
                ..
            } = wrong_use(&error)
            else {
                panic!("not told");
            };
            assert_eq!((told.as_str(), hinted.as_str()), (sentence, hint));
        };
        check(
            "lotse asq",
            "unrecognized subcommand 'asq'",
            "a similar subcommand exists: 'ask'",
        );
        check(
            "lotse completions",
            "the following required arguments were not provided: <SHELL>",
            "`lotse --help` shows the commands and what they take",
        );
    }

    #[test]
    fn a_hangup_is_heard_early_where_lotse_may_serve() {
        for (line, expected) in [
            ("lotse", true),
            ("lotse --data d serve", true),
            ("lotse serve --log json", true),
            ("lotse ask serve", false),
        ] {
            let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            assert_eq!(may_serve(&arguments), expected, "{line}");
        }
    }

    #[test]
    fn a_question_needs_no_quotes() {
        let cli = Cli::try_parse_from(["lotse", "ask", "wer", "entscheidet"]).unwrap();
        let Some(Command::Ask(args)) = cli.command else {
            panic!("not read as ask");
        };
        assert_eq!(args.question, ["wer", "entscheidet"]);
    }
}
