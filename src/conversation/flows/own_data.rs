//! `/meinedaten`: everything kept of a chat, as a file that says of each part what it is for.
//!
//! First in words, then as it is stored, so that nothing is left out that these words do not know yet. What is kept
//! beside the session ([`Records`]) is known only to whoever keeps it, who adds [`beside`] to the file before it goes
//! out; where nothing is kept beside it, as in the terminal, the file is whole without.

use std::collections::{BTreeMap, BTreeSet};

use crate::answer::Topic;
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::value::{
    About, Action, AskedLast, Bookmark, Button, Day, Deadlines, Decided, Decisions, File,
    FileContent, GivenAnswer, Handing, LocalClock, Moment, Note, Notes, Offices, Once, Project,
    Prompt, Records, Reminders, Session, Sheets, Style, Taken, Told, Visit,
};
use crate::conversation::wording::{self, date, judging, keeping, style as style_words};
use crate::knowledge::{DecisionId, Guide, PlaceId, TaskId};
use crate::time_zone::TimeZone;

/// Shows a summary, and sends everything as a file.
pub(crate) fn show(guide: &Guide, session: &mut Session, clock: LocalClock<'_>) -> Shown {
    let parts = parts(guide, session);
    let screen = if parts.is_empty() {
        Screen::saying(keeping::NOTHING_KEPT)
    } else {
        let mut screen = Screen::saying(keeping::kept(&parts));
        screen.text = screen.text.and_paragraph(keeping::FILE_FOLLOWS);
        screen
    };
    let forget = Button::act(wording::FORGET, Action::Forget { confirmed: false });
    let file = File {
        name: keeping::FILE_NAME.to_owned(),
        media: "text/plain",
        content: FileContent::Text(text(guide, session, clock)),
        caption: keeping::FILE_CAPTION.to_owned(),
        otherwise: keeping::NO_FILE.to_owned(),
        with_records: true,
    };
    // It was among what is kept; from here on nothing answers it.
    session.prompt = None;
    Shown {
        file: Some(file),
        ..screen.row([forget]).onward(guide, session).into()
    }
}

/// What is kept of this chat beside its session, for the end of the file.
pub fn beside(chat: i64, records: Option<&Records>, zone: &TimeZone) -> String {
    let mut lines = vec![keeping::chat_number(chat)];
    if let Some(records) = records {
        lines.push(keeping::last_used(Day::counted(records.used)));
        lines.extend(
            records
                .warned
                .map(|(_, on)| keeping::last_warned(Day::counted(on))),
        );
        lines.extend(records.left.map(|on| keeping::left_on(Day::counted(on))));
        lines.extend(records.remind.map(|at| keeping::next_reminder(at, zone)));
        lines.extend((records.waiting > 0).then(|| keeping::waiting(records.waiting)));
        lines.extend(
            records
                .letters
                .iter()
                .map(|one| keeping::letter(one, Day::at(one.since, zone))),
        );
        lines.extend(records.aside.iter().map(|text| keeping::aside(text)));
    }
    lines.push(keeping::NUMBERS_OF_UPDATES.to_owned());
    format!("\n{}\n{}", keeping::FOR_TECHNOLOGY, listed(lines))
}

/// The summary: what is kept, in a word each.
fn parts(guide: &Guide, session: &Session) -> Vec<String> {
    let mut parts = Vec::new();
    let at = session.project.at.as_ref();
    parts.extend(at.map(|at| keeping::stands_at(&short(guide, at))));
    let projects = session.projects();
    parts.extend(
        session
            .has_projects()
            .then(|| keeping::projects(projects.len())),
    );
    let mut counted = |count: fn(&Project) -> usize, said: fn(usize) -> String| {
        let count: usize = projects.iter().map(|project| count(project)).sum();
        parts.extend((count > 0).then(|| said(count)));
    };
    counted(Project::ticks, keeping::ticks);
    counted(|project| project.notes.len(), keeping::notes);
    counted(|project| project.bookmarks.len(), keeping::bookmarks);
    counted(|project| project.decisions.len(), keeping::decisions);
    counted(|project| project.due.len(), keeping::deadlines);
    counted(|project| project.offices.len(), keeping::offices);
    let reminders = session.reminders.is_on();
    counted(
        |project| usize::from(project.sheets.is_some()),
        |_| keeping::LAST_SHEET.to_owned(),
    );
    counted(|project| project.visits.len(), keeping::places);
    parts.extend(reminders.then(|| keeping::YOUR_REMINDERS.to_owned()));
    let others = [
        (
            session.topic.is_some() || session.asked.is_some(),
            keeping::LAST_QUESTION,
        ),
        (session.searched.is_some(), keeping::LAST_WORDS),
        (!session.answers.is_empty(), keeping::LAST_ANSWERS),
        (session.prompt.is_some(), keeping::LAST_PROMPT),
        (!session.trail.is_empty(), keeping::LAST_SCREENS),
        (!session.offered.is_empty(), keeping::LAST_BUTTONS),
    ];
    let kept = others.into_iter().filter(|(is_kept, _)| *is_kept);
    parts.extend(kept.map(|(_, what)| what.to_owned()));
    parts
}

