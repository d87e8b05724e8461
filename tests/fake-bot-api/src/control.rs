//! `/control`: the fake driven over HTTP, for programs in other languages.
//!
//! Every request is a JSON object, every answer too. The verbs are those of the library, without its waiting
//! (except `settled`); `README.md` lists them.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::api::{self, Timing};
use crate::entities::{self, ParseMode};
use crate::faults::FaultRule;
use crate::people::{self, Place};
use crate::server::Shared;
use crate::transcript;
use crate::world::{Body, RoomKind, Standing, World};

type Outcome = Result<Json<Value>, String>;

/// The routes under `/control`.
pub(crate) fn router(shared: Arc<Shared>, timing: Timing) -> Router {
    Router::new()
        .route("/bot", get(bot))
        .route("/calls", get(calls))
        .route("/malformed", get(malformed))
        .route("/updates", get(updates))
        .route("/chats/{id}", get(chat))
        .route(
            "/settled",
            post(move |State(shared): State<Arc<Shared>>| settled(shared, timing)),
        )
        .route("/parse", post(parse))
        .route("/{verb}", post(act))
        .with_state(shared)
}

async fn bot(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(shared.look(|world| {
        json!({
            "token": world.bot.token,
            "username": world.bot.username,
            "commands": world.commands.iter().map(|((scope, language), list)| {
                json!({"scope": scope, "language_code": language, "commands": list})
            }).collect::<Vec<_>>(),
            "menu_buttons": world.menu_buttons,
            "webhook": world.webhook.as_ref().map(|webhook| &webhook.url),
        })
    }))
}

async fn calls(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(shared.look(|world| {
        world
            .calls
            .iter()
            .filter(|call| call.method != "getUpdates")
            .map(|call| json!(call))
            .collect()
    }))
}

async fn malformed(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(shared.look(|world| {
        world
            .calls
            .iter()
            .filter(|call| call.malformed.is_some())
            .map(|call| json!(call))
            .collect()
    }))
}

async fn updates(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(shared.look(|world| world.updates.emitted().cloned().collect()))
}

async fn chat(State(shared): State<Arc<Shared>>, Path(id): Path<i64>) -> Response {
    let seen = shared.look(|world| {
        let room = world.rooms.get(&id)?;
        let happenings = &room.happenings;
        Some(json!({
            "screen": transcript::screen(world, room, None),
            "transcript": transcript::transcript(happenings),
            "happenings": happenings,
        }))
    });
    match seen {
        Some(seen) => Json(seen).into_response(),
        None => (
            StatusCode::NOT_FOUND,
            Json(json!({"error": "no such chat"})),
        )
            .into_response(),
    }
}

async fn settled(shared: Arc<Shared>, timing: Timing) -> Json<Value> {
    let deadline = tokio::time::Instant::now() + timing.patience;
    let mut changes = shared.subscribe();
    while shared.look(|world| world.updates.pending()) > 0 {
        if tokio::time::timeout_at(deadline, changes.changed())
            .await
            .is_err()
        {
            return Json(json!({"settled": false}));
        }
    }
    api::quiet(&shared, timing).await;
    Json(json!({"settled": true}))
}

/// Parses texts as `sendMessage` would: `{items: [{text, parse_mode, fix?}]}`.
async fn parse(Json(request): Json<Value>) -> Json<Value> {
    let items = request["items"].as_array().cloned().unwrap_or_default();
    Json(items.iter().map(parse_one).collect())
}

