//! What editors write, what becomes of it, and what is refused.

use super::*;
use proptest::prelude::*;

fn paragraph(source: &str) -> Vec<Span> {
    match parse(source).unwrap().blocks.as_slice() {
        [Block::Paragraph(spans)] => spans.clone(),
        other => panic!("not one paragraph: {other:?}"),
    }
}

fn faults(source: &str) -> Vec<(&str, MarkdownFaultKind)> {
    let faults = parse(source).unwrap_err();
    let quoted = |fault: MarkdownFault| (source[fault.range].trim_end(), fault.kind);
    faults.into_iter().map(quoted).collect()
}

#[test]
fn line_breaks_in_the_source_are_blanks() {
    assert_eq!(
        paragraph("Eine Zeile\nund noch eine."),
        [Span::plain("Eine Zeile und noch eine.")]
    );
}

#[test]
fn a_backslash_or_two_blanks_break_the_line() {
    assert_eq!(paragraph("oben\\\nunten"), [Span::plain("oben\nunten")]);
    assert_eq!(paragraph("oben  \nunten"), [Span::plain("oben\nunten")]);
}

#[test]
fn styles_and_links_become_spans() {
    let link = Link::parse("https://example.org/a").unwrap();
    assert_eq!(
        paragraph("Das ist **sehr *wichtig*** [hier](https://example.org/a)"),
        [
            Span::plain("Das ist "),
            Span::strong("sehr "),
            Span {
                emphasis: true,
                ..Span::strong("wichtig")
            },
            Span::plain(" "),
            Span::link("hier", link),
        ]
    );
}

#[test]
fn addresses_in_angle_brackets_are_links() {
    let page = Link::parse("https://example.org").unwrap();
    let mail = Link::parse("mailto:buero@example.org").unwrap();
    assert_eq!(
        paragraph("<https://example.org>"),
        [Span::link("https://example.org", page)]
    );
    assert_eq!(
        paragraph("<buero@example.org>"),
        [Span::link("buero@example.org", mail)]
    );
}

#[test]
fn lists_keep_their_first_number_and_loose_items_their_paragraphs() {
    let text = parse("Vorab:\n\n3. drei\n4. vier\n\n   noch vier\n").unwrap();
    assert_eq!(
        text.blocks,
        [
            Block::Paragraph(vec![Span::plain("Vorab:")]),
            Block::List {
                start: Some(3),
                items: vec![
                    vec![Span::plain("drei")],
                    vec![Span::plain("vier\nnoch vier")]
                ],
            },
        ]
    );
}

#[test]
fn gender_stars_angle_brackets_and_ampersands_are_text() {
    for source in [
        "Akteur*innen und Lehrer*innen",
        "Kinder < 6 Jahre",
        "KI & RBB",
    ] {
        assert_eq!(paragraph(source), [Span::plain(source)]);
    }
}

#[test]
fn gender_stars_do_not_disturb_italics_around_them() {
    assert_eq!(
        paragraph("*jede*r Akteur*in* und **Lehrer*innen**"),
        [
            Span::emphasis("jede*r Akteur*in"),
            Span::plain(" und "),
            Span::strong("Lehrer*innen")
        ]
    );
}

#[test]
fn everything_that_cannot_be_shown_is_reported_at_once_with_its_place() {
    let source = "# Titel\n\nText mit `Code`, <b>HTML</b> und ![Bild](https://example.org/b.png)\n\n\
                  - a\n  - b\n\n> Zitat\n\n---\n\n| a |\n|---|\n| b |\n\n[hier](www.example.org) ~~weg~~";
    let kinds: Vec<_> = faults(source);
    assert_eq!(
        kinds,
        [
            ("# Titel", MarkdownFaultKind::Heading),
            ("`Code`", MarkdownFaultKind::Unsupported("Code")),
            ("<b>", MarkdownFaultKind::Html),
            ("</b>", MarkdownFaultKind::Html),
            (
                "![Bild](https://example.org/b.png)",
                MarkdownFaultKind::Image
            ),
            ("- b", MarkdownFaultKind::NestedList),
            ("> Zitat", MarkdownFaultKind::Unsupported("Zitat")),
            ("---", MarkdownFaultKind::Unsupported("Trennlinie")),
            (
                "| a |\n|---|\n| b |",
                MarkdownFaultKind::Unsupported("Tabelle")
            ),
            (
                "[hier](www.example.org)",
                MarkdownFaultKind::Link(LinkFault::NoScheme("www.example.org".into()))
            ),
            ("~~weg~~", MarkdownFaultKind::Unsupported("Durchstreichung")),
        ]
    );
}

#[test]
fn empty_items_and_links_without_text_are_faults() {
    assert_eq!(
        faults("- a\n-\n")[0].1,
        MarkdownFaultKind::Unsupported("leerer Listenpunkt")
    );
    assert_eq!(
        faults("[](https://example.org)")[0].1,
        MarkdownFaultKind::Unsupported("Link ohne Text")
    );
}

#[test]
fn nothing_is_an_empty_text() {
    assert_eq!(parse(""), Ok(RichText::default()));
    assert_eq!(parse(" \n\n"), Ok(RichText::default()));
}

proptest! {
    #[test]
    fn any_source_is_read_or_refused_with_places_inside_it(source in any::<String>()) {
        if let Err(faults) = parse(&source) {
            prop_assert!(!faults.is_empty());
            for fault in faults {
                prop_assert!(source.get(fault.range).is_some());
            }
        }
    }

    #[test]
    fn what_looks_like_markdown_is_read_or_refused(source in "[-*_#>`~<\\[\\]()!| a1.:/\n\\\\]{0,80}") {
        if let Ok(text) = parse(&source) {
            for block in &text.blocks {
                let block_is_not_a_title = !matches!(block, Block::Title(_));
                prop_assert!(block_is_not_a_title);
            }
        }
    }
}

#[test]
fn numbers_that_would_be_shown_otherwise_are_refused() {
    let number = |written: &str, shown: &str| MarkdownFaultKind::Number {
        written: written.to_owned(),
        shown: shown.to_owned(),
    };
    for (source, at, written, shown) in [
        (
            "24. Dezember ist Schluss.\n31. Dezember auch.",
            "31.",
            "31.",
            "25.",
        ),
        ("1. eins\n1. noch eins", "1.", "1.", "2."),
        ("1. eins\n3. drei", "3.", "3.", "2."),
        ("2) zwei", "2)", "2)", "2."),
        ("02. zwei", "02.", "02.", "2."),
    ] {
        assert_eq!(faults(source), [(at, number(written, shown))], "{source}");
    }
    for source in [
        "24. Dezember\n25. Dezember",
        "3. drei\n4. vier",
        "am 3. und 7. Mai",
        "31\\. Dezember",
    ] {
        assert!(parse(source).is_ok(), "{source}");
    }
}

#[test]
fn a_list_of_one_in_the_middle_of_a_sentence_was_not_meant_as_one() {
    for source in ["Wir schließen am\n1. Dezember.", "von Januar\n- Juni"] {
        let found = parse(source).unwrap_err();
        assert_eq!(found[0].kind, MarkdownFaultKind::ListInText, "{source}");
    }
    for source in [
        "Das ist zu tun:\n1. Anfangen",
        "Fertig.\n- Juni",
        "Wir brauchen\n- Stühle\n- Tische",
        "am\n\n1. Dezember",
    ] {
        assert!(parse(source).is_ok(), "{source}");
    }
}
