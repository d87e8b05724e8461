//! [`RichText`] as the HTML that Telegram's Bot API accepts.
//!
//! Only `<b>`, `<i>` and `<a href>` are made, always closed in reverse order; lists are lines with a mark, a title is
//! a bold line. Of the named entities only `&lt; &gt; &amp; &quot;` are used, because Telegram reads no others.
//! What a person reads is the laid-out text that [`split::length`](super::split::length) counts.

use super::layout::{self, LayoutPiece};
use super::{RichText, Span};

/// What stands before the items of a list without numbers.
pub(super) const BULLET: &str = "• ";

/// Renders a text; the result is well-formed whatever the text holds.
pub fn render(text: &RichText) -> String {
    let mut out = String::new();
    for piece in layout::pieces(text, BULLET) {
        match piece {
            LayoutPiece::Glue(glue) => out.push_str(&glue),
            LayoutPiece::Span { span, title } => push(&mut out, span, span.strong || title),
        }
    }
    out
}

fn push(out: &mut String, span: &Span, strong: bool) {
    if span.text.is_empty() {
        return;
    }
    if strong {
        out.push_str("<b>");
    }
    if span.emphasis {
        out.push_str("<i>");
    }
    if let Some(link) = &span.link {
        out.push_str("<a href=\"");
        escape(out, link.as_str());
        out.push_str("\">");
    }
    escape(out, &span.text);
    if span.link.is_some() {
        out.push_str("</a>");
    }
    if span.emphasis {
        out.push_str("</i>");
    }
    if strong {
        out.push_str("</b>");
    }
}

fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{layout::arbitrary, markdown, split};
    use proptest::prelude::*;

    /// What a person sees of the HTML: tags gone, entities read.
    fn visible(html: &str) -> String {
        let mut out = String::new();
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            rest = &rest[rest.find('>').expect("a closed tag") + 1..];
        }
        (out + rest)
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
    }

    /// The text as it is laid out, without addresses.
    fn laid_out(text: &RichText) -> String {
        layout::pieces(text, BULLET)
            .into_iter()
            .map(|piece| match piece {
                LayoutPiece::Glue(glue) => glue,
                LayoutPiece::Span { span, .. } => span.text.clone(),
            })
            .collect()
    }

    #[test]
    fn styles_nest_and_close_in_reverse_order() {
        let text = markdown::parse("**_[hier](https://example.org/?a=1&b=2)_** & *dort*").unwrap();
        assert_eq!(
            render(&text),
            "<b><i><a href=\"https://example.org/?a=1&amp;b=2\">hier</a></i></b> &amp; <i>dort</i>"
        );
    }

    #[test]
    fn a_title_is_a_bold_line_and_lists_are_lines() {
        let text = RichText::default()
            .and_title("1.1 Auftrag")
            .and_paragraph("Kinder < 6:")
            .and_bullets(["eins".into(), "zwei".into()]);
        assert_eq!(
            render(&text),
            "<b>1.1 Auftrag</b>\nKinder &lt; 6:\n\n• eins\n• zwei"
        );
    }

    #[test]
    fn tags_that_somebody_typed_stay_text() {
        let text = RichText::paragraph("</b><script>&lt;\"");
        assert_eq!(render(&text), "&lt;/b&gt;&lt;script&gt;&amp;lt;&quot;");
    }

    proptest! {
        #[test]
        fn what_is_seen_is_the_laid_out_text(text in arbitrary::text()) {
            prop_assert_eq!(visible(&render(&text)), laid_out(&text));
        }

        #[test]
        fn what_is_seen_is_as_long_as_was_counted(text in arbitrary::text()) {
            let seen = visible(&render(&text)).encode_utf16().count();
            prop_assert_eq!(seen, split::length(&text));
        }

        #[test]
        fn tags_close_in_reverse_order(text in arbitrary::text()) {
            let html = render(&text);
            let mut open = Vec::new();
            for tag in html.split('<').skip(1) {
                let (tag, _) = tag.split_once('>').expect("a closed tag");
                match tag.strip_prefix('/') {
                    Some(name) => prop_assert_eq!(open.pop(), Some(name)),
                    None => open.push(&tag[..1]),
                }
            }
            prop_assert!(open.is_empty());
        }
    }
}
