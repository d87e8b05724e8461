//! What is to be decided at a place: a question, the answers it can have, and when it is asked.
//!
//! Invariant: in a guide without faults a condition leads to a decision that stands before its own and has fixed answers.

use crate::knowledge::codes::Code;
use crate::knowledge::decode::{Decoder, Formerly, YamlEntry};
use crate::knowledge::ids::{DecisionId, OptionId};
use crate::knowledge::keys;
use crate::knowledge::source_map::DeclaredCondition;
use crate::knowledge::yaml::YamlNode;
use crate::text::RichText;

use super::places::ShortTitle;
use super::provenance::{OwnFrom, Provenance};

/// How many characters a question has at most.
const MAX_QUESTION: usize = 120;
/// How many characters the label of an answer has at most: a button on a phone, a number before it.
const MAX_OPTION: usize = 34;
/// How many characters all advice of a decision has together at most, so that its screen fits a phone.
const MAX_ADVICE: usize = 500;

/// The answers of a yes or no: their ids, and what stands on their buttons where a guide says nothing else.
const YES_NO: [(&str, &str); 2] = [("ja", "Ja"), ("nein", "Nein")];

words! {
    /// What kind of answer a decision has.
    DecisionKind {
        /// One of several.
        Choice = "choice";
        /// Words of one's own.
        Text = "text";
        /// A day.
        Date = "date";
        /// Yes or no.
        YesNo = "yes_no";
    }
}

entries! {
    /// Something that is to be decided at a place.
    pub Decision(DecisionId: Decision) "Entscheidung"
        "Etwas, das der Leitfaden an dieser Stelle zu entscheiden gibt." {
        /// What is asked, one line.
        always question: String as QuestionLine = "die Frage, höchstens 120 Zeichen";
        /// The same in a few words, for buttons.
        often short: Option<String> as Option<ShortTitle> = keys::SHORT;
        /// What kind of answer it has.
        always kind: DecisionKind =
            "choice = eine von mehreren Antworten, text = eigene Worte, date = ein Tag, yes_no = ja oder nein";
        /// What the guide says of it.
        often advice: RichText = "was der Leitfaden dazu sagt, kurz";
        /// The answers of a choice; of a yes or no only those of which something is said.
        often options: Vec<DecisionOption> =
            "bei choice: die Antworten, die der Leitfaden nennt; bei yes_no nur, was zu `ja` oder `nein` zu sagen ist";
        /// What must have been decided for it to be asked; all of it.
        seldom when: Vec<Condition> = "wann danach gefragt wird; mehrere Bedingungen gelten zusammen";
        /// Ids that it had before; answers follow.
        seldom formerly: Vec<String> as Formerly = keys::FORMERLY;
        /// Where it comes from, where that is not where its place does.
        seldom from: Option<Provenance> as Option<OwnFrom> =
            "eigene Herkunft, wenn sie nicht die der Stelle ist";
    } check answers_of_its_kind;

    /// One of the answers of a choice.
    pub DecisionOption(OptionId: Inner) "Antwort" "Eine Antwort zum Auswählen." {
        /// What stands on its button.
        always label: String as OptionLabel = "was auf dem Knopf steht, höchstens 34 Zeichen";
        /// What the guide says of it.
        often advice: RichText = "was der Leitfaden zu dieser Antwort sagt, ein Satz";
        /// Ids that it had before; answers follow.
        seldom formerly: Vec<String> as Formerly = keys::FORMERLY;
    };

    /// What must have been decided for a decision to be asked.
    pub Condition "Bedingung" "Eine frühere Entscheidung und die Antworten, bei denen gefragt wird." {
        /// The earlier decision.
        always decision: DecisionId = "id einer früheren Entscheidung";
        /// One of these must be its answer.
        always is: Vec<OptionId> as OneOrMore = "die Antwort (id; bei yes_no: ja oder nein), oder mehrere in [ ]";
    } check where_it_stands;
}

/// An answer as one chooses it, of a choice or of a question for yes or no.
#[derive(Debug, Clone, PartialEq)]
pub struct FixedAnswer<'g> {
    /// Its id; `yes` and `no` where it is a yes or a no.
    pub id: OptionId,
    /// What stands on its button.
    pub label: &'g str,
    /// What the guide says of it, if anything.
    pub advice: Option<&'g RichText>,
}

impl<'g> FixedAnswer<'g> {
    fn of(option: &'g DecisionOption) -> Self {
        Self {
            id: option.id.clone(),
            label: &option.label,
            advice: (!option.advice.is_empty()).then_some(&option.advice),
        }
    }
}

impl Decision {
    /// What is asked, as it stands on a button.
    pub fn on_button(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.question)
    }

    /// The answers one can choose from; none where words or a day are wanted.
    pub fn fixed_answers(&self) -> Vec<FixedAnswer<'_>> {
        let options = self.options.iter().map(FixedAnswer::of);
        match self.kind {
            DecisionKind::Choice => options.collect(),
            DecisionKind::YesNo => {
                let said: Vec<_> = options.collect();
                let either = YES_NO.iter().filter_map(|(id, label)| {
                    let said = said.iter().find(|said| said.id.as_str() == *id);
                    let plain = || {
                        let (id, advice) = (OptionId::parse(id).ok()?, None);
                        Some(FixedAnswer { id, label, advice })
                    };
                    said.cloned().or_else(plain)
                });
                either.collect()
            }
            DecisionKind::Text | DecisionKind::Date => Vec::new(),
        }
    }

    /// The answer of that id.
    pub fn fixed_answer(&self, id: &OptionId) -> Option<FixedAnswer<'_>> {
        let mut answers = self.fixed_answers().into_iter();
        answers.find(|answer| answer.id == *id)
    }

    /// The id that the answer has now which had this one before; `None` if none had.
    pub fn option_now(&self, id: &OptionId) -> Option<&OptionId> {
        let mut options = self.options.iter();
        let option = options.find(|option| super::is_former(&option.formerly, id.as_str()));
        option.map(|option| &option.id)
    }
}

