//! The way in.

use std::net::IpAddr;
use std::path::Path as FilePath;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::html;
use serde::Deserialize;

use super::edition::{Edition, EditionShelf};
use super::layout::PageHead;
use super::{address, entry, findings, overview, question, screen};
use crate::answer::Library;
use crate::conversation::Moment;
use crate::knowledge::{Guide, GuideFolder, Image};
use crate::service::Clock;
use crate::web::page::{self, Framed};

/// From where the pages can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// From this computer alone: a page elsewhere that gives itself a name of this computer is let in nowhere.
    ThisComputer,
    /// From others too, by whatever name.
    Others,
}

impl Reach {
    /// The reach of an address that is listened at.
    pub fn of(address: IpAddr) -> Self {
        match address.is_loopback() {
            true => Self::ThisComputer,
            false => Self::Others,
        }
    }
}

/// What the pages are shown of.
#[derive(Clone)]
struct ShownGuide {
    shelf: Arc<EditionShelf>,
    knowledge: Arc<GuideFolder>,
}

/// What may stand behind the `?` of an address.
#[derive(Debug, Default, Deserialize)]
struct PageQuery {
    q: Option<String>,
    tap: Option<String>,
    pfad: Option<String>,
}

/// The pages of what is on the shelf; pictures lie beside the guide.
pub fn routes(shelf: Arc<EditionShelf>, knowledge: GuideFolder, reach: Reach) -> Router {
    let shown = ShownGuide {
        shelf,
        knowledge: Arc::new(knowledge),
    };
    Router::new()
        .route(address::OVERVIEW, get(shown_overview))
        .route(address::FINDINGS, get(shown_findings))
        .route("/eintrag/{what}", get(shown_entry))
        .route("/ansicht/{tap}", get(shown_screen))
        .route("/frage", get(shown_question))
        .route("/bild", get(picture))
        .route("/stand", get(mark))
        .route(
            "/stil.css",
            get(async || page::asset("text/css; charset=utf-8", page::STYLE)),
        )
        .route(
            "/neu.js",
            get(async || page::asset("text/javascript; charset=utf-8", page::SCRIPT)),
        )
        .route("/favicon.ico", get(async || StatusCode::NO_CONTENT))
        .fallback(nowhere)
        .with_state(shown)
        .layer(middleware::from_fn_with_state(reach, only_by_own_name))
        .layer(middleware::from_fn(page::guarded))
}

/// Lets in who names this computer: behind another name stands a foreign page that wants to read along.
async fn only_by_own_name(
    State(reach): State<Reach>,
    headers: HeaderMap,
    request: Request,
    next: Next,
) -> Response {
    let host = headers.get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
    if reach == Reach::Others || names_this_computer(host) {
        return next.run(request).await;
    }
    let words =
        "Diese Vorschau ist nur auf diesem Rechner und unter seinem eigenen Namen zu sehen.\n";
    (StatusCode::FORBIDDEN, words).into_response()
}

fn names_this_computer(host: &str) -> bool {
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let name = match host.rsplit_once(':') {
        Some((name, port)) if is_port(port) => name,
        _ => host,
    };
    let plain = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || plain
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback())
}

impl ShownGuide {
    /// A page of the last good guide, or what is wrong where there is none.
    fn page(&self, uri: &Uri, of: impl FnOnce(&Edition, &Library) -> Option<Framed>) -> Response {
        let edition = self.shelf.now();
        let here = uri.path_and_query().map_or("/", |here| here.as_str());
        let head = |title| PageHead {
            title,
            here,
            asked: "",
        };
        let Some(library) = &edition.library else {
            return head("Noch nichts zu zeigen")
                .without_guide(&edition)
                .into_response();
        };
        if let Some(page) = of(&edition, library) {
            return page.into_response();
        }
        let main = html! {
            h1 { "Das gibt es hier nicht" }
            p { "Vielleicht heißt es jetzt anders. " a href=(address::OVERVIEW) { "Zum Überblick" } }
        };
        let page = head("Das gibt es hier nicht").over(&edition, main);
        page.with(StatusCode::NOT_FOUND)
    }
}

