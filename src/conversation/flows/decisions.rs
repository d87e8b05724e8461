//! Decisions: what the guide gives to decide, answered by a button or in words, changed and taken back at any time.
//!
//! An answer sets a state, so a second press does no harm, and what an old button offers that is not asked any more is not
//! kept. What a change takes the ground from stays kept and is said.

use time::Date;

use crate::conversation::hearing;
use crate::conversation::lookup::Lookup;
use crate::conversation::page::decisions;
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::value::{
    Action, Button, DECISION_LENGTH, Decided, LocalClock, Matter, Moment, Prompt, Ruling, Session,
    Standing,
};
use crate::conversation::wording;
use crate::knowledge::{DecisionId, DecisionKind, Guide, OptionId, PlaceId};
use crate::language::DayMeant;

/// A page of decisions.
pub(crate) fn list(guide: &Guide, session: &Session, place: Option<&PlaceId>, page: u16) -> Screen {
    decisions::list(guide, session, place, page)
}

/// One decision. One that wants words or a day takes the next message for its answer.
pub(crate) fn show(
    guide: &Guide,
    session: &mut Session,
    id: &DecisionId,
    clock: LocalClock<'_>,
) -> Shown {
    let Some(matter) = matter(guide, session, id) else {
        return gone(guide, session, id, clock);
    };
    let (is_open, is_free) = (matter.is_open(), matter.decision.fixed_answers().is_empty());
    let screen = decisions::of_decision(guide, session, &matter, clock);
    if is_open && is_free {
        session.prompt = Some((Prompt::Decision(id.clone()), clock.now));
    }
    screen.into()
}

/// Asks for another answer in words, or another day.
pub(crate) fn ask_again(
    guide: &Guide,
    session: &mut Session,
    id: &DecisionId,
    clock: LocalClock<'_>,
) -> Shown {
    let Some(matter) = matter(guide, session, id).filter(|matter| matter.asked) else {
        return show(guide, session, id, clock);
    };
    let is_day = matter.decision.kind == DecisionKind::Date;
    if !matter.decision.fixed_answers().is_empty() {
        return show(guide, session, id, clock);
    }
    let screen = Screen::saying(wording::change_decision(&matter.decision.question, is_day));
    session.prompt = Some((Prompt::Decision(id.clone()), clock.now));
    screen.row([give_up()]).into()
}

/// Decides, as a button says, or takes the answer back.
pub(crate) fn decide(
    guide: &Guide,
    session: &mut Session,
    id: &DecisionId,
    option: Option<OptionId>,
    clock: LocalClock<'_>,
) -> Shown {
    let Some(option) = option else {
        return withdraw(guide, session, id, clock);
    };
    let ruling = Ruling::Option(option);
    let Some(matter) = matter(guide, session, id) else {
        return gone(guide, session, id, clock).with_toast(wording::DECISION_GONE);
    };
    if !matter.asked || !ruling.answers(matter.decision) {
        return show(guide, session, id, clock).with_toast(wording::NOT_ASKED);
    }
    keep(guide, session, id, ruling, wording::DECIDED, clock)
}

fn withdraw(guide: &Guide, session: &mut Session, id: &DecisionId, clock: LocalClock<'_>) -> Shown {
    let before = obsolete(guide, session);
    if session.project.decisions.withdraw(id).is_none() {
        return show(guide, session, id, clock);
    }
    let said = with_consequences(wording::WITHDRAWN.to_owned(), guide, session, &before);
    if guide.decision(id).is_none() {
        session
            .trail
            .retain(|data| Action::decode(data) != Some(Action::Decision(id.clone())));
        return Shown::from(list(guide, session, None, 0)).headed(said);
    }
    show(guide, session, id, clock)
        .headed(said)
        .with_toast(wording::WITHDRAWN)
}

/// What a typed text decides, if an answer was asked for.
pub(crate) fn typed(
    lookup: &dyn Lookup,
    session: &mut Session,
    text: &str,
    clock: LocalClock<'_>,
) -> Option<Shown> {
    let Prompt::Decision(id) = session.prompted()? else {
        return None;
    };
    let guide = lookup.guide();
    let matter = matter(guide, session, &id)?;
    if hearing::sets_deadline(lookup, text) || hearing::leaves_open(lookup, text) {
        return None;
    }
    if matter.decision.kind == DecisionKind::Date
        && !hearing::asks(lookup, text)
        && let Some(day) = day_in(lookup, text, clock)
    {
        let ruling = Ruling::Day(day);
        return Some(keep(guide, session, &id, ruling, wording::DECIDED, clock));
    }
    let is_number = text.trim().bytes().all(|sign| sign.is_ascii_digit());
    if !is_number && hearing::is_command_in_words(lookup, session, text) {
        return None;
    }
    match matter.decision.kind {
        DecisionKind::Date if hearing::asks(lookup, text) => None,
        DecisionKind::Date => Some(Screen::saying(wording::NO_DAY).row([give_up()]).into()),
        DecisionKind::Text if hearing::asks(lookup, text) => {
            session.prompt = Some((Prompt::DecisionOrQuestion(id, text.to_owned()), clock.now));
            let choice = Screen::saying(wording::DECISION_OR_QUESTION).row([
                Button::act(wording::ANSWER_IT, Action::AskNoted),
                Button::act(wording::AS_DECISION, Action::KeepNoted),
            ]);
            Some(choice.into())
        }
        DecisionKind::Text => Some(keep_words(guide, session, &id, text, clock)),
        DecisionKind::Choice | DecisionKind::YesNo => None,
    }
}

