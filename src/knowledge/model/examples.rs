//! Municipalities and how they did it.

use std::collections::BTreeMap;

use crate::german::sentences::sentences;
use crate::knowledge::codes::Code;
use crate::knowledge::decode::{Decoder, Formerly, Forms, YamlEntry};
use crate::knowledge::ids::{ExampleId, MunicipalityId, PlaceId};
use crate::knowledge::keys::{self, ValueShape};
use crate::knowledge::plain;
use crate::knowledge::yaml::Value;
use crate::text::RichText;

use super::places::{Material, ShortTitle};
use super::provenance::{OwnFrom, Provenance};

/// How many characters a fact has at most: two lines on a phone, its label before it.
const MAX_FACT: usize = 64;

words! {
    /// What one compares of examples, in the order in which it is shown.
    ExampleFact {
        /// Who did it.
        Who = "who";
        /// For whom it was.
        ForWhom = "for_whom";
        /// Where it was.
        Where = "where";
        /// When it was; stands in the example's `period`.
        When = "when";
        /// How often and how long.
        HowOften = "how_often";
        /// How many took part, or how much there was.
        HowMany = "how_many";
        /// What it cost, and who paid.
        Money = "money";
    }
}

labels! {
    ExampleFact: FactLine, "facts"
        "Was man an Beispielen vergleicht, je eine kurze Zeile; was nicht bekannt ist, fehlt." {
        often Who = "Wer: wer es getan hat";
        often ForWhom = "Für wen: wer gemeint war";
        seldom Where = "Wo: Haus oder Ortsteil, nicht die Kommune";
        often HowOften = "Wie oft: wie oft und wie lange";
        often HowMany = "Wie viele: wie viele Menschen, Schulen, Treffen";
        seldom Money = "Geld: was es kostete, wer zahlte";
    }
}

entries! {
    /// A town or district that examples come from.
    pub Municipality(MunicipalityId: Municipality) "Kommune" "Eine Stadt, Gemeinde oder ein Kreis." {
        /// Its name.
        always name: String = "der Name";
        /// The name as one says it, for buttons.
        seldom short: Option<String> as Option<ShortTitle> = keys::SHORT;
        /// Whether it stands for several: its examples are told without its name, and by whoever took part.
        seldom joint: bool = "true = keine Kommune, sondern Beispiele mehrerer Kommunen zusammen";
        /// Other names and usual misspellings.
        often aliases: Vec<String> = "übliche andere Namen und Schreibweisen: Bochumer";
        /// Shown with its examples.
        seldom note: RichText = "steht über der Liste ihrer Beispiele";
    };

    /// How a municipality did it.
    pub Example(ExampleId: Example) "Beispiel" "Wie eine Kommune es gemacht hat." {
        /// Its title.
        always title: String = "der Titel";
        /// The title in a few words, for buttons.
        seldom short: Option<String> as Option<ShortTitle> = keys::SHORT;
        /// The places it belongs to.
        always places: Vec<PlaceId> = "wohin es gehört: ids der Stellen, die bei jeder neuen Zählung gelten, oder Nummern";
        /// Whether the editors, not the source, put it to these places.
        always editorial in "assigned": bool as IsEditorial =
            "source = die Quelle nennt die Stelle, editorial = die Redaktion hat zugeordnet";
        /// Further municipalities, for joint examples.
        seldom also: Vec<MunicipalityId> = "ids weiterer Kommunen bei gemeinsamen Beispielen";
        /// When it happened, as far as known.
        seldom period: Option<String> = "Zeitraum, wie er bekannt ist: Schuljahr 2018/2019";
        /// What one compares with other examples, where it is known.
        often facts: BTreeMap<ExampleFact, String> =
            "zum Vergleichen mit anderen: kurze Zeilen von höchstens 64 Zeichen, nur was bekannt ist";
        /// Keywords.
        often topics: Vec<String> = "Stichwörter";
        /// Ways people ask for it.
        often aliases: Vec<String> as Forms = keys::ALIASES;
        /// The text.
        always text: RichText = "der erste Satz sagt, was getan wurde";
        /// Contradictions and restrictions; shown with it.
        seldom note: RichText = keys::NOTE;
        /// Links, documents, chapters, videos.
        seldom materials: Vec<Material> = keys::MATERIALS;
        /// Ids that it had before; ticks, buttons and links that have one of them follow.
        seldom formerly: Vec<String> as Formerly = keys::FORMERLY;
        /// Where it comes from.
        seldom from: Provenance as OwnFrom = keys::OWN_FROM;
    } given {
        /// Whose it is.
        municipality: MunicipalityId = |decoder: &Decoder| decoder.municipality.clone();
    } check facts_are_no_sentences;
}

impl Municipality {
    /// The name as it stands on a button.
    pub fn on_button(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.name)
    }
}

impl Example {
    /// What one compares of it: its facts, with the time among them.
    pub fn compared(&self) -> BTreeMap<ExampleFact, &str> {
        let facts = self.facts.iter();
        let facts = facts.map(|(fact, text)| (*fact, text.as_str()));
        let period = self.period.as_deref();
        facts
            .chain(period.map(|period| (ExampleFact::When, period)))
            .collect()
    }

    /// The title as it stands on a button.
    pub fn on_button(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.title)
    }
}

readers! {
    /// The municipality whose examples a file holds.
    OwnMunicipality => Municipality: Municipality::SHAPE, |decoder, _, _, node| {
        let municipality = decoder.entry::<Municipality>(node)?;
        decoder.municipality = Some(municipality.id.clone());
        Some(municipality)
    };

    /// A fact: a line that is short.
    FactLine => String: ValueShape::Line, |decoder, _, key, node| {
        let text = decoder.line(node, key)?;
        decoder.limit(node, key, &RichText::paragraph(&text), (Code::LongFact, MAX_FACT));
        Some(text)
    };
}

/// Reports facts that say a sentence of the text once more.
fn facts_are_no_sentences<'a>(decoder: &mut Decoder<'a>, example: &YamlEntry<'a>) {
    let Some(Value::Map(facts)) = example.get("facts").map(|node| &node.value) else {
        return;
    };
    let bare = |text: &str| plain::one_line(text).trim_end_matches('.').to_owned();
    let text = plain::one_line(example.text("text"));
    let told: Vec<String> = sentences(&text)
        .into_iter()
        .map(|at| bare(&text[at]))
        .collect();
    for (key, node) in facts {
        if node.text().is_some_and(|fact| told.contains(&bare(fact))) {
            let message = format!("`{}` steht schon als Satz im Text", key.name);
            decoder.fault(Code::LongFact, &node.range, message);
        }
    }
}

choice! {
    /// Whether the editors put an example to its places.
    IsEditorial: bool { "source" => false, "editorial" => true, }
}
