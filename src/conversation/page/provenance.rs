//! Where something comes from, as it is always shown with it.

use crate::knowledge::{Guide, Notice, Provenance, Source, Target};
use crate::text::{RichText, Span, plain};

use crate::conversation::page::screen::lines;
use crate::conversation::wording;

/// The line below a text: origin, whose words, *Stand*, and who holds the copy.
pub(crate) fn line(guide: &Guide, from: &Provenance) -> String {
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
pub(crate) fn of<'a>(guide: &'a Guide, target: &Target) -> Option<&'a Provenance> {
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
