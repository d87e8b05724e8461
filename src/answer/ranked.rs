//! A question that is ranked: looked up, weighed, decided on, shown.

use crate::knowledge::{ExampleId, MunicipalityId, Passage, PassageKind, PlaceId, Target, TermId};
use crate::search::units;
use crate::understanding::Asked;

use super::decide::{Thresholds, Verdict};
use super::features::Evidence;
use super::follow_up::{self, Leaning};
use super::library::Library;
use super::ranker::{Shown, Signs, log_softmax, signs};
use super::response::{
    Account, Also, Answer, Citation, NoAnswer, Nothing, Outcome, Ranked, Response,
};
use super::{cite, cite_place, named, window};

/// How many candidates are told of.
const TOLD: usize = 5;

/// The probability from which a first candidate stands alone, and the one the second must stay below.
const ALONE: (f32, f32) = (0.9, 0.04);

/// How far behind the first one, in logarithms, a further place may be to be shown beside it.
const BESIDE: f32 = 5.0;

/// The share of a line that is enough for a question that names a town of the guide.
const NAMED: f32 = 0.8;

/// The probability that an intent must have among all candidates to be what is meant.
const MEANT: f32 = 0.6;

/// The probability from which a gap is what is asked for, however improbable an answer is.
const GAP: f32 = 0.5;

/// The same where it would break off the talk before.
const CLEAR: f32 = 0.8;

/// How much more an intent must have than a passage where the talk before is gone on with.
const INTENT_IN_TALK: f32 = -2.0;

/// How far behind the first one a passage may be that holds the kind of thing asked for, to be put before it.
const HOLDING: f32 = 1.2;

/// Candidates of a question, best first, with the logarithms of their probabilities.
pub struct Ranking {
    /// What it was ranked by.
    pub evidence: Evidence,
    /// Passages and, behind them, intents; best first.
    pub order: Vec<(usize, f32)>,
}

/// Ranks the candidates for a question that leans on nothing.
pub fn rank(library: &Library, asked: &Asked, admits: impl Fn(usize) -> bool) -> Ranking {
    let evidence = Evidence::of(library, &asked.text, &asked.towns);
    let by_words = evidence.nearness.is_empty();
    let logs = library.weights(by_words).rank(&evidence, admits);
    Ranking {
        order: ordered(&logs),
        evidence,
    }
}

fn ordered(logs: &[Option<f32>]) -> Vec<(usize, f32)> {
    let given = logs.iter().enumerate();
    let mut order: Vec<(usize, f32)> = given.filter_map(|(at, log)| Some((at, (*log)?))).collect();
    order.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    order
}

/// Takes the intents out of a ranking unless one is clearly meant: who asks the guide shall not be taken for somebody who
/// wants something of the program.
pub fn drop_doubtful_intents(library: &Library, order: &mut Vec<(usize, f32)>) {
    let is_intent = |at: usize| library.intent(at).is_some();
    let best = order.first();
    if best.is_none_or(|(at, log)| is_intent(*at) && log.exp() >= MEANT) {
        return;
    }
    order.retain(|(at, _)| !is_intent(*at));
    let logs: Vec<Option<f32>> = order.iter().map(|(_, log)| Some(*log)).collect();
    for ((_, log), new) in order.iter_mut().zip(log_softmax(&logs)) {
        *log = new.unwrap_or(*log);
    }
}

/// Somebody who looks things up.
#[derive(Clone, Copy)]
pub(super) struct Looking<'a> {
    pub(super) library: &'a Library,
    /// Where the lines are drawn, if not where the library draws them.
    pub(super) lines: Option<Thresholds>,
}

