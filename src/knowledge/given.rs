//! All names a guide gives away, collected before anything is decoded.
//!
//! References may point forward and into other files, so the first walk over the trees only notes what exists
//! and where. It reports nothing: what is wrong with an id is said once, by [`decode`](super::decode) or
//! [`check`](super::check).

use std::collections::BTreeSet;

use super::keys::PLACEHOLDER;
use super::source::{FileKind, FileSpan};
use super::yaml::YamlNode;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum GivenKind {
    Step,
    Section,
    Municipality,
    Source,
    Example,
    Term,
    Answer,
    Gap,
    Background,
}

/// One name with its place.
#[derive(Debug, Clone)]
pub(super) struct GivenId {
    pub(super) kind: GivenKind,
    pub(super) id: String,
    pub(super) span: FileSpan,
    /// The number of a step or section, with its place.
    pub(super) number: Option<(String, FileSpan)>,
}

/// All names, in the order of the files.
#[derive(Debug, Default)]
pub(super) struct GivenIds {
    pub(super) all: Vec<GivenId>,
    /// What the background is called.
    pub(super) background_label: Option<String>,
    /// Ids that were used once and never may be again.
    pub(super) retired: Vec<String>,
    /// Synonyms that are known to be common words, lower case.
    pub(super) common_words: Vec<String>,
    /// The kinds of files of which at least one could not be read, so that names are missing.
    unread: BTreeSet<FileKind>,
}

impl GivenIds {
    /// Notes the names of one file.
    pub(super) fn collect(&mut self, file: usize, kind: FileKind, root: &YamlNode) {
        match kind {
            FileKind::Manifest => {
                self.retired = texts(root, "retired").map(str::to_owned).collect();
                self.common_words = texts(root, "common_words").map(str::to_lowercase).collect();
            }
            FileKind::Step => {
                if let Some(step) = root.get("step") {
                    self.note(file, GivenKind::Step, step);
                    self.note_list(file, GivenKind::Section, step, "sections");
                }
            }
            FileKind::Examples => {
                if let Some(municipality) = root.get("municipality") {
                    self.note(file, GivenKind::Municipality, municipality);
                }
                self.note_list(file, GivenKind::Example, root, "examples");
            }
            FileKind::Sources => self.note_list(file, GivenKind::Source, root, "sources"),
            FileKind::Glossary => self.note_list(file, GivenKind::Term, root, "terms"),
            FileKind::Answers => self.note_list(file, GivenKind::Answer, root, "answers"),
            FileKind::Gaps => self.note_list(file, GivenKind::Gap, root, "gaps"),
            FileKind::Background => {
                let label = root.get("label").and_then(YamlNode::text);
                self.background_label = label.map(str::to_owned);
                self.note_list(file, GivenKind::Background, root, "background");
            }
            FileKind::Questions | FileKind::Calibration => {}
        }
    }

    /// Notes that a file could not be read, so that nobody complains of names that may stand in it.
    pub(super) fn unread(&mut self, kind: FileKind) {
        self.unread.insert(kind);
    }

    /// Whether any file could not be read, so that nobody can say what is used nowhere.
    pub(super) fn any_unread(&self) -> bool {
        !self.unread.is_empty()
    }

    /// Whether names of this kind may be missing here although they were given.
    pub(super) fn incomplete(&self, kind: GivenKind) -> bool {
        self.unread.contains(&match kind {
            GivenKind::Step | GivenKind::Section => FileKind::Step,
            GivenKind::Municipality | GivenKind::Example => FileKind::Examples,
            GivenKind::Source => FileKind::Sources,
            GivenKind::Term => FileKind::Glossary,
            GivenKind::Answer => FileKind::Answers,
            GivenKind::Gap => FileKind::Gaps,
            GivenKind::Background => FileKind::Background,
        })
    }

    /// The id of the place that somebody wrote as its number or its id.
    pub(super) fn place(&self, written: &str) -> Option<&str> {
        let places = || self.all.iter().filter(|name| name.is_place());
        let numbered = |name: &&GivenId| name.number.as_ref().is_some_and(|(n, _)| n == written);
        places()
            .find(numbered)
            .or_else(|| places().find(|name| name.id == written))
            .map(|name| name.id.as_str())
    }

    /// Every way to write a reference to a place.
    pub(super) fn place_words(&self) -> impl Iterator<Item = &str> {
        self.all
            .iter()
            .filter(|name| name.is_place())
            .flat_map(|name| {
                let number = name.number.as_ref().map(|(number, _)| number.as_str());
                number.into_iter().chain([name.id.as_str()])
            })
    }

    /// The ids of one kind.
    pub(super) fn ids(&self, kind: GivenKind) -> impl Iterator<Item = &str> {
        self.all
            .iter()
            .filter(move |name| name.kind == kind)
            .map(|name| name.id.as_str())
    }

    fn note_list(&mut self, file: usize, kind: GivenKind, above: &YamlNode, key: &str) {
        for node in above.get(key).map_or(&[][..], YamlNode::items) {
            self.note(file, kind, node);
        }
    }

    fn note(&mut self, file: usize, kind: GivenKind, node: &YamlNode) {
        let text = |key: &str| {
            let node = node.get(key)?;
            let range = node.range.clone();
            Some((node.text()?.to_owned(), FileSpan { file, range }))
        };
        if let Some((id, span)) = text("id").filter(|(id, _)| id != PLACEHOLDER) {
            let number = text("number");
            self.all.push(GivenId {
                kind,
                id,
                span,
                number,
            });
        }
    }
}

impl GivenId {
    fn is_place(&self) -> bool {
        matches!(self.kind, GivenKind::Step | GivenKind::Section)
    }
}

/// The texts of a list.
fn texts<'n>(root: &'n YamlNode, key: &str) -> impl Iterator<Item = &'n str> {
    let items = root.get(key).map_or(&[][..], YamlNode::items);
    items.iter().filter_map(YamlNode::text)
}
