//! Links from anywhere into the chat with the bot: what stands behind `/start`.
//!
//! A payload is one letter for the kind, an underscore and an id; ids hold no underscore, so a payload is never taken
//! for the bare id that older links carry. [`DeepLink::decode`] is total and believes nothing. A link only shows
//! something that everybody may read: it moves no walk, ticks nothing off, deletes nothing. That of a project brings it
//! here, once.

use super::action::Action;
use super::moving::ProjectCode;
use crate::knowledge::{BackgroundId, ExampleId, Guide, PlaceId, Target, TermId};

/// What a link opens.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeepLink {
    /// A place, to be read.
    Place(PlaceId),
    /// An example.
    Example(ExampleId),
    /// A term.
    Term(TermId),
    /// A background text.
    Background(BackgroundId),
    /// The chat, for a question.
    Question,
    /// The project that a code stands for.
    Project(ProjectCode),
}

impl DeepLink {
    /// The link as at most 64 characters of letters, digits, `_` and `-`.
    pub fn encode(&self) -> String {
        match self {
            Self::Place(id) => format!("p_{id}"),
            Self::Example(id) => format!("x_{id}"),
            Self::Term(id) => format!("w_{id}"),
            Self::Background(id) => format!("b_{id}"),
            Self::Question => "q_".to_owned(),
            Self::Project(code) => format!("c_{}", code.signs()),
        }
    }

    /// Reads a link back; `None` for anything that [`encode`](Self::encode) never made.
    pub fn decode(payload: &str) -> Option<Self> {
        let (kind, id) = payload.split_once('_')?;
        match (kind, id) {
            ("p", id) => PlaceId::parse(id).ok().map(Self::Place),
            ("x", id) => ExampleId::parse(id).ok().map(Self::Example),
            ("w", id) => TermId::parse(id).ok().map(Self::Term),
            ("b", id) => BackgroundId::parse(id).ok().map(Self::Background),
            ("q", "") => Some(Self::Question),
            ("c", signs) => ProjectCode::of_signs(signs).map(Self::Project),
            _ => None,
        }
    }

    /// The link to a thing; what has no screen of its own leads to its place.
    pub(crate) fn to(guide: &Guide, target: &Target) -> Option<Self> {
        Some(match target {
            Target::Place(id, _) => Self::Place(id.clone()),
            Target::Example(id) => Self::Example(id.clone()),
            Target::Term(id) => Self::Term(id.clone()),
            Target::Background(id) => Self::Background(id.clone()),
            Target::Answer(id) => Self::Place(guide.answer(id)?.places.first()?.clone()),
            Target::Gap(_) => return None,
        })
    }

    /// The same with the id that the thing has now, where it had another before.
    pub(crate) fn renamed(self, guide: &Guide) -> Self {
        match self {
            Self::Place(id) => Self::Place(guide.place_now(&id).cloned().unwrap_or(id)),
            Self::Example(id) => Self::Example(guide.example_now(&id).cloned().unwrap_or(id)),
            Self::Term(id) => Self::Term(guide.term_now(&id).cloned().unwrap_or(id)),
            other => other,
        }
    }

    /// The thing it leads to; `None` if the guide does not have it.
    pub(crate) fn target(&self, guide: &Guide) -> Option<Target> {
        match self {
            Self::Place(id) => guide
                .place(id)
                .map(|place| Target::Place(place.id.clone(), None)),
            Self::Example(id) => guide
                .example(id)
                .map(|example| Target::Example(example.id.clone())),
            Self::Term(id) => guide.term(id).map(|term| Target::Term(term.id.clone())),
            Self::Background(id) => guide
                .background(id)
                .map(|text| Target::Background(text.id.clone())),
            Self::Question | Self::Project(_) => None,
        }
    }

    /// What following it does.
    pub(crate) fn action(self) -> Action {
        match self {
            Self::Place(id) => Action::Read(id),
            Self::Example(id) => Action::Example(id),
            Self::Term(id) => Action::Term(id),
            Self::Background(id) => Action::Background(id, 0),
            Self::Question => Action::AskForQuestion,
            Self::Project(_) => Action::Projects,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_link() -> impl Strategy<Value = DeepLink> {
        let id = || "[a-z0-9-]{1,24}";
        prop_oneof![
            id().prop_map(|id| DeepLink::Place(PlaceId::parse(&id).unwrap())),
            id().prop_map(|id| DeepLink::Example(ExampleId::parse(&id).unwrap())),
            id().prop_map(|id| DeepLink::Term(TermId::parse(&id).unwrap())),
            id().prop_map(|id| DeepLink::Background(BackgroundId::parse(&id).unwrap())),
            Just(DeepLink::Question),
        ]
    }

    proptest! {
        #[test]
        fn every_link_comes_back_from_letters_and_digits(link in any_link()) {
            let payload = link.encode();
            let taken = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
            prop_assert!((1..=64).contains(&payload.len()) && payload.bytes().all(taken), "{payload}");
            prop_assert_eq!(DeepLink::decode(&payload), Some(link));
        }

        #[test]
        fn foreign_payloads_are_never_believed_in_another_spelling(payload in "[a-zA-Z]?_?[a-zA-Z0-9_-]{0,64}") {
            if let Some(link) = DeepLink::decode(&payload) {
                prop_assert_eq!(link.encode(), payload);
            }
        }

        #[test]
        fn any_text_at_all_can_be_decoded(payload in any::<String>()) {
            let _ = DeepLink::decode(&payload);
        }
    }

    #[test]
    fn a_bare_id_and_a_stray_letter_are_no_links() {
        for payload in [
            "",
            "_",
            "p",
            "p_",
            "p_A",
            "q_x",
            "z_auftrag",
            "auftrag",
            "p_auf_trag",
            "P_auftrag",
        ] {
            assert_eq!(DeepLink::decode(payload), None, "{payload}");
        }
    }
}
