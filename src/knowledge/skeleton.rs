//! Files to fill in, each key with what it is for, and samples that are filled in already.
//!
//! Made from the [`KeyTable`]s of the model. Where something is to be written stands `…`, which `check` refuses until
//! it is gone; keys that are seldom needed stand there as comments. In a sample all keys that it does not fill are
//! comments, and nothing is said twice.

use std::collections::BTreeSet;

use time::Date;

use super::decode::ReadEntry;
use super::keys::{KeyRow, KeyTable, Occurs, PLACEHOLDER, ValueShape};
use super::model::{Decision, table};
use super::source::FileKind;
use super::yaml::{Value, YamlError, YamlNode, parse};

/// Where comments behind a key begin, if the line leaves room.
const COMMENT_COLUMN: usize = 30;

/// How much a skeleton holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Seldom keys as comments.
    Usual,
    /// All keys written out.
    Full,
}

/// A file of that kind to fill in; `today` is when its content is taken over.
pub fn skeleton(kind: FileKind, extent: Extent, today: Date) -> String {
    let mut pen = SkeletonPen::new("", extent, today);
    pen.line(&Margin::default(), &format!("# {}", about(kind)), None);
    if extent == Extent::Usual {
        pen.out
            .push_str("# `…` ersetzen; Zeilen, die Sie nicht brauchen, löschen.\n");
    }
    pen.entry(table(kind), &Margin::default(), None);
    pen.out
}

/// What is to be decided at a place, to fill in; `today` is when its content is taken over.
pub fn decisions(today: Date) -> String {
    let table = <Decision as ReadEntry>::TABLE;
    let mut pen = SkeletonPen::new("", Extent::Usual, today);
    pen.line(&Margin::default(), &format!("# {}", table.about), None);
    pen.out
        .push_str("# `…` ersetzen; Zeilen, die Sie nicht brauchen, löschen.\ndecisions:\n");
    pen.entry(table, &Margin::default().below().item(), None);
    pen.out
}

/// What a file of that kind is for.
pub fn about(kind: FileKind) -> &'static str {
    table(kind).about
}

/// A file of that kind with the values of `sample`, told key by key; `today` is when its content is taken over.
///
/// # Errors
/// When the sample is no YAML.
pub fn sample(kind: FileKind, sample: &str, today: Date) -> Result<String, YamlError> {
    let root = parse(sample)?;
    let mut pen = SkeletonPen::new(sample, Extent::Usual, today);
    pen.line(&Margin::default(), &format!("# {}", about(kind)), None);
    pen.entry(table(kind), &Margin::default(), Some(&root));
    Ok(pen.out)
}

/// What stands before every line of a block.
#[derive(Debug, Clone, Default)]
struct Margin {
    /// How far it is indented.
    indent: usize,
    /// Whether it is the first line of a list item.
    item: bool,
    /// From which column on it is a comment.
    comment_at: Option<usize>,
}

impl Margin {
    /// What stands before what is below a line.
    fn below(&self) -> Self {
        Self {
            indent: self.indent + 2,
            item: false,
            ..self.clone()
        }
    }

    /// What stands before an entry of a list at this depth.
    fn item(self) -> Self {
        Self {
            indent: self.indent + 2,
            item: true,
            ..self
        }
    }
}

/// What stands in a comment where keys to fill in would not tell what is wanted: by key, with its values.
const EXAMPLES: [(&str, &str); 1] = [(
    "words",
    "step: {article: die, one: Phase, many: Phasen}
section: {article: der, one: Baustein, many: Bausteine}
municipality: {article: der, one: Verein, many: Vereine}
people: [vorstand, vorständin, vorsitzende, vorsitzender, vorsitzenden]
offices: [KomIn, Stabsstelle Zukunft]",
)];

/// Floors that a guide can begin with, by the names of the figures.
const FLOORS: [(&str, &str); 5] = [
    ("hit_at_1", "0.8"),
    ("hit_at_3", "0.9"),
    ("mrr", "0.8"),
    ("refused_absent", "0.7"),
    ("wrong_refusals", "0.04"),
];

struct SkeletonPen<'a> {
    out: String,
    extent: Extent,
    today: Date,
    /// The sample whose values are written, as text.
    sample: &'a str,
    /// Keys of a sample that were told, with what was said of them.
    told: BTreeSet<(&'static str, &'static str)>,
}

impl<'a> SkeletonPen<'a> {
    fn new(sample: &'a str, extent: Extent, today: Date) -> Self {
        Self {
            out: String::new(),
            extent,
            today,
            sample,
            told: BTreeSet::new(),
        }
    }

    /// The keys of an entry, with the values of a sample where there is one.
    fn entry(&mut self, table: &KeyTable, margin: &Margin, sample: Option<&YamlNode>) {
        let mut margin = margin.clone();
        for key in table.rows() {
            let value = sample.and_then(|sample| sample.get(key.name));
            let is_comment = match sample {
                Some(_) => value.is_none(),
                None => key.occurs == Occurs::Seldom && self.extent == Extent::Usual,
            };
            let is_new = self.sample.is_empty() || self.told.insert((key.name, key.about));
            if is_comment && (margin.comment_at.is_some() || !is_new) {
                continue;
            }
            let mut own = margin.clone();
            if is_comment {
                own.comment_at = Some(margin.indent);
            }
            let about = is_new.then_some(key.about);
            match value {
                Some(value) => self.filled(key, about, &own, value),
                None => self.key(key, about, &own),
            }
            margin.item = false;
        }
    }

