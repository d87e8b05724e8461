//! What a button does, and its form in 64 bytes.
//!
//! [`Action::encode`] and [`Action::decode`] are inverse; `decode` is total and believes nothing: a version it
//! does not know, an id that is none or a number out of range is `None`, and the conversation answers that with
//! a friendly way back. Ticking sets a state instead of toggling it, so pressing twice does no harm.
//!
//! The form is one character for the version, one for the kind, then the fields, divided by points; an id
//! (`[a-z0-9-]`) can hold neither. Numbers are written to the base 36.

use serde::{Deserialize, Serialize};

use crate::conversation::flows::judge::Verdict;
use crate::knowledge::{
    AnswerId, BackgroundId, ExampleId, MaterialId, MunicipalityId, PlaceId, TaskId, TermId,
};

/// What a button does.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Action {
    /// Shows the overview of steps.
    Overview,
    /// Opens a place and stands the walk there.
    Open(PlaceId),
    /// Shows a place and leaves the walk where it stands.
    Read(PlaceId),
    /// Shows a place below a picture, which cannot become a text.
    ReadBelow(PlaceId),
    /// Shows what a place holds beyond its opening.
    Rest {
        /// The place.
        place: PlaceId,
        /// Which page, from 0.
        page: u16,
    },
    /// Shows the tasks of a place.
    Tasks {
        /// The place.
        place: PlaceId,
        /// Which page, from 0.
        page: u16,
    },
    /// Ticks a task off, or takes the tick away.
    Tick {
        /// Where the task stands.
        place: PlaceId,
        /// The task.
        task: TaskId,
        /// The state it shall have.
        done: bool,
    },
    /// Shows the materials of a place.
    Materials {
        /// The place.
        place: PlaceId,
        /// Which page, from 0.
        page: u16,
    },
    /// Shows the picture of a place's material.
    Picture(PlaceId, MaterialId),
    /// Shows where a place sends its readers.
    See(PlaceId),
    /// Shows a page of examples.
    Examples(Selection),
    /// Offers towns and steps to narrow a selection by.
    Narrow(Selection),
    /// Opens an example.
    Example(ExampleId),
    /// Opens a later page of an example.
    ExamplePage(ExampleId, u16),
    /// Opens an example below a picture.
    ExampleBelow(ExampleId),
    /// Shows the picture of an example's material.
    ExamplePicture(ExampleId, MaterialId),
    /// Shows a page of the glossary.
    Glossary(u16),
    /// Opens a term.
    Term(TermId),
    /// Opens a page of a background text.
    Background(BackgroundId, u16),
    /// Shows a curated answer with its places.
    Curated(AnswerId),
    /// Shows how far one is.
    Progress,
    /// Says what the bot can do.
    Help,
    /// Says what is kept.
    Privacy,
    /// Shows everything kept of the chat, as a file.
    OwnData,
    /// Asks for a question.
    AskForQuestion,
    /// Asks for words to find examples by.
    AskForWords,
    /// Takes the words examples were last searched by for a question.
    WordsAsQuestion,
    /// Searches exactly the words of the last question.
    Literally,
    /// Says what an answer was worth.
    Judge {
        /// The fingerprint of question and answer.
        answer: u32,
        /// What it was worth.
        verdict: Verdict,
    },
    /// Deletes everything kept of the chat; asks first unless confirmed.
    Forget {
        /// Whether the question was answered with yes.
        confirmed: bool,
    },
    /// Begins the walk anew; asks first unless confirmed.
    Anew {
        /// Whether the question was answered with yes.
        confirmed: bool,
    },
    /// Leaves everything as it is.
    Keep,
}

/// Which examples are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Selection {
    /// Only of this place and, for a step, of its sections.
    pub place: Option<PlaceId>,
    /// Only of this municipality.
    pub municipality: Option<MunicipalityId>,
    /// Only those found by the words the session holds, told apart by their fingerprint.
    pub words: Option<u32>,
    /// Which page, from 0.
    pub page: u16,
}

impl Selection {
    /// All examples of a place.
    pub fn at(place: &PlaceId) -> Self {
        Self {
            place: Some(place.clone()),
            ..Self::default()
        }
    }

    /// All examples of a municipality.
    pub fn of(municipality: &MunicipalityId) -> Self {
        Self {
            municipality: Some(municipality.clone()),
            ..Self::default()
        }
    }

