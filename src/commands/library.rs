//! Opening what answers are made of: the guide from its folder, and the index over it.
//!
//! A faulty guide is refused with all its faults; how the index came to be open is said on standard error where it
//! took time or something was wrong.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use encoder::Encoder;

use crate::answer::Library;
use crate::knowledge::{self, Guide, GuideFolder, Loaded};
use crate::operations::settings::{EncoderChoice, Shared};
use crate::search::{Document, Index, IndexError, Opening, Vectors};

use super::outcome::{ExitKind, Failure};
use super::output;

/// The small language model inside the program.
const MODEL: &[u8] = include_bytes!("../../models/e5-small-de.bin");

/// Its vectors of the shipped guide and of the language pack, so that nobody has to wait for them.
const SHIPPED: &[u8] = include_bytes!("../../models/vectors.bin");

/// The file below the index folder that keeps vectors made here.
const VECTORS: &str = "vectors.bin";

/// Opens the library that the folders hold, with likeness of meaning learnt; progress goes to standard error.
///
/// # Errors
/// When the guide cannot be read or is faulty, or when there is no index and none can be built.
pub fn open(shared: &Shared) -> Result<Library, Failure> {
    let library = open_by_words(shared)?;
    learn_with_progress(&library, shared)?;
    Ok(library)
}

/// Opens the library without waiting for vectors: words alone rank until [`learn_beside`] is done.
///
/// # Errors
/// As [`open`].
pub fn open_by_words(shared: &Shared) -> Result<Library, Failure> {
    let (library, opening) = open_with_news(shared)?;
    if shared.knowledge == GuideFolder::BuiltIn && io::stderr().is_terminal() {
        anstream::eprintln!(
            "Es antwortet der mitgelieferte Leitfaden; Ihren eigenen nennt `--knowledge ORDNER`."
        );
    }
    if let Some(news) = news(&opening) {
        // Whoever serves goes on where nobody can be told.
        let _ = writeln!(anstream::stderr(), "{news}");
    }
    Ok(library)
}

/// Opens the library by words and tells how its index came to be open.
///
/// # Errors
/// As [`open`].
pub fn open_with_news(shared: &Shared) -> Result<(Library, Opening), Failure> {
    let guide = whole(shared.knowledge.load()?, shared)?;
    over(guide, shared)
}

/// Opens the library of a guide by words and tells how its index came to be open.
///
/// # Errors
/// When there is no index and none can be built.
pub fn over(guide: Guide, shared: &Shared) -> Result<(Library, Opening), Failure> {
    let (mut library, opening) = of_guide(guide, &shared.index).map_err(|error| {
        Failure::unable(
            error.to_string(),
            format!(
                "remove the folder `{}` and try again; it is built anew",
                shared.index.display()
            ),
        )
    })?;
    say_operator(&mut library, shared);
    Ok((library, opening))
}

/// Says in a library who runs it, and where people are, as the settings do.
pub fn say_operator(library: &mut Library, shared: &Shared) {
    library.time_zone = shared.time_zone.clone();
    library.operator = shared.responsible.operator();
    library.operator.keep_days = Some(shared.keep_days);
}

/// Makes the library of a guide, with its index opened or built below the folder `index`; words alone rank.
///
/// # Errors
/// When there is no index and none can be built.
pub fn of_guide(guide: Guide, index: &Path) -> Result<(Library, Opening), IndexError> {
    let passages = knowledge::passages(&guide);
    let documents: Vec<Document> = passages.iter().map(Into::into).collect();
    let (index, opening) = Index::open_or_build(index, &documents)?;
    Ok((Library::new(guide, passages, index), opening))
}

/// The encoder that the settings name; `None` where words alone shall rank.
///
/// # Errors
/// When a file is named that cannot be read or is no model.
pub fn encoder(choice: &EncoderChoice) -> Result<Option<Arc<Encoder>>, Failure> {
    static BUILT_IN: OnceLock<Option<Arc<Encoder>>> = OnceLock::new();
    match choice {
        EncoderChoice::Off => Ok(None),
        EncoderChoice::BuiltIn => {
            let open = || Encoder::open(MODEL).ok().map(Arc::new);
            Ok(BUILT_IN.get_or_init(open).clone())
        }
        EncoderChoice::File(file) => {
            let hint =
                "name a model of the form that `models/README.md` describes, or `--encoder off`";
            let fault =
                |what: String| Failure::unable(format!("`{}`: {what}", file.display()), hint);
            let bytes = fs::read(file).map_err(|error| fault(error.to_string()))?;
            let encoder = Encoder::open(bytes).map_err(|error| fault(error.to_string()))?;
            Ok(Some(Arc::new(encoder)))
        }
    }
}

