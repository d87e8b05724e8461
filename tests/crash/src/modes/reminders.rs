//! Days go by, one each few seconds, while people work with deadlines and are reminded, and the process is ended in the
//! middle of it.
//!
//! The clock is the test build's: it is ahead of the one on the wall by what stands in a file. It goes on when everything
//! of a day was told and answered, while the process runs or while there is none, so what is to be told on a day is known
//! for sure. Now and then it goes back for a moment, and on weekends it stands still for one: then nothing is told.

use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use fake_bot_api::{FakeBotApi, Rates};
use time::{Date, Month, Weekday};

use super::kills::in_flight;
use super::tell;
use crate::dice::Dice;
use crate::process::{Place, Process, Setting};
use crate::reminded::{Reminded, Wrongs, next_working_day};
use crate::report::Report;
use crate::town::{chats, world};

/// How long a day may take to be told, also where the machine has other things to do.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long nothing happens when everything is answered.
const QUIET: Duration = Duration::from_millis(250);
/// How long nothing is to be told while nothing is due: the process looks at the clock each second.
const SILENCE: Duration = Duration::from_millis(1300);
/// What is sent next in its chat and is a reminder, in a journal.
const REMINDERS: &str = "method LIKE 'send%'
    AND id IN (SELECT min(id) FROM outbox WHERE queue = 0 GROUP BY chat)
    AND (CAST(call AS TEXT) LIKE '%<b>Erinnerung</b>%' OR CAST(call AS TEXT) LIKE '%<b>Erinnerung: %')";

/// A year in a few minutes.
pub(super) struct Year {
    api: FakeBotApi,
    place: Place,
    clock: PathBuf,
    process: Option<Process>,
    people: Vec<Reminded>,
    dice: Dice,
    today: Date,
    days: u64,
    kills: u64,
    points: u64,
    in_flight: u64,
}

/// Kills so often.
pub(super) async fn run(
    kills: u64,
    people: usize,
    place: &Place,
    report: &mut Report,
) -> io::Result<()> {
    let mut year = Year::begin(people, &place.afresh("year")).await?;
    while year.kills < kills {
        year.day().await?;
    }
    year.end(report).await
}

impl Year {
    /// Begins on a Monday, with so many people who want to be reminded.
    pub(super) async fn begin(people: usize, place: &Place) -> io::Result<Self> {
        let api = world(Rates::off()).await?;
        let chats = chats(&api, people).into_iter().enumerate();
        let people = chats.map(|(number, chat)| Reminded::new(chat, number));
        let mut year = Self {
            people: people.collect(),
            clock: place.data.with_extension("clock"),
            place: place.clone(),
            process: None,
            dice: Dice::new(31),
            today: Date::from_calendar_date(2031, Month::January, 6).map_err(io::Error::other)?,
            days: 0,
            kills: 0,
            points: 0,
            in_flight: 0,
            api,
        };
        year.shows(year.today)?;
        year.start(None)?;
        year.people.iter_mut().for_each(Reminded::begins);
        year.calm().await;
        for _ in 0..6 {
            year.people_act();
        }
        year.calm().await;
        Ok(year)
    }

    /// A day with ends at random moments: between none and three.
    async fn day(&mut self) -> io::Result<()> {
        self.rest().await?;
        if self.dice.below(2) == 0 {
            self.kill()?;
        }
        self.dawn()?;
        for _ in 0..self.dice.below(3) {
            self.start(None)?;
            self.people_act();
            match self.dice.below(2) {
                // Most of a start, all of a look, and what is sent then.
                0 => {
                    let span = self.dice.millis(30, 1500);
                    self.live(span).await;
                }
                // In the middle of what is sent.
                _ => self.first_is_told().await,
            }
            self.kill()?;
        }
        self.start(None)?;
        self.people_act();
        self.calm().await;
        for person in &mut self.people {
            person.deals(&mut self.dice, self.today);
        }
        if self.dice.below(3) == 0 {
            let span = self.dice.millis(1, 60);
            self.live(span).await;
            self.kill()?;
            self.start(None)?;
        }
        self.calm().await;
        Ok(())
    }

