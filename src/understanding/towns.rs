//! Towns that a text names: those of the guide, also inflected and misspelt, and others.

use std::collections::HashMap;
use std::ops::Range;

use crate::german::fold::{self, Token};
use crate::german::stop;
use crate::knowledge::{Guide, MunicipalityId};
use crate::language::{Pack, is_slip, without_one};

/// Letters from which on a town may be misspelt.
const FORGIVEN: usize = 6;
/// Letters from which on a town is inflected.
const INFLECTED: usize = 4;
/// What stands behind a town's name where it is inflected or belongs to something.
const INFLECTIONS: [&str; 4] = ["s", "er", "ern", "erinnen"];

/// A town and the words that name it.
pub(super) type TownSpot = (Range<usize>, MunicipalityId);

/// The towns of a guide by their folded names.
#[derive(Debug, Default)]
pub(super) struct Towns {
    names: HashMap<String, MunicipalityId>,
    /// Names by the hash of what is left of them without one letter.
    near: HashMap<u64, Vec<String>>,
    /// Words and letters that a name has at most.
    words: usize,
    letters: usize,
}

impl Towns {
    /// Reads the towns of a guide.
    pub(super) fn of(guide: &Guide) -> Self {
        let mut towns = Self::default();
        for town in &guide.municipalities {
            for name in std::iter::once(&town.name).chain(&town.aliases) {
                let tokens = fold::tokens(name);
                let key = fold::joined(&tokens);
                towns.words = towns.words.max(tokens.len());
                towns.letters = towns.letters.max(key.len());
                let misspelt = (key.len() >= FORGIVEN).then(|| without_one(&key));
                for hash in misspelt.into_iter().flatten() {
                    towns.near.entry(hash).or_default().push(key.clone());
                }
                towns.names.insert(key, town.id.clone());
            }
        }
        // A name of its own comes before the inflection of another.
        let long = towns
            .names
            .clone()
            .into_iter()
            .filter(|(key, _)| key.len() >= INFLECTED);
        for (key, town) in long {
            let shortened = key.strip_suffix("en").map(|stem| format!("{stem}er"));
            let inflected = INFLECTIONS.iter().map(|ending| format!("{key}{ending}"));
            for form in inflected.chain(shortened) {
                towns.names.entry(form).or_insert_with(|| town.clone());
            }
        }
        towns
    }

    /// Those that a text names, in order; the longest name wins.
    pub(super) fn in_text(&self, pack: &Pack, tokens: &[Token]) -> Vec<TownSpot> {
        let mut spots: Vec<TownSpot> = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let found = self.from(pack, tokens, at);
            at = found.as_ref().map_or(at + 1, |(range, _)| range.end);
            spots.extend(found);
        }
        spots
    }

    fn from(&self, pack: &Pack, tokens: &[Token], at: usize) -> Option<TownSpot> {
        let is_word = |token: &Token| {
            let key = &token.key;
            pack.knows(key) || stop::is_frame(key) || is_elsewhere(pack, key)
        };
        let ends = || (at + 1..=tokens.len().min(at + self.words)).rev();
        let exact = ends()
            .find_map(|end| Some((at..end, self.names.get(&fold::joined(&tokens[at..end]))?)));
        let unsure = ends().filter(|end| !is_word(&tokens[at]) && !is_word(&tokens[end - 1]));
        let misspelt = || {
            unsure
                .into_iter()
                .find_map(|end| Some((at..end, self.misspelt(&fold::joined(&tokens[at..end]))?)))
        };
        exact
            .or_else(misspelt)
            .map(|(range, town)| (range, town.clone()))
    }

    fn misspelt(&self, key: &str) -> Option<&MunicipalityId> {
        let may_be = key.len() + 1 >= FORGIVEN && key.len() <= self.letters + 1;
        let hashes = may_be.then(|| without_one(key)).into_iter().flatten();
        let mut near = hashes.filter_map(|hash| self.near.get(&hash)).flatten();
        self.names.get(near.find(|name| is_slip(key, name))?)
    }
}

