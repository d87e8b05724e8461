//! From a question to an answer made only of what stands in the guide, or to the kind of nothing it is.
//!
//! The stages, each in a file of its own and testable alone: what is not a question ([`small_talk`]); what leans on
//! the question before ([`follow_up`]); a place ([`address`]), town ([`towns`]) or term ([`terms`]) that is named;
//! search; what the ranking is worth ([`decide`]) and whether it holds the kind of thing asked for ([`expects`]);
//! the sentence to quote ([`quote`]) and where it stands ([`cite`]). Knows the guide and search, not chats: no
//! buttons, no wording beyond what is quoted.

mod address;
mod cite;
mod decide;
mod elsewhere;
mod expects;
mod follow_up;
mod library;
mod quote;
mod rank;
mod response;
mod small_talk;
mod terms;
mod towns;
mod words;

pub use cite::{cite, cite_place};
pub use decide::Thresholds;
pub use library::{House, Library, LibraryError};
pub use response::{
    Answer, Citation, NoAnswer, Nothing, Outcome, Question, Ranked, Response, SmallTalk, Topic,
};

use crate::knowledge::{
    ExampleId, Guide, MunicipalityId, Passage, PassageKind, Place, PlaceId, Status, Target,
};
use crate::search::{Evidence, Hit, Query, Ranking};

use decide::Verdict;
use follow_up::Completed;
use rank::Found;

/// How many hits a question is decided on.
const DEPTH: usize = 50;

/// Answers a question from the library.
///
/// A fault of the index counts as finding nothing, because a person must never meet it; it is logged.
pub fn answer(library: &Library, question: &Question) -> Response {
    let typed = question.text.trim();
    if words::all(typed).is_empty() {
        return nothing(Nothing::Empty);
    }
    if let Some(kind) = small_talk::recognise(typed) {
        return nothing(Nothing::SmallTalk(kind));
    }
    let completed = question
        .topic
        .as_ref()
        .filter(|_| !question.literal)
        .and_then(|topic| follow_up::complete(&library.guide, typed, topic));
    match completed {
        Some(Completed::Place(place)) => named_place(library, place),
        Some(Completed::Question { text, municipality }) => {
            let mut response = Asked::new(library, &text, municipality.as_ref()).answer();
            response.understood = Some(understood(library, &text, municipality.as_ref()));
            response
        }
        None => standing_alone(library, question, typed),
    }
}

/// A question that leans on nothing before it.
fn standing_alone(library: &Library, question: &Question, typed: &str) -> Response {
    let guide = &library.guide;
    if let Some(address) = address::find(guide, typed) {
        let place = match address.place {
            Ok(place) => place,
            Err(number) => return unknown_place(guide, number),
        };
        let without_text = guide
            .place(&place)
            .is_some_and(|place| place.status == Status::Unknown);
        if without_text || only_pointing(&address.rest) {
            return named_place(library, place);
        }
        let mut asked = Asked::new(library, &address.rest, None);
        asked.within = Some(place);
        return asked.answer();
    }
    if let Some(town) = towns::find(guide, typed) {
        if only_pointing(&town.rest) {
            let mut response = nothing(Nothing::JustAMunicipality(town.id.clone()));
            response.topic = Some(Topic {
                question: String::new(),
                place: None,
                municipality: Some(town.id),
            });
            return response;
        }
        let narrowed = Asked::new(library, &town.rest, Some(&town.id)).answer();
        if matches!(narrowed.outcome, Outcome::Answer(_)) {
            return narrowed;
        }
        let everywhere = Asked::new(library, typed, None).answer();
        return if matches!(everywhere.outcome, Outcome::Answer(_)) {
            everywhere
        } else {
            narrowed
        };
    }
    if !question.literal
        && let Some(response) = terms::asked(guide, typed)
            .and_then(|term| explained(library, typed, &Target::Term(term.id.clone())))
    {
        return response;
    }
    let mut asked = Asked::new(library, typed, None);
    asked.literal = question.literal;
    asked.answer()
}

