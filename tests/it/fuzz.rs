//! Random input through whole stretches of the way: from the raw update to the finished calls, from Markdown to what
//! Telegram shows, from the socket to the webhook's answer.
//!
//! The single parts have their own properties where they live: updates and JSON (`telegram/updates.rs`, `json.rs`),
//! action data (`conversation/value/action.rs`), conversation (`conversation/transcripts/nowhere.rs`), YAML
//! (`knowledge/tests/foreign.rs`), texts (`text/`), stored sessions and calls (`sessions/sqlite/stored.rs`), settings
//! (`operations/settings/file.rs`). `PROPTEST_CASES=100000` raises the number of cases of all of them.

use std::collections::HashSet;
use std::path::Path;
use std::sync::LazyLock;

use fake_bot_api::entities::{self, ParseMode};
use lotse::answer::Library;
use lotse::conversation::{Moment, Session, offer, respond_from};
use lotse::knowledge;
use lotse::service::inbound::UpdateKind;
use lotse::telegram::addressing::BotIdentity;
use lotse::telegram::{Call, render, updates};
use lotse::text::{html, markdown, split};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::telegram_webhook::{Hooked, SECRET};

/// So many cases of the usual 256; `PROPTEST_CASES` raises them in proportion.
fn cases(usual: u32) -> ProptestConfig {
    let asked = ProptestConfig::default().cases;
    ProptestConfig {
        cases: asked.saturating_mul(usual) / 256,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
    let guide = knowledge::load(&folder).unwrap().guide.unwrap();
    Library::in_memory(guide).unwrap()
});

/// Lets updates of one chat come one after another; returns all calls that come of them.
fn answer(happened: &[Value]) -> Vec<Call> {
    let bot = BotIdentity {
        id: 42,
        name: "LotseBot".to_owned(),
        inline: true,
    };
    let mut session = Session::default();
    let mut calls = Vec::new();
    for update in happened {
        let UpdateKind::Happened(inbound) = updates::read(update, &bot).what else {
            panic!("{update}");
        };
        let (next, replies) = respond_from(&*LIBRARY, session, &inbound.event, Moment(7));
        session = next;
        calls.extend(render::render(&replies, &inbound.origin, &bot));
    }
    let stored = serde_json::to_vec(&session).unwrap();
    // Notes are kept beside it.
    let mut read: Session = serde_json::from_slice(&stored).unwrap();
    read.project.notes = session.project.notes.clone();
    assert_eq!(read, session);
    calls
}

/// Fails unless Telegram would take it.
pub(crate) fn check(call: &Call) {
    for key in ["text", "caption"] {
        let Some(text) = call.body[key].as_str() else {
            continue;
        };
        let shown = match call.body["parse_mode"].as_str() {
            Some(_) => entities::parse(text, ParseMode::Html).unwrap().text,
            None => text.to_owned(),
        };
        let most = if key == "text" { 4096 } else { 1024 };
        let length = entities::utf16_length(&shown);
        assert!(
            length <= most && !shown.trim().is_empty(),
            "{length}: {text}"
        );
    }
    let rows = call.body["reply_markup"]["inline_keyboard"].as_array();
    for button in rows
        .into_iter()
        .flatten()
        .filter_map(Value::as_array)
        .flatten()
    {
        assert!(
            !button["text"].as_str().unwrap().trim().is_empty(),
            "{button}"
        );
        if let Some(data) = button["callback_data"].as_str() {
            assert!((1..=64).contains(&data.len()), "{button}");
        }
    }
}

fn message(text: &str) -> Value {
    json!({ "update_id": 1, "message": {
        "message_id": 1, "date": 1_700_000_000, "text": text,
        "chat": { "id": 5, "type": "private", "first_name": "A" },
        "from": { "id": 5, "is_bot": false, "first_name": "A" },
    } })
}

fn tap(data: &str) -> Value {
    json!({ "update_id": 1, "callback_query": {
        "id": "1", "chat_instance": "1", "data": data, "from": { "id": 5, "is_bot": false, "first_name": "A" },
        "message": message("A")["message"],
    } })
}

