//! Deciding what the guide gives to decide: by button, number, word or message; changing and taking back.

use std::path::Path;

use super::{Shelf, Talk};
use crate::conversation::value::{Action, Ruling};
use crate::conversation::{DECISION_LENGTH, Occasion, Role, Session};
use crate::knowledge::{self, DecisionId, OptionId};

/// The guide of `tests/guides/klein`: whether enough take part, then how they are invited; who plays; on which day.
pub(super) fn shelf() -> Shelf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
    let guide = knowledge::load(&folder).expect("it is there").guide;
    Shelf {
        guide: guide.expect("it has no faults"),
        ..Shelf::small()
    }
}

fn play(lines: &[&str]) -> String {
    Talk::with(&shelf()).play(lines)
}

fn last(lines: &[&str]) -> String {
    Talk::with(&shelf()).last(lines)
}

#[test]
fn a_place_says_once_what_is_to_be_decided_there_and_offers_it() {
    insta::assert_snapshot!(play(&["schritt 1", "[Entscheidungen (3)]", "1", "ja", "schritt 1"]), @"
    > schritt 1
    Schritt 1: Idee und Mitstreiter*innen
    Am Anfang steht ein Zettel im Hausflur. Mindestens drei Haushalte tragen das Fest gemeinsam.
    Wer mitmacht, kommt zum ersten Treffen.
    Hier sind 3 Dinge zu entscheiden.
    Quelle: Leitfaden „Unsere Straße feiert“ · Stand 2024
    [Aufgaben (2)] [Das erste Treffen]
    [Entscheidungen (3)]
    [Übersicht] [Weiter: 2]

    > [Entscheidungen (3)]
    Entscheidungen zu Schritt 1
    0 getroffen, 3 offen.
    1 Machen genug Haushalte mit? offen
    2 Wer macht die Musik? offen
    3 Wann ist das erste Treffen? offen
    [1 Machen genug Haushalte mit?]
    [2 Wer macht die Musik?]
    [3 Wann ist das erste Treffen?]
    [Alle Entscheidungen]
    [Zurück zu Schritt 1]

    > 1
    Entscheidung zu Schritt 1
    Machen genug Haushalte mit?
    Mindestens drei tragen das Fest gemeinsam.
    Quelle: Leitfaden „Unsere Straße feiert“ · Stand 2024
    [1 Ja]
    [2 Nein]
    [Nächste Entscheidung]
    [Zurück zu den Entscheidungen]
    [Schritt 1 lesen]

    > ja
    Entscheidung gespeichert.
    Entscheidung zu Schritt 1
    Machen genug Haushalte mit?
    Entschieden am 12. Januar 1970: Ja
    Mindestens drei tragen das Fest gemeinsam.
    Quelle: Leitfaden „Unsere Straße feiert“ · Stand 2024
    [1 Ja]
    [2 Nein]
    [Zurücknehmen]
    [Nächste Entscheidung]
    [Zurück zu den Entscheidungen]
    [Schritt 1 lesen]

    > schritt 1
    Schritt 1: Idee und Mitstreiter*innen
    Am Anfang steht ein Zettel im Hausflur. Mindestens drei Haushalte tragen das Fest gemeinsam.
    Wer mitmacht, kommt zum ersten Treffen.
    Quelle: Leitfaden „Unsere Straße feiert“ · Stand 2024
    [Aufgaben (2)] [Das erste Treffen]
    [Entscheidungen (3)]
    [Zurück zur Entscheidung]
    [Weiter: 2]
    ");
}

#[test]
fn words_a_beginning_or_a_slip_of_them_and_numbers_decide_what_is_on_the_screen() {
    let check = |typed: &str, decided: &str| {
        let talk = ["entscheidungen", "1", "ja", "[Nächste Entscheidung]", typed];
        let shown = last(&talk);
        assert!(
            shown.starts_with("Entscheidung gespeichert."),
            "{typed}: {shown}"
        );
        assert!(
            shown.contains(&format!(": {decided}\n")),
            "{typed}: {shown}"
        );
    };
    check("1", "Mit einem Zettel");
    check("2", "Im Gespräch");
    check("im gespräch", "Im Gespräch");
    check("Mit einem", "Mit einem Zettel");
    check("im gesprech", "Im Gespräch");
    check("wohl im Gespräch", "Im Gespräch");
    check("zettel", "Mit einem Zettel");
    check("das zweite", "Im Gespräch");
    let other = last(&["entscheidungen", "1", "weiter"]);
    assert!(!other.contains("gespeichert"), "{other}");
    let asked = last(&[
        "entscheidungen",
        "1",
        "ja",
        "[Nächste Entscheidung]",
        "im gespräch?",
    ]);
    assert!(
        asked.contains("gespeichert"),
        "a label is one with a mark too: {asked}"
    );
    let no = last(&["entscheidungen", "1", "nee"]);
    assert!(no.contains(": Nein\n"), "{no}");
}

#[test]
fn an_answer_in_words_is_the_next_message_unless_that_is_a_command_or_a_question() {
    insta::assert_snapshot!(play(&["entscheidungen", "2", "Die Band von <Nr. 7> 🎺"]), @"
    > entscheidungen
    Entscheidungen
    0 getroffen, 3 offen.
    1 Idee und Mitstreiter*innen
    1 Machen genug Haushalte mit? offen
    2 Wer macht die Musik? offen
    3 Wann ist das erste Treffen? offen
    [1 Machen genug Haushalte mit?]
    [2 Wer macht die Musik?]
    [3 Wann ist das erste Treffen?]
    [Übersicht]

    > 2
    Entscheidung zu Schritt 1
    Wer macht die Musik?
    Schreiben Sie die Antwort als nächste Nachricht; sie wird Wort für Wort gespeichert.
    Quelle: Leitfaden „Unsere Straße feiert“ · Stand 2024
    [Nächste Entscheidung]
    [Zurück zu den Entscheidungen]
    [Schritt 1 lesen]

    > Die Band von <Nr. 7> 🎺
    Entscheidung gespeichert.
    Entscheidung zu Schritt 1
    Wer macht die Musik?
    Entschieden am 12. Januar 1970: Die Band von <Nr. 7> 🎺
    Quelle: Leitfaden „Unsere Straße feiert“ · Stand 2024
    [Ändern] [Zurücknehmen]
    [Nächste Entscheidung]
    [Zurück zu den Entscheidungen]
    [Schritt 1 lesen]
    ");
    let given_up = last(&["entscheidungen", "2", "abbrechen"]);
    assert!(
        given_up.starts_with("Gut, es ist nichts gespeichert."),
        "{given_up}"
    );
    let left_open = last(&["entscheidungen", "2", "das wissen wir noch nicht"]);
    assert!(
        left_open.contains("Wann ist das erste Treffen?"),
        "{left_open}"
    );
    let here = last(&["schritt 1", "was müssen wir hier entscheiden"]);
    assert!(here.starts_with("Entscheidungen zu Schritt 1"), "{here}");
    let walked = last(&["entscheidungen", "2", "schritt 3"]);
    assert!(walked.contains("Schritt 3"), "{walked}");
    insta::assert_snapshot!(last(&["entscheidungen", "2", "Wer entscheidet das denn?"]), @"
    Das klingt nach einer Frage. Soll ich sie beantworten oder als Entscheidung speichern?
    [Frage beantworten] [Als Entscheidung]
    ");
    let kept = last(&[
        "entscheidungen",
        "2",
        "Wer entscheidet das denn?",
        "[Als Entscheidung]",
    ]);
    assert!(kept.contains(": Wer entscheidet das denn?\n"), "{kept}");
    let long = "ä".repeat(DECISION_LENGTH + 1);
    insta::assert_snapshot!(last(&["entscheidungen", "2", &long]), @"
    Die Antwort hat 501 Zeichen, gespeichert werden höchstens 500. Bitte kürzen Sie sie; für Ausführliches gibt es Notizen.
    [Abbrechen]
    ");
    let shorter = last(&["entscheidungen", "2", &long, &long["ä".len()..]]);
    assert!(
        shorter.starts_with("Entscheidung gespeichert."),
        "{shorter}"
    );
    let changed = last(&[
        "entscheidungen",
        "2",
        "Öz",
        "[Ändern]",
        "Frau Öz",
        "entscheidungen",
    ]);
    assert!(changed.contains("Frau Öz"), "{changed}");
}

#[test]
fn a_day_is_asked_for_until_one_is_given() {
    insta::assert_snapshot!(play(&["entscheidungen", "3", "im Frühling", "15.3.", "[Zurücknehmen]"]), @"
    > entscheidungen
    Entscheidungen
    0 getroffen, 3 offen.
    1 Idee und Mitstreiter*innen
    1 Machen genug Haushalte mit? offen
    2 Wer macht die Musik? offen
    3 Wann ist das erste Treffen? offen
    [1 Machen genug Haushalte mit?]
    [2 Wer macht die Musik?]
    [3 Wann ist das erste Treffen?]
    [Übersicht]

    > 3
    Entscheidung zu Schritt 1
    Wann ist das erste Treffen?
    Schreiben Sie den Tag als nächste Nachricht, etwa 15.03.2027.
    Quelle: Leitfaden „Unsere Straße feiert“ · Stand 2024
    [Nächste Entscheidung]
    [Zurück zu den Entscheidungen]
    [Schritt 1 lesen]

    > im Frühling
    Das habe ich nicht als Tag verstanden. Bitte schreiben Sie ihn so: 15.03.2027.
    [Abbrechen]

    > 15.3.
    Entscheidung gespeichert.
    Entscheidung zu Schritt 1
    Wann ist das erste Treffen?
    Entschieden am 12. Januar 1970: 15.03.1970
    Quelle: Leitfaden „Unsere Straße feiert“ · Stand 2024
    [Ändern] [Zurücknehmen]
    [Nächste Entscheidung]
    [Zurück zu den Entscheidungen]
    [Schritt 1 lesen]

    > [Zurücknehmen]
    (Hinweis: Zurückgenommen.)
    Zurückgenommen.
    Entscheidung zu Schritt 1
    Wann ist das erste Treffen?
    Schreiben Sie den Tag als nächste Nachricht, etwa 15.03.2027.
    Quelle: Leitfaden „Unsere Straße feiert“ · Stand 2024
    [Nächste Entscheidung]
    [Zurück zu den Entscheidungen]
    [Schritt 1 lesen]
    ");
    let asked = last(&["entscheidungen", "3", "Was kostet das?"]);
    assert!(
        !asked.contains("gespeichert") && !asked.contains("nicht als Tag"),
        "{asked}"
    );
}

#[test]
fn a_change_says_what_lost_its_ground_and_what_has_it_again() {
    let lines = [
        "entscheidungen",
        "1",
        "ja",
        "[Nächste Entscheidung]",
        "zettel",
        "entscheidungen",
        "1",
        "nein",
        "entscheidungen",
        "4",
        "entscheidungen",
        "1",
        "ja",
    ];
    let shelf = shelf();
    let mut talk = Talk::with(&shelf);
    for line in &lines[..7] {
        talk.say(line);
    }
    insta::assert_snapshot!(talk.play(&lines[7..]), @"
    > nein
    Entscheidung gespeichert. Dadurch gilt zurzeit nicht mehr: „Form der Einladung“. Die Antwort bleibt aufgehoben.
    Entscheidung zu Schritt 1
    Machen genug Haushalte mit?
    Entschieden am 12. Januar 1970: Nein
    Mindestens drei tragen das Fest gemeinsam.
    Quelle: Leitfaden „Unsere Straße feiert“ · Stand 2024
    [1 Ja]
    [2 Nein]
    [Zurücknehmen]
    [Nächste Entscheidung]
    [Zurück zu den Entscheidungen]
    [Schritt 1 lesen]

    > entscheidungen
    Entscheidungen
    1 getroffen, 2 offen.
    1 Idee und Mitstreiter*innen
    1 Machen genug Haushalte mit? Nein
    2 Wer macht die Musik? offen
    3 Wann ist das erste Treffen? offen
    Gilt zurzeit nicht
    4 Form der Einladung: war „Mit einem Zettel“
    [1 Machen genug Haushalte mit?]
    [2 Wer macht die Musik?]
    [3 Wann ist das erste Treffen?]
    [4 Form der Einladung]
    [Zurück zur Entscheidung]

    > 4
    Entscheidung zu Schritt 1
    Wie laden wir zum Treffen ein?
    Entschieden am 12. Januar 1970: Mit einem Zettel
    Nach Ihren anderen Entscheidungen stellt sich die Frage nicht. Die Antwort bleibt aufgehoben und gilt wieder, wenn sie sich stellt.
    Quelle: Leitfaden „Unsere Straße feiert“ · Stand 2024
    [Zurücknehmen]
    [Nächste Entscheidung]
    [Zurück zu den Entscheidungen]
    [Schritt 1 lesen]

    > entscheidungen
    Entscheidungen
    1 getroffen, 2 offen.
    1 Idee und Mitstreiter*innen
    1 Machen genug Haushalte mit? Nein
    2 Wer macht die Musik? offen
    3 Wann ist das erste Treffen? offen
    Gilt zurzeit nicht
    4 Form der Einladung: war „Mit einem Zettel“
    [1 Machen genug Haushalte mit?]
    [2 Wer macht die Musik?]
    [3 Wann ist das erste Treffen?]
    [4 Form der Einladung]
    [Zurück zur Entscheidung]

    > 1
    Entscheidung zu Schritt 1
    Machen genug Haushalte mit?
    Entschieden am 12. Januar 1970: Nein
    Mindestens drei tragen das Fest gemeinsam.
    Quelle: Leitfaden „Unsere Straße feiert“ · Stand 2024
    [1 Ja]
    [2 Nein]
    [Zurücknehmen]
    [Nächste Entscheidung]
    [Zurück zu den Entscheidungen]
    [Schritt 1 lesen]

    > ja
    Entscheidung gespeichert. Dadurch gilt wieder: „Form der Einladung“.
    Entscheidung zu Schritt 1
    Machen genug Haushalte mit?
    Entschieden am 12. Januar 1970: Ja
    Mindestens drei tragen das Fest gemeinsam.
    Quelle: Leitfaden „Unsere Straße feiert“ · Stand 2024
    [1 Ja]
    [2 Nein]
    [Zurücknehmen]
    [Nächste Entscheidung]
    [Zurück zu den Entscheidungen]
    [Schritt 1 lesen]
    ");
}

#[test]
fn old_buttons_and_second_presses_do_no_harm() {
    let shelf = shelf();
    let mut talk = Talk::with(&shelf);
    let decide = |option: Option<&str>| {
        let action = Action::Decide {
            decision: DecisionId::parse("einladung").expect("an id"),
            option: option.map(|id| OptionId::parse(id).expect("an id")),
        };
        Occasion::Tap(action.encode())
    };
    // It is not asked yet, has no such answer, or there is none to take back.
    for option in [Some("zettel"), Some("brief"), None] {
        talk.meet(decide(option));
        assert!(talk.session.project.decisions.is_empty(), "{option:?}");
    }
    talk.last(&["entscheidungen", "1", "ja"]);
    talk.meet(decide(Some("zettel")));
    let once = talk.session.project.decisions.clone();
    talk.meet(decide(Some("zettel")));
    assert_eq!(talk.session.project.decisions, once);
}

#[test]
fn an_answer_outlives_what_the_guide_asks() {
    let mut shelf = shelf();
    let mut talk = Talk::with(&shelf);
    talk.last(&["entscheidungen", "2", "Band", "entscheidungen", "1", "ja"]);
    let (session, shown) = talk.leave();
    shelf.guide_mut().places[0]
        .decisions
        .retain(|decision| decision.id.as_str() != "musik");
    let mut talk = Talk::again(&shelf, session, shown);
    insta::assert_snapshot!(talk.play(&["entscheidungen", "4", "[Zurücknehmen]"]), @"
    > entscheidungen
    Der Leitfaden hat sich an einer Stelle geändert, die Sie kennen. Was neu ist, zeigt „neues“.
    Entscheidungen
    1 getroffen, 2 offen.
    1 Idee und Mitstreiter*innen
    1 Machen genug Haushalte mit? Ja
    2 Form der Einladung: offen
    3 Wann ist das erste Treffen? offen
    Gilt zurzeit nicht
    4 musik: war „Band“
    [1 Machen genug Haushalte mit?]
    [2 Form der Einladung]
    [3 Wann ist das erste Treffen?]
    [4 musik]
    [Zurück zur Entscheidung]

    > 4
    Diese Entscheidung steht nicht mehr im Leitfaden.
    Entschieden am 12. Januar 1970: Band
    [Zurücknehmen]
    [Zurück zu den Entscheidungen]

    > [Zurücknehmen]
    Zurückgenommen.
    Entscheidungen
    1 getroffen, 2 offen.
    1 Idee und Mitstreiter*innen
    1 Machen genug Haushalte mit? Ja
    2 Form der Einladung: offen
    3 Wann ist das erste Treffen? offen
    [1 Machen genug Haushalte mit?]
    [2 Form der Einladung]
    [3 Wann ist das erste Treffen?]
    [Zurück zur Entscheidung]
    ");
}

#[test]
fn in_a_group_the_decision_belongs_to_the_group_and_nobody_is_named() {
    let shelf = shelf();
    let mut talk = Talk::in_group(&shelf, Role::Member);
    talk.last(&["/entscheidungen", "1", "ja"]);
    let stored = serde_json::to_string(&talk.session.project.decisions).expect("it can be written");
    assert_eq!(stored, r#"{"haushalte":[{"o":"ja"},1000000]}"#);
}

#[test]
fn decisions_stay_when_one_begins_anew_and_are_told_with_what_is_kept() {
    let shelf = shelf();
    let mut talk = Talk::with(&shelf);
    talk.last(&["entscheidungen", "2", "Band"]);
    let progress = talk.say("/fortschritt");
    assert!(
        progress.contains("Entscheidungen: 1 von 3 getroffen"),
        "{progress}"
    );
    let file = talk.say("/meinedaten");
    assert!(
        file.contains("1 Entscheidung") && file.contains("Wer macht die Musik? Band"),
        "{file}"
    );
    let asked = talk.say("/neustart");
    assert!(asked.contains("Ihre Entscheidungen bleiben."), "{asked}");
    talk.say("ja");
    assert_eq!(talk.session.project.decisions.len(), 1);
    talk.last(&["/loeschen", "ja"]);
    assert!(talk.session.project.decisions.is_empty());
}

#[test]
fn a_guide_without_decisions_shows_nothing_of_them() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    let help = talk.play(&[
        "1.1",
        "/fortschritt",
        "/meinedaten",
        "/datenschutz",
        "/hilfe",
    ]);
    assert!(!help.contains("ntscheidungen"), "{help}");
    insta::assert_snapshot!(talk.say("entscheidungen"), @"
    Entscheidungen
    Der Leitfaden gibt nichts Bestimmtes zu entscheiden.
    [Zurück zur Hilfe]
    ");
}

#[test]
fn two_hundred_ticks_and_thirty_decisions_are_kept_in_six_kilobytes() {
    let mut session = Session::default();
    for place in 0..20 {
        let place = knowledge::PlaceId::parse(&format!("abschnitt-{place}")).expect("an id");
        for task in 0..10 {
            let task = knowledge::TaskId::parse(&format!("aufgabe-nummer-{task}")).expect("an id");
            session.project.set_done(&place, &task, true);
        }
    }
    for at in 0..30 {
        let id = DecisionId::parse(&format!("entscheidung-{at}")).expect("an id");
        let option = OptionId::parse("beteiligung").expect("an id");
        session.project.decisions.decide(
            id,
            Ruling::Option(option),
            crate::conversation::Moment(1_800_000_000),
        );
    }
    let stored = serde_json::to_vec(&session).expect("it can be written");
    assert!(stored.len() <= 6 * 1024, "{} bytes", stored.len());
}

#[test]
fn a_meeting_sheet_says_what_was_decided_since_the_last_with_the_answers() {
    let shelf = shelf();
    let mut talk = Talk::with(&shelf);
    talk.play(&[
        "entscheidungen",
        "2",
        "Die Band",
        "sitzungsblatt",
        "Nur Text",
    ]);
    talk.wait_minutes(7 * 24 * 60);
    talk.play(&["entscheidungen", "1", "Ja"]);
    talk.play(&["entscheidungen", "Form der Einladung", "Im Gespräch"]);
    insta::assert_snapshot!(talk.last(&["sitzungsblatt", "Nur Text"]), @"
    Die Datei folgt.
    Sitzungsblatt
    Eine Seite: was seit dem letzten Blatt erledigt wurde, was fällig und was offen ist.
    Das letzte Blatt ist vom 19. Januar 1970.
    [Word-Datei] [Markdown]
    [Nur Text]
    [Zurück zur Entscheidung]
    (Datei sitzungsblatt-1970-01-19.txt: Sitzungsblatt, Stand 19. Januar 1970)
    Sitzungsblatt: Nachbarschaftsfest
    =================================
    Stand: 19. Januar 1970, 14:46 Uhr
    Erledigt seit dem 12. Januar 1970:
    Nichts.
    Entschieden:
    - 19.01.1970 · Machen genug Haushalte mit? Ja
    - 19.01.1970 · Form der Einladung: Im Gespräch
    Offen:
    ☐ offen: Zettel in jeden Hausflur hängen (Schritt 1)
    ☐ offen: Das erste Treffen festlegen (Schritt 1)
    ☐ offen: Antrag beim Ordnungsamt stellen (2.1)
    ☐ offen: Anwohner*innen informieren (2.1)
    Zu entscheiden:
    - 1 Wann ist das erste Treffen?
    ");
}
