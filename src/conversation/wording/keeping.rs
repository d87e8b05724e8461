//! What is said about what is kept: the file of `/meinedaten` and the word before something is forgotten.

use super::date;
use crate::conversation::value::{AFTER_LEAVING, Day, Letter, LocalClock, Moment, WARNINGS};
use crate::time_zone::TimeZone;

pub(crate) const OWN_DATA: &str = "Meine Daten als Datei";
pub(crate) const FILE_NAME: &str = "lotse-meine-daten.txt";
pub(crate) const FILE_CAPTION: &str = "Alles, was ich mir zu diesem Chat gemerkt habe.";
pub(crate) const NO_FILE: &str = "Die Datei konnte ich hier nicht senden. In einer Gruppe müssen Admins mir \
    erlauben, Dateien zu senden.";
pub(crate) const FILE_FOLLOWS: &str =
    "Die Datei nennt jeden Punkt im Wortlaut und sagt, wozu ich ihn brauche.";
pub(crate) const NOTHING_KEPT: &str =
    "Ich habe mir zu diesem Chat nichts gemerkt. Die Datei nennt, was die Technik braucht.";

/// What is kept, in a word each.
pub(crate) fn kept(parts: &[String]) -> String {
    format!(
        "Das habe ich mir zu diesem Chat gemerkt: {}.",
        parts.join(", ")
    )
}

pub(crate) fn stands_at(place: &str) -> String {
    format!("Ihre Stelle ({place})")
}

pub(crate) fn ticks(count: usize) -> String {
    match count {
        1 => "1 erledigte Aufgabe".to_owned(),
        count => format!("{count} erledigte Aufgaben"),
    }
}

pub(crate) fn notes(count: usize) -> String {
    match count {
        1 => "1 Notiz".to_owned(),
        count => format!("{count} Notizen"),
    }
}

pub(crate) fn bookmarks(count: usize) -> String {
    match count {
        1 => "1 gemerktes Beispiel".to_owned(),
        count => format!("{count} gemerkte Beispiele"),
    }
}

pub(crate) fn decisions(count: usize) -> String {
    match count {
        1 => "1 Entscheidung".to_owned(),
        count => format!("{count} Entscheidungen"),
    }
}

pub(crate) fn deadlines(count: usize) -> String {
    match count {
        1 => "1 Frist".to_owned(),
        count => format!("{count} Fristen"),
    }
}

pub(crate) fn projects(count: usize) -> String {
    match count {
        1 => "1 Projekt".to_owned(),
        count => format!("{count} Projekte"),
    }
}

pub(crate) fn offices(count: usize) -> String {
    match count {
        1 => "1 zuständige Stelle".to_owned(),
        count => format!("zuständige Stellen für {count} Aufgaben"),
    }
}

/// A project by its name.
pub(crate) fn project(name: &str, is_open: bool) -> String {
    match is_open {
        true => format!("{name} (geöffnet)"),
        false => name.to_owned(),
    }
}

/// Something of one of several projects.
pub(crate) fn of_project(name: &str, line: &str) -> String {
    format!("[{name}] {line}")
}

pub(crate) fn places(count: usize) -> String {
    match count {
        1 => "1 geöffnete Stelle".to_owned(),
        count => format!("{count} geöffnete Stellen"),
    }
}

pub(crate) const LAST_SHEET: &str = "Ihr letztes Sitzungsblatt";
pub(crate) const LAST_QUESTION: &str = "Ihre letzte Frage";
pub(crate) const LAST_WORDS: &str = "Ihr letztes Stichwort";
pub(crate) const LAST_ANSWERS: &str = "meine letzten Antworten und Ihre Urteile darüber";
pub(crate) const LAST_PROMPT: &str = "worauf ich eine Antwort erwarte";
pub(crate) const LAST_SCREENS: &str = "was Sie zuletzt angesehen haben";
pub(crate) const LAST_BUTTONS: &str = "die Knöpfe unter der letzten Antwort";

// The file.

pub(crate) const FILE_TITLE: &str = "Was Lotse sich zu diesem Chat gemerkt hat";

pub(crate) fn as_it_was(clock: LocalClock<'_>) -> String {
    format!("Stand: {}", date::minute(clock.now, clock.zone))
}

