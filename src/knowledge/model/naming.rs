//! What a guide calls its things: "Schritt" or "Phase", "Kommune" or "Verein", with what German sentences need of a noun.
//!
//! Only nouns are told by guides, and only the forms that cannot be derived; sentences are the program's, which asks a
//! noun for the form it needs.

use crate::german::fold;
use crate::knowledge::codes::Code;
use crate::knowledge::decode::Decoder;
use crate::knowledge::yaml::YamlNode;
use crate::language::Pack;

/// How many characters the name of an office may have.
pub const OFFICE_LENGTH: usize = 60;

words! {
    /// The gender of a noun, by its article.
    #[derive(Default)]
    Gender {
        /// "der Schritt"
        #[default]
        Masculine = "der";
        /// "die Phase"
        Feminine = "die";
        /// "das Modul"
        Neuter = "das";
    }
}

entries! {
    /// A noun as German sentences need it.
    #[derive(Default)]
    pub Noun "Wort" "Ein Hauptwort mit dem, was deutsche Sätze davon brauchen." {
        /// Its gender.
        always article: Gender = "der Artikel der Einzahl: der, die oder das";
        /// The singular.
        always one: String = "die Einzahl: Phase";
        /// The plural.
        always many: String = "die Mehrzahl: Phasen";
    };

    /// What a guide calls its things.
    pub Naming "words"
        "Wie die Dinge in diesem Leitfaden heißen; was fehlt, heißt Schritt, Abschnitt und Kommune." {
        /// A step.
        seldom step: Noun as StepNoun = "wie ein Schritt heißt";
        /// A section of a step.
        seldom section: Noun as SectionNoun = "wie ein Abschnitt unter einem Schritt heißt";
        /// Whoever examples come from.
        seldom municipality: Noun as MunicipalityNoun = "wie heißt, von wem Beispiele stammen: Kommune, Verein, Haus";
        /// Titles of people whose names somebody may ask for.
        seldom people: Vec<String> =
            "Ämter und Titel dieses Themas, auch gebeugt; wer „Wie heißt der Dezernent?“ fragt, fragt nach einem Namen";
        /// Offices that cannot be told by their names.
        seldom offices: Vec<String> as Offices =
            "Stellen, denen man es nicht ansieht, ohne Artikel: KomIn, Stabsstelle Zukunft; „2 macht das KomIn“ braucht dann keine Rückfrage";
    };
}

readers! {
    /// What a step is called.
    StepNoun => Noun: Noun::SHAPE, |decoder, _, key, node| noun(decoder, key, node),
        else |_decoder, _entry| Some(Naming::default().step);
    /// Offices, never people.
    Offices => Vec<String>: <Vec<String>>::SHAPE, |decoder, _, key, node| {
        let mut offices = Vec::new();
        for node in decoder.list(node, key) {
            let Some(name) = decoder.line(node, key) else { continue };
            match office_fault(&name) {
                None => offices.push(name),
                Some((what, hint)) => {
                    let message = format!("`{key}`: {what}");
                    decoder.fault_hinting(Code::NoOffice, &node.range, message, hint);
                }
            }
        }
        Some(offices)
    };
    /// What a section is called.
    SectionNoun => Noun: Noun::SHAPE, |decoder, _, key, node| noun(decoder, key, node),
        else |_decoder, _entry| Some(Naming::default().section);
    /// What somebody is called whom examples come from.
    MunicipalityNoun => Noun: Noun::SHAPE, |decoder, _, key, node| noun(decoder, key, node),
        else |_decoder, _entry| Some(Naming::default().municipality);
}

/// Reads a noun; whoever wrote the bare word is shown what belongs there.
fn noun<'a>(decoder: &mut Decoder<'a>, key: &str, node: &'a YamlNode) -> Option<Noun> {
    let Some(word) = node.text() else {
        return decoder.entry(node);
    };
    let message = format!("`{key}` braucht zu dem Wort den Artikel und die Mehrzahl");
    let hint = format!("schreiben Sie `{key}: {{article: …, one: {word}, many: …}}`");
    decoder.fault_hinting(Code::WrongShape, &node.range, message, hint);
    None
}

