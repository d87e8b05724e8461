//! What the people of a walk do, step by step: chosen by chance among what they see, and written down so that it can be done
//! again.

use lotse::conversation::{
    Action, Attachment, ChatKind, DECISION_LENGTH, Day, Judgement, NOTE_COUNT, NOTE_LENGTH, NoteId,
    ProjectId, TapData,
};
use lotse::knowledge::Guide;
use serde::{Deserialize, Serialize};

use crate::screens::{self, Seeded};
use crate::wander;

use super::Chat;

/// One step of one chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Step {
    /// Which chat.
    pub(super) chat: usize,
    /// How many seconds after the step before; clocks are put back too.
    pub(super) after: i64,
    /// What happens.
    pub(super) does: Does,
}

/// What happens in a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Does {
    /// Types this.
    Says(String),
    /// Types this to others of the group.
    SaysToOthers(String),
    /// Presses a button with this data.
    Taps(String),
    /// Changes an earlier message to this.
    Edits(String),
    /// Sends something that is no text.
    Sends,
    /// The guide is another from here on, for everybody.
    OtherGuide,
}

/// What they type beside the words of the shorter walks.
const WORDS: &[&str] = &[
    "/export",
    "projektstand als word",
    "sitzungsblatt",
    "/meinedaten",
    "/ansicht",
    "/start",
    "/fortschritt",
    "/entscheidungen",
    "/aufgaben",
    "alles erledigt",
    "alle wieder öffnen",
    "1 und 3 erledigt",
    "2 wieder offen",
    "die letzte ist erledigt",
    "1.2 aufgabe 1 erledigt",
    "alle aufgaben in 1.1 wieder offen",
    "verschieb die vorletzte auf freitag",
    "lösch die letzte",
    "die erste notiz",
    "nein",
    "2.7 bis freitag",
    "notiz zu 2.7: ohne Stelle",
    "die zweite macht das ki",
    "1 bis morgen",
    "2 bis in zwei wochen",
    "3 bis 31.2.",
    "1 bis 3.4.",
    "1.1 bis 1.1.2020",
    "alles bis ende des jahres",
    "bis übermorgen",
    "29.2.",
    "am dritten",
    "frist 2 löschen",
    "entscheidungen zu 1.2",
    "zurücknehmen",
    "ändern",
    "1",
    "3",
    "nein danke",
    "ähnliche beispiele",
    "vergleiche die beiden",
    "welche beispiele gibt es dazu",
    "nur aus bochum",
    "notizen zu 1.1",
    "notiz",
    "notiz ändern",
    "qr",
    "was kostet das",
    "wo steht das",
    "genau danach suchen",
    "das hilft mir nicht",
    "da fehlt was",
    "passt",
    "was ist ein bildungsbüro?",
    "und danach?",
    "wer macht das",
    "…",
    "?",
    "\u{202e}ab",
    "👩‍👩‍👧",
];

/// What deletes; typed and pressed seldom, so that chats grow.
const DELETES: &[&str] = &["/loeschen", "neustart", "alles löschen"];

/// What their own words are made of.
const PIECES: &[&str] = &[
    "Frau Öz fragen",
    "👩‍👩‍👧 עברית",
    "<b>*wichtig*</b> _so_ &amp; `x`",
    "\n\n- eine Zeile\n- zweite",
    "bis 15.3.",
    "10:30 Uhr",
    "  zwei  Leerzeichen  ",
    "notiz: darin",
    "1 erledigt",
    "e\u{301}\u{200d}\u{202e}",
    "\u{1f3f3}\u{fe0f}\u{200d}\u{1f308}",
    "https://example.org/?a=b&c=d",
    "\t|\\{}[]()#+-.!~",
];

/// What happens next.
pub(super) fn next(chance: &mut Seeded, chats: &[Chat], last: usize, guide: &Guide) -> Step {
    let chat = match chance.below(8) {
        0 => chance.below(chats.len()),
        _ => last,
    };
    Step {
        chat,
        after: pause(chance),
        does: deed(chance, chats, chat, guide),
    }
}

/// Seconds mostly; minutes, days, months; and a clock that is put back.
fn pause(chance: &mut Seeded) -> i64 {
    let span = match chance.below(200) {
        0..170 => 40,
        170..186 => 45 * 60,
        186..196 => 9 * 86_400,
        196..199 => 120 * 86_400,
        _ => return -7_200,
    };
    i64::try_from(chance.below(span)).unwrap_or(0)
}

