//! Answers to inline queries: each once, not too late, and every article as a client can show and post it.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use super::answering::TOO_OLD;
use crate::answer::{Answer, Refusal};
use crate::args::Args;
use crate::entities::{self, FormattedText, ParseMode, utf16_length};
use crate::markup;
use crate::world::World;

const LIFETIME: Duration = Duration::from_secs(30);
const MOST_RESULTS: usize = 50;
const LONGEST_ID: usize = 64;
const LONGEST_MESSAGE: usize = 4096;
/// What an article may hold; the real server ignores everything else.
const ARTICLE: [&str; 9] = [
    "type",
    "id",
    "title",
    "input_message_content",
    "reply_markup",
    "url",
    "description",
    "thumbnail_url",
    "hide_url",
];
const CONTENT: [&str; 4] = [
    "message_text",
    "parse_mode",
    "entities",
    "link_preview_options",
];

pub(super) fn answer(world: &mut World, args: &Args) -> Answer {
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
    check_button(args)?;
    if args.text("next_offset").len() > LONGEST_ID {
        return Err(Refusal::call("NEXT_OFFSET_INVALID"));
    }
    let now = world.now();
    let query = world.inline_queries.get_mut(args.text("inline_query_id"));
    let Some(query) = query.filter(|query| query.results.is_none() && query.at + LIFETIME > now)
    else {
        return Err(Refusal::state(TOO_OLD));
    };
    query.results = Some(results);
    Ok(json!(true))
}

/// The way into the private chat above the results.
fn check_button(args: &Args) -> Result<(), Refusal> {
    let wrong = |problem: &str| {
        Refusal::call(format!(
            "Can't parse inline query results button: {problem}"
        ))
    };
    let button = match args.json("button") {
        None => return Ok(()),
        Some(Ok(Value::Object(button))) => button,
        Some(_) => return Err(wrong("InlineQueryResultsButton must be an Object")),
    };
    let text = button.get("text").and_then(Value::as_str);
    if text.is_none_or(str::is_empty) {
        return Err(wrong("Can't find field \"text\""));
    }
    if button.contains_key("web_app") {
        return Ok(());
    }
    let payload = button.get("start_parameter").and_then(Value::as_str);
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    let fits = |payload: &str| (1..=64).contains(&payload.len()) && payload.bytes().all(is_plain);
    match payload {
        None => Err(wrong(
            "InlineQueryResultsButton must have exactly one optional field",
        )),
        Some(payload) if !fits(payload) => Err(Refusal::call("START_PARAM_INVALID")),
        Some(_) => Ok(()),
    }
}

fn check_results(results: &[Value]) -> Result<(), Refusal> {
    if results.len() > MOST_RESULTS {
        return Err(Refusal::call("RESULTS_TOO_MUCH"));
    }
    let mut ids = BTreeSet::new();
    for result in results {
        let id = field(result, "id")?;
        if id.is_empty() || id.len() > LONGEST_ID {
            return Err(Refusal::call("RESULT_ID_INVALID"));
        }
        if !ids.insert(id) {
            return Err(Refusal::call("RESULT_ID_DUPLICATE"));
        }
        if field(result, "type")? == "article" {
            check_article(result)?;
        }
        if let Some(keyboard) = result.get("reply_markup") {
            let keyboard = [("reply_markup".to_owned(), keyboard.clone())];
            markup::read(&Args::from_object(keyboard.into_iter().collect()))?;
        }
    }
    Ok(())
}

fn check_article(result: &Value) -> Result<(), Refusal> {
    known(result, &ARTICLE)?;
    if field(result, "title")?.is_empty() {
        return Err(wrong("Field \"title\" must be non-empty"));
    }
    if let Some(description) = result.get("description")
        && !description.is_string()
    {
        return Err(wrong("Field \"description\" must be of type String"));
    }
    let content = result
        .get("input_message_content")
        .ok_or_else(|| wrong("Can't find field \"input_message_content\""))?;
    message(content).map(drop)
}

/// The message that posting a result makes.
pub(crate) fn message(content: &Value) -> Result<FormattedText, Refusal> {
    known(content, &CONTENT)?;
    let text = field(content, "message_text")?;
    let mode = content.get("parse_mode").and_then(Value::as_str);
    let mode = ParseMode::from_parameter(mode.unwrap_or_default()).map_err(Refusal::call)?;
    let parsed = match mode {
        Some(mode) => entities::parse(text, mode).map_err(Refusal::call)?,
        None => FormattedText {
            text: text.to_owned(),
            entities: Vec::new(),
        },
    };
    let (text, entities) = entities::fit(parsed).map_err(Refusal::call)?;
    if text.is_empty() {
        return Err(Refusal::call("Message text is empty"));
    }
    if utf16_length(&text) > LONGEST_MESSAGE {
        return Err(Refusal::call("MESSAGE_TOO_LONG"));
    }
    Ok(FormattedText { text, entities })
}

fn known(value: &Value, names: &[&str]) -> Result<(), Refusal> {
    let fields = value.as_object().into_iter().flatten();
    match fields
        .map(|(name, _)| name)
        .find(|name| !names.contains(&name.as_str()))
    {
        Some(name) => Err(wrong(&format!("Field \"{name}\" is unknown"))),
        None => Ok(()),
    }
}

fn field<'a>(value: &'a Value, name: &str) -> Result<&'a str, Refusal> {
    let text = value.get(name).and_then(Value::as_str);
    text.ok_or_else(|| wrong(&format!("Can't find field \"{name}\"")))
}

fn wrong(problem: &str) -> Refusal {
    Refusal::call(format!("Can't parse inline query result: {problem}"))
}
