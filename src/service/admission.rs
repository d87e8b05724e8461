//! The admission to the conversation: who asks too much is told to wait, and during maintenance everybody is.
//!
//! It decides before anything is looked up or searched. What nobody waits for an answer to (service messages, being
//! added or removed, what is not said to us) passes, because it changes what is remembered. A declined tap is
//! still answered, or its button would go on spinning.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::batch::Batches;
use super::inbound::{Inbound, OfferQuery, Update, UpdateKind};
use super::metrics::DeclineReason;
use super::quota::{Quota, QuotaTicket, QuotaVerdict};
use crate::conversation::{self, Attachment, Event, Moment, Occasion, Reply};
use crate::sessions::{ChatKey, DoorId};

/// What people can type into a chat is no longer; what comes longer is cut.
const LONGEST: usize = 4096;
/// More of the maintenance text is not shown.
const LONGEST_WORD: usize = 3000;

/// What the settings say of maintenance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MaintenanceNotice {
    /// What everybody is told instead of an answer.
    pub text: Option<String>,
    /// While this file exists, everybody is told what it says.
    pub file: Option<PathBuf>,
}

/// Decides who is answered.
#[derive(Debug)]
pub struct Admission {
    quota: Quota,
    queries: Quota,
    maintenance: MaintenanceNotice,
    /// What everybody is told since somebody switched maintenance on while running; goes before what the settings say.
    switched: Mutex<Option<String>>,
}

/// What came through, and what is to be taken back if nothing comes of it.
pub(crate) struct AdmittedBatch {
    pub(crate) updates: Vec<Update>,
    asked: Vec<QuotaTicket>,
}

impl Admission {
    /// Makes one for so many events a minute; zero lets everything through.
    pub fn new(quota: u32, maintenance: MaintenanceNotice) -> Self {
        Self {
            quota: Quota::new(quota),
            queries: Quota::new(quota),
            maintenance,
            switched: Mutex::default(),
        }
    }

    /// Tells everybody these words from now on, or answers again.
    pub(crate) fn set_maintenance(&self, words: Option<String>) {
        *self.switched() = words.map(|words| cut(&words));
    }

    /// Tells whether there is maintenance, for whatever reason.
    pub(crate) async fn in_maintenance(&self) -> bool {
        self.word().await.is_some()
    }

    /// Turns what is not to be answered into [`UpdateKind::Declined`].
    pub(crate) async fn admit(
        &self,
        mut updates: Vec<Update>,
        now: Moment,
        batches: &Batches,
    ) -> AdmittedBatch {
        let word = self.word().await;
        let mut asked = Vec::new();
        for update in &mut updates {
            let declined = match &mut update.what {
                UpdateKind::Happened(inbound) => {
                    shorten(&mut inbound.event.occasion);
                    self.refuse(inbound, word.as_deref(), now, &mut asked)
                }
                UpdateKind::Query(query) => {
                    let why = self.refuse_query(update.door, query, word.is_some(), now);
                    why.map(|why| (why, decline_query(update.door, query, batches)))
                }
                _ => None,
            };
            if let Some((why, what)) = declined {
                batches.metrics.declined.get_or_create(&why).inc();
                update.what = what;
            }
        }
        AdmittedBatch { updates, asked }
    }

    /// Why an event is not answered and what is done instead; nothing if it is.
    fn refuse(
        &self,
        inbound: &Inbound,
        word: Option<&str>,
        now: Moment,
        asked: &mut Vec<QuotaTicket>,
    ) -> Option<(DeclineReason, UpdateKind)> {
        if !wants_an_answer(&inbound.event) {
            return None;
        }
        let chat = inbound.origin.chat;
        let person = |number| ChatKey::at(chat.door(), number);
        let person = inbound.person.and_then(person).unwrap_or(chat);
        let (verdict, ticket) = self.quota.ask(person, chat, now);
        asked.push(ticket);
        let tapped = inbound.origin.tap.is_some();
        let (why, replies) = match (verdict, word) {
            (QuotaVerdict::Tell, _) => (DeclineReason::Quota, conversation::slow_down(tapped)),
            (QuotaVerdict::Ignore, _) => (DeclineReason::Quota, Vec::new()),
            (QuotaVerdict::Answer, Some(word)) => (
                DeclineReason::Maintenance,
                conversation::maintenance(word, tapped),
            ),
            (QuotaVerdict::Answer, None) => return None,
        };
        Some((why, decline(inbound, replies)))
    }

