//! People who wander at random through buttons and words, over HTTP: no call is refused, nothing they see is a dead end
//! or taller than a phone can bear, and the way back shows what stood there before.
//!
//! `LOTSE_WALK_STEPS` says how many steps they take together; the same seed takes the same steps.

use std::time::Duration;

use fake_bot_api::{Chat, FakeBotApi, Rates, Screen, ShownButton, ShownMessage};

use lotse::conversation::ProjectCode;

use crate::screens::{CODE, Seeded, WIDTH};
use crate::shipped;

/// How many people wander at once.
const PEOPLE: u64 = 8;

/// How many steps one chat lasts; then they begin anew in another.
const WALK: usize = 100;

/// How many steps they take together where nothing else is said.
const STEPS: usize = 600;

/// How many lines of a phone a screen has at most that takes the place of another; and an answer, which has a quote of at
/// most 600 characters with what else was found.
const TALLEST: (usize, usize) = (30, 48);

/// What they type between taps: commands, questions and slips, thanks and trouble.
pub(crate) const WORDS: &[&str] = &[
    "weiter",
    "zurück",
    "2",
    "2 erledigt",
    "die zweite erledigt",
    "1.2 aufgabe 1 erledigt",
    "lösch die letzte",
    "2.7 bis freitag",
    "nr 3",
    "das letzte",
    "aufgaben",
    "mehr",
    "übersicht",
    "was ist noch offn",
    "beispiele elterncafé",
    "bsp mülheim",
    "wer entscheidet übern auftrag",
    "und in bochum?",
    "1.2",
    "schritt 6",
    "begriffe",
    "was heißt rbb",
    "danke dir",
    "nein",
    "versteh nur bahnhof",
    "asdf",
    "ansicht",
    "/datenschutz",
    "notiz: Frau Öz fragen, am 15. März",
    "/notiz",
    "notizen",
    "2 bis ende märz",
    "frist 1 löschen",
    "fristen",
    "kalenderdatei",
    "/export",
    "projektstand als word",
    "nur text",
    "/meinedaten",
    "erinnerungen",
    "erinnere mich am freitag an 1.2",
    "einen tag vorher erinnern",
    "jeden montag erinnern",
    "entscheidungen",
    "was müssen wir entscheiden",
    "das bildungsbüro",
    "15.3.2027",
    "ja",
    "merken",
    "merkliste",
    "/neues",
    "/qr",
    "vergleiche bochum und mülheim",
    "abbrechen",
    "/fortschritt",
    "neues projekt Schule am Park",
    "projekt",
    "projekt 1",
    "projekt umbenennen",
    "1 macht das Jugendamt",
    "zuständig",
    "2 übernimmt Peter",
    "projekt übergeben",
    CODE,
];

#[tokio::test(flavor = "multi_thread")]
async fn whoever_wanders_never_gets_lost() {
    let steps = std::env::var("LOTSE_WALK_STEPS").map(|steps| steps.parse().expect("a number"));
    let each = steps.unwrap_or(STEPS) / PEOPLE as usize;
    let api = FakeBotApi::builder()
        .rates(Rates::off())
        .quiet(Duration::from_millis(20))
        // The first answer waits for the index, and a busy machine for everything.
        .patience(Duration::from_secs(90))
        .start()
        .await
        .unwrap();
    let _lotse = shipped::Served::to(&api);
    let walks = (1..=PEOPLE).map(|person| {
        let api = api.clone();
        tokio::spawn(async move {
            for walk in 0..each.div_ceil(WALK) {
                let seed = person + PEOPLE * walk as u64;
                let chat = api.private_chat(&format!("Wanderer {seed}"));
                wanders(&api, chat, seed, WALK.min(each - walk * WALK)).await;
            }
        })
    });
    for walk in walks.collect::<Vec<_>>() {
        walk.await.expect("nobody got lost");
    }
    assert_eq!(api.malformed_calls(), []);
    let calls = api.calls();
    let mut refused = calls.iter().filter(|call| call.status != Some(200));
    let other = refused.find(|call| !call.answer.to_string().contains("message is not modified"));
    assert_eq!(other, None, "refused");
}

