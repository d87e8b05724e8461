//! `lotse check`: says everything that is wrong with a guide, in German, for those who write it.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use crate::knowledge::allowances::{self, Settled};
use crate::knowledge::{self, Code, Fault, Loaded, Severity};

/// How many warnings of one kind people are shown unless they want all.
const SHOWN_OF_A_KIND: usize = 10;

/// Checks the knowledge folder and says everything that is wrong with it.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct CheckArgs {
    /// How faults are printed: for people, one JSON object a line for editors, or for GitHub's workflows.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Shows all warnings, however many there are of one kind.
    #[arg(long)]
    pub all: bool,
}

/// How faults are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// With the source line and a caret.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
    /// Workflow commands, which GitHub shows beside the lines.
    Github,
}

/// What checking came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The guide can be served.
    Sound,
    /// The guide has faults.
    Faulty,
    /// There was nothing to check.
    Unreadable,
}

impl Verdict {
    /// The exit code: 0, 1 or 3.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Sound => 0,
            Self::Faulty => 1,
            Self::Unreadable => 3,
        }
    }
}

/// Checks a folder; faults go to `out`, what kept us from checking goes to `err`.
///
/// # Errors
/// When `out` or `err` cannot be written.
pub fn check(
    knowledge: &Path,
    args: &CheckArgs,
    colour: bool,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Verdict> {
    let loaded = match knowledge::load(knowledge) {
        Ok(loaded) => loaded,
        Err(error) => {
            writeln!(err, "error: {error}\nhint: {}", error.hint())?;
            return Ok(Verdict::Unreadable);
        }
    };
    let report = Report::of(&loaded);
    match args.format {
        Format::Json => report.write_json(out)?,
        Format::Github => report.write_github(&knowledge.to_string_lossy(), out)?,
        Format::Text => report.write_text(&loaded, args, colour, out)?,
    }
    Ok(match loaded.guide {
        Some(_) => Verdict::Sound,
        None => Verdict::Faulty,
    })
}

/// What is to be said of a guide.
struct Report {
    faults: Vec<Fault>,
    allowed: usize,
    files: usize,
}

impl Report {
    fn of(loaded: &Loaded) -> Self {
        let faults = loaded.faults.clone();
        let examined = |_: Code| true;
        let Settled { faults, allowed } =
            allowances::settle(&loaded.files, faults, &loaded.ledger.allowances, &examined);
        Self {
            faults: knowledge::faults::in_order(faults),
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
        let mut shown = Shown::default();
        for fault in &self.faults {
            if args.all || shown.admits(fault) {
                writeln!(out, "{}", fault.render(&loaded.files, colour))?;
            }
        }
        for line in shown.left_out() {
            writeln!(out, "{line}")?;
        }
        writeln!(out, "{}", self.summary())
    }

    /// One German line: how many faults and warnings in how many files.
    fn summary(&self) -> String {
        let count = |severity| {
            let of = self
                .faults
                .iter()
                .filter(|fault| fault.severity == severity);
            of.count()
        };
        let faults = match count(Severity::Fault) {
            0 => "Keine Fehler".to_owned(),
            n => format!("{n} Fehler"),
        };
        let warnings = match count(Severity::Warning) {
            0 => String::new(),
            1 => ", 1 Warnung".to_owned(),
            n => format!(", {n} Warnungen"),
        };
        let allowed = match self.allowed {
            0 => String::new(),
            n => format!(" ({n} erlaubt)"),
        };
        let files = match self.files {
            1 => "1 Datei".to_owned(),
            n => format!("{n} Dateien"),
        };
        format!("{faults}{warnings}{allowed} in {files}.")
    }
}

/// How many warnings of each kind were shown, and how many were not.
#[derive(Default)]
struct Shown(BTreeMap<Code, usize>);

impl Shown {
    /// Whether a fault is still shown; faults always are.
    fn admits(&mut self, fault: &Fault) -> bool {
        let count = self.0.entry(fault.code).or_default();
        *count += 1;
        fault.severity == Severity::Fault || *count <= SHOWN_OF_A_KIND
    }

    fn left_out(&self) -> impl Iterator<Item = String> {
        let kinds = self
            .0
            .iter()
            .filter(|(code, _)| code.severity() != Severity::Fault);
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

    use super::{CheckArgs, Format, Verdict, check};

    fn run(folder: &Path, format: Format) -> (Verdict, String, String) {
        let args = CheckArgs {
            format,
            ..CheckArgs::default()
        };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let verdict = check(folder, &args, false, &mut out, &mut err).expect("a Vec takes all");
        let text = |bytes| String::from_utf8(bytes).expect("texts are UTF-8");
        (verdict, text(out), text(err))
    }

    #[test]
    fn a_sound_guide_is_one_line_and_exit_code_zero() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
        let (verdict, out, err) = run(&folder, Format::Text);
        assert_eq!(
            (out.as_str(), err.as_str()),
            ("Keine Fehler in 11 Dateien.\n", "")
        );
        assert_eq!(verdict.exit_code(), 0);
    }

    #[test]
    fn a_missing_folder_is_an_error_with_a_hint_and_exit_code_three() {
        let (verdict, out, err) = run(Path::new("gibt-es-nicht"), Format::Text);
        assert_eq!(out, "");
        assert_eq!(
            err,
            "error: the knowledge folder `gibt-es-nicht` does not exist\n\
             hint: name the folder with `--knowledge FOLDER`\n"
        );
        assert_eq!(verdict.exit_code(), 3);
    }

    #[test]
    fn editors_get_one_object_a_fault_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("guide.yaml"), "format: 1\ntitel: Fest\n")
            .expect("written");
        let (verdict, out, _) = run(folder.path(), Format::Json);
        assert_eq!(verdict.exit_code(), 1);
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
    fn github_shows_a_fault_beside_its_line() {
        let folder = changed(
            "glossary.yaml",
            "synonyms: [Wohnung]",
            "synonyms: [\"100 % Rat, ja: gern\", Rat]",
        );
        let (_, out, _) = run(folder.path(), Format::Github);
        let at = folder.path().display().to_string();
        insta::assert_snapshot!(out.replace(&at, "knowledge"), @"
        ::warning file=knowledge/glossary.yaml,line=16,col=39,endColumn=42,title=L057 Dieses Synonym ist ein Alltagswort.::`Rat` ist ein Alltagswort%0AHinweis: Es würde gewöhnliche Sätze an sich ziehen. Tragen Sie es in guide.yaml unter `common_words` ein oder lassen Sie es weg.
        Keine Fehler, 1 Warnung in 11 Dateien.
        ");
    }

    #[test]
    fn what_github_would_misread_is_escaped() {
        let folder = changed("glossary.yaml", "- id: oa", "- id: \"100 %, ja: nein\"");
        let (_, out, _) = run(&folder.path().join("."), Format::Github);
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
            let (_, out, _) = run(folder.path(), Format::Text);
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
        let (_, out, _) = run(folder.path(), Format::Text);
        assert_eq!(out, "Keine Fehler (1 erlaubt) in 11 Dateien.\n");

        let text = "synonyms: [Rat]\n    text: |\n      Der Rat tagt # lotse: erlaubt L057 – im Text\n    general: true\n  - id: neu\n    term: Neu";
        let folder = changed("glossary.yaml", "synonyms: [Wohnung]", text);
        let (_, out, _) = run(folder.path(), Format::Text);
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
        let (verdict, out, _) = run(folder.path(), Format::Text);
        assert_eq!(verdict, Verdict::Faulty);
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
        let (_, out, _) = run(folder.path(), Format::Text);
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
}
