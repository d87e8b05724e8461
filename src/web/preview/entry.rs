//! One entry: where it stands in the files, how long it is, what `check` says of it, and every screen of it.

use maud::{Markup, html};

use super::address;
use super::catalogue::{Chapter, id_of};
use super::edition::Edition;
use super::findings;
use super::layout::PageHead;
use super::screen;
use crate::answer::Library;
use crate::conversation::{Action, Button, Moment, Occasion, Reply};
use crate::knowledge::{Guide, MAX_ANSWER, MAX_OPENING, Target, length};
use crate::web::page::Framed;
use crate::web::visitor::way;

/// How many screens of one entry are shown.
const MOST_SCREENS: usize = 24;

/// A screen of the entry.
struct OwnScreen {
    /// The label of the button that leads to it, with the number of its page from the second on.
    label: String,
    /// What shows it, where that is a tap.
    action: Option<Action>,
    replies: Vec<Reply>,
}

/// The page of the entry with this number or id, or of a tap on its screen; `None` where there is no such entry.
pub(super) fn page(
    edition: &Edition,
    library: &Library,
    (what, then): (&str, Option<&str>),
    now: Moment,
) -> Option<Framed> {
    let occasion = way(&library.guide, what)?;
    let id = id_of(&library.guide, what);
    let here = address::of_entry(&id);
    if then.is_some() {
        let replies = screen::shown(library, occasion, then, now);
        return Some(screen::alone(edition, &here, &replies, None));
    }
    let (chapter, at) = edition.catalogue.find(&id)?;
    let head = PageHead {
        title: &chapter.entries[at].name,
        here: &here,
        asked: "",
    };
    let screens = screens(library, &id, occasion, now);
    let main = html! {
        nav aria-label="Wo Sie sind" {
            a href={ (address::OVERVIEW) "#" (chapter.anchor) } { (chapter.title) }
        }
        h1 { (head.title) }
        (facts(edition, &library.guide, &id))
        (findings::of_entry(edition, &id))
        h2 { "Auf dem Telefon" }
        div class="phones" {
            @for own in &screens {
                section {
                    h3 { (own.label) }
                    (screen::drawn(&here, &own.replies, own.action.as_ref().and_then(screen::height)))
                }
            }
        }
        (neighbours(chapter, at))
    };
    Some(head.over(edition, main))
}

/// Where it stands and how long its texts are.
fn facts(edition: &Edition, guide: &Guide, id: &str) -> Markup {
    html! {
        dl class="facts" {
            @if let Some(spot) = edition.spot(id) {
                dt { "Steht in" }
                dd { code { (spot.path) ":" (spot.line) } }
            }
            dt { "id" }
            dd { code { (id) } }
            @for (what, characters, most) in lengths(guide, id) {
                dt { (what) }
                dd {
                    (characters)
                    @if let Some(most) = most { " von höchstens " (most) }
                    " Zeichen"
                }
            }
        }
    }
}

/// How long texts are, and how long they may be.
fn lengths(guide: &Guide, id: &str) -> Vec<(&'static str, usize, Option<usize>)> {
    match guide.find(id) {
        Some(Target::Place(id, _)) => {
            let place = guide.place(&id);
            let of = |place: &crate::knowledge::Place| {
                let parts = place.parts.iter().map(|part| length(&part.text));
                let rest = ("Rest", parts.sum(), None);
                let opening = ("Anfang", length(&place.opening), Some(MAX_OPENING));
                let all = [opening, rest].into_iter();
                all.filter(|(_, characters, _)| *characters > 0).collect()
            };
            place.map(of).unwrap_or_default()
        }
        Some(Target::Answer(id)) => {
            let answer = guide.answer(&id);
            let of = |answer: &crate::knowledge::CuratedAnswer| {
                vec![("Antwort", length(&answer.text), Some(MAX_ANSWER))]
            };
            answer.map(of).unwrap_or_default()
        }
        Some(Target::Example(id)) => text_of(guide.example(&id).map(|example| &example.text)),
        Some(Target::Term(id)) => text_of(guide.term(&id).map(|term| &term.text)),
        Some(Target::Gap(id)) => text_of(guide.gap(&id).map(|gap| &gap.text)),
        Some(Target::Background(id)) => text_of(guide.background(&id).map(|text| &text.text)),
        None => Vec::new(),
    }
}

