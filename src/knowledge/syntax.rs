//! The line as it should be, where a file is no YAML for a slip that editors often make.

use super::given::WORD_QUOTES;
use super::keys::KeyTable;
use super::source::SourceFile;
use super::yaml::{self, YamlError};

/// How many lines are tried out as they may have been meant.
const MAX_TRIED: usize = 8;

/// How the line is to be written for which reading stopped; `None` if the slip is none we know.
pub(super) fn mended(file: &SourceFile, refusal: &YamlError, table: &KeyTable) -> Option<String> {
    let stopped = file.position(refusal.range.start).0;
    let lines: Vec<&str> = file.text.lines().take(stopped).collect();
    let near = lines.iter().rev().filter(|line| !line.trim().is_empty());
    let near: Vec<&str> = near.take(3).copied().collect();
    let own = near.first()?;
    let quoted = || lines.iter().enumerate().filter_map(unclosed_quote);
    let item = || missing_item(&lines, table);
    tried(quoted(), file, refusal)
        .or_else(|| {
            near.iter()
                .find_map(|line| hard_blanks(line).or_else(|| glued(line, table)))
        })
        .or_else(|| list_behind_a_key(own))
        .or_else(|| not_indented(own, near.get(1)?))
        .or_else(|| tried(item().into_iter(), file, refusal))
}

/// A line as it may have been meant.
struct MeantLine {
    /// Which, from 0.
    at: usize,
    /// How it should be.
    line: String,
    /// What is wrong with it.
    why: &'static str,
}

/// The first of these with which reading gets further, as a hint: only then it was the cause.
fn tried(
    meant: impl Iterator<Item = MeantLine>,
    file: &SourceFile,
    refusal: &YamlError,
) -> Option<String> {
    let stopped = file.position(refusal.range.start);
    let gets_further = |meant: &MeantLine| {
        let mut lines: Vec<&str> = file.text.lines().collect();
        lines[meant.at] = &meant.line;
        let text = lines.join("\n") + "\n";
        let Err(other) = yaml::parse(&text) else {
            return true;
        };
        let path = file.path.clone();
        let at = SourceFile { path, text }.position(other.range.start);
        at.0 >= stopped.0 && (at, &other.message) != (stopped, &refusal.message)
    };
    let meant = meant.take(MAX_TRIED).find(gets_further)?;
    let MeantLine { at, line, why } = meant;
    let number = at + 1;
    Some(format!("in Zeile {number} {why}; schreiben Sie `{line}`"))
}

/// What stands between two quotes of which one is straight, as YAML wants it, and one from a word processor.
pub(super) fn between_unlike_quotes(value: &str) -> Option<&str> {
    let inner = match value.strip_prefix('"') {
        Some(rest) => rest.strip_suffix(WORD_QUOTES)?,
        None => value.strip_prefix(WORD_QUOTES)?.strip_suffix('"')?,
    };
    (!inner.contains('"') && !inner.contains(WORD_QUOTES)).then_some(inner)
}

/// A value that begins with a straight quote and does not end with one, or the other way round.
fn unclosed_quote((at, line): (usize, &&str)) -> Option<MeantLine> {
    let line = line.trim_end();
    let text = line.trim_start_matches(['-', ' ']);
    let value = match text.split_once(": ") {
        Some((key, value)) if !key.contains('"') && !key.contains(WORD_QUOTES) => {
            value.trim_start()
        }
        _ => text,
    };
    let head = &line[..line.len() - value.len()];
    let meant = |line, why| Some(MeantLine { at, line, why });
    if let Some(inner) = between_unlike_quotes(value) {
        let line = format!("{head}\"{inner}\"");
        return meant(line, "gehören die Anführungszeichen nicht zusammen");
    }
    let opens = |quote: &char| value.starts_with(*quote) && value.len() > 1;
    let quote = ['"', '\''].into_iter().find(opens)?;
    match value.matches(quote).count() {
        1 => meant(
            format!("{line}{quote}"),
            "fehlt das schließende Anführungszeichen",
        ),
        _ => None,
    }
}

/// The last line, which lacks the `-` of the entries above it, or stands too far left to belong to the last of them.
fn missing_item(lines: &[&str], table: &KeyTable) -> Option<MeantLine> {
    let (at, own) = lines
        .iter()
        .enumerate()
        .rfind(|(_, line)| !line.trim().is_empty())?;
    let text = own.trim();
    let indent = own.len() - own.trim_start().len();
    let depth = |line: &str| line.len() - line.trim_start().len();
    let mut above = lines[..at].iter().rev();
    let beside = above.find(|line| !line.trim().is_empty() && depth(line) <= indent)?;
    if depth(beside) < indent || !beside.trim_start().starts_with("- ") {
        return None;
    }
    let blanks = " ".repeat(indent);
    let is_key = text
        .split_once(':')
        .is_some_and(|(key, _)| knows(table, key));
    let (line, why) = match is_key {
        true => (
            format!("{blanks}  {text}"),
            "steht der Schlüssel zu weit links",
        ),
        false => (format!("{blanks}- {text}"), "fehlt das `- ` des Eintrags"),
    };
    (!text.starts_with('-')).then_some(MeantLine { at, line, why })
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
