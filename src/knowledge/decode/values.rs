//! What can stand behind a key: lines, Markdown texts, figures, switches, addresses, references, lists.

use super::super::codes::Code;
use super::super::given::WORD_QUOTES;
use super::super::ids::{DecisionId, MunicipalityId, PlaceId, SourceId, TermId};
use super::super::keys::{IdKind, PLACEHOLDER, ValueShape};
use super::super::plain;
use super::super::source_map::Declared;
use super::super::suggest;
use super::super::yaml::{Text, Value, YamlNode};
use super::{Decoder, Findings, prose};
use crate::text::markdown;
use crate::text::{Link, RichText};

/// How many faults of one text are reported.
const MAX_FAULTS_OF_A_TEXT: usize = 20;

readable! {
    @K Vec<K> => Vec<K::Value>: ValueShape::List(&K::SHAPE), |decoder, entry, key, node| {
        let nodes = decoder.list(node, key).iter();
        let values = nodes.filter_map(|node| K::read(decoder, entry, key, node));
        Some(values.collect())
    };
    @K Option<K> => Option<K::Value>: K::SHAPE, |decoder, entry, key, node| {
        Some(K::read(decoder, entry, key, node))
    };
    String => String: ValueShape::Line, |decoder, _, key, node| decoder.line(node, key);
    RichText => RichText: ValueShape::Markdown, |decoder, _, key, node| decoder.rich(node, key);
    bool => bool: ValueShape::Switch, |decoder, _, key, node| decoder.switch(node, key);
    u32 => u32: ValueShape::Whole, |decoder, _, key, node| decoder.figure(node, key);
    f64 => f64: ValueShape::Share, |decoder, _, key, node| decoder.share(node, key);
    Link => Link: ValueShape::Address, |decoder, _, key, node| decoder.link(node, key);
    PlaceId => PlaceId: ValueShape::Place, |decoder, _, _, node| decoder.place(node);
    MunicipalityId => MunicipalityId: ValueShape::Reference, |decoder, _, _, node| {
        let id = decoder.known_id(node, IdKind::Municipality, "Kommune")?;
        MunicipalityId::parse(&id).ok()
    };
    DecisionId => DecisionId: ValueShape::Reference, |decoder, _, _, node| {
        let id = decoder.known_id(node, IdKind::Decision, "Entscheidung")?;
        DecisionId::parse(&id).ok()
    };
    SourceId => SourceId: ValueShape::Reference, |decoder, _, _, node| {
        let id = decoder.known_id(node, IdKind::Source, "Quelle")?;
        SourceId::parse(&id).ok()
    };
}

readers! {
    /// The number of a place.
    Number => String: ValueShape::Number, |decoder, _, key, node| decoder.number(node, key);
    /// The question forms and aliases of an entry, or of a passage below a place.
    Forms => Vec<String>: <Vec<String>>::SHAPE, |decoder, _, key, node| {
        decoder.declared_lines(node, key, |findings| &mut findings.questions)
    };
    /// The ids that an entry had before.
    Formerly => Vec<String>: ValueShape::List(&ValueShape::Id), |decoder, _, key, node| {
        let owner = decoder.owner(key);
        let mut ids = Vec::new();
        for node in decoder.list(node, key) {
            let Some(id) = decoder.line(node, key) else {
                continue;
            };
            if TermId::parse(&id).is_err() {
                decoder.fault(Code::BadId, &node.range, format!("`{key}`: `{id}` ist keine gültige id"));
            }
            let declared = decoder.declared(node, decoder.inner_name(&id), &owner);
            decoder.findings.formerly.push(declared);
            ids.push(id);
        }
        Some(ids)
    };
    /// Other words for a term.
    Synonyms => Vec<String>: <Vec<String>>::SHAPE, |decoder, _, key, node| {
        decoder.declared_lines(node, key, |findings| &mut findings.synonyms)
    };
}

