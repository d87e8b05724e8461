//! What only the whole guide can show: ids, numbers, words and questions that get in each other's way.

use super::super::Origin;
use super::{Draft, check};

#[test]
fn an_id_is_given_once_in_the_whole_folder() {
    check(
        "glossary.yaml",
        "- id: oa",
        "- id: li-01",
        "glossary.yaml:8:9 L050 die id `li-01` gibt es schon (examples/lindenau.yaml:12)\n\
         questions.yaml:4:21 L052 eine Stelle `term:oa` gibt es nicht",
    );
}

#[test]
fn an_id_that_was_retired_stays_retired() {
    check(
        "guide.yaml",
        "retired: [festkomitee]",
        "retired: [idee/termin]",
        "steps/1-idee.yaml:29:11 L051 die id `idee/termin` ist aus dem Verkehr gezogen",
    );
    check(
        "gaps.yaml",
        "- id: kosten",
        "- id: festkomitee",
        "gaps.yaml:2:9 L051 die id `festkomitee` ist aus dem Verkehr gezogen",
    );
}

#[test]
fn numbers_fit_their_step_and_ascend() {
    let file = "steps/2-vorbereitung.yaml";
    check(
        file,
        "number: \"2.2\"",
        "number: \"3.2\"",
        "gaps.yaml:6:14 L052 eine Stelle `2.2` gibt es nicht\n\
         glossary.yaml:25:14 L052 eine Stelle `2.2` gibt es nicht\n\
         steps/2-vorbereitung.yaml:43:15 L053 die Nummer 3.2 passt nicht zu Schritt 2",
    );
    let draft = Draft::klein()
        .changing(file, "number: \"2.1\"", "number: \"2.x\"")
        .changing(file, "number: \"2.2\"", "number: \"2.1\"")
        .changing(file, "number: \"2.x\"", "number: \"2.2\"");
    assert_eq!(
        draft.faults(),
        "steps/2-vorbereitung.yaml:43:15 L053 die Nummer 2.1 folgt auf 2.2\n"
    );
    check(
        "steps/3-danach.yaml",
        "number: \"3\"",
        "number: \"1\"",
        "steps/3-danach.yaml:9:11 L053 die Nummer 1 gibt es schon",
    );
    check(
        "steps/3-danach.yaml",
        "number: \"3\"",
        "number: \"4\"",
        "steps/3-danach.yaml:8:7 L059 Schritt 4 steht in der Datei 3-danach.yaml\n\
         steps/3-danach.yaml:9:11 L060 vor Schritt 4 fehlt 3",
    );
}

#[test]
fn a_number_that_is_left_out_is_mentioned() {
    let step = |number: &str| {
        format!(
            "from: {{origin: guide, sources: [strasse], as_of: unknown, captured: 2026-11-22, wording: paraphrase}}\n\
             step:\n  id: s{number}\n  number: \"{number}\"\n  title: T\n  status: complete\n  opening: Text\n"
        )
    };
    let draft = Draft::klein()
        .with("steps/5-x.yaml", step("5"))
        .with("steps/8-x.yaml", step("8"));
    assert_eq!(
        draft.faults(),
        "steps/5-x.yaml:4:11 L060 vor Schritt 5 fehlt 4\n\
         steps/8-x.yaml:4:11 L060 vor Schritt 8 fehlt 6 bis 7\n"
    );
    let file = "steps/2-vorbereitung.yaml";
    let draft = Draft::klein()
        .changing(file, "number: \"2.2\"", "number: \"2.3\"")
        .changing("glossary.yaml", "\"2.2\"", "\"2.3\"")
        .changing("gaps.yaml", "\"2.2\"", "\"2.3\"");
    assert_eq!(
        draft.faults(),
        "steps/2-vorbereitung.yaml:43:15 L060 vor Abschnitt 2.3 fehlt 2.2\n"
    );
}

