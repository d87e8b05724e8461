//! One YAML file as a tree whose every node knows where it stands.
//!
//! A file is parsed exactly once. Scalars stay the text that was written (`1.10` and `no` are texts here; what
//! they should have been is for `decode` to say), repeated keys are kept for the same reason.
//! Anchors, aliases, second documents, excessive depth and size are refused, so no file can grow while it is
//! read. Nothing here panics or runs long, whatever the bytes are.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::budget::BudgetBreach;
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy};
use serde_yaml::{Error, Location, Spanned};

use super::codes::Code;

/// How many bytes a file may have.
pub const MAX_BYTES: usize = 1024 * 1024;
const MAX_NODES: usize = 50_000;
const MAX_DEPTH: usize = 32;

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlNode {
    /// Where it stands: byte offsets into the file.
    pub range: Range<usize>,
    /// What it is.
    pub value: Value,
}

/// What a node can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Empty,
    /// A text.
    Text(Text),
    /// A list.
    List(Vec<YamlNode>),
    /// Keys with values, in the order written, repetitions included.
    Map(Vec<(YamlKey, YamlNode)>),
}

/// A scalar as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The characters after quotes, escapes and indentation were taken off.
    pub content: String,
    /// Whether YAML would read it as a number or truth value because it is not quoted.
    pub untyped: bool,
}

/// A key with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlKey {
    /// Where it stands.
    pub range: Range<usize>,
    /// The key.
    pub name: String,
}

/// Why a file could not be read as YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlError {
    /// Where reading stopped.
    pub range: Range<usize>,
    /// Which kind of fault it is.
    pub code: Code,
    /// What is wrong, in German.
    pub message: String,
}

/// Reads the text of a file.
///
/// # Errors
/// The one place at which the file stops being the YAML we read.
pub fn parse(source: &str) -> Result<YamlNode, YamlError> {
    let read: Result<Spanned<Raw>, Error> = serde_yaml::from_str_with_options(source, options());
    match read {
        Ok(raw) => Ok(settle(source, raw)),
        Err(error) => Err(refusal(source, &error)),
    }
}

impl YamlNode {
    /// The value of a key, where this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Value::Map(entries) = &self.value else {
            return None;
        };
        let found = entries.iter().find(|(name, _)| name.name == key);
        found.map(|(_, node)| node)
    }

    /// The items, where this is a list.
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(nodes) => nodes,
            _ => &[],
        }
    }

    /// The text without blanks around it, where this is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text.content.trim()),
            _ => None,
        }
    }
}

impl Text {
    /// The byte offset in the file at which the byte `offset` of the content stands.
    ///
    /// Quotes and indentation are bridged by counting characters that are not blank; escapes in double quotes
    /// can move the result a little, never out of the node.
    pub fn locate(&self, source: &str, range: &Range<usize>, offset: usize) -> usize {
        let before = self.content.get(..offset).unwrap_or(&self.content);
        let solid = before.chars().filter(|c| !c.is_whitespace()).count();
        let slice = source.get(range.clone()).unwrap_or_default();
        let quotes = usize::from(slice.starts_with(['"', '\'']));
        slice
            .char_indices()
            .filter(|(_, c)| !c.is_whitespace())
            .nth(solid + quotes)
            .map_or(range.end, |(at, _)| range.start + at)
    }
}

fn options() -> serde_yaml::Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_anchors: 0,
            max_aliases: 0,
            max_nodes: MAX_NODES,
            max_events: MAX_NODES * 3,
            max_depth: MAX_DEPTH,
            flow_nesting_limit: MAX_DEPTH,
            max_total_scalar_bytes: MAX_BYTES,
        },
        emit_comments: false,
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        strict_booleans: true,
        with_snippet: false,
    }
}

/// What serde hands over: a node whose untyped scalars still have to be looked up in the file.
struct Raw(RawValue);

enum RawValue {
    Empty,
    Untyped,
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor).map(Raw)
    }
}

struct RawVisitor;

/// What YAML takes for a number or truth value is looked up in the file, as it was written.
macro_rules! untyped {
    ($($visit:ident: $type:ty),+) => {$(
        fn $visit<E>(self, _: $type) -> Result<RawValue, E> {
            Ok(RawValue::Untyped)
        }
    )+};
}

impl<'de> Visitor<'de> for RawVisitor {
    type Value = RawValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a list or a mapping")
    }

    fn visit_unit<E>(self) -> Result<RawValue, E> {
        Ok(RawValue::Empty)
    }

    untyped! {
        visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_i128: i128, visit_u128: u128, visit_f64: f64
    }

    fn visit_str<E>(self, text: &str) -> Result<RawValue, E> {
        Ok(RawValue::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<RawValue, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = list.next_element()? {
            nodes.push(node);
        }
        Ok(RawValue::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawValue, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(RawValue::Map(entries))
    }
}

fn settle(source: &str, raw: Spanned<Raw>) -> YamlNode {
    let range = range_of(source, raw.referenced);
    let value = match raw.value.0 {
        RawValue::Empty => Value::Empty,
        RawValue::Text(content) => Value::Text(Text {
            content,
            untyped: false,
        }),
        RawValue::Untyped => Value::Text(Text {
            content: source[range.clone()].trim().to_owned(),
            untyped: true,
        }),
        RawValue::List(nodes) => {
            Value::List(nodes.into_iter().map(|n| settle(source, n)).collect())
        }
        RawValue::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, node)| {
                    let key = YamlKey {
                        range: range_of(source, key.referenced),
                        name: key.value,
                    };
                    (key, settle(source, node))
                })
                .collect(),
        ),
    };
    YamlNode { range, value }
}