fn parse_one(item: &Value) -> Value {
    let text = item["text"].as_str().unwrap_or_default();
    let mode = ParseMode::from_parameter(item["parse_mode"].as_str().unwrap_or_default());
    let parsed = match mode {
        Ok(Some(mode)) => entities::parse(text, mode),
        Ok(None) => Ok(entities::FormattedText {
            text: text.to_owned(),
            entities: Vec::new(),
        }),
        Err(problem) => Err(problem),
    };
    let settled = match parsed {
        Ok(parsed) if item["fix"] == json!(true) => {
            entities::fit(parsed).map(|(text, entities)| entities::FormattedText { text, entities })
        }
        other => other,
    };
    match settled {
        Ok(parsed) => {
            let entities: Vec<Value> = parsed
                .entities
                .iter()
                .map(|entity| entity.to_json(|id| json!({"id": id})))
                .collect();
            json!({"text": parsed.text, "entities": entities})
        }
        Err(problem) => json!({"error": problem}),
    }
}

async fn act(
    State(shared): State<Arc<Shared>>,
    Path(verb): Path<String>,
    Json(request): Json<Value>,
) -> Response {
    match shared.with(|world| perform(world, &verb, &request)) {
        Ok(answer) => answer.into_response(),
        Err(problem) => (StatusCode::BAD_REQUEST, Json(json!({"error": problem}))).into_response(),
    }
}

fn perform(world: &mut World, verb: &str, request: &Value) -> Outcome {
    let text = |name: &str| request[name].as_str().unwrap_or_default();
    match verb {
        "person" => {
            let user = world.user(text("name"));
            let chat = world.private_room(user);
            Ok(Json(json!({"user_id": user, "chat_id": chat})))
        }
        "group" => Ok(Json(found(world, request))),
        "say" => {
            let body = Body::Text(people::typed(text("text")));
            let place = place(world, request)?;
            let (message, update) = people::send(world, place, body, text("text"));
            Ok(Json(json!({"message_id": message, "update_id": update})))
        }
        "send" => {
            let fields = request["fields"].as_object().cloned().unwrap_or_default();
            let place = place(world, request)?;
            let (message, update) = people::send(world, place, Body::Service(fields), "(sent)");
            Ok(Json(json!({"message_id": message, "update_id": update})))
        }
        "edit" => {
            let message = i32::try_from(request["message_id"].as_i64().unwrap_or(0)).unwrap_or(0);
            let place = place(world, request)?;
            let update = people::edit(world, place, message, text("text"));
            Ok(Json(json!({"update_id": update})))
        }
        "tap" => tap(world, request),
        "inline_query" => {
            let user = world.user(text("name"));
            let id = people::inline_query(world, user, text("query"), text("offset"));
            Ok(Json(json!({"inline_query_id": id})))
        }
        "standing" => {
            let place = place(world, request)?;
            let who = if text("who") == "bot" {
                world.bot.id
            } else {
                place.user
            };
            people::change_standing(
                world,
                place.room,
                place.user,
                who,
                standing(text("standing"))?,
            );
            Ok(Json(json!({})))
        }
        "block" => {
            let place = place(world, request)?;
            people::block(world, place.user, request["blocked"] != json!(false));
            Ok(Json(json!({})))
        }
        "migrate" => {
            let place = place(world, request)?;
            Ok(Json(
                json!({"chat_id": people::migrate(world, place.room, place.user)}),
            ))
        }
        "inject" => {
            let fields = request["update"]
                .as_object()
                .ok_or("`update` must be an object")?;
            let kind = fields
                .keys()
                .find(|key| *key != "update_id")
                .ok_or("the update is empty")?;
            Ok(Json(
                json!({"update_id": world.inject(kind, fields[kind].clone())}),
            ))
        }
        "fault" => {
            let fault =
                serde_json::from_value(request.clone()).map_err(|error| error.to_string())?;
            let times = request["times"]
                .as_u64()
                .and_then(|times| u32::try_from(times).ok())
                .unwrap_or(1);
            let method = request["method"]
                .as_str()
                .unwrap_or("*")
                .to_ascii_lowercase();
            world.faults.push(FaultRule {
                method,
                chat: request["chat_id"].as_i64(),
                remaining: times.max(1),
                fault,
            });
            Ok(Json(json!({})))
        }
        "rates" => {
            let rates =
                serde_json::from_value(request.clone()).map_err(|error| error.to_string())?;
            world.rates.set(rates);
            Ok(Json(json!({})))
        }
        "advance_clock" => {
            world.advance_clock(std::time::Duration::from_secs(
                request["seconds"].as_u64().unwrap_or(0),
            ));
            Ok(Json(json!({})))
        }
        "offline" => {
            world.is_offline = request["offline"] != json!(false);
            Ok(Json(json!({})))
        }
        _ => Err(format!("there is no verb `{verb}`")),
    }
}

