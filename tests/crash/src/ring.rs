//! A project that goes round three chats, by a code each time, while notes are written.
//!
//! Whoever has it writes a note, ticks a task and asks for a code; one of the others gives the code, or both at once, or one of
//! them twice, while in the first chat the next note is written. However often the process ends, one of them has the project
//! then and the others do not. In the end each chat gives the last code once more and asks for all that is kept of it.

use fake_bot_api::{Chat, FakeBotApi, Happening};

use crate::dice::Dice;
use crate::script::NAME;

/// How many chats it goes round.
const CHATS: usize = 3;
/// How many tasks there are where tasks are ticked.
const TASKS: usize = 4;

/// What was found of projects that move.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Moved {
    /// How often one moved.
    pub(crate) moves: u64,
    /// How often one was in two chats.
    pub(crate) both: u64,
    /// How often one was in none, or did not get on.
    pub(crate) none: u64,
    /// Notes and ticks that are gone, twice, or elsewhere.
    pub(crate) astray: u64,
    /// How often it was told again that one came.
    pub(crate) twice: u64,
    /// … more often than kills caught a message of the chat in flight.
    pub(crate) beyond_one: u64,
}

/// What a ring waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Nothing.
    Begins,
    /// A code.
    Asked,
    /// That the project comes to one of those who gave the code.
    Given,
    /// Nothing any more.
    Done,
}

/// What a chat was told since the code was asked for.
#[derive(Debug, Clone, Copy, Default)]
struct Heard {
    has_given: bool,
    came: u64,
    is_refused: bool,
    has_left: bool,
    caught: u64,
}

/// Three chats and a project.
pub(crate) struct Ring {
    name: String,
    chats: Vec<Chat>,
    read: [usize; CHATS],
    heard: [Heard; CHATS],
    phase: Phase,
    /// Which chat has the project.
    here: usize,
    code: String,
    hops: usize,
    left: usize,
    dice: Dice,
    /// What was found.
    pub(crate) moved: Moved,
    /// What was wrong first, for people.
    pub(crate) story: Option<String>,
}

impl Ring {
    /// A ring of this number, whose project moves so often.
    pub(crate) fn new(api: &FakeBotApi, number: usize, hops: usize) -> Self {
        let chat = |at| api.private_chat(&format!("{NAME} {number}-{at}"));
        Self {
            name: format!("Park {number}"),
            chats: (0..CHATS).map(chat).collect(),
            read: [0; CHATS],
            heard: [Heard::default(); CHATS],
            phase: Phase::Begins,
            here: 0,
            code: String::new(),
            hops,
            left: hops,
            dice: Dice::new(number as u64 + 1000),
            moved: Moved::default(),
            story: None,
        }
    }

    /// Whether the project has moved as often as it was to.
    pub(crate) fn is_done(&self) -> bool {
        self.phase == Phase::Done
    }

    /// Notes an end of the process that caught a message of these chats in flight.
    pub(crate) fn is_caught(&mut self, is_caught: impl Fn(i64) -> bool) {
        for (chat, heard) in self.chats.iter().zip(&mut self.heard) {
            heard.caught += u64::from(is_caught(chat.id()));
        }
    }

    /// Looks at what came and does what comes next; returns the number of updates.
    pub(crate) fn go_on(&mut self, api: &FakeBotApi) -> u64 {
        self.look(api);
        match self.phase {
            Phase::Begins => {
                self.phase = Phase::Asked;
                let name = format!("projekt umbenennen in {}", self.name);
                self.posts(0, &["notiz zu 1.2: Anfang".to_owned(), name]) + self.works()
            }
            Phase::Asked if !self.code.is_empty() => self.gives(),
            Phase::Given if self.has_moved() => self.arrives(),
            _ => 0,
        }
    }

    /// Whoever has the project works with it and asks for a code.
    fn works(&mut self) -> u64 {
        let number = self.hops - self.left;
        let mut lines = vec![format!("notiz zu 1.2: Stein {number}")];
        if number < TASKS {
            lines.push("aufgaben 1.2".to_owned());
            lines.push(format!("{} erledigt", number + 1));
        }
        lines.push("projekt übergeben".to_owned());
        self.posts(self.here, &lines)
    }

    /// The code is given in other chats, while where it is from something else is written down.
    fn gives(&mut self) -> u64 {
        self.phase = Phase::Given;
        let [one, other] = [1, 2].map(|ahead| (self.here + ahead) % CHATS);
        let givers = match self.dice.below(4) {
            0 => vec![one],
            1 => vec![other, other],
            2 => vec![one, other],
            _ => vec![other, one],
        };
        let code = [self.code.clone()];
        let mut count = 0;
        for giver in givers {
            self.heard[giver].has_given = true;
            count += self.posts(giver, &code);
        }
        let number = self.hops - self.left;
        count + self.posts(self.here, &[format!("notiz zu 1.3: Kiesel {number}")])
    }

    /// Whether it came to somebody, all others who gave the code were told that it holds no more, and those where the project
    /// was, that it left. A refusal may be one of before that comes again, so refusals alone say nothing.
    fn has_moved(&self) -> bool {
        let mut given = self.heard.iter().filter(|heard| heard.has_given);
        let is_told = given.all(|heard| heard.came > 0 || heard.is_refused);
        let has_come = self.heard.iter().any(|heard| heard.came > 0);
        is_told && has_come && self.heard[self.here].has_left
    }

