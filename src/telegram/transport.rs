//! One call to the Bot API: method and JSON in, a value or a typed error out.
//!
//! Small and ours, because what decides over a retry (error code, `retry_after`, whether the call may have arrived)
//! must not get lost on the way. Every error is free of addresses and therefore of the token. Nothing is retried
//! here and nothing logged: that is up to the callers.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use reqwest::multipart::{Form, Part};
use reqwest::{Client, RequestBuilder, Response};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use teloxide::requests::Payload;

use super::json;
use super::network::{self, NetworkFault, ProxyOnTheWay};
use super::token::BotToken;

/// How long a call may take unless the caller says otherwise.
pub const PATIENCE: Duration = Duration::from_secs(8);
/// Where Telegram's own server is.
pub const TELEGRAM: &str = "https://api.telegram.org";
/// No answer of the Bot API is larger; what is, is not one.
const LARGEST_ANSWER: usize = 32 << 20;

/// No wish to wait goes further than this many seconds: a day.
const LONGEST_WISH: u64 = 24 * 3600;

/// The way to one bot at one server.
#[derive(Clone)]
pub struct Transport {
    client: Client,
    base: String,
    proxy: Option<Arc<ProxyOnTheWay>>,
}

/// Why a call gave no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// The server answered and refused.
    #[error("{0}")]
    Api(#[from] ApiError),
    /// There was no answer that can be read.
    #[error("{what}")]
    Network {
        /// What went wrong, without any address.
        what: String,
        /// Where.
        hop: Hop,
        /// Whether the server may have done what was asked nevertheless.
        may_have_arrived: bool,
    },
    /// The file to be sent cannot be read.
    #[error("the file cannot be read: {0}")]
    File(String),
}

/// Where on its way a call got stuck.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hop {
    /// Somewhere.
    Network,
    /// At or behind the proxy that the environment names.
    Proxy,
    /// At a certificate that is not trusted.
    Certificate,
    /// Something else answered in the server's place.
    NotTelegram,
}

/// A refusal by the server.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code} {}", without_people(description))]
pub struct ApiError {
    /// The Bot API's `error_code`.
    pub code: u16,
    /// Its words; they may quote what people wrote, and are shown without.
    pub description: String,
    /// How many seconds to wait, if it says so.
    pub retry_after: Option<u64>,
    /// The id of the supergroup that the group has become, if it says so.
    pub migrate_to: Option<i64>,
}

#[derive(Deserialize)]
struct Envelope<T> {
    ok: bool,
    result: Option<T>,
    error_code: Option<u16>,
    description: Option<String>,
    #[serde(default)]
    parameters: Parameters,
}

#[derive(Default, Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
    migrate_to_chat_id: Option<i64>,
}

impl Transport {
    /// Prepares the way; nothing is sent yet.
    ///
    /// # Errors
    /// When settings or environment name certificates or a proxy that cannot be used.
    pub fn new(
        server: &str,
        token: &BotToken,
        ca_file: Option<&Path>,
    ) -> Result<Self, NetworkFault> {
        let (client, proxy) = network::client(server, ca_file)?;
        let base = format!("{}/bot{}", server.trim_end_matches('/'), token.reveal());
        Ok(Self {
            client,
            base,
            proxy: proxy.map(Arc::new),
        })
    }

    /// Calls a method with JSON parameters.
    ///
    /// # Errors
    /// When the server refuses, or does not answer within `patience`.
    pub async fn call(
        &self,
        method: &str,
        body: &Value,
        patience: Duration,
    ) -> Result<Value, CallError> {
        let request = self.client.post(self.address(method)).json(body);
        self.fetch(request, patience).await
    }

