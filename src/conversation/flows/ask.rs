//! Questions: what was found, with the place it stands at and the ways on from there.
//!
//! An answer leaves the walk where it stands; from it one tap reads the place, one works there, one leads back. When
//! nothing is presented as the answer, each kind of nothing has its own words and its own next taps.

use crate::answer::{Also, Answer, Citation, NoAnswer, Nothing, Outcome, Question, Response};
use crate::german::fold;
use crate::knowledge::{AsOf, GapId, Guide, MunicipalityId, Notice, Place, Target};
use crate::language::Pack;
use crate::text::{RichText, Span};

use crate::conversation::flows::{examples, judge, place, place_details, start};
use crate::conversation::hearing::Heard;
use crate::conversation::lookup::Lookup;
use crate::conversation::page::provenance;
use crate::conversation::page::screen::{Screen, aside, lines};
use crate::conversation::value::{Action, Button, Moment, Selection, Session};
use crate::conversation::{hearing, wording};

/// What came of a question.
pub(crate) enum Asked {
    /// Something to show.
    Screen(Screen),
    /// It was no question: this is what is meant.
    Meant(Heard),
}

/// Answers a question, or each of several.
pub(crate) fn ask(lookup: &dyn Lookup, session: &mut Session, text: &str, now: Moment) -> Asked {
    if let Some(list) = examples::of_another_town(lookup, session, text, now) {
        return Asked::Screen(list);
    }
    let read = lookup.read(text);
    if read.questions.len() > 1 {
        let questions: Vec<String> = read.questions.into_iter().map(|asked| asked.text).collect();
        return Asked::Screen(each(lookup, session, &questions, read.left_out, now));
    }
    let question = Question {
        text: text.to_owned(),
        topic: session.topic.clone().map(|(topic, _)| topic),
        literal: false,
    };
    let mut screen = look_up(lookup, session, &question, now);
    let guide = lookup.guide();
    let outcome = screen.response.as_deref().map(|response| &response.outcome);
    if let Some(Outcome::Intent(intent)) = outcome {
        return match hearing::intended(lookup, session, *intent) {
            Some(heard) => Asked::Meant(heard),
            None => Asked::Screen(start::onward(
                guide,
                session,
                Screen::new(wording::notice(guide, Notice::OffTopic)),
            )),
        };
    }
    if is_keyword(lookup, text)
        && let Some((all, list)) = examples::found(lookup, session, text, now)
    {
        match screen.response.as_deref().map(|response| &response.outcome) {
            Some(Outcome::NoAnswer(none))
                if matches!(none.why, Nothing::NotInGuide | Nothing::OffTopic) =>
            {
                return Asked::Screen(list);
            }
            Some(Outcome::Answer(_)) => screen = screen.row([all]),
            _ => {}
        }
    }
    Asked::Screen(judge::offer(guide, session, text, screen, now))
}

/// Answers several questions below each other, each with the button that leads to its place.
fn each(
    lookup: &dyn Lookup,
    session: &mut Session,
    questions: &[String],
    left_out: usize,
    now: Moment,
) -> Screen {
    let guide = lookup.guide();
    let mut text = RichText::default();
    let mut buttons: Vec<Button> = Vec::new();
    let mut first = None;
    let mut left_out = left_out;
    for question in questions {
        let asked = Question {
            text: question.clone(),
            topic: session.topic.clone().map(|(topic, _)| topic),
            literal: false,
        };
        let answered = look_up(lookup, session, &asked, now);
        let way = match answered
            .response
            .as_deref()
            .map(|response| &response.outcome)
        {
            Some(Outcome::Answer(answer)) => Some(&answer.citation),
            Some(Outcome::NoAnswer(none)) => none.nearest.first(),
            // What is meant by it can only be done by itself.
            Some(Outcome::Intent(_)) | None => {
                left_out += 1;
                continue;
            }
        };
        let button = way.and_then(|way| choice_button(guide, way));
        buttons.extend(button.filter(|button| !buttons.contains(button)));
        text = text.and_title(question.clone()).and(&answered.text);
        first = first.or(answered.response);
    }
    if left_out > 0 {
        text = text.and_paragraph(wording::left_out(left_out));
    }
    let screen = Screen::new(text).column(buttons);
    let screen = start::onward(guide, session, screen);
    Screen {
        response: first,
        ..screen
    }
}

/// Searches once more for exactly the words of the last question.
pub(crate) fn literally(lookup: &dyn Lookup, session: &mut Session, now: Moment) -> Screen {
    let Some((topic, _)) = &session.topic else {
        return invite(lookup.guide(), session);
    };
    let question = Question {
        text: topic.question.clone(),
        topic: None,
        literal: true,
    };
    put(lookup, session, &question, now)
}

