//! `lotse check`: says everything that is wrong with a guide, in German, for those who write it.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use time::Date;

use crate::answer::Library;
use crate::knowledge::suppressions::{self, Filtered};
use crate::knowledge::{
    self, Code, Diagnostic, Guide, Loaded, Severity, calibration, diagnostic, review,
};
use crate::language;
use crate::operations::settings::{EncoderChoice, Shared};

use super::outcome::{ExitKind, Failure, Success};
use super::{aliases, library, output, today};

/// How many warnings of one kind people are shown unless they want all.
const SHOWN_OF_A_KIND: usize = 10;

/// Checks the knowledge folder and says everything that is wrong with it.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct CheckArgs {
    /// How faults are printed: for people, one JSON object a line for editors, or for GitHub's workflows.
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
    /// Shows all warnings, however many there are of one kind.
    #[arg(long)]
    pub all: bool,
    /// Shows how hard the texts are to read too (with `--format json` always).
    #[arg(long)]
    pub info: bool,
    /// Leaves out asking every question form whether it finds its own entry.
    #[arg(long)]
    pub no_search: bool,
}

/// How faults are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum CheckFormat {
    /// With the source line and a caret.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
    /// Workflow commands, which GitHub shows beside the lines.
    Github,
}

/// Runs `lotse check`.
///
/// # Errors
/// When there is no guide to read, or when output fails.
pub fn run(shared: &Shared, args: &CheckArgs) -> Result<Success, Failure> {
    let colour = output::colour(shared.color, &io::stdout());
    let mut out = io::stdout().lock();
    let success = check(&shared.knowledge, args, today(), colour, &mut out)?;
    // The language pack is compiled in; whoever changes it in the source learns here what is wrong with it.
    let pack = Path::new("language/de");
    let faults = match pack.is_dir() {
        true => language::check(pack),
        false => Vec::new(),
    };
    for fault in &faults {
        writeln!(out, "{fault}")?;
    }
    match faults.is_empty() {
        true => Ok(success),
        false => Ok(Success::Short),
    }
}

/// Checks a folder; faults go to `out`.
fn check(
    knowledge: &Path,
    args: &CheckArgs,
    today: Date,
    colour: bool,
    out: &mut dyn Write,
) -> Result<Success, Failure> {
    let loaded = knowledge::load(knowledge)
        .map_err(|error| Failure::new(ExitKind::Unable, error.to_string(), error.hint()))?;
    let report = CheckReport::of(&loaded, args, today);
    match args.format {
        CheckFormat::Json => report.write_json(out)?,
        CheckFormat::Github => report.write_github(&knowledge.to_string_lossy(), out)?,
        CheckFormat::Text => report.write_text(&loaded, args, colour, out)?,
    }
    Ok(match loaded.guide {
        Some(_) => Success::Fine,
        None => Success::Short,
    })
}

/// What is to be said of a guide.
struct CheckReport {
    faults: Vec<Diagnostic>,
    allowed: usize,
    files: usize,
}

impl CheckReport {
    fn of(loaded: &Loaded, args: &CheckArgs, today: Date) -> Self {
        let mut faults = loaded.faults.clone();
        let wants_info = args.info || args.format == CheckFormat::Json;
        let mut searched = false;
        if let Some(guide) = &loaded.guide {
            let (files, source_map) = (&loaded.files, &loaded.source_map);
            faults.extend(review::stale(guide, files, source_map, today));
            faults.extend(review::readability(guide, files, source_map));
            faults.extend(review::uneven_forms(guide, files, source_map));
            faults.extend(calibration::stale(guide, files));
            if let Some(astray) = (!args.no_search).then(|| astray(loaded, guide)).flatten() {
                faults.extend(astray);
                searched = true;
            }
        }
        let examined = |code: Code| match code {
            Code::AliasElsewhere => searched,
            Code::Stale
            | Code::FormCount
            | Code::StaleCalibration
            | Code::HardToRead
            | Code::LongSentence => loaded.guide.is_some(),
            _ => true,
        };
        let suppressions = &loaded.source_map.suppressions;
        let Filtered { faults, allowed } =
            suppressions::filter(&loaded.files, faults, suppressions, &examined);
        let mut faults = diagnostic::in_order(faults);
        faults.retain(|fault| wants_info || fault.severity != Severity::Info);
        Self {
            faults,
            allowed,
            files: loaded.files.len(),
        }
    }

    fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut faults = self.faults.iter();
        faults.try_for_each(|fault| writeln!(out, "{}", fault.to_json()))
    }

    fn write_github(&self, folder: &str, out: &mut dyn Write) -> io::Result<()> {
        let mut faults = self.faults.iter();
        faults.try_for_each(|fault| write!(out, "{}", fault.to_github(folder)))?;
        writeln!(out, "{}", self.summary())
    }

    fn write_text(
        &self,
        loaded: &Loaded,
        args: &CheckArgs,
        colour: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut shown = ShownWarnings::default();
        let mut infos = Vec::new();
        for fault in &self.faults {
            if fault.severity == Severity::Info {
                infos.push(fault);
            } else if args.all || shown.admits(fault) {
                writeln!(out, "{}", fault.render(&loaded.files, colour))?;
            }
        }
        for info in &infos {
            let Diagnostic {
                code,
                file,
                line,
                column,
                message,
                ..
            } = info;
            writeln!(
                out,
                "{} {code} {file}:{line}:{column}  {message}",
                info.severity.word()
            )?;
        }
        if !infos.is_empty() {
            writeln!(out)?;
        }
        for line in shown.left_out() {
            writeln!(out, "{line}")?;
        }
        writeln!(out, "{}", self.summary())
    }

    /// One German line: how many faults and warnings in how many files.
    fn summary(&self) -> String {
        let of = |severity, one: &str, many: &str| {
            let faults = self.faults.iter();
            let count = faults.filter(|fault| fault.severity == severity).count();
            counted(count, one, many)
        };
        let faults = of(Severity::Fault, "Fehler", "Fehler");
        let mut line = faults.unwrap_or_else(|| "Keine Fehler".to_owned());
        let warnings = of(Severity::Warning, "Warnung", "Warnungen");
        line.extend(warnings.map(|warnings| format!(", {warnings}")));
        if self.allowed > 0 {
            line += &format!(" ({} erlaubt)", self.allowed);
        }
        let infos = of(Severity::Info, "Info", "Infos");
        line.extend(infos.map(|infos| format!(", {infos}")));
        let files = counted(self.files, "Datei", "Dateien");
        line + &format!(" in {}.", files.unwrap_or_else(|| "0 Dateien".to_owned()))
    }
}

/// How many of what; `None` of nothing.
fn counted(count: usize, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    }
}

/// What asking the question forms shows; `None` where the guide cannot be searched.
fn astray(loaded: &Loaded, guide: &Guide) -> Option<Vec<Diagnostic>> {
    let library = Library::in_memory(guide.clone());
    let library = library
        .inspect_err(|error| tracing::warn!(%error, "the question forms were not asked"))
        .ok()?;
    // As a person is answered: by meaning. Forms that come with the program need no time.
    if let Ok(Some(encoder)) = library::encoder(&EncoderChoice::default()) {
        library::learn(&library, &encoder, None, |_, _| {});
    }
    Some(aliases::astray(
        &library,
        &loaded.files,
        &loaded.source_map.questions,
    ))
}

/// How many warnings of each kind were shown, and how many were not.
#[derive(Default)]
struct ShownWarnings(BTreeMap<Code, usize>);

impl ShownWarnings {
    /// Whether a fault is still shown; faults always are.
    fn admits(&mut self, fault: &Diagnostic) -> bool {
        let count = self.0.entry(fault.code).or_default();
        *count += 1;
        fault.severity != Severity::Warning || *count <= SHOWN_OF_A_KIND
    }

