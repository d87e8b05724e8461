//! What is cited and where it comes from, as it is always shown with it.

use crate::answer::Citation;
use crate::conversation::wording;
use crate::knowledge::{AsOf, Guide, Notice, Provenance, Source, Target};
use crate::text::{RichText, Span, plain};

use super::screen::lines;

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
    let date = of(guide, &citation.target).map_or(AsOf::Unknown, |from| from.as_of);
    parts.extend((date != AsOf::Unknown).then(|| wording::as_of(date)));
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

/// A part of a place by its number and its own title: "1.1 Von wem der Anstoß kommen kann".
pub(crate) fn part_of(guide: &Guide, citation: &Citation) -> Option<String> {
    let Target::Place(place, Some(part)) = &citation.target else {
        return None;
    };
    let place = guide.place(place)?;
    let part = place.parts.iter().find(|other| other.id == *part)?;
    Some(format!("{} {}", place.number, part.title))
}

/// The line below a text: where it comes from, its date where that is known, and whether it is only a part.
pub(crate) fn source_line(guide: &Guide, from: &Provenance, partial: bool) -> String {
    let origin = guide.manifest.origins.get(&from.origin);
    let mut parts: Vec<String> = origin
        .map(|origin| wording::source(origin))
        .into_iter()
        .collect();
    parts.extend((from.as_of != AsOf::Unknown).then(|| wording::as_of(from.as_of)));
    parts.extend(partial.then(|| wording::PARTIAL_TEXT.to_owned()));
    parts.join(" · ")
}

/// Everything that is known of where a text comes from: origin, whose words, *Stand*, and who holds the copy.
pub(crate) fn provenance(guide: &Guide, from: &Provenance) -> String {
    let manifest = &guide.manifest;
    let origin = manifest.origins.get(&from.origin).cloned();
    let wording = manifest.wordings.get(&from.wording).cloned();
    let named: Vec<String> = origin.into_iter().chain(wording).collect();
    let mut parts = vec![named.join(", ")];
    parts.push(wording::as_of(from.as_of));
    parts.extend(holder(guide, from).map(wording::copy_at));
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// Where the thing that is cited comes from; `None` where that depends on the places it rests on.
fn of<'a>(guide: &'a Guide, target: &Target) -> Option<&'a Provenance> {
    match target {
        Target::Place(id, _) => guide.place(id).map(|place| &place.from),
        Target::Example(id) => guide.example(id).map(|example| &example.from),
        Target::Term(id) => guide.term(id).map(|term| &term.from),
        Target::Background(id) => guide.background(id).map(|background| &background.from),
        Target::Answer(_) | Target::Gap(_) => None,
    }
}

/// The sources by name, with their addresses where they are known.
pub(crate) fn sources(guide: &Guide, from: &Provenance) -> RichText {
    let known = from.sources.iter().filter_map(|id| guide.source(id));
    lines(known.map(|source| {
        let mut line = vec![match &source.address {
            Some(address) => Span::link(source.name.clone(), address.clone()),
            None => Span::plain(source.name.clone()),
        }];
        line.extend(held(source).map(Span::plain));
        line
    }))
}

/// A notice of the guide as one line of words.
pub(crate) fn notice(guide: &Guide, notice: Notice) -> String {
    plain::render(&wording::notice(guide, notice))
        .trim()
        .to_owned()
}

fn holder<'a>(guide: &'a Guide, from: &Provenance) -> Option<&'a str> {
    from.sources
        .iter()
        .filter_map(|id| guide.source(id))
        .find_map(|source| source.held_by.as_deref())
}

fn held(source: &Source) -> Option<String> {
    let holder = source.held_by.as_deref()?;
    Some(format!(" ({})", wording::copy_at(holder)))
}
