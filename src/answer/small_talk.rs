//! Recognising what is said without asking: greetings, thanks, goodbyes, questions about the bot, insults.
//!
//! Only whole messages count; "Hallo, wer entscheidet über den Auftrag?" is a question.

use super::response::SmallTalk;

/// What a message is, if it is small talk as a whole.
pub(super) fn recognise(message: &str) -> Option<SmallTalk> {
    let words: Vec<String> = message
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    if words.is_empty() || words.len() > 8 {
        return None;
    }
    let phrase = words.join(" ");
    if about_you(&phrase) {
        return Some(SmallTalk::AboutYou);
    }
    let told = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let only = |list: &[&str]| {
        words
            .iter()
            .all(|word| list.contains(&word.as_str()) || FILLING.contains(&word.as_str()))
    };
    if told(&INSULTS) && words.len() <= 5 && only_about_bot(&words) {
        return Some(SmallTalk::Insult);
    }
    [
        (SmallTalk::Thanks, &THANKS[..]),
        (SmallTalk::Goodbye, &GOODBYES[..]),
        (SmallTalk::Greeting, &GREETINGS[..]),
    ]
    .into_iter()
    .find(|(_, list)| told(list) && only(list))
    .map(|(kind, _)| kind)
}

fn about_you(phrase: &str) -> bool {
    const PHRASES: [&str; 14] = [
        "wer bist du",
        "wer sind sie",
        "was bist du",
        "was bist du eigentlich",
        "was sind sie",
        "bist du ein mensch",
        "sind sie ein mensch",
        "bist du ein bot",
        "sind sie ein bot",
        "bist du eine ki",
        "sind sie eine ki",
        "bist du chatgpt",
        "wie heißt du",
        "wie heißen sie",
    ];
    PHRASES.contains(&phrase)
}

fn only_about_bot(words: &[String]) -> bool {
    words.iter().all(|word| {
        let word = word.as_str();
        INSULTS.contains(&word)
            || FILLING.contains(&word)
            || [
                "bot", "du", "sie", "sind", "bist", "ein", "ist", "das", "doch", "echt", "was",
                "für",
            ]
            .contains(&word)
    })
}

const GREETINGS: [&str; 14] = [
    "hallo",
    "hi",
    "hey",
    "moin",
    "servus",
    "guten",
    "tag",
    "morgen",
    "abend",
    "grüß",
    "gott",
    "grüezi",
    "hallöchen",
    "glück",
];
const THANKS: [&str; 9] = [
    "danke",
    "dankeschön",
    "vielen",
    "dank",
    "merci",
    "super",
    "prima",
    "toll",
    "perfekt",
];
const GOODBYES: [&str; 9] = [
    "tschüss",
    "tschüß",
    "ciao",
    "wiedersehen",
    "auf",
    "bis",
    "bald",
    "später",
    "tschau",
];
const INSULTS: [&str; 12] = [
    "blöd", "blöder", "doof", "doofer", "dumm", "dummer", "idiot", "scheiß", "scheiße", "mist",
    "nutzlos", "trottel",
];
const FILLING: [&str; 15] = [
    "schön", "schönen", "sehr", "ihnen", "dir", "lotse", "zusammen", "alle", "liebe", "lieber",
    "da", "nochmal", "auch", "und", "auf",
];
