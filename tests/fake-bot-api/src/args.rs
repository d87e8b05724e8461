//! The parameters of a call, however they came: query, form, JSON or multipart.
//!
//! As in the real server every value is text, objects and lists are JSON text, and the first of several
//! values of one name counts. The values are also kept as they were sent, for the record of calls.

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Form, FromRequest, Multipart, Query, Request};
use axum::http::{Method, header};
use serde_json::{Map, Value, json};

use crate::answer::Refusal;

const LARGEST_BODY: usize = 60 << 20;

/// A file that came with a call.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    pub(crate) field: String,
    pub(crate) file_name: String,
    pub(crate) bytes: Bytes,
}

/// The parameters of one call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Args {
    values: Vec<(String, String)>,
    pub(crate) files: Vec<Upload>,
    /// The parameters with the types in which they were sent.
    pub(crate) shown: Map<String, Value>,
}

impl Args {
    /// Reads the parameters of an HTTP request.
    pub(crate) async fn read(request: Request) -> Result<Self, Refusal> {
        let mut args = Self::default();
        if let Ok(Query(pairs)) = Query::<Vec<(String, String)>>::try_from_uri(request.uri()) {
            pairs
                .into_iter()
                .for_each(|(name, value)| args.push_text(name, value));
        }
        if request.method() == Method::GET {
            return Ok(args);
        }
        let content_type = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        let content_type = content_type.unwrap_or_default().to_ascii_lowercase();
        if content_type.starts_with("multipart/form-data") {
            args.read_multipart(request).await?;
        } else if content_type.starts_with("application/x-www-form-urlencoded") {
            let form = Form::<Vec<(String, String)>>::from_request(request, &()).await;
            let Form(pairs) = form.map_err(|_| Refusal::call("can't parse form parameters"))?;
            pairs
                .into_iter()
                .for_each(|(name, value)| args.push_text(name, value));
        } else if content_type.starts_with("application/json") {
            let too_large = |_| Refusal::new(413, "Request Entity Too Large".to_owned(), true);
            let body = axum::body::to_bytes(request.into_body(), LARGEST_BODY)
                .await
                .map_err(too_large)?;
            args.read_json(&body)?;
        }
        Ok(args)
    }

    /// Takes parameters from a JSON object, as a webhook's answer carries them.
    pub(crate) fn from_object(object: Map<String, Value>) -> Self {
        let mut args = Self::default();
        for (name, value) in object {
            args.push_json(name, value);
        }
        args
    }

    fn read_json(&mut self, body: &[u8]) -> Result<(), Refusal> {
        if body.is_empty() {
            return Ok(());
        }
        match serde_json::from_slice(body) {
            Ok(Value::Object(object)) => {
                object
                    .into_iter()
                    .for_each(|(name, value)| self.push_json(name, value));
                Ok(())
            }
            Ok(_) => Err(Refusal::call("JSON object expected")),
            Err(error) => Err(Refusal::call(format!("can't parse JSON object: {error}"))),
        }
    }

    async fn read_multipart(&mut self, mut request: Request) -> Result<(), Refusal> {
        let broken = |_: axum::extract::multipart::MultipartError| {
            Refusal::call("can't parse multipart form data")
        };
        DefaultBodyLimit::max(LARGEST_BODY).apply(&mut request);
        let parts = Multipart::from_request(request, &()).await;
        let mut parts = parts.map_err(|_| Refusal::call("boundary not found"))?;
        while let Some(part) = parts.next_field().await.map_err(broken)? {
            let field = part.name().unwrap_or_default().to_owned();
            let file_name = part.file_name().map(str::to_owned);
            match file_name {
                Some(file_name) => {
                    let bytes = part.bytes().await.map_err(broken)?;
                    self.shown
                        .insert(field.clone(), json!(format!("attach://{field}")));
                    self.files.push(Upload {
                        field,
                        file_name,
                        bytes,
                    });
                }
                None => {
                    let value = part.text().await.map_err(broken)?;
                    self.push_text(field, value);
                }
            }
        }
        Ok(())
    }

    fn push_text(&mut self, name: String, value: String) {
        let is_structure = value.starts_with(['{', '[']);
        let parsed = if is_structure {
            serde_json::from_str(&value).ok()
        } else {
            None
        };
        self.shown.insert(
            name.clone(),
            parsed.unwrap_or_else(|| Value::String(value.clone())),
        );
        self.values.push((name, value));
    }

    fn push_json(&mut self, name: String, value: Value) {
        let text = match &value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        self.shown.insert(name.clone(), value);
        self.values.push((name, text));
    }

    /// The names of all parameters and files.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        let values = self.values.iter().map(|(name, _)| name.as_str());
        values.chain(self.files.iter().map(|file| file.field.as_str()))
    }

    /// The text of a parameter, empty if it is missing.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.values
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }

    /// A whole number, if the parameter is one.
    pub(crate) fn integer(&self, name: &str) -> Option<i64> {
        self.text(name).trim().parse().ok()
    }

    /// A whole number kept within bounds, or the value that stands for a missing one.
    pub(crate) fn bounded(&self, name: &str, missing: i64, least: i64, most: i64) -> i64 {
        self.integer(name)
            .map_or(missing, |value| value.clamp(least, most))
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        matches!(
            self.text(name).to_ascii_lowercase().as_str(),
            "true" | "yes" | "1"
        )
    }

    /// A JSON parameter; an empty one counts as missing.
    pub(crate) fn json(&self, name: &str) -> Option<Result<Value, ()>> {
        let text = self.text(name);
        (!text.is_empty()).then(|| serde_json::from_str(text).map_err(|_| ()))
    }

    /// The file behind a parameter: sent under its name, or attached under another.
    pub(crate) fn file(&self, name: &str) -> Option<&Upload> {
        let attached = self.text(name).strip_prefix("attach://").unwrap_or(name);
        self.files.iter().find(|file| file.field == attached)
    }
}