/// Texts that fit a pattern.
fn like(pattern: &str) -> impl Strategy<Value = String> + use<> {
    prop::string::string_regex(pattern).unwrap()
}

/// Texts, links into the guide and taps, sensible or not.
fn any_update() -> impl Strategy<Value = Value> {
    const ID: &str = "(idee|vorbereitung|genehmigung|versorgung|danach|lindenau|zettel|antrag|film|formular|haushalte|einladung|musik|tag|ja|[a-z0-9-]{1,24})";
    prop_oneof![
        any::<String>().prop_map(|text| message(&text)),
        "(/[a-z]{0,9} ?)?([a-zäöüß<>&\"*_\u{202e}\u{0}\u{200d}\n]{0,9} ?){0,40}".prop_map(|text| message(&text)),
        "/start [A-Za-z0-9_-]{0,70}".prop_map(|text| message(&text)),
        like(&format!("/start ([pxwbq]_)?{ID}")).prop_map(|text| message(&text)),
        "(weiter|zurück|mehr|merken|merkliste|aufgaben|entscheidungen|ja|15\\.3\\.|material|übersicht|beispiele [a-z]{0,9}|[0-9]{1,20} (erledigt|offen)|schritt [0-9.]{1,20})"
            .prop_map(|text| message(&text)),
        like(&format!("1[a-zA-Z0-3]{ID}?(\\.{ID}?(\\.[0-9a-z]{{0,4}}){{0,2}})?")).prop_map(|data| tap(&data)),
        any::<String>().prop_map(|data| tap(&data)),
    ]
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn whatever_comes_leads_to_calls_that_telegram_takes(happened in prop::collection::vec(any_update(), 1..8)) {
        answer(&happened).iter().for_each(check);
    }

    #[test]
    fn whatever_is_typed_behind_the_bots_name_offers_what_can_be_posted(
        typed in "(beispiele? |begriffe ?|schritt )?([a-zäöüß<>&\"*_\u{202e}\u{0}0-9.]{0,9} ?){0,8}([pxwbq]_[a-z0-9-]{0,24})?",
        offset in "(|0|20|40|-1|[0-9]{1,7}|.{1,4})",
    ) {
        let offer = offer(&*LIBRARY, &typed, &offset);
        prop_assert!(offer.articles.len() <= 20);
        let links: HashSet<String> = offer.articles.iter().map(|article| article.visit.link.encode()).collect();
        prop_assert_eq!(links.len(), offer.articles.len());
        for article in offer.articles {
            let shown = entities::parse(&html::render(&article.text), ParseMode::Html).unwrap().text;
            let length = entities::utf16_length(&shown);
            prop_assert!(length <= 4096 && !shown.trim().is_empty(), "{length}: {shown}");
            prop_assert!(!article.title.trim().is_empty() && article.query.chars().count() <= 256);
        }
    }

    #[test]
    fn what_editors_write_is_refused_or_shown_whole_within_the_limits(
        source in "([a-zäß&<>\"';:/ ]{0,12}|\\*{1,3}|_|`|\\[[a-z]{0,5}\\]\\((https?|tg|mailto|javascript|data|file)?:?/{0,2}[a-z.@?=&\"']{0,9}\\)|\n{1,2}(- |1\\. |# |> )?|<[a-z/]{1,6}>|&[a-z]{2,4};|👨\u{200d}👩|\u{202e}|\\\\){0,60}",
        limit in split::SMALLEST_LIMIT..4096,
    ) {
        let Ok(text) = markdown::parse(&source) else { return Ok(()) };
        let whole = entities::parse(&html::render(&text), ParseMode::Html);
        prop_assert!(whole.is_ok(), "{whole:?}");
        for piece in split::split(&text, limit) {
            let html = html::render(&piece);
            for address in html.split("href=\"").skip(1) {
                let scheme = address.split(':').next().unwrap_or_default();
                prop_assert!(["http", "https", "tg", "mailto"].contains(&scheme), "{html}");
            }
            let shown = entities::parse(&html, ParseMode::Html);
            prop_assert!(shown.as_ref().is_ok_and(|shown| entities::utf16_length(&shown.text) <= limit), "{shown:?}");
        }
    }
}

