//! Questions: one, each of several, or the words of a search put as one.

use crate::answer::{Nothing, Outcome, Question};
use crate::conversation::hearing::{self, Request};
use crate::conversation::lookup::Lookup;
use crate::conversation::page::screen::Screen;
use crate::conversation::page::{answer, examples, judging, links, selection};
use crate::conversation::value::{Action, AskedLast, Button, Moment, Session, fingerprint};
use crate::conversation::wording;
use crate::knowledge::Guide;
use crate::text::RichText;
use crate::understanding::Heard;

/// What came of a question.
pub(crate) enum AskedFor {
    /// Something to show.
    Screen(Screen),
    /// It was no question: this is what is meant.
    Request(Request),
}

/// Answers a question, or each of several, and remembers it so that its answer can be shown again.
pub(crate) fn ask(lookup: &dyn Lookup, session: &mut Session, text: &str, now: Moment) -> AskedFor {
    let asked = AskedLast {
        question: text.to_owned(),
        after: session.talked_about(lookup.guide()),
        at: now,
        refused: 0,
    };
    let mut asked_for = answered(lookup, session, text, now);
    if let AskedFor::Screen(screen) = &mut asked_for
        && screen.view.is_none()
        && let Some(response) = &screen.response
    {
        screen.view = Some(Action::Answer(fingerprint::of(text)));
        let before = session.asked.as_ref().map_or(0, |last| last.refused);
        session.asked = Some(AskedLast {
            refused: if response.finds_nothing() {
                before.saturating_add(1)
            } else {
                0
            },
            ..asked
        });
    }
    asked_for
}

/// Shows the last answer again, if it was the one to this question.
pub(crate) fn again(
    lookup: &dyn Lookup,
    session: &mut Session,
    question: u32,
    now: Moment,
) -> Screen {
    let asked = session.asked.clone();
    let Some(asked) = asked.filter(|asked| fingerprint::of(&asked.question) == question) else {
        return Screen::saying(wording::ANSWER_LAPSED).onward(lookup.guide(), session);
    };
    session.topic = asked.after.clone().map(|topic| (topic, now));
    let text = asked.question.clone();
    let refused = asked.refused.saturating_sub(1);
    session.asked = Some(AskedLast { refused, ..asked });
    match ask(lookup, session, &text, now) {
        AskedFor::Screen(screen) => screen,
        // What it could mean on the screen of now was not meant when it was answered.
        AskedFor::Request(_) => {
            let of_guide = Question {
                of_guide: true,
                ..following_up(lookup, session, &text)
            };
            Screen {
                view: Some(Action::Answer(question)),
                ..put(lookup, session, &of_guide, now)
            }
        }
    }
}

fn answered(lookup: &dyn Lookup, session: &mut Session, text: &str, now: Moment) -> AskedFor {
    let read = lookup.read(text);
    let beside = read
        .beside
        .and_then(|intent| lookup.pack().intents.get(intent))
        .and_then(|intent| wording::intended(lookup.guide(), intent));
    match (beside, answered_alone(lookup, session, text, &read, now)) {
        // Whoever is in trouble is met with a word first; what finds nothing then is not dwelt on.
        (Some(words), AskedFor::Screen(screen)) => AskedFor::Screen(match &screen.response {
            Some(response) if response.finds_nothing() => {
                Screen::saying(words).onward(lookup.guide(), session)
            }
            _ => screen.headed(words),
        }),
        (_, asked_for) => asked_for,
    }
}

fn answered_alone(
    lookup: &dyn Lookup,
    session: &mut Session,
    text: &str,
    read: &Heard,
    now: Moment,
) -> AskedFor {
    if read.questions.len() > 1 {
        let questions = read.questions.iter();
        let questions: Vec<String> = questions.map(|asked| asked.text.clone()).collect();
        return AskedFor::Screen(each(lookup, session, &questions, read.left_out, now));
    }
    let question = following_up(lookup, session, text);
    let mut screen = look_up(lookup, session, &question, now);
    let guide = lookup.guide();
    let outcome = screen.response.as_deref().map(|response| &response.outcome);
    if let Some(Outcome::Intent(intent)) = outcome {
        if let Some(request) = hearing::intended(lookup, session, *intent) {
            return AskedFor::Request(request);
        }
        // What cannot be done here was not meant.
        let question = Question {
            of_guide: true,
            ..question
        };
        return AskedFor::Screen(put(lookup, session, &question, now));
    }
    let is_answer = matches!(outcome, Some(Outcome::Answer(_)));
    let is_unknown = matches!(outcome, Some(Outcome::NoAnswer(none)) if matches!(none.why, Nothing::NotInGuide | Nothing::OffTopic));
    if (is_answer || is_unknown)
        && hearing::is_keyword(lookup, text)
        && let Some((all, list)) = examples_of(lookup, session, text, now)
    {
        if is_unknown {
            return AskedFor::Screen(list);
        }
        screen = screen.row([all]);
    }
    AskedFor::Screen(judging::offer(guide, session, text, screen, now))
}

