//! Links from anywhere into the chat with the bot: what stands behind `?start=`.
//!
//! A payload is one letter for the kind, an underscore and an id; ids hold no underscore, so a payload is never taken
//! for the bare id that older links carry. [`DeepLink::decode`] is total and believes nothing. A link only shows
//! something that everybody may read: it moves no walk, ticks nothing off, deletes nothing.

use crate::knowledge::{BackgroundId, ExampleId, Guide, PlaceId, TermId};

use crate::conversation::flows::{ask, examples, glossary, place, texts};
use crate::conversation::page::screen::Screen;
use crate::conversation::value::Session;

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
}

impl DeepLink {
    /// The link as at most 64 characters of those that Telegram takes behind `?start=`.
    pub fn encode(&self) -> String {
        match self {
            Self::Place(id) => format!("p_{id}"),
            Self::Example(id) => format!("x_{id}"),
            Self::Term(id) => format!("w_{id}"),
            Self::Background(id) => format!("b_{id}"),
            Self::Question => "q_".to_owned(),
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
            _ => None,
        }
    }

    /// What it shows; `None` if the guide does not have it.
    pub(crate) fn screen(&self, guide: &Guide, session: &Session) -> Option<Screen> {
        Some(match self {
            Self::Place(id) => place::screen(guide, session, guide.place(id)?),
            Self::Example(id) => {
                guide.example(id)?;
                examples::example(guide, session, id, 0)
            }
            Self::Term(id) => {
                guide.term(id)?;
                glossary::term(guide, session, id)
            }
            Self::Background(id) => {
                guide.background(id)?;
                texts::background(guide, session, id, 0)
            }
            Self::Question => ask::invite(guide, session),
        })
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
        fn every_link_comes_back_from_what_telegram_takes(link in any_link()) {
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
