//! Many people at once: once without kills, to learn what is to be seen, and then again while things go wrong.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use fake_bot_api::{Chat, FakeBotApi, Rates};

use crate::dice::Dice;
use crate::ledger::{Done, Faults, Plan, Reader, Turn};
use crate::ring::Ring;
use crate::script::{Affair, CANARY, Deed, LAST, Mix, NAME};

/// How often the town looks round.
const TICK: Duration = Duration::from_millis(5);

/// How many messages of which chats a process that has ended had handed to the network, not knowing whether they
/// arrived.
pub(crate) type InFlight = HashMap<i64, u64>;

/// Everybody in one world, with what is expected of the bot.
pub(crate) struct Town<'a> {
    /// The world.
    pub(crate) api: FakeBotApi,
    people: Vec<Person<'a>>,
    rings: Vec<Ring>,
    /// What was wrong so far.
    pub(crate) faults: Faults,
    /// How many updates there were.
    pub(crate) updates: u64,
    /// How often the process was ended.
    pub(crate) kills: u64,
    next: usize,
    owed: f64,
    ticked: Instant,
}

struct Person<'a> {
    chat: Chat,
    plan: &'a Plan,
    reader: Reader,
    turn: usize,
}

/// A world for so many, whose answers take 5 to 40 ms as in reality; without limits unless they are the point.
pub(crate) async fn world(rates: Rates) -> std::io::Result<FakeBotApi> {
    let api = FakeBotApi::builder().rates(rates).start().await?;
    let mut dice = Dice::new(7);
    api.keep_last(20_000);
    api.weather(move |method| {
        let millis = 5 + dice.below(35);
        let polls = method.eq_ignore_ascii_case("getupdates");
        (!polls).then_some(fake_bot_api::Fault::Slow { millis })
    });
    Ok(api)
}

/// Whether a process that was started then asks for updates.
pub(crate) fn asks(api: &FakeBotApi, started: Instant) -> bool {
    api.look(|seen| {
        let mut calls = seen.recent_calls(started.elapsed());
        calls.any(|call| call.method == "getUpdates")
    })
}

/// The chats of so many people.
pub(crate) fn chats(api: &FakeBotApi, count: usize) -> Vec<Chat> {
    let name = |number| format!("{NAME}{number}");
    (0..count)
        .map(|number| api.private_chat(&name(number)))
        .collect()
}

/// Types what a deed says; a question carries the canary.
pub(crate) fn words(deed: Deed) -> String {
    match deed {
        Deed::Says(words) => words.to_owned(),
        Deed::Asks(words) => format!("{words} {CANARY}"),
        Deed::Taps { .. } => "weiter".to_owned(),
    }
}

/// Learns what is to be seen: everybody takes so many turns, each after the answers to the one before.
pub(crate) async fn rehearse(api: &FakeBotApi, people: usize, turns: usize, mix: Mix) -> Vec<Plan> {
    let chats = chats(api, people);
    let mut plans = vec![Plan::default(); people];
    let mut readers: Vec<Reader> = (0..people).map(|_| Reader::default()).collect();
    let mut dice: Vec<Dice> = (0..people).map(|at| Dice::new(at as u64 + 1)).collect();
    let mut affairs = vec![Affair::default(); people];
    let mut quiet = vec![(Instant::now(), 0); people];
    // The second tap of an impatient finger comes when the first is answered: whether an edit is overtaken is chance.
    let mut second: Vec<Option<Done>> = vec![None; people];
    let mut under_way = 0;
    loop {
        let mut is_done = true;
        for at in 0..people {
            let (chat, plan, reader) = (&chats[at], &mut plans[at], &mut readers[at]);
            api.look(|seen| reader.record(seen.happenings(chat.id()), plan));
            let lines = plan.lines.len();
            if lines != quiet[at].1 {
                quiet[at] = (Instant::now(), lines);
            }
            let has_answer = plan.turns.last().is_none_or(|turn| lines > turn.needs);
            let is_quiet = quiet[at].0.elapsed() > Duration::from_millis(400);
            let is_stuck = quiet[at].0.elapsed() > Duration::from_secs(3);
            let may_go = (has_answer && is_quiet) || is_stuck;
            is_done &= plan.turns.len() >= turns && may_go && second[at].is_none();
            if let Some((tap, turn)) = second[at].take_if(|_| may_go).zip(plan.turns.last_mut()) {
                do_again(chat, reader, &tap);
                turn.deeds.push(tap);
                quiet[at].0 = Instant::now();
                continue;
            }
            if plan.turns.len() >= turns || !may_go {
                continue;
            }
            let deeds = match plan.turns.len() {
                0 => vec![Deed::Says("/start")],
                done if done + 1 == turns => LAST.to_vec(),
                _ => mix.goes_on(&mut dice[at], &mut affairs[at]),
            };
            let deeds = deeds.into_iter().flat_map(|deed| act(chat, reader, deed));
            let mut deeds: Vec<Done> = deeds.collect();
            let is_tapped_twice = matches!(deeds[..], [Done::Tapped { .. }, Done::Tapped { .. }]);
            second[at] = deeds.pop_if(|_| is_tapped_twice);
            under_way += deeds.len();
            plan.turns.push(Turn {
                needs: lines,
                deeds,
            });
            quiet[at].0 = Instant::now();
            if under_way >= 40 {
                under_way = 0;
                tokio::time::sleep(Duration::from_millis(40)).await;
            }
        }
        if is_done {
            return plans;
        }
        tokio::time::sleep(TICK).await;
    }
}

