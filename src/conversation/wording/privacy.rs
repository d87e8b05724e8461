//! What is said of privacy, and before and after something is deleted.

use crate::answer::Operator;

pub(crate) const PRIVACY_TITLE: &str = "Datenschutz";
pub(crate) const PLAIN_PRIVACY: &str = "Ich merke mir nur, was Sie zum Weiterarbeiten brauchen.";
pub(crate) const KEPT_IN_SHORT: &str = "Ich merke mir nur, was Sie zum Weiterarbeiten brauchen: wo Sie stehen, was erledigt ist, und \
     für kurze Zeit Ihre letzte Frage. Keine Namen, niemand sonst erhält etwas davon. Löschen können Sie alles jederzeit.";
pub(crate) const KEPT: [&str; 9] = [
    "Ihre Stelle im Leitfaden, Ihre abgehakten Aufgaben und die zuletzt geöffneten Stellen, damit ich Ihnen Änderungen \
     nennen kann.",
    "Ihre Notizen, Wort für Wort, bis Sie sie löschen. Kein Suchergebnis zeigt sie, in kein Protokoll kommen sie.",
    KEPT_BOOKMARKS,
    "Ihre letzte Frage und Ihr letztes Stichwort, damit Sie nachfragen können. Nach 30 Minuten nutze ich beides nicht \
     mehr; mit Ihrer nächsten Nachricht verschwindet es.",
    "Was Sie zuletzt angesehen haben, damit Sie zurückgehen können, die Knöpfe unter meiner letzten Antwort, damit Sie \
     sie auch tippen können, und welche Ansicht Sie gewählt haben.",
    "Die Nummer dieses Chats, die Tage für die Löschfrist und Antworten, \
     bis sie zugestellt sind. Ging eine nicht, vermerke ich das 30 Tage lang ohne ihren Text. Zu einem Projekt, das Sie \
     übergeben, eine Stunde lang den Code.",
    "Die Nummern Ihrer Nachrichten höchstens 48 Stunden, damit nichts doppelt ankommt.",
    "Zu meinen letzten sechs Antworten Ihr Urteil und 30 Minuten lang die Wortstämme Ihrer Frage. Gezählt wird je Stelle und \
     Stichwort, ohne Ihren Text. Lesbar wird ein Stichwort erst, wenn drei Chats danach gesucht haben; bis dahin, höchstens \
     90 Tage, liegt dazu ein Kürzel, aus dem niemand Ihren Chat lesen kann.",
    "In Gruppen gehört das alles der Gruppe. Wer etwas abgehakt hat, speichere ich nicht.",
];
pub(crate) const KEPT_BOOKMARKS: &str = "Fristen, gewünschte Erinnerungen und gemerkte Beispiele.";
/// The same where there is something to decide.
pub(crate) const BOOKMARKS_AND_DECISIONS: &str =
    "Fristen, gewünschte Erinnerungen, gemerkte Beispiele, Entscheidungen.";
pub(crate) const KEPT_TITLE: &str = "Was ich mir merke";
pub(crate) const NOT_KEPT: &str =
    "Namen und Ihre übrigen Nachrichten speichere ich nicht. Niemand sonst erhält etwas davon.";

/// Who is responsible, as far as the settings say.
pub(crate) fn responsible(operator: Option<&Operator>) -> String {
    let said = |part: fn(&Operator) -> Option<&String>| {
        operator
            .and_then(part)
            .map(|words| words.trim_end_matches('.'))
    };
    let name = said(|operator| operator.responsible.as_ref());
    let mut sentences = vec![match name {
        Some(name) => format!("Verantwortlich ist: {name}."),
        None => "Verantwortlich ist die Stelle, die diesen Lotsen betreibt.".to_owned(),
    }];
    let contact = said(|operator| operator.contact.as_ref()).map(|way| format!("Kontakt: {way}."));
    let imprint =
        said(|operator| operator.imprint.as_ref()).map(|text| format!("Impressum: {text}"));
    sentences.extend(contact);
    sentences.extend(imprint);
    sentences.join(" ")
}

pub(crate) const FORGET_REALLY: &str = "Möchten Sie alles löschen, was ich mir zu diesem Chat gemerkt habe? Stelle, Haken, Notizen, Fristen und Gemerktes sind dann weg.";
pub(crate) const ANEW_REALLY: &str =
    "Möchten Sie neu beginnen? Ihre Stelle und alle Haken werden dann gelöscht.";

/// What stays when one begins anew, where there is any: notes, bookmarks, deadlines, decisions, offices, reminders.
pub(crate) fn stays(has: [bool; 6]) -> Option<String> {
    let things = [
        "Ihre Notizen",
        "Ihre gemerkten Beispiele",
        "Ihre Fristen",
        "Ihre Entscheidungen",
        "die zuständigen Stellen",
        "Ihre Erinnerungen",
    ];
    let there: Vec<&str> = things
        .into_iter()
        .zip(has)
        .filter_map(|(thing, has)| has.then_some(thing))
        .collect();
    let (last, first) = there.split_last()?;
    Some(match first {
        [] => format!("{last} bleiben."),
        first => format!("{} und {last} bleiben.", first.join(", ")),
    })
}

pub(crate) const FORGOTTEN: &str = "Alles gelöscht. Ich weiß nichts mehr aus diesem Chat. Stand davon etwas in \
    einer Sicherungskopie, verschwindet es mit deren Frist.";
pub(crate) const KEPT_ALL: &str = "Gut, es bleibt alles, wie es ist.";
pub(crate) const FORGOTTEN_ALREADY: &str =
    "Es ist schon alles gelöscht. Ich weiß nichts mehr aus diesem Chat.";
pub(crate) const NOTHING_TO_KEEP: &str =
    "Gerade ist nichts zu bestätigen, und gespeichert ist auch nichts.";
pub(crate) const BEGUN_ALREADY: &str = "Sie haben schon neu begonnen.";
pub(crate) const ONLY_ADMINS: &str =
    "In einer Gruppe können das nur ihre Admins. Bitte sprechen Sie sie darauf an.";
pub(crate) const ROLE_UNKNOWN: &str = "Ich konnte gerade nicht prüfen, ob Sie Admin dieser Gruppe sind. Bitte versuchen Sie es gleich noch einmal.";
pub(crate) const TRY_AGAIN: &str = "Noch einmal versuchen";
pub(crate) const NOT_ASKED_ANY_MORE: &str =
    "Diese Frage war nicht mehr offen. Gelöscht ist nichts.";
pub(crate) const NOTHING_TO_STOP: &str = "Gerade ist nichts abzubrechen, und es bleibt alles, wie es ist. Was gespeichert ist, \
nehmen Sie einzeln zurück, etwa „2 offen“ oder „frist 2 löschen“.";
pub(crate) const NOTHING_ASKED: &str = "Gerade ist nichts zu bestätigen. Was möchten Sie tun?";

pub(crate) const NO_HUMAN: &str =
    "Hier im Chat antwortet ein Programm; an einen Menschen kann ich Sie nicht weiterleiten.";
