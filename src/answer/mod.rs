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
mod response;
mod small_talk;
mod terms;
mod towns;
mod words;

pub use cite::{cite, cite_place};
pub use decide::Thresholds;
pub use library::{Library, LibraryError};
pub use response::{
    Answer, Citation, NoAnswer, Nothing, Outcome, Question, Ranked, Response, SmallTalk, Topic,
};

use crate::knowledge::{
    ExampleId, MunicipalityId, Passage, PassageKind, Place, PlaceId, Status, Target,
};
use crate::search::{Hit, Query, Ranking};

use decide::Verdict;
use follow_up::Completed;

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
            Err(number) => return nothing(Nothing::UnknownPlace(number)),
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
    Asked::new(library, typed, None).answer()
}

/// A question that is ready to be searched.
struct Asked<'a> {
    library: &'a Library,
    text: &'a str,
    municipality: Option<&'a MunicipalityId>,
    within: Option<PlaceId>,
}

impl<'a> Asked<'a> {
    fn new(library: &'a Library, text: &'a str, municipality: Option<&'a MunicipalityId>) -> Self {
        Self {
            library,
            text,
            municipality,
            within: None,
        }
    }

    fn answer(&self) -> Response {
        let query = Query {
            text: self.text.to_owned(),
            group: self.municipality.map(ToString::to_string),
            limit: DEPTH,
        };
        let ranking = self.library.index.search(&query).unwrap_or_else(|fault| {
            tracing::error!(%fault, "a question found no index to search");
            Ranking::default()
        });
        let confidence = decide::confidence(&ranking.evidence);
        let verdict = decide::decide(&ranking.evidence, Thresholds::default());
        let hits: Vec<&Hit> = ranking
            .hits
            .iter()
            .filter(|hit| self.in_scope(hit))
            .collect();
        let outcome = self.outcome(&hits, verdict, &ranking);
        let place = match &outcome {
            Outcome::Answer(answer) => answer.citation.place.clone(),
            Outcome::NoAnswer(none) => none
                .nearest
                .first()
                .and_then(|nearest| nearest.place.clone()),
        };
        Response {
            understood: None,
            outcome,
            confidence,
            passages: hits
                .iter()
                .take(10)
                .map(|hit| Ranked {
                    passage: hit.document,
                    score: hit.score,
                })
                .collect(),
            topic: Some(Topic {
                question: self.text.to_owned(),
                place,
                municipality: self.municipality.cloned(),
            }),
        }
    }

    fn in_scope(&self, hit: &Hit) -> bool {
        let Some(passage) = self.library.passages.get(hit.document) else {
            return false;
        };
        let Some(within) = &self.within else {
            return true;
        };
        let guide = &self.library.guide;
        passage.place.as_ref().is_some_and(|place| {
            place == within
                || guide.place(place).and_then(|place| place.step.as_ref()) == Some(within)
        })
    }

    fn outcome(&self, hits: &[&Hit], verdict: Verdict, ranking: &Ranking) -> Outcome {
        let none = |why| {
            Outcome::NoAnswer(NoAnswer {
                why,
                nearest: self.nearest(hits),
            })
        };
        if let Some(town) = elsewhere::town(self.text, &ranking.evidence.unknown) {
            return none(Nothing::UnknownMunicipality(town));
        }
        let Some(first) = hits.first() else {
            return none(Nothing::OffTopic);
        };
        if let Target::Gap(gap) = &self.passage(first).target
            && verdict != Verdict::OffTopic
        {
            return none(Nothing::Gap(gap.clone()));
        }
        match verdict {
            Verdict::OffTopic => none(Nothing::OffTopic),
            Verdict::NotSaid => none(Nothing::NotInGuide),
            Verdict::Sure | Verdict::Unsure => match self.holding(hits) {
                Some(hit) => Outcome::Answer(self.quoted(hit, hits, verdict)),
                None => none(Nothing::NotInGuide),
            },
        }
    }

    /// The best hit that can answer this kind of question.
    fn holding(&self, hits: &[&'a Hit]) -> Option<&'a Hit> {
        let Some(wanted) = expects::wanted(self.text) else {
            return hits.first().copied();
        };
        let best = hits.first()?.score;
        let near = hits.iter().take(5).filter(|hit| hit.score >= 0.6 * best);
        near.copied().find(|hit| {
            let passage = self.passage(hit);
            passage.kind == PassageKind::Answer || expects::holds(&passage.text, wanted)
        })
    }

    fn quoted(&self, hit: &Hit, hits: &[&Hit], verdict: Verdict) -> Answer {
        let guide = &self.library.guide;
        let passage = self.passage(hit);
        let wanted = expects::wanted(self.text);
        let quote = quote::quote(passage, hit, |sentence| {
            wanted.is_some_and(|wanted| expects::holds(sentence, wanted))
        });
        let citation = cite(guide, passage);
        let others = self.distinct(hits, &citation);
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

    /// Citations of other things than the cited one, best first.
    fn distinct(&self, hits: &[&Hit], cited: &Citation) -> Vec<Citation> {
        let mut out: Vec<Citation> = Vec::new();
        for hit in hits.iter().take(8) {
            let passage = self.passage(hit);
            if passage.kind == PassageKind::Gap {
                continue;
            }
            let citation = cite(&self.library.guide, passage);
            let seen = std::iter::once(cited)
                .chain(&out)
                .any(|other| same_thing(other, &citation));
            if !seen {
                out.push(citation);
            }
            if out.len() == 2 {
                break;
            }
        }
        out
    }

    fn nearest(&self, hits: &[&Hit]) -> Vec<Citation> {
        let guide = &self.library.guide;
        let gap = hits
            .first()
            .and_then(|hit| match &self.passage(hit).target {
                Target::Gap(id) => guide
                    .gap(id)
                    .and_then(|gap| cite_place(guide, &gap.nearest)),
                _ => None,
            });
        let mut out: Vec<Citation> = gap.into_iter().collect();
        for hit in hits.iter().take(8) {
            let passage = self.passage(hit);
            let citation = cite(guide, passage);
            if out.len() < 3
                && passage.kind != PassageKind::Gap
                && !out.iter().any(|other| same_thing(other, &citation))
            {
                out.push(citation);
            }
        }
        out
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

    fn passage(&self, hit: &Hit) -> &'a Passage {
        &self.library.passages[hit.document]
    }
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
        sentences: Vec::new(),
    };
    Some(Response {
        understood: None,
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
        outcome: Outcome::NoAnswer(NoAnswer {
            why,
            nearest: Vec::new(),
        }),
        confidence: 0.0,
        passages: Vec::new(),
        topic: None,
    }
}
