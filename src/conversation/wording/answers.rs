//! What is said with an answer, and with each kind of none.

use crate::conversation::value::label;
use crate::knowledge::{Naming, Notice};

use super::labels::steps;

pub(crate) fn understood(question: &str) -> String {
    format!("Verstanden: {question}")
}

pub(crate) const SEARCHED: &str = "Gesucht nach:";
pub(crate) const LITERALLY: &str = "Genau meine Wörter suchen";
pub(crate) const MORE_EXAMPLES: &str = "Alle Beispiele dazu";
pub(crate) const UNSURE: &str =
    "Ob das Ihre Frage beantwortet, weiß ich nicht sicher. Am ehesten passt:";
pub(crate) const ALSO: &str = "Dazu auch:";

pub(crate) fn left_out(count: usize) -> String {
    match count {
        1 => "Eine weitere Frage habe ich nicht beantwortet. Bitte stellen Sie sie noch einmal."
            .to_owned(),
        count => format!(
            "{count} weitere Fragen habe ich nicht beantwortet. Bitte stellen Sie sie noch einmal."
        ),
    }
}
pub(crate) const THAT_IS_ALL: &str = "Mehr habe ich dazu nicht.";
pub(crate) const NEAREST: &str = "Am nächsten kommt:";
pub(crate) const ANSWER_LAPSED: &str =
    "Diese Antwort liegt zu lange zurück. Bitte stellen Sie Ihre Frage noch einmal.";
pub(crate) const OPEN_EXAMPLE: &str = "Beispiel öffnen";
pub(crate) const READ_ALL: &str = "Ganzen Text lesen";

pub(crate) fn example_of(municipality: &str) -> String {
    format!("Beispiel {municipality}")
}

pub(crate) fn example_named(title: &str) -> String {
    format!("Beispiel: {title}")
}

pub(crate) const EMPTY_QUESTION: &str = "Das waren noch keine Worte, mit denen ich suchen kann. Bitte schreiben Sie Ihre Frage in eigenen Worten.";
pub(crate) const WHAT_TO_ASK: &str =
    "Was möchten Sie wissen? Schreiben Sie Ihre Frage einfach in eigenen Worten.";
pub(crate) const PLAIN_OFF_TOPIC: &str =
    "Dazu kann ich nichts sagen. Ich kenne nur diesen einen Leitfaden.";
pub(crate) const PLAIN_NO_ANSWER: &str = "Dazu finde ich im Leitfaden keine Antwort.";

/// How many characters of a word are repeated to its writer.
const WORD: usize = 32;

/// How many words that were looked for are named.
const MAX_NAMED: usize = 3;

/// What is said where nothing was found for this many questions in a row before; `None` where the guide's own words say it.
pub(crate) fn again_nothing(words: &Naming, notice: Notice, before: u8) -> Option<String> {
    let is_second = before.checked_sub(1)? % 2 == 1;
    Some(match (notice, is_second) {
        (Notice::OffTopic, false) => format!(
            "Auch dazu kann ich nichts sagen. Was im Leitfaden steht, sehen Sie unter „{}“.",
            steps(words)
        ),
        (Notice::OffTopic, true) => "Damit kenne ich mich wieder nicht aus. Nennen Sie mir ein Stichwort aus dem Leitfaden, dann suche ich danach.".to_owned(),
        (_, false) => format!(
            "Auch dafür finde ich keine Stelle. Oft hilft ein anderes Stichwort oder die Nummer {}.",
            words.step.genitive()
        ),
        (_, true) => format!(
            "Wieder finde ich nichts, was sicher passt. Vielleicht hilft der Weg über „{}“.",
            steps(words)
        ),
    })
}

/// Names what was looked for, and what could not be read.
pub(crate) fn looked_for(sought: &[String], foreign: &[String]) -> String {
    let sought = format!("Gesucht habe ich nach {}.", quoted(sought));
    match foreign.is_empty() {
        true => sought,
        false => format!("{sought} {} kenne ich nicht.", quoted(foreign)),
    }
}

pub(crate) fn not_understood(words: &[String]) -> String {
    let words = quoted(words);
    format!("{words} kenne ich nicht. Bitte schreiben Sie es noch einmal mit anderen Wörtern.")
}

/// Words in quotation marks, as one says them: „Rat“, „Auftrag“ und „Zeit“.
fn quoted(words: &[String]) -> String {
    let named = words.iter().take(MAX_NAMED);
    let named: Vec<String> = named
        .map(|word| format!("„{}“", label::shortened(word, WORD)))
        .collect();
    match named.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} und {last}", before.join(", ")),
        None => String::new(),
    }
}

pub(crate) fn unknown_place(words: &Naming, number: &str, steps: Option<(&str, &str)>) -> String {
    let known = match steps {
        Some((first, last)) if first != last => {
            format!(" Bekannt sind die {} {first} bis {last}.", words.step.many)
        }
        _ => String::new(),
    };
    format!(
        "{} kenne ich im Leitfaden nicht.{known}",
        unknown(words, number)
    )
}

/// A place that the guide does not have, as it would be called.
pub(super) fn unknown(words: &Naming, number: &str) -> String {
    let noun = if number.contains('.') {
        &words.section
    } else {
        &words.step
    };
    match number.starts_with(|sign: char| sign.is_ascii_digit()) {
        true => format!("{} {number}", noun.one),
        false => format!("„{number}“"),
    }
}

pub(crate) fn unknown_municipality(name: &str, known: &[&str]) -> String {
    let known = if known.is_empty() {
        String::new()
    } else {
        format!(" Beispiele gibt es zu: {}.", known.join(", "))
    };
    format!("Zu „{name}“ liegt mir nichts vor.{known}")
}

pub(crate) fn not_in_municipality(name: &str) -> String {
    format!("{name}: Dazu liegt mir nichts vor.")
}

pub(crate) const NOTHING_BEFORE: &str = "Ich weiß gerade nicht, worauf sich das bezieht. Bitte schreiben Sie Ihre Frage noch einmal ganz.";
