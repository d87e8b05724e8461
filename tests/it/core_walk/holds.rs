//! What holds after each step of a walk, whatever was done.

use std::io::Read;

use lotse::conversation::{
    Action, BOOKMARK_COUNT, Day, File, FileContent, Form, Handout, Matter, Message, NOTE_COUNT,
    NOTE_LENGTH, Note, PROJECT_COUNT, Press, Prompt, Reply, Ruling, Session, Standing, TapData,
};
use lotse::knowledge::Guide;
use lotse::service::inbound::{Origin, Tap};
use lotse::sessions::{ChatKey, MessageId};
use lotse::telegram::addressing::BotIdentity;
use lotse::telegram::render;
use lotse::text::{RichText, plain};

use crate::{fuzz, screens};

use super::steps::Does;

/// How many lines a screen has on a phone, and an answer with what else was found.
const TALLEST: (usize, usize) = (30, 48);

/// How many lines say above a screen what became of the guide.
const WHAT_BECAME: usize = 10;

/// How much of a session is written down at most, beside answers to decisions in words.
const STORED: usize = 24 << 10;

/// One step that was done, with the session before and after.
pub(super) struct Done<'a> {
    pub(super) guide: &'a Guide,
    pub(super) does: &'a Does,
    pub(super) before: &'a Session,
    pub(super) after: &'a Session,
    pub(super) replies: &'a [Reply],
    /// Whether the guide became another since something was shown here.
    pub(super) is_elsewhere: bool,
    /// What stands in the words of this chat.
    pub(super) mark: &'a str,
    /// What stands in the words of other chats.
    pub(super) foreign: Vec<&'a str>,
}

