//! What became new at places one has been at: those that say something else, or are gone.
//!
//! A session knows fingerprints and no texts. So it can be said where something changed, which tasks, examples
//! and decisions are new and how many tasks and decisions are gone; what a text said before, nobody knows.

use crate::conversation::value::{Action, Button, Session, Visit, fingerprint};
use crate::conversation::wording;
use crate::knowledge::{Decision, Example, Guide, Place, Task};
use crate::text::RichText;

use super::examples;
use super::paging::{Paging, pages};
use super::screen::Screen;

/// How many new tasks, examples and decisions of a place are named, of each.
const NAMED: usize = 3;

/// What is new at a place.
pub(crate) struct PlaceNews<'g> {
    /// When it was opened last.
    pub(crate) visit: Visit,
    /// The place; nothing where it is gone.
    place: Option<&'g Place>,
    tasks: Vec<&'g Task>,
    gone: usize,
    examples: Vec<&'g Example>,
    decisions: Vec<&'g Decision>,
    not_asked: usize,
}

/// What is new at the places that were opened, in the order of the guide; what is gone comes last.
pub(crate) fn of<'g>(guide: &'g Guide, session: &Session) -> Vec<PlaceNews<'g>> {
    let visits = session.project.visits.iter();
    let mut news: Vec<PlaceNews<'g>> = visits.filter_map(|visit| at(guide, visit)).collect();
    news.sort_by_key(|news| {
        let mut places = guide.places.iter();
        let at = places.position(|place| place.id == news.visit.place);
        at.unwrap_or(usize::MAX)
    });
    news
}

fn at<'g>(guide: &'g Guide, visit: &Visit) -> Option<PlaceNews<'g>> {
    let mut news = PlaceNews {
        visit: visit.clone(),
        place: guide.place(&visit.place),
        tasks: Vec::new(),
        gone: 0,
        examples: Vec::new(),
        decisions: Vec::new(),
        not_asked: 0,
    };
    let Some(place) = news.place else {
        return Some(news);
    };
    if let Some(seen) = &visit.entries {
        let mut seen = seen.split('.');
        let (tasks, examples) = (seen.next().unwrap_or(""), seen.next().unwrap_or(""));
        let is_new = |seen: &str, id: &str, formerly: &[String]| {
            let mut ids = formerly.iter().map(String::as_str).chain([id]);
            !ids.any(|id| fingerprint::holds(seen, id))
        };
        let known = place.tasks.iter();
        let known = known.filter(|task| is_new(tasks, task.id.as_str(), &task.formerly));
        news.tasks = known.collect();
        let stayed = place.tasks.len() - news.tasks.len();
        news.gone = fingerprint::count(tasks).saturating_sub(stayed);
        let known = guide.examples_at(&place.id);
        news.examples = known
            .filter(|example| is_new(examples, example.id.as_str(), &example.formerly))
            .collect();
        if let Some(decisions) = seen.next() {
            let known = place.decisions.iter();
            news.decisions = known
                .filter(|known| is_new(decisions, known.id.as_str(), &known.formerly))
                .collect();
            let stayed = place.decisions.len() - news.decisions.len();
            news.not_asked = fingerprint::count(decisions).saturating_sub(stayed);
        }
    }
    let says_else = visit.print != fingerprint::of_place(place);
    let has_other = !news.examples.is_empty() || !news.decisions.is_empty() || news.not_asked > 0;
    (says_else || has_other).then_some(news)
}

/// A page of what is new.
pub(crate) fn list(guide: &Guide, session: &Session, page: u16) -> Screen {
    let news = of(guide, session);
    let texts: Vec<(String, RichText)> = news.iter().map(|news| told(guide, news)).collect();
    let starts = pages(&texts);
    let paging = Paging::of(page, starts.len());
    let mut text = paging.titled(wording::NEWS);
    let mut shown = 0..0;
    match starts.get(paging.at) {
        Some((first, page)) => {
            let next = starts.get(paging.at + 1);
            shown = *first..next.map_or(news.len(), |(next, _)| *next).max(first + 1);
            text = text.and(page);
        }
        None => text = text.and_paragraph(wording::NO_NEWS),
    }
    let places = news[shown].iter().filter_map(|news| news.place);
    let read = places.map(|place| {
        let action = Action::Read(place.id.clone());
        Button::act(wording::titled(place), action)
    });
    let at = u16::try_from(paging.at).unwrap_or(u16::MAX);
    Screen::of(Action::News(at), text)
        .column(read)
        .row(paging.turning(Action::News))
        .ways(guide, session, [])
}

/// What is said of a place.
fn told(guide: &Guide, news: &PlaceNews<'_>) -> (String, RichText) {
    let Some(place) = news.place else {
        let step = news.visit.step.as_ref().and_then(|step| guide.place(step));
        let said = wording::place_is_gone(step);
        return (
            wording::keeping::gone(news.visit.place.as_str()),
            RichText::paragraph(said),
        );
    };
    let mut items: Vec<String> = Vec::new();
    let tasks = news.tasks.iter().take(NAMED);
    items.extend(tasks.map(|task| wording::new_task(&task.text)));
    let examples = news.examples.iter().take(NAMED);
    items.extend(examples.map(|example| wording::new_example(&examples::named(guide, example))));
    let decisions = news.decisions.iter().take(NAMED);
    items.extend(decisions.map(|decision| wording::new_decision(&decision.question)));
    let counts = [news.tasks.len(), news.examples.len(), news.decisions.len()];
    let rest: usize = counts.iter().map(|count| count.saturating_sub(NAMED)).sum();
    items.extend((rest > 0).then(|| wording::more_news(rest)));
    items.extend((news.gone > 0).then(|| wording::tasks_gone(news.gone)));
    items.extend((news.not_asked > 0).then(|| wording::decisions_gone(news.not_asked)));
    let mut text = RichText::default();
    if news.visit.print != fingerprint::of_place(place) {
        text = text.and_paragraph(wording::SAYS_SOMETHING_ELSE);
    }
    if !items.is_empty() {
        text = text.and_bullets(items);
    }
    (wording::titled(place), text)
}
