//! The Markdown subset that editors write, read into [`RichText`].
//!
//! The subset is what can be shown everywhere: paragraphs, lists of one level, **bold**, *italics*, links with a
//! safe address, and line breaks (a backslash or two blanks at the end of a line). A line break in the source is a
//! blank. A single star between two letters or digits is the star of *Akteur\*innen* and never opens italics:
//! editors need not escape it. Everything else is refused with its place in the source instead of being shown half.
//! The words inside [`MarkdownFaultKind::Unsupported`] are German, because editors read them.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{Block, Link, LinkFault, RichText, Span};

/// Something in a source text that cannot be shown everywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkdownFault {
    /// Where it stands: byte offsets into the source.
    pub range: Range<usize>,
    /// What it is.
    pub kind: MarkdownFaultKind,
}

/// The kinds of what cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MarkdownFaultKind {
    /// A heading; parts have titles of their own.
    Heading,
    /// A list inside a list.
    NestedList,
    /// HTML.
    Html,
    /// An image.
    Image,
    /// Code, a table, a quote, a rule or a footnote; the German word says which.
    Unsupported(&'static str),
    /// A link whose address is not acceptable.
    Link(LinkFault),
    /// A number that would be shown as another one, because lists count by one.
    Number {
        /// As it was written.
        written: String,
        /// As it would be shown.
        shown: String,
    },
    /// A list of one entry that begins in the middle of a sentence: a date or a dash at the head of a line.
    ListInText,
}

/// Reads a text.
///
/// # Errors
/// All faults at once, in the order of the source.
pub fn parse(source: &str) -> Result<RichText, Vec<MarkdownFault>> {
    // What is switched on here is what would otherwise be shown as odd signs; it is switched on to be refused.
    let refused = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let source = without_gender_stars(source);
    let mut reader = MarkdownReader {
        source: &source,
        ..MarkdownReader::default()
    };
    for (event, range) in Parser::new_ext(&source, refused).into_offset_iter() {
        reader.read(event, range);
    }
    reader.finish()
}

/// Stands for a gender star while pulldown-cmark reads: one byte, so that places stay right, and no punctuation.
const STAR: char = '\u{1a}';

/// Takes the stars between two letters or digits out of Markdown's sight; [`with_gender_stars`] brings them back.
fn without_gender_stars(source: &str) -> String {
    let mut before = None;
    let mut characters = source.chars().peekable();
    let mut out = String::with_capacity(source.len());
    while let Some(character) = characters.next() {
        let inside_a_word = before.is_some_and(char::is_alphanumeric)
            && characters.peek().is_some_and(|next| next.is_alphanumeric());
        out.push(match character {
            '*' if inside_a_word => STAR,
            STAR => ' ',
            other => other,
        });
        before = Some(character);
    }
    out
}

/// Whether a text breaks off in the middle of a sentence, with the end of its line.
fn goes_on(before: &str) -> bool {
    let before = before.strip_suffix('\n').unwrap_or_default();
    let last = before.rsplit('\n').next().unwrap_or_default().trim_end();
    last.ends_with(char::is_alphanumeric)
}

fn with_gender_stars(text: &str) -> String {
    text.replace(STAR, "*")
}

/// What has been read so far.
#[derive(Default)]
struct MarkdownReader<'s> {
    source: &'s str,
    blocks: Vec<Block>,
    faults: Vec<MarkdownFault>,
    /// The run of spans being read: a paragraph's or an item's.
    spans: Vec<Span>,
    /// The list being read, and how many lists we are inside of.
    list: Option<(Option<u32>, Vec<Vec<Span>>)>,
    lists: usize,
    strong: usize,
    emphasis: usize,
    link: Option<Link>,
}

