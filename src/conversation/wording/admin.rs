//! What those who run a Lotse are told.

use std::fmt::Display;

use crate::conversation::value::ServiceStatus;

pub(crate) const TITLE: &str = "Zustand";
pub(crate) const MAINTENANCE_ON: &str = "Die Wartung ist an: Alle anderen bekommen nur noch den Wartungstext. Sie endet erst \
    mit /wartung aus, auch ein Neustart beendet sie nicht.";
pub(crate) const MAINTENANCE_OFF: &str = "Die Wartung ist aus: Alle bekommen wieder Antworten.";
pub(crate) const STILL_IN_MAINTENANCE: &str = "Hier ist die Wartung aus. Sie gilt weiter, weil die Einstellungen oder die \
    Wartungsdatei sie verlangen; bitte dort ausschalten.";
pub(crate) const RELOADING: &str = "Ich lese den Leitfaden neu. Hat er Fehler, bleibt der alte in Betrieb, und das \
    Protokoll nennt sie. /status zeigt den Stand, der gilt.";
pub(crate) const MAINTENANCE_USAGE: &str = "Bitte schreiben Sie /wartung an oder /wartung aus. Hinter „an“ kann stehen, was alle \
    anderen lesen sollen.";

pub(crate) const CONTENT_MENDED: &str =
    "Der Leitfaden im Ordner ist wieder ohne Fehler und in Betrieb.";

pub(crate) fn content_refused(mistakes: usize) -> String {
    format!(
        "Der Leitfaden im Ordner {} und wird nicht übernommen. Es antwortet die letzte gute Fassung. `lotse check` nennt \
         Datei, Zeile und Abhilfe.",
        fault(mistakes)
    )
}

/// What is wrong with the content of the folder.
fn fault(mistakes: usize) -> String {
    match mistakes {
        0 => "lässt sich nicht lesen".to_owned(),
        1 => "hat 1 Fehler".to_owned(),
        many => format!("hat {many} Fehler"),
    }
}

pub(crate) fn status(status: &ServiceStatus) -> Vec<String> {
    let (chats, calls) = status.queues;
    let mut lines = vec![
        format!("Programm: {}", status.version),
        format!(
            "Leitfaden: {}",
            status.content.as_deref().unwrap_or("unbekannt")
        ),
        format!("In Betrieb seit: {}", duration(status.uptime)),
        format!(
            "Wartung: {}",
            if status.in_maintenance { "an" } else { "aus" }
        ),
        format!("Nachrichten seit dem Start: {}", status.updates),
        format!("Gespräche im Arbeitsspeicher: {}", status.sessions),
        format!(
            "Warteschlange: {} in {}",
            counted(calls, "Antwort", "Antworten"),
            counted(chats, "Chat", "Chats")
        ),
    ];
    if let Some((seconds, mistakes)) = status.refused {
        let line = format!(
            "Leitfaden im Ordner: {} und wird seit {} nicht übernommen; `lotse check` erklärt es",
            fault(mistakes),
            duration(seconds)
        );
        lines.insert(2, line);
    }
    match status.journal {
        Some([waiting, dead, aside]) => lines.extend([
            format!("Noch nicht zugestellt: {waiting}"),
            format!("Nicht zustellbar, insgesamt: {dead}"),
            format!("Nicht lesbar und beiseitegelegt: {aside}"),
        ]),
        None => lines.push("Der Speicher antwortet nicht.".to_owned()),
    }
    lines
}

fn duration(seconds: u64) -> String {
    let (days, hours, minutes) = (
        seconds / 86_400,
        seconds % 86_400 / 3_600,
        seconds % 3_600 / 60,
    );
    [
        counted(days, "Tag", "Tagen"),
        counted(hours, "Stunde", "Stunden"),
        counted(minutes, "Minute", "Minuten"),
    ]
    .join(", ")
}

fn counted<N: Display + PartialEq + From<u8>>(count: N, one: &str, many: &str) -> String {
    let word = if count == N::from(1) { one } else { many };
    format!("{count} {word}")
}
