//! All ids that a guide gives, collected before anything is decoded.
//!
//! References may point forward and into other files, so the first walk over the trees only notes what exists
//! and where, led by the tables of keys. It reports nothing: what is wrong with an id is said once, by [`decode`](super::decode) or
//! [`check`](super::check).

use std::collections::BTreeSet;

use super::keys::{IdKind, KeyTable, Occurs, PLACEHOLDER};
use super::source::FileSpan;
use super::suggest;
use super::yaml::{Value, YamlNode};

/// Quotes as word processors and phones put them, which YAML takes for letters.
pub(super) const WORD_QUOTES: [char; 8] = ['„', '“', '”', '‚', '‘', '’', '»', '«'];

/// One name with its place.
#[derive(Debug, Clone)]
pub(super) struct GivenId {
    pub(super) kind: IdKind,
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
    /// Whether the guide says what its sister guide is called; `None` where it says nothing of origins.
    pub(super) has_sister: Option<bool>,
    /// Ids that were used once and never may be again.
    pub(super) retired: Vec<String>,
    /// Synonyms that are known to be common words, lower case.
    pub(super) common_words: Vec<String>,
    /// Whether a file could not be read, and which kinds of ids may be missing for that.
    any_unread: bool,
    unread: BTreeSet<IdKind>,
}

impl GivenIds {
    /// Notes the ids of one file, and what its head says for all.
    pub(super) fn collect(&mut self, file: usize, table: &KeyTable, root: &YamlNode) {
        let label = root.get("label").and_then(YamlNode::text);
        self.background_label = label.map(str::to_owned).or(self.background_label.take());
        let origins = root.get("origins");
        self.has_sister = origins
            .map(|origins| origins.get("sister").is_some())
            .or(self.has_sister);
        self.retired
            .extend(texts(root, "retired").map(str::to_owned));
        let common = texts(root, "common_words").map(str::to_lowercase);
        self.common_words.extend(common);
        self.entries(file, table, root);
    }

    /// Notes the entries that stand behind the keys of an entry or file.
    fn entries(&mut self, file: usize, table: &KeyTable, above: &YamlNode) {
        for row in table.rows() {
            let (Some(table), Some(node)) = (row.shape.entry(), above.get(row.name)) else {
                continue;
            };
            match node.items() {
                [] => self.entry(file, table, node),
                nodes => nodes.iter().for_each(|node| self.entry(file, table, node)),
            }
        }
    }

    /// Notes what a file lacks that holds nothing, or nothing behind a key that must have entries; tells whether it does.
    pub(super) fn lacks(&mut self, table: &KeyTable, root: &YamlNode) -> bool {
        if matches!(root.value, Value::Empty | Value::Text(_)) {
            self.unread(table);
            return true;
        }
        let empty = table.rows().filter_map(|row| {
            let node = root.get(row.name)?;
            let below = row.shape.entry()?;
            let is_empty = matches!(node.value, Value::Empty) && row.occurs == Occurs::Always;
            is_empty.then_some(below)
        });
        let empty: Vec<&KeyTable> = empty.collect();
        empty.iter().for_each(|below| self.unread(below));
        !empty.is_empty()
    }

    fn entry(&mut self, file: usize, table: &KeyTable, node: &YamlNode) {
        let text = |key: &str| {
            let node = node.get(key)?;
            let range = node.range.clone();
            Some((node.text()?.to_owned(), FileSpan { file, range }))
        };
        if let (Some(kind), Some((id, span))) = (table.named, text("id"))
            && kind != IdKind::Inner
            && id != PLACEHOLDER
        {
            let number = text("number").map(|(number, span)| {
                let plain = number.trim_matches(WORD_QUOTES).to_owned();
                (plain, span)
            });
            self.all.push(GivenId {
                kind,
                id,
                span,
                number,
            });
        }
        self.entries(file, table, node);
    }

    /// Notes that a file with these keys could not be read, so that nobody complains of ids that may stand in it.
    pub(super) fn unread(&mut self, table: &KeyTable) {
        self.any_unread = true;
        self.unread.extend(table.named);
        for below in table.rows().filter_map(|row| row.shape.entry()) {
            self.unread(below);
        }
    }

    /// Whether any file could not be read, so that nobody can say what is used nowhere.
    pub(super) fn any_unread(&self) -> bool {
        self.any_unread
    }

    /// Whether ids of this kind may be missing here although they were given.
    pub(super) fn incomplete(&self, kind: IdKind) -> bool {
        self.unread.contains(&kind)
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

    /// The number of the place that somebody wrote as its number or its id.
    pub(super) fn number(&self, written: &str) -> Option<&str> {
        let id = self.place(written)?;
        let place = self
            .all
            .iter()
            .find(|name| name.is_place() && name.id == id)?;
        place.number.as_ref().map(|(number, _)| number.as_str())
    }

    /// What to write instead of a place that there is not: of a number those that there are, since none is nearer than
    /// another; of an id the one that was probably meant, of these or of places.
    pub(super) fn place_hint<'a>(
        &'a self,
        written: &str,
        others: impl Iterator<Item = &'a str>,
        otherwise: &str,
    ) -> String {
        let is_number = |text: &str| {
            let mut signs = text.chars();
            signs.all(|sign| sign.is_ascii_digit() || sign == '.')
        };
        let places = || self.all.iter().filter(|name| name.is_place());
        if !is_number(written) {
            let ids = places().map(|name| name.id.as_str());
            return suggest::hint(written, ids.chain(others), otherwise);
        }
        let numbers = places().filter_map(|name| Some(name.number.as_ref()?.0.as_str()));
        let numbers: Vec<&str> = numbers.collect();
        let step = written.split('.').next().unwrap_or_default();
        let inside = |number: &&&str| number.split('.').next() == Some(step);
        let of_step: Vec<&str> = numbers.iter().filter(inside).copied().collect();
        match of_step.is_empty() {
            true => {
                let steps = numbers.iter().filter(|number| !number.contains('.'));
                let steps: Vec<&str> = steps.copied().collect();
                format!("die Nummern der Schritte sind {}", steps.join(", "))
            }
            false => format!("bei Schritt {step} gibt es {}", of_step.join(", ")),
        }
    }

    /// Where an id was given.
    pub(super) fn place_of(&self, id: &str) -> Option<&FileSpan> {
        let named = self.all.iter().find(|named| named.id == id);
        named.map(|named| &named.span)
    }

    /// The ids of one kind.
    pub(super) fn ids(&self, kind: IdKind) -> impl Iterator<Item = &str> {
        self.all
            .iter()
            .filter(move |name| name.kind == kind)
            .map(|name| name.id.as_str())
    }
}

impl GivenId {
    fn is_place(&self) -> bool {
        matches!(self.kind, IdKind::Step | IdKind::Section)
    }
}

/// The texts of a list.
fn texts<'n>(root: &'n YamlNode, key: &str) -> impl Iterator<Item = &'n str> {
    let items = root.get(key).map_or(&[][..], YamlNode::items);
    items.iter().filter_map(YamlNode::text)
}
