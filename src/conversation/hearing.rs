//! What typed text means: one input box for commands, button labels, places, ticks and questions.
//!
//! Only a text that *is* a command counts as one. Whatever holds more than that, or a question mark, is a question:
//! "weiter" goes on, "wie geht es weiter nach schritt 3?" is asked. The order of the stages is the order of
//! [`hear`]: the label of a button last offered, yes or no where it was asked, ticks, a place that is done with, the
//! number of an entry in the list last shown, places, the beginning of a label, single words (then without what
//! politeness puts around them, then through a slip of the fingers), words for an open prompt, and then a question.

mod naming;

use crate::answer;
use crate::german::speller;
use crate::knowledge::{ExampleId, Guide};

pub(super) use self::naming::{just_a_town, named_in, place, wanted_examples};
use super::action::{Action, Selection};
use super::feedback::Verdict;
use super::session::{Prompt, Session};

/// What a typed text means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Heard {
    /// What a button or a command does.
    Act(Action),
    /// Goes on to the next place.
    Next,
    /// Goes back to the place before.
    Back,
    /// What `/start` does.
    Start,
    /// Something about the place where one is.
    Here(Here),
    /// Ticks by number; no number means all.
    Ticks {
        /// Which, as the person counts.
        numbers: Vec<usize>,
        /// The state they shall have.
        done: bool,
    },
    /// A verdict on the last answer.
    Judged(Verdict),
    /// Searches examples by these words.
    Words(String),
    /// Yes or no where nothing was asked.
    Unasked,
    /// A question.
    Question(String),
}

/// What can be shown of the place where one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Here {
    /// The place itself.
    Itself,
    /// Its tasks.
    Tasks,
    /// What it holds beyond its opening.
    Rest,
    /// Its materials.
    Materials,
    /// Where it sends its readers.
    References,
}

/// Decides what a typed text means.
pub(super) fn hear(guide: &Guide, session: &Session, text: &str) -> Heard {
    let words = fold(text);
    let asks = text.contains('?');
    if let Some(action) = offered(session, |label| label == words) {
        return Heard::Act(action);
    }
    if asks || words.is_empty() {
        return Heard::Question(text.to_owned());
    }
    let prompt = session.prompt.map(|(prompt, _)| prompt);
    let plain = without_fillers(&words);
    reply_to_prompt(prompt, &words)
        .or_else(|| ticks(&words))
        .or_else(|| done_at(guide, &words).map(Heard::Act))
        .or_else(|| counted(session, &words).map(Heard::Act))
        .or_else(|| place(guide, &words).map(|id| Heard::Act(Action::Open(id))))
        .or_else(|| example(guide, &words).map(|id| Heard::Act(Action::Example(id))))
        .or_else(|| single(session, &words))
        .or_else(|| single(session, &plain))
        .or_else(|| single(session, meant(&plain)?))
        .or_else(|| asks_on(session, text).then_some(Heard::Next))
        .or_else(|| after_the_word(text))
        .or_else(|| (prompt == Some(Prompt::Words)).then(|| Heard::Words(text.trim().to_owned())))
        .unwrap_or_else(|| Heard::Question(text.to_owned()))
}

/// Words in one spelling: lower case, umlauts spelled out, signs as blanks but for points inside numbers.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut chars = text.chars().flat_map(char::to_lowercase).peekable();
    while let Some(c) = chars.next() {
        let in_number = folded.ends_with(|c: char| c.is_ascii_digit())
            && chars.peek().is_some_and(char::is_ascii_digit);
        match c {
            'ä' => folded.push_str("ae"),
            'ö' => folded.push_str("oe"),
            'ü' => folded.push_str("ue"),
            'ß' => folded.push_str("ss"),
            '.' if in_number => folded.push('.'),
            // A combining mark (an umlaut in two characters) or the star of a gender form.
            '\u{308}' => folded.push('e'),
            '*' => {}
            c if c.is_alphanumeric() => folded.push(c),
            _ => folded.push(' '),
        }
    }
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Texts that decide about deleting, and before which the role of the person is looked up in a group.
pub(super) fn may_delete(text: &str) -> bool {
    let words = fold(text);
    YES.contains(&words.as_str())
        || word(&without_fillers(&words)).is_some_and(|heard| {
            matches!(
                heard,
                Heard::Act(Action::Forget { .. } | Action::Anew { .. })
            )
        })
}

