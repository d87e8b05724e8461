//! Terms, background, curated answers and gaps: texts that are found by themselves.

use crate::knowledge::codes::Code;
use crate::knowledge::decode::{Decoder, Formerly, Forms, Synonyms, YamlEntry};
use crate::knowledge::ids::{AnswerId, BackgroundId, GapId, PlaceId, TermId};
use crate::knowledge::keys;
use crate::text::RichText;

use super::provenance::{OptionalFrom, OwnFrom, Provenance};

/// How many characters a curated answer has at most.
pub const MAX_ANSWER: usize = 300;

entries! {
    /// A glossary entry.
    pub Term(TermId: Term) "Begriff" "Ein Begriff mit seiner Erklärung." {
        /// The term.
        always term: String as TermName = "der Begriff, wie er im Text steht";
        /// Other words and abbreviations for it.
        often synonyms: Vec<String> as Synonyms = "andere Wörter und Abkürzungen; keine Alltagswörter";
        /// Ways people ask for it.
        often aliases: Vec<String> as Forms = keys::ALIASES;
        /// What it means, one to three sentences.
        always text: RichText = "die Erklärung, ein bis drei Sätze";
        /// Where it matters.
        seldom places: Vec<PlaceId> = "wo er wichtig ist";
        /// Whether the explanation is general knowledge, not from the source.
        seldom general: bool = "true = Allgemeinwissen, steht so in keiner Quelle";
        /// Ids that it had before; ticks, buttons and links that have one of them follow.
        seldom formerly: Vec<String> as Formerly = keys::FORMERLY;
        /// Where it comes from.
        seldom from: Provenance as OwnFrom = keys::OWN_FROM;
    };

    /// A passage of what stands behind the guide.
    pub Background(BackgroundId: Background) "Hintergrund" "Ein Text des Hintergrunds." {
        /// Its title.
        always title: String = "der Titel";
        /// Ways people ask for it.
        often aliases: Vec<String> as Forms = keys::ALIASES;
        /// The text.
        always text: RichText = "der Text";
        /// Where it comes from.
        seldom from: Provenance as OwnFrom = keys::OWN_FROM;
    };

    /// An answer written by editors.
    pub CuratedAnswer(AnswerId: Answer) "Antwort" "Eine fertige Antwort. Ohne eigene Herkunft gilt die ihrer ersten Stelle." {
        /// The questions it answers.
        always questions: Vec<String> as Forms = keys::QUESTIONS;
        /// The answer, at most 300 characters.
        always text: RichText as AnswerText = "die Antwort, höchstens 300 Zeichen";
        /// The places it rests on, at least one.
        always places: Vec<PlaceId> = "die Stellen, auf denen sie beruht; die wichtigste zuerst";
        /// Where it comes from, if it says so itself; otherwise it comes from its first place.
        seldom from: Option<Provenance> as OptionalFrom = keys::OWN_FROM;
    } check two_to_six_questions;

    /// A question the guide does not answer.
    pub Gap(GapId: Gap) "Lücke" "Eine Frage, auf die der Leitfaden keine Antwort gibt." {
        /// The questions.
        always questions: Vec<String> as Forms = keys::QUESTIONS;
        /// What is not said, and what helps instead.
        always text: RichText = "was fehlt, und was am nächsten hilft";
        /// The nearest place that does help.
        always nearest: PlaceId = "die Stelle, die am nächsten hilft";
    };
}

readers! {
    /// A term: a word that leads to it, like its synonyms.
    TermName => String: String::SHAPE, |decoder, _, key, node| {
        let term = decoder.line(node, key)?;
        let declared = decoder.declared(node, term.clone(), &decoder.owner(key));
        decoder.findings.synonyms.push(declared);
        Some(term)
    };

    /// The text of a curated answer.
    AnswerText => RichText: RichText::SHAPE, |decoder, entry, key, node| {
        let text = RichText::read(decoder, entry, key, node)?;
        decoder.limit(node, key, &text, (Code::LongAnswer, MAX_ANSWER));
        Some(text)
    };
}

/// Warns of a curated answer that is found badly, or in the place of others.
fn two_to_six_questions<'a>(decoder: &mut Decoder<'a>, answer: &YamlEntry<'a>) {
    let Some(questions) = answer.get("questions") else {
        return;
    };
    let count = questions.items().len();
    if !(2..=6).contains(&count) {
        let message = format!("Antwort: {count} Frageformen");
        decoder.fault(Code::QuestionCount, &answer.range, message);
    }
}
