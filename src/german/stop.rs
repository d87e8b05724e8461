//! Words that say nothing about what a text is about.
//!
//! Two lists: *stop words* are dropped from texts and questions alike, *frame words* only from questions, where they
//! carry the asking and not the thing asked for ("welche Möglichkeiten gibt es …"). Both count in ae/oe/ue spelling
//! too, and in questions without the dots ("fur").

use std::collections::HashSet;
use std::sync::LazyLock;

/// Tells whether a lower-case word is dropped from texts and questions.
pub fn is_stop(word: &str) -> bool {
    STOP.contains(word)
}

/// Tells whether a lower-case word is dropped from questions: a stop word, or part of the asking.
pub fn is_frame(word: &str) -> bool {
    is_stop(word) || FRAME.contains(word)
}

/// Lists every word that questions drop; the speller must know them, or it mends them away.
pub fn frame_words() -> impl Iterator<Item = &'static str> {
    STOP.iter().chain(FRAME.iter()).map(String::as_str)
}

static STOP: LazyLock<HashSet<String>> = LazyLock::new(|| with_plain_umlauts(&STOP_WORDS));
static FRAME: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let asking = with_plain_umlauts(&FRAME_WORDS);
    let dotless = STOP
        .iter()
        .chain(&asking)
        .map(|word| without_dots(word))
        .collect::<Vec<_>>();
    asking.into_iter().chain(dotless).collect()
});

fn without_dots(word: &str) -> String {
    word.replace('ä', "a").replace('ö', "o").replace('ü', "u")
}

fn with_plain_umlauts(lines: &[&str]) -> HashSet<String> {
    lines
        .iter()
        .flat_map(|line| line.split_whitespace())
        .flat_map(|word| {
            let plain = word
                .replace('ä', "ae")
                .replace('ö', "oe")
                .replace('ü', "ue")
                .replace('ß', "ss");
            [word.to_owned(), plain]
        })
        .collect()
}

/// Snowball's German stop words, by kind.
const STOP_WORDS: [&str; 12] = [
    // articles and demonstratives
    "der die das den dem des ein eine einen einem einer eines dies diese diesen diesem dieser dieses \
     jene jenen jenem jener jenes derer dessen",
    "derselbe dieselbe dasselbe denselben demselben desselben derselben dieselben",
    "solche solchen solchem solcher solches",
    // persons and possession
    "ich du er es wir ihr sie man mich dich ihn uns euch mir dir ihm ihnen sich selbst",
    "mein meine meinen meinem meiner meines dein deine deinen deinem deiner deines sein seine seinen seinem seiner seines",
    "ihre ihren ihrem ihrer ihres unser unse unsen unsem unses euer eure euren eurem eurer eures",
    // amounts
    "alle allen allem aller alles jede jeden jedem jeder jedes manche manchen manchem mancher manches viel nichts \
     einig einige einigen einigem einiger einiges etwas kein keine keinen keinem keiner keines",
    "ander andere anderen anderem anderer anderes anderm andern anderr anders",
    // auxiliaries
    "bin bist ist sind war warst waren gewesen werde wirst wird werden würde würden hab habe haben hat hatte hatten \
     kann können könnte muss musste soll sollte will wollen wollte machen",
    // prepositions
    "an am auf aus bei bis durch für gegen hinter in im ins mit nach ohne über um unter vom von vor während zu zum zur zwischen",
    // conjunctions and question words
    "aber als also damit daß denn indem ob oder sondern und was weil welche welchen welchem welcher welches wenn wie wo",
    // adverbs
    "auch da dann dazu doch dort einmal hier hin jetzt nicht noch nun nur sehr so sonst weg weiter wieder zwar",
];

/// What people wrap a question in.
const FRAME_WORDS: [&str; 5] = [
    "wer wen wem wessen wann warum wieso weshalb wozu womit wofür woran worauf wodurch wovon woher wohin worin viele vielen",
    "gibt gibts gab geben habt hast heißt heißen nennt genannt namens versteht bedeutet",
    "kannst können möchte müssen sollen darf dürfen",
    "bitte sag sagen frage wissen hallo gerne",
    "meinen eigentlich etwa",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stop_words_count_in_both_spellings() {
        assert!(is_stop("für") && is_stop("fuer") && is_stop("ueber"));
        assert!(!is_stop("eltern"));
    }

    #[test]
    fn the_asking_is_dropped_from_questions_only() {
        assert!(is_frame("warum") && is_frame("möchte") && is_frame("und"));
        assert!(!is_stop("warum"));
    }

    #[test]
    fn questions_are_typed_without_dots_too() {
        assert!(is_frame("fur") && is_frame("mochte"));
        assert!(!is_stop("fur"));
    }
}