const YES: [&str; 8] = [
    "ja",
    "ja bitte",
    "jawohl",
    "ja loeschen",
    "ja alles loeschen",
    "ja neu beginnen",
    "ok",
    "einverstanden",
];
const NO: [&str; 7] = [
    "nein",
    "nein danke",
    "nein behalten",
    "lieber nicht",
    "abbrechen",
    "abbruch",
    "stopp",
];

fn reply_to_prompt(prompt: Option<Prompt>, words: &str) -> Option<Heard> {
    let (yes, no) = (YES.contains(&words), NO.contains(&words));
    Some(match (prompt, yes, no) {
        (Some(Prompt::Forget), true, _) => Heard::Act(Action::Forget { confirmed: true }),
        (Some(Prompt::Anew), true, _) => Heard::Act(Action::Anew { confirmed: true }),
        (Some(Prompt::Forget | Prompt::Anew), _, true) => Heard::Act(Action::Keep),
        _ if ["ja", "nein"].contains(&words) => Heard::Unasked,
        _ => return None,
    })
}

fn ticks(words: &str) -> Option<Heard> {
    let mut numbers: Vec<usize> = Vec::new();
    let mut state: Option<bool> = None;
    let mut all = false;
    let mut negated = false;
    for token in words.split(' ') {
        match token {
            "erledigt" | "fertig" | "abhaken" | "abgehakt" | "geschafft" | "gemacht" | "haken" => {
                state = Some(true);
            }
            "offen" | "oeffnen" | "unerledigt" => state = Some(false),
            "nicht" => negated = true,
            "alle" | "alles" => all = true,
            "aufgabe" | "aufgaben" | "nummer" | "nr" | "ist" | "sind" | "und" | "wieder"
            | "doch" | "noch" | "als" | "bitte" | "habe" | "ich" | "haben" | "wir" | "bei"
            | "an" => {}
            number => numbers.push(number.parse().ok()?),
        }
    }
    let done = state? != negated;
    // Either numbers or "alle"; neither is a sentence about something else.
    (all == numbers.is_empty()).then_some(Heard::Ticks { numbers, done })
}

/// The tasks of a place that somebody says is done with: "wir sind fertig mit 1.1".
fn done_at(guide: &Guide, words: &str) -> Option<Action> {
    const DONE: [&str; 4] = ["fertig", "erledigt", "geschafft", "abgeschlossen"];
    const AROUND: [&str; 9] = [
        "wir", "ich", "sind", "bin", "haben", "habe", "mit", "ist", "jetzt",
    ];
    let tokens = words.split(' ');
    let (done, rest): (Vec<&str>, Vec<&str>) = tokens
        .filter(|token| !AROUND.contains(token))
        .partition(|token| DONE.contains(token));
    let is_place = |number: &&str| number.contains('.') || rest.len() > 1;
    rest.last()
        .filter(|number| done.len() == 1 && is_place(number))?;
    let place = place(guide, &rest.join(" "))?;
    Some(Action::Tasks { place, page: 0 })
}

