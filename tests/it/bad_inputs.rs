//! Everything strange that can reach the bot from outside, as a table: what comes, and what it does about it.
//!
//! One process with the small guide meets all of it over HTTP, each row in a chat of its own. After every row the
//! person of that row asks a normal question and must be answered; nothing may stay undelivered, nothing may be sent
//! that Telegram would refuse, and nothing of it may get into the log (`crate::overheard`).
//!
//! - [`said`]: what people type and send.
//! - [`shaped`]: updates as they are, each as raw JSON in the middle of a batch; also such as Telegram would not send.
//! - [`tapped`]: what a button may claim to carry.
//! - [`answered`]: answers to the bot's own calls that are none.
//!
//! Kept elsewhere: requests to the webhook (`telegram_webhook`, `fuzz`), files of the guide
//! (`src/knowledge/tests/hazards.rs`, `foreign.rs`), settings and secrets (`settings`), the journal's file
//! (`src/sessions/sqlite/tests`). Links carry no rights and buttons no names of people or chats, so there is nothing to
//! forge in them beyond what stands here.

mod rows;

use std::time::Duration;

use fake_bot_api::{Chat, FakeBotApi, Fault, Observed, Rates, Screen};
use serde_json::json;

use self::rows::{answered, said, shaped, tapped};
use crate::process::Process;

/// The normal question, and what its answer says.
const QUESTION: &str = "Brauchen wir eine Erlaubnis?";
const ANSWER: &str = "braucht eine Genehmigung vom Ordnungsamt";

/// No answer takes longer, however busy the machine is.
const LONGEST: Duration = Duration::from_secs(30);

/// What the bot does about it.
#[derive(Debug, Clone, Copy)]
enum Does {
    /// A message says this.
    Says(&'static str),
    /// Nothing is said.
    Nothing,
}

use Does::{Nothing, Says};

#[tokio::test]
async fn whatever_people_send_is_answered_and_a_question_after_it_too() {
    let api = world().await;
    let lotse = Process::start(&api);
    for (name, fields, does) in said() {
        let person = api.private_chat(&format!("Person mit {name}"));
        person.sends_fields(&fields);
        check(&api, &person, name, does).await;
    }
    end(&api, lotse).await;
}

#[tokio::test]
async fn an_update_of_any_shape_harms_neither_its_batch_nor_what_comes_after() {
    let api = world().await;
    let lotse = Process::start(&api);
    api.private_chat("Weckerin").says("/start").await;
    for (number, (name, shape, does)) in shaped().into_iter().enumerate() {
        let person = begun(&api, &format!("Person mit {name}"));
        let neighbours =
            ["davor", "danach"].map(|side| begun(&api, &format!("Nachbarin {side} {name}")));
        let base = 870_500_000 + 10 * number;
        let shape = shape.replace("\"update_id\": 0", &format!("\"update_id\": {}", base + 2));
        let batch = [
            question(base + 1, neighbours[0].id()),
            format!("{{{}}}", shape.replace('$', &person.id().to_string())),
            question(base + 3, neighbours[1].id()),
        ];
        let body = format!("{{\"ok\": true, \"result\": [{}]}}", batch.join(", "));
        api.next_calls("getUpdates", 1, Fault::Says { status: 200, body });
        api.private_chat("Weckerin").posts("/hilfe");
        for neighbour in &neighbours {
            is_answered(&api, neighbour, name, ANSWER).await;
        }
        let offset = i64::try_from(base + 4).unwrap();
        let acknowledged = api.try_wait_for(LONGEST, |seen| {
            seen.calls_of("getUpdates")
                .any(|call| call.params["offset"].as_i64() == Some(offset))
                .then_some(())
        });
        assert!(acknowledged.await.is_some(), "{name} is not acknowledged");
        check(&api, &person, name, does).await;
    }
    end(&api, lotse).await;
}

#[tokio::test]
async fn whatever_a_button_claims_is_answered_and_changes_nothing() {
    let api = world().await;
    let lotse = Process::start(&api);
    for (name, data, does) in tapped() {
        let person = api.private_chat(&format!("Person mit {name}"));
        let start = person.says("/start").await;
        let tap = person.forges_tap(start.last().unwrap().id, &data);
        person.answer_to(&tap, name).await;
        check(&api, &person, name, does).await;
    }
    end(&api, lotse).await;
}

#[tokio::test]
async fn an_answer_of_the_server_that_is_none_costs_nobody_a_message() {
    let api = world().await;
    let lotse = Process::start(&api);
    for (name, body) in answered() {
        let person = api.private_chat(&format!("Person mit {name}"));
        api.next_calls(
            "getUpdates",
            1,
            Fault::Says {
                status: 200,
                body: body.clone(),
            },
        );
        api.next_calls("sendMessage", 1, Fault::Says { status: 200, body });
        person.posts(QUESTION);
        is_answered(&api, &person, name, ANSWER).await;
        assert_eq!(how_often(&person.screen().await, ""), 1, "{name}");
    }
    end(&api, lotse).await;
}

#[tokio::test]
async fn who_taps_as_fast_as_fingers_can_is_answered_every_time() {
    let api = world().await;
    let lotse = Process::start(&api);
    let erika = api.private_chat("Erika");
    let start = erika.says("/start").await.last().unwrap().id;
    let taps: Vec<String> = (0..50).map(|_| erika.forges_tap(start, "1v")).collect();
    api.wait_for(|seen| taps.iter().all(|tap| seen.is_answered(tap)).then_some(()))
        .await;
    check(&api, &erika, "fifty taps", Nothing).await;
    end(&api, lotse).await;
}

#[tokio::test]
async fn ten_pictures_at_once_and_a_hundred_inline_queries_hold_nobody_up() {
    let api = world().await;
    let lotse = Process::start(&api);
    let (erika, ali) = (api.private_chat("Erika"), api.private_chat("Alina"));
    for _ in 0..10 {
        erika.sends_fields(&json!({ "photo": [], "media_group_id": "album" }));
    }
    let queries: Vec<String> = (0..100)
        .map(|n| api.inline_query("Erika", &"wer ".repeat(n)))
        .collect();
    assert!(ali.says(QUESTION).await.text().contains(ANSWER));
    let answered = |seen: &Observed<'_>| {
        queries
            .iter()
            .all(|query| seen.inline_results(query).is_some())
            .then_some(())
    };
    api.wait_for(answered).await;
    check(
        &api,
        &erika,
        "an album",
        Says("Bilder kann ich nicht ansehen."),
    )
    .await;
    end(&api, lotse).await;
}