/// Does what was done before.
fn do_again(chat: &Chat, reader: &Reader, deed: &Done) {
    match deed {
        Done::Said(words) => drop(chat.posts(words)),
        Done::Tapped { message, data } => {
            let id = reader.message(*message).map_or(0, |shown| shown.id);
            chat.forges_tap(id, data);
        }
    }
}

/// Does something for the first time, a tap once; returns what is to be done.
fn act(chat: &Chat, reader: &Reader, deed: Deed) -> Vec<Done> {
    let Deed::Taps { roll, times } = deed else {
        let words = words(deed);
        chat.posts(&words);
        return vec![Done::Said(words)];
    };
    let newest = reader.newest();
    let buttons = newest.map(|(number, message)| {
        let all = message.buttons.iter().flatten();
        let data: Vec<&str> = all.filter_map(|button| button.data.as_deref()).collect();
        (number, message.id, data)
    });
    let Some((number, id, data)) = buttons.filter(|(.., data)| !data.is_empty()) else {
        chat.posts("weiter");
        return vec![Done::Said("weiter".to_owned())];
    };
    let data = data[usize::try_from(roll % data.len() as u64).unwrap_or(0)];
    chat.forges_tap(id, data);
    let tap = Done::Tapped {
        message: number,
        data: data.to_owned(),
    };
    vec![tap; usize::from(times)]
}

impl<'a> Town<'a> {
    /// Puts the people of these plans into a world, and some between whom projects move.
    pub(crate) fn new(api: FakeBotApi, plans: &'a [Plan]) -> Self {
        let chats = chats(&api, plans.len()).into_iter();
        let people = chats.zip(plans).map(|(chat, plan)| Person {
            chat,
            plan,
            reader: Reader::default(),
            turn: 0,
        });
        let turns = plans.iter().map(|plan| plan.turns.len()).max();
        let hops = turns.unwrap_or(0).div_ceil(3);
        let rings = (0..plans.len().div_ceil(10)).map(|number| Ring::new(&api, number, hops));
        Self {
            people: people.collect(),
            rings: rings.collect(),
            api,
            faults: Faults::default(),
            updates: 0,
            kills: 0,
            next: 0,
            owed: 0.0,
            ticked: Instant::now(),
        }
    }

    /// Lets people act for a while, so many updates a second; true when all have done all.
    pub(crate) async fn live(&mut self, span: Duration, rate: f64) -> bool {
        let end = Instant::now() + span;
        while Instant::now() < end {
            self.tick(rate);
            if self.has_done_all() {
                return true;
            }
            tokio::time::sleep(TICK).await;
        }
        false
    }

    /// Lets people act until the process that was started then asks for updates; false if that takes too long.
    pub(crate) async fn is_served(&mut self, started: Instant, rate: f64) -> bool {
        while started.elapsed() < Duration::from_secs(20) {
            if asks(&self.api, started) {
                return true;
            }
            self.live(Duration::from_millis(10), rate).await;
        }
        false
    }

    /// Whether everybody has done everything.
    pub(crate) fn has_done_all(&self) -> bool {
        self.people
            .iter()
            .all(|person| person.turn >= person.plan.turns.len())
            && self.rings.iter().all(Ring::is_done)
    }

    /// Whether everybody has seen everything.
    pub(crate) fn has_seen_all(&mut self) -> bool {
        self.look();
        self.people
            .iter()
            .all(|person| person.reader.come >= person.plan.lines.len())
    }

