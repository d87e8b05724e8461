//! Recognising what is said without asking: greetings, thanks, goodbyes, nods, complaints, insults, questions about
//! the bot.
//!
//! Only whole messages count; "Hallo, wer entscheidet über den Auftrag?" is a question, and so is "scheiß auf die
//! Gliederung, wer schreibt den Text?".

use super::response::SmallTalk;
use crate::german::fold;

/// What a message is, if it is small talk as a whole.
pub(super) fn recognise(message: &str) -> Option<SmallTalk> {
    let words: Vec<String> = message
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|word| fold::fold(&word.to_lowercase()))
        .collect();
    if words.is_empty() || words.len() > 8 {
        return None;
    }
    let said = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let only = |list: &[&str]| {
        words
            .iter()
            .all(|word| list.contains(&word.as_str()) || FILLING.contains(&word.as_str()))
    };
    if about_you(&words) {
        return Some(SmallTalk::AboutYou);
    }
    if insult(&words) {
        return Some(SmallTalk::Insult);
    }
    if COMPLAINTS.contains(&words.join(" ").as_str()) {
        return Some(SmallTalk::Complaint);
    }
    let kinds = [
        (SmallTalk::Thanks, &THANKS[..]),
        (SmallTalk::Goodbye, &GOODBYES[..]),
        (SmallTalk::Greeting, &GREETINGS[..]),
        (SmallTalk::Nod, &NODS[..]),
    ];
    let one = kinds.iter().find(|(_, list)| said(list) && only(list));
    // "ok danke", "hallo und danke": more than one kind is no question either.
    let many = || {
        let all = kinds.map(|(_, list)| list).concat();
        kinds.iter().find(|(_, list)| said(list) && only(&all))
    };
    one.or_else(many).map(|(kind, _)| *kind)
}

/// "bist du ein mensch", "wer hat dich gebaut": who is spoken to and what one asks of such a thing, and no more.
fn about_you(words: &[String]) -> bool {
    let spoken_to = words.iter().any(|word| YOU.contains(&word.as_str()));
    let what = words.iter().any(|word| ABOUT.contains(&word.as_str()));
    let no_more = words.iter().all(|word| {
        [&YOU[..], &ABOUT, &ASKING]
            .iter()
            .any(|list| list.contains(&word.as_str()))
    });
    let just_who = words.len() <= 4 && ["wer", "was"].contains(&words[0].as_str());
    spoken_to && no_more && (what || just_who && words.len() >= 3)
}

/// A rude word, and nothing that would be a question without it.
fn insult(words: &[String]) -> bool {
    let rude = |word: &str| {
        RUDE.contains(&word)
            || RUDE_BEGINNINGS
                .iter()
                .any(|beginning| word.starts_with(beginning))
    };
    let addressed = |word: &str| {
        [&YOU[..], &FILLING, &ASKING, &THINGS]
            .iter()
            .any(|list| list.contains(&word))
    };
    words.len() <= 6
        && words.iter().any(|word| rude(word))
        && words.iter().all(|word| rude(word) || addressed(word))
}

