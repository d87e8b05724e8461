//! From a question to an answer made only of what stands in the guide, or to the kind of nothing it is.
//!
//! [`understanding`](crate::understanding) reads what is asked and what is named; [`features`] says what speaks for each
//! passage and for each intent of the language pack, [`ranker`] weighs it and says by the
//! [`mod@signs`] of the ranking how probable it is that the first one answers, [`decide`] what that is worth; [`ranked`] takes a question through all of that, and [`showing`] makes of it
//! what is shown. [`named`] answers what is called by its name, [`follow_up`] joins what leans on the talk before;
//! [`window`] cuts what is shown, [`mod@cite`] says where it stands. Here they are put in order. Knows the guide and
//! search, not chats: no buttons, no wording beyond what is quoted.

mod cite;
mod decide;
mod features;
mod follow_up;
mod library;
mod named;
mod ranked;
mod ranker;
mod response;
mod showing;
mod signs;
mod stems;
mod window;

pub use cite::{cite, cite_place, cite_target};
pub use decide::Thresholds;
pub use features::QuestionEvidence;
pub use library::{Library, Operator};
pub use ranked::{CandidateRanking, drop_doubtful_intents, rank};
pub use ranker::{Feature, FeatureRow, Ranker, Sign, Signs, Weights, log_softmax};
pub use response::{
    Account, Also, Answer, Citation, NoAnswer, Nothing, Outcome, Question, Ranked, Response, Topic,
};
pub use signs::signs;

use crate::knowledge::Target;
use crate::language::Does;
use crate::understanding::{Asked, Heard, PlaceNamed};

use follow_up::Leaning;

/// How much more probable an answer must be without the talk before, where nothing says that the question leans on it.
const CLEARER: f32 = 0.2;

/// Answers a question from the library.
pub fn answer(library: &Library, question: &Question) -> Response {
    answer_heard(library, question, &library.reader.read(&question.text))
}

/// The same where its text was read.
pub fn answer_heard(library: &Library, question: &Question, heard: &Heard) -> Response {
    if question.literal {
        let asked = Asked {
            text: question.text.clone(),
            without_names: question.text.clone(),
            ..Asked::default()
        };
        return library.literally(&asked);
    }
    if let Some(target) = &heard.title {
        return named::target(library, target);
    }
    // What editors wrote down as a question leads there for sure.
    if let Some(at) = library.form_owner(&heard.text) {
        return named::passage(library, at);
    }
    let Some(asked) = heard.questions.first() else {
        return Response::none(Nothing::Empty);
    };
    if let Some(at) = library.form_owner(&asked.text) {
        return named::passage(library, at);
    }
    let after = heard
        .intents
        .iter()
        .find(|intent| intent.does == Does::After);
    if let Some(PlaceNamed::Known(place)) = after.and_then(|after| after.slots.place.as_ref()) {
        let next = library.guide.following(place).map(|next| &next.id);
        return named::place(library, next.unwrap_or(place));
    }
    if question.of_guide {
        return library.at_large(asked, Some(&|_| true));
    }
    looked_up(library, heard, asked, question.topic.as_ref())
}

/// Answers one question that was read: what it names decides where is looked.
fn looked_up(library: &Library, heard: &Heard, asked: &Asked, topic: Option<&Topic>) -> Response {
    if let Some(term) = &asked.term {
        return named::target(library, &Target::Term(term.clone()));
    }
    match &asked.place {
        Some(PlaceNamed::Unknown(number)) => return named::unknown_place(library, number),
        Some(PlaceNamed::Known(place))
            if asked.content == 0 || named::has_no_text(library, place) =>
        {
            return named::place(library, place);
        }
        Some(PlaceNamed::Known(place)) => return library.within(asked, place),
        None => {}
    }
    let unknown = asked.unknown_town.as_ref();
    if let Some(town) = unknown.filter(|_| asked.towns.is_empty()) {
        return Response::none(Nothing::UnknownMunicipality(town.clone()));
    }
    let following = |topic: &Topic| {
        library.following(asked, &Leaning::on(library, topic, asked), heard.correction)
    };
    // What says enough and points to nothing stands alone: joined to the talk, a third of what the guide does not say, or
    // of what is no theme of it, would be answered by what was talked about.
    let Some(topic) = topic.filter(|_| follow_up::leans(asked, heard.correction)) else {
        return standing_alone(library, asked);
    };
    let joined = following(topic);
    if let [town] = &asked.towns[..]
        && asked.content == 0
        && !asked.points_back
        && joined.finds_nothing()
    {
        // "was macht Bochum" is asked of the town, whatever was talked about.
        return named::town(town);
    }
    if asked.points_back || heard.correction || asked.content == 0 {
        return joined;
    }
    // One word that says what it is about may be enough: "wer gibt den Auftrag".
    let alone = standing_alone(library, asked);
    if alone.is_sure() && alone.confidence > joined.confidence + CLEARER {
        return alone;
    }
    joined
}

/// Answers a question that leans on nothing said before.
fn standing_alone(library: &Library, asked: &Asked) -> Response {
    match &asked.towns[..] {
        [town] if asked.content == 0 => named::town(town),
        [_, _, ..] => {
            let compared = library.comparing(asked);
            compared.unwrap_or_else(|| library.at_large(asked, None))
        }
        [] if asked.content == 0 && asked.points_back => {
            // Unless it is clearly meant for the program: "wo bin ich gerade".
            let response = library.at_large(asked, None);
            match response.outcome {
                Outcome::Intent(_) => response,
                _ => Response::none(Nothing::NothingBefore),
            }
        }
        _ => library.at_large(asked, None),
    }
}

#[cfg(test)]
mod tests;
