//! One table of keys, three users: what `decode` reads, what the schema allows and what a skeleton offers is the same.
//!
//! [`filled`] is a file with every key of its kind, made from the skeleton; emptied or robbed of one key at a time, it
//! must be refused by the reader and by the schema alike. [`Judge`] knows just as much of JSON Schema as ours uses.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;
use serde_json::Value;
use time::macros::date;

use super::super::codes::{Code, Severity};
use super::super::load;
use super::super::schema::schema;
use super::super::skeleton::{Extent, skeleton};
use super::super::source::FileKind;
use super::super::yaml;
use super::{Draft, klein};

/// Where a file of that kind lies in the small guide.
fn path(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Manifest => "guide.yaml",
        FileKind::Sources => "sources.yaml",
        FileKind::Step => "steps/4-neu.yaml",
        FileKind::Examples => "examples/neu.yaml",
        FileKind::Glossary => "glossary.yaml",
        FileKind::Answers => "answers.yaml",
        FileKind::Gaps => "gaps.yaml",
        FileKind::Background => "background.yaml",
        FileKind::Documents => "documents.yaml",
        FileKind::Questions => "questions.yaml",
        FileKind::Test => "tests/neu.yaml",
        FileKind::Calibration => "calibration.yaml",
    }
}

/// A skeleton whose placeholders are replaced by something that fits.
fn filled(kind: FileKind, extent: Extent) -> String {
    let mut count = 0;
    let mut list = String::new();
    let skeleton = skeleton(kind, extent, date!(2026 - 11 - 22));
    let lines = skeleton.lines().map(|line| {
        count += 1;
        let line = line.split("  # ").next().unwrap_or_default().trim_end();
        let key = line
            .trim_start_matches([' ', '-', '#'])
            .split(':')
            .next()
            .unwrap_or_default();
        // What stands in a list is filled as its key says.
        let key = match key {
            "…" => list.as_str(),
            key => key,
        };
        let value = match key {
            "id" | "formerly" => format!("neu-{count}"),
            "number" if line.starts_with("  number") => "4".to_owned(),
            "number" => "4.1".to_owned(),
            "place" if kind == FileKind::Test => "\"1\"".to_owned(),
            "place" | "nearest" => "1".to_owned(),
            "places" if kind == FileKind::Questions => "\"1\"".to_owned(),
            "places" => "1".to_owned(),
            "sources" => "strasse".to_owned(),
            "decision" | "decisions" => "haushalte".to_owned(),
            "is" => "ja".to_owned(),
            "after" => "3 days".to_owned(),
            "also" | "municipality" => "lindenau".to_owned(),
            "address" => "https://strasse.example".to_owned(),
            "image" => "images/platzhalter.png".to_owned(),
            _ => format!("Wort {count}"),
        };
        list = key.to_owned();
        line.replace('…', &value) + "\n"
    });
    // A golden question expects a place or a refusal, never both; in a conversation something is typed or tapped.
    let other = |line: &String| line.contains("refuse:") || line.contains("tap:");
    lines.filter(|line| !other(line)).collect()
}

/// What a file under test refers to; without the rest of the small guide it is read sooner.
const BESIDE: [&str; 4] = [
    "guide.yaml",
    "sources.yaml",
    "steps/1-idee.yaml",
    "examples/lindenau.yaml",
];

/// Whether the reader refuses a file, and with which codes.
fn refusals(kind: FileKind, text: &str) -> Vec<Code> {
    let (_, faults, _) = Draft::klein().only(&BESIDE).with(path(kind), text).read();
    let here = faults
        .into_iter()
        .filter(|fault| fault.file == path(kind) && fault.severity == Severity::Fault);
    here.map(|fault| fault.code).collect()
}

/// Every line with a key: its number, the key, and the column of the key.
fn keys(text: &str) -> Vec<(usize, String, usize)> {
    let lines = text.lines().enumerate();
    let keys = lines.filter_map(|(at, line)| {
        let rest = line.trim_start_matches([' ', '-']);
        let (key, _) = rest
            .split_once(':')
            .filter(|(key, _)| !key.contains([' ', '#']))?;
        Some((at, key.to_owned(), line.len() - rest.len()))
    });
    keys.collect()
}