fn now() -> Moment {
    Clock::default().now()
}

async fn shown_overview(State(shown): State<ShownGuide>, uri: Uri) -> Response {
    shown.page(&uri, |edition, library| {
        Some(overview::page(edition, library))
    })
}

async fn shown_findings(State(shown): State<ShownGuide>) -> Response {
    findings::page(&shown.shelf.now()).into_response()
}

async fn shown_entry(
    State(shown): State<ShownGuide>,
    Path(what): Path<String>,
    Query(asked): Query<PageQuery>,
    uri: Uri,
) -> Response {
    let tap = asked.tap;
    shown.page(&uri, |edition, library| {
        entry::page(edition, library, (&what, tap.as_deref()), now())
    })
}

async fn shown_screen(
    State(shown): State<ShownGuide>,
    Path(first): Path<String>,
    Query(asked): Query<PageQuery>,
    uri: Uri,
) -> Response {
    let tap = asked.tap;
    shown.page(&uri, |edition, library| {
        screen::page(edition, library, (&first, tap.as_deref()), now())
    })
}

async fn shown_question(
    State(shown): State<ShownGuide>,
    Query(asked): Query<PageQuery>,
    uri: Uri,
) -> Response {
    let PageQuery { q, tap, .. } = asked;
    let question = q.unwrap_or_default();
    shown.page(&uri, |edition, library| {
        let page = question::page(edition, library, (&question, tap.as_deref()), now());
        Some(page)
    })
}

async fn nowhere(State(shown): State<ShownGuide>, uri: Uri) -> Response {
    shown.page(&uri, |_, _| None)
}

async fn mark(State(shown): State<ShownGuide>) -> String {
    shown.shelf.now().mark.clone()
}

async fn picture(State(shown): State<ShownGuide>, Query(asked): Query<PageQuery>) -> Response {
    let edition = shown.shelf.now();
    let path = asked.pfad.unwrap_or_default();
    let guide = edition.library.as_ref().map(|library| &library.guide);
    let is_of_guide = guide.is_some_and(|guide| {
        pictures(guide).any(|picture| picture.path.as_os_str() == path.as_str())
    });
    let kind = kind_of(&path).filter(|_| is_of_guide);
    // Reading a guide refuses links that lead out of its folder.
    let bytes = kind.and_then(|_| shown.knowledge.picture(FilePath::new(&path)).ok());
    match kind.zip(bytes) {
        Some((kind, bytes)) => page::asset(kind, bytes),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn pictures(guide: &Guide) -> impl Iterator<Item = &Image> {
    let of_places = guide.places.iter().flat_map(|place| &place.materials);
    let of_examples = guide.examples.iter().flat_map(|example| &example.materials);
    of_places
        .chain(of_examples)
        .filter_map(|material| material.image.as_ref())
}

fn kind_of(path: &str) -> Option<&'static str> {
    let ending = FilePath::new(path).extension()?.to_str()?;
    match ending.to_ascii_lowercase().as_str() {
        "png" => Some("image/png"),
        "jpg" | "jpeg" => Some("image/jpeg"),
        "gif" => Some("image/gif"),
        "webp" => Some("image/webp"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_computer_are_let_in() {
        for host in [
            "localhost",
            "LOCALHOST:8321",
            "127.0.0.1:8321",
            "127.9.9.9",
            "[::1]:1",
            "[::1]",
        ] {
            assert!(names_this_computer(host), "{host}");
        }
        for host in [
            "",
            "example.org",
            "example.org:8321",
            "localhost.example.org",
            "10.0.0.1:8321",
        ] {
            assert!(!names_this_computer(host), "{host}");
        }
    }
}