/// A command without what politeness puts around it: "ok weiter", "dann bitte die übersicht".
fn without_fillers(words: &str) -> String {
    const BEFORE: [&str; 18] = [
        "ok", "okay", "gut", "so", "also", "na", "dann", "jetzt", "und", "nun", "bitte", "super",
        "prima", "mal", "die", "den", "das", "zeig",
    ];
    const BEHIND: [&str; 5] = ["bitte", "jetzt", "mal", "dann", "zeigen"];
    let mut tokens: Vec<&str> = words.split(' ').collect();
    while tokens.len() > 1 && tokens.first().is_some_and(|token| BEFORE.contains(token)) {
        tokens.remove(0);
    }
    while tokens.len() > 1 && tokens.last().is_some_and(|token| BEHIND.contains(token)) {
        tokens.pop();
    }
    tokens.join(" ")
}

/// Whether it is asked what comes next in the walk; after an answer, that follows up on it.
fn asks_on(session: &Session, text: &str) -> bool {
    session.topic.is_none() && session.at.is_some() && answer::asks_what_comes_next(text)
}

/// An example by its id.
fn example(guide: &Guide, words: &str) -> Option<ExampleId> {
    let id = ExampleId::parse(&words.replace(' ', "-")).ok()?;
    guide.example(&id).map(|example| example.id.clone())
}

/// The action of an entry of the list last shown, by its number: "2", "beispiel 2".
fn counted(session: &Session, words: &str) -> Option<Action> {
    let number = words.strip_prefix("beispiel ").unwrap_or(words);
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let begins = format!("{number} ");
    offered(session, |label| label.starts_with(&begins))
}

/// The beginning of a label, or a command: "weiter" is "Weiterblättern" where that is offered.
fn single(session: &Session, words: &str) -> Option<Heard> {
    beginning(session, words)
        .map(Heard::Act)
        .or_else(|| word(words))
}

/// What a word or phrase means that is a command by itself.
pub(super) fn word(words: &str) -> Option<Heard> {
    let action = |action| Some(Heard::Act(action));
    match words {
        "weiter" | "naechste" | "naechster" | "naechster schritt" | "naechste stelle" | "vor"
        | "vorwaerts" | "weitermachen" => Some(Heard::Next),
        "zurueck" | "vorige" | "voriger" | "voriger schritt" | "rueckwaerts" => Some(Heard::Back),
        "start" | "starten" | "anfang" | "von vorn" => Some(Heard::Start),
        "hier" | "wo bin ich" | "wo war ich" | "wo waren wir" | "wo warn wir" | "wo stehe ich"
        | "weiterarbeiten" => Some(Heard::Here(Here::Itself)),
        "aufgaben"
        | "aufgabe"
        | "abhaken"
        | "fertig"
        | "erledigt"
        | "was ist offen"
        | "was ist noch offen"
        | "was fehlt noch"
        | "was fehlt uns noch"
        | "was fehlt mir noch"
        | "was ist noch zu tun"
        | "was muessen wir noch tun"
        | "was muessen wir noch machen" => Some(Heard::Here(Here::Tasks)),
        "mehr" | "mehr lesen" | "weiterlesen" => Some(Heard::Here(Here::Rest)),
        "material" | "materialien" | "links" | "videos" => Some(Heard::Here(Here::Materials)),
        "verweise" | "querverweise" | "siehe auch" => Some(Heard::Here(Here::References)),
        "uebersicht"
        | "schritt"
        | "schritte"
        | "alle schritte"
        | "zur uebersicht"
        | "zurueck zur uebersicht"
        | "schritt fuer schritt"
        | "inhalt"
        | "inhaltsuebersicht" => action(Action::Overview),
        "beispiele" | "beispiel" | "beispiele suchen" | "beispiel suchen" => {
            action(Action::AskForWords)
        }
        "alle beispiele" => action(Action::Examples(Selection::default())),
        "frage" | "frage stellen" | "eine frage" | "ich habe eine frage" => {
            action(Action::AskForQuestion)
        }
        "fortschritt" | "mein fortschritt" | "wie weit sind wir" | "wie weit bin ich"
        | "wo stehen wir" | "wo stehn wir" => action(Action::Progress),
        "hilfreich" | "war hilfreich" | "das war hilfreich" => {
            Some(Heard::Judged(Verdict::Helpful))
        }
        "nicht hilfreich" | "war nicht hilfreich" | "das war nicht hilfreich" => {
            Some(Heard::Judged(Verdict::Unhelpful))
        }
        "fehlt" | "das fehlt" | "fehlt mir" | "als fehlend melden" => {
            Some(Heard::Judged(Verdict::Missing))
        }
        "begriffe" | "glossar" | "alle begriffe" => action(Action::Glossary(0)),
        "hilfe" | "help" | "was ich kann" | "was kannst du" | "was koennen sie" => {
            action(Action::Help)
        }
        "datenschutz" => action(Action::Privacy),
        "meinedaten" | "meine daten" | "meine daten als datei" | "als datei sichern" => {
            action(Action::OwnData)
        }
        "behalten" | "abbrechen" | "abbruch" | "stopp" => action(Action::Keep),
        "loeschen" | "alles loeschen" | "daten loeschen" => {
            action(Action::Forget { confirmed: false })
        }
        "neu beginnen" | "neu anfangen" | "neustart" => action(Action::Anew { confirmed: false }),
        _ => None,
    }
}

