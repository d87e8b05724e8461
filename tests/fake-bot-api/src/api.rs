//! The handle of a running fake: starting it, setting it up, watching what the bot does.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpListener;

use crate::calls::Call;
use crate::chat::Chat;
use crate::connection::{CuttableListener, Scissors};
use crate::faults::{Fault, FaultRule};
use crate::group::Group;
use crate::rates::{RateLimiter, Rates};
use crate::server::{self, Shared};
use crate::transcript::{self, Happening, Screen};
use crate::world::{Bot, RoomKind, World};
use crate::{control, people, webhook};

/// How a fake is to be, before it starts.
#[derive(Clone, Debug)]
pub struct Builder {
    bot: Bot,
    rates: Rates,
    port: u16,
    timing: Timing,
}

/// How long helpers wait.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timing {
    /// After this long without an expected reaction a helper gives up.
    pub(crate) patience: Duration,
    /// After this long without a call the bot counts as having finished.
    pub(crate) quiet: Duration,
}

/// A running fake server; clones are handles of the same one, and it stops with the last.
#[derive(Clone)]
pub struct FakeBotApi {
    pub(crate) shared: Arc<Shared>,
    pub(crate) timing: Timing,
    address: SocketAddr,
    _running: Arc<Running>,
}

/// Stops the server's tasks when the last handle goes.
struct Running(Vec<tokio::task::JoinHandle<()>>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.iter().for_each(tokio::task::JoinHandle::abort);
    }
}

impl Default for Builder {
    fn default() -> Self {
        let id = 4_242_424_242;
        let bot = Bot {
            id,
            token: format!("{id}:AAFakeTokenForTestsOnly_0123456789abcd"),
            first_name: "Lotse".to_owned(),
            username: "lotse_test_bot".to_owned(),
            reads_all_group_messages: false,
            supports_inline: true,
        };
        let timing = Timing {
            patience: Duration::from_secs(20),
            quiet: Duration::from_millis(80),
        };
        Self {
            bot,
            rates: Rates::default(),
            port: 0,
            timing,
        }
    }
}

impl Builder {
    /// Listens on this port instead of a free one.
    pub fn port(self, port: u16) -> Self {
        Self { port, ..self }
    }

    /// Takes this token; its number is the bot's id.
    pub fn token(mut self, token: &str) -> Self {
        if let Some(id) = token.split(':').next().and_then(|id| id.parse().ok()) {
            self.bot.id = id;
        }
        self.bot.token = token.to_owned();
        self
    }

    /// Takes this user name for the bot, without `@`.
    pub fn username(mut self, username: &str) -> Self {
        self.bot.username = username.to_owned();
        self
    }

    /// Shows the bot every message in groups, as with privacy mode off.
    pub fn reads_all_group_messages(mut self) -> Self {
        self.bot.reads_all_group_messages = true;
        self
    }

    /// Lets nobody call the bot in other chats, as before `/setinline`.
    pub fn without_inline_mode(mut self) -> Self {
        self.bot.supports_inline = false;
        self
    }

    /// Sets the limits on sending.
    pub fn rates(self, rates: Rates) -> Self {
        Self { rates, ..self }
    }

    /// Sets how long helpers wait for the bot before they give up.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.timing.patience = patience;
        self
    }

    /// Sets after how long without a call the bot counts as having finished.
    pub fn quiet(mut self, quiet: Duration) -> Self {
        self.timing.quiet = quiet;
        self
    }

    /// Starts the fake on the loopback interface.
    pub async fn start(self) -> io::Result<FakeBotApi> {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::new(World::new(
            self.bot,
            RateLimiter::new(self.rates),
        )));
        let router = server::router(
            Arc::clone(&shared),
            control::router(Arc::clone(&shared), self.timing),
        );
        let service = router.into_make_service_with_connect_info::<Scissors>();
        let serving = tokio::spawn(async move {
            if let Err(error) = axum::serve(CuttableListener(listener), service).await {
                eprintln!("the fake Bot API server stopped: {error}");
            }
        });
        let delivering = tokio::spawn(webhook::deliver(Arc::clone(&shared)));
        let _running = Arc::new(Running(vec![serving, delivering]));
        Ok(FakeBotApi {
            shared,
            timing: self.timing,
            address,
            _running,
        })
    }
}

