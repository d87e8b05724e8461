//! [`RichText`] without any markup: for JSON, for search, and for when markup was refused.

use super::layout::{self, LayoutPiece};
use super::{RichText, Span};

/// Renders a text with lists as lines (`- x`, `1. x`) and links as `text (address)`.
///
/// Blocks are separated by a blank line; a title stands directly on top of what it heads.
pub fn render(text: &RichText) -> String {
    let mut out = String::new();
    for piece in layout::pieces(text, "- ") {
        match piece {
            LayoutPiece::Glue(glue) => out.push_str(&glue),
            LayoutPiece::Span { span, .. } => push(&mut out, span),
        }
    }
    out
}

fn push(out: &mut String, span: &Span) {
    out.push_str(&span.text);
    if let Some(address) = span.address_to_show() {
        out.push_str(" (");
        out.push_str(address);
        out.push(')');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Block, Link, layout::arbitrary, markdown};
    use proptest::prelude::*;

    #[test]
    fn lists_are_lines_and_links_name_their_address() {
        let text = markdown::parse(
            "Siehe [Leitfaden](https://example.org) und **bald**:\n\n- eins\n- zwei\n\n7. sieben\n8. acht\n",
        )
        .unwrap();
        assert_eq!(
            render(&text),
            "Siehe Leitfaden (https://example.org) und bald:\n\n- eins\n- zwei\n\n7. sieben\n8. acht"
        );
    }

    #[test]
    fn an_address_that_is_its_own_text_is_not_said_twice() {
        let text = markdown::parse("<https://example.org> oder <buero@example.org>").unwrap();
        assert_eq!(render(&text), "https://example.org oder buero@example.org");
    }

    #[test]
    fn a_link_in_several_styles_names_its_address_once_each() {
        let link = Link::parse("https://example.org").unwrap();
        let text = RichText::default().and_spans(vec![Span::link("hier", link)]);
        assert_eq!(render(&text), "hier (https://example.org)");
    }

    #[test]
    fn titles_stand_on_top_of_what_they_head_and_blank_blocks_are_left_out() {
        let mut text = RichText::default().and_title("Titel").and_paragraph("Text");
        text.blocks.insert(1, Block::Paragraph(Vec::new()));
        let text = text.and_paragraph("  ").and_paragraph("Ende");
        assert_eq!(render(&text), "Titel\nText\n\nEnde");
    }

    proptest! {
        #[test]
        fn any_text_can_be_rendered(text in arbitrary::text()) {
            prop_assert_eq!(render(&text).is_empty(), text.is_empty());
        }
    }
}
