//! What to do about a call that failed: send it again, mend it, or let it go.
//!
//! A pure table from an error to a [`Remedy`]; waiting, counting and writing down are the outbox's.

use std::time::Duration;

use serde_json::Value;

use super::call::{Call, Upload};
use super::transport::{ApiError, CallError};
use crate::conversation;
use crate::service::ErrorClass;
use crate::service::door::{DeliveryError, Remedy};
use crate::sessions::EditTarget;

/// What became of a call that failed: nothing is to be done if it has its effect already.
pub(super) fn judge(error: &CallError, call: &Call) -> Result<(), DeliveryError> {
    let remedy = match error {
        CallError::Network {
            may_have_arrived, ..
        } => again(None, *may_have_arrived),
        CallError::File(_) => mend(as_text(call), "the picture cannot be read"),
        CallError::Api(error) if error.says("message is not modified") => return Ok(()),
        CallError::Api(error) => judge_refusal(error, call),
    };
    Err(DeliveryError {
        what: error.to_string(),
        class: class(error),
        remedy,
    })
}

/// The class of an error, for counting.
fn class(error: &CallError) -> ErrorClass {
    match error {
        CallError::Network { .. } => ErrorClass::Network,
        CallError::File(_) => ErrorClass::File,
        CallError::Api(error) => match error.code {
            429 => ErrorClass::Flood,
            403 => ErrorClass::Gone,
            500.. => ErrorClass::Server,
            _ => ErrorClass::Refused,
        },
    }
}

fn again(after: Option<Duration>, counts: bool) -> Remedy {
    Remedy::Retry { after, counts }
}

fn judge_refusal(error: &ApiError, call: &Call) -> Remedy {
    if let Some(to) = error.migrate_to {
        return mend(readdressed(call, to), "the group has become a supergroup");
    }
    match error.code {
        429 => again(error.retry_after.map(Duration::from_secs), true),
        403 => Remedy::Gone("the bot was blocked or removed"),
        // The token was withdrawn or the server is not one yet: who asks for updates finds out and decides.
        401 | 404 | 500.. => again(None, true),
        _ => judge_words(error, call),
    }
}

/// What Telegram says when the message that is to be changed cannot be.
const NOT_EDITABLE: [&str; 3] = [
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
];
/// When there is no chat any more, or nobody of ours in it.
const GONE: [&str; 4] = [
    "chat not found",
    "user is deactivated",
    "bot was kicked",
    "bot is not a member",
];
/// When the chat is there and we may not write to it.
const CLOSED: [&str; 4] = [
    "not enough rights",
    "have no rights",
    "chat_write_forbidden",
    "topic_closed",
];
/// When nobody waits for the answer to a tap any more.
const TOO_LATE: [&str; 2] = ["query is too old", "query id is invalid"];

/// The Bot API tells its refusals apart by words only.
fn judge_words(error: &ApiError, call: &Call) -> Remedy {
    let says = |words: &[&str]| words.iter().any(|words| error.says(words));
    let is_file = call.upload.as_ref().is_some_and(Upload::is_here);
    if says(&NOT_EDITABLE) {
        mend(as_new(call), "the message to change is gone")
    } else if says(&["can't parse entities"]) {
        let plain = without_markup(call).or_else(|| apology(call));
        mend(plain, "the markup was refused")
    } else if says(&["message thread not found"]) {
        mend(without(call, "message_thread_id"), "the topic is gone")
    } else if says(&["replied"]) && says(&["not found"]) {
        mend(
            without(call, "reply_parameters"),
            "the message said is gone",
        )
    } else if says(&TOO_LATE) {
        Remedy::LetGo("the answer to a tap came too late")
    } else if is_file && says(&["not enough rights"]) {
        mend(as_text(call), "files are not allowed in the chat")
    } else if says(&GONE) {
        Remedy::Gone("the chat is gone")
    } else if says(&CLOSED) {
        Remedy::LetGo("the chat is closed to the bot")
    } else if call.upload.is_some() {
        mend(as_text(call), "the picture was refused")
    } else {
        mend(last_resort(call), "the call was refused")
    }
}

fn mend(mended: Option<Call>, why: &'static str) -> Remedy {
    mended.map_or(Remedy::Refused(why), |call| {
        Remedy::Instead(Box::new(call.into()), why)
    })
}

/// What is left of a message that is refused for a reason we do not know, so that nobody waits in vain: the same
/// without buttons that open an address, then its text alone, then an apology.
fn last_resort(call: &Call) -> Option<Call> {
    let bare =
        || without_markup(call).map(|plain| without(&plain, "reply_markup").unwrap_or(plain));
    without_addresses(call)
        .or_else(bare)
        .or_else(|| apology(call))
}