impl MarkdownReader<'_> {
    fn read(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.open(tag, range),
            Event::End(tag) => self.close(tag, range),
            Event::Text(text) => self.push(&text),
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            Event::Html(_) | Event::InlineHtml(_) => self.fault(range, MarkdownFaultKind::Html),
            Event::Code(_) => self.unsupported(range, "Code"),
            Event::Rule => self.unsupported(range, "Trennlinie"),
            Event::FootnoteReference(_) => self.unsupported(range, "Fußnote"),
            Event::TaskListMarker(_) => self.unsupported(range, "Kästchen"),
            Event::InlineMath(_) | Event::DisplayMath(_) => self.unsupported(range, "Formel"),
        }
    }

    fn open(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.continue_item(),
            Tag::HtmlBlock => {}
            Tag::Item => self.open_item(range),
            Tag::List(start) => self.open_list(start, range),
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => self.open_link(link_type, &dest_url, &title, range),
            Tag::Heading { .. } => self.fault(range, MarkdownFaultKind::Heading),
            Tag::Image { .. } => self.fault(range, MarkdownFaultKind::Image),
            Tag::CodeBlock(_) => self.unsupported(range, "Code"),
            Tag::BlockQuote(_) => self.unsupported(range, "Zitat"),
            Tag::Table(_) => self.unsupported(range, "Tabelle"),
            Tag::FootnoteDefinition(_) => self.unsupported(range, "Fußnote"),
            Tag::Strikethrough => self.unsupported(range, "Durchstreichung"),
            // Parts of a table, and what is not switched on: the whole was refused already or cannot come.
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph if self.lists == 0 => self.close_paragraph(),
            TagEnd::Item if self.lists == 1 => self.close_item(range),
            TagEnd::List(_) => self.close_list(range),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Link => self.close_link(range),
            _ => {}
        }
    }

    fn open_list(&mut self, start: Option<u64>, range: Range<usize>) {
        self.lists += 1;
        match self.lists {
            1 => {
                self.spans.clear();
                let start = start.map(|n| u32::try_from(n).unwrap_or(1));
                self.list = Some((start, Vec::new()));
            }
            2 => self.fault(range, MarkdownFaultKind::NestedList),
            _ => {}
        }
    }

    /// Sees to it that the number of an item is shown as it was written.
    fn open_item(&mut self, range: Range<usize>) {
        let Some((Some(first), items)) = self.list.as_ref().filter(|_| self.lists == 1) else {
            return;
        };
        let shown = format!("{}.", *first as usize + items.len());
        let item = self.source.get(range.clone()).unwrap_or_default();
        let end = item.find(['.', ')']).map_or(item.len(), |end| end + 1);
        let written = item[..end].trim_start().to_owned();
        if written != shown {
            let end = range.start + end;
            let start = end - written.len();
            self.fault(start..end, MarkdownFaultKind::Number { written, shown });
        }
    }

    fn close_list(&mut self, range: Range<usize>) {
        self.lists = self.lists.saturating_sub(1);
        if self.lists > 0 {
            return;
        }
        if let Some((start, items)) = self.list.take() {
            if items.len() == 1 && goes_on(&self.source[..range.start]) {
                self.fault(range, MarkdownFaultKind::ListInText);
            }
            self.blocks.push(Block::List { start, items });
        }
    }

    fn close_item(&mut self, range: Range<usize>) {
        let spans = std::mem::take(&mut self.spans);
        if spans.is_empty() {
            self.unsupported(range, "leerer Listenpunkt");
        } else if let Some((_, items)) = &mut self.list {
            items.push(spans);
        }
    }

    /// A second paragraph inside an item continues it on a new line.
    fn continue_item(&mut self) {
        if self.lists > 0 && !self.spans.is_empty() {
            self.push("\n");
        }
    }

    fn close_paragraph(&mut self) {
        let spans = std::mem::take(&mut self.spans);
        if !spans.is_empty() {
            self.blocks.push(Block::Paragraph(spans));
        }
    }

    fn open_link(&mut self, link: LinkType, address: &str, title: &str, range: Range<usize>) {
        if !title.is_empty() {
            self.unsupported(range.clone(), "Titel an einem Link");
        }
        let address = with_gender_stars(address);
        let parsed = if link == LinkType::Email {
            Link::parse(&format!("mailto:{address}"))
        } else {
            Link::parse(&address)
        };
        match parsed {
            Ok(link) => self.link = Some(link),
            Err(fault) => self.fault(range, MarkdownFaultKind::Link(fault)),
        }
    }

    fn close_link(&mut self, range: Range<usize>) {
        let Some(link) = self.link.take() else { return };
        let shown = self
            .spans
            .last()
            .is_some_and(|span| span.link.as_ref() == Some(&link));
        if !shown {
            self.unsupported(range, "Link ohne Text");
        }
    }

    /// Adds characters in the style of the moment, to the last span where that has the same.
    fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let text = with_gender_stars(text);
        let span = Span {
            text,
            strong: self.strong > 0,
            emphasis: self.emphasis > 0,
            link: self.link.clone(),
        };
        match self.spans.last_mut() {
            Some(last) if last.same_style(&span) => last.text.push_str(&span.text),
            _ => self.spans.push(span),
        }
    }

    fn unsupported(&mut self, range: Range<usize>, what: &'static str) {
        self.fault(range, MarkdownFaultKind::Unsupported(what));
    }

    fn fault(&mut self, range: Range<usize>, kind: MarkdownFaultKind) {
        // A block of HTML comes line by line; one fault says it.
        let repeats = kind == MarkdownFaultKind::Html
            && self
                .faults
                .last()
                .is_some_and(|last| last.kind == kind && last.range.end == range.start);
        match self.faults.last_mut() {
            Some(last) if repeats => last.range.end = range.end,
            _ => self.faults.push(MarkdownFault { range, kind }),
        }
    }

    fn finish(mut self) -> Result<RichText, Vec<MarkdownFault>> {
        if self.faults.is_empty() {
            return Ok(RichText {
                blocks: self.blocks,
            });
        }
        self.faults.sort_by_key(|fault| fault.range.start);
        Err(self.faults)
    }
}

#[cfg(test)]
mod tests;
