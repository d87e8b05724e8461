//! The projects of a chat: the one that is open, and those beside it.
//!
//! A session holds the open one itself, so that a chat that knows of none but the first is as it would be without the
//! others. What belongs to the talk is not a project's: screens, buttons and prompts go when another is opened, because
//! they were made for the one before.

use super::note::{Note, NoteChange, NoteId, Notes};
use super::project::Project;
use super::project_id::ProjectId;
use super::session::Session;

impl Session {
    /// All projects, in the order in which they came.
    pub fn projects(&self) -> Vec<&Project> {
        let mut all: Vec<&Project> = self.others.iter().chain([&self.project]).collect();
        all.sort_by_key(|project| project.number);
        all
    }

    /// All of them, in no order, to be changed.
    pub(crate) fn projects_mut(&mut self) -> impl Iterator<Item = &mut Project> {
        self.others.iter_mut().chain([&mut self.project])
    }

    /// The project of a number.
    pub fn project_numbered(&self, number: ProjectId) -> Option<&Project> {
        let mut all = self.others.iter().chain([&self.project]);
        all.find(|project| project.number == number)
    }

    /// Whether there is more to know of than one project without a name.
    pub fn has_projects(&self) -> bool {
        !self.others.is_empty() || self.project.name.is_some()
    }

    /// Opens a project; tells whether there is one of this number.
    pub(crate) fn open_project(&mut self, number: ProjectId) -> bool {
        if self.project.number == number {
            return true;
        }
        let Some(at) = self.others.iter().position(|other| other.number == number) else {
            return false;
        };
        std::mem::swap(&mut self.project, &mut self.others[at]);
        self.leave_screens();
        true
    }

    /// Begins a project and opens it. The one before is kept, unless nothing was done in it and it has no name.
    pub(crate) fn begin_project(&mut self, name: Option<String>) {
        if self.project.is_untouched() {
            self.project.name = name;
            return;
        }
        let project = Project {
            number: self.next_project(),
            name,
            ..Project::default()
        };
        self.put_in_front(project);
    }

    /// Takes a project out; where it was open, another is opened, or a new one begun.
    pub(crate) fn take_project_out(&mut self, number: ProjectId) -> Option<Project> {
        self.handing = self.handing.take().filter(|one| one.project != number);
        self.reminders.once.retain(|once| !once.about.is_in(number));
        if self.project.number != number {
            let at = self
                .others
                .iter()
                .position(|other| other.number == number)?;
            return Some(self.others.remove(at));
        }
        self.leave_screens();
        let next = match self.others.is_empty() {
            true => Project {
                number: self.next_project(),
                ..Project::default()
            },
            false => self.others.remove(0),
        };
        let taken = std::mem::replace(&mut self.project, next);
        if self
            .projects()
            .iter()
            .all(|project| project.notes.is_empty())
        {
            // Nothing is read any more, and no button leads to a note of another project.
            self.noted = 0;
        }
        Some(taken)
    }

    /// Takes a project in that was another chat's, and opens it. It and its notes have numbers of this chat then.
    pub(crate) fn take_project_in(&mut self, mut project: Project) {
        project.number = self.next_project();
        let mut id = self.last_note();
        let notes = project.notes.iter().map(|note| {
            id += 1;
            Note {
                id: NoteId(id),
                project: project.number,
                ..note.clone()
            }
        });
        project.notes = notes.collect();
        self.noted = id;
        if self.project.is_untouched() {
            self.leave_screens();
            self.project = project;
        } else {
            self.put_in_front(project);
        }
    }

    fn put_in_front(&mut self, project: Project) {
        self.leave_screens();
        let before = std::mem::replace(&mut self.project, project);
        self.others.push(before);
    }

    fn next_project(&mut self) -> ProjectId {
        self.numbered = self.numbered.saturating_add(1);
        ProjectId(self.numbered)
    }

    /// The number of the note written last, in whatever project.
    pub(crate) fn last_note(&self) -> u32 {
        let all = self.others.iter().chain([&self.project]);
        let notes = all.filter_map(|project| project.notes.iter().last());
        notes.map(|note| note.id.0).fold(self.noted, u32::max)
    }

    /// Drops what was shown of a project that is no longer open.
    fn leave_screens(&mut self) {
        self.trail.clear();
        self.offered.clear();
        self.prompt = None;
    }

    /// Gives each note to its project; one whose project is not known, to that which came first.
    #[must_use]
    pub fn with_notes(mut self, notes: impl IntoIterator<Item = Note>) -> Self {
        let mut left: Vec<Note> = notes.into_iter().collect();
        let first = self.projects().first().map(|project| project.number);
        let known: Vec<ProjectId> = self.projects().iter().map(|one| one.number).collect();
        for project in self.projects_mut() {
            let is_its = |note: &Note| {
                note.project == project.number
                    || Some(project.number) == first && !known.contains(&note.project)
            };
            let (its, others) = left.into_iter().partition(is_its);
            left = others;
            project.notes = Vec::<Note>::into_iter(its).collect();
        }
        self
    }

