//! The guide is exchanged while people walk through it: places that vanish, places that change, ticks that stay.
//!
//! A chat is played on the small guide, the guide is edited, and the same chat goes on.

use proptest::prelude::*;

use super::guide::{place_id, text};
use super::nowhere::any_occasion;
use super::{Shelf, Talk};
use crate::conversation::{Moment, Occasion, Session};
use crate::knowledge::{ExampleId, Guide, Place, TaskId};

/// Plays lines, edits the guide, and goes on; writes down what is said after the edit.
fn edited(before: &[&str], edit: impl FnOnce(&mut Guide), after: &[&str]) -> String {
    let mut shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(before);
    let (session, shown) = talk.leave();
    edit(shelf.guide_mut());
    Talk::again(&shelf, session, shown).play(after)
}

fn without(id: &'static str) -> impl FnOnce(&mut Guide) {
    move |guide| guide.places.retain(|place| place.id.as_str() != id)
}

fn changing(id: &'static str, change: impl FnOnce(&mut Place)) -> impl FnOnce(&mut Guide) {
    move |guide| {
        let mut places = guide.places.iter_mut();
        let place = places.find(|place| place.id.as_str() == id);
        change(place.expect("a place of the small guide"));
    }
}

#[test]
fn whoever_stood_on_a_place_that_vanished_is_led_to_its_step() {
    let conversation = edited(
        &["1.1", "1 erledigt"],
        without("auftrag"),
        &["/weiter", "/weiter"],
    );
    insta::assert_snapshot!(conversation, @"
    > /weiter
    Die Stelle, an der Sie standen, gibt es im Leitfaden nicht mehr. Sie stehen jetzt bei Schritt 1.
    Schritt 1: Auftrag und Haltung klären
    Am Anfang steht der Auftrag.
    Quelle: Leitfaden „Klein“
    [1.2 Steuerung klären]
    [Hinweise der Redaktion] [Beispiele zu Schritt 1]
    [Weitergeben → p_schritt-1]
    [Übersicht] [Weiter: 1.2]

    > /weiter
    1.2 Steuerung klären
    Jede Stadt legt fest, wer steuert.
    Quelle: Leitfaden „Klein“ · nur zum Teil bekannt
    [Aufgaben (1)] [Quellen]
    [Beispiele zu 1.2] [Weitergeben → p_steuerung]
    [Zurück zu Schritt 1] [Weiter: 2]
    ");
}

#[test]
fn the_buttons_of_a_place_that_vanished_lead_to_its_step_too() {
    let conversation = edited(
        &["1.1", "[Aufgaben (2)]"],
        without("auftrag"),
        &[
            "[1 abhaken: Auftrag schriftlich sichern]",
            "[Zurück zu 1.1]",
        ],
    );
    insta::assert_snapshot!(conversation, @"
    > [1 abhaken: Auftrag schriftlich sichern]
    (Hinweis: Diese Aufgabe gibt es nicht mehr.)
    Diese Stelle gibt es im Leitfaden nicht mehr. Sie gehörte zu Schritt 1.
    Schritt 1: Auftrag und Haltung klären
    Am Anfang steht der Auftrag.
    Quelle: Leitfaden „Klein“
    [1.2 Steuerung klären]
    [Hinweise der Redaktion] [Beispiele zu Schritt 1]
    [Weitergeben → p_schritt-1]
    [Übersicht] [Weiter: 1.2]

    > [Zurück zu 1.1]
    Diese Stelle gibt es im Leitfaden nicht mehr. Sie gehörte zu Schritt 1.
    Schritt 1: Auftrag und Haltung klären
    Am Anfang steht der Auftrag.
    Quelle: Leitfaden „Klein“
    [1.2 Steuerung klären]
    [Hinweise der Redaktion] [Beispiele zu Schritt 1]
    [Weitergeben → p_schritt-1]
    [Übersicht] [Weiter: 1.2]
    ");
}

#[test]
fn ticks_buttons_and_links_follow_to_ids_that_were_renamed() {
    let mut shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["1.1", "[Aufgaben (2)]", "1"]);
    let (session, shown) = talk.leave();
    let ticks: Vec<_> = session.project.done.values().flatten().cloned().collect();
    assert_eq!((session.project.done.len(), ticks.len()), (1, 1));
    let renamed = |place: &mut Place| {
        place.id = place_id("mandat");
        place.formerly = vec!["auftrag".to_owned()];
        let task = place.tasks.iter_mut().find(|task| task.id == ticks[0]);
        let task = task.expect("what was ticked");
        task.formerly = vec![task.id.to_string()];
        task.id = TaskId::parse("neu").expect("an id");
    };
    changing("auftrag", renamed)(shelf.guide_mut());

    let mut talk = Talk::again(&shelf, session, shown);
    let said = talk.play(&["[Zurück zu 1.1]"]);
    assert!(said.contains("[Aufgaben: 1 von 2 erledigt]"), "{said}");
    let said = talk.meet(Occasion::Tap("1oauftrag".to_owned()));
    assert!(said.contains("1.1 "), "{said}");
    let mandat = place_id("mandat");
    assert_eq!(talk.session.project.at.as_ref(), Some(&mandat));
    let kept: Vec<_> = talk.session.project.done.keys().collect();
    assert_eq!(kept, [&mandat]);
    let said = talk.play(&["/start p_auftrag"]);
    assert!(said.contains("1.1 "), "{said}");
}

#[test]
fn an_old_button_to_a_place_that_vanished_does_not_move_the_walk() {
    let mut shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["1.1", "1.2"]);
    let (session, shown) = talk.leave();
    without("auftrag")(shelf.guide_mut());
    let mut talk = Talk::again(&shelf, session, shown);
    let said = talk.meet(Occasion::Tap("1oauftrag".to_owned()));
    assert!(said.starts_with(
        "Diese Stelle gibt es im Leitfaden nicht mehr. Sie gehörte zu Schritt 1.\nSchritt 1: "
    ));
    assert_eq!(talk.session.project.at, Some(place_id("steuerung")));
}

