//! Messages that are changed after they were sent: what they gave follows them.

use super::deciding::shelf;
use super::{Shelf, Talk};
use crate::conversation::Occasion;

#[test]
fn an_answer_follows_the_message_that_gave_it() {
    let shelf = shelf();
    let mut talk = Talk::with(&shelf);
    let (words, day) = ("Die Band der Schule", "15.3.");
    talk.last(&["entscheidungen", "2", words, "entscheidungen", "3", day]);
    let mut change = |text: &str| talk.meet(Occasion::Edited(text.to_owned()));
    insta::assert_snapshot!(change("16.3."), @"
    Entscheidung geändert.
    Entscheidung zu Schritt 1
    Wann ist das erste Treffen?
    Entschieden am 12. Januar 1970: 16.03.1970
    Quelle: Leitfaden „Unsere Straße feiert“ · Stand 2024
    [Ändern] [Zurücknehmen]
    [Nächste Entscheidung]
    [Zurück zu den Entscheidungen]
    [Schritt 1 lesen]
    ");
    assert_eq!(change("16.3."), "(Stille)", "nothing of its words changed");
    let other = change("am 17.3. war ein schöner langer Tag");
    assert!(!other.contains("geändert"), "{other}");
    talk.last(&["entscheidungen", "2", "[Ändern]", words]);
    let mut change = |text: &str| talk.meet(Occasion::Edited(text.to_owned()));
    insta::assert_snapshot!(change("Die Big Band der Schule"), @"
    Entscheidung geändert.
    Entscheidung zu Schritt 1
    Wer macht die Musik?
    Entschieden am 12. Januar 1970: Die Big Band der Schule
    Quelle: Leitfaden „Unsere Straße feiert“ · Stand 2024
    [Ändern] [Zurücknehmen]
    [Nächste Entscheidung]
    [Zurück zu den Entscheidungen]
    [Schritt 1 lesen]
    ");
    let other = change("Etwas ganz anderes");
    assert!(!other.contains("geändert"), "{other}");
    talk.wait_minutes(31);
    let late = talk.meet(Occasion::Edited("Die Big Band".to_owned()));
    assert!(
        !late.contains("geändert"),
        "which it was, nobody knows any more"
    );
}

#[test]
fn what_is_added_to_a_note_is_kept_and_an_older_one_says_that_it_is_not_known() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["notiz: Beamer", "notiz: Frau Kaya fragen"]);
    let mut change = |text: &str| talk.meet(Occasion::Edited(text.to_owned()));
    let longer = change("notiz: Frau Kaya fragen, auch nach Raum, Zeit und Verlängerungskabel");
    assert!(
        longer.contains("Raum, Zeit und Verlängerungskabel"),
        "{longer}"
    );
    assert_eq!(change("notiz: Beamer"), "(Stille)");
    let older = change("notiz: Beamer und Leinwand");
    assert!(
        older.contains("ändern können Sie es über „notizen“"),
        "{older}"
    );
}
