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
}

/// Reads a text.
///
/// # Errors
/// All faults at once, in the order of the source.
pub fn parse(source: &str) -> Result<RichText, Vec<MarkdownFault>> {
    let mut reader = MarkdownReader::default();
    // What is switched on here is what would otherwise be shown as odd signs; it is switched on to be refused.
    let refused = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let source = without_gender_stars(source);
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

fn with_gender_stars(text: &str) -> String {
    text.replace(STAR, "*")
}

/// What has been read so far.
#[derive(Default)]
struct MarkdownReader {
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

impl MarkdownReader {
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
            Tag::Item | Tag::HtmlBlock => {}
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
            TagEnd::List(_) => self.close_list(),
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

    fn close_list(&mut self) {
        self.lists = self.lists.saturating_sub(1);
        if self.lists > 0 {
            return;
        }
        if let Some((start, items)) = self.list.take() {
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn paragraph(source: &str) -> Vec<Span> {
        match parse(source).unwrap().blocks.as_slice() {
            [Block::Paragraph(spans)] => spans.clone(),
            other => panic!("not one paragraph: {other:?}"),
        }
    }

    fn faults(source: &str) -> Vec<(&str, MarkdownFaultKind)> {
        let faults = parse(source).unwrap_err();
        let quoted = |fault: MarkdownFault| (source[fault.range].trim_end(), fault.kind);
        faults.into_iter().map(quoted).collect()
    }

    #[test]
    fn line_breaks_in_the_source_are_blanks() {
        assert_eq!(
            paragraph("Eine Zeile\nund noch eine."),
            [Span::plain("Eine Zeile und noch eine.")]
        );
    }

    #[test]
    fn a_backslash_or_two_blanks_break_the_line() {
        assert_eq!(paragraph("oben\\\nunten"), [Span::plain("oben\nunten")]);
        assert_eq!(paragraph("oben  \nunten"), [Span::plain("oben\nunten")]);
    }

    #[test]
    fn styles_and_links_become_spans() {
        let link = Link::parse("https://example.org/a").unwrap();
        assert_eq!(
            paragraph("Das ist **sehr *wichtig*** [hier](https://example.org/a)"),
            [
                Span::plain("Das ist "),
                Span::strong("sehr "),
                Span {
                    emphasis: true,
                    ..Span::strong("wichtig")
                },
                Span::plain(" "),
                Span::link("hier", link),
            ]
        );
    }

    #[test]
    fn addresses_in_angle_brackets_are_links() {
        let page = Link::parse("https://example.org").unwrap();
        let mail = Link::parse("mailto:buero@example.org").unwrap();
        assert_eq!(
            paragraph("<https://example.org>"),
            [Span::link("https://example.org", page)]
        );
        assert_eq!(
            paragraph("<buero@example.org>"),
            [Span::link("buero@example.org", mail)]
        );
    }

    #[test]
    fn lists_keep_their_first_number_and_loose_items_their_paragraphs() {
        let text = parse("Vorab:\n\n3. drei\n4. vier\n\n   noch vier\n").unwrap();
        assert_eq!(
            text.blocks,
            [
                Block::Paragraph(vec![Span::plain("Vorab:")]),
                Block::List {
                    start: Some(3),
                    items: vec![
                        vec![Span::plain("drei")],
                        vec![Span::plain("vier\nnoch vier")]
                    ],
                },
            ]
        );
    }

    #[test]
    fn gender_stars_angle_brackets_and_ampersands_are_text() {
        for source in [
            "Akteur*innen und Lehrer*innen",
            "Kinder < 6 Jahre",
            "KI & RBB",
        ] {
            assert_eq!(paragraph(source), [Span::plain(source)]);
        }
    }

    #[test]
    fn gender_stars_do_not_disturb_italics_around_them() {
        assert_eq!(
            paragraph("*jede*r Akteur*in* und **Lehrer*innen**"),
            [
                Span::emphasis("jede*r Akteur*in"),
                Span::plain(" und "),
                Span::strong("Lehrer*innen")
            ]
        );
    }

    #[test]
    fn everything_that_cannot_be_shown_is_reported_at_once_with_its_place() {
        let source = "# Titel\n\nText mit `Code`, <b>HTML</b> und ![Bild](https://example.org/b.png)\n\n\
                      - a\n  - b\n\n> Zitat\n\n---\n\n| a |\n|---|\n| b |\n\n[hier](www.example.org) ~~weg~~";
        let kinds: Vec<_> = faults(source);
        assert_eq!(
            kinds,
            [
                ("# Titel", MarkdownFaultKind::Heading),
                ("`Code`", MarkdownFaultKind::Unsupported("Code")),
                ("<b>", MarkdownFaultKind::Html),
                ("</b>", MarkdownFaultKind::Html),
                (
                    "![Bild](https://example.org/b.png)",
                    MarkdownFaultKind::Image
                ),
                ("- b", MarkdownFaultKind::NestedList),
                ("> Zitat", MarkdownFaultKind::Unsupported("Zitat")),
                ("---", MarkdownFaultKind::Unsupported("Trennlinie")),
                (
                    "| a |\n|---|\n| b |",
                    MarkdownFaultKind::Unsupported("Tabelle")
                ),
                (
                    "[hier](www.example.org)",
                    MarkdownFaultKind::Link(LinkFault::NoScheme("www.example.org".into()))
                ),
                ("~~weg~~", MarkdownFaultKind::Unsupported("Durchstreichung")),
            ]
        );
    }

    #[test]
    fn empty_items_and_links_without_text_are_faults() {
        assert_eq!(
            faults("- a\n-\n")[0].1,
            MarkdownFaultKind::Unsupported("leerer Listenpunkt")
        );
        assert_eq!(
            faults("[](https://example.org)")[0].1,
            MarkdownFaultKind::Unsupported("Link ohne Text")
        );
    }

    #[test]
    fn nothing_is_an_empty_text() {
        assert_eq!(parse(""), Ok(RichText::default()));
        assert_eq!(parse(" \n\n"), Ok(RichText::default()));
    }

    proptest! {
        #[test]
        fn any_source_is_read_or_refused_with_places_inside_it(source in any::<String>()) {
            if let Err(faults) = parse(&source) {
                prop_assert!(!faults.is_empty());
                for fault in faults {
                    prop_assert!(source.get(fault.range).is_some());
                }
            }
        }

        #[test]
        fn what_looks_like_markdown_is_read_or_refused(source in "[-*_#>`~<\\[\\]()!| a1.:/\n\\\\]{0,80}") {
            if let Ok(text) = parse(&source) {
                for block in &text.blocks {
                    let block_is_not_a_title = !matches!(block, Block::Title(_));
                    prop_assert!(block_is_not_a_title);
                }
            }
        }
    }
}
