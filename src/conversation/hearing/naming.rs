//! Places, towns and examples that a text names, and the words that are left.
//!
//! Reads words only: whether a text that names something is a command is for [`hearing`](super) to say.

use std::ops::Range;

use crate::conversation::action::Selection;
use crate::german::speller;
use crate::knowledge::{Guide, MunicipalityId, PlaceId};

use super::fold;

/// The town and the place that words name, and the words without them, as they were typed.
pub(in crate::conversation) fn named_in(guide: &Guide, words: &str) -> (Selection, String) {
    let mut pieces = pieces(words);
    let mut selection = Selection::default();
    if let Some((town, at)) = town_in(guide, &pieces) {
        selection.municipality = Some(town);
        pieces.drain(at);
    }
    let numbered = pieces.windows(2).enumerate().find_map(|(at, pair)| {
        let (leading, number) = (&pair[0].1, &pair[1].1);
        let leads = leads_to_a_place(leading) || leading == "zu";
        let place = leads.then(|| place(guide, number))??;
        Some((at, place))
    });
    if let Some((at, place)) = numbered {
        selection.place = Some(place);
        pieces.drain(at..at + 2);
    }
    let rest = pieces.iter();
    let rest = rest.filter(|(_, folded)| !CONNECTING.contains(&folded.as_str()));
    let rest: Vec<&str> = rest.map(|(typed, _)| *typed).collect();
    (selection, rest.join(" "))
}

/// The examples that a sentence asks for, by the words it has for them: "gibt es Beispiele für Feste mit Eltern?".
pub(in crate::conversation) fn wanted_examples(text: &str) -> Option<String> {
    let pieces = pieces(text);
    let is_noun = |word: &str| ["beispiel", "beispiele", "praxisbeispiele"].contains(&word);
    let at = pieces.iter().position(|(_, folded)| is_noun(folded))?;
    let asks = |(_, folded): &&(&str, String)| ASKING_FOR.contains(&folded.as_str());
    let (before, behind) = (&pieces[..at], &pieces[at + 1..]);
    if !before.iter().all(|piece| asks(&piece)) {
        return None;
    }
    let behind = &behind[behind.iter().take_while(asks).count()..];
    let words: Vec<&str> = behind.iter().map(|(typed, _)| *typed).collect();
    // "Gibt es Beispiele dazu?" points back to what was asked.
    let points_back = behind
        .iter()
        .all(|(_, folded)| POINTING_BACK.contains(&folded.as_str()));
    (!points_back).then(|| words.join(" "))
}

/// The town that a text names and asks nothing of: "und in Bochum?", "nur Bochum".
pub(in crate::conversation) fn just_a_town(guide: &Guide, text: &str) -> Option<String> {
    const AROUND: [&str; 10] = [
        "und", "auch", "nur", "in", "aus", "im", "bei", "was", "ist", "mit",
    ];
    let pieces = pieces(text);
    let (_, at) = town_in(guide, &pieces)?;
    let is_rest = |(piece, (_, folded)): (usize, &(&str, String))| {
        at.contains(&piece) || AROUND.contains(&folded.as_str())
    };
    let typed = pieces[at.clone()].iter().map(|(typed, _)| *typed);
    let name = typed.collect::<Vec<_>>().join(" ");
    pieces.iter().enumerate().all(is_rest).then_some(name)
}

/// The words of a text, each as typed and [folded](fold).
fn pieces(text: &str) -> Vec<(&str, String)> {
    let is_within = |c: char| c.is_alphanumeric() || ['.', '*', '\u{308}'].contains(&c);
    let words = text
        .split(|c| !is_within(c))
        .map(|word| word.trim_matches('.'));
    let folded = words.map(|word| (word, fold(word)));
    folded.filter(|(_, folded)| !folded.is_empty()).collect()
}

