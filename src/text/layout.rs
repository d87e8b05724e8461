//! The order of characters that all renderings share: marks of list items, line ends, blank lines.
//!
//! A title stands directly on top of what it heads; other blocks are separated by a blank line. Blocks and items
//! without anything to read are left out, and do not count in a numbered list.

use super::{Block, RichText, Span};

/// A piece of a laid-out text.
pub(super) enum LayoutPiece<'a> {
    /// Line ends and list marks.
    Glue(String),
    /// Characters of the text; `title` when they stand in a title.
    Span { span: &'a Span, title: bool },
}

/// A line or run with what stands before it.
pub(super) struct Run<'a> {
    /// Which run of text it is.
    pub(super) kind: LayoutKind,
    /// The characters.
    pub(super) spans: &'a [Span],
}

/// What a run of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LayoutKind {
    /// A title.
    Title,
    /// A paragraph.
    Paragraph,
    /// An item of the block at that position, with its number if the list has numbers.
    Item { block: usize, number: Option<u32> },
}

/// Lays a text out, with `bullet` before the items of lists without numbers.
pub(super) fn pieces<'a>(text: &'a RichText, bullet: &str) -> Vec<LayoutPiece<'a>> {
    let mut pieces = Vec::new();
    let mut before = None;
    for run in runs(text) {
        let glue = run.kind.separator(before).to_owned() + &run.kind.mark(bullet);
        if !glue.is_empty() {
            pieces.push(LayoutPiece::Glue(glue));
        }
        let title = run.kind == LayoutKind::Title;
        pieces.extend(
            run.spans
                .iter()
                .map(|span| LayoutPiece::Span { span, title }),
        );
        before = Some(run.kind);
    }
    pieces
}

/// The runs of a text that hold something to read, in order.
pub(super) fn runs(text: &RichText) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    for (position, block) in text.blocks.iter().enumerate() {
        match block {
            Block::Title(spans) => push(&mut runs, LayoutKind::Title, spans),
            Block::Paragraph(spans) => push(&mut runs, LayoutKind::Paragraph, spans),
            Block::List { start, items } => {
                let items = items.iter().filter(|item| !blank(item));
                for (index, spans) in (0_u32..).zip(items) {
                    let number = start.map(|start| start.saturating_add(index));
                    let block = position;
                    push(&mut runs, LayoutKind::Item { block, number }, spans);
                }
            }
        }
    }
    runs
}

impl LayoutKind {
    /// What stands between a run of this kind and the one before it.
    pub(super) fn separator(self, before: Option<LayoutKind>) -> &'static str {
        match (before, self) {
            (None, _) => "",
            (Some(LayoutKind::Title), _) => "\n",
            (Some(LayoutKind::Item { block: a, .. }), LayoutKind::Item { block: b, .. })
                if a == b =>
            {
                "\n"
            }
            _ => "\n\n",
        }
    }

    /// What stands at the head of a run of this kind.
    pub(super) fn mark(self, bullet: &str) -> String {
        match self {
            LayoutKind::Item {
                number: Some(number),
                ..
            } => format!("{number}. "),
            LayoutKind::Item { number: None, .. } => bullet.to_owned(),
            LayoutKind::Title | LayoutKind::Paragraph => String::new(),
        }
    }
}

fn push<'a>(runs: &mut Vec<Run<'a>>, kind: LayoutKind, spans: &'a [Span]) {
    if !blank(spans) {
        runs.push(Run { kind, spans });
    }
}

fn blank(spans: &[Span]) -> bool {
    spans.iter().all(|span| span.text.trim().is_empty())
}

/// Arbitrary texts for the properties of the renderings.
#[cfg(test)]
pub(super) mod arbitrary {
    use proptest::prelude::*;

    use crate::text::{Block, Link, RichText, Span};

    /// Any text: odd characters, blank blocks, long words, every style.
    pub(in crate::text) fn text() -> impl Strategy<Value = RichText> {
        proptest::collection::vec(block(), 0..6).prop_map(|blocks| RichText { blocks })
    }

    fn block() -> impl Strategy<Value = Block> {
        prop_oneof![
            spans().prop_map(Block::Title),
            spans().prop_map(Block::Paragraph),
            (
                proptest::option::of(any::<u32>()),
                proptest::collection::vec(spans(), 0..5)
            )
                .prop_map(|(start, items)| Block::List { start, items }),
        ]
    }

    fn spans() -> impl Strategy<Value = Vec<Span>> {
        proptest::collection::vec(span(), 0..4)
    }

    fn span() -> impl Strategy<Value = Span> {
        let characters = prop_oneof![
            "[a-zäöüß.,!? \n<>&\"]{0,60}",
            "[👩🏽👨\u{200d}👧🇩🇪e\u{301} ]{0,30}",
            any::<String>(),
        ];
        let link = proptest::option::of(Just(
            Link::parse("https://example.org/?a=1&b='2'").expect("a link"),
        ));
        (characters, any::<bool>(), any::<bool>(), link).prop_map(
            |(text, strong, emphasis, link)| Span {
                text,
                strong,
                emphasis,
                link,
            },
        )
    }
}
