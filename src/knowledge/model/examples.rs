//! Municipalities and how they did it.

use crate::knowledge::decode::{Decoder, Forms};
use crate::knowledge::ids::{ExampleId, MunicipalityId, PlaceId};
use crate::knowledge::keys;
use crate::text::RichText;

use super::places::{Material, ShortTitle};
use super::provenance::{OwnFrom, Provenance};

entries! {
    /// A town or district that examples come from.
    pub Municipality(MunicipalityId: Municipality) "Kommune" "Eine Stadt, Gemeinde oder ein Kreis." {
        /// Its name.
        always name: String = "der Name";
        /// The name as one says it, for buttons.
        seldom short: Option<String> as Option<ShortTitle> = keys::SHORT;
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
        always places: Vec<PlaceId> = "wohin es gehört: Nummern in Anführungszeichen";
        /// Whether the editors, not the source, put it to these places.
        always editorial in "assigned": bool as IsEditorial =
            "source = die Quelle nennt die Stelle, editorial = die Redaktion hat zugeordnet";
        /// Further municipalities, for joint examples.
        seldom also: Vec<MunicipalityId> = "ids weiterer Kommunen bei gemeinsamen Beispielen";
        /// When it happened, as far as known.
        seldom period: Option<String> = "Zeitraum, wie er bekannt ist: Schuljahr 2018/2019";
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
        /// Where it comes from.
        seldom from: Provenance as OwnFrom = keys::OWN_FROM;
    } given {
        /// Whose it is.
        municipality: MunicipalityId = |decoder: &Decoder| decoder.municipality.clone();
    };
}

impl Municipality {
    /// The name as it stands on a button.
    pub fn on_button(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.name)
    }
}

impl Example {
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
}

choice! {
    /// Whether the editors put an example to its places.
    IsEditorial: bool { "source" => false, "editorial" => true, }
}