/// A question that is ready to be searched.
struct Asked<'a> {
    library: &'a Library,
    text: &'a str,
    municipality: Option<&'a MunicipalityId>,
    within: Option<PlaceId>,
    literal: bool,
}

impl<'a> Asked<'a> {
    fn new(library: &'a Library, text: &'a str, municipality: Option<&'a MunicipalityId>) -> Self {
        Self {
            library,
            text,
            municipality,
            within: None,
            literal: false,
        }
    }

    fn answer(&self) -> Response {
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
        let (found, evidence) = rank::order(ranking, &self.library.passages, |passage| {
            self.in_scope(passage)
        });
        let confidence = rank::confidence(found.first(), &evidence);
        let outcome = self.outcome(&found, confidence, &evidence);
        let place = match &outcome {
            Outcome::Answer(answer) => answer.citation.place.clone(),
            Outcome::NoAnswer(none) => none
                .nearest
                .first()
                .and_then(|nearest| nearest.place.clone()),
        };
        Response {
            understood: None,
            mended: mended(&evidence),
            outcome,
            confidence,
            passages: found
                .iter()
                .take(10)
                .map(|found| Ranked {
                    passage: found.hit.document,
                    score: found.score,
                })
                .collect(),
            topic: Some(Topic {
                question: self.text.to_owned(),
                place,
                municipality: self.municipality.cloned(),
            }),
        }
    }

