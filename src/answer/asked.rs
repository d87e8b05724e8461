//! A question that is ready to be searched: ranked, weighed, held against what it wants to know, quoted.

use crate::german::stem;
use crate::knowledge::{ExampleId, MunicipalityId, Passage, PassageKind, PlaceId, Target};
use crate::search::{Evidence, Hit, Query, Ranking};

use super::decide::{self, Thresholds, Verdict};
use super::expects::{self, Wanted};
use super::library::Library;
use super::rank::{self, Found};
use super::response::{Answer, Citation, NoAnswer, Nothing, Outcome, Ranked, Response, Topic};
use super::{cite, cite_place, elsewhere, quote, words};

/// How many hits a question is decided on.
const DEPTH: usize = 50;

/// The share of a question's words that something must have to be offered as near.
const NEAR: f32 = 0.25;

/// A question that is ready to be searched.
pub(super) struct Asked<'a> {
    library: &'a Library,
    text: &'a str,
    /// Only examples of this town.
    pub(super) municipality: Option<&'a MunicipalityId>,
    /// Only this place and, of a step, its sections.
    pub(super) within: Option<PlaceId>,
    /// The kind of thing the answer must hold.
    pub(super) wanted: Option<Wanted>,
    /// Nothing is mended.
    pub(super) literal: bool,
}

impl<'a> Asked<'a> {
    /// A question of everything there is.
    pub(super) fn new(library: &'a Library, text: &'a str) -> Self {
        Self {
            library,
            text,
            municipality: None,
            within: None,
            wanted: expects::wanted(text),
            literal: false,
        }
    }

    /// Searches, decides and quotes.
    pub(super) fn answer(&self) -> Response {
        let query = Query {
            text: self.text.to_owned(),
            group: self.municipality.map(ToString::to_string),
            limit: DEPTH,
        };
        let index = &self.library.index;
        let ranking = if self.literal {
            index.search_literally(&query)
        } else {
            index.search(&query)
        };
        let ranking = ranking.unwrap_or_else(|fault| {
            tracing::error!(%fault, "a question found no index to search");
            Ranking::default()
        });
        let (found, evidence) = rank::order(self.text, ranking, self.library, |passage| {
            self.scope(passage)
        });
        let confidence = rank::confidence(found.first(), &evidence);
        let outcome = self.outcome(&found, confidence, &evidence);

        Response {
            understood: None,
            mended: mended(&evidence),
            confidence,
            passages: found
                .iter()
                .take(10)
                .map(|found| Ranked {
                    passage: found.hit.document,
                    score: found.score,
                })
                .collect(),
            topic: self.topic(&outcome),
            outcome,
        }
    }

    /// What the next question may lean on; what has nothing to do with the guide leaves the last topic standing.
    fn topic(&self, outcome: &Outcome) -> Option<Topic> {
        let place = match outcome {
            Outcome::Answer(answer) => answer.citation.place.clone(),
            Outcome::NoAnswer(none) => match none.why {
                Nothing::OffTopic | Nothing::UnknownMunicipality(_) => return None,
                _ => none.nearest.first().and_then(|near| near.place.clone()),
            },
        };
        Some(Topic {
            question: self.text.to_owned(),
            place,
            municipality: self.municipality.cloned(),
        })
    }

    /// Answers with this passage, whatever else there is.
    pub(super) fn quoting(&self, at: usize) -> Response {
        let hit = Hit {
            document: at,
            score: 1.0,
            coverage: 1.0,
            sentences: Vec::new(),
        };
        Response {
            outcome: Outcome::Answer(self.quoted(&hit, &[], Verdict::Sure)),
            confidence: 1.0,
            passages: vec![Ranked {
                passage: at,
                score: 1.0,
            }],
            topic: Some(Topic {
                question: self.text.to_owned(),
                place: self.library.passages[at].place.clone(),
                municipality: None,
            }),
            ..Response::none(Nothing::Empty)
        }
    }

    /// How near a passage is to the place that was named: its sections answer too, but it itself first.
    fn scope(&self, passage: &Passage) -> f32 {
        let Some(within) = &self.within else {
            return 1.0;
        };
        let Some(place) = &passage.place else {
            return 0.0;
        };
        let guide = &self.library.guide;
        let step = guide.place(place).and_then(|place| place.step.as_ref());
        match (place == within, step == Some(within)) {
            (true, _) => 1.25,
            (_, true) => 1.0,
            _ => 0.0,
        }
    }