    fn left_out(&self) -> impl Iterator<Item = String> {
        let kinds = self
            .0
            .iter()
            .filter(|(code, _)| code.severity() == Severity::Warning);
        kinds
            .filter(|(_, count)| **count > SHOWN_OF_A_KIND)
            .map(|(code, count)| {
                let more = count - SHOWN_OF_A_KIND;
                let title = code.title();
                format!("… und {more} weitere {code}: {title} Alle zeigt `lotse check --all`.\n")
            })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use time::macros::date;

    use super::{CheckArgs, CheckFormat, ExitKind, Failure, Success, check};

    fn run(folder: &Path, format: CheckFormat) -> (Success, String) {
        let args = CheckArgs {
            format,
            no_search: true,
            ..CheckArgs::default()
        };
        run_with(folder, &args)
    }

    fn run_with(folder: &Path, args: &CheckArgs) -> (Success, String) {
        let today = date!(2026 - 11 - 22);
        let mut out = Vec::new();
        let success = check(folder, args, today, false, &mut out).expect("it can be checked");
        (success, String::from_utf8(out).expect("texts are UTF-8"))
    }

    #[test]
    fn a_sound_guide_is_one_line_and_fine() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
        let (success, out) = run(&folder, CheckFormat::Text);
        assert_eq!(out, "Keine Fehler in 11 Dateien.\n");
        assert_eq!(success, Success::Fine);
    }

    #[test]
    fn a_missing_folder_is_a_failure_with_a_hint() {
        let (args, today) = (CheckArgs::default(), date!(2026 - 11 - 22));
        let mut out = Vec::new();
        let checked = check(Path::new("gibt-es-nicht"), &args, today, false, &mut out);
        let Err(Failure::Told {
            kind,
            sentence,
            hint,
            ..
        }) = checked
        else {
            panic!("{checked:?}");
        };
        assert_eq!(
            (sentence.as_str(), hint.as_str()),
            (
                "the knowledge folder `gibt-es-nicht` does not exist",
                "name the folder with `--knowledge FOLDER`"
            )
        );
        assert_eq!((kind, out.len()), (ExitKind::Unable, 0));
    }

