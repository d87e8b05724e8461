//! What a project of many months costs: an event and a question in its chat, its session when it is written, a tick beside
//! its notes, and each document that it fills.
//!
//! `cargo bench --bench project`. The project is the fullest there can be: the shipped guide with so many tasks, decisions and
//! examples more that 200 ticks, 30 decisions and 50 kept examples have room, a deadline for each tenth task and 200 notes
//! of 2,000 characters, whose words are drawn from the guide's as often as it uses them, which packs worse than prose.
//!
//! Each thing is done in several rounds, of which the quickest counts, in time of the processor.

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use cpu_time::ThreadTime;
use lotse::answer::Library;
use lotse::conversation::{
    Action, Bookmark, ChatKind, Day, Event, FileContent, Form, Handout, InReplyTo, Moment,
    NOTE_LENGTH, Note, NoteId, Occasion, ProjectId, Reply, Role, Ruling, Session, respond,
};
use lotse::knowledge::{self, DecisionId, DecisionKind, ExampleId, Guide, TaskId};

const NOW: Moment = Moment(1_800_000_000);
const TICKS: usize = 200;
const DECISIONS: usize = 30;
const NOTES: u32 = 200;
const KEPT: usize = 50;
const ROUNDS: usize = 7;

fn main() -> anyhow::Result<()> {
    let loaded = knowledge::load(Path::new("knowledge"))?;
    let mut guide = loaded
        .guide
        .context("the guide has faults: `lotse check` names them")?;
    let words = words(&guide);
    grow(&mut guide)?;
    let full = project(&guide, &words)?;
    let library = Library::in_memory(guide)?;
    println!(
        "{:<44} {:>12} {:>12}",
        "events a second and core", "new chat", "full project"
    );
    let fresh = Session::default();
    for (name, events) in [
        ("walking", walk(&library)),
        ("working", work(&library.guide)),
        ("asking", questions(&library)),
    ] {
        let [new, full] = [&fresh, &full].map(|session| rate(&library, session, &events));
        println!("{name:<44} {new:>12.0} {full:>12.0}");
    }
    stored(&fresh, &full)?;
    beside_notes(&library, &full)?;
    documents(&library, &full)
}

/// The quickest of several rounds.
fn quickest<R>(mut what: impl FnMut() -> R) -> Duration {
    let round = |_| {
        let start = ThreadTime::now();
        black_box(what());
        start.elapsed()
    };
    (0..ROUNDS).map(round).min().unwrap_or_default()
}

/// How many of these events, one after another in one chat, are answered in a second.
fn rate(library: &Library, session: &Session, events: &[Event]) -> f64 {
    let spent = quickest(|| {
        let mut session = session.clone();
        for event in events {
            let (next, replies) = respond(library, session, event, NOW);
            black_box(replies);
            session = next;
        }
    });
    events.len() as f64 / spent.as_secs_f64()
}

/// Through the whole guide and back, by word and by button, ticking at every place.
fn walk(library: &Library) -> Vec<Event> {
    let places = &library.guide.places;
    let there = places.iter().flat_map(|place| {
        let tick = place.tasks.first().map(|task| {
            let (place, task, done) = (place.id.clone(), task.id.clone(), true);
            tapped(&Action::Tick { place, task, done })
        });
        std::iter::once(typed("weiter")).chain(tick)
    });
    let back = places
        .iter()
        .rev()
        .flat_map(|place| [tapped(&Action::Open(place.id.clone())), typed("zurück")]);
    there.chain(back).collect()
}