/// Learns likeness of meaning: takes vectors from the program and from the index folder, makes those that lack, and keeps
/// them there. Returns how many were made. A folder that cannot be written costs the same again at the next start.
pub fn learn(
    library: &Library,
    encoder: &Arc<Encoder>,
    index: Option<&Path>,
    tell: impl FnMut(usize, usize),
) -> usize {
    let kept = index.map(|index| index.join(VECTORS));
    let bytes = kept.as_ref().and_then(|kept| fs::read(kept).ok());
    let mut known = Vectors::of(encoder);
    known.read(SHIPPED);
    known.read(bytes.as_deref().unwrap_or_default());
    let made = library.learn(encoder, &mut known, tell);
    if let Some(kept) = kept.filter(|_| made > 0)
        && let Err(fault) = write(library, &known, &kept)
    {
        tracing::warn!(%fault, "the vectors of the guide cannot be kept, so they are made again at the next start");
    }
    made
}

/// Writes the vectors of a library's texts beside the file and renames it, so that it is whole or not there.
///
/// # Errors
/// When it cannot be written.
pub fn write(library: &Library, known: &Vectors<'_>, file: &Path) -> io::Result<()> {
    let texts = library.texts();
    let bytes = known.to_bytes(texts.iter().map(|(role, text)| (*role, text.as_str())));
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut unfinished = tempfile::NamedTempFile::new_in(folder)?;
    unfinished.write_all(&bytes)?;
    unfinished.persist(file).map_err(|error| error.error)?;
    Ok(())
}

/// Learns with a line of progress where that takes longer than a moment and somebody looks on.
///
/// Returns how many texts were new; `None` where words alone rank.
///
/// # Errors
/// When the encoder that the settings name cannot be used.
pub fn learn_with_progress(library: &Library, shared: &Shared) -> Result<Option<usize>, Failure> {
    let Some(encoder) = encoder(&shared.encoder)? else {
        return Ok(None);
    };
    let shown = io::stderr().is_terminal();
    let made = learn(library, &encoder, Some(&shared.index), |done, all| {
        if shown && all > 64 {
            anstream::eprint!("\rReading the guide by meaning: {done} of {all} texts");
        }
    });
    if shown && made > 64 {
        anstream::eprintln!();
    }
    Ok(Some(made))
}

/// Writes the vectors of a library's texts into a file that is to be shipped with the program.
///
/// # Errors
/// When words alone rank, or when the file cannot be written.
pub fn ship(library: &Library, shared: &Shared, file: &Path) -> Result<(), Failure> {
    let unable = |what: String| Failure::unable(what, "name a file that can be written");
    let encoder = encoder(&shared.encoder)?.ok_or_else(|| unable("words alone rank".to_owned()))?;
    let kept = fs::read(shared.index.join(VECTORS)).unwrap_or_default();
    let mut known = Vectors::of(&encoder);
    known.read(SHIPPED);
    known.read(&kept);
    write(library, &known, file).map_err(|error| unable(format!("`{}`: {error}", file.display())))
}

/// Learns on a thread of its own, while words alone answer.
///
/// # Errors
/// When the encoder that the settings name cannot be used.
pub fn learn_beside(library: &Arc<Library>, shared: &Shared) -> Result<(), Failure> {
    let Some(encoder) = encoder(&shared.encoder)? else {
        return Ok(());
    };
    let (library, index) = (Arc::clone(library), shared.index.clone());
    let work = move || {
        let made = learn(&library, &encoder, Some(&index), |done, all| {
            if all > 64 && done % 512 < 32 {
                tracing::info!(done, all, "reading the guide by meaning");
            }
        });
        if made > 0 {
            tracing::info!(texts = made, "the guide was read by meaning");
        }
    };
    let thread = std::thread::Builder::new().name("meaning".to_owned());
    if let Err(error) = thread.spawn(work) {
        tracing::warn!(%error, "no thread to read the guide by meaning; words alone rank");
    }
    Ok(())
}

/// The guide that was read.
///
/// # Errors
/// When it is faulty; with its faults as editors read them.
pub fn whole(loaded: Loaded, shared: &Shared) -> Result<Guide, Failure> {
    let folder = &shared.knowledge;
    if let Some(guide) = loaded.guide {
        return Ok(guide);
    }
    let colour = output::colour(shared.color, &io::stderr());
    let faults = loaded.faults.iter();
    let details = faults
        .map(|fault| fault.render(&loaded.files, colour) + "\n")
        .collect();
    Err(Failure::Told {
        kind: ExitKind::Content,
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
