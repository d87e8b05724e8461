//! What became of a command as an exit code, and how a failure is told: one sentence plus a hint, on standard error.

use std::io::{self, Write};
use std::process::ExitCode;

use crate::knowledge::LoadError;
use crate::operations::logs::{self, LogFormat};

/// A command that ran to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Success {
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
        /// Which exit code it is.
        kind: ExitKind,
        /// What was found in detail, as it is to be printed; may be empty.
        details: String,
        /// What is wrong, in one sentence without full stop.
        sentence: String,
        /// How to mend it.
        hint: String,
    },
    /// Whoever read the output has left; nobody is there to tell.
    Unheard,
}

/// The exit code of a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitKind {
    /// 1: the content falls short.
    Content,
    /// 2: wrong use.
    Usage,
    /// 3: could not (disk, network, port).
    Unable,
}

impl Success {
    /// The exit code.
    pub fn exit_code(self) -> ExitCode {
        match self {
            Success::Fine => ExitCode::SUCCESS,
            Success::Short => ExitCode::from(1),
        }
    }
}

impl Failure {
    /// Makes a failure of a sentence and a hint.
    pub fn new(kind: ExitKind, sentence: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Told {
            kind,
            details: String::new(),
            sentence: sentence.into(),
            hint: hint.into(),
        }
    }

    /// Makes a failure of wrong use.
    pub fn usage(sentence: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(ExitKind::Usage, sentence, hint)
    }

    /// Makes a failure of what could not be done.
    pub fn unable(sentence: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(ExitKind::Unable, sentence, hint)
    }

    /// The exit code.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.code())
    }

    /// The number of the exit code.
    fn code(&self) -> u8 {
        match self {
            Failure::Unheard => 0,
            Failure::Told { kind, .. } => match kind {
                ExitKind::Content => 1,
                ExitKind::Usage => 2,
                ExitKind::Unable => 3,
            },
        }
    }
}

/// A failure of standard input, output or the terminal; other files say themselves what is wrong with them.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Unheard;
        }
        Self::unable(
            format!("the terminal or pipe cannot be used: {error}"),
            "check where input comes from and whether the disk that output goes to is full",
        )
    }
}

/// No guide to read.
impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        Self::unable(error.to_string(), error.hint())
    }
}

/// Tells a failure on standard error and returns its exit code.
pub fn report(failure: &Failure) -> ExitCode {
    if let Failure::Told {
        details,
        sentence,
        hint,
        ..
    } = failure
    {
        if logs::is_json() {
            // It may be wrong before the log was started.
            logs::start(LogFormat::Json, "info");
            let code = failure.code();
            let details = (!details.is_empty()).then_some(details.as_str());
            tracing::error!(hint, code, details, "{sentence}");
            return failure.exit_code();
        }
        // Nobody is left to tell if standard error is closed.
        let _ = write!(io::stderr(), "{details}error: {sentence}\nhint: {hint}\n");
    }
    failure.exit_code()
}
