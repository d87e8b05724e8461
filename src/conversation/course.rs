//! The course a conversation takes: from what happened to the flow that deals with it, and on to where that leads.

use super::flows::ask::AskedFor;
use super::flows::privacy::Deleting;
use super::flows::{
    ask, bookmarks, changes, code, compare, deadlines, decisions, examples, export, fallback,
    glossary, help, judge, materials, moving, notes, offices, overview, own_data, place_details,
    privacy, progress, projects, references, reminders, start, style, tasks, texts, walk,
};
use super::hearing::{self, Here, Request, command};
use super::lookup::Lookup;
use super::page::links;
use super::page::screen::{Screen, Shown};
use super::value::{
    About, Action, ChatKind, Day, Event, LocalClock, Moment, Occasion, Once, ProjectId, Session,
    Style, TapData,
};
use super::wording;
use crate::answer::Topic;

/// One event on its way: what may be looked things up in, who did it where, and when; and whether the walk had to be
/// moved before, because its place is gone.
#[derive(Clone, Copy)]
pub(crate) struct Dispatch<'a> {
    pub(crate) lookup: &'a dyn Lookup,
    pub(crate) event: &'a Event,
    pub(crate) now: Moment,
    pub(crate) moved: bool,
}

impl Dispatch<'_> {
    /// The day it is where people are.
    fn today(self) -> Day {
        self.lookup.today(self.now)
    }

    /// What time it is there.
    fn clock(&self) -> LocalClock<'_> {
        LocalClock {
            now: self.now,
            zone: self.lookup.time_zone(),
        }
    }

    /// Deals with the event.
    pub(crate) fn run(self, session: &mut Session) -> Shown {
        let guide = self.lookup.guide();
        match &self.event.occasion {
            Occasion::Removed => Shown::nothing(),
            Occasion::Added if self.event.chat != ChatKind::Group => Shown::nothing(),
            Occasion::Added => start::group(guide, session).into(),
            Occasion::Tap(data) => match TapData::decode(data) {
                Some(tap) => self.pressed(session, tap),
                None => fallback::stale(guide, session),
            },
            // In a group, what is not said to us is not ours to answer.
            _ if !self.event.addressed => Shown::nothing(),
            Occasion::Text(_) | Occasion::Command { .. }
                if moving::code_in(self.event).is_some() =>
            {
                self.arrive(session)
            }
            Occasion::Text(text) if self.event.reply.is_all => self.overheard(session, text),
            Occasion::Text(text) => self.replying(session, text),
            Occasion::Command { name, rest } => self.command(session, name, rest),
            Occasion::Attachment(kind) => fallback::attachment(guide, session, *kind),
            Occasion::Edited(text) => self.edited(session, text),
            Occasion::Unreadable => fallback::unreadable(guide, session).into(),
        }
    }

    /// A code is given for a project.
    fn arrive(self, session: &mut Session) -> Shown {
        let guide = self.lookup.guide();
        let Some(code) = moving::code_in(self.event) else {
            return Shown::nothing();
        };
        let shown = moving::arrive(guide, session, self.event, code, self.clock());
        self.follow(session, shown)
    }

    /// What is said in reply to something of ours in a group, perhaps among people: only what we surely know is said, and to
    /// a question what may answer it.
    fn overheard(self, session: &mut Session, text: &str) -> Shown {
        let before = session.clone();
        let shown = match self.lookup.read(text).calls {
            true => Shown::nothing(),
            false => self.replying(session, text),
        };
        let is_asked = hearing::asks(self.lookup, text);
        if shown.is_sure() || is_asked && shown.answers() {
            return shown;
        }
        *session = before;
        Shown::nothing()
    }

    /// What is said in reply to somebody's words is asked of these; where nothing is said, they are asked themselves.
    fn replying(self, session: &mut Session, text: &str) -> Shown {
        let Some(words) = &self.event.reply.words else {
            return self.text(session, text);
        };
        if text.trim().is_empty() {
            return self.text(session, words);
        }
        session.topic = Some((Topic::of(words), self.now));
        session.is_quoted = true;
        self.text(session, text)
    }

    fn text(self, session: &mut Session, text: &str) -> Shown {
        if let Some(command) = text.trim().strip_prefix('/') {
            let (name, rest) = command
                .split_once(char::is_whitespace)
                .unwrap_or((command, ""));
            return self.command(session, &name.to_lowercase(), rest.trim());
        }
        let typed = projects::typed(self.lookup, session, text, self.now)
            .or_else(|| offices::typed(self.lookup, session, text, self.now))
            .or_else(|| notes::typed(self.lookup, session, text, self.clock()))
            .or_else(|| decisions::typed(self.lookup, session, text, self.clock()))
            .or_else(|| deadlines::typed(self.lookup, session, text, self.today()));
        if let Some(shown) = typed {
            return self.follow(session, shown);
        }
        let request = hearing::hear(self.lookup, session, text);
        self.request(session, request, "")
    }

    fn command(self, session: &mut Session, name: &str, rest: &str) -> Shown {
        let named = format!("projekt {rest}");
        if name == "projekt"
            && let Some(shown) = projects::typed(self.lookup, session, &named, self.now)
        {
            return self.follow(session, shown);
        }
        if let Some(request) = command::meaning(self.lookup, session, name, rest) {
            return self.request(session, request, rest);
        }
        let meant = command::near(name).and_then(|near| {
            let request = command::meaning(self.lookup, session, near, "")?;
            Some((near, request))
        });
        fallback::unknown_command(self.lookup.guide(), session, name, meant).into()
    }

    /// An edited message: a corrected question is answered anew; a corrected command was already followed. Where the
    /// words are those that were asked last, something else about the message changed.
    fn edited(self, session: &mut Session, text: &str) -> Shown {
        let private = self.event.chat == ChatKind::Private;
        let asked = session.asked.as_ref();
        if asked.is_some_and(|asked| asked.question.trim() == text.trim()) {
            return Shown::nothing();
        }
        if let Some(shown) = decisions::edited(self.lookup, session, text, self.clock())
            .or_else(|| notes::edited(self.lookup, session, text, self.clock()))
        {
            return self.follow(session, shown);
        }
        match hearing::hear(self.lookup, session, text) {
            request @ Request::Question(_) if private && !text.trim().starts_with('/') => {
                self.request(session, request, "")
            }
            _ => Shown::nothing(),
        }
    }

    /// Does what was typed; `payload` is what stood behind `/start`.
    fn request(self, session: &mut Session, request: Request, payload: &str) -> Shown {
        let guide = self.lookup.guide();
        if !matches!(request, Request::Tap(_)) {
            session.prompt = None;
        }
        let shown = match request {
            Request::Tap(tap) => return self.tap(session, tap),
            // Whoever stood on a place that is gone first sees where that led.
            Request::Next | Request::Back | Request::Here(_) if self.moved => {
                links::current(guide, session)
            }
            Request::Next => match hearing::turning(guide, session, true) {
                Some(tap) => return self.tap(session, tap),
                None => walk::next(guide, session),
            },
            Request::Back => match hearing::turning(guide, session, false) {
                Some(tap) => return self.tap(session, tap),
                None => walk::back(guide, session),
            },
            Request::Start => start::start(guide, session, self.event.chat, payload),
            Request::Here(Here::Details) => match hearing::page_on(session) {
                Some(tap) => return self.tap(session, tap),
                None if hearing::lists(session) => Screen::saying(wording::THAT_IS_ALL)
                    .onward(guide, session)
                    .into(),
                None => self.here(session, Here::Details),
            },
            Request::Here(what) => self.here(session, what),
            Request::Judged(judgement) => judge::judge(guide, session, None, judgement, false),
            Request::Ticks {
                place,
                numbers,
                done,
            } => tasks::tick_numbers(guide, session, place.as_ref(), &numbers, done),
            Request::Words(words) => {
                examples::search(self.lookup, session, &words, self.now).into()
            }
            Request::Compare { towns, topic } => {
                compare::typed(self.lookup, session, towns, topic.as_deref(), self.now)
            }
            Request::Code(place) => code::of(guide, session, place),
            Request::Note(words) => notes::write_down(guide, session, &words, self.clock()),
            Request::Deadline {
                place,
                numbers,
                day,
            } => deadlines::change(guide, session, place, &numbers, day, self.today()),
            Request::Project(name) => projects::open_named(guide, session, &name),
            Request::Remind {
                place,
                numbers,
                day,
            } => reminders::once(self.lookup, session, place, &numbers, day, self.now),
            Request::OpenTasks => tasks::all(guide, session, None).into(),
            Request::Operator => privacy::operator(self.lookup, session).into(),
            Request::Say(words) => Screen::saying(words).onward(guide, session).into(),
            Request::Question(text) => return self.question(session, &text),
        };
        self.follow(session, shown)
    }

    /// Answers a question, or does what it turned out to mean.
    fn question(self, session: &mut Session, text: &str) -> Shown {
        if let Some(list) = examples::of_another_town(self.lookup, session, text, self.now) {
            return list.into();
        }
        match ask::ask(self.lookup, session, text, self.now) {
            AskedFor::Screen(screen) => screen.into(),
            AskedFor::Request(request) => self.request(session, request, ""),
        }
    }

    /// Something about the place on the screen, about what was talked about, or about where the walk stands.
    fn here(self, session: &Session, what: Here) -> Shown {
        let guide = self.lookup.guide();
        let view = session.on_screen();
        let topic = session.topic.as_ref().map(|(topic, _)| topic);
        let answered = topic
            .filter(|_| session.project.at.is_none() || matches!(view, Some(Action::Answer(_))));
        let quoted = hearing::quoted(session);
        let example = match &quoted {
            Some(Action::Example(id)) => Some(id),
            Some(_) => None,
            None => answered.and_then(|topic| topic.example.as_ref()),
        };
        if let (Here::Details, Some(example)) = (what, example) {
            return Shown::go(Action::Example(example.clone()));
        }
        let shown = view.as_ref().and_then(Action::place);
        let place = shown.or_else(|| quoted.as_ref()?.place());
        let place = place.or_else(|| answered?.place.as_ref());
        let place = place
            .or(session.project.at.as_ref())
            .filter(|id| guide.place(id).is_some());
        let (Some(place), page) = (place.cloned(), 0) else {
            return match what {
                Here::Itself => links::begin(guide),
                Here::Tasks => Shown::go(Action::AllTasks(None)),
                _ => {
                    Shown::go(Action::Overview).headed(wording::no_place_yet(&guide.manifest.words))
                }
            };
        };
        let is_here = view == Some(Action::Read(place.clone()));
        Shown::go(match what {
            Here::Itself => Action::Read(session.project.at.clone().unwrap_or(place)),
            Here::Tasks => Action::Tasks { place, page },
            // Of an answer, more is first of all the place where it stands.
            Here::Details
                if shown.is_none() && !is_here && session.project.at.as_ref() != Some(&place) =>
            {
                Action::Read(place)
            }
            Here::Details => Action::Details { place, page },
            Here::Materials => Action::Materials { place, page },
            Here::References => Action::See(place),
        })
    }

    /// Does what a button does that was pressed, if it was made for the project that is open.
    fn pressed(self, session: &mut Session, tap: TapData) -> Shown {
        let of = tap.project;
        let Some(shown) = projects::elsewhere(session, of, &tap.action) else {
            return self.tap(session, tap);
        };
        session.prompt = None;
        let mut shown = self.follow(session, shown);
        projects::offer(session, of, &mut shown);
        shown.below |= tap.below;
        shown
    }

    /// Does what a button does.
    fn tap(self, session: &mut Session, tap: TapData) -> Shown {
        // What deletes, or shows what is kept, has to see what was asked; nothing else answers it.
        let sees_prompt = matches!(
            tap.action,
            Action::OwnData
                | Action::Forget { .. }
                | Action::Anew { .. }
                | Action::Keep
                | Action::KeepNoted
                | Action::AskNoted
                | Action::DeleteProject { .. }
                | Action::SettleOffice(_)
        );
        if !sees_prompt {
            session.prompt = None;
        }
        if tap.back {
            session.return_to(&tap.action);
        }
        let shown = self.flow(session, tap.action);
        let mut shown = self.follow(session, shown);
        shown.below |= tap.below;
        shown
    }

    /// Goes on to where a flow leads.
    fn follow(self, session: &mut Session, mut shown: Shown) -> Shown {
        let Some(go) = shown.go.take() else {
            return shown;
        };
        let next = self.flow(session, go.action.clone());
        let next = self.follow(session, next);
        shown.and_then(go, next)
    }

    /// The flow of each action.
    fn flow(self, session: &mut Session, action: Action) -> Shown {
        let guide = self.lookup.guide();
        match action {
            Action::AskForWords | Action::Examples(_) | Action::Narrow(_) | Action::Compare(_)
                if guide.examples.is_empty() =>
            {
                examples::none_at_all(guide, session).into()
            }
            Action::Start => start::greeting(guide, session).into(),
            Action::Overview => overview::screen(guide, session).into(),
            Action::Open(id) => walk::open(guide, session, &id),
            Action::Read(id) => walk::read(guide, session, &id),
            Action::Details { place, page } => place_details::screen(guide, session, &place, page),
            Action::Part(place, part) => place_details::part(guide, session, &place, &part),
            Action::Tasks { place, page } => tasks::screen(guide, session, &place, page),
            Action::Tick { place, task, done } => {
                tasks::tick(guide, session, (&place, &task), done, false)
            }
            Action::AllTasks(page) => tasks::all(guide, session, page).into(),
            Action::TickInAll { place, task, done } => {
                tasks::tick(guide, session, (&place, &task), done, true)
            }
            Action::Materials { place, page } => materials::screen(guide, session, &place, page),
            Action::Picture(place, id) => materials::picture(guide, &place, &id),
            Action::See(id) => references::screen(guide, session, &id),
            Action::Examples(selection) => examples::list(self.lookup, session, &selection).into(),
            Action::Narrow(selection) => examples::narrow(self.lookup, session, &selection).into(),
            Action::Example(id) => examples::example(guide, session, &id, 0),
            Action::ExamplePage(id, page) => examples::example(guide, session, &id, page),
            Action::Similar(id) => examples::similar(self.lookup, session, &id),
            Action::Compare(compared) => compare::screen(self.lookup, session, &compared),
            Action::Bookmark { example, kept } => bookmarks::set(guide, session, &example, kept),
            Action::Bookmarks(page) => bookmarks::list(guide, session, page).into(),
            Action::ExamplePicture(id, material) => {
                materials::example_picture(guide, &id, &material)
            }
            Action::Glossary(page) => glossary::screen(guide, session, page).into(),
            Action::Term(id) => glossary::term(guide, session, &id),
            Action::Background(id, page) => texts::background(guide, session, &id, page).into(),
            Action::Curated(id) => texts::curated(guide, session, &id).into(),
            Action::Notes { place, page } => {
                notes::list(guide, session, place.as_ref(), page).into()
            }
            Action::Note(id) => notes::show(guide, session, id, self.clock()),
            Action::WriteNote(place) => notes::invite(guide, session, place, self.clock()).into(),
            Action::ChangeNote(id) => notes::ask_to_change(guide, session, id, self.clock()),
            Action::RemoveNote { note, confirmed } => {
                notes::remove(guide, session, note, confirmed, self.clock())
            }
            Action::KeepNoted => projects::keep_asked(guide, session, self.now)
                .or_else(|| decisions::keep_asked(guide, session, self.clock()))
                .unwrap_or_else(|| notes::keep_noted(guide, session, self.clock())),
            Action::Decisions { place, page } => {
                decisions::list(guide, session, place.as_ref(), page).into()
            }
            Action::Decision(id) => decisions::show(guide, session, &id, self.clock()),
            Action::Decide { decision, option } => {
                decisions::decide(guide, session, &decision, option, self.clock())
            }
            Action::DecideInWords(id) => decisions::ask_again(guide, session, &id, self.clock()),
            Action::AskNoted => match notes::asked(session) {
                Some(text) => self.question(session, &text),
                None => ask::invite(guide, session).into(),
            },
            Action::News(page) => changes::news(guide, session, page).into(),
            Action::Deadlines(page) => deadlines::list(guide, session, page, self.today()).into(),
            Action::AskDeadline(place) => deadlines::invite(guide, session, &place, self.now),
            Action::SetDeadline { place, task, day } => {
                deadlines::set_one(guide, session, &place, task.as_ref(), day, self.today())
            }
            Action::Calendar => deadlines::calendar(guide, session, self.today(), self.now),
            Action::Reminders => reminders::screen(self.lookup, session, self.now).into(),
            Action::ChooseWeekday => reminders::weekdays(guide, session).into(),
            Action::Remind { before, on } => reminders::before(session, before, on, self.today()),
            Action::RemindWeekly(weekday) => reminders::weekly(session, weekday, self.today()),
            Action::RemindOnce {
                place,
                task,
                day,
                on,
            } => {
                let project = session.project.number;
                let about = About {
                    place,
                    task,
                    project,
                };
                let once = Once { day, about };
                reminders::once_by_button(self.lookup, session, once, on, self.now)
            }
            Action::RemindersOff => reminders::off(session),
            Action::Reminded => reminders::told(guide, session, self.today()).into(),
            Action::RemindAgain(told) => reminders::again(guide, session, told, self.today()),
            Action::ReminderDone {
                place,
                task,
                project,
            } => {
                let project = ProjectId(project);
                let about = About {
                    place,
                    task,
                    project,
                };
                reminders::done(guide, session, about)
            }
            Action::Export(what) => export::screen(guide, session, what, self.clock()).into(),
            Action::HandOut { what, form } => {
                export::hand_out(guide, session, &what, form, self.clock())
            }
            Action::AskOffice(place) => offices::invite(guide, session, &place, self.now),
            Action::SettleOffice(is_office) => offices::settle(guide, session, is_office),
            Action::Projects => projects::list(guide, session).into(),
            Action::NewProject => projects::invite(guide, session, self.now),
            Action::OpenProject(number) => projects::open(guide, session, number),
            Action::RenameProject(number) => {
                projects::ask_to_rename(guide, session, number, self.now)
            }
            Action::HandOver(number) => {
                moving::hand_over(guide, session, self.event, number, self.now)
            }
            Action::DeleteProject { project, confirmed } => {
                projects::delete(guide, session, self.event, project, confirmed, self.now)
            }
            Action::Progress => progress::screen(guide, session).into(),
            Action::Help => help::screen(guide, session).into(),
            Action::Privacy => privacy::screen(self.lookup, session).into(),
            Action::PrivacyInFull(page) => privacy::in_full(self.lookup, session, page).into(),
            Action::Style => style::screen(guide, session).into(),
            Action::Restyle { below, short } => {
                style::change(guide, session, Style { below, short })
            }
            Action::OwnData => own_data::show(guide, session, self.clock()),
            Action::AskForQuestion => ask::invite(guide, session).into(),
            Action::Starter(question) => match guide.manifest.starters.get(usize::from(question)) {
                Some(question) => self.question(session, question),
                None => ask::invite(guide, session).into(),
            },
            Action::AskForWords => examples::invite(guide, session, self.now).into(),
            Action::Judge { answer, judgement } => {
                let tapped = matches!(self.event.occasion, Occasion::Tap(_));
                judge::judge(guide, session, Some(answer), judgement, tapped)
            }
            Action::Answer(question) => ask::again(self.lookup, session, question, self.now).into(),
            Action::Literally => ask::literally(self.lookup, session, self.now).into(),
            Action::WordsAsQuestion => ask::searched_words(self.lookup, session, self.now).into(),
            Action::Forget { confirmed } => self.delete(session, Deleting::Everything, confirmed),
            Action::Anew { confirmed } => self.delete(session, Deleting::ToBeginAnew, confirmed),
            Action::Keep => {
                let tapped = matches!(self.event.occasion, Occasion::Tap(_));
                let screen = privacy::keep(guide, session, tapped);
                session.prompt = None;
                screen.into()
            }
        }
    }

    fn delete(self, session: &mut Session, what: Deleting, confirmed: bool) -> Shown {
        let guide = self.lookup.guide();
        privacy::delete(guide, session, self.event, what, confirmed, self.now)
    }
}
