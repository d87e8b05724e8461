//! Every button that leads somewhere else, and the choices below a screen.
//!
//! What a button is called and what it does belong together, so both stand here once; a flow only says which of them
//! it offers.

use crate::answer::Citation;
use crate::conversation::value::label::label;
use crate::conversation::value::{Action, Button, Press, Selection, Session};
use crate::conversation::wording;
use crate::knowledge::{Guide, Material, Municipality, PartId, Place, PlaceId, Status, Target};

use super::screen::{Screen, Shown};
use super::{articles, citation, details, selection};

impl Screen {
    /// Adds the choices everything begins with.
    pub(crate) fn with_choices(self) -> Self {
        self.row(beginnings()).row([about()])
    }

    /// Adds the choices that lead on from anywhere, the way back to the walk first.
    pub(crate) fn onward(self, guide: &Guide, session: &Session) -> Self {
        self.row(back(guide, session)).with_choices()
    }

    /// Adds the way back to the walk and the overview.
    pub(crate) fn back_or_overview(self, guide: &Guide, session: &Session) -> Self {
        self.row(back(guide, session).into_iter().chain([overview()]))
    }
}

/// What is shown instead of a place that the guide no longer has: the step it belonged to, as far as the session
/// remembers it, else the overview.
pub(crate) fn gone(guide: &Guide, session: &Session, id: &PlaceId) -> Shown {
    let step = session.step_of(id).and_then(|step| guide.place(step));
    match step {
        Some(step) => {
            Shown::go(Action::Read(step.id.clone())).headed(wording::place_gone_from(step))
        }
        None => Shown::go(Action::Overview).headed(wording::PLACE_GONE),
    }
    .saying_gone()
}

/// Stands at the guide's first place.
pub(crate) fn begin(guide: &Guide) -> Shown {
    let first = guide.places.first();
    Shown::go(first.map_or(Action::Overview, |first| Action::Open(first.id.clone())))
}

/// Shows the place where the walk stands, else the overview.
pub(crate) fn current(guide: &Guide, session: &Session) -> Shown {
    let place = session.current_place(guide);
    Shown::go(place.map_or(Action::Overview, |place| Action::Read(place.id.clone())))
}

// Places.

/// Opens a place and stands the walk there.
pub(crate) fn open(label: impl Into<String>, place: &Place) -> Button {
    Button::act(label, Action::Open(place.id.clone()))
}

/// Reads a place and leaves the walk where it stands.
pub(crate) fn read(place: &Place) -> Button {
    Button::act(wording::read(place), Action::Read(place.id.clone()))
}

/// Goes on to a place.
pub(crate) fn on_to(place: &Place) -> Button {
    open(wording::on_to(place), place)
}

/// Goes on to the place after this one.
pub(crate) fn after(guide: &Guide, place: &Place) -> Option<Button> {
    guide.after(&place.id).map(on_to)
}

/// Goes back to where the walk stands.
pub(crate) fn back(guide: &Guide, session: &Session) -> Option<Button> {
    let place = session.current_place(guide)?;
    Some(open(wording::back_to(place), place))
}

/// Goes on with the walk, or begins it.
pub(crate) fn carry_on(guide: &Guide, session: &Session) -> Option<Button> {
    match session.current_place(guide) {
        Some(place) => Some(open(wording::carry_on_in(place), place)),
        None => {
            let first = guide.places.first()?;
            Some(open(wording::begin_with(first), first))
        }
    }
}

/// The two things one can begin with: the steps and the examples.
pub(crate) fn beginnings() -> [Button; 2] {
    [
        Button::act(wording::STEPS, Action::Overview),
        Button::act(wording::SEARCH_EXAMPLES, Action::AskForWords),
    ]
}

/// What the bot can do.
pub(crate) fn about() -> Button {
    Button::act(wording::ABOUT, Action::Help)
}

/// The overview of steps.
pub(crate) fn overview() -> Button {
    Button::act(wording::OVERVIEW, Action::Overview)
}

/// The ways out of a screen that belongs to a place: back to it, and back to where the walk stands.
pub(crate) fn ways_back(guide: &Guide, session: &Session, place: &Place) -> Vec<Button> {
    if session.at.as_ref() == Some(&place.id) {
        return vec![open(wording::back_to(place), place)];
    }
    let work = match (place.status, guide.after(&place.id)) {
        // There is nothing to work on; what helps is the next place.
        (Status::Unknown, Some(after)) => on_to(after),
        _ => open(wording::work_in(place), place),
    };
    let back = back(guide, session).filter(|back| back.press != work.press);
    std::iter::once(work).chain(back).collect()
}