/// Whether a text is a word or two to look for rather than a question.
pub(crate) fn is_keyword(lookup: &dyn Lookup, text: &str) -> bool {
    let words = fold::tokens(text);
    let pack = &lookup.pack().words;
    (1..=3).contains(&words.len())
        && !text.contains('?')
        && !words
            .iter()
            .any(|word| pack.asking.contains(&word.key) || pack.joining.contains(&word.key))
}

/// Puts a question, remembers what it was about, and asks whether the answer helped.
pub(crate) fn put(
    lookup: &dyn Lookup,
    session: &mut Session,
    question: &Question,
    now: Moment,
) -> Screen {
    let screen = look_up(lookup, session, question, now);
    judge::offer(lookup.guide(), session, &question.text, screen, now)
}

fn look_up(lookup: &dyn Lookup, session: &mut Session, question: &Question, now: Moment) -> Screen {
    let response = lookup.answer(question);
    if let Some(topic) = &response.topic {
        session.topic = Some((topic.clone(), now));
    }
    screen(lookup.guide(), session, response)
}

/// Asks for a question where none was typed.
pub(crate) fn invite(guide: &Guide, session: &Session) -> Screen {
    start::onward(guide, session, Screen::saying(wording::WHAT_TO_ASK))
}

/// Shows a response.
pub(crate) fn screen(guide: &Guide, session: &Session, response: Response) -> Screen {
    let mut screen = match &response.outcome {
        Outcome::Answer(answer) => answered(guide, session, answer),
        Outcome::NoAnswer(none) => unanswered(guide, session, none),
        Outcome::Intent(_) => Screen::default(),
    };
    if !response.mended.is_empty() && session.topic.is_some() {
        screen = mended(screen, &response.mended);
    }
    if let Some(understood) = &response.understood {
        screen = screen.headed(wording::understood(understood));
    }
    screen.answering(response)
}

/// Says what was searched instead of what was typed, with the way to search just that.
fn mended(mut screen: Screen, searched: &[String]) -> Screen {
    let words = searched.iter().enumerate().flat_map(|(at, word)| {
        let between = if at == 0 { " " } else { ", " };
        [Span::plain(between), Span::emphasis(word.clone())]
    });
    let line: Vec<Span> = [Span::plain(wording::SEARCHED)]
        .into_iter()
        .chain(words)
        .collect();
    screen.text = RichText::default().and_spans(line).and(&screen.text);
    screen.row([Button::act(wording::LITERALLY, Action::Literally)])
}

fn answered(guide: &Guide, session: &Session, answer: &Answer) -> Screen {
    if !answer.towns.is_empty() {
        return compared(guide, session, answer);
    }
    let mut text = if answer.sure {
        RichText::default()
    } else {
        RichText::paragraph(wording::UNSURE)
    };
    text = text.and(&answer.quote);
    let kinds = &Pack::built_in().kinds;
    if let Some(kind) = answer.lacks.and_then(|kind| kinds.get(kind)) {
        text = text.and_paragraph(kind.lacks.clone());
    }
    text = text.and(&aside(cited(guide, &answer.citation)));
    let mut screen =
        Screen::new(RichText::default()).row(ways_in(guide, &answer.citation, answer.more));
    if !answer.also.is_empty() {
        let also = answer.also.iter().map(|also| beside(guide, also));
        text = text.and_paragraph(wording::ALSO).and(&lines(also));
        let buttons = answer.also.iter();
        let buttons = buttons.filter_map(|also| choice_button(guide, &also.citation));
        // Parts of one place share a label, and whoever types it could mean only the first.
        let mut shown = screen.rows.concat();
        let above = shown.len();
        for button in buttons {
            if shown.iter().all(|other| other.label != button.label) {
                shown.push(button);
            }
        }
        screen = screen.row(shown.split_off(above));
    }
    screen.text = text;
    onward(guide, session, screen, &answer.citation)
}

/// A part of a place by its number and its own title: "1.1 Von wem der Anstoß kommen kann".
fn part_of(guide: &Guide, citation: &Citation) -> Option<String> {
    let Target::Place(place, Some(part)) = &citation.target else {
        return None;
    };
    let place = guide.place(place)?;
    let part = place.parts.iter().find(|other| other.id == *part)?;
    Some(format!("{} {}", place.number, part.title))
}

/// A further place on one line: what it is, and its best sentence.
fn beside(guide: &Guide, also: &Also) -> Vec<Span> {
    let name = part_of(guide, &also.citation).unwrap_or_else(|| named(&also.citation));
    vec![
        Span::strong(name),
        Span::plain(format!(" – „{}“", also.quote.trim_matches(['„', '“']))),
    ]
}

