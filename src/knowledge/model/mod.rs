//! The guide as values: what a folder of YAML means once it has been read and checked.
//!
//! Each entry is declared once with its keys (`entries!`, told of in `decode`): the struct, what is read and what
//! editors are told of the keys come from it. A new key is one more line here, in the file of its entry.
//!
//! Invariant: a `Guide` that [`load`](super::load()) returned without faults has unique ids, references that lead
//! somewhere, and places in reading order (a step, then its sections, then the next step). All look-ups are by
//! id; the numbers people see are looked up by [`Guide::place_numbered`].

mod conversation_test;
mod decisions;
mod documents;
mod examples;
mod files;
mod golden;
mod manifest;
mod naming;
mod places;
mod provenance;
mod texts;

use super::ids::*;
use crate::text::RichText;

pub use conversation_test::{ConversationTest, TestTurn, TurnInput};
pub use decisions::{Condition, Decision, DecisionKind, DecisionOption, FixedAnswer};
pub use documents::{Frame, FrameSection};
pub use examples::{Example, ExampleFact, Municipality};
pub use files::table;
pub use golden::{Calibration, Expectation, GoldenQuestion, GoldenQuestions};
pub use manifest::{Manifest, Notice};
pub use naming::{Gender, Naming, Noun, OFFICE_LENGTH};
pub use places::{
    CrossReference, Image, MAX_OPENING, Material, MaterialKind, Part, Place, Status, Task,
};
pub use provenance::{Origin, Provenance, Source, Wording};
pub use texts::{Background, CuratedAnswer, Gap, MAX_ANSWER, Term};

/// One whole guide.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Guide {
    /// Title, welcome, notices: what the program says in this guide's name.
    pub manifest: Manifest,
    /// Where things come from.
    pub sources: Vec<Source>,
    /// Steps and sections in reading order.
    pub places: Vec<Place>,
    /// Towns and districts that examples come from.
    pub municipalities: Vec<Municipality>,
    /// How municipalities did it.
    pub examples: Vec<Example>,
    /// The glossary.
    pub terms: Vec<Term>,
    /// Answers that editors wrote for questions one sentence cannot answer.
    pub answers: Vec<CuratedAnswer>,
    /// Questions the guide does not answer.
    pub gaps: Vec<Gap>,
    /// What stands behind the guide.
    pub background: Vec<Background>,
    /// Documents that a project's work fills.
    pub documents: Vec<Frame>,
    /// What the background is called where a place is shown, e.g. "Orientierungsrahmen".
    pub background_label: String,
    /// Questions with their right places, for measuring; never indexed.
    pub golden: GoldenQuestions,
    /// Where the lines of deciding are drawn, if that was ever computed for this guide.
    pub calibration: Option<Calibration>,
}

impl Guide {
    /// The place of that id.
    pub fn place(&self, id: &PlaceId) -> Option<&Place> {
        self.places.iter().find(|place| place.id == *id)
    }

    /// The place that people see under that number (`"1"`, `"1.2"`).
    pub fn place_numbered(&self, number: &str) -> Option<&Place> {
        self.places.iter().find(|place| place.number == number)
    }

