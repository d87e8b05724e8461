//! What is wrong with how a text is written, and the words as they should be.
//!
//! Markup that cannot be shown, numbers that would be counted otherwise, addresses that Telegram does not open, markup
//! that nobody closed, signs that nobody sees. Each hint holds the line as it is meant, ready to be copied.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::super::codes::Code;
use super::super::plain;
use super::super::syntax;
use super::super::yaml::{Text, YamlNode};
use super::Decoder;
use crate::german::fold;
use crate::language::Pack;
use crate::text::markdown::{MarkdownFault, MarkdownFaultKind};
use crate::text::{LinkFault, RichText};

/// How a remark begins that allows a warning.
const ALLOWING: &str = "lotse:";

impl Decoder<'_> {
    /// Reports what the subset of Markdown does not have.
    pub(super) fn markdown_fault(&mut self, node: &YamlNode, text: &Text, fault: &MarkdownFault) {
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
            MarkdownFaultKind::Number { written, shown } => (
                Code::OtherNumber,
                format!(
                    "hier steht `{written}`, gezeigt würde `{shown}`, denn Listen zählen um eins weiter"
                ),
            ),
            MarkdownFaultKind::ListInText => (
                Code::OtherNumber,
                "hier beginnt mitten im Satz eine Liste".to_owned(),
            ),
        };
        let hint = match &fault.kind {
            MarkdownFaultKind::Link(link) => address_hint(link),
            MarkdownFaultKind::Number { shown, .. } => {
                other_number(&text.content, &fault.range, shown)
            }
            MarkdownFaultKind::ListInText => joined_lines(&text.content, fault.range.start),
            _ => code.explanation().to_owned(),
        };
        let range = self.located(node, text, &fault.range);
        self.fault_hinting(code, &range, message, hint);
    }

    /// Reports markup that is shown as it stands because it is not complete.
    pub(super) fn raw_markup(&mut self, node: &YamlNode, text: &Text, rich: &RichText) {
        for line in plain::flat([rich]).lines() {
            let Some((raw, mended)) = left_raw(line) else {
                continue;
            };
            let found = text.content.find(&raw).map(|at| at..at + raw.len());
            let range =
                found.map_or_else(|| node.range.clone(), |at| self.located(node, text, &at));
            let message = format!("`{raw}` wird so gezeigt, wie es dasteht");
            let hint = format!("schreiben Sie `{mended}`");
            self.fault_hinting(Code::RawMarkup, &range, message, hint);
        }
    }

    /// Reports markup in a line, which shows it as it stands: bold, links, backslashes, quotes of which one is YAML's.
    pub(super) fn raw_in_a_line(&mut self, node: &YamlNode, key: &str, line: &str) {
        let (message, hint) = if let Some(bare) = without_markup(line) {
            (
                format!("`{key}` ist eine Zeile; Auszeichnungen zeigt sie, wie sie dastehen"),
                format!("schreiben Sie `{bare}`"),
            )
        } else if let Some(bare) = without_backslashes(line) {
            (
                format!("`{key}` ist eine Zeile; einen `\\` zeigt sie, wie er dasteht"),
                format!("schreiben Sie `{bare}`; nur Texte brauchen ihn"),
            )
        } else if let Some(bare) = syntax::between_unlike_quotes(line) {
            (
                format!(
                    "`{key}`: die Anführungszeichen werden gezeigt, wie sie dastehen, denn sie sind ungleich"
                ),
                format!("schreiben Sie `\"{bare}\"`, mit geraden"),
            )
        } else {
            return;
        };
        self.fault_hinting(Code::RawMarkup, &node.range, message, hint);
    }

    /// Reports signs that nobody sees and that change how a text is shown or found.
    pub(super) fn invisible_signs(&mut self, node: &YamlNode, text: &Text) {
        let Some((at, sign)) = text
            .content
            .char_indices()
            .find(|(_, sign)| is_hidden(*sign))
        else {
            return;
        };
        let range = self.located(node, text, &(at..at + sign.len_utf8()));
        let message = format!(
            "hier steht ein unsichtbares Zeichen (U+{:04X})",
            u32::from(sign)
        );
        let line = line_at(&text.content, at).trim();
        let hint = format!("schreiben Sie `{}`", line.replace(is_hidden, ""));
        self.fault_hinting(Code::HiddenSign, &range, message, hint);
    }

    /// Reports words behind a ` #`, which YAML takes for a remark, unless they are set off as one.
    pub(super) fn lost_behind_a_hash(&mut self, node: &YamlNode) {
        let source = &self.source.text;
        let written = source.get(node.range.clone()).unwrap_or_default();
        let behind = source.get(node.range.end..).unwrap_or_default();
        let behind = behind.lines().next().unwrap_or_default();
        let Some((gap, lost)) = behind.split_once('#') else {
            return;
        };
        let is_remark =
            gap.len() > 1 && lost.starts_with(' ') || lost.trim_start().starts_with(ALLOWING);
        if written.starts_with(['"', '\''])
            || !gap.trim().is_empty()
            || lost.trim().is_empty()
            || is_remark
        {
            return;
        }
        let (line, start) = self.source.line_at(node.range.start);
        let key = line
            .get(..node.range.start - start)
            .unwrap_or_default()
            .trim_start();
        let whole = quoted(&format!("{written}{}", behind.trim_end()));
        let message = format!(
            "`#{}` geht verloren: YAML hält es für eine Bemerkung",
            lost.trim_end()
        );
        let range = node.range.end + gap.len()..node.range.end + behind.trim_end().len();
        self.fault_hinting(
            Code::LostText,
            &range,
            message,
            format!("schreiben Sie `{key}{whole}`"),
        );
    }

    /// Reports question forms in brackets that a comma tore into pieces.
    pub(super) fn torn_forms(&mut self, list: &YamlNode) {
        let is_in_brackets = self.source.text[list.range.start..].starts_with('[');
        let mut pieces: Vec<(&YamlNode, &str)> = Vec::new();
        for node in list.items().iter().filter(|_| is_in_brackets) {
            let text = node.text().unwrap_or_default();
            pieces.push((node, text));
            if !text.ends_with('?') {
                continue;
            }
            let first = pieces[0].1;
            if pieces.len() > 1 && first.starts_with(char::is_uppercase) && !begins_a_question(text)
            {
                let words: Vec<&str> = pieces.iter().map(|(_, piece)| *piece).collect();
                let whole = words.join(", ");
                let message = format!("das Komma macht hieraus {} Frageformen", pieces.len());
                let range = pieces[0].0.range.start..node.range.end;
                let hint = format!("schreiben Sie die Formen untereinander, diese so: `- {whole}`");
                self.fault_hinting(Code::LostText, &range, message, hint);
            }
            pieces.clear();
        }
    }

    /// Reports an entry of a list that goes on in the next line, where most often another was meant.
    pub(super) fn grown_entry(&mut self, node: &YamlNode) {
        let written = self.source.text.get(node.range.clone()).unwrap_or_default();
        let Some((first, next)) = written.split_once('\n') else {
            return;
        };
        if written.starts_with(['"', '\'', '|', '>']) {
            return;
        }
        let (first, next) = (first.trim(), next.trim());
        let next = next.lines().next().unwrap_or_default();
        let message = "dieser Eintrag geht in der nächsten Zeile weiter".to_owned();
        let hint = format!(
            "ist `{next}` ein eigener, schreiben Sie `- {next}`, sonst beides in eine Zeile: `- {first} {next}`"
        );
        self.fault_hinting(Code::LostText, &node.range, message, hint);
    }

    fn located(&self, node: &YamlNode, text: &Text, range: &Range<usize>) -> Range<usize> {
        let at = |offset| text.locate(&self.source.text, &node.range, offset);
        at(range.start)..at(range.end).max(at(range.start))
    }
}

