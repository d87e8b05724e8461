//! What a command's outcome is worth, and how a failure is told: one sentence plus a hint, on standard error.

use std::io::{self, Write};
use std::process::ExitCode;

/// A command that ran to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// All is fine.
    Fine,
    /// The content or the answer falls short; it was said on standard output.
    Short,
}

/// A command that could not do its work.
#[derive(Debug)]
pub enum Failure {
    /// Something is to be told.
    Told {
        /// What it is worth.
        worth: Worth,
        /// What was found in detail, as it is to be printed; may be empty.
        details: String,
        /// What is wrong, in one sentence without full stop.
        sentence: String,
        /// How to mend it.
        hint: String,
    },
    /// The command has told it itself.
    AlreadyTold(Worth),
    /// Whoever read the output has left; nobody is there to tell.
    Unheard,
}

/// What a failure is worth as an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// 1: the content falls short.
    Content,
    /// 2: wrong use.
    Usage,
    /// 3: could not (disk, network, port).
    Unable,
}

impl Done {
    /// The exit code.
    pub fn exit_code(self) -> ExitCode {
        match self {
            Done::Fine => ExitCode::SUCCESS,
            Done::Short => ExitCode::from(1),
        }
    }
}

impl Failure {
    /// Makes a failure of a sentence and a hint.
    pub fn new(worth: Worth, sentence: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Told {
            worth,
            details: String::new(),
            sentence: sentence.into(),
            hint: hint.into(),
        }
    }

    /// Makes a failure of standard input, output or the terminal.
    pub fn of_terminal(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Unheard;
        }
        Self::new(
            Worth::Unable,
            format!("the terminal or pipe cannot be used: {error}"),
            "check where input comes from and whether the disk that output goes to is full",
        )
    }

    /// The exit code.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Failure::Unheard => ExitCode::SUCCESS,
            Failure::Told { worth, .. } | Failure::AlreadyTold(worth) => {
                ExitCode::from(match worth {
                    Worth::Content => 1,
                    Worth::Usage => 2,
                    Worth::Unable => 3,
                })
            }
        }
    }
}

/// Tells a failure on standard error and says what it is worth.
pub fn report(failure: &Failure) -> ExitCode {
    if let Failure::Told {
        details,
        sentence,
        hint,
        ..
    } = failure
    {
        // Nobody is left to tell if standard error is closed.
        let _ = write!(io::stderr(), "{details}error: {sentence}\nhint: {hint}\n");
    }
    failure.exit_code()
}