/// The text with what belongs to a key replaced: its value emptied, or the key gone.
fn without(text: &str, (at, key, column): &(usize, String, usize), keep_key: bool) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut skipping = false;
    let mut item = false;
    for (number, line) in text.lines().enumerate() {
        let indent = line.len() - line.trim_start_matches([' ', '-']).len();
        skipping = skipping && indent > *column;
        if number == *at {
            skipping = true;
            item = line.trim_start().starts_with('-');
            if keep_key {
                out.push(format!("{}{key}:", &line[..*column]));
            }
        } else if !skipping {
            // The dash of a list item goes to the next key of the item.
            let begins = !keep_key && std::mem::take(&mut item);
            out.push(match begins {
                true => format!("{}- {}", &line[..column - 2], &line[*column..]),
                false => line.to_owned(),
            });
        }
    }
    out.join("\n") + "\n"
}

/// A judge of JSON Schema, as far as ours goes.
struct Judge {
    root: Value,
    patterns: RefCell<BTreeMap<String, Regex>>,
}

impl Judge {
    fn accepts(&self, text: &str) -> Result<(), String> {
        let value: Value = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
        self.judge(&self.root, &value, "")
    }

    fn judge(&self, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
        let rules = schema.as_object().expect("a schema is an object");
        for (rule, wanted) in rules {
            let holds = match rule.as_str() {
                "$schema" | "title" | "description" | "definitions" => true,
                "$ref" => {
                    let pointer = wanted
                        .as_str()
                        .and_then(|r| r.strip_prefix('#'))
                        .expect("a pointer");
                    self.judge(self.root.pointer(pointer).expect("it is there"), value, at)?;
                    true
                }
                "allOf" => {
                    let all = wanted.as_array().expect("a list");
                    all.iter()
                        .try_for_each(|schema| self.judge(schema, value, at))?;
                    true
                }
                "anyOf" => {
                    let mut any = wanted.as_array().expect("a list").iter();
                    any.any(|schema| self.judge(schema, value, at).is_ok())
                }
                "type" => match wanted.as_str() {
                    Some("object") => value.is_object(),
                    Some("array") => value.is_array(),
                    Some("string") => value.is_string(),
                    Some("boolean") => value.is_boolean(),
                    Some("integer") => value.is_u64() || value.is_i64(),
                    Some("number") => value.is_number(),
                    other => panic!("{other:?}"),
                },
                "enum" => wanted.as_array().is_some_and(|words| words.contains(value)),
                "const" => value == wanted,
                "pattern" => {
                    let pattern = wanted.as_str().expect("a text").to_owned();
                    let mut patterns = self.patterns.borrow_mut();
                    let new =
                        || Regex::new(wanted.as_str().unwrap_or_default()).expect("a pattern");
                    let pattern = patterns.entry(pattern).or_insert_with(new);
                    value.as_str().is_some_and(|text| pattern.is_match(text))
                }
                "minLength" => value.as_str().is_some_and(|text| !text.is_empty()),
                "minItems" => value.as_array().is_some_and(|items| !items.is_empty()),
                "minimum" => value.as_f64() >= wanted.as_f64(),
                "maximum" => value.as_f64() <= wanted.as_f64(),
                "required" => {
                    let names = wanted
                        .as_array()
                        .expect("a list")
                        .iter()
                        .filter_map(Value::as_str);
                    names.into_iter().all(|name| value.get(name).is_some())
                }
                "additionalProperties" => value.as_object().is_some_and(|map| {
                    map.keys()
                        .all(|key| schema["properties"].get(key).is_some())
                }),
                "properties" => {
                    for (key, below) in value.as_object().into_iter().flatten() {
                        if let Some(schema) = wanted.get(key) {
                            self.judge(schema, below, &format!("{at}/{key}"))?;
                        }
                    }
                    true
                }
                "items" => {
                    for (number, below) in value.as_array().into_iter().flatten().enumerate() {
                        self.judge(wanted, below, &format!("{at}/{number}"))?;
                    }
                    true
                }
                other => panic!("the judge does not know `{other}`"),
            };
            if !holds {
                return Err(format!("{at}: {rule} {wanted}"));
            }
        }
        Ok(())
    }
}

fn judge(kind: FileKind) -> Judge {
    Judge {
        root: schema(kind),
        patterns: RefCell::default(),
    }
}