/// The same without the buttons that open an address; `None` if it has none.
fn without_addresses(call: &Call) -> Option<Call> {
    let mut call = call.clone();
    let rows = call.body.pointer_mut("/reply_markup/inline_keyboard")?;
    let rows = rows.as_array_mut()?;
    let count =
        |rows: &[Value]| -> usize { rows.iter().filter_map(Value::as_array).map(Vec::len).sum() };
    let before = count(rows);
    for row in rows.iter_mut().filter_map(Value::as_array_mut) {
        row.retain(|button| button.get("url").is_none());
    }
    rows.retain(|row| row.as_array().is_some_and(|row| !row.is_empty()));
    let (after, is_empty) = (count(rows), rows.is_empty());
    if is_empty {
        call.body.as_object_mut()?.remove("reply_markup");
    }
    (after < before).then_some(call)
}

/// An apology in place of a message; `None` if this is one.
fn apology(call: &Call) -> Option<Call> {
    let mut call = as_new(call).unwrap_or_else(|| call.clone());
    call.plain.take()?;
    let body = call.body.as_object_mut()?;
    body.retain(|field, _| ["chat_id", "message_thread_id"].contains(&field.as_str()));
    body.insert("text".to_owned(), conversation::not_sent().into());
    Some(call)
}

/// A change as a new message below.
fn as_new(call: &Call) -> Option<Call> {
    if call.target == EditTarget::New {
        return None;
    }
    let mut call = call.clone();
    let body = call.body.as_object_mut()?;
    body.remove("message_id");
    if let Some(thread) = call.thread {
        body.insert("message_thread_id".to_owned(), thread.into());
    }
    call.method = "sendMessage".to_owned();
    call.target = EditTarget::New;
    Some(call)
}

/// The same without markup; `None` if it has none, so this happens once.
fn without_markup(call: &Call) -> Option<Call> {
    let mut call = call.clone();
    let plain = call.plain.clone()?;
    let body = call.body.as_object_mut()?;
    body.remove("parse_mode")?;
    let field = if body.contains_key("caption") {
        "caption"
    } else {
        "text"
    };
    body.insert(field.to_owned(), plain.into());
    Some(call)
}

fn without(call: &Call, field: &str) -> Option<Call> {
    let mut call = call.clone();
    call.body.as_object_mut()?.remove(field)?;
    Some(call)
}

fn readdressed(call: &Call, to: i64) -> Option<Call> {
    let mut call = call.clone();
    let old = call
        .body
        .as_object_mut()?
        .insert("chat_id".to_owned(), to.into());
    (old != Some(Value::from(to))).then_some(call)
}

