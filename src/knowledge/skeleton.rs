//! Files to fill in, each key with what it is for.
//!
//! Made from the [`KeyTable`]s of the model. Where something is to be written stands `…`, which `check` refuses until
//! it is gone; keys that are seldom needed stand there as comments.

use time::Date;

use super::keys::{KeyRow, KeyTable, Occurs, PLACEHOLDER, ValueShape};
use super::model::table;
use super::source::FileKind;

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
    let table = table(kind);
    let mut pen = SkeletonPen {
        out: String::new(),
        extent,
        today,
    };
    pen.out.push_str(&format!("# {}\n", table.about));
    if extent == Extent::Usual {
        pen.out
            .push_str("# `…` ersetzen; Zeilen, die Sie nicht brauchen, löschen.\n");
    }
    pen.entry(table, &Margin::default());
    pen.out
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

struct SkeletonPen {
    out: String,
    extent: Extent,
    today: Date,
}

impl SkeletonPen {
    fn entry(&mut self, table: &KeyTable, margin: &Margin) {
        let mut margin = margin.clone();
        for key in table.rows() {
            let seldom = key.occurs == Occurs::Seldom && self.extent == Extent::Usual;
            if seldom && margin.comment_at.is_some() {
                continue;
            }
            let mut own = margin.clone();
            if seldom {
                own.comment_at = Some(margin.indent);
            }
            self.key(key, &own);
            margin.item = false;
        }
    }

    fn key(&mut self, key: &KeyRow, margin: &Margin) {
        let name = key.name;
        let about = Some(key.about);
        let below = Margin {
            indent: margin.indent + 2,
            item: false,
            ..margin.clone()
        };
        match &key.shape {
            ValueShape::Entry(table) => {
                self.line(margin, &format!("{name}:"), about);
                self.entry(table, &below);
            }
            ValueShape::List(ValueShape::Entry(table)) => {
                self.line(margin, &format!("{name}:"), about);
                let item = Margin {
                    indent: below.indent + 2,
                    item: true,
                    ..below
                };
                self.entry(table, &item);
            }
            // In brackets every comma would begin another entry.
            ValueShape::List(ValueShape::Line) => {
                self.line(margin, &format!("{name}:"), about);
                self.line(&below, &format!("- {PLACEHOLDER}"), None);
            }
            ValueShape::Markdown => {
                self.line(margin, &format!("{name}: |"), about);
                self.line(&below, PLACEHOLDER, None);
            }
            shape => {
                let value = self.value(name, shape);
                self.line(margin, &format!("{name}: {value}"), about);
            }
        }
    }

    fn value(&self, name: &str, shape: &ValueShape) -> String {
        match shape {
            ValueShape::Word(words) => words.first().copied().unwrap_or_default().to_owned(),
            ValueShape::Switch => "true".to_owned(),
            ValueShape::Whole => "3".to_owned(),
            ValueShape::Share => "0.9".to_owned(),
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
