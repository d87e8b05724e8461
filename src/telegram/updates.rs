//! A raw update → [`Update`], each alone: one strange update never harms its neighbours.
//!
//! What is looked at of each kind stands in `messages`. Total: whatever comes in, something comes out.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use super::addressing::BotIdentity;
use super::door::TELEGRAM;
use super::messages;
use crate::conversation::{Attachment, Occasion};
use crate::service::inbound::{Update, UpdateKind};
use crate::sessions::{ChatKey, UpdateId};

/// The kinds of updates we ask Telegram for.
pub const ALLOWED: [&str; 6] = [
    "message",
    "edited_message",
    "channel_post",
    "callback_query",
    "inline_query",
    "my_chat_member",
];

/// The id of an update, read without looking at the rest.
pub(super) fn id(update: &Value) -> Option<UpdateId> {
    update
        .get("update_id")
        .and_then(Value::as_i64)
        .map(UpdateId)
}

/// Reads what comes in for a bot.
pub(super) struct UpdateReader {
    bot: BotIdentity,
    /// The albums of which a picture came lately, at most [`MAX_ALBUMS`].
    albums: Mutex<VecDeque<Album>>,
}

/// How many albums are remembered: their pictures come within seconds.
const MAX_ALBUMS: usize = 256;

/// An album, and the update that brought its first picture.
struct Album {
    update: Option<UpdateId>,
    chat: ChatKey,
    id: String,
}

impl UpdateReader {
    /// Reads for this bot.
    pub(super) fn new(bot: BotIdentity) -> Self {
        Self {
            bot,
            albums: Mutex::default(),
        }
    }

    /// Reads what came together. Of an album, which comes as one update per picture, only the first is answered,
    /// however often it is delivered.
    pub(super) fn read_all(&self, updates: &[Value]) -> Vec<Update> {
        let mut albums = self.albums.lock().unwrap_or_else(PoisonError::into_inner);
        let mut read_next = |raw| {
            let mut update = read(raw, &self.bot);
            if let UpdateKind::Happened(inbound) = &mut update.what
                && let Some(id) = raw["message"]["media_group_id"].as_str()
            {
                let chat = inbound.origin.chat;
                let known = albums
                    .iter()
                    .find(|album| album.chat == chat && album.id == id);
                match known {
                    // What is written under a later picture is said all the same.
                    Some(album) if album.update != update.id => {
                        if let Occasion::Attachment(attachment) = &mut inbound.event.occasion {
                            *attachment = Attachment::Service;
                        }
                    }
                    Some(_) => {}
                    None => albums.push_back(Album {
                        update: update.id,
                        chat,
                        id: id.to_owned(),
                    }),
                }
                if albums.len() > MAX_ALBUMS {
                    albums.pop_front();
                }
            }
            update
        };
        updates.iter().map(&mut read_next).collect()
    }
}

