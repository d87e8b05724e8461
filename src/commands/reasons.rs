//! `lotse ask --explain`: why a question is answered as it is, in German, for whoever edits the guide.
//!
//! Only words for the [`Account`] that every response brings along; nothing is decided or looked up anew.

use std::fmt::Write as _;

use crate::answer::{Account, Feature, Library, Nothing, Outcome, Response, Sign, cite_place};
use crate::understanding::PlaceNamed;

/// How many things are told of a candidate and of the doubt, the weightiest.
const MAX_PARTS: usize = 6;

/// Why it was answered so; without a response nothing was looked up.
pub fn render(library: &Library, said: &str, response: Option<&Response>) -> String {
    let mut out = String::from("Warum diese Antwort\n");
    heard(&mut out, library, said);
    let Some(response) = response else {
        out.push_str("- Gesucht wurde nicht: Das war ohne Suche zu beantworten.\n");
        return out;
    };
    let account = &response.account;
    if account.best.is_empty() {
        out.push_str("- Gesucht wurde nicht: Was gemeint ist, wurde beim Namen genannt.\n");
        return out;
    }
    asked(&mut out, account);
    candidates(&mut out, library, account);
    decided(&mut out, library, response);
    out
}

/// What was read in the text.
fn heard(out: &mut String, library: &Library, said: &str) {
    let read = library.reader.read(said);
    for understood in &read.intents {
        let id = intent_id(library, understood.intent);
        let _ = writeln!(out, "- Passt auf ein Muster der Absicht `{id}`.");
    }
    if let Some(asked) = read.questions.first() {
        let noun = &library.guide.manifest.words.municipality;
        for town in &asked.towns {
            let name = library
                .guide
                .municipality(town)
                .map_or("", |town| town.name.as_str());
            let _ = writeln!(out, "- Nennt {}: {name}", noun.accusative());
        }
        if let Some(place) = &asked.place {
            let named = match place {
                PlaceNamed::Known(id) => cite_place(&library.guide, id)
                    .map(|place| format!("{} {}", place.number.unwrap_or_default(), place.title)),
                PlaceNamed::Unknown(number) => Some(format!("{number}, die es nicht gibt")),
            };
            let _ = writeln!(out, "- Nennt eine Stelle: {}", named.unwrap_or_default());
        }
        for kind in &asked.kinds {
            let kind = library.reader.pack().kinds.get(*kind);
            let _ = writeln!(
                out,
                "- Fragt nach dieser Art: {}",
                kind.map_or("", |kind| kind.id.as_str())
            );
        }
    }
    if read.questions.len() > 1 {
        let _ = writeln!(
            out,
            "- Enthält {} Fragen; jede wird für sich beantwortet.",
            read.questions.len() + read.left_out
        );
    }
}

fn asked(out: &mut String, account: &Account) {
    let _ = writeln!(out, "\nGesucht: „{}“", account.asked);
    if let Some(mended) = &account.mended {
        let _ = writeln!(out, "Auch gesucht, berichtigt: „{mended}“");
    }
    if let Some(joined) = &account.joined {
        let _ = writeln!(out, "Zusammen mit dem Gespräch davor: „{joined}“");
    }
    if account.by_words {
        out.push_str("Gereiht wurde nur nach Wörtern, ohne Sprachmodell.\n");
    }
}

fn candidates(out: &mut String, library: &Library, account: &Account) {
    out.push_str("\nDie ersten Stellen\n");
    let weights = library.weights(account.by_words);
    for (nth, (at, log, row)) in account.best.iter().enumerate() {
        let (name, percent) = (name(library, *at), 100.0 * log.exp());
        let _ = writeln!(out, "{}. {name} ({percent:.0} %)", nth + 1);
        let features = Feature::ALL.iter().zip(row);
        weighed(
            out,
            features.map(|(feature, value)| {
                (
                    feature_name(*feature),
                    value * weights.feature(feature.name()),
                )
            }),
        );
    }
}

/// A line of what weighs most, by how much.
fn weighed(out: &mut String, parts: impl Iterator<Item = (&'static str, f32)>) {
    let mut parts: Vec<(&str, f32)> = parts.filter(|(_, weight)| weight.abs() >= 0.05).collect();
    parts.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()));
    let parts = parts.iter().take(MAX_PARTS);
    let parts: Vec<String> = parts
        .map(|(name, weight)| format!("{name} {weight:+.1}"))
        .collect();
    let _ = writeln!(out, "   {}", parts.join(", "));
}

/// What a candidate is called by editors.
fn name(library: &Library, at: usize) -> String {
    match (library.passages.get(at), library.intent(at)) {
        (Some(passage), _) => format!("{} · {}", passage.id, passage.title),
        (None, Some(intent)) => format!("Absicht `{}`", intent_id(library, intent)),
        (None, None) => String::new(),
    }
}

fn intent_id(library: &Library, intent: usize) -> &str {
    let intent = library.reader.pack().intents.get(intent);
    intent.map_or("", |intent| &intent.id)
}

