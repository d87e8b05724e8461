//! Files as nobody would write them: whatever they hold, reading ends with a guide or with faults.

use proptest::prelude::*;

use super::super::passages;
use super::super::suppressions::filter;
use super::Draft;

const PATHS: [&str; 9] = [
    "guide.yaml",
    "sources.yaml",
    "steps/1-idee.yaml",
    "examples/lindenau.yaml",
    "glossary.yaml",
    "answers.yaml",
    "gaps.yaml",
    "background.yaml",
    "questions.yaml",
];

/// Reads a draft and looks at everything that could be shown of it.
fn survive(draft: &Draft) {
    let (guide, faults, files) = draft.read();
    let suppressions = draft.source_map().suppressions;
    filter(&files, faults.clone(), &suppressions, &|_| true);
    for fault in &faults {
        fault.render(&files, true);
        fault.to_json();
        assert!(fault.line >= 1 && fault.column >= 1 && fault.end_column > fault.column);
    }
    assert_eq!(
        guide.is_none(),
        faults
            .iter()
            .any(|f| f.severity == super::super::Severity::Fault)
    );
    guide.iter().for_each(|guide| drop(passages(guide)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_in_any_file_are_survived(at in 0..PATHS.len(), bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        survive(&Draft::klein().with(PATHS[at], bytes));
    }

    #[test]
    fn any_text_of_yaml_signs_is_survived(at in 0..PATHS.len(), text in "([a-z]{1,8}|# lotse: ?|erlaubt |L0[0-9]{1,3}|[ \\t]{1,4}|\\n|[-:?|>&*!%@`#,\\[\\]{}'\"]|ä|€|\u{202e}|[0-9.]{1,4}){0,80}") {
        survive(&Draft::klein().with(PATHS[at], text));
    }

    #[test]
    fn any_mutation_of_a_good_file_is_survived(
        at in 0..PATHS.len(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..3_u8, any::<u8>()), 1..6),
    ) {
        let mut draft = Draft::klein();
        let bytes = draft.files.get_mut(PATHS[at]).expect("it is there");
        for (index, kind, byte) in edits {
            if bytes.is_empty() {
                break;
            }
            let place = index.index(bytes.len());
            match kind {
                0 => bytes[place] = byte,
                1 => drop(bytes.remove(place)),
                _ => bytes.insert(place, b"\n :-#|\"'[]{}&*\t"[usize::from(byte) % 15]),
            }
        }
        survive(&draft);
    }

    #[test]
    fn a_line_moved_elsewhere_is_survived(at in 0..PATHS.len(), from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>()) {
        let mut draft = Draft::klein();
        let bytes = draft.files.get_mut(PATHS[at]).expect("it is there");
        let text = String::from_utf8_lossy(bytes).into_owned();
        let mut lines: Vec<&str> = text.lines().collect();
        let line = lines.remove(from.index(lines.len()));
        lines.insert(to.index(lines.len() + 1), line);
        *bytes = lines.join("\n").into_bytes();
        survive(&draft);
    }
}