fn text(guide: &Guide, session: &Session, clock: LocalClock<'_>) -> String {
    let mut text = format!(
        "{}\n{}\n\n{}\n",
        keeping::FILE_TITLE,
        keeping::as_it_was(clock),
        keeping::FILE_OPENING
    );
    // Taken apart, so that nothing can be added to a session without being named here.
    let Session {
        project: _,
        others: _,
        numbered: _,
        topic,
        is_quoted: _,
        asked,
        prompt,
        searched,
        answers,
        trail,
        style,
        reminders,
        noted: _,
        handing,
        taken,
        offered,
    } = session;
    let talk = [
        (keeping::REMINDERS, reminded(guide, reminders)),
        (
            keeping::QUESTION,
            question(guide, topic.as_ref(), asked.as_ref(), clock),
        ),
        (keeping::WORDS, words(searched.as_ref(), clock)),
        (keeping::ANSWERS, judged(guide, answers, clock)),
        (keeping::PROMPT, prompted(prompt.as_ref(), clock)),
        (keeping::TRAIL, screens(guide, trail)),
        (keeping::OFFERED, labels(offered)),
        (keeping::STYLE, chosen(guide, *style)),
        (
            keeping::MOVING,
            moving(session, handing.as_ref(), taken.as_ref(), clock),
        ),
    ];
    // Of decisions nothing is said where there are none to be made, of projects where there is one.
    let projects = session.projects();
    let is_none = |project: &&Project| project.decisions.is_empty();
    let none = projects.iter().all(is_none) && !guide.has_decisions();
    let sections = projects_named(session).into_iter();
    let sections = sections.chain(work(guide, &projects, clock)).chain(talk);
    let sections = sections.filter(|(about, lines)| {
        let is_decisions = none && *about == keeping::DECISIONS;
        !(is_decisions || *about == keeping::MOVING && lines.is_empty())
    });
    for (number, ((title, purpose), lines)) in sections.enumerate() {
        text += &format!(
            "\n{}. {title}\nWozu: {purpose}.\n{}",
            number + 1,
            listed(lines)
        );
    }
    // Our own types can be written; if they could not, the words above remain.
    let stored = serde_json::to_string_pretty(session).unwrap_or_default();
    text + &format!("\n{}\n{stored}\n", keeping::FOR_PROGRAMS)
}

/// The parts of a file: what they are about and what for, and their lines.
type Section = ((&'static str, &'static str), Vec<String>);

/// What the projects are called, where there is more to know of than one without a name.
fn projects_named(session: &Session) -> Option<Section> {
    let projects = session.projects();
    let names = projects.iter().map(|project| {
        let is_open = project.number == session.project.number;
        keeping::project(wording::project_called(project), is_open)
    });
    let there = session.has_projects();
    there.then(|| (keeping::PROJECTS, names.collect()))
}

/// What belongs to the work, part by part; of several projects, each line says of which it is.
fn work(guide: &Guide, projects: &[&Project], clock: LocalClock<'_>) -> Vec<Section> {
    let mut all: Vec<Section> = Vec::new();
    for project in projects {
        let of = (projects.len() > 1).then(|| wording::project_called(project));
        for (at, (about, lines)) in work_of(guide, project, clock).into_iter().enumerate() {
            let lines = lines.into_iter().map(|line| match of {
                Some(name) => keeping::of_project(name, &line),
                None => line,
            });
            match all.get_mut(at) {
                Some((_, above)) => above.extend(lines),
                None => all.push((about, lines.collect())),
            }
        }
    }
    all
}

