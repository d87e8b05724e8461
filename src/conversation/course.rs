//! The course a conversation takes: from what happened to the flow that deals with it.

use crate::answer::Question;
use crate::knowledge::{Notice, PlaceId};

use crate::conversation::flows::ask::Asked;
use crate::conversation::flows::privacy::Deleting;
use crate::conversation::flows::{
    ask, changes, examples, fallback, glossary, help, judge, materials, overview, own_data, place,
    place_details, privacy, progress, references, start, tasks, texts, walk,
};
use crate::conversation::hearing::{Heard, Here, command};
use crate::conversation::lookup::Lookup;
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::value::{Action, ChatKind, Event, Moment, Occasion, Selection, Session};
use crate::conversation::{hearing, wording};

/// One event on its way: what may be looked things up in, who did it where, and when; and whether the walk had to be
/// moved before, because its place is gone.
#[derive(Clone, Copy)]
pub(crate) struct Course<'a> {
    pub(crate) lookup: &'a dyn Lookup,
    pub(crate) event: &'a Event,
    pub(crate) now: Moment,
    pub(crate) moved: bool,
}

impl Course<'_> {
    /// Deals with the event.
    pub(crate) fn run(self, session: &mut Session) -> Shown {
        let guide = self.lookup.guide();
        match &self.event.occasion {
            Occasion::Removed => Shown::nothing(),
            Occasion::Added => self.greet_group(session),
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
        let heard = hearing::hear(self.lookup, session, text);
        self.heard(session, heard, "")
    }

    fn command(self, session: &mut Session, name: &str, rest: &str) -> Shown {
        let guide = self.lookup.guide();
        match command::meaning(self.lookup, session, name, rest) {
            Some(heard) => self.heard(session, heard, rest),
            None => {
                let meant = command::near(name).and_then(|near| {
                    let heard = command::meaning(self.lookup, session, near, "")?;
                    Some((near, heard))
                });
                fallback::unknown_command(guide, session, name, meant).into()
            }
        }
    }

    /// An edited message: a corrected question is answered anew; a corrected command was already followed.
    fn edited(self, session: &mut Session, text: &str) -> Shown {
        let private = self.event.chat == ChatKind::Private;
        match hearing::hear(self.lookup, session, text) {
            Heard::Question(question) if private && !text.trim().starts_with('/') => {
                self.heard(session, Heard::Question(question), "")
            }
            _ => Shown::nothing(),
        }
    }

    fn greet_group(self, session: &Session) -> Shown {
        let guide = self.lookup.guide();
        if self.event.chat != ChatKind::Group {
            return Shown::nothing();
        }
        let text = wording::notice(guide, Notice::GroupWelcome);
        start::onward(guide, session, Screen::new(text)).into()
    }

    /// Does what was typed; `payload` is what stood behind `/start`.
    fn heard(self, session: &mut Session, heard: Heard, payload: &str) -> Shown {
        let guide = self.lookup.guide();
        if !matches!(heard, Heard::Act(_)) {
            session.prompt = None;
        }
        match heard {
            Heard::Act(action) => return self.act(session, action),
            // Whoever stood on a place that is gone first sees where that led.
            Heard::Next | Heard::Back | Heard::Here(_) if self.moved => {
                changes::where_it_led(guide, session)
            }
            Heard::Next => match hearing::turning(session, true) {
                Some(turn) => return self.act(session, turn),
                None => walk::next(guide, session),
            },
            Heard::Back => match hearing::turning(session, false) {
                Some(turn) => return self.act(session, turn),
                None => walk::back(guide, session),
            },
            Heard::Start => return start::start(guide, session, self.event.chat, payload),
            Heard::Here(what) => here(self.lookup, session, what),
            Heard::Judged(verdict) => return judge::judge(guide, session, None, verdict, false),
            Heard::Ticks { numbers, done } => {
                let place = ticked_place(session);
                tasks::tick_numbers(guide, session, place.as_ref(), &numbers, done)
            }
            Heard::Words(words) => examples::search(self.lookup, session, &words, self.now),
            Heard::OpenTasks => tasks::all_open(guide, session),
            Heard::ExamplesHere => self.examples_here(session),
            Heard::Operator => privacy::operator(self.lookup, session),
            Heard::Say(words) => start::onward(guide, session, Screen::saying(words)),
            Heard::Unasked => start::onward(guide, session, Screen::saying(wording::NOTHING_ASKED)),
            Heard::Question(text) => match ask::ask(self.lookup, session, &text, self.now) {
                Asked::Screen(screen) => screen,
                Asked::Meant(heard) => return self.heard(session, heard, ""),
            },
        }
        .into()
    }

    /// Does what a button does.
    fn act(self, session: &mut Session, action: Action) -> Shown {
        let guide = self.lookup.guide();
        // What deletes, or shows what is kept, has to see what was asked; nothing else answers it.
        if !matches!(
            action,
            Action::OwnData | Action::Forget { .. } | Action::Anew { .. }
        ) {
            session.prompt = None;
        }
        match action {
            Action::Overview => overview::screen(guide, session),
            Action::Open(id) => walk::open(guide, session, &id),
            Action::Read(id) => place::read(guide, session, &id),
            Action::ReadBelow(id) => {
                return Shown::from(place::read(guide, session, &id)).below();
            }
            Action::Rest { place, page } => place_details::screen(guide, session, &place, page),
            Action::Tasks { place, page } => tasks::screen(guide, session, &place, page),
            Action::Tick { place, task, done } => {
                return tasks::tick(guide, session, &place, &task, done);
            }
            Action::Materials { place, page } => materials::screen(guide, session, &place, page),
            Action::Picture(place, id) => return materials::picture(guide, session, &place, &id),
            Action::See(id) => references::screen(guide, session, &id),
            Action::Examples(selection) => examples::list(self.lookup, session, &selection),
            Action::Narrow(selection) => examples::narrow(guide, session, &selection),
            Action::Example(id) => examples::example(guide, session, &id, 0),
            Action::ExamplePage(id, page) => examples::example(guide, session, &id, page),
            Action::ExampleBelow(id) => {
                return Shown::from(examples::example(guide, session, &id, 0)).below();
            }
            Action::ExamplePicture(id, material) => {
                return materials::example_picture(guide, session, &id, &material);
            }
            Action::Glossary(page) => glossary::screen(guide, session, page),
            Action::Term(id) => glossary::term(guide, session, &id),
            Action::Background(id, page) => texts::background(guide, session, &id, page),
            Action::Curated(id) => texts::curated(guide, session, &id),
            Action::Progress => progress::screen(guide, session),
            Action::Help => help::screen(guide, session),
            Action::Privacy => privacy::screen(self.lookup, session),
            Action::OwnData => {
                let shown = own_data::show(guide, session, self.now);
                session.prompt = None;
                return shown;
            }
            Action::AskForQuestion => ask::invite(guide, session),
            Action::AskForWords => examples::invite(guide, session, self.now),
            Action::Judge { answer, verdict } => {
                let tapped = matches!(self.event.occasion, Occasion::Tap(_));
                return judge::judge(guide, session, Some(answer), verdict, tapped);
            }
            Action::Literally => ask::literally(self.lookup, session, self.now),
            Action::WordsAsQuestion => self.words_as_question(session),
            Action::Forget { confirmed } => {
                return self.delete(session, Deleting::Everything, confirmed);
            }
            Action::Anew { confirmed } => {
                return self.delete(session, Deleting::ToBeginAnew, confirmed);
            }
            Action::Keep => privacy::keep(guide, session),
        }
        .into()
    }

    fn delete(self, session: &mut Session, what: Deleting, confirmed: bool) -> Shown {
        let guide = self.lookup.guide();
        // A yes counts where it was asked for; an old button asks again.
        if !confirmed || !what.is_asked(session) {
            return privacy::ask(guide, session, self.event, what, self.now).into();
        }
        let mut shown = Shown::from(privacy::delete(guide, session, self.event, what));
        shown.forgets = *session == Session::default();
        shown
    }

    /// Examples of what was talked about: at the place of the last answer, else where the walk stands.
    fn examples_here(self, session: &Session) -> Screen {
        let talked_about = session
            .topic
            .as_ref()
            .and_then(|(topic, _)| topic.place.clone());
        match talked_about.or_else(|| session.at.clone()) {
            Some(place) => {
                examples::listed(self.lookup.guide(), session, &Selection::at(&place), None)
            }
            None => examples::listed(self.lookup.guide(), session, &Selection::default(), None),
        }
    }

    fn words_as_question(self, session: &mut Session) -> Screen {
        let words = session.searched.as_ref().map(|(words, _)| words.clone());
        match words {
            Some(words) => {
                let question = Question {
                    text: words,
                    ..Question::default()
                };
                ask::put(self.lookup, session, &question, self.now)
            }
            None => ask::invite(self.lookup.guide(), session),
        }
    }
}

