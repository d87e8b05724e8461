//! Scalars: lines, Markdown texts, dates, addresses, figures and switches.

use super::super::codes::Code;
use super::super::model::AsOf;
use super::super::passage;
use super::super::yaml::{Node, Text, Value};
use super::{Claim, Decoder, Fields};
use crate::text::markdown::{self, MarkdownFault, MarkdownFaultKind};
use crate::text::{Link, LinkFault, RichText};

/// How many faults of one text are reported.
const MOST_FAULTS_OF_A_TEXT: usize = 20;

/// What stands in a skeleton where something is to be written.
pub(in crate::knowledge) const PLACEHOLDER: &str = "…";

/// Which list of claims a text goes to.
#[derive(Clone, Copy)]
pub(super) enum Claims {
    Synonyms,
    Questions,
    Golden,
}

impl Decoder<'_> {
    /// A scalar that is not empty, as it was written.
    fn scalar<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n Text> {
        match &node.value {
            Value::Text(text) if text.content.trim() == PLACEHOLDER => {
                let message = format!("`{key}` ist noch nicht ausgefüllt");
                self.fault(Code::Unfilled, &node.range, message);
                None
            }
            Value::Text(text) if !text.content.trim().is_empty() => Some(text),
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
    pub(super) fn line(&mut self, node: &Node, key: &str) -> Option<String> {
        let text = self.scalar(node, key)?;
        if text.untyped {
            let message = format!("`{key}`: {} steht ohne Anführungszeichen", text.content);
            let hint = format!("schreiben Sie \"{}\"", text.content);
            self.fault_hinting(Code::UnquotedNumber, &node.range, message, hint);
        }
        Some(
            text.content
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
        )
    }

    /// What a reference says; like a line.
    pub(super) fn reference(&mut self, node: &Node, what: &str) -> Option<String> {
        self.line(node, what)
    }

    /// A line that must be there.
    pub(super) fn needed_line(&mut self, fields: &Fields, key: &str) -> String {
        let node = self.need(fields, key);
        node.and_then(|node| self.line(node, key))
            .unwrap_or_default()
    }

    /// A line that may be missing.
    pub(super) fn optional_line(&mut self, fields: &Fields, key: &str) -> Option<String> {
        fields.get(key).and_then(|node| self.line(node, key))
    }

    /// A list of lines that may be missing.
    pub(super) fn lines(&mut self, fields: &Fields, key: &'static str) -> Vec<String> {
        let nodes = self.optional_list(fields, key);
        nodes
            .iter()
            .filter_map(|node| self.line(node, key))
            .collect()
    }

    /// A list of lines that may be missing, each noted as a claim of the entry.
    pub(super) fn claimed_lines(
        &mut self,
        fields: &Fields,
        key: &'static str,
        claims: Claims,
    ) -> Vec<String> {
        self.lines_claimed_for(fields.id_text(), fields, key, claims)
    }

    /// A list of lines that may be missing, each noted as a claim of somebody else than the entry it stands in.
    pub(super) fn lines_claimed_for(
        &mut self,
        owner: &str,
        fields: &Fields,
        key: &'static str,
        claims: Claims,
    ) -> Vec<String> {
        let mut lines = Vec::new();
        for node in self.optional_list(fields, key) {
            let Some(text) = self.line(node, key) else {
                continue;
            };
            self.claim(node, &text, owner, claims);
            lines.push(text);
        }
        lines
    }

    /// Notes a claim.
    pub(super) fn claim(&mut self, node: &Node, text: &str, owner: &str, claims: Claims) {
        let claim = Claim {
            text: text.to_owned(),
            owner: owner.to_owned(),
            spot: self.spot(node),
        };
        match claims {
            Claims::Synonyms => self.findings.synonyms.push(claim),
            Claims::Questions => self.findings.questions.push(claim),
            Claims::Golden => self.findings.golden.push(claim),
        }
    }

    /// A Markdown text.
    pub(super) fn rich(&mut self, node: &Node, key: &str) -> RichText {
        let Some(text) = self.scalar(node, key) else {
            return RichText::default();
        };
        match markdown::parse(&text.content) {
            Ok(rich) => rich,
            Err(faults) => {
                for fault in faults.iter().take(MOST_FAULTS_OF_A_TEXT) {
                    self.markdown_fault(node, text, fault);
                }
                RichText::default()
            }
        }
    }

    /// A Markdown text that must be there.
    pub(super) fn needed_rich(&mut self, fields: &Fields, key: &str) -> RichText {
        let node = self.need(fields, key);
        node.map(|node| self.rich(node, key)).unwrap_or_default()
    }

    /// A Markdown text that may be missing.
    pub(super) fn optional_rich(&mut self, fields: &Fields, key: &str) -> RichText {
        let node = fields.get(key);
        node.map(|node| self.rich(node, key)).unwrap_or_default()
    }

    /// Reports a text of more characters than it may have.
    pub(super) fn limit(
        &mut self,
        fields: &Fields,
        key: &str,
        text: &RichText,
        limit: (Code, usize),
    ) {
        let (code, most) = limit;
        let length = passage::length(text);
        let Some(node) = fields.get(key).filter(|_| length > most) else {
            return;
        };
        let message = format!("`{key}` hat {length} Zeichen, höchstens {most} sind erlaubt");
        self.fault(code, &node.range, message);
    }

    /// An address that may be missing.
    pub(super) fn optional_link(&mut self, fields: &Fields, key: &str) -> Option<Link> {
        let node = fields.get(key)?;
        let text = self.line(node, key)?;
        match Link::parse(&text) {
            Ok(link) => Some(link),
            Err(fault) => {
                self.fault(Code::BadAddress, &node.range, address_message(&fault));
                None
            }
        }
    }

    /// A switch that may be missing and then is off.
    pub(super) fn switch(&mut self, fields: &Fields, key: &str) -> bool {
        let Some(node) = fields.get(key) else {
            return false;
        };
        match self.scalar(node, key).map(|text| text.content.as_str()) {
            Some("true") => true,
            Some("false") | None => false,
            Some(other) => {
                let message = format!("`{key}` kennt das Wort `{other}` nicht");
                let hint = "möglich sind: true, false";
                self.fault_hinting(Code::UnknownWord, &node.range, message, hint);
                false
            }
        }
    }

    /// A number without quotes.
    pub(super) fn figure<T: std::str::FromStr>(&mut self, node: &Node, key: &str) -> Option<T> {
        let text = self.scalar(node, key)?;
        let figure = text.content.trim().parse().ok();
        if figure.is_none() {
            let message = format!("`{key}`: `{}` ist keine passende Zahl", text.content.trim());
            self.fault(Code::BadFigure, &node.range, message);
        }
        figure
    }

    /// A date as exactly as it is known.
    pub(super) fn date(&mut self, node: &Node, key: &str) -> Option<AsOf> {
        let text = self.line(node, key)?;
        let date = as_of(&text);
        if date.is_none() {
            let message = format!("`{key}`: `{text}` ist kein Datum");
            self.fault(Code::BadDate, &node.range, message);
        }
        date
    }

    fn markdown_fault(&mut self, node: &Node, text: &Text, fault: &MarkdownFault) {
        let start = text.locate(&self.source.text, &node.range, fault.range.start);
        let end = text.locate(&self.source.text, &node.range, fault.range.end);
        let (code, message) = match &fault.kind {
            MarkdownFaultKind::Heading => (Code::Heading, "hier steht eine Überschrift".to_owned()),
            MarkdownFaultKind::NestedList => (
                Code::NestedList,
                "hier steht eine Liste in einer Liste".to_owned(),
            ),
            MarkdownFaultKind::Html => (Code::Html, "hier steht HTML".to_owned()),
            MarkdownFaultKind::Image => (Code::Picture, "hier steht ein Bild".to_owned()),
            MarkdownFaultKind::Link(link) => (Code::BadAddress, address_message(link)),
            MarkdownFaultKind::Unsupported(what) => (
                Code::Unshowable,
                format!("das kann nicht überall gezeigt werden: {what}"),
            ),
        };
        self.fault(code, &(start..end.max(start)), message);
    }
}

fn address_message(fault: &LinkFault) -> String {
    match fault {
        LinkFault::NoScheme(address) => {
            format!("der Adresse `{address}` fehlt der Anfang, etwa https://")
        }
        LinkFault::OddScheme(scheme) => format!("Adressen mit `{scheme}:` sind nicht erlaubt"),
        LinkFault::Malformed(address) => {
            format!("die Adresse `{address}` ist unvollständig oder enthält Leerzeichen")
        }
    }
}

fn as_of(text: &str) -> Option<AsOf> {
    if text == "unknown" {
        return Some(AsOf::Unknown);
    }
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let year = i32::try_from(year).ok()?;
    let Some(month) = parts.next() else {
        return Some(AsOf::Year(year));
    };
    let month = u8::try_from(digits(month, 2)?).ok()?;
    let month_of_year = time::Month::try_from(month).ok()?;
    let Some(day) = parts.next() else {
        return Some(AsOf::Month(year, month));
    };
    let day = u8::try_from(digits(day, 2)?).ok()?;
    time::Date::from_calendar_date(year, month_of_year, day).ok()?;
    parts
        .next()
        .is_none()
        .then_some(AsOf::Day(year, month, day))
}

fn digits(text: &str, count: usize) -> Option<u32> {
    let plain = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{AsOf, as_of};

    #[test]
    fn a_date_is_as_exact_as_it_is_known_and_exists_in_the_calendar() {
        assert_eq!(as_of("unknown"), Some(AsOf::Unknown));
        assert_eq!(as_of("2018"), Some(AsOf::Year(2018)));
        assert_eq!(as_of("2018-11"), Some(AsOf::Month(2018, 11)));
        assert_eq!(as_of("2020-02-29"), Some(AsOf::Day(2020, 2, 29)));
        for bad in [
            "2019-02-29",
            "2018-13",
            "18",
            "2018-1",
            "2018-11-21-1",
            "21.11.2018",
            "",
        ] {
            assert_eq!(as_of(bad), None, "{bad}");
        }
    }
}
