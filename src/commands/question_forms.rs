//! Question forms and titles that lead elsewhere, and starters without a sure answer: each is typed as a person would type it into a chat of its own, and
//! must be met with its own entry.
//!
//! Editors write question forms to lead people to a place, an example, an answer. One that is answered with something
//! else, or refused, misleads them silently; only asking shows it. What counts is what is said, not what is ranked.

use std::num::NonZero;
use std::thread;

use crate::answer::{Library, Nothing, Outcome, Response};
use crate::conversation::{self, Message, Moment, Reply, Session, Shows};
use crate::german::fold;
use crate::knowledge::source_map::{Declared, SourceMap};
use crate::knowledge::{Code, Diagnostic, Guide, MunicipalityId, SourceFile, Target};
use crate::terminal::Input;

/// How many are asked; a guide with more was not written by people.
const MAX_ASKED: usize = 10_000;

/// Asks all question forms and titles; a warning for each that is not met with its entry.
pub fn astray(library: &Library, files: &[SourceFile], source_map: &SourceMap) -> Vec<Diagnostic> {
    let mut forms = source_map.questions.clone();
    forms.extend(titles(&library.guide, source_map));
    forms.truncate(MAX_ASKED);
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let share = forms.len().div_ceil(workers).max(1);
    thread::scope(|scope| {
        let ask = |forms| move || ask_all(library, files, forms);
        let running: Vec<_> = forms
            .chunks(share)
            .map(|forms| scope.spawn(ask(forms)))
            .collect();
        running
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_default())
            .collect()
    })
}

/// Warns of questions to tap at the start that are not answered for sure: who taps one shall see what Lotse can do.
pub fn poor_starters(
    library: &Library,
    files: &[SourceFile],
    source_map: &SourceMap,
) -> Vec<Diagnostic> {
    let starters = source_map.starters.iter().take(MAX_ASKED);
    let poor = starters.filter_map(|starter| {
        let met = met_poorly(library, &starter.text)?;
        let message = format!("die Beispielfrage „{}“ {met}", starter.text);
        let file = files.get(starter.span.file)?;
        let range = starter.span.range.clone();
        let fault = Diagnostic::at(Code::AliasElsewhere, file, range, message);
        Some(fault.hinting(
            "nehmen Sie eine Frage, die sicher beantwortet wird, oder schreiben Sie diese als Frageform zu ihrer Antwort",
        ))
    });
    poor.collect()
}

/// What is wrong with how a question is met, if anything.
fn met_poorly(library: &Library, question: &str) -> Option<&'static str> {
    let messages = typed(library, question);
    let is_heard = |message: &Message| message.response.is_some() || message.shows.is_some();
    if !messages.iter().any(is_heard) {
        return Some("wird als Bitte an Lotse selbst verstanden");
    }
    let mut responses = messages
        .iter()
        .filter_map(|message| message.response.as_ref());
    responses.find_map(|response| match &response.outcome {
        Outcome::Answer(answer) if !answer.sure => Some("wird nur unter Vorbehalt beantwortet"),
        Outcome::NoAnswer(none) => match none.why {
            Nothing::JustAPlace(_) | Nothing::JustAnExample(_) | Nothing::JustAMunicipality(_) => {
                None
            }
            _ => Some("wird nicht beantwortet"),
        },
        Outcome::Answer(_) | Outcome::Intent(_) => None,
    })
}

/// What a chat of its own gets for this.
fn typed(library: &Library, text: &str) -> Vec<Message> {
    let event = Input::line(text.to_owned()).as_text();
    let (_, replies) = conversation::respond(library, Session::default(), &event, Moment(0));
    let messages = replies.into_iter().filter_map(|reply| match reply {
        Reply::Message(message) => Some(message),
        _ => None,
    });
    messages.collect()
}

/// The titles that people see and may type, with the entries they stand for.
pub fn titles(guide: &Guide, source_map: &SourceMap) -> Vec<Declared> {
    let places = guide.places.iter();
    let places = places.map(|place| (place.id.as_str(), &place.title));
    let examples = guide.examples.iter();
    let examples = examples.map(|example| (example.id.as_str(), &example.title));
    let terms = guide.terms.iter();
    let terms = terms.map(|term| (term.id.as_str(), &term.term));
    let titles = places.chain(examples).chain(terms);
    let declared = titles.filter_map(|(id, title)| {
        Some(Declared {
            text: title.clone(),
            owner: id.to_owned(),
            span: source_map.ids.get(id)?.clone(),
        })
    });
    declared.collect()
}

fn ask_all(library: &Library, files: &[SourceFile], forms: &[Declared]) -> Vec<Diagnostic> {
    let astray = forms.iter().filter_map(|form| {
        let instead = leads_elsewhere(library, form)?;
        let message = format!("„{}“ {instead} `{}`", form.text, form.owner);
        let file = files.get(form.span.file)?;
        let range = form.span.range.clone();
        Some(Diagnostic::at(Code::AliasElsewhere, file, range, message))
    });
    astray.collect()
}

