//! A guide has words of its own for its things, and perhaps no examples, no glossary, no sister guide, a single step: what
//! is said, shown and told to messengers goes by that, and nothing that the program knows of other themes is stronger than
//! what the editors of this one wrote down.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use lotse::answer::Library;
use lotse::conversation::testing::Talk;
use lotse::conversation::{Introduction, Occasion};
use lotse::knowledge::{self, Guide};

/// "Phasen" with "Modulen" from "Vereinen"; no examples, no glossary, no sister.
static PHASES: LazyLock<Library> = LazyLock::new(|| in_memory(guide("phasen")));

/// The same with the examples of another guide.
static CLUBS: LazyLock<Library> = LazyLock::new(|| {
    let mut guide = guide("phasen");
    let other = self::guide("klein");
    guide.municipalities = other.municipalities;
    guide.examples = other.examples;
    for example in &mut guide.examples {
        example.places = vec![guide.places[1].id.clone()];
    }
    in_memory(guide)
});

/// One step, no section, nothing else but answers.
static ONE_STEP: LazyLock<Library> = LazyLock::new(|| in_memory(guide("schulstrasse")));

fn guide(name: &str) -> Guide {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides");
    let loaded = knowledge::load(&folder.join(name)).expect("the folder can be read");
    loaded.guide.expect("the guide has no faults")
}

fn in_memory(guide: Guide) -> Library {
    Library::in_memory(guide).expect("an index in memory")
}

/// What people say who try everything.
const SAID: &[&str] = &[
    "/start",
    "/hilfe",
    "/schritte",
    "/phasen",
    "/beispiele",
    "/begriffe",
    "/material",
    "/ansicht",
    "/datenschutz",
    "/meinedaten",
    "/kalender",
    "/neustart",
    "beispiele",
    "beispiele zu regen",
    "begriffe",
    "phase 2",
    "schritt 9",
    "9.1",
    "phase 3",
    "1 erledigt",
    "fortschritt",
    "weiter",
    "aufgaben",
    "verweise",
    "wie wird das wetter morgen",
    "wer backt den kuchen",
    "wie tief ist der marianengraben",
    "ich blick hier gar nicht durch",
    "in leichter sprache bitte",
    "wie prüfen wir den boden",
    "was lief in dortmund",
    "was macht die feuerwehr in lindenau",
    "kürzere texte",
];

/// Everything that is said to these words, and to every button that is shown then and behind those.
fn everything_said(library: &Library) -> String {
    let mut said = String::new();
    let (mut pressed, mut waiting) = (BTreeSet::new(), Vec::new());
    let mut talk = Talk::with(library);
    for words in SAID {
        said += &talk.say(words);
        said += "\n";
        waiting.extend(talk.session.offered.iter().map(|(_, data)| data.clone()));
    }
    while let Some(data) = waiting.pop() {
        if !pressed.insert(data.clone()) {
            continue;
        }
        said += &talk.meet(Occasion::Tap(data));
        said += "\n";
        waiting.extend(talk.session.offered.iter().map(|(_, data)| data.clone()));
    }
    assert!(pressed.len() > 20, "{pressed:?}");
    let introduction = Introduction::with(&library.guide);
    format!("{said}{introduction:?}")
}

#[test]
fn nothing_that_is_said_has_the_words_of_another_guide() {
    for library in [&*PHASES, &*CLUBS] {
        let said = everything_said(library);
        for word in ["Schritt", "Abschnitt", "Kommun", "Schwester", "schritt "] {
            let at = said.match_indices(word).map(|(at, _)| at);
            let at = at.filter(|at| !said[..*at].ends_with("Fort"));
            let around: Vec<&str> = at.map(|at| around(&said, at)).take(5).collect();
            assert_eq!(around, [""; 0], "{word}");
        }
    }
}

#[test]
fn what_a_guide_has_not_is_offered_nowhere() {
    let said = everything_said(&PHASES);
    for offer in [
        "Beispiele suchen",
        "Alle Beispiele",
        "beispiele",
        "[Begriffe]",
        "„begriffe“",
        "Nachschlagen",
    ] {
        let at = said.find(offer);
        assert_eq!(at.map(|at| around(&said, at)), None, "{offer}");
    }
    let said = everything_said(&CLUBS);
    assert!(
        said.contains("Beispiele suchen"),
        "the examples are offered where there are some"
    );
}

fn around(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |start| start + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    &text[start..end]
}