    #[test]
    fn editors_get_one_object_a_fault_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("guide.yaml"), "format: 1\ntitel: Fest\n")
            .expect("written");
        let (success, out) = run(folder.path(), CheckFormat::Json);
        assert_eq!(success, Success::Short);
        for line in out.lines() {
            let fault: serde_json::Value = serde_json::from_str(line).expect("each line is JSON");
            let mut keys: Vec<&str> = fault
                .as_object()
                .into_iter()
                .flatten()
                .map(|(key, _)| key.as_str())
                .collect();
            keys.sort_unstable();
            assert_eq!(
                keys,
                [
                    "code",
                    "column",
                    "end_column",
                    "file",
                    "hint",
                    "line",
                    "message",
                    "severity"
                ]
            );
        }
        assert!(out.contains("meinten Sie `title`?"), "{out}");
    }

    /// The small guide in a folder of its own, with one text changed.
    fn changed(path: &str, from: &str, to: &str) -> tempfile::TempDir {
        let klein = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
        let folder = tempfile::tempdir().expect("a temporary folder");
        for below in ["", "steps", "examples", "images"] {
            std::fs::create_dir_all(folder.path().join(below)).expect("created");
            for entry in std::fs::read_dir(klein.join(below)).expect("it is there") {
                let entry = entry.expect("it can be listed");
                if entry.path().is_file() {
                    let copy = folder.path().join(below).join(entry.file_name());
                    std::fs::copy(entry.path(), copy).expect("copied");
                }
            }
        }
        let path = folder.path().join(path);
        let text = std::fs::read_to_string(&path).expect("it is there");
        assert!(text.contains(from), "{from:?}");
        std::fs::write(path, text.replacen(from, to, 1)).expect("written");
        folder
    }

    #[test]
    fn stale_thresholds_are_a_hint_and_no_fault() {
        let folder = changed("guide.yaml", "title:", "title:");
        let file = folder.path().join("calibration.yaml");
        std::fs::write(
            &file,
            "answer: 0.5\ntheme: 0.3\nsure: 0.9\nof: \"abgestimmt auf anderes\"\n",
        )
        .expect("written");
        let (success, out) = run(folder.path(), CheckFormat::Text);
        assert_eq!(success, Success::Fine);
        assert!(out.contains("L068"), "{out}");
        let guide = crate::knowledge::load(folder.path())
            .expect("it is there")
            .guide;
        let basis = crate::knowledge::calibration::basis(&guide.expect("nothing is wrong"));
        let fresh = format!("answer: 0.5\ntheme: 0.3\nsure: 0.9\nof: \"{basis}\"\n");
        std::fs::write(&file, fresh).expect("written");
        assert_eq!(
            run(folder.path(), CheckFormat::Text).1,
            "Keine Fehler in 12 Dateien.\n"
        );
    }

    #[test]
    fn github_shows_a_fault_beside_its_line() {
        let folder = changed(
            "glossary.yaml",
            "synonyms: [Wohnung]",
            "synonyms: [\"100 % Rat, ja: gern\", Rat]",
        );
        let (_, out) = run(folder.path(), CheckFormat::Github);
        let at = folder.path().display().to_string();
        insta::assert_snapshot!(out.replace(&at, "knowledge"), @"
        ::warning file=knowledge/glossary.yaml,line=16,col=39,endColumn=42,title=L057 Dieses Synonym ist ein Alltagswort.::`Rat` ist ein Alltagswort%0AHinweis: Es würde gewöhnliche Sätze an sich ziehen. Tragen Sie es in guide.yaml unter `common_words` ein oder lassen Sie es weg.
        Keine Fehler, 1 Warnung in 11 Dateien.
        ");
    }

    #[test]
    fn what_github_would_misread_is_escaped() {
        let folder = changed("glossary.yaml", "- id: oa", "- id: \"100 %, ja: nein\"");
        let (_, out) = run(&folder.path().join("."), CheckFormat::Github);
        let first = out.lines().next().unwrap_or_default();
        assert!(
            first
                .contains("title=L024 Das ist keine gültige id.::Begriff: `100 %25, ja: nein` ist"),
            "{first}"
        );
    }

    #[test]
    fn a_warning_is_allowed_with_a_reason() {
        let check = |comment: &str, expected: &str| {
            let to = format!("synonyms: [Rat]{comment}");
            let folder = changed("glossary.yaml", "synonyms: [Wohnung]", &to);
            let (_, out) = run(folder.path(), CheckFormat::Text);
            let heads = out
                .lines()
                .filter(|line| !line.starts_with([' ', '1', '-']) && !line.is_empty());
            assert_eq!(heads.collect::<Vec<_>>().join("\n"), expected, "{comment}");
        };
        check(
            "  # lotse: erlaubt L057 – so heißt er hier",
            "Keine Fehler (1 erlaubt) in 11 Dateien.",
        );
        check(
            "  # lotse: erlaubt L056, L057: so heißt er hier",
            "Keine Fehler (1 erlaubt) in 11 Dateien.",
        );
        check(
            "  # lotse: erlaubt L057",
            "Warnung L057: `Rat` ist ein Alltagswort\n\
             Warnung L070: erlaubt L057, sagt aber nicht warum\n\
             Keine Fehler, 2 Warnungen in 11 Dateien.",
        );
        check(
            "  # lotse: erlaubt L057 – so heißt er hier\n    # lotse: erlaubt L058 – nur zur Sicherheit",
            "Warnung L071: hier gibt es kein L058 zu erlauben\n\
             Keine Fehler, 1 Warnung (1 erlaubt) in 11 Dateien.",
        );
        check(
            "  # lotse: L057",
            "Warnung L057: `Rat` ist ein Alltagswort\n\
             Warnung L071: diese Erlaubnis nennt keinen Code\n\
             Keine Fehler, 2 Warnungen in 11 Dateien.",
        );
    }

    #[test]
    fn an_allowance_holds_for_the_next_line_and_is_a_comment_not_a_text() {
        let above =
            "# lotse: erlaubt L057 – so heißt er hier\n    # noch ein Wort\n\n    synonyms: [Rat]";
        let folder = changed("glossary.yaml", "synonyms: [Wohnung]", above);
        let (_, out) = run(folder.path(), CheckFormat::Text);
        assert_eq!(out, "Keine Fehler (1 erlaubt) in 11 Dateien.\n");

        let text = "synonyms: [Rat]\n    text: |\n      Der Rat tagt # lotse: erlaubt L057 – im Text\n    general: true\n  - id: neu\n    term: Neu";
        let folder = changed("glossary.yaml", "synonyms: [Wohnung]", text);
        let (_, out) = run(folder.path(), CheckFormat::Text);
        assert!(out.contains("Warnung L057"), "{out}");
        assert!(!out.contains("L071"), "{out}");
    }

    #[test]
    fn faults_cannot_be_allowed() {
        let folder = changed(
            "glossary.yaml",
            "- id: oa",
            "# lotse: erlaubt L024 – soll so\n  - id: OA",
        );
        let (success, out) = run(folder.path(), CheckFormat::Text);
        assert_eq!(success, Success::Short);
        assert!(out.contains("Fehler L024"), "{out}");
        assert!(
            out.contains("Warnung L071: L024 ist ein Fehler und lässt sich nicht erlauben"),
            "{out}"
        );
    }

    #[test]
    fn many_warnings_of_a_kind_are_counted() {
        let numbers: String = (0..22).map(|n| format!("{n}, ")).collect();
        let folder = changed(
            "glossary.yaml",
            "synonyms: [Wohnung]",
            &format!("synonyms: [{numbers}]"),
        );
        let (_, out) = run(folder.path(), CheckFormat::Text);
        assert_eq!(out.matches("Warnung L027").count(), 10);
        let end: Vec<&str> = out.lines().rev().take(3).collect();
        assert_eq!(
            end,
            [
                "Keine Fehler, 22 Warnungen in 11 Dateien.",
                "",
                "… und 12 weitere L027: Hier steht eine Zahl, wo ein Text gemeint ist. Alle zeigt `lotse check --all`.",
            ]
        );
    }

    #[test]
    fn old_content_is_mentioned_when_the_guide_says_how_old_it_may_be() {
        let folder = changed(
            "guide.yaml",
            "language: de",
            "language: de\nstale_after_years: 4",
        );
        assert_eq!(
            run(folder.path(), CheckFormat::Text).1,
            "Keine Fehler in 11 Dateien.\n"
        );
        let folder = changed(
            "guide.yaml",
            "language: de",
            "language: de\nstale_after_years: 3",
        );
        insta::assert_snapshot!(run(folder.path(), CheckFormat::Text).1, @r#"
        Warnung L065: `as_of`: der Stand ist älter als 3 Jahre
          --> examples/lindenau.yaml:8:10
          |
        8 |   as_of: "2023-06"
          |          ^^^^^^^^^
           = Hinweis: Wie alt sie sein dürfen, steht in guide.yaml unter `stale_after_years`. Gleichen Sie die Angaben mit der Quelle ab und tragen Sie das neue Datum ein.

        Keine Fehler, 1 Warnung in 11 Dateien.
        "#);
    }

    #[test]
    fn how_hard_a_text_is_to_read_is_told_to_those_who_ask() {
        let long = "In Lindenau kochten Nachbar*innen an einem Sonntag im Juni, als es schon dunkel wurde und niemand mehr damit rechnete, eine Suppe für alle.";
        let folder = changed(
            "examples/lindenau.yaml",
            "In Lindenau kochten Nachbar*innen eine Suppe für alle.",
            long,
        );
        assert_eq!(
            run(folder.path(), CheckFormat::Text).1,
            "Keine Fehler in 11 Dateien.\n"
        );
        let args = CheckArgs {
            info: true,
            no_search: true,
            ..CheckArgs::default()
        };
        let (_, out) = run_with(folder.path(), &args);
        let of_it = out
            .lines()
            .filter(|line| !line.contains(".yaml") || line.contains("lindenau"));
        insta::assert_snapshot!(of_it.collect::<Vec<_>>().join("\n"), @r"
        Info L080 examples/lindenau.yaml:12:9  LIX 42 (mittel), 27 Wörter
        Info L080 examples/lindenau.yaml:28:9  LIX 49 (mittel), 23 Wörter
        Info L081 examples/lindenau.yaml:34:7  23 Wörter: „In Lindenau kochten Nachbar*innen an einem …“

        Keine Fehler, 15 Infos in 11 Dateien.
        ");
    }

    #[test]
    fn uneven_question_forms_are_mentioned_and_can_be_allowed() {
        let say = |comment: &str| {
            let folder = changed("guide.yaml", "title:", "title:");
            for file in ["glossary", "answers", "gaps", "background", "questions"] {
                std::fs::remove_file(folder.path().join(format!("{file}.yaml"))).expect("removed");
            }
            for folder in ["examples", "steps"].map(|below| folder.path().join(below)) {
                std::fs::remove_dir_all(&folder).expect("removed");
                std::fs::create_dir(&folder).expect("created");
            }
            let step = format!(
                "from: {{origin: guide, sources: [strasse, hoefe], as_of: unknown, captured: 2026-11-22, wording: paraphrase}}\n\
                 step:\n  id: idee\n  number: \"1\"\n  title: Idee\n  status: complete\n  aliases: [wie, wer, was]\n  \
                 opening: Anfang\n  tasks:{comment}\n    - id: zettel\n      text: Zettel\n"
            );
            std::fs::write(folder.path().join("steps/1-idee.yaml"), step).expect("written");
            run(folder.path(), CheckFormat::Text).1
        };
        let plain = say("");
        assert!(
            plain.starts_with(
                "Warnung L045: `idee/tasks` hat keine Frageform\n  --> steps/1-idee.yaml:9:3\n"
            ),
            "{plain}"
        );
        assert_eq!(
            say("  # lotse: erlaubt L045 – nur eine Zeile"),
            "Keine Fehler (1 erlaubt) in 3 Dateien.\n"
        );
    }

    #[test]
    fn a_question_form_that_finds_something_else_is_mentioned() {
        let folder = changed("steps/1-idee.yaml", "wer macht mit]", "Schritt 3]");
        let args = CheckArgs::default();
        insta::assert_snapshot!(run_with(folder.path(), &args).1, @r"
        Warnung L066: „Schritt 3“ findet zuerst 3, nicht `idee`
          --> steps/1-idee.yaml:12:31
           |
        12 |   aliases: [wie fange ich an, Schritt 3]
           |                               ^^^^^^^^^
           = Hinweis: Wer so fragt, findet unter den ersten drei Treffern etwas anderes. Formulieren Sie sie genauer oder lassen Sie sie weg; oft fehlt das Wort auch im Text der Stelle.

        Keine Fehler, 1 Warnung in 11 Dateien.
        ");
        let allowed = "Schritt 3]  # lotse: erlaubt L066 – bis der Text ergänzt ist";
        let folder = changed("steps/1-idee.yaml", "wer macht mit]", allowed);
        let said = run_with(folder.path(), &args).1;
        assert_eq!(said, "Keine Fehler (1 erlaubt) in 11 Dateien.\n");
        let without_search = run(folder.path(), CheckFormat::Text).1;
        assert_eq!(without_search, "Keine Fehler in 11 Dateien.\n");
    }
}