/// The town named in a text and where; the longest name wins: "Mülheim an der Ruhr" before "Mülheim".
fn town_in(guide: &Guide, pieces: &[(&str, String)]) -> Option<(MunicipalityId, Range<usize>)> {
    let names = guide.municipalities.iter().flat_map(|town| {
        let names = std::iter::once(&town.name).chain(&town.aliases);
        names.map(move |name| (town, fold(name)))
    });
    let found = names.filter_map(|(town, name)| {
        let length = name.split(' ').count();
        let mut windows = pieces.windows(length.max(1));
        let is_name = |window: &[(&str, String)]| {
            let words = window.iter().map(|(_, folded)| folded.as_str());
            words.eq(name.split(' '))
        };
        let at = windows.position(is_name)?;
        Some((town, name.len(), at..at + length))
    });
    let longest = found.max_by_key(|(_, length, _)| *length);
    longest.map(|(town, _, at)| (town.id.clone(), at))
}

/// The place that folded words name and ask nothing of.
pub(in crate::conversation) fn place(guide: &Guide, words: &str) -> Option<PlaceId> {
    let mut tokens: Vec<&str> = words.split(' ').collect();
    let leading = tokens.iter().take_while(|token| LEADING.contains(token));
    let leading = leading.count();
    tokens.drain(..leading);
    while tokens.last().is_some_and(|token| TRAILING.contains(token)) {
        tokens.pop();
    }
    let number = match tokens.as_slice() {
        [noun, number] if leads_to_a_place(noun) => number,
        [number] if number.starts_with(|c: char| c.is_ascii_digit()) => number,
        _ => return None,
    };
    let counted = COUNTED.iter().position(|word| word == number);
    let number = counted.map_or_else(|| (*number).to_owned(), |at| (at + 1).to_string());
    guide.place_numbered(&number).map(|place| place.id.clone())
}

fn leads_to_a_place(noun: &str) -> bool {
    NOUNS.contains(&noun)
        || ["schritt", "abschnitt"]
            .iter()
            .any(|known| speller::is_slip(noun, known))
}

/// Words that stand between those that matter in a search for examples.
const CONNECTING: [&str; 23] = [
    "aus",
    "in",
    "im",
    "zu",
    "zum",
    "zur",
    "bei",
    "von",
    "mit",
    "fuer",
    "thema",
    "beispiel",
    "beispiele",
    "ein",
    "eine",
    "einen",
    "einem",
    "einer",
    "der",
    "die",
    "das",
    "den",
    "dem",
];

/// Words around "Beispiele" by which somebody asks for them.
const ASKING_FOR: [&str; 37] = [
    "gibt", "gibts", "s", "es", "da", "hast", "habt", "haben", "du", "ihr", "sie", "kennst",
    "kennt", "kennen", "zeig", "zeige", "zeigen", "nenne", "nennen", "mir", "uns", "bitte", "ich",
    "wir", "suche", "suchen", "brauche", "brauchen", "ein", "paar", "gute", "konkrete", "welche",
    "was", "auch", "mal", "fuer",
];
/// Words that point back to what was talked about.
pub(super) const POINTING_BACK: [&str; 6] = ["dazu", "dafuer", "davon", "hierzu", "dort", "denn"];

const NOUNS: [&str; 6] = ["schritt", "abschnitt", "punkt", "stelle", "nummer", "nr"];
const LEADING: [&str; 38] = [
    "bitte", "gehe", "geh", "zu", "zum", "zur", "nach", "in", "mit", "oeffne", "zeige", "zeig",
    "mir", "springe", "weiter", "wechsle", "lies", "jetzt", "dann", "wir", "ich", "bin", "sind",
    "bei", "fange", "fangen", "beginne", "beginnen", "starte", "starten", "wollen", "will",
    "moechten", "moechte", "arbeite", "arbeiten", "gerade", "an",
];
const TRAILING: [&str; 11] = [
    "bitte",
    "an",
    "anfangen",
    "beginnen",
    "starten",
    "oeffnen",
    "lesen",
    "zeigen",
    "anzeigen",
    "weiterarbeiten",
    "weitermachen",
];
const COUNTED: [&str; 10] = [
    "eins", "zwei", "drei", "vier", "fuenf", "sechs", "sieben", "acht", "neun", "zehn",
];