impl FakeBotApi {
    /// Starts a fake as it usually is: free port, privacy mode on, Telegram's limits on.
    ///
    /// Panics if the loopback interface has no free port.
    pub async fn start() -> Self {
        match Self::builder().start().await {
            Ok(api) => api,
            Err(error) => panic!("the fake Bot API server cannot listen: {error}"),
        }
    }

    /// Prepares a fake that is not as usual.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The address to which a bot appends `/bot<token>/<method>`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The bot's token.
    pub fn token(&self) -> String {
        self.shared.look(|world| world.bot.token.clone())
    }

    /// The bot's user name, without `@`.
    pub fn username(&self) -> String {
        self.shared.look(|world| world.bot.username.clone())
    }

    /// The private chat with a person, who is known by first name.
    pub fn private_chat(&self, name: &str) -> Chat {
        let (room, user) = self.shared.with(|world| {
            let user = world.user(name);
            (world.private_room(user), user)
        });
        Chat::new(self.clone(), room, user)
    }

    /// A small group with the bot in it.
    pub fn group(&self, title: &str) -> Group {
        Group::found(self, RoomKind::Group, title)
    }

    /// A supergroup with the bot in it.
    pub fn supergroup(&self, title: &str) -> Group {
        Group::found(self, RoomKind::Supergroup, title)
    }

    /// A supergroup with topics and the bot in it.
    pub fn forum(&self, title: &str) -> Group {
        Group::found_forum(self, title)
    }

    /// A channel with the bot as administrator.
    pub fn channel(&self, title: &str) -> Group {
        Group::found(self, RoomKind::Channel, title)
    }

    /// A group that the bot is not in.
    pub fn group_without_bot(&self, title: &str) -> Group {
        Group::found_without_bot(self, RoomKind::Group, title)
    }

    /// Queues an update as it is; its `update_id` is given by the fake and returned.
    pub fn inject(&self, mut update: Value) -> i64 {
        let kind = update
            .as_object()
            .and_then(|fields| fields.keys().find(|key| *key != "update_id").cloned());
        self.shared.with(|world| {
            let body = kind
                .as_ref()
                .map_or(Value::Null, |kind| update[kind].take());
            world.inject(kind.as_deref().unwrap_or("unknown"), body)
        })
    }

    /// Delivers an update of the past once more, under its old id.
    pub fn redeliver(&self, update_id: i64) {
        let known = self.shared.with(|world| world.updates.redeliver(update_id));
        assert!(known, "there was no update {update_id}");
    }

    /// Turns the order of the next batch of several updates around.
    pub fn reverse_next_batch(&self) {
        self.shared.with(|world| world.updates.reverse_next());
    }

    /// Keeps updates back until they are released, so that they come as one batch.
    pub fn hold_updates(&self) {
        self.shared.with(|world| world.updates.is_held = true);
    }

    /// Lets the kept updates go.
    pub fn release_updates(&self) {
        self.shared.with(|world| world.updates.is_held = false);
    }

    /// Counts update ids on from here, as Telegram does after a quiet week.
    pub fn jump_update_ids(&self, next: i64) {
        self.shared.with(|world| world.updates.jump_to(next));
    }

    /// Scripts a fault for the next calls of a method; `*` stands for every method but `getUpdates`.
    pub fn next_calls(&self, method: &str, times: u32, fault: Fault) {
        self.script(method, None, times, fault);
    }

    /// Scripts a fault for the next calls of a method about one chat.
    pub fn next_calls_in(&self, chat_id: i64, method: &str, times: u32, fault: Fault) {
        self.script(method, Some(chat_id), times, fault);
    }

    fn script(&self, method: &str, chat: Option<i64>, times: u32, fault: Fault) {
        if times > 0 {
            let rule = FaultRule {
                method: method.to_ascii_lowercase(),
                chat,
                remaining: times,
                fault,
            };
            self.shared.with(|world| world.faults.push(rule));
        }
    }

    /// Lets a function decide over every call that no script speaks for; it is given the method as it was called.
    pub fn weather(&self, fate: impl FnMut(&str) -> Option<Fault> + Send + 'static) {
        self.shared
            .with(|world| world.weather.0 = Some(Box::new(fate)));
    }

