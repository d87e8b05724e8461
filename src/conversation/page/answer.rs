//! What is shown for a question: the quote with the place it stands at, or one of the kinds of nothing.
//!
//! An answer leaves the walk where it stands; from it one tap reads the place, one works there, one leads back. When
//! nothing is presented as the answer, each kind of nothing has its own words and its own next taps.

use crate::answer::{Also, Answer, Citation, NoAnswer, Nothing, Outcome, Response};
use crate::conversation::lookup::Lookup;
use crate::conversation::value::{Action, Button, Selection, Session};
use crate::conversation::wording;
use crate::knowledge::{Guide, Notice, Target};
use crate::text::{RichText, Span};

use super::screen::{Screen, aside, lines};
use super::{citation, examples, links, place, selection};

/// Shows a response.
pub(crate) fn screen(lookup: &dyn Lookup, session: &Session, response: Response) -> Screen {
    let mut screen = match &response.outcome {
        Outcome::Answer(answer) if answer.towns.is_empty() => answered(lookup, session, answer),
        Outcome::Answer(answer) => compared(lookup.guide(), session, answer),
        Outcome::NoAnswer(none) => unanswered(lookup.guide(), session, none),
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
    let mut line = vec![Span::plain(wording::SEARCHED)];
    for (at, word) in searched.iter().enumerate() {
        line.push(Span::plain(if at == 0 { " " } else { ", " }));
        line.push(Span::emphasis(word.clone()));
    }
    screen.text = RichText::default().and_spans(line).and(&screen.text);
    screen.row([Button::act(wording::LITERALLY, Action::Literally)])
}

fn answered(lookup: &dyn Lookup, session: &Session, answer: &Answer) -> Screen {
    let guide = lookup.guide();
    let mut text = if answer.sure {
        RichText::default()
    } else {
        RichText::paragraph(wording::UNSURE)
    };
    text = text.and(&answer.quote);
    let kinds = &lookup.pack().kinds;
    if let Some(kind) = answer.lacks.and_then(|kind| kinds.get(kind)) {
        text = text.and_paragraph(kind.lacks.clone());
    }
    text = text.and(&aside(citation::cited(guide, &answer.citation)));
    if !answer.also.is_empty() {
        let also = answer.also.iter().map(|also| beside(guide, also));
        text = text.and_paragraph(wording::ALSO).and(&lines(also));
    }
    let ways = ways_in(guide, &answer.citation, answer.more);
    // Parts of one place share a label, and whoever types it could mean only the first.
    let mut known: Vec<String> = ways.iter().map(|button| button.label.clone()).collect();
    let also = answer.also.iter();
    let also = also.filter_map(|also| links::cited_among_others(guide, &also.citation));
    let also: Vec<Button> = also
        .filter(|button| {
            let is_new = !known.contains(&button.label);
            known.push(button.label.clone());
            is_new
        })
        .collect();
    onward(
        guide,
        session,
        Screen::new(text).row(ways).row(also),
        &answer.citation,
    )
}

/// A further place on one line: what it is, and its best sentence.
fn beside(guide: &Guide, also: &Also) -> Vec<Span> {
    let name = citation::part_of(guide, &also.citation);
    let name = name.unwrap_or_else(|| citation::named(&also.citation));
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
        text = text.and_title(citation.municipality.clone().unwrap_or_default());
        for line in of_town.quote.lines().filter(|line| !line.trim().is_empty()) {
            text = text.and_paragraph(line.to_owned());
        }
        text = text.and(&aside(citation::cited(guide, citation)));
        buttons.extend(links::cited_among_others(guide, citation));
    }
    let screen = Screen::new(text).column(buttons);
    onward(guide, session, screen, &answer.citation)
}

/// The last rows below an answer: back to the walk, and what else there is at its place.
fn onward(guide: &Guide, session: &Session, screen: Screen, citation: &Citation) -> Screen {
    let cited = citation.place.as_ref().and_then(|id| guide.place(id));
    let is_there = cited.is_some_and(|cited| session.at.as_ref() == Some(&cited.id));
    let back = links::back(guide, session).filter(|_| !is_there || is_example(citation));
    let examples = cited.and_then(|place| links::examples_at(guide, place));
    let more = cited.and_then(|place| links::more(wording::MORE, guide, place));
    let row: Vec<Button> = [back, examples, more].into_iter().flatten().collect();
    if screen.rows.is_empty() && row.is_empty() {
        return screen.with_choices();
    }
    screen.row(row)
}

