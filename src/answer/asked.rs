//! A question that is ready to be searched: ranked, weighed, held against what it wants to know, quoted.

use crate::german::stem;
use crate::knowledge::{ExampleId, MunicipalityId, Passage, PassageKind, PlaceId, Target};
use crate::search::{Evidence, Hit, Query, Ranking};

use super::decide::{self, Decision, Verdict};
use super::expects::{self, Wanted};
use super::explanation::{Desk, Searched, Weighed};
use super::rank::{self, Found};
use super::response::{Answer, Citation, NoAnswer, Nothing, Outcome, Ranked, Response, Topic};
use super::{cite, cite_place, elsewhere, emphasis, plain, quote, words};

/// How many hits a question is decided on.
const DEPTH: usize = 50;

/// The share of a question's words that something must have to be offered as near.
const NEAR: f32 = 0.25;

/// How many hits an explanation tells of.
const TOLD: usize = 5;

/// A question that is ready to be searched.
pub(super) struct Asked<'a> {
    desk: Desk<'a>,
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
    pub(super) fn new(desk: Desk<'a>, text: &'a str) -> Self {
        Self {
            desk,
            text,
            municipality: None,
            within: None,
            wanted: expects::wanted(text),
            literal: false,
        }
    }

    /// Searches, decides and quotes.
    pub(super) fn answer(&self) -> Response {
        let text = if self.literal {
            self.text.to_owned()
        } else {
            plain::with_known_verbs(self.text, |word| self.desk.index.knows(word))
        };
        let also = if self.literal {
            Vec::new()
        } else {
            self.desk.other_names(&text)
        };
        let query = Query {
            text,
            also,
            group: self.municipality.map(ToString::to_string),
            limit: DEPTH,
        };
        let index = &self.desk.index;
        let ranking = if self.literal {
            index.search_literally(&query)
        } else {
            index.search(&query)
        };
        let ranking = ranking.unwrap_or_else(|fault| {
            tracing::error!(%fault, "a question found no index to search");
            Ranking::default()
        });
        let question = (self.text, &query.also[..]);
        let (mut found, evidence) =
            rank::order(question, ranking, &self.desk, |passage| self.scope(passage));
        self.drop_guesses(&mut found, &evidence);
        let confidence = rank::confidence(found.first(), &evidence);
        let decision = self.decision(&found, confidence, &evidence);
        if let Some(notes) = self.desk.notes {
            let searched = self.searched(&query, &found, &evidence, confidence, &decision);
            notes.borrow_mut().searches.push(searched);
        }
        let outcome = self.outcome(&found, &evidence, decision);

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
        let (place, example) = match outcome {
            Outcome::Answer(answer) => {
                let citation = &answer.citation;
                (citation.place.clone(), citation.target.example().cloned())
            }
            Outcome::NoAnswer(none) => match none.why {
                Nothing::OffTopic | Nothing::UnknownMunicipality(_) => return None,
                _ => {
                    let nearest = none.nearest.first();
                    (nearest.and_then(|near| near.place.clone()), None)
                }
            },
        };
        Some(Topic {
            question: self.text.to_owned(),
            place,
            example,
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
            outcome: Outcome::Answer(self.quoted(&hit, &[], true)),
            confidence: 1.0,
            passages: vec![Ranked {
                passage: at,
                score: 1.0,
            }],
            topic: Some(Topic {
                question: self.text.to_owned(),
                place: self.desk.passages[at].place.clone(),
                example: self.desk.passages[at].target.example().cloned(),
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
        let guide = &self.desk.guide;
        let step = guide.place(place).and_then(|place| place.step.as_ref());
        match (place == within, step == Some(within)) {
            (true, _) => 1.25,
            (_, true) => 1.0,
            _ => 0.0,
        }
    }

    /// Decides what is made of the hits.
    fn decision(&self, found: &[Found], confidence: f32, evidence: &Evidence) -> Decision {
        if let Some(town) = elsewhere::town(self.text, &evidence.unknown) {
            return Decision::Elsewhere(town);
        }
        let Some(first) = found.first() else {
            let guessed = !evidence.corrections.is_empty();
            return if guessed {
                Decision::Guess
            } else {
                Decision::NothingFound
            };
        };
        let next = self.next_share(found);
        let thresholds = self.desk.thresholds;
        let verdict = if self.is_narrowed() {
            decide::decide_where_named(confidence, first.hit.coverage, next, thresholds)
        } else {
            decide::decide(confidence, next, thresholds)
        };
        match verdict {
            Verdict::OffTopic => return Decision::OtherTheme,
            Verdict::NotSaid => return Decision::NotSaid,
            Verdict::Sure | Verdict::Unsure => {}
        }
        let Some(holding) = self.holding(found) else {
            return Decision::LacksWanted;
        };
        match &self.passage(holding).target {
            // A gap that has no word of the question is about something else.
            Target::Gap(_) if holding.hit.coverage <= 0.0 && holding.asked <= 0.0 => {
                Decision::NotSaid
            }
            Target::Gap(gap) => Decision::Gap(gap.clone()),
            _ => Decision::Quote {
                passage: self.speaking(holding, found).hit.document,
                sure: verdict == Verdict::Sure,
            },
        }
    }

    /// Whether a town or a place was named.
    fn is_narrowed(&self) -> bool {
        self.municipality.is_some() || self.within.is_some()
    }

    fn outcome(&self, found: &[Found], evidence: &Evidence, decision: Decision) -> Outcome {
        let why = match decision {
            Decision::Elsewhere(town) => Nothing::UnknownMunicipality(town),
            Decision::NothingFound | Decision::Guess | Decision::OtherTheme => Nothing::OffTopic,
            Decision::NotSaid | Decision::LacksWanted => Nothing::NotInGuide,
            Decision::Gap(gap) => Nothing::Gap(gap),
            Decision::Quote { passage, sure } => {
                let quoted = found.iter().find(|found| found.hit.document == passage);
                if let Some(quoted) = quoted {
                    let mut answer = self.quoted(&quoted.hit, found, sure);
                    answer.quote = emphasis::emphasise(answer.quote, evidence);
                    return Outcome::Answer(answer);
                }
                Nothing::NotInGuide
            }
        };
        Outcome::NoAnswer(NoAnswer {
            why,
            nearest: self.nearest(found),
        })
    }

    /// What was searched and found, for whoever asks why.
    fn searched(
        &self,
        query: &Query,
        found: &[Found],
        evidence: &Evidence,
        confidence: f32,
        decision: &Decision,
    ) -> Searched {
        let best = found.iter().take(TOLD);
        let documents: Vec<usize> = best.clone().map(|found| found.hit.document).collect();
        let account = self.desk.index.account(query, self.literal, &documents);
        let first = found.first();
        Searched {
            text: query.text.clone(),
            also: query.also.clone(),
            municipality: self.municipality.cloned(),
            within: self.within.clone(),
            wanted: self.wanted.clone(),
            account: account.unwrap_or_default(),
            hits: best.map(|found| self.weighed(found)).collect(),
            worth: evidence.worth,
            signs: first.map_or_else(Vec::new, |first| rank::signs(first, evidence).to_vec()),
            confidence,
            next: self.next_share(found),
            thresholds: self.desk.thresholds,
            decision: decision.clone(),
        }
    }

    fn weighed(&self, found: &Found) -> Weighed {
        let passage = self.passage(found);
        let sentences = found.hit.sentences.iter();
        let best = sentences.max_by(|one, other| one.coverage.total_cmp(&other.coverage));
        Weighed {
            passage: found.hit.document,
            score: found.score,
            search: found.hit.score,
            near: found.near,
            kind: found.kind,
            held: rank::held(&found.hit),
            asked: found.gained,
            form: found.asked,
            coverage: found.hit.coverage,
            sentence: best.and_then(|best| {
                let text = passage.text.get(best.range.clone())?;
                Some((text.to_owned(), best.coverage))
            }),
        }
    }

    /// Where no word was found as typed, keeps only what is called by one that was searched instead: "Gedicht" is no
    /// misspelt "gedacht", but "aufrag" may well be "Auftrag".
    fn drop_guesses(&self, found: &mut Vec<Found>, evidence: &Evidence) {
        let mended = &evidence.corrections;
        if mended.is_empty() || mended.len() + evidence.unknown.len() < evidence.stems.len() {
            return;
        }
        let searched: Vec<String> = mended
            .iter()
            .flat_map(|mended| &mended.searched)
            .map(|word| words::key(&stem::stem(word)))
            .collect();
        found.retain(|found| {
            let passage = self.passage(found);
            let called = words::key(&format!(
                "{} {}",
                passage.title,
                passage.questions.join(" ")
            ));
            searched.iter().any(|word| called.contains(word))
        });
    }

    /// The share of the first one's score that the best other thing reaches.
    fn next_share(&self, found: &[Found]) -> f32 {
        let Some(first) = found.first() else {
            return 0.0;
        };
        let guide = &self.desk.guide;
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
    pub(super) fn quoted(&self, hit: &Hit, found: &[Found], sure: bool) -> Answer {
        let guide = &self.desk.guide;
        let passage = &self.desk.passages[hit.document];
        let quote = quote::quote(passage, hit, |sentence| {
            self.wanted
                .as_ref()
                .is_some_and(|wanted| expects::holds(sentence, wanted))
        });
        let citation = cite(guide, passage);
        let others = self.distinct(found, Some(&citation), 2);
        let sure = sure || others.is_empty();
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
            let citation = cite(&self.desk.guide, passage);
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
        let guide = &self.desk.guide;
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
        self.desk
            .guide
            .examples_at(place)
            .take(3)
            .map(|example| example.id.clone())
            .collect()
    }

    fn passage(&self, found: &Found) -> &'a Passage {
        &self.desk.library.passages[found.hit.document]
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