    /// Lets a function change each batch of updates that is handed out: repeat some, turn their order around.
    pub fn deliver_with(&self, mix: impl FnMut(Vec<Value>) -> Vec<Value> + Send + 'static) {
        self.shared
            .with(|world| world.delivery.0 = Some(Box::new(mix)));
    }

    /// Keeps what only the last calls and updates said, so that a long run does not fill the memory.
    pub fn keep_last(&self, count: usize) {
        self.shared.with(|world| world.kept = Some(count));
    }

    /// Keeps what only the last happenings of each chat showed; of the others it is known that they were.
    pub fn keep_last_of_each_chat(&self, count: usize) {
        self.shared
            .with(|world| world.kept_of_each_chat = Some(count));
    }

    /// Cuts every connection until it goes online again.
    pub fn goes_offline(&self) {
        self.shared.with(|world| world.is_offline = true);
    }

    /// Answers again.
    pub fn goes_online(&self) {
        self.shared.with(|world| world.is_offline = false);
    }

    /// Puts the fake's clock forward: taps, inline queries and updates grow old, limits recover.
    pub fn advance_clock(&self, by: Duration) {
        self.shared.with(|world| world.advance_clock(by));
    }

    /// Looks at the state of things.
    pub fn look<R>(&self, see: impl FnOnce(&Observed<'_>) -> R) -> R {
        self.shared.look(|world| see(&Observed(world)))
    }

    /// All calls so far, `getUpdates` left out.
    pub fn calls(&self) -> Vec<Call> {
        self.look(|seen| seen.calls().cloned().collect())
    }

    /// All calls of one method so far.
    pub fn calls_of(&self, method: &str) -> Vec<Call> {
        self.look(|seen| seen.calls_of(method).cloned().collect())
    }

    /// The calls that could never have been right; a test ends by comparing this with `[]`.
    pub fn malformed_calls(&self) -> Vec<Call> {
        let all = |world: &World| {
            world
                .calls
                .iter()
                .filter(|call| call.malformed.is_some())
                .cloned()
                .collect()
        };
        self.shared.look(all)
    }

    /// Waits until the condition yields something and returns it; panics when patience runs out.
    pub async fn wait_for<R>(&self, mut condition: impl FnMut(&Observed<'_>) -> Option<R>) -> R {
        match self
            .try_wait_for(self.timing.patience, &mut condition)
            .await
        {
            Some(result) => result,
            None => panic!(
                "waited {:?} in vain; last calls:\n{}",
                self.timing.patience,
                self.last_calls()
            ),
        }
    }

    /// Waits until the condition yields something, but no longer than this.
    pub fn try_wait_for<R>(
        &self,
        patience: Duration,
        mut condition: impl FnMut(&Observed<'_>) -> Option<R>,
    ) -> impl Future<Output = Option<R>> {
        let shared = Arc::clone(&self.shared);
        async move {
            let mut changes = shared.subscribe();
            let deadline = tokio::time::Instant::now() + patience;
            loop {
                changes.borrow_and_update();
                if let Some(result) = shared.look(|world| condition(&Observed(world))) {
                    return Some(result);
                }
                if !matches!(
                    tokio::time::timeout_at(deadline, changes.changed()).await,
                    Ok(Ok(()))
                ) {
                    return None;
                }
            }
        }
    }

    /// Waits until every update is confirmed and the bot has been quiet for a moment.
    pub async fn settled(&self) {
        self.wait_for(|seen| (seen.pending_updates() == 0).then_some(()))
            .await;
        quiet(&self.shared, self.timing).await;
    }

    /// The last calls as lines, for the message of a failing test.
    pub fn last_calls(&self) -> String {
        let lines: Vec<String> = self.calls().iter().rev().take(12).rev().map(line).collect();
        lines.join("\n")
    }

    /// Presses a virtual key: somebody types after the bot's name; returns the id of the inline query.
    pub fn inline_query(&self, name: &str, query: &str) -> String {
        self.shared.with(|world| {
            let user = world.user(name);
            people::inline_query(world, user, query, "")
        })
    }

    /// Scrolls on in what a query offered: the same again from the next offset that the bot named.
    pub fn inline_query_from(&self, name: &str, query: &str, offset: &str) -> String {
        self.shared.with(|world| {
            let user = world.user(name);
            people::inline_query(world, user, query, offset)
        })
    }
}

fn line(call: &Call) -> String {
    let status = call
        .status
        .map_or_else(|| "cut".to_owned(), |status| status.to_string());
    format!(
        "{} {} -> {status} {}",
        call.method,
        Value::Object(call.params.clone()),
        call.answer
    )
}

/// Waits until no call is under way and none came for a moment.
pub(crate) async fn quiet(shared: &Shared, timing: Timing) {
    loop {
        let remaining = shared.look(|world| match world.calls_in_flight {
            0 => timing.quiet.saturating_sub(world.last_activity.elapsed()),
            _ => timing.quiet,
        });
        if remaining.is_zero() {
            return;
        }
        tokio::time::sleep(remaining).await;
    }
}

/// The state of things at one moment, for conditions and assertions.
pub struct Observed<'a>(pub(crate) &'a World);

impl<'a> Observed<'a> {
    /// All calls so far, `getUpdates` left out.
    pub fn calls(&self) -> impl Iterator<Item = &'a Call> {
        self.0
            .calls
            .iter()
            .filter(|call| call.method != "getUpdates")
    }

    /// All calls of one method so far, `getUpdates` too.
    pub fn calls_of(&self, method: &str) -> impl Iterator<Item = &'a Call> {
        self.0
            .calls
            .iter()
            .filter(move |call| call.method.eq_ignore_ascii_case(method))
    }