/// What a form is met with instead of its entry, up to the name of that; `None` where it leads there.
pub fn leads_elsewhere(library: &Library, form: &Declared) -> Option<String> {
    let guide = &library.guide;
    let id = form.owner.split_once('/');
    let owner = guide.find(id.map_or(form.owner.as_str(), |(place, _)| place))?;
    let messages = typed(library, &form.text);
    let shown = messages.iter().flat_map(|message| shown(guide, message));
    let shown: Vec<Target> = shown.collect();
    let is_met =
        |target: &Target| serves(guide, &owner, target) || is_called(guide, target, &form.text);
    if shown.iter().any(is_met) {
        return None;
    }
    let is_question = messages.iter().any(|message| message.response.is_some());
    Some(match shown.first() {
        Some(first) => format!("führt zu {}, nicht zu", name(guide, first)),
        None if is_question => "wird abgelehnt und führt nicht zu".to_owned(),
        None => "wird als Bitte an Lotse selbst verstanden und führt nicht zu".to_owned(),
    })
}

/// What a message presents, the first thing first.
fn shown(guide: &Guide, message: &Message) -> Vec<Target> {
    let of_response = message
        .response
        .as_deref()
        .map(|response| presented(guide, response));
    let opened = match &message.shows {
        Some(Shows::Place(id)) => vec![Target::Place(id.clone(), None)],
        Some(Shows::Examples(ids)) => ids.iter().cloned().map(Target::Example).collect(),
        None => Vec::new(),
    };
    of_response.into_iter().flatten().chain(opened).collect()
}

fn presented(guide: &Guide, response: &Response) -> Vec<Target> {
    match &response.outcome {
        Outcome::Answer(answer) => {
            let further = answer.also.iter().chain(&answer.towns);
            let further = further.map(|also| &also.citation);
            let cited = std::iter::once(&answer.citation).chain(further);
            cited.map(|citation| citation.target.clone()).collect()
        }
        Outcome::NoAnswer(none) => match &none.why {
            Nothing::Gap(id) => vec![Target::Gap(id.clone())],
            Nothing::JustAPlace(id) | Nothing::PlaceWithoutText(id) => {
                vec![Target::Place(id.clone(), None)]
            }
            Nothing::JustAnExample(id) => vec![Target::Example(id.clone())],
            Nothing::JustAMunicipality(town) => of_town(guide, town),
            _ => Vec::new(),
        },
        Outcome::Intent(_) => Vec::new(),
    }
}

fn of_town(guide: &Guide, town: &MunicipalityId) -> Vec<Target> {
    let examples = guide.examples.iter();
    let of_town = examples.filter(|example| example.municipality == *town);
    of_town
        .map(|example| Target::Example(example.id.clone()))
        .collect()
}

/// Whether a person who is shown this is shown what was meant: the entry, or an answer or gap that leads there.
fn serves(guide: &Guide, meant: &Target, found: &Target) -> bool {
    let Target::Place(place, _) = meant else {
        return meant == found || stands_at(guide, meant, found);
    };
    match found {
        Target::Place(id, _) => id == place,
        Target::Answer(id) => guide
            .answer(id)
            .is_some_and(|answer| answer.places.contains(place)),
        Target::Gap(id) => guide.gap(id).is_some_and(|gap| gap.nearest == *place),
        _ => false,
    }
}

/// Whether a place is where a curated answer stands.
fn stands_at(guide: &Guide, answer: &Target, found: &Target) -> bool {
    match (answer, found) {
        (Target::Answer(id), Target::Place(place, _)) => guide
            .answer(id)
            .is_some_and(|answer| answer.places.contains(place)),
        _ => false,
    }
}

/// Whether two things share a name, so that either is met by it.
fn is_called(guide: &Guide, found: &Target, name: &str) -> bool {
    let key = fold::key(name);
    let is_it = |name: &String| fold::key(name) == key;
    match found {
        Target::Example(id) => guide
            .example(id)
            .is_some_and(|example| is_it(&example.title)),
        Target::Term(id) => guide
            .term(id)
            .is_some_and(|term| is_it(&term.term) || term.synonyms.iter().any(is_it)),
        _ => false,
    }
}

/// What editors call it, behind "zu".
fn name(guide: &Guide, target: &Target) -> String {
    match target {
        Target::Place(id, _) => guide
            .place(id)
            .map_or_else(|| id.to_string(), |place| place.number.clone()),
        Target::Example(id) => format!("dem Beispiel `{id}`"),
        Target::Term(id) => format!("dem Begriff `{id}`"),
        Target::Answer(id) => format!("der Antwort `{id}`"),
        Target::Gap(id) => format!("der Lücke `{id}`"),
        Target::Background(id) => format!("dem Hintergrund `{id}`"),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::knowledge;

    /// What the titles of a guide are met with instead of what they are the titles of.
    fn lost_titles(folder: &str) -> Vec<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let loaded = knowledge::load(&folder).expect("it is there");
        let guide = loaded.guide.expect("it is sound");
        let titles = titles(&guide, &loaded.source_map);
        let library = Library::in_memory(guide).expect("it can be searched");
        let lost = titles.iter().filter_map(|title| {
            let instead = leads_elsewhere(&library, title)?;
            Some(format!("{} {instead} {}", title.text, title.owner))
        });
        lost.collect()
    }

    #[test]
    fn a_title_typed_as_it_stands_leads_to_what_it_is_the_title_of() {
        assert_eq!(lost_titles("tests/guides/klein"), [""; 0]);
        // These two are commands too, and stay so.
        insta::assert_debug_snapshot!(lost_titles("knowledge"), @r#"
        [
            "Schritt wird als Bitte an Lotse selbst verstanden und führt nicht zu begriff-schritt",
            "Inhaltsverzeichnis wird als Bitte an Lotse selbst verstanden und führt nicht zu begriff-gliederung",
        ]
        "#);
    }
}
