//! Every word the program itself says, in one place.
//!
//! Formal *Sie*, short sentences, no technical word, no sign that carries meaning alone; a label makes sense read
//! aloud by itself. What the guide says of itself (welcome, notices, names of its origins) is not here: it comes from
//! the guide, and what stands here for it is only said where a guide brings no text of its own.

pub(crate) mod admin;
pub(crate) mod judging;
pub(crate) mod keeping;

mod answers;
mod privacy;

pub(crate) use answers::*;
pub(crate) use privacy::*;

use crate::knowledge::{AsOf, Guide, MaterialKind, Notice, Place, Status};
use crate::text::RichText;

use crate::conversation::value::Attachment;

// Labels that stand on more than one screen.
pub(crate) const STEPS: &str = "Schritt für Schritt";
pub(crate) const SEARCH_EXAMPLES: &str = "Beispiele suchen";
pub(crate) const ALL_EXAMPLES: &str = "Alle Beispiele";
pub(crate) const ABOUT: &str = "Was ich kann";
pub(crate) const OVERVIEW: &str = "Übersicht";
pub(crate) const TASKS: &str = "Aufgaben";
pub(crate) const MORE: &str = "Mehr";
pub(crate) const BACK: &str = "Zurück";
pub(crate) const PROGRESS: &str = "Fortschritt";
pub(crate) const GLOSSARY: &str = "Begriffe";
pub(crate) const PRIVACY: &str = "Datenschutz";
pub(crate) const AS_QUESTION: &str = "Als Frage stellen";
pub(crate) const NARROW: &str = "Auswahl eingrenzen";
pub(crate) const FORGET: &str = "Alles löschen";
pub(crate) const FORGET_YES: &str = "Ja, alles löschen";
pub(crate) const ANEW: &str = "Neu beginnen";
pub(crate) const ANEW_YES: &str = "Ja, neu beginnen";
pub(crate) const KEEP: &str = "Nein, behalten";
pub(crate) const SHARE: &str = "Weitergeben";
pub(crate) const OPEN_IN_CHAT: &str = "Im Chat mit Lotse öffnen";
pub(crate) const ASK_IN_CHAT: &str = "Im Chat fragen";
pub(crate) const PAGE_BACK: &str = "Zurückblättern";
pub(crate) const PAGE_ON: &str = "Weiterblättern";
pub(crate) const CARRY_ON: &str = "Weitermachen in ";
pub(crate) const BACK_TO: &str = "Zurück zu ";

/// A place as one says it: "Schritt 7" or "Abschnitt 1.1".
pub(crate) fn spoken(place: &Place) -> String {
    match place.step {
        None => format!("Schritt {}", place.number),
        Some(_) => format!("Abschnitt {}", place.number),
    }
}

/// A place inside a sentence or label: "Schritt 7" or "1.1".
pub(crate) fn short(place: &Place) -> String {
    match place.step {
        None => format!("Schritt {}", place.number),
        Some(_) => place.number.clone(),
    }
}

pub(crate) fn read(place: &Place) -> String {
    format!("{} lesen", spoken(place))
}

pub(crate) fn work_in(place: &Place) -> String {
    format!("In {} weiterarbeiten", short(place))
}

pub(crate) fn carry_on_in(place: &Place) -> String {
    format!("{CARRY_ON}{}", short(place))
}

pub(crate) fn begin_with(place: &Place) -> String {
    format!("Mit {} beginnen", spoken(place))
}

pub(crate) fn back_to(place: &Place) -> String {
    format!("{BACK_TO}{}", short(place))
}

pub(crate) fn on_to(place: &Place) -> String {
    format!("Weiter: {}", place.number)
}

pub(crate) fn more_on(place: &Place) -> String {
    format!("Mehr zu {}", short(place))
}

pub(crate) fn tasks_of(place: &Place) -> String {
    format!("Aufgaben zu {}", short(place))
}

pub(crate) fn materials_of(place: &Place) -> String {
    format!("Material zu {}", short(place))
}

pub(crate) fn examples_at(place: &Place) -> String {
    format!("Beispiele zu {}", short(place))
}

pub(crate) fn examples_from(municipality: &str) -> String {
    label(&format!("Beispiele: {municipality}"))
}

pub(crate) fn references_of(place: &Place) -> String {
    format!("Verweise von {}", short(place))
}

pub(crate) fn picture_of(title: &str) -> String {
    label(&format!("Bild: {title}"))
}