    /// What of all notes is to be kept anew since they were those of another session of this chat. What is gone comes first:
    /// where a project left with all notes there were, the next notes have their numbers.
    pub fn note_changes_since(&self, before: &Self) -> Vec<NoteChange> {
        let notes_in = |session: &Self, number| {
            let project = session.project_numbered(number);
            project.map(|project| project.notes.clone())
        };
        let mut changes = Vec::new();
        for gone in before.others.iter().chain([&before.project]) {
            if self.project_numbered(gone.number).is_none() {
                changes.extend(Notes::default().changes_since(&gone.notes));
            }
        }
        for project in self.others.iter().chain([&self.project]) {
            let then = notes_in(before, project.number).unwrap_or_default();
            changes.extend(project.notes.changes_since(&then));
        }
        changes.sort_by_key(|change| matches!(change, NoteChange::Kept(_)));
        changes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::value::Moment;

    fn note(id: u32, project: u32) -> Note {
        Note {
            id: NoteId(id),
            project: ProjectId(project),
            place: None,
            text: format!("Notiz {id}"),
            at: Moment(0),
        }
    }

    fn kept(session: &Session, number: u32) -> Vec<u32> {
        let project = session.project_numbered(ProjectId(number)).unwrap();
        project.notes.iter().map(|note| note.id.0).collect()
    }

    /// Two projects with a note each; the second is open.
    fn two() -> Session {
        let mut session = Session {
            noted: 2,
            ..Session::default()
        };
        session.project.notes.keep(note(1, 0)).unwrap();
        session.begin_project(Some("Zwei".to_owned()));
        session.project.notes.keep(note(2, 1)).unwrap();
        session
    }

    #[test]
    fn what_was_never_used_makes_room_and_what_was_is_kept_beside() {
        let mut session = Session::default();
        session.begin_project(Some("Eins".to_owned()));
        assert_eq!((session.project.number.0, session.others.len()), (0, 0));
        session.begin_project(None);
        assert_eq!((session.project.number.0, session.others.len()), (1, 1));
        session.begin_project(Some("Drei".to_owned()));
        assert_eq!((session.project.number.0, session.others.len()), (1, 1));
    }

    #[test]
    fn notes_come_back_to_their_project_and_none_is_lost() {
        let stored = Session {
            others: vec![Project::default()],
            project: Project {
                number: ProjectId(1),
                ..Project::default()
            },
            ..Session::default()
        };
        let session = stored.with_notes([note(1, 0), note(2, 1), note(3, 7)]);
        assert_eq!(
            (kept(&session, 0), kept(&session, 1)),
            (vec![1, 3], vec![2])
        );
    }

    #[test]
    fn a_project_that_goes_takes_its_notes_and_no_others() {
        let before = two();
        let mut now = before.clone();
        assert_eq!(now.note_changes_since(&before), []);
        let taken = now.take_project_out(ProjectId(1)).unwrap();
        assert_eq!(taken.notes.len(), 1);
        assert_eq!(
            now.note_changes_since(&before),
            [NoteChange::Removed(NoteId(2))]
        );
        assert_eq!(now.project.number, ProjectId(0));
        assert_eq!(now.take_project_out(ProjectId(1)), None);
        now.take_project_out(ProjectId(0)).unwrap();
        assert_eq!((now.project.number.0, now.noted), (2, 0));
    }

    #[test]
    fn what_is_written_when_all_notes_have_just_gone_is_kept() {
        let mut before = Session {
            noted: 1,
            ..Session::default()
        };
        before.project.notes.keep(note(1, 0)).unwrap();
        let mut now = before.clone();
        now.take_project_out(ProjectId(0)).unwrap();
        let new = note(now.last_note() + 1, now.project.number.0);
        now.project.notes.keep(new.clone()).unwrap();
        assert_eq!(
            now.note_changes_since(&before),
            [NoteChange::Removed(NoteId(1)), NoteChange::Kept(new.into())]
        );
    }

    #[test]
    fn a_project_that_comes_has_numbers_of_its_new_chat() {
        let project = two().take_project_out(ProjectId(1)).unwrap();
        let before = two();
        let mut now = before.clone();
        now.take_project_in(project);
        assert_eq!((now.project.number.0, now.noted), (2, 3));
        assert_eq!(kept(&now, 2), [3]);
        assert_eq!(now.note_changes_since(&before).len(), 1);
        let read = now.clone().with_notes([note(1, 0), note(2, 1), note(3, 2)]);
        assert_eq!(kept(&read, 2), [3]);
    }
}
