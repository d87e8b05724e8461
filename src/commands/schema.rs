//! `lotse schema`: the JSON Schema of the files, with which editors complete keys and show what they are for.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::knowledge::schema::schema;
use crate::knowledge::source::FileKind;
use crate::knowledge::suggest;

use super::outcome::{Failure, Success};

/// Which schema, and where to.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Kinds: guide, sources, step, examples, glossary, answers, gaps, background, documents, questions, test

Examples:
  lotse schema step                        the schema of steps/*.yaml
  lotse schema --write knowledge/schema    all of them, one file each, where the files of the guide expect them")]
pub struct SchemaArgs {
    /// The kind of file; without it a schema that any of them fits.
    #[arg(value_name = "KIND")]
    pub kind: Option<String>,
    /// Writes one file a kind into a folder instead, replacing those of the same name.
    #[arg(long, value_name = "DIR", conflicts_with = "kind")]
    pub write: Option<PathBuf>,
}

/// Prints or writes.
///
/// # Errors
/// When there is no such kind, or when output fails.
pub fn run(args: &SchemaArgs) -> Result<Success, Failure> {
    if let Some(folder) = &args.write {
        write_all(folder).map_err(|error| {
            let sentence = format!("cannot write to `{}`: {error}", folder.display());
            Failure::unable(sentence, "check that the folder may be written")
        })?;
        return Ok(Success::Fine);
    }
    let schema = match &args.kind {
        Some(word) => schema(kind(word)?),
        None => any(),
    };
    writeln!(io::stdout(), "{schema:#}")?;
    Ok(Success::Fine)
}

/// The kind of file that a word names.
fn kind(word: &str) -> Result<FileKind, Failure> {
    let found = FileKind::ALL.iter().find(|(known, _)| *known == word);
    found.map(|(_, kind)| *kind).ok_or_else(|| {
        let words = FileKind::ALL.map(|(word, _)| word);
        let hint = suggest::hint(word, words, format!("möglich sind: {}", words.join(", ")));
        Failure::usage(format!("eine Art von Datei `{word}` gibt es nicht"), hint)
    })
}

/// A schema that every file of a guide fits.
fn any() -> Value {
    let schemas: Vec<Value> = FileKind::ALL
        .iter()
        .map(|(word, kind)| {
            let mut schema = schema(*kind);
            // With an id of its own each keeps its definitions to itself.
            schema["$id"] = json!(format!("{word}.json"));
            schema
        })
        .collect();
    json!({ "$schema": "http://json-schema.org/draft-07/schema#", "anyOf": schemas })
}

/// Writes the schemas, one file a kind.
///
/// # Errors
/// When the folder cannot be written.
pub(super) fn write_all(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    FileKind::ALL.iter().try_for_each(|(word, kind)| {
        fs::write(
            folder.join(format!("{word}.json")),
            format!("{:#}\n", schema(*kind)),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_says_in_german_what_a_key_is_for() {
        let schema = schema(kind("glossary").unwrap());
        let term = &schema["definitions"]["Begriff"];
        assert_eq!(
            term["properties"]["synonyms"]["description"],
            "andere Wörter und Abkürzungen; keine Alltagswörter"
        );
        assert_eq!(term["required"], json!(["id", "term", "text"]));
        assert_eq!(term["additionalProperties"], json!(false));
    }

    #[test]
    fn an_unknown_kind_offers_the_one_that_was_meant() {
        let told = |word| match kind(word) {
            Err(Failure::Told { sentence, hint, .. }) => format!("{sentence}: {hint}"),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            told("steps"),
            "eine Art von Datei `steps` gibt es nicht: meinten Sie `step`?"
        );
    }

    #[test]
    fn all_schemas_are_written_one_file_a_kind() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        write_all(&folder.path().join("schema")).expect("written");
        let count = fs::read_dir(folder.path().join("schema"))
            .expect("it is there")
            .count();
        assert_eq!(count, FileKind::ALL.len());
    }
}
