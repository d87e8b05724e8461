//! A document as plain text.
//!
//! Titles are underlined, tables are told row by row: a screen reader reads them as they stand.

use super::{Grid, Line, Paper, Piece, paragraphs};
use crate::text::Span;

/// Writes a document as plain text.
pub fn write(document: &Paper) -> String {
    let mut blocks = vec![underlined(&document.title, '=')];
    blocks.extend((!document.lead.is_empty()).then(|| document.lead.join("\n")));
    blocks.extend(document.pieces.iter().map(piece));
    blocks.join("\n\n") + "\n"
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Heading(1, text) => format!("\n{}", underlined(text, '-')),
        Piece::Heading(_, text) => format!("{text}:"),
        Piece::Text(text) => paragraphs(text, line),
        Piece::Quote { words, about } => format!("{}\n({about})", indented(words)),
        Piece::Aside(text) => format!("({text})"),
        Piece::Gap(text) => text.clone(),
        Piece::Boxes(boxes) => {
            let lines = boxes.iter();
            let lines = lines.map(|one| format!("{} {}", one.sign(), one.text));
            lines.collect::<Vec<_>>().join("\n")
        }
        Piece::Table(table) => told(table),
    }
}

fn line(line: &Line<'_>) -> String {
    match line {
        Line::Title(spans) | Line::Paragraph(spans) => words(spans),
        Line::Bullet(spans) => format!("- {}", words(spans)),
        Line::Numbered(number, _, spans) => format!("{number}. {}", words(spans)),
    }
}

fn words(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

fn underlined(text: &str, sign: char) -> String {
    let rule = sign.to_string().repeat(text.chars().count());
    format!("{text}\n{rule}")
}

fn indented(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| format!("    {line}").trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

fn told(table: &Grid) -> String {
    let row = |row: &Vec<String>| {
        let cells = table.head.iter().zip(row);
        let cells = cells.map(|((head, _), cell)| format!("{head}: {cell}"));
        format!("- {}", cells.collect::<Vec<_>>().join("; "))
    };
    let rows: Vec<String> = table.rows.iter().map(row).collect();
    rows.join("\n")
}
