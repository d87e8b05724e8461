//! A project moves to another chat: a code here, the code there, and it is there and no longer here.
//!
//! Whoever keeps sessions looks up which chat a code is of, has both at hand, and keeps both at once. Asking for a code
//! twice gives the same; using one twice is answered with what became of it.

use std::sync::Arc;

use crate::conversation::page::admins;
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::page::{links, projects, reminders};
use crate::conversation::value::{
    About, Action, Arrival, Button, Day, DeepLink, Event, File, FileContent, Handing, LocalClock,
    Moment, Occasion, Once, PROJECT_COUNT, Project, ProjectCode, ProjectId, Reply, Session, Taken,
};
use crate::conversation::wording;
use crate::german::fold;
use crate::knowledge::Guide;
use crate::text::RichText;

/// The code that an event gives, if it is meant for us.
pub fn code_in(event: &Event) -> Option<ProjectCode> {
    match &event.occasion {
        _ if !event.addressed => None,
        Occasion::Text(text) => ProjectCode::in_text(text),
        Occasion::Command { name, rest } if name == "start" => match DeepLink::decode(rest) {
            Some(DeepLink::Project(code)) => Some(code),
            _ => ProjectCode::in_text(rest),
        },
        Occasion::Command { rest, .. } => ProjectCode::in_text(rest),
        _ => None,
    }
}

/// The project that a code stands for in the chat that has it.
pub fn on_offer(session: &Session, code: &ProjectCode, now: Moment) -> Option<Arc<Arrival>> {
    let handing = session.handing.as_ref()?;
    let is_meant = handing.code == *code && handing.holds(now);
    let project = session.project_numbered(handing.project);
    project.filter(|_| is_meant).map(|project| {
        Arc::new(Arrival {
            project: project.clone(),
            once: reminders_of(session, project.number),
        })
    })
}

/// The single reminders of a project.
fn reminders_of(session: &Session, project: ProjectId) -> Vec<Once> {
    let once = session.reminders.once.iter();
    once.filter(|once| once.about.is_in(project))
        .cloned()
        .collect()
}

/// The chat that had a project, once it is in another; and what is said there.
pub fn handed_over(mut session: Session, code: &ProjectCode) -> (Session, Vec<Reply>) {
    let handing = session.handing.take_if(|handing| handing.code == *code);
    let number = handing.map(|handing| handing.project);
    let reminds = number.is_some_and(|number| !reminders_of(&session, number).is_empty());
    let project = number.and_then(|number| session.take_project_out(number));
    let Some(project) = project else {
        return (session, Vec::new());
    };
    let all = Button::act(wording::PROJECTS, Action::Projects);
    let shown = Shown::from(Screen::saying(wording::left(&project, reminds)).row([all]));
    let shown = shown.settled(session.project.number);
    if let Some(offered) = shown.offered() {
        session.offered = offered;
    }
    (session, shown.into_replies(false))
}

/// Gives a code for a project; in a group, to its admins only.
pub(crate) fn hand_over(
    guide: &Guide,
    session: &mut Session,
    event: &Event,
    number: ProjectId,
    now: Moment,
) -> Shown {
    let Some(project) = session.project_numbered(number) else {
        return Shown::from(projects::list(guide, session)).headed(wording::PROJECT_GONE);
    };
    if let Some(refusal) = admins::refusal(event, Action::HandOver(number)) {
        return refusal.onward(guide, session).into();
    }
    let given = session.handing.clone();
    let given = given.filter(|given| given.project == number && given.holds(now));
    let begun = || Some(Handing::begun(number, event.moving.chance?, now));
    let Some(handing) = given.or_else(begun) else {
        return Screen::saying(wording::NO_OTHER_CHAT)
            .onward(guide, session)
            .into();
    };
    let minutes = (handing.until.0 - now.0 + 59) / 60;
    let text = RichText::default()
        .and_title(wording::HAND_OVER)
        .and_paragraph(wording::hand_over(project))
        .and_paragraph(wording::how_to_take(&handing.code, minutes));
    let caption = wording::link_to_take(project);
    let file = File {
        name: "lotse-projekt.png".to_owned(),
        media: "image/png",
        otherwise: caption.clone(),
        caption,
        content: FileContent::Code(DeepLink::Project(handing.code.clone())),
        with_records: false,
    };
    session.handing = Some(handing);
    Shown {
        file: Some(file),
        ..Shown::from(Screen::new(text).ways(guide, session, []))
    }
}

