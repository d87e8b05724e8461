//! Putting a question typed in a hurry into plain words before it is searched.
//!
//! "brauch ma nen ratsbeschluss" is "brauchen wir einen ratsbeschluss", and "wielang" is two words. What carries
//! nothing in a question ("geht das", "mal eben") is left out, as long as something is left to search for. Spelling is
//! not mended here: that needs the words of the guide and is done by search.

use super::words;
use crate::german::{stem, verbs};

/// The question in plain words.
pub(super) fn plain(question: &str) -> String {
    let written: Vec<String> = question.split_whitespace().map(spelled_out).collect();
    let whole = written.join(" ");
    let words: Vec<&str> = whole.split(' ').collect();
    let kept = words.iter().enumerate().filter(|(at, word)| {
        let word = bare(word);
        let names_guide = word == "leitfaden" && speaks_for(&words[..*at]);
        !names_guide && !EMPTY.contains(&word.as_str())
    });
    let kept: Vec<&str> = kept.map(|(_, word)| *word).collect();
    let kept = kept.join(" ");
    if words::content(&kept).is_empty() {
        whole
    } else {
        kept
    }
}

/// The stems of the words that say what a question is about.
pub(super) fn stems(text: &str) -> Vec<String> {
    let mut stems: Vec<String> = words::content(text)
        .iter()
        .filter(|word| !is_empty(word))
        .map(|word| words::key(&stem::stem(word)))
        .collect();
    // What something is for is all that some questions ask: "Wozu das Konzept?"
    if words::all(text)
        .iter()
        .any(|word| PURPOSE.contains(&word.as_str()))
    {
        stems.push(PURPOSE[0].to_owned());
    }
    stems.sort();
    stems.dedup();
    stems
}

/// The question with its verbs as the guide has them: an infinitive for a form that no text has, and the verb that a
/// particle at the end belongs to, "wer holt den Auftrag ein einholen". `knows` says which words the guide has.
pub(super) fn with_known_verbs(question: &str, knows: impl Fn(&str) -> bool) -> String {
    let written = question.split_whitespace().map(|word| {
        let infinitive = Some(bare(word)).filter(|form| !knows(form));
        let infinitive = infinitive.and_then(|form| verbs::infinitive(&form));
        infinitive
            .filter(|verb| knows(verb))
            .unwrap_or_else(|| word.to_owned())
    });
    let mut written: Vec<String> = written.collect();
    let joined = verbs::joined(&words::all(question), &knows);
    written.extend(joined.map(|(_, verb)| verb));
    written.join(" ")
}

/// Whether a word carries nothing in a question.
pub(super) fn is_empty(word: &str) -> bool {
    EMPTY.contains(&word)
}

/// Whether the guide is only named as who says it: "was sagt der Leitfaden zu …", "steht im Leitfaden".
fn speaks_for(before: &[&str]) -> bool {
    let before: Vec<String> = before.iter().rev().take(2).map(|word| bare(word)).collect();
    let before: Vec<&str> = before.iter().map(String::as_str).collect();
    matches!(
        before[..],
        ["im" | "laut", ..] | ["der", "sagt" | "rät" | "meint"]
    )
}

/// The word without what stands around it, lower case.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
}

fn spelled_out(word: &str) -> String {
    let lower = bare(word);
    match SPOKEN.iter().find(|(spoken, _)| *spoken == lower) {
        Some((_, written)) => {
            let mark = if word.ends_with('?') { "?" } else { "" };
            format!("{written}{mark}")
        }
        None => word.to_owned(),
    }
}

/// How people write what they say.
const SPOKEN: [(&str, &str); 52] = [
    ("is", "ist"),
    ("sin", "sind"),
    ("hab", "habe"),
    ("nen", "einen"),
    ("ne", "eine"),
    ("ner", "einer"),
    ("nem", "einem"),
    ("ma", "mal"),
    ("nich", "nicht"),
    ("net", "nicht"),
    ("nix", "nichts"),
    ("brauch", "brauchen"),
    ("brauchts", "braucht es"),
    ("ham", "haben"),
    ("stehn", "stehen"),
    ("gehn", "gehen"),
    ("sehn", "sehen"),
    ("heist", "heißt"),
    ("mus", "muss"),
    ("wirs", "wir es"),
    ("solls", "soll es"),
    ("kanns", "kann es"),
    ("habs", "habe es"),
    ("mach", "machen"),
    ("machn", "machen"),
    ("muß", "muss"),
    ("wielang", "wie lange"),
    ("wielange", "wie lange"),
    ("wieviel", "wie viel"),
    ("wieviele", "wie viele"),
    ("sowas", "so etwas"),
    ("gibts", "gibt es"),
    ("gibt's", "gibt es"),
    ("gehts", "geht es"),
    ("geht's", "geht es"),
    ("ists", "ist es"),
    ("isses", "ist es"),
    ("hamse", "haben sie"),
    ("hamwa", "haben wir"),
    ("könnse", "können sie"),
    ("fürn", "für einen"),
    ("fürs", "für das"),
    ("aufm", "auf dem"),
    ("vonner", "von der"),
    ("inner", "in der"),
    ("unsre", "unsere"),
    ("unsern", "unseren"),
    ("grad", "gerade"),
    ("bzgl", "bezüglich"),
    ("evtl", "eventuell"),
    ("infos", "informationen"),
    ("bsp", "beispiel"),
];

/// Ways to ask what something is for.
const PURPOSE: [&str; 3] = ["wozu", "wofür", "wofuer"];

/// What carries nothing in a question: the more of it stands there, the less sure an answer would seem.
const EMPTY: [&str; 41] = [
    "sagt",
    "schreib",
    "schreibe",
    "ran",
    "dabei",
    "brauche",
    "braucht",
    "brauchen",
    "brauchst",
    "krieg",
    "kriege",
    "bekomme",
    "bekommen",
    "bekommt",
    "eigentlich",
    "geht",
    "gehts",
    "läuft",
    "mal",
    "eben",
    "machen",
    "kriegen",
    "kriegt",
    "nochmal",
    "überhaupt",
    "einfach",
    "okay",
    "ok",
    "bitte",
    "lieber",
    "gerade",
    "eventuell",
    "bezüglich",
    "ganze",
    "ganzen",
    "halt",
    "denn",
    "also",
    "hm",
    "äh",
    "eh",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_as_it_is_spoken_becomes_plain() {
        for (typed, plainly) in [
            ("brauch ma nen ratsbeschluss?", "einen ratsbeschluss?"),
            ("wielang dauert sowas", "wie lange dauert so etwas"),
            ("zeitplan machen wie geht das", "zeitplan wie das"),
            ("wie geht das?", "wie geht das?"),
            ("MH 0.25", "MH 0.25"),
            ("was sagt der leitfaden zu eltern", "was der zu eltern"),
            ("wer nutzt den leitfaden", "wer nutzt den leitfaden"),
        ] {
            assert_eq!(plain(typed), plainly, "{typed}");
        }
    }
}
