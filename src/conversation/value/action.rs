//! What a button does, and its form in 64 bytes.
//!
//! [`Action::encode`] and [`Action::decode`] are inverse; `decode` is total and believes nothing: a version it
//! does not know, an id that is none or a number out of range is `None`, and the conversation answers that with
//! a friendly way back. Ticking sets a state instead of toggling it, so pressing twice does no harm.
//!
//! The form is one character for the version, one for the kind, then the fields, divided by points; an id
//! (`[a-z0-9-]`) can hold neither. Numbers are written to the base 36. Buttons outlive programs: a letter that was once
//! given to an action stays with it.
//!
//! A [`TapData`] is an action and how a button does it, which is its version. The letters `R` and
//! `X` were actions once and are never given again.

use std::str::Split;

use super::deadline::Day;
use super::field::Field;
use super::handout::{Form, Handout};
use super::judgement::Judgement;
use super::note::NoteId;
use super::project_id::ProjectId;
use super::selection::Selection;
use super::side_by_side::SideBySide;
use crate::knowledge::{
    AnswerId, BackgroundId, DecisionId, ExampleId, Guide, MaterialId, OptionId, PartId, PlaceId,
    TaskId, TermId,
};

/// How long the form of most is at most.
const USUAL: usize = 32;

/// What comes back when a button is pressed: an action, and how the button does it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TapData {
    /// What it does.
    pub action: Action,
    /// Whether what it shows stands below the button's message, which stays as it is, and not in its place.
    pub below: bool,
    /// Whether it is the way back to a screen that was left.
    pub back: bool,
    /// The project it was shown for, where it belongs to one ([`Action::in_another_project`]).
    pub project: ProjectId,
}

impl TapData {
    /// The tap as at most 64 bytes of ASCII.
    pub fn encode(&self) -> String {
        let version = |first: u8| {
            let at = first + u8::from(self.below) + 2 * u8::from(self.back);
            char::from(at)
        };
        if self.project.is_first() || self.action.in_another_project().is_none() {
            return self.action.written_as(version(b'1'), None);
        }
        self.action.written_as(version(b'5'), Some(self.project))
    }

    /// Reads a tap back; `None` for anything that [`encode`](Self::encode) never made.
    pub fn decode(data: &str) -> Option<Self> {
        let mut rest = data.chars();
        let version = rest.next()?.to_digit(10)?.checked_sub(1)?;
        let letter = rest.next()?;
        let mut fields = rest.as_str().split('.');
        let project = match version {
            0..4 => ProjectId::default(),
            4..8 => Field::read(&mut fields)?,
            _ => return None,
        };
        let tap = Self {
            action: Action::read(letter, &mut fields)?,
            below: version % 2 == 1,
            back: version / 2 % 2 == 1,
            project,
        };
        // A second spelling of the same action (leading zeros, capitals, stray fields) is not one that we made.
        (tap.encode() == data).then_some(tap)
    }
}

