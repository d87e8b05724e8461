//! What people see fits a phone, leads on, and the way back leads where one came from: over every screen of the shipped
//! guide and of one made by strangers, and over long walks at random through taps and words.

use std::path::Path;
use std::sync::OnceLock;

use lotse::answer::Library;
use lotse::conversation::testing::Talk;
use lotse::conversation::{
    Action, Button, Handout, Message, OFFICE_LENGTH, Occasion, Press, Reply, Selection, Session,
    SideBySide, TapData, on_offer,
};
use lotse::knowledge;
use lotse::text::{RichText, terminal};

/// How many characters of a message stand in a line on a phone.
pub(crate) const WIDTH: usize = 38;

pub(crate) fn height(text: &RichText) -> usize {
    terminal::render(text, WIDTH, false).lines().count()
}

fn library_of(folder: &str) -> Library {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let guide = knowledge::load(&folder)
        .expect("the folder can be read")
        .guide;
    Library::in_memory(guide.expect("the guide has no faults")).expect("an index in memory")
}

/// The shipped guide and one made by strangers.
pub(crate) fn libraries() -> &'static [(&'static str, Library)] {
    static ALL: OnceLock<Vec<(&str, Library)>> = OnceLock::new();
    ALL.get_or_init(|| {
        let folders = ["knowledge", "tests/guides/fremd"];
        folders.map(|folder| (folder, library_of(folder))).into()
    })
}

fn message(replies: &[Reply]) -> Option<&Message> {
    replies.iter().rev().find_map(|reply| match reply {
        Reply::Message(message) => Some(message),
        _ => None,
    })
}

fn screen(library: &Library, action: &Action) -> Message {
    let replies = Talk::with(library).replies(Occasion::Tap(action.encode()));
    let shown = message(&replies).unwrap_or_else(|| panic!("{action:?} shows no message"));
    shown.clone()
}

/// Buttons that open an address, or are the entries of a list, are as many as there are.
fn is_listed(button: &Button) -> bool {
    let action = button.action();
    let number = button.label.split(' ').next().unwrap_or_default();
    matches!(button.press, Press::Open(_))
        || number.parse::<f32>().is_ok()
        || matches!(
            action,
            Some(Action::Term(_) | Action::Picture(..) | Action::ExamplePicture(..))
        )
        || matches!(action, Some(Action::Examples(_))) && button.label.starts_with("Nur ")
}

#[track_caller]
fn fits(what: &str, message: &Message, lines: usize) {
    let height = height(&message.text);
    assert!(
        height <= lines,
        "{what}: {height} lines, {lines} are allowed"
    );
    let rows = &message.buttons;
    assert!(
        rows.iter().all(|row| row.len() <= 2),
        "{what}: a row of more than two buttons"
    );
    let others = rows
        .iter()
        .flatten()
        .filter(|button| !is_listed(button))
        .count();
    assert!(
        others <= 6,
        "{what}: {others} buttons that are no entries of a list"
    );
    assert!(others > 0, "{what}: leads nowhere");
}

