//! How far the settings that every command takes reach: help shows them only with the commands they act in, last and
//! under a heading of their own. They are taken everywhere all the same, so a line that names one too many still runs.

use clap::{Arg, Command};

/// The heading of what is not a command's own.
const HEADING: &str = "Settings";

/// What stands for `lotse` without a command.
const NONE: &str = "lotse";

/// The commands that read a guide.
const READING: [&str; 12] = [
    NONE, "serve", "chat", "ask", "examples", "check", "preview", "index", "eval", "test", "gaps",
    "graph",
];

/// Tells whether a setting does something in a command.
fn acts(setting: &str, command: &str) -> bool {
    let is_one_of = |commands: &[&str]| commands.contains(&command);
    // It shows them all.
    if command == "config" {
        return true;
    }
    match setting {
        "config" => is_one_of(&READING) || is_one_of(&["backup", "health"]),
        "knowledge" | "color" => is_one_of(&READING),
        "index" | "encoder" => is_one_of(&READING) && !is_one_of(&["check", "gaps", "graph"]),
        "time_zone" => is_one_of(&[NONE, "serve", "chat", "test"]),
        "data" => is_one_of(&[NONE, "serve", "backup", "gaps"]),
        // Who is responsible, how long chats are kept, how much is sent.
        _ => command == "serve",
    }
}

/// Shows the settings that every command takes where they act.
pub(super) fn shown_where_they_act(command: Command) -> Command {
    let all: Vec<Arg> = command
        .get_arguments()
        .filter(|arg| arg.is_global_set())
        .map(|arg| arg.clone().help_heading(HEADING))
        .collect();
    let shown = |arg: &Arg, name: &str| arg.clone().hide(!acts(arg.get_id().as_str(), name));
    let command = command.mut_subcommands(|subcommand| {
        let name = subcommand.get_name().to_owned();
        subcommand.args(all.iter().map(|arg| shown(arg, &name)))
    });
    all.iter().fold(command, |command, arg| {
        command.mut_arg(arg.get_id().as_str(), |_| shown(arg, NONE))
    })
}

/// The same with what is hidden left out, for what shows hidden arguments too.
pub(super) fn only_where_they_act(command: Command) -> Command {
    let command = shown_where_they_act(command);
    let root = without_hidden(&command, command.get_name()).version(env!("CARGO_PKG_VERSION"));
    root.subcommands(
        command
            .get_subcommands()
            .map(|subcommand| without_hidden(subcommand, subcommand.get_name())),
    )
}

fn without_hidden(command: &Command, name: &str) -> Command {
    let about = command.get_about().cloned().unwrap_or_default();
    let visible = command.get_arguments().filter(|arg| !arg.is_hide_set());
    Command::new(name.to_owned())
        .about(about)
        .args(visible.map(|arg| arg.clone().global(false)))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    #[track_caller]
    fn shows(command: &str, expected: &[&str]) {
        let table = only_where_they_act(Cli::command());
        let found = table.find_subcommand(command).unwrap_or(&table);
        let shown = found.get_arguments();
        let shown = shown.filter(|arg| arg.get_help_heading() == Some(HEADING));
        let shown: Vec<_> = shown.map(|arg| arg.get_id().as_str()).collect();
        assert_eq!(shown, expected, "{command}");
    }

    #[test]
    fn a_command_shows_the_settings_that_act_in_it() {
        for command in ["new", "init", "explain", "schema", "completions"] {
            shows(command, &[]);
        }
        shows("check", &["config", "knowledge", "color"]);
        shows("backup", &["config", "data"]);
        shows("ask", &["config", "knowledge", "index", "encoder", "color"]);
    }

    #[test]
    fn every_setting_is_taken_by_every_command() {
        let table = shown_where_they_act(Cli::command());
        for command in ["new", "check", "serve"] {
            let what: &[&str] = if command == "new" { &["step"] } else { &[] };
            let line = ["lotse", "--quota", "0", command, "--index", "a"];
            let matches = table.clone().get_matches_from(line.iter().chain(what));
            let (_, inner) = matches.subcommand().unwrap();
            assert_eq!(inner.get_one::<u32>("quota"), Some(&0), "{command}");
        }
    }
}
