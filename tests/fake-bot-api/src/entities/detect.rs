//! What Telegram marks by itself in what people type: commands, mentions, addresses, hashtags.
//!
//! Commands and mentions follow Telegram's rules to the letter; addresses are found by scheme or by a common
//! ending, which is enough for what a test types.

use super::{Entity, EntityKind, sort, utf16_length};

const ENDINGS: [&str; 14] = [
    "com", "de", "org", "net", "eu", "info", "io", "at", "ch", "nrw", "me", "dev", "gov", "edu",
];

/// Finds the entities of a typed text.
pub fn detect(text: &str) -> Vec<Entity> {
    let mut found = Vec::new();
    for (at, character) in text.char_indices() {
        let before = text[..at].chars().next_back();
        let rest = &text[at..];
        let hit = match character {
            '/' => command(rest, before).map(|length| (EntityKind::BotCommand, length)),
            '@' => mention(rest, before).map(|length| (EntityKind::Mention, length)),
            '#' => hashtag(rest, before).map(|length| (EntityKind::Hashtag, length)),
            _ if before.is_none_or(|before| !is_word(before) && !"/.@-:".contains(before)) => {
                address(rest)
            }
            _ => None,
        };
        let overlaps = |last: &(usize, usize, EntityKind)| last.1 > at;
        if let Some((kind, length)) = hit.filter(|_| !found.last().is_some_and(overlaps)) {
            found.push((at, at + length, kind));
        }
    }
    let entity = |(begin, end, kind): (usize, usize, EntityKind)| {
        Entity::new(
            kind,
            utf16_length(&text[..begin]),
            utf16_length(&text[begin..end]),
        )
    };
    let mut entities: Vec<Entity> = found.into_iter().map(entity).collect();
    sort(&mut entities);
    entities
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn name_length(text: &str) -> usize {
    text.bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        .count()
}

/// Letters, digits and underscores after `/`, perhaps addressed to one bot, and a border on both sides.
fn command(text: &str, before: Option<char>) -> Option<usize> {
    let is_no_border = |character: char| is_word(character) || "/<>".contains(character);
    if before.is_some_and(is_no_border) {
        return None;
    }
    let mut length = 1 + name_length(&text[1..]);
    if !(2..=65).contains(&length) {
        return None;
    }
    if let Some(rest) = text[length..].strip_prefix('@') {
        let name = name_length(rest);
        if !(3..=32).contains(&name) {
            return None;
        }
        length += 1 + name;
    }
    let ends = !text[length..].chars().next().is_some_and(is_no_border);
    ends.then_some(length)
}

fn mention(text: &str, before: Option<char>) -> Option<usize> {
    let name = name_length(&text[1..]);
    let short = matches!(
        text[1..=name].to_ascii_lowercase().as_str(),
        "gif" | "nft" | "pic" | "ufc" | "vid"
    );
    let ends = !text[1 + name..].chars().next().is_some_and(is_word);
    let fits = (4..=32).contains(&name) || short;
    (fits && ends && !before.is_some_and(is_word)).then_some(1 + name)
}

fn hashtag(text: &str, before: Option<char>) -> Option<usize> {
    let body: &str = &text[1..];
    let end = body
        .find(|character: char| !is_word(character))
        .unwrap_or(body.len());
    let fits = body[..end].chars().any(char::is_alphabetic) && body[..end].chars().count() <= 256;
    (fits && !before.is_some_and(is_word)).then_some(1 + end)
}

/// An address with its scheme, a bare host with a common ending, or an e-mail address.
fn address(text: &str) -> Option<(EntityKind, usize)> {
    let stop = |character: char| character.is_whitespace() || "<>\"«»".contains(character);
    let word = &text[..text.find(stop).unwrap_or(text.len())];
    let word = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'']);
    let has_ending = |host: &str| {
        host.rsplit_once('.')
            .is_some_and(|(name, ending)| !name.is_empty() && ENDINGS.contains(&ending))
    };
    let lower = word.to_ascii_lowercase();
    if let Some((name, host)) = lower.split_once('@') {
        let is_email = !name.is_empty() && !name.contains('/') && has_ending(host);
        return is_email.then_some((EntityKind::Email, word.len()));
    }
    let bare = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"))
        .unwrap_or(&lower);
    let host = bare.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let is_url = if bare.len() < lower.len() {
        host.contains('.')
    } else {
        has_ending(host)
    };
    is_url.then_some((EntityKind::Url, word.len()))
}
