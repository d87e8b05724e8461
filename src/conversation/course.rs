//! The course a conversation takes: from what happened to the flow that deals with it, and on to where that leads.

use super::flows::ask::AskedFor;
use super::flows::privacy::Deleting;
use super::flows::{
    ask, examples, fallback, glossary, help, judge, materials, overview, own_data, place_details,
    privacy, progress, references, start, tasks, texts, walk,
};
use super::hearing::{self, Here, Request, command};
use super::lookup::Lookup;
use super::page::links;
use super::page::screen::{Screen, Shown};
use super::value::{Action, ChatKind, Event, Moment, Occasion, Session};
use super::wording;

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
    /// Deals with the event.
    pub(crate) fn run(self, session: &mut Session) -> Shown {
        let guide = self.lookup.guide();
        match &self.event.occasion {
            Occasion::Removed => Shown::nothing(),
            Occasion::Added if self.event.chat != ChatKind::Group => Shown::nothing(),
            Occasion::Added => start::group(guide, session).into(),
            Occasion::Tap(data) => match Action::decode(data) {
                Some(action) => self.act(session, action),
                None => fallback::stale(guide, session),
            },
            // In a group, what is not said to us is not ours to answer.
            _ if !self.event.addressed => Shown::nothing(),
            Occasion::Text(text) => self.text(session, text),
            Occasion::Command { name, rest } => self.command(session, name, rest),
            Occasion::Attachment(kind) => fallback::attachment(guide, session, *kind),
            Occasion::Edited(text) => self.edited(session, text),
            Occasion::Unreadable => fallback::unreadable(guide, session).into(),
        }
    }

    fn text(self, session: &mut Session, text: &str) -> Shown {
        if let Some(command) = text.trim().strip_prefix('/') {
            let (name, rest) = command
                .split_once(char::is_whitespace)
                .unwrap_or((command, ""));
            return self.command(session, &name.to_lowercase(), rest.trim());
        }
        let request = hearing::hear(self.lookup, session, text);
        self.request(session, request, "")
    }

    fn command(self, session: &mut Session, name: &str, rest: &str) -> Shown {
        if let Some(request) = command::meaning(self.lookup, session, name, rest) {
            return self.request(session, request, rest);
        }
        let meant = command::near(name).and_then(|near| {
            let request = command::meaning(self.lookup, session, near, "")?;
            Some((near, request))
        });
        fallback::unknown_command(self.lookup.guide(), session, name, meant).into()
    }

    /// An edited message: a corrected question is answered anew; a corrected command was already followed.
    fn edited(self, session: &mut Session, text: &str) -> Shown {
        let private = self.event.chat == ChatKind::Private;
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
        if !matches!(request, Request::Act(_)) {
            session.prompt = None;
        }
        let shown = match request {
            Request::Act(action) => Shown::go(action),
            // Whoever stood on a place that is gone first sees where that led.
            Request::Next | Request::Back | Request::Here(_) if self.moved => {
                links::current(guide, session)
            }
            Request::Next => match hearing::turning(session, true) {
                Some(turn) => Shown::go(turn),
                None => walk::next(guide, session),
            },
            Request::Back => match hearing::turning(session, false) {
                Some(turn) => Shown::go(turn),
                None => walk::back(guide, session),
            },
            Request::Start => start::start(guide, session, self.event.chat, payload),
            Request::Here(what) => self.here(session, what),
            Request::Judged(judgement) => judge::judge(guide, session, None, judgement, false),
            Request::Ticks { numbers, done } => tasks::tick_numbers(guide, session, &numbers, done),
            Request::Words(words) => {
                examples::search(self.lookup, session, &words, self.now).into()
            }
            Request::OpenTasks => tasks::all_open(guide, session).into(),
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

    /// Something about the place where the walk stands, or about what was talked about.
    fn here(self, session: &Session, what: Here) -> Shown {
        let guide = self.lookup.guide();
        let topic = session.topic.as_ref().map(|(topic, _)| topic);
        let Some(at) = session.current_place(guide) else {
            let example = topic.and_then(|topic| topic.example.clone());
            let place = topic.and_then(|topic| topic.place.clone());
            return match (what, example, place) {
                (Here::Details, Some(example), _) => Shown::go(Action::Example(example)),
                (Here::Details, None, Some(place)) => Shown::go(Action::Read(place)),
                (Here::Itself, ..) => links::begin(guide),
                _ => Shown::go(Action::Overview).headed(wording::NO_PLACE_YET),
            };
        };
        let (place, page) = (at.id.clone(), 0);
        Shown::go(match what {
            Here::Itself => Action::Read(place),
            Here::Tasks => Action::Tasks { place, page },
            Here::Details => Action::Details { place, page },
            Here::Materials => Action::Materials { place, page },
            Here::References => Action::See(place),
        })
    }

    /// Does what a button does.
    fn act(self, session: &mut Session, action: Action) -> Shown {
        // What deletes, or shows what is kept, has to see what was asked; nothing else answers it.
        let sees_prompt = matches!(
            action,
            Action::OwnData | Action::Forget { .. } | Action::Anew { .. }
        );
        if !sees_prompt {
            session.prompt = None;
        }
        let shown = self.flow(session, action);
        self.follow(session, shown)
    }

    /// Goes on to where a flow leads.
    fn follow(self, session: &mut Session, mut shown: Shown) -> Shown {
        let Some(go) = shown.go.take() else {
            return shown;
        };
        let next = self.act(session, go.action.clone());
        shown.and_then(go, next)
    }

    /// The flow of each action.
    fn flow(self, session: &mut Session, action: Action) -> Shown {
        let guide = self.lookup.guide();
        match action {
            Action::Overview => overview::screen(guide, session).into(),
            Action::Open(id) => walk::open(guide, session, &id),
            Action::Read(id) => walk::read(guide, session, &id),
            Action::ReadBelow(id) => walk::read(guide, session, &id).below(),
            Action::Details { place, page } => place_details::screen(guide, session, &place, page),
            Action::Tasks { place, page } => tasks::screen(guide, session, &place, page),
            Action::Tick { place, task, done } => tasks::tick(guide, session, &place, &task, done),
            Action::Materials { place, page } => materials::screen(guide, session, &place, page),
            Action::Picture(place, id) => materials::picture(guide, &place, &id),
            Action::See(id) => references::screen(guide, session, &id),
            Action::Examples(selection) => examples::list(self.lookup, session, &selection).into(),
            Action::Narrow(selection) => examples::narrow(guide, session, &selection).into(),
            Action::Example(id) => examples::example(guide, session, &id, 0),
            Action::ExamplePage(id, page) => examples::example(guide, session, &id, page),
            Action::ExampleBelow(id) => examples::example(guide, session, &id, 0).below(),
            Action::ExamplePicture(id, material) => {
                materials::example_picture(guide, &id, &material)
            }
            Action::Glossary(page) => glossary::screen(guide, session, page).into(),
            Action::Term(id) => glossary::term(guide, session, &id),
            Action::Background(id, page) => texts::background(guide, session, &id, page).into(),
            Action::Curated(id) => texts::curated(guide, session, &id).into(),
            Action::Progress => progress::screen(guide, session).into(),
            Action::Help => help::screen(guide, session).into(),
            Action::Privacy => privacy::screen(self.lookup, session).into(),
            Action::OwnData => own_data::show(guide, session, self.now),
            Action::AskForQuestion => ask::invite(guide, session).into(),
            Action::AskForWords => examples::invite(guide, session, self.now).into(),
            Action::Judge { answer, judgement } => {
                let tapped = matches!(self.event.occasion, Occasion::Tap(_));
                judge::judge(guide, session, Some(answer), judgement, tapped)
            }
            Action::Literally => ask::literally(self.lookup, session, self.now).into(),
            Action::WordsAsQuestion => ask::searched_words(self.lookup, session, self.now).into(),
            Action::Forget { confirmed } => self.delete(session, Deleting::Everything, confirmed),
            Action::Anew { confirmed } => self.delete(session, Deleting::ToBeginAnew, confirmed),
            Action::Keep => privacy::keep(guide, session).into(),
        }
    }

    fn delete(self, session: &mut Session, what: Deleting, confirmed: bool) -> Shown {
        let guide = self.lookup.guide();
        privacy::delete(guide, session, self.event, what, confirmed, self.now)
    }
}
