//! Answers to taps and to inline queries: each once, and not too late.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use crate::answer::{Answer, Refusal};
use crate::args::Args;
use crate::markup;
use crate::transcript::Happening;
use crate::world::World;

const TOO_OLD: &str = "query is too old and response timeout expired or query ID is invalid";
const TAP_LIFETIME: Duration = Duration::from_secs(150);
const INLINE_LIFETIME: Duration = Duration::from_secs(30);

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

pub(super) fn inline_query(world: &mut World, args: &Args) -> Answer {
    let results = match args.json("results") {
        Some(Ok(Value::Array(results))) => results,
        None => Vec::new(),
        Some(Ok(_)) => return Err(Refusal::call("Expected an Array of inline query results")),
        Some(Err(())) => {
            return Err(Refusal::call(
                "Can't parse JSON encoded inline query results",
            ));
        }
    };
    check_results(&results)?;
    let now = world.now();
    let query = world.inline_queries.get_mut(args.text("inline_query_id"));
    let Some(query) =
        query.filter(|query| query.results.is_none() && query.at + INLINE_LIFETIME > now)
    else {
        return Err(Refusal::state(TOO_OLD));
    };
    query.results = Some(results);
    Ok(json!(true))
}

fn check_results(results: &[Value]) -> Result<(), Refusal> {
    if results.len() > 50 {
        return Err(Refusal::call("RESULTS_TOO_MUCH"));
    }
    let mut ids = BTreeSet::new();
    for result in results {
        let wrong =
            |problem: String| Refusal::call(format!("Can't parse inline query result: {problem}"));
        let field = |name: &str| {
            let text = result.get(name).and_then(Value::as_str);
            text.ok_or_else(|| wrong(format!("Can't find field \"{name}\"")))
        };
        let id = field("id")?;
        if id.is_empty() || id.len() > 64 {
            return Err(Refusal::call("RESULT_ID_INVALID"));
        }
        if !ids.insert(id) {
            return Err(Refusal::call("RESULT_ID_DUPLICATE"));
        }
        if field("type")? == "article" {
            field("title")?;
            let content = result.get("input_message_content");
            let text = content
                .and_then(|content| content.get("message_text"))
                .and_then(Value::as_str);
            match text {
                None => {
                    return Err(wrong(
                        "Can't find field \"input_message_content\"".to_owned(),
                    ));
                }
                Some("") => return Err(Refusal::call("Message text is empty")),
                Some(_) => {}
            }
        }
        if let Some(keyboard) = result.get("reply_markup") {
            let args = Args::from_object(
                [("reply_markup".to_owned(), keyboard.clone())]
                    .into_iter()
                    .collect(),
            );
            markup::read_inline(&args)?;
        }
    }
    Ok(())
}
