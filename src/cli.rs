//! The command line: which command was meant, with which folders, and what its outcome is worth as an exit code.
//!
//! Each command lives in a file of its own below [`crate::commands`]; here is only the table.

use std::process::ExitCode;

/// Runs the command that the process arguments name.
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}