    /// The same selection at another page.
    #[must_use]
    pub fn on_page(&self, page: u16) -> Self {
        Self {
            page,
            ..self.clone()
        }
    }
}

const VERSION: char = '1';

impl Action {
    /// The action as at most 64 bytes of ASCII.
    pub fn encode(&self) -> String {
        let (kind, fields): (char, Vec<String>) = match self {
            Self::Overview => ('v', vec![]),
            Self::Open(place) => ('o', vec![place.to_string()]),
            Self::Read(place) => ('r', vec![place.to_string()]),
            Self::ReadBelow(place) => ('R', vec![place.to_string()]),
            Self::Rest { place, page } => ('m', vec![place.to_string(), number(*page)]),
            Self::Tasks { place, page } => ('t', vec![place.to_string(), number(*page)]),
            Self::Tick { place, task, done } => {
                ('k', vec![place.to_string(), task.to_string(), flag(*done)])
            }
            Self::Materials { place, page } => ('l', vec![place.to_string(), number(*page)]),
            Self::Picture(place, material) => ('i', vec![place.to_string(), material.to_string()]),
            Self::See(place) => ('s', vec![place.to_string()]),
            Self::Examples(selection) => ('e', fields_of(selection)),
            Self::Narrow(selection) => ('n', fields_of(selection)),
            Self::Example(example) => ('x', vec![example.to_string()]),
            Self::ExamplePage(example, page) => ('y', vec![example.to_string(), number(*page)]),
            Self::ExampleBelow(example) => ('X', vec![example.to_string()]),
            Self::ExamplePicture(example, material) => {
                ('j', vec![example.to_string(), material.to_string()])
            }
            Self::Glossary(page) => ('g', vec![number(*page)]),
            Self::Term(term) => ('w', vec![term.to_string()]),
            Self::Background(text, page) => ('b', vec![text.to_string(), number(*page)]),
            Self::Curated(answer) => ('c', vec![answer.to_string()]),
            Self::Progress => ('p', vec![]),
            Self::Help => ('h', vec![]),
            Self::Privacy => ('d', vec![]),
            Self::OwnData => ('D', vec![]),
            Self::AskForQuestion => ('q', vec![]),
            Self::AskForWords => ('f', vec![]),
            Self::WordsAsQuestion => ('Q', vec![]),
            Self::Literally => ('L', vec![]),
            Self::Judge { answer, verdict } => {
                ('J', vec![base36(*answer), letter(*verdict).to_string()])
            }
            Self::Forget { confirmed } => ('z', vec![flag(*confirmed)]),
            Self::Anew { confirmed } => ('a', vec![flag(*confirmed)]),
            Self::Keep => ('u', vec![]),
        };
        format!("{VERSION}{kind}{}", fields.join("."))
    }

    /// Reads an action back; `None` for anything that [`encode`](Self::encode) never made.
    pub fn decode(data: &str) -> Option<Self> {
        let mut rest = data.strip_prefix(VERSION)?.chars();
        let kind = rest.next()?;
        let rest = rest.as_str();
        let fields: Vec<&str> = if rest.is_empty() {
            vec![]
        } else {
            rest.split('.').collect()
        };
        // A second spelling of the same action (leading zeros, capitals) is not one that we made.
        read(kind, &fields).filter(|action| action.encode() == data)
    }
}

