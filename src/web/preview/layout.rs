//! What stands round every page of the preview: the guide's title, the box to ask in, how the content is, and what is wrong.

use maud::{Markup, html};

use super::address;
use super::edition::{Edition, Refusal};
use super::findings;
use crate::knowledge::Severity;
use crate::web::page::Framed;

/// How many faults stand on top of every page.
const ON_TOP: usize = 3;

/// What a page is of.
pub(super) struct PageHead<'a> {
    /// Its title.
    pub(super) title: &'a str,
    /// Its address, to load it anew.
    pub(super) here: &'a str,
    /// What was asked on it.
    pub(super) asked: &'a str,
}

impl PageHead<'_> {
    /// The page with its content.
    pub(super) fn over(&self, edition: &Edition, main: Markup) -> Framed {
        let guide = guide_title(edition);
        Framed {
            title: format!("{} – Vorschau", self.title),
            mark: edition.mark.clone(),
            above: html! {
                p class="brand" { a href=(address::OVERVIEW) { "Vorschau: " (guide) } }
                (asking(self.asked))
                p class="state" {
                    span id="state" role="status" { (state(edition)) }
                    " " a href=(address::FINDINGS) { "Alle Meldungen" }
                    " " a href=(self.here) { "Neu laden" }
                }
                (refusal(edition))
            },
            main,
            below: html! {
                p { "So zeigt Lotse den Leitfaden auf Telegram. Gespeichert wird hier nichts. Beenden: Strg-C im Terminal." }
            },
        }
    }

    /// The page where there never was a guide to show.
    pub(super) fn without_guide(&self, edition: &Edition) -> Framed {
        let nothing = html! {
            h1 { "Noch nichts zu zeigen" }
            p { "Sobald der Leitfaden keine Fehler mehr hat, erscheint er hier." }
            (findings::list(edition))
        };
        self.over(edition, nothing)
    }
}

fn guide_title(edition: &Edition) -> &str {
    let library = edition.library.as_ref();
    library.map_or("Leitfaden", |library| &library.guide.manifest.title)
}

fn asking(asked: &str) -> Markup {
    html! {
        search {
            form action="/frage" method="get" {
                label for="q" { "Frage an Lotse" }
                input id="q" name="q" type="search" value=(asked) autocomplete="off" required;
                button { "Fragen" }
            }
        }
    }
}

/// How the content is, in a few words.
fn state(edition: &Edition) -> String {
    if let Some(Refusal::Nothing(_)) = edition.refused {
        return "Es gibt nichts zu prüfen.".to_owned();
    }
    let mut words = findings::counted(edition);
    if !edition.is_examined {
        words += "; die Frageformen werden noch geprüft";
    }
    words + "."
}

/// Why what is shown is not what the folder holds.
fn refusal(edition: &Edition) -> Markup {
    let stays = edition.library.is_some();
    let Some(refused) = &edition.refused else {
        return html! {};
    };
    let faults = edition.findings.iter();
    let faults = faults.filter(|finding| finding.severity == Severity::Fault);
    html! {
        div class="refused" {
            p { strong {
                @match refused {
                    Refusal::Faults(1) => "Die gespeicherte Fassung hat einen Fehler.",
                    Refusal::Faults(count) => { "Die gespeicherte Fassung hat " (count) " Fehler." },
                    Refusal::Nothing(why) => { (findings::prose(why)) "." },
                }
                @if stays { " Sie sehen die letzte Fassung ohne Fehler." }
            } }
            @if faults.clone().count() > 0 {
                ul {
                    @for fault in faults.clone().take(ON_TOP) {
                        li { (findings::position(fault)) ": " (findings::prose(&fault.message)) }
                    }
                }
            }
            @if faults.count() > ON_TOP {
                p { a href=(address::FINDINGS) { "Alle Fehler" } }
            }
        }
    }
}