pub(crate) fn open_address(title: &str) -> String {
    label(&format!("Öffnen: {title}"))
}

/// A label that fits a phone: cut between words, with an ellipsis.
pub(crate) fn label(text: &str) -> String {
    const WIDTH: usize = 40;
    if text.chars().count() <= WIDTH {
        return text.to_owned();
    }
    let cut: String = text.chars().take(WIDTH - 1).collect();
    let end = cut.rfind(' ').filter(|end| *end > 0).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ':', ' ', '–']))
}

// Start and help.

pub(crate) fn begin_again(title: &str) -> String {
    format!("Willkommen zurück im Leitfaden „{title}“.")
}

pub(crate) const CARRY_ON_OR_ANEW: &str = "Sie können dort weitermachen oder neu beginnen. Fragen stellen Sie jederzeit in eigenen Worten.";

pub(crate) const UNKNOWN_LINK: &str =
    "Der Link führt zu nichts, das ich kenne. Vielleicht ist er veraltet. Von hier geht es weiter:";

/// What is said at the start where a guide brings no welcome.
pub(crate) fn plain_welcome(title: &str) -> String {
    format!("Guten Tag, ich bin Lotse. Ich begleite Sie durch den Leitfaden „{title}“.")
}

pub(crate) const PLAIN_ABOUT: &str = "Ich kenne einen Leitfaden und beantworte Fragen daraus.";

pub(crate) const SHORT_DESCRIPTION: &str = "Lotse beantwortet Fragen aus einem Leitfaden und begleitet Sie Schritt für \
    Schritt. Er zeigt nur, was dort steht.";

pub(crate) const WAYS: [&str; 6] = [
    "Frage stellen: einfach schreiben, was Sie wissen möchten.",
    "Im Leitfaden gehen: weiter, zurück, übersicht, schritt 3 oder 1.2.",
    "Mehr lesen: mehr, aufgaben, material, verweise.",
    "Abhaken: 2 erledigt oder 2 offen.",
    "Beispiele finden: beispiele und ein Stichwort dazu.",
    "Nachschlagen: begriffe.",
];
pub(crate) const WAYS_TITLE: &str = "Das können Sie auch tippen";
pub(crate) const WAYS_END: &str = "Auch die Beschriftung jedes Knopfes können Sie tippen. Löschen können Sie alles mit /loeschen.";

// The walk.

pub(crate) fn tasks_done(done: usize, all: usize) -> String {
    format!("{done} von {all} {} erledigt", task_word(all))
}

fn task_word(count: usize) -> &'static str {
    if count == 1 { "Aufgabe" } else { "Aufgaben" }
}

pub(crate) fn task_mark(number: usize, done: bool) -> String {
    format!("{number} {}:", if done { "erledigt" } else { "offen" })
}

pub(crate) fn further_tasks(count: usize) -> String {
    let weitere = if count == 1 {
        "weitere steht"
    } else {
        "weitere stehen"
    };
    format!("{count} {weitere} unter „{TASKS}“.")
}

pub(crate) fn status(status: Status) -> Option<&'static str> {
    match status {
        Status::Complete => None,
        Status::Partial => Some("Text unvollständig"),
        Status::Unknown => Some("kein Text"),
    }
}

pub(crate) fn no_text(place: &Place) -> String {
    format!("Zu {} liegt mir kein Text vor.", spoken(place))
}

pub(crate) const PARTIAL_TEXT: &str = "Der Text zu dieser Stelle ist nur zum Teil bekannt.";
pub(crate) const NOTE: &str = "Hinweis:";
pub(crate) const SECTIONS: &str = "Dazu gehören:";

pub(crate) fn where_one_stands(place: &Place) -> String {
    format!("Sie stehen bei {}: {}.", short(place), place.title)
}

pub(crate) fn steps_from(steps: &[&str], origin: &str) -> String {
    match steps {
        [one] => format!("Woher Schritt {one} kommt: {origin}."),
        _ => format!("Woher die {} kommen: {origin}.", steps_named(steps)),
    }
}

pub(crate) fn steps_without_text(steps: &[&str]) -> String {
    format!("{}: kein Text bekannt.", steps_named(steps))
}