fn read(kind: char, fields: &[&str]) -> Option<Action> {
    Some(match (kind, fields) {
        ('v', []) => Action::Overview,
        ('o', [id]) => Action::Open(place(id)?),
        ('r', [id]) => Action::Read(place(id)?),
        ('R', [id]) => Action::ReadBelow(place(id)?),
        ('m', [id, page]) => Action::Rest {
            place: place(id)?,
            page: page_of(page)?,
        },
        ('t', [id, page]) => Action::Tasks {
            place: place(id)?,
            page: page_of(page)?,
        },
        ('k', [id, task, done]) => Action::Tick {
            place: place(id)?,
            task: TaskId::parse(task).ok()?,
            done: truth(done)?,
        },
        ('l', [id, page]) => Action::Materials {
            place: place(id)?,
            page: page_of(page)?,
        },
        ('i', [id, material]) => Action::Picture(place(id)?, MaterialId::parse(material).ok()?),
        ('s', [id]) => Action::See(place(id)?),
        ('e', fields) => Action::Examples(selection(fields)?),
        ('n', fields) => Action::Narrow(selection(fields)?),
        ('x', [id]) => Action::Example(ExampleId::parse(id).ok()?),
        ('y', [id, page]) => Action::ExamplePage(ExampleId::parse(id).ok()?, page_of(page)?),
        ('X', [id]) => Action::ExampleBelow(ExampleId::parse(id).ok()?),
        ('j', [id, material]) => Action::ExamplePicture(
            ExampleId::parse(id).ok()?,
            MaterialId::parse(material).ok()?,
        ),
        ('g', [page]) => Action::Glossary(page_of(page)?),
        ('w', [id]) => Action::Term(TermId::parse(id).ok()?),
        ('b', [id, page]) => Action::Background(BackgroundId::parse(id).ok()?, page_of(page)?),
        ('c', [id]) => Action::Curated(AnswerId::parse(id).ok()?),
        ('p', []) => Action::Progress,
        ('h', []) => Action::Help,
        ('d', []) => Action::Privacy,
        ('D', []) => Action::OwnData,
        ('q', []) => Action::AskForQuestion,
        ('f', []) => Action::AskForWords,
        ('Q', []) => Action::WordsAsQuestion,
        ('L', []) => Action::Literally,
        ('J', [answer, verdict]) => Action::Judge {
            answer: u32::from_str_radix(answer, 36).ok()?,
            verdict: verdict_of(verdict)?,
        },
        ('z', [confirmed]) => Action::Forget {
            confirmed: truth(confirmed)?,
        },
        ('a', [confirmed]) => Action::Anew {
            confirmed: truth(confirmed)?,
        },
        ('u', []) => Action::Keep,
        _ => return None,
    })
}

fn fields_of(selection: &Selection) -> Vec<String> {
    let id = |id: Option<String>| id.unwrap_or_default();
    vec![
        id(selection.place.as_ref().map(ToString::to_string)),
        id(selection.municipality.as_ref().map(ToString::to_string)),
        selection.words.map(base36).unwrap_or_default(),
        number(selection.page),
    ]
}

fn selection(fields: &[&str]) -> Option<Selection> {
    let [place_id, municipality, words, page] = fields else {
        return None;
    };
    Some(Selection {
        place: optional(place_id, place)?,
        municipality: optional(municipality, |id| MunicipalityId::parse(id).ok())?,
        words: optional(words, |words| u32::from_str_radix(words, 36).ok())?,
        page: page_of(page)?,
    })
}

/// Reads a field that may be empty; the outer `None` means that it holds something unreadable.
fn optional<T>(field: &str, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    if field.is_empty() {
        return Some(None);
    }
    read(field).map(Some)
}

fn letter(verdict: Verdict) -> char {
    match verdict {
        Verdict::Helpful => 'h',
        Verdict::Unhelpful => 'u',
        Verdict::Missing => 'm',
        Verdict::WrongPlace => 'w',
        Verdict::TooVague => 'v',
        Verdict::SomethingElse => 'e',
    }
}

fn verdict_of(field: &str) -> Option<Verdict> {
    let is_meant = |verdict: &Verdict| field == letter(*verdict).to_string();
    Verdict::ALL.into_iter().find(is_meant)
}

fn place(id: &str) -> Option<PlaceId> {
    PlaceId::parse(id).ok()
}

fn page_of(text: &str) -> Option<u16> {
    u16::from_str_radix(text, 36).ok()
}

fn truth(text: &str) -> Option<bool> {
    match text {
        "1" => Some(true),
        "0" => Some(false),
        _ => None,
    }
}

fn flag(value: bool) -> String {
    u8::from(value).to_string()
}

fn number(page: u16) -> String {
    base36(u32::from(page))
}