#[test]
fn a_guide_is_read_in_its_own_words() {
    let mut talk = Talk::with(&*CLUBS);
    let lines = [
        "/start",
        "phase 1",
        "nächste phase",
        "modul 1.2",
        "/phase 2",
        "welche phasen gibt es",
        "phase 9",
        "modul 1.7",
        "beispiele",
        "/hilfe",
    ];
    insta::assert_snapshot!(talk.play(&lines), @"
    > /start
    Guten Tag. Ich begleite Sie auf dem Weg zum gemeinsamen Garten.
    [Phase für Phase] [Beispiele suchen]
    [Was ich kann]

    > phase 1
    Phase 1: Eine Fläche finden
    Am Anfang steht die Suche nach einer Fläche mit Sonne und Wasser.
    Quelle: Handbuch „Gemeinsam gärtnern“
    [1.1 Den Boden prüfen]
    [1.2 Wasser besorgen]
    [Quellen] [Beispiele zu Phase 1]
    [Weitergeben → p_finden]
    [Zurück zum Anfang] [Weiter: 1.1]

    > nächste phase
    1.1 Den Boden prüfen
    Ein Labor untersucht eine Bodenprobe auf Schadstoffe. Die Obfrau holt das Ergebnis ab.
    Quelle: Handbuch „Gemeinsam gärtnern“
    [Aufgaben (1)] [Quellen]
    [Beispiele zu 1.1] [Weitergeben → p_boden]
    [Zurück zu Phase 1] [Weiter: 1.2]

    > modul 1.2
    1.2 Wasser besorgen
    Regen aus der Dachrinne sammelt sich in Tonnen.
    Quelle: Handbuch „Gemeinsam gärtnern“
    [Quellen] [Beispiele zu Phase 1]
    [Weitergeben → p_wasser]
    [Zurück zu 1.1] [Weiter: 2]

    > /phase 2
    Phase 2: Beete planen
    Die Gruppe teilt die Beete im Winter auf und lost aus, wer welches bekommt.
    Quelle: Handbuch „Gemeinsam gärtnern“
    [Quellen] [Weitergeben → p_planen]
    [Zurück zu 1.2] [Weiter: 3]

    > welche phasen gibt es
    Gemeinschaftsgarten
    Zu Phase 3 liegt kein Text vor.
    [1 Eine Fläche finden]
    [2 Beete planen]
    [Weitermachen in Phase 2]
    [Alle Aufgaben]

    > phase 9
    Phase 9 kenne ich im Leitfaden nicht. Bekannt sind die Phasen 1 bis 3.
    [Zurück zur Übersicht]
    [Phase für Phase] [Beispiele suchen]
    [Was ich kann]

    > modul 1.7
    Modul 1.7 kenne ich im Leitfaden nicht. Bekannt sind die Phasen 1 bis 3.
    Am nächsten kommt:
    1 Eine Fläche finden
    [Phase 1 lesen]
    [Zurück zur Antwort] [Was ich kann]

    > beispiele
    Wozu suchen Sie ein Beispiel? Schreiben Sie ein Stichwort, oder wählen Sie einen Verein.
    [Beispiele: Lindenau]
    [Alle Beispiele] [Eingrenzen]
    [Zurück zur Antwort]

    > /hilfe
    Was ich kann
    Ich kenne einen Leitfaden und beantworte Fragen daraus.
    Das können Sie auch tippen
    - Frage stellen: einfach schreiben, was Sie wissen möchten.
    - Im Leitfaden gehen: weiter, zurück, übersicht, phase 3 oder 1.2.
    - Mehr lesen: mehr, aufgaben.
    - Aufgaben: 2 erledigt, 2 bis 15.03.
    - Notieren: notiz: Ihre Worte.
    - Datei: export. Projekte: projekt.
    - Beispiele: beispiele und ein Wort.
    - Erinnern: erinnerungen.
    - Vorlesen lassen, kürzer: ansicht.
    [Phase für Phase] [Beispiele suchen]
    [Datenschutz]
    [Zurück zur Suche]
    ");
    insta::assert_debug_snapshot!(Introduction::with(&CLUBS.guide), @r#"
    Introduction {
        commands: [
            (
                "uebersicht",
                "Übersicht über alle Phasen",
            ),
            (
                "weiter",
                "Zur nächsten Stelle im Leitfaden",
            ),
            (
                "frage",
                "Frage an den Leitfaden stellen",
            ),
            (
                "beispiele",
                "Beispiele aus den Vereinen finden",
            ),
            (
                "aufgaben",
                "Was noch offen und was erledigt ist",
            ),
            (
                "notizen",
                "Ihre Notizen zum Leitfaden",
            ),
            (
                "merkliste",
                "Die Beispiele, die Sie sich gemerkt haben",
            ),
            (
                "fristen",
                "Was bis wann zu tun ist",
            ),
            (
                "erinnerungen",
                "Wann ich Sie erinnern soll",
            ),
            (
                "export",
                "Projektstand und Dokumente als Datei",
            ),
            (
                "datenschutz",
                "Was gespeichert wird und wie Sie es löschen",
            ),
            (
                "loeschen",
                "Alles vergessen, was ich mir gemerkt habe",
            ),
            (
                "hilfe",
                "Was ich kann und was Sie tippen können",
            ),
        ],
        description: "Lotse beantwortet Fragen aus einem Leitfaden und begleitet Sie Phase für Phase. Er zeigt nur, was dort steht.",
    }
    "#);
}

#[test]
fn the_word_for_the_owners_of_examples_lists_them_all() {
    let said = |line: &str| {
        let shown = Talk::with(&*CLUBS).play(&[line]);
        shown.split_once('\n').expect("an answer").1.to_owned()
    };
    let all = said("alle beispiele");
    assert!(all.contains("Lindenau"), "{all}");
    for line in [
        "Welche Vereine gibt es?",
        "alle vereine",
        "beispiele aus den vereinen",
        "welche kommunen gibt es",
    ] {
        assert_eq!(said(line), all, "{line}");
    }
}

#[test]
fn what_is_typed_all_the_same_is_answered_honestly() {
    let mut talk = Talk::with(&*PHASES);
    let lines = [
        "beispiele",
        "/beispiele regen",
        "beispiele zu wasser",
        "begriffe",
    ];
    insta::assert_snapshot!(talk.play(&lines), @"
    > beispiele
    Der Leitfaden enthält keine Beispiele.
    [Phase für Phase]
    [Was ich kann]

    > /beispiele regen
    Der Leitfaden enthält keine Beispiele.
    [Phase für Phase]
    [Was ich kann]

    > beispiele zu wasser
    Der Leitfaden enthält keine Beispiele.
    [Phase für Phase]
    [Was ich kann]

    > begriffe
    Der Leitfaden hat kein Verzeichnis von Begriffen.
    [Phase für Phase]
    [Was ich kann]
    ");
}

#[test]
fn a_guide_of_one_step_is_explained_as_one() {
    insta::assert_snapshot!(Talk::with(&*ONE_STEP).say("/hilfe"), @"
    Was ich kann
    Ich kenne einen Leitfaden und beantworte Fragen daraus.
    Das können Sie auch tippen
    - Frage stellen: einfach schreiben, was Sie wissen möchten.
    - Im Leitfaden gehen: weiter, zurück, übersicht.
    - Mehr lesen: mehr.
    - Notieren: notiz: Ihre Worte.
    - Datei: export. Projekte: projekt.
    - Vorlesen lassen, kürzer: ansicht.
    [Schritt für Schritt]
    [Datenschutz]
    ");
    insta::assert_debug_snapshot!(Introduction::with(&ONE_STEP.guide).commands, @r#"
    [
        (
            "schritte",
            "Übersicht über alle Schritte",
        ),
        (
            "weiter",
            "Zur nächsten Stelle im Leitfaden",
        ),
        (
            "frage",
            "Frage an den Leitfaden stellen",
        ),
        (
            "notizen",
            "Ihre Notizen zum Leitfaden",
        ),
        (
            "export",
            "Projektstand und Dokumente als Datei",
        ),
        (
            "datenschutz",
            "Was gespeichert wird und wie Sie es löschen",
        ),
        (
            "loeschen",
            "Alles vergessen, was ich mir gemerkt habe",
        ),
        (
            "hilfe",
            "Was ich kann und was Sie tippen können",
        ),
    ]
    "#);
}

#[test]
fn what_editors_wrote_down_is_stronger_than_what_the_program_knows() {
    let liability = "Für Schäden an der Schranke kommt die Versicherung";
    let closing = "Sperren darf nur die Straßenverkehrsbehörde";
    let costs = "die Schranke etwa 400 Euro";
    for (asked, answer) in [
        ("Wer haftet?", liability),
        ("Wer haftet bei Schäden?", liability),
        ("wer haftet bei schäden", liability),
        ("Darf die Schule die Straße sperren?", closing),
        ("Wo können wir uns beschweren?", closing),
        ("Darf mein Kind hier Rad fahren?", closing),
        ("Was kostet das?", costs),
        ("ist das kostenlos", costs),
    ] {
        let said = Talk::with(&*ONE_STEP).say(asked);
        assert!(said.contains(answer), "{asked}:\n{said}");
    }
}