/// What a team does at each place: notes, days, decisions, kept examples, and a look at their lists.
fn work(guide: &Guide) -> Vec<Event> {
    let at_place = |place: &knowledge::Place| {
        let id = place.id.clone();
        let mut events = vec![
            tapped(&Action::Open(id.clone())),
            tapped(&Action::Notes {
                place: Some(id.clone()),
                page: 0,
            }),
            tapped(&Action::Tasks {
                place: id.clone(),
                page: 0,
            }),
            typed("1 bis in zwei wochen"),
            tapped(&Action::Deadlines(0)),
            tapped(&Action::Decisions {
                place: Some(id.clone()),
                page: 0,
            }),
            tapped(&Action::AllTasks(None)),
            tapped(&Action::Bookmarks(0)),
            tapped(&Action::Progress),
        ];
        events.extend(place.decisions.iter().map(|decision| {
            let option = decision.options.first().map(|option| option.id.clone());
            let decision = decision.id.clone();
            tapped(&Action::Decide { decision, option })
        }));
        events
    };
    guide.places.iter().flat_map(at_place).collect()
}

/// The golden questions.
fn questions(library: &Library) -> Vec<Event> {
    let golden = library.guide.golden.questions.iter();
    golden.map(|question| typed(&question.ask)).collect()
}

/// How large a session is when it is written, and how long that takes.
fn stored(fresh: &Session, full: &Session) -> anyhow::Result<()> {
    const TIMES: u32 = 1_000;
    println!("\n{:<44} {:>12} {:>12}", "a session written", "bytes", "µs");
    for (name, session) in [
        ("new chat", fresh),
        ("200 ticks, 30 decisions", &bare(full)),
        ("and all else", full),
    ] {
        let spent = quickest(|| {
            for _ in 0..TIMES {
                black_box(serde_json::to_vec(session).ok());
            }
        });
        let bytes = serde_json::to_vec(session)?.len();
        println!("{name:<44} {bytes:>12} {:>12.1}", micros(spent / TIMES));
    }
    Ok(())
}

/// The same with its ticks and decisions alone.
fn bare(full: &Session) -> Session {
    let mut session = Session::default();
    session.project.done = full.project.done.clone();
    session.project.decisions = full.project.decisions.clone();
    session
}

/// What a tick costs from the event to what is written, with notes and without.
fn beside_notes(library: &Library, full: &Session) -> anyhow::Result<()> {
    let (place, task) = full.project.ticked.clone().context("nothing is ticked")?;
    let ticks = [false, true].map(|done| {
        let (place, task) = (place.clone(), task.clone());
        tapped(&Action::Tick { place, task, done })
    });
    let mut without = full.clone();
    without.project.notes = [].into_iter().collect();
    let [with, without] = [full, &without].map(|session| {
        let spent = quickest(|| {
            let mut session = session.clone();
            for tick in ticks.iter().cycle().take(200) {
                let before = session.project.notes.clone();
                session = respond(library, session, tick, NOW).0;
                assert!(session.project.notes.changes_since(&before).is_empty());
                black_box(serde_json::to_vec(&session).ok());
            }
        });
        micros(spent / 200)
    });
    println!(
        "\na tick, until it is written: {with:.1} µs beside 200 notes, {without:.1} µs without, ratio {:.2}",
        with / without
    );
    Ok(())
}

/// How long each document takes in each form, and how large it is.
fn documents(library: &Library, full: &Session) -> anyhow::Result<()> {
    println!(
        "\n{:<32} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}",
        "the documents", "Word, ms", "KB", "Markdown", "KB", "text", "KB"
    );
    let frames = library
        .guide
        .documents
        .iter()
        .map(|frame| Handout::Frame(frame.id.clone()));
    for what in [Handout::State, Handout::Meeting].into_iter().chain(frames) {
        let name = match &what {
            Handout::Frame(id) => id.to_string(),
            own => format!("{own:?}"),
        };
        print!("{name:<32}");
        for form in Form::ALL {
            let event = tapped(&Action::HandOut {
                what: what.clone(),
                form,
            });
            let size = respond(library, full.clone(), &event, NOW)
                .1
                .iter()
                .find_map(size)
                .context("no file")?;
            let spent = quickest(|| respond(library, full.clone(), &event, NOW));
            print!(" {:>9.1} {:>9.1}", micros(spent) / 1e3, size as f64 / 1e3);
        }
        println!();
    }
    Ok(())
}