fn found(world: &mut World, request: &Value) -> Value {
    let (kind, is_forum) = match request["kind"].as_str() {
        Some("channel") => (RoomKind::Channel, false),
        Some("supergroup") => (RoomKind::Supergroup, false),
        Some("forum") => (RoomKind::Supergroup, true),
        _ => (RoomKind::Group, false),
    };
    let id = world.new_room(kind, request["title"].as_str().unwrap_or("Gruppe"));
    let founder = world.user("Gründerin");
    let bot = world.bot.id;
    if let Some(room) = world.rooms.get_mut(&id) {
        room.is_forum = is_forum;
        room.members.insert(founder, Standing::Creator);
        let bot_standing = if kind == RoomKind::Channel {
            Standing::Administrator
        } else {
            Standing::Member
        };
        if request["with_bot"] != json!(false) {
            room.members.insert(bot, bot_standing);
        }
    }
    json!({"chat_id": id})
}

/// Who does something where: `name`, and `chat_id` if it is not the private chat.
fn place(world: &mut World, request: &Value) -> Result<Place, String> {
    let user = world.user(request["name"].as_str().unwrap_or("Erika"));
    let room = match request["chat_id"].as_i64() {
        Some(id) => id,
        None => world.private_room(user),
    };
    if let Some(group) = world
        .rooms
        .get_mut(&room)
        .filter(|group| group.kind != RoomKind::Private)
    {
        group.members.entry(user).or_insert(Standing::Member);
    }
    if !world.rooms.contains_key(&room) {
        return Err(format!("there is no chat {room}"));
    }
    let number = |name: &str| request[name].as_i64().and_then(|id| i32::try_from(id).ok());
    Ok(Place {
        room,
        user,
        thread: number("message_thread_id"),
        reply_to: number("reply_to"),
        is_anonymous: false,
    })
}

fn standing(name: &str) -> Result<Standing, String> {
    match name {
        "administrator" => Ok(Standing::Administrator),
        "member" => Ok(Standing::Member),
        "left" => Ok(Standing::Left),
        "kicked" => Ok(Standing::Kicked),
        _ => Err(format!("there is no standing `{name}`")),
    }
}

/// Taps by `label`, or by `data` under `message_id`.
fn tap(world: &mut World, request: &Value) -> Outcome {
    let place = place(world, request)?;
    let room = world.rooms.get(&place.room).ok_or("no such chat")?;
    let screen = transcript::screen(world, room, None);
    let found = match (request["label"].as_str(), request["data"].as_str()) {
        (Some(label), _) => {
            let (message, button) = screen
                .button(label)
                .ok_or_else(|| format!("there is no button [{label}]"))?;
            let data = button
                .data
                .clone()
                .ok_or_else(|| format!("[{label}] tells the bot nothing"))?;
            (message.id, label.to_owned(), data)
        }
        (None, Some(data)) => {
            let message = request["message_id"]
                .as_i64()
                .and_then(|id| i32::try_from(id).ok());
            let last = screen.last().map(|message| message.id);
            (
                message.or(last).unwrap_or(0),
                data.to_owned(),
                data.to_owned(),
            )
        }
        (None, None) => return Err("`label` or `data` is needed".to_owned()),
    };
    let id = people::tap(world, place, found.0, &found.1, &found.2);
    Ok(Json(json!({"callback_query_id": id})))
}