/// Searches once more for exactly the words of the last question.
pub(crate) fn literally(lookup: &dyn Lookup, session: &mut Session, now: Moment) -> Screen {
    let Some((topic, _)) = &session.topic else {
        return invite(lookup.guide(), session);
    };
    let question = Question {
        text: topic.question.clone(),
        literal: true,
        of_guide: true,
        ..Question::default()
    };
    put(lookup, session, &question, now)
}

/// Takes the words that examples were last searched by for a question.
pub(crate) fn searched_words(lookup: &dyn Lookup, session: &mut Session, now: Moment) -> Screen {
    let Some((words, _)) = &session.searched else {
        return invite(lookup.guide(), session);
    };
    let question = Question {
        text: words.clone(),
        of_guide: true,
        ..Question::default()
    };
    put(lookup, session, &question, now)
}

/// Asks for a question where none was typed.
pub(crate) fn invite(guide: &Guide, session: &Session) -> Screen {
    Screen::saying(wording::WHAT_TO_ASK).onward(guide, session)
}

/// Answers several questions below each other, each with the button that leads to its place.
fn each(
    lookup: &dyn Lookup,
    session: &mut Session,
    questions: &[String],
    mut left_out: usize,
    now: Moment,
) -> Screen {
    let guide = lookup.guide();
    let mut text = RichText::default();
    let mut buttons: Vec<Button> = Vec::new();
    let mut first = None;
    for question in questions {
        let question = following_up(lookup, session, question);
        let answered = look_up(lookup, session, &question, now);
        let outcome = answered
            .response
            .as_deref()
            .map(|response| &response.outcome);
        let way = match outcome {
            Some(Outcome::Answer(answer)) => Some(&answer.citation),
            Some(Outcome::NoAnswer(none)) => none.nearest.first(),
            // What is meant by it can only be done by itself.
            Some(Outcome::Intent(_)) | None => {
                left_out += 1;
                continue;
            }
        };
        let button = way.and_then(|way| links::cited_among_others(guide, way));
        buttons.extend(button.filter(|button| !buttons.contains(button)));
        text = text.and_title(question.text).and(&answered.text);
        first = first.or(answered.response);
    }
    if left_out > 0 {
        text = text.and_paragraph(wording::left_out(left_out));
    }
    Screen {
        response: first,
        ..Screen::new(text).column(buttons).onward(guide, session)
    }
}

/// A question with what was talked about before.
fn following_up(lookup: &dyn Lookup, session: &Session, text: &str) -> Question {
    Question {
        text: text.to_owned(),
        topic: session.talked_about(lookup.guide()),
        ..Question::default()
    }
}

/// Puts a question, remembers what it was about, and asks whether the answer helped.
fn put(lookup: &dyn Lookup, session: &mut Session, question: &Question, now: Moment) -> Screen {
    let screen = look_up(lookup, session, question, now);
    judging::offer(lookup.guide(), session, &question.text, screen, now)
}

fn look_up(lookup: &dyn Lookup, session: &mut Session, question: &Question, now: Moment) -> Screen {
    let response = lookup.answer(question, &lookup.read(&question.text));
    if let Some(topic) = &response.topic {
        session.topic = Some((topic.clone(), now));
    }
    answer::screen(lookup, session, response)
}

/// The list of what these words find, and the button that leads to it, where they find more than one example.
fn examples_of(
    lookup: &dyn Lookup,
    session: &mut Session,
    words: &str,
    now: Moment,
) -> Option<(Button, Screen)> {
    let (mut selection, rest) = selection::named_in(lookup, words);
    if rest.is_empty() {
        return None;
    }
    let found = lookup.examples(&rest, selection.municipality.as_ref());
    if found.len() < 2 {
        return None;
    }
    selection.words = Some(selection::print_of(&rest));
    session.search_by(rest.clone(), now);
    let list = examples::list(lookup.guide(), session, &selection, Some((&rest, &found)));
    Some((links::examples(wording::MORE_EXAMPLES, selection), list))
}