    /// Calls the method of a payload.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    pub async fn request<P: Payload + Serialize + Sync>(
        &self,
        payload: &P,
        patience: Duration,
    ) -> Result<Value, CallError> {
        let request = self.client.post(self.address(&name(payload))).json(payload);
        self.fetch(request, patience).await
    }

    /// Calls a method of which it only matters whether it was done.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    pub async fn send(&self, method: &str, body: &Value) -> Result<(), CallError> {
        let request = self.client.post(self.address(method)).json(body);
        let _: IgnoredAny = self.fetch(request, PATIENCE).await?;
        Ok(())
    }

    /// Calls a method with a file in the parameter `field`.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    pub async fn upload(
        &self,
        method: &str,
        body: &Value,
        field: &str,
        file: Part,
    ) -> Result<Value, CallError> {
        let form = form(body.as_object(), field).part(field.to_owned(), file);
        let request = self.client.post(self.address(method)).multipart(form);
        self.fetch(request, PATIENCE * 3).await
    }

    fn address(&self, method: &str) -> String {
        format!("{}/{method}", self.base)
    }

    async fn fetch<T: DeserializeOwned + Default>(
        &self,
        request: RequestBuilder,
        patience: Duration,
    ) -> Result<T, CallError> {
        let response = request.timeout(patience).send().await;
        let response = response.map_err(|error| self.network(error))?;
        let status = response.status().as_u16();
        let body = self.read(response).await?;
        let opened = json::read::<Envelope<T>>(&body).and_then(open);
        // A proxy, a captive portal, another server: what it says is nothing that Telegram decided.
        opened.unwrap_or_else(|| {
            Err(CallError::Network {
                what: format!("an answer with status {status} that is not the Bot API's"),
                hop: Hop::NotTelegram,
                may_have_arrived: true,
            })
        })
    }

    async fn read(&self, mut response: Response) -> Result<Vec<u8>, CallError> {
        let mut body = Vec::new();
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|error| self.network(error))?
        {
            if body.len() + chunk.len() > LARGEST_ANSWER {
                return Err(CallError::Network {
                    what: "the answer is larger than any of the Bot API".to_owned(),
                    hop: Hop::NotTelegram,
                    may_have_arrived: true,
                });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    /// Keeps the kind and the innermost cause of an error; its text as a whole names the address.
    fn network(&self, error: reqwest::Error) -> CallError {
        let may_have_arrived = !error.is_connect() && !error.is_builder();
        let error = error.without_url();
        let cause = innermost(&error);
        let is_untrusted = cause.contains("certificate");
        let mut hop = if is_untrusted {
            Hop::Certificate
        } else {
            Hop::Network
        };
        let mut what = if error.is_timeout() {
            "timed out"
        } else if error.is_connect() {
            "no connection"
        } else {
            "connection lost"
        }
        .to_owned();
        if let Some(proxy) = self.proxy.as_deref() {
            let ProxyOnTheWay { variable, address } = proxy;
            what = format!("{what} through the proxy {address} of {variable}");
            if !is_untrusted {
                hop = Hop::Proxy;
            }
        }
        CallError::Network {
            what: format!("{what} ({cause})"),
            hop,
            may_have_arrived,
        }
    }
}

impl CallError {
    /// Why nobody gets answers while calls fail so.
    pub(super) fn reason(&self) -> &'static str {
        match self {
            Self::Api(refusal) if refusal.code == 409 => {
                "another program fetches the updates of this bot, or a webhook is set for it"
            }
            Self::Api(refusal) if refusal.code == 401 => "Telegram does not know this bot token",
            Self::Api(_) | Self::File(_) => "Telegram refuses what is asked of it",
            Self::Network { hop, .. } => match hop {
                Hop::Network => "Telegram cannot be reached",
                Hop::Proxy => "Telegram cannot be reached through the proxy",
                Hop::Certificate => "the certificate in Telegram's place is not trusted",
                Hop::NotTelegram => "something else answers in Telegram's place",
            },
        }
    }
}

impl ApiError {
    /// Tells whether the description holds these words, whatever their case.
    pub fn says(&self, words: &str) -> bool {
        self.description.to_ascii_lowercase().contains(words)
    }
}

/// The Bot API's name of a payload's method; teloxide begins it with a capital.
pub(super) fn name<P: Payload>(_: &P) -> String {
    let (first, rest) = P::NAME.split_at(1);
    first.to_ascii_lowercase() + rest
}

fn form(body: Option<&Map<String, Value>>, file_field: &str) -> Form {
    let fields = body
        .into_iter()
        .flatten()
        .filter(|(name, _)| *name != file_field);
    fields.fold(Form::new(), |form, (name, value)| {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        form.text(name.clone(), text)
    })
}

/// What the Bot API said; `None` if it was not the Bot API that said it.
fn open<T: Default>(envelope: Envelope<T>) -> Option<Result<T, CallError>> {
    if envelope.ok {
        return Some(Ok(envelope.result.unwrap_or_default()));
    }
    Some(Err(CallError::Api(ApiError {
        code: envelope.error_code?,
        description: envelope.description.unwrap_or_default(),
        retry_after: envelope
            .parameters
            .retry_after
            .map(|wish| wish.min(LONGEST_WISH)),
        migrate_to: envelope.parameters.migrate_to_chat_id,
    })))
}

/// A description without what people may have brought into it: quotations, numbers, names.
fn without_people(description: &str) -> String {
    let unquoted = description
        .split(['"', '„', '“'])
        .next()
        .unwrap_or_default();
    let mut begins = true;
    // What stands before the first colon is one of HTTP's phrases.
    let (phrase, rest) = unquoted.split_once(": ").unwrap_or(("", unquoted));
    let words = rest.split_whitespace().map(|word| {
        let is_name =
            !begins && word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase);
        begins = word.ends_with([':', '.']);
        let is_plain = word.is_ascii() && !word.contains(|sign: char| sign.is_ascii_digit());
        if is_name || !is_plain { "…" } else { word }
    });
    let words: Vec<&str> = words.collect();
    let shown = [phrase, &words.join(" ")].join(if phrase.is_empty() { "" } else { ": " });
    shown.chars().take(120).collect()
}

/// The innermost cause of an error, in words that say who did what.
fn innermost(error: &reqwest::Error) -> String {
    let mut cause: &dyn Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    match cause.to_string().as_str() {
        "tunnel error: unsuccessful" => "the proxy refuses".to_owned(),
        "tunnel error: proxy authorization required" => {
            "the proxy wants a user and a password".to_owned()
        }
        said => said.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_brought_into_a_refusal_is_not_shown() {
        for (said, shown) in [
            (
                "Bad Request: chat 987654321 Erika not found",
                "Bad Request: chat … … not found",
            ),
            (
                "Bad Request: can't parse entities: Unsupported start tag \"kanarie\" at",
                "Bad Request: can't parse entities: Unsupported start tag",
            ),
            (
                "Bad Request: BUTTON_DATA_INVALID",
                "Bad Request: BUTTON_DATA_INVALID",
            ),
            (
                "Forbidden: bot was blocked by the user",
                "Forbidden: bot was blocked by the user",
            ),
            (
                "Too Many Requests: retry after 7",
                "Too Many Requests: retry after …",
            ),
            ("Bad Request: wegen Größe müde", "Bad Request: wegen … …"),
        ] {
            assert_eq!(without_people(said), shown);
        }
    }
}
