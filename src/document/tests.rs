//! The three forms, read back by what reads them elsewhere.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser};

use super::*;

fn blank() -> Paper {
    Paper {
        title: "Stand & Gang".to_owned(),
        lead: vec!["Stand: heute".to_owned()],
        made: OffsetDateTime::UNIX_EPOCH,
        pieces: Vec::new(),
    }
}

fn usual() -> Paper {
    let mut document = blank();
    document.heading(1, "Schritt 1");
    let numbered = Block::List {
        start: Some(3),
        items: vec![vec![Span::plain("drei")], vec![Span::plain("vier")]],
    };
    let mut text = RichText::paragraph("Ein <Text>.").and_bullets(vec!["eins".to_owned()]);
    text.blocks.push(numbered);
    document.text(&text);
    document.boxes(vec![
        TickBox {
            done: true,
            text: "erledigt: A".to_owned(),
        },
        TickBox {
            done: false,
            text: "offen: B".to_owned(),
        },
    ]);
    document.pieces.push(Piece::Quote {
        words: "*wörtlich*\n\n1. Zeile 🙂".to_owned(),
        about: "Notiz".to_owned(),
    });
    document.pieces.push(Piece::Quote {
        words: "שלום עולם".to_owned(),
        about: "Notiz".to_owned(),
    });
    document
        .pieces
        .push(Piece::Gap("[Lücke: Betrag]".to_owned()));
    document.pieces.push(Piece::Table(Grid {
        caption: "Wie weit".to_owned(),
        head: vec![("Schritt".to_owned(), 70), ("Erledigt".to_owned(), 30)],
        rows: vec![vec!["1 | Auftrag".to_owned(), "1 von 2".to_owned()]],
    }));
    document.pieces.push(Piece::Aside("Quelle: A".to_owned()));
    document
}

/// The parts of a packed document by name.
fn unpacked(document: &Paper) -> BTreeMap<String, String> {
    let bytes = docx::write(document).unwrap();
    let mut file = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = file.file_names().map(str::to_owned).collect();
    let read = |name: String| {
        let mut text = String::new();
        file.by_name(&name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        (name, text)
    };
    names.into_iter().map(read).collect()
}

#[test]
fn as_plain_text() {
    insta::assert_snapshot!(plain::write(&usual()), @"
    Stand & Gang
    ============

    Stand: heute


    Schritt 1
    ---------

    Ein <Text>.

    - eins

    3. drei
    4. vier

    ☑ erledigt: A
    ☐ offen: B

        *wörtlich*

        1. Zeile 🙂
    (Notiz)

        שלום עולם
    (Notiz)

    [Lücke: Betrag]

    - Schritt: 1 | Auftrag; Erledigt: 1 von 2

    (Quelle: A)
    ");
}

#[test]
fn as_markdown() {
    insta::assert_snapshot!(markdown::write(&usual()), @r"
    # Stand \& Gang

    Stand: heute

    ## Schritt 1

    Ein \<Text\>.

    - eins

    3. drei
    4. vier

    - ☑ erledigt: A
    - ☐ offen: B

    > \*wörtlich\*
    >
    > 1\. Zeile 🙂

    *Notiz*

    > שלום עולם

    *Notiz*

    **\[Lücke: Betrag\]**

    | Schritt | Erledigt |
    | --- | --- |
    | 1 \| Auftrag | 1 von 2 |

    *Quelle: A*
    ");
}

#[test]
fn the_same_document_is_the_same_file() {
    assert_eq!(
        docx::write(&usual()).unwrap(),
        docx::write(&usual()).unwrap()
    );
}

#[test]
fn a_word_file_can_be_read_aloud() {
    let mut document = usual();
    document.paragraph("Glocke: \u{7}");
    let parts = unpacked(&document);
    let (text, about) = (&parts["word/document.xml"], &parts["docProps/core.xml"]);
    for mark in [
        r#"<w:pStyle w:val="Heading1"/>"#,
        r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>"#,
        r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>"#,
        "<w:cantSplit/><w:tblHeader/>",
        r#"<w:tblCaption w:val="Wie weit"/>"#,
        "☑</w:t><w:tab/><w:t xml:space=\"preserve\">erledigt: A",
        r#"<w:bidi/>"#,
        r#"<w:pgSz w:w="11906" w:h="16838"/>"#,
        "Ein &lt;Text&gt;.",
    ] {
        assert!(text.contains(mark), "{mark}\n---\n{text}");
    }
    assert!(!text.contains('\u{7}'));
    assert!(
        about.contains("<dc:title>Stand &amp; Gang</dc:title><dc:language>de-DE</dc:language>")
    );
    assert!(!about.contains("creator"));
    assert!(parts["word/styles.xml"].contains(r#"<w:lang w:val="de-DE""#));
    assert!(parts["word/numbering.xml"].contains(r#"<w:start w:val="3"/>"#));
}

/// What readers of Markdown have beside CommonMark.
const COMMON: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_GFM);

/// What a reader of Markdown sees of a text, without its blanks.
fn read(markdown: &str) -> String {
    let parser = Parser::new_ext(markdown, COMMON);
    let texts = parser.filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) | Event::Html(text) => Some(text.into_string()),
        _ => None,
    });
    texts.collect::<String>().split_whitespace().collect()
}

proptest! {
    #[test]
    fn what_was_typed_is_never_markup(
        words in r#"([a-z \n]|[!-/:-@\[-`{-~]|[0-9]|[äß🙂]){1,40}"#
    ) {
        let mut document = blank();
        document.title = "T".to_owned();
        document.lead.clear();
        document.pieces.push(Piece::Quote { words: words.clone(), about: "N".to_owned() });
        let seen = read(&markdown::write(&document));
        let typed: String = words.split_whitespace().collect();
        prop_assert_eq!(seen, format!("T{typed}N"));
    }
}