    /// A key to fill in.
    fn key(&mut self, key: &KeyRow, about: Option<&str>, margin: &Margin) {
        let name = key.name;
        let example = EXAMPLES.iter().find(|(of, _)| *of == name);
        match &key.shape {
            ValueShape::Entry(table) => {
                self.line(margin, &format!("{name}:"), about);
                match example.and_then(|(_, example)| Some((example, parse(example).ok()?))) {
                    Some((example, root)) => self.example(table, margin, example, &root),
                    None => self.entry(table, &margin.below(), None),
                }
            }
            ValueShape::List(ValueShape::Entry(table)) => {
                self.line(margin, &format!("{name}:"), about);
                self.entry(table, &margin.below().item(), None);
            }
            // In brackets every comma would begin another entry.
            ValueShape::List(ValueShape::Line) => {
                self.line(margin, &format!("{name}:"), about);
                self.line(&margin.below(), &format!("- {PLACEHOLDER}"), None);
            }
            ValueShape::Markdown => {
                self.line(margin, &format!("{name}: |"), about);
                self.line(&margin.below(), PLACEHOLDER, None);
            }
            shape => {
                let value = self.value(name, shape);
                self.line(margin, &format!("{name}: {value}"), about);
            }
        }
    }

    /// The keys of an entry with the values of an example of its own.
    fn example(&mut self, table: &KeyTable, margin: &Margin, example: &str, root: &YamlNode) {
        let mut pen = SkeletonPen::new(example, self.extent, self.today);
        pen.entry(table, &margin.below(), Some(root));
        self.out.push_str(&pen.out);
    }

    /// A key with the value that the sample has for it.
    fn filled(&mut self, key: &KeyRow, about: Option<&str>, margin: &Margin, value: &YamlNode) {
        let name = key.name;
        match &key.shape {
            ValueShape::Entry(table) => {
                self.line(margin, &format!("{name}:"), about);
                self.entry(table, &margin.below(), Some(value));
            }
            ValueShape::List(ValueShape::Entry(table)) => {
                self.line(margin, &format!("{name}:"), about);
                for item in value.items() {
                    self.entry(table, &margin.below().item(), Some(item));
                }
            }
            ValueShape::List(ValueShape::Line) => {
                self.line(margin, &format!("{name}:"), about);
                for item in value.items() {
                    let item = self.written(item);
                    self.line(&margin.below(), &format!("- {item}"), None);
                }
            }
            ValueShape::Markdown => {
                self.line(margin, &format!("{name}: |"), about);
                for line in value.text().unwrap_or_default().lines() {
                    self.line(&margin.below(), line, None);
                }
            }
            ValueShape::Date if name == "captured" => {
                self.line(margin, &format!("{name}: {}", self.today), about);
            }
            _ => {
                let value = self.written(value);
                self.line(margin, &format!("{name}: {value}"), about);
            }
        }
    }

    /// A value as the sample writes it, quotes included; a list in brackets.
    fn written(&self, value: &YamlNode) -> String {
        if let Value::List(items) = &value.value {
            let items: Vec<String> = items.iter().map(|item| self.written(item)).collect();
            return format!("[{}]", items.join(", "));
        }
        let written = self.sample.get(value.range.clone());
        written.unwrap_or_default().trim().to_owned()
    }

    fn value(&self, name: &str, shape: &ValueShape) -> String {
        match shape {
            ValueShape::Word(words) => words.first().copied().unwrap_or_default().to_owned(),
            ValueShape::Switch => "true".to_owned(),
            ValueShape::Whole => "3".to_owned(),
            ValueShape::Share => {
                let floor = FLOORS.iter().find(|(of, _)| *of == name);
                floor.map_or("0.95", |(_, floor)| floor).to_owned()
            }
            ValueShape::Version => "1".to_owned(),
            ValueShape::Date if name == "captured" => self.today.to_string(),
            ValueShape::Date => "unknown".to_owned(),
            ValueShape::Number | ValueShape::Place => format!("\"{PLACEHOLDER}\""),
            ValueShape::List(items) => format!("[{}]", self.value(name, items)),
            _ => PLACEHOLDER.to_owned(),
        }
    }

    fn line(&mut self, margin: &Margin, text: &str, about: Option<&str>) {
        let mut line = " ".repeat(margin.indent);
        if margin.item {
            line.truncate(margin.indent.saturating_sub(2));
            line.push_str("- ");
        }
        if let Some(at) = margin.comment_at {
            line.insert_str(at.min(line.len()), "# ");
        }
        line.push_str(text);
        if let Some(about) = about {
            let gap = COMMENT_COLUMN.saturating_sub(line.chars().count()).max(2);
            line.push_str(&" ".repeat(gap));
            line.push_str("# ");
            line.push_str(about);
        }
        self.out.push_str(&line);
        self.out.push('\n');
    }
}
