//! A stranger's guide: another theme and another structure (steps without sections, one municipality, no glossary, no
//! answers, no background). That it answers and walks shows that nothing of the shipped guide is written in Rust.

use std::path::Path;

use lotse::answer::Library;
use lotse::conversation::testing::Talk;

#[test]
fn another_guide_is_another_folder_of_yaml() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/fremd");
    let loaded = lotse::knowledge::load(&folder).expect("a folder with a guide");
    assert_eq!(loaded.faults, []);
    let library =
        Library::in_memory(loaded.guide.expect("a sound guide")).expect("an index in memory");
    let mut talk = Talk::with(&library);
    let expected = [
        ("/start", "drei Schritten zum eigenen Repair-Café"),
        (
            "wie viele helfende brauchen wir am anfang",
            "Für den Anfang reichen vier Helfende",
        ),
        ("was lief in seeheim", "31 Toaster"),
        (
            "wie wird das wetter morgen",
            "Ich kenne nur die Handreichung",
        ),
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
