//! The files of a guide: what each kind holds, and where in the guide it goes.

use crate::knowledge::decode::{Decoder, ReadEntry};
use crate::knowledge::keys::{self, KeyTable};
use crate::knowledge::source::FileKind;
use crate::knowledge::yaml::YamlNode;

use super::Guide;
use super::conversation_test::ConversationTest;
use super::documents::Frame;
use super::examples::{Example, Municipality, OwnMunicipality};
use super::golden::{Calibration, GoldenQuestions};
use super::manifest::Manifest;
use super::places::{Place, StepWithSections};
use super::provenance::{FileFrom, Source};
use super::texts::{Background, CuratedAnswer, Gap, Term};

entries! {
    SourcesFile "sources.yaml" "Alle Quellen, auf die `from` sich bezieht." {
        always sources: Vec<Source> = "die Quellen";
    };

    StepFile "Schritt-Datei"
        "Ein Schritt mit seinen Abschnitten. Der Dateiname beginnt mit der Nummer: steps/3-ziele.yaml." {
        often from: () as FileFrom = keys::FILE_FROM;
        always step: Vec<Place> as StepWithSections = "der Schritt";
    };

    ExamplesFile "Beispiel-Datei"
        "Eine Kommune mit ihren Beispielen, eine Datei je Kommune: examples/bochum.yaml." {
        always municipality: Municipality as OwnMunicipality = "die Kommune";
        often from: () as FileFrom = keys::FILE_FROM;
        often examples: Vec<Example> = "ihre Beispiele";
    };

    GlossaryFile "glossary.yaml" "Begriffe und Abkürzungen." {
        often from: () as FileFrom = keys::FILE_FROM;
        always terms: Vec<Term> = "die Begriffe";
    };

    AnswersFile "answers.yaml" "Fertige Antworten auf Fragen, die ein einzelner Satz nicht beantwortet." {
        often from: () as FileFrom = keys::FILE_FROM;
        always answers: Vec<CuratedAnswer> = "die Antworten";
    };

    GapsFile "gaps.yaml" "Fragen, auf die der Leitfaden keine Antwort gibt." {
        always gaps: Vec<Gap> = "die Lücken";
    };

    DocumentsFile "documents.yaml" "Dokumente zum Mitnehmen, die Notizen und Entscheidungen füllen." {
        always documents: Vec<Frame> = "die Dokumente";
    };

    BackgroundFile "background.yaml" "Was hinter dem Leitfaden steht." {
        often from: () as FileFrom = keys::FILE_FROM;
        always label: String = "wie der Hintergrund heißt, wo sonst eine Nummer steht";
        always background: Vec<Background> = "die Texte";
    };
}

/// The keys of a kind of file.
pub fn table(kind: FileKind) -> &'static KeyTable {
    match kind {
        FileKind::Manifest => Manifest::TABLE,
        FileKind::Sources => SourcesFile::TABLE,
        FileKind::Step => StepFile::TABLE,
        FileKind::Examples => ExamplesFile::TABLE,
        FileKind::Glossary => GlossaryFile::TABLE,
        FileKind::Answers => AnswersFile::TABLE,
        FileKind::Gaps => GapsFile::TABLE,
        FileKind::Background => BackgroundFile::TABLE,
        FileKind::Documents => DocumentsFile::TABLE,
        FileKind::Questions => GoldenQuestions::TABLE,
        FileKind::Test => ConversationTest::TABLE,
        FileKind::Calibration => Calibration::TABLE,
    }
}

impl Guide {
    /// Takes up what a file holds; nothing of a file that lacks what it must have, which was reported.
    pub(in crate::knowledge) fn take_up<'a>(
        &mut self,
        decoder: &mut Decoder<'a>,
        kind: FileKind,
        root: &'a YamlNode,
    ) -> Option<()> {
        match kind {
            FileKind::Manifest => self.manifest = decoder.entry(root)?,
            FileKind::Sources => self
                .sources
                .extend(decoder.entry::<SourcesFile>(root)?.sources),
            FileKind::Step => self.places.extend(decoder.entry::<StepFile>(root)?.step),
            FileKind::Examples => {
                let file: ExamplesFile = decoder.entry(root)?;
                self.municipalities.push(file.municipality);
                self.examples.extend(file.examples);
            }
            FileKind::Glossary => self
                .terms
                .extend(decoder.entry::<GlossaryFile>(root)?.terms),
            FileKind::Answers => self
                .answers
                .extend(decoder.entry::<AnswersFile>(root)?.answers),
            FileKind::Gaps => self.gaps.extend(decoder.entry::<GapsFile>(root)?.gaps),
            FileKind::Background => {
                let file: BackgroundFile = decoder.entry(root)?;
                self.background_label = file.label;
                self.background.extend(file.background);
            }
            FileKind::Documents => {
                let file: DocumentsFile = decoder.entry(root)?;
                self.documents.extend(file.documents);
            }
            FileKind::Questions => self.golden = decoder.entry(root)?,
            // It stands beside the guide: `ConversationTest::read`.
            FileKind::Test => {}
            FileKind::Calibration => self.calibration = Some(decoder.entry(root)?),
        }
        Some(())
    }
}
