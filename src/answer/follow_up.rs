//! Questions that follow up on the talk before: "und in Mülheim?", "warum", "nein, ich meine die Kurzfassung".
//!
//! No list of phrases decides. The new question alone and all questions of the talk in a row are both ranked, and their
//! probabilities are multiplied, with a lift for what stands at the place of the last answer and for the town that was
//! talked about; a town that is named anew replaces the one before. Whether a question leans on the talk at all is read
//! from how much of it stands by itself ([`leans`]).

use crate::knowledge::{ExampleId, Guide, MunicipalityId, Passage, PlaceId};
use crate::understanding::Asked;

use super::library::Library;
use super::response::Topic;

/// Characters of the talk that are kept; what was said first goes first.
const TALK: usize = 400;

/// What a question may lean on, made ready.
pub(super) struct Leaning<'t> {
    topic: &'t Topic,
    /// All questions in a row, the new one last.
    pub(super) joint: String,
    /// What was asked before, without the towns that another one takes the place of.
    before: String,
    /// Whether the new question names a town.
    is_elsewhere: bool,
    /// The towns the new question is about without naming them.
    pub(super) carried: Vec<MunicipalityId>,
}

impl<'t> Leaning<'t> {
    /// Joins a question to the talk before it.
    pub(super) fn on(library: &Library, topic: &'t Topic, asked: &Asked) -> Self {
        let guide = &library.guide;
        // A town that is named anew takes the place of those named before.
        let without_towns = || {
            let read = library.reader.read(&topic.question);
            let questions = read.questions.into_iter().map(|asked| asked.without_names);
            questions.collect::<Vec<_>>().join(" ")
        };
        let before = match asked.towns.is_empty() {
            true => topic.question.clone(),
            false => without_towns(),
        };
        let of_example = |id: &ExampleId| Some(guide.example(id)?.municipality.clone());
        let last = topic.municipality.clone();
        let last = last.or_else(|| topic.example.as_ref().and_then(of_example));
        // A town by its whole name, whatever it was called: "und in Castrop?"
        let names = asked
            .towns
            .iter()
            .filter_map(|town| guide.municipality(town));
        let names: Vec<&str> = names.map(|town| town.name.as_str()).collect();
        let new = match names.is_empty() {
            true => asked.text.clone(),
            false => format!("{} {}", asked.without_names, names.join(" ")),
        };
        let joint = format!("{before} {new}");
        Self {
            topic,
            is_elsewhere: !asked.towns.is_empty(),
            joint: joint.trim().to_owned(),
            before,
            carried: last
                .into_iter()
                .filter(|_| asked.towns.is_empty())
                .collect(),
        }
    }

    /// What was understood: the talk before and the new question; `None` where only a town was talked about.
    pub(super) fn told(&self, asked: &str) -> Option<String> {
        let before = self.before.trim();
        (!before.is_empty()).then(|| format!("„{before}“ – „{asked}“"))
    }

    /// What a passage gains by what was talked about.
    pub(super) fn lift(&self, passage: &Passage) -> f32 {
        // Another town did it at another place of its own.
        let same_towns = !self.is_elsewhere || passage.municipality.is_none();
        let near = passage.place.is_some() && passage.place == self.topic.place && same_towns;
        let carried = match &passage.municipality {
            Some(town) if !self.carried.is_empty() => {
                if self.carried.contains(town) {
                    1.0
                } else {
                    -1.0
                }
            }
            _ => 0.0,
        };
        carried + if near { 1.0 } else { 0.0 }
    }
}

/// Whether a question leans on the talk before: it says little by itself, or points to something said.
pub(super) fn leans(asked: &Asked, correction: bool) -> bool {
    correction || asked.points_back || asked.content <= 1 && asked.place.is_none()
}

/// The talk that the next question may lean on.
pub(super) fn topic(
    guide: &Guide,
    talk: &str,
    place: Option<PlaceId>,
    example: Option<ExampleId>,
    town: Option<MunicipalityId>,
) -> Topic {
    let of_example = example.as_ref().and_then(|id| guide.example(id));
    let excess = talk.chars().count().saturating_sub(TALK);
    let question: String = talk.chars().skip(excess).collect();
    Topic {
        question,
        place,
        municipality: town.or_else(|| of_example.map(|example| example.municipality.clone())),
        example,
    }
}
