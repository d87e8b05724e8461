//! A project moves from one chat to another by a code: once, within an hour, and with everything in it.

use super::{Shelf, Talk};
use crate::conversation::{
    ChatKind, Moving, Occasion, PROJECT_COUNT, ProjectCode, Role, code_in, handed_over, on_offer,
};

/// Asks for a code in a chat, and gives what stands there.
fn hands_over(talk: &mut Talk, chance: u64) -> (String, ProjectCode) {
    talk.moving = Moving {
        chance: Some(chance),
        arrives: None,
    };
    let said = talk.say("projekt übergeben");
    let code = ProjectCode::in_text(&said).unwrap_or_else(|| panic!("no code: {said}"));
    (said, code)
}

/// Gives a line in another chat, as whoever keeps sessions does; what is said there, and in the first.
fn takes(from: &mut Talk, to: &mut Talk, line: &str) -> (String, String) {
    let code = ProjectCode::in_text(line).unwrap();
    to.moving.arrives = on_offer(&from.session, &code, from.now);
    let before = to.session.taken.clone();
    let said = to.say(line);
    let taken = to.session.taken.clone().filter(|taken| taken.code == code);
    if taken.is_none() || to.session.taken == before {
        return (said, String::new());
    }
    let (session, replies) = handed_over(std::mem::take(&mut from.session), &code);
    from.session = session;
    (said, format!("{replies:?}"))
}

/// A chat with a project in which something was done.
fn worked(shelf: &Shelf) -> Talk<'_> {
    let mut talk = Talk::with(shelf);
    talk.play(&[
        "1.1",
        "1 erledigt",
        "notiz: Beschluss am 15.3.",
        "projekt umbenennen in Park",
    ]);
    talk
}

