//! What a guide says of itself.

use std::collections::BTreeMap;

use crate::knowledge::codes::Code;
use crate::knowledge::keys::ValueShape;
use crate::text::RichText;

use super::naming::Naming;
use super::provenance::{Origin, Wording};

/// How many characters the welcome has at most: fewer than 500.
const MAX_WELCOME: usize = 499;

words! {
    /// The occasions for which a guide may bring a text of its own.
    Notice {
        /// A question has nothing to do with the guide.
        OffTopic = "off_topic";
        /// The guide's theme, but it does not answer.
        NoAnswer = "no_answer";
        /// Who is responsible and what is kept.
        Privacy = "privacy";
        /// The bot was added to a group.
        GroupWelcome = "group_welcome";
        /// What the bot can do.
        About = "about";
        /// The mark of an assignment made by the editors.
        Editorial = "editorial";
        /// Instead of an address that is not known.
        UnknownAddress = "unknown_address";
        /// Instead of a material that is still to come.
        ToFollow = "to_follow";
    }
}

labels! {
    Notice: RichText, "notices" "Texte dieses Leitfadens für feste Anlässe." {
        often OffTopic = "die Frage hat nichts mit dem Leitfaden zu tun";
        often NoAnswer = "es ist sein Thema, aber er beantwortet sie nicht";
        seldom Privacy = "wer verantwortlich ist und was gespeichert wird";
        seldom GroupWelcome = "Begrüßung in einer Gruppe";
        seldom About = "was der Bot kann";
        often Editorial = "Hinweis auf eine Zuordnung der Redaktion";
        often UnknownAddress = "statt einer Adresse, die nicht bekannt ist";
        often ToFollow = "statt eines Materials, das noch kommt";
    }
}

entries! {
    /// What the guide says of itself.
    #[derive(Default)]
    pub Manifest "guide.yaml" "Der Leitfaden im Überblick: Titel, Begrüßung, Hinweise." {
        /// Which version of the format the files are written in.
        always format: u32 as Version = "Fassung des Formats; zurzeit 1";
        /// The guide's title.
        always title: String = "kurzer Titel, steht in der Übersicht";
        /// One line below the title.
        often subtitle: Option<String> = "eine Zeile unter dem Titel";
        /// The language of the content, e.g. `de`.
        always language: String as Language = "Sprache der Texte; das Programm spricht zurzeit nur de";
        /// What is said at `/start`, under 500 characters.
        always welcome: RichText as Welcome = "Begrüßung bei /start, weniger als 500 Zeichen";
        /// Questions to tap below the welcome.
        seldom starters: Vec<String> as Starters = "eine oder zwei Beispielfragen zum Antippen bei /start";
        /// How each origin is called where it is shown.
        always origins: BTreeMap<Origin, String> = "wie die Arten der Herkunft angezeigt werden";
        /// How each wording is called where it is shown.
        always wordings: BTreeMap<Wording, String> = "wie der Wortlaut angezeigt wird";
        /// What its things are called.
        seldom words: Naming = "wie Schritte, Abschnitte und Kommunen in diesem Leitfaden heißen";
        /// Texts for fixed occasions.
        often notices: BTreeMap<Notice, RichText> = "eigene Texte für feste Anlässe";
        /// `check` mentions content whose date is older than this many years.
        seldom stale_after_years: Option<u32> = "ab wie vielen Jahren `lotse check` Angaben alt nennt";
        /// Synonyms that are common words and never point to a term by themselves, lower case.
        seldom common_words: Vec<String> as CommonWords = "Alltagswörter, die allein nie zu einem Begriff führen";
        /// Ids that were used once and never may be again.
        seldom retired: Vec<String> = "ids, die es nicht mehr gibt und nie wieder geben darf";
    };
}

choice! {
    /// A language that the program speaks.
    Language: String { "de" => "de".to_owned(), }
}

readers! {
    /// The one version of the format.
    Version => u32: ValueShape::Version, |decoder, _, key, node| {
        let format = decoder.figure(node, key)?;
        if format != 1 {
            let message = format!("das Format {format} ist nicht bekannt");
            decoder.fault(Code::UnknownFormat, &node.range, message);
        }
        Some(format)
    };

    /// What is said at the start.
    Welcome => RichText: RichText::SHAPE, |decoder, entry, key, node| {
        let text = RichText::read(decoder, entry, key, node)?;
        decoder.limit(node, key, &text, (Code::LongWelcome, MAX_WELCOME));
        Some(text)
    };

    /// Questions to tap, which `check` asks.
    Starters => Vec<String>: <Vec<String>>::SHAPE, |decoder, _, key, node| {
        decoder.declared_lines(node, key, |findings| &mut findings.starters)
    };

    /// Words, in lower case.
    CommonWords => Vec<String>: <Vec<String>>::SHAPE, |decoder, entry, key, node| {
        let words = <Vec<String>>::read(decoder, entry, key, node)?;
        Some(words.iter().map(|word| word.to_lowercase()).collect())
    };
}
