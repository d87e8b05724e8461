//! The state of a project: place by place what is done, open and due, and what was noted there.

use super::{begun, due, matter, provenance, quote, say_if_blank};
use crate::conversation::page::citation;
use crate::conversation::value::{Day, Decided, LocalClock, Matter, Note, Session, Standing};
use crate::conversation::wording::{self, handout as words};
use crate::document::{Grid, Paper, Piece};
use crate::knowledge::{Guide, Place};

pub(super) fn document(guide: &Guide, session: &Session, clock: LocalClock<'_>) -> Paper {
    let name = words::handout(guide, &super::Handout::State);
    let mut document = begun(guide, session, name, clock);
    say_if_blank(&mut document, session);
    at_a_glance(&mut document, guide, session, clock.today());
    due::table(&mut document, guide, session, clock.today());
    open_points(&mut document, guide, session);
    let matters = session.project.decisions.standings(guide);
    for step in guide.steps() {
        let places = std::iter::once(step).chain(guide.sections(&step.id));
        let places: Vec<&Place> = places
            .filter(|place| has_anything(session, place))
            .collect();
        if places.is_empty() {
            continue;
        }
        document.heading(1, words::step_heading(step));
        for place in places {
            of_place(&mut document, guide, session, &matters, place, clock);
        }
    }
    without_place(&mut document, guide, session, clock);
    obsolete(&mut document, guide, session, clock);
    examples(&mut document, guide, session);
    document
}

/// How far each step is, and what is due in it first.
fn at_a_glance(document: &mut Paper, guide: &Guide, session: &Session, today: Day) {
    let row = |step: &Place| {
        let (done, all) = session.project.done_in_step(guide, step);
        let places = std::iter::once(step).chain(guide.sections(&step.id));
        let notes: usize = places
            .map(|place| session.project.notes.at(Some(&place.id)).count())
            .sum();
        vec![
            format!("{} {}", step.number, step.title),
            words::of_all(done, all),
            notes.to_string(),
        ]
    };
    let mut rows: Vec<Vec<String>> = guide.steps().map(row).collect();
    if rows.is_empty() {
        return;
    }
    let mut head = vec![
        (words::column_of_steps(&guide.manifest.words), 64),
        (words::TICKED.to_owned(), 20),
        (wording::NOTES.to_owned(), 16),
    ];
    if let Some(first) = due::first_in_steps(guide, session, today) {
        let widths = [46, 14, 12];
        head.iter_mut()
            .zip(widths)
            .for_each(|((_, share), width)| *share = width);
        head.push((words::FIRST_DUE.to_owned(), 28));
        rows.iter_mut()
            .zip(first)
            .for_each(|(row, first)| row.push(first));
    }
    document.heading(1, words::AT_A_GLANCE);
    document.pieces.push(Piece::Table(Grid {
        caption: words::AT_A_GLANCE.to_owned(),
        head,
        rows,
    }));
}

/// Where something is open.
fn open_points(document: &mut Paper, guide: &Guide, session: &Session) {
    if !guide.has_tasks() && !guide.has_decisions() {
        return;
    }
    let open = guide.places.iter().filter_map(|place| {
        let open = place.tasks.len() - session.project.done_at(place);
        (open > 0).then(|| words::open_at(place, open))
    });
    let mut open: Vec<String> = open.collect();
    let matters = session.project.decisions.standings(guide);
    let undecided = matters
        .iter()
        .filter(|matter| matter.standing == Standing::Open);
    open.extend(
        undecided.map(|matter| words::to_decide_at(matter.place, &matter.decision.question)),
    );
    document.heading(1, words::OPEN_POINTS);
    match open.is_empty() {
        true => document.paragraph(words::NO_OPEN_POINTS),
        false => document.bullets(open),
    }
}

fn has_anything(session: &Session, place: &Place) -> bool {
    !place.tasks.is_empty()
        || !place.decisions.is_empty()
        || session.project.notes.at(Some(&place.id)).next().is_some()
        || session.project.due.of(&place.id, None).is_some()
}

fn of_place(
    document: &mut Paper,
    guide: &Guide,
    session: &Session,
    matters: &[Matter<'_, '_>],
    place: &Place,
    clock: LocalClock<'_>,
) {
    let today = clock.today();
    document.heading(2, words::place_heading(place));
    if let Some(due) = due::of_place(session, place, today) {
        document.paragraph(due);
    }
    let tasks = place.tasks.iter();
    document.boxes(
        tasks
            .map(|task| due::tick_box(session, place, task, today))
            .collect(),
    );
    let here = matters.iter().filter(|matter| matter.place.id == place.id);
    document.boxes(here.filter_map(|here| matter(here, clock)).collect());
    if !place.tasks.is_empty() || !place.decisions.is_empty() {
        let from = words::tasks_from(&provenance(guide, place));
        document.pieces.push(Piece::Aside(from));
    }
    let notes = session.project.notes.at(Some(&place.id));
    document.pieces.extend(notes.map(|note| quote(note, clock)));
}

/// What was noted at no place, or at one that is gone.
fn without_place(document: &mut Paper, guide: &Guide, session: &Session, clock: LocalClock<'_>) {
    let is_known = |note: &&Note| {
        note.place
            .as_ref()
            .is_some_and(|id| guide.place(id).is_some())
    };
    let notes: Vec<Piece> = (session.project.notes.iter())
        .filter(|note| !is_known(note))
        .map(|note| quote(note, clock))
        .collect();
    if !notes.is_empty() {
        document.heading(1, wording::WHERE_NO_PLACE);
        document.pieces.extend(notes);
    }
}

/// What was decided and holds no longer, because an earlier answer or the guide became another.
fn obsolete(document: &mut Paper, guide: &Guide, session: &Session, clock: LocalClock<'_>) {
    let matters = session.project.decisions.standings(guide);
    let no_longer = matters.iter().filter_map(|matter| match matter.standing {
        Standing::Obsolete(Decided(ruling, at)) => {
            let answer = wording::ruling(Some(matter.decision), ruling);
            Some(words::decided(
                &matter.decision.question,
                &answer,
                clock.day(*at),
            ))
        }
        _ => None,
    });
    let gone = session.project.decisions.gone(guide);
    let gone = gone.map(|(id, Decided(ruling, at))| {
        words::decided(id.as_str(), &wording::ruling(None, ruling), clock.day(*at))
    });
    let lines: Vec<String> = no_longer.chain(gone).collect();
    if !lines.is_empty() {
        document.heading(1, words::OBSOLETE);
        document.bullets(lines);
    }
}

/// The examples that were kept, each with the place it was kept for.
fn examples(document: &mut Paper, guide: &Guide, session: &Session) {
    let kept = session.project.bookmarks.iter().filter_map(|kept| {
        let example = guide.example(&kept.example)?;
        let town = guide.municipality(&example.municipality);
        let place = kept.place.as_ref().and_then(|id| guide.place(id));
        Some(vec![
            place.map_or(String::new(), |place| place.number.clone()),
            format!("{}: {}", town.map_or("", |town| &town.name), example.title),
            citation::provenance(guide, &example.from),
        ])
    });
    let rows: Vec<Vec<String>> = kept.collect();
    if rows.is_empty() {
        return;
    }
    document.heading(1, words::KEPT_EXAMPLES);
    document.pieces.push(Piece::Table(Grid {
        caption: words::KEPT_EXAMPLES.to_owned(),
        head: vec![
            (words::AT_PLACE.to_owned(), 14),
            (words::EXAMPLE.to_owned(), 48),
            (words::COMES_FROM.to_owned(), 38),
        ],
        rows,
    }));
}
