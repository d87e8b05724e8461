//! Comparing: two or three municipalities side by side, at a place, by words, or with an example.
//!
//! What is compared is named, or it is what is on the screen. Who has no example of it is shown as having none.

use crate::conversation::lookup::Lookup;
use crate::conversation::page::compare::Compared;
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::page::{answer, compare, links, selection as selected};
use crate::conversation::value::{
    Action, Button, COMPARED, Moment, Selection, Session, SideBySide,
};
use crate::conversation::wording;
use crate::knowledge::{Example, Guide, MunicipalityId};
use crate::text::RichText;

/// Compares what was typed, or what is on the screen.
pub(crate) fn typed(
    lookup: &dyn Lookup,
    session: &mut Session,
    towns: Vec<MunicipalityId>,
    topic: Option<&str>,
    now: Moment,
) -> Shown {
    let guide = lookup.guide();
    if let Some(unknown) = topic.and_then(|topic| selected::unknown_town_in(lookup, topic)) {
        return answer::unknown_town(guide, session, &unknown).into();
    }
    let (named, rest) = topic
        .map(|topic| selected::named_in(lookup, topic))
        .unwrap_or_default();
    let mut what = match (named.place, rest.is_empty()) {
        (place @ Some(_), _) => SideBySide {
            place,
            ..SideBySide::default()
        },
        (None, true) => on_screen(guide, session),
        (None, false) => SideBySide::default(),
    };
    if !rest.is_empty() {
        what.words = Some(selected::print_of(&rest));
        session.search_by(rest, now);
    }
    let shown = screen(lookup, session, &what.of(&towns));
    match towns.len() > COMPARED {
        true => shown.headed(wording::at_most_compared()),
        false => shown,
    }
}

/// What can be compared of what is on the screen.
fn on_screen(guide: &Guide, session: &Session) -> SideBySide {
    let mut what = SideBySide::default();
    match session.on_screen() {
        Some(Action::Examples(selection) | Action::Narrow(selection)) => {
            (what.place, what.words) = (selection.place, selection.words);
        }
        Some(Action::Example(id) | Action::ExamplePage(id, _) | Action::Similar(id)) => {
            what.like = Some(id);
        }
        Some(Action::Compare(before)) => what = before,
        _ => what.place = session.talked_about(guide).and_then(|topic| topic.place),
    }
    what
}

/// Shows a comparison.
pub(crate) fn screen(lookup: &dyn Lookup, session: &Session, what: &SideBySide) -> Shown {
    let guide = lookup.guide();
    let words = session.searched.as_ref().map(|(words, _)| words.as_str());
    let words = words.filter(|words| Some(selected::print_of(words)) == what.words);
    if what.words.is_some() && words.is_none() {
        let selection = Selection {
            place: what.place.clone(),
            words: what.words,
            ..Selection::default()
        };
        return Shown::go(Action::Examples(selection));
    }
    let like = what.like.as_ref().and_then(|id| guide.example(id));
    let place = what.place.as_ref().and_then(|id| guide.place(id));
    if like.is_none() && place.is_none() && words.is_none() {
        return ask(guide, session, what).into();
    }
    let all = pool(lookup, what, like, words);
    let mut towns: Vec<Compared<'_>> = Vec::new();
    for id in chosen(guide, what, like, &all) {
        let of = of_town(guide, id, &all, &towns);
        towns.extend(of);
    }
    let title = wording::compared_at(words, place, like.map(Example::on_button));
    compare::screen(guide, session, what.clone(), &title, &towns).into()
}

/// The examples that are compared, best first.
fn pool<'g>(
    lookup: &'g dyn Lookup,
    what: &SideBySide,
    like: Option<&'g Example>,
    words: Option<&str>,
) -> Vec<&'g Example> {
    let guide = lookup.guide();
    let found = match (like, words) {
        (Some(like), _) => {
            let own = std::iter::once(like.id.clone());
            Some(own.chain(selected::alike(lookup, like)).collect())
        }
        (None, Some(words)) => Some(lookup.examples(words, None)),
        (None, None) => None,
    };
    let selection = Selection {
        place: what.place.clone(),
        ..Selection::default()
    };
    selected::chosen(guide, &selection, found.as_deref())
}

/// Who is compared: who is named, and before them whoever the example is of; where that is one alone, others too.
fn chosen<'g>(
    guide: &'g Guide,
    what: &SideBySide,
    like: Option<&'g Example>,
    all: &[&'g Example],
) -> Vec<&'g MunicipalityId> {
    let own = like.map(|example| &example.municipality);
    let mut towns: Vec<&MunicipalityId> = Vec::new();
    let mut add = |town| {
        if !towns.contains(&town) && towns.len() < COMPARED {
            towns.push(town);
        }
    };
    own.into_iter().chain(what.named(guide)).for_each(&mut add);
    if what.named(guide).len() + usize::from(own.is_some()) < 2 {
        all.iter().for_each(|example| add(&example.municipality));
    }
    towns
}

/// What a municipality has to show beside those before it, its own examples first.
fn of_town<'g>(
    guide: &'g Guide,
    id: &MunicipalityId,
    all: &[&'g Example],
    before: &[Compared<'g>],
) -> Option<Compared<'g>> {
    let is_own = |example: &&&Example| example.municipality == *id;
    let has_part = |example: &&&Example| example.also.contains(id);
    let its = all.iter().filter(is_own).chain(all.iter().filter(has_part));
    let its: Vec<&Example> = its.copied().collect();
    let shown = |example: &&&Example| before.iter().any(|of| of.best == Some(example));
    let best = its.iter().find(|example| !shown(example)).copied();
    Some(Compared {
        town: guide.municipality(id)?,
        best,
        together: best.is_none() && !its.is_empty(),
        more: its.len().saturating_sub(1),
    })
}

/// Asks what shall be compared: the steps of which more than one of them has an example.
fn ask(guide: &Guide, session: &Session, what: &SideBySide) -> Screen {
    let named = what.named(guide);
    let names = |id: &&MunicipalityId| Some(&*guide.municipality(id)?.name);
    let towns: Vec<&str> = named.iter().filter_map(names).collect();
    let examples: Vec<&str> = match towns.len() < 2 {
        true => selected::towns(guide, &Selection::default())
            .filter(|town| !town.joint)
            .map(|town| &*town.name)
            .collect(),
        false => towns.clone(),
    };
    let steps = guide.steps().filter_map(|step| {
        let has = selected::towns(guide, &Selection::at(&step.id));
        let has = has.filter(|town| named.is_empty() || named.contains(&&town.id));
        let at = SideBySide {
            place: Some(step.id.clone()),
            ..what.clone()
        };
        let button = Button::act(wording::titled(step), Action::Compare(at));
        (has.count() > 1 || named.len() == 1).then_some(button)
    });
    let words = &guide.manifest.words;
    let text = RichText::paragraph(wording::compare_what(&towns))
        .and_paragraph(wording::how_to_compare(words, &examples));
    Screen::of(Action::Compare(what.clone()), text)
        .column(steps)
        .ways(guide, session, [links::all_examples()])
}