fn deed(chance: &mut Seeded, chats: &[Chat], at: usize, guide: &Guide) -> Does {
    let chat = &chats[at];
    match chance.below(1_000) {
        0..600 => match pressed(chance, &chat.offered) {
            Some(data) => Does::Taps(data),
            None => typed(chance, chat),
        },
        // A button of an earlier message, or one that was passed on from another chat.
        600..660 => {
            let from = &chats[match chance.below(4) {
                0 => chance.below(chats.len()),
                _ => at,
            }];
            pressed(chance, &from.old).map_or(Does::Sends, Does::Taps)
        }
        660..700 => Does::Taps(strange(chance, chat, guide)),
        700..900 => typed(chance, chat),
        900..970 => own_words(chance, chat),
        970..985 => Does::Edits(match own_words(chance, chat) {
            Does::Says(words) => words,
            _ => word(chance).to_owned(),
        }),
        985..992 if chat.kind == ChatKind::Group => Does::SaysToOthers(word(chance).to_owned()),
        985..995 => Does::Sends,
        995 => Does::OtherGuide,
        _ => Does::Says(DELETES[chance.below(DELETES.len())].to_owned()),
    }
}

/// One of these buttons; what deletes everything is seldom pressed.
fn pressed(chance: &mut Seeded, offered: &[String]) -> Option<String> {
    let data = offered.get(chance.below(offered.len()))?;
    let deletes = matches!(
        Action::decode(data),
        Some(Action::Forget { confirmed: true } | Action::Anew { confirmed: true })
    );
    (!deletes || chance.below(6) == 0).then(|| data.clone())
}

fn word(chance: &mut Seeded) -> &'static str {
    let all = [WORDS, WORDS, screens::WORDS, wander::WORDS];
    let words = all[chance.below(all.len())];
    words[chance.below(words.len())]
}

fn typed(chance: &mut Seeded, chat: &Chat) -> Does {
    let word = word(chance);
    match chance.below(12) {
        // What is asked and searched is nobody else's either.
        0 => Does::Says(format!("/frage {word} {}", chat.mark)),
        1 => Does::Says(format!("/beispiele {word} {}", chat.mark)),
        _ => Does::Says(word.to_owned()),
    }
}

/// Something in words of their own: for a note, for a decision, or out of the blue.
fn own_words(chance: &mut Seeded, chat: &Chat) -> Does {
    let mut words = format!("{} {}", chat.mark, chance.below(1_000_000));
    for _ in 0..chance.below(4) {
        words += " ";
        words += PIECES[chance.below(PIECES.len())];
    }
    // As long as it may be, and a little longer.
    let length = match chance.below(20) {
        0 => NOTE_LENGTH,
        1 => NOTE_LENGTH + 1,
        2 => DECISION_LENGTH,
        _ => 0,
    };
    let filling = ["ä", "👍", "x ", "\n"][chance.below(4)].chars().cycle();
    let missing = length.saturating_sub(words.chars().count());
    words.extend(filling.take(missing));
    if chance.below(10) == 0 {
        words += "?";
    }
    // Telegram brings it without blanks around it.
    let words = words.trim();
    let place = ["1.1", "2", "4.2", "9.9"][chance.below(4)];
    Does::Says(match chance.below(9) {
        0..3 => format!("notiz: {words}"),
        3 => format!("notiz zu {place}: {words}"),
        4 => format!("/notiz {words}"),
        5 => format!("neues projekt {} {place}", chat.mark),
        _ => words.to_owned(),
    })
}