#[test]
fn a_question_is_answered_all_the_same_and_the_way_back_leads_to_the_step() {
    let conversation = edited(
        &["1.2"],
        without("steuerung"),
        &["wer entscheidet über den auftrag?", "zurück"],
    );
    let (first, second) = conversation.split_once("\n\n").expect("two turns");
    assert!(
        first.contains("nicht mehr. Sie stehen jetzt bei Schritt 1."),
        "{first}"
    );
    assert!(second.contains("\nSchritt 1: "), "{second}");
}

#[test]
fn the_way_back_passes_over_an_example_that_vanished() {
    let conversation = edited(
        &["1.1", "/beispiele rat", "1"],
        |guide| guide.examples.clear(),
        &["/hilfe", "zurück"],
    );
    insta::assert_snapshot!(conversation, @"
    > /hilfe
    Was ich kann
    Ich kenne den Leitfaden „Klein“ und Beispiele aus zwei Städten.
    Das können Sie auch tippen
    - Frage stellen: einfach schreiben, was Sie wissen möchten.
    - Im Leitfaden gehen: weiter, zurück, übersicht, schritt 3 oder 1.2.
    - Mehr lesen: mehr, aufgaben, material, verweise.
    - Aufgaben: 2 erledigt, 2 bis 15.03.
    - Notieren: notiz: Ihre Worte.
    - Datei: export. Projekte: projekt.
    - Nachschlagen: begriffe.
    - Erinnern: erinnerungen.
    - Vorlesen lassen, kürzer: ansicht.
    [Schritt für Schritt]
    [Begriffe] [Datenschutz]
    [Zurück zu Schritt 1]

    > zurück
    Schritt 1: Auftrag und Haltung klären
    Am Anfang steht der Auftrag.
    Quelle: Leitfaden „Klein“
    [1.1 Auftrag einholen]
    [1.2 Steuerung klären]
    [Hinweise der Redaktion] [Weitergeben → p_schritt-1]
    [Zurück zu 1.1] [Weiter: 1.1]
    ");
}

#[test]
fn a_step_that_vanished_leads_to_the_overview() {
    let conversation = edited(&["3"], without("schritt-3"), &["weiter"]);
    insta::assert_snapshot!(conversation, @"
    > weiter
    Die Stelle, an der Sie standen, gibt es im Leitfaden nicht mehr. In der Übersicht finden Sie, was es gibt.
    Klein anfangen
    Zu Schritt 2 liegt kein Text vor.
    [1 Auftrag und Haltung klären]
    [Mit Schritt 1 beginnen] [Alle Aufgaben]
    ");
}

#[test]
fn silence_and_deleting_say_nothing_of_a_place_that_vanished() {
    let mut shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["1.1"]);
    let (session, shown) = talk.leave();
    without("auftrag")(shelf.guide_mut());
    let mut talk = Talk::again(&shelf, session, shown);
    assert_eq!(talk.meet(Occasion::Edited("weiter".to_owned())), "(Stille)");
    assert_eq!(talk.session.project.at, Some(place_id("auftrag")));
    talk.say("/loeschen");
    let deleted = talk.say("[Ja, alles löschen]");
    assert!(deleted.contains("Alles gelöscht."), "{deleted}");
    assert_eq!(talk.session, Session::default());
}

#[test]
fn a_place_that_changed_since_the_last_visit_says_so_once() {
    let conversation = edited(
        &["1.2", "1 erledigt"],
        changing("steuerung", |place| {
            place.opening = text("Jede Stadt legt neu fest, wer steuert.");
        }),
        &["hier", "hier"],
    );
    insta::assert_snapshot!(conversation, @"
    > hier
    Diese Stelle wurde seit Ihrem letzten Besuch geändert.
    1.2 Steuerung klären
    Jede Stadt legt neu fest, wer steuert.
    Quelle: Leitfaden „Klein“ · nur zum Teil bekannt
    [Aufgaben: 1 von 1 erledigt]
    [Quellen] [Beispiele zu 1.2]
    [Weitergeben → p_steuerung]
    [Zurück: Aufgaben 1.2] [Weiter: 2]

    > hier
    1.2 Steuerung klären
    Jede Stadt legt neu fest, wer steuert.
    Quelle: Leitfaden „Klein“ · nur zum Teil bekannt
    [Aufgaben: 1 von 1 erledigt]
    [Quellen] [Beispiele zu 1.2]
    [Weitergeben → p_steuerung]
    [Zurück: Aufgaben 1.2] [Weiter: 2]
    ");
}

#[test]
fn every_text_of_a_place_counts_as_a_change_and_its_number_does_not() {
    let changes: [fn(&mut Place); 6] = [
        |place| place.title.push('!'),
        |place| place.note = text("Neu."),
        |place| place.parts[0].text = text("Neu."),
        |place| place.tasks[1].detail = text("Neu."),
        |place| place.tips.clear(),
        |place| place.materials[0].text = None,
    ];
    let says_so = |change: fn(&mut Place)| {
        let said = edited(&["1.1"], changing("auftrag", change), &["1", "weiter"]);
        said.contains("seit Ihrem letzten Besuch geändert")
    };
    for (at, change) in changes.into_iter().enumerate() {
        assert!(says_so(change), "change {at}");
    }
    assert!(!says_so(|place| place.number = "1.5".to_owned()));
    assert!(!says_so(|place| place.aliases.push("wer".to_owned())));
}

/// The small guide with a task and an example more at 1.1, another gone, and 1.2 in other words.
fn revised(guide: &mut Guide) {
    changing("auftrag", |place| {
        place.tasks.remove(1);
        let mut task = place.tasks[0].clone();
        task.id = TaskId::parse("neu").expect("an id");
        task.text = "Rat unterrichten".to_owned();
        place.tasks.push(task);
    })(guide);
    changing("steuerung", |place| place.opening = text("Neu gefasst."))(guide);
    let mut example = guide.examples[0].clone();
    example.id = ExampleId::parse("ab-99").expect("an id");
    example.title = "Runder Tisch".to_owned();
    example.short = None;
    example.places = vec![place_id("auftrag")];
    guide.examples.push(example);
}

#[test]
fn what_became_new_is_told_once_and_read_on_request() {
    let conversation = edited(
        &["1.1", "1 erledigt", "1.2", "3"],
        revised,
        &[
            "übersicht",
            "übersicht",
            "neues",
            "[1.1 Auftrag einholen]",
            "/neues",
            "1.2",
            "was ist neu",
        ],
    );
    insta::assert_snapshot!(conversation, @"
    > übersicht
    Der Leitfaden hat sich an 2 Stellen geändert, die Sie kennen. Was neu ist, zeigt „neues“.
    Klein anfangen
    Zu Schritt 2 liegt kein Text vor.
    [1 Auftrag und Haltung klären (1 von 3)]
    [3 Gliederung erstellen]
    [Weitermachen in Schritt 3]
    [Alle Aufgaben]

    > übersicht
    Klein anfangen
    Zu Schritt 2 liegt kein Text vor.
    [1 Auftrag und Haltung klären (1 von 3)]
    [3 Gliederung erstellen]
    [Weitermachen in Schritt 3]
    [Alle Aufgaben]

    > neues
    Neues seit Ihrem letzten Besuch
    1.1 Auftrag einholen
    Hier steht etwas anderes als bei Ihrem letzten Besuch.
    - Neue Aufgabe: Rat unterrichten
    - Neues Beispiel: Aburg: Runder Tisch
    - 1 Aufgabe steht hier nicht mehr.
    1.2 Steuerung klären
    Hier steht etwas anderes als bei Ihrem letzten Besuch.
    [1.1 Auftrag einholen]
    [1.2 Steuerung klären]
    [Zurück zur Übersicht]

    > [1.1 Auftrag einholen]
    Diese Stelle wurde seit Ihrem letzten Besuch geändert.
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben: 1 von 2 erledigt]
    [Wer entscheidet] [Beispiele zu 1.1]
    [Zurück zu Neuem] [Weiter: 1.2]
    [Weitermachen in Schritt 3]

    > /neues
    Neues seit Ihrem letzten Besuch
    1.2 Steuerung klären
    Hier steht etwas anderes als bei Ihrem letzten Besuch.
    [1.2 Steuerung klären]
    [Zurück zu 1.1]

    > 1.2
    Diese Stelle wurde seit Ihrem letzten Besuch geändert.
    1.2 Steuerung klären
    Neu gefasst.
    Quelle: Leitfaden „Klein“ · nur zum Teil bekannt
    [Aufgaben (1)] [Quellen]
    [Beispiele zu 1.2] [Weitergeben → p_steuerung]
    [Zurück zu Neuem] [Weiter: 2]

    > was ist neu
    Neues seit Ihrem letzten Besuch
    An den Stellen, die Sie geöffnet oder bearbeitet haben, hat sich seitdem nichts geändert.
    [Zurück zu 1.2]
    ");
}

#[test]
fn whoever_ticks_without_reading_is_told_too_and_a_new_chat_is_not() {
    let ticked = edited(&["/aufgaben", "1 erledigt"], revised, &["hilfe"]);
    assert!(ticked.contains("an einer Stelle geändert"), "{ticked}");
    let fresh = edited(&[], revised, &["1.1", "übersicht"]);
    assert!(!fresh.contains("neues“"), "{fresh}");
    let same = edited(&["1.1"], |_| (), &["übersicht", "neues"]);
    assert!(same.contains("seitdem nichts geändert"), "{same}");
}

#[test]
fn what_is_gone_is_told_once_and_stays_among_the_news() {
    let conversation = edited(&["1.1", "1.2"], without("auftrag"), &["übersicht", "neues"]);
    insta::assert_snapshot!(conversation, @"
    > übersicht
    Der Leitfaden hat sich an einer Stelle geändert, die Sie kennen. Was neu ist, zeigt „neues“.
    Klein anfangen
    Zu Schritt 2 liegt kein Text vor.
    [1 Auftrag und Haltung klären]
    [3 Gliederung erstellen]
    [Weitermachen in 1.2] [Alle Aufgaben]

    > neues
    Neues seit Ihrem letzten Besuch
    auftrag (steht nicht mehr im Leitfaden)
    Diese Stelle gehörte zu Schritt 1.
    [Zurück zur Übersicht]
    ");
}

#[test]
fn a_task_that_was_renamed_is_not_new() {
    let renamed = changing("auftrag", |place| {
        let before = place.tasks[0].id.as_str().to_owned();
        place.tasks[0].formerly = vec![before];
        place.tasks[0].id = TaskId::parse("anders").expect("an id");
    });
    let conversation = edited(&["1.1"], renamed, &["neues"]);
    assert!(conversation.contains("nichts geändert"), "{conversation}");
}

#[test]
fn a_visit_from_before_says_only_what_is_known() {
    let mut shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["1.1"]);
    talk.session.project.visits[0].entries = None;
    let (session, shown) = talk.leave();
    revised(shelf.guide_mut());
    let news = Talk::again(&shelf, session, shown).last(&["neues"]);
    assert!(news.contains("etwas anderes"), "{news}");
    assert!(!news.contains("Neue Aufgabe"), "{news}");
}

#[test]
fn what_is_remembered_of_visits_stays_small_and_old_sessions_are_read() {
    let mut session = Session::default();
    let guide = super::guide::small();
    let mut place = guide.places[1].clone();
    for at in 0..100_u32 {
        place.id = place_id(&format!("ein-langer-name-{at}"));
        assert!(
            !session
                .project
                .visit(&guide, &place, at, "a1b2c3.d4e.f5a".to_owned())
        );
    }
    assert!(
        session.project.visit(&guide, &place, 7, String::new()),
        "the newest is remembered"
    );
    let stored = serde_json::to_string(&session).expect("a session can be written");
    assert!(stored.len() < 4_096, "{} bytes", stored.len());
    let old: Session = serde_json::from_str(r#"{"at":"auftrag"}"#).expect("an old session");
    assert_eq!(old.project.at, Some(place_id("auftrag")));
    assert_eq!(old.lapsed(Moment(0)).project.visits, []);
}

proptest! {
    #[test]
    fn whatever_is_taken_out_of_the_guide_a_chat_goes_on(
        before in proptest::collection::vec(any_occasion(), 1..6),
        after in proptest::collection::vec(any_occasion(), 1..6),
        kept in proptest::collection::vec(any::<bool>(), 5),
    ) {
        let mut shelf = Shelf::small();
        let mut talk = Talk::with(&shelf);
        for occasion in before {
            talk.replies(occasion);
        }
        let (session, shown) = talk.leave();
        let mut kept = kept.into_iter();
        shelf.guide_mut().places.retain(|_| kept.next().unwrap_or(true));
        let mut talk = Talk::again(&shelf, session, shown);
        for occasion in after {
            let said = talk.replies(occasion).len();
            let at = &talk.session.project.at;
            // Silence leaves the walk for the reply that will say what became of it.
            let stands = at.as_ref().is_none_or(|at| shelf.guide.place(at).is_some());
            prop_assert!(stands || said == 0, "{at:?}");
        }
    }
}
