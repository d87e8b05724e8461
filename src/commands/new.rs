//! `lotse new step`: a file to fill in, each key with what it is for, in German for editors.
//!
//! Never overwrites anything. What is not filled in is a fault of `lotse check`.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use time::Date;

use crate::knowledge::skeleton::{self, Extent, skeleton};
use crate::knowledge::source::FileKind;

use super::outcome::{Failure, Success};

/// What is to be written.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lotse new step --to knowledge/steps/9-feiern.yaml
  lotse new term       to be copied into glossary.yaml")]
pub struct NewArgs {
    /// What it is to become.
    #[arg(value_enum)]
    pub what: NewEntry,
    /// The file to write; must not be there yet. Without it the skeleton goes to standard output.
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
}

/// What can be begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum NewEntry {
    /// What the guide says of itself, in `guide.yaml`.
    Guide,
    /// A source.
    Source,
    /// A step, in a file of its own.
    Step,
    /// Something to decide at a place.
    Decision,
    /// A municipality with an example, in a file of its own.
    Example,
    /// A term of the glossary.
    Term,
    /// A curated answer.
    Answer,
    /// A question the guide does not answer.
    Gap,
    /// A text of what stands behind the guide.
    Background,
    /// A document that notes and decisions fill.
    Document,
    /// A golden question for `lotse eval`.
    Question,
    /// A conversation for `lotse test`, in a file of its own.
    Test,
}

impl NewEntry {
    fn kind(self) -> FileKind {
        match self {
            Self::Guide => FileKind::Manifest,
            Self::Source => FileKind::Sources,
            Self::Step | Self::Decision => FileKind::Step,
            Self::Example => FileKind::Examples,
            Self::Term => FileKind::Glossary,
            Self::Answer => FileKind::Answers,
            Self::Gap => FileKind::Gaps,
            Self::Background => FileKind::Background,
            Self::Document => FileKind::Documents,
            Self::Question => FileKind::Questions,
            Self::Test => FileKind::Test,
        }
    }

    /// Where it belongs.
    fn belongs(self) -> &'static str {
        match self {
            Self::Guide => {
                "Speichern als guide.yaml. Einen ganzen Leitfaden zum Überschreiben legt `lotse init` an."
            }
            Self::Source => "Den Block ab `- id` nach sources.yaml kopieren.",
            Self::Step => "Speichern als steps/NUMMER-STICHWORT.yaml, etwa steps/3-ziele.yaml.",
            Self::Example => {
                "Neue Kommune: speichern als examples/NAME.yaml. Sonst den Block ab `- id` in ihre Datei kopieren."
            }
            Self::Decision => {
                "Den Block ab `decisions:` zu einem Schritt oder Abschnitt kopieren und so weit einrücken wie dessen `opening:`."
            }
            Self::Term => "Den Block ab `- id` nach glossary.yaml kopieren.",
            Self::Answer => "Den Block ab `- id` nach answers.yaml kopieren.",
            Self::Gap => "Den Block ab `- id` nach gaps.yaml kopieren.",
            Self::Background => {
                "Speichern als background.yaml oder den Block ab `- id` dorthin kopieren."
            }
            Self::Document => {
                "Speichern als documents.yaml oder den Block ab `- id` dorthin kopieren."
            }
            Self::Question => "Den Block ab `- ask` nach questions.yaml kopieren.",
            Self::Test => {
                "Speichern als tests/STICHWORT.yaml, etwa tests/auftrag.yaml, und mit `lotse test` führen."
            }
        }
    }
}

/// Writes the skeleton.
///
/// # Errors
/// When the file is there already or cannot be written.
pub fn run(args: &NewArgs, today: Date) -> Result<Success, Failure> {
    let text = text(args.what, today);
    match &args.to {
        Some(path) => create(path, &text)?,
        None => io::stdout().write_all(text.as_bytes())?,
    }
    Ok(Success::Fine)
}

fn text(what: NewEntry, today: Date) -> String {
    let kind = what.kind();
    let skeleton = match what {
        NewEntry::Decision => skeleton::decisions(today),
        _ => skeleton(kind, Extent::Usual, today),
    };
    format!("{}\n# {}\n{skeleton}", kind.modeline(), what.belongs())
}