/// A text in quotes of YAML.
fn quoted(text: &str) -> String {
    match text.contains(['"', '\\']) {
        true => format!("'{}'", text.replace('\'', "''")),
        false => format!("\"{text}\""),
    }
}

/// Whether a text begins as questions do.
fn begins_a_question(text: &str) -> bool {
    let words = &Pack::built_in().words;
    let first = fold::key(text.split_whitespace().next().unwrap_or_default());
    words.asking.contains(&first) || words.opening.contains(&first)
}

/// Whether somebody sees anything of a text.
pub(super) fn is_seen(text: &str) -> bool {
    text.chars()
        .any(|sign| !sign.is_whitespace() && !is_hidden(sign))
}

/// Whether a sign has no width, turns the direction of writing, or steers a terminal. What joins the parts of an emoji is
/// none of these.
fn is_hidden(sign: char) -> bool {
    let steers = sign.is_control() && !sign.is_whitespace();
    steers
        || matches!(
            sign,
            '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
        )
        || matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

/// The line that a place in a text belongs to.
fn line_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    &text[start..end]
}

/// The line of a number that would be shown as another one: with the number that is counted, and as no list.
fn other_number(text: &str, number: &Range<usize>, shown: &str) -> String {
    let line = line_at(text, number.start).trim();
    let written = &text[number.clone()];
    let rest = line.strip_prefix(written).unwrap_or(line).trim_start();
    let (figures, sign) = written.split_at(written.len().saturating_sub(1));
    format!(
        "schreiben Sie `{figures}\\{sign} {rest}`, oder, wenn es der nächste Punkt einer Liste ist, `{shown} {rest}`"
    )
}

