//! One chat floods; the others hardly notice, and memory stays.

use std::io;
use std::time::{Duration, Instant};

use fake_bot_api::Chat;

use super::load::{Crowd, percentile, start};
use crate::process::Place;
use crate::report::Report;
use crate::script::Mix;

/// Updates a second of the one.
const FLOOD: f64 = 200.0;
/// How many spells without and with the flood there are by turns: what else the machine does meets both alike.
const SPELLS: u64 = 10;

/// Lets 100 people act at 50 updates a second, by turns without and with one who sends `count` updates altogether.
pub(super) async fn run(count: u64, place: &Place, report: &mut Report) -> io::Result<()> {
    let (api, process) = start(place).await?;
    report.is_secret(&api.token());
    let mut crowd = Crowd::new(&api, 100, Mix::LOAD);
    crowd.act(Duration::from_secs(10), Some(50.0)).await;
    let (_, occupied) = process.memory();
    let one = api.private_chat("Zephyrine der Eilige");
    let share = count / SPELLS;
    let spell = Duration::from_secs_f64(share as f64 / FLOOD);
    let (mut before, mut during) = (Vec::new(), Vec::new());
    for _ in 0..SPELLS {
        crowd.times.clear();
        crowd.act(spell, Some(50.0)).await;
        before.append(&mut crowd.times);
        let flooding = tokio::spawn(flood(one.clone(), share));
        crowd.act(spell, Some(50.0)).await;
        flooding.await?;
        during.append(&mut crowd.times);
    }
    let (before, during) = (percentile(&before, 99), percentile(&during, 99));
    let grown = process.memory().1.saturating_sub(occupied) >> 10;
    let rise = during.as_secs_f64() / before.as_secs_f64().max(1e-6) * 100.0 - 100.0;
    report.promise(
        &format!("one chat floods {count} updates at {FLOOD}/s: p99 of the others rises ≤ 20 %"),
        format!(
            "{:.1} ms without, {:.1} ms meanwhile ({rise:+.0} %)",
            before.as_secs_f64() * 1e3,
            during.as_secs_f64() * 1e3
        ),
        rise <= 20.0,
    );
    report.promise("… memory ≤ +32 MiB", format!("+{grown} MiB"), grown <= 32);
    Ok(())
}

/// Somebody says the same so many times, as fast as told.
async fn flood(one: Chat, count: u64) {
    let begun = Instant::now();
    for sent in 0..count {
        let due = Duration::from_secs_f64(sent as f64 / FLOOD);
        tokio::time::sleep(due.saturating_sub(begun.elapsed())).await;
        one.posts("weiter");
    }
}
