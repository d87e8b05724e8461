//! How something is said: `(wie|wo) geht es {FILLER*} weiter`, compiled.
//!
//! Words stand for themselves, folded. `(a|b c)` is one of them, `[a|b]` may be missing, `nächste[r|s]` is a word with
//! endings. `{NAME}` is a word of a class, or a piece that many patterns have, `{NAME*}` any number of words of a class, `{place}` what a [`Slot`] reads; `{rest}` is
//! one word or more of anything.

use super::vocabulary::PatternVocabulary;
use crate::german::fold;

/// What is read out of a text where a pattern has a name in small letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slot {
    /// A step or section.
    Place,
    /// A town.
    Town,
    /// A term.
    Term,
    /// An example.
    Example,
    /// A document that is handed out.
    Document,
    /// A number.
    Number,
    /// One number or several.
    Numbers,
    /// "zweite", "letzte".
    Ordinal,
    /// A year.
    Year,
    /// A date.
    Date,
    /// A day, however it is said.
    Day,
    /// One word or more of anything.
    Rest,
}

impl Slot {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "place" => Self::Place,
            "town" => Self::Town,
            "term" => Self::Term,
            "example" => Self::Example,
            "document" => Self::Document,
            "number" => Self::Number,
            "numbers" => Self::Numbers,
            "ordinal" => Self::Ordinal,
            "year" => Self::Year,
            "date" => Self::Date,
            "day" => Self::Day,
            "rest" => Self::Rest,
            _ => return None,
        })
    }
}

/// A piece of a compiled pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PatternNode {
    /// One of these words, sorted; those of a class are not written in the pattern, and there may be many or none.
    Words {
        words: Vec<u32>,
        written: bool,
        many: bool,
    },
    /// What a slot reads.
    Slot(Slot),
    /// One of these sequences; an empty one is among them where all may be missing.
    Choice(Vec<Vec<PatternNode>>),
}

/// What is wrong in a pattern, at which byte.
pub(super) type Wrong = (usize, String);

/// Compiles a pattern.
pub(super) fn compile(
    text: &str,
    vocabulary: &mut PatternVocabulary,
) -> Result<Vec<PatternNode>, Wrong> {
    let nodes = sequence(text, 0, vocabulary)?;
    if may_be_empty(&nodes) {
        return Err((0, "alles in diesem Muster darf fehlen".to_owned()));
    }
    Ok(nodes)
}

/// Whether nothing at all fits.
fn may_be_empty(nodes: &[PatternNode]) -> bool {
    nodes.iter().all(|node| match node {
        PatternNode::Words { many, .. } => *many,
        PatternNode::Slot(_) => false,
        PatternNode::Choice(choice) => choice.iter().any(|nodes| may_be_empty(nodes)),
    })
}

/// Whether a text that fits has one of these slots: every such text, or any.
pub(super) fn has(nodes: &[PatternNode], slots: &[Slot], every: bool) -> bool {
    nodes.iter().any(|node| match node {
        PatternNode::Words { .. } => false,
        PatternNode::Slot(slot) => slots.contains(slot),
        PatternNode::Choice(choice) if every => choice.iter().all(|nodes| has(nodes, slots, every)),
        PatternNode::Choice(choice) => choice.iter().any(|nodes| has(nodes, slots, every)),
    })
}

/// Compiles what stands at a byte of the pattern.
fn sequence(
    text: &str,
    at: usize,
    vocabulary: &mut PatternVocabulary,
) -> Result<Vec<PatternNode>, Wrong> {
    let mut nodes = Vec::new();
    for (chunk, at) in split(text, at, char::is_whitespace)? {
        if let Some(name) = chunk
            .strip_prefix('{')
            .and_then(|chunk| chunk.strip_suffix('}'))
        {
            nodes.push(named(name, at, vocabulary)?);
        } else if let Some((inner, optional)) = group(chunk) {
            let mut choice = Vec::new();
            for (part, at) in split(inner, at + 1, |sign| sign == '|')? {
                choice.push(sequence(part, at, vocabulary)?);
            }
            choice.extend(optional.then(Vec::new));
            nodes.push(PatternNode::Choice(choice));
        } else {
            nodes.extend(spelled(&spellings(chunk, at)?, vocabulary));
        }
    }
    if nodes.is_empty() {
        return Err((at, "hier fehlt ein Wort".to_owned()));
    }
    Ok(nodes)
}

