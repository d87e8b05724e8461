//! The library in service: the one that answers now, exchanged as a whole while people go on asking.
//!
//! Whoever answers several questions as one (a batch) holds the library it began with to its end, so that no batch
//! mixes two states; the old one goes when the last of its batches is done.

use std::sync::Arc;

use arc_swap::ArcSwap;
use tokio::sync::watch;

use super::content::ContentState;
use super::respond::Respond;
use crate::answer::Library;
use crate::conversation::{Event, InlineOffer, Introduction, Moment, Records, Reply, Session};

/// The place where the library in service stands.
pub struct InService {
    library: ArcSwap<Library>,
    content: watch::Sender<ContentState>,
}

impl InService {
    /// Puts the first library into service.
    pub fn new(library: Library) -> Self {
        Self {
            library: ArcSwap::from_pointee(library),
            content: watch::Sender::new(ContentState::fitting()),
        }
    }

    /// The library that answers now.
    pub fn current(&self) -> Arc<Library> {
        self.library.load_full()
    }

    /// Puts another library into service; what was begun with the old one ends with it. Who runs this Lotse, and
    /// where, does not change with its content.
    pub fn exchange(&self, mut library: Library) {
        let current = self.current();
        library.operator = current.operator.clone();
        library.time_zone = current.time_zone.clone();
        self.library.store(Arc::new(library));
        self.fits();
    }

    /// Tells whether the folder says what is in service.
    pub fn fits_its_folder(&self) -> bool {
        self.content.borrow().refused.is_none()
    }

    /// Notes that somebody asks for the folder to be read again.
    pub fn is_to_be_read(&self) {
        self.content.send_modify(|state| state.is_reading = true);
    }

    /// Notes that the folder says what is in service.
    pub fn fits(&self) {
        self.content.send_replace(ContentState::fitting());
    }

    /// Notes that what the folder says cannot be taken, with the number of its mistakes.
    pub fn refuses(&self, mistakes: usize) {
        self.content
            .send_modify(|state| *state = state.refusing(mistakes));
    }

    /// Notes that the first library is not what the folder says, which has so many mistakes.
    pub fn begins_with_last_good(&self, mistakes: usize) {
        self.content
            .send_replace(ContentState::default().refusing(mistakes));
    }
}

impl Respond for InService {
    fn respond(&self, session: Session, event: &Event, now: Moment) -> (Session, Vec<Reply>) {
        self.current().respond(session, event, now)
    }

    fn introduction(&self) -> Introduction {
        self.current().introduction()
    }

    fn apology(&self) -> Vec<Reply> {
        self.current().apology()
    }

    fn offer(&self, query: &str, offset: &str) -> InlineOffer {
        self.current().offer(query, offset)
    }

    fn content(&self) -> Option<String> {
        self.current().content()
    }

    fn orphaned_ticks(&self, session: &Session) -> Vec<String> {
        self.current().orphaned_ticks(session)
    }

    fn remind(&self, session: Session, now: Moment) -> (Session, Vec<Reply>) {
        self.current().remind(session, now)
    }

    fn next_reminder(&self, session: &Session, into: u16, now: Moment) -> Option<Moment> {
        self.current().next_reminder(session, into, now)
    }

    fn content_state(&self) -> Option<watch::Receiver<ContentState>> {
        Some(self.content.subscribe())
    }

    fn kept_beside(&self, chat: i64, records: Option<&Records>) -> String {
        self.current().kept_beside(chat, records)
    }

    fn held(&self) -> Option<Arc<dyn Respond>> {
        Some(self.current())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::InReplyTo;
    use crate::conversation::{ChatKind, Occasion, Role};
    use crate::knowledge::Guide;

    fn titled(title: &str) -> Library {
        let mut guide = Guide::default();
        guide.manifest.title = title.to_owned();
        Library::in_memory(guide).unwrap()
    }

    fn welcome(responder: &dyn Respond) -> String {
        let event = Event {
            moving: crate::conversation::Moving::default(),
            chat: ChatKind::Private,
            addressed: true,
            reply: InReplyTo::default(),
            role: Role::Unknown,
            occasion: Occasion::Command {
                name: "start".to_owned(),
                rest: String::new(),
            },
        };
        let (_, replies) = responder.respond(Session::default(), &event, Moment(0));
        format!("{replies:?}")
    }

    #[test]
    fn what_was_begun_with_a_library_ends_with_it() {
        let in_service = InService::new(titled("Alt"));
        let held = in_service.held().unwrap();
        in_service.exchange(titled("Neu"));
        assert!(welcome(&*held).contains("„Alt“"));
        assert!(welcome(&in_service).contains("„Neu“"));
    }

    #[test]
    fn the_old_library_goes_when_nobody_holds_it() {
        let in_service = InService::new(titled("Alt"));
        let old = Arc::downgrade(&in_service.current());
        let held = in_service.held();
        in_service.exchange(titled("Neu"));
        assert!(old.upgrade().is_some());
        drop(held);
        assert!(old.upgrade().is_none());
    }
}
