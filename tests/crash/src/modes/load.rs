//! How fast it is: from an update to the first call, and how many updates a second.
//!
//! People do not wait for what a rehearsal showed here; somebody acts again when the bot has reacted to what they did
//! last. Where as many as possible act, it must also have confirmed that update to Telegram, which it does when the
//! answers are on the disk: a tap is answered before the screen changes, and that change must not be taken for the answer
//! to what they do next. Says also how much processor time the bot and the fake server (with everybody in it) used, which tells which
//! of the two was the limit.

use std::io;
use std::time::{Duration, Instant};

use fake_bot_api::{Chat, FakeBotApi, Happening, Rates};

use crate::dice::Dice;
use crate::process::{self, Place, Process, Setting};
use crate::report::Report;
use crate::script::{Deed, Mix};
use crate::town::{chats, words};

/// People who act as fast as they are answered, or as fast as told.
pub(super) struct Crowd {
    api: FakeBotApi,
    people: Vec<Person>,
    next: usize,
    mix: Mix,
    dice: Dice,
    /// What they did.
    deeds: usize,
    /// From an update to the first reaction.
    pub(super) times: Vec<Duration>,
}

struct Person {
    chat: Chat,
    seen: usize,
    since: Option<Instant>,
    /// The number of what they did last, of all deeds.
    deed: usize,
    has_reaction: bool,
    screen: Option<(i32, Vec<String>)>,
}

impl Crowd {
    /// So many people, who have not said anything yet.
    pub(super) fn new(api: &FakeBotApi, count: usize, mix: Mix) -> Self {
        let person = |chat| Person {
            chat,
            seen: 0,
            since: None,
            deed: 0,
            has_reaction: false,
            screen: None,
        };
        Self {
            api: api.clone(),
            people: chats(api, count).into_iter().map(person).collect(),
            next: 0,
            mix,
            dice: Dice::new(29),
            deeds: 0,
            times: Vec::new(),
        }
    }

    /// Lets them act for a while.
    pub(super) async fn act(&mut self, span: Duration, rate: Option<f64>) {
        let begun = Instant::now();
        let before = self.deeds;
        // Who is told how fast to act is timed exactly; where as many as possible act, looking must cost little.
        let tick = Duration::from_millis(if rate.is_some() { 3 } else { 10 });
        while begun.elapsed() < span {
            self.look(rate.is_none());
            let due = rate.map(|rate| (begun.elapsed().as_secs_f64() * rate) as usize);
            for _ in 0..self.people.len() {
                if due.is_some_and(|due| self.deeds - before >= due) {
                    break;
                }
                self.one_acts();
            }
            tokio::time::sleep(tick).await;
        }
    }

    /// How many updates were answered for good so far.
    fn answered(&self) -> usize {
        self.deeds - self.api.look(|seen| seen.pending_updates())
    }

    /// Notes who is answered; confirmed goes by the order in which Telegram hands updates out.
    fn look(&mut self, must_be_confirmed: bool) {
        let confirmed = must_be_confirmed.then(|| self.answered());
        // One look for everybody: the fake server waits for the same lock.
        self.api.look(|seen| {
            let waiting = self.people.iter_mut();
            for person in waiting.filter(|person| person.since.is_some()) {
                person.look(seen.happenings(person.chat.id()));
                let is_answered =
                    person.has_reaction && confirmed.is_none_or(|last| person.deed <= last);
                if let Some(since) = person.since.take_if(|_| is_answered) {
                    self.times.push(since.elapsed());
                }
            }
        });
    }

    /// The next one does something, unless they wait for an answer.
    fn one_acts(&mut self) {
        self.next = (self.next + 1) % self.people.len();
        let person = &mut self.people[self.next];
        if person.since.is_some() {
            return;
        }
        self.deeds += 1;
        let deed = self.mix.turn(&mut self.dice).pop();
        person.since = Some(Instant::now());
        (person.deed, person.has_reaction) = (self.deeds, false);
        match (deed, &person.screen) {
            (Some(Deed::Taps { roll, .. }), Some((id, data))) => {
                let data = &data[usize::try_from(roll % data.len() as u64).unwrap_or(0)];
                person.chat.forges_tap(*id, data);
            }
            (Some(deed @ Deed::Asks(_)), Some(_)) => drop(person.chat.posts(&words(deed))),
            _ => drop(person.chat.posts("/start")),
        }
    }
}

