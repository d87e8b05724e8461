//! Keyboards: what the server takes, and what it says about the rest.

use serde_json::{Map, Value, json};

use crate::answer::Refusal;
use crate::args::Args;
use crate::entities::link;

const MOST_BUTTONS: usize = 100;
const LONGEST_MARKUP: usize = 10_000;

/// A keyboard that passed all checks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Markup {
    Inline(Value),
    Keyboard(Vec<Vec<String>>),
    Remove,
    ForceReply,
}

/// Reads `reply_markup` of a call.
pub(crate) fn read(args: &Args) -> Result<Option<Markup>, Refusal> {
    match args.json("reply_markup") {
        None => Ok(None),
        Some(Err(())) => Err(Refusal::call(
            "can't parse reply keyboard markup JSON object",
        )),
        Some(Ok(value)) => check(&value),
    }
}

/// Reads `reply_markup` of an edit, which takes inline keyboards only.
pub(crate) fn read_inline(args: &Args) -> Result<Option<Value>, Refusal> {
    match read(args)? {
        None => Ok(None),
        Some(Markup::Inline(value)) => Ok(Some(value)),
        Some(_) => Err(Refusal::call("Inline keyboard expected")),
    }
}

fn check(value: &Value) -> Result<Option<Markup>, Refusal> {
    let Value::Object(object) = value else {
        return Err(Refusal::call("Object expected as reply markup"));
    };
    let keyboard = rows(
        object,
        "keyboard",
        "Field \"keyboard\" must be an Array of Arrays",
    )?;
    let inline = rows(
        object,
        "inline_keyboard",
        "Field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays",
    )?;
    if !keyboard.is_empty() {
        return Ok(Some(Markup::Keyboard(map_rows(&keyboard, keyboard_label)?)));
    }
    if !inline.is_empty() {
        let rows = map_rows(&inline, inline_button)?;
        let rows: Vec<Vec<Value>> = rows.into_iter().filter(|row| !row.is_empty()).collect();
        let markup = json!({"inline_keyboard": rows});
        let buttons: usize = rows.iter().map(Vec::len).sum();
        if buttons > MOST_BUTTONS || markup.to_string().len() > LONGEST_MARKUP {
            return Err(Refusal::call("reply markup is too long"));
        }
        return Ok((buttons > 0).then_some(Markup::Inline(markup)));
    }
    let says = |name: &str| object.get(name).and_then(Value::as_bool).unwrap_or(false);
    Ok(match () {
        () if says("remove_keyboard") || says("hide_keyboard") => Some(Markup::Remove),
        () if says("force_reply") => Some(Markup::ForceReply),
        () => None,
    })
}

fn rows<'a>(
    object: &'a Map<String, Value>,
    name: &str,
    problem: &str,
) -> Result<Vec<&'a Vec<Value>>, Refusal> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(rows)) => {
            let row = |row: &'a Value| row.as_array().ok_or_else(|| Refusal::call(problem));
            rows.iter().map(row).collect()
        }
        Some(_) => Err(Refusal::call(format!(
            "Field \"{name}\" must be of type Array"
        ))),
    }
}

fn map_rows<T>(
    rows: &[&Vec<Value>],
    button: impl Fn(&Value) -> Result<T, Refusal>,
) -> Result<Vec<Vec<T>>, Refusal> {
    rows.iter()
        .map(|row| row.iter().map(&button).collect())
        .collect()
}

fn keyboard_label(button: &Value) -> Result<String, Refusal> {
    let wrong = |problem: &str| Refusal::call(format!("Can't parse keyboard button: {problem}"));
    let label = match button {
        Value::String(label) => label,
        Value::Object(object) => object
            .get("text")
            .and_then(Value::as_str)
            .ok_or_else(|| wrong("Can't find field \"text\""))?,
        _ => return Err(wrong("KeyboardButton must be a String or an Object")),
    };
    if label.is_empty() {
        return Err(Refusal::call("Keyboard button text must be non-empty"));
    }
    Ok(label.to_owned())
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
