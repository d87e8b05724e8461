//! Question forms: to which passage each leads, and what is said where they are uneven.

use super::super::{Diagnostic, passages, review};
use super::{Draft, check};

const STEP: &str = "steps/1-idee.yaml";

/// The small guide with forms wherever they can stand.
fn with_forms() -> Draft {
    Draft::klein()
        .changing(
            STEP,
            "      title: Das erste Treffen\n",
            "      title: Das erste Treffen\n      aliases: [Was geschieht beim ersten Treffen?]\n",
        )
        .changing(
            STEP,
            "  tips:\n",
            "  task_aliases: [was hängen wir wohin]\n  tip_aliases: [Tipp für den Zettel]\n  tips:\n",
        )
        .changing(
            "steps/2-vorbereitung.yaml",
            "      materials:\n",
            "      material_aliases: [Wo steht der Antrag?]\n      materials:\n",
        )
        .changing(
            "glossary.yaml",
            "    synonyms: [OA, Amt für Ordnung]\n",
            "    synonyms: [OA, Amt für Ordnung]\n    aliases: [wer sperrt straßen]\n",
        )
}

#[test]
fn every_form_leads_to_its_own_passage() {
    let draft = with_forms();
    assert_eq!(draft.faults(), "");
    let guide = draft.read().0.expect("nothing is wrong");
    let passages = passages(&guide);
    let check = |id: &str, expected: &[&str]| {
        let found = passages.iter().find(|passage| passage.id == id);
        assert_eq!(found.expect("it is there").questions, expected, "{id}");
    };
    check("idee/opening", &["wie fange ich an", "wer macht mit"]);
    check("idee/part/treffen", &["Was geschieht beim ersten Treffen?"]);
    check("idee/tasks", &["was hängen wir wohin"]);
    check("idee/tips", &["Tipp für den Zettel"]);
    check("genehmigung/materials", &["Wo steht der Antrag?"]);
    check("genehmigung/tasks", &[]);
    check("term/oa", &["wer sperrt straßen", "OA", "Amt für Ordnung"]);
}

#[test]
fn a_form_says_which_passage_it_is_for_and_the_map_where_that_stands() {
    let draft = with_forms();
    let (source_map, files) = (draft.source_map(), draft.read().2);
    let owners: Vec<&str> = source_map
        .questions
        .iter()
        .filter(|claim| files[claim.span.file].path == STEP)
        .map(|claim| claim.owner.as_str())
        .collect();
    let below = ["idee/part/treffen", "idee/tasks", "idee/tips"];
    assert_eq!(owners[..2], ["idee", "idee"]);
    assert_eq!(owners[2..], below);
    let guide = draft.read().0.expect("nothing is wrong");
    for passage in passages(&guide) {
        assert!(
            source_map.ids.contains_key(passage.entry()),
            "{}",
            passage.id
        );
    }
}

#[test]
fn a_form_stands_at_one_passage_of_a_place() {
    check(
        STEP,
        "  tips:",
        "  task_aliases: [Wer macht mit?]\n  tips:",
        "steps/1-idee.yaml:33:18 L058 diese Frage steht schon bei `idee` (steps/1-idee.yaml:12)",
    );
}

#[test]
fn forms_of_a_list_that_is_not_there_are_mentioned() {
    check(
        STEP,
        "  see:",
        "  material_aliases: [Gibt es einen Plan?]\n  see:",
        "steps/1-idee.yaml:35:21 L046 Schritt: `material_aliases` ohne `materials`",
    );
}

#[test]
fn a_form_is_no_golden_question() {
    check(
        STEP,
        "wer macht mit]",
        "Wie wird das Wetter?]",
        "steps/1-idee.yaml:12:31 L047 diese Frageform ist eine Prüffrage (questions.yaml:9)",
    );
}

/// A guide of one step whose passages have that many forms: opening, part and tasks.
fn counted(opening: usize, part: usize, tasks: usize) -> Draft {
    let forms = |of: &str, count: usize| {
        let forms: Vec<String> = (0..count).map(|n| format!("{of} {n}")).collect();
        format!("[{}]", forms.join(", "))
    };
    let text = format!(
        "from: {{origin: guide, sources: [strasse], as_of: unknown, captured: 2026-11-22, wording: paraphrase}}\n\
         step:\n  id: idee\n  number: \"1\"\n  title: Idee\n  status: complete\n  aliases: {}\n  opening: Anfang\n  \
         parts:\n    - id: treffen\n      title: Treffen\n      aliases: {}\n      text: Text\n  \
         tasks:\n    - id: zettel\n      text: Zettel\n  task_aliases: {}\n",
        forms("wie", opening),
        forms("wer", part),
        forms("was", tasks),
    );
    Draft::klein()
        .only(&["guide.yaml", "sources.yaml"])
        .with(STEP, text)
}

#[test]
fn passages_with_few_or_many_forms_are_mentioned_where_most_have_some() {
    let check = |counts: (usize, usize, usize), expected: &[&str]| {
        let draft = counted(counts.0, counts.1, counts.2);
        let (guide, _, files) = draft.read();
        let guide = guide.expect("nothing is wrong");
        let found = review::uneven_forms(&guide, &files, &draft.source_map());
        let line = |fault: &Diagnostic| format!("{} {} {}", fault.line, fault.code, fault.message);
        let found: Vec<String> = found.iter().map(line).collect();
        assert_eq!(found, expected, "{counts:?}");
    };
    check((4, 5, 6), &[]);
    check((3, 3, 8), &[]);
    check(
        (4, 2, 5),
        &["10 L045 `idee/part/treffen` hat nur 2 Frageformen"],
    );
    check(
        (4, 1, 4),
        &["10 L045 `idee/part/treffen` hat nur 1 Frageform"],
    );
    check((4, 4, 0), &["14 L045 `idee/tasks` hat keine Frageform"]);
    check((9, 4, 4), &["3 L045 `idee` hat 9 Frageformen"]);
    // A guide that does without.
    check((0, 0, 0), &[]);
    check((4, 0, 2), &[]);
}

#[test]
fn synonyms_and_topics_are_no_forms_and_an_answer_has_its_own_rule() {
    let draft = counted(4, 4, 4)
        .with(
            "glossary.yaml",
            "from: {origin: guide, sources: [strasse], as_of: unknown, captured: 2026-11-22, wording: paraphrase}\n\
             terms:\n  - id: oa\n    term: Ordnungsamt\n    synonyms: [OA, AO, OAmt, Amt O]\n    text: Ein Amt.\n",
        )
        .with(
            "answers.yaml",
            "answers:\n  - id: eins\n    questions: [Eine Frage?]\n    text: Ja.\n    places: [\"1\"]\n",
        );
    let (guide, faults, files) = draft.read();
    let guide = guide.expect("nothing is wrong");
    let found = review::uneven_forms(&guide, &files, &draft.source_map());
    let found: Vec<&str> = found.iter().map(|fault| fault.message.as_str()).collect();
    assert_eq!(found, ["`oa` hat keine Frageform"]);
    assert!(
        faults
            .iter()
            .any(|fault| fault.message == "Antwort: 1 Frageformen")
    );
}
