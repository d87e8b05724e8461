//! Cutting a [`RichText`] at a limit, at places where a reader would pause.
//!
//! Lengths are UTF-16 units of the text as [`html`](super::html) lays it out, because that is what Telegram counts:
//! marks of lists and blank lines count, tags do not. Pieces are filled run by run (a run is a title, a paragraph or
//! an item). What does not fit any more opens the next piece if it fits there whole; only what no piece can hold is
//! cut (where, says `cut.rs`). Blanks at a cut are dropped, an item that is cut goes on as a paragraph,
//! and a title goes with what it heads.

use std::ops::Range;

use super::cut::{self, Grain};
use super::html::BULLET;
use super::layout::{self, LayoutKind, LayoutPiece};
use super::{Block, RichText, Span};

/// The lowest limit that [`split`] obeys; below it the marks of lists would leave no room for words.
pub const SMALLEST_LIMIT: usize = 64;

/// The length of a text in UTF-16 units, as Telegram counts it after reading the markup.
pub fn length(text: &RichText) -> usize {
    let pieces = layout::pieces(text, BULLET);
    let lengths = pieces.iter().map(|piece| match piece {
        LayoutPiece::Glue(glue) => cut::units(glue),
        LayoutPiece::Span { span, .. } => cut::units(&span.text),
    });
    lengths.sum()
}

/// Cuts a text into pieces of at most `limit` units: between blocks, else items, else sentences, else words, else
/// grapheme clusters; formatting is kept, nothing is lost, no piece is empty.
///
/// A text without anything to read has no pieces. A limit below [`SMALLEST_LIMIT`] counts as that.
pub fn split(text: &RichText, limit: usize) -> Vec<RichText> {
    if text.is_empty() {
        return Vec::new();
    }
    let limit = limit.max(SMALLEST_LIMIT);
    if length(text) <= limit {
        return vec![text.clone()];
    }
    let mut pieces = MessagePieces {
        limit,
        done: Vec::new(),
        runs: Vec::new(),
        length: 0,
    };
    let mut list = None;
    for run in layout::runs(text) {
        if let LayoutKind::Item { block, .. } = run.kind
            && list.replace(block) != Some(block)
        {
            pieces.keep_together(&text.blocks[block]);
        }
        pieces.add(run.kind, slice(run.spans, trimmed(run.spans)));
    }
    pieces.end();
    pieces.done
}

/// The pieces so far, and the runs of the one being filled with their length as laid out.
struct MessagePieces {
    limit: usize,
    done: Vec<RichText>,
    runs: Vec<(LayoutKind, Vec<Span>)>,
    length: usize,
}

impl MessagePieces {
    /// Begins a new piece for a list that would fit there whole, but not here.
    fn keep_together(&mut self, list: &Block) {
        let alone = length(&RichText {
            blocks: vec![list.clone()],
        });
        // The longest separator is a blank line.
        if self.length + 2 + alone > self.limit && self.length_of_next() + 2 + alone <= self.limit {
            self.end_before_titles();
        }
    }

    /// Adds a run, here or in the next piece, or cut where no piece can hold it.
    fn add(&mut self, mut kind: LayoutKind, mut spans: Vec<Span>) {
        loop {
            let whole = units_of(&spans);
            if self.overhead(kind) + whole <= self.limit - self.length {
                return self.push(kind, spans);
            }
            let next = self.length_of_next() + 1 + kind.mark(BULLET).len() + whole;
            if !self.holds_only_titles() && next <= self.limit {
                self.end_before_titles();
                continue;
            }
            match self.place_to_cut(kind, &text_of(&spans)) {
                Some(at) => {
                    let rest = slice(&spans, at..usize::MAX);
                    let head = slice(&spans, 0..at);
                    self.push(kind, slice(&head, trimmed(&head)));
                    self.end();
                    spans = slice(&rest, trimmed(&rest));
                    kind = kind.continued();
                }
                None => self.end_before_titles(),
            }
        }
    }

    /// Where a run that no piece can hold is cut to fill this one; `None` when it better begins in the next.
    fn place_to_cut(&self, kind: LayoutKind, text: &str) -> Option<usize> {
        let finest = match self.runs.as_slice() {
            [] => Grain::Character,
            _ if self.holds_only_titles() => Grain::Word,
            _ => Grain::Sentence,
        };
        let room = (self.limit - self.length).checked_sub(self.overhead(kind))?;
        cut::at(text, room, self.limit, finest)
    }

