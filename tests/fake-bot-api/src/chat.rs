//! A person in a chat: what they write and tap, and what they see.
//!
//! `says`, `taps` and `taps_on` wait until the bot has reacted and fallen quiet, and panic with the
//! conversation so far when it does not; `posts`, `presses` and all others do not wait.

use serde_json::{Value, json};

use crate::api::{self, FakeBotApi};
use crate::entities::FormattedText;
use crate::people::{self, Place};
use crate::transcript::{self, Happening, Screen};
use crate::world::Body;

/// A person in a chat with the bot: a private one, or a group seen with their eyes.
#[derive(Clone)]
pub struct Chat {
    api: FakeBotApi,
    place: Place,
}

impl Chat {
    pub(crate) fn new(api: FakeBotApi, room: i64, user: i64) -> Self {
        Self {
            api,
            place: Place {
                room,
                user,
                ..Place::default()
            },
        }
    }

    /// The chat's id.
    pub fn id(&self) -> i64 {
        self.place.room
    }

    /// The person's id.
    pub fn user_id(&self) -> i64 {
        self.place.user
    }

    /// The same person in one topic of a forum.
    pub fn in_topic(&self, topic: i32) -> Self {
        Self {
            place: Place {
                thread: Some(topic),
                ..self.place
            },
            ..self.clone()
        }
    }

    /// The same person, hidden behind the group as an anonymous administrator.
    pub fn anonymously(&self) -> Self {
        Self {
            place: Place {
                is_anonymous: true,
                ..self.place
            },
            ..self.clone()
        }
    }

    /// The same person, replying to a message with the next thing they send.
    pub fn replying_to(&self, message_id: i32) -> Self {
        Self {
            place: Place {
                reply_to: Some(message_id),
                ..self.place
            },
            ..self.clone()
        }
    }

    /// Writes a text and waits for the bot's reaction.
    pub async fn says(&self, text: &str) -> Screen {
        let before = self.reactions();
        self.posts(text);
        self.reaction_after(before, &format!("`{text}`")).await
    }

    /// Writes a text; returns the ids of the message and of the update, which is 0 if the bot does not see it.
    pub fn posts(&self, text: &str) -> (i32, i64) {
        self.sends(Body::Text(people::typed(text)), text)
    }

    /// Edits an own message.
    pub fn edits(&self, message_id: i32, text: &str) -> i64 {
        self.api
            .shared
            .with(|world| people::edit(world, self.place, message_id, text))
    }

    /// Taps the newest button of this label and waits for the answer to the tap and for quiet.
    pub async fn taps(&self, label: &str) -> Screen {
        let tap = self.presses(label);
        self.answer_to(&tap, label).await
    }

    /// Taps a button of one message and waits for the answer.
    pub async fn taps_on(&self, message_id: i32, label: &str) -> Screen {
        let tap = self.presses_on(message_id, label);
        self.answer_to(&tap, label).await
    }

    /// Taps the newest button of this label; returns the id of the tap.
    ///
    /// Panics if there is no such button, or one that opens an address instead.
    pub fn presses(&self, label: &str) -> String {
        let screen = self.screen_now();
        let Some((message, button)) = screen.button(label) else {
            panic!("there is no button [{label}] on the screen:\n{screen}");
        };
        let Some(data) = &button.data else {
            panic!(
                "the button [{label}] tells the bot nothing, it opens {:?}",
                button.url
            );
        };
        self.forges_tap(message.id, data)
    }

    /// Taps a button of one message; returns the id of the tap.
    pub fn presses_on(&self, message_id: i32, label: &str) -> String {
        let screen = self.screen_now();
        let message = screen
            .messages
            .iter()
            .find(|message| message.id == message_id);
        let data = message.and_then(|message| message.button(label)?.data.clone());
        let Some(data) = data else {
            panic!("message {message_id} has no button [{label}] on the screen:\n{screen}");
        };
        self.forges_tap(message_id, &data)
    }

    /// Sends any data as if a button had carried it, also under a message that is gone; returns the id of the tap.
    pub fn forges_tap(&self, message_id: i32, data: &str) -> String {
        self.api.shared.with(|world| {
            let room = world.rooms.get(&self.place.room);
            let message = room.and_then(|room| room.messages.get(&message_id));
            let label = message.and_then(|message| transcript::label(message, data));
            let label = label.unwrap_or(data).to_owned();
            people::tap(world, self.place, message_id, &label, data)
        })
    }

    /// Waits until a tap was answered and the bot has fallen quiet.
    pub async fn answer_to(&self, tap: &str, label: &str) -> Screen {
        let waiting = self.api.try_wait_for(self.api.timing.patience, |seen| {
            seen.is_answered(tap).then_some(())
        });
        if waiting.await.is_none() {
            self.give_up(&format!("the tap on [{label}]"));
        }
        self.screen().await
    }

