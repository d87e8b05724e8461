//! What to do about a call that failed: send it again, mend it, or let it go.
//!
//! A pure table from an error to a [`Verdict`]; waiting, counting and writing down are the outbox's.

use std::time::Duration;

use serde_json::Value;

use super::transport::{ApiError, CallError};
use crate::sessions::{Aim, Call};

/// What to do about a failed call.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Verdict {
    /// It has its effect already.
    Done,
    /// Send it again, not before this time if one is given.
    Retry {
        /// What Telegram asked for.
        after: Option<Duration>,
        /// Whether the attempt counts against the call; it does not when Telegram could not be reached at all.
        counts: bool,
    },
    /// Send this instead, at once.
    Mend(Box<Call>, &'static str),
    /// The bot is no longer in the chat: removed, blocked, or the chat is gone.
    Gone(&'static str),
    /// Nobody may be told, or it came too late.
    LetGo(&'static str),
    /// Telegram does not take it, and that is our fault: a dead letter.
    Refused(&'static str),
}

/// The class of an error, for counting.
pub(crate) fn class(error: &CallError) -> &'static str {
    match error {
        CallError::Network { .. } => "network",
        CallError::File(_) => "file",
        CallError::Api(error) => match error.code {
            429 => "flood",
            403 => "gone",
            500.. => "server",
            _ => "refused",
        },
    }
}

/// Judges the error of a call.
pub(crate) fn judge(error: &CallError, call: &Call) -> Verdict {
    match error {
        CallError::Network {
            may_have_arrived, ..
        } => Verdict::Retry {
            after: None,
            counts: *may_have_arrived,
        },
        CallError::File(_) => mend(as_text(call), "the picture cannot be read"),
        CallError::Api(error) => judge_refusal(error, call),
    }
}

fn judge_refusal(error: &ApiError, call: &Call) -> Verdict {
    if let Some(to) = error.migrate_to {
        return mend(readdressed(call, to), "the group has become a supergroup");
    }
    match error.code {
        429 => Verdict::Retry {
            after: error.retry_after.map(Duration::from_secs),
            counts: true,
        },
        403 => Verdict::Gone("the bot was blocked or removed"),
        // The token was withdrawn or the server is not one yet: who asks for updates finds out and decides.
        401 | 404 | 500.. => Verdict::Retry {
            after: None,
            counts: true,
        },
        _ => judge_words(error, call),
    }
}

/// The Bot API tells its refusals apart by words only.
fn judge_words(error: &ApiError, call: &Call) -> Verdict {
    const GONE: [&str; 4] = [
        "chat not found",
        "user is deactivated",
        "bot was kicked",
        "bot is not a member",
    ];
    const CLOSED: [&str; 4] = [
        "not enough rights",
        "have no rights",
        "chat_write_forbidden",
        "topic_closed",
    ];
    const NOT_EDITABLE: [&str; 3] = [
        "message to edit not found",
        "message can't be edited",
        "message_id_invalid",
    ];
    let says = |words: &&str| error.says(words);
    if error.says("message is not modified") {
        return Verdict::Done;
    }
    if NOT_EDITABLE.iter().any(says) {
        return mend(as_new(call), "the message to change is gone");
    }
    if error.says("can't parse entities") {
        return mend(without_markup(call), "the markup was refused");
    }
    if error.says("message thread not found") {
        return mend(without(call, "message_thread_id"), "the topic is gone");
    }
    if error.says("replied") && error.says("not found") {
        return mend(
            without(call, "reply_parameters"),
            "the message said is gone",
        );
    }
    if error.says("query is too old") || error.says("query id is invalid") {
        return Verdict::LetGo("the answer to a tap came too late");
    }
    let is_file = call.upload.as_ref().is_some_and(|file| file.text.is_some());
    if is_file && error.says("not enough rights") {
        return mend(as_text(call), "files are not allowed in the chat");
    }
    if GONE.iter().any(says) {
        return Verdict::Gone("the chat is gone");
    }
    if CLOSED.iter().any(says) {
        return Verdict::LetGo("the chat is closed to the bot");
    }
    if call.upload.is_some() {
        return mend(as_text(call), "the picture was refused");
    }
    Verdict::Refused("the call was refused")
}

fn mend(mended: Option<Call>, why: &'static str) -> Verdict {
    mended.map_or(Verdict::Refused(why), |call| {
        Verdict::Mend(Box::new(call), why)
    })
}

/// A change as a new message below.
pub(crate) fn as_new(call: &Call) -> Option<Call> {
    if call.aim == Aim::New {
        return None;
    }
    let mut call = call.clone();
    let body = call.body.as_object_mut()?;
    body.remove("message_id");
    if let Some(thread) = call.thread {
        body.insert("message_thread_id".to_owned(), thread.into());
    }
    call.method = "sendMessage".to_owned();
    call.aim = Aim::New;
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
    let text = match upload.text {
        None => caption?,
        Some(_) => plain?.into(),
    };
    body.insert("text".to_owned(), text);
    call.method = "sendMessage".to_owned();
    Some(call)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sessions::{Lane, MessageId, Upload};
    use serde_json::json;

    fn edit() -> Call {
        Call {
            method: "editMessageText".to_owned(),
            body: json!({ "chat_id": -1, "message_id": 9, "text": "<b>A</b>", "parse_mode": "HTML" }),
            plain: Some("A".to_owned()),
            lane: Lane::Chat,
            aim: Aim::Message(MessageId(9)),
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

    #[track_caller]
    fn check(code: u16, description: &str, expected: &str) {
        let shown = match judge(&refusal(code, description), &edit()) {
            Verdict::Done => "done".to_owned(),
            Verdict::Retry { after, .. } => format!("retry {after:?}"),
            Verdict::Mend(call, _) => format!("{} {}", call.method, call.body),
            Verdict::LetGo(why) => format!("let go: {why}"),
            Verdict::Gone(why) => format!("gone: {why}"),
            Verdict::Refused(why) => format!("refused: {why}"),
        };
        assert_eq!(shown, expected, "{code} {description}");
    }

    #[test]
    fn each_refusal_has_its_verdict() {
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
            "refused: the call was refused",
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
        let seven = Verdict::Retry {
            after: Some(Duration::from_secs(7)),
            counts: true,
        };
        assert_eq!(judge(&error, &edit()), seven);
    }

    #[test]
    fn markup_is_taken_off_once_and_then_it_is_our_fault() {
        let error = refusal(400, "Bad Request: can't parse entities");
        let Verdict::Mend(plain, _) = judge(&error, &edit()) else {
            panic!("not mended")
        };
        assert!(matches!(judge(&error, &plain), Verdict::Refused(_)));
    }

    #[test]
    fn a_call_follows_its_group_to_the_supergroup() {
        let error = CallError::Api(ApiError {
            code: 400,
            description: "Bad Request: group chat was upgraded to a supergroup chat".to_owned(),
            retry_after: None,
            migrate_to: Some(-100),
        });
        let Verdict::Mend(call, _) = judge(&error, &edit()) else {
            panic!("not mended")
        };
        assert_eq!(call.body["chat_id"], -100);
    }

    #[test]
    fn a_picture_that_cannot_be_sent_becomes_its_caption() {
        let photo = Call {
            method: "sendPhoto".to_owned(),
            body: json!({ "chat_id": 1, "caption": "Bild" }),
            upload: Some(Upload {
                text: None,
                with_records: false,
                field: "photo".to_owned(),
                path: "a.png".into(),
            }),
            aim: Aim::New,
            ..edit()
        };
        let Verdict::Mend(call, _) = judge(&CallError::File("gone".to_owned()), &photo) else {
            panic!("not mended")
        };
        assert_eq!(
            (call.method.as_str(), &call.body["text"]),
            ("sendMessage", &json!("Bild"))
        );
        assert_eq!(call.upload, None);
    }
}
