//! The files as JSON Schema, with which editors complete keys, show what they are for and underline what is wrong.
//!
//! Made from the table in [`keys`]. The schema refuses unknown keys, missing keys, wrong shapes and wrong
//! words; that references lead somewhere and texts fit is for `check` to say. Draft 7, because that is what the YAML
//! servers of today's editors read.

use serde_json::{Map, Value, json};

use super::keys::{self, Block, Key, Occurs, Shape};
use super::source::FileKind;

/// The schema of one kind of file.
pub fn schema(kind: FileKind) -> Value {
    let block = keys::block(kind);
    let mut blocks = Vec::new();
    collect(block, &mut blocks);
    let definitions: Map<String, Value> = blocks
        .iter()
        .map(|block| (name(block), of_block(block)))
        .collect();
    let mut schema = of_block(block);
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!(block.what);
    if !definitions.is_empty() {
        schema["definitions"] = Value::Object(definitions);
    }
    schema
}

/// The blocks below a block, each once.
fn collect(block: &'static Block, found: &mut Vec<&'static Block>) {
    for key in block.keys {
        let (Shape::Block(below) | Shape::Blocks(below)) = &key.shape else {
            continue;
        };
        if !found.iter().any(|known| known.what == below.what) {
            found.push(below);
            collect(below, found);
        }
    }
}

fn of_block(block: &Block) -> Value {
    let properties: Map<String, Value> = block
        .keys
        .iter()
        .map(|key| (key.name.to_owned(), of_key(key)))
        .collect();
    let always = block.keys.iter().filter(|key| key.occurs == Occurs::Always);
    let required: Vec<&str> = always.map(|key| key.name).collect();
    let mut schema = json!({
        "type": "object",
        "description": block.about,
        "properties": properties,
        "additionalProperties": false,
    });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

fn of_key(key: &Key) -> Value {
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

fn of_shape(shape: &Shape) -> Value {
    let text = || json!({ "type": "string", "minLength": 1 });
    let pattern = |pattern: &str| json!({ "type": "string", "pattern": pattern });
    let list = |items: Value| json!({ "type": "array", "items": items });
    let id = || pattern("^[a-z0-9-]{1,24}$");
    match shape {
        Shape::Id | Shape::Reference => id(),
        Shape::References => list(id()),
        Shape::Number => pattern(r"^[1-9][0-9]*(\.[1-9][0-9]*)?$"),
        Shape::Line | Shape::Markdown | Shape::Place => text(),
        Shape::Lines | Shape::Markdowns | Shape::Places => list(text()),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::Switch => json!({ "type": "boolean" }),
        Shape::Whole => json!({ "type": "integer", "minimum": 0 }),
        Shape::Share => json!({ "type": "number", "minimum": 0, "maximum": 1 }),
        Shape::Version => json!({ "const": 1 }),
        Shape::Date => pattern(r"^(unknown|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)$"),
        Shape::Address => pattern("^(https?://|mailto:|tg:)"),
        Shape::Block(block) => reference(block),
        Shape::Blocks(block) => list(reference(block)),
    }
}

fn reference(block: &Block) -> Value {
    json!({ "$ref": format!("#/definitions/{}", name(block)) })
}

/// A name that may stand in an address as it is.
fn name(block: &Block) -> String {
    block.what.replace('ü', "ue")
}
