//! Decisions to read and to make: one, and those of a place or of the whole guide.

use crate::conversation::value::label::{label, shortened};
use crate::conversation::value::{
    Action, Button, Decided, LocalClock, Matter, Ruling, Session, Standing,
};
use crate::conversation::wording;
use crate::knowledge::{Decision, DecisionId, DecisionKind, Guide, Place, PlaceId, Status};
use crate::text::{RichText, Span};

use super::paging::Paging;
use super::screen::{Screen, aside, lines};
use super::{citation, links};

/// How many decisions stand on a page.
const PAGE: usize = 5;

/// How much of an answer a list shows, in characters.
const BEGINNING: usize = 60;

/// A decision: what is asked, what was decided, what the guide says of it, and its answers.
pub(crate) fn of_decision(
    guide: &Guide,
    session: &Session,
    matter: &Matter<'_, '_>,
    clock: LocalClock<'_>,
) -> Screen {
    let (place, decision) = (matter.place, matter.decision);
    let mut text = RichText::default()
        .and_title(wording::decision_at(place))
        .and_spans(vec![Span::strong(decision.question.clone())]);
    text = match matter.standing {
        Standing::Decided(decided) => text.and_paragraph(decided_as(decision, decided, clock)),
        Standing::Obsolete(decided) => text
            .and_paragraph(decided_as(decision, decided, clock))
            .and_paragraph(wording::no_longer_holds(matter.asked)),
        Standing::NotAsked => text.and_paragraph(wording::NOT_ASKED),
        Standing::Open => text,
    };
    text = text.and(&decision.advice).and(&advice(decision));
    let is_free = decision.fixed_answers().is_empty();
    if matter.is_open() && is_free {
        text = text.and_paragraph(wording::decide_now(decision.kind == DecisionKind::Date));
    }
    let from = decision.from.as_ref().unwrap_or(&place.from);
    let partial = place.status == Status::Partial;
    let text = text.and(&aside(citation::source_line(guide, from, partial)));
    let id = &decision.id;
    let has_answer = session.project.decisions.get(id).is_some();
    let change = Button::act(wording::CHANGE_DECISION, Action::DecideInWords(id.clone()));
    let change = (has_answer && is_free && matter.asked).then_some(change);
    let withdraw = has_answer.then(|| withdraw(id));
    let view = Action::Decision(id.clone());
    let read = links::read_from(guide, session, &view, place);
    Screen::of(view, text)
        .column(answers(matter))
        .row(change.into_iter().chain(withdraw))
        .row(next_open(guide, session, id))
        .ways(guide, session, read)
}

/// An answer that is kept to a decision that the guide has no more.
pub(crate) fn of_gone(
    guide: &Guide,
    session: &Session,
    id: &DecisionId,
    decided: &Decided,
    clock: LocalClock<'_>,
) -> Screen {
    let text = RichText::paragraph(wording::DECISION_GONE).and_paragraph(wording::decided_as(
        &wording::ruling(None, &decided.0),
        clock.day(decided.1),
    ));
    Screen::of(Action::Decision(id.clone()), text)
        .row([withdraw(id)])
        .ways(guide, session, [])
}

fn withdraw(id: &DecisionId) -> Button {
    let (decision, option) = (id.clone(), None);
    Button::act(wording::WITHDRAW, Action::Decide { decision, option })
}

fn decided_as(decision: &Decision, Decided(ruling, at): &Decided, clock: LocalClock<'_>) -> String {
    wording::decided_as(&wording::ruling(Some(decision), ruling), clock.day(*at))
}

/// What the guide says of the single answers.
fn advice(decision: &Decision) -> RichText {
    let answers = decision.fixed_answers().into_iter().enumerate();
    let said = answers.filter_map(|(at, answer)| {
        let label = wording::option_label(at + 1, answer.label);
        Some(super::screen::marked(&format!("{label}:"), answer.advice?))
    });
    said.fold(RichText::default(), |text, said| text.and(&said))
}

/// The buttons of the answers, where they can be chosen.
fn answers(matter: &Matter<'_, '_>) -> Vec<Button> {
    let answers = matter.decision.fixed_answers().into_iter().enumerate();
    let button = |(at, answer): (usize, crate::knowledge::FixedAnswer<'_>)| {
        let decide = Action::Decide {
            decision: matter.decision.id.clone(),
            option: Some(answer.id),
        };
        Button::act(wording::option_label(at + 1, answer.label), decide)
    };
    let chosen = answers.filter(|_| matter.asked).map(button);
    chosen.collect()
}

/// The next decision that is open, at the same place or after it, else before it.
fn next_open(guide: &Guide, session: &Session, id: &DecisionId) -> Option<Button> {
    let matters = session.project.decisions.standings(guide);
    let at = matters
        .iter()
        .position(|matter| matter.decision.id == *id)?;
    let (before, from) = matters.split_at(at);
    let mut others = from.iter().skip(1).chain(before);
    let open = others.find(|matter| matter.is_open())?;
    let next = Action::Decision(open.decision.id.clone());
    Some(Button::act(wording::NEXT_DECISION, next))
}