    /// Waits until the bot has done more in this chat than before and has fallen quiet.
    pub async fn reaction_after(&self, before: u64, to: &str) -> Screen {
        let room = self.place.room;
        let more = move |seen: &api::Observed<'_>| (seen.reactions(room) > before).then_some(());
        if self
            .api
            .try_wait_for(self.api.timing.patience, more)
            .await
            .is_none()
        {
            self.give_up(to);
        }
        self.screen().await
    }

    /// How often the bot did something in this chat so far.
    pub fn reactions(&self) -> u64 {
        self.api.look(|seen| seen.reactions(self.place.room))
    }

    fn give_up(&self, to: &str) -> ! {
        panic!(
            "no reaction to {to} within {:?}; the conversation:\n{}\nthe last calls:\n{}",
            self.api.timing.patience,
            self.transcript(),
            self.api.last_calls()
        );
    }

    /// Waits until the bot has confirmed all updates and fallen quiet, then looks at the chat.
    pub async fn screen(&self) -> Screen {
        self.api.settled().await;
        self.screen_now()
    }

    /// Looks at the chat without waiting.
    pub fn screen_now(&self) -> Screen {
        self.api
            .shared
            .look(|world| match world.rooms.get(&self.place.room) {
                Some(room) => transcript::screen(world, room, self.place.thread),
                None => Screen::default(),
            })
    }

    /// The conversation as it went, with `> ` before what people did.
    pub fn transcript(&self) -> String {
        self.api.look(|seen| seen.transcript(self.place.room))
    }

    /// What happened in the chat, in order.
    pub fn happenings(&self) -> Vec<Happening> {
        let room = self.place.room;
        self.api.shared.look(|world| {
            world
                .rooms
                .get(&room)
                .map(|room| room.happenings.clone())
                .unwrap_or_default()
        })
    }

    /// Stops the bot, as with the button in the profile.
    pub fn blocks_the_bot(&self) {
        self.api
            .shared
            .with(|world| people::block(world, self.place.user, true));
    }

    /// Starts the bot again.
    pub fn unblocks_the_bot(&self) {
        self.api
            .shared
            .with(|world| people::block(world, self.place.user, false));
    }

    /// Deletes the account.
    pub fn deletes_the_account(&self) {
        self.api.shared.with(|world| {
            if let Some(user) = world.users.get_mut(&self.place.user) {
                user.is_deleted = true;
            }
        });
    }

    /// Sends a sticker.
    pub fn sends_sticker(&self) -> (i32, i64) {
        self.sends_file(
            "sticker",
            json!({
                "type": "regular", "width": 512, "height": 512, "is_animated": false, "is_video": false, "emoji": "👍",
            }),
            "",
        )
    }

    /// Sends a photo with a caption.
    pub fn sends_photo(&self, caption: &str) -> (i32, i64) {
        self.sends_file("photo", json!({"width": 800, "height": 600}), caption)
    }

    /// Sends a voice message.
    pub fn sends_voice(&self) -> (i32, i64) {
        self.sends_file(
            "voice",
            json!({"duration": 3, "mime_type": "audio/ogg"}),
            "",
        )
    }

    /// Sends a document.
    pub fn sends_document(&self, name: &str) -> (i32, i64) {
        self.sends_file(
            "document",
            json!({"file_name": name, "mime_type": "application/pdf"}),
            "",
        )
    }

    /// Sends a message of a kind that no library knows yet.
    pub fn sends_something_new(&self) -> (i32, i64) {
        self.sends_fields(&json!({"holographic_greeting": {"projector": "north", "seconds": 4}}))
    }

    /// Sends any fields as the content of a message, also such as Telegram would not send.
    pub fn sends_fields(&self, fields: &Value) -> (i32, i64) {
        let body = Body::Service(fields.as_object().cloned().unwrap_or_default());
        self.api.shared.with(|world| {
            let ids = people::send(world, self.place, body, &fields.to_string());
            world.updates.mark_arbitrary(ids.1);
            ids
        })
    }

    fn sends_file(&self, kind: &'static str, mut value: Value, caption: &str) -> (i32, i64) {
        let serial = self.api.shared.with(|world| world.serial());
        value["file_id"] = json!(format!("AgACAgIAAxkBAAI{serial:08}{kind}"));
        value["file_unique_id"] = json!(format!("AQAD{serial:06}"));
        value["file_size"] = json!(4096);
        if kind == "photo" {
            value = json!([value]);
        }
        let caption_text = if caption.is_empty() {
            FormattedText::default()
        } else {
            people::typed(caption)
        };
        let shown = format!("({kind}) {caption}");
        self.sends(
            Body::Media {
                kind,
                value,
                caption: caption_text,
            },
            shown.trim_end(),
        )
    }

    fn sends(&self, body: Body, shown: &str) -> (i32, i64) {
        self.api
            .shared
            .with(|world| people::send(world, self.place, body, shown))
    }
}
