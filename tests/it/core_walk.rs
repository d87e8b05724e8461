//! People who walk at random through the pure core, through months and changes of the guide: with notes, decisions, days,
//! kept examples, files and deleting. What holds after each step stands in `core_walk/holds.rs`.
//!
//! `LOTSE_CORE_STEPS=1000000 cargo test --release --locked --test it core_walk` walks far; the same number of steps is
//! the same walk. A fault is shrunk to the steps that it needs and written down; `LOTSE_CORE_REPLAY=FILE` takes them again
//! and shows what is said to each.

mod holds;
mod steps;

use std::any::Any;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, Once};

use lotse::answer::Library;
use lotse::conversation::{
    Action, ChatKind, Event, InReplyTo, Moment, Occasion, Press, Project, Reply, Role, Session,
    TapData, respond,
};
use lotse::text::plain;

use crate::screens::{self, Seeded};
use holds::Done;
use steps::{Does, Step};

/// How many steps are taken where nothing else is said.
const STEPS: usize = 2_000;

/// How many steps a world lasts; then others begin in another.
const WORLD: usize = 500;

/// After so many steps each button on the screen is pressed, to see what would come.
const PROBE: usize = 24;

/// How many steps are taken at most to shrink a fault.
const SHRINKING: usize = 20_000;

/// How many buttons of earlier screens can still be pressed.
const OLD: usize = 400;

/// When a world begins.
const BEGIN: Moment = Moment(1_790_000_000);

/// One chat.
struct Chat {
    kind: ChatKind,
    role: Role,
    /// A word that stands in all that is typed here in own words.
    mark: String,
    session: Session,
    /// What the newest buttons carry.
    offered: Vec<String>,
    /// What earlier ones carried.
    old: Vec<String>,
    /// Whether the guide was exchanged since something was shown.
    is_elsewhere: bool,
}

/// Some chats at one time.
struct World {
    chats: Vec<Chat>,
    now: Moment,
    guide: usize,
}

impl World {
    /// A world that begins with this guide.
    fn new(guide: usize) -> Self {
        let kinds = [
            (ChatKind::Private, Role::Unknown),
            (ChatKind::Private, Role::Unknown),
            (ChatKind::Group, Role::Admin),
            (ChatKind::Group, Role::Member),
        ];
        let chats = kinds
            .into_iter()
            .enumerate()
            .map(|(at, (kind, role))| Chat {
                kind,
                role,
                mark: format!("Kolibri{at}q"),
                session: Session::default(),
                offered: Vec::new(),
                old: Vec::new(),
                is_elsewhere: false,
            });
        Self {
            chats: chats.collect(),
            now: BEGIN,
            guide,
        }
    }

