//! The picture of the shipped guide and of the small one: well-formed, with every place, and with nothing that markup eats.

use std::path::Path;

use super::*;
use crate::knowledge::read;
use crate::knowledge::source::ImageFile;
use crate::knowledge::{self, Guide, SourceFile};

fn guide(folder: &str) -> Guide {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let loaded = knowledge::load(&folder).expect("the folder is there");
    loaded.guide.expect("nothing is wrong")
}

#[test]
fn every_place_is_in_the_picture_and_every_reference() {
    for folder in [
        "knowledge",
        "tests/guides/klein",
        "tests/guides/phasen",
        "tests/guides/schulstrasse",
    ] {
        let guide = guide(folder);
        let flow = Flow::of(&guide);
        let (svg, mermaid) = (svg::draw(&flow), mermaid::write(&flow));
        for place in &guide.places {
            let name = format!(
                "{} {} {}",
                place.called,
                place.number,
                svg_text(&place.title)
            );
            assert!(svg.contains(&name), "{folder}: {name}");
            let node = format!("place_{}[", place.id.as_str().replace('-', "_"));
            assert!(mermaid.contains(&node), "{folder}: {node}");
        }
        let count = svg.matches("<path class=\"see\"").count();
        let in_legend = usize::from(!flow.references.is_empty());
        assert_eq!(count, flow.references.len() + in_legend, "{folder}");
        assert_eq!(
            mermaid.matches("-.->").count(),
            flow.references.len(),
            "{folder}"
        );
    }
}

fn svg_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[test]
fn the_picture_is_well_formed_whatever_stands_in_a_title() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
    let mut files: Vec<SourceFile> = knowledge::load(&folder).expect("the folder is there").files;
    for file in &mut files {
        let odd = "title: 'Essen & \"Trinken\" <b> # 1_2*3` ]'";
        file.text = file.text.replace("title: Essen und Trinken", odd);
    }
    let loaded = read::read(files, Vec::new(), &|_| ImageFile::Present);
    let guide = loaded.guide.expect("a title may hold anything");
    assert!(
        guide.places.iter().any(|place| place.title.contains("<b>")),
        "nothing is odd"
    );
    let flow = Flow::of(&guide);
    let svg = svg::draw(&flow);
    assert!(
        svg.contains("Essen &amp; &quot;Trinken&quot; &lt;b&gt; # 1_2*3` ]"),
        "{svg}"
    );
    assert_eq!(elements_left_open(&svg), Vec::<String>::new());
    let mermaid = mermaid::write(&flow);
    assert!(
        mermaid.contains("Essen #amp; #quot;Trinken#quot; #lt;b#gt; #35; 1#95;2#42;3#96; ]"),
        "{mermaid}"
    );
}

/// The elements that are not closed, or closed by another.
fn elements_left_open(xml: &str) -> Vec<String> {
    let mut open: Vec<String> = Vec::new();
    for tag in xml.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("a tag ends");
        let name = |tag: &str| tag.split_whitespace().next().unwrap_or_default().to_owned();
        match tag.strip_prefix('/') {
            Some(closed) if open.last().is_some_and(|last| last == closed) => {
                open.pop();
            }
            Some(closed) => open.push(format!("/{closed}")),
            None if tag.ends_with('/') => {}
            None => open.push(name(tag)),
        }
    }
    open
}

#[test]
fn what_is_to_be_decided_stands_at_its_place_with_when_it_is_asked() {
    let guide = guide("tests/guides/klein");
    let flow = Flow::of(&guide);
    let svg = svg::draw(&flow);
    for words in [
        "◇ Form der Einladung",
        "mit?“: Ja",
        "Zu entscheiden ist: 1 Machen genug Haushalte mit?; 1 Wie laden",
        "◇ zu entscheiden",
    ] {
        assert!(
            svg.to_lowercase().contains(&words.to_lowercase()),
            "{words}: {svg}"
        );
    }
    let mermaid = mermaid::write(&flow);
    for line in [
        "place_idee --- decision_einladung{{\"Wie laden wir zum Treffen ein?\"}}",
        "decision_haushalte -- \"Ja\" --> decision_einladung",
    ] {
        assert!(mermaid.contains(line), "{line}: {mermaid}");
    }
}

#[test]
fn what_is_not_known_is_drawn_otherwise() {
    let guide = guide("knowledge");
    let flow = Flow::of(&guide);
    let svg = svg::draw(&flow);
    let box_of = svg
        .split("<g class=\"step unknown\">")
        .nth(1)
        .expect("it is marked");
    assert!(
        box_of.starts_with("\n<title>Schritt 2 Titel nicht bekannt"),
        "{box_of}"
    );
    assert!(svg.contains(">kein Text bekannt</text>"), "{svg}");
    assert!(
        mermaid::write(&flow).contains("class legend_unknown,place_schritt_2 unknown"),
        "{}",
        mermaid::write(&flow)
    );
}

#[test]
fn a_decision_that_is_never_asked_is_drawn_as_such_and_the_legend_says_so() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
    let mut files: Vec<SourceFile> = knowledge::load(&folder).expect("the folder is there").files;
    let never = "          is: ja\n        - decision: haushalte\n          is: nein\n";
    for file in &mut files {
        file.text = file.text.replace("          is: ja\n", never);
    }
    let loaded = read::read(files, Vec::new(), &|_| ImageFile::Present);
    assert!(loaded.guide.is_none(), "it is not to be used");
    let sketch = loaded.sketch.expect("it is to be drawn");
    let flow = Flow::of(&sketch);
    let (svg, mermaid) = (svg::draw(&flow), mermaid::write(&flow));
    assert!(svg.contains("✕ nie gefragt: Form der"), "{svg}");
    assert!(svg.contains("die Bedingungen schließen sich aus"), "{svg}");
    let class = "class legend_never,decision_einladung never";
    assert!(mermaid.contains(class), "{mermaid}");
    assert_eq!(elements_left_open(&svg), Vec::<String>::new());

    let sound = guide("tests/guides/klein");
    let flow = Flow::of(&sound);
    let drawn = svg::draw(&flow) + &mermaid::write(&flow);
    assert!(!drawn.contains("nie gefragt"), "{drawn}");
}