/// What several towns say, one after the other.
fn compared(guide: &Guide, session: &Session, answer: &Answer) -> Screen {
    let mut text = RichText::default();
    let mut buttons = Vec::new();
    for of_town in &answer.towns {
        let citation = &of_town.citation;
        let town = citation.municipality.clone().unwrap_or_default();
        text = text.and_title(town);
        for line in of_town.quote.lines().filter(|line| !line.trim().is_empty()) {
            text = text.and_paragraph(line.to_owned());
        }
        text = text.and(&aside(cited(guide, citation)));
        buttons.extend(choice_button(guide, citation));
    }
    onward(
        guide,
        session,
        Screen::new(text).column(buttons),
        &answer.citation,
    )
}

/// The last rows below an answer: back to the walk, and what else there is at its place.
fn onward(guide: &Guide, session: &Session, screen: Screen, citation: &Citation) -> Screen {
    let cited = citation.place.as_ref().and_then(|id| guide.place(id));
    let back = place::standing(guide, session)
        .filter(|standing| {
            cited.is_none_or(|cited| cited.id != standing.id) || is_example(citation)
        })
        .map(|place| Button::act(wording::back_to(place), Action::Open(place.id.clone())));
    let more = cited
        .filter(|place| place_details::holds_more(guide, place))
        .map(|place| {
            let action = Action::Rest {
                place: place.id.clone(),
                page: 0,
            };
            Button::act(wording::MORE, action)
        });
    let examples = cited.and_then(|place| place::examples_button(guide, place));
    let row: Vec<Button> = back.into_iter().chain(examples).chain(more).collect();
    if screen.rows.is_empty() && row.is_empty() {
        return start::choices(screen);
    }
    screen.row(row)
}

/// What one can do with the thing cited: open it, work there.
fn ways_in(guide: &Guide, citation: &Citation, more: bool) -> Vec<Button> {
    let place = citation.place.as_ref().and_then(|id| guide.place(id));
    let work =
        place.map(|place| Button::act(wording::work_in(place), Action::Open(place.id.clone())));
    let open = match &citation.target {
        // The quote is all there is of them; what helps on is the place they belong to.
        Target::Term(_) | Target::Answer(_) | Target::Gap(_) if !more => {
            place.map(|place| Button::act(wording::read(place), Action::Read(place.id.clone())))
        }
        _ => open_button(guide, citation),
    };
    open.into_iter()
        .chain(work.filter(|_| !is_example(citation)))
        .collect()
}

/// The button that opens what is cited.
fn open_button(guide: &Guide, citation: &Citation) -> Option<Button> {
    let at = |place: &Place, part: Option<&crate::knowledge::PartId>| {
        let id = place.id.clone();
        let action = match part {
            Some(part) => Action::Rest {
                page: place_details::page_of(guide, place, part),
                place: id,
            },
            None => Action::Read(id),
        };
        Button::act(wording::read(place), action)
    };
    Some(match &citation.target {
        Target::Place(id, part) => at(guide.place(id)?, part.as_ref()),
        Target::Example(id) => {
            guide.example(id)?;
            Button::act(wording::OPEN_EXAMPLE, Action::Example(id.clone()))
        }
        Target::Term(id) => {
            let term = guide.term(id)?;
            let label = wording::label(&wording::term(&term.term));
            Button::act(label, Action::Term(id.clone()))
        }
        Target::Background(id) => {
            guide.background(id)?;
            Button::act(wording::READ_ALL, Action::Background(id.clone(), 0))
        }
        Target::Answer(id) => {
            let answer = guide.answer(id)?;
            match answer.places.first().and_then(|id| guide.place(id)) {
                Some(place) => at(place, None),
                None => Button::act(wording::READ_ALL, Action::Curated(id.clone())),
            }
        }
        Target::Gap(id) => at(guide.place(&guide.gap(id)?.nearest)?, None),
    })
}

/// The same among others, where "Beispiel öffnen" would not say which.
fn choice_button(guide: &Guide, citation: &Citation) -> Option<Button> {
    let mut button = open_button(guide, citation)?;
    match citation.target {
        Target::Example(_) => {
            button.label = wording::label(&wording::example_named(&citation.title))
        }
        Target::Background(_) => button.label = wording::label(&citation.title),
        _ => {
            if let Some(part) = part_of(guide, citation) {
                button.label = wording::label(&part);
            }
        }
    }
    Some(button)
}

fn is_example(citation: &Citation) -> bool {
    matches!(citation.target, Target::Example(_))
}

