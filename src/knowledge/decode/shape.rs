//! What is said where something else stands than belongs there, or nothing.

use super::super::codes::Code;
use super::super::source::FileKind;
use super::super::yaml::{Value, YamlNode};
use super::Decoder;

impl Decoder<'_> {
    /// Reports a value that is no text, list or block where one is wanted.
    pub(in crate::knowledge) fn wrong_shape(&mut self, node: &YamlNode, what: &str, wanted: &str) {
        let found = match node.value {
            Value::Empty if self.holds_nothing() => return self.empty_file(node),
            Value::Empty => {
                let message = format!("{what}: hier fehlt der Wert");
                return self.fault(Code::EmptyValue, &node.range, message);
            }
            Value::Text(_) => "ein Text",
            Value::List(_) => "eine Liste",
            Value::Map(_) => "ein Block mit Schlüsseln",
        };
        let message = format!("{what}: hier steht {found}, erwartet wird {wanted}");
        let written = self.source.line_at(node.range.start).0.trim();
        let hint = match (&node.value, wanted) {
            (Value::Map(_), "ein Text") => {
                let text = written.trim_start_matches("- ").replace('"', "'");
                format!("setzen Sie den Text in Anführungszeichen: `- \"{text}\"`")
            }
            (Value::Text(text), "eine Liste") => {
                let text = text.content.trim().lines().next().unwrap_or_default();
                format!("schreiben Sie `{what}:` und in die nächste Zeile, eingerückt, `- {text}`")
            }
            _ => Code::WrongShape.explanation().to_owned(),
        };
        self.fault_hinting(Code::WrongShape, &node.range, message, hint);
    }

    /// Whether nothing but remarks stands in the file.
    fn holds_nothing(&self) -> bool {
        let mut lines = self.source.text.lines().map(str::trim);
        lines.all(|line| line.is_empty() || line.starts_with('#'))
    }

    fn empty_file(&mut self, node: &YamlNode) {
        let kind = FileKind::of(&self.source.path);
        let shows = kind
            .and_then(FileKind::begun_with)
            .map(|entry| format!("`lotse new {entry}` zeigt, was hineingehört"));
        let hint = match (shows, kind) {
            (Some(shows), Some(FileKind::Manifest)) => shows,
            (Some(shows), _) => format!("{shows}; brauchen Sie die Datei nicht, löschen Sie sie"),
            (None, _) => "löschen Sie die Datei".to_owned(),
        };
        let message = "die Datei ist leer (Bemerkungen zählen nicht)";
        self.fault_hinting(Code::EmptyValue, &node.range, message, hint);
    }
}
