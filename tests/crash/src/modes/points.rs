//! The process ends itself at each crash point, as often as told.
//!
//! The points are found in the source, so that none is forgotten. Where a point is reached only on a way of its own
//! (a new journal, a stop, a backup, the webhook), that way is taken.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::net::TcpListener;
use std::path::Path;
use std::time::{Duration, Instant};

use fake_bot_api::Rates;

use super::kills::{RATE, Sum, finish, tell_sum};
use super::reminders::Year;
use crate::dice::Dice;
use crate::ledger::Plan;
use crate::process::{Place, Process, Setting};
use crate::report::Report;
use crate::town::{Town, world};

/// How long a point may take to be reached, also where the machine has other things to do.
const PATIENCE: Duration = Duration::from_secs(30);

/// Ends the process so often at each point.
pub(super) async fn run(
    times: u64,
    plans: &[Plan],
    place: &Place,
    report: &mut Report,
) -> io::Result<()> {
    let points = names(Path::new("src"))?;
    let mut sum = Sum::default();
    let mut fired: BTreeMap<&str, u64> = points.iter().map(|name| (name.as_str(), 0)).collect();
    let mut dice = Dice::new(13);
    let mut here = place.afresh("points");
    let mut town = Town::new(world(Rates::off()).await?, plans);
    let mut year = Year::begin(plans.len().min(12), &place.afresh("points-year")).await?;
    for round in 0..times {
        for (number, name) in points.iter().enumerate() {
            if name.starts_with("remind.") {
                let has_fired = year.at_point(name).await?;
                *fired.entry(name).or_default() += u64::from(has_fired);
                continue;
            }
            if town.has_done_all() {
                finish(&mut town, &here, &mut sum).await?;
                here = place.afresh(&format!("points-{round}-{number}"));
                town = Town::new(world(Rates::off()).await?, plans);
            }
            // Where everybody has just done all they had to do, the point is not reached; so it is tried again.
            for _ in 0..2 {
                let has_fired = at_point(name, &mut town, &here, &mut dice, &mut sum).await?;
                *fired.entry(name).or_default() += u64::from(has_fired);
                if has_fired {
                    break;
                }
                finish(&mut town, &here, &mut sum).await?;
                here = place.afresh(&format!("points-{round}-{number}-again"));
                town = Town::new(world(Rates::off()).await?, plans);
            }
        }
    }
    finish(&mut town, &here, &mut sum).await?;
    let missed: Vec<String> = fired
        .iter()
        .filter(|(_, count)| **count < times)
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    report.promise(
        &format!("each crash point ends the process {times} ×"),
        match missed.is_empty() {
            true => format!("{} points", points.len()),
            false => format!("{} points; less: {}", points.len(), missed.join(", ")),
        },
        missed.is_empty(),
    );
    tell_sum(&sum, "crash points", report);
    year.end(report).await
}

/// One end at one point; tells whether it came.
async fn at_point(
    name: &str,
    town: &mut Town<'_>,
    place: &Place,
    dice: &mut Dice,
    sum: &mut Sum,
) -> io::Result<bool> {
    let way = name.split_once('.').map_or(name, |(way, _)| way);
    let is_rare = name.contains("checkpoint") || matches!(way, "start" | "stop" | "new");
    // What is reached often is not passed for the last time at the first chance: an update that ends the process
    // three times by itself would rightly be set aside.
    let passing = if is_rare { 1 } else { 3 + dice.below(12) };
    let mut setting = Setting {
        crash_at: Some((name.to_owned(), passing)),
        ..Setting::default()
    };
    match way {
        "new" => return new_journal(town, place, name).await,
        "backup" => return backup(town, place, name, sum).await,
        "webhook" => {
            let free = TcpListener::bind("127.0.0.1:0")?;
            setting.webhook = Some(free.local_addr()?.port());
        }
        _ => {}
    }
    let started = Instant::now();
    let mut process = place.serve(&town.api, &setting)?;
    if way == "stop" {
        town.is_served(started, RATE).await;
        town.live(dice.millis(400, 900), RATE).await;
        process.terminate()?;
    }
    let mut status = None;
    while started.elapsed() < PATIENCE {
        if way != "stop" && town.has_done_all() {
            break;
        }
        town.live(Duration::from_millis(10), RATE).await;
        tokio::time::sleep(Duration::from_millis(5)).await;
        status = process.has_ended();
        if status.is_some() {
            break;
        }
    }
    process.kill();
    sum.has_ended(town, place)?;
    Ok(status.is_some_and(Process::is_abort))
}

/// A journal comes into being in several steps; whatever is left of it, the next start makes a whole one.
async fn new_journal(town: &mut Town<'_>, place: &Place, name: &str) -> io::Result<bool> {
    let place = place.afresh("new");
    let _ = fs::remove_dir_all(&place.data);
    let setting = Setting {
        crash_at: Some((name.to_owned(), 1)),
        ..Setting::default()
    };
    let world = world(Rates::off()).await?;
    let mut process = place.serve(&world, &setting)?;
    let status = process.ended(PATIENCE).await;
    let _process = place.serve(&world, &Setting::default())?;
    let chat = world.private_chat("Zephyrine");
    chat.posts("/start");
    let answered =
        |seen: &fake_bot_api::Observed<'_>| (seen.reactions(chat.id()) > 0).then_some(());
    let answered = world.try_wait_for(PATIENCE, answered).await;
    if answered.is_none() {
        town.faults.lost += 1;
    }
    Ok(status.is_some_and(Process::is_abort))
}

/// A backup is cut off while the service runs: there is no file, the next one is whole, and nobody notices.
async fn backup(town: &mut Town<'_>, place: &Place, name: &str, sum: &mut Sum) -> io::Result<bool> {
    let started = Instant::now();
    let mut process = place.serve(&town.api, &Setting::default())?;
    town.is_served(started, RATE).await;
    town.live(Duration::from_millis(400), RATE).await;
    let to = place.data.with_file_name("copy.sqlite3");
    let _ = fs::remove_file(&to);
    let status = place.backup(&to, Some(name))?;
    let is_half = to.exists();
    let whole = place.backup(&to, None)?;
    if is_half || !whole.success() {
        town.faults.lost += 1;
    }
    town.live(Duration::from_millis(100), RATE).await;
    process.kill();
    sum.has_ended(town, place)?;
    Ok(Process::is_abort(status))
}

/// The names of all crash points in the source.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(names(&path)?);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path)?;
            let code = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            let points =
                code.filter_map(|line| line.split_once("crash_point!(\"")?.1.split_once("\")"));
            found.extend(points.map(|(name, _)| name.to_owned()));
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}
