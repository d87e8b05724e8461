//! What is to be said of a guide, and the three forms in which it is printed.

use std::collections::BTreeMap;
use std::io::{self, Write};

use time::Date;

use super::super::question_forms;
use crate::answer::Library;
use crate::knowledge::suppressions::{self, Filtered};
use crate::knowledge::{Code, Diagnostic, Loaded, Severity, calibration, diagnostic, review};

/// How many warnings of one kind people are shown unless they want all.
const SHOWN_OF_A_KIND: usize = 10;

/// What is to be said of a guide.
pub(super) struct CheckReport {
    faults: Vec<Diagnostic>,
    allowed: usize,
    files: usize,
}

impl CheckReport {
    /// Looks at what was read once more: as a whole, with the day it is, and by asking the library of its guide, if there
    /// is one.
    pub(super) fn of(
        loaded: &Loaded,
        today: Date,
        wants_info: bool,
        library: Option<&Library>,
    ) -> Self {
        let mut faults = loaded.faults.clone();
        if let Some(guide) = &loaded.guide {
            let (files, source_map) = (&loaded.files, &loaded.source_map);
            faults.extend(review::stale(guide, files, source_map, today));
            faults.extend(review::future(files, source_map, today));
            faults.extend(review::readability(guide, files, source_map));
            faults.extend(review::uneven_forms(guide, files, source_map));
            faults.extend(review::cut_labels(guide, files, source_map));
            faults.extend(calibration::stale(guide, files));
        }
        if let Some(library) = library {
            let (files, source_map) = (&loaded.files, &loaded.source_map);
            faults.extend(question_forms::astray(library, files, source_map));
            faults.extend(question_forms::poor_starters(library, files, source_map));
        }
        let examined = |code: Code| match code {
            Code::AliasElsewhere => library.is_some(),
            Code::Stale
            | Code::FutureDate
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

    /// Everything that is to be said, in order.
    pub(super) fn into_findings(self) -> Vec<Diagnostic> {
        self.faults
    }

    /// One JSON object a line.
    pub(super) fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut faults = self.faults.iter();
        faults.try_for_each(|fault| writeln!(out, "{}", fault.to_json()))
    }

    /// Workflow commands, and the summary.
    pub(super) fn write_github(&self, folder: &str, out: &mut dyn Write) -> io::Result<()> {
        let mut faults = self.faults.iter();
        faults.try_for_each(|fault| write!(out, "{}", fault.to_github(folder)))?;
        writeln!(out, "{}", self.summary())
    }

    /// For people: faults and warnings with their lines, then infos, then the summary.
    pub(super) fn write_text(
        &self,
        loaded: &Loaded,
        wants_all: bool,
        colour: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut shown = ShownWarnings::default();
        let mut infos = Vec::new();
        for fault in &self.faults {
            if fault.severity == Severity::Info {
                infos.push(fault);
            } else if wants_all || shown.admits(fault) {
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
