//! The conversation: (session, event) in, (session, replies) out.
//!
//! Pure: no IO, no clock (the moment comes in), no async, no messenger. One file per flow; all wording of the
//! program is in [`wording`], all wording of the guide comes from the guide.
//!
//! 1. [`value`] has what happened, what is remembered and what is shown, as plain values.
//! 2. [`wording`] has the words, [`hearing`] finds out what typed text means.
//! 3. [`page`] makes screens of values, and the buttons that lead on.
//! 4. [`flows`] deal with one thing each that a person can do; [`course`] finds the flow for an event.

mod course;
mod flows;
mod handout;
mod hearing;
mod lookup;
mod page;
mod value;
mod wording;

#[doc(hidden)]
pub mod testing;
#[cfg(test)]
mod transcripts;

pub use flows::admin;
pub use flows::inline::{InlineOffer, offer};
pub use flows::moving::{code_in, handed_over, on_offer};
pub use flows::own_data::beside as kept_beside;
pub use flows::retention::{Due, due};
pub use lookup::Lookup;
pub(crate) use page::phone;
pub use page::selection::{FoundExamples, find_examples};
pub use value::{
    AFTER_LEAVING, About, Action, AdminCommand, Arrival, Article, AskedLast, Attachment,
    BOOKMARK_COUNT, Bookmark, Button, ChatKind, ChatLink, DECISION_LENGTH, Day, Deadlines, Decided,
    Decisions, DeepLink, Event, Feedback, File, FileContent, Form, GivenAnswer, Handing, Handout,
    InReplyTo, Judgement, Letter, Matter, Message, Moment, Moving, NOTE_COUNT, NOTE_LENGTH,
    NameRefusal, Note, NoteChange, NoteId, NoteRefusal, Notes, OFFICE_LENGTH, Occasion, Offices,
    Once, PROJECT_COUNT, PROJECT_NAME_LENGTH, Picture, Placement, Press, Project, ProjectCode,
    ProjectId, Prompt, Records, Reminders, Reply, Role, Ruling, Selection, ServiceStatus, Session,
    Sheets, Shows, SideBySide, Standing, Style, Taken, TapData, Told, Visit, WARNINGS,
    orphaned_ticks, says_something_else,
};

use crate::answer::Library;
use crate::knowledge::Guide;

/// Answers one event of one chat.
///
/// Total: any event in any session gets a fitting reaction, which may be silence (no replies). Equal input gives
/// equal output. A session equal to `Session::default()` need not be kept.
pub fn respond(
    library: &Library,
    session: Session,
    event: &Event,
    now: Moment,
) -> (Session, Vec<Reply>) {
    respond_from(library, session, event, now)
}

/// Answers one event, looking things up in anything that can be asked.
pub fn respond_from(
    lookup: &dyn Lookup,
    session: Session,
    event: &Event,
    now: Moment,
) -> (Session, Vec<Reply>) {
    if event.chat == ChatKind::Channel {
        // Nobody talks with us in a channel; but whoever presses a button there shall not wait for ever.
        let tapped = matches!(event.occasion, Occasion::Tap(_));
        let word = tapped.then(|| Reply::Toast(wording::STALE_TOAST.to_owned()));
        return (session, word.into_iter().collect());
    }
    let lookup = &lookup::ReadingOnce::new(lookup);
    let mut session = session.lapsed(now);
    let event = &*value::renamed::event(lookup.guide(), event);
    value::renamed::session(lookup.guide(), &mut session);
    let moved = flows::changes::resettle(lookup.guide(), &mut session);
    let dispatch = course::Dispatch {
        lookup,
        event,
        now,
        moved: moved.is_some(),
    };
    let mut shown = dispatch.run(&mut session);
    flows::changes::tell(lookup, &mut session, moved, &mut shown);
    page::projects::signed(&session, &mut shown);
    let mut shown = shown.settled(session.project.number);
    note_shown(&mut session, &shown);
    let tapped = matches!(event.occasion, Occasion::Tap(_));
    shown.below |= session.style.below;
    (session, shown.into_replies(tapped))
}