    /// It is known where the project is now.
    fn arrives(&mut self) -> u64 {
        self.count_copies();
        let came = |at: &usize| self.heard[*at].came > 0;
        let there: Vec<usize> = (0..CHATS).filter(came).collect();
        self.moved.both += u64::from(there.len() > 1);
        let Some(&here) = there.first() else {
            return 0;
        };
        if there.len() > 1 {
            self.tells(format!("{} came to {there:?}", self.name));
        }
        self.moved.moves += 1;
        self.here = here;
        self.left -= 1;
        if self.left == 0 {
            self.phase = Phase::Done;
            return 0;
        }
        self.heard = [Heard::default(); CHATS];
        self.code.clear();
        self.phase = Phase::Asked;
        self.works()
    }

    fn count_copies(&mut self) {
        for heard in self.heard {
            let copies = heard.came.saturating_sub(1);
            self.moved.twice += copies;
            self.moved.beyond_one += copies.saturating_sub(heard.caught);
        }
    }

    fn look(&mut self, api: &FakeBotApi) {
        for at in 0..CHATS {
            let texts: Vec<String> = api.look(|seen| {
                let happenings = seen.happenings(self.chats[at].id());
                let unread = happenings.get(self.read[at]..).unwrap_or_default();
                self.read[at] = happenings.len();
                let sent = unread.iter().filter_map(|happening| match happening {
                    Happening::Sent { message } => Some(message.text.clone()),
                    _ => None,
                });
                sent.collect()
            });
            for text in texts {
                self.hears(at, &text);
            }
        }
    }

    fn hears(&mut self, at: usize, text: &str) {
        let heard = &mut self.heard[at];
        heard.came += u64::from(heard.has_given && text.contains("ist jetzt hier"));
        heard.is_refused |= text.contains("Dieser Code gilt nicht");
        heard.has_left |= text.contains("in einen anderen Chat umgezogen");
        if self.phase == Phase::Asked
            && at == self.here
            && let Some((_, rest)) = text.split_once("/projekt LOTSE-")
        {
            let signs = rest.split_whitespace().next().unwrap_or_default();
            self.code = format!("LOTSE-{signs}");
        }
    }

    fn posts(&self, at: usize, lines: &[String]) -> u64 {
        for line in lines {
            self.chats[at].posts(line);
        }
        lines.len() as u64
    }

    /// Gives the last code everywhere once more, and asks for all that is kept.
    pub(crate) fn asks(&mut self) {
        let lines = [self.code.clone(), "/meinedaten".to_owned()];
        for at in 0..CHATS {
            self.posts(at, &lines);
        }
    }

    /// What is kept of each chat, if all have said it.
    fn kept(&self, api: &FakeBotApi) -> Option<Vec<String>> {
        let file = |chat: &Chat| {
            api.look(|seen| {
                let calls = seen.calls_of("sendDocument");
                let own = calls.filter(|call| call.chat_id() == Some(chat.id()));
                let files = own.flat_map(|call| &call.files);
                let last = files
                    .filter(|(name, _)| name == "lotse-meine-daten.txt")
                    .last();
                last.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
            })
        };
        self.chats.iter().map(file).collect()
    }

    /// Compares what is kept of each chat with what was done; false if not all have said it yet.
    pub(crate) fn weighs(&mut self, api: &FakeBotApi) -> bool {
        let Some(kept) = self.kept(api) else {
            return false;
        };
        if !self.is_done() {
            self.moved.none += 1;
            self.tells(format!(
                "{} does not get on: {:?} {:?}",
                self.name, self.phase, self.heard
            ));
        }
        let lines = |at: usize| kept[at].lines().filter(|line| line.starts_with("- "));
        let named = format!("- {}", self.name);
        let has = |at: &usize| {
            lines(*at).any(|line| line == named || line == format!("{named} (geöffnet)"))
        };
        let there: Vec<usize> = (0..CHATS).filter(has).collect();
        self.moved.both += u64::from(there.len() > 1);
        self.moved.none += u64::from(!there.contains(&self.here));
        let mut astray = Vec::new();
        let written = self.hops - self.left + usize::from(!self.is_done());
        let here = self.here;
        let mut expect = |what: &str, only_here: bool| {
            let holds = |at: usize| lines(at).filter(|line| line.contains(what)).count();
            let all: usize = (0..CHATS).map(holds).sum();
            if all != 1 || (only_here && holds(here) != 1) {
                astray.push(format!("`{what}` {all} times"));
            }
        };
        expect(": Anfang (", true);
        for number in 0..written {
            expect(&format!(": Stein {number} ("), true);
            expect(&format!(": Kiesel {number} ("), false);
        }
        let ticks: Vec<usize> = kept.iter().map(|kept| ticks(kept)).collect();
        if ticks[here] != written.min(TASKS) || ticks.iter().sum::<usize>() != ticks[here] {
            astray.push(format!("ticks {ticks:?}"));
        }
        self.moved.astray += astray.len() as u64;
        if there != [here] || !astray.is_empty() {
            self.tells(format!(
                "{} should be in {here}, is in {there:?}; {astray:?}",
                self.name
            ));
        }
        true
    }

    fn tells(&mut self, story: String) {
        self.story.get_or_insert(story);
    }
}

impl Moved {
    /// Whether each project was in one chat all the time, with all that belongs to it.
    pub(crate) fn is_whole(self) -> bool {
        self.both + self.none + self.astray == 0
    }

    /// Adds others.
    pub(crate) fn add(&mut self, other: Self) {
        self.moves += other.moves;
        self.both += other.both;
        self.none += other.none;
        self.astray += other.astray;
        self.twice += other.twice;
        self.beyond_one += other.beyond_one;
    }
}

/// How many tasks are done in a chat, by what is kept of it.
fn ticks(kept: &str) -> usize {
    let lines = kept
        .lines()
        .skip_while(|line| !line.ends_with(". Erledigte Aufgaben"));
    let lines = lines.take_while(|line| !line.is_empty());
    lines
        .filter(|line| line.starts_with("- ") && !line.contains("zuletzt: "))
        .count()
}