#[test]
fn what_nothing_leads_to_is_mentioned() {
    check(
        "sources.yaml",
        "sources:\n",
        "sources:\n  - id: vergessen\n    name: Ein Buch\n",
        "sources.yaml:2:9 L061 die Quelle `vergessen` wird nirgends genannt",
    );
    let draft = Draft::klein().with(
        "examples/ahausen.yaml",
        "municipality:\n  id: ahausen\n  name: Ahausen\nexamples: []\n",
    );
    assert_eq!(
        draft.faults(),
        "examples/ahausen.yaml:2:7 L062 die Kommune `ahausen` hat kein Beispiel und kein Material\n"
    );
    check(
        "steps/1-idee.yaml",
        "place: \"2.1\"",
        "place: idee",
        "steps/1-idee.yaml:36:7 L063 der Querverweis von `idee` führt auf die Stelle selbst",
    );
}

#[test]
fn whoever_took_something_over_knows_when() {
    check(
        "glossary.yaml",
        "captured: 2026-11-22",
        "captured: unknown",
        "glossary.yaml:5:13 L064 `captured`: wann die Angaben übernommen wurden, ist nicht bekannt",
    );
}

#[test]
fn a_placeholder_of_a_skeleton_must_be_filled() {
    check(
        "glossary.yaml",
        "term: Ordnungsamt",
        "term: …",
        "glossary.yaml:9:11 L067 `term` ist noch nicht ausgefüllt",
    );
}

#[test]
fn an_answer_comes_from_where_it_says_or_from_its_place() {
    let (guide, _, _) = Draft::klein()
        .changing(
            "answers.yaml",
            "    places: [\"2.1\"]\n",
            "    places: [\"2.1\"]\n    from: {origin: sister, sources: [hoefe], as_of: unknown, captured: 2026-11-22, wording: paraphrase}\n",
        )
        .read();
    let guide = guide.expect("nothing is wrong");
    let origin = |at: usize| guide.answers[at].from.as_ref().map(|from| from.origin);
    assert_eq!((origin(0), origin(1)), (Some(Origin::Sister), None));
    check(
        "answers.yaml",
        "    places: [\"2.1\"]\n",
        "    places: [\"2.1\"]\n    from: {origin: sister}\n",
        "answers.yaml:7:11 L054 Antwort: in `from` fehlt sources, as_of, captured, wording",
    );
}

#[test]
fn a_sister_guide_is_named_only_where_there_is_one() {
    let sister = "  sister: Schwester-Leitfaden „Höfe öffnen“\n";
    let draft = Draft::klein().changing("guide.yaml", sister, "");
    assert_eq!(
        draft.faults(),
        "steps/2-vorbereitung.yaml:49:17 L052 `origin: sister`, aber guide.yaml nennt keinen Schwester-Leitfaden\n"
    );
    let draft = draft.changing(
        "steps/2-vorbereitung.yaml",
        "origin: sister",
        "origin: guide",
    );
    assert_eq!(draft.faults(), "");
}

#[test]
fn a_guide_speaks_a_language_that_the_program_speaks() {
    check(
        "guide.yaml",
        "language: de",
        "language: klingonisch",
        "guide.yaml:4:11 L025 `language` kennt das Wort `klingonisch` nicht",
    );
}

#[test]
fn a_guide_calls_its_places_by_its_own_words() {
    let words = "words:\n  step: {article: die, one: Phase, many: Phasen}\nwordings:";
    let draft = Draft::klein().changing("guide.yaml", "wordings:", words);
    let guide = draft.read().0.expect("nothing is wrong");
    let called: Vec<&str> = (guide.places.iter().take(3))
        .map(|place| place.called.as_str())
        .collect();
    assert_eq!(called, ["Phase", "Phase", "Abschnitt"]);
    assert_eq!(
        draft
            .changing("guide.yaml", "article: die", "article: dem")
            .faults(),
        "guide.yaml:14:19 L025 `article` kennt das Wort `dem` nicht\n"
    );
    check(
        "guide.yaml",
        "wordings:",
        "words:\n  step: Phase\nwordings:",
        "guide.yaml:14:9 L022 `step` braucht zu dem Wort den Artikel und die Mehrzahl",
    );
}

