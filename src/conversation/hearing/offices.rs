//! Who does a task, in words: an office by its form, a person by hers, or neither.

use crate::conversation::lookup::Lookup;
use crate::german::fold;
use crate::language::{Does, Filled, Slot};
use crate::understanding::PlaceNamed;

use super::noting::typed_rest;
use crate::knowledge::PlaceId;

/// What is an office by itself.
const OFFICES: &str = "OFFICE";
/// What the name of an office ends with.
const ENDINGS: &str = "OFFICE_END";
/// What stands before the name of a person.
const TITLES: &str = "PERSON_TITLE";
/// What stands around the name of an office.
const AROUND: &str = "OFFICE_AROUND";
/// What says that nobody does it.
const NOBODY: &str = "NOBODY";

/// How many digits make a telephone number.
const PHONE: usize = 6;

/// What the name of whoever does a task names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// It has the form of an office.
    Office,
    /// It names a person, or says how to reach one.
    Person,
    /// It may be either.
    Either,
}

/// Which tasks somebody does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Assigned {
    /// Their place, where one is named.
    pub(crate) place: Option<PlaceId>,
    /// Their numbers; none means all of the place.
    pub(crate) numbers: Vec<usize>,
    /// Who, without what stands around it.
    pub(crate) who: String,
}

/// What a text says of who does which task; nothing where it asks.
pub(crate) fn assigned_in(lookup: &dyn Lookup, text: &str) -> Option<Assigned> {
    if super::asks(lookup, text) {
        return None;
    }
    let read = lookup.read(text);
    let said = read.intents.first()?;
    if said.does != Does::Assign {
        return None;
    }
    let slots = &said.slots;
    let place = match &slots.place {
        Some(PlaceNamed::Known(place)) => Some(place.clone()),
        _ => None,
    };
    Some(Assigned {
        place,
        numbers: slots.numbers.clone(),
        who: bare(lookup, typed_rest(text, slots.rest.as_ref()?)?),
    })
}

/// The numbers that a text begins with, and who is named behind them.
pub(crate) fn numbers_and_who(lookup: &dyn Lookup, text: &str) -> (Vec<usize>, String) {
    let words = &lookup.pack().words;
    let tokens = words.tokens(text);
    let read = words.read(Slot::Numbers, &tokens, 0).pop();
    let (numbers, rest) = match read {
        Some((used, Filled::Numbers(numbers))) if used < tokens.len() => {
            let from = fold::tokens(text)
                .get(used)
                .map_or(0, |token| token.range.start);
            (numbers, &text[from..])
        }
        _ => (Vec::new(), text),
    };
    (numbers, bare(lookup, rest))
}

/// The office whose tasks a text asks for, as typed.
pub(crate) fn office_asked(lookup: &dyn Lookup, text: &str) -> Option<String> {
    let read = lookup.read(text);
    let said = read.intents.first()?;
    let asks = said.does == Does::OfficeTasks;
    let rest = said.slots.rest.as_ref().filter(|_| asks)?;
    typed_rest(text, rest).map(|rest| bare(lookup, rest))
}

fn has(lookup: &dyn Lookup, class: &str, key: &str) -> bool {
    let class = lookup.pack().words.classes.get(class);
    class.is_some_and(|words| words.contains(key))
}

/// Whether a word is the kind of an office: "amt", "jugendamt".
fn is_kind(lookup: &dyn Lookup, key: &str) -> bool {
    let ends = lookup.pack().words.classes.get(ENDINGS);
    let ends = ends.is_some_and(|ends| ends.iter().any(|end| key.ends_with(&**end)));
    ends || has(lookup, OFFICES, key)
}

/// Whether these words say that nobody does it: "niemand", "keine Stelle".
pub(crate) fn is_nobody(lookup: &dyn Lookup, who: &str) -> bool {
    let tokens = fold::tokens(who);
    let first = tokens.first();
    tokens.len() <= 2 && first.is_some_and(|first| has(lookup, NOBODY, &first.key))
}

/// The name of an office as one writes it: its kind is a noun, however it was typed.
pub(crate) fn office_written(lookup: &dyn Lookup, typed: &str) -> String {
    let written = |word: &str| {
        let mut signs = word.chars();
        match signs.next() {
            Some(first) if is_kind(lookup, &fold::key(word)) => {
                first.to_uppercase().chain(signs).collect()
            }
            _ => word.to_owned(),
        }
    };
    let words: Vec<String> = typed.split(' ').map(written).collect();
    words.join(" ")
}

/// What these words name.
pub(crate) fn named(lookup: &dyn Lookup, who: &str) -> Named {
    let tokens = fold::tokens(who);
    let digits = who.chars().filter(char::is_ascii_digit).count();
    let is_reached = who.contains('@') || who.contains("://") || digits >= PHONE;
    if is_reached || tokens.iter().any(|token| has(lookup, TITLES, &token.key)) {
        return Named::Person;
    }
    let is_short = |word: &str| {
        let letters = word.chars().filter(|sign| sign.is_alphabetic()).count();
        let small = word.chars().any(char::is_lowercase);
        (2..=3).contains(&letters) && !small
    };
    let is_office = tokens
        .iter()
        .any(|token| is_kind(lookup, &token.key) || is_short(&who[token.range.clone()]));
    match is_office {
        true => Named::Office,
        false => Named::Either,
    }
}

/// A name without the article before it and the verb behind.
fn bare(lookup: &dyn Lookup, typed: &str) -> String {
    let around = lookup.pack().words.classes.get(AROUND);
    let is_around = |word: &&&str| around.is_some_and(|words| words.contains(&fold::key(word)));
    let words: Vec<&str> = typed.split_whitespace().collect();
    let before = words.iter().take_while(is_around).count();
    let behind = words[before..].iter().rev().take_while(is_around).count();
    let name = words[before..words.len() - behind].join(" ");
    let signs: &[char] = &['.', ',', ';', '!', ':', '„', '“', '"'];
    name.trim_matches(signs).to_owned()
}
