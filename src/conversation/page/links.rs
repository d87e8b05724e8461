//! Every button that leads somewhere else, and the choices below a screen.
//!
//! What a button is called and what it does belong together, so both stand here once; a flow only says which of them
//! it offers.

use crate::answer::Citation;
use crate::conversation::value::label::{fitting, label};
use crate::conversation::value::{Action, Article, Button, Press, Selection, Session};
use crate::conversation::wording;
use crate::knowledge::{Example, Guide, Material, Municipality, PartId, Place, PlaceId, Target};

use super::screen::{Screen, Shown};
use super::{articles, citation, selection};

impl Screen {
    /// Adds the choices everything begins with.
    pub(crate) fn with_choices(self, guide: &Guide) -> Self {
        self.row(beginnings(guide)).row([about()])
    }

    /// Adds the choices that lead on from anywhere, the way back first.
    pub(crate) fn onward(self, guide: &Guide, session: &Session) -> Self {
        let back = back(guide, session, self.view.as_ref());
        self.row(back).with_choices(guide)
    }

    /// Adds the ways out: back to where one came from, else the overview; and where else one can go.
    pub(crate) fn ways(
        self,
        guide: &Guide,
        session: &Session,
        others: impl IntoIterator<Item = Button>,
    ) -> Self {
        let back = back(guide, session, self.view.as_ref());
        let is_overview = self.view == Some(Action::Overview);
        let out = back.or_else(|| (!is_overview).then(overview));
        self.row(out.into_iter().chain(others))
    }
}

/// What is shown instead of a place that the guide no longer has: the step it belonged to, as far as the session
/// remembers it, else the overview.
pub(crate) fn gone(guide: &Guide, session: &Session, id: &PlaceId) -> Shown {
    let step = session
        .project
        .step_of(id)
        .and_then(|step| guide.place(step));
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
    let place = session.project.current_place(guide);
    Shown::go(place.map_or(Action::Overview, |place| Action::Read(place.id.clone())))
}

// Places.

/// Opens a place and stands the walk there, by its number and title.
pub(crate) fn enter(place: &Place) -> Button {
    open(wording::titled(place), place)
}

/// Opens a place and stands the walk there.
pub(crate) fn open(label: impl Into<String>, place: &Place) -> Button {
    Button::act(label, Action::Open(place.id.clone()))
}

/// Reads a place and leaves the walk where it stands.
pub(crate) fn read(place: &Place) -> Button {
    Button::act(wording::read(place), Action::Read(place.id.clone()))
}

/// The same on a screen that this action shows; nothing where the way back leads there already.
pub(crate) fn read_from(
    guide: &Guide,
    session: &Session,
    view: &Action,
    place: &Place,
) -> Option<Button> {
    let from = session.came_from(guide, view);
    let is_there = from.is_some_and(|from| from.shows_same(&Action::Read(place.id.clone())));
    (!is_there).then(|| read(place))
}

/// Goes on to a place.
pub(crate) fn on_to(place: &Place) -> Button {
    open(wording::on_to(place), place)
}

/// Goes on to the place after this one.
pub(crate) fn after(guide: &Guide, place: &Place) -> Option<Button> {
    guide.after(&place.id).map(on_to)
}

/// Goes back to the screen from which one came to this one.
pub(crate) fn back(guide: &Guide, session: &Session, view: Option<&Action>) -> Option<Button> {
    let from = match view {
        Some(view) => session.came_from(guide, view)?,
        None => session.on_screen().filter(|shown| shown.is_known(guide))?,
    };
    let place = from.place().and_then(|id| guide.place(id));
    let is_reading = matches!(from, Action::Details { .. } | Action::Part(..));
    let is_here = from.place() == view.and_then(Action::place);
    let label = match is_reading && is_here {
        true => wording::BACK_TO_READING.to_owned(),
        false => wording::back_to_screen(&from, place),
    };
    Some(Button::back(label, from))
}

/// Goes to where the walk stands, from a place elsewhere; and from where it stands now, to where it stood before. Nothing
/// where the way back leads there already.
pub(crate) fn walk_elsewhere(guide: &Guide, session: &Session, place: &Place) -> Option<Button> {
    let from = session.came_from(guide, &Action::Read(place.id.clone()));
    let is_there = |id: &PlaceId| {
        let there = Action::Read(id.clone());
        from.as_ref().is_some_and(|from| from.shows_same(&there))
    };
    let at = session.project.at.as_ref().filter(|at| **at != place.id);
    if let Some(at) = at {
        let at = guide.place(at).filter(|at| !is_there(&at.id));
        return at.map(|at| open(wording::carry_on_in(at), at));
    }
    let stood = session
        .project
        .stood
        .as_ref()
        .filter(|stood| **stood != place.id && !is_there(stood));
    let stood = stood.and_then(|id| guide.place(id))?;
    Some(open(wording::back_to(stood), stood))
}