#[test]
fn every_screen_fits_a_phone() {
    for (folder, library) in libraries() {
        let guide = &library.guide;
        let of = |action: Action, lines: usize| {
            fits(
                &format!("{folder}: {action:?}"),
                &screen(library, &action),
                lines,
            );
        };
        for place in &guide.places {
            of(Action::Open(place.id.clone()), 20);
            for page in 0..6 {
                let place = place.id.clone();
                of(
                    Action::Details {
                        place: place.clone(),
                        page,
                    },
                    24,
                );
                of(Action::Tasks { place, page }, 24);
            }
            of(Action::Examples(Selection::at(&place.id)), 8);
            let place = Some(place.id.clone());
            let compared = SideBySide {
                place,
                ..SideBySide::default()
            };
            of(Action::Compare(compared), 30);
        }
        for page in 0..6 {
            of(Action::Decisions { place: None, page }, 24);
        }
        for (place, decision) in guide.decisions() {
            of(Action::Decision(decision.id.clone()), 26);
            let place = Some(place.id.clone());
            of(Action::Decisions { place, page: 0 }, 24);
        }
        for example in &guide.examples {
            for page in 0..4 {
                of(Action::ExamplePage(example.id.clone(), page), 26);
            }
            of(Action::Similar(example.id.clone()), 8);
            let compared = SideBySide {
                like: Some(example.id.clone()),
                ..SideBySide::default()
            };
            of(Action::Compare(compared), 30);
        }
        for page in 0..12 {
            of(Action::AllTasks(Some(page)), 24);
        }
        of(Action::Bookmarks(0), 10);
        of(Action::Reminders, 16);
        of(Action::ChooseWeekday, 6);
        of(Action::Export(None), 10);
        for what in [Handout::State, Handout::Meeting] {
            of(Action::Export(Some(what)), 14);
        }
        for frame in &guide.documents {
            of(Action::Export(Some(Handout::Frame(frame.id.clone()))), 16);
        }
        of(Action::Overview, 16);
        of(Action::Start, 16);
        of(Action::Progress, 20);
        of(Action::Privacy, 20);
        of(Action::Help, 30);
    }
}

#[test]
fn a_place_and_its_tasks_fit_a_phone_with_offices_of_any_length() {
    for (folder, library) in libraries() {
        for length in [4, 12, OFFICE_LENGTH] {
            let mut talk = Talk::with(library);
            for place in &library.guide.places {
                for (at, task) in place.tasks.iter().enumerate() {
                    let office = format!("{}amt {at}", "Müll".repeat(OFFICE_LENGTH));
                    let office = office.chars().rev().take(length).collect::<String>();
                    let office = office.chars().rev().collect();
                    let offices = &mut talk.session.project.offices;
                    offices.set(&place.id, &task.id, Some(office));
                }
            }
            for place in &library.guide.places {
                let mut of = |action: Action, lines: usize| {
                    let replies = talk.replies(Occasion::Tap(action.encode()));
                    let shown = message(&replies).expect("something is shown");
                    fits(&format!("{folder}: {action:?}, {length}"), shown, lines);
                };
                of(Action::Read(place.id.clone()), 20);
                for page in 0..6 {
                    let place = place.id.clone();
                    of(Action::Tasks { place, page }, 24);
                }
            }
        }
    }
}

/// A source of numbers that are the same at every run.
pub(crate) struct Seeded(pub(crate) u64);

impl Seeded {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        // The xorshift generator of Marsaglia, 2003.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap_or(0)
    }
}

/// What is typed between taps.
pub(crate) const WORDS: &[&str] = &[
    "weiter",
    "zurück",
    "2",
    "2 erledigt",
    "die letzte erledigt",
    "lösch die erste",
    "2.7 bis freitag",
    "notiz zu 2.7: ohne Stelle",
    "aufgaben",
    "mehr",
    "übersicht",
    "was ist noch offen",
    "beispiele",
    "elterncafé",
    "wer entscheidet über den auftrag",
    "und in bochum?",
    "1.2",
    "das zweite",
    "begriffe",
    "danke",
    "nein",
    "notiz zu 1.2: Frau Öz fragen",
    "/notiz",
    "am 15. März",
    "notizen",
    "1 bis 15.3.",
    "1.2 bis nächsten freitag",
    "fristen",
    "erinnerungen",
    "erinnere mich morgen an 1.2",
    "erinnere uns jeden freitag",
    "entscheidungen",
    "ja",
    "das bildungsbüro",
    "15.3.",
    "merken",
    "merk dir dieses beispiel",
    "merkliste",
    "vergleichen",
    "neues",
    "/qr 1.2",
    "neues projekt Schule am Park",
    "/projekt",
    "projekt 1",
    "projekt löschen",
    "1 macht das Jugendamt",
    "2 zuständig: Peter",
    "projekt übergeben",
    CODE,
];