    fn library(&self) -> &'static Library {
        let all = screens::libraries();
        &all[self.guide % all.len()].1
    }

    /// Takes a step; fails where something does not hold.
    fn does(&mut self, step: &Step, probes: bool) -> Vec<Reply> {
        self.now.0 += step.after;
        if step.does == Does::OtherGuide {
            self.guide += 1;
            self.chats
                .iter_mut()
                .for_each(|chat| chat.is_elsewhere = true);
            return Vec::new();
        }
        let (before, kind) = (&self.chats[step.chat].session, self.chats[step.chat].kind);
        let shown_before = before.clone().lapsed(self.now).on_screen();
        // Nothing leads back to what another guide has not.
        let shown_before = shown_before.filter(|view| view.is_known(&self.library().guide));
        let (after, replies) = self.comes_of(step.chat, before, &step.does);
        let shown = replies.iter().rev().find_map(|reply| match reply {
            Reply::Message(message) => Some(message),
            _ => None,
        });
        let tap = match &step.does {
            Does::Taps(data) if self.is_offered(step.chat, data) => TapData::decode(data),
            _ => None,
        };
        // What is taken back that the guide has no more is gone with its screen.
        let is_gone = matches!(
            tap.as_ref().map(|tap| &tap.action),
            Some(Action::Decide { decision, option: None })
                if self.library().guide.decision(decision).is_none()
        );
        if !self.chats[step.chat].is_elsewhere && !is_gone {
            let tap = tap.as_ref();
            screens::leads_back(&after, tap, shown_before.as_ref(), shown, "back");
        }
        let chat = &mut self.chats[step.chat];
        chat.session = after;
        let buttons = replies.iter().flat_map(Reply::buttons).flatten();
        let offered = buttons.filter_map(|button| match &button.press {
            Press::Act(tap) => Some(tap.encode()),
            _ => None,
        });
        let offered: Vec<String> = offered.collect();
        if !offered.is_empty() {
            chat.is_elsewhere = false;
            chat.old
                .extend(std::mem::replace(&mut chat.offered, offered));
            let surplus = chat.old.len().saturating_sub(OLD);
            chat.old.drain(..surplus);
        }
        if probes {
            self.probe(step.chat);
            let again = self.comes_of(step.chat, &Session::default(), &step.does);
            assert!(again == self.comes_of(step.chat, &Session::default(), &step.does));
        }
        assert!(
            kind == ChatKind::Group || !replies.is_empty() || matches!(step.does, Does::Edits(_))
        );
        replies
    }

    fn is_offered(&self, chat: usize, data: &str) -> bool {
        self.chats[chat]
            .offered
            .iter()
            .any(|offered| offered == data)
    }

    /// What comes of something in a chat with this session, which must be sound.
    fn comes_of(&self, chat: usize, before: &Session, does: &Does) -> (Session, Vec<Reply>) {
        let chat = &self.chats[chat];
        let event = Event {
            moving: lotse::conversation::Moving::default(),
            chat: chat.kind,
            addressed: !matches!(does, Does::SaysToOthers(_)),
            reply: InReplyTo::default(),
            role: chat.role,
            occasion: occasion(does),
        };
        let (after, replies) = respond(self.library(), before.clone(), &event, self.now);
        let others = self.chats.iter().map(|other| &*other.mark);
        let done = Done {
            guide: &self.library().guide,
            does,
            before,
            after: &after,
            replies: &replies,
            mark: &chat.mark,
            is_elsewhere: chat.is_elsewhere,
            foreign: others.filter(|mark| *mark != chat.mark).collect(),
        };
        done.holds();
        (after, replies)
    }

    /// Each button on the screen leads somewhere, twice pressed as once, and the way back to what it names.
    fn probe(&self, at: usize) {
        let chat = &self.chats[at];
        for data in &chat.offered {
            let tap = TapData::decode(data).expect("it was made here");
            let does = Does::Taps(data.clone());
            let (once, _) = self.comes_of(at, &chat.session, &does);
            let (twice, _) = self.comes_of(at, &once, &does);
            let work = |session: &Session| -> Vec<_> {
                let projects = session.projects().into_iter().cloned();
                let of = |project: Project| {
                    let decisions = project.decisions.iter();
                    let decided = decisions.map(|(id, decided)| (id.clone(), decided.0.clone()));
                    let decided: Vec<_> = decided.collect();
                    (
                        project.done,
                        project.notes,
                        project.due,
                        project.bookmarks,
                        decided,
                    )
                };
                projects.map(of).collect()
            };
            assert!(work(&once) == work(&twice), "{:?} twice", tap.action);
            // An answer that has lapsed cannot be given again, and an old button to it says so.
            let has_lapsed = matches!(tap.action, Action::Answer(_))
                && chat.session.clone().lapsed(self.now).asked.is_none();
            if tap.back && !chat.is_elsewhere && !has_lapsed {
                let shown = once.on_screen();
                let is_there = shown
                    .as_ref()
                    .is_some_and(|shown| screens::is_same(shown, &tap.action));
                assert!(is_there, "back to {:?} leads to {shown:?}", tap.action);
            }
        }
    }
}

/// What a step is for the conversation.
fn occasion(does: &Does) -> Occasion {
    match does {
        Does::Taps(data) => Occasion::Tap(data.clone()),
        Does::Edits(text) => Occasion::Edited(text.clone()),
        Does::Sends | Does::OtherGuide => Occasion::Attachment(steps::SENT),
        Does::Says(text) | Does::SaysToOthers(text) => match text.strip_prefix('/') {
            Some(command) => {
                let (name, rest) = command.split_once(' ').unwrap_or((command, ""));
                Occasion::Command {
                    name: name.to_lowercase(),
                    rest: rest.trim().to_owned(),
                }
            }
            None => Occasion::Text(text.clone()),
        },
    }
}

/// What did not hold, and where in the tests or the program.
#[derive(Debug, Clone, Default)]
struct Fault {
    place: String,
    said: String,
}

thread_local! {
    /// The last fault of this thread, while one is looked for.
    static FAULT: RefCell<Option<Fault>> = const { RefCell::new(None) };
}

/// The words of a panic.
fn said(payload: &dyn Any) -> String {
    let words = payload.downcast_ref::<String>().map(String::as_str);
    let words = words.or_else(|| payload.downcast_ref::<&str>().copied());
    words.unwrap_or_default().to_owned()
}

/// Does something, and tells what did not hold instead of failing.
fn attempt<T>(what: impl FnOnce() -> T) -> Result<T, Fault> {
    static LISTENS: Once = Once::new();
    LISTENS.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let heard = FAULT.with_borrow_mut(|fault| {
                fault.as_mut().map(|fault| {
                    fault.place = info.location().map(ToString::to_string).unwrap_or_default();
                    fault.said = said(info.payload());
                })
            });
            if heard.is_none() {
                usual(info);
            }
        }));
    });
    FAULT.set(Some(Fault::default()));
    let done = catch_unwind(AssertUnwindSafe(what));
    let fault = FAULT.take().unwrap_or_default();
    done.map_err(|_| fault)
}