/// Remembers what is shown: the screen one can go back to, and its buttons.
fn note_shown(session: &mut Session, shown: &page::screen::Shown) {
    if let Some(offered) = shown.offered() {
        session.offered = offered;
    }
    if let Some(view) = shown.view() {
        session.show(&view);
    }
}

/// Reminds the people of a chat of what is due, if anything is and they can be reminded now.
///
/// Whatever is due then counts as told, also where nothing is said: [`Session::next_reminder`] lies ahead afterwards.
pub fn remind(lookup: &dyn Lookup, mut session: Session, now: Moment) -> (Session, Vec<Reply>) {
    value::renamed::session(lookup.guide(), &mut session);
    let Some(shown) = flows::reminders::remind(lookup, &mut session, now) else {
        return (session, Vec::new());
    };
    let shown = shown.settled(session.project.number);
    note_shown(&mut session, &shown);
    (session, shown.into_replies(false))
}

/// Tells whether [`respond`] wants to know the [`Role`] of the person before it decides on this event.
///
/// The caller looks the role up (that is IO) and fills [`Event::role`].
pub fn needs_role(event: &Event) -> bool {
    if event.chat != ChatKind::Group {
        return false;
    }
    match &event.occasion {
        Occasion::Tap(data) => matches!(
            Action::decode(data),
            Some(
                Action::Forget { .. }
                    | Action::Anew { .. }
                    | Action::DeleteProject { .. }
                    | Action::HandOver(_)
            )
        ),
        Occasion::Command { name, .. } => event.addressed && hearing::may_delete(name),
        Occasion::Text(text) => {
            event.addressed && hearing::may_delete(text.trim().trim_start_matches('/'))
        }
        _ => false,
    }
}

/// What is said when answering from this guide failed.
pub fn apology(guide: &Guide) -> Vec<Reply> {
    page::screen::Shown::from(flows::fallback::apology(guide))
        .settled(ProjectId::default())
        .into_replies(false)
}

/// What is said when somebody asks more than can be answered.
pub fn slow_down(tapped: bool) -> Vec<Reply> {
    word(wording::SLOW_DOWN, tapped)
}

/// What is said where many people write to one chat, each apart from the others.
pub fn write_alone() -> Vec<Reply> {
    word(wording::WRITE_ALONE, false)
}

/// What stands above the address that brings a project into a group.
pub fn into_group() -> &'static str {
    wording::INTO_GROUP
}

/// What is said in place of a message that could not be sent.
pub fn not_sent() -> &'static str {
    wording::NOT_SENT
}

/// What is said while nothing is answered: these words, or our own if there are none.
pub fn maintenance(words: &str, tapped: bool) -> Vec<Reply> {
    let words = if words.is_empty() {
        wording::MAINTENANCE
    } else {
        words
    };
    word(words, tapped)
}

/// A word for whoever taps or types.
fn word(words: &str, tapped: bool) -> Vec<Reply> {
    if tapped {
        return vec![Reply::Toast(words.to_owned())];
    }
    page::screen::Shown::from(page::screen::Screen::saying(words)).into_replies(false)
}

/// What messengers show of us beside the chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Introduction {
    /// The commands of the menu: name without slash, and what it does.
    pub commands: Vec<(&'static str, String)>,
    /// What stands on the profile, at most 120 characters.
    pub description: String,
}

impl Introduction {
    /// How we introduce ourselves with this guide.
    pub fn with(guide: &Guide) -> Self {
        Self {
            commands: hearing::command::menu(guide),
            description: wording::short_description(&guide.manifest.words),
        }
    }
}

/// Tells whether a command is one of ours: its name in small letters, without slash.
pub fn knows_command(name: &str) -> bool {
    hearing::command::known(name)
}
