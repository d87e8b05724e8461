//! A question that is ranked: looked up, weighed, decided on, shown.

use crate::knowledge::{MunicipalityId, Passage, PassageKind, PlaceId, Target, TermId};
use crate::search::WordEvidence;
use crate::text::plain;
use crate::understanding::{Asked, PlaceNamed};

use super::decide::Certainty;
use super::features::QuestionEvidence;
use super::follow_up::{self, Leaning};
use super::library::Library;
use super::named;
use super::ranker::{Signs, log_softmax};
use super::response::{Account, Also, Nothing, Outcome, Ranked, Response, Topic};
use super::signs::signs;

/// How many candidates are told of.
const TOLD: usize = 5;

/// The probability that an intent must have among all candidates to be what is meant.
const MEANT: f32 = 0.6;

/// The same where it would break off the talk before.
const CLEAR: f32 = 0.8;

/// How much more an intent must have than a passage where the talk before is gone on with.
const INTENT_IN_TALK: f32 = -2.0;

/// How far behind the first one a passage may be that holds the kind of thing asked for, to be put before it.
const HOLDING: f32 = 1.2;

/// Candidates of a question, best first, with the logarithms of their probabilities.
pub struct CandidateRanking {
    /// What it was ranked by.
    pub evidence: QuestionEvidence,
    /// Passages and, behind them, intents; best first.
    pub order: Vec<(usize, f32)>,
}

