//! What is read out of a pack, and what its patterns fit.
//!
//! [`read`] makes a pack of a few lines; a fault is written as `file:line:column: message`.

use proptest::prelude::*;

use super::files::PackReading;
use super::vocabulary::PatternVocabulary;
use super::*;
use crate::german::fold::{self, Token};

const WORDS: &str = "
format: 1
classes: {FILLER: [ok, bitte, jetzt], COLOUR: [rot, grün, lila]}
numbers: {zwei: 2, drei: 3}
ordinals: {zweite: 2, dritte: 3, letzte: -1}
joining: [und]
";

fn read(intents: &str, kinds: &str) -> (Pack, Vec<String>) {
    let kinds = format!("format: 1\nkinds: [{kinds}]");
    let texts = [WORDS.to_owned(), intents.to_owned(), kinds];
    let mut reading = PackReading::of(&texts);
    reading.clashes();
    let shown = |fault: &PackFault| {
        let PackFault {
            file,
            line,
            column,
            message,
            ..
        } = fault;
        format!("{file}:{line}:{column}: {message}")
    };
    (reading.pack, reading.faults.iter().map(shown).collect())
}

/// A pack of one intent for each pattern; its id is the pattern.
fn saying(patterns: &[&str]) -> Pack {
    let intent = |says: &&str| {
        format!("  - {{id: \"{says}\", does: next, says: [\"{says}\"], tests: [x]}}\n")
    };
    let intents: String = patterns.iter().map(intent).collect();
    read(&format!("format: 1\nintents:\n{intents}"), "").0
}

/// Reads the numbers of a text, and nothing of a guide.
struct Numbers<'p>(&'p Pack);

impl SlotReader for Numbers<'_> {
    fn read(&self, slot: Slot, tokens: &[Token], at: usize) -> Vec<(usize, Filled)> {
        self.0.words.read(slot, tokens, at)
    }
}

fn fitting<'p>(pack: &'p Pack, text: &str) -> Vec<&'p str> {
    let tokens = fold::tokens(text);
    let found = pack
        .intents_of(&pack.sight(&tokens), &Numbers(pack))
        .into_iter();
    found
        .map(|found| pack.intents[found.intent].id.as_str())
        .collect()
}

#[test]
fn the_built_in_pack_is_whole() {
    let texts = files::built_in();
    let mut reading = PackReading::of(&texts);
    reading.clashes();
    let shown: Vec<String> = reading.faults.iter().map(ToString::to_string).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
    let pack = Pack::built_in();
    for (word, does) in Does::ALL {
        assert!(
            pack.intents.iter().any(|intent| intent.does == *does),
            "nothing does `{word}`"
        );
    }
    for list in ["FILLER", "GREETING", "THANKS", "BYE", "EXAMPLE", "MONTH"] {
        assert!(
            pack.words.classes.contains_key(list),
            "the program asks for {list}"
        );
    }
}

#[test]
fn a_pattern_says_what_fits() {
    for (pattern, fits, fits_not) in [
        ("weiter im text", "Weiter im Text!", "weiter"),
        (
            "nächste[r|s] (schritt|stelle)",
            "naechster Schritt",
            "nächste",
        ),
        (
            "(wie|wo) geht es [hier] weiter",
            "wo geht es weiter?",
            "wie geht es dort weiter",
        ),
        ("{COLOUR} und {COLOUR}", "gruen und rot", "grün und blau"),
        (
            "nur {COLOUR*} farbe",
            "nur rot lila Farbe",
            "nur blau farbe",
        ),
        (
            "(tägliche|jährliche)[r|n] plan",
            "jährlicher Plan",
            "jährlichs plan",
        ),
        ("nummer {number}", "Nummer zwei", "nummer blau"),
        ("{numbers} fertig", "1, 2 und drei fertig", "und fertig"),
        ("das {ordinal}", "das letzte", "das vierte"),
        ("suche {rest}", "Suche alles über Rot", "suche"),
        (
            "von {rest} bis rot",
            "von hier und da bis rot",
            "von bis rot",
        ),
        ("geht's", "gehts", "geht es"),
        ("[ja] {date}", "3.5.2024", "ja"),
    ] {
        let pack = saying(&[pattern]);
        assert_eq!(fitting(&pack, fits), [pattern], "{pattern}: {fits}");
        assert!(fitting(&pack, fits_not).is_empty(), "{pattern}: {fits_not}");
    }
}