fn size(reply: &Reply) -> Option<usize> {
    match reply {
        Reply::File(file) => Some(match &file.content {
            FileContent::Bytes(bytes) => bytes.len(),
            _ => file.in_words().len(),
        }),
        _ => None,
    }
}

/// The words of the guide's tasks and questions, as often as it uses them.
fn words(guide: &Guide) -> Vec<String> {
    let passages = knowledge::passages(guide);
    let texts: Vec<String> = passages
        .iter()
        .map(|passage| passage.text.clone())
        .collect();
    let words = texts.iter().flat_map(|text| text.split_whitespace());
    words.map(str::to_owned).collect()
}

/// Gives a guide more of what it has, so that the fullest project has room; with ids as long as its own are.
fn grow(guide: &mut Guide) -> anyhow::Result<()> {
    let tasks: Vec<_> = guide
        .places
        .iter()
        .flat_map(|place| place.tasks.clone())
        .collect();
    let count = guide.places.len();
    for at in tasks.len()..TICKS {
        let mut task = tasks[at % tasks.len()].clone();
        task.id = TaskId::parse(&format!("aufgabe-mehr-{at}"))?;
        guide.places[at % count].tasks.push(task);
    }
    let decisions: Vec<_> = guide
        .decisions()
        .map(|(_, decision)| decision.clone())
        .collect();
    for at in decisions.len()..DECISIONS {
        let mut decision = decisions[at % decisions.len()].clone();
        decision.id = DecisionId::parse(&format!("entscheid-mehr-{at}"))?;
        guide.places[at % count].decisions.push(decision);
    }
    let examples = guide.examples.clone();
    for at in examples.len()..KEPT {
        let mut example = examples[at % examples.len()].clone();
        example.id = ExampleId::parse(&format!("beispiel-{at}"))?;
        guide.examples.push(example);
    }
    Ok(())
}

/// The fullest project.
fn project(guide: &Guide, words: &[String]) -> anyhow::Result<Session> {
    let mut session = Session::default();
    let project = &mut session.project;
    let tasks = guide
        .places
        .iter()
        .flat_map(|place| place.tasks.iter().map(move |task| (place, task)));
    for (at, (place, task)) in tasks.take(TICKS).enumerate() {
        project.set_done(&place.id, &task.id, true);
        if at % 10 == 0 {
            project
                .due
                .set(&place.id, Some(&task.id), Some(Day(20_900)));
        }
    }
    for (_, decision) in guide.decisions().take(DECISIONS) {
        let ruling = match (decision.fixed_answers().first(), decision.kind) {
            (Some(answer), _) => Ruling::Option(answer.id.clone()),
            (None, DecisionKind::Date) => Ruling::Day(Day(20_900).date().context("a day")?),
            (None, _) => Ruling::Words("Frau Öz und das Bildungsbüro".to_owned()),
        };
        project.decisions.decide(decision.id.clone(), ruling, NOW);
    }
    let kept = guide.examples.iter().take(KEPT).map(|example| Bookmark {
        example: example.id.clone(),
        place: example.places.first().cloned(),
    });
    project.bookmarks = kept.collect();
    let mut seed = 7_u64;
    let note = |number: u32| Note {
        id: NoteId(number),
        project: ProjectId::default(),
        place: Some(
            guide.places[number as usize % guide.places.len()]
                .id
                .clone(),
        ),
        text: drawn(words, &mut seed),
        at: NOW,
    };
    project.notes = (1..=NOTES).map(note).collect();
    session.noted = NOTES;
    Ok(session)
}

/// A text of words drawn by chance, as long as a note may be.
fn drawn(words: &[String], seed: &mut u64) -> String {
    let mut text = String::new();
    while text.chars().count() < NOTE_LENGTH {
        // The generator of Knuth's MMIX.
        *seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        text += &words[(*seed >> 33) as usize % words.len()];
        text.push(' ');
    }
    text.chars()
        .take(NOTE_LENGTH)
        .collect::<String>()
        .trim()
        .to_owned()
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
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
