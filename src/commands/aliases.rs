//! Question forms that lead elsewhere: each is asked as a person would ask it, and must find its own entry.
//!
//! Editors write aliases to lead people to a place or an example. One that other content answers better misleads them
//! silently; only asking shows it.

use std::num::NonZero;
use std::thread;

use crate::answer::{Library, Question, answer};
use crate::knowledge::source_map::Declared;
use crate::knowledge::{Code, Diagnostic, Guide, SourceFile, Target};

use super::golden::led_to;

/// How many question forms are asked; a guide with more was not written by people.
const MAX_ASKED: usize = 5000;
/// Among how many different things the entry must be.
const FIRST: usize = 3;

/// Asks all question forms of places, examples, terms and background; a warning for each that does not find its entry.
pub fn astray(library: &Library, files: &[SourceFile], questions: &[Declared]) -> Vec<Diagnostic> {
    let questions = &questions[..questions.len().min(MAX_ASKED)];
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let share = questions.len().div_ceil(workers).max(1);
    thread::scope(|scope| {
        let ask = |forms| move || ask_all(library, files, forms);
        let running: Vec<_> = questions
            .chunks(share)
            .map(|forms| scope.spawn(ask(forms)))
            .collect();
        running
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_default())
            .collect()
    })
}

fn ask_all(library: &Library, files: &[SourceFile], forms: &[Declared]) -> Vec<Diagnostic> {
    let found = forms.iter().filter_map(|form| {
        let leads_to = first_things(library, &form.text);
        let owner = owner(&library.guide, &form.owner)?;
        if leads_to
            .iter()
            .any(|target| serves(&library.guide, &owner, target))
        {
            return None;
        }
        let first = leads_to.first().map(|target| name(&library.guide, target));
        let instead = first.map_or_else(|| "nichts".to_owned(), |name| format!("zuerst {name}"));
        let message = format!("„{}“ findet {instead}, nicht `{}`", form.text, form.owner);
        let file = files.get(form.span.file)?;
        Some(Diagnostic::at(
            Code::AliasElsewhere,
            file,
            form.span.range.clone(),
            message,
        ))
    });
    found.collect()
}

/// What a question form stands for, one of a passage below a place for the place; `None` for what is not examined here.
fn owner(guide: &Guide, entry: &str) -> Option<Target> {
    let id = entry.split_once('/').map_or(entry, |(place, _)| place);
    let found = guide.find(id)?;
    let examined = !matches!(found, Target::Answer(_) | Target::Gap(_));
    examined.then_some(found)
}

/// The first different things that a person would be led to.
fn first_things(library: &Library, asked: &str) -> Vec<Target> {
    let question = Question {
        text: asked.to_owned(),
        ..Question::default()
    };
    let mut things = led_to(library, &answer(library, &question));
    things.truncate(FIRST);
    things
}

/// Whether a person who finds this finds what was meant: the entry, or an answer or gap that leads there.
fn serves(guide: &Guide, meant: &Target, found: &Target) -> bool {
    let Target::Place(place, _) = meant else {
        return meant == found;
    };
    match found {
        Target::Answer(id) => guide
            .answer(id)
            .is_some_and(|answer| answer.places.contains(place)),
        Target::Gap(id) => guide.gap(id).is_some_and(|gap| gap.nearest == *place),
        other => other == meant,
    }
}

/// What editors call it.
fn name(guide: &Guide, target: &Target) -> String {
    match target {
        Target::Place(id, _) => guide
            .place(id)
            .map_or_else(|| id.to_string(), |place| place.number.clone()),
        Target::Example(id) => format!("`{id}`"),
        Target::Term(id) => format!("den Begriff `{id}`"),
        Target::Answer(id) => format!("die Antwort `{id}`"),
        Target::Gap(id) => format!("die Lücke `{id}`"),
        Target::Background(id) => format!("den Hintergrund `{id}`"),
    }
}
