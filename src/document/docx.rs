//! A document for word processors (Office Open XML).
//!
//! Made so that it can be read aloud: headings are headings, lists are lists, the first row of a table is its head and is
//! repeated on every page, title and language are said. It names no author. The same document gives the same bytes.

mod package;

use std::fmt::Write as _;

use super::{Grid, Line, Paper, Piece, lines};
use crate::text::Span;
use package::Package;
pub use zip::result::ZipError as PackingFault;

/// Its media type.
pub const MEDIA: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The width between the margins, in twentieths of a point: A4 with 2.5 cm on each side.
const WIDTH: u32 = 9070;

/// Writes a document for word processors.
///
/// # Errors
/// When it cannot be packed, which needs gigabytes.
pub fn write(document: &Paper) -> Result<Vec<u8>, PackingFault> {
    let mut pen = Pen::default();
    pen.paragraph("Title", &document.title);
    for line in &document.lead {
        pen.paragraph("Subtitle", line);
    }
    for piece in &document.pieces {
        pen.piece(piece);
    }
    let package = Package {
        title: &document.title,
        made: document.made,
        body: &pen.body,
        numbered: &pen.numbered,
    };
    package.pack()
}

/// What is written so far.
#[derive(Default)]
struct Pen {
    body: String,
    /// The first numbers of the numbered lists.
    numbered: Vec<u32>,
}

impl Pen {
    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Heading(level, text) => self.paragraph(&format!("Heading{level}"), text),
            Piece::Text(text) => lines(text).iter().for_each(|line| self.line(line)),
            Piece::Quote { words, about } => {
                words.lines().for_each(|line| self.quoted(line));
                self.paragraph("Aside", about);
            }
            Piece::Aside(text) => self.paragraph("Aside", text),
            Piece::Gap(text) => self.paragraph("Gap", text),
            Piece::Boxes(boxes) => {
                for one in boxes {
                    self.paragraph("TickBox", &format!("{}\t{}", one.sign(), one.text));
                }
            }
            Piece::Table(table) => self.table(table),
        }
    }

    /// A line of somebody's words; an empty one stays one.
    fn quoted(&mut self, line: &str) {
        self.paragraph("Quote", line);
    }

    fn paragraph(&mut self, style: &str, text: &str) {
        self.spans(
            &format!(r#"<w:pStyle w:val="{style}"/>"#),
            &[Span::plain(text)],
        );
    }

    fn line(&mut self, line: &Line<'_>) {
        match line {
            Line::Title(spans) => self.spans(r#"<w:pStyle w:val="Strong"/><w:keepNext/>"#, spans),
            Line::Paragraph(spans) => self.spans("", spans),
            Line::Bullet(spans) => self.item(1, spans),
            Line::Numbered(number, first, spans) => {
                self.numbered.extend(first.then_some(*number));
                self.item(self.numbered.len() + 1, spans);
            }
        }
    }

    fn item(&mut self, list: usize, spans: &[Span]) {
        let of = format!(
            r#"<w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list}"/></w:numPr>"#
        );
        self.spans(&of, spans);
    }

    fn spans(&mut self, properties: &str, spans: &[Span]) {
        let from_right = spans.iter().any(|span| runs_from_right(&span.text));
        let bidi = if from_right { "<w:bidi/>" } else { "" };
        let _ = write!(self.body, "<w:p><w:pPr>{properties}{bidi}</w:pPr>");
        spans.iter().for_each(|span| self.run(span, from_right));
        self.body.push_str("</w:p>");
    }

    fn run(&mut self, span: &Span, from_right: bool) {
        self.body.push_str("<w:r>");
        let bold = if span.strong { "<w:b/>" } else { "" };
        let italic = if span.emphasis { "<w:i/>" } else { "" };
        let rtl = if from_right { "<w:rtl/>" } else { "" };
        if span.strong || span.emphasis || from_right {
            let _ = write!(self.body, "<w:rPr>{bold}{italic}{rtl}</w:rPr>");
        }
        self.words(&span.text);
        if let Some(link) = &span.link
            && !span.text.contains(link.as_str())
        {
            // Whoever holds it on paper needs to see where it leads.
            self.words(&format!(" ({})", link.as_str()));
        }
        self.body.push_str("</w:r>");
    }

    fn words(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            self.body.push_str(if at > 0 { "<w:br/>" } else { "" });
            for (at, part) in line.split('\t').enumerate() {
                self.body.push_str(if at > 0 { "<w:tab/>" } else { "" });
                let part = escaped(part);
                let _ = write!(self.body, r#"<w:t xml:space="preserve">{part}</w:t>"#);
            }
        }
    }

    fn table(&mut self, table: &Grid) {
        let widths = table.head.iter();
        let widths: Vec<u32> = widths
            .map(|(_, share)| WIDTH * u32::from(*share) / 100)
            .collect();
        let grid = widths.iter();
        let grid: String = grid
            .map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#))
            .collect();
        let caption = escaped(&table.caption);
        let _ = write!(
            self.body,
            r#"<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{caption}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"#
        );
        let head: Vec<&str> = table.head.iter().map(|(head, _)| head.as_str()).collect();
        self.row(&widths, &head, true);
        for row in &table.rows {
            let cells: Vec<&str> = row.iter().map(String::as_str).collect();
            self.row(&widths, &cells, false);
        }
        // What follows a table is set off from it.
        self.body.push_str("</w:tbl><w:p/>");
    }

    fn row(&mut self, widths: &[u32], cells: &[&str], is_head: bool) {
        let head = if is_head { "<w:tblHeader/>" } else { "" };
        let shade = match is_head {
            true => r#"<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>"#,
            false => "",
        };
        let _ = write!(self.body, "<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>");
        for (width, cell) in widths.iter().zip(cells) {
            let _ = write!(
                self.body,
                r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>"#
            );
            self.paragraph(if is_head { "TableHead" } else { "TableText" }, cell);
            self.body.push_str("</w:tc>");
        }
        self.body.push_str("</w:tr>");
    }
}

/// A text as it may stand in XML; what XML cannot hold at all is left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            sign => escaped.push(sign),
        }
    }
    escaped
}

/// Whether the first letter of a text is of a script that runs from right to left.
fn runs_from_right(text: &str) -> bool {
    let letter = text.chars().find(|sign| sign.is_alphabetic());
    letter.is_some_and(|letter| {
        matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
    })
}