/// Something that no button offers here now: other numbers, other days, what was never asked.
fn strange(chance: &mut Seeded, chat: &Chat, guide: &Guide) -> String {
    let number = u16::try_from(chance.below(9)).unwrap_or(0);
    let page = if number == 8 { u16::MAX } else { number };
    let place = &guide.places[chance.below(guide.places.len())];
    let task = place.tasks.get(chance.below(place.tasks.len()));
    let example = guide.examples.get(chance.below(guide.examples.len()));
    let decisions: Vec<_> = guide.decisions().collect();
    let decision = decisions.get(chance.below(decisions.len()));
    let note = NoteId(u32::try_from(chance.below(NOTE_COUNT + 20)).unwrap_or(0));
    let day = Day([-1, 0, 20_000, 21_000, i32::MAX, i32::MIN][chance.below(6)]);
    let done = number % 2 == 0;
    let place = place.id.clone();
    let action = match (chance.below(25), task, example, decision) {
        (0, ..) => Action::Details { place, page },
        (1, ..) => Action::Tasks { place, page },
        (2, ..) => Action::AllTasks(Some(page)),
        (3, Some(task), ..) => Action::Tick {
            place,
            task: task.id.clone(),
            done,
        },
        (4, task, ..) => Action::SetDeadline {
            place,
            task: task.map(|task| task.id.clone()),
            day,
        },
        (5, ..) => Action::Deadlines(page),
        (6, ..) => Action::Note(note),
        (7, ..) => Action::ChangeNote(note),
        (8, ..) => Action::RemoveNote {
            note,
            confirmed: done,
        },
        (9, ..) => Action::WriteNote(Some(place)),
        (10, ..) => Action::KeepNoted,
        (11, ..) => Action::AskNoted,
        (12, .., Some((_, decision))) => Action::Decision(decision.id.clone()),
        (13, .., Some((_, decision))) => Action::Decide {
            decision: decision.id.clone(),
            option: decision
                .options
                .get(usize::from(number))
                .map(|option| option.id.clone()),
        },
        (14, .., Some((_, decision))) => Action::DecideInWords(decision.id.clone()),
        (15, _, Some(example), _) => Action::Bookmark {
            example: example.id.clone(),
            kept: number > 0,
        },
        (16, _, Some(example), _) => Action::ExamplePage(example.id.clone(), page),
        (17, ..) => Action::Bookmarks(page),
        (18, ..) => Action::Notes {
            place: Some(place),
            page,
        },
        (19, ..) => Action::Answer(7),
        (20, ..) => Action::Judge {
            answer: 7,
            judgement: Judgement::Helpful,
        },
        (21, ..) => Action::OpenProject(ProjectId(u32::from(number))),
        (22, ..) => Action::DeleteProject {
            project: ProjectId(u32::from(number)),
            confirmed: done,
        },
        (23, ..) => Action::RenameProject(ProjectId(u32::from(number))),
        _ => Action::Starter(page),
    };
    let tap = TapData {
        action,
        // What belongs to no project names none.
        project: match chance.below(4) {
            0 => ProjectId(u32::from(number)),
            _ => chat.session.project.number,
        },
        below: chance.below(5) == 0,
        back: chance.below(5) == 0,
    };
    tap.encode()
}

/// How a full chat begins: notes and kept examples up to their limits, tasks done, days set, decisions made.
pub(super) fn filling(chat: usize, mark: &str, guide: &Guide) -> Vec<Step> {
    let mut does: Vec<Does> = Vec::new();
    let tap = |action: Action| Does::Taps(action.encode());
    for (at, place) in guide.places.iter().cycle().take(NOTE_COUNT - 2).enumerate() {
        if at < guide.places.len() {
            let place = place.id.clone();
            does.push(tap(Action::Open(place.clone())));
            let day = Day(20_600 + i32::try_from(at).unwrap_or(0));
            let task = None;
            does.push(tap(Action::SetDeadline { place, task, day }));
        }
        does.push(Does::Says(format!(
            "/notiz {mark} {at} {}!",
            "ü ".repeat(300)
        )));
    }
    let kept = guide.examples.iter().take(50);
    does.extend(kept.map(|example| {
        let (example, kept) = (example.id.clone(), true);
        tap(Action::Bookmark { example, kept })
    }));
    for place in &guide.places {
        does.extend(place.tasks.iter().map(|task| {
            let (place, task, done) = (place.id.clone(), task.id.clone(), true);
            tap(Action::TickInAll { place, task, done })
        }));
    }
    for (_, decision) in guide.decisions() {
        let id = decision.id.clone();
        match decision.options.first() {
            Some(option) => does.push(tap(Action::Decide {
                decision: id,
                option: Some(option.id.clone()),
            })),
            None => {
                does.push(tap(Action::Decision(id)));
                does.push(Does::Says(format!("{mark} {}", "é".repeat(400))));
            }
        }
    }
    let after = 3;
    let steps = does.into_iter();
    steps.map(|does| Step { chat, after, does }).collect()
}

/// What is sent that is no text.
pub(super) const SENT: Attachment = Attachment::Voice;