/// Takes these steps in a new world, the last with a look behind all its buttons.
fn take(guide: usize, steps: &[Step]) -> Result<(), Fault> {
    let mut world = World::new(guide);
    for (at, step) in steps.iter().enumerate() {
        let is_last = at + 1 == steps.len();
        attempt(|| world.does(step, is_last))?;
    }
    Ok(())
}

/// The steps that a fault needs, as few as are soon found.
fn shrunk(guide: usize, mut steps: Vec<Step>, fault: &Fault) -> Vec<Step> {
    let mut left = SHRINKING;
    let mut fails = |steps: &[Step]| {
        left = left.saturating_sub(steps.len());
        left > 0 && take(guide, steps).is_err_and(|other| other.place == fault.place)
    };
    let mut size = steps.len() / 2;
    while size > 0 {
        let mut from = 0;
        while from + size < steps.len() {
            let mut fewer = steps.clone();
            fewer.drain(from..from + size);
            match fails(&fewer) {
                true => steps = fewer,
                false => from += size,
            }
        }
        size /= 2;
    }
    steps
}

/// One world; where something does not hold, the steps that led there and what it was.
fn lives(seed: usize, count: usize) -> Result<(), (Vec<Step>, Fault)> {
    let mut chance = Seeded((seed as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let mut world = World::new(seed);
    let mut done: Vec<Step> = Vec::new();
    let filling = match seed % 4 {
        3 => steps::filling(0, &world.chats[0].mark, &world.library().guide),
        _ => Vec::new(),
    };
    let mut filling = filling.into_iter();
    while done.len() < count {
        let last = done.last().map_or(0, |step| step.chat);
        let guide = &world.library().guide;
        let step = filling.next();
        let step = step.unwrap_or_else(|| steps::next(&mut chance, &world.chats, last, guide));
        done.push(step.clone());
        let probes = done.len().is_multiple_of(PROBE);
        if let Err(fault) = attempt(|| world.does(&step, probes)) {
            return Err((done, fault));
        }
    }
    Ok(())
}

#[test]
fn a_walk_through_the_core_keeps_every_promise() {
    if let Some(file) = std::env::var_os("LOTSE_CORE_REPLAY") {
        return replay(&PathBuf::from(file));
    }
    let steps = std::env::var("LOTSE_CORE_STEPS").map(|steps| steps.parse().expect("a number"));
    let steps = steps.unwrap_or(STEPS);
    let next = AtomicUsize::new(0);
    let faults = Mutex::new(BTreeMap::<String, (usize, usize)>::new());
    let threads = if steps > STEPS { 2 } else { 1 };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    let from = seed * WORLD;
                    if from >= steps {
                        return;
                    }
                    let Err((done, fault)) = lives(seed, WORLD.min(steps - from)) else {
                        continue;
                    };
                    let mut faults = faults.lock().expect("no thread fails");
                    let known = faults.entry(fault.place.clone()).or_insert((seed, 0));
                    known.1 += 1;
                    if known.1 == 1 {
                        tell(seed, shrunk(seed, done, &fault), &fault);
                    }
                }
            });
        }
    });
    let faults = faults.into_inner().expect("no thread fails");
    assert!(
        faults.is_empty(),
        "faults by place, with the first world and how many: {faults:#?}"
    );
}

/// Says what did not hold and which steps lead there, and writes these down.
fn tell(seed: usize, steps: Vec<Step>, fault: &Fault) {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("core-walk-{seed}.jsonl"));
    let lines = steps
        .iter()
        .map(|step| serde_json::to_string(step).expect("plain values"));
    let lines: Vec<String> = std::iter::once(seed.to_string()).chain(lines).collect();
    let text = lines.join("\n");
    std::fs::write(&file, &text).expect("a file below target");
    let latest = take(seed, &steps).err().unwrap_or_default().said;
    eprintln!(
        "world {seed}, {}: {}\nafter these steps ({}):\n{text}\n{latest}\n",
        fault.place,
        fault.said,
        file.display()
    );
}

/// Takes steps that were written down again and shows what is said to each.
fn replay(file: &Path) {
    let text = std::fs::read_to_string(file).expect("a file with steps");
    let mut lines = text.lines();
    let guide = lines.next().and_then(|line| line.parse().ok());
    let mut world = World::new(guide.expect("the number of the world"));
    let steps: Vec<Step> = lines
        .map(|line| serde_json::from_str(line).expect("a step"))
        .collect();
    for (at, step) in steps.iter().enumerate() {
        eprintln!("> {}", serde_json::to_string(step).expect("plain values"));
        let replies = world.does(step, at + 1 == steps.len());
        for reply in &replies {
            match reply {
                Reply::Message(message) => eprintln!("{}", plain::render(&message.text)),
                other => eprintln!("{other:?}"),
            }
            for button in reply.buttons().iter().flatten() {
                let does = button.action().map(Action::encode).unwrap_or_default();
                eprintln!("[{}] {does}", button.label);
            }
        }
    }
}
