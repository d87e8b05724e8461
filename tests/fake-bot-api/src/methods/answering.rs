//! Answers to taps: each once, and not too late.

use std::time::Duration;

use serde_json::json;

use crate::answer::{Answer, Refusal};
use crate::args::Args;
use crate::transcript::Happening;
use crate::world::World;

pub(super) const TOO_OLD: &str =
    "query is too old and response timeout expired or query ID is invalid";
const TAP_LIFETIME: Duration = Duration::from_secs(150);

pub(super) fn callback_query(world: &mut World, args: &Args) -> Answer {
    let text = args.text("text");
    if text.chars().count() > 200 {
        return Err(Refusal::call("MESSAGE_TOO_LONG"));
    }
    let now = world.now();
    let tap = world.taps.get_mut(args.text("callback_query_id"));
    let Some(tap) = tap.filter(|tap| !tap.is_answered && tap.at + TAP_LIFETIME > now) else {
        return Err(Refusal::state(TOO_OLD));
    };
    tap.is_answered = true;
    let chat = tap.chat;
    world.note(
        chat,
        Happening::TapAnswered {
            text: text.to_owned(),
            is_alert: args.flag("show_alert"),
        },
    );
    Ok(json!(true))
}
