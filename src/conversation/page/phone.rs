//! How much of a text one sees on a phone, and cutting texts to that.
//!
//! A phone shows about 38 characters of a message in a line. What one has to scroll for is not read between two
//! meetings, so every screen has a height; what is beyond it stands on a page of its own.

use crate::text::{Block, RichText, Span, terminal};

/// How many characters stand in a line.
pub(crate) const WIDTH: usize = 38;

/// How many lines a place has at most, and a page of reading.
pub(crate) const PLACE: usize = 20;

/// How many lines a place has, and an answer's quote, for whoever wants short texts.
pub(crate) const SHORT: usize = 10;

/// How many lines a list of tasks has at most.
pub(crate) const TASKS: usize = 24;

/// How many lines an answer has at most with what else was found, below what is said of how it was understood.
pub(crate) const ANSWER: usize = 44;

/// How many lines a text has on a phone, blank ones too.
pub(crate) fn height(text: &RichText) -> usize {
    terminal::heights(text, WIDTH).last().unwrap_or_default()
}

/// What from the beginning of a text has room in so many lines below another, at least one paragraph or entry; and the
/// rest. Paragraphs and entries of lists stay whole, and words that lead to what follows go with it.
pub(crate) fn fitting(above: &RichText, text: &RichText, lines: usize) -> (RichText, RichText) {
    let mut pieces = pieces(text);
    let whole = above.clone().and(&joined(pieces.iter().cloned()));
    let above: Vec<usize> = terminal::heights(above, WIDTH).collect();
    let mut height = above.last().copied().unwrap_or_default();
    let mut heights = terminal::heights(&whole, WIDTH).skip(above.len());
    let has_room = |piece: &&Block| {
        if !piece.is_empty() {
            height = heights.next().unwrap_or(height);
        }
        height <= lines
    };
    let most = pieces.iter().take_while(has_room).count();
    let mut count = most.max(1).min(pieces.len());
    while count > 1 && count < pieces.len() && leads_on(&pieces[count - 1]) {
        count -= 1;
    }
    let rest = pieces.split_off(count);
    (joined(pieces), joined(rest))
}

/// The blocks of a text with the entries of its lists one by one.
fn pieces(text: &RichText) -> Vec<Block> {
    let blocks = text.blocks.iter();
    let pieces = blocks.flat_map(|block| match block {
        Block::List { start, items } => {
            let entries = items.iter().zip(0..);
            let entry = |(item, at): (&Vec<Span>, _)| Block::List {
                start: start.map(|start| start + at),
                items: vec![item.clone()],
            };
            entries.map(entry).collect()
        }
        block => vec![block.clone()],
    });
    pieces.collect()
}

/// The text that these pieces make.
fn joined(pieces: impl IntoIterator<Item = Block>) -> RichText {
    let mut blocks: Vec<Block> = Vec::new();
    for piece in pieces {
        match (blocks.last_mut(), piece) {
            (
                Some(Block::List { start, items }),
                Block::List {
                    start: next,
                    items: more,
                },
            ) if start.is_some() == next.is_some() => items.extend(more),
            (_, piece) => blocks.push(piece),
        }
    }
    RichText { blocks }
}

/// Whether a piece only leads to what follows it: a title, or words that end with a colon.
fn leads_on(piece: &Block) -> bool {
    match piece {
        Block::Title(_) => true,
        Block::Paragraph(spans) => {
            let last = spans.last();
            last.is_some_and(|span| span.text.trim_end().ends_with(':'))
        }
        Block::List { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(lengths: &[usize]) -> RichText {
        let texts = lengths.iter().map(|length| "wort ".repeat(*length));
        texts.fold(RichText::default(), RichText::and_paragraph)
    }

    #[test]
    fn whole_paragraphs_are_shown_as_far_as_they_have_room() {
        let text = paragraphs(&[14, 14, 14]);
        let (shown, rest) = fitting(&RichText::default(), &text, 5);
        assert_eq!((height(&shown), rest.blocks.len()), (5, 1));
        let title = RichText::default().and_title("Titel");
        assert_eq!(fitting(&title, &text, 5).0.blocks.len(), 1);
    }

    #[test]
    fn a_list_is_cut_between_its_entries_and_counts_on() {
        let items: Vec<Vec<Span>> = (1..=6)
            .map(|at| vec![Span::plain(format!("Nummer {at}"))])
            .collect();
        let list = RichText::paragraph("Das gehört dazu:").and(&RichText {
            blocks: vec![Block::List {
                start: Some(1),
                items,
            }],
        });
        let (shown, rest) = fitting(&RichText::default(), &list, 5);
        assert_eq!(height(&shown), 5);
        assert!(
            matches!(&rest.blocks[..], [Block::List { start: Some(4), items }] if items.len() == 3)
        );
    }

    #[test]
    fn words_that_lead_on_go_with_what_follows() {
        let text = paragraphs(&[7])
            .and_paragraph("Das gehört dazu:")
            .and(&paragraphs(&[40]));
        let (shown, rest) = fitting(&RichText::default(), &text, 4);
        assert_eq!((shown.blocks.len(), rest.blocks.len()), (1, 2));
    }

    #[test]
    fn something_is_always_shown() {
        let (shown, rest) = fitting(&RichText::default(), &paragraphs(&[50]), 3);
        assert_eq!((shown.blocks.len(), rest.blocks.len()), (1, 0));
        assert!(
            fitting(&RichText::default(), &RichText::default(), 3)
                .0
                .is_empty()
        );
    }
}