    /// The steps in order.
    pub fn steps(&self) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(|place| place.step.is_none())
    }

    /// The sections of a step in order.
    pub fn sections<'a>(&'a self, step: &'a PlaceId) -> impl Iterator<Item = &'a Place> {
        self.places
            .iter()
            .filter(move |place| place.step.as_ref() == Some(step))
    }

    /// The place after this one in reading order.
    pub fn after(&self, id: &PlaceId) -> Option<&Place> {
        let at = self.places.iter().position(|place| place.id == *id)?;
        self.places.get(at + 1)
    }

    /// What comes next for somebody who is done with a place: after a step the next step, not its own first section.
    pub fn following(&self, id: &PlaceId) -> Option<&Place> {
        if self.place(id)?.step.is_some() {
            return self.after(id);
        }
        self.steps().skip_while(|step| step.id != *id).nth(1)
    }

    /// The place before this one in reading order.
    pub fn before(&self, id: &PlaceId) -> Option<&Place> {
        let at = self.places.iter().position(|place| place.id == *id)?;
        self.places.get(at.checked_sub(1)?)
    }

    /// The examples that belong to a place itself, not to its sections.
    pub fn examples_at<'a>(&'a self, place: &'a PlaceId) -> impl Iterator<Item = &'a Example> {
        self.examples
            .iter()
            .filter(move |example| example.places.contains(place))
    }

    /// The example of that id.
    pub fn example(&self, id: &ExampleId) -> Option<&Example> {
        self.examples.iter().find(|example| example.id == *id)
    }

    /// The municipality of that id.
    pub fn municipality(&self, id: &MunicipalityId) -> Option<&Municipality> {
        self.municipalities
            .iter()
            .find(|municipality| municipality.id == *id)
    }

    /// The term of that id.
    pub fn term(&self, id: &TermId) -> Option<&Term> {
        self.terms.iter().find(|term| term.id == *id)
    }

    /// The curated answer of that id.
    pub fn answer(&self, id: &AnswerId) -> Option<&CuratedAnswer> {
        self.answers.iter().find(|answer| answer.id == *id)
    }

    /// The gap of that id.
    pub fn gap(&self, id: &GapId) -> Option<&Gap> {
        self.gaps.iter().find(|gap| gap.id == *id)
    }

    /// The background passage of that id.
    pub fn background(&self, id: &BackgroundId) -> Option<&Background> {
        self.background
            .iter()
            .find(|background| background.id == *id)
    }

    /// The frame of that id.
    pub fn frame(&self, id: &FrameId) -> Option<&Frame> {
        self.documents.iter().find(|frame| frame.id == *id)
    }

    /// The source of that id.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == *id)
    }

    /// All that is to be decided, in reading order, each with its place.
    pub fn decisions(&self) -> impl Iterator<Item = (&Place, &Decision)> {
        let places = self.places.iter();
        places.flat_map(|place| {
            place
                .decisions
                .iter()
                .map(move |decision| (place, decision))
        })
    }

    /// The decision of that id, with its place.
    pub fn decision(&self, id: &DecisionId) -> Option<(&Place, &Decision)> {
        self.decisions().find(|(_, decision)| decision.id == *id)
    }

    /// Whether there is anything to decide.
    pub fn has_decisions(&self) -> bool {
        self.decisions().next().is_some()
    }

    /// Whether there is anything to tick off.
    pub fn has_tasks(&self) -> bool {
        self.places.iter().any(|place| !place.tasks.is_empty())
    }

    /// Whether anything had another id before.
    pub fn has_renamed(&self) -> bool {
        let places = self.places.iter();
        let mut of_places = places.flat_map(|place| {
            place
                .tasks
                .iter()
                .map(|task| &task.formerly)
                .chain([&place.formerly])
        });
        let of_decisions = self.decisions().flat_map(|(_, decision)| {
            let options = decision.options.iter().map(|option| &option.formerly);
            options.chain([&decision.formerly])
        });
        let of_examples = self.examples.iter().map(|example| &example.formerly);
        let of_terms = self.terms.iter().map(|term| &term.formerly);
        of_places.any(|ids| !ids.is_empty())
            || of_examples
                .chain(of_terms)
                .chain(of_decisions)
                .any(|ids| !ids.is_empty())
    }

    /// The id that the place has now which had this one before; `None` if none had.
    pub fn place_now(&self, id: &PlaceId) -> Option<&PlaceId> {
        let mut places = self.places.iter();
        let place = places.find(|place| is_former(&place.formerly, id.as_str()));
        place.map(|place| &place.id)
    }

    /// The id that the task of a place has now which had this one before; `None` if none had.
    pub fn task_now(&self, place: &PlaceId, id: &TaskId) -> Option<&TaskId> {
        let mut tasks = self.place(place)?.tasks.iter();
        let task = tasks.find(|task| is_former(&task.formerly, id.as_str()));
        task.map(|task| &task.id)
    }

    /// The id that the example has now which had this one before; `None` if none had.
    pub fn example_now(&self, id: &ExampleId) -> Option<&ExampleId> {
        let mut examples = self.examples.iter();
        let example = examples.find(|example| is_former(&example.formerly, id.as_str()));
        example.map(|example| &example.id)
    }

    /// The id that the decision has now which had this one before; `None` if none had.
    pub fn decision_now(&self, id: &DecisionId) -> Option<&DecisionId> {
        let mut decisions = self.decisions();
        let decision = decisions.find(|(_, decision)| is_former(&decision.formerly, id.as_str()));
        decision.map(|(_, decision)| &decision.id)
    }

    /// The id that the term has now which had this one before; `None` if none had.
    pub fn term_now(&self, id: &TermId) -> Option<&TermId> {
        let mut terms = self.terms.iter();
        let term = terms.find(|term| is_former(&term.formerly, id.as_str()));
        term.map(|term| &term.id)
    }

    /// The guide's own text for an occasion, empty where it brings none.
    pub fn notice(&self, notice: Notice) -> RichText {
        self.manifest
            .notices
            .get(&notice)
            .cloned()
            .unwrap_or_default()
    }
}

/// Whether an id is one of those that something had before.
fn is_former(formerly: &[String], id: &str) -> bool {
    formerly.iter().any(|former| former == id)
}
