//! Judgements of answers: helpful, not helpful and why, or reported as missing.
//!
//! One chat has one vote per answer: a second one changes the first.

use crate::conversation::page::judging;
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::value::{Judgement, Session};
use crate::conversation::wording::judging as wording;
use crate::knowledge::Guide;

/// Takes a judgement of an answer, or of the last one, where it was typed.
pub(crate) fn judge(
    guide: &Guide,
    session: &mut Session,
    answer: Option<u32>,
    judgement: Judgement,
    tapped: bool,
) -> Shown {
    let known = match answer {
        Some(print) => (session.answers.iter_mut()).find(|known| known.print == print),
        None => session.answers.last_mut(),
    };
    let meant = known.and_then(|known| Some((known.meant(judgement)?, known)));
    let Some((judgement, known)) = meant else {
        return said(guide, session, tapped, wording::NOTHING_TO_JUDGE);
    };
    let print = known.print;
    let was_judged = known.judgement.is_some();
    let feedback = known.take(judgement);
    let shown = match (&feedback, judgement) {
        (Some(_), Judgement::Unhelpful) => ask_why(print),
        (_, reason) if reason.is_reason() => {
            let screen = Screen::saying(wording::noted_reason(reason));
            screen.onward(guide, session).into()
        }
        (None, _) => said(guide, session, tapped, wording::NOTED_ALREADY),
        (Some(_), _) if was_judged => said(guide, session, tapped, wording::CHANGED),
        (Some(_), Judgement::Missing) => said(guide, session, tapped, wording::NOTED_MISSING),
        (Some(_), _) => said(guide, session, tapped, wording::NOTED_HELPFUL),
    };
    Shown { feedback, ..shown }
}

/// Asks what was wrong with it; nobody has to say.
fn ask_why(answer: u32) -> Shown {
    let reasons = [
        Judgement::WrongPlace,
        Judgement::TooVague,
        Judgement::SomethingElse,
    ];
    let screen = Screen::saying(wording::WHY).row(judging::buttons(answer, &reasons));
    // Below, so that what was judged can still be read.
    Shown::from(screen).below()
}

/// A word: on the button where one was pressed, so that the answer stays as it is; else below.
fn said(guide: &Guide, session: &Session, tapped: bool, words: &str) -> Shown {
    if tapped {
        return Shown::nothing().with_toast(words);
    }
    Screen::saying(words).onward(guide, session).into()
}
