//! One conversation over the whole stack, twice: through the terminal chat and through Telegram over HTTP. Both say
//! the same words and offer the same buttons.
//!
//! Both are written down in one form ([`Turn`]). What may differ is left out of it: where lines wrap, how buttons stand
//! in rows, marks for bold. What must not differ is in it: every word and address, labels and their order, pictures,
//! words on a pressed button, and whether a message takes the place of another.

mod telegram;
mod terminal;

use crate::shipped;
use crate::telegram_bot::quick;

/// The conversation. `[…]` taps the first button of the last answer whose label begins so; all else is typed.
const TALK: &[&str] = &[
    "/start",
    // Through the steps, with buttons and with words.
    "[Schritt für Schritt]",
    "[Mit Schritt 1]",
    "[Weiter: 1.1]",
    "[Weiterlesen]",
    "zurück",
    "weiter",
    "weiter",
    "zurück",
    // Ticks, by button and by word.
    "aufgaben",
    "[1 abhaken]",
    "2 erledigt",
    "2 offen",
    "/fortschritt",
    // Questions in the middle of the walk: typos, follow-up, and back.
    "wer endscheidet über den aufrag",
    "[Abschnitt]",
    "wer entscheidet eigentlich über den auftrag",
    "und in castrop?",
    "[Beispiel öffnen]",
    "wie wichtig ist die politik",
    "was kostet das",
    "wie wird das wetter morgen",
    "was steht in schritt 2?",
    "[Weiter: 3]",
    // Examples.
    "[Beispiele]",
    "/beispiele elterncafé",
    "[Eingrenzen]",
    "beispiele mülheim",
    "beispiele waschmaschine",
    // Glossary, materials, references.
    "was heißt rbb",
    "/begriffe",
    "1.2",
    "material",
    "[Weiterblättern]",
    "[Bild]",
    "verweise",
    "schritt 7",
    // What is kept, and that it goes.
    "/datenschutz",
    "[Alles im Einzelnen]",
    "[Weiterblättern]",
    "[Weiterblättern]",
    "[Weiterblättern]",
    "[Weiterblättern]",
    "[Weiterblättern]",
    "/loeschen",
    "[Ja]",
    "/fortschritt",
    // Nonsense.
    "asdfgh",
    "???",
    "/gibtesnicht",
    "danke!",
    "<b>fett</b> & *mehr* _davon_",
    "/hilfe",
];

/// One line of the conversation and what came back.
#[derive(Debug, PartialEq)]
struct Turn {
    said: String,
    /// Sentences, `[labels]`, and in round brackets `(edited)`, `(picture)`, `(toast: …)`.
    shown: Vec<String>,
}

#[tokio::test]
async fn terminal_and_telegram_say_the_same_words() {
    let api = quick().await;
    let _lotse = shipped::Served::to(&api);
    let (received, typed) = telegram::play(&api.private_chat("Erika"), TALK).await;
    let mut received = toasts_first(received);
    // What Telegram reads along is said in Telegram alone: nobody else reads along in a terminal.
    let said = received.iter().map(|turn| turn.shown.len()).sum::<usize>();
    for turn in &mut received {
        turn.shown.retain(|line| !line.contains("Telegram"));
    }
    let kept = received.iter().map(|turn| turn.shown.len()).sum::<usize>();
    assert_eq!(said - kept, 4, "the four sentences of /datenschutz");
    // The number of an entry is the one that the terminal has before each button.
    for line in received.iter_mut().flat_map(|turn| &mut turn.shown) {
        let label = line
            .strip_prefix('[')
            .and_then(|label| label.split_once(' '));
        if let Some((number, rest)) = label
            && number.bytes().all(|sign| sign.is_ascii_digit())
        {
            *line = format!("[{rest}");
        }
    }
    let mut drawn = toasts_first(terminal::read(&shipped::chat(&typed).await, &typed, TALK));
    // On the last page they stand between the page's title and the rest.
    for line in drawn.iter_mut().flat_map(|turn| &mut turn.shown) {
        if let Some(rest) = line.strip_prefix("Datenschutz · Seite 6 von 6 ") {
            *line = rest.to_owned();
        }
    }
    assert!(received == drawn, "{}", difference(&received, &drawn));
    assert_eq!(api.malformed_calls(), []);
}

/// Toasts before what else is shown: they travel in a queue of their own, so when they arrive says nothing.
fn toasts_first(mut turns: Vec<Turn>) -> Vec<Turn> {
    for turn in &mut turns {
        turn.shown.sort_by_key(|line| !line.starts_with("(toast"));
    }
    turns
}

/// The sentences of a text, paragraph by paragraph, so that a difference shows where it is.
fn sentences(text: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    for paragraph in text.split("\n\n") {
        let mut sentence: Vec<&str> = Vec::new();
        for word in paragraph.split_whitespace() {
            sentence.push(word);
            if word.ends_with(['.', '?', '!', ':', ';']) {
                sentences.push(sentence.join(" "));
                sentence.clear();
            }
        }
        if !sentence.is_empty() {
            sentences.push(sentence.join(" "));
        }
    }
    sentences
}

/// The turns that differ, line by line: `-` only Telegram says it, `+` only the terminal.
fn difference(telegram: &[Turn], terminal: &[Turn]) -> String {
    let mut out = String::from("- Telegram, + terminal\n");
    for (one, other) in telegram.iter().zip(terminal) {
        if one == other {
            continue;
        }
        let both = one.shown.iter().zip(&other.shown);
        let head = both.take_while(|(a, b)| a == b).count();
        let rest = one.shown[head..]
            .iter()
            .rev()
            .zip(other.shown[head..].iter().rev());
        let tail = rest.take_while(|(a, b)| a == b).count();
        let mut lines = vec![format!("> {}", one.said)];
        let mut add = |sign: &str, shown: &[String]| {
            lines.extend(shown.iter().map(|line| format!("{sign} {line}")));
        };
        add(" ", &one.shown[..head]);
        add("-", &one.shown[head..one.shown.len() - tail]);
        add("+", &other.shown[head..other.shown.len() - tail]);
        add(" ", &one.shown[one.shown.len() - tail..]);
        out += &(lines.join("\n") + "\n\n");
    }
    out
}

#[test]
fn a_difference_shows_the_lines_around_it() {
    let turn = |shown: &[&str]| Turn {
        said: "weiter".to_owned(),
        shown: shown.iter().map(|line| (*line).to_owned()).collect(),
    };
    let shown = difference(
        &[turn(&["A."]), turn(&["A.", "B.", "[C]"])],
        &[turn(&["A."]), turn(&["A.", "X.", "Y.", "[C]"])],
    );
    assert_eq!(
        shown,
        "- Telegram, + terminal\n> weiter\n  A.\n- B.\n+ X.\n+ Y.\n  [C]\n\n"
    );
}