#[test]
fn a_skeleton_is_sound_once_it_is_filled() {
    for (name, kind) in FileKind::ALL {
        for extent in [Extent::Usual, Extent::Full] {
            let text = filled(kind, extent);
            assert_eq!(refusals(kind, &text), [], "{name}\n{text}");
            assert_eq!(judge(kind).accepts(&text), Ok(()), "{name}\n{text}");
        }
    }
}

#[test]
fn a_skeleton_as_it_comes_is_yaml_and_lacks_nothing_but_content() {
    for (name, kind) in FileKind::ALL {
        let text = skeleton(kind, Extent::Usual, date!(2026 - 11 - 22));
        assert!(yaml::parse(&text).is_ok(), "{name}\n{text}");
        let codes = refusals(kind, &text);
        assert!(codes.contains(&Code::Unfilled), "{name}");
        let other: Vec<&Code> = codes
            .iter()
            .filter(|code| {
                !matches!(
                    code,
                    Code::Unfilled | Code::FileNumber | Code::MissingKey | Code::WrongNumber
                )
            })
            .collect();
        assert!(other.is_empty(), "{name}: {other:?}");
    }
}

#[test]
fn every_key_of_the_table_is_read() {
    for (name, kind) in FileKind::ALL {
        let (text, judge) = (filled(kind, Extent::Full), judge(kind));
        for key in keys(&text) {
            let emptied = without(&text, &key, true);
            let codes = refusals(kind, &emptied);
            assert!(
                codes.contains(&Code::EmptyValue),
                "{name}: `{}` is not read\n{emptied}",
                key.1
            );
            assert!(judge.accepts(&emptied).is_err(), "{name}: {}", key.1);
        }
    }
}

#[test]
fn reader_and_schema_need_the_same_keys() {
    for (name, kind) in FileKind::ALL {
        let (text, judge) = (filled(kind, Extent::Full), judge(kind));
        for key in keys(&text) {
            // These need each other, which the schema does not know.
            let pair = ["image", "image_text"].contains(&key.1.as_str());
            let either = [(FileKind::Questions, "places"), (FileKind::Test, "say")];
            let either = either.contains(&(kind, key.1.as_str()));
            if pair || either {
                continue;
            }
            let robbed = without(&text, &key, false);
            let codes = refusals(kind, &robbed);
            let needed = codes.contains(&Code::MissingKey) || codes.contains(&Code::EmptyValue);
            let refused = judge.accepts(&robbed);
            assert_eq!(
                needed,
                refused.is_err(),
                "{name}: `{}`: {refused:?}\n{robbed}",
                key.1
            );
        }
    }
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let text = filled(FileKind::Step, Extent::Full);
    for (from, to) in [
        ("  title: Wort", "  titel: Wort"),
        ("status: complete", "status: fertig"),
        ("  aliases:", "  aliases: Frage #"),
        ("number: \"4\"", "number: 4"),
        ("as_of: unknown", "as_of: 21.11.2018"),
        ("address: https:", "address: ftp:"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(text, changed, "{from}");
        assert!(judge(FileKind::Step).accepts(&changed).is_err(), "{to}");
    }
}

#[test]
fn the_guides_that_we_have_fit_their_schema() {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    for folder in [shipped, klein()] {
        let loaded = load(&folder).expect("the folder is there");
        for file in loaded.files {
            let kind = FileKind::of(&file.path).expect("only files of the guide are read");
            assert_eq!(judge(kind).accepts(&file.text), Ok(()), "{}", file.path);
        }
    }
}

fn kept_schemas() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge/schema")
}

#[test]
fn the_schemas_beside_the_shipped_guide_are_up_to_date() {
    for (name, kind) in FileKind::ALL {
        let kept =
            fs::read_to_string(kept_schemas().join(format!("{name}.json"))).unwrap_or_default();
        let made = format!("{:#}\n", schema(kind));
        assert_eq!(kept, made, "run `lotse schema --write knowledge/schema`");
    }
}

#[test]
fn every_shipped_file_tells_editors_its_schema() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let loaded = load(&folder).expect("the folder is there");
    for file in loaded.files {
        let kind = FileKind::of(&file.path).expect("only files of the guide are read");
        let first = file.text.lines().next().unwrap_or_default();
        assert_eq!(first, kind.modeline(), "{}", file.path);
    }
}
