//! Opening what answers are made of: the guide from its folder, and the index over it.
//!
//! A faulty guide is refused with all its faults; how the index came to be open is said on standard error where it
//! took time or something was wrong.

use std::io;
use std::path::Path;

use crate::answer::Library;
use crate::knowledge::{self, Guide};
use crate::operations::settings::Shared;
use crate::search::{Document, Index, IndexError, Opening};

use super::outcome::{Failure, Worth};
use super::output;

/// Opens the library that the folders hold.
///
/// # Errors
/// When the guide cannot be read or is faulty, or when there is no index and none can be built.
pub fn open(shared: &Shared) -> Result<Library, Failure> {
    let (library, opening) = open_with_news(shared)?;
    if let Some(news) = news(&opening) {
        anstream::eprintln!("{news}");
    }
    Ok(library)
}

/// Opens the library and tells how its index came to be open.
///
/// # Errors
/// As [`open`].
pub fn open_with_news(shared: &Shared) -> Result<(Library, Opening), Failure> {
    let guide = open_guide(shared)?;
    let (mut library, opening) = of_guide(guide, &shared.index).map_err(|error| {
        Failure::new(
            Worth::Unable,
            error.to_string(),
            format!(
                "remove the folder `{}` and try again; it is built anew",
                shared.index.display()
            ),
        )
    })?;
    library.house = shared.responsible.house();
    library.house.keep_days = Some(shared.keep_days);
    Ok((library, opening))
}

/// Makes the library of a guide, with its index opened or built below the folder `index`.
///
/// # Errors
/// When there is no index and none can be built.
pub fn of_guide(guide: Guide, index: &Path) -> Result<(Library, Opening), IndexError> {
    let passages = knowledge::passages(&guide);
    let documents: Vec<Document> = passages.iter().map(Into::into).collect();
    let (index, opening) = Index::open_or_build(index, &documents)?;
    Ok((Library::new(guide, passages, index), opening))
}

/// Reads the guide; a faulty one is refused with its faults as editors read them.
fn open_guide(shared: &Shared) -> Result<Guide, Failure> {
    let folder = shared.knowledge.display();
    let loaded = knowledge::load(&shared.knowledge).map_err(|error| {
        let hint = error.hint();
        Failure::new(Worth::Unable, error.to_string(), hint)
    })?;
    if let Some(guide) = loaded.guide {
        return Ok(guide);
    }
    let colour = output::colour(shared.color, &io::stderr());
    let faults = loaded.faults.iter();
    let details = faults
        .map(|fault| fault.render(&loaded.files, colour) + "\n")
        .collect();
    Err(Failure::Told {
        worth: Worth::Content,
        details,
        sentence: format!("the guide in `{folder}` has mistakes and cannot be used"),
        hint: "mend them; `lotse check` shows them again".to_owned(),
    })
}

/// How the index came to be open, where that is worth a word.
pub fn news(opening: &Opening) -> Option<String> {
    match opening {
        Opening::Fitting => None,
        Opening::Built => Some("The search index was built anew.".to_owned()),
        Opening::Rebuilt(why) => Some(format!(
            "The search index was broken and was built anew: {why}"
        )),
        Opening::InMemory(why) => Some(format!(
            "The search index lives in memory only and is built at each start: {why}"
        )),
    }
}
