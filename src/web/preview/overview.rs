//! The first page: what the guide holds, how much of each, and where somebody should look.

use maud::{Markup, html};

use super::address;
use super::catalogue::{CatalogueEntry, Chapter};
use super::edition::Edition;
use super::layout::PageHead;
use crate::answer::Library;
use crate::conversation::{Action, Selection};
use crate::knowledge::{Diagnostic, Severity};
use crate::web::page::Framed;

/// Screens that belong to no entry.
const SCREENS: [(&str, Action); 8] = [
    ("Begrüßung", Action::Start),
    ("Übersicht", Action::Overview),
    ("Alle Aufgaben", Action::AllTasks(None)),
    ("Fortschritt", Action::Progress),
    ("Alle Begriffe", Action::Glossary(0)),
    ("Was ich kann", Action::Help),
    ("Ansicht einstellen", Action::Style),
    ("Datenschutz", Action::Privacy),
];

/// The first page.
pub(super) fn page(edition: &Edition, library: &Library) -> Framed {
    let manifest = &library.guide.manifest;
    let head = PageHead {
        title: "Überblick",
        here: address::OVERVIEW,
        asked: "",
    };
    let chapters = edition.catalogue.chapters.iter();
    let chapters = chapters.filter(|chapter| !chapter.entries.is_empty());
    let main = html! {
        h1 { (manifest.title) }
        @if let Some(subtitle) = &manifest.subtitle { p { (subtitle) } }
        nav aria-label="Inhalt" {
            ul class="counts" {
                @for chapter in chapters.clone() {
                    li { a href={ "#" (chapter.anchor) } { (chapter.title) } " " span class="count" { (chapter.entries.len()) } }
                }
                li { a href="#ansichten" { "Weitere Ansichten" } }
            }
        }
        @for chapter in chapters { (listed(edition, chapter)) }
        section {
            h2 id="ansichten" { "Weitere Ansichten" }
            ul class="entries" {
                @for (name, action) in &SCREENS { li { a href=(address::of_action(action)) { (name) } } }
                li { a href=(address::of_action(&Action::Examples(Selection::default()))) { "Alle Beispiele" } }
            }
        }
    };
    head.over(edition, main)
}

fn listed(edition: &Edition, chapter: &Chapter) -> Markup {
    html! {
        section {
            h2 id=(chapter.anchor) { (chapter.title) " (" (chapter.entries.len()) ")" }
            ul class="entries" {
                @for entry in &chapter.entries {
                    li class=[entry.is_below.then_some("below")] {
                        a href=(address::of_entry(&entry.id)) { (entry.name) }
                        (badge(edition, entry))
                    }
                }
            }
        }
    }
}

/// How many faults and warnings an entry has.
fn badge(edition: &Edition, entry: &CatalogueEntry) -> Markup {
    let findings = edition.findings_of(&entry.id);
    let count = |severity| {
        let of = |finding: &&&Diagnostic| finding.severity == severity;
        findings.iter().filter(of).count()
    };
    html! {
        @match count(Severity::Fault) {
            0 => {},
            faults => { " " span class="badge fault" { (faults) " Fehler" } },
        }
        @match count(Severity::Warning) {
            0 => {},
            1 => { " " span class="badge warning" { "1 Warnung" } },
            warnings => { " " span class="badge warning" { (warnings) " Warnungen" } },
        }
    }
}
