//! Parsing, nesting rules and trimming by example, and that no text whatever breaks them.
//!
//! That they agree with Telegram's own code is the judges' business (`tests/judges`).

use fake_bot_api::entities::{
    FormattedText, ParseMode, detect, parse, settle, utf16_length, utf16_slice,
};
use proptest::prelude::*;

/// Writes entities as `kind(piece of text)`.
fn show(formatted: &FormattedText) -> String {
    let pieces = formatted.entities.iter().map(|entity| {
        format!(
            "{}({})",
            entity.kind.name(),
            utf16_slice(&formatted.text, entity.offset, entity.length)
        )
    });
    format!(
        "{} | {}",
        formatted.text,
        pieces.collect::<Vec<_>>().join(" ")
    )
}

fn check(input: &str, expected: &str) {
    let shown = match parse(input, ParseMode::Html).and_then(settle) {
        Ok(formatted) => show(&formatted),
        Err(problem) => problem,
    };
    assert_eq!(shown, expected, "{input}");
}

#[test]
fn html_is_read_as_telegram_reads_it() {
    check(
        "<b>a</b> &lt;ä&gt; &nbsp; & 😀<i>x</i>",
        "a <ä> &nbsp; & 😀x | bold(a) italic(x)",
    );
    check(
        "<a href=\"https://a.de?b&amp;c\">Link</a>",
        "Link | text_link(Link)",
    );
    check("<a href=\"http://x\">kein Link</a>", "kein Link | ");
    check(
        "<pre><code class=\"language-rust\">fn</code></pre>",
        "fn | pre(fn)",
    );
    check(
        "<blockquote expandable>Z</blockquote>",
        "Z | expandable_blockquote(Z)",
    );
    check(
        "a<br>b",
        "Can't parse entities: Unsupported start tag \"br\" at byte offset 1",
    );
    check(
        "a < b",
        "Can't parse entities: Unsupported start tag \"\" at byte offset 2",
    );
    check(
        "<b>a",
        "Can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    );
    check(
        "<b>ä</i>",
        "Can't parse entities: Unmatched end tag at byte offset 5, expected \"</b>\", found \"</i>\"",
    );
    check(
        "a</b>",
        "Can't parse entities: Unexpected end tag at byte offset 1",
    );
}

#[test]
fn entities_are_made_to_fit_and_texts_are_trimmed() {
    check("  <b> a </b>  ", " a | bold( a)");
    check("<b><code>a</code> b</b>", "a b | code(a) bold( b)");
    check(
        "<a href=\"a.de\">x<a href=\"b.de\">y</a></a>",
        "xy | text_link(xy)",
    );
    check("<b>a</b><b>b</b>", "ab | bold(ab)");
    check("a\r\nb\tc\u{202e}d", "a\nb cd | ");
    check(" \n ", "Text must be non-empty");
}

#[test]
fn what_people_type_is_marked_as_telegram_marks_it() {
    let found = |text: &str| {
        show(&FormattedText {
            text: text.to_owned(),
            entities: detect::detect(text),
        })
    };
    assert_eq!(
        found("/start@lotse_bot x/y /ä //"),
        "/start@lotse_bot x/y /ä // | bot_command(/start@lotse_bot)"
    );
    assert_eq!(
        found("ä@name @name, a@b.de @ab"),
        "ä@name @name, a@b.de @ab | mention(@name) email(a@b.de)"
    );
    assert_eq!(
        found("1.2 und example.org."),
        "1.2 und example.org. | url(example.org)"
    );
    assert_eq!(found("😀 #eins #1"), "😀 #eins #1 | hashtag(#eins)");
}

fn marked_up() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,4}",
        prop::sample::select(vec![
            "<b>",
            "</b>",
            "<i>",
            "</i>",
            "<code>",
            "</code>",
            "<pre>",
            "</pre>",
            "<a href=\"a.de\">",
            "</a>",
            "\n",
            "&lt;",
            "&#128512;",
            "&#xd83d;",
            "<blockquote>",
            "</blockquote>",
            "\u{202e}",
            "\u{200e}",
            "\r",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_text_breaks_the_parser_and_entities_lie_within_the_text(input in marked_up()) {
        if let Ok(settled) = parse(&input, ParseMode::Html).and_then(settle) {
            let length = utf16_length(&settled.text);
            for entity in &settled.entities {
                prop_assert!(entity.length > 0 && entity.offset + entity.length <= length, "{settled:?}");
            }
            prop_assert_eq!(settle(settled.clone()).map(|again| again.text), Ok(settled.text));
        }
    }

    #[test]
    fn no_text_breaks_detection(input in "\\PC{0,40}") {
        let length = utf16_length(&input);
        prop_assert!(detect::detect(&input).iter().all(|entity| entity.offset + entity.length <= length));
    }
}
