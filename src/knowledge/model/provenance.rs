//! Where something comes from: said for a file, overridden key by key in an entry.

use crate::knowledge::as_of::AsOf;
use crate::knowledge::codes::Code;
use crate::knowledge::decode::{Decoder, ReadEntry, YamlEntry};
use crate::knowledge::ids::SourceId;
use crate::knowledge::keys::ValueShape;
use crate::knowledge::source_map::Dated;
use crate::knowledge::yaml::YamlNode;
use crate::text::Link;

words! {
    /// The three forms of where something comes from.
    #[derive(Default)]
    Origin {
        /// The guide itself.
        #[default]
        Guide = "guide";
        /// A sister guide of the same build.
        Sister = "sister";
        /// Neither: an additional example.
        Additional = "additional";
    }

    /// Whose words a text is in.
    #[derive(Default)]
    Wording {
        /// The editors' words on the ground of the source.
        #[default]
        Paraphrase = "paraphrase";
        /// The publisher's words.
        Verbatim = "verbatim";
    }
}

labels! {
    Origin: String, "origins" "Namen der Arten der Herkunft." {
        always Guide = "der Leitfaden selbst";
        seldom Sister = "ein Schwester-Leitfaden, wenn es einen gibt";
        always Additional = "keiner von beiden";
    }
    Wording: String, "wordings" "Namen für den Wortlaut." {
        always Paraphrase = "in Worten der Redaktion";
        always Verbatim = "im Wortlaut der Quelle";
    }
}

entries! {
    /// Where something comes from; always shown with it.
    #[derive(Default)]
    pub Provenance "from" "Woher die Angaben kommen. Was nicht bekannt ist, bleibt `unknown`." {
        /// Which of the three forms.
        often origin: Origin as NamedOrigin =
            "guide = der Leitfaden, sister = Schwester-Leitfaden, additional = zusätzliches Beispiel";
        /// The sources, at least one in a checked guide.
        often sources: Vec<SourceId> as Sources = "Kennungen aus sources.yaml, mindestens eine";
        /// The date of the content (*Stand*).
        often as_of: AsOf = "Stand: unknown, \"2018\", \"2018-11\" oder \"2018-11-21\"; nie geraten";
        /// When it was taken over.
        often captured: AsOf as Captured = "wann die Angaben übernommen wurden";
        /// Whose words.
        often wording: Wording = "paraphrase = eigene Worte, verbatim = Wortlaut";
    };

    /// Something that was published.
    pub Source(SourceId: Source) "Quelle" "Etwas, das veröffentlicht wurde." {
        /// What it is called.
        always name: String = "wie sie heißt";
        /// Where it is, if known.
        often address: Option<Link> = "wo sie steht, wenn bekannt";
        /// Who holds the copy, when that is not the publisher.
        seldom held_by: Option<String> = "wer die Kopie vorhält, wenn es nicht die Herausgeber*innen sind";
    };
}

readable! {
    AsOf => AsOf: ValueShape::Date, |decoder, _, key, node| decoder.date(node, key);
}

readers! {
    /// One of the forms; a sister guide only where the guide says what that is called.
    NamedOrigin => Origin: Origin::SHAPE, |decoder, entry, key, node| {
        let origin = Origin::read(decoder, entry, key, node)?;
        if origin == Origin::Sister && decoder.given().has_sister == Some(false) {
            let message = "`origin: sister`, aber guide.yaml nennt keinen Schwester-Leitfaden";
            let hint = "ergänzen Sie in guide.yaml unter `origins` die Zeile `sister: …` mit seinem Namen";
            decoder.fault_hinting(Code::Dangling, &node.range, message.to_owned(), hint);
        }
        Some(origin)
    };

    /// The sources of an entry: at least one.
    Sources => Vec<SourceId>: <Vec<SourceId>>::SHAPE, |decoder, entry, key, node| {
        if node.items().is_empty() {
            decoder.fault(Code::NoSource, &node.range, "`sources` nennt keine Quelle");
        }
        <Vec<SourceId>>::read(decoder, entry, key, node)
    };

    /// When something was taken over: those who did it know the day.
    Captured => AsOf: ValueShape::Date, |decoder, _, key, node| {
        let date = decoder.date(node, key)?;
        if date == AsOf::Unknown {
            let message = "`captured`: wann die Angaben übernommen wurden, ist nicht bekannt";
            decoder.fault(Code::UnknownCapture, &node.range, message);
        }
        Some(date)
    };

    /// What a file says for all its entries.
    FileFrom => (): Provenance::SHAPE, |decoder, _, _, node| {
        let from = decoder.taken_apart(node, Provenance::TABLE);
        decoder.file_from = from.keys;
        Provenance::read_entry(decoder, &from).map(|_| ())
    };

    /// What an entry says for itself, over what its file says.
    OwnFrom => Provenance: Provenance::SHAPE,
        |decoder, entry, _, node| joined(decoder, entry, Some(node)),
        else |decoder, entry| joined(decoder, entry, None);

    /// The same for an entry that need not say it; nothing if neither it nor its file does.
    OptionalFrom => Option<Provenance>: Provenance::SHAPE,
        |decoder, entry, _, node| joined(decoder, entry, Some(node)).map(Some),
        else |decoder, entry| {
            let said = !decoder.file_from.is_empty();
            said.then(|| joined(decoder, entry, None))
        };
}

