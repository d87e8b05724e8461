//! Words of the person's own: what of a typed text is a note, and the place that it names.

use crate::conversation::lookup::Lookup;
use crate::knowledge::{Guide, PlaceId};
use crate::language::Does;
use crate::understanding::{Heard, PlaceNamed, Slots, Understood};

/// How many characters may stand before the colon of a note.
const NOTE_FRONT: usize = 40;

/// How much alike a changed message and what it was must be, from 0 to 1.
const ALIKE: f64 = 0.6;

/// The words of a note that says in front that it is one ("notiz zu 1.2: …", "merk dir …"), exactly as typed, and the place
/// it names, which the guide may not have.
pub(crate) fn note_in<'t>(
    lookup: &dyn Lookup,
    text: &'t str,
) -> Option<(Option<PlaceNamed>, &'t str)> {
    let guide = lookup.guide();
    let front = text.split_once(':');
    let front = front.filter(|(front, _)| front.chars().count() <= NOTE_FRONT);
    if let Some((front, words)) = front
        && let Some(note) = meant_as_note(&lookup.read(front))
    {
        let unknown = note.slots.unknown_place();
        let place = match unknown {
            Some(number) => Some(PlaceNamed::Unknown(number.to_owned())),
            None => noted_at(guide, &note.slots).map(PlaceNamed::Known),
        };
        return Some((place, words.trim()));
    }
    let read = lookup.read(text);
    let rest = meant_as_note(&read)?.slots.rest.as_ref()?;
    Some((None, typed_rest(text, rest)?))
}

/// The last words of a text as they were typed: what was read may have some put right, and has no pictures before it.
pub(super) fn typed_rest<'t>(text: &'t str, rest: &str) -> Option<&'t str> {
    let is_word = |word: &&str| word.contains(char::is_alphanumeric);
    let words = rest.split_whitespace().filter(is_word).count();
    let mut typed = text.trim();
    let mut before = text.split_whitespace().filter(is_word).count();
    before = before.checked_sub(words)?;
    while let Some(word) = typed.split_whitespace().next() {
        // What only parts them from the words before is no part of them; a picture is.
        let parts = !word.contains(|sign: char| sign.is_alphanumeric() || is_picture(sign));
        if before == 0 && !parts {
            break;
        }
        before -= usize::from(is_word(&word)).min(before);
        typed = typed[word.len()..].trim_start();
    }
    Some(typed)
}

/// Whether a sign is a picture: an emoji, an arrow, a symbol.
fn is_picture(sign: char) -> bool {
    !sign.is_alphanumeric() && sign >= '\u{2190}'
}

/// Whether a message that was changed may have said this before: most of it is the same, or something was added or taken away
/// at its end.
pub(crate) fn is_edit_of(before: &str, now: &str) -> bool {
    let is_longer = |long: &str, short: &str| !short.is_empty() && long.starts_with(short);
    is_longer(now, before)
        || is_longer(before, now)
        || strsim::normalized_levenshtein(before, now) >= ALIKE
}

fn meant_as_note(read: &Heard) -> Option<&Understood> {
    read.intents.first().filter(|said| said.does == Does::Note)
}

/// The place that is named for a note; a bare number is a step's.
pub(super) fn noted_at(guide: &Guide, slots: &Slots) -> Option<PlaceId> {
    match (&slots.place, slots.numbers.first()) {
        (Some(PlaceNamed::Known(place)), _) => Some(place.clone()),
        (None, Some(number)) => {
            let place = guide.place_numbered(&number.to_string());
            place.map(|place| place.id.clone())
        }
        _ => None,
    }
}