/// A world that waits for no quiet: what must come is waited for by name.
async fn world() -> FakeBotApi {
    let api = FakeBotApi::builder()
        .rates(Rates::off())
        .quiet(Duration::from_millis(20));
    api.start().await.unwrap()
}

/// A person who has written to the bot before, so that it may write to them.
fn begun(api: &FakeBotApi, name: &str) -> Chat {
    let person = api.private_chat(name);
    person.sends_fields(&json!({ "new_chat_title": "still" }));
    person
}

/// A normal question as an update.
fn question(id: usize, chat: i64) -> String {
    json!({ "update_id": id, "message": {
        "message_id": id, "date": 1_700_000_000, "text": QUESTION,
        "chat": { "id": chat, "type": "private", "first_name": "B" },
        "from": { "id": chat, "is_bot": false, "first_name": "B" },
    } })
    .to_string()
}

/// Looks at what was done about a row, asks a normal question and waits for its answer.
async fn check(api: &FakeBotApi, person: &Chat, name: &str, does: Does) {
    match does {
        Says(words) => is_answered(api, person, name, words).await,
        Nothing => api.settled().await,
    }
    let before = how_often(&person.screen_now(), ANSWER);
    person.posts(QUESTION);
    let answered = api.try_wait_for(LONGEST, |seen| {
        (how_often(&seen.screen(person.id()), ANSWER) > before).then_some(())
    });
    assert!(
        answered.await.is_some(),
        "no answer after {name}:\n{}",
        person.transcript()
    );
}

/// Waits until a message to this person says these words.
async fn is_answered(api: &FakeBotApi, person: &Chat, name: &str, words: &str) {
    let says =
        |seen: &Observed<'_>| (how_often(&seen.screen(person.id()), words) > 0).then_some(());
    let answered = api.try_wait_for(LONGEST, says).await;
    assert!(
        answered.is_some(),
        "{name}: `{words}` does not come:\n{}\n{}",
        person.transcript(),
        api.last_calls()
    );
}

/// How many messages of the bot say these words.
fn how_often(screen: &Screen, words: &str) -> usize {
    let by_bot = screen.messages.iter().filter(|message| message.is_by_bot);
    by_bot
        .filter(|message| message.text.contains(words))
        .count()
}

/// Nothing waits, nothing was sent that could never be right, and the process is well.
async fn end(api: &FakeBotApi, lotse: Process) {
    api.settled().await;
    assert_eq!(api.malformed_calls(), []);
    let ended = lotse.signalled("-TERM").await;
    assert!(ended.status.success(), "{}", ended.said);
    assert!(!ended.said.contains("panicked"), "{}", ended.said);
}
