//! Being reminded: choosing when, single reminders, and what comes on the day.
//!
//! It is Monday, 12 January 1970, a quarter to three.

use proptest::prelude::*;
use time::Weekday;

use super::{Shelf, Talk, last, play};
use crate::conversation::{Day, Moment, Session};
use crate::time_zone::TimeZone;

/// Lets so many days pass and is reminded, if anything is due.
fn after_days(talk: &mut Talk<'_>, days: i64) -> String {
    talk.wait_minutes(days * 24 * 60).reminded()
}

#[test]
fn reminders_are_off_until_somebody_switches_them_on() {
    insta::assert_snapshot!(play(&["kannst du mich erinnern", "[Einen Tag vor der Frist erinnern]", "[Jede Woche einmal erinnern]", "[Freitag]", "am tag der frist erinnern", "[Alle ausschalten]"]), @"
    > kannst du mich erinnern
    Erinnerungen
    Sie sind aus: Ich schreibe nur, wenn mir jemand schreibt.
    Ich erinnere höchstens einmal am Tag, montags bis freitags zwischen 8 und 17 Uhr.
    Einzeln geht es auch: „erinnere mich am Montag an 1.2“.
    [Am Tag der Frist erinnern]
    [Einen Tag vor der Frist erinnern]
    [Eine Woche vor der Frist erinnern]
    [Jede Woche einmal erinnern]
    [Übersicht]

    > [Einen Tag vor der Frist erinnern]
    Erinnerungen
    Ich erinnere einen Tag vor der Frist.
    Ich erinnere höchstens einmal am Tag, montags bis freitags zwischen 8 und 17 Uhr.
    Noch gibt es keine Fristen: „1.2 bis Ende März“ setzt eine.
    Einzeln geht es auch: „erinnere mich am Montag an 1.2“.
    [Am Tag der Frist erinnern]
    [Nicht mehr einen Tag vor der Frist]
    [Eine Woche vor der Frist erinnern]
    [Jede Woche einmal erinnern]
    [Übersicht] [Alle ausschalten]

    > [Jede Woche einmal erinnern]
    An welchem Tag soll ich an das erinnern, was ansteht? Ich schreibe dann jede Woche einmal.
    [Montag] [Dienstag]
    [Mittwoch] [Donnerstag]
    [Freitag]
    [Zurück zu den Erinnerungen]

    > [Freitag]
    Erinnerungen
    Ich erinnere einen Tag vor der Frist und jeden Freitag an das, was ansteht.
    Die nächste kommt am Freitag, 16. Januar 1970.
    Noch gibt es keine Fristen: „1.2 bis Ende März“ setzt eine.
    Einzeln geht es auch: „erinnere mich am Montag an 1.2“.
    [Am Tag der Frist erinnern]
    [Nicht mehr einen Tag vor der Frist]
    [Eine Woche vor der Frist erinnern]
    [Nicht mehr jede Woche]
    [Zurück zu den Erinnerungen]
    [Alle ausschalten]

    > am tag der frist erinnern
    Erinnerungen
    Ich erinnere einen Tag vor der Frist, am Tag der Frist und jeden Freitag an das, was ansteht.
    Die nächste kommt am Freitag, 16. Januar 1970.
    Noch gibt es keine Fristen: „1.2 bis Ende März“ setzt eine.
    Einzeln geht es auch: „erinnere mich am Montag an 1.2“.
    [Nicht mehr am Tag der Frist]
    [Nicht mehr einen Tag vor der Frist]
    [Eine Woche vor der Frist erinnern]
    [Nicht mehr jede Woche]
    [Zurück zu den Erinnerungen]
    [Alle ausschalten]

    > [Alle ausschalten]
    Alle Erinnerungen sind aus. Einschalten können Sie sie jederzeit wieder: /erinnerungen.
    Erinnerungen
    Sie sind aus: Ich schreibe nur, wenn mir jemand schreibt.
    Ich erinnere höchstens einmal am Tag, montags bis freitags zwischen 8 und 17 Uhr.
    Einzeln geht es auch: „erinnere mich am Montag an 1.2“.
    [Am Tag der Frist erinnern]
    [Einen Tag vor der Frist erinnern]
    [Eine Woche vor der Frist erinnern]
    [Jede Woche einmal erinnern]
    [Zurück zu den Erinnerungen]
    ");
}

#[test]
fn whoever_sets_a_deadline_is_told_once_that_nobody_is_reminded() {
    insta::assert_snapshot!(play(&["1.2 bis ende märz", "1.1 bis mai"]), @"
    > 1.2 bis ende märz
    Frist gesetzt bis Dienstag, 31. März 1970: 1.2 Steuerung klären. Erinnert wird nur auf Wunsch: /erinnerungen.
    Fristen
    Später
    1 bis Di, 31.03.1970 · 1.2 Steuerung klären
    [1 öffnen: 1.2]
    [Kalenderdatei]
    [Übersicht] [Erinnerungen]

    > 1.1 bis mai
    Frist gesetzt bis 31. Mai 1970, das ist ein Sonntag: 1.1 Auftrag einholen
    Fristen
    Später
    1 bis Di, 31.03.1970 · 1.2 Steuerung klären
    2 bis So, 31.05.1970 · 1.1 Auftrag einholen
    [1 öffnen: 1.2]
    [2 öffnen: 1.1]
    [Kalenderdatei]
    [Übersicht] [Erinnerungen]
    ");
    insta::assert_snapshot!(last(&["erinnere mich am tag der frist", "1.1 bis mai"]), @"
    Frist gesetzt bis 31. Mai 1970, das ist ein Sonntag: 1.1 Auftrag einholen
    Fristen
    Später
    1 bis So, 31.05.1970 · 1.1 Auftrag einholen
    [1 öffnen: 1.1]
    [Kalenderdatei]
    [Zurück zu den Erinnerungen]
    ");
}

#[test]
fn a_deadline_is_told_on_the_days_that_were_chosen_and_then_no_more() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&[
        "aufgaben 1.1",
        "2 bis freitag",
        "einen tag vorher erinnern",
        "am tag der frist erinnern",
    ]);
    let told: Vec<String> = (0..7).map(|_| after_days(&mut talk, 1)).collect();
    insta::assert_snapshot!(told.join("\n---\n"), @"
    (Stille)
    ---
    (Stille)
    ---
    Erinnerung
    Morgen fällig
    bis Fr, 16.01.1970 · 1.1 Aufgabe 2: Zeit und Personal mitentscheiden lassen
    [Erledigt]
    [Später] [Aus]
    [Zurück zu den Erinnerungen]
    [Aufgaben zu 1.1]
    ---
    Erinnerung
    Heute fällig
    bis Fr, 16.01.1970 · 1.1 Aufgabe 2: Zeit und Personal mitentscheiden lassen
    [Erledigt]
    [Später] [Aus]
    [Zurück zu den Erinnerungen]
    [Aufgaben zu 1.1]
    ---
    (Stille)
    ---
    (Stille)
    ---
    (Stille)
    ");
}

#[test]
fn a_reminder_is_dealt_with_by_its_buttons() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&[
        "aufgaben 1.1",
        "2 bis mittwoch",
        "am tag der frist erinnern",
    ]);
    after_days(&mut talk, 2);
    insta::assert_snapshot!(talk.play(&["[Später]", "[Später]", "hier"]), @"
    > [Später]
    (Hinweis: Ich erinnere am Donnerstag, 15. Januar 1970 noch einmal.)
    Erinnerung
    Heute fällig
    bis Mi, 14.01.1970 · 1.1 Aufgabe 2: Zeit und Personal mitentscheiden lassen
    Ich erinnere am Donnerstag, 15. Januar 1970 noch einmal.
    [Erledigt]
    [Aus]
    [Zurück zu den Erinnerungen]
    [Aufgaben zu 1.1]

    > [Später]
    (Hinweis: Ich erinnere am Donnerstag, 15. Januar 1970 noch einmal.)
    Erinnerung
    Heute fällig
    bis Mi, 14.01.1970 · 1.1 Aufgabe 2: Zeit und Personal mitentscheiden lassen
    Ich erinnere am Donnerstag, 15. Januar 1970 noch einmal.
    [Erledigt]
    [Aus]
    [Zurück zu den Erinnerungen]
    [Aufgaben zu 1.1]

    > hier
    Schritt 1: Auftrag und Haltung klären
    Am Anfang steht der Auftrag.
    Quelle: Leitfaden „Klein“
    [1.1 Auftrag einholen]
    [1.2 Steuerung klären]
    [Hinweise der Redaktion] [Beispiele zu Schritt 1]
    [Weitergeben → p_schritt-1]
    [Zurück zur Erinnerung] [Weiter: 1.1]
    ");
    insta::assert_snapshot!(after_days(&mut talk, 1), @"
    Erinnerung
    Überfällig
    bis Mi, 14.01.1970 · 1.1 Aufgabe 2: Zeit und Personal mitentscheiden lassen
    [Erledigt]
    [Später] [Aus]
    [Zurück zu Schritt 1] [Aufgaben zu 1.1]
    ");
    insta::assert_snapshot!(talk.play(&["erledigt", "[Erledigt]", "[Später]", "[Aus]", "[Aus]"]), @"
    > erledigt
    Erledigt: 1.1 Aufgabe 2: Zeit und Personal mitentscheiden lassen
    Erinnerung
    Aus der letzten Erinnerung ist nichts mehr offen.
    [Aus]
    [Zurück zu Schritt 1] [Alle Aufgaben]

    > [Erledigt]
    Erledigt: 1.1 Aufgabe 2: Zeit und Personal mitentscheiden lassen
    Erinnerung
    Aus der letzten Erinnerung ist nichts mehr offen.
    [Aus]
    [Zurück zu Schritt 1] [Alle Aufgaben]

    > [Später]
    Erinnerung
    Aus der letzten Erinnerung ist nichts mehr offen.
    [Aus]
    [Zurück zu Schritt 1] [Alle Aufgaben]

    > [Aus]
    (darunter)
    Alle Erinnerungen sind aus. Einschalten können Sie sie jederzeit wieder: /erinnerungen.
    Erinnerungen
    Sie sind aus: Ich schreibe nur, wenn mir jemand schreibt.
    Ich erinnere höchstens einmal am Tag, montags bis freitags zwischen 8 und 17 Uhr.
    Einzeln geht es auch: „erinnere mich am Montag an 1.2“.
    [Am Tag der Frist erinnern]
    [Einen Tag vor der Frist erinnern]
    [Eine Woche vor der Frist erinnern]
    [Jede Woche einmal erinnern]
    [Zurück zur Erinnerung]

    > [Aus]
    Alle Erinnerungen sind aus. Einschalten können Sie sie jederzeit wieder: /erinnerungen.
    Erinnerungen
    Sie sind aus: Ich schreibe nur, wenn mir jemand schreibt.
    Ich erinnere höchstens einmal am Tag, montags bis freitags zwischen 8 und 17 Uhr.
    Einzeln geht es auch: „erinnere mich am Montag an 1.2“.
    [Am Tag der Frist erinnern]
    [Einen Tag vor der Frist erinnern]
    [Eine Woche vor der Frist erinnern]
    [Jede Woche einmal erinnern]
    [Zurück zur Erinnerung]
    ");
    assert_eq!(after_days(&mut talk, 1), "(Stille)");
}

#[test]
fn several_things_are_told_in_one_message_and_ticked_by_their_numbers() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&[
        "aufgaben 1.1",
        "1 und 2 bis mittwoch",
        "1.2 bis donnerstag",
        "einen tag vorher erinnern",
        "am tag der frist erinnern",
    ]);
    insta::assert_snapshot!(after_days(&mut talk, 2), @"
    Erinnerung
    Heute fällig
    1 bis Mi, 14.01.1970 · 1.1 Aufgabe 1: Auftrag schriftlich sichern
    2 bis Mi, 14.01.1970 · 1.1 Aufgabe 2: Zeit und Personal mitentscheiden lassen
    Morgen fällig
    3 bis Do, 15.01.1970 · 1.2 Steuerung klären
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [3 erledigt: 1.2]
    [Später] [Aus]
    [Zurück zu den Erinnerungen]
    [Fristen]
    ");
    insta::assert_snapshot!(talk.play(&["2 erledigt", "2 bis 30.1.", "später"]), @"
    > 2 erledigt
    Aufgabe 2 ist erledigt.
    Erinnerung
    Heute fällig
    1 bis Mi, 14.01.1970 · 1.1 Aufgabe 1: Auftrag schriftlich sichern
    Morgen fällig
    2 bis Do, 15.01.1970 · 1.2 Steuerung klären
    [1 abhaken: Auftrag schriftlich sichern]
    [2 erledigt: 1.2]
    [Später] [Aus]
    [Zurück zu den Erinnerungen]
    [Fristen]

    > 2 bis 30.1.
    Frist gesetzt bis Freitag, 30. Januar 1970: 1.2 Steuerung klären
    Fristen
    Diese Woche
    1 bis Mi, 14.01.1970 · 1.1 Aufgabe 1: Auftrag schriftlich sichern
    Später
    2 bis Fr, 30.01.1970 · 1.2 Steuerung klären
    [1 öffnen: 1.1]
    [2 öffnen: 1.2]
    [Kalenderdatei]
    [Zurück zur Erinnerung] [Erinnerungen]

    > später
    Dazu sage ich nichts. Ich kenne nur den Leitfaden „Klein“.
    [Zurück zu den Fristen]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    [Als fehlend melden]
    ");
}

#[test]
fn the_weekly_look_comes_on_its_day_and_sees_a_week_ahead() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["jeden montag erinnern", "aufgaben 1.1", "1 bis 20.1."]);
    let told: Vec<String> = [0, 7, 7].map(|days| after_days(&mut talk, days)).into();
    insta::assert_snapshot!(told.join("\n---\n"), @"
    (Stille)
    ---
    Erinnerung: Ihre Woche
    Morgen fällig
    bis Di, 20.01.1970 · 1.1 Aufgabe 1: Auftrag schriftlich sichern
    [Erledigt]
    [Später] [Aus]
    [Zurück: Aufgaben 1.1] [Aufgaben zu 1.1]
    ---
    Erinnerung: Ihre Woche
    Überfällig
    bis Di, 20.01.1970 · 1.1 Aufgabe 1: Auftrag schriftlich sichern
    [Erledigt]
    [Später] [Aus]
    [Zurück: Aufgaben 1.1] [Aufgaben zu 1.1]
    ");
}

#[test]
fn single_reminders_come_on_a_working_day_and_are_struck_off() {
    insta::assert_snapshot!(play(&["erinnere mich am samstag an 1.2", "erinner mich in zwei wochen an aufgabe 1", "erinnere mich am montag", "[2 streichen: 1.2]", "erinnere mich heute", "erinnere mich am 30.2."]), @"
    > erinnere mich am samstag an 1.2
    Samstag, 17. Januar 1970 ist kein Arbeitstag. Ich erinnere am Montag, 19. Januar 1970 an: 1.2 Steuerung klären
    Erinnerungen
    1 am Mo, 19.01.1970 · 1.2 Steuerung klären
    Die nächste kommt am Montag, 19. Januar 1970.
    [1 streichen: 1.2]
    [Am Tag der Frist erinnern]
    [Einen Tag vor der Frist erinnern]
    [Eine Woche vor der Frist erinnern]
    [Jede Woche einmal erinnern]
    [Übersicht] [Alle ausschalten]

    > erinner mich in zwei wochen an aufgabe 1
    Woran soll ich erinnern? Öffnen Sie eine Stelle, oder nennen Sie sie: „erinnere mich am Montag an 1.2“.
    Alle Aufgaben
    0 von 3 Aufgaben erledigt
    1.1 Auftrag einholen
    1 offen: Auftrag schriftlich sichern
    2 offen: Zeit und Personal mitentscheiden lassen
    1.2 Steuerung klären
    3 offen: Team benennen
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [3 abhaken: Team benennen]
    [Zurück zu den Erinnerungen]
    [Fortschritt]

    > erinnere mich am montag
    Ich erinnere am Montag, 19. Januar 1970 an: Im Leitfaden weitermachen
    Erinnerungen
    1 am Mo, 19.01.1970 · Im Leitfaden weitermachen
    2 am Mo, 19.01.1970 · 1.2 Steuerung klären
    Die nächste kommt am Montag, 19. Januar 1970.
    [1 streichen: Leitfaden]
    [2 streichen: 1.2]
    [Am Tag der Frist erinnern]
    [Einen Tag vor der Frist erinnern]
    [Eine Woche vor der Frist erinnern]
    [Jede Woche einmal erinnern]
    [Zurück zu allen Aufgaben]
    [Alle ausschalten]

    > [2 streichen: 1.2]
    Die Erinnerung ist gestrichen.
    Erinnerungen
    1 am Mo, 19.01.1970 · Im Leitfaden weitermachen
    Die nächste kommt am Montag, 19. Januar 1970.
    [1 streichen: Leitfaden]
    [Am Tag der Frist erinnern]
    [Einen Tag vor der Frist erinnern]
    [Eine Woche vor der Frist erinnern]
    [Jede Woche einmal erinnern]
    [Zurück zu allen Aufgaben]
    [Alle ausschalten]

    > erinnere mich heute
    Ich erinnere frühestens morgen. An welchem Tag soll es sein?
    [Zurück zu den Erinnerungen]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]

    > erinnere mich am 30.2.
    Diesen Tag gibt es im Kalender nicht. Schreiben Sie ihn bitte noch einmal, etwa „15.03.“.
    [Zurück zu den Erinnerungen]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["1.1", "erinnere mich übermorgen daran"]);
    insta::assert_snapshot!(after_days(&mut talk, 2), @"
    Erinnerung
    Wie gewünscht
    1.1 Auftrag einholen
    [Erledigt]
    [Später]
    [Zurück zu den Erinnerungen]
    [Aufgaben zu 1.1]
    ");
    insta::assert_snapshot!(talk.say("[Erledigt]"), @"
    Erledigt: 1.1 Auftrag einholen
    Erinnerung
    Aus der letzten Erinnerung ist nichts mehr offen.
    [Zurück zu den Erinnerungen]
    [Alle Aufgaben]
    ");
    let mut talk = Talk::with(&shelf);
    talk.say("erinnere mich morgen");
    insta::assert_snapshot!(after_days(&mut talk, 1), @"
    Erinnerung
    Wie gewünscht
    Im Leitfaden weitermachen
    [Erledigt]
    [Später]
    [Zurück zu den Erinnerungen]
    [Mit Schritt 1 beginnen]
    ");
}

#[test]
fn a_group_is_reminded_as_a_whole() {
    let shelf = Shelf::small();
    let mut talk = Talk::in_group(&shelf, crate::conversation::Role::Member);
    insta::assert_snapshot!(talk.last(&["/erinnerungen"]), @"
    Erinnerungen
    Sie sind aus: Ich schreibe nur, wenn mir jemand schreibt.
    Ich erinnere höchstens einmal am Tag, montags bis freitags zwischen 8 und 17 Uhr.
    Einzeln geht es auch: „erinnere mich am Montag an 1.2“.
    [Am Tag der Frist erinnern]
    [Einen Tag vor der Frist erinnern]
    [Eine Woche vor der Frist erinnern]
    [Jede Woche einmal erinnern]
    [Übersicht]
    ");
}

#[test]
fn beginning_anew_keeps_reminders_and_deleting_does_not() {
    let remind = ["erinnere mich morgen", "/neustart"];
    insta::assert_snapshot!(last(&remind), @"
    Möchten Sie neu beginnen? Ihre Stelle und alle Haken werden dann gelöscht.
    Ihre Erinnerungen bleiben.
    [Ja, neu beginnen] [Nein, behalten]
    ");
    insta::assert_snapshot!(last(&[&remind[..], &["[Ja, neu beginnen]", "/erinnerungen"]].concat()), @"
    Erinnerungen
    1 am Di, 13.01.1970 · Im Leitfaden weitermachen
    Die nächste kommt am Dienstag, 13. Januar 1970.
    [1 streichen: Leitfaden]
    [Am Tag der Frist erinnern]
    [Einen Tag vor der Frist erinnern]
    [Eine Woche vor der Frist erinnern]
    [Jede Woche einmal erinnern]
    [Zurück zu Schritt 1] [Alle ausschalten]
    ");
    insta::assert_snapshot!(last(&["erinnere mich morgen", "/loeschen", "[Ja, alles löschen]", "/erinnerungen"]), @"
    Erinnerungen
    Sie sind aus: Ich schreibe nur, wenn mir jemand schreibt.
    Ich erinnere höchstens einmal am Tag, montags bis freitags zwischen 8 und 17 Uhr.
    Einzeln geht es auch: „erinnere mich am Montag an 1.2“.
    [Am Tag der Frist erinnern]
    [Einen Tag vor der Frist erinnern]
    [Eine Woche vor der Frist erinnern]
    [Jede Woche einmal erinnern]
    [Übersicht]
    ");
}

#[test]
fn nobody_is_reminded_in_the_evening_or_while_an_answer_is_awaited() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.say("erinnere mich morgen an 1.2");
    talk.wait_minutes(24 * 60);
    talk.say("/notiz");
    assert_eq!(talk.reminded(), "(Stille)");
    // At five it is too late.
    talk.wait_minutes(135);
    assert_eq!(talk.reminded(), "(Stille)");
    talk.wait_minutes(15 * 60);
    assert!(talk.reminded().starts_with("Erinnerung\n"));
}

/// When somebody who wants everything is reminded next.
fn next(session: &Session, now: Moment) -> Option<Moment> {
    session.next_reminder(&TimeZone::default(), 0, now)
}

/// What is done in a chat, or how far the clock goes on.
#[derive(Debug, Clone)]
enum Happens {
    Says(&'static str),
    Passes(i64),
    IsDue,
}

fn anything() -> impl Strategy<Value = Happens> {
    const WORDS: &[&str] = &[
        "2 bis in zwei wochen",
        "1.1 bis morgen",
        "1.2 bis nächste woche",
        "1.2 bis 29.3.",
        "erinnere mich morgen an 1.2",
        "erinnere mich in zwei wochen",
        "am tag der frist erinnern",
        "einen tag vorher erinnern",
        "eine woche vorher erinnern",
        "jeden montag erinnern",
        "erinnere mich jeden freitag",
        "später",
        "erledigt",
        "1 erledigt",
        "aus",
        "/notiz",
        "abbrechen",
        "aufgaben 1.1",
    ];
    prop_oneof![
        2 => (0..WORDS.len()).prop_map(|at| Happens::Says(WORDS[at])),
        3 => Just(Happens::IsDue),
        2 => (1_i64..30 * 24 * 60).prop_map(Happens::Passes),
        1 => (1_i64..4 * 365 * 24 * 60).prop_map(Happens::Passes),
        1 => (-4 * 365 * 24 * 60_i64..0).prop_map(Happens::Passes),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn reminders_come_in_working_hours_once_a_day_and_never_stand_still(
        happens in prop::collection::vec(anything(), 1..40)
    ) {
        let zone = TimeZone::default();
        let shelf = Shelf::small();
        let mut talk = Talk::with(&shelf);
        for happens in happens {
            match happens {
                Happens::Says(text) => drop(talk.say(text)),
                Happens::Passes(minutes) => drop(talk.wait_minutes(minutes)),
                Happens::IsDue => talk.now = next(&talk.session, talk.now).unwrap_or(talk.now),
            }
            let due = next(&talk.session, talk.now);
            prop_assert!(due.is_none_or(|due| due >= talk.now));
            let said = talk.reminded();
            let Some(shown) = zone.shown(talk.now.0) else { continue };
            if said != "(Stille)" {
                let day = Day::at(talk.now, &zone);
                prop_assert!(due.is_some_and(|due| due <= talk.now), "{said}");
                prop_assert!((8..17).contains(&shown.hour()), "{shown}");
                prop_assert!(!matches!(shown.weekday(), Weekday::Saturday | Weekday::Sunday));
                let last = talk.session.reminders.last.clone().unwrap();
                prop_assert_eq!(last.on, day);
                prop_assert!(said.contains("Erinnerung"));
            }
            let after = next(&talk.session, talk.now);
            prop_assert!(after.is_none_or(|after| after > talk.now), "{after:?} at {:?}", talk.now);
        }
    }

    #[test]
    fn a_deadline_is_told_once_for_each_day_chosen_however_the_clock_goes(
        jumps in prop::collection::vec(-40_i64..60, 1..30)
    ) {
        let shelf = Shelf::small();
        let mut talk = Talk::with(&shelf);
        talk.play(&[
            "aufgaben 1.1",
            "2 bis 30.1.",
            "am tag der frist erinnern",
            "einen tag vorher erinnern",
            "eine woche vorher erinnern",
        ]);
        let told = jumps.iter().filter(|days| after_days(&mut talk, **days) != "(Stille)");
        prop_assert!(told.count() <= 3);
        talk.say("jeden montag erinnern");
        let looks = jumps.iter().filter(|days| {
            after_days(&mut talk, **days).starts_with("Erinnerung: Ihre Woche")
        });
        let looks = looks.count();
        let had = talk.session.reminders.looks.clone();
        let days: std::collections::BTreeSet<Day> = had.iter().copied().collect();
        prop_assert!(looks < had.len() && days.len() == had.len(), "{had:?}");
        talk.say("[Alle ausschalten]");
        talk.say("am tag der frist erinnern");
        // Whatever was told until then, nothing is after the day.
        talk.now = Moment(102 * Moment::DAY + 10 * 3600);
        talk.reminded();
        prop_assert_eq!(next(&talk.session, talk.now), None);
    }
}

#[test]
fn at_eight_is_at_eight_in_summer_too() {
    let zone = TimeZone::default();
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    // Friday, 26 March 2027; on Sunday clocks go forward.
    talk.now = Moment(20_903 * Moment::DAY + 12 * 3600);
    talk.say("erinnere mich am sonntag an 1.2");
    let due = next(&talk.session, talk.now).unwrap();
    let shown = zone.shown(due.0).unwrap();
    assert_eq!(
        (shown.to_string(), due),
        (
            "2027-03-29 8:00:00.0".to_owned(),
            Moment(20_906 * Moment::DAY + 6 * 3600)
        )
    );
}

#[test]
fn all_projects_of_a_chat_are_considered() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&[
        "1.2 bis mittwoch",
        "am tag der frist erinnern",
        "neues projekt Schule am Park",
        "aufgaben 1.1",
        "1 bis mittwoch",
    ]);
    insta::assert_snapshot!(after_days(&mut talk, 2), @"
    Erinnerung
    Heute fällig
    1 bis Mi, 14.01.1970 · 1.1 Aufgabe 1: Auftrag schriftlich sichern
    2 bis Mi, 14.01.1970 · Ihr Projekt: 1.2 Steuerung klären
    [1 abhaken: Auftrag schriftlich sichern]
    [2 erledigt: 1.2]
    [Später] [Aus]
    [Zurück: Aufgaben 1.1] [Fristen]
    ");
    insta::assert_snapshot!(talk.play(&["2 erledigt", "[1 abhaken: Auftrag schriftlich sichern]"]), @"
    > 2 erledigt
    Aufgabe 2 ist erledigt.
    Erinnerung
    Heute fällig
    bis Mi, 14.01.1970 · 1.1 Aufgabe 1: Auftrag schriftlich sichern
    [Erledigt]
    [Später] [Aus]
    [Zurück: Aufgaben 1.1] [Aufgaben zu 1.1]

    > [1 abhaken: Auftrag schriftlich sichern]
    Erledigt: 1.1 Aufgabe 1: Auftrag schriftlich sichern
    Erinnerung
    Aus der letzten Erinnerung ist nichts mehr offen.
    [Aus]
    [Zurück: Aufgaben 1.1] [Alle Aufgaben]
    ");
    assert!(talk.session.others[0].due.is_empty());
}

#[test]
fn where_nothing_arrives_that_is_said_once_and_first() {
    let mut shelf = Shelf::small();
    shelf.operator.messenger = None;
    let mut talk = Talk::with(&shelf);
    insta::assert_snapshot!(talk.play(&["erinnere mich morgen an 1.2", "jeden mitwoch erinnern", "einen tag vorher erinnern"]), @"
    > erinnere mich morgen an 1.2
    Hier kommt keine Erinnerung an, nur in einem Messenger. Vorgemerkt für Dienstag, 13. Januar 1970: 1.2 Steuerung klären
    Erinnerungen
    1 am Di, 13.01.1970 · 1.2 Steuerung klären
    [1 streichen: 1.2]
    [Am Tag der Frist erinnern]
    [Einen Tag vor der Frist erinnern]
    [Eine Woche vor der Frist erinnern]
    [Jede Woche einmal erinnern]
    [Übersicht] [Alle ausschalten]

    > jeden mitwoch erinnern
    Erinnerungen
    Hier kommt keine Erinnerung an, nur in einem Messenger.
    Eingestellt ist: jeden Mittwoch an das, was ansteht.
    1 am Di, 13.01.1970 · 1.2 Steuerung klären
    [1 streichen: 1.2]
    [Am Tag der Frist erinnern]
    [Einen Tag vor der Frist erinnern]
    [Eine Woche vor der Frist erinnern]
    [Nicht mehr jede Woche]
    [Übersicht] [Alle ausschalten]

    > einen tag vorher erinnern
    Erinnerungen
    Hier kommt keine Erinnerung an, nur in einem Messenger.
    Eingestellt ist: einen Tag vor der Frist und jeden Mittwoch an das, was ansteht.
    1 am Di, 13.01.1970 · 1.2 Steuerung klären
    Noch gibt es keine Fristen: „1.2 bis Ende März“ setzt eine.
    [1 streichen: 1.2]
    [Am Tag der Frist erinnern]
    [Nicht mehr einen Tag vor der Frist]
    [Eine Woche vor der Frist erinnern]
    [Nicht mehr jede Woche]
    [Übersicht] [Alle ausschalten]
    ");
}
