//! `lotse index`: builds the search index and says what became of it.

use std::io::{self, Write};

use crate::operations::settings::Shared;
use crate::search::Opening;

use super::library;
use super::outcome::{Done, Failure, Worth};

/// Builds the index of the guide if there is none that fits.
///
/// # Errors
/// When the guide cannot be used, or when the index cannot be built on disk.
pub fn run(shared: &Shared) -> Result<Done, Failure> {
    let (library, opening) = library::open_with_news(shared)?;
    let folder = shared.index.display();
    let count = library.passages.len();
    let said = match opening {
        Opening::Fitting => format!("The index in `{folder}` fits the guide ({count} passages)."),
        Opening::Built => format!("The index in `{folder}` was built from {count} passages."),
        Opening::Rebuilt(why) => {
            format!(
                "The index in `{folder}` was broken ({why}) and was built anew from {count} passages."
            )
        }
        Opening::InMemory(why) => {
            return Err(Failure::new(
                Worth::Unable,
                format!("the index cannot be written to `{folder}`: {why}"),
                "name a folder that can be written with `--index DIR`",
            ));
        }
    };
    writeln!(io::stdout(), "{said}").map_err(|error| Failure::of_terminal(&error))?;
    Ok(Done::Fine)
}
