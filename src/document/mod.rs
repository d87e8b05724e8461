//! Documents that are handed out: what stands in one, and three forms to write it in.
//!
//! A [`Paper`] is plain values in reading order; [`docx`] writes it for word processors, [`markdown`] for editors of
//! text, [`plain`] for everything else. Equal documents give equal bytes. What somebody typed stays what it is: it is never
//! read as markup. Every word comes from whoever makes the document; only the signs of tick boxes are made here.

pub mod docx;
pub mod markdown;
pub mod plain;

use time::OffsetDateTime;

use crate::text::{Block, RichText, Span};

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Its title.
    pub title: String,
    /// What it is and of when, below the title.
    pub lead: Vec<String>,
    /// When it was made.
    pub made: OffsetDateTime,
    /// What stands in it, in reading order.
    pub pieces: Vec<Piece>,
}

/// Something that stands in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A heading, of a level from 1.
    Heading(u8, String),
    /// Running text and lists.
    Text(RichText),
    /// Somebody's own words, exactly, and a word on them.
    Quote {
        /// The words.
        words: String,
        /// What is said of them.
        about: String,
    },
    /// Small, below what it is about: where that comes from.
    Aside(String),
    /// What is still missing, marked so that nobody overlooks it.
    Gap(String),
    /// Things that are done or open.
    Boxes(Vec<TickBox>),
    /// A table.
    Table(Grid),
}

/// Something that is done or open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TickBox {
    /// Whether it is done.
    pub done: bool,
    /// What it is; says in words whether it is done.
    pub text: String,
}

/// A table whose first row says what the columns are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// What it is about, for whom it is read out to.
    pub caption: String,
    /// What the columns are, each with its share of the width in percent.
    pub head: Vec<(String, u8)>,
    /// The rows below, each with as many cells.
    pub rows: Vec<Vec<String>>,
}

impl Paper {
    /// Adds a heading.
    pub fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.pieces.push(Piece::Heading(level, text.into()));
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: impl Into<String>) {
        self.text(&RichText::paragraph(text));
    }

    /// Adds running text, if there is any.
    pub fn text(&mut self, text: &RichText) {
        if !text.is_empty() {
            self.pieces.push(Piece::Text(text.clone()));
        }
    }

    /// Adds things that are done or open, if there are any.
    pub fn boxes(&mut self, boxes: Vec<TickBox>) {
        if !boxes.is_empty() {
            self.pieces.push(Piece::Boxes(boxes));
        }
    }

    /// Adds a bulleted list, if there is anything in it.
    pub fn bullets(&mut self, items: Vec<String>) {
        if !items.is_empty() {
            self.text(&RichText::default().and_bullets(items));
        }
    }
}

impl TickBox {
    fn sign(&self) -> char {
        if self.done { '☑' } else { '☐' }
    }
}

/// What a line of running text is.
enum Line<'t> {
    Title(&'t [Span]),
    Paragraph(&'t [Span]),
    Bullet(&'t [Span]),
    /// A line of a numbered list: its number, and whether the list begins with it.
    Numbered(u32, bool, &'t [Span]),
}

/// The lines of a running text.
fn lines(text: &RichText) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for block in &text.blocks {
        match block {
            Block::Title(spans) => lines.push(Line::Title(spans)),
            Block::Paragraph(spans) => lines.push(Line::Paragraph(spans)),
            Block::List { start: None, items } => {
                lines.extend(items.iter().map(|item| Line::Bullet(item)));
            }
            Block::List {
                start: Some(start),
                items,
            } => lines.extend(
                (*start..)
                    .zip(items)
                    .map(|(number, item)| Line::Numbered(number, number == *start, item)),
            ),
        }
    }
    lines
}

/// A running text as it is written line by line, with a blank line around everything but the lines of one list.
fn paragraphs(text: &RichText, write: impl Fn(&Line<'_>) -> String) -> String {
    let mut written = String::new();
    let lines = lines(text);
    let mut last: Option<&Line<'_>> = None;
    for line in &lines {
        let goes_on = matches!(
            (last, line),
            (Some(Line::Bullet(_)), Line::Bullet(_))
                | (Some(Line::Numbered(..)), Line::Numbered(_, false, _))
        );
        if !written.is_empty() {
            written.push_str(if goes_on { "\n" } else { "\n\n" });
        }
        written.push_str(&write(line));
        last = Some(line);
    }
    written
}

#[cfg(test)]
mod tests;
