//! From trees to the model: a collector that goes on after every fault.
//!
//! [`Decoder`] knows how to take a map apart and what to say when something is missing or unknown; [`values`] what can
//! stand behind a key; [`shape`] what is said where something else stands there; [`prose`] what is wrong with how a text is
//! written; [`entries`] is the macro with which [`model`](super::model) declares each entry with its keys, once. Nothing stops at a fault: an entry that cannot be read is left out, which is
//! harmless because a guide with faults is never handed out.

#[macro_use]
mod entries;
mod prose;
mod shape;
mod values;

use std::collections::BTreeSet;
use std::ops::Range;

use super::codes::Code;
use super::diagnostic::Diagnostic;
use super::given::GivenIds;
use super::ids::{MunicipalityId, PlaceId};
use super::keys::{IdKind, KeyTable, ValueShape};
use super::source::{FileSpan, SourceFile};
use super::source_map::{Dated, Declared, DeclaredCondition};
use super::suggest;
use super::syntax;
use super::yaml::{Value, YamlKey, YamlNode};

pub(super) use entries::{ReadEntry, Readable};
pub(super) use values::*;

/// How many faults of one file are reported; a file with more was not meant to be one.
pub(super) const MAX_FAULTS: usize = 500;

/// How many known ids are named where none was meant.
const MAX_NAMED: usize = 12;

/// What decoding finds beside the guide itself; [`check`](super::check) looks at it as a whole.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Terms and their synonyms: the words, and the id of the term.
    pub(super) synonyms: Vec<Declared>,
    /// Question forms and aliases, with the id of what they lead to.
    pub(super) questions: Vec<Declared>,
    /// Questions to tap at the start.
    pub(super) starters: Vec<Declared>,
    /// Golden questions.
    pub(super) golden: Vec<Declared>,
    /// Paths of pictures.
    pub(super) images: Vec<Declared>,
    /// Parts, tasks and materials, addressed as `place/task`.
    pub(super) inner: Vec<Declared>,
    /// Where the passages below a place stand, by the name of [`Passage::entry`](super::Passage::entry).
    pub(super) below: Vec<(String, FileSpan)>,
    /// Ids that entries had before; of tasks as `place/task`.
    pub(super) formerly: Vec<Declared>,
    /// How many references were not looked up, because a file could not be read.
    pub(super) withheld: usize,
    /// What decisions depend on.
    pub(super) conditions: Vec<DeclaredCondition>,
    /// Dates of content.
    pub(super) dates: Vec<Dated>,
    /// Ids of sources and municipalities that something refers to.
    pub(super) used: BTreeSet<String>,
}

/// Takes the trees of one file apart.
pub(super) struct Decoder<'a> {
    index: usize,
    source: &'a SourceFile,
    given: &'a GivenIds,
    pub(super) findings: &'a mut Findings,
    reported: usize,
    /// The entries with ids that are being read, outermost first.
    owners: Vec<EntryOwner>,
    /// What was named inside them: where the owner stands, what it is, its id.
    inner: BTreeSet<(usize, &'static str, String)>,
    /// What the file says for all its entries of where they come from.
    pub(super) file_from: &'a [(YamlKey, YamlNode)],
    /// Whether it was said already that this is not all.
    pub(super) lack_is_told: bool,
    /// The step whose sections are being read.
    pub(super) step: Option<PlaceId>,
    /// The municipality whose examples are being read.
    pub(super) municipality: Option<MunicipalityId>,
}

/// An entry that others stand in.
struct EntryOwner {
    id: String,
    at: usize,
    kind: IdKind,
}

/// A map that was taken apart.
pub(super) struct YamlEntry<'a> {
    table: &'static KeyTable,
    /// Where it begins, for faults of the entry as a whole.
    pub(super) range: Range<usize>,
    pub(super) keys: &'a [(YamlKey, YamlNode)],
    /// Holds for keys that do not stand here.
    pub(super) default: &'a [(YamlKey, YamlNode)],
    /// Whether this was no map at all, so that missing keys need not be mentioned.
    pub(super) broken: bool,
}

impl<'a> YamlEntry<'a> {
    /// An entry in which nothing stands.
    pub(super) fn empty(table: &'static KeyTable) -> Self {
        Self {
            table,
            range: 0..0,
            keys: &[],
            default: &[],
            broken: false,
        }
    }

    /// What it is called in messages.
    pub(super) fn what(&self) -> &'static str {
        self.table.what
    }

    pub(super) fn get(&self, key: &str) -> Option<&'a YamlNode> {
        self.entry(key).map(|(_, node)| node)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The text behind a key as it was written, good or bad; empty where there is none.
    pub(super) fn text(&self, key: &str) -> &'a str {
        self.get(key).and_then(YamlNode::text).unwrap_or_default()
    }

    /// Where a key itself stands.
    pub(super) fn key_range(&self, key: &str) -> Option<&'a Range<usize>> {
        self.entry(key).map(|(name, _)| &name.range)
    }

    fn entry(&self, key: &str) -> Option<&'a (YamlKey, YamlNode)> {
        let mut all = self.keys.iter().chain(self.default);
        all.find(|(name, _)| name.name == key)
    }
}

