//! What is said of municipalities side by side.

use super::short;
use crate::conversation::value::COMPARED;
use crate::knowledge::{Naming, Place};

pub(crate) const COMPARE: &str = "Vergleichen";

/// The title of a comparison.
pub(crate) fn compared_at(
    words: Option<&str>,
    place: Option<&Place>,
    like: Option<&str>,
) -> String {
    let words = words.map(|words| format!(" mit „{words}“"));
    let place = place.map(|place| format!(" zu {}", short(place)));
    let like = like.map(|title| format!(" mit „{title}“"));
    let all = [words, place, like].into_iter().flatten();
    format!("Vergleich{}", all.collect::<String>())
}

/// What stands at whoever takes part in an example that is shown with another.
pub(crate) const SHOWN_ABOVE: &str = "Gemeinsam, siehe oben.";

/// How many more there are.
pub(crate) fn more_examples(count: usize) -> String {
    match count {
        1 => "1 weiteres Beispiel dazu".to_owned(),
        count => format!("{count} weitere Beispiele dazu"),
    }
}

/// Asks what shall be compared.
pub(crate) fn compare_what(towns: &[&str]) -> String {
    let (last, others) = match towns.split_last() {
        Some((last, others)) if !others.is_empty() => (*last, others.join(", ")),
        _ => return "Was möchten Sie vergleichen?".to_owned(),
    };
    format!("Was möchten Sie von {others} und {last} vergleichen?")
}

/// Says how to ask for a comparison.
pub(crate) fn how_to_compare(words: &Naming, towns: &[&str]) -> String {
    let towns = match towns {
        [one, other, ..] => format!("{one} und {other}"),
        _ => words.municipality.many.clone(),
    };
    format!(
        "Nennen Sie zwei oder drei {} und ein Stichwort: „vergleiche {towns} bei Befragung“.",
        words.municipality.many
    )
}

pub(crate) fn at_most_compared() -> String {
    format!("Ich stelle höchstens {COMPARED} nebeneinander.")
}
