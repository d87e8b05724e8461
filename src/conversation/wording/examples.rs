//! What is said of examples.

use super::labels::{ALL_EXAMPLES, page_of, short, spoken};
use super::walk::SOURCES;
use crate::conversation::value::label::label;
use crate::knowledge::{ExampleFact, Municipality, Naming, Place};

pub(crate) const NO_SUCH_ENTRY: &str =
    "So viele Einträge hat die Liste nicht. Bitte nennen Sie eine Nummer daraus.";
pub(crate) const ONE_BY_ONE: &str = "Bitte nehmen Sie Einträge einzeln weg, etwa „2 löschen“.";

/// All examples: "Beispiele aus den Kommunen".
pub(crate) fn all_examples(words: &Naming) -> String {
    format!("Beispiele aus den {}", words.municipality.dative_plural())
}

pub(crate) fn which_words(words: &Naming) -> String {
    format!(
        "Wozu suchen Sie ein Beispiel? Schreiben Sie ein Stichwort, oder wählen Sie {}.",
        words.municipality.accusative()
    )
}

/// Says that nothing but letters of these words was found.
pub(crate) fn only_like(words: &str) -> String {
    format!("„{words}“ steht so in keinem Beispiel. Diese hier haben Teile davon.")
}

pub(crate) const NO_EXAMPLES_AT_ALL: &str = "Der Leitfaden enthält keine Beispiele.";

pub(crate) fn examples_title(
    naming: &Naming,
    words: Option<&str>,
    town: Option<&str>,
    place: Option<&Place>,
) -> String {
    if words.is_none() && town.is_none() && place.is_none() {
        return all_examples(naming);
    }
    let words = words.map(|words| format!(" mit „{words}“"));
    let place = place.map(|place| format!(" zu {}", short(place)));
    let town = town.map(|town| format!(": {town}"));
    let all = [words, place, town].into_iter().flatten();
    format!("Beispiele{}", all.collect::<String>())
}

pub(crate) fn example_count(count: usize, page: usize, pages: usize) -> String {
    let count = if count == 1 {
        "1 Beispiel".to_owned()
    } else {
        format!("{count} Beispiele")
    };
    if pages > 1 {
        format!("{count}, {}", page_of(page, pages))
    } else {
        count
    }
}

pub(crate) const NO_EXAMPLES: &str = "Dazu habe ich kein Beispiel gefunden.";
pub(crate) const SEARCH_LAPSED: &str =
    "Diese Suche liegt zu lange zurück. Bitte schreiben Sie Ihr Stichwort noch einmal.";
pub(crate) const NARROW_TO: &str = "Welche Beispiele möchten Sie sehen?";
pub(crate) const EXAMPLE_GONE: &str = "Dieses Beispiel gibt es nicht mehr. Hier sind die anderen.";
pub(crate) const BELONGS_TO: &str = "Gehört zu:";
pub(crate) const TOGETHER_WITH: &str = "Gemeinsam mit:";
pub(crate) const JOINT_EXAMPLES: &str = "Gemeinsame Beispiele";
pub(crate) const TAKING_PART: &str = "Beteiligt:";

/// What stands before a fact of an example.
pub(crate) fn fact(fact: ExampleFact) -> &'static str {
    match fact {
        ExampleFact::Who => "Wer:",
        ExampleFact::ForWhom => "Für wen:",
        ExampleFact::Where => "Wo:",
        ExampleFact::When => "Wann:",
        ExampleFact::HowOften => "Wie oft:",
        ExampleFact::HowMany => "Wie viele:",
        ExampleFact::Money => "Geld:",
    }
}

/// What stands behind the text of an example.
pub(crate) fn behind_example(materials: bool) -> &'static str {
    if materials {
        "Material und Quellen"
    } else {
        SOURCES
    }
}

/// The title of a list of examples that are like one.
pub(crate) fn similar_to(title: &str) -> String {
    format!("Ähnlich wie „{title}“")
}

/// What takes the filter of a list away, and keeps the words that were searched by.
pub(crate) fn without_filter(words: Option<&str>) -> String {
    match words {
        Some(words) => label(&format!("Alle Orte zu „{words}“")),
        None => ALL_EXAMPLES.to_owned(),
    }
}

/// A label with how many examples it leads to.
pub(crate) fn counted(what: &str, count: usize) -> String {
    format!("{what} ({count})")
}

pub(crate) fn only_from(municipality: &Municipality) -> String {
    match municipality.joint {
        true => "Nur gemeinsame".to_owned(),
        false => label(&format!("Nur {}", municipality.on_button())),
    }
}

pub(crate) fn only_at(place: &Place) -> String {
    format!("Nur {}", spoken(place))
}
