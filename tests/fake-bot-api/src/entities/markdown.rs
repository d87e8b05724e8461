//! `parse_mode: Markdown`, the old form without nesting, kept by the real server for old bots.

use super::scan::{Scanner, is_space, text, utf16_units};
use super::{Entity, EntityKind, FormattedText, link};

/// Reads the old Markdown into text and entities.
pub(super) fn parse(input: &str) -> Result<FormattedText, String> {
    let mut input = Scanner::new(input);
    let mut out = Vec::new();
    let mut entities = Vec::new();
    let mut utf16 = 0;
    while !input.done() {
        let byte = input.here();
        if byte == b'\\' && b"_*`[".contains(&input.ahead(1)) {
            out.push(input.ahead(1));
            utf16 += 1;
            input.at += 2;
        } else if b"_*`[".contains(&byte) {
            entities.extend(entity(&mut input, &mut out, &mut utf16)?);
        } else {
            utf16 += utf16_units(byte);
            out.push(byte);
            input.at += 1;
        }
    }
    Ok(FormattedText {
        text: text(out),
        entities,
    })
}

/// Reads one entity from its opening sign to its closing one.
fn entity(
    input: &mut Scanner<'_>,
    out: &mut Vec<u8>,
    utf16: &mut usize,
) -> Result<Option<Entity>, String> {
    let begin = input.at;
    let sign = input.here();
    let end_sign = if sign == b'[' { b']' } else { sign };
    let is_pre = sign == b'`' && input.ahead(1) == b'`' && input.ahead(2) == b'`';
    input.at += if is_pre { 3 } else { 1 };
    let language = if is_pre {
        pre_head(input)
    } else {
        String::new()
    };
    let (offset, text_begin) = (*utf16, out.len());
    let closes = |input: &Scanner<'_>| {
        input.here() == end_sign && (!is_pre || (input.ahead(1) == b'`' && input.ahead(2) == b'`'))
    };
    while !input.done() && !closes(input) {
        *utf16 += utf16_units(input.here());
        out.push(input.here());
        input.at += 1;
    }
    if input.done() {
        return Err(format!(
            "Can't find end of the entity starting at byte offset {begin}"
        ));
    }
    let length = *utf16 - offset;
    let kind = match sign {
        _ if length == 0 => None,
        b'_' => Some(EntityKind::Italic),
        b'*' => Some(EntityKind::Bold),
        b'`' if !is_pre => Some(EntityKind::Code),
        b'`' if language.is_empty() => Some(EntityKind::Pre),
        b'`' => Some(EntityKind::PreCode(language)),
        _ => link::target(&address(input, out.get(text_begin..).unwrap_or_default())),
    };
    input.at += if is_pre { 3 } else { 1 };
    Ok(kind.map(|kind| Entity::new(kind, offset, length)))
}

/// The address behind a link text, or the text itself where none follows.
fn address(input: &mut Scanner<'_>, shown: &[u8]) -> String {
    if input.ahead(1) != b'(' {
        return text(shown.to_vec());
    }
    input.at += 2;
    text(input.take_while(|byte| byte != b')').to_vec())
}

/// Reads the language after three backticks and skips one line break.
pub(super) fn pre_head(input: &mut Scanner<'_>) -> String {
    let begin = input.at;
    let language = input
        .take_while(|byte| !is_space(byte) && byte != b'`')
        .to_vec();
    let named = !language.is_empty() && !input.done() && input.here() != b'`';
    if !named {
        input.at = begin;
    }
    let is_break = |byte: u8| byte == b'\n' || byte == b'\r';
    if is_break(input.here()) {
        let pair = is_break(input.ahead(1)) && input.ahead(1) != input.here();
        input.at += if pair { 2 } else { 1 };
    }
    if named { text(language) } else { String::new() }
}