fn steps_named(steps: &[&str]) -> String {
    let numbers: Option<Vec<u32>> = steps.iter().map(|step| step.parse().ok()).collect();
    let in_a_row = numbers.is_some_and(|numbers| {
        numbers.len() > 2
            && numbers
                .windows(2)
                .all(|pair| pair[0].checked_add(1) == Some(pair[1]))
    });
    match steps {
        [one] => format!("Schritt {one}"),
        [first, .., last] if in_a_row => format!("Schritte {first} bis {last}"),
        [rest @ .., last] => format!("Schritte {} und {last}", rest.join(", ")),
        [] => String::new(),
    }
}

pub(crate) const AT_THE_BEGINNING: &str = "Sie sind am Anfang. Davor kommt nichts mehr.";
pub(crate) const AT_THE_END: &str = "Das war die letzte Stelle, die vom Leitfaden bekannt ist. Offene Aufgaben zeigt Ihr Fortschritt.";
pub(crate) const PLACE_GONE: &str =
    "Diese Stelle gibt es im Leitfaden nicht mehr. In der Übersicht finden Sie, was es gibt.";

pub(crate) fn place_gone_from(step: &Place) -> String {
    format!(
        "Diese Stelle gibt es im Leitfaden nicht mehr. Sie gehörte zu {}.",
        spoken(step)
    )
}

/// What is said to whoever stood on a place that is gone.
pub(crate) fn moved_to(step: Option<&Place>) -> String {
    let now = match step {
        Some(step) => format!("Sie stehen jetzt bei {}.", spoken(step)),
        None => "In der Übersicht finden Sie, was es gibt.".to_owned(),
    };
    format!("Die Stelle, an der Sie standen, gibt es im Leitfaden nicht mehr. {now}")
}

pub(crate) const PLACE_CHANGED: &str = "Diese Stelle wurde seit Ihrem letzten Besuch geändert.";
pub(crate) const NO_PLACE_YET: &str =
    "Bitte öffnen Sie zuerst eine Stelle. Hier ist die Übersicht über alle Schritte.";
pub(crate) const NO_PLACES: &str = "Der Leitfaden hat noch keine Schritte.";

pub(crate) fn page_of(page: usize, count: usize) -> String {
    format!("Seite {} von {count}", page + 1)
}

pub(crate) fn continued(title: &str) -> String {
    format!("{title} (Fortsetzung)")
}

pub(crate) const CUT: &str = "Der Text ist hier gekürzt.";
pub(crate) const TIPS: &str = "Praxistipps";
pub(crate) const SOURCES: &str = "Quellen";
pub(crate) const NOTHING_MORE: &str = "Mehr Text ist zu dieser Stelle nicht bekannt.";

// Tasks.

pub(crate) fn tasks_title(place: &Place) -> String {
    format!("Aufgaben zu {} {}", place.number, place.title)
}

pub(crate) fn tick(number: usize, done: bool) -> String {
    if done {
        format!("Aufgabe {number} wieder offen")
    } else {
        format!("Aufgabe {number} abhaken")
    }
}

pub(crate) fn ticked(numbers: &[usize], done: bool) -> String {
    let state = if done { "erledigt" } else { "offen" };
    let all: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    match all.as_slice() {
        [one] => format!("Aufgabe {one} ist {state}."),
        [rest @ .., last] => format!("Aufgaben {} und {last} sind {state}.", rest.join(", ")),
        [] => String::new(),
    }
}

pub(crate) const OPEN_TASKS: &str = "Was als Nächstes offen ist";
pub(crate) const ALL_DONE: &str = "Alles ist erledigt, was vom Leitfaden bekannt ist.";
pub(crate) const ALL_DONE_HERE: &str = "Hier ist alles erledigt, was vom Leitfaden bekannt ist.";
pub(crate) const HOW_TO_TICK: &str = "Zum Abhaken können Sie auch tippen: 2 erledigt oder 2 offen.";
pub(crate) const TASK_GONE: &str = "Diese Aufgabe gibt es nicht mehr.";

pub(crate) fn no_tasks(place: &Place) -> String {
    format!("Zu {} gibt es keine Aufgaben zum Abhaken.", short(place))
}

pub(crate) fn no_such_task(place: &Place, count: usize) -> String {
    let until = if count == 1 {
        "eine Aufgabe".to_owned()
    } else {
        format!("die Aufgaben 1 bis {count}")
    };
    format!(
        "Diese Nummer gibt es hier nicht. Zu {} gibt es {until}.",
        short(place)
    )
}

// Materials and references.

pub(crate) fn materials_title(place: &Place) -> String {
    format!("Material zu {} {}", place.number, place.title)
}

