//! Plays a conversation on Telegram and writes down what arrives on the phone.

use std::time::Duration;

use fake_bot_api::entities::EntityKind;
use fake_bot_api::{Chat, Happening, ShownMessage};

use super::{Turn, sentences};

/// Plays the conversation; also returns the lines that say the same at a terminal, where a tap is a number.
pub(super) async fn play(chat: &Chat, talk: &[&str]) -> (Vec<Turn>, Vec<String>) {
    let mut turns = Vec::new();
    let mut typed = Vec::new();
    // The buttons of the last answer that had any, with the messages they stand under.
    let mut offered: Vec<(i32, String)> = Vec::new();
    for line in talk {
        let seen = chat.happenings().len();
        match label(line) {
            Some(begin) => {
                let mut labels = offered.iter();
                let Some(number) = labels.position(|(_, label)| label.starts_with(begin)) else {
                    panic!("no button begins with {line}:\n{}", chat.screen_now());
                };
                let (message, label) = &offered[number];
                let labels: Vec<&str> = offered.iter().map(|(_, label)| label.as_str()).collect();
                typed.push(lotse::terminal::numbers(&labels)[number].to_string());
                chat.taps_on(*message, label).await;
            }
            None => {
                typed.push((*line).to_owned());
                chat.says(line).await;
            }
        }
        is_shown(chat, seen).await;
        let happened = chat.happenings().split_off(seen);
        let buttons: Vec<_> = happened
            .iter()
            .filter_map(message)
            .flat_map(labels)
            .collect();
        if !buttons.is_empty() {
            offered = buttons;
        }
        let said = (*line).to_owned();
        let shown = happened.iter().flat_map(shown).collect();
        turns.push(Turn { said, shown });
    }
    (turns, typed)
}

/// Waits until something of the answer is to be seen: on a busy machine it may come long after the tap is answered.
async fn is_shown(chat: &Chat, seen: usize) {
    for _ in 0..1000 {
        let happened = chat.happenings().split_off(seen);
        if happened
            .iter()
            .any(|happening| !shown(happening).is_empty())
        {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    chat.screen().await;
}

/// What a line taps on, if it does.
fn label(line: &str) -> Option<&str> {
    line.strip_prefix('[')?.strip_suffix(']')
}

fn message(happening: &Happening) -> Option<&ShownMessage> {
    match happening {
        Happening::Sent { message } | Happening::Edited { message } => Some(message),
        _ => None,
    }
}

fn labels(message: &ShownMessage) -> Vec<(i32, String)> {
    let labels = message.labels().into_iter();
    labels.map(|label| (message.id, label.to_owned())).collect()
}

fn shown(happening: &Happening) -> Vec<String> {
    let mut shown = Vec::new();
    if let Happening::TapAnswered { text, .. } = happening
        && !text.is_empty()
    {
        shown.push(format!("(toast: {text})"));
    }
    if let Happening::Edited { .. } = happening {
        shown.push("(edited)".to_owned());
    }
    if let Some(message) = message(happening) {
        shown.extend(sentences(&with_addresses(message)));
        shown.extend(message.media.iter().map(|_| "(picture)".to_owned()));
        shown.extend(message.labels().iter().map(|label| format!("[{label}]")));
    }
    shown
}

/// The text with the addresses behind its links, as a terminal has to show them.
fn with_addresses(message: &ShownMessage) -> String {
    let text: Vec<u16> = message.text.encode_utf16().collect();
    let mut out = String::new();
    let mut written = 0;
    for entity in &message.entities {
        let EntityKind::TextLink(address) = &entity.kind else {
            continue;
        };
        let end = entity.offset + entity.length;
        let linked = String::from_utf16_lossy(&text[entity.offset..end]);
        out += &String::from_utf16_lossy(&text[written..end]);
        written = end;
        if linked != *address {
            out += &format!(" ({address})");
        }
    }
    out + &String::from_utf16_lossy(&text[written..])
}
