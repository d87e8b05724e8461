//! A finished call to the Bot API, and how it becomes a delivery and one again.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::conversation::{File, FileContent};
use crate::sessions::{Delivery, EditTarget, Queue};

/// For how many seconds Telegram waits for the answer to a tap.
const TAP_LIFE: u32 = 150;
/// For how many seconds it waits for the answer to an inline query.
const QUERY_LIFE: u32 = 30;

/// A method with its parameters, ready to be sent.
#[derive(Clone, PartialEq)]
pub struct Call {
    /// The Bot API's name of the method.
    pub method: String,
    /// Its parameters.
    pub body: Value,
    /// The text without markup, for when Telegram refuses the markup.
    pub plain: Option<String>,
    /// Which way it goes out.
    pub queue: Queue,
    /// Which message it is about.
    pub target: EditTarget,
    /// The topic of the chat, for a change whose message is gone and that has to be sent as a new one.
    pub thread: Option<i64>,
    /// A file that goes with it.
    pub upload: Option<Upload>,
}

/// A file that goes with a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// The parameter that holds it.
    pub field: String,
    /// Where it lies below the knowledge folder; its name, where its text is here.
    pub path: PathBuf,
    /// What stands in it, where it lies nowhere and is a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The same where it is none.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "base64")]
    pub bytes: Option<Vec<u8>>,
    /// Its media type, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media: Option<String>,
}

impl Upload {
    /// A file that is sent as it is.
    pub(super) fn of(file: &File) -> Self {
        let (text, bytes) = match &file.content {
            FileContent::Text(text) => (Some(text.clone()), None),
            FileContent::Bytes(bytes) => (None, Some(bytes.clone())),
            // Its picture is made where its address is known.
            FileContent::Code(_) => (None, None),
        };
        Self {
            field: "document".to_owned(),
            path: file.name.clone().into(),
            text,
            bytes,
            media: Some(file.media.to_owned()),
        }
    }

    /// Whether what stands in it is here.
    pub(super) fn is_here(&self) -> bool {
        self.text.is_some() || self.bytes.is_some()
    }

    /// What stands in it, where that is here.
    pub(super) fn content(&self) -> Option<Vec<u8>> {
        let text = self.text.as_ref().map(|text| text.as_bytes());
        text.or(self.bytes.as_deref()).map(<[u8]>::to_vec)
    }
}

/// Bytes to the base 64: a delivery is JSON.
mod base64 {
    use ::base64::prelude::{BASE64_STANDARD, Engine as _};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(
        bytes: &Option<Vec<u8>>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match bytes {
            Some(bytes) => to.serialize_str(&BASE64_STANDARD.encode(bytes)),
            None => to.serialize_none(),
        }
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(
        from: D,
    ) -> Result<Option<Vec<u8>>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        let bytes = text.map(|text| BASE64_STANDARD.decode(text)).transpose();
        bytes.map_err(D::Error::custom)
    }
}

impl Call {
    /// A call that goes out at once and by itself, about no message.
    pub(super) fn at_once(method: &str, body: Value, queue: Queue) -> Self {
        Self {
            method: method.to_owned(),
            body,
            plain: None,
            queue,
            target: EditTarget::New,
            thread: None,
            upload: None,
        }
    }

    /// The call that a delivery is; nothing if it is none.
    pub(super) fn of(delivery: &Delivery) -> Option<Self> {
        let field = |name| delivery.content.get(name);
        let upload = field("upload").filter(|upload| !upload.is_null());
        Some(Self {
            method: delivery.kind.clone(),
            body: field("body")?.clone(),
            plain: field("plain").and_then(Value::as_str).map(str::to_owned),
            queue: delivery.queue,
            target: delivery.target,
            thread: field("thread").and_then(Value::as_i64),
            upload: upload.map(Upload::deserialize).transpose().ok()?,
        })
    }
}

impl From<Call> for Delivery {
    fn from(call: Call) -> Self {
        let mut content = Map::new();
        content.insert("body".to_owned(), call.body);
        content.insert("plain".to_owned(), call.plain.into());
        content.insert("thread".to_owned(), call.thread.into());
        content.insert("upload".to_owned(), json!(call.upload));
        Self {
            kind: call.method,
            queue: call.queue,
            target: call.target,
            life: match call.queue {
                Queue::Chat => None,
                Queue::Answer => Some(TAP_LIFE),
                Queue::Inline => Some(QUERY_LIFE),
            },
            content,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_bytes_waits_as_it_is() {
        let file = File {
            name: "a.docx".to_owned(),
            media: "application/zip",
            content: FileContent::Bytes((0..=255).collect()),
            caption: String::new(),
            otherwise: String::new(),
            with_records: false,
        };
        let call = Call {
            upload: Some(Upload::of(&file)),
            ..Call::at_once("sendDocument", json!({ "chat_id": 1 }), Queue::Chat)
        };
        let delivery = Delivery::from(call.clone());
        let kept = serde_json::to_string(&delivery.content).unwrap();
        let read = Delivery {
            content: serde_json::from_str(&kept).unwrap(),
            ..delivery.clone()
        };
        assert!(Call::of(&read) == Some(call));
        let damaged = Delivery {
            content: serde_json::from_str(&kept.replace("AAEC", "?")).unwrap(),
            ..delivery
        };
        assert!(Call::of(&damaged).is_none());
    }
}