    fn outcome(&self, found: &[Found], confidence: f32, evidence: &Evidence) -> Outcome {
        let none = |why| {
            Outcome::NoAnswer(NoAnswer {
                why,
                nearest: self.nearest(found),
            })
        };
        if let Some(town) = elsewhere::town(self.text, &evidence.unknown) {
            return none(Nothing::UnknownMunicipality(town));
        }
        if found
            .first()
            .is_none_or(|first| self.is_guess(first, evidence))
        {
            return none(Nothing::OffTopic);
        }
        let next = self.next_share(found);
        let coverage = found.first().map_or(0.0, |first| first.hit.coverage);
        let verdict = if self.municipality.is_some() || self.within.is_some() {
            decide::decide_where_named(confidence, coverage, next, Thresholds::default())
        } else {
            decide::decide(confidence, next, Thresholds::default())
        };
        match verdict {
            Verdict::OffTopic => return none(Nothing::OffTopic),
            Verdict::NotSaid => return none(Nothing::NotInGuide),
            Verdict::Sure | Verdict::Unsure => {}
        }
        let Some(holding) = self.holding(found) else {
            return none(Nothing::NotInGuide);
        };
        match &self.passage(holding).target {
            // A gap that has no word of the question is about something else.
            Target::Gap(_) if holding.hit.coverage <= 0.0 && holding.asked <= 0.0 => {
                none(Nothing::NotInGuide)
            }
            Target::Gap(gap) => none(Nothing::Gap(gap.clone())),
            _ => {
                let speaking = self.speaking(holding, found);
                Outcome::Answer(self.quoted(&speaking.hit, found, verdict))
            }
        }
    }

    /// Whether no word was found as typed, and what was found instead is not even called so: "Gedicht" is no misspelt
    /// "gedacht".
    fn is_guess(&self, first: &Found, evidence: &Evidence) -> bool {
        let mended = &evidence.corrections;
        if mended.is_empty() || mended.len() + evidence.unknown.len() < evidence.stems.len() {
            return false;
        }
        let passage = self.passage(first);
        let called = words::key(&format!(
            "{} {}",
            passage.title,
            passage.questions.join(" ")
        ));
        let mut searched = mended.iter().flat_map(|mended| &mended.searched);
        !searched.any(|word| called.contains(&words::key(&stem::stem(word))))
    }

    /// The share of the first one's score that the best other thing reaches.
    fn next_share(&self, found: &[Found]) -> f32 {
        let Some(first) = found.first() else {
            return 0.0;
        };
        let guide = &self.library.guide;
        let cited = cite(guide, self.passage(first));
        let other = found
            .iter()
            .skip(1)
            .find(|other| !same_thing(&cited, &cite(guide, self.passage(other))));
        other.map_or(0.0, |other| other.score / first.score.max(f32::EPSILON))
    }