    /// Days on which the process ends itself at a point, until it has; tells whether it did.
    pub(super) async fn at_point(&mut self, name: &str) -> io::Result<bool> {
        for _ in 0..5 {
            self.rest().await?;
            self.kill()?;
            self.dawn()?;
            self.start(Some(name))?;
            self.people_act();
            let begun = Instant::now();
            let mut has_ended = None;
            while begun.elapsed() < PATIENCE && has_ended.is_none() && !self.is_told() {
                self.live(Duration::from_millis(10)).await;
                has_ended = self.process.as_mut().and_then(Process::has_ended);
            }
            let is_abort = has_ended.is_some_and(Process::is_abort);
            self.points += u64::from(is_abort);
            self.kill()?;
            self.start(None)?;
            self.calm().await;
            if is_abort {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Looks whether everything that was done is there, and says what was found.
    pub(super) async fn end(mut self, report: &mut Report) -> io::Result<()> {
        self.start(None)?;
        self.people.iter_mut().for_each(Reminded::asks_for_lists);
        self.calm().await;
        self.people.iter_mut().for_each(Reminded::compares_lists);
        let mut wrongs = Wrongs::default();
        self.people
            .iter()
            .for_each(|person| wrongs.add(person.wrongs));
        let stories = self.people.iter().enumerate();
        let stories = stories
            .filter_map(|(at, person)| Some(format!("chat {at}: {}", person.story.as_ref()?)));
        tell(&stories.take(5).collect::<Vec<_>>());
        let ends = match self.points {
            0 => format!("{} × kill -9", self.kills),
            points => format!("{points} ends at crash points"),
        };
        report.promise(
            &format!(
                "{ends} while people are reminded: 0 lost, on another day, or with something else"
            ),
            format!(
                "{} told in {} days to {} chats; {} lost, {} strange, {} ticks or days lost",
                wrongs.told,
                self.days,
                self.people.len(),
                wrongs.lost,
                wrongs.strange,
                wrongs.forgotten
            ),
            wrongs.lost + wrongs.strange + wrongs.forgotten == 0 && wrongs.told > 0,
        );
        report.promise(
            "… told twice ≤ those in flight, ≤ 1 per chat and kill",
            format!(
                "{} twice, {} in flight, {} beyond one",
                wrongs.twice, self.in_flight, wrongs.beyond_one
            ),
            wrongs.twice <= self.in_flight && wrongs.beyond_one == 0,
        );
        Ok(())
    }

    /// On weekends nothing is told, nor when the clock goes back.
    async fn rest(&mut self) -> io::Result<()> {
        if self.today.weekday() == Weekday::Friday && self.dice.below(2) == 0 {
            self.silence(self.today + time::Duration::DAY).await?;
        } else if self.days > 3 && self.dice.below(6) == 0 {
            self.silence(self.today - time::Duration::days(3)).await?;
        }
        Ok(())
    }

    /// The next working day dawns.
    fn dawn(&mut self) -> io::Result<()> {
        self.today = next_working_day(self.today);
        self.days += 1;
        for person in &mut self.people {
            person.dawns(self.today);
        }
        self.shows(self.today)
    }

    /// It is a day on which nothing is told, for a moment.
    async fn silence(&mut self, day: Date) -> io::Result<()> {
        self.shows(day)?;
        if self.process.is_none() {
            self.start(None)?;
        }
        self.live(SILENCE).await;
        Ok(())
    }

    /// Lets the clock show noon of a day.
    fn shows(&self, day: Date) -> io::Result<()> {
        let noon = day
            .with_hms(12, 0, 0)
            .map_err(io::Error::other)?
            .assume_utc();
        let wall = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let ahead = noon.unix_timestamp() - wall.as_secs().cast_signed();
        let new = self.clock.with_extension("new");
        std::fs::write(&new, ahead.to_string())?;
        std::fs::rename(new, &self.clock)
    }

    fn start(&mut self, crash_at: Option<&str>) -> io::Result<()> {
        let setting = Setting {
            crash_at: crash_at.map(|name| (name.to_owned(), 1)),
            clock: Some(self.clock.clone()),
            ..Setting::default()
        };
        if self.process.is_none() {
            self.process = Some(self.place.serve(&self.api, &setting)?);
        }
        Ok(())
    }

    /// Ends the process, if there is one, and notes which reminders it had in flight.
    fn kill(&mut self) -> io::Result<()> {
        let Some(mut process) = self.process.take() else {
            return Ok(());
        };
        process.kill();
        self.look();
        self.kills += 1;
        let caught = in_flight(&self.place, REMINDERS)?;
        self.in_flight += caught.values().sum::<u64>();
        for person in &mut self.people {
            if caught.contains_key(&person.chat.id()) {
                person.is_caught();
            }
        }
        Ok(())
    }

    /// Some do something.
    fn people_act(&mut self) {
        for person in &mut self.people {
            if self.dice.below(3) == 0 {
                person.acts(&mut self.dice, self.today);
            }
        }
    }

    fn look(&mut self) {
        self.api.look(|seen| {
            for person in &mut self.people {
                person.look(seen.happenings(person.chat.id()));
            }
        });
    }

    async fn live(&mut self, span: Duration) {
        tokio::time::sleep(span).await;
        self.look();
    }

    /// Waits until somebody is told something today, and a moment more.
    async fn first_is_told(&mut self) {
        let begun = Instant::now();
        let told = self.told();
        while begun.elapsed() < Duration::from_secs(2) && self.told() == told && !self.is_told() {
            self.live(Duration::from_millis(1)).await;
        }
        let span = self.dice.millis(0, 15);
        self.live(span).await;
    }

    /// How many reminders came.
    fn told(&self) -> u64 {
        let people = self.people.iter();
        people.map(|person| person.wrongs.told).sum()
    }

    fn is_told(&self) -> bool {
        self.people.iter().all(Reminded::is_told)
    }

    /// Waits until everything is told and answered; what is not told by then is lost.
    async fn calm(&mut self) {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            self.live(Duration::from_millis(10)).await;
            let is_quiet = self.api.look(|seen| {
                let pending = seen.pending_updates();
                let mut calls = seen.recent_calls(QUIET);
                pending == 0 && calls.all(|call| call.method == "getUpdates")
            });
            if is_quiet && self.is_told() && self.people.iter().all(Reminded::has_lists) {
                return;
            }
        }
        self.people.iter_mut().for_each(Reminded::gives_up);
    }
}
