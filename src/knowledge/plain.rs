//! Texts of the guide as they are read: without markup, one line a paragraph or list item.

use crate::text::{Block, RichText, Span};

/// Texts without any markup; an item of a list keeps its sign, so that it is known as one.
pub(super) fn flat<'t>(texts: impl IntoIterator<Item = &'t RichText>) -> String {
    let blocks = texts.into_iter().flat_map(|text| &text.blocks);
    let lines = blocks.flat_map(|block| match block {
        Block::Title(spans) | Block::Paragraph(spans) => vec![line(spans)],
        Block::List { start, items } => {
            let items = items.iter().enumerate();
            items
                .map(|(at, item)| format!("{}{}", mark(*start, at), line(item)))
                .collect()
        }
    });
    joined(lines)
}

/// How many characters a reader sees of a text.
pub fn length(text: &RichText) -> usize {
    let marks = text.blocks.iter().map(|block| match block {
        Block::List { start, items } => (0..items.len()).map(|at| mark(*start, at).len()).sum(),
        _ => 0,
    });
    flat([text]).chars().count() - marks.sum::<usize>()
}

/// What stands before an item of a list.
pub(super) fn mark(start: Option<u32>, at: usize) -> String {
    match start {
        Some(first) => format!("{}. ", first as usize + at),
        None => "- ".to_owned(),
    }
}

/// The lines that say something, one below the other.
pub(super) fn joined(lines: impl IntoIterator<Item = String>) -> String {
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

fn line(spans: &[Span]) -> String {
    let text: String = spans.iter().map(|span| span.text.as_str()).collect();
    one_line(&text)
}

/// A text with single blanks between its words.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