impl Person {
    /// Notes whether the bot did something, and what there is to tap.
    fn look(&mut self, happenings: &[Happening]) {
        let unread = happenings.get(self.seen..).unwrap_or_default();
        self.seen = happenings.len();
        for happening in unread {
            match happening {
                Happening::Sent { message } | Happening::Edited { message } => {
                    self.has_reaction = true;
                    let all = message.buttons.iter().flatten();
                    let data: Vec<String> = all.filter_map(|button| button.data.clone()).collect();
                    if !data.is_empty() {
                        self.screen = Some((message.id, data));
                    }
                }
                Happening::TapAnswered { .. } => self.has_reaction = true,
                _ => {}
            }
        }
    }
}

/// The time that so many in a hundred stay below.
pub(super) fn percentile(times: &[Duration], hundredths: usize) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    let at = times.len() * hundredths / 100;
    times
        .get(at.min(times.len().saturating_sub(1)))
        .copied()
        .unwrap_or_default()
}

/// A world whose server answers at once, and a process in it that has answered somebody.
pub(super) async fn start(place: &Place) -> io::Result<(FakeBotApi, Process)> {
    let api = FakeBotApi::builder().rates(Rates::off()).start().await?;
    api.keep_last(1000);
    // Everybody looks at what is new many times a second.
    api.keep_last_of_each_chat(50);
    let terse = Setting {
        terse: true,
        ..Setting::default()
    };
    let process = place.serve(&api, &terse)?;
    let first = api.private_chat("Zephyrine");
    first.says("/start").await;
    Ok((api, process))
}

/// From an update to the first call, at 100 updates a second.
pub(super) async fn latency(seconds: u64, place: &Place, report: &mut Report) -> io::Result<()> {
    let (api, _process) = start(place).await?;
    report.is_secret(&api.token());
    let mut crowd = Crowd::new(&api, 200, Mix::LOAD);
    crowd.act(Duration::from_secs(5), Some(100.0)).await;
    crowd.times.clear();
    crowd.act(Duration::from_secs(seconds), Some(100.0)).await;
    let answered = crowd.times.len();
    let (half, most) = (percentile(&crowd.times, 50), percentile(&crowd.times, 99));
    report.promise(
        "100 updates/s: p99 from update to first call ≤ 60 ms",
        format!(
            "median {:.1} ms, p99 {:.1} ms of {answered}",
            half.as_secs_f64() * 1e3,
            most.as_secs_f64() * 1e3
        ),
        most <= Duration::from_millis(60),
    );
    Ok(())
}

/// As many updates as it can answer, of 1,500 people.
pub(super) async fn throughput(seconds: u64, place: &Place, report: &mut Report) -> io::Result<()> {
    const PEOPLE: usize = 1500;
    let (api, process) = start(place).await?;
    report.is_secret(&api.token());
    let mut crowd = Crowd::new(&api, PEOPLE, Mix::LOAD);
    crowd.act(Duration::from_secs(5), None).await;
    crowd.times.clear();
    let mut best = 0;
    let (bot, fake, begun) = (process.cpu(), process::cpu_of("self"), Instant::now());
    let before = crowd.answered();
    for _ in 0..seconds.div_ceil(5) {
        let before = crowd.answered();
        crowd.act(Duration::from_secs(5), None).await;
        best = best.max((crowd.answered() - before) / 5);
    }
    let answered = crowd.answered() - before;
    let span = begun.elapsed().as_secs_f64();
    let (bot, fake) = (process.cpu() - bot, process::cpu_of("self") - fake);
    let each = |cpu: Duration| cpu.as_secs_f64() * 1e6 / answered.max(1) as f64;
    let rate = answered as f64 / span;
    report.promise(
        "1,500 chats, 70 % taps, 30 % questions: ≥ 1,500 updates/s answered",
        format!(
            "{rate:.0}/s (best 5 s: {best}/s), median {:.0} ms, p99 {:.0} ms",
            percentile(&crowd.times, 50).as_secs_f64() * 1e3,
            percentile(&crowd.times, 99).as_secs_f64() * 1e3
        ),
        rate >= 1500.0,
    );
    report.figure(
        "… processor time per update",
        format!(
            "bot {:.0} µs ({:.0} % of one core), fake server with all people {:.0} µs ({:.0} %)",
            each(bot),
            bot.as_secs_f64() / span * 100.0,
            each(fake),
            fake.as_secs_f64() / span * 100.0
        ),
    );
    report.figure(
        "… memory",
        format!("{} MiB at most", process.memory().1 >> 10),
    );
    Ok(())
}
