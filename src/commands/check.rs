//! `lotse check`: says everything that is wrong with a guide, in German, for those who write it.

use std::io::{self, Write};
use std::path::Path;

use crate::knowledge::{self, Loaded, Severity};

/// Checks the knowledge folder and says everything that is wrong with it.
#[derive(Debug, Clone, clap::Args)]
pub struct CheckArgs {
    /// How faults are printed: for people, or one JSON object a line for editors.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// How faults are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// With the source line and a caret.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
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
    format: Format,
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
    match format {
        Format::Json => {
            for fault in &loaded.faults {
                writeln!(out, "{}", fault.to_json())?;
            }
        }
        Format::Text => {
            for fault in &loaded.faults {
                writeln!(out, "{}", fault.render(&loaded.files, colour))?;
            }
            writeln!(out, "{}", summary(&loaded))?;
        }
    }
    Ok(match loaded.guide {
        Some(_) => Verdict::Sound,
        None => Verdict::Faulty,
    })
}

/// One German line: how many faults and warnings in how many files.
fn summary(loaded: &Loaded) -> String {
    let count = |severity| {
        let of = loaded
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
    let files = match loaded.files.len() {
        1 => "1 Datei".to_owned(),
        n => format!("{n} Dateien"),
    };
    format!("{faults}{warnings} in {files}.")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Format, Verdict, check};

    fn run(folder: &Path, format: Format) -> (Verdict, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let verdict = check(folder, format, false, &mut out, &mut err).expect("a Vec takes all");
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
}
