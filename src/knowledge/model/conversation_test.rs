//! Conversations that editors write down to see that they go on as they should.
//!
//! They stand beside the guide and are no part of it: what answers never sees them. So they keep where each line
//! stands, for whoever plays them.

use crate::knowledge::codes::Code;
use crate::knowledge::decode::{Decoder, YamlEntry};
use crate::knowledge::keys::IdKind;
use crate::knowledge::source::FileSpan;
use crate::knowledge::source_map::Declared;
use crate::knowledge::yaml::YamlNode;

use super::golden::known_target;

entries! {
    /// One conversation with what is to hold in it.
    pub ConversationTest "Gespräch"
        "Ein Gespräch, das `lotse test` führt, eine Datei je Gespräch: tests/auftrag.yaml. Im Chat nie zu sehen." {
        /// What it is to show.
        always about: String = "was das Gespräch zeigen soll, in einem Satz";
        /// Whether it is had in a group.
        seldom group: Option<bool> as Option<bool> = "true = das Gespräch findet in einer Gruppe statt";
        /// What is typed and tapped, in order.
        always turns: Vec<TestTurn> as Vec<Turn> = "das Gespräch, eine Eingabe nach der anderen";
    } given {
        /// The index of its file.
        file: usize = |decoder: &Decoder| Some(decoder.span(&(0..0)).file);
    };

    /// A turn as it is written: with what is typed or with what is tapped.
    pub(in crate::knowledge) TurnEntry "Eingabe"
        "Eine Eingabe und was danach gelten muss. Sie nennt entweder `say` oder `tap`." {
        /// What is typed.
        often say: Option<Declared> as Option<Wanted> = "was getippt wird, auch mit Tippfehlern oder als /befehl";
        /// The button that is tapped.
        often tap: Option<Declared> as Option<Wanted> = "welcher Knopf gedrückt wird: seine Aufschrift oder ihr Anfang";
        /// How long after the turn before.
        seldom after: Option<i64> as Option<Pause> =
            "wie lange nach der Eingabe davor, etwa 20 minutes, 3 hours, 3 days, 2 weeks";
        /// Whether it is meant for us.
        seldom addressed: Option<bool> as Option<bool> =
            "false = in einer Gruppe nicht an Lotse gerichtet";
        /// Whether nothing may be said.
        seldom silent: Option<bool> as Option<bool> = "true = Lotse sagt dazu nichts, false = Lotse sagt etwas";
        /// What is shown or cited.
        often place: Option<Declared> as Option<WantedPlace> =
            "was gezeigt oder zitiert wird: Nummer oder id einer Stelle, id eines Beispiels oder einer Antwort, term:ID, gap:ID";
        /// Whether nothing may be presented as the answer.
        seldom refused: Option<bool> as Option<bool> =
            "true = nichts darf als Antwort gezeigt werden, false = etwas muss";
        /// Words that must be there.
        often shows: Vec<Declared> as Vec<Wanted> = "Wörter, die zu lesen sein müssen, wie sie dastehen";
        /// Words that must not be there.
        seldom never: Vec<Declared> as Vec<Wanted> = "Wörter, die nicht zu lesen sein dürfen";
        /// Buttons that must be there.
        often buttons: Vec<Declared> as Vec<Wanted> = "Knöpfe, die es geben muss: Aufschrift oder ihr Anfang";
    } check either_typed_or_tapped;
}

/// What is typed or tapped, and what must hold of what is shown then.
#[derive(Debug, Clone, PartialEq)]
pub struct TestTurn {
    /// What is done.
    pub input: TurnInput,
    /// Where the turn stands.
    pub span: FileSpan,
    /// How many seconds pass before it.
    pub after: i64,
    /// Whether it is meant for us; in a group not everything is.
    pub addressed: bool,
    /// Whether nothing may be said, or something must be.
    pub silent: Option<bool>,
    /// What is shown or cited: the number or id of a place, an id of something else.
    pub place: Option<Declared>,
    /// Whether nothing may be presented as the answer.
    pub refused: Option<bool>,
    /// Words that must be there.
    pub shows: Vec<Declared>,
    /// Words that must not be there.
    pub never: Vec<Declared>,
    /// Buttons that must be there.
    pub buttons: Vec<Declared>,
}

