//! What stands below an answer so that it can be judged.
//!
//! A real answer asks whether it helped, a refusal offers to report what is missing. Answers are the same when the same
//! question met the same text; the session remembers the last few of them.

use crate::answer::{NoAnswer, Nothing, Outcome, Response};
use crate::conversation::value::keywords::keywords;
use crate::conversation::value::{
    Action, Button, GivenAnswer, Judgement, Moment, Session, fingerprint,
};
use crate::conversation::wording::judging as wording;
use crate::german::fold;
use crate::knowledge::{Guide, PlaceId};

use super::screen::Screen;

/// How many answers of a chat can be judged: the last ones.
const ANSWERS: usize = 6;

/// Puts below an answer what can be said of it, and remembers it for that.
pub(crate) fn offer(
    guide: &Guide,
    session: &mut Session,
    asked: &str,
    screen: Screen,
    now: Moment,
) -> Screen {
    let Some(response) = screen.response.as_deref() else {
        return screen;
    };
    let Some((found, place)) = judged(guide, response) else {
        return screen;
    };
    let topic = response.topic.as_ref();
    let asked = topic.map_or(asked, |topic| topic.question.as_str());
    let print = print_of(asked, response);
    let known = (session.answers.iter()).position(|known| known.print == print);
    let known = known.map(|at| session.answers.remove(at));
    let surplus = (session.answers.len() + 1).saturating_sub(ANSWERS);
    session.answers.drain(..surplus);
    session.answers.push(GivenAnswer {
        print,
        found,
        at: now,
        place,
        words: keywords(asked),
        judgement: known.as_ref().and_then(|known| known.judgement),
        reason: known.as_ref().and_then(|known| known.reason),
    });
    let judgements: &[Judgement] = if found {
        &[Judgement::Helpful, Judgement::Unhelpful]
    } else {
        &[Judgement::Missing]
    };
    screen.row(buttons(print, judgements))
}

/// The buttons that say this of an answer.
pub(crate) fn buttons(answer: u32, judgements: &[Judgement]) -> impl Iterator<Item = Button> {
    let judgements = judgements.iter();
    judgements.map(move |&judgement| {
        let action = Action::Judge { answer, judgement };
        Button::act(wording::label(judgement), action)
    })
}

/// Whether a response can be judged: whether content was presented, and at which place.
fn judged(guide: &Guide, response: &Response) -> Option<(bool, Option<PlaceId>)> {
    match &response.outcome {
        Outcome::Answer(answer) => Some((true, answer.citation.place.clone())),
        Outcome::NoAnswer(none) => Some((false, missing_near(guide, none)?)),
        Outcome::Intent(_) => None,
    }
}

/// The place nearest to what a refusal does not say; nothing for what is no refusal.
fn missing_near(guide: &Guide, none: &NoAnswer) -> Option<Option<PlaceId>> {
    let nearest = none.nearest.first().and_then(|near| near.place.clone());
    match &none.why {
        Nothing::NotInGuide | Nothing::OffTopic => Some(nearest),
        Nothing::NotInMunicipality(_) | Nothing::UnknownMunicipality(_) => Some(nearest),
        Nothing::Gap(id) => Some(guide.gap(id).map(|gap| gap.nearest.clone()).or(nearest)),
        _ => None,
    }
}

fn print_of(asked: &str, response: &Response) -> u32 {
    let target = match &response.outcome {
        Outcome::Answer(answer) => format!("{:?}", answer.citation.target),
        Outcome::NoAnswer(_) | Outcome::Intent(_) => String::new(),
    };
    fingerprint::of(&format!("{}\0{target}", fold::key(asked)))
}