fn create(path: &Path, text: &str) -> Result<(), Failure> {
    // The first of its kind makes the folder for them; the guide's own must be there.
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let made = match folder {
        Some(folder) if !folder.exists() => fs::create_dir(folder),
        _ => Ok(()),
    };
    let open = || OpenOptions::new().write(true).create_new(true).open(path);
    let written = made
        .and_then(|()| open())
        .and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| {
        let (sentence, hint) = match error.kind() {
            io::ErrorKind::AlreadyExists => (
                format!("die Datei `{}` gibt es schon", path.display()),
                "wählen Sie einen anderen Namen; überschrieben wird nichts",
            ),
            _ => (
                format!(
                    "die Datei `{}` lässt sich nicht anlegen ({error})",
                    path.display()
                ),
                "prüfen Sie, ob es den Ordner gibt und ob Sie darin schreiben dürfen",
            ),
        };
        Failure::unable(sentence, hint)
    })
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 11 - 22);

    #[test]
    fn a_term_to_fill_in() {
        insta::assert_snapshot!(text(NewEntry::Term, TODAY), @r#"
        # yaml-language-server: $schema=schema/glossary.json
        # Den Block ab `- id` nach glossary.yaml kopieren.
        # Begriffe und Abkürzungen.
        # `…` ersetzen; Zeilen, die Sie nicht brauchen, löschen.
        from:                         # Herkunft; gilt für die ganze Datei
          origin: guide               # guide = der Leitfaden, sister = Schwester-Leitfaden, additional = zusätzliches Beispiel
          sources: […]                # Kennungen aus sources.yaml, mindestens eine
          as_of: unknown              # Stand: unknown, "2018", "2018-11" oder "2018-11-21"; nie geraten
          captured: 2026-11-22        # wann die Angaben übernommen wurden
          wording: paraphrase         # paraphrase = eigene Worte, verbatim = Wortlaut
        terms:                        # die Begriffe
          - id: …                     # bleibt für immer gleich; a-z, 0-9 und -, höchstens 24 Zeichen
            term: …                   # der Begriff, wie er im Text steht
            synonyms:                 # andere Wörter und Abkürzungen; keine Alltagswörter
              - …
            aliases:                  # wie Menschen danach fragen, vier bis sechs Formen in ihren Worten
              - …
            text: |                   # die Erklärung, ein bis drei Sätze
              …
            # places: ["…"]           # wo er wichtig ist
            # general: true           # true = Allgemeinwissen, steht so in keiner Quelle
            # formerly: […]           # ids, die es früher hatte; Haken, Knöpfe und Links mit ihnen gelten weiter
            # from:                   # eigene Herkunft; ersetzt einzelne Angaben der Datei
            #   origin: guide         # guide = der Leitfaden, sister = Schwester-Leitfaden, additional = zusätzliches Beispiel
            #   sources: […]          # Kennungen aus sources.yaml, mindestens eine
            #   as_of: unknown        # Stand: unknown, "2018", "2018-11" oder "2018-11-21"; nie geraten
            #   captured: 2026-11-22  # wann die Angaben übernommen wurden
            #   wording: paraphrase   # paraphrase = eigene Worte, verbatim = Wortlaut
        "#);
    }

    #[test]
    fn what_things_are_called_is_shown_with_its_forms_and_floors_can_be_kept() {
        let guide = text(NewEntry::Guide, TODAY);
        let words = guide.split_once("# words:").expect("it is offered").1;
        let words: Vec<&str> = words.lines().skip(1).take(8).collect();
        insta::assert_snapshot!(words.join("\n"), @"
        #   step:                     # wie ein Schritt heißt
        #     article: die            # der Artikel der Einzahl: der, die oder das
        #     one: Phase              # die Einzahl: Phase
        #     many: Phasen            # die Mehrzahl: Phasen
        #   section:                  # wie ein Abschnitt unter einem Schritt heißt
        #     article: der
        #     one: Baustein
        #     many: Bausteine
        ");
        let questions = text(NewEntry::Question, TODAY);
        let floors = questions.split_once("floors:").expect("it is offered").1;
        let floors: Vec<&str> = floors.lines().skip(1).take(8).collect();
        insta::assert_snapshot!(floors.join("\n"), @"
        hit_at_1: 0.8               # die richtige Stelle ist der erste Treffer
        hit_at_3: 0.9               # sie ist unter den ersten drei
        mrr: 0.8                    # mittlerer Kehrwert des Rangs
        refused_off_topic: 0.95     # Fremdes wird abgelehnt
        refused_absent: 0.7         # was fehlt, wird nicht beantwortet
        # refused_unknown_step: 0.95  # unbekannte Schritte werden als solche genannt
        # refused_unknown_town: 0.95  # unbekannte Orte werden als solche genannt
        wrong_refusals: 0.04        # zu Unrecht abgelehnt; hier ist weniger besser
        ");
    }

    #[test]
    fn a_decision_to_fill_in() {
        insta::assert_snapshot!(text(NewEntry::Decision, TODAY), @r#"
        # yaml-language-server: $schema=../schema/step.json
        # Den Block ab `decisions:` zu einem Schritt oder Abschnitt kopieren und so weit einrücken wie dessen `opening:`.
        # Etwas, das der Leitfaden an dieser Stelle zu entscheiden gibt.
        # `…` ersetzen; Zeilen, die Sie nicht brauchen, löschen.
        decisions:
          - id: …                     # bleibt für immer gleich; a-z, 0-9 und -, höchstens 24 Zeichen
            question: …               # die Frage, höchstens 120 Zeichen
            short: …                  # der Titel in höchstens 34 Zeichen, für Knöpfe; nötig, wenn er länger ist
            kind: choice              # choice = eine von mehreren Antworten, text = eigene Worte, date = ein Tag, yes_no = ja oder nein
            advice: |                 # was der Leitfaden dazu sagt, kurz
              …
            options:                  # bei choice: die Antworten, die der Leitfaden nennt; bei yes_no nur, was zu `ja` oder `nein` zu sagen ist
              - id: …                 # bleibt für immer gleich; a-z, 0-9 und -, höchstens 24 Zeichen
                label: …              # was auf dem Knopf steht, höchstens 34 Zeichen
                advice: |             # was der Leitfaden zu dieser Antwort sagt, ein Satz
                  …
                # formerly: […]       # ids, die es früher hatte; Haken, Knöpfe und Links mit ihnen gelten weiter
            # when:                   # wann danach gefragt wird; mehrere Bedingungen gelten zusammen
            #   - decision: …         # id einer früheren Entscheidung
            #     is: …               # die Antwort (id; bei yes_no: ja oder nein), oder mehrere in [ ]
            # formerly: […]           # ids, die es früher hatte; Haken, Knöpfe und Links mit ihnen gelten weiter
            # from:                   # eigene Herkunft, wenn sie nicht die der Stelle ist
            #   origin: guide         # guide = der Leitfaden, sister = Schwester-Leitfaden, additional = zusätzliches Beispiel
            #   sources: […]          # Kennungen aus sources.yaml, mindestens eine
            #   as_of: unknown        # Stand: unknown, "2018", "2018-11" oder "2018-11-21"; nie geraten
            #   captured: 2026-11-22  # wann die Angaben übernommen wurden
            #   wording: paraphrase   # paraphrase = eigene Worte, verbatim = Wortlaut
        "#);
    }

    #[test]
    fn each_skeleton_says_where_it_belongs() {
        let check = |what, head: &str| {
            let text = text(what, TODAY);
            let lines: Vec<&str> = text.lines().take(2).collect();
            assert_eq!(lines.join("\n"), head);
        };
        check(
            NewEntry::Step,
            "# yaml-language-server: $schema=../schema/step.json\n\
             # Speichern als steps/NUMMER-STICHWORT.yaml, etwa steps/3-ziele.yaml.",
        );
        check(
            NewEntry::Gap,
            "# yaml-language-server: $schema=schema/gaps.json\n\
             # Den Block ab `- id` nach gaps.yaml kopieren.",
        );
    }

    #[test]
    fn each_is_asked_for_with_the_word_that_is_told_where_its_file_is_empty() {
        // A decision stands in the file of its step.
        let entries = NewEntry::value_variants().iter();
        for entry in entries.filter(|entry| **entry != NewEntry::Decision) {
            let word = entry.to_possible_value().expect("none is hidden");
            assert_eq!(entry.kind().begun_with(), Some(word.get_name()));
        }
    }

    #[test]
    fn nothing_is_overwritten() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("9-neu.yaml");
        let args = NewArgs {
            what: NewEntry::Step,
            to: Some(path.clone()),
        };
        run(&args, TODAY).expect("there is no such file yet");
        std::fs::write(&path, "meins").expect("written");
        let Err(Failure::Told { sentence, .. }) = run(&args, TODAY) else {
            panic!("it was overwritten");
        };
        assert!(sentence.ends_with("gibt es schon"), "{sentence}");
        assert_eq!(
            std::fs::read_to_string(&path).expect("it is there"),
            "meins"
        );
    }
}
