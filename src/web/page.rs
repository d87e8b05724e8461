//! What stands round every page: the frame, the style, and the headers.
//!
//! Nothing foreign is let in: no address outside, no script but our own, no frame. Every page can be read without it.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

/// What browsers may load and do.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                      img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The headers of every answer.
const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// The style of every page.
pub const STYLE: &str = include_str!("style.css");
/// What reloads a page when there is something new.
pub const SCRIPT: &str = include_str!("reload.js");

/// A whole page.
pub struct Framed {
    /// What stands on the tab of the browser.
    pub title: String,
    /// Which state of the content is shown; the script asks whether there is a newer one.
    pub mark: String,
    /// What stands above the content on every page.
    pub above: Markup,
    /// The content, with the first heading.
    pub main: Markup,
    /// What stands below.
    pub below: Markup,
}

impl Framed {
    /// The page with this status.
    pub fn with(self, status: StatusCode) -> Response {
        let page = html! {
            (DOCTYPE)
            html lang="de" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="mark" content=(self.mark);
                    title { (self.title) }
                    link rel="stylesheet" href="/stil.css";
                    script src="/neu.js" defer {}
                }
                body {
                    a class="skip" href="#inhalt" { "Zum Inhalt" }
                    header { (self.above) }
                    main id="inhalt" tabindex="-1" { (self.main) }
                    footer { (self.below) }
                }
            }
        };
        (status, Html(page.into_string())).into_response()
    }
}

impl IntoResponse for Framed {
    fn into_response(self) -> Response {
        self.with(StatusCode::OK)
    }
}

/// Puts the headers on an answer.
pub async fn guarded(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// A file of ours.
pub fn asset(kind: &'static str, content: impl IntoResponse) -> Response {
    ([(header::CONTENT_TYPE, kind)], content).into_response()
}