/// Takes the project that a code stands for, or says what became of it.
pub(crate) fn arrive(
    guide: &Guide,
    session: &mut Session,
    event: &Event,
    code: ProjectCode,
    clock: LocalClock<'_>,
) -> Shown {
    session.prompt = None;
    let handing = session.handing.as_ref();
    if handing.is_some_and(|handing| handing.code == code) {
        return Screen::saying(wording::CODE_OF_THIS_CHAT)
            .ways(guide, session, [])
            .into();
    }
    let taken = session.taken.as_ref().filter(|taken| taken.code == code);
    let taken = taken.and_then(|taken| session.project_numbered(taken.project));
    if let Some(project) = taken {
        let open = projects::change_to(project);
        let open = (project.number != session.project.number).then_some(open);
        return Screen::saying(wording::arrived_already(project))
            .row(open.into_iter().chain(links::carry_on(guide, session)))
            .ways(guide, session, [])
            .into();
    }
    let Some(arrival) = &event.moving.arrives else {
        return Screen::saying(wording::HANDED_OVER_NO_MORE)
            .ways(guide, session, [])
            .into();
    };
    let is_room = session.projects().len() < PROJECT_COUNT || session.project.is_untouched();
    if !is_room {
        return Shown::from(projects::list(guide, session)).headed(wording::no_room());
    }
    let project = named_here(session, arrival.project.clone());
    session.take_project_in(project);
    let reminders = reminders_here(guide, session, &arrival.once, clock.today());
    session.taken = Some(Taken {
        project: session.project.number,
        code,
        at: clock.now,
    });
    let mut said = wording::arrived(&session.project);
    if let Some(reminders) = reminders {
        said = format!("{said}\n{reminders}");
    }
    Shown::go(Action::Progress).headed(said)
}

/// Keeps the single reminders of the project that came where reminders are on and there is room; says what became of them.
fn reminders_here(
    guide: &Guide,
    session: &mut Session,
    came: &[Once],
    today: Day,
) -> Option<String> {
    let is_on = session.reminders.is_on();
    let project = session.project.number;
    let here = came.iter().map(|once| Once {
        day: once.day,
        about: About {
            project,
            ..once.about.clone()
        },
    });
    let (kept, left): (Vec<Once>, Vec<Once>) =
        here.partition(|once| is_on && session.reminders.add(once.clone()));
    let place = |once: &Once| guide.place(once.about.place.as_ref()?);
    let again = left.iter().find_map(place).zip(left.first());
    let again = again.map(|(place, once)| {
        wording::remind_again_of(once.day.max(today.next_working_day()), place)
    });
    let left: Vec<String> = left
        .iter()
        .map(|once| reminders::once_in_words(guide, once))
        .collect();
    match (kept.len(), &left[..]) {
        (0, []) => None,
        (kept, []) => Some(wording::reminders_came(kept)),
        (_, left) => Some(wording::reminders_left(is_on, left, again.as_deref())),
    }
}

/// The project with a name that no other has here; one without keeps none where it is the only one.
fn named_here(session: &Session, mut project: Project) -> Project {
    let is_only = session.others.is_empty() && session.project.is_untouched();
    if is_only && project.name.is_none() {
        return project;
    }
    let name = project.name.unwrap_or(wording::TAKEN_OVER.to_owned());
    let others = session.projects();
    let is_free = |name: &String| {
        let key = fold::key(name);
        let mut others = others.iter();
        others.all(|other| fold::key(wording::project_called(other)) != key)
    };
    let numbered = (2..).map(|number| format!("{name} ({number})"));
    project.name = std::iter::once(name.clone()).chain(numbered).find(is_free);
    project
}
