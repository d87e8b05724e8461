//! Inline mode over HTTP: what is typed behind the bot's name in any chat is answered from the guide, right away, and
//! leads back into the chat with the bot. The fake refuses whatever Telegram would not take.

use std::sync::Arc;

use fake_bot_api::{FakeBotApi, Fault, Observed, Rates as FakeRates};
use lotse::knowledge;
use lotse::service::DeclineReason;
use lotse::telegram::Rates;
use serde_json::{Value, json};

use crate::shipped::{self, Served};
use crate::telegram_bot::{Bot, quick};

/// The call that answered a query.
async fn answer(api: &FakeBotApi, query: &str) -> Value {
    let found = |world: &Observed<'_>| {
        let mut calls = world.calls_of("answerInlineQuery");
        let taken =
            calls.find(|call| call.params["inline_query_id"] == *query && call.status == Some(200));
        taken.map(|call| json!(call.params))
    };
    api.wait_for(found).await
}

fn titles(answer: &Value) -> Vec<&str> {
    let results = answer["results"].as_array().into_iter().flatten();
    results
        .filter_map(|result| result["title"].as_str())
        .collect()
}

#[tokio::test]
async fn examples_are_posted_from_any_chat_and_lead_back() {
    let api = quick().await;
    let _lotse = Served::to(&api);
    let query = api.inline_query("Erika", "elterncafé bochum");
    let answer = answer(&api, &query).await;
    assert!(
        titles(&answer)[0].contains("Beispiel Bochum: "),
        "{:?}",
        titles(&answer)
    );
    assert_eq!(
        (&answer["is_personal"], &answer["cache_time"]),
        (&json!(false), &json!(300))
    );
    let first = &answer["results"][0];
    let text = first["input_message_content"]["message_text"].as_str();
    assert!(text.unwrap().contains("Beispiel Bochum: "), "{first}");
    let url = first["reply_markup"]["inline_keyboard"][0][0]["url"].as_str();
    let payload = url.and_then(|url| url.strip_prefix("https://t.me/lotse_test_bot?start="));
    // Whoever taps it comes to a bot that they never spoke to.
    let max = api.private_chat("Max");
    let screen = max.says(&format!("/start {}", payload.unwrap())).await;
    assert!(screen.text().starts_with("Bochum: "), "{}", screen.text());
    assert_eq!(api.malformed_calls(), []);
}

#[tokio::test]
async fn everything_in_the_guide_can_be_passed_on_and_opened_by_its_link() {
    let guide = knowledge::load(&shipped::knowledge()).unwrap().guide;
    let guide = guide.expect("the shipped guide has no faults");
    let places = guide
        .places
        .iter()
        .map(|place| (format!("p_{}", place.id), &place.title));
    let examples = guide
        .examples
        .iter()
        .map(|example| (format!("x_{}", example.id), &example.title));
    let terms = guide
        .terms
        .iter()
        .map(|term| (format!("w_{}", term.id), &term.term));
    let api = quick().await;
    let _lotse = Served::to(&api);
    let erika = api.private_chat("Erika");
    api.hold_updates();
    let asked: Vec<(String, &String)> = places
        .chain(examples)
        .chain(terms)
        .map(|(link, title)| {
            erika.posts(&format!("/start {link}"));
            (api.inline_query("Erika", &format!("{title} {link}")), title)
        })
        .collect();
    api.release_updates();
    for (query, title) in asked {
        let answer = answer(&api, &query).await;
        let found = titles(&answer);
        assert!(
            found.len() == 1 && found[0].contains(title.as_str()),
            "{found:?} for {title}"
        );
    }
    let screen = erika.screen().await;
    let lost = screen
        .messages
        .iter()
        .find(|message| message.text.starts_with("Der Link führt"));
    assert_eq!(lost, None);
    assert_eq!(api.malformed_calls(), []);
}

#[tokio::test]
async fn before_anything_is_typed_the_steps_are_offered_and_nonsense_leads_into_the_chat() {
    let api = quick().await;
    let _lotse = Served::to(&api);
    let (nothing, nonsense) = (
        api.inline_query("Erika", ""),
        api.inline_query("Erika", "waschmaschine reparieren"),
    );
    assert!(titles(&answer(&api, &nothing).await)[0].starts_with("1 "));
    let nonsense = answer(&api, &nonsense).await;
    assert_eq!(nonsense["results"], json!([]));
    assert_eq!(
        nonsense["button"],
        json!({ "text": "Im Chat fragen", "start_parameter": "q_" })
    );
    let screen = api.private_chat("Erika").says("/start q_").await;
    assert!(
        screen.text().starts_with("Was möchten Sie wissen?"),
        "{}",
        screen.text()
    );
    assert_eq!(api.malformed_calls(), []);
}