impl Looking<'_> {
    /// Looks everywhere, or only in passages that `only` admits.
    pub(super) fn at_large(
        self,
        asked: &Asked,
        only: Option<&dyn Fn(&Passage) -> bool>,
    ) -> Response {
        let passages = &self.library.passages;
        let ranking = rank(self.library, asked, |at| match passages.get(at) {
            Some(passage) => {
                is_of_town(passage, &asked.towns) && only.is_none_or(|only| only(passage))
            }
            None => only.is_none(),
        });
        self.decided(asked, ranking, None)
    }

    /// Looks for exactly these words.
    pub(super) fn literally(self, asked: &Asked) -> Response {
        let evidence = Evidence::of_words(self.library, &asked.text);
        let is_passage = |at: usize| self.library.intent(at).is_none();
        let logs = self.library.weights(true).rank(&evidence, is_passage);
        let order = ordered(&logs);
        self.decided(asked, Ranking { evidence, order }, None)
    }

    /// Looks at one place and its sections first; what another place says is no answer about this one.
    pub(super) fn within(self, asked: &Asked, place: &PlaceId) -> Response {
        let guide = &self.library.guide;
        let here = |passage: &Passage| {
            let at = passage.place.as_ref();
            let step = at.and_then(|at| guide.place(at)?.step.as_ref());
            at == Some(place) || step == Some(place)
        };
        let rest = Asked {
            text: asked.without_names.clone(),
            ..asked.clone()
        };
        let within = self.at_large(&rest, Some(&here));
        if within.answers() {
            return within;
        }
        let everywhere = self.at_large(asked, None);
        let about = |response: &Response| match &response.outcome {
            Outcome::Answer(answer) => {
                answer.citation.place.as_ref() == Some(place)
                    || matches!(answer.citation.target, Target::Answer(_))
            }
            _ => response.names_gap(),
        };
        if about(&everywhere) {
            everywhere
        } else {
            within.not_off_topic()
        }
    }

    /// Ranks the new question alone and joined with the talk before it, together.
    pub(super) fn following(self, asked: &Asked, leaning: &Leaning, correction: bool) -> Response {
        let passages = &self.library.passages;
        // "Und in Bochum?" asks the examples of that town.
        let only_town = asked.content == 0 && !asked.towns.is_empty();
        let admits = |at: usize| match passages.get(at) {
            Some(passage) if only_town => {
                passage.municipality.is_some() && is_of_town(passage, &asked.towns)
            }
            Some(passage) => is_of_town(passage, &asked.towns),
            None => !only_town,
        };
        let alone = rank(self.library, asked, admits);
        // What is clearly meant for the program is no part of the talk: "ich hab mal eine Frage".
        let clear =
            |(at, log): &(usize, f32)| self.library.intent(*at).is_some() && log.exp() >= CLEAR;
        if alone.order.first().is_some_and(clear) {
            return self.decided(asked, alone, None);
        }
        let towns = match asked.towns.is_empty() {
            true => leaning.carried.clone(),
            false => asked.towns.clone(),
        };
        let joined = Asked {
            text: leaning.joint.clone(),
            towns,
            ..asked.clone()
        };
        let joint = rank(self.library, &joined, admits);
        let mut logs = vec![None; self.library.candidates()];
        for (at, log) in &joint.order {
            logs[*at] = Some(*log);
        }
        // What says nothing by itself ("und in Bochum?") counts only together with the talk.
        let own = if asked.content == 0 { 0.0 } else { 1.0 };
        for (at, log) in &alone.order {
            let lift = passages
                .get(*at)
                .map_or(INTENT_IN_TALK, |passage| leaning.lift(passage));
            if let Some(sum) = &mut logs[*at] {
                *sum += own * log + lift;
            }
        }
        let ranking = Ranking {
            order: ordered(&log_softmax(&logs)),
            evidence: if correction {
                alone.evidence
            } else {
                joint.evidence
            },
        };
        let mut response = self
            .decided(&joined, ranking, Some(leaning))
            .not_off_topic();
        if asked.content <= 1 && response.answers() {
            response.understood = Some(leaning.told(&asked.text));
        }
        response.account.joined = Some(leaning.joint.clone());
        response
    }

    /// Answers for each of the towns that are named, where each has something to say.
    pub(super) fn comparing(self, asked: &Asked) -> Option<Response> {
        let of = |town: &MunicipalityId| {
            let name = self
                .library
                .guide
                .municipality(town)
                .map_or("", |town| &town.name);
            let only = Asked {
                text: format!("{} {name}", asked.without_names),
                towns: vec![town.clone()],
                ..asked.clone()
            };
            let is_its = |passage: &Passage| {
                passage.kind == PassageKind::Example && is_of_town(passage, &only.towns)
            };
            self.at_large(&only, Some(&is_its))
        };
        let responses: Vec<Response> = asked.towns.iter().take(3).map(of).collect();
        let answers = responses
            .iter()
            .filter_map(|response| match &response.outcome {
                Outcome::Answer(answer) => Some(answer),
                _ => None,
            });
        let towns: Vec<Also> = answers
            .map(|answer| Also {
                citation: answer.citation.clone(),
                quote: crate::text::plain::render(&answer.quote),
            })
            .collect();
        if towns.len() < 2 {
            return None;
        }
        let mut passages: Vec<Vec<Ranked>> = responses
            .iter()
            .map(|response| response.passages.clone())
            .collect();
        let mut response = responses.into_iter().find(Response::answers)?;
        // One of each town first.
        let firsts: Vec<Ranked> = passages
            .iter_mut()
            .filter_map(|of| (!of.is_empty()).then(|| of.remove(0)))
            .collect();
        response.passages = firsts
            .into_iter()
            .chain(passages.into_iter().flatten())
            .take(10)
            .collect();
        if let Outcome::Answer(answer) = &mut response.outcome {
            answer.towns = towns;
            answer.also = Vec::new();
        }
        Some(response)
    }

    /// Decides what is made of a ranking.
    fn decided(self, asked: &Asked, mut ranking: Ranking, leaning: Option<&Leaning>) -> Response {
        let library = self.library;
        if let Some(term) = self.term_as_mended(asked, &ranking.evidence) {
            return named::target(library, &Target::Term(term));
        }
        drop_doubtful_intents(library, &mut ranking.order);
        self.put_holding_first(asked, &mut ranking);
        let Some((first, best)) = ranking.order.first().copied() else {
            return Response::none(Nothing::OffTopic);
        };
        let by_words = ranking.evidence.nearness.is_empty();
        let signs = self.signs(asked, &ranking);
        // What names a town of the guide is on its theme for certain.
        let certainty = if asked.towns.is_empty() { 1.0 } else { NAMED };
        let probability = library.weights(by_words).probability(&signs);
        let probability = (probability / certainty).min(1.0);
        let lines = self.lines.unwrap_or_else(|| library.thresholds(by_words));
        let verdict = lines.judge(probability);
        let is_gap = library.is_gap(first);
        // That a gap is near makes an answer improbable, which says nothing about the theme.
        let off_topic = verdict == Verdict::OffTopic && !(is_gap && best.exp() >= GAP);
        let outcome = match (library.intent(first), verdict) {
            (Some(intent), _) => Outcome::Intent(intent),
            (None, _) if off_topic && asked.towns.is_empty() => {
                self.nothing(Nothing::OffTopic, &ranking)
            }
            (None, _) if is_gap => match &library.passages[first].target {
                Target::Gap(gap) => self.nothing(Nothing::Gap(gap.clone()), &ranking),
                _ => self.nothing(Nothing::NotInGuide, &ranking),
            },
            (None, Verdict::OffTopic | Verdict::NotSaid) => match &asked.towns[..] {
                [town] => self.nothing(Nothing::NotInMunicipality(town.clone()), &ranking),
                _ => self.nothing(Nothing::NotInGuide, &ranking),
            },
            (None, verdict) => {
                Outcome::Answer(self.shown(asked, &ranking, verdict == Verdict::Sure))
            }
        };
        let passages = ranking.order.iter();
        let passages = passages.filter(|(at, _)| library.passages.get(*at).is_some());
        Response {
            mended: self.mended(&outcome, first, &ranking.evidence),
            confidence: probability,
            passages: passages
                .take(10)
                .map(|(at, log)| Ranked {
                    passage: *at,
                    score: log.exp(),
                })
                .collect(),
            topic: self.topic(asked, &outcome, leaning),
            account: account(asked, &ranking, signs, by_words),
            ..Response::with(outcome)
        }
    }

    /// The term whose meaning is asked for once slips are mended.
    fn term_as_mended(self, asked: &Asked, evidence: &Evidence) -> Option<TermId> {
        let mended = evidence.mended.as_ref().filter(|_| asked.content <= 2)?;
        let read = self.library.reader.read(mended);
        read.questions.into_iter().next()?.term
    }

    /// The signs of a ranking.
    fn signs(self, asked: &Asked, ranking: &Ranking) -> Signs {
        let library = self.library;
        let first = ranking.order.first().map(|(at, _)| *at);
        let shown = Shown {
            bare: library.bare(asked),
            unknown: asked.unknown_town.is_some(),
            lacks: first.is_some_and(|first| self.lacking(asked, first).is_some()),
        };
        signs(
            library,
            &asked.text,
            &ranking.evidence,
            &ranking.order,
            shown,
        )
    }

    /// The kind of thing that is asked for and that a passage holds nothing of, by its position in the pack.
    fn lacking(self, asked: &Asked, at: usize) -> Option<usize> {
        let passage = self.library.passages.get(at)?;
        let holds = |kind: &usize| {
            let units = units(&passage.text).into_iter();
            units
                .filter_map(|unit| passage.text.get(unit))
                .any(|unit| self.library.reader.holds(*kind, unit))
        };
        asked.kinds.iter().copied().find(|kind| !holds(kind))
    }

    /// Puts a passage that holds the kind of thing asked for before one that does not, where it is about as good.
    fn put_holding_first(self, asked: &Asked, ranking: &mut Ranking) {
        let Some((first, best)) = ranking.order.first().copied() else {
            return;
        };
        if asked.kinds.is_empty()
            || self.lacking(asked, first).is_none()
            || self.library.is_gap(first)
        {
            return;
        }
        let near = ranking.order.iter().take(TOLD);
        let holding = near.clone().position(|(at, log)| {
            *log >= best - HOLDING
                && self.library.passages.get(*at).is_some()
                && self.lacking(asked, *at).is_none()
        });
        if let Some(holding) = holding {
            ranking.order[..=holding].rotate_right(1);
        }
    }

    /// The answer that shows the first of a ranking.
    fn shown(self, asked: &Asked, ranking: &Ranking, sure: bool) -> Answer {
        let first = ranking.order[0].0;
        let passage = &self.library.passages[first];
        let units = units(&passage.text);
        let cut = window::window(&passage.text, &units, &self.scores(ranking, first));
        let citation = cite(&self.library.guide, passage);
        Answer {
            sure,
            quote: cut.text,
            more: cut.more,
            also: self.also(ranking, &citation),
            towns: Vec::new(),
            lacks: self.lacking(asked, first),
            examples: self.examples_at(citation.place.as_ref()),
            citation,
        }
    }

    /// How well each unit of a passage answers: by meaning, else by the words it shares with the question.
    fn scores(self, ranking: &Ranking, at: usize) -> Vec<f32> {
        let evidence = &ranking.evidence;
        if evidence.nearness.is_empty() {
            let text = &self.library.passages[at].text;
            let asked = &evidence.words.evidence;
            let worth = |unit: &str| {
                let stems = super::stems::of(unit);
                let held = asked.stems.iter().zip(&asked.worths);
                held.filter(|(stem, _)| stems.iter().any(|other| other.contains(stem.as_str())))
                    .map(|(_, worth)| worth)
                    .sum()
            };
            let units = units(text).into_iter().filter_map(|unit| text.get(unit));
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

    /// Two further places, unless the first one clearly stands alone.
    fn also(self, ranking: &Ranking, cited: &Citation) -> Vec<Also> {
        let mut also: Vec<Also> = Vec::new();
        let best = ranking.order[0].1;
        let second = ranking
            .order
            .get(1)
            .map_or(f32::NEG_INFINITY, |(_, log)| *log);
        if best.exp() >= ALONE.0 && second.exp() < ALONE.1 {
            return also;
        }
        for (at, log) in ranking.order.iter().skip(1).take(12) {
            let Some(passage) = self.library.passages.get(*at) else {
                continue;
            };
            if *log < best - BESIDE || also.len() == 2 {
                break;
            }
            let citation = cite(&self.library.guide, passage);
            let seen = std::iter::once(cited).chain(also.iter().map(|also| &also.citation));
            let new = seen.into_iter().all(|seen| seen.target != citation.target);
            if new && passage.kind != PassageKind::Gap {
                let units = units(&passage.text);
                let quote = window::quote(&passage.text, &units, &self.scores(ranking, *at));
                also.push(Also { citation, quote });
            }
        }
        also
    }

    /// No answer, with the closest places; the one that a gap names first.
    fn nothing(self, why: Nothing, ranking: &Ranking) -> Outcome {
        let guide = &self.library.guide;
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
                let passage = self.library.passages.get(*at);
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
    fn mended(self, outcome: &Outcome, first: usize, evidence: &Evidence) -> Vec<String> {
        let Some(passage) = self.library.passages.get(first) else {
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

    /// What the next question may lean on: an answer that stands out; a refused or doubtful one leaves the last topic.
    fn topic(
        self,
        asked: &Asked,
        outcome: &Outcome,
        leaning: Option<&Leaning>,
    ) -> Option<super::Topic> {
        let talk = leaning.map_or(&asked.text, |leaning| &leaning.joint);
        let town = asked.towns.first().cloned();
        let town = town.or_else(|| leaning.and_then(|leaning| leaning.carried.first().cloned()));
        let (place, example) = match outcome {
            Outcome::Answer(answer) if answer.sure || leaning.is_none() => {
                let citation = &answer.citation;
                (citation.place.clone(), citation.target.example().cloned())
            }
            Outcome::NoAnswer(none) if matches!(none.why, Nothing::Gap(_)) && leaning.is_none() => {
                (
                    none.nearest.first().and_then(|near| near.place.clone()),
                    None,
                )
            }
            _ => return None,
        };
        Some(follow_up::topic(
            &self.library.guide,
            talk,
            place,
            example,
            town,
        ))
    }

    fn examples_at(self, place: Option<&PlaceId>) -> Vec<ExampleId> {
        let examples = place
            .into_iter()
            .flat_map(|place| self.library.guide.examples_at(place));
        examples.take(3).map(|example| example.id.clone()).collect()
    }
}

/// Whether a passage may answer where these towns are named: an example only if it is of one of them.
fn is_of_town(passage: &Passage, towns: &[MunicipalityId]) -> bool {
    let town = passage.municipality.as_ref();
    towns.is_empty() || town.is_none_or(|town| towns.contains(town))
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

fn account(asked: &Asked, ranking: &Ranking, signs: Signs, by_words: bool) -> Account {
    let best = ranking.order.iter().take(TOLD);
    let rows = ranking.evidence.rows.first();
    Account {
        asked: asked.text.clone(),
        mended: ranking.evidence.mended.clone(),
        joined: None,
        best: best
            .filter_map(|(at, log)| Some((*at, *log, *rows?.get(*at)?)))
            .collect(),
        signs: Some(signs),
        by_words,
    }
}
