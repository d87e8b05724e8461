//! What is handed out, as documents made of the guide and of what a project wrote down.
//!
//! Nothing is invented: what is missing is a gap and marked so, what the guide says has its place, its source and its
//! *Stand* beside it, and notes stand there word for word. How a document is written as a file is left to
//! [`document`](crate::document).

mod due;
mod frame;
mod meeting;
mod state;

use time::OffsetDateTime;

use crate::conversation::page::citation;
use crate::conversation::value::{
    Decided, Handout, LocalClock, Matter, Note, Session, Sheets, Standing,
};
use crate::conversation::wording::{self, handout as words};
use crate::document::{Paper, Piece, TickBox};
use crate::knowledge::{Guide, Place};

pub(crate) use frame::filled;

/// Everything that can be handed out of a guide.
pub(crate) fn all(guide: &Guide) -> Vec<Handout> {
    let frames = guide.documents.iter();
    let frames = frames.map(|frame| Handout::Frame(frame.id.clone()));
    [Handout::State, Handout::Meeting]
        .into_iter()
        .chain(frames)
        .collect()
}

/// Whether a project has nothing yet to fill a document with.
pub(crate) fn is_blank(session: &Session) -> bool {
    session.project.done.is_empty()
        && session.project.notes.is_empty()
        && session.project.bookmarks.is_empty()
        && session.project.decisions.is_empty()
        && session.project.due.is_empty()
}

/// Makes a document; nothing where the guide does not have it any more. `sheets` is what meeting sheets showed, with this
/// one.
pub(crate) fn document(
    guide: &Guide,
    session: &Session,
    what: &Handout,
    sheets: &Sheets,
    clock: LocalClock<'_>,
) -> Option<Paper> {
    Some(match what {
        Handout::State => state::document(guide, session, clock),
        Handout::Meeting => meeting::document(guide, session, sheets, clock),
        Handout::Frame(id) => frame::document(guide, session, guide.frame(id)?, clock),
    })
}

/// A document that has its title, and says of when it is. Where projects have names, that of the open one is the title.
fn begun(guide: &Guide, session: &Session, name: &str, clock: LocalClock<'_>) -> Paper {
    let made = OffsetDateTime::from_unix_timestamp(clock.now.0);
    let project = session.has_projects().then_some(&session.project);
    let about = project.map(|_| words::on_guide(guide));
    Paper {
        title: words::title(name, guide, project),
        lead: about.into_iter().chain([words::as_of_now(clock)]).collect(),
        made: made.unwrap_or(OffsetDateTime::UNIX_EPOCH),
        pieces: Vec::new(),
    }
}

/// Says so where there is nothing yet that could stand in it.
fn say_if_blank(document: &mut Paper, session: &Session) {
    if is_blank(session) {
        document.paragraph(words::EMPTY_PROJECT);
    }
}

/// A note, word for word.
fn quote(note: &Note, clock: LocalClock<'_>) -> Piece {
    Piece::Quote {
        words: note.text.clone(),
        about: words::note_of(clock.day(note.at)),
    }
}

/// What was decided, or is to be decided; nothing of what is not asked, or holds no longer.
fn matter(matter: &Matter<'_, '_>, clock: LocalClock<'_>) -> Option<TickBox> {
    let question = &matter.decision.question;
    let (done, text) = match matter.standing {
        Standing::Decided(Decided(ruling, at)) => {
            let answer = wording::ruling(Some(matter.decision), ruling);
            (true, words::decided(question, &answer, clock.day(*at)))
        }
        Standing::Open => (false, words::to_decide(question)),
        Standing::NotAsked | Standing::Obsolete(_) => return None,
    };
    Some(TickBox { done, text })
}

/// The first of many lines, and how many are left off.
fn cut(mut lines: Vec<String>, most: usize) -> Vec<String> {
    let more = lines.len().saturating_sub(most);
    lines.truncate(most);
    lines.extend((more > 0).then(|| words::and_more(more)));
    lines
}

/// Where the text of a place comes from, and of when it is.
fn provenance(guide: &Guide, place: &Place) -> String {
    citation::provenance(guide, &place.from)
}