#[test]
fn pictures_are_there_and_inside_the_folder() {
    let file = "steps/2-vorbereitung.yaml";
    check(
        file,
        "images/platzhalter.png",
        "../../geheim.png",
        "steps/2-vorbereitung.yaml:40:18 L055 das Bild `../../geheim.png` liegt nicht im Ordner der Inhalte",
    );
    check(
        file,
        "          image_text: Graue Fläche mit dem Wort „Video“\n",
        "",
        "steps/2-vorbereitung.yaml:34:11 L021 Material: `image_text` fehlt",
    );
}

#[test]
fn references_lead_somewhere_or_offer_what_was_probably_meant() {
    let draft = Draft::klein()
        .changing(
            "steps/2-vorbereitung.yaml",
            "municipality: lindenau",
            "municipality: lindenua",
        )
        .changing(
            "examples/lindenau.yaml",
            "places: [versorgung]",
            "places: [Hintergrund]",
        );
    let (_, faults, _) = draft.read();
    let said: Vec<String> = faults
        .iter()
        .map(|fault| format!("{} {}", fault.message, fault.hint))
        .collect();
    assert_eq!(
        said,
        [
            "eine Stelle `Hintergrund` gibt es nicht \
             der Hintergrund ist keine Stelle; nennen Sie die Nummer der nächsten",
            "Kommune `lindenua` gibt es nicht meinten Sie `lindenau`?",
        ]
    );
}

#[test]
fn words_that_two_terms_claim_or_everybody_uses_are_mentioned() {
    check(
        "glossary.yaml",
        "synonyms: [Wohnung]",
        "synonyms: [Buffet, Rat]",
        "glossary.yaml:16:24 L057 `Rat` ist ein Alltagswort\n\
         glossary.yaml:22:16 L056 `Buffet` gehört schon zum Begriff `haushalt` (glossary.yaml:16)",
    );
    check(
        "glossary.yaml",
        "synonyms: [Wohnung]",
        "synonyms: [Wohnung, Stand]",
        "",
    );
}

#[test]
fn a_question_leads_to_one_place() {
    check(
        "gaps.yaml",
        "Was kostet das Fest?",
        "Straße sperren",
        "steps/2-vorbereitung.yaml:21:47 L058 diese Frage steht schon bei `kosten` (gaps.yaml:3)",
    );
}

#[test]
fn golden_questions_name_places_that_exist_and_shares_between_nought_and_one() {
    check(
        "questions.yaml",
        "\"term:oa\"",
        "\"term:ao\"",
        "questions.yaml:4:21 L052 eine Stelle `term:ao` gibt es nicht",
    );
    check(
        "questions.yaml",
        "hit_at_1: 0.9",
        "hit_at_1: 90",
        "questions.yaml:1:20 L029 `hit_at_1` liegt nicht zwischen 0 und 1",
    );
    check(
        "questions.yaml",
        "    refuse: off_topic",
        "    refuse: offtopic",
        "questions.yaml:10:13 L025 `refuse` kennt das Wort `offtopic` nicht",
    );
}

#[test]
fn an_id_that_something_had_before_leads_to_one_thing_only() {
    let with = |formerly: &str| {
        let (_, faults, _) = Draft::klein()
            .changing(
                "glossary.yaml",
                "  - id: oa\n",
                &format!("  - id: oa\n    formerly: {formerly}\n"),
            )
            .read();
        let faults = faults.iter();
        let told = faults.map(|fault| format!("{} {}", fault.code, fault.message));
        told.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(with("[amt]"), "");
    assert!(
        with("[idee]").starts_with("L050 die frühere id `idee` gibt es schon (steps/1-idee.yaml:")
    );
    assert!(
        with("[amt, amt]").starts_with("L050 die frühere id `amt` gibt es schon (glossary.yaml:")
    );
    assert_eq!(
        with("[Das Amt]"),
        "L024 `formerly`: `Das Amt` ist keine gültige id"
    );
}
