//! What the server does to a text before it stores it: cleaning, nesting rules, trimming.

use super::styles;
use super::{Entity, EntityKind, FormattedText, link, sort, utf16_length};

/// Cleans a text, makes its entities fit Telegram's rules and trims it.
///
/// The error is the server's own, for texts with nothing to see or entities that lie outside the text.
pub fn settle(formatted: FormattedText) -> Result<FormattedText, String> {
    let (text, entities) = fit(formatted)?;
    let Some(last) = text.rfind(|character| character != ' ' && character != '\n') else {
        return Err("Text must be non-empty".to_owned());
    };
    let entities = fix(entities
        .into_iter()
        .filter(|entity| entity.length > 0)
        .collect());
    let (text, entities) = trim(&text, last, entities);
    if is_blank(&text) {
        return Err("Text must be non-empty".to_owned());
    }
    Ok(FormattedText { text, entities })
}

/// Cleans a text and makes its entities fit the rules, without trimming.
pub(crate) fn fit(formatted: FormattedText) -> Result<(String, Vec<Entity>), String> {
    let entities = fix(formatted
        .entities
        .into_iter()
        .filter_map(clean_address)
        .collect());
    let (text, mut entities) = clean(&formatted.text, entities)?;
    entities.retain(|entity| entity.length > 0);
    Ok((text, fix(entities)))
}

/// An address is cleaned like a text; a link whose address does not survive it goes.
fn clean_address(mut entity: Entity) -> Option<Entity> {
    if let EntityKind::TextLink(address) = &mut entity.kind {
        let (cleaned, _) = clean(address, Vec::new()).ok()?;
        *address = link::check(&cleaned).ok()?;
    }
    (entity.length > 0).then_some(entity)
}

/// Makes entities fit the rules: what may overlap, what may contain what.
fn fix(mut entities: Vec<Entity>) -> Vec<Entity> {
    sort(&mut entities);
    if is_valid(&entities) {
        return entities;
    }
    let (styles, rest): (Vec<_>, Vec<_>) = entities
        .into_iter()
        .partition(|entity| styles::index(&entity.kind).is_some());
    let (quotes, others): (Vec<_>, Vec<_>) =
        rest.into_iter().partition(|entity| is_quote(&entity.kind));
    let quotes = without_overlaps(quotes);
    let mut others = without_overlaps(others);
    others.retain(|entity| !crosses_a_quote(entity, &quotes));
    others.extend(quotes);
    sort(&mut others);
    styles::combine(styles, others)
}

/// Whether sorted entities already fit, so that nothing needs to be cut.
fn is_valid(entities: &[Entity]) -> bool {
    let mut around: Vec<&Entity> = Vec::new();
    let mut style_ends = [None; 5];
    for entity in entities {
        while around.pop_if(|last| entity.offset >= last.end()).is_some() {}
        if let Some(parent) = around.last()
            && (entity.end() > parent.end() || !may_lie_in(entity, &around))
        {
            return false;
        }
        if let Some(index) = styles::index(&entity.kind) {
            let touches = style_ends[index].is_some_and(|end| end >= entity.offset);
            if touches {
                return false;
            }
            style_ends[index] = Some(entity.end());
        }
        around.push(entity);
    }
    true
}

fn may_lie_in(entity: &Entity, around: &[&Entity]) -> bool {
    let same_kind = |other: &&&Entity| {
        std::mem::discriminant(&other.kind) == std::mem::discriminant(&entity.kind)
    };
    let has = |test: fn(&EntityKind) -> bool| around.iter().any(|other| test(&other.kind));
    let is_style = |kind: &EntityKind| styles::index(kind).is_some();
    let forbidden = around.iter().any(|other| same_kind(&other))
        || around.last().is_some_and(|parent| is_code(&parent.kind))
        || (is_code(&entity.kind) && around.iter().any(|other| !is_quote(&other.kind)))
        || ((is_continuous(&entity.kind) || is_quote(&entity.kind)) && has(is_continuous))
        || (is_quote(&entity.kind) && has(is_quote))
        || around.iter().any(|other| is_style(&other.kind));
    !forbidden
}

fn without_overlaps(entities: Vec<Entity>) -> Vec<Entity> {
    let mut end = 0;
    let mut kept = entities;
    kept.retain(|entity| {
        let free = entity.offset >= end;
        if free {
            end = entity.end();
        }
        free
    });
    kept
}

