//! Documents as they are handed out of the shipped guide: for an empty project, a usual one and the fullest there can be.
//! They are left in `target/handout`, where `tests/handout/run` has a word processor open them.

use std::fs;
use std::path::Path;

use lotse::conversation::testing::Talk;
use lotse::conversation::{
    Action, Day, FileContent, Form, Handout, Moment, NOTE_COUNT, NOTE_LENGTH, Note, NoteId,
    Occasion, ProjectId, Reply, Ruling, Session,
};
use lotse::knowledge::{Guide, PlaceId, TaskId};
use lotse::time_zone::TimeZone;

use crate::shipped;

/// When the documents are made.
const NOW: Moment = Moment(1_795_000_000);

/// What a file has at most.
const MOST: usize = 200 * 1024;

/// Half of the tasks ticked and of the decisions taken, a note at every second place, deadlines around the day of the
/// document.
fn usual(guide: &Guide) -> Session {
    let mut session = Session::default();
    for (at, place) in guide.places.iter().enumerate() {
        let ticked = place.tasks.iter().step_by(2);
        ticked.for_each(|task| session.project.set_done(&place.id, &task.id, true));
        if at % 2 == 0 {
            note(
                &mut session,
                at,
                Some(&place.id),
                "Frau *Kaya* fragen 🙂\nשלום עולם <b>",
            );
        }
    }
    deadlines(&mut session, guide);
    offices(&mut session, guide);
    for (_, decision) in guide.decisions().step_by(2) {
        let fixed = decision.fixed_answers();
        let ruling = match fixed.first() {
            Some(answer) => Ruling::Option(answer.id.clone()),
            None => Ruling::Words("Das Jugendamt & die Schulen".to_owned()),
        };
        let at = Moment(1_790_000_000);
        session
            .project
            .decisions
            .decide(decision.id.clone(), ruling, at);
    }
    session
}

/// An office for two of three tasks, some with names as long as they may be.
fn offices(session: &mut Session, guide: &Guide) {
    let tasks = guide.places.iter();
    let tasks = tasks.flat_map(|place| place.tasks.iter().map(move |task| (place, task)));
    for (at, (place, task)) in tasks.enumerate().filter(|(at, _)| at % 3 > 0) {
        let office = match at % 3 {
            1 => "Jugendamt".to_owned(),
            _ => "Wirtschaftsförderungsgesellschaft der Metropolregion MMMM".to_owned(),
        };
        let offices = &mut session.project.offices;
        offices.set(&place.id, &task.id, Some(office));
    }
}

/// 200 ticks, also of tasks that are gone, and 200 notes as long as they may be, no two alike.
fn fullest(guide: &Guide) -> Session {
    let mut session = usual(guide);
    for place in &guide.places {
        let tasks = place.tasks.iter();
        tasks.for_each(|task| session.project.set_done(&place.id, &task.id, true));
    }
    let gone = PlaceId::parse("gone").unwrap();
    for at in session.project.ticks()..200 {
        session
            .project
            .set_done(&gone, &TaskId::parse(&format!("t{at}")).unwrap(), true);
    }
    let parts = guide.places.iter().flat_map(|place| &place.parts);
    let text: String = parts
        .map(|part| lotse::text::plain::render(&part.text))
        .collect();
    let vocabulary: Vec<&str> = text.split_whitespace().collect();
    // Words in an order that nothing foresees, so that they are packed as badly as words can be.
    let mut seed = 1_usize;
    let mut word = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        vocabulary[(seed >> 33) % vocabulary.len()]
    };
    for at in 0..NOTE_COUNT {
        let words: Vec<&str> = (0..NOTE_LENGTH).map(|_| word()).collect();
        let words = format!("Frau *Kaya*, {at} 🙂 <td> שלום {}", words.join(" "));
        let words: String = words.chars().take(NOTE_LENGTH).collect();
        let place = guide.places.get(at % (guide.places.len() + 1));
        note(&mut session, at, place.map(|place| &place.id), words.trim());
    }
    session
}

/// A deadline for each place and every third task, some over and some to come when the documents are made.
fn deadlines(session: &mut Session, guide: &Guide) {
    let today = Day::at(NOW, &TimeZone::default()).0;
    for (at, place) in (0..).zip(&guide.places) {
        let due = &mut session.project.due;
        due.set(&place.id, None, Some(Day(today - 20 + 3 * at)));
        for (further, task) in (1..).zip(&place.tasks).skip(1).step_by(3) {
            due.set(
                &place.id,
                Some(&task.id),
                Some(Day(today - 10 + at + further)),
            );
        }
    }
}

fn note(session: &mut Session, id: usize, place: Option<&PlaceId>, words: &str) {
    let note = Note {
        id: NoteId(u32::try_from(id).unwrap()),
        project: ProjectId::default(),
        place: place.cloned(),
        text: words.to_owned(),
        at: Moment(1_790_000_000),
    };
    session.project.notes.keep(note).unwrap();
}

/// What is handed out of a session.
fn file(session: &Session, what: &Handout, form: Form) -> (String, Vec<u8>) {
    let mut talk = Talk::with(shipped::library());
    talk.now = NOW;
    talk.session = session.clone();
    let action = Action::HandOut {
        what: what.clone(),
        form,
    };
    let replies = talk.replies(Occasion::Tap(action.encode()));
    let file = replies.into_iter().find_map(|reply| match reply {
        Reply::File(file) => Some(file),
        _ => None,
    });
    let file = file.unwrap_or_else(|| panic!("{what:?} is not handed out"));
    let bytes = match file.content {
        FileContent::Text(text) => text.into_bytes(),
        FileContent::Bytes(bytes) => bytes,
        FileContent::Code(_) => panic!("{what:?} is a picture"),
    };
    (file.name, bytes)
}

#[test]
fn every_document_is_handed_out_in_every_form_and_is_small() {
    let guide = &shipped::library().guide;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/handout");
    fs::create_dir_all(&folder).unwrap();
    let frames = guide.documents.iter();
    let frames = frames.map(|frame| Handout::Frame(frame.id.clone()));
    let documents: Vec<Handout> = [Handout::State, Handout::Meeting]
        .into_iter()
        .chain(frames)
        .collect();
    assert_eq!(documents.len(), 5);
    let projects = [
        ("leer", Session::default()),
        ("üblich", usual(guide)),
        ("voll", fullest(guide)),
    ];
    assert_eq!(projects[2].1.project.ticks(), 200);
    for (project, session) in &projects {
        for what in &documents {
            for form in Form::ALL {
                let (name, bytes) = file(session, what, form);
                assert_eq!(
                    file(session, what, form).1,
                    bytes,
                    "{name} is not made alike"
                );
                if form == Form::Word {
                    assert!(
                        bytes.len() <= MOST,
                        "{project}, {name}: {} bytes",
                        bytes.len()
                    );
                }
                fs::write(folder.join(format!("{project}-{name}")), bytes).unwrap();
            }
        }
    }
}
