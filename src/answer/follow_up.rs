//! Completing a question that does not stand alone from what the chat talked about last.
//!
//! "Und in Mülheim?" is the last question, asked of another town; "Warum?" and "wer macht das?" ask on about it; "mehr
//! dazu" wants the example or place that was quoted, "und danach?" the next place; "gibt es dafür ein Beispiel?" wants
//! the examples there. What has enough words of its own is a new topic and is left as it is.

use crate::knowledge::{ExampleId, MunicipalityId, PlaceId};

use super::library::Library;
use super::response::Topic;
use super::words;
use crate::german::speller;

/// What a question means together with the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Completed {
    /// The last question, asked of this town.
    Town(MunicipalityId),
    /// Nothing but a question word: something about the last answer.
    Barely,
    /// A word or two of its own that point back: the question together with the last, if that gives an answer.
    Together,
    /// This place is wanted.
    Place(PlaceId),
    /// The rest of this example is wanted.
    Example(ExampleId),
    /// Examples at this place are wanted.
    Examples(PlaceId),
    /// It leans on something that is not there.
    OnNothing,
}

/// Completes a question, if it needs it.
pub(super) fn complete(
    library: &Library,
    question: &str,
    topic: Option<&Topic>,
) -> Option<Completed> {
    let all = words::all(question);
    let joined = all
        .first()
        .is_some_and(|word| JOINING.contains(&word.as_str()));
    let asked = topic.filter(|topic| !topic.question.is_empty());
    if let Some(town) = library.towns().find(question) {
        let own = own_words(&town.rest);
        let placed = all
            .first()
            .is_some_and(|word| ["in", "bei", "aus"].contains(&word.as_str()));
        let again = joined || placed && all.len() <= 5 || points_back(&words::all(&town.rest));
        // "Warum macht Bochum das?" asks something else than before.
        let asks_on = all.iter().all(|word| {
            !ASKING.contains(&word.as_str()) || ["wie", "was"].contains(&word.as_str())
        });
        let completes = asked.is_some() && own.is_empty() && again && (asks_on || joined);
        return completes.then_some(Completed::Town(town.id));
    }
    let spoken = all
        .iter()
        .skip_while(|word| JOINING.contains(&word.as_str()));
    let spoken: Vec<String> = spoken.cloned().collect();
    let own = own_words(question);
    let place = topic.and_then(|topic| topic.place.clone());
    let only = |list: &[&str]| {
        own.iter().all(|word| list.contains(&word.as_str()))
            && spoken.iter().any(|word| list.contains(&word.as_str()))
    };
    if is_next(&spoken) {
        let Some(place) = place else {
            return Some(Completed::OnNothing);
        };
        let next = library.guide.after(&place).map(|next| next.id.clone());
        return Some(Completed::Place(next.unwrap_or(place)));
    }
    let back = points_back(&spoken);
    if only(&EXAMPLES) && place.is_some() {
        return place.map(Completed::Examples);
    }
    if only(&MORE) && (back || spoken.len() <= 2) {
        if let Some(example) = topic.and_then(|topic| topic.example.clone()) {
            return Some(Completed::Example(example));
        }
        let without_place = if asked.is_some() {
            Completed::Barely
        } else {
            Completed::OnNothing
        };
        return Some(place.map_or(without_place, Completed::Place));
    }
    let asking = spoken.iter().any(|word| ASKING.contains(&word.as_str()));
    if own.is_empty() && asking && (back || spoken.len() <= 3) {
        return Some(if asked.is_some() {
            Completed::Barely
        } else {
            Completed::OnNothing
        });
    }
    asked?;
    // "Federführung, wer macht das": what is meant by "das" stands before it.
    if spoken
        .first()
        .is_some_and(|word| !own_words(word).is_empty())
        && asking
    {
        return None;
    }
    let elliptic = joined && own.len() == 1 && !asking && spoken.len() <= 4;
    (own.len() <= 2 && !own.is_empty() && back || elliptic).then_some(Completed::Together)
}

/// The words of a question that say what it is about.
pub(super) fn own_words(question: &str) -> Vec<String> {
    let mut own = words::content(question);
    own.retain(|word| !HOLLOW.contains(&word.as_str()) && !POINTING.contains(&word.as_str()));
    own
}

/// A question without the word that joins it to the one before, and without its mark.
pub(super) fn unjoined(question: &str) -> &str {
    let question = question.trim().trim_end_matches(['?', '.', '!', ' ']);
    match question.split_once(' ') {
        Some((first, rest)) if JOINING.contains(&first.to_lowercase().as_str()) => rest.trim(),
        _ => question,
    }
}