pub(crate) const MATERIALS: &str = "Material";

pub(crate) fn no_materials(place: &Place) -> String {
    format!("Zu {} ist kein Material bekannt.", short(place))
}

pub(crate) fn kind(kind: MaterialKind) -> &'static str {
    match kind {
        MaterialKind::Link => "Link",
        MaterialKind::Document => "Dokument",
        MaterialKind::Chapter => "Kapitel",
        MaterialKind::Video => "Video",
    }
}

pub(crate) const MATERIAL_GONE: &str = "Dieses Bild gibt es nicht mehr.";

pub(crate) fn references_title(place: &Place) -> String {
    format!("Verweise von {} {}", place.number, place.title)
}

pub(crate) fn no_references(place: &Place) -> String {
    format!("{} verweist auf keine andere Stelle.", spoken(place))
}

// Progress.

pub(crate) const NOT_BEGUN: &str = "Sie haben noch keine Stelle geöffnet.";

pub(crate) fn overall(done: usize, all: usize) -> String {
    format!(
        "Von dem, was vom Leitfaden bekannt ist: {done} von {all} {} erledigt.",
        task_word(all)
    )
}

// Examples.

pub(crate) const NO_SUCH_ENTRY: &str =
    "So viele Einträge hat die Liste nicht. Bitte nennen Sie eine Nummer daraus.";
pub(crate) const EXAMPLES: &str = "Beispiele aus den Kommunen";
pub(crate) const WHICH_WORDS: &str =
    "Wozu suchen Sie ein Beispiel? Schreiben Sie ein Stichwort, oder wählen Sie eine Kommune.";

pub(crate) fn examples_title(
    words: Option<&str>,
    town: Option<&str>,
    place: Option<&Place>,
) -> String {
    if words.is_none() && town.is_none() && place.is_none() {
        return EXAMPLES.to_owned();
    }
    let words = words.map(|words| format!(" mit „{words}“"));
    let place = place.map(|place| format!(" zu {}", short(place)));
    let town = town.map(|town| format!(": {town}"));
    let all = [words, place, town].into_iter().flatten();
    format!("Beispiele{}", all.collect::<String>())
}

pub(crate) fn example_count(count: usize, page: usize, pages: usize) -> String {
    let count = if count == 1 {
        "1 Beispiel".to_owned()
    } else {
        format!("{count} Beispiele")
    };
    if pages > 1 {
        format!("{count}, {}", page_of(page, pages))
    } else {
        count
    }
}

pub(crate) const NO_EXAMPLES: &str = "Dazu habe ich kein Beispiel gefunden.";
pub(crate) const SEARCH_LAPSED: &str =
    "Diese Suche liegt zu lange zurück. Bitte schreiben Sie Ihr Stichwort noch einmal.";
pub(crate) const NARROW_TO: &str = "Welche Beispiele möchten Sie sehen?";
pub(crate) const EXAMPLE_GONE: &str = "Dieses Beispiel gibt es nicht mehr. Hier sind die anderen.";
pub(crate) const PERIOD: &str = "Zeit:";
pub(crate) const BELONGS_TO: &str = "Gehört zu:";
pub(crate) const TOGETHER_WITH: &str = "Gemeinsam mit:";

pub(crate) fn at_places(numbers: &[&str]) -> String {
    format!("zu {}", numbers.join(", "))
}

pub(crate) fn other_examples(municipality: &str) -> String {
    label(&format!("Weitere Beispiele: {municipality}"))
}

pub(crate) fn only_from(municipality: &str) -> String {
    label(&format!("Nur: {municipality}"))
}

pub(crate) fn only_at(place: &Place) -> String {
    format!("Nur {}", spoken(place))
}

// Glossary and background.

pub(crate) const CHOOSE_TERM: &str = "Was möchten Sie nachschlagen?";
pub(crate) const NO_TERMS: &str = "Der Leitfaden hat kein Verzeichnis von Begriffen.";
pub(crate) const TERM_GONE: &str = "Diesen Begriff gibt es nicht mehr. Hier sind die anderen.";
pub(crate) const GENERAL: &str = "allgemeine Erklärung, nicht aus dem Leitfaden";
pub(crate) const ALSO_CALLED: &str = "Auch:";
pub(crate) const TEXT_GONE: &str = "Diesen Text gibt es nicht mehr.";
pub(crate) const ALL_TERMS: &str = "Alle Begriffe";