#[test]
fn fillers_at_the_ends_do_not_count() {
    let pack = saying(&["weiter", "jetzt", "suche {rest}"]);
    for (text, expected) in [
        ("ok weiter bitte", "weiter"),
        ("ok jetzt", "jetzt"),
        ("bitte jetzt weiter", "weiter"),
        ("weiter ok weiter", ""),
    ] {
        assert_eq!(fitting(&pack, text).join(" "), expected, "{text}");
    }
    let tokens = fold::tokens("suche rot und lila bitte");
    let found = pack.intents_of(&pack.sight(&tokens), &Numbers(&pack));
    assert_eq!(found[0].slots[0].words, 1..4);
}

#[test]
fn one_slip_of_the_fingers_is_forgiven() {
    let pack = saying(&["weiter", "aufgaben zeigen", "rot"]);
    for (typed, expected) in [
        ("weitr", "weiter"),
        ("wieter", "weiter"),
        ("weiterr", "weiter"),
        ("weoter", "weiter"),
        ("wetter", ""),
        ("aufgabn zeigne", "aufgaben zeigen"),
        ("rto", ""),
        ("witr", ""),
    ] {
        assert_eq!(fitting(&pack, typed).join(" "), expected, "{typed}");
    }
    let exact =
        "format: 1\nintents: [{id: a, does: forget, exact: true, says: [löschen], tests: [x]}]";
    let (pack, _) = read(exact, "");
    assert_eq!(fitting(&pack, "löschen"), ["a"]);
    assert!(fitting(&pack, "löschn").is_empty());
}

#[test]
fn the_best_way_to_fit_comes_first() {
    let pack = saying(&[
        "suche {rest}",
        "suche {COLOUR}",
        "suche lila",
        "suche alles",
        "{COLOUR*} suche",
    ]);
    for (text, expected) in [
        ("suche lila", "suche lila|suche {COLOUR}|suche {rest}"),
        ("suche rot", "suche {COLOUR}|suche {rest}"),
        ("suche allse", "suche alles|suche {rest}"),
        ("suche heu", "suche {rest}"),
        ("suche", "{COLOUR*} suche"),
    ] {
        assert_eq!(fitting(&pack, text).join("|"), expected, "{text}");
    }
}

#[test]
fn long_texts_fit_only_what_takes_the_rest() {
    let pack = saying(&["{COLOUR*} ende", "suche {rest}"]);
    let long = "lila ".repeat(20);
    assert_eq!(fitting(&pack, &format!("{long} ende")), Vec::<&str>::new());
    assert_eq!(fitting(&pack, &format!("suche {long}")), ["suche {rest}"]);
}

#[test]
fn kinds_are_found_anywhere() {
    let kinds = "{id: money, lacks: Kein Betrag., asked: [was kostet, 'wie teuer'], held: ['{number} euro', kostenlos],
        tests: {asks: [was kostet das], not: [wer zahlt]}},
        {id: when, lacks: Kein Tag., asked: [wann], held: ['{date}', '{year}'], tests: {asks: [wann], not: [wo]}}";
    let (pack, faults) = read("format: 1\nintents: []", kinds);
    assert_eq!(faults, Vec::<String>::new());
    for (text, asked, held) in [
        ("Und was kostte das alles?", &[0][..], &[][..]),
        ("wann und wie teuer", &[0, 1], &[]),
        ("Es gab 300 Euro im Jahr 2019.", &[], &[0, 1]),
        ("am 3. Mai", &[], &[]),
        ("am 03.05.2024 kostenlos", &[], &[0, 1]),
        ("vom 1.2. an, Version 1.2", &[], &[1]),
        ("kostenlose 1850", &[], &[]),
    ] {
        let tokens = fold::tokens(text);
        let sighted = pack.sight(&tokens);
        assert_eq!(pack.asked_for(&sighted, &Numbers(&pack)), asked, "{text}");
        assert_eq!(pack.held_in(&sighted, &Numbers(&pack)), held, "{text}");
    }
}

fn check_faults(intents: &str, expected: &[&str]) {
    let (_, faults) = read(&format!("format: 1\nintents:\n{intents}"), "");
    assert_eq!(faults, expected, "{intents}");
}