/// The bytes a location covers, always on character boundaries inside the file, without trailing blanks.
fn range_of(source: &str, location: Location) -> Range<usize> {
    let span = location.span();
    let offset = |at: Option<u64>| at.and_then(|at| usize::try_from(at).ok());
    let (Some(start), Some(len)) = (offset(span.byte_offset()), offset(span.byte_len())) else {
        return at_position(source, location);
    };
    let start = floor_boundary(source, start);
    let end = floor_boundary(source, start.saturating_add(len)).max(start);
    start..start + source[start..end].trim_end().len()
}

/// Where a line and column are; errors know no bytes.
fn at_position(source: &str, location: Location) -> Range<usize> {
    let count = |number: u64| usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX);
    let line = match count(location.line()) {
        0 => 0,
        n => source
            .match_indices('\n')
            .nth(n - 1)
            .map_or(source.len(), |(at, _)| at + 1),
    };
    let start = source[line..]
        .char_indices()
        .nth(count(location.column()))
        .map_or(source.len(), |(at, _)| line + at);
    start..start
}

/// The offset, or the nearest one before it at which a character begins.
pub(super) fn floor_boundary(source: &str, at: usize) -> usize {
    let mut at = at.min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn refusal(source: &str, error: &Error) -> YamlError {
    let (code, message) = in_german(error);
    let mut range = error
        .location()
        .map_or(0..0, |location| at_position(source, location));
    if code == Code::Anchor {
        range = name_before(source, range.start).unwrap_or(range);
    }
    YamlError {
        range,
        code,
        message,
    }
}

/// The `&name` or `*name` that begins at an offset, or the last one before it: the parser stops at what follows a name.
fn name_before(source: &str, at: usize) -> Option<Range<usize>> {
    let at = floor_boundary(source, at);
    let is_mark = |at: &usize| source[*at..].starts_with(['&', '*']);
    let start = Some(at).filter(is_mark).or_else(|| {
        let mut words = source[..at].rmatch_indices(['&', '*']);
        words.find_map(|(mark, _)| {
            source[..mark]
                .ends_with([' ', '\n', '[', ','])
                .then_some(mark)
        })
    })?;
    let name = source[start..].split([' ', '\n', ',', ']']).next()?;
    Some(start..start + name.len())
}

const ANCHORS: (Code, &str) = (
    Code::Anchor,
    "Anker und Verweise (`&name`, `*name`) sind nicht erlaubt",
);
const TOO_MUCH: (Code, &str) = (
    Code::TooMuch,
    "die Datei ist zu tief verschachtelt oder hat zu viele Einträge",
);
const SECOND_DOCUMENT: (Code, &str) = (
    Code::SecondDocument,
    "hier beginnt ein zweites Dokument (`---`)",
);

fn in_german(error: &Error) -> (Code, String) {
    let (code, message) = match error {
        Error::MultipleDocuments { .. } => SECOND_DOCUMENT,
        Error::UnknownAnchor { .. } | Error::AliasError { .. } => ANCHORS,
        Error::Budget { breach, .. } => match breach {
            BudgetBreach::Anchors { .. } | BudgetBreach::Aliases { .. } => ANCHORS,
            _ => TOO_MUCH,
        },
        other => return syntax(&other.to_string()),
    };
    (code, message.to_owned())
}

/// What the parser says, and the same in the words of somebody who edits texts.
const IN_GERMAN: [(&str, &str); 12] = [
    (
        "mapping values are not allowed",
        "hier steht ein `:`, wo keiner stehen darf",
    ),
    (
        "unclosed quote",
        "das Anführungszeichen wird nicht geschlossen",
    ),
    ("unclosed bracket", "die Klammer wird nicht geschlossen"),
    ("tabs disallowed", "hier ist mit Tabulator eingerückt"),
    (
        "did not find expected '-'",
        "hier fehlt das `-` eines Listeneintrags, oder die Einrückung stimmt nicht",
    ),
    (
        "block sequence entries are not allowed",
        "hier darf keine Liste beginnen",
    ),
    (
        "unexpected character",
        "dieses Zeichen darf hier nicht ohne Anführungszeichen stehen",
    ),
    (
        "simple key expected",
        "hier fehlt der `:` hinter dem Schlüssel",
    ),
    (
        "invalid trailing content",
        "hinter dem schließenden Anführungszeichen steht noch etwas",
    ),
    (
        "unknown escape",
        "hinter dem `\\` steht ein unbekanntes Zeichen",
    ),
    (
        "block scalar",
        "hinter `|` oder `>` darf in derselben Zeile nichts stehen",
    ),
    (
        "expected string scalar",
        "der Schlüssel muss ein einfaches Wort sein",
    ),
];

/// What is not in the table stays as the parser put it: better English than nothing.
fn syntax(parser: &str) -> (Code, String) {
    let says = |words: &&str| parser.contains(*words);
    if ["nesting", "recursion", "depth"].iter().any(says) {
        return (TOO_MUCH.0, TOO_MUCH.1.to_owned());
    }
    let known = IN_GERMAN.iter().find(|(english, _)| says(english));
    let message = known.map(|(_, german)| (*german).to_owned());
    let message = message.unwrap_or_else(|| {
        let plain = parser.rsplit_once(" at line ");
        let plain = plain.map_or(parser, |(text, _)| text);
        format!("das ist kein gültiges YAML ({plain})")
    });
    (Code::Syntax, message)
}
