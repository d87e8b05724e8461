//! Keeping examples, listing them by place, and keeping them no longer.

use super::{Shelf, Talk, last, play};
use crate::conversation::{BOOKMARK_COUNT, Bookmark, Occasion};
use crate::knowledge::ExampleId;

fn example(id: &str) -> ExampleId {
    ExampleId::parse(id).unwrap()
}

#[test]
fn an_example_is_kept_found_again_and_kept_no_longer() {
    let lines = [
        "ab-01",
        "[Beispiel merken]",
        "merkliste",
        "1",
        "[Nicht mehr merken]",
        "/merkliste",
    ];
    insta::assert_snapshot!(play(&lines), @"
    > ab-01
    Aburg: Elterncafé an der Grundschule
    Für wen: alle Eltern
    Wann: Schuljahr 2018/2019
    Wie oft: jede Woche
    Gemeinsam mit: Bestadt am Fluss
    In Aburg gab es ein Elterncafé.
    - Es war offen für alle.
    - Es fand jede Woche statt.
    Hinweis: Ob es weitergeht, ist nicht bekannt.
    Quelle: Leitfaden „Klein“
    [Quellen] [Beispiel merken]
    [Ähnliche Beispiele] [Weitergeben → x_ab-01]
    [Übersicht] [Abschnitt 1.2 lesen]

    > [Beispiel merken]
    (Hinweis: Gemerkt. Alle gemerkten Beispiele zeigt „merkliste“.)
    Gemerkt. Alle gemerkten Beispiele zeigt „merkliste“.
    Aburg: Elterncafé an der Grundschule
    Für wen: alle Eltern
    Wann: Schuljahr 2018/2019
    Wie oft: jede Woche
    Gemeinsam mit: Bestadt am Fluss
    In Aburg gab es ein Elterncafé.
    - Es war offen für alle.
    - Es fand jede Woche statt.
    Hinweis: Ob es weitergeht, ist nicht bekannt.
    Quelle: Leitfaden „Klein“
    [Quellen] [Nicht mehr merken]
    [Ähnliche Beispiele] [Weitergeben → x_ab-01]
    [Übersicht] [Abschnitt 1.2 lesen]

    > merkliste
    Gemerkte Beispiele
    1.2 Steuerung klären
    1 Aburg: Elterncafé an der Grundschule
    [1 Aburg: Elterncafé an der Grundschule]
    [Zurück zum Beispiel]

    > 1
    Aburg: Elterncafé an der Grundschule
    Für wen: alle Eltern
    Wann: Schuljahr 2018/2019
    Wie oft: jede Woche
    Gemeinsam mit: Bestadt am Fluss
    In Aburg gab es ein Elterncafé.
    - Es war offen für alle.
    - Es fand jede Woche statt.
    Hinweis: Ob es weitergeht, ist nicht bekannt.
    Quelle: Leitfaden „Klein“
    [Quellen] [Nicht mehr merken]
    [Ähnliche Beispiele] [Weitergeben → x_ab-01]
    [Zurück zur Merkliste] [Abschnitt 1.2 lesen]

    > [Nicht mehr merken]
    (Hinweis: Nicht mehr gemerkt.)
    Nicht mehr gemerkt.
    Aburg: Elterncafé an der Grundschule
    Für wen: alle Eltern
    Wann: Schuljahr 2018/2019
    Wie oft: jede Woche
    Gemeinsam mit: Bestadt am Fluss
    In Aburg gab es ein Elterncafé.
    - Es war offen für alle.
    - Es fand jede Woche statt.
    Hinweis: Ob es weitergeht, ist nicht bekannt.
    Quelle: Leitfaden „Klein“
    [Quellen] [Beispiel merken]
    [Ähnliche Beispiele] [Weitergeben → x_ab-01]
    [Zurück zur Merkliste] [Abschnitt 1.2 lesen]

    > /merkliste
    Gemerkte Beispiele
    Es ist noch kein Beispiel gemerkt.
    Öffnen Sie ein Beispiel und schreiben Sie „merken“. Ihre Stelle im Leitfaden merke ich mir von selbst; eigene Worte nimmt „notiz:“ auf.
    [Zurück zum Beispiel]
    ");
}

#[test]
fn an_example_is_kept_in_words_at_the_place_where_the_walk_stands() {
    for words in ["merk dir dieses beispiel", "/merken", "das bitte merken"] {
        let kept = last(&["1.2", "ab-01", words]);
        assert!(kept.starts_with("Gemerkt. "), "{words}: {kept}");
    }
    insta::assert_snapshot!(last(&["be-01", "merken", "1.2", "ab-01", "merken", "gemerkte beispiele"]), @"
    Gemerkte Beispiele
    1.2 Steuerung klären
    1 Aburg: Elterncafé an der Grundschule
    2 Titel nicht bekannt
    2 Bestadt am Fluss: Ausgangslage in Zahlen
    [1 Aburg: Elterncafé an der Grundschule]
    [2 Bestadt am Fluss: Ausgangslage in Zahlen]
    [Zurück zum Beispiel]
    ");
}

#[test]
fn where_no_example_is_seen_it_is_said_how_to_keep_one() {
    insta::assert_snapshot!(last(&["1.1", "diese stelle merken"]), @"
    Öffnen Sie ein Beispiel und schreiben Sie „merken“. Ihre Stelle im Leitfaden merke ich mir von selbst; eigene Worte nimmt „notiz:“ auf.
    [Zurück zu 1.1]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
}

#[test]
fn pressing_twice_keeps_once_and_an_old_button_does_no_harm() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["ab-01", "[Beispiel merken]", "[Beispiel merken]"]);
    assert_eq!(talk.session.project.bookmarks.len(), 1);
    talk.play(&["[Nicht mehr merken]"]);
    let again = talk.meet(Occasion::Tap("1Cab-01.0".to_owned()));
    assert!(again.contains("Nicht mehr gemerkt."), "{again}");
    let unknown = talk.meet(Occasion::Tap("1Cweg-01.1".to_owned()));
    assert!(
        unknown.contains("Dieses Beispiel gibt es nicht mehr."),
        "{unknown}"
    );
    assert_eq!(talk.session.project.bookmarks, []);
}

#[test]
fn what_the_guide_has_no_more_is_said_and_can_be_removed() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["ab-01", "merken"]);
    talk.session.project.bookmarks.push(Bookmark {
        example: example("alt-01"),
        place: None,
    });
    insta::assert_snapshot!(talk.play(&["merkliste", "2"]), @"
    > merkliste
    Gemerkte Beispiele
    1.2 Steuerung klären
    1 Aburg: Elterncafé an der Grundschule
    Ohne Stelle
    2 alt-01 (steht nicht mehr im Leitfaden)
    [1 Aburg: Elterncafé an der Grundschule]
    [2 alt-01 entfernen]
    [Zurück zum Beispiel]

    > 2
    Nicht mehr gemerkt.
    Gemerkte Beispiele
    1.2 Steuerung klären
    1 Aburg: Elterncafé an der Grundschule
    [1 Aburg: Elterncafé an der Grundschule]
    [Zurück zum Beispiel]
    ");
}

