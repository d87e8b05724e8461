//! The binary: hands its arguments to [`lotse::cli`] and leaves with the exit code that comes back.

use std::process::ExitCode;

use mimalloc::MiMalloc;

#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    lotse::cli::run()
}
