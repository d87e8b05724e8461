//! The conversation: (session, event) in, (session, replies) out.
//!
//! Pure: no IO, no clock (the moment comes in), no async, no Telegram. One file per flow; all wording of the
//! program is in [`wording`], all wording of the guide comes from the guide.

pub mod action;
pub mod event;
pub mod reply;
pub mod session;

pub use action::Action;
pub use event::{Attachment, ChatKind, Event, Moment, Occasion, Role};
pub use reply::{Button, Message, Picture, Placement, Press, Reply};
pub use session::Session;

use crate::answer::Library;

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
    let _ = (library, event, now);
    (session, Vec::new())
}

/// Tells whether [`respond`] wants to know the [`Role`] of the person before it decides on this event.
///
/// The caller looks the role up (that is IO) and fills [`Event::role`].
pub fn needs_role(event: &Event) -> bool {
    let _ = event;
    false
}

/// What a person reads when answering failed through a fault of ours; never fails itself.
pub fn apology() -> Vec<Reply> {
    let text = "Das hat leider nicht geklappt; der Fehler liegt bei mir, nicht bei Ihnen. \
                Ihr Stand ist unverändert. Bitte versuchen Sie es noch einmal oder schreiben Sie „weiter“.";
    vec![Reply::Message(Message::below(
        crate::text::RichText::paragraph(text),
    ))]
}

/// The commands of the menu with their descriptions, most used first.
pub fn commands() -> &'static [(&'static str, &'static str)] {
    &[
        ("schritte", "Übersicht der Schritte"),
        ("weiter", "Dort weiterarbeiten, wo Sie stehen"),
        ("frage", "Eine Frage an den Leitfaden stellen"),
        ("beispiele", "Beispiele aus Kommunen suchen"),
        ("fortschritt", "Was erledigt ist und was offen ist"),
        ("datenschutz", "Was gespeichert wird und wie lange"),
        ("loeschen", "Alles zu diesem Chat löschen"),
    ]
}

/// What stands on the bot's profile, at most 120 characters.
pub fn short_description() -> &'static str {
    "Lotse beantwortet Fragen aus einem Leitfaden und begleitet Sie Schritt für Schritt. Keine Künstliche Intelligenz."
}