impl<'a> Decoder<'a> {
    /// A scalar that is not empty, as it was written.
    fn scalar(&mut self, node: &'a YamlNode, key: &str) -> Option<&'a Text> {
        match &node.value {
            Value::Text(text) if text.content.trim() == PLACEHOLDER => {
                let message = format!("`{key}` ist noch nicht ausgefüllt");
                self.fault(Code::Unfilled, &node.range, message);
                None
            }
            Value::Text(text) if prose::is_seen(&text.content) => {
                self.invisible_signs(node, text);
                self.lost_behind_a_hash(node);
                Some(text)
            }
            Value::Text(_) | Value::Empty => {
                self.fault(Code::EmptyValue, &node.range, format!("`{key}` ist leer"));
                None
            }
            _ => {
                self.wrong_shape(node, key, "ein Text");
                None
            }
        }
    }

    /// A text of one line; a number without quotes is taken as it stands, with a warning.
    pub(in crate::knowledge) fn line(&mut self, node: &'a YamlNode, key: &str) -> Option<String> {
        let text = self.scalar(node, key)?;
        if text.untyped {
            let message = format!("`{key}`: {} steht ohne Anführungszeichen", text.content);
            let hint = format!("schreiben Sie \"{}\"", text.content);
            self.fault_hinting(Code::UnquotedNumber, &node.range, message, hint);
        }
        let line = plain::one_line(&text.content);
        self.raw_in_a_line(node, key, &line);
        Some(line)
    }

    /// The number of a place, in straight quotes.
    fn number(&mut self, node: &'a YamlNode, key: &str) -> Option<String> {
        let written = self.line(node, key)?;
        let plain = written.trim_matches(WORD_QUOTES);
        if plain != written {
            let message =
                format!("`{key}`: {written} steht in Anführungszeichen aus einem Schreibprogramm");
            let hint = format!("schreiben Sie `{key}: \"{plain}\"`, mit geraden Anführungszeichen");
            self.fault_hinting(Code::WrongNumber, &node.range, message, hint);
        }
        Some(plain.to_owned())
    }

    /// A list of lines, each noted as declared by whoever the key speaks for.
    pub(in crate::knowledge) fn declared_lines(
        &mut self,
        node: &'a YamlNode,
        key: &str,
        list: fn(&mut Findings) -> &mut Vec<Declared>,
    ) -> Option<Vec<String>> {
        let owner = self.owner(key);
        self.torn_forms(node);
        let mut lines = Vec::new();
        for node in self.list(node, key) {
            self.grown_entry(node);
            let Some(line) = self.line(node, key) else {
                continue;
            };
            let declared = self.declared(node, line.clone(), &owner);
            list(self.findings).push(declared);
            lines.push(line);
        }
        Some(lines)
    }

    /// A Markdown text.
    fn rich(&mut self, node: &'a YamlNode, key: &str) -> Option<RichText> {
        let text = self.scalar(node, key)?;
        match markdown::parse(&text.content) {
            Ok(rich) => {
                self.raw_markup(node, text, &rich);
                Some(rich)
            }
            Err(faults) => {
                for fault in faults.iter().take(MAX_FAULTS_OF_A_TEXT) {
                    self.markdown_fault(node, text, fault);
                }
                None
            }
        }
    }

    /// Reports a text of more characters than it may have.
    pub(in crate::knowledge) fn limit(
        &mut self,
        node: &YamlNode,
        key: &str,
        text: &RichText,
        (code, most): (Code, usize),
    ) {
        let length = plain::length(text);
        if length > most {
            let message = format!("`{key}` hat {length} Zeichen, höchstens {most} sind erlaubt");
            self.fault(code, &node.range, message);
        }
    }

    /// A switch.
    fn switch(&mut self, node: &'a YamlNode, key: &str) -> Option<bool> {
        let text = self.scalar(node, key)?;
        match text.content.as_str() {
            "true" => Some(true),
            "false" => Some(false),
            other => {
                let message = format!("`{key}` kennt das Wort `{other}` nicht");
                let hint = "möglich sind: true, false";
                self.fault_hinting(Code::UnknownWord, &node.range, message, hint);
                None
            }
        }
    }

    /// One of several words.
    pub(in crate::knowledge) fn word<T>(
        &mut self,
        node: &'a YamlNode,
        key: &str,
        words: &[(&str, T)],
    ) -> Option<T>
    where
        T: Clone,
    {
        let text = self.line(node, key)?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
            return Some(value.clone());
        }
        let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let hint = suggest::hint(
            &text,
            all.iter().copied(),
            format!("möglich sind: {}", all.join(", ")),
        );
        let message = format!("`{key}` kennt das Wort `{text}` nicht");
        self.fault_hinting(Code::UnknownWord, &node.range, message, hint);
        None
    }

