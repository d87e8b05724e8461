//! Judgements of answers: helpful, not helpful and why, or reported as missing.
//!
//! A real answer asks whether it helped, a refusal offers to report what is missing. One chat has one vote per answer,
//! and answers are the same when the same question met the same text: a second vote changes the first. The session
//! knows the last few answers by a fingerprint, the place they stood at and, for half an hour, the keywords of the
//! question; nothing else of it. What is to be counted leaves here as [`Feedback`], without text and without chat.

use serde::{Deserialize, Serialize};

use crate::answer::{NoAnswer, Nothing, Outcome, Response};
use crate::german::fold;
use crate::knowledge::{Guide, PlaceId};

use crate::conversation::flows::start;
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::value::keywords::keywords;
use crate::conversation::value::{Action, Button, LAPSE_SECONDS, Moment, Session, fingerprint};
use crate::conversation::wording::judging as wording;

/// How many answers of a chat can be judged: the last ones.
const ANSWERS: usize = 6;

/// What can be said of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It helped.
    Helpful,
    /// It did not help.
    Unhelpful,
    /// The guide should say it and does not.
    Missing,
    /// It did not help, because it stands at the wrong place.
    WrongPlace,
    /// It did not help, because it says too little.
    TooVague,
    /// It did not help, because something else was looked for.
    SomethingElse,
}

/// What is to be counted of a judgement. A judgement that changes an earlier one takes that one back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Feedback {
    /// The place the answer stood at, or the one nearest to what is missing.
    pub place: Option<PlaceId>,
    /// One more or one less of each of these.
    pub counts: Vec<(Verdict, i8)>,
    /// The keywords of what was looked for and not found.
    pub words: Vec<String>,
    /// Whether they were looked for once more or once less.
    pub sought: i8,
}

/// An answer that can be judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The fingerprint of question and answer.
    pub print: u32,
    /// Whether content was presented; otherwise it was a refusal.
    pub found: bool,
    /// When it was given.
    pub at: Moment,
    /// Where it stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// The keywords of the question; they lapse.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// What was said of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Why it did not help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Verdict>,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Helpful,
        Self::Unhelpful,
        Self::Missing,
        Self::WrongPlace,
        Self::TooVague,
        Self::SomethingElse,
    ];

    /// Its name where it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Helpful => "helpful",
            Self::Unhelpful => "unhelpful",
            Self::Missing => "missing",
            Self::WrongPlace => "wrong_place",
            Self::TooVague => "too_vague",
            Self::SomethingElse => "something_else",
        }
    }

    /// Reads a name back.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.name() == name)
    }

    fn is_reason(self) -> bool {
        matches!(
            self,
            Self::WrongPlace | Self::TooVague | Self::SomethingElse
        )
    }
}

impl Answered {
    /// Drops what lapsed by now.
    #[must_use]
    pub(crate) fn lapsed(mut self, now: Moment) -> Self {
        if now.0.saturating_sub(self.at.0) > LAPSE_SECONDS {
            self.words.clear();
        }
        self
    }

    /// The verdict that this one means for such an answer.
    fn meant(&self, verdict: Verdict) -> Option<Verdict> {
        match (self.found, verdict) {
            (true, Verdict::Missing) => Some(Verdict::Unhelpful),
            (true, verdict) => Some(verdict),
            (false, Verdict::Missing | Verdict::Unhelpful) => Some(Verdict::Missing),
            (false, _) => None,
        }
    }

    /// Takes a verdict; returns what is to be counted, if that is anything new.
    fn take(&mut self, verdict: Verdict) -> Option<Feedback> {
        let before = (self.verdict, self.reason);
        let after = if verdict.is_reason() {
            (Some(Verdict::Unhelpful), Some(verdict))
        } else {
            let kept = self.reason.filter(|_| verdict == Verdict::Unhelpful);
            (Some(verdict), kept)
        };
        if before == after {
            return None;
        }
        (self.verdict, self.reason) = after;
        let mut counts = Vec::new();
        for (old, new) in [(before.0, after.0), (before.1, after.1)] {
            if old != new {
                counts.extend(old.map(|verdict| (verdict, -1)));
                counts.extend(new.map(|verdict| (verdict, 1)));
            }
        }
        let missed =
            |of: Option<Verdict>| i8::from(of.is_some_and(|verdict| verdict != Verdict::Helpful));
        let sought = missed(after.0) - missed(before.0);
        Some(Feedback {
            place: self.place.clone(),
            counts,
            words: if sought == 0 {
                Vec::new()
            } else {
                self.words.clone()
            },
            sought,
        })
    }
}

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
    session.answers.push(Answered {
        print,
        found,
        at: now,
        place,
        words: keywords(asked),
        verdict: known.as_ref().and_then(|known| known.verdict),
        reason: known.as_ref().and_then(|known| known.reason),
    });
    let button = |verdict: Verdict| {
        let action = Action::Judge {
            answer: print,
            verdict,
        };
        Button::act(wording::label(verdict), action)
    };
    if found {
        return screen.row([Verdict::Helpful, Verdict::Unhelpful].map(button));
    }
    screen.row([button(Verdict::Missing)])
}

/// Takes a verdict on an answer, or on the last one, where it was typed.
pub(crate) fn judge(
    guide: &Guide,
    session: &mut Session,
    answer: Option<u32>,
    verdict: Verdict,
    tapped: bool,
) -> Shown {
    let known = match answer {
        Some(print) => session
            .answers
            .iter_mut()
            .find(|known| known.print == print),
        None => session.answers.last_mut(),
    };
    let meant = known.and_then(|known| Some((known.meant(verdict)?, known)));
    let Some((verdict, known)) = meant else {
        return said(guide, session, tapped, wording::NOTHING_TO_JUDGE);
    };
    let print = known.print;
    let was_judged = known.verdict.is_some();
    let feedback = known.take(verdict);
    let shown = match (&feedback, verdict) {
        (Some(_), Verdict::Unhelpful) => ask_why(print),
        (_, reason) if reason.is_reason() => {
            let screen = Screen::saying(wording::noted_reason(reason));
            start::onward(guide, session, screen).into()
        }
        (None, _) => said(guide, session, tapped, wording::NOTED_ALREADY),
        (Some(_), _) if was_judged => said(guide, session, tapped, wording::CHANGED),
        (Some(_), Verdict::Missing) => said(guide, session, tapped, wording::NOTED_MISSING),
        (Some(_), _) => said(guide, session, tapped, wording::NOTED_HELPFUL),
    };
    Shown { feedback, ..shown }
}

/// Asks what was wrong with it; nobody has to say.
fn ask_why(answer: u32) -> Shown {
    let reasons = [
        Verdict::WrongPlace,
        Verdict::TooVague,
        Verdict::SomethingElse,
    ];
    let buttons = reasons
        .map(|verdict| Button::act(wording::label(verdict), Action::Judge { answer, verdict }));
    // Below, so that what was judged can still be read.
    Shown::from(Screen::saying(wording::WHY).row(buttons)).below()
}

/// A word: on the button where one was pressed, so that the answer stays as it is; else below.
fn said(guide: &Guide, session: &Session, tapped: bool, words: &str) -> Shown {
    if tapped {
        return Shown::nothing().with_toast(words);
    }
    start::onward(guide, session, Screen::saying(words)).into()
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