/// One person's steps.
async fn wanders(api: &FakeBotApi, chat: Chat, seed: u64, steps: usize) {
    let mut chance = Seeded(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let mut screen = chat.says("/start").await;
    let mut code: Option<String> = None;
    for step in 0..steps {
        let before = screen.last().cloned().expect("something is always shown");
        let taps: Vec<&ShownButton> = before
            .buttons
            .iter()
            .flatten()
            .filter(|button| button.data.is_some())
            .collect();
        let tap = (chance.below(4) > 0).then(|| taps.get(chance.below(taps.len())));
        let (next, did) = match tap.flatten() {
            Some(button) => {
                let next = chat.taps_on(before.id, &button.label).await;
                (next, format!("[{}]", button.label))
            }
            None => match (WORDS[chance.below(WORDS.len())], code.take()) {
                // It is of use in another chat only; there it works once.
                (CODE, Some(code)) if chance.below(2) == 0 => {
                    let other = api.private_chat(&format!("Zweiter Chat {seed}"));
                    screen = moves(&chat, &other, &code).await;
                    continue;
                }
                (CODE, known) => {
                    let known = known.unwrap_or(CODE.to_owned());
                    (chat.says(&known).await, known)
                }
                (word, known) => {
                    code = known;
                    (chat.says(word).await, word.to_owned())
                }
            },
        };
        code = code_on(&next).or(code);
        let at = format!("seed {seed}, step {step}: {did}\n{screen}\n---\n{next}");
        let is_new = next.text() != before.text;
        is_sound(&next, &at, !is_new || did.ends_with("zur Antwort]"));
        // What is said once cannot be gone back to: it is no edit, or offers to begin anew. From tasks to their place is
        // itself the way back.
        let is_said_once = !before.is_edited || before.button("Was ich kann").is_some();
        let rises = before.text.starts_with("Aufgaben");
        // The numbers on a decision are its answers.
        let decides = before.text.contains("Entscheidung zu");
        let leaves = is_left_by(&did) && !is_said_once && !rises && !decides;
        screen = match leaves && chance.below(2) == 0 {
            true => goes_back(&chat, &before, next, &at).await,
            false => next,
        };
    }
}

/// The last code that can be read on a screen.
fn code_on(screen: &Screen) -> Option<String> {
    let mut messages = screen.messages.iter().rev();
    let code = messages.find_map(|shown| ProjectCode::in_text(&shown.text))?;
    Some(code.written())
}

/// Gives a code in another chat; what the first shows then.
async fn moves(chat: &Chat, other: &Chat, code: &str) -> Screen {
    let there = other.says(code).await;
    is_sound(&there, &format!("{code}\n{there}"), true);
    let arrives = there.text().contains("ist jetzt hier");
    let has_left = |screen: &Screen| screen.text().contains("umgezogen");
    while arrives && !has_left(&chat.screen_now()) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let screen = chat.screen_now();
    is_sound(
        &screen,
        &format!("{code} is given elsewhere\n{screen}"),
        true,
    );
    screen
}

/// Whether a step does nothing but go to another screen.
fn is_left_by(did: &str) -> bool {
    let goes = [
        "[Abschnitt",
        "[Aufgaben",
        "[Beispiel",
        "[1 ",
        "[2 ",
        "[Begriff",
    ];
    let stays = [
        "abhaken",
        "wieder öffnen",
        "merken",
        "streichen",
        "erledigt",
    ];
    goes.iter().any(|begins| did.starts_with(begins))
        && !stays.iter().any(|word| did.contains(word))
}

/// The newest message can be read on a phone and leads on.
#[track_caller]
fn is_sound(screen: &Screen, at: &str, is_answer: bool) {
    let shown = screen
        .last()
        .unwrap_or_else(|| panic!("nothing is shown: {at}"));
    if shown.media.is_some() {
        return;
    }
    assert!(!shown.buttons.is_empty(), "a dead end: {at}");
    let lines = height(&shown.text);
    let most = match shown.is_edited && !is_answer {
        true => TALLEST.0,
        false => TALLEST.1,
    };
    assert!(lines <= most, "{lines} lines: {at}");
    assert!(
        shown.buttons.iter().all(|row| row.len() <= 2),
        "a wide row: {at}"
    );
}

/// Takes the way back and finds what stood there before.
async fn goes_back(chat: &Chat, before: &ShownMessage, there: Screen, at: &str) -> Screen {
    let shown = there.last().expect("something is shown");
    let labels = shown.labels();
    let Some(back) = labels.iter().find(|label| label.starts_with("Zurück z")) else {
        return there;
    };
    if shown.text == before.text || shown.media.is_some() {
        return there;
    }
    let again = chat.taps_on(shown.id, back).await;
    // What is said only once above or below it is not said again.
    let heading = again.text().lines().next().unwrap_or_default();
    let stood_there = before.text.lines().any(|line| line == heading);
    assert!(stood_there, "{back} leads to {heading:?} after {at}");
    again
}

/// How many lines a text has on a phone.
fn height(text: &str) -> usize {
    let of_line = |line: &str| line.chars().count().div_ceil(WIDTH).max(1);
    text.lines().map(of_line).sum()
}
