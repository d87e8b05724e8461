//! What `check` says, each with the line it is about and how to mend it.

use maud::{Markup, html};

use super::address;
use super::edition::Edition;
use super::layout::PageHead;
use crate::knowledge::{Diagnostic, Severity};
use crate::web::page::Framed;

/// The page with everything.
pub(super) fn page(edition: &Edition) -> Framed {
    let head = PageHead {
        title: "Meldungen",
        here: address::FINDINGS,
        asked: "",
    };
    let main = html! {
        h1 { "Meldungen" }
        p { "Dasselbe sagt " code { "lotse check" } ". Fehler verhindern, dass der Leitfaden benutzt wird; Warnungen sollte \
             sich jemand ansehen." }
        (list(edition))
    };
    head.over(edition, main)
}

/// All faults and warnings, file by file.
pub(super) fn list(edition: &Edition) -> Markup {
    let told: Vec<&Diagnostic> = edition.findings.iter().filter(|f| is_told(f)).collect();
    let files = told.chunk_by(|one, other| one.file == other.file);
    html! {
        @if told.is_empty() { p { "Keine Fehler und keine Warnungen." } }
        @for file in files {
            section {
                h2 { (file[0].file) }
                @for finding in file { (card(edition, finding, edition.concerned(finding))) }
            }
        }
    }
}

/// What is said of one entry.
pub(super) fn of_entry(edition: &Edition, id: &str) -> Markup {
    let all = edition.findings_of(id);
    let (told, infos): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        all.into_iter().partition(|finding| is_told(finding));
    html! {
        section {
            h2 { "Meldungen" }
            @if told.is_empty() { p { "Keine Fehler und keine Warnungen." } }
            @for finding in &told { (card(edition, finding, None)) }
            @if !infos.is_empty() {
                details {
                    summary { "Lesbarkeit (" (infos.len()) ")" }
                    ul { @for info in infos { li { "Zeile " (info.line) ": " (prose(&info.message)) } } }
                }
            }
        }
    }
}

/// Whether a finding wants something done.
fn is_told(finding: &Diagnostic) -> bool {
    finding.severity != Severity::Info
}

fn card(edition: &Edition, finding: &Diagnostic, concerned: Option<&str>) -> Markup {
    let class = match finding.severity {
        Severity::Fault => "finding fault",
        Severity::Warning | Severity::Info => "finding warning",
    };
    let entry = concerned.and_then(|id| {
        let (chapter, at) = edition.catalogue.find(id)?;
        Some(&chapter.entries[at])
    });
    html! {
        article class=(class) {
            h3 { (finding.severity.word()) " " (finding.code) ": " (prose(&finding.message)) }
            p class="where" {
                (position(finding))
                @if let Some(entry) = entry {
                    " · " a href=(address::of_entry(&entry.id)) { (entry.name) }
                }
            }
            (source_line(edition, finding))
            p { strong { "So geht es: " } (prose(&finding.hint)) }
        }
    }
}

/// The line it is about, with what is meant set off.
fn source_line(edition: &Edition, finding: &Diagnostic) -> Markup {
    let file = edition.files.iter().find(|file| file.path == finding.file);
    let Some((line, start)) = file.map(|file| file.line_at(finding.span.start)) else {
        return html! {};
    };
    let from = (finding.span.start - start).min(line.len());
    let to = (finding.span.end.max(finding.span.start) - start).min(line.len());
    if line.trim().is_empty() {
        return html! {};
    }
    html! {
        pre { code { (&line[..from]) mark { (&line[from..to]) } (&line[to..]) } }
    }
}

/// Where it is, as editors name it.
pub(super) fn position(finding: &Diagnostic) -> Markup {
    html! { code { (finding.file) ":" (finding.line) } }
}

/// A sentence in which backticks set off what is typed.
pub(super) fn prose(text: &str) -> Markup {
    html! {
        @for (at, piece) in text.split('`').enumerate() {
            @if at % 2 == 1 { code { (piece) } } @else { (piece) }
        }
    }
}

/// How many faults and warnings there are.
pub(super) fn counted(edition: &Edition) -> String {
    let of = |severity, one: &str, many: &str| match edition.count(severity) {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    };
    let faults = of(Severity::Fault, "Fehler", "Fehler");
    let faults = faults.unwrap_or_else(|| "Keine Fehler".to_owned());
    match of(Severity::Warning, "Warnung", "Warnungen") {
        Some(warnings) => format!("{faults}, {warnings}"),
        None => faults,
    }
}