/// A request as it goes over the wire, and what must come back.
#[derive(Debug)]
struct Request {
    head: String,
    body: Vec<u8>,
    expected: u16,
}

fn any_request() -> impl Strategy<Value = Request> {
    let method = prop_oneof![8 => Just("POST"), 1 => Just("GET"), 1 => Just("PUT"), 1 => Just("DELETE"), 1 => Just("BREW")];
    let path = prop_oneof![8 => Just("/lotse"), 1 => Just("/"), 1 => Just("/lotse/"), 1 => Just("//lotse"), 1 => Just("/%6cotse")];
    let secret = prop_oneof![
        6 => Just(Some(SECRET.to_owned())),
        1 => Just(None),
        1 => "[ -~]{0,40}".prop_map(Some),
        1 => (0..SECRET.len()).prop_map(|length| Some(SECRET[..length].to_owned())),
        1 => "[ä\u{202e}]{1,9}".prop_map(Some),
    ];
    let kind = prop_oneof![
        Just(""),
        Just("Content-Type: application/json\r\n"),
        Just("Content-Type: text/html; charset=utf-16\r\n"),
        Just("Content-Type: multipart/form-data\r\nContent-Encoding: gzip\r\n"),
    ];
    let body = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..300),
        any_update().prop_map(|update| update.to_string().into_bytes()),
        (any_update(), any::<prop::sample::Index>(), any::<u8>()).prop_map(|(update, at, byte)| {
            let mut bytes = update.to_string().into_bytes();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            bytes
        }),
        (262_000..263_000_usize).prop_map(|length| vec![b'[', b' ']
            .into_iter()
            .cycle()
            .take(length)
            .collect()),
        (0..200_000_usize).prop_map(|depth| vec![b'{'; depth]),
    ];
    (method, path, secret, kind, body, 0..5000_usize).prop_map(|(method, path, secret, kind, body, chunk)| {
        let expected = match () {
            () if path != "/lotse" => 404,
            () if method != "POST" => 405,
            () if secret.as_deref().map(str::trim) != Some(SECRET) => 401,
            () if body.len() > 256 << 10 => 413,
            () => 200,
        };
        let secret = secret.map(|secret| format!("X-Telegram-Bot-Api-Secret-Token: {secret}\r\n"));
        let (length, body) = match chunk {
            0..50 => (format!("Content-Length: {}\r\n", body.len()), body),
            size => ("Transfer-Encoding: chunked\r\n".to_owned(), in_chunks(&body, size)),
        };
        let secret = secret.unwrap_or_default();
        let head = format!("{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{secret}{kind}{length}\r\n");
        Request { head, body, expected }
    })
}

fn in_chunks(body: &[u8], size: usize) -> Vec<u8> {
    let mut chunked = Vec::new();
    for chunk in body.chunks(size) {
        chunked.extend(format!("{:x}\r\n", chunk.len()).bytes());
        chunked.extend(chunk);
        chunked.extend(b"\r\n");
    }
    chunked.extend(b"0\r\n\r\n");
    chunked
}

/// The status of the answer; none if the connection broke before it came.
async fn send(hooked: &Hooked, request: &Request) -> Option<u16> {
    let mut stream = TcpStream::connect(hooked.address).await.unwrap();
    // Who is refused may be cut off while still writing.
    let _ = stream.write_all(request.head.as_bytes()).await;
    let _ = stream.write_all(&request.body).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer);
    answer.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()
}

#[test]
fn whatever_knocks_at_the_webhook_hears_what_it_should_and_people_are_still_answered() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let hooked = runtime.block_on(Hooked::start());
    let knocked = TestRunner::new(cases(150)).run(&any_request(), |request| {
        let status = runtime.block_on(send(&hooked, &request));
        let is_cut_off = status.is_none() && request.expected != 200;
        prop_assert!(is_cut_off || status == Some(request.expected), "{status:?}");
        Ok(())
    });
    knocked.unwrap();
    runtime.block_on(async {
        let erika = hooked.bot.api.private_chat("Erika");
        assert_eq!(erika.says("eins").await.text(), "1: Text(\"eins\")");
        hooked.bot.stop().await.unwrap();
    });
}
