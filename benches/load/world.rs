//! A Bot API server that costs next to nothing, and the people who talk to the bot behind it.
//!
//! It believes everything and keeps nothing: the strict one for tests (`tests/fake-bot-api`) would be what is measured.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::post;
use axum::serve::ListenerExt;
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::sync::Notify;

use crate::Fallible;

/// The bot that everybody talks to.
pub(crate) const TOKEN: &str = "1:load";
/// The chats' numbers begin here.
const FIRST_CHAT: i64 = 1_000_000;
const ME: &str = r#"{"id":1,"is_bot":true,"first_name":"Load","username":"load_bot","can_join_groups":true,"can_read_all_group_messages":false,"supports_inline_queries":false}"#;

/// The server and its people.
pub(crate) struct World {
    state: Mutex<Talk>,
    /// There is something to fetch.
    news: Notify,
    /// The bot has asked for updates.
    asked: Notify,
}

struct Talk {
    people: Vec<Person>,
    words: Vec<Arc<str>>,
    /// Whether whoever is answered says the next thing at once.
    restless: bool,
    next_update: i64,
    /// Updates not acknowledged yet, in order: id, chat, JSON.
    updates: VecDeque<(i64, usize, String)>,
    seen: Seen,
}

struct Person {
    chance: Chance,
    /// When what is to be answered was said, and when the bot got it.
    said: VecDeque<(Instant, Option<Instant>)>,
}

/// What happened since the last look.
#[derive(Debug, Default, Clone)]
pub(crate) struct Seen {
    /// From a message's being handed out to its answer, each.
    pub(crate) answered: Vec<Duration>,
    /// From a person's saying it to its answer, each.
    pub(crate) waited: Vec<Duration>,
    /// Calls of the bot that are no answers and ask for nothing.
    pub(crate) other_calls: usize,
}

