//! Questions for measuring, and the lines of deciding that are drawn on them.

use std::collections::BTreeMap;

use crate::knowledge::codes::Code;
use crate::knowledge::decode::{Decoder, Readable, YamlEntry};
use crate::knowledge::keys::{IdKind, KeyTable, ValueShape, often, seldom};
use crate::knowledge::suggest;
use crate::knowledge::yaml::YamlNode;

entries! {
    /// Questions with what is right for them.
    #[derive(Default)]
    pub GoldenQuestions "questions.yaml" "Prüffragen für `lotse eval`; im Chat nie zu sehen." {
        /// The figures under which a run counts as failed, by name, as fractions.
        often floors: BTreeMap<String, f64> as Floors =
            "Werte, die nicht unterschritten werden sollen, als Anteile";
        /// The questions.
        always questions: Vec<GoldenQuestion> as Vec<Golden> = "die Prüffragen";
    };

    /// A golden question as it is written: with places or with a refusal.
    pub(in crate::knowledge) GoldenEntry "Frage" "Eine Prüffrage. Sie nennt entweder `places` oder `refuse`." {
        /// The words.
        always ask: String as Ask = "die Frage, wie Menschen sie tippen; keine der Frageformen";
        /// Where the answer stands.
        often places: Vec<String> as Vec<RightPlace> =
            "eine davon ist richtig: Nummer, id eines Beispiels oder einer Antwort, term:ID, Name des Hintergrunds";
        /// Why there is none.
        seldom refuse: Option<String> as Option<Refusal> = "warum keine Antwort richtig ist";
    } check either_places_or_a_refusal;

    /// Where the lines of deciding are drawn for this guide, computed from its golden questions.
    pub Calibration "calibration.yaml"
        "Ab wann Lotse antwortet. Schreibt `lotse eval --calibrate`; bitte nicht von Hand ändern." {
        /// From this confidence on something is presented as the answer.
        always answer: f32 as Share = "ab dieser Sicherheit wird etwas als Antwort gezeigt";
        /// Below this confidence a question counts as another theme.
        always theme: f32 as Share = "unter dieser Sicherheit gilt eine Frage als fremdes Thema";
        /// Below this confidence an answer is shown with a caution.
        always sure: f32 as Share = "unter dieser Sicherheit steht ein Vorbehalt dabei";
        /// What it was computed from, so that somebody can be told when that has changed.
        always of: String = "Prüfsumme der Inhalte und Prüffragen, aus denen gerechnet wurde";
    };
}

/// One question as people type it.
#[derive(Debug, Clone, PartialEq)]
pub struct GoldenQuestion {
    /// The words.
    pub ask: String,
    /// What is right.
    pub expect: Expectation,
}

/// What a golden question should lead to.
#[derive(Debug, Clone, PartialEq)]
pub enum Expectation {
    /// One of these: a place's number, the id of an example or of an answer, `term:ID`, or the background label.
    Places(Vec<String>),
    /// A refusal of this kind: `off_topic`, `absent`, `unknown_step`, `unknown_town`.
    Refusal(String),
}

/// The figures that may have a floor.
const FLOORS: KeyTable = KeyTable {
    what: "floors",
    about: "Unter diesen Werten gilt die Prüfung als nicht bestanden.",
    named: None,
    keys: &[
        often(
            "hit_at_1",
            f64::SHAPE,
            "die richtige Stelle ist der erste Treffer",
        ),
        often("hit_at_3", f64::SHAPE, "sie ist unter den ersten drei"),
        often("mrr", f64::SHAPE, "mittlerer Kehrwert des Rangs"),
        often("refused_off_topic", f64::SHAPE, "Fremdes wird abgelehnt"),
        often(
            "refused_absent",
            f64::SHAPE,
            "was fehlt, wird nicht beantwortet",
        ),
        seldom(
            "refused_unknown_step",
            f64::SHAPE,
            "unbekannte Schritte werden als solche genannt",
        ),
        seldom(
            "refused_unknown_town",
            f64::SHAPE,
            "unbekannte Orte werden als solche genannt",
        ),
        often(
            "wrong_refusals",
            f64::SHAPE,
            "zu Unrecht abgelehnt; hier ist weniger besser",
        ),
    ],
    also: &[],
};

impl GoldenQuestions {
    /// What a figure says, in German.
    pub fn about_figure(name: &str) -> Option<&'static str> {
        let row = FLOORS.rows().find(|row| row.name == name);
        row.map(|row| row.about)
    }
}