fn work_of(guide: &Guide, project: &Project, clock: LocalClock<'_>) -> [Section; 9] {
    // Taken apart for the same reason.
    let Project {
        number: _,
        name: _,
        at,
        stood,
        done,
        ticked,
        visits,
        told: _,
        notes,
        sheets,
        bookmarks,
        decisions,
        due,
        offices,
    } = project;
    let walk = at.iter().chain(stood);
    [
        (keeping::AT, walk.map(|at| named(guide, at)).collect()),
        (keeping::DONE, ticks(guide, done, ticked.as_ref())),
        (keeping::NOTES, written(guide, notes, clock)),
        (keeping::BOOKMARKS, kept(guide, bookmarks)),
        (keeping::DECISIONS, decided(guide, decisions, clock)),
        (keeping::DUE, deadlines(guide, due)),
        (keeping::OFFICES, does(guide, offices)),
        (keeping::SHEETS, handed_out(sheets.as_ref(), clock)),
        (keeping::VISITS, opened(guide, visits)),
    ]
}

fn listed(lines: Vec<String>) -> String {
    if lines.is_empty() {
        return format!("{}\n", keeping::NOTHING);
    }
    lines
        .into_iter()
        .map(|line| format!("- {line}\n"))
        .collect()
}

fn ticks(
    guide: &Guide,
    done: &BTreeMap<PlaceId, BTreeSet<TaskId>>,
    last: Option<&(PlaceId, TaskId)>,
) -> Vec<String> {
    let named = |place, task| format!("{}: {}", short(guide, place), task_of(guide, place, task));
    let ticks = done.iter();
    let ticks = ticks.flat_map(|(place, tasks)| tasks.iter().map(move |task| (place, task)));
    let mut lines: Vec<String> = ticks.map(|(place, task)| named(place, task)).collect();
    lines.extend(last.map(|(place, task)| keeping::ticked_last(&named(place, task))));
    lines
}

/// What has a deadline, and until when.
fn deadlines(guide: &Guide, due: &Deadlines) -> Vec<String> {
    let line = |(place, task, day): (&PlaceId, Option<&TaskId>, Day)| {
        let task = task.map(|task| task_of(guide, place, task));
        let what = task.map_or_else(
            || named(guide, place),
            |task| format!("{}: {task}", short(guide, place)),
        );
        format!("{}: {what}", date::short_day(day))
    };
    due.iter().map(line).collect()
}

/// Which project may leave, and which came.
fn moving(
    session: &Session,
    handing: Option<&Handing>,
    taken: Option<&Taken>,
    clock: LocalClock<'_>,
) -> Vec<String> {
    let name = |number| {
        let project = session.project_numbered(number);
        project.map_or("", wording::project_called)
    };
    let leaves = handing.map(|handing| {
        keeping::leaves(
            name(handing.project),
            &handing.code.written(),
            handing.until,
            clock.zone,
        )
    });
    let came = taken.map(|taken| keeping::came(name(taken.project), taken.at, clock.zone));
    leaves.into_iter().chain(came).collect()
}

/// Which offices do what.
fn does(guide: &Guide, offices: &Offices) -> Vec<String> {
    let line = |(place, task, office): (&PlaceId, &TaskId, &str)| {
        format!(
            "{}: {}: {office}",
            short(guide, place),
            task_of(guide, place, task)
        )
    };
    offices.iter().map(line).collect()
}

