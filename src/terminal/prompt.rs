//! LineSource from a person at a terminal: line editing, history of this run, completion of commands.
//!
//! The history is kept in memory only: what somebody asked is nobody else's business.

use std::io;

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::MemHistory;
use rustyline::validate::Validator;
use rustyline::{Config, Context, Editor, Helper};

use super::chat::LineSource;
use super::input::Input;

/// LineSource typed at a prompt.
pub struct PromptLines {
    editor: Editor<Commands, MemHistory>,
    /// What is taken for typed before the first prompt.
    first: Option<Input>,
}

impl PromptLines {
    /// Opens the terminal; these commands (without slash) are completed.
    ///
    /// # Errors
    /// When the terminal refuses.
    pub fn open(commands: Vec<String>) -> io::Result<Self> {
        let history = MemHistory::new();
        let mut editor = Editor::with_history(Config::default(), history).map_err(io_error)?;
        editor.set_helper(Some(Commands(commands)));
        Ok(Self {
            editor,
            first: None,
        })
    }

    /// Takes this line for typed before the first prompt.
    #[must_use]
    pub fn beginning_with(mut self, line: &str) -> Self {
        self.first = Some(Input::line(line));
        self
    }

    /// The columns of the terminal, if it says.
    pub fn width(&mut self) -> Option<usize> {
        let (columns, _) = self.editor.dimensions()?;
        Some(usize::from(columns)).filter(|columns| *columns > 0)
    }
}

impl LineSource for PromptLines {
    fn next(&mut self) -> io::Result<Option<Input>> {
        if let Some(first) = self.first.take() {
            return Ok(Some(first));
        }
        match self.editor.readline("> ") {
            Ok(line) => {
                // A history that is full or refuses an entry is no reason to stop talking.
                let _ = self.editor.add_history_entry(line.as_str());
                Ok(Some(Input::line(line)))
            }
            Err(ReadlineError::Eof | ReadlineError::Interrupted) => Ok(None),
            Err(error) => Err(io_error(error)),
        }
    }
}

fn io_error(error: ReadlineError) -> io::Error {
    match error {
        ReadlineError::Io(error) => error,
        other => io::Error::other(other),
    }
}

/// Completes the names of commands.
struct Commands(Vec<String>);

impl Completer for Commands {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        Ok((0, self.beginning_with(line.get(..pos).unwrap_or_default())))
    }
}

impl Commands {
    fn beginning_with(&self, typed: &str) -> Vec<String> {
        let Some(name) = typed.strip_prefix('/') else {
            return Vec::new();
        };
        let fitting = self.0.iter().filter(|command| command.starts_with(name));
        fitting.map(|command| format!("/{command}")).collect()
    }
}

impl Helper for Commands {}
impl Highlighter for Commands {}
impl Hinter for Commands {
    type Hint = String;
}
impl Validator for Commands {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_completed_behind_a_slash_only() {
        let commands = Commands(vec!["weiter".into(), "frage".into(), "fortschritt".into()]);
        assert_eq!(commands.beginning_with("/f"), ["/frage", "/fortschritt"]);
        assert!(commands.beginning_with("f").is_empty());
        assert!(commands.beginning_with("/frage wer").is_empty());
    }
}