/// The word that is a command but for a slip of the fingers: "aufgabn". What deletes is never guessed.
fn meant(word: &str) -> Option<&'static str> {
    const SPOKEN: [&str; 17] = [
        "weiter",
        "zurueck",
        "naechste",
        "uebersicht",
        "schritte",
        "aufgaben",
        "erledigt",
        "beispiel",
        "beispiele",
        "begriffe",
        "glossar",
        "material",
        "materialien",
        "fortschritt",
        "hilfe",
        "start",
        "datenschutz",
    ];
    let mut known = SPOKEN.iter().copied();
    known.find(|known| speller::is_slip(word, known))
}

/// What stands behind "beispiele" or "frage:".
fn after_the_word(text: &str) -> Option<Heard> {
    let text = text.trim();
    let first = text.split_whitespace().next()?;
    let behind = text[first.len()..]
        .trim_start_matches([':', ' ', '\u{a0}'])
        .trim();
    if behind.is_empty() {
        return None;
    }
    // "beispiele dazu" points back to what was asked.
    let points_back = naming::POINTING_BACK.contains(&fold(behind).as_str());
    let first = fold(first);
    match meant(&first).unwrap_or(&first) {
        "beispiel" | "beispiele" if points_back => None,
        "beispiel" | "beispiele" => Some(Heard::Words(behind.to_owned())),
        "frage" => Some(Heard::Question(behind.to_owned())),
        _ => None,
    }
}

/// The action of the first button last offered whose folded label fits.
fn offered(session: &Session, fits: impl Fn(&str) -> bool) -> Option<Action> {
    let button = session
        .offered
        .iter()
        .find(|(label, _)| fits(&fold(label)))?;
    Action::decode(&button.1)
}

/// The action of the one button whose label begins like the text.
fn beginning(session: &Session, words: &str) -> Option<Action> {
    if words.len() < 4 {
        return None;
    }
    // "zurück" is "Zurück zu 1.1" before it is "Zurückblättern".
    let whole = format!("{words} ");
    only(session, |label| label.starts_with(&whole))
        .or_else(|| only(session, |label| label.starts_with(words)))
}

/// The action of a button whose folded label fits, if it is the only one.
fn only(session: &Session, fits: impl Fn(&str) -> bool) -> Option<Action> {
    let mut fitting = session
        .offered
        .iter()
        .filter(|(label, _)| fits(&fold(label)));
    let first = fitting.next()?;
    let action = fitting
        .next()
        .is_none()
        .then(|| Action::decode(&first.1))??;
    // A verdict is never guessed from half a word.
    let is_verdict = matches!(action, Action::Judge { .. });
    (!is_verdict).then_some(action)
}
