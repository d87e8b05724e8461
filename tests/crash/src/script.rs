//! What people do: the same in every run of the same number.
//!
//! A turn is what a person does at once, before looking at the answers: one word, a few in a row, a tap, or a tap by
//! an impatient finger that falls twice. Which button is tapped is chosen among those that are there.

use crate::dice::Dice;

/// The word that must appear in no output, in every question.
pub(crate) const CANARY: &str = "Kanarienvogelfutter";
/// The first name of everybody, which must appear in no output either.
pub(crate) const NAME: &str = "Zephyrine";

const QUESTIONS: [&str; 14] = [
    "wer entscheidet eigentlich über den auftrag",
    "wie finde ich partner",
    "was steht in schritt 4",
    "wie binden wir eltern ein",
    "gibt es beispiele aus herne",
    "und in castrop",
    "was ist ein bildungsbüro",
    "wie viel zeit braucht die bestandsaufnahme",
    "müssen schulen mitmachen",
    "was kostet das",
    "1.2",
    "wie wird evaluiert",
    "federführung",
    "welche rolle hat die politik",
];

const WORDS: [&str; 19] = [
    "weiter",
    "zurück",
    "weiter",
    "übersicht",
    "weiter",
    "1 erledigt",
    "/fortschritt",
    "aufgaben",
    // A note is the person's own word: it must appear in no output either.
    "notiz: Kanarienvogelfutter bestellen",
    "/notizen",
    "2 bis 15.03.",
    "/beispiele herne",
    "merken",
    "merkliste",
    "/entscheidungen",
    "1 macht das Jugendamt",
    // A second project, and back; one has the notes and ticks of the other no more.
    "neues projekt Zwei",
    "projekt 1",
    // Decides where a decision is on the screen.
    "ja",
];

/// What belongs together: each word comes after the answer to the one before. What is written down, decided, due, kept or
/// handed out this way must be there in the end, once.
const AFFAIRS: [&[&str]; 7] = [
    &["1.1", "notiz: Kanarienvogelfutter bestellen", "/notizen"],
    &["/entscheidungen", "1", "ja"],
    &["/entscheidungen", "2", "Kanarienvogelfutter nach Bedarf"],
    &["1.1", "2 bis 15.03.2031", "1.2 bis 15.03.2031"],
    &["/beispiele bochum", "1", "merken"],
    &["/export", "1", "nur text"],
    &["/export", "2", "word-datei"],
];

/// What everybody does last, at once: they look at all that they left.
pub(crate) const LAST: [Deed; 4] = [
    Deed::Says("/notizen"),
    Deed::Says("/entscheidungen"),
    Deed::Says("fristen"),
    Deed::Says("merkliste"),
];

/// What is still to be said of an affair.
pub(crate) type Affair = std::slice::Iter<'static, &'static str>;

/// What somebody does, before it is known what is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    /// Types this.
    Says(&'static str),
    /// Asks this.
    Asks(&'static str),
    /// Taps the button of this number, counted round and round, as often.
    Taps { roll: u64, times: u8 },
}

/// How much of what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mix {
    /// Taps in a hundred turns.
    pub(crate) taps: u64,
    /// Questions in a hundred turns.
    pub(crate) questions: u64,
    /// Affairs that begin in a hundred turns.
    pub(crate) affairs: u64,
    /// Whether people do several things at once.
    pub(crate) hasty: bool,
}

impl Mix {
    /// As people are: some hasty, most tap.
    pub(crate) const USUAL: Self = Self {
        taps: 50,
        questions: 25,
        affairs: 15,
        hasty: true,
    };
    /// For load: seven taps to three questions.
    pub(crate) const LOAD: Self = Self {
        taps: 70,
        questions: 30,
        affairs: 0,
        hasty: false,
    };

    /// What a person does next who may have an affair under way.
    pub(crate) fn goes_on(self, dice: &mut Dice, affair: &mut Affair) -> Vec<Deed> {
        if affair.len() == 0 && dice.below(100) < self.affairs {
            *affair = dice.pick(&AFFAIRS).iter();
        }
        match affair.next() {
            Some(word) => vec![Deed::Says(word)],
            None => self.turn(dice),
        }
    }

    /// What a person does next.
    pub(crate) fn turn(self, dice: &mut Dice) -> Vec<Deed> {
        let kind = dice.below(100);
        let word = Deed::Says(dice.pick(&WORDS));
        let question = Deed::Asks(dice.pick(&QUESTIONS));
        let roll = dice.roll();
        let haste = self.hasty && dice.below(10) == 0;
        let times = if haste { 2 } else { 1 };
        if kind < self.taps {
            vec![Deed::Taps { roll, times }]
        } else if haste {
            vec![word, question, Deed::Says(dice.pick(&WORDS))]
        } else if kind < self.taps + self.questions {
            vec![question]
        } else {
            vec![word]
        }
    }
}