#[test]
fn what_is_renamed_is_kept_under_its_new_id_once() {
    let mut shelf = Shelf::small();
    shelf.guide_mut().examples[0].formerly = vec!["alt-01".to_owned()];
    let now = shelf.guide.examples[0].id.clone();
    let mut talk = Talk::with(&shelf);
    talk.session.project.bookmarks = [example("alt-01"), now.clone()]
        .map(|example| Bookmark {
            example,
            place: None,
        })
        .to_vec();
    talk.play(&["merkliste"]);
    let kept: Vec<_> = talk
        .session
        .project
        .bookmarks
        .iter()
        .map(|kept| &kept.example)
        .collect();
    assert_eq!(kept, [&now]);
}

#[test]
fn one_too_many_is_refused_with_the_limit() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    let full = (0..BOOKMARK_COUNT).map(|at| Bookmark {
        example: example(&format!("voll-{at}")),
        place: None,
    });
    talk.session.project.bookmarks = full.collect();
    insta::assert_snapshot!(talk.play(&["ab-01", "merken"]), @"
    > ab-01
    Aburg: Elterncafé an der Grundschule
    Für wen: alle Eltern
    Wann: Schuljahr 2018/2019
    Wie oft: jede Woche
    Gemeinsam mit: Bestadt am Fluss
    In Aburg gab es ein Elterncafé.
    - Es war offen für alle.
    - Es fand jede Woche statt.
    Hinweis: Ob es weitergeht, ist nicht bekannt.
    Quelle: Leitfaden „Klein“
    [Quellen] [Beispiel merken]
    [Ähnliche Beispiele] [Weitergeben → x_ab-01]
    [Übersicht] [Abschnitt 1.2 lesen]

    > merken
    Es sind schon 50 Beispiele gemerkt, mehr sind es nicht. Bitte nehmen Sie eines von der Merkliste, das Sie nicht mehr brauchen.
    [Merkliste (50)]
    [Zurück zum Beispiel]
    ");
    assert_eq!(talk.session.project.bookmarks.len(), BOOKMARK_COUNT);
}

#[test]
fn beginning_anew_leaves_what_is_kept_and_forgetting_does_not() {
    let kept = ["1.1", "notiz: bleibt", "ab-01", "merken"];
    let anew = ["neustart", "[Ja, neu beginnen]", "merkliste"];
    let asked = last(&[&kept[..], &anew[..1]].concat());
    assert!(
        asked.contains("Ihre Notizen und Ihre gemerkten Beispiele bleiben."),
        "{asked}"
    );
    let list = last(&[&kept[..], &anew].concat());
    assert!(list.contains("1 Aburg"), "{list}");
    let forgotten = ["alles löschen", "[Ja, alles löschen]", "merkliste"];
    let list = last(&[&kept[..], &forgotten].concat());
    assert!(list.contains("noch kein Beispiel gemerkt"), "{list}");
}
