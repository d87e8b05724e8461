//! Telegram as a door of the service: replies become calls, calls go out within the rates, roles are looked up.

use std::time::Duration;

use futures_util::future::BoxFuture;
use reqwest::multipart::Part;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::addressing::BotIdentity;
use super::call::{Call, Upload};
use super::pictures::{PictureContent, Pictures};
use super::rates::{RateLimits, Rates};
use super::transport::{CallError, Transport};
use super::{errors, inline, render};
use crate::conversation::{InlineOffer, Reply, Role};
use crate::knowledge::GuideFolder;
use crate::service::ErrorClass;
use crate::service::door::{DeliveryError, Door, Remedy};
use crate::service::inbound::Origin;
use crate::sessions::{ChatKey, Delivery, DoorId, EditTarget};

/// Which door Telegram is: the one that journals knew first.
pub(super) const TELEGRAM: DoorId = DoorId::FIRST;

/// How long the look-up of a role may take; afterwards it stays unknown and the conversation is careful.
const LOOK_UP: Duration = Duration::from_secs(3);

/// The chats of one bot.
pub(super) struct TelegramDoor {
    bot: BotIdentity,
    transport: Transport,
    pictures: Pictures,
    limits: RateLimits,
    /// Nobody's refusal makes all others wait longer.
    longest_hold: Duration,
}

impl TelegramDoor {
    /// The door of a bot whose pictures lie in `knowledge`.
    pub(super) fn new(
        bot: BotIdentity,
        transport: Transport,
        knowledge: GuideFolder,
        rates: Rates,
        longest_hold: Duration,
    ) -> Self {
        Self {
            bot,
            transport,
            pictures: Pictures::new(knowledge),
            limits: RateLimits::new(rates),
            longest_hold,
        }
    }
}

impl Door for TelegramDoor {
    fn id(&self) -> DoorId {
        TELEGRAM
    }

    fn render(&self, replies: &[Reply], origin: &Origin) -> Vec<Delivery> {
        let calls = render::render(replies, origin, &self.bot);
        calls.into_iter().map(Delivery::from).collect()
    }

    fn answer_query(&self, query: &str, offer: Option<&InlineOffer>) -> Option<Delivery> {
        let call = match offer {
            Some(offer) => inline::answer(query, offer, &self.bot),
            None => inline::decline(query),
        };
        Some(call.into())
    }

    fn pass<'a>(&'a self, chat: ChatKey, delivery: &'a Delivery) -> BoxFuture<'a, ()> {
        Box::pin(self.limits.pass(chat, delivery.target == EditTarget::New))
    }

    fn deliver<'a>(
        &'a self,
        chat: ChatKey,
        delivery: &'a Delivery,
    ) -> BoxFuture<'a, Result<(), DeliveryError>> {
        Box::pin(async move {
            let call = Call::of(delivery).ok_or_else(|| DeliveryError {
                what: "it is no call to the Bot API".to_owned(),
                class: ErrorClass::Refused,
                remedy: Remedy::Refused("it is no call to the Bot API"),
            })?;
            let failed = match self.attempt(&call).await {
                Ok(()) => {
                    self.limits.taken();
                    return Ok(());
                }
                Err(error) => error,
            };
            if let CallError::Api(refusal) = &failed
                && refusal.code == 429
            {
                let asked = Duration::from_secs(refusal.retry_after.unwrap_or(1));
                let hold = asked.min(self.longest_hold);
                self.limits.refused(chat, Instant::now() + hold);
            }
            errors::judge(&failed, &call)
        })
    }

    fn role(&self, chat: ChatKey, person: i64) -> BoxFuture<'_, Role> {
        Box::pin(async move {
            let body = json!({ "chat_id": chat.number(), "user_id": person });
            match self.transport.call("getChatMember", &body, LOOK_UP).await {
                Ok(member) => match member["status"].as_str() {
                    Some("creator" | "administrator") => Role::Admin,
                    Some(_) => Role::Member,
                    None => Role::Unknown,
                },
                Err(error) => {
                    tracing::warn!(%error, "a role cannot be looked up");
                    Role::Unknown
                }
            }
        })
    }
}

impl TelegramDoor {
    async fn attempt(&self, call: &Call) -> Result<(), CallError> {
        let Some(upload) = &call.upload else {
            return self.transport.send(&call.method, &call.body).await;
        };
        let Some(content) = upload.content() else {
            return self.attempt_picture(call, upload).await;
        };
        let name = upload.path.to_string_lossy().into_owned();
        let mut file = Part::bytes(content).file_name(name);
        if let Some(media) = &upload.media {
            let typed = file.mime_str(media);
            file = typed.map_err(|error| CallError::File(error.to_string()))?;
        }
        self.upload(call, upload, file).await.map(drop)
    }

    /// Names a picture by its id if Telegram has it and still takes the id; otherwise uploads it.
    async fn attempt_picture(&self, call: &Call, upload: &Upload) -> Result<(), CallError> {
        let bytes = self.pictures.bytes(&upload.path).await;
        let bytes = bytes.map_err(|error| CallError::File(error.to_string()))?;
        let content = PictureContent::of(&bytes);
        if let Some(id) = self.pictures.id(content) {
            let mut body = call.body.clone();
            body[upload.field.as_str()] = id.into();
            match self.transport.send(&call.method, &body).await {
                Err(CallError::Api(error)) if error.code == 400 => self.pictures.forget(content),
                outcome => return outcome,
            }
        }
        let name = upload
            .path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let sent = self
            .upload(
                call,
                upload,
                Part::bytes(bytes).file_name(name.into_owned()),
            )
            .await?;
        self.pictures.keep(content, &sent);
        Ok(())
    }

    async fn upload(&self, call: &Call, upload: &Upload, file: Part) -> Result<Value, CallError> {
        self.transport
            .upload(&call.method, &call.body, &upload.field, file)
            .await
    }
}