/// The provenance of an entry: each key from its own `from`, else from that of the file.
fn joined<'a>(
    decoder: &mut Decoder<'a>,
    entry: &YamlEntry<'a>,
    own: Option<&'a YamlNode>,
) -> Option<Provenance> {
    let mut from = match own {
        Some(node) => decoder.taken_apart(node, Provenance::TABLE),
        None => YamlEntry::empty(Provenance::TABLE),
    };
    from.default = decoder.file_from;
    let missing = Provenance::TABLE.names().filter(|key| !from.has(key));
    let missing: Vec<&str> = missing.collect();
    // What the file's `from` lacks, each entry without one of its own lacks: said once.
    let is_told = own.is_none() && decoder.lack_is_told;
    if !missing.is_empty() && !entry.broken && !is_told {
        decoder.lack_is_told |= own.is_none();
        lacking(decoder, entry, own, &missing);
    }
    Provenance::read_entry(decoder, &from)
}

/// Says which keys there are in neither `from`, and shows them as they could stand there.
fn lacking(
    decoder: &mut Decoder<'_>,
    entry: &YamlEntry<'_>,
    own: Option<&YamlNode>,
    missing: &[&str],
) {
    let of_file = decoder.file_from.first().map(|(key, _)| &key.range);
    let range = own.map(|node| &node.range).or(of_file);
    let range = range.unwrap_or(&entry.range).clone();
    let lines = missing.iter().map(|key| match *key {
        "origin" => "`origin: guide`",
        "sources" => "`sources: [kennung]` (eine aus sources.yaml)",
        "as_of" => "`as_of: unknown` (oder der Stand)",
        "captured" => "`captured: 2026-11-22` (der Tag der Übernahme)",
        _ => "`wording: paraphrase`",
    });
    let lines = lines.collect::<Vec<_>>().join(", ");
    let hint = match own.is_some() || !decoder.file_from.is_empty() {
        true => format!("ergänzen Sie unter `from:` {lines}"),
        false => format!(
            "schreiben Sie an den Anfang der Datei `from:` und darunter, eingerückt, {lines}"
        ),
    };
    let message = format!("{}: in `from` fehlt {}", entry.what(), missing.join(", "));
    decoder.fault_hinting(Code::NoSource, &range, message, hint);
}

impl<'a> Decoder<'a> {
    /// A date of content, noted with its place.
    fn date(&mut self, node: &'a YamlNode, key: &'static str) -> Option<AsOf> {
        let text = self.line(node, key)?;
        let Some(date) = AsOf::parse(&text) else {
            let message = format!("`{key}`: `{text}` ist kein Datum");
            let meant = AsOf::of_german(&text);
            let hint = meant.map(|date| format!("schreiben Sie `{key}: \"{date}\"`"));
            let hint = hint.or_else(|| AsOf::past_the_end(&text));
            let hint = hint.unwrap_or_else(|| Code::BadDate.explanation().to_owned());
            self.fault_hinting(Code::BadDate, &node.range, message, hint);
            return None;
        };
        let span = self.span(&node.range);
        self.findings.dates.push(Dated { key, date, span });
        Some(date)
    }
}