    fn in_scope(&self, passage: &Passage) -> bool {
        let Some(within) = &self.within else {
            return true;
        };
        let guide = &self.library.guide;
        passage.place.as_ref().is_some_and(|place| {
            place == within
                || guide.place(place).and_then(|place| place.step.as_ref()) == Some(within)
        })
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
        let Some(first) = found.first() else {
            return none(Nothing::OffTopic);
        };
        let judge = if self.municipality.is_some() {
            decide::decide_in_town
        } else {
            decide::decide
        };
        let verdict = judge(confidence, self.next_share(found), Thresholds::default());
        match (&self.passage(first).target, verdict) {
            (_, Verdict::OffTopic) => none(Nothing::OffTopic),
            (_, Verdict::NotSaid) => none(Nothing::NotInGuide),
            (Target::Gap(gap), _) => none(Nothing::Gap(gap.clone())),
            (_, Verdict::Sure | Verdict::Unsure) => match self.holding(found) {
                Some(holding) => {
                    let speaking = self.speaking(holding, found);
                    Outcome::Answer(self.quoted(&speaking.hit, found, verdict))
                }
                None => none(Nothing::NotInGuide),
            },
        }
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

    /// The best hit that can answer this kind of question.
    fn holding<'f>(&self, found: &'f [Found]) -> Option<&'f Found> {
        let Some(wanted) = expects::wanted(self.text) else {
            return found.first();
        };
        let best = found.first()?.score;
        let mut near = found
            .iter()
            .take(5)
            .filter(|found| found.score >= 0.6 * best);
        near.find(|found| {
            let passage = self.passage(found);
            passage.kind != PassageKind::Gap && expects::holds(&passage.text, wanted)
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
        let others = found.iter().take(12).filter(same);
        others.fold(first, |best, other| {
            if rank::sentence(&other.hit) > rank::sentence(&best.hit) {
                other
            } else {
                best
            }
        })
    }

    fn quoted(&self, hit: &Hit, found: &[Found], verdict: Verdict) -> Answer {
        let guide = &self.library.guide;
        let passage = &self.library.passages[hit.document];
        let wanted = expects::wanted(self.text);
        let quote = quote::quote(passage, hit, |sentence| {
            wanted.is_some_and(|wanted| expects::holds(sentence, wanted))
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
        let others = self.distinct(found, named.as_ref(), if named.is_some() { 2 } else { 3 });
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

/// A number the guide does not have; its step is the closest place, where there is one.
fn unknown_place(guide: &Guide, number: String) -> Response {
    let step = number
        .split('.')
        .next()
        .and_then(|step| guide.place_numbered(step));
    let nearest = step
        .and_then(|step| cite_place(guide, &step.id))
        .into_iter()
        .collect();
    let mut response = nothing(Nothing::UnknownPlace(number));
    if let Outcome::NoAnswer(none) = &mut response.outcome {
        none.nearest = nearest;
    }
    response
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

/// Whether nothing is asked beyond pointing: "was steht in …", "zeig mir …".
fn only_pointing(rest: &str) -> bool {
    const POINTING: [&str; 22] = [
        "steht",
        "zeig",
        "zeige",
        "zeigen",
        "öffne",
        "öffnen",
        "lies",
        "lesen",
        "gehe",
        "inhalt",
        "text",
        "thema",
        "geht",
        "kommt",
        "erklär",
        "erkläre",
        "infos",
        "information",
        "informationen",
        "macht",
        "gemacht",
        "passiert",
    ];
    words::content(rest)
        .iter()
        .all(|word| POINTING.contains(&word.as_str()))
}

fn named_place(library: &Library, place: PlaceId) -> Response {
    let unknown = library
        .guide
        .place(&place)
        .is_some_and(|place: &Place| place.status == Status::Unknown);
    let why = if unknown {
        Nothing::PlaceWithoutText(place.clone())
    } else {
        Nothing::JustAPlace(place.clone())
    };
    let nearest = cite_place(&library.guide, &place).into_iter().collect();
    Response {
        understood: None,
        mended: Vec::new(),
        outcome: Outcome::NoAnswer(NoAnswer { why, nearest }),
        confidence: 1.0,
        passages: library
            .passages
            .iter()
            .enumerate()
            .filter(|(_, passage)| {
                passage.kind == PassageKind::Section && passage.place.as_ref() == Some(&place)
            })
            .take(10)
            .map(|(at, _)| Ranked {
                passage: at,
                score: 1.0,
            })
            .collect(),
        topic: Some(Topic {
            question: String::new(),
            place: Some(place),
            municipality: None,
        }),
    }
}

/// A term's explanation, asked for by name.
fn explained(library: &Library, typed: &str, target: &Target) -> Option<Response> {
    let at = library
        .passages
        .iter()
        .position(|passage| passage.target == *target)?;
    let asked = Asked::new(library, typed, None);
    let hit = Hit {
        document: at,
        score: 1.0,
        coverage: 1.0,
        sentences: Vec::new(),
    };
    Some(Response {
        understood: None,
        mended: Vec::new(),
        outcome: Outcome::Answer(asked.quoted(&hit, &[], Verdict::Sure)),
        confidence: 1.0,
        passages: vec![Ranked {
            passage: at,
            score: 1.0,
        }],
        topic: Some(Topic {
            question: typed.to_owned(),
            place: library.passages[at].place.clone(),
            municipality: None,
        }),
    })
}

/// The completed question as it is shown: a capital first, the town named.
fn understood(library: &Library, text: &str, municipality: Option<&MunicipalityId>) -> String {
    let mut chars = text.trim().trim_end_matches(['?', '.', '!', ' ']).chars();
    let first: String = chars
        .next()
        .map(|c| c.to_uppercase().collect())
        .unwrap_or_default();
    let town = municipality.and_then(|id| library.guide.municipality(id));
    let town = town
        .map(|town| format!(" in {}", town.name))
        .unwrap_or_default();
    format!("{first}{}{town}?", chars.as_str())
}

fn nothing(why: Nothing) -> Response {
    Response {
        understood: None,
        mended: Vec::new(),
        outcome: Outcome::NoAnswer(NoAnswer {
            why,
            nearest: Vec::new(),
        }),
        confidence: 0.0,
        passages: Vec::new(),
        topic: None,
    }
}