impl<'a> Decoder<'a> {
    /// Begins a file.
    pub(super) fn new(
        index: usize,
        source: &'a SourceFile,
        given: &'a GivenIds,
        findings: &'a mut Findings,
    ) -> Self {
        Self {
            index,
            source,
            given,
            findings,
            reported: 0,
            owners: Vec::new(),
            inner: BTreeSet::new(),
            file_from: &[],
            lack_is_told: false,
            step: None,
            municipality: None,
        }
    }

    /// Reads an entry of the model.
    pub(super) fn entry<T: ReadEntry>(&mut self, node: &'a YamlNode) -> Option<T> {
        let entry = self.taken_apart(node, T::TABLE);
        self.inside(&entry, T::read_entry)
    }

    /// Reads what stands in an entry, with its id as the owner of what is declared there.
    pub(super) fn inside<T>(
        &mut self,
        entry: &YamlEntry<'a>,
        read: impl FnOnce(&mut Self, &YamlEntry<'a>) -> Option<T>,
    ) -> Option<T> {
        let Some(kind) = entry.table.named else {
            return read(self, entry);
        };
        self.owners.push(EntryOwner {
            id: entry.text("id").to_owned(),
            at: entry.range.start,
            kind,
        });
        let value = read(self, entry);
        self.owners.pop();
        value
    }

    /// Takes a map apart; unknown and repeated keys are reported here.
    pub(super) fn taken_apart(
        &mut self,
        node: &'a YamlNode,
        table: &'static KeyTable,
    ) -> YamlEntry<'a> {
        let (keys, broken): (&'a [(YamlKey, YamlNode)], bool) = match &node.value {
            Value::Map(keys) => (keys, false),
            _ => {
                self.wrong_shape(node, table.what, "ein Block mit eigenen Schlüsseln");
                (&[], true)
            }
        };
        for (at, (key, _)) in keys.iter().enumerate() {
            if !table.knows(&key.name) {
                self.unknown_key(key, table);
            } else if keys[..at].iter().any(|(other, _)| other.name == key.name) {
                let message = format!("`{}` steht in diesem Eintrag zweimal", key.name);
                self.fault(Code::RepeatedKey, &key.range, message);
            }
        }
        let first = keys.first().map(|(key, _)| &key.range);
        YamlEntry {
            table,
            range: first.unwrap_or(&node.range).clone(),
            keys,
            default: &[],
            broken,
        }
    }

