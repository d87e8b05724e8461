//! What leads nowhere by itself: unknown commands, old buttons, attachments, edits; and that nothing ends there.

use proptest::prelude::*;

use super::{Shelf, Talk, last, play};
use crate::conversation::{
    Attachment, ChatKind, Event, InReplyTo, Moment, Occasion, Placement, Reply, Role, Session,
    apology, respond_from,
};
use crate::text::split;

#[test]
fn a_mistyped_command_is_guessed() {
    insta::assert_snapshot!(play(&["/beispeile"]), @r"
    > /beispeile
    Den Befehl /beispeile kenne ich nicht. Meinten Sie /beispiele?
    [Beispiele]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
}

#[test]
fn an_unknown_command_leads_on() {
    insta::assert_snapshot!(last(&["1.1", "/kalender"]), @r"
    Den Befehl /kalender kenne ich nicht. Das geht:
    [Zurück zu 1.1]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
}

#[test]
fn an_old_button_gets_a_word_and_a_way_on() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.say("1.1");
    insta::assert_snapshot!(talk.meet(Occasion::Tap("0x:gone".to_owned())), @r"
    (Hinweis: Dieser Knopf ist veraltet.)
    (darunter)
    Dieser Knopf ist veraltet. Von hier geht es weiter:
    [Zurück zu 1.1]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
    insta::assert_snapshot!(talk.meet(Occasion::Tap("1ogibt-es-nicht".to_owned())), @"
    Diese Stelle gibt es im Leitfaden nicht mehr. In der Übersicht finden Sie, was es gibt.
    Klein anfangen
    Zu Schritt 2 liegt kein Text vor.
    [1 Auftrag und Haltung klären]
    [3 Gliederung erstellen]
    [Weitermachen in 1.1] [Alle Aufgaben]
    ");
    insta::assert_snapshot!(talk.meet(Occasion::Tap("1kauftrag.gone.1".to_owned())), @"
    (Hinweis: Diese Aufgabe gibt es nicht mehr.)
    Aufgaben zu 1.1
    0 von 2 Aufgaben erledigt
    1 offen: Auftrag schriftlich sichern
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Zurück zur Übersicht] [Abschnitt 1.1 lesen]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]
    ");
    assert_eq!(
        talk.session.project.at.as_ref().map(|id| id.as_str()),
        Some("auftrag")
    );
}

#[test]
fn what_is_not_text_gets_a_kind_word_or_silence() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    insta::assert_snapshot!(talk.meet(Occasion::Attachment(Attachment::Voice)), @r"
    Sprachnachrichten kann ich nicht anhören. Bitte schreiben Sie mir Ihre Frage.
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
    assert_eq!(
        talk.meet(Occasion::Attachment(Attachment::Service)),
        "(Stille)"
    );
    insta::assert_snapshot!(talk.meet(Occasion::Unreadable), @r"
    Das konnte ich nicht lesen. Bitte schreiben Sie mir, was Sie wissen möchten.
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
}

#[test]
fn a_corrected_question_is_answered_and_a_corrected_command_is_not_followed_twice() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    let question = "wer entscheidet über den auftrag?";
    let edited = talk.meet(Occasion::Edited(question.to_owned()));
    assert_eq!(edited, last(&[question]));
    assert_eq!(talk.meet(Occasion::Edited(question.to_owned())), "(Stille)");
    for command in ["weiter", "/weiter", "1 erledigt"] {
        assert_eq!(talk.meet(Occasion::Edited(command.to_owned())), "(Stille)");
    }
}

#[test]
fn a_place_that_is_gone_leads_to_the_overview() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.session.project.at = crate::knowledge::PlaceId::parse("gone").ok();
    let said = talk.say("weiter");
    assert!(said.starts_with(
        "Die Stelle, an der Sie standen, gibt es im Leitfaden nicht mehr. In der Übersicht finden Sie, was es gibt.\n\
         Klein anfangen\n"
    ));
    assert!(talk.say("weiter").starts_with("Schritt 1: "));
}

#[test]
fn the_apology_has_a_way_on() {
    let [Reply::Message(message)] = &apology(&Shelf::small().guide)[..] else {
        panic!("the apology is one message")
    };
    assert_eq!(message.buttons.len(), 2);
}

/// Anything people do, sensible or not.
pub(super) fn any_occasion() -> impl Strategy<Value = Occasion> {
    let word = prop_oneof![
        any::<String>(),
        "(weiter|zurück|mehr|aufgaben|material|ja|nein|1\\.1|schritt [0-9]|[0-9]{1,3} erledigt|beispiele [a-z]{0,9})",
    ];
    let data = prop_oneof![
        any::<String>(),
        "1[a-zA-Z](auftrag|schritt-[123]|ab-01|rbb|zweck)?(\\.(zeit|video|[0-9a-z]{1,4}))?(\\.[01])?",
        "1[en](schritt-[1239])?\\.(aburg)?\\.[0-9a-z]{0,3}\\.[0-9]",
    ];
    prop_oneof![
        word.clone().prop_map(Occasion::Text),
        word.clone().prop_map(Occasion::Edited),
        ("[a-zäöü]{0,12}", word).prop_map(|(name, rest)| Occasion::Command { name, rest }),
        data.prop_map(Occasion::Tap),
        Just(Occasion::Added),
        Just(Occasion::Unreadable),
    ]
}

proptest! {
    #[test]
    fn nothing_people_do_ends_without_a_way_on(
        occasions in proptest::collection::vec(any_occasion(), 1..12),
        group in any::<bool>(),
    ) {
        let shelf = Shelf::small();
        let mut session = Session::default();
        for occasion in occasions {
            let event = Event {
moving: crate::conversation::Moving::default(),
                chat: if group { ChatKind::Group } else { ChatKind::Private },
                addressed: true,
                reply: InReplyTo::default(),
                role: Role::Admin,
                occasion,
            };
            let (next, replies) = respond_from(&shelf, session, &event, Moment(7));
            session = next;
            let messages: Vec<_> = replies
                .iter()
                .filter_map(|reply| match reply {
                    Reply::Message(message) => Some(message),
                    _ => None,
                })
                .collect();
            if let Occasion::Tap(_) = event.occasion {
                prop_assert!(!replies.is_empty(), "{event:?}");
            }
            if let Some(last) = messages.last() {
                prop_assert!(!last.buttons.is_empty(), "{event:?}");
            }
            for message in messages {
                prop_assert!(!message.text.is_empty());
                let fits = split::length(&message.text) <= 4096;
                prop_assert!(message.placement == Placement::Below || fits);
            }
        }
    }
}
