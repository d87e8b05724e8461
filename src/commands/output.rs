//! Colours and width of what a command prints.

use std::io::{self, IsTerminal};

use clap::ColorChoice;

/// Columns where nobody says how many there are.
pub const USUAL_WIDTH: usize = 80;

/// Whether a stream of this process shall have colours.
pub fn colour<S: anstream::stream::RawStream>(choice: ColorChoice, stream: &S) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never,
    }
}

/// Whether standard output is a terminal that people read.
pub fn is_read_by_people() -> bool {
    io::stdout().is_terminal()
}

/// The width of the terminal as the environment tells it, else the usual one.
pub fn width() -> usize {
    let told = std::env::var("COLUMNS").ok();
    told.and_then(|columns| columns.parse().ok())
        .filter(|columns| *columns > 0)
        .unwrap_or(USUAL_WIDTH)
}
