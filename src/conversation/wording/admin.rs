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
