//! The binary: hands its arguments to [`lotse::cli`] and leaves with the exit code that comes back.

use std::process::ExitCode;

fn main() -> ExitCode {
    lotse::cli::run()
}
