//! The guide as a whole: its manifest, its notices, where things come from.

use super::{Block, ID, ORIGINS, Shape, WORDINGS, always, often, seldom, words};

pub(in crate::knowledge) static FROM: Block = Block {
    what: "from",
    about: "Woher die Angaben kommen. Was nicht bekannt ist, bleibt `unknown`.",
    keys: &[
        often(
            "origin",
            Shape::Word(&words(&ORIGINS)),
            "guide = der Leitfaden, sister = Schwester-Leitfaden, additional = zusätzliches Beispiel",
        ),
        often(
            "sources",
            Shape::References,
            "Kennungen aus sources.yaml, mindestens eine",
        ),
        often(
            "as_of",
            Shape::Date,
            "Stand: unknown, \"2018\", \"2018-11\" oder \"2018-11-21\"; nie geraten",
        ),
        often(
            "captured",
            Shape::Date,
            "wann die Angaben übernommen wurden",
        ),
        often(
            "wording",
            Shape::Word(&words(&WORDINGS)),
            "paraphrase = eigene Worte, verbatim = Wortlaut",
        ),
    ],
};

pub(in crate::knowledge) static MANIFEST: Block = Block {
    what: "guide.yaml",
    about: "Der Leitfaden im Überblick: Titel, Begrüßung, Hinweise.",
    keys: &[
        always("format", Shape::Version, "Fassung des Formats; zurzeit 1"),
        always("title", Shape::Line, "kurzer Titel, steht in der Übersicht"),
        often("subtitle", Shape::Line, "eine Zeile unter dem Titel"),
        always("language", Shape::Line, "Sprache der Texte, etwa de"),
        always(
            "welcome",
            Shape::Markdown,
            "Begrüßung bei /start, weniger als 500 Zeichen",
        ),
        always(
            "origins",
            Shape::Block(&ORIGIN_NAMES),
            "wie die drei Arten der Herkunft angezeigt werden",
        ),
        always(
            "wordings",
            Shape::Block(&WORDING_NAMES),
            "wie der Wortlaut angezeigt wird",
        ),
        often(
            "notices",
            Shape::Block(&NOTICES),
            "eigene Texte für feste Anlässe",
        ),
        seldom(
            "stale_after_years",
            Shape::Whole,
            "ab wie vielen Jahren `lotse check` Angaben alt nennt",
        ),
        seldom(
            "common_words",
            Shape::Lines,
            "Alltagswörter, die allein nie zu einem Begriff führen",
        ),
        seldom(
            "retired",
            Shape::Lines,
            "ids, die es nicht mehr gibt und nie wieder geben darf",
        ),
    ],
};

pub(in crate::knowledge) static ORIGIN_NAMES: Block = Block {
    what: "origins",
    about: "Namen der drei Arten der Herkunft.",
    keys: &[
        always("guide", Shape::Line, "der Leitfaden selbst"),
        always("sister", Shape::Line, "ein Schwester-Leitfaden"),
        always("additional", Shape::Line, "keiner von beiden"),
    ],
};

pub(in crate::knowledge) static WORDING_NAMES: Block = Block {
    what: "wordings",
    about: "Namen für den Wortlaut.",
    keys: &[
        always("paraphrase", Shape::Line, "in Worten der Redaktion"),
        always("verbatim", Shape::Line, "im Wortlaut der Quelle"),
    ],
};

pub(in crate::knowledge) static NOTICES: Block = Block {
    what: "notices",
    about: "Texte dieses Leitfadens für feste Anlässe.",
    keys: &[
        often(
            "off_topic",
            Shape::Markdown,
            "die Frage hat nichts mit dem Leitfaden zu tun",
        ),
        often(
            "no_answer",
            Shape::Markdown,
            "es ist sein Thema, aber er beantwortet sie nicht",
        ),
        seldom(
            "privacy",
            Shape::Markdown,
            "wer verantwortlich ist und was gespeichert wird",
        ),
        seldom(
            "group_welcome",
            Shape::Markdown,
            "Begrüßung in einer Gruppe",
        ),
        seldom("about", Shape::Markdown, "was der Bot kann"),
        often(
            "editorial",
            Shape::Markdown,
            "Hinweis auf eine Zuordnung der Redaktion",
        ),
        often(
            "unknown_address",
            Shape::Markdown,
            "statt einer Adresse, die nicht bekannt ist",
        ),
        often(
            "to_follow",
            Shape::Markdown,
            "statt eines Materials, das noch kommt",
        ),
    ],
};

pub(in crate::knowledge) static SOURCES: Block = Block {
    what: "sources.yaml",
    about: "Alle Quellen, auf die `from` sich bezieht.",
    keys: &[always("sources", Shape::Blocks(&SOURCE), "die Quellen")],
};

pub(in crate::knowledge) static SOURCE: Block = Block {
    what: "Quelle",
    about: "Etwas, das veröffentlicht wurde.",
    keys: &[
        ID,
        always("name", Shape::Line, "wie sie heißt"),
        often("address", Shape::Address, "wo sie steht, wenn bekannt"),
        seldom(
            "held_by",
            Shape::Line,
            "wer die Kopie vorhält, wenn es nicht die Herausgeber*innen sind",
        ),
    ],
};