    /// Units that a run costs here besides its characters.
    fn overhead(&self, kind: LayoutKind) -> usize {
        let before = self.runs.last().map(|(kind, _)| *kind);
        cut::units(kind.separator(before)) + cut::units(&kind.mark(BULLET))
    }

    fn push(&mut self, kind: LayoutKind, spans: Vec<Span>) {
        self.length += self.overhead(kind) + units_of(&spans);
        self.runs.push((kind, spans));
    }

    /// Where the titles begin that this piece ends with; 0 when it holds nothing else.
    fn titles_at_end(&self) -> usize {
        let others = self
            .runs
            .iter()
            .rposition(|(kind, _)| *kind != LayoutKind::Title);
        others.map_or(0, |position| position + 1)
    }

    fn holds_only_titles(&self) -> bool {
        !self.runs.is_empty() && self.titles_at_end() == 0
    }

    /// The length of what [`end_before_titles`](Self::end_before_titles) leaves for the next piece.
    fn length_of_next(&self) -> usize {
        match self.titles_at_end() {
            0 => 0,
            from => self.runs[from..]
                .iter()
                .flat_map(|(_, spans)| spans)
                .map(|span| cut::units(&span.text) + 1)
                .sum(),
        }
    }

    /// Ends the piece, and takes the titles at its end along unless it holds nothing else.
    fn end_before_titles(&mut self) {
        let titles = match self.titles_at_end() {
            0 => Vec::new(),
            from => self.runs.split_off(from),
        };
        self.end();
        for (kind, spans) in titles {
            self.push(kind, spans);
        }
    }

    fn end(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        self.length = 0;
        if !runs.is_empty() {
            self.done.push(assemble(runs));
        }
    }
}

impl LayoutKind {
    /// What the rest of a run of this kind is, once it was cut.
    fn continued(self) -> LayoutKind {
        match self {
            LayoutKind::Title => LayoutKind::Title,
            LayoutKind::Paragraph | LayoutKind::Item { .. } => LayoutKind::Paragraph,
        }
    }
}

/// Makes blocks of runs; neighbouring items of one list become a list again.
fn assemble(runs: Vec<(LayoutKind, Vec<Span>)>) -> RichText {
    let mut blocks: Vec<Block> = Vec::new();
    let mut list = None;
    for (kind, spans) in runs {
        let LayoutKind::Item { block, number } = kind else {
            list = None;
            blocks.push(match kind {
                LayoutKind::Title => Block::Title(spans),
                _ => Block::Paragraph(spans),
            });
            continue;
        };
        match blocks.last_mut() {
            Some(Block::List { items, .. }) if list == Some(block) => items.push(spans),
            _ => blocks.push(Block::List {
                start: number,
                items: vec![spans],
            }),
        }
        list = Some(block);
    }
    RichText { blocks }
}

fn units_of(spans: &[Span]) -> usize {
    spans.iter().map(|span| cut::units(&span.text)).sum()
}