/// Whether a word stands for what was said before. "das" does only where no noun follows.
fn points_back(words: &[String]) -> bool {
    words.iter().enumerate().any(|(at, word)| {
        let article = || {
            words.get(at + 1).is_some_and(|next| {
                !own_words(next).is_empty() && at + 2 <= words.len() && !is_particle(next)
            })
        };
        POINTING.contains(&word.as_str())
            && !(["das", "dies"].contains(&word.as_str()) && article())
    })
}

/// The split part of a verb, as in "wer schreibt das auf".
fn is_particle(word: &str) -> bool {
    [
        "auf",
        "an",
        "ab",
        "aus",
        "vor",
        "mit",
        "um",
        "durch",
        "genau",
        "genauer",
        "konkret",
        "praktisch",
    ]
    .contains(&word)
}

/// Whether a text asks for nothing but what comes next: "und danach?", "wie geht es weiter".
pub fn asks_what_comes_next(text: &str) -> bool {
    let all = words::all(text);
    let joined = all
        .iter()
        .take_while(|word| JOINING.contains(&word.as_str()));
    let joined = joined.count();
    is_next(&all[joined..])
}

fn is_next(spoken: &[String]) -> bool {
    let whole = spoken.join(" ");
    let mut next = NEXT.iter();
    next.any(|next| whole == *next || speller::is_slip(&whole, next))
}

const JOINING: [&str; 7] = ["und", "aber", "oder", "auch", "ok", "ja", "also"];

const NEXT: [&str; 15] = [
    "danach",
    "dann",
    "was kommt danach",
    "was kommt dann",
    "was kommt als nächstes",
    "wie gehts weiter",
    "wie geht es weiter",
    "wie geht es dann weiter",
    "wie gehts jetzt weiter",
    "wie geht es jetzt weiter",
    "was kommt jetzt",
    "was jetzt",
    "was nun",
    "was ist als nächstes dran",
    "was ist der nächste schritt",
];

const ASKING: [&str; 11] = [
    "warum", "wieso", "weshalb", "wer", "wen", "wem", "wann", "wo", "wie", "wozu", "was",
];

/// Words by which more of the last answer is wanted.
const MORE: [&str; 26] = [
    "mehr",
    "genauer",
    "genau",
    "ausführlicher",
    "näher",
    "informationen",
    "infos",
    "details",
    "erklären",
    "erklär",
    "erkläre",
    "erzähl",
    "erzählen",
    "steht",
    "quelle",
    "weißt",
    "weisst",
    "wissen",
    "heißt",
    "heisst",
    "bedeutet",
    "konkret",
    "meinst",
    "stelle",
    "nachlesen",
    "gemeint",
];

/// Words by which examples of the last answer are wanted.
const EXAMPLES: [&str; 8] = [
    "beispiel",
    "beispiele",
    "praxisbeispiel",
    "praxisbeispiele",
    "praxis",
    "praktisch",
    "andere",
    "anderen",
];

/// Words that carry nothing to search for.
const HOLLOW: [&str; 40] = [
    "macht",
    "machen",
    "machte",
    "machten",
    "gemacht",
    "läuft",
    "lief",
    "laufen",
    "aussehen",
    "sieht",
    "geht",
    "ging",
    "gelöst",
    "geregelt",
    "dort",
    "genau",
    "bitte",
    "so",
    "eigentlich",
    "war",
    "gelaufen",
    "zeig",
    "zeigen",
    "lange",
    "lang",
    "viele",
    "viel",
    "oft",
    "denn",
    "bitteschön",
    "noch",
    "mal",
    "uns",
    "hast",
    "haben",
    "konkret",
    "kannst",
    "alles",
    "gut",
    "kurz",
];

/// Words that stand for what was said before.
const POINTING: [&str; 14] = [
    "dort", "da", "dazu", "davon", "damit", "dafür", "das", "dies", "dabei", "darüber", "daran",
    "darin", "denen", "daraus",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn das_points_back_where_no_noun_follows() {
        for (question, points) in [
            ("wer macht das", true),
            ("wer schreibt das auf", true),
            ("kannst du das genauer erklären", true),
            ("wer schreibt das konzept", false),
            ("wie lange dauert das", true),
            ("wer haftet dafür", true),
        ] {
            assert_eq!(points_back(&words::all(question)), points, "{question}");
        }
    }
}