readers! {
    /// What is asked.
    QuestionLine => String: keys::ValueShape::Line, |decoder, _, key, node| {
        let text = decoder.line(node, key)?;
        decoder.limit(node, key, &RichText::paragraph(&text), (Code::LongDecision, MAX_QUESTION));
        Some(text)
    };

    /// What stands on the button of an answer.
    OptionLabel => String: keys::ValueShape::Line, |decoder, _, key, node| {
        let text = decoder.line(node, key)?;
        decoder.limit(node, key, &RichText::paragraph(&text), (Code::LongShort, MAX_OPTION));
        Some(text)
    };

    /// An id of an answer, or several in a list.
    OneOrMore => Vec<OptionId>: keys::ValueShape::OneOrList(&keys::ValueShape::Id), |decoder, _, key, node| {
        let one = std::slice::from_ref(node);
        let nodes = if node.text().is_some() { one } else { decoder.list(node, key) };
        let mut ids = Vec::new();
        for node in nodes {
            let text = decoder.line(node, key)?;
            match OptionId::parse(&text) {
                Ok(id) => ids.push(id),
                Err(_) => decoder.fault(Code::BadId, &node.range, format!("`{key}`: `{text}` ist keine gültige id")),
            }
        }
        Some(ids)
    };
}

/// Reports answers that do not belong to the kind, too few of them, and advice that no screen has room for.
fn answers_of_its_kind<'a>(decoder: &mut Decoder<'a>, decision: &YamlEntry<'a>) {
    let kind = decision.text("kind");
    let options = decision.get("options").map_or(&[][..], |node| node.items());
    let range = decision.key_range("options").unwrap_or(&decision.range);
    let (code, message, hint) = match (kind, options.len()) {
        ("text" | "date", 1..) => (
            Code::WrongAnswers,
            format!("`options` gehört zu `kind: choice` oder `yes_no`, hier steht `kind: {kind}`"),
            "schreiben Sie `kind: choice` oder löschen Sie `options`".to_owned(),
        ),
        ("choice", 0) => (
            Code::WrongAnswers,
            "`kind: choice` braucht Antworten unter `options`".to_owned(),
            "ergänzen Sie `options:` mit Einträgen `- id: …` und `label: …`, oder schreiben Sie `kind: text`"
                .to_owned(),
        ),
        ("choice", 1) => (
            Code::LoneAnswer,
            "unter `options` steht nur eine Antwort".to_owned(),
            "ergänzen Sie die andere, oder schreiben Sie `kind: yes_no`".to_owned(),
        ),
        _ => return advice_fits(decoder, decision, options),
    };
    decoder.fault_hinting(code, range, message, hint);
}

fn advice_fits<'a>(decoder: &mut Decoder<'a>, decision: &YamlEntry<'a>, options: &'a [YamlNode]) {
    let is_yes_no = decision.text("kind") == "yes_no";
    for id in options.iter().filter_map(|option| option.get("id")) {
        let written = id.text().unwrap_or_default();
        if is_yes_no && !YES_NO.iter().any(|(known, _)| *known == written) {
            let message = format!("bei `kind: yes_no` ist `{written}` keine Antwort");
            let hint = "schreiben Sie `- id: ja` oder `- id: nein`";
            decoder.fault_hinting(Code::WrongAnswers, &id.range, message, hint);
        }
    }
    let of_options = options
        .iter()
        .filter_map(|option| option.get("advice")?.text());
    let all = of_options.chain([decision.text("advice")]);
    let length: usize = all.map(|text| text.trim().chars().count()).sum();
    if length > MAX_ADVICE {
        let message = format!(
            "was zu dieser Entscheidung gesagt wird, hat zusammen {length} Zeichen, höchstens {MAX_ADVICE} haben Platz"
        );
        decoder.fault(Code::LongDecision, &decision.range, message);
    }
}

/// Notes where a condition stands, for whoever knows all decisions.
fn where_it_stands<'a>(decoder: &mut Decoder<'a>, condition: &YamlEntry<'a>) {
    let Some(on) = condition.get("decision") else {
        return;
    };
    let is = condition
        .get("is")
        .map_or(&[][..], |node| match node.items() {
            [] => std::slice::from_ref(node),
            items => items,
        });
    let is = is.iter().filter_map(|node| {
        let id = node.text()?.trim().to_owned();
        Some((id, decoder.span(&node.range)))
    });
    let noted = DeclaredCondition {
        decision: decoder.innermost_id().to_owned(),
        on: decoder.declared(on, condition.text("decision").trim().to_owned(), ""),
        is: is.collect(),
    };
    decoder.findings.conditions.push(noted);
}
