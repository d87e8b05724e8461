//! A small guide made by hand: three steps, the second unknown, with one of everything.

use std::collections::BTreeMap;

use crate::knowledge::*;
use crate::text::{Link, RichText, markdown};

/// The guide of these transcripts.
pub(super) fn small() -> Guide {
    Guide {
        documents: Vec::new(),
        calibration: None,
        manifest: manifest(),
        sources: vec![Source {
            id: id(SourceId::parse, "heft"),
            name: "Heft zum Anfangen".to_owned(),
            address: Link::parse("https://example.org/heft").ok(),
            held_by: None,
        }],
        places: places(),
        municipalities: vec![
            town("aburg", "Aburg", &["Aburger"]),
            town("bestadt", "Bestadt am Fluss", &["Bestadt"]),
        ],
        examples: examples(),
        terms: terms(),
        answers: vec![CuratedAnswer {
            id: id(AnswerId::parse, "ratsbeschluss"),
            questions: vec!["Brauchen wir einen Ratsbeschluss?".to_owned()],
            text: text("Nicht immer. Es reicht auch eine schriftliche Erklärung."),
            places: vec![place_id("auftrag")],
            from: None,
        }],
        gaps: vec![Gap {
            id: id(GapId::parse, "kosten"),
            questions: vec!["Was kostet das?".to_owned()],
            text: text("Zu Kosten sagt der Leitfaden nichts."),
            nearest: place_id("auftrag"),
        }],
        background: vec![Background {
            id: id(BackgroundId::parse, "zweck"),
            title: "Wozu ein Konzept dient".to_owned(),
            aliases: vec![],
            text: text("Ein Konzept hält fest, was gemeinsam gilt."),
            from: from(Origin::Guide),
        }],
        background_label: "Rahmen".to_owned(),
        golden: GoldenQuestions::default(),
    }
}

/// The id of a place.
pub(super) fn place_id(text: &str) -> PlaceId {
    id(PlaceId::parse, text)
}

/// A text from Markdown.
pub(super) fn text(source: &str) -> RichText {
    markdown::parse(source).expect("the Markdown of this guide is right")
}

fn id<T>(parse: impl Fn(&str) -> Result<T, IdFault>, text: &str) -> T {
    parse(text).expect("the ids of this guide are right")
}

fn manifest() -> Manifest {
    let labels = [
        (Origin::Guide, "Leitfaden „Klein“"),
        (Origin::Sister, "Schwester-Leitfaden „Groß“"),
        (
            Origin::Additional,
            "zusätzliches Beispiel, nicht aus dem Leitfaden",
        ),
    ];
    let notices = [
        (
            Notice::OffTopic,
            "Dazu sage ich nichts. Ich kenne nur den Leitfaden „Klein“.",
        ),
        (Notice::NoAnswer, "Das steht nicht im Leitfaden „Klein“."),
        (Notice::Privacy, "Bitte keine Namen eingeben."),
        (
            Notice::GroupWelcome,
            "Guten Tag zusammen. Ich lese nur, was an mich gerichtet ist; der Fortschritt gehört der Gruppe.",
        ),
        (
            Notice::About,
            "Ich kenne den Leitfaden „Klein“ und Beispiele aus zwei Städten.",
        ),
    ];
    Manifest {
        title: "Klein anfangen".to_owned(),
        welcome: text(
            "Guten Tag, ich bin Lotse für den Leitfaden „Klein“.\n\nZu Schritt 2 liegt mir kein Text vor.",
        ),
        origins: labels
            .map(|(origin, label)| (origin, label.to_owned()))
            .into(),
        wordings: BTreeMap::from([
            (Wording::Paraphrase, "in Worten der Redaktion".to_owned()),
            (Wording::Verbatim, "im Wortlaut".to_owned()),
        ]),
        notices: notices.map(|(notice, words)| (notice, text(words))).into(),
        ..Manifest::default()
    }
}

fn from(origin: Origin) -> Provenance {
    Provenance {
        origin,
        sources: vec![id(SourceId::parse, "heft")],
        ..Provenance::default()
    }
}

fn places() -> Vec<Place> {
    vec![
        Place {
            opening: text("Am Anfang steht der Auftrag."),
            note: text("Der Titel nennt auch die Haltung; dazu liegt nichts vor."),
            ..step("schritt-1", "1", "Auftrag und Haltung klären")
        },
        Place {
            opening: text("Ein Konzept braucht den Willen derer, die entscheiden."),
            parts: vec![
                part(
                    "wer",
                    "Wer entscheidet",
                    "Meist entscheidet die Leitung des Dezernats.",
                ),
                part(
                    "wozu",
                    "Wozu es dient",
                    "Es ist ein Werkzeug für den Alltag.",
                ),
            ],
            tasks: vec![
                task(
                    "schriftlich",
                    "Auftrag schriftlich sichern",
                    "Möglich ist eine Erklärung.",
                ),
                task("zeit", "Zeit und Personal mitentscheiden lassen", ""),
            ],
            tips: vec![text("Früh mit der Leitung sprechen.")],
            materials: materials(),
            see: vec![CrossReference {
                place: place_id("schritt-3"),
                why: Some("um ein Muster zu sehen".to_owned()),
            }],
            ..section("auftrag", "1.1", "Auftrag einholen")
        },
        Place {
            opening: text("Jede Stadt legt fest, wer steuert."),
            status: Status::Partial,
            tasks: vec![task("team", "Team benennen", "")],
            ..section("steuerung", "1.2", "Steuerung klären")
        },
        Place {
            opening: text("Zu Schritt 2 liegt kein Text vor, auch kein Titel."),
            status: Status::Unknown,
            ..step("schritt-2", "2", "Titel nicht bekannt")
        },
        Place {
            opening: text("Jetzt entsteht die Gliederung."),
            from: from(Origin::Sister),
            ..step("schritt-3", "3", "Gliederung erstellen")
        },
    ]
}