/// Which reminders are wanted, and what was told last.
fn reminded(guide: &Guide, reminders: &Reminders) -> Vec<String> {
    // Taken apart, so that nothing can be added without being named here.
    let Reminders {
        before,
        weekly,
        looks,
        once,
        last,
        is_said,
    } = reminders;
    let of = |about: &About| match (&about.place, &about.task) {
        (Some(place), Some(task)) => {
            format!("{}: {}", short(guide, place), task_of(guide, place, task))
        }
        (Some(place), None) => named(guide, place),
        (None, _) => keeping::THE_GUIDE.to_owned(),
    };
    let mut lines: Vec<String> = before
        .iter()
        .map(|days| wording::before_deadline(*days))
        .collect();
    lines.extend(weekly.map(|day| keeping::reminded_weekly(date::weekday(day))));
    let single = |once: &Once| format!("{}: {}", date::short_day(once.day), of(&once.about));
    lines.extend(once.iter().map(single));
    if let Some(Told {
        on,
        about,
        weekly: _,
        again,
    }) = last
    {
        let about: Vec<String> = about.iter().map(of).collect();
        lines.push(keeping::reminded_last(*on, &about));
        lines.extend(again.map(keeping::reminded_again));
    }
    lines.extend(looks.last().map(|day| keeping::looked_last(*day)));
    lines.extend(is_said.then(|| keeping::SAID_TO_BE_OFF.to_owned()));
    lines
}

/// The screens shown last, by what stands on the way back to them.
fn screens(guide: &Guide, trail: &[String]) -> Vec<String> {
    let shown = trail.iter().filter_map(|data| Action::decode(data));
    let named = shown.map(|view| {
        let place = view.place().and_then(|id| guide.place(id));
        wording::back_to_screen(&view, place)
    });
    named.collect()
}

/// The notes, each with its place and when it was written, in the words of whoever wrote them.
fn written(guide: &Guide, notes: &Notes, clock: LocalClock<'_>) -> Vec<String> {
    let of = |note: &Note| {
        let place = note
            .place
            .as_ref()
            .map(|id| format!("{}: ", short(guide, id)));
        let text = format!("{}{}", place.unwrap_or_default(), note.text);
        keeping::at_moment(&text, note.at, clock.zone)
    };
    notes.iter().map(of).collect()
}

/// The examples that are kept, each with its place.
fn kept(guide: &Guide, bookmarks: &[Bookmark]) -> Vec<String> {
    let of = |bookmark: &Bookmark| {
        let place = bookmark.place.as_ref();
        let place = place.map(|id| format!("{}: ", short(guide, id)));
        let example = guide.example(&bookmark.example);
        let title = example.map(|example| example.title.clone());
        format!(
            "{}{}",
            place.unwrap_or_default(),
            or_gone(title, bookmark.example.as_str())
        )
    };
    bookmarks.iter().map(of).collect()
}

/// What was decided, whether it holds or not.
fn decided(guide: &Guide, decisions: &Decisions, clock: LocalClock<'_>) -> Vec<String> {
    let of = |(id, Decided(ruling, at)): (&DecisionId, &Decided)| {
        let known = guide.decision(id).map(|(_, decision)| decision);
        let asked = or_gone(known.map(|known| known.question.clone()), id.as_str());
        let said = wording::ruling(known, ruling);
        keeping::at_moment(&format!("{asked} {said}"), *at, clock.zone)
    };
    decisions.iter().map(of).collect()
}

/// When meeting sheets were made.
fn handed_out(sheets: Option<&Sheets>, clock: LocalClock<'_>) -> Vec<String> {
    let made = sheets.map(|sheets| [sheets.since, Some(sheets.at)]);
    let made = made.into_iter().flatten().flatten();
    made.map(|at| keeping::sheet_of(at, clock.zone)).collect()
}

fn opened(guide: &Guide, visits: &[Visit]) -> Vec<String> {
    let visits = visits.iter();
    visits.map(|visit| named(guide, &visit.place)).collect()
}

fn question(
    guide: &Guide,
    topic: Option<&(Topic, Moment)>,
    last: Option<&AskedLast>,
    clock: LocalClock<'_>,
) -> Vec<String> {
    let quoted = |words: &str, when| keeping::at_moment(&format!("„{words}“"), when, clock.zone);
    let mut lines: Vec<String> = last
        .iter()
        .map(|last| quoted(&last.question, last.at))
        .collect();
    let before = last.and_then(|last| Some(quoted(&last.after.as_ref()?.question, last.at)));
    lines.extend(before);
    let Some((topic, asked)) = topic else {
        return lines;
    };
    lines.push(quoted(&topic.question, *asked));
    lines.extend(topic.place.iter().map(|place| named(guide, place)));
    lines.extend(topic.example.iter().map(|id| {
        let known = guide.example(id);
        or_gone(known.map(|example| example.title.clone()), id.as_str())
    }));
    lines.extend(topic.municipality.iter().map(|id| {
        let known = guide.municipality(id);
        or_gone(known.map(|town| town.name.clone()), id.as_str())
    }));
    lines
}