    /// Takes a block of keys apart that is no entry of the model.
    pub(super) fn block(
        &mut self,
        node: &'a YamlNode,
        shape: &ValueShape,
    ) -> Option<YamlEntry<'a>> {
        match shape {
            ValueShape::Entry(table) => Some(self.taken_apart(node, table)),
            _ => None,
        }
    }

    /// The value of a key without which the entry is incomplete.
    pub(super) fn always<K: Readable>(
        &mut self,
        entry: &YamlEntry<'a>,
        key: &'static str,
    ) -> Option<K::Value> {
        let Some(node) = entry.get(key) else {
            self.missing(entry, key);
            return K::missing(self, entry);
        };
        if matches!(K::SHAPE, ValueShape::List(_)) {
            self.not_empty(entry, key, node);
        }
        K::read(self, entry, key, node)
    }

    /// The value of a key that may be missing.
    pub(super) fn often<K>(&mut self, entry: &YamlEntry<'a>, key: &'static str) -> Option<K::Value>
    where
        K: Readable<Value: Default>,
    {
        let value = match entry.get(key) {
            Some(node) => K::read(self, entry, key, node),
            None => K::missing(self, entry),
        };
        Some(value.unwrap_or_default())
    }

    /// The value of a key that is mostly missing.
    pub(super) fn seldom<K>(&mut self, entry: &YamlEntry<'a>, key: &'static str) -> Option<K::Value>
    where
        K: Readable<Value: Default>,
    {
        self.often::<K>(entry, key)
    }

    /// The id of an entry; inside a place or example it must be the only one of its kind.
    pub(super) fn own_id<T: TryFrom<String>>(&mut self, entry: &YamlEntry<'a>) -> Option<T> {
        let Some(node) = entry.get("id") else {
            self.missing(entry, "id");
            return None;
        };
        let text = self.line(node, "id")?;
        let Ok(id) = T::try_from(text.clone()) else {
            let message = format!("{}: `{text}` ist keine gültige id", entry.what());
            self.fault(Code::BadId, &node.range, message);
            return None;
        };
        if let Some((owner, at)) = self.around().map(|around| (around.id.clone(), around.at)) {
            let name = format!("{owner}/{text}");
            if self.inner.insert((at, entry.what(), text.clone())) {
                let declared = self.declared(node, name, &owner);
                self.findings.inner.push(declared);
            } else {
                let message = format!("{}: die id `{text}` gibt es hier schon", entry.what());
                self.fault(Code::RepeatedId, &node.range, message);
            }
        }
        Some(id)
    }

    /// The id of the entry that is being read, or the name of the passage below a place that a key speaks for:
    /// `task_aliases` for `idee/tasks`, the aliases of a part for `idee/part/treffen`.
    pub(super) fn owner(&self, key: &str) -> String {
        match (&self.owners[..], key.strip_suffix("_aliases")) {
            ([place], Some(list)) => format!("{}/{list}s", place.id),
            ([place, part], _) => format!("{}/part/{}", place.id, part.id),
            (owners, _) => owners.last().map(|own| own.id.clone()).unwrap_or_default(),
        }
    }

    /// The id of the innermost entry that is being read.
    pub(super) fn innermost_id(&self) -> &str {
        self.owners.last().map_or("", |own| &own.id)
    }

    /// The entry around the one that is being read, where that has a name only in there.
    fn around(&self) -> Option<&EntryOwner> {
        match &self.owners[..] {
            [.., around, own] if own.kind == IdKind::Inner => Some(around),
            _ => None,
        }
    }

    /// An id of the entry that is being read as it is told apart from others: inside a place with the place.
    pub(super) fn inner_name(&self, id: &str) -> String {
        match self.around() {
            Some(around) => format!("{}/{id}", around.id),
            None => id.to_owned(),
        }
    }

    /// The id of something of one kind that must exist.
    pub(super) fn known_id(
        &mut self,
        node: &'a YamlNode,
        kind: IdKind,
        what: &str,
    ) -> Option<String> {
        let written = self.line(node, what)?;
        let given = self.given;
        if given.ids(kind).any(|id| id == written) {
            self.findings.used.insert(written.clone());
            return Some(written);
        }
        if given.incomplete(kind) {
            self.findings.withheld += 1;
            return None;
        }
        let known: Vec<&str> = given.ids(kind).take(MAX_NAMED).collect();
        let more = if known.len() == MAX_NAMED {
            ", …"
        } else {
            ""
        };
        let all = format!("bekannt sind: {}{more}", known.join(", "));
        let otherwise = match known.is_empty() {
            true => "legen Sie den Eintrag an".to_owned(),
            false => all,
        };
        let hint = suggest::hint(&written, given.ids(kind), otherwise);
        let message = format!("{what} `{written}` gibt es nicht");
        self.fault_hinting(Code::Dangling, &node.range, message, hint);
        None
    }

    /// All ids that the guide gives.
    pub(super) fn given(&self) -> &'a GivenIds {
        self.given
    }

    /// A text with its place and whose it is.
    pub(super) fn declared(&self, node: &YamlNode, text: String, owner: &str) -> Declared {
        Declared {
            text,
            owner: owner.to_owned(),
            span: self.span(&node.range),
        }
    }

    pub(super) fn span(&self, range: &Range<usize>) -> FileSpan {
        FileSpan {
            file: self.index,
            range: range.clone(),
        }
    }

    /// The items of a list.
    pub(super) fn list(&mut self, node: &'a YamlNode, what: &str) -> &'a [YamlNode] {
        if !matches!(node.value, Value::List(_)) {
            self.wrong_shape(node, what, "eine Liste");
        }
        node.items()
    }

    /// Reports a list that holds nothing.
    pub(super) fn not_empty(&mut self, entry: &YamlEntry<'a>, key: &str, node: &YamlNode) {
        if node.value == Value::List(Vec::new()) {
            let message = format!("{}: `{key}` ist leer", entry.what());
            self.fault(Code::EmptyValue, &node.range, message);
        }
    }

    /// Reports a key that must be there and is not.
    pub(super) fn missing(&mut self, entry: &YamlEntry<'a>, key: &str) {
        if !entry.broken {
            let message = format!("{}: `{key}` fehlt", entry.what());
            let row = entry.table.rows().find(|row| row.name == key);
            let hint = row.map_or_else(
                || format!("ergänzen Sie `{key}: …`"),
                |row| format!("ergänzen Sie `{}`: {}", row.example(), row.about),
            );
            self.fault_hinting(Code::MissingKey, &entry.range, message, hint);
        }
    }

    fn unknown_key(&mut self, key: &YamlKey, table: &KeyTable) {
        let known: Vec<&str> = table.names().collect();
        let line = self.source.line_at(key.range.start).0;
        let hint = syntax::hard_blanks(line).unwrap_or_else(|| {
            let otherwise = format!("möglich sind: {}", known.join(", "));
            suggest::hint(&key.name, known.iter().copied(), otherwise)
        });
        let message = format!(
            "{}: `{}` ist kein bekannter Schlüssel",
            table.what, key.name
        );
        self.fault_hinting(Code::UnknownKey, &key.range, message, hint);
    }

    pub(super) fn fault(&mut self, code: Code, range: &Range<usize>, message: impl Into<String>) {
        self.fault_hinting(code, range, message, code.explanation());
    }

    /// Reports a fault, once: what a file says for all its entries is read with each of them.
    pub(super) fn fault_hinting(
        &mut self,
        code: Code,
        range: &Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        if self.reported >= MAX_FAULTS {
            return;
        }
        let fault = Diagnostic::at(code, self.source, range.clone(), message.into()).hinting(hint);
        if !self.findings.diagnostics.contains(&fault) {
            self.reported += 1;
            self.findings.diagnostics.push(fault);
        }
    }
}