pub(crate) const FILE_OPENING: &str = "Diese Datei nennt alles, was zu diesem Chat gespeichert ist, und wozu. Namen, \
Telefonnummern und ältere Nachrichten speichert Lotse nicht. Was über Antworten gezählt wird, gehört zu keinem Chat und steht deshalb nicht hier. Was nach 30 Minuten verfällt, hat Ihre Nachricht schon gelöscht. Sicherungskopien der verantwortlichen Stelle können ältere Stände enthalten, bis deren Frist abläuft. \
Löschen können Sie alles mit /loeschen.";

pub(crate) const NOTHING: &str = "nichts";

/// The parts of a session: what it is, and what it is for.
pub(crate) const PROJECTS: (&str, &str) =
    ("Ihre Projekte", "damit die Arbeit an jedem für sich bleibt");
pub(crate) const AT: (&str, &str) = (
    "Ihre Stelle im Leitfaden",
    "damit Sie dort weitermachen können",
);
pub(crate) const DONE: (&str, &str) = (
    "Erledigte Aufgaben",
    "damit Sie sehen, was noch offen ist; wer sie abgehakt hat, wird nicht gespeichert",
);
pub(crate) const NOTES: (&str, &str) = (
    "Ihre Notizen, Wort für Wort",
    "damit Sie sie wiederfinden; wer sie geschrieben hat, wird nicht gespeichert",
);
pub(crate) const BOOKMARKS: (&str, &str) = (
    "Gemerkte Beispiele",
    "damit Sie sie wiederfinden; wer sie gemerkt hat, wird nicht gespeichert",
);
pub(crate) const DECISIONS: (&str, &str) = (
    "Ihre Entscheidungen",
    "damit Sie sehen, was entschieden ist und was noch offen; wer entschieden hat, wird nicht gespeichert",
);
pub(crate) const DUE: (&str, &str) = (
    "Fristen",
    "damit Sie sehen, was bis wann zu tun ist; wer sie gesetzt hat, wird nicht gespeichert",
);
pub(crate) const OFFICES: (&str, &str) = (
    "Welche Stelle für eine Aufgabe zuständig ist",
    "damit Sie wissen, wo nachzufragen ist; Namen von Menschen werden nicht gespeichert",
);
pub(crate) const REMINDERS: (&str, &str) = (
    "Erinnerungen",
    "damit ich Sie erinnere, wann Sie es möchten, und an nichts zweimal",
);
pub(crate) const THE_GUIDE: &str = "der Leitfaden";
pub(crate) const SAID_TO_BE_OFF: &str = "dass ich gesagt habe, dass ich nur auf Wunsch erinnere";

pub(crate) fn reminded_weekly(weekday: &str) -> String {
    format!("jeden {weekday}")
}

pub(crate) fn reminded_last(day: Day, about: &[String]) -> String {
    let about = match about {
        [] => THE_GUIDE.to_owned(),
        about => about.join(", "),
    };
    format!("zuletzt am {}: {about}", date::short_day(day))
}

pub(crate) fn reminded_again(day: Day) -> String {
    format!("noch einmal am {}", date::short_day(day))
}

pub(crate) fn looked_last(day: Day) -> String {
    format!("wöchentlich zuletzt am {}", date::short_day(day))
}

pub(crate) const SHEETS: (&str, &str) = (
    "Wann Sie zuletzt ein Sitzungsblatt mitgenommen haben, mit Prüfzeichen dessen, was da erledigt war",
    "damit das nächste zeigt, was seitdem erledigt wurde",
);
pub(crate) const VISITS: (&str, &str) = (
    "Zuletzt geöffnete Stellen",
    "damit Lotse Ihnen sagen kann, was sich dort geändert hat; gespeichert sind Kürzel und keine Texte",
);
pub(crate) const QUESTION: (&str, &str) = (
    "Ihre letzte Frage, wie Lotse sie verstanden hat",
    "damit Sie nachfragen können; nach 30 Minuten wird sie nicht mehr genutzt und mit Ihrer nächsten Nachricht gelöscht",
);
pub(crate) const WORDS: (&str, &str) = (
    "Ihr letztes Stichwort für Beispiele",
    "damit Sie blättern können; nach 30 Minuten wird es nicht mehr genutzt und mit Ihrer nächsten Nachricht gelöscht",
);
pub(crate) const ANSWERS: (&str, &str) = (
    "Die letzten Antworten, mit den Wortstämmen Ihrer Fragen und Ihren Urteilen",
    "damit Sie sie beurteilen und Ihr Urteil ändern können; die Wortstämme werden nach 30 Minuten nicht mehr genutzt und mit \
     Ihrer nächsten Nachricht gelöscht",
);
pub(crate) const PROMPT: (&str, &str) = (
    "Worauf Lotse eine Antwort erwartet",
    "damit ein Ja oder ein Stichwort richtig verstanden wird; nach 30 Minuten nicht mehr",
);
pub(crate) const TRAIL: (&str, &str) = (
    "Was Sie zuletzt angesehen haben",
    "damit Sie zurückgehen können, und damit „weiter“ und „2 erledigt“ das meinen, was Sie sehen",
);
pub(crate) const OFFERED: (&str, &str) = (
    "Die Knöpfe unter der letzten Antwort",
    "damit Sie die Wörter darauf auch tippen können",
);

