//! Everything kept of a chat, as a file.

use super::{Shelf, Talk, play};
use crate::conversation::{Letter, Moment, Occasion, Records, Reply, Session, kept_beside};
use crate::time_zone::TimeZone;

#[test]
fn whoever_has_said_nothing_yet_reads_that_nothing_is_kept() {
    insta::assert_snapshot!(play(&["/meinedaten"]), @r#"
    > /meinedaten
    Ich habe mir zu diesem Chat nichts gemerkt. Die Datei nennt, was die Technik braucht.
    [Alles löschen]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    (Datei lotse-meine-daten.txt: Alles, was ich mir zu diesem Chat gemerkt habe.)
    Was Lotse sich zu diesem Chat gemerkt hat
    Stand: 12. Januar 1970, 14:46 Uhr
    Diese Datei nennt alles, was zu diesem Chat gespeichert ist, und wozu. Namen, Telefonnummern und ältere Nachrichten speichert Lotse nicht. Was über Antworten gezählt wird, gehört zu keinem Chat und steht deshalb nicht hier. Was nach 30 Minuten verfällt, hat Ihre Nachricht schon gelöscht. Sicherungskopien der verantwortlichen Stelle können ältere Stände enthalten, bis deren Frist abläuft. Löschen können Sie alles mit /loeschen.
    1. Ihre Stelle im Leitfaden
    Wozu: damit Sie dort weitermachen können.
    nichts
    2. Erledigte Aufgaben
    Wozu: damit Sie sehen, was noch offen ist; wer sie abgehakt hat, wird nicht gespeichert.
    nichts
    3. Ihre Notizen, Wort für Wort
    Wozu: damit Sie sie wiederfinden; wer sie geschrieben hat, wird nicht gespeichert.
    nichts
    4. Gemerkte Beispiele
    Wozu: damit Sie sie wiederfinden; wer sie gemerkt hat, wird nicht gespeichert.
    nichts
    5. Fristen
    Wozu: damit Sie sehen, was bis wann zu tun ist; wer sie gesetzt hat, wird nicht gespeichert.
    nichts
    6. Welche Stelle für eine Aufgabe zuständig ist
    Wozu: damit Sie wissen, wo nachzufragen ist; Namen von Menschen werden nicht gespeichert.
    nichts
    7. Wann Sie zuletzt ein Sitzungsblatt mitgenommen haben, mit Prüfzeichen dessen, was da erledigt war
    Wozu: damit das nächste zeigt, was seitdem erledigt wurde.
    nichts
    8. Zuletzt geöffnete Stellen
    Wozu: damit Lotse Ihnen sagen kann, was sich dort geändert hat; gespeichert sind Kürzel und keine Texte.
    nichts
    9. Erinnerungen
    Wozu: damit ich Sie erinnere, wann Sie es möchten, und an nichts zweimal.
    nichts
    10. Ihre letzte Frage, wie Lotse sie verstanden hat
    Wozu: damit Sie nachfragen können; nach 30 Minuten wird sie nicht mehr genutzt und mit Ihrer nächsten Nachricht gelöscht.
    nichts
    11. Ihr letztes Stichwort für Beispiele
    Wozu: damit Sie blättern können; nach 30 Minuten wird es nicht mehr genutzt und mit Ihrer nächsten Nachricht gelöscht.
    nichts
    12. Die letzten Antworten, mit den Wortstämmen Ihrer Fragen und Ihren Urteilen
    Wozu: damit Sie sie beurteilen und Ihr Urteil ändern können; die Wortstämme werden nach 30 Minuten nicht mehr genutzt und mit Ihrer nächsten Nachricht gelöscht.
    nichts
    13. Worauf Lotse eine Antwort erwartet
    Wozu: damit ein Ja oder ein Stichwort richtig verstanden wird; nach 30 Minuten nicht mehr.
    nichts
    14. Was Sie zuletzt angesehen haben
    Wozu: damit Sie zurückgehen können, und damit „weiter“ und „2 erledigt“ das meinen, was Sie sehen.
    nichts
    15. Die Knöpfe unter der letzten Antwort
    Wozu: damit Sie die Wörter darauf auch tippen können.
    nichts
    16. Ihre Ansicht
    Wozu: damit ich Seiten so zeige, wie Sie es gewählt haben.
    nichts
    Dasselbe zum Weiterverarbeiten (JSON, wie es gespeichert ist)
    {
      "at": null,
      "done": {},
      "visits": [],
      "topic": null,
      "prompt": null,
      "searched": null,
      "offered": []
    }
    "#);
}

#[test]
fn the_file_names_every_part_and_what_it_is_for() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&[
        "1.1",
        "1 erledigt",
        "/beispiele sprachkurs",
        "wer entscheidet über den auftrag?",
    ]);
    talk.wait_minutes(5);
    insta::assert_snapshot!(talk.play(&["meine daten"]), @r#"
    > meine daten
    Das habe ich mir zu diesem Chat gemerkt: Ihre Stelle (1.1), 1 erledigte Aufgabe, 1 geöffnete Stelle, Ihre letzte Frage, Ihr letztes Stichwort, meine letzten Antworten und Ihre Urteile darüber, was Sie zuletzt angesehen haben, die Knöpfe unter der letzten Antwort.
    Die Datei nennt jeden Punkt im Wortlaut und sagt, wozu ich ihn brauche.
    [Alles löschen]
    [Zurück zur Antwort]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    (Datei lotse-meine-daten.txt: Alles, was ich mir zu diesem Chat gemerkt habe.)
    Was Lotse sich zu diesem Chat gemerkt hat
    Stand: 12. Januar 1970, 14:51 Uhr
    Diese Datei nennt alles, was zu diesem Chat gespeichert ist, und wozu. Namen, Telefonnummern und ältere Nachrichten speichert Lotse nicht. Was über Antworten gezählt wird, gehört zu keinem Chat und steht deshalb nicht hier. Was nach 30 Minuten verfällt, hat Ihre Nachricht schon gelöscht. Sicherungskopien der verantwortlichen Stelle können ältere Stände enthalten, bis deren Frist abläuft. Löschen können Sie alles mit /loeschen.
    1. Ihre Stelle im Leitfaden
    Wozu: damit Sie dort weitermachen können.
    - 1.1: Auftrag einholen
    2. Erledigte Aufgaben
    Wozu: damit Sie sehen, was noch offen ist; wer sie abgehakt hat, wird nicht gespeichert.
    - 1.1: Auftrag schriftlich sichern
    - zuletzt: 1.1: Auftrag schriftlich sichern
    3. Ihre Notizen, Wort für Wort
    Wozu: damit Sie sie wiederfinden; wer sie geschrieben hat, wird nicht gespeichert.
    nichts
    4. Gemerkte Beispiele
    Wozu: damit Sie sie wiederfinden; wer sie gemerkt hat, wird nicht gespeichert.
    nichts
    5. Fristen
    Wozu: damit Sie sehen, was bis wann zu tun ist; wer sie gesetzt hat, wird nicht gespeichert.
    nichts
    6. Welche Stelle für eine Aufgabe zuständig ist
    Wozu: damit Sie wissen, wo nachzufragen ist; Namen von Menschen werden nicht gespeichert.
    nichts
    7. Wann Sie zuletzt ein Sitzungsblatt mitgenommen haben, mit Prüfzeichen dessen, was da erledigt war
    Wozu: damit das nächste zeigt, was seitdem erledigt wurde.
    nichts
    8. Zuletzt geöffnete Stellen
    Wozu: damit Lotse Ihnen sagen kann, was sich dort geändert hat; gespeichert sind Kürzel und keine Texte.
    - 1.1: Auftrag einholen
    9. Erinnerungen
    Wozu: damit ich Sie erinnere, wann Sie es möchten, und an nichts zweimal.
    nichts
    10. Ihre letzte Frage, wie Lotse sie verstanden hat
    Wozu: damit Sie nachfragen können; nach 30 Minuten wird sie nicht mehr genutzt und mit Ihrer nächsten Nachricht gelöscht.
    - „wer entscheidet über den auftrag?“ (12. Januar 1970, 14:46 Uhr)
    - „wer entscheidet“ (12. Januar 1970, 14:46 Uhr)
    - 1.1: Auftrag einholen
    11. Ihr letztes Stichwort für Beispiele
    Wozu: damit Sie blättern können; nach 30 Minuten wird es nicht mehr genutzt und mit Ihrer nächsten Nachricht gelöscht.
    - „sprachkurs“ (12. Januar 1970, 14:46 Uhr)
    12. Die letzten Antworten, mit den Wortstämmen Ihrer Fragen und Ihren Urteilen
    Wozu: damit Sie sie beurteilen und Ihr Urteil ändern können; die Wortstämme werden nach 30 Minuten nicht mehr genutzt und mit Ihrer nächsten Nachricht gelöscht.
    - 1.1, entscheid (12. Januar 1970, 14:46 Uhr)
    13. Worauf Lotse eine Antwort erwartet
    Wozu: damit ein Ja oder ein Stichwort richtig verstanden wird; nach 30 Minuten nicht mehr.
    nichts
    14. Was Sie zuletzt angesehen haben
    Wozu: damit Sie zurückgehen können, und damit „weiter“ und „2 erledigt“ das meinen, was Sie sehen.
    - Zurück zu 1.1
    - Zurück: Aufgaben 1.1
    - Zurück zur Liste
    - Zurück zur Antwort
    15. Die Knöpfe unter der letzten Antwort
    Wozu: damit Sie die Wörter darauf auch tippen können.
    - Abschnitt 1.1 lesen
    - Abschnitt 1.2 lesen
    - Hilfreich
    - Nicht hilfreich
    16. Ihre Ansicht
    Wozu: damit ich Seiten so zeige, wie Sie es gewählt haben.
    nichts
    Dasselbe zum Weiterverarbeiten (JSON, wie es gespeichert ist)
    {
      "at": "auftrag",
      "done": {
        "auftrag": [
          "schriftlich"
        ]
      },
      "ticked": [
        "auftrag",
        "schriftlich"
      ],
      "visits": [
        {
          "place": "auftrag",
          "step": "schritt-1",
          "print": 1773173774,
          "entries": "mjq1hd.."
        }
      ],
      "told": 3369557943,
      "topic": [
        {
          "question": "wer entscheidet",
          "place": "auftrag",
          "municipality": null
        },
        1000000
      ],
      "prompt": null,
      "asked": {
        "question": "wer entscheidet über den auftrag?",
        "after": null,
        "at": 1000000,
        "refused": 0
      },
      "searched": [
        "sprachkurs",
        1000000
      ],
      "answers": [
        {
          "print": 2426896104,
          "found": true,
          "at": 1000000,
          "place": "auftrag",
          "words": [
            "entscheid"
          ]
        }
      ],
      "trail": [
        "1oauftrag",
        "1tauftrag.0",
        "1e..1gihbi7.0",
        "1A10xdbrh"
      ],
      "offered": [
        [
          "Abschnitt 1.1 lesen",
          "2Mauftrag.wer"
        ],
        [
          "Abschnitt 1.2 lesen",
          "2rsteuerung"
        ],
        [
          "Hilfreich",
          "2J144wt0o.h"
        ],
        [
          "Nicht hilfreich",
          "2J144wt0o.u"
        ]
      ]
    }
    "#);
}