/// Why a name cannot be that of an office, and what to write instead.
fn office_fault(name: &str) -> Option<(String, String)> {
    let words = &Pack::built_in().words;
    if words.names_person(name) {
        let hint = "schreiben Sie den Namen der Stelle; wer dort arbeitet, speichert Lotse nie";
        return Some((
            format!("„{name}“ nennt einen Menschen oder wie man ihn erreicht"),
            hint.to_owned(),
        ));
    }
    let length = name.chars().count();
    if length > OFFICE_LENGTH {
        let what = format!("der Name hat {length} Zeichen, höchstens {OFFICE_LENGTH} sind erlaubt");
        return Some((what, "schreiben Sie, wie die Stelle kurz heißt".to_owned()));
    }
    let mut rest = name.split_whitespace();
    let first = rest.next().unwrap_or_default();
    let rest = rest.collect::<Vec<_>>().join(" ");
    let first = fold::key(first);
    if words.is_nobody(&first) || rest.is_empty() && words.is_around_office(&first) {
        let hint = "schreiben Sie den Namen einer Stelle, etwa `KomIn`";
        return Some((
            format!("„{name}“ ist der Name keiner Stelle"),
            hint.to_owned(),
        ));
    }
    let what = || format!("vor „{rest}“ steht ein Wort, das nicht zum Namen gehört");
    words
        .is_around_office(&first)
        .then(|| (what(), format!("schreiben Sie `{rest}`")))
}

impl Default for Naming {
    fn default() -> Self {
        Self {
            step: Noun::of(Gender::Masculine, "Schritt", "Schritte"),
            section: Noun::of(Gender::Masculine, "Abschnitt", "Abschnitte"),
            municipality: Noun::of(Gender::Feminine, "Kommune", "Kommunen"),
            people: Vec::new(),
            offices: Vec::new(),
        }
    }
}

impl Noun {
    fn of(article: Gender, one: &str, many: &str) -> Self {
        Self {
            article,
            one: one.to_owned(),
            many: many.to_owned(),
        }
    }

    /// "der Schritt", "die Phase"
    pub fn nominative(&self) -> String {
        format!("{} {}", self.article.word(), self.one)
    }

    /// "einen Schritt", "eine Phase"
    pub fn accusative(&self) -> String {
        let article = match self.article {
            Gender::Masculine => "einen",
            Gender::Feminine => "eine",
            Gender::Neuter => "ein",
        };
        format!("{article} {}", self.one)
    }

    /// "einem Schritt", "einer Phase"
    pub fn dative(&self) -> String {
        let article = self.by_gender("einem", "einer");
        format!("{article} {}", self.one)
    }

    /// "eines Schritts", "einer Phase"
    pub fn genitive(&self) -> String {
        format!("{} {}", self.by_gender("eines", "einer"), self.owning())
    }

    /// "des Schritts", "der Phase"
    pub fn definite_genitive(&self) -> String {
        format!("{} {}", self.by_gender("des", "der"), self.owning())
    }

    /// "den Schritten", "den Phasen": the plural with the "n" that the dative has unless it ends with one or with "s".
    pub fn dative_plural(&self) -> String {
        let ending = if self.many.ends_with(['n', 's']) {
            ""
        } else {
            "n"
        };
        format!("{}{ending}", self.many)
    }

    /// All forms that people may type.
    pub fn forms(&self) -> [String; 4] {
        [
            self.one.clone(),
            self.owning(),
            self.many.clone(),
            self.dative_plural(),
        ]
    }

    /// "Schritts", "Kreises", "Phase"
    fn owning(&self) -> String {
        let hisses = self.one.ends_with(['s', 'ß', 'x', 'z']);
        let ending = self.by_gender(if hisses { "es" } else { "s" }, "");
        format!("{}{ending}", self.one)
    }

    fn by_gender<'w>(&self, other: &'w str, feminine: &'w str) -> &'w str {
        match self.article {
            Gender::Feminine => feminine,
            Gender::Masculine | Gender::Neuter => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noun_has_the_forms_that_sentences_need() {
        for (noun, expected) in [
            (
                Noun::of(Gender::Masculine, "Kreis", "Kreise"),
                "einen Kreis, einem Kreis, eines Kreises, des Kreises, Kreisen",
            ),
            (
                Noun::of(Gender::Feminine, "Phase", "Phasen"),
                "eine Phase, einer Phase, einer Phase, der Phase, Phasen",
            ),
            (
                Noun::of(Gender::Neuter, "Café", "Cafés"),
                "ein Café, einem Café, eines Cafés, des Cafés, Cafés",
            ),
        ] {
            let forms = [
                noun.accusative(),
                noun.dative(),
                noun.genitive(),
                noun.definite_genitive(),
                noun.dative_plural(),
            ];
            assert_eq!(forms.join(", "), expected);
        }
    }
}
