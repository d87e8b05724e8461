//! Replies → finished calls: everything a message needs is in them, nothing is decided later.
//!
//! Texts go out as HTML made only from [`RichText`], with the plain text beside it for the case that Telegram refuses
//! the markup. What is longer than a message is split, the buttons stand on the last piece. A tap is answered
//! exactly once, with words or without.

use serde_json::{Map, Value, json};
use teloxide::payloads::AnswerCallbackQuery;
use teloxide::types::CallbackQueryId;

use super::addressing::BotIdentity;
use super::call::{Call, Upload};
use super::{links, transport};
use crate::conversation::{
    Button, DeepLink, File, FileContent, Message, Picture, Placement, Press, Reply,
};
use crate::service::inbound::Origin;
use crate::sessions::{EditTarget, MessageId, Queue};
use crate::text::{RichText, code, html, plain, split};

/// The most UTF-16 units Telegram takes in a message, after the markup is read.
const MESSAGE_LIMIT: usize = 4096;
/// The same for what stands under a picture.
const CAPTION_LIMIT: usize = 1024;
/// The most characters of the word on a pressed button.
const TOAST_LIMIT: usize = 200;

/// Renders the replies to one event.
pub fn render(replies: &[Reply], origin: &Origin, bot: &BotIdentity) -> Vec<Call> {
    let mut page = RenderedPage {
        origin,
        bot,
        calls: Vec::new(),
        tapped: origin.tap.as_ref().and_then(|tap| tap.message),
        said: origin.said,
    };
    let mut toast = None;
    for reply in replies {
        match reply {
            Reply::Message(message) => page.message(message),
            Reply::Picture(picture) => page.picture(picture),
            Reply::File(file) => page.file(file),
            // Whoever keeps things sees to that.
            Reply::Forgotten | Reply::Judged(_) => {}
            Reply::Toast(word) if origin.tap.is_some() => toast = toast.or(Some(word.as_str())),
            Reply::Toast(word) => page.message(&Message::below(RichText::paragraph(word))),
        }
    }
    let answer = origin
        .tap
        .as_ref()
        .map(|tap| answer_tap(&tap.callback, toast));
    answer.into_iter().chain(page.calls).collect()
}

/// Answers a tap, with a word if there is one.
pub fn answer_tap(callback: &str, word: Option<&str>) -> Call {
    let mut answer = AnswerCallbackQuery::new(CallbackQueryId(callback.to_owned()));
    answer.text = word.map(|word| word.chars().take(TOAST_LIMIT).collect());
    Call::at_once(&transport::name(&answer), json!(answer), Queue::Answer)
}

/// The calls of one event, as they come together.
struct RenderedPage<'a> {
    origin: &'a Origin,
    bot: &'a BotIdentity,
    calls: Vec<Call>,
    /// The message that can still be replaced; the first replacement takes it.
    tapped: Option<MessageId>,
    /// The message that is still to be pointed at; the first message below takes it.
    said: Option<MessageId>,
}