    /// A number without quotes.
    pub(in crate::knowledge) fn figure<T: std::str::FromStr>(
        &mut self,
        node: &'a YamlNode,
        key: &str,
    ) -> Option<T> {
        let text = self.scalar(node, key)?;
        let figure = text.content.trim().parse().ok();
        if figure.is_none() {
            let message = format!("`{key}`: `{}` ist keine passende Zahl", text.content.trim());
            let hint = match text.content.trim().parse::<f64>() {
                Ok(number) if number >= 1.0 => {
                    format!("schreiben Sie eine ganze Zahl: `{key}: {}`", number.trunc())
                }
                _ => Code::BadFigure.explanation().to_owned(),
            };
            self.fault_hinting(Code::BadFigure, &node.range, message, hint);
        }
        figure
    }

    /// A fraction from 0 to 1.
    fn share(&mut self, node: &'a YamlNode, key: &str) -> Option<f64> {
        let share = self.figure::<f64>(node, key)?;
        if (0.0..=1.0).contains(&share) {
            return Some(share);
        }
        let message = format!("`{key}` liegt nicht zwischen 0 und 1");
        self.fault(Code::BadFigure, &node.range, message);
        None
    }

    /// An address.
    fn link(&mut self, node: &'a YamlNode, key: &str) -> Option<Link> {
        let text = self.line(node, key)?;
        match Link::parse(&text) {
            Ok(link) => Some(link),
            Err(fault) => {
                let (message, hint) = prose::of_address(&fault);
                self.fault_hinting(Code::BadAddress, &node.range, message, hint);
                None
            }
        }
    }

    /// Reports the number or id of a place in quotes that YAML takes for letters; tells whether it is.
    pub(in crate::knowledge) fn in_word_quotes(&mut self, node: &YamlNode, written: &str) -> bool {
        let plain = written.trim_matches(WORD_QUOTES);
        let is_quoted = plain != written;
        if is_quoted {
            let message = format!("{written} steht in Anführungszeichen aus einem Schreibprogramm");
            let hint = format!("schreiben Sie `\"{plain}\"`, mit geraden Anführungszeichen");
            self.fault_hinting(Code::Dangling, &node.range, message, hint);
        }
        is_quoted
    }

    /// A place, written as its number or its id.
    fn place(&mut self, node: &'a YamlNode) -> Option<PlaceId> {
        let written = self.line(node, "Stelle")?;
        if self.in_word_quotes(node, &written) {
            return None;
        }
        let given = self.given;
        if let Some(id) = given.place(&written) {
            return PlaceId::parse(id).ok();
        }
        if given.incomplete(IdKind::Step) {
            self.findings.withheld += 1;
            return None;
        }
        let hint = match given.background_label.as_deref() == Some(written.as_str()) {
            true => {
                "der Hintergrund ist keine Stelle; nennen Sie die Nummer der nächsten".to_owned()
            }
            false => given.place_hint(
                &written,
                std::iter::empty(),
                "schreiben Sie die Nummer in Anführungszeichen, etwa \"1.2\", oder die id der Stelle",
            ),
        };
        let message = format!("eine Stelle `{written}` gibt es nicht");
        self.fault_hinting(Code::Dangling, &node.range, message, hint);
        None
    }
}
