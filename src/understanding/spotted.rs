//! What a text names, found once: the reader of slots, and the text without its names.

use std::cell::OnceCell;
use std::ops::Range;

use super::names::{self, GuideNames};
use super::places::{self, PlaceNamed, Search};
use super::towns;
use crate::german::fold::Token;
use crate::knowledge::{ExampleId, FrameId, MunicipalityId, TermId};
use crate::language::{Filled, Pack, Slot, SlotReader, WordClasses};

/// What a text names.
pub(super) struct Spotted<'s> {
    pub(super) tokens: &'s [Token],
    words: &'s WordClasses,
    names: &'s GuideNames,
    places: Vec<places::PlaceSpot>,
    /// The same as a request may mean them; none in texts of the guide.
    requested: Vec<places::PlaceSpot>,
    towns: Vec<towns::TownSpot>,
    /// A town that the guide does not have.
    elsewhere: Option<usize>,
    /// The place that is all the text says.
    alone: Option<PlaceNamed>,
    /// The stems of all words, once somebody looks for terms.
    stems: OnceCell<Vec<String>>,
    /// Whether `{number}` is every number that is no place, as in texts of the guide.
    counting: bool,
}

impl<'s> Spotted<'s> {
    /// Finds what a text names.
    pub(super) fn of(
        pack: &'s Pack,
        names: &'s GuideNames,
        tokens: &'s [Token],
        counting: bool,
    ) -> Self {
        let words = &pack.words;
        let towns = names.towns.in_text(pack, tokens);
        let search = Search {
            tokens,
            words,
            names,
            has_town: !towns.is_empty(),
        };
        let (places, alone) = (search.all(), search.alone());
        let requested = match counting {
            true => Vec::new(),
            false => search.in_request(),
        };
        let elsewhere = towns::elsewhere(pack, tokens, &towns);
        let stems = OnceCell::new();
        Self {
            tokens,
            words,
            names,
            places,
            requested,
            towns,
            elsewhere,
            alone,
            stems,
            counting,
        }
    }

    /// The first place.
    pub(super) fn place(&self) -> Option<&PlaceNamed> {
        let first = self.places.first().map(|(_, place)| place);
        first.or(self.alone.as_ref())
    }

    /// The place that these words name.
    pub(super) fn place_at(&self, words: &Range<usize>) -> Option<&PlaceNamed> {
        let mut all = self.places.iter().chain(&self.requested);
        let found = all.find(|(range, _)| range == words);
        found.map(|(_, place)| place)
    }

    /// The towns of the guide, each once.
    pub(super) fn towns(&self) -> Vec<MunicipalityId> {
        let mut towns: Vec<MunicipalityId> = Vec::new();
        for (_, town) in &self.towns {
            if !towns.contains(town) {
                towns.push(town.clone());
            }
        }
        towns
    }

    /// The town that these words name.
    pub(super) fn town_at(&self, words: &Range<usize>) -> Option<&MunicipalityId> {
        let found = self.towns.iter().find(|(range, _)| range == words);
        found.map(|(_, town)| town)
    }

    /// A town that the guide does not have, as typed.
    pub(super) fn unknown_town(&self, text: &str) -> Option<String> {
        Some(text[self.tokens[self.elsewhere?].range.clone()].to_owned())
    }

    /// The term that these words name.
    pub(super) fn term_at(&self, words: &Range<usize>) -> Option<&TermId> {
        let stem = |token: &Token| names::stemmed(&token.key);
        let stems = self
            .stems
            .get_or_init(|| self.tokens.iter().map(stem).collect());
        self.names
            .term(&self.tokens[words.clone()], &stems[words.clone()])
    }

    /// The example that these words name.
    pub(super) fn example_at(&self, words: &Range<usize>) -> Option<&ExampleId> {
        self.names.example(&self.tokens[words.clone()])
    }

    /// The document that these words name.
    pub(super) fn document_at(&self, words: &Range<usize>) -> Option<&FrameId> {
        self.names.document(&self.tokens[words.clone()])
    }

    /// The text without its towns and places and the prepositions before them, and how many of the words that are left
    /// say what it is about.
    pub(super) fn without_names(&self, text: &str) -> (String, usize) {
        let (tokens, words) = (self.tokens, self.words);
        let leads = |token: &&Token| {
            words.before_towns.contains(&token.key) || words.prepositions.contains(&token.key)
        };
        let towns = self.towns.iter().map(|(range, _)| range.clone());
        let places = self.places.iter().map(|(range, _)| range.clone());
        let elsewhere = self.elsewhere.map(|at| at..at + 1);
        let mut named = vec![false; tokens.len()];
        for range in towns.chain(elsewhere).chain(places) {
            let leading = tokens[..range.start].iter().rev().take_while(leads).count();
            let start = range.start - leading;
            // "Bochum und Herne": what joins two names goes with them.
            let joined =
                start >= 2 && named[start - 2] && words.joining.contains(&tokens[start - 1].key);
            named[start - usize::from(joined)..range.end].fill(true);
        }
        let (mut left, mut content, mut from) = (String::new(), 0, 0);
        for (token, named) in tokens.iter().zip(named) {
            if named {
                left.push_str(&text[from..token.range.start]);
                from = token.range.end;
            } else {
                content += usize::from(words.is_content(&token.key));
            }
        }
        left.push_str(&text[from..]);
        (tidy(&left), content)
    }