/// The button to the decisions of a place, where it has any, and how many are open.
pub(crate) fn at(guide: &Guide, session: &Session, place: &Place) -> Option<Button> {
    let (open, any) = open_at(guide, session, place);
    let list = Action::Decisions {
        place: Some(place.id.clone()),
        page: 0,
    };
    any.then(|| Button::act(wording::decisions_button(open), list))
}

/// How many decisions of a place are open, and whether it has any to see.
pub(crate) fn open_at(guide: &Guide, session: &Session, place: &Place) -> (usize, bool) {
    if place.decisions.is_empty() {
        return (0, false);
    }
    let matters = session.project.decisions.standings(guide);
    let mut here = matters.iter().filter(|matter| matter.place.id == place.id);
    let open = here.clone().filter(|matter| matter.is_open()).count();
    (open, here.any(Matter::is_seen))
}

/// The button to all decisions, where there are any.
pub(crate) fn all(guide: &Guide, label: &str) -> Option<Button> {
    let (place, page) = (None, 0);
    let list = Action::Decisions { place, page };
    guide.has_decisions().then(|| Button::act(label, list))
}

/// One line of a list.
struct ListedDecision<'a> {
    id: &'a DecisionId,
    /// What it stands below.
    title: String,
    name: &'a str,
    said: String,
}

/// A page of the decisions of a place, or of all: by place, and last what does not hold any more.
pub(crate) fn list(guide: &Guide, session: &Session, place: Option<&PlaceId>, page: u16) -> Screen {
    let here = place.and_then(|id| guide.place(id));
    let listed = listed(guide, session, here);
    let (paging, shown) = Paging::over(&listed, PAGE, page);
    let mut text = paging.titled(wording::decisions_at(here));
    text = match listed.is_empty() {
        true => text.and_paragraph(wording::no_decisions(guide.has_decisions())),
        false => text.and_paragraph(summary(guide, session, here)),
    };
    let mut last = "";
    for (at, entry) in shown.clone() {
        if here.is_none() && last != entry.title {
            text = text.and_title(entry.title.clone());
            last = &entry.title;
        }
        let colon = if entry.name.ends_with('?') { "" } else { ":" };
        let name = Span::strong(format!("{} {}{colon} ", at + 1, entry.name));
        text = text.and(&lines([vec![name, Span::plain(entry.said.clone())]]));
    }
    let open = shown.map(|(at, entry)| {
        let name = label(&format!("{} {}", at + 1, entry.name));
        Button::act(name, Action::Decision(entry.id.clone()))
    });
    let of = |page| Action::Decisions {
        place: place.cloned(),
        page,
    };
    let at = u16::try_from(paging.at).unwrap_or(u16::MAX);
    let read = here.and_then(|place| links::read_from(guide, session, &of(at), place));
    let others = here.and_then(|_| all(guide, wording::ALL_DECISIONS));
    Screen::of(of(at), text)
        .column(open)
        .row(paging.turning(of))
        .row(others)
        .ways(guide, session, read)
}

fn summary(guide: &Guide, session: &Session, here: Option<&Place>) -> String {
    let matters = session.project.decisions.standings(guide);
    let here = |matter: &&Matter<'_, '_>| here.is_none_or(|place| place.id == matter.place.id);
    let (mut made, mut open) = (0, 0);
    for matter in matters.iter().filter(here) {
        made += usize::from(matches!(matter.standing, Standing::Decided(_)));
        open += usize::from(matter.is_open());
    }
    wording::decisions_made(made, open)
}

/// What stands in a list, in order.
fn listed<'a>(
    guide: &'a Guide,
    session: &'a Session,
    here: Option<&Place>,
) -> Vec<ListedDecision<'a>> {
    let short = |decision, ruling: &Ruling| {
        let words = wording::ruling(decision, ruling);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        shortened(&words, BEGINNING)
    };
    let (mut holding, mut lost) = (Vec::new(), Vec::new());
    for matter in session.project.decisions.standings(guide) {
        if here.is_some_and(|place| place.id != matter.place.id) {
            continue;
        }
        let decision = matter.decision;
        let entry = |title: String, said| ListedDecision {
            id: &decision.id,
            title,
            name: decision.on_button(),
            said,
        };
        let title = || wording::titled(matter.place);
        match matter.standing {
            Standing::Open => holding.push(entry(title(), wording::STILL_OPEN.to_owned())),
            Standing::Decided(Decided(ruling, _)) => {
                holding.push(entry(title(), short(Some(decision), ruling)));
            }
            Standing::Obsolete(Decided(ruling, _)) => {
                let said = wording::obsolete(&short(Some(decision), ruling));
                lost.push(entry(wording::NO_LONGER.to_owned(), said));
            }
            Standing::NotAsked => {}
        }
    }
    let gone = session
        .project
        .decisions
        .gone(guide)
        .filter(|_| here.is_none());
    lost.extend(gone.map(|(id, Decided(ruling, _))| ListedDecision {
        id,
        title: wording::NO_LONGER.to_owned(),
        name: id.as_str(),
        said: wording::obsolete(&short(None, ruling)),
    }));
    holding.append(&mut lost);
    holding
}