readers! {
    /// The floors, by the names of the figures.
    Floors => BTreeMap<String, f64>: ValueShape::Entry(&FLOORS), |decoder, _, _, node| {
        let entry = decoder.taken_apart(node, &FLOORS);
        let floors = FLOORS.names().filter_map(|name| {
            let share = decoder.often::<Option<f64>>(&entry, name)??;
            Some((name.to_owned(), share))
        });
        Some(floors.collect())
    };

    /// A fraction of which nobody needs more digits.
    Share => f32: f64::SHAPE, |decoder, entry, key, node| {
        f64::read(decoder, entry, key, node).map(|share| share as f32)
    };

    /// A golden question.
    Golden => GoldenQuestion: GoldenEntry::SHAPE, |decoder, _, _, node| {
        let GoldenEntry { ask, places, refuse } = decoder.entry(node)?;
        let expect = match refuse {
            Some(kind) => Expectation::Refusal(kind),
            None => Expectation::Places(places),
        };
        Some(GoldenQuestion { ask, expect })
    };

    /// The words of a golden question.
    Ask => String: String::SHAPE, |decoder, _, key, node| {
        let ask = decoder.line(node, key)?;
        let declared = decoder.declared(node, ask.clone(), "");
        decoder.findings.golden.push(declared);
        Some(ask)
    };

    /// A number, `term:ID`, the id of an example or answer, or the background label; it must exist.
    RightPlace => String: String::SHAPE, |decoder, _, key, node| {
        known_target(decoder, key, node, &[("term:", IdKind::Term)])
    };
}

choice! {
    /// The kinds of refusal.
    Refusal: String {
        "off_topic" => "off_topic".to_owned(),
        "absent" => "absent".to_owned(),
        "unknown_step" => "unknown_step".to_owned(),
        "unknown_town" => "unknown_town".to_owned(),
    }
}

fn either_places_or_a_refusal<'a>(decoder: &mut Decoder<'a>, question: &YamlEntry<'a>) {
    if let Some(places) = question.get("places") {
        decoder.not_empty(question, "places", places);
    }
    if question.has("places") == question.has("refuse") && !question.broken {
        let message = "Frage: entweder `places` oder `refuse`, genau eines von beiden";
        decoder.fault(Code::MissingKey, &question.range, message);
    }
}

/// What can be named as right.
const NAMED: [IdKind; 6] = [
    IdKind::Step,
    IdKind::Example,
    IdKind::Answer,
    IdKind::Term,
    IdKind::Gap,
    IdKind::Background,
];

/// How it is named.
const NAMES: &str = "möglich sind eine Nummer (\"1.2\"), term:ID, die id eines Beispiels oder einer Antwort, der Name des Hintergrunds";

/// The number of a place, the id of an example or answer, the name of the background, or the id of something else behind
/// one of the prefixes; it must exist. A place is named by its number, however it was written.
pub(super) fn known_target<'a>(
    decoder: &mut Decoder<'a>,
    key: &str,
    node: &'a YamlNode,
    prefixes: &[(&str, IdKind)],
) -> Option<String> {
    let written = decoder.line(node, key)?;
    if decoder.in_word_quotes(node, &written) {
        return None;
    }
    let given = decoder.given();
    if let Some(number) = given.number(&written) {
        return Some(number.to_owned());
    }
    let entries = || given.ids(IdKind::Example).chain(given.ids(IdKind::Answer));
    let mut prefixed = prefixes.iter();
    let prefixed = prefixed.find_map(|(prefix, kind)| Some((written.strip_prefix(prefix)?, *kind)));
    let known = match prefixed {
        Some((id, kind)) => given.ids(kind).any(|known| known == id),
        None => {
            entries().any(|id| id == written)
                || given.background_label.as_deref() == Some(written.as_str())
        }
    };
    if known {
        return Some(written);
    }
    if NAMED.into_iter().any(|kind| given.incomplete(kind)) {
        decoder.findings.withheld += 1;
        return Some(written);
    }
    let hint = match prefixed {
        Some((id, kind)) => suggest::hint(id, given.ids(kind), NAMES),
        None => given.place_hint(&written, entries(), NAMES),
    };
    let message = format!("eine Stelle `{written}` gibt es nicht");
    decoder.fault_hinting(Code::Dangling, &node.range, message, hint);
    None
}