/// Goes on with the walk, or begins it.
pub(crate) fn carry_on(guide: &Guide, session: &Session) -> Option<Button> {
    match session.project.current_place(guide) {
        Some(place) => Some(open(wording::carry_on_in(place), place)),
        None => {
            let first = guide.places.first()?;
            Some(open(wording::begin_with(first), first))
        }
    }
}

/// The things one can begin with: the steps, and the examples where there are any.
pub(crate) fn beginnings(guide: &Guide) -> impl Iterator<Item = Button> {
    let steps = Button::act(wording::steps(&guide.manifest.words), Action::Overview);
    std::iter::once(steps).chain(search_examples(guide))
}

/// The search for examples, where there are any.
pub(crate) fn search_examples(guide: &Guide) -> Option<Button> {
    let search = || Button::act(wording::SEARCH_EXAMPLES, Action::AskForWords);
    (!guide.examples.is_empty()).then(search)
}

/// All tasks, where there are any.
pub(crate) fn all_tasks(guide: &Guide) -> Option<Button> {
    let all = || Button::act(wording::ALL_TASKS, Action::AllTasks(None));
    guide.has_tasks().then(all)
}

/// What the bot can do.
pub(crate) fn about() -> Button {
    Button::act(wording::ABOUT, Action::Help)
}

/// The overview of steps.
pub(crate) fn overview() -> Button {
    Button::act(wording::OVERVIEW, Action::Overview)
}

/// What was ticked off last, as a sentence.
pub(crate) fn ticked_last(guide: &Guide, session: &Session) -> Option<String> {
    let (place, task) = session.project.ticked.as_ref()?;
    let place = guide.place(place)?;
    let task = place.tasks.iter().find(|other| other.id == *task)?;
    Some(wording::ticked_last(place, task.on_button()))
}

/// What belongs to a place: its tasks.
pub(crate) fn tasks(label: impl Into<String>, place: &Place) -> Option<Button> {
    let action = Action::Tasks {
        place: place.id.clone(),
        page: 0,
    };
    (!place.tasks.is_empty()).then(|| Button::act(label, action))
}

/// What a place holds beyond its own screen, by what comes first there.
pub(crate) fn more(place: &Place, first: &str) -> Button {
    let action = Action::Details {
        place: place.id.clone(),
        page: 0,
    };
    Button::act(label(first), action)
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

/// The examples of a place, if it has any, else those of its step.
pub(crate) fn examples_at(guide: &Guide, place: &Place) -> Option<Button> {
    let step = place.step.as_ref().and_then(|step| guide.place(step));
    let mut places = std::iter::once(place).chain(step);
    places.find_map(|place| {
        let selection = Selection::at(&place.id);
        let any = selection::any(guide, &selection);
        any.then(|| examples(wording::examples_at(place), selection))
    })
}

/// The examples of a municipality.
pub(crate) fn examples_from(town: &Municipality) -> Button {
    let label = match town.joint {
        true => wording::JOINT_EXAMPLES.to_owned(),
        false => wording::examples_from(&town.name),
    };
    examples(label, Selection::of(&town.id))
}

/// The examples of each municipality that has any.
pub(crate) fn towns(guide: &Guide) -> impl Iterator<Item = Button> {
    selection::towns(guide, &Selection::default()).map(examples_from)
}

// Whatever the guide holds.

/// The button that passes a thing on.
pub(crate) fn share(guide: &Guide, target: &Target) -> Option<Button> {
    pass_on(articles::of(guide, target))
}

/// The button that passes an article on.
pub(crate) fn pass_on(article: Option<Article>) -> Option<Button> {
    Some(Button {
        label: wording::SHARE.to_owned(),
        press: Press::Share(Box::new(article?)),
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
        Target::Place(id, part) => at_part(guide.place(id)?, part.as_ref()),
        Target::Example(id) => {
            guide.example(id)?;
            Button::act(wording::OPEN_EXAMPLE, Action::Example(id.clone()))
        }
        Target::Term(id) => {
            let term = guide.term(id)?;
            let label = fitting([&wording::term(&term.term), &term.term]);
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
        Target::Example(ref id) => {
            let title = guide
                .example(id)
                .map_or(&*citation.title, Example::on_button);
            button.label = label(&wording::example_named(title));
        }
        Target::Background(_) => {
            button.label = fitting([&citation.title, wording::READ_ALL]);
        }
        _ => {
            if let Some(part) = citation::part_of(guide, citation) {
                let title = part.split_once(' ').map_or(&*part, |(_, title)| title);
                button.label = fitting([&part, title, &button.label]);
            }
        }
    }
    Some(button)
}

/// Reads a place, from where a part of it begins.
fn at_part(place: &Place, part: Option<&PartId>) -> Button {
    match part {
        Some(part) => {
            let action = Action::Part(place.id.clone(), part.clone());
            Button::act(wording::read(place), action)
        }
        None => read(place),
    }
}
