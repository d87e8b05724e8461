//! The HTTP side: one call in, one answer out, with the faults that were scripted for it.
//!
//! A call takes effect under one lock and never waits inside; only `getUpdates` waits, outside the lock.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::answer::{self, Answer, Refusal};
use crate::args::Args;
use crate::calls::{Call, Recorder};
use crate::connection::Scissors;
use crate::faults::{self, Fault};
use crate::methods;
use crate::updates::Poll;
use crate::world::World;

/// Conflicts, in the words of the real server.
const WEBHOOK_IS_SET: &str = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
const OTHER_POLL: &str =
    "terminated by other getUpdates request; make sure that only one bot instance is running";
const WEBHOOK_CAME: &str = "terminated by setWebhook request";

/// What handlers and handles share: the world behind its lock, and a bell that rings on every change.
pub(crate) struct Shared {
    world: Mutex<World>,
    changed: watch::Sender<u64>,
    recorder: Recorder,
}

impl Shared {
    pub(crate) fn new(world: World) -> Self {
        Self {
            world: Mutex::new(world),
            changed: watch::Sender::new(0),
            recorder: Recorder::from_environment(),
        }
    }

    /// Looks at the world.
    pub(crate) fn look<R>(&self, see: impl FnOnce(&World) -> R) -> R {
        see(&self.world.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the world and rings the bell.
    pub(crate) fn with<R>(&self, act: impl FnOnce(&mut World) -> R) -> R {
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        let known = world.updates.emitted.len();
        let result = act(&mut world);
        for update in world.updates.genuine_from(known) {
            self.recorder.update(update);
        }
        drop(world);
        self.changed.send_modify(|count| *count += 1);
        result
    }

    pub(crate) fn subscribe(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    fn begin(&self, method: &str, args: &Args) -> usize {
        let known = methods::find(method);
        let name = known.map_or(method, |method| method.name);
        let malformed = match known {
            Some(method) => method.misfit(args),
            None => Some("unknown method".to_owned()),
        };
        let files = args.files.iter();
        let files = files.map(|file| (file.file_name.clone(), file.bytes.to_vec()));
        let files = files.collect();
        let params = known.map_or_else(|| args.shown.clone(), |method| method.shown(args));
        self.with(|world| {
            let call = Call {
                method: name.to_owned(),
                params,
                files,
                at: world.now(),
                status: None,
                answer: Value::Null,
                malformed,
            };
            world.calls.push(call);
            let old = world
                .kept
                .and_then(|kept| world.calls.len().checked_sub(kept + 1));
            if let Some(old) = old.and_then(|old| world.calls.get_mut(old)) {
                (old.params, old.answer) = (serde_json::Map::new(), Value::Null);
            }
            if name != "getUpdates" {
                world.last_activity = Instant::now();
            }
            world.calls.len() - 1
        })
    }

    fn finish(&self, number: usize, answer: &Answer, status: Option<u16>) {
        self.with(|world| {
            let Some(call) = world.calls.get_mut(number) else {
                return;
            };
            call.status = status;
            match answer {
                // What updates were handed out is known from `emitted`.
                Ok(_) if call.method == "getUpdates" => {}
                Ok(result) => call.answer = result.clone(),
                Err(refusal) => {
                    call.answer = json!(refusal.description);
                    if refusal.is_malformed {
                        call.malformed
                            .get_or_insert_with(|| refusal.description.clone());
                    }
                }
            }
            if call.method != "getUpdates" {
                world.last_activity = Instant::now();
            }
            self.recorder.call(&world.calls[number], answer.is_err());
        });
    }

    fn take_effect(&self, method: &str, args: &Args) -> Answer {
        let method = methods::find(method).ok_or_else(Refusal::not_found)?;
        self.with(|world| {
            let (chat, now) = (args.integer("chat_id").unwrap_or(0), world.now());
            world
                .rates
                .admit(chat, method.weight, now)
                .map_err(Refusal::too_many_requests)?;
            (method.run)(world, args)
        })
    }
}

/// Counts a call as under way until it is dropped, also when the caller hangs up.
struct UnderWay(Arc<Shared>);

impl UnderWay {
    fn new(shared: &Arc<Shared>) -> Self {
        shared.with(|world| world.calls_in_flight += 1);
        Self(Arc::clone(shared))
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.with(|world| {
            world.calls_in_flight -= 1;
            world.last_activity = Instant::now();
        });
    }
}

/// All routes: the Bot API, and `/control` for those who drive the fake from another process.
pub(crate) fn router(shared: Arc<Shared>, control: Router) -> Router {
    Router::new()
        .fallback(handle)
        .with_state(shared)
        .nest("/control", control)
}

async fn handle(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(scissors): ConnectInfo<Scissors>,
    request: Request,
) -> Response {
    if shared.look(|world| world.is_offline) {
        return cut(&scissors);
    }
    let path = request.uri().path().replace("%3A", ":").replace("%3a", ":");
    let Some((token, method)) = path
        .strip_prefix("/bot")
        .and_then(|rest| rest.split_once('/'))
    else {
        return send(&Err(Refusal::new(404, "Not Found".to_owned(), true)));
    };
    if let Err(refusal) = check_token(&shared, token) {
        return send(&Err(refusal));
    }
    let (method, args) = match Args::read(request).await {
        Ok(args) if method.is_empty() => (args.text("method").to_owned(), args),
        Ok(args) => (method.to_owned(), args),
        Err(refusal) => {
            let number = shared.begin(method, &Args::default());
            let answer = Err(refusal);
            shared.finish(number, &answer, status_of(&answer));
            return send(&answer);
        }
    };
    if method.eq_ignore_ascii_case("getUpdates") {
        return poll(&shared, &scissors, &args).await;
    }
    let _under_way = UnderWay::new(&shared);
    serve(&shared, &scissors, &method, &args).await
}

fn check_token(shared: &Shared, token: &str) -> Result<(), Refusal> {
    let unauthorized = |problem: &str| Err(Refusal::new(401, problem.to_owned(), false));
    if token.starts_with('0') || token.len() > 80 || !token.contains(':') {
        return unauthorized("Unauthorized: invalid token specified");
    }
    if shared.look(|world| world.bot.token != token) {
        return unauthorized("Unauthorized");
    }
    Ok(())
}

/// The fault that a script or the weather has for a call.
fn next_fault(world: &mut World, method: &str, chat: Option<i64>) -> Option<Fault> {
    faults::take(&mut world.faults, method, chat).or_else(|| world.weather.take(method))
}

/// Serves any method but `getUpdates`.
async fn serve(shared: &Shared, scissors: &Scissors, method: &str, args: &Args) -> Response {
    let number = shared.begin(method, args);
    let fault = shared.with(|world| next_fault(world, method, args.integer("chat_id")));
    if let Some(refused) = fault.as_ref().and_then(refusal_of) {
        let answer = Err(refused);
        shared.finish(number, &answer, status_of(&answer));
        return send_fault(fault.as_ref(), &answer);
    }
    match fault {
        Some(Fault::CutBefore) => return cut(scissors),
        Some(Fault::Says { status, body }) => return says(status, body),
        _ => {}
    }
    let answer = shared.take_effect(method, args);
    let is_cut = matches!(fault, Some(Fault::LostAnswer | Fault::CutMidAnswer));
    shared.finish(
        number,
        &answer,
        if is_cut { None } else { status_of(&answer) },
    );
    deliver(fault, scissors, &answer).await
}

/// Brings an answer on its way, or not.
async fn deliver(fault: Option<Fault>, scissors: &Scissors, answer: &Answer) -> Response {
    match fault {
        Some(Fault::LostAnswer) => cut(scissors),
        Some(Fault::CutMidAnswer) => half(answer),
        Some(slow @ Fault::Slow { .. }) => {
            tokio::time::sleep(slow.delay()).await;
            send(answer)
        }
        _ => send(answer),
    }
}

/// `getUpdates`: answers at once or waits for news.
async fn poll(shared: &Shared, scissors: &Scissors, args: &Args) -> Response {
    let number = shared.begin("getUpdates", args);
    let fault = shared.with(|world| next_fault(world, "getupdates", None));
    if let Some(refused) = fault.as_ref().and_then(refusal_of) {
        let answer = Err(refused);
        shared.finish(number, &answer, status_of(&answer));
        return send_fault(fault.as_ref(), &answer);
    }
    match fault {
        Some(Fault::CutBefore) => return cut(scissors),
        Some(Fault::Says { status, body }) => return says(status, body),
        _ => {}
    }
    let answer = updates(shared, args).await;
    if shared.look(|world| world.is_offline) {
        return cut(scissors);
    }
    shared.finish(number, &answer, status_of(&answer));
    deliver(fault, scissors, &answer).await
}

async fn updates(shared: &Shared, args: &Args) -> Answer {
    let mut changes = shared.subscribe();
    let (offset, limit) = (
        args.bounded("offset", 0, i64::MIN, i64::MAX),
        args.bounded("limit", 100, 1, 100),
    );
    let timeout = args.bounded("timeout", 0, 0, 50);
    let poll = shared.with(|world| {
        if world.webhook.is_some() {
            return Err(WEBHOOK_IS_SET);
        }
        world
            .updates
            .allow(args.json("allowed_updates").and_then(Result::ok));
        let now = world.now();
        Ok(world.updates.poll(offset, limit, timeout, now))
    });
    let (ticket, timeout, offset, limit) = match poll {
        Err(problem) => return conflict(shared, problem).await,
        Ok(Poll::Ready(updates)) => {
            return Ok(shared.with(|world| world.delivery.mix(updates)).into());
        }
        Ok(Poll::Wait {
            ticket,
            timeout,
            offset,
            limit,
        }) => (ticket, timeout, offset, limit),
    };
    let deadline = tokio::time::Instant::now() + timeout;
    loop {
        changes.borrow_and_update();
        let (is_current, has_news, is_offline) = shared.look(|world| {
            (
                world.updates.is_current(ticket),
                world.updates.has_news(),
                world.is_offline,
            )
        });
        if !is_current {
            let by_webhook = shared.look(|world| world.updates.ended_by_webhook);
            return conflict(shared, if by_webhook { WEBHOOK_CAME } else { OTHER_POLL }).await;
        }
        if has_news || is_offline {
            // The real server waits a moment too, so that what comes together is delivered together.
            tokio::time::sleep(Duration::from_millis(2)).await;
            let updates = shared.with(|world| {
                let now = world.now();
                let updates = world.updates.take(offset, limit, now);
                world.delivery.mix(updates)
            });
            if !updates.is_empty() || is_offline {
                return Ok(updates.into());
            }
        }
        if tokio::time::timeout_at(deadline, changes.changed())
            .await
            .is_err()
        {
            return Ok(json!([]));
        }
    }
}

async fn conflict(shared: &Shared, problem: &str) -> Answer {
    let delay = shared.with(|world| world.updates.conflict_delay());
    tokio::time::sleep(delay).await;
    Err(Refusal::conflict(problem))
}

/// The refusal that a fault stands for, if it stands for one.
fn refusal_of(fault: &Fault) -> Option<Refusal> {
    match fault {
        Fault::TooManyRequests {
            retry_after: Some(seconds),
        } => Some(Refusal::too_many_requests(*seconds)),
        Fault::TooManyRequests { retry_after: None } => Some(Refusal::new(
            429,
            "Too Many Requests: retry after 1".to_owned(),
            false,
        )),
        Fault::ServerError => Some(Refusal::new(500, "Internal Server Error".to_owned(), false)),
        Fault::BadGateway => Some(Refusal::new(502, "Bad Gateway".to_owned(), false)),
        Fault::Blocked => Some(Refusal::forbidden("bot was blocked by the user")),
        Fault::Refused { code, description } => {
            Some(Refusal::new(*code, description.clone(), false))
        }
        _ => None,
    }
}

fn status_of(answer: &Answer) -> Option<u16> {
    Some(answer.as_ref().err().map_or(200, |refusal| refusal.code))
}

fn send_fault(fault: Option<&Fault>, answer: &Answer) -> Response {
    if fault != Some(&Fault::BadGateway) {
        return send(answer);
    }
    let page = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad \
                Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n";
    let mut response = Response::new(Body::from(page));
    *response.status_mut() = StatusCode::BAD_GATEWAY;
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        header::HeaderValue::from_static("text/html"),
    );
    response
}

fn says(status: u16, body: String) -> Response {
    let mut response = respond(&Ok(Value::Null), Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    response
}

fn send(answer: &Answer) -> Response {
    respond(answer, Body::from(answer::text(answer)))
}

fn respond(answer: &Answer, body: Body) -> Response {
    let mut response = Response::new(body);
    let status = status_of(answer).and_then(|code| StatusCode::from_u16(code).ok());
    *response.status_mut() = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        header::HeaderValue::from_static("application/json"),
    );
    let retry_after = answer
        .as_ref()
        .err()
        .and_then(|refusal| refusal.parameters.as_ref()?.get("retry_after")?.as_u64());
    if let Some(seconds) = retry_after {
        headers.insert(header::RETRY_AFTER, header::HeaderValue::from(seconds));
    }
    response
}

/// An answer that promises its whole length and breaks off in the middle.
fn half(answer: &Answer) -> Response {
    let whole = answer::text(answer);
    let length = whole.len();
    let half = Bytes::from(whole).slice(..length / 2);
    let broken = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    let stream = futures_util::stream::iter([Ok(half), Err(broken)]);
    let mut response = respond(answer, Body::from_stream(stream));
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, header::HeaderValue::from(length));
    response
}

/// Closes the connection without a word.
fn cut(scissors: &Scissors) -> Response {
    scissors.cut();
    Response::new(Body::empty())
}
