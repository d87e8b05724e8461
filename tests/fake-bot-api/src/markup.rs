//! Keyboards: what the server takes, and what it says about the rest.

use serde_json::{Map, Value, json};

use crate::answer::Refusal;
use crate::args::Args;
use crate::entities::link;

const MOST_BUTTONS: usize = 100;
const LONGEST_MARKUP: usize = 10_000;

/// Reads `reply_markup` of a call, of which only buttons under a message are served.
pub(crate) fn read(args: &Args) -> Result<Option<Value>, Refusal> {
    match args.json("reply_markup") {
        None => Ok(None),
        Some(Ok(Value::Object(object))) => check(&object),
        Some(Ok(_)) => Err(Refusal::call("Object expected as reply markup")),
        Some(Err(())) => Err(Refusal::call(
            "can't parse reply keyboard markup JSON object",
        )),
    }
}

fn check(object: &Map<String, Value>) -> Result<Option<Value>, Refusal> {
    let Some(rows) = object.get("inline_keyboard") else {
        return Err(Refusal::call("Inline keyboard expected"));
    };
    let wrong = "Field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays";
    let array = |value: &Value| {
        value
            .as_array()
            .cloned()
            .ok_or_else(|| Refusal::call(wrong))
    };
    let mut kept = Vec::new();
    for row in array(rows)? {
        let row = array(&row)?;
        let buttons = row.iter().map(inline_button);
        let buttons = buttons.collect::<Result<Vec<Value>, Refusal>>()?;
        if !buttons.is_empty() {
            kept.push(buttons);
        }
    }
    let buttons: usize = kept.iter().map(Vec::len).sum();
    let markup = json!({"inline_keyboard": kept});
    if buttons > MOST_BUTTONS || markup.to_string().len() > LONGEST_MARKUP {
        return Err(Refusal::call("reply markup is too long"));
    }
    Ok((buttons > 0).then_some(markup))
}

/// Checks one inline button and returns it as the server keeps it.
fn inline_button(button: &Value) -> Result<Value, Refusal> {
    let wrong =
        |problem: String| Refusal::call(format!("Can't parse inline keyboard button: {problem}"));
    let Value::Object(object) = button else {
        return Err(wrong("InlineKeyboardButton must be an Object".to_owned()));
    };
    let field = |name: &str| match object.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str())),
        Some(Value::Number(_)) => Ok(Some("")),
        Some(_) => Err(wrong(format!("Field \"{name}\" must be of type String"))),
    };
    let text = field("text")?.ok_or_else(|| wrong("Can't find field \"text\"".to_owned()))?;
    let action = if let Some(url) = field("url")?.filter(|url| !url.is_empty()) {
        ("url", json!(checked_url(url)?))
    } else if let Some(data) = field("callback_data")?.filter(|data| !data.is_empty()) {
        if data.len() > 64 {
            return Err(Refusal::call("BUTTON_DATA_INVALID"));
        }
        ("callback_data", json!(data))
    } else {
        let others = [
            "switch_inline_query",
            "switch_inline_query_current_chat",
            "switch_inline_query_chosen_chat",
            "login_url",
            "web_app",
            "copy_text",
            "pay",
            "callback_game",
        ];
        let other = others
            .into_iter()
            .find_map(|name| Some((name, object.get(name)?.clone())));
        let query = other
            .as_ref()
            .filter(|(name, _)| name.ends_with("inline_query"));
        if let Some((name, query)) = query
            && query
                .as_str()
                .is_none_or(|query| query.chars().count() > 256)
        {
            return Err(wrong(format!("Field \"{name}\" must be a query")));
        }
        other
            .ok_or_else(|| wrong("Text buttons are unallowed in the inline keyboard".to_owned()))?
    };
    if text.is_empty() {
        return Err(Refusal::call(
            "Inline keyboard button text must be non-empty",
        ));
    }
    Ok(json!({"text": text, action.0: action.1}))
}

fn checked_url(url: &str) -> Result<String, Refusal> {
    if link::user_id(url).is_some() {
        return Ok(url.to_owned());
    }
    let problem = |problem: &str| {
        Refusal::call(format!(
            "Inline keyboard button URL '{url}' is invalid: {problem}"
        ))
    };
    link::check(url).map_err(problem)
}
