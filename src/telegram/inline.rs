//! Answers to inline queries: what the conversation offers, as Telegram takes it.
//!
//! An answer is the same for everybody, so Telegram may keep it; one that says nothing because somebody asked too
//! much is theirs alone and kept by nobody.

use serde_json::{Value, json};

use super::addressing::BotIdentity;
use super::call::Call;
use super::links;
use crate::conversation::{Article, InlineOffer};
use crate::sessions::Queue;
use crate::text::html;

/// For how many seconds Telegram may give everybody the same answer.
const KEPT: u32 = 300;

/// Answers a query with what is offered.
pub(super) fn answer(query: &str, offer: &InlineOffer, bot: &BotIdentity) -> Call {
    let results: Vec<Value> = offer
        .articles
        .iter()
        .map(|article| result(article, bot))
        .collect();
    let mut body = json!({
        "inline_query_id": query,
        "results": results,
        "cache_time": KEPT,
        "is_personal": false,
        "next_offset": next(offer),
    });
    if let Some(ask) = &offer.ask {
        body["button"] = json!({ "text": ask.label, "start_parameter": ask.link.encode() });
    }
    call(body)
}

/// Answers a query with nothing.
pub(super) fn decline(id: &str) -> Call {
    call(json!({ "inline_query_id": id, "results": [], "cache_time": 0, "is_personal": true }))
}

fn next(offer: &InlineOffer) -> String {
    offer.next.map(|next| next.to_string()).unwrap_or_default()
}

fn result(article: &Article, bot: &BotIdentity) -> Value {
    let visit = &article.visit;
    json!({
        "type": "article",
        "id": visit.link.encode(),
        "title": article.title,
        "description": article.description,
        "input_message_content": {
            "message_text": html::render(&article.text),
            "parse_mode": "HTML",
            "link_preview_options": { "is_disabled": true },
        },
        "reply_markup": {
            "inline_keyboard": [[{ "text": visit.label, "url": links::visit(bot, &visit.link) }]],
        },
    })
}

fn call(body: Value) -> Call {
    Call::at_once("answerInlineQuery", body, Queue::Inline)
}