/// What stands under a picture, without the picture; what is said instead of a file.
fn as_text(call: &Call) -> Option<Call> {
    let mut call = call.clone();
    let upload = call.upload.take()?;
    let plain = call.plain.clone();
    let body = call.body.as_object_mut()?;
    body.remove(&upload.field);
    let caption = body.remove("caption");
    // A text without its file says that it could not be sent.
    let text = match upload.is_here() {
        false => caption?,
        true => plain?.into(),
    };
    body.insert("text".to_owned(), text);
    call.method = "sendMessage".to_owned();
    Some(call)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sessions::{MessageId, Queue};
    use serde_json::json;

    fn edit() -> Call {
        Call {
            method: "editMessageText".to_owned(),
            body: json!({ "chat_id": -1, "message_id": 9, "text": "<b>A</b>", "parse_mode": "HTML" }),
            plain: Some("A".to_owned()),
            queue: Queue::Chat,
            target: EditTarget::Message(MessageId(9)),
            thread: Some(7),
            upload: None,
        }
    }

    fn refusal(code: u16, description: &str) -> CallError {
        CallError::Api(ApiError {
            code,
            description: description.to_owned(),
            retry_after: None,
            migrate_to: None,
        })
    }

    fn remedy(error: &CallError, call: &Call) -> Option<Remedy> {
        judge(error, call).err().map(|error| error.remedy)
    }

    #[track_caller]
    fn mended(error: &CallError, call: &Call) -> Call {
        match remedy(error, call) {
            Some(Remedy::Instead(mended, _)) => Call::of(&mended).unwrap(),
            other => panic!("not mended: {other:?}"),
        }
    }

    #[track_caller]
    fn check(code: u16, description: &str, expected: &str) {
        let shown = match remedy(&refusal(code, description), &edit()) {
            None => "done".to_owned(),
            Some(Remedy::Retry { after, .. }) => format!("retry {after:?}"),
            Some(Remedy::Instead(mended, _)) => {
                format!("{} {}", mended.kind, mended.content["body"])
            }
            Some(Remedy::LetGo(why)) => format!("let go: {why}"),
            Some(Remedy::Gone(why)) => format!("gone: {why}"),
            Some(Remedy::Refused(why)) => format!("refused: {why}"),
        };
        assert_eq!(shown, expected, "{code} {description}");
    }

    #[test]
    fn each_refusal_has_its_remedy() {
        check(
            400,
            "Bad Request: message is not modified: specified new message content and reply markup are exactly \
             the same as a current content and reply markup of the message",
            "done",
        );
        check(
            400,
            "Bad Request: message to edit not found",
            r#"sendMessage {"chat_id":-1,"message_thread_id":7,"parse_mode":"HTML","text":"<b>A</b>"}"#,
        );
        check(
            400,
            "Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 0",
            r#"editMessageText {"chat_id":-1,"message_id":9,"text":"A"}"#,
        );
        check(400, "Bad Request: chat not found", "gone: the chat is gone");
        check(
            400,
            "Bad Request: not enough rights to send text messages to the chat",
            "let go: the chat is closed to the bot",
        );
        check(
            403,
            "Forbidden: bot was blocked by the user",
            "gone: the bot was blocked or removed",
        );
        check(
            400,
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
            "let go: the answer to a tap came too late",
        );
        check(
            400,
            "Bad Request: BUTTON_DATA_INVALID",
            r#"editMessageText {"chat_id":-1,"message_id":9,"text":"A"}"#,
        );
        check(429, "Too Many Requests", "retry None");
        check(502, "Bad Gateway", "retry None");
    }

    #[test]
    fn a_call_waits_as_long_as_telegram_asks() {
        let error = CallError::Api(ApiError {
            code: 429,
            description: "Too Many Requests: retry after 7".to_owned(),
            retry_after: Some(7),
            migrate_to: None,
        });
        let seven = again(Some(Duration::from_secs(7)), true);
        assert_eq!(remedy(&error, &edit()), Some(seven));
    }

    #[test]
    fn what_is_refused_loses_its_addresses_then_all_but_its_text_and_is_then_apologised_for() {
        let mut call = edit();
        call.body["reply_markup"] = json!({ "inline_keyboard": [
            [{ "text": "Weiter", "callback_data": "1v" }, { "text": "Formular", "url": "https://intranet/" }],
            [{ "text": "Mehr", "url": "https://x/" }],
        ] });
        let error = refusal(400, "Bad Request: something new");
        let mut bodies = Vec::new();
        while let Some(Remedy::Instead(mended, _)) = remedy(&error, &call) {
            call = Call::of(&mended).unwrap();
            bodies.push(format!("{} {}", call.method, call.body));
        }
        assert_eq!(
            bodies,
            [
                r#"editMessageText {"chat_id":-1,"message_id":9,"parse_mode":"HTML","reply_markup":{"inline_keyboard":[[{"callback_data":"1v","text":"Weiter"}]]},"text":"<b>A</b>"}"#.to_owned(),
                r#"editMessageText {"chat_id":-1,"message_id":9,"text":"A"}"#.to_owned(),
                format!(r#"sendMessage {{"chat_id":-1,"message_thread_id":7,"text":"{}"}}"#, conversation::not_sent()),
            ]
        );
        assert!(matches!(remedy(&error, &call), Some(Remedy::Refused(_))));
    }

    #[test]
    fn a_call_follows_its_group_to_the_supergroup() {
        let error = CallError::Api(ApiError {
            code: 400,
            description: "Bad Request: group chat was upgraded to a supergroup chat".to_owned(),
            retry_after: None,
            migrate_to: Some(-100),
        });
        assert_eq!(mended(&error, &edit()).body["chat_id"], -100);
    }

    #[test]
    fn a_picture_that_cannot_be_sent_becomes_its_caption() {
        let photo = Call {
            method: "sendPhoto".to_owned(),
            body: json!({ "chat_id": 1, "caption": "Bild" }),
            upload: Some(Upload {
                text: None,
                bytes: None,
                media: None,
                field: "photo".to_owned(),
                path: "a.png".into(),
            }),
            target: EditTarget::New,
            ..edit()
        };
        let call = mended(&CallError::File("gone".to_owned()), &photo);
        assert_eq!(
            (call.method.as_str(), &call.body["text"]),
            ("sendMessage", &json!("Bild"))
        );
        assert_eq!(call.upload, None);
    }
}