fn text_of(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// The byte range of a run without the blanks around it.
fn trimmed(spans: &[Span]) -> Range<usize> {
    let text = text_of(spans);
    let start = text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

/// The spans of a byte range of a run; the range ends at character boundaries.
fn slice(spans: &[Span], range: Range<usize>) -> Vec<Span> {
    let mut out = Vec::new();
    let mut offset = 0;
    for span in spans {
        let start = range.start.saturating_sub(offset).min(span.text.len());
        let end = range.end.saturating_sub(offset).min(span.text.len());
        if start < end {
            out.push(Span {
                text: span.text[start..end].to_owned(),
                ..span.clone()
            });
        }
        offset += span.text.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{layout::arbitrary, plain};
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    fn split_plain(text: &RichText, limit: usize) -> Vec<String> {
        split(text, limit).iter().map(plain::render).collect()
    }

    /// Every character that is no blank, with its style.
    fn ink(text: &RichText) -> Vec<(char, Span)> {
        let runs = layout::runs(text);
        let spans = runs.iter().flat_map(|run| run.spans.iter());
        spans
            .flat_map(|span| {
                let style = Span {
                    text: String::new(),
                    ..span.clone()
                };
                span.text
                    .chars()
                    .map(move |character| (character, style.clone()))
            })
            .filter(|(character, _)| !character.is_whitespace())
            .collect()
    }

    #[test]
    fn lengths_are_utf_16_units_with_marks_and_blank_lines() {
        assert_eq!(length(&RichText::paragraph("Grün 👍")), 7);
        let text = RichText::paragraph("ab").and_bullets(["c".into(), "d".into()]);
        assert_eq!(length(&text), "ab\n\n• c\n• d".chars().count());
    }

    #[test]
    fn blocks_stay_whole_where_they_can() {
        let text = RichText::paragraph("a".repeat(40)).and_paragraph("b".repeat(40));
        assert_eq!(split_plain(&text, 64), ["a".repeat(40), "b".repeat(40)]);
    }

    #[test]
    fn a_title_goes_with_what_it_heads() {
        let text = RichText::paragraph("a".repeat(40))
            .and_title("Titel")
            .and_paragraph("b".repeat(40));
        assert_eq!(
            split_plain(&text, 64),
            ["a".repeat(40), format!("Titel\n{}", "b".repeat(40))]
        );
    }

    #[test]
    fn long_paragraphs_are_cut_between_sentences_but_not_at_abbreviations() {
        let text = RichText::paragraph(
            "Der Auftrag kommt z. B. vom Rat. Das Dezernat entscheidet, ob er passt, und sagt es allen.",
        );
        assert_eq!(
            split_plain(&text, 64),
            [
                "Der Auftrag kommt z. B. vom Rat.",
                "Das Dezernat entscheidet, ob er passt, und sagt es allen."
            ]
        );
    }

    #[test]
    fn long_sentences_are_cut_between_words() {
        let text = RichText::paragraph("Wort und noch ein ".repeat(8));
        for piece in split_plain(&text, 64) {
            assert!(piece.len() <= 64 && piece.ends_with(['t', 'd', 'h', 'n']));
        }
    }

    #[test]
    fn long_words_are_cut_between_clusters() {
        let family = "👨\u{200d}👩\u{200d}👧";
        let text = RichText::paragraph(family.repeat(20));
        for piece in split_plain(&text, 64) {
            assert_eq!(piece, family.repeat(piece.len() / family.len()));
        }
    }

    #[test]
    fn a_cut_list_keeps_its_numbers_and_a_cut_item_goes_on_as_a_paragraph() {
        let items = [
            "a".repeat(30),
            format!("{} {}", "b".repeat(60), "c".repeat(30)),
            "d".repeat(10),
        ];
        let text = RichText {
            blocks: vec![Block::List {
                start: Some(9),
                items: items.iter().map(|item| vec![Span::plain(item)]).collect(),
            }],
        };
        assert_eq!(
            split_plain(&text, 64),
            [
                format!("9. {}", "a".repeat(30)),
                format!("10. {}", "b".repeat(60)),
                format!("{}\n\n11. {}", "c".repeat(30), "d".repeat(10)),
            ]
        );
    }

    #[test]
    fn formatting_is_kept_across_a_cut() {
        let text = RichText::default().and_spans(vec![Span::strong("wichtig ".repeat(10))]);
        let pieces = split(&text, 64);
        assert_eq!(pieces.len(), 2);
        assert_eq!(pieces.iter().flat_map(ink).collect::<Vec<_>>(), ink(&text));
    }

    proptest! {
        #[test]
        fn pieces_fit_are_not_empty_and_lose_nothing(text in arbitrary::text(), limit in 0_usize..200) {
            let pieces = split(&text, limit);
            for piece in &pieces {
                prop_assert!(!piece.is_empty());
                prop_assert!(length(piece) <= limit.max(SMALLEST_LIMIT));
            }
            let together: Vec<_> = pieces.iter().flat_map(ink).collect();
            prop_assert_eq!(together, ink(&text));
        }

        #[test]
        fn no_cluster_is_cut(words in "[e\u{301}👩🏽🇩🇪a ]{200,400}") {
            let joined: String = split_plain(&RichText::paragraph(words.as_str()), 64).concat();
            let blank = |cluster: &&str| !cluster.trim().is_empty();
            let before: usize = words.trim().graphemes(true).filter(blank).count();
            let after: usize = split_plain(&RichText::paragraph(words.as_str()), 64)
                .iter()
                .map(|piece| piece.graphemes(true).filter(blank).count())
                .sum();
            prop_assert!(!joined.is_empty());
            prop_assert_eq!(before, after);
        }
    }
}