pub(crate) const STYLE: (&str, &str) = (
    "Ihre Ansicht",
    "damit ich Seiten so zeige, wie Sie es gewählt haben",
);

pub(crate) const MOVING: (&str, &str) = (
    "Übergabe eines Projekts",
    "damit es mit seinem Code umziehen kann, genau einmal; nach einer Stunde nicht mehr",
);

pub(crate) fn leaves(name: &str, code: &str, until: Moment, zone: &TimeZone) -> String {
    let until = date::minute(until, zone);
    format!("{name}: Code {code}, gültig bis {until}")
}

pub(crate) fn came(name: &str, at: Moment, zone: &TimeZone) -> String {
    at_moment(&format!("übernommen: {name}"), at, zone)
}

pub(crate) const ASKED_FOR_WORDS: &str = "ein Stichwort für Beispiele";
pub(crate) const ASKED_FOR_DAY: &str = "der Tag einer Frist";
pub(crate) const ASKED_FOR_NOTE: &str = "die Worte einer Notiz";

pub(crate) fn note_or_question(words: &str) -> String {
    format!("ob „{words}“ eine Notiz ist oder eine Frage")
}

pub(crate) const ASKED_TO_DECIDE: &str = "eine Entscheidung";

pub(crate) fn decision_or_question(words: &str) -> String {
    format!("ob „{words}“ eine Entscheidung ist oder eine Frage")
}

pub(crate) const ASKED_FOR_OFFICE: &str = "welche Stelle zuständig ist";

pub(crate) fn office_or_person(words: &str) -> String {
    format!("ob „{words}“ eine Stelle ist oder eine Person")
}

pub(crate) const ASKED_FOR_NAME: &str = "der Name eines Projekts";
pub(crate) const ASKED_TO_DELETE: &str = "ob ein Projekt gelöscht werden soll";

pub(crate) fn name_or_question(words: &str) -> String {
    format!("ob „{words}“ der Name eines Projekts ist oder eine Frage")
}

pub(crate) const ASKED_TO_FORGET: &str = "ob alles gelöscht werden soll";
pub(crate) const BEGUN_ANEW: &str = "nichts mehr: Sie haben neu begonnen";
pub(crate) const ASKED_TO_BEGIN: &str = "ob Sie neu beginnen möchten";

pub(crate) const FOR_PROGRAMS: &str =
    "Dasselbe zum Weiterverarbeiten (JSON, wie es gespeichert ist)";
pub(crate) const FOR_TECHNOLOGY: &str = "Was die Technik dazu speichert";

/// A task of a place that the guide no longer has.
pub(crate) fn ticked_last(task: &str) -> String {
    format!("zuletzt: {task}")
}

pub(crate) fn gone(id: &str) -> String {
    format!("{id} (steht nicht mehr im Leitfaden)")
}

pub(crate) fn sheet_of(at: Moment, zone: &TimeZone) -> String {
    format!("Sitzungsblatt vom {}", date::minute(at, zone))
}

pub(crate) fn at_moment(what: &str, moment: Moment, zone: &TimeZone) -> String {
    format!("{what} ({})", date::minute(moment, zone))
}

/// What the technology keeps, line by line.
pub(crate) fn chat_number(number: i64) -> String {
    format!("Die Nummer dieses Chats, damit Antworten ankommen: {number}")
}

pub(crate) fn last_used(day: Day) -> String {
    format!(
        "Der Tag, an dem Sie Lotse zuletzt genutzt haben, für die Löschfrist: {}",
        date::day_in_words(day)
    )
}

