//! What is said of decisions.

use crate::conversation::value::Ruling;
use crate::knowledge::Decision;

/// An answer as people read it; one that the guide has no more by its id.
pub(crate) fn ruling(decision: Option<&Decision>, ruling: &Ruling) -> String {
    match ruling {
        Ruling::Option(id) => {
            let known = decision.and_then(|decision| decision.fixed_answer(id));
            known.map_or_else(|| id.to_string(), |answer| answer.label.to_owned())
        }
        Ruling::Words(words) => words.clone(),
        Ruling::Day(day) => format!(
            "{:02}.{:02}.{}",
            day.day(),
            u8::from(day.month()),
            day.year()
        ),
    }
}
