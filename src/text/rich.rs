//! The value [`RichText`]: blocks of spans, flat on purpose.
//!
//! Nesting is one level deep (a list holds items, an item holds spans), because no place we show text at can
//! show more. Styles are flags on a span instead of a tree, so that splitting and emphasising are loops.

use serde::{Deserialize, Serialize};

use super::link::Link;

/// A text of paragraphs, titles and lists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RichText {
    /// The blocks, in reading order.
    pub blocks: Vec<Block>,
}

/// A paragraph, a title or a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Block {
    /// A line of its own that heads what follows; shown bold.
    Title(Vec<Span>),
    /// Running text. A line break inside is a `\n` in a span.
    Paragraph(Vec<Span>),
    /// A list of one level.
    List {
        /// The first number of a numbered list, `None` for bullets.
        start: Option<u32>,
        /// The items, each a run of spans.
        items: Vec<Vec<Span>>,
    },
}

/// A run of characters in one style.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The characters as a person reads them, never escaped.
    pub text: String,
    /// Shown bold.
    pub strong: bool,
    /// Shown in italics.
    pub emphasis: bool,
    /// Where a tap on it leads.
    pub link: Option<Link>,
}

impl RichText {
    /// Makes a text of one unformatted paragraph.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::default().and_paragraph(text)
    }

    /// Adds a title line.
    #[must_use]
    pub fn and_title(mut self, text: impl Into<String>) -> Self {
        self.blocks.push(Block::Title(vec![Span::plain(text)]));
        self
    }

    /// Adds an unformatted paragraph.
    #[must_use]
    pub fn and_paragraph(mut self, text: impl Into<String>) -> Self {
        self.blocks.push(Block::Paragraph(vec![Span::plain(text)]));
        self
    }

    /// Adds a paragraph of formatted spans.
    #[must_use]
    pub fn and_spans(mut self, spans: Vec<Span>) -> Self {
        self.blocks.push(Block::Paragraph(spans));
        self
    }

    /// Adds a bulleted list of unformatted items.
    #[must_use]
    pub fn and_bullets(mut self, items: impl IntoIterator<Item = String>) -> Self {
        let items = items
            .into_iter()
            .map(|item| vec![Span::plain(item)])
            .collect();
        self.blocks.push(Block::List { start: None, items });
        self
    }

    /// Adds all blocks of another text.
    #[must_use]
    pub fn and(mut self, other: &RichText) -> Self {
        self.blocks.extend(other.blocks.iter().cloned());
        self
    }

    /// Tells whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.blocks.iter().all(Block::is_empty)
    }
}

impl Block {
    /// Tells whether there is nothing to read.
    pub(crate) fn is_empty(&self) -> bool {
        let blank = |spans: &[Span]| spans.iter().all(|span| span.text.trim().is_empty());
        match self {
            Block::Title(spans) | Block::Paragraph(spans) => blank(spans),
            Block::List { items, .. } => items.iter().all(|item| blank(item)),
        }
    }
}

impl Span {
    /// Makes a span without any style.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Makes a bold span.
    pub fn strong(text: impl Into<String>) -> Self {
        Self {
            strong: true,
            ..Self::plain(text)
        }
    }

    /// Makes a span in italics.
    pub fn emphasis(text: impl Into<String>) -> Self {
        Self {
            emphasis: true,
            ..Self::plain(text)
        }
    }

    /// Makes a span that leads somewhere.
    pub fn link(text: impl Into<String>, link: Link) -> Self {
        Self {
            link: Some(link),
            ..Self::plain(text)
        }
    }

    /// Tells whether two spans look the same and lead to the same address.
    pub(super) fn same_style(&self, other: &Span) -> bool {
        self.strong == other.strong && self.emphasis == other.emphasis && self.link == other.link
    }

    /// The address to write behind the text where links cannot be tapped, unless the text is the address.
    pub(super) fn address_to_show(&self) -> Option<&str> {
        let address = self.link.as_ref()?.as_str();
        let text = self.text.trim();
        let said = text == address || address.strip_prefix("mailto:") == Some(text);
        (!said).then_some(address)
    }
}
