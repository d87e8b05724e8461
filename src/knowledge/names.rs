//! All names a guide gives away, collected before anything is decoded.
//!
//! References may point forward and into other files, so the first walk over the trees only notes what exists
//! and where. It reports nothing: what is wrong with an id is said once, by [`decode`](super::decode) or
//! [`check`](super::check).

use std::collections::BTreeSet;

use super::decode::PLACEHOLDER;
use super::ledger::Spot;
use super::source::FileKind;
use super::yaml::{Node, Value};

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Named {
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
pub(super) struct Name {
    pub(super) kind: Named,
    pub(super) id: String,
    pub(super) spot: Spot,
    /// The number of a step or section, with its place.
    pub(super) number: Option<(String, Spot)>,
}

/// All names, in the order of the files.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) all: Vec<Name>,
    /// What the background is called.
    pub(super) background_label: Option<String>,
    /// The kinds of files of which at least one could not be read, so that names are missing.
    unread: BTreeSet<FileKind>,
}

impl Names {
    /// Notes the names of one file.
    pub(super) fn collect(&mut self, file: usize, kind: FileKind, root: &Node) {
        match kind {
            FileKind::Step => self.collect_step(file, root),
            FileKind::Examples => {
                if let Some(municipality) = child(root, "municipality") {
                    self.note(file, Named::Municipality, municipality);
                }
                self.collect_list(file, Named::Example, root, "examples");
            }
            FileKind::Sources => self.collect_list(file, Named::Source, root, "sources"),
            FileKind::Glossary => self.collect_list(file, Named::Term, root, "terms"),
            FileKind::Answers => self.collect_list(file, Named::Answer, root, "answers"),
            FileKind::Gaps => self.collect_list(file, Named::Gap, root, "gaps"),
            FileKind::Background => {
                self.background_label = child(root, "label").and_then(text).map(str::to_owned);
                self.collect_list(file, Named::Background, root, "background");
            }
            FileKind::Manifest | FileKind::Questions | FileKind::Calibration => {}
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
    pub(super) fn incomplete(&self, kind: Named) -> bool {
        self.unread.contains(&match kind {
            Named::Step | Named::Section => FileKind::Step,
            Named::Municipality | Named::Example => FileKind::Examples,
            Named::Source => FileKind::Sources,
            Named::Term => FileKind::Glossary,
            Named::Answer => FileKind::Answers,
            Named::Gap => FileKind::Gaps,
            Named::Background => FileKind::Background,
        })
    }

    /// The id of the place that somebody wrote as its number or its id.
    pub(super) fn place(&self, written: &str) -> Option<&str> {
        let places = || self.all.iter().filter(|name| name.is_place());
        let numbered = |name: &&Name| name.number.as_ref().is_some_and(|(n, _)| n == written);
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
    pub(super) fn ids(&self, kind: Named) -> impl Iterator<Item = &str> {
        self.all
            .iter()
            .filter(move |name| name.kind == kind)
            .map(|name| name.id.as_str())
    }

    fn collect_step(&mut self, file: usize, root: &Node) {
        let Some(step) = child(root, "step") else {
            return;
        };
        self.note(file, Named::Step, step);
        for section in items(child(step, "sections")) {
            self.note(file, Named::Section, section);
        }
    }

    fn collect_list(&mut self, file: usize, kind: Named, root: &Node, key: &str) {
        for node in items(child(root, key)) {
            self.note(file, kind, node);
        }
    }

    fn note(&mut self, file: usize, kind: Named, node: &Node) {
        let Some((id_node, id)) = child(node, "id").and_then(|n| Some((n, text(n)?))) else {
            return;
        };
        if id == PLACEHOLDER {
            return;
        }
        let spot = |node: &Node| Spot {
            file,
            range: node.range.clone(),
        };
        let number = child(node, "number").and_then(|n| Some((text(n)?.to_owned(), spot(n))));
        self.all.push(Name {
            kind,
            id: id.to_owned(),
            spot: spot(id_node),
            number,
        });
    }
}

impl Name {
    fn is_place(&self) -> bool {
        matches!(self.kind, Named::Step | Named::Section)
    }
}

fn child<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    match &node.value {
        Value::Map(entries) => entries
            .iter()
            .find(|(name, _)| name.name == key)
            .map(|(_, node)| node),
        _ => None,
    }
}

fn items(node: Option<&Node>) -> &[Node] {
    match node.map(|node| &node.value) {
        Some(Value::List(nodes)) => nodes,
        _ => &[],
    }
}

fn text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(text) => Some(text.content.trim()),
        _ => None,
    }
}