/// Reads one update.
pub fn read(update: &Value, bot: &BotIdentity) -> Update {
    let is_there = |kind: &&str| update.get(kind).is_some();
    let kind = ALLOWED.into_iter().find(is_there).unwrap_or("other");
    let value = &update[kind];
    let what = match kind {
        "message" | "channel_post" => messages::said(value, false, bot),
        "edited_message" => messages::said(value, true, bot),
        "callback_query" => messages::tap(value),
        "inline_query" => messages::query(value),
        "my_chat_member" => messages::membership(value),
        _ => UpdateKind::Nothing,
    };
    Update {
        door: TELEGRAM,
        id: id(update),
        kind,
        what,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::inbound::Inbound;
    use proptest::prelude::*;
    use serde_json::json;

    fn bot() -> BotIdentity {
        BotIdentity {
            id: 42,
            name: "LotseBot".to_owned(),
            inline: true,
        }
    }

    fn samples() -> Vec<Value> {
        let person = json!({ "id": 7, "is_bot": false, "first_name": "Erika" });
        let group = json!({ "id": -100, "type": "supergroup", "title": "Team", "is_forum": true });
        let ours = json!({ "id": 42, "is_bot": true, "first_name": "Lotse" });
        let message = json!({
            "message_id": 3, "date": 1_700_000_000, "chat": group, "from": person, "text": "@LotseBot wer?",
            "message_thread_id": 9, "is_topic_message": true,
            "entities": [{ "type": "mention", "offset": 0, "length": 9 }],
            "reply_to_message": { "message_id": 2, "date": 1_700_000_000, "chat": group, "from": ours, "text": "A" },
        });
        let standing = |status: &str| json!({ "user": ours, "status": status });
        vec![
            json!({ "update_id": 1, "message": message }),
            json!({ "update_id": 2, "edited_message": message }),
            json!({ "update_id": 3, "channel_post": message }),
            json!({ "update_id": 4, "callback_query": {
                "id": "cb", "from": person, "message": message, "chat_instance": "1", "data": "1v" } }),
            json!({ "update_id": 5, "inline_query": { "id": "iq", "from": person, "query": "Auftrag", "offset": "20" } }),
            json!({ "update_id": 6, "my_chat_member": {
                "chat": group, "from": person, "date": 1_700_000_000,
                "old_chat_member": standing("left"), "new_chat_member": standing("member") } }),
        ]
    }

    #[test]
    fn each_kind_is_read_in_full() {
        let shown: Vec<_> = samples()
            .iter()
            .map(|update| match read(update, &bot()).what {
                UpdateKind::Happened(inbound) => {
                    let Inbound {
                        event,
                        origin,
                        person,
                        giver: _,
                    } = *inbound;
                    let (thread, tap) = (origin.thread, origin.tap.and_then(|tap| tap.message));
                    format!(
                        "{:?} {} {thread:?} {tap:?} {person:?}",
                        event.occasion, event.addressed
                    )
                }
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(
            shown,
            [
                "Text(\"wer?\") true Some(9) None Some(7)",
                "Edited(\"wer?\") true Some(9) None Some(7)",
                "Text(\"wer?\") true Some(9) None Some(7)",
                "Tap(\"1v\") true Some(9) Some(MessageId(3)) Some(7)",
                "Query(OfferQuery { id: \"iq\", .. })",
                "Added true None None Some(7)",
            ]
        );
    }

    fn occasion(update: Update) -> Occasion {
        match update.what {
            UpdateKind::Happened(inbound) => inbound.event.occasion,
            other => panic!("nothing happened: {other:?}"),
        }
    }

    #[test]
    fn of_an_album_the_words_are_read_and_its_other_pictures_are_passed_over() {
        let picture = |id: i64, caption: &str| {
            json!({ "update_id": id, "message": {
                "message_id": id, "chat": { "id": 7, "type": "private" },
                "photo": [], "media_group_id": "album", "caption": caption } })
        };
        let album = [
            picture(1, "Wer entscheidet?"),
            picture(2, ""),
            picture(3, ""),
        ];
        let read = UpdateReader::new(bot()).read_all(&album).into_iter();
        let service = Occasion::Attachment(Attachment::Service);
        let words = Occasion::Text("Wer entscheidet?".to_owned());
        let occasions: Vec<_> = read.map(occasion).collect();
        assert_eq!(occasions, [words, service.clone(), service]);
    }

    #[test]
    fn coming_and_going_is_read_in_shapes_to_come() {
        let change = |old: Value, new: Value| {
            let change = json!({ "chat": { "id": -100, "type": "supergroup" }, "old_chat_member": old, "new_chat_member": new });
            occasion(read(
                &json!({ "update_id": 1, "my_chat_member": change }),
                &bot(),
            ))
        };
        let gone = json!({ "status": "left" });
        for present in [
            json!({ "status": "administrator", "can_manage_live_chats": true }),
            json!({ "status": "restricted", "is_member": true }),
            json!({ "status": "guest_of_honour" }),
        ] {
            assert_eq!(
                change(gone.clone(), present.clone()),
                Occasion::Added,
                "{present}"
            );
            assert_eq!(
                change(present.clone(), gone.clone()),
                Occasion::Removed,
                "{present}"
            );
        }
    }

    fn event(message: Value) -> crate::conversation::Event {
        match read(&json!({ "update_id": 1, "message": message }), &bot()).what {
            UpdateKind::Happened(inbound) => inbound.event,
            other => panic!("nothing happened: {other:?}"),
        }
    }

    #[test]
    fn a_reply_brings_the_words_that_it_points_at() {
        let replied = |fields: Value| {
            let mut message = json!({ "message_id": 3, "chat": { "id": 7, "type": "private" }, "text": "Was heißt das?" });
            let fields = fields.as_object().cloned().unwrap_or_default();
            message.as_object_mut().unwrap().extend(fields);
            event(message).reply.words
        };
        let by =
            |id: i64| json!({ "message_id": 2, "from": { "id": id }, "text": "Das RBB hilft." });
        assert_eq!(replied(json!({})), None);
        assert_eq!(
            replied(json!({ "reply_to_message": by(42) })),
            None,
            "ours is known"
        );
        assert_eq!(
            replied(json!({ "reply_to_message": by(7) })).as_deref(),
            Some("Das RBB hilft.")
        );
        let quote =
            json!({ "reply_to_message": by(42), "quote": { "text": "RBB", "position": 4 } });
        assert_eq!(replied(quote).as_deref(), Some("RBB"));
    }

    #[test]
    fn in_a_group_a_reply_alone_is_told_from_a_call() {
        let said = |text: &str| {
            let ours = json!({ "message_id": 2, "from": { "id": 42 }, "text": "Antwort" });
            let event = event(json!({
                "message_id": 3, "chat": { "id": -100, "type": "supergroup" },
                "from": { "id": 7 }, "text": text, "reply_to_message": ours }));
            (event.addressed, event.reply.is_all)
        };
        assert_eq!(said("Peter, machst du das?"), (true, true));
        assert_eq!(said("@LotseBot und warum?"), (true, false));
        assert_eq!(said("/weiter"), (true, false));
    }

    #[test]
    fn whoever_speaks_as_a_channel_is_heard_when_calling_and_its_posts_are_not() {
        let addressed = |text: &str, forwarded: bool| {
            event(json!({
                "message_id": 3, "chat": { "id": -100, "type": "supergroup" }, "text": text,
                "from": { "id": 136_817_688, "is_bot": true }, "sender_chat": { "id": -200, "type": "channel" },
                "is_automatic_forward": forwarded }))
            .addressed
        };
        assert!(addressed("@LotseBot wer entscheidet?", false));
        assert!(!addressed("@LotseBot wer entscheidet?", true));
        assert!(!addressed("wer entscheidet?", false));
    }

    #[test]
    fn among_the_direct_messages_of_a_channel_it_asks_to_be_written_to_alone() {
        let said = |text: &str| {
            let message = json!({
                "message_id": 3, "chat": { "id": -100, "type": "supergroup", "is_direct_messages": true },
                "from": { "id": 7 }, "text": text, "direct_messages_topic": { "topic_id": 7 } });
            read(&json!({ "update_id": 1, "message": message }), &bot()).what
        };
        match said("@LotseBot wer entscheidet?") {
            UpdateKind::Declined { origin, replies } => {
                assert_eq!((origin.direct, replies.len()), (Some(7), 1));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(said("Wer entscheidet?"), UpdateKind::Nothing);
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            ".{0,8}".prop_map(Value::from),
            "/[a-z@]{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 16, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map("[a-z_]{1,8}", inner, 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    /// All places of a value, as JSON pointers.
    fn places(value: &Value, here: &str, found: &mut Vec<String>) {
        found.push(here.to_owned());
        let inner: Vec<(String, &Value)> = match value {
            Value::Object(map) => map
                .iter()
                .map(|(key, value)| (key.clone(), value))
                .collect(),
            Value::Array(list) => list
                .iter()
                .enumerate()
                .map(|(at, value)| (at.to_string(), value))
                .collect(),
            _ => Vec::new(),
        };
        for (name, value) in inner {
            places(value, &format!("{here}/{name}"), found);
        }
    }

    proptest! {
        #[test]
        fn any_json_is_read(update in any_json()) {
            read(&update, &bot());
        }

        #[test]
        fn an_update_with_anything_in_any_place_is_read(
            sample in 0..6usize,
            place in any::<prop::sample::Index>(),
            strange in any_json(),
        ) {
            let mut update = samples()[sample].clone();
            let mut all = Vec::new();
            places(&update, "", &mut all);
            let pointer = &all[place.index(all.len())];
            *update.pointer_mut(pointer).unwrap() = strange;
            read(&update, &bot());
        }
    }
}