#[test]
fn a_code_says_what_happens_how_long_and_how() {
    let shelf = Shelf::small();
    let mut talk = worked(&shelf);
    let (said, code) = hands_over(&mut talk, 0x1234_5678_9abc);
    insta::assert_snapshot!(said, @"
    Projekt übergeben
    „Park“ zieht in den Chat um, in dem jemand diesen Code eingibt, mit allen Notizen, Entscheidungen und Fristen. Hier ist es danach nicht mehr.
    Im anderen Chat, auch in einer Gruppe: /projekt LOTSE-6XGTH-MTGUA
    Er gilt noch 60 Minuten und nur einmal. Wer ihn hat, bekommt das Projekt.
    [Zurück zu den Projekten]
    (Datei lotse-projekt.png: „Park“ übernehmen: Wer diesen Link öffnet, bekommt das Projekt.)
    █████████████████████████████████
    █████████████████████████████████
    ████ ▄▄▄▄▄ █▄█▄▀ ▄▀▄ █ ▄▄▄▄▄ ████
    ████ █   █ █▄ ██▄▄▄█▀█ █   █ ████
    ████ █▄▄▄█ █▀█ ▄█▀ █▀█ █▄▄▄█ ████
    ████▄▄▄▄▄▄▄█▄▀ █▄▀▄█ █▄▄▄▄▄▄▄████
    ████▄▀ █▀█▄ ▀  ▄ ▄█▀ ▀▀▄█▀▄▀ ████
    ████ █▄ ▄▄▄▄▀  ██▄ ▀▀█ ▀▀ ▄▀ ████
    █████▀ ▀▀ ▄▄▀▀▀▄█  █ ▄ ▀▄▄█  ████
    ████▄▄▄█▀▀▄▀█ █▄█▀█▄▀▄▄██▀▄▀ ████
    ████▄▄▄▄██▄█▀▄▄▄ ▄█▄ ▄▄▄ ███▀████
    ████ ▄▄▄▄▄ █▄▄▄▀ ▄ █ █▄█  █▄ ████
    ████ █   █ ██▄ ██  ▀▄ ▄▄ ▀█▄█████
    ████ █▄▄▄█ █▄ █▄█▀█▀█  █▄▄▄▄▄████
    ████▄▄▄▄▄▄▄█▄▄▄▄▄▄████▄▄▄▄██▄████
    █████████████████████████████████
    ▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀
    /start c_6XGTHMTGUA
    ");
    // Asked twice, it is the same; later, with what is left of its hour.
    talk.wait_minutes(50);
    let (again, same) = hands_over(&mut talk, 99);
    assert_eq!(same, code);
    assert!(again.contains("noch 10 Minuten"), "{again}");
    talk.wait_minutes(11);
    let (_, other) = hands_over(&mut talk, 99);
    assert_ne!(other, code);
}

#[test]
fn a_project_arrives_with_everything_and_is_gone_where_it_was() {
    let shelf = Shelf::small();
    let (mut from, mut to) = (worked(&shelf), Talk::with(&shelf));
    to.play(&["1.2", "notiz: hier"]);
    let (_, code) = hands_over(&mut from, 7);
    let (there, here) = takes(&mut from, &mut to, &code.written());
    insta::assert_snapshot!(there, @"
    „Park“ ist jetzt hier, mit allem, was dazugehört.
    Fortschritt · Park
    Sie stehen bei 1.1: Auftrag einholen.
    Von dem, was vom Leitfaden bekannt ist: 1 von 3 Aufgaben erledigt.
    Schritt 1: 1 von 3 Aufgaben erledigt
    Zuletzt erledigt in 1.1: Auftrag schriftlich sichern.
    [Alle Aufgaben] [Weitermachen in 1.1]
    [Übersicht]
    ");
    assert!(
        here.contains("„Park“ ist mit dem Code in einen anderen Chat umgezogen"),
        "{here}"
    );
    assert!(from.session.project.is_untouched() && from.session.handing.is_none());
    let notes = to.say("notizen");
    assert!(
        notes.contains("Beschluss am 15.3.") && !notes.contains("hier"),
        "{notes}"
    );
    assert_eq!(to.session.projects().len(), 2);
    // An old button of the project that left does nothing to what is there now.
    let played = from.play(&["1.2"]);
    assert!(played.contains("1.2"), "{played}");
}

#[test]
fn a_code_works_once_and_whoever_gives_it_again_is_told() {
    let shelf = Shelf::small();
    let (mut from, mut to, mut late) = (worked(&shelf), Talk::with(&shelf), Talk::with(&shelf));
    let (_, code) = hands_over(&mut from, 7);
    let link = format!("/start c_{}", code.signs());
    let typed = code.written();
    takes(&mut from, &mut to, &typed);
    let before = to.session.projects().len();
    to.moving = Moving::default();
    let again = to.say(&link);
    assert!(again.contains("„Park“ ist schon hier."), "{again}");
    assert_eq!(to.session.projects().len(), before);
    let (late_said, _) = takes(&mut from, &mut late, &typed);
    assert!(late_said.contains("Dieser Code gilt nicht"), "{late_said}");
    assert!(late.session.taken.is_none());
    let own = from.say(&typed);
    assert!(own.contains("Dieser Code gilt nicht"), "{own}");
}

#[test]
fn a_code_lapses_after_an_hour_and_is_of_no_use_in_its_own_chat() {
    let shelf = Shelf::small();
    let (mut from, mut to) = (worked(&shelf), Talk::with(&shelf));
    let (_, code) = hands_over(&mut from, 7);
    let own = from.say(&code.written());
    assert!(own.contains("Das ist der Code dieses Chats"), "{own}");
    from.wait_minutes(60);
    let (said, _) = takes(&mut from, &mut to, &code.written());
    assert!(said.contains("Dieser Code gilt nicht"), "{said}");
    assert_eq!(from.session.project.ticks(), 1);
}

#[test]
fn where_there_is_no_room_the_project_stays_where_it_is() {
    let shelf = Shelf::small();
    let (mut from, mut to) = (worked(&shelf), Talk::with(&shelf));
    to.say("1.1");
    for number in 2..=PROJECT_COUNT {
        to.say(&format!("neues projekt Nummer {number}"));
    }
    to.say("1.1");
    let (_, code) = hands_over(&mut from, 7);
    let (said, here) = takes(&mut from, &mut to, &code.written());
    assert!(said.contains("Hier gibt es schon 8 Projekte"), "{said}");
    assert_eq!(here, "");
    assert!(on_offer(&from.session, &code, from.now).is_some());
}

#[test]
fn two_of_one_name_are_told_apart() {
    let shelf = Shelf::small();
    let (mut from, mut to) = (worked(&shelf), worked(&shelf));
    let (_, code) = hands_over(&mut from, 7);
    let (said, _) = takes(&mut from, &mut to, &code.written());
    assert!(said.contains("„Park (2)“ ist jetzt hier"), "{said}");
}

#[test]
fn in_a_group_only_admins_give_a_project_away() {
    let shelf = Shelf::small();
    let mut talk = Talk::in_group(&shelf, Role::Member);
    talk.play(&["1.1", "1 erledigt"]);
    talk.moving.chance = Some(7);
    let said = talk.say("projekt übergeben");
    assert!(said.contains("nur ihre Admins"), "{said}");
    assert!(talk.session.handing.is_none());
    talk.role = Role::Admin;
    hands_over(&mut talk, 7);
    assert!(talk.session.handing.is_some());
}

#[test]
fn where_there_is_one_chat_only_that_is_said() {
    let shelf = Shelf::small();
    let said = worked(&shelf).say("projekt übergeben");
    assert!(said.contains("nur diesen einen Chat"), "{said}");
}

#[test]
fn a_code_said_among_people_is_not_heard() {
    let event = |addressed| crate::conversation::Event {
        chat: ChatKind::Group,
        addressed,
        reply: crate::conversation::InReplyTo::default(),
        role: Role::Unknown,
        moving: Moving::default(),
        occasion: Occasion::Text("LOTSE-ABCDE-FGH23".to_owned()),
    };
    assert_eq!(code_in(&event(false)), None);
    assert!(code_in(&event(true)).is_some());
}

#[test]
fn a_code_is_among_ones_own_data_and_goes_with_everything() {
    let shelf = Shelf::small();
    let mut talk = worked(&shelf);
    let (_, code) = hands_over(&mut talk, 7);
    let data = talk.say("/meinedaten");
    assert!(
        data.contains(&format!("- Park: Code {}", code.written())),
        "{data}"
    );
    talk.play(&["projekt löschen", "ja"]);
    assert!(talk.session.handing.is_none());
}

/// A chat with a project of which it wants to be reminded.
fn reminded(shelf: &Shelf) -> Talk<'_> {
    let mut talk = worked(shelf);
    for line in [
        "erinnere mich morgen an 1.2",
        "erinnere mich am 20.1. an 1.1",
        "erinnere mich am 21.1. an 1.2",
    ] {
        let said = talk.say(line);
        assert!(said.starts_with("Ich erinnere"), "{said}");
    }
    talk
}

#[test]
fn single_reminders_go_with_their_project_where_reminders_are_on() {
    let shelf = Shelf::small();
    let (mut from, mut to) = (reminded(&shelf), Talk::with(&shelf));
    from.play(&[
        "neues projekt Zwei",
        "erinnere mich am 22.1. an 1.1",
        "projekt 1",
    ]);
    to.play(&["1.1", "jeden montag erinnern"]);
    let (_, code) = hands_over(&mut from, 7);
    let (there, here) = takes(&mut from, &mut to, &code.written());
    assert!(
        there.contains("\n3 einzelne Erinnerungen sind mitgekommen.\n"),
        "{there}"
    );
    assert!(
        here.contains("Einzelne Erinnerungen daran kommen hier keine mehr."),
        "{here}"
    );
    let of = |talk: &Talk| {
        let once = talk.session.reminders.once.iter();
        once.map(|once| once.about.project).collect::<Vec<_>>()
    };
    assert_eq!(of(&to), [to.session.project.number; 3]);
    // That of the other project stays.
    assert_eq!(of(&from), [from.session.project.number]);
    to.wait_minutes(24 * 60);
    let told = to.reminded();
    assert!(told.starts_with("Erinnerung"), "{told}");
    assert!(told.contains("1.2 Steuerung klären"), "{told}");
}

#[test]
fn where_reminders_are_off_those_that_were_wished_for_are_named() {
    let shelf = Shelf::small();
    let (mut from, mut to) = (reminded(&shelf), Talk::in_group(&shelf, Role::Member));
    from.say("erinnere mich am 23.1. an 1.2");
    let (_, code) = hands_over(&mut from, 7);
    let (there, _) = takes(&mut from, &mut to, &code.written());
    insta::assert_snapshot!(there, @"
    „Park“ ist jetzt hier, mit allem, was dazugehört.
    Erinnerungen sind hier aus. Im anderen Chat waren gewünscht:
    am Di, 13.01.1970 · 1.2 Steuerung klären
    am Di, 20.01.1970 · 1.1 Auftrag einholen
    am Mi, 21.01.1970 · 1.2 Steuerung klären
    und noch eine
    So geht es auch hier: „erinnere mich am 13.01.1970 an 1.2“.
    Fortschritt · Park
    Sie stehen bei 1.1: Auftrag einholen.
    Von dem, was vom Leitfaden bekannt ist: 1 von 3 Aufgaben erledigt.
    Schritt 1: 1 von 3 Aufgaben erledigt
    Zuletzt erledigt in 1.1: Auftrag schriftlich sichern.
    [Alle Aufgaben] [Weitermachen in 1.1]
    [Übersicht]
    ");
    assert!(!to.session.reminders.is_on());
    let wished = to.say("erinnere mich am 13.01.1970 an 1.2");
    assert!(
        wished.starts_with("Ich erinnere am Dienstag, 13. Januar 1970 an: 1.2"),
        "{wished}"
    );
}

#[test]
fn no_more_reminders_come_than_there_is_room_for() {
    let shelf = Shelf::small();
    let (mut from, mut to) = (reminded(&shelf), Talk::with(&shelf));
    for day in 1..=25 {
        to.say(&format!("erinnere mich am {day}.6. an 1.1"));
    }
    let had = to.session.reminders.once.len();
    assert_eq!(had, 19, "on working days");
    let (_, code) = hands_over(&mut from, 7);
    let (there, _) = takes(&mut from, &mut to, &code.written());
    assert_eq!(to.session.reminders.once.len(), 20);
    let left = "Für diese einzelnen Erinnerungen ist hier kein Platz mehr:\nam Di, 20.01.1970";
    assert!(there.contains(left), "{there}");
}
