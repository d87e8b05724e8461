//! `lotse index`: builds the search index and says what became of it.

use std::io::{self, Write};
use std::path::PathBuf;

use crate::operations::settings::Shared;
use crate::search::Opening;

use super::library;
use super::outcome::{Failure, Success};

/// What is built.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct IndexArgs {
    /// Writes the vectors of all texts of the guide into this file, to be shipped with the program.
    #[arg(long, value_name = "FILE", hide = true)]
    pub vectors: Option<PathBuf>,
}

/// Builds the index of the guide if there is none that fits.
///
/// # Errors
/// When the guide cannot be used, or when the index cannot be built on disk.
pub fn run(shared: &Shared, args: &IndexArgs) -> Result<Success, Failure> {
    let (library, opening) = library::open_with_news(shared)?;
    let made = library::learn_with_progress(&library, shared)?;
    if let Some(file) = &args.vectors {
        library::ship(&library, shared, file)?;
    }
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
            return Err(Failure::unable(
                format!("the index cannot be written to `{folder}`: {why}"),
                "name a folder that can be written with `--index DIR`",
            ));
        }
    };
    let read = match made {
        None => "Words alone rank.".to_owned(),
        Some(0) => "It is read by meaning; all vectors were there.".to_owned(),
        Some(made) => format!("It is read by meaning; the vectors of {made} texts were made."),
    };
    writeln!(io::stdout(), "{said}\n{read}")?;
    Ok(Success::Fine)
}
