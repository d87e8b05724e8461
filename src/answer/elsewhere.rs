//! Recognising that a question is about a town the guide knows nothing of.
//!
//! An answer from another town would be a wrong answer with a true quote. A town shows itself in two ways: it is one
//! of Germany's large cities, or it stands behind "in", "aus", "bei" and no text of the guide has the word.

use super::words;

/// The town elsewhere that a question asks about, as the person wrote it.
///
/// `unknown` are the words of the question that the guide does not have.
pub(super) fn town(question: &str, unknown: &[String]) -> Option<String> {
    let typed: Vec<&str> = question
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .collect();
    let placed = |at: usize| at > 0 && PLACING.contains(&typed[at - 1].to_lowercase().as_str());
    typed.iter().enumerate().find_map(|(at, word)| {
        let lower = word.to_lowercase();
        let city = CITIES.contains(&words::key(&lower).as_str());
        // "essen" and "hagen" are words too: they are towns only where a town can stand.
        let certain = city && (placed(at) || !AMBIGUOUS.contains(&lower.as_str()));
        let absent = placed(at)
            && lower.chars().count() >= 4
            && unknown.iter().any(|word| word.to_lowercase() == lower);
        (certain || absent).then(|| (*word).to_owned())
    })
}

const PLACING: [&str; 9] = [
    "in", "aus", "bei", "von", "stadt", "kreis", "macht", "für", "wie",
];
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
