//! What is shown of a ranking: a paragraph of its first passage, what else stands at that place, and two further places;
//! or the nearest places, where nothing answers. Which of the two it is [`ranked`](super::ranked) decides.

use crate::german::fold;
use crate::german::stem::stem;
use crate::knowledge::{ExampleId, Passage, PassageKind, PlaceId, Target};
use crate::search::{self, WordEvidence};
use crate::understanding::Asked;

use super::cite::{cite, cite_place};
use super::features::QuestionEvidence;
use super::library::Library;
use super::ranked::CandidateRanking;
use super::response::{Also, Answer, Citation, NoAnswer, Nothing, Outcome};
use super::window;

/// The probability from which a first candidate stands alone, and the one the second must stay below.
const ALONE: (f32, f32) = (0.9, 0.04);

/// How far behind the first one, in logarithms, a further place may be to be named.
const ALSO: f32 = 5.0;

/// How many words of a question are named where nothing is found.
const TELLING: usize = 3;

/// How many candidates behind the first one may be shown with it, where they stand at its place.
const BESIDE: usize = 3;

impl Library {
    /// The answer that shows the first of a ranking.
    pub(super) fn shown(&self, asked: &Asked, ranking: &CandidateRanking, sure: bool) -> Answer {
        let first = ranking.order[0].0;
        let passage = &self.passages[first];
        let units = search::units(&passage.text);
        let words = &self.reader.pack().words;
        let cut = window::window(&passage.text, &units, &self.scores(ranking, first), words);
        let citation = cite(&self.guide, passage);
        let mut quote = cut.text;
        let beside = if cut.more {
            Vec::new()
        } else {
            self.beside(ranking)
        };
        for at in &beside {
            let text = &self.passages[*at].text;
            quote = quote.and(&window::window(text, &search::units(text), &[], words).text);
        }
        Answer {
            sure,
            quote,
            more: cut.more,
            also: self.also(ranking, &beside),
            towns: Vec::new(),
            lacks: self.lacking(asked, first),
            examples: self.examples_at(citation.place.as_ref()),
            citation,
        }
    }

    /// What else of the same place is ranked next, as long as all of it is not longer than one window.
    fn beside(&self, ranking: &CandidateRanking) -> Vec<usize> {
        let passages = &self.passages;
        let first = &passages[ranking.order[0].0];
        let mut room = window::WINDOW.saturating_sub(first.text.chars().count());
        let near = ranking.order.iter().skip(1).take(BESIDE).map(|(at, _)| *at);
        let fits = |at: &usize| {
            let Some(passage) = passages.get(*at).filter(|other| at_one_place(first, other)) else {
                return false;
            };
            let length = passage.text.chars().count();
            let fits = length <= room;
            room -= if fits { length } else { 0 };
            fits
        };
        near.filter(fits).collect()
    }

    /// How well each unit of a passage answers: by meaning, else by the words it shares with the question.
    fn scores(&self, ranking: &CandidateRanking, at: usize) -> Vec<f32> {
        let evidence = &ranking.evidence;
        if evidence.nearness.is_empty() {
            let text = &self.passages[at].text;
            let asked = &evidence.words.evidence;
            let worth = |unit: &str| {
                let stems = super::stems::of(unit);
                let held = asked.stems.iter().zip(&asked.worths);
                held.filter(|(stem, _)| stems.iter().any(|other| other.contains(stem.as_str())))
                    .map(|(_, worth)| worth)
                    .sum()
            };
            let units = search::units(text)
                .into_iter()
                .filter_map(|unit| text.get(unit));
            return units.map(worth).collect();
        }
        let mut scores = vec![0.0; evidence.nearness[0].sentences(at).len()];
        for nearness in &evidence.nearness {
            for (score, here) in scores.iter_mut().zip(nearness.sentences(at)) {
                *score += here;
            }
        }
        scores
    }

    /// Two further places, unless the first one clearly stands alone; `told` are told already.
    fn also(&self, ranking: &CandidateRanking, told: &[usize]) -> Vec<Also> {
        let mut also: Vec<Also> = Vec::new();
        let best = ranking.order[0].1;
        let second = ranking.order.get(1);
        let second = second.map_or(f32::NEG_INFINITY, |(_, log)| *log);
        if best.exp() >= ALONE.0 && second.exp() < ALONE.1 {
            return also;
        }
        let further = ranking.order.iter().skip(1);
        let further = further.take_while(|(_, log)| *log >= best - ALSO);
        for (at, _) in further.filter(|(at, _)| !told.contains(at)) {
            let Some(passage) = self.passages.get(*at) else {
                continue;
            };
            let citation = cite(&self.guide, passage);
            let mut seen = also.iter().map(|also| &also.citation);
            let new = seen.all(|seen| !same_screen(seen, &citation));
            if new && passage.kind != PassageKind::Gap {
                let units = search::units(&passage.text);
                let quote = window::quote(&passage.text, &units, &self.scores(ranking, *at));
                also.push(Also { citation, quote });
            }
            if also.len() == 2 {
                break;
            }
        }
        also
    }