/// What one can do with the thing cited: open it, work there.
fn ways_in(guide: &Guide, citation: &Citation, more: bool) -> Vec<Button> {
    let place = citation.place.as_ref().and_then(|id| guide.place(id));
    let open = match &citation.target {
        // The quote is all there is of them; what helps on is the place they belong to.
        Target::Term(_) | Target::Answer(_) | Target::Gap(_) if !more => place.map(links::read),
        _ => links::cited(guide, citation),
    };
    let work = place.filter(|_| !is_example(citation));
    let work = work.map(|place| links::open(wording::work_in(place), place));
    open.into_iter().chain(work).collect()
}

fn is_example(citation: &Citation) -> bool {
    matches!(citation.target, Target::Example(_))
}

fn unanswered(guide: &Guide, session: &Session, none: &NoAnswer) -> Screen {
    let saying = |words: String| Screen::saying(words).onward(guide, session);
    let list = |selection| examples::list(guide, session, &selection, None);
    let notice = |notice| Screen::new(wording::notice(guide, notice));
    match &none.why {
        Nothing::Empty => saying(wording::EMPTY_QUESTION.to_owned()),
        Nothing::NothingBefore => saying(wording::NOTHING_BEFORE.to_owned()),
        Nothing::OffTopic => notice(Notice::OffTopic).onward(guide, session),
        Nothing::NotInGuide => nearest(guide, session, notice(Notice::NoAnswer), &none.nearest),
        // The text of the editors names what helps instead.
        Nothing::Gap(id) => match guide.gap(id) {
            Some(gap) => Screen::new(gap.text.clone())
                .row(guide.place(&gap.nearest).map(links::read))
                .onward(guide, session),
            None => notice(Notice::NoAnswer).onward(guide, session),
        },
        // Asking what stands somewhere is a question too: it does not move the walk.
        Nothing::PlaceWithoutText(id) | Nothing::JustAPlace(id) => match guide.place(id) {
            Some(place) => place::screen(guide, session, place),
            None => saying(wording::PLACE_GONE.to_owned()),
        },
        Nothing::JustAnExample(id) => match guide.example(id) {
            Some(example) => examples::example(guide, session, example, 0),
            None => list(Selection::default()).headed(wording::EXAMPLE_GONE),
        },
        Nothing::UnknownPlace(number) => {
            let first = guide.steps().next().map(|first| first.number.as_str());
            let last = guide.steps().last().map(|last| last.number.as_str());
            let screen = Screen::saying(wording::unknown_place(number, first.zip(last)));
            nearest(guide, session, screen, &none.nearest)
        }
        Nothing::UnknownMunicipality(name) => unknown_town(guide, session, name),
        Nothing::JustAMunicipality(id) => list(Selection::of(id)),
        Nothing::NotInMunicipality(id) => {
            let town = guide.municipality(id);
            let name = town.map_or("", |town| town.name.as_str());
            Screen::saying(wording::not_in_municipality(name))
                .row(town.map(links::examples_from))
                .onward(guide, session)
        }
    }
}

/// A town that the guide does not have, and those it has.
pub(crate) fn unknown_town(guide: &Guide, session: &Session, name: &str) -> Screen {
    let known = selection::towns(guide, &Selection::default());
    let known: Vec<&str> = known.map(|town| town.name.as_str()).collect();
    Screen::saying(wording::unknown_municipality(name, &known))
        .row(links::towns(guide))
        .onward(guide, session)
}

/// No answer, but the closest places, offered as such.
fn nearest(guide: &Guide, session: &Session, screen: Screen, nearest: &[Citation]) -> Screen {
    if nearest.is_empty() {
        return screen.onward(guide, session);
    }
    let names = nearest
        .iter()
        .map(|near| vec![Span::plain(citation::named(near))]);
    let text = screen
        .text
        .and_paragraph(wording::NEAREST)
        .and(&lines(names));
    let buttons = nearest.iter();
    let buttons = buttons.filter_map(|near| links::cited_among_others(guide, near));
    Screen::new(text).row(buttons).onward(guide, session)
}