impl Done<'_> {
    /// Fails where something does not hold.
    pub(super) fn holds(&self) {
        self.is_answered();
        self.can_be_sent();
        self.fits_a_phone();
        self.is_kept();
        self.keeps_words_as_typed();
        self.keeps_what_was_not_meant();
        self.counts_are_true();
        self.shows_nothing_of_others();
    }

    fn tap(&self) -> Option<TapData> {
        match self.does {
            Does::Taps(data) => TapData::decode(data),
            _ => None,
        }
    }

    fn typed(&self) -> &str {
        match self.does {
            Does::Says(text) | Does::Edits(text) => text,
            _ => "",
        }
    }

    fn messages(&self) -> impl Iterator<Item = &Message> {
        self.replies.iter().filter_map(|reply| match reply {
            Reply::Message(message) => Some(message),
            _ => None,
        })
    }

    fn is_answered(&self) {
        let is_answered = self.replies.iter().any(Reply::is_shown);
        match self.does {
            Does::SaysToOthers(_) => assert!(!is_answered, "nobody asked"),
            Does::Edits(_) | Does::OtherGuide => {}
            _ => assert!(is_answered, "silence"),
        }
        if let Some(last) = self.messages().last() {
            assert!(!last.buttons.is_empty(), "a dead end");
        }
    }

    /// Telegram takes every call that comes of it.
    fn can_be_sent(&self) {
        let message = Some(MessageId(7));
        let callback = "7".to_owned();
        let tapped = matches!(self.does, Does::Taps(_));
        let origin = Origin {
            tap: tapped.then_some(Tap { callback, message }),
            ..Origin::of(ChatKey::new(7))
        };
        let bot = BotIdentity {
            id: 42,
            name: "LotseBot".to_owned(),
            inline: true,
        };
        let calls = render::render(self.replies, &origin, &bot);
        calls.iter().for_each(fuzz::check);
        for button in self.replies.iter().flat_map(Reply::buttons).flatten() {
            let length = button.label.chars().count();
            assert!(length <= 64, "{length} characters: {}", button.label);
            if let Press::Act(tap) = &button.press {
                let data = tap.encode();
                assert!(data.len() <= 64, "{} bytes: {data}", data.len());
                let read = TapData::decode(&data).map(|tap| tap.encode());
                assert_eq!(read, Some(data));
            }
        }
    }

    fn fits_a_phone(&self) {
        let more = match self.is_elsewhere {
            true => self.own_words_on_screen() + WHAT_BECAME,
            false => self.own_words_on_screen(),
        };
        for message in self.messages() {
            let is_answer = message.response.is_some();
            let most = if is_answer { TALLEST.1 } else { TALLEST.0 };
            let height = screens::height(&message.text);
            let text = plain::render(&message.text);
            assert!(height <= most + more, "{height} lines:\n{text}");
            let rows = &message.buttons;
            assert!(rows.iter().all(|row| row.len() <= 2), "a wide row:\n{text}");
        }
    }

    /// How many lines of what is on the screen are people's own words, which are shown whole.
    fn own_words_on_screen(&self) -> usize {
        let project = &self.after.project;
        let shown = self.after.on_screen();
        let tapped = self.tap().map(|tap| tap.action);
        let words = match (shown, tapped) {
            (_, Some(Action::RemoveNote { note, .. })) | (Some(Action::Note(note)), _) => {
                project.notes.get(note).map(|note| note.text.clone())
            }
            (Some(Action::Decision(id)), _) => match project.decisions.get(&id).map(|one| &one.0) {
                Some(Ruling::Words(words)) => Some(words.clone()),
                _ => None,
            },
            _ => None,
        };
        words.map_or(0, |words| screens::height(&RichText::paragraph(words)))
    }

    /// It is within its limits, and comes back from the journal as it was.
    fn is_kept(&self) {
        let session = self.after;
        let stored = serde_json::to_string(session).unwrap();
        let mut read: Session = serde_json::from_str(&stored).unwrap();
        let projects = session.projects();
        let notes = projects.iter().flat_map(|project| project.notes.iter());
        let notes = notes.map(|note| serde_json::to_string(note).unwrap());
        let notes = notes.map(|note| serde_json::from_str::<Note>(&note).unwrap());
        let notes: Vec<Note> = notes.collect();
        let is_quoted = session.is_quoted;
        read = Session { is_quoted, ..read }.with_notes(notes);
        assert_eq!(&read, session);
        let decided = projects.iter().flat_map(|project| project.decisions.iter());
        let words = decided.map(|(_, decided)| match &decided.0 {
            Ruling::Words(words) => words.len(),
            _ => 0,
        });
        let words: usize = words.sum();
        let most = STORED * projects.len();
        assert!(stored.len() - words <= most, "{} bytes", stored.len());
        assert!(projects.len() <= PROJECT_COUNT);
        for project in projects {
            assert!(project.notes.len() <= NOTE_COUNT);
            assert!(project.bookmarks.len() <= BOOKMARK_COUNT);
            assert!(project.visits.len() <= 32);
        }
        assert!(session.trail.len() <= 8);
    }

    /// What is new among notes and decisions in words is what was typed, sign by sign, and is shown so.
    fn keeps_words_as_typed(&self) {
        let asked = match self.before.prompted() {
            Some(Prompt::NoteOrQuestion(_, text) | Prompt::DecisionOrQuestion(_, text)) => text,
            _ => String::new(),
        };
        let (before, after) = (&self.before.project, &self.after.project);
        let typed = self.typed();
        let is_typed = |words: &str| typed.ends_with(words) || asked == words;
        let projects = self.before.projects();
        let old = |note: &Note| {
            projects
                .iter()
                .find_map(|project| project.notes.get(note.id))
        };
        let mut kept = after.notes.iter();
        let new = kept.find(|note| old(note).is_none_or(|old| old.text != note.text));
        if let Some(note) = new {
            assert!(is_typed(&note.text), "{:?}", note.text);
            assert!(note.text.chars().count() <= NOTE_LENGTH);
        }
        let is_same = before.number == after.number;
        for (id, decided) in after.decisions.iter().filter(|_| is_same) {
            if let (Ruling::Words(words), true) =
                (&decided.0, before.decisions.get(id) != Some(decided))
            {
                assert!(is_typed(words), "{words:?}");
            }
        }
        let fronts = ["notiz: ", "/notiz "];
        let front = fronts.iter().find_map(|front| match self.does {
            Does::Says(text) => text.strip_prefix(front),
            _ => None,
        });
        if let Some(words) = front.map(str::trim) {
            let fits = words.chars().count() <= NOTE_LENGTH && before.notes.len() < NOTE_COUNT;
            let last = after.notes.iter().last().map(|note| &*note.text);
            assert_eq!(fits, after.notes.len() > before.notes.len(), "kept or not");
            assert!(!fits || last == Some(words), "{last:?}");
        }
        let shown = match self.after.on_screen() {
            Some(Action::Note(id)) => after.notes.get(id),
            _ => None,
        };
        let is_tapped = self
            .tap()
            .is_none_or(|tap| matches!(tap.action, Action::Note(_)));
        if let Some(note) = shown.filter(|note| is_tapped || new == Some(note)) {
            let texts: Vec<String> = self
                .messages()
                .map(|one| plain::render(&one.text))
                .collect();
            let is_there = texts.iter().any(|text| text.contains(note.text.trim()));
            let is_asked = matches!(self.does, Does::Taps(_)) || new == Some(note);
            assert!(is_there || !is_asked, "{:?}\n{texts:?}", note.text);
        }
    }

    /// Only what was meant to change changes: a look at something leaves the work as it is.
    fn keeps_what_was_not_meant(&self) {
        let Some(tap) = self.tap() else { return };
        let after = &self.after.project;
        match &tap.action {
            Action::Forget { confirmed: true }
            | Action::Anew { confirmed: true }
            | Action::DeleteProject {
                confirmed: true, ..
            }
            | Action::KeepNoted
            | Action::Remind { .. }
            | Action::ReminderDone { .. } => {}
            action if tap.project != self.before.project.number && is_of_project(action) => {
                self.keeps_all(action);
            }
            Action::Tick { place, task, done } | Action::TickInAll { place, task, done } => {
                let known = self.guide.place(place);
                let known = known.is_some_and(|at| at.tasks.iter().any(|one| one.id == *task));
                assert!(!known || after.is_done(place, task) == *done);
            }
            Action::SetDeadline { place, task, day } => {
                let known = self.guide.place(place).is_some_and(|at| {
                    let mut tasks = at.tasks.iter();
                    task.as_ref()
                        .is_none_or(|id| tasks.any(|one| one.id == *id))
                });
                assert!(!known || after.due.of(place, task.as_ref()) == Some(*day));
            }
            Action::Bookmark { example, kept } => {
                let is_full = after.bookmarks.len() == BOOKMARK_COUNT;
                let is_known = self.guide.example(example).is_some();
                let may_miss = *kept && (is_full || !is_known);
                assert!(may_miss || after.has_bookmark(example) == *kept);
            }
            Action::RemoveNote {
                note,
                confirmed: true,
            } => assert_eq!(after.notes.get(*note), None),
            Action::Decide { .. } => {}
            action => self.keeps_all(action),
        }
    }

    /// Nothing of any project became another.
    fn keeps_all(&self, action: &Action) {
        let forgets = self.replies.contains(&Reply::Forgotten);
        assert!(!forgets, "{action:?} forgets");
        for before in self.before.projects() {
            let after = self.after.project_numbered(before.number);
            // What was never used makes room.
            let Some(after) = after else {
                assert!(before.notes.is_empty() && before.done.is_empty());
                continue;
            };
            let same = (&before.done, &before.due, &before.bookmarks)
                == (&after.done, &after.due, &after.bookmarks);
            assert!(same, "{action:?} changes what is kept");
            assert_eq!(before.decisions, after.decisions);
            assert_eq!(before.notes, after.notes);
        }
    }

    /// What is counted on a screen is what there is.
    fn counts_are_true(&self) {
        let project = &self.after.project;
        let matters = project.decisions.standings(self.guide);
        for button in self.replies.iter().flat_map(Reply::buttons).flatten() {
            let counted = button.label.split_once(" (");
            let counted = counted.and_then(|(_, count)| count.strip_suffix(')')?.parse().ok());
            let there: usize = match (button.action(), counted) {
                (Some(Action::Notes { place, .. }), Some(_)) => {
                    project.notes.at(place.as_ref()).count()
                }
                (Some(Action::Bookmarks(_)), Some(_)) => project.bookmarks.len(),
                (Some(Action::Decisions { place, .. }), Some(_)) => {
                    let here = |matter: &&Matter<'_, '_>| {
                        place.as_ref().is_none_or(|id| matter.place.id == *id)
                    };
                    matters
                        .iter()
                        .filter(here)
                        .filter(|matter| matter.is_open())
                        .count()
                }
                _ => continue,
            };
            assert_eq!(counted, Some(there), "{}", button.label);
        }
        let Some(message) = self.messages().last() else {
            return;
        };
        let text = plain::render(&message.text);
        let is_titled = |title: &str| {
            let mut lines = text.lines();
            lines.any(|line| line == title || line.starts_with(&format!("{title} · ")))
        };
        let pages = |all: usize, each: usize| match all.div_ceil(each) {
            0 | 1 => String::new(),
            pages => format!(" von {pages}\n"),
        };
        let expected = match self.after.on_screen() {
            Some(Action::Progress) if is_titled("Fortschritt") => {
                let places = &self.guide.places;
                let done: usize = places.iter().map(|place| project.done_at(place)).sum();
                let asked = matters.iter().filter(|matter| matter.asked);
                let made =
                    |matter: &&Matter<'_, '_>| matches!(matter.standing, Standing::Decided(_));
                let made = asked.clone().filter(made).count();
                let made = format!("{made} von {} getroffen", asked.count());
                assert!(
                    !self.guide.has_decisions() || text.contains(&made),
                    "{made}\n{text}"
                );
                format!(" {done} von ")
            }
            Some(Action::Notes { place: None, .. }) if is_titled("Notizen") => {
                // The last page counts them all.
                let mut buttons = message.buttons.iter().flatten();
                let is_last = !buttons.any(|button| button.label == "Weiterblättern");
                let count = project.notes.len();
                match is_last && count > 0 {
                    true => format!("\n{count} "),
                    false => String::new(),
                }
            }
            Some(Action::Deadlines(_)) if is_titled("Fristen") => {
                pages(self.open_deadlines().count(), 5)
            }
            Some(Action::Bookmarks(_)) if is_titled("Gemerkte Beispiele") => {
                pages(project.bookmarks.len(), 6)
            }
            _ => return,
        };
        assert!(text.contains(&expected), "{expected:?} in:\n{text}");
    }

    /// The days of what is due and not done.
    fn open_deadlines(&self) -> impl Iterator<Item = Day> {
        let project = &self.after.project;
        let open = project.due.iter().filter(|(place, task, _)| {
            let known = self.guide.place(place);
            known.is_some_and(|at| {
                let mut tasks = at.tasks.iter();
                task.is_none_or(|id| tasks.any(|one| one.id == *id) && !project.is_done(place, id))
            })
        });
        open.map(|(.., day)| day)
    }

    /// Neither what is shown nor what is kept has words of other chats; files have all of this one's.
    fn shows_nothing_of_others(&self) {
        let mut seen = serde_json::to_string(self.after).unwrap();
        let forgets = self.replies.contains(&Reply::Forgotten);
        assert!(
            !forgets || !seen.contains(self.mark),
            "not forgotten: {seen}"
        );
        for reply in self.replies {
            match reply {
                Reply::Message(message) => seen += &plain::render(&message.text),
                Reply::Toast(word) => seen += word,
                Reply::Picture(picture) => seen += &plain::render(&picture.caption),
                Reply::File(file) => {
                    let text = written(file);
                    self.hands_out_whole(file, &text);
                    seen += &text;
                }
                Reply::Judged(feedback) => seen += &feedback.words.join(" "),
                Reply::Forgotten => {}
            }
            for button in reply.buttons().iter().flatten() {
                seen += &button.label;
            }
        }
        for project in self.after.projects() {
            project.notes.iter().for_each(|note| seen += &note.text);
        }
        let other = self.foreign.iter().find(|mark| seen.contains(**mark));
        assert_eq!(other, None, "words of another chat");
    }

    /// A file has what it is to have, where it is read as a text.
    fn hands_out_whole(&self, file: &File, text: &str) {
        let project = &self.after.project;
        if file.name.ends_with(".ics") {
            let events = text.matches("BEGIN:VEVENT").count();
            let open = self.open_deadlines().filter(|day| day.date().is_some());
            assert_eq!(events, open.count(), "{text}");
        }
        let state = Action::HandOut {
            what: Handout::State,
            form: Form::Text,
        };
        let is_state = self.tap().is_some_and(|tap| tap.action == state);
        if file.with_records {
            let projects = self.after.projects();
            for note in projects.iter().flat_map(|project| project.notes.iter()) {
                assert!(text.contains(&note.text), "{:?}", note.text);
            }
        } else if is_state {
            for note in project.notes.iter() {
                let words = note.text.split_whitespace();
                let mut lines = words.filter(|word| !text.contains(word));
                assert_eq!(lines.next(), None, "{text}");
            }
        }
    }
}

/// Whether this changes what belongs to one project.
fn is_of_project(action: &Action) -> bool {
    matches!(
        action,
        Action::Tick { .. }
            | Action::TickInAll { .. }
            | Action::SetDeadline { .. }
            | Action::Bookmark { .. }
            | Action::RemoveNote { .. }
            | Action::Decide { .. }
    )
}

/// What stands in a file.
fn written(file: &File) -> String {
    let FileContent::Bytes(bytes) = &file.content else {
        return file.in_words().into_owned();
    };
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a Word file");
    let mut part = archive.by_name("word/document.xml").expect("its text");
    let mut text = String::new();
    part.read_to_string(&mut text).expect("text");
    text
}