impl RenderedPage<'_> {
    fn message(&mut self, message: &Message) {
        let mut replaced = match message.placement {
            Placement::Instead => self.tapped.take(),
            Placement::Below => None,
        };
        let pieces = split::split(&message.text, MESSAGE_LIMIT);
        let last = pieces.len().saturating_sub(1);
        for (position, piece) in pieces.iter().enumerate() {
            let buttons = if position == last {
                &message.buttons[..]
            } else {
                &[]
            };
            match replaced.take() {
                Some(id) => self.edit(id, piece, buttons),
                None => self.send(piece, buttons),
            }
        }
    }

    fn send(&mut self, text: &RichText, buttons: &[Vec<Button>]) {
        let body = self.address();
        self.say("sendMessage", body, EditTarget::New, text, buttons);
    }

    fn edit(&mut self, id: MessageId, text: &RichText, buttons: &[Vec<Button>]) {
        let mut body = Map::new();
        body.insert("chat_id".to_owned(), self.origin.chat.number().into());
        body.insert("message_id".to_owned(), id.0.into());
        let target = EditTarget::Message(id);
        self.say("editMessageText", body, target, text, buttons);
    }

    fn say(
        &mut self,
        method: &str,
        mut body: Map<String, Value>,
        target: EditTarget,
        text: &RichText,
        buttons: &[Vec<Button>],
    ) {
        put_text(&mut body, "text", text);
        let no_preview = json!({ "is_disabled": true });
        body.insert("link_preview_options".to_owned(), no_preview);
        put_buttons(&mut body, buttons, self.bot);
        self.push(method, body, target, plain::render(text), None);
    }

    fn picture(&mut self, picture: &Picture) {
        let fits = split::length(&picture.caption) <= CAPTION_LIMIT;
        let mut body = self.address();
        if fits {
            put_text(&mut body, "caption", &picture.caption);
            put_buttons(&mut body, &picture.buttons, self.bot);
        } else {
            body.insert("caption".to_owned(), picture.image.text.clone().into());
        }
        let upload = Upload {
            field: "photo".to_owned(),
            path: picture.image.path.clone(),
            text: None,
            bytes: None,
            media: None,
        };
        let plain = if fits {
            plain::render(&picture.caption)
        } else {
            picture.image.text.clone()
        };
        self.push("sendPhoto", body, EditTarget::New, plain, Some(upload));
        if !fits {
            let below = Message::below(picture.caption.clone());
            let buttons = picture.buttons.clone();
            self.message(&Message { buttons, ..below });
        }
    }

    /// A link with its address: in words, and as a picture that cameras read.
    fn code(&mut self, file: &File, link: &DeepLink) {
        let address = links::visit(self.bot, link);
        let into_group = links::into_group(self.bot, link);
        let into_group = into_group.map_or(String::new(), |address| format!("\n{address}"));
        let words = format!("{}\n{address}{into_group}", file.caption);
        let Some(bytes) = code::png(&address) else {
            return self.message(&Message::below(RichText::paragraph(words)));
        };
        let mut body = self.address();
        body.insert("caption".to_owned(), words.clone().into());
        let upload = Upload {
            field: "photo".to_owned(),
            path: file.name.clone().into(),
            text: None,
            bytes: Some(bytes),
            media: Some(file.media.to_owned()),
        };
        self.push("sendPhoto", body, EditTarget::New, words, Some(upload));
    }

    fn file(&mut self, file: &File) {
        if let FileContent::Code(link) = &file.content {
            return self.code(file, link);
        }
        let mut body = self.address();
        body.insert("caption".to_owned(), file.caption.clone().into());
        let upload = Upload::of(file);
        let otherwise = file.otherwise.clone();
        self.push(
            "sendDocument",
            body,
            EditTarget::New,
            otherwise,
            Some(upload),
        );
    }

    /// Where a new message goes: chat, topic, and the message it answers.
    fn address(&mut self) -> Map<String, Value> {
        let mut body = Map::new();
        body.insert("chat_id".to_owned(), self.origin.chat.number().into());
        if let Some(thread) = self.origin.thread {
            body.insert("message_thread_id".to_owned(), thread.into());
        }
        if let Some(topic) = self.origin.direct {
            body.insert("direct_messages_topic_id".to_owned(), topic.into());
        }
        if self.origin.is_quiet {
            body.insert("disable_notification".to_owned(), true.into());
        }
        if let Some(said) = self.said.take() {
            let target = json!({ "message_id": said.0, "allow_sending_without_reply": true });
            body.insert("reply_parameters".to_owned(), target);
        }
        body
    }

    fn push(
        &mut self,
        method: &str,
        body: Map<String, Value>,
        target: EditTarget,
        plain: String,
        upload: Option<Upload>,
    ) {
        self.calls.push(Call {
            method: method.to_owned(),
            body: Value::Object(body),
            plain: Some(plain),
            queue: Queue::Chat,
            target,
            thread: self.origin.thread,
            upload,
        });
    }
}

fn put_text(body: &mut Map<String, Value>, field: &str, text: &RichText) {
    if text.is_empty() {
        return;
    }
    body.insert(field.to_owned(), html::render(text).into());
    body.insert("parse_mode".to_owned(), "HTML".into());
}

fn put_buttons(body: &mut Map<String, Value>, rows: &[Vec<Button>], bot: &BotIdentity) {
    let rows: Vec<Vec<Value>> = rows
        .iter()
        .map(|row| row.iter().filter_map(|one| button(one, bot)).collect())
        .filter(|row: &Vec<Value>| !row.is_empty())
        .collect();
    if !rows.is_empty() {
        body.insert(
            "reply_markup".to_owned(),
            json!({ "inline_keyboard": rows }),
        );
    }
}