    /// Whether a word of the guide counts something.
    fn counts(&self, at: usize) -> bool {
        let is_place = self.places.iter().any(|(range, _)| range.contains(&at));
        let key = self.tokens.get(at).map_or("", |token| &token.key);
        let digits = key.starts_with(|c: char| c.is_ascii_digit());
        !is_place && (digits || self.words.number(key).is_some())
    }
}

impl SlotReader for Spotted<'_> {
    fn read(&self, slot: Slot, tokens: &[Token], at: usize) -> Vec<(usize, Filled)> {
        let longest = (tokens.len() - at.min(tokens.len())).min(self.names.longest);
        let named = |longest: usize, is_name: &dyn Fn(&Range<usize>) -> bool| {
            let lengths = (1..=longest)
                .rev()
                .filter(|length| is_name(&(at..at + length)));
            lengths.map(|length| (length, Filled::Words)).collect()
        };
        match slot {
            Slot::Place => named(tokens.len() - at, &|words| self.place_at(words).is_some()),
            Slot::Town => named(tokens.len() - at, &|words| self.town_at(words).is_some()),
            Slot::Term => named(longest, &|words| self.term_at(words).is_some()),
            Slot::Example => named(longest, &|words| self.example_at(words).is_some()),
            Slot::Document => named(longest, &|words| self.document_at(words).is_some()),
            Slot::Number if self.counting => named(1, &|_| self.counts(at)),
            slot => self.words.read(slot, tokens, at),
        }
    }
}

/// Blanks between words once each, none before a sign, and no sign before the first word.
fn tidy(text: &str) -> String {
    let mut tidied = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for sign in ["?", "!", ",", ".", ":", ")"] {
        tidied = tidied.replace(&format!(" {sign}"), sign);
    }
    tidied
        .trim_start_matches([',', '.', ':', '?', '!', ' '])
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::german::fold;
    use crate::knowledge::{Guide, Municipality};
    use crate::text::RichText;

    /// What a guide calls its things that has nothing but two towns.
    fn two_towns() -> GuideNames {
        let town = |name: &str| Municipality {
            joint: false,
            id: MunicipalityId::parse(&fold::key(name)).expect("an id"),
            name: name.to_owned(),
            short: None,
            aliases: Vec::new(),
            note: RichText::default(),
        };
        GuideNames::of(&Guide {
            municipalities: ["Lindenau", "Eichberg"].map(town).to_vec(),
            ..Guide::default()
        })
    }

    /// What is left of a text without its names, and how many words of it say what it is about.
    fn left(text: &str) -> (String, usize) {
        let (names, tokens) = (two_towns(), fold::tokens(text));
        Spotted::of(Pack::built_in(), &names, &tokens, false).without_names(text)
    }

    #[test]
    fn names_go_with_the_prepositions_before_them_and_what_joins_them() {
        for (text, expected, content) in [
            ("Feste in Lindenau", "Feste", 1),
            ("Feste in Lindenau und Eichberg?", "Feste?", 1),
            ("Feste aus der Stadt Eichberg", "Feste aus der", 1),
            (
                "in Dortmund, wer sperrt die Straße?",
                "wer sperrt die Straße?",
                2,
            ),
            ("Schritt 3", "", 0),
            ("und in Lindenau?", "und?", 0),
        ] {
            assert_eq!(left(text), (expected.to_owned(), content), "{text}");
        }
    }

    #[test]
    fn a_town_that_is_named_twice_is_one() {
        let (names, tokens) = (
            two_towns(),
            fold::tokens("Lindenau, Eichberg und Lindenauer"),
        );
        let spotted = Spotted::of(Pack::built_in(), &names, &tokens, false);
        let towns: Vec<String> = spotted.towns().iter().map(ToString::to_string).collect();
        assert_eq!(towns, ["lindenau", "eichberg"]);
    }

    #[test]
    fn a_number_counts_unless_it_is_the_number_of_a_place() {
        let (names, tokens) = (
            two_towns(),
            fold::tokens("in Schritt 3 sind zwölf Tage und 2 Orte"),
        );
        let spotted = Spotted::of(Pack::built_in(), &names, &tokens, true);
        let counting: Vec<usize> = (0..tokens.len()).filter(|at| spotted.counts(*at)).collect();
        assert_eq!(counting, [4, 7]);
    }
}
