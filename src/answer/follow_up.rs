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
pub(super) const TALK: usize = 400;

/// Characters of the talk that are shown as what was understood: about two lines of a phone.
const TOLD: usize = 64;

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
        let before = ending(self.before.trim(), TOLD);
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

/// The last words of a talk, as many as have room.
fn ending(talk: &str, room: usize) -> String {
    let mut words: Vec<&str> = Vec::new();
    let mut left = room;
    for word in talk.split_whitespace().rev() {
        let length = word.chars().count() + 1;
        if length > left {
            words.push("…");
            break;
        }
        left -= length;
        words.push(word);
    }
    words.reverse();
    words.join(" ")
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{PassageKind, Target};

    fn place(id: &str) -> PlaceId {
        PlaceId::parse(id).expect("an id")
    }

    fn town(id: &str) -> MunicipalityId {
        MunicipalityId::parse(id).expect("an id")
    }

    fn passage(at: &str, of: Option<&str>) -> Passage {
        Passage {
            id: at.to_owned(),
            kind: PassageKind::Section,
            target: Target::Place(place(at), None),
            place: Some(place(at)),
            municipality: of.map(town),
            title: String::new(),
            questions: Vec::new(),
            text: String::new(),
        }
    }

    /// The talk was about this place; the new question carries on these towns, or names one of its own.
    fn lifts(carried: &[&str], is_elsewhere: bool) -> [f32; 4] {
        let topic = Topic {
            place: Some(place("idee")),
            ..Topic::default()
        };
        let leaning = Leaning {
            topic: &topic,
            joint: String::new(),
            before: String::new(),
            is_elsewhere,
            carried: carried.iter().map(|id| town(id)).collect(),
        };
        let passages = [
            passage("idee", None),
            passage("danach", None),
            passage("idee", Some("lindenau")),
            passage("danach", Some("eichberg")),
        ];
        passages.map(|passage| leaning.lift(&passage))
    }

    #[test]
    fn the_place_of_the_last_answer_and_the_town_of_the_talk_lift() {
        assert_eq!(lifts(&[], false), [1.0, 0.0, 1.0, 0.0]);
        assert_eq!(lifts(&["lindenau"], false), [1.0, 0.0, 2.0, -1.0]);
    }

    #[test]
    fn what_another_town_did_is_not_looked_for_at_the_place_of_the_last() {
        assert_eq!(lifts(&[], true), [1.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn a_topic_knows_the_town_that_was_named() {
        let guide = Guide::default();
        let topic = topic(&guide, "Wer kocht?", None, None, Some(town("lindenau")));
        assert_eq!(topic.municipality, Some(town("lindenau")));
        assert_eq!((topic.question.as_str(), topic.place), ("Wer kocht?", None));
    }

    #[test]
    fn nothing_is_said_to_be_understood_where_nothing_was_said_before() {
        let topic = Topic::default();
        let told = |before: &str| {
            let leaning = Leaning {
                topic: &topic,
                joint: String::new(),
                before: before.to_owned(),
                is_elsewhere: false,
                carried: Vec::new(),
            };
            leaning.told("warum?")
        };
        assert_eq!(
            told("Wer kocht?").as_deref(),
            Some("„Wer kocht?“ – „warum?“")
        );
        assert_eq!(told(" "), None);
        let long = told(&"Wer kocht die Suppe? ".repeat(9)).unwrap_or_default();
        assert!(
            long.starts_with("„… ") && long.chars().count() < 90,
            "{long}"
        );
    }
}