/// Cuts a text where a sign stands outside of all brackets; every piece with its byte in the pattern.
fn split(text: &str, at: usize, cuts: impl Fn(char) -> bool) -> Result<Vec<(&str, usize)>, Wrong> {
    let mut pieces = Vec::new();
    let (mut open, mut from) = (Vec::new(), 0);
    for (byte, sign) in text.char_indices() {
        match sign {
            '(' => open.push((')', byte)),
            '[' => open.push((']', byte)),
            '{' => open.push(('}', byte)),
            ')' | ']' | '}' if open.pop().is_none_or(|(close, _)| close != sign) => {
                return Err((at + byte, format!("`{sign}` schließt nichts")));
            }
            '|' if open.is_empty() && !cuts('|') => {
                return Err((at + byte, "`|` steht außerhalb von Klammern".to_owned()));
            }
            sign if open.is_empty() && cuts(sign) => {
                pieces.push((&text[from..byte], at + from));
                from = byte + sign.len_utf8();
            }
            _ => {}
        }
    }
    if let Some((close, byte)) = open.pop() {
        return Err((
            at + byte,
            format!("diese Klammer wird nicht mit `{close}` geschlossen"),
        ));
    }
    pieces.push((&text[from..], at + from));
    pieces.retain(|(piece, _)| !piece.is_empty() || cuts('|'));
    Ok(pieces)
}

/// What one pair of brackets holds, and whether it may be missing.
fn group(chunk: &str) -> Option<(&str, bool)> {
    let inner = chunk.get(1..chunk.len().checked_sub(1)?)?;
    let optional = chunk.starts_with('[') && chunk.ends_with(']');
    let closed = optional || chunk.starts_with('(') && chunk.ends_with(')');
    let is_whole = closed && split(inner, 0, |sign| sign == '|').is_ok();
    is_whole.then_some((inner, optional))
}

fn named(name: &str, at: usize, vocabulary: &PatternVocabulary) -> Result<PatternNode, Wrong> {
    if let Some(slot) = Slot::named(name) {
        return Ok(PatternNode::Slot(slot));
    }
    if let Some(piece) = vocabulary.piece(name) {
        return Ok(PatternNode::Choice(vec![piece.clone()]));
    }
    let class = name.strip_suffix('*').unwrap_or(name);
    let words = vocabulary.class(class).cloned();
    let unknown = || {
        (
            at,
            format!("eine Wortklasse oder einen Baustein `{class}` gibt es nicht in words.yaml"),
        )
    };
    let many = name.ends_with('*');
    Ok(PatternNode::Words {
        words: words.ok_or_else(unknown)?,
        written: false,
        many,
    })
}

/// All ways to spell a word with endings: `nächste[r|s]`, `(tägliche|jährliche)[r|n]`.
fn spellings(chunk: &str, at: usize) -> Result<Vec<String>, Wrong> {
    let Some(open) = chunk.find(['(', '[', '{']) else {
        return Ok(vec![chunk.to_owned()]);
    };
    let close = chunk[open..]
        .find([')', ']', '}'])
        .map_or(chunk.len(), |close| open + close);
    let inner = &chunk[open + 1..close];
    if chunk[open..].starts_with('{') || inner.contains(['(', '[', '{', ' ']) {
        return Err((
            at + open,
            "vor dieser Klammer fehlt ein Leerzeichen".to_owned(),
        ));
    }
    let optional = chunk[open..].starts_with('[').then_some("");
    let rest = spellings(&chunk[close + 1..], at + close + 1)?;
    let endings = inner.split('|').chain(optional);
    let spelled = endings.flat_map(|ending| rest.iter().map(move |rest| format!("{ending}{rest}")));
    Ok(spelled
        .map(|end| format!("{}{end}", &chunk[..open]))
        .collect())
}

fn spelled(spellings: &[String], vocabulary: &mut PatternVocabulary) -> Option<PatternNode> {
    let mut choice: Vec<Vec<u32>> = Vec::new();
    for spelling in spellings {
        let tokens = fold::tokens(spelling);
        choice.push(
            tokens
                .iter()
                .map(|token| vocabulary.number(&token.key))
                .collect(),
        );
    }
    choice.retain(|words| !words.is_empty());
    let node = |mut words: Vec<u32>| {
        words.sort_unstable();
        PatternNode::Words {
            words,
            written: true,
            many: false,
        }
    };
    if choice.iter().all(|words| words.len() == 1) {
        return (!choice.is_empty()).then(|| node(choice.concat()));
    }
    let sequence = |words: Vec<u32>| words.into_iter().map(|word| node(vec![word])).collect();
    Some(PatternNode::Choice(
        choice.into_iter().map(sequence).collect(),
    ))
}