    /// The calls that came within this time, newest first.
    pub fn recent_calls(&self, within: Duration) -> impl Iterator<Item = &'a Call> {
        let since = self.0.now().saturating_sub(within);
        let is_recent = move |call: &&Call| call.at >= since;
        self.0.calls.iter().rev().take_while(is_recent)
    }

    /// How many updates the bot has not confirmed.
    pub fn pending_updates(&self) -> usize {
        self.0.updates.pending()
    }

    /// Whether the bot has confirmed this update.
    pub fn is_confirmed(&self, update_id: i64) -> bool {
        self.0.updates.is_confirmed(update_id)
    }

    /// Every update so far, confirmed or not.
    pub fn updates(&self) -> impl Iterator<Item = &'a Value> {
        self.0.updates.emitted()
    }

    /// The screen of a chat.
    pub fn screen(&self, chat_id: i64) -> Screen {
        let room = self.0.rooms.get(&chat_id);
        room.map(|room| transcript::screen(self.0, room, None))
            .unwrap_or_default()
    }

    /// The conversation of a chat as it went.
    pub fn transcript(&self, chat_id: i64) -> String {
        self.0
            .rooms
            .get(&chat_id)
            .map(|room| transcript::transcript(&room.happenings))
            .unwrap_or_default()
    }

    /// What happened in a chat, in order.
    pub fn happenings(&self, chat_id: i64) -> &'a [Happening] {
        self.0
            .rooms
            .get(&chat_id)
            .map(|room| room.happenings.as_slice())
            .unwrap_or_default()
    }

    /// How often the bot did something in a chat.
    pub fn reactions(&self, chat_id: i64) -> u64 {
        self.0.rooms.get(&chat_id).map_or(0, |room| room.reactions)
    }

    /// Whether a tap was answered.
    pub fn is_answered(&self, tap: &str) -> bool {
        self.0.taps.get(tap).is_some_and(|tap| tap.is_answered)
    }

    /// What the bot offered for an inline query.
    pub fn inline_results(&self, query: &str) -> Option<&'a [Value]> {
        self.0.inline_queries.get(query)?.results.as_deref()
    }

    /// The commands in the menu: name and description, for a scope (`default`, `all_group_chats`, …) and language.
    pub fn commands(&self, scope: &str, language: &str) -> Vec<(String, String)> {
        let commands = self
            .0
            .commands
            .get(&(scope.to_owned(), language.to_owned()));
        let text =
            |command: &Value, name: &str| command[name].as_str().unwrap_or_default().to_owned();
        let pair = |command: &Value| (text(command, "command"), text(command, "description"));
        commands
            .map(|commands| commands.iter().map(pair).collect())
            .unwrap_or_default()
    }

    /// The menu button for everybody.
    pub fn menu_button(&self) -> Option<&'a Value> {
        self.0.menu_buttons.get(&0)
    }

    /// The short description for a language.
    pub fn short_description(&self, language: &str) -> Option<&'a str> {
        let found = self.0.short_descriptions.get(language);
        found.map(String::as_str)
    }
}
