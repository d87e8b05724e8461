//! `lotse init`: a small guide in a folder of its own that `check` accepts at once, to be overwritten bit by bit.
//!
//! Its values are plain YAML beside this file; what each key is for comes from the declarations of the model, as in
//! `lotse new`.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use time::Date;

use crate::knowledge::skeleton;
use crate::knowledge::source::FileKind;

use super::outcome::{Failure, Success};
use super::schema;

/// The files of the sample: where each is written, what it is, its values.
const FILES: [(&str, FileKind, &str); 10] = [
    (
        "guide.yaml",
        FileKind::Manifest,
        include_str!("init/guide.yaml"),
    ),
    (
        "sources.yaml",
        FileKind::Sources,
        include_str!("init/sources.yaml"),
    ),
    (
        "steps/1-vorbereiten.yaml",
        FileKind::Step,
        include_str!("init/step.yaml"),
    ),
    (
        "examples/musterstadt.yaml",
        FileKind::Examples,
        include_str!("init/examples.yaml"),
    ),
    (
        "glossary.yaml",
        FileKind::Glossary,
        include_str!("init/glossary.yaml"),
    ),
    (
        "answers.yaml",
        FileKind::Answers,
        include_str!("init/answers.yaml"),
    ),
    ("gaps.yaml", FileKind::Gaps, include_str!("init/gaps.yaml")),
    (
        "documents.yaml",
        FileKind::Documents,
        include_str!("init/documents.yaml"),
    ),
    (
        "questions.yaml",
        FileKind::Questions,
        include_str!("init/questions.yaml"),
    ),
    (
        "tests/anmelden.yaml",
        FileKind::Test,
        include_str!("init/test.yaml"),
    ),
];

/// Where the guide is to be.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lotse init mein-leitfaden
  lotse --knowledge mein-leitfaden check")]
pub struct InitArgs {
    /// The folder; it is made, or must be empty.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

/// Writes the sample.
///
/// # Errors
/// When the folder holds something already, or cannot be written.
pub fn run(args: &InitArgs, today: Date) -> Result<Success, Failure> {
    let folder = &args.folder;
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Failure::usage(
            format!("der Ordner `{}` ist nicht leer", folder.display()),
            "nennen Sie einen neuen Ordner; überschrieben wird nichts",
        ));
    }
    write(folder, today).map_err(|error| {
        Failure::unable(
            format!(
                "in `{}` lässt sich nichts anlegen ({error})",
                folder.display()
            ),
            "prüfen Sie, ob Sie dort schreiben dürfen",
        )
    })?;
    let shown = folder.display();
    let mut out = io::stdout().lock();
    writeln!(out, "Ein kleiner Leitfaden liegt jetzt in `{shown}`:")?;
    for (path, kind, _) in FILES {
        let about = skeleton::about(kind);
        writeln!(out, "  {path:<26} {about}")?;
    }
    write!(
        out,
        "\nJede Datei erklärt ihre Schlüssel. Überschreiben Sie, was darin steht, und prüfen Sie es:\n\
         \x20 lotse --knowledge {shown} check\n\
         \x20 lotse --knowledge {shown} ask \"Wann melden wir das Fest an?\"\n"
    )?;
    Ok(Success::Fine)
}

/// Writes the files of the sample and the schemas that they name.
fn write(folder: &Path, today: Date) -> io::Result<()> {
    for (path, kind, values) in FILES {
        let told = skeleton::sample(kind, values, today)
            .map_err(|fault| io::Error::other(fault.message))?;
        let path = folder.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, format!("{}\n{told}", kind.modeline()))?;
    }
    schema::write_all(&folder.join("schema"))
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 11 - 30);

    #[test]
    fn a_file_of_the_sample_tells_each_of_its_keys_once() {
        let told = skeleton::sample(FileKind::Sources, include_str!("init/sources.yaml"), TODAY);
        insta::assert_snapshot!(told.expect("the sample is YAML"), @r"
        # Alle Quellen, auf die `from` sich bezieht.
        sources:                      # die Quellen
          - id: leitfaden             # bleibt für immer gleich; a-z, 0-9 und -, höchstens 24 Zeichen
            name: Leitfaden „Straßenfest“  # wie sie heißt
            # address: …              # wo sie steht, wenn bekannt
            # held_by: …              # wer die Kopie vorhält, wenn es nicht die Herausgeber*innen sind
          - id: festbericht
            name: Bericht der Nachbarschaft Lindenweg
        ");
    }

    #[test]
    fn a_folder_that_holds_something_is_left_alone() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("brief.txt"), "meins").expect("written");
        let args = InitArgs {
            folder: folder.path().to_owned(),
        };
        let Err(Failure::Told { sentence, .. }) = run(&args, TODAY) else {
            panic!("something was written");
        };
        assert!(sentence.ends_with("ist nicht leer"), "{sentence}");
        assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 1);
    }
}
