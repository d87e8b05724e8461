//! Who does a task, in words: an office by its form, a person by hers, or neither.

use std::ops::Range;

use crate::conversation::lookup::Lookup;
use crate::conversation::value::Session;
use crate::german::fold;
use crate::language::{Does, Filled, Slot};

use super::noting::typed_rest;
use crate::knowledge::PlaceId;

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
pub(crate) fn assigned_in(lookup: &dyn Lookup, session: &Session, text: &str) -> Option<Assigned> {
    if super::asks(lookup, text) {
        return None;
    }
    let read = lookup.read(text);
    let said = read.intents.first()?;
    if said.does != Does::Assign {
        return None;
    }
    let slots = &said.slots;
    if slots.unknown_place().is_some() {
        return None;
    }
    Some(Assigned {
        place: slots.known_place(),
        numbers: super::entries::numbers(session, slots)?,
        who: bare(lookup, typed_rest(text, slots.rest.as_ref()?)?),
    })
}

/// Whether what stands where an office is named goes on with something else: "Jugendamt, 2 die VHS", "Jugendamt bis
/// Freitag", "2 ist erledigt".
pub(crate) fn says_more(lookup: &dyn Lookup, who: &str) -> bool {
    // Whoever names a person is told something else.
    if lookup.pack().words.names_person(who) {
        return false;
    }
    let does = |text: &str| {
        let read = lookup.read(text);
        let mut intents = read.intents.iter();
        intents.any(|said| {
            matches!(
                said.does,
                Does::Tick | Does::Untick | Does::SetDeadline | Does::NoDeadline | Does::Remind
            )
        })
    };
    let begins_with_number = |text: &&str| text.starts_with(|sign: char| sign.is_ascii_digit());
    let till_day = |text: &str| {
        let till = text.split_once(" bis ");
        till.is_some_and(|(_, day)| super::day_in(lookup, day).is_some())
    };
    let clauses = who.split([',', ';']).flat_map(|part| part.split(" und "));
    let clauses: Vec<&str> = clauses.map(str::trim).collect();
    clauses.iter().skip(1).any(begins_with_number)
        || clauses
            .iter()
            .any(|clause| does(clause) || till_day(clause))
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

/// Whether these words say that nobody does it: "niemand", "keine Stelle".
pub(crate) fn is_nobody(lookup: &dyn Lookup, who: &str) -> bool {
    let tokens = fold::tokens(who);
    let first = tokens.first();
    tokens.len() <= 2 && first.is_some_and(|first| lookup.pack().words.is_nobody(&first.key))
}

/// The name of an office as one writes it: as the guide does, and its kind as a noun, however it was typed.
pub(crate) fn office_written(lookup: &dyn Lookup, typed: &str) -> String {
    let own = own_office(lookup, typed);
    let own = own.map(|(at, name)| format!("{}{name}{}", &typed[..at.start], &typed[at.end..]));
    let written = |word: &str| {
        let (words, key) = (&lookup.pack().words, fold::key(word));
        if words.is_office_short(&key) {
            return word.to_uppercase();
        }
        let mut signs = word.chars();
        match signs.next() {
            Some(first) if words.is_office_kind(&key) => {
                first.to_uppercase().chain(signs).collect()
            }
            _ => word.to_owned(),
        }
    };
    let name = own.as_deref().unwrap_or(typed);
    let words: Vec<String> = name.split(' ').map(written).collect();
    words.join(" ")
}

/// The longest of the offices that the guide names, or of its abbreviations, which stands in a name, and where.
fn own_office<'l>(lookup: &'l dyn Lookup, typed: &str) -> Option<(Range<usize>, &'l str)> {
    // Written small: the end of "KomIn" is none of a gender.
    let keys = |text: &str| -> Vec<(Range<usize>, String)> {
        let tokens = fold::tokens(text).into_iter();
        let key = |at: &Range<usize>| fold::fold(&text[at.clone()].to_lowercase());
        tokens
            .map(|token| (token.range.clone(), key(&token.range)))
            .collect()
    };
    let words = keys(typed);
    let guide = lookup.guide();
    let offices = guide.manifest.words.offices.iter();
    let terms = guide.terms.iter();
    let terms = terms.flat_map(|term| std::iter::once(&term.term).chain(&term.synonyms));
    let short = terms.filter(|name| is_abbreviation(name));
    let found = offices.chain(short).filter_map(|name| {
        let own = keys(name);
        let is_here = |some: &&[(Range<usize>, String)]| {
            some.iter()
                .zip(&own)
                .all(|((_, word), (_, own))| word == own)
        };
        let here = words.windows(own.len().max(1)).find(is_here)?;
        let range = here.first()?.0.start..here.last()?.0.end;
        Some((range, name.as_str()))
    });
    found.max_by_key(|(range, _)| range.len())
}

/// Whether a word is two or three capitals: "KI", "RBB".
fn is_abbreviation(word: &str) -> bool {
    let letters = word.chars().filter(|sign| sign.is_alphabetic()).count();
    let small = word.chars().any(char::is_lowercase);
    (2..=3).contains(&letters) && !small
}

/// What these words name.
pub(crate) fn named(lookup: &dyn Lookup, who: &str) -> Named {
    let words = &lookup.pack().words;
    if words.names_person(who) {
        return Named::Person;
    }
    let tokens = fold::tokens(who);
    let mut tokens = tokens.iter();
    let is_office = tokens.any(|token| {
        words.is_office_kind(&token.key) || is_abbreviation(&who[token.range.clone()])
    });
    match is_office || own_office(lookup, who).is_some() {
        true => Named::Office,
        false => Named::Either,
    }
}

/// A name without the article before it and the verb behind.
fn bare(lookup: &dyn Lookup, typed: &str) -> String {
    let is_around = |word: &&&str| lookup.pack().words.is_around_office(&fold::key(word));
    let words: Vec<&str> = typed.split_whitespace().collect();
    let before = words.iter().take_while(is_around).count();
    let behind = words[before..].iter().rev().take_while(is_around).count();
    let name = words[before..words.len() - behind].join(" ");
    let signs: &[char] = &['.', ',', ';', '!', ':', '„', '“', '"'];
    name.trim_matches(signs).to_owned()
}