    /// The best hit that can answer this kind of question; a gap can answer any, as it says that there is no answer.
    fn holding<'f>(&self, found: &'f [Found]) -> Option<&'f Found> {
        let first = found.first()?;
        let Some(wanted) = &self.wanted else {
            return Some(first);
        };
        let near = || {
            let best = found.iter().take(6);
            best.filter(|found| found.score >= 0.55 * first.score)
        };
        let gap = near().find(|found| self.passage(found).kind == PassageKind::Gap);
        let holding = near().find(|found| self.holds(found, wanted));
        // How long a course lasted is no answer to how long it takes: what holds such a thing must have more of the
        // question than the gap.
        match (holding, gap) {
            (Some(holding), Some(gap)) if holding.hit.coverage <= gap.hit.coverage => Some(gap),
            (holding, gap) => holding.or(gap),
        }
    }

    /// Whether a sentence that has something of the question holds such a thing.
    fn holds(&self, found: &Found, wanted: &Wanted) -> bool {
        let passage = self.passage(found);
        found.hit.sentences.iter().any(|sentence| {
            let text = passage.text.get(sentence.range.clone()).unwrap_or_default();
            sentence.coverage > 0.1 && expects::holds(text, wanted)
        })
    }

    /// The text of the same place whose sentence says it best: a place is cut into texts, and the one that search
    /// ranks first need not hold the sentence that answers.
    fn speaking<'f>(&self, first: &'f Found, found: &'f [Found]) -> &'f Found {
        let place = &self.passage(first).place;
        let same = |other: &&Found| {
            let passage = self.passage(other);
            passage.kind == PassageKind::Section
                && passage.place == *place
                && other.score >= 0.4 * first.score
        };
        if self.passage(first).kind != PassageKind::Section {
            return first;
        }
        let says = |found: &Found| {
            let telling = if is_telling(self.passage(found)) {
                1.0
            } else {
                0.5
            };
            telling * rank::sentence(&found.hit)
        };
        let others = found.iter().take(12).filter(same);
        others.fold(first, |best, other| {
            if says(other) > says(best) {
                other
            } else {
                best
            }
        })
    }

    /// The answer that quotes this hit.
    pub(super) fn quoted(&self, hit: &Hit, found: &[Found], verdict: Verdict) -> Answer {
        let guide = &self.library.guide;
        let passage = &self.library.passages[hit.document];
        let quote = quote::quote(passage, hit, |sentence| {
            self.wanted
                .as_ref()
                .is_some_and(|wanted| expects::holds(sentence, wanted))
        });
        let citation = cite(guide, passage);
        let others = self.distinct(found, Some(&citation), 2);
        let sure = verdict == Verdict::Sure || others.is_empty();
        Answer {
            sure,
            quote: quote.text,
            more: quote.more,
            examples: self.examples_at(citation.place.as_ref()),
            citation,
            others,
        }
    }

    /// Citations of different things, best first, other than the one already cited.
    fn distinct(&self, found: &[Found], cited: Option<&Citation>, most: usize) -> Vec<Citation> {
        let mut out: Vec<Citation> = Vec::new();
        for other in found.iter().take(8) {
            let passage = self.passage(other);
            let citation = cite(&self.library.guide, passage);
            let seen = cited
                .into_iter()
                .chain(&out)
                .any(|seen| same_thing(seen, &citation));
            if !seen && passage.kind != PassageKind::Gap && out.len() < most {
                out.push(citation);
            }
        }
        out
    }

    /// The closest places, the one that a gap names first.
    fn nearest(&self, found: &[Found]) -> Vec<Citation> {
        let guide = &self.library.guide;
        let named = found
            .first()
            .and_then(|first| match &self.passage(first).target {
                Target::Gap(id) => guide
                    .gap(id)
                    .and_then(|gap| cite_place(guide, &gap.nearest)),
                _ => None,
            });
        // Offered as near is only what has a word of the question; a shared syllable leads astray.
        let best = found.first().map_or(0.0, |first| first.score);
        let near: Vec<Found> = found
            .iter()
            .filter(|found| found.hit.coverage >= NEAR && found.score >= 0.5 * best)
            .cloned()
            .collect();
        let others = self.distinct(&near, named.as_ref(), if named.is_some() { 2 } else { 3 });
        named.into_iter().chain(others).collect()
    }

    fn examples_at(&self, place: Option<&PlaceId>) -> Vec<ExampleId> {
        let Some(place) = place else {
            return Vec::new();
        };
        self.library
            .guide
            .examples_at(place)
            .take(3)
            .map(|example| example.id.clone())
            .collect()
    }

    fn passage(&self, found: &Found) -> &'a Passage {
        &self.library.passages[found.hit.document]
    }
}

/// Whether a text tells something: what is to be done and what there is to read says less to somebody who asks.
fn is_telling(passage: &Passage) -> bool {
    !passage.id.ends_with("/tasks") && !passage.id.ends_with("/materials")
}

/// What was searched instead of words nobody in the guide writes so, for the person to see.
fn mended(evidence: &Evidence) -> Vec<String> {
    evidence
        .corrections
        .iter()
        .filter_map(|mended| mended.searched.first().cloned())
        .collect()
}

/// Whether two citations lead to the same screen.
fn same_thing(one: &Citation, other: &Citation) -> bool {
    match (&one.target, &other.target) {
        (Target::Place(..) | Target::Answer(_), Target::Place(..) | Target::Answer(_)) => {
            one.place == other.place
        }
        (one, other) => one == other,
    }
}