/// A button as Telegram takes it; an address that Telegram takes on no button (`mailto:`) is none.
fn button(button: &Button, bot: &BotIdentity) -> Option<Value> {
    match &button.press {
        Press::Act(action) => {
            Some(json!({ "text": button.label, "callback_data": action.encode() }))
        }
        Press::Open(link) if link.as_str().starts_with("mailto:") => None,
        Press::Open(link) => Some(json!({ "text": button.label, "url": link.as_str() })),
        Press::Share(article) => Some(links::share_button(bot, &button.label, article)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::{Article, ChatLink, DeepLink};
    use crate::service::inbound::Tap;
    use crate::sessions::ChatKey;
    use crate::text::Link;

    fn bot() -> BotIdentity {
        BotIdentity {
            id: 42,
            name: "LotseBot".to_owned(),
            inline: true,
        }
    }

    fn typed_in_group() -> Origin {
        Origin {
            chat: ChatKey::new(-100),
            thread: Some(7),
            direct: None,
            tap: None,
            said: Some(MessageId(41)),
            is_quiet: false,
        }
    }

    fn tapped(message: Option<i64>) -> Origin {
        Origin {
            tap: Some(Tap {
                callback: "cb".to_owned(),
                message: message.map(MessageId),
            }),
            ..Origin::of(ChatKey::new(5))
        }
    }

    fn message(text: &str, placement: Placement) -> Reply {
        let below = Message::below(RichText::paragraph(text));
        Reply::Message(Message { placement, ..below })
    }

    #[track_caller]
    fn check(replies: &[Reply], origin: &Origin, expected: &[Value]) {
        let calls = render(replies, origin, &bot());
        let shown: Vec<Value> = calls
            .iter()
            .map(|call| json!({ call.method.as_str(): call.body }))
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_typed_text_is_answered_below_in_its_topic() {
        check(
            &[
                message("A & B", Placement::Below),
                message("C", Placement::Instead),
            ],
            &typed_in_group(),
            &[
                json!({ "sendMessage": {
                    "chat_id": -100, "message_thread_id": 7, "text": "A &amp; B", "parse_mode": "HTML",
                    "reply_parameters": { "message_id": 41, "allow_sending_without_reply": true },
                    "link_preview_options": { "is_disabled": true } } }),
                json!({ "sendMessage": {
                    "chat_id": -100, "message_thread_id": 7, "text": "C", "parse_mode": "HTML",
                    "link_preview_options": { "is_disabled": true } } }),
            ],
        );
    }

    #[test]
    fn a_tap_edits_its_own_message_once_and_is_answered_once() {
        check(
            &[
                Reply::Toast("Erledigt".to_owned()),
                Reply::Toast("Noch einmal".to_owned()),
                message("A", Placement::Instead),
                message("B", Placement::Instead),
            ],
            &tapped(Some(9)),
            &[
                json!({ "answerCallbackQuery": { "callback_query_id": "cb", "text": "Erledigt" } }),
                json!({ "editMessageText": {
                    "chat_id": 5, "message_id": 9, "text": "A", "parse_mode": "HTML",
                    "link_preview_options": { "is_disabled": true } } }),
                json!({ "sendMessage": {
                    "chat_id": 5, "text": "B", "parse_mode": "HTML",
                    "link_preview_options": { "is_disabled": true } } }),
            ],
        );
    }

    #[test]
    fn a_tap_without_replies_is_answered_without_words() {
        let silent = json!({ "answerCallbackQuery": { "callback_query_id": "cb" } });
        check(&[], &tapped(None), &[silent]);
    }

    #[test]
    fn a_tap_on_a_message_out_of_reach_is_answered_below() {
        let calls = render(&[message("A", Placement::Instead)], &tapped(None), &bot());
        let methods: Vec<_> = calls.iter().map(|call| call.method.as_str()).collect();
        assert_eq!(methods, ["answerCallbackQuery", "sendMessage"]);
    }

    #[test]
    fn a_long_text_is_split_and_its_buttons_stand_on_the_last_piece() {
        let mut long = Message::below(RichText::paragraph("Wort ".repeat(2000)));
        let link = Link::parse("https://example.org").unwrap();
        let press = Press::Open(link);
        let label = "Öffnen".to_owned();
        long.buttons = vec![vec![Button { label, press }]];
        let calls = render(&[Reply::Message(long)], &typed_in_group(), &bot());
        assert_eq!(calls.len(), 3);
        for call in &calls {
            let text = call.body["text"].as_str().unwrap_or_default();
            assert!((1..=4096).contains(&text.encode_utf16().count()));
        }
        assert!(calls[1].body.get("reply_markup").is_none());
        let rows = json!([[{ "text": "Öffnen", "url": "https://example.org" }]]);
        assert_eq!(calls[2].body["reply_markup"]["inline_keyboard"], rows);
    }

    #[test]
    fn what_is_passed_on_goes_through_inline_mode_or_as_a_link() {
        let article = Article {
            title: "1.1 Auftrag & Zeit".to_owned(),
            description: String::new(),
            text: RichText::paragraph("A"),
            query: "Wer entscheidet?".to_owned(),
            visit: ChatLink {
                label: "Öffnen".to_owned(),
                link: DeepLink::decode("p_auftrag").unwrap(),
            },
        };
        let share = Button {
            label: "Weitergeben".to_owned(),
            press: Press::Share(Box::new(article)),
        };
        let without = BotIdentity {
            inline: false,
            ..bot()
        };
        let query = "Wer entscheidet?";
        let url = "https://t.me/share/url?url=https%3A%2F%2Ft.me%2FLotseBot%3Fstart%3Dp_auftrag\
                   &text=1.1%20Auftrag%20%26%20Zeit";
        assert_eq!(
            [button(&share, &bot()), button(&share, &without)],
            [
                Some(json!({ "text": "Weitergeben", "switch_inline_query": query })),
                Some(json!({ "text": "Weitergeben", "url": url })),
            ]
        );
    }

    #[test]
    fn an_address_that_no_button_may_hold_leaves_no_empty_row() {
        let mut odd = Message::below(RichText::paragraph("A"));
        let press = Press::Open(Link::parse("mailto:a@example.org").unwrap());
        let label = "Schreiben".to_owned();
        odd.buttons = vec![vec![Button { label, press }]];
        let calls = render(&[Reply::Message(odd)], &tapped(None), &bot());
        assert!(calls[1].body.get("reply_markup").is_none());
    }
}