/// What a person does in a turn.
#[derive(Debug, Clone, PartialEq)]
pub enum TurnInput {
    /// Types this.
    Say(String),
    /// Taps the button with this label, or the one it begins.
    Tap(String),
}

impl ConversationTest {
    /// Reads a conversation from its file; `None` where it lacks what it must have, which was reported.
    pub(in crate::knowledge) fn read<'a>(
        decoder: &mut Decoder<'a>,
        root: &'a YamlNode,
    ) -> Option<Self> {
        let test: Self = decoder.entry(root)?;
        for turn in test.turns.iter().filter(|turn| !turn.addressed) {
            if test.group != Some(true) {
                let message = "`addressed: false` gibt es nur in einer Gruppe";
                let hint = "schreiben Sie über `turns` die Zeile `group: true`, oder löschen Sie `addressed`";
                decoder.fault_hinting(Code::MissingKey, &turn.span.range, message, hint);
            }
        }
        Some(test)
    }
}

readers! {
    /// A turn.
    Turn => TestTurn: TurnEntry::SHAPE, |decoder, _, _, node| {
        let turn: TurnEntry = decoder.entry(node)?;
        let input = match (turn.say, turn.tap) {
            (Some(said), _) => TurnInput::Say(said.text),
            (None, tapped) => TurnInput::Tap(tapped?.text),
        };
        Some(TestTurn {
            input,
            span: decoder.span(&node.range),
            after: turn.after.unwrap_or_default(),
            addressed: turn.addressed.unwrap_or(true),
            silent: turn.silent,
            place: turn.place,
            refused: turn.refused,
            shows: turn.shows,
            never: turn.never,
            buttons: turn.buttons,
        })
    };

    /// A time that passes, in seconds: a number and what it counts.
    Pause => i64: String::SHAPE, |decoder, _, key, node| {
        let text = decoder.line(node, key)?;
        let seconds = seconds(&text);
        if seconds.is_none() {
            let message = format!("`{key}`: `{text}` ist keine Zeitspanne");
            let hint = "schreiben Sie eine Zahl und `minutes`, `hours`, `days` oder `weeks`, etwa `after: 3 days`";
            decoder.fault_hinting(Code::UnknownWord, &node.range, message, hint);
        }
        seconds
    };

    /// Words of a conversation, with where they stand.
    Wanted => Declared: String::SHAPE, |decoder, _, key, node| {
        let text = decoder.line(node, key)?;
        Some(decoder.declared(node, text, ""))
    };

    /// What golden questions may expect, or a gap; it must exist.
    WantedPlace => Declared: String::SHAPE, |decoder, _, key, node| {
        let text = known_target(decoder, key, node, &[("term:", IdKind::Term), ("gap:", IdKind::Gap)])?;
        Some(decoder.declared(node, text, ""))
    };
}

/// A time in seconds: "3 days".
fn seconds(text: &str) -> Option<i64> {
    const MOST: i64 = 1000;
    let (count, unit) = text.trim().split_once(' ')?;
    let unit = match unit.trim().trim_end_matches('s') {
        "minute" => 60,
        "hour" => 3600,
        "day" => 24 * 3600,
        "week" => 7 * 24 * 3600,
        _ => return None,
    };
    let count = count
        .parse()
        .ok()
        .filter(|count| (1..=MOST).contains(count));
    Some(count? * unit)
}

fn either_typed_or_tapped<'a>(decoder: &mut Decoder<'a>, turn: &YamlEntry<'a>) {
    if turn.has("say") == turn.has("tap") && !turn.broken {
        let message = "Eingabe: entweder `say` oder `tap`, genau eines von beiden";
        let hint =
            "`say: …` ist, was getippt wird, `tap: …` die Aufschrift des Knopfs, der gedrückt wird";
        decoder.fault_hinting(Code::MissingKey, &turn.range, message, hint);
    }
}
