//! The shipped guide, played through as people would: that its content and the conversation fit each other.
//!
//! What each flow says in detail is held by the transcripts in `src/conversation/transcripts`, on a small guide.

use lotse::conversation::testing::Talk;
use lotse::conversation::{Action, Moment, Occasion, Placement, Reply, Selection, Session};
use lotse::knowledge::Status;
use lotse::text::{plain, split};

use crate::shipped::library;

#[test]
fn the_walk_shows_the_place_its_tasks_and_where_it_comes_from() {
    let mut talk = Talk::with(library());
    let place = talk.last(&[
        "/start",
        "[Schritt für Schritt]",
        "[Mit Schritt 1 beginnen]",
        "weiter",
    ]);
    for expected in [
        "1.1 Auftrag für die Konzeptentwicklung einholen\n",
        "\nQuelle: Leitfaden „Eltern und Schulen“\n",
        "[Aufgaben (4)] [Weiterlesen]",
        "[Zurück zu Schritt 1] [Weiter: 1.2]",
    ] {
        assert!(place.contains(expected), "{expected}\n---\n{place}");
    }
}

#[test]
fn the_walk_visits_every_place_in_order_and_comes_back() {
    let mut talk = Talk::with(library());
    let numbers: Vec<&str> = library()
        .guide
        .places
        .iter()
        .map(|place| place.number.as_str())
        .collect();
    let stands = |talk: &Talk<'_>| {
        let at = talk.session.project.at.clone().expect("a walk");
        library().guide.place(&at).expect("a place").number.clone()
    };
    talk.say("weiter");
    for number in &numbers {
        assert_eq!(stands(&talk), *number);
        talk.say("weiter");
    }
    for number in numbers.iter().rev().skip(1) {
        talk.say("zurück");
        assert_eq!(stands(&talk), *number);
    }
}

#[test]
fn the_unknown_step_says_so_and_leads_on() {
    let mut talk = Talk::with(library());
    let asked = talk.last(&["1.3", "was steht in schritt 2?"]);
    assert!(asked.contains("liegt kein Text vor"), "{asked}");
    assert!(
        asked.contains("[Beispiele zu Schritt 2]") && asked.contains("[Weiter: 3]"),
        "{asked}"
    );
    assert!(asked.contains("[Zurück zu 1.3]"), "{asked}");
}

#[test]
fn an_answer_leads_into_the_walk_and_back_to_where_it_stood() {
    let mut talk = Talk::with(library());
    let answer = talk.last(&["1.3", "brauchen wir einen ratsbeschluss"]);
    assert!(
        answer.contains("\n1.1 Auftrag für die Konzeptentwicklung einholen · Leitfaden"),
        "{answer}"
    );
    assert!(
        answer.contains("[Abschnitt 1.1 lesen] [Beispiele zu 1.1]"),
        "{answer}"
    );
    let opened = talk.say("[Abschnitt 1.1 lesen]");
    assert!(opened.starts_with("(darunter)\n1.1 "), "{opened}");
    assert!(talk.say("zurück").starts_with("Einen Ratsbeschluss"));
    assert!(talk.say("zurück").starts_with("1.3 "));
}

#[test]
fn examples_are_found_by_words_and_strange_words_find_none() {
    let mut talk = Talk::with(library());
    assert!(
        talk.say("/beispiele elterncafé bochum")
            .starts_with("Beispiele mit „elterncafé“: Bochum\n")
    );
    assert!(
        talk.say("/beispiele waschmaschine")
            .contains("kein Beispiel gefunden")
    );
}

#[test]
fn examples_that_only_share_letters_with_the_words_are_said_to_and_do_not_swamp_the_others() {
    let mut talk = Talk::with(library());
    let like = talk.say("/beispiele xylophonmittler");
    assert!(
        like.starts_with("„xylophonmittler“ steht so in keinem"),
        "{like}"
    );
    let held = talk.say("/beispiele sprachmittler");
    assert!(
        held.starts_with("Beispiele mit „sprachmittler“\n2 Bei"),
        "{held}"
    );
    assert!(held.contains("Bochum: Elterntreff"), "{held}");
}

#[test]
fn everything_in_the_guide_can_be_shown_on_a_phone() {
    let guide = &library().guide;
    let places = guide.places.iter().flat_map(|place| {
        let id = || place.id.clone();
        [
            Action::Open(id()),
            Action::Details {
                place: id(),
                page: 0,
            },
            Action::Details {
                place: id(),
                page: 9,
            },
            Action::Tasks {
                place: id(),
                page: 0,
            },
            Action::Materials {
                place: id(),
                page: 0,
            },
            Action::See(id()),
            Action::Examples(Selection::at(&place.id)),
        ]
    });
    let examples = guide
        .examples
        .iter()
        .map(|example| Action::Example(example.id.clone()));
    let terms = guide.terms.iter().map(|term| Action::Term(term.id.clone()));
    let background = guide
        .background
        .iter()
        .map(|text| Action::Background(text.id.clone(), 0));
    let answers = guide
        .answers
        .iter()
        .map(|answer| Action::Curated(answer.id.clone()));
    for action in places
        .chain(examples)
        .chain(terms)
        .chain(background)
        .chain(answers)
    {
        let replies = Talk::with(library()).replies(Occasion::Tap(action.encode()));
        let [Reply::Message(message)] = &replies[..] else {
            panic!("{action:?} shows one message")
        };
        let (length, shown) = (split::length(&message.text), plain::render(&message.text));
        assert_eq!(message.placement, Placement::Instead);
        assert!(
            length <= 2600,
            "{action:?}: {length} units are more than three screens"
        );
        assert!(!shown.contains("100 %"), "{action:?}");
        assert!(!message.buttons.is_empty(), "{action:?} leads nowhere");
        for button in message.buttons.iter().flatten() {
            assert!(
                button.label.chars().count() <= 44,
                "{action:?}: {}",
                button.label
            );
        }
    }
}

#[test]
fn a_session_that_was_stored_is_read_back_the_same() {
    let mut talk = Talk::with(library());
    talk.play(&[
        "1.1",
        "2 erledigt",
        "/beispiele elterncafé",
        "wer entscheidet über den auftrag",
    ]);
    let stored = serde_json::to_string(&talk.session).expect("a session can be written");
    let read: Session = serde_json::from_str(&stored).expect("a session can be read");
    assert_eq!(read, talk.session);
    assert_eq!(read.lapsed(Moment(i64::MAX)).topic, None);
    assert_eq!(
        serde_json::from_str::<Session>("{}").ok(),
        Some(Session::default())
    );
}

#[test]
fn places_without_text_have_no_tasks_to_tick_off() {
    let unknown = library()
        .guide
        .places
        .iter()
        .filter(|place| place.status == Status::Unknown);
    for place in unknown {
        assert!(place.tasks.is_empty(), "{}", place.number);
    }
}