#[test]
fn every_fault_is_reported_with_its_place() {
    check_faults(
        "  - {id: a, does: nxt, says: [los], tests: [x]}
  - {id: a, does: say, says: ['(los'], tests: []}
  - {id: b, does: open, says: ['öffne [{place}]', \"zeig {ORT}\"], tests: [x]}
  - {id: c, does: next, says: ['nun [los]', 'weiter|los', '[nun]', 'vor (a|) x', 'los[ab zu]'], tests: [x], answer: Ja.}",
        &[
            "intents.yaml:3:19: `nxt` kann das Programm nicht",
            "intents.yaml:4:10: `a` gibt es schon in Zeile 3",
            "intents.yaml:4:10: `a` hat keine Prüfsätze",
            "intents.yaml:4:10: eine Antwort gibt es mit `does: say` immer, sonst nie",
            "intents.yaml:4:32: diese Klammer wird nicht mit `)` geschlossen",
            "intents.yaml:5:32: für `open` fehlt hier eine Leerstelle",
            "intents.yaml:5:57: eine Wortklasse oder einen Baustein `ORT` gibt es nicht in words.yaml",
            "intents.yaml:6:10: eine Antwort gibt es mit `does: say` immer, sonst nie",
            "intents.yaml:6:52: `|` steht außerhalb von Klammern",
            "intents.yaml:6:60: alles in diesem Muster darf fehlen",
            "intents.yaml:6:76: hier fehlt ein Wort",
            "intents.yaml:6:86: vor dieser Klammer fehlt ein Leerzeichen",
        ],
    );
}

#[test]
fn two_intents_cannot_claim_the_same_words() {
    check_faults(
        "  - {id: a, does: next, says: ['(weiter|vor) [bitte]'], tests: [x]}
  - {id: b, does: back, says: ['weiter [im text]'], tests: [x]}
  - {id: c, does: here, says: ['{COLOUR} da'], tests: [x]}
  - {id: d, does: start, says: ['{COLOUR} da', 'suche {rest}', 'suche lila'], tests: [x]}
  - {id: e, does: help, says: ['grün da'], tests: [x]}",
        &[
            "intents.yaml:3:32: das beansprucht auch `b`",
            "intents.yaml:4:32: das beansprucht auch `a`",
            "intents.yaml:6:33: das beansprucht auch `c`",
            "intents.yaml:7:32: das beansprucht auch `c`",
        ],
    );
}

#[test]
fn a_file_of_another_form_is_a_fault_and_the_others_are_read() {
    let (pack, faults) = read("format: 2\nintents: []", "{id: x}");
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(
        faults[0].contains("das Format 2 kennt dieses Programm nicht"),
        "{faults:?}"
    );
    assert!(faults[1].starts_with("kinds.yaml:2:"), "{faults:?}");
    assert!(pack.words.is_filler("bitte"));
    let missing = Pack::read(Path::new("/nowhere")).expect_err("there is no such folder");
    assert!(missing[0].message.contains("lässt sich nicht lesen"));
}

#[test]
fn tests_stand_with_their_intents() {
    let (pack, _) = read(
        "format: 1\nintents: [{id: a, does: next, says: [x], tests: [y, z]}]",
        "",
    );
    let tests: Vec<_> = pack
        .tests()
        .map(|(intent, test)| (intent.id.as_str(), test))
        .collect();
    assert_eq!(tests, [("a", "y"), ("a", "z")]);
}

proptest! {
    #[test]
    fn any_pattern_can_be_tried(pattern in "([a-zä ]|[(\\[|\\])}{*]|rest|COLOUR|number){0,30}", text in "([a-z] ?|[0-9.,]|suche|rot){0,40}") {
        let mut vocabulary = PatternVocabulary::default();
        if let Ok(nodes) = super::pattern::compile(&pattern, &mut vocabulary) {
            let mut pack = Pack { vocabulary, ..Pack::default() };
            pack.said.add(0, nodes, false);
            let tokens = fold::tokens(&text);
            for found in pack.intents_of(&pack.sight(&tokens), &Numbers(&pack)) {
                prop_assert!(found.slots.iter().all(|slot| slot.words.end <= tokens.len()));
            }
        }
    }

    #[test]
    fn a_slip_is_a_slip_both_ways_but_for_words(typed in "[a-d]{4,8}", meant in "[a-d]{4,8}") {
        let near = strsim::osa_distance(&typed, &meant) == 1 && meant.len() >= 5;
        prop_assert!(near || !is_slip(&typed, &meant), "{} {}", typed, meant);
        let other_letter = typed.len() == meant.len() && typed.chars().zip(meant.chars()).filter(|(a, b)| a != b).count() == 1;
        prop_assert!(!near || other_letter || is_slip(&typed, &meant), "{} {}", typed, meant);
    }
}

#[test]
fn words_that_some_write_as_they_speak_are_read_as_written() {
    let words = &Pack::built_in().words;
    let keys = |text: &str| -> Vec<String> {
        let tokens = words.tokens(text).into_iter();
        tokens.map(|token| token.key).collect()
    };
    assert_eq!(keys("Wat is dat"), ["was", "ist", "das"]);
    // What is written as several words stays one where words are counted.
    assert_eq!(keys("wieviel"), ["wieviel"]);
    assert_eq!(
        words.written("Wat is nu aufm Plan?"),
        "was ist nu auf dem Plan?"
    );
    assert_eq!(words.written("Was ist das?"), "Was ist das?");
    assert_eq!(
        keys("gebn habn lern Ordn"),
        ["geben", "haben", "lern", "ordn"]
    );
}