fn text_of(text: Option<&crate::text::RichText>) -> Vec<(&'static str, usize, Option<usize>)> {
    let text = text.into_iter();
    text.map(|text| ("Text", length(text), None)).collect()
}

/// The first screen, and behind it all that buttons lead to without leaving the entry.
fn screens(library: &Library, id: &str, first: Occasion, now: Moment) -> Vec<OwnScreen> {
    let action = match &first {
        Occasion::Tap(data) => Action::decode(data),
        _ => None,
    };
    let mut screens = vec![OwnScreen {
        label: "Zuerst".to_owned(),
        action,
        replies: screen::shown(library, first, None, now),
    }];
    if let Some(entry) = library.guide.find(id) {
        follow(library, &entry, 0, &mut screens, now);
    }
    screens
}

/// Adds what the buttons of the screen at `at` lead to, and what theirs do, page after page.
fn follow(library: &Library, entry: &Target, at: usize, screens: &mut Vec<OwnScreen>, now: Moment) {
    let from = screens[at].action.clone();
    let label = screens[at].label.clone();
    let buttons = screens[at].replies.iter().flat_map(Reply::buttons);
    let buttons: Vec<Button> = buttons.flatten().cloned().collect();
    for button in &buttons {
        let Some(action) = button.action().filter(|action| stays(entry, action)) else {
            continue;
        };
        let is_known = |screen: &OwnScreen| screen.action.as_ref() == Some(action);
        if screens.len() == MOST_SCREENS || screens.iter().any(is_known) {
            continue;
        }
        screens.push(OwnScreen {
            label: match from.as_ref().is_some_and(|from| is_page(from, action)) {
                true => next_page(&label),
                false => button.label.clone(),
            },
            action: Some(action.clone()),
            replies: screen::shown(library, Occasion::Tap(action.encode()), None, now),
        });
        follow(library, entry, screens.len() - 1, screens, now);
    }
}

/// Whether one is a page of the same as the other.
fn is_page(one: &Action, other: &Action) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

fn next_page(label: &str) -> String {
    let (name, number) = label.rsplit_once(", Seite ").unwrap_or((label, "1"));
    let number: usize = number.parse().unwrap_or(1);
    format!("{name}, Seite {}", number + 1)
}

/// Whether what an action shows is still the entry.
fn stays(entry: &Target, action: &Action) -> bool {
    match (entry, action) {
        (
            Target::Place(id, _),
            Action::Details { place, .. }
            | Action::Tasks { place, .. }
            | Action::Materials { place, .. }
            | Action::Picture(place, _)
            | Action::See(place),
        ) => place == id,
        (
            Target::Example(id),
            Action::ExamplePage(example, _) | Action::ExamplePicture(example, _),
        ) => example == id,
        (Target::Background(id), Action::Background(text, page)) => text == id && *page > 0,
        _ => false,
    }
}

/// The entries before and behind it.
fn neighbours(chapter: &Chapter, at: usize) -> Markup {
    let before = at.checked_sub(1).and_then(|at| chapter.entries.get(at));
    let behind = chapter.entries.get(at + 1);
    if before.or(behind).is_none() {
        return html! {};
    }
    html! {
        nav class="neighbours" aria-label="Davor und danach" {
            @if let Some(entry) = before {
                a rel="prev" href=(address::of_entry(&entry.id)) { "← " (entry.name) }
            }
            @if let Some(entry) = behind {
                a rel="next" href=(address::of_entry(&entry.id)) { (entry.name) " →" }
            }
        }
    }
}
