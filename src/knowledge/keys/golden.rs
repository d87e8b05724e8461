//! Golden questions, and the lines of deciding drawn on them.

use super::{Block, REFUSALS, Shape, always, often, seldom, words};

pub(in crate::knowledge) static QUESTIONS: Block = Block {
    what: "questions.yaml",
    about: "Prüffragen für `lotse eval`; im Chat nie zu sehen.",
    keys: &[
        often(
            "floors",
            Shape::Block(&FLOORS),
            "Werte, die nicht unterschritten werden sollen, als Anteile",
        ),
        always("questions", Shape::Blocks(&QUESTION), "die Prüffragen"),
    ],
};

pub(in crate::knowledge) static CALIBRATION: Block = Block {
    what: "calibration.yaml",
    about: "Ab wann Lotse antwortet. Schreibt `lotse eval --calibrate`; bitte nicht von Hand ändern.",
    keys: &[
        always(
            "answer",
            Shape::Share,
            "ab dieser Sicherheit wird etwas als Antwort gezeigt",
        ),
        always(
            "theme",
            Shape::Share,
            "unter dieser Sicherheit gilt eine Frage als fremdes Thema",
        ),
        always(
            "sure",
            Shape::Share,
            "unter dieser Sicherheit steht ein Vorbehalt dabei",
        ),
        always(
            "of",
            Shape::Line,
            "Prüfsumme der Inhalte und Prüffragen, aus denen gerechnet wurde",
        ),
    ],
};

pub(in crate::knowledge) static FLOORS: Block = Block {
    what: "floors",
    about: "Unter diesen Werten gilt die Prüfung als nicht bestanden.",
    keys: &[
        often(
            "hit_at_1",
            Shape::Share,
            "die richtige Stelle ist der erste Treffer",
        ),
        often("hit_at_3", Shape::Share, "sie ist unter den ersten drei"),
        often("mrr", Shape::Share, "mittlerer Kehrwert des Rangs"),
        often("refused_off_topic", Shape::Share, "Fremdes wird abgelehnt"),
        often(
            "refused_absent",
            Shape::Share,
            "was fehlt, wird nicht beantwortet",
        ),
        seldom(
            "refused_unknown_step",
            Shape::Share,
            "unbekannte Schritte werden als solche genannt",
        ),
        seldom(
            "refused_unknown_town",
            Shape::Share,
            "unbekannte Orte werden als solche genannt",
        ),
        often(
            "wrong_refusals",
            Shape::Share,
            "zu Unrecht abgelehnt; hier ist weniger besser",
        ),
    ],
};

pub(in crate::knowledge) static QUESTION: Block = Block {
    what: "Frage",
    about: "Eine Prüffrage. Sie nennt entweder `places` oder `refuse`.",
    keys: &[
        always(
            "ask",
            Shape::Line,
            "die Frage, wie Menschen sie tippen; keine der Frageformen",
        ),
        often(
            "places",
            Shape::Lines,
            "eine davon ist richtig: Nummer, id eines Beispiels, term:ID oder Name des Hintergrunds",
        ),
        seldom(
            "refuse",
            Shape::Word(&words(&REFUSALS)),
            "warum keine Antwort richtig ist",
        ),
    ],
};