pub(crate) fn last_warned(day: Day) -> String {
    format!(
        "Der Tag, an dem Lotse zuletzt an die Löschfrist erinnert hat: {}",
        date::day_in_words(day)
    )
}

pub(crate) fn left_on(day: Day) -> String {
    format!(
        "Der Tag, an dem Lotse entfernt oder blockiert wurde, für die Löschfrist: {}",
        date::day_in_words(day)
    )
}

pub(crate) fn next_reminder(at: Moment, zone: &TimeZone) -> String {
    format!(
        "Wann die nächste Erinnerung kommt, wie Sie es wünschen: {}",
        date::minute(at, zone)
    )
}

pub(crate) fn waiting(count: u64) -> String {
    format!("Antworten, die noch nicht angekommen sind, bis dahin: {count}")
}

pub(crate) fn letter(letter: &Letter, day: Day) -> String {
    format!(
        "Eine Antwort vom {} ließ sich nicht zustellen ({}, {}). Ihr Text ist gelöscht; der Vermerk verschwindet nach 30 \
         Tagen.",
        date::day_in_words(day),
        letter.method,
        letter.reason
    )
}

pub(crate) fn aside(text: &str) -> String {
    format!("Ein älterer Stand, den Lotse nicht mehr lesen kann, wie er ist: {text}")
}

pub(crate) const NUMBERS_OF_UPDATES: &str = "Die Nummern Ihrer letzten Nachrichten höchstens 48 Stunden, ohne Chat und ohne \
    Text, damit nichts doppelt ankommt. Welche davon zu diesem Chat gehören, ist nicht gespeichert.";

// Before something is forgotten.

pub(crate) const KEEP_IT: &str = "Behalten";
pub(crate) const SAVE_IT: &str = "Als Datei sichern";

/// The word to people of whom nothing was heard for long.
pub(crate) fn warning(idle: i64, end: &str, missed: &[String]) -> String {
    let kept = match missed {
        [first @ .., last] if !first.is_empty() => format!("{} und {last}", first.join(", ")),
        missed => missed.concat(),
    };
    format!(
        "Dieser Chat ist seit {idle} Tagen still. Ab dem {end} lösche ich deshalb, was ich mir gemerkt habe: {kept}. Möchten \
         Sie es behalten?"
    )
}

pub(crate) const YOUR_PLACE: &str = "Ihre Stelle im Leitfaden";
pub(crate) const YOUR_NOTES: &str = "Ihre Notizen";
pub(crate) const YOUR_REMINDERS: &str = "Ihre Erinnerungen";

// The page of /datenschutz.

pub(crate) const HOW_LONG: &str = "Wie lange";
pub(crate) const RIGHTS_TITLE: &str = "Ihre Rechte";
pub(crate) const RIGHTS: &str = "Mit /meinedaten erhalten Sie alles als Datei, mit /loeschen löschen Sie alles; in \
    Gruppen löschen die Admins. Für Fragen, Widerspruch und alles Weitere ist die verantwortliche Stelle da. Beschweren \
    können Sie sich bei der Datenschutzaufsicht Ihres Landes.";

/// Whose service carries the messages, and what that means: a title and a text.
pub(crate) fn seen_by(messenger: &str) -> [String; 2] {
    [
        format!("Was {messenger} sieht"),
        format!(
            "Alle Nachrichten laufen über {messenger} und liegen dort; {messenger} kann sie lesen. Was {messenger} \
             speichert, regelt {messenger}. Ihren Chatverlauf löschen Sie in {messenger}."
        ),
    ]
}

pub(crate) const RESPONSIBLE_TITLE: &str = "Wer verantwortlich ist";

/// How long everything is kept.
pub(crate) fn kept_until(keep_days: Option<u32>) -> String {
    let [_, late] = WARNINGS;
    let until = match keep_days {
        Some(0) | None => "Das bleibt, bis Sie es löschen.".to_owned(),
        Some(days) if days <= late => {
            format!("Nutzen Sie mich {days} Tage lang nicht, lösche ich alles.")
        }
        Some(days) => format!(
            "Nutzen Sie mich {days} Tage lang nicht, lösche ich alles; vorher erinnere ich Sie."
        ),
    };
    format!(
        "{until} Entfernen oder blockieren Sie mich, lösche ich alles nach {AFTER_LEAVING} Tagen. Sicherungskopien der \
         verantwortlichen Stelle laufen nach deren Frist ab."
    )
}
