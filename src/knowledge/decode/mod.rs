//! From trees to the model: a collector that goes on after every fault.
//!
//! [`Decoder`] knows how to take a map apart and what to say when something is missing, unknown or of the wrong
//! shape; one file per kind of content says which keys there are. Nothing stops at a fault: what cannot be
//! read is left out or stays empty, which is harmless because a guide with faults is never handed out.

mod answers;
mod calibration;
mod examples;
mod glossary;
mod golden;
mod manifest;
mod materials;
mod places;
mod provenance;
mod texts;

use std::collections::BTreeSet;
use std::ops::Range;

use super::codes::Code;
use super::faults::Fault;
use super::ids::{IdFault, MunicipalityId, PlaceId};
use super::keys::Block;
use super::ledger::{Claim, Dated, Spot};
use super::model::Guide;
use super::names::{Named, Names};
use super::source::{FileKind, SourceFile};
use super::suggest;
use super::yaml::{Key, Node, Value};

use provenance::Partial;
pub(super) use texts::PLACEHOLDER;

/// How many faults of one file are reported; a file with more was not meant to be one.
pub(super) const MOST_FAULTS: usize = 500;

/// What decoding finds beside the guide itself; [`check`](super::check) looks at it as a whole.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) faults: Vec<Fault>,
    /// Terms and their synonyms: the words, and the id of the term.
    pub(super) synonyms: Vec<Claim>,
    /// Question forms and aliases, with the id of what they lead to.
    pub(super) questions: Vec<Claim>,
    /// Golden questions.
    pub(super) golden: Vec<Claim>,
    /// Paths of pictures.
    pub(super) images: Vec<Claim>,
    /// Parts, tasks and materials, addressed as `place/task`.
    pub(super) inner: Vec<Claim>,
    /// Where the passages below a place stand, by the name of [`Passage::entry`](super::Passage::entry).
    pub(super) below: Vec<(String, Spot)>,
    /// Dates of content.
    pub(super) dates: Vec<Dated>,
    /// Ids of sources and municipalities that something refers to.
    pub(super) used: BTreeSet<String>,
}

/// Decodes one file into the guide.
pub(super) fn file(
    guide: &mut Guide,
    findings: &mut Findings,
    names: &Names,
    (index, source, kind): (usize, &SourceFile, FileKind),
    root: &Node,
) {
    let mut decoder = Decoder {
        index,
        source,
        names,
        findings,
        reported: 0,
    };
    match kind {
        FileKind::Manifest => guide.manifest = decoder.manifest(root),
        FileKind::Sources => guide.sources.extend(decoder.sources(root)),
        FileKind::Step => guide.places.extend(decoder.step_file(root)),
        FileKind::Examples => decoder.examples_file(root, guide),
        FileKind::Glossary => guide.terms.extend(decoder.glossary(root)),
        FileKind::Answers => guide.answers.extend(decoder.answers(root)),
        FileKind::Gaps => guide.gaps.extend(decoder.gaps(root)),
        FileKind::Background => decoder.background_file(root, guide),
        FileKind::Questions => guide.golden = decoder.golden(root),
        FileKind::Calibration => guide.calibration = decoder.calibration(root),
    }
}

/// Takes the trees of one file apart.
struct Decoder<'a> {
    index: usize,
    source: &'a SourceFile,
    names: &'a Names,
    findings: &'a mut Findings,
    reported: usize,
}

/// The entries of a map.
struct Fields<'n> {
    block: &'static Block,
    /// What it is called in messages.
    what: &'static str,
    range: Range<usize>,
    entries: &'n [(Key, Node)],
    /// Whether this was no map at all, so that missing keys need not be mentioned.
    broken: bool,
}

