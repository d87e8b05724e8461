//! What a typed text means: what is meant by it, and, where it asks, what it asks and names.
//!
//! [`normalise`](normalise()) cleans the text, [`questions`] cuts it into what is asked, [`places`] and [`towns`] find what is named
//! (each has one reader, whoever needs it), [`names`] holds what the guide calls things, and the language pack says what
//! is meant. The [`Reader`] puts them together; everybody goes through it: chat, command line, `--explain`, `eval`, `check`.
//!
//! Pure, and decides nothing: a text can be a command, a title and a question at once, and [`Heard`] says all three.

mod names;
mod normalise;
mod places;
mod questions;
mod spotted;
mod towns;

use crate::german::fold::Token;
use crate::german::lexicon;
use crate::knowledge::{ExampleId, FrameId, Guide, MunicipalityId, PlaceId, Target, TermId};
use crate::language::{DayPhrase, Does, Filled, Filling, Match, Pack, Sighted, Slot};

pub use normalise::normalise;
pub use places::PlaceNamed;

use names::GuideNames;
use spotted::Spotted;

/// What a typed text means, best first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Heard {
    /// The text, cleaned.
    pub text: String,
    /// What the pack says that it means, best first; fillers at its ends do not count.
    pub intents: Vec<Understood>,
    /// What a sentence of it says beside what is asked, where the pack has that count: that somebody is in trouble.
    pub beside: Option<usize>,
    /// Whether it begins with somebody's name, who is called so.
    pub calls: bool,
    /// What it is exactly the title of.
    pub title: Option<Target>,
    /// What is asked, in order, at most three; at least one unless the text has no words.
    pub questions: Vec<Asked>,
    /// How many further questions there were.
    pub left_out: usize,
    /// Whether it corrects the question before: "nein, ich meine …".
    pub correction: bool,
}

/// An intent of the pack that a text fits.
#[derive(Debug, Clone, PartialEq)]
pub struct Understood {
    /// Which, by its place in [`Pack::intents`].
    pub intent: usize,
    /// What it does.
    pub does: Does,
    /// What was read out of the text for it.
    pub slots: Slots,
    /// Whether a slip of the fingers had to be forgiven.
    pub slipped: bool,
}

/// What was read out of a text for an intent.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Slots {
    /// The place named.
    pub place: Option<PlaceNamed>,
    /// The town named.
    pub town: Option<MunicipalityId>,
    /// The term named.
    pub term: Option<TermId>,
    /// The example named.
    pub example: Option<ExampleId>,
    /// The document named.
    pub document: Option<FrameId>,
    /// Numbers, as the person counts.
    pub numbers: Vec<usize>,
    /// The day, as it was said.
    pub day: Option<DayPhrase>,
    /// Which of a list; below 0 from its end.
    pub ordinal: Option<i32>,
    /// The rest, as typed.
    pub rest: Option<String>,
    /// Whether the text is a single word.
    pub alone: bool,
    /// Whether the text has a word that stands for something said before.
    pub points_back: bool,
}

impl Slots {
    /// The place named, where the guide has it.
    pub fn known_place(&self) -> Option<PlaceId> {
        match &self.place {
            Some(PlaceNamed::Known(place)) => Some(place.clone()),
            _ => None,
        }
    }

    /// The number of a place that is named and that the guide does not have, as typed.
    pub fn unknown_place(&self) -> Option<&str> {
        self.place.as_ref()?.unknown()
    }
}

impl Asked {
    /// The number of a place that is named and that the guide does not have, as typed.
    pub fn unknown_place(&self) -> Option<&str> {
        self.place.as_ref()?.unknown()
    }
}

/// One question with what it names.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Asked {
    /// The question, as typed, without greetings and circumstances.
    pub text: String,
    /// The first place that it names.
    pub place: Option<PlaceNamed>,
    /// The towns of the guide that it names, in order.
    pub towns: Vec<MunicipalityId>,
    /// A town that the guide does not have, as typed.
    pub unknown_town: Option<String>,
    /// The term whose meaning is asked for, or that is all the text says.
    pub term: Option<TermId>,
    /// The kinds of thing that it asks for, by their places in [`Pack::kinds`].
    pub kinds: Vec<usize>,
    /// The question without its towns and places, and without the prepositions before them.
    pub without_names: String,
    /// How many words of that say what it is about.
    pub content: usize,
    /// Whether it leans on something said before.
    pub points_back: bool,
}

/// Reads what is typed, for one guide.
#[derive(Debug)]
pub struct Reader {
    pack: &'static Pack,
    names: GuideNames,
}

impl Reader {
    /// A reader for a guide.
    pub fn of(pack: &'static Pack, guide: &Guide) -> Self {
        let names = GuideNames::of(guide);
        Self { pack, names }
    }