fn words(searched: Option<&(String, Moment)>, clock: LocalClock<'_>) -> Vec<String> {
    searched
        .into_iter()
        .map(|(words, when)| keeping::at_moment(&format!("„{words}“"), *when, clock.zone))
        .collect()
}

/// What can be judged, and what was said of it.
fn judged(guide: &Guide, answers: &[GivenAnswer], clock: LocalClock<'_>) -> Vec<String> {
    let of = |answer: &GivenAnswer| {
        let said = [answer.judgement, answer.reason].into_iter().flatten();
        let mut parts: Vec<String> = answer.place.iter().map(|id| short(guide, id)).collect();
        parts.extend(answer.words.clone());
        parts.extend(said.map(|judgement| format!("„{}“", judging::label(judgement))));
        keeping::at_moment(&parts.join(", "), answer.at, clock.zone)
    };
    answers.iter().map(of).collect()
}

fn prompted(prompt: Option<&(Prompt, Moment)>, clock: LocalClock<'_>) -> Vec<String> {
    prompt
        .into_iter()
        .map(|(prompt, when)| {
            let what = match prompt {
                Prompt::Note(_) | Prompt::ChangedNote(_) => keeping::ASKED_FOR_NOTE,
                Prompt::NoteOrQuestion(_, words) => {
                    return keeping::at_moment(
                        &keeping::note_or_question(words),
                        *when,
                        clock.zone,
                    );
                }
                Prompt::Deadline(_) => keeping::ASKED_FOR_DAY,
                Prompt::Decision(_) => keeping::ASKED_TO_DECIDE,
                Prompt::DecisionOrQuestion(_, words) => {
                    return keeping::at_moment(
                        &keeping::decision_or_question(words),
                        *when,
                        clock.zone,
                    );
                }
                Prompt::Office(_) => keeping::ASKED_FOR_OFFICE,
                Prompt::OfficeOrPerson(_, words) => {
                    return keeping::at_moment(
                        &keeping::office_or_person(words),
                        *when,
                        clock.zone,
                    );
                }
                Prompt::ProjectName(_) => keeping::ASKED_FOR_NAME,
                Prompt::ProjectNameOrQuestion(_, words) => {
                    return keeping::at_moment(
                        &keeping::name_or_question(words),
                        *when,
                        clock.zone,
                    );
                }
                Prompt::DeleteProject(_) => keeping::ASKED_TO_DELETE,
                Prompt::Words => keeping::ASKED_FOR_WORDS,
                Prompt::Forget => keeping::ASKED_TO_FORGET,
                Prompt::Anew => keeping::ASKED_TO_BEGIN,
                Prompt::BegunAnew => keeping::BEGUN_ANEW,
            };
            keeping::at_moment(what, *when, clock.zone)
        })
        .collect()
}

fn chosen(guide: &Guide, style: Style) -> Vec<String> {
    let words = &guide.manifest.words;
    let is_chosen = style != Style::default();
    let said = is_chosen.then(|| style_words::chosen(words, style.below, style.short));
    said.into_iter().collect()
}

fn labels(offered: &[(String, String)]) -> Vec<String> {
    let offered = offered.iter();
    offered.map(|(label, _)| label.clone()).collect()
}

fn task_of(guide: &Guide, place: &PlaceId, task: &TaskId) -> String {
    let known = guide.place(place);
    let known = known.and_then(|place| place.tasks.iter().find(|known| known.id == *task));
    or_gone(known.map(|task| task.text.clone()), task.as_str())
}

fn short(guide: &Guide, id: &PlaceId) -> String {
    or_gone(guide.place(id).map(wording::short), id.as_str())
}

fn named(guide: &Guide, id: &PlaceId) -> String {
    let place = guide.place(id);
    let name = place.map(|place| format!("{}: {}", wording::short(place), place.title));
    or_gone(name, id.as_str())
}

/// What something is called, or its id where the guide no longer has it.
fn or_gone(name: Option<String>, id: &str) -> String {
    name.unwrap_or_else(|| keeping::gone(id))
}