pub(crate) fn term(term: &str) -> String {
    format!("Begriff {term}")
}

// Where things come from.

pub(crate) fn as_of(date: AsOf) -> String {
    match date {
        AsOf::Unknown => "Stand nicht bekannt".to_owned(),
        AsOf::Year(year) => format!("Stand {year}"),
        AsOf::Month(year, month) => format!("Stand {month:02}.{year}"),
        AsOf::Day(year, month, day) => format!("Stand {day:02}.{month:02}.{year}"),
    }
}

pub(crate) fn copy_at(holder: &str) -> String {
    format!("Kopie bei {holder}")
}

// What goes astray.

pub(crate) fn unknown_command(name: &str, near: Option<&str>) -> String {
    match near {
        Some(near) => format!("Den Befehl /{name} kenne ich nicht. Meinten Sie /{near}?"),
        None => format!("Den Befehl /{name} kenne ich nicht. Das geht:"),
    }
}

/// What stands on the button for a command that was meant: its name with a capital.
pub(crate) fn command_label(name: &str) -> String {
    if name == "loeschen" {
        return FORGET.to_owned();
    }
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

pub(crate) const STALE: &str = "Dieser Knopf ist veraltet. Von hier geht es weiter:";
pub(crate) const STALE_TOAST: &str = "Dieser Knopf ist veraltet.";
pub(crate) const SLOW_DOWN: &str =
    "Das war gerade sehr viel auf einmal. Bitte warten Sie eine Minute, dann antworte ich wieder.";
pub(crate) const MAINTENANCE: &str = "Ich werde gerade gewartet und bin bald wieder da. Was Sie bisher erledigt haben, \
    bleibt erhalten.";
pub(crate) const APOLOGY: &str = "Entschuldigung, das hat bei mir nicht geklappt. Ihr Fortschritt ist nicht verloren. Bitte versuchen Sie es anders:";
pub(crate) const UNREADABLE: &str =
    "Das konnte ich nicht lesen. Bitte schreiben Sie mir, was Sie wissen möchten.";

/// A kind word for what is not text; `None` where nobody waits for one.
pub(crate) fn attachment(attachment: Attachment) -> Option<&'static str> {
    Some(match attachment {
        Attachment::Service => return None,
        Attachment::Sticker => "Danke für den Gruß! Was möchten Sie wissen?",
        Attachment::Photo => "Bilder kann ich nicht ansehen. Bitte schreiben Sie mir Ihre Frage.",
        Attachment::Voice => {
            "Sprachnachrichten kann ich nicht anhören. Bitte schreiben Sie mir Ihre Frage."
        }
        Attachment::Video => "Videos kann ich nicht ansehen. Bitte schreiben Sie mir Ihre Frage.",
        Attachment::Document => {
            "Dateien kann ich nicht öffnen. Bitte schreiben Sie mir Ihre Frage."
        }
        Attachment::Location => {
            "Mit einem Standort kann ich nichts anfangen. Schreiben Sie mir den Namen der Kommune."
        }
        Attachment::Contact => {
            "Kontakte brauche ich nicht und speichere sie nicht. Bitte schreiben Sie mir Ihre Frage."
        }
        Attachment::Other => "Damit kann ich nichts anfangen. Bitte schreiben Sie mir Ihre Frage.",
    })
}

pub(crate) const PLAIN_GROUP_WELCOME: &str = "Guten Tag zusammen, ich bin Lotse. Ich lese hier nur, was an mich gerichtet \
    ist: Befehle, Erwähnungen und Antworten auf meine Nachrichten. Der Fortschritt gehört der Gruppe.";

/// The guide's text for an occasion, or ours where it brings none.
pub(crate) fn notice(guide: &Guide, notice: Notice) -> RichText {
    let own = guide.notice(notice);
    if !own.is_empty() {
        return own;
    }
    RichText::paragraph(match notice {
        Notice::OffTopic => PLAIN_OFF_TOPIC,
        Notice::NoAnswer => PLAIN_NO_ANSWER,
        Notice::Privacy => PLAIN_PRIVACY,
        Notice::GroupWelcome => PLAIN_GROUP_WELCOME,
        Notice::About => PLAIN_ABOUT,
        Notice::Editorial => "Zuordnung der Redaktion",
        Notice::UnknownAddress => "Adresse nicht bekannt",
        Notice::ToFollow => "folgt noch",
    })
}