    /// What everybody is told during maintenance.
    async fn word(&self) -> Option<String> {
        let switched = self.switched().clone();
        match switched {
            Some(words) => Some(words),
            None => self.maintenance.word().await,
        }
    }

    fn switched(&self) -> MutexGuard<'_, Option<String>> {
        self.switched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why a query is not answered, if it is not.
    ///
    /// Queries have a quota of their own, because each pause in typing is one: whoever looks for something to post
    /// shall not be told in the chat to wait. What is delivered again is counted again, which nobody notices.
    fn refuse_query(
        &self,
        door: DoorId,
        query: &OfferQuery,
        in_maintenance: bool,
        now: Moment,
    ) -> Option<DeclineReason> {
        let person = ChatKey::at(door, query.person.unwrap_or_default())?;
        let (verdict, _) = self.queries.ask(person, person, now);
        match verdict {
            QuotaVerdict::Tell | QuotaVerdict::Ignore => Some(DeclineReason::Quota),
            QuotaVerdict::Answer => in_maintenance.then_some(DeclineReason::Maintenance),
        }
    }

    /// Forgets that a batch was asked for, because it will be delivered again.
    pub(crate) fn take_back(&self, asked: &[QuotaTicket]) {
        self.quota.take_back(asked);
    }
}

impl AdmittedBatch {
    /// Takes the updates out; what remains is what was asked for them.
    pub(crate) fn split(self) -> (Vec<Update>, Vec<QuotaTicket>) {
        (self.updates, self.asked)
    }
}

impl MaintenanceNotice {
    /// What everybody is told during maintenance; empty for the program's own words.
    async fn word(&self) -> Option<String> {
        if let Some(file) = &self.file {
            match tokio::fs::read(file).await {
                Ok(text) => return Some(cut(&String::from_utf8_lossy(&text))),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                // It is there and cannot be read: whoever put it there wants rest.
                Err(_) => return Some(String::new()),
            }
        }
        self.text.as_deref().map(cut)
    }
}

fn cut(text: &str) -> String {
    text.trim().chars().take(LONGEST_WORD).collect()
}

fn wants_an_answer(event: &Event) -> bool {
    match &event.occasion {
        Occasion::Added | Occasion::Removed | Occasion::Attachment(Attachment::Service) => false,
        _ => event.addressed,
    }
}

fn shorten(occasion: &mut Occasion) {
    let (Occasion::Text(text) | Occasion::Edited(text) | Occasion::Command { rest: text, .. }) =
        occasion
    else {
        return;
    };
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(end);
    }
}

fn decline(inbound: &Inbound, replies: Vec<Reply>) -> UpdateKind {
    UpdateKind::Declined {
        origin: inbound.origin.clone(),
        replies,
    }
}

fn decline_query(door: DoorId, query: &OfferQuery, batches: &Batches) -> UpdateKind {
    let door = batches.doors.get(door);
    let nothing = door.and_then(|door| door.answer_query(&query.id, None));
    nothing.map_or(UpdateKind::Nothing, |nothing| {
        UpdateKind::Answered(Box::new(nothing))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_where_nobody_can_have_typed_more() {
        let mut occasion = Occasion::Text("ä".repeat(5000));
        shorten(&mut occasion);
        assert_eq!(occasion, Occasion::Text("ä".repeat(4096)));
    }

    #[tokio::test]
    async fn the_file_speaks_while_it_is_there_and_then_the_text_does() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("wartung");
        let maintenance = MaintenanceNotice {
            text: None,
            file: Some(file.clone()),
        };
        assert_eq!(maintenance.word().await, None);
        std::fs::write(&file, "Bis 14 Uhr.\n").unwrap();
        assert_eq!(maintenance.word().await.as_deref(), Some("Bis 14 Uhr."));
        std::fs::remove_file(&file).unwrap();
        assert_eq!(maintenance.word().await, None);
        let text = Some("Pause".to_owned());
        let maintenance = MaintenanceNotice {
            text,
            ..maintenance
        };
        assert_eq!(maintenance.word().await.as_deref(), Some("Pause"));
    }
}