    /// Waits until everybody has seen everything; what does not come is lost. Then looks where the projects that move are.
    pub(crate) async fn settle(&mut self, patience: Duration) -> Duration {
        let took = self.settle_people(patience).await;
        self.weigh(patience).await;
        took
    }

    /// Compares what is kept of the chats between which projects moved with what was done there.
    async fn weigh(&mut self, patience: Duration) {
        self.rings.iter_mut().for_each(Ring::asks);
        let begun = Instant::now();
        let mut rings = std::mem::take(&mut self.rings);
        for ring in &mut rings {
            while !ring.weighs(&self.api) {
                if begun.elapsed() > patience {
                    ring.moved.none += 1;
                    break;
                }
                tokio::time::sleep(TICK).await;
            }
            self.faults.moved.add(ring.moved);
        }
        self.rings = rings;
    }

    async fn settle_people(&mut self, patience: Duration) -> Duration {
        let begun = Instant::now();
        while begun.elapsed() < patience {
            self.tick(1e6);
            if self.has_done_all() && self.has_seen_all() {
                // Something superfluous may still come.
                tokio::time::sleep(Duration::from_millis(300)).await;
                self.look();
                return begun.elapsed();
            }
            tokio::time::sleep(TICK).await;
        }
        for person in &mut self.people {
            let missing = person.plan.lines.len().saturating_sub(person.reader.come);
            if missing > 0 {
                let story = format!(
                    "{missing} lines from {} on never came; turn {} of {}",
                    person.reader.come,
                    person.turn,
                    person.plan.turns.len()
                );
                person.reader.first.get_or_insert(story);
            }
            self.faults.lost += missing as u64;
        }
        begun.elapsed()
    }

    /// Whether everybody has seen what belongs to what they did so far.
    pub(crate) fn is_answered(&mut self) -> bool {
        self.look();
        self.people.iter().all(|person| {
            let next = person.plan.turns.get(person.turn);
            let due = next.map_or(person.plan.lines.len(), |turn| turn.needs);
            person.reader.come >= due
        })
    }

    /// What was wrong first in some chats, for people.
    pub(crate) fn stories(&self) -> Vec<String> {
        let first = |(at, person): (usize, &Person<'_>)| {
            Some(format!("chat {at}: {}", person.reader.first.as_ref()?))
        };
        let people = self.people.iter().enumerate().filter_map(first);
        let rings = self.rings.iter().filter_map(|ring| ring.story.clone());
        people.take(5).chain(rings.take(5)).collect()
    }

    /// Notes that the process was ended, and the chats of which it had a message in flight: never more than one of
    /// each. Returns how many of those who are compared line by line.
    pub(crate) fn process_has_ended(&mut self, in_flight: &InFlight) -> u64 {
        self.look();
        self.kills += 1;
        let mut all = 0;
        for ring in &mut self.rings {
            ring.is_caught(|chat| in_flight.contains_key(&chat));
        }
        for person in &mut self.people {
            let caught = in_flight.get(&person.chat.id()).copied().unwrap_or(0);
            if caught > 0 {
                person.reader.is_caught();
            }
            self.faults.beyond_one += caught.saturating_sub(1);
            all += caught;
        }
        all
    }

    fn look(&mut self) {
        for person in &mut self.people {
            let faults = self.api.look(|seen| {
                let happenings = seen.happenings(person.chat.id());
                person.reader.compare(happenings, person.plan)
            });
            self.faults.add(faults);
        }
    }

    fn tick(&mut self, rate: f64) {
        self.owed += self.ticked.elapsed().as_secs_f64() * rate;
        self.ticked = Instant::now();
        // What could not be done while the bot was away is not all done at once.
        self.owed = self.owed.min(rate / 2.0).min(200.0);
        self.look();
        for ring in &mut self.rings {
            self.updates += ring.go_on(&self.api);
        }
        for _ in 0..self.people.len() {
            if self.owed < 1.0 {
                return;
            }
            self.next = (self.next + 1) % self.people.len();
            let done = self.people[self.next].go_on();
            self.updates += done;
            self.owed -= done as f64;
        }
    }
}

impl Person<'_> {
    /// Takes the next turn if what it needs has come; returns the number of updates.
    fn go_on(&mut self) -> u64 {
        let Some(turn) = self.plan.turns.get(self.turn) else {
            return 0;
        };
        if self.reader.come < turn.needs {
            return 0;
        }
        self.turn += 1;
        for deed in &turn.deeds {
            do_again(&self.chat, &self.reader, deed);
        }
        turn.deeds.len() as u64
    }
}