    /// The pack it reads with.
    pub fn pack(&self) -> &'static Pack {
        self.pack
    }

    /// Reads a text.
    pub fn read(&self, text: &str) -> Heard {
        let text = normalise(text);
        let tokens = self.pack.words.tokens(&text);
        if tokens.is_empty() {
            return Heard {
                text,
                ..Heard::default()
            };
        }
        let cut = questions::cut(&text, &tokens, &self.pack.words);
        let spotted = Spotted::of(self.pack, &self.names, &tokens, false);
        let beside = questions::clauses(&text, &tokens)
            .find_map(|clause| self.pack.said_beside(&self.sight(clause)));
        let intents = self.intents(&text, &spotted);
        let asked = |question: &String| {
            if *question == text {
                return self.asked(question, &spotted, &intents);
            }
            let tokens = self.pack.words.tokens(question);
            let spotted = Spotted::of(self.pack, &self.names, &tokens, false);
            self.asked(question, &spotted, &self.intents(question, &spotted))
        };
        Heard {
            beside,
            calls: self.calls(&text, &tokens),
            title: self.names.title(&tokens, &self.pack.words).cloned(),
            questions: cut.questions.iter().map(asked).collect(),
            left_out: cut.left_out,
            correction: cut.correction,
            intents,
            text,
        }
    }

    /// Whether a text begins with a name before a comma: with a capital and no German word ("Jussuf, wer …"), or, as many
    /// names are listed among the words, at least before somebody who is spoken to ("Peter, machst du …").
    fn calls(&self, text: &str, tokens: &[Token]) -> bool {
        let Some(first) = tokens.first() else {
            return false;
        };
        let name = &text[first.range.clone()];
        let stops = text[first.range.end..].starts_with(',');
        if !stops || !name.starts_with(char::is_uppercase) || self.pack.knows(&first.key) {
            return false;
        }
        let is_spoken_to = |token: &Token| self.pack.words.is_of("YOU", &token.key);
        !lexicon::is_word(&name.to_lowercase()) || tokens[1..].iter().any(is_spoken_to)
    }

    fn sight<'t>(&self, tokens: &'t [Token]) -> Sighted<'t> {
        self.pack.sight_also(tokens, &self.names.also)
    }

    /// The kinds of thing that a sentence holds, by their places in [`Pack::kinds`].
    pub fn held(&self, sentence: &str) -> Vec<usize> {
        let tokens = self.pack.words.tokens(sentence);
        let spotted = Spotted::of(self.pack, &self.names, &tokens, true);
        let text = self.sight(&tokens);
        self.pack.held_in(&text, &spotted)
    }

    fn intents(&self, text: &str, spotted: &Spotted<'_>) -> Vec<Understood> {
        let found = self.pack.intents_of(&self.sight(spotted.tokens), spotted);
        found
            .into_iter()
            .map(|found| self.understood(text, spotted, found))
            .collect()
    }

    fn understood(&self, text: &str, spotted: &Spotted<'_>, found: Match) -> Understood {
        let words = &self.pack.words;
        let tokens = words.tokens(text);
        let stands_for = |token: &Token| {
            words.pointing.contains(&token.key) && !words.articles.contains(&token.key)
        };
        let slipped = found.slipped();
        let mut slots = Slots {
            alone: tokens.len() == 1,
            points_back: tokens.iter().any(stands_for),
            ..Slots::default()
        };
        for Filling {
            slot,
            words,
            filled,
        } in found.slots
        {
            match (slot, filled) {
                (_, Filled::Numbers(numbers)) => slots.numbers.extend(numbers),
                (_, Filled::Day(day)) => slots.day = Some(day),
                (_, Filled::Ordinal(ordinal)) => slots.ordinal = Some(ordinal),
                (Slot::Place, _) => slots.place = spotted.place_at(&words).cloned(),
                (Slot::Town, _) => slots.town = spotted.town_at(&words).cloned(),
                (Slot::Term, _) => slots.term = spotted.term_at(&words).cloned(),
                (Slot::Example, _) => slots.example = spotted.example_at(&words).cloned(),
                (Slot::Document, _) => slots.document = spotted.document_at(&words).cloned(),
                (Slot::Rest, _) => {
                    let (first, last) =
                        (&spotted.tokens[words.start], &spotted.tokens[words.end - 1]);
                    slots.rest = Some(text[first.range.start..last.range.end].to_owned());
                }
                _ => {}
            }
        }
        let does = self.pack.intents[found.intent].does;
        Understood {
            intent: found.intent,
            does,
            slots,
            slipped,
        }
    }

    fn asked(&self, question: &str, spotted: &Spotted<'_>, intents: &[Understood]) -> Asked {
        let words = &self.pack.words;
        let tokens = spotted.tokens;
        let intents = intents.iter();
        let mut explained = intents.filter(|found| found.does == Does::Explain);
        // "Das RBB?"
        let article = tokens
            .first()
            .is_some_and(|first| words.articles.contains(&first.key));
        let named = &tokens[usize::from(article)..];
        let just_a_term = || match self.names.title(named, words)? {
            Target::Term(term) => Some(term.clone()),
            _ => None,
        };
        let (without_names, content) = spotted.without_names(question);
        Asked {
            text: question.to_owned(),
            place: spotted.place().cloned(),
            towns: spotted.towns(),
            unknown_town: spotted.unknown_town(question),
            term: explained
                .find_map(|found| found.slots.term.clone())
                .or_else(just_a_term),
            kinds: self.pack.asked_for(&self.sight(tokens), spotted),
            points_back: questions::points_back(tokens, words, content),
            without_names,
            content,
        }
    }
}

#[cfg(test)]
mod tests;