/// A message that was changed after it became an answer in words, or a day, not long ago; nothing where it is not that.
pub(crate) fn edited(
    lookup: &dyn Lookup,
    session: &mut Session,
    text: &str,
    clock: LocalClock<'_>,
) -> Option<Shown> {
    let answers = session.project.decisions.iter();
    let may_be = |ruling: &Ruling| match ruling {
        Ruling::Words(words) => hearing::is_edit_of(words, text),
        Ruling::Day(_) => hearing::is_day(lookup, text),
        Ruling::Option(_) => false,
    };
    let recent =
        answers.filter(|(_, Decided(ruling, at))| !at.has_lapsed(clock.now) && may_be(ruling));
    let (id, Decided(before, at)) = recent.max_by_key(|(_, Decided(_, at))| *at)?;
    if is_later_note(session, *at, text) {
        return None;
    }
    let ruling = match before {
        Ruling::Day(_) => Ruling::Day(day_in(lookup, text, clock)?),
        _ => Ruling::Words(text.to_owned()),
    };
    if ruling == *before {
        return Some(Shown::nothing());
    }
    let id = id.clone();
    if let Some(said) = refusal(text) {
        return Some(Screen::saying(said).onward(lookup.guide(), session).into());
    }
    let guide = lookup.guide();
    Some(keep(
        guide,
        session,
        &id,
        ruling,
        wording::DECISION_CHANGED,
        clock,
    ))
}

/// Whether a text may be that of a note written after a moment.
fn is_later_note(session: &Session, at: Moment, text: &str) -> bool {
    let mut notes = session.project.notes.iter();
    notes.any(|note| note.at > at && hearing::is_edit_of(&note.text, text))
}

/// Keeps what was put as a question as an answer all the same; nothing where that was not asked.
pub(crate) fn keep_asked(
    guide: &Guide,
    session: &mut Session,
    clock: LocalClock<'_>,
) -> Option<Shown> {
    match session.prompted()? {
        Prompt::DecisionOrQuestion(id, text) => Some(keep_words(guide, session, &id, &text, clock)),
        _ => None,
    }
}

fn keep_words(
    guide: &Guide,
    session: &mut Session,
    id: &DecisionId,
    text: &str,
    clock: LocalClock<'_>,
) -> Shown {
    if let Some(said) = refusal(text) {
        return Screen::saying(said).row([give_up()]).into();
    }
    let ruling = Ruling::Words(text.to_owned());
    keep(guide, session, id, ruling, wording::DECIDED, clock)
}

/// Why words cannot be an answer, if they cannot.
fn refusal(text: &str) -> Option<String> {
    let length = text.chars().count();
    let is_refused = length > DECISION_LENGTH || text.trim().is_empty();
    is_refused.then(|| wording::decision_refused(length))
}

/// Keeps an answer, says that, and what else it changes.
fn keep(
    guide: &Guide,
    session: &mut Session,
    id: &DecisionId,
    ruling: Ruling,
    said: &'static str,
    clock: LocalClock<'_>,
) -> Shown {
    let before = obsolete(guide, session);
    session.prompt = None;
    session
        .project
        .decisions
        .decide(id.clone(), ruling, clock.now);
    let told = with_consequences(said.to_owned(), guide, session, &before);
    match matter(guide, session, id) {
        Some(matter) => Shown::from(decisions::of_decision(guide, session, &matter, clock))
            .headed(told)
            .with_toast(said),
        None => gone(guide, session, id, clock),
    }
}

/// The answers that do not hold, by what they decide.
fn obsolete(guide: &Guide, session: &Session) -> Vec<DecisionId> {
    let matters = session.project.decisions.standings(guide).into_iter();
    let lost = matters.filter(|matter| matches!(matter.standing, Standing::Obsolete(_)));
    lost.map(|matter| matter.decision.id.clone()).collect()
}

/// Says which answers lost their ground since, and which have it again.
fn with_consequences(
    said: String,
    guide: &Guide,
    session: &Session,
    before: &[DecisionId],
) -> String {
    let after = obsolete(guide, session);
    let named = |ids: &[DecisionId], others: &[DecisionId]| {
        let ids = ids.iter().filter(|id| !others.contains(id));
        let kept = ids.filter(|id| session.project.decisions.get(id).is_some());
        let names = kept.filter_map(|id| Some(guide.decision(id)?.1.on_button().to_owned()));
        names.collect::<Vec<String>>()
    };
    let (lost, back) = (named(&after, before), named(before, &after));
    wording::with_consequences(said, &lost, &back)
}

/// A decision of the guide and how it stands.
fn matter<'g, 's>(
    guide: &'g Guide,
    session: &'s Session,
    id: &DecisionId,
) -> Option<Matter<'g, 's>> {
    let mut matters = session.project.decisions.standings(guide).into_iter();
    matters.find(|matter| matter.decision.id == *id)
}

fn gone(guide: &Guide, session: &Session, id: &DecisionId, clock: LocalClock<'_>) -> Shown {
    match session.project.decisions.get(id) {
        Some(decided) => decisions::of_gone(guide, session, id, decided, clock).into(),
        None => Shown::from(list(guide, session, None, 0).headed(wording::DECISION_GONE)),
    }
}

fn give_up() -> Button {
    Button::act(wording::GIVE_UP, Action::Keep)
}

/// The one day that a text names; it may be over.
fn day_in(lookup: &dyn Lookup, text: &str, clock: LocalClock<'_>) -> Option<Date> {
    let (_, day) = hearing::day_in(lookup, text)?;
    match day.on(clock.today().date()?) {
        DayMeant::Day(day) | DayMeant::Past(day) => Some(day),
        DayMeant::Either(..) | DayMeant::None => None,
    }
}