/// The first town that the guide does not have; one whose name is also a word only where a town can stand.
pub(super) fn elsewhere(pack: &Pack, tokens: &[Token], known: &[TownSpot]) -> Option<usize> {
    let words = &pack.words;
    (0..tokens.len()).find(|at| {
        let key = &tokens[*at].key;
        let before = at.checked_sub(1).map(|before| &tokens[before].key);
        let placed = before.is_some_and(|before| words.before_towns.contains(before));
        let sure = placed || !words.doubtful_towns.contains(key);
        sure && is_elsewhere(pack, key) && !known.iter().any(|(range, _)| range.contains(at))
    })
}

fn is_elsewhere(pack: &Pack, key: &str) -> bool {
    let inflected = INFLECTIONS
        .iter()
        .filter_map(|ending| key.strip_suffix(ending));
    let mut sure = inflected.filter(|name| !pack.words.doubtful_towns.contains(name));
    pack.words.towns.contains(key) || sure.any(|name| pack.words.towns.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Municipality;
    use crate::text::RichText;

    /// The towns of a guide that has these, with what else they are called.
    fn towns(names: &[(&str, &[&str])]) -> Towns {
        let municipality = |(name, aliases): &(&str, &[&str])| Municipality {
            joint: false,
            id: MunicipalityId::parse(&fold::key(name)).expect("an id"),
            name: (*name).to_owned(),
            short: None,
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            note: RichText::default(),
        };
        Towns::of(&Guide {
            municipalities: names.iter().map(municipality).collect(),
            ..Guide::default()
        })
    }

    fn named(towns: &Towns, text: &str) -> Vec<String> {
        let found = towns.in_text(Pack::built_in(), &fold::tokens(text));
        found.iter().map(|(_, town)| town.to_string()).collect()
    }

    #[test]
    fn a_town_is_named_by_its_aliases_and_inflected() {
        let towns = towns(&[("Lindenau", &["LI", "Lindenau am See"]), ("Eichberg", &[])]);
        for (text, expected) in [
            ("wie macht das Lindenau", &["lindenau"][..]),
            ("die Lindenauer Eltern", &["lindenau"]),
            ("Eichbergs Feste und die in LI", &["eichberg", "lindenau"]),
            ("Lindenau am See und Eichberg", &["lindenau", "eichberg"]),
            ("die Linden im Berg", &[]),
        ] {
            assert_eq!(named(&towns, text), expected, "{text}");
        }
    }

    #[test]
    fn the_longest_name_takes_all_its_words() {
        let towns = towns(&[("Berg", &[]), ("Berg am Laim", &[])]);
        let found = towns.in_text(Pack::built_in(), &fold::tokens("in Berg am Laim"));
        let town = MunicipalityId::parse(&fold::key("Berg am Laim")).expect("an id");
        assert_eq!(found, [(1..4, town)]);
        assert_eq!(named(&towns, "in Berg am See"), ["berg"]);
    }

    #[test]
    fn a_slip_is_forgiven_in_long_names_only() {
        let towns = towns(&[("Eichberg", &[]), ("Rath", &[])]);
        assert_eq!(named(&towns, "und in Eichbreg?"), ["eichberg"]);
        assert_eq!(named(&towns, "und in Rahd?"), Vec::<String>::new());
    }

    #[test]
    fn a_name_of_its_own_comes_before_the_inflection_of_another() {
        let towns = towns(&[("Hagen", &[]), ("Hager", &[])]);
        assert_eq!(named(&towns, "die Hager Eltern"), ["hager"]);
        assert_eq!(named(&towns, "die Hagener Eltern"), ["hagen"]);
    }

    #[test]
    fn a_town_of_others_that_is_also_a_word_needs_a_word_before_it() {
        let pack = Pack::built_in();
        let towns = towns(&[("Eichberg", &[])]);
        for (text, expected) in [
            ("was gibt es zu essen", None),
            ("wie ist das in Essen", Some(4)),
            ("wie macht das Dortmund", Some(3)),
            ("die Dortmunder Eltern", Some(1)),
            ("wie macht das Eichberg", None),
        ] {
            let tokens = fold::tokens(text);
            let known = towns.in_text(pack, &tokens);
            assert_eq!(elsewhere(pack, &tokens, &known), expected, "{text}");
        }
    }
}
