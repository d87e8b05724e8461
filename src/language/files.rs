//! Reading the three files of a pack, with every fault at once.
//!
//! The only file of this floor that touches the disk.

use std::collections::HashMap;
use std::path::Path;
use std::sync::LazyLock;
use std::{fmt, fs};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_yaml::{Location, Spanned};

use super::does::Does;
use super::matching::NoGuide;
use super::pack::{Intent, Pack, ThingKind};
use super::pattern::{self, PatternNode};
use super::vocabulary::{PatternVocabulary, Sighted};
use super::words::{Format, WordClasses};
use crate::german::fold::Token;

/// One thing that is wrong in a pack, in German, for those who edit it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackFault {
    /// The file, relative to the folder of the pack.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub hint: String,
}

impl fmt::Display for PackFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}:{}: {}",
            self.file, self.line, self.column, self.message
        )?;
        write!(f, "\n  Hinweis: {}", self.hint)
    }
}

/// The names of the files, and their texts in the same order.
const FILES: [&str; 3] = ["words.yaml", "intents.yaml", "kinds.yaml"];
const WORDS: usize = 0;
const INTENTS: usize = 1;
const KINDS: usize = 2;
pub(super) type PackTexts = [String; 3];

/// The German pack inside the program.
pub(super) fn built_in() -> PackTexts {
    let texts = [
        include_str!("../../language/de/words.yaml"),
        include_str!("../../language/de/intents.yaml"),
        include_str!("../../language/de/kinds.yaml"),
    ];
    texts.map(str::to_owned)
}

/// The texts of a folder's files.
fn texts(folder: &Path) -> Result<PackTexts, PackFault> {
    let mut texts = PackTexts::default();
    for (name, text) in FILES.iter().zip(&mut texts) {
        *text = fs::read_to_string(folder.join(name)).map_err(|error| PackFault {
            file: (*name).to_owned(),
            line: 1,
            column: 1,
            message: format!("die Datei lässt sich nicht lesen ({error})"),
            hint: format!("zu einem Sprachpaket gehören {}", FILES.join(", ")),
        })?;
    }
    Ok(texts)
}

impl Pack {
    /// The German pack inside the program.
    pub fn built_in() -> &'static Self {
        static PACK: LazyLock<Pack> = LazyLock::new(|| PackReading::of(&built_in()).pack);
        &PACK
    }

    /// Reads the pack of a folder.
    ///
    /// # Errors
    /// Everything that is wrong in it.
    pub fn read(folder: &Path) -> Result<Self, Vec<PackFault>> {
        let texts = texts(folder).map_err(|fault| vec![fault])?;
        let mut reading = PackReading::of(&texts);
        reading.clashes();
        reading.faults.sort();
        match reading.faults.is_empty() {
            true => Ok(reading.pack),
            false => Err(reading.faults),
        }
    }
}

