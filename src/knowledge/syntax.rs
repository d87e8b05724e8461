//! The line as it should be, where a file is no YAML for a slip that editors often make.

use std::ops::Range;

use super::keys::KeyTable;
use super::source::SourceFile;

/// How the line is to be written at which reading stopped, or one shortly before it; `None` if the slip is none we know.
pub(super) fn mended(file: &SourceFile, at: &Range<usize>, table: &KeyTable) -> Option<String> {
    let stopped = file.position(at.start).0;
    let lines: Vec<&str> = file.text.lines().take(stopped).collect();
    let near = lines.iter().rev().filter(|line| !line.trim().is_empty());
    let near: Vec<&str> = near.take(3).copied().collect();
    let own = near.first()?;
    near.iter()
        .find_map(|line| hard_blanks(line).or_else(|| glued(line, table)))
        .or_else(|| list_behind_a_key(own))
        .or_else(|| not_indented(own, near.get(1)?))
}

/// Blanks that do not break, as pages on the web and word processors have them.
pub(super) fn hard_blanks(line: &str) -> Option<String> {
    let text = line.trim_start();
    let indent = line.get(..line.len() - text.len())?;
    indent.contains('\u{a0}').then(|| {
        let plain = indent.replace('\u{a0}', " ");
        format!("die Zeile ist mit geschützten Leerzeichen eingerückt; schreiben Sie mit gewöhnlichen `{plain}{text}`")
    })
}

/// A key with its value right behind the colon.
fn glued(line: &str, table: &KeyTable) -> Option<String> {
    let text = line.trim();
    let (key, value) = text.trim_start_matches("- ").split_once(':')?;
    let is_glued = !value.is_empty() && !value.starts_with([' ', '/']);
    (is_glued && knows(table, key))
        .then(|| format!("hinter dem `:` fehlt ein Leerzeichen; schreiben Sie `{key}: {value}`"))
}

/// Whether a key is one of a table or of the entries below it.
fn knows(table: &KeyTable, key: &str) -> bool {
    let mut below = table.rows().filter_map(|row| row.shape.entry());
    table.knows(key) || below.any(|table| knows(table, key))
}

/// A list that begins in the line of its key.
fn list_behind_a_key(line: &str) -> Option<String> {
    let (key, item) = line.trim().split_once(": - ")?;
    Some(format!(
        "eine Liste beginnt in der nächsten Zeile; schreiben Sie `{key}:` und darunter, eingerückt, `- {item}`"
    ))
}

/// A text that is not indented below its `|`.
fn not_indented(line: &str, above: &str) -> Option<String> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let opens = above.trim_end().ends_with(['|', '>']) && !line.trim().contains(": ");
    (opens && indent(line) <= indent(above)).then(|| {
        let mended = format!("{}{}", " ".repeat(indent(above) + 2), line.trim());
        format!(
            "rücken Sie den Text unter `{}` ein: `{mended}`",
            above.trim()
        )
    })
}
