//! A stranger's guide: another theme and another structure (steps without sections, one municipality, no glossary, no
//! answers, no background). That it answers and walks shows that nothing of the shipped guide is written in Rust, and
//! that it is asked in words it does not have, that the learnt weights are the language's and not the guide's.

use std::path::Path;
use std::sync::LazyLock;

use lotse::answer::Library;
use lotse::conversation::testing::Talk;

use crate::shipped::by_meaning;

fn library() -> &'static Library {
    static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
        by_meaning(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/fremd"))
    });
    &LIBRARY
}

#[test]
fn another_guide_is_another_folder_of_yaml() {
    let mut talk = Talk::with(library());
    let expected = [
        ("/start", "drei Schritten zum eigenen Repair-Café"),
        (
            "wie viele helfende brauchen wir am anfang",
            "Für den Anfang reichen vier Helfende",
        ),
        ("was lief in seeheim", "Toaster-Samstag in der Bücherei"),
        (
            "wie viele toaster wurden in seeheim repariert",
            "31 Toaster",
        ),
        ("wie backe ich einen marmorkuchen", "Handreichung"),
        ("wie wird das wetter morgen", "Was möchten Sie wissen?"),
        ("schritt 1", "Einen Raum finden"),
        (
            "1 erledigt",
            "1 erledigt: Raum bei Bücherei oder Gemeinde anfragen",
        ),
        ("weiter", "Helfende gewinnen"),
        ("weiter", "Den ersten Termin öffnen"),
    ];
    for (said, shown) in expected {
        let answer = talk.play(&[said]);
        assert!(
            answer.contains(shown),
            "`{said}` should show `{shown}`:\n{answer}"
        );
        assert!(
            !answer.contains("Kommunale"),
            "the shipped guide shows through:\n{answer}"
        );
    }
}

#[test]
fn another_guide_is_asked_in_words_it_does_not_have() {
    for (asked, shown) in [
        (
            "wie viele leute müssen am start mithelfen",
            "Für den Anfang reichen vier Helfende",
        ),
        // Whether it answers or only comes nearest, it is this place first.
        ("wo bekommen wir räumlichkeiten her", "1 Einen Raum finden"),
        ("wie lange geht das erste treffen", "drei Stunden"),
        ("was brauchen die zimmer an ausstattung", "Strom, Tischen"),
    ] {
        let answer = Talk::with(library()).say(asked);
        assert!(answer.contains(shown), "{asked}:\n{answer}");
    }
}
