//! How much of a text one sees on a phone, and cutting texts to that.
//!
//! A phone shows about 38 characters of a message in a line. What one has to scroll for is not read between two
//! meetings, so every screen has a height; what is beyond it stands on a page of its own.

use crate::text::{Block, RichText, terminal};

/// How many characters stand in a line.
pub(crate) const WIDTH: usize = 38;

/// How many lines a place has at most, and a page of reading.
pub(crate) const PLACE: usize = 20;

/// How many lines a list of tasks has at most.
pub(crate) const TASKS: usize = 24;

/// How many lines a text has on a phone, blank ones too.
pub(crate) fn height(text: &RichText) -> usize {
    terminal::render(text, WIDTH, false).lines().count()
}

/// The blocks from the beginning of a text that have room in so many lines below another, at least one; and the rest.
pub(crate) fn fitting(above: &RichText, text: &RichText, lines: usize) -> (RichText, RichText) {
    let fits = |count: usize| height(&above.clone().and(&first(text, count))) <= lines;
    let most = (2..=text.blocks.len())
        .take_while(|count| fits(*count))
        .last();
    let count = most.unwrap_or(1).min(text.blocks.len());
    let rest = text.blocks[count..].to_vec();
    (first(text, count), RichText { blocks: rest })
}

fn first(text: &RichText, count: usize) -> RichText {
    let blocks: Vec<Block> = text.blocks.iter().take(count).cloned().collect();
    RichText { blocks }
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