#[test]
fn the_file_holds_the_session_as_it_is_stored() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["1.1", "1 erledigt", "/loeschen"]);
    let before = talk.session.clone();
    let replies = talk.replies(Occasion::Text("/meinedaten".to_owned()));
    let Some(Reply::File(file)) = replies.last() else {
        panic!("no file")
    };
    let text = file.in_words();
    let begin = text.find('{').unwrap();
    let stored: Session = serde_json::from_str(&text[begin..]).unwrap();
    assert_eq!(stored, before);
    assert!(text.contains("ob alles gelöscht werden soll"));
}

#[test]
fn what_the_guide_no_longer_has_is_named_as_it_is_stored() {
    let mut shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["1.1", "1 erledigt"]);
    let (session, shown) = talk.leave();
    shelf.guide_mut().places.clear();
    let file = Talk::again(&shelf, session, shown).last(&["/meinedaten"]);
    assert!(
        file.contains(
            "- auftrag (steht nicht mehr im Leitfaden): schriftlich (steht nicht mehr im Leitfaden)"
        ),
        "{file}"
    );
}

#[test]
fn beside_the_session_the_file_names_what_the_technology_keeps() {
    let records = Records {
        used: Moment(86_400),
        warned: Some((1, Moment(2 * 86_400))),
        left: Some(Moment(3 * 86_400)),
        remind: Some(Moment(5 * 86_400 + 7 * 3_600)),
        waiting: 2,
        letters: vec![Letter {
            method: "sendMessage".to_owned(),
            reason: "tried too often or too long".to_owned(),
            since: Moment(4 * 86_400),
        }],
        aside: vec!["{?}".to_owned()],
    };
    insta::assert_snapshot!(kept_beside(7, Some(&records), &TimeZone::default()), @"

    Was die Technik dazu speichert
    - Die Nummer dieses Chats, damit Antworten ankommen: 7
    - Der Tag, an dem Sie Lotse zuletzt genutzt haben, für die Löschfrist: 2. Januar 1970
    - Der Tag, an dem Lotse zuletzt an die Löschfrist erinnert hat: 3. Januar 1970
    - Der Tag, an dem Lotse entfernt oder blockiert wurde, für die Löschfrist: 4. Januar 1970
    - Wann die nächste Erinnerung kommt, wie Sie es wünschen: 6. Januar 1970, 8:00 Uhr
    - Antworten, die noch nicht angekommen sind, bis dahin: 2
    - Eine Antwort vom 5. Januar 1970 ließ sich nicht zustellen (sendMessage, tried too often or too long). Ihr Text ist gelöscht; der Vermerk verschwindet nach 30 Tagen.
    - Ein älterer Stand, den Lotse nicht mehr lesen kann, wie er ist: {?}
    - Die Nummern Ihrer letzten Nachrichten höchstens 48 Stunden, ohne Chat und ohne Text, damit nichts doppelt ankommt. Welche davon zu diesem Chat gehören, ist nicht gespeichert.
    ");
    insta::assert_snapshot!(kept_beside(7, None, &TimeZone::default()), @r"

    Was die Technik dazu speichert
    - Die Nummer dieses Chats, damit Antworten ankommen: 7
    - Die Nummern Ihrer letzten Nachrichten höchstens 48 Stunden, ohne Chat und ohne Text, damit nichts doppelt ankommt. Welche davon zu diesem Chat gehören, ist nicht gespeichert.
    ");
}