/// Numbers by chance, the same for the same seed.
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end` (SplitMix64).
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % end.max(1) as u64) as usize
    }
}

impl World {
    /// Opens a server on this machine for so many people, who say these words by chance.
    pub(crate) async fn open(
        people: usize,
        words: Vec<Arc<str>>,
        seed: u64,
    ) -> Fallible<(Arc<Self>, SocketAddr)> {
        let person = |number: usize| Person {
            chance: Chance::new(seed.wrapping_mul(1_000_003) + number as u64),
            said: VecDeque::new(),
        };
        let world = Arc::new(Self {
            state: Mutex::new(Talk {
                people: (0..people).map(person).collect(),
                words,
                restless: false,
                next_update: 1,
                updates: VecDeque::new(),
                seen: Seen::default(),
            }),
            news: Notify::new(),
            asked: Notify::new(),
        });
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let listener = listener.tap_io(|stream| {
            let _ = stream.set_nodelay(true);
        });
        let routes = Router::new()
            .route("/{bot}/{method}", post(call))
            .with_state(Arc::clone(&world));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok((world, address))
    }

    /// Waits for the bot to ask for updates.
    pub(crate) async fn is_asked(&self) {
        self.asked.notified().await;
    }

    /// Everybody says something, and the next thing as soon as they are answered.
    pub(crate) fn all_talk(&self) {
        let mut talk = self.talk();
        talk.restless = true;
        for who in 0..talk.people.len() {
            talk.say(who);
        }
        drop(talk);
        self.news.notify_one();
    }

    /// One says something.
    pub(crate) fn talks(&self, who: usize) {
        self.talk().say(who);
        self.news.notify_one();
    }

    /// Nobody says anything more.
    pub(crate) fn all_rest(&self) {
        self.talk().restless = false;
    }

    /// Takes what was seen since the last time.
    pub(crate) fn seen(&self) -> Seen {
        std::mem::take(&mut self.talk().seen)
    }

    /// How many wait for an answer.
    pub(crate) fn waiting(&self) -> usize {
        let talk = self.talk();
        talk.people.iter().map(|person| person.said.len()).sum()
    }

    fn talk(&self) -> MutexGuard<'_, Talk> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Talk {
    fn say(&mut self, who: usize) {
        let id = self.next_update;
        self.next_update += 1;
        let chance = self.people[who].chance.below(self.words.len());
        let words = serde_json::Value::from(&*self.words[chance]);
        let chat = FIRST_CHAT + who as i64;
        let update = format!(
            r#"{{"update_id":{id},"message":{{"message_id":{id},"date":1800000000,"from":{{"id":{chat},"is_bot":false,"first_name":"P","language_code":"de"}},"chat":{{"id":{chat},"type":"private","first_name":"P"}},"text":{words}}}}}"#
        );
        self.updates.push_back((id, who, update));
        self.people[who].said.push_back((Instant::now(), None));
    }

    /// Hands out what comes at `offset` and after; what was handed out before is so again. None if there is nothing.
    fn hand_out(&mut self, offset: i64, limit: usize) -> Option<String> {
        while self.updates.front().is_some_and(|(id, ..)| *id < offset) {
            self.updates.pop_front();
        }
        let Self {
            updates, people, ..
        } = self;
        let now = Instant::now();
        let mut batch = Vec::new();
        for (_, who, update) in updates.iter().take(limit) {
            let mut said = people[*who].said.iter_mut();
            if let Some((_, handed)) = said.find(|(_, handed)| handed.is_none()) {
                *handed = Some(now);
            }
            batch.push(update.as_str());
        }
        (!batch.is_empty()).then(|| format!("[{}]", batch.join(",")))
    }

    /// Somebody gets a message; true if they say the next thing.
    fn answer(&mut self, chat: i64) -> bool {
        let who = usize::try_from(chat - FIRST_CHAT).unwrap_or(usize::MAX);
        let Some(person) = self.people.get_mut(who) else {
            return false;
        };
        let Some((said, Some(handed))) = person.said.front().copied() else {
            self.seen.other_calls += 1;
            return false;
        };
        person.said.pop_front();
        self.seen.answered.push(handed.elapsed());
        self.seen.waited.push(said.elapsed());
        if self.restless {
            self.say(who);
        }
        self.restless
    }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    offset: i64,
    limit: Option<usize>,
    #[serde(default)]
    timeout: u64,
}

#[derive(Deserialize)]
struct Sent {
    chat_id: i64,
}

async fn call(
    State(world): State<Arc<World>>,
    Path((_, method)): Path<(String, String)>,
    body: Bytes,
) -> impl IntoResponse {
    let result = match method.as_str() {
        "getMe" => ME.to_owned(),
        "getUpdates" => match serde_json::from_slice(&body) {
            Ok(asked) => updates(&world, &asked).await,
            Err(_) => "[]".to_owned(),
        },
        _ if method.starts_with("send") => {
            let chat = serde_json::from_slice(&body).map_or(0, |sent: Sent| sent.chat_id);
            if world.talk().answer(chat) {
                world.news.notify_one();
            }
            format!(
                r#"{{"message_id":7,"date":1800000000,"chat":{{"id":{chat},"type":"private","first_name":"P"}},"text":"…"}}"#
            )
        }
        _ => {
            world.talk().seen.other_calls += 1;
            "true".to_owned()
        }
    };
    let answer = format!(r#"{{"ok":true,"result":{result}}}"#);
    ([(CONTENT_TYPE, "application/json")], answer)
}

async fn updates(world: &World, asked: &Asked) -> String {
    world.asked.notify_one();
    let limit = asked.limit.unwrap_or(100);
    let until = tokio::time::Instant::now() + Duration::from_secs(asked.timeout);
    loop {
        if let Some(batch) = world.talk().hand_out(asked.offset, limit) {
            return batch;
        }
        let news = tokio::time::timeout_at(until, world.news.notified()).await;
        if news.is_err() {
            return "[]".to_owned();
        }
    }
}