/// A line and the one before it, as one.
fn joined_lines(text: &str, at: usize) -> String {
    let before = text[..at].trim_end();
    let before = line_at(before, before.len()).trim();
    let line = line_at(text, at).trim();
    format!(
        "schreiben Sie beides in eine Zeile, `{before} {line}`, oder lassen Sie vor einer Liste eine Zeile frei"
    )
}

/// Writes markup as it was meant.
type Rewriting = fn(&Captures<'_>) -> String;

/// What markup looks like that has no effect, and how it was meant.
static RAW_FORMS: LazyLock<Vec<(Regex, Rewriting)>> = LazyLock::new(|| {
    let forms: [(&str, Rewriting); 4] = [
        // A blank before the address, or signs in it that it must not hold.
        (
            r"\[([^\[\]]+)\]\s*\(\s*((?:https?:|mailto:|tg:|www\.)[^()]*)\)?",
            linked,
        ),
        (r"\*\*\s*([^*]*[^*\s])\s*\*\*", strong),
        (r"\*\*\s*([^*]*[^*\s])", strong),
        (r"(?:^|\s)\*(\p{L}[^*]*[^*\s])$", |found| {
            format!("*{}*", &found[1])
        }),
    ];
    let forms = forms.into_iter();
    forms
        .filter_map(|(form, meant)| Some((Regex::new(form).ok()?, meant)))
        .collect()
});

fn linked(found: &Captures<'_>) -> String {
    let address = found[2].trim();
    let scheme = if address.starts_with("www.") {
        "https://"
    } else {
        ""
    };
    format!("[{}]({scheme}{})", &found[1], escaped(address))
}

fn strong(found: &Captures<'_>) -> String {
    format!("**{}**", &found[1])
}

/// The first markup in a line that readers see as it stands, and how it was meant.
fn left_raw(line: &str) -> Option<(String, String)> {
    RAW_FORMS.iter().find_map(|(form, meant)| {
        let found = form.captures(line)?;
        Some((found[0].trim().to_owned(), meant(&found)))
    })
}

/// A line without its markup, where it has any.
fn without_markup(line: &str) -> Option<String> {
    static LINK: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"\[([^\[\]]+)\]\(\s*(?:https?:|mailto:|tg:)[^()]*\)").ok());
    let link = LINK.as_ref()?;
    let bare = link.replace_all(line, "$1").replace("**", "");
    (bare != line).then_some(bare)
}

/// A line without the backslashes that texts need before signs, where it has any.
fn without_backslashes(line: &str) -> Option<String> {
    static ESCAPE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\\([[:punct:]])").ok());
    let escape = ESCAPE.as_ref()?;
    let bare = escape.replace_all(line, "$1");
    (bare != line).then(|| bare.into_owned())
}

/// What is wrong with an address, and how it is mended.
pub(super) fn of_address(fault: &LinkFault) -> (String, String) {
    (address_message(fault), address_hint(fault))
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
        LinkFault::OneHouse(host) => {
            format!(
                "`{host}` ist nur im eigenen Haus bekannt; Telegram öffnet solche Adressen nicht"
            )
        }
        LinkFault::BadHost(host) => format!("`{host}` kann nicht der Name einer Website sein"),
        LinkFault::BadPort(port) => format!("`:{port}` ist keine Portnummer"),
        LinkFault::TooLong(length) => {
            format!("die Adresse hat {length} Zeichen, höchstens 2048 sind erlaubt")
        }
    }
}

/// How an address is mended, with the address as it should be where that can be told.
fn address_hint(fault: &LinkFault) -> String {
    match fault {
        LinkFault::NoScheme(address) if address.contains('.') => {
            format!("schreiben Sie `https://{address}`")
        }
        LinkFault::Malformed(address) if escaped(address) != *address => {
            format!("schreiben Sie `{}`", escaped(address))
        }
        LinkFault::OneHouse(host) => format!(
            "schreiben Sie den vollen Namen, etwa `{host}.stadt.example`, oder lassen Sie die Adresse weg und \
             sagen Sie im Text, wo man es findet"
        ),
        LinkFault::BadPort(port) => format!("schreiben Sie die Adresse ohne `:{port}`"),
        _ => Code::BadAddress.explanation().to_owned(),
    }
}

/// An address with the signs replaced that it must not hold.
fn escaped(address: &str) -> String {
    let replaced = [(" ", "%20"), ("\"", "%22"), ("<", "%3C"), (">", "%3E")];
    let escape = |text: String, (sign, code)| text.replace(sign, code);
    replaced.into_iter().fold(address.to_owned(), escape)
}