/// A quote may hold an entity whole, but must not cut it.
fn crosses_a_quote(entity: &Entity, quotes: &[Entity]) -> bool {
    let Some(quote) = quotes.iter().find(|quote| quote.end() > entity.offset) else {
        return false;
    };
    quote.end() < entity.end() || (entity.offset < quote.offset && quote.offset < entity.end())
}

fn is_quote(kind: &EntityKind) -> bool {
    matches!(
        kind,
        EntityKind::Blockquote | EntityKind::ExpandableBlockquote
    )
}

/// Code and moments: nothing may lie inside.
pub(super) fn is_code(kind: &EntityKind) -> bool {
    matches!(
        kind,
        EntityKind::Code | EntityKind::Pre | EntityKind::PreCode(_) | EntityKind::DateTime { .. }
    )
}

fn is_continuous(kind: &EntityKind) -> bool {
    !is_quote(kind) && !is_code(kind) && styles::index(kind).is_none()
}

/// Replaces control characters, drops what Telegram never shows, and moves the entities along.
fn clean(text: &str, mut entities: Vec<Entity>) -> Result<(String, Vec<Entity>), String> {
    let mut moved = Vec::with_capacity(text.len() + 1);
    let mut cleaned = String::with_capacity(text.len());
    let mut dropped = 0;
    for (byte, character) in text.char_indices() {
        moved.push(Ok(moved.len() - dropped));
        if character.len_utf16() == 2 {
            moved.push(Err(byte + 4));
        }
        match character {
            '\r' | '\u{2028}'..='\u{202e}' | '\u{333}' | '\u{33f}' | '\u{30a}' => dropped += 1,
            '\n' => cleaned.push('\n'),
            '\0'..=' ' => cleaned.push(' '),
            _ => cleaned.push(character),
        }
    }
    moved.push(Ok(moved.len() - dropped));
    for entity in &mut entities {
        let (offset, end) = (entity.offset, entity.end());
        let begin = moved.get(offset).ok_or_else(|| {
            format!("Entity begins after the end of the text at UTF-16 offset {offset}")
        })?;
        let begin = begin.map_err(|byte| {
            format!("Entity begins in a middle of a UTF-16 symbol at byte offset {byte}")
        })?;
        let new_end = moved.get(end).ok_or_else(|| {
            format!("Entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {end}")
        })?;
        let new_end = new_end.map_err(|byte| {
            format!("Entity beginning at UTF-16 offset {offset} ends in a middle of a UTF-16 symbol at byte offset {byte}")
        })?;
        entity.offset = begin;
        entity.length = new_end - begin;
    }
    Ok((join_direction_marks(&cleaned), entities))
}

/// Of several direction marks in a row only the last keeps its effect.
fn join_direction_marks(text: &str) -> String {
    let is_mark = |character: char| matches!(character, '\u{200e}' | '\u{200f}');
    let mut characters = text.chars().peekable();
    let mut joined = String::with_capacity(text.len());
    while let Some(character) = characters.next() {
        let followed = characters.peek().is_some_and(|next| is_mark(*next));
        joined.push(if is_mark(character) && followed {
            '\u{200c}'
        } else {
            character
        });
    }
    joined
}

/// Takes white space off the end, and off the beginning up to the first entity.
fn trim(text: &str, last: usize, mut entities: Vec<Entity>) -> (String, Vec<Entity>) {
    let end = text[last..]
        .chars()
        .next()
        .map_or(last, |character| last + character.len_utf8());
    let text = &text[..end];
    let length = utf16_length(text);
    while entities.pop_if(|entity| entity.offset >= length).is_some() {}
    for entity in &mut entities {
        entity.length = entity.length.min(length - entity.offset.min(length));
    }
    sort(&mut entities);
    let first_entity = entities.first().map_or(text.len(), |entity| entity.offset);
    let blank = text
        .bytes()
        .take(first_entity)
        .take_while(|byte| *byte == b' ' || *byte == b'\n')
        .count();
    for entity in &mut entities {
        entity.offset -= blank;
    }
    (text[blank..].to_owned(), entities)
}

/// Whether nothing in the text can be seen.
fn is_blank(text: &str) -> bool {
    text.chars().all(|character| {
        matches!(character,
            ' ' | '\n' | '\u{a0}' | '\u{1680}' | '\u{180e}' | '\u{2000}'..='\u{200f}' | '\u{202e}' | '\u{202f}'
            | '\u{205f}' | '\u{2800}' | '\u{3000}' | '\u{feff}' | '\u{fffc}' | '\u{e0000}'..='\u{e007f}')
    })
}
