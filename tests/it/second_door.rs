//! A second door beside Telegram, in memory: a question, a tap and a restart go through the service and the journal, and
//! nothing in between has to know which door it is.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::BoxFuture;
use lotse::answer::Library;
use lotse::conversation::{ChatKind, Event, InReplyTo, Occasion, Press, Reply, Role};
use lotse::knowledge;
use lotse::service::door::{DeliveryError, Door, Doors, Remedy};
use lotse::service::inbound::{Inbound, Origin, Tap, Update, UpdateKind};
use lotse::service::{ErrorClass, ServiceCore, ServiceOptions};
use lotse::sessions::{
    ChatKey, Delivery, DoorId, EditTarget, Journal, JournalError, MessageId, Queue, SqliteJournal,
    UpdateId,
};
use lotse::text::plain;
use serde_json::{Map, Value, json};
use tokio::runtime::Runtime;

const COUNTER: DoorId = DoorId::new(7);
/// Telegram has a chat of this number too.
const NUMBER: i64 = 5;

/// A counter that people stand at: what is said to them is put down here, while it is open.
#[derive(Default)]
struct Counter {
    is_closed: Mutex<bool>,
    said: Mutex<Vec<Map<String, Value>>>,
}

impl Counter {
    fn close(&self, is_closed: bool) {
        *self.is_closed.lock().unwrap() = is_closed;
    }

    /// What was said, as soon as it is this much.
    async fn said(&self, count: usize) -> Vec<Map<String, Value>> {
        for _ in 0..2_000 {
            let said = self.said.lock().unwrap().clone();
            if said.len() >= count {
                return said;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("only {:?} was said", self.said.lock().unwrap());
    }
}

impl Door for Counter {
    fn id(&self) -> DoorId {
        COUNTER
    }

    fn render(&self, replies: &[Reply], origin: &Origin) -> Vec<Delivery> {
        let tapped = origin.tap.as_ref().and_then(|tap| tap.message);
        let delivery = |queue, target, content: Value| Delivery {
            kind: "say".to_owned(),
            queue,
            target,
            life: (queue == Queue::Answer).then_some(60),
            content: content.as_object().cloned().unwrap_or_default(),
        };
        let say = |reply: &Reply| match reply {
            Reply::Message(message) => {
                let buttons = message.buttons.iter().flatten();
                let actions: Vec<String> = buttons
                    .filter_map(|button| match &button.press {
                        Press::Act(action) => Some(action.encode()),
                        _ => None,
                    })
                    .collect();
                let content = json!({ "text": plain::render(&message.text), "buttons": actions });
                let target = tapped.map_or(EditTarget::New, EditTarget::Message);
                Some(delivery(Queue::Chat, target, content))
            }
            Reply::Toast(word) => Some(delivery(
                Queue::Answer,
                EditTarget::New,
                json!({ "word": word }),
            )),
            _ => None,
        };
        replies.iter().filter_map(say).collect()
    }

    fn deliver<'a>(
        &'a self,
        chat: ChatKey,
        delivery: &'a Delivery,
    ) -> BoxFuture<'a, Result<(), DeliveryError>> {
        Box::pin(async move {
            assert_eq!((chat.door(), chat.number()), (COUNTER, NUMBER));
            if *self.is_closed.lock().unwrap() {
                return Err(DeliveryError {
                    what: "closed".to_owned(),
                    class: ErrorClass::Network,
                    remedy: Remedy::Retry {
                        after: Some(Duration::from_millis(1)),
                        counts: false,
                    },
                });
            }
            self.said.lock().unwrap().push(delivery.content.clone());
            Ok(())
        })
    }
}

fn happened(id: i64, occasion: Occasion, tap: Option<Tap>) -> Vec<Update> {
    let chat = ChatKey::at(COUNTER, NUMBER).unwrap();
    let origin = Origin {
        tap,
        ..Origin::of(chat)
    };
    let event = Event {
        moving: lotse::conversation::Moving::default(),
        chat: ChatKind::Private,
        addressed: true,
        reply: InReplyTo::default(),
        role: Role::Admin,
        occasion,
    };
    vec![Update {
        door: COUNTER,
        id: Some(UpdateId(id)),
        kind: "visit",
        what: UpdateKind::Happened(Box::new(Inbound {
            event,
            origin,
            person: Some(NUMBER),
            giver: None,
        })),
    }]
}

fn asked(id: i64) -> Vec<Update> {
    let question = "Brauchen wir eine Erlaubnis?";
    happened(id, Occasion::Text(question.to_owned()), None)
}

/// A service behind the counter that lives from what the folder holds.
fn service(folder: &Path) -> (ServiceCore, Arc<dyn Journal>) {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
    let guide = knowledge::load(&guide).unwrap().guide.unwrap();
    let library = Arc::new(Library::in_memory(guide).unwrap());
    let journal: Arc<dyn Journal> = Arc::new(SqliteJournal::open(folder, 1).unwrap());
    let core = ServiceCore::new(ServiceOptions::default(), library, Arc::clone(&journal));
    (core, journal)
}

/// Asks, taps, and asks once more when nothing can be said any more; returns how much was said.
async fn first_run(folder: &Path, counter: Arc<Counter>) -> usize {
    let (core, journal) = service(folder);
    let door: Arc<dyn Door> = counter.clone();
    let batches = core.open(Doors::new(vec![door])).await.unwrap();
    batches.apply(asked(1)).await.unwrap();
    let answer = counter.said(1).await.remove(0);
    assert!(answer["text"].as_str().unwrap().contains("Ordnungsamt"));

    let button = answer["buttons"][0].as_str().unwrap().to_owned();
    let tap = Tap {
        callback: "pressed".to_owned(),
        message: Some(MessageId(1)),
    };
    let tapped = happened(2, Occasion::Tap(button), Some(tap));
    batches.apply(tapped).await.unwrap();
    let said = counter.said(2).await.len();

    counter.close(true);
    batches.apply(asked(3)).await.unwrap();
    let here = ChatKey::at(COUNTER, NUMBER).unwrap();
    assert!(journal.records(here).await.unwrap().is_some());
    let of_telegram = ChatKey::at(DoorId::FIRST, NUMBER).unwrap();
    assert!(journal.records(of_telegram).await.unwrap().is_none());
    said
}

/// Says what was kept, and answers what comes again once.
async fn second_run(folder: &Path, counter: Arc<Counter>, said: usize) {
    let (core, _) = service(folder);
    let door: Arc<dyn Door> = counter.clone();
    let batches = core.open(Doors::new(vec![door])).await.unwrap();
    let receiving = async {
        let kept = counter.said(said + 1).await.remove(said);
        assert!(kept["text"].as_str().unwrap().contains("Ordnungsamt"));
        batches.apply([asked(3), asked(4)].concat()).await?;
        counter.said(said + 2).await;
        Ok::<_, JournalError>(())
    };
    core.run(&batches, receiving).await.unwrap();
    assert_eq!(counter.said(said + 2).await.len(), said + 2);
}

#[test]
fn a_question_a_tap_and_a_restart_go_through_any_door() {
    let folder = tempfile::tempdir().unwrap();
    let counter = Arc::new(Counter::default());
    let runtime = Runtime::new().unwrap();
    let said = runtime.block_on(first_run(folder.path(), counter.clone()));
    // The process ends in the middle of its attempts.
    runtime.shutdown_timeout(Duration::from_secs(5));
    counter.close(false);
    let runtime = Runtime::new().unwrap();
    runtime.block_on(second_run(folder.path(), counter, said));
}