/// A pack that is being read.
pub(super) struct PackReading<'t> {
    texts: &'t PackTexts,
    pub(super) pack: Pack,
    pub(super) faults: Vec<PackFault>,
    ids: HashMap<(usize, String), Location>,
    /// Where each pattern of an intent stands.
    said: Vec<Location>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IntentsFile {
    #[expect(dead_code, reason = "checked as it is read")]
    format: Format,
    intents: Vec<IntentEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IntentEntry {
    id: Spanned<String>,
    does: Spanned<String>,
    #[serde(default)]
    says: Vec<Spanned<String>>,
    #[serde(default)]
    like: Vec<String>,
    #[serde(default)]
    exact: bool,
    #[serde(default)]
    beside: bool,
    answer: Option<String>,
    with_terms: Option<String>,
    #[serde(default)]
    tests: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindsFile {
    #[expect(dead_code, reason = "checked as it is read")]
    format: Format,
    kinds: Vec<KindEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindEntry {
    id: Spanned<String>,
    lacks: String,
    asked: Vec<Spanned<String>>,
    held: Vec<Spanned<String>>,
    tests: KindTests,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindTests {
    asks: Vec<String>,
    not: Vec<String>,
}

impl<'t> PackReading<'t> {
    /// Reads the texts, without looking for intents that claim the same words.
    pub(super) fn of(texts: &'t PackTexts) -> Self {
        let (pack, faults, ids, said) = Default::default();
        let mut reading = Self {
            texts,
            pack,
            faults,
            ids,
            said,
        };
        let words: WordClasses = reading.file(WORDS).unwrap_or_default();
        reading.pack = Pack {
            vocabulary: PatternVocabulary::of(&words),
            words,
            ..Pack::default()
        };
        // Before any is known, so that none has itself in it.
        let pieces = reading.pack.words.pieces.clone();
        let compiled: Vec<_> = (pieces.iter())
            .filter_map(|(name, written)| Some((name, reading.pattern(WORDS, written)?)))
            .collect();
        for (name, nodes) in compiled {
            reading.pack.vocabulary.keep_piece(name, nodes);
        }
        let intents: Option<IntentsFile> = reading.file(INTENTS);
        intents
            .into_iter()
            .flat_map(|file| file.intents)
            .for_each(|entry| reading.intent(entry));
        let kinds: Option<KindsFile> = reading.file(KINDS);
        kinds
            .into_iter()
            .flat_map(|file| file.kinds)
            .for_each(|entry| reading.kind(entry));
        reading
    }

    /// Looks for intents that claim the same words: the same pattern, or a text that a pattern spells out and one of
    /// another intent accepts. Patterns with `{rest}` give way to all others by themselves.
    pub(super) fn clashes(&mut self) {
        for at in 0..self.said.len() {
            let Pack { said, intents, .. } = &self.pack;
            let pattern = &said.all[at];
            let same = said.all[..at]
                .iter()
                .find(|other| other.nodes == pattern.nodes);
            let spelled = texts_of(&pattern.nodes).into_iter().find_map(|words| {
                let tokens = vec![blank(); words.len()];
                let seen = words.iter().map(|word| vec![(*word, false)]).collect();
                let text = Sighted {
                    tokens: &tokens,
                    seen,
                    leading: 0,
                    trailing: 0,
                };
                let fitting = said.whole(&text, &NoGuide).into_iter();
                let mut others =
                    fitting.filter(|found| found.intent != pattern.owner && !found.path.rest.0);
                others.next().map(|found| found.intent)
            });
            let same = same
                .map(|same| same.owner)
                .filter(|owner| *owner != pattern.owner);
            if let Some(other) = same.or(spelled) {
                let message = format!("das beansprucht auch `{}`", intents[other].id);
                self.fault(
                    INTENTS,
                    self.said[at],
                    message,
                    "streichen Sie es an einer der beiden Stellen",
                );
            }
        }
    }

    fn file<T: DeserializeOwned>(&mut self, file: usize) -> Option<T> {
        let options = serde_yaml::options! { with_snippet: false, strict_booleans: true };
        let read = serde_yaml::from_str_with_options(&self.texts[file], options);
        let error: serde_yaml::Error = match read {
            Ok(read) => return Some(read),
            Err(error) => error,
        };
        let said = error.to_string();
        let said = said
            .rsplit_once(" at line ")
            .map_or(said.as_str(), |(said, _)| said);
        let message = format!("das ist nicht die Form, die hier erwartet wird ({said})");
        let at = error.location().unwrap_or(Location::UNKNOWN);
        self.fault(file, at, message, "die Form steht am Anfang der Datei");
        None
    }

    fn intent(&mut self, entry: IntentEntry) {
        let IntentEntry {
            id,
            does: doing,
            says,
            like,
            exact,
            beside,
            answer,
            with_terms,
            tests,
        } = entry;
        self.id(INTENTS, &id);
        let does = self.does(&doing);
        if tests.is_empty() {
            self.fault(
                INTENTS,
                id.referenced,
                format!("`{}` hat keine Prüfsätze", id.value),
                "unter `tests:` stehen mindestens drei Sätze, die so verstanden werden müssen",
            );
        }
        if does.is_some_and(|does| answer.is_some() != (does == Does::Say)) {
            let hint = "unter `answer: |` steht, was Lotse sagt";
            let message = "eine Antwort gibt es mit `does: say` immer, sonst nie";
            self.fault(INTENTS, id.referenced, message.to_owned(), hint);
        }
        let does = does.unwrap_or(Does::Say);
        for written in &says {
            let Some(nodes) = self.pattern(INTENTS, written) else {
                continue;
            };
            if !does.needs().is_empty() && !pattern::has(&nodes, does.needs(), true) {
                let message = format!("für `{}` fehlt hier eine Leerstelle", doing.value);
                let needs = format!("eine von diesen darf nicht fehlen: {:?}", does.needs());
                self.fault(INTENTS, written.referenced, message, &needs.to_lowercase());
            }
            self.said.push(written.referenced);
            if beside {
                let owner = self.pack.intents.len();
                self.pack.said_beside.add(owner, nodes.clone(), exact);
            }
            self.pack.said.add(self.pack.intents.len(), nodes, exact);
        }
        let answer = answer.map(|answer| answer.trim().to_owned());
        let says = says.into_iter().map(|says| says.value).collect();
        self.pack.intents.push(Intent {
            id: id.value,
            does,
            says,
            like,
            exact,
            answer,
            with_terms,
            tests,
        });
    }

    /// What an intent does, if the program can do that.
    fn does(&mut self, doing: &Spanned<String>) -> Option<Does> {
        let known = Does::named(&doing.value);
        if known.is_none() {
            let words = Does::ALL.iter().map(|(word, _)| *word);
            let near = words.min_by_key(|word| strsim::osa_distance(word, &doing.value));
            let message = format!("`{}` kann das Programm nicht", doing.value);
            let hint = format!("meinten Sie `{}`?", near.unwrap_or_default());
            self.fault(INTENTS, doing.referenced, message, &hint);
        }
        known
    }

    fn kind(&mut self, entry: KindEntry) {
        self.id(KINDS, &entry.id);
        let owner = self.pack.kinds.len();
        for written in &entry.asked {
            let nodes = self.pattern(KINDS, written);
            nodes
                .into_iter()
                .for_each(|nodes| self.pack.asked.add(owner, nodes, false));
        }
        // What a text of the guide holds is as it stands.
        for written in &entry.held {
            let nodes = self.pattern(KINDS, written);
            nodes
                .into_iter()
                .for_each(|nodes| self.pack.held.add(owner, nodes, true));
        }
        let KindTests { asks, not } = entry.tests;
        let (id, lacks) = (entry.id.value, entry.lacks);
        self.pack.kinds.push(ThingKind {
            id,
            lacks,
            asks,
            asks_not: not,
        });
    }

    fn id(&mut self, file: usize, id: &Spanned<String>) {
        if let Some(before) = self.ids.insert((file, id.value.clone()), id.referenced) {
            let message = format!("`{}` gibt es schon in Zeile {}", id.value, before.line());
            self.fault(
                file,
                id.referenced,
                message,
                "jeder Name darf nur einmal vorkommen",
            );
        }
    }

    fn pattern(&mut self, file: usize, written: &Spanned<String>) -> Option<Vec<PatternNode>> {
        let (at, message) = match pattern::compile(&written.value, &mut self.pack.vocabulary) {
            Ok(nodes) => return Some(nodes),
            Err(wrong) => wrong,
        };
        let start = written
            .referenced
            .span()
            .byte_offset()
            .and_then(|at| usize::try_from(at).ok());
        let first = start.and_then(|start| self.texts[file].as_bytes().get(start));
        let quotes = usize::from(matches!(first, Some(b'"' | b'\'')));
        let hint = "wie Muster geschrieben werden, steht am Anfang von intents.yaml";
        self.fault(file, written.referenced, message, hint);
        let fault = self.faults.last_mut()?;
        fault.column += quotes + written.value[..at].chars().count();
        None
    }

    fn fault(&mut self, file: usize, at: Location, message: String, hint: &str) {
        let number = |number: u64| usize::try_from(number.max(1)).unwrap_or(1);
        self.faults.push(PackFault {
            file: FILES[file].to_owned(),
            line: number(at.line()),
            column: number(at.column()),
            message,
            hint: hint.to_owned(),
        });
    }
}

fn blank() -> Token {
    Token {
        key: String::new(),
        range: 0..0,
        stopped: false,
    }
}

/// Texts that are tried of one pattern; one with many brackets has thousands.
const MAX_TEXTS: usize = 64;

/// The texts that a sequence spells out, without classes and slots.
fn texts_of(nodes: &[PatternNode]) -> Vec<Vec<u32>> {
    let mut texts = vec![Vec::new()];
    for node in nodes {
        let ways: Vec<Vec<u32>> = match node {
            PatternNode::Words { many: true, .. } => vec![Vec::new()],
            PatternNode::Words {
                words,
                written: true,
                ..
            } => words.iter().map(|word| vec![*word]).collect(),
            PatternNode::Words { .. } | PatternNode::Slot(_) => Vec::new(),
            PatternNode::Choice(choice) => {
                choice.iter().flat_map(|nodes| texts_of(nodes)).collect()
            }
        };
        let all = texts
            .iter()
            .flat_map(|text| ways.iter().map(move |way| [&text[..], way].concat()));
        texts = all.take(MAX_TEXTS).collect();
    }
    texts
}