/// Something about the place where the walk stands.
fn here(lookup: &dyn Lookup, session: &mut Session, what: Here) -> Screen {
    let guide = lookup.guide();
    let Some(id) = place::standing(guide, session).map(|place| place.id.clone()) else {
        let talked_about = session.topic.as_ref().map(|(topic, _)| topic.clone());
        let (example, spoken_of) =
            talked_about.map_or((None, None), |topic| (topic.example, topic.place));
        return match (what, example, spoken_of) {
            // More of what was talked about.
            (Here::Rest, Some(example), _) => examples::example(guide, session, &example, 0),
            (Here::Rest, None, Some(place)) => place::read(guide, session, &place),
            (Here::Itself, ..) => walk::begin(guide, session),
            _ => overview::screen(guide, session).headed(wording::NO_PLACE_YET),
        };
    };
    match what {
        Here::Itself => place::read(guide, session, &id),
        Here::Tasks => tasks::screen(guide, session, &id, 0),
        Here::Rest => place_details::screen(guide, session, &id, 0),
        Here::Materials => materials::screen(guide, session, &id, 0),
        Here::References => references::screen(guide, session, &id),
    }
}

/// The place whose tasks were shown last, else the one where the walk stands.
fn ticked_place(session: &Session) -> Option<PlaceId> {
    let offered = session
        .offered
        .iter()
        .find_map(|(_, data)| match Action::decode(data) {
            Some(Action::Tick { place, .. }) => Some(place),
            _ => None,
        });
    offered.or_else(|| session.at.clone())
}