fn decided(out: &mut String, library: &Library, response: &Response) {
    let by_words = response.account.by_words;
    let lines = library.thresholds(by_words);
    let _ = writeln!(
        out,
        "\nWahrscheinlich beantwortet: {:.0} % (Antwort ab {:.0} %, sicher ab {:.0} %, fremdes Thema unter {:.0} %)",
        100.0 * response.confidence,
        100.0 * lines.answer,
        100.0 * lines.sure,
        100.0 * lines.theme,
    );
    if let Some(signs) = &response.account.signs {
        let weights = library.weights(by_words);
        let signs = Sign::ALL.iter().zip(signs);
        weighed(
            out,
            signs.map(|(sign, value)| (sign_name(*sign), value * weights.sign(sign.name()))),
        );
    }
    let decision = match &response.outcome {
        Outcome::Answer(answer) if answer.sure => "Antwort".to_owned(),
        Outcome::Answer(_) => "Antwort mit Vorbehalt".to_owned(),
        Outcome::NoAnswer(none) => format!("keine Antwort ({})", refusal(library, &none.why)),
        Outcome::Intent(at) => {
            let intent = intent_id(library, *at);
            format!("keine Frage, sondern die Absicht `{intent}`")
        }
    };
    let _ = writeln!(out, "Entschieden: {decision}");
}

/// Why nothing is presented as the answer.
fn refusal(library: &Library, why: &Nothing) -> String {
    let town = |id| {
        let town = library.guide.municipality(id);
        town.map_or("", |town| &town.name)
    };
    let noun = library.guide.manifest.words.municipality.nominative();
    match why {
        Nothing::Empty => "nichts gefragt".to_owned(),
        Nothing::OffTopic => "fremdes Thema".to_owned(),
        Nothing::NotInGuide => "steht nicht im Leitfaden".to_owned(),
        Nothing::Gap(id) => format!("Lücke `{id}`"),
        Nothing::PlaceWithoutText(id) => format!("die Stelle `{id}` hat keinen Text"),
        Nothing::UnknownPlace(number) => format!("die Stelle {number} gibt es nicht"),
        Nothing::UnknownMunicipality(name) => format!("{noun} „{name}“ kommt nicht vor"),
        Nothing::JustAPlace(id) => format!("nur die Stelle `{id}` genannt"),
        Nothing::JustAnExample(id) => format!("nur das Beispiel `{id}` genannt"),
        Nothing::JustAMunicipality(id) => format!("nur {noun} {} genannt", town(id)),
        Nothing::NotInMunicipality(id) => format!("steht nicht in den Beispielen aus {}", town(id)),
        Nothing::NothingBefore => "bezieht sich auf etwas davor, und davor war nichts".to_owned(),
    }
}

fn feature_name(feature: Feature) -> &'static str {
    match feature {
        Feature::Passage => "Sinn",
        Feature::Place => "Sinn der Stelle",
        Feature::Form => "nächste Frageform",
        Feature::Forms => "zwei Frageformen",
        Feature::Pieces => "Wortstücke",
        Feature::Coverage => "Wörter der Frage",
        Feature::Words => "Wortsuche",
        Feature::FormWords => "Wörter der Frageform",
        Feature::NoTown => "Beispiel, ohne dass ein Ort genannt ist",
        Feature::Term => "Begriff",
        Feature::Answer => "fertige Antwort",
        Feature::Gap => "Lücke",
        Feature::Example => "Beispiel",
        Feature::Intent => "Absicht",
    }
}

fn sign_name(sign: Sign) -> &'static str {
    match sign {
        Sign::Sentence => "bester Satz",
        Sign::Three => "die ersten drei",
        Sign::Gaps => "Lücken",
        Sign::Weakest => "fremdeste Wörter",
        Sign::Whole => "Frage als Ganzes",
        Sign::GapForm => "Nähe zu Lücken",
        Sign::Length => "Länge",
        Sign::Content => "Inhaltswörter",
        Sign::Unknown => "unbekannter Ort",
        Sign::Lacks => "gefragte Art fehlt",
        Sign::Coverage => "Wörter der Frage",
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::answer::{Question, answer};

    fn reasons(said: &str) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
        let guide = crate::knowledge::load(&folder).unwrap().guide.unwrap();
        let library = Library::in_memory(guide).unwrap();
        let question = Question {
            text: said.to_owned(),
            ..Question::default()
        };
        render(&library, said, Some(&answer(&library, &question)))
    }

    #[test]
    fn what_was_read_stands_first() {
        let told = reasons("Was kostet die Sperrung in Lindenau laut 2.1?");
        for line in [
            "Warum diese Antwort\n",
            "- Nennt eine Kommune: Lindenau\n",
            "- Nennt eine Stelle: 2.1 Genehmigung einholen\n",
            "- Fragt nach dieser Art: money\n",
            "Gereiht wurde nur nach Wörtern",
            "\nDie ersten Stellen\n1. ",
            "\nWahrscheinlich beantwortet: ",
            "\nEntschieden: ",
        ] {
            assert!(told.contains(line), "{line}: {told}");
        }
    }

    #[test]
    fn what_was_not_looked_up_says_so() {
        assert_eq!(
            reasons("2.1"),
            "Warum diese Antwort\n- Passt auf ein Muster der Absicht `open`.\n- Nennt eine Stelle: 2.1 Genehmigung \
             einholen\n- Gesucht wurde nicht: Was gemeint ist, wurde beim Namen genannt.\n"
        );
        assert!(reasons("schritt 9").contains("- Nennt eine Stelle: 9, die es nicht gibt\n"));
        assert!(reasons("Wer kocht? Wer putzt?").contains("- Enthält 2 Fragen;"));
    }

    #[test]
    fn a_refusal_is_told_in_german() {
        let told = reasons("Wie wird das Wetter auf dem Mars?");
        let decided = told.lines().last().unwrap_or_default();
        assert_eq!(decided, "Entschieden: keine Antwort (fremdes Thema)");
    }

    #[test]
    fn every_feature_and_sign_has_a_name_for_editors() {
        assert!(
            Feature::ALL
                .iter()
                .all(|feature| !feature_name(*feature).is_empty())
        );
        assert!(Sign::ALL.iter().all(|sign| !sign_name(*sign).is_empty()));
    }
}
