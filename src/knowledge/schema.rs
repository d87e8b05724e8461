//! The files as JSON Schema, with which editors complete keys, show what they are for and underline what is wrong.
//!
//! Made from the [`KeyTable`]s of the model. The schema refuses unknown keys, missing keys, wrong shapes and wrong
//! words; that references lead somewhere and texts fit is for `check` to say. Draft 7, because that is what the YAML
//! servers of today's editors read.

use serde_json::{Map, Value, json};

use super::keys::{KeyRow, KeyTable, Occurs, ValueShape};
use super::model::table;
use super::source::FileKind;

/// The schema of one kind of file.
pub fn schema(kind: FileKind) -> Value {
    let file = table(kind);
    let mut entries = Vec::new();
    collect(file, &mut entries);
    let definitions = entries.iter().map(|entry| (name(entry), of_table(entry)));
    let definitions: Map<String, Value> = definitions.collect();
    let mut schema = of_table(file);
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!(file.what);
    if !definitions.is_empty() {
        schema["definitions"] = Value::Object(definitions);
    }
    schema
}

/// The entries below an entry, each once.
fn collect(table: &'static KeyTable, found: &mut Vec<&'static KeyTable>) {
    for below in table.rows().filter_map(|key| key.shape.entry()) {
        if !found.iter().any(|known| known.what == below.what) {
            found.push(below);
            collect(below, found);
        }
    }
}

fn of_table(table: &KeyTable) -> Value {
    let properties = table.rows().map(|key| (key.name.to_owned(), of_key(key)));
    let properties: Map<String, Value> = properties.collect();
    let always = table.rows().filter(|key| key.occurs == Occurs::Always);
    let required: Vec<&str> = always.map(|key| key.name).collect();
    let mut schema = json!({
        "type": "object",
        "description": table.about,
        "properties": properties,
        "additionalProperties": false,
    });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

fn of_key(key: &KeyRow) -> Value {
    let mut schema = of_shape(&key.shape);
    if schema["type"] == "array" && key.occurs == Occurs::Always {
        schema["minItems"] = json!(1);
    }
    // Draft 7 ignores what stands beside a `$ref`, so the description wraps it.
    if schema.get("$ref").is_some() {
        return json!({ "allOf": [schema], "description": key.about });
    }
    schema["description"] = json!(key.about);
    schema
}

fn of_shape(shape: &ValueShape) -> Value {
    let pattern = |pattern: &str| json!({ "type": "string", "pattern": pattern });
    match shape {
        ValueShape::Id | ValueShape::Reference => pattern("^[a-z0-9-]{1,24}$"),
        ValueShape::Number => pattern(r"^[1-9][0-9]*(\.[1-9][0-9]*)?$"),
        ValueShape::Line | ValueShape::Markdown | ValueShape::Place => {
            json!({ "type": "string", "minLength": 1 })
        }
        ValueShape::Word(words) => json!({ "enum": words }),
        ValueShape::Switch => json!({ "type": "boolean" }),
        ValueShape::Whole => json!({ "type": "integer", "minimum": 0 }),
        ValueShape::Share => json!({ "type": "number", "minimum": 0, "maximum": 1 }),
        ValueShape::Version => json!({ "const": 1 }),
        ValueShape::Date => pattern(r"^(unknown|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)$"),
        ValueShape::Address => pattern("^(https?://|mailto:|tg:)"),
        ValueShape::Entry(table) => json!({ "$ref": format!("#/definitions/{}", name(table)) }),
        ValueShape::OneOrList(one) => {
            json!({ "anyOf": [of_shape(one), of_shape(&ValueShape::List(one))] })
        }
        ValueShape::List(items) => json!({ "type": "array", "items": of_shape(items) }),
    }
}

/// A name that may stand in an address as it is.
fn name(table: &KeyTable) -> String {
    table.what.replace('ü', "ue").replace('ä', "ae")
}
