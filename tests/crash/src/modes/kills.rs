//! `kill -9` at random moments, while 200 people act.

use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use fake_bot_api::Rates;
use rusqlite::Connection;

use super::{is_whole, show, tell};
use crate::dice::Dice;
use crate::ledger::{Faults, Plan};
use crate::process::{Place, Setting};
use crate::report::Report;
use crate::town::{InFlight, Town, world};

/// Updates a second.
pub(super) const RATE: f64 = 100.0;

/// Adds up what all rounds of a mode showed.
#[derive(Debug, Default)]
pub(super) struct Sum {
    pub(super) faults: Faults,
    pub(super) updates: u64,
    pub(super) kills: u64,
    pub(super) in_flight: u64,
    slowest_settle: Duration,
}

/// Kills so many times; when all have done all, everything begins anew.
pub(super) async fn run(
    kills: u64,
    plans: &[Plan],
    place: &Place,
    report: &mut Report,
) -> io::Result<()> {
    let mut sum = Sum::default();
    let mut dice = Dice::new(11);
    let mut round = 0;
    while sum.kills < kills {
        round += 1;
        let place = place.afresh(&format!("kills-{round}"));
        let mut town = Town::new(world(Rates::off()).await?, plans);
        while sum.kills + town.kills < kills {
            let started = Instant::now();
            let mut process = place.serve(&town.api, &Setting::default())?;
            // One in ten ends while it starts.
            if dice.below(10) > 0 {
                town.is_served(started, RATE).await;
            }
            let done = town.live(dice.millis(10, 900), RATE).await;
            process.kill();
            sum.has_ended(&mut town, &place)?;
            if done {
                break;
            }
        }
        finish(&mut town, &place, &mut sum).await?;
    }
    tell_sum(&sum, "random moments", report);
    Ok(())
}

/// Lets everything come to its end undisturbed, and adds it up.
pub(super) async fn finish(town: &mut Town<'_>, place: &Place, sum: &mut Sum) -> io::Result<()> {
    let _process = place.serve(&town.api, &Setting::default())?;
    let begun = Instant::now();
    while !town.live(Duration::from_secs(1), 300.0).await {
        if begun.elapsed() > Duration::from_secs(120) {
            break;
        }
    }
    sum.slowest_settle = sum
        .slowest_settle
        .max(town.settle(Duration::from_secs(30)).await);
    tell(&town.stories());
    sum.faults.add(town.faults);
    sum.updates += town.updates;
    sum.kills += town.kills;
    Ok(())
}

pub(super) fn tell_sum(sum: &Sum, when: &str, report: &mut Report) {
    report.promise(
        &format!(
            "{} × kill -9 at {when}: 0 lost, 0 gone back, order kept",
            sum.kills
        ),
        format!("{}; {} updates", show(sum.faults), sum.updates),
        is_whole(sum.faults),
    );
    let moved = sum.faults.moved;
    report.promise(
        "… a project that moves is in one chat, with all its notes and ticks, by a code that works once",
        format!(
            "{} moves; {} in two, {} in none, {} notes or ticks astray; its coming told twice {} times, {} beyond one",
            moved.moves, moved.both, moved.none, moved.astray, moved.twice, moved.beyond_one
        ),
        moved.is_whole() && moved.beyond_one == 0 && moved.moves > 0,
    );
    let twice = sum.faults.sends_twice;
    report.promise(
        "… sends twice ≤ those in flight, ≤ 1 per chat and kill; edits twice 0",
        format!(
            "{twice} twice, {} in flight, {} beyond one; {} edits twice",
            sum.in_flight, sum.faults.beyond_one, sum.faults.edits_twice
        ),
        twice <= sum.in_flight && sum.faults.beyond_one == 0 && sum.faults.edits_twice == 0,
    );
}

impl Sum {
    /// Notes that a process was ended, and what it had in flight.
    pub(super) fn has_ended(&mut self, town: &mut Town<'_>, place: &Place) -> io::Result<()> {
        let caught = in_flight(place, SENDS)?;
        self.in_flight += town.process_has_ended(&caught);
        Ok(())
    }
}

/// What is sent and not edited, in a journal.
const SENDS: &str = "method LIKE 'send%'";

/// Messages that a process which has ended may have handed to the network without knowing whether they arrived: the
/// first of each chat that its journal holds, because the second is not sent before that is acknowledged. Only such as
/// this SQL says.
pub(super) fn in_flight(place: &Place, which: &str) -> io::Result<InFlight> {
    let copy = tempfile::tempdir()?;
    for name in ["journal.sqlite3", "journal.sqlite3-wal"] {
        let from = place.data.join(name);
        if from.exists() {
            fs::copy(from, copy.path().join(name))?;
        }
    }
    let file = copy.path().join("journal.sqlite3");
    if !file.exists() {
        return Ok(InFlight::new());
    }
    read_in_flight(&file, which).map_err(io::Error::other)
}

fn read_in_flight(file: &Path, which: &str) -> rusqlite::Result<InFlight> {
    let sql = format!("SELECT DISTINCT chat, 1 FROM outbox WHERE queue = 0 AND {which}");
    let db = Connection::open(file)?;
    let mut rows = db.prepare(&sql)?;
    rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}
