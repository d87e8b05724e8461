//! What is said with an answer, and with each kind of none.

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
pub(crate) const PLAIN_NO_ANSWER: &str = "Das steht nicht im Leitfaden, soweit er mir vorliegt.";

pub(crate) fn unknown_place(number: &str, steps: Option<(&str, &str)>) -> String {
    let known = match steps {
        Some((first, last)) if first != last => {
            format!(" Bekannt sind die Schritte {first} bis {last}.")
        }
        _ => String::new(),
    };
    let kind = if number.contains('.') {
        "Abschnitt"
    } else {
        "Schritt"
    };
    let named = if number.chars().next().is_some_and(|c| c.is_ascii_digit()) {
        format!("{kind} {number}")
    } else {
        format!("„{number}“")
    };
    format!("{named} kenne ich im Leitfaden nicht.{known}")
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