#[tokio::test]
async fn a_long_list_is_scrolled_without_gap_and_without_repetition() {
    let api = quick().await;
    let _lotse = Served::to(&api);
    let (mut offset, mut ids) = (String::new(), Vec::new());
    loop {
        let query = api.inline_query_from("Erika", "beispiele", &offset);
        let answer = answer(&api, &query).await;
        let results = answer["results"].as_array().unwrap();
        assert!(results.len() <= 20);
        ids.extend(results.iter().map(|result| result["id"].to_string()));
        offset = answer["next_offset"].as_str().unwrap().to_owned();
        if offset.is_empty() {
            break;
        }
        assert_eq!(results.len(), 20);
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
    assert_eq!(api.malformed_calls(), []);
}

#[tokio::test]
async fn who_types_too_much_gets_nothing_and_is_still_answered_in_the_chat() {
    let bot = Bot::start_as(quick().await, Arc::default(), |options| {
        options.service.quota = 2
    });
    let queries: Vec<String> = ["a", "au", "auf"]
        .iter()
        .map(|typed| bot.api.inline_query("Erika", typed))
        .collect();
    let (second, third) = (
        answer(&bot.api, &queries[1]).await,
        answer(&bot.api, &queries[2]).await,
    );
    assert_eq!(second["is_personal"], json!(false));
    // Nobody else may be shown what only this person gets.
    assert_eq!(
        (
            &third["results"],
            &third["is_personal"],
            &third["cache_time"]
        ),
        (&json!([]), &json!(true), &json!(0))
    );
    assert_eq!(
        bot.metrics
            .declined
            .get_or_create(&DeclineReason::Quota)
            .get(),
        1
    );
    let screen = bot.api.private_chat("Erika").says("auf").await;
    assert_eq!(screen.text(), "1: Text(\"auf\")");
    assert_eq!(bot.api.malformed_calls(), []);
}

#[tokio::test]
async fn an_answer_goes_out_through_trouble_and_beside_the_limits() {
    let rates = Rates {
        all: 1,
        ..Rates::default()
    };
    let bot = Bot::start_with(quick().await, Arc::default(), rates);
    bot.api
        .next_calls("answerInlineQuery", 2, Fault::BadGateway);
    let query = bot.api.inline_query("Erika", "Auftrag");
    answer(&bot.api, &query).await;
    bot.settled().await;
    assert_eq!(bot.api.malformed_calls(), []);
}

#[tokio::test]
async fn an_answer_in_doubt_is_given_again_after_a_crash_while_telegram_waits() {
    let bot = Bot::start().await;
    bot.api
        .next_calls("answerInlineQuery", 1, Fault::Slow { millis: 60_000 });
    bot.api.inline_query("Erika", "Auftrag");
    let under_way = |world: &Observed<'_>| world.calls_of("answerInlineQuery").next().map(drop);
    bot.api.wait_for(under_way).await;
    let (api, journal) = bot.dies().await;
    assert_eq!(journal.unconfirmed().await, 1);
    let bot = Bot::start_with(api, journal, Rates::OFF);
    bot.api.private_chat("Erika").says("da").await;
    bot.settled().await;
    assert_eq!(
        bot.api
            .look(|world| world.calls_of("answerInlineQuery").count()),
        2
    );
}

#[tokio::test]
async fn without_inline_mode_a_link_is_passed_on() {
    let api = FakeBotApi::builder()
        .rates(FakeRates::off())
        .without_inline_mode()
        .start()
        .await
        .unwrap();
    let _lotse = Served::to(&api);
    let screen = api.private_chat("Erika").says("/start x_bo-01").await;
    let buttons = screen.last().unwrap().buttons.concat();
    let share = buttons.iter().find(|button| button.label == "Weitergeben");
    let url = share.and_then(|button| button.url.as_deref()).unwrap();
    assert!(
        url.starts_with(
            "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Flotse_test_bot%3Fstart%3Dx_bo-01&text="
        ),
        "{url}"
    );
    assert_eq!(api.malformed_calls(), []);
}
