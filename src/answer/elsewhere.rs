//! Recognising that a question is about a town the guide knows nothing of.
//!
//! An answer from another town would be a wrong answer with a true quote. A town shows itself in two ways: it is one
//! of Germany's large cities, or it stands behind "in", "aus", "bei" and no text of the guide has the word.

use super::words;

/// The town elsewhere that a question asks about, with a capital.
///
/// `unknown` are the words of the question that the guide does not have.
pub(super) fn town(question: &str, unknown: &[String]) -> Option<String> {
    let typed: Vec<&str> = question
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let after = |at: usize, words: &[&str]| {
        at > 0 && words.contains(&typed[at - 1].to_lowercase().as_str())
    };
    typed.iter().enumerate().find_map(|(at, word)| {
        let lower = word.to_lowercase();
        let city = CITIES.contains(&words::key(&lower).as_str());
        // "essen" and "hagen" are words too: they are towns only where a town can stand.
        let certain = city && (after(at, &PLACING) || !AMBIGUOUS.contains(&lower.as_str()));
        // A word nobody in the guide writes may be anything ("in excel"); at the end of the question or before its
        // verb it is a town.
        let ends = typed
            .get(at + 1)
            .is_none_or(|next| VERBS.contains(&next.to_lowercase().as_str()));
        let absent = after(at, &WITHIN)
            && ends
            && lower.chars().count() >= 4
            && !TOOLS.contains(&lower.as_str())
            && unknown.iter().any(|word| word.to_lowercase() == lower);
        (certain || absent).then(|| capital(word))
    })
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// Words before which a city stands, where its name could be a word as well.
const PLACING: [&str; 9] = [
    "in", "aus", "bei", "von", "stadt", "kreis", "macht", "für", "wie",
];
/// Words before which nearly nothing but a town stands without an article.
const WITHIN: [&str; 5] = ["in", "aus", "stadt", "gemeinde", "kreis"];
const VERBS: [&str; 12] = [
    "gemacht",
    "macht",
    "aus",
    "gelaufen",
    "läuft",
    "gelöst",
    "an",
    "los",
    "entschieden",
    "zuständig",
    "umgesetzt",
    "und",
];
/// What is made "in" it, and is no town.
const TOOLS: [&str; 6] = ["word", "excel", "powerpoint", "teams", "zoom", "papierform"];
const AMBIGUOUS: [&str; 6] = ["essen", "halle", "ulm", "hagen", "hamm", "fürth"];

/// Germany's cities above about 100,000 people, folded (Destatis, Gemeindeverzeichnis), less "an der …".
const CITIES: [&str; 77] = [
    "berlin",
    "hamburg",
    "munchen",
    "koln",
    "frankfurt",
    "stuttgart",
    "dusseldorf",
    "leipzig",
    "dortmund",
    "essen",
    "bremen",
    "dresden",
    "hannover",
    "nurnberg",
    "duisburg",
    "wuppertal",
    "bielefeld",
    "bonn",
    "munster",
    "mannheim",
    "karlsruhe",
    "augsburg",
    "wiesbaden",
    "monchengladbach",
    "gelsenkirchen",
    "aachen",
    "braunschweig",
    "kiel",
    "chemnitz",
    "halle",
    "magdeburg",
    "freiburg",
    "krefeld",
    "mainz",
    "lubeck",
    "erfurt",
    "oberhausen",
    "rostock",
    "kassel",
    "hagen",
    "potsdam",
    "saarbrucken",
    "hamm",
    "ludwigshafen",
    "oldenburg",
    "osnabruck",
    "leverkusen",
    "heidelberg",
    "darmstadt",
    "solingen",
    "herne",
    "regensburg",
    "neuss",
    "paderborn",
    "ingolstadt",
    "offenbach",
    "furth",
    "wurzburg",
    "ulm",
    "heilbronn",
    "pforzheim",
    "wolfsburg",
    "bottrop",
    "gottingen",
    "reutlingen",
    "koblenz",
    "bremerhaven",
    "erlangen",
    "remscheid",
    "trier",
    "jena",
    "moers",
    "salzgitter",
    "siegen",
    "gutersloh",
    "hildesheim",
    "witten",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_stands_where_towns_stand() {
        for (question, unknown, expected) in [
            ("beispiele aus essen", "", Some("Essen")),
            (
                "und wie läuft das in hattingen?",
                "hattingen",
                Some("Hattingen"),
            ),
            ("wie krieg ich eltern ins boot", "krieg", None),
            ("fortbildung für lehrer", "lehrer", None),
            ("wer haftet bei unfällen im elterncafé", "unfällen", None),
            ("zeitplan in excel", "excel", None),
            ("was gibt es zu essen", "", None),
        ] {
            let found = town(question, &[unknown.to_owned()]);
            assert_eq!(found.as_deref(), expected, "{question}");
        }
    }
}