fn base36(mut value: u32) -> String {
    let mut digits = Vec::new();
    loop {
        digits.extend(char::from_digit(value % 36, 36));
        value /= 36;
        if value == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LONGEST: &str = "abcdefghij-0123456789-xy";

    fn any_id() -> impl Strategy<Value = String> {
        "[a-z0-9-]{1,24}"
    }

    fn any_selection() -> impl Strategy<Value = Selection> {
        let id = || proptest::option::of(any_id());
        (id(), id(), any::<Option<u32>>(), any::<u16>()).prop_map(
            |(place, municipality, words, page)| Selection {
                place: place.map(|id| PlaceId::parse(&id).unwrap()),
                municipality: municipality.map(|id| MunicipalityId::parse(&id).unwrap()),
                words,
                page,
            },
        )
    }

    fn any_action() -> impl Strategy<Value = Action> {
        let place = || any_id().prop_map(|id| PlaceId::parse(&id).unwrap());
        let example = || any_id().prop_map(|id| ExampleId::parse(&id).unwrap());
        let material = || any_id().prop_map(|id| MaterialId::parse(&id).unwrap());
        let task = any_id().prop_map(|id| TaskId::parse(&id).unwrap());
        let page = any::<u16>;
        prop_oneof![
            Just(Action::Overview),
            place().prop_map(Action::Open),
            place().prop_map(Action::Read),
            place().prop_map(Action::ReadBelow),
            (place(), page()).prop_map(|(place, page)| Action::Rest { place, page }),
            (place(), page()).prop_map(|(place, page)| Action::Tasks { place, page }),
            (place(), task, any::<bool>()).prop_map(|(place, task, done)| Action::Tick {
                place,
                task,
                done
            }),
            (place(), page()).prop_map(|(place, page)| Action::Materials { place, page }),
            (place(), material()).prop_map(|(place, id)| Action::Picture(place, id)),
            place().prop_map(Action::See),
            any_selection().prop_map(Action::Examples),
            any_selection().prop_map(Action::Narrow),
            example().prop_map(Action::Example),
            (example(), page()).prop_map(|(id, page)| Action::ExamplePage(id, page)),
            example().prop_map(Action::ExampleBelow),
            (example(), material()).prop_map(|(id, m)| Action::ExamplePicture(id, m)),
            page().prop_map(Action::Glossary),
            any_id().prop_map(|id| Action::Term(TermId::parse(&id).unwrap())),
            (any_id(), page())
                .prop_map(|(id, page)| Action::Background(BackgroundId::parse(&id).unwrap(), page)),
            any_id().prop_map(|id| Action::Curated(AnswerId::parse(&id).unwrap())),
            prop_oneof![
                Just(Action::Progress),
                Just(Action::Help),
                Just(Action::Privacy),
                Just(Action::OwnData),
                Just(Action::AskForQuestion),
                Just(Action::AskForWords),
                Just(Action::WordsAsQuestion),
                Just(Action::Literally),
                Just(Action::Keep),
            ],
            (any::<u32>(), 0..Verdict::ALL.len()).prop_map(|(answer, at)| Action::Judge {
                answer,
                verdict: Verdict::ALL[at],
            }),
            any::<bool>().prop_map(|confirmed| Action::Forget { confirmed }),
            any::<bool>().prop_map(|confirmed| Action::Anew { confirmed }),
        ]
    }

    proptest! {
        #[test]
        fn every_action_comes_back_from_at_most_64_bytes(action in any_action()) {
            let data = action.encode();
            prop_assert!(data.len() <= 64 && data.is_ascii(), "{data}");
            prop_assert_eq!(Action::decode(&data), Some(action));
        }

        #[test]
        fn foreign_data_is_never_believed_in_another_spelling(data in "1?[a-zA-Z]?[a-z0-9.ä-]{0,70}") {
            if let Some(action) = Action::decode(&data) {
                prop_assert_eq!(action.encode(), data);
            }
        }

        #[test]
        fn any_text_at_all_can_be_decoded(data in any::<String>()) {
            let _ = Action::decode(&data);
        }
    }

    #[test]
    fn the_longest_selection_fits() {
        let selection = Selection {
            place: PlaceId::parse(LONGEST).ok(),
            municipality: MunicipalityId::parse(LONGEST).ok(),
            words: Some(u32::MAX),
            page: u16::MAX,
        };
        assert_eq!(Action::Examples(selection).encode().len(), 64);
    }

    #[test]
    fn other_versions_and_stray_fields_are_unknown() {
        for data in [
            "",
            "1",
            "2v",
            "1v.",
            "1o",
            "1oAB",
            "1mauftrag.01",
            "1mauftrag.zzzzz",
            "1z2",
        ] {
            assert_eq!(Action::decode(data), None, "{data}");
        }
    }
}
