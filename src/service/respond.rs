//! Who answers: the seam between the doors and the conversation.

use std::sync::Arc;

use tokio::sync::watch;

use super::{ContentState, OutcomeKind};
use crate::answer::{Library, Nothing, Operator, Outcome, Question, Response};
use crate::conversation::{
    self, Event, InlineOffer, Introduction, Lookup, Moment, Records, Reply, Session,
};
use crate::knowledge::{ExampleId, Guide, MunicipalityId, Place, Target};
use crate::time_zone::TimeZone;
use crate::understanding::{Heard, Reader};

/// Answers the events of chats. The library does so with its guide; tests bring answers of their own.
pub trait Respond: Send + Sync + 'static {
    /// Answers one event of one chat.
    fn respond(&self, session: Session, event: &Event, now: Moment) -> (Session, Vec<Reply>);

    /// Answers as [`respond`](Self::respond) does and notes the kind of each answer that was looked up.
    fn respond_noting(
        &self,
        session: Session,
        event: &Event,
        now: Moment,
        _note: &dyn Fn(OutcomeKind),
    ) -> (Session, Vec<Reply>) {
        self.respond(session, event, now)
    }

    /// How messengers introduce us.
    fn introduction(&self) -> Introduction {
        Introduction::with(&Guide::default())
    }

    /// What is said when answering failed.
    fn apology(&self) -> Vec<Reply> {
        conversation::apology(&Guide::default())
    }

    /// Offers what fits an inline query, which belongs to no chat.
    fn offer(&self, _query: &str, _offset: &str) -> InlineOffer {
        InlineOffer::default()
    }

    /// Tells whether the person's role must be looked up first.
    fn needs_role(&self, event: &Event) -> bool {
        conversation::needs_role(event)
    }

    /// The version of the content that answers are made of, if it has one.
    fn content(&self) -> Option<String> {
        None
    }

    /// How that content stands to its folder, now and at each change; nothing where there is no folder.
    fn content_state(&self) -> Option<watch::Receiver<ContentState>> {
        None
    }

    /// What the session holds ticked off that the content has no more, as ids of the content.
    fn orphaned_ticks(&self, _session: &Session) -> Vec<String> {
        Vec::new()
    }

    /// Reminds the people of a chat of what is due, if anything is and they can be reminded now.
    fn remind(&self, session: Session, _now: Moment) -> (Session, Vec<Reply>) {
        (session, Vec::new())
    }

    /// When the people of a chat are to be reminded next, so many seconds into the hours for that.
    fn next_reminder(&self, _session: &Session, _into: u16, _now: Moment) -> Option<Moment> {
        None
    }

    /// What is kept of a chat beside its session, as its people read it.
    fn kept_beside(&self, chat: i64, records: Option<&Records>) -> String {
        conversation::kept_beside(chat, records, &TimeZone::default())
    }

    /// Who answers a whole batch, where that may change in between; `None` where it never does.
    fn held(&self) -> Option<Arc<dyn Respond>> {
        None
    }
}

impl Respond for Library {
    fn respond(&self, session: Session, event: &Event, now: Moment) -> (Session, Vec<Reply>) {
        conversation::respond(self, session, event, now)
    }

    fn respond_noting(
        &self,
        session: Session,
        event: &Event,
        now: Moment,
        note: &dyn Fn(OutcomeKind),
    ) -> (Session, Vec<Reply>) {
        let lookup = Noting {
            library: self,
            note,
        };
        conversation::respond_from(&lookup, session, event, now)
    }

    fn introduction(&self) -> Introduction {
        Introduction::with(&self.guide)
    }

    fn apology(&self) -> Vec<Reply> {
        conversation::apology(&self.guide)
    }

    fn offer(&self, query: &str, offset: &str) -> InlineOffer {
        conversation::offer(self, query, offset)
    }

    fn content(&self) -> Option<String> {
        Some(self.version())
    }

    fn orphaned_ticks(&self, session: &Session) -> Vec<String> {
        conversation::orphaned_ticks(&self.guide, session)
    }

    fn remind(&self, session: Session, now: Moment) -> (Session, Vec<Reply>) {
        conversation::remind(self, session, now)
    }

    fn next_reminder(&self, session: &Session, into: u16, now: Moment) -> Option<Moment> {
        session.next_reminder(&self.time_zone, into, now)
    }

    fn kept_beside(&self, chat: i64, records: Option<&Records>) -> String {
        conversation::kept_beside(chat, records, &self.time_zone)
    }
}

/// A library that notes what kind of answers it gives.
struct Noting<'a> {
    library: &'a Library,
    note: &'a dyn Fn(OutcomeKind),
}

impl Lookup for Noting<'_> {
    fn guide(&self) -> &Guide {
        self.library.guide()
    }

    fn reader(&self) -> &Reader {
        self.library.reader()
    }

    fn is_question_form(&self, text: &str) -> bool {
        self.library.is_question_form(text)
    }

    fn answer(&self, question: &Question, heard: &Heard) -> Response {
        let response = self.library.answer(question, heard);
        (self.note)(kind(&response));
        response
    }

    fn examples(&self, words: &str, municipality: Option<&MunicipalityId>) -> Vec<ExampleId> {
        self.library.examples(words, municipality)
    }

    fn has_words(&self, words: &str) -> bool {
        self.library.has_words(words)
    }

    fn find(&self, words: &str) -> Vec<Target> {
        self.library.find(words)
    }

    fn print(&self) -> u32 {
        self.library.print()
    }

    fn print_of(&self, place: &Place) -> (u32, String) {
        self.library.print_of(place)
    }

    fn operator(&self) -> Option<&Operator> {
        self.library.operator()
    }

    fn time_zone(&self) -> &TimeZone {
        self.library.time_zone()
    }
}

/// What an answer shows, or why it shows nothing.
fn kind(response: &Response) -> OutcomeKind {
    match &response.outcome {
        Outcome::Answer(answer) => match answer.citation.target {
            Target::Place(..) => OutcomeKind::Section,
            Target::Example(_) => OutcomeKind::Example,
            Target::Term(_) => OutcomeKind::Term,
            Target::Answer(_) => OutcomeKind::Answer,
            Target::Background(_) => OutcomeKind::Background,
            Target::Gap(_) => OutcomeKind::Gap,
        },
        Outcome::NoAnswer(none) => match none.why {
            Nothing::Gap(_) => OutcomeKind::Gap,
            Nothing::OffTopic | Nothing::Empty => OutcomeKind::OffTopic,
            Nothing::JustAPlace(_) | Nothing::JustAnExample(_) | Nothing::JustAMunicipality(_) => {
                OutcomeKind::Named
            }
            _ => OutcomeKind::NotInGuide,
        },
        Outcome::Intent(_) => OutcomeKind::SmallTalk,
    }
}