/// Declares the actions, each once: its letter, its name, and what it carries.
macro_rules! actions {
    ($(
        $(#[$doc:meta])*
        $letter:literal $name:ident
        $(( $( $part:ident: $carried:ty ),+ ))?
        $({ $( $(#[$field_doc:meta])* $field:ident: $held:ty, )+ })?,
    )+) => {
        /// What a button does.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Action {
            $(
                $(#[$doc])*
                $name $(( $( $carried ),+ ))? $({ $( $(#[$field_doc])* $field: $held, )+ })?,
            )+
        }

        impl Action {
            /// Its letter.
            fn letter(&self) -> char {
                match self {
                    $( Self::$name { .. } => $letter, )+
                }
            }

            /// Writes its fields.
            fn write_fields(&self, data: &mut String) {
                match self {
                    $(
                        Self::$name $(( $( $part ),+ ))? $({ $( $field ),+ })? => {
                            $( $( $part.write(data); )+ )?
                            $( $( $field.write(data); )+ )?
                        }
                    )+
                }
            }

            /// Puts the ids that things have now in the place of those that they had before.
            fn rename_fields(&mut self, guide: &Guide) {
                match self {
                    $(
                        Self::$name $(( $( $part ),+ ))? $({ $( $field ),+ })? => {
                            $( $( $part.rename(guide); )+ )?
                            $( $( $field.rename(guide); )+ )?
                        }
                    )+
                }
            }

            fn names_known(&self, guide: &Guide) -> bool {
                match self {
                    $(
                        Self::$name $(( $( $part ),+ ))? $({ $( $field ),+ })? => {
                            true $( $( && $part.is_known(guide) )+ )? $( $( && $field.is_known(guide) )+ )?
                        }
                    )+
                }
            }

            /// Reads the fields that belong to a letter.
            fn read(letter: char, fields: &mut Split<'_, char>) -> Option<Self> {
                Some(match letter {
                    $(
                        $letter => Self::$name
                            $(( $( <$carried as Field>::read(fields)? ),+ ))?
                            $({ $( $field: Field::read(fields)? ),+ })?,
                    )+
                    _ => return None,
                })
            }
        }
    };
}

actions! {
    /// Greets, or welcomes back.
    'W' Start,
    /// Shows the overview of steps.
    'v' Overview,
    /// Opens a place and stands the walk there.
    'o' Open(place: PlaceId),
    /// Shows a place and leaves the walk where it stands.
    'r' Read(place: PlaceId),
    /// Shows what a place holds beyond its opening.
    'm' Details {
        /// The place.
        place: PlaceId,
        /// Which page, from 0.
        page: u16,
    },
    /// Shows the same from where a part of it begins.
    'M' Part(place: PlaceId, part: PartId),
    /// Shows the tasks of a place.
    't' Tasks {
        /// The place.
        place: PlaceId,
        /// Which page, from 0.
        page: u16,
    },
    /// Ticks a task off, or takes the tick away.
    'k' Tick {
        /// Where the task stands.
        place: PlaceId,
        /// The task.
        task: TaskId,
        /// The state it shall have.
        done: bool,
    },
    /// Shows the tasks of the whole guide: a page, or that of the first task that is open.
    'T' AllTasks(page: Option<u16>),
    /// Ticks a task off the list of all, or takes the tick away.
    'K' TickInAll {
        /// Where the task stands.
        place: PlaceId,
        /// The task.
        task: TaskId,
        /// The state it shall have.
        done: bool,
    },
    /// Shows the materials of a place.
    'l' Materials {
        /// The place.
        place: PlaceId,
        /// Which page, from 0.
        page: u16,
    },
    /// Shows the picture of a place's material.
    'i' Picture(place: PlaceId, material: MaterialId),
    /// Shows where a place sends its readers.
    's' See(place: PlaceId),
    /// Shows a page of examples.
    'e' Examples(selection: Selection),
    /// Offers towns and steps to narrow a selection by.
    'n' Narrow(selection: Selection),
    /// Opens an example.
    'x' Example(example: ExampleId),
    /// Opens a later page of an example.
    'y' ExamplePage(example: ExampleId, page: u16),
    /// Shows examples that are like this one.
    'S' Similar(example: ExampleId),
    /// Shows how several municipalities did the same.
    'Z' Compare(compared: SideBySide),
    /// Keeps an example to be found again, or keeps it no longer.
    'C' Bookmark {
        /// The example.
        example: ExampleId,
        /// Whether it shall be kept.
        kept: bool,
    },
    /// Shows a page of the examples that are kept.
    'U' Bookmarks(page: u16),
    /// Shows the picture of an example's material.
    'j' ExamplePicture(example: ExampleId, material: MaterialId),
    /// Shows a page of the glossary.
    'g' Glossary(page: u16),
    /// Opens a term.
    'w' Term(term: TermId),
    /// Opens a page of a background text.
    'b' Background(text: BackgroundId, page: u16),
    /// Shows a curated answer with its places.
    'c' Curated(answer: AnswerId),
    /// Shows the notes of a place, or all.
    'N' Notes {
        /// The place.
        place: Option<PlaceId>,
        /// Which page, from 0.
        page: u16,
    },
    /// Shows a note.
    'O' Note(note: NoteId),
    /// Asks for a note at a place; without one, at the place that is meant.
    'I' WriteNote(place: Option<PlaceId>),
    /// Asks for other words of a note.
    'E' ChangeNote(note: NoteId),
    /// Removes a note, or asks whether it shall.
    'F' RemoveNote {
        /// The note.
        note: NoteId,
        /// Whether that was agreed to.
        confirmed: bool,
    },
    /// Keeps as a note what was put as a question.
    'G' KeepNoted,
    /// Answers it.
    'H' AskNoted,
    /// Shows a page of what became new at places one has been at.
    '6' News(page: u16),
    /// Shows the deadlines.
    '7' Deadlines(page: u16),
    /// Asks for one of a place.
    '8' AskDeadline(place: PlaceId),
    /// Sets one of a task, or of the place itself.
    '9' SetDeadline {
        /// The place.
        place: PlaceId,
        /// Its task.
        task: Option<TaskId>,
        /// Until when.
        day: Day,
    },
    /// Gives the deadlines out as a file for calendars.
    '=' Calendar,
    /// Shows which reminders are wanted, and what can be changed of it.
    '(' Reminders,
    /// Has reminders come so many days before deadlines, or no longer.
    ')' Remind {
        /// How many days.
        before: u16,
        /// Whether they shall come.
        on: bool,
    },
    /// Asks for the weekday of the weekly look.
    '*' ChooseWeekday,
    /// Has a weekly look come on this weekday, from Monday, which is 1; none, no longer.
    '-' RemindWeekly(weekday: Option<u16>),
    /// Has a single reminder come, or no longer.
    '$' RemindOnce {
        /// The place it is about; none for the guide as such.
        place: Option<PlaceId>,
        /// Its task.
        task: Option<TaskId>,
        /// When.
        day: Day,
        /// Whether it shall come.
        on: bool,
    },
    /// Switches all reminders off.
    '~' RemindersOff,
    /// Shows what was told last.
    '_' Reminded,
    /// Has what was told on a day told again.
    ';' RemindAgain(told: Day),
    /// Takes what a reminder was about for done.
    ',' ReminderDone {
        /// The place; none for the guide as such.
        place: Option<PlaceId>,
        /// Its task.
        task: Option<TaskId>,
        /// The number of its project.
        project: u32,
    },
    /// Shows what can be handed out, or in which forms one of it.
    '4' Export(what: Option<Handout>),
    /// Hands something out.
    '5' HandOut {
        /// What.
        what: Handout,
        /// In which form.
        form: Form,
    },
    /// Shows the decisions of a place, or all.
    '0' Decisions {
        /// The place.
        place: Option<PlaceId>,
        /// Which page, from 0.
        page: u16,
    },
    /// Shows a decision; one that wants words takes the next message for them.
    '1' Decision(decision: DecisionId),
    /// Decides; without an answer, takes the one there is back.
    '2' Decide {
        /// The decision.
        decision: DecisionId,
        /// The answer.
        option: Option<OptionId>,
    },
    /// Asks for another answer in words.
    '3' DecideInWords(decision: DecisionId),
    /// Asks which office does which task of a place.
    '%' AskOffice(place: PlaceId),
    /// Says whether an office was meant, where that was asked.
    ':' SettleOffice(is_office: bool),
    /// Shows the projects.
    '@' Projects,
    /// Asks for the name of a new one.
    '+' NewProject,
    /// Opens one.
    '#' OpenProject(project: ProjectId),
    /// Asks for another name of one.
    '&' RenameProject(project: ProjectId),
    /// Gives a code by which one moves to another chat.
    '>' HandOver(project: ProjectId),
    /// Deletes one, or asks whether it shall.
    '!' DeleteProject {
        /// Which.
        project: ProjectId,
        /// Whether that was agreed to.
        confirmed: bool,
    },
    /// Shows how far one is.
    'p' Progress,
    /// Says what the bot can do.
    'h' Help,
    /// Says in short what is kept.
    'd' Privacy,
    /// Says in full what is kept.
    'P' PrivacyInFull(page: Option<u16>),
    /// Shows how screens are shown, and what can be changed of it.
    'V' Style,
    /// Has screens shown so.
    'Y' Restyle {
        /// Whether each is a message of its own.
        below: bool,
        /// Whether texts are cut to what counts most.
        short: bool,
    },
    /// Shows everything kept of the chat, as a file.
    'D' OwnData,
    /// Asks for a question.
    'q' AskForQuestion,
    /// Asks for words to find examples by.
    'f' AskForWords,
    /// Asks one of the questions that the guide proposes to beginners, from 0.
    'B' Starter(question: u16),
    /// Takes the words examples were last searched by for a question.
    'Q' WordsAsQuestion,
    /// Shows the last answer again, if it was the one to this question.
    'A' Answer(question: u32),
    /// Searches exactly the words of the last question.
    'L' Literally,
    /// Says what an answer was worth.
    'J' Judge {
        /// The fingerprint of question and answer.
        answer: u32,
        /// What it was worth.
        judgement: Judgement,
    },
    /// Deletes everything kept of the chat; asks first unless confirmed.
    'z' Forget {
        /// Whether the question was answered with yes.
        confirmed: bool,
    },
    /// Begins the walk anew; asks first unless confirmed.
    'a' Anew {
        /// Whether the question was answered with yes.
        confirmed: bool,
    },
    /// Leaves everything as it is.
    'u' Keep,
}

impl Action {
    /// Whether the guide has all that it names, and anything of what it lists.
    pub fn is_known(&self, guide: &Guide) -> bool {
        let lists_something = match self {
            Self::Glossary(_) => !guide.terms.is_empty(),
            Self::AskForWords | Self::Examples(_) | Self::Narrow(_) | Self::Compare(_) => {
                !guide.examples.is_empty()
            }
            _ => true,
        };
        lists_something && self.names_known(guide)
    }

    /// The action as at most 64 bytes of ASCII.
    pub fn encode(&self) -> String {
        self.written_as('1', None)
    }

    /// Reads an action back, in whatever manner it is done; `None` for anything that was never made here.
    pub fn decode(data: &str) -> Option<Self> {
        TapData::decode(data).map(|tap| tap.action)
    }

    /// The same with the ids that things have now, where they had others before.
    pub(crate) fn renamed(mut self, guide: &Guide) -> Self {
        self.rename_fields(guide);
        if let Self::Tick { place, task, .. }
        | Self::TickInAll { place, task, .. }
        | Self::SetDeadline {
            place,
            task: Some(task),
            ..
        }
        | Self::RemindOnce {
            place: Some(place),
            task: Some(task),
            ..
        }
        | Self::ReminderDone {
            place: Some(place),
            task: Some(task),
            ..
        } = &mut self
            && let Some(now) = guide.task_now(place, task)
        {
            *task = now.clone();
        }
        if let Self::Decide {
            decision,
            option: Some(option),
        } = &mut self
            && let Some((_, decision)) = guide.decision(decision)
            && let Some(now) = decision.option_now(option)
        {
            *option = now.clone();
        }
        self
    }

    /// Written with the project that it is for before its own fields.
    fn written_as(&self, version: char, project: Option<ProjectId>) -> String {
        let mut data = String::with_capacity(USUAL);
        data.extend([version, self.letter()]);
        project.inspect(|project| project.write(&mut data));
        self.write_fields(&mut data);
        // Points stand between the fields.
        if data.ends_with('.') {
            data.pop();
        }
        data
    }

    /// Whether what it shows can be gone back to: a screen that looks the same whenever it is shown.
    pub(crate) fn is_view(&self) -> bool {
        !matches!(
            self,
            Self::Tick { .. }
                | Self::TickInAll { .. }
                | Self::Picture(..)
                | Self::ExamplePicture(..)
                | Self::Bookmark { .. }
                | Self::OwnData
                | Self::HandOut { .. }
                | Self::Restyle { .. }
                | Self::AskDeadline(_)
                | Self::SetDeadline { .. }
                | Self::Calendar
                | Self::Remind { .. }
                | Self::RemindWeekly(_)
                | Self::RemindOnce { .. }
                | Self::RemindersOff
                | Self::RemindAgain(_)
                | Self::ReminderDone { .. }
                | Self::WriteNote(_)
                | Self::ChangeNote(_)
                | Self::RemoveNote { .. }
                | Self::KeepNoted
                | Self::Decide { .. }
                | Self::DecideInWords(_)
                | Self::AskNoted
                | Self::NewProject
                | Self::AskOffice(_)
                | Self::SettleOffice(_)
                | Self::OpenProject(_)
                | Self::RenameProject(_)
                | Self::HandOver(_)
                | Self::DeleteProject { .. }
                | Self::AskForQuestion
                | Self::Starter(_)
                | Self::WordsAsQuestion
                | Self::Literally
                | Self::Judge { .. }
                | Self::Forget { .. }
                | Self::Anew { .. }
                | Self::Keep
        )
    }

    /// Whether both show the same thing, perhaps at another page or with the walk elsewhere.
    pub(crate) fn shows_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Examples(one), Self::Examples(other)) => one.on_page(0) == other.on_page(0),
            (Self::Notes { place: one, .. }, Self::Notes { place: other, .. })
            | (Self::Decisions { place: one, .. }, Self::Decisions { place: other, .. }) => {
                one == other
            }
            (Self::Glossary(_), Self::Glossary(_))
            | (Self::Export(Some(_)), Self::Export(Some(_)))
            | (Self::AllTasks(_), Self::AllTasks(_))
            | (Self::News(_), Self::News(_))
            | (Self::Bookmarks(_), Self::Bookmarks(_))
            | (Self::Deadlines(_), Self::Deadlines(_))
            | (Self::PrivacyInFull(_), Self::PrivacyInFull(_)) => true,
            (Self::Details { place: one, .. }, Self::Details { place: other, .. })
            | (Self::Tasks { place: one, .. }, Self::Tasks { place: other, .. })
            | (Self::Materials { place: one, .. }, Self::Materials { place: other, .. })
            | (Self::Open(one) | Self::Read(one), Self::Open(other) | Self::Read(other)) => {
                one == other
            }
            (Self::Background(one, _), Self::Background(other, _)) => one == other,
            (
                Self::Example(one) | Self::ExamplePage(one, _),
                Self::Example(other) | Self::ExamplePage(other, _),
            ) => one == other,
            _ => self == other,
        }
    }

    /// The same, but never taking a tick away: who names a task by its number alone has done it.
    pub(crate) fn ticking(mut self) -> Self {
        if let Self::Tick { done, .. } | Self::TickInAll { done, .. } = &mut self {
            *done = true;
        }
        self
    }

    /// The place that is on the screen where this is shown.
    pub(crate) fn place(&self) -> Option<&PlaceId> {
        match self {
            Self::Open(place)
            | Self::Read(place)
            | Self::Details { place, .. }
            | Self::Tasks { place, .. }
            | Self::Materials { place, .. }
            | Self::See(place) => Some(place),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::knowledge::{FrameId, MunicipalityId};

    const LONGEST: &str = "abcdefghij-0123456789-xy";

    fn any_id() -> impl Strategy<Value = String> {
        "[a-z0-9-]{1,24}"
    }

    fn any_selection() -> impl Strategy<Value = Selection> {
        let id = || proptest::option::of(any_id());
        (id(), id(), any::<Option<u32>>(), any::<u16>()).prop_map(
            |(place, municipality, words, page)| Selection {
                place: place.map(|id| PlaceId::parse(&id).unwrap()),
                municipality: municipality.map(|id| MunicipalityId::parse(&id).unwrap()),
                words,
                page,
            },
        )
    }

    /// A place and an example are never both named.
    fn any_comparison() -> impl Strategy<Value = SideBySide> {
        let about = (any::<bool>(), proptest::option::of(any_id()));
        let towns = any::<[Option<u32>; crate::conversation::value::COMPARED]>();
        (about, any::<Option<u32>>(), towns).prop_map(|((is_place, id), words, towns)| SideBySide {
            place: id
                .as_ref()
                .filter(|_| is_place)
                .map(|id| PlaceId::parse(id).unwrap()),
            like: id
                .as_ref()
                .filter(|_| !is_place)
                .map(|id| ExampleId::parse(id).unwrap()),
            words,
            towns,
        })
    }

    fn any_reminding() -> impl Strategy<Value = Action> {
        let place = || any_id().prop_map(|id| PlaceId::parse(&id).unwrap());
        let about = || {
            let task = any_id().prop_map(|id| TaskId::parse(&id).unwrap());
            (proptest::option::of(place()), proptest::option::of(task))
        };
        let day = || (0..=i32::MAX).prop_map(Day);
        prop_oneof![
            Just(Action::Reminders),
            Just(Action::ChooseWeekday),
            Just(Action::RemindersOff),
            Just(Action::Reminded),
            (any::<u16>(), any::<bool>()).prop_map(|(before, on)| Action::Remind { before, on }),
            any::<Option<u16>>().prop_map(Action::RemindWeekly),
            day().prop_map(Action::RemindAgain),
            (about(), day(), any::<bool>()).prop_map(|((place, task), day, on)| {
                Action::RemindOnce {
                    place,
                    task,
                    day,
                    on,
                }
            }),
            (about(), any::<u32>()).prop_map(|((place, task), project)| Action::ReminderDone {
                place,
                task,
                project,
            }),
        ]
    }

    fn any_action() -> impl Strategy<Value = Action> {
        let place = || any_id().prop_map(|id| PlaceId::parse(&id).unwrap());
        let example = || any_id().prop_map(|id| ExampleId::parse(&id).unwrap());
        let material = || any_id().prop_map(|id| MaterialId::parse(&id).unwrap());
        let task = any_id().prop_map(|id| TaskId::parse(&id).unwrap());
        let page = any::<u16>;
        prop_oneof![
            Just(Action::Overview),
            Just(Action::Start),
            Just(Action::Export(None)),
            Just(Action::Export(Some(Handout::Meeting))),
            (any_id(), 0..3_usize).prop_map(|(id, form)| Action::HandOut {
                what: Handout::Frame(FrameId::parse(&id).unwrap()),
                form: Form::ALL[form],
            }),
            page().prop_map(Action::Starter),
            proptest::option::of(0..9_u16).prop_map(Action::PrivacyInFull),
            place().prop_map(Action::Open),
            place().prop_map(Action::Read),
            (place(), any_id())
                .prop_map(|(place, part)| Action::Part(place, PartId::parse(&part).unwrap())),
            (place(), page()).prop_map(|(place, page)| Action::Details { place, page }),
            (place(), page()).prop_map(|(place, page)| Action::Tasks { place, page }),
            (place(), task, any::<bool>()).prop_map(|(place, task, done)| Action::Tick {
                place,
                task,
                done
            }),
            (place(), page()).prop_map(|(place, page)| Action::Materials { place, page }),
            (place(), material()).prop_map(|(place, id)| Action::Picture(place, id)),
            place().prop_map(Action::See),
            any_selection().prop_map(Action::Examples),
            any_selection().prop_map(Action::Narrow),
            example().prop_map(Action::Example),
            (example(), page()).prop_map(|(id, page)| Action::ExamplePage(id, page)),
            example().prop_map(Action::Similar),
            any_comparison().prop_map(Action::Compare),
            (example(), any::<bool>())
                .prop_map(|(example, kept)| Action::Bookmark { example, kept }),
            page().prop_map(Action::Bookmarks),
            page().prop_map(Action::News),
            any_reminding(),
            proptest::option::of(page()).prop_map(Action::AllTasks),
            any::<u32>().prop_map(Action::Answer),
            (example(), material()).prop_map(|(id, m)| Action::ExamplePicture(id, m)),
            page().prop_map(Action::Glossary),
            (proptest::option::of(place()), page())
                .prop_map(|(place, page)| Action::Notes { place, page }),
            proptest::option::of(place()).prop_map(Action::WriteNote),
            any::<u32>().prop_map(|note| Action::Note(NoteId(note))),
            any::<u32>().prop_map(|note| Action::ChangeNote(NoteId(note))),
            (any::<u32>(), any::<bool>()).prop_map(|(note, confirmed)| Action::RemoveNote {
                note: NoteId(note),
                confirmed
            }),
            (proptest::option::of(place()), page())
                .prop_map(|(place, page)| Action::Decisions { place, page }),
            any_id().prop_map(|id| Action::Decision(DecisionId::parse(&id).unwrap())),
            any_id().prop_map(|id| Action::DecideInWords(DecisionId::parse(&id).unwrap())),
            (any_id(), proptest::option::of(any_id())).prop_map(|(id, option)| Action::Decide {
                decision: DecisionId::parse(&id).unwrap(),
                option: option.map(|id| OptionId::parse(&id).unwrap()),
            }),
            any_id().prop_map(|id| Action::Term(TermId::parse(&id).unwrap())),
            (any_id(), page())
                .prop_map(|(id, page)| Action::Background(BackgroundId::parse(&id).unwrap(), page)),
            any_id().prop_map(|id| Action::Curated(AnswerId::parse(&id).unwrap())),
            prop_oneof![
                Just(Action::Progress),
                Just(Action::KeepNoted),
                Just(Action::AskNoted),
                Just(Action::Help),
                Just(Action::Privacy),
                Just(Action::OwnData),
                Just(Action::AskForQuestion),
                Just(Action::AskForWords),
                Just(Action::WordsAsQuestion),
                Just(Action::Literally),
                Just(Action::Keep),
            ],
            (any::<u32>(), 0..Judgement::ALL.len()).prop_map(|(answer, at)| Action::Judge {
                answer,
                judgement: Judgement::ALL[at],
            }),
            any::<bool>().prop_map(|confirmed| Action::Forget { confirmed }),
            any::<bool>().prop_map(|confirmed| Action::Anew { confirmed }),
            (any::<u32>(), any::<bool>()).prop_map(|(project, confirmed)| {
                Action::DeleteProject {
                    project: ProjectId(project),
                    confirmed,
                }
            }),
            any::<u32>().prop_map(|project| Action::OpenProject(ProjectId(project))),
            (place(), proptest::option::of(any_id()), 0..100_000_i32).prop_map(
                |(place, task, day)| {
                    Action::SetDeadline {
                        place,
                        task: task.map(|id| TaskId::parse(&id).unwrap()),
                        day: Day(day),
                    }
                }
            ),
        ]
    }

    proptest! {
        #[test]
        fn every_action_comes_back_from_at_most_64_bytes(action in any_action()) {
            let data = action.encode();
            prop_assert!(data.len() <= 64 && data.is_ascii(), "{data}");
            prop_assert_eq!(Action::decode(&data), Some(action));
        }

        #[test]
        fn every_tap_comes_back(action in any_action(), below: bool, back: bool, project: u32) {
            // What does the same in all projects belongs to none.
            let project = ProjectId(action.in_another_project().map_or(0, |_| project));
            let tap = TapData { action, below, back, project };
            prop_assert!(tap.encode().len() <= 64);
            prop_assert_eq!(TapData::decode(&tap.encode()), Some(tap));
        }

        #[test]
        fn foreign_data_is_never_believed_in_another_spelling(data in "[0-9]?[a-zA-Z0-9]?[a-z0-9.ä-]{0,70}") {
            if let Some(tap) = TapData::decode(&data) {
                prop_assert_eq!(tap.encode(), data);
            }
        }

        #[test]
        fn any_text_at_all_can_be_decoded(data in any::<String>()) {
            let _ = Action::decode(&data);
        }
    }

    #[test]
    fn the_longest_selection_fits() {
        let selection = Selection {
            place: PlaceId::parse(LONGEST).ok(),
            municipality: MunicipalityId::parse(LONGEST).ok(),
            words: Some(u32::MAX),
            page: u16::MAX,
        };
        assert_eq!(Action::Examples(selection).encode().len(), 64);
    }

    #[test]
    fn other_versions_and_stray_fields_are_unknown() {
        for data in [
            "",
            "1",
            "5v",
            "5v1",
            "5p0",
            "9p1",
            "0p",
            "1v.",
            "1o",
            "1oAB",
            "1mauftrag.01",
            "1mauftrag.zzzzz",
            "1z2",
        ] {
            assert_eq!(Action::decode(data), None, "{data}");
        }
    }
}