/// The ways out of a screen at whose end one has read or done all: back, and on to the next place.
pub(crate) fn ways_on(guide: &Guide, session: &Session, place: &Place) -> Vec<Button> {
    let mut buttons = ways_back(guide, session, place);
    if session.at.as_ref() == Some(&place.id) {
        buttons.extend(after(guide, place));
    }
    buttons
}

/// What belongs to a place: its tasks.
pub(crate) fn tasks(label: impl Into<String>, place: &Place) -> Option<Button> {
    let action = Action::Tasks {
        place: place.id.clone(),
        page: 0,
    };
    (!place.tasks.is_empty()).then(|| Button::act(label, action))
}

/// What a place holds beyond its opening, if anything.
pub(crate) fn more(label: impl Into<String>, guide: &Guide, place: &Place) -> Option<Button> {
    let action = Action::Details {
        place: place.id.clone(),
        page: 0,
    };
    details::any(guide, place).then(|| Button::act(label, action))
}

// Examples.

/// A list of examples.
pub(crate) fn examples(label: impl Into<String>, selection: Selection) -> Button {
    Button::act(label, Action::Examples(selection))
}

/// All examples there are.
pub(crate) fn all_examples() -> Button {
    examples(wording::ALL_EXAMPLES, Selection::default())
}

/// The examples of a place, if it has any.
pub(crate) fn examples_at(guide: &Guide, place: &Place) -> Option<Button> {
    let selection = Selection::at(&place.id);
    let any = selection::any(guide, &selection);
    any.then(|| examples(wording::examples_at(place), selection))
}

/// The examples of a municipality.
pub(crate) fn examples_from(town: &Municipality) -> Button {
    examples(wording::examples_from(&town.name), Selection::of(&town.id))
}

/// The examples of each municipality that has any.
pub(crate) fn towns(guide: &Guide) -> impl Iterator<Item = Button> {
    selection::towns(guide, &Selection::default()).map(examples_from)
}

// Whatever the guide holds.

/// The button that passes a thing on.
pub(crate) fn share(guide: &Guide, target: &Target) -> Option<Button> {
    let article = articles::of(guide, target)?;
    Some(Button {
        label: wording::SHARE.to_owned(),
        press: Press::Share(Box::new(article)),
    })
}

/// Passes a place on.
pub(crate) fn share_place(guide: &Guide, place: &Place) -> Option<Button> {
    share(guide, &Target::Place(place.id.clone(), None))
}

/// Opens a material's address, if it is known.
pub(crate) fn address(material: &Material) -> Option<Button> {
    let address = material.address.clone()?;
    Some(Button::open(
        wording::open_address(&material.title),
        address,
    ))
}

/// Opens what is cited.
pub(crate) fn cited(guide: &Guide, citation: &Citation) -> Option<Button> {
    Some(match &citation.target {
        Target::Place(id, part) => at_part(guide, guide.place(id)?, part.as_ref()),
        Target::Example(id) => {
            guide.example(id)?;
            Button::act(wording::OPEN_EXAMPLE, Action::Example(id.clone()))
        }
        Target::Term(id) => {
            let term = guide.term(id)?;
            let label = label(&wording::term(&term.term));
            Button::act(label, Action::Term(id.clone()))
        }
        Target::Background(id) => {
            guide.background(id)?;
            Button::act(wording::READ_ALL, Action::Background(id.clone(), 0))
        }
        Target::Answer(id) => {
            let first = guide.answer(id)?.places.first();
            match first.and_then(|id| guide.place(id)) {
                Some(place) => read(place),
                None => Button::act(wording::READ_ALL, Action::Curated(id.clone())),
            }
        }
        Target::Gap(id) => read(guide.place(&guide.gap(id)?.nearest)?),
    })
}

/// The same among others, where "Beispiel öffnen" would not say which.
pub(crate) fn cited_among_others(guide: &Guide, citation: &Citation) -> Option<Button> {
    let mut button = cited(guide, citation)?;
    match citation.target {
        Target::Example(_) => button.label = label(&wording::example_named(&citation.title)),
        Target::Background(_) => button.label = label(&citation.title),
        _ => {
            if let Some(part) = citation::part_of(guide, citation) {
                button.label = label(&part);
            }
        }
    }
    Some(button)
}

/// Reads a place, from the page on which a part of it begins.
fn at_part(guide: &Guide, place: &Place, part: Option<&PartId>) -> Button {
    let Some(part) = part else {
        return read(place);
    };
    let action = Action::Details {
        page: details::page_of(guide, place, part),
        place: place.id.clone(),
    };
    Button::act(wording::read(place), action)
}
