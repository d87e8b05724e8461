//! What is shown for a question: the quote with the place it stands at, or one of the kinds of nothing.
//!
//! An answer leaves the walk where it stands and stays in the chat; from it one tap opens the place below it, one passes
//! it on. When nothing is presented as the answer, each kind of nothing has its own words and its own next taps.

use crate::answer::{Also, Answer, Citation, NoAnswer, Nothing, Outcome, Response};
use crate::conversation::lookup::Lookup;
use crate::conversation::value::{Action, Button, Selection, Session, Style};
use crate::conversation::wording;
use crate::knowledge::{Guide, Notice, Target};
use crate::text::{RichText, Span};

use super::screen::{Screen, aside, lines};
use super::{articles, citation, examples, links, phone, place, selection};

/// Shows a response.
pub(crate) fn screen(lookup: &dyn Lookup, session: &Session, response: Response) -> Screen {
    // What leans on the talk before finds something else by itself.
    let asked = (response.account.joined.is_none()).then_some(response.account.asked.as_str());
    let asked = asked.filter(|asked| !asked.is_empty());
    let mut screen = match &response.outcome {
        Outcome::Answer(answer) if answer.towns.is_empty() => {
            answered(lookup, session.style, answer, asked)
        }
        Outcome::Answer(answer) => compared(lookup.guide(), answer, asked),
        Outcome::NoAnswer(none) => unanswered(lookup.guide(), session, &response, none),
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

fn answered(lookup: &dyn Lookup, style: Style, answer: &Answer, asked: Option<&str>) -> Screen {
    let guide = lookup.guide();
    let mut text = if answer.sure {
        RichText::default()
    } else {
        RichText::paragraph(wording::UNSURE)
    };
    let (quote, rest) = match style.short {
        true => phone::fitting(&RichText::default(), &answer.quote, phone::SHORT),
        false => (answer.quote.clone(), RichText::default()),
    };
    text = text.and(&quote);
    let kinds = &lookup.pack().kinds;
    if let Some(kind) = answer.lacks.and_then(|kind| kinds.get(kind)) {
        text = text.and_paragraph(kind.lacks.clone());
    }
    text = text.and(&aside(citation::cited(guide, &answer.citation)));
    if !answer.also.is_empty() && !style.short {
        text = with_others(guide, text, &answer.also);
    }
    let open = opening(guide, &answer.citation, answer.more || !rest.is_empty());
    // Parts of one place share a label, and whoever types it could mean only the first.
    let mut known: Vec<String> = open.iter().map(|button| button.label.clone()).collect();
    let also = answer.also.iter();
    let also = also.filter_map(|also| links::cited_among_others(guide, &also.citation));
    let also: Vec<Button> = also
        .filter(|button| {
            let is_new = !known.contains(&button.label);
            known.push(button.label.clone());
            is_new
        })
        .take(1)
        .collect();
    let cited = answer.citation.place.as_ref();
    let examples = cited
        .and_then(|id| guide.place(id))
        .and_then(|place| links::examples_at(guide, place))
        .filter(|_| also.is_empty());
    let share = links::pass_on(articles::quoting(guide, answer, asked));
    Screen::new(text)
        .row(open.into_iter().chain(also).chain(examples))
        .row(share)
}

/// Further places below an answer, as many as a phone has room for, at least one.
fn with_others(guide: &Guide, text: RichText, also: &[Also]) -> RichText {
    let text = text.and_paragraph(wording::ALSO);
    let with = |count: usize| {
        let also = also.iter().take(count).map(|also| beside(guide, also));
        text.clone().and(&lines(also))
    };
    let all = (2..=also.len()).rev().map(with);
    let mut fitting = all.filter(|text| phone::height(text) <= phone::ANSWER);
    fitting.next().unwrap_or_else(|| with(1))
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
fn compared(guide: &Guide, answer: &Answer, asked: Option<&str>) -> Screen {
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
    let share = links::pass_on(articles::quoting(guide, answer, asked));
    Screen::new(text).column(buttons).row(share)
}

/// What opens the thing cited.
fn opening(guide: &Guide, citation: &Citation, more: bool) -> Option<Button> {
    let place = citation.place.as_ref().and_then(|id| guide.place(id));
    match &citation.target {
        // The quote is all there is of them; what helps on is the place they belong to.
        Target::Term(_) | Target::Answer(_) | Target::Gap(_) if !more => place.map(links::read),
        _ => links::cited(guide, citation),
    }
}

fn unanswered(guide: &Guide, session: &Session, response: &Response, none: &NoAnswer) -> Screen {
    let saying = |words: String| Screen::saying(words).onward(guide, session);
    let list = |selection| examples::list(guide, session, &selection, None);
    let notice = |notice| Screen::new(refusal(guide, session, response, notice));
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
            let words = &guide.manifest.words;
            let first = guide.steps().next().map(|first| first.number.as_str());
            let last = guide.steps().last().map(|last| last.number.as_str());
            let screen = Screen::saying(wording::unknown_place(words, number, first.zip(last)));
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

/// Says that nothing was found, in other words than the last time, and what was looked for.
fn refusal(guide: &Guide, session: &Session, response: &Response, notice: Notice) -> RichText {
    let (sought, foreign) = (&response.sought, &response.foreign);
    if sought.is_empty() && !foreign.is_empty() {
        return RichText::paragraph(wording::not_understood(foreign));
    }
    let before = session.asked.as_ref().map_or(0, |asked| asked.refused);
    let text = match wording::again_nothing(&guide.manifest.words, notice, before) {
        Some(words) => RichText::paragraph(words),
        None => wording::notice(guide, notice),
    };
    match (notice, sought.is_empty()) {
        (Notice::NoAnswer, false) => text.and_paragraph(wording::looked_for(sought, foreign)),
        _ => text,
    }
}

/// A town that the guide does not have, and those it has.
pub(crate) fn unknown_town(guide: &Guide, session: &Session, name: &str) -> Screen {
    let known = selection::towns(guide, &Selection::default());
    let known = known.filter(|town| !town.joint);
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
    let back = links::back(guide, session, None);
    Screen::new(text)
        .row(buttons)
        .row(back.into_iter().chain([links::about()]))
}