/// Stands for a code.
pub(crate) const CODE: &str = "LOTSE-…";

/// The code that is typed: the one that stands in this chat, or a neighbour's, whose project comes with it.
fn code(talk: &mut Talk<'_>, library: &Library, chance: &mut Seeded) -> String {
    if let Some(own) = talk.session.handing.clone() {
        return own.code.written();
    }
    let mut neighbour = Talk::with(library);
    neighbour.replies(Occasion::Text("neues projekt Nachbarschaft".to_owned()));
    neighbour.moving.chance = Some(chance.0);
    neighbour.replies(Occasion::Text("projekt übergeben".to_owned()));
    let handing = neighbour.session.handing.clone().expect("it is given");
    talk.moving.arrives = on_offer(&neighbour.session, &handing.code, neighbour.now);
    handing.code.written()
}

#[test]
fn a_walk_at_random_meets_no_dead_end_and_the_way_back_leads_where_one_came_from() {
    for (folder, library) in libraries() {
        for seed in 1..=20_u64 {
            let mut chance = Seeded(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
            let mut talk = Talk::with(library);
            let mut offered: Vec<Button> = Vec::new();
            for step in 0..500 {
                let before = talk.session.on_screen();
                let press = (chance.below(4) > 0)
                    .then(|| offered.get(chance.below(offered.len())))
                    .flatten();
                let tap = press.and_then(|button| match &button.press {
                    Press::Act(tap) => Some(tap.clone()),
                    _ => None,
                });
                let (occasion, what) = match &tap {
                    Some(tap) => (Occasion::Tap(tap.encode()), format!("{:?}", tap.action)),
                    None => {
                        let word = WORDS[chance.below(WORDS.len())];
                        (Occasion::Text(word.to_owned()), word.to_owned())
                    }
                };
                let at = format!("{folder}, seed {seed}, step {step}: {what}");
                talk.moving.chance = Some(chance.0);
                let occasion = match occasion {
                    Occasion::Text(word) if word == CODE => {
                        Occasion::Text(code(&mut talk, library, &mut chance))
                    }
                    occasion => occasion,
                };
                let replies = talk.replies(occasion);
                let shown = message(&replies);
                if let Some(message) = shown {
                    assert!(!message.buttons.is_empty(), "{at}: a dead end");
                    let rows = message.buttons.iter();
                    offered = rows.flatten().cloned().collect();
                }
                leads_back(&talk.session, tap.as_ref(), before.as_ref(), shown, &at);
            }
        }
    }
}

/// Whether both are of one kind: another page, another part, the same place with the walk elsewhere.
pub(crate) fn is_same(one: &Action, other: &Action) -> bool {
    let kind = |action: &Action| match action {
        Action::Open(place) => std::mem::discriminant(&Action::Read(place.clone())),
        Action::ExamplePage(id, _) => std::mem::discriminant(&Action::Example(id.clone())),
        other => std::mem::discriminant(other),
    };
    kind(one) == kind(other)
}

/// Whether what was on the screen is gone after it, so that nothing leads back there.
fn removes(action: &Action) -> bool {
    matches!(
        action,
        Action::RemoveNote {
            confirmed: true,
            ..
        }
    )
}

/// After a tap that went on to another screen, the button that leads back leads to the one before.
#[track_caller]
pub(crate) fn leads_back(
    session: &Session,
    tap: Option<&TapData>,
    before: Option<&Action>,
    shown: Option<&Message>,
    at: &str,
) {
    let now = session.on_screen();
    let (Some(before), Some(now), Some(shown)) = (before, now.as_ref(), shown) else {
        return;
    };
    if tap.is_none_or(|tap| tap.back || removes(&tap.action)) || is_same(before, now) {
        return;
    }
    let buttons = shown.buttons.iter().flatten();
    let back = buttons.filter_map(|button| match &button.press {
        Press::Act(tap) if tap.back => Some(&tap.action),
        _ => None,
    });
    for back in back {
        assert_eq!(back, before, "{at}");
    }
}
