//! What an answer costs inside `respond`, at the shipped guide with its index on disk: a question, and a step of the
//! walk.
//!
//! `cargo bench --bench respond`. A question is measured beside the same question to plain tantivy; a step beside
//! writing the session to JSON and reading it back, which the journal does for every step anyway. What is measured is
//! the way from the event to the replies: no Telegram, no rendering.

mod measure;
mod plain;

use std::path::Path;

use lotse::answer::Library;
use lotse::conversation::{
    Action, ChatKind, Event, InReplyTo, Moment, Occasion, Reply, Role, Session, respond,
};
use lotse::knowledge::{self, Place};
use lotse::search::{Document, Index};
use measure::{Fallible, Times, compare};
use plain::Plain;

const NOW: Moment = Moment(1_800_000_000);

fn main() -> Fallible<()> {
    let folder = tempfile::tempdir()?;
    let (library, documents) = open(folder.path())?;
    let cores = std::thread::available_parallelism()?;
    println!("{} passages, {cores} cores\n", documents.len());

    let plain = Plain::of(&documents)?;
    let questions = questions(&library);
    let asked = Times::of(
        &questions,
        |question| (Session::default(), typed(question)),
        |(session, event)| Ok(respond(&library, session, &event, NOW)),
    )?;
    let baseline = Times::of(&questions, String::clone, |question| plain.ask(&question))?;
    compare("question", asked, "plain tantivy", baseline);

    let steps = steps(&library);
    let stepped = Times::of(&steps, Clone::clone, |(session, event)| {
        Ok(respond(&library, session, &event, NOW))
    })?;
    let baseline = Times::of(&steps, Clone::clone, |(session, _)| {
        let stored = serde_json::to_vec(&session)?;
        Ok(serde_json::from_slice::<Session>(&stored)?)
    })?;
    compare("walk step", stepped, "session to JSON and back", baseline);
    Ok(())
}

fn open(index: &Path) -> Fallible<(Library, Vec<Document>)> {
    let loaded = knowledge::load(Path::new("knowledge"))?;
    let guide = loaded
        .guide
        .ok_or("the guide has faults: `lotse check` names them")?;
    let passages = knowledge::passages(&guide);
    let documents: Vec<Document> = passages.iter().map(Into::into).collect();
    let (index, _) = Index::open_or_build(index, &documents)?;
    Ok((Library::new(guide, passages, index), documents))
}

/// The golden questions and every form of a question that editors wrote.
fn questions(library: &Library) -> Vec<String> {
    let golden = library.guide.golden.questions.iter();
    let golden = golden.map(|question| question.ask.clone());
    let forms = library
        .passages
        .iter()
        .flat_map(|passage| passage.questions.clone());
    golden.chain(forms).collect()
}

/// A person's way through the whole guide and back, by word and by button, ticking a task at every place: each step
/// with the session before it.
fn steps(library: &Library) -> Vec<(Session, Event)> {
    let mut steps = Vec::new();
    let mut session = Session::default();
    let mut goes = |event: Event, steps: &mut Vec<(Session, Event)>| {
        steps.push((session.clone(), event.clone()));
        let (next, replies): (Session, Vec<Reply>) =
            respond(library, std::mem::take(&mut session), &event, NOW);
        assert!(!replies.is_empty(), "{event:?} has no reply");
        session = next;
    };
    let places = &library.guide.places;
    for place in places {
        goes(typed("weiter"), &mut steps);
        ticked(place)
            .into_iter()
            .for_each(|event| goes(event, &mut steps));
    }
    for place in places.iter().rev() {
        goes(tapped(&Action::Open(place.id.clone())), &mut steps);
        goes(typed("zurück"), &mut steps);
    }
    steps
}

fn ticked(place: &Place) -> Option<Event> {
    let task = place.tasks.first()?;
    Some(tapped(&Action::Tick {
        place: place.id.clone(),
        task: task.id.clone(),
        done: true,
    }))
}

fn typed(text: &str) -> Event {
    private(Occasion::Text(text.to_owned()))
}

fn tapped(action: &Action) -> Event {
    private(Occasion::Tap(action.encode()))
}

fn private(occasion: Occasion) -> Event {
    Event {
        moving: lotse::conversation::Moving::default(),
        chat: ChatKind::Private,
        addressed: true,
        reply: InReplyTo::default(),
        role: Role::Admin,
        occasion,
    }
}
