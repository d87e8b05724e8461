//! In other chats: what is offered behind `@bot …`, what share buttons pass on, where links lead back.

use super::{Shelf, Talk, last, play};
use crate::conversation::{InlineOffer, Role, offer};
use crate::text::plain;

/// Types behind the bot's name and writes down what is offered.
fn typed(query: &str) -> String {
    shown(&offer(&Shelf::small(), query, ""))
}

/// One block an article: its title with its link, its line, then what posting it says.
fn shown(offer: &InlineOffer) -> String {
    let articles = offer.articles.iter().map(|article| {
        let said = plain::render(&article.text);
        let said: Vec<&str> = said.lines().filter(|line| !line.is_empty()).collect();
        let (visit, link) = (&article.visit.label, article.visit.link.encode());
        format!(
            "{} ({})\n| {}\n[{visit} → {link}]",
            article.title,
            article.description,
            said.join("\n| ")
        )
    });
    let ask = offer.ask.iter();
    let ask = ask.map(|ask| format!("[{} → {}]", ask.label, ask.link.encode()));
    articles.chain(ask).collect::<Vec<_>>().join("\n\n")
}

#[test]
fn before_anything_is_typed_the_steps_are_offered() {
    insta::assert_snapshot!(typed(" "), @r"
    1 Auftrag und Haltung klären (Am Anfang steht der Auftrag.)
    | Am Anfang steht der Auftrag.
    | 1 Auftrag und Haltung klären · Leitfaden „Klein“
    [Im Chat mit Lotse öffnen → p_schritt-1]

    2 Titel nicht bekannt (Zu Schritt 2 liegt kein Text vor, auch kein Titel.)
    | Zu Schritt 2 liegt kein Text vor, auch kein Titel.
    | 2 Titel nicht bekannt · Leitfaden „Klein“
    [Im Chat mit Lotse öffnen → p_schritt-2]

    3 Gliederung erstellen (Jetzt entsteht die Gliederung.)
    | Jetzt entsteht die Gliederung.
    | 3 Gliederung erstellen · Schwester-Leitfaden „Groß“
    [Im Chat mit Lotse öffnen → p_schritt-3]
    ");
}

#[test]
fn a_question_offers_its_answer_with_the_citation_of_the_chat() {
    insta::assert_snapshot!(typed("wer entscheidet über den auftrag?"), @r"
    1.1 Auftrag einholen (Meist entscheidet die Leitung des Dezernats.)
    | Meist entscheidet die Leitung des Dezernats.
    | 1.1 Auftrag einholen · Leitfaden „Klein“
    [Im Chat mit Lotse öffnen → p_auftrag]

    1.2 Steuerung klären (Jede Stadt legt fest, wer steuert.)
    | Jede Stadt legt fest, wer steuert.
    | 1.2 Steuerung klären · Leitfaden „Klein“
    [Im Chat mit Lotse öffnen → p_steuerung]

    3 Gliederung erstellen (Jetzt entsteht die Gliederung.)
    | Jetzt entsteht die Gliederung.
    | 3 Gliederung erstellen · Schwester-Leitfaden „Groß“
    [Im Chat mit Lotse öffnen → p_schritt-3]
    ");
}

#[test]
fn a_keyword_offers_what_it_finds_even_where_it_is_no_question() {
    insta::assert_snapshot!(typed("elterncafé"), @"
    1.2 · Beispiel Aburg: Elterncafé an der Grundschule (In Aburg gab es ein Elterncafé. Es war offen für alle. Es fand jede Woche statt. Hinweis: Ob es weitergeht, ist nicht…)
    | In Aburg gab es ein Elterncafé.
    | - Es war offen für alle.
    | - Es fand jede Woche statt.
    | Hinweis: Ob es weitergeht, ist nicht bekannt.
    | 1.2 · Beispiel Aburg: Elterncafé an der Grundschule · Leitfaden „Klein“
    [Im Chat mit Lotse öffnen → x_ab-01]
    ");
}

#[test]
fn a_town_offers_its_examples() {
    insta::assert_snapshot!(typed("bestadt"), @"
    1.2 · Beispiel Aburg: Elterncafé an der Grundschule (In Aburg gab es ein Elterncafé. Es war offen für alle. Es fand jede Woche statt. Hinweis: Ob es weitergeht, ist nicht…)
    | In Aburg gab es ein Elterncafé.
    | - Es war offen für alle.
    | - Es fand jede Woche statt.
    | Hinweis: Ob es weitergeht, ist nicht bekannt.
    | 1.2 · Beispiel Aburg: Elterncafé an der Grundschule · Leitfaden „Klein“
    [Im Chat mit Lotse öffnen → x_ab-01]

    2 · Beispiel Bestadt am Fluss: Ausgangslage in Zahlen (So ging es dort.)
    | So ging es dort.
    | 2 · Beispiel Bestadt am Fluss: Ausgangslage in Zahlen · zusätzliches Beispiel, nicht aus dem Leitfaden
    [Im Chat mit Lotse öffnen → x_be-01]
    ");
}

#[test]
fn beispiele_and_begriffe_offer_all_or_those_with_the_words() {
    let links = |query| {
        let offer = offer(&Shelf::small(), query, "");
        let links = offer.articles.iter();
        links
            .map(|article| article.visit.link.encode())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        links("Beispiele").len(),
        Shelf::small().guide.examples.len()
    );
    assert_eq!(links("beispiele bestadt"), ["x_ab-01", "x_be-01"]);
    assert_eq!(links("beispiele elterncafé"), ["x_ab-01"]);
    assert!(links("begriffe").contains(&"w_rbb".to_owned()));
}

#[test]
fn a_place_that_is_named_comes_before_its_examples() {
    insta::assert_snapshot!(typed("was steht in schritt 2?"), @r"
    2 Titel nicht bekannt (Zu Schritt 2 liegt kein Text vor, auch kein Titel.)
    | Zu Schritt 2 liegt kein Text vor, auch kein Titel.
    | 2 Titel nicht bekannt · Leitfaden „Klein“
    [Im Chat mit Lotse öffnen → p_schritt-2]

    2 · Beispiel Bestadt am Fluss: Ausgangslage in Zahlen (So ging es dort.)
    | So ging es dort.
    | 2 · Beispiel Bestadt am Fluss: Ausgangslage in Zahlen · zusätzliches Beispiel, nicht aus dem Leitfaden
    [Im Chat mit Lotse öffnen → x_be-01]
    ");
}

#[test]
fn where_nothing_fits_the_way_into_the_chat_is_offered() {
    for query in [
        "hallo",
        "mein kind wird geärgert",
        "wie macht es köln",
        "q_",
        "x_gibt-es-nicht",
    ] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(typed(query), @"[Im Chat fragen → q_]");
        }
    }
}

#[test]
fn what_is_passed_on_is_found_by_its_query_alone() {
    let shelf = Shelf::small();
    let everything = offer(&shelf, "", "").articles;
    for article in everything {
        let again = offer(&shelf, &article.query, "").articles;
        assert_eq!(again, [article]);
    }
}

#[test]
fn pages_go_on_where_the_last_one_ended_and_strange_offsets_get_nothing() {
    let mut shelf = Shelf::small();
    let step = shelf.guide.places[0].clone();
    for number in 10..60 {
        let mut next = step.clone();
        next.id = super::guide::place_id(&format!("schritt-{number}"));
        shelf.guide_mut().places.push(next);
    }
    let count = shelf.guide.steps().count();
    let first = offer(&shelf, "", "");
    assert_eq!((first.articles.len(), first.next), (20, Some(20)));
    let second = offer(&shelf, "", "20");
    assert_eq!((second.articles.len(), second.next), (20, Some(40)));
    assert_ne!(first.articles[0], second.articles[0]);
    let last = offer(&shelf, "", "40");
    assert_eq!((last.articles.len(), last.next), (count - 40, None));
    for offset in ["-1", "020", "x", "70000", "🙂"] {
        assert_eq!(
            offer(&shelf, "", offset),
            InlineOffer::default(),
            "{offset}"
        );
    }
    assert_eq!(offer(&shelf, "", "9000"), InlineOffer::default());
}

#[test]
fn every_kind_of_link_opens_its_thing_after_the_welcome() {
    for (link, shows) in [
        ("p_auftrag", "1.1 Auftrag einholen"),
        ("x_ab-01", "Aburg: Elterncafé an der Grundschule"),
        ("w_rbb", "RBB"),
        ("b_zweck", "Wozu ein Konzept dient"),
        ("q_", "Was möchten Sie wissen?"),
    ] {
        let said = play(&[&format!("/start {link}")]);
        assert!(said.contains("Guten Tag, ich bin Lotse"), "{link}: {said}");
        assert!(said.contains(&format!("\n{shows}")), "{link}: {said}");
    }
}

#[test]
fn links_that_lead_nowhere_are_met_with_a_friendly_word() {
    let long = "p_".repeat(600);
    for payload in [
        "p_weg",
        "x_",
        "z_auftrag",
        "<b>",
        "../../etc",
        "1z1",
        long.as_str(),
    ] {
        let said = last(&[&format!("/start {payload}")]);
        assert!(
            said.starts_with("Der Link führt zu nichts"),
            "{payload}: {said}"
        );
        assert!(said.contains("[Schritt für Schritt]"), "{payload}: {said}");
    }
}

#[test]
fn a_link_moves_no_walk_and_ticks_nothing_off() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["1.1", "1 erledigt"]);
    let before = talk.session.clone();
    for link in [
        "p_schritt-3",
        "x_ab-01",
        "w_rbb",
        "b_zweck",
        "q_",
        "nirgends",
    ] {
        talk.say(&format!("/start {link}"));
        assert_eq!(
            (
                &talk.session.project.at,
                talk.session.project.is_done(
                    &before.project.at.clone().unwrap(),
                    &shelf.guide.places[1].tasks[0].id
                )
            ),
            (&before.project.at, true)
        );
    }
}

#[test]
fn a_group_that_the_bot_is_added_to_by_a_link_is_not_welcomed_twice() {
    let shelf = Shelf::small();
    let mut talk = Talk::in_group(&shelf, Role::Member);
    insta::assert_snapshot!(talk.say("/start w_rbb"), @"
    RBB
    Das RBB gestaltet Bildung in der Region.
    Auch: Regionales Bildungsbüro
    Quelle: Leitfaden „Klein“
    [Abschnitt 1.2 lesen]
    [Weitergeben → w_rbb]
    [Übersicht] [Alle Begriffe]
    ");
}
