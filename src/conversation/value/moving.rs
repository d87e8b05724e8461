//! How a project moves to another chat: by a code that holds for an hour and works once.
//!
//! The code is drawn from a number by chance that comes with the event, so the conversation itself stays as it is: equal
//! input, equal output. What it stands for comes with the event in which somebody gives it.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::event::Moment;
use super::project::Project;
use super::project_id::ProjectId;
use super::reminders::Once;

/// For how many seconds a code holds.
const HOLDS: i64 = 3600;

/// What a code begins with, so that it is taken for nothing else.
const FRONT: &str = "LOTSE";

/// How many signs stand in each of its two groups.
const GROUP: usize = 5;

/// The signs of a code: none that is taken for another when it is read aloud or copied by hand.
const SIGNS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// A code: ten signs, fifty bits.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProjectCode(String);

/// Shows none of it: whoever has it gets the project.
impl fmt::Debug for ProjectCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProjectCode(…)")
    }
}

/// What an event needs where projects move.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Moving {
    /// A number by chance, to draw a code from; nothing where no project can leave its chat.
    pub chance: Option<u64>,
    /// The project that the code in this event stands for, as it is in the chat that has it.
    pub arrives: Option<Arc<Arrival>>,
}

/// A project on its way to another chat, with what there is of it beside.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// The project.
    pub project: Project,
    /// Its single reminders.
    pub once: Vec<Once>,
}

/// A project that may leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handing {
    /// Which.
    pub project: ProjectId,
    /// By which code.
    pub code: ProjectCode,
    /// Until when.
    pub until: Moment,
}

/// A project that came, so that its code is known when it is given again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Which it is here.
    pub project: ProjectId,
    /// By which code it came.
    pub code: ProjectCode,
    /// When.
    pub at: Moment,
}

impl Handing {
    /// Hands a project over from now on.
    pub(crate) fn begun(project: ProjectId, chance: u64, now: Moment) -> Self {
        Self {
            project,
            code: ProjectCode::drawn(chance),
            until: Moment(now.0.saturating_add(HOLDS)),
        }
    }

    /// Whether its hour is not over.
    pub fn holds(&self, now: Moment) -> bool {
        now < self.until
    }
}

impl Taken {
    /// Whether it is told for as long as a code holds.
    pub(crate) fn is_recent(&self, now: Moment) -> bool {
        now.0.saturating_sub(self.at.0) < HOLDS
    }
}

impl ProjectCode {
    fn drawn(chance: u64) -> Self {
        let sign = |at: usize| {
            let five = (chance >> (5 * at)) & 31;
            // Below 32.
            char::from(SIGNS[usize::try_from(five).unwrap_or_default()])
        };
        let mut signs: String = (0..2 * GROUP).map(sign).collect();
        if !signs.contains(|sign: char| sign.is_ascii_digit()) {
            // With a digit it is no word, however it is typed.
            signs.pop();
            signs.push('7');
        }
        Self(signs)
    }

    /// As it is read and typed: "LOTSE-7K2MQ-X9RTB".
    pub fn written(&self) -> String {
        let (one, two) = self.0.split_at(GROUP.min(self.0.len()));
        format!("{FRONT}-{one}-{two}")
    }

    /// Its signs alone, as they stand in a link.
    pub fn signs(&self) -> &str {
        &self.0
    }

    /// Reads the signs of a link; nothing for what was never made here.
    pub fn of_signs(signs: &str) -> Option<Self> {
        let known = signs.bytes().all(|sign| SIGNS.contains(&sign));
        let digit = signs.bytes().any(|sign| sign.is_ascii_digit());
        (signs.len() == 2 * GROUP && known && digit).then(|| Self(signs.to_owned()))
    }

    /// The code in a text, however it is written: small, with blanks, with other dashes.
    pub fn in_text(text: &str) -> Option<Self> {
        let text = text.to_uppercase();
        let ends = text.match_indices(FRONT).map(|(at, _)| at + FRONT.len());
        ends.filter_map(|end| Self::at(text.get(end..)?)).next()
    }

    /// The code that a text goes on with, and no letter behind it.
    fn at(text: &str) -> Option<Self> {
        let is_between = |sign: char| sign.is_whitespace() || "-–—‑_.".contains(sign);
        let mut rest = text;
        let mut signs = String::new();
        for _ in 0..2 {
            let group = rest.trim_start_matches(is_between);
            let end = group.find(|sign: char| !sign.is_alphanumeric());
            let (group, behind) = group.split_at(end.unwrap_or(group.len()));
            signs.push_str(group);
            rest = behind;
            if signs.len() >= 2 * GROUP {
                break;
            }
        }
        Self::of_signs(&signs)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_code_comes_back_however_it_is_typed(chance: u64) {
            let code = ProjectCode::drawn(chance);
            let written = code.written();
            let spaced = written.replace('-', " ").to_lowercase();
            for typed in [
                written.clone(),
                spaced,
                format!("Hier ist der Code: {written}."),
                written.replace('-', "–"),
                format!("lotse{}", code.signs().to_lowercase()),
            ] {
                prop_assert_eq!(ProjectCode::in_text(&typed), Some(code.clone()), "{}", typed);
            }
            prop_assert_eq!(ProjectCode::of_signs(code.signs()), Some(code.clone()));
            let shown = format!("{:?}", code);
            prop_assert!(!shown.contains(code.signs()));
        }

        #[test]
        fn any_text_at_all_can_be_looked_at(text in any::<String>()) {
            let _ = ProjectCode::in_text(&text);
        }
    }

    #[test]
    fn words_are_no_code() {
        for text in [
            "lotse danke danke",
            "Lotse, hilf uns",
            "LOTSE-ABCDE-FGHIJ2",
            "LOTSE-ABCDE-FGH2J-KLMNP",
            "LOTSE-ABCDE-FGH0J",
            "LOTSE",
            "ABCDE-FGH2J",
        ] {
            let found = ProjectCode::in_text(text);
            let is_longer = text.ends_with("KLMNP");
            assert_eq!(found.is_some(), is_longer, "{text}");
        }
    }
}