/// The line that says where a quote stands and where that comes from.
pub(crate) fn cited(guide: &Guide, citation: &Citation) -> String {
    let general = match &citation.target {
        Target::Term(id) => guide.term(id).is_some_and(|term| term.general),
        _ => false,
    };
    let origin = if general {
        wording::GENERAL.to_owned()
    } else {
        citation.origin.clone()
    };
    let mut parts = vec![named(citation), origin];
    let date = provenance::of(guide, &citation.target).map_or(AsOf::Unknown, |from| from.as_of);
    parts.extend((date != AsOf::Unknown).then(|| wording::as_of(date)));
    parts.extend(citation.held_by.as_deref().map(wording::copy_at));
    let editorial = provenance::notice(guide, Notice::Editorial);
    parts.extend(citation.editorial.then_some(editorial));
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// What is cited, by number and title: "1.1 Auftrag einholen", "1.3 · Beispiel Bochum: Kernteam".
pub(crate) fn named(citation: &Citation) -> String {
    let number = citation.number.clone().unwrap_or_default();
    match (&citation.target, &citation.municipality) {
        (Target::Example(_), Some(town)) => {
            let example = format!("{}: {}", wording::example_of(town), citation.title);
            joined(&number, " · ", &example)
        }
        (Target::Background(_), _) => joined(&number, " · ", &citation.title),
        (Target::Term(_), _) => joined(&number, " · ", &wording::term(&citation.title)),
        _ => joined(&number, " ", &citation.title),
    }
}

fn joined(one: &str, with: &str, other: &str) -> String {
    if one.is_empty() || other.is_empty() {
        return format!("{one}{other}");
    }
    format!("{one}{with}{other}")
}

fn unanswered(guide: &Guide, session: &Session, none: &NoAnswer) -> Screen {
    match &none.why {
        Nothing::Empty => saying(guide, session, wording::EMPTY_QUESTION),
        Nothing::OffTopic => {
            let text = wording::notice(guide, Notice::OffTopic);
            start::onward(guide, session, Screen::new(text))
        }
        Nothing::NotInGuide => {
            let text = wording::notice(guide, Notice::NoAnswer);
            nearest(guide, session, text, &none.nearest)
        }
        Nothing::Gap(id) => gap(guide, session, id),
        // Asking what stands somewhere is a question too: it does not move the walk.
        Nothing::PlaceWithoutText(id) | Nothing::JustAPlace(id) => place::read(guide, session, id),
        Nothing::JustAnExample(id) => examples::example(guide, session, id, 0),
        Nothing::UnknownPlace(number) => unknown_place(guide, session, number, &none.nearest),
        Nothing::UnknownMunicipality(name) => examples::unknown_town(guide, session, name),
        Nothing::JustAMunicipality(id) => {
            examples::listed(guide, session, &Selection::of(id), None)
        }
        Nothing::NotInMunicipality(id) => not_in_municipality(guide, session, id),
        Nothing::ExamplesAt(id) => examples::listed(guide, session, &Selection::at(id), None),
        Nothing::NothingBefore => saying(guide, session, wording::NOTHING_BEFORE),
    }
}

/// What the editors know to be missing; their text names what helps instead.
fn gap(guide: &Guide, session: &Session, id: &GapId) -> Screen {
    let Some(gap) = guide.gap(id) else {
        let screen = Screen::new(wording::notice(guide, Notice::NoAnswer));
        return start::onward(guide, session, screen);
    };
    let read = guide
        .place(&gap.nearest)
        .map(|place| Button::act(wording::read(place), Action::Read(place.id.clone())));
    start::onward(guide, session, Screen::new(gap.text.clone()).row(read))
}

fn saying(guide: &Guide, session: &Session, words: &str) -> Screen {
    start::onward(guide, session, Screen::saying(words))
}

/// No answer, but the closest places, offered as such.
fn nearest(guide: &Guide, session: &Session, text: RichText, nearest: &[Citation]) -> Screen {
    let mut screen = Screen::new(text);
    if !nearest.is_empty() {
        screen.text = screen.text.and_paragraph(wording::NEAREST).and(&lines(
            nearest.iter().map(|near| vec![Span::plain(named(near))]),
        ));
        let buttons = nearest.iter().filter_map(|near| choice_button(guide, near));
        screen = screen.row(buttons);
    }
    start::onward(guide, session, screen)
}

fn unknown_place(guide: &Guide, session: &Session, number: &str, closest: &[Citation]) -> Screen {
    let first = guide.steps().next();
    let last = guide.steps().last();
    let known = first
        .zip(last)
        .map(|(first, last)| (first.number.as_str(), last.number.as_str()));
    let text = RichText::paragraph(wording::unknown_place(number, known));
    nearest(guide, session, text, closest)
}

fn not_in_municipality(guide: &Guide, session: &Session, id: &MunicipalityId) -> Screen {
    let town = guide.municipality(id);
    let name = town.map_or("", |town| town.name.as_str());
    let all = town.map(|town| {
        let action = Action::Examples(Selection::of(&town.id));
        Button::act(wording::examples_from(&town.name), action)
    });
    let screen = Screen::saying(wording::not_in_municipality(name)).row(all);
    start::onward(guide, session, screen)
}