/// Ranks the candidates for a question that leans on nothing.
pub fn rank(library: &Library, asked: &Asked, admits: impl Fn(usize) -> bool) -> CandidateRanking {
    let evidence = QuestionEvidence::of(library, &asked.text, &asked.towns);
    let by_words = evidence.nearness.is_empty();
    let logs = library.weights(by_words).rank(&evidence.rows, admits);
    CandidateRanking {
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

impl Library {
    /// Looks everywhere, or only in passages that `only` admits.
    pub(super) fn at_large(
        &self,
        asked: &Asked,
        only: Option<&dyn Fn(&Passage) -> bool>,
    ) -> Response {
        let passages = &self.passages;
        let ranking = rank(self, asked, |at| match passages.get(at) {
            Some(passage) => {
                is_of_town(passage, &asked.towns) && only.is_none_or(|only| only(passage))
            }
            None => only.is_none(),
        });
        self.decided(asked, ranking, None)
    }

    /// Looks for exactly these words.
    pub(super) fn literally(&self, asked: &Asked) -> Response {
        let evidence = QuestionEvidence::of_words(self, &asked.text);
        let is_passage = |at: usize| self.intent(at).is_none();
        let logs = self.weights(true).rank(&evidence.rows, is_passage);
        let order = ordered(&logs);
        self.decided(asked, CandidateRanking { evidence, order }, None)
    }

    /// Looks at one place and its sections first; what another place says is no answer about this one.
    pub(super) fn within(&self, asked: &Asked, place: &PlaceId) -> Response {
        let guide = &self.guide;
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
    pub(super) fn following(&self, asked: &Asked, leaning: &Leaning, correction: bool) -> Response {
        let passages = &self.passages;
        // "Und in Bochum?" asks the examples of that town.
        let only_town = asked.content == 0 && !asked.towns.is_empty();
        let admits = |at: usize| match passages.get(at) {
            Some(passage) if only_town => {
                passage.municipality.is_some() && is_of_town(passage, &asked.towns)
            }
            Some(passage) => is_of_town(passage, &asked.towns),
            None => !only_town,
        };
        let alone = rank(self, asked, admits);
        // What is clearly meant for the program is no part of the talk: "ich hab mal eine Frage".
        let clear = |(at, log): &(usize, f32)| self.intent(*at).is_some() && log.exp() >= CLEAR;
        // And what nobody can read says nothing of the talk.
        if alone.order.first().is_some_and(clear) || alone.evidence.is_foreign() {
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
        let joint = rank(self, &joined, admits);
        let typed = alone.evidence.words.evidence.clone();
        // What says nothing by itself ("und in Bochum?") counts only together with the talk.
        let own = if asked.content == 0 { 0.0 } else { 1.0 };
        let ranking = CandidateRanking {
            order: self.multiplied(&joint, &alone, own, leaning),
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
            response.understood = leaning.told(&asked.text);
        }
        response.account.joined = Some(leaning.joint.clone());
        self.speaking_of(typed, response)
    }

    /// The same, saying of words only what there is to say of these: those that were typed now.
    fn speaking_of(&self, typed: WordEvidence, response: Response) -> Response {
        let mended = |word: &String| {
            let mut corrections = typed.corrections.iter();
            corrections.any(|own| own.searched.contains(word))
        };
        Response {
            mended: response.mended.into_iter().filter(mended).collect(),
            sought: self.telling(&typed),
            foreign: typed.foreign,
            ..response
        }
    }

    /// The probabilities of the question in the talk times those of the question alone, `own` being the weight of these,
    /// and lifted by what was talked about.
    fn multiplied(
        &self,
        joint: &CandidateRanking,
        alone: &CandidateRanking,
        own: f32,
        leaning: &Leaning,
    ) -> Vec<(usize, f32)> {
        let mut logs = vec![None; self.candidates()];
        for (at, log) in &joint.order {
            logs[*at] = Some(*log);
        }
        for (at, log) in &alone.order {
            let passage = self.passages.get(*at);
            let lift = passage.map_or(INTENT_IN_TALK, |passage| leaning.lift(passage));
            if let Some(sum) = &mut logs[*at] {
                *sum += own * log + lift;
            }
        }
        ordered(&log_softmax(&logs))
    }

    /// Answers for each of the towns that are named, where each has something to say.
    pub(super) fn comparing(&self, asked: &Asked) -> Option<Response> {
        let towns = asked.towns.iter().take(3);
        let responses: Vec<Response> = towns.map(|town| self.of_town(asked, town)).collect();
        let answers = responses.iter().filter_map(Response::answer);
        let towns: Vec<Also> = answers
            .map(|answer| Also {
                citation: answer.citation.clone(),
                quote: plain::render(&answer.quote),
            })
            .collect();
        if towns.len() < 2 {
            return None;
        }
        // The best passage of each town, then what comes after it.
        let ranked = || responses.iter().map(|response| &response.passages);
        let firsts = ranked().filter_map(|passages| passages.first());
        let others = ranked().flat_map(|passages| passages.iter().skip(1));
        let passages = firsts.chain(others).take(10).copied().collect();
        let mut response = responses.into_iter().find(Response::answers)?;
        response.passages = passages;
        if let Outcome::Answer(answer) = &mut response.outcome {
            answer.towns = towns;
            answer.also = Vec::new();
        }
        Some(response)
    }

    /// Asks the examples of one town.
    fn of_town(&self, asked: &Asked, town: &MunicipalityId) -> Response {
        let name = self.guide.municipality(town);
        let name = name.map_or("", |town| &town.name);
        let only = Asked {
            text: format!("{} {name}", asked.without_names),
            towns: vec![town.clone()],
            ..asked.clone()
        };
        let is_its = |passage: &Passage| {
            passage.kind == PassageKind::Example && is_of_town(passage, &only.towns)
        };
        self.at_large(&only, Some(&is_its))
    }

    /// Decides what is made of a ranking.
    fn decided(
        &self,
        asked: &Asked,
        mut ranking: CandidateRanking,
        leaning: Option<&Leaning>,
    ) -> Response {
        if let Some(term) = self.term_as_mended(asked, &ranking.evidence) {
            return named::target(self, &Target::Term(term));
        }
        drop_doubtful_intents(self, &mut ranking.order);
        let by_words = ranking.evidence.nearness.is_empty();
        let signs = signs(self, asked, &ranking.evidence, &ranking.order);
        let probability = self.weights(by_words).probability(&signs);
        self.put_holding_first(asked, &mut ranking);
        let Some((first, _)) = ranking.order.first().copied() else {
            return Response::none(Nothing::OffTopic);
        };
        let outcome = self.outcome(asked, &ranking, &signs, probability, leaning);
        let passages = ranking.order.iter();
        let passages = passages.filter(|(at, _)| self.passages.get(*at).is_some());
        let words = &ranking.evidence.words.evidence;
        Response {
            mended: self.mended_words(&outcome, first, &ranking.evidence),
            sought: self.telling(words),
            foreign: words.foreign.clone(),
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

    /// What the first of a ranking is worth: an answer, an intent, or which kind of nothing.
    fn outcome(
        &self,
        asked: &Asked,
        ranking: &CandidateRanking,
        signs: &Signs,
        probability: f32,
        leaning: Option<&Leaning>,
    ) -> Outcome {
        let first = ranking.order[0].0;
        if let Some(intent) = self.intent(first) {
            return Outcome::Intent(intent);
        }
        let by_words = ranking.evidence.nearness.is_empty();
        let mut lines = self.thresholds(by_words);
        let says_little = leaning.is_some() && asked.content <= 1;
        if says_little || matches!(asked.place, Some(PlaceNamed::Known(_))) {
            // The talk that is gone on with, or the place that is named, vouches for the theme.
            lines.answer = lines.theme;
        }
        let certainty = lines.judge(probability);
        // What the guide lacks makes an answer improbable, but is no sign of another theme.
        let off_topic =
            certainty == Certainty::OffTopic && self.weights(by_words).theme(signs) < lines.theme;
        let is_foreign = certainty != Certainty::Sure && ranking.evidence.is_foreign();
        if (off_topic || is_foreign) && asked.towns.is_empty() {
            return self.nothing(Nothing::OffTopic, ranking);
        }
        if let Target::Gap(gap) = &self.passages[first].target {
            return self.nothing(Nothing::Gap(gap.clone()), ranking);
        }
        match (certainty, &asked.towns[..]) {
            (Certainty::Sure | Certainty::Unsure, _) => {
                Outcome::Answer(self.shown(asked, ranking, certainty == Certainty::Sure))
            }
            (_, [town]) => self.nothing(Nothing::NotInMunicipality(town.clone()), ranking),
            _ => self.nothing(Nothing::NotInGuide, ranking),
        }
    }

    /// The term whose meaning is asked for once slips are mended.
    fn term_as_mended(&self, asked: &Asked, evidence: &QuestionEvidence) -> Option<TermId> {
        let mended = evidence.mended.as_ref().filter(|_| asked.content <= 2)?;
        let read = self.reader.read(mended);
        read.questions.into_iter().next()?.term
    }

    /// Puts a passage that holds the kind of thing asked for before one that does not, where it is about as good.
    fn put_holding_first(&self, asked: &Asked, ranking: &mut CandidateRanking) {
        let Some((first, best)) = ranking.order.first().copied() else {
            return;
        };
        if asked.kinds.is_empty() || self.lacking(asked, first).is_none() || self.is_gap(first) {
            return;
        }
        let near = ranking.order.iter().take(TOLD);
        let holding = near.clone().position(|(at, log)| {
            *log >= best - HOLDING
                && self.passages.get(*at).is_some()
                && self.lacking(asked, *at).is_none()
        });
        if let Some(holding) = holding {
            ranking.order[..=holding].rotate_right(1);
        }
    }

    /// What the next question may lean on: an answer that stands out; a refused or doubtful one leaves the last topic.
    fn topic(&self, asked: &Asked, outcome: &Outcome, leaning: Option<&Leaning>) -> Option<Topic> {
        let talk = match (leaning, &asked.place) {
            (Some(leaning), _) => leaning.joint.clone(),
            // The talk goes on about what the number stands for.
            (None, Some(PlaceNamed::Known(place))) => {
                let title = self.guide.place(place).map_or("", |place| &place.title);
                format!("{title} {}", asked.without_names)
            }
            (None, _) => asked.text.clone(),
        };
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
        Some(follow_up::topic(&self.guide, &talk, place, example, town))
    }
}

/// Whether a passage may answer where these towns are named: an example only if it is of one of them.
fn is_of_town(passage: &Passage, towns: &[MunicipalityId]) -> bool {
    let town = passage.municipality.as_ref();
    towns.is_empty() || town.is_none_or(|town| towns.contains(town))
}

fn account(asked: &Asked, ranking: &CandidateRanking, signs: Signs, by_words: bool) -> Account {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Guide;

    #[test]
    fn candidates_are_ordered_by_probability_and_ties_by_position() {
        let logs = [Some(-2.0), None, Some(-1.0), Some(-2.0)];
        assert_eq!(ordered(&logs), [(2, -1.0), (0, -2.0), (3, -2.0)]);
    }

    #[test]
    fn an_intent_is_meant_only_where_it_is_clearly_ahead() {
        // Without passages every candidate is an intent.
        let library = Library::in_memory(Guide::default()).expect("an index");
        let left = |first: f32, second: f32| {
            let mut order = vec![(0, first.ln()), (1, second.ln())];
            drop_doubtful_intents(&library, &mut order);
            order.len()
        };
        assert_eq!(left(0.7, 0.3), 2);
        assert_eq!(left(0.5, 0.5), 0);
    }

    #[test]
    fn where_a_town_is_named_examples_of_others_do_not_answer() {
        let town = |id: &str| MunicipalityId::parse(id).expect("an id");
        let place = PlaceId::parse("idee").expect("an id");
        let passage = |of: Option<&str>| Passage {
            id: String::new(),
            kind: PassageKind::Example,
            target: Target::Place(place.clone(), None),
            place: None,
            municipality: of.map(town),
            title: String::new(),
            questions: Vec::new(),
            text: String::new(),
        };
        let named = [town("lindenau")];
        assert!(is_of_town(&passage(Some("lindenau")), &named));
        assert!(!is_of_town(&passage(Some("eichberg")), &named));
        assert!(
            is_of_town(&passage(None), &named),
            "the guide itself answers everywhere"
        );
        assert!(is_of_town(&passage(Some("eichberg")), &[]));
    }
}