// All lists are folded: "ü" is "u", "ß" is "ss".
const YOU: [&str; 7] = ["du", "dich", "dir", "sie", "ihnen", "ihr", "lotse"];
const ABOUT: [&str; 20] = [
    "mensch",
    "bot",
    "chatbot",
    "roboter",
    "maschine",
    "ki",
    "programm",
    "computer",
    "echt",
    "chatgpt",
    "gpt",
    "gebaut",
    "gemacht",
    "programmiert",
    "entwickelt",
    "heisst",
    "heissen",
    "funktionierst",
    "lebst",
    "intelligenz",
];
const ASKING: [&str; 19] = [
    "wer",
    "was",
    "wie",
    "bist",
    "sind",
    "hat",
    "ein",
    "eine",
    "einen",
    "eigentlich",
    "denn",
    "denen",
    "oder",
    "so",
    "und",
    "kunstliche",
    "von",
    "da",
    "selbst",
];
const GREETINGS: [&str; 15] = [
    "hallo",
    "hi",
    "hey",
    "moin",
    "servus",
    "guten",
    "tag",
    "morgen",
    "abend",
    "gruss",
    "gott",
    "gruezi",
    "hallochen",
    "gluck",
    "huhu",
];
const THANKS: [&str; 12] = [
    "danke",
    "bedanke",
    "dankeschon",
    "vielen",
    "dank",
    "merci",
    "super",
    "prima",
    "toll",
    "perfekt",
    "klasse",
    "hilfreich",
];
const GOODBYES: [&str; 9] = [
    "tschuss",
    "tschuess",
    "ciao",
    "wiedersehen",
    "auf",
    "bis",
    "bald",
    "spater",
    "tschau",
];
const NODS: [&str; 15] = [
    "ok",
    "okay",
    "oki",
    "gut",
    "alles",
    "klar",
    "verstanden",
    "verstehe",
    "aha",
    "achso",
    "ach",
    "passt",
    "genau",
    "stimmt",
    "na",
];
const COMPLAINTS: [&str; 18] = [
    "das hilft mir nicht",
    "das hilft nicht",
    "hilft mir nicht",
    "hilft nicht",
    "das hilft mir nicht weiter",
    "nicht hilfreich",
    "das ist nicht hilfreich",
    "das stimmt nicht",
    "stimmt nicht",
    "das ist falsch",
    "falsch",
    "falsche antwort",
    "das war nicht meine frage",
    "das habe ich nicht gefragt",
    "du verstehst mich nicht",
    "sie verstehen mich nicht",
    "das meine ich nicht",
    "das meinte ich nicht",
];
const RUDE: [&str; 14] = [
    "mist", "nutzlos", "fresse", "maul", "kuh", "quatsch", "bullshit", "mull", "schrott", "leck",
    "wtf", "unsinn", "nervst", "nerven",
];
const RUDE_BEGINNINGS: [&str; 9] = [
    "blod", "doof", "dumm", "idiot", "scheiss", "trottel", "arsch", "fick", "verpiss",
];
/// What is called names, and how.
const THINGS: [&str; 18] = [
    "halts", "halt", "die", "der", "das", "dein", "dumme", "mich", "mir", "ist", "doch", "fur",
    "alte", "am", "dieser", "system", "antwort", "lass",
];
const FILLING: [&str; 22] = [
    "das", "wars", "schon", "schonen", "sehr", "ihnen", "dir", "lotse", "zusammen", "alle",
    "liebe", "lieber", "da", "nochmal", "auch", "und", "auf", "dann", "ja", "na", "mal", "war",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_without_asking() {
        use SmallTalk::*;
        for (message, kind) in [
            ("Guten Morgen zusammen!", Some(Greeting)),
            ("danke dir", Some(Thanks)),
            ("ok danke", Some(Thanks)),
            ("alles klar, bis bald", Some(Goodbye)),
            ("bis später", Some(Goodbye)),
            ("ok", Some(Nod)),
            ("alles klar", Some(Nod)),
            ("wer bist du?", Some(AboutYou)),
            ("Bist du ein Mensch oder ein Bot?", Some(AboutYou)),
            ("wer hat dich gebaut", Some(AboutYou)),
            ("du bist doof", Some(Insult)),
            ("halt die fresse", Some(Insult)),
            ("was für ein quatsch", Some(Insult)),
            ("das ist doch scheiße", Some(Insult)),
            ("das hilft mir nicht", Some(Complaint)),
            ("gut, und wer schreibt den text", None),
            ("was ist das ki", None),
            ("wer sind die adressaten", None),
            ("hallo, wer entscheidet?", None),
            ("auf wen kommt es an", None),
        ] {
            assert_eq!(recognise(message), kind, "{message}");
        }
    }
}