fn materials() -> Vec<Material> {
    let material = |name, kind, title: &str| Material {
        id: id(MaterialId::parse, name),
        kind,
        title: title.to_owned(),
        text: None,
        address: None,
        municipality: None,
        person: None,
        placeholder: false,
        image: None,
    };
    vec![
        Material {
            text: Some("Kapitel 2.1. Aufgaben".to_owned()),
            ..material("muster", MaterialKind::Chapter, "Musterkonzept")
        },
        Material {
            address: Link::parse("https://example.org/seite").ok(),
            ..material("seite", MaterialKind::Link, "Seite zum Konzept")
        },
        Material {
            municipality: MunicipalityId::parse("aburg").ok(),
            person: Some("Frau Muster".to_owned()),
            placeholder: true,
            image: Some(Image {
                path: "images/video.png".into(),
                text: "Graues Bild: Das Video folgt noch.".to_owned(),
            }),
            ..material("video", MaterialKind::Video, "Video aus Aburg")
        },
    ]
}

fn examples() -> Vec<Example> {
    let example = |name: &str, town: &str, title: &str, place: &str| Example {
        id: id(ExampleId::parse, name),
        municipality: id(MunicipalityId::parse, town),
        also: vec![],
        title: title.to_owned(),
        short: None,
        places: vec![place_id(place)],
        editorial: false,
        period: None,
        facts: std::collections::BTreeMap::new(),
        topics: vec![],
        aliases: vec![],
        text: text("So ging es dort."),
        note: RichText::default(),
        materials: vec![],
        formerly: vec![],
        from: from(Origin::Guide),
    };
    let mut all = vec![
        Example {
            editorial: true,
            period: Some("Schuljahr 2018/2019".to_owned()),
            facts: [
                (ExampleFact::ForWhom, "alle Eltern".to_owned()),
                (ExampleFact::HowOften, "jede Woche".to_owned()),
            ]
            .into(),
            topics: vec!["Elterncafé".to_owned()],
            text: text(
                "In Aburg gab es ein Elterncafé.\n\n- Es war offen für alle.\n- Es fand jede Woche statt.",
            ),
            note: text("Ob es weitergeht, ist nicht bekannt."),
            also: vec![id(MunicipalityId::parse, "bestadt")],
            ..example(
                "ab-01",
                "aburg",
                "Elterncafé an der Grundschule",
                "steuerung",
            )
        },
        Example {
            from: from(Origin::Additional),
            ..example("be-01", "bestadt", "Ausgangslage in Zahlen", "schritt-2")
        },
    ];
    all.extend((2..=6).map(|at| {
        example(
            &format!("ab-0{at}"),
            "aburg",
            &format!("Sprachkurs {at}"),
            "schritt-3",
        )
    }));
    all
}

fn terms() -> Vec<Term> {
    let term = |name: &str, term: &str| Term {
        id: id(TermId::parse, name),
        term: term.to_owned(),
        synonyms: vec![],
        aliases: vec![],
        text: text("Ein Wort aus dem Rathaus."),
        places: vec![],
        general: true,
        formerly: vec![],
        from: from(Origin::Guide),
    };
    let others = "Übergang Ziel Dezernat Ausschuss Beirat Etat Forum Gremium Haushalt Leitbild Netzwerk Träger";
    let others = others.split(' ').enumerate();
    let mut all: Vec<Term> = others
        .map(|(at, word)| term(&format!("wort-{at}"), word))
        .collect();
    all.push(Term {
        synonyms: vec!["Regionales Bildungsbüro".to_owned()],
        text: text("Das RBB gestaltet Bildung in der Region."),
        places: vec![place_id("steuerung")],
        general: false,
        ..term("rbb", "RBB")
    });
    all
}

fn town(name: &str, shown: &str, aliases: &[&str]) -> Municipality {
    Municipality {
        joint: false,
        id: id(MunicipalityId::parse, name),
        name: shown.to_owned(),
        short: None,
        aliases: aliases.iter().map(ToString::to_string).collect(),
        note: RichText::default(),
    }
}

fn step(name: &str, number: &str, title: &str) -> Place {
    Place {
        id: place_id(name),
        number: number.to_owned(),
        step: None,
        called: "Schritt".to_owned(),
        title: title.to_owned(),
        short: None,
        status: Status::Complete,
        note: RichText::default(),
        aliases: vec![],
        opening: RichText::default(),
        parts: vec![],
        tasks: vec![],
        decisions: vec![],
        task_aliases: vec![],
        tips: vec![],
        tip_aliases: vec![],
        materials: vec![],
        material_aliases: vec![],
        see: vec![],
        formerly: vec![],
        from: from(Origin::Guide),
    }
}

fn section(name: &str, number: &str, title: &str) -> Place {
    Place {
        step: Some(place_id("schritt-1")),
        called: "Abschnitt".to_owned(),
        ..step(name, number, title)
    }
}

fn part(name: &str, title: &str, words: &str) -> Part {
    Part {
        id: id(PartId::parse, name),
        title: title.to_owned(),
        aliases: vec![],
        text: text(words),
        remark: false,
    }
}

fn task(name: &str, words: &str, detail: &str) -> Task {
    Task {
        id: id(TaskId::parse, name),
        text: words.to_owned(),
        short: None,
        detail: text(detail),
        formerly: vec![],
    }
}