    /// No answer, with the closest places; the one that a gap names first.
    pub(super) fn nothing(&self, why: Nothing, ranking: &CandidateRanking) -> Outcome {
        let guide = &self.guide;
        let mut nearest: Vec<Citation> = Vec::new();
        if let Nothing::Gap(id) = &why {
            nearest.extend(
                guide
                    .gap(id)
                    .and_then(|gap| cite_place(guide, &gap.nearest)),
            );
        }
        if why != Nothing::OffTopic {
            for (at, _) in ranking.order.iter().take(8) {
                let passage = self.passages.get(*at);
                let passage = passage.filter(|passage| passage.kind != PassageKind::Gap);
                let citation = passage.map(|passage| cite(guide, passage));
                let new =
                    |citation: &Citation| nearest.iter().all(|seen| !same_screen(seen, citation));
                if let Some(citation) = citation.filter(new)
                    && nearest.len() < 3
                {
                    nearest.push(citation);
                }
            }
        }
        Outcome::NoAnswer(NoAnswer { why, nearest })
    }

    /// The words that were looked for instead of what was typed, where the passage that is shown has them.
    pub(super) fn mended_words(
        &self,
        outcome: &Outcome,
        first: usize,
        evidence: &QuestionEvidence,
    ) -> Vec<String> {
        let Some(passage) = self.passages.get(first) else {
            return Vec::new();
        };
        if evidence.mended.is_none() || !matches!(outcome, Outcome::Answer(_)) {
            return Vec::new();
        }
        let text = format!("{} {}", passage.title, passage.text).to_lowercase();
        let corrections = evidence.words.evidence.corrections.iter();
        let words = corrections.filter_map(|correction| correction.searched.first());
        words
            .filter(|word| text.contains(word.as_str()))
            .cloned()
            .collect()
    }

    /// The words of a question that tell most of what it is about, the rarest ones, in its order.
    pub(super) fn telling(&self, asked: &WordEvidence) -> Vec<String> {
        let worth = |word: &str| {
            let stem = stem(&word.to_lowercase());
            let at = asked.stems.iter().position(|other| *other == stem);
            at.map_or(0.0, |at| asked.worths[at])
        };
        let content = |word: &&String| {
            let is_word = word.chars().any(char::is_alphabetic);
            is_word && self.reader.pack().words.is_content(&fold::key(word))
        };
        let telling = asked.sought.iter().filter(content).enumerate();
        let mut telling: Vec<(usize, &String)> = telling.collect();
        telling.sort_by(|(_, one), (_, other)| worth(other).total_cmp(&worth(one)));
        telling.truncate(TELLING);
        telling.sort_by_key(|(at, _)| *at);
        telling.into_iter().map(|(_, word)| word.clone()).collect()
    }

    fn examples_at(&self, place: Option<&PlaceId>) -> Vec<ExampleId> {
        let examples = place
            .into_iter()
            .flat_map(|place| self.guide.examples_at(place));
        examples.take(3).map(|example| example.id.clone()).collect()
    }
}

/// Whether two passages are texts of one place.
fn at_one_place(one: &Passage, other: &Passage) -> bool {
    let is_text = |passage: &Passage| {
        matches!(passage.kind, PassageKind::Section | PassageKind::Answer)
            && passage.place.is_some()
    };
    is_text(one) && is_text(other) && one.place == other.place
}

/// Whether two citations lead to the same screen.
fn same_screen(one: &Citation, other: &Citation) -> bool {
    match (&one.target, &other.target) {
        (Target::Place(..) | Target::Answer(_), Target::Place(..) | Target::Answer(_)) => {
            one.place == other.place
        }
        (one, other) => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{AnswerId, PartId, TermId};

    fn place(id: &str) -> PlaceId {
        PlaceId::parse(id).expect("an id")
    }

    fn citation(target: Target, at: Option<&str>) -> Citation {
        Citation {
            target,
            place: at.map(place),
            number: None,
            title: String::new(),
            municipality: None,
            origin: String::new(),
            held_by: None,
            editorial: false,
        }
    }

    #[test]
    fn parts_and_curated_answers_of_a_place_lead_to_its_screen() {
        let part = PartId::parse("treffen").expect("an id");
        let opening = citation(Target::Place(place("idee"), None), Some("idee"));
        let part = citation(Target::Place(place("idee"), Some(part)), Some("idee"));
        let answer = Target::Answer(AnswerId::parse("kosten").expect("an id"));
        let curated = citation(answer, Some("idee"));
        let other = citation(Target::Place(place("danach"), None), Some("danach"));
        assert!(same_screen(&opening, &part) && same_screen(&part, &curated));
        assert!(!same_screen(&opening, &other) && !same_screen(&curated, &other));
    }

    #[test]
    fn what_is_no_place_has_a_screen_of_its_own() {
        let term = |id: &str| citation(Target::Term(TermId::parse(id).expect("an id")), None);
        assert!(same_screen(&term("oa"), &term("oa")));
        assert!(!same_screen(&term("oa"), &term("rat")));
        let at = citation(Target::Place(place("idee"), None), None);
        assert!(!same_screen(&term("oa"), &at));
    }

    #[test]
    fn only_texts_of_one_place_are_shown_together() {
        let passage = |kind, at: Option<&str>| Passage {
            id: String::new(),
            kind,
            target: Target::Place(place("idee"), None),
            place: at.map(place),
            municipality: None,
            title: String::new(),
            questions: Vec::new(),
            text: String::new(),
        };
        let section = passage(PassageKind::Section, Some("idee"));
        for (other, together) in [
            (passage(PassageKind::Section, Some("idee")), true),
            (passage(PassageKind::Answer, Some("idee")), true),
            (passage(PassageKind::Section, Some("danach")), false),
            (passage(PassageKind::Example, Some("idee")), false),
            (passage(PassageKind::Gap, Some("idee")), false),
            (passage(PassageKind::Section, None), false),
        ] {
            assert_eq!(at_one_place(&section, &other), together, "{other:?}");
        }
    }
}
