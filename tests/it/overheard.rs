//! What a process said, and that it kept to itself what it must not say.
//!
//! Every test that runs the real program lets it write into an [`Overheard`]. At the latest when that is dropped, all
//! of it is searched for the token, for what people of that world wrote, for their names and for the numbers of chats
//! and people. A test that ends well has therefore leaked nothing, whatever it was about.

use std::collections::BTreeSet;
use std::fs::File;
use std::process::Stdio;

use fake_bot_api::FakeBotApi;
use serde_json::Value;

/// Where a process of this world writes its standard output and its log.
pub(crate) struct Overheard {
    api: FakeBotApi,
    file: tempfile::NamedTempFile,
}

impl Overheard {
    /// Prepares to listen to a process that serves this world.
    pub(crate) fn in_world(api: &FakeBotApi) -> Self {
        Self {
            api: api.clone(),
            file: tempfile::NamedTempFile::new().unwrap(),
        }
    }

    /// One end for standard output or standard error.
    pub(crate) fn ear(&self) -> Stdio {
        let end = File::options().append(true).open(self.file.path());
        end.unwrap().into()
    }

    /// Everything that was said so far.
    pub(crate) fn said(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(self.file.path()).unwrap()).into_owned()
    }

    /// The first thing said that belongs to somebody, with the line it stands in.
    fn leak(&self) -> Option<(String, String)> {
        let said = self.said().to_lowercase();
        canaries(&self.api).into_iter().find_map(|canary| {
            let line = said.lines().find(|line| has_word(line, &canary))?;
            Some((canary, line.to_owned()))
        })
    }
}

impl Drop for Overheard {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(self.leak(), None, "this must not be in the output");
        }
    }
}

/// What belongs to the people of a world, and the secret of its bot; in small letters.
fn canaries(api: &FakeBotApi) -> BTreeSet<String> {
    let token = api.token();
    let (bot, secret) = token.split_once(':').unwrap();
    let mut found = BTreeSet::new();
    api.look(|seen| {
        seen.updates()
            .for_each(|update| gather("", update, &mut found))
    });
    found.remove(bot);
    found.insert(secret.to_lowercase());
    found
}

/// Gathers names, texts and numbers; words that are no one's (`/start`, `weiter`) are left out.
fn gather(key: &str, value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) if fields.get("is_bot") == Some(&Value::Bool(true)) => {}
        Value::Object(fields) => fields
            .iter()
            .for_each(|(key, value)| gather(key, value, found)),
        Value::Array(values) => values.iter().for_each(|value| gather(key, value, found)),
        Value::String(text) => {
            let shortest = match key {
                "first_name" | "last_name" | "username" | "title" => 4,
                "text" | "caption" | "query" => 12,
                _ => return,
            };
            let is_command = |line: &&str| line.starts_with('/') && !line.contains(' ');
            let lines = text.lines().map(str::trim).filter(|line| !is_command(line));
            for line in lines.filter(|line| line.len() >= shortest) {
                found.insert(line.to_lowercase());
            }
        }
        Value::Number(number)
            if key == "id" && number.as_i64().is_some_and(|id| id.abs() > 100_000) =>
        {
            found.insert(number.to_string());
        }
        _ => {}
    }
}

/// Tells whether a line holds these words and not just a longer number around them.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let digit = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_digit());
        let is_number = word.ends_with(|sign: char| sign.is_ascii_digit());
        let cut =
            digit(line[..at].chars().next_back()) || digit(line[at + word.len()..].chars().next());
        !(is_number && cut)
    })
}

#[tokio::test]
async fn a_leak_is_found() {
    let api = crate::telegram_bot::quick().await;
    let erika = api.private_chat("Erika Mustermann");
    erika.posts("Wo finde ich den Kanarienvogel?");
    let secret = api.token().split_once(':').unwrap().1.to_owned();
    let leaks = [
        format!("GET /bot4242424242:{secret}/getMe"),
        "no answer for erika mustermann".to_owned(),
        "asked: \"Wo finde ich den Kanarienvogel?\"".to_owned(),
        format!("chat {}", erika.id()),
    ];
    for leak in leaks {
        let overheard = Overheard::in_world(&api);
        std::fs::write(overheard.file.path(), &leak).unwrap();
        assert!(overheard.leak().is_some(), "{leak}");
        std::fs::write(overheard.file.path(), "nichts von ihr: 17000001").unwrap();
    }
}