impl<'n> Fields<'n> {
    fn get(&self, key: &str) -> Option<&'n Node> {
        debug_assert!(
            self.block.knows(key),
            "`{key}` is missing in the table of `{}`",
            self.what
        );
        let found = self.entries.iter().find(|(name, _)| name.name == key);
        found.map(|(_, node)| node)
    }

    /// The id as it was written, good or bad.
    fn id_text(&self) -> &'n str {
        match self.get("id").map(|node| &node.value) {
            Some(Value::Text(text)) => text.content.trim(),
            _ => "",
        }
    }

    /// Where a key itself stands.
    fn key_range(&self, key: &str) -> Option<Range<usize>> {
        let found = self.entries.iter().find(|(name, _)| name.name == key);
        found.map(|(name, _)| name.range.clone())
    }

    fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }
}

impl Decoder<'_> {
    fn fault(&mut self, code: Code, range: &Range<usize>, message: impl Into<String>) {
        self.fault_hinting(code, range, message, code.explanation());
    }

    fn fault_hinting(
        &mut self,
        code: Code,
        range: &Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        if self.reported >= MOST_FAULTS {
            return;
        }
        self.reported += 1;
        let fault = Fault::at(code, self.source, range.clone(), message.into()).hinting(hint);
        self.findings.faults.push(fault);
    }

    fn spot(&self, node: &Node) -> Spot {
        Spot {
            file: self.index,
            range: node.range.clone(),
        }
    }

    /// Takes a map apart; unknown and repeated keys are reported here.
    fn fields<'n>(&mut self, node: &'n Node, block: &'static Block) -> Fields<'n> {
        let what = block.what;
        let (entries, broken): (&[(Key, Node)], bool) = match &node.value {
            Value::Map(entries) => (entries, false),
            _ => {
                self.wrong_shape(node, what, "ein Block mit eigenen Schlüsseln");
                (&[], true)
            }
        };
        for (at, (key, _)) in entries.iter().enumerate() {
            if !block.knows(&key.name) {
                self.unknown_key(key, block);
            } else if entries[..at]
                .iter()
                .any(|(other, _)| other.name == key.name)
            {
                let message = format!("`{}` steht in diesem Eintrag zweimal", key.name);
                self.fault(Code::RepeatedKey, &key.range, message);
            }
        }
        Fields {
            block,
            what,
            range: entries
                .first()
                .map_or(node.range.clone(), |(key, _)| key.range.clone()),
            entries,
            broken,
        }
    }

    fn unknown_key(&mut self, key: &Key, block: &Block) {
        let known: Vec<&str> = block.names().collect();
        let hint = suggest::hint(
            &key.name,
            known.iter().copied(),
            format!("möglich sind: {}", known.join(", ")),
        );
        let message = format!(
            "{}: `{}` ist kein bekannter Schlüssel",
            block.what, key.name
        );
        self.fault_hinting(Code::UnknownKey, &key.range, message, hint);
    }

    fn wrong_shape(&mut self, node: &Node, what: &str, wanted: &str) {
        if node.value == Value::Empty {
            self.fault(
                Code::EmptyValue,
                &node.range,
                format!("{what}: hier fehlt der Wert"),
            );
            return;
        }
        let found = match node.value {
            Value::Empty => "nichts",
            Value::Text(_) => "ein Text",
            Value::List(_) => "eine Liste",
            Value::Map(_) => "ein Block mit Schlüsseln",
        };
        let message = format!("{what}: hier steht {found}, erwartet wird {wanted}");
        self.fault(Code::WrongShape, &node.range, message);
    }

    /// The value of a key that must be there.
    fn need<'n>(&mut self, fields: &Fields<'n>, key: &str) -> Option<&'n Node> {
        let found = fields.get(key);
        if found.is_none() && !fields.broken {
            let message = format!("{}: `{key}` fehlt", fields.what);
            let hint = format!("ergänzen Sie `{key}: …`");
            self.fault_hinting(Code::MissingKey, &fields.range, message, hint);
        }
        found
    }

    /// The items of a list.
    fn list<'n>(&mut self, node: &'n Node, what: &str) -> &'n [Node] {
        match &node.value {
            Value::List(nodes) => nodes,
            _ => {
                self.wrong_shape(node, what, "eine Liste");
                &[]
            }
        }
    }

    /// The items of a list that may be missing.
    fn optional_list<'n>(&mut self, fields: &Fields<'n>, key: &'static str) -> &'n [Node] {
        match fields.get(key) {
            Some(node) => self.list(node, key),
            None => &[],
        }
    }

    /// The items of a list that must be there and hold something.
    fn needed_list<'n>(&mut self, fields: &Fields<'n>, key: &'static str) -> &'n [Node] {
        let Some(node) = self.need(fields, key) else {
            return &[];
        };
        let nodes = self.list(node, key);
        if nodes.is_empty() && matches!(node.value, Value::List(_)) {
            self.fault(
                Code::EmptyValue,
                &node.range,
                format!("{}: `{key}` ist leer", fields.what),
            );
        }
        nodes
    }

    /// An id that must be there.
    fn id<T>(&mut self, fields: &Fields, parse: fn(&str) -> Result<T, IdFault>) -> Option<T> {
        let node = self.need(fields, "id")?;
        let text = self.line(node, "id")?;
        match parse(&text) {
            Ok(id) => Some(id),
            Err(_) => {
                let message = format!("{}: `{text}` ist keine gültige id", fields.what);
                self.fault(Code::BadId, &node.range, message);
                None
            }
        }
    }

    /// One of several words.
    fn word<T: Copy>(&mut self, node: &Node, key: &str, words: &[(&str, T)]) -> Option<T> {
        let text = self.line(node, key)?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
            return Some(*value);
        }
        let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let hint = suggest::hint(
            &text,
            all.iter().copied(),
            format!("möglich sind: {}", all.join(", ")),
        );
        let message = format!("`{key}` kennt das Wort `{text}` nicht");
        self.fault_hinting(Code::UnknownWord, &node.range, message, hint);
        None
    }

    /// A place, written as its number or its id.
    fn place(&mut self, node: &Node) -> Option<PlaceId> {
        let written = self.reference(node, "Stelle")?;
        if let Some(id) = self.names.place(&written) {
            return PlaceId::parse(id).ok();
        }
        if self.names.incomplete(Named::Step) {
            return None;
        }
        let hint = match self.names.background_label.as_deref() == Some(written.as_str()) {
            true => {
                "der Hintergrund ist keine Stelle; nennen Sie die Nummer der nächsten".to_owned()
            }
            false => suggest::hint(
                &written,
                self.names.place_words(),
                "schreiben Sie die Nummer in Anführungszeichen, etwa \"1.2\", oder die id der Stelle",
            ),
        };
        let message = format!("eine Stelle `{written}` gibt es nicht");
        self.fault_hinting(Code::Dangling, &node.range, message, hint);
        None
    }

    /// The places of a list that may be missing.
    fn places(&mut self, fields: &Fields) -> Vec<PlaceId> {
        let nodes = self.optional_list(fields, "places");
        nodes.iter().filter_map(|node| self.place(node)).collect()
    }

    /// A municipality by its id.
    fn municipality(&mut self, node: &Node) -> Option<MunicipalityId> {
        let written = self.known_id(node, Named::Municipality, "Kommune")?;
        MunicipalityId::parse(&written).ok()
    }

    /// The id of something of one kind that must exist.
    fn known_id(&mut self, node: &Node, kind: Named, what: &str) -> Option<String> {
        let written = self.reference(node, what)?;
        if self.names.ids(kind).any(|id| id == written) {
            self.findings.used.insert(written.clone());
            return Some(written);
        }
        if self.names.incomplete(kind) {
            return None;
        }
        let hint = suggest::hint(
            &written,
            self.names.ids(kind),
            "prüfen Sie die Schreibweise oder legen Sie den Eintrag an",
        );
        let message = format!("{what} `{written}` gibt es nicht");
        self.fault_hinting(Code::Dangling, &node.range, message, hint);
        None
    }
}
